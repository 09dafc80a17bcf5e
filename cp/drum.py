"""The drum: one host file of 4096-byte slots, where pages are that have no frame of real storage.

Called by cp/paging.py alone.  What is on it is worth nothing once CP has ended: it begins empty.
"""
from __future__ import annotations

import heapq
import threading

from s360.errors import MediaError
from s360.media.files import HostFile

PAGE = 4096
REMEDY = "make room there or see to that disk; the machine goes on with BEGIN"


class Drum:
    """
    path:  of the host file; locked while it is open
    limit: slots it may have, None: as many as the host gives
    MediaError: it cannot be opened, written or read.
    """

    def __init__(self, path, limit: int | None = None):
        self.file = HostFile(path, write=True, create=True)
        self.path = self.file.path
        self.limit = limit
        self.lock = threading.Lock()
        self.empty: list[int] = []            # slots below `end` that hold nothing, lowest first
        self.end = 0
        self.file.truncate(0)

    @property
    def used(self) -> int:
        """Slots that hold a page."""
        return self.end - len(self.empty)

    def write(self, slot: int, page: bytes) -> int:
        """Write a page into its slot (negative: it has none yet); gives the slot.  After a MediaError
        nothing can be said of what the slot holds; one that was new is not taken."""
        with self.lock:
            new = slot < 0
            if new:
                slot = self._take()
            try:
                self.file.write(slot * PAGE, page)
            except MediaError as error:
                if new:
                    heapq.heappush(self.empty, slot)
                raise MediaError(f"{error}; {REMEDY}") from None
            return slot

    def _take(self) -> int:
        if self.empty:
            return heapq.heappop(self.empty)
        if self.limit is not None and self.end >= self.limit:
            raise MediaError(f"{self.path}: all {self.limit} slots hold pages; log machines off or "
                             "give the system more frames")
        self.end += 1
        return self.end - 1

    def read(self, slot: int) -> bytes:
        """The page in a slot."""
        with self.lock:
            try:
                page = self.file.read(slot * PAGE, PAGE)
            except MediaError as error:
                raise MediaError(f"{error}; {REMEDY}") from None
        if len(page) != PAGE:
            raise MediaError(f"{self.path}: is cut off: another program has changed it; log the machine "
                             "off")
        return page

    def free(self, slot: int) -> None:
        """The slot holds nothing any more."""
        with self.lock:
            heapq.heappush(self.empty, slot)

    def close(self) -> None:
        """Give its room back and close it."""
        self.file.truncate(0)
        self.file.close()
