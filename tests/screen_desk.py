"""CMS at a 3270 display of CP: a person sits there, a P-disk on the host is his (a Room beneath)."""
from __future__ import annotations

from pathlib import Path

from cms_room import Room, one_disk
from cp_guests import add_user
from cp.passwords import stored
from display_room import Sitting

USER = "TESTER"


class Desk(Room):
    """`desk.sit()` gives a Sitting with CMS ready; the keys are those of Room."""

    def user(self, userid: str, volume: str, cylinders: int) -> None:
        add_user(self.system, userid, storage=self.storage, password=stored(userid),
                 disks={"191": one_disk(volume, cylinders, "W")},
                 links=[{"userid": "CMSSYS", "unit": "190", "as": "190", "mode": "RR"}])

    def __init__(self, folder: Path, *files: tuple, storage: str = "256K", **keys):
        self.storage = storage
        super().__init__(folder, *files, **keys)
        self.system.disconnect(self.vm)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def sit(self, rows: int = 24, columns: int = 80, userid: str = USER, **keys) -> Sitting:
        """Somebody logs on, to the machine as it was left."""
        person = Sitting(self.system, rows, columns, **keys).sees("", "CP READ").line(f"LOGON {userid} {userid}")
        person.sees("RECONNECTED", "CP READ").line("BEGIN")
        return person
