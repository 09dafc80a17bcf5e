"""The virtual console: what lies between a user's terminal and his machine's 1052.

A face (line terminal, 3270, the Python API) calls `send` and `attention` and is told text and status;
CP calls `say`; the guest's console device types and reads.  Every line of input goes through logical
line editing and then either to CP (CP READ, or behind #CP) or to the guest.

Source: GC20-1820 (TERMINAL, logical line editing, attention), facts of 3270 status from GC20-1807.
"""
from __future__ import annotations

import re
import threading
import time
from collections import deque
from dataclasses import dataclass

from cp.console_screen import COMMANDS, READ as READ_SCREEN, ConsoleScreen
from cp.secrets_out import command_without_secrets
from cp.shared_screen import SharedScreen
from cp.terminal.functions import as_list, standard_functions
from s360.devices.base import ATTENTION, READY, WAITING
from s360.devices.console import READ, Console

HISTORY = 5000                 # lines kept for `expect` and new faces
MOST_KEPT = 1 << 20            # characters of them
MOST_STACKED = 1000            # lines typed ahead
ALARM_BEFORE = 10.0            # seconds before a full screen goes on by itself
JUST_TYPED = 0.5               # seconds behind a line in which ENTER alone is a null line, typed ahead
DOUBLE = 0.75                  # seconds within which two attentions go to CP
RUNNING, VM_READ, CP_READ, AWAY = "RUNNING", "VM READ", "CP READ", ""
#: what CP types for one user may have come from another: nothing in it controls a terminal
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


@dataclass
class Editing:
    """TERMINAL's characters (None: off) and settings.

    mode: "VM": one attention to the machine, two to CP; "CP": one to CP
    more: seconds until the alarm and behind it for a full screen, [] when it waits; None: as configured
    """
    chardel: str | None = "@"
    linedel: str | None = "\u00a2"
    linend: str | None = "#"
    escape: str | None = '"'
    mode: str = "VM"
    linesize: int = 80
    mask: bool = False
    apl: bool = False
    hilight: bool = False
    attn: bool = True
    more: list[int] | None = None


TO_CP = re.compile(r"CP(?= |$)", re.IGNORECASE)


def logical_lines(text: str, signs: Editing) -> list[tuple[bool, str]]:
    """One physical line as the logical lines it stands for: (for CP, text).  For CP is what follows a line
    end and CP (#CP QUERY TIME)."""
    out, line, at, to_cp = [], [], 0, False
    while at < len(text):
        char = text[at]
        at += 1
        behind = text[at:at + 3].split(signs.linend, 1)[0] if char == signs.linend else ""
        if TO_CP.match(behind):
            if line or to_cp:
                out.append((to_cp, "".join(line)))
            line, to_cp = [], True
            at += 2
        elif char == signs.escape and at < len(text):
            line.append(text[at])
            at += 1
        elif char == signs.chardel:
            if line:
                line.pop()
        elif char == signs.linedel:
            line.clear()
        elif char == signs.linend:
            out.append((to_cp, "".join(line)))
            line, to_cp = [], False
        else:
            line.append(char)
    return out + [(to_cp, "".join(line))]


class GuestConsole(Console):
    """The machine's console at 009 (or 01F): a 1052 that is the user's terminal."""

    def __init__(self, console: "VirtualConsole", type: str = "1052"):
        super().__init__(type=type)
        self.console = console
        self.holding = False
        self.silent = 0                  # lines that have had no attention of their own
        self.screen = ConsoleScreen(self)

    def print(self, text: str) -> None:
        self.console.typed(text)

    def read(self) -> bytes:
        return self.screen.read() if self.screen.active and self.command in COMMANDS else super().read()

    def write(self, data: bytes) -> None:
        if self.screen.active:
            self.screen.write(data)
            return
        super().write(data)
        self.typed.clear()               # the console keeps the history
        self.kept = 0

    def end(self, count: int) -> int:
        if self.screen.active and self.command in COMMANDS:
            if self.command == READ_SCREEN and self.ahead and self.ahead[0][0]:
                self.request()           # the one before was taken for a key's
            return self.screen.end(count)
        status = super().end(count)
        if self.console.full and self.command & 1 and not self.holding:
            self.holding = True
            return WAITING               # the terminal is behind; see `drained`
        self.holding = False
        if self.command == READ and self.silent and (not self.ahead or self.ahead[0][0]):
            self.silent = min(self.silent - 1, len(self.ahead))
            if self.ahead:
                self.request()           # for the next line, which may be KX
        return status

    def start(self, command: int) -> int:
        if command in COMMANDS:
            self.command, self.busy_time = command, 0
            return self.screen.start(command)
        self.screen.active = False
        status = super().start(command)
        if status == WAITING:
            self.console.take_screen(by_cp=False)      # a line is to be typed
            self.console.changed()
        return status

    def halt(self) -> None:
        super().halt()
        self.holding = False
        self.screen.tube.halt()
        self.console.changed()

    def reset(self) -> None:
        super().reset()
        self.holding = False
        self.silent = 0
        self.console.take_screen(by_cp=False)
        self.console.give_back()
        self.screen.reset()

    @property
    def asking(self) -> bool:
        """An attention waits to be taken."""
        return any(unit.device is self and unit.pending & ATTENTION
                   for unit in self.console.vm.machine.channels.units.values())

    def drained(self) -> None:
        """The terminal has caught up (called under post)."""
        if self.holding:
            self.notify(READY)
        self.screen.tube.room()

    def _typed(self, line: bytes, cancelled: bool) -> bool:
        taken = super()._typed(line, cancelled)
        self.console.changed()
        return taken


def more_of(seconds: float) -> list[int]:
    """How a full screen's time is parted: the alarm comes some seconds before the end."""
    warning = min(ALARM_BEFORE, seconds)
    return [seconds - warning, warning] if seconds else []


class Script:
    """The face of a session that a program holds (`System.logon`): it looks with `expect`."""
    line, local, echoes, behind, vm, closed = "API", True, True, False, None, False

    def show(self, text: str) -> None:
        """The console keeps it."""

    def status(self, state: str) -> None:
        """The console knows it."""

    def hide(self, on: bool) -> None:
        """Nothing is shown."""

    def manner(self, manner: dict) -> None:
        """It has neither screen nor keys."""

    def say(self, line: str) -> None:
        """Nobody reads behind the end of the session."""

    def logged_off(self, hold: bool) -> None:
        """The program has its VirtualMachine still, which is `ended`."""


class VirtualConsole(SharedScreen):
    """
    face:    what shows it (`show(text)`, `status(state)`, `hide(on)`, `manner(dict)`, `behind` while it cannot take
             more, `echoes` when what is keyed in shows there); None when the user is disconnected:
             then what is typed is thrown away
    functions: what SET PF says: key -> (kind, text)
    lines:   the latest complete lines, [number, text]; spool: where console output is spooled to
    """

    def __init__(self, vm):
        self.vm = vm
        self.face = None
        self.editing = Editing()
        self.functions = standard_functions()
        self.wake = threading.Condition()
        self.lines: deque[tuple[int, str]] = deque()
        self.number = self.kept = 0
        self.partial = ""
        self.seen = 0                          # lines `expect` has passed over
        self.seen_partial = 0
        self.spool = None
        self.devices: list[GuestConsole] = []
        self.on_the_way = 0                    # lines the guest's console has not got yet
        self.pending: tuple | None = None      # (command line, answers) that asked something
        self.prompt, self.hidden = "", False
        self.last_attention = self.last_line = -1e9
        self.pa2_interrupts = False            # DIAGNOSE X'54': PA2 is an external interruption
        self.state = AWAY

    # -- output

    def say(self, line: str, more: bool = False) -> None:
        """A line of CP's, on a line of its own.  more: CP is not done with the screen."""
        with self.wake:
            self.take_screen()
            lines = self._show(("\n" if self.partial else "") + line.translate(CONTROLS) + "\n")
        if not more:
            self.give_back()
        self._to_secondary(lines)

    def typed(self, text: str) -> None:
        """What the guest typed: text with line ends where the carrier returned."""
        with self.wake:
            self.take_screen(by_cp=False)
            lines = self._show(text)
        self.give_back()
        self._to_secondary(lines)

    def _to_secondary(self, lines: list[str]) -> None:
        """Nobody sits here: the secondary user sees the lines, if he sits anywhere."""
        if self.face is None and self.vm.options.secuser:
            other = self.vm.system.machines.get(self.vm.options.secuser)
            if other is not None and other.console.face is not None:
                for line in lines:
                    other.say(f"{self.vm.userid:<8}: {line}")

    def _show(self, text: str) -> list[str]:
        """Keep and show it; gives the lines that are whole now."""
        whole = self._keep(text)
        if self.face is not None:
            self.face.show(text)
        self.wake.notify_all()
        return whole

    def _keep(self, text: str) -> list[str]:
        *whole, rest = (self.partial + text).split("\n")
        for line in whole:
            self.number += 1
            self.lines.append((self.number, line))
            self.kept += len(line)
            while len(self.lines) > HISTORY or self.kept > MOST_KEPT:
                self.kept -= len(self.lines.popleft()[1])
            if self.spool is not None:
                self.spool.write_line(line)
        self.partial = rest[-HISTORY:]
        return whole

    @property
    def full(self) -> bool:
        """The terminal cannot take more at present: the guest's next write waits."""
        face = self.face                       # another thread may take it away
        return face is not None and face.behind

    def drained(self) -> None:
        """The face has room again."""
        for device in self.devices:
            self.vm.post(device.drained)

    def connect(self, face) -> None:
        """Another face, or None; a question that was open is dropped."""
        with self.wake:
            self.take_screen()
            self.face, self.state = face, AWAY
            self.pending, self.hidden = None, False
            self.last_attention = -1e9
            self.wake.notify_all()
        self.drained()
        self.tell_manner()
        self.changed()

    def tell_manner(self) -> None:
        """The face learns what TERMINAL and SET PF say."""
        face, editing = self.face, self.editing
        if face is not None:
            face.manner({"functions": as_list(self.functions), "more": self.more, "hilight": editing.hilight,
                         "linesize": editing.linesize})

    @property
    def more(self) -> list[int]:
        """Seconds of a full screen until the alarm, and behind it; [] when it waits for the person."""
        if self.editing.more is not None:
            return self.editing.more
        return more_of(self.vm.system.configuration.serve.more)

    # -- status

    def changed(self) -> None:
        """Find the status anew and tell the face."""
        vm = self.vm
        with self.wake:
            if vm.ended:
                state = AWAY
            elif self.pending is not None or vm.in_cp and not vm.asleep:
                state = CP_READ
            elif not self.on_the_way and any(device.reading for device in self.devices):
                state = VM_READ
            else:
                state = RUNNING
            if state == CP_READ:
                self.take_screen()
            if state != self.state:
                self.state = state
                if self.face is not None:
                    self.face.status(state)
                self.wake.notify_all()
        self.give_back()

    # -- input

    def send(self, line: str = "", edit: bool | None = None) -> None:
        """A line from the user.  `edit`: logical editing (default: SET LINEDIT)."""
        vm = self.vm
        if self.spool is not None and not self.hidden:
            self.spool.write_line(command_without_secrets(line) if vm.in_cp or line[:1] == self.editing.linend
                                  else line)
        self._carrier_returns()
        if self.pending is not None:
            self._answer(line)
            return
        if edit is None:
            edit = vm.options.linedit
        if edit:
            lines = logical_lines(line, self.editing)
        else:
            to_cp = TO_CP.match(line, 1) if line[:1] == "#" else None
            lines = [(to_cp is not None, line[3:] if to_cp else line)]
        for to_cp, one in lines:
            self._logical(to_cp, one)
        self.changed()

    def _carrier_returns(self) -> None:
        """The end of the input is the end of the line it stands on."""
        with self.wake:
            if self.partial:
                self._keep("\n")
                if self.face is not None and not self.face.echoes:
                    self.face.show("\n")

    def _logical(self, to_cp: bool, line: str) -> None:
        vm = self.vm
        if vm.ended:
            return
        if to_cp and not line.strip():
            vm.enter_cp("CP")
        elif to_cp:
            self.command(line)
        elif not vm.in_cp:
            self._to_guest(line)
        elif line.strip():
            self.command(line)
        elif vm.started:
            with vm.lock:
                vm.begin()                  # a null line, as BEGIN

    def _to_guest(self, line: str) -> None:
        devices = list(self.devices)
        device = next((device for device in devices if device.reading), devices[0] if devices else None)
        if device is None or len(device.ahead) + self.on_the_way >= MOST_STACKED:
            self.say("NOT ACCEPTED")
            return

        now = time.monotonic()
        behind, self.last_line = now - self.last_line < JUST_TYPED, now

        def typed():
            """A null line just behind another is meant for who reads next, and so is all behind it: what an
            attention makes the guest read is not."""
            with self.wake:
                self.on_the_way -= 1
            reading, asking = device.reading, device.asking
            null = not all(before for before, _ in device.ahead) or behind and not line
            device.type_in(line)
            if not reading:
                device.silent += asking or null
                if not null:
                    device.request()
        with self.wake:
            self.on_the_way += 1
        self.vm.post(typed)
        self.vm.interact()

    def command(self, line: str, answers=()) -> int:
        """Carry out a CP command typed here."""
        from cp.commands.caller import Ask, Caller
        vm, face = self.vm, self.face
        caller = Caller(vm.system, vm, vm.classes, self.say, answers, asked=face is not None,
                        local=face is None or face.local, session=face)
        try:
            with vm.lock:
                if vm.ended:                   # while this waited for the lock
                    return 0
                code = caller.run(line)
        except Ask as question:
            self.pending = (line, list(answers))
            self.prompt, self.hidden = question.prompt, question.hidden
            if face is not None:
                face.hide(question.hidden)     # before anybody can answer
            if question.prompt:
                self.say(question.prompt)
            self.changed()
            return 0
        vm.settle()
        return code

    def _answer(self, line: str) -> None:
        question = self._forget_question()
        if question is not None:
            command, answers = question
            self.command(command, answers + [line.strip()])
        self.changed()

    def _forget_question(self) -> tuple | None:
        """The question that is open (another thread may drop it); it is no longer."""
        with self.wake:
            question, self.pending, self.hidden = self.pending, None, False
            face = self.face
        if question is not None and face is not None:
            face.hide(False)
        return question

    def attention(self, times: int = 1) -> None:
        """The ATTN key, so many times at once; a person may press it twice in a moment instead."""
        vm = self.vm
        now = time.monotonic()
        twice = times > 1 or (now - self.last_attention < DOUBLE
                              and not isinstance(self.face, Script))
        self.last_attention = now
        face, devices = self.face, list(self.devices)
        if self.editing.attn and face is not None and not isinstance(face, Script):
            self.say("!", more=True)           # what was being keyed in is thrown away
        if self._forget_question() is not None:
            self.changed()
        elif vm.asleep:
            vm.wake_up()
        elif vm.in_cp:
            return
        elif self.editing.mode == "CP" or twice or not devices:
            vm.enter_cp("CP")
        elif not any(device.reading for device in devices):
            vm.post(devices[0].request)
            vm.interact()
        self.give_back()

    # -- for programs

    def expect(self, pattern: str, timeout: float = 10.0, regex: bool = False) -> str:
        """Wait until a line (or the unfinished one) with `pattern` is typed, behind what earlier calls
        have seen; gives the lines passed over, that one included.  TimeoutError shows the last
        lines."""
        match = re.compile(pattern if regex else re.escape(pattern)).search
        deadline = time.monotonic() + timeout
        with self.wake:
            passed, looked = [], self.seen
            while True:
                new = list(self.lines)[-(self.number - looked):] if self.number > looked else []
                for looked, text in new:
                    passed.append(text[self.seen_partial if looked == self.seen + 1 else 0:])
                    if match(passed[-1]):
                        self.seen, self.seen_partial = looked, 0
                        return "\n".join(passed)
                del passed[:-HISTORY]
                begun = self.partial[self.seen_partial if self.seen == self.number else 0:]
                if begun and match(begun):
                    self.seen, self.seen_partial = self.number, len(self.partial)
                    return "\n".join(passed + [begun])
                left = deadline - time.monotonic()
                if left <= 0 or not self.wake.wait(left):
                    last = "\n".join(text for _, text in list(self.lines)[-12:]) + "\n" + self.partial
                    raise TimeoutError(f"{self.vm.userid}: no {pattern!r} in {timeout:g} s; the last "
                                       f"lines were:\n{last}")

    def wait_for(self, state: str, timeout: float = 10.0) -> None:
        """Wait for a status: "VM READ", "CP READ", "RUNNING"."""
        with self.wake:
            if not self.wake.wait_for(lambda: self.state == state, timeout):
                raise TimeoutError(f"{self.vm.userid}: {self.state or 'logged off'}, not {state}")

    @property
    def text(self) -> str:
        """What is kept of everything typed."""
        with self.wake:
            return "\n".join([text for _, text in self.lines] + [self.partial])
