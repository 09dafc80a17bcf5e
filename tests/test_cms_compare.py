"""COMPARE at a virtual console: which items differ, in which columns, and the codes."""
import random

import pytest

from cms_data_desk import DataDesk, e
from cms_machine import code_of

A = [e(f"LINE {n:>3} ABC", 20) for n in range(300)]
B = [item if n not in (7, 299) else item.replace(e("ABC"), e("XYZ")) for n, item in enumerate(A)]


@pytest.fixture(scope="module")
def desk():
    return DataDesk(("A", "DATA", A), ("B", "DATA", B), ("SHORT", "DATA", A[:299]), ("V", "DATA", A, "V"),
                    ("V2", "DATA", [item.rstrip(b"\x40") for item in A], "V"), ("WIDE", "DATA", [item + e(" ") for item in A]),
                    ("LONG", "DATA", [bytes([n]) * 700 for n in (193, 194)]),
                    ("LONG2", "DATA", [bytes([n]) * 699 + b"\xF0" for n in (193, 194)]))


def text(item: bytes) -> str:
    return item.decode("cp037").rstrip()


def test_equal_and_different(desk):
    assert desk.does("COMPARE A DATA P A = =") == []
    assert desk.does("COMPARE A DATA P A DATA *") == desk.does("COMPARE V DATA P V DATA P") == []
    lines = desk.say("COMPARE A DATA P B DATA P")
    assert lines[:-2] == [text(A[7]), text(B[7]), text(A[299]), text(B[299])]
    assert lines[-2] == "THE FILES DIFFER" and code_of(lines) == 4


@pytest.mark.parametrize("options, code", (
    ("COL 1 8", 0), ("COL 1-9", 0), ("COL 1 10", 4), ("COL 10", 4), ("COL 13", 0), ("COL 12", 4), ("COL 30 40", 0)))
def test_columns(desk, options, code):
    assert code_of(desk.say(f"COMPARE A DATA P B DATA P ( {options}")) == code


@pytest.mark.parametrize("code, said, line", (
    (40, "THE SECOND FILE HAS FEWER ITEMS", "COMPARE A DATA P SHORT DATA P"),
    (40, "THE FIRST FILE HAS FEWER ITEMS", "COMPARE SHORT DATA P A DATA P"),
    (32, "FORMATS OR LENGTHS", "COMPARE A DATA P V DATA P"), (32, "FORMATS OR LENGTHS", "COMPARE A DATA P WIDE DATA P"),
    (28, "FILE NOT FOUND", "COMPARE A DATA P NO DATA P"), (28, "FILE NOT FOUND", "COMPARE NO DATA P A DATA P"),
    (36, "NO SUCH DISK", "COMPARE A DATA P A DATA B"), (24, "COMPARE FN", "COMPARE A DATA P A DATA"), (24, "COMPARE FN", "COMPARE"),
    (24, "COMPARE FN", "COMPARE A DATA P A DATA P X"), (24, "COMPARE FN", "COMPARE A DATA P A DATA P ( WHAT"),
    (24, "COMPARE FN", "COMPARE * DATA P A DATA P"), (24, "COMPARE FN", "COMPARE A DATA P A * P"),
    (24, "COMPARE FN", "COMPARE A DATA P A DATA P ( COL"), (24, "COMPARE FN", "COMPARE A DATA P A DATA P ( COL 5 4"),
    (24, "COMPARE FN", "COMPARE A DATA P A DATA P ( COL 0"), (24, "COMPARE FN", "COMPARE A DATA P A DATA P ( COL 1-2-3")))
def test_what_is_refused(desk, code, said, line):
    desk.refuses(code, said, line)


def test_items_of_v_files_and_long_items(desk):
    assert code_of(desk.say("COMPARE V DATA P V2 DATA P ( COL 1 12")) == 0
    assert len(desk.say("COMPARE V DATA P V2 DATA P")) == 2 * 300 + 2          # other lengths
    lines = desk.say("COMPARE LONG DATA P LONG2 DATA P")
    assert lines[:6] == ["A" * 130] * 5 + ["A" * 50] and lines[11] == "A" * 49 + "0"


@pytest.mark.parametrize("seed", range(3))
def test_random_pairs(seed):
    rng = random.Random(seed)
    form = rng.choice("FV")
    one = [bytes(rng.choice(e("AB ")) for _ in range(40)) for _ in range(200)]
    two = [item if rng.random() < .9 else bytes(rng.choice(e("AB ")) for _ in range(40)) for item in one]
    desk = DataDesk(("A", "DATA", one, form), ("B", "DATA", two, form))
    first = rng.randint(1, 40)
    last = rng.randint(first, 40)
    lines = desk.say(f"COMPARE A DATA P B DATA P ( COL {first}-{last}")
    right = [text(item) for a, b in zip(one, two) if a[first - 1:last] != b[first - 1:last] for item in (a, b)]
    assert [line for line in lines[:2 * len(right)]][:len(right)] == right
    assert code_of(lines) == (4 if right else 0) and desk.faults() == []
