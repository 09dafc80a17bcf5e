"""A second window for the console: its paper in a file, or a terminal of its own.

Called by `cpcms ipl --console`.  A terminal (such as /dev/pts/3) is read as well: each line is typed
at the console.  Anything else is written only.
"""
from __future__ import annotations

import os
import stat
import threading

from s360.errors import S360Error
from s360.operator.place import Operator


class Window:
    """Where the 1052 is, when it is not in the operator's terminal."""

    def __init__(self, operator: Operator, path: str):
        try:
            terminal = os.path.exists(path) and stat.S_ISCHR(os.stat(path).st_mode)
            self.file = open(path, "r+" if terminal else "a", encoding="utf-8", errors="replace",
                             buffering=1) if not terminal else open_terminal(path)
        except OSError as error:
            raise S360Error(f"--console {path}: {error.strerror}") from None
        self.operator = operator
        operator.show_console = self.show
        if terminal:
            operator.others = True
            threading.Thread(target=self.read, name="console window", daemon=True).start()

    def show(self, text: str, typed: bool) -> None:
        """What is typed; a line from this terminal stands there already."""
        if typed and self.operator.others:
            return
        self.file.write(text)
        self.file.flush()

    def read(self) -> None:
        """Lines typed in the window, until it is closed."""
        while line := self.file.readline():
            try:
                self.operator.type(line.rstrip("\r\n"))
            except S360Error as error:
                self.file.write(f"({error})\n")


def open_terminal(path: str):
    """Read and write a terminal, which cannot be positioned."""
    import io
    raw = open(path, "r+b", buffering=0)
    return io.TextIOWrapper(io.BufferedRWPair(raw, raw), encoding="utf-8", errors="replace",
                            line_buffering=True)
