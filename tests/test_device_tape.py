"""2400: sense, mode sets, unload, end of reel, seven tracks, image files."""
import pytest

from channel_machine import ChannelMachine, ccw
from fake_media import DAMAGED, MemoryTape
from s360.devices.tape import Tape
from s360.devices.tape7 import FROM_BCD, TO_BCD, Mode, convert_in, convert_out
from s360.media.tape import open_tape

UNIT = 0x181


def drive_machine(image, **options):
    machine = ChannelMachine(0x20000)
    machine.drive = machine.attach(UNIT, Tape(image, **options))
    return machine


def run(machine, *ccws):
    machine.put(0x2000, *ccws)
    return machine.run(UNIT, 0x2000)


def sense(machine):
    run(machine, ccw(0x04, 0x1F00, 6, 0))
    return machine.storage.read(0x1F00, 6)


def test_sense_tells_the_state_of_the_drive():
    machine = drive_machine(MemoryTape([b"A"]), ring=False)
    assert sense(machine)[1] == 0x4A                  # ready, load point, protected
    run(machine, ccw(0x02, 0x1000, 1))
    assert sense(machine)[1] == 0x42 and sense(machine)[3] == 0x04
    run(machine, ccw(0x0C, 0x1000, 1))
    assert sense(machine)[3] == 0x06                  # 1600 bpi, backward
    machine = drive_machine(MemoryTape(), ring=True)
    run(machine, ccw(0x01, 0x1000, 1))
    assert sense(machine)[1] == 0x44                  # ready, write status
    assert sense(drive_machine(None))[1] == 0x20


def test_density_is_set_at_load_point_only():
    machine = drive_machine(MemoryTape([b"A"]))
    run(machine, ccw(0xCB))
    assert machine.drive.density == 800
    run(machine, ccw(0x02, 0x1000, 1))
    run(machine, ccw(0xC3))
    assert machine.drive.density == 800


def test_sense_survives_no_operation_and_sense():
    machine = drive_machine(None)
    assert run(machine, ccw(0x02, 0x1000, 1))["sense"][0] == 0x40
    run(machine, ccw(0x03))
    assert sense(machine)[0] == 0x40


def test_rewind_and_unload_leaves_a_drive_without_reel():
    reel = MemoryTape([b"A", b"B"], 2)
    machine = drive_machine(reel)
    result = run(machine, ccw(0x0F))
    assert result["us"] & 0x0C == 0x0C and reel.position == 0
    assert run(machine, ccw(0x02, 0x1000, 1))["sense"][0] == 0x40
    assert machine.drive.dismount() is reel
    machine.drive.mount(reel)
    assert machine.interruption() == UNIT and machine.csw()[2] == 0x04
    assert run(machine, ccw(0x02, 0x1000, 1))["us"] == 0x0C


def test_reading_what_was_never_written_is_a_data_check():
    machine = drive_machine(MemoryTape([b"A", DAMAGED, b"B"]))
    outcomes = [run(machine, ccw(0x02, 0x1000, 1)) for _ in range(4)]
    assert [r["us"] for r in outcomes] == [0x0C, 0x0E, 0x0C, 0x0E]
    assert outcomes[1]["sense"][0] == outcomes[3]["sense"][0] == 0x08


def test_the_end_of_the_reel_is_unit_exception_after_writing():
    """Ten feet at 800 bpi: a block of 8,000 bytes takes 10.6 inches, the twelfth passes the mark."""
    machine = drive_machine(MemoryTape(), ring=True, reel=10)
    run(machine, ccw(0xCB))
    ends = [run(machine, ccw(0x01, 0x1000, 8000))["us"] for _ in range(13)]
    assert ends == [0x0C] * 11 + [0x0D] * 2
    assert len(machine.drive.image.blocks) == 13
    assert run(machine, ccw(0x1F))["us"] == 0x0D


def test_a_block_written_is_read_back_from_a_file(tmp_path):
    path = tmp_path / "work.aws"
    with open_tape(path, write=True, create="aws") as image:
        machine = drive_machine(image)
        machine.storage.write(0x1000, bytes(range(256)))
        assert run(machine, ccw(0x01, 0x1000, 256, 0x40), ccw(0x1F, 0, 1, 0x60),
                   ccw(0x07))["us"] & 0x04
        back = run(machine, ccw(0x02, 0x1800, 256, 0x40), ccw(0x02, 0x1900, 256, 0x60))
        assert (back["us"], back["addr"]) == (0x0D, 0x2010)
        assert machine.storage.read(0x1800, 256) == bytes(range(256))
    with open_tape(path) as image:
        machine = drive_machine(image)
        assert run(machine, ccw(0x01, 0x1000, 1))["sense"][:2] == b"\x80\x4A"


def test_a_saved_drive_stands_at_its_block(tmp_path):
    with open_tape(tmp_path / "t.aws", write=True, create="aws") as image:
        for text in (b"ONE", b"TWO", b"THREE"):
            image.write(text)
        image.rewind()
        machine = drive_machine(image)
        run(machine, ccw(0x02, 0x1000, 10))
        state = machine.channels.save()
        run(machine, ccw(0x07))
        machine.channels.load(state)
        run(machine, ccw(0x02, 0x1000, 10))
        assert machine.storage.read(0x1000, 3) == b"TWO"


# seven tracks

def test_mode_sets_of_seven_tracks():
    assert Mode.from_command(0x93) == Mode(800, True, False, False)
    assert Mode.from_command(0x13) == Mode(200, True, False, False)
    assert Mode.from_command(0x63) == Mode(556, False, False, True)
    assert Mode.from_command(0xAB) == Mode(800, False, True, True)
    assert Mode.from_command(0xBB) == Mode(800, False, True, False)
    assert Mode.from_command(0xC3) is None and Mode.from_command(0x8B) is None


def test_the_converter_writes_four_characters_for_three_bytes():
    assert convert_out(b"\xFF\x00\xFF", Mode()) == b"\x3F\x30\x03\x3F"
    assert convert_out(b"\xFF", Mode()) == b"\x3F\x30"
    for count in range(20):
        data = bytes(range(100, 100 + count))
        assert convert_in(convert_out(data, Mode()), Mode()) == (data, True)
    assert convert_in(b"\x3F\x3F", Mode()) == (b"\xFF", False)


def test_the_translator_knows_letters_digits_and_specials():
    """BCD: digits 1-9 and 0 as 10, letters by zones BA, B, A."""
    pairs = {"1": 0x01, "9": 0x09, "0": 0x0A, "A": 0x31, "I": 0x39, "J": 0x21, "R": 0x29, "S": 0x12,
             "Z": 0x19, "/": 0x11, ".": 0x3B, "$": 0x2B, ",": 0x1B, "#": 0x0B, "@": 0x0C,
             "&": 0x30, "-": 0x20, " ": 0x00, "%": 0x1C, "*": 0x2C}
    for text, bcd in pairs.items():
        code = text.encode("cp037")[0]
        assert TO_BCD[code] == bcd and FROM_BCD[bcd] == code


def test_even_parity_writes_a_blank_as_the_a_bit():
    even = Mode(800, False, True, True)
    assert convert_out(b"\x40\xC1", even) == b"\x10\x31"
    assert convert_in(b"\x10\x31", even) == (b"\x40\xC1", True)


@pytest.mark.parametrize("mode, data, written, back", [
    (0x93, b"\xFF\x00\xFF", b"\x3F\x30\x03\x3F", b"\xFF\x00\xFF"),
    (0xB3, b"\xC1\xC2\xF5", b"\x01\x02\x35", b"\x01\x02\x35"),
    (0xBB, b"\xC1\xD9\xF1", b"\x31\x29\x01", b"\xC1\xD9\xF1")])
def test_a_seven_track_reel_end_to_end(mode, data, written, back):
    """Converter, low six bits, translator: what the tape holds and what is read from it."""
    machine = drive_machine(MemoryTape(), ring=True, tracks=7)
    machine.storage.write(0x1000, data)
    assert run(machine, ccw(mode, 0, 1, 0x60), ccw(0x01, 0x1000, 3, 0x60), ccw(0x27))["us"] & 4
    assert machine.drive.image.blocks == [written]
    result = run(machine, ccw(0x02, 0x1100, 3, 0))
    assert (result["us"], result["cs"]) == (0x0C, 0)
    assert machine.storage.read(0x1100, 3) == back
    assert sense(machine)[1] & 0x10


def test_reading_backward_through_the_converter_is_rejected():
    machine = drive_machine(MemoryTape([b"\x01\x02\x03\x04"], 1), tracks=7)
    assert run(machine, ccw(0x0C, 0x1000, 3))["sense"][0] == 0x80
    assert run(machine, ccw(0xB3, 0, 1, 0x60), ccw(0x0C, 0x1003, 4))["us"] == 0x0C
    assert machine.storage.read(0x1000, 4) == b"\x01\x02\x03\x04"
