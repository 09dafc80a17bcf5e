"""The dispatcher: which virtual machine runs next, and on which host thread.

Two queues as in CP-67.  A machine whose user has just said something (or which has just been started)
is in queue 1, in order of priority, and goes before all others until it has used Q1_INSTRUCTIONS; then
it is in queue 2, where machines take turns so that each gets its share: the one that has had least,
measured in instructions over share, is next.  A machine that waits is in no queue and costs nothing.

Workers are host threads; the core runs without the interpreter's lock, so that as many machines
run at once as there are workers.  A slice is counted in instructions, and ended by a clock when these
take long: what a guest has CP do for it (channel programs, DIAGNOSE, tracing) takes its own turn's
time, never another's.
"""
from __future__ import annotations

import heapq
import sys
import threading
import time
from contextlib import suppress

SLICE = 400_000                # instructions: a millisecond or two
CROWD, LEAST_SLICE = 16, 400_000    # machines in queue 2 from which on slices are shorter, down to this
Q1_INSTRUCTIONS = 4_000_000    # an interaction that takes more is a computation
FULL_SHARE = 100
SWITCH_INTERVAL = 0.0005       # seconds until a thread that wants the interpreter gets it
TICK, LONGEST_SLICE = 0.01, 0.02      # seconds between looks of the clock; after which it ends a slice
HELD_UP, MOST_HELD_UP = 0.1, 4        # seconds after which, workers for which another stands in

IDLE, QUEUED, RUNNING = "idle", "queued", "running"


class Place:
    """A machine's place in the dispatcher.

    state: IDLE, QUEUED, RUNNING; again: it was made ready while it ran
    used:  what it has had, instructions times 100 over its share
    q1:    instructions it may still execute in queue 1
    """
    __slots__ = ("state", "again", "used", "q1", "queue")

    def __init__(self):
        self.state, self.again, self.used, self.q1, self.queue = IDLE, False, 0.0, 0, 0


class Dispatcher:
    """Start it with `start`; `ready(vm)` whenever a machine may be able to run."""

    def __init__(self, threads: int, slice_instructions: int = SLICE, trouble=None):
        self.threads = threads
        self.slice = slice_instructions
        self.trouble = trouble or (lambda vm, error: None)
        self.lock = threading.Lock()
        self.work = threading.Condition(self.lock)
        self.first: list = []                 # queue 1: (priority, serial, vm)
        self.second: list = []                # queue 2: (used, serial, vm)
        self.serial = 0
        self.level = 0.0                      # `used` of the machine that ran last
        self.workers: list[threading.Thread] = []
        self.alarms = Alarms(self)
        self.clock = SliceClock(self)
        self.own: set[int] = set()            # idents of the threads here
        self.held_up: set[int] = set()        # workers that end with their slice: another stands in
        self.hired = 0
        self.stopping = False
        self.slices = 0
        self.running = 0

    def start(self) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        for _ in range(self.threads):
            self._hire()
        self.clock.start()
        self.alarms.start()

    def stop(self) -> None:
        """End after the present slices."""
        with self.lock:
            self.stopping = True
            self.work.notify_all()
        self.alarms.stop()
        for worker in list(self.workers):
            if worker is not threading.current_thread():
                worker.join()
        self.workers.clear()
        self.clock.stop()

    def _hire(self) -> None:
        worker = threading.Thread(target=self._worker, name=f"cp-worker-{self.hired}", daemon=True)
        self.hired += 1
        self.workers.append(worker)
        worker.start()

    def stand_in(self, worker: int) -> None:
        """A worker is held up by what CP does for one guest (a dump of all its storage, a slow disk of the
        host): another one goes on with the others."""
        with self.lock:
            if (self.stopping or worker in self.held_up or len(self.held_up) >= MOST_HELD_UP
                    or not (self.first or self.second)):
                return
            self.held_up.add(worker)
            self._hire()

    # -- queues

    def ready(self, vm, interactive: bool = False) -> None:
        """The machine may be able to run; `interactive`: its user did something (not his program,
        which comes here in a thread of ours)."""
        interactive = interactive and threading.get_ident() not in self.own
        with self.lock:
            place = vm.place
            if interactive or vm.favored:
                place.q1 = Q1_INSTRUCTIONS
            if place.state == RUNNING:
                place.again = True
            elif place.state == QUEUED:
                if interactive and place.queue == 2:
                    place.queue = 1               # its entry in queue 2 is passed over
                    self._queue_first(vm)
            elif vm.runnable:
                place.used = max(place.used, self.level)
                self._queue(vm, place)
                self.work.notify()

    def _queue(self, vm, place) -> None:
        place.state = QUEUED
        if place.q1 > 0:
            place.queue = 1
            self._queue_first(vm)
        else:
            place.queue = 2
            self.serial += 1
            heapq.heappush(self.second, (place.used, self.serial, vm))

    def _queue_first(self, vm) -> None:
        self.serial += 1
        heapq.heappush(self.first, (vm.priority, self.serial, vm))

    def _next(self):
        """The machine to run now, None at the end."""
        with self.lock:
            while not self.stopping:
                while self.first or self.second:
                    if self.first:
                        vm, queue = heapq.heappop(self.first)[2], 1
                    else:
                        vm, queue = heapq.heappop(self.second)[2], 2
                    place = vm.place
                    if place.state != QUEUED or place.queue != queue:
                        continue
                    if not vm.runnable:
                        place.state = IDLE
                        continue
                    place.state, place.again = RUNNING, False
                    self.running += 1
                    self.level = max(self.level, place.used) if queue == 2 else self.level
                    return vm
                self.work.wait()
            return None

    def _worker(self) -> None:
        me = threading.get_ident()
        self.own.add(me)
        while (vm := self._next()) is not None:
            place = vm.place
            used, again = 0, False
            self.clock.begins(me, vm)
            try:
                used, again = vm.run_slice(self._turn())
            except Exception as error:        # CP's own mistake: that machine stops, CP goes on
                with suppress(Exception):
                    self.trouble(vm, error)
            self.clock.ends(me)
            with self.lock:
                self.slices += 1
                self.running -= 1
                place.used += used * FULL_SHARE / vm.share
                if not vm.favored:
                    place.q1 -= used
                if (again or place.again) and vm.runnable:
                    self._queue(vm, place)
                    if self.threads > 1:
                        self.work.notify()
                else:
                    place.state = IDLE
                if me in self.held_up:
                    return self._dismissed(me)
        return None

    def _dismissed(self, me: int) -> None:
        """The end of a worker for whom another stands in (`lock` is held)."""
        self.held_up.remove(me)
        self.own.discard(me)
        if not self.stopping:
            self.workers.remove(threading.current_thread())
        self.work.notify()

    def _turn(self) -> int:
        """Instructions of a slice: fewer when many machines want one, so that each comes round soon and
        shares are kept; a slice costs some 10 µs."""
        crowded = self.slice * CROWD // max(CROWD, len(self.second))
        return max(crowded, min(self.slice, LEAST_SLICE))

    def standing(self) -> dict:
        """Figures: machines in each queue and running."""
        with self.lock:
            return {"queue 1": len(self.first), "queue 2": len(self.second),
                    "running": self.running, "slices": self.slices}


class SliceClock:
    """Ends slices that take longer than LONGEST_SLICE.  While no machine runs it does nothing."""

    def __init__(self, dispatcher: Dispatcher):
        self.dispatcher = dispatcher
        self.slices: dict[int, tuple] = {}    # worker -> (machine, when its slice began)
        self.busy = threading.Event()
        self.ended = False
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="cp-clock", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.ended = True
        self.busy.set()
        if self.thread is not None and self.thread is not threading.current_thread():
            self.thread.join()

    def begins(self, worker: int, vm) -> None:
        self.slices[worker] = vm, time.monotonic()
        if not self.busy.is_set():
            self.busy.set()

    def ends(self, worker: int) -> None:
        del self.slices[worker]

    def _run(self) -> None:
        while not self.ended:
            self.busy.wait()
            time.sleep(TICK)
            self.busy.clear()
            now = time.monotonic()
            for worker, (vm, begun) in list(self.slices.items()):
                self.busy.set()
                if now - begun > LONGEST_SLICE:
                    vm.end_slice()
                if now - begun > HELD_UP:
                    self.dispatcher.stand_in(worker)


class Alarm:
    """Something to be done at a time; `cancel` makes it nothing."""
    __slots__ = ("action", "alarms")

    def __init__(self, action, alarms: "Alarms"):
        self.action, self.alarms = action, alarms

    def cancel(self) -> None:
        self.alarms.cancel(self)


class Alarms:
    """Calls at a time of the host's clock: sleeping machines, real timers, time-outs."""

    def __init__(self, dispatcher: Dispatcher):
        self.dispatcher = dispatcher
        self.heap: list = []                  # (time, serial, Alarm)
        self.serial = self.cancelled = 0
        self.wake = threading.Condition()
        self.thread: threading.Thread | None = None
        self.ended = False

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="cp-alarms", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        with self.wake:
            self.ended = True
            self.wake.notify()
        if self.thread is not None and self.thread is not threading.current_thread():
            self.thread.join()

    def after(self, seconds: float, action) -> Alarm:
        """Call `action`, which is short, in so many seconds."""
        alarm = Alarm(action, self)
        with self.wake:
            self.serial += 1
            heapq.heappush(self.heap, (time.monotonic() + seconds, self.serial, alarm))
            if self.heap[0][2] is alarm:
                self.wake.notify()
        return alarm

    def cancel(self, alarm: Alarm) -> None:
        """Nothing of it is kept any longer."""
        with self.wake:
            if alarm.action is None:
                return
            alarm.action = None
            self.cancelled += 1
            if self.cancelled > 100 + len(self.heap) // 2:
                self.heap = [entry for entry in self.heap if entry[2].action is not None]
                heapq.heapify(self.heap)
                self.cancelled = 0

    def _run(self) -> None:
        self.dispatcher.own.add(threading.get_ident())
        while True:
            with self.wake:
                if self.ended:
                    return
                now = time.monotonic()
                if not self.heap or self.heap[0][0] > now:
                    self.wake.wait(self.heap[0][0] - now if self.heap else None)
                    continue
                alarm = heapq.heappop(self.heap)[2]
                action, alarm.action = alarm.action, None
                if action is None:
                    self.cancelled -= 1
                    continue
            try:
                action()
            except Exception as error:        # CP's own mistake: the other alarms go on
                with suppress(Exception):
                    self.dispatcher.trouble(None, error)
            del action
