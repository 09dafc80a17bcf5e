"""The VM screen: a CP session on a 3270 display, as a state machine without input, output or clock.

A terminal (cp/terminal/tn3270.py for clients of the network) gives it the messages of its session's Outbox, the
records its keys send, and the time; it gives back data streams and what is to be done with the session:

    screen = VMScreen(rows, columns); screen.message({"text": "..."}); screen.key(record, now)
    for stream in screen.streams(): ...      # a command code, a WCC, orders
    for action in screen.taken(): ...        # ("send", line), ("attention", times), ("pa2",), ("record", bytes)

Rows 1 to n-2 are output; the two rows below are input, but for the status at the end of the last one.
While `held`, the screen is full and takes no messages: MORE... for some time, HOLDING until CLEAR.

Source: GC20-1807 (3270 as a virtual console: status, PA and PF keys, MORE and HOLDING).
Ours: ENTER alone in RUNNING is an attention to the machine; a line typed at a full screen clears it; the
first screen goes with the first line typed.
"""
from __future__ import annotations

from collections import deque

from s360.devices import display_codes as c
from cp.secrets_out import STRUCK, command_without_secrets
from cp.console import JUST_TYPED, more_of
from cp.terminal.full_screen import FullScreen
from cp.terminal.functions import DELAYED, RETRIEVE, from_list, standard_functions

MORE, HOLDING, REFUSED = "MORE...", "HOLDING", "NOT ACCEPTED"
MORE_SECONDS = 60.0
#: immediate commands of CMS, which are taken while the screen is full
IMMEDIATE = {"KX", "HX", "KT", "HT", "RT", "KO", "HO", "SO", "RO"}
FULL_WIDTH = 80                # TERMINAL LINESIZE from which a line is as wide as the screen
REFUSED_SECONDS = 3.0
SAME_KEY = 0.2                 # seconds within which PA1 and BREAK are one Attn key (newer clients)
MOST_AHEAD = 20                # lines typed that CP has not handled yet
REMEMBERED = 50                # lines for RETRIEVE
STATUS_LENGTH = 19             # the last positions of the screen, between two attributes
OUTPUT, INPUT, STATUS = c.PROTECTED, 0, c.PROTECTED | c.BRIGHT
COLOURS = {OUTPUT: c.GREEN, INPUT: c.TURQUOISE, STATUS: c.WHITE}
BLANKS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


class VMScreen:
    """
    rows, columns: the size; alternate: it is not the 24 by 80 every display has
    extended:  the display has colours
    name:      the system's, behind the status; more: seconds a full screen waits (0: until CLEAR)
    functions: PF keys, number -> (kind, text)
    held:      "", MORE or HOLDING; due: when `tick` is to be called (None: need not be)
    """

    def __init__(self, rows: int = 24, columns: int = 80, alternate: bool = False, extended: bool = False,
                 name: str = "", more: float = MORE_SECONDS, first_screen: list[str] = (),
                 functions: dict[int, tuple[str, str]] | None = None):
        self.rows, self.columns, self.alternate, self.extended = rows, columns, alternate, extended
        self.name = name
        self.usual = standard_functions() if functions is None else functions, more_of(more)
        self.set_manner({})
        self.height = rows - 2
        self.input_mark = self.height * columns - 1
        self.input = self.input_mark + 1
        self.status_mark = rows * columns - STATUS_LENGTH - 2
        self.bright: set[int] = set()          # lines that were typed, with HILIGHT
        self.lines: list[str] = [line[:columns - 1] for line in first_screen][:self.height]
        self.full = FullScreen()               # a guest's picture
        self.unread = False                    # lines have come that nobody has answered
        self.open = False                      # the last line may go on
        self.first = bool(first_screen)        # the first screen is still there
        self.state, self.held = "", ""
        self.hidden = False
        self.pending: deque[dict] = deque()
        self.typed, self.handled = 0, 0        # lines
        self.history: deque[str] = deque(maxlen=REMEMBERED)
        self.retrieved = 0
        self.actions: list[tuple] = []
        self.ended: dict | None = None
        self.due: float | None = None
        self.more_since = self.refused_until = 0.0
        self.warned = False
        self.now = self.last_attention = -1e9
        self.last_sent = -1e9
        self.attention_by = ""
        # what the next stream has to bring
        self.reformat = True
        self.dirty: int | None = 0             # the first line that is new
        self.cleared = self.status_new = self.attribute_new = self.unlock = self.alarm = False
        self.new_input: str | None = None

    def taken(self) -> list[tuple]:
        """What is to be done with the session, once."""
        actions, self.actions = self.actions, []
        return actions

    # -- what CP says

    def message(self, message: dict, now: float) -> None:
        """A message of the Outbox; what a full screen has no room for waits."""
        self.now = now
        self.pending.append(message)
        self.go_on()

    def go_on(self) -> None:
        while self.pending and not self.held:
            message = self.pending.popleft()
            if "stream" in message:
                self.guest_stream(message)
            elif "full" in message:
                self.leave_full_screen()
            elif "lines" in message:
                self.guest_lines(message)
            elif "text" in message:
                text = message["text"]
                self.unread = self.unread or not self.full.on and bool(text.strip())
                if self.full.on and len(self.lines) >= self.height:
                    self.clear()
                self.alarm = self.alarm or "\a" in text
                left = self.put(text.replace("\a", ""))
                if left:
                    self.pending.appendleft({"text": left})
                    self.hold(MORE)
            elif "status" in message:
                self.state, self.handled = message["status"], message["after"]
                self.status_new = True
            elif "hidden" in message:
                self.hidden = message["hidden"]
                self.attribute_new = True
            elif "manner" in message:
                self.set_manner(message["manner"])
            elif "end" in message:
                self.ended = message

    def guest_stream(self, message: dict) -> None:
        """The guest writes; a screen with lines that nobody has read waits."""
        if not message["stream"]:
            self.unread = False
        if self.unread and not self.full.shown:
            self.pending.appendleft(message)
            self.hold(MORE)
        else:
            self.full.take(message["stream"])

    def guest_lines(self, message: dict) -> None:
        """The guest writes lines from one on, on an empty screen perhaps; one with lines that nobody has read
        waits then."""
        first, lines = message["at"], message["lines"]
        if message["erase"] and self.unread:
            self.pending.appendleft(message)
            self.hold(MORE)
            return
        if message["erase"] or self.first:
            self.clear()
        self.lines += [""] * (first - len(self.lines))
        self.lines[first:first + len(lines)] = [line[:self.columns - 1].translate(BLANKS) for line in lines]
        del self.lines[self.height:]
        self.open, self.unread = False, self.unread or bool(lines)
        self.dirty = first if self.dirty is None else min(self.dirty, first)

    def leave_full_screen(self) -> None:
        """The VM screen again."""
        if self.full.leave():
            self.reformat = True

    def set_manner(self, manner: dict) -> None:
        """What TERMINAL and SET PF say, as VirtualConsole.tell_manner tells it; {}: as before logon."""
        functions, more = self.usual
        self.functions = from_list(manner["functions"]) if "functions" in manner else functions
        self.more: list[float] = manner.get("more", more)
        self.hilight = manner.get("hilight", False)
        linesize = manner.get("linesize", FULL_WIDTH)
        self.width = self.columns if linesize >= FULL_WIDTH else min(linesize, self.columns)

    def put(self, text: str) -> str:
        """Show text; gives what has no room."""
        while text:
            if not self.open:
                if len(self.lines) >= self.height:
                    return text
                self.lines.append("")
                self.open = True
            at = len(self.lines) - 1
            room = min(self.width, self.columns - (at == self.height - 1)) - len(self.lines[at])
            end = text.find("\n", 0, room + 1)
            self.open = end < 0 and len(text) <= room
            part = text[:room] if end < 0 else text[:end]
            text = text[room:] if end < 0 else text[end + 1:]
            self.lines[at] += part.translate(BLANKS)
            self.dirty = at if self.dirty is None else min(self.dirty, at)
        return ""

    def hold(self, how: str) -> None:
        self.held, self.status_new = how, True
        self.more_since, self.warned = self.now, False
        self.plan()

    def clear(self) -> None:
        """An empty output area."""
        self.unread = False
        self.lines, self.open, self.first = [], False, False
        self.bright.clear()
        self.cleared, self.dirty = True, None

    def release(self) -> None:
        """Clear a full screen and go on with what waits."""
        if self.held:
            self.held, self.status_new = "", True
        self.clear()
        self.go_on()

    # -- the time

    def plan(self) -> None:
        """When is something due?"""
        moments = [self.refused_until] if self.refused_until else []
        if self.held == MORE and self.more:
            moments.append(self.more_since + (sum(self.more) if self.warned else self.more[0]))
        self.due = min(moments, default=None)

    def tick(self, now: float) -> None:
        """The time has come, or not yet."""
        self.now = now
        if self.refused_until and now >= self.refused_until:
            self.refused_until, self.status_new = 0.0, True
        if self.held == MORE and self.more:
            if now >= self.more_since + sum(self.more):
                self.release()
            elif not self.warned and now >= self.more_since + self.more[0]:
                self.warned = self.alarm = True
        self.plan()

    # -- the keys

    def key(self, record: bytes, now: float) -> None:
        """A record from the display: an AID, the cursor, the input."""
        self.now = now
        if not record:
            return
        self.unlock = True
        if record.startswith(c.TEST_REQUEST_HEAD) or record[0] == c.TEST_REQUEST:
            self.attention(now, by="record")
        elif self.full.on and not self.held:
            for_guest = self.full.record(record)
            if for_guest is not None:
                self.actions.append(("record", for_guest))
        elif record[0] in (c.CLEAR, c.PA2):
            self.reformat = self.reformat or record[0] == c.CLEAR
            self.release_by_key(record[0])
        elif record[0] == c.PA1:
            self.attention(now, by="record")
        elif record[0] == c.ENTER:
            self.enter(input_in(record))
        elif record[0] in c.PF_NUMBER:
            self.function(c.PF_NUMBER[record[0]], input_in(record))
        self.plan()

    def release_by_key(self, key: int) -> None:
        if key == c.PA2 and not self.held and self.state in ("RUNNING", "VM READ"):
            self.actions.append(("pa2",))
        self.release()

    def attention(self, now: float, by: str = "break") -> None:
        """The attention key: a record (PA1, SYS REQ), BREAK, or one behind the other for a single key."""
        self.now = now
        if now - self.last_attention > SAME_KEY or by == self.attention_by:
            self.actions.append(("attention", 2))
        self.last_attention, self.attention_by = now, by
        self.unread = False
        self.new_input, self.unlock = "", True
        if self.held:
            self.release()

    def enter(self, line: str) -> None:
        if self.held and line.strip().upper() in IMMEDIATE:
            self.send(line, shown=False)  # there is no room for it
            self.release()
        elif self.held:
            if self.held == MORE:
                self.hold(HOLDING)
        elif not line and self.state == "RUNNING" and self.now - self.last_sent > JUST_TYPED:
            self.actions.append(("attention", 1))
            self.status_new = True
        else:
            self.send(line)

    def send(self, line: str, shown: bool = True) -> None:
        """A line is typed, unless too many are on the way."""
        if self.typed - self.handled >= MOST_AHEAD or self.ended is not None:
            self.refuse()
            return
        self.typed += 1
        self.last_sent, self.unread = self.now, False
        self.actions.append(("send", line))
        self.new_input, self.retrieved = "", 0
        self.refused_until = 0.0
        self.status_new = True
        if shown and not self.hidden:
            self.show_typed(line)

    def show_typed(self, line: str) -> None:
        """What was typed goes up into the output area."""
        if self.state == "CP READ" or line[:1] == "#":
            struck = command_without_secrets(line)
            line = struck if STRUCK in struck else line
        if line.strip() and STRUCK not in line and line not in list(self.history)[-1:]:
            self.history.append(line)
        if self.open:
            self.put("\n")
        if self.first or len(self.lines) + len(line) // self.columns >= self.height:
            self.clear()
        begun = len(self.lines)
        self.put(line + "\n")
        if self.hilight:
            self.bright.update(range(begun, len(self.lines)))

    def refuse(self) -> None:
        self.refused_until = self.now + REFUSED_SECONDS
        self.status_new = self.alarm = True

    def function(self, number: int, typed: str) -> None:
        """A PF key."""
        kind, text = self.functions.get(number, ("", ""))
        if kind == RETRIEVE and self.history:
            self.retrieved = self.retrieved % len(self.history) + 1
            self.new_input = self.history[-self.retrieved]
        elif kind == DELAYED:
            self.new_input = text
        elif kind and kind != RETRIEVE and not self.held:
            self.send(text)
        else:
            self.refuse()

    # -- data streams

    def streams(self) -> list[bytes]:
        """What the display has to be told, data streams one behind the other."""
        if self.full.shown:
            return self.full.streams()
        if not (self.reformat or self.cleared or self.dirty is not None or self.status_new
                or self.attribute_new or self.unlock or self.alarm or self.new_input is not None):
            return []
        erase = c.ERASE_WRITE_ALTERNATE if self.alternate else c.ERASE_WRITE
        command = c.REMOTE[erase if self.reformat else c.WRITE]
        anew = self.reformat or self.new_input is not None
        control = (c.RESET_MDT if anew else 0) | (c.RESTORE if self.unlock or self.reformat else 0) | (
            c.ALARM if self.alarm else 0)
        stream = bytes((command, c.GRAPHICS[control])) + self.format() + self.output()
        if self.status_new or self.reformat:
            stream += self.at(self.status_mark + 1) + c.to_codes(self.status_text())
        if self.new_input is not None:
            stream += self.input_text(self.new_input)
        self.reformat = self.cleared = self.status_new = self.attribute_new = self.unlock = False
        self.alarm = False
        self.dirty = self.new_input = None
        return [stream]

    def at(self, position: int) -> bytes:
        return bytes((c.SBA,)) + c.address(position, self.rows * self.columns)

    def field(self, position: int, attribute: int) -> bytes:
        """A field's attribute at its place."""
        colour = COLOURS[attribute & ~(c.HIDDEN | c.MDT) if not attribute & c.PROTECTED else attribute]
        bits = c.GRAPHICS[attribute]
        if self.extended:
            return self.at(position) + bytes((c.SFE, 2, c.FIELD, bits, c.COLOUR, colour))
        return self.at(position) + bytes((c.SF, bits))

    @property
    def input_attribute(self) -> int:
        return INPUT | (c.HIDDEN if self.hidden else 0)

    def format(self) -> bytes:
        """The fields, when they are new."""
        if self.reformat:
            return (self.field(self.rows * self.columns - 1, OUTPUT) + self.field(self.status_mark, STATUS)
                    + self.field(self.input_mark, self.input_attribute) + bytes((c.IC,)))
        return self.field(self.input_mark, self.input_attribute) if self.attribute_new else b""

    def output(self) -> bytes:
        """The lines that are new."""
        out, first = b"", self.dirty
        if self.cleared and not self.reformat:
            out = self.at(0) + self.nulls_to(self.input_mark)
        if self.reformat or self.cleared:
            first = 0
        if first is None:
            return out
        for number, line in enumerate(self.lines[first:], first):
            end = min((number + 1) * self.columns, self.input_mark)
            codes = c.to_codes(line)
            if number in self.bright and self.extended:
                codes = bytes((c.SA, c.COLOUR, c.WHITE)) + codes + bytes((c.SA, c.COLOUR, 0))
            out += self.at(number * self.columns) + codes
            if number * self.columns + len(line) < end and not (self.reformat or self.cleared):
                out += self.nulls_to(end)
        return out

    def nulls_to(self, position: int) -> bytes:
        return bytes((c.RA,)) + c.address(position, self.rows * self.columns) + b"\x00"

    def input_text(self, text: str) -> bytes:
        """The input area with a text that counts as typed; the cursor stands behind it."""
        codes = c.to_codes(text[:self.status_mark - self.input - 1])
        return (self.field(self.input_mark, self.input_attribute | (c.MDT if codes else 0)) + codes
                + bytes((c.IC,)) + self.nulls_to(self.status_mark))

    def status_text(self) -> str:
        on_the_way = self.typed > self.handled         # the READ shown last was for a line that has gone
        word = self.held or (REFUSED if self.refused_until else "RUNNING" if on_the_way else self.state)
        return f"{word:<13}{self.name[:6]:>6}"[:STATUS_LENGTH]


def input_in(record: bytes) -> str:
    """What stands in the first field of a record, wherever that is: the line typed."""
    if len(record) < 3:
        return ""
    data = record[6:] if record[3:4] == bytes((c.SBA,)) else record[3:]
    return c.to_text(bytes(code for code in data.split(bytes((c.SBA,)))[0] if code))
