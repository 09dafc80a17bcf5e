"""Modelled real storage: so many 4K frames that all machines share, and who loses a page when none is
free.

Called by cp/paging.py, one `Paging` a machine; made by System when `frames` is configured.  As in CP-67
pages of machines in no queue go first, those that have rested longest before others; then pages not
referenced lately of machines in queue (a clock); then any.

A machine can lose pages only while it stands still: a thief takes its locks without waiting, or leaves
it alone.  When nobody can give a page, a frame is borrowed: more frames are then in use than there
are, by a few for each running machine, until the next steal.  So a machine always gets on, however
few frames there are: the pages that one instruction needs are not stolen from it.
"""
from __future__ import annotations

import threading
from collections import deque

from cp.drum import Drum
from cp.messages import CPError, message
from s360.errors import MediaError

LEAST = 16                     # frames that are never fixed or locked
TRIES = 100                    # steals for one frame, when others are quicker to take it

message("no-frames", "CPCPAG", 930, "{count} FRAMES ASKED FOR, {free} CAN BE HAD; UNLOCK PAGES OR CONFIGURE "
        "MORE FRAMES", origin="ours")


class Frames:
    """
    total:  frames; drum: path of the host file for pages without one; drum_limit: slots there
    used:   frames that hold a page (more than `total` while some are borrowed)
    fixed:  those of them that cannot be stolen: locked pages, VIRT=REAL machines
    steals, borrowed: how often
    """

    def __init__(self, total: int, drum, drum_limit: int | None = None):
        self.total = total
        self.drum = Drum(drum, drum_limit)
        self.lock = threading.Lock()          # a leaf: nothing else is locked under it
        self.used = self.fixed = self.steals = self.borrowed = 0
        self.queued: deque = deque()          # machines in queue, the clock's next one first
        self.resting: dict = {}               # others, those that have rested longest first

    # -- machines

    def enter(self, paging) -> None:
        """The machine is in a queue now."""
        with self.lock:
            self.resting.pop(paging, None)
            self.queued.append(paging)

    def leave(self, paging) -> None:
        """The machine rests."""
        with self.lock:
            if paging in self.queued:
                self.queued.remove(paging)
            self.resting.pop(paging, None)
            self.resting[paging] = None

    def forget(self, paging) -> None:
        """The machine is gone."""
        with self.lock:
            self.resting.pop(paging, None)
            if paging in self.queued:
                self.queued.remove(paging)

    # -- frames

    def add(self, count: int) -> None:
        """Frames of a machine that is all in real storage; they have been fixed."""
        with self.lock:
            self.used += count

    def give(self, count: int) -> None:
        """Frames that hold nothing any more."""
        with self.lock:
            self.used -= count

    def fix(self, count: int) -> None:
        """So many of the frames cannot be stolen from now on; CPError when too few would be left."""
        with self.lock:
            free = max(0, self.total - LEAST - self.fixed)
            if count > free:
                raise CPError("no-frames", count=count, free=free)
            self.fixed += count

    def unfix(self, count: int) -> None:
        with self.lock:
            self.fixed -= count

    def take(self, paging) -> None:
        """A frame for a page of this machine, whose paging lock is held.  MediaError when it takes a
        steal that the drum does not allow."""
        for _ in range(TRIES):
            with self.lock:
                if self.used < self.total:
                    self.used += 1
                    return
            if not self._steal(paging):
                break
        with self.lock:
            self.used += 1
            self.borrowed += 1

    def _steal(self, thief) -> bool:
        """Make one machine give a page up."""
        trouble = None
        for paging, any_page in self._victims(thief):
            try:
                if paging.give_up(thief, any_page):
                    with self.lock:
                        self.used -= 1
                        self.steals += 1
                    return True
            except MediaError as error:       # its page stays where it is
                trouble = error
        if trouble is not None:
            raise trouble
        return False

    def _victims(self, thief):
        """(machine, whether any page will do), in the order of stealing."""
        with self.lock:
            resting = [paging for paging in self.resting if paging.resident and paging is not thief]
            queued = [paging for paging in self.queued if paging.resident]
            self.queued.rotate(-1)
        yield from ((paging, True) for paging in resting)
        if thief not in queued:
            queued.append(thief)
        for any_page in (False, True):
            yield from ((paging, any_page) for paging in queued)

    def figures(self) -> dict:
        """What QUERY FRAMES and the statistics show."""
        with self.lock:
            return {"frames": self.total, "used": self.used, "fixed": self.fixed,
                    "drum": self.drum.used, "steals": self.steals, "borrowed": self.borrowed,
                    "queued": len(self.queued), "resting": len(self.resting)}

    def close(self) -> None:
        """The end: no machine is left."""
        self.drum.close()
