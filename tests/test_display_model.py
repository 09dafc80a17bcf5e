"""The buffer of a 3270 display: orders, write control, commands and replies as GA23-0059 has them."""
from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from s360.devices import display_codes as c
from s360.devices.display import BadStream, Display
from s360.devices.display_query import ASK, size_in

EW, W, RB, RM, EAU, WSF = (c.ERASE_WRITE, c.WRITE, c.READ_BUFFER, c.READ_MODIFIED, c.ERASE_ALL_UNPROTECTED,
                           c.WRITE_STRUCTURED)


def screen(stream: str, command: int = EW) -> Display:
    made = Display()
    made.perform(command, bytes.fromhex(stream))
    return made


def test_addresses_as_the_manual_has_them():
    assert [c.address(at, 1920).hex() for at in (0, 80, 1840, 1919)] == ["4040", "c150", "5cf0", "5d7f"]
    assert c.position(bytes.fromhex("5d7f")) == 1919
    assert c.address(5999, 6000).hex() == "176f" and c.position(bytes.fromhex("176f")) == 5999
    assert all(c.position(c.address(at, 3564)) == at for at in range(3564))


def test_a_form_is_shown_as_written():
    made = screen("c3 114040 1d60 d5c1d4c57a 1d40 13 40 1d60 5c")
    assert made.row(0).rstrip() == " NAME:   *" and made.cursor == 7
    assert made.marks[0] and made.protected(3) and not made.protected(7) and not made.locked


def test_hidden_fields_are_not_seen():
    assert screen("c3 114040 1d4c c1c2c3 1d40 c4").row(0).rstrip() == "     D"


def test_keyboard_and_alarm_only_when_the_program_says_so():
    made = Display()
    assert made.locked
    made.perform(EW, b"\x40")
    assert made.locked and made.alarm == 0
    made.perform(W, b"\xC6")
    assert not made.locked and made.alarm == 1


def test_read_modified_gives_changed_fields_without_nulls():
    made = screen("c2 114040 1dc1 c100c2 1d60 c9 114150 1d41 c4 114250 1d40 c5")
    made.aid = c.ENTER
    assert made.perform(RM).hex() == "7d 4040 11 40c1 c1c2 11 c1d1 c4".replace(" ", "")


@pytest.mark.parametrize("key", [c.PA1, c.PA2, c.PA3, c.CLEAR])
def test_pa_keys_come_alone_but_for_read_modified_all(key):
    made = screen("c2 114040 1dc1 c1 1d60")
    made.aid = key
    assert made.perform(RM) == bytes((key,))
    assert made.perform(c.READ_MODIFIED_ALL) == bytes((key,)) + bytes.fromhex("4040 11 40c1 c1")


def test_an_unformatted_screen_is_read_without_addresses():
    made = screen("c2 c1 00 c2")
    made.aid = c.ENTER
    assert made.perform(RM).hex() == "7d4040c1c2"


def test_read_buffer_has_every_position():
    made = screen("c2 114040 1d60 c1")
    reply = made.perform(RB)
    assert reply[:6].hex() == "6040401d60c1" and len(reply) == 3 + 1920 + 1


def test_repeat_to_address_stops_before_it_and_goes_round():
    made = screen("c2 1140c5 3c 40c8 5c")
    assert made.row(0).rstrip() == "     ***" and made.address == 8
    assert screen("c2 115d7e 3c 40c2 5c").codes.count(0x5C) == 4
    assert screen("c2 3c 4040 5c").codes.count(0x5C) == 1920


def test_erase_unprotected_to_address_spares_protected_fields():
    made = screen("c2 114040 1d40 c1c2 1d60 c3c4 1d40 c5c6")
    made.perform(W, bytes.fromhex("40 114040 12 40c9"))
    assert made.row(0).rstrip() == "    CD"
    assert made.marks[0] and made.marks[3] and made.marks[6]


def test_program_tab():
    form = "c2 114040 1d60 c1c1c1 1d40 c2c2c2 1d60 c3"
    made = screen(form)
    made.perform(W, bytes.fromhex("40 114040 05 e7"))
    assert made.row(0)[4:8] == " XBB"                    # not behind text: nothing is erased
    made = screen(form)
    made.perform(W, bytes.fromhex("40 1140c5 e7 05"))
    assert made.row(0)[5:8] == "X  " and made.address == 0      # none behind: to the beginning


def test_a_second_program_tab_puts_nulls_on_from_the_beginning():
    made = screen("c2 114040" + "c1" * 20 + "1d60 115d7a e7 05 05 e9")       # text, to the end, and round
    assert made.row(0).rstrip() == "Z" and made.row(23).rstrip() == " " * 74 + "X"


def test_erased_characters_have_no_colour_left():
    form = "c2 114040 1d40 2842f2 c1c2c3"
    for how in ("40 114040 12 40c9", None):
        made = screen(form)
        made.perform(W, bytes.fromhex(how)) if how else made.perform(EAU)
        assert made.codes[1:4] == bytes(3) and made.extended[c.COLOUR][1:4] == bytes(3)


def test_the_cursor_goes_to_a_field_with_room():
    made = screen("c2 11404a 1d40 1d60 1140d0 1d40 c1")
    made.perform(EAU)
    assert made.cursor == 17
    made = screen("c2 11404a 1d60 c1 1140d0 13")
    made.perform(EAU)
    assert made.cursor == 0


def test_modify_field_changes_what_is_named():
    made = screen("c2 114040 2902 c060 42f4 c1")
    made.perform(W, bytes.fromhex("40 114040 2c01 42f2"))
    assert made.extended[c.COLOUR][0] == c.RED and made.protected(1)
    with pytest.raises(BadStream):
        made.perform(W, bytes.fromhex("40 1140c1 2c01 42f2"))


def test_set_attribute_is_of_characters():
    made = screen("c2 2842f2 c1 2841f4 c2 280000 c3")
    assert [made.extended[c.COLOUR][at] for at in range(3)] == [0xF2, 0xF2, 0]
    assert [made.extended[c.HIGHLIGHT][at] for at in range(3)] == [0, 0xF4, 0]


def test_graphic_escape():
    made = screen("c2 08 ad c1")
    assert made.extended[c.CHARSET][0] == c.GRAPHIC_ESCAPE and made.perform(RB)[3:6].hex() == "08adc1"


def test_erase_all_unprotected():
    made = screen("40 114040 1d60 c1 1dc1 c2c2 1d60 c3")
    made.perform(EAU)
    assert made.row(0).rstrip() == " A    C" and made.cursor == 3 and not made.locked
    made.aid = c.ENTER
    assert len(made.perform(RM)) == 3                    # nothing counts as changed


def test_erase_write_alternate_changes_the_size():
    made = Display(24, 80, (43, 80))
    made.perform(c.ERASE_WRITE_ALTERNATE, bytes.fromhex("c3 116a7f c1"))
    assert (made.rows, made.size) == (43, 3440) and made.codes[2751] == 0xC1
    made.perform(EW, b"\xC3")
    assert made.rows == 24


def test_writes_go_on_where_the_cursor_or_the_chain_stands():
    made = screen("c2 1140c5 13")
    made.perform(W, bytes.fromhex("40 c1"))
    made.perform(W, bytes.fromhex("40 c2"), chained=True)
    made.perform(W, bytes.fromhex("40 c3"))
    assert made.row(0).rstrip() == "     CB"


@pytest.mark.parametrize("stream", ["c2 11", "c2 117f7f c1", "c2 1d", "c2 29 05 c060", "c2 28 99 00", "c2 3c 4040",
                                    "c2 02", "c2 2901 99f1"])
def test_wrong_streams_are_refused(stream):
    with pytest.raises(BadStream):
        screen(stream)


def test_a_query_tells_the_size_and_the_colours():
    made = Display(24, 80, (27, 132))
    reply = made.perform(WSF, ASK)
    assert reply[0] == 0x88 and size_in(reply) == (27, 132)
    assert bytes.fromhex("81 86 00 08 00f4 f1f1") in reply


def test_what_clients_answer_to_a_query():
    usable = "0017 8181 0100 0064 003c 0100 0a02 e500 0200 6f09 0c17 70".replace(" ", "")
    assert size_in(bytes.fromhex("88 0006 8180 8081" + usable)) == (60, 100)
    for wrong in ("", "88", "8800", "880003818100", "88ffff", "7d4040", "88 0017 8181 0100 ffff ffff" + "00" * 14):
        assert size_in(bytes.fromhex(wrong)) is None


def test_it_is_saved_and_loaded():
    made = screen("c2 114040 2902 c060 42f4 c1 1d40 13")
    again = Display()
    again.load(made.save())
    assert again.save() == made.save() and again.text() == made.text()
    for name, value in (("codes", b"1"), ("cursor", 1920), ("rows", 9)):
        with pytest.raises(ValueError):
            again.load(made.save() | {name: value})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*c.LOCAL, 0x99]), st.binary(max_size=80))
def test_no_stream_does_harm(command, data):
    made = Display(12, 40)
    for _ in range(2):
        try:
            made.perform(command, data)
        except BadStream:
            pass
        assert len(made.codes) == len(made.marks) == made.size and 0 <= made.cursor < made.size
    made.aid = c.ENTER
    assert made.perform(RM)[0] == c.ENTER and len(made.text()) < 2 * made.size


def test_text_and_codes():
    assert c.to_text(c.to_codes("a[1] ^ {x} \u00a2 \u00ac")) == "a[1] \u00ac {x} \u00a2 \u00ac"
    assert c.to_codes("[]").hex() == "adbd" and c.to_text(b"\xba\xbb\xad\xbd") == "[][]"
    assert c.to_codes("\u20ac") == b"\x6f"
