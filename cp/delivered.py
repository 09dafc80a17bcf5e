"""The volumes that come with the program, brought into a data folder at each start.

Called by cp/system.py.  The package build makes them (setup.py, cms/build.py) in a folder `system` of the
package cms; CP knows them as volumes only.  An upgrade of the program so replaces what is in `system/` of
the data folder, and never a volume of users.
"""
from __future__ import annotations

from pathlib import Path

from s360.errors import S360Error

CMS_VOLUME = "CMS190"
CMS_FOLDER = Path(__file__).resolve().parent.parent / "cms"
FOLDER = CMS_FOLDER / "system"


def volumes() -> list[Path]:
    """The images in the package; none where it was not built whole."""
    return sorted(FOLDER.glob("*.ckd"))


def deliver(folder, warn) -> None:
    """Bring them into the data folder.  What cannot be brought is told by warn(kind, text), and what was
    there before goes on to be used."""
    for source in volumes():
        try:
            if folder.deliver(source):
                folder.progress(f"The volume {source.stem} is new")
        except S360Error as error:
            warn("volume", f"{error}; the former {source.stem} is used")
    if not (folder.system / f"{CMS_VOLUME}.ckd").exists():
        warn("volume", f"CMS is not here: the volume {CMS_VOLUME} was not built with the program; "
             "`cpcms sysgen` builds it")
