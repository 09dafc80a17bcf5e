"""CVTFV and CNVT26 at a virtual console."""
import pytest

from cms_data_desk import DataDesk, e

LINES = [e(text) for text in ("one", "  two  ", "a longer line", "x")]


@pytest.fixture
def desk():
    made = DataDesk(("F", "DATA", [line.ljust(20, b"\x40") for line in LINES]), ("V", "DATA", LINES, "V"),
                    ("DECK", "DATA", [e("A # B%I< & @C@", 80)]))
    yield made
    assert made.faults() == [] and not [key for key in made.files() if key[1].startswith("CMS")]


def test_fixed_to_variable(desk):
    desk.does("CVTFV F DATA P")
    assert desk.file("F", "DATA") == ("V", 13, [line.rstrip(b"\x40") for line in LINES])
    desk.does("CVTFV F DATA P NEW = =")
    assert desk.file("NEW", "DATA") == ("F", 13, [line.rstrip(b"\x40").ljust(13, b"\x40") for line in LINES])


@pytest.mark.parametrize("length", (5, 13, 80))
def test_variable_to_fixed(desk, length):
    desk.does(f"CVTFV V DATA P OTHER MEMO P {length}")
    assert desk.file("OTHER", "MEMO") == ("F", length, [line[:length].ljust(length, b"\x40") for line in LINES])
    desk.does(f"CVTFV V DATA P {length}")
    assert desk.file("V", "DATA") == desk.file("OTHER", "MEMO")


def test_card_code_026(desk):
    desk.does("CNVT26 DECK DATA P NEW DATA P")
    assert desk.file("NEW", "DATA")[2] == [e("A = B(I) + 'C'", 80)]
    assert desk.file("DECK", "DATA")[2] == [e("A # B%I< & @C@", 80)]


@pytest.mark.parametrize("code, line", (
    (24, "CVTFV"), (24, "CVTFV F DATA"), (24, "CVTFV F DATA P 10"), (24, "CVTFV V DATA P X"), (24, "CVTFV V DATA P 0"),
    (24, "CVTFV V DATA P A B C 5 6"), (24, "CVTFV V DATA P ( X"), (28, "CVTFV NO DATA P"), (36, "CVTFV V DATA B"), (24, "CNVT26 DECK DATA"),
    (24, "CNVT26 DECK DATA P X"), (28, "CNVT26 NO DATA P"), (24, "CNVT26 DECK DATA P A B C D")))
def test_what_is_refused(desk, code, line):
    before = desk.files()
    desk.refuses(code, "", line)
    assert desk.files() == before
