"""The tour in the whole terminal: plates, live 3270 terminals, captions, and the keys in the bottom line.

Used by cp/cli_tour.py: `on_screen(arguments, tour, first)`.  The face that cp/tour/player.py speaks of; terminals are
painted by cp/terminal/painter.py, and a visitor who has taken over has the key map of cp/terminal/keymap.py.

Not implemented: terminals side by side in wide windows; they stand one above the other.
"""
from __future__ import annotations

import asyncio
import signal
import textwrap
from typing import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (ConditionalContainer, Dimension, DynamicContainer, FormattedTextControl, HSplit,
                                   Layout, VSplit, Window)
from prompt_toolkit.output import ColorDepth

from cp.terminal import host, keymap
from cp.terminal.painter import PaneView
from cp.tour.exhibits import Row
from cp.tour.texts import Plate
from s360.errors import S360Error

GOOD, FAILED = 0, 1
ROWS, COLUMNS = 24, 80         # of the least window
CAPTION = 3                    # rows
MOST_ROWS = 32                 # of a terminal
ESCAPE_SECONDS = 0.05          # until an Escape is one, and not the beginning of a key
LEAVING = 15.0                 # seconds in which the word that ends a kiosk is typed
OWN = (keymap.MENU, keymap.NEW, keymap.KEYPAD, keymap.QUIT)
COMMANDS = {" ": "forward", "c-m": "forward", "right": "forward", "pagedown": "forward", "down": "forward",
            "b": "back", "left": "back", "pageup": "back", "up": "back", "c-h": "back", "n": "skip", "t": "take",
            "q": "quit", "c-c": "quit", "c-q": "quit", "?": "help", "h": "help", "f1": "help"}
HELP = ("help", "help.back", "help.skip", "help.take", "help.return", "help.quit")
COLOURS = {"": "", "bold": "bold", "dim": "ansigray", "hole": "reverse bold", "card": "ansiyellow",
           "green": "bg:ansigreen fg:ansiblack", "white": "bg:ansiwhite fg:ansiblack", "title": "bold ansicyan",
           "caption": "bold ansiyellow", "bar": "reverse", "label": "ansicyan", "taken": "reverse ansicyan"}
PLAIN = {"hole": "reverse", "bar": "reverse", "title": "bold", "caption": "bold", "taken": "reverse"}


class Screen:
    """
    player: whose face it is at present
    word:   what the operator of a kiosk types behind Ctrl-]; "": it is none
    left:   he has
    """

    paces = True
    app: Application | None = None

    def __init__(self, words: dict[str, str], word: str = "", colour: bool = True, ascii: bool = False, input=None,
                 output=None):
        self.words, self.word, self.colour, self.ascii = words, word, colour, ascii
        self.player = None
        self.left = False
        self.helping = self.prefixed = False
        self.plate_now: Plate | None = None
        self.place = self.says = self.bar = ""
        self.rows: list[Row] = []
        self.typed: str | None = None          # behind Ctrl-]
        self.typed_at = 0.0
        self.on_key: Callable[[], bool] = lambda: False
        self.stage_body = None
        self.focus = Window(height=0)
        self.app = Application(
            layout=Layout(self.layout(), focused_element=self.focus), key_bindings=self.bindings(), full_screen=True,
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT, input=input, output=output,
            terminal_size_polling_interval=None)
        self.app.ttimeoutlen = ESCAPE_SECONDS

    # -- the layout

    def layout(self):
        def area(text, **keys):
            return Window(FormattedTextControl(text, show_cursor=False), always_hide_cursor=True, **keys)
        caption = ConditionalContainer(area(self.caption_text, height=CAPTION), Condition(self.is_live))
        self.body = area(self.body_text)
        whole = HSplit([area(self.head_text, height=1), DynamicContainer(self.body_now), caption,
                        area(self.bar_text, height=1), self.focus])
        small = HSplit([area(lambda: self.shown(self.words["small"].format(columns=self.size()[1],
                                                                           rows=self.size()[0])), wrap_lines=True),
                        self.focus])
        return DynamicContainer(lambda: whole if self.fits() else small)

    def size(self) -> tuple[int, int]:
        if self.app is None:                   # while the layout is made
            return ROWS, COLUMNS
        size = self.app.output.get_size()
        return size.rows, size.columns

    def fits(self) -> bool:
        rows, columns = self.size()
        return rows >= ROWS and columns >= COLUMNS

    def is_live(self) -> bool:
        return self.stage_body is not None or bool(self.says)

    def body_now(self):
        return self.body if self.stage_body is None or self.rows or self.helping else self.stage_body

    def shown(self, text: str) -> str:
        return text.encode("ascii", "replace").decode() if self.ascii else text

    def style(self, name: str) -> str:
        return (COLOURS if self.colour else PLAIN).get(name, "")

    def head_text(self):
        width = self.size()[1]
        title = f" {self.words['title']}"
        plate = self.plate_now.title if self.plate_now and self.stage_body is not None else ""
        text = f"{title}   {plate}"[:width - 10]
        return [(self.style("bar"), self.shown(f"{text:<{width - 10}}{self.place:>9} "))]

    def bar_text(self):
        return [(self.style("bar"), self.shown(f" {self.bar:<{self.size()[1]}}"))]

    def caption_text(self):
        width = min(self.size()[1], 100) - 4
        lines = textwrap.wrap(self.says, width)[:CAPTION]
        return [(self.style("caption"), self.shown("".join(f"  {line}\n" for line in lines)))]

    def body_text(self):
        rows, columns = self.size()
        made = self.help_rows() if self.helping else self.plate_rows(rows)
        if self.rows and not self.helping:
            made = [[] for _ in range((rows - 2 - CAPTION - len(self.rows)) // 3)] + self.rows
        indent = " " * max((columns - COLUMNS) // 2, 0)
        out = []
        for row in made:
            out += [("", indent), *((self.style(style), self.shown(text)) for style, text in row), ("", "\n")]
        return out

    def help_rows(self) -> list[Row]:
        return [[], [("title", "  " + self.words["help.title"])], [],
                *([("", f"  {self.words[key]}")] for key in HELP if key != "help.quit" or not self.word)]

    def plate_rows(self, rows: int) -> list[Row]:
        plate = self.plate_now
        if plate is None:
            return []
        lines, said = plate.lines(), self.words["source"].format(source=plate.source)
        live = [[], [("bold", f"  {self.words['live']}")]] if plate.steps else []
        made = [[("title", f"  {plate.title}")], [], *([("", f"  {line}")] for line in lines), *live]
        source = textwrap.wrap(said, COLUMNS - 4)[:max(rows - 3 - len(made), 1)] if plate.source else []
        room = rows - 2 - len(made) - len(source)
        above = max(min(room // 3, 4), 0)
        return [[] for _ in range(above)] + made + [[] for _ in range(max(min(room - above, 3), 1))] + [
            [("dim", f"  {line}")] for line in source]

    # -- the face

    def sizes(self, users: list[str]) -> tuple[int, int]:
        """Of a terminal, when each of them has one."""
        room = max(self.size()[0], ROWS) - 2 - CAPTION
        return min(room // len(users) - 1, MOST_ROWS), COLUMNS

    def plate(self, plate: Plate, number: int, count: int) -> None:
        self.plate_now, self.place = plate, f"{number}/{count}"
        self.stage_body, self.rows, self.says = None, [], ""
        self.update()

    def stage(self, stage, plate: Plate) -> None:
        self.plate_now = plate if plate.title else self.plate_now
        parts = []
        for user, pane in stage.panes.items():
            view = PaneView(lambda pane=pane: pane, self.colour, self.ascii,
                            modal=lambda user=user: self.player is None or self.player.taken != user)
            label = Window(FormattedTextControl(lambda user=user: self.label(user)), height=1, always_hide_cursor=True)
            parts += [label, VSplit([Window(), view, Window()], height=Dimension.exact(pane.display.rows))]
        self.stage_body = HSplit([*parts, Window()])
        self.rows = []
        self.update()

    def label(self, user: str):
        taken = self.player is not None and self.player.taken == user
        width = self.size()[1]
        return [(self.style("taken" if taken else "label"), f"--- {user} ".ljust(width, "-"))]

    def caption(self, text: str) -> None:
        self.says = text
        self.update()

    def exhibit(self, rows: list[Row]) -> None:
        self.rows = rows
        self.update()

    def keys(self, words: str) -> None:
        self.bar = words
        self.update()

    def heard(self, userid: str, line: str, typed: bool) -> None:
        """It is seen at the terminal."""

    def update(self) -> None:
        self.app.invalidate()

    # -- keys

    def bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for key in sorted({*keymap.FIRST_KEYS, *keymap.SECOND_KEYS, *COMMANDS, keymap.PREFIX, "escape"}):
            if len(key) > 1:
                bindings.add(key, eager=True)(self.pressed)
        bindings.add(Keys.Any)(self.pressed)
        bindings.add(Keys.BracketedPaste, eager=True)(lambda event: None)
        return bindings

    def pressed(self, event) -> None:
        for press in event.key_sequence:
            key = str(getattr(press.key, "value", press.key))
            if key == "escape" and event.app.key_processor.input_queue:
                key = keymap.PREFIX            # Alt with a key sends both at once
            self.key(key)
        self.update()

    def key(self, key: str) -> None:
        """A key of prompt_toolkit's."""
        if self.player is None or self.leaving(key) or self.on_key():
            return
        if self.helping:
            self.helping = False
            self.player.touch()
        elif self.player.taken:
            self.taken_key(key)
        elif key == "c-]":
            self.player.touch()
        else:
            command = COMMANDS.get(key.lower(), "")
            if command == "help":
                self.player.touch()
                self.helping = True
            elif command:
                self.player.command(command)

    def leaving(self, key: str) -> bool:
        """The operator's chord: Ctrl-], and then the word."""
        if not self.word:
            return False
        now = asyncio.get_running_loop().time()
        if key == "c-]":
            self.typed, self.typed_at = "", now
            return self.player.taken == ""
        if self.typed is None or now - self.typed_at > LEAVING:
            self.typed = None
            return False
        self.typed = self.typed + key.upper() if len(key) == 1 else None
        if self.typed == self.word:
            self.left = True
            self.player.stop()
        elif self.typed is None or not self.word.startswith(self.typed):
            self.typed = None
            return False
        return True

    def taken_key(self, key: str) -> None:
        function = ""
        if key in ("escape", "c-]"):
            self.prefixed = False
            self.player.command("return")
        elif self.prefixed:
            self.prefixed = False
            function = keymap.SECOND_KEYS.get(key, "")
        elif key == keymap.PREFIX:
            self.prefixed = True
        elif key in keymap.FIRST_KEYS:
            function = keymap.FIRST_KEYS[key]
        elif len(key) == 1 and key.isprintable():
            function = key
        if function == keymap.REDRAW:
            self.app.renderer.clear()
        elif function == keymap.NEXT:
            self.player.type_at("next")
        elif function and function not in OWN:
            self.player.type_at(function)
        else:
            self.player.touch()


def on_screen(arguments, tour, first: int) -> int:
    """The tour, or the kiosk, in this terminal."""
    from cp.tour.kiosk import Kiosk
    from cp.tour.player import Player
    from cp.tour.stage import Prototype
    prototype = Prototype()
    try:
        screen = Screen(tour.words, arguments.leave_word if arguments.kiosk else "", host.colours(), host.ascii_only())
        if arguments.kiosk:
            show = Kiosk(tour, screen, prototype, arguments.speed, arguments.idle, arguments.log)
        else:
            show = screen.player = Player(tour, screen, prototype, arguments.auto, arguments.speed, arguments.idle,
                                          loops=arguments.auto, at=first)
        trouble = asyncio.run(perform(screen, show, arguments.kiosk))
    finally:
        prototype.close()
    if trouble is not None:
        raise S360Error(f"the tour has failed ({type(trouble).__name__}: {trouble}); `cpcms tour --plain` prints it") \
            from trouble
    return GOOD if screen.left or not arguments.kiosk else FAILED


def on_signals(stop: Callable[[], None], kiosk: bool) -> None:
    """Which signals end it: for a kiosk none that a keyboard sends."""
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGHUP, *([] if kiosk else [signal.SIGINT])):
        loop.add_signal_handler(one, stop)
    for one in (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT) if kiosk else ():
        signal.signal(one, signal.SIG_IGN)


async def perform(screen: Screen, show, kiosk: bool, signals: bool = True) -> BaseException | None:
    """Until the show or the terminal has ended; gives a mistake of ours."""
    troubles: list[BaseException] = []

    def failed(loop, context: dict) -> None:
        """In a key or in painting."""
        troubles.append(context.get("exception") or RuntimeError(context.get("message")))
        show.stop()
    asyncio.get_running_loop().set_exception_handler(failed)
    if signals:
        on_signals(show.stop, kiosk)
    painting = asyncio.create_task(screen.app.run_async(handle_sigint=False, set_exception_handler=False))
    showing = asyncio.create_task(show.run())
    await asyncio.wait([painting, showing], return_when=asyncio.FIRST_COMPLETED)
    if showing.done():
        if screen.app.is_running and not screen.app.is_done:
            screen.app.exit()
    else:
        show.stop()                            # the terminal is gone
    await asyncio.wait([painting, showing])
    for trouble in (showing.exception(), painting.exception(), *troubles):
        if trouble is not None and not isinstance(trouble, (EOFError, OSError)):
            return trouble
    return None
