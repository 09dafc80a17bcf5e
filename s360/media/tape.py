"""Tape images: what a tape drive reads and writes.

Called by s360/devices/tape.py and `cpcms tape`.  The host formats are in tapeformats.py; here are the
position and the rules of a tape:

* What a method gives is a block (bytes) or one of MARK, END, DAMAGED, LOAD_POINT.  Nothing a tape
  holds raises an exception once it is open; for DAMAGED the text is in `reason`, and what can be
  read of the block in `bad_block`.
* DAMAGED moves the tape past the block where its length is known, else the tape stays.
* Writing ends the tape behind the block: what followed is never read again.  A block is put at the end
  of the file with its header in one write, so that a killed process leaves it whole or, cut off by
  the end of the file, not there (END).  Earlier blocks are never touched.

Source: GA22-6866 (2400 series) for the motions.  Not implemented: end of the reel (a tape is as long
as the host's disk), densities, seven tracks.
"""
from __future__ import annotations

import enum
import os
from array import array

from ..errors import MediaError, StateError
from .files import HostFile
from .tapeformats import BAD, BLOCK, NOTHING, TAPEMARK, Aws, Found, Tap, recognise, unpack

LONGEST_WRITTEN = 65535
FORMATS = {"aws": Aws, "het": lambda: Aws(compress=True), "tap": Tap}


class Event(enum.Enum):
    """What a motion meets instead of a block."""

    MARK = "tape mark"
    END = "end of what is recorded"
    DAMAGED = "damaged place"
    LOAD_POINT = "load point"


MARK, END, DAMAGED, LOAD_POINT = Event.MARK, Event.END, Event.DAMAGED, Event.LOAD_POINT


def open_tape(path, write: bool = False, create: str | bool | None = None,
              durability: str = "process") -> TapeImage:
    """Open a tape image; its format is told by its contents.

    create: make the file if it is not there; "aws", "het" or "tap" is also the format of an empty
    one (else by its suffix, .het or .tap, else AWSTAPE).
    durability: "process" (a written block survives a kill of this process) or "power" (and a failure
    of the host).
    """
    if create and create is not True and create not in FORMATS:
        raise MediaError(f"{create!r} is no tape format; known are {', '.join(FORMATS)}")
    if create and not os.path.exists(path):
        HostFile(path, write=True, create=True).close()
    file = HostFile(path, write, durability=durability)
    try:
        if file.size == 0:
            suffix = os.path.splitext(file.path)[1].lower()[1:]
            name = suffix if suffix in FORMATS else "aws"
            if create and create is not True:
                name = create
        else:
            name = recognise(file)
            if name is None:
                raise MediaError(f"{file.path}: is no tape image (neither AWSTAPE, HET nor SIMH .tap), "
                                 "or its first block is damaged")
            if name == "aws" and file.path.lower().endswith(".het"):
                name = "het"
    except BaseException:
        file.close()
        raise
    return TapeImage(file, FORMATS[name]())


class TapeImage:
    """A mounted tape.

    position:  number of the block the tape stands before; tape marks count; 0 at load point
    offset:    the same place in the host file, bytes
    reason:    text for the last DAMAGED, or for an END that cut off a block
    bad_block: what could be read of the last damaged block
    """

    def __init__(self, file: HostFile, format) -> None:
        self.file, self.form = file, format
        self.path, self.format, self.read_only = file.path, format.name, file.read_only
        self.position = self.offset = 0
        self.reason, self.bad_block = "", b""
        self._starts = array("Q")        # offsets of blocks 0, 1, ... as far as learned without a gap
        self._last: int | None = 0       # AWS: length of the chunk before; None: not known

    @property
    def at_load_point(self) -> bool:
        return self.position == 0

    # -- reading

    def read_forward(self):
        """The next block, MARK, END or DAMAGED."""
        found = self._forward()
        return found if isinstance(found, Event) else self._data(found)

    def read_backward(self):
        """The block before (its bytes in forward order), MARK, LOAD_POINT or DAMAGED."""
        found = self._backward()
        return found if isinstance(found, Event) else self._data(found)

    def space_forward(self):
        """Pass one block: None for a block, else MARK, END or DAMAGED (the tape did not move)."""
        found = self._forward()
        return found if isinstance(found, Event) else None

    def space_backward(self):
        """Pass one block backward: None for a block, else MARK, LOAD_POINT or DAMAGED."""
        found = self._backward()
        return found if isinstance(found, Event) else None

    def forward_file(self):
        """Go on behind the next tape mark: MARK, or END or DAMAGED where it stopped before."""
        while (met := self.space_forward()) is None:
            pass
        return met

    def backward_file(self):
        """Go back before the nearest tape mark: MARK, or LOAD_POINT or DAMAGED."""
        while (met := self.space_backward()) is None:
            pass
        return met

    def rewind(self) -> None:
        self.position = self.offset = self._last = 0

    def _forward(self):
        try:
            found = self.form.forward(self.file, self.offset)
        except MediaError as error:
            return self._damaged(str(error))
        if found.kind == NOTHING:
            self.reason = found.text
            return END
        if found.kind == BAD and found.end == self.offset:
            return self._damaged(found.text)
        if self.position == len(self._starts):
            self._starts.append(self.offset)
        self.offset, self.position = found.end, self.position + 1
        self._last = self.form.last_length(self.file, found)
        return MARK if found.kind == TAPEMARK else found

    def _backward(self):
        if self.position == 0 or self.offset == 0:
            return LOAD_POINT
        try:
            found = self._before()
        except MediaError as error:
            return self._damaged(str(error))
        if found.kind == NOTHING or found.start >= self.offset:
            return self._damaged(found.text)
        self.offset, self.position, self._last = found.start, self.position - 1, None
        return MARK if found.kind == TAPEMARK else found

    def _before(self) -> Found:
        """The block that ends where the tape stands."""
        if self.position <= len(self._starts):
            return self.form.forward(self.file, self._starts[self.position - 1])
        found = self.form.backward(self.file, self.offset, self._last)
        if found.kind == BAD and self._learn():
            return self.form.forward(self.file, self._starts[self.position - 1])
        return found

    def _learn(self) -> bool:
        """Fill the index from where it ends up to the tape's position; False if damage is between."""
        if self._starts:
            at = self.form.forward(self.file, self._starts[-1]).end
        else:
            at = 0
        starts = array("Q")
        while len(self._starts) + len(starts) < self.position:
            found = self.form.forward(self.file, at)
            if found.end <= at:
                return False
            starts.append(at)
            at = found.end
        if at != self.offset:
            return False
        self._starts.extend(starts)
        return True

    def _data(self, found: Found):
        """The bytes of a block that was passed."""
        try:
            data = b"".join(self.file.read(at, length) for at, length in found.pieces)
        except MediaError as error:
            return self._damaged(str(error))
        block = unpack(data, found.packed)
        if found.kind == BLOCK and isinstance(block, bytes):
            return block
        return self._damaged(found.text if isinstance(block, bytes) else block, data)

    def _damaged(self, text: str, data: bytes = b"") -> Event:
        self.reason, self.bad_block = f"block {self.position}: {text}", data
        return DAMAGED

    # -- writing

    def write(self, block: bytes):
        """Write a block of 1 to 65535 bytes: None, or DAMAGED when the host could not take it (the
        tape then ends before it)."""
        if not 1 <= len(block) <= LONGEST_WRITTEN:
            return self._damaged(f"a block of {len(block)} bytes cannot be written")
        return self._append(lambda before: self.form.encode(block, before))

    def write_mark(self):
        """Write a tape mark: None or DAMAGED."""
        return self._append(lambda before: (self.form.mark(before), 0))

    def _append(self, encode):
        if self.read_only:
            return self._damaged("the tape has no ring: it is open for reading only")
        try:
            data, last = encode(self._last_length())
            if self.file.size > self.offset:
                self.file.truncate(self.offset)
            self.file.write(self.offset, data)
            if self.file.power:
                self.file.sync()
        except MediaError as error:
            self._cut_back()
            return self._damaged(str(error))
        if self.position <= len(self._starts):
            del self._starts[self.position:]
            self._starts.append(self.offset)
        self.offset, self.position, self._last = self.offset + len(data), self.position + 1, last
        return None

    def _cut_back(self) -> None:
        """Take away what a failed write left."""
        try:
            self.file.truncate(self.offset)
        except MediaError:
            pass                         # it is a cut-off block at the end, which nobody reads

    def _last_length(self) -> int:
        """Length of the chunk before, for the header of the next (AWS)."""
        if self._last is None and self.offset:
            header = self.file.read(self.offset, 4)
            if len(header) == 4:
                self._last = header[2] | header[3] << 8
            elif self.position <= len(self._starts) or self._learn():
                found = self.form.forward(self.file, self._starts[self.position - 1])
                self._last = self.form.last_length(self.file, found)
            else:
                raise MediaError("the block before cannot be read")
        return self._last or 0

    # -- state

    def save(self) -> dict:
        """The position as plain data."""
        return {"position": self.position, "offset": self.offset, "last": self._last}

    def load(self, state: dict) -> None:
        """Take a position that `save` gave; StateError if no block ends there on this tape."""
        position, offset, last = (state.get(name) for name in ("position", "offset", "last"))
        if not (isinstance(position, int) and isinstance(offset, int) and 0 <= offset <= self.file.size
                and 0 <= position <= offset and isinstance(last, int | None)
                and (last is None or 0 <= last <= 65535) and (position == 0) == (offset == 0)):
            raise StateError(f"{self.path}: is not the tape that was saved, it has no block {position} "
                             f"at offset {offset}")
        if offset and not (position < len(self._starts) and self._starts[position] == offset):
            found = self.form.backward(self.file, offset, last)
            if found.start >= offset or found.end != offset:
                raise StateError(f"{self.path}: is not the tape that was saved, no block ends at "
                                 f"offset {offset}")
        if position <= len(self._starts) and (position == len(self._starts)
                                              or self._starts[position] != offset):
            del self._starts[:]
        self.position, self.offset, self._last = position, offset, last

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> TapeImage:
        return self

    def __exit__(self, *_) -> None:
        self.close()


def walk(tape: TapeImage):
    """From where the tape stands: (number, block or event) of each block, MARK and DAMAGED up to END,
    which is not given, or to damage that the tape cannot pass."""
    while True:
        number, met = tape.position, tape.read_forward()
        if met is END:
            return
        yield number, met
        if met is DAMAGED and tape.position == number:
            return


def damages(tape: TapeImage):
    """Everything wrong from where the tape stands: (block number, text)."""
    while True:
        number, start, met = tape.position, tape.offset, tape.read_forward()
        if met is DAMAGED:
            yield number, tape.reason.partition(": ")[2]
        if tape.offset == start:
            if met is END and tape.reason:
                yield number, tape.reason
            return
        follows = len(tape.file.read(tape.offset, 4)) == 4
        back = tape.form.backward(tape.file, tape.offset, None if follows else tape._last)
        if not start <= back.start < tape.offset:      # a gap may stand before the block
            yield number, "going back from behind the block does not find it: " + back.text
