"""What a program sees of the channels beyond the vectors: timing, PCI, endless chains, HALT I/O,
interruption order, initial program loading, saving."""
import pytest

from channel_machine import ChannelMachine, ccw
from fake_media import MemoryDeck, MemoryPaper, MemoryTape
from s360.channel import Channels
from s360.devices.base import ATTENTION, DEVICE_END
from s360.devices.card import CardPunch, CardReader
from s360.devices.console import Console
from s360.devices.printer import Printer
from s360.devices.tape import Tape
from s360.errors import ConfigError, StateError

CARD = bytes(range(0xC1, 0xC1 + 8)) * 10
READ, WRITE, NOP, TIC = 0x02, 0x01, 0x03, 0x08
CD, CC, SLI, PCI = 0x80, 0x40, 0x20, 0x08


def reader_machine(cards=3, **options):
    machine = ChannelMachine(0x10000, **options)
    machine.attach(0x00C, CardReader([CARD] * cards))
    return machine


def plain(state):
    """The state as text; fails when something in it is no plain data with string keys."""
    if isinstance(state, dict):
        assert all(isinstance(key, str) for key in state)
        return {key: plain(value) for key, value in state.items()}
    if isinstance(state, (list, tuple)):
        return [plain(value) for value in state]
    assert state is None or isinstance(state, (int, float, str, bytes))
    return state


def test_an_operation_ends_io_delay_instructions_after_its_sio():
    machine = reader_machine(io_delay=100)
    channels = machine.channels
    machine.put(0x2000, ccw(READ, 0x1000, 80))
    channels.now = 5000
    assert machine.sio(0x00C, 0x2000) == 0
    assert channels.next_event == 5100 and not channels.pending
    assert channels.tio(0x00C) == 2
    channels.now = 5099
    channels.advance()
    assert not channels.pending and channels.tio(0x00C) == 2
    channels.now = 5100
    channels.advance()
    assert channels.pending == 0x80 and channels.next_event is None
    assert channels.accept(0x7F) is None
    assert channels.accept(0x80) == 0x00C
    assert machine.csw() == (0, 0x2008, 0x0C, 0, 0) and not channels.pending


def test_authentic_speed_gives_channel_end_before_device_end():
    """A 2540 reads a card in 60 ms: channel end early, device end when the card is through."""
    machine = reader_machine(authentic=True, microsecond=0.5)
    machine.put(0x2000, ccw(READ, 0x1000, 80))
    machine.sio(0x00C, 0x2000)
    assert machine.interruption() == 0x00C and machine.csw()[2] == 0x08
    assert machine.channels.now == 100
    assert machine.interruption() == 0x00C and machine.csw()[2] == 0x04
    assert machine.channels.now == 100 + 30_000       # half an instruction a microsecond


def test_authentic_chains_take_the_time_of_their_parts():
    machine = reader_machine(authentic=True)
    machine.put(0x2000, ccw(READ, 0x1000, 80, CC), ccw(READ, 0x1000, 80, CC),
                ccw(READ, 0x1000, 80, 0))
    machine.sio(0x00C, 0x2000)
    assert machine.interruption() == 0x00C and machine.csw()[1:3] == (0x2018, 0x08)
    assert machine.channels.now == 120_000


def test_the_core_is_told_when_tio_is_simply_busy():
    machine = reader_machine()
    marks = []
    machine.channels.mark = lambda unit, cc: marks.append((unit, cc))
    machine.put(0x2000, ccw(READ, 0x1000, 80))
    machine.sio(0x00C, 0x2000)
    assert marks == [(0x00C, 2)]
    machine.step()
    assert marks == [(0x00C, 2), (0x00C, 0)]


def test_an_endless_chain_neither_hangs_nor_survives_halt_io():
    machine = reader_machine()
    channels = machine.channels
    machine.put(0x2000, ccw(NOP, 0, 1, CC | SLI), ccw(TIC, 0x2000))
    assert machine.sio(0x00C, 0x2000) == 0
    for _ in range(50):
        assert machine.step() and not channels.pending
    assert channels.tio(0x00C) == 2
    assert channels.hio(0x00C) == 1
    assert machine.interruption() == 0x00C and machine.csw()[2] == 0x0C
    assert not machine.step() and channels.tio(0x00C) == 0


def test_an_endless_data_chain_ends_when_the_device_is_satisfied():
    machine = ChannelMachine(0x10000)
    tape = machine.attach(0x181, Tape(MemoryTape(), ring=True))
    machine.put(0x2000, ccw(WRITE, 0x1000, 3, CD), ccw(TIC, 0x2000))
    assert machine.sio(0x181, 0x2000) == 0
    for _ in range(100):
        machine.step()
    assert machine.channels.hio(0x181) == 2
    assert machine.interruption() == 0x181
    assert 0 < len(tape.image.blocks[0]) < 65535


def test_a_block_on_tape_is_limited():
    """A data chain without end writes the longest block there is, then ends with excess count."""
    machine = ChannelMachine(0x20000)
    tape = machine.attach(0x181, Tape(MemoryTape(), ring=True))
    machine.put(0x2000, ccw(WRITE, 0x3000, 60_000, CD), ccw(TIC, 0x2000))
    result = machine.run(0x181, 0x2000)
    assert result["us"] == 0x0C and result["cs"] == 0x40
    assert len(tape.image.blocks[0]) == 65535


def test_pci_comes_while_the_chain_still_runs_and_can_change_it():
    """A program-controlled interruption lets the program put a new CCW into the chain."""
    machine = reader_machine()
    machine.put(0x2000, ccw(READ, 0x1000, 80, CC | PCI), ccw(READ, 0x1100, 80, CC),
                ccw(NOP, 0, 1, SLI))
    assert machine.sio(0x00C, 0x2000) == 0
    assert machine.channels.pending == 0x80
    assert machine.channels.accept(0xFE) == 0x00C
    key, address, unit_status, channel_status, _ = machine.csw()
    assert (address, unit_status, channel_status) == (0x2008, 0, 0x80)
    assert machine.channels.tio(0x00C) == 2
    machine.put(0x2010, ccw(READ, 0x1200, 80, 0))
    assert machine.interruption() == 0x00C
    assert machine.csw() == (0, 0x2018, 0x0C, 0, 0)
    assert machine.storage.read(0x1200, 80) == CARD


def test_pci_not_taken_shows_in_the_final_csw():
    machine = reader_machine()
    machine.put(0x2000, ccw(READ, 0x1000, 80, PCI))
    machine.sio(0x00C, 0x2000)
    machine.step()
    assert machine.channels.accept(0xFE) == 0x00C
    assert machine.csw()[2:4] == (0x0C, 0x80)
    assert machine.interruption() is None


def test_a_read_that_overwrites_the_next_ccw():
    machine = ChannelMachine(0x10000)
    machine.attach(0x00C, CardReader([(ccw(READ, 0x1000, 80, 0) + bytes(72)), CARD]))
    machine.put(0x2000, ccw(READ, 0x2008, 80, CC), ccw(0xFF, 0, 0, 0xFF))
    result = machine.run(0x00C, 0x2000)
    assert result["us"] == 0x0C and machine.storage.read(0x1000, 80) == CARD


def test_status_modifier_skips_one_ccw():
    class Searcher(CardReader):
        def end(self, count):
            return 0x4C

    machine = ChannelMachine(0x10000)
    machine.attach(0x00C, Searcher([CARD] * 2))
    machine.put(0x2000, ccw(READ, 0x1000, 80, CC), ccw(TIC, 0x2000), ccw(READ, 0x1100, 80, 0))
    result = machine.run(0x00C, 0x2000)
    assert (result["addr"], result["us"]) == (0x2018, 0x4C)


def test_device_end_waits_in_the_device_until_channel_end_is_taken():
    """Rewind in a chain's last CCW: two interruptions, also when both were long due."""
    machine = ChannelMachine(0x10000)
    machine.attach(0x181, Tape(MemoryTape([b"A"] * 3, 2)))
    machine.put(0x2000, ccw(NOP, 0, 1, CC | SLI), ccw(0x07, 0, 1, SLI))
    assert machine.sio(0x181, 0x2000) == 0
    machine.channels.idle()
    assert machine.channels.accept(0xFE) == 0x181
    assert machine.csw()[1:3] == (0x2010, 0x08)
    assert machine.channels.accept(0xFE) == 0x181
    assert machine.csw()[2] == 0x04


def test_a_working_device_answers_busy_after_channel_end():
    machine = ChannelMachine(0x10000)
    machine.attach(0x181, Tape(MemoryTape([b"A"] * 3, 2)))
    machine.put(0x2000, ccw(0x07, 0, 1, SLI))
    assert machine.sio(0x181, 0x2000) == 1 and machine.csw()[2] == 0x08
    assert machine.sio(0x181, 0x2000) == 1 and machine.csw()[2] == 0x10
    assert machine.channels.tio(0x181) == 1 and machine.csw()[2] == 0x10
    assert machine.interruption() == 0x181 and machine.csw()[2] == 0x04


def test_selectors_come_in_order_and_before_the_multiplexor():
    machine = ChannelMachine(0x10000)
    for unit in (0x009, 0x281, 0x481, 0x181):
        machine.attach(unit, Console() if unit == 9 else Tape(MemoryTape()))
    for unit in (0x009, 0x481, 0x281, 0x181):
        machine.channels.notified(unit, ATTENTION)
    assert machine.channels.pending == 0x80 | 0x40 | 0x20 | 0x08
    order = [machine.channels.accept(0xFE) for _ in range(4)]
    assert order == [0x181, 0x281, 0x481, 0x009]
    assert machine.channels.accept(0xFE) is None


def test_the_mask_chooses_the_channel():
    machine = ChannelMachine(0x10000)
    for unit in (0x181, 0x281):
        machine.attach(unit, Tape(None))
        machine.channels.notified(unit, DEVICE_END)
    assert machine.channels.accept(0x20) == 0x281
    assert machine.channels.accept(0x20) is None
    assert machine.channels.pending == 0x40


def test_units_of_one_control_unit_share_a_subchannel():
    """080-08F of channel 0 are one control unit: while one works the other's SIO gets 2."""
    machine = ChannelMachine(0x10000)
    for unit in (0x080, 0x081, 0x090):
        machine.attach(unit, CardReader([CARD]))
    machine.put(0x2000, ccw(READ, 0x1000, 80))
    assert machine.sio(0x080, 0x2000) == 0
    assert machine.sio(0x081, 0x2000) == 2
    assert machine.sio(0x090, 0x2000) == 0


def test_attention_during_an_operation_comes_after_it():
    machine = ChannelMachine(0x10000)
    console = machine.attach(0x01F, Console())
    machine.put(0x2000, ccw(0x0A, 0x1000, 80))
    machine.sio(0x01F, 0x2000)
    assert machine.channels.waiting()
    console.request()
    assert not machine.channels.pending
    console.type_in("X")
    assert machine.interruption() == 0x01F and machine.csw()[2] == 0x0C
    assert machine.interruption() == 0x01F and machine.csw()[2] == 0x80
    assert not machine.channels.waiting()


def test_sio_leaves_the_rest_of_the_csw_alone():
    machine = reader_machine()
    machine.storage.write(0x40, bytes(range(8)))
    machine.put(0x2000, ccw(NOP))
    assert machine.sio(0x00C, 0x2000) == 1
    assert machine.storage.read(0x40, 8) == bytes((0, 1, 2, 3, 0x0C, 0, 6, 7))


def test_ipl_reads_24_bytes_and_goes_on_at_8():
    """The classic loader: PSW and two CCWs on the first card, the rest on the second."""
    first = bytes.fromhex("0000000000000400") + ccw(READ, 0x0400, 80, CC) + ccw(NOP, 0, 1, SLI)
    machine = ChannelMachine(0x10000)
    machine.attach(0x00C, CardReader([first.ljust(80, b"\x40"), CARD]))
    channels = machine.channels
    channels.ipl_start(0x00C)
    assert channels.ipl_state(0x00C) == "working"
    channels.idle()
    assert channels.ipl_state(0x00C) == "done"
    assert machine.storage.read(0, 24) == first and machine.storage.read(0x400, 80) == CARD
    assert not channels.pending and channels.tio(0x00C) == 0


def test_ipl_awaits_the_device_end_of_its_last_command():
    first = bytes(8) + ccw(0x07, 0, 1, SLI) + bytes(8)
    machine = ChannelMachine(0x10000)
    tape = machine.attach(0x181, Tape(MemoryTape([first])))
    machine.channels.ipl_start(0x181)
    machine.channels.idle()
    assert machine.channels.ipl_state(0x181) == "done" and tape.image.position == 0
    assert not machine.channels.pending


@pytest.mark.parametrize("device, part", [
    (lambda: Tape(None), "unit status 02"), (lambda: CardPunch(MemoryDeck()), "sense 80"),
    (lambda: CardReader([bytes(80)]), "channel status 20"),
    (lambda: Tape(MemoryTape([None])), "unit status 0D")])
def test_ipl_that_fails_says_why(device, part):
    machine = ChannelMachine(0x10000)
    machine.attach(0x181, device())
    machine.channels.ipl_start(0x181)
    machine.channels.idle()
    state = machine.channels.ipl_state(0x181)
    assert state.startswith("failed: ") and part in state
    with pytest.raises(ConfigError, match="1FF"):
        machine.channels.ipl_start(0x1FF)


def test_reset_forgets_operations_and_interruptions():
    machine = ChannelMachine(0x10000)
    console = machine.attach(0x01F, Console())
    machine.attach(0x00C, CardReader([CARD]))
    machine.put(0x2000, ccw(0x0A, 0x1000, 80))
    machine.put(0x2010, ccw(READ, 0x1000, 80))
    machine.sio(0x01F, 0x2000)
    machine.sio(0x00C, 0x2010)
    console.request()
    machine.channels.reset()
    assert not machine.channels.pending and machine.channels.next_event is None
    assert machine.channels.tio(0x01F) == 0 and machine.channels.tio(0x00C) == 0
    assert not console.reading


def full_machine():
    machine = ChannelMachine(0x10000)
    machine.attach(0x01F, Console())
    machine.attach(0x00C, CardReader([CARD] * 4))
    machine.attach(0x00D, CardPunch(MemoryDeck()))
    machine.attach(0x00E, Printer(MemoryPaper()))
    machine.attach(0x181, Tape(MemoryTape([b"ABC"] * 5)))
    return machine


def test_a_saved_machine_goes_on_where_it_was():
    """Saved in the middle of everything, restored elsewhere: both see the same from then on."""
    one = full_machine()
    one.put(0x2000, ccw(0x0A, 0x1000, 80))
    one.put(0x2100, ccw(READ, 0x1100, 40, CD | PCI), ccw(0, 0x1200, 40, CC), ccw(READ, 0x1300, 80))
    one.put(0x2200, ccw(0x07, 0, 1, CC | SLI), ccw(READ, 0x1400, 3, 0))
    one.put(0x2300, ccw(0x89, 0x1100, 36))
    one.sio(0x01F, 0x2000)
    one.sio(0x00C, 0x2100)
    one.sio(0x181, 0x2200)
    one.sio(0x00E, 0x2300)
    state = one.channels.save()
    plain(state)
    other = full_machine()
    other.storage.write(0, one.storage.read(0, 0x10000))
    other.channels.load(state)
    assert plain(other.channels.save()) == plain(state)
    seen = []
    for machine in (one, other):
        machine.channels.devices[0x01F].type_in("LINE")
        log = []
        while (unit := machine.interruption()) is not None:
            log.append((unit, machine.channels.now, machine.csw()))
        seen.append(log)
        seen.append(machine.storage.read(0, 0x10000))
    assert seen[0] == seen[2] and seen[1] == seen[3] and len(seen[0]) == 5


def test_restoring_on_another_configuration_is_refused():
    state = full_machine().channels.save()
    other = ChannelMachine(0x10000)
    other.attach(0x01F, Console())
    with pytest.raises(StateError, match="00C 2540R"):
        other.channels.load(state)


def test_addresses_are_checked_when_devices_are_attached():
    machine = ChannelMachine(0x10000)
    machine.attach(0x00C, CardReader())
    for unit, part in ((0x700, "700"), (0x00C, "taken by a 2540R")):
        with pytest.raises(ConfigError, match=part):
            machine.attach(unit, CardReader())
    machine.channels.detach(0x00C)
    assert machine.channels.tio(0x00C) == 3
    with pytest.raises(ConfigError, match="no device"):
        machine.channels.detach(0x00C)


def test_detaching_a_device_at_work_frees_its_subchannel():
    machine = ChannelMachine(0x10000)
    machine.attach(0x181, Tape(MemoryTape([b"A"])))
    machine.attach(0x182, Tape(MemoryTape([b"B"])))
    machine.put(0x2000, ccw(READ, 0x1000, 1))
    machine.sio(0x181, 0x2000)
    machine.channels.detach(0x181)
    assert machine.run(0x182, 0x2000)["us"] == 0x0C
    assert machine.interruption() is None


def test_the_trace_tells_of_every_step():
    machine = reader_machine()
    events = []
    machine.channels.trace = events.append
    machine.put(0x2000, ccw(READ, 0x1000, 80, CC), ccw(NOP, 0, 1, SLI))
    machine.sio(0x00C, 0x2000)
    machine.interruption()
    assert [e["event"] for e in events] == ["sio", "ccw", "ccw", "end", "interruption"]
    assert events[1] == {"event": "ccw", "unit": 0x00C, "at": 0x2000, "command": 2,
                         "address": 0x1000, "flags": CC, "count": 80, "time": 0}


def test_storage_of_sixteen_mebibytes_minus_nothing_is_reached_backward():
    """Read backward below location 0 is a program check after the bytes that fit."""
    machine = ChannelMachine(0x10000)
    machine.attach(0x181, Tape(MemoryTape([b"ABCDEFGH"], 1)))
    machine.put(0x2000, ccw(0x0C, 0x0003, 8, 0))
    result = machine.run(0x181, 0x2000)
    assert result["cs"] == 0x20
    assert machine.storage.read(0, 4) == b"EFGH"


def test_channels_say_what_is_attached():
    channels = Channels(ChannelMachine(0x10000).storage)
    console = Console()
    channels.attach(0x009, console)
    assert channels.devices == {0x009: console}
