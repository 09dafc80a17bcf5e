"""Machines kept over an orderly end: written to the folder's checkpoint/, and set up again at the next
start as disconnected sessions that go on where they stood.

Called by cp/system.py while no machine runs.  One file a user (`pack`): the storage's pages, keys,
registers, channels, devices and what is on them (cp/kept_devices.py), options and counters.  A file that
cannot be used is put aside, named in the log, and the user simply logs on anew; nothing else depends on
it.  Files are taken away when all machines stand and before the first one runs: a kill before that
finds them again, and none is ever set up twice on disks that have gone on.

Not kept: tracing, a question of CP's that waits for its answer, lines of the terminal.  A host service
(DIAGNOSE X'308') that was at work is asked for again.
"""
from __future__ import annotations

import os
import time
import zlib
from contextlib import suppress
from dataclasses import asdict, fields

from cp import durable, kept_devices, privop
from cp.console import Editing
from cp.counters import Counters
from cp.messages import CPError
from cp.terminal.functions import as_list, from_list
from cp.unit_record import ConsoleSpool
from s360 import plain
from s360.errors import S360Error
from s360.state import PAGE, pages

MAGIC = b"CPCMS checkpoint 2\n"
MOST = 1 << 30                 # bytes of one machine
DIAGNOSE_LENGTH = 4            # of the instruction that asked for a service (EXECUTE has as many)
MACHINE = ("in_cp", "started", "held", "asleep", "favored", "share", "priority", "time_before")


# -- the end

def keep(system) -> set[str]:
    """Write every machine that has been started; gives whose were written."""
    kept = set()
    folder = system.folder.checkpoint
    for vm in system.logged_on():
        if not vm.started:
            continue
        try:
            with vm.lock:
                durable.write_bytes(folder / vm.userid, pack(state_of(vm)))
            kept.add(vm.userid)
        except Exception as error:            # whatever it is, the end goes on
            system.log("checkpoint", f"could not be kept, is logged off: {error}", user=vm.userid)
            with suppress(OSError):
                (folder / vm.userid).unlink(missing_ok=True)
    return kept


def state_of(vm) -> dict:
    """A machine that stands still as plain data; its storage as pairs of number and page."""
    machine, core, paging = vm.machine, vm.core, vm.paging
    machine.empty_inbox()
    if vm.suspended:                      # CP works for it: it asks again
        core.ia = (core.ia - DIAGNOSE_LENGTH) & 0xFFFFFF
    for console in vm.console.devices:    # no terminal is behind any more
        console.drained()
    return {
        "core": core.save(), "channels": machine.channels.save(), "keys": machine.storage.keys,
        "size": len(machine.storage), "model67": "MODEL67" in vm.user.options,
        "devices": kept_devices.described(vm), "machine": {name: getattr(vm, name) for name in MACHINE},
        "wakes": vm.wakes_at and vm.wakes_at - time.monotonic(),
        "options": asdict(vm.options) | {"assist": sorted(vm.options.assist)},
        "stops": sorted(machine.stops), "at stop": machine._at_stop,
        "editing": asdict(vm.console.editing), "functions": as_list(vm.console.functions),
        "console": console_of(vm.console.spool),
        "counters": asdict(vm.counters), "base": vm.base, "segments": vm.segments,
        "locked": sorted(paging.locked) if paging is not None and not paging.real else [],
        "pages": list(pages(paging.whole() if paging is not None else machine.storage[:]))}


def console_of(spool) -> dict | None:
    """The spooling of a console."""
    return None if spool is None else {"unit": spool.output.unit} | spool.save()


def pack(state: dict) -> bytes:
    """The file: the first line, then compressed: a line of plain data, pages in the order it names."""
    found = state["pages"]
    head = plain.dumps(state | {"pages": [number for number, _ in found]})
    return MAGIC + zlib.compress(head + b"\n" + b"".join(page for _, page in found), 1)


# -- the start

def restore(system) -> int:
    """Set up the machines kept at the last end; gives how many.  They begin to run when all of
    them stand."""
    folder, taken, peers = system.folder.checkpoint, [], {}
    for path in sorted(folder.glob("*")):
        if path.suffix == ".new":             # a write that was cut off
            path.unlink()
        if path.suffix or not path.is_file():
            continue
        try:
            taken.append(take_up(system, path, peers))
        except Exception as error:            # whatever a damaged file does, the others go on
            system.warn("checkpoint", f"{path}: not taken up, put aside as {path.name}.bad: "
                       f"{reason(error)}; {path.name} logs on anew")
            put_aside(system, path)
    kept_devices.couple(system, peers)
    for vm in taken:
        (folder / vm.userid).unlink()
    if taken:
        durable.sync_folder(folder)
    for vm in taken:
        system.log("checkpoint", "goes on where it stood", user=vm.userid)
        vm.suspended = False
        vm.settle()
    return len(taken)


def put_aside(system, path) -> None:
    try:
        os.replace(path, path.with_suffix(".bad"))
    except OSError as error:
        system.warn("checkpoint", str(durable.trouble(path, error)))


def reason(error: Exception) -> str:
    """Why a file cannot be used, in words."""
    if isinstance(error, (S360Error, OSError)):
        return str(error)
    return f"it is damaged ({error or type(error).__name__})"


def discard(system) -> int:
    """A cold start: nothing is taken up; gives how many files went."""
    found = [path for path in system.folder.checkpoint.glob("*") if path.is_file()]
    for path in found:
        path.unlink()
    return len(found)


def unpack(data: bytes) -> dict:
    """Inverse of `pack`; ValueError when it is none."""
    if not data.startswith(MAGIC):
        raise ValueError("no checkpoint of this version")
    file = zlib.decompressobj()
    try:
        body = file.decompress(data[len(MAGIC):], MOST)
    except zlib.error:
        raise ValueError("its bytes have been changed") from None
    if not file.eof:
        raise ValueError("it is cut off, or larger than any machine")
    head, _, body = body.partition(b"\n")
    state = plain.loads(head)
    state["pages"] = {number: body[at * PAGE:(at + 1) * PAGE]
                      for at, number in enumerate(state["pages"])}
    return state


def take_up(system, path, peers: dict):
    """The machine of a file, complete but not running; `peers` learns what its adapters are for."""
    state = unpack(path.read_bytes())
    user = system.directory.get(path.name)
    with system.lock:
        vm = system.machines[user.userid] = system.make_machine(user)
    try:
        with vm.lock:
            fits(vm, state)
            put(vm, state)
            if vm.batch is not None:
                vm.batch.restored()
        peers.update(kept_devices.peers(vm, state["devices"]))
        system.accounting.logged_on(vm.userid, user.account or vm.userid, vm.usage())
    except BaseException:
        kept_devices.suspend(vm)
        system.logoff(vm, by="CHECKPOINT NOT USABLE")
        raise
    return vm


def fits(vm, state: dict) -> None:
    """CPError when what was kept does not go with the system as it is now."""
    if state["model67"] != ("MODEL67" in vm.user.options):
        raise CPError("host", text="the directory has changed its option MODEL67")
    base, saved = state["base"] or {}, vm.system.saved
    if base.get("source") and base["name"] in saved.names() and saved.stale(base["name"], base["source"]):
        # what it knows of the disk that the system came with is not true any more
        raise CPError("host", text=f"the system {base['name']} has been made anew since")


def put(vm, state: dict) -> None:
    """Put what was kept into a machine that has just been made; it stays suspended."""
    vm.suspended = True
    if len(vm.machine.storage) != state["size"]:
        vm.define_storage(state["size"])
    kept_devices.install(vm, state["devices"])
    machine, core = vm.machine, vm.core
    put_storage(vm, state)
    core.load(state["core"])
    machine.channels.load(state["channels"])
    core.io_pending = machine.channels.pending
    for name in MACHINE:
        setattr(vm, name, state["machine"][name])
    put_options(vm, state)
    machine.set_stops(state["stops"])
    machine._at_stop = state["at stop"]
    for one in fields(Counters):
        setattr(vm.counters, one.name, state["counters"][one.name])
    kept_devices.hang_up(vm, state["devices"])
    if vm.asleep:
        vm.sleep(state["wakes"])


def put_options(vm, state: dict) -> None:
    """SET, TERMINAL, and the console's spooling."""
    for name, value in state["options"].items():
        setattr(vm.options, name, value)
    privop.set_assist(vm, state["options"]["assist"])
    vm.set_timer(vm.options.timer)
    vm.console.editing = Editing(**state["editing"])
    if "functions" in state:                   # which were not kept once
        vm.console.functions = from_list(state["functions"])
    if state["console"] is not None:
        vm.console.spool = ConsoleSpool(vm, state["console"]["unit"])
        vm.console.spool.load(state["console"])


def put_storage(vm, state: dict) -> None:
    """Pages and keys; those that are still as in the saved system the machine was IPLed from are
    common to all who run it."""
    wanted, storage = state["pages"], vm.machine.storage
    base, saved = state["base"], vm.system.saved
    numbers = set(wanted)
    if base is not None:
        numbers.update(range(*saved.lay_under(base["name"], vm)))
    for number in sorted(numbers):
        page = wanted.get(number, bytes(PAGE))[:len(storage) - number * PAGE]
        if storage.read(number * PAGE, PAGE) != page:
            storage.write(number * PAGE, page)
    storage.keys = state["keys"]
    vm.base = base
    vm.segments.update(state["segments"])
    saved.protect_again(vm)
    if state["locked"]:
        vm.paging.lock_pages(state["locked"], vm.post)
