"""Messages between users: MSG, SMSG, WNG, SET LOGMSG and QUERY LOGMSG."""
from __future__ import annotations

import time

from cp.commands import words as w
from cp.commands.registry import command, query, setting
from cp.messages import CPError, message

message("not-receiving", "DMKMSG", 57, "{userid} NOT RECEIVING; {why}")
message("no-text", "DMKMSG", 26, "MESSAGE TEXT MISSING", origin="ours")
message("no-logmsg-line", "DMKCFV", 29, "LOG MESSAGE LINE {operand} DOES NOT EXIST", origin="ours")
LONGEST_LOGMSG = 72
MOST_LOGMSG = 20
OPERATORS = ("OPERATOR", "OP", "CP")
PROTECTED = ("LOCAL", "VMCF")


def header(kind: str, sender: str, old: bool) -> str:
    if old:
        return f"FROM {sender}: "
    now = time.localtime()
    if kind == "WNG":
        return f"{w.clock(now)} * WNG FROM {sender}: "
    return f"{w.clock(now)} * MSG FROM {sender:<8}: "


def deliver(who, kind: str, name: str, text: str) -> None:
    """To one user, or all of them."""
    system = who.system
    sender = who.userid or "OPERATOR"
    if name == "ALL":
        for vm in system.logged_on():
            if vm is not who.vm and vm.options.wng | (kind == "MSG"):
                vm.say(header(kind, sender, vm.profile == "1968") + text)
        return
    if name in OPERATORS:
        name = "OPERATOR"
        if "OPERATOR" not in system.machines:
            system.tell_operator(header(kind, sender, False) + text)
            return
    vm = system.user(name)
    if kind == "MSG" and not vm.options.msg:
        raise CPError("not-receiving", userid=name, why="MSG OFF")
    if kind == "WNG" and not vm.options.wng:
        raise CPError("not-receiving", userid=name, why="WNG OFF")
    if vm.console.face is None:
        if name == "OPERATOR":
            system.log("message", text, user=sender)
        elif vm.console.spool is None or not vm.console.spool.active:
            raise CPError("not-receiving", userid=name, why="DISCONNECTED")
    vm.say(header(kind, sender, vm.profile == "1968") + text)


def operands(who, words, kind: str) -> tuple[str, str]:
    name = w.userid(w.needed(words), who)
    text = who.rest(2)
    if not text:
        raise CPError("no-text")
    return name, text


@command("MSG", 1, "", "{userid | * | ALL | OPERATOR} text", "messages", ("MESSAGE",), source="CP-67")
def msg(who, words):
    """Type a line on another user's terminal.  ALL is for classes A and B."""
    name, text = operands(who, words, "MSG")
    if name == "ALL" and set("AB").isdisjoint(who.classes):
        raise CPError("restricted-operand", operand="ALL")
    deliver(who, "MSG", name, text)


@command("SMSG", 2, "G", "userid text", "messages")
def smsg(who, words):
    """A message for programs: it goes to the other user's console like MSG."""
    deliver(who, "MSG", *operands(who, words, "MSG"))


@command("WNG", 3, "AB", "{userid | ALL | OPERATOR} text", "messages", ("WARNING", "WARN"),
         source="CP-67")
def wng(who, words):
    """A warning that is shown even to who has SET MSG OFF."""
    name, text = operands(who, words, "WNG")
    if name == "OPERATOR" or name not in OPERATORS:
        deliver(who, "WNG", name, text)


@setting("LOGMSG", 6, "B", "{nn text | nn NULL | text}", "messages", source="CP-67")
def set_logmsg(who, words):
    """Change the lines users see when they log on: line nn (new behind the last), or add one."""
    lines = list(who.system.logmsg)
    first = w.needed(words)
    if first.isdigit():
        number = w.decimal(first, 1, MOST_LOGMSG)
        text = who.rest(3)[:LONGEST_LOGMSG]
        if number > len(lines) + 1 or (not text or text.upper() == "NULL") and number > len(lines):
            raise CPError("no-logmsg-line", operand=first)
        if not text or text.upper() == "NULL":
            del lines[number - 1]
        elif number > len(lines):
            lines.append(text)
        else:
            lines[number - 1] = text
    elif first.upper() == "NULL":
        lines = []
    elif len(lines) >= MOST_LOGMSG:
        raise CPError("quota", what="LOG MESSAGE", limit=MOST_LOGMSG, remedy="SET LOGMSG NN NULL")
    else:
        lines.append(who.rest(2)[:LONGEST_LOGMSG])
    who.system.set_logmsg(lines)


@query("LOGMSG", 6, "", "", "messages", source="CP-67")
def query_logmsg(who, words):
    """The operator's lines that are shown at logon."""
    w.nothing_more(words)
    for line in who.system.logmsg:
        who.say("* " + line)
        who.tell({"line": line})
    if not who.system.logmsg:
        who.say("THERE IS NO LOGMSG DATA")
