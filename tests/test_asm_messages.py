"""The catalogue of messages, its page, and how messages look."""
import re
import string

import pytest

from assembled import codes, program
from s360.asm import assemble, catalogue_doc
from s360.asm.catalogue import CATALOGUE
from shared import ROOT


def test_the_committed_page_is_current():
    page = ROOT / "docs" / "assembler-messages.md"
    assert page.read_text(encoding="utf-8") == catalogue_doc.markdown(), \
        "run `python -m s360.asm.catalogue_doc`"


@pytest.mark.parametrize("number", CATALOGUE)
def test_entries_are_complete(number):
    entry = CATALOGUE[number]
    assert entry.severity in (0, 4, 8, 12)
    assert entry.text and not entry.text.endswith(".") and "\n" not in entry.text
    assert entry.remedy.endswith(".") and entry.remedy[0].isupper()
    assert any(start <= number for start in catalogue_doc.GROUPS)
    list(string.Formatter().parse(entry.text))
    assert catalogue_doc.code(number) in catalogue_doc.markdown()


def test_numbers_are_in_order_and_three_digits():
    assert all(1 <= number <= 999 for number in CATALOGUE)


def test_return_codes_are_the_highest_severity():
    assert assemble("T CSECT\n BR 14\n END\n").return_code == 0
    assert program(" DC AL1(256)").return_code == 0 and codes(program(" DC AL1(256)")) == [(2, "ASM366I")]
    assert program(" DROP 5").return_code == 4
    assert program(" DROP 5", " L 1").return_code == 8
    assert program(" ORG *+16777215", " DS F", " L 1").return_code == 12


def test_a_message_points_into_the_right_card_of_a_continued_statement():
    first = "         DC    C'" + "X" * 54
    assert len(first) == 71
    result = assemble(f"T        CSECT\n{first}*\n{' ' * 15}X',Q'3'\n         END\n", name="x.asm")
    (message,) = result.messages
    assert (message.line, message.column) == (3, 20)
    assert str(message).splitlines()[1:] == [" " * 19 + "X',Q'3'", " " * 23 + "^"]


def test_a_message_in_a_macro_tells_the_call():
    result = assemble("         MACRO\n         BAD   &R\n         LR    &R,16\n         MEND\nT        CSECT\n"
                      "         BAD   1\n         END\n", name="m.asm")
    (message,) = result.messages
    assert message.code == "ASM310E" and message.line == 3
    shown = str(message)
    assert "LR    1,16" in shown and "in macro BAD, called at m.asm:6" in shown


def test_names_and_operations_are_pointed_at():
    result = assemble("T        CSECT\n1ABC     BRX   14\n         BRY   14\n1ABC     BR    14\n         END\n")
    assert [(m.code, m.column) for m in result.messages] == [
        ("ASM300E", 10), ("ASM300E", 10), ("ASM205E", 1)]


def test_every_message_names_a_place():
    result = program(" L 1", "A EQU NONE", " ENTRY X", " LTORG", "D DSECT", " LTORG")
    assert len(result.messages) == 4
    for message in result.messages:
        assert re.match(r"source:\d+:", str(message)) and message.source


def test_of_a_long_statement_the_part_around_the_caret_is_shown():
    source = ("         MACRO\n         M     &P\n         DC    AL1(&P.,NONE,&P)\n         MEND\n"
              "T        CSECT\n" + "".join(f"{line:<71}X\n" for line in [
                  "         M     " + "1+" * 28] + [" " * 15 + "1+" * 28] * 5) + " " * 15 + "1\n")
    message = next(m for m in assemble(source).messages if m.number == 201)
    _, shown, caret, _ = str(message).splitlines()
    assert len(shown) <= 124 and shown[caret.index("^"):].startswith("NONE")


@pytest.mark.parametrize("source", ["", "* NOTHING\n", "         MACRO\n         M\n         MEND\n"])
def test_a_message_without_a_place_names_the_source(source):
    result = assemble(source, name="empty.asm")
    assert str(result.messages[-1]) == "empty.asm: warning: the END statement is missing [ASM402W]"
    assert "END statement is missing (empty.asm)" in result.listing


def test_messages_are_in_the_order_of_statements():
    result = program(" ENTRY NONE", " L 1,NONE", "B EQU NONE", " L 1,NONE")
    assert [message.statement for message in result.messages] == [2, 3, 4, 5]
