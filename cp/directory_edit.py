"""What the directory tool does: users added, changed and removed, their disks given room.

Called by `cpcms user` (cp/cli_user.py), with the data folder to itself, and by a running CP for it
(`handle`, a request on the local socket), so that both do the same.  A request is a dict with `action`
and plain values, passwords in their stored form; the answer is a dict with `lines` for a person and
`data` for a program.

Not implemented: making a minidisk larger or moving it.
"""
from __future__ import annotations

from contextlib import ExitStack

from cp import away, directory_cards, durable
from cp.directory import Directory, text_of
from cp.directory_schema import User, user_of, userid_of
from cp.extents import Extent
from cp.first_start import CMS, CMS_OWNER, CMS_UNIT
from cp.messages import CPError
from cp.passwords import NOLOG
from cp.yaml_model import unit_address
from s360.errors import ConfigError, S360Error, did_you_mean

FIRST_DISK = "191"
NOT_COPIED = ("password", "local", "disks", "account")       # of the user that --like names
KINDS = ("read", "write", "multi")


class RunningPlace:
    """A running CP's directory and disks, for the operations below."""

    def __init__(self, system):
        self.system, self.folder = system, system.folder
        self.directory: Directory = system.directory

    def volumes(self) -> dict[str, int]:
        """Cylinders of each volume that can hold users' minidisks, by serial."""
        return self.system.disks.room()

    def type_of(self, serial: str) -> str:
        """The device type of one of them."""
        return self.system.disks.volumes.volume(serial).device_type

    def taken(self, serial: str) -> list[tuple[int, int]]:
        """(first, cylinders) in use that the directory does not know."""
        return self.system.disks.taken(serial)

    def format(self, extent: Extent) -> None:
        """Fresh tracks for a new minidisk."""
        self.system.disks.format(extent)

    def logged_on(self, userid: str) -> bool:
        return userid in self.system.machines


class FolderPlace:
    """A data folder that this process has to itself."""

    def __init__(self, folder):
        self.folder = folder
        self.house = folder.configuration()
        self.directory: Directory = folder.directory(self.house)
        self._mounted = None

    @property
    def mounted(self):
        """The volumes, opened when they are first wanted."""
        if self._mounted is None:
            from cp.volumes import Volumes
            self._mounted = Volumes(self.folder.path, lambda kind, text, **fields: None,
                                    self.house.durability)
            self._mounted.open_all(self.house.volumes)
        return self._mounted

    def volumes(self) -> dict[str, int]:
        return {pack.serial: pack.end for pack in self.mounted.attached()
                if not pack.temporary and not pack.volume.read_only}

    def type_of(self, serial: str) -> str:
        return self.mounted.volume(serial).device_type

    def taken(self, serial: str) -> list[tuple[int, int]]:
        return []

    def format(self, extent: Extent) -> None:
        from cp.minidisk import format_extent
        format_extent(self.mounted.volume(extent.serial), extent.first, extent.cylinders)

    def logged_on(self, userid: str) -> bool:
        return False

    def close(self) -> None:
        if self._mounted is not None:
            self._mounted.close()


def handle(system, request: dict) -> dict:
    """Answer a request that came to a running CP; S360Error when it is refused."""
    answer = perform(RunningPlace(system), request)
    if request.get("action") not in LOOKING:
        system.log("directory", f"{request['action']} {request.get('userid', '')}".strip())
    return answer


def perform(place, request: dict) -> dict:
    """Do what a request asks; S360Error when it cannot be done, and then nothing is changed."""
    action = ACTIONS.get(str(request.get("action")))
    if action is None:
        raise ConfigError(f"the directory knows no action {request.get('action')!r}")
    try:
        return action(place, request)
    except CPError as error:              # the tool speaks as the host's other tools do
        if error.key == "not-in-directory":
            name = str(request.get("userid", "")).upper()
            near = did_you_mean(name, place.directory.names())
            raise S360Error(f"{error.fields['userid']} is not in the directory{near}") from None
        raise


def name_in(request: dict, key: str = "userid") -> str:
    try:
        return userid_of(request.get(key, ""))
    except ValueError as error:
        raise ConfigError(str(error)) from None


def unit_in(request: dict, key: str) -> int:
    try:
        return unit_address(request.get(key, ""))
    except ValueError as error:
        raise ConfigError(str(error)) from None


# -- adding

def add_user(place, request: dict) -> dict:
    """A new user.  keys: of his entry, as in a file; password: stored form or NOLOG; like: a user whose
    entry his is made after; cylinders: of his disk 191, on `volume` or wherever there is room.  He has
    CMS, unless `like` or keys say otherwise."""
    userid = name_in(request)
    if place.directory.has(userid):
        raise ConfigError(f"{userid} is in the directory already; cpcms user show {userid}")
    data, sizes = with_cms(place.directory), {}
    if request.get("like"):
        model = place.directory.get(str(request["like"]))
        data = {key: value for key, value in keys_of(model).items() if key not in NOT_COPIED}
        sizes = {f"{unit:03X}": disk.cylinders for unit, disk in model.disks.items()}
    data |= request.get("keys") or {}
    data |= {"userid": userid, "password": request.get("password", NOLOG)}
    if request.get("cylinders"):
        sizes[FIRST_DISK] = cylinders_in(request)
    user_of(data)                         # mistakes come to light before a disk is formatted
    with ExitStack() as rooms:
        data["disks"] = {unit: new_disk(place, rooms, count, request.get("volume"))
                         for unit, count in sizes.items()}
        user = user_of(data)
        place.directory.add(user)
    lines = [f"{userid} added" + ("" if not user.nolog else "; without password nobody can log on")]
    lines += [disk_line(unit, disk) for unit, disk in user.disks.items()]
    return {"lines": lines, "data": described(user)}


def with_cms(directory) -> dict:
    """The keys of a user who has CMS at logon; none where its disk is not in the directory."""
    owner = directory.get(CMS_OWNER) if directory.has(CMS_OWNER) else None
    return dict(CMS) if owner is not None and int(CMS_UNIT, 16) in owner.disks else {}


def cylinders_in(request: dict) -> int:
    count = str(request.get("cylinders"))
    if not count.isdecimal() or not 1 <= int(count) <= 9999:
        raise ConfigError(f"{count}: a disk has 1 to 9999 cylinders")
    return int(count)


def new_disk(place, rooms: ExitStack, count: int, volume: str | None) -> dict:
    """The keys of a new minidisk, its cylinders found, held and formatted."""
    volumes = place.volumes()
    if volume:
        serial = str(volume).upper()
        if serial not in volumes:
            raise ConfigError(f"{serial} is no volume for users' disks{did_you_mean(serial, volumes)} "
                              f"(there are {', '.join(volumes) or 'none'})")
        volumes = {serial: volumes[serial]}
    extent = rooms.enter_context(place.directory.room(count, volumes, place.taken))
    place.format(extent)
    return {"type": place.type_of(extent.serial), "volume": extent.serial,
            "first": str(extent.first), "cylinders": str(count)}


def add_disk(place, request: dict) -> dict:
    """A further minidisk `unit` of `cylinders` for a user."""
    userid, unit = name_in(request), unit_in(request, "unit")
    place.directory.get(userid)
    with ExitStack() as rooms:
        keys = new_disk(place, rooms, cylinders_in(request), request.get("volume"))
        disk = user_of({"userid": userid, "disks": {f"{unit:03X}": keys}}).disks[unit]

        def give(user: User) -> None:
            if unit in user.disks:
                raise ConfigError(f"{userid} has a disk {unit:03X} already")
            user.disks[unit] = disk

        user = place.directory.change(userid, give)
    return {"lines": [disk_line(unit, disk), "it is there from the next logon on"],
            "data": described(user)}


# -- changing

def set_password(place, request: dict) -> dict:
    """A user's password, or with `disk` and `kind` (read, write, multi) one that LINK asks for; the
    stored form, NOLOG or ALL; "" takes a LINK password away."""
    userid, password = name_in(request), str(request.get("password", ""))
    if not request.get("disk"):
        def change(user: User) -> None:
            user.password = password
        place.directory.change(userid, change)
        return {"lines": [f"{userid} has a new password" if password != NOLOG
                          else f"nobody can log on to {userid} now"], "data": {"userid": userid}}
    unit, kind = unit_in(request, "disk"), request.get("kind", "read")
    if kind not in KINDS:
        raise ConfigError(f"{kind!r} must be one of {', '.join(KINDS)}")

    def change_disk(user: User) -> None:
        if unit not in user.disks:
            raise ConfigError(f"{userid} has no disk {unit:03X}")
        setattr(user.disks[unit], f"{kind}_password", password or None)

    place.directory.change(userid, change_disk)
    return {"lines": [f"{userid} {unit:03X} has a new {kind} password" if password
                      else f"{userid} {unit:03X} has no {kind} password now"],
            "data": {"userid": userid, "unit": f"{unit:03X}"}}


def link(place, request: dict) -> dict:
    """A link at logon: `owner`'s disk `unit` as `as` in `mode`; with `remove` it is taken away."""
    userid = name_in(request)
    if request.get("remove"):
        return unlink(place, userid, unit_in(request, "as"))
    keys = {"userid": name_in(request, "owner"), "unit": request.get("unit"),
            "as": request.get("as") or request.get("unit"), "mode": request.get("mode") or "RR"}
    made = user_of({"userid": userid, "links": [keys]}).links[0]
    user = place.directory.change(userid, lambda user: user.links.append(made))
    return {"lines": [f"{userid} links to {made.userid} {made.unit:03X} as {made.here:03X} in mode "
                      f"{made.mode} from the next logon on"], "data": described(user)}


def unlink(place, userid: str, unit: int) -> dict:
    def change(user: User) -> None:
        left = [one for one in user.links if one.here != unit]
        if len(left) == len(user.links):
            raise ConfigError(f"{userid} has no link {unit:03X}")
        user.links = left

    user = place.directory.change(userid, change)
    return {"lines": [f"{userid} does not link {unit:03X} any more"], "data": described(user)}


def remove_user(place, request: dict) -> dict:
    """Take a user away; with `force` also the links that others have to his disks.  His cylinders are
    free then; they are formatted before somebody else gets them.  A machine that was kept for him goes
    too: it is no business of the next user of that name."""
    userid = name_in(request)
    if not place.directory.has(userid):
        raise CPError("not-in-directory", userid=userid)
    if place.logged_on(userid):
        raise ConfigError(f"{userid} is logged on; FORCE {userid} first")
    linked = [user.userid for user in place.directory.users() if user.userid != userid
              and any(one.userid == userid for one in user.links)]
    if linked and not request.get("force"):
        raise ConfigError(f"{', '.join(linked)} link{'s' * (len(linked) == 1)} to disks of {userid}; "
                          "--force takes these links away too")

    def drop(user: User) -> None:
        user.links = [one for one in user.links if one.userid != userid]

    for name in linked:
        place.directory.change(name, drop)
    place.directory.remove(userid)
    for kept in (userid, userid + away.SUFFIX):
        durable.remove(place.folder.checkpoint / kept)
    return {"lines": [f"{userid} removed"] + [f"{name} does not link to {userid} any more"
                                              for name in linked], "data": {"userid": userid}}


# -- cards

def import_users(place, request: dict) -> dict:
    """Entries made of cards (`users`: keys as in a file): all of them or, when one has a mistake, none.
    replace: such as are there already too; password "*": stays as it is."""
    made = []
    for keys in request.get("users") or ():
        known = place.directory.has(str(keys.get("userid", "")))
        directory_cards.keep_unknown(keys, place.directory.get(keys["userid"]) if known else None)
        made.append(user_of(keys))
    place.directory.put(made, replace=bool(request.get("replace")))
    return {"lines": [f"{len(made)} users imported"], "data": [user.userid for user in made]}


def export_users(place, request: dict) -> dict:
    """The directory, or `users` of it, as cards."""
    names = [str(name) for name in request.get("users") or place.directory.names()]
    cards, notes = directory_cards.cards_of([place.directory.get(name) for name in names])
    return {"lines": cards, "data": {"cards": cards, "notes": notes}}


# -- looking

def list_users(place, request: dict) -> dict:
    """Every user in a line."""
    rows = []
    for name in place.directory.names():
        try:
            rows.append(described(place.directory.get(name)))
        except CPError as error:
            rows.append({"userid": name, "mistakes": error.fields.get("text", str(error))})
    lines = ["userid   classes  storage  maximum  cylinders  notes"]
    for row in rows:
        if "mistakes" in row:
            lines.append(f"{row['userid']:<8} {row['mistakes']}")
            continue
        notes = ["this host only"] * row["local"] + ["cannot log on"] * row["nolog"]
        size = sum(disk["cylinders"] for disk in row["disks"])
        lines.append(f"{row['userid']:<8} {row['classes']:<8} {row['storage'] >> 10:6}K "
                     f"{row['maximum'] >> 10:7}K {size:10}  {', '.join(notes)}".rstrip())
    return {"lines": lines, "data": rows}


def show_user(place, request: dict) -> dict:
    """A user's entry; passwords are not shown."""
    user = place.directory.parsed(place.directory.get(name_in(request)).userid)
    data = described(user)
    text = text_of(user)
    for secret in {user.password, *(one for disk in user.disks.values() for one in
                                    (disk.read_password, disk.write_password, disk.multi_password))}:
        if secret and secret.startswith("$"):
            text = text.replace(f'"{secret}"', "(set)")
    return {"lines": text.splitlines(), "data": data}


def check(place, request: dict) -> dict:
    """Everything wrong with the directory."""
    problems = place.directory.check()
    count = len(place.directory.names())
    return {"lines": problems or [f"{count} users, no mistakes"], "data": problems}


def described(user: User) -> dict:
    """A user for a program; no passwords."""
    return {"userid": user.userid, "classes": user.classes, "storage": user.storage,
            "maximum": user.maximum, "local": user.local, "nolog": user.nolog,
            "account": user.account, "options": user.options,
            "disks": [{"unit": f"{unit:03X}", "type": disk.type, "volume": disk.volume,
                       "first": disk.first, "cylinders": disk.cylinders, "mode": disk.mode}
                      for unit, disk in user.disks.items()],
            "links": [{"userid": one.userid, "unit": f"{one.unit:03X}", "as": f"{one.here:03X}",
                       "mode": one.mode} for one in user.links]}


def keys_of(user: User) -> dict:
    """An entry's keys as they stand in a file."""
    return user.model_dump(by_alias=True, exclude_none=True) | {"userid": user.userid}


def disk_line(unit, disk) -> str:
    unit = unit if isinstance(unit, str) else f"{unit:03X}"
    return (f"disk {unit}: {disk.cylinders} cylinders of {disk.volume}, {disk.first} to {disk.last} "
            f"({disk.type})")


ACTIONS = {"add": add_user, "disk": add_disk, "passwd": set_password, "link": link,
           "remove": remove_user, "import": import_users, "export": export_users,
           "list": list_users, "show": show_user, "check": check}
LOOKING = ("list", "show", "check", "export")
