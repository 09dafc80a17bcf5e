"""What the core's speed and safety rest on: jumps instead of calls, no Python inside handlers, a
compare and its branch as exact together as apart."""
import re
import shutil
import subprocess
import threading

import pytest

from s360 import _core, isa

tail_calls = pytest.mark.skipif(_core.FORM != "tail calls", reason="the portable form of the core")
NESTED = {"EX"}          # calls its subject's handler only for a retry


def disassembly() -> dict:
    """{handler: its machine instructions}."""
    if not shutil.which("objdump"):
        pytest.skip("objdump is not installed")
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", _core.__file__], check=True,
                          capture_output=True, text=True).stdout
    found = {}
    for name, body in re.findall(r"<(\S*?_core_op_\w+)(?:\.\S+)?>:\n(.*?)(?:\n\n|\Z)", text, re.S):
        found.setdefault(name.rsplit("_op_", 1)[1], body)
    return found


@tail_calls
def test_every_handler_jumps_to_the_next():
    handlers = disassembly()
    for row in isa.INSTRUCTIONS:
        body = handlers[row.mnemonic]
        assert re.search(r"jmp|\bb\b|\bbr\b", body), row.mnemonic
        indirect_calls = re.findall(r"call\s+\*|\bblr\b", body)
        assert not indirect_calls or row.mnemonic in NESTED, row.mnemonic


@tail_calls
def test_no_python_inside_handlers():
    for name, body in disassembly().items():
        assert not re.search(r"Py[A-Z]\w+|PyErr|_Py_", body), name


@tail_calls
def test_ten_million_instructions_on_a_small_stack():
    """A handler that called the next one instead of jumping would overflow 256 KiB at once."""
    core = _core.Core(65536, timer=False)
    # loop: LA 1,1(1); AR 2,1; EX 3,sub; BCT 4,loop
    core.storage[0x200:0x210] = bytes.fromhex("41110001" "1A21" "44300220" "4640C000" "0000")
    core.storage[0x220:0x226] = bytes.fromhex("D203C300C304")
    core.set_gpr(12, 0x200)
    core.set_gpr(4, 0x7FFFFFFF)
    core.psw = bytes.fromhex("0000000000000200")
    old = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=core.run, args=(10_000_000,))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(old)
    assert core.executed >= 10_000_000


# -- a compare or test executes the BC behind it at once: nobody may notice

LOOP = ("41110001"      # 200 loop  LA   1,1(1)
        "1912"          # 204       CR   1,2
        "4720C014"      # 206       BC   2,skip
        "9505C100"      # 20A       CLI  X'300',5
        "4780C014"      # 20E       BC   8,skip
        "1A31"          # 212       AR   3,1
        "4210C100"      # 214 skip  STC  1,X'300'
        "4640C000")     # 218       BCT  4,loop


def loop() -> _core.Core:
    """A core before LOOP, which goes round 20 times."""
    core = _core.Core(65536, timer=False)
    core.storage[0x200:0x21C] = bytes.fromhex(LOOP)
    core.set_gpr(12, 0x200)
    core.set_gpr(2, 9)
    core.set_gpr(4, 20)
    core.psw = bytes.fromhex("0000000000000200")
    return core


def state(core) -> tuple:
    return core.psw, [core.get_gpr(r) for r in range(16)], core.storage[0x200:0x304]


def test_a_compare_and_its_branch_stop_exactly_where_the_budget_ends():
    single, after = loop(), {}
    for done in range(1, 121):
        single.run(1)
        after[done] = state(single)
    for budget in range(2, 9):
        core = loop()
        for done in range(budget, 121, budget):
            core.run(budget)
            assert core.executed == done
            assert state(core) == after[done], (budget, done)


def test_observing_sees_the_branch_behind_a_compare():
    core = loop()
    core.observe(True)
    core.run(9)            # once round (LA CR BC CLI BC AR STC BCT) and LA
    assert core.counts() == {0x41: 2, 0x19: 1, 0x47: 2, 0x95: 1, 0x1A: 1, 0x42: 1, 0x46: 1}
    assert [at for at, _ in core.history(9)] == [0x200, 0x204, 0x206, 0x20A, 0x20E, 0x212, 0x214,
                                                 0x218, 0x200]


def test_an_address_stop_at_the_branch_behind_a_compare():
    core = loop()
    core.run(24)           # decoded by now
    core.set_stops([0x20E])
    assert _core.REASONS[core.run(100)] == "STOP_ADDRESS"
    assert core.ia == 0x20E
    core.set_stops([])
    core.set_stops([0x206])
    assert _core.REASONS[core.run(100)] == "STOP_ADDRESS"
    assert core.ia == 0x206


def test_a_program_changes_the_branch_behind_a_compare():
    core = _core.Core(65536, timer=False)
    core.storage[0x200:0x218] = bytes.fromhex(
        "4250C007"         # 200  STC  5,X'207'     its mask becomes 8
        "1911"             # 204  CR   1,1
        "4700C00C"         # 206  BC   0,X'20C'
        "0000"             # 20A
        "4260C013"         # 20C  STC  6,X'213'     its mask becomes 0
        "1911"             # 210  CR   1,1
        "4780C000"         # 212  BC   8,X'200'
        "1A78")            # 216  AR   7,8
    core.set_gpr(12, 0x200)
    core.set_gpr(5, 0x80)
    core.psw = bytes.fromhex("0000000000000200")
    core.run(7)
    assert core.ia == 0x218        # the first BC went, the second did not
