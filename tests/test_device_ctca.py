"""Channel-to-channel adapter between two machines: attention, sense command byte, data."""
import pytest

from channel_machine import ChannelMachine, ccw
from s360.devices.ctca import Ctca, couple, uncouple

UNIT = 0x4C0
SCB, CONTROL, WRITE, READ = 0x14, 0x07, 0x01, 0x02


@pytest.fixture
def two():
    machines = ChannelMachine(0x10000), ChannelMachine(0x10000)
    couple(*(machine.attach(UNIT, Ctca()) for machine in machines))
    return machines


def start(machine, *ccws):
    machine.put(0x2000, *ccws)
    return machine.sio(UNIT, 0x2000)


def settle(*machines):
    """Run both until neither has anything to do; CSWs of each."""
    taken = [[] for _ in machines]
    moving = True
    while moving:
        moving = False
        for machine, csws in zip(machines, taken):
            while machine.step():
                moving = True
            while machine.channels.pending:
                machine.channels.accept(0xFE)
                csws.append(machine.csw()[2:])
                moving = True
    return taken


def test_a_write_is_answered_by_a_read(two):
    here, there = two
    here.storage.write(0x1000, b"MESSAGE!")
    assert start(here, ccw(WRITE, 0x1000, 8, 0)) == 0
    assert settle(here, there) == [[], [(0x80, 0, 0)]]
    assert start(there, ccw(SCB, 0x1100, 1, 0)) == 0
    assert settle(here, there) == [[], [(0x0C, 0, 0)]]
    assert there.storage.read(0x1100, 1) == b"\x01"
    assert start(there, ccw(READ, 0x1000, 8, 0)) == 0
    assert settle(here, there) == [[(0x0C, 0, 0)], [(0x0C, 0, 0)]]
    assert there.storage.read(0x1000, 8) == b"MESSAGE!"


def test_a_read_is_answered_by_a_write(two):
    here, there = two
    assert start(here, ccw(READ, 0x1000, 8, 0)) == 0
    settle(there)
    there.storage.write(0x1000, b"MESSAGE!")
    assert start(there, ccw(WRITE, 0x1000, 8, 0)) == 0
    assert settle(here, there) == [[(0x0C, 0, 0)], [(0x0C, 0, 0)]]
    assert here.storage.read(0x1000, 8) == b"MESSAGE!"


@pytest.mark.parametrize("sent, taken, writer, reader", [
    (8, 5, (0x0C, 0x40, 3), (0x0C, 0, 0)), (5, 8, (0x0C, 0, 0), (0x0C, 0x40, 3))])
def test_the_longer_side_has_incorrect_length(two, sent, taken, writer, reader):
    here, there = two
    start(here, ccw(WRITE, 0x1000, sent, 0))
    settle(there)
    start(there, ccw(READ, 0x1000, taken, 0))
    assert settle(here, there) == [[writer], [reader]]


def test_control_waits_until_the_other_side_has_looked(two):
    here, there = two
    assert start(here, ccw(CONTROL, 0, 1)) == 0
    assert settle(here, there) == [[], [(0x80, 0, 0)]]
    assert here.channels.waiting()
    start(there, ccw(SCB, 0x1100, 1))
    assert settle(here, there) == [[(0x0C, 0, 1)], [(0x0C, 0, 0)]]
    assert there.storage.read(0x1100, 1) == b"\x07"


def test_two_writes_collide(two):
    here, there = two
    start(here, ccw(WRITE, 0x1000, 8))
    settle(there)
    assert start(there, ccw(WRITE, 0x1000, 8)) == 1
    assert there.csw()[2] == 0x10


def test_halt_io_ends_one_side_and_frees_the_other(two):
    here, there = two
    start(here, ccw(WRITE, 0x1000, 8))
    settle(there)
    assert here.channels.hio(UNIT) == 2
    assert settle(here, there) == [[(0x0C, 0, 8)], []]
    start(there, ccw(SCB, 0x1100, 1))
    settle(there)
    assert there.storage.read(0x1100, 1) == b"\0"


def test_reset_of_one_machine_is_unit_check_on_the_other(two):
    here, there = two
    start(here, ccw(READ, 0x1000, 8))
    there.channels.reset()
    assert settle(here)[0][0][0] == 0x0E
    here.put(0x2100, ccw(0x04, 0x1200, 1))
    assert here.run(UNIT, 0x2100)["us"] == 0x0C
    assert here.storage.read(0x1200, 1) == b"\x41"


def test_an_adapter_without_the_other_side_is_not_ready(two):
    here, there = two
    start(here, ccw(WRITE, 0x1000, 8))
    uncouple(here.channels.devices[UNIT])
    assert settle(here, there)[0][0][0] == 0x0E
    for machine in two:
        machine.put(0x2100, ccw(READ, 0x1000, 8))
        assert machine.run(UNIT, 0x2100)["sense"][0] == 0x41


def test_data_chains_on_both_sides(two):
    here, there = two
    here.storage.write(0x1000, bytes(range(100)))
    start(here, ccw(WRITE, 0x1000, 30, 0x80), ccw(0, 0x101E, 70, 0))
    settle(there)
    start(there, ccw(READ, 0x1000, 50, 0x80), ccw(0, 0x3000, 50, 0))
    assert settle(here, there) == [[(0x0C, 0, 0)], [(0x0C, 0, 0)]]
    assert there.storage.read(0x1000, 50) + there.storage.read(0x3000, 50) == bytes(range(100))
