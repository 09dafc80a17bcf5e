"""A throw-away installation: what a scene plays on, and what a visitor may spoil.

Made by cp/tour/player.py from a Prototype, a data folder that is installed once and copied for each scene (some
ten milliseconds).  Nothing outside a temporary folder is read or written; nothing listens on the network.

The terminals are panes (cp/terminal/pane.py); an Ear at each hears what is said there.
"""
from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Callable

from cp.terminal.pane import Pane
from cp.terminal.session import Session
from s360.errors import S360Error

NAME, PREFIX = "TOUR", "cpcms-tour-"
MORE = 4.0                     # seconds that a full screen waits
MOST_HEARD = 200_000           # characters kept of a terminal
#: what a visitor may fill; the host has room for that
SYSTEM_YAML = """\
name: {name}
threads: 1
shutdown: logoff
reconnect: 1
serve: {{more: {more:g}}}
quotas: {{total: 16M, files: 200, lines: 20000, bytes: 8M}}
log: {{size: 256K, files: 1}}
{frames}"""


class Prototype:
    """An installation in a temporary folder, made once; closed, it and its folder are gone."""

    def __init__(self):
        sweep()
        self.folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
        self.root = Path(self.folder.name)
        self.number = 0
        self.lock = threading.Lock()
        try:
            self.make()
        except BaseException:
            self.close()
            raise

    def make(self) -> None:
        from cp.delivered import volumes
        from cp.system import System
        if not volumes():
            raise S360Error("CMS is not here: its volume was not built with the program; `cpcms sysgen` builds it")
        System(self.root / "first", threads=1).close("logoff")

    def copy(self, frames: int) -> Path:
        """A fresh data folder; S360Error when the host has no room."""
        with self.lock:
            self.number += 1
            folder = self.root / f"{self.number}"
        try:
            shutil.copytree(self.root / "first", folder, copy_function=copy_sparse)
            (folder / "system.yaml").write_text(SYSTEM_YAML.format(
                name=NAME, more=MORE, frames=f"frames: {frames}\n" if frames else ""))
        except (OSError, shutil.Error) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise S360Error(f"{folder}: {getattr(error, 'strerror', '') or 'cannot be made'}") from None
        return folder

    def close(self) -> None:
        self.folder.cleanup()


def sweep() -> None:
    """Remove what tours that were killed have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        try:
            if number.isdecimal() and folder.stat().st_uid == os.getuid():
                os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, OverflowError):       # it is somebody's
            pass


def copy_sparse(source, target) -> str:
    """A copy of a file in which pages of zeros take no room."""
    with open(source, "rb") as old, open(target, "wb") as new:
        while block := old.read(1 << 16):
            if block.strip(b"\0"):
                new.write(block)
            else:
                new.seek(len(block), 1)
        new.truncate()
    shutil.copymode(source, target)
    return str(target)


class Ear:
    """What a terminal has said: the text, and how far `find` has looked.  heard: called with every line."""

    broken = ""

    def __init__(self, heard: Callable[[str, bool], None] = lambda line, typed: None):
        self.text, self.looked, self.partial, self.heard = "", 0, "", heard

    def told(self, text: str) -> None:
        self.text += text
        gone = max(len(self.text) - MOST_HEARD, 0)
        self.text, self.looked = self.text[gone:], max(self.looked - gone, 0)
        *whole, self.partial = (self.partial + text).split("\n")
        for line in whole:
            self.heard(line.rstrip(), False)

    def typed(self, line: str, command: bool) -> None:
        self.heard(line, True)

    def close(self) -> None:
        """Nothing is open."""

    def find(self, wanted: str) -> bool:
        """Whether it has been said since it was found last; the next look begins behind it."""
        at = self.text.find(wanted, self.looked)
        if at >= 0:
            self.looked = at + len(wanted)
        return at >= 0

    def forget(self) -> None:
        """Look from here on."""
        self.looked = len(self.text)


class Stage:
    """
    A system with a terminal for each user.

    sizes: (rows, columns) of each terminal; ring: called from any thread when `feed` is to be called
    panes, ears: by userid
    """

    def __init__(self, prototype: Prototype, frames: int = 0):
        from cp.system import System
        self.folder = prototype.copy(frames)
        self.panes: dict[str, Pane] = {}
        self.ears: dict[str, Ear] = {}
        self.system = None
        try:
            self.system = System(self.folder, threads=1)
        except BaseException:
            self.close()
            raise

    def seat(self, userid: str, rows: int, columns: int, ring: Callable[[], None],
             heard: Callable[[str, bool], None] = lambda line, typed: None) -> Pane:
        """A terminal, at which nobody is logged on."""
        pane = Pane(lambda outbox: Session(self.system, outbox), rows, columns, ring, NAME, more=MORE)
        self.panes[userid], self.ears[userid] = pane, Ear(heard)
        pane.transcript = self.ears[userid]
        pane.begin()
        return pane

    def close(self) -> None:
        """Nothing of it is left.  May take a second: call it where nobody waits."""
        for pane in self.panes.values():
            pane.close()
        try:
            if self.system is not None:
                self.system.close("logoff")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
