"""COPYFILE, COMBINE and SPLIT: files copied, joined, taken apart and changed on the way; what is there when
they are stopped."""
from datetime import datetime

import pytest

from cms.disk import CmsDisk
from cms_desk import card, desk, e, faults, volume  # noqa: F401
from cms_machine import code_of

ONE = [card(f"ONE {n}") for n in range(300)]
TWO = [card(f"two {n}") for n in range(41)]
NOTES = [e(text) for text in ("first", "second line", "x", "third  ", "the END")]
OLD = datetime(1970, 2, 28, 12, 30)
FILES = (("A", "DATA", ONE, "F", 80, "P1", OLD), ("B", "DATA", TWO, "F", 80, "P1", OLD),
         ("N", "MEMO", NOTES, "V", None, "P1", OLD))


@pytest.fixture
def full(desk):  # noqa: F811
    return desk(*FILES)


def f(*lines, length=80):
    return [e(line.ljust(length)) for line in lines]


def copied(cms, operands, fn="NEW", ft="MEMO"):
    """COPYFILE; format, length and items of the new file."""
    cms.reply(f"COPYFILE {operands}")
    found = {key[:2]: value for key, value in cms.contents().items()}[fn, ft]
    cms.reply(f"ERASE {fn} {ft} *")
    return found


def test_combine(full):
    full.reply("COMBINE C DATA P A DATA P B DATA P A DATA P")
    assert full.files()["C", "DATA"] == ONE + TWO + ONE
    full.reply("COMBINE A = P A DATA P B DATA P")                    # replaces the first
    assert full.files()["A", "DATA"] == ONE + TWO
    full.reply("COMBINE * NOTES P N MEMO P N MEMO P")
    assert full.contents()["N", "NOTES", "P5"] == ("V", 11, NOTES * 2)
    full.reply("COMBINE C DATA P A DATA P A* DATA P")
    assert full.files()["C", "DATA"] == (ONE + TWO) * 2 and len(full.files()) == 5
    for line, code in (("COMBINE X DATA P A DATA P N MEMO P", 32), ("COMBINE X DATA P NOSUCH DATA P", 28),
                       ("COMBINE X DATA P", 24), ("COMBINE X DATA P A DATA", 24),
                       ("COMBINE X DATA P A DATA P (X", 24),
                       ("COMBINE X DATA B A DATA P", 104), ("COMBINE X DATA P A DATA B", 36),
                       ("COMBINE X DATA S A DATA P", 112), ("COMBINE X& DATA P A DATA P", 120)):
        full.refuses(line, code)
    assert len(full.files()) == 5


def test_copyfile_of_one_and_of_many(full):
    full.reply("COPYFILE A DATA P A COPY P")
    assert full.files()["A", "COPY"] == ONE
    full.reply("COPYFILE A DATA P B DATA P AB DATA P2")               # into one
    assert full.contents()["AB", "DATA", "P2"] == ("F", 80, ONE + TWO)
    assert full.words("COPYFILE * DATA P = SAVE = ( TYPE") == [       # each by itself
        ["A", "DATA", "P1", "TO", "A", "SAVE", "P1"], ["B", "DATA", "P1", "TO", "B", "SAVE", "P1"],
        ["AB", "DATA", "P2", "TO", "AB", "SAVE", "P2"]]
    assert full.files()["A", "SAVE"] == ONE and full.files()["AB", "SAVE"] == ONE + TWO
    full.reply("COPYFILE B* SAVE P ALL SAVE P")
    assert full.files()["ALL", "SAVE"] == TWO


def test_what_is_there_is_replaced_only_when_told(full):
    full.refuses("COPYFILE A DATA P B DATA P", 28, "REPLACE")
    full.refuses("COPYFILE A DATA P B DATA P (NEWFILE", 28)
    assert full.files()["B", "DATA"] == TWO
    full.reply("COPYFILE A DATA P B DATA P (REPLACE")
    assert full.files()["B", "DATA"] == ONE
    full.reply("COPYFILE N MEMO P B DATA P (APPEND")                   # made to fit
    assert full.files()["B", "DATA"] == ONE + f(*(note.decode("cp037") for note in NOTES))


def test_dates(full):
    full.reply("COPYFILE A DATA P OLD DATA P (OLDDATE")
    full.reply("COPYFILE A DATA P NEW DATA P (NEWDATE")
    lines = {words[0]: words[3:] for words in full.words("LISTF * DATA P ( DATE NOHEAD")}
    assert lines["OLD"] == ["02/28/70", "12.30"] and lines["NEW"] != lines["OLD"]


@pytest.mark.parametrize("options, items", (
    ("FROM 3", NOTES[2:]), ("FOR 2", NOTES[:2]), ("FROM 2 FOR 2", NOTES[1:3]), ("FRLABEL X", []),
    ("TOLABEL NO", NOTES)))
def test_from_and_for(full, options, items):
    if not items:
        full.refuses(f"COPYFILE N MEMO P NEW = P ({options}", 40)
        return
    assert copied(full, f"N MEMO P NEW = P ({options}") == ("V", max(map(len, items)), items)


def test_labels(desk):  # noqa: F811
    cms = desk(("N", "DATA", f(*"ABC BCD CDE DEF CXX".split())))
    assert copied(cms, "N DATA P NEW = P (FRLABEL BC", ft="DATA")[2] == f(*"BCD CDE DEF CXX".split())
    assert copied(cms, "N DATA P NEW = P (TOLABEL DEF", ft="DATA")[2] == f(*"ABC BCD CDE".split())
    assert copied(cms, "N DATA P NEW = P (FRLABEL C TOLABEL CX", ft="DATA")[2] == f("CDE", "DEF")
    assert copied(cms, "N DATA P NEW = P (FRLABEL C FOR 2", ft="DATA")[2] == f("CDE", "DEF")
    assert copied(cms, "N DATA P N DATA P NEW DATA P (TOLABEL C", ft="DATA")[2] == f("ABC", "BCD") * 2


def test_formats(full):
    assert copied(full, "N MEMO P NEW = P (RECFM F") == ("F", 11, [note.ljust(11, b"\x40") for note in NOTES])
    assert copied(full, "N MEMO P NEW = P (RECFM F LRECL 4 FILL *") == (
        "F", 4, f("firs", "seco", "x***", "thir", "the ", length=4))
    assert copied(full, "N MEMO P NEW = P (LRECL 4") == ("V", 4, [note[:4] for note in NOTES])
    assert copied(full, "N MEMO P NEW = P (TRUNC") == ("V", 11, [note.rstrip(b"\x40") for note in NOTES])
    assert copied(full, "N MEMO P NEW = P (RECFM F LRECL 90 FILL 00")[2][0] == e("first") + bytes(85)
    assert copied(full, "B DATA P NEW MEMO P (RECFM V TRUNC") == ("V", 6, [item.rstrip(b"\x40") for item in TWO])
    assert copied(full, "B DATA P NEW MEMO P (RECFM V") == ("V", 80, TWO)
    assert copied(full, "B DATA P N MEMO P NEW MEMO P")[2] == TWO + f(*(note.decode("cp037") for note in NOTES))
    assert copied(full, "B DATA P NEW MEMO P (LRECL 1000")[2] == [item.ljust(1000, b"\x40") for item in TWO]


def test_characters(full):
    assert copied(full, "N MEMO P NEW = P (UPCASE")[2] == [
        e(text) for text in ("FIRST", "SECOND LINE", "X", "THIRD  ", "THE END")]
    assert copied(full, "N MEMO P NEW = P (LOWCASE")[2][4] == e("the end")
    full.ask("COPYFILE N MEMO P NEW = P (TRANS")
    assert code_of(full.ask("e E 89 F1 t T")) == 0
    assert full.files()["NEW", "MEMO"] == [e(text) for text in ("f1rsT", "sEcond l1nE", "x", "Th1rd  ", "ThE END")]


def test_cards_of_the_026(desk):  # noqa: F811
    cms = desk(("N", "DATA", f("A#B @C@ %D< & E")))
    assert copied(cms, "N DATA P NEW = P (EBCDIC", ft="DATA")[2] == f("A=B 'C' (D) + E")


def test_a_file_is_changed_in_its_place(full):
    full.reply("COPYFILE N MEMO P (UPCASE RECFM F LRECL 12")
    assert full.contents()["N", "MEMO", "P1"] == (
        "F", 12, f("FIRST", "SECOND LINE", "X", "THIRD", "THE END", length=12))
    full.refuses("COPYFILE N MEMO P (TYPE", 24)
    full.refuses("COPYFILE N MEMO P", 24)


def test_overlay(full):
    full.reply("COPYFILE N MEMO P B DATA P (OVLY")
    shown = [note + item[len(note):] for note, item in zip(NOTES, TWO)] + TWO[len(NOTES):]
    assert full.files()["B", "DATA"] == shown
    full.reply("COPYFILE B DATA P N MEMO P (OVLY FOR 2")
    assert full.files()["N", "MEMO"] == [shown[0], shown[1], *NOTES[2:]]


def test_specifications(full):
    full.ask("COPYFILE N MEMO P NEW = P (SPECS")
    full.ask("1-3 3 /<>/ 8 ++")
    assert code_of(full.ask("HC1F1 1")) == 0
    assert full.files()["NEW", "MEMO"] == [
        e(text) for text in ("A1fir  <>", "A1sec  <>", "A1x    <>", "A1thi  <>", "A1the  <>")]
    full.ask("COPYFILE N MEMO P B DATA P (SPECS OVLY FOR 1 NOPROMPT")
    assert code_of(full.ask("5 80")) == 0
    assert full.files()["B", "DATA"] == [TWO[0][:79] + e("t"), *TWO[1:]]
    for pairs in ("1-3", "3-1 1", "0 1", "/AB 1", "HC 1", "1-3 X", "//  1", "99999 1", ""):
        full.ask("COPYFILE N MEMO P X = P (SPECS")
        assert code_of(full.ask(pairs)) == 24, pairs
    full.ask("COPYFILE N MEMO P X = P (TRANS")
    assert code_of(full.ask("A")) == 24


def test_split(full):
    full.reply("SPLIT A DATA P PART DATA 101 120")
    assert full.contents()["PART", "DATA", "P1"] == ("F", 80, ONE[100:120])
    full.reply("SPLIT A DATA P PART DATA 290")                          # behind what is there
    assert full.files()["PART", "DATA"] == ONE[100:120] + ONE[289:]
    full.reply("SPLIT A DATA P WHOLE DATA")
    assert full.files()["WHOLE", "DATA"] == ONE
    for line, code in (("SPLIT A DATA P X", 24), ("SPLIT A DATA P X DATA 0", 24),
                       ("SPLIT A DATA P X DATA 5 4", 24),
                       ("SPLIT A DATA P X DATA 1 2 3", 24), ("SPLIT NO DATA P X DATA 1 2", 28),
                       ("SPLIT A DATA P X DATA 301", 40)):
        full.refuses(line, code)


def test_split_at_words(desk):  # noqa: F811
    lines = f("TOP", "BEGIN", "ONE", "TWO", "FINISH", "END")
    cms = desk(("A", "DATA", lines))
    cms.reply("SPLIT A DATA P B DATA BEGIN FIN")
    cms.reply("SPLIT A DATA P C DATA ONE 2")
    assert cms.files()["B", "DATA"] == lines[1:4] and cms.files()["C", "DATA"] == lines[2:4]


def test_what_copyfile_refuses(full):
    for operands, code in (("", 24), ("A DATA", 24), ("A DATA P B", 24), ("A DATA P X DATA P (NOSUCH", 24),
                           ("A DATA P X DATA P (FROM", 24), ("A DATA P X DATA P (FROM 0", 24),
                           ("A DATA P X DATA P (FOR X", 24),
                           ("A DATA P X DATA P (RECFM U", 24), ("A DATA P X DATA P (LRECL 65536", 24),
                           ("A DATA P X DATA P (FILL ABC", 24), ("A DATA P X DATA P (REPLACE APPEND", 24),
                           ("A DATA P X DATA P (FRLABEL", 24), ("NO DATA P X DATA P", 28),
                           ("N* DATA P X DATA P", 28),
                           ("A DATA B X DATA P", 36), ("A DATA P X DATA B", 104), ("A DATA P X DATA S", 112),
                           ("A DATA P X* DATA P", 120), ("A DATA P X DATA P7", 105),
                           ("A DATA P A DATA P (APPEND", 109)):
        full.refuses(f"COPYFILE {operands}", code)
    assert full.files() == {(name, type): items for name, type, items, *_ in FILES}


def test_between_disks_and_digits(desk):  # noqa: F811
    other = volume(("A", "DATA", ONE[:9], "F", 80, "P6"), type="2311", cylinders=6)
    cms = desk(*FILES, more={0x192: other})
    cms.reply("COPYFILE * DATA P = = T (REPLACE")
    assert {key: value[2] for key, value in cms.contents(other).items()} == {
        ("A", "DATA", "T5"): ONE, ("B", "DATA", "T5"): TWO}
    cms.reply("COPYFILE N MEMO P = = =3 (REPLACE")
    assert cms.contents()["N", "MEMO", "P3"] == ("V", 11, NOTES)


def test_a_full_disk_keeps_the_old_file(desk):  # noqa: F811
    big = [bytes((n % 251,)) * 800 for n in range(90)]
    cms = desk(p=volume(("A", "DATA", big), ("B", "DATA", TWO), cylinders=1))
    before = CmsDisk(cms.p).space()
    for line in ("COMBINE B DATA P A DATA P", "COPYFILE A DATA P B DATA P (REPLACE",
                 "COPYFILE A DATA P NEW DATA P",
                 "COPYFILE A DATA P (LRECL 801"):
        cms.refuses(line, 113, "FULL")
        assert cms.files() == {("A", "DATA"): big, ("B", "DATA"): TWO} and CmsDisk(cms.p).space() == before


def test_large_items_and_many(desk):  # noqa: F811
    long = [bytes((n,)) * 65535 for n in range(1, 4)]
    cms = desk(p=volume(("L", "DATA", long), ("V", "DATA", [b"x", *long], "V"),
                        ("M", "DATA", [b"%c" % (n % 200 + 1) for n in range(65535)]),
                        cylinders=16))
    for name in "LVM":
        cms.reply(f"COPYFILE {name} DATA P {name} COPY P")
        cms.reply(f"COPYFILE {name} DATA P {name}2 COPY P (UPCASE RECFM V")
    files = cms.files()
    for name in "LVM":
        assert files[name, "COPY"] == files[name, "DATA"]
        assert len(files[name + "2", "COPY"]) == len(files[name, "DATA"])
    cms.refuses("COMBINE X DATA P M DATA P M DATA P", 106)


@pytest.mark.parametrize("line, name", (
    ("COMBINE B DATA P A DATA P B DATA P", ("B", "DATA")), ("COPYFILE A DATA P B DATA P (REPLACE", ("B", "DATA")),
    ("COPYFILE A DATA P B DATA P (APPEND", ("B", "DATA")), ("COPYFILE A DATA P B DATA P (OVLY", ("B", "DATA")),
    ("COPYFILE A DATA P (LOWCASE", ("A", "DATA")), ("SPLIT A DATA P B DATA 5 200", ("B", "DATA"))))
def test_stopped_anywhere_the_file_is_the_old_or_the_new_one(full, line, name):
    before = full.files()
    full.p.before = []
    full.reply(line)
    after = full.files()
    assert after.keys() == before.keys() and after[name] != before[name]
    seen = set()
    for state in full.p.states():
        assert faults(state) == []
        there = full.files(state)
        for key in before:
            assert there[key] in (before[key], after[key])
        seen.add(there[name] == after[name])
    assert seen == {False}               # the write that changes it is the last one
