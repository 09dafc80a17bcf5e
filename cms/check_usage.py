"""Who uses each record and each 200-byte piece of a CMS disk, for the checker (cms/check.py).

Everything that refers to a record claims it; at the end the claims are compared with the bit map.
QQMSK is taken to list the pieces that are free: it has room for 100, a disk for thousands of files.
A piece that is in use by no file and not in QQMSK is lost; when QQMSK is full there was no room for it.
"""
from __future__ import annotations

from typing import Callable

from .check_report import DOUBTFUL, NOTE, SEVERE, Report, block_name, piece_name

FIRST_FREE = 5                           # records 1 to 4: IPL, IPL, label, MFD
QUARTERS = 4
QQMSK_ROOM = 100
FIXED = {1: "IPL", 2: "IPL", 3: "the label", 4: "the MFD"}


class Usage:
    """Claims on the records 1 to `total`."""

    def __init__(self, total: int, report: Report) -> None:
        self.total, self._report = total, report
        self._owners: dict[int, str] = dict(FIXED)
        self._pieces: dict[int, dict[int, str]] = {}     # record in quarters -> quarter -> file
        self._free: set[tuple[int, int]] = set()

    def claim(self, block: int, owner: str) -> bool:
        """Note that `owner` uses a record; False (and reported) when it cannot."""
        if not self._inside(block, owner):
            return False
        if block in self._owners:
            self._report.severe(block_name(block), f"is used twice: by {self._owner(block)} and by "
                                                   f"{owner}; one of them is destroyed")
            return False
        self._owners[block] = owner
        return True

    def claim_piece(self, block: int, quarter: int, owner: str) -> bool:
        """Note that `owner` has its first chain link in a piece; False (and reported) when it cannot."""
        if not self._quartered(block, owner):
            return False
        if quarter in self._pieces[block]:
            self._report.severe(piece_name(block, quarter), "is the first chain link of two files, "
                                f"{self._pieces[block][quarter]} and {owner}; one of them is destroyed")
            return False
        self._pieces[block][quarter] = owner
        return True

    def free_piece(self, block: int, quarter: int, where: str) -> None:
        """Note that QQMSK has a piece as free; all files have claimed theirs before."""
        if not self._quartered(block, where):
            return
        if quarter in self._pieces[block]:
            self._report.severe(piece_name(block, quarter), f"is free by {where}, but the first chain "
                                f"link of {self._pieces[block][quarter]}; the next file written will "
                                "destroy it")
        elif (block, quarter) in self._free:
            self._report.severe(piece_name(block, quarter), f"is twice in QQMSK, again in {where}; two "
                                                            "files will get it")
        self._free.add((block, quarter))

    def compare(self, used: Callable[[int], bool | None], total: int, entries: int) -> None:
        """Compare with the bit map.

        used:    the bit of a record, None where there is none
        total:   records that CMS gives out; a bit behind them says nothing
        entries: how many entries of QQMSK are taken
        """
        for block in sorted(self._owners):
            if used(block) is False:
                self._report.severe(block_name(block), f"is free by the bit map, but in use by "
                                    f"{self._owner(block)}; the next file written will destroy it")
        lost = (block for block in range(1, total + 1)
                if block not in self._owners and used(block))
        self._report.blocks(SEVERE, lost, "lost: in use by the bit map, but part of nothing; its room "
                                          "is wasted")
        for block, files in self._pieces.items():
            for quarter in range(QUARTERS):
                if quarter not in files and (block, quarter) not in self._free:
                    self._report.add(NOTE if entries >= QQMSK_ROOM else DOUBTFUL,
                                     piece_name(block, quarter), "lost: no file's first chain link and "
                                     "not in QQMSK; its room is wasted")

    def _inside(self, block: int, owner: str) -> bool:
        if 1 <= block <= self.total:
            return True
        self._report.severe(block_name(block), f"is named by {owner}, but the disk has the records "
                                               f"{FIRST_FREE:04X} to {self.total:04X}")
        return False

    def _quartered(self, block: int, owner: str) -> bool:
        """Claim the record of a piece, once for all who have pieces in it."""
        if block in self._pieces:
            return True
        if not self.claim(block, owner):
            return False
        self._pieces[block] = {}
        return True

    def _owner(self, block: int) -> str:
        if block not in self._pieces:
            return self._owners[block]
        files = self._pieces[block].values()
        return f"the first chain links of {', '.join(files)}" if files else "free pieces of QQMSK"
