"""PRINTF, TYPE and DUMPF: items of F and V files on the terminal."""
import pytest

from cms_desk import card, desk, e, volume  # noqa: F401

LINES = [card(f"LINE {n}") for n in range(1, 31)]
NOTES = [e("X" * n) for n in (1, 130, 131, 300)]


@pytest.fixture(params=("PRINTF", "TYPE"))
def typed(request, desk):  # noqa: F811
    cms = desk(("A", "DATA", LINES), ("B", "MEMO", NOTES, "V"), ("C", "DATA", [bytes(range(64, 144))]))
    cms.type = lambda operands: cms.reply(f"{request.param} {operands}")
    cms.bad = lambda operands, code: cms.refuses(f"{request.param} {operands}", code)
    return cms


def test_items(typed):
    assert typed.type("A DATA") == [f"LINE {n}" for n in range(1, 31)]
    assert typed.type("A DATA * 10 12") == typed.type("A DATA 10 12") == ["LINE 10", "LINE 11", "LINE 12"]
    assert typed.type("A DATA P 30") == ["LINE 30"] and typed.type("A DATA P 31") == []
    assert typed.type("A DATA P 29 * 3") == ["LIN", "LIN"]
    assert typed.type("A DATA P * 2 3") == ["LIN", "LIN"]


def test_long_items_go_on_in_the_next_line(typed):
    assert typed.type("B MEMO") == ["X", "X" * 130, "X" * 130, "X", "X" * 130, "X" * 130, "X" * 40]
    assert typed.type("B MEMO P 3 4 130") == ["X" * 130] * 2
    assert typed.type("B MEMO P 4 4 140") == ["X" * 130, "X" * 10]


def test_columns(typed):
    assert typed.type("A DATA P 7 8 (COL 2-6") == ["INE 7", "INE 8"]
    assert typed.type("A DATA P 7 8 (COL 6") == ["7", "8"]
    assert typed.type("B MEMO (COL 131-140") == ["", "", "X", "X" * 10]


def dumped(data: bytes, begin: int = 0) -> list[str]:
    """The lines of data in hexadecimal, and as text where a character is printable."""
    lines = []
    for at in range(0, len(data), 16):
        part = data[at:at + 16]
        words = " ".join(part[word:word + 4].hex().upper() for word in range(0, len(part), 4))
        text = "".join(bytes((byte,)).decode("cp037") if 0x40 <= byte < 0xFF else "." for byte in part)
        lines.append(f"{begin + at:04X}  {words:<37}{text}".rstrip())
    return lines


def test_hexadecimal(typed):
    assert typed.type("C DATA (HEX") == ["ITEM     1 LENGTH    80", *dumped(bytes(range(64, 144)))]
    assert typed.type("A DATA P 5 5 6 (HEX") == ["ITEM     5 LENGTH    80", *dumped(e("LINE 5"))]


def test_dumpf(typed):
    assert typed.reply("DUMPF A DATA P 5 6 6") == ["ITEM     5 LENGTH    80", *dumped(e("LINE 5")),
                                                   "ITEM     6 LENGTH    80", *dumped(e("LINE 6"))]
    assert typed.reply("DUMPF B MEMO P 3 3 (COL 115-131")[1:] == dumped(e("X" * 17), 114)
    typed.refuses("DUMPF A", 24, "DUMPF FN FT")
    typed.refuses("PRINTF A", 24, "PRINTF FN FT")


def test_what_is_refused(typed):
    for operands, code in (("A", 24), ("A DATA P X", 24), ("A DATA P 0", 24), ("A DATA P 1 2 0", 24),
                           ("A DATA P 1 2 3 4", 24), ("A DATA (COL", 24), ("A DATA (COL 0", 24),
                           ("A DATA (COL 5-4", 24), ("A DATA (COL 1-2-3", 24), ("A DATA (NOSUCH", 24),
                           ("A NOSUCH", 28), ("A DATA B", 36)):
        typed.bad(operands, code)


def test_a_file_of_digit_3_goes_when_it_has_been_typed(desk):  # noqa: F811
    cms = desk(("A", "DATA", LINES, "F", None, "P3"))
    assert len(cms.reply("PRINTF A DATA P 1 29")) == 29 and cms.files()
    assert len(cms.reply("PRINTF A DATA")) == 30 and cms.files() == {}


def test_the_longest_items(desk):  # noqa: F811
    cms = desk(("A", "DATA", [e("A" * 65535), e("B" * 65535)]), ("V", "DATA", [e("C"), e("D" * 65535)], "V"))
    lines = cms.reply("PRINTF A DATA P 2 2")
    assert "".join(lines) == "B" * 65535 and len(lines) == 505
    assert "".join(cms.reply("PRINTF V DATA P 2 2")) == "D" * 65535
