"""The directory of a CMS disk: MFD, map of the records, free pieces, entries of the files.

Called by cms/disk.py.  `Directory` is what stands on the disk; an `Update` takes records, and its
`commit` puts a new directory in the place of the old one.

Nothing that the directory on the disk refers to is ever written over: an update writes new data, new
chain links, new FST blocks and new extensions of the map into free records, and last the MFD, one record
on one track.  With that write everything is new, before it everything is old.  A 200-byte piece is the
one exception: its record, with the other pieces as they are, is written again.

Records that an update gives up are free after it.  So that a full disk can still be changed, new files
leave `reserve` records free: room for new copies of two FST blocks and of every extension.
"""
from __future__ import annotations

from typing import Iterable, Iterator

from . import disk_mfd
from .disk_entry import LENGTH as ENTRY, Entry
from .disk_format import MFD, SIZE, Blocks, DiskError

ON_BLOCK = SIZE // ENTRY                 # 20 entries
MOST_BLOCKS = 170                        # of FSTs: 3,400 files, as in VM/370
NOT_COUNTED = 4                          # records that "in all" leaves out; USED counts 1 to 4
PIECE = 200
LAST_WITH_PIECES = 0x3FFF                # a piece's address has 14 bits for its record
KEPT_FOR_PIECES = 850                    # records: four pieces each for 3,400 files
TRIES = 20


class Directory:
    """What the directory on the disk says.

    mfd; image: record 4; entries: the files in order; fsts: 800 bytes of each FST block
    map: the whole map; capacity: number of the last record
    """

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.image = blocks.read(MFD)
        self.mfd = disk_mfd.unpack(self.image, blocks.name)
        self.capacity = blocks.highest(self.mfd.cylinders)
        if not 1 <= self.mfd.cylinders <= blocks.volume.cylinders:
            raise DiskError("damaged", f"{blocks.name}: the directory tells of {self.mfd.cylinders} "
                            f"cylinders, the disk has {blocks.volume.cylinders}")
        self.fsts = [blocks.read(self.inside(number)) for number in self.mfd.fst_blocks]
        self.map = self._whole_map()
        self.entries = [Entry(raw) for block in self.fsts
                        for raw in (block[at:at + ENTRY] for at in range(0, SIZE, ENTRY))
                        if raw[:16].strip(b"\0")]

    def adopt(self, mfd: disk_mfd.Mfd, image: bytes, fsts: list[bytes], map: bytes,
              entries: list[Entry]) -> None:
        """This is on the disk now."""
        self.mfd, self.image, self.fsts, self.map, self.entries = mfd, image, fsts, map, entries

    def _whole_map(self) -> bytes:
        size = (self.capacity + 7) // 8
        found = self.mfd.head + b"".join(self.blocks.read(self.inside(number))
                                         for number in self.mfd.extensions)
        return found[:size].ljust(size, b"\0")

    def inside(self, number: int) -> int:
        """The number of a record, if it can be one of this file system."""
        if not MFD < number <= self.capacity:
            raise DiskError("damaged", f"{self.blocks.name}: the directory refers to record {number}, the "
                            f"disk has {self.capacity}; `cpcms disk check` says more")
        return number

    def address(self, link: int) -> tuple[int, int]:
        """(record, offset in it) of a first chain link."""
        if self.blocks.layout.pieces:
            return self.inside(link & LAST_WITH_PIECES), (link >> 14) * PIECE
        return self.inside(link), 0

    @property
    def reserve(self) -> int:
        """Records that new files leave free."""
        return 2 + self.mfd.extensions_for(self.capacity)

    def find(self, name: str, type: str) -> int | None:
        """Where in `entries` a file is.  (A name filled with zeros instead of blanks is legible too.)"""
        try:
            wanted = f"{name:<8}{type:<8}".encode("cp037")
        except UnicodeEncodeError:
            return None
        return next((at for at, entry in enumerate(self.entries) if entry.raw[:16] == wanted
                     or 0 in entry.raw[:16] and entry.key == (name, type)), None)


def load(blocks: Blocks) -> Directory:
    """The directory as it stands at one moment, though another writes to the disk meanwhile."""
    return steadily(lambda: Directory(blocks), blocks)


def steadily(work, blocks: Blocks):
    """work(), which reads, done again until the MFD is the same before and after it: then nothing that
    it read has been given up and written over meanwhile."""
    for _ in range(TRIES):
        before = blocks.read(MFD)
        try:
            found = work()
        except DiskError:
            if blocks.read(MFD) == before:
                raise
            continue
        if blocks.read(MFD) == before:
            return found
    raise DiskError("busy", f"{blocks.name}: is written all the time; try again later")


class Update:
    """A change of the directory under way.  Nothing of it counts before `commit`.

    taken: records in use from now on; given: those not in use any more after the commit
    """

    def __init__(self, directory: Directory) -> None:
        self.directory, self.blocks = directory, directory.blocks
        self.busy = bytearray(directory.map)
        self.taken: set[int] = set()
        self.given: set[int] = set()
        self.links = {entry.link for entry in directory.entries}
        self.divided = self._divided(self.links) | self._divided(directory.mfd.pieces)
        self.pieces = self._unused(self.divided)
        self._numbers = self._scan(self._order())
        self._piece_numbers = self._scan([range(MFD + 1, self._highest_for_pieces() + 1)])

    # -- records

    @property
    def left(self) -> int:
        """Records that can still be taken, by the count of the MFD."""
        return self.directory.mfd.total - ones(self.busy)

    def take(self) -> int:
        """The lowest free record; DiskError when there is none."""
        return self._taken(next(self._numbers, None))

    def _taken(self, number: int | None) -> int:
        if number is None:
            raise DiskError("full", f"{self.blocks.name}: the disk is full")
        set_bit(self.busy, number, True)
        self.taken.add(number)
        return number

    def give(self, numbers: Iterable[int]) -> None:
        """These are free after the commit."""
        self.given.update(numbers)

    def _order(self) -> list[range]:
        """Where data go first: on a disk whose high records cannot have pieces, some low ones stay."""
        end, low = self.directory.capacity + 1, self._highest_for_pieces() + 1
        if end == low:
            return [range(MFD + 1, end)]
        kept = low - KEPT_FOR_PIECES
        return [range(MFD + 1, kept), range(low, end), range(kept, low)]

    def _highest_for_pieces(self) -> int:
        capacity = self.directory.capacity
        return min(LAST_WITH_PIECES, capacity) if self.blocks.layout.pieces else capacity

    def _scan(self, order: list[range]) -> Iterator[int]:
        """The free records in order; what is taken meanwhile is left out."""
        for numbers in order:
            number = numbers.start
            while number < numbers.stop:
                at, bit = divmod(number - 1, 8)
                if self.busy[at] == 0xFF:
                    number = at * 8 + 9
                    continue
                if not self.busy[at] >> 7 - bit & 1:
                    yield number
                number += 1

    # -- first chain links

    def _divided(self, links: Iterable[int]) -> set[int]:
        """The records that these pieces are in; addresses outside the disk are nobody's."""
        if not self.blocks.layout.pieces:
            return set()
        numbers = {link & LAST_WITH_PIECES for link in links}
        return {number for number in numbers if MFD < number <= self.directory.capacity}

    def _unused(self, divided: set[int]) -> list[int]:
        """The free pieces of these records, lowest first: those that no file has."""
        return [piece for number in sorted(divided) for piece in quarters(number)
                if piece not in self.links]

    @property
    def room_for_link(self) -> int:
        """How many records the next first chain link takes: 0 or 1."""
        return 0 if self.pieces else 1

    def write_link(self, data: bytes) -> int:
        """Write a first chain link of 200 bytes into free room; gives its address."""
        if not self.blocks.layout.pieces:
            link = self.take()
            self.blocks.write(link, data)
        elif not self.pieces:
            link = self._taken(next(self._piece_numbers, None))
            self.blocks.write(link, data)
            self.pieces += quarters(link)[1:]
        else:
            link = self.pieces.pop(0)
            number, offset = self.directory.address(link)
            old = self.blocks.read(number)
            self.blocks.write(number, old[:offset] + data + old[offset + PIECE:])
        self.links.add(link)
        return link

    def give_link(self, link: int) -> None:
        """A first chain link is not in use any more after the commit, nor its record when no other
        piece of it is."""
        self.links.discard(link)
        if not self.blocks.layout.pieces:
            self.give([link])

    def _settle_pieces(self) -> list[int]:
        """The free pieces that the MFD shall name; records without a used piece are given back."""
        used = self._divided(self.links)
        self.give(self.divided - used)
        return self._unused(used)[:disk_mfd.MOST_PIECES]

    # -- the end

    def commit(self, entries: list[Entry]) -> None:
        """Put these entries and what has been taken and given on the disk; the last write is the MFD."""
        old = self.directory.mfd
        pieces = self._settle_pieces()
        images = [b"".join(entry.raw for entry in entries[at:at + ON_BLOCK]).ljust(SIZE, b"\0")
                  for at in range(0, len(entries), ON_BLOCK)]
        fst_blocks, writes = self._new_fsts(images)
        whole, extensions = self._new_map(writes)
        used = ones(whole)
        mfd = disk_mfd.Mfd(old.total, old.cylinders, old.unit, fst_blocks, extensions, used,
                           max(0, old.total - used), last_byte(whole), bytes(whole[:old.head_size]), pieces)
        image = mfd.pack()
        for number, data in writes:
            self.blocks.write(number, data)
        self.blocks.write(MFD, image)
        self.directory.adopt(mfd, image, images, whole, entries)

    def _new_fsts(self, images: list[bytes]) -> tuple[list[int], list[tuple[int, bytes]]]:
        """(record of each FST block, (record, bytes) to be written): new records for what changes."""
        numbers, writes = list(self.directory.mfd.fst_blocks), []
        self.give(numbers[len(images):])
        del numbers[len(images):]
        for at, image in enumerate(images):
            if at < len(numbers) and image == self.directory.fsts[at]:
                continue
            self.give(numbers[at:at + 1])
            numbers[at:at + 1] = [self.take()]
            writes.append((numbers[at], image))
        return numbers, writes

    def _new_map(self, writes: list[tuple[int, bytes]]) -> tuple[bytes, list[int]]:
        """(the map after the commit, records of its extensions).  A new extension takes a record, which
        changes the map: again until no further one changes."""
        directory, head = self.directory, self.directory.mfd.head_size
        old, count = directory.mfd.extensions, directory.mfd.extensions_for(directory.capacity)
        numbers: list = (old + [None] * count)[:count]
        self.give(old[count:])
        fresh: set[int] = set()
        while True:
            whole = bytearray(self.busy)
            for number in self.given:
                set_bit(whole, number, False)
            changed = [at for at, number in enumerate(numbers) if at not in fresh and (
                number is None or part(whole, head, at) != part(directory.map, head, at))]
            if not changed:
                break
            for at in changed:
                if numbers[at] is not None:
                    self.give([numbers[at]])
                numbers[at] = self.take()
                fresh.add(at)
        writes += [(numbers[at], part(whole, head, at)) for at in sorted(fresh)]
        return bytes(whole), numbers


# -- the map

def set_bit(bits: bytearray, number: int, on: bool) -> None:
    at, bit = divmod(number - 1, 8)
    bits[at] = bits[at] | 0x80 >> bit if on else bits[at] & ~(0x80 >> bit)


def ones(bits: bytes) -> int:
    return int.from_bytes(bits, "big").bit_count()


def last_byte(bits: bytes) -> int:
    """The last byte that is not zero."""
    return max(len(bits.rstrip(b"\0")) - 1, 0)


def part(whole: bytes, head: int, number: int) -> bytes:
    """Extension `number` (from 0) of a map whose first `head` bytes are in the MFD."""
    start = head + number * SIZE
    return bytes(whole[start:start + SIZE]).ljust(SIZE, b"\0")


def quarters(number: int) -> list[int]:
    """The addresses of the four pieces of a record."""
    return [quarter << 14 | number for quarter in range(4)]
