"""SPOOL, CLOSE, PURGE, ORDER, CHANGE, TRANSFER, XFER, TAG and what QUERY tells of spool files.

Source: GC20-1820; XFER and the bare forms of PURGE and SPOOL are CP-67's.
Not implemented: SPOOL CONSOLE NOTERM, the 3800's attributes, TAG on a reader.
"""
from __future__ import annotations

import time

from cp.commands import words as w
from cp.commands.registry import command, query
from cp.commands.spool_operands import (SYSTEM, counted, devices_of, is_word, kind_of, known_user,
                                        off_or_text, own, queue_of, selected, whose)
from cp.messages import CPError, message
from cp.spool_file import (DIST_LENGTH, FORM_LENGTH, NAME_LENGTH, PRINTER, PUNCH, READER,
                           TAG_LENGTH, SpoolFile, copies, file_class, file_number, in_ebcdic,
                           label_text)
from cp.unit_record import ConsoleSpool, SpooledReader

SWITCHES = {"HOLD": ("hold", True), "NOHOLD": ("hold", False), "CONT": ("cont", True),
            "NOCONT": ("cont", False)}
READER_SWITCHES = {"EOF": ("eof", True), "NOEOF": ("eof", False)}

message("tag-length", "DMKCST", 50, "TAG HAS MORE THAN {limit} CHARACTERS", origin="ours")


# -- devices

@command("SPOOL", 2, "G", "{RDR | PRT | PUN | CON | vaddr} [CLASS c] [HOLD|NOHOLD] [CONT|NOCONT] "
         "[EOF|NOEOF] [COPY nn] [TO userid | FOR userid | SYSTEM | OFF] [FORM f] [DIST d] "
         "[START|STOP] [CLOSE|PURGE]", "spooling", source="CP-67")
def spool(who, words):
    """Set how a spooled device works.

    CLASS: of files made here, or that a reader takes (* any).  HOLD: files are held (a reader keeps
    what it has read, held).  CONT: what is closed goes on as one file (a reader reads all its files
    as one).  NOEOF: a reader tells no end of file but becomes not ready.  COPY: 1 to 99.  TO:
    files go to that user's reader (* your own).  FOR: they are printed in his name.  SYSTEM, OFF:
    as usual again.  START, STOP: the console's lines are kept in a file, or no more.
    """
    devices = devices_of(who, w.needed(words))
    changes, close, start = spool_options(who, words[1:], devices)
    for device in devices:
        options = getattr(device, "output", device).options
        for name, value in changes.items():
            setattr(options, name, value)
        if start is not None:
            device.active = start
        if close:
            close_device(device, purge=close == "PURGE")


def spool_options(who, words: list[str], devices: list) -> tuple[dict, str, bool | None]:
    """(changes of Spooling, "CLOSE" or "PURGE" or "", console START or STOP)."""
    reading = any(isinstance(device, SpooledReader) for device in devices)
    console = any(isinstance(device, ConsoleSpool) for device in devices)
    changes, close, start, rest = {}, "", None, list(words)
    while rest:
        word = rest.pop(0).upper()
        if word in SWITCHES or (reading and word in READER_SWITCHES):
            name, value = (SWITCHES | READER_SWITCHES)[word]
            changes[name] = value
        elif is_word(word, "CLASS", 2):
            changes["cls"] = file_class(w.needed(rest), any_class=reading)
            rest.pop(0)
        elif console and word in ("START", "STOP"):
            start = word == "START"
        elif reading:
            raise CPError("invalid-operand", operand=word)
        elif word in ("CLOSE", "PURGE"):
            close = word
        else:
            output_option(who, word, rest, changes)
    return changes, close, start


def output_option(who, word: str, rest: list[str], changes: dict) -> None:
    """An operand of SPOOL that only printers, punches and the console have."""
    if word in ("OFF", SYSTEM):
        changes |= {"to": "", "owner": ""}
    elif word in ("TO", "FOR"):
        name = w.needed(rest).upper()
        rest.pop(0)
        name = "" if name == SYSTEM else known_user(who, name)
        changes |= {"to": name, "owner": ""} if word == "TO" else {"to": "", "owner": name}
    elif word == "COPY":
        changes["copies"] = copies(w.needed(rest))
        rest.pop(0)
    elif word == "FORM":
        changes["form"] = off_or_text(rest, FORM_LENGTH)
    elif is_word(word, "DIST", 1):
        changes["dist"] = off_or_text(rest, DIST_LENGTH)
    else:
        raise CPError("invalid-operand", operand=word)



@command("CLOSE", 1, "G", "{RDR | PRT | PUN | CON | vaddr} [HOLD|NOHOLD] [PURGE] [DIST d] "
         "[NAME fn [ft]]", "spooling", source="CP-67")
def close(who, words):
    """End what a spooled device is doing: the file goes into its queue.

    A reader's file is thrown away unless HOLD; under SPOOL CONT an output file goes on.  PURGE throws
    it away.  NAME gives it a name and a type of at most 12 characters each.
    """
    devices = devices_of(who, w.needed(words))
    how, rest = {}, words[1:]
    while rest:
        word = rest.pop(0).upper()
        if word in ("HOLD", "NOHOLD"):
            how["hold"] = word == "HOLD"
        elif word == "PURGE":
            how["purge"] = True
        elif is_word(word, "DIST", 1):
            how["dist"] = off_or_text(rest, DIST_LENGTH)
        elif word == "NAME":
            how |= name_operands(rest, ())
        else:
            raise CPError("invalid-operand", operand=word)
    for device in devices:
        close_device(device, **how)


def close_device(device, **how) -> None:
    """CLOSE for one device."""
    if not isinstance(device, SpooledReader):
        device.close_file(**how)
        return
    if how.keys() & {"dist", "name"}:
        raise CPError("conflicting", operand="NAME" if "name" in how else "DIST")
    hold = how.get("hold", device.options.hold)
    purge = how.get("purge", not hold)
    device.close_file(purge=purge, hold=hold and not purge)


def name_operands(rest: list[str], others: tuple[str, ...]) -> dict:
    """fn [ft] behind NAME; `others` are words that may follow instead of ft."""
    name = label_text(w.needed(rest), NAME_LENGTH)
    rest.pop(0)
    if not rest or rest[0].upper() in others:
        return {"name": name, "type": ""}
    return {"name": name, "type": label_text(rest.pop(0), NAME_LENGTH)}


@command("XFER", 4, "G", "vaddr {TO userid | OFF}", "spooling", source="CP-67")
def xfer(who, words):
    """Send what a punch or printer makes to another user's reader, until OFF."""
    [device] = devices_of(who, w.needed(words))[:1]
    what = w.needed(words[1:]).upper()
    if isinstance(device, SpooledReader) or what not in ("TO", "OFF"):
        raise CPError("invalid-operand", operand=words[1])
    w.nothing_more(words[3 if what == "TO" else 2:])
    name = known_user(who, w.needed(words[2:])) if what == "TO" else ""
    device.output.options.to, device.output.options.owner = name, ""


@command("TAG", 2, "G", "{DEV {PRT|PUN|CON|vaddr} | FILE spoolid} text, or QUERY DEV | FILE ...",
         "spooling")
def tag(who, words):
    """Attach up to 136 characters to the next file of a device, or to a closed file.

    Whoever processes the file reads them (DIAGNOSE X'14'); TAG QUERY shows them.
    """
    words = list(words)
    asking = is_word(w.needed(words), "QUERY", 1)
    if asking:
        words.pop(0)
    what, operand = w.needed(words).upper(), w.needed(words[1:])
    if asking:
        w.nothing_more(words[2:])
    text = "" if asking else who.rest(3)
    if len(text) > TAG_LENGTH or not in_ebcdic(text):
        raise CPError("tag-length", limit=TAG_LENGTH)
    if is_word(what, "DEVICE", 3):
        tag_device(who, operand, None if asking else text)
    elif what == "FILE":
        tag_file(who, file_number(operand), None if asking else text)
    else:
        raise CPError("invalid-operand", operand=words[0])


def tag_device(who, operand: str, text: str | None) -> None:
    for device in devices_of(who, operand):
        if isinstance(device, SpooledReader):
            raise CPError("invalid-operand", operand=operand)
        if text is None:
            who.say(device.output.tag or "NO TAG")
        else:
            device.output.tag = text


def tag_file(who, number: int, text: str | None) -> None:
    file = who.system.spool.get(number)
    if file is None or who.need_vm().userid not in (file.owner, file.origin):
        raise CPError("no-spool-file", number=number)
    if text is None:
        who.say(file.tag or "NO TAG")
    else:
        who.system.spool.change(file, tag=text)


# -- closed files

@command("PURGE", 3, "DG", "[userid|SYSTEM] {RDR | PRT | PUN | ALL} [CLASS c | spoolid ... | ALL]",
         "spooling", source="CP-67")
def purge(who, words):
    """Throw closed spool files away; without CLASS or spoolid all of a queue.

    Those being read or printed at present stay.  A userid before, or SYSTEM for everybody's, is class
    D's.
    """
    words = list(words)
    owner = whose(who, words)
    if w.needed(words).upper() == "ALL":
        w.nothing_more(words[1:])
        files = who.system.spool.files(None, owner or None)
    else:
        kind = queue_of(words)
        files = selected(who, kind, owner, words or ["ALL"])
        w.nothing_more(words)
    who.say(counted(who.system.spool.purge(files), "PURGED"))


@command("ORDER", 3, "DG", "[userid|SYSTEM] {RDR | PRT | PUN} {CLASS c | spoolid} ...", "spooling")
def order(who, words):
    """Put closed spool files first in their queue, in the order they are named."""
    words = list(words)
    owner = whose(who, words)
    kind = queue_of(words)
    w.needed(words)
    files = selected(who, kind, owner, words)
    w.nothing_more(words)
    who.say(counted(who.system.spool.order(files), "ORDERED"))


@command("CHANGE", 2, "DG", "[userid|SYSTEM] {RDR | PRT | PUN} {CLASS c | spoolid | ALL} [CLASS c] "
         "[COPY nn] [HOLD|NOHOLD] [FORM f] [DIST d] [NAME fn [ft]]", "spooling")
def change(who, words):
    """Change attributes of closed spool files.

    HOLD and NOHOLD of class D on files of other users are the system hold, which the owner cannot
    take off.
    """
    words = list(words)
    owner = whose(who, words)
    kind = queue_of(words)
    w.needed(words)
    files = selected(who, kind, owner, words, many=False)
    changes = file_changes(words, "hold" if owner == who.userid else "system_hold")
    count = sum(who.system.spool.change(file, **changes) for file in files)
    who.say(counted(count, "CHANGED"))


def file_changes(words: list[str], hold: str) -> dict:
    """The attributes that CHANGE's operands mean."""
    changes = {}
    w.needed(words)
    while words:
        word = words.pop(0).upper()
        if word in ("HOLD", "NOHOLD"):
            changes[hold] = word == "HOLD"
        elif is_word(word, "CLASS", 2):
            changes["cls"] = file_class(w.needed(words))
            words.pop(0)
        elif word == "COPY":
            changes["copies"] = copies(w.needed(words))
            words.pop(0)
        elif word == "NAME":
            changes |= name_operands(words, ("HOLD", "NOHOLD", "CLASS", "COPY", "FORM", "DIST"))
        elif word == "FORM":
            changes["form"] = off_or_text(words, FORM_LENGTH)
        elif is_word(word, "DIST", 1):
            changes["dist"] = off_or_text(words, DIST_LENGTH)
        else:
            raise CPError("invalid-operand", operand=word)
    return changes


@command("TRANSFER", 4, "DG", "[userid|SYSTEM] [RDR | PRT | PUN] {CLASS c | spoolid | ALL} {TO | FROM} "
         "userid", "spooling")
def transfer(who, words):
    """Move closed files to another user's reader, or take back what you sent to his.

    TO: your files (those in your reader unless PRT or PUN is said) go to his reader.  FROM: files in
    his reader that you made come to yours.
    """
    words = list(words)
    owner = whose(who, words) if len(words) > 3 else own(who)
    kind = queue_of(words) if kind_of(w.needed(words)) else READER
    direction = [word.upper() for word in words[-2:-1]]
    if direction not in (["TO"], ["FROM"]):
        raise CPError("operand-missing")
    other = known_user(who, words[-1])
    del words[-2:]
    w.needed(words)
    spool = who.system.spool
    if direction == ["TO"]:
        files, receiver = selected(who, kind, owner, words, many=False), other
    else:
        files, receiver = returned(who, kind, owner, other, words), owner
    w.nothing_more(words)
    who.say(counted(sum(spool.transfer(file, receiver) for file in files), "TRANSFERRED"))


def returned(who, kind: str, owner: str, other: str, words: list[str]) -> list[SpoolFile]:
    """Files in the reader of `other` that `owner` made."""
    if kind != READER or not owner:
        raise CPError("conflicting", operand="FROM")
    number = file_number(words[0]) if words and words[0].isdigit() else None
    files = [file for file in selected(who, READER, other, words, many=False)
             if file.origin == owner]
    if number is not None and not files:
        raise CPError("no-spool-file", number=number)
    return files


# -- QUERY

def queue_query(who, words: list[str], kind: str) -> None:
    """QUERY READER, PRINTER, PUNCH."""
    words = list(words)
    if "D" in who.classes and words and words[0].upper() != "ALL" and not (
            words[0].isdigit() or is_word(words[0], "CLASS", 2)):
        name = w.userid(words.pop(0), who)
        owner = "" if name == SYSTEM else name
    else:
        owner = own(who)
    spool = who.system.spool
    if words[:1] and words[0].isdigit():
        number = file_number(words.pop(0))
        files = [file for file in spool.files(kind, owner or None) if file.number == number]
        if not files:
            raise CPError("no-spool-file", number=number)
    else:
        files = selected(who, kind, owner, words or ["ALL"], many=False)
    w.nothing_more(words)
    show(who, files, kind)


def show(who, files: list[SpoolFile], kind: str) -> None:
    if not files:
        who.say(f"NO {kind} FILES")
        return
    who.say(f"{'ORIGINID' if kind == READER else 'OWNERID '} FILE CLASS RECDS  CPY HOLD DATE  TIME"
            "     NAME         TYPE         DIST")
    for file in files:
        made = time.strftime("%m/%d %H:%M:%S", time.localtime(file.closed))
        user = file.origin if kind == READER else file.owner
        who.say(f"{user:<8} {file.number:04d} {file.cls} {file.device} {file.records:06d} "
                f"{file.copies:02d}  {file.holds:<4} {made} {file.name:<12} {file.type:<12} "
                f"{file.dist}".rstrip() + (" INCOMPLETE" if file.incomplete else ""))
        who.tell(file.record())


@query("READER", 1, "DG", "[CLASS c | spoolid | ALL]", "spooling", ("RDR",), source="CP-67")
def query_reader(who, words):
    """The files in your reader.  Class D may name a user, or SYSTEM for everybody."""
    queue_query(who, words, READER)


@query("PRINTER", 2, "DG", "[CLASS c | spoolid | ALL]", "spooling", ("PRT",), source="CP-67")
def query_printer(who, words):
    """Your closed printer files.  Class D may name a user, or SYSTEM for everybody."""
    queue_query(who, words, PRINTER)


@query("PUNCH", 2, "DG", "[CLASS c | spoolid | ALL]", "spooling", ("PUN", "PCH"), source="CP-67")
def query_punch(who, words):
    """Your closed punch files.  Class D may name a user, or SYSTEM for everybody."""
    queue_query(who, words, PUNCH)


@query("FILES", 1, "DG", "", "spooling", source="CP-67")
def query_files(who, words):
    """How many spool files you have.  Class D may name a user."""
    owner = w.userid(words[0], who) if words else own(who)
    if words and owner != who.userid and "D" not in who.classes:
        raise CPError("invalid-operand", operand=words[0])
    w.nothing_more(words[1:])
    counts = who.system.spool.counts(owner)
    who.say("FILES: " + ", ".join(f"{f'{count:03d}' if count else 'NO'} {kind}"
                                  for kind, count in counts.items()))
    who.tell({"userid": owner} | counts)
