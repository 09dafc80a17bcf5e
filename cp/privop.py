"""Trap and emulate: the privileged instructions of a virtual machine, simulated one function each.

Called by cp/guest.py when the core leaves with PRIVOP: the guest is in virtual supervisor state, the
instruction is counted and the instruction address is behind it (docs/virtual-cpu.md).  What each does
to the virtual state is told in `OPERATIONS`, from which docs/trap-and-emulate.md is made; the result is
that of `Core.perform` and of the assists, to the bit.

Source: A22-6821-7, Status Switching, Input/Output Operations; GA27-2719 for LRA, LMC, STMC.
Not implemented: signals of WRITE DIRECT and READ DIRECT to another virtual machine.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

from s360.isa import BY_OPCODE, NUMBER
from s360.machine import DIAGNOSE, PAGE

ADDRESSING, SPECIFICATION = 5, 6
LOADABLE = (0, 2, 4, 6)            # control registers; 8 to 14 sense the configuration
KEY_BITS, ALL_BITS = 0xF8, 0xFE    # of a storage key: without, with reference and change bits
IN_SVC, IN_PROGRAM = 2, 3
EXECUTE = 0x44
NEW_PSW = {IN_SVC: 0x60, IN_PROGRAM: 0x68}
LOOP_TEXT = {IN_SVC: "CP ENTERED; SVC INTERRUPT LOOP",
             IN_PROGRAM: "CP ENTERED; PROGRAM INTERRUPT LOOP"}
FEWEST_SWAPS = 64                  # interruptions in a row that may be called a loop

#: the assists: instructions that the core can finish without CP.  TIO leaves it all the same
#: unless the unit is known to be busy
ASSISTS = ("SSK", "ISK", "SSM", "LPSW", "TIO", "STMC", "LRA", "LMC")


def simulate(vm):
    """Do the instruction just trapped.  None: the guest goes on; or a StopReason."""
    core = vm.core
    code = core.operation
    name = NAMES[code]
    counts = vm.counters.privops
    counts[name] = counts.get(name, 0) + 1
    return FUNCTIONS[code](vm, core)


def failed(vm):
    """The instruction has ended in an interruption of the guest's (nothing more to do) or must
    leave the core as a bare CPU's would: storage not resident, an interruption to be shown."""
    core = vm.core
    reason = core.reason
    if not reason:
        return None
    if reason == PAGE:              # the trap is undone and comes again
        vm.counters.privops[NAMES[core.operation]] -= 1
    return vm.machine._handlers[reason]()


def program_check(vm, code: int):
    """End the instruction just trapped (or the DIAGNOSE left with) in a program interruption."""
    vm.core.program_check(code)
    return failed(vm)


# -- storage keys: real addresses, no protection

def set_storage_key(vm, core):
    """SSK."""
    registers = core.immediate
    address = core.get_gpr(registers & 15)
    if address & 15:
        return program_check(vm, SPECIFICATION)
    address &= 0xFFFFFF
    storage = vm.machine.storage
    if address >= len(storage):
        return program_check(vm, ADDRESSING)
    old = storage.key(address)
    key = core.get_gpr(registers >> 4) & ALL_BITS
    if not core.extended:
        key = key & KEY_BITS | old & ~KEY_BITS
    if key != old:
        storage.set_key(address, key)
    return None


def insert_storage_key(vm, core):
    """ISK."""
    registers = core.immediate
    address = core.get_gpr(registers & 15)
    if address & 15:
        return program_check(vm, SPECIFICATION)
    address &= 0xFFFFFF
    storage = vm.machine.storage
    if address >= len(storage):
        return program_check(vm, ADDRESSING)
    key = storage.key(address) & (ALL_BITS if core.extended else KEY_BITS)
    register = registers >> 4
    core.set_gpr(register, core.get_gpr(register) & 0xFFFFFF00 | key)
    return None


# -- the PSW.  What the new one enables is taken before the next instruction: by the core (external,
#    wait) or as IO_READY

def set_system_mask(vm, core):
    """SSM."""
    mask = core.fetch_operand(core.io_address, 1)
    if mask is None:
        return failed(vm)
    core.system_mask = mask[0]
    if core.psw_invalid:
        return program_check(vm, SPECIFICATION)
    return None


def load_psw(vm, core):
    """LPSW."""
    address = core.io_address
    if address & 7:
        return program_check(vm, SPECIFICATION)
    psw = core.fetch_operand(address, 8)
    if psw is None:
        return failed(vm)
    core.psw = psw
    if core.psw_invalid:
        return program_check(vm, SPECIFICATION)
    return None


# -- what leaves the CPU

def diagnose(vm, core):
    """DIAG: cp/diagnose.py."""
    return vm.machine._handlers[DIAGNOSE]()


def write_direct(vm, core):
    """WRD."""
    if core.fetch_operand(core.io_address, 1) is None:
        return failed(vm)
    return vm.machine._direct()


def read_direct(vm, core):
    """RDD."""
    if not core.reach_operand(core.io_address, 1, True):
        return failed(vm)
    return vm.machine._direct()


def start_io(vm, core):
    """SIO."""
    vm.counters.sios += 1
    return vm.machine._io()


def other_io(vm, core):
    """TIO, HIO, TCH."""
    return vm.machine._io()


# -- Model 67

def store_multiple_control(vm, core):
    """STMC."""
    address = core.io_address
    if address & 3:
        return program_check(vm, SPECIFICATION)
    words = [core.get_cr(register) for register in control_registers(core)]
    if not core.store_operand(address, b"".join([word.to_bytes(4, "big") for word in words])):
        return failed(vm)
    return None


def load_real_address(vm, core):
    """LRA."""
    found = core.load_real(core.io_address)
    if found is None:
        return failed(vm)
    core.cc, real = found
    core.set_gpr(core.immediate >> 4, real)
    return None


def load_multiple_control(vm, core):
    """LMC."""
    address = core.io_address
    if address & 3:
        return program_check(vm, SPECIFICATION)
    registers = control_registers(core)
    words = core.fetch_operand(address, 4 * len(registers))
    if words is None:
        return failed(vm)
    for at, register in enumerate(registers):
        if register in LOADABLE:
            core.set_cr(register, int.from_bytes(words[4 * at:4 * at + 4], "big"))
    return None


def control_registers(core) -> list[int]:
    """R1 through R3, behind 15 comes 0."""
    first, last = core.immediate >> 4, core.immediate & 15
    return [(first + at) & 15 for at in range((last - first & 15) + 1)]


#: operation code -> (function, what it does to the virtual state)
OPERATIONS = {
    0x08: (set_storage_key,
           "The key of the guest's 2K block at R2 becomes R1 bits 24-28; in extended mode bits "
           "24-30, with the reference and change bits."),
    0x09: (insert_storage_key,
           "R1 bits 24-31 become the key of the guest's 2K block at R2; reference and change bits "
           "show in extended mode only."),
    0x80: (set_system_mask,
           "The byte becomes the virtual system mask; interruptions that were pending and are now "
           "enabled are taken next."),
    0x82: (load_psw,
           "The doubleword becomes the virtual PSW: with the wait bit the machine waits (or, all "
           "masked off, enters CP), with the problem bit its privileged instructions are program "
           "interruptions of its own; what is now enabled is taken next."),
    0x83: (diagnose,
           "Asks CP itself: the function with the code in the operand address is performed for the "
           "guest; an unknown one is a specification exception."),
    0x84: (write_direct,
           "The byte and I2 go out on the virtual direct control lines, to which nothing is "
           "connected unless a program of the host does so."),
    0x85: (read_direct,
           "A byte comes from the virtual direct control lines (zero where nothing is connected) "
           "and is stored."),
    0x9C: (start_io,
           "The virtual channel runs the channel program of the virtual CAW on the virtual device; "
           "condition code 0 started, 1 CSW stored, 2 busy, 3 no such device."),
    0x9D: (other_io,
           "Condition code: 0 the virtual device is free, 1 its pending interruption is taken away "
           "(CSW stored), 2 it is at work, 3 no such device."),
    0x9E: (other_io,
           "The operation of the virtual device ends (a console read too); condition code 0 it was "
           "idle, 1 CSW stored, 2 its burst is ended, 3 no such device."),
    0x9F: (other_io,
           "Condition code: 0 the virtual channel is free, 1 an interruption is pending in it, 2 it "
           "is in burst mode, 3 it has no devices."),
    0xB0: (store_multiple_control,
           "The virtual control registers R1 through R3 are stored."),
    0xB1: (load_real_address,
           "The guest's own tables translate the address: R1 becomes the guest real address, "
           "condition code 0; or the address of the entry that stopped it, 1 segment, 2 page."),
    0xB8: (load_multiple_control,
           "The virtual control registers 0, 2, 4 and 6 among R1 through R3 are loaded; 0 makes the "
           "core forget translations, 6 may change the form of the PSW."),
}
FUNCTIONS = [OPERATIONS[code][0] if code in OPERATIONS else None for code in range(256)]
NAMES = [BY_OPCODE[code].mnemonic if code in OPERATIONS else "" for code in range(256)]


# -- assists

def prepare(vm) -> None:
    """A machine has been made (anew): its assists as its user has set them, all at first."""
    set_assist(vm, getattr(vm.options, "assist", ASSISTS))


def set_assist(vm, names) -> None:
    """The core performs these privileged instructions (of ASSISTS) itself, and no others."""
    vm.options.assist = frozenset(names)
    switch_assists(vm.core, vm.options.assist)
    if vm.tracer is not None:
        vm.tracer.install()           # which keeps those away that it watches


def switch_assists(core, names) -> None:
    """Put assists in force, without making them the user's choice (tracing takes some away)."""
    for name in ASSISTS:
        core.set_assist(NUMBER[name], name in names)


# -- loops

def looping(vm, instructions: int, interruptions: int) -> str | None:
    """After a slice of so many instructions and interruptions: the text with which CP is entered
    when there was nothing in it but SVC or program interruptions each of which leads to the
    next: the new PSW is invalid or points to an instruction that interrupts."""
    if interruptions < FEWEST_SWAPS:
        return None
    core = vm.core
    kind = core.last_interruption[0]
    new = NEW_PSW.get(kind)
    if new is None:
        return None
    at = int.from_bytes(core.storage.read(new + 5, 3), "big")
    each = 2 if core.storage.read(vm.machine.real(at), 1) == bytes((EXECUTE,)) else 1
    return LOOP_TEXT[kind] if instructions <= each * interruptions + 2 else None


# -- docs/trap-and-emulate.md

def reference() -> str:
    """The table of what each instruction does to the virtual state, in Markdown."""
    rows = ["| | code | name | what it does to the virtual state | assist |", "|---|---|---|---|---|"]
    for code, (_, words) in OPERATIONS.items():
        row = BY_OPCODE[code]
        rows.append(f"| {row.mnemonic} | {code:02X} | {row.name} | {words} | "
                    f"{'yes' if row.mnemonic in ASSISTS else ''} |")
    return "\n".join(rows) + "\n"


def current(text: str) -> str:
    """A document with its table made anew."""
    return re.sub(r"(<!-- operations -->\n).*?(<!-- end -->)",
                  lambda found: f"{found[1]}\n{reference()}\n{found[2]}", text, flags=re.DOTALL)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m cp.privop docs/trap-and-emulate.md")
    document = Path(sys.argv[1])
    document.write_text(current(document.read_text(encoding="utf-8")), encoding="utf-8")
