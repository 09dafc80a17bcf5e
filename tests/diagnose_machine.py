"""A virtual machine that issues DIAGNOSEs one at a time, in a system with a real spool, saved systems
and accounting but no dispatcher."""
from __future__ import annotations

import time
from types import SimpleNamespace

from cp import unit_record
from cp.accounting import Accounting
from cp.commands import registry
from cp.console import GuestConsole
from cp.frames import Frames
from cp.saved import Saved
from cp.spool import Spool
from cp.timer_device import TimerDevice
from cp.vmachine import VirtualMachine
from fake_media import MemoryTape
from memory_volume import MemoryVolume, record, slot
from s360.devices.ctca import Ctca
from s360.devices.dasd import Dasd
from s360.devices.tape import Tape
from s360.machine import StopReason

CODE_AT = 0x400                # where the DIAGNOSE stands
HANDLER = 0x7000               # program new PSW
NOON = time.struct_time((1971, 9, 30, 12, 34, 56, 3, 273, 0), {"tm_zone": "EST", "tm_gmtoff": -18000})
registry.load()


class Face:
    """A terminal that may be behind."""
    local = True

    def __init__(self):
        self.behind = False

    def show(self, text):
        """Typed nowhere."""

    def status(self, state):
        """Shown nowhere."""

    def hide(self, on):
        """There is no keyboard."""


class System:
    """What a virtual machine needs of CP."""

    def __init__(self, folder, frames=None):
        """frames: of modelled real storage; None: enough."""
        self.configuration = SimpleNamespace(mips=1.0, profile="modern")
        self.profile, self.version = "modern", "2.3.1"
        self.frames = None if frames is None else Frames(frames, folder / "drum")
        self.machines, self.logged, self.alarms = {}, [], []
        self.dispatcher = SimpleNamespace(
            ready=lambda vm, interactive=False: None,
            alarms=SimpleNamespace(after=lambda seconds, action: self.alarms.append(action)))
        self.spool = Spool(folder / "spool.db")
        self.saved = Saved(folder / "saved")
        self.accounting = Accounting(folder / "accounting.db")

    def log(self, kind, text, **fields):
        self.logged.append((kind, text))

    def now(self):
        return NOON

    def idle(self, vm):
        """Nothing is given back."""

    def close_unit_record(self, vm, finally_=False):
        unit_record.close_all(vm)

    def tell_operator(self, text):
        self.logged.append(("operator", text))

    def logoff(self, vm, hold=False, by=""):
        vm.ended = True

    def logon(self, userid, profile="modern", classes="G", options=(), storage=65536):
        user = SimpleNamespace(
            userid=userid, classes=classes, granted=(), profile=profile, share=100, storage=storage, mips=1.0,
            options=options, model=None, account="ACCT1", distribution="BIN1", priority=64)
        vm = self.machines[userid] = VirtualMachine(self, user)
        furnish(vm)
        vm.in_cp, vm.started = False, True
        return vm

    def close(self):
        self.spool.close()
        self.accounting.close()


def furnish(vm) -> None:
    """Console, spooled devices, timer, adapter, two disks (191 of three 2311 tracks with records, 192
    read-only), a tape and a drive without a reel."""
    vm.console.face = Face()
    vm.install(0x009, GuestConsole(vm.console))
    vm.install(0x00C, unit_record.SpooledReader(vm, 0x00C))
    vm.install(0x00D, unit_record.SpooledPunch(vm, 0x00D))
    vm.install(0x00E, unit_record.SpooledPrinter(vm, 0x00E))
    vm.install(0x0FF, TimerDevice(vm))
    vm.install(0x180, Tape(MemoryTape([b"\xc1" * 100, None]), ring=True))
    vm.install(0x181, Tape(None))
    tracks = {(0, head): slot(0, head, [record(0, head, 0, bytes(8))] + [
        record(0, head, number, bytes([head * 16 + number]) * 800) for number in (1, 2, 3)], 4096)
        for head in (0, 1)}
    for unit, read_only in ((0x191, False), (0x192, True)):
        vm.install(unit, Dasd(MemoryVolume("2311", 10, 10, 4096, tracks, read_only)))
    vm.install(0x290, Ctca())


def issue(vm, code, rx=1, ry=2, key=0, execute=False, limit=1, **registers):
    """One DIAGNOSE rx,ry,code with registers r1=..., gives the StopReason of the run (BUDGET: the
    machine goes on).  The program new PSW leads to HANDLER."""
    core, storage = vm.core, vm.machine.storage
    for name, value in registers.items():
        core.set_gpr(int(name[1:]), value & 0xFFFFFFFF)
    storage.write(0x68, (0).to_bytes(5, "big") + HANDLER.to_bytes(3, "big"))
    text = bytes((0x83, rx << 4 | ry)) + code.to_bytes(2, "big")     # base 0: codes up to FFF
    assert code <= 0xFFF
    storage.write(CODE_AT, text)
    if execute:
        storage.write(CODE_AT + 8, bytes.fromhex("4400") + CODE_AT.to_bytes(2, "big"))
    core.psw = bytes((0, key << 4, 0, 0, 0)) + (CODE_AT + 8 * execute).to_bytes(3, "big")
    return vm.machine.run(limit).reason


def interruption(vm):
    """The program interruption the DIAGNOSE ended in: its code; None when it did not."""
    if vm.core.ia != HANDLER:
        return None
    old = vm.machine.storage.read(0x28, 8)
    assert old[5:] == (CODE_AT + 4).to_bytes(3, "big") and old[4] >> 6 == 2
    return int.from_bytes(old[2:4], "big")


def went_on(vm, reason=StopReason.BUDGET) -> bool:
    """The instruction is done and the next one is due."""
    return reason is StopReason.BUDGET and vm.core.ia == CODE_AT + 4


def cards(*lines):
    """Card images."""
    return [line.encode("cp037").ljust(80, b"\x40") for line in lines]


def put_deck(system, userid, *lines, name="DECK", type="DATA", device="PUN"):
    """A file in somebody's reader; its number."""
    writer = system.spool.open("RDR", userid, device=device, name=name, type=type)
    for card in cards(*lines):
        writer.write(1, card)
    return writer.close().number
