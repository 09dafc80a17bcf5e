"""The lock of a virtual machine: who holds it may run or change the machine; what others have to say to it
waits in its inbox and is done when the lock is given back, at the latest.

Used by VirtualMachine.  The order is: append to the inbox, then try the lock.  Whoever held it looks
into the inbox once more after giving it back, so that nothing posted is left lying.
"""
from __future__ import annotations

import threading


class MachineLock:
    """As threading.RLock.

    waiting: threads that want it: a worker lets them have it before the machine's next slice
    inbox:   whether something is posted; empty: does it; wake: asks the running core to come back
    """

    def __init__(self, inbox, empty, wake):
        self.lock = threading.RLock()
        self.counting = threading.Lock()
        self.inbox, self.empty, self.wake = inbox, empty, wake
        self.depth = 0
        self.waiting = 0

    def acquire(self, blocking: bool = True) -> bool:
        if not self.lock.acquire(blocking=False):
            if not blocking:
                return False
            with self.counting:
                self.waiting += 1
            self.wake()
            self.lock.acquire()
            with self.counting:
                self.waiting -= 1
        self.depth += 1
        return True

    def release(self) -> None:
        while True:
            last = self.depth == 1
            if last and self.inbox():
                self.empty()
            self.depth -= 1
            self.lock.release()
            if not last or not self.inbox() or not self.lock.acquire(blocking=False):
                return
            self.depth += 1

    def __enter__(self) -> "MachineLock":
        self.acquire()
        return self

    def __exit__(self, *_) -> None:
        self.release()
