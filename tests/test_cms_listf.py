"""LISTF and LISTFILE: what they type and the CMS EXEC that they make, against the directory."""
from datetime import datetime

import pytest

from cms_desk import card, desk, e, volume  # noqa: F401
from genuine_disk import GenuineDisk

DATE = datetime(1971, 10, 4, 9, 15)
FILES = (("BETA", "DATA", [bytes(80)] * 21, "F", None, "P1", DATE), ("ALPHA", "MEMO", [e("AB"), e("CDE")], "V",
                                                            None, "P5", DATE),
         ("ABLE", "DATA", [bytes(801)], "F", None, "P1", DATE), ("ALPHA", "DATA", [b"x"], "F", None, "P4", DATE))


@pytest.fixture
def full(desk):  # noqa: F811
    return desk(*FILES)


def test_the_line_of_a_file(full):
    assert full.reply("LISTF BETA") == [
        "FILENAME FILETYPE MODE F LENGTH ITEMS BLOCKS DATE     TIME",
        "BETA     DATA     P1   F     80    21      3 10/04/71 09.15"]
    assert full.reply("LISTF ALPHA MEMO ( NOHEAD") == [
        "ALPHA    MEMO     P5   V      3     2      1 10/04/71 09.15"]


def test_listfile_gives_names_alone(full):
    assert full.words("LISTFILE") == [["BETA", "DATA", "P1"], ["ALPHA", "MEMO", "P5"], ["ABLE", "DATA", "P1"],
                                      ["ALPHA", "DATA", "P4"]]
    assert full.reply("LISTFILE BETA ( HEADER")[0].split() == ["FILENAME", "FILETYPE", "MODE"]


@pytest.mark.parametrize("operands, names", (
    ("*", "BETA/DATA ALPHA/MEMO ABLE/DATA ALPHA/DATA"), ("A*", "ALPHA/MEMO ABLE/DATA ALPHA/DATA"),
    ("AL* *", "ALPHA/MEMO ALPHA/DATA"), ("* D*", "BETA/DATA ABLE/DATA ALPHA/DATA"), ("*A M*", "ALPHA/MEMO"),
    ("*B* *", "BETA/DATA ABLE/DATA"), ("A*E", "ABLE/DATA"), ("ALPHA", "ALPHA/MEMO ALPHA/DATA"),
    ("* * P1", "BETA/DATA ABLE/DATA"),
    ("* * *4", "ALPHA/DATA"), ("A* D* P4", "ALPHA/DATA"), ("BETA* DATA*", "BETA/DATA"),
    ("**", "BETA/DATA ALPHA/MEMO ABLE/DATA ALPHA/DATA")))
def test_patterns(full, operands, names):
    assert ["/".join(words[:2]) for words in full.words(f"LISTFILE {operands}")] == names.split()


@pytest.mark.parametrize("command, line", (
    ("LISTF BETA ( DATE", "BETA DATA P1 10/04/71 09.15"), ("LISTF BETA ( ITEM", "BETA DATA P1 21"),
    ("LISTF BETA ( FORMAT", "BETA DATA P1 F 80"), ("LISTF BETA ( ALLOC", "BETA DATA P1 F 80 21 3"),
    ("LISTF BETA ( LABEL", "BETA DATA P1 TEST01"), ("LISTF BETA ( FNAME", "BETA"),
    ("LISTF BETA ( FTYPE", "BETA DATA"),
    ("LISTF BETA ( FMODE", "BETA DATA P1"), ("LISTF BETA ( ITEM DATE", "BETA DATA P1 21 10/04/71 09.15"),
    ("LISTFILE BETA ( FORMAT", "BETA DATA P1 F 80"), ("LISTFILE BETA ( ALLOC", "BETA DATA P1 F 80 21 3"),
    ("LISTFILE BETA ( DATE", "BETA DATA P1 F 80 21 3 10/04/71 09.15"),
    ("LISTFILE BETA ( LABEL )", "BETA DATA P1 F 80 21 3 10/04/71 09.15 TEST01")))
def test_options_choose_the_columns(full, command, line):
    heading, one = full.reply(command)
    assert one.split() == line.split()
    assert heading.split()[:1] == ["FILENAME"] and len(heading.split()) == len(line.split())


def test_sorted(full):
    assert [words[:2] for words in full.words("LISTFILE * * P ( SORT")] == [
        ["ABLE", "DATA"], ["ALPHA", "DATA"], ["ALPHA", "MEMO"], ["BETA", "DATA"]]


def test_an_exec_is_made(full):
    before = full.p.before = []
    assert full.reply("LISTF A* * P ( EXEC SORT") == []
    made = [card("&1 &2 ABLE     DATA     P1"), card("&1 &2 ALPHA    DATA     P4"),
            card("&1 &2 ALPHA    MEMO     P5")]
    assert full.files()["CMS", "EXEC"] == made and before
    assert full.contents()["CMS", "EXEC", "P1"][:2] == ("F", 80)
    full.reply("LISTFILE BETA DATA ( APPEND")
    assert full.files()["CMS", "EXEC"] == [*made, card("&1 &2 BETA     DATA     P1")]
    full.reply("LISTFILE * MEMO ( EXEC ALLOC")
    assert full.files()["CMS", "EXEC"] == [card("&1 &2 ALPHA    MEMO     P5   V      3     2      1")]
    assert ("CMS", "CMSUT1") not in full.files()
    full.refuses("LISTF NOSUCH * P ( EXEC", 28, "NOT FOUND")
    assert ("CMS", "EXEC") not in full.files()          # an old list would mislead


def test_the_exec_is_run_with_a_command_for_each_file(full):
    full.reply("LISTF * DATA P ( EXEC")
    full.reply("CMS ERASE")
    assert full.files().keys() == {("ALPHA", "MEMO"), ("CMS", "EXEC")}


def test_the_old_exec_is_whole_until_the_new_one_is(full):
    old = [card("OLD LINE %d" % n) for n in range(30)]
    for line in old:
        assert full.write("CMS", "EXEC", line) == 0
    full.finis()
    full.p.before = []
    full.reply("LISTF * * P ( EXEC")
    new = full.files()["CMS", "EXEC"]
    assert len(new) == 4 and new != old
    assert {tuple(full.files(state)["CMS", "EXEC"]) for state in full.p.states()} <= {tuple(old), tuple(new)}


def test_extensions_and_letters(desk):  # noqa: F811
    cms = desk(("A", "DATA", [b"x"]), more={0x193: volume(("B", "DATA", [b"x"]), type="2311", cylinders=4)})
    cms.reply("LOGIN 193 B,P")
    assert cms.words("LISTFILE") == [["A", "DATA", "P5"], ["B", "DATA", "B5"]]
    assert cms.words("LISTFILE * * B") == [["B", "DATA", "B5"]]
    assert ["LISTF", "MODULE", "S2"] in cms.words("LISTFILE LISTF * *")


def test_what_is_refused(full):
    for line, code in (("LISTF A B C D", 24), ("LISTF * * P ( NOSUCH", 24), ("LISTF * * B", 36), ("LISTF X", 28),
                       ("LISTF * * P9", 28), ("LISTFILE A*X", 28), ("LISTF * * Q ( EXEC", 36)):
        full.refuses(line, code)


def test_years_to_2059_and_odd_entries(desk):  # noqa: F811
    years = (1968, 1999, 2000, 2026, 2059)
    cms = desk(*((f"Y{year}", "DATA", [b"x"], "F", None, "P5", datetime(year, 12, 31, 23, 59)) for year in years))
    assert [words[3:] for words in cms.words("LISTF * * P ( DATE NOHEAD")] == [
        [f"12/31/{year % 100:02}", "23.59"] for year in years]


def test_odd_names(desk):  # noqa: F811
    """What other programs may have left in a directory: typed, sorted, erased by a pattern."""
    genuine = GenuineDisk()
    for name, type, stamp, year in (("lower", "data", "03251912", "73"), ("A B", "DATA", "00000000", "00"),
                                    ("\x01NAME", "X(Y", "FFFFFFFF", "\x02\x03"), ("*", "A*B", "12312359", "59")):
        genuine.add(name, type, [b"x" * 80], stamp=stamp, year=year)
    cms = desk(p=genuine.volume())
    lines = cms.reply("LISTF * * P ( NOHEAD DATE SORT")
    assert sorted(line[:17].rstrip() for line in lines) == sorted((
        "lower    data", "A B      DATA", ".NAME    X(Y", "*        A*B"))
    assert [line[23:] for line in lines if line.startswith("*")] == ["12/31/59 23.59"]
    assert len(cms.reply("LISTF A* * P ( NOHEAD")) == 1
    cms.reply("LISTF * * P ( EXEC")
    assert len(cms.files()["CMS", "EXEC"]) == 4
    cms.reply("ERASE * * P")
    assert cms.files() == {}


def test_a_thousand_files(desk):  # noqa: F811
    names = [f"F{n * 7919 % 100003}" for n in range(1200)]
    cms = desk(p=volume(*((name, "DATA", [b"x"]) for name in names), cylinders=12))
    assert [words[0] for words in cms.words("LISTFILE * * P ( SORT")] == sorted(
        names, key=lambda name: name.encode("cp037").ljust(8, b"\x40"))
    cms.reply("LISTF * * P ( EXEC")
    assert cms.files()["CMS", "EXEC"] == [card(f"&1 &2 {name:8} DATA     P5") for name in names]


def test_the_p_disk_cannot_be_written(desk):  # noqa: F811
    cms = desk(p=volume(*FILES, read_only=True))
    cms.refuses("LISTF * * P ( EXEC", 112, "CMS EXEC")
    assert len(cms.words("LISTFILE")) == 4
