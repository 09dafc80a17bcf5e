"""Programs of decks/ in virtual machines: spooled to a user's reader, IPLed from 00C; a conversation of two
machines; privileged instructions traced."""
import importlib.util

import pytest

from cp.first_saved import ipl_cards
from cp.system import System
from cp_guests import DECKS, guest, put_deck, take_output


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("decks") / "data", threads=2) as made:
        made.command("DRAIN ALL")
        yield made


def program(name):
    return ipl_cards((DECKS / f"{name}.asm").read_bytes())


def cards(name):
    return [line.ljust(80).encode("cp037") for line in (DECKS / f"{name}.cards").read_text().splitlines()]


def ipl(system, userid, deck):
    """The user's machine, in the disabled wait with address 0 that the deck has come to."""
    vm = guest(system, userid)
    put_deck(system, userid, deck)
    vm.console.send("IPL 00C")
    assert vm.console.expect("DISABLED WAIT PSW")[-9:-1] == "00000000"
    return vm


def listing(text):
    return [line.rstrip() for line in text.replace("\f", "").splitlines() if line.strip()]


@pytest.mark.parametrize("name, data", [("euler", ()), ("payroll", "payroll"), ("life", "life")])
def test_spooled_to_a_reader_it_prints_the_same(system, tmp_path, name, data):
    vm = ipl(system, name.upper(), program(name) + (cards(data) if data else []))
    printed = take_output(system, vm, "PRT", tmp_path)
    assert listing(printed) == listing((DECKS / f"{name}.expect").read_text())
    system.logoff(vm)


def test_two_tasks_by_timer(system, tmp_path):
    vm = ipl(system, "TASKS", program("tasks"))
    printed = listing(take_output(system, vm, "PRT", tmp_path))
    told = listing((DECKS / "tasks.expect").read_text())
    for task in ("A: ", "B: "):
        assert [line for line in printed if line.startswith(task)] == [line for line in told if line.startswith(task)]
    assert [line.split(", ")[1] for line in printed[-2:]] == ["ENDED WELL"] * 2
    system.logoff(vm)


def test_what_traps_is_the_same_in_a_virtual_machine(system):
    vm = ipl(system, "TRAPS", program("traps"))
    told = (DECKS / "traps.expect").read_text().splitlines()
    assert [line for line in vm.console.text.splitlines() if line in told] == told
    system.logoff(vm)


def test_trace_shows_what_cp_does_for_the_supervisor_state(system):
    vm = guest(system, "TRACED")
    put_deck(system, "TRACED", program("traps"))
    vm.console.send("TRACE PRIV SIO RUN")
    vm.console.send("IPL 00C")
    vm.console.expect("DISABLED WAIT PSW")
    _, _, second = vm.console.text.partition("THE SAME IN THE SUPERVISOR STATE")
    second, _, _ = second.partition("WHAT TRAPS FOR OTHER REASONS")
    for name in ("SSM", "LPSW", "SSK", "ISK", "SIO", "TIO", "HIO", "TCH"):
        assert [line for line in second.splitlines() if name in line.split() and "CARRIED" not in line], name
    system.logoff(vm)


def test_two_machines_talk(tmp_path):
    spec = importlib.util.spec_from_file_location("talk", DECKS / "talk.py")
    talk = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(talk)
    typed = talk.converse(tmp_path / "data", b"".join(program("talk")))
    anna, bert = ([line for line in (DECKS / f"{name}.cards").read_text().splitlines() if line != "LISTEN"]
                  for name in ("talk", "talk2"))

    def heard(userid):
        return [line[7:].rstrip() for line in typed[userid].splitlines() if line.startswith("HEARD: ")]
    assert heard("BERT") == [*anna, "GOODBYE"] and heard("ANNA") == bert
    for text in typed.values():
        assert text.rstrip().rpartition("DISABLED WAIT PSW")[2].strip().strip("'")[-8:] == "00000000"
