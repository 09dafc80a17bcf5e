"""Demand paging of one virtual machine: which 4K pages of its storage have a frame, where the others
are, and how they come and go.

A machine has a `Paging` when the system has fewer `frames` than enough (`vm.paging`, else None: all is
resident and nothing here is called).  The core leaves with PAGE when the guest touches a page that is
absent (docs/virtual-cpu.md); `fault` brings it in.  Channels and CP reach the storage through
`PagedStorage` (cp/paged_storage.py).  Whose page goes when no frame is free: cp/frames.py.  A page that
has gone is really given back to the host.

States of a page: OUT; IN; TRIAL, which has its frame and its bytes but is absent to the guest, so that
its next touch is seen: that is the reference bit of the clock (the guest's own is the guest's).

Locks.  `vm.lock` (whoever runs or changes the machine), then `lock` here, then those of Frames and
Drum.  A thief takes both of its victim without waiting.  Page 0, where PSWs and timer are, stays while
the machine is in a queue: `begin` before it runs, `rest` when it waits.

Source: page stealing and working sets of CP-67 and VM/370 (GC20-1807), DIAGNOSE X'10', LOCK (GC20-1820).
Not implemented: common frames for the shared pages of a saved system; each machine has its own here.
"""
from __future__ import annotations

import hashlib
import threading
from array import array

from cp.frames import Frames
from cp.messages import CPError, message
from cp.paged_storage import PagedStorage
from s360.errors import MediaError
from s360.machine import StopReason

__all__ = ["Frames", "Paging", "furnish"]

PAGE = 4096
OUT, TRIAL, IN = 0, 1, 2
ZERO, SAVED = -1, -2           # where a page that is out can be had, beside slots of the drum: nowhere, in
                               # the saved system it was IPLed from
SWEEP = 64                     # pages that the clock passes before another machine's turn

message("page-beyond", "CPCPAG", 931, "PAGE {page:03X} IS BEYOND STORAGE", origin="ours")
message("not-locked", "CPCPAG", 932, "PAGE {page:03X} NOT LOCKED", origin="ours")


def furnish(vm) -> Paging | None:
    """What a machine that has just been made gets as `vm.paging`.  CPError: VIRT=REAL and not enough
    frames."""
    frames = vm.system.frames
    if frames is None:
        return None
    return Paging(vm, frames, real="VIRT=REAL" in vm.user.options)


def digest(page: bytes) -> bytes:
    return hashlib.blake2b(page, digest_size=16).digest()


class Paging:
    """
    real:     a VIRT=REAL machine: every page has its frame for good
    resident: pages with a frame; locked: those that keep it; reserved: as many others do not steal
    reads, writes, lost: page-ins and page-outs to the drum, pages stolen
    working_set: pages it is thought to need when it is next in a queue
    """

    def __init__(self, vm, frames: Frames, real: bool = False):
        self.vm, self.frames, self.real = vm, frames, real
        self.core = vm.core
        self.storage = vm.core.storage
        self.size = len(self.storage)
        count = -(-self.size // PAGE)
        self.lock = threading.RLock()
        self.state = bytearray(count)
        self.home = array("i", [ZERO]) * count
        self.digests: dict[int, bytes] = {}       # of pages as their home has them
        self.image = None                         # cp.saved.Image of pages whose home is SAVED
        self.locked: set[int] = set()
        self.pinned: set[int] = set()             # what the present instruction has brought in
        self.pinned_at = -1
        self.resident = self.reserved = self.hand = 0
        self.queued = self.closed = False
        self.reads = self.writes = self.lost = 0
        self.working_set = self.projected = self.actual = 0
        if real:
            frames.fix(count)
            frames.add(count)
            self.resident, self.locked = count, set(range(count))
            self.state[:] = bytes([IN]) * count
        else:
            vm.machine.storage = vm.machine.channels.storage = PagedStorage(self)
            self.start(None)
            frames.leave(self)

    # -- the machine's life

    def start(self, image) -> None:
        """Storage is zeros, or the pages of a saved system (cp.saved.Image)."""
        with self.lock:
            if self.real:
                self.storage.clear()
                if image is not None:
                    image.map(self.storage, image.first, image.first + image.count - 1)
                return
            self._give_all()
            self.storage.clear()
            self.image = image
            if image is not None:
                for page in image.header.numbers():
                    self.home[page] = SAVED
            for page in range(len(self.state)):
                self._absent(page, True)
            for page in self.locked:
                self._reach(page)

    def close(self) -> None:
        """The machine is gone: its frames and slots are free."""
        with self.lock:
            if not self.closed:
                self.closed = True
                self.frames.forget(self)
                self._give_all()
                self.frames.unfix(len(self.locked))
                self.locked, self.image = set(), None

    def _give_all(self) -> None:
        """No page has a frame or a slot."""
        for page, home in enumerate(self.home):
            if home >= 0:
                self.frames.drum.free(home)
            self.home[page] = ZERO
        self.frames.give(self.resident)
        self.resident = 0
        self.state[:] = bytes(len(self.state))
        self.digests.clear()
        self.pinned.clear()

    def begin(self) -> bool:
        """Before the machine runs, or is changed: it is in a queue, and page 0 is there.  False: it is
        not (the drum), and the machine has been stopped."""
        if self.queued and self.state[0] == IN or self.real:
            return True
        try:
            with self.lock:
                if not self.queued:
                    self.queued = True
                    self.frames.enter(self)
                self._reach(0)
        except MediaError as error:
            self._stop(error)
            return False
        return True

    def rest(self) -> None:
        """The machine waits or stands in CP: it is in no queue, others may have its pages."""
        with self.lock:
            if not self.queued:
                return
            self.queued = False
            self.pinned.clear()
            self.frames.leave(self)
            self._project(self.state.count(IN))

    def _project(self, actual: int) -> None:
        """The working set of its next stay in a queue, from the pages it used in this one: their mean
        with what was projected when the projection went the wrong way, else those."""
        wrong = (self.projected - self.actual) * (self.working_set - actual) < 0
        self.projected, self.actual = self.working_set, actual
        self.working_set = (actual + self.working_set) // 2 if wrong else actual

    # -- pages come

    def fault(self, address: int) -> StopReason | None:
        """The guest has touched an absent page: bring it in.  None, or STOPPED when the drum does not
        allow it: the user has been told, nothing is lost."""
        try:
            with self.lock:
                if self.core.executed != self.pinned_at:
                    self.pinned.clear()
                    self.pinned_at = self.core.executed
                self._reach(address // PAGE)
                self.pinned.add(address // PAGE)
        except MediaError as error:
            self._stop(error)
            return StopReason.STOPPED
        return None

    def ensure(self, address: int, count: int) -> None:
        """Bring in the pages of `count` bytes, as far as there is storage.  With fewer frames than pages
        the first ones may be gone again.  MediaError: the drum does not allow it."""
        with self.lock:
            for page in range(address // PAGE, -(-min(address + count, self.size) // PAGE)):
                self._reach(page)

    def _reach(self, page: int) -> None:
        """The guest can touch the page."""
        if self.state[page] == OUT:
            self.frames.take(self)
            try:
                self._bring(page)
            except BaseException:
                self.frames.give(1)
                raise
            self.resident += 1
        if self.state[page] != IN:
            self.state[page] = IN
            self._absent(page, False)

    def _bring(self, page: int) -> None:
        """The bytes of a page into its frame, which is zeros."""
        home = self.home[page]
        if home == ZERO:
            return
        data = self.bytes_of(page)
        self.digests[page] = digest(data)
        self.storage.bring(page * PAGE, data[:self.size - page * PAGE])
        self.reads += 1
        self.vm.counters.page_reads += 1

    def bytes_of(self, page: int) -> bytes:
        """The 4096 bytes of a page that is out."""
        home = self.home[page]
        if home == ZERO:
            return bytes(PAGE)
        if home == SAVED:
            return self.image.page(page)
        data = self.frames.drum.read(home)
        if digest(data) != self.digests[page]:
            raise MediaError(f"{self.frames.drum.path}: has other bytes than were written there: another "
                             f"program has changed it; log {self.vm.userid} off")
        return data

    # -- pages go

    def give_up(self, thief: Paging, any_page: bool) -> bool:
        """Lose a page to a thief, if one can be found without waiting; its frame is the thief's.
        MediaError: it could not be written to the drum, and stays."""
        if thief is self:
            return self._lose(any_page)
        kept = max(self.reserved, len(self.locked) + self.queued)
        if self.resident <= kept or not self.vm.lock.acquire(blocking=False):
            return False
        try:
            if not self.lock.acquire(blocking=False):
                return False
            try:
                return self._lose(any_page)
            finally:
                self.lock.release()
        finally:
            self.vm.lock.release()

    def _lose(self, any_page: bool) -> bool:
        """The next page of the clock goes: one that was not referenced since it was passed last, or
        any."""
        count = len(self.state)
        for _ in range(count if any_page else min(count, SWEEP)):
            page, self.hand = self.hand, (self.hand + 1) % count
            if (self.state[page] == OUT or page in self.locked or page in self.pinned
                    or (page == 0 and self.queued)):
                continue
            if any_page or self.state[page] == TRIAL:
                self._out(page)
                self.lost += 1
                return True
            self.state[page] = TRIAL
            self._absent(page, True)
        return False

    def _out(self, page: int) -> None:
        """Keep what a page holds, and give its memory back to the host."""
        start, count = page * PAGE, min(PAGE, self.size - page * PAGE)
        data = self.storage.read(start, count).ljust(PAGE, b"\0")
        if data.count(0) == PAGE:
            self._no_home(page)
        elif self.digests.get(page) != digest(data):
            self._write(page, data)
        self._absent(page, True)
        self.state[page] = OUT
        self.resident -= 1
        self.storage.release(start, count)

    def _write(self, page: int, data: bytes) -> None:
        """Write a page to its slot of the drum; when that fails it is as a page that was changed."""
        self.digests.pop(page, None)
        self.home[page] = self.frames.drum.write(self.home[page], data)
        self.digests[page] = digest(data)
        self.writes += 1
        self.vm.counters.page_writes += 1

    def _no_home(self, page: int) -> None:
        """The page is zeros when it is brought in."""
        if self.home[page] >= 0:
            self.frames.drum.free(self.home[page])
        self.home[page] = ZERO
        self.digests.pop(page, None)

    def release(self, address: int, count: int) -> None:
        """DIAGNOSE X'10': these whole pages are zeros; frames and slots are free.  ValueError unless
        they are whole pages of storage."""
        end = address + count
        if address % PAGE or (end % PAGE and end != self.size) or end > self.size:
            raise ValueError("not whole pages of storage")
        with self.lock:
            for page in range(address // PAGE, -(-end // PAGE)):
                self._no_home(page)
                if self.state[page] == OUT:
                    continue
                self.storage.release(page * PAGE, min(PAGE, self.size - page * PAGE))
                if page not in self.locked and not (page == 0 and self.queued):
                    self.state[page] = OUT
                    self.resident -= 1
                    self.frames.give(1)
                    self._absent(page, True)

    def _absent(self, page: int, on: bool) -> None:
        """Whether the guest's next touch of the page leaves the core."""
        self.core.set_absent(2 * page, on)
        if page * PAGE + 2048 < self.size:
            self.core.set_absent(2 * page + 1, on)

    # -- locked pages

    def check_pages(self, pages) -> None:
        """CPError unless they are pages of this machine."""
        for page in pages:
            if page >= len(self.state):
                raise CPError("page-beyond", page=page)

    def lock_pages(self, pages, post) -> None:
        """LOCK: bring the pages in and keep them.  The frames are set apart at once (CPError: beyond
        storage, or too few left), the pages come with `post` (of the machine: between two of its
        instructions)."""
        self.check_pages(pages)
        with self.lock:
            more = [page for page in pages if page not in self.locked]
            self.frames.fix(len(more))
            self.locked.update(more)
        post(lambda: self._bring_locked(more))

    def _bring_locked(self, pages) -> None:
        """The pages just locked, if they still are."""
        try:
            with self.lock:
                for page in pages:
                    if page in self.locked:
                        self._reach(page)
        except MediaError as error:
            self._stop(error)

    def unlock_pages(self, pages) -> None:
        """UNLOCK; CPError when one of them is not locked."""
        with self.lock:
            for page in pages:
                if page not in self.locked or self.real:
                    raise CPError("not-locked", page=page)
            self.locked.difference_update(pages)
            self.frames.unfix(len(pages))

    # -- looking

    def whole(self) -> bytes:
        """All of storage, wherever its pages are; nothing is brought in."""
        return self.vm.machine.storage.read(0, self.size)

    def figures(self) -> dict:
        """What QUERY PAGING and the statistics show."""
        return {"userid": self.vm.userid, "resident": self.resident, "locked": len(self.locked),
                "reserved": self.reserved, "reads": self.reads, "writes": self.writes,
                "lost": self.lost, "working set": self.working_set, "queued": self.queued,
                "drum": sum(home >= 0 for home in self.home)}

    def _stop(self, error: MediaError) -> None:
        """The drum fails: the guest cannot go on for now."""
        self.vm.stop_for(f"CP ENTERED; PAGING ERROR: {error}")

    def failed(self, error: MediaError) -> int:
        """The same in the middle of a channel's work: its status is channel data check."""
        self._stop(error)
        return 0x08
