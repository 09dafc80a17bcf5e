"""FORMAT: an empty disk of each size, the label alone, what it asks and refuses."""
import re

import pytest

from cms.disk import CmsDisk
from cms.disk_format import DiskError
from cms_desk import Desk, desk, faults, volume  # noqa: F401
from cms_file_calls import DRIVES, Recorder
from cms_machine import code_of
from cms_room import Room


def blank(type, cylinders):
    return Recorder(type, cylinders, *DRIVES[type][:2])


def formatted(cms, line, label="MINE"):
    assert re.fullmatch(r"FORMAT ERASES ALL FILES ON DISK   . \(19\d\): YES OR NO\?", *cms.ask(line))
    assert cms.ask("YES") == ["ENTER LABEL, 1 TO 6 CHARACTERS:"]
    return cms.reply(label)


@pytest.mark.parametrize("type, cylinders, line, made", (
    ("2314", 3, "FORMAT 193 B", 3), ("2311", 6, "FORMAT 193 B", 6), ("2314", 3, "FORMAT 193 B 2", 2),
    ("2314", 13, "FORMAT 193 B ALL", 13), ("2311", 9, "FORMAT 193 B C 5", 5), ("2311", 55, "FORMAT 193 B", 55)))
def test_an_empty_disk(desk, type, cylinders, line, made):  # noqa: F811
    other = blank(type, cylinders)
    cms = desk(("A", "DATA", [b"x"]), more={0x193: other})
    assert formatted(cms, line) == [f"{made:3} CYLINDERS ARE FORMATTED."]
    records = made * DRIVES[type][2] - 4
    assert CmsDisk(other).label == "MINE" and CmsDisk(other).space().total == records
    assert cms.reply("STAT B")[0].split()[:3] == ["B-DISK", "0",
                                                  "FILES;"] and f"(OF {records})" in cms.reply("STAT B")[0]
    assert cms.write("NEW", "DATA", b"x" * 80, "B1") == 0 and cms.finis() == 0
    assert cms.files(other) == {("NEW", "DATA"): [b"x" * 80]} and cms.files() == {("A", "DATA"): [b"x"]}


def test_formatted_again_it_is_empty(desk):  # noqa: F811
    cms = desk(("A", "DATA", [b"x"] * 50))
    formatted(cms, "FORMAT P")
    assert cms.files() == {}
    formatted(cms, "FORMAT P 1", "ONE")
    assert CmsDisk(cms.p).space().total == 146 and CmsDisk(cms.p).label == "ONE"
    formatted(cms, "FORMAT P C 2", "TWO")
    formatted(cms, "FORMAT 191 P", "ALL")
    assert CmsDisk(cms.p).space().total == 446


@pytest.mark.parametrize("answer", ("NO", "", "X"))
def test_only_with_yes(desk, answer):  # noqa: F811
    cms = desk(("A", "DATA", [b"x"]))
    cms.ask("FORMAT P")
    assert code_of(cms.ask(answer)) == 88
    assert cms.files() == {("A", "DATA"): [b"x"]}


def test_a_label_of_1_to_6_characters(desk):  # noqa: F811
    cms = desk()
    cms.ask("FORMAT P")
    cms.ask("YES")
    assert cms.ask("") == cms.ask("TOOLONG") == ["ENTER LABEL, 1 TO 6 CHARACTERS:"]
    cms.reply("lower")
    assert CmsDisk(cms.p).label == "LOWER"


def test_the_label_alone(desk):  # noqa: F811
    cms = desk(("A", "DATA", [b"x"]))
    assert cms.ask("FORMAT P ( LABEL") == ["ENTER LABEL, 1 TO 6 CHARACTERS:"]
    cms.reply("OTHER")
    assert CmsDisk(cms.p).label == "OTHER" and cms.files() == {("A", "DATA"): [b"x"]}
    assert cms.words("LISTF A DATA P ( LABEL NOHEAD") == [["A", "DATA", "P5", "OTHER"]]


@pytest.mark.parametrize("type, have, first, line, made", (
    ("2314", 5, 3, "FORMAT P R", 5), ("2314", 5, 3, "FORMAT P R 4", 4), ("2314", 5, 3, "FORMAT P 5 ( RECOMP", 5),
    ("2314", 14, 10, "FORMAT P R", 14), ("2314", 60, 11, "FORMAT P R", 60), ("2314", 60, 13, "FORMAT P R 58", 58),
    ("2311", 50, 3, "FORMAT P R", 50), ("2311", 6, 6, "FORMAT P R", 6), ("2314", 5, 5, "FORMAT P R 3", 3)))
def test_other_cylinders_and_the_files_stay(desk, type, have, first, line, made):  # noqa: F811
    disk = blank(type, have)
    CmsDisk(disk).format("SMALL", first)
    data = [bytes((n,)) * 800 for n in range(70)]
    CmsDisk(disk).write("A", "DATA", data)
    cms = desk(p=disk)
    assert cms.reply(line) == [f"{made:3} CYLINDERS ARE FORMATTED."]
    assert CmsDisk(disk).label == "SMALL" and CmsDisk(disk).space().total == made * DRIVES[type][2] - 4
    assert faults(disk) == [] and cms.files() == {("A", "DATA"): data}
    space = CmsDisk(disk).space()
    for n in range(made * DRIVES[type][2] - 100 if made < 6 else 300):
        assert cms.write("B", "DATA", bytes((n & 255,)) * 800) in (0, 13)
    cms.finis()
    assert CmsDisk(disk).space().total == space.total and cms.files()["A", "DATA"] == data


def test_fewer_cylinders_than_the_files_need(desk):  # noqa: F811
    cms = desk(("A", "DATA", [b"a" * 800] * 200))
    cms.refuses("FORMAT P R 1", 88, "IN THE WAY")
    assert CmsDisk(cms.p).space().total == 446 and cms.files() == {("A", "DATA"): [b"a" * 800] * 200}
    cms.reply("FORMAT P R 2")
    cms.refuses("FORMAT B R", 36)


def test_stopped_anywhere_more_cylinders_or_not(desk):  # noqa: F811
    disk = blank("2314", 13)
    CmsDisk(disk).format("SMALL", 11)
    CmsDisk(disk).write("A", "DATA", [b"a" * 800] * 70)
    cms = desk(p=disk)
    disk.before = []
    cms.reply("FORMAT P R 12")
    totals = set()
    for at, state in enumerate(disk.states()):
        if at < 5 or at % 8 == 0:
            assert faults(state) == [] and cms.files(state) == cms.files()
            totals.add(CmsDisk(state).space().total)
    assert totals == {11 * 150 - 4, 12 * 150 - 4}


def test_what_is_refused(desk):  # noqa: F811
    cms = desk(("A", "DATA", [b"x"]), more={0x193: volume(read_only=True), 0x194: blank("2314", 2)})
    for line, code, text in (("FORMAT", 24, ""), ("FORMAT S", 24, "SYSTEM DISK"), ("FORMAT 190 S", 24, ""),
                             ("FORMAT P X", 24, ""),
                             ("FORMAT P 204", 24, ""), ("FORMAT P 0", 24, ""), ("FORMAT 193", 24, ""),
                             ("FORMAT PX", 24, ""),
                             ("FORMAT B", 36, "UNIT"), ("FORMAT 191 B", 36, "ANOTHER LETTER"),
                             ("FORMAT 190 B", 36, ""),
                             ("FORMAT 777 C ( LABEL", 36, "NO SUCH DISK")):
        cms.refuses(line, code, text)
    assert code_of(cms.ask("FORMAT 194 C ( LABEL")) == 100             # it cannot be read
    del cms.disks[0x194]
    for line in ("FORMAT 193 B", "FORMAT 777 B"):
        cms.ask(line)
        cms.ask("YES")
        answer = cms.ask("LABEL")
        assert code_of(answer) == 36 and len(answer) == 2, answer
    assert cms.files() == {("A", "DATA"): [b"x"]}


def test_stopped_anywhere_it_is_the_old_disk_no_disk_or_the_new_one():
    cms = Desk(("A", "DATA", [b"x"]), p=None)
    cms.p.before = []
    formatted(cms, "FORMAT P 1")
    kinds = set()
    for state in cms.p.states():
        try:
            kinds.add(CmsDisk(state).label)
            assert faults(state) == []
        except DiskError:
            kinds.add("NONE")
    assert kinds == {"TEST01", "NONE", "MINE"} and faults(cms.p) == []


def test_under_cp_a_minidisk_ends_where_cp_says(tmp_path):
    room = Room(tmp_path, ("A", "DATA", "one\n"), cylinders=4)
    try:
        room.vm.console.send("FORMAT P C 2")
        room.vm.console.expect("YES OR NO", 5)
        room.vm.console.wait_for("VM READ", 5)
        room.vm.console.send("YES")
        room.vm.console.expect("ENTER LABEL", 5)
        room.vm.console.wait_for("VM READ", 5)
        assert room.ask("SMALL")[-2].endswith("2 CYLINDERS ARE FORMATTED.")
        assert code_of(room.ask("COPYFILE FORMAT MODULE S COPY MODULE P")) == 0
        assert room.ask("FORMAT P R")[-2].endswith("4 CYLINDERS ARE FORMATTED.")
        assert room.ask("STAT P")[-2].startswith("P-DISK 1 FILES;") and "(OF 596)" in room.ask("STAT P")[-2]
        assert room.faults() == [] and room.names() == {("COPY", "MODULE")}
    finally:
        room.close()
