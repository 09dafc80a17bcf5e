"""`cpcms user` as it is typed, on a folder of its own and through a CP that has it."""
import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cp import cli, directory_edit
from cp.directory_doc import current
from cp.directory_schema import User
from cp.folder import DataFolder
from cp.passwords import verify
from cp.terminal import local
from cp.yaml_model import names_of
from s360.media.ckd import open_volume, records, slot
from shared import ROOT


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CPCMS_DATA", str(tmp_path / "data"))
    DataFolder(tmp_path / "data").close()
    return tmp_path / "data"


@pytest.fixture
def cpcms(data, capsys):
    def run(*words, good=True):
        capsys.readouterr()
        code = cli.main(["user", *map(str, words)])
        out, err = capsys.readouterr()
        assert (code == 0) == good, out + err
        return out if good else err
    return run


def entry(data, userid):
    with DataFolder(data) as folder:
        return folder.directory().get(userid)


def test_adding_a_user_gives_him_a_formatted_disk(cpcms, data):
    with open_volume(data / "volumes" / "USER01.ckd", write=True) as volume:
        volume.write_track(22, 3, slot(22, 3, [(1, b"", b"SECRET")], volume.track_size))
    told = cpcms("add", "bob", "--random", "--cylinders", 7, "--storage", "512K", "--account", "X1")
    bob = entry(data, "BOB")
    assert verify(told.split("password: ")[1].split()[0], bob.password)
    assert (bob.storage, bob.account, bob.classes) == (512 << 10, "X1", "G")
    assert (bob.disks[0x191].volume, bob.disks[0x191].cylinders) == ("USER01", 7)
    assert bob.disks[0x191].first <= 22 <= bob.disks[0x191].last
    with open_volume(data / "volumes" / "USER01.ckd") as volume:
        assert len(records(volume.read_track(22, 3))[0]) == 1, "nothing of an earlier user is left"
    assert bob.ipl.system == "CMS" and [(link.userid, link.here) for link in bob.links] == [("MAINT", 0x190)]
    cpcms("add", "bare", "--nolog", "--ipl", "none", "--cylinders", 0)
    assert entry(data, "BARE").ipl is None
    cpcms("add", "eve", "--nolog", "--like", "bob")
    eve = entry(data, "EVE")
    assert (eve.storage, eve.account, eve.disks[0x191].cylinders) == (512 << 10, "", 7)
    assert eve.disks[0x191].first == bob.disks[0x191].last + 1


def test_what_is_wrong_is_told_and_nothing_changed(cpcms, data, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    before = sorted((data / "users").iterdir())
    for words, told in (
            (("add", "GUEST", "--nolog"), "GUEST is in the directory already; cpcms user show GUEST"),
            (("add", "bad id", "--nolog"), "is no userid"),
            (("add", "BOB", "--nolog", "--classes", "XY"), "classes: 'XY' must be letters of A to H"),
            (("add", "BOB", "--nolog", "--cylinders", 400), "no room for 400 cylinders"),
            (("add", "BOB", "--nolog", "--volume", "USR01"), "did you mean 'USER01'?"),
            (("add", "BOB", "--nolog", "--like", "NOBODY"), "NOBODY is not in the directory"),
            (("show", "GUST"), "GUST is not in the directory, did you mean 'GUEST'?"),
            (("passwd", "NOBODY", "--random"), "NOBODY is not in the directory"),
            (("passwd", "GUEST", "--all"), "name it with --disk"),
            (("passwd", "GUEST", "--disk", "199", "--random"), "GUEST has no disk 199"),
            (("disk", "GUEST", "191", 3), "GUEST has a disk 191 already"),
            (("link", "GUEST", "CMSUSER", "192"), "CMSUSER has no disk 192"),
            (("link", "GUEST", "CMSUSER"), "say whose disk and which"),
            (("link", "GUEST", "--remove", "191"), "GUEST has no link 191"),
            (("import", data / "nofile"), "No such file"),
            (("add", "BOB"), "no terminal to ask for a password; use --password-file")):
        assert told in cpcms(*words, good=False)
    assert sorted((data / "users").iterdir()) == before


def test_passwords(cpcms, data, tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("Sesame\nrest\n")
    cpcms("passwd", "guest", "--password-file", tmp_path / "secret")
    assert verify("sesame", entry(data, "GUEST").password)
    monkeypatch.setattr("sys.stdin", io.StringIO("other\n"))
    cpcms("passwd", "guest", "--password-file", "-")
    assert verify("other", entry(data, "GUEST").password)
    cpcms("passwd", "guest", "--nolog")
    assert entry(data, "GUEST").nolog
    cpcms("passwd", "guest", "--disk", "191", "--all")
    made = json.loads(cpcms("passwd", "guest", "--disk", "191", "--for", "write", "--random", "--json"))
    disk = entry(data, "GUEST").disks[0x191]
    assert disk.read_password == "ALL" and verify(made["password"], disk.write_password)
    cpcms("passwd", "guest", "--disk", "191", "--for", "write", "--none")
    assert entry(data, "GUEST").disks[0x191].write_password is None


def test_links_and_removal(cpcms, data):
    cpcms("add", "bob", "--nolog")
    cpcms("disk", "bob", "192", 10)
    cpcms("link", "guest", "bob", "192", "292", "--mode", "W")
    system, link = entry(data, "GUEST").links
    assert (system.userid, system.unit) == ("MAINT", 0x190)
    assert (link.userid, link.unit, link.here, link.mode) == ("BOB", 0x192, 0x292, "W")
    assert "GUEST links to disks of BOB; --force" in cpcms("remove", "bob", good=False)
    cpcms("link", "guest", "--remove", "292")
    assert entry(data, "GUEST").links == [system]
    cpcms("link", "guest", "bob", "192", "292")
    assert "GUEST does not link to BOB any more" in cpcms("remove", "bob", "--force")
    assert cpcms("check") == "6 users, no mistakes\n"
    told = cpcms("add", "eve", "--nolog", "--cylinders", 12)
    assert "USER01, 21 to 32" in told, "the cylinders are free again"


def test_looking(cpcms, data):
    rows = {row["userid"]: row for row in json.loads(cpcms("list", "--json"))["data"]}
    assert sorted(rows) == ["AUTOLOG1", "CMSBATCH", "CMSUSER", "GUEST", "MAINT", "OPERATOR"]
    assert rows["GUEST"]["local"] and rows["AUTOLOG1"]["nolog"]
    assert rows["OPERATOR"]["classes"] == "ABCDEFG"
    shown = cpcms("show", "guest")
    assert "password: (set)" in shown and "scrypt" not in shown + cpcms("show", "guest", "--json")
    (data / "users" / "BAD.yaml").write_text("classes: Q\n")
    assert cli.main(["user", "check"]) == 1
    assert "BAD.yaml:1:1 classes" in cpcms("list")


def test_cards(cpcms, data, tmp_path):
    (tmp_path / "deck").write_text("USER BOB SECRET 1M\n MDISK 191 2314 100 10 USER01 MR ALL\n")
    assert cpcms("import", tmp_path / "deck") == "1 users imported\n"
    assert entry(data, "BOB").disks[0x191].first == 100
    assert " MDISK 191 2314 100 010 USER01 MR ALL" in cpcms("export", "bob").splitlines()


# -- while CP runs

class Disks:
    """What the directory tool wants of a running CP's disks."""

    def __init__(self):
        self.formatted = []
        self.volumes = SimpleNamespace(volume=lambda serial: SimpleNamespace(device_type="2314"))

    def room(self):
        return {"USER01": 200}

    def taken(self, serial):
        return [(21, 10)]                 # linked to, in no entry any more

    def format(self, extent):
        self.formatted.append(tuple(extent))


def test_a_running_cp_does_it_itself(cpcms, data, monkeypatch):
    with DataFolder(data) as folder:
        folder.socket.write_text("")
        system = SimpleNamespace(folder=folder, directory=folder.directory(), disks=Disks(),
                                 machines={"GUEST": object()}, log=lambda kind, text, **fields: logged.append((kind, text)))
        logged, asked = [], []

        def request(path, message, timeout=60.0):
            asked.append(json.dumps(message))
            assert path == data
            return directory_edit.handle(system, json.loads(asked[-1]))
        monkeypatch.setattr(local, "request", request)
        told = cpcms("add", "bob", "--random")
        assert "disk 191: 5 cylinders of USER01, 31 to 35 (2314)" in told
        assert system.disks.formatted == [("USER01", 31, 5)]
        assert told.split("password: ")[1].split()[0] not in asked[0], "no plain password is sent"
        assert logged == [("directory", "add BOB")]
        assert "GUEST is logged on; FORCE GUEST first" in cpcms("remove", "guest", good=False)
        assert "BOB" in cpcms("list") and len(logged) == 1


def test_a_cp_that_does_not_answer_is_told(data):
    with DataFolder(data):
        (data / "socket").write_text("")
        made = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "user", "list", "--data", data],
                              capture_output=True, text=True)
    assert made.returncode == 1 and "CP runs here but does not answer" in made.stderr


def test_tools_wait_for_each_other(data):
    tools = [subprocess.Popen([sys.executable, "-P", "-m", "cp.cli", "user", "add", f"U{number}", "--nolog",
                               "--data", data], stdout=subprocess.PIPE) for number in range(3)]
    assert [tool.wait(60) for tool in tools] == [0, 0, 0]
    for tool in tools:
        tool.stdout.close()
    with DataFolder(data) as folder:
        assert folder.directory().check() == [] and folder.directory().has("U2")


# -- the guide

GUIDE = ROOT / "docs" / "directory.md"


def test_the_guide_is_current():
    with open(GUIDE, encoding="utf-8") as file:
        text = file.read()
    assert text == current(text), "run: python -m cp.directory_doc docs/directory.md"
    for name in names_of(User):
        assert f"| `{name}` |" in text
    for action in directory_edit.ACTIONS:
        assert f"cpcms user {action}" in text


def test_the_entry_in_the_guide_is_right(data):
    with open(GUIDE, encoding="utf-8") as file:
        block = file.read().split("## 2.")[1].split("\n\n    ")[1].split("\n\n")[0]
    text = "\n".join(line.removeprefix("    ") for line in block.splitlines())
    with DataFolder(data) as folder:
        directory = folder.directory()
        directory.file_of("PAYROLL").write_text(text)
        assert directory.check() == [] and directory.get("PAYROLL").disks[0x191].cylinders == 5
