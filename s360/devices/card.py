"""Card machines: 2540 reader and punch (2821 control unit), 2501 reader, 1442 reader-punch.

Driven by the channel (base.py).  Decks are lists of 80-byte (EBCDIC) or 160-byte (column binary)
cards; what is punched goes to anything with `punch(card)` (s360.media.cards.DeckWriter).

Source: GA24-3312 (2821, 2540), GA21-9026 (2501), GA21-9025 (1442).
The machine sees: an end of file is a read that ends with unit exception and no data; after it the
reader is not ready until cards are loaded.
Not implemented: punch-feed-read and the 1400 compatibility modes of 2540 and 1442 (their commands
are rejected); stacker-full stops.
"""
from __future__ import annotations

from s360.devices.base import (COMMAND_REJECT, DATA_CHECK, DEVICE_END, DONE, INTERVENTION,
                               UNIT_EXCEPTION, Device)
from s360.errors import S360Error
from s360.media import cards

SENSE, NOP = 0x04, 0x03
BLANK, COLUMNS, BINARY_COLUMNS = 0x40, 80, 160
UNUSUAL_SEQUENCE = 0x02       # sense byte 0: read without feed twice
READER_TIME, PUNCH_TIME, TIME_2501, TIME_1442 = 60_000, 200_000, 60_000, 150_000


class Hopper:
    """The cards still to be read: decks in order, each with or without an end of file.

    A deck's end counts as end of file when the END OF FILE key was on as it was loaded.  With
    `multifile` every deck ends so; without it decks loaded together are one.
    """

    def __init__(self, deck=None, eof: bool = True, multifile: bool = False):
        self.eof = eof
        self.multifile = multifile
        self.decks: list[list[bytes]] = []
        self.position = 0
        if deck is not None:
            self.load(deck)

    def load(self, deck) -> None:
        self.decks.append(list(deck))

    def settle(self) -> None:
        """Go on to the next deck where the join between two is no end of file."""
        while (len(self.decks) > 1 and self.position >= len(self.decks[0])
               and not (self.multifile and self.eof)):
            self.decks.pop(0)
            self.position = 0

    @property
    def card(self) -> bytes | None:
        """The card that is read next; None at the end of a deck."""
        self.settle()
        deck = self.decks[0] if self.decks else ()
        return deck[self.position] if self.position < len(deck) else None

    @property
    def at_eof(self) -> bool:
        return bool(self.decks) and self.eof and self.card is None

    def feed(self) -> None:
        self.position += 1

    def end_of_file(self) -> None:
        """The end of this deck has been told."""
        self.decks.pop(0)
        self.position = 0

    def empty(self) -> None:
        self.decks.clear()
        self.position = 0

    def save(self) -> dict:
        return {"decks": [list(deck) for deck in self.decks], "position": self.position,
                "eof": self.eof}

    def restore(self, state: dict) -> None:
        self.decks = [list(deck) for deck in state["decks"]]
        self.position, self.eof = int(state["position"]), bool(state["eof"])
        if self.position < 0 or not all(isinstance(card, bytes) and len(card) in (80, 160)
                                        for deck in self.decks for card in deck):
            raise ValueError("a hopper with cards that cannot be")


def stacked(counts, before: dict) -> dict:
    """Saved counts of the stackers; ValueError when they are not as many."""
    if len(counts) != len(before) or not all(isinstance(n, int) for n in counts):
        raise ValueError("counts of other stackers")
    return dict(enumerate(counts, 1))


def card_bytes(card: bytes, binary: bool) -> tuple[bytes, bool]:
    """A card in the wanted data mode; False if a column is no EBCDIC character (X'00' then)."""
    if binary:
        return card if len(card) == BINARY_COLUMNS else cards.ebcdic_to_columns(card), True
    if len(card) != BINARY_COLUMNS:
        return card, True
    data, wrong = cards.columns_to_ebcdic(card)
    return data, not wrong


class CardReader(Device):
    """2540R, 2501.

    cards_read: cards fed so far; stacked: how many went to each stacker
    eof:        the END OF FILE key
    """

    # command: (binary, stacker; None = no feed), READ then FEED
    READS = {"2540R": {0x02: (False, 1), 0x42: (False, 2), 0x82: (False, 3), 0xC2: (False, None),
                       0x22: (True, 1), 0x62: (True, 2), 0xA2: (True, 3), 0xE2: (True, None)},
             "2501": {0x02: (False, 1), 0x22: (True, 1)}}
    FEEDS = {"2540R": {0x23: 1, 0x63: 2, 0xA3: 3}, "2501": {}}
    TIME = {"2540R": READER_TIME, "2501": TIME_2501}
    buffered = True

    def __init__(self, deck=None, eof: bool = True, multifile: bool = False, type: str = "2540R"):
        super().__init__()
        self.type = type
        self.hopper = Hopper(deck, eof, multifile)
        self.reads, self.feeds, self.time = self.READS[type], self.FEEDS[type], self.TIME[type]
        self.cards_read = 0
        self.stacked = {1: 0, 2: 0, 3: 0}
        self.shown = False                # the card was read without a feed
        self.out = b""
        self.ending = DONE

    # -- the operator's side

    @property
    def eof(self) -> bool:
        return self.hopper.eof

    @eof.setter
    def eof(self, on: bool) -> None:
        self.hopper.eof = on

    def mount(self, deck, eof: bool | None = None) -> None:
        """Put cards into the hopper and press START."""
        ready = self.hopper.card is not None or self.hopper.at_eof
        if eof is not None:
            self.hopper.eof = eof
        self.hopper.load(deck)
        if not ready:
            self.notify(DEVICE_END)

    def dismount(self) -> None:
        """Take all cards out."""
        self.hopper.empty()
        self.shown = False

    # -- the channel's side

    def start(self, command: int) -> int:
        self.ending = DONE
        self.busy_time = 0
        if command == SENSE:
            self.out = bytes(self.sense_bytes)
            return 0
        if command == NOP:
            return DONE
        self.sense_bytes[0] = 0
        read = self.reads.get(command)
        if read is None and command not in self.feeds:
            return self.check(COMMAND_REJECT)
        card = self.hopper.card
        if card is None:
            return self.no_card(read is None)
        if read is None:
            self.feed(self.feeds[command])
            self.busy_time = self.time
            return DONE
        binary, stacker = read
        if stacker is None and self.shown:
            return self.check(UNUSUAL_SEQUENCE)
        self.out, valid = card_bytes(card, binary)
        if not valid:
            self.ending |= self.check(DATA_CHECK)
        self.shown = True
        if stacker is not None:
            self.feed(stacker)
            self.busy_time = self.time
        return 0

    def no_card(self, feeding: bool) -> int:
        if not self.hopper.at_eof:
            return self.check(INTERVENTION)
        self.hopper.end_of_file()
        self.out = b""
        if feeding:
            return DONE | UNIT_EXCEPTION
        self.ending = DONE | UNIT_EXCEPTION
        return 0

    def feed(self, stacker: int) -> None:
        self.hopper.feed()
        self.cards_read += 1
        self.stacked[stacker] += 1
        self.shown = False

    def read(self) -> bytes:
        return self.out

    def end(self, count: int) -> int:
        return self.ending

    def save(self) -> dict:
        return self.saved() | {
            "hopper": self.hopper.save(), "cards_read": self.cards_read, "shown": self.shown,
            "stacked": list(self.stacked.values()), "out": self.out, "ending": self.ending}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.hopper.restore(state["hopper"])
        self.stacked = stacked(state["stacked"], self.stacked)
        self.take(state, ("cards_read", "shown", "out", "ending"))


class CardPunch(Device):
    """2540P.

    deck:    where cards go, anything with `punch(card)`; None: not ready
    stacker: where the latest card went (1, 2 or 3); stacked: how many went to each
    """

    type = "2540P"
    PUNCHES = {0x01: (False, 1), 0x41: (False, 2), 0x81: (False, 3),
               0x21: (True, 1), 0x61: (True, 2), 0xA1: (True, 3)}
    buffered = True
    MEDIUM = "deck"

    def __init__(self, deck=None):
        super().__init__()
        self.deck = deck
        self.cards_punched = 0
        self.stacker = 0
        self.stacked = {1: 0, 2: 0, 3: 0}
        self.binary = False
        self.ending = DONE

    def mount(self, deck) -> None:
        """Blank cards in the hopper, a place for the punched ones."""
        was, self.deck = self.deck, deck
        if was is None:
            self.notify(DEVICE_END)

    def dismount(self):
        """Take the punched cards away; the punch is not ready."""
        was, self.deck = self.deck, None
        return was

    def start(self, command: int) -> int:
        self.busy_time = 0
        self.ending = DONE
        if command == SENSE:
            return 0
        if command == NOP:
            return DONE
        self.sense_bytes[0] = 0
        punch = self.PUNCHES.get(command)
        if punch is None:
            return self.check(COMMAND_REJECT)
        if self.deck is None:
            return self.check(INTERVENTION)
        self.binary, self.stacker = punch
        self.wants = BINARY_COLUMNS if self.binary else COLUMNS
        return 0

    def read(self) -> bytes:
        return bytes(self.sense_bytes)

    def write(self, data: bytes) -> None:
        if self.binary:
            card = bytes([byte & 0x3F for byte in data]).ljust(BINARY_COLUMNS, b"\0")
        else:
            card = data.ljust(COLUMNS, b"\x40")
        self.ending = DONE
        try:
            self.deck.punch(card)
        except (S360Error, OSError) as error:
            self.ending |= self.host_trouble(error)
        self.cards_punched += 1
        self.stacked[self.stacker] += 1
        self.busy_time = PUNCH_TIME

    def end(self, count: int) -> int:
        return self.ending

    def save(self) -> dict:
        return self.saved() | {
            "cards_punched": self.cards_punched, "stacker": self.stacker,
            "stacked": list(self.stacked.values()), "binary": self.binary, "ending": self.ending}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.stacked = stacked(state["stacked"], self.stacked)
        self.take(state, ("cards_punched", "stacker", "binary", "ending"))


class ReaderPunch(Device):
    """1442-N1: reads a card and punches into the same card, at the punch station behind.

    A read feeds the card that stands at the punch station to its stacker and the next one there;
    writes punch from the column reached so far on; `feed` ends the card.
    deck: where finished cards go (may be None: they are just stacked)
    """

    type = "1442"
    READS = {0x02: (False, 1), 0x42: (False, 2), 0x22: (True, 1), 0x62: (True, 2)}
    # command: (binary, feed afterwards, stacker)
    WRITES = {0x01: (False, False, 1), 0x41: (False, False, 2), 0x81: (False, True, 1),
              0xC1: (False, True, 2), 0x21: (True, False, 1), 0x61: (True, False, 2),
              0xA1: (True, True, 1), 0xE1: (True, True, 2)}
    FEEDS = {0x83: 1, 0xC3: 2}
    SELECT_STACKER = 0x43
    MEDIUM = "deck"

    def __init__(self, hopper=None, eof: bool = True, deck=None):
        super().__init__()
        self.hopper = Hopper(hopper, eof)
        self.deck = deck
        self.station: bytearray | None = None      # 80 columns of 12 bits, two bytes each
        self.column = 0
        self.stacker = 1
        self.stacked = {1: 0, 2: 0}
        self.operation = (False, False, 1)
        self.out = b""
        self.ending = DONE

    def mount(self, hopper, eof: bool | None = None) -> None:
        """Put cards into the hopper and press START."""
        ready = self.hopper.card is not None or self.hopper.at_eof
        if eof is not None:
            self.hopper.eof = eof
        self.hopper.load(hopper)
        if not ready:
            self.notify(DEVICE_END)

    def dismount(self) -> None:
        """Take the cards out of the hopper."""
        self.hopper.empty()

    def start(self, command: int) -> int:
        self.ending = DONE
        self.busy_time = 0
        if command == SENSE:
            self.out = bytes(self.sense_bytes)
            return 0
        if command == NOP:
            return DONE
        self.sense_bytes[0] = 0
        if command in self.READS:
            return self.start_read(*self.READS[command])
        if command in self.WRITES:
            if self.station is None:
                return self.check(INTERVENTION)
            self.operation = self.WRITES[command]
            self.wants = (COLUMNS - self.column) * (2 if self.operation[0] else 1)
            return 0
        if command in self.FEEDS:
            self.stacker = self.FEEDS[command]
            self.eject()
            return self.ending
        if command == self.SELECT_STACKER:
            self.stacker = 2
            return DONE
        return self.check(COMMAND_REJECT)

    def start_read(self, binary: bool, stacker: int) -> int:
        card = self.hopper.card
        if card is None:
            if not self.hopper.at_eof:
                return self.check(INTERVENTION)
            self.eject()
            self.hopper.end_of_file()
            self.out = b""
            self.ending = DONE | UNIT_EXCEPTION
            return 0
        self.eject()
        self.stacker = stacker
        self.hopper.feed()
        self.station = bytearray(card_bytes(card, True)[0])
        self.out, valid = card_bytes(card, binary)
        if not valid:
            self.ending |= self.check(DATA_CHECK)
        self.busy_time = TIME_1442
        return 0

    def eject(self) -> None:
        """The card at the punch station goes to its stacker."""
        if self.station is None:
            return
        card = bytes(self.station)
        if self.deck is not None:
            try:
                data, valid = card_bytes(card, False)
                self.deck.punch(data if valid else card)
            except (S360Error, OSError) as error:
                self.ending |= self.host_trouble(error)
        self.stacked[self.stacker] += 1
        self.station = None
        self.column = 0
        self.stacker = 1

    def read(self) -> bytes:
        return self.out

    def write(self, data: bytes) -> None:
        binary, feed, stacker = self.operation
        holes = data if binary else cards.ebcdic_to_columns(data.ljust(COLUMNS, b"\x40"))
        holes = holes[:len(data) if binary else 2 * len(data)]
        for at, byte in enumerate(holes, 2 * self.column):
            self.station[at] |= byte & 0x3F
        self.column += (len(holes) + 1) // 2
        self.busy_time = 11_000 * self.column
        if stacker == 2:
            self.stacker = 2
        if feed:
            self.eject()

    def end(self, count: int) -> int:
        return self.ending

    def save(self) -> dict:
        return self.saved() | {
            "hopper": self.hopper.save(), "column": self.column, "stacker": self.stacker,
            "station": None if self.station is None else bytes(self.station),
            "stacked": list(self.stacked.values()), "operation": list(self.operation), "out": self.out,
            "ending": self.ending}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.hopper.restore(state["hopper"])
        if state["station"] is not None and len(state["station"]) not in (80, 160):
            raise ValueError("a card that cannot be")
        self.station = None if state["station"] is None else bytearray(state["station"])
        self.stacked = stacked(state["stacked"], self.stacked)
        self.operation = tuple(state["operation"])
        self.take(state, ("column", "stacker", "out", "ending"))
