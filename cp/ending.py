"""CP ends: machines kept or logged off, everything written and closed; also when its start has failed.

Called by cp/system.py, `System.close`; cp/starting.py is the start.
"""
from __future__ import annotations

import sqlite3

from cp import checkpoint
from s360.devices.tape import Tape
from s360.errors import S360Error


def end(system, how: str | None = None) -> None:
    """The orderly end: machines kept or logged off, everything written.  `how`: `System.close`."""
    with system.lock:
        if system.closed:
            return
        system.closed = True
    how = how or system.end_how or system.configuration.shutdown
    system.dispatcher.stop()
    system.real_units.stop()
    system.accounting.checkpoint([(vm.userid, vm.usage()) for vm in system.logged_on()])
    kept = checkpoint.keep(system) if how == "checkpoint" else set()
    for vm in system.logged_on():
        try_to(system, lambda: leave(vm) if vm.userid in kept else
               system.logoff(vm, by="BY SYSTEM"))
    for session in system.lines.everybody():
        session.say("CP HAS ENDED")
        session.close()
    for part in (system.frames, system.spool, system.disks, system.accounting):
        if part is not None:
            try_to(system, part.close)
    system.log("end", f"orderly end; {len(kept)} machines kept for the next start")
    system.journal.close()
    if not system.troubles:
        try_to(system, system.folder.end)
    system.folder.close()


def leave(vm) -> None:
    """The end of a machine that is kept: its open spool files stay open, its terminal goes."""
    with vm.lock:
        vm.ended = True
        vm.say("MACHINE KEPT FOR THE NEXT START")
        if vm.batch is not None:
            vm.batch.leaves()
        for device in vm.devices.values():
            if isinstance(device, Tape):
                device.close()
        session, vm.console.face = vm.console.face, None
    if session is not None:
        session.logged_off(False)


def give_up(system) -> None:
    """The start failed: what was opened is closed, kept machines stay kept."""
    system.closed = True
    if "dispatcher" in vars(system):
        system.dispatcher.stop()
    for name in ("real_units", "frames", "spool", "disks", "accounting", "journal", "folder"):
        part = vars(system).get(name)
        if part is not None:
            try_to(system, part.stop if name == "real_units" else part.close)


def try_to(system, action) -> None:
    """One step of the end; the others are done whatever comes of it."""
    try:
        action()
    except (S360Error, OSError, sqlite3.Error) as error:
        system.troubles.append(str(error))
        system.log("end", str(error))
