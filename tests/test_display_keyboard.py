"""The keyboard of a 3270: what keys do to fields and what they send (GA23-0059, keys)."""
import pytest
from hypothesis import given, settings, strategies as st

from s360.devices import display_codes as c
from s360.devices.display import Display
from s360.devices.display_keyboard import KEYS, MOST_AHEAD, NO_CHARACTER, NO_ROOM, PROTECTED_FIELD, Keyboard

#: a form of 24 by 80: a protected title, a field of 5 at row 1 column 10, a skipped field, a field of 3 behind, a field
#: to be hidden; addresses are of the attributes
TITLE, FIRST, SKIPPED, SECOND, END = 0, 89, 95, 97, 101


def form(cursor: int = FIRST + 1) -> Keyboard:
    def at(position: int, bits: int) -> bytes:
        return bytes((c.SBA,)) + c.address(position, 1920) + bytes((c.SF, c.GRAPHICS[bits]))
    stream = (bytes((c.GRAPHICS[c.RESTORE],)) + at(TITLE, c.PROTECTED) + c.to_codes("TITLE") + at(FIRST, 0)
              + at(SKIPPED, c.PROTECTED | c.NUMERIC) + at(SECOND, 0) + at(END, c.PROTECTED)
              + bytes((c.SBA,)) + c.address(cursor, 1920) + bytes((c.IC,)))
    screen = Display()
    screen.perform(c.ERASE_WRITE, stream)
    return Keyboard(screen)


def press(keyboard: Keyboard, *keys: str) -> Keyboard:
    for key in keys:
        keyboard.press(key)
    return keyboard


def field(keyboard: Keyboard, first: int = FIRST + 1, length: int = 5) -> str:
    return c.to_text(keyboard.screen.codes[first:first + length].replace(b"\x00", b"\x4B"))   # nulls as full stops


def test_a_line_is_sent_with_its_field():
    keyboard = press(form(), *"AB", "enter")
    # ENTER, the cursor at 92 (C1 5C), the field's address 90 (C1 5A) and the two characters
    assert keyboard.taken() == [bytes.fromhex("7D C15C 11C15A C1C2")]
    assert keyboard.locked and keyboard.taken() == []


@pytest.mark.parametrize("key, aid", [("pa1", 0x6C), ("pa2", 0x6E), ("pa3", 0x6B), ("clear", 0x6D)])
def test_keys_that_send_themselves_alone(key, aid):
    assert press(form(), *"AB", key).taken() == [bytes((aid,))]


@pytest.mark.parametrize("key, aid", [("pf1", 0xF1), ("pf9", 0xF9), ("pf10", 0x7A), ("pf12", 0x7C), ("pf13", 0xC1),
                                      ("pf22", 0x4A), ("pf24", 0x4C)])
def test_program_function_keys_send_the_fields_too(key, aid):
    # the cursor at 91 (C1 5B), the field at 90
    assert press(form(), "A", key).taken() == [bytes((aid,)) + bytes.fromhex("C15B 11C15AC1")]


def test_clear_empties_the_buffer():
    screen = press(form(), "clear").screen
    assert not any(screen.codes) and not any(screen.marks) and screen.cursor == 0


def test_a_full_field_goes_on_in_the_next_over_a_skipped_one():
    keyboard = press(form(), *"ABCDEXYZ")
    assert (field(keyboard), field(keyboard, SECOND + 1, 3)) == ("ABCDE", "XYZ")


def test_behind_a_field_that_is_not_skipped_the_cursor_stands_in_it():
    keyboard = press(form(SECOND + 1), *"XYZ")
    assert keyboard.screen.cursor == END + 1
    assert press(keyboard, "Q").error == PROTECTED_FIELD and not keyboard.locked
    assert press(keyboard, "reset").error == ""


def test_protected_fields_and_attributes_take_nothing():
    for at in (TITLE + 2, FIRST, SKIPPED):
        keyboard = press(form(at), "A")
        assert keyboard.error == PROTECTED_FIELD and keyboard.screen.cursor == at
        assert keyboard.screen.row(0).startswith(" TITLE ")


def test_insert_mode():
    keyboard = press(form(), *"ACD", "left", "left", "insert", "B")
    assert field(keyboard) == "ABCD." and keyboard.insert
    assert field(press(keyboard, "X")) == "ABXCD"
    assert press(keyboard, "Y").error == NO_ROOM and field(keyboard) == "ABXCD"
    assert not press(keyboard, "reset").insert
    assert field(press(keyboard, "Z")) == "ABXZD"


def test_taking_characters_away():
    keyboard = press(form(), *"ABCDE", "left", "left")
    keyboard.screen.cursor = FIRST + 2
    assert field(press(keyboard, "delete")) == "ACDE."
    assert field(press(keyboard, "backspace")) == "CDE.."
    assert field(press(keyboard, "backspace")) == "CDE.." and keyboard.screen.cursor == FIRST + 1
    assert field(press(keyboard, "right", "erase-eof")) == "C...."
    assert field(press(keyboard, "delete-field")) == "....." and keyboard.screen.cursor == FIRST + 1
    assert keyboard.screen.marks[FIRST] & c.MDT


def test_erase_input():
    keyboard = press(form(), *"ABCDEXY", "erase-input")
    assert (field(keyboard), field(keyboard, SECOND + 1, 3)) == (".....", "...")
    assert keyboard.screen.cursor == FIRST + 1 and not keyboard.screen.marks[FIRST] & c.MDT
    assert keyboard.screen.row(0).startswith(" TITLE")


def test_where_the_cursor_goes():
    keyboard = form(500)
    for key, at in (("home", FIRST + 1), ("tab", SECOND + 1), ("tab", FIRST + 1), ("backtab", SECOND + 1),
                    ("backtab", FIRST + 1), ("right", FIRST + 2), ("backtab", FIRST + 1), ("up", FIRST + 1 - 80),
                    ("up", FIRST + 1 - 160 + 1920), ("down", 10), ("newline", FIRST + 1), ("left", FIRST)):
        assert press(keyboard, key).screen.cursor == at, key


def test_end_goes_behind_the_text():
    keyboard = press(form(), *"AB", "home", "end")
    assert keyboard.screen.cursor == FIRST + 3
    assert press(keyboard, *"CDE").screen.cursor == SECOND + 1
    assert press(keyboard, "home", "end").screen.cursor == FIRST + 5


def test_dup_and_field_mark():
    keyboard = press(form(), "A", "dup", "field-mark")
    assert keyboard.screen.codes[FIRST + 2] == 0x1C and keyboard.screen.codes[SECOND + 1] == 0x1E
    assert field(keyboard, FIRST + 1, 2) == "A*" and field(keyboard, SECOND + 1, 1) == ";"


def test_an_unformatted_screen_takes_everything():
    screen = Display()
    screen.perform(c.ERASE_WRITE, bytes((c.GRAPHICS[c.RESTORE],)))
    keyboard = press(Keyboard(screen), *"AB", "newline", "C", "enter")
    assert keyboard.taken() == [bytes.fromhex("7D C1D1") + bytes.fromhex("C1C2C3")]      # cursor at 81


def test_keys_wait_while_the_program_works():
    keyboard = press(form(), "A", "enter", *"BC", "enter", "D")
    assert field(keyboard) == "A...." and len(keyboard.taken()) == 1
    keyboard.screen.perform(c.WRITE, bytes((c.GRAPHICS[c.RESTORE],)))
    keyboard.go_on()
    assert field(keyboard) == "ABC.." and len(keyboard.taken()) == 1 and list(keyboard.waiting) == ["D"]
    assert not press(keyboard, "reset").waiting


def test_only_so_many_keys_wait():
    keyboard = press(form(), "enter", *"X" * (MOST_AHEAD + 50))
    assert len(keyboard.waiting) == MOST_AHEAD


def test_characters_that_a_3270_has_not():
    keyboard = press(form(), "\u20ac")
    assert keyboard.error == NO_CHARACTER and field(keyboard) == "....."
    assert field(press(keyboard, *"[]^")) == "[]\u00ac.."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*KEYS, *"AB 1", "\u20ac"]), max_size=60), st.integers(0, 1919), st.booleans())
def test_no_keys_harm_what_is_protected(keys, cursor, formatted):
    keyboard = form(cursor) if formatted else Keyboard(Display())
    keyboard.screen.locked = False
    before = bytes(keyboard.screen.codes[:FIRST])
    for key in keys:
        keyboard.press(key)
        if key == "clear" and not keyboard.waiting:
            before = bytes(FIRST)
        if keyboard.locked:
            keyboard.screen.unlock()
            keyboard.go_on()
    assert 0 <= keyboard.screen.cursor < 1920
    if formatted and "clear" not in keys:
        assert bytes(keyboard.screen.codes[:FIRST]) == before
