# Editing: packed digits to characters, under a pattern that the result replaces.
# Source: A22-6821-7, Logical Operations (ED, EDMK).
#
# The result is made in `op1` and stored when the whole pattern is done, so that an exception
# leaves storage as it was.  Overlap of pattern and source is unpredictable in the manual; here
# the source is fetched completely before anything is stored.  Everything is implemented.

# What editing gives beside the edited characters.
cdef struct Edited:
    uint32_t code              # interruption code, or 0
    uint32_t cc                # one-hot
    uint32_t mark              # where the last significant result began; over LIMIT: none

cdef enum:
    DIGIT_SELECT = 0x20
    SIGNIFICANCE_START = 0x21
    FIELD_SEPARATOR = 0x22
    NO_DIGIT = 16


cdef Edited edit(Cpu* cpu, uint8_t* pattern, uint32_t count, uint32_t ea1,
                 uint32_t ea2) noexcept nogil:
    """Edit into `op1`; only the bytes of the source that are used need be accessible.  `ea1`:
    address of the first result."""
    cdef Edited result
    cdef uint8_t zone = 0x50 if cpu.amwp & ASCII_MODE else 0xF0, fill = pattern[0], character
    cdef uint32_t k, digit, next = NO_DIGIT, source
    cdef uint32_t significant = 0, any = 0        # the significance indicator; a digit not zero
    result.code = 0
    result.cc = 0
    result.mark = LIMIT + 1
    for k in range(count):
        character = pattern[k]
        if character == DIGIT_SELECT or character == SIGNIFICANCE_START:
            digit = next
            next = NO_DIGIT
            if digit == NO_DIGIT:
                if unlikely(cpu.fetch_map[ea2 >> 11] == NULL):
                    result.code = access(cpu, ea2, FETCH)
                    if result.code:
                        return result
                source = (cpu.fetch_map[ea2 >> 11] + ea2)[0]
                ea2 = (ea2 + 1) & LIMIT
                digit = source >> 4
                next = source & 15
                if unlikely(digit > 9):
                    result.code = DATA
                    return result
            if digit and not significant:
                result.mark = (ea1 + k) & LIMIT
            any |= digit
            significant |= digit
            cpu.op1[k] = zone | <uint8_t>digit if significant else fill
            significant |= character & 1
            if next > 9 and next != NO_DIGIT:      # a sign, used up with the digit before it
                if next != 0xB and next != 0xD:
                    significant = 0
                next = NO_DIGIT
        elif character == FIELD_SEPARATOR:
            cpu.op1[k] = fill
            significant = 0
            any = 0
        else:
            cpu.op1[k] = character if significant else fill
    result.cc = 8 if not any else 4 if significant else 2
    return result


cdef inline Insn* edit_field(Cpu* cpu, Insn* i, int64_t n, bint mark) noexcept nogil:
    """ED; with `mark` 1, EDMK: GPR 1 gets the address of the first significant result."""
    cdef uint32_t ea1 = first_address(cpu, i), count = <uint32_t>i.a + 1, code
    cdef uint8_t* p = span(cpu.store_map, ea1, count)
    cdef uint8_t* pattern = p
    cdef Edited result
    if unlikely(p == NULL):
        code = touch(cpu, ea1, count, STORE)
        if code:
            return program(cpu, i, n, code)
        gather(cpu, cpu.op2, ea1, count)
        pattern = cpu.op2
    result = edit(cpu, pattern, count, ea1, second_address(cpu, i))
    if unlikely(result.code):
        return program(cpu, i, n, result.code)
    cpu.cc = result.cc
    if mark and result.mark <= LIMIT:
        cpu.g[1] = (cpu.g[1] & 0xFF000000u) | result.mark
    if unlikely(p == NULL):
        scatter(cpu, cpu.op1, ea1, count)
        return go(cpu, i + 3, n)
    memcpy(p, cpu.op1, count)
    return changed_go(cpu, i + 3, n, p, count)


cdef Insn* op_ED(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return edit_field(cpu, i, n, 0)


cdef Insn* op_EDMK(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    return edit_field(cpu, i, n, 1)
