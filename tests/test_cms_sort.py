"""SORT at a virtual console: order, stability and fields against Python's sorted(); files larger than storage; what
stays when it is refused or stopped."""
import random
import time

import pytest

from cms.disk import CmsDisk
from cms_data_desk import DataDesk, e
from cms_file_calls import BareFiles
from cms_files import cards
from cms_machine import code_of
from cms_room import Room
from test_cms_random_files import formatted

PROMPT = "ENTER SORT COLUMNS: FIRST LAST (A OR D) ..."
FRUIT = [e(text) for text in ("pear 3", "fig 1", "apple", "fig 2", "plum", "x", "fig 1", "Fig", "fig 10")]


def in_order(items: list[bytes], *keys: tuple) -> list[bytes]:
    """Python's answer, in which reverse= keeps equal ones in their order; keys: first and last column, descending."""
    out = list(items)
    for first, last, down in reversed(keys):
        out.sort(key=lambda item: item[first - 1:last].ljust(last - first + 1, b"\x40"), reverse=down)
    return out


@pytest.fixture(scope="module")
def desk():
    return DataDesk(("F", "DATA", [item.ljust(20, b"\x40") for item in FRUIT]), ("V", "DATA", FRUIT, "V"),
                    ("BIN", "DATA", [bytes((n * 37 % 256, n)) for n in range(256)]),
                    ("SORTER", "EXEC", cards("&STACK 1 4 D\nSORT F DATA P OUT DATA P")))


@pytest.mark.parametrize("columns, keys", (
    ("1 4", [(1, 4, False)]), ("1 4 D", [(1, 4, True)]), ("5 6 D 1 3", [(5, 6, True), (1, 3, False)]),
    ("1 3 A 5 5 D", [(1, 3, False), (5, 5, True)]), ("6 6", [(6, 6, False)])))
@pytest.mark.parametrize("file", ("F", "V"))
def test_keys(desk, file, columns, keys):
    assert desk.does(f"SORT {file} DATA P OUT = =", columns) == [PROMPT]
    form, _, items = desk.file("OUT", "DATA")
    assert form == file and items == in_order(desk.files()[file, "DATA"], *keys)
    assert desk.faults() == [] and not [key for key in desk.files() if key[1].startswith("CMS")]


def test_descending_by_option_and_ascending_by_word(desk):
    desk.does("SORT F DATA P OUT DATA P (DESC", "1 3 5 5 A")
    assert desk.files()["OUT", "DATA"] == in_order(desk.files()["F", "DATA"], (1, 3, True), (5, 5, False))


def test_all_256_characters_and_the_file_itself(desk):
    desk.does("SORT BIN DATA P BIN DATA P", "1 1")
    assert desk.files()["BIN", "DATA"] == sorted(bytes((n * 37 % 256, n)) for n in range(256))
    desk.does("SORT BIN DATA P BIN DATA P", "2 2 D")
    assert [item[1] for item in desk.files()["BIN", "DATA"]] == list(range(255, -1, -1))


@pytest.mark.parametrize("code, text, line, replies", (
    (24, "SORT FN FT FM", "SORT F DATA P OUT", ()), (24, "SORT FN FT FM", "SORT", ()),
    (24, "SORT FN FT FM", "SORT F DATA P OUT DATA P (WHAT", ()), (24, "SORT FN FT FM", "SORT F DATA P OUT DATA P X", ()),
    (28, "FILE NOT FOUND", "SORT NO DATA P OUT DATA P", ()), (36, "NO SUCH DISK", "SORT F DATA P OUT DATA B", ()),
    (36, "NO SUCH DISK", "SORT F DATA P OUT DATA S", ()), (36, "NO SUCH DISK", "SORT F DATA B OUT DATA P", ()),
    (24, "COLUMNS ARE PAIRS", "SORT F DATA P OUT DATA P", ("",)), (24, "COLUMNS ARE PAIRS", "SORT F DATA P OUT DATA P", ("1",)),
    (24, "COLUMNS ARE PAIRS", "SORT F DATA P OUT DATA P", ("0 3",)), (24, "COLUMNS ARE PAIRS", "SORT F DATA P OUT DATA P", ("4 3",)),
    (24, "COLUMNS ARE PAIRS", "SORT F DATA P OUT DATA P", ("A B",)), (24, "THE FILE HAS NOT", "SORT F DATA P OUT DATA P", ("1 21",)),
    (24, "THERE MAY BE 24 KEYS", "SORT F DATA P OUT DATA P", ("1 2 " * 25,)),
    (120, "THE NEW NAME IS NONE", "SORT F DATA P OUT% DATA P", ("1 2",))))
def test_what_is_refused(desk, code, text, line, replies):
    before = desk.files()
    desk.refuses(code, text, line, *replies)
    assert desk.files() == before and desk.faults() == []


def test_an_exec_gives_the_columns(desk):
    assert PROMPT in desk.does("EXEC SORTER")
    assert desk.files()["OUT", "DATA"] == in_order(desk.files()["F", "DATA"], (1, 4, True))


@pytest.mark.parametrize("seed", range(6))
def test_random_files_in_a_small_machine(seed):
    """Files of several runs, F and V; in 160K a run is small, so that runs are merged in passes."""
    rng = random.Random(seed)
    length, count = rng.choice((8, 80, 133, 300)), rng.randint(500, 1500)
    alphabet = e("abc 019")
    items = [bytes(rng.choice(alphabet) for _ in range(6)).ljust(length, b"%d" % (n % 10)) for n in range(count)]
    form = rng.choice("FV")
    if form == "V":
        items = [item[:rng.randint(1, length)] for item in items]
    desk = DataDesk(("A", "DATA", items, form), cylinders=12, storage=rng.choice(("256K", "160K")))
    first = rng.randint(1, 4)
    keys = [(first, first + rng.randint(0, 2), rng.random() < .5) for _ in range(rng.randint(1, 3))]
    width = max(map(len, items))
    keys = [(a, min(b, width), down) for a, b, down in keys]
    desk.does("SORT A DATA P B DATA P", " ".join(f"{a} {b} {'D' if down else 'A'}" for a, b, down in keys))
    assert desk.files()["B", "DATA"] == in_order(items, *keys) and desk.faults() == []
    assert set(desk.files()) == {("A", "DATA"), ("B", "DATA")}


def test_long_items():
    items = [bytes([200 - n]) * (20000 - n) for n in range(14)]
    desk = DataDesk(("A", "DATA", items, "V"), cylinders=10)
    desk.does("SORT A DATA P B DATA P", "1 2")
    assert desk.files()["B", "DATA"] == items[::-1]
    desk = DataDesk(("A", "DATA", [bytes(65000)] * 3, "V"), cylinders=10)
    desk.refuses(41, "", "SORT A DATA P B DATA P", "1 2")
    assert desk.faults() == [] and set(desk.files()) == {("A", "DATA")}


def test_10_000_records_within_seconds():
    rng = random.Random(9)
    items = [e(f"{rng.randrange(100000):05}", 80) for _ in range(10000)]
    desk = DataDesk(("A", "DATA", items), cylinders=40)
    start = time.perf_counter()
    desk.does("SORT A DATA P A DATA P", "1 5")
    assert time.perf_counter() - start < 3                    # 0.5 s on a quiet host
    assert desk.files() == {("A", "DATA"): sorted(items)}


def test_the_disk_is_full_and_kx():
    items = [e(f"{n * 7919 % 3000:05}", 80) for n in range(3000)]
    desk = DataDesk(("A", "DATA", items), cylinders=3)          # no room for the runs and the new file
    desk.refuses(113, "THE DISK IS FULL; NOTHING IS CHANGED", "SORT A DATA P A DATA P", "1 5")
    assert desk.files() == {("A", "DATA"): items} and desk.faults() == []
    desk = DataDesk(("A", "DATA", items), cylinders=20)
    desk.ask("SORT A DATA P A DATA P")
    desk.machine.post(lambda: desk.console.type_in("1 5"))
    desk.machine.run(1_500_000)                                  # amid the runs
    desk.attention("KX")
    assert desk.run(50_000_000).name == "WAIT"
    assert desk.files()["A", "DATA"] == items and desk.faults() == []
    desk.does("SORT A DATA P A DATA P", "1 5")                    # and nothing is left of it afterwards
    assert desk.files() == {("A", "DATA"): sorted(items)}


def test_stopped_after_each_write():
    items = [e(f"{n * 7919 % 4000:05}", 60) for n in range(4000)]
    volume = formatted("2314", 12, [("A", "DATA", items, "F", 60, "P1")])
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    volume.before = []
    cms.ask("SORT A DATA P A DATA P")
    assert code_of(cms.ask("1 5", 2_000_000_000)) == 0
    states = list(volume.states())
    for state in states[::max(1, len(states) // 60)]:
        assert CmsDisk(state).read("A", "DATA") in (items, sorted(items))
    assert CmsDisk(volume).read("A", "DATA") == sorted(items) and len(states) > 50


def test_under_cp(tmp_path):
    items = [e(f"{n * 7919 % 2500:05}", 80) for n in range(2500)]
    room = Room(tmp_path, ("A", "DATA", items), cylinders=20)
    try:
        room.vm.console.send("SORT A DATA P A DATA P")
        room.vm.console.expect("ENTER SORT", 10)
        assert code_of(room.ask("1 5")) == 0
        assert room.read("A", "DATA") == sorted(items) and room.faults() == [] and room.names() == {("A", "DATA")}
    finally:
        room.close()
