"""The 3277 as a device: commands, status, sense and attention, as a channel program meets them."""
from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from channel_machine import ChannelMachine, ccw
from display_terminal import Tube
from s360.devices import display_codes as c
from s360.devices.base import ATTENTION, DEVICE_END, DONE, UNIT_CHECK
from s360.devices.catalog import make
from s360.errors import ConfigError
from s360.machine import Machine

UNIT, PROGRAM, DATA, BUFFER = 0x0C0, 0x100, 0x1000, 0x4000
COMMAND_REJECT, INTERVENTION, OPERATION_CHECK = 0x80, 0x40, 0x01
#: NAME: and a field, the cursor in it, the keyboard free
FORM = bytes.fromhex("c3 114040 1d60 d5c1d4c57a 1d40 13 40 1140d1 1d60".replace("40 1140d1", "1140d1"))


class Room:
    """A machine with one display and a person at it."""

    def __init__(self, type="3277", answers=True, connected=True, **options):
        self.machine = ChannelMachine()
        self.device = self.machine.attach(UNIT, make(type, **options))
        self.tube = None
        if connected:
            self.tube = Tube(self.device, answers=answers)
            assert self.machine.interruption() == UNIT and self.machine.csw()[2] == DEVICE_END

    def do(self, *program) -> dict:
        """(command, data or count of a read) ..., command-chained; the result of the channel."""
        ccws, at = [], DATA
        for number, (command, what) in enumerate(program):
            flags = 0x20 if number == len(program) - 1 else 0x60
            if isinstance(what, bytes):
                self.machine.storage.write(at, what)
                ccws.append(ccw(command, at, max(len(what), 1), flags))
                at += len(what)
            else:
                ccws.append(ccw(command, BUFFER, what, flags))
        self.machine.put(PROGRAM, *ccws)
        self.machine.storage.write(BUFFER, bytes(0x2000))
        return self.machine.run(UNIT, PROGRAM)

    def read(self, command: int, count: int = 0x1F00) -> bytes:
        result = self.do((command, count))
        assert result["us"] == DONE, result
        return self.machine.storage.read(BUFFER, count - result["count"])

    def sense(self) -> int:
        self.do((c.SENSE, 1))
        return self.machine.storage.read(BUFFER, 1)[0]

    def attention(self) -> bool:
        return self.machine.interruption() == UNIT and self.machine.csw()[2] == ATTENTION


def test_a_form_is_painted_typed_into_and_read():
    room = Room()
    assert room.do((c.ERASE_WRITE, FORM))["us"] == DONE
    assert room.tube.display.row(0).rstrip() == " NAME:"
    room.tube.type("ada", "enter")
    assert room.attention()
    # AID, cursor at 10, the field at 7
    assert room.read(c.READ_MODIFIED).hex() == "7d" + "404a" + "1140c7" + "818481"
    assert room.tube.display.locked
    assert room.do((c.WRITE, b"\xc2"))["us"] == DONE and not room.tube.display.locked


def test_a_pa_key_sends_itself_alone():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.tube.type("x", "pa2")
    assert room.attention() and room.read(c.READ_MODIFIED) == bytes((c.PA2,))


def test_clear_empties_the_screen():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.tube.type("x", "clear")
    assert room.attention() and room.read(c.READ_MODIFIED) == bytes((c.CLEAR,))
    assert room.read(c.READ_BUFFER) == bytes((c.CLEAR, 0x40, 0x40)) + bytes(1920)


def test_a_read_without_a_key_tells_what_stands_there_now():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.tube.type("bob")
    assert room.read(c.READ_MODIFIED).hex() == "60" + "404a" + "1140c7" + "829682"
    assert not room.machine.channels.pending              # nobody pressed a key


def test_read_buffer_has_nulls_between_what_was_typed():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.tube.type("a", "right", "b", "enter")
    assert room.attention() and room.read(c.READ_MODIFIED).hex().endswith("8182")
    buffer = room.read(c.READ_BUFFER)
    assert len(buffer) == 3 + 1920 + 3                    # three attributes, two bytes each
    assert buffer[:18].hex() == "7d404a" + "1d60d5c1d4c57a" + "1dc1" + "810082" + "000000"


def test_the_buffer_address_goes_on_in_a_chain_and_not_beyond():
    room = Room()
    room.do((c.ERASE_WRITE, b"\xc3\xc1"), (c.WRITE, b"\x40\xc2"), (c.WRITE, b"\x40\xc3"))
    assert room.tube.display.row(0).rstrip() == "ABC"
    room.do((c.WRITE, b"\x40\xc4"))                       # a new chain begins at the cursor
    assert room.tube.display.row(0).rstrip() == "DBC"
    room.do((c.WRITE, b"\x40\x11\x5d\x7e"), (c.READ_BUFFER, 100))
    assert room.machine.storage.read(BUFFER, 5).hex() == "6040400000"


def test_erase_all_unprotected_select_and_nop():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.tube.type("eve", "enter")
    assert room.attention()
    for command in (c.SELECT, c.ERASE_ALL_UNPROTECTED, c.NOP):
        assert room.do((command, b"\0"))["us"] == DONE
    assert room.tube.display.row(0).rstrip() == " NAME:" and not room.tube.display.locked
    assert room.tube.display.cursor == 7


@pytest.mark.parametrize("stream, shown", [("c3 c1 117f7f c2", "A"), ("c3 c1 02 c2", "A"), ("c3 c1 1140", "A"),
                                           ("c3 c1 3c4040", "A")])
def test_wrong_orders_and_addresses_are_operation_check(stream, shown):
    room = Room()
    assert room.do((c.ERASE_WRITE, bytes.fromhex(stream)))["us"] == DONE | UNIT_CHECK
    assert room.sense() == OPERATION_CHECK
    assert room.tube.display.row(0).rstrip() == shown     # what stood before it is done
    assert room.do((c.WRITE, b"\xc2"))["us"] == DONE and room.sense() == 0


@pytest.mark.parametrize("type, command, taken", [
    ("3277", c.ERASE_WRITE_ALTERNATE, False), ("3277", c.WRITE_STRUCTURED, False), ("3277", 0x0A, False),
    ("3278", c.ERASE_WRITE_ALTERNATE, True), ("3279", 0x2B, True), ("3277", 0x2B, False), ("3279", 0x99, False)])
def test_commands_of_other_models_are_rejected(type, command, taken):
    room = Room(type)
    result = room.do((command, b"\xc3"))
    assert (result["us"] == DONE) == taken
    assert room.sense() == (0 if taken else COMMAND_REJECT)


def test_a_display_that_is_off_wants_intervention():
    room = Room(connected=False)
    for command in (c.WRITE, c.ERASE_WRITE, c.READ_MODIFIED, c.READ_BUFFER, c.SELECT, c.NOP):
        assert room.do((command, b"\xc3"))["us"] == UNIT_CHECK, command
        assert room.sense() == INTERVENTION
    Tube(room.device)
    assert room.machine.interruption() == UNIT and room.machine.csw()[2] == DEVICE_END
    assert room.do((c.WRITE, b"\xc3"))["us"] == DONE


def test_a_terminal_that_is_lost_ends_the_read_that_waits_for_it():
    room = Room(answers=False)
    room.do((c.ERASE_WRITE, FORM))
    room.machine.put(PROGRAM, ccw(c.READ_BUFFER, BUFFER, 100))
    assert room.machine.sio(UNIT, PROGRAM) == 0
    assert room.machine.interruption() is None            # it waits
    room.device.switch_off()
    assert room.machine.interruption() == UNIT and room.machine.csw()[2] == DONE | UNIT_CHECK
    assert room.sense() == INTERVENTION


def test_a_key_that_comes_before_the_answer_is_attention_and_the_answer_still_the_answer():
    room = Room(answers=False)
    room.do((c.ERASE_WRITE, FORM))
    room.machine.put(PROGRAM, ccw(c.READ_MODIFIED, BUFFER, 100))
    assert room.machine.sio(UNIT, PROGRAM) == 0
    room.tube.type("zoe", "enter")                        # on its way when the question came
    room.device.record(room.tube.display.perform(c.READ_MODIFIED))
    assert room.machine.interruption() == UNIT and room.machine.csw()[2] == DONE
    assert room.machine.storage.read(BUFFER, 9).hex() == "7d404a1140c7a99685"
    assert room.attention() and not room.machine.channels.pending


def test_a_query_is_answered_and_its_answer_is_attention():
    room = Room("3279", model=5)
    assert room.do((c.WRITE_STRUCTURED, bytes.fromhex("000501ff02")))["us"] == DONE
    assert room.attention()
    reply = room.read(c.READ_MODIFIED)
    assert reply[0] == 0x88 and bytes.fromhex("0050 0018") in reply     # the tube has 24 by 80
    assert room.tube.told == []                           # the terminal was not asked


def test_erase_write_alternate_has_the_terminals_size():
    machine = ChannelMachine()
    device = machine.attach(UNIT, make("3278"))
    tube = Tube(device, size=(43, 80))
    machine.storage.write(DATA, bytes.fromhex("c3 116a7f c1"))
    machine.put(PROGRAM, ccw(c.ERASE_WRITE_ALTERNATE, DATA, 5))
    machine.interruption()
    assert machine.run(UNIT, PROGRAM)["us"] == DONE
    assert tube.display.rows == 43 and tube.display.codes[2751] == 0xC1


def test_a_write_waits_for_a_terminal_that_is_behind():
    room = Room()
    room.tube.behind = True
    room.machine.storage.write(DATA, FORM)
    room.machine.put(PROGRAM, ccw(c.ERASE_WRITE, DATA, len(FORM)))
    assert room.machine.sio(UNIT, PROGRAM) == 0 and room.machine.interruption() is None
    room.tube.behind = False
    room.device.room()
    assert room.machine.interruption() == UNIT and room.machine.csw()[2] == DONE


def test_protected_fields_are_the_programs():
    room = Room()
    room.do((c.ERASE_WRITE, FORM))
    room.device.record(bytes.fromhex("7d4040 1140c1 c2c2c2c2c2 1140c7 c1"))      # a terminal that lies
    assert room.attention() and room.read(c.READ_MODIFIED).hex() == "7d4040" + "1140c7" + "c1"


def test_it_is_saved_and_loaded():
    room = Room("3278", model=4)
    room.do((c.ERASE_WRITE_ALTERNATE, FORM))
    room.tube.type("ada", "enter")
    again = make("3278", model=4)
    again.load(room.device.save())
    assert again.screen.text() == room.device.screen.text() and again.save() == room.device.save()
    for name, value in (("alternate", [0, 80]), ("default", [1]), ("command", "x"), ("waits", 1)):
        with pytest.raises(ValueError):
            again.load(room.device.save() | {name: value})


def test_a_machine_with_a_display_is_forked(tmp_path):
    machine = Machine(model=50, storage=65536)
    display = machine.attach(UNIT, "3278", model=4)
    Tube(display, post=machine.post)
    display.screen.perform(c.ERASE_WRITE_ALTERNATE, FORM)
    twin = machine.fork()
    assert twin.devices[UNIT].screen.text() == display.screen.text() and twin.devices[UNIT].terminal is None
    machine.save(tmp_path / "saved")
    again = Machine.restore(tmp_path / "saved")
    assert again.devices[UNIT].screen.text() == display.screen.text()


@pytest.mark.parametrize("type, options", [("3277", {"model": 5}), ("3278", {"model": 1}), ("3279", {"port": 70_000}),
                                           ("3277", {"port": "x"}), ("3277", {"lu": 1})])
def test_wrong_options_are_told(type, options):
    with pytest.raises(ConfigError):
        make(type, **options)


COMMANDS = st.sampled_from([*range(1, 16), 0x11, 0x1B, 0x6F, 0xF5])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(COMMANDS, st.binary(max_size=60), st.binary(max_size=40)), max_size=6),
       st.sampled_from(["3277", "3279"]), st.booleans())
def test_no_program_and_no_terminal_does_harm(steps, type, answers):
    harmless(steps, type, answers)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(st.lists(st.tuples(COMMANDS, st.binary(max_size=300), st.binary(max_size=300)), max_size=12),
       st.sampled_from(["3277", "3279"]), st.booleans())
def test_no_program_and_no_terminal_does_harm_often(steps, type, answers):
    harmless(steps, type, answers)


def harmless(steps, type: str, answers: bool) -> None:
    """Any commands of a program, any records of a terminal."""
    room = Room(type)
    room.tube.answers = answers
    for command, data, record in steps:
        try:
            room.do((command, data or b"\x40"))
        except BaseException as error:
            if not isinstance(error, AssertionError):
                raise
        room.device.record(record)
        room.device.record(bytes((c.ENTER,)) + record)
        screen = room.device.screen
        assert len(screen.codes) == len(screen.marks) == screen.size and 0 <= screen.cursor < screen.size
        while room.machine.interruption() is not None:
            pass
    room.device.load(room.device.save())
