"""Users who lost their terminal and did not come back (`reconnect` in system.yaml): their machine is kept when
they are logged off, and goes on at their next LOGON.

Called by cp/logoff.py and cp/logon.py.  The file, checkpoint/USERID.kept, is what cp/checkpoint.py writes at
the end of CP, with the time.  In between everything the machine had is free for others.  A disk that it could
write must be as it was, and must have no other writer: what a program has in storage of a disk's contents
would destroy those of another day.  A machine that cannot go on is put aside and the user logs on anew.

Not kept: machines of batch, which have no person at a terminal; what cp/checkpoint.py does not keep.
"""
from __future__ import annotations

import time
import zlib
from contextlib import suppress

from cp import checkpoint, durable, kept_devices
from cp.messages import CPError
from s360.devices.dasd import Dasd

SUFFIX = ".kept"


class Unusable(Exception):
    """A kept machine cannot go on; lines: what its user is told."""

    def __init__(self, lines: list[str]):
        super().__init__(lines[0])
        self.lines = lines


def path_of(vm):
    return vm.system.folder.checkpoint / (vm.userid + SUFFIX)


# -- the loss of a terminal

def log_off(vm, since: float) -> None:
    """The time is over: keep the machine and log its user off, unless he has come back.

    since: time.monotonic() of the loss
    """
    with vm.lock:
        if vm.ended or vm.disconnected_at != since:
            return
        kept = vm.batch is None and keep(vm, time.time() - (time.monotonic() - since))
        if vm.disconnected_at != since and not vm.suspended:       # he has come back at this moment
            path_of(vm).unlink(missing_ok=True)
            return
        if kept:
            kept_devices.suspend(vm)
        vm.system.logoff(vm, by="TIME-OUT")


def keep(vm, lost: float) -> bool:
    """Write the machine; False when that cannot be done (the log says why).  lost: time.time()"""
    try:
        state = checkpoint.state_of(vm) | {"lost": lost, "left": time.time(), "contents": contents(vm)}
        durable.write_bytes(path_of(vm), checkpoint.pack(state))
        return True
    except Exception as error:                # whatever it is, he is logged off
        vm.system.log("checkpoint", f"could not be kept, is logged off: {error}", user=vm.userid)
        with suppress(OSError):
            path_of(vm).unlink(missing_ok=True)
        return False


def contents(vm) -> dict[int, int]:
    """What is on each disk the machine can write, as a checksum; unit -> sum."""
    return {unit: checksum(disk) for unit, disk in writable(vm)}


def writable(vm) -> list:
    """(unit, minidisk) of each disk with write access; temporary disks are in the state themselves."""
    disks = [(unit, device.volume) for unit, device in vm.devices.items() if isinstance(device, Dasd)]
    return [(unit, disk) for unit, disk in disks
            if getattr(disk, "link", None) is not None and disk.link.write and not disk.link.temporary]


def checksum(disk) -> int:
    found = 0
    for cylinder in range(disk.cylinders):
        for head in range(disk.heads):
            found = zlib.crc32(disk.read_track(cylinder, head), found)
    return found


# -- the next LOGON

def take_back(vm) -> list[str] | None:
    """Put a kept machine into one that has just been made, before it has a terminal; gives what its user is to
    be told, None when none is kept.  Unusable when it cannot go on: the session is over then."""
    path, system = path_of(vm), vm.system
    if not path.is_file():
        return None
    lines = ["YOU WERE LOGGED OFF, AS YOUR TERMINAL WAS LOST"]
    try:
        state = checkpoint.unpack(path.read_bytes())
        lines = told(state)
        checkpoint.fits(vm, state)
        checkpoint.put(vm, state)
        unchanged(vm, state["contents"])
        kept_devices.couple(system, kept_devices.peers(vm, state["devices"]))
    except Exception as error:                # whatever a damaged file does, he can log on
        why = checkpoint.reason(error)
        system.log("checkpoint", f"{path}: not taken up, put aside as {vm.userid}.bad: {why}", user=vm.userid)
        kept_devices.suspend(vm)
        system.logoff(vm, by="KEPT MACHINE NOT USABLE")
        checkpoint.put_aside(system, path)
        raise Unusable([*lines, f"YOUR MACHINE CANNOT GO ON: {why}"]) from None
    path.unlink()
    durable.sync_folder(path.parent)
    vm.suspended = False
    system.log("checkpoint", "goes on where it stood", user=vm.userid)
    return [*lines, "YOUR MACHINE STANDS WHERE IT WAS: BEGIN GOES ON WITH IT, IPL STARTS ANEW"]


def told(state: dict) -> list[str]:
    """When he was logged off, and why."""
    lost, left = (time.strftime("%H:%M:%S ON %m/%d/%y", time.localtime(state[name])) for name in ("lost", "left"))
    return [f"YOUR TERMINAL WAS LOST AT {lost}; AS YOU DID NOT COME BACK,",
            f"YOU WERE LOGGED OFF AT {left}"]


def unchanged(vm, sums: dict[int, int]) -> None:
    """CPError unless the disks the machine can write are as it left them, and nobody else writes them."""
    for unit, disk in writable(vm):
        if any(other.write for other in vm.system.disks.others(disk.link)):
            raise CPError("host", text=f"disk {unit:03X} is written by another user")
        if sums.get(unit) != checksum(disk):
            raise CPError("host", text=f"disk {unit:03X} has been changed since")


def discard(vm) -> list[str]:
    """LOGON NOIPL: what is kept is not wanted; gives what the user is told."""
    path = path_of(vm)
    if not path.is_file():
        return []
    path.unlink()
    vm.system.log("checkpoint", "kept machine discarded", user=vm.userid)
    return ["THE MACHINE THAT WAS KEPT FOR YOU HAS BEEN DISCARDED"]
