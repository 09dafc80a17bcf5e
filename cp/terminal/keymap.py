"""The key map of the local terminal: which key of the host's keyboard is which key of a 3270.

One table, for the window (cp/terminal/window.py), its help plate and docs/terminal.md.  Keys have prompt_toolkit's
names; "c-a" (Ctrl-A) before another key makes a second set.  Functions are the names of display_keyboard.KEYS,
"attn", "sysreq", or something the window does itself.

The map is that of c3270, as far as it goes; what is ours: Shift-F keys, Ctrl-E, Ctrl-T, PageUp, PageDown, and behind
Ctrl-A the keys s, t and x.
"""
from __future__ import annotations

from typing import NamedTuple

PREFIX = "c-a"
MENU, NEXT, NEW, KEYPAD, REDRAW, QUIT = "menu", "next-session", "new-session", "keypad", "redraw", "quit"


class Row(NamedTuple):
    """Keys that do the same. shown: as a person knows them; does: in words; keys: (key, function)"""
    shown: str
    does: str
    keys: tuple[tuple[str, str], ...]


def _function_keys() -> tuple[tuple[str, str], ...]:
    return tuple((f"f{number}", f"pf{number}") for number in range(1, 25))


ROWS = (
    Row("Enter", "ENTER: the line goes to CP or your program", (("c-m", "enter"),)),
    Row("F1 to F12", "PF1 to PF12", _function_keys()[:12]),
    Row("Shift-F1 to Shift-F12", "PF13 to PF24; also Ctrl-A and F1 to F12", _function_keys()[12:]),
    Row("Ctrl-C", "CLEAR: empties the screen, next screen in MORE...", (("c-c", "clear"),)),
    Row("Ctrl-R", "RESET: ends insert mode, an error and a paste", (("c-r", "reset"),)),
    Row("Tab, Shift-Tab", "next field, field before", (("c-i", "tab"), ("s-tab", "backtab"))),
    Row("Home, End", "first field; behind the text of this one", (("home", "home"), ("end", "end"))),
    Row("arrows", "move the cursor; so does a click",
        tuple((key, key) for key in ("left", "right", "up", "down"))),
    Row("Ctrl-J", "NEWLINE: to the next line that takes input", (("c-j", "newline"),)),
    Row("Insert", "insert mode on and off", (("insert", "insert"),)),
    Row("Delete, Backspace", "take a character away", (("delete", "delete"), ("c-h", "backspace"))),
    Row("Ctrl-U", "delete the field", (("c-u", "delete-field"),)),
    Row("Ctrl-E", "ERASE EOF: from the cursor to the end of the field", (("c-e", "erase-eof"),)),
    Row("Ctrl-D", "DUP", (("c-d", "dup"),)),
    Row("Ctrl-F", "FIELD MARK", (("c-f", "field-mark"),)),
    Row("PageUp, PageDown", "PF7, PF8", (("pageup", "pf7"), ("pagedown", "pf8"))),
    Row("Ctrl-T", "the next session of this window", (("c-t", NEXT),)),
    Row("Ctrl-K", "a keypad of all 3270 keys", (("c-k", KEYPAD),)),
    Row("Ctrl-L", "paint the screen again", (("c-l", REDRAW),)),
    Row("Ctrl-], Ctrl-N, Escape", "the menu, with this map and the way out",
        (("c-]", MENU), ("c-n", MENU), ("escape", MENU))),
)
#: behind Ctrl-A
SECOND = (
    Row("Ctrl-A 1, 2, 3", "PA1 (attention: to CP), PA2, PA3", (("1", "pa1"), ("2", "pa2"), ("3", "pa3"))),
    Row("Ctrl-A a", "Attn: attention, to CP", (("a", "attn"),)),
    Row("Ctrl-A s", "SysReq: attention, to CP", (("s", "sysreq"),)),
    Row("Ctrl-A F1 to F12", "PF13 to PF24", tuple((f"f{n}", f"pf{n + 12}") for n in range(1, 13))),
    Row("Ctrl-A Tab", "field before", (("c-i", "backtab"),)),
    Row("Ctrl-A x", "ERASE INPUT: all fields", (("x", "erase-input"),)),
    Row("Ctrl-A t", "a new session in this window", (("t", NEW),)),
    Row("Ctrl-A c, r, i, k, l, n", "CLEAR, RESET, insert mode, keypad, paint again, menu",
        (("c", "clear"), ("r", "reset"), ("i", "insert"), ("k", KEYPAD), ("l", REDRAW), ("n", MENU))),
    Row("Ctrl-A q", "quit", (("q", QUIT),)),
)
FIRST_KEYS = {key: function for row in ROWS for key, function in row.keys}
SECOND_KEYS = {key: function for row in SECOND for key, function in row.keys}
#: the keypad: what is on it, and how many stand in a row
KEYPAD_ROW = 6
KEYPAD_KEYS = (*((f"PF{n}", f"pf{n}") for n in range(1, 25)), ("PA1", "pa1"), ("PA2", "pa2"), ("PA3", "pa3"),
               ("Attn", "attn"), ("SysReq", "sysreq"), ("Clear", "clear"), ("Reset", "reset"), ("Insert", "insert"),
               ("ErEOF", "erase-eof"), ("ErInp", "erase-input"), ("Dup", "dup"), ("FldMk", "field-mark"))


def map_lines() -> list[str]:
    """The map, for a plate."""
    width = max(len(row.shown) for row in (*ROWS, *SECOND))
    return [f"{row.shown:<{width}}  {row.does}" for row in (*ROWS, *SECOND)]
