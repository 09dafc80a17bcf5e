"""A bare machine whose commands ask: the answer is typed behind the command."""
from __future__ import annotations

from cms.check import check, contents
from cms_files import WithDisk
from cms_machine import code_of

ENOUGH = 2_000_000_000


def e(text: str, length: int = 0) -> bytes:
    return text.encode("cp037").ljust(length, b"\x40")


class DataDesk(WithDisk):
    """Commands with replies; the disk looked at by the independent checker."""

    def say(self, line: str, *replies: str) -> list[str]:
        """What the command types, with what follows each reply; the ready message last."""
        lines = list(self.ask(line, ENOUGH))
        for reply in replies:
            lines += self.ask(reply, ENOUGH)
        return lines

    def does(self, line: str, *replies: str) -> list[str]:
        lines = self.say(line, *replies)
        assert code_of(lines) == 0, lines
        return lines[:-1]

    def refuses(self, code: int, text: str, line: str, *replies: str) -> None:
        """The command ends with the code, and its last line says why."""
        lines = self.say(line, *replies)
        assert code_of(lines) == code and lines[-2].startswith(text), lines

    def file(self, name: str, type: str) -> tuple:
        """F or V, length, items."""
        return {key[:2]: value for key, value in contents(self.disk).items()}[name, type]

    def files(self) -> dict:
        return {key[:2]: value[2] for key, value in contents(self.disk).items()}

    def faults(self) -> list[str]:
        return [str(one) for one in check(self.disk) if one.severity != "note"]
