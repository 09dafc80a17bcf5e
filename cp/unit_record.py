"""The unit record devices of a virtual machine: reader 00C, punch 00D, printer 00E, spooled; and the
spooled console.

Made by cp/system.py from the directory; driven by the channel like the bare ones of s360/devices, which
do everything but find the paper and the cards.  Called in their machine's own thread, or under post.

Source: PLM SY20-0886 (spooling), GC20-1820 (SPOOL, CLOSE, READY).
The machine sees: no file, a quota used up, a full disk: unit check, intervention required; device end
when a file arrives for an idle reader or there is room again.  Lines of a printer's file that a reader
reads are cards of 132 columns (a read of fewer is no incorrect length); carriage motion without print
is passed over.
Not implemented: RDR files of column binary read in data mode 1 other than the bare reader does.
"""
from __future__ import annotations

import threading
from dataclasses import asdict

from cp import batch
from cp.spool import CLOSED, TRANSFERRED
from cp.spool_buffer import SpoolInput
from cp.spool_file import CONSOLE, MOST_COPIES, PRINTER, PUNCH, READER, SpoolFile
from cp.spool_output import Output, Spooling
from s360.devices.base import DEVICE_END, INTERVENTION
from s360.devices.card import NOP, SENSE, CardPunch, CardReader
from s360.devices.printer import SPACE, Printer
from s360.errors import S360Error

LINE, COLUMNS = 132, 80
WRITE_SPACE_1, PAGE_LINES = 0x09, 66
CONTROL = 0x03                 # low bits of a printer's command that prints nothing


class SpooledOutput:
    """What a spooled printer and a spooled punch have alike; their bare devices do the rest.

    output:          spooling options and the open file
    stopped_by_user: NOTREADY was said
    """
    NAME = ""                      # in QUERY VIRTUAL

    def stand_in(self, vm, unit: int, kind: str, cls: str) -> None:
        """It stands in that machine, with nothing open."""
        self.output = Output(vm, unit, kind, kind, cls, self._paper, self._relieved)
        self._paper(self.output)
        self.stopped_by_user = False

    def _paper(self, paper) -> None:
        setattr(self, self.MEDIUM, paper)

    def _relieved(self) -> None:
        self.notify(DEVICE_END)

    def start(self, command: int) -> int:
        if command not in (SENSE, NOP) and (self.stopped_by_user or self.output.full
                                            or command & CONTROL == 1 and not self.output.allowed()):
            return self.check(INTERVENTION)
        return super().start(command)

    def host_trouble(self, error: Exception) -> int:
        """No room for the line or card: it is not made, the program may try again."""
        self.trouble = str(error)
        self.output.stop(error, self.output.vm.say)
        return self.check(INTERVENTION)

    def rest(self) -> None:
        """The spool's keeper brings lines and cards into the database."""

    def close(self) -> None:
        """The device goes away."""
        self.output.forget()
        self.close_file(force=True)

    def save(self) -> dict:
        return super().save() | {"spool": self.output.save(), "not ready": self.stopped_by_user}

    def load(self, state: dict) -> None:
        super().load(state)
        if not self.output.load(state["spool"]):
            self.nothing_open()
        self.stopped_by_user = bool(state["not ready"])

    def nothing_open(self) -> None:
        """The next file begins: on a new page."""

    def describe(self) -> list[str]:
        """Its lines of QUERY VIRTUAL."""
        first, second = self.output.describe()
        if self.stopped_by_user:
            first = first.removesuffix("READY").removesuffix("NOT") + "NOTREADY"
        unit = f"{self.output.unit:03X}"
        return [f"{self.NAME}  {unit} {first}", f"     {unit} {second}"]


class SpooledPrinter(SpooledOutput, Printer):
    """options: of the bare printer: carriage, width, type"""
    NAME = "PRT"

    def __init__(self, vm, unit: int, cls: str = "A", **options):
        super().__init__(**options)
        self.stand_in(vm, unit, PRINTER, cls)

    def host_trouble(self, error: Exception) -> int:
        """The paper stays."""
        self.kind, self.amount = SPACE, 0
        return super().host_trouble(error)

    def close_file(self, **how) -> SpoolFile | None:
        """`Output.close`; the next file begins with a new page."""
        lines = self.output.lines()
        file = self.output.close(**how)
        if self.output.writer is None:
            self.nothing_open()
            self.output.vm.counters.spool_lines += lines
        return file

    def nothing_open(self) -> None:
        self.page, self.line, self.unspaced = 0, 1, False


class SpooledPunch(SpooledOutput, CardPunch):
    """The deck is the spool file."""
    NAME = "PUN"

    def __init__(self, vm, unit: int, cls: str = "A", type: str = "2540P"):
        super().__init__()
        self.type = type
        self.stand_in(vm, unit, PUNCH, cls)

    def close_file(self, **how) -> SpoolFile | None:
        """`Output.close`."""
        cards = self.output.lines()
        file = self.output.close(**how)
        if self.output.writer is None:
            self.output.vm.counters.spool_cards_punched += cards
        return file


class SpoolHopper:
    """The hopper of a spooled reader: the cards of one spool file after the other.

    file, records, at: the file being read and where; None: no file is open
    again:             how many times more it is to be read (DIAGNOSE X'14', repeat)
    starts:            records with which buffers of DIAGNOSE X'14' begin, as far as they are known
    """

    def __init__(self, vm, options: Spooling):
        self.vm, self.options = vm, options
        self.file: SpoolFile | None = None
        self.records, self.at, self.again = (), 0, 0
        self.starts = [0]

    @property
    def eof(self) -> bool:
        """An end of file is told, as if the END OF FILE key were on."""
        return self.options.eof

    @eof.setter
    def eof(self, on: bool) -> None:
        self.options.eof = on

    @property
    def card(self) -> bytes | None:
        """The card that is read next; None at the end of the file (CONT: of all files)."""
        while self.file is not None:
            while self.at < len(self.records):
                command, data, _, _ = self.records[self.at]
                if not self.file.printed:
                    return data
                if command & CONTROL != CONTROL:
                    return data.ljust(LINE, b"\x40")
                self.at += 1
            if self.again and self.options.cont:
                self.end_of_file()
                continue
            following = self.next_file() if self.options.cont else None
            if following is None:
                return None
            self.end_of_file()
            self.open(following)
        return None

    @property
    def at_eof(self) -> bool:
        return self.eof and self.file is not None and self.card is None

    def feed(self) -> None:
        self.at += 1
        self.vm.counters.spool_cards_read += 1

    def next_file(self) -> SpoolFile | None:
        """The next file of a fitting class, taken."""
        return self.vm.system.spool.next_file(READER, self.vm.userid, self.options.cls, self,
                                              allowed=self.allowed)

    def allowed(self, file: SpoolFile) -> bool:
        """A job of a batch machine does not read those of others."""
        return self.vm.batch is None or self.vm.batch.may_read(file)

    def waiting(self) -> bool:
        """There is a file of a fitting class."""
        files = self.vm.system.spool.files(READER, self.vm.userid)
        return any(not file.held and file.user is None and self.options.cls in ("*", file.cls)
                   and self.allowed(file) for file in files)

    def open(self, file: SpoolFile, at: int = 0) -> None:
        """Read this file (it is taken).  MediaError when it is damaged."""
        self.file, self.records, self.at, self.starts = file, (), at, [0]
        self.records = self.vm.system.spool.records(file)

    def end_of_file(self) -> None:
        """Its end was told: begin again, away with it, or hold it (HOLD).  The deck of a job stays until
        the job has ended."""
        if self.vm.batch is not None and self.vm.batch.needs(self.file):
            return
        if self.again > 0:
            self.again, self.at = self.again - 1, 0
            return
        self.put_away(purge=not self.options.hold, hold=self.options.hold)

    def put_away(self, purge: bool = False, hold: bool = False) -> None:
        """Read this file no more: purge it, hold it, or leave it where it was in its queue."""
        file, self.file, self.records, self.at, self.again = self.file, None, (), 0, 0
        if file is None:
            return
        spool = self.vm.system.spool
        if purge:
            spool.purge([file], self)
        else:
            spool.release(file)
            if hold:
                spool.change(file, hold=True)

    def empty(self) -> None:
        self.put_away()

    def save(self) -> dict:
        file = self.file
        return {} if file is None else {"number": file.number, "created": file.created,
                                        "at": self.at, "again": self.again}

    def restore(self, state: dict) -> None:
        """Go on with that file if it is still there."""
        if self.file is not None:
            self.put_away()
        if not state:
            return
        spool = self.vm.system.spool
        file = spool.get(state["number"])
        if (file is not None and file.created == state["created"] and file.owner == self.vm.userid
                and file.kind == READER and 0 <= state["at"] <= file.records
                and spool.take(file, self)):
            self.open(file, state["at"])
            self.again = min(max(0, int(state["again"])), MOST_COPIES)


class SpooledReader(SpoolInput, CardReader):
    """
    hopper:          the file being read; options: what SPOOL set
    stopped_by_user: NOTREADY was said
    DIAGNOSE X'14' works on the same file: `next_buffer`, `select` and the others of SpoolInput
    """

    def __init__(self, vm, unit: int, cls: str = "*", type: str = "2540R"):
        super().__init__(type=type)
        self.vm, self.unit = vm, unit
        self.options = Spooling(cls=cls)
        self.hopper = SpoolHopper(vm, self.options)
        self.stopped_by_user = False
        self.last_told = 0             # number of the file whose SFBLOK DIAGNOSE X'14' gave

    @property
    def insists(self) -> bool:
        """A read of fewer columns than a printed line has is no incorrect length."""
        file = self.hopper.file
        return file is None or not file.printed

    def start(self, command: int) -> int:
        if command in (SENSE, NOP):
            return super().start(command)
        if self.stopped_by_user:
            return self.check(INTERVENTION)
        try:
            if self.hopper.file is None:
                self.open_next()
            return super().start(command)
        except S360Error as error:
            return self.damaged(error)

    def open_next(self) -> bool:
        """Begin with the next file of its class, if there is one."""
        file = self.hopper.next_file()
        if file is None:
            return False
        self.shown = False
        self.hopper.open(file)
        return True

    def no_card(self, feeding: bool) -> int:
        if not self.hopper.eof:
            self.hopper.end_of_file()
        return super().no_card(feeding)

    def damaged(self, error: Exception) -> int:
        """The file cannot be read: hold it, so that the next one can."""
        self.vm.system.log("spool", str(error), user=self.vm.userid)
        self.vm.say(f"RDR {self.unit:03X}; {error}")
        status = self.host_trouble(error)
        try:
            self.hopper.put_away(hold=True)
        except S360Error as again:
            self.trouble = str(again)
        return status

    def arrival(self) -> None:
        """A file has come into the queue: device end when the reader is idle and it is of its
        class.  Under post."""
        if not self.stopped_by_user and self.hopper.file is None and self.hopper.waiting():
            self.notify(DEVICE_END)

    def close_file(self, purge: bool = False, hold: bool = False, force: bool = False) -> None:
        """Read the file no more: purge it, hold it, or (IPL, logoff) leave it in its queue, to be
        read again from its first card."""
        self.hopper.put_away(purge, hold)
        self.shown = False

    def rest(self) -> None:
        """There is nothing to bring into a file."""

    def close(self) -> None:
        """The device goes away."""
        self.close_file(force=True)

    def save(self) -> dict:
        return super().save() | {"spool": asdict(self.options), "not ready": self.stopped_by_user}

    def load(self, state: dict) -> None:
        self.options.load(state["spool"])
        super().load(state)
        self.stopped_by_user = bool(state["not ready"])

    def describe(self) -> list[str]:
        """Its line of QUERY VIRTUAL."""
        options = self.options
        return [f"RDR  {self.unit:03X} CL {options.cls} {'CONT' if options.cont else 'NOCONT'} "
                f"{'HOLD' if options.hold else 'NOHOLD'} {'EOF' if options.eof else 'NOEOF'} "
                f"{'NOTREADY' if self.stopped_by_user else 'READY'}"]


class ConsoleSpool:
    """What a console types, as a printer's file (SPOOL CONSOLE START); any thread may write.

    output: spooling options and the open file; active: START was said
    """

    def __init__(self, vm, unit: int = 9, cls: str = "T"):
        self.output = Output(vm, unit, PRINTER, CONSOLE, cls, self._paper, self._relieved)
        self.lock = threading.Lock()
        self.active = False
        self.paper = self.output
        self.count = 0                 # lines of the file
        self.untold = ""

    def _paper(self, paper) -> None:
        self.paper = paper

    def _relieved(self) -> None:
        """There is room again; nobody waits."""

    def write_line(self, text: str) -> None:
        """One line of the console; longer ones than the printer's go on in the next."""
        if not self.active or self.output.full:
            return
        if self.output.vm.batch is not None:
            self.output.vm.batch.typed()
        data = text.encode("cp037", errors="replace").translate(PRINTABLE)
        with self.lock:
            try:
                for at in range(0, max(len(data), 1), LINE):
                    page, line = divmod(self.count, PAGE_LINES)
                    self.paper.print_line(data[at:at + LINE], line + 1, page, WRITE_SPACE_1)
                    self.count += 1
            except S360Error as error:
                self.output.stop(error, self._tell_later)

    def _tell_later(self, text: str) -> None:
        """The message about no room goes to this same console, which is typing at present."""
        self.untold = text
        self.output.vm.system.spool.keeper.wait_for_room(self._tell)

    def _tell(self) -> bool:
        self.output.vm.say(self.untold)
        return True

    def close_file(self, purge: bool = False, force: bool = False, **how) -> SpoolFile | None:
        """`Output.close`; what is said about it is a line of the next file."""
        with self.lock:
            writer = self.output.detach(purge, force)
            if self.output.writer is None:
                self.count = 0
        return self.output.finish(writer, **how) if writer is not None else None

    def close(self) -> None:
        """Logoff."""
        self.active = False
        self.output.forget()
        self.close_file(force=True)

    def save(self) -> dict:
        return {"spool": self.output.save(), "active": self.active, "count": self.count}

    def load(self, state: dict) -> None:
        """Inverse of `save`."""
        kept = self.output.load(state["spool"])
        self.active, self.count = bool(state["active"]), int(state["count"]) if kept else 0


#: EBCDIC that does not print is blank in a console's file
PRINTABLE = bytes(code if chr_.isprintable() else 0x40
                  for code, chr_ in enumerate(bytes(range(256)).decode("cp037")))


def spooled(vm) -> list:
    """The spooled devices of a machine, by unit address."""
    return [device for _, device in sorted(vm.devices.items()) if hasattr(device, "close_file")]


def close_all(vm, logoff: bool = False) -> None:
    """Close every spooled device, as IPL and system reset do; at logoff the console too.  What cannot
    be closed (a full disk) stays an open file."""
    devices = spooled(vm)
    if logoff and vm.console.spool is not None:
        vm.console.spool.active = False        # what is typed about it would begin another file
        devices.append(vm.console.spool)
    for device in devices:
        try:
            device.close_file(force=True)
        except S360Error as error:
            vm.system.log("spool", str(error), user=vm.userid)


def announce(system, file: SpoolFile, event: str) -> None:
    """Listener of the spool: tell the origin and the new owner of a file, wake his reader."""
    if event not in (CLOSED, TRANSFERRED):
        return
    machines = system.machines
    origin = machines.get(file.origin)
    if event == CLOSED and origin is not None and origin.options.imsg:
        origin.say(file.sending())
    owner = machines.get(file.owner)
    if owner is None:
        batch.deck_came(system, file)
    if file.kind != READER or owner is None:
        return
    if owner is not origin and owner.options.imsg and owner.batch is None:     # no job's affair
        owner.say(file.arrival())
    for device in spooled(owner):
        if isinstance(device, SpooledReader):
            owner.post(device.arrival)
