"""A user comes: his password, a machine for him or the one he left, its first IPL.

Called by cp/system.py (`System.logon`, `.autolog`, `.check_password`); cp/logoff.py is how he goes.
"""
from __future__ import annotations

import time

from cp import away, vdevices
from cp.console import Script
from cp.messages import CPError, message
from cp.passwords import NOLOG, verify
from s360.errors import S360Error

message("no-logon", "DMKLOG", 52, "{userid} CANNOT LOG ON (NOLOG)", origin="ours")
message("shutting-down", "DMKLOG", 58, "CP IS SHUTTING DOWN", origin="ours")


def log_on(system, userid: str, session, ipl: bool, notice: list[str] = ()):
    """The machine of a user: a new one, or the one he has.  notice: lines he is to be told"""
    while True:
        with system.lock:
            vm = system.machines.get(userid)
            if vm is None:
                vm = new_machine(system, userid)
                break
            if not vm.ended:
                return reconnect(system, vm, session)
        with vm.lock:                     # its session is ending
            pass
    try:
        return welcome(system, vm, session, ipl, notice)
    except away.Unusable as error:
        notice = error.lines
    finally:
        vm.lock.release()
    return log_on(system, userid, session, ipl, notice)


def new_machine(system, userid: str):
    """A machine for a user, among the others; its lock is held: nobody finds it half made."""
    user = system.directory.get(userid)
    if system.closed or system.ending.is_set():
        raise CPError("shutting-down")
    vm = system.make_machine(user)
    vm.lock.acquire()
    system.machines[userid] = vm
    return vm


def welcome(system, vm, session, ipl: bool, notice: list[str]):
    """All that belongs to a new machine: its terminal, its devices, the first lines, its IPL."""
    back = away.take_back(vm) if ipl else None
    if session is not None:
        connect(vm, session)
    for line in system.logmsg:
        vm.say("* " + line)
    if back is None:
        notice = [*notice, *vdevices.furnish(vm), *([] if ipl else away.discard(vm))]
    for line in [*notice, *(back or [])]:
        vm.say(line)
    vm.logged_on_lines()
    system.accounting.logged_on(vm.userid, vm.user.account or vm.userid, *([] if back is None else [vm.usage()]))
    system.log("logon", f"logon at {vm.line}", user=vm.userid)
    system.tell_operator(f"{clock()} {vm.line} LOGON AS {vm.userid:<8} USERS = "
                         f"{len(system.machines):03d}", besides=vm)
    if back is not None:
        goes_on(vm, session)
    elif ipl and vm.user.ipl is not None:
        first_ipl(vm)
    if vm.batch is not None:
        vm.batch.logged_on()              # the IPL has closed the reader
    vm.console.changed()
    return vm


def goes_on(vm, session) -> None:
    """A machine that was kept: before its user it stands in CP, without one it runs."""
    if session is not None:
        vm.enter_cp("")
    else:
        vm.settle()


def first_ipl(vm) -> None:
    """The IPL that the directory names; what stands against it is said to the user."""
    from cp.commands.control import start
    ipl = vm.user.ipl
    name = ipl.system or f"{ipl.device:03X}"
    try:
        with vm.lock:
            start(vm, name, parm=ipl.parm)
    except CPError as error:
        vm.in_cp = True
        vm.say(error.shown("TEXT", vm.profile))


def reconnect(system, vm, session):
    """A terminal for a machine that is there."""
    face = vm.console.face
    if face is not None and not isinstance(face, Script):
        raise CPError("already-logged-on", where=f"LINE {vm.line}")
    if face is not None and isinstance(session, Script):
        return vm
    if session is not None:
        vm.enter_cp("")                   # before its guest can write to the terminal
        connect(vm, session)
        vm.say(f"RECONNECTED AT {clock()}")
        system.log("reconnect", f"reconnected at {vm.line}", user=vm.userid)
        vm.disconnected_at = None
        vm.console.changed()
    return vm


def connect(vm, session) -> None:
    if not isinstance(session, Script):
        session.logged_on(vm)
    vm.console.connect(session)


def autolog(system, userid: str, text: str = ""):
    """Log a user on without a terminal; `text`: a command to begin with."""
    userid = userid.upper()
    if userid in system.machines:
        raise CPError("already-logged-on", where=f"LINE {system.machines[userid].line}")
    vm = system.logon(userid, terminal=False)
    vm.disconnected_at = None
    if text:
        vm.console.command(text)
    return vm


def autolog_quietly(system, userid: str) -> None:
    """For a machine that CP wants there: what stands against it is in the log."""
    try:
        system.autolog(userid)
    except S360Error as error:
        there = isinstance(error, CPError) and error.key == "already-logged-on"
        if not there and not system.closed:
            system.log("autolog", str(error), user=userid)


def check_password(system, userid: str, password: str, origin: str, local: bool = True, session=None) -> None:
    """CPError unless the password is the user's; wrong ones are logged and slow the next.

    session: who waits for it; when he has hung up before his turn, no work is done for him
    """
    door = "" if local else origin
    user = system.directory.get(userid)
    if user.password == NOLOG:
        raise CPError("no-logon", userid=userid)
    seconds = system.doorman.knock(userid, door)
    if seconds > 0:
        raise CPError("wait-longer", seconds=int(seconds) + 1)
    if not verify(password, user.password, lambda: session is None or not session.closed):
        if session is not None and session.closed:
            raise CPError("wrong-password")   # nobody reads it; it was not looked at, and counts as a try
        system.accounting.wrong_password(userid, origin)
        system.log("password", f"wrong password from {origin}", user=userid)
        raise CPError("wrong-password")
    system.doorman.right(userid, door)
    if user.local and not local:
        raise CPError("local-only", userid=userid)


def clock() -> str:
    """The time in lines about sessions."""
    return time.strftime("%H:%M:%S")
