"""SCRIPT against the formatter in Python (script_reference.py) on random documents of fixed seeds, and a long
document against the clock."""
import resource
from random import Random

import pytest

from cms_machine import code_of
from script_reference import pages as reference
from script_room import Desk

WORDS = ".br .ce .cm .co .nc .cp .ds .ss .fo .nf .he .in .ju .nj .ll .of .pa .pl .pn .sp .tb .tm .bm .un".split()
ALONE = (".br", ".co", ".nc", ".ds", ".ss", ".fo", ".nf", ".ju", ".nj")
BAD = (" x", " 5x", " 1 2", " -3", " +4", " 0", " 99999", "A", "3", " 200", "")


def operand(random: Random, word: str) -> str:
    """Behind a control word; now and then a wrong one."""
    if random.random() < .12:
        return random.choice(BAD)
    if word in ALONE:
        return ""
    some = {".he": (" Chapter One", " - % - ", " Page %%\tx", " " + "long heading " * 12, ""), ".cm": (" remark",),
            ".pn": (" on", " off", " offno", " roman", " arabic"), ".ce": ("", " 2", " centred", " " + "long " * 30),
            ".tb": ("", " 10 20 30", " 3", " 7 44 61 132", " 20 10", " " + " ".join(
                str(stop * 3) for stop in range(1, random.randint(3, 19)))),
            ".ll": ("", f" {random.randint(1, 132)}", " 60", " 72", " -5", " +5", " 40"),
            ".pl": ("", f" {random.randint(1, 70)}", " 20", " 30"),
            ".in": ("", f" {random.randint(0, 30)}", " +5", " -5")}
    return random.choice(some.get(word, ("", f" {random.randint(0, 9)}", " 3")))


def text(random: Random) -> str:
    """A line of words, blanks and tabs, sometimes very long."""
    line = random.choice(("", "", "", " ", "   ", "\t", " " * 40, "\t\t "))
    for _ in range(random.choice((0, 1, 3, 8, 12, 12, 12, 20))):
        size = random.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 12, 30))
        line += "".join(random.choice("abcdefgABCxyz.,") for _ in range(size))
        line += random.choice(("", "", "", ".", "?", "!", "\t", "\t ")) + " " * random.choice((1, 1, 1, 2, 3))
    if random.random() < .02:
        line += "x" * random.randint(100, 1500)
    return line.rstrip() if random.random() < .5 else line


def random_document(random: Random, lines: int) -> list[str]:
    made = []
    for _ in range(lines):
        word = random.choice(WORDS)
        made.append((word + operand(random, word) if random.random() < .3 else text(random)) or " ")
    return made


def compare(seed: int) -> None:
    """Three documents, the first imbeds the others."""
    random = Random(seed)
    files = {name: random_document(random, random.choice((5, 20, 60))) for name in ("T", "B", "C MEMO")}
    for name, line in (("T", ".im b"), ("T", random.choice((".ap c memo", ".im c memo"))), ("B", ".im t")):
        files[name].insert(random.randrange(len(files[name])), line)
    expected, errors = reference(files, "T")
    desk = Desk({name: "\n".join(lines) for name, lines in files.items()})
    made = desk.pages()
    assert made == expected, seed
    assert sum(" LINE " in line for line in desk.errors()) == errors, seed


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_random_documents_are_as_the_rules_say(start):
    for seed in range(start, start + 20):
        compare(seed)


@pytest.mark.soak
@pytest.mark.parametrize("start", range(1000, 5000, 500))
def test_many_random_documents_are_as_the_rules_say(start):
    for seed in range(start, start + 500):
        compare(seed)


def test_a_document_of_10000_lines_in_seconds():
    lines = ["The quick brown fox jumps over the lazy dog, and the dog sleeps on."] * 10_000
    desk = Desk({"T": "\n".join(lines)}, cylinders=25)
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    pages = desk.pages()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun < 8
    assert code_of(desk.lines) == 0 and pages == reference({"T": lines}, "T")[0]
