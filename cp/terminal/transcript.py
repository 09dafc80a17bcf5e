"""A transcript: what a session of the local terminal shows and what is typed there, in a file of text.

A pane (cp/terminal/pane.py) tells it; passwords are never in it, and the screens of full-screen programs neither.
"""
from __future__ import annotations

from cp.secrets_out import command_without_secrets
from s360.errors import S360Error

CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ") | {0x0A: "\n", 0x07: None}


class Transcript:
    """
    Goes on at the end of a file, which it makes; S360Error when it cannot be written.

    broken: why it has stopped, "" while it has not
    """

    def __init__(self, path):
        self.path, self.broken = path, ""
        self.fresh = True                      # at the beginning of a line
        try:
            self.file = open(path, "a", encoding="utf-8", buffering=1)
        except OSError as error:
            raise S360Error(f"{path}: {error.strerror or error}; give --transcript another file") from None

    def told(self, text: str) -> None:
        """What the session has said."""
        if text:
            self.write(text.translate(CONTROLS))

    def typed(self, line: str, command: bool) -> None:
        """A line of input that was shown; command: CP was to take it."""
        if command or line[:1] == "#":
            line = command_without_secrets(line)
        self.write("\n" * (not self.fresh) + line.translate(CONTROLS) + "\n")

    def write(self, text: str) -> None:
        if self.broken:
            return
        self.fresh = text.endswith("\n")
        try:
            self.file.write(text)
        except OSError as error:               # the disk is full
            self.broken = f"transcript {self.path} stopped: {error.strerror or error}"

    def close(self) -> None:
        try:
            self.file.close()
        except OSError as error:
            self.broken = self.broken or f"transcript {self.path} stopped: {error.strerror or error}"
