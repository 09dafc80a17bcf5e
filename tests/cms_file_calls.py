"""The file functions of CMS called as a program calls them, in a machine that stands still at its ready
message: on a bare 360 (SIO) or under CP (DIAGNOSE), with disks that are at hand to look at."""
from __future__ import annotations

from cms_machine import Bare, asked, nucleus
from memory_volume import MemoryVolume
from s360.machine import StopReason

PLIST, BUFFER = 0x12000, 0x13000
BUFFER_SIZE = 0x11000
DRIVES = {"2314": (20, 7680, 150), "2311": (10, 4096, 40)}      # heads, bytes of a track, records a cylinder


def e(text: str) -> bytes:
    return text.encode("cp037")


class Recorder(MemoryVolume):
    """A volume that keeps the track before each write, when `before` is set to a list."""

    before: list | None = None

    def write_track(self, cylinder, head, image):
        self.remember(cylinder, head)
        super().write_track(cylinder, head, image)

    def update(self, cylinder, head, offset, data):
        self.remember(cylinder, head)
        super().update(cylinder, head, offset, data)

    def remember(self, cylinder, head):
        if self.before is not None:
            self.before.append((cylinder, head, self.read_track(cylinder, head)))

    def states(self):
        """The disk as it was before each write, the latest first."""
        tracks = dict(self.tracks)
        for cylinder, head, image in reversed(self.before):
            tracks[cylinder, head] = image
            yield MemoryVolume(self.device_type, self.cylinders, self.heads, self.track_size, tracks)


class FileCalls:
    """RDBUF, WRBUF and so on.  A mixin: needs `machine`, `call(name, r0, r1)` and `storage`."""

    def list(self, function, fn, ft, fm="P1", item=0, length=80, fv="F", items=1):
        text = e(f"{function:<8}{fn:<8}{ft:<8}{fm:<2}")
        self.machine.storage.write(PLIST, text + item.to_bytes(2, "big") + BUFFER.to_bytes(4, "big")
                                   + length.to_bytes(4, "big") + e(f"{fv:<2}") + items.to_bytes(2, "big")
                                   + bytes(4) + b"\xff" * 8)

    def write(self, fn, ft, data, fm="P1", item=0, fv="F", items=1) -> int:
        """WRBUF; its return code."""
        self.list("WRBUF", fn, ft, fm, item, len(data), fv, items)
        self.machine.storage.write(BUFFER, data)
        return self.call("WRBUF", r1=PLIST)[0]

    def read(self, fn, ft, fm="*", item=0, length=80, fv="F", items=1) -> tuple[int, bytes]:
        """RDBUF; return code and bytes."""
        self.list("RDBUF", fn, ft, fm, item, length, fv, items)
        code = self.call("RDBUF", r1=PLIST)[0]
        count = int.from_bytes(self.machine.storage.read(PLIST + 40, 4), "big")
        return code, bytes(self.machine.storage.read(BUFFER, count)) if code in (0, 8) else b""

    def point(self, fn, ft, fm, to_read, to_write) -> int:
        self.list("POINT", fn, ft, fm, to_read)
        self.machine.storage.write(PLIST + 28, to_write.to_bytes(2, "big") + bytes(2))
        return self.call("POINT", r1=PLIST)[0]

    def state(self, name, fn, ft, fm) -> tuple[int, bytes]:
        """STATE or STATEW; return code, the copy of the FST and its flag byte."""
        self.list(name, fn, ft, fm)
        code = self.call(name, r1=PLIST)[0]
        at = int.from_bytes(self.machine.storage.read(PLIST + 28, 4), "big")
        return code, bytes(self.machine.storage.read(at, 41)) if code == 0 else b""

    def function(self, name, *words) -> int:
        """A function with a list of words; its return code."""
        self.machine.storage.write(PLIST, b"".join(e(f"{word:<8}") for word in (name, *words)) + b"\xff" * 8)
        code = self.call(name, r1=PLIST)[0]
        return code - (1 << 32) if code >> 31 else code

    def finis(self, fn="*", ft="*", fm="*") -> int:
        return self.function("FINIS", fn, ft, fm)


class BareFiles(FileCalls, Bare):
    """A bare machine: disks unit -> volume, mounted before IPL; the first line brings in P and T."""

    def __init__(self, disks: dict, storage="256K", lines=()):
        super().__init__(storage, go=False)
        self.disks = disks
        for unit, volume in disks.items():
            self.machine.attach(unit, volume.device_type).mount(volume)
        self.run()
        self.ask("")
        for line in lines:
            self.ask(line)


class CpFiles(FileCalls, Bare):
    """The machine of a user under CP, IPLed from 190."""

    def __init__(self, vm, lines=()):
        self.vm, self.machine, self.symbols = vm, vm.machine, nucleus().symbols
        vm.console.command("IPL 190")
        for line in ("", *lines):
            self.ask(line)

    def ask(self, line, instructions=0):
        return asked(self.vm, line)

    def call(self, name, r0=0, r1=0):
        with self.vm.lock:
            return super().call(name, r0, r1)

    def run(self, instructions=5_000_000):
        """Go on when CP's dispatcher has asked for the machine: it stays ours."""
        while (reason := self.machine.run(instructions).reason) in (StopReason.STOPPED, StopReason.BUDGET):
            pass
        return reason

    def disk(self, unit):
        """What CP has behind a minidisk."""
        return self.vm.device(unit).volume
