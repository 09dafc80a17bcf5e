"""A disk drive on a channel, for tests: one channel program at a time."""
from __future__ import annotations

from fake_storage import FakeStorage
from s360.channel import Channels
from s360.devices.dasd import Dasd

UNIT = 0x190
SEEK, SEARCH, READ, WRITE, MASK, SENSE, TIC = 0x07, 0x31, 0x06, 0x05, 0x1F, 0x04, 0x08
OK, FULL_CHECK = 0x0C, 0x0E            # channel end, device end [, unit check]


def address(cylinder, head):
    """BB CC HH of a seek."""
    return b"\0\0" + cylinder.to_bytes(2, "big") + head.to_bytes(2, "big")


def ident(cylinder, head, number):
    """CC HH R of a record."""
    return address(cylinder, head)[2:] + bytes((number,))


def loop(machine, cylinder, head, number, *rest):
    """Seek, search ID equal with a TIC back to it, and the rest."""
    return machine.run((SEEK, address(cylinder, head), 0x40),
                       (SEARCH, ident(cylinder, head, number), 0x40), (TIC, 1), *rest)


class DiskMachine:
    """A drive at UNIT on a channel; `run` gives what a program would see."""

    def __init__(self, volume, drive=None, storage=None):
        self.volume = volume
        self.storage = storage or FakeStorage()
        self.drive = drive or Dasd(volume)
        self.channels = Channels(self.storage)
        self.channels.attach(UNIT, self.drive)

    def start(self, caw):
        """One SIO at a CAW: (condition code, CSWs oldest first)."""
        channels, storage = self.channels, self.storage
        storage.write(0x48, caw.to_bytes(4, "big"))
        storage.write(0x40, bytes(8))
        cc = channels.sio(UNIT)
        csws = [storage.read(0x40, 8)] if cc == 1 else []
        for _ in range(100000):
            while channels.pending & 0x7F:
                assert channels.accept(0x7F) == UNIT
                csws.append(storage.read(0x40, 8))
            if channels.next_event is None:
                break
            channels.now = channels.next_event
            channels.advance()
        return cc, csws

    def run(self, *ccws, at=0x1000):
        """A channel program: each CCW is (command, data or count, flags).

        Data are put into storage for writes; a count makes room for a read.  Gives (unit status,
        channel status, residual count of the last CSW, list of what each CCW's area holds).
        """
        areas, area = [], at + 8 * len(ccws)
        for n, (command, what, *flags) in enumerate(ccws):
            flag = flags[0] if flags else (0x60 if n + 1 < len(ccws) else 0x20)
            if command == 0x08:
                self._ccw(at + 8 * n, command, at + 8 * what, 0, 0)
                areas.append((0, 0))
                continue
            data = what if isinstance(what, bytes) else bytes(what)
            self.storage.write(area, data)
            self._ccw(at + 8 * n, command, area, flag, max(1, len(data)))
            areas.append((area, len(data)))
            area += max(1, len(data))
        cc, csws = self.start(at)
        unit = channel = 0
        for csw in csws:
            unit |= csw[4]
            channel |= csw[5]
        ended = [c for c in csws if c[4] & 0x0A or c[5] & 0x3E] or csws
        self.cc, self.csws = cc, csws
        self.stopped = (int.from_bytes(ended[0][1:4], "big") - at) // 8 - 1 if ended else None
        rest = int.from_bytes(ended[0][6:8], "big") if ended else 0
        return unit, channel, rest, [self.storage.read(a, n) for a, n in areas]

    def _ccw(self, at, command, address, flags, count):
        self.storage.write(at, bytes((command,)) + address.to_bytes(3, "big")
                           + bytes((flags, 0)) + count.to_bytes(2, "big"))

    def sense(self, count=6, at=0x800):
        """The sense bytes, by a program of its own."""
        self._ccw(at, 0x04, at + 8, 0x20, count)
        self.start(at)
        return self.storage.read(at + 8, count)
