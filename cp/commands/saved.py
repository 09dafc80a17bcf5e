"""Saved systems and real storage: SAVESYS, PURGESYS, QUERY NSS; LOCK, UNLOCK, SET RESERVE, QUERY FRAMES,
QUERY PAGING.

Pages are hexadecimal, as in VM/370's LOCK; the system's configuration has them in decimal, as NAMESYS
had.  Source: GC20-1820 (SAVESYS, LOCK, UNLOCK, SET RESERVE); PURGESYS and the QUERY forms are ours.
"""
from __future__ import annotations

from cp.commands import words as w
from cp.commands.registry import command, query, setting
from cp.messages import CPError, message
from cp.saved import shown
from s360.errors import MediaError

LAST_PAGE = 0xFFF
MOST_FRAMES = 1 << 20

message("invalid-pages", "CPCSAV", 926, "INVALID PAGES - {operand}", origin="ours")
message("enough-frames", "CPCPAG", 933, "REAL STORAGE IS NOT LIMITED HERE; NOTHING IS PAGED", origin="ours")


def pages_of(word: str) -> tuple[tuple[int, int], ...]:
    """Ranges of hexadecimal page numbers, 0-12,20, upwards."""
    ranges = []
    for part in word.split(","):
        first, dash, last = part.partition("-")
        try:
            begin = w.hexadecimal(first, LAST_PAGE)
            end = w.hexadecimal(last, LAST_PAGE) if dash else begin
        except CPError:
            raise CPError("invalid-pages", operand=word) from None
        if end < begin or (ranges and begin <= ranges[-1][1]):
            raise CPError("invalid-pages", operand=word)
        ranges.append((begin, end))
    return tuple(ranges)


def paging_of(who, vm):
    """The paging of a machine; CPError when nobody pages here."""
    if vm.paging is None:
        raise CPError("enough-frames")
    return vm.paging


# -- saved systems

@command("SAVESYS", 7, "CE", "systemname [pages] [SHARED pages [PROTECT]]", "saved systems")
def savesys(who, words):
    """Save your machine as it stands under a name, for IPL by that name.

    pages are hexadecimal, as 0-12 or 0-5,10-12; without them those of the system's configuration are
    saved, or every page that is not zero.  SHARED pages are the same host storage for all machines.
    With PROTECT a store there is a protection exception, as in CP-67; without, the machine gets a copy
    of its own.  Registers, PSW and storage keys are saved; devices and what is pending are not.
    """
    vm = who.need_vm()
    name = w.needed(words).upper()
    keys = who.system.configuration.saved_systems.get(name)
    pages, shared, storage = ((keys.pages, keys.shared, keys.storage) if keys is not None
                              else (None, (), None))
    rest = [word.upper() for word in words[1:]]
    protect = False
    if rest and rest[0] != "SHARED":
        pages, shared = pages_of(rest.pop(0)), ()
    if rest and rest[0] == "SHARED":
        shared = pages_of(w.needed(rest[1:]))
        rest = rest[2:]
        if rest and rest[0] == "PROTECT":
            protect = bool(rest.pop(0))
    w.nothing_more(rest)
    try:
        header = who.system.saved.save(name, vm, pages, shared, protect, storage)
    except MediaError as error:
        raise CPError("host", text=str(error)) from None
    who.say("SYSTEM SAVED")
    who.tell(described(header))


@command("PURGESYS", 8, "CE", "systemname", "saved systems", source="cpcms")
def purgesys(who, words):
    """Remove a saved system.  Machines that have IPLed it keep it."""
    w.nothing_more(words[1:])
    try:
        who.system.saved.purge(w.needed(words).upper())
    except MediaError as error:
        raise CPError("host", text=str(error)) from None
    who.say("COMMAND COMPLETE")


@query("NSS", 3, "CE", "[systemname]", "saved systems", source="cpcms")
def nss(who, words):
    """The saved systems: pages and shared pages (hexadecimal), storage needed, when saved."""
    w.nothing_more(words[1:])
    saved = who.system.saved
    names = [words[0].upper()] if words else saved.names()
    if not names:
        who.say("NO SAVED SYSTEMS")
    for name in names:
        try:
            header = saved.query(name)
        except MediaError as error:
            who.say(f"{name:<8} {error}")
            who.tell({"name": name, "damaged": str(error)})
            continue
        sharing = f" SHARED {shown(header.shared)}" if header.shared else ""
        who.say(f"{name:<8} PAGES {shown(header.pages)}{sharing}{' PROTECT' if header.protect else ''} "
                f"STORAGE {-(-header.storage // 1024)}K SAVED {header.saved}")
        who.tell(described(header))


def described(header) -> dict:
    """A saved system as a program reads it."""
    return {"name": header.name, "pages": [list(one) for one in header.pages],
            "shared": [list(one) for one in header.shared], "protect": header.protect,
            "storage": header.storage, "saved": header.saved, "source": header.source}


# -- real storage

def locked_range(who, words):
    """(machine, page numbers) of LOCK's and UNLOCK's operands."""
    w.nothing_more(words[3:])
    vm = who.system.user(w.userid(w.needed(words), who))
    paging = paging_of(who, vm)
    first = w.hexadecimal(w.needed(words[1:]), LAST_PAGE)
    last = w.hexadecimal(w.needed(words[2:]), LAST_PAGE)
    if last < first:
        raise CPError("invalid-pages", operand=f"{words[1]} {words[2]}")
    pages = range(first, last + 1)
    paging.check_pages(pages)
    return vm, pages


@command("LOCK", 4, "AC", "userid firstpage lastpage", "real devices", source="CP-67")
def lock(who, words):
    """Keep pages of a user's machine in real storage until UNLOCK (page numbers hexadecimal)."""
    vm, pages = locked_range(who, words)
    vm.paging.lock_pages(pages, vm.post)
    who.say("COMMAND COMPLETE")


@command("UNLOCK", 6, "AC", "userid firstpage lastpage", "real devices", source="CP-67")
def unlock(who, words):
    """Let locked pages of a user's machine be paged again."""
    vm, pages = locked_range(who, words)
    vm.paging.unlock_pages(pages)
    who.say("COMMAND COMPLETE")


@setting("RESERVE", 4, "AC", "userid {nnnn | OFF}", "operator")
def set_reserve(who, words):
    """So many pages of a user's machine are not taken from it for other machines (OFF: none)."""
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    paging = paging_of(who, vm)
    value = w.needed(words[1:]).upper()
    paging.reserved = 0 if value == "OFF" else w.decimal(value, 0, MOST_FRAMES)
    who.say("COMMAND COMPLETE")


@query("FRAMES", 2, "ABCE", "", "inquiry and settings", source="cpcms")
def frames(who, words):
    """The frames of real storage: how many, in use, fixed by locked pages and VIRT=REAL machines; pages
    on the drum; pages stolen."""
    w.nothing_more(words)
    if who.system.frames is None:
        raise CPError("enough-frames")
    found = who.system.frames.figures()
    who.say(f"FRAMES = {found['frames']:05d} USED = {found['used']:05d} FIXED = {found['fixed']:05d} "
            f"DRUM = {found['drum']:05d} STEALS = {found['steals']}")
    who.tell(found)


@query("PAGING", 3, "ABCE", "[userid]", "inquiry and settings")
def paging(who, words):
    """What paging does to a user's machine, or to every machine."""
    w.nothing_more(words[1:])
    if words:
        machines = [who.system.user(w.userid(words[0], who))]
    else:
        machines = sorted(who.system.machines.values(), key=lambda vm: vm.userid)
    if who.system.frames is None:
        raise CPError("enough-frames")
    for vm in machines:
        found = vm.paging.figures()
        who.say(f"{vm.userid:<8} RESIDENT = {found['resident']:04d} LOCKED = {found['locked']:04d} "
                f"RESERVED = {found['reserved']:04d} WSET = {found['working set']:04d} "
                f"READS = {found['reads']} WRITES = {found['writes']} STOLEN = {found['lost']}")
        who.tell(found)
