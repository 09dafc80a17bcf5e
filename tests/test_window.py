"""The local terminal's window: keys, plates, sessions, the bottom line, colours, sizes, ends; at a terminal in this
process (pyte) with sessions that the tests play."""
import random
import re
from pathlib import Path

import pytest

pytest.importorskip("pyte")

from cp.terminal import keymap
from cp.terminal.keymap import FIRST_KEYS, ROWS, SECOND, SECOND_KEYS
from cp.terminal.transcript import Transcript
from cp.terminal.window import Window, WindowFailed
from s360.devices.display_keyboard import KEYS
from window_room import FakeLink, Terminal, wait_for

ENTER, CLEAR, PREFIX, MENU, NEXT = "\r", "\x03", "\x01", "\x1d", "\x14"
LEFT_CLEAN = ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?2004l")


def test_a_line_and_its_answer():
    with Terminal() as t:
        t.sees("CPCMS ONLINE").sees("CP READ").sees("type LOGON and your userid")
        t.type("query time" + ENTER).sees("GOT query time").sees("your machine reads")
        assert t.links[0].lines == ["query time"] and t.links[0].display == (24, 80, True)
        assert t.rows[25].strip().endswith("Ctrl-] menu")


@pytest.mark.parametrize("keys, did", [(PREFIX + "1", ("attention", 2)), (PREFIX + "a", ("attention", 2)),
                                       ("\x1b1", ("attention", 2)), (PREFIX + "2", ("pa2",))])
def test_attention_and_pa_keys(keys, did):
    with Terminal() as t:
        t.sees("ONLINE").type("x" + ENTER).sees("VM READ").type(keys)
        wait_for(lambda: t.links[0].did == [did])


def test_program_function_keys_and_clear():
    with Terminal() as t:
        t.sees("ONLINE").type("one" + ENTER).sees("GOT one")
        t.type("\x1b[24~").type(ENTER)         # F12: the line again
        wait_for(lambda: t.links[0].lines == ["one", "one"])
        t.type("\x1bOP").sees("GOT HELP")      # F1
        t.type(CLEAR).misses("GOT")
        t.type("\x1b[15~").sees("NOT ACCEPTED")


def test_editing_keys():
    with Terminal() as t:
        t.sees("ONLINE").type("ABXC\x1b[D\x1b[D\x1b[3~").sees("ABC")        # left, left, delete
        t.type("\x1b[2~1").sees("AB1C").sees("INSERT")
        t.type("\x15").misses("AB1C")          # Ctrl-U
        t.type("D" + ENTER).sees("GOT D")


def test_the_menu_the_map_and_the_keypad():
    with Terminal() as t:
        t.sees("ONLINE").type(MENU).sees("MENU").sees("Quit: hang up")
        t.type("k").sees("Ctrl-U").type("\x1b[6~").sees("Ctrl-A q")
        t.type("\x1b")
        wait_for(lambda: t.window.plate is None)
        t.type("\x0b").sees("KEYPAD").type("\x1b[C" * 3 + "\x1b[B" * 4 + ENTER)       # Attn
        wait_for(lambda: t.links[0].did == [("attention", 2)])
        t.misses("KEYPAD").type("\x1b").sees("MENU").type("\x1b").misses("MENU")
        assert t.links[0].lines == []


def test_quit_hangs_up_and_leaves_the_terminal_clean():
    with Terminal() as t:
        t.sees("ONLINE").type(MENU).sees("MENU").type("q").ends()
        assert t.links[0].did == [("close",)] and t.failed is None
        assert all(code in t.written.decode() for code in LEFT_CLEAN)


def test_the_end_of_the_session_is_the_end():
    with Terminal() as t:
        t.sees("ONLINE")
        t.links[0].outbox.text("LOGOFF AT 12:00\n")
        t.links[0].outbox.end()
        t.ends()
        assert t.window.said == ["LOGOFF AT 12:00"] or t.window.said[-1] == "LOGOFF AT 12:00"


def test_several_sessions():
    with Terminal() as t:
        t.sees("ONLINE").type("first" + ENTER).sees("GOT first")
        t.type(PREFIX + "t").sees("2 of 2").sees("ONLINE").misses("GOT first")
        t.type("second" + ENTER).sees("GOT second")
        t.type(NEXT).sees("GOT first").sees("1 of 2")
        assert [link.lines for link in t.links] == [["first"], ["second"]]
        t.links[0].outbox.end()
        t.sees("GOT second").misses("of 2")
        assert "GOT first" in t.rows[25]       # its last words
        t.type(PREFIX + "q").ends()
        assert t.links[1].did == [("close",)]


def test_a_session_that_types_in_the_background_is_there_when_it_is_shown():
    with Terminal() as t:
        t.sees("ONLINE").type(PREFIX + "t").sees("2 of 2")
        t.links[0].outbox.text("IN THE BACKGROUND\n")
        t.type(NEXT).sees("IN THE BACKGROUND")


def test_words_of_welcome_come_first():
    with Terminal(welcome=["OPERATOR's password is " + "X" * 60]) as t:
        t.sees("WELCOME").sees("X" * 60).type(ENTER).misses("WELCOME").type("A" + ENTER).sees("GOT A")
    with Terminal(welcome=["READ THIS"]) as t:
        t.sees("READ THIS").type("logon me" + ENTER).misses("READ THIS").sees("GOT logon me")


def test_pasted_lines_with_brackets():
    with Terminal() as t:
        t.sees("ONLINE").type("\x1b[200~one\ntwo\nthree\nfour\nfive\n\x1b[201~").sees("GOT five")
        assert t.links[0].lines == ["one", "two", "three", "four", "five"]


def test_lines_typed_before_there_was_a_window():
    terminal = Terminal()
    terminal.type("early\n")                   # a terminal that is none of ours yet makes Ctrl-J of Enter
    with terminal as t:
        t.sees("GOT early")


def test_the_mouse_moves_the_cursor_and_chooses():
    with Terminal() as t:
        t.sees("ONLINE").type("abc\x1b[<0;2;23M\x1b[<0;2;23m")          # column 2 of the input
        wait_for(lambda: t.screen.cursor.x == 1)
        t.type("X" + ENTER).sees("GOT aXc")
        t.type(MENU).sees("Quit")
        row = next(number for number, text in enumerate(t.rows, 1) if "Keypad" in text)
        column = t.rows[row - 1].index("Keypad") + 1
        t.type(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").sees("KEYPAD")


def colours(t: Terminal, text: str) -> set[str]:
    for number, row in enumerate(t.rows):
        if text in row:
            at = row.index(text)
            return {t.screen.buffer[number][x].fg for x in range(at, at + len(text))}
    raise AssertionError(text)


def test_colours_and_none():
    with Terminal() as t:
        t.sees("ONLINE").type("typed").sees("typed")
        assert (colours(t, "ONLINE"), colours(t, "typed")) == ({"green"}, {"cyan"})
    with Terminal(colour=False) as t:
        t.sees("ONLINE").type("typed").sees("typed")
        assert colours(t, "ONLINE") == colours(t, "typed") == {"default"}
        assert not re.search(rb"\x1b\[[0-9;]*3[0-7]", t.written)


def test_no_character_beyond_ascii():
    with Terminal() as t:
        t.sees("ONLINE").type("a^b" + ENTER).sees("a\u00acb")
    with Terminal(ascii=True) as t:
        t.sees("ONLINE").type("a^b\u00a2\u00e9" + ENTER).sees("a^bce")
        assert t.written.isascii()


def test_every_byte_of_a_guest_takes_one_place_and_controls_nothing():
    everything = bytes(code for code in range(0x40, 0xFF))
    with Terminal() as t:
        t.sees("ONLINE")
        for data in (b"", b"\xF5\xC2" + everything + b"\x1D\x60\xC5\xD5\xC4", b"\xF1\xC2\x00\x0C\x15\x1C\x3F\xFF"):
            t.links[0].outbox.put({"stream": data.decode("latin-1")})
        t.sees("END")
        assert t.rows[(len(everything) + 1) // 80].index("END") == (len(everything) + 1) % 80
        shown = re.sub(rb"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)", b"", t.written)
        assert b"\x1b" not in shown and not set("\x80\x85\x9b\x9c") & set(shown.decode())


@pytest.mark.parametrize("rows, columns, display", [(26, 80, (24, 80)), (24, 80, (24, 80)), (33, 100, (32, 80)),
                                                    (45, 80, (43, 80)), (45, 132, (27, 132)), (28, 132, (27, 132)),
                                                    (15, 60, (24, 80))])
def test_the_model_is_the_largest_with_room(rows, columns, display):
    with Terminal(rows, columns) as t:
        wait_for(lambda: t.links and hasattr(t.links[0], "display"))
        assert t.links[0].display == (*display, True)


def test_a_model_that_is_asked_for():
    with Terminal(50, 140, model=3) as t:
        t.sees("CP READ")
        assert t.links[0].display == (32, 80, True)
        assert "CP READ" in t.rows[31]


def test_too_small_a_window_shows_the_part_with_the_cursor():
    with Terminal(10, 50) as t:
        t.sees("window 50x10 shows a part of 80x24").type("left").sees("left")
        t.type("\x1b[A" * 22).sees("ONLINE").type("x" * 75).sees("x" * 45)
        assert t.screen.cursor.x < 50


def test_a_tiny_window_does_no_harm():
    for rows, columns in ((1, 1), (2, 10), (3, 200)):
        with Terminal(rows, columns) as t:
            t.type("x" + ENTER + MENU)
            wait_for(lambda: t.window.plate is not None)
            t.type("\x1b")
            wait_for(lambda: t.window.plate is None)
            assert t.links[0].lines == ["x"]


def test_a_window_of_just_24_rows_hints_in_the_second_row_of_input():
    with Terminal(24, 80) as t:
        wait_for(lambda: "type LOGON" in t.rows[23] and "CP READ" in t.rows[23])
        t.type("x" * 90).misses("type LOGON")
        wait_for(lambda: t.rows[23].startswith("x" * 10))


def test_a_transcript_at_the_menu(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Terminal() as t:
        t.sees("ONLINE").type(MENU).sees("MENU").type("w").sees("goes to cpcms-").sees("transcript")
        t.type("hello" + ENTER).sees("GOT hello").type(MENU).sees("Transcript: stop").type("w").sees("the transcript is in")
        kept, = tmp_path.iterdir()
        assert kept.read_text() == "hello\nGOT hello\n"


def test_a_transcript_from_the_beginning(tmp_path):
    with Terminal(transcript=Transcript(tmp_path / "t")) as t:
        t.sees("ONLINE").type("hello" + ENTER).sees("GOT hello").type(PREFIX + "q").ends()
    assert (tmp_path / "t").read_text() == "CPCMS ONLINE\nhello\nGOT hello\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_stops_the_transcript_alone():
    with Terminal(transcript=Transcript("/dev/full")) as t:
        t.sees("stopped: No space left").type("still" + ENTER).sees("GOT still")


def test_a_mistake_of_ours_leaves_the_terminal_clean(monkeypatch):
    with Terminal() as t:
        t.sees("ONLINE")
        monkeypatch.setattr(Window, "menu", lambda self: 1 // 0)
        t.type(MENU).ends()
        assert isinstance(t.failed, WindowFailed) and "division" in str(t.failed)
        assert all(code in t.written.decode() for code in LEFT_CLEAN) and t.links[0].did == [("close",)]


def test_the_terminal_goes_away():
    with Terminal() as t:
        t.sees("ONLINE")
        t.keys.close()
        t.ends()
        assert t.failed is None and t.links[0].did == [("close",)]


def test_ctrl_c_and_others_are_no_end():
    with Terminal() as t:
        t.sees("ONLINE").type(CLEAR * 2).sees("Ctrl-] and then q: quit").type("\x04\x1a\x1c\x00" + "on" + ENTER).sees("GOT")
        assert t.thread.is_alive()


KEYSTROKES = ("a", "Z", "\u00e9", "\u20ac", "1", " ", "\r", "\n", "\t", "\x03", "\x04", "\x05", "\x06", "\x08", "\x0b", "\x0c",
              "\x12", "\x14", "\x15", "\x1d", "\x0e", "\x00", "\x1a", "\x1b", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D",
              "\x1b[2~", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z", "\x1bOP", "\x1b[24~", "\x1b[1;2P",
              "\x1b[200~x\ny\x1b[201~", "\x1b[<0;5;23M", "\x1b[<64;9;9M", "\x1b[?1;2c", "\x011", "\x01a", "\x01x", "\x01t",
              "\x01\t", "\x01?", "\x1b1", "\x1b[999~", "\xff", "\x1b]0;t\x07")


@pytest.mark.parametrize("seed", [0, 1, 2, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 200))])
def test_no_keys_break_it(seed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keys = random.Random(seed)
    with Terminal(*keys.choice([(26, 80), (24, 80), (10, 30), (45, 132)])) as t:
        wait_for(lambda: t.links)
        for _ in range(150):
            t.type(keys.choice(KEYSTROKES))
            if keys.random() < 0.1:
                link = keys.choice(t.links)
                link.outbox.text("OUTPUT\a \x1b[2J \u20ac" * keys.randrange(200))
        t.type("\x1b")
        wait_for(lambda: t.window.plate is None or not t.thread.is_alive())
    assert t.failed is None


# --- the key map

def test_every_key_has_a_function():
    own = {keymap.MENU, keymap.NEXT, keymap.NEW, keymap.KEYPAD, keymap.REDRAW, keymap.QUIT}
    functions = {*KEYS, "attn", "sysreq", *own}
    assert {*FIRST_KEYS.values(), *SECOND_KEYS.values(), *(one for _, one in keymap.KEYPAD_KEYS)} <= functions
    assert {*KEYS, "attn", "sysreq"} == {one for _, one in keymap.KEYPAD_KEYS} | {
        "enter", "tab", "backtab", "home", "newline", "end", "left", "right", "up", "down", "delete", "backspace",
        "delete-field"}


def test_the_map_is_that_of_c3270():
    """As the built-in map of c3270 4.1 has it."""
    c3270 = {"c-]": keymap.MENU, "escape": keymap.MENU, "c-n": keymap.MENU, "c-c": "clear", "c-d": "dup",
             "c-f": "field-mark", "c-h": "backspace", "c-i": "tab", "c-j": "newline", "c-k": keymap.KEYPAD,
             "c-l": keymap.REDRAW, "c-m": "enter", "c-r": "reset", "c-u": "delete-field", "delete": "delete",
             "insert": "insert", "home": "home", "end": "end", "up": "up", "down": "down", "left": "left",
             "right": "right"} | {f"f{number}": f"pf{number}" for number in range(1, 13)}
    behind = {"c": "clear", "r": "reset", "i": "insert", "k": keymap.KEYPAD, "l": keymap.REDRAW, "n": keymap.MENU,
              "q": keymap.QUIT, "1": "pa1", "2": "pa2", "3": "pa3", "a": "attn", "c-i": "backtab"} | {
                  f"f{number}": f"pf{number + 12}" for number in range(1, 13)}
    assert c3270.items() <= FIRST_KEYS.items() and behind.items() <= SECOND_KEYS.items()


def test_the_documented_map_is_the_map():
    text = (Path(__file__).parent.parent / "docs" / "terminal.md").read_text()
    section = text.split("### Its keys", 1)[1].split("\n#", 1)[0]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in section.splitlines()
            if line.startswith("|")][2:]
    assert rows == [(row.shown, row.does) for row in (*ROWS, *SECOND)]
