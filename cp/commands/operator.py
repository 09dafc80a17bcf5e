"""The operator's functions: lines, users, shutdown, shares, the directory."""
from __future__ import annotations

from cp.commands import words as w
from cp.commands.registry import command, setting
from cp.messages import CPError, message
from s360.errors import S360Error

message("bad-directory", "DMKUDR", 475, "DIRECTORY NOT CHANGED: {text}", origin="ours")
message("no-terminal-line", "DMKCPV", 40, "LINE {line} DOES NOT EXIST", origin="ours")
message("device-idle", "DMKCPV", 144, "DEV {unit:03X} HAS NO OPERATION TO HALT", origin="ours")
MOST_SHARE, MOST_PRIORITY = 10_000, 99


@command("ENABLE", 2, "AB", "{ALL | line ...}", "operator", source="CP-67")
def enable(who, words):
    """Open terminal lines for logon.

    ALL: every line.  A line's name is what QUERY LINES shows.
    """
    who.system.lines.enable(lines_of(who, words))
    who.say("COMMAND COMPLETE")


def lines_of(who, words: list[str]) -> list[str]:
    """Names of lines; CPError for one that cannot be."""
    w.needed(words)
    names = [word.upper() for word in words]
    for name in names:
        if name != "ALL" and not who.system.lines.there(name):
            raise CPError("no-terminal-line", line=name)
    return names


@command("DISABLE", 4, "AB", "{ALL | line ...}", "operator", source="CP-67")
def disable(who, words):
    """Close terminal lines: nobody logs on there any more.

    Who is logged on there stays until he logs off.
    """
    who.system.lines.enable(lines_of(who, words), on=False)
    who.say("COMMAND COMPLETE")


@command("FORCE", 5, "A", "userid", "operator", ("KILL",), source="CP-67")
def force(who, words):
    """Log a user off, as LOGOFF would.

    His files are closed and accounting is written; his last line says BY SYSTEM.
    """
    w.nothing_more(words[1:])
    vm = who.system.user(w.userid(w.needed(words), who))
    if vm is who.vm:
        who.system.logoff(vm)
        return
    who.system.logoff_later(vm, forced=True)
    who.say("COMMAND COMPLETE")


@command("AUTOLOG", 4, "AB", "userid [password] [text of a command]", "operator", aliases=("XAUTOLOG",))
def autolog(who, words):
    """Log a user on without a terminal; his machine IPLs as the directory says.

    Behind the userid of a machine without IPL a command such as IPL CMS may stand.  The password
    may be left out by class A.
    """
    name = w.userid(w.needed(words))
    rest = words[1:]
    system = who.system
    if rest and "A" not in who.classes:
        system.check_password(name, rest[0], "autolog")
        rest = rest[1:]
    elif "A" not in who.classes:
        raise CPError("operand-missing")
    elif rest and system.password_fits(name, rest[0]):
        rest = rest[1:]
    text = who.rest(len(words) - len(rest) + 1) if rest else ""
    system.autolog(name, text)
    who.say(f"AUTO LOGON  ***  {name} USERS = {len(system.machines):03d}")


@command("SHUTDOWN", 4, "A", "[NOW | CHECKPOINT | LOGOFF]", "operator", source="CP-67")
def shutdown(who, words):
    """End CP.

    CHECKPOINT: machines are kept and go on at the next start; LOGOFF: they are logged off; NOW or
    nothing: as the configuration says.
    """
    w.nothing_more(words[1:])
    how = words[0].upper() if words else ""
    if how not in ("", "NOW", "CHECKPOINT", "LOGOFF"):
        raise CPError("invalid-operand", operand=how)
    who.system.shut_down(how.lower() if how in ("CHECKPOINT", "LOGOFF") else None)


@command("HALT", 4, "A", "userid vaddr", "operator")
def halt(who, words):
    """End the operation that a user's device is held up with.

    The machine is told by an interruption, as after HALT I/O.
    """
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    unit = w.unit_address(w.needed(words[1:]))
    vm.device(unit)
    if not vm.machine.channels.busy(unit):
        raise CPError("device-idle", unit=unit)
    vm.post(lambda: vm.machine.channels.hio(unit))
    who.say("COMMAND COMPLETE")


@command("DIRECT", 6, "ABC", "", "operator", source="CP-67")
def direct(who, words):
    """Read the directory anew, and check it.

    A changed file counts by itself, too, at the user's next logon or LINK; machines that run keep what
    they have.  Mistakes are told with file and line; the other users' entries are in force all the same.
    """
    w.nothing_more(words)
    try:
        who.system.directory.reread()
    except S360Error as error:
        for line in str(error).splitlines():
            who.say(line)
        raise CPError("bad-directory", text="SEE ABOVE") from None
    who.say(f"DIRECTORY IN FORCE: {len(who.system.directory.names())} USERS")


@command("MESSAGES", 8, "A", "[nn]", "operator", source="cpcms")
def messages(who, words):
    """The last lines (20) of the operator's log.

    `cpcms log` on the host shows more of it.
    """
    w.nothing_more(words[1:])
    for line in who.system.journal.tail(w.decimal(words[0], 1, 500) if words else 20):
        who.say(line)
        who.tell({"line": line})


@setting("PRIORITY", 4, "A", "userid nn", "operator")
def set_priority(who, words):
    """Who goes first among machines whose users have just done something: 0 (first) to 99.

    The directory says 64 for who is not set otherwise.  Machines that compute for long share the CPU by
    SET SHARE whatever their priority.
    """
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    vm.priority = w.decimal(w.needed(words[1:]), 0, MOST_PRIORITY)
    who.say(f"{vm.userid} PRIORITY = {vm.priority:02d}")


@setting("SHARE", 3, "A", "userid nnnnn", "operator", source="cpcms")
def set_share(who, words):
    """A user's share of the CPU: 1 to 10000.

    100 is everybody's; who has 200 gets twice as much as others when there is not enough for all.
    """
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    vm.share = w.decimal(w.needed(words[1:]), 1, MOST_SHARE)
    who.say(f"{vm.userid} SHARE = {vm.share}")


@setting("FAVORED", 3, "A", "userid [OFF]", "operator")
def set_favored(who, words):
    """Let a user's machine always go before others, until OFF.

    It stays in queue 1 however long it computes.
    """
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    if len(words) > 1 and words[1].upper() != "OFF":
        raise CPError("invalid-operand", operand=words[1])
    vm.favored = len(words) == 1
    vm.interact()
