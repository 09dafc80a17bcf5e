"""The first screen of a 3270 terminal: who is there, and how to begin.

Used by cp/terminal/tn3270.py; a VMScreen shows it until the first line is typed.
"""
from __future__ import annotations

LETTERS = ("  CCCCC   PPPPPP      //    CCCCC   M     M   SSSSS ",
           " C        P     P    //    C        MM   MM  S      ",
           " C        PPPPPP    //     C        M M M M   SSSSS ",
           " C        P        //      C        M  M  M        S",
           "  CCCCC   P       //        CCCCC   M     M   SSSSS ")
HOW = ("Type LOGON, a blank and your userid below, then press ENTER.   HELP: PF1",
       "",
       "PA1 attention, to CP       CLEAR or PA2 next screen     PF12 last line again",
       "ENTER holds a full screen (MORE...), which else goes on by itself")


def first_screen(name: str, rows: int, columns: int) -> list[str]:
    """The lines above the greeting, in the middle of the screen."""
    indent = " " * max((columns - len(LETTERS[0])) // 2, 0)
    margin = " " * max((columns - max(map(len, HOW))) // 2, 0)
    lines = [indent + line for line in LETTERS]
    lines += ["", indent + f"{name}: CP-67/CMS on an IBM System/360 Model 67".rstrip(), ""]
    lines += [(margin + line).rstrip() for line in HOW]
    above = max((rows - 2 - len(lines) - 3) // 2, 0)
    return [""] * above + lines + [""]
