"""The complete state of a machine as one file, and forks.

File: the line "CPCMS machine 1", then sections, each: name (8 bytes, blanks behind), length and
CRC-32 of its data (big-endian, 8 and 4 bytes), data compressed by zlib.
  machine   configuration, CPU, channels, devices, media (JSON, s360/plain.py)
  keys      a byte per 2K of storage
  storage   pages that are not zero: number (4 bytes), 4096 bytes (the last may be shorter)
New sections may be added behind; a changed one raises the number in the first line.

Media are named with digest and position.  Disks and tapes must still have the same bytes; paper
and punched cards go on behind what is there.
"""
from __future__ import annotations

import hashlib
import os
import struct
import zlib

from s360 import plain
from s360.errors import ConfigError, MediaError, StateError
from s360.media.cards import DeckWriter
from s360.media.ckd import Volume, open_volume
from s360.media.forked import fork_medium
from s360.media.listing import PrintFile
from s360.media.tape import TapeImage, open_tape

MAGIC = b"CPCMS machine 1\n"
HEAD = struct.Struct(">8sQI")
PAGE = 4096
LARGEST = {"machine": 1 << 28, "keys": 1 << 13, "storage": (1 << 24) + (1 << 16)}
#: options of `attach` that name a medium: the state says which is mounted now
MEDIA_OPTIONS = {"deck", "file", "tape", "volume", "punch", "create", "write", "output"}
#: kind of medium -> the attribute of a device that holds it
MEDIUM_OF = {"paper": "paper", "cards": "deck", "tape": "image", "volume": "volume"}


def snapshot(machine) -> dict:
    """Everything but storage, keys and media as plain data."""
    machine._sync()
    return {"config": machine.config, "core": machine.core.save(),
            "channels": machine.channels.save(), "stops": sorted(machine.stops),
            "at_stop": machine._at_stop,
            "devices": {unit: [type, {k: v for k, v in options.items() if k not in MEDIA_OPTIONS}]
                        for unit, (type, options) in machine.attached.items()}}


def rebuild(cls, state: dict):
    """A machine of that configuration with its devices, no media in them."""
    machine = cls(**state["config"])
    try:
        for unit, (kind, options) in state["devices"].items():
            if not MEDIA_OPTIONS.isdisjoint(options):
                raise ValueError(f"unit {unit}: a medium among its options")
            machine.attach(unit, kind, **options)
    except BaseException:
        machine.close()
        raise
    return machine


def take_over(machine, state: dict, storage: bytes, keys: bytes) -> None:
    """Put the snapshot into a machine made by `rebuild`, whose media are mounted."""
    machine.storage[:] = storage
    machine.core.load(state["core"])
    machine.storage.keys = keys
    machine.channels.load(state["channels"])
    machine.core.io_pending = machine.channels.pending
    machine.set_stops(state["stops"])
    machine._at_stop = state["at_stop"]


# -- forks

def fork(machine):
    """A second machine in the same state, with media of its own.  Call it between runs, or
    through `Machine.post` while the parent runs."""
    state = snapshot(machine)
    child = rebuild(type(machine), state)
    try:
        for unit, device in machine.devices.items():
            if device.MEDIUM:
                setattr(child.devices[unit], device.MEDIUM, fork_medium(device.medium))
        take_over(child, state, machine.storage[:], machine.storage.keys)
    except BaseException:
        child.close()
        raise
    return child


# -- media in a file

def describe(unit: int, medium) -> dict:
    """A medium's kind, path, digest and position."""
    path = getattr(medium, "path", None)
    if path is None:
        raise StateError(f"unit {unit:03X}: its medium is kept in storage and cannot be named in a "
                         "saved machine; detach it first")
    path = os.path.abspath(path)
    if isinstance(medium, Volume):
        return {"kind": "volume", "path": path, "digest": medium.digest(),
                "write": not medium.read_only}
    if isinstance(medium, TapeImage):
        return {"kind": "tape", "path": path, "digest": file_digest(path),
                "position": medium.save(), "write": not medium.read_only}
    if isinstance(medium, PrintFile):
        return {"kind": "paper", "path": path, "position": medium.save()}
    if isinstance(medium, DeckWriter):
        return {"kind": "cards", "path": path, "form": medium.form}
    raise StateError(f"unit {unit:03X}: a medium of type {type(medium).__name__} cannot be saved")


def file_digest(path: str) -> str:
    """SHA-256 of a file, hexadecimal."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}") from None


def mount(unit: int, saved: dict, path: str):
    """Open a saved medium, at `path`; StateError when it has other bytes."""
    kind = saved["kind"]
    if kind == "paper":
        return at_position(PrintFile(path, append=True), saved)
    if kind == "cards":
        return DeckWriter(path, saved["form"])
    digest = saved["digest"]
    if kind == "tape":
        if file_digest(path) != digest:
            raise StateError(f"{path}: the tape of unit {unit:03X} has other bytes than when the "
                             "machine was saved; give the right one")
        return at_position(open_tape(path, write=saved["write"]), saved)
    volume = open_volume(path, write=saved["write"])
    if volume.digest() != digest:
        volume.close()
        raise StateError(f"{path}: the volume of unit {unit:03X} has other bytes than when the "
                         "machine was saved; give the right one")
    return volume


def at_position(medium, saved: dict):
    """The medium where it stood; closed again when it cannot stand there."""
    try:
        medium.load(saved["position"])
    except BaseException:
        medium.close()
        raise
    return medium


# -- the file

def pages(storage: bytes):
    """(number, bytes) of the pages that are not zero."""
    for start in range(0, len(storage), PAGE):
        page = storage[start:start + PAGE]
        if page.count(0) != len(page):
            yield start // PAGE, page


def save(machine, path) -> None:
    """Write the machine to `path`, which is replaced whole or not at all."""
    state = snapshot(machine)
    state["media"] = {unit: describe(unit, device.medium)
                      for unit, device in machine.devices.items() if device.medium is not None}
    storage = b"".join(number.to_bytes(4, "big") + page
                       for number, page in pages(machine.storage[:]))
    path = os.fspath(path)
    temporary = f"{path}.{os.getpid()}.new"
    try:
        with open(temporary, "wb") as file:
            file.write(MAGIC)
            for name, data in (("machine", plain.dumps(state)), ("keys", machine.storage.keys),
                               ("storage", storage)):
                packed = zlib.compress(data, 1)
                file.write(HEAD.pack(name.encode().ljust(8), len(packed), zlib.crc32(packed)))
                file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise StateError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def sections(path: str) -> dict[str, bytes]:
    """The file's sections; StateError when it is damaged or of another kind."""
    try:
        with open(path, "rb") as file:
            first = file.read(len(MAGIC))
            if first != MAGIC:
                kind = ("of a newer version" if first.startswith(MAGIC[:14])
                        else "not a saved machine")
                raise StateError(f"{path}: is {kind}")
            found = {}
            while head := file.read(HEAD.size):
                if len(head) < HEAD.size:
                    raise StateError(f"{path}: is cut off")
                name, length, check = HEAD.unpack(head)
                left = os.fstat(file.fileno()).st_size - file.tell()
                packed = file.read(min(length, left))
                if len(packed) != length or zlib.crc32(packed) != check:
                    raise StateError(f"{path}: is damaged or cut off")
                found[name.decode("ascii", "replace").rstrip()] = packed
    except OSError as error:
        raise StateError(f"{path}: {error.strerror}") from None
    out = {}
    for name, largest in LARGEST.items():
        try:
            unpack = zlib.decompressobj()
            out[name] = unpack.decompress(found[name], largest)
            if unpack.unconsumed_tail:
                raise StateError(f"{path}: section {name} is too large")
        except (KeyError, zlib.error):
            raise StateError(f"{path}: section {name} is missing or damaged") from None
    return out


def restore(cls, path, media: dict | None = None):
    """The machine saved in `path`; see Machine.restore."""
    path = os.fspath(path)
    parts = sections(path)
    machine = None
    try:
        state = plain.loads(parts["machine"])
        machine = rebuild(cls, state)
        size = len(machine.storage)
        storage = bytearray(size)
        data, at = parts["storage"], 0
        while at < len(data):
            start = int.from_bytes(data[at:at + 4], "big") * PAGE
            if start >= size:
                raise ValueError("a page beyond storage")
            length = min(PAGE, size - start)
            storage[start:start + length] = data[at + 4:at + 4 + length].ljust(length, b"\0")
            at += 4 + length
        for unit, saved in state["media"].items():
            place = (media or {}).get(unit, saved["path"])
            if isinstance(place, dict):
                place = next(iter(place.values()), saved["path"])
            device = machine.devices[unit]
            if MEDIUM_OF[saved["kind"]] != device.MEDIUM:
                raise ValueError(f"a {device.type} takes no {saved['kind']}")
            setattr(device, device.MEDIUM, mount(unit, saved, os.fspath(place)))
        take_over(machine, state, bytes(storage), parts["keys"])
        return machine
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError,
            ConfigError) as error:
        if machine is not None:
            machine.close()
        raise StateError(f"{path}: does not describe a machine ({error})") from None
    except BaseException:
        if machine is not None:
            machine.close()
        raise
