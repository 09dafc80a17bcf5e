"""DIAGNOSE X'08': CP commands from a program.

Called through the table in cp/diagnose.py.  The commands are carried out as if typed at the machine's
console, except that nobody can be asked: a password that is needed and not given is an operand
missing.  A command that takes the machine away from the program (IPL, LOGOFF, SYSTEM, DEFINE STORAGE,
STORE PSW) leaves the registers as it made them.

Source: GC20-1807, DIAGNOSE Code X'08'.
Not implemented: flag X'80' (reject passwords given inline) is taken and has no effect, as in a VM/370
without password suppression.
"""
from __future__ import annotations

from cp.commands.caller import Caller
from cp.diagnose_call import SPECIFICATION, Call, Interruption, ebcdic, text_of
from s360.machine import StopReason

REPLY = 0x40                   # flag: the answer goes to a buffer
MOST_COMMAND, MOST_REPLY = 132, 8192
NEW_LINE = b"\x15"
MOST_LINES = 10_000            # of one answer


def console_function(call: Call):
    """Carry out the command line at Rx."""
    core = call.core
    flags, length = call.ry >> 24, call.ry & 0xFFFFFF
    if not length and not flags:
        return None
    if length > MOST_COMMAND:
        raise Interruption(SPECIFICATION)
    buffer = reply_buffer(call) if flags & REPLY else None
    text = call.fetch(call.rx, length)
    before, machine = core.psw, call.vm.machine
    code, lines = carry_out(call.vm, text, buffer is not None)
    if call.vm.machine is not machine or core.psw != before or call.vm.ended:
        return StopReason.STOPPED             # it is another program now, or none
    call.put(call.y, code)
    if buffer is not None:
        reply(call, buffer, lines)
    return call.not_too_fast()


def reply_buffer(call: Call) -> tuple[int, int]:
    """(address, length) of the buffer in Rx+1 and Ry+1."""
    if abs(call.x - call.y) == 1 or 15 in (call.x, call.y):
        raise Interruption(SPECIFICATION)
    length = call.get(call.y + 1)
    if length > MOST_REPLY:
        raise Interruption(SPECIFICATION)
    return call.reach(call.get(call.x + 1), length), length


def carry_out(vm, text: bytes, collect: bool) -> tuple[int, list[str]]:
    """(return code of the last command, lines of answer).  What is behind a command that stops the
    machine is not carried out."""
    caller = Caller(vm.system, vm, classes=vm.classes, output=None if collect else vm.say)
    if vm.batch is not None:
        caller.barred = vm.batch.check
    code = 0
    core, psw = vm.core, vm.core.psw
    for part in text.split(NEW_LINE):
        code = caller.run(text_of(part).strip())
        if vm.halted or vm.core is not core or core.psw != psw:
            break
    return code, caller.lines


def reply(call: Call, buffer: tuple[int, int], lines: list[str]) -> None:
    """Put whole lines into the buffer, each with X'15' behind it; condition code 1 and the number
    of bytes that had no room when not all fit."""
    address, room = buffer
    data, left = bytearray(), 0
    for line in lines[:MOST_LINES]:
        one = ebcdic(line, len(line)) + NEW_LINE
        if left or len(data) + len(one) > room:
            left += len(one)
        else:
            data += one
    if data:
        call.store(address, bytes(data))
    call.end(1 if left else 0, left or len(data), call.y + 1)
