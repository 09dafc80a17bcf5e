"""A whole system for tests of console functions: users of several classes and profiles, and what a
person types and sees.  The installation is made once; every room has a copy of it."""
from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from cp import passwords
from cp.commands.caller import Ask, Caller
from cp.directory_schema import User
from cp.system import System
from s360.machine import StopReason
from s360.media.ckd import create_volume

PASSWORD = "SESAME"
CYLINDERS = 30                 # of the volume, which is copied with each room
SETS = "sets: {HELPDESK: [FORCE, QUERY STORAGE, SET SHARE]}\n"
USERS = {
    "ANNA": {}, "BERT": {},
    "OLD": {"profile": "1968"}, "MIDDLE": {"profile": "1972"},
    "HELPER": {"functions": ["HELPDESK"]},
    "BIG": {"options": ["MODEL67"]}, "REALLY": {"options": ["REALTIMER"]},
    "SPOOLER": {"classes": "DG"}, "ANALYST": {"classes": "EG"}, "RESOURCE": {"classes": "BG"},
    "SYSPROG": {"classes": "CG"}, "CHIEF": {"classes": "AG"},
    "NOBODY": {"password": "NOLOG"},
    "STARTED": {"ipl": {"system": "SUPERV"}},
}


@cache
def installation() -> Path:
    """The folder that is copied."""
    folder = Path(tempfile.mkdtemp(prefix="cpcms-commands-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    secret = passwords.stored(PASSWORD)
    with System(folder / "data", threads=1) as system:
        for userid, keys in USERS.items():
            system.directory.add(User.model_validate(
                {"userid": userid, "password": secret, "classes": "G"}
                | {key: value for key, value in keys.items() if key != "functions"}))
        (folder / "data" / "system.yaml").open("a").write(SETS)
    create_volume(folder / "data" / "volumes" / "USER01.ckd", "2314", "USER01", cylinders=CYLINDERS,
                  overwrite=True)
    with System(folder / "data", threads=1) as system:
        system.directory.change("HELPER", lambda user: setattr(user, "functions", ["HELPDESK"]))
    return folder / "data"


class Room:
    """The system, and those who have logged on."""

    def __init__(self, tmp_path):
        self.data = tmp_path / "data"
        shutil.copytree(installation(), self.data)
        self.system = System(self.data, threads=2)

    def again(self) -> System:
        """End and start anew."""
        self.system.close()
        self.system = System(self.data, threads=2)
        return self.system

    def user(self, userid: str):
        """His machine; he is logged on if he was not."""
        return self.system.machines.get(userid) or self.system.logon(userid)

    def type(self, userid: str, line: str) -> list[str]:
        """What appears on his console when he types a line."""
        vm = self.user(userid)
        before = vm.console.number
        vm.console.send(line)
        return since(vm, before)

    def host(self, line: str) -> list[str]:
        return self.system.command(line).lines

    def code(self, userid: str, line: str) -> int:
        """The return code that DIAGNOSE X'08' would give."""
        self.user(userid)
        return self.system.command(line, userid=userid).code

    def data_of(self, userid: str, line: str) -> list:
        self.user(userid)
        return self.system.command(line, userid=userid).data

    def before_logon(self, line: str, *answers: str) -> list[str]:
        """What somebody sees who has not logged on, answering what is asked."""
        caller = Caller(self.system, None, "", answers=answers, asked=True)
        try:
            caller.run(line)
        except Ask as question:
            caller.say(question.prompt)
        return caller.lines

    def close(self) -> None:
        self.system.close()


def since(vm, number: int) -> list[str]:
    return [text for at, text in list(vm.console.lines) if at > number]


def until(condition, seconds: float = 5.0) -> None:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.002)


def program(vm, psw: str, **places: str) -> None:
    """A guest program: hexadecimal text by address (at_800="47F00800") and the PSW it begins with."""
    with vm.lock:
        vm.reset()
        vm.clear()
        for name, text in places.items():
            vm.change(int(name.removeprefix("at_"), 16), bytes.fromhex(text))
        vm.core.psw = bytes.fromhex(psw)


def run(vm, instructions: int) -> None:
    """So many instructions of the guest, here and now."""
    with vm.lock:
        vm.in_cp, vm.started, vm.held = False, True, False
        left = instructions
        while left > 0:
            stop = vm.machine.run(left)
            left -= stop.instructions
            if stop.reason not in (StopReason.BUDGET, StopReason.STOPPED):
                break
        vm.in_cp = True
