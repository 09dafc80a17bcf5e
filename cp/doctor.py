"""`cpcms doctor`: is a data folder all right, and what is to be done?

Called by cp/cli_operate.py.  Works on a folder whose CP does not run, and reads beside one that does.
Changes nothing, but with `repair`, and then only what loses nothing: what is replaced or removed is
moved to a folder `doctor-TIME` in the data folder.

Each finding names the file and the remedy.  An error is something that does not work or was lost.
"""
from __future__ import annotations

import os
import re
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Callable, Iterator

from cp import configuration, doctor_data, durable
from cp.doctor_finding import ERROR, NOTE, SEVERITIES, WARNING, Finding
from cp.folder import FOLDERS, FORMAT, FORMAT_TEXT
from s360.errors import ConfigError, MediaError, S360Error
from s360.media.files import fcntl

LITTLE, VERY_LITTLE = 256 << 20, 16 << 20          # bytes free on the host's disk
PRIVATE_FILES = ("system.yaml", "operator.log", "spool.db", "accounting.db", "users/*.yaml")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
#: what a write that was cut off leaves beside its file
LEFT_OVER = re.compile(r"\..*\.new|.*\.new\d+|.*\.part")
BACKUP = re.compile(r"(backup|doctor)-.*")

__all__ = ["Doctor", "Finding", "ERROR", "WARNING", "NOTE"]


class Doctor:
    """
    folder:   the data folder
    quick:    do not read every track and page
    repair:   mend what can be mended without loss; refused while CP runs
    progress: called with a line about what is looked at
    running:  a CP runs on the folder (known after `examine`)
    """

    def __init__(self, folder, quick: bool = False, repair: bool = False,
                 progress: Callable[[str], None] | None = None):
        self.folder, self.quick, self.repair = Path(folder), quick, repair
        self.progress = progress or (lambda line: None)
        self.running = False
        self.configuration: configuration.Configuration | None = None
        self.kept: Path | None = None      # where what is replaced goes
        self.lock = -1

    def examine(self) -> list[Finding]:
        """Everything that was found, errors first.  ConfigError: it is no data folder, or CP runs and
        repairs were asked for."""
        self._stop_if_foreign()
        self._look_for_cp()
        try:
            if self.running and self.repair:
                raise ConfigError(f"{self.folder}: CP runs here; end it (SHUTDOWN) before --repair")
            found = []
            for part in (self.check_layout, self.check_rights, self.check_room, self.check_leftovers,
                         self.check_configuration, self.check_users, self.check_volumes,
                         self.check_databases, self.check_saved, self.check_units):
                found += self._part(part)
            if self.repair:
                for finding in found:
                    self._mend(finding)
        finally:
            if self.lock >= 0:
                os.close(self.lock)
        return sorted(found, key=lambda one: SEVERITIES.index(one.severity))

    def _part(self, part) -> list[Finding]:
        """The findings of one part; what it cannot look at is a finding too."""
        found: list[Finding] = []
        self.progress(part.__name__.removeprefix("check_"))
        try:
            found.extend(part())
        except S360Error as error:
            found += [Finding(ERROR, self.folder.name, line) for line in str(error).splitlines()]
        except OSError as error:
            found.append(Finding(ERROR, self.shown(error.filename or self.folder),
                                 error.strerror or str(error), "check its rights and the host's disk"))
        return found

    def verdict(self, found: list[Finding]) -> str:
        """The last line for a person."""
        left = [one for one in found if not one.repaired]
        count = {kind: sum(one.severity == kind for one in left) for kind in SEVERITIES}
        mended = len(found) - len(left)
        if not count[ERROR] + count[WARNING]:
            text = f"{self.folder}: all is well"
        else:
            text = f"{self.folder}: {count[ERROR]} errors, {count[WARNING]} warnings"
        if mended:
            text += f"; {mended} repaired" + (f", what was replaced is in {self.kept.name}"
                                              if self.kept else "")
        elif any(one.repair for one in left):
            text += "; --repair mends " + str(sum(one.repair is not None for one in left))
        return text

    def shown(self, path) -> str:
        """A path as findings name it: relative to the folder."""
        return os.path.relpath(path, self.folder)

    # -- mending

    def _mend(self, finding: Finding) -> None:
        if finding.repair is None:
            return
        try:
            finding.repair()
            finding.repaired = True
        except (OSError, MediaError) as error:
            finding.remedy = f"could not be repaired: {error}"

    def move_away(self, path: Path) -> Callable[[], None]:
        """A repair that moves a file (and what SQLite has beside it) to the doctor's folder."""
        def move() -> None:
            if self.kept is None:
                self.kept = self.folder / time.strftime("doctor-%Y%m%d-%H%M%S")
                durable.make_folder(self.kept)
            for one in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                if one.exists():
                    target = self.kept / self.shown(one)
                    durable.make_folder(target.parent)
                    os.replace(one, target)
        return move

    # -- who is there

    def _stop_if_foreign(self) -> None:
        if not self.folder.is_dir():
            raise ConfigError(f"{self.folder}: there is no such data folder")
        try:
            there = os.listdir(self.folder)
        except OSError as error:
            raise durable.trouble(self.folder, error) from None
        if not {"format", "installing", "users", "system.yaml"} & set(there):
            raise ConfigError(f"{self.folder}: is no data folder of cpcms; give the right one with "
                              "--data")

    def _look_for_cp(self) -> None:
        """Whether CP has the folder's lock; with `repair` it is held meanwhile."""
        path = self.folder / "lock"
        if fcntl is None or not path.exists():
            return
        try:
            self.lock = os.open(path, os.O_RDWR if self.repair else os.O_RDONLY)
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.running = True
        except OSError:
            return                         # told of by check_rights
        if not self.repair and self.lock >= 0:
            os.close(self.lock)
            self.lock = -1

    # -- the folder itself

    def check_layout(self) -> Iterator[Finding]:
        path = self.folder / "format"
        if path.exists():
            word = path.read_text(errors="replace").strip().removeprefix(FORMAT_TEXT)
            if not word.isdecimal():
                yield Finding(ERROR, "format", "is damaged",
                              f"it must say \"{FORMAT_TEXT}N\", N the format it was made with")
            elif int(word) > FORMAT:
                yield Finding(ERROR, "format", f"is {word}; this program knows formats up to {FORMAT}",
                              "use the newer cpcms that made the folder")
            elif int(word) < FORMAT:
                yield Finding(NOTE, "format", f"is {word}", f"the next start of CP makes a copy and brings "
                              f"it to {FORMAT}")
        else:
            yield Finding(WARNING, "format", "is not there: the first start has not ended",
                          "start cpcms once more, which completes it")
        for name in FOLDERS:
            place = self.folder / name
            if not place.is_dir():
                severity = ERROR if name in ("users", "volumes") else WARNING
                yield Finding(severity, name, "is not there", "take it from a copy of the data folder, "
                              "or --repair, which makes an empty one",
                              lambda place=place: durable.make_folder(place))

    def check_rights(self) -> Iterator[Finding]:
        for path in (self.folder, *(self.folder / name for name in FOLDERS)):
            if path.is_dir() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                yield Finding(ERROR, self.shown(path), "cannot be written",
                              "give yourself the right to read and write it (chmod u+rwx)")
        closed = not self.folder.stat().st_mode & OTHERS         # then nobody comes to the files
        for pattern in PRIVATE_FILES:
            for path in sorted(self.folder.glob(pattern)):
                mode = path.stat().st_mode
                if not os.access(path, os.R_OK | os.W_OK):
                    yield Finding(ERROR, self.shown(path), "cannot be read and written",
                                  "give yourself the right (chmod u+rw)")
                elif hasattr(os, "getuid") and mode & OTHERS and not closed:
                    secret = "users/" in pattern
                    yield Finding(WARNING if secret else NOTE, self.shown(path),
                                  "others on this host can read it" + (
                                      ", with stored passwords" if secret else ""), "chmod 600, or --repair",
                                  lambda path=path: path.chmod(durable.PRIVATE))

    def check_room(self) -> Iterator[Finding]:
        free = shutil.disk_usage(self.folder).free
        if free < LITTLE:
            yield Finding(ERROR if free < VERY_LITTLE else WARNING, ".", f"{free >> 20} MB are free on "
                          "this disk", "make room: PURGE spool files, take old backup folders away")

    def check_leftovers(self) -> Iterator[Finding]:
        """What a kill left behind."""
        if self.running:
            return
        if (self.folder / "running").exists():
            yield Finding(NOTE, "running", "the last end of CP was not in order", "the next start finds "
                          "everything that was complete")
        socket = self.folder / "socket"
        if socket.exists():
            yield Finding(NOTE, "socket", "is left from a CP that was killed", "the next start removes it",
                          socket.unlink)
        for place, folders, files in os.walk(self.folder):
            folders[:] = sorted(one for one in folders if not BACKUP.fullmatch(one))
            for name in sorted(files):
                yield from self._leftover(Path(place, name))

    def _leftover(self, path: Path) -> Iterator[Finding]:
        if path.suffix == ".journal" and path.with_suffix("").is_file():
            with suppress(OSError):
                if path.stat().st_size:
                    yield Finding(NOTE, self.shown(path), "a write may have been cut off",
                                  "the next opening of the volume completes it")
        elif LEFT_OVER.fullmatch(path.name):
            yield Finding(NOTE, self.shown(path), "is what a write that was cut off left", "it does no "
                          "harm; --repair moves it away", self.move_away(path))
        elif path.suffix == ".bad" and path.parent.name == "checkpoint":
            yield Finding(WARNING, self.shown(path), "is a kept machine that could not be taken up",
                          "its user logs on anew; --repair moves it away", self.move_away(path))

    # -- what people write

    def check_configuration(self) -> Iterator[Finding]:
        path = self.folder / "system.yaml"
        try:
            self.configuration = configuration.load(path)
        except ConfigError as error:
            for line in str(error).splitlines():
                file, _, text = line.partition(" ")
                yield Finding(ERROR, file.rstrip(":"), text, "correct the file")
        prices = self.folder / "prices.yaml"
        if prices.exists():
            from cp.accounting_report import load_prices
            try:
                load_prices(prices)
            except ConfigError as error:
                for line in str(error).splitlines():
                    file, _, text = line.partition(" ")
                    yield Finding(WARNING, file.rstrip(":"), text, "correct the file")

    def check_users(self) -> Iterator[Finding]:
        if (self.folder / "users").is_dir():
            yield from doctor_data.check_directory(self.folder, self.configuration)

    # -- data

    def check_volumes(self) -> Iterator[Finding]:
        mounted = doctor_data.volumes_of(self.folder, self.configuration)
        for serial, one in sorted(mounted.items()):
            self.progress(f"volume {serial}")
            yield from doctor_data.check_volume(one, self.folder, self.running, self.quick,
                                                lambda done, total: None)
        if (self.folder / "users").is_dir():
            yield from doctor_data.check_minidisks(self.folder, self.configuration, mounted)

    def check_databases(self) -> Iterator[Finding]:
        yield from doctor_data.check_spool(self.folder / "spool.db", self.quick)
        yield from doctor_data.check_accounting(self.folder / "accounting.db", self.running, self.quick,
                                                self.move_away)

    def check_saved(self) -> Iterator[Finding]:
        if not self.quick and (self.folder / "saved").is_dir():
            yield from doctor_data.check_saved(self.folder)

    def check_units(self) -> Iterator[Finding]:
        """Folders and pipes of real readers, punches and printers."""
        for unit, keys in (self.configuration.unit_record.items() if self.configuration else ()):
            path = self.folder / (keys.folder or keys.pipe)
            if keys.folder and path.exists() and not (path.is_dir() and os.access(path, os.W_OK)):
                yield Finding(ERROR, self.shown(path), f"device {unit:03X} cannot use it: it must be a "
                              "folder that can be written", "make it one, or correct system.yaml")
            elif keys.pipe and not (path.exists() and stat.S_ISFIFO(path.stat().st_mode)):
                yield Finding(WARNING, self.shown(path), f"device {unit:03X} wants a named pipe there",
                              "mkfifo makes one")
