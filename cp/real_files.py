"""Every closed spool file as one file of a host folder (`spool files: all` in system.yaml), beside what
readers and real printers do with it.

Made by cp/real_unit.py, with a thread of its own.  A file is marked in the spool when its host file has
its name, and one that is purged before goes only then: none is missing, whenever CP ends.
"""
from __future__ import annotations

import os
from pathlib import Path

from cp.real_worker import RealWorker
from cp.spool_file import SpoolFile
from cp.spool_render import host_name, name_file, render
from s360.errors import MediaError, S360Error

AGAIN = 30.0                   # seconds until what the host could not take is tried again


class AllFiles(RealWorker):
    """folder: where the files go; trouble: why the last one could not be written"""
    thread_name = "spool files"

    def __init__(self, system, folder: Path):
        super().__init__(system)
        self.folder = folder

    def begin(self) -> None:
        """Start working."""
        self.system.spool.exporting = True
        super().begin()

    def _run(self) -> None:
        """Until everything there is is written."""
        while True:
            self.wake.clear()
            last = self.ended
            try:
                for file in self.system.spool.to_export():
                    self.write(file)
                self.trouble = ""
            except (S360Error, OSError) as error:
                self._tell(error)
            if last:
                return
            self.wake.wait(AGAIN if self.trouble else None)

    def _tell(self, error: Exception) -> None:
        if str(error) != self.trouble:
            self.trouble = str(error)
            self.system.tell_operator(f"SPOOL FILES NOT WRITTEN TO THE HOST; {error}; TRIED AGAIN "
                                      f"EVERY {AGAIN:.0f} SECONDS")

    def write(self, file: SpoolFile) -> None:
        """One file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / ".part"
        try:
            render(self.system.spool, file, part)
            with open(part, "rb") as written:
                os.fsync(written.fileno())
            name_file(part, self.folder / host_name(file))
        except MediaError as error:
            if "damaged" not in str(error):
                raise
            self.system.tell_operator(str(error))
        finally:
            part.unlink(missing_ok=True)
        self.system.spool.was_exported(file)
