"""DIAGNOSE X'14': a program reads its spool files by buffers, and looks at what waits in its reader.

Called through the table in cp/diagnose.py.  The spooled reader (cp/unit_record.py) knows the file that
is active, cp/spool_buffer.py what a buffer and an SFBLOK look like.

Source: GC20-1807, DIAGNOSE Code X'14'.
Not implemented: monitor files (X'1C' and X'20' find none).
"""
from __future__ import annotations

from cp.diagnose_call import SPECIFICATION, Call, Interruption
from cp.spool_buffer import BUFFER, SFBLOK, SpoolInput, sfblok, text
from cp.spool_file import MOST_COPIES, READER, TAG_LENGTH, SpoolFile
from s360.channel_now import idle
from s360.errors import S360Error

PAGE = 4096
SUBSEQUENT = 0xFFF
END_OF_FILE, NO_FILE, ERROR = 1, 2, 3             # condition codes
NO_DEVICE, WRONG_DEVICE, NOT_READY, DAMAGED = 4, 8, 12, 16


def spool_input(call: Call):
    """X'14'."""
    if call.y % 2:
        raise Interruption(SPECIFICATION)
    function = call.get(call.y + 1)
    if function == SUBSEQUENT:
        return subsequent(call)
    perform = FUNCTIONS.get(function)
    if perform is None:
        raise Interruption(SPECIFICATION)
    reader = call.vm.devices.get(call.ry)
    wrong = (NO_DEVICE if reader is None else WRONG_DEVICE if not isinstance(reader, SpoolInput)
             else NOT_READY if reader.stopped_by_user
             or not idle(call.vm.machine.channels, call.ry) else 0)
    if wrong:
        return call.end(ERROR, wrong, call.y + 1)
    try:
        return perform(call, reader)
    except S360Error as error:
        reader.damaged(error)
        return call.end(ERROR, DAMAGED, call.y + 1)


def give_buffer(call: Call, reader, get, nothing: int) -> None:
    """Store the buffer that get() gives at Rx; condition code `nothing` when there is none."""
    at = call.reach(call.rx, BUFFER, align=PAGE)
    data = get()
    reader.last_told = 0
    if data is None:
        return call.end(nothing)
    call.store(at, data)
    return call.end(0)


def next_buffer(call: Call, reader) -> None:
    """0000."""
    if reader.hopper.file is None and not queue(call):
        return call.end(NO_FILE)
    active = reader.hopper.file is not None
    return give_buffer(call, reader, reader.next_buffer, END_OF_FILE if active else NO_FILE)


def restart(call: Call, reader) -> None:
    """0014."""
    return give_buffer(call, reader, reader.restart, NO_FILE)


def backspace(call: Call, reader) -> None:
    """0018."""
    return give_buffer(call, reader, reader.backspace, NO_FILE)


def queue(call: Call) -> list[SpoolFile]:
    """The machine's reader files."""
    return call.vm.system.spool.files(READER, call.vm.userid)


def next_block(call: Call, reader, printed: bool) -> None:
    """The SFBLOK of the printer (punch) file behind the one told last, or of the first."""
    within_page(call, SFBLOK)
    files = [file for file in queue(call) if file.printed == printed]
    numbers = [file.number for file in files]
    again = reader.last_told in numbers
    at = numbers.index(reader.last_told) + 1 if again else 0
    if at >= len(files):
        reader.last_told = 0
        return call.end(END_OF_FILE if again else NO_FILE)
    call.store(call.rx, sfblok(files[at]))
    reader.last_told = files[at].number
    return call.end(0)


def next_print(call: Call, reader) -> None:
    """0004."""
    return next_block(call, reader, True)


def next_punch(call: Call, reader) -> None:
    """0008."""
    return next_block(call, reader, False)


def select(call: Call, reader) -> None:
    """000C."""
    return call.end(0 if reader.select(call.rx) is not None else NO_FILE)


def repeat(call: Call, reader) -> None:
    """0010."""
    if not 0 < call.rx < 1 << 31:
        raise Interruption(SPECIFICATION)
    return call.end(0 if reader.repeat(min(call.rx, MOST_COPIES)) else NO_FILE)


def no_monitor_file(call: Call, reader) -> None:
    """001C, 0020."""
    return call.end(NO_FILE)


FUNCTIONS = {0x00: next_buffer, 0x04: next_print, 0x08: next_punch, 0x0C: select, 0x10: repeat,
             0x14: restart, 0x18: backspace, 0x1C: no_monitor_file, 0x20: no_monitor_file}


def subsequent(call: Call) -> None:
    """0FFF: SFBLOK and tag of the file behind the one in Ry."""
    within_page(call, SFBLOK + TAG_LENGTH)
    files, at = queue(call), 0
    if call.ry:
        numbers = [file.number for file in files]
        if call.ry not in numbers:
            return call.end(NO_FILE)
        at = numbers.index(call.ry) + 1
    if at >= len(files):
        return call.end(END_OF_FILE)
    call.store(call.rx, sfblok(files[at]) + text(files[at].tag, TAG_LENGTH))
    return call.end(0)


def within_page(call: Call, count: int) -> None:
    """The buffer at Rx crosses no page boundary."""
    if call.rx % PAGE + count > PAGE:
        raise Interruption(SPECIFICATION)
    call.reach(call.rx, count)
