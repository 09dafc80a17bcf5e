"""CP as a whole: a data folder opened, its users, their machines, and what they share.

    with System(data="mydir") as system:
        vm = system.logon("CMSUSER", "password")
        vm.console.send("QUERY TIME"); vm.console.expect("CONNECT=")
        print(system.command("QUERY NAMES").lines)

Made by `cpcms`, by `cpcms serve` and by scripts; closing it is an orderly end.  One System has a folder
at a time (the folder's lock says so).
"""
from __future__ import annotations

import os
import threading
import time
import traceback
from dataclasses import dataclass, field

from cp import delivered, durable, ending, logoff, logon, starting, unit_record
from cp.accounting import Accounting
from cp.commands import registry
from cp.commands.caller import ALL_CLASSES, Caller
from cp.console import Script
from cp.dispatcher import Dispatcher
from cp.folder import DataFolder
from cp.journal import Journal
from cp.messages import CPError, message
from cp.minidisk import Disks
from cp.passwords import Doorman, verify
from cp.real_unit import RealUnits
from cp.saved import Saved
from cp.stats import Gone
from cp.terminal.session import Lines
from cp.vmachine import IDLE_AFTER, HOST_RATE, VirtualMachine
from s360.errors import S360Error


message("machine-limit", "CPCMEM", 903, "NO STORAGE OF THE HOST LEFT FOR ANOTHER MACHINE", origin="ours")


@dataclass
class Answer:
    """What `System.command` gives.  code: 0 good, else the message's number; lines; data: what a
    program reads of a QUERY."""
    code: int
    lines: list[str] = field(default_factory=list)
    data: list = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(self.lines)


class System:
    """
    data:     path of the data folder; made with a working installation when it is empty
    cold:     a cold start: closed spool files and kept machines are discarded (only when asked for)
    threads:  host threads for machines (default: as configured, else as many as cores)
    progress: called with lines about what takes long at a first start
    welcome:  lines for the person who made this first start, OPERATOR's password among them
    """

    def __init__(self, data, cold: bool = False, threads: int | None = None, progress=None):
        registry.load()
        self.version = package_version()
        self.lock = threading.RLock()
        self.machines: dict[str, VirtualMachine] = {}
        self.ending = threading.Event()       # a SHUTDOWN was asked for
        self.end_how: str | None = None
        self.closed = False
        self.troubles: list[str] = []         # what could not be done at the end
        self.started = time.time()
        self.progress = progress or (lambda line: None)
        self.folder = DataFolder(data, progress=progress)
        try:
            self._open(cold, threads)
        except BaseException:
            ending.give_up(self)
            raise

    def _open(self, cold: bool, threads: int | None) -> None:
        folder = self.folder
        self.data = folder.path
        self.welcome = folder.welcome
        self.configuration = folder.configuration()
        self.profile = self.configuration.profile
        self.journal = Journal(folder.operator_log, self.configuration.log.size,
                               self.configuration.log.files)
        kept = starting.kept_logmsg(folder, self.warn)
        self.logmsg = list(self.configuration.logmsg) if kept is None else kept
        self.directory = folder.directory(self.configuration)
        self.doorman = Doorman()
        self.gone = Gone()                    # figures of sessions that are over
        self.lines = Lines(self, self.configuration.terminals)
        self.dispatcher = Dispatcher(threads or self.configuration.threads or cores(),
                                     int(self.configuration.time_slice * HOST_RATE / 1000),
                                     self.trouble)
        self.accounting = Accounting(folder.accounting,
                                     trouble=lambda line: self.log("accounting", line))
        self.spool = starting.open_spool(self, cold)
        self.spool.listeners.append(lambda file, event: unit_record.announce(self, file, event))
        delivered.deliver(folder, self.warn)
        self.disks = Disks(self)
        self.saved = Saved(folder.saved)
        self.frames = self._real_storage()
        self.real_units = RealUnits(self)
        orderly = folder.start()
        self.start_kind = "COLD" if cold else "WARM" if orderly else "CHECKPOINT"
        starting.begin(self, cold)

    def warn(self, kind: str, text: str) -> None:
        """What is wrong at the start and does not stop it: in the log, and for who starts it."""
        self.log(kind, text)
        self.progress(text)

    def _real_storage(self):
        if not self.configuration.frames:
            return None
        from cp.paging import Frames
        return Frames(self.configuration.frames, self.folder.drum)

    # -- sessions

    def logon(self, userid: str, password: str | None = None, session=None, ipl: bool = True,
              origin: str = "api", local: bool = True, terminal: bool = True) -> VirtualMachine:
        """Log a user on (or connect him again); gives his machine.

        password: None for who has the data folder anyway (scripts, AUTOLOG); terminal: False when he
        is to be disconnected from the start.  CPError when it is refused.
        """
        if session is None and terminal:
            session = Script()
        userid = userid.upper()
        if password is not None:
            self.check_password(userid, password, origin, local, session)
        return logon.log_on(self, userid, session, ipl)

    def autolog(self, userid: str, text: str = "") -> VirtualMachine:
        """Log a user on without a terminal; `text`: a command to begin with."""
        return logon.autolog(self, userid, text)

    def autolog_quietly(self, userid: str) -> None:
        """For a machine that CP wants there: what stands against it is in the log."""
        logon.autolog_quietly(self, userid)

    def make_machine(self, user) -> VirtualMachine:
        """For a user of the directory; who asks enters it in `machines`."""
        try:
            return VirtualMachine(self, user)
        except (MemoryError, OSError):
            raise CPError("machine-limit") from None

    def check_password(self, userid: str, password: str, origin: str, local: bool = True, session=None) -> None:
        """CPError unless the password is the user's; wrong ones are logged and slow the next."""
        logon.check_password(self, userid, password, origin, local, session)

    def password_fits(self, userid: str, password: str) -> bool:
        return verify(password, self.directory.get(userid).password)

    def disconnect(self, vm, hold: bool = False) -> None:
        """DISCONN: the machine goes on without a terminal."""
        logoff.disconnect(self, vm, hold)

    def line_dropped(self, vm, session) -> None:
        """The terminal is gone without a word: the machine waits for its user some minutes."""
        logoff.line_dropped(self, vm, session)

    def logoff(self, vm, hold: bool = False, by: str = "") -> None:
        """End a session: spool files closed, disks released, accounting written."""
        logoff.log_off(self, vm, hold, by)

    def logoff_later(self, vm, forced: bool = False) -> None:
        """Log another user off; his machine may be running, so another thread does it."""
        logoff.log_off_later(self, vm, forced)

    # -- who is there

    def user(self, userid: str) -> VirtualMachine:
        """A machine that is logged on; CPError otherwise."""
        vm = self.machines.get(userid.upper())
        if vm is None:
            raise CPError("not-logged-on", userid=userid.upper())
        return vm

    def logged_on(self) -> list[VirtualMachine]:
        with self.lock:
            return list(self.machines.values())

    def dialed(self) -> int:
        return sum(session.dialed is not None for session in self.lines.everybody())

    def greeting(self) -> str:
        name = self.configuration.name
        if self.profile == "1968":
            return f"CP-67 ONLINE  {name}"
        if self.profile == "1972":
            return f"VM/370 ONLINE  {name}"
        return f"{name} ONLINE - CP-67/CMS ON A SYSTEM/360 MODEL 67.  LOGON USERID, OR HELP"

    # -- console functions from outside

    def command(self, line: str, classes: str = ALL_CLASSES, userid: str = "") -> Answer:
        """Carry out a console function for the host (or for a user who is logged on)."""
        vm = self.user(userid) if userid else None
        caller = Caller(self, vm, vm.classes if vm is not None else classes)
        if vm is None:
            return Answer(caller.run(line), caller.lines, caller.data)
        with vm.lock:
            if vm.ended:
                raise CPError("not-logged-on", userid=vm.userid)
            code = caller.run(line)
        vm.settle()
        return Answer(code, caller.lines, caller.data)

    # -- spool

    def close_unit_record(self, vm, logoff: bool = False) -> None:
        """Close what the machine has been reading, printing and punching (IPL, reset, logoff)."""
        unit_record.close_all(vm, logoff)

    # -- life

    def log(self, kind: str, text: str, **fields) -> None:
        """A line of the operator's log."""
        self.journal.log(kind, text, **fields)

    def trouble(self, vm, error: Exception) -> None:
        """CP's own mistake while it ran a machine: that machine stops, everybody else goes on."""
        self.log("error", f"{type(error).__name__}: {error}", user=vm.userid if vm is not None else "",
                 trace=traceback.format_exc(limit=-6))
        if vm is None:
            return
        text = str(error) if isinstance(error, S360Error) else "CP ERROR; SEE THE OPERATOR'S LOG"
        if vm.batch is not None and vm.batch.stopped(text):
            return
        vm.in_cp = vm.held = True
        vm.say(f"CP ENTERED; {text}")
        vm.console.changed()

    def tell_operator(self, text: str, besides=None, user: str = "") -> None:
        """A line for the operator's console, and his log.  user: who has caused it."""
        self.log("operator", text, user=user)
        operator = self.machines.get("OPERATOR")
        if operator is not None and operator is not besides:
            operator.say(text)

    def idle(self, vm) -> None:
        """A machine has begun to wait; if it still does in a while, it gives back what it need not
        keep."""
        serial = vm.counters.slices
        if "idle" not in vm.alarms:
            vm.alarm("idle", IDLE_AFTER, lambda: self._still_idle(vm, serial))

    def _still_idle(self, vm, serial: int) -> None:
        vm.alarm("idle", None)
        if vm.counters.slices != serial:
            self.idle(vm)                     # it has run meanwhile
        else:
            vm.give_back(serial)

    def set_logmsg(self, lines: list[str]) -> None:
        """The lines shown at logon; they survive a restart."""
        self.logmsg = lines
        durable.write_text(self.folder / starting.LOGMSG, "".join(line + "\n" for line in lines))

    def now(self) -> time.struct_time:
        """The time machines see (`date` in system.yaml sets the day)."""
        now = time.localtime()
        date = self.configuration.date
        if date is None:
            return now
        return time.struct_time((date.year, date.month, date.day, *now[3:6], date.weekday(),
                                 date.timetuple().tm_yday, now.tm_isdst),
                                {"tm_zone": now.tm_zone, "tm_gmtoff": now.tm_gmtoff})

    def load(self) -> dict:
        """How busy the workers were since this was asked last, in percent of one core."""
        cpu, wall = time.process_time(), time.monotonic()
        before = getattr(self, "_load", (cpu - 0.001, wall - 1.0))
        self._load = (cpu, wall)
        return {"percent": 100 * (cpu - before[0]) / max(wall - before[1], 1e-3)}

    def shut_down(self, how: str | None = None) -> None:
        """SHUTDOWN: ask whoever opened the system to close it."""
        self.end_how = how
        self.log("shutdown", "asked for")
        self.ending.set()

    def close(self, how: str | None = None) -> None:
        """The orderly end: machines kept or logged off, everything written.  `how`: "checkpoint" or
        "logoff", else as configured.  What the host does not let be written is in `troubles`, and the
        next start counts this end as none in order."""
        ending.end(self, how)

    def __enter__(self) -> "System":
        return self

    def __exit__(self, *_) -> None:
        self.close()


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def package_version() -> str:
    from importlib.metadata import PackageNotFoundError, version
    try:
        return version("cpcms")
    except PackageNotFoundError:
        return "(not installed)"
