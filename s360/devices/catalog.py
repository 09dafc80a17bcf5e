"""The device types by IBM number: what `Machine.attach`, machine files and `cpcms attach` know.

`make("2540R", deck="hello.deck")` opens the medium and gives the device.  A medium given as a
path is opened here; anything else (a list of cards, an opened tape or volume) is used as it is.
`file` may stand for the option that names a device's medium.
"""
from __future__ import annotations

import importlib
import os
from typing import Callable, NamedTuple

from s360.devices.base import Device
from s360.errors import ConfigError, did_you_mean
from s360.media.geometry import ALIASES, GEOMETRY


class Kind(NamedTuple):
    """A device type: where its class is, which options it takes, what opens its media."""
    module: str
    name: str
    options: dict[str, str]
    build: Callable

    def load(self) -> type:
        """The class."""
        return getattr(importlib.import_module(self.module), self.name)


def is_path(medium) -> bool:
    return isinstance(medium, str) or hasattr(medium, "__fspath__")


def plain(cls, type: str, options: dict) -> Device:
    return cls(type=type, **options)


def adapter(cls, type: str, options: dict) -> Device:
    return cls()


def card_deck(deck, form):
    """Cards of a path, of several paths, or as they are."""
    from s360.media.cards import read_deck
    if deck is None:
        return None
    if is_path(deck):
        return read_deck(deck, *form)
    if deck and all(is_path(one) for one in deck):
        return [card for one in deck for card in read_deck(one, *form)]
    return list(deck)


def punched(deck, form):
    from s360.media.cards import DeckWriter
    return DeckWriter(deck, *form) if is_path(deck) else deck


def form_of(options: dict) -> tuple:
    """The form option as an argument list: nothing, so that the media's default holds."""
    form = options.pop("form", None)
    return () if form is None else (form,)


def card_reader(cls, type: str, options: dict) -> Device:
    form = form_of(options)
    deck = options.pop("deck", None)
    several = (options.get("multifile") and deck is not None and not is_path(deck)
               and all(is_path(one) for one in deck))
    reader = cls(None if several else card_deck(deck, form), type=type, **options)
    if several:
        for one in deck:
            reader.hopper.load(card_deck(one, form))
    return reader


def card_punch(cls, type: str, options: dict) -> Device:
    form = form_of(options)
    return cls(punched(options.pop("deck", None), form), **options)


def reader_punch(cls, type: str, options: dict) -> Device:
    form = form_of(options)
    return cls(card_deck(options.pop("deck", None), form),
               deck=punched(options.pop("punch", None), form), **options)


def printer(cls, type: str, options: dict) -> Device:
    from s360.media.listing import PrintFile
    paper = options.pop("file", None)
    return cls(PrintFile(paper) if is_path(paper) else paper, type=type, **options)


def tape(cls, type: str, options: dict) -> Device:
    from s360.media.tape import FORMATS, open_tape
    image = options.pop("tape", None)
    create = options.pop("create", None) or None
    ring = options.get("ring", False)
    if is_path(image):
        suffix = os.path.splitext(image)[1].lower()[1:]
        if create is True:
            create = suffix if suffix in FORMATS else "aws"
        image = open_tape(image, write=bool(ring), create=create)
    return cls(image, type=type, **{"ring": ring} | options)


def disk(cls, type: str, options: dict) -> Device:
    from s360.media.ckd import open_volume
    volume = options.pop("volume", None)
    write = options.pop("write", True)
    if is_path(volume):
        volume = open_volume(volume, write=write, type=ALIASES.get(type, type))
    return cls(volume, type=ALIASES.get(type, type))


def display(cls, type: str, options: dict) -> Device:
    models = DISPLAY_MODELS[type]
    model, port = (int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else value
                   for value in (options.get("model", 2), options.get("port")))
    if model not in models:
        raise ConfigError(f"a {type} is no model {model!r} (models: {', '.join(map(str, models))})")
    if port is not None and (not isinstance(port, int) or isinstance(port, bool) or not 0 <= port <= 65535):
        raise ConfigError(f"a {type} cannot be served at port {port!r} (0 to 65535)")
    host = options.get("host", "127.0.0.1")
    if not isinstance(host, str) or not host:
        raise ConfigError(f"{type}: host {host!r} is no address of this host")
    return cls(type=type, model=model, port=port, host=host)


#: models of the display stations: 12 by 40, 24 by 80, 32, 43 by 80, 27 by 132
DISPLAY_MODELS = {"3277": (1, 2), "3278": (2, 3, 4, 5), "3279": (2, 3, 4, 5)}
DISPLAY = {"model": "1 to 5, its size while no terminal is there (2)",
           "port": "port at which a 3270 client is served; 0: a free one",
           "host": "address of this host that is served (127.0.0.1)"}
CONSOLE = {"output": "called with the text that is typed",
           "fold": "lower case from the keyboard becomes upper case"}
READER = {"deck": "path of a card deck, list of paths, or list of cards",
          "form": "form of the deck file (see s360/media/cards.py)",
          "eof": "END OF FILE key on: unit exception after the last card (yes)",
          "multifile": "an end of file after each deck of a list (no)"}
PUNCH = {"deck": "path the punched cards are written to", "form": "form of the deck file"}
READER_PUNCH = {"deck": READER["deck"], "form": READER["form"], "eof": READER["eof"],
                "punch": "path the cards are written to as they leave the machine"}
PRINTER = {"file": "path the listing is written to",
           "carriage": "carriage tape, {channel: line or lines} ({1: 1})",
           "length": "lines of a form (66)", "width": "print positions (132; 1443: 144)",
           "chain": "AN, HN, PN, QN or TN: other characters print blank (all print)",
           "ucs": "universal character set feature (yes)"}
TAPE = {"tape": "path of a tape image, AWSTAPE or SIMH .tap",
        "ring": "write-enable ring in the reel (no)",
        "create": "make an empty reel if the file is not there: yes, aws, het or tap (no)",
        "tracks": "9 or 7 (9)", "reel": "feet to the end-of-tape marker (0: endless)"}
DISK = {"volume": "path of a CKD image", "write": "the pack may be written (yes)"}

TYPES: dict[str, Kind] = {}
for _type in ("1052", "3210", "3215"):
    TYPES[_type] = Kind("s360.devices.console", "Console", CONSOLE, plain)
for _type in ("2540R", "2501"):
    TYPES[_type] = Kind("s360.devices.card", "CardReader", READER, card_reader)
TYPES["2540P"] = Kind("s360.devices.card", "CardPunch", PUNCH, card_punch)
TYPES["1442"] = Kind("s360.devices.card", "ReaderPunch", READER_PUNCH, reader_punch)
for _type in ("1403", "1443"):
    TYPES[_type] = Kind("s360.devices.printer", "Printer", PRINTER, printer)
for _type in ("2400", "2401", "2402", "2403", "2404", "2415", "2420"):
    TYPES[_type] = Kind("s360.devices.tape", "Tape", TAPE, tape)
for _type in DISPLAY_MODELS:
    TYPES[_type] = Kind("s360.devices.display_device", "DisplayDevice", DISPLAY, display)
TYPES["CTCA"] = Kind("s360.devices.ctca", "Ctca", {}, adapter)
for _type in [*GEOMETRY, *ALIASES]:
    TYPES[_type] = Kind("s360.devices.dasd", "Dasd", DISK, disk)
for _type in ("2301", "2303"):
    TYPES[_type] = Kind("s360.devices.drum", "Drum", DISK, disk)


def medium_option(kind: Kind) -> str | None:
    """The option that names the medium of a device; None for one without."""
    return next((name for name in ("file", "deck", "tape", "volume") if name in kind.options), None)


def make(type: str, **options) -> Device:
    """A device of an IBM type with its media opened; ConfigError names what is wrong."""
    type = str(type).upper()
    kind = TYPES.get(type)
    if kind is None:
        raise ConfigError(f"unknown device type {type}{did_you_mean(type, TYPES)} "
                          f"(known: {', '.join(sorted(TYPES))})")
    medium = medium_option(kind)
    if "file" in options and medium and medium not in options:
        options[medium] = options.pop("file")          # `file` names the medium of any device
    for name in options:
        if name not in kind.options:
            raise ConfigError(f"a {type} has no option {name!r}{did_you_mean(name, kind.options)} "
                              f"(options: {', '.join(kind.options) or 'none'})")
        for value in options[name] if isinstance(options[name], list) else [options[name]]:
            if is_path(value) and "\0" in str(value):
                raise ConfigError(f"{type}: the file name {str(value)!r} holds a null character")
    return kind.build(kind.load(), type, dict(options))
