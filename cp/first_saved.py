"""The saved systems that come with the program: made at the first start, and again when what they are made
from has changed.

Called by cp/system.py.  SUPERV is the supervisor of decks/: assembled, linked, IPLed from cards in a
machine that belongs to nobody, and saved where it waits for its first attention.  CMS is IPLed from its
volume and saved where its sources say that nothing is pending.

Source: the save-system hook at location 84 and the SWPTABLE of CP-67 (pages saved, pages shared).
"""
from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, NamedTuple

from cp.delivered import CMS_VOLUME
from cp.directory_schema import User
from cp.folder import digest
from cp.minidisk import Minidisk
from cp.vdevices import make as make_device
from cp.vmachine import VirtualMachine
from s360.devices.dasd import Dasd
from s360.errors import S360Error
from s360.machine import StopReason

SOURCE = "supervisor.asm"
CARDS, CONSOLE = 0x00C, 0x009
MOST = 5_000_000               # instructions until a system waits or comes to its saving point
#: of CMS: the disk, the pages that are saved and those that all machines share, where it tells its
#: saving point and where the saved copy begins, its name
CMS_DISK, CMS_PAGES, CMS_SHARED = 0x190, (0, 0x12), (4, 0xF)
SAVE_AT, BEGIN_AT, NAME_AT = 0x84, 0x88, 0xF8


class System(NamedTuple):
    """A saved system of the program.

    source: gives what it is made from, and a digest of it; None when it is not there
    build:  (system, name, source, digest): makes it; S360Error
    """
    name: str
    source: Callable
    build: Callable


def make(system) -> None:
    """Make what is missing or stale; what cannot be made is told in the log, and CP goes on."""
    for one in SYSTEMS:
        try:
            found = one.source(system)
            if found is None or not system.saved.stale(one.name, found[1]):
                continue
            system.progress(f"Making the saved system {one.name}")
            one.build(system, one.name, *found)
        except (S360Error, OSError) as error:
            system.log("saved", f"{one.name} could not be made: {error}")


@contextmanager
def nobodys_machine(system):
    """A machine that belongs to no user, for making a system in it."""
    vm = VirtualMachine(system, User.model_validate({"userid": "SYSTEM", "storage": "256K", "devices": {}}))
    try:
        yield vm
    finally:
        vm.machine.close()


# -- SUPERV, from cards

def deck_folder() -> Path:
    """Where the sample decks are: in the installed package, or in the checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "decks"
    return installed if installed.is_dir() else here.parent / "decks"


def supervisor(system) -> tuple[bytes, str]:
    text = (deck_folder() / SOURCE).read_bytes()
    return text, hashlib.sha256(text).hexdigest()


def ipl_cards(text: bytes) -> list[bytes]:
    """The source as a deck that loads itself."""
    from s360.asm import assemble
    from s360.asm.object_deck import read_decks
    from s360.linker.bootstrap import ipl_deck
    from s360.linker.link import link
    made = assemble(text.decode(), name=SOURCE)
    if made.return_code > 4:
        raise S360Error(f"{SOURCE} does not assemble: {made.messages[0]}")
    deck, _ = ipl_deck(link(read_decks(made.object_deck, SOURCE)))
    return [deck[at:at + 80] for at in range(0, len(deck), 80)]


def save_supervisor(system, name: str, text: bytes, digest: str) -> None:
    """IPL the deck, and save it in its wait."""
    with nobodys_machine(system) as vm:
        vm.machine.attach(CARDS, "2540R", deck=ipl_cards(text))
        vm.machine.attach(CONSOLE, "1052")
        vm.machine.ipl(CARDS)
        stop = vm.machine.run(MOST)
        if stop.reason is not StopReason.WAIT:
            raise S360Error(f"it does not come to its wait: {stop.reason.value}")
        system.saved.save(name, vm, source=digest)


# -- CMS, from its volume

def cms_volume(system) -> tuple[Path, str] | None:
    path = system.folder.system / f"{CMS_VOLUME}.ckd"
    return (path, digest(path).hex()) if path.exists() else None


def save_cms(system, name: str, path: Path, digest: str, volume: str = CMS_VOLUME) -> None:
    """IPL the volume up to its saving point, and save the nucleus."""
    volume = system.disks.volumes.volume(volume)
    if volume is None:
        raise S360Error(f"{path}: is not mounted")
    with nobodys_machine(system) as vm:
        disk = Minidisk(volume, 0, volume.cylinders, read_only=True)
        vm.install(CMS_DISK, Dasd(disk, type=disk.device_type))
        vm.install(CONSOLE, make_device(vm, CONSOLE, "1052"))
        machine = vm.machine
        machine.ipl(CMS_DISK)
        stop, begin = (int.from_bytes(machine.storage.read(at, 4), "big") for at in (SAVE_AT, BEGIN_AT))
        machine.set_stops({stop})
        ended = machine.run(MOST)
        if ended.reason is not StopReason.ADDRESS_STOP:
            raise S360Error(f"it does not come to its saving point: {ended.reason.value}")
        machine.set_stops(set())
        machine.storage.write(NAME_AT, f"{name:<8}".encode("cp037"))
        machine.core.psw = begin.to_bytes(8, "big")
        system.saved.save(name, vm, pages=(CMS_PAGES,), shared=(CMS_SHARED,), protect=True, source=digest)


SYSTEMS = (System("SUPERV", supervisor, save_supervisor), System("CMS", cms_volume, save_cms))
