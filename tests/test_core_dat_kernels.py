"""The benchmark kernels under translation: same answers, same counts, nearly the same speed."""
import time

import pytest
import yaml

from dat_setup import translated
from s360._core import REASONS, Core
from shared import shared

COMPUTING = ("int", "sieve", "dhry", "sort", "mem", "flt", "dec", "selfmod")


def kernel(name):
    found = yaml.safe_load(shared("bench", "manifest.yaml").read_text())["kernels"]
    return next(k for k in found if k["name"] == name)


def loaded(row, iterations, mode):
    """A core about to run a kernel: "real", "identity" or "scattered" pages."""
    image = bytearray(shared("bench", row["binary"]).read_bytes())
    at = row["iteration_address"]
    image[at:at + 4] = iterations.to_bytes(4, "big")
    core = Core(0x40000, timer=False)
    if mode == "real":
        core.storage[0:len(image)] = bytes(image)
        core.psw = bytes(image[:8])
        return core
    return translated(core, bytes(image), scattered=mode == "scattered")


@pytest.mark.parametrize("mode", ("identity", "scattered"))
@pytest.mark.parametrize("name", COMPUTING)
def test_a_kernel_computes_the_same_under_translation(name, mode):
    row = kernel(name)
    core = loaded(row, 1, mode)
    assert REASONS[core.run(10_000_000)] == "WAIT" and core.ia == 0
    assert core.storage.word(row["checksum_address"]) == (
        row["checksum_fixed"] + row["checksum_per_iteration"]) % 2**32
    assert core.executed == row["instructions_fixed"] + row["instructions_per_iteration"]


def seconds(row, iterations, mode):
    """The best of three."""
    times = []
    for _ in range(3):
        core = loaded(row, iterations, mode)
        begin = time.process_time()
        core.run(1 << 40)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("name", ("int", "sieve"))
def test_translation_costs_less_than_half_the_speed(name):
    row = kernel(name)
    iterations = 100_000_000 // row["instructions_per_iteration"]
    real = seconds(row, iterations, "real")
    for mode in ("identity", "scattered"):
        assert seconds(row, iterations, mode) < 2 * real
