"""The local terminal: this terminal's window as a 3270, with several sessions, on prompt_toolkit.

    window = Window(join, name="CPCMS"); window.run()      # until the last session ends; `window.stop()` from any thread

Called by cp/cli_cp.py.  A session is a Pane (cp/terminal/pane.py), painted by cp/terminal/painter.py; the keys are
cp/terminal/keymap.py.  The terminal is left as it was found, whatever ends the window.
"""
from __future__ import annotations

import asyncio
import textwrap
import threading
import time
from typing import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (ConditionalContainer, Dimension, Float, FloatContainer, FormattedTextControl, HSplit,
                                   Layout, Window as Area)
from prompt_toolkit.output import ColorDepth

from cp.terminal import keymap
from cp.terminal.hints import hint
from cp.terminal.host import discard_output
from cp.terminal.keymap import FIRST_KEYS, PREFIX, SECOND_KEYS
from cp.terminal.painter import PaneView
from cp.terminal.pane import LAST_WORDS, Pane
from cp.terminal.plate import Item, Plate
from cp.terminal.transcript import Transcript
from s360.devices import display_codes as c
from s360.errors import S360Error

ESCAPE_SECONDS = 0.05          # until an Escape is one, and not the beginning of a key
MOST_SESSIONS = 9
PLATE_WIDTH = 70
BEFORE = 0.3                   # seconds in which keys come that were typed before the window was there
TWICE = 1.0                    # seconds
PLATE_KEYS = ("escape", "up", "down", "left", "right", "pageup", "pagedown", "s-tab")


class WindowFailed(S360Error):
    """A mistake of ours; the terminal is left as it was found."""


class Window:
    """
    join:    connects a new session: a function of its Outbox (see Pane)
    more:    seconds a full screen waits
    model:   of the displays, 2 to 5; None: the largest for which the window has room
    first_screen: (rows, columns) -> the lines that greet; welcome: words to be read before anything
    transcript: of the first session; others are begun at the menu
    said:    what is to be said when the window has closed
    """

    def __init__(self, join: Callable, name: str = "", more: float = 60.0, model: int | None = None,
                 first_screen: Callable[[int, int], list[str]] = lambda rows, columns: [], welcome: list[str] = (),
                 colour: bool = True, ascii: bool = False, transcript: Transcript | None = None, input=None,
                 output=None):
        self.join, self.name, self.more, self.model = join, name, more, model
        self.first_screen, self.transcript = first_screen, transcript
        self.panes: list[Pane] = []
        self.current = 0
        self.prefixed = False                  # Ctrl-A was typed
        self.mouse = True
        self.cleared = -1e9                    # when the screen was, by Ctrl-C
        self.early = True                      # what is read now was typed before the window was there
        self.plate: Plate | None = None
        self.words = ""                        # for the bottom line, until the next key
        self.said: list[str] = []
        self.trouble: BaseException | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.timer = None
        self.stopping, self.closed = False, threading.Event()
        self.view = PaneView(lambda: self.pane, colour, ascii, self.hint_inside, lambda: self.plate is not None)
        self.app: Application = Application(
            layout=self.layout(), key_bindings=self.bindings(), full_screen=True, erase_when_done=True,
            mouse_support=Condition(lambda: self.mouse),
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT, input=input, output=output,
            terminal_size_polling_interval=None)
        self.app.ttimeoutlen = ESCAPE_SECONDS
        if welcome:
            lines = [part for line in welcome for part in textwrap.wrap(line, PLATE_WIDTH) or [""]]
            self.show_plate(Plate("WELCOME", lines, end="Enter goes on"))

    # -- the layout

    def layout(self) -> Layout:
        bar = ConditionalContainer(Area(FormattedTextControl(self.bar), height=1), Condition(self.room_below))
        body = HSplit([self.view, Area(height=Dimension(min=0, preferred=0, weight=1)), bar])
        plate = Float(ConditionalContainer(Area(FormattedTextControl(self.plate_text, show_cursor=False),
                                                dont_extend_width=True, dont_extend_height=True),
                                           Condition(lambda: self.plate is not None)))
        return Layout(FloatContainer(body, [plate]), focused_element=self.view.focus)

    def size(self) -> tuple[int, int]:
        """Rows and columns of this terminal."""
        size = self.app.output.get_size()
        return size.rows, size.columns

    def room_below(self) -> bool:
        """There is a line for the bottom line, or the window is too small for the display anyway."""
        rows, columns = self.size()
        display = self.pane.display
        return rows != display.rows or columns < display.columns

    def plate_text(self):
        return self.plate.fragments(max(self.size()[0] - 2, 1)) if self.plate is not None else []

    def hint_inside(self, room: int) -> str:
        if self.room_below():
            return ""
        which = f"{self.current + 1} of {len(self.panes)}   " if len(self.panes) > 1 else ""
        return which + self.left_words(room - len(which))

    def bar(self):
        """The bottom line: what can be done, and where one is."""
        _, width = self.size()
        right = self.right_words()
        left = self.left_words(max(width - len(right) - 2, 0))
        return [("reverse", f" {left:<{max(width - len(right) - 2, 0)}}{right} "[:width])]

    def left_words(self, room: int) -> str:
        rows, columns = self.size()
        display = self.pane.display
        if self.words:
            return self.words[:room]
        if self.prefixed:
            return "Ctrl-A and: 1 2 3 PA keys   a Attn   t new session   q quit"[:room]
        if rows < display.rows or columns < display.columns:
            return f"window {columns}x{rows} shows a part of {display.columns}x{display.rows}"[:room]
        return hint(self.pane, room)

    def right_words(self) -> str:
        pane = self.pane
        parts = ["INSERT"] * pane.keyboard.insert + ["transcript"] * (pane.transcript is not None)
        if len(self.panes) > 1:
            parts.append(f"{self.current + 1} of {len(self.panes)} Ctrl-T")
        return "  ".join(parts)

    # -- sessions

    @property
    def pane(self) -> Pane:
        return self.panes[self.current]

    def model_size(self) -> tuple[int, int]:
        if self.model is not None:
            return c.SIZES[self.model]
        rows, columns = self.size()
        fit = [size for number, size in c.SIZES.items() if number != 1 and size[0] <= rows and size[1] <= columns]
        return max(fit, key=lambda size: size[0] * size[1], default=c.SIZES[2])

    def open(self) -> None:
        """A new session."""
        if len(self.panes) >= MOST_SESSIONS:
            self.words = f"{MOST_SESSIONS} sessions are the most of a window"
            return
        size = self.model_size()
        pane = Pane(self.join, *size, ring=lambda: self.ring(pane), name=self.name, more=self.more,
                    first_screen=self.first_screen(*size))
        if not self.panes:
            pane.transcript = self.transcript
        self.panes.append(pane)
        self.current = len(self.panes) - 1
        pane.begin()
        self.plan()

    def next_session(self) -> None:
        self.current = (self.current + 1) % len(self.panes)

    def ring(self, pane: Pane) -> None:
        """From any thread: a session has said something."""
        try:
            self.loop.call_soon_threadsafe(self.feed, pane)
        except RuntimeError:                   # the window has closed
            pass

    def feed(self, pane: Pane) -> None:
        if pane not in self.panes:
            return
        pane.feed()
        self.after(pane)

    def after(self, pane: Pane) -> None:
        """Something has changed at a pane."""
        if pane.ended is not None:
            self.over(pane)
        if pane.transcript is not None and pane.transcript.broken:
            self.words, pane.transcript = pane.transcript.broken, None
        if pane.display.alarm:
            pane.display.alarm = 0
            self.app.output.bell()
        self.plan()
        self.app.invalidate()

    def over(self, pane: Pane) -> None:
        """A session has ended: the last one closes the window."""
        if len(self.panes) > 1:
            at = self.panes.index(pane)
            self.end_transcript(pane)
            del self.panes[at]
            self.current -= self.current >= at and self.current > 0
            self.words = next((line.strip() for line in reversed(pane.screen.lines) if line.strip()), "a session has ended")
        else:
            self.said = [line.rstrip() for line in pane.screen.lines if line.strip()][-2:]
            self.leave()

    def plan(self) -> None:
        """Have `tick` called when something is due."""
        dues = [pane.due for pane in self.panes if pane.due is not None]
        if self.timer is not None:
            self.timer.cancel()
        self.timer = None
        if dues:
            self.timer = self.loop.call_later(max(min(dues) - time.monotonic(), 0), self.tick)

    def tick(self) -> None:
        self.timer = None
        now = time.monotonic()
        for pane in list(self.panes):
            if pane.due is not None and pane.due <= now:
                pane.tick()
                self.after(pane)
        self.plan()

    # -- keys

    def bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for key in sorted({*FIRST_KEYS, *SECOND_KEYS, *PLATE_KEYS, PREFIX}):
            if len(key) > 1:
                bindings.add(key, eager=True)(self.pressed)
        bindings.add(Keys.Any)(self.pressed)
        bindings.add(Keys.BracketedPaste, eager=True)(self.pasted)
        return bindings

    def pasted(self, event) -> None:
        if self.plate is None:
            self.pane.paste(event.data)
            self.after(self.pane)

    def pressed(self, event) -> None:
        for press in event.key_sequence:
            key = str(getattr(press.key, "value", press.key))
            if key == "escape" and event.app.key_processor.input_queue and self.plate is None:
                key = PREFIX                   # Alt with a key sends both at once
            self.key(key)
        self.after(self.pane)

    def key(self, key: str) -> None:
        """A key of prompt_toolkit's."""
        self.words = ""
        if key == "c-j" and self.early:
            key = "c-m"                        # Enter, typed before the terminal was a 3270
        if self.plate is not None and not self.plate.items and len(key) == 1:
            self.plate = None                  # who reads no more types on
        if self.plate is not None:
            self.plate.key(key)
        elif self.prefixed:
            self.prefixed = False
            self.do(SECOND_KEYS.get(key, ""))
        elif key == PREFIX:
            self.prefixed = True
        elif key in FIRST_KEYS:
            self.do(FIRST_KEYS[key])
        elif len(key) == 1 and key.isprintable():
            self.pane.press(key)

    def do(self, function: str) -> None:
        """A function of the key map."""
        own = {keymap.MENU: self.menu, keymap.NEXT: self.next_session, keymap.NEW: self.open,
               keymap.KEYPAD: self.keypad, keymap.REDRAW: self.app.renderer.clear, keymap.QUIT: self.quit}
        if function == "clear" and not self.pane.screen.held:
            now, before = time.monotonic(), self.cleared
            self.cleared = now
            if now - before < TWICE:           # somebody wants to get out
                self.words = "Ctrl-C is CLEAR here; Ctrl-] and then q: quit"
        if function in own:
            own[function]()
        elif function:
            self.pane.press(function)

    # -- plates

    def show_plate(self, plate: Plate) -> None:
        plate.close = self.close_plate
        self.plate = plate

    def close_plate(self) -> None:
        self.plate = None

    def menu(self) -> None:
        items = [Item("k", "Keys: the map", self.help), Item("p", "Keypad: all keys of a 3270", self.keypad),
                 Item("n", "New session", self.open)]
        if len(self.panes) > 1:
            items.append(Item("t", "Next session", self.next_session))
        kept = self.pane.transcript
        model = "the largest with room" if self.model is None else f"{self.model}"
        items += [Item("w", f"Transcript: stop {kept.path}" if kept else "Transcript of this session, into a file",
                       self.switch_transcript),
                  Item("m", f"Model of new sessions: {model}", self.next_model),
                  Item("x", f"Mouse {'off, so that it marks text' if self.mouse else 'on: moves the cursor'}",
                       self.switch_mouse),
                  Item("r", "Redraw the screen", self.app.renderer.clear),
                  Item("q", "Quit: hang up, as Ctrl-A q", self.quit)]
        self.show_plate(Plate("MENU", [], items))

    def switch_transcript(self) -> None:
        """Begin a transcript of this session in a file of its own, or end it."""
        pane = self.pane
        if pane.transcript is not None:
            pane.transcript.close()
            self.words = pane.transcript.broken or f"the transcript is in {pane.transcript.path}"
            pane.transcript = None
            return
        path = time.strftime("cpcms-%Y%m%d-%H%M%S.txt")
        try:
            pane.transcript = Transcript(path)
            self.words = f"what is shown and typed goes to {path}"
        except S360Error as error:
            self.words = str(error)

    def next_model(self) -> None:
        """New sessions have the next model: 2 to 5, or the largest with room; stay at the menu."""
        models = (None, 2, 3, 4, 5)
        self.model = models[(models.index(self.model) + 1) % len(models)]
        self.menu()
        self.plate.chosen = next(at for at, item in enumerate(self.plate.items) if item.key == "m")

    def switch_mouse(self) -> None:
        self.mouse = not self.mouse

    def help(self) -> None:
        self.show_plate(Plate("KEYS OF THE 3270", keymap.map_lines()))

    def keypad(self) -> None:
        def press(function: str) -> Callable[[], None]:
            return lambda: self.do(function)
        self.show_plate(Plate("KEYPAD", [], [Item("", name, press(function)) for name, function in keymap.KEYPAD_KEYS],
                              keymap.KEYPAD_ROW))

    # -- the end

    def quit(self) -> None:
        """Hang up everything."""
        self.leave()

    def leave(self) -> None:
        if self.app.is_running and not self.app.is_done:
            self.app.exit()

    def stop(self) -> None:
        """End it, from any thread but the window's."""
        if not self.stopping:
            threading.Thread(target=discard_output, args=(self.closed, LAST_WORDS), daemon=True).start()
        self.stopping = True
        if self.loop is not None:
            try:
                self.loop.call_soon_threadsafe(self.leave)
            except RuntimeError:               # it has closed already
                pass

    def failed(self, loop, context: dict) -> None:
        """An exception in the loop, ours: the window closes."""
        self.trouble = context.get("exception") or RuntimeError(context.get("message"))
        self.leave()

    def begin(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(self.failed)
        self.loop.call_later(BEFORE, self.begun)         # however long the first screen takes, keys come before timers
        self.open()
        if self.stopping:
            self.loop.call_soon(self.leave)

    def begun(self) -> None:
        self.early = False

    def run(self) -> None:
        """Until the last session has ended or somebody quits; WindowFailed for a mistake of ours."""
        try:
            self.app.run(pre_run=self.begin, handle_sigint=False, set_exception_handler=False)
        except (EOFError, OSError):            # the terminal is gone
            pass
        except Exception as error:
            self.trouble = error
        finally:
            self.closed.set()
            for pane in self.panes:
                pane.close()
                self.end_transcript(pane)
        if self.trouble is not None:
            raise WindowFailed(f"the 3270 of this terminal has failed ({type(self.trouble).__name__}: {self.trouble}); "
                               "`cpcms --line` is a plain terminal") from self.trouble

    def end_transcript(self, pane: Pane) -> None:
        if pane.transcript is not None:
            pane.transcript.close()
            if pane.transcript.broken:
                self.said.append(pane.transcript.broken)
            pane.transcript = None
