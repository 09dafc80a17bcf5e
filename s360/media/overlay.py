"""Overlays: private, copy-on-write tracks over a volume that is only read.

Called by ckd.open_volume (changes to compressed images) and by whoever forks a machine: many overlays
may stand over one base.  An overlay over an overlay is allowed.

File, all numbers little-endian:
  0     "CPCMSOV1"; X'08' heads; X'0C' slot length; X'10' cylinders (words); X'14' device type, 12
        characters; X'20' base: file length, X'28' time of change in ns (doublewords), X'30' SHA-256
        of its contents (Volume.digest), X'50' length of its path (half), X'52' path, relative to the
        overlay's folder; X'1FC' CRC-32 of what stands before
  4096  a word for each track: 0 = as in the base, n = in slot n-1
  then  slots, each a multiple of 4096 bytes, in order of first writing
Kill -9: a track's first copy is written into a slot that nothing names yet, then its word, which lies
in one page; later changes go through files.write_whole.

Not implemented: giving back slots, merging an overlay into its base (convert copies both into one).
"""
from __future__ import annotations

import os
import struct
import zlib

from ..errors import MediaError
from .cckd import CckdVolume
from .ckd import COMPRESSED, OVERLAY, Volume, open_volume
from .files import PAGE, WholeFile, replaced

FIXED = struct.Struct("<8sIII12sQQ32sH")
CRC_AT, HEADER = 508, 512
LONGEST_PATH = CRC_AT - FIXED.size
DEEPEST = 20                             # overlays on each other


def open_overlay(base, overlay_path=None, write: bool = True, durability: str = "process",
                 owned: bool | None = None) -> Volume:
    """A volume that shows `base` (a path or an open Volume) with its own changes.

    overlay_path: the overlay file, made if it is not there and `write` is on; None keeps the changes
    in storage only.  The base must be open for reading only; it is closed with the overlay when it
    was given by path (or `owned` says so).
    """
    if owned is None:
        owned = not isinstance(base, Volume)
    volume = base if isinstance(base, Volume) else open_base(os.fspath(base), None)
    try:
        if not volume.read_only:
            raise MediaError(f"{volume.path}: is open for writing, so no overlay can stand on it")
        if overlay_path is None:
            return MemoryOverlay(volume, owned, write)
        path = os.fspath(overlay_path)
        if write and (not os.path.exists(path) or os.path.getsize(path) == 0):
            create_overlay(volume, path)
        return OverlayVolume(path, volume, write, durability, owned)
    except BaseException:
        if owned:
            volume.close()
        raise


class MemoryOverlay(Volume):
    """Changes kept in storage: `changed` is {(cylinder, head): slot}, plain data to save or copy."""

    def __init__(self, base: Volume, owned: bool, write: bool) -> None:
        super().__init__(base.path, base.geometry, base.cylinders, not write)
        self.base, self._owned = base, owned
        self.changed: dict[tuple[int, int], bytes] = {}

    def _read(self, cylinder: int, head: int) -> bytes:
        return self.changed.get((cylinder, head)) or self.base._read(cylinder, head)

    def _write(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        image = data
        if len(data) < self.track_size:
            old = self._read(cylinder, head)
            image = old[:offset] + data + old[offset + len(data):]
        self.changed[cylinder, head] = image

    def _close(self) -> None:
        if self._owned:
            self.base.close()


class OverlayVolume(Volume):
    """Changes kept in an overlay file; see the head of this module."""

    @classmethod
    def open(cls, path: str, write: bool = False, type: str | None = None,
             durability: str = "process", depth: int = 0) -> OverlayVolume:
        """Open an overlay by its own name; the base is found by the path in its header."""
        if depth > DEEPEST:
            raise MediaError(f"{path}: more than {DEEPEST} overlays on each other, or a ring of them")
        try:
            with open(path, "rb") as file:
                name = parse_header(path, file.read(HEADER)).base
        except OSError as error:
            raise MediaError(f"{path}: {error.strerror}") from None
        base = open_base(os.path.join(os.path.dirname(path), name), type, depth)
        try:
            return cls(path, base, write, durability, True)
        except BaseException:
            base.close()
            raise

    def __init__(self, path, base: Volume, write: bool, durability: str, owned: bool) -> None:
        super().__init__(path, base.geometry, base.cylinders, not write)
        self.base, self._owned = base, owned
        self.slot_size = -(-self.track_size // PAGE) * PAGE
        self._slots_at = PAGE + round_up(4 * self.cylinders * self.heads)
        self.file = WholeFile(path, write, durability=durability)
        try:
            check_base(self.file, base)
            self._read_map()
        except BaseException:
            self.file.close()
            raise

    def _read_map(self) -> None:
        """Take the track map, whose every word must name a slot of its own inside the file."""
        tracks = self.cylinders * self.heads
        data = self.file.read(PAGE, 4 * tracks)
        if len(data) < 4 * tracks:
            raise MediaError(f"{self.path}: cut short in its track map")
        self._map = list(struct.unpack(f"<{tracks}I", data))
        used = [n for n in self._map if n]
        self._used = max(used, default=0)
        if len(set(used)) != len(used):
            raise MediaError(f"{self.path}: two tracks name one slot; the overlay is damaged")
        end = self._slots_at + (self._used - 1) * self.slot_size + self.track_size
        if used and end > self.file.size:
            raise MediaError(f"{self.path}: cut short, slot {self._used} lies outside the file")

    def _read(self, cylinder: int, head: int) -> bytes:
        number = self._map[cylinder * self.heads + head]
        if not number:
            return self.base._read(cylinder, head)
        image = self.file.read(self._slots_at + (number - 1) * self.slot_size, self.track_size)
        if len(image) < self.track_size:
            raise MediaError(f"{self.path}: cut short at cylinder {cylinder} head {head}")
        return image

    def _write(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        track = cylinder * self.heads + head
        number = self._map[track]
        if number:
            self.file.write_whole(self._slots_at + (number - 1) * self.slot_size + offset, data)
            return
        if len(data) < self.track_size:
            old = self.base._read(cylinder, head)
            data = old[:offset] + data + old[offset + len(data):]
        self.file.write(self._slots_at + self._used * self.slot_size, data.ljust(self.slot_size, b"\0"))
        if self.file.power:
            self.file.sync()
        self.file.write_whole(PAGE + 4 * track, struct.pack("<I", self._used + 1))
        self._used += 1
        self._map[track] = self._used

    def _close(self) -> None:
        self.file.close()
        if self._owned:
            self.base.close()


def round_up(size: int) -> int:
    return -(-size // PAGE) * PAGE


class Header:
    """What an overlay's header says."""

    def __init__(self, data: bytes) -> None:
        (_, self.heads, self.slot, self.cylinders, kind, self.length, self.changed, self.digest,
         count) = FIXED.unpack_from(data)
        self.type = kind.rstrip(b"\0").decode("ascii", "replace")
        self.base = data[FIXED.size:FIXED.size + count].decode("utf-8", "replace")


def parse_header(path: str, data: bytes) -> Header:
    if len(data) < HEADER or data[:8] != OVERLAY:
        raise MediaError(f"{path}: is no overlay")
    if zlib.crc32(data[:CRC_AT]) != int.from_bytes(data[CRC_AT:HEADER], "little"):
        raise MediaError(f"{path}: the header of the overlay is damaged")
    header = Header(data)
    if "\0" in header.base:
        raise MediaError(f"{path}: the header of the overlay is damaged")
    return header


def fingerprint(path: str) -> tuple[int, int]:
    """(length, time of change in ns) of a base's file."""
    try:
        found = os.stat(path)
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}") from None
    return found.st_size, found.st_mtime_ns


def create_overlay(base: Volume, path: str) -> None:
    """Make an empty overlay over an open volume; reads all of the base once for its digest."""
    folder = os.path.dirname(os.path.abspath(path))
    name = os.path.relpath(os.path.abspath(base.path), folder).encode()
    if len(name) > LONGEST_PATH:
        name = os.path.abspath(base.path).encode()
    if len(name) > LONGEST_PATH:
        raise MediaError(f"{path}: the path of its base is longer than {LONGEST_PATH} bytes")
    length, changed = fingerprint(base.path)
    fixed = FIXED.pack(OVERLAY, base.heads, base.track_size, base.cylinders,
                       base.device_type.encode(), length, changed, bytes.fromhex(base.digest()),
                       len(name))
    header = (fixed + name).ljust(CRC_AT, b"\0")
    header += zlib.crc32(header).to_bytes(4, "little")
    with replaced(path, overwrite=True) as partial:
        file = WholeFile(partial, write=True, create=True)
        try:
            file.write(0, header)
            file.truncate(PAGE + round_up(4 * base.cylinders * base.heads))
        finally:
            file.close()


def check_base(file: WholeFile, base: Volume) -> None:
    """MediaError unless the overlay was made over this base and the base is unchanged."""
    header = parse_header(file.path, file.read(0, HEADER))
    if (header.heads, header.slot, header.cylinders) != (base.heads, base.track_size, base.cylinders):
        raise MediaError(f"{file.path}: was made over a {header.type} of {header.cylinders} cylinders, "
                         f"{base.path} is a {base.device_type} of {base.cylinders}")
    if (header.length, header.changed) != fingerprint(base.path):
        if base.digest() != header.digest.hex():
            raise MediaError(f"{file.path}: its base {base.path} has been changed since; give the base "
                             "back as it was or start a new overlay")


def open_base(path: str, type: str | None, depth: int = 0) -> Volume:
    """Open a base for reading, by itself: without the overlay that may lie beside it."""
    try:
        with open(path, "rb") as file:
            magic = file.read(8)
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}; it is the base of an overlay") from None
    if magic == OVERLAY:
        return OverlayVolume.open(path, type=type, depth=depth + 1)
    if magic == COMPRESSED:
        return CckdVolume(path, type)
    return open_volume(path, type=type)
