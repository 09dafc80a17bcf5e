# What Python sees of the CPU: `Core`.  Thin: check, convert, call.  `Storage` is in storage_face.pxi.

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.buffer cimport PyObject_GetBuffer, PyBuffer_Release, PyBUF_WRITABLE

import mmap
import sys
from contextlib import suppress

cdef extern from *:
    """
    /* Under the address sanitizer the gaps between the parts of the one mapping are forbidden. */
    #if defined(__SANITIZE_ADDRESS__)
    #include <sanitizer/asan_interface.h>
    #define S360_SANITIZED 1
    #define S360_FORBID(p, n) __asan_poison_memory_region((p), (n))
    #define S360_ALLOW(p, n) __asan_unpoison_memory_region((p), (n))
    #else
    #define S360_SANITIZED 0
    #define S360_FORBID(p, n) ((void)(p), (void)(n))
    #define S360_ALLOW(p, n) ((void)(p), (void)(n))
    #endif
    """
    const bint S360_SANITIZED
    void S360_FORBID(void* p, size_t n) noexcept nogil
    void S360_ALLOW(void* p, size_t n) noexcept nogil

fill_numbers()

#: how this core was built: "tail calls", "loop" or "loop and sanitizers"
FORM = "loop and sanitizers" if S360_SANITIZED else "loop" if IS_PORTABLE else "tail calls"
#: names of Reason, in order
REASONS = ("RUNNING", "BUDGET", "EVENT", "ATTENTION", "WAIT", "IO_READY", "IO", "DIRECT",
           "DIAGNOSE", "PRIVOP", "PAGE", "STOP_ADDRESS", "REFLECT")
NEVER = 1 << 62
#: of virtual time, two thousand years: the timer's units stay countable
MOST_SECONDS = 1 << 36

cdef enum:
    MAX_STORAGE = 0x1000000


def private_memory(count, sparing):
    """`count` bytes of zeros that no other process shares.  sparing: many such machines stand idle;
    none gets 2 MiB of host memory for one byte that it touches."""
    if not hasattr(mmap, "MAP_ANONYMOUS"):
        return mmap.mmap(-1, count)
    region = mmap.mmap(-1, count, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if sparing and hasattr(mmap, "MADV_NOHUGEPAGE"):
        with suppress(OSError):            # a host kernel without huge pages
            region.madvise(mmap.MADV_NOHUGEPAGE)
    return region


# not cleared by the collector: the mapping must stand until __dealloc__
@cython.no_gc_clear
cdef class Core:
    """One CPU and its storage.

    size:      bytes of storage, a multiple of 2048, 2048 to 16777216
    features:  bits FEATURE_*, in the order of s360.isa.FEATURES
    m67:       reference and change bits, control registers, fine timer
    virtual:   privileged instructions in supervisor state leave the core (PRIVOP)
    """
    cdef Cpu* cpu
    cdef object region          # the one mapping: storage, slots, tables
    cdef Py_buffer view
    cdef bint viewed
    cdef uint8_t[OPERATIONS] assist
    cdef readonly Storage storage

    def __cinit__(self, size, features=0x7F, m67=True, virtual=False, timer=True,
                  clock_rate=1000000):
        cdef uint64_t at
        if size % 2048 or not 2048 <= size <= MAX_STORAGE:
            raise ValueError("storage must be a multiple of 2048 from 2048 to 16777216 bytes")
        if not 1 <= clock_rate <= 1000000000000:
            raise ValueError("clock rate must be 1 to 10**12 instructions a second")
        sizes = self._layout(size)
        self.region = private_memory(sum(sizes) + BLOCK_OF_SLOTS, virtual)
        PyObject_GetBuffer(self.region, &self.view, PyBUF_WRITABLE)
        self.viewed = True
        at = <uint64_t><uintptr_t>self.view.buf
        self.cpu = <Cpu*>at                  # before the slots: see `far` in cpu.pxi
        cdef Cpu* c = self.cpu
        c.size = size
        at = (at + <uint64_t>sizes[0] + BLOCK_OF_SLOTS - 1) & ~<uint64_t>(BLOCK_OF_SLOTS - 1)
        c.cache = <Insn*>at
        at += <uint64_t>sizes[1]
        c.storage = <uint8_t*>at
        at += <uint64_t>sizes[4]
        c.maps = <uint8_t**>at
        at += <uint64_t>sizes[2]
        c.lines = <uint8_t*>at
        at += <uint64_t>sizes[3]
        c.keys = <uint8_t*>at
        c.absent = c.keys + BLOCKS
        c.shared = c.absent + BLOCKS
        c.unit_cc = c.shared + BLOCKS
        self._forbid_gaps(sizes)
        c.features = features
        c.has_keys = 1 if features & FEATURE_PROTECTION else 0
        c.has_rc = m67
        c.rc_bits = 6 if m67 else 0
        c.segment_code = PAGE_TRANSLATION
        c.virtual_cpu = virtual
        c.has_timer = timer
        c.timer_grain = 1 if m67 else 256
        c.clock_rate = clock_rate
        c.deadline = NEVER
        c.cc = 8
        if m67:
            c.cr[8], c.cr[9], c.cr[10] = 0x8C8C8C8C, 0x8C8C0000, 0x02468ACE
            c.cr[11], c.cr[12], c.cr[13], c.cr[14] = 0x88000000, 0xFFFFFFFF, 0xFFFFFFFF, 0x200
        choose_handlers(c, self.assist)
        select_maps(c)
        set_next_tick(c)
        for k in range(1, 4):
            c.subject[k].op = OP_RESUME
        self.storage = Storage(self)

    @staticmethod
    def _layout(size):
        page = max(4096, mmap.PAGESIZE)
        parts = (sizeof(Cpu), size * 4, 64 * MAP_ENTRIES * sizeof(void*), size // 64 + 64, size + 64,
                 3 * BLOCKS + 2048 + 64)
        return [(part + page - 1) // page * page for part in parts]

    cdef _forbid_gaps(self, sizes):
        """What lies between the parts belongs to none; 8 bytes behind storage are read when its
        last instructions are decoded."""
        cdef Cpu* c = self.cpu
        cdef uint64_t size = c.size
        S360_FORBID(<uint8_t*>c + sizeof(Cpu), <uint8_t*>c.cache - <uint8_t*>c - sizeof(Cpu))
        S360_FORBID(c.storage + size + 8, <uint8_t*>c.maps - c.storage - size - 8)
        S360_FORBID(c.lines + size // 64, c.keys - c.lines - size // 64)
        S360_FORBID(c.keys + size // 2048, BLOCKS - size // 2048)
        S360_FORBID(c.absent + size // 2048, BLOCKS - size // 2048)
        S360_FORBID(c.shared + size // 2048, BLOCKS - size // 2048)

    def __dealloc__(self):
        if self.viewed:
            S360_ALLOW(self.view.buf, self.view.len)
            free(self.cpu.ring)
            PyBuffer_Release(&self.view)

    # -- running

    def run(self, int64_t budget):
        """Execute up to `budget` instructions without the GIL; gives the reason (index in
        REASONS).  May overrun by one (EXECUTE and its subject are not parted)."""
        with nogil:
            run(self.cpu, budget)
        return self.cpu.reason

    def wake(self):
        """Ask the running core to come back soon (any thread)."""
        S360_STORE_ATTENTION(&self.cpu.attention, 1)

    def woken(self):
        """Take the request: was there one?"""
        cdef bint was = self.cpu.attention
        S360_STORE_ATTENTION(&self.cpu.attention, 0)
        return was

    def go_past_stop(self):
        """The next run executes the instruction at an address stop it begins at."""
        self.cpu.skip_stop = self.cpu.ia + 1

    def perform(self):
        """Virtual CPU: execute the instruction trapped last (PRIVOP) as a bare CPU would.
        Gives the reason: 0 (done); IO, DIRECT, DIAGNOSE or REFLECT that it would have left with;
        PAGE: an operand is not resident, and the instruction will be trapped again."""
        with nogil:
            perform(self.cpu)
        return self.cpu.reason

    # -- the instruction trapped last, simulated by CP: its operands are checked as the guest's
    #    own are (key, translation, end of storage, residency).  What fails ends it, and `reason`
    #    is then as after `perform`: 0 interrupted, REFLECT, or PAGE with the trap undone.

    @property
    def reason(self):
        """Why the core left last, or how the simulated instruction failed (index in REASONS)."""
        return self.cpu.reason

    def fetch_operand(self, uint32_t address, uint32_t count):
        """`count` bytes (1 to 4096) at a guest address, None when the instruction has failed.
        The first one is in `operand` too."""
        if not self._reached(address, count, FETCH):
            return None
        cdef bytes data = PyBytes_FromStringAndSize(NULL, count)
        gather(self.cpu, <uint8_t*>PyBytes_AS_STRING(data), address, count)
        self.cpu.op1[0] = data[0]
        return data

    def store_operand(self, uint32_t address, bytes data):
        """Store 1 to 4096 bytes; False when the instruction has failed, nothing stored."""
        if not self._reached(address, <uint32_t>len(data), STORE):
            return False
        scatter(self.cpu, <uint8_t*>PyBytes_AS_STRING(data), address, <uint32_t>len(data))
        return True

    def reach_operand(self, uint32_t address, uint32_t count, bint storing):
        """Whether 1 to 4096 bytes can be fetched (stored); False when the instruction has
        failed."""
        return self._reached(address, count, STORE if storing else FETCH)

    cdef bint _reached(self, uint32_t address, uint32_t count, uint32_t kind) except -1:
        cdef uint32_t code
        if not 1 <= count <= 4096:
            raise ValueError("an operand has 1 to 4096 bytes")
        code = touch(self.cpu, address & LIMIT, count, kind)
        if code:
            end_trapped(self.cpu, code)
        return not code

    def load_real(self, uint32_t address):
        """As LRA: (condition code, real address or that of the table entry which stopped it);
        None when the instruction has failed."""
        cdef uint32_t real = 0, entry = 0
        cdef uint32_t code = walk(self.cpu, address & LIMIT, &real, &entry)
        if code == ADDRESSING or code == SPECIFICATION or code == NOT_RESIDENT:
            end_trapped(self.cpu, code)
            return None
        if code:
            return 1 if code & SEGMENT_GONE else 2, entry
        return 0, real

    def program_check(self, uint32_t code):
        """The instruction fails with program interruption `code`; gives `reason`."""
        end_trapped(self.cpu, code & 0xFF)
        return self.cpu.reason

    def interrupt(self, int kind, uint32_t code, uint32_t ilc=0):
        """Take an interruption now: kind 1 external, 2 SVC, 3 program, 5 I/O; its code and
        the instruction length code of the old PSW."""
        cdef uint32_t where
        if kind not in (1, 2, 3, 5):
            raise ValueError("interruption class must be 1, 2, 3 or 5")
        where = (EXTERNAL_OLD if kind == 1 else SVC_OLD if kind == 2
                 else PROGRAM_OLD if kind == 3 else IO_OLD)
        if kind == 1 or kind == 5:
            if self.cpu.has_timer:
                advance_timer(self.cpu)
        self.cpu.ia = swap(self.cpu, kind, where, code, ilc & 3, self.cpu.ia)

    def system_reset(self):
        """Drop pending interruptions, leave extended mode; registers, storage and keys stay."""
        self.cpu.external = 0
        self.cpu.io_pending = 0
        self.cpu.bad_psw = 0
        self.cpu.cr[6] = 0
        set_extended(self.cpu)
        drop_maps(self.cpu, 16, 32)
        memset(self.cpu.unit_cc, 0, 2048)

    # -- PSW and registers

    @property
    def psw(self):
        """The current PSW, 8 bytes, code and ILC zero (standard or extended form)."""
        cdef uint8_t[8] text
        cdef Cpu* c = self.cpu
        cdef uint32_t left = (c.system_mask << 24) | (c.key << 20) | (c.amwp << 16)
        if c.extended:
            st32(text, left | (cc_number(c.cc) << 12) | (c.program_mask << 8))
            st32(text + 4, c.ia)
        else:
            st32(text, left)
            st32(text + 4, (cc_number(c.cc) << 28) | (c.program_mask << 24) | c.ia)
        return (<char*>text)[:8]

    @psw.setter
    def psw(self, value):
        cdef bytes text = bytes(value)
        if len(text) != 8:
            raise ValueError("a PSW has 8 bytes")
        cdef const uint8_t* p = text
        self.cpu.bad_psw = 0
        self.cpu.ia = load_psw(self.cpu, ld32(p), ld32(p + 4))

    @property
    def ia(self): return self.cpu.ia
    @ia.setter
    def ia(self, uint32_t value): self.cpu.ia = value & LIMIT

    @property
    def cc(self): return cc_number(self.cpu.cc)
    @cc.setter
    def cc(self, int value): self.cpu.cc = 8 >> (value & 3)

    @property
    def extended(self): return bool(self.cpu.extended)
    @property
    def waiting(self): return bool(self.cpu.amwp & WAIT_STATE)
    @property
    def problem(self): return bool(self.cpu.amwp & PROBLEM_STATE)
    @property
    def enabled_io(self): return enabled_io(self.cpu)
    @property
    def system_mask(self): return self.cpu.system_mask
    @system_mask.setter
    def system_mask(self, uint32_t mask):
        """As SSM: in extended mode bits 0-4 make the PSW invalid, bit 5 switches translation."""
        self.cpu.system_mask = mask & 0xFF
        if self.cpu.extended:
            self.cpu.bad_psw = 1 if mask & 0xF8 else 0
            set_extended(self.cpu)
    @property
    def psw_invalid(self):
        """The PSW loaded last is not valid and will interrupt."""
        return bool(self.cpu.bad_psw)
    @property
    def key(self): return self.cpu.key

    def get_gpr(self, int r):
        if not 0 <= r < 16: raise IndexError("general registers are 0 to 15")
        return self.cpu.g[r]
    def set_gpr(self, int r, value):
        if not 0 <= r < 16: raise IndexError("general registers are 0 to 15")
        self.cpu.g[r] = <uint32_t>(value & 0xFFFFFFFF)
    def get_fpr(self, int r):
        if r not in (0, 2, 4, 6): raise IndexError("floating-point registers are 0, 2, 4, 6")
        return self.cpu.f[r]
    def set_fpr(self, int r, value):
        if r not in (0, 2, 4, 6): raise IndexError("floating-point registers are 0, 2, 4, 6")
        self.cpu.f[r] = <uint64_t>(value & 0xFFFFFFFFFFFFFFFF)
    def get_cr(self, int r):
        if not 0 <= r < 16: raise IndexError("control registers are 0 to 15")
        return self.cpu.cr[r]
    def set_cr(self, int r, value):
        """Set a control register as the console would (8 to 14 too)."""
        if not 0 <= r < 16: raise IndexError("control registers are 0 to 15")
        self.cpu.cr[r] = <uint32_t>(value & 0xFFFFFFFF)
        if r == 0:
            drop_maps(self.cpu, 16, 32)
        set_extended(self.cpu)

    # -- what a reason tells more

    @property
    def operation(self): return self.cpu.operation
    @property
    def immediate(self): return self.cpu.immediate
    @property
    def io_address(self): return self.cpu.io_address
    @property
    def operand(self): return self.cpu.op1[0]
    @property
    def fault_address(self): return self.cpu.fault
    @property
    def trap(self):
        """(text of the trapped instruction, its ILC)."""
        cdef uint32_t count = bytes_of(self.cpu.trap_text[0])
        return (<char*>self.cpu.trap_text)[:count], self.cpu.trap_ilc
    @property
    def last_interruption(self):
        """(class, code, ilc) of the last interruption: 1 external 2 SVC 3 program 5 I/O."""
        return self.cpu.interrupt_class, self.cpu.interrupt_code, self.cpu.interrupt_ilc
    @property
    def interruptions(self): return self.cpu.interruptions

    def direct_in(self, uint8_t value):
        """Complete READ DIRECT: store the byte at the address it left with."""
        cdef uint8_t* p = store(self.cpu, self.cpu.io_address & LIMIT, 1)
        if p != NULL:
            p[0] = value
            changed(self.cpu, <uint32_t>(p - self.cpu.storage), 1)

    # -- pending conditions and time

    @property
    def external(self): return self.cpu.external
    @external.setter
    def external(self, uint32_t bits): self.cpu.external = bits & 0xFF

    @property
    def io_pending(self): return self.cpu.io_pending
    @io_pending.setter
    def io_pending(self, uint32_t bits): self.cpu.io_pending = bits & 0xFE

    def mark_unit(self, uint32_t unit, int cc):
        """TIO to `unit` gives condition code `cc` without leaving the core; 0: it leaves."""
        self.cpu.unit_cc[unit & 0x7FF] = 8 >> (cc & 3) if cc else 0

    @property
    def time(self): return self.cpu.time
    @property
    def executed(self): return self.cpu.executed
    @property
    def deadline(self): return self.cpu.deadline
    @deadline.setter
    def deadline(self, int64_t value): self.cpu.deadline = value

    def pass_time(self, int64_t to):
        """Let the clock stand at `to` (in instructions), if that is to come; the interval timer
        follows, also to the present time."""
        pass_time(self.cpu, max(to, self.cpu.time))

    def timer_expiry(self):
        """The time at which the interval timer will become negative, or None."""
        cdef int64_t value, units
        if not self.cpu.has_timer:
            return None
        value = <int32_t>ld32(self.cpu.storage + TIMER)
        if value < 0:
            return None
        units = (self.cpu.timer_units + value) // self.cpu.timer_grain * self.cpu.timer_grain + self.cpu.timer_grain
        return -(-int(units) * int(self.cpu.clock_rate) // UNITS)        # rounded up

    def sync_timer(self):
        """Bring location 80 up to date (before it is looked at from outside)."""
        if self.cpu.has_timer:
            advance_timer(self.cpu)

    @property
    def timer(self):
        """The interval timer runs; it can be switched between runs.  The word at 80 stays."""
        return bool(self.cpu.has_timer)
    @timer.setter
    def timer(self, bint on):
        cdef int64_t units
        if self.cpu.has_timer:
            advance_timer(self.cpu)
        elif on:                             # what has passed without it does not count
            units = scaled(self.cpu.time, UNITS, self.cpu.clock_rate)
            self.cpu.timer_units = units - units % self.cpu.timer_grain
        self.cpu.has_timer = on
        set_next_tick(self.cpu)

    # -- virtual CPU, observing, stops

    def set_assist(self, number, bint on):
        """Virtual CPU: the core performs instruction `number` (s360.isa.NUMBER) itself."""
        if not 0 < number < OP_EDGE:
            raise ValueError("no such instruction number")
        self.assist[number] = on
        choose_handlers(self.cpu, self.assist)

    @property
    def reflect(self): return self.cpu.reflect
    @reflect.setter
    def reflect(self, uint32_t bits):
        """Interruptions that leave the core: 1 supervisor call, 2 program, 4 external."""
        self.cpu.reflect = bits & 7

    def set_absent(self, uint32_t block, bint absent):
        """Real 2K block `block` is (not) resident: touching it leaves the core (PAGE)."""
        if block >= self.cpu.size >> 11:
            raise IndexError("block beyond storage")
        self.cpu.absent[block] = absent
        key_changed(self.cpu, block)

    def set_segment_code(self, uint32_t code):
        """Interruption code of an unavailable segment: 0x10, or 0x11 (the default)."""
        if code not in (0x10, 0x11):
            raise ValueError("segment code must be 0x10 or 0x11")
        self.cpu.segment_code = code

    def observe(self, bint on):
        """Remember instructions (`history`) and count operation codes (`counts`)."""
        if on and self.cpu.ring == NULL:
            self.cpu.ring = <Trace*>calloc(RING, sizeof(Trace))
            if self.cpu.ring == NULL:
                raise MemoryError("no memory for the history")
        choose_observing(self.cpu, on)

    def history(self, int count=32):
        """The last instructions, oldest first: [(address, 6 bytes from there), ...]."""
        cdef uint64_t k, end = self.cpu.ring_at
        out = []
        if self.cpu.ring == NULL:
            return out
        for k in range(end - min(end, <uint64_t>max(0, min(count, RING))), end):
            entry = self.cpu.ring[k & (RING - 1)]
            out.append((entry.ia, (<char*>entry.text)[:6]))
        return out

    def counts(self):
        """{operation code: how often} while observing."""
        return {k: self.cpu.counts[k] for k in range(256) if self.cpu.counts[k]}

    def set_stops(self, addresses):
        """Address stops (real addresses, even, at most 64) in place of those before."""
        cdef uint32_t k
        addresses = sorted({int(a) for a in addresses})
        if len(addresses) > STOPS:
            raise ValueError("at most 64 address stops")
        for a in addresses:
            if a & 1 or not 0 <= a < self.cpu.size:
                raise ValueError(f"address stop {a:06X} is odd or beyond storage")
        for k in range(self.cpu.stops):
            self.cpu.cache[self.cpu.stop_at[k] >> 1].op = 0
        self.cpu.stops = len(addresses)
        for k in range(self.cpu.stops):
            self.cpu.stop_at[k] = addresses[k]
            self.cpu.cache[self.cpu.stop_at[k] >> 1].op = 0

    def translate(self, uint32_t address):
        """Real address of a virtual one by control register 0, or None."""
        cdef uint32_t real = 0, entry = 0
        if walk(self.cpu, address & LIMIT, &real, &entry):
            return None
        return real

    # -- state

    def save(self):
        """The CPU's state as plain data (storage and keys apart)."""
        cdef Cpu* c = self.cpu
        return {"gpr": [c.g[k] for k in range(16)], "fpr": [c.f[k] for k in (0, 2, 4, 6)],
                "cr": [c.cr[k] for k in range(16)], "psw": self.psw, "bad_psw": c.bad_psw,
                "external": c.external, "io_pending": c.io_pending, "time": c.time,
                "executed": c.executed, "timer_units": c.timer_units,
                "interruption": [c.interrupt_class, c.interrupt_code, c.interrupt_ilc],
                "interruptions": c.interruptions,
                "units": {k: c.unit_cc[k] for k in range(2048) if c.unit_cc[k]}}

    def load(self, state):
        """Inverse of `save`; ValueError for what no machine could have saved."""
        cdef Cpu* c = self.cpu
        for name in ("time", "executed", "timer_units", "interruptions"):
            if not 0 <= state[name] <= NEVER // 4:
                raise ValueError(f"{name} {state[name]} cannot be")
        if state["time"] // c.clock_rate > MOST_SECONDS:
            raise ValueError(f"time {state['time']} cannot be")
        if not isinstance(state["psw"], bytes):
            raise ValueError("a PSW that cannot be")
        if not set(state["units"].values()) <= {1, 2, 4, 8}:
            raise ValueError("a condition code that cannot be")
        for k in range(16):
            c.g[k] = state["gpr"][k]
            c.cr[k] = state["cr"][k]
        for k in range(4):
            c.f[2 * k] = state["fpr"][k]
        set_extended(c)
        drop_maps(c, 0, 32)
        self.psw = state["psw"]
        c.bad_psw = state["bad_psw"]
        c.external = state["external"] & 0xFF
        c.io_pending = state["io_pending"] & 0xFE
        c.time, c.executed = state["time"], state["executed"]
        c.timer_units = state["timer_units"]
        c.interrupt_class, c.interrupt_code, c.interrupt_ilc = state["interruption"]
        c.interruptions = state["interruptions"]
        memset(c.unit_cc, 0, 2048)
        for k, v in state["units"].items():
            c.unit_cc[int(k) & 0x7FF] = v
        set_next_tick(c)

    def give_back(self):
        """Return the memory of decoded instructions and access tables to the host."""
        cdef Cpu* c = self.cpu
        self._zero(c.cache, <uint64_t>c.size * 4)
        self._zero(c.lines, c.size >> 6)
        if sys.platform == "linux":
            memset(c.built, 0, 32)
            self._zero(c.maps, 64 * MAP_ENTRIES * sizeof(void*))
        else:
            drop_maps(c, 0, 32)

    cdef _zero(self, void* start, uint64_t count):
        """A part of the one mapping (none of a host file's) becomes zeros, and the host has the memory
        of whole pages back where it can be told so."""
        cdef uint64_t low = <uint8_t*>start - <uint8_t*>self.view.buf, high = low + count
        cdef uint64_t page = mmap.PAGESIZE
        low, high = (low + page - 1) // page * page, high // page * page
        if sys.platform != "linux" or low >= high:    # elsewhere the pages may keep what they held
            memset(start, 0, count)
            return
        self.region.madvise(mmap.MADV_DONTNEED, low, high - low)
        memset(start, 0, <uint8_t*>self.view.buf + low - <uint8_t*>start)
        memset(<uint8_t*>self.view.buf + high, 0, <uint8_t*>start + count - <uint8_t*>self.view.buf - high)
