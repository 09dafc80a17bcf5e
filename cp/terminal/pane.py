"""A session of CP on a 3270 display of our own: session, VM screen, buffer and keyboard in one, without any terminal.

    pane = Pane(lambda outbox: Session(system, outbox), ring=wake_my_loop); pane.begin()
    pane.feed(); pane.tick()                 # after a ring; when `due` has come
    pane.press("L"); pane.press("enter"); pane.paste("two\\nlines\\n"); pane.click(23, 4)
    pane.rows(); pane.display.cursor; pane.state; pane.ended

All of it is called from one thread, but for `ring`, which is called from any.  What is typed goes to the session
through a thread of the pane's own, because a command may take long.  Used by cp/terminal/window.py, which
paints panes with cp/terminal/painter.py.
"""
from __future__ import annotations

import queue
import threading
import time
from collections import deque
from typing import Callable

from cp.terminal.outbox import SIZE, Outbox
from cp.terminal.vmscreen import IMMEDIATE, MOST_AHEAD, REFUSED, VMScreen
from s360.devices import display_codes as c
from s360.devices.display import Display
from s360.devices.display_keyboard import Keyboard
from s360.devices.display_query import BadStream
from s360.errors import S360Error

BEHIND = 4000                  # characters a pane may be behind before its guest waits
READING = ("CP READ", "VM READ")
PATIENCE = 0.3                 # seconds until a paste asks whether the machine waits
LAST_WORDS = 2.0               # seconds for a session to hang up
TAB_WIDTH = 8
NEXT_PAGE = ("clear", "pa1", "pa2")            # keys that a full screen waits for


class RingingOutbox(Outbox):
    """An Outbox that tells its reader's loop once when something has come."""

    def __init__(self, ring: Callable[[], None]):
        super().__init__(BEHIND)
        self.ring, self.rung = ring, False

    def put(self, message: dict, size: int = SIZE) -> None:
        super().put(message, size)
        self.wake_reader()

    def end(self, **last) -> None:
        super().end(**last)
        self.wake_reader()

    def wake_reader(self) -> None:
        if not self.rung:
            self.rung = True
            self.ring()


class Pane:
    """
    join:    makes what the pane is connected to, a Session or a RemoteLink, for an Outbox; S360Error when it cannot
    rows, columns: of the display (a model of 3270); name: the system's; first_screen: lines shown first
    more:    seconds a full screen waits; ring: called, from any thread, when `feed` is to be called
    extended: the display has colours
    display, keyboard, screen: the parts; link: the connection; ended: the last message, when it is over
    logged_on: somebody is
    transcript: what is told all that is shown and typed (cp/terminal/transcript.py), or None
    """

    def __init__(self, join: Callable, rows: int = 24, columns: int = 80, ring: Callable[[], None] = lambda: None,
                 name: str = "", first_screen: list[str] = (), more: float = 60.0, extended: bool = True,
                 clock: Callable[[], float] = time.monotonic):
        self.join, self.ring, self.clock = join, ring, clock
        size = (rows, columns)
        self.display = Display(*c.SIZES[2], alternate=size)
        self.keyboard = Keyboard(self.display)
        self.screen = VMScreen(rows, columns, alternate=size != c.SIZES[2], extended=extended, name=name, more=more,
                               first_screen=first_screen)
        self.link = self.outbox = self.transcript = None
        self.worker = Worker(self)
        self.ended: dict | None = None
        self.pasted: deque[tuple[str, bool]] = deque()     # (text, with ENTER)
        self.paste_due: float | None = None
        self.idle = False                      # the machine waits for something from outside
        self.logged_on = False

    def begin(self) -> None:
        """Connect; again, after the end, for the next session."""
        self.ended = None
        self.screen.typed = self.screen.handled = 0
        self.outbox = RingingOutbox(self.ring)
        try:
            self.link = self.join(self.outbox)
            self.link.shows(self.screen.rows, self.screen.columns, self.screen.extended)
        except S360Error as error:             # no line is free, or CP has gone
            self.outbox.text(f"{error}\n")
            self.outbox.end(refused=True)
        self.feed()

    def close(self) -> None:
        """Hang up: the user is disconnected."""
        if self.link is not None:
            self.worker.put(("close",))
            self.worker.thread.join(LAST_WORDS)
        if self.outbox is not None:
            self.outbox.end()

    # -- what it shows

    def rows(self) -> list[str]:
        """What a person sees."""
        return [self.display.row(number) for number in range(self.display.rows)]

    @property
    def state(self) -> str:
        """What the status says: MORE..., HOLDING, NOT ACCEPTED, CP READ, VM READ, RUNNING, or "" before anything."""
        return self.screen.held or (REFUSED if self.screen.refused_until else self.screen.state)

    @property
    def userid(self) -> str:
        """Who is logged on here; "" when nobody is, or it is not known."""
        vm = getattr(self.link, "vm", None)
        return vm.userid if vm is not None else ""

    @property
    def due(self) -> float | None:
        """When `tick` is to be called, by the clock; None: need not be."""
        moments = [moment for moment in (self.screen.due, self.paste_due) if moment is not None]
        return min(moments, default=None)

    # -- what comes

    def feed(self) -> None:
        """Take over what the session has said; a full screen leaves the rest where it is."""
        screen, outbox = self.screen, self.outbox
        outbox.rung = False
        while outbox.queue and not screen.held and screen.ended is None:
            now = self.clock()
            for message in outbox.take():
                if "manner" in message:        # nothing: as before logon
                    self.logged_on = bool(message["manner"])
                if self.transcript is not None and "text" in message:
                    self.transcript.told(message["text"])
                screen.message(message, now)
            self.settle()
        if not screen.held:
            outbox.shown()
        if screen.ended is not None:
            self.ended, screen.ended = screen.ended, None
        self.settle()

    def tick(self) -> None:
        """The time has come, or not yet."""
        now = self.clock()
        self.screen.tick(now)
        if self.paste_due is not None and now >= self.paste_due:
            self.paste_due = None
            self.worker.put(("idle",))
        self.feed()

    def settle(self) -> None:
        """Everything has its effect: streams, keys that waited, records, actions."""
        screen, display, keyboard = self.screen, self.display, self.keyboard
        while True:
            for record in keyboard.taken():
                screen.key(record, self.clock())
            for action in screen.taken():
                self.do(action)
            streams = screen.streams()
            for stream in streams:
                try:
                    answer = display.perform(stream[0], stream[1:])
                except BadStream:              # as far as it was good it is there
                    answer = None
                if answer is not None:
                    screen.key(answer, self.clock())
            keyboard.held = not screen.full.on and (
                screen.typed - screen.handled >= MOST_AHEAD or bool(screen.held and keyboard.waiting))
            keyboard.go_on()
            self.type_pasted()
            if not (streams or keyboard.records or screen.actions):
                break

    def do(self, action: tuple) -> None:
        if self.transcript is not None and action[0] == "send" and not self.screen.hidden:
            self.transcript.typed(action[1], command=self.screen.state == "CP READ")
        if self.link is not None:
            self.worker.put(action)

    # -- what is typed

    def press(self, key: str) -> None:
        """A key: a character, a name of display_keyboard.KEYS, or "attn" and "sysreq".

        Ours: ENTER with a line at a full screen goes to the next one instead of holding it, and behind the last
        one sends the line; an immediate command (KX) goes at once.
        """
        if key in ("attn", "sysreq"):
            self.drop_paste()
            self.screen.attention(self.clock())
        else:
            if key == "reset":
                self.drop_paste()
            if len(key) == 1 and self.input_elsewhere():
                self.keyboard.press("home")
            if key == "enter" and self.typed_at_full_screen() and self.typed() not in IMMEDIATE:
                self.keyboard.press("pa2")     # the next page; behind the last one the line is sent
                self.settle()
                if self.screen.held:
                    return
            if self.screen.held and key in NEXT_PAGE and not self.display.locked:
                self.keyboard.do(key)          # before all that waits for it
            else:
                self.keyboard.press(key)
        self.settle()
        self.feed()

    def input_elsewhere(self) -> bool:
        """The cursor stands in the output area of the VM screen: what is typed there is meant for the input."""
        return not self.screen.full.shown and not self.keyboard.locked and self.display.protected(self.display.cursor)

    def typed_at_full_screen(self) -> bool:
        """A line has been typed although the screen is full (MORE..., HOLDING)."""
        first = self.screen.input
        return bool(self.screen.held) and not self.keyboard.waiting and not self.keyboard.locked and any(
            self.display.codes[first:self.screen.status_mark])

    def typed(self) -> str:
        """What stands in the input area, in capitals."""
        codes = self.display.codes[self.screen.input:self.screen.status_mark]
        return c.to_text(bytes(code for code in codes if code)).strip().upper()

    def click(self, row: int, column: int) -> None:
        """The cursor goes to a place."""
        if not self.display.locked:
            self.keyboard.move(row * self.display.columns + column)

    def paste(self, text: str) -> None:
        """Type lines, each with ENTER when the one before has been handled; the last one without, if it has no end.
        On a guest's screen: from the cursor on, each in a line of its own."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(TAB_WIDTH).split("\n")
        for number, line in enumerate(lines, 1):
            line = "".join(char for char in line if char.isprintable())
            if self.screen.full.on or len(lines) == 1 and not self.pasted:
                for key in (*line, "newline") if number < len(lines) else line:
                    self.keyboard.press(key)
            elif line or number < len(lines):
                self.pasted.append((line, number < len(lines)))
        self.settle()

    def drop_paste(self) -> None:
        self.pasted.clear()
        self.paste_due = None

    def type_pasted(self) -> None:
        """The next pasted line, if what it is for reads, or waits for something."""
        screen, keyboard = self.screen, self.keyboard
        if not self.pasted or screen.held or screen.full.on or keyboard.locked or keyboard.waiting:
            return
        if screen.typed != screen.handled:
            return
        if screen.state not in READING and not self.idle:
            if self.paste_due is None:
                self.paste_due = self.clock() + PATIENCE
            return
        self.idle, self.paste_due = False, None
        text, with_enter = self.pasted.popleft()
        if self.input_elsewhere():
            keyboard.press("home")
        for key in (*text, "enter") if with_enter else text:
            keyboard.press(key)
            if keyboard.error:
                self.drop_paste()
                break

    def asked(self, idle: bool) -> None:
        """Whether the machine waits (from the worker)."""
        self.idle = idle
        if not idle and self.pasted:
            self.paste_due = self.clock() + PATIENCE
        self.outbox.wake_reader()


class Worker:
    """The thread that does with a session what was typed, one thing after the other."""

    def __init__(self, pane: Pane):
        self.pane = pane
        self.queue: queue.SimpleQueue = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.run, name="cp-pane", daemon=True)

    def put(self, action: tuple) -> None:
        if self.thread.ident is None:
            self.thread.start()
        self.queue.put((self.pane.link, action))

    def run(self) -> None:
        name = ""
        while name != "close":
            link, (name, *values) = self.queue.get()
            try:
                if name == "idle":
                    self.pane.asked(link.idle)
                else:
                    getattr(link, name)(*values)
            except Exception as error:         # CP's own mistake; the session goes on
                self.pane.outbox.text(f"CP ERROR: {type(error).__name__}: {error}\n")
