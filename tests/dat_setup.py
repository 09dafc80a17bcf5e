"""Machines with the Model 67's translation on, for tests and measurements.

`paged` gives a small core whose virtual pages lie elsewhere than their real ones; `translated`
starts any bare-machine program under translation, storage mapped on itself.
Source: GA27-2719, Dynamic Address Translation.
"""
from __future__ import annotations

from s360._core import Core

EXTENDED = 0x00800000              # control register 6: PSWs have the extended form
SEGMENTS, PAGES = 0x300, 0x340     # real addresses of the tables of `paged`
FRAMES = (0, 1, 6, 2, 3, 5, 4, 7)  # page -> frame: 0, 1, 5 and 7 lie where they are


def extended_psw(ia: int, mask: int = 0x04, key: int = 0, amwp: int = 0, flags: int = 0) -> bytes:
    """mask 04 translation, 02 I/O, 01 external; flags: condition code and program mask."""
    return bytes([mask, key << 4 | amwp, flags, 0, 0]) + ia.to_bytes(3, "big")


def map_page(core: Core, page: int, frame: int | None) -> None:
    """Set a page-table entry of `paged` (None: not available); the program has not reloaded
    control register 0 yet."""
    entry = 8 if frame is None else frame << 4
    core.storage.write(PAGES + 2 * page, entry.to_bytes(2, "big"))


def reload_tables(core: Core) -> None:
    """What LMC of control register 0 does."""
    core.set_cr(0, SEGMENTS)


def real(address: int) -> int:
    """Where `paged` keeps a virtual address."""
    return FRAMES[address >> 12] << 12 | address & 0xFFF


def put(core: Core, address: int, data: bytes) -> None:
    """Write at a virtual address of `paged`, byte by byte through its own tables."""
    for offset, byte in enumerate(data):
        core.storage[real(address + offset)] = byte


def get(core: Core, address: int, count: int) -> bytes:
    return bytes(core.storage[real(address + offset)] for offset in range(count))


def paged(code: str = "", at: int = 0x1000, size: int = 0x8000, **options) -> Core:
    """A core with translation on at the code; every new PSW goes to real 800, untranslated."""
    core = Core(size, **{"timer": False} | options)
    for new in (0x58, 0x60, 0x68, 0x78):
        core.storage[new:new + 8] = extended_psw(0x800, mask=0)
    core.storage[SEGMENTS:SEGMENTS + 64] = (
        (0x07000000 | PAGES).to_bytes(4, "big") + b"\0\0\0\1" * 15)
    for page, frame in enumerate(FRAMES):
        map_page(core, page, frame)
    put(core, at, bytes.fromhex(code))
    core.set_cr(0, SEGMENTS)
    core.set_cr(6, EXTENDED)
    core.storage.keys = bytes(size >> 11)
    core.psw = extended_psw(at)
    return core


def translated(core: Core, image: bytes, scattered: bool = False) -> Core:
    """Load a bare-machine program (its restart PSW at 0) and start it in extended mode with
    translation on: all of storage on itself in pages of 4096 bytes, or `scattered`, so that no
    two pages but the last few lie side by side.

    The tables lie in the last 16 KiB of storage, page 0 in frame 0.  The program's own PSWs
    have the standard form and must not be needed: a kernel that only computes, and ends with
    LPSW of a wait PSW, whose wait bit stands in the same place in both forms.
    """
    size = len(core.storage)
    tables = size - 0x4000
    frames = list(range(size >> 12))
    if scattered:
        frames[1:-4] = frames[1:-4][::-1]
    for page in range((len(image) >> 12) + 1):
        part = image[page << 12:(page + 1) << 12]
        core.storage.write(frames[page] << 12, part)
    for page, frame in enumerate(frames):
        core.storage.write(tables + 0x100 + 2 * page, (frame << 4).to_bytes(2, "big"))
    for segment in range(16):
        pages = min(max(len(frames) - 256 * segment, 0), 256)
        entry = (pages - 1) << 24 | tables + 0x100 + 512 * segment if pages else 1
        core.storage.write(tables + 4 * segment, entry.to_bytes(4, "big"))
    core.set_cr(0, tables)
    core.set_cr(6, EXTENDED)
    core.psw = extended_psw(int.from_bytes(image[5:8], "big"))
    return core
