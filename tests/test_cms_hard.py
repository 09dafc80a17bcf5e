"""Hard use of CMS's file system: disks and storage filled to the last, limits, names that are none, many
files open, SVC 202 twenty levels deep, dates to 2059.  After each test the checker finds no fault."""
from datetime import datetime

import pytest

from cms.check import check, contents
from cms.disk import CmsDisk
from cms_file_calls import BareFiles, e
from cms_machine import code_of, program
from genuine_disk import GenuineDisk
from test_cms_random_files import formatted


def faults(volume) -> list:
    return [one for one in check(volume) if one.severity != "note"]


class Room:
    """Machines whose disks are checked at the end."""

    def __init__(self):
        self.machines = []

    def __call__(self, p=None, lines=("STATE NO FILE",), storage="256K", **more) -> BareFiles:
        disks = {0x191: formatted("2314", 2) if p is None else p}
        cms = BareFiles(disks | {int(unit[1:], 16): volume for unit, volume in more.items()}, storage, lines)
        self.machines.append(cms)
        return cms


@pytest.fixture
def room():
    made = Room()
    yield made
    for cms in made.machines:
        cms.finis()
        for volume in cms.disks.values():
            assert faults(volume) == []


def files(cms, unit=0x191) -> dict:
    return {key[:2]: value[2] for key, value in contents(cms.disks[unit]).items()}


# -- names

ZEROS = "\0" * 8


def test_a_name_of_zeros_is_no_file(room):
    """Free places of the directory are zeros."""
    cms = room(formatted("2314", 1, [("A", "DATA", [b"a"], "F", 1, "P1")]))
    for name in ((ZEROS, ZEROS), (ZEROS, "*"), (ZEROS, "DATA"), ("A", ZEROS)):
        assert cms.state("STATE", *name, "*")[0] == 28
        assert cms.function("ERASE", *name, "P") == 28
        assert cms.function("ALTER", *name, "P", "B", "DATA", "P") == 28
        assert cms.read(*name)[0] == 1
        assert cms.write(*name, b"x") == 20
        assert cms.point(*name, "P", 1, 1) == 1
        assert cms.function("FINIS", *name, "P") == 6
    assert files(cms) == {("A", "DATA"): [b"a"]}


@pytest.mark.parametrize("name", ("a", "A B", " A", "A*", "*", "=A", "A.B", "(", "\xff", "A\x00", "\x7f",
                                  "A/B"))
def test_odd_names_are_refused(room, name):
    cms = room(formatted("2314", 1, [("A", "DATA", [b"a"], "F", 1, "P1")]))
    assert cms.write(name, "DATA", b"x") == 20 and cms.write("A", name, b"x") == 20
    cms.finis()
    assert cms.state("STATE", name, "DATA", "*")[0] in (24, 28) or name == "*"
    if name != "*":
        assert cms.function("ALTER", "A", "DATA", "P", name, "DATA", "P") == 24
        assert cms.function("ALTER", "A", "DATA", "P", "A", name, "P") == 24
        assert cms.function("ERASE", name, "DATA", "P") == 28
    assert files(cms) == {("A", "DATA"): [b"a"]}


# -- structure

def test_a_gap_over_whole_chain_links(room):
    """Blocks 60 to 459 and 460 to 859 have a chain link each; of a gap there is none."""
    cms = room(formatted("2314", 9))
    for item in (1, 1000, 300):
        assert cms.write("A", "DATA", b"%04d" % item + bytes(796), item=item) == 0
    assert cms.write("B", "DATA", b"b") == 0 and cms.finis() == 0
    got = files(cms)["A", "DATA"]
    assert len(got) == 1000 and [n + 1 for n, item in enumerate(got) if item.strip(b"\0")] == [1, 300, 1000]
    assert cms.read("A", "DATA", item=700, length=800) == (0, bytes(800))
    assert cms.finis() == 0
    assert cms.write("A", "DATA", b"x" * 800, item=700) == 0 and cms.finis() == 0
    assert files(cms)["A", "DATA"][699] == b"x" * 800
    assert cms.function("ERASE", "A", "DATA", "P") == 0
    assert files(cms) == {("B", "DATA"): [b"b"]} and CmsDisk(cms.disks[0x191]).space().used == 7


def test_a_long_v_file_is_cut_on_a_full_disk(room):
    """What follows a V item that is replaced by one of another length goes; on a full disk too, and the
    chain links that go with it need no room."""
    items = [bytes((n & 0xFF,)) * 790 for n in range(1700)]
    cms = room(formatted("2314", 13, [("V", "DATA", items, "V", 790, "P1")]))
    count = 0
    while cms.write("FILL", "DATA", b"f" * 800) == 0:
        count += 1
    assert cms.finis() == 0
    while (code := cms.write("V", "DATA", b"new", item=5, fv="V")) == 13:   # room for the blocks that change
        cms.finis()
        assert files(cms)["V", "DATA"] == items            # as before
        count -= 1
        assert cms.function("ERASE", "FILL", "DATA", "P") == 0
        for _ in range(count):
            assert cms.write("FILL", "DATA", b"f" * 800) == 0
        assert cms.finis() == 0
    assert code == 0 and cms.finis() == 0
    assert files(cms)["V", "DATA"] == [*items[:4], b"new"]


@pytest.mark.parametrize("digit", "16")
def test_a_v_file_of_mode_6_is_replaced_as_a_whole(room, digit):
    """An item of another length ends a V file: until it is closed the old one is on disk."""
    old = [b"a" * 700] * 100
    cms = room(formatted("2314", 2, [("V", "DATA", old, "V", 700, "P" + digit)]))
    new = [b"a" * 700, *[b"b" * (10 + n) for n in range(300)]]
    for number, item in enumerate(new[1:], 2):
        assert cms.write("V", "DATA", item, item=number, fv="V") == 0
    assert cms.write("OTHER", "DATA", b"o") == 0 and cms.finis("OTHER", "DATA", "P") == 0
    assert faults(cms.disks[0x191]) == [] and files(cms)["V", "DATA"] == old
    assert cms.finis() == 0
    assert files(cms)["V", "DATA"] == new


# -- full

def test_more_new_files_open_than_the_directory_has_room_for(room):
    """30 new files share a disk's last records and two blocks of the directory: all that was accepted is
    there when they are closed."""
    cms = room(formatted("2314", 1))
    wrote = dict.fromkeys(range(30), 0)
    full = False
    while not full:
        for number in wrote:
            code = cms.write(f"F{number}", "DATA", b"%02d" % number * 400)
            if code:
                assert code == 13
                full = True
            else:
                wrote[number] += 1
    assert cms.finis() == 0
    assert files(cms) == {(f"F{number}", "DATA"): [b"%02d" % number * 400] * count
                          for number, count in wrote.items() if count}
    assert cms.function("ERASE", "F0", "DATA", "P") == 0
    assert cms.write("AGAIN", "DATA", b"x") == 0 and cms.finis() == 0
    assert ("AGAIN", "DATA") in files(cms)


@pytest.mark.parametrize("options", ({"cylinders": 1}, {"cylinders": 2, "type": "2311"}, {"cylinders": 14}))
def test_a_file_is_erased_from_a_disk_that_others_have_filled(room, options):
    """Not one record is left for a new directory."""
    genuine = GenuineDisk(**options)
    genuine.add("SMALL", "DATA", [b"s" * 80])
    spare = 4 + 1 + 1 + 1 + genuine.extensions             # directory, pieces, SMALL, extensions
    room_left = genuine.total - spare
    links = max(0, -(-(room_left - 60) // 401))
    genuine.add("LARGE", "DATA", [bytes((n & 0xFF,)) * 800 for n in range(room_left - links)])
    volume = genuine.volume()
    assert CmsDisk(volume).space().left == 0 and faults(volume) == []
    cms = room(volume)
    assert cms.write("NEW", "DATA", b"x") == 13
    assert cms.function("ALTER", "SMALL", "DATA", "P", "LITTLE", "DATA", "P") == 0
    assert cms.function("ERASE", "LITTLE", "DATA", "P") == 0
    assert faults(volume) == [] and set(files(cms)) == {("LARGE", "DATA")}
    assert cms.function("ERASE", "LARGE", "DATA", "P") == 0
    assert cms.write("NEW", "DATA", b"x") == 0 and cms.finis() == 0
    assert files(cms) == {("NEW", "DATA"): [b"x"]}


def test_storage_is_exhausted_while_files_are_open(room):
    """WRBUF and RDBUF tell it by 41; what has been written is there when the files are closed."""
    cms = room(formatted("2314", 3, [("OLD", "DATA", [b"old"], "F", 3, "P1")]))
    cms.poke("HIMAIN", (0x14000).to_bytes(4, "big"))       # the list and the buffer are a program's
    count = 0
    while (code := cms.write(f"F{count}", "DATA", b"%03d" % count)) == 0:
        count += 1
    assert code == 41 and count > 40
    assert cms.read("OLD", "DATA", length=3)[0] == 41
    taken = []
    while (answer := cms.call("FREE", 2))[0] == 0:         # to the last doubleword
        taken.append(answer[2])
    for number in range(count):
        assert cms.write(f"F{number}", "DATA", b"END") == 0
    assert cms.finis() == 0
    assert files(cms) == {("OLD", "DATA"): [b"old"]} | {
        (f"F{number}", "DATA"): [b"%03d" % number, b"END"] for number in range(count)}
    for at in taken:
        assert cms.call("FRET", 2, at)[0] == 0
    assert cms.read("OLD", "DATA", length=3) == (0, b"old")


@pytest.mark.slow
def test_the_most_files(room):
    """3,400 files, from the host and from CMS; one more is refused with 10."""
    volume = formatted("2314", 40, [(f"F{n}", "DATA", [b"%04d" % n], "F", 4, "P1") for n in range(3380)])
    cms = room(volume, storage="1M")
    for n in range(3380, 3400):
        assert cms.write(f"F{n}", "DATA", b"%04d" % n) == 0 and cms.finis() == 0
    assert cms.write("ONE", "MORE", b"x") == 10
    assert cms.function("ERASE", "F7", "DATA", "P") == 0
    assert cms.write("ONE", "MORE", b"x") == 0 and cms.finis() == 0
    assert files(cms) == {("ONE", "MORE"): [b"x"]} | {(f"F{n}", "DATA"): [b"%04d" % n]
                                                      for n in range(3400) if n != 7}


# -- deep, bad programs, dates

def test_files_from_twenty_levels_of_svc_202(room):
    """A program that calls itself writes an item at each level; the 21st is refused, and all is closed
    when it is given up."""
    cms = room()
    cms.put("DEEP", program(
        " LR 2,1", " CALL WRBUF,FILE", " LTR 15,15", " BNZ OUT", " LR 1,2", " SVC 202",
        "OUT BR 14", " DS 0D",
        "FILE DC CL8'WRBUF',CL8'DEEP',CL8'DATA',CL2'P1',H'0',A(ITEM),F'4'", " DC CL2'F',H'1',F'0'",
        "ITEM DC CL4'ITEM'"))
    code = code_of(cms.ask("DEEP", 20_000_000))
    assert code != 0
    got = files(cms)["DEEP", "DATA"]
    assert set(got) == {e("ITEM")} and 19 <= len(got) <= 20
    assert code_of(cms.ask("STATE DEEP DATA")) == 0


def test_a_program_check_while_a_file_is_written(room):
    """A buffer that is not in storage: the command is given up; the file keeps its items, KX works."""
    cms = room()
    cms.put("BAD", program(
        " CALL WRBUF,FILE", " LA 0,1", " SLL 0,23", " ST 0,FILE+28", " CALL WRBUF,FILE", " SR 15,15",
        " BR 14", " DS 0D",
        "FILE DC CL8'WRBUF',CL8'KEPT',CL8'DATA',CL2'P1',H'0',A(ITEM),F'4'", " DC CL2'F',H'1',F'0'",
        "ITEM DC CL4'ITEM'"))
    answer = cms.ask("BAD")
    assert code_of(answer) != 0 and "PROGRAM INTERRUPT" in " ".join(answer)
    assert cms.machine.storage.read(cms.field("KXBUSY"), 1) == b"\0"
    assert files(cms)["KEPT", "DATA"] == [e("ITEM")]
    assert code_of(cms.ask("ERASE KEPT DATA")) == 0


@pytest.mark.parametrize("year", (1960, 1968, 1999, 2000, 2026, 2059))
def test_dates(room, year):
    """The directory has two digits of a year; host and CMS show the same moment."""
    cms = room()
    disk = CmsDisk(cms.disks[0x191])
    disk.write("HOST", "DATA", [b"x"], date=datetime(year, 12, 31, 23, 59))
    assert disk.find("HOST", "DATA").date == datetime(year, 12, 31, 23, 59)
    cms.ask("LOGIN 191 P")
    line = next(line for line in cms.ask("LISTF HOST DATA") if line.startswith("HOST"))
    assert f"12/31/{year % 100:02d}" in line and "23.59" in line
