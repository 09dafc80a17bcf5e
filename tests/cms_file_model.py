"""What the file functions of CMS should do, as a model in Python for tests.

Written from the published description: the parameter list of file functions and their return codes,
CMS's files of fixed and variable items, mode digits, read-only disks and extensions, limits of the
chain links.  It knows nothing of records on a disk except how many a file needs at least and at most.

Every function gives the set of return codes that are right: where several things are wrong at once, each
may be told.
"""
from __future__ import annotations

from dataclasses import dataclass, field

MOST_ITEMS, MOST_BLOCKS, LONGEST = 65535, 16060, 65535
NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$#@+-:_")


@dataclass
class File:
    """items: bytes each; blocks: numbers of 800-byte blocks that have been written (an F file may have
    gaps, which are zeros); longest: the greatest length an item has had."""

    digit: str
    fv: str
    longest: int = 0
    items: list = field(default_factory=list)
    blocks: frozenset = frozenset()

    def copy(self) -> "File":
        return File(self.digit, self.fv, self.longest, list(self.items), self.blocks)

    def offset(self, item: int) -> int:
        """Byte at which an item, from 1, begins (V: its length)."""
        if self.fv == "F":
            return (item - 1) * self.longest
        return sum(2 + len(one) for one in self.items[:item - 1])

    def records(self) -> int:
        """Data blocks and further chain links."""
        return len(self.blocks) + len({(n - 60) // 400 for n in self.blocks if n >= 60})


@dataclass
class Disk:
    """letter; extension: the letter it is an extension of, or ""; size: records, 0: it is only read."""

    letter: str
    extension: str = ""
    size: int = 0
    map_extensions: int = 0
    files: dict = field(default_factory=dict)

    @property
    def written(self) -> bool:
        return bool(self.size)

    def means(self, letter: str) -> bool:
        return letter in ("*", " ", self.letter) or (self.extension and letter == self.extension)

    def seen(self, key) -> bool:
        return key in self.files and (self.written or self.files[key].digit != "0")


@dataclass
class Open:
    disk: Disk
    key: tuple
    file: File
    new: bool
    reading: bool = False
    writing: bool = False
    pointed: bool = False
    to_read: int = 1
    to_write: int = 1
    fresh: frozenset = frozenset()       # blocks that have records of their own until it is closed


class Model:
    """disks in the order of search."""

    def __init__(self, *disks: Disk):
        self.disks = list(disks)
        self.open: list[Open] = []

    # -- finding

    def opened(self, key, letter, written=False) -> Open | None:
        """The file opened last that the name means."""
        for one in reversed(self.open):
            if one.key == key and one.disk.means(letter) and (one.disk.written or not written):
                return one
        return None

    def found(self, key, letter, written=False) -> Disk | None:
        for disk in self.disks:
            if disk.means(letter) and disk.seen(key) and (disk.written or not written):
                return disk
        return None

    def known(self, letter) -> list[Disk]:
        return [disk for disk in self.disks if disk.means(letter)]

    def opening(self, disk, key) -> Open:
        one = Open(disk, key, disk.files[key].copy(), False, to_write=len(disk.files[key].items) + 1)
        self.open.append(one)
        return one

    # -- functions

    def read(self, key, letter, item, length, fv, items) -> tuple[set, bytes]:
        """RDBUF: codes, bytes."""
        wrong = {code for code, bad in ((8, length <= 0), (5, items == 0), (7, fv not in "FV"),
                                        (14, not key[0] or not key[1])) if bad}
        if wrong:
            return wrong, b""
        one = self.opened(key, letter)
        if one is None:
            disk = self.found(key, letter)
            if disk is None:
                return {1}, b""
            one = self.opening(disk, key)
        if one.writing:
            return {9}, b""
        one.reading = True
        file, item = one.file, item or one.to_read
        if item > len(file.items):
            return ({12, 11} if file.fv == "V" and items != 1 else {12}), b""
        if file.fv == "V":
            if items != 1:
                return {11}, b""
            data, count = file.items[item - 1], 1
        else:
            count = max(1, min(items, len(file.items) - item + 1, length // file.longest))
            data = b"".join(file.items[item - 1:item - 1 + count])
        one.to_read = item + count
        return {8 if len(data) > length else 0}, data[:length]

    def point(self, key, letter, to_read, to_write) -> set:
        one = self.opened(key, letter)
        if one is None:
            disk = self.found(key, letter)
            if disk is None:
                return {1}
            one = self.opening(disk, key)
        one.pointed = True
        one.to_read, one.to_write = to_read or one.to_read, to_write or one.to_write
        return {0}

    def write(self, key, mode, data, item, fv, items) -> tuple[set, Open | None]:
        """WRBUF: codes; when these are 0 or 13, the file as it will be: give it to `written` or
        forget it."""
        letter, digit = mode[0], mode[1:].strip() or "5"
        names = all(part and set(part) <= NAME for part in key)
        wrong = {code for code, bad in (
            (20, not names), (8, not data or items == 0), (11, fv not in "FV"),
            (18, fv == "V" and items != 1), (14, items and len(data) % items),
            (17, items and len(data) // items > LONGEST), (4, not "A" <= letter <= "Z"),
            (5, digit not in "0123456")) if bad}
        if wrong:
            return wrong, None
        one = self.opened(key, letter, True)
        if one is not None and one.reading:
            return {9}, None
        if one is None:
            known = self.known(letter)
            if not any(disk.written for disk in known):
                return {12 if known else 4}, None
            disk = self.found(key, letter, True)
            if disk is not None:
                one = self.opening(disk, key)
                self.open.pop()
            else:
                disk = next(disk for disk in known if disk.written)
                one = Open(disk, key, File(digit, fv), True)
        codes, after = self.changed(one, data, item or one.to_write, fv, items)
        return codes, after

    def changed(self, one: Open, data, item, fv, items) -> tuple[set, Open | None]:
        """The open file with the items in it."""
        file, length = one.file.copy(), len(data) // items
        wrong = {code for code, bad in (
            (16, file.fv != fv), (6, item + items - 1 > MOST_ITEMS),
            (15, fv == "F" and file.items and length != file.longest),
            (7, fv == "V" and item > len(file.items) + 1)) if bad}
        if not one.writing and self.may_be_full(one):
            full = {13}                   # it needs a record for its first chain link before all
        else:
            full = set()
        if wrong & {7, 15, 16}:
            return wrong | full, None
        longest = max(length, file.longest)
        start = file.offset(item) if fv == "V" else (item - 1) * length
        end = start + len(data) + (2 if fv == "V" else 0)
        if end > MOST_BLOCKS * 800:
            wrong.add(19)
        if wrong:
            return wrong | full, None
        file.longest = longest
        touched = frozenset(range(start // 800, (end - 1) // 800 + 1))
        if fv == "V":
            if item <= len(file.items) and len(file.items[item - 1]) != length:
                del file.items[item:]
                kept = frozenset(range(-(-end // 800)))
                file.blocks &= kept
                one_fresh = one.fresh & kept
            else:
                one_fresh = one.fresh
            file.items[item - 1:item] = [data]
            own = touched
        else:
            file.items += [bytes(length)] * (item + items - 1 - len(file.items))
            file.items[item - 1:item - 1 + items] = [data[at:at + length]
                                                     for at in range(0, len(data), length)]
            one_fresh = one.fresh
            in_place = file.digit == "6" and not one.new
            own = touched - one.disk.files[one.key].blocks if in_place else touched
        file.blocks |= touched
        after = Open(one.disk, one.key, file, one.new, False, True, one.pointed, one.to_read, item + items,
                     one_fresh | own)
        return {0} | ({13} if self.may_be_full(after) else set()), after

    def written(self, after: Open) -> None:
        """WRBUF gave 0."""
        before = next((one for one in self.open if one.key == after.key and one.disk is after.disk), None)
        if before is None:
            self.open.append(after)
        else:
            self.open[self.open.index(before)] = after

    def finis(self, key, letter) -> set:
        """FINIS; * in key for all."""
        wanted = [one for one in self.open if one.disk.means(letter)
                  and all(want in ("*", has) for want, has in zip(key, one.key))]
        for one in wanted:
            self.close(one)
        return {0} if wanted else {6}

    def close(self, one: Open) -> None:
        self.open.remove(one)
        if one.writing:
            one.disk.files[one.key] = one.file
        elif one.file.digit == "3" and one.disk.written and one.reading and one.to_read > len(one.file.items):
            del one.disk.files[one.key]

    def erase(self, key, letter) -> set:
        known = self.known(letter)
        if not known:
            return {36}
        self.finis(key, letter)
        hits = [(disk, name) for disk in known for name in list(disk.files)
                if disk.seen(name) and all(want in ("*", has) for want, has in zip(key, name))]
        gone = [(disk, name) for disk, name in hits if disk.written]
        for disk, name in gone:
            del disk.files[name]
        return {0} if gone else {36} if hits else {28}

    def alter(self, key, letter, new, mode) -> set:
        known = self.known(letter)
        if not known:
            return {36}
        self.finis(key, letter)
        hits = [disk for disk in known if disk.seen(key)]
        disk = next((disk for disk in hits if disk.written), None)
        if disk is None:
            return {36} if hits else {28}
        new = tuple(have if want in ("=", "*") else want for want, have in zip(new, key))
        if not all(set(part) <= NAME for part in new) or (mode != "=" and mode[0] != disk.letter) or \
                mode[1:] not in ("", *"0123456"):
            return {24}
        if new != key and new in disk.files:
            return {24}
        file = disk.files.pop(key)
        disk.files[new] = file
        file.digit = file.digit if mode == "=" else mode[1:] or file.digit
        return {0}

    def state(self, key, letter, written) -> tuple[set, tuple | None]:
        """STATE, STATEW: codes; (file, disk, flag byte)."""
        if not self.known(letter):
            return {36}, None
        one = self.opened(key, letter, written)
        disk = one.disk if one else self.found(key, letter, written)
        if disk is None:
            return {28}, None
        file, flag = disk.files.get(key), 0
        if one:
            file, flag = one.file, one.reading * 4 + one.writing * 2 + one.pointed
        written = disk.written or any(one.letter == disk.extension and one.written for one in self.disks)
        return {0}, (file, disk, flag + 0x80 * bool(written) + 0x40 * bool(disk.extension))

    # -- room

    def may_be_full(self, after: Open) -> bool:
        """Is there perhaps too little room for this state of a file.  What is on disk stays there until
        the directory has been written; pieces of 200 bytes may be four to a record or alone; a new file
        may need a record of the directory; some records are kept for writing the directory."""
        disk = after.disk
        taken = 4 + disk.map_extensions
        taken += sum(file.records() for file in disk.files.values())
        others = [one for one in self.open if one.disk is disk and one.writing and one.key != after.key]
        for one in (*others, after):
            taken += File("1", "F", 1, [], one.fresh).records() + 1
        taken += len(disk.files) + len(disk.files) // 20 + 1
        kept = 2 + disk.map_extensions
        return taken + kept + 2 > disk.size
