"""Small files of the data folder that a kill or a power failure leaves old or new, never in part.

Called by cp/folder.py, cp/directory.py and whoever else keeps a small file with the data.  A file is
written beside its place under a name that begins with a dot and ends in `.new`, brought to the disk,
and renamed; a `.new` that a kill leaves behind is overwritten by the next write of the same file.

Not here: volumes (s360/media/files.py), the spool (SQLite).
"""
from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from s360.errors import MediaError
from s360.media import files

PRIVATE = 0o600                           # password hashes: nobody else on this host reads them
REMEDY = files.REMEDY | {
    "EACCES": "give yourself the right to write there, or choose another --data",
    "EPERM": "give yourself the right to write there, or choose another --data",
    "EEXIST": "it must be a folder: move it away", "ENOTDIR": "it must be a folder: move it away",
    "EROFS": "it cannot be written to; choose another --data"}


def trouble(path, error: OSError) -> MediaError:
    """A host error in one line with what can be done."""
    return files.trouble(path, error, REMEDY)


def write_text(path, text: str) -> None:
    """Replace a text file (UTF-8), as `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path, data: bytes, mode: int = PRIVATE) -> None:
    """Replace a file; when this comes back the new contents are on the disk.  MediaError leaves the
    old file as it was."""
    path = Path(path)
    partial = path.with_name(f".{path.name}.new")
    try:
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view):]
            os.fsync(fd)
        finally:
            os.close(fd)
        os.replace(partial, path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise trouble(path, error) from None


def remove(path) -> None:
    """Delete a file, if it is there, for good."""
    path = Path(path)
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise trouble(path, error) from None


def put_aside(path, target) -> None:
    """Rename a SQLite database and what stands beside it."""
    path, target = Path(path), Path(target)
    try:
        for end in ("-wal", "-shm", ""):
            if path.with_name(path.name + end).exists():
                os.replace(path.with_name(path.name + end), target.with_name(target.name + end))
        sync_folder(path.parent)
    except OSError as error:
        raise trouble(path, error) from None


def make_folder(path, mode: int = 0o700) -> None:
    """Make a folder and those above it, where they are not there."""
    try:
        os.makedirs(path, mode, exist_ok=True)
    except OSError as error:
        raise trouble(path, error) from None


def sync_folder(path) -> None:
    """Bring the names in a folder to the disk."""
    if not hasattr(os, "O_DIRECTORY"):
        return                            # Windows: a folder cannot be opened
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
