"""What the checker of CMS file systems has found.  Filled by the other cms/check_*.py, handed out by
cms/check.py.

Disk addresses are halfwords and printed in hexadecimal, as DUMPF and the MFD show them; counts are
decimal.
"""
from __future__ import annotations

from typing import Iterable, Iterator, NamedTuple

SEVERITIES = SEVERE, DOUBTFUL, NOTE = "severe", "doubtful", "note"
MOST = 500                               # findings of one severity that are told one by one


class Finding(NamedTuple):
    """One thing found.

    severity: "severe": the file system contradicts itself, data or room is lost or soon will be;
              "doubtful": legible, but nothing in CMS writes it so; "note": worth knowing, no fault
    place:    "record 0291", "record 0291 quarter 1", "record 0007 entry 3", "cylinder 4 head 6",
              "FILE NAME TYPE P1", "disk"
    text:     what is wrong and what it means
    """

    severity: str
    place: str
    text: str


class Report:
    """Findings in the order in which they were made; beyond MOST of a severity they are counted."""

    def __init__(self) -> None:
        self._found: dict[str, list[Finding]] = {severity: [] for severity in SEVERITIES}
        self._more = dict.fromkeys(SEVERITIES, 0)

    def add(self, severity: str, place: str, text: str) -> None:
        found = self._found[severity]
        if len(found) < MOST:
            found.append(Finding(severity, place, text))
        else:
            self._more[severity] += 1

    def severe(self, place: str, text: str) -> None:
        self.add(SEVERE, place, text)

    def doubtful(self, place: str, text: str) -> None:
        self.add(DOUBTFUL, place, text)

    def note(self, place: str, text: str) -> None:
        self.add(NOTE, place, text)

    def blocks(self, severity: str, blocks: Iterable[int], text: str) -> None:
        """The same finding for many disk addresses: once for each run of them."""
        for first, last in runs(blocks):
            self.add(severity, block_name(first) if first == last
                     else f"records {first:04X}-{last:04X}", text)

    def findings(self) -> list[Finding]:
        """All of them, the severe ones first."""
        out = []
        for severity in SEVERITIES:
            out += self._found[severity]
            if self._more[severity]:
                out.append(Finding(severity, "disk", f"there are {self._more[severity]} more of this "
                                                     "severity; mend the first ones and check again"))
        return out


def block_name(block: int) -> str:
    """The place of a disk address."""
    return f"record {block:04X}"


def piece_name(block: int, quarter: int) -> str:
    """The place of a 200-byte piece."""
    return f"record {block:04X} quarter {quarter}"


def runs(blocks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    first = last = None
    for block in sorted(blocks):
        if first is None:
            first = block
        elif block > last + 1:
            yield first, last
            first = block
        last = block
    if first is not None:
        yield first, last
