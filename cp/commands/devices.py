"""Virtual devices that users define and join, and tapes that the operator mounts: DEFINE of consoles, unit
record, lines and adapters (through commands/disks.py), COUPLE, MOUNT and DISMOUNT.

Reels are tape images in the data folder's tapes/; nobody reaches another file of the host.
"""
from __future__ import annotations

import re
import threading

from cp import vdevices
from cp.commands import words as w
from cp.commands.disks import DEFINABLE, maker
from cp.commands.registry import command
from cp.graf import TYPES as DISPLAYS
from cp.messages import CPError, message
from cp.spool_file import file_class
from s360.devices.ctca import Ctca
from s360.devices.tape import Tape
from s360.errors import S360Error
from s360.media.tape import FORMATS, open_tape

message("not-coupled", "DMKDIA", 11, "CTCA {unit:03X} OF {userid} DOES NOT EXIST", origin="ours")
message("coupled-already", "DMKDIA", 12, "CTCA {unit:03X} OF {userid} IS COUPLED TO {peer}", origin="ours")
message("not-for-you", "DMKDIA", 13, "CTCA {unit:03X} OF {userid} IS NOT FOR YOU", origin="ours")
message("no-reel", "CPCTAP", 930, "REEL {name} IS NOT IN THE FOLDER TAPES", origin="ours")
message("reel-trouble", "CPCTAP", 931, "REEL {name}: {text}", origin="ours")
message("reel-there", "CPCTAP", 932, "REEL {name} EXISTS ALREADY; MOUNT IT WITH RING", origin="ours")
SPOOLED = {"READER": "2540R", "PUNCH": "2540P", "PRINTER": "1403", "2540R": "2540R", "2540P": "2540P",
           "1403": "1403", "1443": "1443"}
PLAIN = {"2702": "2702", "2400": "2400", "TAPE": "2400"}
AT_ONCE = 1.0                  # seconds in which a machine is reached, unless the host is very busy
REEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,60}")


def spooled(type: str):
    """DEFINE of reader, printer or punch: [CLASS c]."""
    def define(who, unit: int, words: list[str]) -> None:
        options = {}
        if words and words[0].upper() in ("CL", "CLASS"):
            options["cls"] = file_class(w.needed(words[1:]), any_class=type == "2540R")
            words = words[2:]
        w.nothing_more(words)
        who.vm.install(unit, vdevices.make(who.vm, unit, type, **options))
    return define


def adapter(who, unit: int, words: list[str]) -> None:
    """DEFINE CTCA AS vaddr [USER userid]."""
    options = {}
    if words and words[0].upper() == "USER":
        options["partner"] = w.userid(w.needed(words[1:]), who)
        words = words[2:]
    w.nothing_more(words)
    who.vm.install(unit, vdevices.make(who.vm, unit, "CTCA", **options))


def display(who, unit: int, words: list[str]) -> None:
    """DEFINE GRAF AS vaddr [3270 | 3277 | 3278 | 3279]."""
    type = words[0] if words else DISPLAYS[0]
    if type not in DISPLAYS:
        raise CPError("invalid-operand", operand=type)
    w.nothing_more(words[1:])
    who.vm.install(unit, vdevices.make(who.vm, unit, type))


DEFINABLE.update({name: spooled(type) for name, type in SPOOLED.items()})
DEFINABLE.update({name: maker(type) for name, type in PLAIN.items()})
DEFINABLE["CTCA"] = adapter
DEFINABLE["GRAF"] = display


@command("COUPLE", 3, "G", "vaddr1 [TO] userid vaddr2", "devices and disks")
def couple(who, words):
    """Join your channel-to-channel adapter to one of another user (or of your own).

    Both are made with DEFINE CTCA AS vaddr [USER userid]; with USER, only that user can couple to it.
    DETACH parts them, and so does COUPLE of your side to another.
    """
    vm = who.need_vm()
    words = [word for at, word in enumerate(words) if at != 1 or word.upper() != "TO"]
    w.nothing_more(words[3:])
    unit = w.unit_address(w.needed(words))
    other = who.system.user(w.userid(w.needed(words[1:]), who))
    its = w.unit_address(w.needed(words[2:]))
    mine, theirs = vm.device(unit), other.devices.get(its)
    if not isinstance(mine, Ctca):
        raise CPError("wrong-device", unit=unit)
    if not isinstance(theirs, Ctca) or theirs is mine:
        raise CPError("not-coupled", unit=its, userid=other.userid)
    if theirs.partner not in ("", vm.userid):
        raise CPError("not-for-you", unit=its, userid=other.userid)
    if not vdevices.couple(mine, theirs):
        raise CPError("coupled-already", unit=its, userid=other.userid, peer=theirs.peer.vm.userid)
    who.say(f"CTCA {unit:03X} COUPLED TO {other.userid} {its:03X}")
    if other is not vm:
        other.say(f"CTCA {its:03X} COUPLED BY {vm.userid} {unit:03X}")


@command("MOUNT", 2, "B", "reel [TO] userid [AS] vaddr [RING | NORING | NEW]", "real devices",
         source="cpcms")
def mount(who, words):
    """Put a reel of the folder tapes/ on a user's tape drive, which is made when he has none there.

    RING lets him write; NEW makes an empty reel (and puts the ring in).
    """
    words = [word for at, word in enumerate(words)
             if not (at == 1 and word.upper() == "TO") and not (at >= 2 and word.upper() == "AS")]
    if {word.upper() for word in words[3:]} == {"RING", "NEW"}:
        words[3:] = ["NEW"]
    w.nothing_more(words[4:])
    name = w.needed(words)
    vm = who.system.user(w.userid(w.needed(words[1:]), who))
    unit = w.unit_address(w.needed(words[2:]))
    how = words[3].upper() if len(words) > 3 else "NORING"
    if how not in ("RING", "NORING", "NEW"):
        raise CPError("invalid-operand", operand=how)
    drive = vm.devices.get(unit)
    if drive is not None and (not isinstance(drive, Tape) or drive.medium is not None):
        raise CPError("device-there", unit=unit)
    reel = open_reel(who.system, name, how)

    done = threading.Event()

    def put_on() -> None:
        try:
            if vm.ended:
                return reel.close()
            tape = vm.devices.get(unit)
            if tape is None:
                tape = vdevices.make(vm, unit, "2400")
                vm.install(unit, tape)
            take_off(tape)               # what the program has unloaded
            return tape.mount(reel, ring=how != "NORING")
        finally:
            done.set()
    vm.post(put_on)
    if vm is not who.vm:                 # whose lock is not held here
        done.wait(AT_ONCE)               # what is said to be mounted can be used
    who.say(f"TAPE {unit:03X} MOUNTED FOR {vm.userid}")
    if vm is not who.vm:
        vm.say(f"TAPE {unit:03X} MOUNTED, REEL {name}")


def open_reel(system, name: str, how: str):
    """The image of a reel; CPError when there is none such or it cannot be used."""
    if not REEL.fullmatch(name) or ".." in name:
        raise CPError("no-reel", name=name[:20])
    folder = system.data / "tapes"
    names = [one + suffix for one in (name, name.lower()) for suffix in ("", *(f".{f}" for f in FORMATS))]
    path = next((folder / one for one in names if (folder / one).is_file()), None)
    try:
        if how == "NEW":
            if path is not None:
                raise CPError("reel-there", name=name)
            folder.mkdir(mode=0o700, exist_ok=True)
            return open_tape(folder / f"{name.lower()}.aws", write=True, create="aws")
        if path is None:
            raise CPError("no-reel", name=name)
        return open_tape(path, write=how == "RING")
    except CPError:
        raise
    except (S360Error, OSError) as error:
        raise CPError("reel-trouble", name=name, text=str(error)) from None


@command("DISMOUNT", 5, "B", "userid vaddr", "real devices", source="cpcms")
def dismount(who, words):
    """Take the reel off a user's drive; the drive stays, not ready."""
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    unit = w.unit_address(w.needed(words[1:]))
    drive = vm.device(unit)
    if not isinstance(drive, Tape) or drive.medium is None and drive.unloaded is None:
        raise CPError("wrong-device", unit=unit)
    vm.post(lambda: take_off(drive))
    who.say(f"TAPE {unit:03X} DISMOUNTED")


def take_off(drive: Tape) -> None:
    """The reel off the drive, if there is one."""
    reel = drive.dismount()
    if reel is not None:
        reel.close()
