"""Virtual devices that users define and join, and tapes that the operator mounts: DEFINE of consoles, unit
record, lines and adapters (through commands/disks.py), COUPLE, MOUNT and DISMOUNT.

Reels are tape images in the data folder's tapes/; nobody reaches another file of the host.
"""
from __future__ import annotations

import re

from cp import vdevices
from cp.commands import words as w
from cp.commands.disks import DEFINABLE
from cp.commands.registry import command
from cp.messages import CPError, message
from s360.devices.ctca import Ctca
from s360.devices.tape import Tape
from s360.errors import S360Error
from s360.media.tape import FORMATS, open_tape

message("not-coupled", "DMKDIA", 11, "CTCA {unit:03X} OF {userid} DOES NOT EXIST", origin="ours")
message("no-reel", "CPCTAP", 930, "REEL {name} IS NOT IN THE FOLDER TAPES", origin="ours")
message("reel-trouble", "CPCTAP", 931, "REEL {name}: {text}", origin="ours")
TYPES = {"CONSOLE": "1052", "PRINTER": "1403", "READER": "2540R", "PUNCH": "2540P", "TIMER": "TIMER",
         "LINE": "2702", "2702": "2702", "CTCA": "CTCA", "1403": "1403", "1443": "1443",
         "2540R": "2540R", "2540P": "2540P", "1052": "1052", "3215": "3215", "2400": "2400",
         "TAPE": "2400"}
SPOOLED = {"2540R": "*", "2540P": "A", "1403": "A", "1443": "A"}
REEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,60}")


def definer(name: str, type: str):
    """DEFINE name [AS] vaddr [CLASS c]."""
    def define(who, unit: int, words: list[str]) -> None:
        vm = who.need_vm()
        options = {}
        if words and type in SPOOLED and words[0].upper() in ("CL", "CLASS") and len(words) == 2:
            options["cls"] = words[1].upper()
            words = []
        w.nothing_more(words)
        vm.install(unit, vdevices.make(vm, unit, type, **options))
        who.say(f"{vdevices.described(vm, unit, vm.device(unit))[0]} {unit:03X} DEFINED")
    define.__name__ = f"define_{name.lower()}"
    return define


for _name, _type in TYPES.items():
    DEFINABLE.setdefault(_name, definer(_name, _type))


@command("COUPLE", 3, "G", "vaddr1 [TO] userid vaddr2", "devices and disks")
def couple(who, words):
    """Join your channel-to-channel adapter to one of another user (or of your own).

    Both are made with DEFINE CTCA AS vaddr.  DETACH or another COUPLE parts them.
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
    vdevices.couple(mine, theirs)
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
    w.nothing_more(words[4:])
    name = w.needed(words)
    vm = who.system.user(w.userid(w.needed(words[1:]), who))
    unit = w.unit_address(w.needed(words[2:]))
    how = words[3].upper() if len(words) > 3 else "NORING"
    if how not in ("RING", "NORING", "NEW"):
        raise CPError("invalid-operand", operand=how)
    reel = open_reel(who.system, name, how)
    drive = vm.devices.get(unit)
    if drive is not None and (not isinstance(drive, Tape) or drive.medium is not None):
        reel.close()
        raise CPError("device-there", unit=unit)

    def put_on() -> None:
        tape = vm.devices.get(unit)
        if tape is None:
            tape = Tape(None)
            vm.install(unit, tape)
        tape.mount(reel, ring=how != "NORING")
    vm.post(put_on)
    who.say(f"TAPE {unit:03X} MOUNTED FOR {vm.userid}")
    if vm is not who.vm:
        vm.say(f"TAPE {unit:03X} MOUNTED, REEL {name}")


def open_reel(system, name: str, how: str):
    """The image of a reel; CPError when there is none such or it cannot be used."""
    if not REEL.fullmatch(name) or ".." in name:
        raise CPError("no-reel", name=name[:20])
    folder = system.data / "tapes"
    path = next((path for path in (folder / name, *(folder / f"{name}.{form}" for form in FORMATS),
                                   *(folder / f"{name.lower()}.{form}" for form in FORMATS))
                 if path.is_file()), None)
    try:
        if how == "NEW":
            folder.mkdir(mode=0o700, exist_ok=True)
            path = path or folder / f"{name.lower()}.aws"
            return open_tape(path, write=True, create=path.suffix.lstrip(".") or "aws")
        if path is None:
            raise CPError("no-reel", name=name)
        return open_tape(path, write=how == "RING")
    except CPError:
        raise
    except S360Error as error:
        raise CPError("reel-trouble", name=name, text=str(error).upper()) from None


@command("DISMOUNT", 5, "B", "userid vaddr", "real devices", source="cpcms")
def dismount(who, words):
    """Take the reel off a user's drive; the drive stays, not ready."""
    w.nothing_more(words[2:])
    vm = who.system.user(w.userid(w.needed(words), who))
    unit = w.unit_address(w.needed(words[1:]))
    drive = vm.device(unit)
    if not isinstance(drive, Tape) or drive.medium is None:
        raise CPError("wrong-device", unit=unit)

    def take_off() -> None:
        reel = drive.dismount()
        if reel is not None:
            reel.close()
    vm.post(take_off)
    who.say(f"TAPE {unit:03X} DISMOUNTED")
