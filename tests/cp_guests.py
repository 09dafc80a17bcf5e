"""Guests of a whole CP for tests and measurements: users added, decks in readers, spool files as text,
images loaded, the supervisor of decks/ woken."""
from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

from cp.directory_schema import User
from cp.first_saved import ipl_cards
from cp.spool_render import render
from cp.system import System
from s360.media.cards import read_deck

DECKS = Path(__file__).resolve().parent.parent / "decks"
PAGED = 64                     # the fewest frames system.yaml allows
STOPPED = "DISABLED WAIT PSW"


def paged_system(folder, frames: int = PAGED, **options) -> System:
    """A system with so few frames of real storage; fewer than system.yaml allows are taken away
    behind the start."""
    System(folder, threads=1).close()
    page = Path(folder) / "system.yaml"
    page.write_text(page.read_text() + f"\nframes: {max(PAGED, frames)}\n")
    system = System(folder, **options)
    system.frames.total = frames
    return system


def add_user(system, userid: str, **keys) -> None:
    """A directory entry; nobody knows its password."""
    system.directory.put([User.model_validate({"userid": userid, **keys})], replace=True)


def guest(system, userid: str, assist: bool = True, **keys):
    """A user added and logged on, in CP."""
    add_user(system, userid, **keys)
    vm = system.logon(userid, ipl=False)
    vm.console.command(f"SET ASSIST {'ON' if assist else 'OFF'}")
    return vm


# -- unit record

def put_deck(system, userid: str, cards) -> None:
    """Queue cards (80 bytes each) to a user's reader."""
    writer = system.spool.open("RDR", userid)
    for card in cards:
        writer.punch(card)
    writer.close()


def take_output(system, vm, kind: str, folder) -> str:
    """Close the machine's printer ("PRT") or punch ("PUN") and give its files as text, which are then
    purged."""
    vm.console.command(f"CLOSE {kind}")
    text = ""
    for file in system.spool.files(kind, vm.userid):
        path = Path(folder) / f"{vm.userid}.{kind}"
        render(system.spool, file, path)
        text += path.read_text()
        system.spool.purge([file])
    return text


@lru_cache(None)
def loading_deck(name: str) -> list[bytes]:
    """A program of decks/ as a deck that loads itself."""
    return ipl_cards((DECKS / f"{name}.asm").read_bytes())


def sample_cards(name: str) -> list[bytes]:
    """The data cards beside a program of decks/."""
    return read_deck(DECKS / f"{name}.cards")


# -- programs

def start_image(vm, data: bytes, count: int) -> None:
    """Load a benchmark kernel at 0 with its iteration count at 180, and start it as PSW RESTART does."""
    with vm.lock:
        vm.change(0, data)
        vm.change(0x180, count.to_bytes(4, "big"))
        vm.machine.press_restart()
        vm.begin()


def until_stopped(vm, seconds: float = 30) -> None:
    """Wait until the guest is in its disabled wait and CP was entered."""
    vm.console.expect(STOPPED, seconds)
    with vm.lock:
        pass                   # the slice that said so has ended


def woken(vm, seconds: float = 10):
    """IPL SUPERV and press attention: it reads."""
    vm.console.command("IPL SUPERV")
    vm.console.wait_for("RUNNING", seconds)
    vm.console.attention()
    vm.console.wait_for("VM READ", seconds)
    return vm


def ask(vm, line: str, answer: str, seconds: float = 20) -> str:
    """Type a line to the guest; what it types up to a line with `answer`."""
    vm.console.send(line)
    return vm.console.expect(answer, seconds)


def timed(action) -> float:
    """Seconds that it takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def wait_until(condition, seconds: float = 20) -> None:
    """Look every few milliseconds; TimeoutError."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it does not come about")
        time.sleep(0.005)
