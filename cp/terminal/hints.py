"""The bottom line of the local terminal: what the person can do at this moment, in few words.

Used by cp/terminal/window.py, and by whoever shows a pane (cp/terminal/pane.py) in a layout of his own.
"""
from __future__ import annotations

from cp.terminal.vmscreen import MORE
from s360.devices.display_keyboard import NO_CHARACTER, NO_ROOM, PROTECTED_FIELD

HINTS = {
    "MORE...": ("Ctrl-C next screen", "KX breaks it off", "Enter holds it"),
    "HOLDING": ("Ctrl-C next screen", "KX breaks it off"),
    "NOT ACCEPTED": ("not taken: wait and press Enter again", "Ctrl-U empties the line"),
    "CP READ": ("CP waits for a command", "BEGIN goes back to your machine"),
    "VM READ": ("your machine reads: type, Enter", "F1 help", "F12 last line", "Ctrl-A 1 to CP"),
    "RUNNING": ("runs", "Enter attention", "Ctrl-A 1 to CP"),
}
WELCOME = ("type LOGON and your userid, Enter", "F1 help")
PASSWORD = ("type the password, which is not shown, Enter",)
ERRORS = {PROTECTED_FIELD: "nothing can be typed here: Tab, or Home", NO_ROOM: "no room to insert: Ctrl-R",
          NO_CHARACTER: "a 3270 has no such character"}
GUEST = ("the screen is your program's", "Tab next field", "Ctrl-A 1 attention")
LOCKED = ("X SYSTEM: the program works; keys wait", "Ctrl-R drops them")
MENU = "Ctrl-] menu"
BETWEEN = "   "


def hint(pane, room: int) -> str:
    """Words for the state of a pane; as many as have room."""
    if pane.keyboard.error:
        words: tuple = (ERRORS.get(pane.keyboard.error, pane.keyboard.error),)
    elif pane.pasted:
        words = (f"pasting: {len(pane.pasted)} lines left", "Ctrl-R drops them")
    elif pane.keyboard.locked and not pane.screen.held:
        words = LOCKED
    elif pane.screen.full.shown:
        words = GUEST
    elif pane.screen.hidden and not pane.screen.held:
        words = PASSWORD
    elif pane.state == "CP READ" and not pane.logged_on:
        words = WELCOME
    else:
        words = HINTS.get(pane.state, ())
        if pane.state == MORE and pane.screen.more:
            words = (words[0], f"(else after {sum(pane.screen.more):g} s)", *words[1:])
    for count in range(len(words), -1, -1):
        line = BETWEEN.join((*words[:count], MENU))
        if len(line) <= room:
            return line
    return (words or (MENU,))[0][:room]
