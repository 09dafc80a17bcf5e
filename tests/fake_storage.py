"""Main storage as the channels see it, in plain Python: for tests of channels and devices."""

PROGRAM_CHECK, PROTECTION_CHECK = 0x20, 0x10
BLOCK = 2048
FETCH_PROTECTED = 0x08


class FakeStorage:
    """Bytes with a protection key (KKKKF000) a 2048-byte block."""

    def __init__(self, size: int = 0x200000):
        self.bytes = bytearray(size)
        self.keys = bytearray((size + BLOCK - 1) // BLOCK)
        self.guarded = False              # some key is not 0

    def __len__(self) -> int:
        return len(self.bytes)

    def set_key(self, address: int, key: int) -> None:
        self.keys[address // BLOCK] = key
        self.guarded = any(self.keys)

    def read(self, address: int, count: int) -> bytes:
        return bytes(self.bytes[address:address + count])

    def write(self, address: int, data: bytes) -> None:
        if address < 0 or address + len(data) > len(self.bytes):
            raise IndexError(f"{address:06X} is outside storage")
        self.bytes[address:address + len(data)] = data

    def _allowed(self, address: int, count: int, key: int, store: bool) -> tuple[int, int]:
        """How many bytes may be moved, and the check that stops the rest."""
        end, check = address + count, 0
        if end > len(self.bytes):
            end, check = max(address, len(self.bytes)), PROGRAM_CHECK
        if key and self.guarded and end > address:
            for block in range(address // BLOCK, (end - 1) // BLOCK + 1):
                lock = self.keys[block]
                if lock >> 4 != key and (store or lock & FETCH_PROTECTED):
                    return max(0, block * BLOCK - address), PROTECTION_CHECK
        return end - address, check

    def channel_fetch(self, address: int, count: int, key: int) -> tuple[bytes, int]:
        if (not key or not self.guarded) and address + count <= len(self.bytes):
            return bytes(self.bytes[address:address + count]), 0
        count, check = self._allowed(address, count, key, False)
        return bytes(self.bytes[address:address + count]), check

    def channel_store(self, address: int, data: bytes, key: int) -> tuple[int, int]:
        count, check = self._allowed(address, len(data), key, True)
        self.bytes[address:address + count] = data[:count]
        return count, check
