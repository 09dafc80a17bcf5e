"""The data folder: where one installation keeps everything, and the lock of who uses it.

Called by cp/system.py and by every tool that works on the data.

    format          version of the layout; written last at the first start
    system.yaml     configuration        users/      the directory, one file a user
    volumes/        users' disk volumes  system/     delivered volumes; an upgrade replaces only these
    saved/          saved systems        spool.db    spool files
    unit/           real readers, punches, printers   accounting.db  operator.log  drum
    checkpoint/     machines kept over a restart, or until their users' LOGON     lock  socket  running
    batch/          where batch machines go on (cp/batch.py)

A newer program migrates an older folder after a copy of it (`backup-VERSION/`); an older program refuses
a newer folder.  `running` is there while CP runs and tells the next start whether the end was orderly.

Not implemented: a lock on hosts without flock (Windows).
"""
from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Callable

from cp import configuration, durable
from cp.directory import Directory
from s360.errors import ConfigError
from s360.media.files import fcntl, holder_of

FORMAT = 1
#: version -> what makes the next version of a folder; may be done again after a kill
MIGRATIONS: dict[int, Callable[[DataFolder], None]] = {}
FOLDERS = ("users", "volumes", "system", "saved", "unit", "checkpoint")
FORMAT_TEXT = "cpcms data folder, format "
NOT_DATA = ("lock", "socket", "running", "lost+found")     # neither foreign nor worth a copy
CHUNK = 1 << 20


class FolderInUse(ConfigError):
    """Another process has the folder; pid: which (0: the host does not say)."""

    def __init__(self, path: Path, pid: int):
        self.pid = pid
        who = holder_of(path / "lock") or (f"process {pid}" if pid else "another process")
        super().__init__(f"{path}: in use by {who}; end that one, or choose another --data")


def data_folder(args) -> Path:
    """The data folder that a command line means: --data, else $CPCMS_DATA, else the XDG data home."""
    given = getattr(args, "data", None) or os.environ.get("CPCMS_DATA")
    if given:
        return Path(given).expanduser()
    home = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return Path(home) / "cpcms"


class DataFolder:
    """
    An installation, made when the folder is empty, and locked until `close`.

    create:   off: ConfigError instead of a first start
    progress: called with a line about what takes long
    welcome:  lines to show once after the first start, with OPERATOR's password; else empty
    FolderInUse when another process has it, ConfigError or MediaError with a remedy when it cannot be
    used.
    """

    def __init__(self, path, create: bool = True, progress: Callable[[str], None] | None = None):
        self.path = Path(path).expanduser().absolute()
        self.progress = progress or (lambda line: None)
        self.welcome: list[str] = []
        self.fd = -1
        if create:
            durable.make_folder(self.path)
        elif not self.path.is_dir():
            raise ConfigError(f"{self.path}: there is no such data folder; start cpcms once, which "
                              "makes it, or choose another --data")
        self._stop_if_foreign(create)
        self._lock()
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    # -- places

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    users = property(lambda self: self.path / "users")
    volumes = property(lambda self: self.path / "volumes")
    system = property(lambda self: self.path / "system")
    saved = property(lambda self: self.path / "saved")
    unit = property(lambda self: self.path / "unit")
    checkpoint = property(lambda self: self.path / "checkpoint")
    spool = property(lambda self: self.path / "spool.db")
    accounting = property(lambda self: self.path / "accounting.db")
    operator_log = property(lambda self: self.path / "operator.log")
    drum = property(lambda self: self.path / "drum")
    socket = property(lambda self: self.path / "socket")
    system_yaml = property(lambda self: self.path / "system.yaml")

    def configuration(self) -> configuration.Configuration:
        """What system.yaml says; ConfigError with all its mistakes."""
        return configuration.load(self.system_yaml)

    def directory(self, house: configuration.Configuration | None = None) -> Directory:
        """The directory of the users."""
        return Directory(self.users, house or self.configuration())

    # -- opening and closing

    def _stop_if_foreign(self, create: bool) -> None:
        try:
            there = set(os.listdir(self.path)) - set(NOT_DATA)
        except OSError as error:
            raise durable.trouble(self.path, error) from None
        if "format" in there or (create and "installing" in there):
            return
        if there - {"installing", ".installing.new"}:
            raise ConfigError(f"{self.path}: is no data folder of cpcms and not empty; choose an "
                              "empty or new folder with --data")
        if not create:
            raise ConfigError(f"{self.path}: is empty; start cpcms once, which makes an installation, "
                              "or choose another --data")

    def _lock(self) -> None:
        """Take the lock, or say who has it."""
        path = self.path / "lock"
        try:
            self.fd = os.open(path, os.O_RDWR | os.O_CREAT, durable.PRIVATE)
        except OSError as error:
            raise durable.trouble(path, error) from None
        if fcntl is None:
            return
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            word = os.pread(self.fd, 20, 0).strip()
            self._unlock()
            raise FolderInUse(self.path, int(word) if word.isdigit() else 0) from None
        except OSError as error:
            self._unlock()
            raise durable.trouble(path, error) from None
        os.ftruncate(self.fd, 0)
        try:
            os.write(self.fd, b"%d\n" % os.getpid())
        except OSError:
            pass                          # a full disk: the lock holds without a name on it

    def _unlock(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def close(self) -> None:
        """Give the folder up."""
        self._unlock()

    def __enter__(self) -> DataFolder:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _open(self) -> None:
        version = self.version()
        if version is None:
            from cp.first_start import install
            self.progress(f"First start: an installation is made in {self.path}")
            self.welcome = install(self)
            self._format(FORMAT)
            durable.remove(self.path / "installing")
            return
        if version > FORMAT:
            raise ConfigError(f"{self.path}: has format {version}; this program knows formats up to "
                              f"{FORMAT}. Use the newer cpcms that made it, or another --data")
        if version < FORMAT:
            self.migrate(version)
        self.make_folders()
        durable.remove(self.path / "installing")     # of a first start that ended before the last step

    def version(self) -> int | None:
        """The format of the folder; None before the first start has ended."""
        path = self.path / "format"
        try:
            text = path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise durable.trouble(path, error) from None
        word = text.strip().removeprefix(FORMAT_TEXT)
        if not word.isascii() or not word.isdecimal() or len(word) > 6:
            raise ConfigError(f"{path}: is damaged; it must say \"{FORMAT_TEXT}{FORMAT}\" (the number "
                              "this folder was made with)")
        return int(word)

    def _format(self, version: int) -> None:
        durable.write_text(self.path / "format", f"{FORMAT_TEXT}{version}\n")

    def make_folders(self) -> None:
        for name in FOLDERS:
            durable.make_folder(self.path / name)

    # -- how the last run ended

    def start(self) -> bool:
        """CP starts: whether its last end was in order.  From now on an end without `end` is not."""
        marker = self.path / "running"
        orderly = not marker.exists()
        durable.write_text(marker, f"{os.getpid()}\n")
        return orderly

    def end(self) -> None:
        """CP has ended in order and everything is on the disk."""
        durable.remove(self.path / "running")

    # -- upgrades

    def migrate(self, version: int) -> None:
        """Bring an older folder to this program's format, after a copy of it."""
        if any(number not in MIGRATIONS for number in range(version, FORMAT)):
            raise ConfigError(f"{self.path}: has format {version}, which this program cannot bring to "
                              f"{FORMAT}; use the cpcms that made it")
        self.backup(version)
        for number in range(version, FORMAT):
            MIGRATIONS[number](self)
            self._format(number + 1)

    def backup(self, version: int) -> Path:
        """Copy the folder to `backup-VERSION` in it; an entire copy that is there already stays."""
        target = self.path / f"backup-{version}"
        partial = self.path / f"backup-{version}.part"
        if target.exists():
            return target
        self.progress(f"{self.path} is copied to {target.name} before it is brought to format {FORMAT}")
        try:
            shutil.rmtree(partial, ignore_errors=True)
            for place, folders, files in os.walk(self.path):
                folders[:] = [one for one in folders if not one.startswith("backup-")]
                inner = partial / os.path.relpath(place, self.path)
                os.makedirs(inner, 0o700, exist_ok=True)
                for name in files:
                    source = os.path.join(place, name)
                    if name not in NOT_DATA and os.path.isfile(source):
                        copy_file(source, inner / name)
            os.rename(partial, target)
            durable.sync_folder(self.path)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise durable.trouble(target, error) from None
        return target

    def deliver(self, source) -> bool:
        """Put a volume of the program into `system/`, if it is not the one there; whether it was.
        Users' volumes are never touched."""
        source = Path(source)
        target = self.system / source.name
        partial = target.with_name(f".{target.name}.new")
        try:
            if target.exists() and digest(target) == digest(source):
                return False
            copy_file(source, partial)
            os.replace(partial, target)
            durable.sync_folder(self.system)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise durable.trouble(target, error) from None
        return True


def digest(path) -> bytes:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def copy_file(source, target) -> None:
    """Copy a file to the disk; stretches of zeros stay holes."""
    with open(source, "rb") as old, open(target, "wb") as new:
        while chunk := old.read(CHUNK):
            if chunk.count(0) == len(chunk):
                new.seek(len(chunk), os.SEEK_CUR)
            else:
                new.write(chunk)
        new.truncate()
        new.flush()
        os.fsync(new.fileno())
    shutil.copystat(source, target)
