"""An independent checker of CMS file systems: 800-byte blocks on 2311 and 2314, as CMS-67 and VM/370
wrote them.

Called by `cpcms disk check` and by tests.  It shares no code with cms/disk.py, which reads and writes
such disks for the host, or with CMS itself: each is a witness for the others.  It changes nothing.

    check_blocks.py   tracks and blocks          check_fst.py     directory entries
    check_mfd.py      label, MFD, bit map        check_chain.py   chain links, items
    check_usage.py    who uses what              check_report.py  findings

Whatever the bytes are, nothing is raised, and time and storage are bounded by the size of the disk.
Not implemented: 3330 and 3340 disks; the contents of the IPL records; mending.
Source: SY20-0887, Data Management; disks of CMS-67.  See docs/cms-check.md.
"""
from __future__ import annotations

from s360.media.ckd import Volume

from .check_blocks import HEADS, Blocks
from .check_chain import File, check_items, follow, gaps_of, records_of
from .check_fst import MOST_BLOCKS, read_fst
from .check_mfd import (LABEL_BLOCK, MFD_BLOCK, check_label, cylinders_of, foreign, most_cylinders,
                        read_mfd)
from .check_report import Finding, Report
from .check_usage import Usage

GAPS = 4 * MOST_BLOCKS                   # blocks of gaps that contents() gives out

__all__ = ["Finding", "check", "contents"]


def check(volume: Volume) -> list[Finding]:
    """Everything that is wrong with the file system on a volume or minidisk, severe findings first; an
    empty list is a clean disk.  Raises nothing."""
    report = Report()
    read_disk(volume, report)
    return report.findings()


def contents(volume: Volume) -> dict[tuple[str, str, str], tuple[str, int, list[bytes]]]:
    """The files: (filename, filetype, filemode) -> (record format, item length, items).

    Of a damaged file the items before the damage, of two with one name the first; of a disk without a
    legible directory nothing.  When the gaps of all files are more than four of the longest files, those
    behind have no items.  Raises nothing.
    """
    blocks, files = read_disk(volume, Report())
    out: dict[tuple[str, str, str], tuple[str, int, list[bytes]]] = {}
    room = GAPS
    for file in files:
        entry = file.entry
        key = tuple(part.decode("cp037").rstrip() for part in (entry.fn, entry.ft, entry.fm))
        if key not in out:
            out[key] = entry.recfm or "", entry.length, records_of(file, blocks, room)
            room = max(0, room - gaps_of(file))
    return out


def read_disk(volume: Volume, report: Report) -> tuple[Blocks | None, list[File]]:
    """Check all of a disk; gives its blocks and files."""
    heads = HEADS.get(volume.device_type)
    if heads != volume.heads:
        report.severe("disk", f"a {volume.device_type} of {volume.heads} heads has no file system of "
                              f"800-byte blocks that is known here (known are {' and '.join(HEADS)})")
        return None, []
    first = Blocks(volume, 1, Report())
    label, mfd = first.get(LABEL_BLOCK), first.get(MFD_BLOCK)
    if (what := foreign(label, mfd, volume)) is not None:
        report.severe("disk", what)
        return None, []
    cylinders = cylinders_of(mfd, volume) if mfd else most_cylinders(volume)
    blocks = Blocks(volume, cylinders, report)
    return blocks, read_files(blocks, volume, report)


def read_files(blocks: Blocks, volume: Volume, report: Report) -> list[File]:
    """Check label, directory and files."""
    check_label(blocks.get(LABEL_BLOCK), report)
    usage = Usage(blocks.total, report)
    mfd = read_mfd(blocks, volume, usage, report)
    if mfd is None:
        return []
    files = [follow(entry, blocks, usage, report)
             for entry in read_fst(mfd.fst_blocks, blocks, usage, report)]
    for file in files:
        check_items(file, blocks, report)
    for byte, block, quarter in mfd.quarters:
        usage.free_piece(block, quarter, f"QQMSK (byte {byte} of the MFD)")
    usage.compare(mfd.bits.used, mfd.total, len(mfd.quarters))
    return files
