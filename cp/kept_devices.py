"""The devices of a machine that is kept over an orderly end: which they are, and what is on them.

Called by cp/checkpoint.py.  What a device itself remembers is in the channels' state; here is what it
stands on: the link to a minidisk with the access it had, a temporary disk with all that was written on
it, a reel of tape, the other side of a channel-to-channel adapter, and whether somebody had dialed a
line (he is gone: the guest is told as of any caller who hangs up).

The descriptions are plain data: {"type": ...} and one of "disk", "temporary", "reel", "peer", "dialed".
"""
from __future__ import annotations

import os

from cp import vdevices
from cp.graf import Graf
from cp.line_device import TerminalLine
from cp.messages import CPError
from cp.spool_output import Output
from s360.devices import ctca
from s360.devices.dasd import Dasd
from s360.devices.tape import Tape
from s360.errors import StateError
from s360.media.ckd import slot
from s360.media.tape import open_tape


# -- the end

def described(vm) -> list:
    """[unit, description] of every device, in the order of their installation."""
    return [[unit, {"type": device.type} | standing_on(vm, device)]
            for unit, device in vm.devices.items()]


def standing_on(vm, device) -> dict:
    """What a device needs besides its type."""
    if isinstance(device, Dasd) and device.volume is not None:
        return disk_of(device.volume)
    if isinstance(device, Tape):
        reel = device.image or device.unloaded
        if reel is not None:
            if getattr(reel, "path", None) is None:
                raise StateError("a reel that a program keeps in storage cannot be named")
            return {"reel": os.path.relpath(reel.path, vm.system.data), "write": not reel.read_only}
    if isinstance(device, ctca.Ctca) and device.peer is not None:
        peer = device.peer
        return {"peer": [peer.vm.userid, next(unit for unit, one in peer.vm.devices.items()
                                              if one is peer)]}
    if isinstance(device, (TerminalLine, Graf)) and device.session is not None:
        return {"dialed": True}
    return {}


def disk_of(disk) -> dict:
    """A link; a temporary disk with its tracks, such as are not fresh."""
    link = getattr(disk, "link", None)
    if link is None:
        raise StateError("a volume that a program attached is no minidisk")
    if not link.temporary:
        return {"disk": [link.owner, link.owner_unit, *link.extent], "write": link.write}
    tracks = []
    for cylinder in range(disk.cylinders):
        for head in range(disk.heads):
            image = disk.read_track(cylinder, head)
            if image != slot(cylinder, head, (), disk.track_size):
                tracks.append([cylinder, head, image.rstrip(b"\0")])
    return {"temporary": [link.type, disk.cylinders], "tracks": tracks}


# -- the start

def install(vm, found: list) -> None:
    """Give a machine those devices; CPError or MediaError when one cannot be had as it was."""
    for unit, what in found:
        device = made(vm, unit, what)
        try:
            vm.install(unit, device)
        except BaseException:
            device.close()
            raise


def made(vm, unit: int, what: dict):
    type = what["type"]
    if "disk" in what:
        return Dasd(linked(vm, unit, what), type=type)
    if "temporary" in what:
        kind, cylinders = what["temporary"]
        disk = vm.system.disks.temporary(vm.userid, unit, kind, cylinders)
        for cylinder, head, image in what["tracks"]:
            disk.write_track(cylinder, head, image.ljust(disk.track_size, b"\0"))
        return Dasd(disk, type=type)
    if "reel" in what:
        return Tape(open_tape(vm.system.data / what["reel"], write=what["write"]), type=type)
    return vdevices.make(vm, unit, type)


def linked(vm, unit: int, what: dict):
    """The same cylinders with the same access, whoever else has them."""
    owner, owner_unit, *extent = what["disk"]
    disk = vm.system.disks.link(vm.userid, unit, owner, owner_unit, "MW" if what["write"] else "RR",
                                trusted=True)
    if list(disk.link.extent) != extent or disk.link.write != what["write"]:
        disk.close()
        raise CPError("host", text=f"disk {owner} {owner_unit:03X} is not where it was, or cannot be "
                      "written any more")
    return disk


def hang_up(vm, found: list) -> None:
    """Tell the guest that callers have gone."""
    for unit, what in found:
        if "dialed" in what:
            vm.device(unit).disconnect()


def peers(vm, found: list) -> dict:
    """(userid, unit) of each adapter that was coupled -> the same of its other side."""
    return {(vm.userid, unit): tuple(what["peer"]) for unit, what in found if "peer" in what}


def couple(system, wanted: dict) -> None:
    """Join adapters whose other sides are there again; operations with one that is not end."""
    with vdevices.ADAPTERS:
        for side, other in wanted.items():
            device = system.machines[side[0]].devices[side[1]]
            if wanted.get(other) != side:
                ctca.uncouple(device)
            elif device.peer is None:
                ctca.couple(device, system.machines[other[0]].devices[other[1]])


def suspend(vm) -> None:
    """The machine is not taken up after all: its open spool files stay incomplete and held."""
    console = vm.console.spool
    for device in (*vm.devices.values(), *((console,) if console is not None else ())):
        output = getattr(device, "output", None)
        if isinstance(output, Output) and output.writer is not None:
            writer = output.writer
            output.take(None)
            vm.system.spool.suspend(writer)
