"""A system with volumes, directory and disks but without processors, for tests of minidisks."""
from __future__ import annotations

import threading
from functools import cache
from types import SimpleNamespace

from cp import passwords
from cp.commands.caller import Caller
from cp.configuration import Configuration
from cp.directory import Directory
from cp.directory_schema import User
from cp.messages import CPError
from cp.minidisk import Disks
from s360.media.ckd import create_volume


@cache
def kept(password: str) -> str:
    """A password as the directory keeps it."""
    return passwords.stored(password)


def disk(first: int, cylinders: int, volume: str = "USER01", type: str = "2311", **more) -> dict:
    """A disk of a directory entry; read, write, multi are passwords in clear."""
    entry = {"type": type, "volume": volume, "first": first, "cylinders": cylinders}
    for name in ("read", "write", "multi"):
        word = more.pop(name, None)
        if word:
            entry[name + "-password"] = word if word == "ALL" else kept(word)
    return entry | more


class DiskSystem:
    """data: a folder with volumes/USER01.ckd (a 2311 of 40 cylinders) unless it has volumes already."""

    def __init__(self, data, users=(), configuration=None):
        self.data = data
        for folder in ("volumes", "system", "users"):
            (data / folder).mkdir(exist_ok=True)
        if not list((data / "volumes").iterdir()):
            create_volume(data / "volumes" / "USER01.ckd", "2311", "USER01", cylinders=40)
        self.configuration = Configuration.model_validate(configuration or {})
        self.directory = Directory(data / "users", self.configuration)
        for userid, entry in dict(users).items():
            self.directory.add(User.model_validate(entry | {"userid": userid}))
        self.logged = []
        self.machines, self.accounted = {}, []
        self.accounting = self
        self.profile = self.configuration.profile
        self.disks = Disks(self)

    def log(self, kind, text, **fields):
        self.logged.append((kind, text))

    def temporary_disk(self, userid, device, cylinders, seconds):
        self.accounted.append(("03", userid, device, cylinders, round(seconds)))

    def linked(self, userid, owner, unit, good=True):
        self.accounted.append(("05" if good else "06", userid, owner, unit))

    def logon(self, userid):
        vm = self.machines[userid] = DiskMachine(self, self.directory.get(userid))
        return vm


class DiskMachine:
    """What the console functions for disks see of a virtual machine."""

    def __init__(self, system, user):
        self.system, self.user, self.userid = system, user, user.userid
        self.classes, self.granted, self.profile = user.classes, user.granted, user.profile
        self.options = SimpleNamespace(emsg="TEXT")
        self.lock = threading.RLock()
        self.devices = {}
        self.storage = user.storage

    def device(self, unit):
        if unit not in self.devices:
            raise CPError("no-device", unit=unit)
        return self.devices[unit]

    def install(self, unit, device):
        if unit in self.devices:
            raise CPError("device-there", unit=unit)
        self.devices[unit] = device

    def remove(self, unit):
        device = self.device(unit)
        del self.devices[unit]
        return device

    def define_storage(self, size):
        self.storage = size

    def type(self, line, *answers, asked=True):
        """A console function typed by the user: (return code, lines of answer)."""
        caller = Caller(self.system, self, self.classes, answers=answers, asked=asked)
        return caller.run(line), caller.lines
