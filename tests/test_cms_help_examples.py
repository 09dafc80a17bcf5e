"""The examples of the help texts, typed at a bare machine, or under CP: what they say is what comes.

An example begins with a line `Example`, or `Example, with CP`; its lines are indented.  `> line` is typed, what follows is
the answer: `...` stands for any lines, or at the end of a line for the rest of it; of ready messages
what is in front of `;` counts.  `Example: NAME TYPE` begins with the lines of that file.
"""
import re

import pytest

from cms.build_help import Text, texts
from cms.check import check
from cms_files import HELLO, WithDisk, cards, hello_deck
from cms_room import Room

WITH_CP = "Example, with CP"
LETTER = ["Dear Ann,", "the cards have come.", "There are 200 of them.", "Yours, Bob"]


def standard_files() -> list[tuple]:
    """What the disk of an example has: LETTER MEMO, HELLO ASSEMBLE and HELLO TEXT."""
    return [("LETTER", "MEMO", [line.encode("cp037") for line in LETTER], "V"),
            ("HELLO", "ASSEMBLE", cards(HELLO.rstrip("\n"))),
            ("HELLO", "TEXT", hello_deck())]


def examples(text: Text) -> list[tuple[str, list[str]]]:
    """Headings and lines of the examples of a text."""
    found, at = [], None
    for line in text.lines:
        if line and not line.startswith(" "):
            at = (line, []) if line.startswith("Example") else None
            found += [at] if at else []
        elif at:
            at[1].append(line.removeprefix("  ") if line else "")
    return found


def with_examples(under_cp: bool) -> list:
    return [pytest.param(text, id=f"{text.group}-{text.name}") for text in texts()
            if any((heading == WITH_CP) == under_cp for heading, _ in examples(text))]


def dialogue(lines: list[str]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The lines of the file in front, and what is typed with its answer."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    front, turns = [], []
    for line in lines:
        if line.startswith(">"):
            turns.append((line[1:].removeprefix(" "), []))
        elif turns:
            turns[-1][1].append(line)
        else:
            front.append(line)
    return front, turns


def pattern(expected: list[str]) -> str:
    """The answer as a regular expression of lines."""
    made = ""
    for line in expected:
        if line.strip() == "...":
            made += r"(.*\n)*?"
        elif re.match(r"(R|E\(-?\d+\));$", line):
            made += re.escape(line) + r".*\n"
        elif line.endswith("..."):
            made += re.escape(line[:-3]) + r".*\n"
        else:
            made += re.escape(line) + r"\n"
    return made


def run(text: Text, machine, lines: list[str]) -> None:
    for line, expected in dialogue(lines)[1]:
        answer = [one.rstrip() for one in machine.ask(line)]
        found = "".join(one + "\n" for one in answer if one)
        wanted = pattern([one for one in expected if one])
        assert re.fullmatch(wanted, found), (
            f"{text.path.name}: {line!r} is answered\n{found}\nand not as the text says:\n"
            + "\n".join(expected))


@pytest.mark.parametrize("text", with_examples(False))
def test_examples_do_what_the_text_says(text):
    for heading, lines in examples(text):
        if heading == WITH_CP:
            continue
        file = re.fullmatch(r"Example: (\S+) (\S+)", heading)
        assert file or heading in ("Example", "Examples"), heading
        front, turns = dialogue(lines)
        assert turns, f"{text.path.name}: nothing is typed in the example"
        assert not front or file, f"{text.path.name}: lines in front of what is typed"
        files = standard_files()
        if file:
            while front and not front[-1]:
                front.pop()
            files.append((file[1], file[2], cards("\n".join(front))))
        machine = WithDisk(*files)
        run(text, machine, lines)
        assert [one for one in check(machine.disk) if one.severity != "note"] == []


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    one = Room(tmp_path_factory.mktemp("help"), *standard_files())
    yield one
    one.close()


@pytest.mark.parametrize("text", with_examples(True))
def test_examples_with_cp_do_what_the_text_says(text, room):
    """Each line typed is answered by a ready message at the end."""
    for lines in (lines for heading, lines in examples(text) if heading == WITH_CP):
        run(text, room, lines)
    assert room.faults() == []
