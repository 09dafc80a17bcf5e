# From bytes to a slot, and the instructions that do not execute where they stand: at the end of
# a block, under EXECUTE, at an address stop.
# Source: A22-6821-7, Instruction Format; EXECUTE: Branching.

cdef inline uint64_t register_of(uint64_t field) noexcept nogil:
    """A base or index field: 0 means no register, which is number 16 here."""
    return field | (<uint64_t>(field == 0) << 4)


cdef inline uint64_t slot_of(uint8_t code, uint64_t byte, uint64_t b1, uint64_t d1,
                             uint64_t b2, uint64_t d2) noexcept nogil:
    """The slot of an instruction from its operation code, second byte and address fields."""
    cdef uint8_t layout = LAYOUT[code], op = NUMBER[code]
    if layout == 0:                               # RR
        return S360_SLOT(op, byte >> 4, byte & 15, 0, 0, 0)
    if layout == 1:                               # RX
        return S360_SLOT(op, byte >> 4, register_of(byte & 15), register_of(b1), d1, 0)
    if layout == 4:                               # SS
        return S360_SLOT(op, byte, register_of(b1), register_of(b2), d1, d2)
    if layout == 3:                               # SI
        return S360_SLOT(op, byte, 16, register_of(b1), d1, 0)
    return S360_SLOT(op, byte >> 4, byte & 15, register_of(b1), d1, 0)       # RS


cdef inline uint64_t decoded(uint64_t text) noexcept nogil:
    """The slot of an instruction whose bytes begin `text` (the first in bits 0-7)."""
    return slot_of(text >> 56, (text >> 48) & 255, (text >> 44) & 15, (text >> 32) & 0xFFF,
                   (text >> 28) & 15, (text >> 16) & 0xFFF)


cdef inline void decode(uint8_t* p, Insn* to) noexcept nogil:
    """Fill slot `to` from the instruction's bytes, read one by one: a host cannot hand a wider
    load a byte that has just been stored, and waits.  Six are read: behind the end of storage
    lies memory of ours."""
    cdef uint64_t d1 = p[3], d2 = p[5]
    put_slot(to, slot_of(p[0], p[1], p[2] >> 4, d1 + (p[2] & 15) * 256, p[4] >> 4,
                         d2 + (p[4] & 15) * 256))


cdef inline uint32_t bytes_of(uint8_t code) noexcept nogil:
    """Instruction length in bytes."""
    return (0x6442 >> ((code >> 6) << 2)) & 15


cdef Insn* op_undecoded(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """A slot not decoded yet: decode and execute."""
    cdef uint32_t real = <uint32_t>(i - cpu.cache) << 1
    cdef uint8_t* p = cpu.storage + real
    cdef uint32_t size = bytes_of(p[0]), k
    if (real & 2047) + size >= 2048:
        i.op = OP_EDGE
    else:
        decode(p, i)
        cpu.lines[(real + size - 1) >> 6] = 1
    cpu.lines[real >> 6] = 1
    if unlikely(cpu.stops != 0):
        for k in range(cpu.stops):
            if cpu.stop_at[k] == real:
                i.op = OP_STOP
    return (<handler>cpu.table[i.op])(cpu, i, n)


cdef Insn* apart(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Execute the instruction at slot `i` from the slot `edge`, then look the address of its
    successor up anew: at the end of a block that may be protected, elsewhere or nowhere."""
    cdef uint32_t real = <uint32_t>(i - cpu.cache) << 1, size, code, part
    cdef uint8_t* p = cpu.storage + real
    cdef Insn* next
    cpu.edge_ia = address_of(cpu, i)
    size = bytes_of(p[0])
    part = 2048 - (real & 2047)
    if size > part:
        code = touch(cpu, cpu.edge_ia + part, size - part, FETCH)
        if code:
            return unfetched(cpu, cpu.edge_ia, n, code)
        memcpy(cpu.edge_text, p, part)
        gather(cpu, cpu.edge_text + part, cpu.edge_ia + part, size - part)
    else:
        memcpy(cpu.edge_text, p, size)
    decode(cpu.edge_text, &cpu.edge[0])
    next = (<handler>cpu.table[cpu.edge[0].op])(cpu, &cpu.edge[0], 0)
    while True:
        if next != NULL and in_scratch(cpu, next) and next >= &cpu.subject[0]:
            next = after_subject(cpu, next)
        if next != &cpu.edge[0] or cpu.reason:
            break
        next = (<handler>cpu.table[cpu.edge[0].op])(cpu, &cpu.edge[0], 0)
    cpu.left += n
    if next != NULL and in_scratch(cpu, next):
        cpu.ia = address_of(cpu, next)
        next = NULL
    return next


cdef Insn* op_edge(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """The last instruction of a block."""
    return apart(cpu, i, n)


cdef Insn* op_stop(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """An address stop: leave the core before the instruction, once."""
    if cpu.skip_stop != address_of(cpu, i) + 1:
        return leave(cpu, i, n + 1, STOP_ADDRESS)
    cpu.skip_stop = 0
    return apart(cpu, i, n)


cdef Insn* unfetched(Cpu* cpu, uint32_t ia, int64_t n, uint32_t code) noexcept nogil:
    """The instruction at `ia` cannot be fetched: program interruption with ILC 0.  It counts
    as one suppressed instruction."""
    if code == NOT_RESIDENT:
        cpu.ia = ia
        return leave(cpu, NULL, n + 1, PAGE)
    if unlikely(cpu.reflect & 2):
        return reflected(cpu, IN_PROGRAM, code, 0, ia, n)
    return elsewhere(cpu, swap(cpu, IN_PROGRAM, PROGRAM_OLD, code, 0, ia), n)


cdef Insn* op_invalid(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Operation exception."""
    return program(cpu, i, n, 1)


cdef Insn* op_EX(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Execute the instruction at the second operand's address, its second byte OR-ed with the
    low byte of R1.  Counts as one, its subject as another."""
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = span(cpu.fetch_map, ea, 6)
    cdef Subject* known = &cpu.subjects[(ea >> 1) & 31]
    cdef uint64_t word, modifier
    if unlikely(ea & 1 or p == NULL):
        return execute_apart(cpu, i, n, ea)
    word = ld64(p) & ~<uint64_t>0xFFFF
    if unlikely(known.text != (word | 1)):
        return execute_new(cpu, i, n, ea, word)
    modifier = modifier_of(cpu, i)
    return execute(cpu, i, n, word | (modifier << 48),
                   known.slot | (modifier << 8 if LITTLE else modifier << 48))


cdef inline uint64_t modifier_of(Cpu* cpu, Insn* i) noexcept nogil:
    """What the EXECUTE in slot `i` ORs into the second byte of its subject."""
    return cpu.g[i.a] & 0xFF if i.a else 0


cdef inline Insn* execute(Cpu* cpu, Insn* i, int64_t n, uint64_t text, uint64_t slot) noexcept nogil:
    """Go on with the subject of the EXECUTE in slot `i`: its bytes as modified, its slot."""
    st64(cpu.subject_text, text)
    put_slot(&cpu.subject[0], slot)
    cpu.ex_slot = i
    return (<handler>cpu.handlers[cpu.subject[0].op])(cpu, &cpu.subject[0], n - 1)


cdef Insn* execute_apart(Cpu* cpu, Insn* i, int64_t n, uint32_t ea) noexcept nogil:
    """EXECUTE of an instruction in two blocks, or nowhere."""
    cdef uint32_t code = 6 if ea & 1 else touch(cpu, ea, 2, FETCH), size
    if code:
        return program(cpu, i, n, code)
    size = bytes_of(byte_at(cpu.fetch_map, ea)[0])
    code = touch(cpu, ea, size, FETCH)
    if code:
        return program(cpu, i, n, code)
    gather(cpu, cpu.subject_text, ea, size)
    return execute_new(cpu, i, n, ea, ld64(cpu.subject_text) & ~<uint64_t>0xFFFF)


cdef Insn* execute_new(Cpu* cpu, Insn* i, int64_t n, uint32_t ea, uint64_t word) noexcept nogil:
    """EXECUTE of a subject that is not known yet.  One whose second byte goes into the slot whole
    (SI, SS) is remembered."""
    cdef Subject* known = &cpu.subjects[(ea >> 1) & 31]
    if word >> 56 == 0x44:
        return program(cpu, i, n, 3)
    if LAYOUT[word >> 56] > 2:
        known.text = word | 1
        known.slot = decoded(word)
    word |= modifier_of(cpu, i) << 48
    return execute(cpu, i, n, word, decoded(word))


cdef Insn* op_resume(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """The subject of EXECUTE is done and did not branch: on behind the EXECUTE."""
    i = cpu.ex_slot + 2
    if in_scratch(cpu, i):          # the EXECUTE stands at a block's end: `apart` goes on
        return again(cpu, i, n)
    return (<handler>cpu.handlers[i.op])(cpu, i, n)


cdef Insn* after_subject(Cpu* cpu, Insn* i) noexcept nogil:
    """A handler came back with slot `i` of `subject`: the slot to go on with.  The subject and
    its EXECUTE are never parted, so one that is to start over does so here."""
    while i == &cpu.subject[0] and not cpu.reason:
        i = (<handler>cpu.handlers[i.op])(cpu, i, cpu.left - 1)
        if i == NULL or not in_scratch(cpu, i) or i < &cpu.subject[0]:
            return i
    return cpu.ex_slot + 2


cdef Insn* op_observe(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Stands in every entry of the table while history or statistics are on: remember the
    instruction, then execute it.  One that starts over has been remembered."""
    cdef Trace* entry = &cpu.ring[cpu.ring_at & (RING - 1)]
    cdef uint8_t* p = text_of(cpu, i)
    cdef uint64_t room = 6
    if i == cpu.observed and n == cpu.observed_n and cpu.time == cpu.observed_time:
        return (<handler>cpu.table[i.op])(cpu, i, n)
    cpu.observed = i
    cpu.observed_n = n
    cpu.observed_time = cpu.time
    if not in_scratch(cpu, i) and <uint64_t>(p - cpu.storage) + 6 > cpu.size:
        room = cpu.size - <uint64_t>(p - cpu.storage)
    memset(entry.text, 0, 6)
    memcpy(entry.text, p, room)
    entry.ia = address_of(cpu, i)
    cpu.ring_at += 1
    cpu.counts[p[0]] += 1
    return (<handler>cpu.table[i.op])(cpu, i, n)
