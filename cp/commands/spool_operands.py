"""Operands of the spooling functions: kinds, devices, whose files, which files.

Called by cp/commands/spooling.py and cp/commands/real_unit.py.
"""
from __future__ import annotations

from cp.commands import words as w
from cp.messages import CPError, message
from cp.spool_file import (CONSOLE, PRINTER, PUNCH, READER, SpoolFile, file_class, file_number,
                           label_text)
from cp.unit_record import ConsoleSpool, SpooledPrinter, SpooledPunch, SpooledReader, spooled

KIND_WORDS = (("READER", 1, READER, ("RDR",)), ("PRINTER", 2, PRINTER, ("PRT",)),
              ("PUNCH", 2, PUNCH, ("PUN", "PCH")), ("CONSOLE", 3, CONSOLE, ("CONS",)))
DEVICES = {READER: SpooledReader, PRINTER: SpooledPrinter, PUNCH: SpooledPunch}
SYSTEM = "SYSTEM"
CONSOLE_UNIT = 0x009

message("no-spool-file", "DMKCSU", 42, "SPOOLID {number:04d} DOES NOT EXIST")
message("spool-in-use", "DMKCSU", 43, "SPOOLID {number:04d} IS IN USE", origin="ours")


def kind_of(word: str) -> str | None:
    """RDR, PRT, PUN or CON for a word that means one."""
    word = word.upper()
    for name, minimum, kind, others in KIND_WORDS:
        if word in others or (len(word) >= minimum and name.startswith(word)):
            return kind
    return None


def is_word(word: str, name: str, minimum: int) -> bool:
    """`word` is `name` or an abbreviation of it."""
    return len(word) >= minimum and name.startswith(word.upper())


def queue_of(words: list[str]) -> str:
    """The next word, which names a queue."""
    kind = kind_of(w.needed(words))
    if kind is None or kind == CONSOLE:
        raise CPError("invalid-operand", operand=words[0])
    words.pop(0)
    return kind


def whose(who, words: list[str]) -> str:
    """Whose files a function is about: his own, or (class D) those of the user named first; SYSTEM:
    everybody's ("")."""
    if "D" in who.classes and len(words) > 1 and words[0].upper() != "ALL" and not kind_of(words[0]):
        name = w.userid(words.pop(0), who)
        return "" if name == SYSTEM else name
    return own(who)


def own(who) -> str:
    """The caller's userid."""
    return who.userid or who.need_vm().userid


def devices_of(who, word: str) -> list:
    """The spooled devices that a word means: a kind, an address, the console."""
    vm = who.need_vm()
    kind = kind_of(word)
    if kind == CONSOLE:
        return [console_of(vm)]
    if kind is not None:
        found = [device for device in spooled(vm) if isinstance(device, DEVICES[kind])]
        if not found:
            raise CPError("invalid-device")
        return found
    unit = w.unit_address(word)
    device = vm.device(unit)
    if device in vm.console.devices:
        return [console_of(vm)]
    if not hasattr(device, "close_file"):
        raise CPError("wrong-device", unit=unit)
    return [device]


def console_of(vm) -> ConsoleSpool:
    """The machine's console spool, made when it is first spoken of."""
    if vm.console.spool is None:
        unit = next((unit for unit, device in vm.devices.items() if device in vm.console.devices),
                    CONSOLE_UNIT)
        vm.console.spool = ConsoleSpool(vm, unit)
    return vm.console.spool


def known_user(who, word: str) -> str:
    """A userid that is in the directory; `*` is his own."""
    name = w.userid(word, who)
    who.system.directory.get(name)
    return name


def selected(who, kind: str, owner: str, words: list[str], many: bool = True) -> list[SpoolFile]:
    """The files that ALL, CLASS c or spoolids name, in that order; many: any number of these."""
    spool: Spool = who.system.spool
    queue = spool.files(kind, owner or None)
    found: list[SpoolFile] = []
    while words:
        word = words[0].upper()
        if word == "ALL":
            chosen, used = queue, 1
        elif is_word(word, "CLASS", 2) and len(words) > 1:
            wanted, used = file_class(words[1], any_class=True), 2
            chosen = [file for file in queue if wanted in ("*", file.cls)]
        elif word.isdigit():
            chosen, used = [by_number(queue, file_number(word))], 1
        else:
            break
        del words[:used]
        found += [file for file in chosen if file not in found]
        if not many:
            break
    return found


def by_number(queue: list[SpoolFile], number: int) -> SpoolFile:
    for file in queue:
        if file.number == number:
            if file.user is not None:
                raise CPError("spool-in-use", number=number)
            return file
    raise CPError("no-spool-file", number=number)


def counted(count: int, done: str) -> str:
    """`0001 FILE PURGED`, `NO FILES PURGED`."""
    return f"{f'{count:04d}' if count else 'NO'} FILE{'S' * (count != 1)} {done}"


def off_or_text(rest: list[str], length: int) -> str:
    word = w.needed(rest).upper()
    rest.pop(0)
    return "" if word == "OFF" else label_text(word, length)
