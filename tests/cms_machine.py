"""CMS in a machine, for tests: the system disk built once, a bare 360 or a CP that has it, commands typed
and answers read, nucleus routines called by name."""
from __future__ import annotations

import atexit
import fcntl
import os
import re
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from cms import build
from cp.system import System
from s360.asm import assemble
from s360.machine import Machine, StopReason
from cp_guests import add_user

READY = re.compile(r"(R|E\((-?\d+)\));( T=\d+\.\d\d/\d+\.\d\d \d\d\.\d\d\.\d\d)?$")
TRANSIENT = 0x10000


@lru_cache(None)
def nucleus() -> build.Nucleus:
    return build.build_nucleus()


@lru_cache(None)
def system_disk() -> Path:
    """The built disk; a test that writes on it takes a copy.  Of the workers of a run (pytest-xdist) one builds."""
    folder = Path(tempfile.mkdtemp(prefix="cms"))
    atexit.register(shutil.rmtree, folder, True)
    disk = folder / "cms190.ckd"
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        build.write_disk(disk, nucleus(), build.system_files())
        return disk
    shared = folder.parent / f"cms{run}"
    shared.mkdir(mode=0o700, exist_ok=True)
    with open(shared / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "190").exists():
            atexit.register(shutil.rmtree, shared, True)
            build.write_disk(shared / "190", nucleus(), build.system_files())
        shutil.copyfile(shared / "190", disk)
    return disk


def program(*lines: str) -> bytes:
    """A program for the transient area: statements between NUCON and LTORG, base register 12."""
    text = "\n".join(["TRIAL START X'10000'", " REGS", " NUCON", " USING TRIAL,12", *lines, " LTORG",
                      " END"]) + "\n"
    made = assemble(text, "trial", libraries=(build.MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return next(section.bytes for section in made.sections if section.name == "TRIAL")


def code_of(lines: list[str]) -> int:
    """The return code of the ready message, which must be the last line."""
    match = READY.match(lines[-1])
    assert match, lines
    return int(match[2] or 0)


class Bare:
    """A bare 360 with CMS, IPLed and at the ready message.

    disks: unit -> image, written to; files: False leaves the file system out, free storage is empty then; `lines` what was typed since the last `ask`
    """

    def __init__(self, storage: str = "256K", disks: dict | None = None, go: bool = True,
                 files: bool = True):
        self.machine = Machine(storage=storage)
        self.machine.attach(0x190, "2314", volume=str(system_disk()), write=False)
        for unit, image in (disks or {}).items():
            self.machine.attach(unit, "2314", volume=str(image))
        self.console = self.machine.attach(0x009, "1052")
        self.console.output = self._typed
        self.lines, self.part = [], ""
        self.machine.ipl(0x190)
        self.symbols = nucleus().symbols
        if not files:
            self.poke("AFSINIT", bytes(4))
            self.poke("APROFILE", bytes(4))
        if go:
            self.run()
            self.ask("")

    def _typed(self, text: str) -> None:
        *whole, self.part = (self.part + text).split("\n")
        self.lines += [line.rstrip() for line in whole]

    def run(self, instructions: int = 5_000_000) -> StopReason:
        return self.machine.run(instructions).reason

    def ask(self, line: str, instructions: int = 5_000_000) -> list[str]:
        """Type a line; the lines of the answer, the ready message among them."""
        assert self.console.reading, self.lines
        del self.lines[:]
        self.machine.post(lambda: self.console.type_in(line))
        assert self.run(instructions) is StopReason.WAIT, self.lines
        assert self.console.reading, self.lines
        return self.lines

    def attention(self, line: str) -> None:
        """Press attention while a command runs, and type a line."""
        self.machine.post(self.console.request)
        self.machine.run(20_000)
        assert self.console.reading, "no attention read"
        self.machine.post(lambda: self.console.type_in(line))

    def put(self, name: str, code: bytes) -> None:
        """A program in the transient area as command `name`."""
        self.machine.storage.write(TRANSIENT, code)
        self.poke("TRANNAME", f"{name:<8}".encode("cp037"))

    def field(self, name: str) -> int:
        """Address of a field of page 0."""
        return fields()[name]

    def word(self, name: str) -> int:
        return int.from_bytes(self.machine.storage.read(self.field(name), 4), "big")

    def poke(self, name: str, data: bytes) -> None:
        self.machine.storage.write(self.field(name), data)

    def call(self, name: str, r0: int = 0, r1: int = 0) -> tuple[int, int, int]:
        """Call a routine of the nucleus as CALL does; registers 15, 0 and 1 afterwards."""
        machine, stop = self.machine, 0x11FF0
        kept = bytes(machine.core.psw), [machine.cpu.gpr[n] for n in range(16)]
        area = machine.storage.read(self.field("CMSAREA"), 72)       # the command loop's, which waits
        for number, value in ((0, r0), (1, r1), (13, self.field("CMSAREA")), (14, stop),
                              (15, self.symbols[name])):
            machine.cpu.gpr[number] = value
        machine.core.psw = bytes.fromhex("FF000000") + self.symbols[name].to_bytes(4, "big")
        machine.set_stops({stop})
        assert self.run() is StopReason.ADDRESS_STOP
        machine.set_stops(set())
        result = machine.cpu.gpr[15], machine.cpu.gpr[0], machine.cpu.gpr[1]
        machine.storage.write(self.field("CMSAREA"), area)
        machine.core.psw = kept[0]
        for number, value in enumerate(kept[1]):
            machine.cpu.gpr[number] = value
        return result


@lru_cache(None)
def fields() -> dict[str, int]:
    """The names of page 0 and their addresses."""
    made = assemble("X CSECT\n NUCON\n END\n", "x", libraries=(build.MACROS,))
    return {name: symbol.value for name, symbol in made.symbols.items() if symbol.section == "LOW"}


# -- under CP

def cms_system(folder, **options):
    """A CP with the system disk as volume CMSTST."""
    System(folder, threads=1).close()
    shutil.copy(system_disk(), Path(folder) / "system" / "CMSTST.ckd")
    system = System(folder, threads=1, **options)
    add_user(system, "CMSSYS", disks={"190": {"type": "2314", "volume": "CMSTST", "first": 0,
                                              "cylinders": build.CYLINDERS + 1, "mode": "RR"}})
    return system


def cms_user(system, userid: str = "TESTER", **keys):
    """A user with the system disk as 190, logged on and in CP."""
    links = [{"userid": "CMSSYS", "unit": "190", "as": "190", "mode": "RR"}]
    add_user(system, userid, **{"storage": "256K", "links": links} | keys)
    return system.logon(userid, ipl=False)


def asked(vm, line: str, seconds: float = 5) -> list[str]:
    """Type a line at a virtual console at VM READ; the lines of the answer."""
    vm.console.wait_for("VM READ", seconds)
    before = vm.console.number
    vm.console.send(line)
    vm.console.expect(";", seconds)
    vm.console.wait_for("VM READ", seconds)
    return [text.rstrip() for number, text in vm.console.lines if number > before]
