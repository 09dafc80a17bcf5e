"""A System/360: a CPU with storage, channels and devices; what an operator does with it.

`Machine` runs the compiled core in slices and performs what the core leaves it for: I/O
instructions (s360/channel.py), events that are due, waits.  Whatever comes from outside enters
through `post` between two instructions, so a run is a function of its inputs.

Source: A22-6821-7, System Control Panel (IPL, reset, restart, interrupt key).
Not implemented: machine checks, prefixing, a second CPU.
"""
from __future__ import annotations

import sys
import threading
import time
from collections import deque
from enum import Enum
from typing import Callable, NamedTuple

from s360.channel import Channels
from s360.cpu import CPU
from s360.errors import ConfigError, S360Error
from s360.isa import FEATURES
from s360.models import chosen, storage_size

try:
    from s360._core import NEVER, REASONS, Core
except ImportError:
    sys.tracebacklimit = 0        # one line says it all; nothing can go on without the core
    raise ImportError("cpcms: the compiled core s360._core is missing; build it with "
                      "`pip install .` and start Python outside the checkout (or build it with "
                      "`pip install -e .`)") from None

(BUDGET, EVENT, ATTENTION, WAIT, IO_READY, IO, DIRECT, DIAGNOSE, PRIVOP, PAGE, STOP_ADDRESS,
 REFLECT) = range(1, len(REASONS))
IN_EXTERNAL, IN_PROGRAM, IN_IO = 1, 3, 5
KEY_INTERRUPT = 0x40
SLICE = 1_000_000             # instructions between looks of Python: a few milliseconds
IPL_EVENTS = 1000             # of 200 CCWs at most; an IPL that needs more does not end
IDLE_SECONDS = 1.0            # a machine that waits longer gives its decoded slots back
LAST_TIME = 1 << 60           # instruction times beyond this never come
MOST_DELAY = 10_000_000       # instructions of the longest `io_delay`


class StopReason(Enum):
    """Why `Machine.run` came back."""
    BUDGET = "the instructions asked for are done"
    WAIT = "wait state that only a person or another machine can end"
    DISABLED_WAIT = "wait state with every interruption masked off"
    ADDRESS_STOP = "address stop"
    STOPPED = "stopped by the operator"
    PRIVOP = "virtual CPU: privileged instruction to be simulated"
    DIAGNOSE = "virtual CPU: DIAGNOSE to be simulated"
    IO = "virtual CPU: I/O instruction to be simulated"
    PAGE = "virtual CPU: storage not resident"
    REFLECT = "virtual CPU: interruption to be reflected"


class Stop(NamedTuple):
    """reason, and the number of instructions executed in this run."""
    reason: StopReason
    instructions: int


class Machine:
    """A System/360 on the floor (or, with `virtual`, one that CP imagines).

    storage:  size as "256K", "1M" or bytes; multiples of 2K up to 16M
    model:    "30" ... "67" picks features; None: every feature, Model 67 timer
    features: names of s360.isa.FEATURES; the others' instructions are operation exceptions
    timer:    the interval timer at location 80 runs
    mips:     instructions in a microsecond of virtual CPU time
    clock:    "virtual": in a wait, time jumps to the next event; "host": it passes
    speed:    "fast", or "authentic": CPU, readers, printers and arms at their 1967 rates
    io_delay: instructions an I/O operation takes at least
    virtual:  privileged instructions leave the machine (StopReason.PRIVOP)
    """

    def __init__(self, storage="256K", model=None, features=None, timer=True, mips=1.0,
                 clock="virtual", speed="fast", io_delay=100, virtual=False):
        if clock not in ("virtual", "host"):
            raise ConfigError(f"clock {clock!r}: must be 'virtual' or 'host'")
        if speed not in ("fast", "authentic"):
            raise ConfigError(f"speed {speed!r}: must be 'fast' or 'authentic'")
        if not 0 < float(mips) <= 1e6:
            raise ConfigError(f"mips {mips!r}: must be more than 0")
        if not 0 <= int(io_delay) <= MOST_DELAY:
            raise ConfigError(f"io_delay {io_delay!r}: must be 0 to {MOST_DELAY} instructions")
        names, m67 = chosen(model, features)
        self.config = dict(storage=storage_size(storage), model=model,
                           features=sorted(names), timer=bool(timer), mips=float(mips),
                           clock=clock, speed=speed, io_delay=int(io_delay),
                           virtual=bool(virtual))
        bits = sum(1 << n for n, name in enumerate(FEATURES) if name in names)
        self.core = Core(self.config["storage"], bits, m67, virtual, timer,
                         max(1, round(float(mips) * 1_000_000)))
        self.storage = self.core.storage
        self.cpu = CPU(self.core)
        self.mips, self.clock, self.speed = float(mips), clock, speed
        self.channels = Channels(self.storage, io_delay=io_delay,
                                 authentic=speed == "authentic", microsecond=float(mips))
        self.channels.mark = self.core.mark_unit
        self.attached: dict[int, tuple[str, dict]] = {}     # unit -> type, options
        self.stops: set[int] = set()
        self.state = "stopped"
        self.direct_out: Callable[[int, int], None] = lambda signal, byte: None
        self.direct_in: Callable[[int], int] = lambda signal: 0
        self.on_instruction: Callable | None = None   # (machine, address, text) before each
        self.on_interrupt: Callable | None = None     # (machine, class, code, old PSW bytes)
        self._door = threading.RLock()     # held while `state` changes between stopped and running
        self._inbox: deque[Callable[[], None]] = deque()
        self._stop = False
        self._wake = threading.Event()
        self._at_stop = False
        self._handlers = {EVENT: self._event, IO_READY: self._interrupt_io, IO: self._io,
                          DIRECT: self._direct, DIAGNOSE: self._diagnose,
                          ATTENTION: self._attention, WAIT: self._wait}

    # -- devices

    @property
    def devices(self) -> dict:
        """Unit address -> device."""
        return self.channels.devices

    def attach(self, unit: int, type: str, **options):
        """Attach a device of IBM type `type` ("1403", "2540R", "2314" ...) at `unit` and give
        it; the options are those of s360.devices.catalog."""
        from s360.devices import catalog
        device = catalog.make(type, **options)
        try:
            self.channels.attach(unit, device)
        except S360Error:
            device.close()
            raise
        self.attached[unit] = (type, options)
        return device

    def detach(self, unit: int):
        """Take the device away and close its medium."""
        device = self.channels.detach(unit)
        self.attached.pop(unit, None)
        self.core.io_pending = self.channels.pending
        device.close()
        return device

    def close(self) -> None:
        """Detach every device (media are closed)."""
        for unit in list(self.devices):
            self.detach(unit)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # -- the operator's keys

    def reset(self) -> None:
        """System reset: stop, drop pending interruptions, reset channels and devices."""
        self._sync()
        self.channels.reset()
        self.core.system_reset()
        self.core.io_pending = self.channels.pending
        self.state = "stopped"

    def ipl(self, unit: int) -> None:
        """Initial program loading from `unit`; the machine is then ready to `run`.
        S360Error when the channel program fails (the load light stays on)."""
        self.reset()
        self.channels.ipl_start(unit)
        for _ in range(IPL_EVENTS):
            if (state := self.channels.ipl_state(unit)) != "working":
                break
            due = self.channels.next_event
            if due is None:
                raise S360Error(f"IPL {unit:03X}: the device waits for its operator")
            self.core.pass_time(due)
            self._sync()
            self.channels.advance()
        else:
            raise S360Error(f"IPL {unit:03X}: its channel program does not end")
        if state != "done":
            raise S360Error(f"IPL {unit:03X}: {state.removeprefix('failed: ')}")
        self.storage.write(2, unit.to_bytes(2, "big"))
        self.core.io_pending = self.channels.pending
        self.press_restart()

    def press_restart(self) -> None:
        """PSW restart: load the PSW at location 0."""
        self.core.psw = self.storage.read(0, 8)
        self._at_stop = False

    def press_interrupt(self) -> None:
        """The console's interrupt key: external interruption, code X'40'."""
        self.post(self._key)

    def _key(self) -> None:
        self.core.external |= KEY_INTERRUPT

    def stop(self) -> None:
        """Ask a running machine to stop after the present instruction (any thread)."""
        self._stop = True
        self._alarm()

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` done between two instructions by the thread that runs the machine; at
        once when none does.  Whatever touches devices from another thread goes this way."""
        with self._door:
            if self.state == "stopped":
                self._sync()
                action()
                self.core.io_pending = self.channels.pending
            else:
                self._inbox.append(action)
                self._alarm()

    def _alarm(self) -> None:
        self._wake.set()
        self.core.wake()

    # -- running

    def run(self, instructions: int | None = None) -> Stop:
        """Execute until a budget is used up or the machine stops for one of StopReason; S360Error
        when another thread is running it."""
        core, handlers = self.core, self._handlers
        with self._door:
            if self.state != "stopped":
                raise S360Error("the machine is running already")
            self.state = "running"
        begin, left = core.executed, NEVER if instructions is None else instructions
        started, first_time = time.monotonic(), core.time
        if self._at_stop:
            core.go_past_stop()
            self._at_stop = False
        reason = None
        try:
            while reason is None:
                due = self.channels.next_event
                core.deadline = NEVER if due is None else due
                before = core.executed
                if self.on_instruction or self.on_interrupt:
                    why = self._observed(left)
                else:
                    why = core.run(SLICE if left > SLICE else left)
                left -= core.executed - before
                if why == BUDGET:
                    if left <= 0:
                        reason = StopReason.BUDGET
                    elif self.speed == "authentic":
                        self._pace(started, first_time)
                elif why in handlers:
                    reason = handlers[why]()
                else:
                    self._at_stop = why == STOP_ADDRESS
                    reason = _REASONS[why]
        finally:
            with self._door:
                self.state = "stopped"
                while self._inbox:
                    self._attention()
            self._rest()
        return Stop(reason, core.executed - begin)

    def step(self) -> Stop:
        """One instruction (EXECUTE with its subject), interruptions included."""
        return self.run(1)

    def _rest(self) -> None:
        """The machine stands still: what is printed can be read."""
        for device in self.devices.values():
            device.rest()

    def _sync(self) -> None:
        self.channels.now = self.core.time

    def _event(self) -> None:
        channels = self.channels
        channels.now = self.core.time
        channels.advance()
        self.core.io_pending = channels.pending

    def _interrupt_io(self) -> None:
        core, channels = self.core, self.channels
        channels.now = core.time
        unit = channels.accept(core.enabled_io)
        core.io_pending = channels.pending
        if unit is not None:
            if self.on_interrupt:
                self.on_interrupt(self, IN_IO, unit, core.psw)
            core.interrupt(IN_IO, unit)

    def _io(self) -> None:
        core, channels = self.core, self.channels
        channels.now = core.time
        operation, unit = core.operation, core.io_address & 0x7FF
        if operation == 0x9C:
            core.cc = channels.sio(unit)
        elif operation == 0x9D:
            core.cc = channels.tio(unit)
        elif operation == 0x9E:
            core.cc = channels.hio(unit)
        else:
            core.cc = channels.tch(unit)
        core.io_pending = channels.pending

    def _direct(self) -> None:
        if self.core.operation == 0x84:
            self.direct_out(self.core.immediate, self.core.operand)
        else:
            self.core.direct_in(self.direct_in(self.core.immediate) & 0xFF)

    def _diagnose(self):
        """The bare machine has no diagnostic functions: a specification exception."""
        if self.config["virtual"]:
            return StopReason.DIAGNOSE
        self.core.interrupt(IN_PROGRAM, 6, 2)
        return None

    def _attention(self):
        self.core.woken()
        self._wake.clear()
        self._sync()
        while self._inbox:
            self._inbox.popleft()()
        self.core.io_pending = self.channels.pending
        if self._stop:
            self._stop = False
            return StopReason.STOPPED
        return None

    # -- waiting

    def _wait(self):
        """The CPU waits with nothing pending: let time pass to what comes next."""
        core = self.core
        external = core.system_mask & 1
        if not external and not core.enabled_io:
            return StopReason.DISABLED_WAIT
        due = self.channels.next_event
        expiry = core.timer_expiry() if external else None
        if self.clock == "host" or self.speed == "authentic":
            return self._wait_for_host(due, expiry)
        if expiry is not None and not self.channels.waiting() and (due is None or expiry < due):
            due = expiry
        if due is None or due >= LAST_TIME:
            return self._attention() if self._inbox or self._stop else StopReason.WAIT
        core.pass_time(due)
        return None

    def _wait_for_host(self, due, expiry):
        """Sleep until the next event or the operator; events of a fast machine are due at once."""
        core = self.core
        if due is not None and self.speed == "fast":
            core.pass_time(due)
            return None
        if expiry is not None and (due is None or expiry < due):
            due = expiry
        self._rest()
        begin, self.state = time.monotonic(), "wait"
        seconds = None if due is None else max(0.0, (due - core.time) / (self.mips * 1e6))
        if not self._wake.wait(min(seconds, IDLE_SECONDS) if seconds is not None else IDLE_SECONDS):
            if seconds is None or seconds > IDLE_SECONDS:
                core.give_back()
                self._wake.wait(None if seconds is None else seconds - IDLE_SECONDS)
        passed = core.time + int((time.monotonic() - begin) * self.mips * 1e6)
        self.state = "running"
        core.pass_time(passed if due is None else min(max(passed, core.time), due)
                       if self._wake.is_set() else due)
        return self._attention() if self._wake.is_set() else None

    def _pace(self, started: float, first_time: int) -> None:
        """Authentic speed: do not run ahead of the host's clock."""
        ahead = (self.core.time - first_time) / (self.mips * 1e6) - (time.monotonic() - started)
        if ahead > 0:
            self._wake.wait(ahead)

    # -- looking

    def _observed(self, left: int) -> int:
        """One instruction under the trace hooks."""
        core = self.core
        count = core.interruptions
        if self.on_instruction and not core.waiting:
            self.on_instruction(self, core.ia, self.storage.read(self.real(core.ia), 6))
        why = core.run(min(left, 1))
        if self.on_interrupt and core.interruptions != count:
            kind, code, _ = core.last_interruption
            old = {1: 0x18, 2: 0x20, 3: 0x28, 5: 0x38}[kind]
            self.on_interrupt(self, kind, code, self.storage.read(old, 8))
        return EVENT if why == BUDGET and left > 1 else why

    def real(self, address: int) -> int:
        """Real address of an instruction address (translated on a Model 67 with DAT on)."""
        if self.core.extended and self.core.system_mask & 4:
            found = self.core.translate(address)
            return address if found is None else found
        return address

    def set_stops(self, addresses) -> None:
        """Address stops (real, even) in place of those before; at most 64."""
        self.core.set_stops(addresses)
        self.stops = set(addresses)

    def observe(self, on: bool = True) -> None:
        """Remember instructions and count operation codes from now on."""
        self.core.observe(on)

    def history(self, count: int = 32) -> list:
        """The last instructions while observed, oldest first: [(address, 6 bytes), ...]."""
        return self.core.history(count)

    def counts(self) -> dict:
        """{operation code: how often} while observed."""
        return self.core.counts()

    @property
    def last_interruption(self) -> tuple:
        """(class, code, ilc): 1 external, 2 SVC, 3 program, 5 I/O; class 0 when none yet."""
        return self.core.last_interruption

    @property
    def time(self) -> int:
        """Instruction time: instructions executed and time waited."""
        return self.core.time

    @property
    def instructions(self) -> int:
        """Instructions executed since the machine was made."""
        return self.core.executed

    # -- state (s360/state.py)

    def save(self, path) -> None:
        """Write the complete state as one file; media are named with digest and position."""
        from s360 import state
        state.save(self, path)

    @classmethod
    def restore(cls, path, media: dict | None = None) -> "Machine":
        """The machine saved in `path`; StateError when a medium has other bytes.  `media`
        gives the new place of a medium: {unit: {option: path}}."""
        from s360 import state
        return state.restore(cls, path, media)

    def fork(self) -> "Machine":
        """A second machine in the same state; what either writes to disk the other never sees."""
        from s360 import state
        return state.fork(self)


_REASONS = {STOP_ADDRESS: StopReason.ADDRESS_STOP, PRIVOP: StopReason.PRIVOP,
            PAGE: StopReason.PAGE, REFLECT: StopReason.REFLECT}
