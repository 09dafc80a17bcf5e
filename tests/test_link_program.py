"""The linker: where sections go, what names mean, what address constants become.

Expected addresses are worked out by hand from the rules of docs/linker.md."""
import pytest

from s360.linker.link import link
from s360.linker.map import map_lines
from s360.linker.sections import LinkError
from s360.asm.object_deck import (CM, ER, LD, PC, PR, SD, WX, End, Esd, ObjectDeck, Rep, Rld, Text,
                                  read_decks, write_deck)
from s360.linker.text_library import TextLibrary
from shared import shared

A4, V4, A3, Y2, A1, NEGATIVE = 0x0C, 0x1C, 0x08, 0x04, 0x00, 0x02
Q4, CXD4 = 0x2C, 0x3C


def deck(*esd, text=(), rld=(), end=End(), rep=(), source="test"):
    return ObjectDeck(list(esd), list(text), list(rld), rep=list(rep), end=end, source=source)


def section(name, length, number=1, address=0):
    return Esd(name, SD, number, address, length=length)


def simple(name, length=8, **more):
    """A deck of one section whose bytes are its first letter."""
    data = name[:1].encode("cp037") * length
    return deck(section(name, length), text=[Text(1, 0, data)], source=name, **more)


def word(linked, address, length=4):
    return int.from_bytes(linked.text(address, address + length), "big")


def said(linked, severity=None):
    return "\n".join(m.text for m in linked.messages if severity in (None, m.severity))


def test_sections_come_in_card_order_on_doublewords():
    linked = link([simple("A", 3), simple("B", 9), simple("C", 8)], origin=0x200)
    assert [(s.name, s.address) for s in linked.sections] == [
        ("A", 0x200), ("B", 0x208), ("C", 0x218)]
    assert linked.image == (b"\xc1" * 3 + bytes(5) + b"\xc2" * 9 + bytes(7) + b"\xc3" * 8)
    assert (linked.origin, linked.end, linked.entry, linked.severity) == (0x200, 0x220, 0x200, 0)
    assert linked.pieces == [(0x200, 0x203), (0x208, 0x211), (0x218, 0x220)]


def test_without_an_origin_the_first_section_stays_where_it_was_assembled():
    start = deck(section("MAIN", 4, address=0x1000), text=[Text(1, 0x1000, b"\x07\xfe\0\0")])
    linked = link([start, simple("SUB")])
    assert linked.symbols == {"MAIN": 0x1000, "SUB": 0x1008}
    assert linked.text(0x1000, 0x1002) == b"\x07\xfe"


def test_a_section_assembled_at_0_is_kept_off_low_storage_unless_it_is_asked_for():
    assert link([simple("MAIN")]).symbols == {"MAIN": 0x200}
    assert link([simple("MAIN")], origin=0).symbols == {"MAIN": 0}


def test_two_sections_of_one_assembly():
    """Assembled one behind the other (A at 0, B at 10), each is moved by its own distance."""
    both = deck(section("A", 0x0C), section("B", 8, 2, 0x10),
                text=[Text(1, 0, (0x14).to_bytes(4, "big")), Text(2, 0x10, (0x04).to_bytes(4, "big"))],
                rld=[Rld(2, 1, A4, 0), Rld(1, 2, A4, 0x10)])
    linked = link([simple("FIRST", 0x100), both], origin=0x1000)
    assert linked.symbols == {"FIRST": 0x1000, "A": 0x1100, "B": 0x1110}
    assert word(linked, 0x1100) == 0x1114 and word(linked, 0x1110) == 0x1104


@pytest.mark.parametrize("flags, old, new", [
    (A4, "00000000", "00002008"), (V4, "00000000", "00002008"), (A4, "00000010", "00002018"),
    (A4, "80000000", "80002008"), (A3, "000004FF", "00200CFF"), (Y2, "0003FFFF", "200BFFFF"),
    (A4 | NEGATIVE, "00003000", "00000FF8"), (A3 | NEGATIVE, "000000AA", "FFDFF8AA")])
def test_address_constants(flags, old, new):
    """External SUB lies at 2008; the constant has 1 to 4 bytes and may be subtracted from."""
    main = deck(section("MAIN", 4), Esd("SUB", ER, 2), text=[Text(1, 0, bytes.fromhex(old))],
                rld=[Rld(2, 1, flags, 0)])
    linked = link([main, simple("SUB")], origin=0x2000)
    assert linked.image[:4].hex().upper() == new and linked.severity == 0
    assert linked.references == {"SUB": ["MAIN"]}


def test_a_difference_of_two_far_addresses_in_one_byte():
    """AL1(B-A): each alone does not fit, the difference does."""
    main = deck(section("A", 8), Esd("B", ER, 2), Esd("C", ER, 3), text=[Text(1, 0, b"\x03")],
                rld=[Rld(2, 1, A1, 0), Rld(3, 1, A1 | NEGATIVE, 0)])
    linked = link([main, simple("C", 0x40), simple("B")], origin=0x12000)
    assert linked.image[0] == 0x43 and linked.severity == 0


def test_an_address_that_its_constant_cannot_hold():
    main = deck(section("A", 8), Esd("B", ER, 2), text=[Text(1, 0, bytes(8))], rld=[Rld(2, 1, Y2, 4)])
    linked = link([main, simple("B")], origin=0x10000)
    assert linked.severity == 8 and "constant of 2 bytes at 000004" in said(linked)


def test_entry_points_and_private_sections():
    one = deck(Esd("", PC, 1, length=16), Esd("IN", LD, None, 8, length=1),
               text=[Text(1, 0, b"A" * 16)])
    two = deck(Esd("", PC, 1, length=8), Esd("IN", ER, 2), text=[Text(1, 0, bytes(8))],
               rld=[Rld(2, 1, V4, 4)])
    linked = link([one, two], origin=0x400)
    assert linked.symbols == {"IN": 0x408} and word(linked, 0x414) == 0x408
    assert [s.title for s in linked.sections] == ["(private)", "(private)"]


def test_the_second_section_of_a_name_is_skipped_and_its_users_get_the_first():
    second = deck(section("SUB", 4, 1), section("USER", 8, 2, 8), rld=[Rld(1, 2, A4, 8)],
                  text=[Text(1, 0, b"XXXX"), Text(2, 8, bytes(8))], source="second")
    linked = link([simple("SUB", 8), second], origin=0x800)
    assert linked.text(0x800, 0x808) == b"\xe2" * 8 and word(linked, 0x808) == 0x800
    assert linked.severity == 4 and "SUB is there already" in said(linked, 4)


def test_common_is_as_long_as_the_longest_and_lies_behind_the_sections():
    def user(name, length):
        return deck(section(name, 4), Esd("DATA", CM, 2, length=length), Esd("", CM, 3, length=8),
                    text=[Text(1, 0, bytes.fromhex("00000004"))], rld=[Rld(2, 1, A4, 0)])
    linked = link([user("A", 0x20), user("B", 0x100), user("C", 0x10)], origin=0)
    assert [(s.title, s.address, s.length) for s in linked.sections] == [
        ("A", 0, 4), ("B", 8, 4), ("C", 0x10, 4), ("DATA", 0x18, 0x100), ("(blank common)", 0x118, 8)]
    assert [word(linked, n) for n in (0, 8, 0x10)] == [0x1C] * 3


@pytest.mark.parametrize("before", [True, False])
def test_a_section_gives_a_common_of_its_name_its_contents(before):
    user = deck(section("USER", 4), Esd("DATA", CM, 2, length=16), text=[Text(1, 0, bytes(4))],
                rld=[Rld(2, 1, A4, 0)])
    data = simple("DATA", 16)
    linked = link([data, user] if before else [user, data], origin=0x400)
    assert word(linked, linked.symbols["USER"]) == linked.symbols["DATA"]
    assert linked.text(linked.symbols["DATA"], linked.symbols["DATA"] + 16) == b"\xc4" * 16
    assert len(linked.sections) == 2 and linked.severity == 0


def test_pseudo_registers_are_laid_out_with_their_alignment():
    one = deck(section("A", 12), Esd("X", PR, 2, 0, 0, 1), Esd("Y", PR, 3, 0, 7, 8),
               text=[Text(1, 0, bytes(12))],
               rld=[Rld(2, 1, Q4, 0), Rld(3, 1, Q4, 4), Rld(0, 1, CXD4, 8)])
    two = deck(section("B", 8), Esd("Y", PR, 2, 0, 3, 4), Esd("Z", PR, 3, 0, 1, 2),
               text=[Text(1, 0, bytes(8))], rld=[Rld(2, 1, Q4, 0), Rld(3, 1, Q4, 4)])
    linked = link([one, two], origin=0x1000)
    assert linked.pseudo == {"X": (0, 1), "Y": (8, 8), "Z": (16, 2)} and linked.pseudo_length == 18
    assert [word(linked, n) for n in (0x1000, 0x1004, 0x1008, 0x1010, 0x1014)] == [0, 8, 18, 8, 16]


def test_a_name_that_is_nowhere():
    main = deck(section("A", 8), Esd("GONE", ER, 2), Esd("MAYBE", WX, 3), text=[Text(1, 0, bytes(8))],
                rld=[Rld(2, 1, V4, 0), Rld(3, 1, V4, 4)])
    linked = link([main], origin=0x100)
    assert linked.unresolved == ["GONE"] and linked.image == bytes(8)
    assert said(linked) == ("GONE (used by A) is not defined in any deck or library; its address is "
                            "taken as 0")
    assert linked.severity == 8


def test_a_weak_reference_finds_what_is_there_but_calls_nothing(tmp_path):
    (tmp_path / "sub.deck").write_bytes(write_deck(simple("SUB")))
    main = deck(section("A", 8), Esd("SUB", WX, 2), text=[Text(1, 0, bytes(8))],
                rld=[Rld(2, 1, V4, 0)])
    library = [TextLibrary(tmp_path)]
    assert word(link([main], origin=0x100, libraries=library), 0x100) == 0
    assert word(link([main, simple("SUB")], origin=0x100), 0x100) == 0x108


def test_libraries_are_called_until_nothing_is_missing(tmp_path):
    """MAIN wants SIN (an entry point of a deck), that wants ERR, which has the name of its file
    alone."""
    sin = deck(section("MATH", 8), Esd("SIN", LD, None, 4, length=1), Esd("ERR", ER, 2),
               text=[Text(1, 0, bytes(8))], rld=[Rld(2, 1, V4, 0)])
    (tmp_path / "math.txtlib").write_bytes(write_deck(simple("OTHER")) + write_deck(sin))
    folder = tmp_path / "more"
    folder.mkdir()
    error = deck(Esd("", PC, 1, length=8), Esd("ERR", LD, None, 0, length=1),
                 text=[Text(1, 0, b"E" * 8)])
    (folder / "ERR.TEXT").write_bytes(write_deck(error))
    (folder / "notes.md").write_text("no deck")
    main = deck(section("MAIN", 8), Esd("SIN", ER, 2), text=[Text(1, 0, bytes(8))],
                rld=[Rld(2, 1, V4, 0)])
    linked = link([main], origin=0x100,
                  libraries=[TextLibrary(tmp_path / "math.txtlib"), TextLibrary(folder)])
    assert linked.symbols == {"MAIN": 0x100, "MATH": 0x108, "SIN": 0x10C, "ERR": 0x110}
    assert word(linked, 0x100) == 0x10C and word(linked, 0x108) == 0x110 and linked.severity == 0


def test_patches_go_to_assembled_addresses():
    patched = deck(section("MAIN", 8, address=0x100), section("B", 8, 2, 0x108),
                   text=[Text(1, 0x100, bytes(8))],
                   rep=[Rep(0x102, None, b"\x0a\x01"), Rep(0x10C, 2, b"\x0a\x02\x0a\x03")])
    assert link([patched], origin=0x800).image.hex() == "00000a0100000000" "000000000a020a03"


def test_a_length_of_zero_is_told_by_end_or_by_the_text():
    told = deck(section("A", 0), text=[Text(1, 0, b"AB")], end=End(length=0x20))
    untold = deck(section("B", 0), text=[Text(1, 0, b"AB" * 6)])
    linked = link([told, untold], origin=0)
    assert [(s.name, s.address, s.length) for s in linked.sections] == [("A", 0, 0x20), ("B", 0x20, 12)]


# -- the entry

def entered(*decks, entry=None):
    linked = link(decks, entry, origin=0x1000)
    return linked.entry, linked.entry_name


def test_the_entry_is_that_of_the_first_end_card_that_has_one():
    with_end = deck(section("B", 8), text=[Text(1, 0, bytes(8))], end=End(4, 1))
    assert entered(simple("A"), with_end, simple("C", end=End(0, 1))) == (0x100C, "")
    assert entered(simple("A"), simple("B")) == (0x1000, "A")
    assert entered(simple("A", end=End(symbol="B")), simple("B")) == (0x1008, "B")


def test_an_entry_that_is_asked_for_stands_above_all():
    with_end = simple("A", end=End(0, 1))
    assert entered(with_end, simple("B"), entry="B") == (0x1008, "B")
    linked = link([with_end], "NONE", origin=0x1000)
    assert linked.severity == 8 and "NONE" in said(linked)


def test_an_entry_where_no_instruction_can_be():
    assert "odd" in said(link([simple("A", end=End(3, 1))], origin=0x1000), 8)
    empty = deck(section("A", 8))
    assert "no card fills the entry" in said(link([empty], origin=0x1000), 4)
    assert "among the PSWs" in said(link([simple("A")], origin=0), 4)


# -- what cannot be

def test_beyond_sixteen_megabytes():
    with pytest.raises(LinkError, match="HUGE.*beyond 16 MiB"):
        link([deck(section("HUGE", 0xFFFFFF))], origin=0x10000)
    with pytest.raises(LinkError, match="multiple of 8"):
        link([simple("A")], origin=0x204)
    with pytest.raises(LinkError, match="nothing to load"):
        link([])
    fits = link([simple("A", 8)], origin=0xFFFFF8)
    assert fits.end == 1 << 24


@pytest.mark.parametrize("bad, words", [
    (dict(text=[Text(1, 6, b"ABCD")]), "TXT at 000006 lies outside of section A"),
    (dict(text=[Text(3, 0, b"ABCD")]), "TXT: there is no section with ESDID 3"),
    (dict(rep=[Rep(8, 1, b"AB")]), "REP at 000008 lies outside"),
    (dict(rld=[Rld(1, 1, A4, 6)]), "address constant at 000006 lies outside"),
    (dict(rld=[Rld(9, 1, A4, 0)]), "ESDID 9"), (dict(rld=[Rld(1, 9, A4, 0)]), "ESDID 9"),
    (dict(rld=[Rld(1, 1, Q4, 0)]), "refer to nothing"), (dict(rld=[Rld(1, 1, 0xFC, 0)]), "nothing"),
    (dict(end=End(0, 7)), "END names an entry")])
def test_cards_that_contradict_each_other(bad, words):
    linked = link([deck(section("A", 8), source="bad.deck: deck at card 1", **bad)], origin=0x400)
    assert linked.severity == 8 and words in said(linked, 8)
    assert any("bad.deck" in str(m) for m in linked.messages)


def test_end_may_name_a_symbol_of_another_deck():
    #                 END card: address 4, ESDID of the external symbol
    main = deck(section("MAIN", 8), Esd("SUB", ER, 2), end=End(4, 2))
    sub = deck(section("OTHER", 16), Esd("SUB", LD, None, 8, length=1))
    linked = link([main, sub], origin=0x400)
    assert (linked.entry, linked.severity) == (0x408 + 8 + 4, 4)          # no card fills it
    linked = link([deck(section("MAIN", 8), Esd("SUB", ER, 2), end=End(0, 2)), sub], origin=0x400)
    assert (linked.entry, linked.entry_name) == (0x410, "SUB")
    alone = link([main], origin=0x400)
    assert "END names an entry that is not defined: SUB" in said(alone, 8)


def test_names_defined_twice_and_entry_points_of_nothing():
    twice = deck(section("B", 8), Esd("A", LD, None, 4, length=1), Esd("LOST", LD, None, 0, length=5))
    linked = link([simple("A"), twice], origin=0x400)
    assert linked.symbols["A"] == 0x400 and "A is defined already" in said(linked, 4)
    assert "entry point LOST" in said(linked, 8)


def test_messages_do_not_grow_without_end():
    many = deck(section("A", 8), text=[Text(5, n, b"A") for n in range(1000)],
                rld=[Rld(1, 1, A4, 0x100 + n) for n in range(1000)])
    linked = link([many], origin=0x400)
    assert len(linked.messages) <= 202 and "not shown" in said(linked)


def test_the_map_tells_it_all():
    main = deck(section("MAIN", 0x20), Esd("INNER", LD, None, 0x10, length=1), Esd("SUB", ER, 2),
                Esd("GONE", ER, 3), text=[Text(1, 0, bytes(32))],
                rld=[Rld(2, 1, V4, 0), Rld(3, 1, V4, 4)], source="main.deck")
    lines = list(map_lines(link([main, simple("SUB", 9)], origin=0x200)))
    assert lines[0] == ("PROGRAM MAIN   ORIGIN 000200   END 000229   LENGTH 000029   "
                        "ENTRY 000200 MAIN")
    assert lines[3:6] == ["MAIN       SD    000200   000020  main.deck",
                          "           INNER    000210",
                          "SUB        SD    000220   000009  SUB"]
    assert "SUB        000220   MAIN" in lines and "GONE       ------   MAIN" in lines
    assert lines[-1] == "NOT FOUND  GONE"


def test_the_genuine_compiler_needs_nothing_else():
    """FORTRAN G of 1971: its ten phases refer only to each other."""
    files = sorted(shared("real", "cms67", "fortran_g").glob("*.TEXT"))
    decks = [one for path in files for one in read_decks(path.read_bytes(), path.name)]
    linked = link(decks, origin=0x12000)
    assert linked.severity == 0 and len(linked.sections) == 10 and not linked.unresolved
    at = linked.symbols["IEYFORT"]
    # its V-constants at 1000, 1004 ... (the last card of text) are IEYFORT1 and INIT; PAGE 0CA8
    # has been patched by a REP card
    assert word(linked, at + 0x1000) == linked.symbols["IEYFORT1"]
    assert linked.text(at + 0xCA8, at + 0xCAC).hex() == "f04bf740"


def test_the_genuine_library_is_called():
    library = TextLibrary(shared("real", "cms67", "fortran_lib"))
    main = deck(section("MAIN", 8), Esd("SIN", ER, 2), Esd("IBCOM#", ER, 3),
                text=[Text(1, 0, bytes(8))], rld=[Rld(2, 1, V4, 0), Rld(3, 1, V4, 4)])
    linked = link([main], origin=0x20000, libraries=[library])
    assert linked.unresolved == ["IHCUATBL"]        # the system's own table of units
    assert word(linked, 0x20000) == linked.symbols["SIN"] != 0
    assert word(linked, 0x20004) == linked.symbols["IBCOM#"] != 0
    assert "IHCSSCN" in {s.name for s in linked.sections}
