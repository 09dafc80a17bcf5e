"""Bare machines with CMS whose P-disk, in memory, has given files."""
from __future__ import annotations

from cms.disk import CmsDisk
from cms_machine import Bare
from memory_volume import MemoryVolume
from s360.asm import assemble

HEADS, TRACK = 20, 7680                    # of a 2314

#: types a line
HELLO = """HELLO    CSECT
         BALR  12,0
         USING *,12
         LR    2,14
         LA    1,LIST
         SVC   202
         DC    AL4(*+4)
         SR    15,15
         BR    2
         DS    0D
LIST     DC    CL8'TYPLIN',AL1(1),AL3(TEXT),C'B',AL3(12)
TEXT     DC    C'HELLO, WORLD'
         END   HELLO
"""


def cards(text: str) -> list[bytes]:
    """Lines as records of 80."""
    return [line.encode("cp037").ljust(80, b"\x40") for line in text.split("\n")]


def hello_deck() -> list[bytes]:
    """HELLO's object deck, as records of a file."""
    deck = assemble(HELLO, "HELLO").object_deck
    return [deck[at:at + 80] for at in range(0, len(deck), 80)]


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
