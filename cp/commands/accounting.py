"""ACNT: accounting records in the middle of sessions; QUERY FIGURES: what `cpcms stats` shows."""
from __future__ import annotations

from cp import stats
from cp.commands import words as w
from cp.commands.registry import command, query


@command("ACNT", 4, "A", "[ALL | userid ...]", "operator", source="CP-67")
def acnt(who, words):
    """Make accounting records of what users have used up to now.

    Without operand, or with ALL, of everybody who is logged on.  The next record of each, at
    the latest that of his logoff, has what he uses from now on.  `cpcms accounting` on the host
    shows the records.
    """
    system = who.system
    if not words or words[0].upper() == "ALL":
        w.nothing_more(words[1:])
        machines = system.logged_on()
    else:
        machines = [system.user(w.userid(word, who)) for word in words]
    for vm in machines:
        system.accounting.account(vm.userid, vm.usage())
        who.tell({"userid": vm.userid})
    who.say("COMMAND COMPLETE")


@query("FIGURES", 3, "AE", source="cpcms")
def figures(who, words):
    """The system's figures: users, machines, CPU, I/O, spool, traps."""
    w.nothing_more(words)
    made = stats.snapshot(who.system)
    for line in stats.table(made):
        who.say(line.upper())
    who.tell(made)
