"""Macro definitions and macro instructions (GC28-6514, sections 6, 7 and 9)."""
import pytest

from asm_front import Front, macro, values
from s360.asm.fields import cards


def shown(*operands, prototype="         TRY   &P,&Q,&K=KEY,&L=", call=""):
    """What MNOTE shows for each text, in a macro with these parameters."""
    body = "\n".join(f"         MNOTE *,'{text}'" for text in operands)
    front = macro(body, f"NAME     TRY   {call}", prototype)
    assert not front.numbers, [str(m) for m in front.messages.all]
    return [note.removeprefix("*,") for note in front.notes]


# the example of section 6: MOVE
MOVE = """         MACRO
&LABEL   MOVE  &TO,&FROM
&LABEL   ST    2,SAVEAREA
         L     2,&FROM
         ST    2,&TO
         L     2,SAVEAREA
         MEND
HERE     MOVE  FIELDA,FIELDB
"""


def test_the_call_is_followed_by_what_it_generates():
    front = Front(MOVE)
    assert front.assembled == ["ST 2,SAVEAREA", "L 2,FIELDB", "ST 2,FIELDA", "L 2,SAVEAREA"]
    call, first = front.statements[7:9]
    assert (call.kind, call.depth, call.operation, call.operand) == ("call", 0, "MOVE", "FIELDA,FIELDB")
    assert (first.name, first.depth, first.call, first.text) == (
        "HERE", 1, call, "HERE     ST    2,SAVEAREA")
    assert [s.number for s in front.statements] == list(range(1, 13))


def test_a_definition_is_listed_and_not_acted_on():
    front = Front(MOVE)
    assert [s.kind for s in front.statements[:7]] == ["quiet"] * 7


def test_an_omitted_name_leaves_the_name_field_blank():
    assert Front(MOVE.replace("HERE", "    ")).statements[8].name == ""


# positional and keyword parameters
@pytest.mark.parametrize("call, expected", [
    ("", "//KEY/"), ("A", "A//KEY/"), ("A,B", "A/B/KEY/"), (",B", "/B/KEY/"),
    ("A,B,K=Z,L=Y", "A/B/Z/Y"),
    ("L=1,A,K=,B", "A/B//1"), ("K=(1,2),A", "A//(1,2)/"), ("=F'5',A=B+1(2)", "=F'5'/A=B+1(2)/KEY/"),
    (",", "//KEY/"), ("A&&B,'X,Y ''Z'", "A&B/'X,Y ''Z'/KEY/"), ("L'FIELD,T'X", "L'FIELD/T'X/KEY/")])
def test_operands_go_to_parameters(call, expected):
    body = "         MNOTE *,'&P/&Q/&K/&L'"
    front = macro(body, f"         TRY   {call}", "         TRY   &P,&Q,&K=KEY,&L=")
    assert front.notes == ["*," + expected]


def test_an_unknown_keyword_is_taken_as_positional():
    front = macro("         MNOTE *,'&P'", "         TRY   BAD=5", "         TRY   &P,&K=")
    assert front.numbers == [137] and front.notes == ["*,BAD=5"]
    assert front.messages.all[0].column == 16


def test_too_many_operands_are_reported_unless_syslist_sees_them():
    front = macro("         MNOTE *,'&P'", "         TRY   1,22,3", "         TRY   &P")
    assert front.numbers == [138] and front.messages.all[0].column == 18
    front = macro("         MNOTE *,'&SYSLIST(3)'", "         TRY   1,22,3", "         TRY   &P")
    assert not front.numbers and front.notes == ["*,3"]


@pytest.mark.parametrize("operand, column", [
    ("DON'T", 19), ("(A,(B,C)", 16), ("A)", 17), ("'A''", 16), ("L'FIELD,(1)", 0), ("')'", 0),
    ("C''''", 0)])
def test_apostrophes_and_parentheses_come_in_pairs(operand, column):
    front = macro("         MNOTE *,'&P'", f"         TRY   {operand}", "         TRY   &P,&Q")
    assert [(m.number, m.column) for m in front.messages.all] == ([(19, column)] if column else [])


def test_a_keyword_given_twice_is_reported():
    front = macro("         MNOTE *,'&K'", "         TRY   K=1,K=2", "         TRY   &K=0")
    assert front.numbers == [139] and front.notes == ["*,1"]


def test_the_alternate_format_of_a_call():
    call = (f"{'NAME     TRY   A,            first':<71}X\n" f"{'               K=X,':<71}X\n"
            "               B              last")
    front = macro("         MNOTE *,'&P&K&Q'", call, "         TRY   &P,&Q,&K=")
    assert front.notes == ["*,AXB"] and not front.numbers
    statement = next(s for s in front.statements if s.kind == "call")
    assert (statement.operand, statement.remarks) == ("A,K=X,B", "first last")


def test_the_alternate_format_of_a_prototype():
    prototype = f"{'&N       TRY   &P,           one':<71}X\n               &K=7          two"
    assert macro("         MNOTE *,'&P&K'", "         TRY   A", prototype).notes == ["*,A7"]


def test_an_operand_may_go_on_at_column_16():
    call = f"{'         TRY   ' + 'A' * 56}X\n               BB"
    assert macro("         MNOTE *,'&P'", call, "         TRY   &P").notes == ["*," + "A" * 56 + "BB"]


# sublists, &SYSLIST
@pytest.mark.parametrize("text, expected", [
    ("&P", "(A,(B,C),)"), ("&P(1)", "A"), ("&P(2)", "(B,C)"), ("&P(2,2)", "C"), ("&P(3)", ""),
    ("&P(4)", ""),
    ("&Q(1)", "D"), ("&Q(2)", ""), ("&SYSLIST(0)", "NAME"), ("&SYSLIST(1,1)", "A"),
    ("&SYSLIST(1,2,1)", "B"),
    ("&SYSLIST(2)", "D"), ("&SYSLIST(3)", ""), ("&SYSLIST(3,1)", ""), ("&P(1).X", "AX"),
    ("&P(1)X", "AX")])
def test_sublists(text, expected):
    assert shown(text, call="(A,(B,C),),D") == [expected]


@pytest.mark.parametrize("call, term, expected", [
    ("(A,B,C),D", "N'&P", "3"), ("(A,B,C),D", "N'&Q", "1"), ("(A,B,C)", "N'&Q", "0"),
    ("()", "N'&P", "1"),
    ("(A,,C)", "N'&P", "3"), ("A,,C,K=1", "N'&SYSLIST", "3"), ("", "N'&SYSLIST", "0"),
    (",", "N'&SYSLIST", "2"),
    ("(A,(B,C))", "N'&SYSLIST(1)", "2"), ("(A,(B,C))", "N'&SYSLIST(1,2)", "2"), ("'A,B'", "N'&P", "1"),
    ("ABC", "K'&P", "3"), ("'A''B'", "K'&P", "6"), ("", "K'&P", "0"), ("(A,BB)", "K'&P(2)", "2"),
    ("(A,BB)", "K'&P", "6"), ("A", "K'&SYSLIST(0)", "4"), ("", "K'&K", "3")])
def test_number_and_count_attributes(call, term, expected):
    assert values(f"&A(1)    SETA  {term}", "         MNOTE *,'&A(1)'", call=f"NAME     TRY   {call}",
                  prototype="&N       TRY   &P,&Q,&K=KEY") == [expected]


def test_sysndx_counts_macro_instructions():
    inner = "         MACRO\n         INNER\nI&SYSNDX DS    F\n         MEND\n"
    front = Front(inner + "         MACRO\n         OUTER\nA&SYSNDX DS    F\n         INNER\nB&SYSNDX DS    F\n"
                  "         MEND\n         OUTER\n         OUTER\n")
    assert [s.name for s in front.statements if s.kind == "assemble"] == [
        "A0001", "I0002", "B0001", "A0003", "I0004", "B0003"]


def test_sysect_is_the_section_when_the_macro_is_called():
    front = macro("         MNOTE *,'&SYSECT'\nX        CSECT\n         MNOTE *,'&SYSECT'")
    assert front.notes == ["*,PROG", "*,PROG"]


def test_sysparm_sysdate_systime_are_known_everywhere():
    options = dict(sysparm="DEBUG", date="11/22/67", time="12.34")
    text = "         MNOTE *,'&SYSPARM &SYSDATE &SYSTIME'"
    assert macro(text, after=text + "\n", **options).notes == ["*,DEBUG 11/22/67 12.34"] * 2
    front = macro(text, level="f", **options)
    assert front.numbers == [148] * 3 and {m.severity for m in front.messages.all} == {4}


# concatenation
@pytest.mark.parametrize("text, expected", [
    ("&P&Q", "AB"), ("&P.X", "AX"), ("&P..X", "A.X"), ("X&P", "XA"), ("&P.(1)", "A(1)"),
    ("&P-&Q", "A-B"),
    ("&P.&Q", "AB"), ("&P.5", "A5"), ("&P+1(&Q)", "A+1(B)"), ("&&P", "&P"), ("&P&&", "A&"),
    ("&p", "A")])
def test_concatenation(text, expected):
    assert shown(text, call="A,B") == [expected]


def test_fields_of_a_generated_statement_keep_their_columns():
    front = macro("&N       LA    &P,0(&P)           remark &P", "LABEL    TRY   12345678901234567890",
                  "&N       TRY   &P")
    assert front.statements[-1].text == "LABEL    LA    12345678901234567890,0(12345678901234567890) remark &P"
    front = macro("&N       LA    &P,0(&P)           remark &P", "LABEL    TRY   1",
                  "&N       TRY   &P")
    assert front.statements[-1].text == "LABEL    LA    1,0(1)             remark &P"


def test_a_long_generated_statement_has_no_column_limit():
    front = macro("         DC    C'&P&P'", f"         TRY   {'A' * 50}", "         TRY   &P")
    statement = front.statements[-1]
    assert statement.operand == "C'" + "A" * 100 + "'" and len(cards(statement.text)) == 2


def test_the_operation_may_be_substituted():
    assert macro("         &P.R   1,2", "         TRY   A", "         TRY   &P").assembled == ["AR 1,2"]


def test_a_substituted_blank_ends_the_operand():
    front = macro("         LCLC  &C\n&C       SETC  '1,2 NOTE'\n         LA    &C")
    assert front.assembled == ["LA 1,2"] and front.statements[-1].remarks == "NOTE"
    front = macro("         DC    C&P", "         TRY   'A B'", "         TRY   &P")
    assert front.assembled == ["DC C'A B'"]


def test_conditional_assembly_cannot_be_generated():
    front = macro("         &P    .X\n.X       ANOP", "         TRY   AGO", "         TRY   &P")
    assert front.numbers == [136]


# comments
def test_comments_are_generated_as_they_are_hidden_ones_not_at_all():
    front = macro("* SHOWN &P\n.* HIDDEN\n         LA    1,2", "         TRY   A", "         TRY   &P")
    assert [s.text for s in front.statements if s.depth] == ["* SHOWN &P", "         LA    1,2"]


def test_the_card_behind_repro_is_no_statement_of_the_definition():
    card = f"{' &P MEND':<71}X"
    front = macro(f"         REPRO\n{card}\n         LA    1,2", "         TRY   A",
                  "         TRY   &P")
    assert [s.text for s in front.statements if s.depth] == ["         REPRO", card,
                                                             "         LA    1,2"]
    assert not front.numbers


# MNOTE, MEXIT
@pytest.mark.parametrize("operand, text, severity", [
    ("8,'BAD'", "8,BAD", 8), ("255,'BAD'", "255,BAD", 255), (",'BAD'", ",BAD", 1),
    ("&P+2,'BAD'", "7,BAD", 7),
    ("0,'FINE'", "0,FINE", 0)])
def test_mnote_with_severity_is_a_message(operand, text, severity):
    front = macro(f"         MNOTE {operand}", "         TRY   5", "         TRY   &P")
    assert front.notes == [text]
    message, = front.messages.all
    assert (message.severity, message.text, front.messages.return_code) == (
        severity, text.split(",")[1], severity)
    assert message.trail == ["in macro TRY, called at SOURCE:5"] and str(message)


@pytest.mark.parametrize("operand, text", [("*,'HELLO'", "*,HELLO"), ("'HELLO'", "HELLO"),
                                           ("*,'IT''S &P && MORE'", "*,IT'S 5 & MORE")])
def test_mnote_as_a_comment(operand, text):
    front = macro(f"         MNOTE {operand}", "         TRY   5", "         TRY   &P")
    assert front.notes == [text] and not front.messages.all


def test_mnote_without_a_severity_has_1_in_assembler_f():
    front = macro("         MNOTE 'HELLO'", level="f")
    assert front.notes == ["HELLO"] and front.messages.return_code == 1


@pytest.mark.parametrize("operand, number",
                         [("8,BAD", 125), ("", 125), ("1,2,'X'", 125), ("256,'X'", 126),
                                             ("X,'X'", 108)])
def test_mnote_that_is_wrong(operand, number):
    assert macro(f"         MNOTE {operand}").numbers == [number]


def test_mexit_ends_the_macro():
    front = macro("         LA    1,1\n         MEXIT\n         LA    2,2",
                  after="         LA    3,3\n")
    assert front.assembled == ["LA 1,1", "LA 3,3"]


# inner macro instructions
def test_an_inner_macro_takes_the_outer_ones_operands_apart_first():
    inner = "         MACRO\n         INNER &A,&B\n         MNOTE *,'&A/&B'\n         MEND\n"
    front = Front(inner + "         MACRO\n         OUTER &P\n         INNER &P,&P(1)\n"
                  "         MEND\n         OUTER (X,Y)\n         OUTER 'S,T'\n")
    assert front.notes == ["*,(X,Y)/X", "*,'S,T'/'S,T'"]
    call = next(s for s in front.statements if s.kind == "call" and s.depth == 1)
    assert call.operand == "(X,Y),X" and call.text == "         INNER (X,Y),X"


def test_a_macro_may_call_itself():
    front = macro("         AIF   (&N EQ 0).E\n         LA    &N,0\n         LCLA  &M\n&M       SETA  &N-1\n"
                  "         TRY   &M\n.E       ANOP", "         TRY   3", "         TRY   &N")
    assert front.assembled == ["LA 3,0", "LA 2,0", "LA 1,0"]


def test_endless_recursion_ends_with_a_message():
    front = macro("         TRY")
    assert front.numbers == [902] and len(front.messages.all[0].trail) == 8


def test_branching_recursion_ends_at_the_first_call_too_deep():
    front = macro("".join(f"         TRY   {x},&A\n" for x in "XYZ"), "         TRY   X,Y",
                  "         TRY   &A,&B", "         LA    1,2\n")
    assert front.numbers == [902] and front.assembled == ["LA 1,2"]
    assert len(front.statements) < 220


@pytest.mark.parametrize("name", ["AIF", "MEXIT", "COPY", "LCLA", "SETC", "ICTL", "END"])
def test_a_macro_cannot_take_the_name_of_a_macro_instruction(name):
    front = Front(f"         MACRO\n&L       {name}   &A\n         MEND\n         AIF   (1 EQ 1).X\n"
                  "         LA    3,4\n.X       LA    1,2\n         END\n")
    assert front.assembled == ["LA 1,2", "END"]
    (message,) = front.messages.all
    assert (message.number, message.statement, message.column) == (151, 2, 10)


def test_an_undeclared_symbol_in_an_operand_is_pointed_at():
    front = Front(MOVE + "A        MOVE  &FOO,&&BAR,X  it's\n")
    (message,) = front.messages.all
    assert (message.number, message.column) == (100, 16)
    assert message.source == front.statements[-1].text == "A        MOVE  &FOO,&&BAR,X  it's"
    assert Front(MOVE + "         MOVE  A,B&FOO\n").messages.all[0].column == 19


@pytest.mark.parametrize("operand, column", [
    ("AL1(N'&SYSLIST)", 20), ("AL1(K'&X)", 20), ("AL1(1),AL1(2+k'&X)", 29), ("C'N''&X',AL1(N'&X)", 29)])
def test_attributes_of_conditional_assembly_are_told_in_model_statements(operand, column):
    front = macro(f"         DC    {operand}", "         TRY   ABC", "         TRY   &X")
    (message,) = front.messages.all
    assert (message.number, message.line, message.column) == (152, 3, column)
    assert Front(f"         LCLA  &X\n         DC    {operand}\n").numbers == [152]


@pytest.mark.parametrize("operand", ["C'N''&X'", "AL1(L'&X)", "C' N''&X'"])
def test_what_looks_like_such_an_attribute_is_taken(operand):
    assert not macro(f"         DC    {operand}", "         TRY   FIELD", "         TRY   &X").numbers


def test_such_an_attribute_may_be_an_operand_of_another_macro():
    text = "         MACRO\n         INNER &Y\n         LA    1,&Y\n         MEND\n"
    front = Front(text + "         MACRO\n         TRY   &X\n         INNER L'&X\n         INNER N'&X\n"
                         "         MEND\n         TRY   A\n")
    assert front.assembled == ["LA 1,L'A", "LA 1,N'A"] and not front.numbers


@pytest.mark.parametrize("line", ["         GBLA  &A", "         LCLC  &B", "         ACTR  5", "&C       SETA  1",
                                  "         MOVE  A,B"])
def test_conditional_assembly_in_front_of_a_definition_is_news_to_assembler_f(line):
    text = (MOVE if "MOVE" in line else "") + f"{line}\n" + "         MACRO\n         Q\n         MEND\n"
    told = [m for m in Front(text, level="f").messages.all if "a macro definition at this place" in m.text]
    assert len(told) == 1 and told[0].number == 148


def test_a_definition_within_a_definition_defines_when_it_runs():
    body = ("         MACRO\n         INNER &X\n         LA    &X,0\n         MEND\n         LA    1,1")
    front = macro(body, "         INNER 4\n         TRY\n         INNER 5")
    assert front.assembled == ["INNER 4", "LA 1,1", "LA 5,0"] and not front.numbers
    assert macro(body, level="f").numbers == [148]


def test_a_later_definition_takes_the_place_of_the_first():
    one = "         MACRO\n         TRY\n         LA    1,{}\n         MEND\n         TRY\n"
    front = Front(one.format(1) + one.format(2))
    assert front.assembled == ["LA 1,1", "LA 1,2"]


def test_a_macro_may_take_the_name_of_an_instruction():
    text = "         MACRO\n         LA    &R,&X\n         L     &R,=A(&X)\n         MEND\n         LA    1,2\n"
    assert Front(text).assembled == ["L 1,=A(2)"]
    assert Front(text, level="f").numbers == [148]


def test_assembler_f_wants_definitions_before_the_first_section():
    text = "         TITLE 'X'\n         LA    1,2\n" + MOVE
    assert Front(text, level="f").numbers == [148] and not Front(text).numbers
    assert Front("         TITLE 'X'\n" + MOVE, level="f").numbers == []


def test_end_in_a_macro_ends_the_assembly():
    assert macro("         END", after="         LA    1,2\n").assembled == ["END"]


# wrong definitions
@pytest.mark.parametrize("text, numbers", [
    ("         MACRO\n         MEND\n", [130]),
    ("         MACRO\n         TOOLONGNAME\n         MEND\n", [133]),
    ("         MACRO\n         9X\n         LA    1,&UNKNOWN\n         MEND\n", [133]),
    ("         MACRO\nLAB      TRY\n         MEND\n", [131]),
    ("         MACRO\n         TRY   &A,B,&C\n         MEND\n", [131]),
    ("         MACRO\n&A       TRY   &A,&B,&B=1\n         MEND\n", [132, 132]),
    ("         MACRO\n         TRY   &SYSNDX\n         MEND\n", [132]),
    ("         MACRO\n         TRY\n         LA    1,2\n", [134]),
    ("         MACRO\n", [134]),
    ("         MEND\n", [135]), ("         MEXIT\n", [135]),
    ("         MACRO\n         TRY\n         ICTL  1,71\n         MEND\n", [145]),
    ("         MACRO\n         TRY\n         LA    1,&UNKNOWN\n         MEND\n", [100]),
    ("         MACRO\n         TRY\n         AGO   .X\n         MEND\n", [127]),
    ("         MACRO\n         TRY\n.X       ANOP\n.X       ANOP\n         MEND\n", [128]),
    ("         MACRO\n         TRY\n         LA    1,C'A&'\n         MEND\n", [117]),
    ("         MACRO\n         TRY\n         LA    1,&(X)\n         MEND\n", [115]),
    ("         MACRO\n         TRY\n&X       SETA  1\n         MEND\n", [100])])
def test_a_wrong_definition_is_reported_once_and_before_any_call(text, numbers):
    assert Front(text).numbers == numbers
    called = Front(text + "         TRY\n         TRY\n")
    assert called.numbers == numbers or numbers == [134]


def test_a_positional_parameter_behind_a_keyword_is_news_to_assembler_f():
    text = "         MACRO\n         TRY   &K=1,&P\n         MEND\n"
    assert Front(text).numbers == [] and Front(text, level="f").numbers == [148]


def test_assembler_f_wants_globals_then_locals_then_actr():
    body = "         ACTR  5\n         LCLA  &X"
    assert macro(body).numbers == [] and macro(body, level="f").numbers == [148]
    assert macro("         GBLA  &Y\n         LCLA  &X\n         ACTR  5", level="f").numbers == []


def test_a_message_in_a_macro_names_the_calls():
    front = macro("         LCLA  &A\n&A       SETA  &P", "         TRY   XYZ", "         TRY   &P")
    text = str(front.messages.all[0])
    assert text.startswith("SOURCE:4: error: the value of &P, 'XYZ', is no number")
    assert "in macro TRY, called at SOURCE:6" in text
    assert text.splitlines()[2].index("^") - 4 == "&A       SETA  &P".index("&P")
