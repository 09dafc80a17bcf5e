# The run loop, the interval timer, and the trap of a virtual CPU's privileged instructions.
# Source: A22-6821-7, Interval Timer, Program States; the slices are ours.

cdef enum:
    ENOUGH = 64          # invalid PSWs in a row before time passes
    CHUNK = 10000        # instructions between looks at the attention word
    TICKS = 300          # timer ticks a second of virtual CPU time
    TIMER = 0x50
    UNITS = 76800        # timer units (bit 31) a second


cdef int64_t scaled(int64_t value, int64_t times, int64_t per) noexcept nogil:
    """value * times / per, rounded down, without overflow for values of years."""
    return (value // per) * times + (value % per) * times // per


cdef void advance_timer(Cpu* cpu) noexcept nogil:
    """Bring the word at 80 up to `time`; going from 0 or more to less raises X'80'."""
    cdef int64_t units = scaled(cpu.time, UNITS, cpu.clock_rate)
    cdef int64_t old, new
    units -= units % cpu.timer_grain
    if units == cpu.timer_units:
        return
    old = <int32_t>ld32(cpu.storage + TIMER)
    new = old - (units - cpu.timer_units)
    cpu.timer_units = units
    if old >= 0 and new < 0:
        cpu.external |= 0x80
    low_store32(cpu, TIMER, <uint32_t>new)
    mark_changed(cpu, TIMER, 4)


cdef void set_next_tick(Cpu* cpu) noexcept nogil:
    """When the timer is to be advanced next: every 1/300 s of virtual time."""
    if not cpu.has_timer:
        cpu.next_tick = 1 << 62
        return
    cpu.tick = scaled(cpu.time, TICKS, cpu.clock_rate) + 1
    cpu.next_tick = (scaled(cpu.tick, cpu.clock_rate, TICKS)
                     + <int64_t>(cpu.tick % TICKS * (cpu.clock_rate % TICKS) % TICKS != 0))


cdef void pass_time(Cpu* cpu, int64_t to) noexcept nogil:
    """Let the time become `to` and the timer follow."""
    cpu.time = to
    if cpu.has_timer:
        advance_timer(cpu)
        set_next_tick(cpu)


cdef Insn* locate(Cpu* cpu) noexcept nogil:
    """The slot of the instruction at `ia`, after taking what interruptions are pending and
    enabled.  NULL with a reason, or NULL after the interruption of a failed fetch (then `left`
    is one less)."""
    cdef uint32_t code, real, bits, swaps = 0
    cdef uint8_t* origin
    while True:
        if cpu.bad_psw and cpu.reflect & 2:
            cpu.bad_psw = 0
            return reflected(cpu, IN_PROGRAM, SPECIFICATION, 0, cpu.ia, cpu.left)
        if cpu.bad_psw:
            if swaps == ENOUGH:            # an invalid program new PSW: nothing else will come
                cpu.left -= 1
                return NULL
            swaps += 1
            cpu.bad_psw = 0
            cpu.ia = swap(cpu, IN_PROGRAM, PROGRAM_OLD, SPECIFICATION, 0, cpu.ia)
            continue
        bits = enabled_external(cpu)
        if bits:
            cpu.external &= ~bits
            if cpu.reflect & 4:
                return reflected(cpu, IN_EXTERNAL, bits, 0, cpu.ia, cpu.left)
            cpu.ia = swap(cpu, IN_EXTERNAL, EXTERNAL_OLD, bits, 0, cpu.ia)
            continue
        break
    if cpu.io_pending & enabled_io(cpu):
        cpu.reason = IO_READY
        return NULL
    if cpu.amwp & WAIT_STATE:
        cpu.reason = WAIT
        return NULL
    if cpu.left <= 0:
        return NULL
    code = SPECIFICATION if cpu.ia & 1 else 0
    origin = cpu.fetch_map[cpu.ia >> 11]
    if not code and origin == NULL:
        code = access(cpu, cpu.ia, FETCH)
        origin = cpu.fetch_map[cpu.ia >> 11]
    if code:
        unfetched(cpu, cpu.ia, cpu.left - 1, code)
        return NULL
    real = <uint32_t>(origin + cpu.ia - cpu.storage)
    cpu.ia_bias = cpu.ia - real
    return cpu.cache + (real >> 1)


cdef void run(Cpu* cpu, int64_t budget) noexcept nogil:
    """Execute up to `budget` instructions; `reason` says why it ended, `ia` where."""
    cdef Insn* i = NULL
    cdef int64_t chunk
    cpu.reason = RUNNING
    if cpu.absent[0]:           # the PSWs and the timer are there: no machine runs without it
        cpu.fault = 0
        cpu.reason = PAGE
        return
    while True:
        if cpu.time >= cpu.next_tick:
            advance_timer(cpu)
            set_next_tick(cpu)
        if i != NULL and unsettled(cpu):
            cpu.ia = address_of(cpu, i)
            i = NULL
        if budget <= 0:
            cpu.reason = BUDGET
            break
        if cpu.time >= cpu.deadline:
            cpu.reason = EVENT
            break
        if S360_LOAD_ATTENTION(&cpu.attention):
            cpu.reason = ATTENTION
            break
        chunk = budget if budget < CHUNK else CHUNK
        if cpu.deadline - cpu.time < chunk:
            chunk = cpu.deadline - cpu.time
        if cpu.next_tick - cpu.time < chunk:
            chunk = cpu.next_tick - cpu.time
        cpu.left = chunk
        while cpu.left > 0 and not cpu.reason:
            if i == NULL:
                i = locate(cpu)
                if i == NULL:
                    continue
            i = (<handler>cpu.handlers[i.op])(cpu, i, cpu.left - 1)
            if i != NULL and in_scratch(cpu, i):
                i = after_subject(cpu, i)
        cpu.time += chunk - cpu.left
        cpu.executed += chunk - cpu.left
        budget -= chunk - cpu.left
        if cpu.reason:
            break
    if i != NULL:
        cpu.ia = address_of(cpu, i)
    cpu.skip_stop = 0


cdef Insn* op_trap(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Virtual CPU: a privileged instruction.  In problem state the guest's own interruption, in
    supervisor state out to CP, with the PSW as an interruption would show it."""
    cdef uint32_t halfwords = bytes_of(text_of(cpu, i)[0]) >> 1
    if cpu.amwp & PROBLEM_STATE:
        return program(cpu, i, n, 2)
    memcpy(cpu.trap_text, text_of(cpu, i), 2 * halfwords)
    cpu.trap_ilc = ilc_of(cpu, i, halfwords)
    cpu.trap_ia = address_of(cpu, i)
    cpu.trap_count = 2 if in_scratch(cpu, i) and i >= &cpu.subject[0] else 1
    cpu.operation = cpu.trap_text[0]
    cpu.immediate = cpu.trap_text[1]
    cpu.io_address = rx_address(cpu, i) if LAYOUT[cpu.operation] == 1 else rs_address(cpu, i)
    cpu.ia = next_address(cpu, i, halfwords)
    return leave(cpu, NULL, n, PRIVOP)


cdef void perform(Cpu* cpu) noexcept nogil:
    """Execute the instruction last trapped as the bare machine would (`ia` is behind it).  When
    its operand is not resident (PAGE) it is as if it had not been trapped yet."""
    cdef void* bare[OPERATIONS]
    cdef Insn* slot = &cpu.edge[0]
    cdef uint8_t* text = cpu.edge_text
    cdef Insn* next
    install(bare)
    cpu.reason = RUNNING
    cpu.edge_ia = cpu.trap_ia
    if cpu.trap_count == 2:                  # it was the subject of an EXECUTE
        cpu.ex_slot = &cpu.edge[0]
        slot = &cpu.subject[0]
        text = cpu.subject_text
    memcpy(text, cpu.trap_text, 8)
    decode(text, slot)
    cpu.left = 1
    next = slot
    while next == slot and cpu.left == 1 and not cpu.reason:
        next = (<handler>bare[slot.op])(cpu, slot, 0)
    if cpu.reason == PAGE:
        undo_trap(cpu)
    elif next != NULL:
        if in_scratch(cpu, next) and next >= &cpu.subject[0]:
            next = &cpu.edge[2]              # behind the EXECUTE
        cpu.ia = address_of(cpu, next)


cdef void undo_trap(Cpu* cpu) noexcept nogil:
    """As if the instruction had not been trapped yet."""
    cpu.ia = cpu.trap_ia
    cpu.time -= cpu.trap_count
    cpu.executed -= cpu.trap_count


cdef void end_trapped(Cpu* cpu, uint32_t code) noexcept nogil:
    """CP, which simulates the instruction trapped last, has found that it ends with `code`, as
    `program` would end it; the PSW may be the one it has loaded."""
    cpu.reason = RUNNING
    cpu.bad_psw = 0
    if code == NOT_RESIDENT:
        undo_trap(cpu)
        cpu.reason = PAGE
    elif cpu.reflect & 2:
        reflected(cpu, IN_PROGRAM, code, cpu.trap_ilc, cpu.ia, 0)
    else:
        cpu.ia = swap(cpu, IN_PROGRAM, PROGRAM_OLD, code, cpu.trap_ilc, cpu.ia)


cdef void choose_handlers(Cpu* cpu, const uint8_t* assist) noexcept:
    """Fill the CPU's table: absent features, and the traps of a virtual CPU."""
    cdef int k
    install(cpu.table)
    for k in range(1, OP_EDGE):
        if not NEEDS[k] & cpu.features:
            cpu.table[k] = <void*>op_invalid
        elif cpu.virtual_cpu and PRIVILEGED[k] and not assist[k]:
            cpu.table[k] = <void*>op_trap
    choose_observing(cpu, cpu.observing)


cdef void choose_observing(Cpu* cpu, uint32_t on) noexcept:
    """What `go` dispatches by: the CPU's table, or op_observe before every entry of it."""
    cdef int k
    cpu.observing = on
    for k in range(OPERATIONS):
        cpu.handlers[k] = <void*>op_observe if on else cpu.table[k]
    cpu.handlers[OP_RESUME] = <void*>op_resume
