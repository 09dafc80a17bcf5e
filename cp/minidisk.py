"""Minidisks: cylinders of a mounted volume that look like a small volume, and who has which.

`Minidisk` is what a guest's `s360.devices.dasd.Dasd` stands on, so that a channel program works as it
does on a real pack: the seek is checked against the minidisk's own cylinders, and no track outside
the extent can be named at all.  `Disks` belongs to the system: volumes, links, temporary disks.
Called by logon, by the console functions of commands/disks.py and by the directory's tools.

Relocation.  The virtual cylinder is 0 to cylinders - 1.  The home address and the count of R0 hold the
real cylinder on the volume (which stays a proper volume for every other tool) and the virtual one in
the guest; the other count fields are the guest's data.  Only bytes 1, 2, 5 and 6 of a slot differ.

Source: GC20-1807, Virtual Machine I/O; GC20-1820, LINK (access modes), GC20-1801, LNKNOPAS.
Not implemented: a minidisk of another type than its volume (a 2311 on half of a 2314); links are of
equal extents, an overlapping one (a whole pack as a minidisk) is another disk.
"""
from __future__ import annotations

import os
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import Callable
from weakref import WeakSet

from cp import passwords
from cp.extents import Extent, first_fit
from cp.messages import CPError, message
from cp.volumes import Pack, Volumes
from s360.errors import MediaError
from s360.media.ckd import END_MARK, HOME_LENGTH, Volume, slot
from s360.media.geometry import geometry_of

for number, key in (101, "writer"), (102, "reader"), (103, "both"):
    message(f"forced-by-{key}", "DMKLNK", number, "DASD {unit:03X} FORCED R/O; {who}", "W",
            old="DEV {unit:03X} SET TO READ ONLY")
message("forced-by-volume", "DMKLNK", 100, "DASD {unit:03X} FORCED R/O; VOLUME {who} IS READ ONLY", "W",
        old="DEV {unit:03X} SET TO READ ONLY", origin="ours")
message("denied-by-writer", "DMKLNK", 104, "{owner} {unit:03X} NOT LINKED; {who}")
message("denied-by-reader", "DMKLNK", 105, "{owner} {unit:03X} NOT LINKED; {who}")
message("denied-by-both", "DMKLNK", 106, "{owner} {unit:03X} NOT LINKED; {who}")
message("link-no-disk", "DMKLNK", 107, "{owner} {unit:03X} NOT LINKED; NOT IN CP DIRECTORY")
message("link-not-mounted", "DMKLNK", 108, "{owner} {unit:03X} NOT LINKED; VOLID {serial} NOT MOUNTED")
message("link-there", "DMKLNK", 110, "{owner} {unit:03X} NOT LINKED; DASD {there:03X} ALREADY DEFINED")
message("link-no-read", "DMKLNK", 111, "{owner} {unit:03X} NOT LINKED; NO READ PASSWORD")
message("link-no-write", "DMKLNK", 112, "{owner} {unit:03X} NOT LINKED; NO WRITE PASSWORD")
message("link-no-mult", "DMKLNK", 113, "{owner} {unit:03X} NOT LINKED; NO MULT PASSWORD")
message("link-password", "DMKLNK", 114, "{owner} {unit:03X} NOT LINKED; MODE OR PASSWORD INCORRECT",
        old="PASSWORD INCORRECT. {owner} {unit:03X} NOT LINKED")
message("link-excessive", "DMKLNK", 115, "LINK INVALID; EXCESSIVE INCORRECT PASSWORDS")
message("disk-there", "DMKDEF", 90, "DASD {unit:03X} NOT DEFINED; DASD {unit:03X} ALREADY DEFINED")
message("no-temporary", "DMKDEF", 91, "DASD {unit:03X} NOT DEFINED; TEMP SPACE NOT AVAILABLE")
message("in-use", "DMKCPV", 124, "DASD {unit:03X} IN USE BY {who}")

HEAD = struct.Struct(">BHHH")            # flag, CC HH of the home address, CC of R0
NO_R0 = END_MARK[2:]                     # stands behind the CC when the track has no R0
BEHIND_CC = HOME_LENGTH + 2
OVERFLOW = 0x8000                        # bit 0 of a count: a mark of the slot, no cylinder


class Minidisk(Volume):
    """Cylinders `first` to `first` + `cylinders` - 1 of `base`, seen as cylinders 0 to `cylinders` - 1.

    link:  what the link table knows of it (links.Link); None for one outside the table
    ended: called once when it is closed; failed: when the host does not read or write its tracks
    """

    def __init__(self, base: Volume, first: int, cylinders: int, read_only: bool = False) -> None:
        if first < 0 or cylinders < 1 or first + cylinders > base.cylinders:
            raise MediaError(f"{base.path}: has cylinders 0 to {base.cylinders - 1}; a minidisk of "
                             f"{cylinders} cylinders from {first} does not lie on it; mend the "
                             "directory")
        super().__init__(base.path, base.geometry, cylinders, read_only or base.read_only)
        self.base, self.first = base, first
        self.lock = base.lock
        self.forks = Forks(self)
        self.link = None
        self.ended: Callable[[Minidisk], None] | None = None
        self.failed: Callable[[Minidisk, MediaError], None] | None = None
        self.told = False                # of the present trouble
        self.closed = False

    def changes(self) -> int:
        return self.base.changes()

    def keep(self, cylinder: int, head: int) -> None:
        """The volume is about to be changed, perhaps through another minidisk (it holds its lock)."""
        if 0 <= cylinder - self.first < self.cylinders:
            for fork in self.forks:
                fork.keep(cylinder - self.first, head)

    def fork_closed(self, fork) -> None:
        super().fork_closed(fork)
        if not self.forks:
            self.base.fork_closed(self)

    def _inside(self, cylinder: int, head: int) -> None:
        if self.closed:
            raise MediaError(f"{self.path}: the minidisk from cylinder {self.first} is detached")
        super()._inside(cylinder, head)

    def _read(self, cylinder: int, head: int) -> bytes:
        try:
            image = self.base.read_track(self.first + cylinder, head)
        except MediaError as error:
            self._trouble(error)
            raise
        return relocated(image, -self.first)

    def _write(self, cylinder: int, head: int, offset: int, data: bytes) -> None:
        if offset < BEHIND_CC:
            if len(data) < self.track_size:
                image = self._read(cylinder, head)
                data, offset = image[:offset] + data + image[offset + len(data):], 0
            data = relocated(data, self.first)
        try:
            self.base.update(self.first + cylinder, head, offset, data)
        except MediaError as error:
            self._trouble(error)
            raise
        self.told = False

    def _trouble(self, error: MediaError) -> None:
        """Tell of it, once until a write succeeds."""
        if self.failed is not None and not self.told:
            self.told = True
            self.failed(self, error)

    def _close(self) -> None:
        if not self.closed:
            self.closed = True
            if self.ended is not None:
                self.ended(self)


class Forks(WeakSet):
    """The forks that stand on a minidisk: from the first on, the volume tells it of every change."""

    def __init__(self, disk: Minidisk) -> None:
        super().__init__()
        self.told = disk.base.forks
        self.minidisk = disk

    def add(self, fork) -> None:
        super().add(fork)
        self.told.add(self.minidisk)


def relocated(image: bytes, distance: int) -> bytes:
    """A slot as it looks `distance` cylinders away."""
    if not distance:
        return image
    flag, home, head, count = HEAD.unpack_from(image)
    if image[BEHIND_CC:BEHIND_CC + len(NO_R0)] != NO_R0:
        count = count & OVERFLOW | (count + distance) & ~OVERFLOW & 0xFFFF
    return HEAD.pack(flag, (home + distance) & 0xFFFF, head, count) + image[BEHIND_CC:]


def format_extent(volume: Volume, first: int, cylinders: int) -> None:
    """Fresh tracks (home address, R0, nothing else) in the extent; what stood there is overwritten
    to the last byte."""
    for cylinder in range(first, first + cylinders):
        for head in range(volume.heads):
            volume.write_track(cylinder, head, slot(cylinder, head, (), volume.track_size))


# -- access modes

READ_ONLY, READ_WRITE = "R/O", "R/W"
MODES = ("R", "RR", "W", "WR", "M", "MR", "MW")
KINDS = {"R": "READ", "W": "WRITE", "M": "MULT"}         # first letter of a mode: which password
ALL = "ALL"                                              # the password that stands for none


def access(mode: str, readers: int, writers: int) -> str | None:
    """What a link in `mode` gives when others have the disk for reading and for writing: "R/O", "R/W"
    or None, not linked.  GC20-1820, LINK."""
    first, alternate = mode[0], mode[1:]
    if first == "R":
        return READ_ONLY if alternate or not writers else None
    free = not writers and (first == "M" or not readers)
    if free or alternate == "W":
        return READ_WRITE
    return READ_ONLY if alternate == "R" else None


@dataclass
class Link:
    """Who has which disk and how.

    userid, unit: whose machine has it, and where; owner, owner_unit: in whose directory entry it is
    (for a temporary disk his own); extent; type: device type; write; temporary
    who: who else had it then, as LINK tells; forced: writing was asked for and reading given: which
    message says so; since: time.monotonic() when it was made
    """
    userid: str
    unit: int
    owner: str
    owner_unit: int
    extent: Extent
    type: str
    write: bool = False
    temporary: bool = False
    who: str = ""
    forced: str = ""
    disk: Minidisk | None = None
    since: float = field(default_factory=time.monotonic)

    @property
    def access(self) -> str:
        return READ_WRITE if self.write else READ_ONLY

    @property
    def text(self) -> str:
        """As QUERY VIRTUAL tells of it: "2314 USER01 R/W 005 CYL"."""
        volume = "(TEMP)" if self.temporary else self.extent.serial
        return f"{self.type} {volume:<6} {self.access} {self.extent.cylinders:03d} CYL"

    @property
    def note(self) -> CPError | None:
        """What to tell of a link that was forced to reading."""
        return CPError(self.forced, unit=self.unit, who=self.who) if self.forced else None


def who_has(links) -> str:
    """The users of these links as answers name them: "R/W BY userid; R/O BY 003 USERS"."""
    parts = []
    for how in (READ_WRITE, READ_ONLY):
        names = [link.userid for link in links if link.access == how]
        if names:
            parts.append(f"{how} BY {names[0] if len(names) == 1 else f'{len(names):03d} USERS'}")
    return "; ".join(parts)


class Disks:
    """Volumes, links and temporary disks of a system.

    system: gives data (path), configuration (volumes, durability), directory, accounting,
            log(kind, text, ...)
    lock:   a leaf: held for table look-ups and operator functions on volumes only
    """

    def __init__(self, system) -> None:
        self.system = system
        configuration = system.configuration
        self.volumes = Volumes(os.fspath(system.data), system.log, configuration.durability)
        self.lock = threading.Lock()
        self.links: dict[tuple[str, int], Link] = {}             # (userid, unit)
        self.sharing: dict[Extent, list[Link]] = {}
        self.doorman = passwords.Doorman()
        with self.lock:
            self.volumes.open_all(configuration.volumes)

    # -- links

    def minidisk(self, userid: str, unit: int, mode: str = "") -> Minidisk:
        """A user's own disk as his directory entry has it; errors as `link`."""
        return self.link(userid, unit, userid, unit, mode, trusted=True)

    def attach(self, vm, owner: str, owner_unit: int, unit: int, mode: str | None = None
               ) -> tuple[Minidisk, str]:
        """What the directory gives at logon: the disk, and a line for its user ("" for none); errors
        as `link`."""
        disk = self.link(vm.userid, unit, owner, owner_unit, mode or "", trusted=True)
        note = disk.link.note
        return disk, note.shown("TEXT", vm.profile) if note else ""

    def link(self, userid: str, unit: int, owner: str, owner_unit: int, mode: str = "",
             password: str | None = None, trusted: bool = False) -> Minidisk:
        """Give `userid` the disk `owner_unit` of `owner` as his `unit`; its `link` says how.

        mode: R RR W WR M MR MW; "" is R, for one's own disk the directory's.  trusted: the directory
        links, nobody needs a password.  CPError when it cannot be; closing the Minidisk ends the link.
        """
        entry = self._entry(owner, owner_unit)
        mode = self._mode(entry, userid, owner, mode)
        if not trusted:
            self._check_password(entry, userid, owner, owner_unit, mode, password)
        extent = Extent(entry.volume, entry.first, entry.cylinders)
        link = Link(userid, unit, owner, owner_unit, extent, entry.type)
        with self.lock:
            self._give(link, mode)
        if not trusted and userid != owner:
            self.system.accounting.linked(userid, owner, owner_unit)
        return link.disk

    def _give(self, link: Link, mode: str) -> None:
        """Enter the link with the access that the others leave."""
        where = dict(owner=link.owner, unit=link.owner_unit)
        if (link.userid, link.unit) in self.links:
            raise CPError("link-there", there=link.unit, **where)
        extent = link.extent
        volume = self.volumes.volume(extent.serial)
        if volume is None:
            raise CPError("link-not-mounted", serial=extent.serial, **where)
        geometry = geometry_of(link.type)
        if (geometry.code, geometry.slot) != (volume.geometry.code, volume.track_size):
            raise CPError("host", text=f"{link.owner} {link.owner_unit:03X}: {extent.serial} is a "
                          f"{volume.device_type}, the directory says {link.type}")
        others = self.sharing.get(extent, [])
        writers = [other for other in others if other.write]
        how = access(mode, len(others) - len(writers), len(writers))
        by = "both" if 0 < len(writers) < len(others) else "writer" if writers else "reader"
        if how is None:
            raise CPError(f"denied-by-{by}", who=who_has(others), **where)
        link.write = how == READ_WRITE and not volume.read_only
        link.who = who_has(others if link.write or mode[0] != "R" else writers)
        if mode[0] != "R" and how == READ_ONLY:
            link.forced = f"forced-by-{by}"
        elif how == READ_WRITE and not link.write:
            link.forced, link.who = "forced-by-volume", extent.serial
        self._enter(link, volume)

    def _enter(self, link: Link, volume: Volume) -> None:
        extent = link.extent
        disk = Minidisk(volume, extent.first, extent.cylinders, read_only=not link.write)
        disk.link, disk.ended, disk.failed, link.disk = link, self._ended, self._failed, disk
        self.links[link.userid, link.unit] = link
        self.sharing.setdefault(extent, []).append(link)

    def _failed(self, disk: Minidisk, error: MediaError) -> None:
        """The host does not do what a guest has asked of a disk: the guest has equipment check, its user
        and the operator's log have the reason."""
        link = disk.link
        self.system.log("disk", str(error), user=link.userid, unit=f"{link.unit:03X}")
        vm = self.system.machines.get(link.userid)
        if vm is not None:
            vm.say(f"DASD {link.unit:03X}; {error}")

    def _ended(self, disk: Minidisk) -> None:
        link = disk.link
        with self.lock:
            if self.links.get((link.userid, link.unit)) is not link:
                return                   # ended by another thread just now
            del self.links[link.userid, link.unit]
            sharing = self.sharing[link.extent]
            sharing.remove(link)
            if not sharing:
                del self.sharing[link.extent]
        if link.temporary:
            self.system.accounting.temporary_disk(link.userid, link.type, link.extent.cylinders,
                                                  time.monotonic() - link.since)

    def release(self, userid: str) -> None:
        """End all links of a user (logoff); his temporary disks are free again."""
        with self.lock:
            mine = [link.disk for link in self.links.values() if link.userid == userid]
        for disk in mine:
            disk.close()

    def renumber(self, userid: str, unit: int, new: int) -> None:
        """The disk at `unit` is at `new` from now on; nothing when there is none."""
        with self.lock:
            link = self.links.get((userid, unit))
            if link is not None:
                if (userid, new) in self.links:
                    raise CPError("disk-there", unit=new)
                del self.links[userid, unit]
                link.unit = new
                self.links[userid, new] = link

    def others(self, link: Link) -> list[Link]:
        """The other links to the same disk."""
        with self.lock:
            return [one for one in self.sharing.get(link.extent, ()) if one is not link]

    # -- what the directory says

    def _entry(self, owner: str, unit: int):
        """The directory's entry of a disk."""
        try:
            found = self.system.directory.get(owner).disks.get(unit)
        except CPError as error:
            if error.key != "not-in-directory":
                raise
            found = None
        if found is None:
            raise CPError("link-no-disk", owner=owner, unit=unit)
        return found

    @staticmethod
    def _mode(entry, userid: str, owner: str, mode: str) -> str:
        mode = (mode or (entry.mode if owner == userid else "R")).upper()
        if mode not in MODES:
            raise CPError("invalid-operand", operand=mode)
        return mode

    def secret(self, userid: str, owner: str, unit: int, mode: str = "") -> str:
        """Which password `userid` must give for such a link: "READ", "WRITE", "MULT" or "" for none.
        CPError when no password lets him."""
        entry = self._entry(owner, unit)
        return self._secret(entry, userid, owner, unit, self._mode(entry, userid, owner, mode))[0]

    def _secret(self, entry, userid: str, owner: str, unit: int, mode: str) -> tuple[str, str]:
        """(which password, what the directory has of it)"""
        if userid == owner or "LNKNOPAS" in self.system.directory.get(userid).options:
            return "", ""
        kind = KINDS[mode[0]]
        stored = {"READ": entry.read_password, "WRITE": entry.write_password,
                  "MULT": entry.multi_password}[kind]
        if not stored:
            raise CPError(f"link-no-{kind.lower()}", owner=owner, unit=unit)
        return ("", "") if stored == ALL else (kind, stored)

    def _check_password(self, entry, userid: str, owner: str, unit: int, mode: str,
                        password: str | None) -> None:
        kind, stored = self._secret(entry, userid, owner, unit, mode)
        if not kind:
            return
        if password:
            if self.doorman.knock(userid):
                raise CPError("link-excessive")
            if passwords.verify(password, stored):
                self.doorman.right(userid)
                return
            self.system.log("link", f"wrong {kind.lower()} password for {owner} {unit:03X}",
                            user=userid)
            self.system.accounting.linked(userid, owner, unit, good=False)
        raise CPError("link-password", owner=owner, unit=unit)

    # -- temporary disks

    def temporary(self, userid: str, unit: int, type: str, cylinders: int) -> Minidisk:
        """A fresh disk from the temporary space, given back when it is closed.  CPError when there is
        no room, MediaError for a type that is none."""
        geometry = geometry_of(type)
        with self.lock:
            if (userid, unit) in self.links:
                raise CPError("disk-there", unit=unit)
            link = self._temporary_room(userid, unit, geometry, cylinders)
            if link is None:
                raise CPError("no-temporary", unit=unit)
            base = link.disk.base
        try:
            format_extent(base, link.extent.first, cylinders)
        except MediaError:
            link.disk.close()
            raise
        return link.disk

    def _temporary_room(self, userid: str, unit: int, geometry, cylinders: int) -> Link | None:
        for pack in self.volumes.temporary(geometry):
            taken = [extent for extent in self.sharing if extent.serial == pack.serial]
            first = first_fit(pack.first, pack.end, taken, cylinders)
            if first is not None:
                link = Link(userid, unit, userid, unit, Extent(pack.serial, first, cylinders),
                            geometry.type, write=True, temporary=True)
                self._enter(link, pack.volume)
                return link
        return None

    # -- room for permanent disks

    def format(self, extent: Extent) -> None:
        """Fresh tracks for a new minidisk; CPError while somebody has it."""
        with self.lock:
            volume = self.volumes.volume(extent.serial)
            users = [link for other, links in self.sharing.items() if extent.overlaps(other)
                     for link in links]
            if volume is None:
                raise CPError("no-volume", word=extent.serial)
            if users:
                raise CPError("in-use", unit=users[0].owner_unit, who=who_has(users))
        format_extent(volume, extent.first, extent.cylinders)

    def taken(self, serial: str) -> list[tuple[int, int]]:
        """(first, cylinders) of the disks on a volume that somebody is linked to, such as are in the
        directory no more among them."""
        with self.lock:
            return [(extent.first, extent.cylinders) for extent in self.sharing
                    if extent.serial == serial]

    def room(self) -> dict[str, int]:
        """Serial and number of cylinders of each volume that can hold users' minidisks."""
        with self.lock:
            return {pack.serial: pack.end for pack in self.volumes.attached()
                    if not pack.temporary and not pack.volume.read_only}

    # -- volumes, for the operator

    def temporaries(self) -> list[Link]:
        """The links to temporary disks."""
        with self.lock:
            return [link for link in self.links.values() if link.temporary]

    def find(self, word: str) -> Pack:
        """A volume by serial or real address; CPError when it is not known."""
        with self.lock:
            return self.volumes.find(word)

    def on(self, serial: str) -> list[Link]:
        """The links to disks on a volume."""
        with self.lock:
            return self._on(serial)

    def _on(self, serial: str) -> list[Link]:
        return [link for link in self.links.values() if link.extent.serial == serial]

    def change_volume(self, word: str, change: Callable[[Pack], None]) -> Pack:
        """Find a volume and do one of Volumes' functions (online, attach, free, offline) to it; gives
        the Pack.  CPError: unknown, or to be taken away while in use; MediaError: cannot be opened."""
        with self.lock:
            pack = self.volumes.find(word)
            users = self._on(pack.serial)
            if users and change in (self.volumes.free, self.volumes.offline):
                names = sorted({link.userid for link in users})
                raise CPError("in-use", unit=pack.unit, who=names[0] if len(names) == 1
                              else f"{len(names):03d} USERS")
            change(pack)
            return pack

    def close(self) -> None:
        """End every link and close every volume."""
        with self.lock:
            disks = [link.disk for link in self.links.values()]
        for disk in disks:
            disk.close()
        with self.lock:
            self.volumes.close()
