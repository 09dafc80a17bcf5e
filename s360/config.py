"""Machine descriptions: a System/360 in a YAML file.

Called by `cpcms ipl` and by whoever wants a `Machine` from a file; docs/operator.md describes the
keys.  Files named in the description are relative to its folder.  A Hercules configuration
(`.cnf`, `.conf`) is read by s360/hercules_config.py into the same `MachineConfig`.

    machine: {model: 65, storage: 256K}
    devices:
      - {unit: 009, type: 1052}
      - {unit: 00C, type: 2540R, deck: hello.deck}
    ipl: 00C

Not implemented: a second CPU, several consoles with an operator each.
"""
from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Union

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from s360.devices import catalog
from s360.errors import ConfigError, S360Error, did_you_mean
from s360.isa import FEATURES
from s360.marked_yaml import MarkedFile
from s360.models import EVERYTHING, MODELS, storage_size

HERCULES_SUFFIXES = (".cnf", ".conf")
#: device options that name a file of the host
FILE_OPTIONS = ("deck", "punch", "file", "tape", "volume")
#: device options that only a program can give
PROGRAM_OPTIONS = ("output",)


def parse_unit(text) -> int:
    """A device address: hexadecimal text such as "00C" or "190"; ValueError with a remedy."""
    word = str(text).strip()
    try:
        unit = int(word, 16)
    except ValueError:
        raise ValueError(f"{word!r} is no device address; write three hexadecimal digits, "
                         "such as 00C") from None
    if not 0 <= unit <= 0x6FF or not word.isalnum():
        raise ValueError(f"device address {word}: channels are 0 to 6 (000 to 6FF)")
    return unit


def one_or_more(value):
    """A single value where a list may stand."""
    return value if isinstance(value, (list, dict)) else [value]


def reel_format(value):
    """`create` of a tape: the format of the new reel, or whether one is made."""
    word = str(value).lower()
    if word in ("aws", "het", "tap"):
        return word
    if word in ("yes", "on", "true", "1"):
        return True
    if word in ("no", "off", "false", "0"):
        return False
    raise ValueError(f"{value!r} must be yes, no, aws, het or tap")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=False)


class MachineKeys(Strict):
    """The `machine:` part.

    storage:    "256K", "1M"; None: what was usual for the model
    model:      preset of features; None: every feature
    features:   changes to the model's: "-decimal" leaves out, "extended" or "+extended" puts in
    mips:       instructions in a microsecond of virtual CPU time
    clock:      "host" or "virtual"; None: host at a terminal, virtual in a script
    speed:      "fast" or "authentic"
    io_delay:   instructions an I/O operation takes at least
    timer:      the interval timer at location 80 runs
    durability: what a completed write survives: a kill of the process, or a power failure
    """
    storage: str | None = None
    model: str | None = None
    features: Annotated[list[str], BeforeValidator(one_or_more)] = []
    mips: float = Field(1.0, gt=0, le=1e6)
    clock: Literal["host", "virtual"] | None = None
    speed: Literal["fast", "authentic"] = "fast"
    io_delay: int = Field(100, ge=1, le=10_000_000)
    timer: bool = True
    durability: Literal["process", "power"] = "process"

    @field_validator("storage")
    @classmethod
    def _size(cls, value):
        return value if value is None else str(_said(storage_size, value))

    @field_validator("model")
    @classmethod
    def _model(cls, value):
        if value is not None and value not in MODELS:
            raise ValueError(f"{value!r} is not known{did_you_mean(value, MODELS)} "
                             f"(there are {', '.join(MODELS)})")
        return value

    @field_validator("features")
    @classmethod
    def _features(cls, value):
        for name in value:
            if name.lstrip("+-") not in FEATURES:
                raise ValueError(f"feature {name!r} is not known"
                                 f"{did_you_mean(name.lstrip('+-'), FEATURES)} (there are "
                                 f"{', '.join(FEATURES)})")
        return value

    def options(self, clock: str) -> dict:
        """What `Machine` is called with; `clock` where the description leaves it open."""
        own, usual = EVERYTHING, "256K"
        if self.model is not None:
            own, _, usual = MODELS[self.model]
        out = {name[1:] for name in self.features if name.startswith("-")}
        names = {*own, *(n.lstrip("+") for n in self.features if not n.startswith("-"))} - out
        size = int(self.storage) if self.storage else storage_size(usual)
        return dict(storage=size, model=self.model, features=sorted(names), timer=self.timer,
                    mips=self.mips, clock=self.clock or clock, speed=self.speed,
                    io_delay=self.io_delay)


def _said(function, value):
    """`function(value)`, its ConfigError as the ValueError that pydantic expects."""
    try:
        return function(value)
    except ConfigError as error:
        raise ValueError(str(error)) from None


class DeviceKeys(BaseModel):
    """A device: its options are those of its type (s360.devices.catalog); these have a form other
    than text."""
    model_config = ConfigDict(extra="allow")
    type: str
    deck: Union[str, list[str], None] = None
    eof: bool | None = None
    multifile: bool | None = None
    carriage: dict[int, Annotated[list[int], BeforeValidator(one_or_more)]] | None = None
    length: int | None = Field(None, ge=1, le=500)
    width: int | None = Field(None, ge=1, le=144)
    ucs: bool | None = None
    ring: bool | None = None
    create: Annotated[Union[bool, str, None], BeforeValidator(reel_format)] = None
    tracks: Literal["9", "7", 9, 7] | None = None
    reel: int | None = Field(None, ge=0)
    write: bool | None = None
    fold: bool | None = None


class TopKeys(Strict):
    """The keys of the whole file; `devices` is looked at by itself."""
    machine: MachineKeys = MachineKeys()
    devices: Union[list, dict] = []
    ipl: str | None = None
    commands: Annotated[list[str], BeforeValidator(one_or_more)] = []

    @field_validator("ipl")
    @classmethod
    def _ipl(cls, value):
        if value is not None:
            parse_unit(value)
        return value


@dataclass
class DeviceConfig:
    """A device to attach; `where` is its place in the description, "file:line:column"."""
    unit: int
    type: str
    options: dict = field(default_factory=dict)
    where: str = ""


@dataclass
class MachineConfig:
    """A described machine.

    notes: lines for the operator (what of a foreign description has no effect here)
    """
    path: str
    machine: MachineKeys
    devices: list[DeviceConfig]
    ipl: int | None = None
    commands: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def build(self, clock: str = "virtual"):
        """The `Machine`, devices attached and media opened; ConfigError with a line for each
        device that could not be."""
        from s360.machine import Machine
        machine = Machine(**self.machine.options(clock))
        errors = []
        for device in self.devices:
            try:
                machine.attach(device.unit, device.type,
                               **opened(device, self.machine.durability))
            except S360Error as error:
                errors.append(f"{device.where} {device.unit:03X} {device.type}: {error}")
        if errors:
            machine.close()
            raise ConfigError("\n".join(errors))
        return machine


def opened(device: DeviceConfig, durability: str) -> dict:
    """The options, with media opened here where they must survive a power failure."""
    options = dict(device.options)
    if durability == "power" and "volume" in options:
        from s360.media.ckd import open_volume
        options["volume"] = open_volume(options["volume"], write=options.pop("write", True),
                                        durability=durability)
    if durability == "power" and "tape" in options and options.get("ring"):
        from s360.media.tape import open_tape
        create = "aws" if options.pop("create", False) else None
        options["tape"] = open_tape(options["tape"], write=True, create=create,
                                    durability=durability)
    return options


def load(path) -> MachineConfig:
    """The machine described in a YAML file or a Hercules configuration; ConfigError holds a line
    for every mistake."""
    if str(path).lower().endswith(HERCULES_SUFFIXES):
        from s360.hercules_config import load as load_hercules
        return load_hercules(path)
    return read(MarkedFile(path))


def read(marked: MarkedFile) -> MachineConfig:
    """The machine in a YAML file that has been read."""
    if not isinstance(marked.data, dict):
        raise ConfigError(f"{marked.name}: must be a mapping with the keys "
                          f"{', '.join(TopKeys.model_fields)}")
    top = marked.validated(TopKeys, marked.data)
    taken: dict[int, str] = {}
    devices = read_devices(marked, marked.data.get("devices") or [], taken)
    ipl = None
    if "ipl" in marked.data and not any(text.startswith("ipl:") for _, text in marked.errors):
        ipl = parse_unit(marked.data["ipl"])
        if ipl not in taken:
            marked.wrong(("ipl",), f"there is no device {ipl:03X} to load from")
    if marked.errors:                     # else `build` tells of the media, and opens them
        note_missing_media(marked, devices)
    marked.stop_if_wrong()
    return MachineConfig(marked.path, top.machine, devices, ipl, top.commands)


def note_missing_media(marked: MarkedFile, devices: list[DeviceConfig]) -> None:
    """Tell of media that are not there together with the other mistakes."""
    for device in devices:
        for name in ("volume", "tape", "deck"):
            given = device.options.get(name, [])
            if (name == "deck" and device.type == "2540P" or device.options.get("create")):
                continue                  # written, not read
            for path in [given] if isinstance(given, str) else given:
                if not os.path.exists(path):
                    line, column = device.where.split(":")[-2:]
                    marked.errors.append(((int(line), int(column)),
                                          f"{device.unit:03X} {device.type}: {path}: "
                                          "No such file or directory"))


def read_devices(marked: MarkedFile, given, taken: dict[int, str]) -> list[DeviceConfig]:
    """The devices, from a list of mappings with `unit`, or a mapping unit -> device; `taken`
    gets every address that is given, and where."""
    devices: list[DeviceConfig] = []
    if isinstance(given, dict):
        entries = [(("devices", unit), unit, keys) for unit, keys in given.items()]
    elif isinstance(given, list):
        entries = [(("devices", at), None, keys) for at, keys in enumerate(given)]
    else:
        return devices                    # the model of the whole file has told it
    for path, unit, keys in entries:
        if isinstance(keys, str) and unit is not None:
            keys = {"type": keys}
        if not isinstance(keys, dict):
            marked.wrong(path, "must be a mapping with 'unit' and 'type'")
            continue
        device = read_device(marked, path, unit, dict(keys), taken)
        if device is not None:
            devices.append(device)
    return devices


def read_device(marked: MarkedFile, path: tuple, unit, keys: dict,
                taken: dict[int, str]) -> DeviceConfig | None:
    """One device; None after noting what is wrong."""
    own_unit = keys.pop("unit", None)
    before = len(marked.errors)
    if unit is not None and own_unit is not None:
        marked.wrong(path + ("unit",), "the address is the key already")
    address = number = unit if unit is not None else own_unit
    if address is None:
        marked.wrong(path + ("unit",), "is missing")
    else:
        try:
            number = parse_unit(address)
        except ValueError as error:
            marked.wrong(path if unit is not None else path + ("unit",), str(error))
        else:
            line, column = marked.marks[path]
            where = f"{marked.name}:{line}:{column}"
            if taken.setdefault(number, where) != where:
                marked.wrong(path, f"device {number:03X} is here twice, first at {taken[number]}")
    kind = catalog.TYPES.get(str(keys.get("type", "")).upper())
    if "type" in keys and kind is None:
        marked.wrong(path + ("type",), f"unknown device type {keys['type']!r}"
                     + did_you_mean(str(keys["type"]).upper(), catalog.TYPES))
        return None
    known = [*allowed(kind), "type"] if kind else []
    if kind and catalog.medium_option(kind) and "file" not in known:
        known.append("file")
    for name in [name for name in keys if kind and name not in known]:
        marked.wrong(path + (name,), "unknown key" + did_you_mean(name, ["unit", *known])
                     + f" (a {keys['type']} has: {', '.join(known)})")
        keys.pop(name)
    if kind is None:                      # then a word near to 'type' is the likely mistake
        for name in keys:
            if did_you_mean(name, ["type"]):
                marked.wrong(path + (name,), "unknown key" + did_you_mean(name, ["type"]))
                return None
    made = marked.validated(DeviceKeys, keys, path)
    if made is None or len(marked.errors) > before:
        return None
    return DeviceConfig(number, made.type.upper(), device_options(made, marked.path), where)


def allowed(kind: catalog.Kind) -> list[str]:
    """The options of a device type that a description can give."""
    return [name for name in kind.options if name not in PROGRAM_OPTIONS]


def device_options(made: DeviceKeys, described_in: str) -> dict:
    """What `Machine.attach` is given: options that are set, file names made whole."""
    options = {name: value for name, value in made.model_dump().items()
               if value is not None and name != "type"}
    if "tracks" in options:
        options["tracks"] = int(options["tracks"])
    for name in FILE_OPTIONS:
        if name in options:
            options[name] = beside(options[name], described_in)
    return options


def beside(name, described_in):
    """A file name (or a list of them) relative to the folder of the description."""
    if isinstance(name, list):
        return [beside(one, described_in) for one in name]
    folder = Path(described_in).resolve().parent
    return os.fspath(folder / os.path.expanduser(name))
