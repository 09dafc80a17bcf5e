"""The spool: printer, punch and reader files of all users, their queues, numbers and quotas.

Made by cp/system.py with the data folder (`Spool(data / "spool.db")`); used by spooled devices
(cp/unit_record.py), real ones (cp/real_unit.py), console functions (cp/commands/spooling.py).

What there is lies in memory (`SpoolFile`) and, before that, in the database (cp/spool_store.py).  A
closed file survives a kill at any moment; one that was open is found at the next start, closed,
held and marked incomplete.  `lock` is a leaf lock: nothing is called under it but the database.
Whoever wants to know of files (`listeners`) is called behind it, in the thread that caused it.

Source: GC20-1806 and GC20-1820 (VM/370) for files, queues and holds.
Not implemented: spooling to tape, secure files.
"""
from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Callable

from cp.messages import CPError, message
from cp.spool_file import MOST_NUMBER, PRINTER, PUNCH, READER, STORED, SpoolFile
from cp.spool_keeper import Keeper
from cp.spool_store import SpoolStore
from cp.spool_writer import SpoolRecords, SpoolWriter
from s360.errors import S360Error

CLOSED, TRANSFERRED, CHANGED = "closed", "transferred", "changed"

message("spool-class", "DMKCSP", 28, "CLASS {operand} INVALID", origin="ours")
message("spool-copies", "DMKCSP", 29, "COPY {operand} INVALID; IT IS 1 TO 99", origin="ours")


@dataclass
class UserLimits:
    """What one user may have: files he made, records in one file, bytes of all."""
    files: int = 1000
    records: int = 1_000_000
    bytes: int = 512 << 20


@dataclass
class Limits:
    """What the system has room for, and `of`, what each user has."""
    files: int = MOST_NUMBER
    bytes: int = 8 << 30
    user: UserLimits = None

    def of(self, userid: str) -> UserLimits:
        """Overridden where users differ."""
        return self.user or UserLimits()


class Spool:
    """
    limits:    Limits or anything like it; clock: seconds since 1970
    listeners: called as (file, event), event CLOSED, TRANSFERRED or CHANGED
    exporting: every closed file is still wanted by the host folder of all files (cp/real_unit.py)
    recovered: files found open at the start
    keeper:    the thread that flushes what writers keep back
    """

    def __init__(self, path, limits=None, clock: Callable[[], float] = time.time):
        self.limits, self.clock = limits or Limits(), clock
        self.lock = threading.RLock()
        self.listeners: list[Callable[[SpoolFile, str], None]] = []
        self.exporting = False
        self.store = SpoolStore(path)
        self.path = self.store.path
        self.writers: dict[int, SpoolWriter] = {}
        self._files: dict[int, SpoolFile] = {}
        self._queues: dict[tuple[str, str], dict[int, SpoolFile]] = {}
        self.used: dict[str, list[int]] = {}       # userid -> files, bytes
        self.bytes = 0
        self.recovered: list[SpoolFile] = []
        try:
            self._begin()
        except BaseException:
            self.store.close()
            raise
        self.keeper = Keeper(self)

    def _begin(self) -> None:
        """Read what there is; files that were open are closed as incomplete."""
        self.last = self.store.last_number()
        self.held = self.store.held()
        for file in self.store.files():
            if file.is_open:
                blocks = self.store.blocks(file.number)
                if not blocks:
                    self.store.delete([file.number])
                    continue
                self.store.update(
                    file, is_open=False, incomplete=True, hold=True, closed=self.clock(),
                    records=blocks[-1][1] + blocks[-1][2], size=self.store.size(file.number))
                self.recovered.append(file)
            self._add(file)
        self.position = max((file.position for file in self._files.values()), default=0)

    def close(self) -> None:
        """The end of CP: open files stay as they are (`resume`, or incomplete at the next start)."""
        if not self.keeper.end():
            return
        try:
            for writer in list(self.writers.values()):
                writer.flush(force=True)
        finally:
            self.store.close()

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    # -- tables

    def _add(self, file: SpoolFile) -> None:
        self._files[file.number] = file
        self._charge(file.origin, 1, file.size)
        if not file.is_open and not file.purged:
            self._queues.setdefault((file.kind, file.owner), {})[file.number] = file

    def _charge(self, userid: str, files: int, size: int) -> None:
        used = self.used.setdefault(userid, [0, 0])
        used[0] += files
        used[1] += size
        self.bytes += size
        if not used[0]:
            del self.used[userid]

    def _unqueue(self, file: SpoolFile) -> None:
        queue = self._queues.get((file.kind, file.owner), {})
        queue.pop(file.number, None)
        if not queue:
            self._queues.pop((file.kind, file.owner), None)

    def _tell(self, file: SpoolFile, event: str) -> None:
        for listener in list(self.listeners):
            listener(file, event)

    # -- writing

    def open(self, kind: str, owner: str, origin: str = "", device: str = "",
             **attributes) -> SpoolWriter:
        """A new file.  kind: "PRT", "PUN" or "RDR"; device: what makes it, as kind unless said;
        origin: who makes it, as owner unless said.  CPError when a quota is used up."""
        origin = origin or owner
        limits = self.limits.of(origin)
        with self.lock:
            self._admit(origin, limits)
            file = SpoolFile(self._number(), kind, owner, origin, device or kind,
                             created=self.clock(), **attributes)
            self.store.insert(file)
            self.last = file.number
            self._add(file)
            writer = self.writers[file.number] = SpoolWriter(self, file, limits)
        self.keeper.wake.set()
        return writer

    def _admit(self, origin: str, limits) -> None:
        """Whether the user may begin a file; CPError when not."""
        used = self.used.get(origin, (0, 0))
        if used[0] >= limits.files:
            raise CPError("quota", what=f"SPOOL FILES OF {origin}", limit=limits.files,
                          remedy="PURGE SOME")
        if used[1] >= limits.bytes:
            raise self._too_many_bytes(origin, limits.bytes)
        if len(self._files) >= min(self.limits.files, MOST_NUMBER):
            raise CPError("quota", what="SPOOL FILES OF THE SYSTEM",
                          limit=min(self.limits.files, MOST_NUMBER), remedy="PURGE SOME")

    def _too_many_bytes(self, origin: str, limit: int) -> CPError:
        return CPError("quota", what=f"SPOOL SPACE OF {origin}", limit=f"{limit} BYTES",
                       remedy="PURGE FILES")

    def _number(self) -> int:
        """The next free number behind the one given last."""
        number = self.last
        while True:
            number = number % MOST_NUMBER + 1
            if number not in self._files:
                return number

    def has_room(self, writer: SpoolWriter | None, origin: str) -> bool:
        """Whether a device that had to stop can go on."""
        try:
            limits = self.limits.of(origin)
            with self.lock:
                if writer is None:
                    self._admit(origin, limits)
                else:
                    writer.limits = limits
                    writer.make_room()
        except S360Error:
            return False
        return True

    def put_block(self, writer: SpoolWriter, block: bytes, count: int, force: bool) -> None:
        """A block of an open file (SpoolWriter.flush, under `lock`)."""
        file, size = writer.file, len(block)
        if not force:
            limit, used = writer.limits.bytes, self.used[file.origin][1]
            if used + size > limit:
                raise self._too_many_bytes(file.origin, limit)
            if self.bytes + size > self.limits.bytes:
                raise CPError("quota", what="SPOOL SPACE OF THE SYSTEM",
                              limit=f"{self.limits.bytes} BYTES", remedy="PURGE FILES")
        self.store.add_block(file.number, writer.blocks, writer.written, count, block)
        writer.blocks += 1
        writer.written += count
        file.records, file.size = writer.written, file.size + size
        self._charge(file.origin, 0, size)

    def close_writer(self, writer: SpoolWriter, kind, owner, changes: dict) -> SpoolFile | None:
        """SpoolWriter.close; a file already closed or purged gives None."""
        file = writer.file
        with self.lock:
            if self.writers.get(file.number) is not writer:
                return None
            writer.flush(force=True)
            if not writer.written:
                self.drop_writer(writer)
                return None
            self._enqueue([(writer, kind or file.kind, owner or file.owner, changes)])
        self._tell(file, CLOSED)
        return file

    def _enqueue(self, closing, deck: str = "") -> None:
        """Put written files into queues, in one transaction."""
        updates, position = [], self.position
        for writer, kind, owner, changes in closing:
            position += 1
            updates.append((writer.file, changes | {
                "kind": kind, "owner": owner, "is_open": False, "closed": self.clock(),
                "position": position, "records": writer.written, "size": writer.file.size}))
        self.store.update_all(updates, deck)
        self.position = position
        for writer, *_ in closing:
            del self.writers[writer.file.number]
            self._queues.setdefault((writer.file.kind, writer.file.owner), {})[
                writer.file.number] = writer.file

    def drop_writer(self, writer: SpoolWriter) -> None:
        """SpoolWriter.purge."""
        with self.lock:
            if self.writers.get(writer.file.number) is writer:
                self._remove([writer.file])
                del self.writers[writer.file.number]

    def receive(self, writer: SpoolWriter, deck: str) -> SpoolFile | None:
        """Close a file made of a deck in a reader's folder.  `deck` identifies that host file: it is
        noted as received in the same transaction, so that a kill before the host file was moved away
        does not make it come twice."""
        file = writer.file
        with self.lock:
            writer.flush(force=True)
            if not writer.written:
                self.drop_writer(writer)
                return None
            self._enqueue([(writer, READER, file.owner, {})], deck)
        self._tell(file, CLOSED)
        return file

    def suspend(self, writer: SpoolWriter) -> None:
        """Leave an open file as a kill would have left it (another state of its machine is loaded)."""
        with self.lock:
            if self.writers.get(writer.file.number) is not writer:
                return
            writer.flush(force=True)
            if writer.written:
                file = writer.file
                self._enqueue([(writer, file.kind, file.owner, {"incomplete": True, "hold": True})])
            else:
                self.drop_writer(writer)

    def was_received(self, deck: str) -> bool:
        """`receive` has had that host file, which may still lie there."""
        with self.lock:
            return self.store.was_received(deck)

    def forget_deck(self, deck: str) -> None:
        """That host file has been moved away."""
        with self.lock:
            self.store.forget_received(deck)

    def resume(self, state: dict, origin: str) -> SpoolWriter | None:
        """Go on writing the file that `SpoolWriter.save` described (a machine was restored): what
        came behind is cut off.  None when that file is not there or not `origin`'s."""
        limits = self.limits.of(origin)
        with self.lock:
            file = self._files.get(state["number"])
            if (file is None or file.origin != origin or not file.incomplete or file.user
                    or file.purged or file.records < state["records"]):
                return None
            blocks = self.store.blocks(file.number)
            if sum(count for _, _, count in blocks[:state["blocks"]]) != state["records"]:
                return None
            self.store.cut(file.number, state["blocks"])
            size = self.store.size(file.number)
            self._unqueue(file)
            self._charge(origin, 0, size - file.size)
            self.store.update(file, is_open=True, incomplete=False, hold=False, closed=0.0,
                              records=state["records"], size=size)
            writer = SpoolWriter(self, file, limits, state["blocks"])
            self.writers[file.number] = writer
        self.keeper.wake.set()
        return writer

    # -- queues

    def get(self, number: int) -> SpoolFile | None:
        """The closed file of that number."""
        with self.lock:
            file = self._files.get(number)
            return file if file and not file.is_open and not file.purged else None

    def files(self, kind: str | None = None, owner: str | None = None) -> list[SpoolFile]:
        """Closed files in the order of their queues."""
        with self.lock:
            if kind and owner:
                found = list(self._queues.get((kind, owner), {}).values())
            else:
                found = [file for (its_kind, its_owner), queue in self._queues.items()
                         for file in queue.values()
                         if kind in (None, its_kind) and owner in (None, its_owner)]
        return sorted(found, key=lambda file: file.position)

    def next_file(self, kind: str, owner: str | None, classes: str = "*", user=None,
                  form: str | None = None, allowed=None) -> SpoolFile | None:
        """The first file that may be read or printed, taken for `user`; classes in order of
        preference, "*" for any.  owner None: of all users (real devices); allowed: asked of each."""
        with self.lock:
            free = [file for file in self.files(kind, owner)
                    if not file.held and file.user is None and (form is None or file.form == form)
                    and (allowed is None or allowed(file))
                    and (owner is not None or (file.owner, kind) not in self.held)]
            for wanted in classes:
                for file in free:
                    if wanted in ("*", file.cls):
                        file.user = user
                        return file
        return None

    def take(self, file: SpoolFile, user) -> bool:
        """Reserve a file for a reader or a real device; False when somebody has it."""
        with self.lock:
            if self.get(file.number) is not file or file.user not in (None, user):
                return False
            file.user = user
            return True

    def release(self, file: SpoolFile) -> None:
        file.user = None

    def records(self, file: SpoolFile) -> SpoolRecords:
        """Its records (command, data, page, line), a sequence.  MediaError when damaged."""
        return SpoolRecords(self, file)

    def reader(self, number: int) -> list[tuple[int, bytes]]:
        """(command, data) of every record of a closed file."""
        file = self.get(number)
        if file is None:
            raise CPError("invalid-spoolid", operand=f"{number:04d}")
        return [(command, data) for command, data, _, _ in self.records(file)]

    # -- what console functions do to closed files

    def change(self, file: SpoolFile, **changes) -> bool:
        """Other attributes: cls, copies, hold, system_hold, form, dist, name, type, tag.  False when
        the file is gone."""
        assert changes.keys() <= set(STORED)
        with self.lock:
            if self.get(file.number) is not file:
                return False
            self.store.update(file, **changes)
        self._tell(file, CHANGED)
        return True

    def order(self, files: list[SpoolFile]) -> int:
        """These files first in their queues, in this order; how many there were."""
        with self.lock:
            here = [file for file in files if self.get(file.number) is file]
            first = min((file.position for file in self._files.values()), default=0)
            self.store.update_all([(file, {"position": first - len(here) + n})
                                   for n, file in enumerate(here)])
        return len(here)

    def purge(self, files: list[SpoolFile], user=None) -> int:
        """Away with them, except those that somebody but `user` is reading; how many went."""
        with self.lock:
            gone = [file for file in files
                    if self.get(file.number) is file and file.user in (None, user)]
            later = [file for file in gone if self.exporting and not file.exported]
            self._remove([file for file in gone if file not in later])
            if later:
                self.store.update_all([(file, {"purged": True}) for file in later])
                for file in later:
                    self._unqueue(file)
        return len(gone)

    def _remove(self, files: list[SpoolFile]) -> None:
        if not files:
            return
        self.store.delete([file.number for file in files])
        for file in files:
            self._unqueue(file)
            del self._files[file.number]
            self._charge(file.origin, -1, -file.size)

    def transfer(self, file: SpoolFile, owner: str, kind: str = READER) -> bool:
        """Into another queue; False when the file is gone or in use."""
        with self.lock:
            if self.get(file.number) is not file or file.user is not None:
                return False
            self._unqueue(file)
            try:
                self.store.update(file, owner=owner, kind=kind, position=self.position + 1)
                self.position += 1
            finally:
                self._queues.setdefault((file.kind, file.owner), {})[file.number] = file
        self._tell(file, TRANSFERRED)
        return True

    def hold_user(self, userid: str, kind: str, on: bool) -> None:
        """Hold (or free) all output of a user, present and to come; kind "PRT" or "PUN"."""
        with self.lock:
            self.store.hold(userid, kind, on)
            (self.held.add if on else self.held.discard)((userid, kind))
        for file in self.files(kind, userid)[:1]:
            self._tell(file, CHANGED)

    # -- every closed file as a host file

    def to_export(self) -> list[SpoolFile]:
        """Closed files that the host folder of all files has not got."""
        with self.lock:
            return sorted((file for file in self._files.values()
                           if not file.is_open and not file.exported),
                          key=lambda file: file.position)

    def was_exported(self, file: SpoolFile) -> None:
        """The host folder has it."""
        with self.lock:
            if self._files.get(file.number) is not file:
                return
            if file.purged:
                self._remove([file])
            else:
                self.store.update(file, exported=True)

    # -- figures

    def counts(self, userid: str) -> dict[str, int]:
        """Closed files in a user's queues."""
        with self.lock:
            return {kind: len(self._queues.get((kind, userid), ()))
                    for kind in (READER, PRINTER, PUNCH)}

    def figures(self) -> dict[str, int]:
        """For `cpcms stats`."""
        with self.lock:
            return {"files": len(self._files), "open": len(self.writers), "bytes": self.bytes}

    def problems(self) -> list[str]:
        """What `cpcms doctor` finds wrong, a line each."""
        with self.lock:
            found = [f"{self.path}: {line}" for line in self.store.problems()]
        for file in self.files():
            try:
                records = self.records(file)
                if sum(1 for _ in records) != file.records:
                    raise records.damaged(f"{len(records)} records, not {file.records}")
            except S360Error as error:
                found.append(str(error))
        return found
