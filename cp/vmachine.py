"""A virtual machine: one user's System/360 with everything CP knows of it.

Made by `System.logon`; run in slices by the dispatcher; changed by console functions.  Whoever
touches its machine from another thread holds `lock` (then it stands still) or uses `post`.
"""
from __future__ import annotations

import time
from dataclasses import dataclass

from cp import paging, privop, trace
from cp.batch import OPTION as BATCH, Batch
from cp.commands import words as w
from cp.console import GuestConsole, VirtualConsole
from cp.counters import Counters
from cp.dispatcher import IDLE, Place
from cp.guest import GuestMachine, RealTimer
from cp.machine_lock import MachineLock
from cp.messages import CPError
from cp.unit_record import SpooledPrinter
from s360.isa import FEATURES
from s360.machine import StopReason

STANDARD = tuple(name for name in FEATURES if name != "m67")   # all but what a Model 67 adds
YIELD = 0.0001                 # seconds
#: Instructions a second that a host's thread executes, about.  It turns `time slice` into instructions; and a
#: slice with fewer, as CP has worked for its machine, counts against its share as that time's worth of them.
HOST_RATE = 300_000_000
IDLE_AFTER = 2.0               # seconds of waiting until what an idle machine need not keep is given back


@dataclass
class Options:
    """SET's switches.  emsg: "ON", "OFF", "CODE", "TEXT"; timer: "ON", "OFF", "REAL"; secuser: who sees
    its console while it is disconnected."""
    msg: bool = True
    wng: bool = True
    imsg: bool = True
    run: bool = False
    linedit: bool = True
    acnt: bool = True
    emsg: str = "TEXT"
    timer: str = "ON"
    secuser: str = ""
    assist: frozenset = frozenset(privop.ASSISTS)


class VirtualMachine:
    """
    userid, user:  who, and his directory entry
    machine, core: the System/360; console: what his terminal shows
    in_cp:         it stands in the CP environment; asleep: SLEEP; suspended: CP works for it
    held:          it stands there whatever SET RUN says (disabled wait, address stop, reset)
    """

    def __init__(self, system, user):
        self.system, self.user, self.userid = system, user, user.userid
        self.classes, self.granted = user.classes, frozenset(user.granted)
        self.profile, self.share, self.priority = user.profile, user.share, user.priority
        self.lock = MachineLock(lambda: self.machine.posted(), lambda: self.machine.empty_inbox(),
                                lambda: self.machine.core.wake())
        self.place = Place()
        self.options = Options()
        if self.old:
            self.options.assist = frozenset()      # CP-67 had none
        if "REALTIMER" in user.options:
            self.options.timer = "REAL"
        self.counters = Counters()
        self.tracer = None
        self.paging: paging.Paging | None = None
        self.segments: dict[str, bool] = {}    # saved segments attached -> private to the machine
        self.base: dict | None = None  # the saved system its storage began with
        self.time_before = 0           # instructions of its machines before DEFINE STORAGE
        self.in_cp, self.started, self.asleep, self.suspended = True, False, False, False
        self.ended = self.leaving = self.held = False
        self.favored = False
        self.alarms: dict = {}         # name -> cp.dispatcher.Alarm
        self.wakes_at: float | None = None     # time.monotonic() of the end of SLEEP
        self.disconnected_at: float | None = None
        self.logged_on = time.time()
        self.since = time.monotonic()
        self.console = VirtualConsole(self)
        self.batch = Batch(self) if BATCH in user.options else None
        self.build(user.storage)

    # -- the machine

    def build(self, storage: int) -> None:
        """A fresh System/360 of that size, without devices."""
        user = self.user
        timer = self.options.timer
        self.machine = GuestMachine(self, real_timer=timer == "REAL", storage=storage,
                                    features=None if "MODEL67" in user.options else STANDARD,
                                    mips=user.mips)
        self.core = self.machine.core
        if timer == "OFF":
            self.core.timer = False
        self.machine.awakened = self.awakened
        self.paging = paging.furnish(self)
        privop.prepare(self)

    @property
    def devices(self) -> dict:
        """Unit address -> device."""
        return self.machine.devices

    def device(self, unit: int):
        """The device at `unit`; CPError when there is none."""
        found = self.devices.get(unit)
        if found is None:
            raise CPError("no-device", unit=unit)
        return found

    def install(self, unit: int, device) -> None:
        """Give the machine a device."""
        if unit in self.devices:
            raise CPError("device-there", unit=unit)
        self.machine.channels.attach(unit, device)
        if isinstance(device, GuestConsole):
            self.console.devices.append(device)

    def remove(self, unit: int):
        """Take a device away and give it (the caller closes it)."""
        self.device(unit)
        device = self.machine.channels.detach(unit)
        self.core.io_pending = self.machine.channels.pending
        if isinstance(device, GuestConsole):
            self.console.devices.remove(device)
        return device

    def post(self, action) -> None:
        """Have `action` done between two instructions of this machine; never waits."""
        self.machine.post(action)

    def awakened(self) -> None:
        self.system.dispatcher.ready(self)

    def interact(self) -> None:
        """Its user did something: queue 1."""
        self.system.dispatcher.ready(self, interactive=True)

    def define_storage(self, size: int) -> None:
        """Another size of storage, zeros: system reset, devices stay.  `lock` is held."""
        self.system.close_unit_record(self)
        old = self.machine
        old.reset()
        devices = {unit: old.channels.detach(unit) for unit in list(old.devices)}
        if self.paging is not None:
            self.paging.close()
        if self.tracer is not None:
            trace.stop(self)
        self.time_before += old.core.executed
        self.segments.clear()
        self.base = None
        self.build(size)
        old.core.storage.clear()          # what still holds the object does not hold its memory
        for unit, device in devices.items():
            self.machine.channels.attach(unit, device)
        self.in_cp, self.started, self.held = True, False, False

    # -- running

    @property
    def halted(self) -> bool:
        """Not to be run at present, whatever the guest's PSW says."""
        return ((self.in_cp and (self.held or not (self.options.run and self.started))) or self.asleep
                or self.suspended or self.ended)

    @property
    def runnable(self) -> bool:
        return self.started and not self.halted

    def run_slice(self, instructions: int) -> tuple[int, bool]:
        """One slice; (instructions executed, whether it wants another)."""
        if self.lock.waiting:
            time.sleep(YIELD)             # a console function comes first
            if self.lock.waiting:
                return 0, True
        with self.lock:
            if not self.runnable:
                return 0, False
            machine = self.machine
            machine.slice_over = False
            begun = time.thread_time()
            timer = machine.real_timer
            if self.paging is not None and not self.paging.begin():
                return 0, not self.halted
            if timer is not None:
                timer.update()
            before = machine.core.interruptions
            stop = machine.run(instructions)
            self.counters.slices += 1
            if timer is not None:
                timer.update()
            again = self.after(stop, before)
            if self.batch is not None:
                self.batch.look()
            return max(stop.instructions, int((time.thread_time() - begun) * HOST_RATE)), again

    def end_slice(self) -> None:
        """It has had its time (from any thread)."""
        self.machine.slice_over = True
        self.core.wake()

    def after(self, stop, interruptions: int) -> bool:
        """What a slice's end means; True when the machine can go on at once."""
        reason = stop.reason
        core = self.core
        if reason is StopReason.BUDGET:
            loop = privop.looping(self, stop.instructions, core.interruptions - interruptions)
            if loop:
                self.stop_for(loop)
            return not self.halted
        if reason is StopReason.WAIT:
            if core.external and core.system_mask & 1:     # its real timer has run out just now
                return not self.halted
            self.waits()
        elif reason is StopReason.DISABLED_WAIT:
            self.stop_for(f"CP ENTERED; DISABLED WAIT PSW '{core.psw[:4].hex().upper()} "
                          f"{core.psw[4:].hex().upper()}'")
        elif reason is StopReason.ADDRESS_STOP:
            trace.address_stop(self)
        elif self.halted and self.paging is not None:
            self.paging.rest()
        return not self.halted and reason is StopReason.STOPPED

    def waits(self) -> None:
        """The guest is in an enabled wait with nothing to come by itself."""
        if self.paging is not None:
            self.paging.rest()
        timer = self.machine.real_timer
        seconds = timer.seconds_left() if timer is not None and self.core.system_mask & 1 else None
        if seconds is not None:
            self.alarm("timer", seconds, self.awakened)
        self.system.idle(self)
        if self.batch is not None:
            self.batch.waits()

    def alarm(self, name: str, seconds: float | None, action=None) -> None:
        """Have `action` done in so many seconds (None: not at all), in place of the alarm that had the
        name before."""
        before = self.alarms.pop(name, None)
        if before is not None:
            before.cancel()
        if seconds is not None and not self.ended:
            self.alarms[name] = self.system.dispatcher.alarms.after(seconds, action)

    def stop_for(self, text: str) -> None:
        """The guest cannot go on: say why and enter CP."""
        if self.batch is not None and self.batch.stopped(text):
            return
        self.in_cp = self.held = True
        if self.paging is not None:
            self.paging.rest()
        self.say(text)
        self.system.log("stopped", text, user=self.userid)
        self.console.changed()

    def enter_cp(self, text: str = "CP", hold: bool = False) -> None:
        """Into the CP environment (attention); from any thread.  `hold`: it stands there even with
        SET RUN ON."""
        self.in_cp = True
        self.held = self.held or hold
        self.machine.core.wake()
        if text:
            self.say(text)
        self.console.changed()

    def begin(self, address: int | None = None) -> None:
        """Go on with the guest, at an address if given.  `lock` is held."""
        if address is not None:
            self.core.ia = address
        if not self.started and self.machine.real_timer is not None:
            self.machine.real_timer.start()
        self.in_cp, self.started, self.held, self.asleep = False, True, False, False
        self.machine._at_stop = True      # a stop at the present address has been told
        self.settle()

    def settle(self) -> None:
        """After a console function: dispatch the machine if it may run, show the status."""
        self.console.changed()
        self.interact()

    def say(self, line: str) -> None:
        """CP's line on its console."""
        self.console.say(line)

    # -- sleep and suspension

    def sleep(self, seconds: float | None) -> None:
        self.asleep = True
        self.wakes_at = None if seconds is None else time.monotonic() + seconds
        self.core.wake()
        self.alarm("sleep", seconds, self.wake_up)

    def wake_up(self) -> None:
        """The end of SLEEP."""
        if self.asleep:
            self.asleep = False
            self.in_cp = self.in_cp and (self.held or not self.started)
            self.settle()

    def suspend(self) -> None:
        """Stand still until `resume`: CP works for the guest (DIAGNOSE services)."""
        self.suspended = True

    def resume(self) -> None:
        """From any thread."""
        self.suspended = False
        self.awakened()

    # -- console functions that act on the machine as a whole; `lock` is held

    def reset(self) -> None:
        """Virtual system reset; the machine stands in CP."""
        self.suspended = False
        self.system.close_unit_record(self)
        self.machine.reset()
        self.enter_cp("", hold=True)

    def page_zero(self) -> None:
        """Before CP stores into page 0 outside a slice: it has its frame."""
        if self.paging is not None:
            self.paging.begin()

    def clear(self) -> None:
        """Zero storage and its keys."""
        self.base = None
        self.segments.clear()
        self.machine.storage.clear()
        self.machine.storage.keys = bytes(len(self.machine.storage) >> 11)

    def ipl(self, unit: int, clear: bool = True) -> None:
        """Initial program loading; S360Error when the device's channel program fails."""
        self.device(unit)
        self.system.close_unit_record(self)
        self.page_zero()
        self.suspended = False
        self.machine.reset()
        if clear:
            self.clear()
            for register in range(16):
                self.core.set_gpr(register, 0)
            self.page_zero()
        else:
            self.system.saved.unshare(self)
        self.machine.ipl(unit)
        self.begin()

    def ipl_saved(self, name: str) -> None:
        """IPL of a named saved system."""
        self.system.close_unit_record(self)
        self.machine.reset()
        self.segments.clear()
        self.suspended = False
        self.system.saved.load(name, self)
        self.begin()

    def set_timer(self, value: str) -> None:
        """SET TIMER: "ON" virtual CPU time, "OFF", "REAL" the host's clock."""
        self.options.timer = value
        self.core.timer = value == "ON"
        self.machine.real_timer = RealTimer(self.machine) if value == "REAL" else None

    def look(self, address: int, count: int) -> bytes:
        """Bytes of storage, pages that are out included."""
        if self.paging is not None:
            self.paging.ensure(address, count)
        return self.machine.storage.read(address, count)

    def change(self, address: int, data: bytes) -> None:
        """Write storage from outside."""
        if self.paging is not None:
            self.paging.ensure(address, len(data))
        self.machine.storage.write(address, data)

    def print_lines(self, lines) -> None:
        """Lines of CP's (DUMP, TRACE) on the machine's printer; CPError without one."""
        for unit, device in sorted(self.devices.items()):
            if isinstance(device, SpooledPrinter):
                for line in lines:
                    if self.leaving or self.system.closed:
                        return
                    trace.print_on(device, line)
                return
        raise CPError("no-device", unit=0x00E)

    def give_back(self, slices: int) -> None:
        """Has it waited since then?  Then its decoded instructions are given back."""
        if self.counters.slices == slices and self.place.state == IDLE and not self.ended:
            if self.lock.acquire(blocking=False):
                try:
                    self.core.give_back()
                finally:
                    self.lock.release()

    # -- what it says of itself

    @property
    def line(self) -> str:
        """Where its user sits; DSC: nowhere."""
        face = self.console.face
        return face.line if face is not None else "DSC"

    @property
    def old(self) -> bool:
        return self.profile == "1968"

    def used_line(self) -> str:
        """CONNECT=, VIRTCPU=, TOTCPU=."""
        old = self.old
        return (f"CONNECT= {w.duration(self.connect_seconds, old)} VIRTCPU= "
                f"{w.cpu_time(self.virtual_seconds, old)} TOTCPU= {w.cpu_time(self.total_seconds, old)}")

    def logoff_line(self, by: str = "") -> str:
        now = self.system.now()
        if self.old:
            return f"LOGOUT AT {w.clock(now, True)} ON {w.day(now, True)}"
        return f"LOGOFF AT {w.clock(now)} {w.day(now)} {by}".rstrip()

    def logged_on_lines(self) -> None:
        """Spool files that are there, and the logon line."""
        files = self.system.spool.files(owner=self.userid)
        counts = [sum(file.kind == kind and not file.is_open for file in files)
                  for kind in ("RDR", "PRT", "PUN")]
        if any(counts) or not self.old:
            texts = [f"{count:03d}" if count else "NO" for count in counts]
            self.say("FILES: {} RDR, {} PRT, {} PUN".format(*texts))
        now = self.system.now()
        if self.old:
            self.say(f"READY AT {w.clock(now, True)} ON {w.day(now, True)}")
        else:
            self.say(f"LOGON AT {w.clock(now)} {w.day(now)}")

    def usage(self) -> dict:
        """The session's figures for accounting: seconds, milliseconds, counts."""
        c = self.counters
        return {"connect": self.connect_seconds, "virtual_ms": self.virtual_seconds * 1000,
                "total_ms": self.total_seconds * 1000, "page_reads": c.page_reads,
                "page_writes": c.page_writes, "sios": c.sios, "punched": c.spool_cards_punched,
                "printed": c.spool_lines, "read": c.spool_cards_read}

    # -- figures

    @property
    def virtual_seconds(self) -> float:
        """Virtual CPU time."""
        return (self.time_before + self.core.executed) / (self.user.mips * 1e6)

    @property
    def total_seconds(self) -> float:
        """Virtual CPU time and what CP did for the machine."""
        return self.virtual_seconds + self.counters.simulated_time / (self.user.mips * 1e6)

    @property
    def connect_seconds(self) -> float:
        return time.monotonic() - self.since

    @property
    def state(self) -> str:
        """In a word: for INDICATE, stats."""
        if self.in_cp:
            return "cp"
        if self.asleep:
            return "sleeping"
        if self.place.state != "idle":
            return "running"
        return "waiting"
