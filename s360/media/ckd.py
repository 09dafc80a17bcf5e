"""Count-key-data volumes: what a disk drive stands on.  CKD_P370 images are read and written here;
compressed ones (cckd.py) and copy-on-write overlays (overlay.py) have the same interface.

Called by s360/devices/dasd*.py through Volume, by cms/disk.py and by `cpcms volume`.

Image: a header of 512 bytes (X'00' "CKD_P370", X'08' heads and X'0C' slot length as little-endian
words, X'10' last two digits of the device type, X'11' number of this file when the image is split,
0 when it is not, X'12' highest cylinder in this file, 0 in the last), then a slot for every track.
A slot: home address (flag CC HH), then count (CC HH R KL DL), key and data of each record beginning
with R0, then eight X'FF'.

A write is safe against kill -9 (files.py): a track or a part of one is old or new, never part of each.
Any thread may read and write: writes go one after another, a read sees all of a write or nothing.
Not implemented: FBA images, the 2321.
"""
from __future__ import annotations

import hashlib
import os
import struct
import threading
import weakref
from typing import Callable, Iterable, Iterator, NamedTuple

from ..errors import MediaError
from .files import WholeFile, replaced
from .geometry import Geometry, fits, geometry_for, geometry_of

HEADER = 512
HOME_LENGTH, COUNT_LENGTH = 5, 8
END_MARK = b"\xff" * 8
COUNT = struct.Struct(">HHBBH")
PLAIN, COMPRESSED, OVERLAY = b"CKD_P370", b"CKD_C370", b"CPCMSOV1"
FEW_FILES = 9                            # a split image has at most this many


class Record(NamedTuple):
    """A record of a slot: offset of its count field, then the count field.

    cc has bit X'8000' on in a segment of an overflow record (no program sees that bit).
    """

    offset: int
    cc: int
    hh: int
    r: int
    kl: int
    dl: int

    @property
    def end(self) -> int:
        return self.offset + COUNT_LENGTH + self.kl + self.dl


class Damage(NamedTuple):
    """A damaged place: cylinder, head, offset in the slot, what is wrong."""

    cylinder: int
    head: int
    offset: int
    text: str


def records(image: bytes) -> tuple[list[Record], int | None]:
    """The records of a slot, R0 first, and the offset where it is damaged (None: nowhere).

    A damaged slot gives the records before the damage.
    """
    found, at, size = [], HOME_LENGTH, len(image)
    while True:
        count = image[at:at + COUNT_LENGTH]
        if count == END_MARK:
            return found, None
        if len(count) < COUNT_LENGTH:
            return found, min(at, size)
        record = Record(at, *COUNT.unpack(count))
        if record.end > size:
            return found, at
        found.append(record)
        at = record.end


def slot(cylinder: int, head: int, contents: Iterable[tuple], size: int) -> bytes:
    """A slot of `size` bytes with R0 and then `contents`: (record number, key, data)."""
    out = bytearray(b"\0" + struct.pack(">HH", cylinder, head))
    for number, key, data in ((0, b"", bytes(8)), *contents):
        out += COUNT.pack(cylinder, head, number, len(key), len(data)) + key + data
    out += END_MARK
    if len(out) > size:
        raise MediaError(f"cylinder {cylinder} head {head}: {len(out)} bytes do not fit a slot of "
                         f"{size}")
    return bytes(out.ljust(size, b"\0"))


class Volume:
    """A pack or drum: a subclass gives `_read`, `_write` and `_close`.

    path; geometry; device_type "2314" ...; cylinders, heads; track_size: bytes of a slot; read_only.
    Every method may raise MediaError (out of range, damage, host error); nothing else.
    """

    def __init__(self, path, geometry: Geometry, cylinders: int, read_only: bool) -> None:
        self.path = os.fspath(path)
        self.geometry, self.device_type = geometry, geometry.type
        self.cylinders, self.heads, self.track_size = cylinders, geometry.heads, geometry.slot
        self.read_only = read_only
        self._digest: tuple[int, str] | None = None      # `changes` when it was computed, digest
        self._changes = 0
        self.forks: weakref.WeakSet = weakref.WeakSet()   # see forked.py
        self.lock = threading.RLock()
        self._closing = False

    def read_track(self, cylinder: int, head: int) -> bytes:
        """The whole slot, track_size bytes."""
        self._inside(cylinder, head)
        return self._read(cylinder, head)

    def write_track(self, cylinder: int, head: int, image: bytes) -> None:
        """Replace the slot; after a kill it is the old or the new one."""
        if len(image) != self.track_size:
            raise MediaError(f"{self.path}: a slot has {self.track_size} bytes, not {len(image)}")
        self.update(cylinder, head, 0, image)

    def update(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        """Replace bytes inside the slot; after a kill all of them are old or all are new."""
        self._inside(cylinder, head)
        if self.read_only:
            raise MediaError(f"{self.path}: is open for reading only")
        if offset < 0 or offset + len(data) > self.track_size:
            raise MediaError(f"{self.path}: bytes {offset} to {offset + len(data)} are outside a slot "
                             f"of {self.track_size}")
        with self.lock:
            if self.forks:
                for fork in self.forks:
                    fork.keep(cylinder, head)
            try:
                self._write(cylinder, head, offset, bytes(data))
            finally:
                self._changes += 1

    def changes(self) -> int:
        """How often it has been written since it was opened."""
        return self._changes

    def digest(self) -> str:
        """SHA-256, hexadecimal, over geometry and the recorded part of every track: the same for
        the same contents in any format.  Remembered until the next write."""
        changes = self.changes()         # a write while it is computed makes it out of date
        if self._digest is None or self._digest[0] != changes:
            total = hashlib.sha256(f"{self.geometry.code:02X} {self.cylinders} {self.heads}".encode())
            for cylinder, head, image in self.tracks():
                total.update(recorded(image))
            self._digest = changes, total.hexdigest()
        return self._digest[1]

    def tracks(self) -> Iterator[tuple[int, int, bytes]]:
        """Every (cylinder, head, slot) in order."""
        for cylinder in range(self.cylinders):
            for head in range(self.heads):
                yield cylinder, head, self._read(cylinder, head)

    def serial(self) -> str:
        """The volume serial of the VOL1 label on cylinder 0 head 0 record 3; "" without one."""
        try:
            image = self.read_track(0, 0)
        except MediaError:
            return ""
        for record in records(image)[0]:
            text = image[record.offset + COUNT_LENGTH + record.kl:record.end]
            if record.r == 3 and text[:4] == b"\xe5\xd6\xd3\xf1":
                name = text[4:10].decode("cp037").rstrip()
                return name if name.isprintable() else ""
        return ""

    def close(self) -> None:
        """Close it; while forks stand on it, as soon as the last of them is closed."""
        self._closing = True
        if not self.forks:
            self._close()

    def fork_closed(self, fork) -> None:
        """A fork needs this volume no more."""
        self.forks.discard(fork)
        if self._closing and not self.forks:
            self._close()

    def __enter__(self) -> Volume:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _inside(self, cylinder: int, head: int) -> None:
        if not (0 <= cylinder < self.cylinders and 0 <= head < self.heads):
            raise MediaError(f"{self.path}: there is no cylinder {cylinder} head {head}; it has "
                             f"{self.cylinders} cylinders of {self.heads} heads")

    def _read(self, cylinder: int, head: int) -> bytes:
        raise NotImplementedError

    def _write(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        raise NotImplementedError

    def _close(self) -> None:
        raise NotImplementedError


def recorded(image: bytes) -> bytes:
    """The slot up to and with its end mark; all of it when it is damaged."""
    found, damage = records(image)
    if damage is not None:
        return image
    return image[:(found[-1].end if found else HOME_LENGTH) + len(END_MARK)]


class CkdVolume(Volume):
    """A CKD_P370 image in one file or several."""

    def __init__(self, path, write: bool = False, type: str | None = None,
                 durability: str = "process") -> None:
        self.files: list[WholeFile] = []
        self.first: list[int] = []       # first cylinder in each file
        try:
            geometry, cylinders = self._open_files(os.fspath(path), write, type, durability)
        except BaseException:
            self._close()
            raise
        super().__init__(path, geometry, cylinders, not write)

    def _open_files(self, path: str, write: bool, type: str | None, durability: str):
        file = WholeFile(path, write, durability=durability)
        self.files.append(file)
        header = file.read(0, HEADER)
        heads, size, code, sequence, highest = parse_header(path, header, PLAIN)
        cylinders = self._cylinders(file, heads, size, 0, highest)
        if sequence > 1:
            raise MediaError(f"{path}: is file {sequence} of a split image; open the first, "
                             f"{split_name(path, 1)}")
        self.first.append(0)
        while sequence and highest:
            sequence += 1
            path = split_name(path, sequence)
            if sequence > FEW_FILES:
                raise MediaError(f"{self.files[0].path}: more than {FEW_FILES} files")
            file = WholeFile(path, write, durability=durability)
            self.files.append(file)
            header = file.read(0, HEADER)
            also = parse_header(path, header, PLAIN)
            if also[:4] != (heads, size, code, sequence):
                raise MediaError(f"{path}: is not file {sequence} of the image that begins in "
                                 f"{self.files[0].path}")
            self.first.append(cylinders)
            highest = also[4]
            cylinders += self._cylinders(file, heads, size, cylinders, highest)
        geometry = check_geometry(self.files[0].path, heads, size, code, cylinders, type)
        return geometry, cylinders

    @staticmethod
    def _cylinders(file: WholeFile, heads: int, size: int, first: int, highest: int) -> int:
        """Cylinders in one file, by its length; the header's highest cylinder must agree."""
        cylinders, rest = divmod(file.size - HEADER, heads * size)
        if rest or cylinders < 1:
            raise MediaError(f"{file.path}: {file.size} bytes are not {HEADER} and a whole number of "
                             f"cylinders of {heads} tracks of {size}; the file is cut short or damaged")
        if highest and highest != first + cylinders - 1:
            raise MediaError(f"{file.path}: holds cylinders {first} to {first + cylinders - 1}, its "
                             f"header says up to {highest}")
        return cylinders

    def _place(self, cylinder: int, head: int) -> tuple[WholeFile, int]:
        n = len(self.first) - 1
        while self.first[n] > cylinder:
            n -= 1
        track = (cylinder - self.first[n]) * self.heads + head
        return self.files[n], HEADER + track * self.track_size

    def _read(self, cylinder: int, head: int) -> bytes:
        file, offset = self._place(cylinder, head)
        image = file.read(offset, self.track_size)
        if len(image) != self.track_size:
            raise MediaError(f"{file.path}: cut short at cylinder {cylinder} head {head}")
        return image

    def _write(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        file, start = self._place(cylinder, head)
        file.write_whole(start + offset, data)

    def _close(self) -> None:
        for file in self.files:
            file.close()


def parse_header(path: str, header: bytes, kind: bytes) -> tuple[int, int, int, int, int]:
    """(heads, slot length, type byte, file number, highest cylinder) of an image's header."""
    if len(header) < HEADER or header[:8] != kind:
        raise MediaError(f"{path}: is no {kind.decode()} image")
    heads, size, code, sequence, highest = struct.unpack_from("<IIBBH", header, 8)
    if not 0 < heads <= 255 or not 0 < size <= 65536:
        raise MediaError(f"{path}: {heads} heads and slots of {size} bytes are no disk; "
                         "the header is damaged")
    return heads, size, code, sequence, highest


def check_geometry(path: str, heads: int, size: int, code: int, cylinders: int,
                   type: str | None) -> Geometry:
    """The geometry of an image, or MediaError with what it has and what it should have."""
    geometry = geometry_for(code, size, cylinders)
    if geometry is None:
        raise MediaError(f"{path}: type byte X'{code:02X}' is no device of System/360")
    if (heads, size) != (geometry.heads, geometry.slot):
        raise MediaError(f"{path}: has {heads} heads and slots of {size} bytes, a {geometry.type} "
                         f"has {geometry.heads} and {geometry.slot}")
    if cylinders > geometry.all_cylinders:
        raise MediaError(f"{path}: has {cylinders} cylinders, a {geometry.type} has "
                         f"{geometry.all_cylinders}")
    if type is not None:
        wanted = geometry_of(type)
        if (wanted.code, wanted.slot) != (geometry.code, geometry.slot):
            raise MediaError(f"{path}: is a {geometry.type}, not a {wanted.type}")
        geometry = wanted if cylinders <= wanted.all_cylinders else geometry
    return geometry


def split_name(path: str, number: int) -> str:
    """Name of file `number` of a split image: the digit in NAME_1.ext changes."""
    folder, name = os.path.split(path)
    stem, dot, extension = name.partition(".")
    if len(stem) < 3 or stem[-2] != "_":
        raise MediaError(f"{path}: is one file of a split image but is not named NAME_1 before the "
                         "extension, so the others cannot be found")
    return os.path.join(folder, f"{stem[:-1]}{number}{dot}{extension}")


def open_volume(path, write: bool = False, type: str | None = None,
                durability: str = "process") -> Volume:
    """Open an image of any format, told by its first bytes.

    type: refuse any other device type.  A compressed image is never changed: opened for writing, or
    once it has been, its changes are in an overlay beside it, PATH.overlay.
    durability: "process" (what channel end was given for survives a kill of this process) or "power"
    (and a failure of the host).
    """
    from .cckd import CckdVolume
    from .overlay import OverlayVolume, open_overlay

    path = os.fspath(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise MediaError(f"{path}: is no ordinary file")
        with open(path, "rb") as file:
            magic = file.read(8)
    except (OSError, ValueError) as error:
        raise MediaError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if magic == OVERLAY:
        return OverlayVolume.open(path, write, type, durability)
    if magic == COMPRESSED:
        beside = path + ".overlay"
        if write or os.path.exists(beside):
            return open_overlay(CckdVolume(path, type), beside, write, durability, owned=True)
        return CckdVolume(path, type)
    if magic == PLAIN:
        return CkdVolume(path, write, type, durability)
    raise MediaError(f"{path}: is no disk image (neither CKD_P370, CKD_C370 nor an overlay)")


def build_image(path, geometry: Geometry, cylinders: int, slots: Iterable[bytes],
                overwrite: bool = False, progress: Callable[[int, int], None] | None = None) -> None:
    """Write a CKD_P370 image: one slot a track in order, each up to its end mark at least.

    The file gets its name when it is whole.  progress(cylinders done, cylinders) is called once a
    cylinder.  MediaError if the file exists and `overwrite` is off.
    """
    path = os.fspath(path)
    if not 0 < cylinders <= geometry.all_cylinders:
        raise MediaError(f"{path}: a {geometry.type} has 1 to {geometry.all_cylinders} cylinders, "
                         f"not {cylinders}")
    header = PLAIN + struct.pack("<IIB", geometry.heads, geometry.slot, geometry.code)
    with replaced(path, overwrite) as partial:
        file = WholeFile(partial, write=True, create=True)
        try:
            file.truncate(HEADER + cylinders * geometry.heads * geometry.slot)
            file.write(0, header.ljust(HEADER, b"\0"))
            for track, image in enumerate(slots):
                file.write(HEADER + track * geometry.slot, image)
                if progress and track % geometry.heads == geometry.heads - 1:
                    progress(track // geometry.heads + 1, cylinders)
        finally:
            file.close()


def ipl_records(serial: str) -> list[tuple[int, bytes, bytes]]:
    """Records 1 to 3 of cylinder 0 head 0: a loader that stops in a disabled wait, and the label."""
    serial = serial.upper()
    if not 1 <= len(serial) <= 6 or any(c not in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@#$"
                                        for c in serial):
        raise MediaError(f"{serial!r} is no volume serial: 1 to 6 of A-Z, 0-9, @, #, $")
    psw = bytes.fromhex("0002000000000F0F")          # wait, nothing enabled
    no_operation = bytes.fromhex("0300000020000001")
    label = f"VOL1{serial:<6}0".encode("cp037") + bytes(5) + b"\x40" * 25 + "CPCMS".encode("cp037")
    return [(1, "IPL1".encode("cp037"), psw + no_operation * 2),
            (2, "IPL2".encode("cp037"), bytes(144)),
            (3, "VOL1".encode("cp037"), label.ljust(80, b"\x40"))]


def create_volume(path, type: str, serial: str | None = None, cylinders: int | None = None,
                  progress: Callable[[int, int], None] | None = None, overwrite: bool = False) -> None:
    """Make an image of empty tracks (home address, R0).

    serial: with it cylinder 0 head 0 gets a VOL1 label and IPL records that load a wait.
    cylinders: default all, alternates included.
    """
    geometry = geometry_of(type)
    count = geometry.all_cylinders if cylinders is None else cylinders
    first = ipl_records(serial) if serial else []

    def slots() -> Iterator[bytes]:
        for cylinder in range(count):
            for head in range(geometry.heads):
                contents = first if cylinder == head == 0 else ()
                yield recorded(slot(cylinder, head, contents, geometry.slot))

    build_image(path, geometry, count, slots(), overwrite, progress)


def damages(volume: Volume, progress: Callable[[int, int], None] | None = None) -> Iterator[Damage]:
    """Everything wrong with a volume, track by track."""
    for cylinder in range(volume.cylinders):
        for head in range(volume.heads):
            yield from _track_damages(volume, cylinder, head)
        if progress:
            progress(cylinder + 1, volume.cylinders)


def _track_damages(volume: Volume, cylinder: int, head: int) -> Iterator[Damage]:
    try:
        image = volume.read_track(cylinder, head)
    except MediaError as error:
        yield Damage(cylinder, head, 0, str(error))
        return
    home = struct.unpack_from(">HH", image, 1)
    if home != (cylinder, head):
        yield Damage(cylinder, head, 0, f"home address says cylinder {home[0]} head {home[1]}")
    found, at = records(image)
    if at is not None:
        yield Damage(cylinder, head, at, f"record {len(found)} runs out of the slot, no end mark")
    elif not found:
        yield Damage(cylinder, head, HOME_LENGTH, "no R0")
    elif found[0].r:
        yield Damage(cylinder, head, HOME_LENGTH, f"the first record is R{found[0].r}, not R0")
    elif not fits(volume.geometry, [(r.kl, r.dl) for r in found[1:]]):
        yield Damage(cylinder, head, found[-1].offset,
                     f"{len(found) - 1} records are more than a {volume.device_type} track holds")
