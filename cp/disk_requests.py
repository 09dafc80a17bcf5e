"""CMS disks of a data folder for the host's tool: who may have them, and the way into a running CP.

Called by cp/cli_disk.py.  When no CP runs, the tool has the folder to itself (`of_folder`).  When one runs,
it has the volumes, and the tool asks it (`ask`, answered by `handle`): the disk is linked for the host as
for a user, with LINK's rules, so that nothing is written to a disk that somebody has for writing.  Files
go through a file in the data folder, which a request names.
"""
from __future__ import annotations

import os
import re
import secrets
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator

from cp import durable
from cp.cli_disk_work import WRITING, File, packed, perform, unpacked
from cp.extents import Extent
from cp.messages import CPError
from cp.minidisk import Minidisk
from cp.volumes import Volumes
from cp.yaml_model import unit_address
from s360.errors import ConfigError, MediaError, S360Error, did_you_mean

HOST = "(HOST)"                          # no userid can be this
PARCEL = re.compile(r"\.parcel-[0-9a-f]{16}")
_turn = threading.Lock()                 # one request at a time: the host has one link


def address_of(unit: str) -> int:
    try:
        return unit_address(unit)
    except ValueError as error:
        raise ConfigError(f"{unit}: {error}") from None


def owner_of(directory, userid: str, unit: int) -> tuple[str, int]:
    """Whose disk a user has at an address, and where it is his: his own, or one linked at logon."""
    try:
        user = directory.get(userid)
    except CPError:
        raise S360Error(f"{userid} is not in the directory{did_you_mean(userid, directory.names())}"
                        ) from None
    if unit in user.disks:
        return userid, unit
    for link in user.links:
        if link.here == unit:
            return link.userid, link.unit
    there = sorted([*user.disks, *(link.here for link in user.links)])
    raise S360Error(f"{userid} has no disk {unit:03X}; there are "
                    f"{', '.join(f'{one:03X}' for one in there) or 'none'}")


# -- no CP runs

@contextmanager
def of_folder(folder, userid: str, unit: int, write: bool) -> Iterator[Minidisk]:
    """A user's disk in a data folder that this process has to itself."""
    house = folder.configuration()
    directory = folder.directory(house)
    owner, owner_unit = owner_of(directory, userid, unit)
    try:
        keys = directory.get(owner).disks[owner_unit]
    except (CPError, KeyError):
        raise S360Error(f"{owner} has no disk {owner_unit:03X}, which {userid} links to; cpcms user check "
                        "finds such mistakes") from None
    extent = Extent(keys.volume, keys.first, keys.cylinders)
    if write:
        refuse_if_kept(folder, extent)
    told: list[str] = []
    volumes = Volumes(folder.path, lambda kind, text, **fields: told.append(text), house.durability)
    try:
        volumes.open_all(house.volumes)
        volume = volumes.volume(extent.serial)
        if volume is None:
            raise MediaError("; ".join(told) or f"{userid} {unit:03X}: volume {extent.serial} is not in the "
                             "data folder")
        disk = Minidisk(volume, extent.first, extent.cylinders, read_only=not write)
        disk.path = f"{userid} {unit:03X}"
        yield disk
    finally:
        volumes.close()


def refuse_if_kept(folder, extent: Extent) -> None:
    """S360Error when a machine kept over the end of CP has the disk for writing: it would go on with a
    directory in its storage that is not that of the disk any more."""
    for path in sorted(folder.checkpoint.glob("*")):
        if path.suffix or not path.is_file():
            continue
        from cp.checkpoint import unpack
        try:
            devices = unpack(path.read_bytes())["devices"]
            held = [Extent(*what["disk"][2:]) for _, what in devices if what.get("write") and "disk" in what]
        except (OSError, ValueError, KeyError, TypeError):
            continue                     # CP puts such a file aside when it starts
        if any(extent.overlaps(one) for one in held):
            raise S360Error(f"{path.name} has the disk for writing and goes on with it when CP starts; start "
                            f"CP, let {path.name} log off, and try again")


# -- CP runs

def ask(path, request: dict, files: list[File] = ()) -> tuple[dict, list[File]]:
    """`perform` by the CP that runs on a data folder."""
    from cp.terminal.local import request as send
    parcel = Path(path) / f".parcel-{secrets.token_hex(8)}"
    try:
        durable.write_bytes(parcel, packed(files))
        answer = send(path, request | {"do": "disk", "parcel": parcel.name})
        return answer["data"], unpacked(parcel.read_bytes())
    except (OSError, ValueError) as error:
        raise S360Error(f"{parcel}: {error}") from None
    finally:
        with suppress(OSError):
            os.unlink(parcel)


def handle(system, request: dict) -> dict:
    """Answer a request that came to a running CP; S360Error when it is refused."""
    name, action = str(request.get("parcel")), str(request.get("action"))
    if not PARCEL.fullmatch(name):
        raise ConfigError(f"{name!r} is no parcel")
    parcel = system.folder / name
    try:
        files = unpacked(parcel.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise S360Error(f"{parcel}: {error}") from None
    userid, unit = str(request.get("userid")).upper(), address_of(str(request.get("unit")))
    with _turn, linked(system, userid, unit, action) as disk:
        data, files = perform(disk, request, files)
    if action in WRITING:
        system.log("disk", f"{action} from the host: {userid} {unit:03X}")
    durable.write_bytes(parcel, packed(files))
    return {"data": data, "lines": []}


@contextmanager
def linked(system, userid: str, unit: int, action: str) -> Iterator[Minidisk]:
    """The disk, linked for the host: RR to read; to write M, refused while somebody writes; to format W,
    refused while anybody has it."""
    mode = "W" if action == "format" else "M" if action in WRITING else "RR"
    owner, owner_unit = owner_of(system.directory, userid, unit)
    try:
        disk = system.disks.link(HOST, unit, owner, owner_unit, mode, trusted=True)
    except CPError as error:
        hint = "; let him detach it or log off" if error.key.startswith("denied") else ""
        raise S360Error(f"{error}{hint}") from None
    try:
        disk.path = f"{userid} {unit:03X}"
        yield disk
    finally:
        disk.close()
