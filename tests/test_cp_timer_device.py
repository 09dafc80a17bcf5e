"""The pseudo-timer 0FF: 24 bytes of date, time and CPU time."""
import pytest

from channel_machine import ccw
from diagnose_machine import System
from s360.channel_now import run_now

BUFFER, CHAIN = 0x1000, 0x700
NORMAL_END, UNIT_CHECK, INCORRECT_LENGTH = 0x0C, 0x02, 0x40


@pytest.fixture
def vm(tmp_path):
    system = System(tmp_path)
    yield system.logon("ANNA")
    system.close()


def run(vm, command, count, flags=0):
    vm.machine.storage.write(CHAIN, ccw(command, BUFFER, count, flags))
    return run_now(vm.machine.channels, 0x0FF, CHAIN, 0)


def test_a_read_gives_date_time_and_both_times(vm):
    vm.core.psw = (0x400).to_bytes(8, "big")
    vm.machine.storage.write(0x400, bytes.fromhex("47F00400"))          # B *
    vm.machine.run(1_000_000)                                            # one second at 1 MIPS
    vm.counters.privops["SSM"] = 10                                      # CP's work for it
    ending = run(vm, 0x02, 24)
    assert (ending.unit_status, ending.channel_status, ending.count) == (NORMAL_END, 0, 0)
    data = vm.machine.storage.read(BUFFER, 24)
    assert data[:16].decode("cp037") == "09/30/7112.34.56"
    assert int.from_bytes(data[16:20], "big") == 76_800
    assert int.from_bytes(data[20:], "big") > 76_800


def test_other_lengths_are_incorrect(vm):
    assert run(vm, 0x02, 16).channel_status == INCORRECT_LENGTH
    assert run(vm, 0x02, 32).channel_status == INCORRECT_LENGTH
    ending = run(vm, 0x02, 32, 0x20)
    assert ending.channel_status == 0 and ending.count == 8


def test_other_commands_are_rejected(vm):
    for command in (0x01, 0x07, 0x0A, 0x0C):
        assert run(vm, command, 24).unit_status == UNIT_CHECK
        assert run(vm, 0x04, 1).unit_status == NORMAL_END
        assert vm.machine.storage.read(BUFFER, 1) == b"\x80"
    assert run(vm, 0x03, 1, 0x20).unit_status == NORMAL_END


def test_state_is_kept(vm):
    device = vm.devices[0x0FF]
    run(vm, 0x02, 24)
    state = device.save()
    run(vm, 0x01, 1)
    device.load(state)
    assert device.save() == state
