"""Sessions: LOGON, LOGOFF, DISCONN, DIAL, SLEEP, ECHO, CP and HELP.

LOGOFF is registered before LOGON: LOG means LOGOFF to who is logged on, LOGON to who is not.
"""
from __future__ import annotations

import textwrap
from itertools import groupby

from cp.commands import registry, words as w
from cp.commands.registry import command
from cp.messages import CPError, message

message("wait-longer", "DMKLOG", 51, "TOO MANY TRIES; WAIT {seconds} SECONDS", origin="ours")
message("local-only", "DMKLOG", 55, "{userid} MAY LOG ON FROM THE HOST ITSELF ONLY; SET A PASSWORD "
        "OF YOUR OWN WITH CPCMS USER PASSWD", origin="ours")
message("line-not-free", "DMKDIA", 56, "LINE {line} IS NOT FREE", origin="ours")
message("no-line", "DMKDIA", 47, "{userid} HAS NO LINE FREE", origin="ours")
message("already-here", "DMKLOG", 56, "YOU ARE LOGGED ON; LOGOFF FIRST", origin="ours")
HELP_WIDTH = 79
SLEEP_UNITS = {"SEC": 1, "MIN": 60, "HRS": 3600}


@command("LOGOFF", 3, "", "[HOLD]", "sessions", ("LOGOUT",), source="CP-67")
def logoff(who, words):
    """End the session: spool files are closed, temporary disks given back, accounting written.

    HOLD keeps the terminal connected, for somebody else to log on.
    """
    if words and words[0].upper() not in ("HOLD", "HO"):
        raise CPError("invalid-operand", operand=words[0])
    who.system.logoff(who.need_vm(), hold=bool(words))


@command("LOGON", 1, "", "userid [password] [MASK] [NOIPL]", "sessions", ("LOGIN",), early=True,
         source="CP-67")
def logon(who, words):
    """Begin a session.

    CP asks for the password unless it is given.  NOIPL: the directory's IPL is not done.  A user who is
    disconnected is connected again, his machine as he left it.
    """
    if who.vm is not None:
        raise CPError("already-here")
    name = w.userid(w.needed(words))
    options = {word.upper() for word in words[1:] if word.upper() in ("MASK", "NOIPL")}
    given = [word for word in words[1:] if word.upper() not in ("MASK", "NOIPL")]
    w.nothing_more(given[1:])
    origin = who.session.origin if who.session is not None else "host"
    password = given[0] if given else who.ask("ENTER PASSWORD:", hidden=True)
    who.system.logon(name, password, session=who.session, ipl="NOIPL" not in options,
                     origin=origin, local=who.local)


@command("DISCONN", 4, "", "[HOLD]", "sessions", ("DISCONNECT",), source="CP-67")
def disconn(who, words):
    """Leave the machine running without a terminal; LOGON connects again.

    Console output is thrown away meanwhile (unless the console is spooled), and a console read
    waits.
    """
    if words and words[0].upper() not in ("HOLD", "HO"):
        raise CPError("invalid-operand", operand=words[0])
    vm = who.need_vm()
    who.system.disconnect(vm, hold=bool(words))
    if vm.started:
        vm.begin()


@command("DIAL", 1, "", "userid [vaddr]", "sessions", early=True, late=False,
         source="CP-67")
def dial(who, words):
    """Connect this terminal to a line that a multi-user system in another machine owns."""
    if who.vm is not None or who.session is None:
        raise CPError("already-here")
    name = w.userid(w.needed(words))
    unit = w.unit_address(words[1]) if len(words) > 1 else None
    vm = who.system.user(name)
    who.session.dial(vm, unit)


@command("SLEEP", 2, "", "[nn [SEC|MIN|HRS]]", "sessions", source="CP-67")
def sleep(who, words):
    """Let the machine stand still until attention, or for a time (minutes unless said otherwise)."""
    seconds = None
    if words:
        unit = words[1].upper() if len(words) > 1 else "MIN"
        found = [name for name in SLEEP_UNITS if name.startswith(unit)]
        if len(words) > 2 or not found:
            raise CPError("invalid-operand", operand=words[-1])
        seconds = w.decimal(words[0], 0, 99) * SLEEP_UNITS[found[0]]
    who.need_vm().sleep(seconds)


@command("ECHO", 2, "G", "[nn]", "sessions")
def echo(who, words):
    """Test the terminal: what is typed comes back nn times (once), until END is typed."""
    times = w.decimal(words[0], 1, 99) if words else 1
    said = who.answers[:]
    who.answers.clear()
    if not said:
        who.ask("ECHO ENTERED; TO TERMINATE TEST, TYPE END")
    if said[-1].upper() == "END":
        return
    for _ in range(times):
        who.say(said[-1])
    who.ask("")


@command("CP", 2, "", "[command line]", "sessions", ("#CP",))
def cp(who, words):
    """Carry out a line as a CP command; alone: enter the CP environment.

    #CP before a line takes it to CP from whatever runs in the machine: #CP QUERY TIME.
    """
    who.need_vm().enter_cp("")


@command("HELP", 4, "", "[function | QUERY operand | SET operand]", "inquiry and settings",
         early=True, source="cpcms")
def help_(who, words):
    """List the console functions, or tell about one."""
    tables = {"QUERY": registry.QUERIES, "SET": registry.SETTINGS}
    if not words:
        list_functions(who)
        return
    found = registry.find(registry.COMMANDS, words[0], who.may)
    if found is None or not who.may(found):
        raise CPError("unknown-command", line=words[0].upper())
    prefix = ""
    if len(words) > 1 and found.name in tables:
        prefix = found.name + " "
        found = registry.sub_function(who, tables[found.name], found.name, registry.parted(words[1:]))
    elif len(words) > 1:
        raise CPError("invalid-operand", operand=words[1])
    told(who, f"{prefix}{found.name} {found.syntax}".rstrip(), "", "      ")
    shortest = found.name[:found.minimum]
    also = [shortest] * (shortest != found.name) + list(found.aliases)
    if also:
        who.say("   SHORT OR ALSO: " + ", ".join(also))
    told(who, found.summary + ".")
    for kind, lines in groupby(found.text.splitlines(), lambda line: line[:1] if line[:1] in ("", " ") else "text"):
        if kind == " ":                       # a table
            for line in lines:
                told(who, line, others="         ")
        else:
            told(who, "\n".join(lines))
    if not prefix and found.name in tables:
        names = sorted(name for name, one in tables[found.name].items()
                       if who.may(one, found.name))
        columns(who, names)


def told(who, text: str, first: str = "   ", others: str = "   ") -> None:
    """Text in the width of every terminal."""
    for line in textwrap.wrap(text, HELP_WIDTH, initial_indent=first, subsequent_indent=others,
                              break_on_hyphens=False) or [""]:
        who.say(line)


def list_functions(who) -> None:
    for group in registry.GROUPS:
        names = sorted(one.name for one in registry.COMMANDS.values()
                       if one.group == group and who.meant(one))
        if names:
            who.say(f"{group.upper()}:")
            columns(who, names)
    who.say("HELP FUNCTION TELLS MORE OF ONE.")


def columns(who, names) -> None:
    for at in range(0, len(names), 6):
        who.say("   " + "".join(f"{name:<12}" for name in names[at:at + 6]).rstrip())
