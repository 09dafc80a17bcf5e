"""Object decks of assemblies, card for card (GC26-3756, object deck)."""
from assembled import cards, of_kind, program
from s360.asm import assemble
from s360.asm.object_deck import read_decks


def ebcdic(text: str) -> bytes:
    return text.encode("cp037")


def test_a_small_deck_byte_for_byte():
    result = assemble("T        START X'100'\n         EXTRN X\n         DC    A(X)\nE        BR    14\n"
                      "         END   E\n")
    blank = b"\x40"
    assert cards(result) == [
        b"\x02" + ebcdic("ESD") + blank * 6 + b"\x00\x20" + blank * 2 + b"\x00\x01"
        + ebcdic("T       ") + b"\x00\x00\x01\x00\x40\x00\x00\x06"
        + ebcdic("X       ") + b"\x02\x00\x00\x00\x40" + blank * 3 + blank * 24 + ebcdic("00000001"),
        b"\x02" + ebcdic("TXT") + blank + b"\x00\x01\x00" + blank * 2 + b"\x00\x06" + blank * 2 + b"\x00\x01"
        + b"\x00\x00\x00\x00\x07\xFE" + blank * 50 + ebcdic("00000002"),
        b"\x02" + ebcdic("RLD") + blank * 6 + b"\x00\x08" + blank * 4
        + b"\x00\x02\x00\x01\x0C\x00\x01\x00" + blank * 48 + ebcdic("00000003"),
        b"\x02" + ebcdic("END") + blank + b"\x00\x01\x04" + blank * 6 + b"\x00\x01" + blank * 56
        + ebcdic("00000004")]


def test_text_is_cut_after_56_bytes_and_skips_what_is_reserved():
    result = program(" DC 60X'11'", " DS CL4", " DC X'22'", " DS F", " ORG T", " DC X'33'")
    shown = [(card[5:8].hex(), int.from_bytes(card[10:12], "big"), card[16]) for card in of_kind(result, "TXT")]
    assert shown == [("000000", 56, 0x11), ("000038", 4, 0x11), ("000040", 1, 0x22), ("000000", 1, 0x33)]


def test_the_first_title_with_a_name_identifies_the_deck():
    result = program(" TITLE 'ONE'", "ABC TITLE 'TWO'", "DEF TITLE 'THREE'", " BR 14")
    assert [card[72:].decode("cp037") for card in cards(result)] == ["ABC 0001", "ABC 0002", "ABC 0003"]
    assert cards(program(" BR 14", deck_id="LONGID"))[0][72:].decode("cp037") == "LONGID01"


def test_punch_and_repro_cards_stand_where_the_statements_stand():
    result = assemble(" PUNCH ' PHASE X,''A&&B'''\n REPRO\n INCLUDE ME, as it is\nT CSECT\n DC C'A'\n PUNCH 'MID'\n"
                      " DC C'B'\n PUNCH 'END'\n END\n")
    assert not result.messages
    kinds = [card[1:4].decode("cp037") if card[0] == 2 else card.decode("cp037").rstrip() for card in cards(result)]
    assert kinds == [" PHASE X,'A&B'", " INCLUDE ME, as it is", "ESD", "TXT", "MID", "TXT", "END", "END"]
    assert cards(result)[4][72:] == b"\x40" * 8
    assert [card[79] for card in cards(result) if card[0] == 2] == [0xF1, 0xF2, 0xF3, 0xF4]


def test_no_deck_with_return_code_12_but_with_8():
    assert program(" L 1,NONE").object_deck
    severe = program(" DS XL1", " ORG *+16777215", " DS F")
    assert severe.return_code == 12 and severe.object_deck == b"" and severe.deck.esd == []


def test_the_deck_is_read_back_as_it_was_made():
    result = program(" USING T,12", " ENTRY A", " EXTRN X,Y", "A L 1,=A(X,Y,A)", " DC 30A(X)", "U CSECT", " DC A(A)",
                     " COM", " DS 100F")
    (deck,) = read_decks(result.object_deck)
    assert deck.esd == result.deck.esd and deck.rld == result.deck.rld and deck.end == result.deck.end
    assert b"".join(piece.data for piece in deck.text) == b"".join(piece.data for piece in result.deck.text)


def test_external_names_of_every_kind():
    result = program(" DC V(E)", " WXTRN W", "P DXD D", " COM", " DS F", "M COM", " DS D")
    assert [(e.name, e.type) for e in result.deck.esd] == [
        ("T", 0), ("E", 2), ("W", 10), ("P", 6), ("", 5), ("M", 5)]


def test_symbol_cards_describe_sections_and_symbols():
    result = program("A DC CL5'X'", "B BR 14", "C DC FS3'1'", "S EQU *", "D DSECT", "E DS 3D", test=True)
    data = b"".join(result.deck.sym)
    assert data == (
        bytes.fromhex("10000000") + ebcdic("T")
        + bytes.fromhex("80000000") + ebcdic("A") + bytes.fromhex("000004")
        + bytes.fromhex("40000006") + ebcdic("B")
        + bytes.fromhex("90000008") + ebcdic("C") + bytes.fromhex("10030003")
        + bytes.fromhex("0000000C") + ebcdic("S")
        + bytes.fromhex("20000000") + ebcdic("D")
        + bytes.fromhex("80000000") + ebcdic("E") + bytes.fromhex("1C07"))
    assert len(of_kind(result, "SYM")) == 1 and not of_kind(program(" BR 14"), "SYM")


def test_sections_hold_their_bytes_with_zeros_between():
    result = program(" DC X'11'", " DS CL2", " DC X'22'")
    assert result.sections[0].bytes == b"\x11\0\0\x22"
    assert [s.bytes for s in program("D DSECT", " DC F'1'").sections] == [b"", b""]


def test_line_map_says_which_statement_made_a_byte():
    result = assemble("T        CSECT\n         USING T,12\n         L     1,=F'5'\nA        DC    H'1'\n"
                      "         END\n", name="small.asm")
    lines = result.line_map
    assert (lines.at(0).place, lines.at(4).statement, lines.at(4).text.split()[0]) == ("small.asm:3", 4, "A")
    assert lines.at(8).text == "=F'5'" and lines.at(8).line == 3
    assert lines.at(100) is None
    assert [(symbol.name, symbol.address, symbol.type) for symbol in lines.symbols] == [("T", 0, "J"), ("A", 4, "H")]
    assert lines.sections[0].length == 12
