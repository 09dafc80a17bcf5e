"""The devices of a virtual machine: made from its directory entry, defined by its user, and how QUERY
VIRTUAL tells of them.

Called by `System.logon`, by DEFINE (cp/commands/disks.py through DEFINABLE) and by QUERY.
"""
from __future__ import annotations

import threading

from cp.console import GuestConsole
from cp.graf import TYPES as DISPLAYS, Graf
from cp.line_device import TerminalLine
from cp.messages import CPError
from cp.timer_device import TimerDevice
from cp.unit_record import SpooledPrinter, SpooledPunch, SpooledReader
from s360.devices import ctca
from s360.devices.console import Console
from s360.devices.ctca import Ctca
from s360.devices.dasd import Dasd
from s360.devices.tape import Tape
from s360.errors import S360Error

CONSOLES = ("1052", "3210", "3215")
PRINTERS = ("1403", "1443")
LINES = ("2702", "LINE")
REEL = 2400                    # feet of tape: a reel holds 46 million bytes at most
TAPES = ("2400", "2401", "2402", "2403", "2404", "2415", "2420")


def make(vm, unit: int, type: str, **options):
    """A device of an IBM type (or TIMER, CTCA, LINE) for a virtual machine."""
    if type in CONSOLES:
        return GuestConsole(vm.console, type=type)
    if type == "2540R":
        return SpooledReader(vm, unit, **options)
    if type == "2540P":
        return SpooledPunch(vm, unit, **options)
    if type in PRINTERS:
        return SpooledPrinter(vm, unit, type=type, **options)
    if type == "TIMER":
        return TimerDevice(vm)
    if type == "CTCA":
        return VirtualCtca(vm, **options)
    if type in LINES:
        return TerminalLine(vm, unit)
    if type in DISPLAYS:
        return Graf(vm, unit, type)
    if type in TAPES:
        return Tape(None, type=type, reel=REEL)
    raise CPError("wrong-device", unit=unit)


def furnish(vm) -> list[str]:
    """Give a machine that logs on what its directory entry says; gives lines about what could not be
    had (the others are there all the same)."""
    user, trouble = vm.user, []
    console = user.console
    if console is not None:
        type = console.type if console.type in CONSOLES else CONSOLES[-1]     # a display types like a 3215
        vm.install(console.unit, make(vm, console.unit, type))
    for unit, spec in user.devices.items():
        attempt(vm, trouble, unit, lambda: vm.install(unit, make(vm, unit, spec.type,
                                                                 **unit_options(spec))))
    for unit in user.disks:
        attempt(vm, trouble, unit, lambda: own_disk(vm, unit))
    for unit, spec in user.temporary_disks.items():
        attempt(vm, trouble, unit, lambda: temporary(vm, unit, spec))
    for link in user.links:
        attempt(vm, trouble, link.here, lambda: linked(vm, link))
    return trouble


def unit_options(spec) -> dict:
    cls = getattr(spec, "cls", None)
    return {"cls": cls} if cls else {}


def attempt(vm, trouble: list, unit: int, action) -> None:
    try:
        action()
    except S360Error as error:
        trouble.append(f"DEV {unit:03X} NOT AVAILABLE; {error}")


def own_disk(vm, unit: int) -> None:
    disks = vm.system.disks
    disk, note = disks.attach(vm, vm.userid, unit, unit, None)
    vm.install(unit, Dasd(disk, type=disk.device_type))
    if note:
        vm.say(note)


def temporary(vm, unit: int, spec) -> None:
    disk = vm.system.disks.temporary(vm.userid, unit, spec.type, spec.cylinders)
    vm.install(unit, Dasd(disk, type=disk.device_type))


def linked(vm, link) -> None:
    disk, note = vm.system.disks.attach(vm, link.userid, link.unit, link.here, link.mode)
    vm.install(link.here, Dasd(disk, type=disk.device_type))
    if note:
        vm.say(note)


def described(vm, unit: int, device) -> tuple[str, list[str]]:
    """(kind, the lines of QUERY VIRTUAL) of a device."""
    describe = getattr(device, "describe", None)
    if describe is not None:
        lines = describe()
        return lines[0][:4].rstrip(), lines
    if isinstance(device, Console):
        return "CONS", [f"CONS {unit:03X} ON {vm.line} {device.type}"]
    if isinstance(device, Dasd):
        return "DASD", [f"DASD {unit:03X} {disk_text(device)}"]
    if isinstance(device, Tape):
        return "TAPE", [f"TAPE {unit:03X} {device.type} "
                        f"{'READY' if device.medium is not None else 'NOT READY'}"]
    if isinstance(device, TimerDevice):
        return "TIMR", [f"TIMR {unit:03X}"]
    if isinstance(device, Ctca):
        return "CTCA", [f"CTCA {unit:03X} {device.told()}"]
    if isinstance(device, Graf):
        return "GRAF", [f"GRAF {unit:03X} {device.told()}"]
    if isinstance(device, TerminalLine):
        state = (f"DIALED BY {device.session.line}" if device.session is not None else
                 "ENABLED" if device.enabled else "DISABLED")
        return "LINE", [f"LINE {unit:03X} {state}"]
    return "DEV", [f"DEV  {unit:03X} {device.type}"]


def disk_text(device) -> str:
    """Type, volume, access and size of a disk."""
    disk = device.volume
    if disk is None:
        return f"{device.type} NOT READY"
    link = getattr(disk, "link", None)
    return link.text if link is not None else f"{device.type} {disk.serial():<6}"


ADAPTERS = threading.RLock()      # held while one side of an adapter looks at the other


class VirtualCtca(Ctca):
    """One side of a channel-to-channel adapter between two virtual machines.

    Both machines' threads come here: one at a time, and what one has to tell the other's channel is
    posted to the other machine.
    partner: the only userid that may couple to it; "": any
    """

    def __init__(self, vm, partner: str = ""):
        self.vm, self.partner = vm, partner
        self.tell = lambda status: None
        super().__init__()

    @property
    def notify(self):
        """How the other side (or this one) reaches this machine's channel."""
        return lambda status: self.vm.post(lambda: self.tell(status))

    @notify.setter
    def notify(self, tell) -> None:
        self.tell = tell

    def start(self, command: int) -> int:
        with ADAPTERS:
            return super().start(command)

    def write(self, data: bytes) -> None:
        with ADAPTERS:
            super().write(data)

    def end(self, count: int) -> int:
        with ADAPTERS:
            return super().end(count)

    def halt(self) -> None:
        with ADAPTERS:
            super().halt()

    def reset(self) -> None:
        with ADAPTERS:
            super().reset()

    def close(self) -> None:
        with ADAPTERS:
            ctca.uncouple(self)

    def told(self) -> str:
        """For QUERY VIRTUAL."""
        peer = self.peer
        if peer is None:
            return f"NOT COUPLED, FOR {self.partner}" if self.partner else "NOT COUPLED"
        unit = next((unit for unit, device in list(peer.vm.devices.items()) if device is peer), 0)
        return f"COUPLED TO {peer.vm.userid} {unit:03X}"


def couple(one: VirtualCtca, other: VirtualCtca) -> bool:
    """Join two sides, the first parted from whatever it was joined to; False when the other is joined
    to a third."""
    with ADAPTERS:
        if other.peer not in (None, one):
            return False
        ctca.uncouple(one)
        ctca.couple(one, other)
        return True
