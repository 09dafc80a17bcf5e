"""CMS disks for tests, written from the description of the layout alone: it shares no code with cms/.

    disk = Disk("2314", 12)
    disk.add("PROFILE", "EXEC", [b"LISTF"], recfm="V")
    disk.finish()                        # label, FST, bit map, MFD
    disk.halfword(4, 382, 99)            # a fault
    volume = disk.volume()
"""
from __future__ import annotations

from memory_volume import MemoryVolume, record, slot

SHAPES = {"2311": (10, 4, 4096), "2314": (20, 7.5, 7680)}     # heads, blocks a track, bytes of a slot


def ebcdic(text: str, width: int) -> bytes:
    return text.ljust(width).encode("cp037")


class Disk:
    """A disk in the making.  records: disk address -> 800 bytes; addresses begin with 1."""

    def __init__(self, type="2314", cylinders=2, label="TEST01", vm370=False, older=False,
                 fst_at=None, extensions_at=None):
        heads, each, self.slot_size = SHAPES[type]
        self.type, self.cylinders, self.heads = type, cylinders, heads
        self.per_cylinder = int(heads * each)
        self.total = cylinders * self.per_cylinder
        self.start, self.older, self.label = (385 if vm370 else 384), older, label
        self.records = {}
        self.taken, self.lowest = {1, 2, 3, 4}, 5
        self.pieces = []                 # free ones: (record, quarter)
        self.entries = []
        count = -(-max(0, self.total - 8 * (600 - self.start)) // 6400)
        self.extensions = [self.take(at) for at in extensions_at or [None] * count]
        self.fst = [self.take(at) for at in fst_at or []]

    # -- making

    def take(self, at=None):
        """A free record, by default the lowest."""
        if at is None:
            while self.lowest in self.taken:
                self.lowest += 1
            at = self.lowest
        assert at not in self.taken and 1 <= at <= self.total
        self.taken.add(at)
        self.records[at] = bytearray(800)
        return at

    def take_piece(self, at=None):
        if at is not None or not self.pieces:
            block, quarter = at or (None, 0)
            block = self.take(block)
            assert block < 0x4000        # an address of a piece has 14 bits for the record
            self.pieces += [(block, q) for q in range(4) if q != quarter]
            return block, quarter
        return self.pieces.pop(0)

    def add(self, fn, ft, items, fm="P1", recfm="F", lrecl=None, link=None, data=None, links=None,
            gaps=(), year="73", date="03251912", blocks=None):
        """A file; `gaps`: numbers of data blocks that get no record; `blocks`: count in the FST."""
        lrecl = lrecl or max(map(len, items))
        if recfm == "F":
            stream = b"".join(items)
        else:
            stream = b"".join(len(item).to_bytes(2, "big") + item for item in items)
        chunks = [stream[n:n + 800] for n in range(0, len(stream), 800)]
        addresses = []
        for n, chunk in enumerate(chunks):
            address = 0 if n in gaps else self.take(data[n] if data else None)
            addresses.append(address)
            if address:
                self.records[address][:len(chunk)] = chunk
        piece = self.chain(addresses, link, links)
        head = ebcdic(fn, 8) + ebcdic(ft, 8) + bytes.fromhex(date)
        self.entries.append(head + b"".join(n.to_bytes(2, "big") for n in ((len(items) + 1) & 0xFFFF, 1))
                            + ebcdic(fm, 2) + len(items).to_bytes(2, "big")
                            + (piece[1] << 14 | piece[0]).to_bytes(2, "big") + ebcdic(recfm, 1) + b"\0"
                            + lrecl.to_bytes(4, "big")
                            + (len(chunks) if blocks is None else blocks).to_bytes(2, "big")
                            + ebcdic(year, 2))
        return addresses

    def chain(self, addresses, link, links):
        """Write the chain links; gives the piece of the first one."""
        block, quarter = self.take_piece(link)
        first = [0] * 40 + addresses[:60]
        for n, start in enumerate(range(60, len(addresses), 400)):
            first[n] = self.take(links[n] if links else None)
            for k, address in enumerate(addresses[start:start + 400]):
                self.halfword(first[n], 2 * k, address)
        for n, address in enumerate(first):
            self.halfword(block, 200 * quarter + 2 * n, address)
        return block, quarter

    def finish(self):
        """Write the directory, the bit map, the label and the MFD."""
        while len(self.fst) * 20 < len(self.entries):
            self.fst.append(self.take())
        for n, entry in enumerate(self.entries):
            self.records[self.fst[n // 20]][n % 20 * 40:n % 20 * 40 + 40] = entry
        for n in 1, 2, 3, 4:
            self.records[n] = bytearray(800)
        self.records[3][:10] = ebcdic("CMS=" + self.label, 10)
        words = self.fst + [0xFFFD if self.extensions else 0xFFFF] + self.extensions
        for n, word in enumerate(words):
            self.halfword(4, 2 * n, word)
        usable = self.total - (2 if self.older else 4)
        for n, word in enumerate((usable, len(self.taken), usable - len(self.taken),
                                  (max(self.taken) - 1) // 8)):
            self.poke(4, 364 + 4 * n, word.to_bytes(4, "big"))
        self.halfword(4, 382, self.cylinders)
        if self.start == 385:
            self.poke(4, 384, {"2311": b"\x01", "2314": b"\x08"}[self.type])
        for block in self.taken:
            self.bit(block, 1)
        for n, (block, quarter) in enumerate(self.pieces[:100]):
            self.halfword(4, 600 + 2 * n, quarter << 14 | block)
        return self

    # -- changing

    def poke(self, block, offset, data):
        self.records[block][offset:offset + len(data)] = data

    def halfword(self, block, offset, value):
        self.poke(block, offset, value.to_bytes(2, "big"))

    def word_at(self, block, offset, size=2):
        return int.from_bytes(self.records[block][offset:offset + size], "big")

    def entry(self, number, offset, data):
        """Change entry `number` (from 0) of the FST."""
        self.poke(self.fst[number // 20], number % 20 * 40 + offset, data)

    def bit(self, block, on):
        """Set a bit of QMSK."""
        byte, bit = divmod(block - 1, 8)
        room = 600 - self.start
        where, byte = ((4, self.start + byte) if byte < room
                       else (self.extensions[(byte - room) // 800], (byte - room) % 800))
        old = self.records[where][byte] & ~(0x80 >> bit)
        self.records[where][byte] = old | (0x80 >> bit if on else 0)

    def also_used(self, *blocks):
        """Mark records as used, in the totals too."""
        for block in blocks:
            self.bit(block, 1)
        for offset, change in (368, len(blocks)), (372, -len(blocks)):
            self.poke(4, offset, (self.word_at(4, offset, 4) + change).to_bytes(4, "big"))

    # -- writing

    def tracks(self):
        """{(cylinder, head): [(count, key, data, overflow)]} with R0, as memory_volume.slot takes."""
        out = {}
        for cylinder in range(self.cylinders):
            for head in range(self.heads):
                out[cylinder, head] = [record(cylinder, head, 0, bytes(8))]
            for n in range(self.per_cylinder):
                data = bytes(self.records.get(cylinder * self.per_cylinder + n + 1, bytes(800)))
                self.place(out, cylinder, n, data + bytes(29))
        return out

    def place(self, out, cylinder, n, data):
        if self.type == "2311":
            head, number = n // 4, n % 4 + 1
        else:
            head, number = n // 15 * 2 + (n % 15 > 7), n % 15 + 1
            if number == 8:
                out[cylinder, head + 1].append(record(cylinder, head + 1, 8, data[414:]))
                data = data[:414]
        out[cylinder, head].append(record(cylinder, head, number, data))

    def volume(self, tracks=None, cylinders=None):
        """A volume in memory, `cylinders` large (default: as many as the file system has)."""
        slots = {(c, h): slot(c, h, contents, self.slot_size)
                 for (c, h), contents in (tracks or self.tracks()).items()}
        return MemoryVolume(self.type, cylinders or self.cylinders, self.heads, self.slot_size, slots)

    def where(self, block, offset):
        """(cylinder, head, offset in the slot) of a byte of a record."""
        cylinder, n = divmod(block - 1, self.per_cylinder)
        if self.type == "2311":
            return cylinder, n // 4, 21 + n % 4 * 837 + 8 + offset
        head, number = n // 15 * 2 + (n % 15 > 7), n % 15
        if number == 7:
            return ((cylinder, head, 21 + 7 * 837 + 8 + offset) if offset < 414
                    else (cylinder, head + 1, 21 + 8 + offset - 414))
        before = number * 837 if number < 7 else 8 + 415 + (number - 8) * 837
        return cylinder, head, 21 + before + 8 + offset


def sample(type="2314", cylinders=2, **how):
    """A disk with files of every kind: F and V, one block, many, with a further chain link."""
    disk = Disk(type, cylinders, **how)
    disk.add("PROFILE", "EXEC", [b"LISTF", b"X", b"ECHO ON" * 9], recfm="V")
    disk.add("SAMPLE", "FORTRAN", [bytes([n]) * 80 for n in range(31)])
    disk.add("LONG", "LISTING", [bytes([n % 256, n % 7]) * (n % 133 % 66 + 1) for n in range(500)],
             fm="P5", recfm="V", lrecl=133)
    disk.add("BIG", "DATA", [bytes([n]) * 850 for n in range(70)], fm="P5", year="71")
    disk.add("ONE", "BYTE", [b"1"], fm="SY", date="02292359", year="72")
    return disk.finish()


# -- where things are on a disk that is finished: files are numbered from 0

def link_of(disk, number):
    """(record, quarter) of a file's first chain link."""
    value = disk.word_at(disk.fst[0], 40 * number + 28)
    return value & 0x3FFF, value >> 14


def data_of(disk, number, n=0):
    """Record of data block `n` of a file."""
    block, quarter = link_of(disk, number)
    return disk.word_at(block, 200 * quarter + 80 + 2 * n)
