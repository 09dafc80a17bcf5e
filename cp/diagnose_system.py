"""DIAGNOSE codes about the machine and the system: X'00' 0C 10 44 4C 54 5C 60 64.

Called through the table in cp/diagnose.py.

Source: GC20-1807 (VM/370 System Programmer's Guide) for conventions and condition codes; X'44' from
later VM systems.
Not implemented: charging somebody else's account (X'4C' other than function X'10'); segments beyond
the machine's storage (X'64').
"""
from __future__ import annotations

from cp.diagnose_call import (ADDRESSING, MAX_ADDRESS, SPECIFICATION, Call, Interruption, ebcdic,
                              name_of)
from cp.messages import CPError
from cp.saved_file import is_name
from cp.timer_device import date_and_time
from s360.errors import S360Error
from s360.machine import StopReason

PAGE = 4096
UNDER_CP = 0xFF                # CPU version code of a virtual machine
USER_RECORD, MOST_USER_DATA = 0x10, 70
CODE_LENGTH, TEXT_AT = 10, 11  # of a message with its code in front
LOAD_SHARED, LOAD_PRIVATE, PURGE, FIND = 0, 4, 8, 12
NO_SUCH_SEGMENT, SEGMENT_TROUBLE = 44, 177


def release(system) -> bytes:
    """Version, level and change number of this program, a byte each."""
    parts = [part for part in system.version.split(".") if part.isdecimal()]
    return bytes(int(part) & 255 for part in (*parts, "0", "0", "0")[:3])


def identification(call: Call):
    """X'00'."""
    vm = call.vm
    name = "CP-67" if vm.profile == "1968" else "CPCMS"
    data = (ebcdic(name, 8) + release(vm.system) + bytes((UNDER_CP, 0, 0, 0, 0)) + ebcdic(vm.userid, 8)
            + bytes(8))[:call.ry]
    call.store(call.rx, data, align=8)
    call.put(call.y, call.ry - len(data))


def pseudo_timer(call: Call):
    """X'0C'."""
    vm = call.vm
    times = b"".join((int(seconds * 1_000_000)).to_bytes(8, "big")
                     for seconds in (vm.virtual_seconds, vm.total_seconds))
    call.store(call.rx, date_and_time(vm, ":") + times, align=8)


def release_pages(call: Call):
    """X'10'."""
    first, last = call.rx & MAX_ADDRESS, call.ry & MAX_ADDRESS
    if first % PAGE or last % PAGE or first > last:
        raise Interruption(SPECIFICATION)
    size = len(call.storage)
    if last >= size:
        raise Interruption(ADDRESSING)
    count = min(last + PAGE, size) - first
    call.reach(first, count)
    call.storage.release(first, count)


def give_up(call: Call):
    """X'44'."""
    return StopReason.STOPPED


def accounting_record(call: Call):
    """X'4C'."""
    vm = call.vm
    if "ACCT" not in vm.user.options:
        return call.end(1)
    if call.ry != USER_RECORD:
        return call.end(3)
    if call.y == 15:
        raise Interruption(SPECIFICATION)
    address, length = call.rx, call.get(call.y + 1)
    if address > MAX_ADDRESS:
        raise Interruption(ADDRESSING)
    if not 1 <= length <= MOST_USER_DATA or address % PAGE + length > PAGE:
        raise Interruption(SPECIFICATION)
    vm.system.accounting.user_record(vm, call.fetch(address, length))
    return call.end(0)


def pa2_key(call: Call):
    """X'54'."""
    call.vm.console.pa2_interrupts = call.rx != 0


def edit_message(call: Call):
    """X'5C'."""
    emsg = call.vm.options.emsg
    if emsg == "OFF":
        call.put(call.y, 0)
    elif emsg == "CODE":
        call.put(call.y, min(call.ry, CODE_LENGTH))
    elif emsg == "TEXT":
        skipped = min(call.ry, TEXT_AT)
        length = call.ry - skipped
        call.put(call.x, call.rx + skipped)
        call.put(call.y, length)


def storage_size(call: Call):
    """X'60'."""
    call.put(call.x, len(call.storage))


def named_segment(call: Call):
    """X'64'."""
    function = call.ry
    if function not in (LOAD_SHARED, LOAD_PRIVATE, PURGE, FIND):
        raise Interruption(SPECIFICATION)
    name = name_of(call.fetch(call.rx, 8, align=8))
    vm, saved = call.vm, call.vm.system.saved
    try:
        if not is_name(name) or not fits(call, saved.query(name)):
            return call.end(2, NO_SUCH_SEGMENT, call.y)
        if function == FIND:
            return find_segment(call, name, saved.query(name))
        if function == PURGE:
            return purge_segment(call, name)
        purge_segment(call, name)
        first, last = saved.attach(name, vm, private=function == LOAD_PRIVATE)
    except CPError:                           # it was purged, or the machine is too small
        return call.end(2, NO_SUCH_SEGMENT, call.y)
    except S360Error as error:
        vm.system.log("segment", str(error), user=vm.userid, name=name)
        return call.end(2, SEGMENT_TROUBLE, call.y)
    vm.segments[name] = function == LOAD_PRIVATE
    return tell_segment(call, 1, first, last)


def fits(call: Call, header) -> bool:
    """Its pages lie in the machine's storage."""
    return header.pages[-1][1] * PAGE < len(call.storage)


def find_segment(call: Call, name: str, header) -> None:
    first, last = header.pages[0][0] * PAGE, (header.pages[-1][1] + 1) * PAGE - 1
    tell_segment(call, 0 if name in call.vm.segments else 1, first, last)


def purge_segment(call: Call, name: str) -> None:
    """Give its pages up, if they were loaded."""
    vm = call.vm
    if name not in vm.segments:
        return call.end(1)
    del vm.segments[name]
    vm.system.saved.detach(name, vm)
    return call.end(0)


def tell_segment(call: Call, cc: int, first: int, last: int) -> None:
    call.put(call.x, first)
    call.put(call.y, last)
    call.end(cc)
