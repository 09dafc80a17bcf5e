"""Looking into a virtual machine and changing it: DISPLAY, DUMP, STORE; DCP, DMCP, STCP.

Source: GC20-1820 (DISPLAY, DUMP, STORE).  CP-67's forms (Lhex, Gn, Yn, Khex, P) are the same words; V
(an address as the machine itself translates it) is ours.  DCP, DMCP and STCP speak of CP's own storage on
a real machine; here CP is host code, so they are refused.
"""
from __future__ import annotations

import re
from itertools import chain

from cp.commands import words as w
from cp.commands.registry import command
from cp.messages import CPError, message

message("beyond-storage", "DMKCDB", 160, "HEXLOC {operand} EXCEEDS STORAGE", origin="ours")
message("invalid-range", "DMKCDB", 9, "INVALID RANGE - {operand}")
message("invalid-register", "DMKCDB", 10, "INVALID REGISTER - {operand}")
message("invalid-data", "DMKCDS", 5, "INVALID HEX DATA - {operand}", origin="ours")
message("not-translated", "CPCDCP", 904, "HEXLOC {operand} IS NOT TRANSLATED", origin="ours")
message("invalid-psw", "DMKCDS", 12, "INVALID PSW - {operand}")
message("no-storage-of-cp", "CPCDCP", 902, "CP HAS NO SYSTEM/360 STORAGE OF ITS OWN HERE; DISPLAY SHOWS "
        "YOUR MACHINE'S", origin="ours")
MOST_LINES = 2000              # of one answer at a terminal
CONTROL = {"PSW": 8, "CSW": 8, "CAW": 4}
LINE, PAGE = 16, 4096
LAST_VIRTUAL = 0xFFFFFF
FLOATING = (0, 2, 4, 6)


class Shown:
    """What an operand of DISPLAY means.  kind: one of L T V K G Y X PSW CSW CAW; first and last."""

    def __init__(self, kind: str, first: int = 0, last: int = 0):
        self.kind, self.first, self.last = kind, first, last


def bounds(text: str, least: int, most: int, standard: int) -> tuple[int, int]:
    """first-last, first.count, first, or nothing."""
    parts = re.fullmatch(r"([0-9A-F]*)(?:([-:.])([0-9A-F]+|END))?", text)
    if parts is None:
        raise CPError("hexadecimal", operand=text)
    begin, sign, end = parts.groups()
    first = w.hexadecimal(begin) if begin else least
    last = first if begin else standard
    if sign == ".":
        last = first + max(1, w.hexadecimal(end)) - 1
    elif sign:
        last = most if end == "END" else w.hexadecimal(end)
    if last < first:
        raise CPError("invalid-range", operand=text)
    if first > most:
        raise CPError("beyond-storage", operand=f"{first:06X}")
    return first, min(last, most)


def operand(vm, word: str) -> Shown:
    """One operand."""
    word = word.upper()
    top = len(vm.machine.storage) - 1
    if word in CONTROL or word == "P":
        return Shown("PSW" if word == "P" else word)
    kind = word[0]
    if kind in "GYX":
        return Shown(kind, *register_range(kind, word))
    if kind == "V":
        return Shown(kind, *bounds(word[1:], 0, LAST_VIRTUAL, 0))
    if kind in "LTK":
        return Shown(kind, *bounds(word[1:], 0, top, top))
    return Shown("L", *bounds(word, 0, top, top))


def register_range(kind: str, word: str) -> tuple[int, int]:
    """(first, last) of Gn-n, Yn.n and the like; without a number all of them."""
    last = 6 if kind == "Y" else 15
    first_word, sign, last_word = re.fullmatch("([^-:.]*)([-:.]?)(.*)", word[1:]).groups()
    low = register_number(kind, first_word, word) if first_word else 0
    high = low if first_word else last
    if sign == ".":
        high = low + w.decimal(last_word, 1, last + 1 - low) - 1
    elif sign:
        high = last if last_word == "END" else register_number(kind, last_word, word)
    if high < low:
        raise CPError("invalid-range", operand=word)
    return low, high


def register_number(kind: str, text: str, word: str) -> int:
    """A register in decimal, or A to F; CPError when there is none such."""
    number = int(text, 16) if re.fullmatch("[A-F]", text) else int(text) if re.fullmatch(
        "[0-9]{1,2}", text) else -1
    if number not in (FLOATING if kind == "Y" else range(16)):
        raise CPError("invalid-register", operand=word)
    return number


def lines_of(vm, shown: Shown):
    """The answer to one operand, line by line."""
    core = vm.core
    vm.page_zero()
    core.sync_timer()
    storage = vm.machine.storage
    if shown.kind == "PSW":
        yield f"PSW = {core.psw[:4].hex().upper()} {core.psw[4:].hex().upper()}"
    elif shown.kind in CONTROL:
        at = {"CSW": 0x40, "CAW": 0x48}[shown.kind]
        yield f"{shown.kind} = {spaced(storage.read(at, CONTROL[shown.kind]))}"
    elif shown.kind == "G":
        yield from registers("GPR", [core.get_gpr(n) for n in range(16)], shown, 8)
    elif shown.kind == "X":
        yield from registers("ECR", [core.get_cr(n) for n in range(16)], shown, 8)
    elif shown.kind == "Y":
        for n in range(shown.first, shown.last + 1, 2):
            text = f"{core.get_fpr(n):016X}"
            yield f"FPR {n:2} = {text[:8]} {text[8:]}  {decimal_of(core.get_fpr(n))}"
    elif shown.kind == "K":
        yield from keys(storage, shown)
    elif shown.kind == "V":
        yield from virtual_lines(vm, shown)
    else:
        yield from storage_lines(vm, shown)


def decimal_of(value: int) -> str:
    """A long floating-point number in decimal."""
    fraction = value & 0xFFFFFFFFFFFFFF
    number = fraction / (1 << 56) * 16.0 ** ((value >> 56 & 0x7F) - 64)
    return f"{'-' if value >> 63 else ' '}{number:.15E}"


def registers(name: str, values: list[int], shown: Shown, digits: int):
    """Four registers a line."""
    for n in range(shown.first, shown.last + 1, 4):
        group = values[n:min(n + 4, shown.last + 1)]
        yield f"{name} {n:2} = " + "  ".join(f"{value:0{digits}X}" for value in group)


def keys(storage, shown: Shown):
    """Runs of blocks with the same storage key."""
    first = shown.first & ~0x7FF
    key = storage.key(first)
    for block in range(first, (shown.last & ~0x7FF) + 0x800, 0x800):
        now = storage.key(block) if block <= shown.last else None
        if now != key:
            yield f"{first:06X} TO {block - 1:06X}  KEY = {key:02X}"
            first, key = block, now
    if first <= shown.last and key is not None:
        yield f"{first:06X} TO {shown.last | 0x7FF:06X}  KEY = {key:02X}"


def spaced(data: bytes) -> str:
    """Words of eight digits."""
    return " ".join(data[at:at + 4].hex().upper() for at in range(0, len(data), 4))


def storage_lines(vm, shown: Shown):
    """16 bytes a line; lines that repeat the one before are told in one line."""
    at, last = shown.first & ~3, shown.last | 3
    before, skipped = b"", False
    while at <= last:
        page = vm.look(at, min(last, at | (PAGE - 1)) + 1 - at)
        begin, end = at, at + len(page)
        if end <= last and len(before) == LINE and page == before * (PAGE // LINE):
            at, skipped = end, True
            continue
        while at < end:
            data = page[at - begin:(at | 15) + 1 - begin]
            if data == before and at + len(data) <= last:
                skipped = True
            else:
                if skipped:
                    yield "       SUPPRESSED LINE(S) SAME AS ABOVE ....."
                skipped = False
                text = "  *" + printable(data) + "*" if shown.kind == "T" else ""
                yield f"{at:06X} {spaced(data):<35}{text}".rstrip()
            before, at = data, at + len(data)


def virtual_lines(vm, shown: Shown):
    """The same of addresses that the machine's own tables translate, page by page."""
    at, last = shown.first & ~3, shown.last | 3
    while at <= last:
        end = min(last, at | (PAGE - 1)) + 1
        real = vm.core.translate(at)
        if real is None or real + (end - at) > len(vm.machine.storage):
            raise CPError("not-translated", operand=f"{at:06X}")
        yield f"V{at:06X} IS AT {real:06X}"
        yield from storage_lines(vm, Shown("L", real, real + end - at - 1))
        at = end


def printable(data: bytes) -> str:
    return "".join(c if c.isascii() and c.isprintable() else "." for c in data.decode("cp037"))


@command("DISPLAY", 1, "G", "[hexloc[{-|:}hexloc|.count] | T... | V... | K... | Gn[-n] | Yn | Xn | PSW | "
         "CAW | CSW] ...", "registers and storage", source="CP-67")
def display(who, words):
    """Show storage, registers and PSW of your machine; without operand the PSW.

    hexloc is a real address of the machine, and L before it means nothing; -END is to the end, count the
    number of bytes, all hexadecimal.  T: with characters beside; V: addresses that the machine itself
    translates (a Model 67); K: storage keys.  G: general registers, Y: floating-point registers, in
    decimal too, X: control registers; without a number all of them.
    """
    vm = who.need_vm()
    count = 0
    for shown in [operand(vm, word) for word in words] or [Shown("PSW")]:
        for line in lines_of(vm, shown):
            who.say(line)
            count += 1
            if count >= MOST_LINES:
                who.say(f"... MORE THAN {MOST_LINES} LINES; DUMP PRINTS ALL")
                return


@command("DUMP", 2, "G", "[hexloc[{-|:}hexloc|.count] ...]", "registers and storage", source="CP-67",
         aliases=("VMDUMP",))
def dump(who, words):
    """Print registers, PSW, keys and storage on the machine's printer.

    Without operands all of storage.  CLOSE 00E sends it off.
    """
    vm = who.need_vm()
    ranges = [operand(vm, word) for word in words]
    if not words:
        ranges = [Shown("T", 0, len(vm.machine.storage) - 1)]
    top = len(vm.machine.storage) - 1
    always = [Shown("PSW"), Shown("G", 0, 15), Shown("X", 0, 15), Shown("Y", 0, 6), Shown("K", 0, top)]
    for shown in ranges:
        if shown.kind == "L":
            shown.kind = "T"
    vm.print_lines(chain([f"DUMP OF {vm.userid}"],
                         *(lines_of(vm, shown) for shown in always + ranges)))
    who.say("COMMAND COMPLETE")


@command("STORE", 2, "G", "{hexloc data... | Shexloc string | Gn data... | Yn data | Xn data... | "
         "PSW [data] data | STATUS}", "registers and storage", source="CP-67")
def store(who, words):
    """Change storage, registers or PSW of your machine.

    hexloc (or Lhexloc): fullwords from the one that hexloc is in on; S: a string of bytes, from any
    location.  Gn, Xn: registers from n on; Yn: one of 0, 2, 4, 6, digits from the left.  PSW with one
    word changes its right half.  STORE STATUS puts PSW and registers at 100, 160, 180 and 1C0, as a key
    of later machines does.
    """
    vm = who.need_vm()
    first = w.needed(words).upper()
    if first == "STATUS":
        w.nothing_more(words[1:])
        store_status(vm)
    else:
        if len(words) < 2:
            raise CPError("operand-missing")
        action(vm, first, [word.upper() for word in words[1:]])
    who.say("STORE COMPLETE")


def action(vm, first: str, data: list[str]) -> None:
    core, storage = vm.core, vm.machine.storage
    if first in ("PSW", "P"):
        halves = [w.hexadecimal(one) for one in data]
        if len(halves) > 2:
            raise CPError("invalid-psw", operand=data[2])
        old = core.psw
        new = b"".join(half.to_bytes(4, "big") for half in halves)
        core.psw = new if len(halves) == 2 else old[:4] + new
    elif first[0] in "GXY":
        store_registers(core, first, data)
    elif first[0] == "S":
        text = "".join(data)
        if not re.fullmatch("(?:[0-9A-F]{2})+", text):
            raise CPError("invalid-data", operand=text[:16])
        place(vm, w.hexadecimal(first[1:]), bytes.fromhex(text))
    else:
        at = w.hexadecimal(first.lstrip("L") or "0")
        place(vm, at & ~3, b"".join(w.hexadecimal(one).to_bytes(4, "big") for one in data))


def place(vm, at: int, data: bytes) -> None:
    if at + len(data) > len(vm.machine.storage):
        raise CPError("beyond-storage", operand=f"{at:06X}")
    vm.core.sync_timer()               # what passed of the word at 80 is taken from the old one
    vm.change(at, data)


def store_registers(core, first: str, data: list[str]) -> None:
    number = register_number(first[0], first[1:], first)
    if first[0] == "Y":
        text = "".join(data)
        if not re.fullmatch("[0-9A-F]{1,16}", text):
            raise CPError("invalid-data", operand=text[:16])
        core.set_fpr(number, int(text.ljust(16, "0"), 16))
        return
    values = [w.hexadecimal(one) for one in data]
    if number > 16 - len(values):
        raise CPError("invalid-register", operand=first)
    for offset, value in enumerate(values):
        (core.set_gpr if first[0] == "G" else core.set_cr)(number + offset, value)


def store_status(vm) -> None:
    """Locations of store status in GA22-7000: 256 PSW, 352 floating, 384 general, 448 control registers."""
    core = vm.core
    vm.change(0x100, core.psw)
    vm.change(0x160, b"".join(core.get_fpr(n).to_bytes(8, "big") for n in (0, 2, 4, 6)))
    vm.change(0x180, b"".join(core.get_gpr(n).to_bytes(4, "big") for n in range(16)))
    vm.change(0x1C0, b"".join(core.get_cr(n).to_bytes(4, "big") for n in range(16)))


@command("DCP", 3, "CE", "hexloc", "operator", source="CP-67", aliases=("DMCP", "STCP"))
def dcp(who, words):
    """Display (STCP: change, DMCP: print) CP's own storage.

    It is refused: CP has no System/360 storage here, being a program of the host.
    """
    raise CPError("no-storage-of-cp")
