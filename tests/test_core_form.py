"""What the core's speed and safety rest on: jumps instead of calls, no Python inside handlers."""
import re
import shutil
import subprocess
import threading

import pytest

from s360 import _core, isa

pytestmark = pytest.mark.skipif(_core.FORM != "tail calls", reason="the portable form of the core")
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


def test_every_handler_jumps_to_the_next():
    handlers = disassembly()
    for row in isa.INSTRUCTIONS:
        body = handlers[row.mnemonic]
        assert re.search(r"jmp|\bb\b|\bbr\b", body), row.mnemonic
        indirect_calls = re.findall(r"call\s+\*|\bblr\b", body)
        assert not indirect_calls or row.mnemonic in NESTED, row.mnemonic


def test_no_python_inside_handlers():
    for name, body in disassembly().items():
        assert not re.search(r"Py[A-Z]\w+|PyErr|_Py_", body), name


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
