# Floating-point arithmetic: the instructions of the floating-point feature, in the order of the
# operation codes.  Their arithmetic is in hfp.pxi; the extended-precision feature follows them.
# Source: A22-6821-7, Floating-Point Arithmetic.

include "hfp.pxi"

# -- RR, long

cdef Insn* op_LPDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] & ~SIGN, LONG_FORMAT)

cdef Insn* op_LNDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] | SIGN, LONG_FORMAT)

cdef Insn* op_LTDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b], LONG_FORMAT)

cdef Insn* op_LCDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG_FORMAT)

cdef Insn* op_HDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return halve(cpu, i, n, LONG_FORMAT)

cdef Insn* op_LDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    cpu.f[i.a] = cpu.f[i.b]
    return go(cpu, i + 1, n)

cdef Insn* op_CDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    compare(cpu, cpu.f[i.a], cpu.f[i.b], LONG_FORMAT)
    return go(cpu, i + 1, n)

cdef Insn* op_ADR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b], LONG_FORMAT, 1)

cdef Insn* op_SDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG_FORMAT, 1)

cdef Insn* op_MDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return multiply_floating(cpu, i, n, cpu.f[i.a], cpu.f[i.b], 1)

cdef Insn* op_DDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return divide_floating(cpu, i, n, cpu.f[i.a], cpu.f[i.b], LONG_FORMAT, 1)

cdef Insn* op_AWR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b], LONG_FORMAT, 1)

cdef Insn* op_SWR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG_FORMAT, 1)

# -- RR, short

cdef Insn* op_LPER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] & ~SIGN, SHORT_FORMAT)

cdef Insn* op_LNER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] | SIGN, SHORT_FORMAT)

cdef Insn* op_LTER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b], SHORT_FORMAT)

cdef Insn* op_LCER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT_FORMAT)

cdef Insn* op_HER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return halve(cpu, i, n, SHORT_FORMAT)

cdef Insn* op_LER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    place(cpu, i, cpu.f[i.b], SHORT_FORMAT)
    return go(cpu, i + 1, n)

cdef Insn* op_CER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    compare(cpu, cpu.f[i.a], cpu.f[i.b], SHORT_FORMAT)
    return go(cpu, i + 1, n)

cdef Insn* op_AER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b], SHORT_FORMAT, 1)

cdef Insn* op_SER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT_FORMAT, 1)

cdef Insn* op_MER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return multiply_floating(cpu, i, n, cpu.f[i.a] & SHORT_FORMAT, cpu.f[i.b] & SHORT_FORMAT, 1)

cdef Insn* op_DER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return divide_floating(cpu, i, n, cpu.f[i.a] & SHORT_FORMAT, cpu.f[i.b] & SHORT_FORMAT, SHORT_FORMAT, 1)

cdef Insn* op_AUR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b], SHORT_FORMAT, 1)

cdef Insn* op_SUR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT_FORMAT, 1)

# -- RX, long

cdef Insn* op_STD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p
    if unlikely(i.a & NOT_FLOATING):
        return program(cpu, i, n, SPECIFICATION)
    p = store(cpu, ea, 8)
    if unlikely(p == NULL):
        return restore(cpu, i, n, ea, 8)
    st64(p, cpu.f[i.a])
    return stored(cpu, i + 2, n, p, 8)

cdef Insn* op_LD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    cpu.f[i.a] = ld64(p)
    return go(cpu, i + 2, n)

cdef Insn* op_CD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    compare(cpu, cpu.f[i.a], ld64(p), LONG_FORMAT)
    return go(cpu, i + 2, n)

cdef Insn* op_AD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_normalized(cpu, i, n, ld64(p), LONG_FORMAT, 2)

cdef Insn* op_SD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_normalized(cpu, i, n, ld64(p) ^ SIGN, LONG_FORMAT, 2)

cdef Insn* op_MD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return multiply_floating(cpu, i, n, cpu.f[i.a], ld64(p), 2)

cdef Insn* op_DD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return divide_floating(cpu, i, n, cpu.f[i.a], ld64(p), LONG_FORMAT, 2)

cdef Insn* op_AW(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_unnormalized(cpu, i, n, ld64(p), LONG_FORMAT, 2)

cdef Insn* op_SW(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_unnormalized(cpu, i, n, ld64(p) ^ SIGN, LONG_FORMAT, 2)

# -- RX, short

cdef Insn* op_STE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p
    if unlikely(i.a & NOT_FLOATING):
        return program(cpu, i, n, SPECIFICATION)
    p = store(cpu, ea, 4)
    if unlikely(p == NULL):
        return restore(cpu, i, n, ea, 4)
    st32(p, <uint32_t>(cpu.f[i.a] >> 32))
    return stored(cpu, i + 2, n, p, 4)

cdef Insn* op_LE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    place(cpu, i, short_at(p), SHORT_FORMAT)
    return go(cpu, i + 2, n)

cdef Insn* op_CE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    compare(cpu, cpu.f[i.a], short_at(p), SHORT_FORMAT)
    return go(cpu, i + 2, n)

cdef Insn* op_AE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_normalized(cpu, i, n, short_at(p), SHORT_FORMAT, 2)

cdef Insn* op_SE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_normalized(cpu, i, n, short_at(p) ^ SIGN, SHORT_FORMAT, 2)

cdef Insn* op_ME(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return multiply_floating(cpu, i, n, cpu.f[i.a] & SHORT_FORMAT, short_at(p), 2)

cdef Insn* op_DE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return divide_floating(cpu, i, n, cpu.f[i.a] & SHORT_FORMAT, short_at(p), SHORT_FORMAT, 2)

cdef Insn* op_AU(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_unnormalized(cpu, i, n, short_at(p), SHORT_FORMAT, 2)

cdef Insn* op_SU(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_unnormalized(cpu, i, n, short_at(p) ^ SIGN, SHORT_FORMAT, 2)

include "extended.pxi"
