"""The compiled core and the reference interpreter side by side on the same random programs.

After every instruction the whole state is compared: registers, PSW, storage, keys.  The two
were written apart from each other, from the manual.
"""
from __future__ import annotations

from random import Random

from program_maker import load_reference, make_program, make_state
from program_state import SIZE
from s360._core import REASONS, Core
from s360.disasm import disassemble
from s360.reference import Reference

STOPPED = {"wait": "WAIT", "diag": "DIAGNOSE", "direct": "DIRECT"}


def load_core(core: Core, state: dict) -> None:
    """Put a state of program_state into the core."""
    core.storage[0:SIZE] = state["storage"]
    core.storage.keys = state["keys"]
    for number, value in enumerate(state["gpr"]):
        core.set_gpr(number, value)
    for number, value in state["fpr"].items():
        core.set_fpr(number, value)
    core.system_reset()
    for number in (0, 2, 4, 6):
        core.set_cr(number, state["cr"][number])
    core.psw = state["psw"]
    core.external = state["external"]


def differences(core: Core, ref: Reference) -> list[str]:
    """Names of what differs, empty when nothing does."""
    out = []
    for r in range(16):
        if core.get_gpr(r) != ref.gpr[r]:
            out.append(f"gpr{r} core {core.get_gpr(r):08X} reference {ref.gpr[r]:08X}")
        if core.get_cr(r) != ref.cr[r]:
            out.append(f"cr{r} core {core.get_cr(r):08X} reference {ref.cr[r]:08X}")
    for r in (0, 2, 4, 6):
        if core.get_fpr(r) != ref.fpr[r]:
            out.append(f"fpr{r} core {core.get_fpr(r):016X} reference {ref.fpr[r]:016X}")
    if core.psw != ref.psw_bytes():
        out.append(f"psw core {core.psw.hex()} reference {ref.psw_bytes().hex()}")
    if core.external != ref.pending_external:
        out.append("pending external interruptions")
    mine, theirs = core.storage[0:SIZE], bytes(ref.storage)
    if mine != theirs:
        at = next(k for k in range(SIZE) if mine[k] != theirs[k])
        out.append(f"storage {at:06X} core {mine[at:at + 8].hex()} "
                   f"reference {theirs[at:at + 8].hex()}")
    # reference and change bits of an operation that was suppressed may be on in the core only
    for block, (a, b) in enumerate(zip(core.storage.keys, ref.keys)):
        if (a ^ b) & 0xF8 or b & ~a & 6:
            out.append(f"key of {block << 11:06X} core {a:02X} reference {b:02X}")
    return out


def run_case(seed: int, steps: int, core: Core) -> tuple[int, list[str]]:
    """(instructions executed, differences) of one random program.

    The core remembers valid translations until control register 0 is loaded, as the associative
    registers do; the reference remembers none.  A program that overwrites its own tables may
    therefore differ: it is run again with the core made to forget before each instruction."""
    done, found = one_run(seed, steps, core, False)
    if found and core.extended:
        done, found = one_run(seed, steps, core, True)
    return done, found


def one_run(seed: int, steps: int, core: Core, forgetful: bool) -> tuple[int, list[str]]:
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state)
    ref = Reference(SIZE)
    load_reference(ref, state)
    load_core(core, state)
    begin = core.executed
    while core.executed - begin < steps:
        if forgetful:
            core.set_cr(0, core.get_cr(0))
        address = core.ia
        left = REASONS[core.run(1)]
        done, swaps = ref.instructions, 0
        text = bytes(ref.storage[address:address + 6])
        while True:
            said = ref.step()
            swaps += 1
            if ref.instructions != done or said == "wait" or swaps > 60:
                break
        if swaps > 60:
            break
        found = differences(core, ref)
        if core.executed - begin != ref.instructions:
            found.append(f"count core {core.executed - begin} reference {ref.instructions}")
        want = STOPPED.get(said, "IO" if said.startswith("io:") else None)
        if (want or left != "BUDGET") and want != left:
            found.append(f"came back with {left}, reference {said}")
        if found:
            where = disassemble(text, address)[0] if len(text) == 6 else "?"
            return ref.instructions, [f"seed {seed}: {address:06X} {text.hex()} {where} "
                                      f"({said})"] + found
        if said == "wait":
            break
        # bits the core has more are taken over, so that ISK agrees
        ref.keys[:] = core.storage.keys
    return ref.instructions, []
