# Logical operations in the SS format, and the SS moves of the fixed-point and decimal chapters.
# They work byte by byte from left to right (MVO, PACK, UNPK from right to left), so that
# overlapping operands give what the manual says.
# Source: A22-6821-7, Logical Operations; Decimal Arithmetic (MVO, PACK, UNPK).
#
# Each has a fast form for operands that are contiguous in host storage, and falls back on one
# that finds every byte by its own address (two pages anywhere, wrap-around).

cdef inline bint in_place(Cpu* cpu, Insn* i, uint32_t kind, uint8_t** first, uint8_t** second) noexcept nogil:
    """Both operands of i.a + 1 bytes are contiguous and accessible."""
    cdef uint32_t count = <uint32_t>i.a + 1
    first[0] = span(cpu.store_map if kind == STORE else cpu.fetch_map, first_address(cpu, i), count)
    second[0] = span(cpu.fetch_map, second_address(cpu, i), count)
    return first[0] != NULL and second[0] != NULL


cdef uint32_t touch_both(Cpu* cpu, uint32_t ea1, uint32_t n1, uint32_t kind,
                         uint32_t ea2, uint32_t n2) noexcept nogil:
    """Test all of both operands: 0 or the interruption code."""
    cdef uint32_t code = touch(cpu, ea1, n1, kind)
    return code if code else touch(cpu, ea2, n2, FETCH)


cdef inline uint8_t combined(uint8_t code, uint8_t a, uint8_t b) noexcept nogil:
    """One byte of MVN, MVC, MVZ, NC, OC, XC."""
    if code == 0xD2:
        return b
    if code == 0xD1:
        return (a & 0xF0) | (b & 0x0F)
    if code == 0xD3:
        return (a & 0x0F) | (b & 0xF0)
    if code == 0xD4:
        return a & b
    if code == 0xD6:
        return a | b
    return a ^ b


cdef Insn* bytewise(Cpu* cpu, Insn* i, int64_t n, uint8_t code) noexcept nogil:
    """MVN, MVC, MVZ, NC, OC or XC the slow way."""
    cdef uint32_t count = <uint32_t>i.a + 1, k, fault
    cdef uint32_t ea1 = first_address(cpu, i), ea2 = second_address(cpu, i)
    cdef uint8_t* p
    cdef uint8_t any = 0
    fault = touch_both(cpu, ea1, count, STORE, ea2, count)
    if fault:
        return program(cpu, i, n, fault)
    for k in range(count):
        p = byte_at(cpu.store_map, ea1 + k)
        p[0] = combined(code, p[0], byte_at(cpu.fetch_map, ea2 + k)[0])
        any |= p[0]
        if cpu.lines[(p - cpu.storage) >> 6]:
            forget(cpu, <uint32_t>(p - cpu.storage), 1)
    if code > 0xD3:
        cpu.cc = 4 if any else 8
    return go(cpu, i + 3, n)


cdef Insn* op_MVN(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t k
    if not in_place(cpu, i, STORE, &p, &q):
        return bytewise(cpu, i, n, 0xD1)
    for k in range(<uint32_t>i.a + 1):
        p[k] = (p[k] & 0xF0) | (q[k] & 0x0F)
    return changed_go(cpu, i + 3, n, p, <uint32_t>i.a + 1)


cdef Insn* op_MVC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t count = <uint32_t>i.a + 1
    if not in_place(cpu, i, STORE, &p, &q):
        return bytewise(cpu, i, n, 0xD2)
    if unlikely(count > 32 or <uintptr_t>(p - q + count - 1) < 2 * count - 1):
        return move(cpu, i, n, p, q)
    copy(p, q, count)
    return changed_go(cpu, i + 3, n, p, count)


cdef Insn* move(Cpu* cpu, Insn* i, int64_t n, uint8_t* p, uint8_t* q) noexcept nogil:
    """MVC of more than 32 bytes, or with operands that overlap."""
    cdef uint32_t k, count = <uint32_t>i.a + 1
    if <uintptr_t>(p - q) >= count and <uintptr_t>(q - p) >= count:
        memcpy(p, q, count)
    elif p == q + 1:                     # the usual way to clear or fill a field
        memset(p, q[0], count)
    else:
        for k in range(count):
            p[k] = q[k]
    return changed_go(cpu, i + 3, n, p, count)


cdef inline void copy(uint8_t* p, uint8_t* q, uint32_t count) noexcept nogil:
    """memcpy of 1 to 32 bytes that do not overlap, without a call."""
    if count >= 16:
        memcpy(p, q, 16)
        memcpy(p + count - 16, q + count - 16, 16)
    elif count >= 8:
        memcpy(p, q, 8)
        memcpy(p + count - 8, q + count - 8, 8)
    elif count >= 4:
        memcpy(p, q, 4)
        memcpy(p + count - 4, q + count - 4, 4)
    else:
        p[0] = q[0]
        p[count >> 1] = q[count >> 1]
        p[count - 1] = q[count - 1]


cdef Insn* op_MVZ(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t k
    if not in_place(cpu, i, STORE, &p, &q):
        return bytewise(cpu, i, n, 0xD3)
    for k in range(<uint32_t>i.a + 1):
        p[k] = (p[k] & 0x0F) | (q[k] & 0xF0)
    return changed_go(cpu, i + 3, n, p, <uint32_t>i.a + 1)


cdef inline bint overlap_ahead(uint8_t* p, uint8_t* q, uint32_t count) noexcept nogil:
    """The first operand begins inside the second: earlier results are later operands."""
    return 0 < p - q < <int64_t>count


cdef inline uint32_t word_wise(uint8_t* p, uint8_t* q, uint32_t count, uint8_t code) noexcept nogil:
    """NC, OC, XC of operands where no result becomes an operand: any bit on in the result?"""
    cdef uint64_t any = 0, r
    cdef uint32_t k = 0
    while k + 8 <= count:
        if code == 0xD4:
            r = ld64(p + k) & ld64(q + k)
        elif code == 0xD6:
            r = ld64(p + k) | ld64(q + k)
        else:
            r = ld64(p + k) ^ ld64(q + k)
        st64(p + k, r)
        any |= r
        k += 8
    while k < count:
        p[k] = combined(code, p[k], q[k])
        any |= p[k]
        k += 1
    return any != 0


cdef Insn* op_NC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    if not in_place(cpu, i, STORE, &p, &q) or overlap_ahead(p, q, <uint32_t>i.a + 8):
        return bytewise(cpu, i, n, 0xD4)
    cpu.cc = 4 if word_wise(p, q, <uint32_t>i.a + 1, 0xD4) else 8
    return changed_go(cpu, i + 3, n, p, <uint32_t>i.a + 1)


cdef Insn* op_CLC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t count = <uint32_t>i.a + 1, fault
    cdef int r
    if not in_place(cpu, i, FETCH, &p, &q):
        fault = touch_both(cpu, first_address(cpu, i), count, FETCH, second_address(cpu, i), count)
        if fault:
            return program(cpu, i, n, fault)
        gather(cpu, cpu.op1, first_address(cpu, i), count)
        gather(cpu, cpu.op2, second_address(cpu, i), count)
        p = cpu.op1
        q = cpu.op2
    if p[0] != q[0]:
        cpu.cc = logical_cc(p[0], q[0])
    else:
        r = memcmp(p, q, count)
        cpu.cc = 8 if r == 0 else 4 if r < 0 else 2
    return decide(cpu, i + 3, n)


cdef Insn* op_OC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    if not in_place(cpu, i, STORE, &p, &q) or overlap_ahead(p, q, <uint32_t>i.a + 8):
        return bytewise(cpu, i, n, 0xD6)
    cpu.cc = 4 if word_wise(p, q, <uint32_t>i.a + 1, 0xD6) else 8
    return changed_go(cpu, i + 3, n, p, <uint32_t>i.a + 1)


cdef Insn* op_XC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    if not in_place(cpu, i, STORE, &p, &q) or overlap_ahead(p, q, <uint32_t>i.a + 8):
        return bytewise(cpu, i, n, 0xD7)
    if p == q:
        memset(p, 0, <uint32_t>i.a + 1)
        cpu.cc = 8
    else:
        cpu.cc = 4 if word_wise(p, q, <uint32_t>i.a + 1, 0xD7) else 8
    return changed_go(cpu, i + 3, n, p, <uint32_t>i.a + 1)


cdef Insn* op_TR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Translate: only the table's entries that are used need be accessible."""
    cdef uint32_t count = <uint32_t>i.a + 1, k, code
    cdef uint32_t ea1 = first_address(cpu, i), ea2 = second_address(cpu, i)
    cdef uint8_t* p = span(cpu.store_map, ea1, count)
    cdef uint8_t* table = span(cpu.fetch_map, ea2, 256)
    if p != NULL and table != NULL and (<uintptr_t>(p - table) >= 256
                                        and <uintptr_t>(table - p) >= count):
        for k in range(count):
            p[k] = table[p[k]]
        return changed_go(cpu, i + 3, n, p, count)
    code = touch(cpu, ea1, count, STORE)
    for k in range(count):
        if not code:
            code = touch(cpu, ea2 + byte_at(cpu.store_map, ea1 + k)[0], 1, FETCH)
    if code:
        return program(cpu, i, n, code)
    return translate_slow(cpu, i, n, ea1, ea2, count)


cdef Insn* translate_slow(Cpu* cpu, Insn* i, int64_t n, uint32_t ea1, uint32_t ea2,
                          uint32_t count) noexcept nogil:
    """TR byte by byte.  A table that the results overlap may send it to an entry that was not
    tested: the operation is then ended there (terminated)."""
    cdef uint32_t k, code
    cdef uint8_t* p
    for k in range(count):
        p = byte_at(cpu.store_map, ea1 + k)
        code = touch(cpu, ea2 + p[0], 1, FETCH)
        if code:
            return program(cpu, i, n, code)
        p[0] = byte_at(cpu.fetch_map, ea2 + p[0])[0]
        if cpu.lines[(p - cpu.storage) >> 6]:
            forget(cpu, <uint32_t>(p - cpu.storage), 1)
    return go(cpu, i + 3, n)


cdef Insn* op_TRT(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Translate and Test: stops at the first nonzero function byte."""
    cdef uint32_t count = <uint32_t>i.a + 1, k, code
    cdef uint32_t ea1 = first_address(cpu, i), ea2 = second_address(cpu, i)
    cdef uint8_t* p = span(cpu.fetch_map, ea1, count)
    cdef uint8_t* table = span(cpu.fetch_map, ea2, 256)
    cdef uint8_t function = 0
    if p != NULL and table != NULL:
        for k in range(count):
            function = table[p[k]]
            if function:
                break
    else:
        for k in range(count):
            code = touch(cpu, ea1 + k, 1, FETCH)
            if not code:
                code = touch(cpu, ea2 + byte_at(cpu.fetch_map, ea1 + k)[0], 1, FETCH)
            if code:
                return program(cpu, i, n, code)
            function = byte_at(cpu.fetch_map, ea2 + byte_at(cpu.fetch_map, ea1 + k)[0])[0]
            if function:
                break
    if not function:
        cpu.cc = 8
        return go(cpu, i + 3, n)
    cpu.g[1] = (cpu.g[1] & 0xFF000000u) | ((ea1 + k) & LIMIT)
    cpu.g[2] = (cpu.g[2] & 0xFFFFFF00u) | function
    cpu.cc = 2 if k == count - 1 else 4
    return decide(cpu, i + 3, n)


# -- MVO, PACK, UNPK: two lengths, right to left; operands may overlap

cdef uint32_t two_lengths(Cpu* cpu, Insn* i, Operands* o) noexcept nogil:
    """Find and test both operands: 0 or the interruption code."""
    o.ea1 = first_address(cpu, i)
    o.ea2 = second_address(cpu, i)
    o.n1 = (i.a >> 4) + 1
    o.n2 = (i.a & 15) + 1
    o.p = span(cpu.store_map, o.ea1, o.n1)
    o.q = span(cpu.fetch_map, o.ea2, o.n2)
    if o.p == NULL or o.q == NULL:
        return touch_both(cpu, o.ea1, o.n1, STORE, o.ea2, o.n2)
    return 0


cdef inline uint8_t* first_byte(Cpu* cpu, Operands* o, int32_t k) noexcept nogil:
    return o.p + k if o.p != NULL else byte_at(cpu.store_map, o.ea1 + k)

cdef inline uint8_t second_byte(Cpu* cpu, Operands* o, int32_t k) noexcept nogil:
    """Byte k of the second operand; zero to its left."""
    if k < 0:
        return 0
    return o.q[k] if o.q != NULL else byte_at(cpu.fetch_map, o.ea2 + k)[0]

cdef Insn* both_changed(Cpu* cpu, Insn* i, int64_t n, Operands* o) noexcept nogil:
    """The first operand is stored: forget what was decoded there; on to the next."""
    cdef uint32_t k
    cdef uint8_t* p
    for k in range(o.n1):
        p = first_byte(cpu, o, k)
        if cpu.lines[(p - cpu.storage) >> 6]:
            forget(cpu, <uint32_t>(p - cpu.storage), 1)
    return go(cpu, i + 3, n)


cdef Insn* op_MVO(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef Operands* o = &cpu.operands
    cdef uint32_t code = two_lengths(cpu, i, o)
    cdef int32_t k1, k2
    cdef uint8_t low, right
    cdef uint8_t* p
    if code:
        return program(cpu, i, n, code)
    k1 = o.n1 - 1
    k2 = o.n2 - 1
    low = second_byte(cpu, o, k2)
    p = first_byte(cpu, o, k1)
    p[0] = (p[0] & 0x0F) | <uint8_t>(low << 4)
    while k1 > 0:
        k1 -= 1
        k2 -= 1
        right = low >> 4
        low = second_byte(cpu, o, k2)
        first_byte(cpu, o, k1)[0] = right | <uint8_t>(low << 4)
    return both_changed(cpu, i, n, o)


cdef Insn* op_PACK(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef Operands* o = &cpu.operands
    cdef uint32_t code = two_lengths(cpu, i, o)
    cdef int32_t k1, k2
    cdef uint8_t low
    if code:
        return program(cpu, i, n, code)
    k1 = o.n1 - 1
    k2 = o.n2 - 1
    low = second_byte(cpu, o, k2)
    first_byte(cpu, o, k1)[0] = <uint8_t>(low << 4) | (low >> 4)
    while k1 > 0:
        k1 -= 1
        k2 -= 2
        low = second_byte(cpu, o, k2 + 1) & 0x0F
        first_byte(cpu, o, k1)[0] = low | <uint8_t>(second_byte(cpu, o, k2) << 4)
    return both_changed(cpu, i, n, o)


cdef Insn* op_UNPK(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef Operands* o = &cpu.operands
    cdef uint32_t code = two_lengths(cpu, i, o)
    cdef int32_t k1, k2
    cdef uint8_t low, zone = 0x50 if cpu.amwp & ASCII_MODE else 0xF0
    if code:
        return program(cpu, i, n, code)
    k1 = o.n1 - 1
    k2 = o.n2 - 1
    low = second_byte(cpu, o, k2)
    first_byte(cpu, o, k1)[0] = <uint8_t>(low << 4) | (low >> 4)
    while k1 > 0:
        k1 -= 1
        k2 -= 1
        low = second_byte(cpu, o, k2)
        first_byte(cpu, o, k1)[0] = zone | (low & 0x0F)
        if k1 > 0:
            k1 -= 1
            first_byte(cpu, o, k1)[0] = zone | (low >> 4)
    return both_changed(cpu, i, n, o)
