"""What the media tests share: small images, a compressed image made by hand, a kill in mid-write."""
from __future__ import annotations

import bz2
import os
import struct
import zlib

from s360.media import ckd, files
from s360.media.geometry import geometry_of


def sample_slots(type: str, cylinders: int):
    """Slots in order, with records of many lengths, keys and end-of-file records."""
    geometry = geometry_of(type)
    for cylinder in range(cylinders):
        for head in range(geometry.heads):
            n = cylinder * geometry.heads + head
            contents = [(r, bytes([n & 255]) * (r * n % 5), bytes([r]) * (n * 37 % 300 * (r % 4)))
                        for r in range(1, 1 + n % 4)]
            yield ckd.slot(cylinder, head, contents, geometry.slot)


def sample_volume(path, type: str = "2311", cylinders: int = 2) -> str:
    ckd.build_image(path, geometry_of(type), cylinders, sample_slots(type, cylinders))
    return str(path)


def compressed_volume(path, source: str, order: str = "<") -> str:
    """A CKD_C370 image of a plain one: track n is stored, packed by zlib or by bzip2 in turn; empty
    tracks (R0 alone) have no place in it."""
    with ckd.open_volume(source) as volume:
        slots = [(c, h, ckd.recorded(image)) for c, h, image in volume.tracks()]
        header = open(source, "rb").read(512)
        cylinders = volume.cylinders
    tables = -(-len(slots) // 256)
    second = bytearray(512)
    second[3] = 2 if order == ">" else 0
    struct.pack_into(order + "I", second, 4, tables)
    struct.pack_into("<I", second, 40, cylinders)
    out = bytearray(header.replace(b"CKD_P370", b"CKD_C370") + second + bytes(4 * tables))
    for table in range(tables):
        at = len(out)
        struct.pack_into(order + "I", out, 1024 + 4 * table, at)
        out += bytes(2048)
        for n, (cylinder, head, image) in enumerate(slots[table * 256:table * 256 + 256]):
            entry = (0, 1, 0)
            if len(ckd.records(image)[0]) > 1:
                kind = n % 3
                body = (image[5:], zlib.compress(image[5:]), bz2.compress(image[5:]))[kind]
                data = bytes([kind]) + image[1:5] + body
                entry = (len(out), len(data), len(data))
                out += data
            struct.pack_into(order + "IHH", out, at + 8 * n, *entry)
    with open(path, "wb") as file:
        file.write(out)
    return str(path)


class Killed(BaseException):
    """The process was killed: nothing of it runs any more."""


class Killer:
    """Let `steps` host writes and truncations pass, then stop in the next: of a write, the pages
    before the `pages`-th boundary are in the file."""

    def __init__(self, monkeypatch, steps: int, pages: int) -> None:
        self.left, self.pages, self.dead = steps, pages, False
        self.write, self.truncate = files.HostFile.write, files.HostFile.truncate
        killer = self
        monkeypatch.setattr(files.HostFile, "write", lambda file, at, data: killer.stop(file, at, data))
        monkeypatch.setattr(files.HostFile, "truncate", lambda file, size: killer.cut(file, size))

    def stop(self, file, offset: int, data) -> None:
        if self.left > 0:
            self.left -= 1
            self.write(file, offset, data)
            return
        end = (offset // files.PAGE + self.pages) * files.PAGE
        self.write(file, offset, data[:max(0, end - offset)])
        raise Killed

    def cut(self, file, size: int) -> None:
        if self.left <= 0:
            raise Killed
        self.left -= 1
        self.truncate(file, size)


def drop(*open_files) -> None:
    """Close host files as the end of a process does: no tidying."""
    for file in open_files:
        if file is not None and file.fd >= 0:
            file.fd = -1
            file._end()
