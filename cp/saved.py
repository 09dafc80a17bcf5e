"""Saved systems: a machine's storage and registers under a name, IPLed in no time and shared.

`SAVESYS name` writes one file; `IPL name` puts its pages into the caller's storage, copy-on-write: all
machines that IPL a name look at the same host memory until they store there.  Called by
cp/commands/saved.py, VirtualMachine.ipl_saved, DIAGNOSE X'64'; the file's form is in cp/saved_file.py,
docs/saved-systems.md has the rest.

The host maps a copy of the file in memory of its own that nobody can change any more, not the file:
one that loses pages under a mapping would end the process.

Source: the SWPTABLE macro of CP-67 (pages saved, pages shared) and SAVESYS of GC20-1820.
Not implemented: discontiguous segments at addresses beyond a machine's storage.
"""
from __future__ import annotations

import os
import tempfile
import threading
import weakref
from contextlib import suppress
from pathlib import Path

from cp import durable
from cp.messages import CPError, message
from cp.saved_file import PAGE, Header, is_name, pack, pages_in, unpack
from s360.errors import MediaError

try:
    import fcntl
except ImportError:                      # Windows: memory files and seals are not there either
    fcntl = None

message("no-saved-system", "CPCSAV", 920, "NAMED SYSTEM {name} DOES NOT EXIST", origin="ours")
message("small-storage", "CPCSAV", 921, "{name} NEEDS {need}K OF STORAGE; THE MACHINE HAS {have}K: "
        "DEFINE STORAGE", origin="ours")
message("nothing-to-save", "CPCSAV", 922, "NO PAGE TO SAVE", origin="ours")
message("pages-beyond", "CPCSAV", 923, "PAGES {pages} ARE BEYOND STORAGE", origin="ours")
message("shared-not-saved", "CPCSAV", 924, "PAGES {pages} ARE SHARED BUT NOT SAVED", origin="ours")
message("system-name", "CPCSAV", 925, "{name}: A SYSTEM'S NAME HAS 1 TO 8 OF A-Z, 0-9, $, #, @, _",
        origin="ours")


class Image:
    """A saved system that is open: its header, and its pages in memory that nobody can change.

    first: number of the first page; count: pages from there to the last one, those between that
    were not saved are zeros; fd: the open memory
    """

    def __init__(self, header: Header, data: bytes, folder: Path):
        self.header = header
        numbers = header.numbers()
        self.first, self.count = numbers[0], numbers[-1] - numbers[0] + 1
        self.lock = threading.Lock()
        self.fd = memory_file(header.name, folder)
        self._close = weakref.finalize(self, os.close, self.fd)
        try:
            os.truncate(self.fd, self.count * PAGE)
            for at, number in enumerate(numbers):
                os.lseek(self.fd, (number - self.first) * PAGE, os.SEEK_SET)
                write_all(self.fd, memoryview(data)[at * PAGE:(at + 1) * PAGE])
            if hasattr(fcntl, "F_ADD_SEALS"):
                with suppress(OSError):            # an ordinary file without a name takes none
                    fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW
                                | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL)
        except OSError as error:
            self._close()
            raise durable.trouble(folder / header.name, error) from None

    def page(self, number: int) -> bytes:
        """4096 bytes of storage page number `number`."""
        with self.lock:                        # Windows has no pread
            os.lseek(self.fd, (number - self.first) * PAGE, os.SEEK_SET)
            return os.read(self.fd, PAGE)

    def map(self, storage, first: int, last: int) -> None:
        """Put pages `first` to `last` into a machine's storage, copy-on-write."""
        start = first * PAGE
        count = min((last + 1) * PAGE, len(storage)) - start
        storage.map(self.fd, (first - self.first) * PAGE, start, count)


def memory_file(name: str, folder: Path) -> int:
    """A file without a name, in the host's memory where it has such files; a descriptor of it."""
    try:
        if hasattr(os, "memfd_create"):
            return os.memfd_create(f"cpcms {name}", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        with tempfile.TemporaryFile(dir=folder) as file:
            return os.dup(file.fileno())
    except OSError as error:
        raise durable.trouble(folder / name, error) from None


def write_all(fd: int, view) -> None:
    while view:
        view = view[os.write(fd, view):]


class Saved:
    """The saved systems of a data folder: one file each, its name the system's.

    Machines that IPL the same name share one Image; a system that is saved anew under a name leaves
    the machines of the old one as they are.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.lock = threading.Lock()
        self.images: dict[str, tuple[tuple, Image]] = {}      # name -> (what the file was, image)

    # -- what there is

    def names(self) -> list[str]:
        """The names of all saved systems, in order."""
        try:
            return sorted(name for name in os.listdir(self.folder) if is_name(name))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise durable.trouble(self.folder, error) from None

    def query(self, name: str) -> Header:
        """What a saved system is.  CPError: no such; MediaError: its file is damaged."""
        return self.image(name).header

    def stale(self, name: str, source: str) -> bool:
        """Whether a system must be saved anew: it is not there, it is damaged, or it was made from
        something else than `source` (the digest of a volume, as given to `save`)."""
        try:
            return self.query(name).source != source
        except (CPError, MediaError):
            return True

    def check(self) -> list[str]:
        """A line for every saved system that cannot be IPLed (cpcms doctor)."""
        wrong = []
        for name in self.names():
            try:
                self.query(name)
            except (CPError, MediaError) as error:
                wrong.append(str(error))
        return wrong

    def image(self, name: str) -> Image:
        """The open image of a system.  CPError: no such; MediaError: its file is damaged."""
        path = self.path(name)
        with self.lock:
            try:
                found = os.stat(path)
                was = (found.st_ino, found.st_size, found.st_mtime_ns)
                if name in self.images and self.images[name][0] == was:
                    return self.images[name][1]
                header, data = unpack(path, read(path))
            except FileNotFoundError:
                self.images.pop(name, None)
                raise CPError("no-saved-system", name=name) from None
            except OSError as error:
                raise durable.trouble(path, error) from None
            image = Image(header, data, self.folder)
            self.images[name] = was, image
            return image

    def path(self, name: str) -> Path:
        if not is_name(name):
            raise CPError("system-name", name=name[:16])
        return self.folder / name

    # -- saving

    def save(self, name: str, vm, pages=None, shared=(), protect: bool = False,
             storage: int | None = None, source: str = "") -> Header:
        """Save a machine, which stands still, under a name; what had the name before goes.

        pages:   ranges of page numbers ((first, last), ...); None: every page that is not zero
        shared:  those of them that all machines share; with `protect` a store there is a protection
                 exception, without it the machine gets a copy of its own
        storage: bytes a machine needs to IPL it; None: up to the last page
        source:  what it was made from (see `stale`)
        """
        path = self.path(name)
        with vm.lock:
            header, data = snapshot(name, vm, pages, shared)
        header.protect, header.source = protect, source
        header.storage = max(storage or 0, header.storage)
        durable.make_folder(self.folder)
        with self.lock:
            replace(path, pack(header, data))
            self.images.pop(name, None)
        return header

    def purge(self, name: str) -> None:
        """Remove a system; machines that run it keep it."""
        path = self.path(name)
        with self.lock:
            if not path.exists():
                raise CPError("no-saved-system", name=name)
            durable.remove(path)
            self.images.pop(name, None)

    # -- loading

    def load(self, name: str, vm) -> None:
        """Put a system into a machine that has been reset: storage (what was not saved is zeros), keys,
        registers and PSW.  CPError: no such system, or the machine is too small; MediaError: the
        file is damaged.  The machine is then unchanged."""
        image = self.image(name)
        header, core = image.header, vm.core
        fitting(vm, image)
        if vm.paging is not None:
            vm.paging.start(image)
        else:
            core.storage.clear()
            image.map(core.storage, image.first, image.first + image.count - 1)
        core.storage.keys = bytes(len(core.storage) >> 11)
        put_keys(core.storage, header)
        protect(core.storage, header.shared, header.protect)
        vm.base = {"name": name, "shared": [list(pages) for pages in header.shared],
                   "protect": header.protect, "source": header.source}
        for number in range(16):
            core.set_gpr(number, header.gpr[number])
            core.set_cr(number, header.cr[number])
        for number, value in zip((0, 2, 4, 6), header.fpr):
            core.set_fpr(number, value)
        core.psw = header.psw

    def attach(self, name: str, vm, private: bool = False) -> tuple[int, int]:
        """Put a system's pages and keys into a machine and change nothing else; gives the first and
        the last address.  private: its shared pages are the machine's own too.  Errors as `load`."""
        image = self.image(name)
        fitting(vm, image)
        storage = vm.machine.storage
        for first, last in image.header.pages:
            if vm.paging is None:
                image.map(storage, first, last)
                continue
            for number in range(first, last + 1):
                start, count = part(storage, number, number)
                storage.write(start, image.page(number)[:count])
        put_keys(storage, image.header)
        protect(storage, image.header.shared, image.header.protect and not private)
        return image.first * PAGE, (image.first + image.count) * PAGE - 1

    def detach(self, name: str, vm) -> None:
        """The pages of `attach` become zeros."""
        storage = vm.machine.storage
        for first, last in self.query(name).pages:
            start, count = part(storage, first, last)
            storage.share(start, count, False)
            storage.release(start, count)

    def unshare(self, vm) -> None:
        """The pages of the system that a machine runs, and of its segments, are its own from now on and
        can be stored into: another system comes over them."""
        if vm.base is not None:
            protect(vm.core.storage, vm.base["shared"], False)
            vm.base["protect"] = False
        for name in vm.segments:
            protect(vm.core.storage, self.query(name).shared, False)
            vm.segments[name] = True

    # -- a machine kept over a restart (cp/checkpoint.py)

    def lay_under(self, name: str, vm) -> tuple[int, int]:
        """Put the pages of a system, as it is now, into a machine whose storage is zeros, for those of
        them that are still the machine's; gives the first page and the one behind the last: none
        when the system is gone or does not fit."""
        try:
            image = self.image(name)
            fitting(vm, image)
        except (CPError, MediaError):
            return 0, 0
        if vm.paging is not None:
            vm.paging.start(image)
        else:
            image.map(vm.core.storage, image.first, image.first + image.count - 1)
        return image.first, image.first + image.count

    def protect_again(self, vm) -> None:
        """The shared pages of the system that a machine runs, and of its segments, cannot be stored
        into."""
        if vm.base is not None:
            protect(vm.core.storage, vm.base["shared"], vm.base["protect"])
        for name, private in vm.segments.items():
            header = self.query(name)
            protect(vm.core.storage, header.shared, header.protect and not private)


# -- a machine as it is saved, and back

def snapshot(name: str, vm, pages, shared) -> tuple[Header, bytes]:
    """The header of a machine and the bytes of the pages that are saved."""
    storage, core = vm.machine.storage, vm.core
    if pages is None:
        pages = ranges(number for number, page in pages_in(storage) if page.count(0) != len(page))
    pages, shared = tuple(sorted(pages)), tuple(sorted(shared))
    if not pages:
        raise CPError("nothing-to-save")
    header = Header(name, pages, shared, psw=core.psw, gpr=[core.get_gpr(n) for n in range(16)],
                    fpr=[core.get_fpr(n) for n in (0, 2, 4, 6)],
                    cr=[core.get_cr(n) for n in range(16)])
    beyond = [(first, last) for first, last in pages if last * PAGE >= len(storage)]
    if beyond:
        raise CPError("pages-beyond", pages=shown(beyond))
    saved = set(header.numbers())
    alone = ranges(n for first, last in shared for n in range(first, last + 1) if n not in saved)
    if alone:
        raise CPError("shared-not-saved", pages=shown(alone))
    header.storage = min((pages[-1][1] + 1) * PAGE, len(storage))
    keys = core.storage.keys
    header.keys = b"".join(keys[2 * n:2 * n + 2].ljust(2, b"\0") for n in header.numbers())
    data = b"".join(storage.read(n * PAGE, PAGE).ljust(PAGE, b"\0") for n in header.numbers())
    return header, data


def ranges(numbers) -> tuple[tuple[int, int], ...]:
    """Page numbers, in order, as ((first, last), ...)."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tuple((first, last) for first, last in found)


def shown(pages) -> str:
    """Ranges of pages as they are typed: hexadecimal."""
    return ",".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in pages)


def part(storage, first: int, last: int) -> tuple[int, int]:
    """Address and length of pages `first` to `last` of a storage, which may end within the last."""
    return first * PAGE, min((last + 1) * PAGE, len(storage)) - first * PAGE


def fitting(vm, image: Image) -> None:
    """CPError unless the system fits into the machine."""
    header, have = image.header, len(vm.core.storage)
    if header.storage > have:
        raise CPError("small-storage", name=header.name, need=-(-header.storage // 1024),
                      have=have // 1024)


def put_keys(storage, header: Header) -> None:
    """The storage keys of the saved pages."""
    for at, number in enumerate(header.numbers()):
        for half in (0, 1):
            if number * PAGE + 2048 * half < len(storage):
                storage.set_key(number * PAGE + 2048 * half, header.keys[2 * at + half])


def protect(storage, shared, on: bool) -> None:
    """Whether stores into shared pages are protection exceptions."""
    for first, last in shared:
        storage.share(*part(storage, first, last), on)


# -- files

def read(path) -> bytes:
    """All of a file that may be a saved system."""
    with open(path, "rb") as file:
        return file.read(Header.LARGEST + 1)


def replace(path: Path, text: bytes) -> None:
    """Write a file whole and on the disk, or leave the old one."""
    partial = path.with_name(f".{path.name}.new")
    try:
        with open(partial, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
        durable.sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise durable.trouble(path, error) from None
