"""The file system of CMS: commands typed at the console of a bare machine and of a CP machine, functions
called as programs do, against the host's view of the disk; after each test the checker looks at it."""
import random
import re

import pytest

from cms.check import check, contents
from cms.disk import CmsDisk
from cms_machine import Bare, asked, cms_system, cms_user, code_of
from cp.minidisk import Minidisk
from genuine_disk import GenuineDisk
from memory_volume import MemoryVolume
from s360.media.ckd import create_volume, open_volume

PLIST, BUFFER = 0x12000, 0x13000
DRIVES = {"2314": (20, 7680), "2311": (10, 4096)}


def e(text: str) -> bytes:
    return text.encode("cp037")


class Recorder(MemoryVolume):
    """A volume that keeps the state of the tracks before each write."""

    def remember(self, cylinder, head):
        if hasattr(self, "before"):
            self.before.append((cylinder, head, self.read_track(cylinder, head)))

    def write_track(self, cylinder, head, image):
        self.remember(cylinder, head)
        super().write_track(cylinder, head, image)

    def update(self, cylinder, head, offset, data):
        self.remember(cylinder, head)
        super().update(cylinder, head, offset, data)

    def states(self):
        """The disk as it was before each write, the latest first."""
        tracks = dict(self.tracks)
        for cylinder, head, image in reversed(self.before):
            tracks[cylinder, head] = image
            yield MemoryVolume(self.device_type, self.cylinders, self.heads, self.track_size, tracks)


def volume(type="2314", cylinders=3, files=()):
    """A CMS disk in memory: files are (name, type, items[, recfm[, lrecl[, mode]]])."""
    heads, size = DRIVES[type]
    made = Recorder(type, cylinders, heads, size)
    disk = CmsDisk(made)
    disk.format("TEST01", cylinders)
    for file in files:
        disk.write(*file)
    return made


class Cms(Bare):
    """A bare machine whose P-disk is a volume in memory; file functions as methods."""

    def __init__(self, made=None, storage="256K", more=None):
        super().__init__(storage, go=False)
        self.disk = made if made is not None else volume()
        self.volumes = [self.disk, *(more or {}).values()]
        for unit, one in {0x191: self.disk, **(more or {})}.items():
            self.machine.attach(unit, one.device_type).mount(one)
        self.run()
        self.ask("")

    def list(self, function, fn, ft, fm="P1", item=0, length=80, fv="F", items=1):
        text = e(f"{function:<8}{fn:<8}{ft:<8}{fm:<2}")
        self.machine.storage.write(PLIST, text + item.to_bytes(2, "big") + BUFFER.to_bytes(4, "big")
                                   + length.to_bytes(4, "big") + e(f"{fv:<2}") + items.to_bytes(2, "big")
                                   + bytes(4) + b"\xff" * 8)

    def write(self, fn, ft, data, fm="P1", item=0, fv="F", items=1):
        """WRBUF; its return code."""
        self.list("WRBUF", fn, ft, fm, item, len(data), fv, items)
        self.machine.storage.write(BUFFER, data)
        return self.call("WRBUF", r1=PLIST)[0]

    def read(self, fn, ft, fm="*", item=0, length=80, fv="F", items=1):
        """RDBUF; return code and bytes."""
        self.list("RDBUF", fn, ft, fm, item, length, fv, items)
        self.machine.storage.write(PLIST + 40, b"\0" * 4)
        code = self.call("RDBUF", r1=PLIST)[0]
        count = int.from_bytes(self.machine.storage.read(PLIST + 40, 4), "big")
        return code, bytes(self.machine.storage.read(BUFFER, count)) if code in (0, 8) else b""

    def function(self, name, *words):
        """A function with a list of words; its return code."""
        self.machine.storage.write(PLIST, b"".join(e(f"{word:<8}") for word in (name, *words)) + b"\xff" * 8)
        code = self.call(name, r1=PLIST)[0]
        return code - (1 << 32) if code >> 31 else code

    def finis(self, fn="*", ft="*", fm="*"):
        return self.function("FINIS", fn, ft, fm)

    def files(self, of=None):
        return {key[:2]: value[2] for key, value in contents(of or self.disk).items()}

    def reply(self, command):
        """The answer without the ready message; its code must be 0."""
        answer = self.ask(command)
        assert code_of(answer) == 0, answer
        return answer[:-1]


@pytest.fixture
def room():
    """Makes machines; afterwards the checker finds no fault on their disks."""
    made = []

    def make(*arguments, **more):
        made.append(Cms(*arguments, **more))
        return made[-1]
    yield make
    for cms in made:
        cms.finis()
        for one in cms.volumes:
            assert faults(one) == []


def faults(disk):
    return [one for one in check(disk) if one.severity != "note"]


def severe(disk):
    return [one for one in check(disk) if one.severity == "severe"]


def items(seed, count, longest=200, fixed=False):
    turn = random.Random(seed)
    return [turn.randbytes(longest if fixed else turn.randint(1, longest)) for _ in range(count)]


# -- commands

def test_listf_tells_what_the_directory_says(room):
    cms = room(volume(files=[("PROFILE", "EXEC", [e("LISTF")], "V"), ("A", "DATA", [bytes(80)] * 21)]))
    lines = cms.reply("LISTF")
    assert lines[0].split() == "FILENAME FILETYPE MODE F LENGTH ITEMS BLOCKS DATE TIME".split()
    assert [line.split()[:7] for line in lines[1:]] == [["PROFILE", "EXEC", "P5", "V", "5", "1", "1"],
                                                        ["A", "DATA", "P5", "F", "80", "21", "3"]]
    assert all(re.search(r" \d\d/\d\d/\d\d \d\d\.\d\d$", line) for line in lines[1:])
    assert [line.split()[0] for line in cms.reply("LISTF A")[1:]] == ["A"]
    assert [line.split()[0] for line in cms.reply("LISTF * EXEC ( NOHEAD")] == ["PROFILE"]
    assert code_of(cms.ask("LISTF NOSUCH")) == 28
    assert code_of(cms.ask("LISTF * * B")) == 36
    assert code_of(cms.ask("LISTF A B C D")) == 24
    assert code_of(cms.ask("LISTF * * P3")) == 28


def test_listf_makes_an_exec(room):
    cms = room(volume(files=[("A", "DATA", [b"x"]), ("B", "MEMO", [b"x"], "V")]))
    cms.reply("LISTF * * P (EXEC")
    assert cms.files()["CMS", "EXEC"] == [e(line.ljust(80)) for line in (
        "&1 &2 A        DATA     P5", "&1 &2 B        MEMO     P5")]
    assert cms.reply("LISTF * MEMO (EXEC") == [] and len(cms.files()["CMS", "EXEC"]) == 1


def test_printf(room):
    text = [e(f"LINE {n}".ljust(80)) for n in range(1, 31)]
    cms = room(volume(files=[("A", "DATA", text), ("B", "MEMO", [e("X" * n) for n in (1, 130, 200)], "V")]))
    assert cms.reply("PRINTF A DATA") == [f"LINE {n}" for n in range(1, 31)]
    assert cms.reply("PRINTF A DATA * 10 12") == ["LINE 10", "LINE 11", "LINE 12"]
    assert cms.reply("PRINTF A DATA P 29 * 3") == ["LIN", "LIN"]
    assert cms.reply("TYPE B MEMO") == ["X", "X" * 130, "X" * 130, "X" * 70]
    assert cms.reply("PRINTF A DATA P 31") == []
    for line, code in (("PRINTF A", 24), ("PRINTF A DATA P X", 24), ("PRINTF A DATA P 0", 24),
                       ("PRINTF A NOSUCH", 28), ("PRINTF A DATA B", 36)):
        assert code_of(cms.ask(line)) == code, line


def test_erase(room):
    cms = room(volume(files=[(name, type, [bytes(80)] * 20) for name in "ABC" for type in ("DATA", "MEMO")]))
    before = CmsDisk(cms.disk).space()
    cms.reply("ERASE A DATA")
    cms.reply("ERASE * MEMO P")
    assert sorted(cms.files()) == [("B", "DATA"), ("C", "DATA")]
    assert CmsDisk(cms.disk).space().left == before.left + 4 * 2
    cms.reply("ERASE * * *")
    space = CmsDisk(cms.disk).space()
    assert cms.files() == {} and space.used == 4
    for line, code in (("ERASE A DATA", 28), ("ERASE A", 24), ("ERASE A DATA B", 36)):
        assert code_of(cms.ask(line)) == code, line


def test_alter(room):
    cms = room(volume(files=[("A", "DATA", [b"one"]), ("B", "DATA", [b"two"])]))
    cms.reply("ALTER A DATA P NEW MEMO P3")
    cms.reply("ALTER B DATA P C = *")
    assert set(contents(cms.disk)) == {("NEW", "MEMO", "P3"), ("C", "DATA", "P5")}
    for line, code in (("ALTER X DATA P Y DATA P", 28), ("ALTER C DATA P NEW MEMO P", 24),
                       ("ALTER C DATA P D", 24), ("ALTER C DATA P D DATA T", 24),
                       ("ALTER C DATA P D DATA P9", 24), ("ALTER C DATA T D DATA T", 36)):
        assert code_of(cms.ask(line)) == code, line
    assert cms.files() == {("NEW", "MEMO"): [b"one"], ("C", "DATA"): [b"two"]}


def test_state(room):
    cms = room(volume(files=[("A", "DATA", [bytes(80)] * 3)]))
    assert cms.ask("STATE A DATA")[:-1] == []
    assert code_of(cms.ask("STATE A NOSUCH")) == 28
    assert code_of(cms.ask("STATE A")) == 24
    assert code_of(cms.ask("STATE A DATA B")) == 36
    for name in ("STATE", "STATEW"):
        cms.list(name, "A", "DATA", "*")
        assert cms.call(name, r1=PLIST)[0] == 0
        at = int.from_bytes(cms.machine.storage.read(PLIST + 28, 4), "big")
        copy = cms.machine.storage.read(at, 41)
        assert copy[:40] == CmsDisk(cms.disk).files()[0].raw and copy[40] == 0x80
    cms.read("A", "DATA")
    cms.call("STATE", r1=PLIST)
    assert cms.machine.storage.read(at + 40, 1)[0] == 0x84                  # being read


# -- RDBUF

@pytest.mark.parametrize("type", ("2314", "2311"))
def test_rdbuf_reads_what_the_host_wrote(room, type):
    files = [(f"F{n}", "DATA", items(n, 900 // n + 2, n, fixed=True)) for n in (1, 7, 80, 133, 799, 800, 801)]
    files += [("V", "DATA", items(1, 300), "V"), ("LONG", "DATA", items(2, 700, 80, fixed=True))]
    cms = room(volume(type, 20, files))
    for fn, ft, data, *fv in files:
        fv = fv[0] if fv else "F"
        for item in data:
            assert cms.read(fn, ft, length=1000, fv=fv) == (0, item)
        assert cms.read(fn, ft, length=1000, fv=fv) == (12, b"")
        for _ in range(20):
            at = random.randrange(len(data))
            assert cms.read(fn, ft, item=at + 1, length=1000, fv=fv) == (0, data[at])
        assert cms.finis(fn, ft) == 0


def test_rdbuf_of_several_items(room):
    data = items(3, 50, 80, fixed=True)
    cms = room(volume(files=[("A", "DATA", data)]))
    assert cms.read("A", "DATA", length=1600, items=20) == (0, b"".join(data[:20]))
    assert cms.read("A", "DATA", length=1600, items=20) == (0, b"".join(data[20:40]))
    assert cms.read("A", "DATA", length=1600, items=20) == (0, b"".join(data[40:]))
    assert cms.read("A", "DATA", length=1600, items=20) == (12, b"")


def test_codes_of_rdbuf(room):
    cms = room(volume(files=[("A", "DATA", items(1, 3, 80, fixed=True)), ("V", "DATA", items(2, 3), "V")]))
    assert cms.read("NOSUCH", "DATA")[0] == 1
    assert cms.read("", "DATA")[0] == 14
    assert cms.read("A", "DATA", length=0)[0] == 8
    assert cms.read("A", "DATA", length=40)[0] == 8
    assert cms.read("A", "DATA", items=0)[0] == 5
    assert cms.read("A", "DATA", fv="U")[0] == 7
    assert cms.read("V", "DATA", fv="V", items=2)[0] == 11
    assert cms.read("A", "DATA", item=4)[0] == 12
    assert cms.finis() == 0 and cms.finis() == 6
    assert cms.write("A", "DATA", bytes(80)) == 0
    assert cms.read("A", "DATA")[0] == 9
    assert cms.finis() == 0
    assert cms.read("A", "DATA")[0] == 0
    assert cms.write("A", "DATA", bytes(80)) == 9


def test_point(room):
    data = items(5, 9, 80, fixed=True)
    cms = room(volume(files=[("A", "DATA", data)]))
    cms.list("POINT", "A", "DATA", item=5)
    cms.machine.storage.write(PLIST + 28, bytes(4))
    assert cms.call("POINT", r1=PLIST)[0] == 0
    assert cms.read("A", "DATA") == (0, data[4]) and cms.read("A", "DATA") == (0, data[5])
    cms.finis()
    cms.machine.storage.write(PLIST, e("POINT   A       DATA    P1") + b"\0\0\0\3\0\0")
    assert cms.call("POINT", r1=PLIST)[0] == 0
    assert cms.write("A", "DATA", b"x" * 80) == 0
    cms.finis()
    assert cms.files()["A", "DATA"] == [*data[:2], b"x" * 80, *data[3:]]
    cms.list("POINT", "NOSUCH", "DATA")
    assert cms.call("POINT", r1=PLIST)[0] == 1


# -- WRBUF

@pytest.mark.parametrize("lrecl", (1, 80, 133, 800, 801, 5000))
def test_wrbuf_fixed(room, lrecl):
    data = items(lrecl, 70, lrecl, fixed=True)
    cms = room(volume(cylinders=8))
    for item in data[:40]:
        assert cms.write("NEW", "DATA", item) == 0
    assert cms.finis() == 0
    assert cms.write("NEW", "DATA", b"".join(data[40:]) if lrecl < 1000 else data[40],
                     items=30 if lrecl < 1000 else 1) == 0
    for item in data[41:] if lrecl >= 1000 else ():
        assert cms.write("NEW", "DATA", item) == 0
    assert cms.finis() == 0
    assert contents(cms.disk) == {("NEW", "DATA", "P1"): ("F", lrecl, data)}


def test_wrbuf_variable(room):
    data = items(1, 400)
    cms = room(volume(cylinders=4))
    for at, item in enumerate(data):
        assert cms.write("NEW", "DATA", item, fv="V") == 0
        if at % 150 == 149:
            assert cms.finis("NEW", "DATA", "P") == 0
    assert cms.finis() == 0
    assert contents(cms.disk) == {("NEW", "DATA", "P1"): ("V", max(map(len, data)), data)}


def test_items_are_replaced(room):
    data, other = items(1, 60, 80, fixed=True), items(2, 60, 80, fixed=True)
    cms = room(volume(files=[("A", "DATA", data)]))
    for at in (5, 0, 59, 30):
        assert cms.write("A", "DATA", other[at], item=at + 1) == 0
        data[at] = other[at]
    cms.finis()
    assert cms.files()["A", "DATA"] == data


def test_a_gap_in_a_fixed_file_is_zeros(room):
    cms = room()
    assert cms.write("A", "DATA", b"a" * 80) == 0
    assert cms.write("A", "DATA", b"z" * 80, item=100) == 0
    cms.finis()
    assert cms.files()["A", "DATA"] == [b"a" * 80, *[bytes(80)] * 98, b"z" * 80]
    assert cms.read("A", "DATA", item=50) == (0, bytes(80))


def test_variable_items_are_replaced_or_end_the_file(room):
    data = items(7, 2000, 100)
    cms = room(volume(cylinders=4, files=[("A", "DATA", data, "V")]))
    assert cms.write("A", "DATA", b"x" * len(data[3]), item=4, fv="V") == 0
    cms.finis()
    data[3] = b"x" * len(data[3])
    assert cms.files()["A", "DATA"] == data
    assert cms.write("A", "DATA", b"y" * (len(data[99]) + 1), item=100, fv="V") == 0
    assert cms.write("A", "DATA", b"more", fv="V") == 0
    cms.finis()
    assert cms.files()["A", "DATA"] == [*data[:99], b"y" * (len(data[99]) + 1), b"more"]
    assert cms.write("A", "DATA", b"gap", item=103, fv="V") == 7


def test_codes_of_wrbuf(room):
    cms = room(volume(files=[("A", "DATA", [bytes(80)]), ("V", "DATA", [b"x"], "V")]))
    for code, arguments in (
            (20, ("", "DATA", b"x")), (20, ("a", "DATA", b"x")), (20, ("A B", "DATA", b"x")),
            (20, ("*", "DATA", b"x")), (8, ("B", "DATA", b"")), (4, ("B", "DATA", b"x", "*")),
            (4, ("B", "DATA", b"x", "B1")), (5, ("B", "DATA", b"x", "P7")), (12, ("B", "DATA", b"x", "S1")),
            (11, ("B", "DATA", b"x", "P1", 0, "U")), (14, ("B", "DATA", b"xxx", "P1", 0, "F", 2)),
            (18, ("B", "DATA", b"xx", "P1", 0, "V", 2)), (15, ("A", "DATA", b"x")),
            (16, ("A", "DATA", b"x", "P1", 0, "V")), (16, ("V", "DATA", b"x")),
            (6, ("B", "DATA", b"xx", "P1", 65535, "F", 2)), (7, ("B", "DATA", b"x", "P1", 2, "V")),
            (19, ("B", "DATA", bytes(200), "P1", 65000))):
        assert cms.write(*arguments) == code, arguments
        cms.finis()
    assert set(cms.files()) == {("A", "DATA"), ("V", "DATA")}
    cms.list("WRBUF", "B", "DATA")
    cms.machine.storage.write(PLIST + 28, bytes(4))
    assert cms.call("WRBUF", r1=PLIST)[0] == 2


def test_a_full_disk(room):
    cms = room(volume(cylinders=1))
    count = 0
    while (code := cms.write("A", "DATA", bytes((count & 0xFF,)) * 800)) == 0:
        count += 1
    assert code == 13 and cms.write("B", "DATA", b"x") == 13
    assert cms.finis() == 0
    assert cms.files()["A", "DATA"] == [bytes((n & 0xFF,)) * 800 for n in range(count)]
    assert CmsDisk(cms.disk).space().left == 1            # two are kept for the directory, one has the FST
    cms.reply("ERASE A DATA")
    assert cms.write("B", "DATA", b"x" * 800) == 0 and cms.finis() == 0
    assert cms.files() == {("B", "DATA"): [b"x" * 800]}


def test_mode_3_is_erased_when_it_has_been_read(room):
    cms = room(volume(files=[("A", "DATA", [b"one", b"two"], "F", 3, "P3")]))
    assert cms.read("A", "DATA") == (0, b"one")
    cms.finis()
    assert cms.files()
    assert cms.read("A", "DATA") == (0, b"one") and cms.read("A", "DATA") == (0, b"two")
    cms.finis()
    assert cms.files() == {}


def test_the_read_only_disk(room):
    made = volume(files=[("A", "DATA", [b"one"]), ("SECRET", "DATA", [b"two"], "F", None, "P0")])
    made.read_only = True
    cms = room(made)
    assert cms.read("A", "DATA", length=3) == (0, b"one")
    assert cms.read("SECRET", "DATA")[0] == 1
    assert cms.write("B", "DATA", b"x") == 12
    assert code_of(cms.ask("ERASE A DATA")) == 36


def test_an_unformatted_disk_is_told():
    cms = Bare(go=False)
    cms.machine.attach(0x191, "2314").mount(MemoryVolume("2314", 3, 20, 7680))
    cms.run()
    answer = cms.ask("")
    assert answer[0] == "P (191) IS NO CMS DISK: FORMAT MAKES IT ONE" and code_of(answer) == 0
    assert code_of(cms.ask("LISTF")) == 36


# -- disks

@pytest.mark.parametrize("type, cylinders, wanted", (("2314", 3, ""), ("2311", 6, ""), ("2314", 3, "2"),
                                                     ("2314", 13, "")))
def test_format(type, cylinders, wanted):
    heads, size = DRIVES[type]
    made = Recorder(type, cylinders, heads, size)
    cms = Cms(made)
    assert cms.ask(f"FORMAT P {wanted}")[0] == "FORMAT ERASES ALL FILES ON DISK   P (191): YES OR NO?"
    assert cms.ask("YES")[-1] == "ENTER LABEL, 1 TO 6 CHARACTERS:"
    count = int(wanted or cylinders)
    assert cms.ask("mine", 50_000_000)[0] == f"{count:3} CYLINDERS ARE FORMATTED."
    assert faults(made) == [] and CmsDisk(made).label == "MINE"
    space = CmsDisk(made).space()
    assert space.total == count * (150 if type == "2314" else 40) - 4 and space.files == 0
    assert cms.write("A", "DATA", b"x" * 80) == 0 and cms.finis() == 0
    assert cms.files() == {("A", "DATA"): [b"x" * 80]} and faults(made) == []


def test_format_asks_and_refuses(room):
    cms = room(volume(files=[("A", "DATA", [b"x"])]))
    cms.ask("FORMAT P")
    assert code_of(cms.ask("NO")) == 88
    assert cms.files() == {("A", "DATA"): [b"x"]}
    for line, code in (("FORMAT S", 24), ("FORMAT", 24), ("FORMAT P X", 24), ("FORMAT P 204", 24),
                       ("FORMAT B", 36)):
        assert code_of(cms.ask(line)) == code, line


def test_login_and_release(room):
    second = volume("2311", 6, [("B", "DATA", [b"b"]), ("B", "MEMO", [b"m"])])
    cms = room(volume(files=[("A", "DATA", [b"a"])]), more={0x193: second})
    cms.reply("LOGIN 193 B")
    assert [line.split()[:3] for line in cms.reply("LISTF * * B ( NOHEAD")] == [["B", "DATA", "B5"],
                                                                               ["B", "MEMO", "B5"]]
    assert cms.write("NEW", "DATA", b"x", "B1") == 0 and cms.finis() == 0
    assert cms.files(second)["NEW", "DATA"] == [b"x"]
    assert code_of(cms.ask("LOGIN 193 C")) == 36                       # written under another letter
    cms.reply("RELEASE B")
    assert code_of(cms.ask("STATE B DATA")) == 28
    assert cms.reply("ACCESS 193 B/P * MEMO") == ["B (193) R/O"]
    assert [line.split()[0] for line in cms.reply("LISTF ( NOHEAD")] == ["A", "B"]
    assert code_of(cms.ask("STATE B DATA P")) == 28 and code_of(cms.ask("STATE B MEMO P")) == 0
    assert cms.write("B", "MEMO", b"here", "P1") == 0 and cms.finis() == 0  # P is written, not its extension
    assert cms.files(second)["B", "MEMO"] == [b"m"] and cms.files()["B", "MEMO"] == [b"here"]
    cms.reply("RELEASE 193")
    for line, code in (("LOGIN 193", 24), ("LOGIN X B", 24), ("LOGIN 193 Q", 24), ("LOGIN 777 B", 36),
                       ("LOGIN 193 B,B", 24), ("RELEASE B", 36), ("RELEASE S", 24), ("RELEASE", 24)):
        assert code_of(cms.ask(line)) == code, line


def test_stat(room):
    cms = room(volume(files=[("A", "DATA", [bytes(800)] * 90)]))
    space = CmsDisk(cms.disk).space()
    line = cms.reply("STAT P")[0]
    assert line.startswith("P-DISK ") and line.endswith("2314 R/W")
    assert [int(word) for word in re.findall(r"\d+", line)] [:7] == [
        1, space.used, space.left, space.total, space.used * 100 // space.total, 3, 2314]
    assert [line[0] for line in cms.reply("STAT")] == ["P", "S"]
    assert code_of(cms.ask("STAT B")) == 36


def test_combine(room):
    one, two = items(1, 300, 80, fixed=True), items(2, 41, 80, fixed=True)
    lines = items(3, 200)
    cms = room(volume(files=[("A", "DATA", one), ("B", "DATA", two), ("V", "MEMO", lines, "V")]))
    cms.reply("COMBINE C DATA P A DATA P B DATA P")
    cms.reply("COPYFILE V MEMO P W = P")
    cms.reply("COMBINE A DATA P A DATA P B DATA P")                    # replaced when it is whole
    assert cms.files() == {("A", "DATA"): one + two, ("B", "DATA"): two, ("C", "DATA"): one + two,
                           ("V", "MEMO"): lines, ("W", "MEMO"): lines}
    for line, code in (("COMBINE X DATA P A DATA P V MEMO P", 32), ("COMBINE X DATA P NOSUCH DATA P", 28),
                       ("COMBINE X DATA P", 24), ("COMBINE X DATA P A DATA", 24),
                       ("COMBINE X DATA B A DATA P", 104)):
        assert code_of(cms.ask(line)) == code, line
    assert len(cms.files()) == 5


@pytest.mark.parametrize("options", ({}, {"form": "vm370"}, {"type": "2311", "cylinders": 50},
                                     {"cylinders": 60}, {"cylinders": 60, "sentinel": 0xFFFE}))
def test_disks_that_other_tools_made_are_read_and_written(room, options):
    genuine = GenuineDisk(**options)
    data = items(1, 500, 80, fixed=True)
    genuine.add("OLD", "DATA", data)
    genuine.add("TEXT", "MEMO", items(2, 90), recfm="V")
    made = genuine.volume()
    made.__class__ = Recorder
    cms = room(made)
    assert [cms.read("OLD", "DATA", item=n + 1) for n in range(500)] == [(0, item) for item in data]
    cms.finis()
    assert cms.write("OLD", "DATA", b"x" * 80, item=250) == 0
    assert cms.write("NEW", "DATA", b"y" * 80) == 0
    assert cms.finis() == 0
    data[249] = b"x" * 80
    assert cms.files() == {("OLD", "DATA"): data, ("TEXT", "MEMO"): items(2, 90), ("NEW", "DATA"): [b"y" * 80]}


# -- limits

def test_many_files(room):
    files = [(f"F{n}", "DATA", [b"%d" % n]) for n in range(1000)]
    cms = room(volume(cylinders=12, files=files[:990]))
    for name, type, data in files[990:]:
        assert cms.write(name, type, data[0]) == 0
    assert cms.finis() == 0
    assert len(cms.files()) == 1000 and len(cms.ask("LISTF", 50_000_000)) == 1002
    for n in range(0, 1000, 3):
        assert cms.function("ERASE", f"F{n}", "DATA", "P") == 0
    assert set(cms.files()) == {(f"F{n}", "DATA") for n in range(1000) if n % 3}


def test_the_most_items(room):
    cms = room(volume(cylinders=3))
    for _ in range(13):
        assert cms.write("A", "DATA", b"x" * 5000, items=5000) == 0
    assert cms.write("A", "DATA", b"y" * 535, items=535) == 0
    assert cms.write("A", "DATA", b"z") == 6
    cms.finis()
    assert cms.files()["A", "DATA"][65000:] == [b"y"] * 535 and len(cms.files()["A", "DATA"]) == 65535
    assert cms.read("A", "DATA", item=65535, length=1) == (0, b"y")
    assert cms.read("A", "DATA", length=1) == (12, b"")


@pytest.mark.slow
def test_the_largest_file_and_quarters_below_the_border(room):
    """60 + 40 * 400 blocks; records behind 3FFF cannot hold first chain links."""
    cms = room(volume(cylinders=203))
    for n in range(803):
        assert cms.write("A", "DATA", bytes((n & 0xFF,)) * 16000, items=20) == 0
    assert cms.write("A", "DATA", b"x" * 800) == 19
    assert cms.finis() == 0
    for n in range(600):
        assert cms.write("B", "DATA", bytes((n & 0xFF,)) * 16000, items=20) == 0
    assert cms.finis() == 0
    assert cms.write("C", "DATA", b"c") == 0 and cms.finis() == 0
    files = cms.files()
    assert files["A", "DATA"] == [bytes((n // 20 & 0xFF,)) * 800 for n in range(16060)]
    assert len(files["B", "DATA"]) == 12000 and files["C", "DATA"] == [b"c"]
    assert cms.read("A", "DATA", item=16060, length=800) == (0, b"\x22" * 800)


def test_long_items(room):
    data = [bytes((n,)) * size for n, size in enumerate((65535, 1, 40000, 800, 65535))]
    cms = room(volume(cylinders=6))
    for item in data:
        assert cms.write("V", "DATA", item, fv="V") == 0
        assert cms.write("F", "DATA", item.ljust(65535, b"f")) == 0
    assert cms.write("V", "DATA", bytes(65536), fv="V") == 17
    cms.finis()
    assert cms.files() == {("V", "DATA"): data, ("F", "DATA"): [item.ljust(65535, b"f") for item in data]}
    for n in (5, 3, 1, 2):
        assert cms.read("V", "DATA", item=n, length=65535, fv="V") == (0, data[n - 1])


# -- crashes

def test_stopped_after_any_write_the_disk_is_whole(room):
    """A file is written, replaced in part, renamed, erased; before each write the disk is whole, and files
    that were closed are complete."""
    kept = items(9, 100, 80, fixed=True)
    old = items(10, 100, 80, fixed=True)
    cms = room(volume(cylinders=2, files=[("KEPT", "DATA", kept), ("OLD", "DATA", old)]))
    cms.disk.before = []
    for at in range(0, 100, 9):
        assert cms.write("OLD", "DATA", b"n" * 80, item=at + 1) == 0
        assert cms.write("NEW", "DATA", old[at]) == 0
    assert cms.finis("OLD", "DATA") == 0
    changed = [b"n" * 80 if at % 9 == 0 else item for at, item in enumerate(old)]
    assert cms.finis() == 0
    cms.reply("ALTER NEW DATA P NEWER DATA P")
    cms.reply("ERASE NEWER DATA")
    seen = set()
    for state in cms.disk.states():
        assert severe(state) == []
        files = cms.files(state)
        assert files["KEPT", "DATA"] == kept
        assert files["OLD", "DATA"] in (old, changed)
        for name in ("NEW", "NEWER"):
            assert files.get((name, "DATA"), old[::9]) == old[::9]
        seen.add((files["OLD", "DATA"] == changed, ("NEW", "DATA") in files, ("NEWER", "DATA") in files))
    assert seen == {(False, False, False), (True, False, False), (True, True, False), (True, False, True)}


@pytest.mark.slow
def test_stopped_anywhere_with_extensions_of_the_map(room):
    """The map of 14 cylinders has an extension, which goes to a new record too."""
    cms = room(volume(cylinders=14, files=[("KEPT", "DATA", [b"k" * 800] * 1900)]))
    cms.disk.before = []
    for n in range(70):
        assert cms.write("NEW", "DATA", bytes((n,)) * 800) == 0
    assert cms.finis() == 0
    cms.reply("ERASE KEPT DATA")
    for state in cms.disk.states():
        assert severe(state) == []
        files = cms.files(state)
        assert files.get(("KEPT", "DATA"), [b"k" * 800] * 1900) == [b"k" * 800] * 1900
        assert files.get(("NEW", "DATA"), [b""] * 70)[69] in (b"", b"E" * 800)


def test_a_file_still_open_is_not_there_after_a_crash_and_takes_no_room(room):
    cms = room(volume(cylinders=2))
    for n in range(80):
        assert cms.write("OPEN", "DATA", b"o" * 800) == 0
    assert cms.write("CLOSED", "DATA", b"c") == 0 and cms.finis("CLOSED", "DATA") == 0
    assert faults(cms.disk) == [] and set(cms.files()) == {("CLOSED", "DATA")}
    cms.finis()
    assert len(cms.files()["OPEN", "DATA"]) == 80


# -- under CP

def test_under_cp(tmp_path):
    with cms_system(tmp_path) as system:
        vm = cms_user(system, "FILER", disks={"191": {"type": "2314", "volume": "USER01", "first": 100,
                                                      "cylinders": 3, "mode": "W"}})
        vm.console.command("IPL 190")
        answer = asked(vm, "")
        assert answer[0] == "P (191) IS NO CMS DISK: FORMAT MAKES IT ONE"
        vm.console.send("FORMAT P")
        vm.console.expect("YES OR NO", 5)
        vm.console.wait_for("VM READ", 5)
        vm.console.send("YES")
        vm.console.expect("ENTER LABEL", 5)
        vm.console.wait_for("VM READ", 5)
        assert asked(vm, "MINE")[-2].endswith("3 CYLINDERS ARE FORMATTED.")
        assert code_of(asked(vm, "COMBINE COPY MODULE P LISTF MODULE S")) == 0
        assert code_of(asked(vm, "ALTER COPY MODULE P COPY2 MODULE P3")) == 0
        lines = asked(vm, "LISTF")
        assert [line.split()[:4] for line in lines[1:-1]] == [["COPY2", "MODULE", "P3", "V"]]
        assert code_of(asked(vm, "ERASE COPY2 MODULE")) == 0
        assert code_of(asked(vm, "LISTF")) == 28
        vm.console.command("LOGOFF")
    with open_volume(tmp_path / "volumes" / "USER01.ckd") as base:
        assert faults(Minidisk(base, 100, 3, read_only=True)) == []


# -- many operations against a model

@pytest.mark.parametrize("seed, type, cylinders", ((1, "2314", 1), (2, "2311", 4), (3, "2314", 15)))
def test_many_operations(room, seed, type, cylinders):
    turn, model = random.Random(seed), {}
    cms = room(volume(type, cylinders))
    for step in range(150):
        name = (turn.choice("ABCDEF"), turn.choice(("DATA", "MEMO")))
        kind, fv = turn.randrange(8), "F" if name[1] == "DATA" else "V"
        if kind == 0 and name in model:
            assert cms.function("ERASE", *name, "P") == 0
            del model[name]
        elif kind == 1 and name in model:
            other = (turn.choice("GHIJ"), name[1])
            if other not in model:
                assert cms.function("ALTER", *name, "P", *other, "P") == 0
                model[other] = model.pop(name)
        elif kind == 2:
            cms.finis()
        else:
            count, at = turn.choice((1, 3, 30)), len(model.get(name, ())) + 1
            for _ in range(count):
                item = turn.randbytes(80 if fv == "F" else turn.randint(1, 300))
                place = turn.randint(1, len(model.get(name, ())) + 1) if fv == "F" and turn.random() < 0.3 else 0
                code = cms.write(*name, item, item=place, fv=fv)
                if code == 13:
                    break
                assert code == 0
                data = model.setdefault(name, [])
                at = place or at
                data[at - 1:at] = [item]
                at += 1
            cms.finis(*name, "P")
        if step % 25 == 24:
            cms.finis()
            assert cms.files() == model and faults(cms.disk) == []
            for key, data in model.items():
                fv = "F" if key[1] == "DATA" else "V"
                for item in data[:40]:
                    assert cms.read(*key, length=400, fv=fv) == (0, item)
            cms.finis()
