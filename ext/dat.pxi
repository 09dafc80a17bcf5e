# Dynamic address translation of the Model 67: a segment table of up to 16 entries (24-bit
# addresses), page tables of up to 256, pages of 4096 bytes.
# Source: GA27-2719, Dynamic Address Translation.  The access tables play the part of the
# associative registers: they hold valid translations only and are emptied when control
# register 0 is loaded.

cdef enum:
    SEGMENT_TRANSLATION = 0x10
    PAGE_TRANSLATION = 0x11
    SEGMENT_GONE = 0x200       # beside the code: it was the segment, whatever the code says


cdef uint32_t walk(Cpu* cpu, uint32_t ea, uint32_t* real, uint32_t* entry) noexcept nogil:
    """Look `ea` up in the tables: 0 and `real`, or the interruption code; `entry` is the real
    address of the table entry that failed."""
    cdef uint32_t segment = ea >> 20, page = (ea >> 12) & 0xFF, word, half
    # control register 0: length in units of 16 entries less one (24-bit addresses always fit),
    # origin of the segment table
    entry[0] = (cpu.cr[0] & 0x00FFFFC0) + 4 * segment
    if entry[0] + 4 > cpu.size:
        return ADDRESSING
    if cpu.absent[entry[0] >> 11]:
        cpu.fault = entry[0]
        return NOT_RESIDENT
    word = ld32(cpu.storage + entry[0])
    if word & 1:
        return cpu.segment_code | SEGMENT_GONE
    if page > word >> 24:
        entry[0] = ((word & 0x00FFFFFE) + 2 * page) & LIMIT
        return PAGE_TRANSLATION
    entry[0] = ((word & 0x00FFFFFE) + 2 * page) & LIMIT
    if entry[0] + 2 > cpu.size:
        return ADDRESSING
    if cpu.absent[entry[0] >> 11]:
        cpu.fault = entry[0]
        return NOT_RESIDENT
    half = ld16(cpu.storage + entry[0])
    if half & 8:
        return PAGE_TRANSLATION
    if half & 7:
        return SPECIFICATION
    real[0] = ((half & 0xFFF0) << 8) | (ea & 0xFFF)
    return 0


cdef uint32_t translated(Cpu* cpu, uint32_t ea, uint32_t* real) noexcept nogil:
    """Real address of virtual address `ea`: 0 or the interruption code, control register 2
    then holds the address that failed."""
    cdef uint32_t entry = 0
    cdef uint32_t code = walk(cpu, ea, real, &entry) & ~<uint32_t>SEGMENT_GONE
    if code == SEGMENT_TRANSLATION or code == PAGE_TRANSLATION:
        cpu.cr[2] = ea
    return code


cdef Insn* op_LRA(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Load Real Address: condition code 0 translated, 1 segment not available, 2 page not
    available or beyond its table, 3 segment beyond its table (cannot be with 24 bits)."""
    cdef uint32_t real = 0, entry = 0, code
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    code = walk(cpu, rx_address(cpu, i), &real, &entry)
    if code == ADDRESSING or code == SPECIFICATION or code == NOT_RESIDENT:
        return program(cpu, i, n, code)
    if code:
        cpu.g[i.a] = entry
        cpu.cc = 4 if code & SEGMENT_GONE else 2
    else:
        cpu.g[i.a] = real
        cpu.cc = 8
    return go(cpu, i + 2, n)
