"""Conditional assembly: SET symbols, expressions, attributes, branches (GC28-6514, section 8)."""
import pytest

from asm_front import KNOWN, Front, Symbols, macro, values
from s360.asm.arithmetic import Arithmetic
from s360.asm.attributes import Attributes, self_defining
from s360.asm.fault import Fault
from s360.asm.logic import Logic
from s360.asm.options import Limits

SHOW = "         MNOTE *,'&A(1)'"


# SETA
@pytest.mark.parametrize("expression, value", [
    ("5", 5), ("X'1F'", 31), ("B'101'", 5), ("C'A'", 0xC1), ("C'AB'", 0xC1C2), ("C'&&'", 0x50),
    ("C''''", 0x7D),
    ("2+3*4", 14), ("(2+3)*4", 20), ("7/2", 3), ("(0-7)/2", -3), ("7/(0-2)", -3), ("5/0", 0),
    ("2*7/3", 4),
    ("10-3-2", 5), ("100/10/2", 5), ("-3+5", 2), ("2147483647", 2147483647), ("X'FFFFFFFF'", -1),
    ("((((1+1))))", 2), ("&A(9)+1", 10), ("&B(9)+1", 2), ("&C(9)*2", 84), ("&A(&A(9))", 9),
    ("&a(9)", 9)])
def test_seta(expression, value):
    assert values("&A(9)    SETA  9", "&B(9)    SETB  1", "&C(9)    SETC  '42'",
                  f"&A(1)    SETA  {expression}", SHOW,
                  f"         AIF   (&A(1) EQ {value}).OK", "         MNOTE *,'WRONG SIGN'",
                  ".OK      ANOP") == [str(abs(value))]


@pytest.mark.parametrize("text", ["0", "16777215", "X'ABCDEF'", "B'0110'", "C'AB'"])
def test_a_parameter_that_is_a_self_defining_term_is_a_number(text):
    assert values("&A(1)    SETA  &P+1", SHOW, call=f"         TRY   {text}",
                  prototype="         TRY   &P") == [str(self_defining(text) + 1)]


@pytest.mark.parametrize("line, number", [
    ("&A(1)    SETA  1+", 108), ("&A(1)    SETA", 108), ("&A(1)    SETA  1,2", 108),
    ("&A(1)    SETA  (1", 108),
    ("&A(1)    SETA  FIELD", 108), ("&A(1)    SETA  'A'", 108), ("&A(1)    SETA  X'G'", 107),
    ("&A(1)    SETA  99999999999", 107), ("&A(1)    SETA  2147483647+1", 110),
    ("&A(1)    SETA  65536*65536", 110), ("&A(1)    SETA  &C(1)", 106), ("&A(10)   SETA  1", 103),
    ("&A(0)    SETA  1", 103), ("&A       SETA  1", 104), ("&A(1)    SETA  &A", 104),
    ("&A(1)    SETA  &X", 100),
    ("&S       SETA  1", 121), ("&S(1)    SETC  'A'", 105), ("&A(1,2)  SETA  1", 116),
    ("FIELD    SETA  1", 124),
    ("         SETA  1", 124), ("&(X)     SETA  1", 115), ("&A(1)    SETA  &(X)", 115),
    ("&SYSNDX  SETA  1", 120), ("&B(1)    SETB  2", 118), ("&B(1)    SETB  'A'", 108),
    ("&B(1)    SETB  (&A(1) EQ 'A')", 119), ("&C(1)    SETC  5", 108), ("&C(1)    SETC  'A'(3,1)", 114),
    ("&C(1)    SETC  'A'(0,1)", 114), ("&C(1)    SETC  'A'(1,0-1)", 114),
    ("&C(1)    SETC  'A'(1)", 108),
    ("&C(1)    SETC  (0-1)'A'", 112), ("&C(1)    SETC  (256)'A'", 111), ("&C(1)    SETC  'A", 19),
    ("         LCLA  X", 108), ("         LCLA  &Z(0)", 122),
    ("         LCLA  &Z(40000)", 123), ("         LCLA  &A", 101), ("         GBLC  &S", 101),
    ("         ACTR  X", 108), ("         AIF   &B(1).X", 108), ("         AIF   (1).X+", 108),
    ("         AIF   (1)", 108), ("         AGO   X", 108)])
def test_a_wrong_statement_is_reported_where_it_is_wrong(line, number):
    front = macro(f"         LCLA  &A(9)\n         LCLB  &B(9)\n         LCLC  &C(9),&S\n{line}\n"
                  ".X       ANOP\n         LA    1,2")
    assert front.numbers == [number], [str(m) for m in front.messages.all]
    assert front.messages.all[0].line == 6 and front.assembled == ["LA 1,2"]
    assert number == 120 or front.messages.all[0].column


def test_parentheses_have_a_limit():
    assert Arithmetic("(" * 24 + "1" + ")" * 24).whole()(None) == 1
    with pytest.raises(Fault) as caught:
        Arithmetic("(" * 25 + "1" + ")" * 25).whole()
    assert (caught.value.number, caught.value.at) == (109, 24)


def test_terms_have_none():
    assert Arithmetic("+".join(["1"] * 5000)).whole()(None) == 5000
    assert Arithmetic("*".join(["1"] * 5000)).whole()(None) == 1
    assert Logic(" OR ".join(["0"] * 3000)).whole_logical()(None) == 0
    assert Logic(" AND ".join(["1"] * 3000)).whole_logical()(None) == 1


def test_the_column_of_a_fault_is_that_of_the_wrong_term():
    front = Front("         LCLA  &A\n         LCLC  &C\n&A       SETA  12+&C*2\n")
    assert front.messages.all[0].column == len("&A       SETA  12+") + 1


# SETB and logical expressions
@pytest.mark.parametrize("expression, value", [
    ("1", 1), ("0", 0), ("(1)", 1), ("(1 EQ 1)", 1), ("(1 NE 1)", 0), ("(1 LT 2)", 1), ("(2 LE 2)", 1),
    ("(3 GT 4)", 0), ("(4 GE 4)", 1), ("(0-1 LT 1)", 1), ("('A' EQ 'A')", 1), ("('A' LT 'B')", 1),
    ("('B' LT 'AA')", 1),                     # the shorter string is the lesser
    ("('A' LT '1')", 1),                      # EBCDIC: letters before digits
    ("('a' LT 'A')", 1), ("('' EQ '')", 1), ("('&S' EQ 'XYZ')", 1), ("('&S'(2,1) EQ 'Y')", 1),
    ("(NOT 1)", 0), ("(NOT 0 AND 0)", 0), ("(NOT (0 AND 0))", 1), ("(1 OR 0 AND 0)", 1),
    ("((1 OR 0) AND 0)", 0),
    ("(NOT 0 OR 1 AND 0)", 1), ("(0 OR NOT 1)", 0), ("(1 AND NOT 0)", 1), ("(&B(9) AND 1)", 1),
    ("(&B(9))", 1), ("(NOT &B(9))", 0), ("((2+1)*2 EQ 6)", 1), ("(2*(2+1) EQ 6 AND (1 EQ 1))", 1),
    ("(T'FIELD EQ 'C')", 1), ("('A'.'B' EQ 'AB')", 1), ("((2)'A' EQ 'AA')", 1), ("('&&' EQ '&&')", 1),
    ("(1 EQ 1 AND 'X' EQ 'X' OR 5 GT 6)", 1), ("('AND' EQ 'OR')", 0), ("(not 0 and 1 eq 1)", 1)])
def test_setb(expression, value):
    assert values("         LCLC  &S", "&S       SETC  'XYZ'", "&B(9)    SETB  1",
                  f"&B(1)    SETB  {expression}", "         MNOTE *,'&B(1)'") == [str(value)]


# SETC
@pytest.mark.parametrize("expression, value", [
    ("'AB'", "AB"), ("''", ""), ("'IT''S'", "IT'S"), ("'A'.'B'", "AB"), ("'A''B'.'C'", "A'BC"),
    ("'&S'", "XYZ"),
    ("'&S.1'", "XYZ1"), ("'&S..1'", "XYZ.1"), ("'&S&S'", "XYZXYZ"), ("'ABCDEF'(2,3)", "BCD"),
    ("'ABCDEF'(5,9)", "EF"), ("'ABC'(1,0)", ""), ("'ABCDEF'(1,2).'&S'(3,1)", "ABZ"),
    ("'AB'(2,1)'CD'", "BCD"),
    ("(3)'AB'", "ABABAB"), ("(0)'AB'", ""), ("'A'.(2)'B'", "ABB"), ("'&A(9)'", "9"), ("'&B(9)'", "1"),
    ("'X&A(9).Y'", "X9Y"), ("T'FIELD", "C"), ("T'NOWHERE", "U"), ("'L''FIELD'", "L'FIELD"),
    ("'&S'(&A(9)-7,&A(9)-8)", "Y"), ("'lower'", "lower"), ("'A&&B'(1,2)", "A&"), ("'(A,B)'", "(A,B)")])
def test_setc(expression, value):
    text, = values("         LCLC  &S", "&S       SETC  'XYZ'", "&A(9)    SETA  9", "&B(9)    SETB  1",
                   f"&C(1)    SETC  {expression}", "         MNOTE *,'&C(1)'")
    assert text == value


def test_a_negative_value_is_substituted_without_its_sign():
    assert values("&A(1)    SETA  0-5", SHOW) == ["5"]


def test_an_ampersand_pair_stays_a_pair_in_a_setc_symbol():
    assert values("&C(1)    SETC  'HALF&&'", "&A(1)    SETA  K'&C(1)", SHOW) == ["6"]


def test_assembler_f_keeps_eight_characters():
    body = "         LCLC  &X\n&X       SETC  '123456789'\n         MNOTE *,'&X'"
    assert macro(body).numbers == []
    front = macro(body, level="f")
    assert front.numbers == [149] and front.notes == ["*,12345678"]


def test_set_symbols_begin_with_0_and_nothing():
    assert values("         MNOTE *,'&A(1)/&B(1)/&C(1)/'") == ["0/0//"]


# attributes
@pytest.mark.parametrize("operand, letter", [
    ("FIELD", "C"), ("FULL", "F"), ("HERE", "I"), ("CSECT1", "J"), ("NOWHERE", "U"), ("", "O"),
    ("5", "N"),
    ("X'1F'", "N"), ("C'A'", "N"), ("B'12'", "U"), ("FIELD+4", "C"), ("FIELD(2)", "C"),
    ("4+FIELD", "U"), ("FIELD.X", "U"), ("=F'5'", "U"), ("4(2)", "U"), ("*", "U"),
    ("((FULL,2),3)", "U"),
    ("(FULL,5)", "F"), ("field", "C")])
def test_type_attribute_of_an_operand(operand, letter):
    assert values("&C(1)    SETC  T'&P", "         MNOTE *,'&C(1)'", call=f"         TRY   {operand}",
                  prototype="         TRY   &P") == [letter]


@pytest.mark.parametrize("term, value", [
    ("L'FIELD", 12), ("L'&P", 4), ("S'&P", 3), ("I'&P", 28), ("L'PACKED", 3), ("S'PACKED", 2),
    ("I'PACKED", 3),
    ("L'&Q", 12), ("L'&Q(2)", 4), ("L'&SYSLIST(2,1)", 12), ("L'&P*2+1", 9),
    ("L'&SYSLIST(3)", 12)])
def test_length_scaling_and_integer_attributes(term, value):
    assert values(f"&A(1)    SETA  {term}", SHOW, call="         TRY   FULL,(FIELD,HERE),FIELD+2",
                  prototype="         TRY   &P,&Q,&R") == [str(value)]


@pytest.mark.parametrize("term", ["L'NOWHERE", "S'FIELD", "I'HERE", "L'&P", "S'NOWHERE"])
def test_an_attribute_that_is_not_to_be_had(term):
    front = macro(f"         LCLA  &A\n&A       SETA  {term}", "         TRY   5", "         TRY   &P")
    assert front.numbers == [113] and front.messages.all[0].column == 16


def test_looking_ahead_finds_symbols_defined_later_in_open_code():
    symbols = Symbols({}, {"LATER": Attributes("H", 2), "INMACRO": Attributes("F", 4)})
    text = """         LCLA  &A
&A       SETA  L'LATER
         MNOTE *,'&A'
         MACRO
         TRY
INMACRO  DC    F'0'
         MEND
         AIF   (T'INMACRO EQ 'U' AND T'CALL EQ 'M').OK
         MNOTE *,'WRONG'
.OK      ANOP
CALL     TRY
LATER    DC    H'1'
"""
    front = Front(text, symbols)
    assert front.notes == ["*,2"] and not front.numbers
    assert [s.name for s in symbols.peeked] == ["LATER"]


def test_symbols_named_by_a_later_extrn_are_external():
    text = "         LCLC  &C\n&C       SETC  T'{}\n         MNOTE *,'&C'\n         EXTRN E1,E2\n         WXTRN W\n"
    assert [Front(text.format(name)).notes for name in ("E2", "W", "X")] == [["*,T"], ["*,$"], ["*,U"]]


def test_the_name_of_a_macro_instruction_has_type_m_in_assembler_f():
    text = "         MACRO\n&N       TRY\n         MNOTE *,T\n         MEND\n".replace("*,T", "*,'&N'")
    text += "FIELD    TRY\n         LCLC  &C\n&C       SETC  T'FIELD\n         MNOTE *,'&C'\n"
    assert Front(text, level="f").notes[-1] == "*,M"
    assert Front(text).notes[-1] == "*,C"         # as the statement says that defines it


# LCLx, GBLx
def test_a_global_symbol_is_one_in_macros_and_open_code():
    text = """         MACRO
         COUNT
         GBLA  &N
&N       SETA  &N+1
         MEND
         GBLA  &N
         COUNT
         COUNT
         MNOTE *,'&N'
"""
    assert Front(text).notes == ["*,2"]


def test_a_local_symbol_is_new_in_each_expansion():
    front = macro("         LCLA  &N\n&N       SETA  &N+1\n         MNOTE *,'&N'",
                  "         TRY\n         TRY")
    assert front.notes == ["*,1", "*,1"]


@pytest.mark.parametrize("other", ["GBLB  &N", "GBLA  &N(5)"])
def test_a_global_symbol_must_be_declared_alike(other):
    assert macro(f"         {other}", after="", call="         GBLA  &N\n         TRY").numbers == [102]


def test_an_array_is_limited_and_so_are_all_of_them():
    front = macro("         LCLA  &A(9),&B(9)", limits=Limits(elements=10))
    assert front.numbers == [905]
    assert macro("         LCLA  &A(9)", "         TRY\n         TRY",
                 limits=Limits(elements=10)).numbers == []


# branches
def test_aif_and_ago_in_open_code_go_both_ways():
    text = """         LCLA  &I
.AGAIN   ANOP
&I       SETA  &I+1
         DC    A(&I)
         AIF   (&I LT 3).AGAIN
         AGO   .ON
         BAD
.ON      LA    1,2
         AIF   (&I EQ 1).NEVER
.NEVER   LA    3,4
"""
    front = Front(text)
    assert front.assembled == ["DC A(1)", "DC A(2)", "DC A(3)", "LA 1,2",
                               "LA 3,4"] and not front.numbers
    assert [s.name for s in front.statements if s.kind == "assemble"] == [""] * 5


def test_sequence_symbols_in_a_definition_are_its_own():
    text = "         AGO   .X\n         MACRO\n         TRY\n         LA    1,1\n.X       MEND\n.X       LA    2,2\n"
    front = Front(text)
    assert front.assembled == ["LA 2,2"] and not front.numbers


def test_open_code_branches_that_lead_nowhere_are_reported_and_passed():
    front = Front("         AGO   .GONE\n         AIF   (1).GONE\n         LA    1,2\n")
    assert front.numbers == [127, 127] and front.assembled == ["LA 1,2"]


def test_a_sequence_symbol_twice_in_open_code():
    front = Front("         AGO   .X\n.X       LA    1,2\n.X       LA    3,4\n")
    assert front.numbers == [128] and front.messages.all[0].line == 3
    assert front.assembled == ["LA 1,2", "LA 3,4"]


def test_a_sequence_symbol_twice_has_the_number_of_its_statement():
    look = "         AGO   .Y\n.Y       ANOP\n"
    for text, number in ((".X       ANOP\n.X       ANOP\n" + look, 2), (look + ".X       ANOP\n" * 2, 4)):
        (message,) = Front(text).messages.all
        assert (message.number, message.statement) == (128, number)


def test_a_sequence_symbol_twice_is_told_once_in_a_loop_and_where_a_branch_goes_past():
    loop = "         LCLA  &I\n.X       ANOP\n.X       ANOP\n&I       SETA  &I+1\n         AIF   (&I LT 3).X\n"
    assert Front(loop).numbers == [128]
    assert Front("         AGO   .Y\n.X       ANOP\n.X       ANOP\n.Y       ANOP\n").numbers == [128]


def test_actr_counts_the_branches_taken():
    loop = "         ACTR  {}\n.L       LA    1,2\n         AGO   .L"
    front = macro(loop.format(3), after="         LA    3,4\n")
    assert front.numbers == [129] and front.assembled == ["LA 1,2"] * 4 + ["LA 3,4"]


def test_a_loop_without_end_stops_at_4096_branches():
    front = macro(".L       AGO   .L", after="         LA    3,4\n")
    assert front.numbers == [129] and front.assembled == ["LA 3,4"]


def test_too_many_branches_end_the_calling_macros_too():
    text = """         MACRO
         INNER
.L       AGO   .L
         MEND
         MACRO
         OUTER
         INNER
         LA    1,2
         MEND
         OUTER
         LA    3,4
"""
    front = Front(text)
    assert front.numbers == [129] and front.assembled == ["LA 3,4"]


def test_a_loop_without_end_in_open_code_ends_the_assembly():
    front = Front(".L       ANOP\n         AGO   .L\n         LA    1,2\n")
    assert front.numbers == [140] and front.messages.return_code == 12


def test_a_huge_actr_is_no_endless_loop():
    front = macro("         ACTR  2000000000\n.L       AGO   .L", limits=Limits(steps=10_000))
    assert front.numbers == [903]


def test_the_number_of_statements_is_limited():
    front = macro("         ACTR  2000000000\n.L       LA    1,2\n         AGO   .L",
                  limits=Limits(statements=100))
    assert front.numbers == [900] and len(front.statements) == 100


@pytest.mark.parametrize("body", [
    "         DC    F'1'", "* COMMENT", "         DC    C'A'\n         LR    1,2"])
def test_a_loop_without_end_ends_at_the_limit_of_generated_statements(body):
    text = f"         ACTR  2000000000\n.L       ANOP\n{body}\n         AGO   .L\n"
    front = Front(text, limits=Limits(generated=500))
    cards = text.count("\n")
    assert front.numbers == [900] and len(front.statements) == 500 + cards
    assert f"more than {500 + cards} statements" in front.messages.all[0].text
    assert front.messages.all[0].statement == 500 + cards


def test_cards_of_the_source_are_not_limited_as_generated_ones_are():
    assert not Front("         LA    1,2\n" * 2000, limits=Limits(generated=10)).numbers


def test_actr_has_a_highest_value():
    front = macro("         ACTR  2000000000\n.L       AGO   .L", limits=Limits(actr=50))
    assert front.numbers == [129]


# open code
def test_substitution_in_open_code():
    text = """         LCLC  &X,&OP
&X       SETC  'FIELD'
&OP      SETC  'MVC'
&X.1     &OP   &X.2(8),&X       &X
"""
    front = Front(text)
    statement = front.statements[-1]
    assert (statement.name, statement.operation, statement.operand, statement.remarks) == (
        "FIELD1", "MVC", "FIELD2(8),FIELD", "&X")
    assert statement.kind == "assemble" and statement.op.mnemonic == "MVC" and statement.depth == 0


def test_an_undeclared_symbol_in_open_code():
    front = Front("         LA    1,&X\n")
    assert front.numbers == [100] and front.messages.all[0].column == 18


def test_pairs_of_ampersands_are_left_to_dc():
    assert Front("         DC    C'A&&B'\n").assembled == ["DC C'A&&B'"]


def test_mnote_in_open_code():
    front = Front("         MNOTE 4,'CAREFUL'\n")
    assert front.notes == ["4,CAREFUL"] and front.messages.return_code == 4
    assert Front("         MNOTE *,'X'\n", level="f").numbers == [148]


@pytest.mark.parametrize("text, value", [
    ("0", 0), ("00012", 12), ("4294967295", 4294967295), ("4294967296", None),
    ("X'FFFFFFFF'", 0xFFFFFFFF),
    ("X''", None), ("C''''", 0x7D), ("C'A''B'", 0xC17DC2), ("B'2'", None), ("", None), ("A", None),
    ("C'ABCDE'", None)])
def test_self_defining_terms(text, value):
    assert self_defining(text) == value


def test_all_known_symbols_are_used():
    assert {"FIELD", "FULL", "PACKED", "HERE", "CSECT1"} == set(KNOWN)
