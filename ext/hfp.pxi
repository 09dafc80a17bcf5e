# Hexadecimal floating point: the arithmetic behind the instructions of floating.pxi, which
# includes this, and of extended.pxi.
#
# A number is handled as a long one: sign, characteristic (excess 64, base 16) and a fraction of
# 14 hexadecimal digits.  A short operand has zeros below its 6 digits.  The mask `format`
# (SHORT_FORMAT or LONG_FORMAT) says which bits of a register a result replaces, and also where
# the guard digit ends.  The usual case stays free of calls; a zero, an operand that is not
# normalized, and every exception go to a function of their own.
# Source: A22-6821-7, Floating-Point Arithmetic (guard digit in long operations, HER and HDR
# normalize, exponent overflow completes).  The rules of the 1964 edition are not implemented.

cdef extern from *:
    """
    #define LONG_FORMAT UINT64_C(0xFFFFFFFFFFFFFFFF)
    #define SHORT_FORMAT UINT64_C(0xFFFFFFFF00000000)
    #define SIGN UINT64_C(0x8000000000000000)
    #define FRACTION UINT64_C(0x00FFFFFFFFFFFFFF)
    #define LEADING_DIGIT UINT64_C(0x00F0000000000000)
    #ifdef _MSC_VER
    #include <intrin.h>
    /* bits left of the first one bit of v, which is not zero */
    static inline unsigned leading_zeros(uint64_t v) {
        unsigned long first;
        _BitScanReverse64(&first, v);
        return 63 - first;
    }
    #else
    static inline unsigned leading_zeros(uint64_t v) {
        return (unsigned)__builtin_clzll(v);
    }
    #endif
    /* high_product: bits 127 to 64 of a * b.
       fraction_quotient: a * 2**56 / b, rounded down, for fractions with a < 16 * b. */
    #ifdef __SIZEOF_INT128__
    static inline uint64_t high_product(uint64_t a, uint64_t b) {
        return (uint64_t)((unsigned __int128)a * b >> 64);
    }
    static inline uint64_t fraction_quotient(uint64_t a, uint64_t b) {
        return (uint64_t)(((unsigned __int128)a << 56) / b);
    }
    #else
    static inline uint64_t high_product(uint64_t a, uint64_t b) {
        uint64_t a1 = a >> 32, a0 = a & 0xFFFFFFFF, b1 = b >> 32, b0 = b & 0xFFFFFFFF;
        uint64_t middle = a1 * b0 + (a0 * b0 >> 32), other = a0 * b1 + (middle & 0xFFFFFFFF);
        return a1 * b1 + (middle >> 32) + (other >> 32);
    }
    static inline uint64_t fraction_quotient(uint64_t a, uint64_t b) {
        uint64_t quotient = a / b, remainder = a % b;
        int byte;
        for (byte = 0; byte < 7; byte++) {      /* eight bits at a time */
            quotient = (quotient << 8) | (remainder << 8) / b;
            remainder = (remainder << 8) % b;
        }
        return quotient;
    }
    #endif
    """
    const uint64_t LONG_FORMAT
    const uint64_t SHORT_FORMAT
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

# An intermediate sum: its size is 14 digits and a guard digit, perhaps with a carry before them.
cdef struct Sum:
    uint64_t sign
    int64_t characteristic
    uint64_t size

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


cdef inline uint32_t halfwords_of(Cpu* cpu, Insn* i) noexcept nogil:
    """Length of a floating-point instruction: 1 for RR, 2 for RX."""
    return 2 if text_of(cpu, i)[0] & 0x40 else 1


cdef inline int64_t characteristic_of(uint64_t value) noexcept nogil:
    return (value >> 56) & 127

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
    return go(cpu, i + halfwords_of(cpu, i), n)


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
    return go(cpu, i + halfwords_of(cpu, i), n)

# -- add, subtract, compare

cdef inline uint64_t with_guard(uint64_t value) noexcept nogil:
    """The fraction and a guard digit, still zero, in bits 4 to 63."""
    return value << 8 >> 4


cdef inline Number normalized(uint64_t size, int64_t characteristic) noexcept nogil:
    """Shift `size` (14 digits and a guard digit, with a carry perhaps before them; not zero)
    until its first digit is the fraction's first."""
    cdef Number result
    cdef uint32_t zeros = leading_zeros(size) & 60       # whole digits
    result.fraction = size << zeros >> 8
    result.characteristic = characteristic + 1 - (zeros >> 2)
    return result


cdef inline Sum sum_of(uint64_t a, uint64_t b, uint64_t format) noexcept nogil:
    """The intermediate sum: the fraction with the smaller characteristic shifted right, one
    guard digit kept."""
    cdef Sum result
    cdef bint exchange = a << 1 < b << 1
    cdef uint64_t large = b if exchange else a, small = a if exchange else b
    cdef uint64_t unlike = 0 - ((a ^ b) >> 63)
    cdef int64_t digits = characteristic_of(large) - characteristic_of(small)
    if digits > 15:
        digits = 15
    small = (with_guard(small & format) >> (4 * digits)) & format
    result.size = with_guard(large & format) + ((small ^ unlike) - unlike)
    result.sign = large & SIGN
    result.characteristic = characteristic_of(large)
    if unlikely(<int64_t>result.size < 0):               # `large` was not normalized
        result.size = 0 - result.size
        result.sign ^= SIGN
    return result


cdef inline Insn* add_normalized(Cpu* cpu, Insn* i, int64_t n, uint64_t b, uint64_t format,
                                 uint32_t halfwords) noexcept nogil:
    """R1 := R1 + b, normalized."""
    cdef Sum s = sum_of(cpu.f[i.a], b, format)
    cdef Number r
    if unlikely(s.size == 0):
        return significance(cpu, i, n, s.characteristic, format)
    r = normalized(s.size, s.characteristic)
    if unlikely(<uint64_t>r.characteristic > 127):
        return sum_out_of_range(cpu, i, n, s.sign | r.fraction, r.characteristic, format)
    cpu.cc = 2 + <uint32_t>(s.sign >> 62)
    place(cpu, i, s.sign | <uint64_t>r.characteristic << 56 | r.fraction, format)
    return go(cpu, i + halfwords, n)


cdef inline Insn* add_unnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t b, uint64_t format,
                                   uint32_t halfwords) noexcept nogil:
    """R1 := R1 + b; the guard digit is dropped, also for the test for zero."""
    cdef Sum s = sum_of(cpu.f[i.a], b, format)
    cdef uint64_t fraction = (s.size >> 4) & format
    if unlikely(fraction == 0):
        return significance(cpu, i, n, s.characteristic, format)
    if fraction & ~FRACTION:
        fraction >>= 4
        s.characteristic += 1
        if unlikely(s.characteristic > 127):
            return sum_out_of_range(cpu, i, n, s.sign | fraction, s.characteristic, format)
    cpu.cc = 2 + <uint32_t>(s.sign >> 62)
    place(cpu, i, s.sign | <uint64_t>s.characteristic << 56 | fraction, format)
    return go(cpu, i + halfwords, n)


cdef inline void compare(Cpu* cpu, uint64_t a, uint64_t b, uint64_t format) noexcept nogil:
    """Condition code of R1 minus b."""
    cdef Sum s = sum_of(a, b ^ SIGN, format)
    cpu.cc = 8 if s.size == 0 else 2 + <uint32_t>(s.sign >> 62)

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
    return normalized(with_guard(value), characteristic_of(value))


cdef inline Insn* multiply_floating(Cpu* cpu, Insn* i, int64_t n, uint64_t a, uint64_t b,
                                    uint32_t halfwords) noexcept nogil:
    """R1 := a times b, long.  Short operands make at most 12 digits."""
    if unlikely(not prenormalized(a, b)):
        return multiply_unnormalized(cpu, i, n, a, b)
    return postnormalized(cpu, i, n, high_product(a << 8, with_guard(b)),
                          characteristic_of(a) + characteristic_of(b) - 64, (a ^ b) & SIGN,
                          LONG_FORMAT, halfwords)


cdef Insn* multiply_unnormalized(Cpu* cpu, Insn* i, int64_t n, uint64_t a,
                                 uint64_t b) noexcept nogil:
    """`multiply_floating` with an operand that is zero or not normalized."""
    cdef Number x, y
    if a & FRACTION == 0 or b & FRACTION == 0:
        cpu.f[i.a] = 0
        return go(cpu, i + halfwords_of(cpu, i), n)
    x = number_of(a)
    y = number_of(b)
    return postnormalized(cpu, i, n, high_product(x.fraction << 8, y.fraction << 4),
                          x.characteristic + y.characteristic - 64, (a ^ b) & SIGN,
                          LONG_FORMAT, halfwords_of(cpu, i))


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
        return go(cpu, i + halfwords_of(cpu, i), n)
    x = number_of(a)
    y = number_of(b)
    return postnormalized(cpu, i, n, fraction_quotient(x.fraction, y.fraction),
                          x.characteristic - y.characteristic + 65, (a ^ b) & SIGN,
                          format, halfwords_of(cpu, i))


cdef inline Insn* halve(Cpu* cpu, Insn* i, int64_t n, uint64_t format) noexcept nogil:
    """R1 := half of R2: the fraction shifted right one bit into the guard digit, normalized."""
    cdef uint64_t b = cpu.f[i.b] & format
    cdef Number r
    if b & FRACTION == 0:
        place(cpu, i, 0, format)
        return go(cpu, i + 1, n)
    r = normalized(with_guard(b) >> 1, characteristic_of(b))
    if unlikely(r.characteristic < 0):
        return out_of_range(cpu, i, n, b & SIGN | r.fraction, r.characteristic, format)
    place(cpu, i, b & SIGN | <uint64_t>r.characteristic << 56 | r.fraction, format)
    return go(cpu, i + 1, n)


cdef inline Insn* load_signed(Cpu* cpu, Insn* i, int64_t n, uint64_t value,
                              uint64_t format) noexcept nogil:
    """R1 := value; condition code 0 when the fraction is zero, else 1 or 2 by the sign."""
    place(cpu, i, value, format)
    cpu.cc = 8 if value & format & FRACTION == 0 else 4 if value & SIGN else 2
    return go(cpu, i + 1, n)
