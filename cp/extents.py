"""Extents: runs of cylinders of a mounted volume, and the room between them.

Called by minidisk.py.  Room for permanent minidisks is looked for in cp/directory.py.
"""
from __future__ import annotations

from typing import Iterable, NamedTuple


class Extent(NamedTuple):
    """Cylinders `first` to `first` + `cylinders` - 1 of the volume `serial`."""

    serial: str
    first: int
    cylinders: int

    @property
    def end(self) -> int:
        """The cylinder behind it."""
        return self.first + self.cylinders

    def overlaps(self, other: Extent) -> bool:
        return (self.serial == other.serial and self.first < other.end
                and other.first < self.end)


def first_fit(first: int, end: int, taken: Iterable[Extent], cylinders: int) -> int | None:
    """Where the first run of that many cylinders begins, from cylinder `first` up to but not with
    `end`, that no extent of `taken` covers; None when there is none."""
    at = first
    for extent in sorted(taken, key=lambda one: one.first):
        if extent.first - at >= cylinders:
            break
        at = max(at, extent.end)
    return at if at + cylinders <= end else None
