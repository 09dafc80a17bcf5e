"""A spool file being written, and one being read.

SpoolWriter is what a spooled printer has for paper and a spooled punch for a deck: the devices of
s360/devices call `print_line`, `control` and `punch` as they would those of a host file.  Records are
kept in a list and written a block at a time: when BLOCK have come together, when `flush` is called
(the spool's keeper does so for every file that has had something for half a second), at the close.
That much of an open file a kill can take.

One thread writes; `flush` may be called by another at the same time.
"""
from __future__ import annotations

from bisect import bisect_right

from cp.messages import CPError
from cp.spool_block import MOST_DATA, Record, decode, encode
from cp.spool_file import SpoolFile
from s360.errors import MediaError, S360Error

BLOCK = 64                     # records
PUNCH, PUNCH_BINARY, WRITE = 0x01, 0x21, 0x09
BINARY_COLUMNS = 160


class SpoolWriter:
    """
    file:    the SpoolFile; limits: of its maker (cp.spool.UserLimits)
    written: records in blocks; lines: those not written yet; blocks: how many there are
    trouble: why nothing more could be written, the last time it was tried; "" when it could
    """

    def __init__(self, spool, file: SpoolFile, limits, blocks: int = 0):
        self.spool, self.file, self.limits = spool, file, limits
        self.blocks, self.written = blocks, file.records
        self.lines: list[Record] = []
        self.trouble = ""
        self.room = min(BLOCK, limits.records - self.written)
        self.idle = True               # nothing was waiting when the keeper last looked

    @property
    def records(self) -> int:
        return self.written + len(self.lines)

    def write(self, command: int, data: bytes, page: int = 0, line: int = 1) -> None:
        """One more record.  CPError when a quota is used up, MediaError when the host cannot take
        it; the record is not in the file then, everything before it is."""
        if len(self.lines) >= self.room:
            self.make_room()
        self.lines.append((command, data, page, line))

    def print_line(self, data: bytes, line: int, page: int = 0, command: int = WRITE) -> None:
        """As a printer calls its paper."""
        if len(self.lines) >= self.room:
            self.make_room()
        self.lines.append((command, data, page, line))

    def control(self, page: int, line: int, command: int) -> None:
        """Carriage motion without print."""
        self.write(command, b"", page, line)

    def punch(self, card: bytes) -> None:
        """As a punch calls its deck: 80 bytes of EBCDIC or 160 of column binary."""
        self.write(PUNCH_BINARY if len(card) == BINARY_COLUMNS else PUNCH, card)

    def make_room(self) -> None:
        """A block is full, or something was wrong before."""
        self.flush()
        if self.written + len(self.lines) >= self.limits.records:
            raise CPError("quota", what=f"{self.file.device} FILE {self.file.number:04d} OF "
                          f"{self.file.origin}", limit=f"{self.limits.records} RECORDS",
                          remedy="CLOSE THE DEVICE")

    def flush(self, force: bool = False) -> None:
        """Bring what is kept back into the database.  force: whatever the quota of bytes says."""
        spool = self.spool
        with spool.lock:
            n = len(self.lines)
            if n:
                batch = self.lines[:n]
                block = encode([(c & 0xFF, d[:MOST_DATA], p & 0xFFFFFFFF, min(k, 0xFFFF))
                                for c, d, p, k in batch] if odd(batch) else batch)
                try:
                    spool.put_block(self, block, n, force)
                except S360Error as error:
                    self.trouble, self.room = str(error), 0
                    raise
                del self.lines[:n]
            self.trouble = ""
            self.room = min(BLOCK, self.limits.records - self.written)

    def close(self, kind: str | None = None, owner: str | None = None, **changes) -> SpoolFile | None:
        """End the file and put it into a queue; gives it, or None when nothing was written.

        kind: "RDR", "PRT" or "PUN", as it was opened unless said; owner: whose queue
        changes: attributes of SpoolFile: name, type, dist, cls, copies, hold, form, tag
        MediaError when the host cannot take it: the file stays open.
        """
        return self.spool.close_writer(self, kind, owner, changes)

    def purge(self) -> None:
        """Throw the file away."""
        self.lines.clear()
        self.spool.drop_writer(self)

    def save(self) -> dict:
        """Which file and how much of it there is, for `Spool.resume`."""
        self.flush(force=True)
        return {"number": self.file.number, "records": self.written, "blocks": self.blocks}


def odd(batch: list[Record]) -> bool:
    """Some record has what a block cannot keep: only a machine with absurd devices makes such."""
    return any(len(data) > MOST_DATA or line > 0xFFFF or page > 0xFFFFFFFF
               for _, data, page, line in batch)


class SpoolRecords:
    """The records of a file, read a block at a time; a sequence."""

    def __init__(self, spool, file: SpoolFile):
        self.spool, self.file = spool, file
        with spool.lock:
            self.index = spool.store.blocks(file.number)
        self.firsts = [first for _, first, _ in self.index]
        self.at, self.block = -1, []
        at = 0
        for _, first, count in self.index:
            if first != at or count < 1:
                raise self.damaged("a block is missing")
            at += count
        self.length = at

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, n: int) -> Record:
        if not 0 <= n < self.length:
            raise IndexError(n)
        at = bisect_right(self.firsts, n) - 1
        if at != self.at:
            self.block, self.at = self._read(at), at
        return self.block[n - self.firsts[at]]

    def __iter__(self):
        for at in range(len(self.index)):
            yield from self._read(at)

    def _read(self, at: int) -> list[Record]:
        block, _, count = self.index[at]
        with self.spool.lock:
            data = self.spool.store.block(self.file.number, block)
        try:
            records = decode(data or b"")
        except ValueError as error:
            raise self.damaged(f"block {block}: {error}") from None
        if len(records) != count:
            raise self.damaged(f"block {block} has {len(records)} records, not {count}")
        return records

    def damaged(self, why: str) -> MediaError:
        return MediaError(f"{self.spool.path}: spool file {self.file.number:04d} of {self.file.owner} "
                          f"is damaged ({why}); PURGE it, other files are not touched")
