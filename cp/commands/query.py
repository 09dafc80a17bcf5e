"""QUERY and INDICATE: what a user, an operator or a program wants to know.

Whatever is told in lines is also told as plain dicts (`who.tell`), which `cpcms command --json` shows.

Operands that belong to a family (spooling, disks, saved systems, tracing) are registered there.
"""
from __future__ import annotations

import time

from cp.commands import registry, words as w
from cp.commands.registry import command, query
from cp.commands.tracing import traps
from cp.directory import LABEL_CYLINDERS
from cp.messages import CPError
from cp.vdevices import described
from s360.devices.tape import Tape

NAMES_IN_LINE = 4
#: operand of QUERY VIRTUAL -> kinds of devices
KINDS = {"STORAGE": (), "CONSOLE": ("CONS",), "DASD": ("DASD",), "UR": ("RDR", "PUN", "PRT"),
         "TAPES": ("TAPE",), "LINES": ("LINE", "GRAF"), "CTCA": ("CTCA",), "TIMER": ("TIMR",)}


@command("QUERY", 1, "", "operand ...", "inquiry and settings", source="CP-67")
def query_(who, words):
    """Ask about users, devices, files, settings.

    Without more, HELP QUERY lists what can be asked.  A userid alone asks whether he is logged on.
    """
    words = registry.parted(words)
    if words and registry.find(registry.QUERIES, words[0]) is None and len(words) == 1:
        return one_user(who, w.userid(words[0], who))
    found = registry.sub_function(who, registry.QUERIES, "QUERY", words)
    return found.run(who, words[1:])


def one_user(who, name: str):
    vm = who.system.machines.get(name)
    if vm is None:
        if not who.system.directory.has(name):
            raise CPError("invalid-operand", operand=name)
        raise CPError("not-logged-on", userid=name)
    who.say(f"{name:<8} - {vm.line}")
    who.tell({"userid": name, "line": vm.line})


@query("TIME", 1, "", source="CP-67")
def time_(who, words):
    """The time of day, and what your session has used."""
    w.nothing_more(words)
    now = who.system.now()
    old = who.profile == "1968"
    if old:
        who.say(f"TIME IS {w.clock(now, True)} ON {w.day(now, True)}")
    else:
        who.say(f"TIME IS {w.clock(now)} {w.day(now)}")
    record = {"time": time.strftime("%Y-%m-%dT%H:%M:%S", now)}
    if who.vm is not None:
        who.say(who.vm.used_line())
        record |= {"connect": who.vm.connect_seconds, "virtual_cpu": who.vm.virtual_seconds,
                   "total_cpu": who.vm.total_seconds}
    who.tell(record)


@query("USERS", 1, "", "[userid]", source="CP-67")
def users(who, words):
    """How many users are logged on and dialed."""
    w.nothing_more(words[1:])
    if words:
        return one_user(who, w.userid(words[0], who))
    machines = who.system.logged_on()
    dialed = who.system.dialed()
    who.say(f"{len(machines):03d} USERS, {dialed:03d} DIALED")
    who.tell({"users": len(machines), "dialed": dialed})


@query("NAMES", 1, "", source="CP-67")
def names(who, words):
    """Who is logged on, and where; DSC: disconnected."""
    w.nothing_more(words)
    machines = who.system.logged_on()
    told = [f"{vm.userid:<8} - {vm.line}" for vm in machines]
    for at in range(0, len(told), NAMES_IN_LINE):
        who.say(", ".join(told[at:at + NAMES_IN_LINE]) + ("," if at + NAMES_IN_LINE < len(told) else ""))
    for vm in machines:
        who.tell({"userid": vm.userid, "line": vm.line, "state": vm.state})


@query("USERID", 6, "")
def userid(who, words):
    """Your userid and the system's name."""
    w.nothing_more(words)
    name = who.userid or "OPERATOR"
    who.say(f"{name} AT {who.system.configuration.name}")
    who.tell({"userid": name, "system": who.system.configuration.name})


@query("CPLEVEL", 3, "")
def cplevel(who, words):
    """Which CP this is, and since when it runs."""
    w.nothing_more(words)
    started = time.localtime(who.system.started)
    who.say(f"CPCMS {who.system.version}, {who.system.start_kind} START "
            f"{w.clock(started)} {w.day(started)}")
    who.tell({"version": who.system.version, "start": who.system.start_kind,
              "since": who.system.started})


@query("PRIV", 4, "", source="cpcms")
def priv(who, words):
    """Your privilege classes and further functions."""
    w.nothing_more(words)
    who.say(f"PRIVILEGE CLASSES {who.classes or 'NONE'}"
            + (f" AND {', '.join(sorted(who.granted))}" if who.granted else ""))
    who.tell({"classes": who.classes, "functions": sorted(who.granted)})


@query("MAXIMUM", 3, "G", source="cpcms")
def maximum(who, words):
    """The storage you may define at most."""
    w.nothing_more(words)
    user = who.need_vm().user
    who.say(f"STORAGE = {user.storage >> 10:05d}K, MAXIMUM = {user.maximum >> 10:05d}K")
    who.tell({"storage": user.storage, "maximum": user.maximum})


@query("VIRTUAL", 1, "G", "[ALL | STORAGE | CONSOLE | DASD | UR | TAPES | LINES | CTCA | TIMER | "
       "vaddr[-vaddr]]", source="CP-67", aliases=("DEVICE",))
def virtual(who, words):
    """Your machine: storage, console, devices.

    A kind of devices, an address or a range of addresses shows these alone.
    """
    w.nothing_more(words[1:])
    vm = who.need_vm()
    what = words[0].upper() if words else "ALL"
    kind = next((name for name in KINDS if what == name or len(what) > 3 and name.startswith(what)), "")
    chosen = [(unit, *described(vm, unit, device)) for unit, device in sorted(vm.devices.items())]
    if kind:
        chosen = [one for one in chosen if one[1] in KINDS[kind]]
    elif what != "ALL":
        first, _, last = what.partition("-")
        low = w.unit_address(first)
        high = w.unit_address(last) if last else low
        chosen = [one for one in chosen if low <= one[0] <= high]
        if not chosen:
            raise CPError("no-device", unit=low)
    if kind not in ("", "STORAGE") and not chosen:
        who.say(f"NO {kind}")
    if what == "ALL" or kind == "STORAGE":
        size = len(vm.machine.storage)
        who.say(f"STORAGE = {size >> 10:05d}K")
        who.tell({"storage": size})
    for unit, kind, lines in chosen:
        for line in lines:
            who.say(line)
        who.tell({"unit": f"{unit:03X}", "kind": kind, "lines": lines})


@query("STORAGE", 4, "BE")
def storage(who, words):
    """The size of modelled real storage."""
    w.nothing_more(words)
    frames = who.system.configuration.frames
    if not frames:
        who.say("REAL STORAGE: AS MUCH AS ALL MACHINES NEED")
    else:
        who.say(f"STORAGE = {frames * 4:05d}K")
    who.tell({"frames": frames})


@query("PRIORITY", 4, "A", "userid", source="CP-67")
def priority(who, words):
    """A user's priority, 0 (first) to 99, as SET PRIORITY or the directory has it."""
    w.nothing_more(words[1:])
    vm = who.system.user(w.userid(w.needed(words), who))
    who.say(f"{vm.userid} PRIORITY = {vm.priority:02d}")
    who.tell({"userid": vm.userid, "priority": vm.priority})


@query("SHARE", 3, "A", "userid", source="cpcms")
def share(who, words):
    """A user's share of the CPU (100 is everybody's), and whether he is favored."""
    w.nothing_more(words[1:])
    vm = who.system.user(w.userid(w.needed(words), who))
    who.say(f"{vm.userid} SHARE = {vm.share}{' FAVORED' if vm.favored else ''}")
    who.tell({"userid": vm.userid, "share": vm.share, "favored": vm.favored})


@query("LINES", 4, "AB", "[line]")
def lines(who, words):
    """The terminals that are connected, by their lines: who is logged on there, or dialed where."""
    w.nothing_more(words[1:])
    s = who.system
    chosen = words[0].upper() if words else ""
    if chosen and not s.lines.there(chosen):
        raise CPError("no-terminal-line", line=chosen)
    found = {one.line: one for one in s.lines.everybody() if chosen in ("", one.line)}
    for line, session in sorted(found.items()):
        vm, dialed = session.vm, session.dialed
        state = (f"LOGON AS {vm.userid}" if vm is not None else
                 f"DIALED TO {dialed[0].userid} {dialed[1].unit:03X}" if dialed is not None else
                 "ENABLED" if s.lines.open(line) else "DISABLED")
        who.say(f"LINE {line} {state}")
        who.tell({"line": line, "state": state.split()[0].lower(), "origin": session.origin,
                  "userid": vm.userid if vm is not None else dialed[0].userid if dialed else ""})
    if not found:
        state = "ENABLED" if s.lines.open(chosen) else "DISABLED"
        who.say(f"LINE {chosen} {state}" if chosen else f"NO TERMINALS; LINES {state}")


@query("TAPES", 4, "B")
def tapes(who, words):
    """The tape drives of all machines, and the reels on them."""
    w.nothing_more(words)
    count = 0
    for vm in who.system.logged_on():
        there = dict(vm.machine.channels.units)       # its own thread may change them
        for unit, device in sorted((unit, one.device) for unit, one in there.items()
                                   if isinstance(one.device, Tape)):
            count += 1
            reel = device.medium.path.rpartition("/")[2] if device.medium is not None else ""
            who.say(f"TAPE {unit:03X} ATTACH TO {vm.userid:<8} {'REEL ' + reel if reel else 'NO REEL'}")
            who.tell({"userid": vm.userid, "unit": f"{unit:03X}", "reel": reel})
    if not count:
        who.say("NO TAPES")


@query("ALLOC", 5, "AB")
def alloc(who, words):
    """The cylinders of users' volumes: how many there are, and how many no minidisk has."""
    w.nothing_more(words)
    s = who.system
    for serial, cylinders in sorted(s.disks.room().items()):
        runs = s.directory.free_space(serial, cylinders, s.disks.taken(serial))
        free = sum(count for _, count in runs)
        largest = max((count for _, count in runs), default=0)
        who.say(f"{serial:<6} {cylinders - LABEL_CYLINDERS:04d} CYL, {free:04d} FREE, LARGEST PIECE "
                f"{largest:04d}")
        who.tell({"serial": serial, "cylinders": cylinders - LABEL_CYLINDERS, "free": free,
                  "largest": largest})


@query("ALL", 3, "B")
def everything(who, words):
    """All real devices: disks, tapes, unit record, terminal lines."""
    w.nothing_more(words)
    for name in ("DASD", "TAPES", "UR", "LINES"):
        registry.QUERIES[name].run(who, [])


@query("Q1", 2, "AE", aliases=("Q2",), source="CP-67")
def queues(who, words):
    """The dispatcher's queues: users, how many slices."""
    w.nothing_more(words)
    standing = who.system.dispatcher.standing()
    who.say(f"Q1 = {standing['queue 1']}, Q2 = {standing['queue 2']}, RUNNING = "
            f"{standing['running']}, SLICES = {standing['slices']}")
    who.tell(standing)


@query("SYSTEM", 3, "B", source="cpcms")
def system(who, words):
    """The system's name, data folder and configuration."""
    w.nothing_more(words)
    s = who.system
    who.say(f"SYSTEM {s.configuration.name}, PROFILE {s.profile}, DATA FOLDER {s.data}")
    who.say(f"THREADS {s.dispatcher.threads}, SLICE {s.dispatcher.slice}, MIPS "
            f"{s.configuration.mips:g}, SHUTDOWN {s.configuration.shutdown.upper()}")
    who.tell({"name": s.configuration.name, "profile": s.profile, "data": str(s.data),
              "threads": s.dispatcher.threads})


@command("INDICATE", 3, "EG", "[LOAD | USER [userid | *] | QUEUES | I/O | PAGING [userid] | FAVORED]",
         "inquiry and settings")
def indicate(who, words):
    """Figures of the system's load and of a user's machine.

    LOAD: CPU in percent of one core of the host since the last time it was asked, queues, users.  USER:
    what your machine (class E: any) has used, and its traps into CP by kind.  Of class E: QUEUES, who is
    in the dispatcher's queues; I/O, who has started how many operations; PAGING, as QUERY PAGING;
    FAVORED, who is.
    """
    what = words[0].upper() if words else "LOAD"
    form = next((name for name in FORMS if name.startswith(what)), None)
    if form is None or (form not in ("LOAD", "USER") and "E" not in who.classes):
        raise CPError("invalid-operand", operand=words[0])
    w.nothing_more(words[2 if form in ("USER", "PAGING") else 1:])
    FORMS[form](who, words[1:])


def one_machine(who, words) -> None:
    name = words[0].upper() if words else "*"
    if name not in ("*", who.userid) and "E" not in who.classes:
        raise CPError("restricted-operand", operand=name)
    user(who, who.system.user(w.userid(name, who)))


def queued(who, words) -> None:
    for vm in who.system.logged_on():
        if vm.place.state != "idle":
            who.say(f"{vm.userid:<8} Q{vm.place.queue} {vm.place.state.upper()}")
            who.tell({"userid": vm.userid, "queue": vm.place.queue, "state": vm.place.state})


def operations(who, words) -> None:
    for vm in who.system.logged_on():
        who.say(f"{vm.userid:<8} SIO={vm.counters.sios:06d}")
        who.tell({"userid": vm.userid, "sio": vm.counters.sios})


def favored(who, words) -> None:
    found = [vm for vm in who.system.logged_on() if vm.favored]
    for vm in found:
        who.say(f"{vm.userid:<8} SHARE={vm.share}")
        who.tell({"userid": vm.userid, "share": vm.share})
    if not found:
        who.say("NO USERS FAVORED")


def load(who, words) -> None:
    standing = who.system.dispatcher.standing()
    rate = who.system.load()
    who.say(f"CPU-{rate['percent']:03.0f}% Q1-{standing['queue 1']:02d} Q2-{standing['queue 2']:02d} "
            f"RUNNING-{standing['running']:02d} USERS-{len(who.system.machines):03d} "
            f"SLICES-{standing['slices']}")
    who.tell(standing | rate)


def user(who, vm) -> None:
    c = vm.counters
    who.say(f"USERID={vm.userid:<8} STATE={vm.state.upper()} DEV={vm.line} SHARE={vm.share}")
    who.say(f"VTIME={w.cpu_time(vm.virtual_seconds)} TTIME={w.cpu_time(vm.total_seconds)} "
            f"SIO={c.sios:06d} RDR={c.spool_cards_read:06d} PRT={c.spool_lines:06d} "
            f"PCH={c.spool_cards_punched:06d}")
    who.say(f"PAGES: READS={c.page_reads:06d} WRITES={c.page_writes:06d} SLICES={c.slices}")
    for line in traps(vm):
        who.say(line)
    who.tell({"userid": vm.userid, "state": vm.state, "virtual_cpu": vm.virtual_seconds,
              "total_cpu": vm.total_seconds, "sio": c.sios, "privops": dict(c.privops),
              "diagnoses": {f"{code:X}": n for code, n in c.diagnoses.items()},
              "page_reads": c.page_reads, "page_writes": c.page_writes})


#: INDICATE's operands
FORMS = {"LOAD": load, "USER": one_machine, "QUEUES": queued, "I/O": operations,
         "PAGING": lambda who, words: registry.QUERIES["PAGING"].run(who, words), "FAVORED": favored}
