# Fixed-point arithmetic, logical operations and branching, in order of operation code.
# Source: A22-6821-7, chapters Fixed-Point Arithmetic, Logical Operations, Branching.

# -- RR

cdef Insn* op_SPM(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.cc = 8 >> ((cpu.g[i.a] >> 28) & 3)
    cpu.program_mask = (cpu.g[i.a] >> 24) & 15
    return go(cpu, i + 1, n)

cdef inline uint32_t link(Cpu* cpu, Insn* i, uint32_t halfwords) noexcept nogil:
    """PSW bits 32-63 as BAL and BALR store them."""
    return ((ilc_of(cpu, i, halfwords) << 30) | (cc_number(cpu.cc) << 28)
            | (cpu.program_mask << 24) | next_address(cpu, i, halfwords))

cdef Insn* op_BALR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = cpu.g[i.b] & LIMIT
    cpu.g[i.a] = link(cpu, i, 1)
    if i.b:
        return hop(cpu, i, target, n)
    return go(cpu, i + 1, n)

cdef Insn* op_BCTR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = cpu.g[i.b] & LIMIT
    cpu.g[i.a] -= 1
    if cpu.g[i.a] and i.b:
        return hop(cpu, i, target, n)
    return go(cpu, i + 1, n)

cdef Insn* op_BCR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if cpu.cc & i.a and i.b:
        return hop(cpu, i, cpu.g[i.b] & LIMIT, n)
    return go(cpu, i + 1, n)

cdef Insn* op_BASR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = cpu.g[i.b] & LIMIT
    cpu.g[i.a] = next_address(cpu, i, 1)
    if i.b:
        return hop(cpu, i, target, n)
    return go(cpu, i + 1, n)

cdef Insn* op_LPR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t r = cpu.g[i.b]
    if r >> 31:
        r = 0 - r
    cpu.g[i.a] = r
    if r == 0x80000000u:
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, 1)
    cpu.cc = sign_cc(r)
    return go(cpu, i + 1, n)

cdef Insn* op_LNR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t r = cpu.g[i.b]
    if not r >> 31:
        r = 0 - r
    cpu.g[i.a] = r
    cpu.cc = sign_cc(r)
    return go(cpu, i + 1, n)

cdef Insn* op_LTR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t r = cpu.g[i.b]
    cpu.g[i.a] = r
    cpu.cc = sign_cc(r)
    return decide(cpu, i + 1, n)

cdef Insn* op_LCR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t r = 0 - cpu.g[i.b]
    cpu.g[i.a] = r
    if r == 0x80000000u:
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, 1)
    cpu.cc = sign_cc(r)
    return go(cpu, i + 1, n)

cdef Insn* op_NR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] &= cpu.g[i.b]
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 1, n)

cdef Insn* op_CLR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.cc = logical_cc(cpu.g[i.a], cpu.g[i.b])
    return decide(cpu, i + 1, n)

cdef Insn* op_OR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] |= cpu.g[i.b]
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 1, n)

cdef Insn* op_XR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] ^= cpu.g[i.b]
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 1, n)

cdef Insn* op_LR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] = cpu.g[i.b]
    return go(cpu, i + 1, n)

cdef Insn* op_CR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.cc = compare_cc(<int32_t>cpu.g[i.a], <int32_t>cpu.g[i.b])
    return decide(cpu, i + 1, n)


cdef inline Insn* add(Cpu* cpu, Insn* i, int64_t n, uint32_t b, uint32_t halfwords) noexcept nogil:
    """R1 := R1 + b; overflow gives condition code 3 whatever the mask."""
    cdef int32_t r = 0
    cdef bint overflows = S360_ADD(<int32_t>cpu.g[i.a], <int32_t>b, &r)
    cpu.g[i.a] = <uint32_t>r
    if unlikely(overflows):
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, halfwords)
    cpu.cc = sign_cc(<uint32_t>r)
    return go(cpu, i + halfwords, n)

cdef inline Insn* subtract(Cpu* cpu, Insn* i, int64_t n, uint32_t b, uint32_t halfwords) noexcept nogil:
    cdef int32_t r = 0
    cdef bint overflows = S360_SUBTRACT(<int32_t>cpu.g[i.a], <int32_t>b, &r)
    cpu.g[i.a] = <uint32_t>r
    if unlikely(overflows):
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, halfwords)
    cpu.cc = sign_cc(<uint32_t>r)
    return go(cpu, i + halfwords, n)

cdef inline uint32_t carry_cc(uint32_t r, uint32_t carry) noexcept nogil:
    """Condition code of logical addition: carry times 2 plus nonzero."""
    if unlikely(r == 0):
        return 2 if carry else 8
    return 4 - 3 * carry

cdef inline void add_logical(Cpu* cpu, uint8_t r1, uint32_t b) noexcept nogil:
    cdef uint32_t r = cpu.g[r1] + b
    cpu.cc = carry_cc(r, <uint32_t>(r < b))
    cpu.g[r1] = r

cdef inline void subtract_logical(Cpu* cpu, uint8_t r1, uint32_t b) noexcept nogil:
    cdef uint32_t a = cpu.g[r1], r = a - b
    cpu.cc = carry_cc(r, <uint32_t>(a >= b))
    cpu.g[r1] = r

cdef inline void multiply(Cpu* cpu, uint8_t r1, uint32_t b) noexcept nogil:
    """R1 even: R1, R1+1 := R1+1 times b, signed, 64 bits."""
    cdef uint64_t product = <uint64_t>(<int64_t><int32_t>cpu.g[r1 + 1] * <int64_t><int32_t>b)
    cpu.g[r1] = <uint32_t>(product >> 32)
    cpu.g[r1 + 1] = <uint32_t>product

cdef inline bint divide(Cpu* cpu, uint8_t r1, uint32_t divisor) noexcept nogil:
    """R1 even: R1 := remainder, R1+1 := quotient; False when the quotient does not fit."""
    cdef uint64_t dividend = (<uint64_t>cpu.g[r1] << 32) | cpu.g[r1 + 1]
    cdef uint32_t negative = <uint32_t>(dividend >> 63), sign = negative ^ (divisor >> 31)
    cdef uint64_t size = 0 - dividend if negative else dividend
    cdef uint64_t against = <uint32_t>(0 - divisor) if divisor >> 31 else divisor
    cdef uint64_t quotient, remainder
    if against == 0:
        return False
    quotient = size / against
    remainder = size % against
    if quotient > <uint64_t>0x7FFFFFFF + sign:
        return False
    cpu.g[r1 + 1] = <uint32_t>(0 - quotient if sign else quotient)
    cpu.g[r1] = <uint32_t>(0 - remainder if negative else remainder)
    return True

cdef Insn* op_AR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return add(cpu, i, n, cpu.g[i.b], 1)

cdef Insn* op_SR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return subtract(cpu, i, n, cpu.g[i.b], 1)

cdef Insn* op_MR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if i.a & 1:
        return program(cpu, i, n, 6)
    multiply(cpu, i.a, cpu.g[i.b])
    return go(cpu, i + 1, n)

cdef Insn* op_DR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if i.a & 1:
        return program(cpu, i, n, 6)
    if not divide(cpu, i.a, cpu.g[i.b]):
        return program(cpu, i, n, 9)
    return go(cpu, i + 1, n)

cdef Insn* op_ALR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    add_logical(cpu, i.a, cpu.g[i.b])
    return go(cpu, i + 1, n)

cdef Insn* op_SLR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    subtract_logical(cpu, i.a, cpu.g[i.b])
    return go(cpu, i + 1, n)

# -- RX

cdef Insn* op_STH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 2)
    if p == NULL:
        return restore(cpu, i, n, ea, 2)
    st16(p, <uint16_t>cpu.g[i.a])
    return stored(cpu, i + 2, n, p, 2)

cdef Insn* op_LA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] = rx_address(cpu, i)
    return go(cpu, i + 2, n)

cdef Insn* op_STC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    p[0] = <uint8_t>cpu.g[i.a]
    return stored(cpu, i + 2, n, p, 1)

cdef Insn* op_IC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 1)
    if p == NULL:
        return refetch(cpu, i, n, ea, 1)
    cpu.g[i.a] = (cpu.g[i.a] & 0xFFFFFF00u) | p[0]
    return go(cpu, i + 2, n)

cdef Insn* op_BAL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = rx_address(cpu, i)
    cpu.g[i.a] = link(cpu, i, 2)
    return jump(cpu, i, target, n)

cdef Insn* op_BCT(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = rx_address(cpu, i)
    cpu.g[i.a] -= 1
    if cpu.g[i.a]:
        return jump(cpu, i, target, n)
    return go(cpu, i + 2, n)

cdef Insn* op_BC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return on_condition(cpu, i, n)

cdef Insn* op_BAS(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = rx_address(cpu, i)
    cpu.g[i.a] = next_address(cpu, i, 2)
    return jump(cpu, i, target, n)

cdef Insn* op_LH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 2)
    if p == NULL:
        return refetch(cpu, i, n, ea, 2)
    cpu.g[i.a] = <uint32_t><int32_t><int16_t>ld16(p)
    return go(cpu, i + 2, n)

cdef Insn* op_CH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 2)
    if p == NULL:
        return refetch(cpu, i, n, ea, 2)
    cpu.cc = compare_cc(<int32_t>cpu.g[i.a], <int32_t><int16_t>ld16(p))
    return decide(cpu, i + 2, n)

cdef Insn* op_AH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 2)
    if p == NULL:
        return refetch(cpu, i, n, ea, 2)
    return add(cpu, i, n, <uint32_t><int32_t><int16_t>ld16(p), 2)

cdef Insn* op_SH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 2)
    if p == NULL:
        return refetch(cpu, i, n, ea, 2)
    return subtract(cpu, i, n, <uint32_t><int32_t><int16_t>ld16(p), 2)

cdef Insn* op_MH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 2)
    if p == NULL:
        return refetch(cpu, i, n, ea, 2)
    cpu.g[i.a] = cpu.g[i.a] * <uint32_t><int32_t><int16_t>ld16(p)
    return go(cpu, i + 2, n)

cdef Insn* op_ST(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 4)
    if p == NULL:
        return restore(cpu, i, n, ea, 4)
    st32(p, cpu.g[i.a])
    return stored(cpu, i + 2, n, p, 4)

cdef Insn* op_N(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.g[i.a] &= ld32(p)
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 2, n)

cdef Insn* op_CL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.cc = logical_cc(cpu.g[i.a], ld32(p))
    return decide(cpu, i + 2, n)

cdef Insn* op_O(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.g[i.a] |= ld32(p)
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 2, n)

cdef Insn* op_X(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.g[i.a] ^= ld32(p)
    cpu.cc = 4 if cpu.g[i.a] else 8
    return go(cpu, i + 2, n)

cdef Insn* op_L(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.g[i.a] = ld32(p)
    return go(cpu, i + 2, n)

cdef Insn* op_C(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    cpu.cc = compare_cc(<int32_t>cpu.g[i.a], <int32_t>ld32(p))
    return decide(cpu, i + 2, n)

cdef Insn* op_A(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    return add(cpu, i, n, ld32(p), 2)

cdef Insn* op_S(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    return subtract(cpu, i, n, ld32(p), 2)

cdef Insn* op_M(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if i.a & 1:
        return program(cpu, i, n, 6)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    multiply(cpu, i.a, ld32(p))
    return go(cpu, i + 2, n)

cdef Insn* op_D(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if i.a & 1:
        return program(cpu, i, n, 6)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    if not divide(cpu, i.a, ld32(p)):
        return program(cpu, i, n, 9)
    return go(cpu, i + 2, n)

cdef Insn* op_AL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    add_logical(cpu, i.a, ld32(p))
    return go(cpu, i + 2, n)

cdef Insn* op_SL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 4)
    if p == NULL:
        return refetch(cpu, i, n, ea, 4)
    subtract_logical(cpu, i.a, ld32(p))
    return go(cpu, i + 2, n)

# -- RS

cdef inline bint index_high(Cpu* cpu, Insn* i) noexcept nogil:
    """R1 := R1 + R3; compare with R3 if odd, else with R3 + 1 (its value before)."""
    cdef int32_t limit = <int32_t>cpu.g[i.b | 1]
    cpu.g[i.a] += cpu.g[i.b]
    return <int32_t>cpu.g[i.a] > limit

cdef Insn* op_BXH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = rs_address(cpu, i)
    if index_high(cpu, i):
        return jump(cpu, i, target, n)
    return go(cpu, i + 2, n)

cdef Insn* op_BXLE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t target = rs_address(cpu, i)
    if not index_high(cpu, i):
        return jump(cpu, i, target, n)
    return go(cpu, i + 2, n)

cdef Insn* op_SRL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] = <uint32_t>(<uint64_t>cpu.g[i.a] >> (rs_address(cpu, i) & 63))
    return go(cpu, i + 2, n)

cdef Insn* op_SLL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] = <uint32_t>(<uint64_t>cpu.g[i.a] << (rs_address(cpu, i) & 63))
    return go(cpu, i + 2, n)

cdef Insn* op_SRA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cpu.g[i.a] = <uint32_t>(<int64_t><int32_t>cpu.g[i.a] >> (rs_address(cpu, i) & 63))
    cpu.cc = sign_cc(cpu.g[i.a])
    return go(cpu, i + 2, n)

cdef Insn* op_SLA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t amount = rs_address(cpu, i) & 63
    cdef int64_t a = <int32_t>cpu.g[i.a]
    cdef uint32_t r = (<uint32_t>a & 0x80000000u) | (<uint32_t>(<uint64_t>a << amount) & 0x7FFFFFFF)
    cpu.g[i.a] = r
    # overflow: a bit unlike the sign is shifted out of position 1 (by 32 and more: any, since
    # zeros have followed it in)
    if (a >> (31 - amount)) != (0 if a >= 0 else -1) if amount < 32 else a != 0:
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, 2)
    cpu.cc = sign_cc(r)
    return go(cpu, i + 2, n)

cdef inline uint64_t pair(Cpu* cpu, uint8_t r1) noexcept nogil:
    return (<uint64_t>cpu.g[r1] << 32) | cpu.g[r1 + 1]

cdef inline void set_pair(Cpu* cpu, uint8_t r1, uint64_t value) noexcept nogil:
    cpu.g[r1] = <uint32_t>(value >> 32)
    cpu.g[r1 + 1] = <uint32_t>value

cdef inline uint32_t pair_cc(uint64_t value) noexcept nogil:
    return (<uint32_t>(value == 0) << 3) | (<uint32_t>(value >> 63) << 2) | (
        <uint32_t>(<int64_t>value > 0) << 1)

cdef Insn* op_SRDL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if i.a & 1:
        return program(cpu, i, n, 6)
    set_pair(cpu, i.a, pair(cpu, i.a) >> (rs_address(cpu, i) & 63))
    return go(cpu, i + 2, n)

cdef Insn* op_SLDL(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if i.a & 1:
        return program(cpu, i, n, 6)
    set_pair(cpu, i.a, pair(cpu, i.a) << (rs_address(cpu, i) & 63))
    return go(cpu, i + 2, n)

cdef Insn* op_SRDA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint64_t r
    if i.a & 1:
        return program(cpu, i, n, 6)
    r = <uint64_t>(<int64_t>pair(cpu, i.a) >> (rs_address(cpu, i) & 63))
    set_pair(cpu, i.a, r)
    cpu.cc = pair_cc(r)
    return go(cpu, i + 2, n)

cdef Insn* op_SLDA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t amount = rs_address(cpu, i) & 63
    cdef uint64_t value, r
    if i.a & 1:
        return program(cpu, i, n, 6)
    value = pair(cpu, i.a)
    r = (value & (<uint64_t>1 << 63)) | ((value << amount) & ~(<uint64_t>1 << 63))
    set_pair(cpu, i.a, r)
    if <int64_t>value >> (63 - amount) != (0 if <int64_t>value >= 0 else -1):
        cpu.cc = 1
        return overflow(cpu, i, n, 8, 8, 2)
    cpu.cc = pair_cc(r)
    return go(cpu, i + 2, n)

cdef inline uint32_t words_of(Insn* i) noexcept nogil:
    """How many registers R1 through R3 are."""
    return ((<uint32_t>i.b - i.a) & 15) + 1

cdef inline void store_words(uint8_t* p, uint32_t* g, uint32_t words) noexcept nogil:
    while words >= 4:
        st32(p, g[0])
        st32(p + 4, g[1])
        st32(p + 8, g[2])
        st32(p + 12, g[3])
        p += 16
        g += 4
        words -= 4
    if words & 2:
        st32(p, g[0])
        st32(p + 4, g[1])
        p += 8
        g += 2
    if words & 1:
        st32(p, g[0])

cdef inline void load_words(uint8_t* p, uint32_t* g, uint32_t words) noexcept nogil:
    while words >= 4:
        g[0] = ld32(p)
        g[1] = ld32(p + 4)
        g[2] = ld32(p + 8)
        g[3] = ld32(p + 12)
        p += 16
        g += 4
        words -= 4
    if words & 2:
        g[0] = ld32(p)
        g[1] = ld32(p + 4)
        p += 8
        g += 2
    if words & 1:
        g[0] = ld32(p)

cdef inline void store_registers(Cpu* cpu, Insn* i, uint8_t* p, uint32_t words) noexcept nogil:
    """Registers from R1, 0 following 15, into `words` words at `p`."""
    cdef uint32_t first = 16 - <uint32_t>i.a
    if words > first:
        store_words(p, &cpu.g[i.a], first)
        p += 4 * first
        store_words(p, &cpu.g[0], words - first)
    else:
        store_words(p, &cpu.g[i.a], words)

cdef inline void load_registers(Cpu* cpu, Insn* i, uint8_t* p, uint32_t words) noexcept nogil:
    cdef uint32_t first = 16 - <uint32_t>i.a
    if words > first:
        load_words(p, &cpu.g[i.a], first)
        p += 4 * first
        load_words(p, &cpu.g[0], words - first)
    else:
        load_words(p, &cpu.g[i.a], words)

cdef Insn* op_STM(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i), words = words_of(i)
    cdef uint8_t* p = span(cpu.store_map, ea, 4 * words)
    if unlikely(ea & 3 or p == NULL):
        return store_apart(cpu, i, n, ea)
    store_registers(cpu, i, p, words)
    return changed_go(cpu, i + 2, n, p, 4 * words)

cdef Insn* store_apart(Cpu* cpu, Insn* i, int64_t n, uint32_t ea) noexcept nogil:
    """STM into two blocks, or nowhere."""
    cdef uint32_t count = 4 * words_of(i), code = 6 if ea & 3 else touch(cpu, ea, count, STORE)
    if code:
        return program(cpu, i, n, code)
    store_registers(cpu, i, cpu.op1, count >> 2)
    scatter(cpu, cpu.op1, ea, count)
    return go(cpu, i + 2, n)

cdef Insn* op_LM(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i), words = words_of(i)
    cdef uint8_t* p = span(cpu.fetch_map, ea, 4 * words)
    if unlikely(ea & 3 or p == NULL):
        return load_apart(cpu, i, n, ea)
    load_registers(cpu, i, p, words)
    return go(cpu, i + 2, n)

cdef Insn* load_apart(Cpu* cpu, Insn* i, int64_t n, uint32_t ea) noexcept nogil:
    """LM from two blocks, or nowhere."""
    cdef uint32_t count = 4 * words_of(i), code = 6 if ea & 3 else touch(cpu, ea, count, FETCH)
    if code:
        return program(cpu, i, n, code)
    gather(cpu, cpu.op1, ea, count)
    load_registers(cpu, i, cpu.op1, count >> 2)
    return go(cpu, i + 2, n)

# -- SI

cdef Insn* op_TM(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i), bits
    cdef uint8_t* p = fetch(cpu, ea, 1)
    if p == NULL:
        return refetch(cpu, i, n, ea, 1)
    bits = p[0] & i.a
    cpu.cc = 8 if bits == 0 else 1 if bits == i.a else 4
    return decide(cpu, i + 2, n)

cdef Insn* op_MVI(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    p[0] = i.a
    return stored(cpu, i + 2, n, p, 1)

cdef Insn* op_TS(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    cpu.cc = 4 if p[0] & 0x80 else 8
    p[0] = 0xFF
    return stored(cpu, i + 2, n, p, 1)

cdef Insn* op_NI(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    p[0] &= i.a
    cpu.cc = 4 if p[0] else 8
    return stored(cpu, i + 2, n, p, 1)

cdef Insn* op_CLI(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 1)
    if p == NULL:
        return refetch(cpu, i, n, ea, 1)
    cpu.cc = logical_cc(p[0], i.a)
    return decide(cpu, i + 2, n)

cdef Insn* op_OI(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    p[0] |= i.a
    cpu.cc = 4 if p[0] else 8
    return stored(cpu, i + 2, n, p, 1)

cdef Insn* op_XI(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p = store(cpu, ea, 1)
    if p == NULL:
        return restore(cpu, i, n, ea, 1)
    p[0] ^= i.a
    cpu.cc = 4 if p[0] else 8
    return stored(cpu, i + 2, n, p, 1)
