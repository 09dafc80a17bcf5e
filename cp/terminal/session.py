"""A terminal's session with CP: before logon, logged on, dialed.

A face (line terminal, socket, later 3270) makes one, gives it what is typed and shows what it is told.

    session = Session(system, output=write, status=shown, local=True, origin="local")
    session.send("LOGON CMSUSER"); session.attention(); session.close()
"""
from __future__ import annotations

import threading
import time

from cp.messages import CPError

MOST_BEHIND = 200_000          # characters a face may be behind before guests wait


class Session:
    """
    output: called with text as it is typed; status: with "RUNNING", "VM READ", "CP READ", "";
    hidden: with True while what is typed must not be shown
    behind: set by the face while it cannot take more
    local:  the person is on this host; origin: where from, for the log and wrong passwords
    """

    def __init__(self, system, output, status=None, hidden=None, ended=None, local: bool = True,
                 origin: str = "local"):
        self.system, self.local, self.origin = system, local, origin
        self.output = output
        self.on_status = status or (lambda state: None)
        self.on_hidden = hidden or (lambda on: None)
        self.on_end = ended or (lambda: None)
        self.vm = None
        self.dialed = None                     # (vm, line device)
        self.behind = False
        self.pending: tuple | None = None
        self.state = "CP READ"
        self.closed = False
        self.lock = threading.RLock()
        self.line = system.lines.take(self)
        self.greet()

    # -- what VirtualConsole asks of a face

    def show(self, text: str) -> None:
        self.output(text)

    def status(self, state: str) -> None:
        self.state = state
        self.on_status(state)

    def hide(self, on: bool) -> None:
        self.on_hidden(on)

    # -- the person

    def greet(self) -> None:
        """What an enabled line types."""
        self.output(self.system.greeting() + "\n")
        self.status("CP READ")

    def say(self, line: str) -> None:
        self.output(line + "\n")

    def send(self, line: str = "") -> None:
        """A line was typed."""
        if self.closed:
            return
        if self.vm is not None:
            self.vm.console.send(line)
        elif self.dialed is not None:
            self.dialed[1].type_in(line)
        else:
            self.before_logon(line)

    def before_logon(self, line: str) -> None:
        from cp.commands.caller import Ask, Caller
        answers = []
        if self.pending is not None:
            (command, answers), self.pending = self.pending, None
            self.hide(False)
            answers, line = answers + [line.strip()], command
        if not line.strip():
            return
        words = line.split()
        if not self.system.lines.open(self.line) and words[0].upper() not in ("MSG", "M"):
            self.say("LINE IS DISABLED")
            return
        caller = Caller(self.system, None, "", self.say, answers, asked=True, local=self.local,
                        session=self)
        try:
            caller.run(line)
        except Ask as question:
            self.pending = (line, answers)
            if question.prompt:
                self.say(question.prompt)
            self.hide(question.hidden)

    @property
    def idle(self) -> bool:
        """Nothing runs for this terminal: its machine waits for something from outside."""
        return self.vm is None or self.vm.state != "running"

    def attention(self, times: int = 1) -> None:
        """The ATTN key."""
        if self.vm is not None:
            self.vm.console.attention(times)
        elif self.dialed is not None:
            self.dialed[1].attention()
        elif self.pending is not None:
            self.pending = None
            self.hide(False)

    # -- what CP does with it

    def logged_on(self, vm) -> None:
        """The session is now `vm`'s terminal."""
        self.vm = vm

    def logged_off(self, hold: bool) -> None:
        """The user is gone from this terminal; without `hold` it is disconnected."""
        self.vm = None
        self.status("CP READ" if hold else "")
        if hold:
            self.greet()
        else:
            self.close()

    def dial(self, vm, unit: int | None) -> None:
        """Connect to a line of `vm`; CPError when it has none free."""
        from cp.line_device import TerminalLine
        for address, device in sorted(vm.devices.items()):
            if isinstance(device, TerminalLine) and unit in (None, address) and device.connect(self):
                self.dialed = (vm, device)
                self.say(f"DIALED TO {vm.userid} {address:03X}")
                self.status("RUNNING")
                return
        raise CPError("no-line", userid=vm.userid)

    def hung_up(self, text: str) -> None:
        """The dialed line was dropped by the other machine."""
        if self.dialed is not None:
            self.dialed = None
            self.say(text)
            self.greet()

    def close(self) -> None:
        """The terminal goes away: its user is disconnected, a dialed line hung up."""
        with self.lock:
            if self.closed:
                return
            self.closed = True
        if self.dialed is not None:
            (_, device), self.dialed = self.dialed, None
            device.disconnect()
        if self.vm is not None:
            self.system.line_dropped(self.vm, self)
            self.vm = None
        self.system.lines.give_back(self)
        self.status("")
        self.on_end()


class Lines:
    """The terminal lines: names, who is there, which are enabled."""

    FIRST = 0x020

    def __init__(self, system, most: int):
        self.system, self.most = system, most
        self.lock = threading.Lock()
        self.sessions: dict[str, Session] = {}
        self.all_open = True
        self.others: set[str] = set()         # of which the contrary is true

    def take(self, session: Session) -> str:
        """A name for a new terminal; CPError when there are too many."""
        with self.lock:
            if len(self.sessions) >= self.most:
                raise CPError("quota", what="TERMINALS", limit=self.most,
                              remedy="TRY LATER, OR RAISE `terminals` IN SYSTEM.YAML")
            number = self.FIRST
            while f"{number:03X}" in self.sessions:
                number += 1
            self.sessions[f"{number:03X}"] = session
            return f"{number:03X}"

    def give_back(self, session: Session) -> None:
        with self.lock:
            self.sessions.pop(session.line, None)

    def open(self, line: str) -> bool:
        """Whether somebody may log on there."""
        return self.all_open != (line in self.others)

    def there(self, line: str) -> bool:
        """Whether a line has this name."""
        try:
            number = int(line, 16)
        except ValueError:
            return False
        return line == f"{number:03X}" and self.FIRST <= number < self.FIRST + self.most

    def enable(self, words: list[str], on: bool = True) -> None:
        """Open lines (`on` False: close them); ALL: every one."""
        if "ALL" in words:
            self.all_open = on
            self.others.clear()
        elif self.all_open == on:
            self.others -= set(words)
        else:
            self.others |= set(words)

    def everybody(self) -> list[Session]:
        with self.lock:
            return list(self.sessions.values())
