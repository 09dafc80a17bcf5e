"""A virtual Model 67: decks/minicp.asm, a control program of its own, runs in a virtual machine as it does
on a bare Model 67, and not on a machine without translation."""
import time
from pathlib import Path

import pytest

from cp import privop
from cp.first_saved import deck_folder
from cp.system import System
from s360.asm import assemble
from s360.asm.object_deck import read_decks
from s360.linker.bootstrap import ipl_deck
from s360.linker.link import link

DECKS = Path(__file__).resolve().parent.parent / "decks"


def cards() -> list[bytes]:
    """minicp.asm as a deck that loads itself."""
    made = assemble((deck_folder() / "minicp.asm").read_text(), name="minicp.asm")
    assert made.return_code == 0
    deck, _ = ipl_deck(link(read_decks(made.object_deck, "minicp")))
    return [deck[at:at + 80] for at in range(0, len(deck), 80)]


def ipl(system, userid: str, model67: bool, assists):
    """Its machine, the deck being IPLed from the spooled reader."""
    system.directory.change(userid, lambda user: setattr(user, "options",
                                                         ["MODEL67"] if model67 else []))
    writer = system.spool.open("RDR", userid, device="PUN")
    for card in cards():
        writer.punch(card)
    writer.close()
    vm = system.logon(userid, ipl=False)
    vm.console.expect("LOGON AT")
    privop.set_assist(vm, assists)
    vm.console.send("IPL 00C")
    return vm


@pytest.mark.parametrize("assists", (privop.ASSISTS, ()), ids=("assisted", "simulated"))
def test_a_control_program_runs_under_the_control_program(tmp_path, assists):
    with System(tmp_path) as system:
        *typed, end = ipl(system, "GUEST", True, assists).console.expect(
            "DISABLED WAIT PSW").splitlines()
    assert typed == (DECKS / "minicp.expect").read_text().splitlines()
    assert "'00020000 00000000'" in end


def test_a_machine_without_translation_has_no_such_instructions(tmp_path):
    """LMC is an operation exception, and so is the STMC of the program's own handler: it loops."""
    with System(tmp_path) as system:
        vm = ipl(system, "GUEST", False, privop.ASSISTS)
        wait_until(lambda: vm.core.last_interruption[:2] == (3, 1))
        vm.console.send("#CP")
        vm.console.wait_for("CP READ")
        assert "GUEST:" not in vm.console.text


def wait_until(true, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
