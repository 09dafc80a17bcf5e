"""The telnet protocol of a terminal server, without any input or output: 3270 records, or lines of text.

    wire = Telnet(); send(wire.begin())
    for event in wire.feed(bytes that came): ...
    send(wire.taken())                 # what the protocol itself has to answer

Events are pairs: ("3270", (type, LU)) or ("line", None) when it is agreed what the terminal is, then
("record", bytes), ("data", bytes), ("break", None), ("there", None) for ARE YOU THERE.  Everything is asked in
one write, so that a client's answers come in one segment.  Called by cp/terminal/tn3270.py.

Source: RFC 854, 856, 885, 1091, 1576.
Not implemented: TN3270E (RFC 2355): it is not offered, and clients fall back to plain TN3270.
"""
from __future__ import annotations

IAC, DONT, DO, WONT, WILL, SB = 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA
AYT, AO, IP, BREAK, SE, EOR_MARK = 0xF6, 0xF5, 0xF4, 0xF3, 0xF0, 0xEF
BINARY, ECHO, SGA, TYPE, EOR = 0x00, 0x01, 0x03, 0x18, 0x19
RECORD_OPTIONS = (BINARY, EOR)
IS, SEND = 0, 1
END = bytes((IAC, EOR_MARK))
QUESTIONS = bytes((IAC, DO, TYPE, IAC, SB, TYPE, SEND, IAC, SE, IAC, DO, EOR, IAC, WILL, EOR,
                   IAC, DO, BINARY, IAC, WILL, BINARY))
LONGEST_RECORD = 1 << 16       # bytes of a 3270 record
LONGEST_OPTION = 256           # bytes of a subnegotiation
LONGEST_NAME = 64
ASKING, RECORDS, LINE = "asking", "3270", "line"


class TooMuch(Exception):
    """A client sends what no client sends: the connection is to be closed."""


class Telnet:
    """
    mode: ASKING, then RECORDS or LINE
    """

    def __init__(self) -> None:
        self.mode = ASKING
        self.name: str | None = None           # the terminal type
        self.his: dict[int, bool] = {}         # options of the client that are on or were refused
        self.ours: dict[int, bool] = {}
        self.asked = {(DO, TYPE), (DO, EOR), (WILL, EOR), (DO, BINARY), (WILL, BINARY)}
        self.out = bytearray()
        self.data = bytearray()                # of the record, or the text
        self.option = bytearray()
        self.state = self._data
        self.verb = 0
        self.events: list[tuple] = []

    def begin(self) -> bytes:
        return QUESTIONS

    def taken(self) -> bytes:
        """What there is to be sent, once."""
        out, self.out = bytes(self.out), bytearray()
        return out

    @staticmethod
    def record(data: bytes) -> bytes:
        """A 3270 record as it goes over the line."""
        return data.replace(b"\xff", b"\xff\xff") + END

    def echo(self, on: bool) -> None:
        """Whether the client is to leave echoing to us (so that a password is not shown)."""
        if self.ours.get(ECHO, False) != on:
            self.ours[ECHO] = on
            self.asked.add((WILL if on else WONT, ECHO))
            self.send(WILL if on else WONT, ECHO)

    def send(self, verb: int, option: int) -> None:
        self.out += bytes((IAC, verb, option))

    def expire(self) -> list[tuple]:
        """The client has had time enough to answer: a line terminal."""
        if self.mode == ASKING:
            self._line()
        return self._events()

    def feed(self, data: bytes) -> list[tuple]:
        """Bytes from the client; gives what they mean.  TooMuch when they are no protocol."""
        at = 0
        while at < len(data):
            if self.state == self._data:       # whole stretches at once
                end = data.find(IAC, at)
                end = len(data) if end < 0 else end
                if end > at:
                    self._text(data[at:end])
                    at = end
                    continue
            self.state(data[at])
            at += 1
        if self.mode == LINE and self.data:
            self._pass_on()
        return self._events()

    def _events(self) -> list[tuple]:
        events, self.events = self.events, []
        return events

    # -- what the bytes are

    def _data(self, byte: int) -> None:
        self.state = self._command             # it is IAC

    def _text(self, text: bytes) -> None:
        if self.mode == ASKING:
            self._line()                       # a client that talks instead of answering
        self.data += text
        if len(self.data) > LONGEST_RECORD:
            raise TooMuch("a record without end")

    def _command(self, byte: int) -> None:
        self.state = self._data
        if byte == IAC:
            self._text(b"\xff")
        elif byte in (DO, DONT, WILL, WONT):
            self.verb, self.state = byte, self._verb
        elif byte == SB:
            self.option.clear()
            self.state = self._option
        elif byte == EOR_MARK and self.mode == RECORDS:
            record, self.data = bytes(self.data), bytearray()
            self.events.append(("record", record))
        elif byte in (BREAK, IP, AO):
            self._pass_on()
            self.events.append(("break", None))
        elif byte == AYT and self.mode == LINE:
            self.events.append(("there", None))

    def _pass_on(self) -> None:
        if self.mode == LINE and self.data:
            text, self.data = bytes(self.data), bytearray()
            self.events.append(("data", text))

    def _option(self, byte: int) -> None:
        if byte == IAC:
            self.state = self._option_command
        else:
            self.option.append(byte)
            if len(self.option) > LONGEST_OPTION:
                raise TooMuch("an option without end")

    def _option_command(self, byte: int) -> None:
        self.state = self._option
        if byte == IAC:
            self.option.append(IAC)
        else:
            self.state = self._data
            if byte == SE:
                self._negotiated(bytes(self.option))

    # -- options

    def _verb(self, option: int) -> None:
        self.state = self._data
        verb = self.verb
        if verb in (WILL, WONT):
            self._theirs(option, verb == WILL)
        else:
            self._mine(option, verb == DO)
        self._decide()

    def _theirs(self, option: int, on: bool) -> None:
        """WILL or WONT."""
        if (DO, option) in self.asked:
            self.asked.discard((DO, option))
            self.his[option] = on
            if on and self.mode == LINE and option in RECORD_OPTIONS:
                self.his[option] = False
                self.send(DONT, option)
        elif on and self.his.get(option) is not True:
            self.send(DONT, option)
        elif not on and self.his.get(option):
            self.his[option] = False
            self.send(DONT, option)

    def _mine(self, option: int, on: bool) -> None:
        """DO or DONT."""
        question = (WONT if option == ECHO and not self.ours.get(ECHO) else WILL, option)
        if question in self.asked:
            self.asked.discard(question)
            if option != ECHO:
                self.ours[option] = on
                if on and self.mode == LINE and option in RECORD_OPTIONS:
                    self.ours[option] = False
                    self.send(WONT, option)
        elif on and option == SGA and not self.ours.get(SGA):
            self.ours[SGA] = True
            self.send(WILL, SGA)
        elif on and not self.ours.get(option):
            self.send(WONT, option)
        elif not on and self.ours.get(option):
            self.ours[option] = False
            self.send(WONT, option)

    def _negotiated(self, option: bytes) -> None:
        if option[:2] == bytes((TYPE, IS)) and self.name is None:
            self.name = option[2:2 + LONGEST_NAME].decode("ascii", errors="replace")
            self._decide()

    def _decide(self) -> None:
        """3270 or line, as soon as it is known."""
        if self.mode != ASKING:
            return
        refused = [self.his.get(TYPE), self.his.get(EOR), self.his.get(BINARY),
                   self.ours.get(EOR), self.ours.get(BINARY)]
        if False in refused or self.name is not None and not self.name.upper().startswith("IBM-"):
            self._line()
        elif self.name is not None and all(refused):
            self.mode = RECORDS
            kind, _, unit = self.name.upper().partition("@")
            self.events.append(("3270", (kind, unit)))

    def _line(self) -> None:
        """A line terminal: what was agreed of 3270 is taken back."""
        self.mode = LINE
        for option in RECORD_OPTIONS:
            if self.his.get(option):
                self.his[option] = False
                self.send(DONT, option)
            if self.ours.get(option):
                self.ours[option] = False
                self.send(WONT, option)
        self.events.append(("line", None))
