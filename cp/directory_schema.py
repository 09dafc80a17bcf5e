"""One user in the directory: the keys of `users/USERID.yaml` and what Python sees of them.

Called by cp/directory.py, which reads and writes the files; docs/directory.md has the keys, made from
here.  Form and meaning follow VM/370's directory statements (GC20-1801), which CP-67's user directory
became.

Not implemented: logical editing characters and screen options of a user.
"""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (BeforeValidator, Field, PlainSerializer, PrivateAttr, ValidationError,
                      field_validator, model_validator)

from cp.configuration import (Classes, Configuration, Profile, Quotas, Serial, Size, SystemName, Unit)
from cp.passwords import NOLOG, is_stored, verify
from cp.yaml_model import Keys, complaint
from s360.config import one_or_more
from s360.errors import ConfigError, did_you_mean
from s360.media.geometry import ALIASES, GEOMETRY

USERID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$#@-_"
MODES = ("R", "RR", "W", "WR", "M", "MR", "MW")
#: what a virtual device that the directory gives can be, besides disks and the console
DEVICES = {"2540R": "spooled reader", "2540P": "spooled punch", "1403": "spooled printer",
           "1443": "spooled printer", "TIMER": "pseudo-timer of CP-67",
           "CTCA": "channel-to-channel adapter, joined by COUPLE", "LINE": "line of a 2702, reached "
           "by DIAL", "3270": "display, as the terminal that dials it is", "3277": "display of 24 by 80, reached by "
           "DIAL", "3278": "as 3270", "3279": "as 3270", "2400": "tape drive", "2401": "tape drive",
           "2415": "tape drive", "2420": "tape drive"}
SPOOLED = ("2540R", "2540P", "1403", "1443")
CONSOLES = ("1052", "3210", "3215", "3270")
OPTIONS = {
    "ACCT": "may write accounting records of its own (DIAGNOSE X'4C')",
    "AUTOLOG": "is logged on by the system when it starts",
    "BATCH": "runs jobs, each in a session of its own (cp/batch.py, docs/cms-batch.md)",
    "LNKNOPAS": "links to any minidisk without password",
    "MODEL67": "is a Model 67 with dynamic address translation, so that a CP can run in it",
    "REALTIMER": "its interval timer runs in real time, in waits too",
    "VIRT=REAL": "is never paged",
}
LEAST, MOST = 8 << 10, 16 << 20


def userid_of(value) -> str:
    """A userid in capitals; ValueError when it has not the form of one."""
    word = str(value).strip().upper()
    if not 1 <= len(word) <= 8 or any(c not in USERID for c in word):
        raise ValueError(f"{value!r} is no userid: 1 to 8 letters, digits, $, #, @, - or _")
    return word


def storage_of(value) -> int:
    """Storage of a virtual machine in bytes: a multiple of 4K, 8K to 16M."""
    text = str(value).strip().upper()
    shift = {"K": 10, "M": 20}.get(text[-1:], 0)
    number = text[:-1] if shift else text
    size = int(number) << shift if number.isascii() and number.isdecimal() and len(number) < 9 else 0
    if not LEAST <= size <= MOST or size % 4096:
        raise ValueError(f"{value!r} must be a multiple of 4K from 8K to 16M, such as 256K or 1M")
    return size


def storage_text(size: int) -> str:
    return f"{size >> 20}M" if size % (1 << 20) == 0 else f"{size >> 10}K"


def privileges_of(value) -> str:
    """Privilege classes as letters in order, each once."""
    word = str(value).strip().upper()
    if not word or any(c not in "ABCDEFGH" for c in word):
        raise ValueError(f"{value!r} must be letters of A to H")
    return "".join(sorted(set(word)))


def option_of(value) -> str:
    word = str(value).strip().upper()
    if word not in OPTIONS:
        raise ValueError(f"{value!r} is no option{did_you_mean(word, OPTIONS)} "
                         f"(there are {', '.join(OPTIONS)})")
    return word


def mode_of(value) -> str:
    word = str(value).strip().upper()
    if word not in MODES:
        raise ValueError(f"{value!r} must be one of {', '.join(MODES)}")
    return word


def logon_password_of(value) -> str:
    word = str(value).strip()
    if word.upper() == NOLOG:
        return NOLOG
    if not is_stored(word):
        raise ValueError("is no stored password; give it with `cpcms user passwd USERID`, or write "
                         "NOLOG for a user who cannot log on")
    return word


def link_password_of(value) -> str:
    word = str(value).strip()
    if word.upper() == "ALL":
        return "ALL"
    if not is_stored(word):
        raise ValueError("is no stored password; give it with `cpcms user passwd USERID --disk UNIT`, "
                         "or write ALL for a disk that needs none")
    return word


def disk_type_of(value) -> str:
    word = str(value).strip().upper()
    word = ALIASES.get(word, word)
    if word not in GEOMETRY:
        raise ValueError(f"{value!r} is no disk type{did_you_mean(word, GEOMETRY)} "
                         f"(there are {', '.join(GEOMETRY)})")
    return word


def device_type_of(value) -> str:
    word = str(value).strip().upper()
    if word not in DEVICES:
        raise ValueError(f"{value!r} is no device type{did_you_mean(word, DEVICES)} "
                         f"(there are {', '.join(DEVICES)})")
    return word


def words_of(value):
    """Text that is shown on one line."""
    text = str(value).strip()
    if not text.isprintable():
        raise ValueError(f"{value!r} must be printable characters")
    return text


Userid = Annotated[str, BeforeValidator(userid_of)]
Storage = Annotated[int, BeforeValidator(storage_of), PlainSerializer(storage_text)]
Mode = Annotated[str, BeforeValidator(mode_of)]
LinkPassword = Annotated[str | None, BeforeValidator(link_password_of)]
DiskType = Annotated[str, BeforeValidator(disk_type_of)]
Words = Annotated[str, BeforeValidator(words_of)]


class SpoolKeys(Keys):
    """Spool limits of this user; what is absent is as in system.yaml."""
    files: int | None = Field(None, ge=1, le=9999, description="closed and open spool files; "
                              "absent: as in system.yaml")
    lines: int | None = Field(None, ge=1, le=10**9, description="lines or cards in one spool "
                              "file; absent: as in system.yaml")
    bytes: Size | None = Field(None, ge=4096, le=1 << 40, description="bytes of all spool "
                               "files; absent: as in system.yaml")


class IplKeys(Keys):
    """What is loaded at logon."""
    system: SystemName | None = Field(None, description="name of a saved system")
    device: Unit | None = Field(None, description="device to load from")
    parm: Annotated[str | None, BeforeValidator(lambda value: words_of(value) or None)] = Field(
        None, max_length=64, description="text handed to what is loaded")

    @model_validator(mode="after")
    def _one(self):
        if (self.system is None) == (self.device is None):
            raise ValueError("give it either a system or a device")
        return self


class ConsoleKeys(Keys):
    """The operator's console of the machine."""
    unit: Unit = Field(0x009, description="its address")
    type: Literal["1052", "3210", "3215", "3270"] = Field("1052", description="its type")


class DeviceKeys(Keys):
    """A virtual device other than a disk."""
    type: Annotated[str, BeforeValidator(device_type_of)] = Field(
        description="2540R, 2540P, 1403, TIMER, CTCA, LINE, 3270, 2400 ...")
    cls: Classes | None = Field(None, alias="class", description="spool class; absent: "
                                "\"*\", every class, for a reader, A for others")

    @model_validator(mode="after")
    def _class(self):
        if self.type not in SPOOLED:
            if self.cls is not None:
                raise ValueError(f"a {self.type} has no class")
        elif self.cls is None:
            self.cls = "*" if self.type == "2540R" else "A"
        elif len(self.cls) != 1 or (self.cls == "*" and self.type != "2540R"):
            raise ValueError(f"class {self.cls!r} must be one letter or digit"
                             + (" or \"*\"" if self.type == "2540R" else ""))
        return self


class DiskKeys(Keys):
    """A minidisk: cylinders of a volume."""
    type: DiskType = Field("2314", description="device type of the volume")
    volume: Serial = Field(description="serial of the volume")
    first: int = Field(ge=0, le=9999, description="first cylinder on the volume")
    cylinders: int = Field(ge=1, le=9999, description="how many")
    mode: Mode = Field("W", description="how the owner gets it: R, RR, W, WR, M, MR, MW as in LINK")
    read_password: LinkPassword = Field(None, alias="read-password", description="what others need "
                                        "to LINK it for reading: a stored password, or ALL for none; "
                                        "absent: nobody may")
    write_password: LinkPassword = Field(None, alias="write-password", description="the same for "
                                         "writing alone; absent: nobody may")
    multi_password: LinkPassword = Field(None, alias="multi-password", description="the same for "
                                         "writing while others do; absent: nobody may")
    overlap: bool = Field(False, description="may lie over other minidisks (the whole pack, for its "
                          "keeper)")

    @property
    def last(self) -> int:
        return self.first + self.cylinders - 1

    @model_validator(mode="after")
    def _fits(self):
        most = GEOMETRY[self.type].all_cylinders
        if self.last >= most:
            raise ValueError(f"cylinders {self.first} to {self.last} are not on a {self.type}, which "
                             f"has 0 to {most - 1}")
        return self


class TemporaryKeys(Keys):
    """A disk that lasts from logon to logoff."""
    type: DiskType = Field("2314", description="device type")
    cylinders: int = Field(ge=1, le=9999, description="how many")

    @model_validator(mode="after")
    def _fits(self):
        most = GEOMETRY[self.type].all_cylinders
        if self.cylinders > most:
            raise ValueError(f"a {self.type} has {most} cylinders")
        return self


class LinkKeys(Keys):
    """Another user's minidisk, linked at logon."""
    userid: Userid = Field(description="whose")
    unit: Unit = Field(description="which of his")
    own: Unit | None = Field(None, alias="as", description="its address in this machine; absent: the "
                             "same")
    mode: Mode = Field("R", description="R, RR, W, WR, M, MR, MW as in LINK")

    @property
    def here(self) -> int:
        """Its address in this machine."""
        return self.unit if self.own is None else self.own


class DedicateKeys(Keys):
    """A real device that the user has alone."""
    unit: Unit = Field(description="its address in this machine")
    real: Unit = Field(description="the real device")


STANDARD = {"00C": {"type": "2540R"}, "00D": {"type": "2540P"}, "00E": {"type": "1403"},
            "0FF": {"type": "TIMER"}}


class User(Keys):
    """The keys of a user's file.

    userid is the file's name.  Addresses are ints, sizes bytes.  `house` is the system's
    configuration: `profile`, `mips`, `quotas` and `granted` look there for what is not said here.
    """
    userid: Userid = Field(exclude=True)
    password: Annotated[str, BeforeValidator(logon_password_of)] = Field(
        NOLOG, description="stored form made by `cpcms user passwd`; `NOLOG`: cannot log on")
    local: bool = Field(False, description="logs on from this host only")
    classes: Annotated[str, BeforeValidator(privileges_of)] = Field(
        "G", description="privilege classes, letters A to H")
    functions: Annotated[list[SystemName], BeforeValidator(one_or_more)] = Field(
        [], description="sets of console functions granted besides, by their names in system.yaml")
    storage: Storage = Field(256 << 10, description="storage at logon, a multiple of 4K from 8K to 16M")
    maximum: Storage = Field(1 << 20, description="the most that DEFINE STORAGE gives")
    share: int = Field(100, ge=1, le=10_000, description="share of the processor, against others' "
                       "shares")
    priority: int = Field(64, ge=0, le=99, description="0 (first) to 99: who goes first in a queue")
    own_profile: Profile | None = Field(None, alias="profile", description="1968, 1972 or modern; "
                                        "absent: as in system.yaml")
    account: Words = Field("", max_length=8, description="account number in accounting records; "
                           "absent: the userid")
    distribution: Words = Field("", max_length=8, description="distribution code on printed output; "
                                "absent: the userid")
    options: Annotated[list[Annotated[str, BeforeValidator(option_of)]],
                       BeforeValidator(one_or_more)] = Field([], description="see below")
    own_mips: float | None = Field(None, gt=0, le=1e6, alias="mips", description="instructions in a "
                                   "microsecond of virtual CPU time; absent: as in system.yaml")
    spool: SpoolKeys = Field(SpoolKeys(), description="spool limits; absent: as in system.yaml")
    ipl: IplKeys | None = Field(None, description="what is loaded at logon")
    console: ConsoleKeys = Field(ConsoleKeys(), description="the console")
    devices: dict[Unit, DeviceKeys] = Field({}, description="devices other than disks; absent: 00C "
                                            "reader, 00D punch, 00E printer, 0FF timer")
    disks: dict[Unit, DiskKeys] = Field({}, description="minidisks")
    temporary_disks: dict[Unit, TemporaryKeys] = Field(
        {}, alias="temporary disks", description="disks from logon to logoff")
    links: list[LinkKeys] = Field([], description="minidisks of others, linked at logon")
    dedicate: list[DedicateKeys] = Field([], description="real devices the user has alone")
    _house: Configuration | None = PrivateAttr(None)

    @model_validator(mode="before")
    @classmethod
    def _standard(cls, data):
        if isinstance(data, dict) and "devices" not in data:
            data = data | {"devices": STANDARD}
        return data

    @field_validator("options", "functions")
    @classmethod
    def _once(cls, names):
        return sorted(set(names))

    @model_validator(mode="after")
    def _sizes(self):
        if self.maximum < self.storage:
            if "maximum" in self.model_fields_set:
                raise ValueError(f"maximum {storage_text(self.maximum)} is less than storage "
                                 f"{storage_text(self.storage)}")
            self.maximum = self.storage
        return self

    @property
    def profile(self) -> str:
        """1968, 1972 or modern."""
        return self.own_profile or (self._house.profile if self._house else "modern")

    @property
    def mips(self) -> float:
        """Instructions in a microsecond of virtual CPU time."""
        return self.own_mips or (self._house.mips if self._house else 1.0)

    @property
    def granted(self) -> frozenset[str]:
        """Console functions granted by the user's sets, as "FORCE" or "QUERY NAMES"."""
        return self._house.granted(self.functions) if self._house else frozenset()

    @property
    def quotas(self) -> Quotas:
        """Spool limits, none of them absent."""
        usual = self._house.quotas if self._house else Quotas()
        own = self.spool.model_dump(exclude_none=True)
        return usual.model_copy(update={name: getattr(self.spool, name) for name in own})

    @property
    def nolog(self) -> bool:
        """Nobody can log on to this userid."""
        return self.password == NOLOG

    def password_fits(self, password: str) -> bool:
        """Whether this is the password (some 50 ms)."""
        return verify(password, self.password)

    @property
    def model(self) -> str | None:
        """The model of the machine: "67" with translation, None without it."""
        return "67" if "MODEL67" in self.options else None


def addresses(data: dict) -> list[tuple[str, tuple]]:
    """(address as written in capitals, place in the file) of every device of a user's raw data."""
    found = []

    def one(value, place: tuple) -> None:
        if isinstance(value, str):
            found.append((value.strip().upper(), place))

    console = data.get("console")
    one(console.get("unit", "009") if isinstance(console, dict) else "009", ("console",))
    for key in ("devices", "disks", "temporary disks"):
        given = data.get(key) if key in data else (STANDARD if key == "devices" else None)
        for unit in given if isinstance(given, dict) else ():
            one(unit, (key, unit))
    for key, name in (("links", "as"), ("dedicate", "unit")):
        given = data.get(key)
        for at, row in enumerate(given if isinstance(given, list) else ()):
            if isinstance(row, dict):
                one(row.get(name, row.get("unit")), (key, at))
    return found


def mistakes_in(data: dict) -> list[tuple[tuple, str]]:
    """(place, what) of every mistake in a user's keys, `userid` among them."""
    try:
        User.model_validate(data)
        return []
    except ValidationError as error:
        found = []
        for one in error.errors():
            place = tuple(part for part in one["loc"] if part != "[key]")
            name, text = ".".join(map(str, place)), complaint(one, User, place)
            found.append((place, f"{name}: {text}" if name else text))
        return found


def user_of(data: dict) -> User:
    """A user from keys as they stand in a file, `userid` among them; ConfigError with a line for every
    mistake."""
    wrong = mistakes_in(data)
    if wrong:
        raise ConfigError("\n".join(text for _, text in wrong))
    return User.model_validate(data)
