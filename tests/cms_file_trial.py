"""A random sequence of file operations, done by CMS and by the model of tests/cms_file_model.py; codes, bytes
read, FSTs and the disks themselves have to agree."""
from __future__ import annotations

import random

from cms.check import check, contents
from cms_file_calls import BUFFER_SIZE
from cms_file_model import LONGEST, Model

NAMES = [(name, type) for name in ("A", "B", "LONGNAME", "X#1")
         for type in ("DATA", "TEXT", "MEMO", "LISTING")]
KINDS = {"DATA": ("F", (80,)), "TEXT": ("F", (1, 133, 800, 801)), "MEMO": ("V", ()), "LISTING": ("V", ())}
ODD = (("", "DATA"), ("NOSUCH", "DATA"), ("a", "DATA"), ("A B", "DATA"), ("A", "D*"), ("\0" * 8, "\0" * 8),
       ("\0", "*"), ("A", "\x7f\x01"))


class Trial:
    """cms: the machine (BareFiles, CpFiles); volumes: letter -> what the checker looks at."""

    def __init__(self, cms, model: Model, volumes: dict, seed: int):
        self.cms, self.model, self.volumes = cms, model, volumes
        self.turn = random.Random(seed)
        self.history: list[str] = []
        self.codes: dict[tuple, int] = {}
        #: relative frequency
        self.operations = {self.write: 30, self.read: 18, self.finis: 8, self.erase: 5, self.alter: 4,
                           self.point: 4, self.state: 6, self.updisk: 2, self.looks: 3}

    def run(self, count: int) -> None:
        todo, weights = list(self.operations), list(self.operations.values())
        for step in range(count):
            try:
                self.turn.choices(todo, weights)[0]()
            except AssertionError as error:
                last = "\n".join(self.history[-25:])
                raise AssertionError(f"operation {step}: {error}\n{last}") from error
        self.history.append("FINIS * * *")
        assert self.cms.finis() in self.model.finis(("*", "*"), "*")
        self.looks()
        self.reads_all()

    def agree(self, what: str, got: int, right: set) -> None:
        self.history.append(f"{what} -> {got}, right {sorted(right)}")
        assert got in right, self.history[-1]
        self.codes[what.split()[0], got] = self.codes.get((what.split()[0], got), 0) + 1

    # -- choices

    def name(self) -> tuple[str, str]:
        turn = self.turn
        if turn.random() < 0.04:
            return turn.choice(ODD)
        known = [key for disk in self.model.disks for key in disk.files]
        if known and turn.random() < 0.5:
            return turn.choice(known)
        return turn.choice(NAMES)

    def letter(self, wild=0.3) -> str:
        if self.turn.random() < wild:
            return self.turn.choice("* C")
        return self.turn.choice("PPPTTB")

    def size(self, key) -> tuple[str, int]:
        """F or V, and the length of an item; sometimes not those of the file."""
        turn = self.turn
        fv, lengths = KINDS.get(key[1], ("F", (80,)))
        if turn.random() < 0.03:
            fv = turn.choice("FVU")
        length = lengths[sum(map(ord, key[0])) % len(lengths)] if lengths else turn.choice(
            (1, 3, 80, turn.randint(1, 200), turn.randint(1, 3000), 798, 800))
        if turn.random() < 0.03:
            length = turn.choice((0, 7, 80, 2000, 65535, 65536))
        return fv, length

    # -- operations

    def write(self) -> None:
        turn, key = self.turn, self.name()
        fv, length = self.size(key)
        mode = (self.letter(0.05) + turn.choice(("1", "1", "5", "5", "6", "3", "0", "4", " ", "7"))
                if turn.random() < 0.9 else "P1")
        for _ in range(turn.choice((1, 1, 1, 2, 10))):
            items = 1
            if fv == "F" and 0 < length < 2000 and turn.random() < 0.3:
                items = turn.randint(1, min(60, 30000 // length))
            if turn.random() < 0.02:
                items = turn.choice((0, 2, 3))
            if length * items >= BUFFER_SIZE:
                items = 1
            self.one_write(key, mode, turn.randbytes(length * items), self.place(key, mode[0]), fv, items)

    def place(self, key, letter) -> int:
        """The item to write: mostly the next one."""
        turn, chance = self.turn, self.turn.random()
        if chance < 0.7:
            return 0
        one = self.model.opened(key, letter, True)
        disk = self.model.found(key, letter, True)
        count = len(one.file.items if one else disk.files[key].items) if one or disk else 0
        return max(1, min(MOST, count + turn.choice((-1, 0, 1, 1, 2, 30, 700)) if chance > 0.85
                          else turn.randint(1, count + 1)))

    def one_write(self, key, mode, data, item, fv, items) -> None:
        model, was = self.model, self.model.opened(key, mode[0], True)
        right, after = model.write(key, mode, data, item, fv, items)
        got = self.cms.write(*key, data, mode, item, fv, items)
        self.agree(f"WRBUF {key} {mode} item {item} {fv} {len(data)} bytes {items} items", got, right)
        if got == 0:
            model.written(after)
        elif was is None or not was.writing:
            # whether a write that was refused has left the file open is not said: close it
            self.forget(key, mode[0])

    def forget(self, key, letter) -> None:
        for one in [one for one in self.model.open if one.key == key and one.disk.means(letter)]:
            self.model.close(one)
        self.agree(f"FINIS {key} {letter}", self.cms.finis(*key, letter), {0, 6})

    def read(self) -> None:
        turn, key, letter = self.turn, self.name(), self.letter()
        fv, length = self.size(key)
        length = turn.choice((length, 4000, 80, 20000))
        items = turn.choice((1, 1, 1, 2, 5, 40)) if fv == "F" or turn.random() < 0.05 else 1
        disk = self.model.found(key, letter)
        count = len(disk.files[key].items) if disk else 0
        if turn.random() < 0.03:
            items = 0
        for _ in range(turn.choice((1, 1, 3, 30))):
            item = 0 if turn.random() < 0.6 else turn.randint(1, count + 1)
            was = self.model.opened(key, letter)
            right, data = self.model.read(key, letter, item, length, fv, items)
            got, bytes_read = self.cms.read(*key, letter, item, length, fv, items)
            self.agree(f"RDBUF {key} {letter} item {item} {fv} {length} bytes {items} items", got, right)
            assert bytes_read == data, self.history[-1] + f": {bytes_read[:40].hex()} {data[:40].hex()}"
            if got not in (0, 8):
                if was is None:
                    self.forget(key, letter)
                break

    def finis(self) -> None:
        key, letter = self.turn.choice((self.name(), ("*", "*"))), self.letter(0.5)
        self.agree(f"FINIS {key} {letter}", self.cms.finis(*key, letter), self.model.finis(key, letter))

    def erase(self) -> None:
        key = self.name()
        if self.turn.random() < 0.1:
            key = self.turn.choice((("*", key[1]), (key[0], "*")))
        if not all(key):
            return
        letter = self.letter()
        self.agree(f"ERASE {key} {letter}", self.cms.function("ERASE", *key, letter),
                   self.model.erase(key, letter))

    def alter(self) -> None:
        turn, key, letter = self.turn, self.name(), self.letter()
        new, mode = turn.choice((self.name(), turn.choice(NAMES), ("=", "*"))), turn.choice(
            ("=", "P", "P3", "P6", "T0", "T1", "P9", "="))
        if not all(key) or not all(new):
            return
        self.agree(f"ALTER {key} {letter} {new} {mode}",
                   self.cms.function("ALTER", *key, letter, *new, mode),
                   self.model.alter(key, letter, new, mode))

    def point(self) -> None:
        key, letter = self.name(), self.letter()
        one, disk = self.model.opened(key, letter), self.model.found(key, letter)
        if not all(key):
            return
        count = len(one.file.items if one else disk.files[key].items) if one or disk else 1
        places = self.turn.randint(0, count + 1), self.turn.randint(0, count + 2)
        self.agree(f"POINT {key} {letter} {places}", self.cms.point(*key, letter, *places),
                   self.model.point(key, letter, *places))

    def state(self) -> None:
        key, letter, name = self.name(), self.letter(), self.turn.choice(("STATE", "STATEW"))
        if not all(key):
            return
        right, what = self.model.state(key, letter, name == "STATEW")
        got, answer = self.cms.state(name, *key, letter)
        self.agree(f"{name} {key} {letter}", got, right)
        if what is None:
            return
        file, disk, flag = what
        fst = answer[:40].decode("cp037")
        seen = (fst[:8].rstrip(), fst[8:16].rstrip(), fst[24:26],
                int.from_bytes(answer[26:28], "big"), fst[30])
        assert seen == (*key, disk.letter + file.digit, len(file.items), file.fv), (self.history[-1], seen)
        assert int.from_bytes(answer[32:36], "big") == file.longest, self.history[-1]
        assert answer[40] == flag, (self.history[-1], answer[40], flag)

    def updisk(self) -> None:
        disk = self.turn.choice([disk for disk in self.model.disks if disk.letter != "S"])
        letter = disk.letter
        self.agree(f"UPDISK {letter}", self.cms.function("UPDISK", letter), {0} if disk.written else {12})

    # -- the disks

    def looks(self) -> None:
        """What is on the disks at this moment: all files that were closed, nothing of the others, and
        no fault."""
        for disk in self.model.disks:
            if disk.letter in self.volumes:
                volume = self.volumes[disk.letter]
                found = [one for one in check(volume) if one.severity != "note"]
                assert found == [], (disk.letter, found[:5])
                self.same(disk, contents(volume))

    def same(self, disk, there) -> None:
        """The contents of a disk.  F files of mode 6 are changed in their place while they are open."""
        changing = {one.key for one in self.model.open if one.disk is disk and one.writing
                    and one.file.digit == "6"}
        right = {(*key, disk.letter + file.digit): file for key, file in disk.files.items()}
        there = {(name, type, disk.letter + mode[1:]): value for (name, type, mode), value in there.items()}
        assert set(there) == set(right), (disk.letter, set(there) ^ set(right))
        for key, (fv, longest, items) in there.items():
            assert (fv, longest) == (right[key].fv, right[key].longest), key
            assert key[:2] in changing or items == right[key].items, key

    def reads_all(self) -> None:
        """Every file item by item."""
        for disk in self.model.disks:
            for key, file in disk.files.items():
                if disk.letter in self.volumes and disk.seen(key):
                    fv = file.fv
                    for item in file.items[:50]:
                        assert self.cms.read(*key, disk.letter, 0, LONGEST, fv) == (0, item), key
                    self.cms.finis(*key, disk.letter)
                    if file.digit == "3" and disk.written and len(file.items) <= 50:
                        disk.files = {name: one for name, one in disk.files.items() if name != key}


MOST = 65535
