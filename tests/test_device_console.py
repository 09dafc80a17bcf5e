"""1052: writes, reads that wait for the operator, the keys."""
import pytest

from channel_machine import ChannelMachine, ccw
from s360.devices.console import Console

UNIT = 0x01F


@pytest.fixture
def desk():
    machine = ChannelMachine(0x10000)
    machine.text = []
    machine.console = machine.attach(UNIT, Console(output=machine.text.append))
    machine.put(0x2000, ccw(0x0A, 0x1000, 80))
    return machine


def test_text_appears_with_carrier_returns(desk):
    desk.storage.write(0x1000, "HELLO \u00acWORLD".encode("cp037") + b"\x15\xE7")
    desk.put(0x2100, ccw(0x01, 0x1000, 6, 0x40), ccw(0x09, 0x1006, 8, 0))
    result = desk.run(UNIT, 0x2100)
    assert (result["us"], result["cs"]) == (0x0C, 0)
    assert "".join(desk.text) == "HELLO \u00acWORLD\nX\n"


def test_one_return_at_the_end_of_a_data_chain(desk):
    desk.storage.write(0x1000, b"\xC1\xC2\xC3")
    desk.put(0x2100, ccw(0x09, 0x1000, 1, 0x80), ccw(0, 0x1001, 2, 0))
    assert desk.run(UNIT, 0x2100)["us"] == 0x0C
    assert desk.text == ["ABC\n"]


def test_the_alarm_rings(desk):
    desk.put(0x2100, ccw(0x0B))
    assert desk.run(UNIT, 0x2100)["cc"] == 1
    assert desk.text == ["\a"]


def test_a_read_waits_and_takes_one_line(desk):
    assert desk.sio(UNIT, 0x2000) == 0
    assert desk.console.reading and desk.channels.waiting()
    assert desk.interruption() is None
    desk.console.type_in("log on")
    assert desk.interruption() == UNIT
    assert desk.csw()[2:] == (0x0C, 0, 74)
    assert desk.storage.read(0x1000, 6) == "log on".encode("cp037")


def test_folding_is_an_option(desk):
    desk.console.fold = True
    desk.console.type_in("log on")
    desk.run(UNIT, 0x2000)
    assert desk.storage.read(0x1000, 6) == "LOG ON".encode("cp037")


def test_lines_typed_ahead_are_read_in_order(desk):
    desk.console.type_in("ONE")
    desk.console.type_in(b"\xE3\xE6\xD6")
    for text in ("ONE", "TWO"):
        assert desk.run(UNIT, 0x2000)["us"] == 0x0C
        assert desk.storage.read(0x1000, 3) == text.encode("cp037")
    assert desk.sio(UNIT, 0x2000) == 0 and desk.console.reading


def test_an_empty_line_leaves_the_whole_count(desk):
    desk.sio(UNIT, 0x2000)
    desk.console.type_in("")
    desk.interruption()
    assert desk.csw()[2:] == (0x0C, 0, 80)


def test_cancel_gives_unit_exception(desk):
    desk.sio(UNIT, 0x2000)
    desk.console.cancel()
    desk.interruption()
    assert desk.csw()[2] == 0x0D


def test_more_keystrokes_than_the_count_are_an_incorrect_length(desk):
    desk.put(0x2100, ccw(0x0A, 0x1000, 4, 0))
    desk.console.type_in("ABCDEF")
    result = desk.run(UNIT, 0x2100)
    assert (result["us"], result["cs"], result["count"]) == (0x0C, 0x40, 0)


def test_request_is_attention_alone(desk):
    desk.console.request()
    assert desk.interruption() == UNIT
    assert desk.csw() == (0, 0, 0x80, 0, 0)


def test_not_ready_is_intervention_required_until_device_end(desk):
    desk.console.make_ready(False)
    assert desk.run(UNIT, 0x2000)["sense"][0] == 0x40
    desk.console.make_ready()
    assert desk.interruption() == UNIT and desk.csw()[2] == 0x04


def test_halt_io_gives_the_keyboard_back(desk):
    desk.sio(UNIT, 0x2000)
    assert desk.channels.hio(UNIT) == 1
    assert not desk.console.reading
    assert desk.interruption() == UNIT and desk.csw()[2] == 0x0C


def test_what_was_typed_is_kept_within_bounds(desk):
    desk.put(0x2100, ccw(0x01, 0x1000, 0x8000))
    for _ in range(40):
        desk.run(UNIT, 0x2100)
    assert sum(len(data) for data, _ in desk.console.typed) <= 1 << 18
    for _ in range(2000):
        desk.console.type_in("X")
    assert len(desk.console.ahead) == 1000
