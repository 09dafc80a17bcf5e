"""What the host's terminal can do: a full screen, colours, characters beyond ASCII.

Called by cp/cli_cp.py.  NO_COLOR as https://no-color.org says; the rest from TERM, the terminal's description and
the locale.
"""
from __future__ import annotations

import os
import signal
import sys
import threading

NO_SCREEN = ("", "dumb", "unknown")
COLOURS_AT_LEAST = 8
AGAIN = 0.01                   # seconds


def full_screen() -> bool:
    """A person sits at a terminal that can be painted."""
    return (os.name != "nt" and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
            and os.environ.get("TERM", "") not in NO_SCREEN)


def colours() -> bool:
    """It has colours, and they are wanted."""
    if os.environ.get("NO_COLOR"):
        return False
    try:
        import curses
        curses.setupterm()
        return curses.tigetnum("colors") >= COLOURS_AT_LEAST
    except Exception:                          # no description of this terminal (curses.error), or no curses
        return not os.environ.get("TERM", "").startswith("vt")


def ascii_only() -> bool:
    """Characters beyond ASCII cannot be shown.  Python puts LC_CTYPE=C.UTF-8 in place of a C locale (PEP 538):
    that is none the person has chosen."""
    named = os.environ.get("LC_ALL") or ""
    if not named:
        kind = os.environ.get("LC_CTYPE") or ""
        named = kind if kind and kind != "C.UTF-8" else os.environ.get("LANG") or "C"
    return "utf" not in named.lower()


def discard_output(ended: threading.Event, patience: float) -> None:
    """Have a terminal that takes nothing more not keep the main thread from its end: throw away what is on the way.

    ended: when it has; patience: seconds that it has first
    """
    import termios
    main = threading.main_thread().ident
    while not ended.wait(patience):
        try:
            termios.tcflush(sys.stdout.fileno(), termios.TCOFLUSH)
            signal.pthread_kill(main, signal.SIGWINCH)         # a write that waits looks anew
        except (OSError, ValueError, termios.error):
            return                             # no terminal any more
        patience = AGAIN
