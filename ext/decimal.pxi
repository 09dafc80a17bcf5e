# Decimal arithmetic: packed fields of 1 to 16 bytes, conversion to and from binary.  (Editing is
# in editing.pxi; PACK, UNPK and MVO, which look at no digit, in character.pxi.)
# Source: A22-6821-7, Decimal Arithmetic; CVB and CVD: Fixed-Point Arithmetic.
#
# A field is taken apart into its digits, still packed, in two 64-bit numbers: `low`, the 15
# digits before the sign, and `high`, the 16 before those.  Sums work on all digits at once;
# products and quotients go by way of binary numbers, in groups of four digits when they are too
# long for 64 bits.  Both operands are fetched and checked completely before anything is stored.
# Operands may overlap when their rightmost bytes coincide (ZAP: or the first operand's is to the
# right); any other overlap is a data exception.  Everything is implemented.

cdef enum:
    DATA = 7
    FIXED_DIVIDE = 9
    DECIMAL_OVERFLOW = 10
    DECIMAL_DIVIDE = 11

# A packed field taken apart.
cdef struct Packed:
    uint64_t high
    uint64_t low
    uint64_t wrong             # not zero: a digit or sign code is not valid
    uint32_t minus


# -- fields

cdef inline uint64_t get_bytes(uint8_t* p, uint32_t n) noexcept nogil:
    """The `n` (1 to 8) bytes at `p`, in pieces that `put_bytes` also uses: the host is slow to
    fetch across what was stored in other pieces."""
    cdef uint64_t v = 0
    if n == 8:
        return ld64(p)
    if n & 1:
        v = p[0]
    if n & 2:
        v = (v << 16) | ld16(p + (n & 1))
    if n & 4:
        v = (v << 32) | ld32(p + (n & 3))
    return v


cdef inline void put_bytes(uint8_t* p, uint64_t v, uint32_t n) noexcept nogil:
    """Store the low `n` (1 to 8) bytes of `v` at `p`."""
    if n == 8:
        st64(p, v)
        return
    if n & 1:
        p[0] = <uint8_t>(v >> (8 * (n - 1)))
    if n & 2:
        st16(p + (n & 1), <uint16_t>(v >> (8 * (n & 4))))
    if n & 4:
        st32(p + (n & 3), <uint32_t>v)


cdef inline uint64_t not_digits(uint64_t v) noexcept nogil:
    """Not zero if one of 16 packed digits is over 9: its 8 bit is on, and its 4 or 2 bit."""
    return v & ((v << 1) | (v << 2)) & 0x8888888888888888u


cdef inline Packed packed_at(uint8_t* p, uint32_t n) noexcept nogil:
    """The field of `n` (1 to 16) bytes at `p`."""
    cdef Packed v
    cdef uint64_t low
    cdef uint32_t sign
    if n > 8:
        v.high = get_bytes(p, n - 8)
        low = ld64(p + n - 8)
    else:
        v.high = 0
        low = get_bytes(p, n)
    sign = low & 15
    v.low = low >> 4
    v.minus = (0x2800 >> sign) & 1       # B and D
    v.wrong = not_digits(v.high) | not_digits(v.low) | <uint64_t>(sign < 10)
    return v


cdef inline void put_packed(Cpu* cpu, uint8_t* p, uint32_t n, uint64_t high, uint64_t low,
                            uint32_t minus) noexcept nogil:
    """Store a field of `n` (1 to 16) bytes with a sign of the present mode; digits that it has
    no place for are lost."""
    low = (low << 4) | (12 - ((cpu.amwp & ASCII_MODE) >> 2) + minus)
    if n > 8:
        put_bytes(p, high, n - 8)
        st64(p + n - 8, low)
    else:
        put_bytes(p, low, n)


cdef inline uint64_t lost_digits(uint32_t n, uint64_t high, uint64_t low) noexcept nogil:
    """Not zero if a field of `n` (1 to 16) bytes is too short for these digits."""
    if n > 8:
        return high >> 1 >> (8 * n - 65)
    return high | (low >> (8 * n - 4))


# -- operands

cdef bint overlap_wrongly(Cpu* cpu, Insn* i) noexcept nogil:
    """The operands share bytes in a way that is not permitted."""
    cdef uint32_t ea1 = first_address(cpu, i), n1 = (i.a >> 4) + 1
    cdef uint32_t ea2 = second_address(cpu, i), n2 = (i.a & 15) + 1
    cdef uint32_t beyond = (ea2 + n2 - ea1 - n1) & LIMIT      # from right end to right end
    if ((ea2 - ea1) & LIMIT) >= n1 and ((ea1 - ea2) & LIMIT) >= n2:
        return False
    if text_of(cpu, i)[0] == 0xF8:
        return 0 < beyond < 16
    return beyond != 0


cdef uint32_t collect(Cpu* cpu, Insn* i, uint32_t kind) noexcept nogil:
    """Test both operands and fetch them into `op1` and `op2`: 0 or the interruption code."""
    cdef uint32_t n1 = (i.a >> 4) + 1, n2 = (i.a & 15) + 1
    cdef uint32_t code = touch_both(cpu, first_address(cpu, i), n1, kind,
                                    second_address(cpu, i), n2)
    if not code:
        gather(cpu, cpu.op1, first_address(cpu, i), n1)
        gather(cpu, cpu.op2, second_address(cpu, i), n2)
    return code


cdef inline uint32_t decimal_operands(Cpu* cpu, Insn* i, uint32_t kind, uint8_t** first,
                                      uint8_t** second) noexcept nogil:
    """Find both operands, where they lie or else in `op1` and `op2`: 0 or the interruption
    code.  `kind`: of access to the first."""
    cdef uint32_t ea1 = first_address(cpu, i), ea2 = second_address(cpu, i), code
    first[0] = span(cpu.store_map if kind == STORE else cpu.fetch_map, ea1, (i.a >> 4) + 1)
    second[0] = span(cpu.fetch_map, ea2, (i.a & 15) + 1)
    if unlikely(first[0] == NULL or second[0] == NULL):
        code = collect(cpu, i, kind)
        if code:
            return code
        first[0] = cpu.op1
        second[0] = cpu.op2
    if ((ea1 - ea2 + 15) & LIMIT) < 31 and overlap_wrongly(cpu, i):
        return DATA
    return 0


cdef void result_stored(Cpu* cpu, Insn* i, uint8_t* p) noexcept nogil:
    """The first operand, at `p`, has changed: forget what was decoded there; from `op1` it
    goes where it belongs."""
    cdef uint32_t n1 = (i.a >> 4) + 1
    if p == cpu.op1:
        scatter(cpu, p, first_address(cpu, i), n1)
    else:
        changed(cpu, <uint32_t>(p - cpu.storage), n1)


cdef inline Insn* decimal_go(Cpu* cpu, Insn* i, int64_t n, uint8_t* p) noexcept nogil:
    """The first operand, at `p`, has changed; on to the next instruction."""
    if unlikely(p == cpu.op1):
        result_stored(cpu, i, p)
        return go(cpu, i + 3, n)
    return changed_go(cpu, i + 3, n, p, (i.a >> 4) + 1)


# -- sums of packed digits

cdef inline uint64_t add_digits(uint64_t a, uint64_t b, uint64_t carry) noexcept nogil:
    """Sum of 16 packed digits each; the carry out of the leftmost is lost.  Every digit of one
    number is raised by 6, so that a carry is one of 16 too, and lowered again where there is
    none."""
    cdef uint64_t raised = a + 0x6666666666666666u
    cdef uint64_t r = raised + b + carry
    cdef uint64_t carries = (raised & b) | ((raised | b) & ~r)       # out of every bit
    cdef uint64_t none = ~carries & 0x8888888888888888u
    return r - ((none >> 1) | (none >> 2))


cdef inline uint64_t subtract_digits(uint64_t a, uint64_t b, uint64_t borrow) noexcept nogil:
    """Difference of 16 packed digits each: a digit that borrowed got 16 and not 10."""
    cdef uint64_t r = a - b - borrow
    cdef uint64_t borrows = ((~a & b) | ((~a | b) & r)) & 0x8888888888888888u
    return r - ((borrows >> 1) | (borrows >> 2))


cdef inline bint not_less(Packed* a, Packed* b) noexcept nogil:
    """Magnitude of `a` not less than that of `b`: packed digits compare as binary numbers."""
    return a.high > b.high or (a.high == b.high and a.low >= b.low)


cdef Insn* overflowed(Cpu* cpu, Insn* i, int64_t n, uint8_t* p) noexcept nogil:
    """The result is stored, without its leftmost digits."""
    result_stored(cpu, i, p)
    cpu.cc = 1
    return overflow(cpu, i, n, 4, DECIMAL_OVERFLOW, 3)


cdef inline Insn* set_sum(Cpu* cpu, Insn* i, int64_t n, uint8_t* p, uint64_t high, uint64_t low,
                          uint32_t minus, uint64_t lost) noexcept nogil:
    """Store a sum in the first operand and set the condition code.  Zero is positive; but when
    digits are lost, what is left keeps the sign of the true sum."""
    cdef uint32_t n1 = (i.a >> 4) + 1
    if unlikely(lost | lost_digits(n1, high, low)):
        put_packed(cpu, p, n1, high, low, minus)
        return overflowed(cpu, i, n, p)
    if high | low:
        cpu.cc = 4 if minus else 2
    else:
        cpu.cc = 8
        minus = 0
    put_packed(cpu, p, n1, high, low, minus)
    return decimal_go(cpu, i, n, p)


cdef inline Insn* add_decimal(Cpu* cpu, Insn* i, int64_t n, uint32_t reverse) noexcept nogil:
    """AP; with `reverse` 1, the sign of the second operand is the other one: SP."""
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t code = decimal_operands(cpu, i, STORE, &p, &q), minus
    cdef Packed a, b
    cdef uint64_t high, low, lost = 0
    if unlikely(code):
        return program(cpu, i, n, code)
    a = packed_at(p, (i.a >> 4) + 1)
    b = packed_at(q, (i.a & 15) + 1)
    if unlikely(a.wrong | b.wrong):
        return program(cpu, i, n, DATA)
    minus = a.minus
    if minus == b.minus ^ reverse:
        low = add_digits(a.low, b.low, 0)
        high = add_digits(a.high, b.high, low >> 60)
        lost = high < a.high + (low >> 60)       # a carry out of the leftmost digit
        low &= 0xFFFFFFFFFFFFFFFu
    elif not_less(&a, &b):
        low = subtract_digits(a.low, b.low, 0)
        high = subtract_digits(a.high, b.high, low >> 63)
        low &= 0xFFFFFFFFFFFFFFFu
    else:
        minus ^= 1
        low = subtract_digits(b.low, a.low, 0)
        high = subtract_digits(b.high, a.high, low >> 63)
        low &= 0xFFFFFFFFFFFFFFFu
    return set_sum(cpu, i, n, p, high, low, minus, lost)


cdef Insn* op_ZAP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """The old contents of the first operand are not looked at."""
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t code = decimal_operands(cpu, i, STORE, &p, &q)
    cdef Packed b
    if unlikely(code):
        return program(cpu, i, n, code)
    b = packed_at(q, (i.a & 15) + 1)
    if unlikely(b.wrong):
        return program(cpu, i, n, DATA)
    return set_sum(cpu, i, n, p, b.high, b.low, b.minus, 0)


cdef Insn* op_CP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Plus and minus zero are equal."""
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t code = decimal_operands(cpu, i, FETCH, &p, &q)
    cdef Packed a, b
    if unlikely(code):
        return program(cpu, i, n, code)
    a = packed_at(p, (i.a >> 4) + 1)
    b = packed_at(q, (i.a & 15) + 1)
    if unlikely(a.wrong | b.wrong):
        return program(cpu, i, n, DATA)
    if a.minus != b.minus:
        cpu.cc = 8 if not (a.high | a.low | b.high | b.low) else 4 if a.minus else 2
    elif a.high == b.high and a.low == b.low:
        cpu.cc = 8
    else:
        cpu.cc = 4 if not_less(&a, &b) == <bint>a.minus else 2
    return go(cpu, i + 3, n)


cdef Insn* op_AP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return add_decimal(cpu, i, n, 0)


cdef Insn* op_SP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return add_decimal(cpu, i, n, 1)


# -- packed digits and binary numbers

cdef inline uint64_t groups_of(uint64_t digits) noexcept nogil:
    """16 packed digits as four binary numbers of 16 bits, each of four digits: neighbours are
    joined, a left one counting 10 and not 16, then 100 and not 256."""
    digits -= 6 * ((digits >> 4) & 0x0F0F0F0F0F0F0F0Fu)
    return digits - 156 * ((digits >> 8) & 0x00FF00FF00FF00FFu)


cdef inline uint64_t binary_of(uint64_t digits) noexcept nogil:
    """16 packed digits as one binary number."""
    cdef uint64_t v = groups_of(digits)
    v -= 55536 * ((v >> 16) & 0x0000FFFF0000FFFFu)
    return (v & 0xFFFFFFFFu) + 100000000 * (v >> 32)


cdef inline uint64_t pair_digits(uint64_t v) noexcept nogil:
    """Two binary numbers of four digits, 32 bits each, as packed digits in the same places:
    quotients by 100 and then by 10 are moved to the left (multiplication by 10486 / 2**20 and
    103 / 2**10 divides exactly)."""
    v += 65436 * (((v * 10486) >> 20) & 0x0000007F0000007Fu)
    v += 6 * (((v * 103) >> 10) & 0x000F000F000F000Fu)
    return (v | (v >> 8)) & 0x0000FFFF0000FFFFu


cdef inline uint64_t digits_of_groups(uint64_t groups) noexcept nogil:
    """The inverse of `groups_of`."""
    return (pair_digits(groups & 0x0000FFFF0000FFFFu)
            | (pair_digits((groups >> 16) & 0x0000FFFF0000FFFFu) << 16))


cdef inline uint64_t digits_of(uint64_t v) noexcept nogil:
    """A binary number less than 10**16 as 16 packed digits."""
    cdef uint64_t left = v / 100000000, right = v % 100000000
    cdef uint64_t left4 = left / 10000, right4 = right / 10000
    return (pair_digits(((left - 10000 * left4) << 32) | (right - 10000 * right4))
            | (pair_digits((left4 << 32) | right4) << 16))


cdef Insn* op_CVD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    cdef uint32_t ea = rx_address(cpu, i), v = cpu.g[i.a], minus = v >> 31
    cdef uint8_t* p = store(cpu, ea, 8)
    if p == NULL:
        return restore(cpu, i, n, ea, 8)
    put_packed(cpu, p, 8, 0, digits_of(0 - v if minus else v), minus)
    return stored(cpu, i + 2, n, p, 8)


cdef Insn* op_CVB(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Of a number that does not fit, the low 32 bits are loaded before the interruption."""
    cdef uint32_t ea = rx_address(cpu, i)
    cdef uint8_t* p = fetch(cpu, ea, 8)
    cdef Packed b
    cdef uint64_t v
    if p == NULL:
        return refetch(cpu, i, n, ea, 8)
    b = packed_at(p, 8)
    if unlikely(b.wrong):
        return program(cpu, i, n, DATA)
    v = binary_of(b.low)
    cpu.g[i.a] = <uint32_t>(0 - v if b.minus else v)
    if unlikely(v > <uint64_t>0x7FFFFFFF + b.minus):
        return program(cpu, i, n, FIXED_DIVIDE)
    return go(cpu, i + 2, n)


# -- products and quotients.  Where a number has more than the 15 digits of `low`, four digits at
# a time: a group times or beside a number of 15 digits is less than 10**19 and so than 2**64.

cdef void multiply_long(Cpu* cpu, uint8_t* p, uint32_t n1, uint64_t high, uint64_t low,
                        uint64_t multiplier, uint32_t minus) noexcept nogil:
    """Store the product of up to 31 digits and a number less than 10**15."""
    cdef uint64_t right = groups_of(low | (high << 60)), left = groups_of(high >> 4)
    cdef uint64_t part = 0, left_product = 0, right_product = 0
    cdef uint32_t shift
    for shift in range(0, 64, 16):
        part += ((right >> shift) & 0xFFFF) * multiplier
        right_product |= (part % 10000) << shift
        part /= 10000
    for shift in range(0, 64, 16):
        part += ((left >> shift) & 0xFFFF) * multiplier
        left_product |= (part % 10000) << shift
        part /= 10000
    right = digits_of_groups(right_product)
    left = digits_of_groups(left_product)
    put_packed(cpu, p, n1, (left << 4) | (right >> 60), right & 0xFFFFFFFFFFFFFFFu, minus)


cdef Insn* op_MP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """The multiplicand has as many bytes of zeros at the left as the multiplier has bytes, so
    that no product is too long.  A product of zero has its sign by algebra too."""
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t n1 = (i.a >> 4) + 1, n2 = (i.a & 15) + 1, code, minus
    cdef Packed a, b
    cdef uint64_t multiplicand, multiplier
    if unlikely(n2 > 8 or n2 >= n1):
        return program(cpu, i, n, SPECIFICATION)
    code = decimal_operands(cpu, i, STORE, &p, &q)
    if unlikely(code):
        return program(cpu, i, n, code)
    a = packed_at(p, n1)
    b = packed_at(q, n2)
    if unlikely(a.wrong | b.wrong | lost_digits(n1 - n2, a.high, a.low)):
        return program(cpu, i, n, DATA)
    minus = a.minus ^ b.minus
    multiplicand = binary_of(a.low)
    multiplier = binary_of(b.low)
    if likely(a.high == 0 and (multiplicand | multiplier) >> 32 == 0):
        multiplicand *= multiplier
        multiplier = multiplicand / 1000000000000000u
        put_packed(cpu, p, n1, digits_of(multiplier) if multiplier else 0,
                   digits_of(multiplicand - 1000000000000000u * multiplier), minus)
    else:
        multiply_long(cpu, p, n1, a.high, a.low, multiplier, minus)
    return decimal_go(cpu, i, n, p)


cdef bint divide_long(Cpu* cpu, uint8_t* p, uint32_t n1, uint32_t n2, uint64_t high,
                      uint64_t low, uint64_t divisor, uint32_t signs) noexcept nogil:
    """Store quotient and remainder of up to 31 digits by a number less than 10**15; False, and
    nothing is stored, if the quotient is too long.  `signs`: 2 quotient, 1 remainder minus."""
    cdef uint64_t right = groups_of(low | (high << 60)), left = groups_of(high >> 4)
    cdef uint64_t part = 0, left_quotient = 0, right_quotient = 0
    cdef uint32_t shift
    for shift in range(0, 64, 16):
        part = part * 10000 + ((left >> (48 - shift)) & 0xFFFF)
        left_quotient = (left_quotient << 16) | (part / divisor)
        part %= divisor
    for shift in range(0, 64, 16):
        part = part * 10000 + ((right >> (48 - shift)) & 0xFFFF)
        right_quotient = (right_quotient << 16) | (part / divisor)
        part %= divisor
    right = digits_of_groups(right_quotient)
    left = (digits_of_groups(left_quotient) << 4) | (right >> 60)
    right &= 0xFFFFFFFFFFFFFFFu
    if lost_digits(n1 - n2, left, right):
        return False
    put_packed(cpu, p, n1 - n2, left, right, signs >> 1)
    put_packed(cpu, p + n1 - n2, n2, 0, digits_of(part), signs & 1)
    return True


cdef Insn* op_DP(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Quotient at the left of the first operand; at its right the remainder, as long as the
    divisor, with the dividend's sign.  A quotient of zero has its sign by algebra too."""
    cdef uint8_t* p = NULL
    cdef uint8_t* q = NULL
    cdef uint32_t n1 = (i.a >> 4) + 1, n2 = (i.a & 15) + 1, code, minus
    cdef Packed a, b
    cdef uint64_t dividend, divisor, quotient, digits
    if unlikely(n2 > 8 or n2 >= n1):
        return program(cpu, i, n, SPECIFICATION)
    code = decimal_operands(cpu, i, STORE, &p, &q)
    if unlikely(code):
        return program(cpu, i, n, code)
    a = packed_at(p, n1)
    b = packed_at(q, n2)
    if unlikely(a.wrong | b.wrong):
        return program(cpu, i, n, DATA)
    divisor = binary_of(b.low)
    if unlikely(divisor == 0):
        return program(cpu, i, n, DECIMAL_DIVIDE)
    minus = a.minus ^ b.minus
    if likely(a.high == 0):
        dividend = binary_of(a.low)
        quotient = dividend / divisor
        digits = digits_of(quotient)
        if unlikely(lost_digits(n1 - n2, 0, digits)):
            return program(cpu, i, n, DECIMAL_DIVIDE)
        put_packed(cpu, p, n1 - n2, 0, digits, minus)
        put_packed(cpu, p + n1 - n2, n2, 0, digits_of(dividend - quotient * divisor), a.minus)
    elif not divide_long(cpu, p, n1, n2, a.high, a.low, divisor, 2 * minus + a.minus):
        return program(cpu, i, n, DECIMAL_DIVIDE)
    return decimal_go(cpu, i, n, p)


include "editing.pxi"
