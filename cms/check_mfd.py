"""Label, master file directory and bit map of a CMS disk, for the checker (cms/check.py).

The MFD is record 4: halfword addresses of the FST blocks, a sentinel, addresses of the QMSK extension
records (0 to 363); totals (364); cylinders (382); QMSK, a bit for each record, 1 is used (384 or 385);
QQMSK, the free 200-byte pieces (600).

Two forms of several things are genuine and accepted:
- CMS-67 begins QMSK at 384; VM/370 has the unit type there and begins at 385.  Records 1 to 4 are
  always used, so X'Fn' at 384 can be no unit type.
- The total is 4 less than the records of the disk, on older disks 2 less.
- The sentinel is FFFF (no extension), FFFD (extensions follow) or FFFE (1968, with or without).
- Bits behind the last record may be 0 or 1.
The exact rule for ADTLAST is not known: it is the number of the last byte of QMSK that is not zero on
the one disk where it can be checked; a larger one does no harm.

Source: SY20-0887, figure of the MFD; disks of CMS-67.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack, unpack_from

from s360.errors import MediaError
from s360.media.ckd import Volume, records

from .check_blocks import PER_CYLINDER, Blocks
from .check_report import Report, block_name
from .check_usage import Usage

LABEL_BLOCK, MFD_BLOCK = 3, 4
LIST_END, TOTALS, ZERO, CYLINDERS, MAP, MAP_END = 364, 364, 380, 382, 384, 600
NO_EXTENSION, EXTENSIONS, OLD_SENTINEL = 0xFFFF, 0xFFFD, 0xFFFE
UNIT_TYPES = {0x01: "2311", 0x08: "2314", 0x09: "3330"}
NOT_IN_TOTAL = 4, 2                      # records of the disk that the total leaves out: usual, older
LABEL = "CMS=".encode("cp037")
VOL1 = "VOL1".encode("cp037")
NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@#$ "


@dataclass
class BitMap:
    """QMSK: pieces of it in order, each (bytes in it, the bytes or None when it cannot be read)."""

    pieces: list[tuple[int, bytes | None]] = field(default_factory=list)

    @property
    def records(self) -> int:
        """For how many records it has a bit."""
        return 8 * sum(length for length, _ in self.pieces)

    @property
    def whole(self) -> bool:
        return all(data is not None for _, data in self.pieces)

    def used(self, block: int) -> bool | None:
        """Whether a record is marked as used; None where the map does not reach or is lost."""
        byte, bit = divmod(block - 1, 8)
        for length, data in self.pieces:
            if byte < length:
                return None if data is None else bool(data[byte] & 0x80 >> bit)
            byte -= length
        return None


@dataclass
class Mfd:
    """What the MFD says.

    cylinders: those of the file system; fst_blocks, extensions: disk addresses
    total: ADTNUM if it is one of the genuine figures, else the number of records of the disk
    quarters: (byte of the MFD, block, quarter) of each QQMSK entry
    """

    cylinders: int
    fst_blocks: list[int]
    extensions: list[int]
    total: int
    bits: BitMap
    quarters: list[tuple[int, int, int]]


def cylinders_of(mfd: bytes, volume: Volume) -> int:
    """Cylinders of the file system; those of the volume when the MFD cannot be right."""
    said, = unpack_from(">H", mfd, CYLINDERS)
    return said if 1 <= said <= most_cylinders(volume) else most_cylinders(volume)


def most_cylinders(volume: Volume) -> int:
    return min(volume.cylinders, 0xFFFF // PER_CYLINDER[volume.device_type])


def check_label(label: bytes | None, report: Report) -> None:
    """Record 3: CMS= and six characters, rest zero."""
    place = block_name(LABEL_BLOCK)
    if label is None:
        report.severe(place, "the label cannot be read; CMS does not accept the disk")
    elif label[:4] != LABEL:
        report.severe(place, "there is no CMS= label; CMS does not accept the disk")
    else:
        name = label[4:10].decode("cp037")
        if not name.strip() or " " in name.rstrip() or any(c not in NAMES for c in name):
            report.doubtful(place, f"the disk's label is {name!r}: not 1 to 6 letters, digits, @ # $")
        if any(label[10:]):
            report.note(place, "there is something behind the label (CMS-67 leaves zeros)")


def foreign(label: bytes | None, mfd: bytes | None, volume: Volume) -> str | None:
    """What a disk is when it is certainly none of CMS: neither label nor a list with a sentinel."""
    if label is not None and label[:4] == LABEL:
        return None
    if mfd is not None and any(n >= EXTENSIONS for n in unpack_from(">182H", mfd)):
        return None
    if has_vol1(volume):
        return "has a VOL1 label: a volume of OS or of minidisks, no CMS disk"
    return "has neither a CMS= label in record 3 nor an MFD in record 4: it is no CMS disk"


def has_vol1(volume: Volume) -> bool:
    """Whether record 3 of cylinder 0 head 0, of any length, is the label of a volume."""
    try:
        image = volume.read_track(0, 0)
    except MediaError:
        return False
    return any(record.r == 3 and image[record.end - record.dl:record.end].startswith(VOL1)
               for record in records(image)[0])


def read_mfd(blocks: Blocks, volume: Volume, usage: Usage, report: Report) -> Mfd | None:
    """Check record 4 and the bit map; None when record 4 cannot be read."""
    data, place = blocks.get(MFD_BLOCK), block_name(MFD_BLOCK)
    if data is None:
        report.severe(place, "the MFD cannot be read: the disk's directory is lost")
        return None
    check_cylinders(data, volume, report)
    fst_blocks, extensions = read_list(data, report)
    bits = read_map(data, extensions, blocks, usage, report)
    total = check_totals(data, bits, blocks.total, report)
    if any(data[ZERO:CYLINDERS]):
        report.doubtful(place, "bytes 380 and 381 are not zero")
    quarters = [(MAP_END + 2 * n, address & 0x3FFF, address >> 14)
                for n, address in enumerate(unpack_from(">100H", data, MAP_END)) if address]
    return Mfd(blocks.total // blocks.per_cylinder, fst_blocks, extensions, total, bits, quarters)


def check_cylinders(mfd: bytes, volume: Volume, report: Report) -> None:
    said, = unpack_from(">H", mfd, CYLINDERS)
    place, most = block_name(MFD_BLOCK), most_cylinders(volume)
    if not said:
        report.severe(place, "the disk has 0 cylinders by the MFD")
    elif said > most:
        report.severe(place, f"the disk has {said} cylinders by the MFD, but there are {most}: CMS "
                             "will write beyond its end")
    elif said < volume.cylinders:
        report.note(place, f"the file system has {said} of {volume.cylinders} cylinders; the others "
                           "are not checked")


def read_list(mfd: bytes, report: Report) -> tuple[list[int], list[int]]:
    """Addresses of the FST blocks and of the extension records."""
    place, words = block_name(MFD_BLOCK), list(unpack_from(">182H", mfd))
    end = next((n for n, word in enumerate(words) if word >= EXTENSIONS or not word), len(words))
    sentinel = words[end] if end < len(words) else 0
    if not sentinel:
        report.severe(place, "the list of FST blocks does not end in a sentinel (FFFF or FFFD): files "
                             "and bit map behind its end are lost")
        return words[:end], []
    if sentinel == OLD_SENTINEL:
        report.note(place, "the sentinel is FFFE, the form of 1968")
    behind = words[end + 1:]
    count = behind.index(0) if 0 in behind else len(behind)
    if any(behind[count:]):
        report.doubtful(place, "bytes behind the list of addresses are not zero")
    if sentinel == NO_EXTENSION and count:
        report.severe(place, f"the sentinel FFFF says that there is no extension of the bit map, but "
                             f"{count} addresses follow it")
    if sentinel == EXTENSIONS and not count:
        report.severe(place, "the sentinel FFFD says that extensions of the bit map follow, but there "
                             "is none")
    return words[:end], behind[:count]


def read_map(mfd: bytes, extensions: list[int], blocks: Blocks, usage: Usage,
             report: Report) -> BitMap:
    """QMSK with its extension records; claims these."""
    place = block_name(MFD_BLOCK)
    start = MAP
    if (unit := mfd[MAP]) in UNIT_TYPES:
        start = MAP + 1
        report.note(place, f"the bit map begins at byte 385 behind the unit type X'{unit:02X}', the "
                           "form of VM/370")
        if UNIT_TYPES[unit] != blocks.type:
            report.severe(place, f"the unit type says {UNIT_TYPES[unit]}, the disk is a {blocks.type}")
    elif unit < 0xF0:
        report.severe(place, f"byte 384 is X'{unit:02X}': neither a bit map in which records 1 to 4 "
                             "are used nor a unit type (01, 08)")
    bits = BitMap([(MAP_END - start, mfd[start:MAP_END])])
    for n, address in enumerate(extensions):
        good = usage.claim(address, f"bit map extension {n + 1}")
        data = blocks.get(address) if good else None
        if good and data is None:
            report.severe(block_name(address), "holds a part of the bit map and cannot be read")
        bits.pieces.append((800, data))
    needed = -(-max(0, blocks.total - 8 * (MAP_END - start)) // 6400)
    if len(extensions) < needed:
        report.severe(place, f"the bit map needs {needed} extension records and has "
                             f"{len(extensions)}: there are no bits for the records from "
                             f"{bits.records + 1:04X} on")
    elif len(extensions) > needed:
        report.doubtful(place, f"the bit map needs {needed} extension records and has "
                               f"{len(extensions)}")
    return bits


def check_totals(mfd: bytes, bits: BitMap, records: int, report: Report) -> int:
    """ADTNUM, ADTUSED, ADTLEFT, ADTLAST against each other and the map; gives the usable total."""
    place = block_name(MFD_BLOCK)
    num, used, left, last = unpack(">4I", mfd[TOTALS:ZERO])
    genuine = [records - less for less in NOT_IN_TOTAL]
    if num not in genuine:
        report.severe(place, f"ADTNUM is {num}; a disk of {records} records has {genuine[0]} or, in "
                             f"older form, {genuine[1]}")
    elif num != genuine[0]:
        report.note(place, f"ADTNUM is {num}, the older form (now {genuine[0]})")
    if left != num - used:
        report.severe(place, f"ADTLEFT is {left}, but ADTNUM {num} less ADTUSED {used} is "
                             f"{num - used}")
    if bits.whole and bits.records >= records:
        check_use(bits, records, num, used, last, report)
    return num if num in genuine else records


def check_use(bits: BitMap, records: int, num: int, used: int, last: int, report: Report) -> None:
    """ADTUSED and ADTLAST against a map that is whole."""
    place = block_name(MFD_BLOCK)
    marked = [block for block in range(1, records + 1) if bits.used(block)]
    counts = len(marked), sum(block <= num for block in marked)
    if used not in counts:
        report.severe(place, f"ADTUSED is {used}, but the bit map has {counts[0]} records used: CMS "
                             "takes the disk for full too early or too late")
    highest = (max(marked, default=1) - 1) // 8
    inside = (max((block for block in marked if block <= num), default=1) - 1) // 8
    if last < inside:
        report.doubtful(place, f"ADTLAST is {last}, but the last byte of the bit map in use is "
                               f"{highest}")
    elif last > (records - 1) // 8:
        report.doubtful(place, f"ADTLAST is {last}, but the bit map ends with byte "
                               f"{(records - 1) // 8}")
