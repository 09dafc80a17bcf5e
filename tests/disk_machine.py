"""What the disk tests share: a volume in memory, plain storage, a drive on a real channel."""
from __future__ import annotations

from s360.channel import Channels
from s360.devices.dasd import Dasd
from s360.devices.dasd_track import END_MARK

UNIT = 0x190
PROGRAM_CHECK, PROTECTION_CHECK = 0x20, 0x10


def slot(cylinder: int, head: int, records, size: int, flag: int = 0) -> bytes:
    """A CKD_P370 slot of records (count 8 bytes, key, data, overflow)."""
    out = bytearray((flag,)) + cylinder.to_bytes(2, "big") + head.to_bytes(2, "big")
    for count, key, data, overflow in records:
        assert len(key) == count[5] and len(data) == count[6] << 8 | count[7]
        out += bytes((count[0] | (0x80 if overflow else 0),)) + count[1:] + key + data
    out += END_MARK
    assert len(out) <= size
    return bytes(out) + bytes(size - len(out))


def record(cylinder: int, head: int, number: int, data: bytes, key: bytes = b"", overflow=False):
    count = (cylinder.to_bytes(2, "big") + head.to_bytes(2, "big")
             + bytes((number, len(key))) + len(data).to_bytes(2, "big"))
    return count, key, data, overflow


def records_of(image: bytes) -> list:
    """The records of a slot, read by hand."""
    out, at = [], 5
    while image[at:at + 8] != END_MARK:
        count = image[at:at + 8]
        klen, dlen = count[5], count[6] << 8 | count[7]
        data = at + 8 + klen
        out.append((bytes((count[0] & 0x7F,)) + count[1:], image[at + 8:data],
                    image[data:data + dlen], bool(count[0] & 0x80)))
        at = data + dlen
    return out


class MemoryVolume:
    """A volume of empty tracks (R0 only), or of those given as {(cylinder, head): slot}."""

    def __init__(self, device_type="2314", cylinders=203, heads=20, track_size=7680, tracks=(),
                 read_only=False):
        self.device_type, self.cylinders, self.heads = device_type, cylinders, heads
        self.track_size, self.read_only = track_size, read_only
        self.tracks = dict(tracks)
        self.reads = 0
        self.log = []

    def read_track(self, cylinder, head):
        assert 0 <= cylinder < self.cylinders and 0 <= head < self.heads
        self.reads += 1
        image = self.tracks.get((cylinder, head))
        if image is None:
            image = slot(cylinder, head, [record(cylinder, head, 0, bytes(8))], self.track_size)
            self.tracks[cylinder, head] = image
        return image

    def write_track(self, cylinder, head, image):
        assert not self.read_only and len(image) == self.track_size
        assert 0 <= cylinder < self.cylinders and 0 <= head < self.heads
        self.log.append(("track", cylinder, head))
        self.tracks[cylinder, head] = bytes(image)

    def update(self, cylinder, head, offset, data):
        image = self.read_track(cylinder, head)
        assert not self.read_only and 5 <= offset and offset + len(data) <= self.track_size
        self.log.append(("update", cylinder, head, offset, len(data)))
        self.tracks[cylinder, head] = image[:offset] + data + image[offset + len(data):]


class PlainStorage:
    """Main storage of `size` bytes with keys per 2048-byte block."""

    def __init__(self, size=0x800000):
        self.data = bytearray(size)
        self.keys = {}

    def __len__(self):
        return len(self.data)

    def read(self, at, count):
        return bytes(self.data[at:at + count])

    def write(self, at, data):
        self.data[at:at + len(data)] = data

    def _reach(self, at, count, key, fetch):
        """How many bytes may be moved, and the check that stops the rest."""
        done = 0
        while done < count:
            address = at + done
            if not 0 <= address < len(self.data):
                return done, PROGRAM_CHECK
            block = self.keys.get(address >> 11, 0)
            if key and block >> 4 != key and (not fetch or block & 8):
                return done, PROTECTION_CHECK
            done = min(count, done + 2048 - (address & 2047))
        return count, 0

    def channel_fetch(self, at, count, key):
        done, wrong = self._reach(at, count, key, True)
        return bytes(self.data[at:at + done]), wrong

    def channel_store(self, at, data, key):
        done, wrong = self._reach(at, len(data), key, False)
        self.data[at:at + done] = data[:done]
        return done, wrong


class DiskMachine:
    """A drive at UNIT on a channel; `run` gives what a program would see."""

    def __init__(self, volume, drive=None, storage=None):
        self.volume = volume
        self.storage = storage or PlainStorage()
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
