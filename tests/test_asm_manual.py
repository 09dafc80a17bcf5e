"""Rules of the Assembler F language one by one, each with values worked out by hand.

Source: GC28-6514 (Assembler F language).  `code` gives the text of the first section in
hexadecimal; a source of several lines is written as it stands on cards.
"""
import pytest

from asm_helpers import asm, cards, clean, code, dc, flagged, text
from object_cards import loaded

# -- padding, truncation, implied lengths

@pytest.mark.parametrize("operand, want", [
    ("C'AB'", "C1C2"), ("CL4'AB'", "C1C24040"), ("CL1'AB'", "C1"), ("2CL3'AB'", "C1C240C1C240"),
    ("C''''", "7D"), ("C'A&&B'", "C150C2"), ("0CL4'AB'", ""),
    ("X'ABC'", "0ABC"), ("XL3'ABC'", "000ABC"), ("XL1'ABC'", "BC"), ("2X'F'", "0F0F"),
    ("B'101'", "05"), ("B'100000001'", "0101"), ("BL1'100000001'", "01"), ("BL2'1'", "0001"),
    ("P'123'", "123C"), ("P'-1234'", "01234D"), ("PL1'123'", "3C"), ("PL4'+5'", "0000005C"),
    ("P'1,-2,3'", "1C2D3C"), ("P'12.34'", "01234C"), ("P'-0'", "0D"),
    ("Z'123'", "F1F2C3"), ("Z'-12'", "F1D2"), ("ZL4'-12'", "F0F0F1D2"), ("ZL1'12'", "C2"),
    ("F'1'", "00000001"), ("F'-1'", "FFFFFFFF"), ("H'-2'", "FFFE"), ("FL3'-2'", "FFFFFE"),
    ("FL8'-2'", "FFFFFFFFFFFFFFFE"), ("HL1'127'", "7F"), ("3H'1'", "000100010001"),
    ("F'2147483647,-2147483648'", "7FFFFFFF80000000"),
    ("E'1'", "41100000"), ("D'1'", "4110000000000000"), ("E'-1'", "C1100000"),
    ("E'0'", "00000000"), ("D'-0.0'", "0000000000000000"), ("EL8'.5'", "4080000000000000"),
    ("DL3'.1'", "40199A"), ("E'.1'", "4019999A"), ("D'.1'", "401999999999999A"),
    ("D'3.14159265358979323846'", "413243F6A8885A31"),
    ("A(5)", "00000005"), ("AL1(255)", "FF"), ("AL2(256*255)", "FF00"), ("Y(5)", "0005"),
    ("A(1,2)", "0000000100000002"), ("2AL1(7)", "0707"), ("S(4(3))", "3004"),
    ("SL2(X'FFF'(15))", "FFFF"),
])
def test_constants_have_these_bytes(operand, want):
    assert dc(operand) == want


@pytest.mark.parametrize("operand, want", [
    ("F'.5'", "00000001"), ("F'.49999'", "00000000"), ("F'-.5'", "FFFFFFFF"), ("F'-2.5'", "FFFFFFFD"),
    ("F'2.5E1'", "00000019"), ("F'1E3'", "000003E8"), ("H'3.2767E4'", "7FFF"),
    ("FE2'1.5'", "00000096"), ("FE-2'150'", "00000002"), ("HE1'.5'", "0005"),
    ("FS4'1.5'", "00000018"), ("FS1'.25'", "00000001"), ("FS-4'24'", "00000002"),
    ("HS12'3.14159'", "3244"), ("FS31'-1'", "80000000"), ("FL1S4'7.9375'", "7F"),
    ("FS8E2'.0125'", "00000140"), ("FS16'.1'", "0000199A"),
    ("EE2'1'", "42640000"), ("EE-2'100'", "41100000"), ("E'1E2'", "42640000"),
    ("ES1'1'", "42010000"), ("ES3'1.5'", "44000180"), ("DS2'-1'", "C300100000000000"),
    ("ES4'1'", "45000010"),
])
def test_scale_and_exponent_modifiers(operand, want):
    """S: binary places of F and H, hexadecimal zeros before the fraction of E and D."""
    assert dc(operand) == want


@pytest.mark.parametrize("operands, want", [
    ("X'1',X'2',C'A'", "0102C1"), ("F'1',H'2'", "000000010002"), ("X'1',F'2'", "0100000000000002"),
    ("2X'1',PL2'3'", "0101003C"), ("A(1),AL1(2),Y(3)", "0000000102000003"),
])
def test_several_operands_in_one_dc(operands, want):
    assert dc(operands) == want


@pytest.mark.parametrize("operand, want", [
    ("BL.4'1010'", "A0"), ("XL.4'A',XL.4'B'", "AB"), ("FL.12'5',BL.4'1'", "0051"),
    ("AL.3(5),AL.5(1)", "A1"), ("XL.12'ABC'", "ABC0"), ("CL.12'A',XL.4'F'", "C14F"),
])
def test_bit_lengths_pack_into_bytes(operand, want):
    """Bits are taken one after the other; the last byte is filled with zeros."""
    assert dc(operand) == want


def test_boundaries_are_filled_with_zeros_in_dc_and_skipped_by_ds():
    assert code("         DC    X'FF'\n         DC    H'1'\n         DC    D'1'\n") == (
        "FF000001" + "00000000" + "4110000000000000")
    deck = loaded(cards(clean("         DC    X'FF'\n         DS    0D\n         DC    X'EE'\n")))
    assert deck["text"][1, 0] == 0xFF and deck["text"][1, 8] == 0xEE
    assert (1, 4) not in deck["text"]


def test_explicit_length_takes_no_boundary():
    assert code("         DC    X'FF'\n         DC    FL4'1'\n         DC    HL2'2'\n") == "FF000000010002"


def test_duplication_0_only_sets_the_boundary():
    assert code("         DC    X'1'\n         DC    0F'5'\n         DC    X'2'\n") == "0100000002"


def test_modifiers_may_be_expressions():
    assert code("N        EQU   2\n         DC    (N+1)XL(N*2)'5'\n") == "00000005" * 3


# -- attributes and implied lengths

def test_length_attribute_of_every_kind_of_symbol():
    source = """A        DC    F'1,2,3'
B        DC    CL7'X'
C        DS    3D
E        EQU   B+2
G        EQU   5
H        LA    1,0
I        LR    1,1
J        MVC   0(3,1),0(2)
K        DC    C'ABCDE'
L        CCW   1,A,0,1
         DC    AL1(L'A,L'B,L'C,L'E,L'G,L'H,L'I,L'J,L'K,L'L,L'*)
"""
    assert code(source).endswith("0407080701040206050801")


def test_length_attribute_of_the_location_counter_in_an_instruction():
    """L'* is the length of the instruction it stands in."""
    assert code("         LA    1,L'*\n")[:8] == "41100004"


def test_implied_lengths_of_storage_to_storage():
    source = """         USING TEST,12
         MVC   A,B
         MVC   A+1,B
         MVC   B(L'A),A
         PACK  A,B
         AP    A(2),B(3)
         MVC   A(0),B
A        DS    CL5
B        DS    PL8
"""
    assert code("TEST     CSECT\n" + source)[:72] == (
        "D204C024C029" "D204C025C029" "D204C029C024" "F247C024C029" "FA12C024C029" "D200C024C029")


# -- expressions

@pytest.mark.parametrize("expression, want", [
    ("7/2", 3), ("2*3+4", 10), ("2+3*4", 14), ("(2+3)*4", 20), ("7/0", 0), ("10-3-2", 5), ("1-2", -1),
    ("100/10/2", 5), ("5/2*2", 4), ("X'10'+B'11'+C'A'", 16 + 3 + 0xC1), ("C'AB'", 0xC1C2),
    ("((((1+1)*2)+1)*2)", 10), ("(1-8)/2", -3), ("C''''", 0x7D), ("C'&&'", 0x50), ("16777215", 0xFFFFFF),
])
def test_expressions(expression, want):
    """From left to right, * and / first; division drops the remainder, by zero gives zero."""
    assert dc(f"A({expression})") == f"{want & 0xFFFFFFFF:08X}"


def test_paired_relocatable_terms_are_absolute():
    source = """A        DS    CL10
B        DS    CL5
C        EQU   (B-A)*2
         DC    AL1(B-A,C,*-B)
"""
    assert code("TEST     START 0\n" + source)[-6:] == "0A1407"


@pytest.mark.parametrize("operand, want", [
    ("A(*,*)", "0000000000000004"), ("2A(*)", "0000000000000004"), ("2AL1(*-TEST,1)", "00010201")])
def test_the_location_counter_in_a_constant_is_that_of_the_constant(operand, want):
    assert dc(operand) == want


def test_complex_relocatable_constants_have_an_rld_item_each():
    source = """ONE      CSECT
         EXTRN X
A        DC    A(X-B+A,B-A,0-X)
TWO      CSECT
B        DC    F'0'
"""
    deck = loaded(cards(clean(source)))
    ids = {name: esdid for esdid, _, name, _, _ in deck["esd"]}
    assert sorted(deck["rld"]) == sorted([
        (ids["X"], ids["ONE"], 0x0C, 0), (ids["TWO"], ids["ONE"], 0x0E, 0),
        (ids["ONE"], ids["ONE"], 0x0C, 0), (ids["TWO"], ids["ONE"], 0x0C, 4),
        (ids["ONE"], ids["ONE"], 0x0E, 4), (ids["X"], ids["ONE"], 0x0E, 8)])


@pytest.mark.parametrize("operand, flags", [
    ("A(X)", 0x0C), ("AL3(X)", 0x08), ("V(X)", 0x1C), ("VL3(X)", 0x18), ("AL4(X)", 0x0C)])
def test_rld_flags(operand, flags):
    extern = "" if operand.startswith("V") else "         EXTRN X\n"
    deck = loaded(cards(clean(f"{extern}         DC    {operand}\n")))
    assert [item[2] for item in deck["rld"]] == [flags]


# -- sections and symbols

def test_esd_of_sections_entries_and_externals():
    source = """FIRST    START X'100'
         ENTRY GO
         EXTRN OUT
GO       DC    A(OUT)
         DC    V(FAR)
         COM
         DS    CL40
SECOND   CSECT
         DC    F'1'
"""
    items = loaded(cards(clean(source)))["esd"]
    by_name = {name: (type_, address, last) for _, type_, name, address, last in items}
    assert by_name["FIRST"] == ("SD", "000100", "000008")
    assert by_name["GO"][:2] == ("LD", "000100")
    assert by_name["OUT"][0] == by_name["FAR"][0] == "ER"
    assert by_name[""] == ("CM", "000000", "000028")
    assert by_name["SECOND"] == ("SD", "000108", "000004")


def test_a_dummy_section_makes_no_text():
    source = """TEST     CSECT
         USING REC,5
         LA    1,SECOND
REC      DSECT
FIRST    DS    CL6
SECOND   DC    F'9'
"""
    deck = loaded(cards(clean(source)))
    assert [item[2] for item in deck["esd"]] == ["TEST"]
    assert bytes(deck["text"][1, n] for n in range(len(deck["text"]))).hex().upper() == "41105008"


def test_a_section_goes_on_where_it_stopped():
    source = """A        CSECT
         DC    X'01'
B        CSECT
         DC    X'02'
A        CSECT
         DC    X'03'
"""
    assert code(source, "A") == "0103" and code(source, "B") == "02"


def test_end_names_the_entry_point():
    source = "A        CSECT\n         DC    F'0'\nGO       BR    14\n         END   GO\n"
    assembly = asm.assemble(source, name="T", level="F")
    assert loaded(cards(assembly))["end"] == ("000004", "0001")


def test_org_goes_back_and_forth():
    source = """A        DC    XL8'00'
         ORG   A+2
         DC    X'11'
         ORG   *+1
         DC    X'22'
         ORG
         DC    X'33'
"""
    assert code(source) == "000011002200000033"


# -- USING

def test_using_and_drop():
    source = """TEST     CSECT
         USING TEST,10,11
         LA    1,A
         LA    1,A+4096
         USING A,9
         LA    1,A
         DROP  9
         LA    1,A
A        EQU   TEST+8
"""
    assert code(source) == "4110A008" "4110B008" "41109000" "4110A008"


def test_of_equal_displacements_the_highest_register_is_taken():
    source = "TEST     CSECT\n" + "".join(f"         USING *,{n}\n" for n in (5, 7, 6))
    assert code(source + "         LA    1,TEST\n") == "41107000"


def test_a_base_reaches_4095_bytes_and_no_further():
    assert code("TEST     CSECT\n         USING TEST,12\n         LA    1,TEST+4095\n") == "4110CFFF"
    assert flagged("         USING TEST,12\n         LA    1,TEST+4096\n")
    assert flagged("         USING TEST+1,12\n         LA    1,TEST\n")


def test_operand_without_a_base_is_flagged():
    assert flagged("         LA    1,TEST\n")


# -- literals

def test_literal_pool_is_ordered_by_boundary_8_4_2_1():
    source = """         USING TEST,12
         LA    1,=C'ABC'
         LA    1,=H'1'
         LA    1,=F'2'
         LA    1,=D'1'
         LA    1,=X'FF'
         LA    1,=F'3'
"""
    pool = "4110000000000000" + "00000002" "00000003" "0001" "C1C2C3" "FF"
    got = code("TEST     CSECT\n" + source)
    assert got[48:] == pool
    assert got[:48] == "4110C02A" "4110C028" "4110C020" "4110C018" "4110C02D" "4110C024"


def test_equal_literals_are_stored_once_unless_they_name_the_location_counter():
    source = """         USING TEST,12
         L     1,=F'1'
         L     1,=F'1'
         L     1,=A(*)
         L     1,=A(*)
"""
    assert code("TEST     CSECT\n" + source)[32:] == "00000001" "00000008" "0000000C"


def test_ltorg_begins_a_new_pool_on_a_doubleword():
    source = """TEST     CSECT
         USING TEST,12
         L     1,=F'1'
         LTORG
         L     1,=F'1'
"""
    got = code(source)
    assert got == "5810C008" "00000000" "00000001" "5810C010" "00000001"


def test_literal_with_duplication_and_modifiers():
    source = """TEST     CSECT
         USING TEST,12
         LM    1,2,=2FS1'1.5'
         LA    1,=3CL2'A'
"""
    assert code(source) == "9812C008" "4110C010" "0000000300000003" "C140C140C140"


# -- CCW and CNOP

def test_ccw_is_on_a_doubleword():
    source = "         DC    X'FF'\nA        CCW   2,A,X'40',80\n"
    assert code(source) == "FF00000000000000" "0200000840000050"


@pytest.mark.parametrize("start, operands, nops", [
    (0, "0,4", 0), (0, "2,4", 1), (2, "0,4", 1), (2, "2,4", 0), (0, "0,8", 0), (0, "2,8", 1), (0, "4,8", 2),
    (0, "6,8", 3), (2, "0,8", 3), (4, "0,8", 2), (6, "0,8", 1), (2, "2,8", 0), (4, "2,8", 3), (6, "4,8", 3)])
def test_cnop(start, operands, nops):
    before = "0A01" * (start // 2)
    source = "         SVC   1\n" * (start // 2) + f"         CNOP  {operands}\n         SVC   2\n"
    assert code(source) == before + "0700" * nops + "0A02"


# -- statements and cards

def test_continuation_begins_in_column_16():
    first = "         DC    C'ABC,".ljust(71, "D") + "X\n"
    assert text(first + " " * 15 + "EFG'\n") == "ABC," + "D" * 50 + "EFG"


def test_comments_sequence_numbers_and_remarks_are_no_code():
    source = ("* COMMENT\n" + "         DC    X'01'   A REMARK, ' AND ALL".ljust(72) + "00000010\n"
              + "         DC    X'02' X'03'\n")
    assert code(source) == "0102"


def test_eject_space_title_print_make_no_code():
    assert code("         TITLE 'X'\n         SPACE 3\n         EJECT\n         PRINT OFF\n"
                "         DC    X'01'\n         PRINT ON,NOGEN,DATA\n") == "01"


def test_punch_and_repro_go_into_the_deck():
    assembly = clean("TEST     CSECT\n         PUNCH ' ENTRY  A&&B''C'\n         REPRO\nTHIS CARD AS IT IS\n")
    punched = [card.decode("cp037").rstrip() for card in cards(assembly) if card[0] != 2]
    assert punched == [" ENTRY  A&B'C", "THIS CARD AS IT IS"]


# -- mistakes

@pytest.mark.parametrize("statement", [
    "NOSUCH 1,2", "L     1", "L     16,0", "DC    F'A'", "DC    X'G'", "DC    P'1A'", "DC    K'1'",
    "LR    1,2,3", "MVI   0(1),256", "LA    1,4096", "L     1,UNKNOWN", "DC    C'A", "DC    AL1(TEST)",
    "EQU   5", "MVC   0(257,1),0(2)", "SVC   256", "CNOP  1,4", "USING", "DC    H'32768'"])
def test_wrong_statements_are_flagged_with_their_line(statement):
    assert 2 in [message.line for message in flagged(f"         {statement}\n")]
