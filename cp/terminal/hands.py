"""Threads that do at CP what is typed at the lines of the terminal server, and the gate that its clients come through.

Used by cp/terminal/tn3270.py.  A command may take long, so no line waits for another's; but a line has a thread only
while it has something to do, and threads that have become free are taken again.
"""
from __future__ import annotations

import queue
import threading
import time
from collections import OrderedDict, deque
from typing import Callable

MOST_IDLE = 32                 # threads kept for what comes
AT_ONCE = 600                  # clients of an address that may come at the same moment
A_SECOND = 200                 # and how many more each second
MOST_WAIT = 30.0               # seconds that one who comes too fast waits; longer: he is sent away
MOST_KNOWN = 1000              # addresses the gate remembers


class Hands:
    """A pool of threads without an upper limit: `take` never waits for one."""

    def __init__(self) -> None:
        self.idle: list[queue.SimpleQueue] = []
        self.lock = threading.Lock()
        self.over = False

    def take(self, job: Callable[[], None]) -> None:
        """Have a thread do it."""
        with self.lock:
            mine = self.idle.pop() if self.idle else None
        if mine is None:
            mine = queue.SimpleQueue()
            threading.Thread(target=self._run, args=(mine,), name="cp-line", daemon=True).start()
        mine.put(job)

    def _run(self, mine: queue.SimpleQueue) -> None:
        while (job := mine.get()) is not None:
            job()
            del job                            # with all it holds: the thread may rest for long
            with self.lock:
                if self.over or len(self.idle) >= MOST_IDLE:
                    return
                self.idle.append(mine)

    def end(self) -> None:
        """Nothing more will come."""
        with self.lock:
            self.over = True
            for mine in self.idle:
                mine.put(None)
            self.idle.clear()


class Worker:
    """What a line has to be done, one thing after the other.

    do:      called with each, in a thread; waiting: how many are still to be done
    """

    def __init__(self, hands: Hands, do: Callable[[tuple], None]):
        self.hands, self.do = hands, do
        self.queue: deque[tuple] = deque()
        self.lock = threading.Lock()
        self.busy = False

    @property
    def waiting(self) -> int:
        return len(self.queue)

    def put(self, thing: tuple) -> None:
        with self.lock:
            self.queue.append(thing)
            if self.busy:
                return
            self.busy = True
        self.hands.take(self._run)

    def _run(self) -> None:
        while True:
            with self.lock:
                if not self.queue:
                    self.busy = False
                    return
                thing = self.queue.popleft()
            self.do(thing)


class Gate:
    """How fast clients of an address may come, so that a flood of them leaves the host to those at work."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self.clock = clock
        self.addresses: OrderedDict[str, tuple[float, float]] = OrderedDict()    # -> (how many may come, since)

    def wait(self, address: str) -> float | None:
        """Seconds that a client waits before he is spoken to; None: he is sent away."""
        now = self.clock()
        left, since = self.addresses.pop(address, (AT_ONCE, now))
        left = min(AT_ONCE, left + (now - since) * A_SECOND) - 1
        seconds = max(0.0, -left / A_SECOND)
        if seconds > MOST_WAIT:
            left, seconds = left + 1, None
        self.addresses[address] = (left, now)
        while len(self.addresses) > MOST_KNOWN:
            self.addresses.popitem(last=False)
        return seconds
