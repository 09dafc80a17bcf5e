"""A terminal's session with CP: before logon, logged on, dialed; and the lines at which they sit.

A face (line terminal, socket, later 3270) makes one, gives it what is typed and shows what its Outbox
is told.

    session = Session(system, Outbox(), local=True, origin="local")
    session.send("LOGON CMSUSER"); session.attention(); session.close()
"""
from __future__ import annotations

import threading
import traceback

from cp.dispatcher import IDLE
from cp.messages import CPError
from cp.terminal.outbox import SIZE, Outbox
from s360.errors import S360Error

LONGEST = 4096                 # characters of a line of input
LONGEST_RECORD = 1 << 16       # bytes of one of a display
INTERRUPT_KEY = 0x40           # external interruption
#: control characters do not get from a keyboard to anybody else's terminal
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ") | {ord("\t"): "\t"}


class Session:
    """
    outbox:  what the terminal is to show
    local:   the person is on this host; origin: where from, for the log and wrong passwords
    echoes:  the keyboard shows what is typed, and a new line behind it
    line:    the line it is to be ("": the next free one)
    refused: LOGON was tried in vain
    display: (rows, columns, extended) of a terminal that is a 3270 display; None: it types lines
    """

    display: tuple[int, int, bool] | None = None

    def __init__(self, system, outbox: Outbox, local: bool = True, origin: str = "local",
                 echoes: bool = True, line: str = ""):
        self.system, self.local, self.origin, self.echoes = system, local, origin, echoes
        self.outbox = outbox
        outbox.drained = self.drained
        self.vm = None
        self.dialed: tuple | None = None       # (vm, line device)
        self.pending: tuple | None = None      # (command line, answers) that asked something
        self.state = "CP READ"
        self.taken = 0                         # lines of input that have been handled
        self.refused = self.closed = False
        self.lock = threading.RLock()
        self.telling = threading.Lock()        # one status after the other
        self.line = system.lines.take(self, line)
        self.greet()

    # -- what VirtualConsole asks of a face

    @property
    def behind(self) -> bool:
        return self.outbox.behind

    def show(self, text: str) -> None:
        self.outbox.text(text)

    def status(self, state: str) -> None:
        with self.telling:
            self.state = state
            self.outbox.status(state, self.taken)

    def hide(self, on: bool) -> None:
        self.outbox.hidden(on)

    def manner(self, manner: dict) -> None:
        """What TERMINAL and SET PF say; nothing: as before logon."""
        self.outbox.manner(manner)

    # -- a terminal that is a display

    def shows(self, rows: int, columns: int, extended: bool) -> None:
        """It is a 3270 display of that size."""
        self.display = rows, columns, extended

    def full_screen(self, on: bool = True) -> None:
        """The terminal is a guest's display, or the VM screen again."""
        self.outbox.put({"stream": ""} if on else {"full": False})

    def stream(self, data: bytes) -> None:
        """A guest's data stream."""
        self.outbox.put({"stream": data.decode("latin-1")}, len(data) + SIZE)

    def write_lines(self, at: int, lines: list[str], erase: bool) -> None:
        """Lines of a guest from one (0: the first) on, on an empty screen perhaps."""
        self.outbox.put({"lines": lines, "at": at, "erase": erase}, sum(map(len, lines)) + SIZE)

    def record(self, record: bytes) -> None:
        """What the display sends while it is a guest's."""
        vm, dialed = self.vm, self.dialed
        record = record[:LONGEST_RECORD]
        if vm is not None:
            vm.console.record(record)
        elif dialed is not None:
            dialed[1].typed(record)

    def drained(self) -> None:
        """The terminal has room again."""
        vm, dialed = self.vm, self.dialed
        if vm is not None:
            vm.console.drained()
        elif dialed is not None:
            dialed[1].drained()

    # -- the person

    def greet(self) -> None:
        """What an enabled line types."""
        self.say(self.system.greeting() if self.system.lines.open(self.line) else
                 f"LINE {self.line} IS DISABLED")
        self.status("CP READ")

    def say(self, line: str) -> None:
        self.show(line.translate(CONTROLS) + "\n")

    def send(self, line: str = "") -> None:
        """A line was typed.  Nothing that comes of it ends the terminal."""
        line = line[:LONGEST].translate(CONTROLS).encode("utf-8", errors="replace").decode()
        try:
            self._send(line)
        except S360Error as error:             # the host's trouble: a full disk, a lost file
            self.say(str(error))
        except Exception as error:             # CP's own mistake
            self.system.log("error", f"{type(error).__name__}: {error}",
                            user=self.vm.userid if self.vm is not None else "",
                            trace=traceback.format_exc(limit=-6))
            self.say("CP ERROR; SEE THE OPERATOR'S LOG")
        if self.closed:                        # it went while its LOGON or DIAL was done
            self.leave()
        with self.telling:                     # the machine may tell another state at this moment
            self.taken += 1
            if not self.closed:
                self.outbox.status(self.state, self.taken)

    def _send(self, line: str) -> None:
        vm, dialed = self.vm, self.dialed
        if self.closed:
            return
        if vm is not None:
            vm.console.send(line)
        elif dialed is not None:
            dialed[1].type_in(line)
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
            self.say(f"LINE {self.line} IS DISABLED")
            return
        caller = Caller(self.system, None, "", self.say, answers, asked=True, local=self.local,
                        session=self)
        try:
            self.refused = caller.run(line) != 0 or self.refused and self.vm is None
        except Ask as question:
            self.pending = (line, answers)
            self.hide(question.hidden)         # before anybody can answer
            if question.prompt:
                self.say(question.prompt)

    @property
    def idle(self) -> bool:
        """Nothing runs for this terminal: its machine waits for something from outside."""
        vm = self.vm
        return vm is None or vm.place.state == IDLE and not (vm.asleep or vm.suspended)

    def attention(self, times: int = 1) -> None:
        """The ATTN key."""
        vm, dialed = self.vm, self.dialed
        if vm is not None:
            vm.console.attention(times)
        elif dialed is not None:
            dialed[1].attention()
        else:
            if self.pending is not None:
                self.pending = None
                self.hide(False)
            self.say("!")

    def pa2(self) -> None:
        """The PA2 key of a display: an external interruption, for a machine that has asked for it
        (DIAGNOSE X'54')."""
        vm = self.vm
        if vm is None or vm.in_cp or not vm.console.pa2_interrupts:
            return

        def interrupt() -> None:
            vm.core.external |= INTERRUPT_KEY
        vm.post(interrupt)
        vm.interact()

    def finish(self) -> None:
        """A script has come to its end: its user logs off."""
        vm = self.vm
        self.refused = self.refused or self.pending is not None
        if vm is not None:
            self.system.logoff(vm)
        self.close()

    # -- what CP does with it

    def logged_on(self, vm) -> None:
        """The session is now `vm`'s terminal."""
        self.vm = vm

    def logged_off(self, hold: bool) -> None:
        """The user is gone from this terminal; without `hold` it is disconnected."""
        self.vm = None
        self.full_screen(False)
        self.manner({})
        if hold:
            self.greet()
        else:
            self.close()

    def dial(self, vm, unit: int | None) -> None:
        """Connect to a display of `vm` (a terminal that is one) or a line; CPError when it has none free."""
        from cp.graf import Graf
        from cp.line_device import TerminalLine
        found = [(not isinstance(device, Graf), address, device) for address, device in list(vm.devices.items())
                 if isinstance(device, (Graf, TerminalLine)) and unit in (None, address)]
        for _, address, device in sorted(found, key=lambda one: one[:2]):
            self.dialed = (vm, device)
            if device.connect(self):
                if self.closed or vm.devices.get(address) is not device:       # one of both went at this moment
                    self.dialed = None
                    device.disconnect(self)
                    self.full_screen(False)
                    break
                self.say(f"DIALED TO {vm.userid} {address:03X}")
                self.status("RUNNING")
                self.system.log("dial", f"{self.line} dialed to {address:03X}", user=vm.userid)
                device.connected()
                return
            self.dialed = None
        raise CPError("no-line", userid=vm.userid)

    def hung_up(self, text: str) -> None:
        """The dialed line was dropped by the other machine."""
        if self.dialed is not None:
            self.dialed = None
            self.full_screen(False)
            self.say(text)
            self.greet()

    def close(self) -> None:
        """The terminal goes away: its user is disconnected, a dialed line hung up."""
        with self.lock:
            if self.closed:
                return
            self.closed = True
        self.leave()
        self.system.lines.give_back(self)
        self.outbox.end(refused=self.refused)

    def leave(self) -> None:
        """The machine at the other end is told."""
        (vm, self.vm), (dialed, self.dialed) = (self.vm, None), (self.dialed, None)
        if dialed is not None:
            dialed[1].disconnect(self)
        if vm is not None:
            self.system.line_dropped(vm, self)


class Lines:
    """The terminal lines: names, who is there, which are enabled."""

    FIRST = 0x020

    def __init__(self, system, most: int):
        self.system, self.most = system, most
        self.lock = threading.Lock()
        self.sessions: dict[str, Session] = {}
        self.all_open = True
        self.others: set[str] = set()          # lines of which the contrary is true

    def take(self, session: Session, wanted: str = "") -> str:
        """A name for a new terminal; CPError when there are too many, or when the one that it wants is not
        free."""
        with self.lock:
            if wanted and (not self.there(wanted) or wanted in self.sessions):
                raise CPError("line-not-free", line=wanted)
            if len(self.sessions) >= self.most:
                raise CPError("quota", what="TERMINALS", limit=self.most,
                              remedy="TRY LATER, OR RAISE `terminals` IN SYSTEM.YAML")
            number = int(wanted, 16) if wanted else self.FIRST
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
        """Open lines (`on` False: close them, who is there stays); ALL: every one.  Terminals that wait
        at a line that is open now are greeted."""
        closed = [one for one in self.everybody() if not self.open(one.line)]
        if "ALL" in words:
            self.all_open = on
            self.others.clear()
        elif self.all_open == on:
            self.others -= set(words)
        else:
            self.others |= set(words)
        for one in closed:
            if self.open(one.line) and one.vm is None and one.dialed is None:
                one.greet()

    def everybody(self) -> list[Session]:
        with self.lock:
            return list(self.sessions.values())
