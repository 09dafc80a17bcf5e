"""The System/360 that CP imagines for a user: an `s360.Machine` with a virtual CPU, whose every reason to
leave the core is answered here or in the part of CP that knows (privop, diagnose, paging).

Called by the dispatcher through VirtualMachine, which holds `vm.lock`.

Time.  In an enabled wait nothing runs: what the channels have still to do is done at once, and the
machine then leaves the dispatcher's queues until something is posted.  So the interval timer counts
virtual CPU time only, as CP-67's did; `real_timer` makes it count the host's.
"""
from __future__ import annotations

import time
from typing import Callable

from s360.machine import DIAGNOSE, LAST_TIME, PAGE, PRIVOP, REFLECT, Machine, StopReason

TIMER_LOCATION = 0x50
TIMER_UNITS = 300 * 256           # of the word at 80, in a second
TIMER_BIT = 0x80


class GuestMachine(Machine):
    """
    vm:        the VirtualMachine this belongs to
    awakened:  called after every `post`: the dispatcher looks at the machine again
    real_timer: the interval timer follows the host's clock
    slice_over: its slice has taken long enough: it comes back at the next look
    """

    def __init__(self, vm, real_timer: bool = False, **config):
        from cp import diagnose, privop
        super().__init__(virtual=True, timer=not real_timer, **config)
        self.vm = vm
        self.awakened: Callable[[], None] = lambda: None
        self.real_timer = RealTimer(self) if real_timer else None
        self.slice_over = False
        self._handlers |= {PRIVOP: lambda: privop.simulate(vm), REFLECT: self._reflect,
                           PAGE: self._page, DIAGNOSE: lambda: diagnose.diagnose(vm)}

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` done between two instructions: at once when nobody holds the machine, else by
        who does.  A machine that waits is dispatched again."""
        self._inbox.append(action)
        lock = self.vm.lock
        if lock.acquire(blocking=False):
            lock.release()                # which does it, unless this thread runs the machine
        self._alarm()
        self.awakened()

    def posted(self) -> bool:
        """Something waits in the inbox that can be done now."""
        return bool(self._inbox) and self.state == "stopped"

    def empty_inbox(self) -> None:
        """Do what was posted; the lock is held and the machine stands still."""
        self._sync()
        while self._inbox:
            try:
                self._inbox.popleft()()
            except Exception as error:    # CP's own mistake: whoever came along goes on
                self.vm.system.trouble(self.vm, error)
        self.core.io_pending = self.channels.pending

    def _attention(self):
        reason = super()._attention()
        vm = self.vm
        if vm.halted or vm.lock.waiting:
            return StopReason.STOPPED
        return StopReason.BUDGET if self.slice_over else reason

    def _reflect(self):
        """An interruption CP wanted to see: the core stores the PSWs now."""
        self.core.interrupt(*self.core.last_interruption)

    def _page(self):
        return self.vm.paging.fault(self.core.fault_address)

    def _wait(self):
        """The guest waits: finish what its channels do; then it is idle."""
        core, channels = self.core, self.channels
        if not core.system_mask & 1 and not core.enabled_io:
            return StopReason.DISABLED_WAIT
        due = channels.next_event
        if due is None or due >= LAST_TIME:
            return self._attention() if self._inbox else StopReason.WAIT
        channels.now = max(due, core.time)
        channels.advance()
        core.io_pending = channels.pending
        return None


class RealTimer:
    """The word at 80 by the host's clock (OPTION REALTIMER): brought up to date around every slice."""

    def __init__(self, machine: GuestMachine):
        self.machine = machine
        self.start()

    def start(self) -> None:
        """Count from now on: the time before a machine's first start is none of its own."""
        self.last = time.monotonic()
        self.left = 0.0

    def update(self) -> None:
        """Subtract what has passed; negative for the first time: external interruption X'80'."""
        now = time.monotonic()
        self.left += (now - self.last) * TIMER_UNITS
        self.last = now
        units = int(self.left)
        if not units:
            return
        self.left -= units
        storage = self.machine.storage
        old = storage.word(TIMER_LOCATION)
        signed = old - (1 << 32) if old >> 31 else old
        storage.write(TIMER_LOCATION, ((signed - units) & 0xFFFFFFFF).to_bytes(4, "big"))
        if signed >= 0 > signed - units:
            self.machine.core.external |= TIMER_BIT

    def seconds_left(self) -> float | None:
        """Until it becomes negative; None when it is so already."""
        value = self.machine.storage.word(TIMER_LOCATION)
        return None if value >> 31 else (value + 1) / TIMER_UNITS
