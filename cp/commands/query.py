"""QUERY and INDICATE: what a user, an operator or a program wants to know.

Operands that belong to a family (spooling, disks, saved systems, tracing) are registered there.
"""
from __future__ import annotations

import time

from cp.commands import registry, words as w
from cp.commands.registry import command, query
from cp.commands.tracing import traps
from cp.messages import CPError
from cp.vdevices import described

NAMES_IN_LINE = 4


@command("QUERY", 1, "", "operand ...", "inquiry and settings", source="CP-67")
def query_(who, words):
    """Ask about users, devices, files, settings.

    Without more, HELP QUERY lists what can be asked.  A userid alone asks whether he is logged on.
    """
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


@query("VIRTUAL", 1, "G", "[ALL | STORAGE | CONSOLE | DASD | UR | TAPES | LINES | vaddr[-vaddr]]",
       source="CP-67", aliases=("DEVICE",))
def virtual(who, words):
    """Your machine: storage, console, devices."""
    w.nothing_more(words[1:])
    vm = who.need_vm()
    what = words[0].upper() if words else "ALL"
    chosen = [(unit, *described(vm, unit, device)) for unit, device in sorted(vm.devices.items())]
    if what == "ALL":
        pass
    elif what[:4] in ("STOR", "CONS", "DASD", "UR", "TAPE", "LINE", "CHAN"):
        kind = {"UR": ("RDR", "PUN", "PRT"), "TAPE": ("TAPE",), "CONS": ("CONS",),
                "STOR": (), "DASD": ("DASD",), "LINE": ("LINE", "GRAF"),
                "CHAN": ("CTCA",)}[what[:4]]
        chosen = [one for one in chosen if one[1] in kind]
    else:
        first, _, last = what.partition("-")
        low = w.unit_address(first)
        high = w.unit_address(last) if last else low
        chosen = [one for one in chosen if low <= one[0] <= high]
        if not chosen:
            raise CPError("no-device", unit=low)
    if what in ("ALL",) or what[:4] == "STOR":
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


@query("PRIORITY", 3, "A", "userid", aliases=("SHARE",))
def priority(who, words):
    """A user's share of the CPU (100 is everybody's)."""
    w.nothing_more(words[1:])
    vm = who.system.user(w.userid(w.needed(words), who))
    who.say(f"{vm.userid} SHARE = {vm.share}")
    who.tell({"userid": vm.userid, "share": vm.share})


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


@command("INDICATE", 3, "EG", "[LOAD | USER [userid | *] | QUEUES | I/O]", "inquiry and settings")
def indicate(who, words):
    """Figures of the system's load and of a user's machine, traps counted by kind."""
    what = words[0].upper() if words else "LOAD"
    if "LOAD".startswith(what):
        load(who)
    elif "USER".startswith(what):
        name = words[1].upper() if len(words) > 1 else "*"
        if name not in ("*", who.userid) and "E" not in who.classes:
            raise CPError("restricted-operand", operand=name)
        user(who, who.system.user(w.userid(name, who)))
    elif "QUEUES".startswith(what) and "E" in who.classes:
        for vm in who.system.logged_on():
            if vm.place.state != "idle":
                who.say(f"{vm.userid:<8} Q{vm.place.queue} {vm.place.state.upper()}")
                who.tell({"userid": vm.userid, "queue": vm.place.queue, "state": vm.place.state})
    elif what == "I/O" and "E" in who.classes:
        for vm in who.system.logged_on():
            who.say(f"{vm.userid:<8} SIO={vm.counters.sios:06d}")
            who.tell({"userid": vm.userid, "sio": vm.counters.sios})
    else:
        raise CPError("invalid-operand", operand=words[0])


def load(who) -> None:
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
