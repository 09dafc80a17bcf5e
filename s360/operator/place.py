"""`Operator`: a machine with a person (or a script) before it.

Made by `cpcms ipl` and by programs; the terminal and the scripts call it.  The machine runs in
slices.  In a script they pass only while a command waits for something, so that a script does
the same every time; at a terminal a worker thread runs them while the person types.

One of both runs the machine at a time: `held()` gives a person or a script the machine between two
slices, `turn()` the worker.

Not implemented: two operators; consoles other than printer-keyboards.
"""
from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Callable

from s360.machine import StopReason
from s360.operator import display, registry
from s360.operator.registry import OperatorError, WaitFailed
from s360.operator.tracing import Tracer

SLICE, TRACED_SLICE = 1_000_000, 5_000    # instructions between looks at what is waited for
KEPT = 1 << 18                            # characters of console paper
NUDGE = 0.05                              # seconds between looks while the host's clock passes
DEEPEST = 8                               # script files in each other


class Quit(Exception):
    """The operator leaves; `code` is the exit code, None: as the machine ended."""

    def __init__(self, code: int | None = None):
        super().__init__(code)
        self.code = code


class LimitReached(OperatorError):
    """The time given for the whole run is over."""


class Paper:
    """The paper in a console typewriter: what the machine and the operator typed.

    text: the latest KEPT characters; taken: how far `expect` has read in what the machine typed
    show: called with (text, typed by the operator) as it comes
    """

    def __init__(self, show: Callable[[str, bool], None]):
        self.show = show
        self.text = ""
        self.machine_text = ""
        self.taken = 0

    def machine(self, text: str) -> None:
        """The machine types."""
        self.text += text
        self.machine_text += text
        self._cut()
        self.show(text, False)

    def person(self, line: str) -> None:
        """The operator keys a line in."""
        self.text += line + "\n"
        self._cut()
        self.show(line + "\n", True)

    def _cut(self) -> None:
        if len(self.text) > 2 * KEPT:
            self.text = self.text[-KEPT:]
        over = len(self.machine_text) - 2 * KEPT
        if over > 0:
            self.machine_text = self.machine_text[over + KEPT:]
            self.taken = max(0, self.taken - over - KEPT)

    def take(self, wanted: str, fold: bool = False) -> bool:
        """Whether the machine has typed `wanted` since the last success; then go on behind it."""
        text = self.machine_text[self.taken:]
        at = text.lower().find(wanted.lower()) if fold else text.find(wanted)
        if at >= 0:
            self.taken += at + len(wanted)
        return at >= 0

    @property
    def partial(self) -> str:
        """The line that has been begun."""
        return self.text[self.text.rfind("\n") + 1:]

    def last_lines(self, count: int) -> list[str]:
        """The last lines with something on them."""
        return [line for line in self.text.split("\n") if line.strip()][-count:]


class Operator:
    """A machine and who operates it.

    started:  the CPU was started and has not stopped
    idle:     it waits and only a person can end that
    last:     the StopReason it stopped for last, None before the first stop
    console:  address of the printer-keyboard that `send`, `expect` and a typed line mean
    folder:   where relative file names of commands begin
    say:      takes what the operator is told, a line at a time
    deadline: host time (monotonic) at which LimitReached is raised, None: no limit
    interrupted: Ctrl-C was pressed; what a command waits for is broken off
    load_failed: why the IPL just done brought no program in; "" else
    source:   LineMap of the program in storage, None when there is none
    others:   somebody else may still type (a second window): a wait for text does not give up
    """

    def __init__(self, machine, say: Callable[[str], None] = print,
                 show: Callable[[str, bool], None] | None = None, folder=None):
        self.say = say
        self.show_console = show or (lambda text, typed: None)
        self.folder = Path(folder) if folder is not None else Path.cwd()
        self.started = self.idle = False
        self.last: StopReason | None = None
        self.deadline: float | None = None
        self.others = self.interrupted = False
        self.observing = False
        self.load_failed = ""
        self.depth = 0
        self.console: int | None = None
        self.papers: dict[int, Paper] = {}
        self.tracer = Tracer(lambda line: self.say(line))
        self._turn = threading.Condition()
        self._busy = False
        self._owner: int | None = None    # thread that has the machine
        self._wanted = 0
        self.machine = machine
        self.adopt(machine)

    @property
    def source(self):
        return self.tracer.source

    @source.setter
    def source(self, line_map) -> None:
        self.tracer.source = line_map

    # -- the machine

    def adopt(self, machine) -> None:
        """Operate this machine from now on (also after devices have come or gone)."""
        self.load_failed = ""
        self.machine = machine
        consoles = [unit for unit, device in sorted(machine.devices.items())
                    if hasattr(device, "type_in")]
        for unit in consoles:
            paper = self.papers.setdefault(unit, Paper(partial(self.typed, unit)))
            machine.devices[unit].output = paper.machine
        if self.console not in consoles:
            self.console = consoles[0] if consoles else None
        self.tracer.hook(machine)
        if self.observing:
            machine.observe()

    def typed(self, unit: int, text: str, by_person: bool) -> None:
        """Something was typed at a console: pass it on to whoever shows it."""
        if unit != self.console:
            text = "".join(f"{unit:03X}: {line}\n" for line in text.splitlines() if line.strip())
        if text:
            self.show_console(text, by_person)

    def device(self, text: str):
        """(unit, device) at the address written in `text`."""
        unit = self.unit(text)
        if unit not in self.machine.devices:
            there = ", ".join(f"{at:03X}" for at in sorted(self.machine.devices)) or "none"
            raise OperatorError(f"there is no device {unit:03X}; attached are {there}")
        return unit, self.machine.devices[unit]

    @staticmethod
    def unit(text: str) -> int:
        from s360.config import parse_unit
        try:
            return parse_unit(text)
        except ValueError as error:
            raise OperatorError(str(error)) from None

    def typewriter(self):
        """The console that is typed at."""
        if self.console is None:
            raise OperatorError("the machine has no console; attach one: attach 009 1052")
        return self.machine.devices[self.console]

    def paper(self) -> Paper:
        self.typewriter()
        return self.papers[self.console]

    @property
    def reading(self) -> bool:
        """A read waits for a line at the console."""
        return self.console is not None and self.machine.devices[self.console].reading

    def path(self, name: str) -> str:
        """A file named in a command."""
        return os.fspath(self.folder / os.path.expanduser(name))

    def close(self) -> None:
        """End: trace file and media are closed, what is kept back is written."""
        self.tracer.to_file(None)
        self.machine.close()

    # -- commands

    def command(self, line: str) -> None:
        """Carry a command line out; OperatorError when that cannot be done."""
        words = registry.split(line)
        if words:
            with self.held():
                registry.find(words[0]).run(self, words[1:])
                self.idle = False         # whatever was done may have woken the CPU

    def type(self, line: str) -> None:
        """Key a line in at the console; before there is a read it is typed ahead."""
        with self.held():
            paper = self.paper()
            self.typewriter()
            if not self.typewriter().type_in(line):
                raise OperatorError("too many lines wait to be read at the console already")
            paper.person(line)
            self.idle = False

    def start(self) -> None:
        """Press START."""
        self.started, self.idle, self.last = True, False, None
        self.load_failed = ""

    def stop(self) -> None:
        """Press STOP."""
        self.started = self.idle = False
        self.last = StopReason.STOPPED
        self.load_failed = ""

    def advance(self) -> None:
        """Let the machine run for a slice and see whether it stopped."""
        traced = self.machine.on_instruction or self.machine.on_interrupt
        stop = self.machine.run(TRACED_SLICE if traced else SLICE)
        reason = stop.reason
        if reason in (StopReason.BUDGET, StopReason.STOPPED):
            return                        # the slice is over, or somebody wants the machine
        self.tracer.flush()
        self.last = reason
        if reason is StopReason.WAIT:
            self.idle = True
            return
        self.started = False
        self.say(display.stop_line(self.machine, reason, self.source))

    # -- whose turn it is

    @contextmanager
    def held(self):
        """The machine stands between two slices, and stays with the caller (who may nest)."""
        if self._owner == threading.get_ident():
            yield
            return
        with self._turn:
            self._wanted += 1
            if self._busy:
                self.machine.stop()
            while self._busy:
                self._turn.wait()
            self._busy, self._owner = True, threading.get_ident()
            self._wanted -= 1
        try:
            yield
        finally:
            self._give_up()

    @contextmanager
    def turn(self):
        """The worker's turn for one slice; a person who wants the machine goes first."""
        with self._turn:
            while self._busy or self._wanted:
                self._turn.wait()
            self._busy, self._owner = True, threading.get_ident()
        try:
            yield
        finally:
            self._give_up()

    def _give_up(self) -> None:
        with self._turn:
            self._busy, self._owner = False, None
            self._turn.notify_all()

    # -- waiting

    def wait_for(self, happened: Callable[[], bool], seconds: float, what: str) -> None:
        """Run the machine until `happened()`; WaitFailed when it cannot come or does not
        within `seconds` of host time, LimitReached when the whole run's time is over."""
        until = time.monotonic() + seconds
        with self.held(), nudging(self.machine):
            while not happened():
                now = time.monotonic()
                if self.interrupted:
                    self.interrupted = False
                    raise WaitFailed(f"waiting for {what}: broken off by the operator")
                if self.deadline is not None and now >= self.deadline:
                    raise LimitReached(f"waiting for {what}: the time limit is reached")
                if now >= until:
                    raise WaitFailed(f"waiting for {what}: nothing in {seconds:g} s")
                if not self.started:
                    raise WaitFailed(f"waiting for {what}: the machine is stopped "
                                     f"({self.why_stopped()})")
                if self.resting() and not self.others:
                    raise WaitFailed(f"waiting for {what}: the machine waits for its operator"
                                     + (" (a console read is outstanding)"
                                        if self.reading else ""))
                if self.idle:
                    self.machine_rests()
                self.advance()

    def resting(self) -> bool:
        """Only a person (or another machine) can end the wait the CPU is in."""
        machine = self.machine
        if self.idle or machine.clock == "virtual" or not self.started:
            return self.idle
        core = machine.core
        timed = core.system_mask & 1 and core.timer_expiry() is not None
        return core.waiting and machine.channels.next_event is None and not timed

    def machine_rests(self) -> None:
        """Let others have the machine for a moment: somebody must type before it can go on."""
        time.sleep(NUDGE)
        self.idle = False

    def run_on(self) -> None:
        """Run until the machine stops by itself or only a person could help it."""
        try:
            self.wait_for(lambda: not self.started or self.resting() and not self.others,
                          float("inf"), "the end")
        finally:
            self.tracer.flush()

    def why_stopped(self) -> str:
        """Why the machine is not running, in a few words."""
        if self.last is None:
            return "it has not been started"
        if self.last is StopReason.DISABLED_WAIT:
            return f"disabled wait, address {self.machine.cpu.psw.ia:06X}"
        return self.last.name.lower().replace("_", " ")

    def verdict(self) -> int:
        """Exit code by the state the machine is in: 0 only for a disabled wait with address 0."""
        psw = self.machine.cpu.psw
        good = self.last is StopReason.DISABLED_WAIT and psw.ia == 0 and not self.started
        return 0 if good else 1


@contextmanager
def nudging(machine):
    """While the host's clock passes in a wait, `run` returns now and then to be looked at."""
    if machine.clock == "virtual" and machine.speed == "fast":
        yield
        return
    over = threading.Event()

    def nudge():
        while not over.wait(NUDGE):
            machine.stop()

    thread = threading.Thread(target=nudge, name="nudge", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
