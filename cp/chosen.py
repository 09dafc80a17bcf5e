"""Which of the cards or pages of a file somebody wants: `3`, `2-5`, `7-`.

Called by cp/cli_cards.py and cp/cli_paper.py.
"""
from __future__ import annotations

import re

from s360.errors import ConfigError, MediaError


class Chosen:
    """
    wanted: `N`, `N-M`, `N-`, or "" for all; ConfigError when it is none of them.  what: "card", "page"
    """

    def __init__(self, wanted: str, what: str):
        self.what, self.first, self.last = what, 1, None
        if not wanted:
            return
        found = re.fullmatch(r"(\d{1,9})(?:(-)(\d{1,9})?)?", wanted, re.ASCII)
        if found is None or not int(found[1]) or found[3] and int(found[3]) < int(found[1]):
            raise ConfigError(f"{wanted!r}: give a number from 1, or two as 2-5, or 7- for the rest")
        self.first = int(found[1])
        self.last = int(found[3]) if found[3] else None if found[2] else self.first

    def of(self, there: int, name: str, asked: bool = True) -> range:
        """The numbers of those among `there`; MediaError when none was `asked` for that is there."""
        if asked and self.first > there:
            raise MediaError(f"{name}: has no {self.what} {self.first}; it has {there}")
        return range(self.first, min(self.last or there, there) + 1)
