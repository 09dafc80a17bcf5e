"""The real unit record devices of the system: folders and named pipes of the host.

Made by cp/system.py from system.yaml (`unit record`); the operator's functions are in
cp/commands/real_unit.py.  `RealUnits(system)` makes them, `start` sets their threads going, `stop`
ends them; a file half printed then stays in the spool.
"""
from __future__ import annotations

from pathlib import Path

from cp.messages import CPError
from cp.real_files import AllFiles
from cp.real_input import RealInput
from cp.real_output import KINDS, RealOutput
from cp.spool_file import SpoolFile

ALL_FILES = "spool files"      # folder of the data folder


class RealUnits:
    """units: {address: RealOutput or RealInput}; all_files: AllFiles, None when not wanted"""

    def __init__(self, system):
        self.system = system
        self.units = {unit: make(system, unit, spec)
                      for unit, spec in system.configuration.unit_record.items()}
        wanted = getattr(system.configuration, "spool_files", "none") == "all"
        self.all_files = AllFiles(system, Path(system.data) / ALL_FILES) if wanted else None

    @property
    def workers(self) -> list:
        return [*self.units.values()] + ([self.all_files] if self.all_files else [])

    def start(self) -> None:
        """From now on files are printed and decks read."""
        self.system.spool.listeners.append(self.file_event)
        for worker in self.workers:
            worker.begin()

    def stop(self) -> None:
        """The end of CP."""
        listeners = self.system.spool.listeners
        if self.file_event in listeners:
            listeners.remove(self.file_event)
        for worker in self.workers:
            worker.end()

    def file_event(self, file: SpoolFile, event: str) -> None:
        """Listener of the spool: there may be work."""
        for worker in self.workers:
            if not isinstance(worker, RealInput):
                worker.wake.set()

    def unit(self, address: int):
        """The real device of an address; CPError when there is none."""
        found = self.units.get(address)
        if found is None:
            raise CPError("no-device", unit=address)
        return found

    def output(self, address: int) -> RealOutput:
        """The real printer or punch of an address."""
        found = self.unit(address)
        if not isinstance(found, RealOutput):
            raise CPError("wrong-device", unit=address)
        return found


def make(system, unit: int, spec):
    """A real device as system.yaml describes it; names are relative to the data folder."""
    data = Path(system.data)
    folder = data / spec.folder if spec.folder else None
    pipe = data / spec.pipe if spec.pipe else None
    if spec.type in KINDS:
        return RealOutput(system, unit, spec.type, folder, pipe, spec.classes, spec.separator,
                          spec.start)
    if folder is None:
        raise CPError("host", text=f"REAL READER {unit:03X} NEEDS A FOLDER, NOT A PIPE (SYSTEM.YAML)")
    return RealInput(system, unit, spec.type, folder, spec.start)
