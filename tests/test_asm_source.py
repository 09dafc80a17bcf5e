"""Cards and fields: columns, continuation, ICTL, ISEQ, alternate format (GC28-6514)."""
import pytest

from asm_front import Front
from s360.asm import assemble
from s360.asm.fields import cards, fold, items, split, sublist
from s360.asm.messages import Messages
from s360.asm.source import Reader, lines_of, read_text
from s360.errors import S360Error


def continued(first, *others):
    """Cards with a mark in column 72, all but the last."""
    lines = [first, *others]
    return "\n".join(f"{line:<71}X" for line in lines[:-1]) + "\n" + lines[-1] + "\n"


def test_the_four_fields_are_parted_by_blanks():
    fields = split("LOOP  L  4,X'A B'(2)   load it, don't ask")
    assert fields[:4] == ("LOOP", "L", "4,X'A B'(2)", "load it, don't ask")
    assert (fields.operation_at, fields.operand_at) == (6, 9)


@pytest.mark.parametrize("text, operand, remarks", [
    (" DC C'IT''S A'   next", "C'IT''S A'", "next"),
    (" LA 1,L'FIELD   it's", "1,L'FIELD", "it's"),
    (" LA 1,L'FIELD+L'X  'a'", "1,L'FIELD+L'X", "'a'"),
    (" DC CL4' A',L'1.5',C' ' r", "CL4' A',L'1.5',C' '", "r"),
    (" DC L'&X' r", "L'&X'", "r"),
    (" AIF T'&P,K'&P  it's", "T'&P,K'&P", "it's"),
    (" DC C'' r", "C''", "r"),
    (" DC XL'&L r'", "XL'&L r'", ""),
    (" MVC A(L'B),=C' ''' x", "A(L'B),=C' '''", "x")])
def test_an_operand_ends_at_the_first_blank_outside_of_quotes(text, operand, remarks):
    fields = split(text)
    assert (fields.operand, fields.remarks) == (operand, remarks)


def test_a_string_without_end_takes_the_rest():
    assert split(" DC C'ABC DEF").operand == "C'ABC DEF"


def test_small_letters_are_capitals_outside_of_quotes():
    fields = split("loop  mvc  field(l'x),=c'It''s' Remark")
    assert fields[:4] == ("LOOP", "MVC", "FIELD(L'X),=C'It''s'", "Remark")
    assert fold("c'a',b,l'c") == "C'a',B,L'C"


@pytest.mark.parametrize("operand, parts", [
    ("", []), ("A", ["A"]), ("A,", ["A", ""]), (",B", ["", "B"]), ("(A,B),C", ["(A,B)", "C"]),
    ("'A,B',C", ["'A,B'", "C"]), ("L'A,'B'", ["L'A", "'B'"]),
    ("A(1,(2,3)),K=(4,5)", ["A(1,(2,3))", "K=(4,5)"]),
    ("'(',)", ["'('", ")"])])
def test_operands_are_parted_by_commas_outside_of_parentheses_and_quotes(operand, parts):
    assert [text for text, _ in items(operand)] == parts
    assert all(operand[at:at + len(text)] == text for text, at in items(operand))


@pytest.mark.parametrize("text, parts", [
    ("(A,B)", ["A", "B"]), ("()", [""]), ("(A,,(B,C))", ["A", "", "(B,C)"]), ("(A)(B)", None),
    ("A", None),
    ("(A", None), ("(')')", ["')'"]), ("(A)+1", None)])
def test_a_sublist_is_one_pair_of_parentheses_around_all(text, parts):
    assert sublist(text) == parts


def test_continuation_joins_columns_1_to_71_and_16_to_71():
    first = f"{'A        DC    C':<16}'" + "x" * 54 + "X12345678"
    front = Front(first + "\n" + " " * 15 + "y'\n")
    statement = front.statements[0]
    assert statement.operand.endswith("xy'")
    assert statement.operand.count("x") == 54
    assert len(statement.written.cards) == 2 and statement.written.cards[0].endswith("12345678")


def test_columns_73_to_80_are_no_part_of_the_statement():
    front = Front(f"{'         LA    1,2':<72}SEQ00010\n")
    assert front.assembled == ["LA 1,2"] and front.statements[0].remarks == ""


def test_a_message_points_at_the_card_and_column():
    front = Front("         LCLA  &A\n" + continued(f"&A       SETA  {'0' * 55}+", "               *3"))
    message = front.messages.all[0]
    assert (message.number, message.line, message.column) == (108, 3, 16)
    assert message.source == "               *3"


def test_a_comment_card_is_not_continued():
    front = Front("*" * 72 + "\n         LA    1,2\n")
    assert front.assembled == ["LA 1,2"] and not front.numbers


def test_text_before_the_continue_column_is_reported():
    front = Front(continued("         LA    1,", "    X          2"))
    assert front.numbers == [13] and front.messages.all[0].column == 1 and front.messages.all[0].line == 2


@pytest.mark.parametrize("card", [
    f"         DC    C'{'x' * 57}'", "         LA    1,2   " + "remarkable" * 8,
    f"{'         LA    1,2 it is':<71}Words to follow",
    f"{'         LA    1,2 REMARK':<71}IN CAPS", f"{'         LA    1,2 HAS 9':<71}BLANK",
    f"MSG      DC    C'{'x' * 300}'"])
@pytest.mark.parametrize("following", ["NEXT     LA    3,4", "         LA    3,4", "* COMMENT", ""])
def test_text_that_runs_across_column_72_is_reported_there_alone(card, following):
    result = assemble(f"T        CSECT\n{card}\n{following}\n         LR    1,2\n         END\n")
    (message,) = result.messages
    assert (message.code, message.line, message.column, message.statement) == ("ASM020E", 2, 72, 2)
    assert repr(card[71]) in message.text and "line 3" in message.text
    assert result.statistics["statements"] == 5                  # the next card is not swallowed
    assert ("NEXT" in result.symbols) == following.startswith("NEXT")


def test_the_last_card_of_several_may_run_across_column_72():
    front = Front(continued("         LA    1,2", f"{' ' * 15}{'REMARK' * 10}") + "         LA    1,2\n")
    assert front.numbers == [20] and front.messages.all[0].line == 2
    assert front.assembled == ["LA 1,2"] * 2


def test_at_the_last_card_column_72_is_the_only_mistake():
    result = assemble(f"T        CSECT\n         DC    C'{'x' * 57}'\n")
    (message,) = result.messages
    assert (message.code, message.line, message.column) == ("ASM012E", 2, 72)


def test_an_identification_behind_a_mark_is_no_text_that_runs_across():
    card = f"{'         LA    1,2':<71}X" + "ABCD0010"
    for following, numbers in (("               REMARK", []), ("          A    REMARK", [13])):
        front = Front(f"{card}\n{following}\n")
        assert front.numbers == numbers and len(front.statements) == 1


def test_a_continuation_without_a_card_is_reported():
    front = Front(f"{'         LA    1,2':<71}X\n")
    assert front.numbers == [12] and front.assembled == ["LA 1,2"]


def test_more_than_80_columns_are_reported_and_cut():
    front = Front("         LA    1,2" + " " * 70 + "far\n")
    assert front.numbers == [11] and front.messages.all[0].column == 81
    assert front.assembled == ["LA 1,2"]


def test_more_than_three_cards_are_news_to_assembler_f():
    text = continued("         DC    A(1,", *["               2,"] * 2, "               3)")
    assert Front(text).numbers == []
    assert Front(text, level="f").numbers == [17]


def test_tabs_go_to_every_eighth_column():
    assert lines_of("A\tLA\t1,2\n") == ["A       LA      1,2"]


def test_blank_cards_and_comments_are_listed_and_numbered():
    front = Front("* ONE\n\n         LA    1,2\n.* THREE\n")
    assert [(s.number, s.kind) for s in front.statements] == [
        (1, "comment"), (2, "comment"), (3, "assemble"), (4, "comment")]


def test_a_name_without_operation_is_reported():
    front = Front("ALONE\n         LA    1,2\n")
    assert front.numbers == [1] and front.messages.all[0].column == 6
    assert front.assembled == ["LA 1,2"]


def test_nothing_behind_end_is_read():
    front = Front("         END\n         LA    1,2\n")
    assert front.assembled == ["END"]


def test_the_card_behind_repro_is_given_as_it_is():
    front = Front("         REPRO\n  &ANY 'CARD" + " " * 60 + "IN COLUMN\n         LA    1,2\n")
    assert front.assembled == ["REPRO", "LA 1,2"] and not front.numbers
    assert front.statements[1].kind == "comment"
    assert front.statements[1].text == "  &ANY 'CARD" + " " * 60 + "IN COLUM"


def test_ictl_moves_the_columns():
    front = Front("         ICTL  5,60,20\n" + f"    A LA {'1,':>51}X\n" + " " * 19 + "2\n")
    assert front.assembled == ["LA 1,2"] and front.statements[1].name == "A" and not front.numbers


def test_ictl_without_continue_column_forbids_continuation():
    front = Front("         ICTL  1,71\n" + f"{'         LA    1,2':<71}X\n         LA    3,4\n")
    assert front.assembled == ["LA 1,2", "LA 3,4"]


@pytest.mark.parametrize("operand", ["", "0,71,16", "1,40", "41,80", "10,71,10", "1,71,41", "40,44",
                                     "A,B"])
def test_ictl_beyond_its_ranges_is_refused(operand):
    assert Front(f"         ICTL  {operand}\n").numbers == [15]


def test_ictl_must_be_first():
    assert Front("*\n         ICTL  1,71,16\n").numbers == [18]


def test_iseq_checks_that_the_field_rises():
    def card(text, field):
        return f"{text:<72}{field}\n"
    text = (card("         ISEQ  73,80", "00000010") + card("         LA    1,1", "00000020")
            + card("         LA    1,2", "00000020") + card("         LA    1,3", "00000030")
            + card("         ISEQ", "00000040") + card("         LA    1,4", "00000001"))
    front = Front(text)
    assert front.numbers == [14] and front.messages.all[0].line == 3 and front.messages.all[0].column == 73


def test_iseq_tells_the_first_card_out_of_sequence_and_counts_the_others():
    front = Front("         ISEQ  73,80\n" + "         LA    1,2\n" * 51 + "         ISEQ\n" + "* X\n" * 3)
    first, more = front.messages.all
    assert (first.number, first.line, first.statement) == (14, 3, 3)
    assert (more.number, more.line, more.statement) == (21, 53, 53)     # 50 and the ISEQ, but for the first
    assert more.text.startswith("50 ")


def test_the_count_of_cards_out_of_sequence_is_told_at_the_end_too():
    text = "         ISEQ  73,80\n" + "         LA    1,2\n" * 4
    assert Front(text).numbers == [14, 21] and Front(text + "         END\nX\n").numbers == [14, 21]


def test_messages_about_cards_have_the_number_of_their_statement():
    text = ("T        CSECT\n         L     1,NONE\n" + "         BR    14" + " " * 80 + "FAR\n"
            + continued("         LA    1,2", "    X          REMARK") + "         L     1,NONE\n         END\n")
    result = assemble(text)
    assert [(m.statement, m.code) for m in result.messages] == [
        (2, "ASM201E"), (3, "ASM011W"), (4, "ASM013W"), (5, "ASM201E")]


@pytest.mark.parametrize("operand", ["70,75", "80,73", "73", "73,81", "X"])
def test_iseq_columns_lie_outside_of_the_statement(operand):
    assert Front(f"         ISEQ  {operand}\n").numbers == [16]


ALTERNATE = continued("         LCLA  &A,      THE FIRST", "               &B,      THE SECOND",
                      "               &C       THE LAST")


def test_lcl_goes_on_behind_a_comma_and_a_blank():
    front = Front(ALTERNATE + "&C       SETA  1\n")
    assert not front.numbers
    assert front.statements[0].operand == "&A,&B,&C"
    assert front.statements[0].remarks == "THE FIRST THE SECOND THE LAST"


def test_other_instructions_have_no_alternate_format():
    front = Front(continued("         LA    1,      REMARK", "               2"))
    assert front.assembled == ["LA 1,"]


def test_generated_text_is_folded_into_71_columns():
    text = "         DC    C'" + "A" * 100 + "'"
    listed = cards(text)
    assert listed[0] == text[:71] and listed[1] == " " * 15 + text[71:]
    assert all(len(card) <= 71 for card in cards("X" * 500))


def test_utf8_and_latin_1_files(tmp_path):
    path = tmp_path / "a.asm"
    path.write_bytes(" DC C'¬'\n".encode())
    messages = Messages()
    assert read_text(path, messages) == " DC C'¬'\n" and not messages.all
    path.write_bytes(" LA 1,2\n DC C'¬'\n".encode("latin-1"))
    assert read_text(path, messages) == " LA 1,2\n DC C'¬'\n"
    assert [(m.number, m.line) for m in messages.all] == [(10, 2)]


def test_cards_of_80_bytes_ebcdic(tmp_path):
    path = tmp_path / "a.asm"
    path.write_bytes(b"".join(line.ljust(80).encode("cp037") for line in ["A        LA    1,2",
                                                                          "         END"]))
    assert read_text(path) == "A        LA    1,2\n         END\n"


@pytest.mark.parametrize("size", [79, 241, 1353])
def test_ebcdic_that_is_not_whole_cards_is_refused(tmp_path, size):
    path = tmp_path / "a.asm"
    path.write_bytes("         LA    1,2".ljust(size).encode("cp037"))
    with pytest.raises(S360Error, match=rf"a\.asm: looks like EBCDIC cards, but {size} bytes"):
        read_text(path)


def test_of_a_card_without_end_a_few_columns_are_shown():
    front = Front("*" + " " * 70 + "X" * 1_000_000 + "\n")
    (message,) = front.messages.all
    assert (message.number, message.column) == (11, 81)
    assert all(len(line) <= 130 for line in str(message).splitlines())


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(S360Error, match="none.asm"):
        read_text(tmp_path / "none.asm")


def test_a_statement_has_a_longest_length():
    text = "\n".join([f"{' ' * 15}{'A' * 56}X" for _ in range(400)])
    messages = Messages()
    written = Reader("S", lines_of(text), messages).next()
    assert len(written.text) == 16_384 and {m.number for m in messages.all} == {12, 901}
