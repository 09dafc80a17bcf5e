"""The Cython core: fetch, decode and execute System/360 instructions (s360._core).

One extension; each chapter of the manual is a file included here.  Nothing in it knows of
devices, files or CP: `Core.run` executes and says why it came back.
Source: IBM System/360 Principles of Operation, A22-6821-7; Model 67: GA27-2719.
Not implemented: 32-bit addressing of the Model 67, prefixing, machine checks (never raised).
"""
cimport cython
from libc.stdint cimport (int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t,
                          uint64_t, uintptr_t)
from libc.string cimport memcmp, memcpy, memset
from libc.stdlib cimport calloc, free

include "table.pxi"      # operation code -> number, handler table (made from s360/isa.py)
include "cpu.pxi"        # Cpu, Insn, reasons; go, branch, leave
include "storage.pxi"    # mapping, keys, access tables, forgetting
include "dat.pxi"        # dynamic address translation, LRA
include "psw.pxi"        # PSW formats, interruptions
include "decode.pxi"     # bytes to slot; edges, EXECUTE, address stops
include "general.pxi"    # fixed point, logical, branching
include "character.pxi"  # SS logical and moves
include "decimal.pxi"    # packed decimal, editing
include "floating.pxi"   # short, long, extended
include "control.pxi"    # status switching, keys, I/O, direct control, control registers
include "run.pxi"        # the loop, the interval timer
include "face.pxi"       # what Python sees: Core
include "storage_face.pxi"   # and Storage
