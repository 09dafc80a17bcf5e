"""Control cards and statements of the linker: SLC, ICS, SPB, LDT, ENTRY, INCLUDE, LIBRARY, NAME."""
import pytest

from s360.linker.link import link
from s360.asm.object_deck import ER, SD, Esd, End, ObjectDeck, Rld, Text, read_decks, write_deck
from s360.linker.text_library import TextLibrary, decks_of
from s360.errors import MediaError


def cards(*lines: str) -> bytes:
    """Cards; a + in column 1 stands for X'02'."""
    out = b""
    for line in lines:
        card = line.encode("cp037").ljust(80, b"\x40")
        out += b"\x02" + card[1:] if line[0] == "+" else card
    return out


def module(name: str, wants: str = "", length: int = 16) -> bytes:
    """A deck with one section, and perhaps a V-constant at its beginning."""
    esd = [Esd(name, SD, 1, length=length)] + ([Esd(wants, ER, 2)] if wants else [])
    return write_deck(ObjectDeck(esd, [Text(1, 0, bytes(length))],
                                 [Rld(2, 1, 0x1C, 0)] if wants else [], end=End()))


def linked(*parts: bytes, origin=0x1000, libraries=(), entry=None):
    return link(read_decks(b"".join(parts), "job"), entry, origin, libraries)


def said(result):
    return "\n".join(str(m) for m in result.messages)


@pytest.fixture
def library(tmp_path):
    (tmp_path / "lib.txtlib").write_bytes(module("SUB", "DEEP") + module("DEEP") + module("EXTRA"))
    return [TextLibrary(tmp_path / "lib.txtlib")]


def test_slc_sets_the_location_counter():
    #                     columns 7-12    17-22
    result = linked(module("A"), cards("+SLC  002000"), module("B"),
                    cards("+SLC  000100    A"), module("C"), module("D"))
    assert result.symbols == {"A": 0x1000, "B": 0x2000, "C": 0x1100, "D": 0x1110}
    assert (result.origin, result.end) == (0x1000, 0x2010) and result.severity == 0


def test_slc_with_an_unknown_symbol():
    result = linked(module("A"), cards("+SLC  000000    LATER"), module("LATER"))
    assert result.severity == 8 and "job: card 4: error: SLC: LATER" in said(result)


def test_slc_may_lay_a_section_over_another():
    result = linked(module("A"), cards("+SLC  001008"), module("B"))
    assert result.severity == 8 and "section B at 001008 overlaps A" in said(result)


def test_ics_makes_a_section_or_a_longer_one():
    #                     columns 17-22  24 25-28
    result = linked(cards("+ICS            PATCH  ,0100", "+ICS            B      ,0040"),
                    module("A"), module("B"))
    assert [(s.name, s.address, s.length) for s in result.sections] == [
        ("PATCH", 0x1000, 0x100), ("B", 0x1100, 0x40), ("A", 0x1140, 0x10)]


def test_spb_goes_to_a_page():
    result = linked(module("A"), cards("+SPB"), module("B"), origin=0x1000)
    assert result.symbols["B"] == 0x2000


def test_ldt_names_the_entry_and_ends_the_loading():
    result = linked(module("A"), module("B"), cards("+LDT            B"), module("C"))
    assert result.entry_name == "B" and "C" not in result.symbols
    assert "job: deck at card 8: warning: is not loaded" in said(result)


def test_ldt_still_calls_libraries(library):
    result = linked(module("A", "SUB"), cards("+LDT"), libraries=library)
    assert set(result.symbols) == {"A", "SUB", "DEEP"} and result.severity == 0


def test_include_before_ldt(library):
    result = linked(module("A"), cards(" INCLUDE EXTRA", "+LDT"), module("B"), libraries=library)
    assert [s.name for s in result.sections] == ["A", "EXTRA"]


def test_entry_statement_stands_above_end_and_below_ldt():
    result = linked(module("A"), module("B"), cards(" ENTRY B"))
    assert result.entry == 0x1010
    result = linked(module("A"), module("B"), cards(" ENTRY B", "+LDT            A"))
    assert result.entry_name == "A"
    assert "entry NONE" in said(linked(module("A"), cards(" ENTRY NONE")))


def test_include_takes_a_deck_of_a_library_at_once(library):
    result = linked(module("A"), cards("  INCLUDE EXTRA,SUB"), module("B"), libraries=library)
    assert [s.name for s in result.sections] == ["A", "EXTRA", "SUB", "B", "DEEP"]
    assert "no library has a deck NONE" in said(linked(module("A"), cards(" INCLUDE NONE")))


def test_decks_that_include_each_other(tmp_path):
    chain = b"".join(cards(f" INCLUDE N{n + 1}") + module(f"N{n}") for n in range(3000))
    (tmp_path / "l.txtlib").write_bytes(chain + cards(" INCLUDE N0") + module("N3000"))
    result = linked(module("A"), cards(" INCLUDE N0"), libraries=[TextLibrary(tmp_path / "l.txtlib")])
    assert len(result.sections) == 3002 and result.severity == 0


@pytest.mark.parametrize("statement, missing", [
    (" LIBRARY *", ["SUB", "OTHER"]), (" LIBRARY *(SUB)", ["SUB", "OTHER"]),
    (" LIBRARY (DEEP)", ["OTHER", "DEEP"]), ("*LIBRARY *", ["OTHER"])])
def test_library_statement_keeps_names_from_being_called(statement, missing, library):
    result = linked(cards(statement), module("A", "SUB"), module("B", "OTHER"), libraries=library)
    assert result.unresolved == missing


def test_name_statement_names_the_program():
    assert linked(module("A"), cards(" NAME PAYROLL(R)")).name == "PAYROLL"
    assert linked(module("A")).name == "A"


@pytest.mark.parametrize("card, words", [
    ("+XYZ", "'XYZ' is not known"), (" OVERLAY A", "'OVERLAY A' is not known"),
    ("+SLC  00ZZ00", "not hexadecimal"), ("+ICS            A      ,ZZ", "ICS: expected"),
    (" ENTRY", "expected one name"), (" LIBRARY TAPE(A)", "LIBRARY: expected")])
def test_control_cards_that_say_nothing_usable(card, words):
    result = linked(module("A"), cards(card))
    assert result.severity in (4, 8) and "job: card 4: " in said(result) and words in said(result)


def test_control_cards_of_a_library_move_neither_entry_nor_end(tmp_path):
    (tmp_path / "l.txtlib").write_bytes(cards(" ENTRY SUB", "+LDT            SUB") + module("SUB"))
    result = linked(module("A", "SUB"), libraries=[TextLibrary(tmp_path / "l.txtlib")])
    assert result.entry_name == "A" and result.severity == 0


def test_libraries_that_are_none(tmp_path):
    with pytest.raises(MediaError, match="No such file"):
        TextLibrary(tmp_path / "none")
    with pytest.raises(MediaError, match="no object deck in this folder"):
        TextLibrary(tmp_path)
    (tmp_path / "bad.text").write_bytes(module("A") + b"X" * 80)
    with pytest.raises(MediaError, match="bad.text: card 4"):
        TextLibrary(tmp_path)


def test_statements_in_a_text_file_may_be_in_lower_case(library):
    statements = decks_of(b" entry b\n name prog\n include extra\n* Comment\n", "job.link")
    result = link([*read_decks(module("A") + module("B")), *statements], libraries=library)
    assert result.severity == 0 and result.messages == []
    assert (result.entry_name, result.name) == ("B", "PROG") and "EXTRA" in result.symbols


def test_a_deck_of_cards_is_not_folded():
    lower = write_deck(ObjectDeck([Esd("a", SD, 1, length=8)], [Text(1, 0, bytes(8))], end=End()))
    assert decks_of(lower, "a.deck")[0].names() == ["a"]
