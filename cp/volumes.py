"""The real volumes: disk images of the data folder, mounted by their serial.

Called by `Disks` (minidisk.py), which holds its lock meanwhile.  `volumes/` has the users' data and is
mounted for writing, `system/` what is delivered and is only read.  A volume that cannot be opened is
told of in one line and stays offline; the others go on.

Every volume gets a real device address from 230 on, for the operator's functions.  Space for
temporary disks is on volumes that system.yaml marks `temporary`, else in a file of CP's own for each
device type, made sparse when it is first wanted and removed at the end.

Not implemented: sharing a volume with another control program.
"""
from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Callable, Iterable

from cp.messages import CPError, message
from s360.errors import MediaError
from s360.media.ckd import Volume, build_image, open_volume
from s360.media.geometry import Geometry

message("no-volume", "DMKCPS", 46, "VOLUME {word} IS NOT KNOWN; PUT ITS IMAGE INTO THE FOLDER "
        "VOLUMES AS {word}.CKD", origin="ours")

FIRST_UNIT = 0x230
USERS, SYSTEM, TEMPORARY = "volumes", "system", "temporary"
SERIAL = re.compile(r"[A-Z0-9@#$-]{1,6}")
OFFLINE, FREE, ATTACHED = "OFFLINE", "FREE", "SYSTEM"


@dataclass
class Pack:
    """A real volume.

    unit: real device address; state: OFFLINE, FREE (open, nobody's) or ATTACHED (to the system)
    write: mounted for writing; temporary: for temporary disks only; own: made by CP for them
    volume: open unless offline; trouble: why it could not be opened
    """
    serial: str
    path: str
    unit: int
    write: bool
    temporary: bool = False
    own: bool = False
    state: str = OFFLINE
    volume: Volume | None = None
    trouble: str = ""

    @property
    def first(self) -> int:
        """First cylinder for minidisks: the label of a user's volume stays CP's."""
        return 0 if self.own else 1

    @property
    def end(self) -> int:
        """Behind the last cylinder for minidisks; alternate cylinders are left out."""
        return min(self.volume.cylinders, self.volume.geometry.cylinders)


class Volumes:
    """data: the data folder; log(kind, text, **fields); durability: as s360.media has it."""

    def __init__(self, data, log: Callable, durability: str = "process") -> None:
        self.data = os.fspath(data)
        self.log, self.durability = log, durability
        self.packs: dict[str, Pack] = {}             # by serial

    # -- finding

    def find(self, word: str) -> Pack:
        """The volume of a serial or a real address; a file new in volumes/ is found by its name."""
        word = word.upper()
        if word in self.packs:
            return self.packs[word]
        for pack in self.packs.values():
            if f"{pack.unit:03X}" == word:
                return pack
        path = os.path.join(self.data, USERS, word + ".ckd")
        if SERIAL.fullmatch(word) and os.path.isfile(path):
            return self._add(word, path, write=True)
        raise CPError("no-volume", word=word)

    def volume(self, serial: str) -> Volume | None:
        """The open volume of a serial that is attached to the system; None without one."""
        pack = self.packs.get(serial)
        return pack.volume if pack is not None and pack.state == ATTACHED else None

    def attached(self) -> list[Pack]:
        return [pack for pack in self.packs.values() if pack.state == ATTACHED]

    # -- opening and closing

    def open_all(self, configured: Iterable = ()) -> None:
        """Mount what system.yaml lists (objects with serial and file) and the other images of both
        folders."""
        known = set()
        for keys in configured:
            path = os.path.join(self.data, keys.file)
            known.add(os.path.realpath(path))
            self._add(keys.serial, path, not keys.of_system, getattr(keys, "temporary", False))
        for folder in (SYSTEM, USERS):
            for path in images(os.path.join(self.data, folder)):
                if os.path.realpath(path) not in known:
                    self._add(self._serial_of(path), path, folder == USERS)
        for pack in list(self.packs.values()):
            try:
                self.attach(pack)
            except MediaError:
                pass                     # it has been told; the others go on

    def _add(self, serial: str, path: str, write: bool, temporary: bool = False,
             own: bool = False) -> Pack:
        serial = self._free_name(serial, path)
        pack = Pack(serial, path, FIRST_UNIT + len(self.packs), write, temporary, own)
        self.packs[serial] = pack
        return pack

    def _free_name(self, serial: str, path: str) -> str:
        """A second volume of one serial gets the name of its file, so that both can be named."""
        if serial not in self.packs:
            return serial
        name = os.path.splitext(os.path.basename(path))[0].upper()
        self.log("volume", f"{path}: serial {serial} is also that of {self.packs[serial].path}; "
                 f"it is known as {name}; take one of them out of the folder")
        while name in self.packs:
            name += "'"
        return name

    def _serial_of(self, path: str) -> str:
        """The serial in the label, else the file's name."""
        name = os.path.splitext(os.path.basename(path))[0].upper()
        try:
            with open_volume(path) as volume:
                return volume.serial() or name
        except MediaError:
            return name                  # `online` tells of it

    def online(self, pack: Pack) -> None:
        """Open its image; MediaError, told in the log, when that cannot be."""
        if pack.state != OFFLINE:
            return
        try:
            volume = open_volume(pack.path, pack.write, durability=self.durability)
            label = "" if pack.own else volume.serial()
            if label and label != pack.serial:
                volume.close()
                raise MediaError(f"{pack.path}: is labelled {label}, not {pack.serial}; mend "
                                 "system.yaml or mount the right file")
        except MediaError as error:
            pack.trouble = (f"{error}; disks on {pack.serial} are out of reach until it is mended: put a "
                            "whole copy there, or ask `cpcms doctor`")
            self.log("volume", pack.trouble, serial=pack.serial)
            raise MediaError(pack.trouble) from None
        pack.volume, pack.state, pack.trouble = volume, FREE, ""

    def attach(self, pack: Pack) -> None:
        """Give it to the system for minidisks."""
        self.online(pack)
        pack.state = ATTACHED

    def free(self, pack: Pack) -> None:
        """Take it from the system; nobody uses it."""
        if pack.state == ATTACHED:
            pack.state = FREE

    def offline(self, pack: Pack) -> None:
        """Close its image; nobody uses it."""
        if pack.state != OFFLINE:
            volume, pack.volume, pack.state = pack.volume, None, OFFLINE
            volume.close()

    def close(self) -> None:
        """Close every image; space for temporary disks goes."""
        for pack in self.packs.values():
            self.offline(pack)
            if pack.own:
                try:
                    os.unlink(pack.path)
                except OSError:
                    pass                 # the next start writes over it

    # -- temporary space

    def temporary(self, geometry: Geometry) -> list[Pack]:
        """Where temporary disks of this type can be; a file of CP's own when no volume is marked."""
        found = [pack for pack in self.attached() if pack.temporary
                 and (pack.volume.geometry.code, pack.volume.track_size)
                 == (geometry.code, geometry.slot)]
        return found or self._own_space(geometry)

    def _own_space(self, geometry: Geometry) -> list[Pack]:
        folder = os.path.join(self.data, TEMPORARY)
        path = os.path.join(folder, f"{geometry.type}.ckd")
        if any(pack.path == path for pack in self.packs.values()):
            return []                    # the operator has taken it away
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise MediaError(f"{folder}: {error.strerror}; temporary disks need it") from None
        build_image(path, geometry, geometry.cylinders, (), overwrite=True)
        pack = self._add("TD" + geometry.type[:4], path, True, True, own=True)
        self.attach(pack)
        return [pack]


def images(folder: str) -> list[str]:
    """The disk images in a folder, by name; none when it is not there."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith((".ckd", ".cckd"))]
