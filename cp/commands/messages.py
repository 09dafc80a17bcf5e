"""Messages between users: MSG, SMSG, WNG, SEND, SET LOGMSG and QUERY LOGMSG."""
from __future__ import annotations

import threading
import time

from cp.commands import words as w
from cp.commands.registry import command, query, setting
from cp.messages import CPError, message

message("not-receiving", "DMKMSG", 57, "{userid} NOT RECEIVING; {why}")
message("no-text", "DMKMSG", 26, "MESSAGE TEXT MISSING", origin="ours")
message("not-secondary", "CPCMSG", 940, "{userid} HAS NOT MADE YOU HIS SECONDARY USER (SET SECUSER)",
        origin="ours")
message("no-logmsg-line", "DMKCFV", 29, "LOG MESSAGE LINE {operand} DOES NOT EXIST", origin="ours")
LONGEST_LOGMSG = 72
MOST_LOGMSG = 20
OPERATORS = ("OPERATOR", "OP", "CP")
MOST_SENT = 64                 # lines of SEND under way
SENDING = threading.BoundedSemaphore(MOST_SENT)


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
    sender = sender_of(who)
    if name == "ALL":
        for vm in system.logged_on():
            if vm is not who.vm and (vm.options.msg if kind == "MSG" else vm.options.wng):
                vm.say(header(kind, sender, vm.profile == "1968") + text)
        return
    if name in OPERATORS:
        name = "OPERATOR"
        if "OPERATOR" not in system.machines:
            system.tell_operator(header(kind, sender, False) + text, user=sender)
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


def sender_of(who) -> str:
    """The userid; of a terminal without a user LOGON and its line."""
    if who.userid or who.session is None:
        return who.userid or "OPERATOR"
    return f"LOGON{who.session.line}"


def operands(who, words) -> tuple[str, str]:
    name = w.userid(w.needed(words), who)
    text = who.rest(2)
    if not text:
        raise CPError("no-text")
    return name, text


@command("MSG", 1, "", "{userid | * | ALL | OPERATOR} text", "messages", ("MESSAGE",),
         early=True, source="CP-67")
def msg(who, words):
    """Type a line on another user's terminal.

    OPERATOR (or OP, or CP) is the operator, whoever that is; a message for him while he is not logged on
    is in his log.  Before logon only he can be written to.  * is yourself.  ALL is for classes A and B:
    everybody who has not said SET MSG OFF.
    """
    name, text = operands(who, words)
    if who.vm is None and not who.classes and name not in OPERATORS:
        raise CPError("invalid-userid")
    if name == "ALL" and set("AB").isdisjoint(who.classes):
        raise CPError("restricted-operand", operand="ALL")
    deliver(who, "MSG", name, text)


@command("SMSG", 2, "G", "userid text", "messages")
def smsg(who, words):
    """A message for programs.

    It goes to the other user's console like MSG: no program here takes messages by itself yet.
    """
    deliver(who, "MSG", *operands(who, words))


@command("WNG", 3, "AB", "{userid | ALL | OPERATOR} text", "messages", ("WARNING", "WARN"),
         source="CP-67")
def wng(who, words):
    """A warning, shown even to who has said SET MSG OFF.

    Only SET WNG OFF keeps it away.
    """
    deliver(who, "WNG", *operands(who, words))


@command("SEND", 4, "CG", "[CP] userid line", "messages", source="VM/SP")
def send(who, words):
    """Type a line on the console of another user's machine, as if he did.

    CP: the line is a console function for it.  Class C may send to everybody, class G to himself and to
    whom has named him with SET SECUSER and is disconnected.
    """
    to_cp = len(words) > 1 and words[0].upper() == "CP"
    rest = words[to_cp:]
    other = who.system.user(w.userid(w.needed(rest), who))
    if "C" not in who.classes and other is not who.vm:
        if other.options.secuser != who.userid or other.console.face is not None:
            raise CPError("not-secondary", userid=other.userid)
    line = who.rest(2 + to_cp)
    w.needed(rest[1:])
    if not SENDING.acquire(blocking=False):
        raise CPError("quota", what="SEND", limit=MOST_SENT, remedy="TRY LATER")
    threading.Thread(target=typed, args=(other.console.command if to_cp else other.console.send, line),
                     daemon=True, name=f"cp-send-{other.userid}").start()


def typed(type_in, line: str) -> None:
    """SEND's own thread: the other machine is not touched by one that holds the sender's."""
    try:
        type_in(line)
    finally:
        SENDING.release()


@setting("LOGMSG", 6, "B", "{nn text | nn NULL | text}", "messages", source="CP-67")
def set_logmsg(who, words):
    """Change the lines users see when they log on.

    nn text: line nn anew (the one behind the last is a new one); nn NULL: it is taken out; text alone:
    one more line; NULL alone: none are left.  They are kept over restarts.
    """
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
