"""A machine that is all channel: what the tests of channels and devices drive."""
import struct

from fake_storage import FakeStorage
from s360.channel import CAW, CSW, Channels

SENSE_CCW, SENSE_BYTES = 0x800, 0x900     # storage that vectors and tests leave alone


def ccw(command, address=0, count=1, flags=0x20):
    """Eight bytes of a CCW; flags 80 CD, 40 CC, 20 SLI, 10 SKIP, 08 PCI."""
    return struct.pack(">II", command << 24 | address, flags << 24 | count)


class ChannelMachine:
    """Channels on plain storage, with the few things a program does."""

    def __init__(self, size=0x200000, **options):
        self.storage = FakeStorage(size)
        self.channels = Channels(self.storage, **options)

    def attach(self, unit, device):
        self.channels.attach(unit, device)
        return device

    def put(self, address, *ccws):
        """A channel program at `address`."""
        self.storage.write(address, b"".join(ccws))

    def sio(self, unit, caw):
        self.storage.write(CAW, struct.pack(">I", caw))
        return self.channels.sio(unit)

    def csw(self):
        """(key, address, unit status, channel status, count) as stored."""
        first, unit_status, channel_status, count = struct.unpack(
            ">IBBH", self.storage.read(CSW, 8))
        return first >> 28, first & 0xFFFFFF, unit_status, channel_status, count

    def step(self):
        """Let time pass to the next event; False when nothing is to come."""
        channels = self.channels
        if channels.next_event is None:
            return False
        channels.now = max(channels.now, channels.next_event)
        channels.advance()
        return True

    def interruption(self, mask=0xFE, patience=2000):
        """Wait for one I/O interruption and take it: unit address or None."""
        for _ in range(patience):
            if self.channels.pending & mask:
                return self.channels.accept(mask)
            if not self.step():
                return None
        return None

    def run(self, unit, caw):
        """SIO, then interruptions until device end: merged result (see the vectors' README)."""
        cc = self.sio(unit, caw)
        result = {"cc": cc, "us": 0, "cs": 0, "pci": False}
        if cc > 1:
            return result
        if cc == 1:
            self._merge(result)
            if result["us"] & 0x0C != 0x08:
                return self._sensed(unit, result)
        while not result["us"] & 0x04:
            if self.interruption() is None:
                break
            self._merge(result)
            if self.csw()[2] & 0x08:
                key, address, _, _, count = self.csw()
                result |= {"key": key, "addr": address, "count": count}
            elif self.csw()[2] and "key" not in result and cc == 0:
                key, address, _, _, count = self.csw()
                result |= {"key": key, "addr": address, "count": count}
            if self.csw()[2] and not self.csw()[2] & 0x0C:
                break                     # refused in the chain: nothing more comes
        return self._sensed(unit, result)

    def _merge(self, result):
        _, _, unit_status, channel_status, _ = self.csw()
        result["us"] |= unit_status
        result["cs"] |= channel_status & 0x7F
        result["pci"] |= bool(channel_status & 0x80)

    def _sensed(self, unit, result):
        if result["us"] & 0x02:
            self.put(SENSE_CCW, ccw(0x04, SENSE_BYTES, 6))
            self.storage.write(SENSE_BYTES, bytes(6))
            assert self.sio(unit, SENSE_CCW) == 0
            assert self.interruption() == unit
            result["sense"] = self.storage.read(SENSE_BYTES, 6)
        return result
