# What Python and the channels see of main storage: `Storage`.  Thin: check, convert, call.
#
# Beside bytes and keys there is the host memory behind them: a part of storage may be pages of a host
# file, copied when they are stored into (a saved system that many machines share), and pages may be
# given back.  A machine has at most one such part, so that its memory is at most three mappings.

import os

cdef extern from *:
    """
    #ifdef _WIN32
    static int S360_MAP(void* at, size_t count, int fd, long long offset) { return -1; }
    static int S360_UNMAP(void* at, size_t count) { return -1; }
    #else
    #include <sys/mman.h>
    #include <sys/types.h>
    #ifndef MAP_ANONYMOUS
    #define MAP_ANONYMOUS MAP_ANON
    #endif
    static int S360_MAP(void* at, size_t count, int fd, long long offset)
    { return mmap(at, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, (off_t)offset)
             == MAP_FAILED ? -1 : 0; }
    static int S360_UNMAP(void* at, size_t count)
    { return mmap(at, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, -1, 0)
             == MAP_FAILED ? -1 : 0; }
    #endif
    """
    # pages of an open file, copied on write; zeros.  0, or -1: the host does not do it
    int S360_MAP(void* at, size_t count, int fd, long long offset) noexcept
    int S360_UNMAP(void* at, size_t count) noexcept

cdef enum:
    GUEST_PAGE = 4096


cdef class Storage:
    """Main storage, real addresses.  `storage[a]`, `storage[a:b]` read and write bytes;
    whatever is written from outside the CPU passes here, so that decoded instructions are
    forgotten and change bits set."""
    cdef Core core
    cdef Cpu* cpu
    cdef uint64_t file_from, file_to      # the part that is pages of a host file

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
                    and (storing or have & 8)) or (storing and self.cpu.shared[at >> 11]):
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

    # -- host memory

    cdef _pages(self, uint64_t address, uint64_t count):
        """ValueError unless these are whole pages of storage (the last may be half a page)."""
        if (address % GUEST_PAGE or address + count > self.cpu.size
                or (count % GUEST_PAGE and address + count != self.cpu.size)):
            raise ValueError("not whole pages of storage")

    def map(self, int fd, uint64_t offset, uint64_t address, uint64_t count):
        """Let pages of an open host file be this part of storage, copied when they are stored into.
        True: mapped; False: copied, because the host cannot map them or another part of this storage
        is mapped already.  The file must keep its length: a page that it has lost ends the process.
        Change bits as for a write; ValueError: not whole pages, or more than the file has."""
        cdef uint8_t* at = self.cpu.storage + address
        cdef uint64_t host = mmap.PAGESIZE
        self._pages(address, count)
        if os.fstat(fd).st_size < offset + count:
            raise ValueError("the file is shorter than what is mapped")
        if not count:
            return False
        self.release(address, count)
        fits = not ((<uint64_t><uintptr_t>at | offset | count) % host or self.file_to)
        if fits:
            if S360_MAP(at, count, fd, offset) == 0:
                self.file_from, self.file_to = address, address + count
            else:
                fits = False
                S360_UNMAP(at, count)          # whatever it did: the range is memory again
        if not fits:
            self._copy(fd, offset, at, count)
        changed(self.cpu, <uint32_t>address, <uint32_t>count)
        mark_changed(self.cpu, <uint32_t>address, <uint32_t>count)
        return fits

    cdef _copy(self, int fd, uint64_t offset, uint8_t* to, uint64_t count):
        """Read a part of an open file into host memory."""
        cdef bytes data
        cdef uint64_t size
        if not hasattr(os, "pread"):
            os.lseek(fd, offset, os.SEEK_SET)
        while count:
            data = os.pread(fd, count, offset) if hasattr(os, "pread") else os.read(fd, count)
            size = len(data)
            if not size or size > count:
                raise ValueError("the file is shorter than what is mapped")
            memcpy(to, <char*>data, size)
            to += size
            offset += size
            count -= size

    def release(self, uint64_t address, uint64_t count):
        """These pages become zeros and the host has their memory back.  Keys stay as they are.  A hole
        in a part that is a host file's keeps the memory: holes would make mappings without end."""
        cdef uint64_t end = address + count, low, high
        self._pages(address, count)
        if not count:
            return
        low, high = max(address, self.file_from), min(end, self.file_to)
        if low >= high:
            self.core._zero(self.cpu.storage + address, count)
        else:
            self.core._zero(self.cpu.storage + address, low - address)
            self.core._zero(self.cpu.storage + high, end - high)
            if (low > self.file_from and high < self.file_to) or (low | high) % mmap.PAGESIZE:
                memset(self.cpu.storage + low, 0, high - low)
            else:
                self._unmap(low, high)
        self.core._zero(self.cpu.cache + (address >> 1), count * 4)     # no slot: not decoded

    cdef _unmap(self, uint64_t low, uint64_t high):
        """One end of the mapped part, or all of it, is no file's any more: zeros."""
        if S360_UNMAP(self.cpu.storage + low, high - low):
            raise MemoryError("the host gives no memory for storage")
        if low > self.file_from:
            self.file_to = low
        elif high < self.file_to:
            self.file_from = high
        else:
            self.file_from = self.file_to = 0

    @property
    def mapped(self):
        """(first address, end) of the part that is pages of a host file; (0, 0): none."""
        return self.file_from, self.file_to

    def bring(self, uint32_t address, const uint8_t[::1] data):
        """Put back what a page held before it was given up: no reference, no change."""
        cdef uint64_t count = data.shape[0]
        if address + count > self.cpu.size:
            raise IndexError("address beyond storage")
        if count:
            memcpy(self.cpu.storage + address, &data[0], count)
            changed(self.cpu, address, <uint32_t>count)

    def share(self, uint32_t address, uint32_t count, bint on):
        """Stores into these 2K blocks are (not) protection exceptions whatever the key, by
        instructions and by channels."""
        cdef uint32_t block
        if address + <uint64_t>count > self.cpu.size:
            raise IndexError("address beyond storage")
        for block in range(address >> 11, (address + count + 2047) >> 11):
            self.cpu.shared[block] = on
            key_changed(self.cpu, block)

    def clear(self):
        """Zero all of it; the host has the memory back, that of decoded instructions too.  Keys
        stay; no block is shared."""
        self.release(0, self.cpu.size)
        self.core.give_back()
        memset(self.cpu.shared, 0, self.cpu.size >> 11)

    def resident(self):
        """Host pages of storage that are this machine's own (neither never touched nor a file's; zeros
        that were only read may count); None where the host does not tell."""
        cdef const uint8_t* entry
        cdef int64_t page = mmap.PAGESIZE, k, found = 0
        cdef int64_t first = <int64_t><uintptr_t>self.cpu.storage // page
        cdef int64_t pages = (self.cpu.size + page - 1) // page
        cdef bytes entries
        try:
            with open("/proc/self/pagemap", "rb", buffering=0) as table:
                table.seek(first * 8)
                entries = table.read(pages * 8)
        except OSError:
            return None
        if len(entries) < pages * 8:
            return None
        for k in range(pages):                 # bit 63 present, 62 swapped out, 61 a file's
            entry = <const uint8_t*>entries + 8 * k
            found += (entry[7] & 0xC0) != 0 and not entry[7] & 0x20
        return found
