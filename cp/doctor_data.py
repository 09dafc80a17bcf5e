"""What `cpcms doctor` looks at in users' data: the directory, volumes, spool, accounting, saved systems.

Called by cp/doctor.py; each function gives findings and changes nothing.  While CP runs it holds the
volumes; then only their names and sizes are looked at.

Not implemented: files inside minidisks (`cpcms disk check`).
"""
from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Iterator

from cp.configuration import Configuration
from cp.directory import Directory, held_by
from cp.doctor_finding import ERROR, FEW, NOTE, WARNING, Finding, database_problems, rows
from s360.errors import MediaError, S360Error
from s360.media import ckd

FROM_COPY = "take it from a copy of the data folder"
IMAGES = (".ckd", ".cckd", ".dasd")


class Mounted:
    """What is known of a volume: serial, path, cylinders (0: could not be opened), type."""

    def __init__(self, serial: str, path: Path, cylinders: int = 0, type: str = ""):
        self.serial, self.path, self.cylinders, self.type = serial, path, cylinders, type


# -- the directory

def check_directory(folder: Path, configuration: Configuration | None) -> Iterator[Finding]:
    """Every user's file, and how they fit together."""
    directory = Directory(folder / "users", configuration)
    for line in directory.check():
        file, _, text = line.partition(" ")
        yield Finding(ERROR, f"users/{file.rstrip(':')}", text, "correct the file; cpcms user check")
    if not directory.has("OPERATOR"):
        yield Finding(WARNING, "users", "there is no OPERATOR",
                      "cpcms user add OPERATOR --classes ABCDEG")
    elif directory.has("OPERATOR") and not any(
            user.userid == "OPERATOR" and "A" in user.classes for user in directory.users()):
        yield Finding(WARNING, "users/OPERATOR.yaml", "OPERATOR has not class A and cannot shut the "
                      "system down", "give him classes: ABCDEG")


def check_minidisks(folder: Path, configuration: Configuration | None,
                    mounted: dict[str, Mounted]) -> Iterator[Finding]:
    """Minidisks against the volumes they lie on.  (Overlaps are the directory's own check.)"""
    directory = Directory(folder / "users", configuration)
    users = {user.userid: user for user in directory.users()}
    for serial, held in held_by(users.values()).items():
        volume = mounted.get(serial)
        for one in held:
            file = f"users/{one.userid}.yaml"
            disk = users[one.userid].disks[one.unit]
            if volume is None:
                yield Finding(ERROR, file, f"disk {one.unit:03X} lies on volume {serial}, which is not "
                              "there", f"put its image into volumes/{serial}.ckd, or correct the entry")
            elif volume.cylinders and one.extent.end > volume.cylinders:
                yield Finding(ERROR, file, f"disk {one.unit:03X} ends with cylinder {one.extent.end - 1}"
                              f"; volume {serial} has cylinders 0 to {volume.cylinders - 1}",
                              "correct the entry")
            elif volume.type and not same_type(volume.type, disk.type):
                yield Finding(ERROR, file, f"disk {one.unit:03X} is a {disk.type}; volume {serial} is a "
                              f"{volume.type}", "correct the entry")


def same_type(one: str, other: str) -> bool:
    """Whether two device types have the same tracks."""
    from s360.media.geometry import geometry_of
    a, b = geometry_of(one), geometry_of(other)
    return (a.heads, a.slot) == (b.heads, b.slot)


# -- volumes

def volumes_of(folder: Path, configuration: Configuration | None) -> dict[str, Mounted]:
    """The volumes that CP would mount, by serial: those of system.yaml, then the other images of
    both folders by the names of their files."""
    found = {one.serial: Mounted(one.serial, folder / one.file)
             for one in (configuration.volumes if configuration else ())}
    paths = {os.path.realpath(one.path) for one in found.values()}
    for name in ("system", "volumes"):
        for path in sorted((folder / name).glob("*")):
            serial = path.stem.upper()
            if (path.suffix.lower() in IMAGES and not path.name.startswith(".")
                    and os.path.realpath(path) not in paths and serial not in found):
                found[serial] = Mounted(serial, path)
    return found


def check_volume(one: Mounted, folder: Path, running: bool, quick: bool,
                 step: Callable[[int, int], None]) -> Iterator[Finding]:
    """An image: there, whole, of the right name.  `one` learns its size."""
    file = os.path.relpath(one.path, folder)
    if not one.path.is_file():
        yield Finding(ERROR, file, f"volume {one.serial} is not there",
                      f"{FROM_COPY}, or take it out of system.yaml")
        return
    if one.path.stat().st_size and not os.access(one.path, os.W_OK) and not file.startswith("system"):
        yield Finding(WARNING, file, "cannot be written", "give yourself the right to write it")
    try:
        with ckd.open_volume(one.path) as volume:
            one.cylinders, one.type = volume.cylinders, volume.device_type
            yield from look_into(one, file, volume, quick, step)
    except MediaError as error:
        text = str(error).removeprefix(f"{one.path}: ")
        if "in use" in text:
            yield Finding(NOTE if running else WARNING, file, f"was not read: {text}",
                          "for its tracks run the doctor when nobody uses it")
        else:
            yield Finding(ERROR, file, text, FROM_COPY)


def look_into(one: Mounted, file: str, volume: ckd.Volume, quick: bool, step) -> Iterator[Finding]:
    """Its label and tracks."""
    try:
        serial = volume.serial()
    except MediaError as error:
        yield Finding(ERROR, file, str(error), FROM_COPY)
        return
    if serial and serial.upper() != one.serial:
        yield Finding(WARNING, file, f"is labelled {serial} but mounted as {one.serial}",
                      "correct system.yaml or the name of the file")
    if quick:
        return
    found = 0
    for damage in ckd.damages(volume, step):
        found += 1
        if found <= FEW:
            yield Finding(ERROR, file, f"cylinder {damage.cylinder} head {damage.head}: {damage.text}",
                          f"{FROM_COPY}; `cpcms volume check` has all of them")
    if found > FEW:
        yield Finding(ERROR, file, f"{found} damaged places in all", FROM_COPY)


# -- spool and accounting

def check_spool(path: Path, quick: bool) -> Iterator[Finding]:
    """spool.db: whole; files that were cut off; blocks without a file."""
    if not path.exists():
        return
    problems = database_problems(path, not quick)
    for text in problems[:FEW]:
        yield Finding(ERROR, path.name, f"is damaged: {text}", f"{FROM_COPY}, or keep a copy of it and "
                      "start with a new spool: cpcms --cold")
    if problems:
        return
    files = rows(path, "SELECT number, is_open, incomplete, owner FROM files")
    for number, is_open, incomplete, owner in files:
        if incomplete and not is_open:
            yield Finding(NOTE, path.name, f"file {number:04d} of {owner} is incomplete: CP ended while "
                          "it was written; it is held", "CHANGE it to NOHOLD, or PURGE it")
    stray = rows(path, "SELECT count(*) FROM blocks WHERE id >> 32 NOT IN (SELECT number FROM files)")
    if stray and stray[0][0]:
        yield Finding(WARNING, path.name, f"{stray[0][0]} blocks belong to no file",
                      "they take space and do no harm")


def check_accounting(path: Path, running: bool, quick: bool, move_away) -> Iterator[Finding]:
    """accounting.db: whole; sessions that were cut off."""
    if not path.exists():
        return
    problems = database_problems(path, not quick)
    for text in problems[:FEW]:
        yield Finding(ERROR, path.name, f"is damaged: {text}", f"{FROM_COPY}, or --repair, which moves "
                      "it away; CP makes a new one", None if running else move_away(path))
    cut = [] if problems or running else rows(path, "SELECT userid FROM running")
    if cut:
        yield Finding(NOTE, path.name, f"sessions of {', '.join(row[0] for row in cut[:FEW])} were cut off",
                      "their records are made when CP starts")


# -- saved systems

def check_saved(folder: Path) -> Iterator[Finding]:
    """Digest and form of every saved system."""
    try:
        from cp.saved import Saved
    except ImportError:
        return
    try:
        for line in Saved(folder / "saved").check():
            file, _, text = line.partition(": ")
            yield Finding(ERROR, os.path.relpath(file, folder) if os.path.isabs(file) else "saved",
                          text or line)
    except S360Error as error:
        yield Finding(ERROR, "saved", str(error))
