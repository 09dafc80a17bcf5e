"""A program run at a stretch ends as one run instruction by instruction: what the core does between
two instructions (a BC decided by the compare before it, remembered branches, the subject of EXECUTE)
is never seen.  Every fifth program is observed while it runs at a stretch."""
import os
import sys
from random import Random

import pytest

import lockstep
from program_maker import make_program, make_state
from program_state import SIZE
from s360._core import FORM, REASONS, Core

STRETCHES = (2, 3, 5, 17, 100)


def state_of(core):
    return ([core.get_gpr(n) for n in range(16)], [core.get_fpr(n) for n in (0, 2, 4, 6)],
            [core.get_cr(n) for n in range(16)], core.psw, core.external, core.storage[0:SIZE],
            core.storage.keys)


def compare(seed, single, stretched):
    """Run program `seed` on both, 60 stretches at most; gives the instructions executed."""
    dice = Random(seed)
    state = make_state(dice)
    make_program(dice, state)
    for core in (single, stretched):
        lockstep.load_core(core, state)
    stretched.observe(seed % 5 == 0)
    begun, single_begun = stretched.executed, single.executed
    for _ in range(60):
        reason = REASONS[stretched.run(dice.choice(STRETCHES))]
        done = stretched.executed - begun
        alone = "BUDGET"
        while single.executed - single_begun < done and alone == "BUDGET":
            alone = REASONS[single.run(1)]
        if alone == "BUDGET" and reason == "WAIT":
            single.run(1)                     # a PSW that waits is seen by the next run
        assert single.executed - single_begun == done, f"program {seed}"
        assert state_of(single) == state_of(stretched), f"program {seed}"
        if reason != "BUDGET":
            break
    return stretched.executed - begun


def run(seeds):
    single, stretched = Core(SIZE, timer=False), Core(SIZE, timer=False)
    return sum(compare(seed, single, stretched) for seed in seeds)


def test_a_stretch_is_as_its_instructions_one_by_one():
    assert run(range(700)) > 100_000


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_ten_million_instructions_at_a_stretch():
    """CPCMS_LOCKSTEP sets a tenth of the instructions (default a million)."""
    wanted, done, seed = 10 * int(os.environ.get("CPCMS_LOCKSTEP", "1000000")), 0, 10_000
    while done < wanted:
        done += run(range(seed, seed + 100))
        seed += 100
    print(f"{done} instructions, core with {FORM}", file=sys.stderr)
