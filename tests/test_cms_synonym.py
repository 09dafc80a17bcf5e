"""Synonyms and abbreviations in CMS: the system's table, SYN and SYNONYM with files of the user, QUERY SYNONYM."""
import pytest

from cms_files import WithDisk, cards
from cms_machine import code_of

#: VM/370's abbreviations, CMS User's Guide: name typed, command done
SHORT = (("Q BLIP", "BLIP     = OFF"), ("QU BLIP", "BLIP     = OFF"), ("QUERY BLIP", "BLIP     = OFF"),
         ("EX SAY", "SAID"), ("EXE SAY", "SAID"), ("T MY SYN", "* MINE"), ("TY MY SYN", "* MINE"))
MINE = "* MINE\nECHO SPEAK 2\nERASE DELETE 3\n\nSAY TALK\nQUERY HOW 1\nQUERY LISTF 5"


@pytest.fixture(scope="module")
def machine():
    return WithDisk(("MY", "SYN", cards(MINE), "F"), ("OTHER", "SYNONYM", [b"\xc5\xc3\xc8\xd6 \xe7\xe7".replace(b" ", b"\x40")], "V"),
                    ("SAY", "EXEC", cards("&TYPE SAID"), "F"), ("USES", "EXEC", cards("SPEAK A\nSP B\nQ BLIP"), "F"),
                    ("BAD1", "SYN", cards("ECHO"), "F"), ("BAD2", "SYN", cards("ECHO A\nECHO SPEAK 6"), "F"),
                    ("BAD3", "SYN", cards("ECHO SPEAK 0"), "F"), ("BAD4", "SYN", cards("ECHO SPEAK X"), "F"),
                    ("BAD5", "SYN", cards("ECHO SPEAK 2 MORE"), "F"), ("EMPTY", "SYN", cards("* NOTHING"), "F"),
                    ("WIDE", "SYN", [b"\x40" * 200], "F"))


@pytest.fixture
def cms(machine):
    yield machine
    assert code_of(machine.ask("SYN ( CLEAR STD")) in (0, -3)
    machine.ask("SET ABBREV ON")


def first(cms, line: str) -> str:
    lines = cms.ask(line)
    assert code_of(lines) == 0, lines
    return lines[0]


@pytest.mark.parametrize("line, shown", SHORT)
def test_abbreviations_of_the_system(cms, line, shown):
    assert first(cms, line) == shown


@pytest.mark.parametrize("line, text, code", (
    ("RENAME A B P C D P", "FILE NOT FOUND", 28), ("R A B P C D P", "FILE NOT FOUND", 28),
    ("SYNONYM NOSUCH", "THERE IS NO SUCH FILE OF SYNONYMS", 28), ("SYN NOSUCH", "THERE IS NO SUCH FILE OF SYNONYMS", 28),
    ("FIN A B", "NO SUCH FILE IS OPEN", 6), ("ER NO SUCH", "FILE NOT FOUND", 28)))
def test_names_of_vm_370(cms, line, text, code):
    lines = cms.ask(line)
    assert lines[0] == text and code_of(lines) == code


def test_the_system_table_is_listed(cms):
    lines = cms.ask("SYN")
    assert lines[0] == "COMMAND   SYNONYM   SHORTEST"
    assert "QUERY               Q" in lines and "ALTER     RENAME    R" in lines
    assert lines == cms.ask("QUERY SYNONYM") == cms.ask("QUERY SYNONYM ALL") == cms.ask("QUERY SYNONYM SYSTEM")


def test_synonyms_of_the_user(cms):
    assert code_of(cms.ask("SPEAK X")) == -3
    assert code_of(cms.ask("SYN MY")) == 0
    assert first(cms, "SPEAK Mixed") == "Mixed" and first(cms, "sp two words") == "two words"
    assert code_of(cms.ask("S X")) == -3                       # shorter than it may be
    assert code_of(cms.ask("SPEAKS X")) == -3                  # and longer
    assert cms.ask("DELETE NO SUCH")[0] == cms.ask("DEL NO SUCH")[0] == "FILE NOT FOUND"
    assert first(cms, "TALK") == "SAID"                        # of an EXEC
    assert code_of(cms.ask("TAL")) == -3                       # no number: in full only
    assert first(cms, "H BLIP") == "BLIP     = OFF"            # the user's before the system's
    assert code_of(cms.ask("LISTF")) == 0                      # a command is found before a synonym
    assert cms.ask("QUERY SYNONYM USER")[1:3] == ["ECHO      SPEAK     SP", "ERASE     DELETE    DEL"]
    assert code_of(cms.ask("SYN ( CLEAR")) == 0
    assert cms.ask("QUERY SYNONYM USER")[0] == "NO SYNONYMS ARE IN FORCE"
    assert code_of(cms.ask("SPEAK X")) == -3


def test_a_file_replaces_the_other(cms):
    cms.ask("SYN MY")
    assert code_of(cms.ask("SYN OTHER")) == 0                  # filetype SYNONYM, format V
    assert first(cms, "XX Y") == "Y" and code_of(cms.ask("SPEAK Y")) == -3
    assert code_of(cms.ask("SYN MY SYN P")) == 0 and first(cms, "SPEAK Y") == "Y"
    assert code_of(cms.ask("SYN EMPTY")) == 0
    assert cms.ask("QUERY SYNONYM USER")[0] == "NO SYNONYMS ARE IN FORCE"


@pytest.mark.parametrize("name, line", (("BAD1", 1), ("BAD2", 2), ("BAD3", 1), ("BAD4", 1), ("BAD5", 1)))
def test_lines_that_are_wrong(cms, name, line):
    cms.ask("SYN MY")
    lines = cms.ask(f"SYN {name}")
    assert lines[0].startswith(f"LINE {line:5d}: ") and code_of(lines) == 32
    assert first(cms, "SPEAK Y") == "Y"                        # the former ones are in force


@pytest.mark.parametrize("line, code", (("SYN MY ( NOSUCH", 24), ("SYN MY SYN P X", 24), ("SYN WIDE", 108),
                                        ("SYN MY NOSUCH", 28), ("SYN MY SYN T", 28)))
def test_operands_that_are_wrong(cms, line, code):
    assert code_of(cms.ask(line)) == code


def test_without_the_systems_table(cms):
    assert code_of(cms.ask("SYN MY ( NOSTD")) == 0
    assert code_of(cms.ask("Q BLIP")) == -3 and code_of(cms.ask("SYNONYM ( CLEAR")) == -3
    assert first(cms, "SPEAK Y") == "Y"
    assert cms.ask("QUERY SYNONYM SYSTEM")[0] == "NO SYNONYMS ARE IN FORCE"
    assert code_of(cms.ask("SYN ( STD")) == 0 and first(cms, "Q BLIP") == "BLIP     = OFF"


def test_without_abbreviations(cms):
    """Synonyms in full are taken still."""
    cms.ask("SYN MY")
    cms.ask("SET ABBREV OFF")
    assert code_of(cms.ask("Q BLIP")) == -3 and code_of(cms.ask("SP X")) == -3
    assert first(cms, "SPEAK Y") == "Y" and code_of(cms.ask("SYNONYM")) == 0


def test_in_an_exec(cms):
    cms.ask("SYN MY")
    assert [line for line in cms.ask("USES") if line in ("A", "B", "BLIP     = OFF")] == ["A", "B", "BLIP     = OFF"]


def test_storage_comes_back(cms):
    cms.ask("SYN ( CLEAR")
    before = cms.word("FREELEN"), cms.word("LOWEXT")
    for name in ("MY", "OTHER", "BAD2", "MY", "EMPTY", "WIDE", "MY"):
        cms.ask(f"SYN {name}")
    cms.ask("SYN ( CLEAR")
    assert (cms.word("FREELEN"), cms.word("LOWEXT")) == before
