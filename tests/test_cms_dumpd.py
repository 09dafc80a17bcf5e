"""DUMPD: ranges of records, and tracks of any disk, against what lies on the volume."""
import pytest

from cms_data_desk import DataDesk, e
from cms_machine import code_of
from memory_volume import MemoryVolume, record, slot

HEADS, TRACK = 20, 7680


@pytest.fixture(scope="module")
def desk():
    made = DataDesk(("A", "DATA", [e("x", 80)] * 50))
    other = MemoryVolume("2314", 3, HEADS, TRACK, {(2, 5): slot(2, 5, [
        record(2, 5, 0, bytes(8)), record(2, 5, 1, e("DATA OF ONE"), e("KEY1")), record(2, 5, 2, bytes(range(40))),
        record(2, 5, 7, b"")], TRACK)})
    made.machine.attach(0x1A0, "2314").mount(other)
    return made


def test_records_one_behind_the_other(desk):
    one = {n: desk.does(f"DUMPD 191 {n}") for n in (3, 4, 5)}
    lines = desk.does("DUMPD 191 3 5")
    assert len(lines) == 3 * 51 and [line.split() for line in lines[::51]] == [["RECORD", str(n)] for n in (3, 4, 5)]
    assert [lines[at + 1:at + 51] for at in (0, 51, 102)] == [one[n] for n in (3, 4, 5)]


def test_a_track_of_another_disk(desk):
    lines = desk.does("DUMPD 1A0 CYL 2 HEAD 5")
    assert lines[0] == "CYLINDER     2, HEAD   5, RECORD   1, KEY   4, DATA    11"
    assert lines[1] == "0000  D2C5E8F1 C4C1E3C1 40D6C640 D6D5C5     KEY1DATA OF ONE"
    data = bytes(range(40)).hex().upper()
    assert [line[6:41].replace(" ", "") for line in lines[3:6]] == [data[:32], data[32:64], data[64:]]
    assert len(lines) == 7 and lines[6].endswith("DATA     0")
    assert desk.does("DUMPD 1A0 CYL 2 HEAD 5 REC 2") == lines[2:6]


def test_a_track_of_a_cms_disk(desk):
    lines = desk.does("DUMPD 191 CYL 0 HEAD 0")
    heads = [line for line in lines if line.startswith("CYLINDER")]
    assert len(heads) == 8 and all("DATA   829" in line for line in heads[:7]) and "DATA   414" in heads[7]
    label = desk.does("DUMPD 191 CYL 0 HEAD 0 REC 3")
    assert label[1] == "0" + desk.does("DUMPD 191 3")[0]


@pytest.mark.parametrize("code, text, line", (
    (24, "DUMPD UNIT", "DUMPD 191 5 4"), (24, "DUMPD UNIT", "DUMPD 191 5 6 7"), (24, "DUMPD UNIT", "DUMPD 191 CYL"),
    (24, "DUMPD UNIT", "DUMPD 191 CYL 0"), (24, "DUMPD UNIT", "DUMPD 191 CYL 0 HEAD"), (24, "DUMPD UNIT", "DUMPD 191 CYL 0 HEAD 0 X"),
    (24, "DUMPD UNIT", "DUMPD 191 CYL 99999 HEAD 0"), (24, "DUMPD UNIT", "DUMPD XYZ CYL 0 HEAD 0"),
    (28, "THERE IS NO SUCH RECORD", "DUMPD 191 CYL 0 HEAD 0 REC 99"), (28, "THERE IS NO SUCH RECORD", "DUMPD 1A0 CYL 0 HEAD 1"),
    (36, "THERE IS NO SUCH DISK", "DUMPD 1AA CYL 0 HEAD 0"), (101, "THERE IS NO SUCH TRACK", "DUMPD 1A0 CYL 300 HEAD 0"),
    (101, "THERE IS NO SUCH TRACK", "DUMPD 1A0 CYL 0 HEAD 30"), (36, "THERE IS NO SUCH DISK", "DUMPD 1AA 3 4"),
    (24, "DUMPD UNIT", "DUMPD"), (24, "DUMPD UNIT", "DUMPD 191")))
def test_what_is_refused(desk, code, text, line):
    desk.refuses(code, text, line)
    assert code_of(desk.say("DUMPD 191 3")) == 0
