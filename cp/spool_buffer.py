"""Spool files as a guest finds them with DIAGNOSE X'14': buffers of 4096 bytes and SFBLOKs.

Called by cp/diagnose.py through the spooled reader, which is a SpoolInput.

A buffer is what VM/370 has on its spooling disk:

    bytes 0-3    number of the next buffer (0: this is the last); 4-7 of the one before; 8-11 zero
    bytes 12-15  records in this buffer
    then for each record, on a doubleword: its CCW (command, displacement of the data in the buffer,
    flags X'60', count), a TIC to the next record's CCW, the data without trailing blanks
    in the first buffer the first of these is a NOP CCW with TAG's text (136 bytes), not counted

An SFBLOK is 104 bytes, 13 doublewords; the layout is in `sfblok`.

Source: SY20-0884 (SFBLOK, spool buffers), GC20-1807 (DIAGNOSE X'14').
"""
from __future__ import annotations

import struct
import time
from bisect import bisect_left

from cp.spool_file import READER, TAG_LENGTH, SpoolFile

BUFFER, HEADER, SFBLOK = 4096, 16, 104
CHAINED = 0x60                 # CCW flags: command chaining, suppress length indication
NOP, TIC = 0x03, 0x08
IN_USE, CHAIN_OK, USER_HOLD, OPEN, SYSTEM_HOLD = 0x80, 0x40, 0x20, 0x08, 0x04
TYPE_1403, TYPE_2540 = 0x41, 0x82
LINE, CARD, BINARY_CARD = 132, 80, 160


class SpoolInput:
    """What DIAGNOSE X'14' asks of a spooled reader.  MediaError when a file is damaged."""

    def next_buffer(self) -> bytes | None:
        """The next 4096 bytes of the file, which is opened if none is; None at its end: then it is
        purged, or held, as after its last card.  None without any file: `hopper.file` is None
        before the call, too."""
        hopper = self.hopper
        if hopper.file is None and not self.open_next():
            return None
        if hopper.at >= len(hopper.records):
            hopper.end_of_file()
            return None
        begin = hopper.at
        data, hopper.at = buffer_at(hopper.file, hopper.records, begin)
        if begin == hopper.starts[-1]:
            hopper.starts.append(hopper.at)
        return data

    def select(self, number: int) -> SpoolFile | None:
        """Read that file next; the present one goes back to the queue.  None: there is no such file, or
        it is held or in use."""
        spool = self.vm.system.spool
        file = spool.get(number)
        if (file is None or file.owner != self.vm.userid or file.kind != READER or file.held
                or not self.hopper.allowed(file)
                or not spool.take(file, self.hopper)):
            return None
        if file is not self.hopper.file:
            self.hopper.put_away()
        self.hopper.open(file)
        return file

    def repeat(self, copies: int) -> bool:
        """Have the file read so many times in all, counted from here (1 to 99); False when none is
        open."""
        file = self.hopper.file
        if file is None or not self.vm.system.spool.change(file, copies=copies):
            return False
        self.hopper.again = copies - 1
        return True

    def restart(self) -> bytes | None:
        """The file's first buffer, again."""
        if self.hopper.file is None:
            return None
        self.hopper.at = 0
        return self.next_buffer()

    def backspace(self) -> bytes | None:
        """The buffer before the one given last (the first one, if that was it)."""
        hopper = self.hopper
        if hopper.file is None:
            return None
        starts = hopper.starts
        while starts[-1] < hopper.at:
            starts.append(end_of_buffer(hopper.file, hopper.records, starts[-1]))
        hopper.at = starts[max(0, bisect_left(starts, hopper.at) - 2)]
        return self.next_buffer()


def shortened(data: bytes) -> bytes:
    """Without trailing blanks, one byte at least."""
    return data.rstrip(b"\x40") or b"\x40"


def room(data: bytes) -> int:
    """Bytes a record takes: two CCWs and its data to a doubleword."""
    return 16 + (len(data) + 7 & -8)


def end_of_buffer(file: SpoolFile, records, at: int) -> int:
    """The first record that does not go into the buffer which begins with record `at`."""
    used = HEADER + (room(bytes(TAG_LENGTH)) if at == 0 else 0)
    while at < len(records):
        used += room(shortened(records[at][1]))
        if used > BUFFER:
            break
        at += 1
    return at


def buffer_at(file: SpoolFile, records, at: int) -> tuple[bytes, int]:
    """The buffer that begins with record `at`, and where the next one begins."""
    end = end_of_buffer(file, records, at)
    more = 1 if end < len(records) else 0
    parts = [struct.pack(">IIII", end + 1 if more else 0, at, 0, end - at)]
    place = HEADER
    if at == 0:
        tag = file.tag.encode("cp037", errors="replace")[:TAG_LENGTH].ljust(TAG_LENGTH, b"\x40")
        parts.append(record(NOP, tag, place))
        place += len(parts[-1])
    for n in range(at, end):
        command, data, _, _ = records[n]
        parts.append(record(command, shortened(data), place))
        place += len(parts[-1])
    return b"".join(parts).ljust(BUFFER, b"\0"), end


def record(command: int, data: bytes, place: int) -> bytes:
    """CCW, TIC and data of a record at a displacement."""
    behind = place + room(data)
    return (struct.pack(">IBBHII", command << 24 | place + 16, CHAINED, 0, len(data),
                        TIC << 24 | behind, 0) + data).ljust(behind - place, b"\0")


def sfblok(file: SpoolFile) -> bytes:
    """104 bytes: 0 next, 4 first buffer, 8 owner, 16 origin, 24 records, 28 record size (H),
    30 number (H), 32 flags, 33 device type, 40 name (12), 52 type (12), 64 date mm/dd/yy, 72 time
    hh:mm:ss, 80 last buffer, 84 copies (H), 86 class, 88 distribution (8), 96 zeros (SY20-0884).
    Flags: 80 in use, 40 chain of records whole, 20 user hold, 08 open, 04 system hold."""
    flags = (IN_USE if file.user is not None else 0) | (0 if file.incomplete else CHAIN_OK)
    flags |= (USER_HOLD if file.hold else 0) | (SYSTEM_HOLD if file.system_hold else 0)
    flags |= OPEN if file.is_open else 0
    made = time.localtime(file.closed or file.created)
    size, kind = (LINE, TYPE_1403) if file.printed else (CARD, TYPE_2540)
    return struct.pack(
        ">II8s8sIHHBB6x12s12s8s8sIHcx8s8x", 0, 1, text(file.owner, 8), text(file.origin, 8),
        file.records, size, file.number, flags, kind, text(file.name, 12), text(file.type, 12),
        text(time.strftime("%m/%d/%y", made), 8), text(time.strftime("%H:%M:%S", made), 8),
        file.records, file.copies, text(file.cls, 1), text(file.dist, 8))


def text(words: str, length: int) -> bytes:
    return words.encode("cp037", errors="replace")[:length].ljust(length, b"\x40")
