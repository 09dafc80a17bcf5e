"""The first screen of a 3270 terminal: who is there, and how to begin.

Used by cp/terminal/tn3270.py and by the local terminal (cp/cli_cp.py); a VMScreen shows it until the first line
is typed.
"""
from __future__ import annotations

from cp.first_start import NEWCOMERS
from cp.messages import CPError
from cp.passwords import verify

LETTERS = ("  CCCCC   PPPPPP      //    CCCCC   M     M   SSSSS ",
           " C        P     P    //    C        MM   MM  S      ",
           " C        PPPPPP    //     C        M M M M   SSSSS ",
           " C        P        //      C        M  M  M        S",
           "  CCCCC   P       //        CCCCC   M     M   SSSSS ")
HOW = ("Type LOGON, a blank and your userid below, then press ENTER.   HELP: PF1",
       "",
       "PA1 attention, to CP       CLEAR or PA2 next screen     PF12 last line again",
       "ENTER holds a full screen (MORE...), which else goes on by itself")


#: the same, for the keys of the local terminal
HOW_HERE = ("F1 HELP     F12 last line again     Ctrl-A 1 attention, to CP     Ctrl-] menu",
            "Ctrl-C next screen; a full one (MORE...) else goes on by itself")


def how_here(demo: str) -> list[str]:
    """How to begin at the local terminal; demo: a user to try the system with, whose password is his userid."""
    lines = ["Type LOGON, a blank and your userid below, then press Enter."]
    if demo:
        lines += [f"To try the system:  LOGON {demo} {demo}     and then:  PRINTF WELCOME MEMO"]
    return [*lines, "", *HOW_HERE]


def demo_user(directory) -> str:
    """The first of the first start's users that still has his first password, for this host only; ""."""
    for one in NEWCOMERS:
        if one.password == one.userid and directory.has(one.userid):
            try:
                user = directory.get(one.userid)
            except CPError:                    # somebody is just editing him
                continue
            if user.local and verify(one.password, user.password):
                return one.userid
    return ""


def first_screen(name: str, rows: int, columns: int, how: list[str] = HOW) -> list[str]:
    """The lines above the greeting, in the middle of the screen."""
    indent = " " * max((columns - len(LETTERS[0])) // 2, 0)
    margin = " " * max((columns - max(map(len, how))) // 2, 0)
    lines = [indent + line for line in LETTERS]
    lines += ["", indent + f"{name}: CP-67/CMS on an IBM System/360 Model 67".rstrip(), ""]
    lines += [(margin + line).rstrip() for line in how]
    above = max((rows - 2 - len(lines) - 3) // 2, 0)
    return [""] * above + lines + [""]
