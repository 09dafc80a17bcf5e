# The program status word and interruptions.
# Source: A22-6821-7, Status Switching and Interruptions; extended PSW: GA27-2719.

cdef enum:
    EXTERNAL_OLD = 0x18
    SVC_OLD = 0x20
    PROGRAM_OLD = 0x28
    IO_OLD = 0x38
    NEW = 0x40               # a new PSW lies this far behind its old PSW
    IN_EXTERNAL = 1
    IN_SVC = 2
    IN_PROGRAM = 3
    IN_IO = 5


cdef inline uint32_t enabled_io(Cpu* cpu) noexcept nogil:
    """Channels that may interrupt, as bits of the system mask."""
    if unlikely(cpu.extended):
        return (cpu.cr[4] >> 24) & 0xFE if cpu.system_mask & 2 else 0
    return cpu.system_mask & 0xFE


cdef inline uint32_t enabled_external(Cpu* cpu) noexcept nogil:
    """Pending external conditions that may interrupt now."""
    if not cpu.system_mask & 1:
        return 0
    return cpu.external & cpu.cr[6] & 0xFF if cpu.extended else cpu.external


cdef inline bint unsettled(Cpu* cpu) noexcept nogil:
    """Something must happen before the next instruction: an interruption, wait, a bad PSW."""
    if likely(not ((cpu.amwp & WAIT_STATE) | cpu.bad_psw | cpu.external | cpu.io_pending)):
        return False
    return ((cpu.amwp & WAIT_STATE) | cpu.bad_psw | enabled_external(cpu)
            | (cpu.io_pending & enabled_io(cpu))) != 0


cdef inline void store_psw(Cpu* cpu, uint32_t where, uint32_t code, uint32_t ilc, uint32_t ia) noexcept nogil:
    """Store the current PSW as an old PSW at `where`."""
    cdef uint32_t left = (cpu.system_mask << 24) | (cpu.key << 20) | (cpu.amwp << 16)
    cdef uint32_t cc = cc_number(cpu.cc)
    cdef uint8_t* p = cpu.storage + where
    if unlikely(cpu.extended):
        st32(p, left | (ilc << 14) | (cc << 12) | (cpu.program_mask << 8))
        st32(p + 4, ia)
        st16(cpu.storage + code_location(where), <uint16_t>code)
        changed(cpu, code_location(where), 2)
    else:
        st32(p, left | code)
        st32(p + 4, (ilc << 30) | (cc << 28) | (cpu.program_mask << 24) | ia)
    if unlikely(cpu.lines[where >> 6] != 0):
        changed(cpu, where, 8)
    cpu.keys[0] |= cpu.rc_bits


cdef inline uint32_t code_location(uint32_t where) noexcept nogil:
    """Where the extended mode stores the interruption code, from the old PSW's address."""
    return (0x0E if where == EXTERNAL_OLD else 0x10 if where == SVC_OLD
            else 0x12 if where == PROGRAM_OLD else 0x16)


cdef inline uint32_t load_psw(Cpu* cpu, uint32_t left, uint32_t right) noexcept nogil:
    """Make `left` and `right` the current PSW; gives the instruction address.  Sets bad_psw
    when the contents are not valid (the interruption follows the load)."""
    cdef uint32_t key = (left >> 20) & 15, translate = 0, bad = 0, ia = right & LIMIT
    cpu.system_mask = left >> 24
    cpu.amwp = (left >> 16) & 15
    if unlikely(cpu.extended):
        cpu.cc = 8 >> ((left >> 12) & 3)
        cpu.program_mask = (left >> 8) & 15
        translate = (left >> 26) & 1
        bad = (left & 0xF80000FFu) | (right & 0xFF000000u)
    else:
        cpu.cc = 8 >> ((right >> 28) & 3)
        cpu.program_mask = (right >> 24) & 15
    if unlikely(key and not cpu.has_keys):
        bad = 1
    if key != cpu.key or translate != cpu.translate:
        cpu.key = key
        cpu.translate = translate
        select_maps(cpu)
    if unlikely(bad != 0):
        cpu.bad_psw = 1
    return ia


cdef uint32_t swap(Cpu* cpu, uint32_t kind, uint32_t where, uint32_t code, uint32_t ilc,
                   uint32_t ia) noexcept nogil:
    """Take an interruption: old PSW at `where`, new PSW from `where` + 64.  Gives the new
    instruction address."""
    cpu.interrupt_class = kind
    cpu.interrupt_code = code
    cpu.interrupt_ilc = ilc
    cpu.interruptions += 1
    store_psw(cpu, where, code, ilc, ia)
    return load_psw(cpu, ld32(cpu.storage + where + NEW), ld32(cpu.storage + where + NEW + 4))


cdef inline Insn* enter(Cpu* cpu, uint32_t ia, int64_t n) noexcept nogil:
    """Go on at `ia` after the PSW has changed: this instruction is done."""
    if unlikely(unsettled(cpu)):
        return elsewhere(cpu, ia, n)
    return branch(cpu, ia, n)


cdef Insn* reflected(Cpu* cpu, uint32_t kind, uint32_t code, uint32_t ilc, uint32_t ia,
                     int64_t n) noexcept nogil:
    """Virtual CPU: leave the interruption to CP, which takes it with `Core.interrupt`.  This
    instruction is done."""
    cpu.interrupt_class = kind
    cpu.interrupt_code = code
    cpu.interrupt_ilc = ilc
    cpu.ia = ia
    return leave(cpu, NULL, n, REFLECT)


cdef Insn* program(Cpu* cpu, Insn* i, int64_t n, uint32_t code) noexcept nogil:
    """Program interruption `code` of instruction `i`."""
    cdef uint32_t halfwords, ilc, ia
    if code == NOT_RESIDENT:
        cpu.ia = address_of(cpu, i)
        if in_scratch(cpu, i) and i >= &cpu.subject[0]:
            n += 1                         # the EXECUTE is repeated too
        return leave(cpu, NULL, n + 1, PAGE)
    halfwords = (0x3221 >> ((text_of(cpu, i)[0] >> 6) << 2)) & 3
    ilc = ilc_of(cpu, i, halfwords)
    ia = next_address(cpu, i, halfwords)
    if unlikely(cpu.reflect & 2):
        return reflected(cpu, IN_PROGRAM, code, ilc, ia, n)
    return enter(cpu, swap(cpu, IN_PROGRAM, PROGRAM_OLD, code, ilc, ia), n)


cdef Insn* overflow(Cpu* cpu, Insn* i, int64_t n, uint32_t mask, uint32_t code,
                    uint32_t halfwords) noexcept nogil:
    """An arithmetic exception after completion: interrupt if `mask` is on in the program mask."""
    if cpu.program_mask & mask:
        return program(cpu, i, n, code)
    return go(cpu, i + halfwords, n)


cdef Insn* op_SVC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Supervisor Call: the interruption code is the instruction's second byte."""
    cdef uint32_t code = (<uint32_t>i.a << 4) | i.b
    cdef uint32_t ia = next_address(cpu, i, 1), ilc = ilc_of(cpu, i, 1)
    if unlikely(cpu.reflect & 1):
        return reflected(cpu, IN_SVC, code, ilc, ia, n)
    return enter(cpu, swap(cpu, IN_SVC, SVC_OLD, code, ilc, ia), n)
