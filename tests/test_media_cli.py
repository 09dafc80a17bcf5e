"""`cpcms volume` and `cpcms tape` as a user types them."""
import argparse
import json
import shutil

import pytest

from cp.cli_media import add_tape, add_volume
from media_makers import compressed_volume, sample_volume
from s360.errors import S360Error
from s360.media.ckd import open_volume
from s360.media.tape import open_tape


def cpcms(*words):
    """Exit code of a command line; errors as the caller shows them."""
    parser = argparse.ArgumentParser(prog="cpcms")
    commands = parser.add_subparsers(required=True)
    add_volume(commands)
    add_tape(commands)
    try:
        args = parser.parse_args([str(word) for word in words])
        return args.func(args)
    except S360Error as error:
        print(error)
        return 1
    except SystemExit as stop:
        return stop.code


@pytest.fixture
def told(capsys):
    return lambda: capsys.readouterr().out


def test_volume_create_and_list(tmp_path, told):
    assert cpcms("volume", "create", tmp_path / "v", "2314", "--serial", "cms190", "--cylinders", 3) == 0
    assert "2314, 3 cylinders of 20 heads, serial CMS190" in told()
    assert cpcms("volume", "create", tmp_path / "v", "2314") == 1
    assert "exists already" in told()
    assert cpcms("volume", "list", tmp_path / "v", "--tracks") == 0
    lines = told().splitlines()
    assert lines[0].endswith("2314, 3 cylinders of 20 heads, serial CMS190")
    assert lines[2].split() == ["0", "1", "3", "260"]
    assert "1 x 4+24, 1 x 4+144, 1 x 4+80" in lines[3]
    assert cpcms("volume", "list", tmp_path / "v", "--json") == 0
    data = json.loads(told())
    assert (data["type"], data["serial"], data["contents"][0]["records"]) == ("2314", "CMS190", 3)


def test_volume_check_names_each_place(tmp_path, told):
    path = sample_volume(tmp_path / "v")
    assert cpcms("volume", "check", path) == 0 and "no damage" in told()
    assert cpcms("volume", "check", path, "--quiet") == 0 and told() == ""
    with open_volume(path, write=True) as volume:
        volume.update(1, 5, 5 + 16, b"\0\0\0\0\1\0\xff\0")
    assert cpcms("volume", "check", path) == 1
    assert "cylinder 1 head 5 offset 21" in told()
    assert cpcms("volume", "check", path, "--json") == 1
    assert json.loads(told())["damages"][0]["offset"] == 21


def test_volume_convert_and_copy(tmp_path, told):
    plain = sample_volume(tmp_path / "v", cylinders=4)
    packed = compressed_volume(tmp_path / "c", plain)
    assert cpcms("volume", "convert", packed, tmp_path / "out") == 0
    with open_volume(plain) as one, open_volume(tmp_path / "out") as two:
        assert one.digest() == two.digest()
    assert cpcms("volume", "create", tmp_path / "w", "2311", "--quiet") == 0
    assert cpcms("volume", "copy", plain, tmp_path / "w", "--cylinders", "1-2") == 0
    with open_volume(plain) as one, open_volume(tmp_path / "w") as two:
        assert two.read_track(1, 3)[:100] == one.read_track(1, 3)[:100]
        assert two.read_track(3, 3) != one.read_track(3, 3)
    told()
    assert cpcms("volume", "copy", plain, tmp_path / "w", "--cylinders", "2-9") == 1
    assert "are not on both volumes" in told()
    assert cpcms("volume", "convert", plain, plain, "--force") == 1
    assert "in use" in told()


def test_a_volume_in_use_is_not_replaced(tmp_path, told):
    path = sample_volume(tmp_path / "v")
    with open_volume(path):
        assert cpcms("volume", "create", path, "2311", "--force") == 1
    assert "in use by" in told()


def test_tape_create_list_convert_check(tmp_path, told):
    assert cpcms("tape", "create", tmp_path / "t.het", "--serial", "lib001", "--owner", "me") == 0
    assert cpcms("tape", "list", tmp_path / "t.het") == 0
    out = told()
    assert "HET, 1 files, 2 blocks" in out and "VOL1LIB0010" in out and "HDR10000" in out
    assert cpcms("tape", "convert", tmp_path / "t.het", tmp_path / "t.tap") == 0
    assert cpcms("tape", "check", tmp_path / "t.tap") == 0
    with open_tape(tmp_path / "t.tap") as tape:
        assert tape.format == "tap" and tape.read_forward().decode("cp037").startswith("VOL1LIB001")
    told()
    assert cpcms("tape", "list", tmp_path / "t.tap", "--json") == 0
    assert json.loads(told())["files"][0]["longest"] == 80


def test_a_new_tape_holds_two_marks_or_nothing(tmp_path):
    assert cpcms("tape", "create", tmp_path / "a", "--quiet") == 0
    assert (tmp_path / "a").read_bytes() == bytes.fromhex("000000004000 000000004000")
    assert cpcms("tape", "create", tmp_path / "b", "--blank", "--format", "tap") == 0
    assert (tmp_path / "b").read_bytes() == b""


def test_list_ends_at_two_tape_marks_unless_all(tmp_path, told):
    with open_tape(tmp_path / "t", write=True, create="aws") as tape:
        for block in (b"A", None, None, b"BB", None):
            tape.write_mark() if block is None else tape.write(block)
    assert cpcms("tape", "list", tmp_path / "t") == 0
    out = told()
    assert "1 files, 1 blocks" in out and "bytes of the file lie behind" in out
    assert cpcms("tape", "list", tmp_path / "t", "--all") == 0
    assert "3 files, 2 blocks" in told()


def test_damage_stops_convert_unless_salvage(tmp_path, told):
    with open_tape(tmp_path / "t", write=True, create="het") as tape:
        for n in range(3):
            tape.write(bytes([n]) * 500)
    data = bytearray((tmp_path / "t").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "t").write_bytes(data)
    assert cpcms("tape", "check", tmp_path / "t") == 1
    assert "block 1: the block cannot be unpacked" in told()
    assert cpcms("tape", "convert", tmp_path / "t", tmp_path / "u") == 1
    assert "--salvage" in told() and not (tmp_path / "u").exists()
    assert cpcms("tape", "convert", tmp_path / "t", tmp_path / "u", "--salvage") == 0
    assert "1 of them damaged" in told()
    assert [p.name for p in tmp_path.iterdir() if ".new" in p.name] == []


@pytest.mark.parametrize("form", ["aws", "het", "tap"])
def test_a_block_that_is_cut_off_stops_convert_unless_salvage(form, tmp_path, told):
    with open_tape(tmp_path / "t", write=True, create=form) as tape:
        tape.write(b"A" * 80)
        tape.write(bytes(range(256)))
    data = (tmp_path / "t").read_bytes()
    (tmp_path / "t").write_bytes(data[:-9])
    assert cpcms("tape", "convert", tmp_path / "t", tmp_path / "u") == 1
    assert "--salvage" in told() and not (tmp_path / "u").exists()
    assert cpcms("tape", "convert", tmp_path / "t", tmp_path / "u", "--salvage") == 0
    assert "1 of them damaged" in told()


@pytest.mark.parametrize("words", [["volume"], ["tape", "nonsense"], ["volume", "create", "x"],
                                   ["volume", "copy", "a", "b", "--cylinders", "9-1"],
                                   ["tape", "create", "x", "--format", "dat"]])
def test_wrong_usage_is_2(words, capsys):
    assert cpcms(*words) == 2


def test_a_file_that_is_no_image_is_one_line(tmp_path, told):
    (tmp_path / "x").write_text("no image")
    for words in (("volume", "list"), ("volume", "check"), ("tape", "list"), ("tape", "check")):
        assert cpcms(*words, tmp_path / "x") == 1
        assert told().count("\n") == 1
    assert cpcms("volume", "create", tmp_path / "y", "3390") == 1 and "known are" in told()
    assert shutil.os.listdir(tmp_path) == ["x"]
