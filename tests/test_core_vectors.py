"""The compiled core against the conformance vectors: one instruction from a complete state."""
import importlib.util
import random

import pytest

from s360 import isa
from s360._core import REASONS, Core
from shared import shared

GROUPS = ("fixed", "logical", "decimal", "branch", "control", "float", "extended", "sequence",
          "ascii")
SAMPLE = 1500
# the machine the vectors describe has no direct control
FEATURES = sum(1 << n for n, name in enumerate(isa.FEATURES) if name != "direct")
DISABLED_WAIT = bytes.fromhex("0002000000000000")


def reader_module():
    spec = importlib.util.spec_from_file_location("vector_reader",
                                                  shared("conformance", "reader.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def result(core, reader, case) -> dict:
    """Run one case; the final state as the reader wants it."""
    begin, storage = reader.initial(case), core.storage
    for r in range(16):
        core.set_gpr(r, begin["g"][r])
    for r in (0, 2, 4, 6):
        core.set_fpr(r, begin["f"][r])
    for address, data in begin["m"].items():
        storage.write(address, data)
    for block, key in begin["k"].items():
        storage.set_key(block, key)
    for new in (0x58, 0x60, 0x68, 0x70, 0x78):
        storage.write(new, DISABLED_WAIT)
    core.psw = begin["psw"].to_bytes(8, "big")
    count, left = core.interruptions, case.get("n", 1)
    while left > 0 and core.interruptions == count:
        done = core.executed
        why = REASONS[core.run(1)]
        left -= core.executed - done
        if why not in ("BUDGET", "WAIT"):
            break
    if core.interruptions != count:
        kind = core.last_interruption[0]
        end = {"int": {2: "svc", 3: "pgm"}[kind],
               "psw": int.from_bytes(storage.read({2: 0x20, 3: 0x28}[kind], 8), "big")}
    else:
        end = {"int": None, "psw": int.from_bytes(core.psw, "big")}
    end["g"] = [core.get_gpr(r) for r in range(16)]
    end["f"] = {r: core.get_fpr(r) for r in (0, 2, 4, 6)}
    end["m"] = {a: storage.read(a, n) for a, n in reader.WINDOWS}
    end["k"] = {b: storage.key(b) for b in reader.BLOCKS}
    return end


def check(group, sample=None):
    reader = reader_module()
    cases = list(reader.read(shared("conformance", f"{group}.jsonl.gz")))
    if sample and len(cases) > sample:
        cases = random.Random(f"vectors {group}").sample(cases, sample)
    core = Core(reader.STORAGE, FEATURES, m67=False, timer=False)
    bad = []
    for case in cases:
        wrong = reader.compare(case, result(core, reader, case))
        if wrong:
            bad.append((case["id"], wrong))
    assert not bad, f"{len(bad)} of {len(cases)} differ: {bad[:5]}"


@pytest.mark.parametrize("group", GROUPS)
def test_sample_of_the_vectors(group):
    check(group, SAMPLE)


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_every_vector(group):
    check(group)
