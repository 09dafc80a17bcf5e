"""CMS under CP with a P-disk of a user's own on the host: files put there, commands typed, files read back."""
from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

from cms import build
from cms.check import check
from cms.disk import CmsDisk
from cms_files import cards
from cms_machine import asked, system_disk
from cp.system import System
from cp_guests import add_user
from s360.media import ckd

READY = 20                     # seconds


class Room:
    """A CP with CMS, one user TESTER, IPLed.

    files: (name, type, text or records) of his P-disk; cylinders of it; keys: of CP's System
    """

    def __init__(self, folder: Path, *files: tuple, cylinders: int = 10, **keys):
        System(folder, threads=1).close()
        self.disk = folder / "volumes" / "USR191.ckd"
        shutil.copy(system_disk(), folder / "system" / "CMSTST.ckd")
        ckd.create_volume(self.disk, "2314", cylinders=cylinders)
        with ckd.open_volume(self.disk, write=True) as volume:
            CmsDisk(volume).format("USR191", cylinders)
        self.put(*files)
        self.system = System(folder, threads=1, **keys)
        add_user(self.system, "CMSSYS", disks={"190": one_disk("CMSTST", build.CYLINDERS + 1, "RR")})
        self.user("TESTER", "USR191", cylinders)
        self.vm = self.logon()

    def user(self, userid: str, volume: str, cylinders: int) -> None:
        add_user(self.system, userid, storage="256K", disks={"191": one_disk(volume, cylinders, "W")},
                 links=[{"userid": "CMSSYS", "unit": "190", "as": "190", "mode": "RR"}])

    def logon(self, userid: str = "TESTER"):
        vm = self.system.logon(userid, ipl=False)
        vm.console.wait_for("CP READ", READY)
        vm.console.send("IPL 190")
        vm.console.wait_for("VM READ", READY)
        asked(vm, "", READY)
        return vm

    def put(self, *files: tuple) -> None:
        """Before the system is there, or while nobody uses the disk."""
        with ckd.open_volume(self.disk, write=True) as volume:
            disk = CmsDisk(volume)
            for name, type, content, *recfm in files:
                disk.write(name, type, cards(content) if isinstance(content, str) else content, *recfm)

    def ask(self, line: str, seconds: float = READY) -> list[str]:
        return asked(self.vm, line, seconds)

    @contextmanager
    def now(self):
        """The disk as it is at this moment, as a volume of its own."""
        copy = self.disk.with_suffix(".copy.ckd")
        shutil.copy(self.disk, copy)
        with ckd.open_volume(copy) as volume:
            yield volume

    def read(self, name: str, type: str) -> list[bytes]:
        with self.now() as volume:
            return CmsDisk(volume).read(name, type)

    def names(self) -> set[tuple[str, str]]:
        with self.now() as volume:
            return {entry.key for entry in CmsDisk(volume).files()}

    def faults(self) -> list[str]:
        """What the independent checker finds."""
        with self.now() as volume:
            return [str(one) for one in check(volume) if one.severity != "note"]

    def close(self) -> None:
        self.system.close()


def one_disk(volume: str, cylinders: int, mode: str) -> dict:
    return {"type": "2314", "volume": volume, "first": 0, "cylinders": cylinders, "mode": mode}
