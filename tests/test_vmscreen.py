"""The VM screen: lines, status, MORE and HOLDING, the keys, as a display shows them."""
from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cp.terminal.functions import DELAYED, IMMEDIATE
from cp.terminal.logo import first_screen
from cp.terminal.vmscreen import VMScreen, input_in
from s360.devices import display_codes as c
from s360.devices.display import Display


class Desk:
    """A VMScreen and the display it writes to."""

    def __init__(self, rows: int = 24, columns: int = 80, state: str = "CP READ", **more):
        self.screen = VMScreen(rows, columns, alternate=rows != 24, name="CPCMS", **more)
        self.display = Display(24, 80, (rows, columns))
        self.now = 0.0
        self.says(status=state)

    def look(self) -> Display:
        for stream in self.screen.streams():
            assert self.display.perform(stream[0], stream[1:]) is None
        return self.display

    def says(self, text: str = "", status: str = "", after: int = 0, **other) -> "Desk":
        if text:
            self.screen.message({"text": text}, self.now)
        if status:
            self.screen.message({"status": status, "after": after}, self.now)
        if other:
            self.screen.message(other, self.now)
        self.look()
        return self

    def press(self, key: int, line: str = "") -> list[tuple]:
        """A key, with what stands in the input area; the display waits until it is answered."""
        display = self.display
        if key == c.CLEAR:
            display.erase((display.rows, display.columns))
        display.aid, display.locked = key, True
        record = bytes((key,)) if key in c.SHORT_READ else bytes((key,)) + bytes.fromhex("5b60 11 5b60") + (
            c.to_codes(line))
        self.screen.key(record, self.now)
        assert not self.look().locked
        return self.screen.taken()

    def enter(self, line: str = "") -> list[tuple]:
        return self.press(c.ENTER, line)

    def wait(self, seconds: float) -> "Desk":
        self.now += seconds
        self.screen.tick(self.now)
        self.look()
        return self

    @property
    def rows(self) -> list[str]:
        return [self.display.row(number).rstrip() for number in range(self.display.rows)]

    @property
    def state(self) -> str:
        return self.display.row(self.display.rows - 1)[-20:-7].strip()


def lines(first: int, last: int) -> str:
    return "".join(f"LINE {number}\n" for number in range(first, last + 1))


def test_a_line_on_its_way_is_not_read_twice():
    """Who waits for VM READ to type the next line sees the next one, not that of the line just typed."""
    desk = Desk(state="VM READ")
    assert desk.enter("LISTF") == [("send", "LISTF")] and desk.state == "RUNNING"
    assert desk.says(status="VM READ", after=0).state == "RUNNING"
    assert desk.says(status="VM READ", after=1).state == "VM READ"


def test_the_places_of_a_screen_of_24_lines():
    desk = Desk().says("READY\n")
    assert desk.rows[0] == "READY" and desk.rows[23][60:].startswith("CP READ")
    assert desk.display.cursor == 1760 and not desk.display.protected(1760)
    assert desk.display.protected(0) and desk.display.protected(1900) and not desk.display.protected(1898)


@pytest.mark.parametrize("size", [(24, 80), (32, 80), (43, 80), (27, 132), (60, 100)])
def test_every_size_has_all_its_lines(size):
    rows, columns = size
    desk = Desk(rows, columns).says(lines(1, rows - 2))
    assert desk.rows[0] == "LINE 1" and desk.rows[rows - 3] == f"LINE {rows - 2}"
    assert desk.state == "CP READ" and desk.display.cursor == (rows - 2) * columns
    desk.says("ONE MORE\n")
    assert desk.state == "MORE..."


def test_a_line_typed_goes_to_cp_and_up_on_the_screen():
    desk = Desk()
    assert desk.enter("query time") == [("send", "query time")]
    assert desk.rows[0] == "query time" and desk.rows[22] == ""
    assert desk.display.cursor == 1760


def test_passwords_are_not_shown():
    desk = Desk(state="CP READ")
    desk.enter("LOGON OPERATOR SECRET")
    assert desk.rows[0] == "LOGON OPERATOR ***"
    desk.says("ENTER PASSWORD:\n", hidden=True)
    assert desk.display.marks[1759] & 0x0C == 0x0C
    assert desk.enter("SECRET") == [("send", "SECRET")]
    desk.says(hidden=False)
    assert "SECRET" not in desk.display.text() and not desk.display.marks[1759] & 0x0C
    desk.press(c.PF[12])
    assert "SECRET" not in desk.display.text()


def test_unfinished_and_long_lines():
    desk = Desk().says("NAME? ")
    desk.says("OF WHOM\n" + "X" * 100 + "\n" + "Y" * 80 + "\nEND\n")
    assert desk.rows[:5] == ["NAME? OF WHOM", "X" * 80, "X" * 20, "Y" * 80, "END"]
    desk.says("WHO? ")
    desk.enter("ME")
    assert desk.rows[5:7] == ["WHO?", "ME"]


def test_more_waits_a_minute_with_an_alarm_before():
    desk = Desk(state="RUNNING").says(lines(1, 30), status="VM READ")
    assert desk.state == "MORE..." and desk.rows[21] == "LINE 22" and desk.screen.due == 50
    desk.wait(49.9)
    assert desk.display.alarm == 0 and desk.state == "MORE..."
    desk.wait(0.2)
    assert desk.display.alarm == 1 and desk.screen.due == 60
    desk.wait(10)
    assert desk.rows[:9] == [f"LINE {n}" for n in range(23, 31)] + [""]
    assert desk.state == "VM READ" and desk.screen.due is None


@pytest.mark.parametrize("key", [c.CLEAR, c.PA2])
def test_clear_and_pa2_go_on(key):
    desk = Desk().says(lines(1, 50))
    assert desk.press(key) == [] and desk.rows[0] == "LINE 23" and desk.state == "MORE..."
    desk.press(key)
    assert desk.rows[:7] == [f"LINE {n}" for n in range(45, 51)] + [""] and desk.state == "CP READ"


def test_holding_until_the_person_says_so():
    desk = Desk().says(lines(1, 30))
    assert desk.enter("KEPT") == [] and desk.state == "HOLDING"
    desk.wait(10_000)
    assert desk.state == "HOLDING" and desk.enter() == [] and desk.state == "HOLDING"
    desk.press(c.PA2)
    assert desk.rows[0] == "LINE 23" and desk.state == "CP READ"


@pytest.mark.parametrize("typed", ["KX", "kt", " HX "])
def test_an_immediate_command_is_taken_while_the_screen_is_full(typed):
    desk = Desk().says(lines(1, 80))
    assert desk.enter(typed) == [("send", typed)]
    assert desk.rows[0] == "LINE 23" and desk.state == "MORE..."


def test_more_without_a_limit():
    desk = Desk(more=0).says(lines(1, 30))
    assert desk.wait(1e6).state == "MORE..." and desk.screen.due is None


def test_pa1_is_attention_and_newer_clients_send_it_twice():
    desk = Desk(state="RUNNING")
    assert desk.press(c.PA1) == [("attention", 2)]
    desk.screen.attention(desk.now + 0.1)
    assert desk.screen.taken() == []
    desk.screen.attention(desk.now + 1)
    assert desk.screen.taken() == [("attention", 2)]


def test_pa1_pressed_twice_at_once_is_two_attentions():
    desk = Desk(state="RUNNING")
    assert desk.press(c.PA1) + desk.press(c.PA1) == [("attention", 2), ("attention", 2)]


def test_sysreq_is_attention():
    desk = Desk(state="RUNNING")
    desk.screen.key(c.TEST_REQUEST_HEAD + bytes.fromhex("115b61c1"), 5.0)
    assert desk.screen.taken() == [("attention", 2)]


def test_enter_in_running():
    desk = Desk(state="RUNNING")
    assert desk.enter() == [("attention", 1)]
    assert desk.enter("HT") == [("send", "HT")]
    desk.says(status="VM READ", after=1)
    assert desk.enter() == [("send", "")]                # a null line for the program


def test_a_null_line_typed_right_behind_another_is_no_attention():
    desk = Desk(state="VM READ")
    assert desk.enter("THE LAST LINE OF THE INPUT") == [("send", "THE LAST LINE OF THE INPUT")]
    desk.says(status="RUNNING", after=1)
    assert desk.enter() == [("send", "")]
    assert desk.wait(1).enter() == [("attention", 1)]


def test_too_much_typed_ahead_is_not_accepted():
    desk = Desk(state="RUNNING")
    for number in range(20):
        assert desk.enter(f"L{number}") == [("send", f"L{number}")]
    assert desk.enter("ONE MORE") == [] and desk.state == "NOT ACCEPTED" and desk.display.alarm == 1
    desk.says(status="RUNNING", after=20).wait(3)
    assert desk.state == "RUNNING" and desk.enter("ONE MORE") == [("send", "ONE MORE")]


def test_pa2_clears_and_is_told_to_a_machine_that_runs():
    desk = Desk(state="RUNNING").says("A LINE\n")
    assert desk.press(c.PA2) == [("pa2",)] and desk.rows[0] == ""
    desk.says("A LINE\n", status="CP READ")
    assert desk.press(c.PA2) == [] and desk.rows[0] == ""


def test_retrieve_goes_back_and_round():
    desk = Desk()
    for line in ("FIRST", "SECOND", "SECOND", "THIRD"):
        desk.enter(line)
    shown = []
    for _ in range(4):
        desk.press(c.PF[12])
        shown.append(desk.rows[22])
    assert shown == ["THIRD", "SECOND", "FIRST", "THIRD"] and desk.display.cursor == 1765
    desk.display.aid = c.ENTER
    assert input_in(desk.display.perform(c.READ_MODIFIED)) == "THIRD"     # it counts as typed


def test_function_keys():
    desk = Desk(functions={3: (IMMEDIATE, "QUERY TIME"), 4: (DELAYED, "LINK TO ")})
    assert desk.press(c.PF[3]) == [("send", "QUERY TIME")] and desk.rows[0] == "QUERY TIME"
    assert desk.press(c.PF[4]) == [] and desk.rows[22] == "LINK TO" and desk.display.cursor == 1768
    assert desk.press(c.PF[9]) == [] and desk.state == "NOT ACCEPTED"


def test_the_first_screen_goes_with_the_first_line():
    desk = Desk(first_screen=first_screen("CPCMS", 24, 80)).says("CPCMS ONLINE\n")
    assert "LOGON" in desk.display.text() and "CPCMS ONLINE" in desk.display.text()
    desk.enter("LOGON GUEST")
    assert desk.rows[:2] == ["LOGON GUEST", ""]


def test_a_line_typed_at_a_full_screen_clears_it():
    desk = Desk(state="VM READ").says(lines(1, 22))
    assert desk.state == "VM READ"
    desk.enter("NEXT")
    assert desk.rows[:2] == ["NEXT", ""]


def test_clear_formats_the_screen_anew():
    desk = Desk().says("A LINE\n")
    desk.press(c.CLEAR)
    assert desk.rows[0] == "" and desk.display.protected(0) and desk.display.cursor == 1760


def test_controls_in_lines_do_nothing_but_the_bell():
    desk = Desk().says("A\x1bB\tC\aD\n")
    assert desk.rows[0] == "A B CD" and desk.display.alarm == 1


def test_colours_only_where_the_display_has_them():
    assert bytes((c.SFE,)) not in VMScreen().streams()[0]
    desk = Desk(extended=True).says("X\n")
    assert desk.display.extended[c.COLOUR][1919] == c.GREEN


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(
    st.binary(max_size=30), st.sampled_from([b"\x7d\x5b\x60\x11\x5b\x60\xc1", b"\x6c", b"\x6d", b"\x6e", b"\x7c\x40\x40"]),
    st.text(max_size=300), st.sampled_from(["MORE\n" * 40, "X" * 5000, 70.0, "\n" * 100])), max_size=25))
def test_whatever_is_keyed_in_the_screen_stays_in_order(events):
    desk = Desk()
    for event in events:
        if isinstance(event, bytes):
            desk.screen.key(event, desk.now)
        elif isinstance(event, float):
            desk.wait(event)
        else:
            desk.says(event)
        desk.look()
        assert desk.display.protected(0) and not desk.display.protected(1760)
        assert desk.state in ("CP READ", "RUNNING", "MORE...", "HOLDING", "NOT ACCEPTED")
        assert len(desk.screen.lines) <= 22 and len(desk.screen.history) <= 50
