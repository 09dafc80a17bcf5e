"""Core and reference interpreter in lock step over random programs of the whole table."""
import os
import sys

import pytest

import lockstep
from s360._core import FORM, Core


def run(seeds, steps):
    core = Core(lockstep.SIZE, timer=False)
    done, failures = 0, []
    for seed in seeds:
        count, found = lockstep.run_case(seed, steps, core)
        done += count
        if found:
            failures.append("\n  ".join(found))
            if len(failures) == 5:
                break
    assert not failures, "\n".join(failures)
    return done


def test_core_and_reference_agree():
    assert run(range(1, 260), 300) > 50_000


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(10))
def test_ten_million_instructions_agree(part):
    """CPCMS_LOCKSTEP sets the instructions of each of the ten parts (default a million)."""
    wanted = int(os.environ.get("CPCMS_LOCKSTEP", "1000000"))
    seed, done = 1_000_000 * (part + 1), 0
    while done < wanted:
        done += run(range(seed, seed + 100), 2000)
        seed += 100
    print(f"{done} instructions, core with {FORM}", file=sys.stderr)
