"""A person at a terminal: prompt, history, completion, and a line that shows the machine's state.

Called by `cpcms ipl` when its input is a terminal.  A worker thread runs the machine; what it
types and what the operator is told appear above the prompt.

Who a line is for, the prompt shows: while the machine reads at its console, the prompt is the
console's (`009>`, behind what the machine has typed on that line) and a line is typed there;
otherwise it is `cpcms>` and a line is a command.  `/command` is a command and `.text` is typed at
the console at any time.  The line counts as begun with its first character, so that a read that
comes while a command is being typed does not take it.

Not implemented: a screen divided into windows (--console gives the 1052 a terminal of its own).
"""
from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import redirect_stdout
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.patch_stdout import StdoutProxy

from s360.devices import catalog
from s360.errors import S360Error
from s360.operator import registry
from s360.operator.place import Operator, Quit

TWICE = 2.0                   # seconds in which a second Ctrl-C ends
DRAW = 0.02                   # seconds between two writings above the prompt
REFRESH = 0.5                 # seconds between looks at the state
REST = 0.05                   # the worker looks this often whether there is something to run
MOST_PARTIAL = 200            # of an unfinished console line in the prompt

WELCOME = "The operator's place: help lists the commands, quit leaves."


class OperatorCompleter(Completer):
    """Completes command names, literal words, unit addresses, device types and file names."""

    def __init__(self, operator: Operator):
        self.operator = operator
        self.files = PathCompleter(expanduser=True, get_paths=lambda: [str(operator.folder)])

    def get_completions(self, document, complete_event):
        text = document.text_before_cursor.lstrip()
        slash = text.startswith("/")
        text = text[slash:]
        word = document.get_word_before_cursor(WORD=True)
        if " " not in text:
            yield from matching(sorted(registry.NAMES), text, len(text))
            return
        try:
            command = registry.find(text.split()[0])
        except S360Error:
            return
        words = list(command.literals)
        if command.takes("COMMAND"):
            words += registry.COMMANDS
        if command.takes("UNIT"):
            words += [f"{unit:03X}" for unit in sorted(self.operator.machine.devices)]
        if command.takes("TYPE"):
            words += catalog.TYPES
        yield from matching(words, word, len(word))
        if command.takes("FILE") and word:
            yield from self.files.get_completions(Document(word), complete_event)


def matching(words, begun: str, typed: int):
    """Completions of what has been begun."""
    for word in dict.fromkeys(words):
        if word.lower().startswith(begun.lower()):
            yield Completion(word, -typed)


class Terminal:
    """The operator's terminal.

    own_console: lines may be typed at the console from here (no second window has it)
    """

    def __init__(self, operator: Operator, input=None, output=None, own_console: bool = True,
                 record=None, begun: str = ""):
        self.operator = operator
        self.own_console = own_console
        self.record = record or (lambda text: None)
        self.partial = begun              # console line begun, shown in the prompt
        self.for_console = False          # whom the line being typed is for
        self.last_break = 0.0
        self.asked = False                # Ctrl-D was pressed and may be meant
        self.over = threading.Event()
        self.failure: BaseException | None = None
        self.sample = (time.monotonic(), 0)
        self.mips = 0.0
        operator.say = self.say
        if own_console:
            operator.show_console = self.console
        self.session = PromptSession(
            message=self.prompt, bottom_toolbar=self.toolbar, key_bindings=self.keys(),
            completer=OperatorCompleter(operator), complete_while_typing=False,
            history=self.history(input), refresh_interval=REFRESH, input=input, output=output)

    # -- what is shown

    @staticmethod
    def history(input):
        """Lines of earlier sessions, in the user's state folder; in tests none."""
        if input is not None:
            return InMemoryHistory()
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "cpcms"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / "operator_history"
            file.touch(mode=0o600)
        except OSError:
            return InMemoryHistory()      # a home that cannot be written: this session only
        return FileHistory(str(file))

    def say(self, line: str) -> None:
        """Tell the operator something."""
        print(line)
        self.record(line + "\n")

    def console(self, text: str, typed: bool) -> None:
        """Show what is typed at the console: whole lines above the prompt, the rest in it."""
        self.record(text)
        if typed:
            self.partial = ""             # the prompt's own line stays on the screen
            return
        *lines, self.partial = (self.partial + text.replace("\a", "")).split("\n")
        for line in lines:
            print(line)
        self.partial = self.partial[-MOST_PARTIAL:]
        self.redraw()

    def redraw(self) -> None:
        """Have the prompt drawn anew (any thread)."""
        session = getattr(self, "session", None)
        if session is not None and session.app.is_running:
            session.app.invalidate()

    def prompt(self):
        """The prompt shows whom the line is for; that is settled by its first character."""
        buffer = getattr(self, "session", None) and self.session.default_buffer
        if not buffer or not buffer.text:
            self.for_console = self.own_console and self.operator.reading
        if self.for_console:
            return FormattedText([("bold", f"{self.operator.console:03X}> "), ("", self.partial)])
        begun = self.partial + "\n" if self.partial and self.own_console else ""
        return FormattedText([("", begun), ("bold", "cpcms> ")])

    def state(self) -> str:
        """RUNNING, WAIT or STOPPED."""
        operator = self.operator
        if not operator.started:
            return "STOPPED"
        waits = operator.idle or operator.machine.state == "wait"
        return "WAIT" if waits else "RUNNING"

    def toolbar(self):
        machine = self.operator.machine
        now, count = time.monotonic(), machine.instructions
        if now - self.sample[0] >= REFRESH:
            self.mips = (count - self.sample[1]) / (now - self.sample[0]) / 1e6
            self.sample = (now, count)
        line = f" {self.state():<7} PSW {machine.cpu.psw.ia:06X} {max(0.0, self.mips):6.1f} MIPS"
        if self.for_console:
            keys = "a line goes to the console  /command"
        else:
            keys = "help  .text goes to the console" if self.own_console else "help"
        stop = "attention" if self.operator.console is not None else "stop"
        return f"{line} | {keys}  Ctrl-C {stop}  Ctrl-D leave "

    # -- keys

    def keys(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add("c-c")
        def _(event):
            self.broken_off(event.app)

        @bindings.add("c-d")
        def _(event):
            if event.current_buffer.text:
                event.current_buffer.delete()
            elif not self.operator.started or self.asked:
                event.app.exit(exception=EOFError)
            else:
                self.asked = True
                self.say("The machine is running; Ctrl-D once more, or quit, leaves it.")
        return bindings

    def broken_off(self, app=None) -> None:
        """Ctrl-C: the first is attention (or STOP without a console), a second within 2 s ends."""
        now = time.monotonic()
        if now - self.last_break < TWICE:
            if app is not None:
                app.exit(exception=EOFError)
            return
        self.last_break = now
        operator = self.operator
        if operator.console is not None:
            operator.command("attn")
            self.say("Attention (REQUEST key); Ctrl-C again within 2 s leaves.")
        else:
            operator.command("stop")
            self.say("Ctrl-C again within 2 s leaves.")

    # -- the two threads

    def work(self) -> None:
        """The worker: runs the machine while it is started."""
        operator = self.operator
        try:
            while not self.over.is_set():
                if not operator.started or operator.idle:
                    self.over.wait(REST)
                    continue
                with operator.turn():
                    if operator.started and not operator.idle and not self.over.is_set():
                        operator.advance()
        except BaseException as error:    # told to the person by the other thread
            self.failure = error
            if self.session.app.is_running:
                self.session.app.loop.call_soon_threadsafe(
                    lambda: self.session.app.exit(exception=EOFError))

    def line(self, text: str) -> None:
        """A line was entered."""
        self.asked = False
        if text.startswith("/"):
            self.command(text[1:])
        elif text.startswith("."):
            self.operator.type(text[1:])
        elif self.for_console:
            self.operator.type(text)
        else:
            self.command(text)

    def command(self, text: str) -> None:
        """A command; Ctrl-C breaks off what it waits for."""
        self.record(f"cpcms> {text}\n")
        self.operator.interrupted = False
        previous = None
        if threading.current_thread() is threading.main_thread():
            previous = signal.signal(signal.SIGINT, self.break_command)
        try:
            self.operator.command(text)
        finally:
            if previous is not None:
                signal.signal(signal.SIGINT, previous)

    def break_command(self, *_) -> None:
        self.operator.interrupted = True
        self.operator.machine.stop()
        self.say("Broken off; what was waited for is not waited for any longer.")

    def run(self) -> int:
        """Talk with the person until he leaves; gives the exit code."""
        worker = threading.Thread(target=self.work, name="machine", daemon=True)
        worker.start()
        code = 0
        with StdoutProxy(sleep_between_writes=DRAW, raw=True) as above, redirect_stdout(above):
            try:
                while True:
                    self.for_console = self.own_console and self.operator.reading
                    try:
                        self.line(self.session.prompt())
                    except S360Error as error:
                        self.say(str(error))
            except EOFError:
                pass
            except Quit as left:
                code = left.code or 0
        self.over.set()
        self.operator.machine.stop()
        worker.join()
        if self.failure is not None:
            raise self.failure
        sys.stdout.flush()
        return code
