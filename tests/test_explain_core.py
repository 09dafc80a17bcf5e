"""`why` for programs that the core really ran, and for storage full of anything."""
import random

import pytest

from explain_machine import HALT, PROGRAM, FakeMachine, rules, run
from s360 import isa
from s360.explain import explain_instruction, why
from s360.psw import PSW


@pytest.mark.parametrize("text, more, expected", [
    ("0000", {}, "operation code 00 is not assigned"),
    ("82000300", {"psw": PSW(ia=0x200, amwp=1)}, "LPSW is valid in the supervisor state only"),
    ("44000200", {}, "the subject of an EXECUTE must not be an EXECUTE itself"),
    ("50104000", {"gpr": {4: 0x900}, "psw": PSW(ia=0x200, key=3)}, "a store needs PSW key 0"),
    ("58104000", {"gpr": {4: 0xFF0000}}, "storage ends at 00FFFF"),
    ("48104001", {}, "the operand of LH must lie on a halfword boundary"),
    ("83000000", {}, "this machine has no diagnostic functions"),
    ("FA0003000301", {"storage": [(0x300, "1C22")]}, "the second operand of AP has 2 at 000301"),
    ("1A11", {"gpr": {1: 0x7FFFFFFF}, "psw": PSW(ia=0x200, program_mask=8)},
     "the result of AR does not fit"),
    ("1D24", {"gpr": {2: 1}}, "DR cannot divide by zero"),
    ("07F4", {"gpr": {4: 0x901}}, "its address is 000901"),
    ("07F4", {"gpr": {4: 0x900000}}, "its address is 900000, storage ends at 00FFFF"),
])
def test_the_core_runs_into_it(text, more, expected):
    m = run(text, **more)
    found = rules(why(m))
    assert len(found) == 1 and expected in found[0]
    assert "The program new PSW (68) holds this PSW" in why(m)


def test_the_core_loads_a_bad_psw():
    m = run("82000300", storage=[(0x300, "0030000000000500")], features=["standard"])
    told = why(m)
    assert "000200  8200 0300       LPSW 768" in told
    assert "the key must be zero without the protection feature" in rules(told)[0]


def test_the_core_executes_a_subject_that_fails():
    m = run("44100300", gpr={1: 3, 4: 0xFFFE}, storage=[(0x300, "D20040005000")])
    told = why(m)
    assert "000300  D203 4000 5000  MVC 0(4,4),0(5)" in told
    assert "the first operand of MVC reaches address 010001" in rules(told)[0]


def test_the_core_goes_where_an_empty_new_psw_leads():
    m = run("82000300", storage=[(0x300, "0102000000000400")])     # the timer runs out at once
    assert "at 000000 in supervisor state" in why(m)
    assert "the new PSWs of external (58), supervisor-call (60)" in why(m)


def test_the_core_meets_a_page_that_is_not_available():
    m = run("58104004", gpr={4: 0x3000}, instructions=0, storage=[
        (0x1000, "0F002000"), (0x2000, "0000"), (0x2006, "0008")])
    m.cpu.cr[0], m.cpu.cr[6] = 0x1000, 0x00800000
    m.cpu.psw = PSW(system_mask=4, ia=0x200, extended=True)
    m.run(10)
    told = why(m)
    assert "Program interruption, code 0011: page translation exception" in told
    assert rules(told) == ["the page of 003004 must be available; its page-table entry at 002006 "
                           "is 0008: not available (GA27-2719, Dynamic Address Translation)"]


def test_each_program_check_of_a_random_instruction_has_its_rule():
    """1500 random instructions: whenever the core finds an exception, so does `why`."""
    m = run("0700", instructions=0)
    chance, checks = random.Random(6821), 0
    for _ in range(1500):
        m.storage.clear()
        m.storage[0x68:0x70] = HALT
        m.storage[0x400:0x800] = chance.randbytes(0x400)
        row = chance.choice(isa.INSTRUCTIONS)
        text = bytes([row.opcode]) + chance.randbytes(row.length - 1)
        m.storage[0x200:0x200 + row.length] = text
        m.storage.set_key(0x800, chance.choice((0, 0x18, 0x20, 0x38)))
        for register in range(16):
            m.cpu.gpr[register] = chance.choice((
                chance.randrange(0x400, 0x1000), chance.randrange(0x400, 0x800) & ~15,
                chance.getrandbits(32), 0x10000 - chance.randrange(16)))
        m.cpu.psw = PSW(ia=0x200, key=chance.choice((0, 0, 1)), amwp=chance.choice((0, 1)),
                        program_mask=15)
        before = m.core.interruptions
        m.step()
        if m.core.interruptions > before and m.last_interruption[0] == PROGRAM:
            checks += 1
            assert rules(why(m)), text.hex()
    assert checks > 500


def test_no_state_of_the_machine_is_too_mad_to_explain():
    chance = random.Random(1967)
    for n in range(600):
        m = FakeMachine(size=chance.choice((0x800, 0x4000)), extended=chance.random() < .4)
        m.storage[:] = chance.randbytes(len(m.storage))
        m.storage.keys[:] = chance.randbytes(len(m.storage.keys))
        m.cpu.gpr[:] = [chance.getrandbits(chance.choice((12, 32))) for _ in range(16)]
        m.cpu.cr[:] = [chance.getrandbits(chance.choice((12, 32))) for _ in range(16)]
        m.storage[0x28:0x2C] = bytes(4 - 1) + bytes([chance.randrange(18)])
        m.storage[0x2C:0x30] = (chance.getrandbits(32) & 0xFF000FFE).to_bytes(4, "big")
        m.storage[0x12:0x14] = bytes([0, chance.randrange(18)])
        m.last_interruption = (chance.choice((0, 1, 2, 3, 3, 3, 5)), 0, 0)
        m.cpu.psw = PSW.from_bytes(bytes(m.storage[0x68:0x70]), m.cpu.extended)
        m.cpu.psw.amwp = chance.randrange(16)
        m.cpu.psw.system_mask = chance.choice((0, 0, 255, 4))
        if n % 3 == 0:
            m.past = [(chance.randrange(0x1000) & ~1, chance.randbytes(6)) for _ in range(4)]
        assert len(why(m, csw=True)) < 8000
        explain_instruction(m, chance.getrandbits(24))
