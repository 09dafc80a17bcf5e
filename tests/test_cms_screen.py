"""SCREEN, the full screen for programs of CMS: fields painted, keys and what was typed, shared with CP."""
import time

import pytest

from cms_machine import code_of
from cp.console import Script
from cms_screen_trial import trial
from screen_desk import Desk

KEYS = {"enter": 0, "pf1": 1, "pf12": 12, "pf24": 24, "clear": 30, "pa2": 32}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk(tmp_path_factory.mktemp("screen") / "cp", trial(), cylinders=2) as made:
        yield made


class Trial:
    """The program at work, and the person in front of it."""

    def __init__(self, person):
        self.person = person.sees("", "VM READ").line("TRY").sees("TITLE")

    def told(self, text: str, *keys: str) -> list[str]:
        """Type; the lines that the program types then.  The form is there again afterwards."""
        person = self.person.type(text, *keys).until(lambda: self.person.pane.state == "MORE...")
        lines = [row.rstrip() for row in person.pane.rows() if row.strip()]
        person.type("", "pa2").sees("TITLE")
        first = max(number for number, line in enumerate(lines) if line.split()[0].isdigit())
        return [" ".join(line.split()) for line in lines[first:] if not line.endswith("MORE...")]

    def end(self):
        if "TITLE" in self.person.shown:
            self.person.type("", "pf3")
        self.person.sees("R;", "VM READ").close()


@pytest.fixture
def form(desk):
    one = Trial(desk.sit())
    yield one
    one.end()


def test_fields_lie_where_they_are_to(form):
    rows = form.person.pane.rows()
    assert rows[0].rstrip() == " TITLE"
    assert rows[2].rstrip() == "     OLD"
    assert rows[23][72:74] == "¦¦"                       # X'00' and X'11' are no characters
    assert form.person.pane.display.cursor == 2 * 80 + 5


@pytest.mark.parametrize("key, number", KEYS.items())
def test_keys(form, key, number):
    assert form.told("", key)[0].split()[0] == str(number)


def test_what_was_typed(form):
    assert form.told("NEW", "enter") == ["0 3 9", "A NEW<"]
    assert form.told("", "home", *"NEWER", "tab", "*", "tab", "Z", "pf5") == ["5 24 74", "A NEWER<", "B *<", "C Z¦<"]
    assert form.told("", "enter") == ["0 24 74"]


def test_an_empty_field_is_told(form):
    assert form.told("", "erase-eof", "enter") == ["0 3 6", "A"]


def test_nulls_before_a_text_are_blanks(form):
    assert form.told("", "right", "right", "right", "right", "right", "X", "enter")[1:] == ["A OLD X<"]


def test_insert_mode_finds_room(form):
    assert form.told("", "insert", "A", "B", "reset", "enter")[1:] == ["A ABOLD<"]


def test_a_message_of_cp_breaks_in(desk, form):
    desk.system.command("MSG TESTER LUNCH IS READY")
    form.person.sees("LUNCH IS READY", "MORE...").type("", "pa2").sees("TITLE")
    assert form.told("Y", "enter") == ["0 3 7", "A YLD<"]


def test_pa1_is_for_cp_and_begin_comes_back(form):
    form.person.type("LOST", "pa1").sees("CP", "CP READ").line("BEGIN").sees("TITLE")
    assert form.told("", "enter") == ["0 3 6"]


@pytest.mark.parametrize("rows, columns", [(32, 80), (43, 80), (27, 132)])
def test_who_comes_back_at_another_display(desk, form, rows, columns):
    form.person.close()
    form.person = desk.sit(rows, columns)
    form.person.sees("ANOTHER DISPLAY", "MORE...").type("", "pa2")
    shown = form.person.sees("TITLE").pane
    assert (shown.display.rows, shown.display.columns) == (rows, columns)
    assert shown.rows()[23][72:74] == "¦¦"


def test_a_line_terminal_is_told(desk):
    vm = desk.system.machines["TESTER"]
    vm.console.connect(Script())
    lines = desk.ask("TRY")
    assert lines[0] == "NO DISPLAY" and code_of(lines) == 4
    desk.system.disconnect(vm)


def test_a_read_that_nobody_answers_gives_way_to_the_next_screen(form):
    """ATTN and BEGIN while the program computes: CMS reads what the person wants to say; he says nothing."""
    person = form.person.type("", "pf22")
    time.sleep(0.1)
    person.type("", "attn").sees("CP", "CP READ").line("BEGIN").sees("", "VM READ").sees("TITLE")
    assert form.told("", "pf7")[0].split()[0] == "7"


def test_what_was_entered_is_read_though_cp_has_taken_the_screen(desk, form):
    """The key's record and the message come in the same moment."""
    with desk.vm.lock:
        form.person.type("NEW", "enter")
        time.sleep(0.1)
        desk.system.command("MSG TESTER HELLO")
    form.person.until(lambda: form.person.pane.state == "MORE...")
    assert "A  NEW<" in form.person.shown
    form.person.type("", "pa2").sees("TITLE")
