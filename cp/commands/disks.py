"""Disks and other devices as their users and the operator handle them: LINK, DETACH, DEFINE, ATTACH,
VARY, and QUERY LINKS, DASD, TDSK.

Other parts enter what they can make in DEFINABLE and REAL.  The tables of links and volumes are in
cp/minidisk.py and cp/volumes.py.

Source: GC20-1820 (LINK, DETACH, DEFINE, QUERY), GC20-1806 (ATTACH, DETACH, VARY); docs/minidisks.md says
what is our own.
"""
from __future__ import annotations

from typing import Callable

from cp.commands import words as w
from cp.commands.registry import command, query
from cp.messages import CPError, message
from cp.minidisk import MODES
from cp.vdevices import described, make
from s360.devices.dasd import Dasd
from s360.errors import MediaError
from s360.media.geometry import geometry_of

message("storage-size", "DMKDEF", 25, "STORAGE MISSING OR INVALID")
message("storage-maximum", "DMKDEF", 94, "STORAGE EXCEEDS ALLOWED MAXIMUM {most}K")
message("no-real-device", "DMKVDR", 21, "RADDR MISSING OR INVALID")

#: DEFINE name vaddr: function(who, unit, words) that installs the device in who.vm
DEFINABLE: dict[str, Callable] = {}
#: "ATTACH" and "DETACH" of real devices other than disks: function(who, real unit, userid, words)
REAL: dict[str, Callable] = {}

TYPES = {"READER": "2540R", "PUNCH": "2540P", "PRINTER": "1403", "CONSOLE": "1052", "TIMER": "TIMER",
         "LINE": "2702", "CTCA": "CTCA", "1403": "1403", "1443": "1443", "1052": "1052",
         "3210": "3210", "3215": "3215"}
SHORT = {"RDR": "READER", "PUN": "PUNCH", "PCH": "PUNCH", "PRT": "PRINTER"}
SHORTEST = 3
PAGE = 4096
LEAST_STORAGE, MOST_STORAGE = 8 << 10, 16 << 20
IN_LINE = 4                    # users in a line of QUERY LINKS


def kind_of(vm, unit: int) -> str:
    """The letters by which answers name a device: DASD, TAPE, CONS, RDR, PUN, PRT ..."""
    return described(vm, unit, vm.device(unit))[0]


def skipped(words: list[str], *noise: str) -> list[str]:
    """The words without a leading word that means nothing (TO, AS)."""
    return words[1:] if words and words[0].upper() in noise else words


def host_error(error: Exception) -> CPError:
    return CPError("host", text=str(error))


# -- LINK

@command("LINK", 4, "G", "[TO] userid vaddr1 [AS] vaddr2 [mode] [[PASS=]password]",
         "devices and disks", source="CP-67")
def link(who, words):
    """Make a disk of another user, or one more of your own, a disk of your machine.

    userid vaddr1: whose, and its address in his directory entry (userid * is you); vaddr2: its address
    in your machine.  mode is what you want, and behind it what you take when others have the disk:
      R   reading, if nobody writes         RR  reading, whoever writes
      W   writing, if nobody has it         WR  the same, else reading
      M   writing, if nobody writes         MR  the same, else reading
      MW  writing in any case (two who write at one time can destroy the disk's files)
    Without a mode: R, for your own disk what the directory says.  CP asks for the disk's password; a
    disk whose password is ALL, and your own, need none.
    """
    vm = who.need_vm()
    rest = skipped(words, "TO", "T")
    owner = w.userid(w.needed(rest), who)
    owner_unit = w.unit_address(w.needed(rest[1:]))
    rest = skipped(rest[2:], "AS", "A")
    unit = w.unit_address(w.needed(rest))
    mode, password = link_operands(rest[1:])
    if who.profile == "1968":
        mode = {"": "RR", "R": "RR", "W": "WR"}.get(mode, mode)
    disks = vm.system.disks
    if unit in vm.devices:
        raise CPError("link-there", owner=owner, unit=owner_unit, there=unit)
    secret = disks.secret(vm.userid, owner, owner_unit, mode)
    if secret and password is None:
        password = who.ask("ENTER PASSWORD:" if who.profile == "1968"
                           else f"ENTER {secret} PASSWORD:", hidden=True).strip()
    disk = disks.link(vm.userid, unit, owner, owner_unit, mode, password)
    install(vm, unit, disk)
    made = disk.link
    if made.note:
        raise made.note                  # a warning: the link is made
    if who.profile != "1968":
        who.say(f"DASD {unit:03X} LINKED {made.access}" + (f"; {made.who}" if made.who else ""))
    who.tell({"unit": f"{unit:03X}", "access": made.access})


def link_operands(words: list[str]) -> tuple[str, str | None]:
    """Mode and password of LINK: [mode] [[PASS=]password]."""
    mode, password = "", None
    if words and words[0].upper() in MODES:
        mode, words = words[0].upper(), words[1:]
    if words:
        password, words = words[0], words[1:]
        if password.upper() == "PASS=":
            password, words = w.needed(words), words[1:]
        elif password.upper().startswith("PASS="):
            password = password[5:]
    w.nothing_more(words)
    return mode, password


def install(vm, unit: int, disk) -> None:
    """Put a drive with the disk on it into the machine."""
    try:
        with vm.lock:
            vm.install(unit, Dasd(disk, type=disk.link.type))
    except BaseException:
        disk.close()
        raise


# -- DETACH

@command("DETACH", 3, "BG", "vaddr | raddr [FROM] {userid|SYSTEM}", "devices and disks",
         source="CP-67")
def detach(who, words):
    """Give up a device of your machine; what a temporary disk held is gone.

    Class B: take a real device from a user, or a volume (its address or serial) from the system.
    """
    first = w.needed(words)
    if len(words) > 1:
        if "B" not in who.classes:
            raise CPError("invalid-operand", operand=words[1])
        return detach_real(who, first, skipped(words[1:], "FROM"))
    vm, unit = who.need_vm(), w.unit_address(first)
    kind = kind_of(vm, unit)
    with vm.lock:
        vm.remove(unit).close()
    who.say(f"{kind} {unit:03X} DETACHED")
    return None


def detach_real(who, word: str, words: list[str]):
    """DETACH raddr FROM userid or SYSTEM."""
    w.nothing_more(words[1:])
    if w.needed(words).upper() == "SYSTEM":
        disks = who.system.disks
        pack = disks.change_volume(word, disks.volumes.free)
        who.system.log("volume", f"{pack.serial} detached from the system")
        who.say(f"DASD {pack.unit:03X} DETACHED SYSTEM")
        return None
    return real("DETACH", who, word, words)


def real(verb: str, who, word: str, words: list[str]):
    """Hand ATTACH or DETACH of a real device on to the part that has it."""
    unit, name = w.unit_address(word), w.userid(words[0])
    if verb not in REAL:
        raise CPError("no-real-device")
    return REAL[verb](who, unit, name, words[1:])


# -- DEFINE

@command("DEFINE", 3, "G", "STORAGE [AS] {nnnnnK|nnM} | Ttype [AS] vaddr [CYL] nnn | device [AS] vaddr "
         "| vaddr1 [AS] vaddr2", "devices and disks")
def define(who, words):
    """Change your machine: its storage, a temporary disk, a new device, a device's address.

    STORAGE: the machine is reset and its storage cleared.  T2311, T2314, T3330 ...: a fresh disk of nnn
    cylinders that lasts until LOGOFF or DETACH.  device: READER, PUNCH, PRINTER, CONSOLE, TIMER, LINE,
    GRAF (a display, for DIAL) or CTCA.  vaddr1 AS vaddr2: the device goes on at another address.
    """
    vm = who.need_vm()
    what = w.needed(words).upper()
    rest = skipped(words[1:], "AS")
    if len(what) >= 4 and "STORAGE".startswith(what):
        return define_storage(who, vm, rest)
    makes = definable(what)
    temporary = None if makes else temporary_type(what)
    old = None if makes or temporary else existing(vm, what)
    unit = w.unit_address(w.needed(rest))
    if unit in vm.devices:
        raise CPError("device-there", unit=unit)
    if temporary:
        return define_disk(who, vm, unit, temporary, rest[1:])
    if makes:
        with vm.lock:
            makes(who, unit, rest[1:])
    else:
        w.nothing_more(rest[1:])
        renumber(vm, old, unit)
    who.say(f"{kind_of(vm, unit)} {unit:03X} DEFINED")
    return None


def maker(type: str) -> Callable:
    """DEFINE of a device that needs nothing but its type."""
    def define_device(who, unit: int, words: list[str]) -> None:
        w.nothing_more(words)
        who.vm.install(unit, make(who.vm, unit, type))
    return define_device


DEFINABLE.update({name: maker(type) for name, type in TYPES.items()})


def definable(word: str) -> Callable | None:
    """The maker of a device by name; names may be shortened to three letters."""
    word = SHORT.get(word, word)
    if word in DEFINABLE or len(word) < SHORTEST:
        return DEFINABLE.get(word)
    return next((DEFINABLE[name] for name in sorted(DEFINABLE) if name.startswith(word)), None)


def temporary_type(word: str) -> str | None:
    """T2314 and the like: the device type; None for another word."""
    if not (word.startswith("T") and word[1:5].isdecimal()):
        return None
    try:
        return geometry_of(word[1:]).type
    except MediaError:
        raise CPError("invalid-operand", operand=word) from None


def existing(vm, word: str) -> int:
    """The address of a device that is there."""
    try:
        unit = w.unit_address(word)
    except CPError:
        raise CPError("invalid-operand", operand=word) from None
    vm.device(unit)
    return unit


def define_disk(who, vm, unit: int, type: str, words: list[str]) -> None:
    words = skipped(words, "CYL")
    cylinders = w.decimal(w.needed(words), 1, geometry_of(type).cylinders)
    w.nothing_more(words[1:])
    try:
        disk = vm.system.disks.temporary(vm.userid, unit, type, cylinders)
    except MediaError as error:
        raise host_error(error) from None
    install(vm, unit, disk)
    who.say(f"DASD {unit:03X} DEFINED {cylinders:03d} CYL")


def define_storage(who, vm, words: list[str]) -> None:
    size = storage_size(w.needed(words))
    w.nothing_more(words[1:])
    if size > max(vm.user.maximum, vm.user.storage):
        raise CPError("storage-maximum", most=vm.user.maximum >> 10)
    vm.define_storage(size)
    who.say(f"STORAGE = {size >> 10:05d}K")


def storage_size(word: str) -> int:
    """nnnnnK or nnM in bytes, made up to whole pages."""
    number, unit = word[:-1], word[-1:].upper()
    if unit not in ("K", "M") or not (number.isascii() and number.isdecimal()) or len(number) > 5:
        raise CPError("storage-size")
    size = -(-(int(number) << (10 if unit == "K" else 20)) // PAGE) * PAGE
    if not LEAST_STORAGE <= size <= MOST_STORAGE:
        raise CPError("storage-size")
    return size


def renumber(vm, old: int, new: int) -> None:
    """Move a device to another address; it keeps its medium and its state."""
    with vm.lock:
        device = vm.remove(old)
        try:
            vm.install(new, device)
        except BaseException:
            vm.install(old, device)
            raise
        vm.system.disks.renumber(vm.userid, old, new)
        if hasattr(device, "unit"):
            device.unit = new


# -- the operator's: ATTACH, VARY

@command("ATTACH", 3, "B", "raddr [TO] {SYSTEM [AS] volid | userid [AS] vaddr}", "real devices",
         source="CP-67")
def attach(who, words):
    """Give a volume to the system for minidisks, or a real device to a user.

    raddr is a real address, for a volume also its serial.  An image laid into the folder `volumes` while
    the system runs is found by its name.
    """
    word = w.needed(words)
    rest = skipped(words[1:], "TO")
    if w.needed(rest).upper() != "SYSTEM":
        return real("ATTACH", who, word, [rest[0], *skipped(rest[1:], "AS")])
    rest = skipped(rest[1:], "AS")
    w.nothing_more(rest[1:])
    disks = who.system.disks
    pack = disks.find(word)
    if rest and rest[0].upper() != pack.serial:
        raise CPError("invalid-operand", operand=rest[0])
    try:
        disks.change_volume(word, disks.volumes.attach)
    except MediaError as error:
        raise host_error(error) from None
    who.system.log("volume", f"{pack.serial} attached to the system")
    who.say(f"DASD {pack.unit:03X} ATTACH TO SYSTEM {pack.serial}")
    return None


@command("VARY", 3, "B", "{ONLINE|OFFLINE} {raddr|volid}", "real devices")
def vary(who, words):
    """Open or close a volume's image.

    OFFLINE: nobody may be linked to a disk on it; the file can then be copied, checked or replaced.
    ONLINE: it is opened, and belongs to nobody until ATTACH gives it to the system.
    """
    how = w.needed(words).upper()
    if len(how) < 2 or not ("ONLINE".startswith(how) or "OFFLINE".startswith(how)):
        raise CPError("invalid-operand", operand=words[0])
    w.nothing_more(words[2:])
    disks = who.system.disks
    line = "ONLINE" if "ONLINE".startswith(how) else "OFFLINE"
    change = disks.volumes.online if line == "ONLINE" else disks.volumes.offline
    try:
        pack = disks.change_volume(w.needed(words[1:]), change)
    except MediaError as error:
        raise host_error(error) from None
    who.system.log("volume", f"{pack.serial} varied {line.lower()}")
    who.say(f"{pack.unit:03X} VARIED {line}")


# -- QUERY

@query("LINKS", 3, "G", "vaddr", source="CP-67")
def query_links(who, words):
    """Who is linked to the same disk as you at vaddr, and how."""
    vm, unit = who.need_vm(), w.unit_address(w.needed(words))
    w.nothing_more(words[1:])
    disks = vm.system.disks
    mine = disks.links.get((vm.userid, unit))
    if mine is None:
        vm.device(unit)
        raise CPError("wrong-device", unit=unit)
    links = [mine, *disks.others(mine)]
    told = [f"{one.userid:<8} {one.unit:03X} {one.access}" for one in links]
    for at in range(0, len(told), IN_LINE):
        who.say(", ".join(told[at:at + IN_LINE]))
    for one in links:
        who.tell({"userid": one.userid, "unit": f"{one.unit:03X}", "access": one.access})


@query("DASD", 2, "BG", "[raddr|volid]")
def query_dasd(who, words):
    """Your disks; class B: the real volumes, their state and how many disks on them are in use."""
    w.nothing_more(words[1:])
    disks = who.system.disks
    if "B" not in who.classes:
        return own_dasd(who, words)
    packs = [disks.find(words[0])] if words else list(disks.volumes.packs.values())
    for pack in packs:
        users = len(disks.on(pack.serial))
        state = ("CP OWNED" if pack.temporary else "CP SYSTEM") if pack.state == "SYSTEM" else pack.state
        count = f" {users:03d}" if pack.state == "SYSTEM" else ""
        who.say(f"DASD {pack.unit:03X} {state} {pack.serial}{count}")
        who.tell({"unit": f"{pack.unit:03X}", "serial": pack.serial, "state": pack.state.lower(),
                  "users": users, "file": pack.path, "trouble": pack.trouble})
    return None


def own_dasd(who, words) -> None:
    """QUERY DASD of a general user."""
    vm = who.need_vm()
    chosen = w.unit_address(words[0]) if words else None
    if chosen is not None:
        vm.device(chosen)
    for unit, device in sorted(vm.devices.items()):
        if isinstance(device, Dasd) and chosen in (None, unit) and device.volume is not None:
            made = getattr(device.volume, "link", None)
            who.say(f"DASD {unit:03X} {made.text if made else device.type}")
            who.tell({"unit": f"{unit:03X}", "type": device.type})


@query("TDSK", 4, "BCE")
def query_tdsk(who, words):
    """Who has temporary disks: userid, address, volume, first cylinder, cylinders."""
    w.nothing_more(words)
    found = who.system.disks.temporaries()
    for one in found:
        who.say(f"{one.userid:<8} {one.unit:03X} {one.type} {one.extent.serial:<6} "
                f"{one.extent.first:03d} {one.extent.cylinders:03d} CYL")
        who.tell({"userid": one.userid, "unit": f"{one.unit:03X}", "type": one.type,
                  "serial": one.extent.serial, "first": one.extent.first,
                  "cylinders": one.extent.cylinders})
    if not found:
        who.say("NO TDSK IN USE")
