"""What must not come into the log: passwords in commands, in fields, and as they are stored.

Called by cp/journal.py for every line.  A command line is known by its verb (LOGON, AUTOLOG, LINK: the
places where they have passwords); in other texts `PASS=...` and stored passwords are struck out.
"""
from __future__ import annotations

import re

STRUCK = "***"
FORBIDDEN = ("password", "passwd", "secret", "token")
PASS = re.compile(r"(\bPASS(?:WORD)?\s*=\s*)\S+", re.IGNORECASE)
HASH = re.compile(r"\$scrypt\$[A-Za-z0-9+/=,$]*")
LOGON = ("LOGON", "LOGIN")
AUTOLOG = ("AUTOLOG", "XAUTOLOG")
MODES = ("R", "RR", "W", "WR", "M", "MR", "MW")
WITHOUT_SECRET = ("MASK", "NOIPL", "HERE")


def is_secret(name: str) -> bool:
    """Whether a field of this name is not to be kept."""
    return any(word in name.lower() for word in FORBIDDEN)


def without_secrets(text: str) -> str:
    """A text with what looks like a password struck out."""
    return HASH.sub(STRUCK, PASS.sub(r"\g<1>" + STRUCK, str(text)))


def command_without_secrets(line: str) -> str:
    """A console function as typed, without the passwords in it."""
    words = without_secrets(line).split()
    at = 0
    while at < len(words) - 1 and words[at].upper() in ("CP", "#CP"):
        at += 1
    verb = words[at].upper() if words else ""
    if abbreviates(verb, LOGON, 1):
        strike(words, at + 2)
    elif abbreviates(verb, AUTOLOG, 4):
        strike(words, at + 2)
    elif abbreviates(verb, ("LINK",), 3):
        strike(words, at + link_operands(words[at + 1:]) + 1)
    return " ".join(words)


def abbreviates(verb: str, names: tuple[str, ...], least: int) -> bool:
    return len(verb) >= least and any(name.startswith(verb) for name in names)


def link_operands(words: list[str]) -> int:
    """How many operands of LINK ([TO] userid vaddr1 [AS] vaddr2 [mode]) come before the password."""
    wanted, at = 3, 0
    while at < len(words) and wanted:
        if words[at].upper() not in ("TO", "AS"):
            wanted -= 1
        at += 1
    if at < len(words) and words[at].upper() in MODES:
        at += 1
    return at


def strike(words: list[str], first: int) -> None:
    """Strike out the words from `first` on."""
    for at in range(first, len(words)):
        if words[at].upper() not in WITHOUT_SECRET and not words[at].startswith("PASS="):
            words[at] = STRUCK
