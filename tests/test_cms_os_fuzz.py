"""Supervisor calls with registers and lists of any kind: an answer each time, and CMS is as before."""
import random

import pytest

from cms_machine import READY, code_of
from cms_os import USER, ready, program

CALLS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 35, 40, 41, 42, 44, 46, 47, 48, 51, 56, 60, 62, 63)
PLACES = (0, 1, 4, 16, 64, 0x100, 0x200, 0x1000, 0x4000, 0x10000, 0x11FFF, USER, USER + 1, USER + 0x200, 0x38000, 0x3DFF8,
          0x3E000, 0x3FFF8, 0x40000, 0xFFFFF8, 0xFFFFFE)
NAMES = ("ADD     ", "NOSUCH  ", "        ", "PROG    ")


@pytest.fixture(scope="module")
def desk():
    desk = ready(ADD=program(" SR 15,15", " B GOBACK", name="ADD"))
    yield desk
    assert code_of(desk.ask("LISTF")) == 0


def word(dice: random.Random) -> int:
    low = dice.choice(PLACES + (USER + 0x200 + 4 * dice.randrange(64),) * 20) if dice.random() < 0.9 else dice.randrange(1 << 24)
    return dice.choice((0, 0, 0, 0x80, 0x20, 0xC0, 0xE0, 0xFF, dice.randrange(256))) << 24 | low


def trial(desk, seed: int) -> None:
    """One program with three calls; its lists are the words behind it."""
    dice = random.Random(seed)
    lines = []
    for call in (dice.choice(CALLS) for _ in range(3)):
        lines += [f" L {register},=X'{word(dice):08X}'" for register in (0, 1, 15)] + [f" SVC {call}"]
    words = [f" DC X'{word(dice):08X}'" if dice.random() < 0.8 else f" DC CL8'{dice.choice(NAMES)}'" for _ in range(60)]
    desk.load(*lines, " SR 15,15", " B GOBACK", data=(" ORG PROG+X'200'", *words))
    before = desk.core()
    desk.machine.post(lambda: desk.console.type_in("START"))
    del desk.lines[:]
    for _ in range(12):
        desk.machine.run(20_000_000)
        if desk.console.reading and desk.lines and READY.match(desk.lines[-1]):
            break
        if desk.console.reading:                             # WTOR, DEBUG
            desk.machine.post(lambda: desk.console.type_in("KX"))
        else:                                                # it waits or loops
            desk.attention("KX")
    assert desk.lines and READY.match(desk.lines[-1]), (seed, lines, desk.lines[-5:])
    assert desk.ask("ECHO") and desk.word("LSTSVC") == 0, (seed, lines)
    assert desk.core() == before, (seed, lines)


@pytest.mark.parametrize("seed", range(12))
def test_any_call(desk, seed):
    for number in range(5):
        trial(desk, seed * 100 + number)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_calls(desk, seed):
    for number in range(100):
        trial(desk, seed * 100 + number)
