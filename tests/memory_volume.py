"""A disk volume in memory with the interface of s360/media/ckd.py, and slots made by hand."""
from __future__ import annotations

END_MARK = b"\xff" * 8


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
