# What Python and the channels see of main storage: `Storage`.  Thin: check, convert, call.

cdef class Storage:
    """Main storage, real addresses.  `storage[a]`, `storage[a:b]` read and write bytes;
    whatever is written from outside the CPU passes here, so that decoded instructions are
    forgotten and change bits set."""
    cdef Core core
    cdef Cpu* cpu

    def __cinit__(self, Core core):
        self.core = core
        self.cpu = core.cpu

    def __len__(self):
        return self.cpu.size

    cdef _range(self, where):
        if isinstance(where, slice):
            start, stop, step = where.indices(self.cpu.size)
            if step != 1:
                raise ValueError("storage slices have step 1")
            return start, max(start, stop)
        index = where.__index__()
        if index < 0:
            index += self.cpu.size
        if not 0 <= index < self.cpu.size:
            raise IndexError("address beyond storage")
        return index, index + 1

    def __getitem__(self, where):
        cdef int64_t start, stop
        start, stop = self._range(where)
        if not isinstance(where, slice):
            return self.cpu.storage[start]
        return (<char*>self.cpu.storage)[start:stop]

    def __setitem__(self, where, value):
        start, stop = self._range(where)
        data = bytes(value) if isinstance(where, slice) else bytes((value,))
        if len(data) != stop - start:
            raise ValueError("a slice of storage cannot change its length")
        self.write(start, data)

    cpdef bytes read(self, uint32_t address, uint32_t count):
        """`count` bytes at a real address; fewer at the end of storage."""
        if address >= self.cpu.size:
            return b""
        if count > self.cpu.size - address:
            count = self.cpu.size - address
        return (<char*>self.cpu.storage)[address:address + count]

    cpdef write(self, uint32_t address, const uint8_t[::1] data):
        """Write at a real address; IndexError beyond the end."""
        cdef uint64_t count = data.shape[0]
        if address + count > self.cpu.size:
            raise IndexError("address beyond storage")
        if count:
            memcpy(self.cpu.storage + address, &data[0], count)
            changed(self.cpu, address, <uint32_t>count)
            mark_changed(self.cpu, address, <uint32_t>count)

    cpdef uint32_t word(self, uint32_t address):
        """The fullword at a real address."""
        if address + <uint64_t>4 > self.cpu.size:
            raise IndexError("address beyond storage")
        return ld32(self.cpu.storage + address)

    cdef uint32_t _allowed(self, uint32_t address, uint32_t count, uint32_t key, bint storing,
                           uint32_t* status):
        """How many bytes from `address` a channel with `key` may reach."""
        cdef uint32_t at = address, end, have
        status[0] = 0
        while at - address < count:
            if at >= self.cpu.size:
                status[0] = 0x20
                break
            have = self.cpu.keys[at >> 11]
            if (self.cpu.has_keys and key and have >> 4 != key
                    and (storing or have & 8)):
                status[0] = 0x10
                break
            self.cpu.keys[at >> 11] = have | ((6 if storing else 4) if self.cpu.has_rc else 0)
            at = (at | 2047) + 1
        return min(count, at - address)

    cpdef tuple channel_fetch(self, uint32_t address, uint32_t count, uint32_t key):
        """(bytes, status) for a channel: status X'10' protection, X'20' program check behind
        the bytes that could be fetched."""
        cdef uint32_t status = 0
        if address >= self.cpu.size and count:
            return b"", 0x20
        count = self._allowed(address, count, key, False, &status)
        return (<char*>self.cpu.storage)[address:address + count], status

    cpdef tuple channel_store(self, uint32_t address, const uint8_t[::1] data, uint32_t key):
        """(bytes stored, status) for a channel, as `channel_fetch`."""
        cdef uint32_t status = 0, count
        if data.shape[0] > MAX_STORAGE:
            raise ValueError("more data than storage")
        count = self._allowed(address, <uint32_t>data.shape[0], key, True, &status)
        if count:
            memcpy(self.cpu.storage + address, &data[0], count)
            changed(self.cpu, address, count)
        return count, status

    def key(self, uint32_t address):
        """Storage key of the 2K block of `address`: KKKKFRC0."""
        if address >= self.cpu.size:
            raise IndexError("address beyond storage")
        return self.cpu.keys[address >> 11]

    def set_key(self, uint32_t address, value):
        """Set it."""
        if address >= self.cpu.size:
            raise IndexError("address beyond storage")
        self.cpu.keys[address >> 11] = <uint8_t>(value & (0xFE if self.cpu.has_rc else 0xF8))
        key_changed(self.cpu, address >> 11)

    @property
    def keys(self):
        """All storage keys, one byte per 2K block."""
        return (<char*>self.cpu.keys)[:self.cpu.size >> 11]

    @keys.setter
    def keys(self, value):
        cdef bytes data = bytes(value)
        if len(data) != self.cpu.size >> 11:
            raise ValueError("one key per 2048 bytes")
        memcpy(self.cpu.keys, <char*>data, len(data))
        drop_maps(self.cpu, 0, 32)

    def clear(self):
        """Zero all of it (keys stay)."""
        memset(self.cpu.storage, 0, self.cpu.size)
        changed(self.cpu, 0, self.cpu.size)
