"""LOGIN, ACCESS, RELEASE: disks come and go, as extensions, restricted, emptied."""
import pytest

from cms_desk import desk, volume  # noqa: F401
from cms_machine import asked, code_of
from cms_room import Room


@pytest.fixture
def pair(desk):  # noqa: F811
    other = volume(("B", "DATA", [b"b"]), ("BB", "MEMO", [b"m"], "F", None, "P1"),
                   ("C", "MEMO", [b"c"], "F", None, "P3"),
                   ("SECRET", "DATA", [b"s"], "F", None, "P0"), type="2311", cylinders=6)
    cms = desk(("A", "DATA", [b"a"]), more={0x193: other})
    cms.other = other
    return cms


def listed(cms, mode):
    return [" ".join(words) for words in cms.words(f"LISTFILE * * {mode}")]


@pytest.mark.parametrize("name", ("LOGIN", "ACCESS"))
def test_a_disk_is_written(pair, name):
    assert pair.reply(f"{name} 193 B") == []
    assert listed(pair, "B") == ["B DATA B5", "BB MEMO B1", "C MEMO B3", "SECRET DATA B0"]
    assert pair.write("NEW", "DATA", b"x", "B1") == 0 and pair.finis() == 0
    assert pair.files(pair.other)["NEW", "DATA"] == [b"x"]
    pair.refuses("LOGIN 193 C", 36, "ANOTHER LETTER")
    pair.reply("RELEASE B")
    pair.refuses("LISTF * * B", 36)


@pytest.mark.parametrize("operands", ("B,P", "B/P"))
def test_an_extension_is_read_only(pair, operands):
    assert pair.reply(f"LOGIN 193 {operands}") == ["B (193) R/O"]
    assert listed(pair, "P") == ["A DATA P5", "B DATA B5", "BB MEMO B1", "C MEMO B3"]        # nothing private
    assert pair.read("B", "DATA", "P", length=1) == (0, b"b")
    assert pair.write("B", "DATA", b"here", "P1") == 0 and pair.finis() == 0
    assert pair.files(pair.other)["B", "DATA"] == [b"b"] and pair.files()["B", "DATA"] == [b"here"]
    assert pair.write("X", "DATA", b"x", "B1") == 12
    pair.refuses("ERASE C MEMO B", 36, "READ-ONLY")


@pytest.mark.parametrize("operands, files", (
    ("B", ["B DATA B5"]), ("B*", ["B DATA B5", "BB MEMO B1"]), ("* MEMO", ["BB MEMO B1", "C MEMO B3"]),
    ("* M* B3", ["C MEMO B3"]), ("* * *5", ["B DATA B5"]), ("* * B", ["B DATA B5", "BB MEMO B1", "C MEMO B3"])))
def test_some_files_alone(pair, operands, files):
    assert pair.reply(f"LOGIN 193 B {operands}") == ["B (193) R/O"]
    assert listed(pair, "B") == files
    assert pair.reply("STAT B")[0].startswith(f"B-DISK {len(files)} FILES;")


def test_no_ufd_empties_the_disk(pair):
    pair.reply("LOGIN 193 B UFD")
    assert len(listed(pair, "B")) == 4
    pair.reply("LOGIN 193 B NO_UFD")
    assert pair.files(pair.other) == {} and pair.files() != {}
    assert pair.write("NEW", "DATA", b"x", "B1") == 0 and pair.finis() == 0
    pair.reply("ACCESS 193 B ( ERASE")
    assert pair.files(pair.other) == {}
    pair.refuses("LOGIN 190 B NO_UFD", 36, "READ-ONLY")
    pair.refuses("LOGIN 193 B,P NO_UFD", 24)


def test_without_operands_it_is_the_p_disk(pair):
    pair.reply("RELEASE P")
    pair.refuses("STATE A DATA P", 36)
    for line in ("LOGIN", "LOGIN UFD", "ACCESS"):
        pair.reply(line)
        assert listed(pair, "P") == ["A DATA P5"]
    pair.reply("LOGIN NO_UFD")
    assert pair.files() == {} and len(pair.files(pair.other)) == 4


def test_open_files_are_closed(pair):
    assert pair.write("OPEN", "DATA", b"x") == 0
    pair.reply("RELEASE P")
    assert pair.files()["OPEN", "DATA"] == [b"x"]


def test_a_read_only_disk(desk):  # noqa: F811
    cms = desk(p=volume(("A", "DATA", [b"x"]), read_only=True))
    assert cms.reply("LOGIN 191 P") == ["P (191) R/O"]
    cms.refuses("LOGIN 191 P NO_UFD", 36, "READ-ONLY")


def test_what_is_refused(pair):
    for line, code in (("LOGIN 193", 24), ("LOGIN X B", 24), ("LOGIN 193 Q", 24), ("LOGIN 777 B", 36),
                       ("LOGIN 193 B,B", 24),
                       ("LOGIN 193 B;P", 24), ("LOGIN 193 B,PP", 24), ("LOGIN 1930 B", 24),
                       ("LOGIN 193 B X Y B Z", 24),
                       ("LOGIN 193 B ( NOSUCH", 24), ("RELEASE B", 36), ("RELEASE S", 24), ("RELEASE 190", 24),
                       ("RELEASE", 24), ("RELEASE P X", 24), ("RELEASE P ( NOSUCH", 24), ("RELEASE 777", 36)):
        pair.refuses(line, code)
    assert listed(pair, "P") == ["A DATA P5"]


def test_released_and_detached_under_cp(tmp_path):
    room = Room(tmp_path, ("A", "DATA", "one\n"))
    try:
        assert code_of(room.ask("STATE A DATA P")) == 0
        answer = room.ask("RELEASE P (DET")
        assert code_of(answer) == 0, answer
        assert code_of(asked(room.vm, "LOGIN 191 P")) == 36
    finally:
        room.close()
