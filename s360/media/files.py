"""Host files that hold media: locked, read and written at offsets, whole blocks safe against kill -9.

Called by ckd.py, overlay.py and tape.py.  Three things are here because every medium needs them:

* A lock, so that two processes never write one image (`flock` where the host has it).  Readers share,
  a writer is alone.
* `write_whole`: after a kill the range holds either the old or the new bytes.  A kill can stop a
  write() between two pages of the host's page cache, never inside one; so a range within one
  4096-byte page is simply written, and a longer one goes through a journal first: the file
  PATH.journal gets one record (address, bytes, checksum), then the image is written, then the record
  is cleared.  A record found when a file is opened is carried out again; a torn one has a wrong
  checksum and the image was not touched yet.  With durability "power" every write goes so, with
  fsync after each of the first two steps; the clearing needs none, because the last record is then
  always the last write.
* One write at a time: a volume open for writing may have several users in one process (minidisks).
  A reader in another thread sees all of a write or nothing of it, and the one record of the journal
  is always that of the last long write.

Not implemented: locks between hosts on network file systems without flock.
"""
from __future__ import annotations

import errno
import os
import struct
import threading
import weakref
import zlib
from contextlib import contextmanager

from ..errors import MediaError

try:
    import fcntl
except ImportError:                      # Windows: no flock there
    fcntl = None

PAGE = 4096
DURABILITY = ("process", "power")
LONGEST_RECORD = 1 << 20                 # more than any track

MAGIC = b"CPCMSJN1"
RECORD = struct.Struct("<8sQII")         # magic, offset, length, CRC-32 of offset, length and bytes


#: name of a host error -> what can be done
REMEDY = {"ENOSPC": "make room on that disk", "EDQUOT": "make room in your quota",
          "EFBIG": "this process may not make larger files (ulimit -f)",
          "EIO": "the host's disk fails: take the file from a copy"}


def trouble(path, error: OSError, remedy: dict[str, str] = REMEDY) -> MediaError:
    """The MediaError that tells of a host error in one line, with what can be done."""
    hint = remedy.get(errno.errorcode.get(error.errno or 0, ""), "")
    text = f"{path}: {error.strerror or error}"
    return MediaError(f"{text}; {hint}" if hint else text)


def holder_of(path) -> str:
    """Who holds a flock on the file, as "process 123 (name)"; "" if the host does not say."""
    try:
        inode = f":{os.stat(path).st_ino}"
        with open("/proc/locks") as locks:
            rows = [line.split() for line in locks]
        for row in rows:
            if len(row) > 5 and row[1] == "FLOCK" and row[5].endswith(inode):
                with open(f"/proc/{int(row[4])}/comm") as name:
                    return f"process {row[4]} ({name.read().strip()})"
    except (OSError, ValueError):
        pass                             # the error message then names nobody
    return ""


def closed_with(owner, fd: int) -> weakref.finalize:
    """What closes a descriptor once: called, or when its owner, whom nobody closed, is not in use any more."""
    end = weakref.finalize(owner, os.close, fd)
    end.atexit = False                   # the host does it then
    return end


class HostFile:
    """An open file of a medium.

    path: as given; size: bytes, kept up to date; read_only: opened without write.
    Every host error comes out as MediaError.
    """

    def __init__(self, path, write: bool = False, create: bool = False,
                 durability: str = "process") -> None:
        assert durability in DURABILITY, durability
        self.path = os.fspath(path)
        self.read_only = not write
        self.power = durability == "power"
        flags = (os.O_RDWR if write else os.O_RDONLY) | getattr(os, "O_BINARY", 0)
        if create:
            flags |= os.O_CREAT
        try:
            if os.path.exists(self.path) and not os.path.isfile(self.path):
                raise MediaError(f"{self.path}: is no ordinary file")
            self.fd = os.open(self.path, flags, 0o666)
        except PermissionError as error:
            hint = "; open it read-only" if write else ""
            raise MediaError(f"{self.path}: {error.strerror}{hint}") from None
        except (OSError, ValueError) as error:
            raise MediaError(f"{self.path!s}: {getattr(error, 'strerror', None) or error}") from None
        try:
            self._lock()
            self.size = os.fstat(self.fd).st_size
        except BaseException:
            os.close(self.fd)
            raise
        self._end = closed_with(self, self.fd)

    def _lock(self) -> None:
        if fcntl is None:
            return
        kind = fcntl.LOCK_SH if self.read_only else fcntl.LOCK_EX
        try:
            fcntl.flock(self.fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            who = holder_of(self.path) or "another process"
            raise MediaError(f"{self.path}: in use by {who}; detach it there or work on a copy"
                             ) from None
        except OSError:
            pass                         # the file system knows no locks

    def read(self, offset: int, count: int) -> bytes:
        """At most `count` bytes from `offset`; fewer only at the file's end."""
        try:
            if hasattr(os, "pread"):
                data = os.pread(self.fd, count, offset)
            else:
                os.lseek(self.fd, offset, os.SEEK_SET)
                data = os.read(self.fd, count)
        except OSError as error:
            raise trouble(self.path, error) from None
        return data

    def write(self, offset: int, data) -> None:
        """Write all of `data`; a full host disk is a MediaError and may leave a part written."""
        view, at = memoryview(data), offset
        try:
            while view:
                if hasattr(os, "pwrite"):
                    done = os.pwrite(self.fd, view, at)
                else:
                    os.lseek(self.fd, at, os.SEEK_SET)
                    done = os.write(self.fd, view)
                view, at = view[done:], at + done
                self.size = max(self.size, at)
        except OSError as error:
            raise trouble(self.path, error) from None

    def truncate(self, size: int) -> None:
        try:
            os.ftruncate(self.fd, size)
        except OSError as error:
            raise trouble(self.path, error) from None
        self.size = size

    def sync(self) -> None:
        try:
            os.fsync(self.fd)
        except OSError as error:
            raise trouble(self.path, error) from None

    def close(self) -> None:
        self.fd = -1
        self._end()


@contextmanager
def replaced(path: str, overwrite: bool):
    """Give the name of a file beside `path` to write into; it gets the name `path` when all went well
    and is removed otherwise.  MediaError if `path` exists and `overwrite` is off, or is in use."""
    path = os.fspath(path)
    old = None
    if os.path.exists(path):
        if not overwrite:
            raise MediaError(f"{path}: exists already; remove it, choose another name, or use --force")
        old = WholeFile(path, write=True)
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise MediaError(f"{path}: there is no folder {folder}; make it first")
    partial = f"{path}.new{os.getpid()}"
    try:
        yield partial
        os.replace(partial, path)
    except OSError as error:
        raise trouble(path, error) from None
    finally:
        if old is not None:
            old.close()
        if os.path.exists(partial):
            os.unlink(partial)


class WholeFile(HostFile):
    """A host file with `write_whole`; any thread may read and write.

    pending: (offset, bytes) of a record not yet in the image: what a killed process left, when this
    one may only read, or a write that met a host error.  Reads show it; the next write tries again.
    """

    def __init__(self, path, write: bool = False, create: bool = False,
                 durability: str = "process") -> None:
        super().__init__(path, write, create, durability)
        self.journal: HostFile | None = None
        self.pending: tuple[int, bytes] | None = None
        self._turn = threading.Lock()
        try:
            self._recover()
        except BaseException:
            self.close()
            raise

    @property
    def journal_path(self) -> str:
        return self.path + ".journal"

    def _recover(self) -> None:
        """Carry out the record that a killed process left; forget a torn one."""
        if not os.path.exists(self.journal_path):
            return
        journal = HostFile(self.journal_path, write=not self.read_only)
        try:
            head = journal.read(0, RECORD.size)
            if len(head) < RECORD.size:
                return
            magic, offset, length, check = RECORD.unpack(head)
            if magic != MAGIC or length > LONGEST_RECORD or offset + length > self.size:
                return
            data = journal.read(RECORD.size, length)
            if len(data) == length and zlib.crc32(head[8:20] + data) == check:
                self.pending = (offset, data)
        finally:
            if self.read_only:
                journal.close()
            else:
                self.journal = journal
        if self.pending and not self.read_only:
            self._apply()

    def _apply(self) -> None:
        """Bring the pending record into the image and clear it."""
        offset, data = self.pending
        self.write(offset, data)
        if self.power:
            self.sync()
        self.journal.write(0, bytes(8))
        self.pending = None

    def read(self, offset: int, count: int) -> bytes:
        if self.read_only:               # nobody writes: many may read at once
            data, pending = super().read(offset, count), self.pending
        else:
            with self._turn:
                data, pending = super().read(offset, count), self.pending
        if pending:
            start, new = pending
            low, high = max(start, offset), min(start + len(new), offset + len(data))
            if low < high:
                data = (data[:low - offset] + new[low - start:high - start]
                        + data[high - offset:])
        return data

    def write_whole(self, offset: int, data: bytes) -> None:
        """Write so that a kill leaves all of the old bytes or all of the new."""
        if data:
            with self._turn:
                self._write_whole(offset, data)

    def _write_whole(self, offset: int, data: bytes) -> None:
        if self.pending:
            self._apply()
        if not self.power and offset // PAGE == (offset + len(data) - 1) // PAGE:
            self.write(offset, data)
            return
        if self.journal is None:
            self.journal = HostFile(self.journal_path, write=True, create=True)
        place = struct.pack("<QI", offset, len(data))
        check = zlib.crc32(data, zlib.crc32(place))
        self.journal.write(0, b"".join((MAGIC, place, struct.pack("<I", check), data)))
        if self.power:
            self.journal.sync()
        self.pending = (offset, data)
        self._apply()

    def close(self) -> None:
        """Close; the journal goes too unless it holds a record that could not be carried out."""
        with self._turn:                 # not between a thread's look at `fd` and its use
            if self.fd < 0:
                return
            journal, self.journal = self.journal, None
            if journal is not None:
                if self.pending is None:
                    if self.power:
                        os.fsync(self.fd)
                    try:
                        os.unlink(self.journal_path)
                    except OSError:
                        pass             # an empty journal does no harm
                journal.close()
            super().close()
