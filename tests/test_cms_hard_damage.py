"""Damaged disks: whatever stands in label, directory and chain links, CMS logs the disk in or refuses it,
lists, types, changes and erases files or tells that it cannot; it makes no program check and no endless
loop, its other disks stay whole, and label and IPL records are never written over."""
import random

import pytest

from cms.check import check, contents
from cms_file_calls import BareFiles, Recorder
from cms_machine import READY, code_of
from genuine_disk import GenuineDisk
from test_cms_random_files import formatted

OTHER = [("KEPT", "DATA", [b"%080d" % n for n in range(100)], "F", 80, "P1")]
SPECIAL = (0, 1, 3, 4, 5, 0x3FFF, 0x4000, 0x4004, 0x7FFF, 0x8000, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF)
FIELDS = (0, 8, 16, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38)      # of a directory entry
MOST = 60_000_000                        # instructions that a line may take


class Damaged(GenuineDisk):
    """A disk whose blocks are made once and then damaged."""

    def finish(self):
        if 4 not in self.blocks:
            super().finish()

    def first(self, fst_block: int, entry: int) -> int:
        return int.from_bytes(self.blocks[fst_block][entry * 40 + 28:][:2], "big")


def disk(turn) -> Damaged:
    made = Damaged(**turn.choice(({"cylinders": 4}, {"cylinders": 14, "type": "2311"}, {"cylinders": 14},
                                  {"cylinders": 4, "form": "vm370"})))
    for n in range(turn.choice((3, 25))):
        made.add(f"F{n}", "DATA", [b"%080d" % at for at in range(turn.choice((1, 30, 120)))])
    made.add("V", "MEMO", [b"x" * turn.randint(1, 200) for _ in range(80)], recfm="V")
    made.add("LONG", "DATA", [bytes((n,)) * 800 for n in range(70)])
    made.finish()
    return made


def damage(turn, made: Damaged) -> str:
    """One to three things written over; tells what."""
    mfd = made.blocks[4]
    fst_blocks = []
    for at in range(0, 364, 2):
        number = int.from_bytes(mfd[at:at + 2], "big")
        if not 4 < number < 0xFFFD or number not in made.blocks:
            break
        fst_blocks.append(number)
    done = []
    for _ in range(turn.choice((1, 1, 2, 3))):
        if not fst_blocks:
            break
        block, entry = turn.choice(fst_blocks), turn.randrange(4)
        value = turn.choice((turn.choice(SPECIAL), turn.randrange(0x10000), turn.randrange(made.count + 5)))
        two = value.to_bytes(2, "big")
        kind = turn.randrange(9)
        if kind == 0:                     # pointers, sentinel, extensions
            put(made, 4, turn.randrange(0, 12, 2), two)
        elif kind == 1:                   # counters, cylinders, unit type
            put(made, 4, turn.randrange(364, 387), two)
        elif kind == 2:                   # map
            bits = turn.choice((b"\0", b"\xff", b"\x55")) * turn.choice((1, 60))
            put(made, 4, turn.randrange(384, 599), bits)
        elif kind == 3:                   # free pieces
            put(made, 4, turn.randrange(600, 640, 2), two)
        elif kind == 4:                   # fields of an entry
            put(made, block, entry * 40 + turn.choice(FIELDS), two)
        elif kind == 5:                   # anything in the directory
            put(made, block, turn.randrange(800), turn.randbytes(turn.choice((1, 2, 40))))
        elif kind == 6:                   # a whole block
            new = turn.choice((bytes(800), b"\xff" * 800, turn.randbytes(800)))
            made.blocks[turn.choice((3, 4, block))] = new
        else:                             # chain links, lengths of V items
            first = made.first(block, entry)
            link = first & 0x3FFF
            if link in made.blocks:
                at = (first >> 14) * 200 + turn.choice((0, 2, 80, 82, 120, turn.randrange(199)))
                put(made, link, at, two)
                number = int.from_bytes(made.blocks[link][at:at + 2], "big")
                if kind == 8 and number in made.blocks and number > 4:
                    put(made, number, turn.choice((0, 100)), two)
        done.append(f"{kind} block {block:X} entry {entry} value {value:04X}")
    return "; ".join(done)


def put(made: Damaged, block: int, at: int, data: bytes) -> None:
    old = made.blocks[block].ljust(800, b"\0")
    made.blocks[block] = (old[:at] + data + old[at + len(data):])[:800]


class Survivor:
    """A machine that gets one damaged disk after the other as 193."""

    def __init__(self):
        self.refused = 0                  # disks that could not be logged in
        self.good = formatted("2314", 1, OTHER)
        self.cms = BareFiles({0x191: self.good}, lines=("STATE NO FILE",))
        self.drives = {type: self.cms.machine.attach(unit, type)
                       for unit, type in ((0x193, "2314"), (0x194, "2311"))}
        self.units = {"2314": "193", "2311": "194"}

    def ask(self, line: str) -> list[str]:
        answer = self.cms.ask(line, MOST)
        text = "\n".join(answer)
        assert "PROGRAM INTERRUPT" not in text, (line, text[-300:])
        assert READY.match(answer[-1]), (line, answer[-3:])
        return answer

    def meets(self, volume: Recorder, turn) -> None:
        cms, unit = self.cms, self.units[volume.device_type]
        self.drives[volume.device_type].mount(volume)
        label = cms_record(volume, 3), cms_record(volume, 1)
        self.refused += code_of(self.ask(f"LOGIN {unit} B")) != 0
        listed = self.ask("LISTF * * B")
        self.ask("STAT B")
        for line in turn.sample(listed, min(3, len(listed))):
            words = line.split()[:2] or ["X"]
            self.ask(f"PRINTF {' '.join(words)} B 1 5")
        for name, type, fv in (("F0", "DATA", "F"), ("V", "MEMO", "V"), ("LONG", "DATA", "F")):
            self.ask(f"PRINTF {name} {type} B 1 5")
            for item in (1, turn.randint(1, 300), 65535):
                cms.read(name, type, "B", item, 800, fv)
            cms.finis()
            cms.write(name, type, b"n" * 80, "B1", turn.choice((0, 1, 2, 70)), fv)
            cms.write("NEW", type, b"n" * 80, "B1", turn.choice((0, 1, 70)), fv)
            cms.finis()
        self.ask("ALTER F1 DATA B OTHER NAME B3")
        for name in turn.sample(["F0 DATA", "LONG DATA", "V MEMO", "NEW DATA"], 3):
            self.ask(f"ERASE {name} B")
        cms.write("MORE", "DATA", b"m" * 4000, "B1", 0, "F", 50)
        cms.finis()
        self.ask("ERASE * * B")
        self.ask("LISTF * * B")
        self.ask("RELEASE B")
        assert (cms_record(volume, 3), cms_record(volume, 1)) == label
        assert check(self.good) == [] and len(contents(self.good)["KEPT", "DATA", "P1"][2]) == 100


def cms_record(volume, number: int) -> bytes:
    """A record of the first track."""
    track = volume.read_track(0, 0)
    at = 5
    while track[at + 4] != number:
        at += 8 + int.from_bytes(track[at + 6:at + 8], "big")
    return bytes(track[at:at + 837])


def survive(seeds) -> Survivor:
    """Meet a damaged disk for each seed."""
    survivor = Survivor()
    for seed in seeds:
        turn = random.Random(seed)
        made = disk(turn)
        what = damage(turn, made)
        volume = made.volume()
        volume.__class__ = Recorder
        check(volume)                     # tells what it will, and ends
        try:
            survivor.meets(volume, turn)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, {what}: {error}") from error
    return survivor


def test_damaged_disks():
    assert 0 < survive(range(40)).refused < 30


@pytest.mark.parametrize("piece", (0x0004, 0x4003, 0x8001))
def test_directory_that_the_map_has_as_free(piece):
    """Label, MFD and the blocks of the directory are not taken for data, nor are pieces of them."""
    made = Damaged(cylinders=14)
    made.add("A", "DATA", [b"a" * 80])
    made.finish()
    extension = int.from_bytes(made.blocks[4][4:6], "big")
    put(made, 4, 384, bytes(216))
    put(made, extension, 0, bytes(800))
    put(made, 4, 600, piece.to_bytes(2, "big"))
    volume = made.volume()
    label = cms_record(volume, 3), cms_record(volume, 1)
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    for n in range(30):
        assert cms.write(f"B{n}", "DATA", b"b" * 80) == 0 and cms.finis() == 0
    assert (cms_record(volume, 3), cms_record(volume, 1)) == label
    assert sum(line.startswith(("A", "B")) for line in cms.ask("LISTF * DATA P (NOHEAD")) == 31
    assert cms.read("B7", "DATA") == (0, b"b" * 80)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(20))
def test_many_damaged_disks(part):
    survive(range(1000 + part * 250, 1000 + part * 250 + 250))
