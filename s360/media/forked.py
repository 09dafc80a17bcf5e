"""Media of a forked machine: what either machine writes, the other never sees.

Called by s360/state.py.  Disks: the fork reads its parent's volume; before the parent changes a
track, the old one is kept for the fork (copy before write).  Tapes that may be written are
copied, others opened once more.  Paper and punched cards of a fork stay in storage.
"""
from __future__ import annotations

import os
import shutil
import tempfile
from collections import deque

from s360.errors import MediaError
from s360.media.ckd import Volume
from s360.media.listing import to_text
from s360.media.overlay import MemoryOverlay
from s360.media.tape import TapeImage, open_tape

KEPT = 100_000                # lines or cards; a guest may print for ever


class Fork(MemoryOverlay):
    """A volume as it was when the fork was made, with changes of its own."""

    def __init__(self, parent: Volume) -> None:
        super().__init__(parent, False, not parent.read_only)
        with parent.lock:
            parent.forks.add(self)

    def keep(self, cylinder: int, head: int) -> None:
        """The parent is about to change this track (it holds its lock)."""
        if (cylinder, head) not in self.changed:
            self.changed[cylinder, head] = self.base._read(cylinder, head)

    def _read(self, cylinder: int, head: int) -> bytes:
        with self.base.lock:
            return super()._read(cylinder, head)

    def _close(self) -> None:
        self.base.fork_closed(self)


class Paper:
    """Print lines kept in storage: `printed` holds (page, line, EBCDIC data, carriage code) of the
    latest KEPT lines."""

    def __init__(self) -> None:
        self.page, self.number = 0, 1
        self.printed: deque[tuple[int, int, bytes, int]] = deque(maxlen=KEPT)

    def line(self, data: bytes, page: int, number: int, code: int = 0x01) -> None:
        self.printed.append((page, number, bytes(data), code))
        self.page, self.number = page, number

    def print_line(self, data: bytes, number: int, page: int = 0, code: int = 0x01) -> None:
        self.line(data, page, number, code)

    def control(self, page: int, number: int, code: int) -> None:
        self.page, self.number = page, number

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing to close."""

    def text(self) -> str:
        """The lines as text, without blank lines."""
        return "".join(to_text(data).rstrip() + "\n" for _, _, data, _ in self.printed)


class Stacker:
    """Punched cards kept in storage, 80 or 160 bytes each: the latest KEPT."""

    def __init__(self) -> None:
        self.punched: deque[bytes] = deque(maxlen=KEPT)

    def punch(self, card: bytes) -> None:
        self.punched.append(bytes(card))

    write = punch

    def close(self) -> None:
        """Nothing to close."""


class TemporaryTape(TapeImage):
    """A copied tape; its file goes when it is closed."""

    folder = ""

    def close(self) -> None:
        super().close()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def fork_tape(tape: TapeImage) -> TapeImage:
    """The same tape at the same position."""
    if tape.read_only:
        copy = open_tape(tape.path)
    else:
        folder = tempfile.mkdtemp(prefix="cpcms-fork-")
        place = os.path.join(folder, os.path.basename(tape.path))
        try:
            shutil.copyfile(tape.path, place)
            copy = open_tape(place, write=True)
        except (OSError, MediaError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise MediaError(f"{tape.path}: cannot be copied for a fork: {error}") from None
        copy.__class__, copy.folder = TemporaryTape, folder
    copy.load(tape.save())
    return copy


def fork_medium(medium):
    """The fork's own form of an opened medium (None for None)."""
    if medium is None:
        return None
    if isinstance(medium, Volume):
        return Fork(medium)
    if isinstance(medium, TapeImage):
        return fork_tape(medium)
    if hasattr(medium, "print_line"):
        paper = Paper()
        paper.page, paper.number = getattr(medium, "page", 0), getattr(medium, "number", 1)
        return paper
    if hasattr(medium, "punch"):
        return Stacker()
    raise MediaError(f"a medium of type {type(medium).__name__} cannot be forked")
