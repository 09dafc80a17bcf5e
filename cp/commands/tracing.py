"""Watching a machine: TRACE, ADSTOP, SET ASSIST; QUERY TRACE, QUERY ASSIST, QUERY TRAPS.

The work is done by cp/trace.py and cp/privop.py.
Source: GC20-1820 (TRACE, ADSTOP, SET ASSIST), whose forms of CP-67's SET TRACE and SET ADSTOP are not
known: they take the same operands.
"""
from __future__ import annotations

from cp import privop, trace
from cp.commands import words as w
from cp.commands.registry import command, query, setting
from cp.messages import CPError, message

message("adstop-odd", "DMKCFD", 26, "HEXLOC {operand} IS ODD; INSTRUCTIONS BEGIN AT EVEN LOCATIONS",
        origin="ours")
message("adstop-beyond", "DMKCFD", 160, "HEXLOC {operand} EXCEEDS STORAGE", origin="ours")
message("no-assist", "CPCAST", 903, "{operand} HAS NO ASSIST; THERE ARE {known}", origin="ours")

TRACE_SYNTAX = ("{SVC|I/O|PROGRAM|EXTERNAL|PRIV|SIO|CCW|BRANCH|INSTRUCT|CSW|ALL} ... "
                "[TERMINAL|PRINTER|BOTH|OFF] [RUN|NORUN] [WORDS], or END")
#: operand -> its shortest abbreviation
KINDS = {"SVC": 3, "I/O": 3, "PROGRAM": 3, "EXTERNAL": 3, "PRIV": 4, "SIO": 3, "CCW": 3, "BRANCH": 2,
         "INSTRUCT": 4, "CSW": 3, "ALL": 3}
PLACES = {"TERMINAL": 4, "PRINTER": 3, "BOTH": 4, "OFF": 3}
PRINTER = 0x00E
OTHERS = {"RUN": 3, "NORUN": 5, "WORDS": 4}


# -- TRACE

@command("TRACE", 2, "G", TRACE_SYNTAX, "tracing")
def trace_(who, words):
    """Trace what your machine does.

    SVC, PROGRAM, EXTERNAL and I/O are its interruptions, PRIV the privileged instructions that CP
    simulates but for SIO, TIO, HIO and TCH, which are SIO; CCW each channel command word, CSW the
    status words; BRANCH branches taken, INSTRUCT every instruction, ALL all of these.
    A line on the TERMINAL (the default) stops the machine in CP until BEGIN, unless RUN is said;
    PRINTER puts it on the virtual printer and the machine runs on; BOTH does both.  WORDS tells
    in a sentence what the guest did, what CP did and what came of it.  OFF ends the kinds named,
    END everything.
    """
    vm = who.need_vm()
    if [word.upper() for word in words] == ["END"]:
        trace.stop(vm)
        who.say("TRACE ENDED")
        return
    kinds, place, others = sorted_out(words)
    if place == "OFF":
        if others:
            raise CPError("conflicting", operand=others[0])
        if trace.stop(vm, kinds):
            who.say("TRACE ENDED")
        return
    if place != "TERMINAL" and trace.printer_of(vm) is None:
        raise CPError("no-device", unit=PRINTER)
    manner = trace.Manner(place != "PRINTER", place != "TERMINAL",
                          "RUN" in others or place == "PRINTER", "WORDS" in others)
    if trace.start(vm, kinds, manner):
        who.say("TRACE STARTED")


def sorted_out(words: list[str]) -> tuple[list[str], str, list[str]]:
    """(kinds, place, other options) of TRACE's operands; CPError for what does not fit."""
    kinds, places, others = [], [], []
    for word in words:
        for table, found in ((KINDS, kinds), (PLACES, places), (OTHERS, others)):
            name = full_name(table, word.upper())
            if name is not None:
                found.append(name)
                break
        else:
            raise CPError("invalid-operand", operand=word.upper())
    if not kinds:
        raise CPError("operand-missing")
    if len(places) > 1:
        raise CPError("conflicting", operand=places[1])
    if "RUN" in others and "NORUN" in others:
        raise CPError("conflicting", operand="NORUN")
    place = places[0] if places else "TERMINAL"
    return list(trace.KINDS) if "ALL" in kinds else kinds, place, others


def full_name(table: dict[str, int], word: str) -> str | None:
    """The operand that `word` is, or abbreviates."""
    return next((name for name, least in table.items()
                 if len(word) >= least and name.startswith(word)), None)


@setting("TRACE", 2, "G", TRACE_SYNTAX, "tracing", source="CP-67")
def set_trace(who, words):
    """The same as the console function TRACE."""
    trace_(who, words)


@query("TRACE", 2, "G", group="tracing", source="cpcms")
def query_trace(who, words):
    """What is traced, where it is shown, and how."""
    w.nothing_more(words)
    wanted = who.need_vm().tracer.wanted if who.need_vm().tracer is not None else {}
    if not wanted:
        who.say("NOTHING IS TRACED")
    for kind in trace.KINDS:
        if kind in wanted:
            manner = wanted[kind]
            place = ("BOTH" if manner.terminal and manner.printer else
                     "TERMINAL" if manner.terminal else "PRINTER")
            who.say(f"{kind:<8} {place} {'RUN' if manner.run else 'NORUN'}"
                    f"{' WORDS' if manner.words else ''}")
            who.tell({"kind": kind, "place": place, "run": manner.run, "words": manner.words})


# -- ADSTOP

@command("ADSTOP", 2, "G", "hexloc|OFF", "tracing", source="CP-67")
def adstop(who, words):
    """Stop your machine when it comes to an instruction.

    hexloc is a real address of the machine.  The machine stops before the instruction there, is
    then in CP, and BEGIN goes on.  The stop holds once; OFF takes it away before.
    """
    vm = who.need_vm()
    word = w.needed(words)
    w.nothing_more(words[1:])
    if word.upper() == "OFF":
        trace.set_address_stop(vm, None)
        return
    address = w.hexadecimal(word)
    if address >= len(vm.machine.storage):
        raise CPError("adstop-beyond", operand=word.upper())
    if address & 1:
        raise CPError("adstop-odd", operand=word.upper())
    trace.set_address_stop(vm, address)


@setting("ADSTOP", 2, "G", "hexloc|OFF", "tracing", source="CP-67")
def set_adstop(who, words):
    """The same as the console function ADSTOP."""
    adstop(who, words)


# -- assists

@setting("ASSIST", 4, "G", "ON|OFF|op ...")
def set_assist(who, words):
    """Which privileged instructions the CPU performs by itself, without CP.

    ON: all that have an assist (SSK ISK SSM LPSW TIO STMC LRA LMC); OFF: none, CP simulates each; or
    the ones that have it, by name.  What a program sees is the same; only time and QUERY TRAPS
    differ.
    """
    vm = who.need_vm()
    w.needed(words)
    names = [word.upper() for word in words]
    if names[0] in ("ON", "OFF"):
        w.nothing_more(words[1:])
        names = privop.ASSISTS if names[0] == "ON" else ()
    for name in names:
        if name not in privop.ASSISTS:
            raise CPError("no-assist", operand=name, known=" ".join(privop.ASSISTS))
    privop.set_assist(vm, names)


@query("ASSIST", 4, "G")
def query_assist(who, words):
    """Which privileged instructions have an assist, and for which CP does the work."""
    w.nothing_more(words)
    on = who.need_vm().options.assist
    names = [name for name in privop.ASSISTS if name in on]
    off = [name for name in privop.ASSISTS if name not in on]
    who.say("ASSIST " + ("ON" if not off else "OFF" if not names else " ".join(names)))
    who.tell({"on": names, "off": off})


@query("TRAPS", 4, "G", source="cpcms")
def query_traps(who, words):
    """How often your machine has trapped into CP, by kind.

    SIMULATED: privileged instructions done by CP; ASSISTED: those that the CPU does by itself and
    nobody counts; DIAGNOSE: by function code; REFLECTED: interruptions seen by TRACE.
    """
    w.nothing_more(words)
    vm = who.need_vm()
    for line in traps(vm):
        who.say(line)
    c = vm.counters
    who.tell({"simulated": dict(c.privops), "assisted": sorted(vm.options.assist),
              "diagnose": {f"{code:X}": count for code, count in c.diagnoses.items()},
              "reflected": dict(c.reflected), "sio": c.sios})


def traps(vm) -> list[str]:
    """The counts of traps in lines, for QUERY and INDICATE."""
    c = vm.counters

    def counted(counts: dict, form) -> str:
        return " ".join(f"{form(name)}={count}" for name, count in sorted(counts.items())
                        if count) or "NONE"
    return ["SIMULATED: " + counted(c.privops, str),
            "ASSISTED:  " + (" ".join(n for n in privop.ASSISTS if n in vm.options.assist) or "NONE"),
            "DIAGNOSE:  " + counted(c.diagnoses, "{:X}".format),
            "REFLECTED: " + counted(c.reflected, str)]
