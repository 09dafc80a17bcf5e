"""Machines kept over an orderly end: written to the folder's checkpoint/, and set up again at the next
start as disconnected sessions that go on where they stood.

One file a user: the storage's pages, keys, registers, channels and devices (plain data, as
s360/state.py), options and counters.  A file that cannot be used is put aside, named in the log, and
the user simply logs on anew; nothing else depends on it.
Not kept: links to temporary disks (their contents are gone), dialed lines, operations in flight at
a channel-to-channel adapter.
"""
from __future__ import annotations

import os
import zlib

from cp import durable, privop
from s360 import plain
from s360.errors import S360Error
from s360.state import PAGE, pages

MAGIC = b"CPCMS checkpoint 1\n"
MOST = 1 << 30


def keep(system) -> int:
    """Write every machine that has run; gives how many.  The dispatcher stands still."""
    kept = 0
    for vm in system.logged_on():
        if not vm.started:
            continue
        path = system.folder.checkpoint / vm.userid
        try:
            durable.write_bytes(path, packed(vm))
            kept += 1
        except (OSError, S360Error, ValueError) as error:
            system.log("checkpoint", f"could not be kept: {error}", user=vm.userid)
    return kept


def packed(vm) -> bytes:
    """A machine as bytes."""
    machine = vm.machine
    machine._sync()
    core = machine.core
    devices = {unit: device.type for unit, device in vm.devices.items()}
    whole = (vm.paging.whole() if vm.paging is not None else machine.storage[:])
    state = {"core": core.save(), "channels": machine.channels.save(), "devices": devices,
             "keys": machine.storage.keys, "size": len(machine.storage),
             "options": vars(vm.options) | {"assist": sorted(vm.options.assist)}, "in_cp": vm.in_cp,
             "counters": {name: value for name, value in vars(vm.counters).items()
                          if isinstance(value, int)},
             "pages": [[number, bytes(page)] for number, page in pages(whole)]}
    return MAGIC + zlib.compress(plain.dumps(state), 1)


def restore(system) -> int:
    """Set up the machines kept at the last orderly end; gives how many."""
    count = 0
    for path in sorted(system.folder.checkpoint.glob("*")):
        if path.suffix:
            continue
        try:
            take_up(system, path)
            count += 1
        except Exception as error:            # whatever a damaged file does, the others go on
            system.log("checkpoint", f"{path.name}: not taken up: {error}")
            os.replace(path, path.with_suffix(".bad"))
        else:
            path.unlink()
    return count


def take_up(system, path) -> None:
    data = path.read_bytes()
    if not data.startswith(MAGIC):
        raise ValueError("is no checkpoint of this version")
    unpack = zlib.decompressobj()
    state = plain.loads(unpack.decompress(data[len(MAGIC):], MOST))
    vm = system.logon(path.name, ipl=False, terminal=False)
    try:
        same_devices(vm, state["devices"])
        machine = vm.machine
        if len(machine.storage) != state["size"]:
            vm.define_storage(state["size"])
            machine = vm.machine
        for number, page in state["pages"]:
            machine.storage.write(number * PAGE, page)
        machine.core.load(state["core"])
        machine.storage.keys = state["keys"]
        machine.channels.load(state["channels"])
        machine.core.io_pending = machine.channels.pending
        for name, value in state["options"].items():
            setattr(vm.options, name, value)
        privop.set_assist(vm, state["options"]["assist"])
        vm.set_timer(vm.options.timer)
        for name, value in state["counters"].items():
            setattr(vm.counters, name, value)
        system.accounting.logged_on(vm.userid, vm.user.account or vm.userid, vm.usage())
    except BaseException:
        system.logoff(vm, by="CHECKPOINT NOT USABLE")
        raise
    system.log("checkpoint", "goes on where it stood", user=vm.userid)
    vm.in_cp, vm.started = bool(state["in_cp"]), True
    vm.settle()


def same_devices(vm, wanted: dict) -> None:
    """The machine as it logs on must have the devices it had."""
    there = {unit: device.type for unit, device in vm.devices.items()}
    if there != wanted:
        lost = sorted(set(wanted.items()) ^ set(there.items()))
        raise ValueError("its devices are not those it had: "
                         + ", ".join(f"{unit:03X} {type}" for unit, type in lost))


