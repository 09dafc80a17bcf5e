"""Virtual machines without a dispatcher for the tests of saved systems and paging: what cp/saved.py and
cp/paging.py know of a VirtualMachine, and a loop that runs it."""
from __future__ import annotations

import threading
from types import SimpleNamespace

from control_program import assist
from cp.counters import Counters
from cp.paging import Paging
from s360._core import REASONS
from s360.machine import PAGE, Machine

K4 = 4096


class FakeVM:
    """A machine of `storage`, paged when `frames` are given."""

    def __init__(self, userid="TEST", storage=65536, frames=None, real=False, timer=False):
        self.userid = userid
        self.lock = threading.RLock()
        self.machine = Machine(storage=storage, virtual=True, timer=timer)
        self.core = self.machine.core
        self.counters = Counters()
        self.stopped: list[str] = []
        self.paging = Paging(self, frames, real) if frames is not None else None
        if frames is not None:
            self.machine._handlers[PAGE] = lambda: self.paging.fault(self.core.fault_address)

    @property
    def storage(self):
        return self.machine.storage

    def post(self, action):
        self.machine.post(action)

    def stop_for(self, text):
        self.stopped.append(text)

    def run(self, instructions: int) -> str:
        """Every privileged instruction by the core; gives the reason it came back with."""
        assist(self.core, True)
        end = self.core.executed + instructions
        while True:
            with self.lock:
                if self.paging is not None and not self.paging.begin():
                    return "STOPPED"
                reason = REASONS[self.core.run(end - self.core.executed)]
                if reason != "PAGE":
                    return reason
                if self.paging.fault(self.core.fault_address) is not None:
                    return "STOPPED"


def caller(system, vm, classes="ABCDEG"):
    """Who types console functions at this machine."""
    from cp.commands.caller import Caller
    vm.granted, vm.profile = frozenset(), "modern"
    vm.options = SimpleNamespace(emsg="TEXT")
    return Caller(system, vm, classes)
