"""ERASE, ALTER and RENAME as they are typed: patterns, options, what the disk has afterwards."""
import pytest

from cms_desk import desk, volume  # noqa: F401

FILES = tuple((name, type, [bytes(80)] * 5, "F", None, mode) for name, type, mode in (
    ("A", "DATA", "P1"), ("AB", "DATA", "P1"), ("ABC", "MEMO", "P4"), ("B", "MEMO", "P1"), ("B", "DATA", "P5")))


@pytest.fixture
def full(desk):  # noqa: F811
    return desk(*FILES)


def names(cms):
    return {"/".join(key) for key in cms.contents()}


ALL = {"/".join((name, type, mode)) for name, type, _, _, _, mode in FILES}


@pytest.mark.parametrize("operands, gone", (
    ("A DATA", "A/DATA/P1"), ("A* DATA", "A/DATA/P1 AB/DATA/P1"), ("AB* *", "AB/DATA/P1 ABC/MEMO/P4"),
    ("* MEMO", "ABC/MEMO/P4 B/MEMO/P1"), ("* * P1", "A/DATA/P1 AB/DATA/P1 B/MEMO/P1"),
    ("B *", "B/MEMO/P1 B/DATA/P5"),
    ("* * P", " ".join(sorted(ALL))), ("* * *", " ".join(sorted(ALL))), ("*B D* P", "AB/DATA/P1 B/DATA/P5")))
def test_erase(full, operands, gone):
    if operands in ("AB* *", "B *"):
        operands += " P"
    assert full.reply(f"ERASE {operands}") == []
    assert names(full) == ALL - set(gone.split())


def test_erase_tells_what_it_does(full):
    assert full.words("ERASE AB* * P ( TYPE") == [["AB", "DATA", "P1"], ["ABC", "MEMO", "P4"]]
    assert full.reply("ERASE A DATA P ( NOTYPE") == []


def test_what_erase_refuses(full):
    for line, code, text in (("ERASE", 24, ""), ("ERASE A", 24, ""), ("ERASE A DATA P X", 24, ""),
                             ("ERASE * *", 24, ""),
                             ("ERASE A DATA ( NOSUCH", 24, ""), ("ERASE NOSUCH DATA", 28, "NOT FOUND"),
                             ("ERASE X* * P", 28, "NOT FOUND"), ("ERASE * * P3", 28, ""),
                             ("ERASE A DATA B", 36, ""),
                             ("ERASE LISTF MODULE S", 36, "READ-ONLY")):
        full.refuses(line, code, text)
    assert names(full) == ALL


def test_erase_looks_at_the_p_disk_unless_told(desk):  # noqa: F811
    second = volume(("A", "DATA", [b"t"]), ("T", "DATA", [b"t"]))
    cms = desk(*FILES, more={0x192: second})
    cms.refuses("ERASE T DATA", 28)
    cms.reply("ERASE A DATA")
    assert cms.files(second).keys() == {("A", "DATA"), ("T", "DATA")}
    assert cms.words("ERASE * DATA * (TYPE") == [["AB", "DATA", "P1"], ["B", "DATA", "P5"], ["A", "DATA", "T5"],
                                                 ["T", "DATA", "T5"]]


def test_erase_of_a_file_that_is_open(full):
    assert full.write("NEW", "DATA", b"x" * 80) == 0
    assert full.function("ERASE", "A", "DATA", "P") == 0
    full.reply("ERASE B MEMO")
    assert names(full) == ALL - {"A/DATA/P1", "B/MEMO/P1"} | {"NEW/DATA/P1"}


def test_erase_of_many(desk):  # noqa: F811
    cms = desk(p=volume(*((f"F{n}", "DATA" if n % 3 else "KEEP", [b"x"]) for n in range(400)), cylinders=6))
    cms.reply("ERASE F* DATA")
    assert cms.files().keys() == {(f"F{n}", "KEEP") for n in range(0, 400, 3)}


@pytest.mark.parametrize("command", ("ALTER", "RENAME"))
@pytest.mark.parametrize("operands, old, new", (
    ("A DATA P NEW MEMO P3", "A/DATA/P1", "NEW/MEMO/P3"), ("A DATA P NEW = =", "A/DATA/P1", "NEW/DATA/P1"),
    ("B DATA P * MEMO2 P", "B/DATA/P5", "B/MEMO2/P5"), ("* DATA P = TEXT =", "A/DATA/P1 AB/DATA/P1 B/DATA/P5",
                                                         "A/TEXT/P1 AB/TEXT/P1 B/TEXT/P5"),
    ("AB* * P = = P6", "AB/DATA/P1 ABC/MEMO/P4", "AB/DATA/P6 ABC/MEMO/P6"),
    ("A DATA P = = P1", "A/DATA/P1", "A/DATA/P1"),
    ("* * P1 = = P2", "A/DATA/P1 AB/DATA/P1 B/MEMO/P1", "A/DATA/P2 AB/DATA/P2 B/MEMO/P2")))
def test_alter(full, command, operands, old, new):
    assert full.reply(f"{command} {operands}") == []
    assert names(full) == ALL - set(old.split()) | set(new.split())


def test_alter_tells_the_new_name(full):
    assert full.words("RENAME A* DATA P = TEXT P3 ( TYPE") == [["A", "TEXT", "P3"], ["AB", "TEXT", "P3"]]


def test_what_alter_refuses(full):
    for operands, code, text in (("X DATA P Y DATA P", 28, "NOT FOUND"), ("A DATA P B DATA P", 24, "IN USE"),
                                 ("A DATA P D", 24, ""), ("A DATA P D DATA T", 24, "COPY"),
                                 ("A DATA P D DATA P9", 24, ""),
                                 ("A DATA P A* DATA P", 24, "NEW NAME"), ("A DATA P A&X DATA P", 24, "NEW NAME"),
                                 ("A DATA T D DATA T", 36, ""), ("A DATA P D DATA P ( NOSUCH", 24, ""),
                                 ("LISTF MODULE S X MODULE S", 36, "READ-ONLY")):
        full.refuses(f"ALTER {operands}", code, text)
    assert names(full) == ALL


def test_a_name_is_taken_over_in_one_moment(full):
    """ALTER ( REPLACE of a program: at each moment the name has the old items or the new ones."""
    new = [b"n" * 80] * 40
    for item in new:
        assert full.write("AB", "NEW", item) == 0
    full.finis()
    full.p.before = []
    assert full.function("ALTER", "AB", "NEW", "P", "AB", "DATA", "=", "(", "REPLACE") == 0
    assert full.files()["AB", "DATA"] == new and ("AB", "NEW") not in full.files()
    for state in full.p.states():
        there = full.files(state)
        assert there["AB", "DATA"] in ([bytes(80)] * 5, new)
        assert there["AB", "DATA"] == new or there["AB", "NEW"] == new
