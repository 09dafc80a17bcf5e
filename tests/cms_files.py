"""Bare machines with CMS whose P-disk, in memory, has given files."""
from __future__ import annotations

from cms.disk import CmsDisk
from cms_machine import Bare
from memory_volume import MemoryVolume

HEADS, TRACK = 20, 7680                    # of a 2314


def cards(text: str) -> list[bytes]:
    """Lines as records of 80."""
    return [line.encode("cp037").ljust(80, b"\x40") for line in text.split("\n")]


class WithDisk(Bare):
    """A bare machine with a P-disk.

    files: (name, type, records[, recfm[, lrecl]]), as CmsDisk.write takes them
    """

    def __init__(self, *files: tuple, cylinders: int = 3, storage: str = "256K"):
        self.disk = MemoryVolume("2314", cylinders, HEADS, TRACK)
        disk = CmsDisk(self.disk)
        disk.format("TEST01", cylinders)
        for file in files:
            disk.write(*file)
        super().__init__(storage, go=False)
        self.machine.attach(0x191, "2314").mount(self.disk)
        self.run()
        self.ask("")

    def read(self, name: str, type: str) -> list[bytes]:
        """The records of a file of the P-disk."""
        return CmsDisk(self.disk).read(name, type)


def with_execs(**texts: str) -> WithDisk:
    """EXECs by name."""
    return WithDisk(*((name, "EXEC", cards(text)) for name, text in texts.items()))
