"""The saved systems that come with the program: made at the first start, and again when what they are made
from has changed.

Called by cp/system.py.  SUPERV is the supervisor of decks/: assembled, linked, IPLed from cards in a
machine that belongs to nobody, and saved where it waits for its first attention.
"""
from __future__ import annotations

import hashlib
from pathlib import Path

from cp.directory_schema import User
from cp.vmachine import VirtualMachine
from s360.errors import S360Error
from s360.machine import StopReason

NAME, SOURCE = "SUPERV", "supervisor.asm"
CARDS, CONSOLE = 0x00C, 0x009
MOST = 5_000_000               # instructions until it waits


def make(system) -> None:
    """Make what is missing or stale; what cannot be made is told in the log, and CP goes on."""
    source = deck_folder() / SOURCE
    try:
        text = source.read_bytes()
    except OSError as error:
        system.log("saved", f"{source}: {error.strerror}; {NAME} is not made")
        return
    digest = hashlib.sha256(text).hexdigest()
    if not system.saved.stale(NAME, digest):
        return
    system.progress(f"Making the saved system {NAME}")
    try:
        build(system, text, digest)
    except S360Error as error:
        system.log("saved", f"{NAME} could not be made: {error}")


def deck_folder() -> Path:
    """Where the sample decks are: in the installed package, or in the checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "decks"
    return installed if installed.is_dir() else here.parent / "decks"


def ipl_cards(text: bytes) -> list[bytes]:
    """The source as a deck that loads itself."""
    from s360.asm import assemble
    from s360.asm.object_deck import read_decks
    from s360.linker.bootstrap import ipl_deck
    from s360.linker.link import link
    made = assemble(text.decode(), name=SOURCE)
    if made.return_code > 4:
        raise S360Error(f"{SOURCE} does not assemble: {made.messages[0]}")
    deck, _ = ipl_deck(link(read_decks(made.object_deck, SOURCE)))
    return [deck[at:at + 80] for at in range(0, len(deck), 80)]


def build(system, text: bytes, digest: str) -> None:
    """IPL the deck in a machine of nobody's, and save it in its wait."""
    vm = VirtualMachine(system, User.model_validate({"userid": "SYSTEM", "storage": "256K",
                                                     "devices": {}}))
    try:
        vm.machine.attach(CARDS, "2540R", deck=ipl_cards(text))
        vm.machine.attach(CONSOLE, "1052")
        vm.machine.ipl(CARDS)
        stop = vm.machine.run(MOST)
        if stop.reason is not StopReason.WAIT:
            raise S360Error(f"it does not come to its wait: {stop.reason.value}")
        system.saved.save(NAME, vm, source=digest)
    finally:
        vm.machine.close()
