"""Reads a CMS disk by its published layout, for tests: label, master file directory, file status tables,
chain links.  It shares no code with cms/ and raises AssertionError where the disk is not as published."""
from __future__ import annotations

from memory_volume import records_of

PER_CYLINDER = {"2311": 40, "2314": 150}


def half(data: bytes, at: int) -> int:
    return int.from_bytes(data[at:at + 2], "big")


def word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at:at + 4], "big")


class GenuineReader:
    """files: (name, type) -> (mode, F or V, length, items); used: records in use by the bit map"""

    def __init__(self, volume):
        self.volume, self.type = volume, volume.device_type
        assert self.block(3)[:4].decode("cp037") == "CMS="
        mfd = self.block(4)
        cylinders = half(mfd, 382)
        self.count = cylinders * PER_CYLINDER[self.type]
        pointers = [half(mfd, at) for at in range(0, 364, 2)]
        end = next(n for n, pointer in enumerate(pointers) if pointer >= 0xFFFD)
        extensions = [pointer for pointer in pointers[end + 1:] if pointer]
        assert bool(extensions) == (pointers[end] != 0xFFFF)
        start = 385 if mfd[384] in (0x01, 0x08) else 384
        bits = mfd[start:600] + b"".join(self.block(number) for number in extensions)
        self.used = {n for n in range(1, self.count + 1) if bits[(n - 1) // 8] << (n - 1) % 8 & 0x80}
        self.counters = word(mfd, 364), word(mfd, 368), word(mfd, 372)
        assert self.counters[1] == len(self.used) and self.counters[1] + self.counters[2] == self.counters[0]
        self.owned = [1, 2, 3, 4, *pointers[:end], *extensions]
        self.pieces = {half(mfd, at) for at in range(600, 800, 2)} - {0}
        self.taken: set[int] = set()
        self.files = {}
        for pointer in pointers[:end]:
            block = self.block(pointer)
            for at in range(0, 800, 40):
                if block[at]:
                    self.read(block[at:at + 40])
        self.owned += {piece & 0x3FFF for piece in self.taken}
        assert not self.pieces & self.taken, "a free piece is in use"
        assert sorted(self.owned) == sorted(set(self.owned)), "a record is used twice"
        assert set(self.owned) <= self.used, "a record in use is free in the map"

    def block(self, number: int) -> bytes:
        """The first 800 of the 829 bytes of a record, from 1."""
        cylinder, at = divmod(number - 1, PER_CYLINDER[self.type])
        if self.type == "2311":
            head, at = divmod(at, 4)
            return self.record(cylinder, head, at + 1)[:800]
        pair, at = divmod(at, 15)
        if at == 7:
            first = self.record(cylinder, 2 * pair, 8)
            assert len(first) == 414
            return (first + self.record(cylinder, 2 * pair + 1, 8))[:800]
        return self.record(cylinder, 2 * pair + (at > 7), at + 1)[:800]

    def record(self, cylinder: int, head: int, number: int) -> bytes:
        found = records_of(self.volume.read_track(cylinder, head))
        data = next(data for count, _, data, _ in found if count[4] == number)
        assert len(data) == (829 if number != 8 or self.type == "2311" else 415 if head % 2 else 414)
        return data

    def read(self, fst: bytes) -> None:
        name, type, mode = (fst[at:end].decode("cp037").rstrip() for at, end in ((0, 8), (8, 16), (24, 26)))
        items, fv, length, blocks = half(fst, 26), fst[30:31].decode("cp037"), word(fst, 32), half(fst, 36)
        piece = half(fst, 28)
        self.taken.add(piece)
        first = self.block(piece & 0x3FFF)[(piece >> 14) * 200:][:200]
        links = [half(first, at) for at in range(0, 80, 2)]
        data = [half(first, at) for at in range(80, 200, 2)]
        for number, link in enumerate(links):
            if 60 + number * 400 < blocks:
                if link:
                    self.owned.append(link)
                whole = self.block(link) if link else bytes(800)
                data += [half(whole, at) for at in range(0, 800, 2)]
        data = data[:blocks]
        self.owned += [number for number in data if number]
        self.files[name, type] = mode, fv, length, list(self.items(
            b"".join(self.block(number) if number else bytes(800) for number in data), fv, length, items))

    @staticmethod
    def items(data: bytes, fv: str, length: int, count: int):
        at = 0
        for _ in range(count):
            size = half(data, at) if fv == "V" else length
            at += 2 * (fv == "V")
            assert at + size <= len(data)
            yield data[at:at + size]
            at += size
