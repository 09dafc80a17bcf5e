# The shared vocabulary: the CPU's state, a decoded instruction, and the few ways on from one
# instruction to the next.  Every handler is
#     cdef Insn* op_XX(Cpu* cpu, Insn* i, int64_t n) noexcept nogil
# does what the manual says, and ends with one of
#     return go(cpu, i + halfwords, n)       next instruction in sequence
#     return decide(cpu, i + halfwords, n)   the same from a compare or test: a BC is likely next
#     return branch(cpu, address, n)         next instruction elsewhere
#     return program(cpu, i, n, code)        program interruption
#     return leave(cpu, i, n, reason)        out of the core
# n is the number of instructions this run may still execute behind this one.  It travels in a
# register: kept in storage it would cost a store-to-load delay on every instruction.

cdef extern from *:
    """
    #include <string.h>
    #include <stdint.h>
    #ifdef CPCMS_PORTABLE
    #define IS_PORTABLE 1
    #else
    #define IS_PORTABLE 0
    #endif
    #ifdef _MSC_VER
    #include <stdlib.h>
    #define likely(x) (x)
    #define unlikely(x) (x)
    #define S360_SWAP16 _byteswap_ushort
    #define S360_SWAP32 _byteswap_ulong
    #define S360_SWAP64 _byteswap_uint64
    #define S360_OPAQUE(p)
    static inline int S360_ADD(int32_t a, int32_t b, int32_t* r)
    { *r = (int32_t)((uint32_t)a + (uint32_t)b); return (~(a ^ b) & (a ^ *r)) < 0; }
    static inline int S360_SUBTRACT(int32_t a, int32_t b, int32_t* r)
    { *r = (int32_t)((uint32_t)a - (uint32_t)b); return ((a ^ b) & (a ^ *r)) < 0; }
    #define S360_LOAD_ATTENTION(p) (*(volatile int*)(p))
    #define S360_STORE_ATTENTION(p, v) (*(volatile int*)(p) = (v))
    #else
    #ifndef likely
    #define likely(x) __builtin_expect(!!(x), 1)
    #define unlikely(x) __builtin_expect(!!(x), 0)
    #endif
    #define S360_OPAQUE(p) __asm__("" : "+r"(p))
    #define S360_ADD __builtin_add_overflow
    #define S360_SUBTRACT __builtin_sub_overflow
    #define S360_SWAP16 __builtin_bswap16
    #define S360_SWAP32 __builtin_bswap32
    #define S360_SWAP64 __builtin_bswap64
    #define S360_LOAD_ATTENTION(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
    #define S360_STORE_ATTENTION(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
    #endif
    /* storage is big-endian and a host pointer may be unaligned */
    static inline uint16_t ld16(const uint8_t* p) { uint16_t v; memcpy(&v, p, 2); return S360_SWAP16(v); }
    static inline uint32_t ld32(const uint8_t* p) { uint32_t v; memcpy(&v, p, 4); return S360_SWAP32(v); }
    static inline uint64_t ld64(const uint8_t* p) { uint64_t v; memcpy(&v, p, 8); return S360_SWAP64(v); }
    static inline void st16(uint8_t* p, uint16_t v) { v = S360_SWAP16(v); memcpy(p, &v, 2); }
    static inline void st32(uint8_t* p, uint32_t v) { v = S360_SWAP32(v); memcpy(p, &v, 4); }
    static inline void st64(uint8_t* p, uint64_t v) { v = S360_SWAP64(v); memcpy(p, &v, 8); }
    /* a slot is written in one store, so that the host can hand its parts on at once */
    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #define S360_LITTLE 0
    #define S360_SLOT(op, a, b, c, d1, d2) ((uint64_t)(op) << 56 | (uint64_t)(a) << 48 | \
        (uint64_t)(b) << 40 | (uint64_t)(c) << 32 | (uint64_t)(d1) << 16 | (uint64_t)(d2))
    #else
    #define S360_LITTLE 1
    #define S360_SLOT(op, a, b, c, d1, d2) ((uint64_t)(op) | (uint64_t)(a) << 8 | \
        (uint64_t)(b) << 16 | (uint64_t)(c) << 24 | (uint64_t)(d1) << 32 | (uint64_t)(d2) << 48)
    #endif
    static inline void put_slot(void* to, uint64_t slot) { memcpy(to, &slot, 8); }
    """
    const bint IS_PORTABLE
    const bint LITTLE "S360_LITTLE"
    bint likely(bint) noexcept nogil
    bint unlikely(bint) noexcept nogil
    int S360_LOAD_ATTENTION(int* p) noexcept nogil
    void S360_STORE_ATTENTION(int* p, int v) noexcept nogil
    void S360_OPAQUE(...) noexcept nogil
    bint S360_ADD(int32_t a, int32_t b, int32_t* r) noexcept nogil
    bint S360_SUBTRACT(int32_t a, int32_t b, int32_t* r) noexcept nogil
    uint16_t ld16(const uint8_t* p) noexcept nogil
    uint32_t ld32(const uint8_t* p) noexcept nogil
    uint64_t ld64(const uint8_t* p) noexcept nogil
    void st16(uint8_t* p, uint16_t v) noexcept nogil
    void st32(uint8_t* p, uint32_t v) noexcept nogil
    void st64(uint8_t* p, uint64_t v) noexcept nogil
    uint64_t S360_SLOT(uint64_t op, uint64_t a, uint64_t b, uint64_t c, uint64_t d1,
                       uint64_t d2) noexcept nogil
    void put_slot(void* to, uint64_t slot) noexcept nogil

# Why the core came back: the one list of reasons (s360.machine.StopReason shows some of them).
cdef enum Reason:
    RUNNING = 0
    BUDGET = 1         # the instructions asked for are done
    EVENT = 2          # the time set as deadline has come
    ATTENTION = 3      # another thread asked for the machine
    WAIT = 4           # wait state, no enabled interruption pending
    IO_READY = 5       # an enabled channel has an interruption pending
    IO = 6             # SIO, TIO, HIO or TCH is to be performed
    DIRECT = 7         # WRD or RDD is to be performed
    DIAGNOSE = 8       # DIAGNOSE is to be performed
    PRIVOP = 9         # virtual CPU: a privileged instruction in guest supervisor state
    PAGE = 10          # storage that is not resident; the instruction is to be repeated
    STOP_ADDRESS = 11  # an address stop; the instruction there is not yet executed
    REFLECT = 12       # virtual CPU: an SVC or program interruption CP wants to see

# A decoded instruction: 8 bytes beside each halfword of storage.
cdef struct Insn:
    uint8_t op      # number of the handler; 0 = not decoded yet
    uint8_t a       # R1, M1, I, I2, L, or L1 and L2
    uint8_t b       # R2, R3, X2 (16 = none), SS: B1 (16 = none)
    uint8_t c       # B2, RS and SI: the base register (16 = none)
    uint16_t d1     # displacement; SS: of the first operand
    uint16_t d2     # SS: displacement of the second operand; branches: where it went last

cdef enum:
    BLOCKS = 8192          # 2048-byte blocks in 16 MiB
    MAP_ENTRIES = 8256     # one more than BLOCKS that is always NULL, rounded up
    LIMIT = 0xFFFFFF       # addresses are 24 bits
    BLOCK_OF_SLOTS = 8192  # bytes of the slots of a block; the cache lies on such a boundary
    STOPS = 64             # address stops a machine may have
    RING = 4096            # instructions remembered by `history`
    ASCII_MODE = 8         # bits of amwp
    WAIT_STATE = 2
    PROBLEM_STATE = 1

# The operands of MVO, PACK and UNPK (character.pxi).
cdef struct Operands:
    uint32_t ea1
    uint32_t ea2
    uint32_t n1        # lengths in bytes
    uint32_t n2
    uint8_t* p         # host address when contiguous, else NULL
    uint8_t* q

# What EXECUTE last made of the bytes at one place (decode.pxi).
cdef struct Subject:
    uint64_t text       # six bytes, and 1; 0: nothing yet
    uint64_t slot

# One instruction remembered by `history`.
cdef struct Trace:
    uint32_t ia
    uint8_t[6] text
    uint8_t[2] spare

cdef struct Cpu:
    uint32_t[17] g           # general registers; number 16 is always zero ("no register")
    uint32_t cc              # condition code, one bit: 8 4 2 1 for 0 1 2 3, as BC's mask
    uint8_t** fetch_map      # by virtual 2K block: host address that belongs to address 0,
    uint8_t** store_map      #   or NULL: not allowed, not resident or not yet looked at
    uint8_t* storage         # real address 0
    uint8_t* lines           # a byte per 64 bytes of real storage: something is decoded here
    Insn* cache              # a slot per halfword of real storage
    uint32_t ia_bias         # virtual minus real address of the page that executes
    uint32_t program_mask    # 8 fixed overflow, 4 decimal, 2 underflow, 1 significance
    int64_t left             # instructions left when a handler returned
    uint32_t reason          # Reason
    uint32_t amwp            # PSW bits 12-15: ASCII, machine check mask, wait, problem state
    uint64_t[8] f            # floating-point registers 0, 2, 4, 6 (odd ones unused)
    uint32_t key             # protection key, 0-15
    uint32_t system_mask     # PSW bits 0-7
    uint32_t extended        # Model 67 extended PSW in force (control register 6 bit 8)
    uint32_t translate       # extended PSW bit 5
    uint32_t bad_psw         # the PSW just loaded by an interruption is not valid
    uint32_t ia              # instruction address, valid outside handlers
    uint32_t external        # pending external conditions, as in the interruption code
    uint32_t io_pending      # channels with an interruption, as in the system mask
    uint32_t size            # installed storage, bytes
    uint32_t features        # bits FEATURE_*
    uint32_t has_keys        # protection feature
    uint32_t has_rc          # reference and change bits (Model 67)
    uint8_t rc_bits          # what storing ORs into a key: 6 with reference and change bits
    uint32_t segment_code    # interruption code of a segment that is not available: 10 or 11 hex
    uint32_t[16] cr          # control registers
    uint8_t* keys            # storage key per real 2K block: KKKKFRC0
    uint8_t* absent          # 1 per real 2K block that is not resident
    uint8_t* shared          # 1 per real 2K block that no instruction or channel may store into
    uint8_t* unit_cc         # by I/O address: answer of TIO that needs no channel, one-hot; 0 = ask
    uint8_t** maps           # 32 pairs of access tables: key + 16 * translate
    uint8_t[32] built        # a table pair that may hold entries
    # what a reason tells more
    uint32_t fault           # interruption code of the last failed access
    uint32_t operation       # operation code of the instruction that left the core
    uint32_t io_address      # effective address of an I/O instruction, RDD, WRD, DIAGNOSE
    uint32_t immediate       # its second byte
    uint32_t trap_ilc
    uint32_t trap_ia         # address of that instruction, or of its EXECUTE
    uint32_t trap_count      # instructions counted for it: 2 under EXECUTE
    uint8_t[8] trap_text     # text of the trapped instruction, modified by EXECUTE
    uint32_t interrupt_class # of the last interruption taken: 1 external 2 SVC 3 program 5 I/O
    uint32_t interrupt_code
    uint32_t interrupt_ilc
    uint64_t interruptions   # how many
    # instructions that do not execute where they stand
    Insn[4] edge             # the one at a block's end; [1] to [3]: where it returns
    Insn[4] subject          # the subject of EXECUTE; [1] to [3] hold OP_RESUME
    uint8_t[8] edge_text
    uint8_t[8] subject_text
    uint32_t edge_ia
    Insn* ex_slot            # the EXECUTE
    Subject[32] subjects     # by address
    # scratch for operands that lie in two pages
    uint8_t[256] op1
    uint8_t[256] op2
    Operands operands
    # time, in instructions
    int64_t time             # instructions executed and time waited
    int64_t executed         # instructions executed
    int64_t deadline         # the core comes back at this time
    int64_t next_tick        # the interval timer is advanced at this time
    int64_t tick             # ticks so far
    int64_t timer_units      # timer units accounted for
    int64_t clock_rate       # instructions a second of virtual CPU time
    uint32_t has_timer
    uint32_t timer_grain     # timer units a tick of the timer's own counts: 256, Model 67: 1
    int attention            # set by any thread
    # virtual CPU
    uint32_t virtual_cpu
    uint32_t reflect         # 1: SVC, 2: program interruptions leave the core
    uint32_t stops
    uint32_t skip_stop       # 1 + instruction address: go past an address stop there, once
    uint32_t[STOPS] stop_at
    (void*)[OPERATIONS] handlers    # number -> handler, as dispatched: `table` or op_observe
    (void*)[OPERATIONS] table       # handlers of this CPU (features, bare or virtual)
    uint32_t observing
    Trace* ring              # NULL until history is asked for
    uint64_t ring_at
    Insn* observed           # the instruction observed last, with `n` and the time then: one
    int64_t observed_n       #   that starts over is not observed twice
    int64_t observed_time
    uint64_t[256] counts     # by operation code, while observing

ctypedef Insn* (*handler)(Cpu* cpu, Insn* i, int64_t n) noexcept nogil


cdef inline Insn* go(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """This instruction is done: on to the one decoded in slot `i`."""
    n -= 1
    S360_OPAQUE(i)          # one register for the slot: the handler's own is not needed any more
    if IS_PORTABLE or unlikely(n < 0):
        return again(cpu, i, n)
    return (<handler>cpu.handlers[i.op])(cpu, i, n)


cdef inline Insn* decide(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """As `go`, from an instruction that compares or tests: the next is most often a BC, which then
    executes here at once, without a jump through the table."""
    n -= 1
    S360_OPAQUE(i)
    if unlikely(n < 0):
        return again(cpu, i, n)
    S360_OPAQUE(n)
    if likely(cpu.handlers[i.op] == <void*>op_BC):
        return on_condition(cpu, i, n)
    if IS_PORTABLE:
        return again(cpu, i, n)
    return (<handler>cpu.handlers[i.op])(cpu, i, n)


cdef inline Insn* branch(Cpu* cpu, uint32_t address, int64_t n) noexcept nogil:
    """This instruction is done: on to the one at `address` (24 bits)."""
    cdef uint8_t* origin = cpu.fetch_map[address >> 11]
    cdef uint32_t real
    if unlikely((address & 1) or origin == NULL):
        return elsewhere(cpu, address, n)
    real = <uint32_t>(origin + address - cpu.storage)
    cpu.ia_bias = address - real
    return go(cpu, cpu.cache + (real >> 1), n)


cdef inline Insn* slot_near(Cpu* cpu, uint32_t address) noexcept nogil:
    """The slot of `address` if it lies in the page that executes.  An odd address gives a
    pointer into the middle of a slot, any other a pointer that is no slot of this page."""
    return <Insn*>(<uint8_t*>cpu.cache + <uint64_t>(address - cpu.ia_bias) * 4)


cdef inline Insn* jump(Cpu* cpu, Insn* i, uint32_t address, int64_t n) noexcept nogil:
    """As `branch`, from the RX or RS branch in slot `i`.  The slot remembers a target in its own
    block (d2, in slots from its own), which needs no new look at the access table; the host need
    not wait for the address to be worked out, only check it.  OPAQUE keeps the compiler from
    noticing that guess and target are equal."""
    cdef Insn* guess = i + <int16_t>i.d2
    if likely(slot_near(cpu, address) == guess):
        S360_OPAQUE(guess)
        return go(cpu, guess, n)
    return far(cpu, i, address, n)


cdef Insn* far(Cpu* cpu, Insn* i, uint32_t address, int64_t n) noexcept nogil:
    """The branch in slot `i` goes somewhere else than last time.  A target in its block is
    remembered; slots in `edge` and `subject` have no block (they lie before the cache, so that
    no guess of theirs can be right)."""
    cdef Insn* target = slot_near(cpu, address)
    if not address & 1 and (<uintptr_t>target ^ <uintptr_t>i) < BLOCK_OF_SLOTS:
        i.d2 = <uint16_t>(target - i)
        return go(cpu, target, n)
    return branch(cpu, address, n)


cdef inline Insn* on_condition(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """BC in slot `i`."""
    if cpu.cc & i.a:
        return jump(cpu, i, rx_address(cpu, i), n)
    return go(cpu, i + 2, n)


cdef inline Insn* hop(Cpu* cpu, Insn* i, uint32_t address, int64_t n) noexcept nogil:
    """As `branch`, from the RR branch in slot `i`, whose target changes too often to guess."""
    cdef Insn* target = slot_near(cpu, address)
    if likely(not address & 1 and (<uintptr_t>target ^ <uintptr_t>i) < BLOCK_OF_SLOTS):
        return go(cpu, target, n)
    return branch(cpu, address, n)


cdef Insn* elsewhere(Cpu* cpu, uint32_t address, int64_t n) noexcept nogil:
    """This instruction is done; the run loop finds the next one at `address`."""
    cpu.ia = address
    cpu.left = n
    return NULL


cdef inline Insn* leave(Cpu* cpu, Insn* i, int64_t n, uint32_t reason) noexcept nogil:
    """Out of the core, with `n` instructions of the run left; `i` is what comes next (not done
    itself, it counts: n + 1)."""
    cpu.reason = reason
    cpu.left = n
    return i


cdef Insn* again(Cpu* cpu, Insn* i, int64_t n) noexcept nogil:
    """Back to the run loop, which goes on with `i`: it is not done yet.  Not inline: a jump out of
    `go` keeps slot and count where they are."""
    cpu.left = n + 1
    return i


cdef inline bint in_scratch(Cpu* cpu, Insn* i) noexcept nogil:
    """The instruction executes from `edge` or `subject`, not from where it stands."""
    return <uintptr_t>i - <uintptr_t>cpu < sizeof(Cpu)


cdef uint32_t address_of(Cpu* cpu, Insn* i) noexcept nogil:
    """Instruction address of slot `i`; for the subject of EXECUTE, of the EXECUTE."""
    if in_scratch(cpu, i):
        if i >= &cpu.subject[0]:
            return address_of(cpu, cpu.ex_slot)
        return (cpu.edge_ia + (<uint32_t>(i - &cpu.edge[0]) << 1)) & LIMIT
    return ((<uint32_t>(i - cpu.cache) << 1) + cpu.ia_bias) & LIMIT


cdef inline uint32_t next_address(Cpu* cpu, Insn* i, uint32_t halfwords) noexcept nogil:
    """Address of the next instruction in sequence; after an EXECUTE for its subject."""
    if unlikely(in_scratch(cpu, i)):
        return scratch_next(cpu, i, halfwords)
    return ((<uint32_t>(i + halfwords - cpu.cache) << 1) + cpu.ia_bias) & LIMIT


cdef uint32_t scratch_next(Cpu* cpu, Insn* i, uint32_t halfwords) noexcept nogil:
    if i >= &cpu.subject[0]:
        halfwords = 2
    return (address_of(cpu, i) + 2 * halfwords) & LIMIT


cdef inline uint32_t ilc_of(Cpu* cpu, Insn* i, uint32_t halfwords) noexcept nogil:
    """Instruction length code: 2 for the subject of EXECUTE."""
    return 2 if in_scratch(cpu, i) and i >= &cpu.subject[0] else halfwords


cdef uint8_t* text_of(Cpu* cpu, Insn* i) noexcept nogil:
    """The instruction's own bytes (those of a subject as modified)."""
    if in_scratch(cpu, i):
        return &cpu.subject_text[0] if i >= &cpu.subject[0] else &cpu.edge_text[0]
    return cpu.storage + (<uint64_t>(i - cpu.cache) << 1)


# effective addresses
cdef inline uint32_t rx_address(Cpu* cpu, Insn* i) noexcept nogil:
    return (cpu.g[i.b] + cpu.g[i.c] + i.d1) & LIMIT

cdef inline uint32_t rs_address(Cpu* cpu, Insn* i) noexcept nogil:   # RS and SI
    return (cpu.g[i.c] + i.d1) & LIMIT

cdef inline uint32_t first_address(Cpu* cpu, Insn* i) noexcept nogil:   # SS
    return (cpu.g[i.b] + i.d1) & LIMIT

cdef inline uint32_t second_address(Cpu* cpu, Insn* i) noexcept nogil:
    return (cpu.g[i.c] + i.d2) & LIMIT


# condition codes as one bit of BC's mask, without branches
cdef inline uint32_t sign_cc(uint32_t r) noexcept nogil:
    """0, < 0, > 0."""
    return compare_cc(<int32_t>r, 0)

cdef inline uint32_t compare_cc(int32_t a, int32_t b) noexcept nogil:
    return 8 if a == b else 4 if a < b else 2

cdef inline uint32_t logical_cc(uint32_t a, uint32_t b) noexcept nogil:
    return 8 if a == b else 4 if a < b else 2

cdef inline uint32_t cc_number(uint32_t one_hot) noexcept nogil:
    """0 to 3 from 8, 4, 2, 1."""
    return (<uint32_t>0x12C >> (one_hot << 1)) & 3
