"""A little control program for tests: it runs a virtual CPU and simulates what it leaves to it.

Privileged instructions are performed in one of three ways: by the core itself (assists on), by
the reference interpreter on a copy of the state, or by `Core.perform`.  Used by
test_core_virtual and test_core_residency.
"""
from __future__ import annotations

from s360 import isa
from s360._core import REASONS, Core
from s360.reference import Reference

PRIVILEGED = [row for row in isa.INSTRUCTIONS if row.privileged]
LEAVES = {"SIO": "IO", "TIO": "IO", "HIO": "IO", "TCH": "IO", "DIAG": "DIAGNOSE",
          "WRD": "DIRECT", "RDD": "DIRECT"}
FROM_REFERENCE = {"diag": "DIAGNOSE", "direct": "DIRECT"}


def assist(core: Core, on: bool) -> None:
    """Turn all assists on or off."""
    for row in PRIVILEGED:
        core.set_assist(isa.NUMBER[row.mnemonic], on)


def reference_of(core: Core) -> Reference:
    """A reference CPU in the core's state."""
    ref = Reference(core.storage[:])
    ref.keys[:] = core.storage.keys
    ref.gpr[:] = [core.get_gpr(r) for r in range(16)]
    ref.cr[:] = [core.get_cr(r) for r in range(16)]
    ref.fpr = {r: core.get_fpr(r) for r in (0, 2, 4, 6)}
    ref.load_psw(core.psw)
    ref.psw_invalid = False         # LMC may have made the mask invalid: that does not interrupt
    ref.pending_external = core.external
    return ref


def put_back(core: Core, ref: Reference) -> None:
    """Give the core the reference's state (floating-point registers are never concerned)."""
    old = core.storage[:]
    for block in range(0, len(old), 2048):
        new = bytes(ref.storage[block:block + 2048])
        if new != old[block:block + 2048]:
            core.storage.write(block, new)
    core.storage.keys = ref.keys
    for r in range(16):
        core.set_gpr(r, ref.gpr[r])
        if core.get_cr(r) != ref.cr[r]:
            core.set_cr(r, ref.cr[r])
    core.cc, core.ia = ref.cc, ref.ia
    if core.psw != ref.psw_bytes() or ref.psw_invalid:
        core.psw = ref.psw_bytes()      # loading a PSW tests it


def by_reference(core: Core) -> str:
    """Simulate the trapped instruction; gives the reason the core would have left with."""
    text, ilc = core.trap
    ref = reference_of(core)
    ref.ilc = ilc
    said = ref.execute(text)
    put_back(core, ref)
    return "IO" if said.startswith("io:") else FROM_REFERENCE.get(said, "RUNNING")


def by_core(core: Core) -> str:
    return REASONS[core.perform()]


def step(core: Core, simulate=None) -> str:
    """One instruction: the reason a bare core would have come back with.  Reflects what the
    core leaves to be reflected."""
    left = REASONS[core.run(1)]
    if left == "PRIVOP":
        left = simulate(core)
        if left == "RUNNING":
            left = "BUDGET"
    if left == "REFLECT":
        core.interrupt(*core.last_interruption)
        left = "BUDGET"
    return left


def state_of(core: Core) -> dict:
    """Everything a program could see, and the counts."""
    return {"gpr": [core.get_gpr(r) for r in range(16)],
            "cr": [core.get_cr(r) for r in range(16)],
            "fpr": [core.get_fpr(r) for r in (0, 2, 4, 6)],
            "psw": core.psw, "storage": core.storage[:],
            "external": core.external, "executed": core.executed, "time": core.time}


def differences(core: Core, other: Core, bits: int = 0xFE) -> list[str]:
    """Names of what differs; `bits`: of the storage keys."""
    mine, theirs = state_of(core), state_of(other)
    out = [f"{name}: {mine[name]} {theirs[name]}" for name in mine
           if mine[name] != theirs[name] and name != "storage"]
    if mine["storage"] != theirs["storage"]:
        for address in range(0, len(core.storage), 64):
            a, b = (state["storage"][address:address + 64] for state in (mine, theirs))
            if a != b:
                out.append(f"storage {address:06X}: {a.hex()} {b.hex()}")
    for block, (a, b) in enumerate(zip(core.storage.keys, other.storage.keys)):
        if (a ^ b) & bits:
            out.append(f"key of {block << 11:06X}: {a:02X} {b:02X}")
    return out
