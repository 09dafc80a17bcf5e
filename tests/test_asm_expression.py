"""Expressions: terms, operators, relocation (GC28-6514, section 2)."""
import pytest

from assembled import codes, program, text
from s360.asm import assemble


def value(expression: str, *before: str) -> int:
    """Value of an absolute expression, from A(expression)."""
    result = program(*before, f"V EQU {expression}")
    assert not result.messages, [str(m) for m in result.messages]
    assert not result.symbols["V"].relocatable
    return result.symbols["V"].value


@pytest.mark.parametrize("expression, number", [
    ("5", 5), ("16777215", 16777215), ("X'1F'", 31), ("X'ffffff'", 0xFFFFFF), ("B'1101'", 13),
    ("C'A'", 0xC1), ("C'AB'", 0xC1C2), ("C'ABC'", 0xC1C2C3), ("C''''", 0x7D), ("C'&&'", 0x50),
    ("C' '", 0x40), ("B'1'+C'A'", 0xC2),
    ("1*2+3", 5), ("2+3*4-1", 13), ("(2+3)*4", 20), ("7/2", 3), ("(0-7)/2", -3), ("5/0", 0),
    ("2*(3+(4-1))", 12), ("((((((1))))))", 1), ("100/3*3", 99), ("8-3-2", 3), ("16/4/2", 2),
    ("X'7FFFFFFF'", 0x7FFFFFFF), ("-5", -5), ("3*-2", -6), ("+4", 4), ("X'FFFFFFFF'", -1),
])
def test_absolute_expressions(expression, number):
    assert value(expression) == number


def test_paired_symbols_of_a_section_are_absolute():
    assert value("B-A", "A DS F", "B DS H") == 4
    assert value("(B-A)*2+1", "A DS F", "B DS H") == 9
    assert value("B-A+C-B", "A DS F", "B DS H", "C DS H") == 6


def test_a_relocatable_value_and_a_distance_stay_relocatable():
    result = program("A DS F", "B EQU A+8", "C EQU 8+A", "D EQU B-4", "E EQU *", "F EQU B+C-A")
    assert [(result.symbols[n].value, result.symbols[n].section) for n in "BCDEF"] == [
        (8, "T"), (8, "T"), (4, "T"), (4, "T"), (16, "T")]


def test_length_attribute_is_that_of_the_leftmost_term():
    assert value("L'A", "A DC CL7'X'") == 7
    assert value("L'A", "A MVC 0(1),0") == 6
    assert value("L'A*2", "A DC PL3'1,2'") == 6
    assert value("L'B", "A DC CL7'X'", "B EQU A+2") == 7
    assert value("L'B", "A DC CL7'X'", "B EQU 2+A") == 1
    assert value("L'B", "B EQU *") == 1


def test_location_counter_is_the_first_byte_of_the_instruction():
    result = program(" USING T,12", " BR 14", " B *+8")
    assert text(result) == "07FE" "47F0C00A"


@pytest.mark.parametrize("expression, code", [
    ("A*2", "ASM216E"), ("2/A", "ASM216E"), ("A+A", "ASM237E"), ("2-A", "ASM237E"),
    ("A-X", "ASM237E"), ("NONE", "ASM203E"), ("1+", "ASM210E"), ("(1", "ASM211E"), ("1)", "ASM375E"),
    ("C'ABCDE'", "ASM212E"), ("X''", "ASM212E"), ("X'1G'", "ASM212E"), ("B'2'", "ASM212E"),
    ("X'123456789'", "ASM212E"), ("C'A", "ASM220E"), ("2147483648", "ASM213E"),
    ("2147483647+1", "ASM217E"), ("65536*65536", "ASM217E"), ("ABCDEFGHI", "ASM202E"), ("A B", ""),
    ("1,2,3,4", "ASM375E"), ("=F'1'", "ASM215E"), ("**", "ASM210E"), ("A'B'", "ASM210E"),
])
def test_wrong_expressions(expression, code):
    result = program("A DS F", " EXTRN X", f"V EQU {expression}")
    assert [m.code for m in result.messages] == ([code] if code else [])


@pytest.mark.parametrize("term, wanted", [
    ("X'GG'", "1 to 8 hexadecimal digits"), ("C''", "1 to 4 characters"), ("B'2'", "1 to 32 binary digits")])
def test_a_self_defining_term_is_told_what_it_takes(term, wanted):
    (message,) = program(f" DC A({term})").messages
    assert message.text == f"{term} is no self-defining term; expected {wanted}"


def test_the_caret_is_under_the_term():
    result = assemble("T        CSECT\n         LA    1,4+NONE*2\n         END\n", name="t.asm")
    (message,) = result.messages
    assert (message.file, message.line, message.column) == ("t.asm", 2, 20)
    assert str(message).splitlines() == [
        "t.asm:2:20: error: NONE is not defined [ASM201E]",
        "             LA    1,4+NONE*2",
        "                       ^"]


def test_equ_takes_length_and_type_at_level_xf_only():
    lines = "A EQU 5,8,C'X'", "B EQU L'A"
    result = program(*lines)
    assert not result.messages and result.symbols["B"].value == 8 and result.symbols["A"].type == "X"
    assert codes(program(*lines, level="f")) == [(2, "ASM148W")]


@pytest.mark.parametrize("expression", [
    "-1", "+".join(["1"] * 17), "(" * 6 + "1" + ")" * 6, "X'12345678'"])
def test_level_f_reports_what_assembler_f_did_not_take(expression):
    assert not program(f" DC A({expression})").messages
    assert codes(program(f"V EQU {expression}", level="f")) == [(2, "ASM148W")]


def test_level_f_takes_sixteen_terms_and_five_levels():
    assert not program("A EQU " + "+".join(["1"] * 16), "B EQU (((((1)))))", level="f").messages


def test_symbols_must_be_defined_before_equ_org_and_lengths():
    for line in ("A EQU LATER", " ORG T+LATER", " DS (LATER)F", " DS XL(LATER)", " CNOP LATER,4"):
        assert [m.code for m in program(line, "LATER EQU 4").messages] == ["ASM203E"]


def test_references_are_counted_once_for_each_mention():
    result = program(" USING T,12", "A DS CL4", " MVC A,A", " MVC A(L'A),A", "B EQU A")
    assert result.symbols["A"].references == [4, 4, 5, 5, 5, 6]
    assert result.symbols["A"].defined == 3
