"""What a spooled printer, punch or console writes to: the options SPOOL sets and the open file.

Called by cp/unit_record.py.  `Output` is the device's paper (or deck) while no file is open: the first
line opens one and becomes the paper.  A file ends when it is closed (CLOSE, logoff, IPL), never by
itself.

Source: GC20-1820 (SPOOL, CLOSE).
"""
from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Callable

from cp.spool_file import READER, SpoolFile
from cp.spool_writer import SpoolWriter
from s360.errors import S360Error


@dataclass
class Spooling:
    """What SPOOL sets for a device.

    cls:  class ("*" for a reader: any); copies, hold, form, dist: of files closed here; for a
          reader hold keeps files that were read
    cont: successive closes make one file (reader: successive files are read as one)
    eof:  reader: unit exception behind the last card
    to:   userid whose reader gets the files; owner: in whose queue they are printed; "" = his own
    """
    cls: str = "A"
    copies: int = 1
    hold: bool = False
    cont: bool = False
    eof: bool = True
    to: str = ""
    owner: str = ""
    form: str = ""
    dist: str = ""

    def load(self, state: dict) -> None:
        for name, value in asdict(self).items():
            if type(state[name]) is not type(value):
                raise ValueError(f"spooling with {name} {state[name]!r:.40} cannot be")
        for name in asdict(self):
            setattr(self, name, state[name])


class Output:
    """
    vm, unit: whose device; kind: "PRT" or "PUN"; device: what QUERY shows, "CON" for a console
    paper:    told what to print on from now on: a SpoolWriter, or this object
    relieved: called (under vm.post) when a device that had to stop can go on
    full:     why the device is not ready, "" when it is
    tag:      TAG's text, for the next file
    """

    def __init__(self, vm, unit: int, kind: str, device: str, cls: str,
                 paper: Callable[[object], None], relieved: Callable[[], None]):
        self.vm, self.unit, self.kind, self.device = vm, unit, kind, device
        self.options = Spooling(cls=cls)
        self.paper, self.relieved = paper, relieved
        self.writer: SpoolWriter | None = None
        self.full = self.tag = ""

    # -- as paper, before there is a file

    def begin(self) -> SpoolWriter:
        """Open a file.  CPError when the user has too many, MediaError when the host cannot."""
        writer = self.vm.system.spool.open(self.kind, self.vm.userid, device=self.device,
                                           cls=self.options.cls, tag=self.tag)
        self.take(writer)
        return writer

    def take(self, writer: SpoolWriter | None) -> None:
        """Go on with this file, or with none."""
        self.writer = writer
        self.paper(self if writer is None else writer)

    def print_line(self, data: bytes, line: int, page: int = 0, command: int = 0x09) -> None:
        self.begin().print_line(data, line, page, command)

    def control(self, page: int, line: int, command: int) -> None:
        self.begin().control(page, line, command)

    def punch(self, card: bytes) -> None:
        self.begin().punch(card)

    # -- the end of a file

    def close(self, purge: bool = False, force: bool = False, hold: bool | None = None,
              name: str = "", type: str = "", dist: str = "") -> SpoolFile | None:
        """Close the file as SPOOL's options say; gives it, None when there was none, when it was
        purged, or when it goes on (CONT; not with `force`, at logoff).  MediaError when the host
        cannot take its last lines: it stays open."""
        writer = self.detach(purge, force)
        if writer is None:
            return None
        return self.finish(writer, hold=hold, name=name, type=type, dist=dist)

    def detach(self, purge: bool = False, force: bool = False) -> SpoolWriter | None:
        """The first half of `close`: the next line begins a new file.  Whoever is told of the file
        (`finish`) may cause such a line."""
        writer = self.writer
        if writer is None or self.options.cont and not force and not purge:
            return None
        if not purge:
            writer.flush(force=True)
        self.take(None)
        tag, self.tag = self.tag, ""
        if purge:
            writer.purge()
            return None
        writer.file.tag = tag
        return writer

    def finish(self, writer: SpoolWriter, hold: bool | None = None, name: str = "", type: str = "",
               dist: str = "") -> SpoolFile | None:
        """The second half: the file goes into its queue."""
        options = self.options
        try:
            return writer.close(
                READER if options.to else self.kind, options.to or options.owner or self.owner,
                cls=options.cls, copies=options.copies, form=options.form, name=name, type=type,
                hold=options.hold if hold is None else hold, tag=writer.file.tag,
                dist=dist or options.dist or self.vm.user.distribution or self.vm.userid)
        except S360Error:
            if self.writer is None:
                self.take(writer)          # it is still open
            raise

    @property
    def owner(self) -> str:
        """Whose files these are unless SPOOL says FOR: the user's, or those of the job he runs."""
        return self.vm.userid if self.vm.batch is None else self.vm.batch.owner

    def allowed(self) -> bool:
        """One more line or card: not more than a job may make (it ends then)."""
        return self.vm.batch is None or self.vm.batch.room(self.kind)

    def lines(self) -> int:
        """Records of the open file."""
        return self.writer.records if self.writer is not None else 0

    # -- no room

    def stop(self, error: Exception, tell: Callable[[str], None]) -> None:
        """Nothing more can be written: say so once, and have the keeper look for room."""
        if self.full:
            return
        self.full = str(error)
        system = self.vm.system
        system.log("spool", self.full, user=self.vm.userid, unit=f"{self.unit:03X}")
        tell(f"{self.device} {self.unit:03X} NOT READY; {self.full}")
        system.spool.keeper.wait_for_room(self.again)

    def again(self) -> bool:
        """Called by the spool's keeper until there is room."""
        if self.full and not self.vm.system.spool.has_room(self.writer, self.vm.userid):
            return False
        self.vm.post(self.ready)
        return True

    def ready(self) -> None:
        """There is room: the device can go on."""
        if self.full:
            self.full = ""
            self.relieved()

    def forget(self) -> None:
        """The device goes away."""
        self.full = ""
        self.vm.system.spool.keeper.forget(self.again)

    # -- state

    def save(self) -> dict:
        """Plain data; the file's lines are in the database then."""
        return {"options": asdict(self.options), "tag": self.tag,
                "file": self.writer.save() if self.writer is not None else {}}

    def load(self, state: dict) -> bool:
        """Inverse of `save`; False when the file that was open has gone meanwhile."""
        self.options.load(state["options"])
        self.tag = str(state["tag"])
        if self.writer is not None:
            self.vm.system.spool.suspend(self.writer)
        writer = None
        if state["file"]:
            writer = self.vm.system.spool.resume(state["file"], self.vm.userid)
        self.take(writer)
        return not state["file"] or writer is not None

    def describe(self) -> tuple[str, str]:
        """QUERY VIRTUAL's words about the spooling, and where the files go."""
        options = self.options
        first = (f"CL {options.cls} {'CONT' if options.cont else 'NOCONT'} "
                 f"{'HOLD' if options.hold else 'NOHOLD'} COPY {options.copies:02d} "
                 f"{'NOTREADY' if self.full else 'READY'}")
        where = f"TO {options.to}" if options.to else f"FOR {options.owner or self.owner}"
        return first, f"{where} DIST {options.dist or self.vm.user.distribution or self.vm.userid}"
