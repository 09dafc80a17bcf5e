"""Machine descriptions of Hercules: its configuration file, read into a `MachineConfig`.

Called by s360/config.py for files named `.cnf` or `.conf`.

Understood: MAINSIZE; device statements `addresses type file options` with addresses as 00C, 0200.3,
280-28F, 2C0,2C2 and all three mixed; $(NAME) from DEFSYM or the environment, $(CUU) and $(CCUU) in
either case, ${NAME:=value} from the environment; INCLUDE and IGNORE INCLUDE_ERRORS; comments from
`#` or `*`.  A `.rc` file beside the configuration (same name, else hercules.rc) holds commands to be
given at the start.  Types of later machines are taken as the ones they replaced (3505 as 2540R).
Every statement and option that has no effect here is named with its line in `notes`; what cannot
be read at all is an error.

Source: the Hercules configuration file as its own manual describes it.
Not implemented: sockets as readers and printers, @list files of tapes, remote disks.
"""
from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from s360.config import DeviceConfig, MachineConfig, MachineKeys
from s360.devices import catalog
from s360.errors import ConfigError, did_you_mean
from s360.marked_yaml import read_text

#: what a device of a later machine becomes here
REPLACED = {"3505": "2540R", "3525": "2540P", "3211": "1403", "3203": "1403",
            "3410": "2400", "3420": "2400", "1052-C": "1052", "3215-C": "3215", "3088": "CTCA"}
#: device types of Hercules that have no counterpart here
ABSENT = {"3270", "3287", "SYSG", "3422", "3430", "3480", "3490", "3590", "8809", "9347", "CTCT",
          "CTCE", "CTCI", "LCS", "3310", "3370", "9332", "9335", "9336", "0671", "3375", "3380",
          "3390", "9345", "2703", "HCHAN", "QETH", "TELE2", "COMMADPT", "CTCN", "CTCI-W32", "VMNET"}
#: system parameters that mean something only to Hercules; each use is noted
FOREIGN = """ARCHMODE ARCHLVL ALRF ASN_AND_LX_REUSE AUTOMOUNT AUTO_SCSI_MOUNT CAPPING CCKD CMPSCPAD
CNSLPORT CODEPAGE CONKPALV CPUIDFMT CPUMODEL CPUPRIO CPUSERIAL CPUVERID DEFSTORE DEVPRIO DEVTMAX
DIAG8CMD DYNDEV ECPSVM ENGINES FACILITY HERCLOGO HERCPRIO HTTP HTTPPORT HTTPROOT IODELAY LDMOD
LEGACYSENSEID LOADPARM LOGOPT LPARNAME LPARNUM MANUFACTURER MAXCPU MODEL MODPATH MOUNTED_TAPE_REINIT
MSGLEVEL NETDEV NUMCPU NUMVEC OSTAILOR PANOPT PANRATE PANTITLE PGMPRDOS PLANT SCSIMOUNT SHCMDOPT
SHRDPORT SRVPRIO SYSEPOCH TIMERINT TODDRAG TODPRIO TRACEFILE TRACEOPT TZOFFSET XPNDSIZE
YROFFSET""".split()
MODEL = "65"                  # nearest to the System/370 without translation that it describes
DEEPEST = 8                   # INCLUDE in INCLUDE
MOST_DEVICES = 1024
MOST_LINES = 20_000           # statements, those of all files included counted
MOST_TOLD = 40                # mistakes told at once

_DEVICE = re.compile(r"[0-9A-F]{1,4}([.,\-:][0-9A-F.,\-:]+)?$", re.IGNORECASE)
_SYMBOL = re.compile(r"(\$*)\$\((\w+)\)")
_ENVIRONMENT = re.compile(r"\$\{(\w+)(?::?=([^}]*))?\}")


def load(path) -> MachineConfig:
    """The machine in a Hercules configuration; ConfigError holds a line for each mistake."""
    reader = Reader(Path(path))
    reader.read(Path(path), 1)
    if reader.errors:
        told = reader.errors[:MOST_TOLD]
        if len(reader.errors) > MOST_TOLD:
            told[-1] += f" (and {len(reader.errors) - MOST_TOLD} mistakes more)"
        raise ConfigError("\n".join(told))
    commands = []
    for name in (Path(path).with_suffix(".rc"), Path(path).with_name("hercules.rc")):
        if name.is_file():
            commands = [f"do {shlex.quote(os.fspath(name))}"]
            break
    keys = MachineKeys(model=MODEL, features=["extended"], storage=str(reader.storage or 2 << 20))
    return MachineConfig(os.fspath(path), keys, list(reader.devices.values()), None, commands,
                         reader.notes)


class Reader:
    """Reads the statements of one configuration and of those it includes."""

    def __init__(self, path: Path):
        self.folder = path.resolve().parent
        self.symbols: dict[str, str] = {}
        self.devices: dict[int, DeviceConfig] = {}
        self.errors: list[str] = []
        self.notes: list[str] = []
        self.storage = self.lines = 0
        self.ignore_missing = False
        self.where = ""

    def wrong(self, text: str) -> None:
        self.errors.append(f"{self.where} {text}")

    def note(self, text: str) -> None:
        self.notes.append(f"{self.where} {text}")

    def read(self, path: Path, depth: int) -> None:
        """All statements of a file."""
        for number, line in enumerate(read_text(path).splitlines(), 1):
            self.where = f"{path.name}:{number}"
            self.lines += 1
            if self.lines > MOST_LINES:
                raise ConfigError(f"{self.where} is line {self.lines} of all files read; "
                                  "this is no description")
            text = line.strip()
            if not text or text[0] in "#*":
                continue
            head, _, rest = text.partition(" ") if "\t" not in text else _parted(text)
            if _DEVICE.match(head) and head.upper() not in FOREIGN:
                self.device(head, rest.strip())
            else:
                self.parameter(head.upper(), self.words(rest, {}), depth)

    def words(self, text: str, extra: dict) -> list[str]:
        """The blank-separated words with symbols put in; quotes hold words together."""
        text = self.substituted(text, extra)
        lexer = shlex.shlex(text, posix=True)
        lexer.whitespace_split, lexer.commenters, lexer.escape = True, "#", ""
        try:
            return list(lexer)
        except ValueError as error:
            self.wrong(f"quotes: {str(error).lower()}")
            return []

    def substituted(self, text: str, extra: dict) -> str:
        """Symbols replaced: $(NAME) by DEFSYM, `extra` or the environment; $$( stays $(."""
        def symbol(found):
            if found[1]:
                return found[1][1:] + "$(" + found[2] + ")"
            for table in (extra, self.symbols, os.environ):
                if found[2] in table:
                    return table[found[2]]
            self.note(f"symbol {found[2]} is not defined; an empty text stands for it")
            return ""

        def environment(found):
            return os.environ.get(found[1], found[2] or "")

        return _SYMBOL.sub(symbol, _ENVIRONMENT.sub(environment, text))

    # -- system parameters

    def parameter(self, name: str, words: list[str], depth: int) -> None:
        """One statement that is no device."""
        if name == "MAINSIZE":
            self.mainsize(words)
        elif name == "DEFSYM" and words:
            self.symbols[words[0]] = words[1] if len(words) > 1 else ""
        elif name == "IGNORE" and [word.upper() for word in words] == ["INCLUDE_ERRORS"]:
            self.ignore_missing = True
        elif name == "INCLUDE" and len(words) == 1:
            self.include(words[0], depth)
        elif name == "ARCHMODE" and words and words[0].upper() not in ("S/370", "S/360"):
            self.note(f"ARCHMODE {words[0]}: this machine is a System/360; programs for {words[0]} "
                      "will not run")
        elif name in FOREIGN:
            self.note(f"{name}: has no effect here")
        else:
            self.wrong(f"{name}: unknown statement"
                       + did_you_mean(name, [*FOREIGN, "MAINSIZE", "INCLUDE", "DEFSYM"]))

    def mainsize(self, words: list[str]) -> None:
        found = re.fullmatch(r"(\d+)([KM]?)", words[0].upper()) if len(words) == 1 else None
        if not found:
            self.wrong("MAINSIZE: write the size in megabytes, such as MAINSIZE 2")
            return
        size = int(found[1]) << (10 if found[2] == "K" else 20)
        if size > 1 << 24:
            self.note(f"MAINSIZE {words[0]}: a System/360 has at most 16M; 16M are taken")
            size = 1 << 24
        if size < 2048 or size % 2048:
            self.wrong(f"MAINSIZE {words[0]}: must be a multiple of 2K")
        self.storage = size

    def include(self, name: str, depth: int) -> None:
        path = self.folder / name
        here = self.where
        if not path.is_file() and self.ignore_missing:
            self.note(f"INCLUDE {name}: there is no such file")
        elif depth >= DEEPEST:
            self.wrong(f"INCLUDE {name}: more than {DEEPEST} files in each other")
        else:
            try:
                self.read(path, depth + 1)
            except ConfigError as error:
                self.where = here
                self.wrong(f"INCLUDE {name}: {error}")
        self.where = here

    # -- devices

    def device(self, addresses: str, rest: str) -> None:
        """A device statement: one or more devices of the same kind."""
        try:
            units = unit_addresses(addresses)
        except ValueError as error:
            self.wrong(str(error))
            return
        for unit in units:
            names = {"CUU": f"{unit:03X}", "CCUU": f"{unit:04X}",
                     "cuu": f"{unit:03x}", "ccuu": f"{unit:04x}"}
            words = self.words(rest, names)
            if not words:
                self.wrong(f"{addresses}: the device type is missing")
                return
            if not self.one_device(unit, words[0].upper(), words[1:]):
                return

    def one_device(self, unit: int, type: str, words: list[str]) -> bool:
        """False: the same would be said of the other devices of the statement."""
        if type in ABSENT:
            self.note(f"{unit:03X} {type}: this machine has no {type}; no device is attached")
            return False
        ours = REPLACED.get(type, type)
        kind = catalog.TYPES.get(ours)
        if kind is None:
            self.wrong(f"{unit:03X}: unknown device type {type}"
                       + did_you_mean(type, [*catalog.TYPES, *REPLACED, *ABSENT]))
            return False
        if unit > 0x6FF:
            self.note(f"{unit:03X} {type}: channels are 0 to 6; no device is attached")
            return False
        if unit in self.devices:
            self.wrong(f"{unit:03X}: is here already, at {self.devices[unit].where}")
            return True
        if ours not in (type, type.removesuffix("-C")):
            self.note(f"{unit:03X} {type}: taken as a {ours}")
        options = {"deck": self.reader if kind.name == "CardReader" else self.punch,
                   "file": self.printer, "tape": self.tape, "volume": self.disk}
        main = next((options[name] for name in kind.options if name in options), self.no_medium)
        self.devices[unit] = DeviceConfig(unit, ours, main(f"{unit:03X}", words), self.where)
        return True

    def place(self, name: str) -> str:
        """A file name of the configuration, relative to its folder."""
        return os.fspath(self.folder / os.path.expanduser(name))

    def left_over(self, unit: str, words: list[str]) -> None:
        for word in words:
            self.note(f"{unit} option {word}: has no effect here")

    def no_medium(self, unit: str, words: list[str]) -> dict:
        self.left_over(unit, [word for word in words if word not in "/*"])
        return {}

    def reader(self, unit: str, words: list[str]) -> dict:
        options: dict = {}
        files, other = [], []
        for word in words:
            low = word.lower()
            if low in ("eof", "intrq"):
                options["eof"] = low == "eof"
            elif low in ("ascii", "ebcdic"):
                options["form"] = "text" if low == "ascii" else "ebcdic"
            elif low == "multifile":
                options["multifile"] = True
            elif low in ("trunc", "autopad") or low == "sockdev":
                other.append(word)
            elif word != "*":
                files.append(self.place(word))
        if "sockdev" in [word.lower() for word in other]:
            files = []
        if files:
            options["deck"] = files if len(files) > 1 else files[0]
        self.left_over(unit, other)
        return options

    def output_file(self, unit: str, words: list[str], known: dict) -> dict:
        """A printer's or punch's file and the options that have a meaning here."""
        if not words:
            self.wrong(f"{unit}: the file is missing")
            return {}
        if words[0].startswith("|") or "sockdev" in [word.lower() for word in words]:
            self.note(f"{unit} {words[0]}: output goes to files only; the device is not ready")
            return {}
        options = {"file": self.place(words[0])}
        other = []
        for word in words[1:]:
            name, _, value = word.lower().partition("=")
            if name in known:
                options |= known[name](value)
            else:
                other.append(word)
        self.left_over(unit, other)
        return options

    def punch(self, unit: str, words: list[str]) -> dict:
        options = self.output_file(unit, words, {"ascii": lambda _: {"form": "text"},
                                                 "ebcdic": lambda _: {"form": "ebcdic"}})
        if "file" in options:
            options["deck"] = options.pop("file")
            options.setdefault("form", "ebcdic")
        return options

    def printer(self, unit: str, words: list[str]) -> dict:
        return self.output_file(unit, words, {
            "lpp": lambda value: {"length": self.number(unit, "lpp", value, 66)},
            "fcb": lambda value: {"carriage": self.carriage(unit, value)}})

    def number(self, unit: str, name: str, value: str, instead: int) -> int:
        if value.isdigit() and 1 <= int(value) <= 500:
            return int(value)
        self.wrong(f"{unit} {name}={value}: must be a number from 1 to 500")
        return instead

    def carriage(self, unit: str, value: str) -> dict:
        """fcb=line,line,... for channels 1 to 12, or fcb=line:channel,..."""
        tape: dict[int, list[int]] = {}
        try:
            for at, word in enumerate(value.split(","), 1):
                line, _, channel = word.partition(":")
                if int(line):
                    tape.setdefault(int(channel or at), []).append(int(line))
        except ValueError:
            self.wrong(f"{unit} fcb={value}: must be numbers of lines for channels 1 to 12")
        return tape or {1: [1]}

    def tape(self, unit: str, words: list[str]) -> dict:
        if not words or words[0] == "*":
            self.left_over(unit, words[1:])
            return {}
        if words[0].startswith(("@", "/dev/", "\\\\.\\")):
            self.note(f"{unit} {words[0]}: only tape images can be mounted; the drive is empty")
            return {}
        protected = {"ro", "noring", "rdonly", "read-only"}
        ring = not protected & {word.lower().lstrip("-") for word in words[1:]}
        writable = {"rw", "ring"}
        self.left_over(unit, [word for word in words[1:]
                              if word.lower().lstrip("-") not in protected | writable])
        place = self.place(words[0])
        return {"tape": place, "ring": ring and (not os.path.exists(place)
                                                 or os.access(place, os.W_OK))}

    def disk(self, unit: str, words: list[str]) -> dict:
        if not words or words[0] == "*":
            return {}
        protected = {"ro", "readonly", "rdonly"}
        self.left_over(unit, [word for word in words[1:] if word.lower() not in protected])
        return {"volume": self.place(words[0]),
                "write": not protected & {word.lower() for word in words[1:]}}


def _parted(text: str) -> tuple[str, str, str]:
    """`text` at its first blank or tab."""
    head, *rest = text.split(None, 1)
    return head, " ", rest[0] if rest else ""


def unit_addresses(text: str) -> list[int]:
    """The addresses in "00C", "0200.3", "280-28F", "2C0,2C2", "0:0100,0110-011F"."""
    subsystem, _, rest = text.rpartition(":")
    if subsystem not in ("", "0"):
        raise ValueError(f"{text}: there is one channel set, 0")
    units: list[int] = []
    for part in rest.split(","):
        first, sign, last = re.fullmatch(r"([0-9A-Fa-f]*)([.\-]?)([0-9A-Fa-f]*)",
                                         part).groups() if _plain(part) else ("", "", "")
        try:
            begin = int(first, 16)
            if sign == "-":
                end = int(last, 16)
            else:
                end = begin + (int(last) if sign else 1) - 1
        except ValueError:
            raise ValueError(f"{text}: addresses are written 00C, 0200.3, 280-28F or "
                             "2C0,2C2") from None
        if end < begin or end - begin >= MOST_DEVICES or end > 0xFFFF:
            raise ValueError(f"{text}: from {begin:03X} to {end:03X} are no addresses")
        units += range(begin, end + 1)
    if len({unit >> 8 for unit in units}) > 1:
        raise ValueError(f"{text}: the devices of one statement are on one channel")
    return units


def _plain(part: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]+([.\-][0-9A-Fa-f]+)?", part) is not None
