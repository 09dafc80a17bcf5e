"""The flow disassembler: data and code told apart, names, USING, types, address constants.

The programs are written down in machine code by hand; the statements expected are those a reader of
C28-6514 would write for them.
"""
import re

import pytest

from s360.flow.disassembler import disassemble_deck, disassemble_image
from s360.asm.object_deck import End, Esd, ObjectDeck, Rep, Rld, Text
from s360.errors import MediaError

SD, LD, ER, PC, CM = 0, 1, 2, 4, 5
A4, V4, AL3 = 0x0C, 0x1C, 0x08


def statements(source):
    """(name, operation, operand) of each statement, remarks and comments left out."""
    out = []
    for line in source.splitlines():
        assert len(line) <= 71 and line.isascii()
        if line[0] != "*":
            name, rest = line[:9].strip(), line[9:].split()
            found = re.match(r"(?:'[^']*'|[^' ])*", line[15:])
            out.append((name, rest[0], found[0] if len(rest) > 1 else ""))
    return out


def image(*pieces, size=0x100, at=0x200, entries=(0x200,)):
    """Statements of an image with (address, hexadecimal) pieces in zeros."""
    storage = bytearray(size)
    for address, text in pieces:
        data = bytes.fromhex(text)
        storage[address - at:address - at + len(data)] = data
    return statements(disassemble_image(bytes(storage), at, entries).source)


def deck(text, length, esd=(), rld=(), end=None):
    """An object deck with one section PROG."""
    items = [Esd("PROG", SD, 1, 0, 0x40, length), *esd]
    pieces = [Text(1, address, bytes.fromhex(data)) for address, data in text]
    return ObjectDeck(items, pieces, [Rld(*item) for item in rld], end=end or End(), source="PROG")


def test_labels_and_using_come_from_balr():
    # BALR 12,0 / L 1,D / BR 14 / (halfword) / the word
    assert image((0x200, "05C0 5810C00A 07FE"), (0x20C, "00000005"), size=16) == [
        ("", "START", "X'200'"), ("P000200", "BALR", "12,0"), ("", "USING", "*,12"),
        ("L000202", "L", "1,D00020C"), ("", "BR", "14"), ("", "DC", "X'00000000'"),
        ("D00020C", "DC", "F'5'"), ("", "END", "")]


def test_data_between_instructions_is_not_decoded():
    # B 0A around a constant that reads as LR 1,2
    made = image((0x200, "05C0 47F0C006 1812 1B11 07FE"), size=12)
    assert ("", "DC", "X'1812'") in made
    assert ("L000208", "SR", "1,1") in made and ("", "B", "L000208") not in made
    assert [one for one in made if one[1] == "B"] == [("L000202", "B", "L000208")]


@pytest.mark.parametrize("text, found", [
    ("05C0 45E0C00A 07FE 0000 0000 1812 07FE", ("L00020C", "LR", "1,2")),       # BAL
    ("05C0 4DE0C00A 07FE 0000 0000 1812 07FE", ("L00020C", "LR", "1,2")),      # BAS
    ("05C0 4630C00A 07FE 0000 0000 1812 07FE", ("L00020C", "LR", "1,2")),       # BCT
    ("05C0 8712C00A 07FE 0000 0000 1812 07FE", ("L00020C", "LR", "1,2")),       # BXLE
    ("05C0 41F0C00A 07FF 0000 0000 1812 07FE", ("L00020C", "LR", "1,2")),       # LA, BR
    ("05C0 41E0C00A 18FE 07FF 0000 1812 07FE", ("L00020C", "LR", "1,2")),       # LA, LR, BR
    ("05C0 0AFF 4400C00A 07FE 0000 1812", ("L00020C", "LR", "1,2")),            # EX
])
def test_control_flows_through(text, found):
    assert found in image((0x200, text), size=0x20)


def test_what_follows_an_unconditional_branch_is_not_reached():
    assert ("", "DC", "X'1812'") in image((0x200, "07FE 1812"), size=4)


def test_a_table_of_branches_behind_an_indexed_branch():
    # B 206(1); table at 206: B 210, B 212; 20E data; 210 SR 1,1; 212 BR 14
    made = image((0x200, "05C0 47F1C004 47F0C00E 47F0C010 0000 1B11 07FE"), size=0x14)
    assert ("", "B", "L000206(1)") in made or ("L000202", "B", "L000206(1)") in made
    assert ("L000206", "B", "L000210") in made and ("L000210", "SR", "1,1") in made
    assert ("", "DC", "X'0000'") in made


def test_new_psws_of_low_storage_lead_to_code():
    made = image((0, "0000000000000200"), (0x68, "0002000000000BAD"), (0x78, "0000000000000204"),
                 (0x200, "07FE"), (0x204, "82000038"), size=0x240, at=0, entries=())
    assert ("", "DC", "A(L000200)") in made and ("L000200", "BR", "14") in made
    assert ("L000204", "LPSW", "D000038-Z000000") in made
    assert ("Z000000", "EQU", "P000000") in made
    assert not any(name == "L000BAD" for name, _, _ in made)            # a wait


def test_a_channel_program_that_is_started():
    # LA 1,CCW / ST 1,72 / SIO 9 / BR 14
    made = image((0x200, "05C0 4110C01E 50100048 9C000009 07FE"),
                 (0x220, "0900023040000005 0A00023820000050"), (0x230, "C8C5D3D3D6"))
    assert ("D000220", "CCW", "X'09',D000230,X'40',5") in made
    assert ("", "CCW", "X'0A',D000238,X'20',80") in made
    assert ("D000230", "DC", "C'HELLO'") in made and ("", "SIO", "9") in made


def test_data_have_the_types_their_instructions_give_them():
    made = image((0x200, "05C0 4810C05A 6820C026 7840C02E FA32C032C036 F874C03EC046 D204C04EC053"
                         "95C1C058 07FE"),
                 (0x25C, "FFFE"), (0x228, "4118000000000000"), (0x230, "C1200000"),
                 (0x234, "0000123C"), (0x238, "00005D"), (0x240, "000000000000012C"),
                 (0x248, "000000007D"), (0x250, "C1C2C3C4C5"), (0x255, "40404040F1"), (0x25A, "C1"))
    assert {("D00025C", "DC", "H'-2'"), ("D000228", "DC", "D'1.5'"), ("D000230", "DC", "E'-2'"),
            ("D000234", "DC", "PL4'123'"), ("D000238", "DC", "PL3'-5'"), ("D000240", "DC", "PL8'12'"),
            ("D000248", "DC", "PL5'-7'"), ("D000250", "DC", "C'ABCDE'")} <= set(made)
    assert ("", "CLI", "D00025A,C'A'") in made


def test_a_field_within_an_instruction_is_named_by_its_distance():
    # MVI L+1,X'F0' on NOP L: a branch switched on
    made = image((0x200, "05C0 92F0C005 4700C008 07FE"), size=12)
    assert ("L000202", "MVI", "L000206+1,X'F0'") in made


def test_ignored_fields_and_wrong_registers_become_constants():
    made = image((0x200, "0412 8200 1000"), size=8)
    assert made[1:3] == [("P000200", "DC", "X'0412'"), ("", "LPSW", "0(1)")]
    assert image((0x200, "8955 0003 07FE"), size=6)[1] == ("P000200", "DC", "X'89550003'")
    assert image((0x200, "1C12 07FE"), size=4)[1] == ("P000200", "DC", "X'1C12'")     # MR 1,2
    assert image((0x200, "3812 07FE"), size=4)[1] == ("P000200", "DC", "X'3812'")     # LER 1,2


def test_a_base_that_the_assembler_would_not_choose_is_written_out():
    # BALR 11,0 / LR 12,11: of two registers with the same address F takes the higher
    both = image((0x200, "05B0 5810B01E 18CB 5820B01E 5830C01E 07FE"), size=0x40)
    assert ("L000202", "L", "1,D000220") in both and ("", "L", "2,D000220") in both
    assert ("", "USING", "L000202,12") in both and ("", "L", "3,D000220") in both
    # once 12 is known too, an operand with 11 is no implied address
    again = image((0x200, "05B0 18CB 5830C01E 5820B01E 07FE"), size=0x40)
    assert ("", "L", "2,D000220-L000202(,11)") in again


def test_a_register_that_has_changed_is_dropped_when_it_stands_in_the_way():
    # BALR 11,0 / LR 12,11 / L 3,E(,12) / L 12,.. (unknown) / L 2,E(,11)
    made = image((0x200, "05B0 18CB 5830C01E 58C00010 5820B01E 07FE"), size=0x40)
    drop = made.index(("", "DROP", "12"))
    assert made[drop + 1] == ("", "L", "2,D000220")


def test_without_an_instruction_to_begin_with_all_is_data():
    assert image((0x200, "0000"), size=2, entries=())[1:] == [("P000200", "DC", "X'0000'"),
                                                             ("", "END", "")]


@pytest.mark.parametrize("entry", [0x201, 0x1FE, 0x300, 0x202])
def test_an_entry_that_is_no_instruction_is_refused(entry):
    with pytest.raises(MediaError, match=f"entry point {entry:06X}.*no instruction"):
        disassemble_image(bytes.fromhex("07FE0000"), 0x200, [entry])


# -- object decks

def test_a_deck_has_its_names_and_address_constants():
    # PROG: L 1,=A(TABLE) / L 15,=V(SUB) / BR 14; the base is register 15, as on entry
    one = deck([(0, "5810F014 58F0F010 07FE"), (0x10, "00000000 0000001C 80000014 0000")], 0x20,
               [Esd("SUB", ER, 2), Esd("TABLE", LD, None, 0x1C, 0x40, 1)],
               [(2, 1, V4, 0x10), (1, 1, A4, 0x14), (1, 1, AL3, 0x19)])
    made = statements(disassemble_deck(one).source)
    assert made[:3] == [("PROG", "CSECT", ""), ("", "EXTRN", "SUB"), ("", "ENTRY", "TABLE")]
    assert ("D000010", "DC", "V(SUB)") in made and ("D000014", "DC", "A(TABLE)") in made
    assert ("", "DC", "AL3(D000014)") in made and ("TABLE", "DC", "X'0000'") in made
    assert ("", "USING", "*,15") in made and ("", "L", "1,D000014") in made


def test_register_15_holds_the_entry_and_calls_keep_the_base():
    one = deck([(0, "05C0 58F0C012 05EF 5810C012 5820F000 07FE 0000 00000000 00000000")], 0x1C,
               [Esd("SUB", ER, 2)], [(2, 1, V4, 0x14)])
    made = statements(disassemble_deck(one).source)
    assert ("", "L", "1,D000014") in made and ("", "L", "2,0(,15)") in made


def test_parameters_behind_a_call_are_passed_by():
    # BALR 14,15 / DC A(PROG) / SR 15,15 / BR 14
    one = deck([(0, "0000 05EF 00000000 1BFF 07FE")], 12, rld=[(1, 1, A4, 4)], end=End(2, 1))
    made = statements(disassemble_deck(one).source)
    assert ("", "DC", "A(PROG)") in made and ("", "SR", "15,15") in made
    assert made[-1] == ("", "END", "L000002")


def test_what_an_address_constant_points_to_is_tried():
    # BR 14 / A(8) / 8: SR 1,1, BR 14 / C: 00
    one = deck([(0, "07FE 0000 00000008 1B11 07FE 0000")], 14, rld=[(1, 1, A4, 4)])
    assert ("L000008", "SR", "1,1") in statements(disassemble_deck(one).source)
    one = deck([(0, "07FE 0000 00000008 1B11 0000")], 12, rld=[(1, 1, A4, 4)])
    assert ("D000008", "DC", "X'1B110000'") in statements(disassemble_deck(one).source)


def test_constants_with_more_than_an_address():
    # A(SUB+4), A(SUB-PROG), A(PROG) with X'80' laid over it
    one = deck([(0, "00000004 00000000 80000000")], 12, [Esd("SUB", ER, 2)],
               [(2, 1, A4, 0), (2, 1, A4, 4), (1, 1, A4 | 2, 4), (1, 1, A4, 8)])
    made = statements(disassemble_deck(one).source)
    assert ("", "DC", "A(SUB+4)") in made and ("", "DC", "A(SUB-PROG)") in made
    at = made.index(("", "DC", "A(PROG)"))
    assert made[at + 1:at + 3] == [("", "ORG", "*-4"), ("", "DC", "X'80000000'")]


def test_space_without_text_and_a_long_one():
    one = deck([(0, "07FE"), (0x20000, "07FE")], 0x20002)
    made = statements(disassemble_deck(one).source)
    assert ("", "ORG", f"*+{0x20000 - 2}") in made and made[-2][1:] == ("DC", "X'07FE'")
    one = deck([(0, "9801F010 07FE")], 0x18)
    made = statements(disassemble_deck(one).source)
    assert ("D000010", "DS", "F") in made and ("", "DS", "XL10") in made


def test_several_sections_and_commons_in_the_order_of_the_esd():
    one = ObjectDeck([Esd("A", SD, 1, 0, 0x40, 4), Esd("X", ER, 2), Esd("B", SD, 3, 8, 0x40, 2),
                      Esd("", CM, 4, 0, 0x40, 80)],
                     [Text(1, 0, bytes.fromhex("00000008")), Text(3, 8, bytes.fromhex("07FE"))],
                     [Rld(3, 1, A4, 0)], end=End())
    made = statements(disassemble_deck(one).source)
    assert made[:4] == [("A", "CSECT", ""), ("", "EXTRN", "X"), ("B", "CSECT", ""), ("", "COM", "")]
    assert made[4:6] == [("A", "CSECT", ""), ("", "DC", "A(B)")]
    assert ("B", "CSECT", "") in made[6:] and ("", "BR", "14") in made


@pytest.mark.parametrize("change, told", [
    (lambda d: d.rld.append(Rld(1, 1, 0x00, 0)), "one byte|1 byte"),
    (lambda d: d.rld.append(Rld(9, 1, A4, 0)), "no symbol"),
    (lambda d: d.rld.append(Rld(1, 1, 0x2C, 0)), "pseudo register"),
    (lambda d: d.rld.append(Rld(0, 1, 0x3C, 2)), "fullword"),
    (lambda d: d.rld.append(Rld(0, 1, 0x38, 4)), "CXD has 4 bytes"),
    (lambda d: d.rld.append(Rld(1, 1, A4, 0x3000)), "no text"),
    (lambda d: d.esd.append(Esd("lower", LD, None, 0, 0x40, 1)), "no symbol of Assembler F"),
    (lambda d: d.esd.append(Esd("OUT", LD, None, 0x999, 0x40, 1)), "'OUT' is in no section"),
    (lambda d: d.esd.append(Esd("PROG", SD, 5, 0x20, 0x40, 0)), "another name"),
    (lambda d: d.esd.append(Esd("FAR", SD, 5, 0x2000, 0x40, 8)), "'FAR' was at 002000"),
    (lambda d: d.esd.append(Esd("PROG", 6, 5, 0, 3, 4)), "'PROG' is left out"),
    (lambda d: d.esd.append(Esd("REG", 6, 5, 0, 7, 5)), "'REG' is left out"),
    (lambda d: setattr(d, "end", End(symbol="NONE")), "END card names 'NONE'"),
    (lambda d: d.esd.append(Esd("REG", 6, 5, 0, 3, 5)), "boundary of pseudo register 'REG'"),
])
def test_what_the_language_cannot_say_is_told(change, told):
    one = deck([(0, "07FE0000 00000000")], 8)
    change(one)
    made = disassemble_deck(one)
    assert any(re.search(told, note) for note in made.notes)
    assert made.source.startswith("* ")


def test_rep_cards_become_comments():
    one = deck([(0, "07FE")], 2)
    one.rep.append(Rep(0, 1, bytes.fromhex("47F0")))
    assert "* REP 000000 47F0" in disassemble_deck(one).source.splitlines()


@pytest.mark.parametrize("text, told", [
    (Text(7, 0, b"\x07\xFE"), "ESDID 7.*no section"), (Text(1, 8, b"\x07\xFE"), "outside section")])
def test_text_that_belongs_nowhere_is_an_error(text, told):
    one = deck([(0, "07FE")], 8)
    one.text.append(text)
    with pytest.raises(MediaError, match=told):
        disassemble_deck(one)


def test_a_psw_whose_address_is_relocated_in_three_bytes():
    # LPSW 8(15); the PSW at 8: X'41424344', X'C3', AL3(10)
    made = statements(disassemble_deck(deck([(0, "8200F008"), (8, "41424344C3000010 07FE")], 0x12,
                                            rld=[(1, 1, AL3, 0xD)])).source)
    assert ("", "LPSW", "D000008") in made or ("PROG", "LPSW", "D000008") in made
    assert ("D000008", "DC", "X'41424344C3'") in made and ("", "DC", "AL3(L000010)") in made


def test_pseudo_registers_are_dxd_q_and_cxd():
    made = statements(disassemble_deck(deck(
        [(0, "00000000 00000000 0000 0000")], 12,
        esd=[Esd("WORK", 6, 2, 0, 7, 16), Esd("FLAG", 6, 3, 0, 0, 3), Esd("OUT", ER, 4)],
        rld=[(2, 1, 0x2C, 0), (0, 1, 0x3C, 4), (3, 1, 0x24, 8), (2, 1, 0x24, 10)])).source)
    assert [one for one in made if one[1] in ("DXD", "DC", "CXD", "EXTRN")] == [
        ("WORK", "DXD", "2D"), ("FLAG", "DXD", "3X"), ("", "EXTRN", "OUT"), ("", "DC", "Q(WORK)"),
        ("", "CXD", ""), ("", "DC", "QL2(FLAG)"), ("", "DC", "QL2(WORK)")]


def test_a_program_that_begins_at_an_external_symbol():
    made = statements(disassemble_deck(deck([(0, "07FE")], 2, esd=[Esd("START", ER, 2)],
                                            end=End(4, 2))).source)
    assert made[-1] == ("", "END", "START+4")
    # the other form of the card, which has a name
    made = statements(disassemble_deck(deck([(0, "07FE")], 2, esd=[Esd("START", ER, 2)],
                                            end=End(symbol="START"))).source)
    assert made[-1] == ("", "END", "START")
