"""The catalog: devices by IBM number with media opened by path."""
import pytest

from channel_machine import ChannelMachine, ccw
from s360.devices.catalog import TYPES, make
from s360.errors import ConfigError, S360Error
from s360.media.ckd import create_volume


def test_every_type_can_be_made_bare():
    for type in TYPES:
        assert make(type).type.startswith(type[:3])


def test_types_and_options_are_checked_with_a_suggestion():
    with pytest.raises(ConfigError, match="unknown device type 2504.*did you mean .2501"):
        make("2504")
    with pytest.raises(ConfigError, match="no option 'dekc', did you mean .deck"):
        make("2540R", dekc="x")
    with pytest.raises(ConfigError, match="options: none"):
        make("CTCA", path="x")


def test_a_missing_file_names_itself(tmp_path):
    for type, option in (("2540R", "deck"), ("2400", "tape"), ("2314", "volume")):
        with pytest.raises(S360Error, match="missing.img"):
            make(type, **{option: tmp_path / "missing.img"})


def read_cards(reader, count):
    """Read until unit exception or `count` cards: texts, "*" for an end of file."""
    machine = ChannelMachine(0x10000)
    machine.attach(0x00C, reader)
    machine.put(0x2000, ccw(0x02, 0x1000, 80))
    out = []
    for _ in range(count):
        result = machine.run(0x00C, 0x2000)
        out.append("*" if result["us"] == 0x0D else
                   machine.storage.read(0x1000, 80).decode("cp037").rstrip())
    return out


def test_a_reader_with_decks_by_path(tmp_path):
    one, two = tmp_path / "one.deck", tmp_path / "two.deck"
    one.write_text("FIRST\nSECOND\n")
    two.write_text("THIRD\n")
    assert read_cards(make("2540R", deck=str(one)), 3) == ["FIRST", "SECOND", "*"]
    assert read_cards(make("2501", deck=[one, two]), 4) == ["FIRST", "SECOND", "THIRD", "*"]
    assert read_cards(make("2540R", deck=[one, two], multifile=True), 5) == [
        "FIRST", "SECOND", "*", "THIRD", "*"]


def test_printer_punch_and_tape_by_path(tmp_path):
    machine = ChannelMachine(0x10000)
    printer = make("1403", file=tmp_path / "out.txt", carriage={1: 1, 12: 60}, chain="PN")
    punch = make("2540P", deck=tmp_path / "out.deck", form="text")
    tape = make("2400", tape=tmp_path / "t.tap", ring=True, create=True)
    for unit, device in ((0x00E, printer), (0x00D, punch), (0x180, tape)):
        machine.attach(unit, device)
    machine.storage.write(0x1000, "HELLO".encode("cp037"))
    machine.put(0x2000, ccw(0x09, 0x1000, 5), ccw(0x01, 0x1000, 5))
    assert machine.run(0x00E, 0x2000)["us"] == 0x0C
    assert machine.run(0x00D, 0x2008)["us"] == machine.run(0x180, 0x2008)["us"] == 0x0C
    printer.paper.close()
    assert (tmp_path / "out.txt").read_text() == "HELLO\n"
    assert (tmp_path / "out.deck").read_text() == "HELLO\n"
    assert tape.image.format == "tap"
    tape.image.close()


def test_a_tape_without_ring_is_not_opened_for_writing(tmp_path):
    make("2400", tape=tmp_path / "t.aws", ring=True, create="aws").dismount().close()
    drive = make("2400", tape=tmp_path / "t.aws")
    assert drive.image.read_only and not drive.ring
    drive.image.close()


def test_a_disk_by_path(tmp_path):
    path = tmp_path / "v.ckd"
    create_volume(path, "2311", "TEST01", 2)
    drive = make("2311", volume=path)
    assert drive.type == "2311" and drive.volume is not None
    drive.volume.close()
    with pytest.raises(S360Error, match="2311"):
        make("2314", volume=path)
