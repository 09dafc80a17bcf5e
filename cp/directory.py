"""The directory: who may use the system, and what his virtual machine is made of.

Called by logon, LINK, autolog, DIAGNOSE, and by the directory tool (cp/directory_edit.py).  Every user
is one file, `users/USERID.yaml` (cp/directory_schema.py), so that an edit replaces one file and a mistake
in one entry harms nobody else.  A file that was changed by hand counts from its next use on.

Readers need no lock: an entry is read whole and never changed afterwards.  Edits go one at a time.
`get` gives the entry that the directory itself keeps: do not change it, use `change`.

Not implemented: comments inside an entry that CP changes (those at its top stay).
"""
from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterable, Iterator, NamedTuple

from cp import durable
from cp.configuration import Configuration
from cp.directory_schema import User, addresses, userid_of
from cp.extents import Extent
from cp.messages import CPError, message
from cp.yaml_model import ModelFile, top_comment, yaml_text
from s360.errors import ConfigError

SUFFIX = ".yaml"
ALWAYS = ("password", "classes", "storage", "maximum", "devices")     # written though they are usual
LABEL_CYLINDERS = 1                       # cylinder 0 holds the volume label
JUST_WRITTEN = 50_000_000                 # ns in which the host may give two writes the same time

message("directory-entry", "CPCDIR", 910, "DIRECTORY ENTRY OF {userid} HAS MISTAKES: {text}",
        origin="ours")


class Entry(NamedTuple):
    """A file as it was read: its signature, and the user or what is wrong."""
    signature: tuple
    user: User | None
    wrong: str


class Held(NamedTuple):
    """Cylinders of a volume that a user's minidisk takes."""
    extent: Extent
    userid: str
    unit: int
    overlap: bool

    @property
    def words(self) -> str:
        return f"{self.extent.first}-{self.extent.end - 1}"


class Directory:
    """
    path: the folder with the users' files; configuration: the system's, for what entries leave open
    """

    def __init__(self, path, configuration: Configuration | None = None):
        self.path = Path(path)
        self.configuration = configuration
        self.lock = threading.RLock()     # edits; a leaf
        self.entries: dict[str, Entry] = {}
        self.reserved: list[Extent] = []

    # -- looking

    def get(self, userid: str) -> User:
        """The entry of a user; CPError not-in-directory, or directory-entry when it has mistakes."""
        word = str(userid).strip().upper()
        entry = self._entry(word)
        if entry is None:
            raise CPError("not-in-directory", userid=word[:8])
        if entry.user is None:
            raise CPError("directory-entry", userid=word, text=entry.wrong.splitlines()[0])
        return entry.user

    def has(self, userid: str) -> bool:
        """Whether there is an entry, with mistakes or not."""
        return self._entry(str(userid).strip().upper()) is not None

    def reread(self) -> None:
        """Look at every file anew; ConfigError with everything wrong with the directory."""
        self.entries = {}
        problems = self.check()
        if problems:
            raise ConfigError("\n".join(problems))

    def names(self) -> list[str]:
        """The userids, in order; entries with mistakes too."""
        return sorted(name for name, right in self._files() if right)

    def users(self) -> list[User]:
        """Every entry without mistakes, in order of the userids."""
        found = map(self._entry, self.names())
        return [entry.user for entry in found if entry is not None and entry.user is not None]

    def file_of(self, userid: str) -> Path:
        return self.path / (userid + SUFFIX)

    def _files(self) -> Iterator[tuple[str, bool]]:
        """(userid or file name, whether it is a userid) of every file that may be an entry."""
        try:
            with os.scandir(self.path) as found:
                names = [one.name for one in found]
        except OSError as error:
            raise durable.trouble(self.path, error) from None
        for name in names:
            word, dot, suffix = name.rpartition(".")
            if name.startswith(".") or dot + suffix.lower() not in (SUFFIX, ".yml"):
                continue
            right = dot + suffix == SUFFIX and is_userid(word)
            yield (word if right else name), right

    def _entry(self, userid: str) -> Entry | None:
        """A file, read anew when it has changed; None when there is none."""
        if not is_userid(userid):
            return None
        path = self.file_of(userid)
        try:
            found = os.stat(path)
        except FileNotFoundError:
            self.entries.pop(userid, None)
            return None
        except OSError as error:
            return Entry((), None, f"{path}: {error.strerror}")
        signature = (found.st_mtime_ns, found.st_size, found.st_ino,
                     abs(time.time_ns() - found.st_mtime_ns) < JUST_WRITTEN)
        known = self.entries.get(userid)
        if known is None or known.signature != signature or signature[-1]:
            try:
                known = Entry(signature, self.parsed(userid), "")
            except ConfigError as error:
                known = Entry(signature, None, str(error))
            self.entries[userid] = known
        return known

    def parsed(self, userid: str, text: str | None = None) -> User:
        """The entry in a user's file, or in `text`, as a new object; ConfigError has all mistakes."""
        marked = ModelFile(self.file_of(userid), text)
        data = marked.data
        if not isinstance(data, dict):
            raise ConfigError(f"{marked.name}: must be a mapping (key: value)")
        if "userid" in data:
            marked.wrong(("userid",), "is the name of the file; leave it out")
        taken: dict[str, tuple] = {}
        for unit, place in addresses(data):
            if unit in taken:
                first = marked.marks.get(taken[unit])
                marked.wrong(place, f"device {unit} is here twice, first " +
                             (f"in line {first[0]}" if first else "as the usual console or device"))
            taken.setdefault(unit, place)
        user = marked.validated(User, data | {"userid": userid})
        marked.stop_if_wrong()
        user._house = self.configuration
        return user

    # -- changing

    def add(self, user: User) -> None:
        """A new user; ConfigError when he is there already or the entry does not fit the others."""
        self.put([user])

    def put(self, users: Iterable[User], replace: bool = False) -> None:
        """Several users at one time, all or none as far as mistakes go: new ones, with `replace` also
        such as are there already."""
        with self.lock:
            texts, wrong = {}, []
            for user in users:
                if user.userid in texts:
                    wrong.append(f"{user.userid} is here twice")
                elif self.has(user.userid) and not replace:
                    wrong.append(f"{user.userid} is in the directory already")
                texts[user.userid] = text_of(user)
            made = {userid: self.parsed(userid, text) for userid, text in texts.items()}
            wrong += self._misfits(made)
            if wrong:
                raise ConfigError("\n".join(wrong))
            for userid, user in made.items():
                self._write(userid, text_of(user))

    def change(self, userid: str, function: Callable[[User], object]) -> User:
        """Have `function` change a user's entry (it gets one of its own), and write it; gives the new
        entry.  ConfigError when it is not right any more, and then nothing is changed."""
        with self.lock:
            old = self.get(userid)
            new = self.parsed(old.userid)
            function(new)
            made = self.parsed(old.userid, text_of(new))
            if (made.disks, made.links) != (old.disks, old.links):
                wrong = self._misfits({old.userid: made})
                if wrong:
                    raise ConfigError("\n".join(wrong))
            self._write(old.userid, text_of(made))
            return made

    def remove(self, userid: str) -> None:
        """Take a user out of the directory; CPError when he is not in it."""
        with self.lock:
            word = str(userid).strip().upper()
            if not self.has(word):
                raise CPError("not-in-directory", userid=word[:8])
            durable.remove(self.file_of(word))
            self.entries.pop(word, None)

    def _write(self, userid: str, text: str) -> None:
        path = self.file_of(userid)
        head = ""
        if path.exists():
            head = top_comment(path.read_text(encoding="utf-8-sig", errors="replace"))
        durable.write_text(path, head + text)
        self.entries.pop(userid, None)

    # -- how entries fit together

    def check(self) -> list[str]:
        """Everything wrong with the directory, "FILE:line:column what" each."""
        problems = [f"{name}: is no entry; the name must be a userid in capitals and end in {SUFFIX}"
                    for name, right in sorted(self._files()) if not right]
        for name in self.names():
            entry = self._entry(name)
            if entry is not None and entry.user is None:
                problems += entry.wrong.splitlines()
        return problems + [self._located(*one) for one in self._cross_problems(self.users())]

    def _misfits(self, new: dict[str, User]) -> list[str]:
        """What is wrong between `new` entries and the rest of the directory."""
        users = {user.userid: user for user in self.users()} | new
        return [f"{userid} {'.'.join(map(str, place))}: {text}"
                for userid, place, text in self._cross_problems(list(users.values())) if userid in new]

    def _cross_problems(self, users: list[User]) -> list[tuple[str, tuple, str]]:
        """(userid, place in his file, what is wrong) of what one entry alone does not show."""
        by_name = {user.userid: user for user in users}
        problems = []
        for held in held_by(users).values():
            for pair in collisions(held):
                problems += [(one.userid, ("disks", f"{one.unit:03X}"), overlap_text(one, other))
                             for one, other in (pair, pair[::-1])]
        for user in users:
            for at, link in enumerate(user.links):
                owner = by_name.get(link.userid)
                if owner is None and not self.has(link.userid):
                    problems.append((user.userid, ("links", at), f"{link.userid} is not in the "
                                     "directory"))
                elif owner is not None and link.unit not in owner.disks:
                    problems.append((user.userid, ("links", at),
                                     f"{link.userid} has no disk {link.unit:03X}"))
            for name in user.functions if self.configuration else ():
                if name not in self.configuration.sets:
                    problems.append((user.userid, ("functions",), f"there is no set {name} in "
                                     "system.yaml"))
        return problems

    def _located(self, userid: str, place: tuple, text: str) -> str:
        marked = ModelFile(self.file_of(userid))
        spelled = {tuple(str(part).upper() for part in mark): mark for mark in marked.marks}
        marked.wrong(spelled.get(tuple(str(part).upper() for part in place), place[:1]), text)
        (line, column), told = marked.errors[0]
        return f"{marked.name}:{line}:{column} {told}"

    # -- room on volumes

    def taken(self, serial: str) -> list[Extent]:
        """The cylinders of a volume that entries have, or that are about to be given.  ConfigError
        while an entry has mistakes: nobody knows then what is free."""
        broken = [name for name in self.names() if (e := self._entry(name)) and e.user is None]
        if broken:
            raise ConfigError(f"the entries of {', '.join(broken[:5])} have mistakes, so it is not "
                              "known which cylinders are free; see cpcms user check")
        return ([one.extent for one in held_by(self.users()).get(serial, ()) if not one.overlap]
                + [extent for extent in self.reserved if extent.serial == serial])

    def free_space(self, serial: str, cylinders: int, also: Iterable[tuple[int, int]] = ()
                   ) -> list[tuple[int, int]]:
        """Free runs of a volume of so many cylinders as (first, how many); `also`: (first, how many)
        in use besides.  Cylinder 0 holds the label and is never free."""
        taken = [(one.first, one.end) for one in self.taken(serial)]
        taken += [(first, first + count) for first, count in also]
        found, at = [], LABEL_CYLINDERS
        for first, end in sorted([*taken, (cylinders, cylinders)]):
            if first > at:
                found.append((at, min(first, cylinders) - at))
            at = max(at, end)
        return [run for run in found if run[1] > 0]

    def find_space(self, count: int, volumes: dict[str, int],
                   also: Callable[[str], Iterable[tuple[int, int]]] = lambda serial: ()) -> Extent:
        """The first room for `count` cylinders on `volumes` (serial -> cylinders, tried in order);
        `also`: serial -> cylinders in use besides.  ConfigError when there is none."""
        largest = 0
        for serial, cylinders in volumes.items():
            for first, free in self.free_space(serial, cylinders, also(serial)):
                if free >= count:
                    return Extent(serial, first, count)
                largest = max(largest, free)
        raise ConfigError(f"no room for {count} cylinders: the largest free piece of "
                          f"{', '.join(volumes) or 'no volume'} has {largest}; make another volume "
                          "in the folder volumes (cpcms volume create)")

    @contextmanager
    def room(self, count: int, volumes: dict[str, int],
             also: Callable[[str], Iterable[tuple[int, int]]] = lambda serial: ()
             ) -> Iterator[Extent]:
        """`find_space` whose result nobody else is given until the end of the with block, so that
        the cylinders can be formatted before the entry is written."""
        with self.lock:
            extent = self.find_space(count, volumes, also)
            self.reserved.append(extent)
        try:
            yield extent
        finally:
            with self.lock:
                self.reserved.remove(extent)


def is_userid(word: str) -> bool:
    try:
        return userid_of(word) == word
    except ValueError:
        return False


def text_of(user: User) -> str:
    """An entry as tidy YAML: what differs from the defaults, and what one wants to see."""
    usual = User(userid=user.userid).model_dump(by_alias=True)
    data = {}
    for key, value in user.model_dump(by_alias=True).items():
        if key in ALWAYS or value != usual[key]:
            data[key] = pruned(value)
    return yaml_text(data)


def pruned(value):
    """Without what is absent or no inside mappings and lists."""
    if isinstance(value, dict):
        return {k: pruned(v) for k, v in value.items() if v is not None and v is not False}
    return [pruned(v) for v in value] if isinstance(value, list) else value


def held_by(users: Iterable[User]) -> dict[str, list[Held]]:
    """The minidisks on each volume, by first cylinder."""
    found: dict[str, list[Held]] = {}
    for user in users:
        for unit, disk in user.disks.items():
            found.setdefault(disk.volume, []).append(
                Held(Extent(disk.volume, disk.first, disk.cylinders), user.userid, unit, disk.overlap))
    for held in found.values():
        held.sort()
    return found


def collisions(held: list[Held]) -> Iterator[tuple[Held, Held]]:
    """Pairs of minidisks of a volume that share cylinders and do not say so: each with the
    farthest-reaching one that begins before it."""
    before = None
    for one in held:
        if one.overlap:
            continue
        if before is not None and one.extent.overlaps(before.extent):
            yield one, before
        if before is None or one.extent.end > before.extent.end:
            before = one


def overlap_text(one: Held, other: Held) -> str:
    return (f"cylinders {one.words} of {one.extent.serial} overlap those of {other.userid}'s disk "
            f"{other.unit:03X}, {other.words}")
