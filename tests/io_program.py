"""A guest program that does the I/O of the channel and disk vectors: real SIO, TIO, HIO and TCH
executed by the CPU, real interruptions, the compiled core's storage.

`CpuMachine` and `CpuDisk` have the interface of channel_machine.ChannelMachine and
disk_machine.DiskMachine, whose machines are all channel.  The program lies at 400 to 47F, which
the vectors leave alone; it is put there anew each time, since they clear storage.
"""
from __future__ import annotations

from types import SimpleNamespace

from channel_machine import ChannelMachine
from disk_machine import UNIT, DiskMachine
from s360 import Machine, PSW, StopReason
from s360.devices.dasd import Dasd

START, WAIT_CODE, SPIN = 0x400, 0x420, 0x430
STOP_PSW, OPEN_PSW = 0x440, 0x448
DONE, TAKEN, WRONG = 0x0D0, 0x1A7, 0xBAD         # addresses of the disabled waits
OPERATIONS = {"sio": 0x9C, "tio": 0x9D, "hio": 0x9E, "tch": 0x9F}
PATIENCE = 2000


class Guest:
    """The program and its machine.  Register 1: CAW; 10: device; 11: what BALR links.

    extended: in the Model 67's extended mode (control register 4 enables the channels, the
    interruption code lies at 16)
    """

    def __init__(self, size: int, extended: bool = False, **options):
        self.extended = extended
        self.machine = Machine(size, timer=False, **options)
        self.storage = self.machine.storage

    def install(self, operation: str = "sio") -> None:
        write = self.storage.write
        if self.extended:
            self.machine.cpu.cr[4], self.machine.cpu.cr[6] = 0xFE000000, 0x00800000
        for new in (0x58, 0x60, 0x68, 0x70):
            write(new, self.waiting(WRONG))
        write(0x78, self.waiting(TAKEN))
        write(STOP_PSW, self.waiting(DONE))
        write(OPEN_PSW, bytes(self.psw(system_mask=2 if self.extended else 0xFE, amwp=2)))
        # ST 1,CAW (SIO only); the instruction; BALR 11,0; LPSW
        write(START, bytes.fromhex("50100048") + bytes([OPERATIONS[operation]])
              + bytes.fromhex("00A000" "05B0") + b"\x82\0" + STOP_PSW.to_bytes(2, "big"))
        write(WAIT_CODE, b"\x82\0" + OPEN_PSW.to_bytes(2, "big"))
        write(SPIN, b"\x47\xF0" + SPIN.to_bytes(2, "big"))

    def psw(self, **fields) -> PSW:
        return PSW(extended=self.extended, **fields)

    def waiting(self, address: int) -> bytes:
        return bytes(self.psw(amwp=2, ia=address))

    def start(self, operation: str, unit: int, caw: int = 0) -> int:
        """One I/O instruction; its condition code."""
        machine = self.machine
        self.install(operation)
        machine.cpu.gpr[1], machine.cpu.gpr[10] = caw, unit
        machine.cpu.psw = self.psw(ia=START if operation == "sio" else START + 4)
        assert machine.run().reason is StopReason.DISABLED_WAIT
        assert machine.cpu.psw.ia == DONE
        return machine.cpu.gpr[11] >> 28 & 3

    def interruption(self) -> int | None:
        """Wait with every channel enabled: the unit that interrupts, None when none will."""
        machine = self.machine
        self.install()
        machine.cpu.psw = self.psw(ia=WAIT_CODE)
        reason = machine.run().reason
        if reason is StopReason.WAIT:
            return None
        assert reason is StopReason.DISABLED_WAIT and machine.cpu.psw.ia == TAKEN
        old = self.storage.read(0x38, 8)
        assert old[:2] == self.storage.read(OPEN_PSW, 2) and old[5:] == bytes(3)
        return int.from_bytes(self.storage.read(0x16, 2) if self.extended else old[2:4], "big")

    def spin(self) -> None:
        """Masked off, loop until every operation is over."""
        machine = self.machine
        self.install()
        machine.cpu.psw = self.psw(ia=SPIN)
        for _ in range(PATIENCE):
            if machine.channels.next_event is None:
                return
            assert machine.run(100).reason is StopReason.BUDGET
        raise AssertionError("an operation does not end")


class CpuMachine(ChannelMachine):
    """For test_channel_vectors: steps by the CPU."""

    def __init__(self, size=0x200000, **options):
        self.guest = Guest(size, **options)
        self.storage = self.guest.storage
        guest = self.guest
        self.channels = SimpleNamespace(
            idle=guest.spin, tio=lambda unit: guest.start("tio", unit),
            hio=lambda unit: guest.start("hio", unit), tch=lambda unit: guest.start("tch", unit))

    def attach(self, unit, device):
        self.guest.machine.channels.attach(unit, device)
        return device

    @property
    def console(self):
        """The operator: what a person does comes in between two instructions."""
        return self._operator

    @console.setter
    def console(self, device):
        post = self.guest.machine.post
        self._operator = SimpleNamespace(
            type_in=lambda line: post(lambda: device.type_in(line)),
            request=lambda: post(device.request))

    def sio(self, unit, caw):
        return self.guest.start("sio", unit, caw)

    def interruption(self, mask=0xFE, patience=PATIENCE):
        return self.guest.interruption()


class CpuDisk(DiskMachine):
    """For test_dasd_vectors: a drive at UNIT of a guest's machine, in place of the one before."""

    def __init__(self, guest: Guest, volume):
        self.guest, self.volume, self.storage = guest, volume, guest.storage
        channels = guest.machine.channels
        if UNIT in channels.devices:
            channels.detach(UNIT)
        self.drive = Dasd(volume)
        channels.attach(UNIT, self.drive)

    def start(self, caw):
        self.storage.write(0x40, bytes(8))
        cc = self.guest.start("sio", UNIT, caw)
        csws = [self.storage.read(0x40, 8)] if cc == 1 else []
        while (unit := self.guest.interruption()) is not None:
            assert unit == UNIT
            csws.append(self.storage.read(0x40, 8))
        return cc, csws
