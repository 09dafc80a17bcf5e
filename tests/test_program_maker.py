"""The random programs for lock step: repeatable, and rich enough to be worth running."""
from collections import Counter

import pytest

import program_maker
from s360 import isa
from s360.reference import Reference

CASES, STEPS = 400, 150


@pytest.fixture(scope="module")
def census():
    """What the reference meets in the first cases: instructions done, interruption codes,
    outcomes, steps under translation, code changed by the program."""
    done, codes, outcomes, translated, modified = Counter(), Counter(), Counter(), 0, 0
    for seed in range(CASES):
        case = program_maker.make_case(seed)
        cpu = Reference(program_maker.SIZE)
        program_maker.load_reference(cpu, case)
        start = cpu.ia
        for _ in range(STEPS):
            translated += cpu.dat
            outcome = cpu.step()
            outcomes[outcome] += 1
            if outcome == "program":
                codes[cpu.last_interruption[1]] += 1
            elif cpu.instruction and outcome not in ("external", "wait"):
                done[isa.BY_OPCODE[cpu.instruction[0]].mnemonic] += 1
            if outcome == "wait":
                break
        modified += bytes(cpu.storage[start:start + 180]) != case["storage"][start:start + 180]
    return {"done": done, "codes": codes, "outcomes": outcomes, "translated": translated,
            "modified": modified}


def test_a_seed_names_one_case():
    assert program_maker.make_case(7) == program_maker.make_case(7)
    assert program_maker.make_case(7) != program_maker.make_case(8)


def test_every_instruction_is_executed_to_its_end(census):
    # EX is counted as its subject.
    wanted = {row.mnemonic for row in isa.INSTRUCTIONS} - {"EX"}
    assert wanted - census["done"].keys() == set()


def test_every_program_interruption_occurs(census):
    # X'10' needs a segment number beyond the table, which 24-bit addresses cannot hold.
    assert set(range(1, 16)) | {0x11} <= census["codes"].keys()


def test_programs_are_interrupted_translated_and_modify_themselves(census):
    assert census["outcomes"]["external"] > CASES // 10
    assert census["outcomes"]["svc"] > CASES // 2
    assert census["translated"] > CASES
    assert census["modified"] > CASES // 4


def test_programs_without_input_output_never_leave_the_cpu():
    for seed in range(60):
        cpu = Reference(program_maker.SIZE)
        case = program_maker.make_case(seed, leaving=False)
        program_maker.load_reference(cpu, case)
        assert {cpu.step() for _ in range(40)} <= {"ok", "program", "svc", "external", "wait"}
