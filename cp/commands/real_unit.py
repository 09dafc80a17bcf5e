"""The spooling operator's functions: START, DRAIN, BACKSPAC, FLUSH, REPEAT, SPACE, HOLD, FREE, LOADBUF,
and QUERY UR and HOLD.

Source: GC20-1806; START, DRAIN, REPEAT and SPACE are CP-67's too.
"""
from __future__ import annotations

from cp.commands import words as w
from cp.commands.registry import command, query
from cp.commands.spool_operands import is_word, kind_of
from cp.messages import CPError, message
from cp.spool_file import PRINTER, PUNCH, file_class
from s360.devices.printer import CHAINS

FCBS = ("FCB1", "FCB6", "FCB8", "STD1", "STD2")
MOST_PAGES = 9999

message("no-buffer", "DMKCSB", 31, "{operand} IS NO {what} NAME; THERE ARE {known}", origin="ours")


def units_of(who, words: list[str]) -> list:
    """The real devices that the first word names: an address, a kind or ALL."""
    real = who.system.real_units
    word = w.needed(words).upper()
    kind = kind_of(word)
    if word == "ALL":
        return list(real.units.values())
    if kind is not None:
        return [unit for unit in real.units.values() if unit.kind == kind]
    return [real.unit(w.unit_address(word))]


def output_of(who, words: list[str]):
    """The real printer or punch of the address in the first word."""
    return who.system.real_units.output(w.unit_address(w.needed(words)))


@command("START", 3, "D", "{raddr | RDR | PRT | PUN | ALL} [[CLASS] c...] [SEP|NOSEP]",
         "real devices", source="CP-67")
def start(who, words):
    """Let a real printer or punch take spool files, a real reader decks.

    CLASS: it takes these classes, in this order of preference (* any).  SEP: a page or card that says
    whose a file is goes before it.
    """
    units = units_of(who, words)
    classes, separator = "", None
    for word in words[1:]:
        word = word.upper()
        if word in ("SEP", "NOSEP"):
            separator = word == "SEP"
        elif not is_word(word, "CLASS", 2):
            for letter in word:
                classes += file_class(letter, any_class=True)
    for unit in units:
        unit.start(classes or None, separator)


@command("DRAIN", 2, "D", "{raddr | RDR | PRT | PUN | ALL}", "real devices", source="CP-67")
def drain(who, words):
    """Let a real device finish its present file and take no more, until START."""
    w.nothing_more(words[1:])
    for unit in units_of(who, words):
        unit.drain()
        who.say(f"{unit.kind} {unit.unit:03X} {unit.state}")


@command("BACKSPAC", 3, "D", "raddr [pages | FILE]", "real devices", aliases=("BACKSPACE",))
def backspac(who, words):
    """Print again some pages (1), or the file from its beginning; a punch always begins again."""
    unit = output_of(who, words)
    w.nothing_more(words[2:])
    whole = len(words) > 1 and is_word(words[1], "FILE", 1)
    pages = None if whole else w.decimal(words[1], 1, MOST_PAGES) if len(words) > 1 else 1
    unit.backspace(pages)


@command("FLUSH", 2, "D", "raddr [ALL] [HOLD]", "real devices")
def flush(who, words):
    """Stop printing the present copy of a file; ALL: every copy; HOLD: and keep the file, held."""
    unit = output_of(who, words)
    operands = [word.upper() for word in words[1:]]
    w.nothing_more([word for word in operands if word not in ("ALL", "HOLD")])
    unit.flush("ALL" in operands, "HOLD" in operands)


@command("REPEAT", 3, "D", "raddr [nn] [HOLD]", "real devices", source="CP-67")
def repeat(who, words):
    """Make nn (1) copies more of the file that is being printed; HOLD: keep it in the end, held."""
    unit = output_of(who, words)
    operands = [word.upper() for word in words[1:]]
    hold = "HOLD" in operands
    numbers = [word for word in operands if word != "HOLD"]
    w.nothing_more(numbers[1:])
    unit.repeat(w.decimal(numbers[0], 1, 99) if numbers else 1, hold)


@command("SPACE", 4, "D", "raddr", "real devices", source="CP-67")
def space(who, words):
    """Print the rest of the present file single spaced."""
    w.nothing_more(words[1:])
    output_of(who, words).space()


def hold_user(who, words, on: bool) -> None:
    name = w.userid(w.needed(words), who)
    who.system.directory.get(name)
    w.nothing_more(words[2:])
    kind = kind_of(words[1]) if len(words) > 1 and words[1].upper() != "ALL" else None
    if len(words) > 1 and words[1].upper() != "ALL" and kind not in (PRINTER, PUNCH):
        raise CPError("invalid-operand", operand=words[1])
    for one in (PRINTER, PUNCH) if kind is None else (kind,):
        who.system.spool.hold_user(name, one, on)


@command("HOLD", 4, "D", "userid [PRT | PUN | ALL]", "real devices")
def hold(who, words):
    """Keep a user's files from real printers and punches, those to come too, until FREE."""
    hold_user(who, words, True)


@command("FREE", 2, "D", "userid [PRT | PUN | ALL]", "real devices")
def free(who, words):
    """Undo HOLD."""
    hold_user(who, words, False)


@command("LOADBUF", 5, "D", "raddr {UCS name [FOLD] | FCB name} [VER]", "real devices")
def loadbuf(who, words):
    """Load a printer's character or forms buffer by name.

    UCS AN, HN, PN, QN, TN: from the next file on characters that the chain has not print blank; *:
    every one prints.  FCB names are noted and change nothing: the lines of a spool file have
    their places.
    """
    unit = output_of(who, words)
    if unit.kind != PRINTER:
        raise CPError("wrong-device", unit=unit.unit)
    what, name = w.needed(words[1:]).upper(), w.needed(words[2:]).upper()
    known = {"UCS": (*CHAINS, "*"), "FCB": (*FCBS, "*")}.get(what)
    if known is None:
        raise CPError("invalid-operand", operand=what)
    if name not in known:
        raise CPError("no-buffer", operand=name, what=what, known=" ".join(known))
    w.nothing_more([word for word in words[3:] if word.upper() not in ("VER", "FOLD")])
    if what == "UCS":
        unit.chain = name.replace("*", "")
    else:
        unit.fcb = name.replace("*", "")


@query("UR", 2, "BD", "[raddr | ALL]", "real devices")
def query_ur(who, words):
    """The real readers, printers and punches, and what they do."""
    w.nothing_more(words[1:])
    units = units_of(who, words or ["ALL"])
    if not units:
        who.say("NO REAL UNIT RECORD DEVICES")
    for unit in units:
        for line in unit.describe():
            who.say(line)
        who.tell(unit.record())


@query("HOLD", 1, "D", "", "real devices")
def query_hold(who, words):
    """The users whose files HOLD keeps from real devices."""
    w.nothing_more(words)
    held: dict[str, list[str]] = {}
    for userid, kind in sorted(who.system.spool.held):
        held.setdefault(userid, []).append(kind)
    if not held:
        who.say("NO USERS HELD")
    for userid, kinds in held.items():
        who.say(f"{userid:<8} - {'ALL' if len(kinds) == 2 else kinds[0]}")
        who.tell({"userid": userid, "kinds": kinds})
