"""Reference interpreter: privileged, storage-key, input/output and Model 67 instructions.

Called by s360/reference.py, in supervisor state as far as privileged.  Source: A22-6821-7,
"Status Switching" and "Input/Output Operations"; GA27-2719 for control registers and LRA.
Not here: what SIO, TIO, HIO, TCH, DIAGNOSE, RDD and WRD do outside the CPU; the caller of
step() supplies it.
"""
from __future__ import annotations

from s360.reference_operands import ADDRESS, ADDRESSING, ProgramInterruption, registrar

HANDLERS: dict = {}
instruction = registrar(HANDLERS)

#: Control registers at the start.  8-14 sense the configuration and cannot be loaded.
INITIAL_CONTROL = (0, 0, 0, 0, 0, 0, 0, 0,
                   0x8C8C8C8C, 0x8C8C0000, 0x02468ACE, 0x88000000,
                   0xFFFFFFFF, 0xFFFFFFFF, 0x00000200, 0)
LOADABLE = (0, 2, 4, 6)


@instruction("SSM")
def set_system_mask(cpu, i):
    cpu.system_mask = cpu.fetch(i.address, 1)[0]
    cpu.check_psw()


@instruction("LPSW")
def load_psw(cpu, i):
    cpu.load_psw(cpu.fetch(i.address, 8))


@instruction("SVC")
def supervisor_call(cpu, i):
    """The PSWs are swapped by step(); its code is the I field."""
    return "svc"


# --- storage keys: real addresses, no protection ----------------------------------------------

def key_block(cpu, i) -> int:
    address = cpu.gpr[i.r2] & ADDRESS
    if address >= len(cpu.storage):
        raise ProgramInterruption(ADDRESSING)
    return address // 2048


@instruction("SSK")
def set_storage_key(cpu, i):
    block = key_block(cpu, i)
    mask = 0xFE if cpu.m67 and cpu.extended else 0xF8
    cpu.keys[block] = cpu.gpr[i.r1] & mask | cpu.keys[block] & 0x06 & ~mask


@instruction("ISK")
def insert_storage_key(cpu, i):
    key = cpu.keys[key_block(cpu, i)] & (0xFE if cpu.m67 and cpu.extended else 0xF8)
    cpu.gpr[i.r1] = cpu.gpr[i.r1] & 0xFFFFFF00 | key


# --- what leaves the CPU ----------------------------------------------------------------------

@instruction("SIO TIO HIO TCH")
def input_output(cpu, i):
    cpu.io_address = i.address
    return "io:" + i.row.mnemonic


@instruction("DIAG")
def diagnose(cpu, i):
    cpu.io_address = i.address
    return "diag"


@instruction("WRD RDD")
def direct_control(cpu, i):
    """The operand byte is found accessible; the caller moves it."""
    cpu.probe(i.address, 1, store=i.row.mnemonic == "RDD")
    cpu.io_address = i.address
    return "direct"


# --- Model 67 ---------------------------------------------------------------------------------

@instruction("LMC")
def load_multiple_control(cpu, i):
    """Registers that sense the configuration, and unassigned ones, ignore what they are sent."""
    count = (i.r3 - i.r1) % 16 + 1
    words = cpu.fetch(i.address, 4 * count)
    for n in range(count):
        if (i.r1 + n) % 16 in LOADABLE:
            cpu.cr[(i.r1 + n) % 16] = int.from_bytes(words[4 * n:4 * n + 4], "big")


@instruction("STMC")
def store_multiple_control(cpu, i):
    count = (i.r3 - i.r1) % 16 + 1
    words = [cpu.cr[(i.r1 + n) % 16].to_bytes(4, "big") for n in range(count)]
    cpu.store(i.address, b"".join(words))


@instruction("LRA")
def load_real_address(cpu, i):
    """Real address, or that of the table entry that stopped the translation."""
    cpu.cc, cpu.gpr[i.r1] = cpu.walk(i.address)
