"""SCRIPT at the console of a bare machine: control words, options, output, errors, what users might do."""
import re
from pathlib import Path

import pytest

from cms import build_source
from cms.build_help import texts
from cms.check import check
from cms_machine import code_of
from script_reference import BREAKING, OTHER
from script_room import LIMIT, Desk, files_of, pages_of


def body(text: str, **more: str) -> list[str]:
    """The text of the first page, lines of 20."""
    return Desk({"T": ".ll 20\n" + text} | more).pages()[0][5:]


@pytest.mark.parametrize("text, lines", (
    ("one two three four five six", ["one  two  three four", "five six"]),
    ("End.\nNew? Yes!\nno\nso", ["End.   New? Yes!  no", "so"]),
    ("one\n.br\ntwo", ["one", "two"]), ("one\n two", ["one", " two"]), ("one\n\ntwo", ["one", "", "two"]),
    ("one\n.sp 2\ntwo", ["one", "", "", "two"]), (".SP2\ntwo", ["", "", "two"]),
    (".ce\nab\nc", ["         ab", "c"]), (".ce 2\nab\ncde\nf", ["         ab", "        cde", "f"]),
    (".ce ab\nc", ["         ab", "c"]), (".cm x\none", ["one"]), ("one\n.cm x\ntwo", ["one two"]),
    (".nc\n.nj\na\nb", ["a", "b"]), (".nf\na  b\nc\n.fo\nd\ne", ["a  b", "c", "d e"]),
    (".ds\none\n.br\ntwo\n.ss\nx\n.br\ny", ["one", "", "two", "", "x", "y"]),
    (".in 5\none\n.in\ntwo", ["     one", "two"]), (".in 5\n.in -2\none\n.in +1\ntwo", ["   one", "    two"]),
    (".of 3\n1. one two three four five", ["1.   one  two  three", "   four five"]),
    (".in 4\n.un 2\none two three four\nx", ["  one two three four", "    x"]),
    (".tb 5 11\na\tb\tc", ["a   b     c"]),
    (".nj\none two three four five six", ["one two three four", "five six"]),
    (".ju\n.nc\na b c", ["a         b        c"]), ("a\n.co\nb", ["a", "b"]),
    (".ll 1\nab", ["a", "b"]), ("...not a word\n.5 either", ["...not   a  word  .5", "either"])))
def test_lines(text, lines):
    assert body(text) == lines
