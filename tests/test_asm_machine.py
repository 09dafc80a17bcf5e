"""Machine instructions: operands to bytes, implied bases, boundaries (GC28-6514, sections 3 and 4)."""
import pytest

from assembled import codes, instruction, program, text
from s360.disasm import disassemble
from s360.isa import EXTENDED, FORMATS, INSTRUCTIONS

#: format -> operands of a sample in explicit form, and the bytes behind the operation code
SAMPLES = {
    "RR": ("2,4", "24"), "RR-R": ("6", "60"), "RR-M": ("8,14", "8E"), "RR-I": ("202", "CA"),
    "RX": ("4,8(2,3)", "423008"), "RX-M": ("7,4094(1,15)", "71FFFE"), "RS": ("14,12,12(13)", "ECD00C"),
    "RS-S": ("4,7(9)", "409007"), "SI": ("8(5),X'80'", "805008"), "S": ("16(4)", "004010"),
    "SS": ("0(5,2),8(3)", "0420003008"), "SS-LL": ("0(16,2),8(4,3)", "F320003008"),
}


@pytest.mark.parametrize("row", INSTRUCTIONS, ids=lambda row: row.mnemonic)
def test_every_instruction(row):
    operands, code = SAMPLES[row.format]
    if row.exceptions & {"SX"}:
        operands = operands.replace("2,4", "0,4")
        code = {"24": "04"}.get(code, code)
    assert instruction(f" {row.mnemonic} {operands}") == f"{row.opcode:02X}{code}"


@pytest.mark.parametrize("row", INSTRUCTIONS, ids=lambda row: row.mnemonic)
def test_what_the_disassembler_writes_is_assembled_to_the_same_bytes(row):
    code = bytes.fromhex(f"{row.opcode:02X}" + SAMPLES[row.format][1])
    if row.exceptions & {"SX"} and row.length == 2:
        code = bytes((row.opcode, 0x04))
    line, _ = disassemble(code)
    assert instruction(" " + line) == code.hex().upper()


@pytest.mark.parametrize("mnemonic", EXTENDED)
def test_every_extended_mnemonic(mnemonic):
    base, mask = EXTENDED[mnemonic]
    if base == "BC":
        assert instruction(f" {mnemonic} 8(2,3)") == f"47{mask:X}23008"
    else:
        assert instruction(f" {mnemonic} 14") == f"07{mask:X}E"


@pytest.mark.parametrize("line, code", [
    (" L 1,8", "58100008"), (" L 1,8(2)", "58120008"), (" L 1,8(,2)", "58102008"),
    (" L 1,8(0,2)", "58102008"), (" LA 1,A", "4110C000"), (" LA 1,A+5(3)", "4113C005"),
    (" LA 1,B-A", "41100008"), (" LA 1,(B-A)(2)", "41120008"), (" LA 1,B-A(2,3)", "41123008"),
    (" LM R0,R3,A", "9803C000"), (" MVI A,C'X'", "92E7C000"), (" MVI A,255-1", "92FEC000"),
    (" MVC A,B", "D207C000C008"), (" MVC A(3),B", "D202C000C008"), (" MVC 0(3,1),B", "D2021000C008"),
    (" MVC 0(,1),B", "D2001000C008"), (" MVC A(0),B", "D200C000C008"), (" MVC A(1),0(1)", "D200C0001000"),
    (" MVC A(256),B", "D2FFC000C008"), (" MVC A,=C'XY'", "D207C000C018"), (" MVC A+1(L'B),B", "D204C001C008"),
    (" PACK A,B", "F274C000C008"), (" PACK A(3),B(2)", "F221C000C008"), (" AP 0(2,1),0(3,4)", "FA1210004000"),
    (" AP A(2),B", "FA14C000C008"), (" SRL R3,4", "88300004"), (" SRL R3,0(R3)", "88303000"),
    (" B A", "47F0C000"), (" BR R3", "07F3"), (" NOP 0", "47000000"), (" NOPR 0", "0700"), (" BC 15,A", "47F0C000"),
    (" SVC 202", "0ACA"), (" SPM 3", "0430"), (" SSK 1,2", "0812"), (" LPSW 8(1)", "82001008"),
    (" TS A", "9300C000"), (" SIO 0(1)", "9C001000"), (" LER 0,6", "3806"), (" STE 4,A", "7040C000"),
    (" mvc a(3),b", "D202C000C008"), (" L 1,A(R3)", "5813C000"), (" CLI 0(1),C','", "956B1000"),
])
def test_operands(line, code):
    assert instruction(line, "A DS CL8", "B DS CL5", "R0 EQU 0", "R3 EQU 3")[:len(code)] == code


def test_length_attribute_of_an_expression_is_implied():
    assert instruction(" MVC A+2,B", "A DS CL8", "B DS CL5")[:4] == "D207"
    assert instruction(" MVC 2+A,B", "A DS CL8", "B DS CL5")[:4] == "D200"


def test_an_instruction_is_aligned_and_the_gap_is_zero():
    result = program(" DC X'FF'", "N BR 14")
    assert text(result) == "FF0007FE"
    assert (result.symbols["N"].value, result.symbols["N"].length, result.symbols["N"].type) == (2, 2, "I")


@pytest.mark.parametrize("usings, code", [
    (["T,12"], "5810C064"), (["T,12", "A-4,3"], "58103004"), (["T,12", "T,13"], "5810D064"),
    (["T,13", "T,12"], "5810D064"), (["T,2,3"], "58102064"), (["A-4095,2"], "58102FFF"), (["*,2"], "58102064"),
])
def test_the_nearest_base_is_chosen_of_equals_the_highest_register(usings, code):
    result = program(*(f" USING {using}" for using in usings), " L 1,A", " ORG T+100", "A DS F")
    assert not result.messages
    assert text(result)[:8] == code


def test_several_registers_of_a_using_are_4096_apart():
    result = program(" USING T,2,3,4", " LA 1,T+4095", " LA 1,T+4096", " LA 1,T+8192", " LA 1,T+12287")
    assert text(result) == "41102FFF" "41103000" "41104000" "41104FFF"
    assert codes(program(" USING T,2,3", " LA 1,T+8192")) == [(3, "ASM230E")]
    assert codes(program(" DS F", "A DS F", " USING A,2", " LA 1,T")) == [(5, "ASM230E")]


def test_drop_and_a_new_using():
    result = program(" USING T,2", " LA 1,T", " DROP 2", " LA 1,T", " USING T,3", " LA 1,T", " DROP 5")
    assert codes(result) == [(5, "ASM230E"), (8, "ASM236W")]
    assert text(result) == "41102000" "00000000" "41103000"


def test_register_zero_as_a_base_holds_zero():
    result = program(" USING T,0", " DC 2F'0'", "A L 1,A")
    assert text(result).endswith("58100008")


def test_an_absolute_base():
    result = program(" USING 8192,2", " LA 1,8200", " LA 1,100")
    assert text(result) == "41102008" "41100064"
    assert codes(program(" LA 1,4096")) == [(2, "ASM232E")]


def test_a_dummy_section_and_a_common_one_are_addressed_by_their_using():
    result = program(" USING D,1", " USING C,2", " L 3,D2", " ST 3,C2", "D DSECT", "D1 DS F", "D2 DS F",
                     "C COM", "C1 DS D", "C2 DS F")
    assert text(result) == "58301004" "50302008"


@pytest.mark.parametrize("line, code", [
    (" L 16,A", "ASM310E"), (" L A,A", "ASM310E"), (" BC 16,A", "ASM311E"), (" SVC 256", "ASM312E"),
    (" MVI A,300", "ASM312E"), (" MVI A,-1", "ASM312E"), (" M 3,A", "ASM313E"), (" SLDA 1,4", "ASM313E"),
    (" LE 1,A", "ASM313E"), (" AER 0,3", "ASM313E"), (" AXR 2,4", "ASM313E"), (" MVC A(257),A", "ASM314E"),
    (" PACK A(17),A", "ASM314E"), (" MVC BIG,A", "ASM314E"), (" L 1,A+1", "ASM320W"), (" LH 1,A+1", "ASM320W"),
    (" LM 1,2,2(3)", "ASM320W"), (" BAL 1,T+1", "ASM320W"), (" LPSW A+4", "ASM320W"), (" L 1", "ASM301E"),
    (" L", "ASM301E"), (" NOP", "ASM301E"), (" L 1,A,2", "ASM302E"), (" BR 1,2", "ASM302E"),
    (" L 1,A(1,2,3)", "ASM303E"), (" MVI A(1,2),3", "ASM303E"), (" L 1,4(2,)", "ASM303E"), (" L 1,4096(2)", "ASM232E"),
    (" L 1,A(,2)", "ASM231E"), (" L 1,NONE", "ASM201E"), (" L 1,A-X", "ASM233E"), (" L 1,X", "ASM230E"),
    (" XYZ 1", "ASM300E"), (" LR 1.2", "ASM302E"), (" L 1,4(2", "ASM211E"),
])
def test_mistakes(line, code):
    result = program(" USING T,12", " EXTRN X", "A DS D", "BIG DS CL300", " DS 0D", line)
    assert [m.code for m in result.messages] == [code]
    (message,) = result.messages
    assert message.statement == 7 and message.source == line


def test_a_wrong_instruction_is_zeros_and_the_next_one_is_in_its_place():
    assert text(program(" L 16,0", " BR 14", " MVC 0(9),NONE", " BR 14")) == (
        "00000000" "07FE" "000000000000" "07FE")


def test_all_mistakes_of_an_instruction_are_told():
    assert [m.code for m in program(" LM 16,17,NONE").messages] == ["ASM310E", "ASM310E", "ASM201E"]


def test_literal_operands():
    assert instruction(" LA 1,=F'5'") == "4110C008" "00000000" "00000005"
    assert instruction(" MVC 0(2,1),=C'OK'")[:12] == "D2011000C008"


def test_later_mnemonics_are_reported_at_level_f():
    assert not program(" BER 14", " BZR 14").messages
    assert codes(program(" BER 14", " BR 14", " BNMR 1", level="f")) == [(2, "ASM148W"), (4, "ASM148W")]


def test_the_formats_of_the_table_are_all_sampled():
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize("read, store", [
    ("LA 1,=F'1'", "ST 1,=F'1'"), ("CLC =C'AB',0(1)", "MVC =C'AB',0(1)"), ("LM 1,2,=D'1'", "STM 1,2,=D'1'")])
def test_a_store_into_a_literal_is_found_behind_a_use_with_the_same_operands(read, store):
    for lines in ([read, store], [store, read]):
        result = program(" USING T,12", *[" " + line for line in lines])
        assert codes(result) == [(3 + lines.index(store), "ASM315E")]


@pytest.mark.parametrize("line, code", [(" L 1,-1", "ASM232E"), (" L 1,=A(=F'1')", "ASM215E"), (" L 1,=S(T)", "ASM218E")])
def test_a_mistake_is_told_once(line, code):
    assert codes(program(" USING T,12", line)) == [(3, code)]


def test_a_literal_where_none_may_stand_is_still_told():
    assert codes(program("A EQU =F'1'")) == [(2, "ASM215E")]
