"""`cpcms disk` as it is typed: on image files, on a data folder, and through a CP that has it."""
import json
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from cms.disk import CmsDisk
from cms.disk_format import DiskError
from cms.disk_text import records_of, text_of
from cp import checkpoint, cli, disk_requests
from cp.cli_disk_work import File, packed, unpacked
from cp.folder import DataFolder
from cp.minidisk import Minidisk
from cp.system import System
from cp.terminal.local import LocalServer
from s360.media.ckd import create_volume, damages, open_volume

MIXED = "A line\twith a tab  \n\n  and blanks \u00ac \u00a2 \u00e9\n"


@pytest.fixture
def cpcms(capsys, monkeypatch, tmp_path):
    """Type a command; gives what it says, of the errors with good=False."""
    monkeypatch.setattr(cli, "PARTS", tuple(dict.fromkeys((*cli.PARTS, ("cp.cli_disk", "add_disk")))))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CPCMS_DATA", str(tmp_path / "data"))

    def run(*words, good=True):
        capsys.readouterr()
        code = cli.main(["disk", *map(str, words)])
        out, err = capsys.readouterr()
        assert (code == 0) == good, out + err
        return out if good else out + err
    return run


@pytest.fixture
def image(tmp_path, cpcms):
    """A pack with a CMS disk."""
    create_volume(tmp_path / "pack", "2314", cylinders=6)
    cpcms("format", "--volume", tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def data(tmp_path):
    DataFolder(tmp_path / "data").close()
    return tmp_path / "data"


def test_the_data_folder_stands_before_or_behind_the_command(data, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CPCMS_DATA", str(tmp_path / "elsewhere"))
    for words in (("--data", str(data), "disk", "ls", "CMSUSER", "191"),
                  ("disk", "ls", "--data", str(data), "CMSUSER", "191")):
        assert cli.main(list(words)) == 0
        assert "WELCOME" in capsys.readouterr().out


# -- text

def test_text_becomes_records_and_comes_back():
    lines = records_of(MIXED, "F", None, "x")
    assert [len(line) for line in lines] == [80] * 3
    assert lines[0].rstrip(b"\x40") == "A line  with a tab".encode("cp037") and lines[1] == b"\x40" * 80
    assert text_of(lines, "x") == "A line  with a tab\n\n  and blanks \u00ac \u00a2 \u00e9\n"
    short = records_of(MIXED, "V", None, "x")
    assert short[1] == b"\x40" and text_of(short, "x") == text_of(lines, "x")
    assert records_of("a\r\nb", "V", None, "x") == [b"\x81", b"\x82"]
    assert text_of([b"\xc1\x05\xc2"], "x") == "A\tB\n"


@pytest.mark.parametrize("text, recfm, told", [
    ("ok\n" + "x" * 81, "F", "x:2: 81 characters, a record has 80; give --recfm V"),
    ("price \u20ac", "F", "x:1: '\u20ac' has no place in code page 037"),
    ("a\x00b", "V", "x:1: '\\x00' has no place")])
def test_what_is_no_text_for_cms(text, recfm, told):
    with pytest.raises(DiskError) as error:
        records_of(text, recfm, None, "x")
    assert told in str(error.value)


def test_what_is_no_text_for_the_host():
    with pytest.raises(DiskError) as error:
        text_of([b"\xc1", b"\x02TXT"], "A TEXT")
    assert "A TEXT: byte 1 of record 2 is X'02', which is no text; get the file without --text" in str(error.value)


# -- image files

def test_text_in_and_out(cpcms, image, tmp_path):
    (tmp_path / "profile.exec").write_text(MIXED)
    assert cpcms("put", "--text", "--volume", image, "profile.exec") == (
        "PROFILE EXEC P5: written, 3 records of format F 80\n")
    assert "PROFILE EXEC P5: 3 records of format F 80 to ./PROFILE.EXEC" in cpcms(
        "get", "--text", "--volume", image, "profile", "exec")
    assert (tmp_path / "PROFILE.EXEC").read_text() == MIXED.replace("\t", "  ").replace("tab  ", "tab").replace(
        "\u00e9 ", "\u00e9")
    assert cpcms("get", "--text", "--volume", image, "PROFILE", "EXEC", "--to", "-") == (
        tmp_path / "PROFILE.EXEC").read_text()
    assert "exists already" in cpcms("get", "--volume", image, "PROFILE", "EXEC", good=False)
    cpcms("get", "--volume", image, "PROFILE", "EXEC", "--force")
    assert len((tmp_path / "PROFILE.EXEC").read_bytes()) == 240


def test_bytes_keep_their_records(cpcms, image, tmp_path):
    (tmp_path / "a.text").write_bytes(bytes(range(240)))
    (tmp_path / "v.data").write_bytes(b"\0\3one\0\5three")
    cpcms("put", "--volume", image, "a.text", "--mode", "p1", "--date", "1969-07-20 20:17")
    cpcms("put", "--volume", image, "v.data", "--recfm", "v")
    with open_volume(image) as volume:
        disk = CmsDisk(volume)
        assert disk.read("A", "TEXT") == [bytes(range(80)), bytes(range(80, 160)), bytes(range(160, 240))]
        assert disk.read("V", "DATA") == [b"one", b"three"]
    for name in ("a.text", "v.data"):
        cpcms("get", "--volume", image, *name.split("."), "--to", "copy", "--force")
        assert (tmp_path / "copy").read_bytes() == (tmp_path / name).read_bytes()
    (tmp_path / "a.text").write_bytes(b"x" * 80)
    assert "A TEXT P1: replaced, 1 records of format F 80" in cpcms("put", "--volume", image, "a.text")
    (tmp_path / "v.data").write_bytes(b"\0\2no\0")
    assert "record 2 runs beyond the end" in cpcms("put", "--volume", image, "v.data", good=False)
    (tmp_path / "a.text").write_bytes(b"x" * 81)
    assert "81 bytes are no whole number of records of 80" in cpcms("put", "--volume", image, "a.text",
                                                                   good=False)
    assert "27" in cpcms("put", "--volume", image, "a.text", "--as", "new", "data", "--lrecl", 27)


def test_listing(cpcms, image, tmp_path):
    for name in ("one.exec", "two.exec", "three.data"):
        (tmp_path / name).write_text("x\n")
    cpcms("put", "--text", "--volume", image, "one.exec", "two.exec", "three.data", "--date", "2026-11-22 20:00")
    told = cpcms("ls", "--volume", image).splitlines()
    assert told[1] == "ONE      EXEC     P5  F    80       1      1  2026-11-22 20:00"
    assert told[4] == ("CMS191: 2314, 6 cylinders, 3 files shown, 9 of 896 blocks used, room for 885")
    found = json.loads(cpcms("ls", "--volume", image, "--json", "t*", "e?ec"))
    assert [file["name"] for file in found["files"]] == ["TWO"] and found["total"] == 896
    assert "there is no file * LISTING" in cpcms("ls", "--volume", image, "*", "LISTING", good=False)
    (tmp_path / "out").mkdir()
    cpcms("get", "--text", "--volume", image, "*", "*", "--to", "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ONE.EXEC", "THREE.DATA", "TWO.EXEC"]
    assert "is no folder, and 2 files are wanted" in cpcms("get", "--volume", image, "*", "EXEC", "--to", "new",
                                                          good=False)
    assert cpcms("rm", "--volume", image, "*", "EXEC") == "ONE EXEC P5: erased\nTWO EXEC P5: erased\n"
    assert "1 files shown, 7 of 896" in cpcms("ls", "--volume", image)


def test_check_and_dump(cpcms, image, tmp_path):
    (tmp_path / "a.data").write_bytes(b"HELLO" * 16 * 700)
    cpcms("put", "--volume", image, "a.data")
    assert "no faults" in cpcms("check", "--volume", image)
    told = cpcms("dump", "--volume", image)
    assert "label       CMS191" in told and "sentinel    FFFF" in told and "total       896" in told
    told = cpcms("dump", "--volume", image, "a", "data")
    assert "FST c140404040404040c4c1e3c140404040" in told and "data: 5-74" in told
    assert "further chain links: 75" in told and "first chain link: record 76 byte 0" in told
    assert "C3D4E27E C3D4E2F1 F9F10000" in cpcms("dump", "--volume", image, "--record", 3)
    assert json.loads(cpcms("dump", "--volume", image, "--json"))["mfd"]["free"] == [[78, 900]]
    assert "there is no record 901" in cpcms("dump", "--volume", image, "--record", 901, good=False)
    with open_volume(image, write=True) as volume:
        CmsDisk(volume).blocks.write(75, b"\xff" * 800)
    assert "severe" in cpcms("check", "--volume", image, good=False)
    assert json.loads(cpcms("check", "--volume", image, "--json", good=False))["good"] is False


def test_some_cylinders_of_an_image(cpcms, tmp_path):
    create_volume(tmp_path / "pack", "2311", "USER01", cylinders=20)
    part = ("--volume", tmp_path / "pack", "--first", 5, "--cylinders", 10)
    assert cpcms("format", *part, "--label", "mydisk") == "MYDISK: 2311, 10 cylinders, 392 blocks free\n"
    (tmp_path / "x.y").write_text("hello\n")
    cpcms("put", "--text", *part, "x.y")
    assert "no faults" in cpcms("check", *part)
    assert "with 1 files; --force" in cpcms("format", *part, good=False)
    cpcms("format", *part, "--force")
    assert "0 files" in cpcms("ls", *part)
    with open_volume(tmp_path / "pack") as volume:
        assert volume.serial() == "USER01" and list(damages(volume)) == []
    assert "is not formatted for CMS" in cpcms("ls", "--volume", tmp_path / "pack", good=False)
    assert "does not lie on it" in cpcms("ls", "--volume", tmp_path / "pack", "--first", 15, "--cylinders", 6,
                                         good=False)


def test_names_that_would_mean_something_on_the_host(cpcms, image, tmp_path):
    with open_volume(image, write=True) as volume:
        disk = CmsDisk(volume)
        disk.write("A", "B", [b"x"])
        number = disk.directory.mfd.fst_blocks[0]
        fst = disk.blocks.read(number)
        disk.blocks.write(number, "../../A ".encode("cp037") + fst[8:])
    assert "%2E%2E%2F%2E%2E%2FA.B" in cpcms("get", "--volume", image, "*", "*")
    assert (tmp_path / "%2E%2E%2F%2E%2E%2FA.B").read_bytes() == b"x"


@pytest.mark.parametrize("words, told", [
    (("ls",), "say whose disk and which"),
    (("ls", "GUEST"), "say whose disk and which"),
    (("ls", "GUEST", "9"), "9: "),
    (("ls", "GUEST", "191", "A", "B", "C", "D"), "say FN, FT, FM or none of them"),
    (("ls", "GUEST", "199"), "GUEST has no disk 199; there are 190, 191"),
    (("ls", "GUST", "191"), "GUST is not in the directory, did you mean 'GUEST'?"),
    (("ls", "GUEST", "191", "--first", 1), "are for --volume FILE"),
    (("get", "GUEST", "191", "A"), "say FN FT [FM]"),
    (("put", "GUEST", "191"), "say which files of the host"),
    (("put", "GUEST", "191", "nofile.exec"), "nofile.exec: No such file"),
    (("put", "GUEST", "191", "noname"), "give --as FN FT"),
    (("put", "GUEST", "191", "a.b", "c.d", "--as", "A", "B"), "--as names one file"),
    (("put", "GUEST", "191", "a.b", "--lrecl", 0), "records have 1 to 65535 bytes"),
    (("put", "GUEST", "191", "a.b", "--date", "monday"), "must be YYYY-MM-DD"),
    (("check", "GUEST", "191", "A"), "no further words"),
    (("ls", "--volume", "nofile"), "nofile: No such file"),
    (("get", "GUEST", "191", "A", "B"), "GUEST 191: there is no file A B")])
def test_what_is_wrong_is_told(cpcms, data, tmp_path, words, told):
    (tmp_path / "a.b").write_bytes(b"x" * 80)
    cpcms("format", "GUEST", "191", "--force")
    assert told in cpcms(*words, good=False)


# -- the data folder

def test_a_users_disk(cpcms, data, tmp_path):
    cli.main(["user", "disk", "guest", "192", "5"])
    assert "is not formatted for CMS; make it a CMS disk with `cpcms disk format`" in cpcms(
        "ls", "guest", "192", good=False)
    told = cpcms("format", "guest", "191", "--force")
    assert told.startswith("CMS191: 2314, ")
    (tmp_path / "hello.assemble").write_text("HELLO    START\n         END\n")
    cpcms("put", "--text", "guest", "191", "hello.assemble")
    assert cpcms("get", "--text", "guest", "191", "hello", "assemble", "--to", "-") == "HELLO    START\n         END\n"
    assert "no faults" in cpcms("check", "guest", "191")
    cli.main(["user", "link", "CMSUSER", "GUEST", "191", "291"])
    assert "HELLO    ASSEMBLE" in cpcms("ls", "cmsuser", "291")
    with DataFolder(data) as folder:
        keys = folder.directory().get("GUEST").disks[0x191]
    with open_volume(data / "volumes" / f"{keys.volume}.ckd") as volume:
        assert [entry.key for entry in CmsDisk(Minidisk(volume, keys.first, keys.cylinders)).files()] == [
            ("HELLO", "ASSEMBLE")]
        assert list(damages(volume)) == []


def test_a_machine_that_was_kept_keeps_its_disk(cpcms, data, monkeypatch):
    cpcms("format", "guest", "191", "--force")
    with DataFolder(data) as folder:
        keys = folder.directory().get("GUEST").disks[0x191]
        (folder.checkpoint / "GUEST").write_bytes(b"made")
    disk = {"disk": ["GUEST", 0x191, keys.volume, keys.first, keys.cylinders], "write": True}
    monkeypatch.setattr(checkpoint, "unpack", lambda data: {"devices": [[0x191, {"type": "2314"} | disk]]})
    assert "GUEST has the disk for writing and goes on with it when CP starts" in cpcms(
        "rm", "guest", "191", "*", "*", good=False)
    cpcms("ls", "guest", "191")
    disk["write"] = False
    assert "there is no file" in cpcms("rm", "guest", "191", "*", "*", good=False)


# -- through CP

def test_files_on_their_way():
    files = [File("A", "B", "P5", "V", 9, records=[b"one\n", b"", b"\xff" * 9]), File("C", "D", "P1", "F", 1)]
    assert unpacked(packed(files)) == files and unpacked(b"") == []
    with pytest.raises(ValueError):
        unpacked(packed(files[:1])[:-1])


def test_through_a_running_cp(cpcms, data, tmp_path):
    (tmp_path / "a.data").write_bytes(bytes(range(256)) * 5 * 400)
    (tmp_path / "b.exec").write_text("&TYPE HELLO\n")
    with System(data, threads=1) as system, closing(LocalServer(system, system.folder.socket)):
        cpcms("format", "guest", "191", "--force")
        assert "A DATA P5: written, 6400 records" in cpcms("put", "guest", "191", "a.data")
        cpcms("put", "--text", "guest", "191", "b.exec")
        cpcms("get", "guest", "191", "A", "DATA", "--to", "back")
        assert (tmp_path / "back").read_bytes() == (tmp_path / "a.data").read_bytes()
        assert "2 files" in cpcms("ls", "guest", "191") and "no faults" in cpcms("check", "guest", "191")
        assert "there is no file NO FILE" in cpcms("rm", "guest", "191", "NO", "FILE", good=False)
        assert "A DATA P5: erased" in cpcms("rm", "guest", "191", "a", "data")
        assert system.disks.links == {} and list(data.glob(".parcel*")) == []
        vm = system.logon("GUEST", ipl=False)
        told = cpcms("put", "guest", "191", "a.data", good=False)
        assert "GUEST 191 NOT LINKED; R/W BY GUEST; let him detach it or log off" in told
        assert "GUEST 191 NOT LINKED" in cpcms("format", "guest", "191", "--force", good=False)
        assert "B        EXEC" in cpcms("ls", "guest", "191")
        assert cpcms("get", "--text", "guest", "191", "B", "EXEC", "--to", "-") == "&TYPE HELLO\n"
        system.logoff(vm)
        cpcms("rm", "guest", "191", "*", "*")
    assert "0 files" in cpcms("ls", "guest", "191")


def test_requests_that_are_none(data):
    system = SimpleNamespace(folder=data)
    for request in ({}, {"parcel": "../x"}, {"parcel": ".parcel-0123456789abcdef"}):
        with pytest.raises(disk_requests.S360Error):
            disk_requests.handle(system, request)


def test_help_names_every_action():
    made = subprocess.run([sys.executable, "-P", "-c", "import argparse; from cp.cli_disk import add_disk; "
                           "p = argparse.ArgumentParser(); add_disk(p.add_subparsers()); "
                           "p.parse_args(['disk', '--help'])"], capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    for action in ("ls", "get", "put", "rm", "format", "check", "dump"):
        assert f"    {action} " in made.stdout
