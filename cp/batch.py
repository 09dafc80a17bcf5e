"""The batch job of a machine with the option BATCH: what CP keeps of it outside that machine.

A batch monitor reads jobs from the spooled reader 01C and runs each in its own machine, which a job may
destroy in any way.  So CP has here what must not be lost: whose job it is, its limits, and the card at
which the monitor is to go on.  When a job ends, by itself or not, the session ends with it (files closed,
links, temporary disks and storage given up) and the machine is logged on anew at the next card.

Made by VirtualMachine; asked by DIAGNOSE X'310' (the monitor), after each slice, by the unit record
devices and, for the job's CP commands, by DIAGNOSE X'08'.  `vm.lock` is held in all of them.

The record is a file in the data folder, `batch/USERID`, written when a job begins and ends.  A job that
was going on when CP was killed is run again from its first card, the second time it is only reported.
CMS's monitor is cms/commands/cmsbatch.asm; docs/cms-batch.md tells users of it.
Not implemented: more than one job at a time in a machine.
"""
from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, fields

from cp import durable
from cp.commands.caller import Caller
from cp.messages import CPError, message
from cp.spool_file import CONSOLE, PRINTER, PUNCH, READER
from s360.errors import S360Error

OPTION = "BATCH"
JOB_READER = 0x01C
STILL = 60.0                   # seconds in a wait that nothing ends
MOST_TYPED = 32_767            # lines that a job may type
MOST_RUNS = 2                  # of a job that the system's end cuts off
OPERATOR = "OPERATOR"
PLACE = {"number": int, "created": float, "at": int}
#: name of a limit -> (attribute of Job, usual value, greatest)
LIMITS = {"TIME": ("time", 600, 32767), "PRINT": ("lines", 32767, 999_999),
          "PUNCH": ("cards", 32767, 999_999)}
#: console functions that a job may use
ALLOWED = frozenset(("CLOSE", "DETACH", "DISPLAY", "INDICATE", "LINK", "MSG", "QUERY", "REWIND", "SET",
                     "SMSG", "SPOOL", "TAG", "XFER", "*"))
DEVICES = ("CLOSE", "DETACH", "SPOOL", "XFER")       # whose first operand is a device
SENDING = ("SPOOL", "XFER")

message("batch-barred", "CPCBAT", 960, "{what} IS NOT FOR BATCH JOBS", origin="ours")


def is_batch(system, userid: str) -> bool:
    """Whether a user is a batch machine."""
    return system.directory.has(userid) and OPTION in system.directory.get(userid).options


def deck_came(system, file) -> None:
    """A file has come to a reader: a batch machine that is not there is logged on for it."""
    if file.kind == READER and file.owner not in system.machines and is_batch(system, file.owner):
        threading.Thread(target=system.autolog_quietly, args=(file.owner,), daemon=True,
                         name=f"cp-batch-{file.owner}").start()       # the caller holds his own machine


def waiting(system) -> list[str]:
    """The batch machines for which decks lie in the spool."""
    owners = {file.owner for file in system.spool.files(READER) if not file.hold and not file.system_hold}
    return sorted(userid for userid in owners if is_batch(system, userid))


@dataclass
class Job:
    """owner: whose output it makes; time: seconds of virtual CPU; lines, cards: of output; began: virtual
    seconds of its machine when it began; runs: how often it has been begun; typed,
    printed, punched: what it has made"""
    owner: str
    account: str
    name: str
    began: float = 0.0
    runs: int = 1
    time: int = LIMITS["TIME"][1]
    lines: int = LIMITS["PRINT"][1]
    cards: int = LIMITS["PUNCH"][1]
    typed: int = 0
    printed: int = 0
    punched: int = 0

    def __str__(self) -> str:
        return f"JOB {self.name} OF {self.owner}"


class Batch:
    """
    job:     the one going on, None between jobs; over: its session is ending
    cut_off: the one that is about to be run again
    place:   the deck and the card where the next session begins: {"number", "created", "at"}, or {}
    """

    def __init__(self, vm):
        self.vm, self.over = vm, False
        self.job: Job | None = None
        self.cut_off: Job | None = None
        self.place: dict = {}
        self.path = vm.system.data / "batch" / vm.userid

    # -- the record

    def _keep(self) -> None:
        job = asdict(self.job) if self.job is not None else None
        try:
            durable.make_folder(self.path.parent)
            durable.write_text(self.path, json.dumps({"place": self.place, "job": job}))
        except (S360Error, OSError) as error:      # a job is rather run twice than not at all
            self._tell(f"{error}; A JOB THAT IS CUT OFF NOW IS NOT KNOWN AT THE NEXT START")

    def _recall(self) -> None:
        """Job and place as they were kept; a file that cannot be read counts as none, and is told."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            place, job = kept["place"], kept["job"]
            self.place = {name: kind(place[name]) for name, kind in PLACE.items()} if place else {}
            self.job = None if job is None else Job(**{one.name: type(getattr(Job("", "", ""), one.name))(
                job[one.name]) for one in fields(Job)})
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.vm.system.log("batch", f"{self.path}: cannot be read ({error}); the deck is read from its "
                               "first card", user=self.vm.userid)

    def _hopper(self):
        """Of the reader that jobs are read from; None when there is none."""
        return getattr(self.vm.devices.get(JOB_READER), "hopper", None)

    def _here(self, back: int = 0) -> dict:
        """The place of the next card, or of one before it."""
        hopper = self._hopper()
        state = hopper.save() if hopper is not None else {}
        if not state:
            return {}
        return {"number": state["number"], "created": state["created"], "at": max(0, state["at"] - back)}

    def cards_read(self) -> int:
        """Of the deck in the reader, 0 when there is none."""
        return self._here().get("at", 0)

    # -- sessions

    def logged_on(self) -> None:
        """The machine has been IPLed: put the reader where the last session has left it.  A job in the
        record was cut off by the end of the system, or the operator's FORCE."""
        self._recall()
        job, self.job = self.job, None
        deck = self.vm.system.spool.get(self.place.get("number", 0))
        if deck is None or deck.created != self.place["created"]:
            self.place = {}
        if job is not None and (job.runs >= MOST_RUNS or not self.place):
            why = f"{job.runs} TIMES" if self.place else "AND ITS DECK IS GONE"
            self._report(job, f"{job} WAS CUT OFF {why}; IT IS NOT RUN AGAIN")
            if self.place:
                self.place["at"] += 1
            self._keep()
        elif job is not None:
            self.cut_off = job
            self._tell(f"{job} WAS CUT OFF; IT IS RUN AGAIN")
        hopper = self._hopper()
        if hopper is not None and self.place:
            hopper.restore(self.place | {"again": 0})

    def leaves(self) -> None:
        """The machine is kept for the next start, its job with it."""
        self._keep()

    def restored(self) -> None:
        """The machine goes on where it stood at an orderly end, the job with it."""
        self._recall()

    def begin(self, owner: str, account: str, name: str) -> int:
        """A job begins behind its card, the one read last.  0; or 1 no such user, 2 another is going on."""
        vm = self.vm
        if self.job is not None:
            return 2
        if not owner:
            owner, name = self._sender(), name or "(NONE)"
        try:
            vm.system.directory.get(owner)
        except S360Error:
            return 1
        self.place = self._here(back=1)
        again, self.cut_off = self.cut_off, None
        runs = again.runs + 1 if again is not None and again.name == name else 1
        Caller(vm.system, vm, "G").run("SPOOL CONSOLE START")
        self.job = Job(owner, account or owner, name or "(NONE)", vm.virtual_seconds, runs)
        self._keep()
        vm.system.accounting.logged_off(vm.userid, vm.usage(), "batch")
        vm.system.accounting.logged_on(vm.userid, self.job.account, vm.usage())
        self._tell(f"{self.job} BEGINS, SENT BY {self._sender()}")
        return 0

    def limit(self, name: str, value: int) -> bool:
        """/SET; False when there is no such limit, or no job."""
        attribute, _, most = LIMITS.get(name, ("", 0, 0))
        if self.job is None or not 0 < value <= most:
            return False
        setattr(self.job, attribute, value)
        self._keep()
        return True

    def finish(self, why: str = "", back: int = 0) -> None:
        """The job is over: tell, keep the place of the next one, and begin a new session."""
        vm, job = self.vm, self.job
        if job is None or self.over:
            return
        self.over = True
        vm.suspend()
        vm.machine.core.wake()
        vm.say(f"JOB {job.name} ENDED; {why}" if why else f"JOB {job.name} ENDED")
        self._tell(f"{job} ENDED{'; ' + why if why else ''}")
        self.place = self._here(back)
        own = [file for file in vm.system.spool.files(READER, vm.userid) if self.is_own(file)]
        threading.Thread(target=self._renew, args=(own,), daemon=True,
                         name=f"cp-batch-{vm.userid}").start()

    def _renew(self, left: list) -> None:
        """End the session and begin the next (a thread of its own: the machine may be running).  The
        record is changed when the job's output is in its queues."""
        system, vm = self.vm.system, self.vm
        try:
            system.logoff(vm, by="BATCH")
            if system.closed:
                return
            system.spool.purge(left)
            self.job = None
            self._keep()
            system.autolog(vm.userid)
        except S360Error as error:
            if not system.closed:
                system.tell_operator(f"{vm.userid} CANNOT GO ON; {error}; AUTOLOG {vm.userid}")

    def _sender(self) -> str:
        """Who has sent the deck; of one that came from a real reader, or whose sender has gone, the
        operator."""
        hopper = self._hopper()
        origin = hopper.file.origin if hopper is not None and hopper.file is not None else ""
        known = self.vm.system.directory.names()
        if origin in known and origin != self.vm.userid:
            return origin
        return OPERATOR if OPERATOR in known else self.vm.userid

    def _tell(self, text: str) -> None:
        self.vm.system.tell_operator(f"{self.vm.userid}; {text}", besides=self.vm)

    def _report(self, job: Job, text: str) -> None:
        """A line for the owner of a job that is not run, on paper."""
        self._tell(text)
        writer = self.vm.system.spool.open(PRINTER, self.vm.userid, device=CONSOLE)
        writer.print_line(text.encode("cp037", errors="replace"), 1)
        writer.close(PRINTER, job.owner)

    # -- what a job may and may not

    @property
    def owner(self) -> str:
        """In whose name files are printed and punched at present."""
        return self.job.owner if self.job is not None else self.vm.userid

    def is_own(self, file) -> bool:
        """A file in the reader that the job itself has made (results of services)."""
        return file.origin == self.vm.userid and file.device != READER

    def needs(self, file) -> bool:
        """The deck of the job that is going on: were it cut off, it would be run again."""
        return self.job is not None and file is not None and file.number == self.place.get("number")

    def may_read(self, file) -> bool:
        """Between jobs any deck, not what a job has left; during one its own files only."""
        return self.is_own(file) == (self.job is not None)

    def check(self, function, words: list[str]) -> None:
        """CPError when a job may not have CP do that."""
        from cp.commands.spool_operands import kind_of
        if self.job is None:
            return
        first = words[0].upper() if words else ""
        if (function.name not in ALLOWED or function.name in DEVICES and (
                kind_of(first) in (READER, CONSOLE) or first.lstrip("0") in ("9", "1C", "1F"))):
            raise CPError("batch-barred", what=f"{function.name} {first}".rstrip())
        if function.name in SENDING and {"*", self.vm.userid} & {word.upper() for word in words[1:]}:
            raise CPError("batch-barred", what=f"{function.name} TO {self.vm.userid}")

    def room(self, kind: str) -> bool:
        """A printer or punch is about to make one more line or card; False when the job may not: it ends."""
        job = self.job
        if job is None or self.over:
            return not self.over
        if kind == PUNCH:
            job.punched += 1
            made, most, what = job.punched, job.cards, "CARDS"
        else:
            job.printed += 1
            made, most, what = job.printed, job.lines, "LINES"
        if made > most:
            self.finish(f"MORE THAN {most} {what}")
        return made <= most

    def typed(self) -> None:
        """The console types a line."""
        if self.job is not None:
            self.job.typed += 1
            if self.job.typed > MOST_TYPED:
                self.finish(f"MORE THAN {MOST_TYPED} LINES TYPED")

    def look(self) -> None:
        """After a slice: has the job had its time."""
        job = self.job
        if job is not None and not self.over and self.vm.virtual_seconds - job.began > job.time:
            self.finish(f"MORE THAN {job.time} SECONDS OF CPU TIME")

    def waits(self) -> None:
        """The machine waits; if it still does in a while, nothing will come."""
        if self.job is None or self.over:
            return
        serial = self.vm.counters.slices
        self.vm.alarm("batch", STILL, lambda: self._still(serial))

    def _still(self, serial: int) -> None:
        vm = self.vm
        if vm.counters.slices == serial and not vm.ended and not vm.suspended:
            with vm.lock:
                self.finish("IT WAITS FOR WHAT DOES NOT COME")

    def stopped(self, text: str) -> bool:
        """The machine cannot go on; True when that is the end of a job."""
        if self.job is None:
            return self.over
        self.finish(text.removeprefix("CP ENTERED; "))
        return True
