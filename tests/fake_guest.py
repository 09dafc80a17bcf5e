"""A virtual machine reduced to what the simulation of instructions and the trace need of it.

`FakeVM` has a real `Machine(virtual=True)`; `RecordedVM` has only a core, and what leaves it is noted
instead of done, so that it can be compared with a bare core step by step.
"""
from __future__ import annotations

import threading
from types import SimpleNamespace

from cp import privop
from cp.counters import Counters
from s360 import Machine, StopReason
from s360.machine import DIAGNOSE, DIRECT, IO, PAGE, PRIVOP, REFLECT


class Guest(Machine):
    """A machine whose traps go to CP, as GuestMachine's do."""

    def __init__(self, vm, **config):
        super().__init__(virtual=True, **config)
        self.vm = vm
        self._handlers |= {PRIVOP: lambda: privop.simulate(vm), REFLECT: self._reflect,
                           DIAGNOSE: self.diagnose, PAGE: self.page}
        self.missing = []

    def _reflect(self):
        self.core.interrupt(*self.core.last_interruption)

    def _attention(self):
        reason = super()._attention()
        return StopReason.STOPPED if self.vm.in_cp else reason

    def diagnose(self):
        return privop.program_check(self.vm, privop.SPECIFICATION)

    def page(self):
        """The block is brought in at once."""
        self.missing.append(self.core.fault_address)
        self.core.set_absent(self.core.fault_address >> 11, False)


class FakeVM:
    """said: CP's lines on the console; in_cp: the guest was made to stop."""

    def __init__(self, **config):
        self.lock = threading.RLock()
        self.counters = Counters()
        self.options = SimpleNamespace()
        self.console = SimpleNamespace(full=False)
        self.tracer, self.in_cp, self.said, self.userid = None, False, [], "USER"
        self.profile = "modern"
        config.setdefault("timer", False)
        self.machine = Guest(self, **config)
        self.core = self.machine.core
        privop.prepare(self)

    @property
    def devices(self) -> dict:
        return self.machine.devices

    def say(self, line: str) -> None:
        self.said.append(line)

    def enter_cp(self, text: str = "CP", hold: bool = False) -> None:
        self.in_cp = True
        self.core.wake()
        if text:
            self.say(text)

    def stop_for(self, text: str) -> None:
        self.in_cp = True
        self.say(text)

    def begin(self) -> None:
        self.in_cp = False

    def run(self, instructions: int = 1000):
        """Until CP is entered, the machine waits, or so many instructions; the reason's name."""
        return self.machine.run(instructions).reason.name


class RecordedVM:
    """Around `core`; `left`: the reason with which a bare core would have left."""

    def __init__(self, core):
        def leaves(name):
            def note():
                self.left = name
            return note
        self.core = core
        self.counters = Counters()
        handlers = {IO: leaves("IO"), DIRECT: leaves("DIRECT"), DIAGNOSE: leaves("DIAGNOSE"),
                    PAGE: leaves("PAGE"), REFLECT: leaves("REFLECT")}
        self.machine = SimpleNamespace(storage=core.storage, _handlers=handlers, _io=handlers[IO],
                                       _direct=handlers[DIRECT])

    def simulate(self, core) -> str:
        """As the ways of control_program: the reason."""
        self.left = "RUNNING"
        assert privop.simulate(self) is None
        return self.left


def by_cp(core) -> str:
    """Simulate the trapped instruction by cp/privop.py."""
    return RecordedVM(core).simulate(core)
