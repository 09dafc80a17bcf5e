"""EDIT against a model of it, and against any line typed."""
import random

import pytest

from cms.check import check
from cms_files import WithDisk, cards
from cms_machine import READY
from edit_model import Model
from s360.machine import StopReason

WORDS = ("ONE", "TWO", "AB", "A", "B", "ABAB", "X Y", "  Z")


def some(random_, most=6):
    return random_.randint(1, most)


def a_subcommand(r) -> str:
    """A good subcommand whose effect the model knows."""
    text = " ".join(r.choice(WORDS) for _ in range(some(r, 5)))
    column = some(r, 78)
    return r.choice((
        "TOP", "B", f"N {some(r)}", f"U {some(r)}", "N", "U", f"T {some(r, 4)}", f"L /{r.choice(WORDS)}/",
        f"F {r.choice(WORDS)}", f"F {' ' * some(r, 5)}{r.choice('AB_')}", f"I {text}", f"I {text}",
        f"I {' ' * some(r, 60)}{text}",
        f"R {text}", f"D {some(r, 2)}", "D", f"C /{r.choice(WORDS)}/{r.choice(WORDS)}/ {some(r, 9)}",
        f"C /{r.choice(WORDS)}/{r.choice(WORDS)}/ {some(r, 9)} G", f"C /{r.choice(WORDS)}// {some(r, 9)} G",
        f"C /{r.choice(WORDS)}/{'LONG' * 9}/ 3 G", f"O {' ' * some(r, 70)}{text}",
        f"BLANK {' ' * some(r, 9)}{text}",
        f"REPEAT {some(r, 4)}", f"ZONE {column} {r.randint(column, 80)}", "ZONE 1 80",
        f"TRUNC {r.randint(20, 80)}", "TRUNC 80"))


def against_the_model(seed: int, count: int):
    r = random.Random(seed)
    text = [" ".join(r.choice(WORDS) for _ in range(some(r))).rstrip() for _ in range(12)]
    cms = WithDisk(("T", "DATA", cards("\n".join(text))), cylinders=3)
    model = Model(text)
    assert cms.ask("EDIT T DATA") == ["EDIT:"]
    done = []
    for number in range(count):
        line = a_subcommand(r)
        done.append(line)
        assert cms.ask(line) == model.do(line), done[-8:]
        if number % 50 == 49 and model.lines:
            model.repeat = 0
            assert cms.ask("SAVE") == ["SAVED."]
            assert [one.decode("cp037").rstrip() for one in cms.read("T", "DATA")] == model.lines
    assert check(cms.disk) == []


@pytest.mark.parametrize("seed", range(2))
def test_random_subcommands_agree_with_the_model(seed):
    against_the_model(seed, 500)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_random_subcommands_agree_with_the_model(seed):
    against_the_model(seed, 2000)


NAMES = ("ALTER AUTOSAVE BOTTOM BACKWARD BLANK BRIEF CHANGE CASE DELETE DOWN DSTRING FIND FMODE "
         "FNAME FORWARD FORMAT GETFILE IMAGE INSERT LOCATE LINEMODE LONG NEXT OVERLAY PRINT "
         "PRESERVE PROMPT REPLACE RECFM RENUM REPEAT RESTORE RETYPE REUSE SAVE SCROLL SCROLLUP "
         "SERIAL SHORT STACK TYPE TABDEF TABSET TOP TRUNC UP VERIFY X Y ZONE = ? / 0 5").split()
OPERANDS = ("1", "2", "*", "0", "99999999", "999999999", "-1", "A", "/A/B/", "/A", "//", "ON", "OFF", "T", "DATA",
            "P1", "S", "Z9", "F", "V", "M", "U", "LEFT", "RIGHT", "CANON", "=", "?", "(", ")", ".", "\t",
            "LONGWORDLONGWORD", "\u00ac", "\b", "80", "81", "160", "161", "C1", "G", "X", "Y", "X X", "'")


def any_line(r) -> str:
    """A line of anything."""
    if r.random() < 0.1:
        return "".join(r.choice("ABC /=?*.,()'\t\b\u00ac&%012 ") for _ in range(r.randint(0, 130)))
    name = r.choice(NAMES)
    if r.random() < 0.3:
        name = name[:some(r, 5)]
    glue = r.choice((" ", " ", " ", "", "  "))
    return name + glue + r.choice((" ", "")).join(r.choice(OPERANDS) for _ in range(r.randint(0, 5)))


def answered(cms, line: str) -> list[str]:
    """The answer; KX ends what would go on for ever (X ?, STACK =)."""
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in(line))
    if cms.run(20_000_000) is StopReason.BUDGET:
        cms.attention("KX")
        assert cms.run(5_000_000) is StopReason.WAIT and READY.match(cms.lines[-1]), line
    return cms.lines[:]


def any_lines(seed: int, count: int):
    """Whatever is typed: an answer, no program interruption, no loop; the disk stays whole."""
    r = random.Random(seed)
    cms = WithDisk(("T", "DATA", cards("ONE\nTWO\nA B C")), ("B", "SCRIPT", [b"\xc1" * 140, b"\x81"], "V"),
    cylinders=3)
    begin = "EDIT T DATA"
    cms.ask(begin)
    for _ in range(count):
        line = any_line(r)
        answer = answered(cms, line)
        assert not any("PROGRAM INTERRUPT" in one for one in answer), line
        if answer and answer[-1].startswith(("R;", "E(")):
            cms.ask(r.choice(("EDIT T DATA (NORECOV", "EDIT B SCRIPT (NORECOV", "EDIT N DATA (NORECOV")))
    for _ in range(3):
        answered(cms, "QUIT")
    assert check(cms.disk) == []


@pytest.mark.parametrize("seed", range(2))
def test_any_line_is_answered(seed):
    any_lines(seed, 400)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 240))
def test_any_of_many_lines_is_answered(seed):
    any_lines(seed, 3000)
