"""A user goes: DISCONN, a lost terminal, the end of his session.

Called by cp/system.py (`System.disconnect`, `.line_dropped`, `.logoff`); cp/logon.py is how he comes, cp/away.py
keeps the machine of who lost his terminal.
"""
from __future__ import annotations

import threading
import time

from cp import away
from cp.logon import clock

MINUTE = 60.0

def disconnect(system, vm, hold: bool = False) -> None:
    """DISCONN: the machine goes on without a terminal."""
    session = vm.console.face
    vm.say(f"DISCONNECT AT {clock()}")
    vm.console.connect(None)
    system.log("disconnect", "disconnected", user=vm.userid)
    if session is not None:
        session.logged_off(hold)


def line_dropped(system, vm, session) -> None:
    """The terminal is gone without a word: the machine waits for its user some minutes."""
    if vm.console.face is not session:
        return
    vm.console.connect(None)
    vm.disconnected_at = since = time.monotonic()
    system.log("line", "terminal lost; disconnected", user=vm.userid)
    minutes = system.configuration.reconnect
    vm.alarm("time-out", minutes * MINUTE, lambda: time_out(vm, since))


def time_out(vm, since: float) -> None:
    """The user has not come back in time; another thread keeps his machine, as that takes long."""
    if vm.disconnected_at == since and not vm.ended:
        threading.Thread(target=away.log_off, args=(vm, since), daemon=True).start()


def log_off(system, vm, hold: bool = False, by: str = "") -> None:
    """End a session: spool files closed, disks released, accounting written."""
    vm.leaving = True                     # what takes long for it is broken off
    with vm.lock:
        if vm.ended:
            return
        vm.ended = True
        used = vm.used_line()
        system.close_unit_record(vm, logoff=True)
        if vm.options.acnt:
            vm.say(used)
        vm.say(vm.logoff_line("BY SYSTEM" if by else ""))
        system.accounting.logged_off(vm.userid, vm.usage(), by.lower() or "logoff")
        system.gone.add(vm)
        for unit in list(vm.devices):
            vm.remove(unit).close()
        system.disks.release(vm.userid)
        if vm.paging is not None:
            vm.paging.close()
        vm.machine.close()
        vm.core.storage.clear()            # what still holds the object does not hold its memory
        for name in list(vm.alarms):
            vm.alarm(name, None)
        with system.lock:
            system.machines.pop(vm.userid, None)
            count = len(system.machines)
    system.log("logoff", f"logoff {by}".strip(), user=vm.userid)
    system.tell_operator(f"{clock()} {vm.line} LOGOFF AS {vm.userid:<8} USERS = {count:03d}"
                         + (f" {by}" if by else ""))
    session = vm.console.face
    vm.console.connect(None)
    if session is not None:
        session.logged_off(hold)


def log_off_later(system, vm, forced: bool = False) -> None:
    """Log another user off; his machine may be running, so another thread does it."""
    threading.Thread(target=system.logoff, args=(vm,), kwargs={"by": "FORCED" if forced else ""},
                     daemon=True, name=f"cp-logoff-{vm.userid}").start()
