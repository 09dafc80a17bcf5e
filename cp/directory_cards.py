"""A directory as card images, in VM/370's source form, and our entries: both ways.

Called by cp/directory_edit.py and cp/cli_user.py.  A card's columns 1-71 hold words between blanks;
72-80 are ignored (sequence numbers); `*` begins a comment card.  USER begins a user, the cards behind it
are his.  All mistakes are told with their lines, and then nothing is made.

What has no meaning here (DIRECTORY, editing characters, options of System/370) is left out and noted.
Passwords on cards are plain; they are stored hashed, so that cards made from entries say `*` in their
place, which on the way back means: as it is.

Source: GC20-1801 (Planning and System Generation Guide), the directory program.
Not implemented: 3270 screen colours, virtual machine groups, volumes dedicated by serial.
"""
from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Iterator

from cp.directory_schema import (CONSOLES, DEVICES, MODES, OPTIONS, SPOOLED, User, addresses,
                                 mistakes_in, storage_text)
from cp.passwords import NOLOG, stored
from s360.errors import ConfigError, did_you_mean
from s360.media.geometry import ALIASES, GEOMETRY

COLUMNS = 71
UNKNOWN = "*"
USUAL_STORAGE = "128K"
LINK_PASSWORDS = ("read-password", "write-password", "multi-password")
#: options of VM/370 that mean nothing on a System/360 or in this CP
IDLE_OPTIONS = ("AFFINITY", "BMX", "CPUID", "ECMODE", "ISAM", "STFIRST", "SVCOFF", "SVCACCL", "VMSAVE",
                "MAXCONN", "VMCF", "MIH", "370E", "CONCEAL")
#: device types of later machines, taken as those that they replaced
LATER = {"3505": "2540R", "2501": "2540R", "3525": "2540P", "3211": "1403", "3203": "1403",
         "3262": "1403", "3420": "2400", "3410": "2400", "2701": "LINE", "2702": "LINE", "2703": "LINE",
         "3704": "LINE", "3705": "LINE", "3138": "3270", "3148": "3270", "3158": "3270", "3066": "3270"}
LATER_CONSOLES = {"3066": "3270", "3277": "3270", "3278": "3270", "2741": "3215"}


@dataclass
class Card:
    """A card: its number in the file, the statement, its operands."""
    line: int
    statement: str
    words: list[str]


@dataclass
class Draft:
    """A user as the cards tell: line of the USER card; keys as in a file, passwords plain; lines of the
    cards that other keys came from."""
    line: int
    keys: dict
    lines: dict[tuple, int] = field(default_factory=dict)

    def came_from(self, line: int) -> None:
        """Whatever is new among the keys came from the card of this line."""
        for key, value in self.keys.items():
            inner = range(len(value)) if isinstance(value, list) else value
            for place in [(key,)] + [(key, one) for one in inner if not isinstance(value, str)]:
                self.lines.setdefault(place, line)

    def line_of(self, place: tuple) -> int:
        """The card that a place in the keys came from."""
        return self.lines.get(place[:2]) or self.lines.get(place[:1]) or self.line


class Mistake(Exception):
    """A card that cannot be used; the text says why."""


class Reader:
    """Turns cards into drafts.  errors and notes: (line, text)."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.errors: list[tuple[int, str]] = []
        self.notes: list[tuple[int, str]] = []

    def read(self, text: str) -> None:
        """All cards of a file."""
        for number, line in enumerate(text.splitlines(), 1):
            words = line[:COLUMNS].split()
            if not words or words[0].startswith("*"):
                continue
            self.card(Card(number, words[0].upper(), words[1:]))

    def card(self, card: Card) -> None:
        statement = STATEMENTS.get(card.statement)
        try:
            if statement is None:
                raise Mistake(f"{card.statement} is no statement{did_you_mean(card.statement, STATEMENTS)}"
                              f" (there are {', '.join(STATEMENTS)})")
            if card.statement not in ("USER", "DIRECTORY") and not self.drafts:
                raise Mistake(f"{card.statement} stands before the first USER card")
            statement(self, card, self.drafts[-1].keys if self.drafts else {})
            if self.drafts:
                self.drafts[-1].came_from(card.line)
        except Mistake as error:
            self.errors.append((card.line, str(error)))
        except IndexError:
            self.errors.append((card.line, f"{card.statement}: an operand is missing; the form is "
                                f"{FORMS[card.statement]}"))

    def note(self, card: Card, text: str) -> None:
        self.notes.append((card.line, text))

    # -- the statements, in the order of the manual

    def directory(self, card: Card, keys: dict) -> None:
        self.note(card, "DIRECTORY has no effect: the directory is not kept on a volume")

    def user(self, card: Card, _: dict) -> None:
        """USER userid password [storage [maximum [classes [priority [editing characters]]]]]"""
        words = card.words
        keys = {"userid": words[0], "devices": {}}
        self.drafts.append(Draft(card.line, keys))
        keys["password"] = words[1].upper()
        keys["storage"] = words[2] if len(words) > 2 else USUAL_STORAGE
        if len(words) > 3:
            keys["maximum"] = words[3]
        if len(words) > 4:
            keys["classes"] = words[4]
        if len(words) > 5:
            keys["priority"] = words[5]
        if len(words) > 6:
            self.note(card, "editing characters have no effect; TERMINAL sets them")

    def account(self, card: Card, keys: dict) -> None:
        keys["account"] = card.words[0]
        if len(card.words) > 1:
            keys["distribution"] = card.words[1]

    def option(self, card: Card, keys: dict) -> None:
        after_cpuid = False
        for word in map(str.upper, card.words):
            name = word.partition("=")[0]
            if word in OPTIONS:
                keys.setdefault("options", []).append(word)
            elif name in IDLE_OPTIONS or after_cpuid:
                self.note(card, f"OPTION {word} has no effect here")
            else:
                raise Mistake(f"OPTION {word} is not known{did_you_mean(word, OPTIONS)} "
                              f"(there are {', '.join(OPTIONS)})")
            after_cpuid = word in ("CPUID", "MAXCONN")

    def ipl(self, card: Card, keys: dict) -> None:
        name = card.words[0].upper()
        rest = card.words[1:]
        address = len(name) == 3 and all(c in "0123456789ABCDEF" for c in name) and name[0].isdigit()
        keys["ipl"] = {"device" if address else "system": name}
        if rest:
            if rest[0].upper() != "PARM" or len(rest) < 2:
                raise Mistake(f"IPL {name}: {rest[0]!r} must be PARM and its text")
            keys["ipl"]["parm"] = " ".join(rest[1:])

    def console(self, card: Card, keys: dict) -> None:
        type = card.words[1].upper()
        known = LATER_CONSOLES.get(type, type)
        if known not in CONSOLES:
            raise Mistake(f"{type} is no console{did_you_mean(type, CONSOLES)} "
                          f"(there are {', '.join(CONSOLES)})")
        if known != type:
            self.note(card, f"a {type} console is taken as a {known}")
        keys["console"] = {"unit": card.words[0], "type": known}
        if len(card.words) > 2:
            self.note(card, "class and second user of a console have no effect")

    def mdisk(self, card: Card, keys: dict) -> None:
        """MDISK unit type first cylinders volume [mode [read [write [multi]]]], or T-DISK cylinders"""
        unit, type = card.words[0].upper(), card.words[1].upper()
        type = ALIASES.get(type, type)
        if type not in GEOMETRY:
            raise Mistake(f"{type} is no disk type{did_you_mean(type, GEOMETRY)}; FB-512 disks have no "
                          "cylinders")
        if card.words[2].upper() == "T-DISK":
            self.enter(keys, "temporary disks", unit, {"type": type, "cylinders": card.words[3]})
            return
        disk = {"type": type, "first": card.words[2], "cylinders": card.words[3],
                "volume": card.words[4]}
        rest = card.words[5:]
        if rest:
            disk["mode"] = rest[0]
            if rest[0].upper() not in MODES and len(rest[0]) == 3 and rest[0][-1].upper() in "EV":
                disk["mode"] = rest[0][:-1]
                self.note(card, f"mode {rest[0]}: the suffix {rest[0][-1]} has no effect")
        disk |= zip(LINK_PASSWORDS, map(str.upper, rest[1:]))
        self.enter(keys, "disks", unit, disk)

    def link(self, card: Card, keys: dict) -> None:
        row = {"userid": card.words[0], "unit": card.words[1]}
        if len(card.words) > 2:
            row["as"] = card.words[2]
        if len(card.words) > 3:
            row["mode"] = card.words[3]
        keys.setdefault("links", []).append(row)

    def spool(self, card: Card, keys: dict) -> None:
        """SPOOL unit type [READER|PUNCH|PRINTER] [class]"""
        unit, type, rest = card.words[0], card.words[1].upper(), card.words[2:]
        kind = rest.pop(0).upper() if rest and len(rest[0]) > 1 else ""
        if type in ("2540", "2540R", "2540P", "1442"):
            letter = {"R": "R", "P": "P"}.get(kind[:1] or type[-1:])
            if letter is None or kind.startswith("PR"):
                raise Mistake(f"SPOOL {unit} {type}: say READER or PUNCH")
            known = "2540" + letter
        else:
            known = LATER.get(type, type)
        if known not in SPOOLED:
            raise Mistake(f"{type} is no spooled device{did_you_mean(type, SPOOLED)}")
        if known[:4] != type[:4]:
            self.note(card, f"a {type} is taken as a {known}")
        device = {"type": known}
        if rest:
            device["class"] = rest[0]
        self.enter(keys, "devices", unit, device)

    def dedicate(self, card: Card, keys: dict) -> None:
        rest = [word for word in card.words[1:] if word.upper() not in ("R/O", "3330V", "NETWORK")]
        if rest and rest[0].upper() == "VOLID":
            raise Mistake("a volume is dedicated by an MDISK card for all its cylinders, not by VOLID")
        keys.setdefault("dedicate", []).append(
            {"unit": card.words[0], "real": rest[0] if rest else card.words[0]})

    def special(self, card: Card, keys: dict) -> None:
        unit, type = card.words[0], card.words[1].upper()
        known = LATER.get(type, type)
        if known not in DEVICES or known in SPOOLED:
            raise Mistake(f"SPECIAL {unit} {type}: no such device{did_you_mean(type, DEVICES)}")
        if known != type:
            self.note(card, f"a {type} is taken as a {known}")
        self.enter(keys, "devices", unit, {"type": known})

    def enter(self, keys: dict, part: str, unit: str, made: dict) -> None:
        """A device that is not there yet."""
        unit = unit.upper()
        if unit in keys.setdefault(part, {}):
            raise Mistake(f"device {unit} is here twice")
        keys[part][unit] = made


STATEMENTS = {"DIRECTORY": Reader.directory, "USER": Reader.user, "ACCOUNT": Reader.account,
              "OPTION": Reader.option, "IPL": Reader.ipl, "CONSOLE": Reader.console,
              "MDISK": Reader.mdisk, "LINK": Reader.link, "SPOOL": Reader.spool,
              "DEDICATE": Reader.dedicate, "SPECIAL": Reader.special}
FORMS = {"USER": "USER userid password [storage [maximum [classes [priority]]]]",
         "ACCOUNT": "ACCOUNT number [distribution]", "OPTION": "OPTION name ...",
         "IPL": "IPL system|device [PARM text]", "CONSOLE": "CONSOLE unit type",
         "MDISK": "MDISK unit type first cylinders volume [mode [read [write [multi]]]], or "
                  "MDISK unit type T-DISK cylinders",
         "LINK": "LINK userid unit [as [mode]]", "SPOOL": "SPOOL unit type [READER|PUNCH] [class]",
         "DEDICATE": "DEDICATE unit [real]", "SPECIAL": "SPECIAL unit type"}
FORMS["DIRECTORY"] = "DIRECTORY ..."


def read_cards(text: str, name: str, overlap: bool = False) -> tuple[list[dict], list[str]]:
    """(users as the keys of their files, passwords hashed or `*`; notes); ConfigError with "NAME:line
    what" for every mistake.

    overlap: minidisks may lie over each other (whole packs for their keepers)
    """
    reader = Reader()
    reader.read(text)
    first: dict[str, int] = {}
    for draft in reader.drafts:
        check_draft(reader, draft)
        userid = draft.keys["userid"].upper()
        if first.setdefault(userid, draft.line) != draft.line:
            reader.errors.append((draft.line, f"{userid} is here twice, first in line {first[userid]}"))
        if overlap:
            for disk in draft.keys.get("disks", {}).values():
                disk["overlap"] = True
    if not reader.drafts and not reader.errors:
        reader.errors.append((1, "there is no USER card"))
    if reader.errors:
        raise ConfigError("\n".join(f"{name}:{line} {text}" for line, text in sorted(reader.errors)))
    try:
        hash_passwords([draft.keys for draft in reader.drafts])
    except ConfigError as error:
        raise ConfigError(f"{name}: {error}") from None
    return ([draft.keys for draft in reader.drafts],
            [f"{name}:{line} {text}" for line, text in sorted(reader.notes)])


def passwords_in(keys: dict) -> Iterator[tuple[dict, str]]:
    """Every (mapping, key) of a user's keys that holds a password."""
    if "password" in keys:
        yield keys, "password"
    for disk in keys.get("disks", {}).values():
        yield from ((disk, name) for name in LINK_PASSWORDS if name in disk)


def check_draft(reader: Reader, draft: Draft) -> None:
    """Note what is wrong with a user, passwords apart."""
    keys = copy.deepcopy(draft.keys)
    for place, name in passwords_in(keys):
        del place[name]
    taken: set[str] = set()
    for unit, place in addresses(keys):
        if unit in taken:
            reader.errors.append((draft.line_of(place), f"{keys['userid']}: device {unit} is here twice"))
        taken.add(unit)
    reader.errors += [(draft.line_of(place), f"{keys['userid']} {text}")
                      for place, text in mistakes_in(keys)]


def hash_passwords(users: list[dict]) -> None:
    """Put stored passwords in place of plain ones, on as many threads as help (each takes some 50 ms)."""
    places = [one for keys in users for one in passwords_in(keys)]
    words = sorted({place[name] for place, name in places} - {NOLOG, "ALL", UNKNOWN})
    with ThreadPoolExecutor() as pool:
        hashes = dict(zip(words, pool.map(stored, words)))
    for place, name in places:
        place[name] = hashes.get(place[name], place[name])


def keep_unknown(keys: dict, old: User | None) -> None:
    """Where the cards do not tell a password (`*`), take that of the entry there was; without one there
    is none."""
    for place, name in list(passwords_in(keys)):
        if place[name] != UNKNOWN:
            continue
        if place is keys:
            place[name] = old.password if old is not None else NOLOG
            continue
        unit = next(unit for unit, disk in keys["disks"].items() if disk is place)
        disk = old.disks.get(int(unit, 16)) if old is not None else None
        kept = getattr(disk, name.replace("-", "_"), None)
        if kept is None:
            del place[name]
        else:
            place[name] = kept


# -- entries to cards

def cards_of(users: list[User]) -> tuple[list[str], list[str]]:
    """(cards, notes about what cards cannot tell)"""
    cards, notes = ["* The user directory.  Password *: known to the system alone."], []
    for user in users:
        own = user_cards(user)
        cards += ["*", *own]
        notes += [f"{user.userid}: longer than a card: {card.strip()}" for card in own
                  if len(card) > COLUMNS]
        lost = [name for name, there in (("local", user.local), ("functions", user.functions),
                ("profile", user.own_profile), ("mips", user.own_mips), ("share", user.share != 100),
                ("write-password without read-password", any(
                    (disk.write_password or disk.multi_password) and not disk.read_password
                    for disk in user.disks.values())),
                ("spool", user.spool.model_dump(exclude_none=True))) if there]
        if lost:
            notes.append(f"{user.userid}: cards do not tell {', '.join(lost)}")
    return cards, notes


def user_cards(user: User) -> list[str]:
    """The cards of one user."""
    cards = [f"USER {user.userid} {card_password(user.password)} {storage_text(user.storage)} "
             f"{storage_text(user.maximum)} {user.classes} {user.priority}"]
    if user.account or user.distribution:
        cards.append(f" ACCOUNT {user.account or user.userid} {user.distribution}".rstrip())
    if user.options:
        cards.append(" OPTION " + " ".join(user.options))
    if user.ipl is not None:
        what = user.ipl.system or f"{user.ipl.device:03X}"
        cards.append(f" IPL {what}" + (f" PARM {user.ipl.parm}" if user.ipl.parm else ""))
    cards.append(f" CONSOLE {user.console.unit:03X} {user.console.type}")
    cards += [device_card(unit, device) for unit, device in sorted(user.devices.items())]
    cards += [f" DEDICATE {one.unit:03X} {one.real:03X}" for one in user.dedicate]
    cards += [f" LINK {one.userid} {one.unit:03X} {one.here:03X} {one.mode}" for one in user.links]
    for unit, disk in sorted(user.disks.items()):
        words = [card_password(one) for one in (disk.read_password, disk.write_password,
                                                disk.multi_password)]
        while words and words[-1] == NOLOG:
            words.pop()
        if NOLOG in words:
            words = words[:words.index(NOLOG)]
        cards.append(f" MDISK {unit:03X} {disk.type} {disk.first:03d} {disk.cylinders:03d} "
                     f"{disk.volume} {disk.mode} {' '.join(words)}".rstrip())
    cards += [f" MDISK {unit:03X} {disk.type} T-DISK {disk.cylinders:03d}"
              for unit, disk in sorted(user.temporary_disks.items())]
    return [card.rstrip() for card in cards]


def card_password(kept: str | None) -> str:
    """A password on a card: words with a meaning as they are, what is hashed as `*`."""
    return NOLOG if kept is None else kept if kept in (NOLOG, "ALL") else UNKNOWN


def device_card(unit: int, device) -> str:
    if device.type not in SPOOLED:
        type = "2702" if device.type == "LINE" else device.type
        return f" SPECIAL {unit:03X} {type}"
    form = {"2540R": "2540 READER", "2540P": "2540 PUNCH"}.get(device.type, device.type)
    return f" SPOOL {unit:03X} {form} {device.cls}"
