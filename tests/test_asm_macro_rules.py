"""Rules of the macro language, each with values worked out by hand.

Source: GC28-6514 (Assembler F language), part II.
"""
import pytest

from asm_helpers import asm, code, text

MACRO = "         MACRO\n         MAC   {prototype}\n{body}         MEND\nTEST     CSECT\n{calls}"


def expand(body: str, *calls: str, prototype: str = "&A,&B,&C") -> str:
    """The characters that calls of macro MAC give."""
    return text(MACRO.format(prototype=prototype, body=body,
                             calls="".join(f"         MAC   {call}\n" for call in calls)))


@pytest.mark.parametrize("model, operands, want", [
    ("&A&B", "X,Y", "XY"), ("&A.Z", "X", "XZ"), ("&A..Z", "X", "X.Z"), ("Z&A", "X", "ZX"),
    ("&A.(&B)", "X,Y", "X(Y)"), ("&A&&&B", "X,Y", "X&Y"), ("<&A>", "", "<>"), ("&A(2)", "(P,Q,R)", "Q"),
    ("&A", "(P,Q)", "(P,Q)"), ("&A(1)", "P", "P"), ("&A+&C", "X,,Z", "X+Z"), ("&A", "P(Q,R)", "P(Q,R)"),
    ("&SYSLIST(2)", "X,Y", "Y"), ("&SYSLIST(1,3)", "(P,Q,R)", "R"), ("&SYSLIST(4)", "1,2,3,4", "4"),
    ("&SYSNDX&SYSECT", "", "0001TEST"),
])
def test_concatenation_and_substitution(model, operands, want):
    assert expand(f"         DC    C'{model}'\n", operands) == want


def test_keyword_parameters_and_defaults():
    body = "         DC    C'&A/&B/&C/'\n"
    assert expand(body, "C=1,A=2", "", "B=(X,Y)", prototype="&A=P,&B=,&C=Q") == "2//1/P//Q/P/(X,Y)/Q/"


def test_mixed_prototype_takes_positional_then_keyword():
    body = "         DC    C'&A/&B/&C/'\n"
    assert expand(body, "1,C=2", "1,2", prototype="&A,&B,&C=Z") == "1//2/1/2/Z/"


@pytest.mark.parametrize("operation, value, want", [
    ("SETA", "7/2", "3"), ("SETA", "2+3*4", "14"), ("SETA", "K'&A", "3"), ("SETA", "N'&B", "2"),
    ("SETA", "X'1F'+C'A'", "224"), ("SETA", "5/0", "0"), ("SETA", "3-10", "7"), ("SETA", "007", "7"),
    ("SETA", "N'&C", "0"), ("SETA", "K'&C", "0"),
])
def test_seta(operation, value, want):
    """A negative value is put in without its sign."""
    body = f"         LCLA  &X\n&X       {operation:5} {value}\n         DC    C'&X'\n"
    assert expand(body, "ABC,(P,Q)") == want


@pytest.mark.parametrize("value, want", [
    ("'ABC'", "ABC"), ("'ABCDEFGH'(2,3)", "BCD"), ("'&A'.'-'.'&B'", "P-Q"), ("'&A&B'", "PQ"),
    ("'ABCDEFGHIJ'", "ABCDEFGH"), ("'ABCDEFGHIJ'(9,2)", "IJ"), ("'&A'(1,1).'X'", "PX"), ("'A''B'(3,1)", "B"),
    ("T'&A", "U"), ("'&A.&B'(2,1)", "Q"),
])
def test_setc(value, want):
    """At most eight characters are kept; two apostrophes are one character."""
    assert expand(f"         LCLC  &X\n&X       SETC  {value}\n         DC    C'&X'\n", "P,Q") == want


@pytest.mark.parametrize("value, want", [
    ("1", "1"), ("0", "0"), ("(3 GT 2)", "1"), ("(3 LT 2 OR 2 EQ 2)", "1"), ("(NOT &T)", "0"),
    ("(&T AND NOT &F)", "1"), ("('A' LT 'B')", "1"), ("('AA' LT 'B')", "0"), ("('B' EQ 'B')", "1"),
    ("(&T OR &F AND &F)", "1"), ("((&T OR &F) AND &F)", "0"), ("('&C' EQ '')", "1"), ("(K'&A GE 1)", "1"),
    ("(T'&C EQ 'O')", "1"), ("('9' GT 'A')", "1"), ("('ABC' GT 'XY')", "1"),
])
def test_setb(value, want):
    """Of characters of unequal length the shorter is less, whatever they are."""
    body = f"         LCLB  &X,&T,&F\n&T       SETB  1\n&X       SETB  {value}\n         DC    C'&X'\n"
    assert expand(body, "P,Q") == want


def test_global_symbols_keep_their_value_and_local_ones_begin_anew():
    body = """         GBLA  &G
         LCLA  &L
&G       SETA  &G+1
&L       SETA  &L+1
         DC    C'&G&L '
"""
    assert expand(body, "", "", "") == "11 21 31"


def test_dimensioned_set_symbols():
    body = """         LCLA  &T(5),&I
.L       AIF   (&I EQ 5).O
&I       SETA  &I+1
&T(&I)   SETA  &I*&I
         AGO   .L
.O       DC    C'&T(2)/&T(&I)/&T(3)'
"""
    assert expand(body, "") == "4/25/9"


def test_sysndx_counts_calls_of_all_macros_and_is_constant_within_one():
    source = """         MACRO
         IN
         DC    C'I&SYSNDX '
         MEND
         MACRO
         OUT
         DC    C'O&SYSNDX '
         IN
         DC    C'O&SYSNDX '
         MEND
TEST     CSECT
         OUT
         OUT
"""
    assert text(source) == "O0001 I0002 O0001 O0003 I0004 O0003"


def test_sysect_is_the_section_at_the_call():
    source = """         MACRO
         MAC
         DC    CL5'&SYSECT'
X        CSECT
         DC    CL5'&SYSECT'
         MEND
TEST     CSECT
         MAC
TEST     CSECT
"""
    assert bytes.fromhex(code(source, "TEST")).decode("cp037") == "TEST "
    assert bytes.fromhex(code(source, "X")).decode("cp037") == "TEST "


@pytest.mark.parametrize("definition, want", [
    ("DC    C'A'", "C1"), ("DC    X'00'", "X1"), ("DC    F'1'", "F4"), ("DC    FL3'1'", "G3"),
    ("DC    H'1'", "H2"), ("DC    E'1'", "E4"), ("DC    D'1'", "D8"), ("DC    EL5'1'", "K5"),
    ("DC    P'123'", "P2"), ("DC    Z'123'", "Z3"), ("DC    B'1'", "B1"), ("DC    A(1)", "A4"),
    ("DC    AL3(1)", "R3"), ("DC    Y(1)", "Y2"), ("DC    S(1(1))", "S2"), ("DC    V(EXT)", "V4"),
    ("LR    1,1", "I2"), ("CCW   1,0,0,1", "W8"), ("DS    CL9", "C9"), ("CSECT", "J1"),
])
def test_type_and_length_attributes(definition, want):
    source = f"""         MACRO
         MAC   &P
         LCLC  &T
         LCLA  &L
&T       SETC  T'&P
&L       SETA  L'&P
         DC    C'&T&L'
         MEND
TEST     CSECT
         MAC   SYMBOL
SYMBOL   {definition}
"""
    assert bytes.fromhex(code(source, "TEST")).decode("cp037")[:2] == want


@pytest.mark.parametrize("operand, want", [
    ("", "O"), ("5", "N"), ("X'1'", "N"), ("UNKNOWN", "U"), ("(A,B)", "U"), ("OUT", "T")])
def test_type_of_operands(operand, want):
    source = f"""         MACRO
         MAC   &P
         LCLC  &T
&T       SETC  T'&P
         DC    C'&T'
         MEND
TEST     CSECT
         EXTRN OUT
         MAC   {operand}
"""
    assert text(source) == want


@pytest.mark.parametrize("definition, scale, integer", [
    ("DC    F'1'", 0, 31), ("DC    FS8'1'", 8, 23), ("DC    H'1'", 0, 15), ("DC    P'12.34'", 2, 3),
    ("DC    PL3'1.2'", 1, 4), ("DC    Z'12.3'", 1, 2), ("DC    E'1'", 0, 6), ("DC    D'1'", 0, 14)])
def test_scale_and_integer_attributes(definition, scale, integer):
    """I' of F and H: 8L-S-1; of P: 2L-S-1; of Z: L-S; of E and D: 2(L-1)-S."""
    if definition == "DC    P'12.34'":
        integer = 2 * 3 - 2 - 1
    source = f"""         MACRO
         MAC   &P
         LCLA  &S,&I
&S       SETA  S'&P
&I       SETA  I'&P
         DC    C'&S/&I '
         MEND
TEST     CSECT
         MAC   SYMBOL
SYMBOL   {definition}
"""
    assert bytes.fromhex(code(source)).decode("cp037").startswith(f"{scale}/{integer} ")


def test_macro_calls_itself():
    source = """         MACRO
         DOWN  &N
         LCLA  &M
         AIF   (&N EQ 0).END
         DC    C'&N'
&M       SETA  &N-1
         DOWN  &M
         DC    C'&N'
.END     MEND
TEST     CSECT
         DOWN  3
"""
    assert text(source) == "321123"


def test_mexit_leaves_only_its_own_macro():
    source = """         MACRO
         IN
         DC    C'1'
         MEXIT
         DC    C'2'
         MEND
         MACRO
         OUT
         IN
         DC    C'3'
         MEND
TEST     CSECT
         OUT
"""
    assert text(source) == "13"


def test_conditional_assembly_in_open_code():
    source = """         LCLA  &I
TEST     CSECT
.L       ANOP
&I       SETA  &I+1
S&I      DC    AL1(&I)
         AIF   (&I LT 3).L
         DC    AL1(S3-S1)
"""
    assert code(source) == "01020302"


def test_sequence_symbols_of_macros_and_of_open_code_are_apart():
    source = """         MACRO
         MAC
         AGO   .HERE
         DC    C'1'
.HERE    DC    C'2'
.DONE    MEND
TEST     CSECT
         AGO   .HERE
         DC    C'3'
.HERE    MAC
         AGO   .DONE
         DC    C'4'
.DONE    DC    C'5'
"""
    assert text(source) == "25"


def test_mnote_gives_its_severity():
    body = """         MNOTE *,'NO MESSAGE'
         MNOTE 4,'FOUR'
         MNOTE 8,'EIGHT'
"""
    source = MACRO.format(prototype="", body=body, calls="         MAC\n") + "         END\n"
    assembly = asm.assemble(source, name="T", level="F")
    assert assembly.return_code == 8
    assert "NO MESSAGE" in assembly.listing and "EIGHT" in assembly.listing


def test_a_loop_without_end_is_stopped_by_actr():
    assembly = asm.assemble("TEST     CSECT\n.L       AGO   .L\n         END\n", name="T", level="F")
    assert assembly.messages
