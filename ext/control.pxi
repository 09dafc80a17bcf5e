# Status switching, storage keys, input/output, direct control and the control registers of the
# Model 67.  In a virtual CPU the privileged ones are replaced by op_trap (run.pxi) unless the
# assist for them is on.
# Source: A22-6821-7, Status Switching, Input/Output Operations; GA27-2719.

cdef Insn* op_SSK(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Set Storage Key: R1 bits 24-28 become the key of R2's block; Model 67 in extended mode:
    24-30, with the reference and change bits."""
    cdef uint32_t real = cpu.g[i.b] & LIMIT, block = real >> 11
    cdef uint8_t key
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    if cpu.g[i.b] & 15:
        return program(cpu, i, n, 6)
    if real >= cpu.size:
        return program(cpu, i, n, ADDRESSING)
    if cpu.has_rc and cpu.extended:
        key = <uint8_t>cpu.g[i.a] & 0xFE
    else:
        key = (<uint8_t>cpu.g[i.a] & 0xF8) | (cpu.keys[block] & 6)
    if key != cpu.keys[block]:
        cpu.keys[block] = key
        key_changed(cpu, block)
        return branch(cpu, next_address(cpu, i, 1), n)
    return go(cpu, i + 1, n)


cdef Insn* op_ISK(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Insert Storage Key into R1 bits 24-31.  Reference and change bits show in extended mode
    only: a Model 67 in standard mode runs programs that compare the whole byte."""
    cdef uint32_t real = cpu.g[i.b] & LIMIT
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    if cpu.g[i.b] & 15:
        return program(cpu, i, n, 6)
    if real >= cpu.size:
        return program(cpu, i, n, ADDRESSING)
    cpu.g[i.a] = (cpu.g[i.a] & 0xFFFFFF00u) | (
        cpu.keys[real >> 11] & (0xFE if cpu.has_rc and cpu.extended else 0xF8))
    return go(cpu, i + 1, n)


cdef Insn* op_SSM(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Set System Mask.  Extended mode: bits 0-4 must be zero (the mask is loaded, then
    interrupts, as with LPSW), bit 5 switches translation."""
    cdef uint32_t ea = rs_address(cpu, i), mask, translate
    cdef uint8_t* p
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    p = fetch(cpu, ea, 1)
    if p == NULL:
        return refetch(cpu, i, n, ea, 1)
    mask = p[0]
    if unlikely(cpu.extended):
        ea = next_address(cpu, i, 2)
        cpu.system_mask = mask
        if mask & 0xF8:
            cpu.bad_psw = 1
        translate = (mask >> 2) & 1
        if translate != cpu.translate:
            cpu.translate = translate
            select_maps(cpu)
        return entered(cpu, ea, n)
    cpu.system_mask = mask
    if unlikely(unsettled(cpu)):
        return elsewhere(cpu, next_address(cpu, i, 2), n)
    return go(cpu, i + 2, n)


cdef Insn* op_LPSW(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Load PSW.  A PSW that is not valid is loaded, and interrupts at once (ILC 2)."""
    cdef uint32_t ea = rs_address(cpu, i), ia
    cdef uint8_t* p
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    p = fetch(cpu, ea, 8)
    if p == NULL:
        return refetch(cpu, i, n, ea, 8)
    ia = load_psw(cpu, ld32(p), ld32(p + 4))
    return entered(cpu, ia, n)


cdef inline Insn* entered(Cpu* cpu, uint32_t ia, int64_t n) noexcept nogil:
    """Go on at `ia` with the PSW that LPSW or SSM has loaded; an invalid one interrupts."""
    if unlikely(cpu.bad_psw != 0):
        cpu.bad_psw = 0
        if cpu.reflect & 2:
            return reflected(cpu, IN_PROGRAM, SPECIFICATION, 2, ia, n)
        ia = swap(cpu, IN_PROGRAM, PROGRAM_OLD, SPECIFICATION, 2, ia)
    return enter(cpu, ia, n)


cdef inline Insn* out(Cpu* cpu, Insn* i, int64_t n, uint32_t ea, uint32_t reason) noexcept nogil:
    """Leave the core to have this instruction performed; it is counted, and `i` + 2 is next."""
    cpu.io_address = ea
    cpu.operation = text_of(cpu, i)[0]
    cpu.immediate = i.a
    return leave(cpu, i + 2, n, reason)


cdef Insn* op_DIAG(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Diagnose: model dependent, performed outside the core."""
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    return out(cpu, i, n, rs_address(cpu, i), DIAGNOSE)


cdef Insn* op_WRD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Write Direct: the byte is left in `operand`."""
    cdef uint32_t ea = rs_address(cpu, i)
    cdef uint8_t* p
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    p = fetch(cpu, ea, 1)
    if p == NULL:
        return refetch(cpu, i, n, ea, 1)
    cpu.op1[0] = p[0]
    return out(cpu, i, n, ea, DIRECT)


cdef Insn* op_RDD(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Read Direct: whoever performs it stores the byte with `Core.direct_in`."""
    cdef uint32_t ea = rs_address(cpu, i)
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    if store(cpu, ea, 1) == NULL:
        return restore(cpu, i, n, ea, 1)
    return out(cpu, i, n, ea, DIRECT)


cdef Insn* op_SIO(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    return out(cpu, i, n, rs_address(cpu, i), IO)


cdef Insn* op_TIO(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Test I/O.  A unit known to be working needs no channel to answer."""
    cdef uint32_t ea = rs_address(cpu, i)
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    if cpu.unit_cc[ea & 0x7FF]:
        cpu.cc = cpu.unit_cc[ea & 0x7FF]
        return go(cpu, i + 2, n)
    return out(cpu, i, n, ea, IO)


cdef Insn* op_HIO(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    return out(cpu, i, n, rs_address(cpu, i), IO)


cdef Insn* op_TCH(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    return out(cpu, i, n, rs_address(cpu, i), IO)


# -- Model 67 control registers

cdef void set_control(Cpu* cpu, uint32_t r, uint32_t value) noexcept nogil:
    """Load control register `r`.  8 to 14 sense the configuration and cannot be changed; odd
    ones are not there."""
    if r == 0 or r == 2 or r == 4 or r == 6:
        cpu.cr[r] = value
    if r == 0:
        drop_maps(cpu, 16, 32)


cdef Insn* op_STMC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Store Multiple Control: R1 through R3."""
    cdef uint32_t ea = rs_address(cpu, i), words = ((i.b - i.a) & 15) + 1, code, k
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    code = 6 if ea & 3 else touch(cpu, ea, 4 * words, STORE)
    if code:
        return program(cpu, i, n, code)
    for k in range(words):
        st32(&cpu.op1[4 * k], cpu.cr[(i.a + k) & 15])
    scatter(cpu, cpu.op1, ea, 4 * words)
    return go(cpu, i + 2, n)


cdef Insn* op_LMC(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Load Multiple Control: R1 through R3.  The format of the PSW changes with register 6."""
    cdef uint32_t ea = rs_address(cpu, i), words = ((i.b - i.a) & 15) + 1, code, k, ia
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    code = 6 if ea & 3 else touch(cpu, ea, 4 * words, FETCH)
    if code:
        return program(cpu, i, n, code)
    gather(cpu, cpu.op1, ea, 4 * words)
    ia = next_address(cpu, i, 2)
    for k in range(words):
        set_control(cpu, (i.a + k) & 15, ld32(&cpu.op1[4 * k]))
    set_extended(cpu)
    return enter(cpu, ia, n)


cdef void set_extended(Cpu* cpu) noexcept nogil:
    """Control register 6 bit 8 decides the PSW format; system mask bit 5 means translation in
    extended mode, channel 5 otherwise."""
    cdef uint32_t translate
    cpu.extended = (cpu.cr[6] >> 23) & 1
    translate = cpu.extended & (cpu.system_mask >> 2)
    if translate != cpu.translate:
        cpu.translate = translate
        select_maps(cpu)
