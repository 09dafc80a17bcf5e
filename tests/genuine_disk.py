"""CMS disks made byte by byte from the published layout, for tests: a tool of its own that shares no code
with cms/.

Records are handed out from the top of the disk downwards and chain links take the last quarter of a
record first, so that nothing lies where cms/ itself would put it.
"""
from __future__ import annotations

from memory_volume import MemoryVolume, record, slot

DATA = 800
DRIVES = {"2311": (10, 4096), "2314": (20, 7680)}
ON_CYLINDER = {"2311": 40, "2314": 150}


def halves(numbers) -> bytes:
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def ebcdic(text: str, size: int) -> bytes:
    return text.ljust(size).encode("cp037")


class GenuineDisk:
    """form "cms67": the map begins at byte 384; "vm370": type byte there, the map from 385."""

    def __init__(self, type="2314", cylinders=5, label="CMS193", form="cms67", sentinel=None, total=None):
        self.type, self.cylinders, self.form = type, cylinders, form
        self.count = ON_CYLINDER[type] * cylinders
        self.total = self.count - 4 if total is None else total
        self.blocks = {1: bytes(DATA), 2: bytes(DATA), 3: ebcdic("CMS=", 4) + ebcdic(label, 6)}
        self.next, self.quarters, self.fsts = self.count, [], []
        self.in_mfd = 216 if form == "cms67" else 215
        self.extensions = max(0, -(-((self.count + 7) // 8 - self.in_mfd) // DATA))
        self.sentinel = sentinel or (0xFFFD if self.extensions else 0xFFFF)

    def put(self, data: bytes) -> int:
        number = self.next
        if number < 20 or number in self.blocks:     # once round: the records between those handed out
            number = max(set(range(5, self.count + 1)) - set(self.blocks))
        self.next = number - 3
        self.blocks[number] = data
        return number

    def put_quarter(self, data: bytes) -> int:
        """A 200-byte piece in a record below 16,384."""
        if not self.quarters:
            number = next(n for n in range(20, 16384) if n not in self.blocks)
            self.blocks[number] = bytes(DATA)
            self.quarters = [(number, quarter) for quarter in (3, 1, 2, 0)]
        number, quarter = self.quarters.pop(0)
        old = self.blocks[number]
        self.blocks[number] = old[:quarter * 200] + data.ljust(200, b"\0") + old[quarter * 200 + 200:]
        return quarter * 0x4000 + number

    def add(self, name, type, items, recfm="F", mode="P1", stamp="03251912", year="73") -> bytes:
        """A file; gives its FST."""
        if recfm == "V":
            data = b"".join(len(item).to_bytes(2, "big") + item for item in items)
        else:
            data = b"".join(items)
        numbers = [self.put(data[at:at + DATA]) for at in range(0, len(data), DATA)]
        links = [self.put(halves(numbers[at:at + 400])) for at in range(60, len(numbers), 400)]
        first = self.put_quarter(halves(links).ljust(80, b"\0") + halves(numbers[:60]))
        fst = (ebcdic(name, 8) + ebcdic(type, 8) + bytes.fromhex(stamp) + halves([len(items) + 1, 1])
               + ebcdic(mode, 2) + halves([len(items), first]) + ebcdic(recfm, 1) + b"\0"
               + max(map(len, items)).to_bytes(4, "big") + halves([len(numbers)]) + ebcdic(year, 2))
        assert len(fst) == 40
        self.fsts.append(fst)
        return fst

    def finish(self) -> None:
        """The directory: FSTs, map, MFD."""
        blocks = [self.put(b"".join(self.fsts[at:at + 20])) for at in range(0, len(self.fsts), 20)]
        extensions = [self.put(b"") for _ in range(self.extensions)]
        used = {4, *self.blocks}
        bits = "".join("1" if number in used else "0" for number in range(1, self.count + 1))
        whole = bytes(int(bits[at:at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
        for number, extension in enumerate(extensions):
            at = self.in_mfd + number * DATA
            self.blocks[extension] = whole[at:at + DATA]
        pointers = halves([*blocks, self.sentinel, *extensions]).ljust(364, b"\0")
        last = max(at for at, byte in enumerate(whole) if byte)
        counters = b"".join(value.to_bytes(4, "big") for value in (
            self.total, len(used), self.total - len(used), last))
        unit = b"" if self.form == "cms67" else {"2311": b"\x01", "2314": b"\x08"}[self.type]
        pieces = halves(quarter * 0x4000 + number for number, quarter in self.quarters)
        self.blocks[4] = (pointers + counters + halves([0, self.cylinders]) + unit
                          + whole[:self.in_mfd].ljust(self.in_mfd, b"\0") + pieces.ljust(200, b"\0"))
        assert len(self.blocks[4]) == DATA

    def volume(self, cylinders=None) -> MemoryVolume:
        """A pack with this disk from its first cylinder on."""
        self.finish()
        heads, size = DRIVES[self.type]
        volume = MemoryVolume(self.type, cylinders or self.cylinders, heads, size)
        for cylinder in range(self.cylinders):
            for head in range(heads):
                found = [record(cylinder, head, 0, bytes(8))]
                found += [record(cylinder, head, number, data)
                          for number, data in self.on_track(cylinder, head)]
                volume.tracks[cylinder, head] = slot(cylinder, head, found, size)
        return volume

    def whole(self, number: int) -> bytes:
        """The 829 bytes that FORMAT wrote, the first 800 used."""
        return self.blocks.get(number, b"").ljust(829, b"\0")

    def on_track(self, cylinder: int, head: int) -> list[tuple[int, bytes]]:
        """(record number, data) of a track."""
        if self.type == "2311":
            first = cylinder * 40 + head * 4
            return [(number, self.whole(first + number)) for number in range(1, 5)]
        first = cylinder * 150 + head // 2 * 15
        if head % 2:
            return [(8, self.whole(first + 8)[414:])] + [
                (number, self.whole(first + number)) for number in range(9, 16)]
        return [(number, self.whole(first + number)) for number in range(1, 8)] + [
            (8, self.whole(first + 8)[:414])]
