# Floating-point arithmetic: every instruction of the floating-point feature, in the order of the
# operation codes; the helpers come first.  The extended-precision ones are in extended.pxi.
#
# A number is handled as a long one: sign, characteristic (excess 64, base 16) and a fraction of
# 14 hexadecimal digits.  A short operand has zeros below its 6 digits.  The mask `format` (SHORT
# or LONG) says which bits of a register a result replaces, and where the guard digit ends.
# Source: A22-6821-7, Floating-Point Arithmetic (guard digit in long operations, HER and HDR
# normalize, exponent overflow completes).  The rules of the 1964 edition are not implemented.

cdef extern from *:
    """
    #define LONG UINT64_C(0xFFFFFFFFFFFFFFFF)
    #define SHORT UINT64_C(0xFFFFFFFF00000000)
    #define SIGN UINT64_C(0x8000000000000000)
    #define FRACTION UINT64_C(0x00FFFFFFFFFFFFFF)
    #define LEADING_DIGIT UINT64_C(0x00F0000000000000)
    #ifdef _MSC_VER
    #include <intrin.h>
    /* bits left of the first one bit of v, which is not zero */
    static inline unsigned leading_zeros(uint64_t v) { unsigned long k; _BitScanReverse64(&k, v); return 63 - k; }
    #else
    static inline unsigned leading_zeros(uint64_t v) { return (unsigned)__builtin_clzll(v); }
    #endif
    /* bits 127 to 64 of the product */
    #ifdef __SIZEOF_INT128__
    static inline uint64_t high_product(uint64_t a, uint64_t b) { return (uint64_t)((unsigned __int128)a * b >> 64); }
    #else
    static inline uint64_t high_product(uint64_t a, uint64_t b) {
        uint64_t a1 = a >> 32, a0 = a & 0xFFFFFFFF, b1 = b >> 32, b0 = b & 0xFFFFFFFF;
        uint64_t middle = a1 * b0 + (a0 * b0 >> 32), other = a0 * b1 + (middle & 0xFFFFFFFF);
        return a1 * b1 + (middle >> 32) + (other >> 32);
    }
    #endif
    /* a * 2**56 / b, rounded down, for fractions with a < 16 * b */
    #if defined(__GNUC__) && defined(__x86_64__)
    static inline uint64_t fraction_quotient(uint64_t a, uint64_t b) {
        uint64_t quotient, remainder;
        __asm__("divq %4" : "=a"(quotient), "=d"(remainder) : "0"(a << 56), "1"(a >> 8), "r"(b) : "cc");
        return quotient;
    }
    #else
    static inline uint64_t fraction_quotient(uint64_t a, uint64_t b) {
        uint64_t quotient = a / b, remainder = a % b;
        int byte;
        for (byte = 0; byte < 7; byte++) {
            quotient = (quotient << 8) | (remainder << 8) / b;
            remainder = (remainder << 8) % b;
        }
        return quotient;
    }
    #endif
    """
    const uint64_t LONG
    const uint64_t SHORT
    const uint64_t SIGN
    const uint64_t FRACTION
    const uint64_t LEADING_DIGIT
    uint32_t leading_zeros(uint64_t v) noexcept nogil
    uint64_t high_product(uint64_t a, uint64_t b) noexcept nogil
    uint64_t fraction_quotient(uint64_t a, uint64_t b) noexcept nogil

cdef enum:
    EXPONENT_OVERFLOW = 0x0C
    EXPONENT_UNDERFLOW = 0x0D
    SIGNIFICANCE = 0x0E
    FLOATING_DIVIDE = 0x0F
    UNDERFLOW_MASK = 2
    SIGNIFICANCE_MASK = 1
    NOT_FLOATING = 9         # bits that are zero in 0, 2, 4 and 6

# A normalized number without its sign; the characteristic may lie outside 0 to 127.
cdef struct Number:
    int64_t characteristic
    uint64_t fraction

# -- operands and results

cdef inline uint8_t* operand(Cpu* cpu, Insn* i, uint32_t size) noexcept nogil:
    """Host address of the second operand (RX), or NULL, also when R1 is not a floating-point
    register."""
    if unlikely(i.a & NOT_FLOATING):
        return NULL
    return fetch(cpu, rx_address(cpu, i), size)


cdef Insn* no_operand(Cpu* cpu, Insn* i, int64_t n, uint32_t size) noexcept nogil:
    """`operand` gave NULL."""
    if i.a & NOT_FLOATING:
        return program(cpu, i, n, SPECIFICATION)
    return refetch(cpu, i, n, rx_address(cpu, i), size)


cdef inline uint64_t short_at(uint8_t* p) noexcept nogil:
    """The short number at host address `p`."""
    return <uint64_t>ld32(p) << 32


cdef inline bint bad_registers(Insn* i) noexcept nogil:
    """R1 or R2 (RR) is not a floating-point register."""
    return (i.a | i.b) & NOT_FLOATING


cdef inline void place(Cpu* cpu, Insn* i, uint64_t value, uint64_t format) noexcept nogil:
    """Put a result in R1; a short one leaves the low-order half unchanged."""
    cpu.f[i.a] = (cpu.f[i.a] & ~format) | (value & format)


cdef inline Insn* successor(Cpu* cpu, Insn* i) noexcept nogil:
    """The slot after a floating-point instruction of either format."""
    return i + (2 if text_of(cpu, i)[0] & 0x40 else 1)


cdef inline int64_t characteristic_of(uint64_t value) noexcept nogil:
    return (value >> 56) & 127


cdef inline uint32_t number_cc(uint64_t value) noexcept nogil:
    """0 when the fraction is zero, else 1 or 2 by the sign (one-hot)."""
    return 8 if value & FRACTION == 0 else 4 if value & SIGN else 2

# -- exceptional results; none of these functions is part of a fast path

cdef Insn* out_of_range(Cpu* cpu, Insn* i, int64_t n, uint64_t value, int64_t characteristic,
                        uint64_t format) noexcept nogil:
    """The characteristic of a result (`value`: sign and fraction) is more than 127 or less than
    0: it is 128 too small or too large, or the result is a true zero."""
    value |= <uint64_t>(characteristic & 127) << 56
    if characteristic > 127:
        place(cpu, i, value, format)
        return program(cpu, i, n, EXPONENT_OVERFLOW)
    if cpu.program_mask & UNDERFLOW_MASK:
        place(cpu, i, value, format)
        return program(cpu, i, n, EXPONENT_UNDERFLOW)
    place(cpu, i, 0, format)
    return go(cpu, successor(cpu, i), n)


cdef Insn* sum_out_of_range(Cpu* cpu, Insn* i, int64_t n, uint64_t value, int64_t characteristic,
                            uint64_t format) noexcept nogil:
    """`out_of_range` for instructions that set the condition code."""
    cpu.cc = 4 if value & SIGN else 2
    if characteristic < 0 and not cpu.program_mask & UNDERFLOW_MASK:
        cpu.cc = 8
    return out_of_range(cpu, i, n, value, characteristic, format)


cdef Insn* significance(Cpu* cpu, Insn* i, int64_t n, int64_t characteristic,
                        uint64_t format) noexcept nogil:
    """The intermediate sum is zero: a true zero, or, if the mask is on, an interruption with the
    characteristic unchanged."""
    cpu.cc = 8
    if cpu.program_mask & SIGNIFICANCE_MASK:
        place(cpu, i, <uint64_t>characteristic << 56, format)
        return program(cpu, i, n, SIGNIFICANCE)
    place(cpu, i, 0, format)
    return go(cpu, successor(cpu, i), n)

# -- add, subtract, compare

cdef inline Number normalized(uint64_t size, int64_t characteristic) noexcept nogil:
    """Shift `size` (14 digits and a guard digit, with a carry perhaps before them; not zero)
    until its first digit is the fraction's first."""
    cdef Number result
    cdef uint32_t zeros = leading_zeros(size) >> 2
    result.fraction = size << (4 * zeros) >> 8
    result.characteristic = characteristic + 1 - zeros
    return result


cdef inline uint64_t aligned(uint64_t value, int64_t digits, uint64_t format) noexcept nogil:
    """The fraction and its guard digit, shifted right by `digits` if that is positive."""
    if digits < 0:
        digits = 0
    if digits > 15:
        digits = 15
    return ((value & format & FRACTION) << 4 >> (4 * digits)) & format


cdef inline int64_t with_sign(uint64_t size, uint64_t value) noexcept nogil:
    """`size` with the sign of `value`."""
    cdef uint64_t ones = 0 - (value >> 63)
    return <int64_t>((size ^ ones) - ones)


cdef inline int64_t sum_of(uint64_t a, uint64_t b, uint64_t format) noexcept nogil:
    """The intermediate sum: the fraction with the smaller characteristic shifted right, one
    guard digit kept."""
    cdef int64_t more = characteristic_of(a) - characteristic_of(b)
    return with_sign(aligned(a, -more, format), a) + with_sign(aligned(b, more, format), b)


cdef inline int64_t larger_characteristic(uint64_t a, uint64_t b) noexcept nogil:
    cdef int64_t ca = characteristic_of(a), cb = characteristic_of(b)
    return ca if ca > cb else cb


cdef inline Insn* add_normalized(Cpu* cpu, Insn* i, int64_t n, uint64_t b, uint64_t format,
                                 uint32_t halfwords) noexcept nogil:
    """R1 := R1 + b, normalized."""
    cdef uint64_t a = cpu.f[i.a]
    cdef int64_t total = sum_of(a, b, format), characteristic = larger_characteristic(a, b)
    cdef uint64_t sign = <uint64_t>total & SIGN
    cdef Number r
    if unlikely(total == 0):
        return significance(cpu, i, n, characteristic, format)
    r = normalized(<uint64_t>with_sign(<uint64_t>total, sign), characteristic)
    if unlikely(<uint64_t>r.characteristic > 127):
        return sum_out_of_range(cpu, i, n, sign | r.fraction, r.characteristic, format)
    cpu.cc = 2 + <uint32_t>(sign >> 62)
    place(cpu, i, sign | <uint64_t>r.characteristic << 56 | r.fraction, format)
    return go(cpu, i + halfwords, n)


cdef inline Insn* add_unnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t b, uint64_t format,
                                   uint32_t halfwords) noexcept nogil:
    """R1 := R1 + b; the guard digit is dropped, also for the test for zero."""
    cdef uint64_t a = cpu.f[i.a]
    cdef int64_t total = sum_of(a, b, format), characteristic = larger_characteristic(a, b)
    cdef uint64_t sign = <uint64_t>total & SIGN
    cdef uint64_t fraction = (<uint64_t>with_sign(<uint64_t>total, sign) >> 4) & format
    if unlikely(fraction == 0):
        return significance(cpu, i, n, characteristic, format)
    if fraction & ~FRACTION:
        fraction >>= 4
        characteristic += 1
        if unlikely(characteristic > 127):
            return sum_out_of_range(cpu, i, n, sign | fraction, characteristic, format)
    cpu.cc = 2 + <uint32_t>(sign >> 62)
    place(cpu, i, sign | <uint64_t>characteristic << 56 | fraction, format)
    return go(cpu, i + halfwords, n)


cdef inline void compare(Cpu* cpu, uint64_t a, uint64_t b, uint64_t format) noexcept nogil:
    """Condition code of R1 minus b."""
    cdef int64_t difference = sum_of(a, b ^ SIGN, format)
    cpu.cc = ((<uint32_t>(difference == 0) << 3) | (<uint32_t>(difference < 0) << 2)
              | (<uint32_t>(difference > 0) << 1))

# -- multiply, divide, halve

cdef inline Insn* postnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t size,
                                 int64_t characteristic, uint64_t sign, uint64_t format,
                                 uint32_t halfwords) noexcept nogil:
    """R1 := a product or quotient of 15 digits, of which the first may be zero."""
    cdef int64_t short_of_one = size >> 56 == 0
    cdef uint64_t fraction = size >> (4 - 4 * short_of_one)
    characteristic -= short_of_one
    if unlikely(<uint64_t>characteristic > 127):
        return out_of_range(cpu, i, n, sign | fraction, characteristic, format)
    place(cpu, i, sign | <uint64_t>characteristic << 56 | fraction, format)
    return go(cpu, i + halfwords, n)


cdef inline bint prenormalized(uint64_t a, uint64_t b) noexcept nogil:
    """Neither operand needs normalization."""
    return a & LEADING_DIGIT and b & LEADING_DIGIT


cdef inline Number number_of(uint64_t value) noexcept nogil:
    """An operand (its fraction not zero), normalized."""
    return normalized((value & FRACTION) << 4, characteristic_of(value))


cdef inline Insn* multiply_floating(Cpu* cpu, Insn* i, int64_t n, uint64_t a, uint64_t b,
                                uint32_t halfwords) noexcept nogil:
    """R1 := a times b, long.  Short operands make at most 12 digits."""
    if unlikely(not prenormalized(a, b)):
        return multiply_unnormalized(cpu, i, n, a, b)
    return postnormalized(cpu, i, n, high_product((a & FRACTION) << 8, (b & FRACTION) << 4),
                          characteristic_of(a) + characteristic_of(b) - 64, (a ^ b) & SIGN,
                          LONG, halfwords)


cdef Insn* multiply_unnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t a, uint64_t b) noexcept nogil:
    """`multiply_floating` with an operand that is zero or not normalized."""
    cdef Number x, y
    if a & FRACTION == 0 or b & FRACTION == 0:
        cpu.f[i.a] = 0
        return go(cpu, successor(cpu, i), n)
    x = number_of(a)
    y = number_of(b)
    return postnormalized(cpu, i, n, high_product(x.fraction << 8, y.fraction << 4),
                          x.characteristic + y.characteristic - 64, (a ^ b) & SIGN,
                          LONG, <uint32_t>(successor(cpu, i) - i))


cdef inline Insn* divide_floating(Cpu* cpu, Insn* i, int64_t n, uint64_t a, uint64_t b,
                                 uint64_t format, uint32_t halfwords) noexcept nogil:
    """R1 := a divided by b, without remainder."""
    if unlikely(not prenormalized(a, b)):
        return divide_unnormalized(cpu, i, n, a, b, format)
    return postnormalized(cpu, i, n, fraction_quotient(a & FRACTION, b & FRACTION),
                          characteristic_of(a) - characteristic_of(b) + 65, (a ^ b) & SIGN,
                          format, halfwords)


cdef Insn* divide_unnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t a, uint64_t b,
                      uint64_t format) noexcept nogil:
    """`divide_floating` with an operand that is zero or not normalized."""
    cdef Number x, y
    if b & FRACTION == 0:
        return program(cpu, i, n, FLOATING_DIVIDE)
    if a & FRACTION == 0:
        place(cpu, i, 0, format)
        return go(cpu, successor(cpu, i), n)
    x = number_of(a)
    y = number_of(b)
    return postnormalized(cpu, i, n, fraction_quotient(x.fraction, y.fraction),
                          x.characteristic - y.characteristic + 65, (a ^ b) & SIGN,
                          format, <uint32_t>(successor(cpu, i) - i))


cdef inline Insn* halve(Cpu* cpu, Insn* i, int64_t n, uint64_t format) noexcept nogil:
    """R1 := half of R2: the fraction shifted right one bit into the guard digit, normalized."""
    cdef uint64_t b = cpu.f[i.b] & format
    cdef Number r
    if b & FRACTION == 0:
        place(cpu, i, 0, format)
        return go(cpu, i + 1, n)
    r = normalized((b & FRACTION) << 3, characteristic_of(b))
    if unlikely(r.characteristic < 0):
        return out_of_range(cpu, i, n, b & SIGN | r.fraction, r.characteristic, format)
    place(cpu, i, b & SIGN | <uint64_t>r.characteristic << 56 | r.fraction, format)
    return go(cpu, i + 1, n)


cdef inline Insn* load_signed(Cpu* cpu, Insn* i, int64_t n, uint64_t value,
                              uint64_t format) noexcept nogil:
    """R1 := value; the condition code tells its sign."""
    place(cpu, i, value, format)
    cpu.cc = number_cc(value & format)
    return go(cpu, i + 1, n)

# -- RR, long

cdef Insn* op_LPDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] & ~SIGN, LONG)

cdef Insn* op_LNDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] | SIGN, LONG)

cdef Insn* op_LTDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b], LONG)

cdef Insn* op_LCDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG)

cdef Insn* op_HDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return halve(cpu, i, n, LONG)

cdef Insn* op_LDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    cpu.f[i.a] = cpu.f[i.b]
    return go(cpu, i + 1, n)

cdef Insn* op_CDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    compare(cpu, cpu.f[i.a], cpu.f[i.b], LONG)
    return go(cpu, i + 1, n)

cdef Insn* op_ADR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b], LONG, 1)

cdef Insn* op_SDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG, 1)

cdef Insn* op_MDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return multiply_floating(cpu, i, n, cpu.f[i.a], cpu.f[i.b], 1)

cdef Insn* op_DDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return divide_floating(cpu, i, n, cpu.f[i.a], cpu.f[i.b], LONG, 1)

cdef Insn* op_AWR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b], LONG, 1)

cdef Insn* op_SWR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b] ^ SIGN, LONG, 1)

# -- RR, short

cdef Insn* op_LPER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] & ~SIGN, SHORT)

cdef Insn* op_LNER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] | SIGN, SHORT)

cdef Insn* op_LTER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b], SHORT)

cdef Insn* op_LCER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return load_signed(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT)

cdef Insn* op_HER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return halve(cpu, i, n, SHORT)

cdef Insn* op_LER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    place(cpu, i, cpu.f[i.b], SHORT)
    return go(cpu, i + 1, n)

cdef Insn* op_CER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    compare(cpu, cpu.f[i.a], cpu.f[i.b], SHORT)
    return go(cpu, i + 1, n)

cdef Insn* op_AER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b], SHORT, 1)

cdef Insn* op_SER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_normalized(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT, 1)

cdef Insn* op_MER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return multiply_floating(cpu, i, n, cpu.f[i.a] & SHORT, cpu.f[i.b] & SHORT, 1)

cdef Insn* op_DER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return divide_floating(cpu, i, n, cpu.f[i.a] & SHORT, cpu.f[i.b] & SHORT, SHORT, 1)

cdef Insn* op_AUR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b], SHORT, 1)

cdef Insn* op_SUR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if unlikely(bad_registers(i)):
        return program(cpu, i, n, SPECIFICATION)
    return add_unnormalized(cpu, i, n, cpu.f[i.b] ^ SIGN, SHORT, 1)

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
    compare(cpu, cpu.f[i.a], ld64(p), LONG)
    return go(cpu, i + 2, n)

cdef Insn* op_AD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_normalized(cpu, i, n, ld64(p), LONG, 2)

cdef Insn* op_SD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_normalized(cpu, i, n, ld64(p) ^ SIGN, LONG, 2)

cdef Insn* op_MD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return multiply_floating(cpu, i, n, cpu.f[i.a], ld64(p), 2)

cdef Insn* op_DD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return divide_floating(cpu, i, n, cpu.f[i.a], ld64(p), LONG, 2)

cdef Insn* op_AW(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_unnormalized(cpu, i, n, ld64(p), LONG, 2)

cdef Insn* op_SW(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 8)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 8)
    return add_unnormalized(cpu, i, n, ld64(p) ^ SIGN, LONG, 2)

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
    place(cpu, i, short_at(p), SHORT)
    return go(cpu, i + 2, n)

cdef Insn* op_CE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    compare(cpu, cpu.f[i.a], short_at(p), SHORT)
    return go(cpu, i + 2, n)

cdef Insn* op_AE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_normalized(cpu, i, n, short_at(p), SHORT, 2)

cdef Insn* op_SE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_normalized(cpu, i, n, short_at(p) ^ SIGN, SHORT, 2)

cdef Insn* op_ME(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return multiply_floating(cpu, i, n, cpu.f[i.a] & SHORT, short_at(p), 2)

cdef Insn* op_DE(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return divide_floating(cpu, i, n, cpu.f[i.a] & SHORT, short_at(p), SHORT, 2)

cdef Insn* op_AU(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_unnormalized(cpu, i, n, short_at(p), SHORT, 2)

cdef Insn* op_SU(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint8_t* p = operand(cpu, i, 4)
    if unlikely(p == NULL):
        return no_operand(cpu, i, n, 4)
    return add_unnormalized(cpu, i, n, short_at(p) ^ SIGN, SHORT, 2)

include "extended.pxi"
