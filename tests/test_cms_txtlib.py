"""TXTLIB at a virtual console: libraries of object decks, found by each of their names by LOAD and USE."""
import time

import pytest

from cms.check import check
from cms_files import WithDisk, cards
from cms_machine import code_of
from s360.asm import assemble
from test_cms_maclib import members as library_members


def deck(source: str) -> list[bytes]:
    made = assemble(source, "deck").object_deck
    return [made[at:at + 80] for at in range(0, len(made), 80)]


def sources(*sections: str) -> list[bytes]:
    return [card for one in sections for card in deck(one)]


def says(name: str, text: str, *entries: str) -> str:
    """A section that types text; each entry point adds an exclamation mark."""
    lines = [f"{name:<8} CSECT", *(f"         ENTRY {entry}" for entry in entries)]
    for number, entry in enumerate((name, *entries)):
        lines += [f"{'' if entry == name else entry:<8} BALR  12,0", f"         USING *,12", "         LR    2,14",
                  f"         LA    1,L{number}", "         B     GO" + str(number), "         DS    0D",
                  f"L{number}       DC    CL8'TYPLIN',AL1(1),AL3(T{number}),C'B',AL3({len(text) + number})",
                  f"T{number}       DC    C'{text}{'!' * number}'", f"GO{number}      SVC   202", "         DC    AL4(*+4)",
                  "         SR    15,15", "         BR    2"]
    return "\n".join([*lines, "         END", ""])


def calls(*names: str) -> str:
    lines = ["MAIN     CSECT", "         STM   14,12,12(13)", "         BALR  11,0", "         USING *,11", "         LR    10,14"]
    for name in names:
        lines += [f"         L     15,=V({name})", "         BALR  14,15"]
    return "\n".join([*lines, "         SR    15,15", "         BR    10", "         LTORG", "         END   MAIN", ""])


MANY = "BULK     CSECT\n" + "".join(f"         ENTRY E{n}\nE{n:<7} DC    A({n})\n" for n in range(200)) + "         END\n"
TEXTS = {"MAIN": calls("ALPHA", "AENTRY2", "BENTRY1"), "AS": says("ALPHA", "A", "AENTRY1", "AENTRY2"), "BULK": MANY,
         "BLANK": "         DC    A(1)\n         END\n", "MAIN2": "MAIN2    CSECT\n         DC    V(E199)\n         END\n"}


@pytest.fixture(scope="module")
def cms():
    files = [(name, "TEXT", deck(text)) for name, text in TEXTS.items()]
    two = sources(says("BETA", "B", "BENTRY1"), says("GAMMA", "C"))
    return WithDisk(*files, ("TWO", "TEXT", two), ("AGAIN", "TEXT", deck(says("ALPHA", "A2", "NEWENT"))),
                    ("NOEND", "TEXT", two[:-1]), ("NODECK", "TEXT", cards("HELLO")),
                    ("CONTROL", "TEXT", [*deck(says("DELTA", "D")), cards(" ENTRY DELTA")[0], b"\x02" + cards(" LDT".strip())[0][:79],
                                         *deck(says("EPS", "E"))]),
                    ("BADESD", "TEXT", [b"\x02" + "ESD".encode("cp037") + b"\x40" * 6 + b"\x0F\xFF" + b"\x40" * 68]))


@pytest.fixture
def lib(cms):
    assert code_of(cms.ask("TXTLIB GEN L AS TWO BULK")) == 0
    return cms


def names(cms) -> list[str]:
    return [line.split()[0] for line in cms.ask("TXTLIB LIST L", 20_000_000)[1:-1]]


BULK = ["BULK", *(f"E{n}" for n in range(200))]


def test_all_names_of_all_decks(lib):
    assert names(lib) == ["ALPHA", "AENTRY1", "AENTRY2", "BETA", "BENTRY1", "GAMMA", *BULK]
    records = lib.read("L", "TXTLIB")
    first = int.from_bytes(records[0][6:8], "big")
    assert int.from_bytes(records[0][8:12], "big") == 12 * (6 + 201)
    body = [one for one in records[1:first - 1] if one[:4] != b"\x61\xFF\xFF\x61"]
    assert body == [*deck(TEXTS["AS"]), *sources(says("BETA", "B", "BENTRY1"), says("GAMMA", "C")), *deck(MANY)]
    assert [str(one) for one in check(lib.disk) if one.severity != "note"] == []


def test_load_finds_each_of_the_names(lib):
    assert code_of(lib.ask("GLOBAL TXTLIB L")) == 0
    assert code_of(lib.ask("LOAD MAIN")) == 0
    assert lib.ask("START")[:-1] == ["A", "A!!", "B!"]
    assert code_of(lib.ask("LOAD MAIN2 (TYPE")) == 0
    assert any(line.startswith("E199 ") and "UNDEF" not in line for line in map(str, lib.ask("LOAD MAIN2 (TYPE")))
    assert code_of(lib.ask("LOAD GAMMA")) == 0                     # a name of a library's member
    assert lib.ask("START")[0] == "C"
    lib.ask("GLOBAL TXTLIB")
    assert code_of(lib.ask("LOAD MAIN")) == 4


def test_delete_replace_add(lib):
    assert code_of(lib.ask("TXTLIB DEL L AENTRY2")) == 0            # the member, with all its names
    assert names(lib) == ["BETA", "BENTRY1", "GAMMA", *BULK]
    assert code_of(lib.ask("TXTLIB ADD L AS")) == 0
    assert code_of(lib.ask("TXTLIB REP L AGAIN")) == 0              # ALPHA again, without its old entries
    assert names(lib) == ["BETA", "BENTRY1", "GAMMA", *BULK, "ALPHA", "NEWENT"]
    lines = lib.ask("TXTLIB ADD L AS")
    assert code_of(lines) == 4 and lines[0] == "ALPHA    IS THERE ALREADY: THE FIRST ONE COUNTS"
    assert names(lib)[-2:] == ["AENTRY1", "AENTRY2"]
    assert code_of(lib.ask("TXTLIB COMP L")) == 0


def test_decks_with_cards_behind_end_and_without_names(cms):
    assert code_of(cms.ask("TXTLIB GEN L BLANK CONTROL")) == 0
    assert names(cms) == ["BLANK", "DELTA", "EPS"]
    cms.ask("TXTLIB DEL L DELTA")
    records = cms.read("L", "TXTLIB")
    assert not any(record.startswith(" ENTRY".encode("cp037")) for record in records)    # they went with it
    assert library_members([record if record[:1] != b"\2" else record for record in records]).keys() == {"BLANK", "EPS"}


@pytest.mark.parametrize("line, code, text", (
    ("TXTLIB ADD L NOEND", 32, "NOEND    TEXT HAS NO END CARD"), ("TXTLIB ADD L NODECK", 32, "NODECK   TEXT IS NO OBJECT DECK"),
    ("TXTLIB ADD L BADESD", 32, "BADESD   TEXT     CARD     1 IS NO ESD CARD"),
    ("TXTLIB ADD L NOSUCH", 28, "NOSUCH   TEXT IS NOT THERE"), ("TXTLIB DEL L NOSUCH", 28, "NOSUCH   IS NO MEMBER"),
    ("TXTLIB", 24, "TXTLIB GEN ADD REP DEL COMP LIST OR MAP, LIBRARY ..."), ("TXTLIB LIST NOSUCH", 28, "NOSUCH   TXTLIB IS NOT THERE")))
def test_what_is_refused(lib, line, code, text):
    before = lib.read("L", "TXTLIB")
    lines = lib.ask(line)
    assert code_of(lines) == code and lines[-2].startswith(text)
    assert lib.read("L", "TXTLIB") == before


@pytest.mark.slow
def test_a_thousand_decks():
    """1,000 decks with two names each: GEN and LOAD, each in under 5 s of host time (0.6 s on a quiet host)."""
    text = sources(*(f"S{n:<7} CSECT\n         ENTRY X{n}\nX{n:<7} DC    A({n})\n         END\n" for n in range(1000)))
    cms = WithDisk(("BIG", "TEXT", text), ("USES", "TEXT", deck("USES     CSECT\n         DC    V(X999),V(S500)\n         END\n")),
                   cylinders=40)
    start = time.perf_counter()
    assert code_of(cms.ask("TXTLIB GEN L BIG", 500_000_000)) == 0
    assert time.perf_counter() - start < 5
    cms.ask("GLOBAL TXTLIB L")
    assert code_of(cms.ask("LOAD USES", 100_000_000)) == 0
