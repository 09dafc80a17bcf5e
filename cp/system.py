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
import sqlite3
import threading
import time
import traceback
from dataclasses import dataclass, field

from cp import away, batch, checkpoint, delivered, durable, first_saved, unit_record, vdevices
from cp.accounting import Accounting
from cp.commands import registry
from cp.commands.caller import ALL_CLASSES, Caller
from cp.console import Script
from cp.dispatcher import Dispatcher
from cp.folder import DataFolder
from cp.journal import Journal
from cp.messages import CPError, message
from cp.minidisk import Disks
from cp.passwords import NOLOG, Doorman, verify
from cp.real_unit import RealUnits
from cp.saved import Saved
from cp.stats import Gone
from cp.spool import Limits, Spool, UserLimits
from cp.terminal.session import Lines
from cp.vmachine import IDLE_AFTER, VirtualMachine
from s360.devices.tape import Tape
from s360.errors import MediaError, S360Error

INSTRUCTIONS_A_MS = 300_000    # about what a host executes: turns `time slice` into instructions
MINUTE = 60.0
LOGMSG = "logmsg"              # file of the data folder

message("no-logon", "DMKLOG", 52, "{userid} CANNOT LOG ON (NOLOG)", origin="ours")
message("shutting-down", "DMKLOG", 58, "CP IS SHUTTING DOWN", origin="ours")
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
            self._give_up()
            raise

    def _open(self, cold: bool, threads: int | None) -> None:
        folder = self.folder
        self.data = folder.path
        self.welcome = folder.welcome
        self.configuration = folder.configuration()
        self.profile = self.configuration.profile
        self.journal = Journal(folder.operator_log, self.configuration.log.size,
                               self.configuration.log.files)
        kept = kept_logmsg(folder, self.warn)
        self.logmsg = list(self.configuration.logmsg) if kept is None else kept
        self.directory = folder.directory(self.configuration)
        self.doorman = Doorman()
        self.gone = Gone()                    # figures of sessions that are over
        self.lines = Lines(self, self.configuration.terminals)
        self.dispatcher = Dispatcher(threads or self.configuration.threads or cores(),
                                     int(self.configuration.time_slice * INSTRUCTIONS_A_MS),
                                     self.trouble)
        self.accounting = Accounting(folder.accounting,
                                     trouble=lambda line: self.log("accounting", line))
        self.spool = self._open_spool(cold)
        self.spool.listeners.append(lambda file, event: unit_record.announce(self, file, event))
        delivered.deliver(folder, self.warn)
        self.disks = Disks(self)
        self.saved = Saved(folder.saved)
        self.frames = self._real_storage()
        self.real_units = RealUnits(self)
        orderly = folder.start()
        self.start_kind = "COLD" if cold else "WARM" if orderly else "CHECKPOINT"
        self._start(cold)

    def _open_spool(self, cold: bool) -> Spool:
        """The spool; a cold start puts a damaged one aside and begins a new one."""
        path, limits = self.folder.spool, SpoolLimits(self.directory)
        try:
            return Spool(path, limits)
        except MediaError as error:
            aside = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.bad")
            if not cold or not path.is_file():
                raise
            durable.put_aside(path, aside)
            spool = Spool(path, limits)       # or it is the host's trouble, not the file's
            self.warn("spool", f"{error}; it is kept as {aside.name}, a new spool is begun")
            return spool

    def warn(self, kind: str, text: str) -> None:
        """What is wrong at the start and does not stop it: in the log, and for who starts it."""
        self.log(kind, text)
        self.progress(text)

    def _start(self, cold: bool) -> None:
        """Everything is open: begin."""
        if not self.folder.system_yaml.exists():
            self.warn("start", f"{self.folder.system_yaml}: is not there; the usual configuration is in "
                       "force until it is put back")
        if not self.directory.names():
            self.warn("directory", f"{self.folder.users}: has no users, nobody can log on; take it from a "
                      "copy of the data folder")
        for line in self.directory.check():
            self.warn("directory", f"{line}; correct the file")
        for pack in self.disks.volumes.packs.values():
            if pack.trouble:
                self.progress(pack.trouble)       # which has been logged
        if cold:
            gone = self.spool.purge(self.spool.files())
            machines = checkpoint.discard(self)
            self.log("start", f"cold start: {gone} spool files and {machines} kept machines discarded")
        self.log("start", f"{self.start_kind.lower()} start, profile {self.profile}")
        if self.journal.trouble:
            self.progress(f"{self.folder.operator_log}: {self.journal.trouble}; the log is kept in storage "
                          "until it can be written")
        if self.accounting.cut_off:
            self.log("accounting", f"{self.accounting.cut_off} sessions had been cut off")
        self.dispatcher.start()
        self.real_units.start()
        self.dispatcher.alarms.after(MINUTE, self._every_minute)
        first_saved.make(self)
        checkpoint.restore(self)
        for file in self.spool.recovered:     # of which restored machines took back their own
            if file.incomplete:
                self.log("spool", f"{file.label} was open when CP ended: held, incomplete, "
                         f"{file.records} records", user=file.origin)
        awaited = batch.waiting(self)
        for user in self.directory.users():
            if user.userid not in self.machines and ("AUTOLOG" in user.options or user.userid in awaited):
                self._autolog_quietly(user.userid)

    def _give_up(self) -> None:
        """The start failed: what was opened is closed, kept machines stay kept."""
        self.closed = True
        if "dispatcher" in vars(self):
            self.dispatcher.stop()
        for name in ("real_units", "frames", "spool", "disks", "accounting", "journal", "folder"):
            part = vars(self).get(name)
            if part is not None:
                self._try_to(part.stop if name == "real_units" else part.close)

    def _autolog_quietly(self, userid: str) -> None:
        try:
            self.autolog(userid)
        except S360Error as error:
            self.log("autolog", str(error), user=userid)

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
            self.check_password(userid, password, origin, local)
        return self._log_on(userid, session, ipl)

    def _log_on(self, userid: str, session, ipl: bool, notice: list[str] = ()) -> VirtualMachine:
        """notice: lines he is to be told"""
        while True:
            with self.lock:
                vm = self.machines.get(userid)
                if vm is None:
                    vm = self._new_machine(userid)
                    break
                if not vm.ended:
                    return self._reconnect(vm, session)
            with vm.lock:                     # its session is ending
                pass
        try:
            return self._welcome(vm, session, ipl, notice)
        except away.Unusable as error:
            notice = error.lines
        finally:
            vm.lock.release()
        return self._log_on(userid, session, ipl, notice)

    def _new_machine(self, userid: str) -> VirtualMachine:
        """A machine for a user, among the others; its lock is held: nobody finds it half made."""
        user = self.directory.get(userid)
        if self.closed or self.ending.is_set():
            raise CPError("shutting-down")
        vm = self._machine(user)
        vm.lock.acquire()
        self.machines[userid] = vm
        return vm

    def _machine(self, user) -> VirtualMachine:
        try:
            return VirtualMachine(self, user)
        except (MemoryError, OSError):
            raise CPError("machine-limit") from None

    def _welcome(self, vm, session, ipl: bool, notice: list[str]) -> VirtualMachine:
        back = away.take_back(vm) if ipl else None
        if session is not None:
            self._connect(vm, session)
        for line in self.logmsg:
            vm.say("* " + line)
        if back is None:
            notice = [*notice, *vdevices.furnish(vm), *([] if ipl else away.discard(vm))]
        for line in [*notice, *(back or [])]:
            vm.say(line)
        vm.logged_on_lines()
        self.accounting.logged_on(vm.userid, vm.user.account or vm.userid, *([] if back is None else [vm.usage()]))
        self.log("logon", f"logon at {vm.line}", user=vm.userid)
        self.tell_operator(f"{clock()} {vm.line} LOGON AS {vm.userid:<8} USERS = "
                           f"{len(self.machines):03d}", besides=vm)
        if back is not None:
            self._goes_on(vm, session)
        elif ipl and vm.user.ipl is not None:
            self._first_ipl(vm)
        if vm.batch is not None:
            vm.batch.logged_on()              # the IPL has closed the reader
        vm.console.changed()
        return vm

    def _goes_on(self, vm, session) -> None:
        """A machine that was kept: before its user it stands in CP, without one it runs."""
        if session is not None:
            vm.enter_cp("")
        else:
            vm.settle()

    def _first_ipl(self, vm) -> None:
        from cp.commands.control import start
        ipl = vm.user.ipl
        name = ipl.system or f"{ipl.device:03X}"
        try:
            with vm.lock:
                start(vm, name, parm=ipl.parm)
        except CPError as error:
            vm.in_cp = True
            vm.say(error.shown("TEXT", vm.profile))

    def _reconnect(self, vm, session) -> VirtualMachine:
        face = vm.console.face
        if face is not None and not isinstance(face, Script):
            raise CPError("already-logged-on", where=f"LINE {vm.line}")
        if face is not None and isinstance(session, Script):
            return vm
        if session is not None:
            self._connect(vm, session)
            vm.say(f"RECONNECTED AT {clock()}")
            self.log("reconnect", f"reconnected at {vm.line}", user=vm.userid)
            vm.disconnected_at = None
            vm.enter_cp("")
        return vm

    def _connect(self, vm, session) -> None:
        if not isinstance(session, Script):
            session.logged_on(vm)
        vm.console.connect(session)

    def autolog(self, userid: str, text: str = "") -> VirtualMachine:
        """Log a user on without a terminal; `text`: a command to begin with."""
        userid = userid.upper()
        if userid in self.machines:
            raise CPError("already-logged-on", where=f"LINE {self.machines[userid].line}")
        vm = self.logon(userid, terminal=False)
        vm.disconnected_at = None
        if text:
            vm.console.command(text)
        return vm

    def check_password(self, userid: str, password: str, origin: str, local: bool = True) -> None:
        """CPError unless the password is the user's; wrong ones are logged and slow the next."""
        door = "" if local else origin
        user = self.directory.get(userid)
        if user.password == NOLOG:
            raise CPError("no-logon", userid=userid)
        seconds = self.doorman.knock(userid, door)
        if seconds > 0:
            raise CPError("wait-longer", seconds=int(seconds) + 1)
        if not verify(password, user.password):
            self.accounting.wrong_password(userid, origin)
            self.log("password", f"wrong password from {origin}", user=userid)
            raise CPError("wrong-password")
        self.doorman.right(userid, door)
        if user.local and not local:
            raise CPError("local-only", userid=userid)

    def password_fits(self, userid: str, password: str) -> bool:
        return verify(password, self.directory.get(userid).password)

    def disconnect(self, vm, hold: bool = False) -> None:
        """DISCONN: the machine goes on without a terminal."""
        session = vm.console.face
        vm.say(f"DISCONNECT AT {clock()}")
        vm.console.connect(None)
        self.log("disconnect", "disconnected", user=vm.userid)
        if session is not None:
            session.logged_off(hold)

    def line_dropped(self, vm, session) -> None:
        """The terminal is gone without a word: the machine waits for its user some minutes."""
        if vm.console.face is not session:
            return
        vm.console.connect(None)
        vm.disconnected_at = since = time.monotonic()
        self.log("line", "terminal lost; disconnected", user=vm.userid)
        minutes = self.configuration.reconnect
        vm.alarm("time-out", minutes * MINUTE, lambda: self._time_out(vm, since))

    def _time_out(self, vm, since: float) -> None:
        if vm.disconnected_at == since and not vm.ended:
            threading.Thread(target=away.log_off, args=(vm, since), daemon=True).start()

    def logoff(self, vm, hold: bool = False, by: str = "") -> None:
        """End a session: spool files closed, disks released, accounting written."""
        vm.leaving = True                     # what takes long for it is broken off
        with vm.lock:
            if vm.ended:
                return
            vm.ended = True
            used = vm.used_line()
            self.close_unit_record(vm, logoff=True)
            if vm.options.acnt:
                vm.say(used)
            vm.say(vm.logoff_line("BY SYSTEM" if by else ""))
            self.accounting.logged_off(vm.userid, vm.usage(), by.lower() or "logoff")
            self.gone.add(vm)
            for unit in list(vm.devices):
                vm.remove(unit).close()
            self.disks.release(vm.userid)
            if vm.paging is not None:
                vm.paging.close()
            vm.machine.close()
            vm.core.storage.clear()            # what still holds the object does not hold its memory
            for name in list(vm.alarms):
                vm.alarm(name, None)
            with self.lock:
                self.machines.pop(vm.userid, None)
                count = len(self.machines)
        self.log("logoff", f"logoff {by}".strip(), user=vm.userid)
        self.tell_operator(f"{clock()} {vm.line} LOGOFF AS {vm.userid:<8} USERS = {count:03d}"
                           + (f" {by}" if by else ""))
        session = vm.console.face
        vm.console.connect(None)
        if session is not None:
            session.logged_off(hold)

    def logoff_later(self, vm, forced: bool = False) -> None:
        """Log another user off; his machine may be running, so another thread does it."""
        threading.Thread(target=self.logoff, args=(vm,), kwargs={"by": "FORCED" if forced else ""},
                         daemon=True, name=f"cp-logoff-{vm.userid}").start()

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

    def _every_minute(self) -> None:
        if self.closed:
            return
        self.dispatcher.alarms.after(MINUTE, self._every_minute)
        self.accounting.checkpoint([(vm.userid, vm.usage()) for vm in self.logged_on()])

    def set_logmsg(self, lines: list[str]) -> None:
        """The lines shown at logon; they survive a restart."""
        self.logmsg = lines
        durable.write_text(self.folder / LOGMSG, "".join(line + "\n" for line in lines))

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
        with self.lock:
            if self.closed:
                return
            self.closed = True
        how = how or self.end_how or self.configuration.shutdown
        self.dispatcher.stop()
        self.real_units.stop()
        self.accounting.checkpoint([(vm.userid, vm.usage()) for vm in self.logged_on()])
        kept = checkpoint.keep(self) if how == "checkpoint" else set()
        for vm in self.logged_on():
            self._try_to(lambda: self._leave(vm) if vm.userid in kept else
                         self.logoff(vm, by="BY SYSTEM"))
        for session in self.lines.everybody():
            session.say("CP HAS ENDED")
            session.close()
        for part in (self.frames, self.spool, self.disks, self.accounting):
            if part is not None:
                self._try_to(part.close)
        self.log("end", f"orderly end; {len(kept)} machines kept for the next start")
        self.journal.close()
        if not self.troubles:
            self._try_to(self.folder.end)
        self.folder.close()

    def _try_to(self, action) -> None:
        """One step of the end; the others are done whatever comes of it."""
        try:
            action()
        except (S360Error, OSError, sqlite3.Error) as error:
            self.troubles.append(str(error))
            self.log("end", str(error))

    def _leave(self, vm) -> None:
        """The end of a machine that is kept: its open spool files stay open, its terminal goes."""
        with vm.lock:
            vm.ended = True
            vm.say("MACHINE KEPT FOR THE NEXT START")
            if vm.batch is not None:
                vm.batch.leaves()
            for device in vm.devices.values():
                if isinstance(device, Tape):
                    device.close()
            session, vm.console.face = vm.console.face, None
        if session is not None:
            session.logged_off(False)

    def __enter__(self) -> "System":
        return self

    def __exit__(self, *_) -> None:
        self.close()


class SpoolLimits(Limits):
    """What the directory and system.yaml allow each user in the spool."""

    def __init__(self, directory):
        usual = directory.configuration.quotas
        super().__init__(bytes=usual.total,
                         user=UserLimits(usual.files, usual.lines, usual.bytes))
        self.directory = directory

    def of(self, userid: str) -> UserLimits:
        try:
            quotas = self.directory.get(userid).quotas
        except CPError:
            return self.user
        return UserLimits(quotas.files, quotas.lines, quotas.bytes)


def kept_logmsg(folder, warn) -> list[str] | None:
    """SET LOGMSG's lines of an earlier run; None when nobody has set any."""
    try:
        return (folder / LOGMSG).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        warn("start", f"{folder / LOGMSG}: {getattr(error, 'strerror', '') or 'is damaged'}; SET LOGMSG "
             "makes it anew")
        return None


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def clock() -> str:
    return time.strftime("%H:%M:%S")


def package_version() -> str:
    from importlib.metadata import PackageNotFoundError, version
    try:
        return version("cpcms")
    except PackageNotFoundError:
        return "(not installed)"
