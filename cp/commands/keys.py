"""SET PF and QUERY PF: what the program function keys of a 3270 terminal do.

The keys belong to the machine, so they are the same when its user connects again elsewhere.
"""
from __future__ import annotations

from cp.commands import words as w
from cp.commands.registry import query, setting
from cp.messages import CPError
from cp.terminal.functions import DELAYED, IMMEDIATE, KEYS, RETRIEVE

NOT_HERE = ("TAB", "COPY")
#: word -> (kind, letters that its shortest abbreviation has)
KINDS = {"IMMEDIATE": (IMMEDIATE, 2), "DELAYED": (DELAYED, 3), "RETRIEVE": (RETRIEVE, 3)}


def kind_of(word: str) -> str:
    """IMMED, DELAYED or RETRIEVE, or what is short for one; "" for anything else."""
    return next((kind for name, (kind, least) in KINDS.items()
                 if len(word) >= least and name.startswith(word.upper())), "")


@setting("PF", 2, "G", "nn [[IMMED|DELAYED] text | RETRIEVE]")
def set_pf(who, words):
    """What a program function key of your 3270 terminal does: SET PF3 IMMED QUERY TIME.

    IMMED: the text is typed at once, as a line.  DELAYED, or neither: it is put into the input area, to be
    changed or completed.  RETRIEVE: the line typed last comes back, once more the one before.  Without more
    the key does nothing.  A line end in the text (several lines for one key) is typed behind the escape
    character: SET PF3 IMMED QUERY TIME"#QUERY USERS.  At first PF1 is HELP, PF12 and PF24 are RETRIEVE.
    """
    number = w.decimal(w.needed(words), KEYS[0], KEYS[-1])
    functions = who.need_vm().console.functions
    if len(words) == 1:
        functions.pop(number, None)
    else:
        functions[number] = function_of(who, words[1:])
    who.vm.console.tell_manner()


def function_of(who, words: list[str]) -> tuple[str, str]:
    """(kind, text) of the operands behind the key's number."""
    kind = kind_of(words[0])
    if kind == RETRIEVE:
        w.nothing_more(words[1:])
        return kind, ""
    if words[0].upper() in NOT_HERE:
        raise CPError("invalid-operand", operand=words[0])
    before = len(who.line.split()) - len(words) + bool(kind)
    text = who.rest(before)
    if not text:
        raise CPError("operand-missing")
    return kind or DELAYED, text


@query("PF", 2, "G", "[nn]")
def query_pf(who, words):
    """What the program function keys do; one of them: QUERY PF3."""
    w.nothing_more(words[1:])
    numbers = [w.decimal(words[0], KEYS[0], KEYS[-1])] if words else KEYS
    functions = who.need_vm().console.functions
    for number in numbers:
        kind, text = functions.get(number, ("UNDEFINED", ""))
        who.say(f"PF{number:02d} {kind} {text}".rstrip())
        who.tell({"key": number, "kind": kind, "text": text})
