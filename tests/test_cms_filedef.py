"""FILEDEF: definitions made, typed, cleared; what is wrong is told."""
import pytest

from cms_machine import Bare, code_of


@pytest.fixture(scope="module")
def cms():
    return Bare()


@pytest.fixture(autouse=True)
def clean(cms):
    before = cms.word("FREELEN"), cms.word("LOWEXT")
    yield
    for line in cms.ask("FILEDEF")[:-1]:
        cms.ask(f"FILEDEF {line.split()[0]} CLEAR")
    assert cms.ask("FILEDEF")[0] == "NO DDNAME IS DEFINED"
    assert (cms.word("FREELEN"), cms.word("LOWEXT")) == before


def listed(cms) -> list[list[str]]:
    return [line.split() for line in cms.ask("FILEDEF")[:-1]]


def test_devices(cms):
    for words in ("A DISK", "B DISK MY DATA", "C DISK MY DATA T1", "D TERMINAL", "E PRINTER", "F PUNCH", "G READER", "H DUMMY", "I TAP2",
                  "J TERM", "K PR", "L PU", "M DU", "N CON"):
        assert code_of(cms.ask("FILEDEF " + words)) == 0, cms.lines
    assert listed(cms) == [["A", "DISK", "FILE", "A", "*"], ["B", "DISK", "MY", "DATA", "*"], ["C", "DISK", "MY", "DATA", "T1"],
                           ["D", "TERMINAL"], ["E", "PRINTER"], ["F", "PUNCH"], ["G", "READER"], ["H", "DUMMY"], ["I", "TAP2"],
                           ["J", "TERMINAL"], ["K", "PRINTER"], ["L", "PUNCH"], ["M", "DUMMY"], ["N", "TERMINAL"]]


def test_units_of_fortran(cms):
    cms.ask("FILEDEF 6 TERMINAL")
    cms.ask("FILEDEF 12 DISK NUMBERS DATA P1")
    assert [words[0] for words in listed(cms)] == ["FT06F001", "FT12F001"]
    assert code_of(cms.ask("FILEDEF 0 TERMINAL")) == 24 and code_of(cms.ask("FILEDEF 100 TERMINAL")) == 24
    cms.ask("FILEDEF 6 CLEAR")
    assert [words[0] for words in listed(cms)] == ["FT12F001"]


def test_options_are_typed_again(cms):
    cms.ask("FILEDEF X DISK MY DATA P1 ( RECFM FBA LRECL 133 BLKSIZE 1330 KEYLEN 4 XTENT 100 DISP MOD LOWCASE PERM")
    assert listed(cms) == [["X", "DISK", "MY", "DATA", "P1", "RECFM", "FBA", "LRECL", "133", "BLKSIZE", "1330", "KEYLEN", "4",
                            "XTENT", "100", "DISP", "MOD", "LOWCASE", "PERM"]]
    assert code_of(cms.ask("FILEDEF X DUMMY ( RECFM VB LRECL 84 BLKSIZE 400")) == 0      # F alone has whole records
    cms.ask("FILEDEF X DISK LIB MACLIB * ( MEMBER ALPHA")
    assert listed(cms) == [["X", "DISK", "LIB", "MACLIB", "*", "MEMBER", "ALPHA"]]


def test_the_last_definition_counts_unless_nochange(cms):
    cms.ask("FILEDEF X TERMINAL")
    cms.ask("FILEDEF X DUMMY")
    assert listed(cms) == [["X", "DUMMY"]]
    assert code_of(cms.ask("FILEDEF X TERMINAL ( NOCHANGE")) == 0
    assert listed(cms) == [["X", "DUMMY"]]
    cms.ask("FILEDEF Y TERMINAL ( NOCHANGE")
    assert ["Y", "TERMINAL"] in listed(cms)


def test_clear(cms):
    for name in "XYZ":
        cms.ask(f"FILEDEF {name} DUMMY" + (" ( PERM" if name == "Y" else ""))
    assert code_of(cms.ask("FILEDEF X CLEAR")) == 0
    assert code_of(cms.ask("FILEDEF X CLEAR")) == 28
    assert code_of(cms.ask("FILEDEF * CLEAR")) == 0
    assert listed(cms) == [["Y", "DUMMY", "PERM"]]


@pytest.mark.parametrize("line", (
    "X", "X DISC", "X ( PERM", "( PERM", "* DISK", "X DISK FILENAME", "X DISK A B 11", "X DISK A B P7", "X DISK A B P5 WHAT", "X TAP5", "X TAP0",
    "X DUMMY WHAT", "X DUMMY ( WHAT", "X DUMMY ( RECFM", "X DUMMY ( RECFM X", "X DUMMY ( RECFM BF", "X DUMMY ( LRECL", "X DUMMY ( LRECL 0",
    "X DUMMY ( LRECL 40000", "X DUMMY ( LRECL -1", "X DUMMY ( BLKSIZE WORD", "X DUMMY ( DISP WHAT", "X DUMMY ( MEMBER", "X DUMMY ( OPTCD Z",
    "X DUMMY ( PERM ) WHAT", "X DUMMY ( KEYLEN 256", "X DUMMY ( DEN 1", "X DUMMY ( DSORG IS", "X CLEAR NOW", "X TAP1 XL", "X TAP1 SL 0",
    "X DUMMY ( RECFM FB LRECL 80 BLKSIZE 81"))
def test_wrong_operands_are_told(cms, line):
    lines = cms.ask("FILEDEF " + line)
    assert code_of(lines) == 24 and len(lines) == 2 and "FILEDEF" in lines[0], lines


def test_many_definitions(cms):
    for number in range(60):
        assert code_of(cms.ask(f"FILEDEF D{number} DUMMY")) == 0
    assert [words[0] for words in listed(cms)] == [f"D{number}" for number in range(60)]
