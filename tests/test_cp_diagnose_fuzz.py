"""Hostile guests: random DIAGNOSEs.  Whatever a guest asks, CP raises nothing, the guest is told by an
interruption or goes on, and what belongs to others stays as it was."""
import hashlib
from random import Random

import pytest

from cp import diagnose, vdevices
from cp.system import System
from diagnose_machine import CODE_AT, HANDLER, put_deck
from fake_media import MemoryTape
from s360 import ccw as channel
from s360.devices.dasd import Dasd
from s360.devices.tape import Tape
from s360.machine import StopReason
from s360.media.ckd import create_volume, open_volume

SIZE = 256 * 1024              # of GUEST in a new installation
CHAIN, AREA = 0x1000, 0x2000
UNITS = (0x009, 0x00C, 0x00D, 0x00E, 0x0FF, 0x180, 0x181, 0x191, 0x192, 0x290, 0x300, 0xFFFFFFFF)
CODES = sorted(diagnose.CODES)
BUILT = [code for code in CODES if diagnose.CODES[code].function]
COMMANDS = (
    "DISPLAY 0-FFFFFF", "DISPLAY G", "DISPLAY K0-FFFFF", "STORE 1000 12345678", "STORE G5 FFFFFFFF",
    "STORE PSW 0002000000000000 00000000", "STORE FFFFFE 00", "BEGIN", "BEGIN FFFFFE", "SLEEP 1 SEC",
    "SYSTEM RESET", "SYSTEM CLEAR", "SYSTEM RESTART", "IPL 00C", "IPL 191", "IPL 999", "IPL NOSUCH",
    "EXTERNAL", "READY 00E", "NOTREADY 00C", "ATTN", "SET EMSG CODE", "SET EMSG OFF",
    "SET EMSG TEXT", "LOGOFF", "LOGON CMSUSER", "#CP", "CP", "*", "", "\x00\xff", "XYZZY", "ECHO",
    "HELP", "QUERY VIRTUAL", "QUERY NAMES", "QUERY FILES", "QUERY TIME", "LINK CMSUSER 191 391 RR",
    "LINK CMSUSER 191 391 W PASS=X", "LINK * 191 392 RR", "DETACH 192", "DETACH 009", "CLOSE 00E",
    "PURGE RDR ALL", "SPOOL 00C CONT HOLD", "SPOOL 00E CLASS B", "DEFINE STORAGE 128K", "DISCONN",
    "DEFINE T2314 AS 393 CYL 2", "IPL SEG", "TRACE ALL RUN", "TRACE END", "CHANGE RDR ALL HOLD",
    "SAVESYS SEG", "FORCE CMSUSER", "SHUTDOWN", "DISPLAY PSW", "DUMP 0-100", "ADSTOP 500", "ADSTOP OFF")
VICTIM, OTHERS = "GUEST", ("CMSUSER", "OPERATOR")


class Room:
    """A hostile machine, GUEST's, and two others that do nothing, with disks and files of their own.
    The dispatcher stands still: the hostile machine is run here."""

    def __init__(self, folder, seed, frames=None):
        if frames is not None:
            System(folder).close()
            with open(folder / "system.yaml", "a", encoding="utf-8") as file:
                file.write(f"\nframes: {frames}\n")
        self.system = System(folder, threads=1)
        self.system.dispatcher.stop()
        self.dice = Random(seed)
        self.extra = folder.with_name("extra.ckd")
        create_volume(self.extra, "2311", "EXTRA", cylinders=10)
        for userid in OTHERS:
            other = self.system.logon(userid, ipl=False)
            other.machine.storage[:] = Random(userid).randbytes(len(other.machine.storage))
            put_deck(self.system, userid, "SECRET OF " + userid)
        self.system.saved.save("SEG", other, pages=((4, 5),), shared=((4, 4),), protect=True)
        self.before = self.others()
        self.vm = None

    def others(self):
        """A digest of what belongs to others."""
        digest = hashlib.sha256()
        for userid in OTHERS:
            vm = self.system.machines[userid]
            core = vm.core
            digest.update(vm.machine.storage[:] + vm.machine.storage.keys + core.psw)
            digest.update(repr([core.get_gpr(r) for r in range(16)]).encode())
            digest.update(vm.devices[0x191].volume.digest().encode())
            digest.update(repr([self.system.spool.reader(file.number)
                                for file in self.system.spool.files("RDR", userid)]).encode())
        digest.update((self.system.folder.saved / "SEG").read_bytes())
        return digest.hexdigest()

    def machine(self):
        """The hostile machine, a new one when the last has gone or has become another."""
        vm, dice = self.vm, self.dice
        if vm is not None and (vm.ended or vm.in_cp and vm.paging is not None and dice.random() < 0.1
                               or len(vm.machine.storage) != SIZE or dice.random() < 0.01):
            self.system.logoff(vm)
            vm = None
        if vm is None:
            vm = self.vm = self.system.logon(VICTIM, ipl=False)
            vm.install(0x180, Tape(MemoryTape([b"\xc1" * 100, None]), ring=True))
            vm.install(0x181, Tape(None))
            vm.install(0x192, Dasd(open_volume(self.extra)))
            vm.install(0x290, vdevices.make(vm, 0x290, "CTCA"))
        vm.profile = dice.choice(("1968", "1972", "modern", "modern"))
        vm.classes = dice.choice(("G", "", "FG"))
        vm.user.options[:] = dice.choice(([], ["ACCT"]))
        vm.in_cp = vm.asleep = vm.suspended = False
        vm.started = True
        if vm.paging is not None:
            vm.paging.begin()
        for device in vm.devices.values():
            if getattr(device, "stopped_by_user", False) and dice.random() < 0.5:
                device.stopped_by_user = False
        if dice.random() < 0.2:
            vm.machine.channels.reset()
        if len(self.system.spool.files("RDR", VICTIM)) < 3:
            put_deck(self.system, VICTIM, *(["CARD"] * dice.randrange(1, 100)),
                     device=dice.choice(("PUN", "PRT")))
        return vm

    def address(self):
        dice = self.dice
        near = dice.choice((0, 0, 0, dice.randint(-20, 20), -8, -4096))
        return (dice.choice((AREA, AREA, CHAIN, SIZE, 0, dice.randrange(0, SIZE, 4096),
                             dice.getrandbits(32))) + near) & 0xFFFFFFFF

    def value(self):
        dice = self.dice
        return dice.choice((
            self.address(), self.address(), dice.choice(UNITS), dice.choice(UNITS), dice.randrange(260),
            4 * dice.randrange(12), dice.choice((0, 1, 8, 32, 48, 80, 104, 132, 0xFFF, 4096, 8192)),
            dice.choice((0, 0x40, 0x80, 0xC0)) << 24 | dice.choice((0, 8, 12, 80, 132)),
            dice.getrandbits(32)))

    def furnish(self, vm):
        """Storage: channel programs, arguments, names, commands, noise."""
        dice, storage = self.dice, vm.machine.storage
        ccws = []
        for _ in range(12):
            command = dice.choice((7, 0x1B, 0x31, 8, 6, 5, 2, 1, 9, 3, 4, 0x19, 0x0A, 0x1D,
                                   dice.getrandbits(8)))
            flags = dice.choice((0, 0x20, 0x40, 0x60, 0x40, 0x60, 0x80, 0xA0, 0x48, 0x10, 0xFF))
            count = dice.choice((1, 5, 6, 6, 5, 80, 800, 2048, dice.getrandbits(16)))
            address = dice.choice((self.address(), CHAIN + 8 * dice.randrange(12), CHAIN + 0x200,
                                   CHAIN + 0x202)) & 0xFFFFFF
            ccws.append(channel.two_words.pack(command << 24 | address, flags << 24 | count))
        storage.write(CHAIN, b"".join(ccws))
        if dice.random() < 0.3:                        # a chain as X'18' wants it
            storage.write(CHAIN, b"".join(channel.two_words.pack(*words) for words in (
                (0x07000000 | CHAIN + 0x200, 0x40000006), (0x31000000 | CHAIN + 0x202, 0x40000005),
                (0x08000000 | CHAIN + 8, 1),
                (dice.choice((5, 6)) << 24 | self.address() & 0xFFFFFF, 0x20000320))))
        storage.write(CHAIN + 0x200, bytes((0, 0, 0, dice.randrange(11), 0, dice.randrange(3),
                                            dice.randrange(4))))
        area = dice.choice((dice.randbytes(64), "SEG     ".encode("cp037"),
                            dice.choice(COMMANDS).encode("cp037", "replace"),
                            dice.choice(COMMANDS).encode("cp037", "replace") + b"\x15"
                            + dice.choice(COMMANDS).encode("cp037", "replace"),
                            "ASSEMBLE".encode("cp037") + dice.randbytes(24)))
        storage.write(AREA, area.ljust(132, b"\x40"))
        keys = bytearray(len(storage) >> 11)
        if dice.random() < 0.3:
            for _ in range(6):
                keys[dice.randrange(1, len(keys))] = dice.getrandbits(8)
        storage.keys = keys

    def one(self):
        """A random DIAGNOSE."""
        dice, vm = self.dice, self.machine()
        self.furnish(vm)
        core = vm.core
        for register in range(16):
            core.set_gpr(register, self.value())
        if dice.random() < 0.3:
            core.set_gpr(15, dice.randrange(18))
        roll = dice.random()
        code = dice.choice(BUILT if roll < 0.85 else CODES if roll < 0.95 else range(0x1000))
        rx, ry = dice.randrange(16), dice.randrange(16)
        if dice.random() < 0.6:
            self.sensible(core, code, rx, ry)
        text = bytes((0x83, rx << 4 | ry)) + code.to_bytes(2, "big")
        storage = vm.machine.storage
        storage.write(CODE_AT, text)
        storage.write(0x68, bytes(5) + HANDLER.to_bytes(3, "big"))
        core.psw = bytes((0, dice.choice((0, 0, 0, 3, 15)) << 4, 0, 0, 0)) + CODE_AT.to_bytes(3, "big")
        interruptions, machine = core.interruptions, vm.machine
        reason = machine.run(1).reason
        if reason is StopReason.BUDGET:
            interrupted = core.interruptions - interruptions
            assert interrupted in (0, 1)
            assert core.ia == (HANDLER if interrupted else CODE_AT + 4), f"{code:03X}"
            if interrupted:
                assert core.last_interruption[0] == 3 and core.last_interruption[1] in (2, 4, 5, 6)
        else:
            assert reason is StopReason.STOPPED, f"{code:03X} {reason}"
        return code

    def sensible(self, core, code, rx, ry):
        """Registers with which the code might do something."""
        dice = self.dice
        core.set_gpr(rx, AREA)
        if code in (0x18, 0x20, 0x24):
            core.set_gpr(rx, dice.choice((0x191, 0x192, dice.choice(UNITS))))
            core.set_gpr(ry, CHAIN)
            core.set_gpr(15, 1)
        elif code == 0x08:
            core.set_gpr(ry, dice.choice((0, 0x40)) << 24 | dice.choice((20, 40, 132)))
        elif code == 0x10:
            core.set_gpr(rx, 0x8000)
            core.set_gpr(ry, 0x9000)
        elif code == 0x14:
            core.set_gpr(ry + 1 & 15, dice.choice((0, 4, 8, 12, 16, 20, 24, 0xFFF)))
            core.set_gpr(ry, 0x00C)
        elif code == 0x4C:
            core.set_gpr(ry, 0x10)
            core.set_gpr(ry + 1 & 15, dice.randrange(1, 71))
        elif code == 0x58:
            core.set_gpr(rx, CHAIN)
            core.set_gpr(ry, 9)
        elif code == 0x64:
            core.set_gpr(ry, 4 * dice.randrange(4))
        elif code == 0x308:
            core.set_gpr(ry, 48)


def attack(folder, seed, count, monkeypatch, frames=None):
    monkeypatch.setattr("cp.diagnose_services.Work.begin", lambda work: work.end(1, 0, b""))
    room = Room(folder / "data", seed, frames)
    try:
        seen = {room.one() for _ in range(count)}
        assert room.others() == room.before
    finally:
        room.system.close()
    log = (folder / "data" / "operator.log").read_text(encoding="utf-8")
    assert "Traceback" not in log and "Error(" not in log
    return seen


@pytest.mark.parametrize("seed", range(4))
def test_random_diagnoses_harm_nobody_else(tmp_path, monkeypatch, seed):
    assert set(BUILT) <= attack(tmp_path, seed, 1000, monkeypatch)


def test_random_diagnoses_of_a_machine_that_is_paged(tmp_path, monkeypatch):
    """Three machines of 64 pages on 64 frames."""
    attack(tmp_path, 77, 500, monkeypatch, frames=64)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_hundred_thousand_random_diagnoses(tmp_path, monkeypatch, seed):
    attack(tmp_path, seed, 10_000, monkeypatch)
