"""Real printers and punches: take closed files of their classes and put them into a host folder or
down a named pipe.

Made by cp/real_unit.py; each has a thread of its own.  A file is written out as text (cards) at once;
then it is "printed" page by page, where FLUSH, BACKSPAC, REPEAT and SPACE act.  The spool file goes
when the last copy has its name in the folder (or has gone down the pipe).

A kill loses nothing: the spool file is still there and is printed again.  In a folder the second
writing finds the first one's file with the same contents and leaves it; down a pipe it goes twice.

Source: GC20-1806 (START, DRAIN, BACKSPAC, FLUSH, REPEAT, SPACE, LOADBUF).
Not implemented: forms control and translation other than by the names of LOADBUF, forms as a reason
to stop.
"""
from __future__ import annotations

import errno
import os
import select
import stat
import threading
from contextlib import suppress
from pathlib import Path

from cp.messages import CPError, message
from cp.real_worker import RealWorker
from cp.spool_file import MOST_COPIES, PRINTER, PUNCH, SpoolFile
from cp.spool_render import host_name, name_file, render
from s360.errors import MediaError, S360Error

KINDS = {"1403": PRINTER, "1443": PRINTER, "2540P": PUNCH}
CHUNK = 1 << 16                # bytes of a punched deck between two looks at the operator's wishes
PATIENCE = 0.2                 # seconds between two tries to write to a pipe
STARTED, DRAINING, DRAINED = "STARTED", "DRAINING", "DRAINED"

message("no-active-file", "DMKCSO", 141, "{kind} {unit:03X} NO FILE ACTIVE", origin="ours")


class Flushed(Exception):
    """The operator wants no more of this copy."""


class RealOutput(RealWorker):
    """
    unit, type: "1403", "2540P"; folder or pipe: where it goes (one of them is None)
    classes:    what it takes, in order of preference, "*" every class
    separator:  a page or card before each file; chain, fcb: LOADBUF's names
    active:     the spool file being printed; page: pages of it done; copies: how many are to be made
    """

    def __init__(self, system, unit: int, type: str, folder: Path | None = None,
                 pipe: Path | None = None, classes: str = "A", separator: bool = False,
                 start: bool = True):
        super().__init__(system)
        self.unit, self.type, self.kind = unit, type, KINDS[type]
        self.folder, self.pipe = folder, pipe
        self.classes, self.separator = classes, separator
        self.chain = self.fcb = ""
        self.lock = threading.Lock()
        self.draining = not start
        self.active: SpoolFile | None = None
        self.descriptor = -1               # of the pipe, while a file goes down it
        self._begin_file()

    def _begin_file(self) -> None:
        self.page, self.copies, self.made = 0, 1, 0
        self.back: int | None = None       # pages to go back; -1: to the beginning
        self.flushing = self.flush_all = self.hold = self.single = False

    # -- the operator's side (any thread)

    @property
    def state(self) -> str:
        """STARTED, DRAINING (a file is being printed) or DRAINED."""
        if not self.draining:
            return STARTED
        return DRAINING if self.active is not None else DRAINED

    def start(self, classes: str | None = None, separator: bool | None = None) -> None:
        """Take files."""
        if classes:
            self.classes = classes
        if separator is not None:
            self.separator = separator
        self.draining, self.trouble = False, ""
        self.wake.set()

    def drain(self) -> None:
        """Take no more files; the present one is finished."""
        self.draining = True
        self.wake.set()

    def flush(self, everything: bool = False, hold: bool = False) -> None:
        """Stop printing the present copy (everything: all copies); hold: keep the file, held."""
        with self._file():
            self.flushing, self.hold = True, self.hold or hold
            self.flush_all = everything or hold

    def repeat(self, times: int, hold: bool = False) -> None:
        """So many copies more of the present file; hold: keep it in the end."""
        with self._file():
            self.copies = min(self.copies + times, MOST_COPIES)
            self.hold = self.hold or hold

    def backspace(self, pages: int | None) -> None:
        """Print again so many pages before the present one; None: the file (a punch: always)."""
        with self._file():
            self.back = -1 if pages is None or self.kind == PUNCH else pages

    def space(self) -> None:
        """Print the rest of the file single spaced."""
        if self.kind != PRINTER:
            raise CPError("wrong-device", unit=self.unit)
        with self._file():
            self.single = True

    def _file(self):
        """The lock, with a file active."""
        if self.active is None:
            raise CPError("no-active-file", kind=self.kind, unit=self.unit)
        self.wake.set()
        return self.lock

    # -- its thread

    def _run(self) -> None:
        while not self.ended:
            self.wake.clear()
            try:
                busy = not self.draining and self._next()
            except (S360Error, OSError) as error:
                self._stopped(error)
                busy = False
            if not busy:
                self.wake.wait()

    def _next(self) -> bool:
        """Print the next file; False when there is none."""
        spool = self.system.spool
        file = spool.next_file(self.kind, None, self.classes, self)
        if file is None:
            return False
        with self.lock:
            self._begin_file()
            self.copies, self.active = file.copies, file
        try:
            done = self._print(file)
            if done and self.hold:
                spool.change(file, hold=True)
            elif done:
                spool.purge([file], self)
        finally:
            self.active = None
            spool.release(file)
        return True

    def _stopped(self, error: Exception) -> None:
        """The host cannot take it: the operator has to do something."""
        if self.ended:
            return
        self.trouble, self.draining = str(error), True
        self.system.tell_operator(f"{self.kind} {self.unit:03X} NOT READY; {error}; THEN START "
                                  f"{self.unit:03X}")

    def _print(self, file: SpoolFile) -> bool:
        """All copies; False when CP ends meanwhile."""
        work = self._work(".tmp")
        try:
            work.parent.mkdir(parents=True, exist_ok=True)
            try:
                render(self.system.spool, file, work, self.separator, self.chain)
            except MediaError as error:
                if "damaged" not in str(error):
                    raise
                self._damaged(file, error)
                return False
            while self.made < self.copies and not self.ended:
                self._copy(file, work)
                self.made += 1
                if self.flush_all:
                    break
            return not self.ended
        except OSError as error:
            raise MediaError(f"{error.filename or work}: {error.strerror}") from None
        finally:
            self._close_pipe()
            with suppress(OSError):
                work.unlink(missing_ok=True)

    def _damaged(self, file: SpoolFile, error: Exception) -> None:
        """Hold a file that cannot be read, and go on with the next one."""
        self.system.tell_operator(f"{self.kind} {self.unit:03X}; {error}")
        self.system.spool.change(file, system_hold=True)

    def _work(self, suffix: str) -> Path:
        place = self.folder or self.pipe.parent
        return place / f".{self.unit:03X}{suffix}"

    def _copy(self, file: SpoolFile, work: Path) -> None:
        try:
            if self.pipe is not None:
                while not self._down_the_pipe(work):
                    pass
                return
            part = self._work(".part")
            try:
                with open(part, "wb") as out:
                    self._pages(work, out.write)
                    out.flush()
                    os.fsync(out.fileno())
                name_file(part, self.folder / host_name(file, self.made + 1))
            finally:
                part.unlink(missing_ok=True)
        except Flushed:
            return

    # -- pages

    def _pages(self, work: Path, write) -> None:
        """Write page after page, as the operator wants them.  Flushed when he wants no more."""
        starts = page_starts(work, self.kind)
        self.page = 0
        with open(work, "rb") as file:
            while self.page < len(starts) - 1:
                self._wishes()
                first, end = starts[self.page], starts[self.page + 1]
                file.seek(first)
                data = file.read(end - first)
                write(single_spaced(data) if self.single else data)
                self.page += 1

    def _wishes(self) -> None:
        """What the operator has said since the last page."""
        with self.lock:
            if self.flushing or self.ended:
                self.flushing = False
                raise Flushed
            if self.back is not None:
                self.page = 0 if self.back < 0 else max(0, self.page - self.back)
                self.back = None

    # -- pipes

    def _down_the_pipe(self, work: Path) -> bool:
        """One copy through the pipe, which stays open for the next one; False when its reader went
        away: again from the beginning."""
        if self.descriptor < 0:
            self.descriptor = self._open_pipe()
            between = b""
        else:
            between = b"\f" if self.kind == PRINTER else b""
        try:
            self._write_pipe(between)
            self._pages(work, self._write_pipe)
        except BrokenPipeError:
            self._close_pipe()
            return False
        return True

    def _close_pipe(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def _open_pipe(self) -> int:
        """Wait until somebody reads the pipe."""
        path = self.pipe
        if not path.exists():
            if not hasattr(os, "mkfifo"):
                raise MediaError(f"{path}: this host has no named pipes; give the device a folder")
            os.mkfifo(path, 0o660)
        if not stat.S_ISFIFO(path.stat().st_mode):
            raise MediaError(f"{path}: is no named pipe; take it away or name another")
        while True:
            try:
                return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
            self._patience()

    def _write_pipe(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            if self._room():
                try:
                    view = view[os.write(self.descriptor, view):]
                    continue
                except BlockingIOError:
                    pass               # room for less than a whole piece
            self._patience()

    def _room(self) -> bool:
        """Whether the pipe takes something, after some waiting (poll: descriptors have large numbers where
        many machines are)."""
        ready = select.poll()
        ready.register(self.descriptor, select.POLLOUT)
        return bool(ready.poll(PATIENCE * 1000))

    def _patience(self) -> None:
        """Nobody takes it: look what the operator says.  Going back waits for the next page."""
        self.wake.wait(PATIENCE)
        self.wake.clear()
        with self.lock:
            if self.flushing or self.ended:
                self.flushing = False
                raise Flushed

    # -- QUERY UR

    def describe(self) -> list[str]:
        """Lines of QUERY UR."""
        sep = "SEP" if self.separator else "NOSEP"
        lines = [f"{self.kind} {self.unit:03X} {self.state:<8} SYSTEM CLASS = {self.classes} {sep}"]
        if self.kind == PRINTER and (self.chain or self.fcb):
            lines.append(f"    {self.unit:03X} UCS {self.chain or '*'} FCB {self.fcb or '*'}")
        file = self.active
        if file is not None:
            lines.append(f"    {self.unit:03X} {file.owner:<8} FILE {file.number:04d} RECDS "
                         f"{file.records:06d} COPY {self.copies - self.made:02d} {file.cls} "
                         f"{file.device}")
        if self.trouble:
            lines.append(f"    {self.unit:03X} NOT READY; {self.trouble}")
        return lines

    def record(self) -> dict:
        """The same for programs."""
        return {"unit": f"{self.unit:03X}", "type": self.type, "state": self.state,
                "classes": self.classes, "separator": self.separator, "ucs": self.chain,
                "fcb": self.fcb, "file": self.active.number if self.active else None,
                "trouble": self.trouble}


def page_starts(path: Path, kind: str) -> list[int]:
    """Where the pages of a listing begin (a deck: pieces of it), and where the last one ends."""
    size = path.stat().st_size
    if kind != PRINTER:
        return [*range(0, size, CHUNK), size]
    starts, at = [0], 0
    with open(path, "rb") as file:
        while block := file.read(CHUNK):
            found = block.find(b"\f")
            while found >= 0:
                starts.append(at + found)
                found = block.find(b"\f", found + 1)
            at += len(block)
    return starts + [size]


def single_spaced(page: bytes) -> bytes:
    """A page without its empty lines."""
    feed = b"\f" if page.startswith(b"\f") else b""
    lines = [line for line in page.removeprefix(b"\f").split(b"\n") if line]
    return feed + b"".join(line + b"\n" for line in lines)
