"""What a viewer is shown of a 3270 display: styled runs of rows, and only the rows that are new."""
from __future__ import annotations

import time

from hypothesis import given, settings, strategies as st

from s360.devices import display_codes as c
from s360.devices.display import BadStream, Display
from s360.devices.display_view import Style, View


def screen(stream: str) -> tuple[Display, View]:
    made = Display()
    made.perform(c.ERASE_WRITE, bytes.fromhex(stream))
    return made, View(made)


def words(runs) -> list[tuple[Style, str]]:
    return [(style, text.strip()) for style, text in runs if text.strip()]


def test_base_colours_are_by_protection_and_intensity():
    _, seen = screen("c3 1d40c1 1dc8c2 1d60c3 1de8c4 1d4cc5")
    assert words(seen.changed()[0]) == [(Style(c.GREEN, 0, 0, False), "A"), (Style(c.RED, 0, 0, True), "B"),
                                        (Style(c.BLUE, 0, 0, False), "C"), (Style(c.WHITE, 0, 0, True), "D")]


def test_a_character_has_its_own_colour_or_the_fields():
    _, seen = screen("c3 2902c06042f6 c1 2842f2 c2 2841f4 c3 280000 c4")
    assert words(seen.changed()[0]) == [(Style(c.YELLOW, 0, 0, False), "A"), (Style(c.RED, 0, 0, False), "B"),
                                        (Style(c.RED, 0, 0xF4, False), "C"), (Style(c.YELLOW, 0, 0, False), "D")]


def test_all_rows_at_first_and_then_the_new_ones():
    made, seen = screen("c3 c1")
    assert sorted(seen.changed()) == list(range(24)) and seen.changed() == {}
    made.perform(c.WRITE, b"\x40" + bytes((c.SBA,)) + c.address(170, 1920) + b"\xc2")
    assert list(seen.changed()) == [2]
    seen.forget()
    assert len(seen.changed()) == 24


def test_an_attribute_changes_the_rows_it_governs():
    made, seen = screen("c3 114040 1d60 c1 115bf0 1d60")
    seen.changed()
    made.perform(c.WRITE, bytes.fromhex("40 114040 1de8"))
    changed = seen.changed()
    assert sorted(changed) == list(range(23)) and changed[5] == [(Style(c.WHITE, 0, 0, True), " " * 80)]


def test_a_new_size_is_all_new():
    made = Display(24, 80, (27, 132))
    seen = View(made)
    seen.changed()
    made.perform(c.ERASE_WRITE_ALTERNATE, b"\xc3")
    rows = seen.changed()
    assert len(rows) == 27 and all(sum(len(text) for _, text in runs) == 132 for runs in rows.values())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120), st.binary(max_size=60))
def test_what_is_shown_is_the_text(first, second):
    made = Display(12, 40)
    seen, shown = View(made), {}
    for command, data in ((c.ERASE_WRITE, first), (c.WRITE, second)):
        try:
            made.perform(command, data)
        except BadStream:
            pass
        shown |= {number: "".join(text for _, text in runs) for number, runs in seen.changed().items()}
        assert [shown[number] for number in range(12)] == [made.row(number) for number in range(12)]
        assert made.text() == "\n".join(made.row(number).rstrip() for number in range(12))


def form() -> bytes:
    """A full screen of 43 rows with four fields each."""
    fields = bytes((c.SFE, 2, c.FIELD, 0x60, c.COLOUR, c.YELLOW)) + c.to_codes("A TITLE:") + bytes(
        (c.SF, 0x40)) + c.to_codes("something typed in    ")
    rows = (bytes((c.SBA,)) + c.address(80 * row, 3440) + 2 * fields for row in range(43))
    return b"\xc3" + b"".join(rows)


def test_a_full_screen_is_written_and_shown_in_milliseconds():
    made, times = Display(24, 80, (43, 80)), []
    seen, stream = View(made), form()
    for _ in range(9):
        begun = time.thread_time()
        made.perform(c.ERASE_WRITE_ALTERNATE, stream)
        written = time.thread_time()
        seen.forget()
        seen.changed()
        times.append((written - begun, time.thread_time() - written))
    assert min(one for one, _ in times) < 0.003 and min(two for _, two in times) < 0.002
