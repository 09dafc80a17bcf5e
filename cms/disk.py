"""CMS disks from the host: the files of a volume or minidisk in CMS-67's 800-byte layout.

Called by `cpcms disk` (cp/disk_requests.py), by the build of CMS and by tests.

    with open_volume("cms191.ckd", write=True) as volume:
        disk = CmsDisk(volume)
        disk.format("CMS191")
        disk.write("PROFILE", "EXEC", [b"..."], "F", 80)
        for entry in disk.files():
            print(entry, entry.recfm, entry.lrecl, disk.read(entry.name, entry.type))

The order of writes is that of cms/disk_directory.py: stopped anywhere, even by kill -9, the disk has the
old directory and the old files, or the new ones.  What is written depends on the calls alone: equal calls
on equal disks give equal bytes.  A reader may work while another writes; two writers may not, which the
caller sees to (CP's links, or the lock on the image).

Errors: DiskError with `kind` and the guest's return code, MediaError.
Source: SY20-0887; layout and limits as in docs/cms-disks.md.
Not implemented: adding to a file or changing one in its place: a file is written whole.
"""
from __future__ import annotations

from datetime import datetime
from typing import Callable, Iterable, NamedTuple

from . import disk_chain
from .disk_chain import Chain
from .disk_directory import (MOST_BLOCKS, NOT_COUNTED, ON_BLOCK, Directory, Update, last_byte, load,
                             set_bit, steadily)
from .disk_entry import NAME, Entry, made
from .disk_format import LABEL, MARK, MFD, Blocks, DiskError, label_of, waiting_ipl
from .disk_mfd import Mfd

MOST_FILES = MOST_BLOCKS * ON_BLOCK
DEFAULT_MODE = "P5"


class Space(NamedTuple):
    """Records in all, used, left (as the MFD counts them); room: of those left, for new files; files."""

    total: int
    used: int
    left: int
    room: int
    files: int


class CmsDisk:
    """The file system of `volume`, an s360.media.ckd.Volume or what has its interface."""

    def __init__(self, volume) -> None:
        self.blocks = Blocks(volume)
        self._directory: Directory | None = None

    # -- the whole disk

    def format(self, label: str, cylinders: int | None = None,
               progress: Callable[[int, int], None] | None = None) -> None:
        """Make an empty CMS disk on the first cylinders (all but alternates); what was there is lost.

        label: 1 to 6 characters; progress(cylinders done, cylinders)
        """
        self.blocks.must_be_writable()
        if len(label) > 6 or not NAME.fullmatch(label):
            raise DiskError("bad-label", f"{label!r} is no label: 1 to 6 of A-Z, 0-9, $ # @ + - : _")
        cylinders = self._cylinders(cylinders)
        self._directory = None
        self.blocks.format(cylinders, progress)
        self.blocks.write(1, waiting_ipl())
        self.blocks.write(MFD, self._first_directory(cylinders).pack())
        self.blocks.write(LABEL, MARK + f"{label:<6}".encode("cp037"))

    def _cylinders(self, wanted: int | None) -> int:
        """How many cylinders a new file system has."""
        volume = self.blocks.volume
        most = min(self.blocks.layout.cylinders, volume.cylinders)
        if wanted is None:
            geometry = getattr(volume, "geometry", None)
            return min(most, geometry.cylinders) if geometry is not None else most
        if not 1 <= wanted <= most:
            raise DiskError("no-cms-disk", f"{self.blocks.name}: {wanted} cylinders; a CMS disk here has 1 to "
                            f"{most}")
        return wanted

    def _first_directory(self, cylinders: int) -> Mfd:
        """The directory of a disk without files; extensions of the map, zeros, follow the MFD."""
        layout, capacity = self.blocks.layout, self.blocks.highest(cylinders)
        mfd = Mfd(capacity - NOT_COUNTED, cylinders, 0 if layout.pieces else layout.unit)
        mfd.extensions = [MFD + 1 + at for at in range(mfd.extensions_for(capacity))]
        mfd.used = MFD + len(mfd.extensions)
        bits = bytearray(2)
        for number in range(1, mfd.used + 1):
            set_bit(bits, number, True)
        mfd.left, mfd.head, mfd.last = mfd.total - mfd.used, bytes(bits), last_byte(bits)
        return mfd

    @property
    def label(self) -> str:
        """The label, 1 to 6 characters; DiskError when this is no CMS disk."""
        return label_of(self.blocks)

    def set_ipl(self, first: bytes, second: bytes = b"") -> None:
        """Records 1 and 2, at most 800 bytes each: IPL of the disk reads 24 bytes of record 1, which are a PSW
        and two CCWs."""
        label_of(self.blocks)
        self.blocks.write(2, second)
        self.blocks.write(1, first)

    @property
    def directory(self) -> Directory:
        """The directory, read again when another has changed it."""
        if self._directory is None or self.blocks.read(MFD) != self._directory.image:
            label_of(self.blocks)
            self._directory = load(self.blocks)
        return self._directory

    def space(self) -> Space:
        directory = self.directory
        mfd = directory.mfd
        return Space(mfd.total, mfd.used, mfd.left, max(0, mfd.left - directory.reserve),
                     len(directory.entries))

    # -- files

    def files(self) -> list[Entry]:
        """The entries of all files in the order of the directory."""
        return list(self.directory.entries)

    def find(self, name: str, type: str) -> Entry:
        """The entry of a file; DiskError when it is not there."""
        return self._entry(self.directory, name, type)

    def read(self, name: str, type: str) -> list[bytes]:
        """The records of a file."""
        return self._steady(lambda directory: disk_chain.read_items(
            directory, self._entry(directory, name, type)))

    def chain(self, name: str, type: str) -> Chain:
        """Where a file is."""
        return self._steady(lambda directory: disk_chain.chain(
            directory, self._entry(directory, name, type)))

    def write(self, name: str, type: str, records: Iterable[bytes], recfm: str = "F",
              lrecl: int | None = None, mode: str = DEFAULT_MODE, date: datetime | None = None) -> Entry:
        """Write a file, new or in place of the one with this name; gives its entry.

        records: bytes, each of 1 to 65,535; lrecl: default the longest; date: default now (local time)
        """
        items = [bytes(item) for item in records]
        title = f"{self.blocks.name}: {name} {type}"
        lrecl = disk_chain.checked(items, recfm, lrecl, title)
        data = disk_chain.packed(items, recfm, title)
        date = date or datetime.now()
        made(name, type, mode, recfm, lrecl, len(items), len(data), 0, date)     # its errors come first
        self.blocks.must_be_writable()
        directory = self.directory
        at = directory.find(name, type)
        update = Update(directory)
        self._room(update, disk_chain.records_for(len(data)), at is None, title)
        if at is not None:
            disk_chain.give_back(update, directory.entries[at])
        link = disk_chain.write_blocks(update, data)
        entry = made(name, type, mode, recfm, lrecl, len(items), len(data), link, date)
        entries = list(directory.entries)
        if at is None:
            entries.append(entry)
        else:
            entries[at] = entry
        update.commit(entries)
        return entry

    def erase(self, name: str, type: str) -> None:
        """Take a file away; the last one of the directory gets its place there."""
        self.blocks.must_be_writable()
        directory = self.directory
        entry = self._entry(directory, name, type)
        entries = list(directory.entries)
        at, last = entries.index(entry), entries.pop()
        if at < len(entries):
            entries[at] = last
        update = Update(directory)
        disk_chain.give_back(update, entry)
        update.commit(entries)

    def rename(self, name: str, type: str, new_name: str, new_type: str, mode: str | None = None) -> Entry:
        """Give a file another name, type or mode (none: as it is); gives its entry."""
        self.blocks.must_be_writable()
        directory = self.directory
        old = self._entry(directory, name, type)
        entry = old.renamed(new_name, new_type, mode or old.mode)
        if entry.key != old.key and directory.find(new_name, new_type) is not None:
            raise DiskError("exists", f"{self.blocks.name}: {new_name} {new_type} is there already")
        Update(directory).commit([entry if one is old else one for one in directory.entries])
        return entry

    # -- what they share

    def _entry(self, directory: Directory, name: str, type: str) -> Entry:
        at = directory.find(name, type)
        if at is None:
            raise DiskError("not-found", f"{self.blocks.name}: there is no file {name} {type}")
        return directory.entries[at]

    def _steady(self, work):
        return steadily(lambda: work(self.directory), self.blocks)

    @staticmethod
    def _room(update: Update, records: int, new: bool, title: str) -> None:
        """DiskError when a file that takes so many records does not fit; nothing is written then."""
        directory = update.directory
        count = len(directory.entries)
        if new and count >= MOST_FILES:
            raise DiskError("too-many-files", f"{title}: the disk has {count} files, the most there can be")
        room = update.left - directory.reserve
        needed = records + update.room_for_link + (new and count % ON_BLOCK == 0)
        if needed > room:
            raise DiskError("full", f"{title}: the disk is full: {needed} records are needed, there is room "
                            f"for {max(room, 0)}")
