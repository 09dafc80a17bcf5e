"""Sections, linking symbols, the location counter, OPSYN and END (GC28-6514, sections 3 and 5)."""
import pytest

from assembled import codes, program, text
from s360.asm import Limits, assemble


def places(result) -> list[tuple]:
    return [(s.name, s.type, s.esdid, s.address, s.length) for s in result.sections]


def test_sections_follow_each_other_on_doublewords():
    result = program(" DC CL5'A'", "U CSECT", " DC C'U'", "T CSECT", " DC CL2'B'", "V CSECT", "W DS F")
    assert places(result) == [("T", "SD", 1, 0, 7), ("U", "SD", 2, 8, 1), ("V", "SD", 3, 16, 4)]
    assert text(result) == "C140404040" "C240"
    assert result.symbols["W"].value == 16


def test_start_sets_the_first_address_rounded_to_a_doubleword():
    result = assemble("S START X'2000'\nA DC A(A)\nU CSECT\nB DC A(B)\n END\n")
    assert places(result) == [("S", "SD", 1, 0x2000, 4), ("U", "SD", 2, 0x2008, 4)]
    assert (text(result, "S"), text(result, "U")) == ("00002000", "00002008")
    result = assemble("S START X'2003'\n DC X'1'\n END\n")
    assert codes(result) == [(1, "ASM405W")] and result.sections[0].address == 0x2008


def test_code_in_front_of_any_section_is_private():
    result = assemble(" BR 14\nU CSECT\n DC C'U'\n CSECT\n BR 15\n END\n")
    assert places(result) == [("", "PC", 1, 0, 4), ("U", "SD", 2, 8, 1)]
    assert text(result, "") == "07FE07FF"


def test_definitions_alone_begin_no_section():
    result = assemble("R1 EQU 1\n EXTRN X\nT CSECT\n LR R1,R1\n END\n")
    assert places(result) == [("T", "SD", 2, 0, 2)]
    assert assemble("* NOTHING\n END\n").sections == []
    assert places(assemble("A EQU *\n END\n")) == []


def test_dummy_and_common_sections_begin_at_zero_and_have_no_text():
    result = program(" DC F'1'", "D DSECT", "D1 DC F'5'", "D2 DS CL3", " COM", "C1 DC F'1'", "T CSECT", " DC F'2'",
                     "D DSECT", "D3 DS C")
    assert places(result) == [("T", "SD", 1, 0, 8), ("D", "DSECT", 0, 0, 8), ("", "CM", 2, 0, 4)]
    assert [result.symbols[n].value for n in ("D1", "D2", "D3", "C1")] == [0, 4, 7, 0]
    assert text(result) == "0000000100000002"


def test_org_back_and_forth():
    result = program("A DC F'-1'", " ORG A+1", " DC X'05'", " ORG", "B DC X'EE'", " ORG *+3", "C DC X'DD'",
                     " ORG A", " DS 0H", " ORG")
    assert text(result) == "FF05FFFF" "EE" "000000" "DD"
    assert (result.symbols["B"].value, result.symbols["C"].value) == (4, 8)
    assert [(piece.address, piece.data.hex()) for piece in result.deck.text] == [
        (0, "ffffffff"), (1, "05"), (4, "ee"), (8, "dd")]


@pytest.mark.parametrize("line, code", [
    (" ORG 5", "ASM408E"), (" ORG U", "ASM408E"), (" ORG T-1", "ASM409E"), (" ORG D", "ASM203E"),
    (" DSECT", "ASM331E"), (" START 0", "ASM400E"), ("U DSECT", "ASM401E"), ("A CSECT", "ASM204E"),
    (" ENTRY NONE", "ASM201E"), (" ENTRY X", "ASM407E"), (" ENTRY B", "ASM407E"), (" ENTRY 1", "ASM406E"),
    (" ENTRY", "ASM339E"), (" EXTRN A", "ASM204E"), (" EXTRN X", "ASM204E"), ("A EQU 1", "ASM204E"),
    ("9A EQU 1", "ASM205E"), ("ABCDEFGHI EQU 1", "ASM202E"), (" EQU 1", "ASM331E"), (" USING T", "ASM234E"),
    (" USING T,16", "ASM310E"), (" USING T,1,0", "ASM235E"), (" DROP X", "ASM310E"), (" CNOP 1,4", "ASM373E"),
    (" CNOP 4,4", "ASM373E"), (" DXD F", "ASM331E"), ("N OPSYN NOSUCH", "ASM411E"), (" CCW 1,A,7,0", "ASM372E"),
    (" CCW 256,A,0,0", "ASM371E"), (" CCW 1,A,0,65536", "ASM371E"), (" CCW 1,A,0", "ASM370E"), (" DS 0Z'", "ASM220E"),
    ("ABCDE TITLE 'X'", "ASM377W"), (" TITLE X", "ASM374E"), (" PUNCH 'A' B", ""), (" PUNCH 'A'B", "ASM375E"),
    (" PRINT FOO", "ASM378E"), (" PRINT", "ASM378E"), (" SPACE X", "ASM219E"), ("N SPACE 1", "ASM332W"),
    (" TITLE '" + "X" * 58 + "'", ""), (" CSECT X", ""),
])
def test_mistakes(line, code):
    result = program("A DS F", " EXTRN X", "U CSECT", "DUM DSECT", "B DS F", "T CSECT", line)
    assert [m.code for m in result.messages] == ([code] if code else [])


def test_extrn_entry_and_their_relocation():
    result = program(" ENTRY A,U", " EXTRN X,Y", " WXTRN W", "A DC A(X,Y+4,W,A)", " DC A(X-A,A-X,A+X-Y)", " DC V(X,Z)",
                     "U CSECT", " DC A(A)")
    assert [(e.name, e.type, e.esdid, e.address, e.length) for e in result.deck.esd] == [
        ("T", 0, 1, 0, 36), ("A", 1, None, 0, 1), ("X", 2, 2, 0, 0), ("Y", 2, 3, 0, 0), ("W", 0x0A, 4, 0, 0),
        ("Z", 2, 5, 0, 0), ("U", 0, 6, 40, 4)]
    assert sorted((r.r, r.p, r.flags, r.address) for r in result.deck.rld) == sorted([
        (2, 1, 0x0C, 0), (3, 1, 0x0C, 4), (4, 1, 0x0C, 8), (1, 1, 0x0C, 12),
        (2, 1, 0x0C, 16), (1, 1, 0x0E, 16), (1, 1, 0x0C, 20), (2, 1, 0x0E, 20),
        (1, 1, 0x0C, 24), (2, 1, 0x0C, 24), (3, 1, 0x0E, 24), (2, 1, 0x1C, 28), (5, 1, 0x1C, 32), (1, 6, 0x0C, 40)])
    assert text(result)[8:16] == "00000004"


def test_relocation_flags_tell_length_and_sign():
    result = program(" DC AL3(T)", " DC VL3(X)", " DC Y(T)", " DC A(0-T)", " DC AL3(5-T)", " DC A(T+T)",
                     " CCW 1,T+8,0,1")
    assert [(r.flags, r.address) for r in result.deck.rld] == [
        (0x08, 0), (0x18, 3), (0x04, 6), (0x0E, 8), (0x0A, 12), (0x0C, 16), (0x0C, 16), (0x08, 25)]


def test_differences_within_a_dummy_section_and_no_addresses_of_it():
    result = program("D DSECT", "A DS F", "B DS F", "T CSECT", " DC A(B-A)", " DC A(B)")
    assert codes(result) == [(7, "ASM368E")]
    assert text(result) == "0000000400000000"


def test_external_dummy_sections():
    result = program("R1 DXD 2F", "R2 DXD D", " DC Q(R1,R2)", " CXD", "D DSECT", " DS CL20", "T CSECT", " DC Q(D)")
    assert [(e.name, e.type, e.esdid, e.flag, e.length) for e in result.deck.esd] == [
        ("T", 0, 1, 0x40, 16), ("R1", 6, 2, 3, 8), ("R2", 6, 3, 7, 8), ("D", 6, 4, 7, 20)]
    assert [(r.r, r.p, r.flags, r.address) for r in result.deck.rld] == [
        (2, 1, 0x2C, 0), (3, 1, 0x2C, 4), (0, 1, 0x3C, 8), (4, 1, 0x2C, 12)]


def test_ccw():
    result = program(" DC X'FF'", "N CCW 2,A,X'40',80", "A CCW X'1'+1,5,0,65535")
    assert text(result) == "FF" + "00" * 7 + "0200001040000050" "020000050000FFFF"
    assert (result.symbols["N"].value, result.symbols["N"].length, result.symbols["N"].type) == (8, 8, "W")


@pytest.mark.parametrize("operand, at, size", [
    ("0,4", 0, 0), ("2,4", 0, 2), ("0,4", 2, 2), ("2,4", 2, 0), ("0,8", 2, 6), ("2,8", 2, 0), ("4,8", 2, 2),
    ("6,8", 2, 4), ("6,8", 6, 0), ("0,8", 6, 2), ("4,8", 6, 6), ("2,8", 4, 6),
])
def test_cnop(operand, at, size):
    result = program(*[" BR 14"] * (at // 2), f" CNOP {operand}", "A DS 0H")
    assert result.symbols["A"].value == at + size
    assert text(result) == "07FE" * (at // 2) + "0700" * (size // 2)


def test_cnop_at_an_odd_place_fills_a_byte_first():
    assert text(program(" DC X'FF'", " CNOP 0,4")) == "FF000700"


def test_opsyn_gives_and_takes_names():
    result = program("LOAD OPSYN L", "L OPSYN", " LOAD 1,8", " L 1,8")
    assert codes(result) == [(5, "ASM300E")] and text(result) == "58100008"
    assert codes(program("LOAD OPSYN L", level="f")) == [(2, "ASM148W")]


def test_wxtrn_is_news_to_assembler_f():
    assert codes(program("         WXTRN WEAK", level="f")) == [(2, "ASM148W")]
    assert not program("         WXTRN WEAK").messages


def test_end_gives_the_entry():
    result = assemble("T CSECT\n DC F'1'\nA BR 14\n END A\n")
    assert (result.deck.end.address, result.deck.end.esdid) == (4, 1)
    assert result.symbols["A"].references == [4]
    for operand, code in (("5", "ASM412E"), ("D", "ASM412E"), ("NONE", "ASM201E"), ("T+1", "ASM320W")):
        assert [m.code for m in assemble(f"D DSECT\nT CSECT\n DC D'1'\n END {operand}\n").messages] == [code]


def test_a_missing_end_is_a_warning():
    result = assemble("T CSECT\n L 1,=F'1'\n USING T,2\n")
    assert {m.code for m in result.messages} == {"ASM402W", "ASM230E"}
    assert text(result).endswith("00000001")


def test_storage_ends_at_16_megabytes():
    result = program(" DS XL1", " ORG *+16777215", " DC F'1'")
    assert result.return_code == 12 and result.object_deck == b""
    result = assemble("T START X'FFFFF8'\n DS D\n DS D\n END\n")
    assert [m.code for m in result.messages] == ["ASM404S"]


def test_limits_end_in_messages():
    result = program(*(f"S{n} CSECT" for n in range(20)), limits=Limits(sections=10))
    assert {m.code for m in result.messages} == {"ASM952S"}
    result = program(" DC 100X'00'", " DC 1X'00'", limits=Limits(text=99))
    assert codes(result) == [(2, "ASM956S")]
    result = program(" DC 100A(*)", limits=Limits(addresses=99))
    assert codes(result) == [(2, "ASM955S")]


def test_literals_cannot_go_into_a_dummy_section():
    assert codes(program("D DSECT", " LTORG")) == [(3, "ASM410E")]


def test_a_symbol_of_another_section_relocates_with_it():
    result = program(" DC A(B,C)", "U CSECT", " DS F", "B DS F", "C EQU *+4")
    assert text(result) == "0000000C00000014"
    assert [(r.r, r.p) for r in result.deck.rld] == [(2, 1), (2, 1)]
    assert result.symbols["C"].section == "U"


@pytest.mark.parametrize("line", ["ORG ,   BACK", "SPACE ,   X", "DROP ,   ALL", "CSECT ,   X", "LTORG ,   X",
                                  "EJECT ,   X", "COM ,   X", "ISEQ ,   X"])
def test_a_comma_stands_for_no_operand_where_remarks_follow(line):
    assert not program(" BR 14", " " + line).messages


def test_a_comma_as_the_operand_of_start_org_and_end():
    result = assemble("S START ,  AT 0\nA DC F'-1'\n ORG A\n DC X'01'\n ORG ,  BEHIND ALL\nB DC X'02'\n END ,  X\n")
    assert not result.messages and text(result, "S") == "01FFFFFF02"
    assert result.deck.end.esdid is None
    assert codes(program(" DC ,", " ENTRY ,  X")) == [(2, "ASM339E"), (3, "ASM339E")]


@pytest.mark.parametrize("line", ["ENTRY T", "EXTRN X", "WXTRN X", "USING T,5", "DROP", "EJECT", "SPACE", "PRINT GEN",
                                  "PUNCH 'X'", "END"])
def test_a_name_where_none_is_taken(line):
    assert (2, "ASM332W") in codes(program("N " + line))
    assert "ASM332W" not in [code for _, code in codes(program(".N " + line))]


def test_a_name_on_copy(tmp_path):
    (tmp_path / "MEMBER.copy").write_text(" BR 14\n")
    result = program("N COPY MEMBER", libraries=(tmp_path,))
    assert codes(result) == [(2, "ASM332W")] and text(result) == "07FE"


def test_cards_behind_end_are_noticed():
    result = assemble("A CSECT\n BR 14\n END\n\n* SECOND\nB CSECT\n BR 15\n END\n", name="two.asm")
    (message,) = result.messages
    assert (message.code, message.file, message.line) == ("ASM413W", "two.asm", 6)
    assert not assemble("A CSECT\n BR 14\n END\n\n* NOTHING\n.* AT ALL\n/*\n").messages
    assert not assemble("A CSECT\n BR 14\n END\n" + " " * 72 + "00000100\n").messages


def test_a_dsect_behind_the_q_constants_with_its_name():
    result = program(" DC Q(D)", " DC Q(D)", "D DSECT", " DS CL20", "T CSECT", " DC Q(D)")
    assert not result.messages
    assert [(e.name, e.type, e.esdid, e.flag, e.length) for e in result.deck.esd] == [
        ("T", 0, 1, 0x40, 12), ("D", 6, 2, 7, 20)]
    assert [(r.r, r.p, r.flags, r.address) for r in result.deck.rld] == [
        (2, 1, 0x2C, 0), (2, 1, 0x2C, 4), (2, 1, 0x2C, 8)]
    assert codes(program(" DC Q(NONE)")) == [(2, "ASM369E")]


@pytest.mark.parametrize("operands, length, align", [
    ("2D,F", 20, 7), ("3F,XL4", 16, 3), ("C,F", 8, 3), ("XL3,H", 6, 1), ("CL20", 20, 0)])
def test_an_external_dummy_section_of_several_operands(operands, length, align):
    result = program(f"X DXD {operands}", " DC Q(X)")
    assert [(e.flag, e.length) for e in result.deck.esd if e.name == "X"] == [(align, length)]


@pytest.mark.parametrize("address", ["16777216", "-1", "X'1000000'"])
def test_a_ccw_address_has_24_bits(address):
    result = program(f" CCW 1,{address},0,1")
    assert codes(result) == [(2, "ASM371E")] and text(result) == "0100000000000001"
    assert text(program(" CCW 1,16777215,0,1")) == "01FFFFFF00000001"


def test_a_symbol_whose_definition_is_wrong_is_told_once():
    result = program("X EQU Y", " LA 1,X", " DC A(X)", " DS CL(X)", "Z EQU X", " LA 2,Z", " ENTRY X", "Y EQU 1")
    assert codes(result) == [(2, "ASM203E")]
    assert codes(program("U START 0", " DC A(U)", "L NOSUCH", " B L")) == [(2, "ASM400E"), (4, "ASM300E")]
    assert codes(program("X EQU Y", "X EQU 5", " LA 1,X", "Y EQU 1")) == [(2, "ASM203E")]


@pytest.mark.parametrize("line, code", [
    ("X DXD 16777216X", "ASM953E"), ("X DXD 9X,16777215X", "ASM953E"), (" DS 16777216X", "ASM403S"),
    (" COM", "ASM404S"), ("D DSECT", "ASM404S"), ("X DXD 16777215X", "")])
def test_lengths_have_24_bits(line, code):
    """Object cards hold no longer ones; instructions and ORG reach the end without DS."""
    long = [" DC Q(D)", line, " ORG *+16777214", " BR 14"] if code == "ASM404S" else [line]
    result = program(*long)
    assert {m.code for m in result.messages} - {"ASM369E"} == ({code} if code else set())
    assert (result.object_deck == b"") == code.endswith("S")
