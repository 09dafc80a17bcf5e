"""The machine as its operator and its API's users see it."""
import threading

import pytest

from s360 import PSW, Machine, StopReason
from s360.errors import ConfigError, S360Error

WAIT = bytes.fromhex("0002000000000000")


def bare(**options):
    """A machine whose program interruption ends in a disabled wait with address PPP."""
    m = Machine("64K", **options)
    m.storage[0x68:0x70] = bytes.fromhex("0002000000000777")
    return m


def load(m, address, text):
    data = bytes.fromhex(text.replace(" ", ""))
    m.storage[address:address + len(data)] = data
    m.cpu.psw = PSW(ia=address)


def test_the_example_of_the_design():
    m = Machine(storage="256K")
    m.storage[0x200:0x204] = bytes.fromhex("1A120A05")
    m.storage.set_key(0x800, 0xF0)
    m.cpu.gpr[1], m.cpu.gpr[2] = 5, 7
    m.cpu.fpr[0] = 0x4110000000000000
    m.cpu.psw = PSW(system_mask=0, key=0, amwp=0, interruption_code=0, ilc=0, cc=0,
                    program_mask=0, ia=0x200)
    stop = m.step()
    assert (stop.reason, stop.instructions) == (StopReason.BUDGET, 1)
    assert m.cpu.gpr[1] == 12 and m.cpu.psw.ia == 0x202 and m.cpu.psw.cc == 2
    assert m.storage.key(0x800) == 0xF0 and len(m.storage) == 0x40000
    m.step()                                   # SVC 5: old PSW at 20
    old = PSW.from_bytes(m.storage[0x20:0x28])
    assert (old.interruption_code, old.ilc, old.ia, old.cc) == (5, 1, 0x204, 2)


def test_psw_text_and_round_trip():
    text = bytes.fromhex("FF35000480000A28")
    psw = PSW.from_bytes(text)
    assert bytes(psw) == text and str(psw) == "FF350004 80000A28"
    assert (psw.system_mask, psw.key, psw.amwp, psw.interruption_code) == (0xFF, 3, 5, 4)
    assert (psw.ilc, psw.cc, psw.program_mask, psw.ia) == (2, 0, 0, 0xA28)
    assert PSW.from_bytes(bytes.fromhex("0404A30000000200"), extended=True).ilc == 2


def test_a_budget_never_parts_execute_from_its_subject():
    m = bare()
    load(m, 0x200, "4400 0210 4400 0210")
    m.storage[0x210:0x212] = bytes.fromhex("1811")
    stop = m.run(1)
    assert stop.instructions == 2 and m.cpu.psw.ia == 0x204
    assert m.run(3).instructions == 4 - 1 or m.cpu.psw.ia


def test_runs_cut_anywhere_end_alike():
    """A machine's run is a function of its inputs, not of the slices it is run in."""
    def final(cuts):
        m = bare()
        load(m, 0x200, "4110 0001 5A10 0300 5010 0300 4400 0230 4620 C000 0A01")
        m.storage[0x230:0x236] = bytes.fromhex("D20303100300")
        m.storage[0x60:0x68] = bytes.fromhex("0002000000000111")
        m.cpu.gpr[12], m.cpu.gpr[2] = 0x200, 20_000
        for cut in cuts:
            m.run(cut)
        stop = m.run()
        assert stop.reason is StopReason.DISABLED_WAIT
        return m.instructions, m.storage[:], list(m.cpu.gpr), m.time
    assert final([]) == final([1, 7, 3332, 1, 10_000, 5]) == final([3] * 500)


def test_disabled_wait_and_its_address():
    m = bare()
    load(m, 0x200, "8200 0300")
    m.storage[0x300:0x308] = bytes.fromhex("0002000000000BAD")
    assert m.run().reason is StopReason.DISABLED_WAIT
    assert m.cpu.psw.ia == 0xBAD and m.cpu.psw.wait


def test_address_stop_is_before_the_instruction_and_lets_go_on():
    m = bare()
    load(m, 0x200, "1811 1822 1833 8200 0300")
    m.storage[0x300:0x308] = WAIT
    m.set_stops({0x202, 0x204})
    assert m.run() == (StopReason.ADDRESS_STOP, 1) and m.cpu.psw.ia == 0x202
    assert m.run() == (StopReason.ADDRESS_STOP, 1) and m.cpu.psw.ia == 0x204
    m.set_stops(())
    assert m.run().reason is StopReason.DISABLED_WAIT


def test_interval_timer_interrupts_when_it_turns_negative():
    m = Machine("64K", model="50")
    load(m, 0x200, "47F0 0200")                          # B *
    m.storage[0x58:0x60] = bytes.fromhex("0002000000000EEE")
    m.storage[0x50:0x54] = (2 * 256).to_bytes(4, "big")  # two ticks of 1/300 s, then the third
    m.cpu.psw = PSW(system_mask=1, ia=0x200)
    assert m.run(100_000).reason is StopReason.DISABLED_WAIT
    old = PSW.from_bytes(m.storage[0x18:0x20])
    assert old.interruption_code == 0x80 and old.ia == 0x200
    assert m.instructions == 10_000                      # three ticks at a million a second
    assert int.from_bytes(m.storage[0x50:0x54], "big", signed=True) == -256


def test_timer_ends_an_enabled_wait_without_executing():
    m = Machine("64K", model="50")
    m.storage[0x58:0x60] = bytes.fromhex("0002000000000EEE")
    m.storage[0x50:0x54] = (76800 * 3600).to_bytes(4, "big")      # an hour
    m.cpu.psw = PSW(system_mask=1, amwp=2, ia=0x200)
    assert m.run().reason is StopReason.DISABLED_WAIT
    assert m.instructions == 0 and abs(m.time - 3_600_000_000) < 10_000


def test_interrupt_key():
    m = bare()
    m.storage[0x58:0x60] = bytes.fromhex("0002000000000EEE")
    m.cpu.psw = PSW(system_mask=1, amwp=2, ia=0x200)
    m.storage[0x50:0x54] = b"\xff\xff\xff\xff"                    # the timer has run out
    assert m.run().reason is StopReason.WAIT
    m.press_interrupt()
    assert m.run().reason is StopReason.DISABLED_WAIT
    assert PSW.from_bytes(m.storage[0x18:0x20]).interruption_code == 0x40


def test_stop_from_another_thread():
    m = bare()
    load(m, 0x200, "47F0 0200")
    threading.Timer(0.05, m.stop).start()
    assert m.run().reason is StopReason.STOPPED


def test_waiting_machine_with_host_clock_is_woken_by_the_operator():
    m = Machine("64K", clock="host", timer=False)
    m.storage[0x58:0x60] = bytes.fromhex("0002000000000EEE")
    m.cpu.psw = PSW(system_mask=1, amwp=2, ia=0x200)
    threading.Timer(0.05, m.press_interrupt).start()
    assert m.run().reason is StopReason.DISABLED_WAIT
    assert m.cpu.psw.ia == 0xEEE


def test_ipl_from_cards_leaves_the_unit_address():
    m = Machine("64K")
    # the first 24 bytes: PSW (wait, address 1234), CCW no-operation twice
    card = bytes.fromhex("0002000000001234" "0300000060000001" "0300000020000001").ljust(80, b"\x40")
    m.attach(0x00C, "2540R", deck=[card])
    m.ipl(0x00C)
    assert m.storage[0:4].hex() == "0002000c" and m.cpu.psw.ia == 0x1234
    assert m.run().reason is StopReason.DISABLED_WAIT


def test_ipl_without_a_deck_says_why():
    m = Machine("64K")
    m.attach(0x00C, "2540R")
    with pytest.raises(S360Error, match="00C"):
        m.ipl(0x00C)
    with pytest.raises(S360Error, match="190"):
        m.ipl(0x190)


@pytest.mark.parametrize("missing, text, code", [
    ("decimal", "FA11 0300 0310", 1), ("float", "2A02", 1), ("protection", "0812", 1),
    ("m67", "0D12", 1), ("extended", "3604", 1), ("direct", "8401 0300", 1)])
def test_absent_feature_is_an_operation_exception(missing, text, code):
    from s360.isa import FEATURES
    m = bare(features=[f for f in FEATURES if f != missing])
    load(m, 0x200, text)
    m.run(3)
    assert PSW.from_bytes(m.storage[0x28:0x30]).interruption_code == code
    present = bare()
    load(present, 0x200, text)
    present.storage[0x300:0x302] = present.storage[0x310:0x312] = bytes.fromhex("001C")
    present.step()
    assert present.cpu.psw.ia != 0x777


@pytest.mark.parametrize("options, word", [
    (dict(storage="3K"), "storage"), (dict(storage="32M"), "storage"), (dict(storage="x"), "storage"),
    (dict(model="99"), "model"), (dict(features=["steam"]), "feature"), (dict(clock="sun"), "clock"),
    (dict(speed="warp"), "speed"), (dict(mips=0), "mips")])
def test_configuration_mistakes_are_named(options, word):
    with pytest.raises(ConfigError, match=word):
        Machine(**options)


def test_diagnose_on_a_bare_machine_is_a_specification_exception():
    m = bare()
    load(m, 0x200, "8300 0000")
    assert m.run().reason is StopReason.DISABLED_WAIT
    old = PSW.from_bytes(m.storage[0x28:0x30])
    assert (old.interruption_code, old.ilc, old.ia) == (6, 2, 0x204)


def test_direct_control_moves_a_byte_each_way():
    m = bare()
    seen = []
    m.direct_out = lambda signal, byte: seen.append((signal, byte))
    m.direct_in = lambda signal: signal ^ 0xFF
    load(m, 0x200, "8455 0300 850F 0301 8200 0308")
    m.storage[0x300:0x302] = b"\xA7\x00"
    m.storage[0x308:0x310] = WAIT
    m.run()
    assert seen == [(0x55, 0xA7)] and m.storage[0x301] == 0xF0


def test_a_loop_of_bad_psws_gives_the_host_back():
    """Program new PSW with an odd address: the machine is lost, the host is not."""
    m = Machine("64K")
    m.storage[0x68:0x70] = bytes.fromhex("0000000000000001")
    m.cpu.psw = PSW(ia=0x1001)
    assert m.run(5000).reason is StopReason.BUDGET
    m67 = Machine("64K")
    m67.cpu.cr[6] = 0x00800000
    m67.storage[0x68:0x70] = bytes.fromhex("F000000000000000")
    m67.cpu.psw = PSW(ia=0x1001, extended=True)
    assert m67.run(5000).reason is StopReason.BUDGET


def test_trace_hooks_see_instructions_and_interruptions():
    m = bare()
    m.storage[0x60:0x68] = bytes.fromhex("0002000000000222")
    load(m, 0x200, "1811 0A07")
    seen, taken = [], []
    m.on_instruction = lambda machine, address, text: seen.append((address, text[:2].hex()))
    m.on_interrupt = lambda machine, kind, code, old: taken.append((kind, code))
    assert m.run().reason is StopReason.DISABLED_WAIT
    assert seen == [(0x200, "1811"), (0x202, "0a07")] and taken == [(2, 7)]


def test_history_and_counts():
    m = bare()
    load(m, 0x200, "4110 0003 0610 4620 0200 8200 0300")
    m.storage[0x300:0x308] = WAIT
    m.cpu.gpr[2] = 3
    m.observe()
    m.run()
    assert m.counts() == {0x41: 3, 0x06: 3, 0x46: 3, 0x82: 1}
    assert m.history(2) == [(0x206, bytes.fromhex("462002008200")), (0x20A, bytes.fromhex("820003000000"))]
