"""The reference interpreter against the conformance vectors: single instructions (a few short
sequences) with the complete state before and after, obtained on other implementations."""
import importlib.util
import random

import pytest

from s360.reference import ALL_FEATURES, Reference
from shared import shared

GROUPS = ("fixed", "logical", "decimal", "branch", "control", "float", "extended", "sequence",
          "ascii")
SAMPLE = 900            # cases of each group in the default set


@pytest.fixture(scope="module")
def reader():
    path = shared("conformance", "reader.py")
    spec = importlib.util.spec_from_file_location("conformance_reader", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cpu(reader):
    """One CPU for all cases (8 MiB take long to clear).  The machine of the vectors keeps no
    reference bits and lacks direct control, whose instructions are invalid there."""
    return Reference(reader.STORAGE, features=ALL_FEATURES - {"direct"}, m67=False)


def run(case, cpu, reader):
    """Execute a case; the final state as reader.compare() wants it."""
    before = reader.initial(case)
    cpu.gpr[:], cpu.fpr = before["g"], dict(before["f"])
    for address, window in before["m"].items():
        cpu.storage[address:address + len(window)] = window
    for block, key in before["k"].items():
        cpu.keys[block // 2048] = key
    cpu.load_psw(before["psw"].to_bytes(8, "big"))
    interruption = None
    for _ in range(case.get("n", 1)):
        outcome = cpu.step()
        if outcome in ("program", "svc"):
            interruption = {"program": "pgm", "svc": "svc"}[outcome]
            break
        assert outcome == "ok"
    old = {"pgm": 0x28, "svc": 0x20}.get(interruption)
    psw = cpu.storage[old:old + 8] if old else cpu.psw_bytes()
    windows = {a: bytes(cpu.storage[a:a + n]) for a, n in reader.WINDOWS}
    keys = {block: cpu.keys[block // 2048] for block in reader.BLOCKS}
    return {"g": cpu.gpr[:], "f": dict(cpu.fpr), "m": windows, "k": keys,
            "psw": int.from_bytes(psw, "big"), "int": interruption}


def differences(cases, cpu, reader):
    found = []
    for case in cases:
        fields = reader.compare(case, run(case, cpu, reader))
        if fields:
            found.append(f"{case['id']}: {' '.join(fields)}")
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_reference_agrees_with_a_sample_of_vectors(group, cpu, reader):
    cases = list(reader.read(shared("conformance", f"{group}.jsonl.gz")))
    sample = random.Random(360).sample(cases, min(SAMPLE, len(cases)))
    assert differences(sample, cpu, reader) == []


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_reference_agrees_with_every_vector(group, cpu, reader):
    cases = reader.read(shared("conformance", f"{group}.jsonl.gz"))
    assert differences(cases, cpu, reader) == []
