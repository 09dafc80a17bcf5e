# Extended-precision floating point: the seven instructions of the extended-precision feature.
#
# An extended number is a pair of registers, 0 and 2 or 4 and 6.  The high-order part has its
# sign, its characteristic and the first 14 digits of the fraction; the low-order part has the
# other 14, of an operand its sign and characteristic are ignored, of a result they are the sign
# and the characteristic less 14 (modulo 128).
# Source: GA22-6884, extended-precision floating point of the Models 85 and 195.

cdef enum:
    NOT_PAIR = 11            # bits that are zero in 0 and 4

# 128 bits: the 28 digits of a fraction at its right end, or as a helper says.
cdef struct Wide:
    uint64_t high
    uint64_t low

# A normalized extended number without its sign; the characteristic may lie outside 0 to 127.
cdef struct ExtendedNumber:
    int64_t characteristic
    Wide fraction

# -- 128-bit arithmetic

cdef inline Wide wide(uint64_t high, uint64_t low) noexcept nogil:
    cdef Wide w
    w.high = high
    w.low = low
    return w


cdef inline Wide shifted_left(Wide w, uint32_t bits) noexcept nogil:
    """`bits` is 0 to 127."""
    if bits >= 64:
        return wide(w.low << (bits - 64), 0)
    if bits == 0:
        return w
    return wide((w.high << bits) | (w.low >> (64 - bits)), w.low << bits)


cdef inline Wide shifted_right(Wide w, uint32_t bits) noexcept nogil:
    """`bits` is 0 to 127."""
    if bits >= 64:
        return wide(0, w.high >> (bits - 64))
    if bits == 0:
        return w
    return wide(w.high >> bits, (w.low >> bits) | (w.high << (64 - bits)))


cdef inline Wide wide_sum(Wide a, Wide b) noexcept nogil:
    cdef uint64_t low = a.low + b.low
    return wide(a.high + b.high + <uint64_t>(low < b.low), low)


cdef inline Wide wide_difference(Wide a, Wide b) noexcept nogil:
    return wide(a.high - b.high - <uint64_t>(a.low < b.low), a.low - b.low)


cdef inline bint wide_less(Wide a, Wide b) noexcept nogil:
    return a.high < b.high or (a.high == b.high and a.low < b.low)


cdef inline bint wide_zero(Wide w) noexcept nogil:
    return w.high | w.low == 0


cdef inline Wide wide_product(uint64_t a, uint64_t b) noexcept nogil:
    return wide(high_product(a, b), a * b)


cdef Wide high_wide_product(Wide a, Wide b) noexcept nogil:
    """The left 128 bits of the 256-bit product."""
    cdef Wide one = wide_product(a.high, b.low), other = wide_product(a.low, b.high)
    cdef Wide middle = wide_sum(wide(0, one.low), wide(0, other.low))
    middle = wide_sum(middle, wide(0, high_product(a.low, b.low)))
    middle = wide_sum(wide(0, middle.high), wide(0, one.high))
    middle = wide_sum(middle, wide(0, other.high))
    return wide_sum(middle, wide_product(a.high, b.high))

# -- operands and results

cdef inline Wide pair_fraction(Cpu* cpu, uint8_t r) noexcept nogil:
    """The 28 digits in registers `r` and `r` + 2."""
    cdef uint64_t high = cpu.f[r] & FRACTION, low = cpu.f[r + 2] & FRACTION
    return wide(high >> 8, (high << 56) | low)


cdef void place_pair(Cpu* cpu, uint8_t r, Wide fraction, int64_t characteristic,
                     uint64_t sign) noexcept nogil:
    """Put a result in registers `r` and `r` + 2, the characteristics modulo 128."""
    cdef uint64_t high = (fraction.high << 8) | (fraction.low >> 56)
    cpu.f[r] = sign | <uint64_t>(characteristic & 127) << 56 | high
    cpu.f[r + 2] = sign | <uint64_t>((characteristic - 14) & 127) << 56 | (fraction.low & FRACTION)


cdef void clear_pair(Cpu* cpu, uint8_t r) noexcept nogil:
    """A true zero."""
    cpu.f[r] = 0
    cpu.f[r + 2] = 0


cdef inline ExtendedNumber extended_normalized(Wide size, int64_t characteristic) noexcept nogil:
    """`normalized` for 28 digits and a guard digit with a carry perhaps before them."""
    cdef ExtendedNumber result
    cdef uint32_t bits = (leading_zeros(size.high) if size.high else 64 + leading_zeros(size.low))
    cdef uint32_t zeros = (bits >> 2) - 2        # the carry's digit is the third of the 32
    result.fraction = shifted_right(shifted_left(size, 4 * zeros), 8)
    result.characteristic = characteristic + 1 - zeros
    return result


cdef uint32_t place_in_range(Cpu* cpu, uint8_t r, ExtendedNumber number,
                             uint64_t sign) noexcept nogil:
    """Put a result in a pair of registers: 0, or the code of the exponent overflow or underflow
    that interrupts."""
    place_pair(cpu, r, number.fraction, number.characteristic, sign)
    if number.characteristic > 127:
        return EXPONENT_OVERFLOW
    if number.characteristic < 0:
        if cpu.program_mask & UNDERFLOW_MASK:
            return EXPONENT_UNDERFLOW
        clear_pair(cpu, r)
    return 0


cdef inline Insn* completed(Cpu* cpu, Insn* i, int64_t n, uint32_t code) noexcept nogil:
    """The operation is completed; it interrupts when `code` is not zero."""
    if code:
        return program(cpu, i, n, code)
    return go(cpu, i + halfwords_of(cpu, i), n)

# -- add and subtract

cdef uint32_t add_extended(Cpu* cpu, Insn* i, uint64_t flip) noexcept nogil:
    """Pair R1 := pair R1 plus pair R2 (its sign changed when `flip` is SIGN), normalized: 0 or
    the interruption code."""
    cdef uint64_t sign = cpu.f[i.a] & SIGN, other = (cpu.f[i.b] & SIGN) ^ flip
    cdef int64_t characteristic = max(characteristic_of(cpu.f[i.a]), characteristic_of(cpu.f[i.b]))
    cdef Wide x = shifted_left(pair_fraction(cpu, i.a), 4)
    cdef Wide y = shifted_left(pair_fraction(cpu, i.b), 4)
    x = aligned_pair(x, characteristic - characteristic_of(cpu.f[i.a]))
    y = aligned_pair(y, characteristic - characteristic_of(cpu.f[i.b]))
    if sign == other:
        x = wide_sum(x, y)
    elif wide_less(x, y):
        x = wide_difference(y, x)
        sign = other
    else:
        x = wide_difference(x, y)
    if wide_zero(x):
        cpu.cc = 8
        clear_pair(cpu, i.a)
        if cpu.program_mask & SIGNIFICANCE_MASK:
            place_pair(cpu, i.a, x, characteristic, 0)
            return SIGNIFICANCE
        return 0
    cpu.cc = 4 if sign else 2
    return placed_sum(cpu, i.a, extended_normalized(x, characteristic), sign)


cdef inline Wide aligned_pair(Wide w, int64_t digits) noexcept nogil:
    """28 digits and a guard digit shifted right by `digits`, 0 to 127."""
    return shifted_right(w, 4 * <uint32_t>digits) if digits < 30 else wide(0, 0)


cdef uint32_t placed_sum(Cpu* cpu, uint8_t r, ExtendedNumber number, uint64_t sign) noexcept nogil:
    """`place_in_range`; a true zero after underflow has condition code 0."""
    cdef uint32_t code = place_in_range(cpu, r, number, sign)
    if number.characteristic < 0 and code == 0:
        cpu.cc = 8
    return code

# -- multiply

cdef ExtendedNumber postnormalized_pair(Wide product, int64_t characteristic) noexcept nogil:
    """A product of 29 digits, of which the first may be zero."""
    cdef ExtendedNumber result
    result.fraction = product
    result.characteristic = characteristic - 1
    if product.high >> 48:
        result.fraction = shifted_right(product, 4)
        result.characteristic = characteristic
    return result


cdef uint32_t multiply_pairs(Cpu* cpu, Insn* i) noexcept nogil:
    """Pair R1 := pair R1 times pair R2, truncated: 0 or the interruption code."""
    cdef uint64_t sign = (cpu.f[i.a] ^ cpu.f[i.b]) & SIGN
    cdef Wide a = pair_fraction(cpu, i.a), b = pair_fraction(cpu, i.b), product
    cdef ExtendedNumber x, y
    if wide_zero(a) or wide_zero(b):
        clear_pair(cpu, i.a)
        return 0
    x = extended_normalized(shifted_left(a, 4), characteristic_of(cpu.f[i.a]))
    y = extended_normalized(shifted_left(b, 4), characteristic_of(cpu.f[i.b]))
    product = high_wide_product(shifted_left(x.fraction, 16), shifted_left(y.fraction, 4))
    return place_in_range(cpu, i.a, postnormalized_pair(
        product, x.characteristic + y.characteristic - 64), sign)


cdef uint32_t multiply_to_pair(Cpu* cpu, Insn* i, uint64_t b) noexcept nogil:
    """Pair R1 := long R1 times long `b`, exact: 0 or the interruption code."""
    cdef uint64_t a = cpu.f[i.a]
    cdef Number x, y
    if a & FRACTION == 0 or b & FRACTION == 0:
        clear_pair(cpu, i.a)
        return 0
    x = number_of(a)
    y = number_of(b)
    return place_in_range(cpu, i.a, postnormalized_pair(
        wide_product(x.fraction << 4, y.fraction),
        x.characteristic + y.characteristic - 64), (a ^ b) & SIGN)

# -- round

cdef inline Insn* load_rounded(Cpu* cpu, Insn* i, int64_t n, uint64_t value, uint64_t one,
                               uint64_t format) noexcept nogil:
    """R1 := value, its fraction increased by `one` (0 or 1 in the last place), not normalized."""
    cdef uint64_t fraction = ((value & FRACTION & format) + one)
    cdef int64_t characteristic = characteristic_of(value)
    if fraction & ~FRACTION:
        fraction >>= 4
        characteristic += 1
        if characteristic > 127:
            return out_of_range(cpu, i, n, value & SIGN | fraction, characteristic, format)
    place(cpu, i, value & SIGN | <uint64_t>characteristic << 56 | fraction, format)
    return go(cpu, i + 1, n)

# -- instructions

cdef Insn* op_LRDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """The first bit of the low-order fraction rounds."""
    if i.a & NOT_FLOATING or i.b & NOT_PAIR:
        return program(cpu, i, n, SPECIFICATION)
    return load_rounded(cpu, i, n, cpu.f[i.b], (cpu.f[i.b + 2] >> 55) & 1, LONG_FORMAT)

cdef Insn* op_MXR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if (i.a | i.b) & NOT_PAIR:
        return program(cpu, i, n, SPECIFICATION)
    return completed(cpu, i, n, multiply_pairs(cpu, i))

cdef Insn* op_MXDR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if i.a & NOT_PAIR or i.b & NOT_FLOATING:
        return program(cpu, i, n, SPECIFICATION)
    return completed(cpu, i, n, multiply_to_pair(cpu, i, cpu.f[i.b]))

cdef Insn* op_LRER(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Bit 32 rounds."""
    if bad_registers(i):
        return program(cpu, i, n, SPECIFICATION)
    return load_rounded(cpu, i, n, cpu.f[i.b], ((cpu.f[i.b] >> 31) & 1) << 32, SHORT_FORMAT)

cdef Insn* op_AXR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if (i.a | i.b) & NOT_PAIR:
        return program(cpu, i, n, SPECIFICATION)
    return completed(cpu, i, n, add_extended(cpu, i, 0))

cdef Insn* op_SXR(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if (i.a | i.b) & NOT_PAIR:
        return program(cpu, i, n, SPECIFICATION)
    return completed(cpu, i, n, add_extended(cpu, i, SIGN))

cdef Insn* op_MXD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p
    if i.a & NOT_PAIR:
        return program(cpu, i, n, SPECIFICATION)
    p = fetch(cpu, ea, 8)
    if p == NULL:
        return refetch(cpu, i, n, ea, 8)
    return completed(cpu, i, n, multiply_to_pair(cpu, i, ld64(p)))
