# Main storage: access tables, storage keys, and forgetting decoded instructions.
#
# An access table has, for each 2048-byte block of the address space, the host address to which
# an address must be added, or NULL.  One load and one test cover protection, translation,
# residency, the end of storage, and reference and change bits (an entry is made only when the
# bit is already on).  There is one pair of tables (fetch, store) per protection key, and 16
# more with translation; they are filled as blocks are touched.
# Source: A22-6821-7, Storage Protection; GA27-2719 for reference and change bits.

cdef enum:
    FETCH = 0
    STORE = 1
    PROTECTION = 4
    ADDRESSING = 5
    SPECIFICATION = 6
    NOT_RESIDENT = 0x100       # not an interruption code: the core is left


cdef inline uint8_t* fetch(Cpu* cpu, uint32_t ea, uint32_t size) noexcept nogil:
    """Host address of an operand of 1, 2, 4 or 8 bytes on its boundary, or NULL."""
    cdef uint8_t* origin = cpu.fetch_map[ea >> 11]
    if unlikely((ea & (size - 1)) or origin == NULL):
        return NULL
    return origin + ea


cdef inline uint8_t* store(Cpu* cpu, uint32_t ea, uint32_t size) noexcept nogil:
    """As `fetch`, for an operand that will be stored (or fetched and stored)."""
    cdef uint8_t* origin = cpu.store_map[ea >> 11]
    if unlikely((ea & (size - 1)) or origin == NULL):
        return NULL
    return origin + ea


cdef Insn* refetch(Cpu* cpu, Insn* i, int64_t n, uint32_t ea, uint32_t size) noexcept nogil:
    """`fetch` gave NULL: interrupt, or fill the table and start the instruction over."""
    cdef uint32_t code = SPECIFICATION if ea & (size - 1) else access(cpu, ea, FETCH)
    return program(cpu, i, n, code) if code else again(cpu, i, n)


cdef Insn* restore(Cpu* cpu, Insn* i, int64_t n, uint32_t ea, uint32_t size) noexcept nogil:
    """`store` gave NULL."""
    cdef uint32_t code = SPECIFICATION if ea & (size - 1) else access(cpu, ea, STORE)
    return program(cpu, i, n, code) if code else again(cpu, i, n)


cdef inline Insn* stored(Cpu* cpu, Insn* i, int64_t n, uint8_t* p, uint32_t size) noexcept nogil:
    """`size` bytes at host address `p` (in one 64-byte line) have changed; on to `i`."""
    if unlikely(cpu.lines[(p - cpu.storage) >> 6] != 0):
        return stored_code(cpu, i, n, p, size)
    return go(cpu, i, n)


cdef Insn* stored_code(Cpu* cpu, Insn* i, int64_t n, uint8_t* p, uint32_t size) noexcept nogil:
    """A store near decoded instructions.  One into the address field of an RX, RS or SI
    instruction, or into a second byte, is what period programs do most: it is set in the slot at
    once."""
    cdef uint32_t real = <uint32_t>(p - cpu.storage)
    cdef Insn* slot = cpu.cache + (real >> 1)
    cdef uint8_t* half = cpu.storage + (real & ~<uint32_t>1)
    if size > 2 or real < 4 or SIZE[(slot - 2).op] > 4 or SIZE[(slot - 1).op] > 4:
        return stored_over(cpu, i, n, real, size)
    if SIZE[(slot - 1).op] == 4:
        (slot - 1).c = <uint8_t>register_of(half[0] >> 4)
        (slot - 1).d1 = ((half[0] & 15) << 8) | half[1]
    if not real & 1:
        slot.op = 0
    elif slot.op:
        return stored_second(cpu, i, n, slot, half)
    return go(cpu, i, n)


cdef Insn* stored_second(Cpu* cpu, Insn* i, int64_t n, Insn* slot, uint8_t* half) noexcept nogil:
    """The second byte of the instruction in `slot` has changed."""
    cdef uint8_t layout = LAYOUT[half[0]]
    if slot.op >= OP_EDGE:
        slot.op = 0
    elif layout > 2:                           # SI, SS: an immediate, or lengths
        slot.a = half[1]
    else:
        slot.a = half[1] >> 4
        slot.b = half[1] & 15
        if layout == 1:
            slot.b = <uint8_t>register_of(slot.b)
    return go(cpu, i, n)


cdef Insn* stored_over(Cpu* cpu, Insn* i, int64_t n, uint32_t real, uint32_t size) noexcept nogil:
    """Any other store near decoded instructions."""
    forget(cpu, real, size)
    return go(cpu, i, n)


cdef uint32_t access(Cpu* cpu, uint32_t ea, uint32_t kind) noexcept nogil:
    """May the byte at `ea` be fetched (FETCH) or stored (STORE)?  0 and the table entry is
    filled, or the interruption code."""
    cdef uint32_t real = ea & LIMIT, code, block
    cdef uint8_t key
    cdef int64_t index = (ea & LIMIT) >> 11
    if cpu.translate:
        code = translated(cpu, ea & LIMIT, &real)
        if code:
            return code
    if real >= cpu.size:
        return ADDRESSING
    block = real >> 11
    key = cpu.keys[block]
    if cpu.key and key >> 4 != cpu.key and (kind == STORE or key & 8):
        return PROTECTION
    if kind == STORE and cpu.shared[block]:
        return PROTECTION
    if cpu.absent[block]:
        cpu.fault = real
        return NOT_RESIDENT
    if cpu.has_rc:
        cpu.keys[block] = key | (6 if kind == STORE else 4)
    cpu.built[cpu.key + 16 * cpu.translate] = 1
    cpu.fetch_map[index] = cpu.storage + (real & ~<uint32_t>2047) - ((ea & LIMIT) & ~<uint32_t>2047)
    if kind == STORE:
        cpu.store_map[index] = cpu.fetch_map[index]
        if key & 8 and cpu.key and key >> 4 != cpu.key:
            cpu.fetch_map[index] = NULL
    return 0


cdef uint32_t touch(Cpu* cpu, uint32_t ea, uint32_t count, uint32_t kind) noexcept nogil:
    """Test every block of an operand of `count` bytes, left to right: 0 or the code."""
    cdef uint32_t code, last = ea + count - 1
    cdef uint8_t** table = cpu.store_map if kind == STORE else cpu.fetch_map
    while ea <= last:
        if table[(ea & LIMIT) >> 11] == NULL:
            code = access(cpu, ea, kind)
            if code:
                return code
        ea = (ea | 2047) + 1
    return 0


cdef inline uint8_t* span(uint8_t** table, uint32_t ea, uint32_t count) noexcept nogil:
    """Host address of `count` (1 to 256) bytes at `ea` when they are contiguous and
    accessible, else NULL."""
    cdef uint8_t* origin = table[ea >> 11]
    if unlikely(origin == NULL or table[(ea + count - 1) >> 11] != origin):
        return NULL
    return origin + ea


cdef inline uint8_t* byte_at(uint8_t** table, uint32_t ea) noexcept nogil:
    """Host address of one byte of an operand that `touch` has passed."""
    ea &= LIMIT
    return table[ea >> 11] + ea


cdef void gather(Cpu* cpu, uint8_t* to, uint32_t ea, uint32_t count) noexcept nogil:
    """Fetch `count` bytes of an operand that `touch` has passed."""
    cdef uint32_t k
    for k in range(count):
        to[k] = byte_at(cpu.fetch_map, ea + k)[0]


cdef void scatter(Cpu* cpu, uint8_t* data, uint32_t ea, uint32_t count) noexcept nogil:
    """Store `count` bytes into an operand that `touch` has passed."""
    cdef uint32_t k
    cdef uint8_t* p
    for k in range(count):
        p = byte_at(cpu.store_map, ea + k)
        p[0] = data[k]
        if cpu.lines[(p - cpu.storage) >> 6]:
            forget(cpu, <uint32_t>(p - cpu.storage), 1)


cdef void forget(Cpu* cpu, uint32_t real, uint32_t count) noexcept nogil:
    """Storage from `real` has changed: an instruction whose first byte may have changed is no
    longer decoded; one that covers a changed byte further on gets its operands anew.  It may
    begin up to two halfwords before."""
    cdef Insn* slot = cpu.cache + (real >> 1)
    cdef Insn* last = cpu.cache + ((real + count - 1) >> 1)
    if real >= 2 and SIZE[(slot - 1).op] > 2:
        decode_again(cpu, slot - 1)
    if real >= 4 and SIZE[(slot - 2).op] > 4:
        decode_again(cpu, slot - 2)
    if real & 1:
        if slot.op:
            decode_again(cpu, slot)
        slot += 1
    while slot <= last:
        slot.op = 0
        slot += 1


cdef inline void decode_again(Cpu* cpu, Insn* slot) noexcept nogil:
    """The instruction in `slot` has kept its operation code but not its operands.  One that
    executes from the slot `edge` is read from storage each time anyway."""
    if slot.op != OP_EDGE and slot.op != OP_STOP:
        decode(cpu.storage + (<uint64_t>(slot - cpu.cache) << 1), slot)


cdef void changed(Cpu* cpu, uint32_t real, uint32_t count) noexcept nogil:
    """As `forget`, for a range of any length: only lines that hold decoded instructions."""
    cdef uint32_t end = real + count, stop
    while real < end:
        stop = (real | 63) + 1
        if stop > end:
            stop = end
        if cpu.lines[real >> 6]:
            forget(cpu, real, stop - real)
        real = stop


cdef inline Insn* changed_go(Cpu* cpu, Insn* i, int64_t n, uint8_t* p, uint32_t count) noexcept nogil:
    """`count` bytes (up to 256) at host address `p` have changed; on to `i`."""
    cdef uint32_t real = <uint32_t>(p - cpu.storage)
    cdef uint32_t line = real >> 6, last = (real + count - 1) >> 6
    if unlikely(cpu.lines[line] | cpu.lines[last]):
        return changed_code(cpu, i, n, real, count)
    line += 1
    while unlikely(line < last):
        if unlikely(cpu.lines[line] != 0):
            return changed_code(cpu, i, n, real, count)
        line += 1
    return go(cpu, i, n)


cdef Insn* changed_code(Cpu* cpu, Insn* i, int64_t n, uint32_t real, uint32_t count) noexcept nogil:
    """A long store near decoded instructions."""
    changed(cpu, real, count)
    return go(cpu, i, n)


# -- keys and tables

cdef void select_maps(Cpu* cpu) noexcept nogil:
    """Put the access tables of the present key and translation mode in force."""
    cdef uint32_t which = cpu.key + 16 * cpu.translate
    cpu.fetch_map = cpu.maps + <uint64_t>which * 2 * MAP_ENTRIES
    cpu.store_map = cpu.fetch_map + MAP_ENTRIES


cdef void drop_maps(Cpu* cpu, uint32_t first, uint32_t last) noexcept nogil:
    """Empty the access tables number `first` to `last` - 1.  Without translation nothing beyond
    storage is ever in them: host memory that was not touched stays so."""
    cdef uint32_t which
    cdef uint64_t count
    cdef uint8_t** table
    for which in range(first, last):
        if cpu.built[which]:
            table = cpu.maps + <uint64_t>which * 2 * MAP_ENTRIES
            count = (MAP_ENTRIES if which >= 16 else cpu.size >> 11) * sizeof(void*)
            memset(table, 0, count)
            memset(table + MAP_ENTRIES, 0, count)
            cpu.built[which] = 0


cdef void key_changed(Cpu* cpu, uint32_t block) noexcept nogil:
    """The key or residency of real block `block` is another: entries are made anew when used."""
    cdef uint32_t which
    cdef uint8_t** table
    for which in range(16):
        if cpu.built[which]:
            table = cpu.maps + <uint64_t>which * 2 * MAP_ENTRIES
            table[block] = NULL
            table[MAP_ENTRIES + block] = NULL
    drop_maps(cpu, 16, 32)


# -- storage written by hardware other than the instruction under way

cdef inline void low_store32(Cpu* cpu, uint32_t real, uint32_t value) noexcept nogil:
    """Store a word of low storage (old PSW, timer): real, not protected."""
    st32(cpu.storage + real, value)
    if unlikely(cpu.lines[real >> 6] != 0):
        forget(cpu, real, 4)


cdef void mark_changed(Cpu* cpu, uint32_t real, uint32_t count) noexcept nogil:
    """Reference and change bits of storage written from outside the CPU."""
    cdef uint32_t block
    if cpu.has_rc and count:
        for block in range(real >> 11, ((real + count - 1) >> 11) + 1):
            cpu.keys[block] |= 6
