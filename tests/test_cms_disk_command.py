"""DISK DUMP and DISK LOAD: files of every format to cards and back, typed at a bare machine's console."""
import random
from datetime import datetime

import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_machine import code_of
from test_cms_offline import Room

WHEN = datetime(1971, 3, 25, 19, 12)
FILES = {("FIXED", "DATA"): ([b"\xc1" * 33, b"\xc2" * 33, b"\xc3" * 33], "F", "P3"),
         ("ONE", "BYTE"): ([b"\x01", b"\x02"], "F", "P1"),
         ("FIFTY", "DATA"): ([bytes([n]) * 50 for n in range(4)], "F", "P1"),
         ("LONGER", "DATA"): ([bytes(n % 251 for n in range(65_535))], "F", "P5"),
         ("VARI", "DATA"): ([b"\x11" * n for n in (1, 700, 2, 50, 48, 1000)], "V", "P2"),
         ("VLONG", "DATA"): ([b"\x22" * 60_000, b"\x33"], "V", "P1")}


def made(**options) -> Room:
    """A machine with all of FILES."""
    room = Room(**options)
    disk = CmsDisk(room.disk)
    for (name, type), (records, recfm, mode) in FILES.items():
        disk.write(name, type, records, recfm, mode=mode, date=WHEN)
    assert code_of(room.ask("LOGIN 191 P")) == 0
    return room


@pytest.fixture(scope="module")
def decks() -> dict:
    """What DISK DUMP punches of each file."""
    room, found = made(cylinders=5, storage="512K"), {}
    for name, type in FILES:
        assert room.code(f"DISK DUMP {name} {type}") == 0
        found[name, type], room.deck[:] = [bytes(card) for card in room.deck], []
    assert check(room.disk) == []
    return found


@pytest.fixture
def empty() -> Room:
    return Room(cylinders=5, storage="512K")


def loaded(room, deck) -> int:
    room.reader.mount(deck, eof=True)
    return code_of(room.ask("DISK LOAD"))


def test_the_cards(decks):
    for (name, type), deck in decks.items():
        assert all(card[:4] == b"\x02\xc3\xd4\xe2" for card in deck)
        assert [int(card[75:].decode("cp037")) for card in deck] == [n % 100_000 for n in range(1, len(deck) + 1)]
        assert {card[57:75].decode("cp037") for card in deck} == {f"{name:<8}{type:<8}{FILES[name, type][2]}"}
        kinds = bytes(card[4] for card in deck).decode("cp037")
        assert kinds == "N" + "D" * (len(deck) - 2) + "E"
    records = FILES["FIXED", "DATA"][0]
    assert b"".join(card[5:55] for card in decks["FIXED", "DATA"][1:-1])[:99] == b"".join(records)
    assert b"".join(card[5:55] for card in decks["VARI", "DATA"][1:-1]).startswith(b"\0\1\x11\2\xbc\x11")


@pytest.mark.parametrize("name, type", FILES)
def test_a_file_comes_back_as_it_was(decks, empty, name, type):
    assert loaded(empty, decks[name, type]) == 0
    records, recfm, mode = FILES[name, type]
    disk = CmsDisk(empty.disk)
    entry = disk.find(name, type)
    assert disk.read(name, type) == records
    assert (entry.recfm, entry.mode, entry.items) == (recfm, mode, len(records))
    assert entry.date == WHEN and entry.lrecl == max(map(len, records))
    assert check(empty.disk) == []


def test_several_files_in_a_deck(decks, empty):
    deck = [card for one in decks.values() for card in one]
    assert loaded(empty, deck) == 0
    assert [line for line in empty.lines if line.endswith("LOADED")] == [
        f"{name:<8} {type:<8} {FILES[name, type][2]} LOADED" for name, type in FILES]
    assert {(one.name, one.type) for one in CmsDisk(empty.disk).files()} == set(FILES)


def test_a_file_is_replaced_when_the_new_one_is_whole(decks):
    room = made(cylinders=5, storage="512K")
    disk = decks["FIXED", "DATA"]
    CmsDisk(room.disk).write("FIXED", "DATA", [b"OLD"])
    room.ask("LOGIN 191 P")
    assert loaded(room, disk[:3]) == 32
    assert CmsDisk(room.disk).read("FIXED", "DATA") == [b"OLD"]
    assert loaded(room, disk) == 0
    assert CmsDisk(room.disk).read("FIXED", "DATA") == FILES["FIXED", "DATA"][0]
    assert check(room.disk) == []


def changed(deck, at, column, data):
    card = deck[at]
    return deck[:at] + [card[:column] + data + card[column + len(data):]] + deck[at + 1:]


def spoiled(decks) -> dict:
    """Decks with something wrong, by what it is."""
    good, other = decks["VARI", "DATA"], decks["FIXED", "DATA"]
    return {"missing": good[:5] + good[6:], "twice": good[:5] + good[4:], "exchanged": good[:4] + [good[5], good[4]],
            "another's": good[:3] + other[3:], "no deck": [b"\x40" * 80], "no end": good[:-1],
            "begins later": good[1:], "format": changed(good, 0, 5 + 30, b"X"),
            "length": changed(good, 0, 5 + 32, b"\0\1\0\0"), "no length": changed(good, 0, 5 + 32, bytes(4)),
            "items": changed(good, 0, 5 + 26, bytes(2)), "more items": changed(good, 0, 5 + 26, b"\xff\xff"),
            "long record": changed(good, 1, 5, b"\xff\xff"), "no record": changed(good, 1, 5, bytes(2)),
            "no name": changed(good, 0, 5, b"\x40" * 8), "binary": [b"\xff" * 80] * 3}


WRONG = ("missing", "twice", "exchanged", "another's", "no deck", "no end", "begins later", "format", "length",
         "no length", "items", "more items", "long record", "no record", "no name", "binary")


def test_spoiled_decks_are_refused_and_leave_nothing(decks, empty):
    cases = spoiled(decks)
    assert set(cases) == set(WRONG)
    for what in WRONG:
        assert loaded(empty, cases[what]) == 32, what
        empty.reader.hopper.empty()
        assert CmsDisk(empty.disk).files() == [] and check(empty.disk) == [], what


def test_random_damage_never_does_more_than_its_code_says(decks, empty):
    """Bytes changed anywhere: the deck is loaded, or refused, and the disk is sound."""
    chance, codes = random.Random(1), set()
    for _ in range(60):
        deck = list(decks[chance.choice((("FIXED", "DATA"), ("VARI", "DATA"), ("ONE", "BYTE")))])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(deck))
            deck = changed(deck, at, chance.randrange(80), bytes([chance.randrange(256)]))
        code = loaded(empty, deck)
        assert code in (0, 32, 41, 113, 114, 116, 119, 120), code
        codes.add(code)
        empty.reader.hopper.empty()
        assert check(empty.disk) == []
    assert {0, 32} <= codes


def test_an_empty_reader(empty):
    assert empty.code("DISK LOAD") == 36


def test_a_disk_that_is_full(decks):
    room = Room(cylinders=1, storage="512K")
    CmsDisk(room.disk).write("BIG", "FILE", [bytes(800)] * 100)
    room.ask("LOGIN 191 P")
    assert loaded(room, decks["LONGER", "DATA"]) == 113
    assert [one.name for one in CmsDisk(room.disk).files()] == ["BIG"] and check(room.disk) == []


def test_storage_that_does_not_hold_a_record(decks, empty):
    """A record as long as a format allows needs more than a machine of 128K has."""
    room = Room(cylinders=5, storage="128K")
    assert loaded(room, decks["LONGER", "DATA"]) == 41
    assert CmsDisk(room.disk).files() == [] and check(room.disk) == []
