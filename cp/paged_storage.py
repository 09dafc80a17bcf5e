"""Main storage of a machine that is paged, as channels and CP see it: the same as `s360._core.Storage`,
but what it is asked for is brought in first, page by page, and no page goes while it is at work.

Made by cp/paging.py in place of `machine.storage` and `machine.channels.storage`; `core.storage` is the
core's own, whose absent pages are zeros.
"""
from __future__ import annotations

from s360.errors import MediaError

PAGE = 4096


class PagedStorage:
    """See s360._core.Storage.  Reading brings nothing in; writing does, and so do channels."""

    def __init__(self, paging):
        self.paging = paging
        self.core_storage = paging.core.storage
        self.key, self.set_key = self.core_storage.key, self.core_storage.set_key
        self.share = self.core_storage.share
        self.release = paging.release

    def __len__(self) -> int:
        return self.paging.size

    @property
    def keys(self) -> bytes:
        return self.core_storage.keys

    @keys.setter
    def keys(self, value: bytes) -> None:
        self.core_storage.keys = value

    def pieces(self, address: int, count: int):
        """(address, bytes) of the parts in each page."""
        while count > 0:
            size = min(count, PAGE - address % PAGE)
            yield address, size
            address, count = address + size, count - size

    def read(self, address: int, count: int) -> bytes:
        paging, storage = self.paging, self.core_storage
        with paging.lock:
            out = []
            for at, size in self.pieces(address, min(count, paging.size - address)):
                if paging.state[at // PAGE]:
                    out.append(storage.read(at, size))
                else:
                    start = at % PAGE
                    out.append(paging.bytes_of(at // PAGE)[start:start + size])
            return b"".join(out)

    def write(self, address: int, data) -> None:
        paging, view = self.paging, memoryview(data).cast("B")
        if address < 0 or address + len(view) > paging.size:
            raise IndexError("address beyond storage")
        with paging.lock:
            for at, size in self.pieces(address, len(view)):
                paging.ensure(at, size)
                self.core_storage.write(at, view[at - address:at - address + size])

    def word(self, address: int) -> int:
        if address + 4 > self.paging.size:
            raise IndexError("address beyond storage")
        return int.from_bytes(self.read(address, 4), "big")

    def _range(self, where) -> tuple[int, int]:
        if isinstance(where, slice):
            start, stop, step = where.indices(self.paging.size)
            if step != 1:
                raise ValueError("storage slices have step 1")
            return start, max(start, stop)
        index = where + self.paging.size if where < 0 else where
        if not 0 <= index < self.paging.size:
            raise IndexError("address beyond storage")
        return index, index + 1

    def __getitem__(self, where):
        start, stop = self._range(where)
        found = self.read(start, stop - start)
        return found if isinstance(where, slice) else found[0]

    def __setitem__(self, where, value) -> None:
        start, stop = self._range(where)
        data = bytes(value) if isinstance(where, slice) else bytes((value,))
        if len(data) != stop - start:
            raise ValueError("a slice of storage cannot change its length")
        self.write(start, data)

    def channel_fetch(self, address: int, count: int, key: int) -> tuple[bytes, int]:
        out, status, paging = b"", 0, self.paging
        try:
            with paging.lock:
                for at, size in self.pieces(address, count):
                    paging.ensure(at, size)
                    piece, status = self.core_storage.channel_fetch(at, size, key)
                    out = out + piece if out else piece
                    if status:
                        break
        except MediaError as error:
            status = paging.failed(error)
        return out, status

    def channel_store(self, address: int, data, key: int) -> tuple[int, int]:
        done, status, paging, view = 0, 0, self.paging, memoryview(data)
        try:
            with paging.lock:
                for at, size in self.pieces(address, len(view)):
                    paging.ensure(at, size)
                    stored, status = self.core_storage.channel_store(
                        at, view[done:done + size], key)
                    done += stored
                    if status:
                        break
        except MediaError as error:
            status = paging.failed(error)
        return done, status

    def clear(self) -> None:
        self.paging.start(None)
