"""Line printers: 1403 (2821 control unit) and 1443, with the universal character set feature.

Driven by the channel (base.py).  The device keeps the carriage; the paper (PrintFile of
s360/media/listing.py) is told page and line with everything printed and every motion.

Source: GA24-3312 (2821, 1403), GA24-3120 (1443).
The machine sees: a write prints at most `width` bytes and then moves the carriage; channel 12 met
while spacing is unit exception, channel 9 unit check with sense 01; a skip to a channel that is
not punched is unit check, intervention required, and the paper stays.
Diagnostic reads give the line printed last and zeros.
Not implemented: the 1404, 3203 and 3211 (forms control buffer).
"""
from __future__ import annotations

from s360.devices.base import (CHANNEL_END, COMMAND_REJECT, DATA_CHECK, DEVICE_END, DONE,
                               INTERVENTION, UNIT_EXCEPTION, Device)
from s360.errors import ConfigError, S360Error
from s360.media.listing import MOST_PAGES

NOP, SENSE = 0x03, 0x04
DIAGNOSTIC_READ, CHECK_READ = 0x02, 0x06
GATE, LOAD, LOAD_FOLD, BLOCK_CHECK, ALLOW_CHECK = 0xEB, 0xFB, 0xF3, 0x73, 0x7B
UCS_BUFFER = 240
CHANNEL_9 = 0x01              # sense byte 0
SPACE, SKIP = 0, 1
WIDTHS = {"1403": 132, "1443": 144}
LINE_TIME = {"1403": 54_000, "1443": 100_000}     # microseconds, one line and one space
MOTION_TIME = 5_000                               # each further line
BLANK = 0x40

CHAINS = {
    "AN": ".\u2311+&$*-/,%#@",
    "HN": ".(+&$*)-/,'=",
    "PN": ".<(+|&$*);\u00ac-/,%_>?:#@'=\" ",
    "TN": ".<(+|&$*);\u00ac-/,%_>?:#@'=\"\u00a2![]{}\\~abcdefghijklmnopqrstuvwxyz",
}
CHAINS["QN"] = CHAINS["PN"]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
LOZENGE = 0x4C


def actions() -> dict[int, tuple[bool, int, int]]:
    """Command -> (prints, SPACE or SKIP, lines or channel)."""
    table = {}
    for lines in range(4):
        table[lines << 3 | 1] = (True, SPACE, lines)
        if lines:
            table[lines << 3 | 3] = (False, SPACE, lines)
    for channel in range(1, 13):
        table[0x81 | channel << 3] = (True, SKIP, channel)
        table[0x83 | channel << 3] = (False, SKIP, channel)
    return table


ACTIONS = actions()


def chain_table(chain: str) -> bytes:
    """What each byte prints as with this chain: itself or a blank."""
    if chain not in CHAINS:
        raise ConfigError(f"printer chain {chain!r}: known are {', '.join(sorted(CHAINS))}")
    codes = {LOZENGE if c == "\u2311" else c.encode("cp037")[0] for c in LETTERS + CHAINS[chain]}
    return bytes(code if code in codes else BLANK for code in range(256))


class Printer(Device):
    """A printer; not ready while `paper` is None.

    page, line: where the carriage stands, page from 0, line from 1 to `length`
    carriage:   {channel: line or list of lines}, the holes of the carriage tape
    chain:      "AN", "HN", "PN", "QN", "TN": other characters print blank; None: every one prints
    ucs:        the universal character set feature: its buffer, loaded by the program, decides
    """

    buffered = True
    MEDIUM = "paper"

    def __init__(self, paper=None, carriage: dict | None = None, length: int = 66,
                 chain: str | None = None, ucs: bool = True, width: int = 0, type: str = "1403"):
        super().__init__()
        self.type = type
        self.paper = paper
        self.width = width or WIDTHS[type]
        self.length = length
        self.glyphs = chain_table(chain) if chain else None
        self.ucs = ucs
        self.page = 0
        self.line = 1
        self.prints, self.kind, self.amount = True, SPACE, 0
        self.command = 0
        self.ending = DONE
        self.unspaced = False             # the last command printed without moving
        self.gated = False
        self.buffer: bytes | None = None  # UCS buffer
        self.fold = False
        self.checks = True                # data check for codes not in the UCS buffer
        self.last = b""
        self.standard = carriage is None
        self.mount_carriage(carriage or {1: 1})

    # -- the operator's side

    def mount_carriage(self, carriage: dict) -> None:
        """Put a carriage tape on.  A skip to a channel it does not punch runs the paper away
        (intervention required); on the standard tape, channel 1 only, it ends at channel 1."""
        self.carriage: dict[int, list[int]] = {}
        for channel, lines in carriage.items():
            lines = sorted(lines) if isinstance(lines, (list, tuple)) else [lines]
            if not 1 <= channel <= 12 or not all(1 <= n <= self.length for n in lines):
                raise ConfigError(f"carriage tape: channel {channel} at line {lines}; channels are"
                                  f" 1 to 12, lines 1 to {self.length}")
            self.carriage[channel] = lines
        self.sensed = bool({9, 12} & self.carriage.keys())

    def mount(self, paper) -> None:
        """Put paper in, its first line at the hammers, and press START."""
        was, self.paper = self.paper, paper
        self.page, self.line, self.unspaced = 0, 1, False
        if was is None:
            self.notify(DEVICE_END)

    def dismount(self):
        """Take the paper out; the printer is not ready."""
        was, self.paper = self.paper, None
        return was

    def restore_carriage(self) -> None:
        """The CARRIAGE RESTORE key: to the next channel 1."""
        self.skip(1, True)

    # -- the channel's side

    def start(self, command: int) -> int:
        action = ACTIONS.get(command)
        if action is None:
            return self.start_other(command)
        self.sense_bytes[0] = 0
        if self.paper is None:
            return self.check(INTERVENTION)
        self.command = command
        self.prints, self.kind, self.amount = action
        if self.prints:
            self.wants = self.width
            return 0
        self.later = DEVICE_END | self.move()
        self.unspaced = False
        try:
            self.paper.control(self.page, self.line, command)
        except (S360Error, OSError) as error:
            self.later |= self.host_trouble(error)
        return CHANNEL_END

    def start_other(self, command: int) -> int:
        """All but printing and carriage motion."""
        self.busy_time = 0
        self.command = command
        self.ending = DONE
        if command in (SENSE, NOP):
            return DONE if command == NOP else 0
        self.sense_bytes[0] = 0
        gated, self.gated = self.gated, False
        if command in (DIAGNOSTIC_READ, CHECK_READ):
            return 0
        if self.ucs and command in (BLOCK_CHECK, ALLOW_CHECK):
            self.checks = command == ALLOW_CHECK
            return DONE
        if self.ucs and command == GATE:
            self.gated = True
            return DONE
        if self.ucs and command in (LOAD, LOAD_FOLD) and gated:
            self.wants = UCS_BUFFER
            self.exact = True
            return 0
        return self.check(COMMAND_REJECT)

    def read(self) -> bytes:
        if self.command == SENSE:
            return bytes(self.sense_bytes)
        if self.command == CHECK_READ:
            return bytes(self.width)
        return self.last.ljust(self.width, b"\x40")

    def write(self, data: bytes) -> None:
        if self.exact:
            self.exact = False
            self.load_buffer(data)
            return
        self.ending = DONE
        self.last = data
        if self.buffer is not None:
            data = self.through_ucs(data)
        elif self.glyphs is not None:
            data = data.translate(self.glyphs)
        try:
            self.paper.print_line(data, self.line, self.page, self.command)
        except (S360Error, OSError) as error:
            self.ending |= self.host_trouble(error)
        amount = self.amount
        if self.kind == SPACE and not self.sensed and self.line + amount <= self.length:
            self.line += amount           # the common case of move()
            self.unspaced = not amount
            self.busy_time = LINE_TIME[self.type]
            return
        self.ending |= self.move()
        self.unspaced = self.kind == SPACE and not amount
        self.busy_time += LINE_TIME[self.type]

    def end(self, count: int) -> int:
        return self.ending

    # -- carriage

    def move(self) -> int:
        """Space or skip as the command says; gives unit check or unit exception."""
        if self.kind == SKIP:
            return self.skip(self.amount, self.prints)
        extra = 0
        for _ in range(self.amount):
            self.line += 1
            if self.line > self.length:
                self.line = 1
                self.page += 1
            if self.line in self.carriage.get(9, ()):
                extra |= self.check(CHANNEL_9)
            if self.line in self.carriage.get(12, ()):
                extra |= UNIT_EXCEPTION
        self.busy_time = MOTION_TIME * self.amount
        return extra

    def skip(self, channel: int, printed: bool) -> int:
        """To the next hole in the channel; one under the brush counts if nothing was printed."""
        lines = self.carriage.get(channel)
        self.busy_time = 0
        if not lines and self.standard:
            lines = self.carriage[1]      # the standard tape: the operator ends the runaway there
        if not lines:
            return self.check(INTERVENTION)
        here = self.line
        if here in lines and not printed and not self.unspaced:
            return 0
        ahead = [line for line in lines if line > here]
        if ahead:
            self.line = ahead[0]
            self.busy_time = MOTION_TIME * (self.line - here)
        else:
            self.line = lines[0]
            self.page += 1
            self.busy_time = MOTION_TIME * (self.line + self.length - here)
        return 0

    # -- universal character set

    def load_buffer(self, data: bytes) -> None:
        self.fold = self.command == LOAD_FOLD
        self.buffer = data.ljust(UCS_BUFFER, b"\0")
        self.ending = DONE

    def through_ucs(self, data: bytes) -> bytes:
        """Codes that are not in the buffer print blank, with data check unless blocked."""
        there = set(self.buffer) | {0x00, BLANK}
        out = bytearray(data)
        for at, code in enumerate(data):
            if code not in there and self.fold:
                code |= 0xC0
            if code not in there:
                code = BLANK
                if self.checks:
                    self.ending |= self.check(DATA_CHECK)
            out[at] = code
        return bytes(out)

    def reset(self) -> None:
        super().reset()
        self.gated = self.exact = False

    # -- state

    SAVED = ("page", "line", "prints", "kind", "amount", "command", "ending", "unspaced", "gated",
             "buffer", "fold", "checks", "last", "wants", "exact", "busy_time")

    def save(self) -> dict:
        return self.saved() | {name: getattr(self, name) for name in self.SAVED}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, self.SAVED)
        if not 0 <= self.page <= MOST_PAGES or not 1 <= self.line <= self.length:
            raise ValueError(f"a {self.type} at page {self.page} line {self.line} cannot be")
