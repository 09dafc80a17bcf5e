"""What `cpcms disk` does with a CMS disk, wherever that is: one function an action.

Called by cp/cli_disk.py with a disk of its own, and in a running CP by cp/disk_requests.py.  A request is a
dict of plain values with `action`; files that go in or out are `File` objects beside it; the answer is
plain data.
"""
from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime

from cms.disk import CmsDisk
from cms.disk_chain import chain
from cms.disk_entry import Entry
from cms.disk_format import DiskError
from s360.errors import ConfigError

WRITING = ("put", "rm", "format")


@dataclass
class File:
    """A file on its way: its entry in words and its records.  date: ISO, "" for now or for none."""

    name: str
    type: str
    mode: str
    recfm: str
    lrecl: int
    date: str = ""
    items: int = 0
    blocks: int = 0
    records: list[bytes] = field(default_factory=list)

    def described(self) -> dict:
        """Everything but the records, as plain data."""
        return {key: value for key, value in asdict(self).items() if key != "records"}


def perform(volume, request: dict, files: list[File] = ()) -> tuple[dict, list[File]]:
    """Do what a request asks with the disk on `volume`: (answer, files that come out).  DiskError or
    MediaError when it cannot be done."""
    action = ACTIONS.get(str(request.get("action")))
    if action is None:
        raise ConfigError(f"disks know no action {request.get('action')!r}")
    return action(volume, request, files)


def file_of(entry: Entry, records: list[bytes] = ()) -> File:
    date = entry.date
    return File(entry.name, entry.type, entry.mode, entry.recfm, entry.lrecl,
                date.isoformat(" ", "minutes") if date else "", entry.items, entry.blocks, list(records))


# -- which files

def matching(disk: CmsDisk, request: dict) -> list[Entry]:
    """The files that `pattern` [filename, filetype, filemode] means; DiskError when there are none."""
    pattern = [str(word) for word in request.get("pattern") or ()]
    tests = [wanted(word) for word in pattern + ["*"] * (3 - len(pattern))]
    found = [entry for entry in disk.files() if all(
        test(word) for test, word in zip(tests, (entry.name, entry.type, entry.mode)))]
    if pattern and not found:
        raise DiskError("not-found", f"{disk.blocks.name}: there is no file {' '.join(pattern)}")
    return found


def wanted(word: str):
    """A test for a name with * (any characters) and ? (one); names on the disk are in upper case, an
    exact one is found too."""
    parts = [re.escape(part).replace(r"\?", ".") for part in word.split("*")]
    return re.compile(".*".join(parts) + r"\Z", re.IGNORECASE | re.DOTALL).match


# -- actions

def listed(volume, request: dict, _) -> tuple[dict, list[File]]:
    """The disk and its files."""
    disk = CmsDisk(volume)
    space, mfd = disk.space(), disk.directory.mfd
    return {"label": disk.label, "type": volume.device_type, "cylinders": mfd.cylinders,
            "total": space.total, "used": space.used, "left": space.left, "room": space.room,
            "files": [file_of(entry).described() for entry in matching(disk, request)]}, []


def fetched(volume, request: dict, _) -> tuple[dict, list[File]]:
    disk = CmsDisk(volume)
    return {}, [file_of(entry, disk.read(entry.name, entry.type)) for entry in matching(disk, request)]


def stored(volume, request: dict, files: list[File]) -> tuple[dict, list[File]]:
    disk = CmsDisk(volume)
    written = []
    for file in files:
        date = datetime.fromisoformat(file.date) if file.date else None
        entry = disk.write(file.name, file.type, file.records, file.recfm, file.lrecl or None, file.mode,
                           date)
        written.append(file_of(entry).described())
    return {"files": written}, []


def erased(volume, request: dict, _) -> tuple[dict, list[File]]:
    disk = CmsDisk(volume)
    entries = matching(disk, request)
    for entry in entries:
        disk.erase(entry.name, entry.type)
    return {"files": [file_of(entry).described() for entry in entries]}, []


def formatted(volume, request: dict, _) -> tuple[dict, list[File]]:
    disk = CmsDisk(volume)
    if not request.get("force"):
        refuse_if_used(disk)
    disk.format(str(request.get("label")), request.get("cylinders"))
    return listed(volume, {}, ())


def refuse_if_used(disk: CmsDisk) -> None:
    """DiskError when there are files, or nobody can tell."""
    try:
        label = disk.label
    except DiskError:
        return
    try:
        count = len(disk.files())
    except DiskError:
        raise DiskError("exists", f"{disk.blocks.name}: is the damaged CMS disk {label}; --force formats it "
                        "all the same") from None
    if count:
        raise DiskError("exists", f"{disk.blocks.name}: is the CMS disk {label} with {count} files; --force "
                        "formats it all the same")


def checked(volume, request: dict, _) -> tuple[dict, list[File]]:
    from cms.check import check
    return {"findings": [finding._asdict() for finding in check(volume)]}, []


def dumped(volume, request: dict, _) -> tuple[dict, list[File]]:
    """A record, a file's place, or the master file directory."""
    disk = CmsDisk(volume)
    if request.get("record") is not None:
        return record_dump(disk, int(request["record"])), []
    if request.get("pattern"):
        return {"files": [file_dump(disk, entry) for entry in matching(disk, request)]}, []
    return mfd_dump(disk), []


def record_dump(disk: CmsDisk, number: int) -> dict:
    cylinder, head, record = disk.blocks.layout.places(number)[0] if number > 0 else (0, 0, 0)
    return {"record": number, "cylinder": cylinder, "head": head, "on_track": record,
            "hex": disk.blocks.read(number).hex()}


def file_dump(disk: CmsDisk, entry: Entry) -> dict:
    found = chain(disk.directory, entry)
    return file_of(entry).described() | {"fst": entry.raw.hex(), "record": found.record,
                                         "offset": found.offset, "links": found.links, "data": found.data}


def mfd_dump(disk: CmsDisk) -> dict:
    directory = disk.directory
    mfd = directory.mfd
    return {"mfd": {
        "label": disk.label, "fst_blocks": mfd.fst_blocks, "sentinel": f"{mfd.sentinel:04X}",
        "extensions": mfd.extensions, "total": mfd.total, "used": mfd.used, "left": mfd.left,
        "last": mfd.last, "cylinders": mfd.cylinders, "unit": mfd.unit,
        "pieces": [f"{piece & 0x3FFF}.{piece >> 14}" for piece in mfd.pieces],
        "free": free_runs(directory.map, directory.capacity)}, "hex": directory.image.hex()}


def free_runs(bits: bytes, capacity: int) -> list[list[int]]:
    """[first, last] of each run of free records."""
    text = "".join(f"{byte:08b}" for byte in bits)[:capacity]
    return [[run.start() + 1, run.end()] for run in re.finditer("0+", text)]


ACTIONS = {"ls": listed, "get": fetched, "put": stored, "rm": erased, "format": formatted,
           "check": checked, "dump": dumped}


# -- files on their way between two processes

def packed(files: list[File]) -> bytes:
    """Files as bytes: for each a line of JSON with the lengths of its records, then these."""
    return b"".join(
        json.dumps(file.described() | {"lengths": [len(record) for record in file.records]}).encode()
        + b"\n" + b"".join(file.records) for file in files)


def unpacked(data: bytes) -> list[File]:
    """Inverse of `packed`; ValueError when the data are none."""
    files, at = [], 0
    while at < len(data):
        end = data.index(b"\n", at)
        head = json.loads(data[at:end])
        at, records = end + 1, []
        for length in head.pop("lengths"):
            records.append(data[at:at + length])
            at += length
        files.append(File(**head, records=records))
    if at > len(data):
        raise ValueError("cut short")
    return files
