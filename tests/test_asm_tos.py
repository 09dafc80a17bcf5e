"""Our assembler against IBM's own: TOS/360's Assembler D assembles the same sources in our machine,
and the decks must be the same cards.

Compared: columns 1-72 of every card (of END 1-32, which leaves out who made the deck), and the LOC,
OBJECT CODE and ADDR columns of the listing.  The sources keep to the language that levels D and F share.
"""
import random
from itertools import zip_longest

import pytest

from assembled import cards
from object_cards import describe, loaded
from s360 import asm
from shared import ROOT
from source_maker import calls, conditionals, constants, expressions, layouts, macros
from tos_assembler import TOS, listed_columns

SOURCES = sorted((ROOT / "tests" / "asm_sources").glob("*.asm"))
NAMES = [path.stem for path in SOURCES]


@pytest.fixture(scope="module")
def tos(tmp_path_factory):
    system = TOS(tmp_path_factory.mktemp("tos"))
    yield system
    system.close()


@pytest.fixture(scope="module")
def genuine(tos):
    """Name of a source -> what TOS made of it; one deck of jobs for all."""
    return dict(zip(NAMES, tos.assemble_all([path.read_text() for path in SOURCES])))


@pytest.fixture(scope="module")
def ours():
    """Name of a source -> our assembly, made when asked for."""
    made = {}

    def one(name):
        if name not in made:
            made[name] = asm.assemble(SOURCES[NAMES.index(name)].read_text(), name=name, level="F")
        return made[name]
    return one


def significant(card: bytes) -> bytes:
    """A card without identification and sequence; END also without the translator's name."""
    return card[:32] if card[1:4] == "END".encode("cp037") else card[:72]


def same_decks(got: list[bytes], want: list[bytes]) -> str:
    """"" or the first difference, decoded."""
    for number, (ours, theirs) in enumerate(zip_longest(got, want, fillvalue=b""), 1):
        if significant(ours) != significant(theirs):
            image = "the same" if loaded(got) == loaded(want) else "another"
            return (f"card {number} of {len(got)} (genuine {len(want)}); loaded it gives {image} "
                    f"program\nours:    {describe(ours)}\ngenuine: {describe(theirs)}")
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_tos_finds_no_error_in_the_sources(genuine, name):
    """Only the MNOTEs that macro_language.asm asks for."""
    assert {code for _, code, _ in genuine[name].errors()} <= {"IJQ037", "IJQ046"}


@pytest.mark.parametrize("name", NAMES)
def test_deck_is_the_genuine_one_card_for_card(genuine, ours, name):
    difference = same_decks(cards(ours(name)), genuine[name].cards)
    assert not difference, difference


@pytest.mark.parametrize("name", NAMES)
def test_listing_shows_the_genuine_columns(genuine, ours, name):
    got = listed_columns(ours(name).listing.splitlines())
    want = genuine[name].columns()
    first = next((n for n, pair in enumerate(zip_longest(got, want)) if pair[0] != pair[1]), None)
    assert first is None, f"line {first}: ours {got[first:first + 4]}, genuine {want[first:first + 4]}"


def against_tos(tos, sources: list[str]) -> None:
    """Each source must give the same program on both sides."""
    for source, genuine in zip(sources, tos.assemble_all(sources)):
        assert not genuine.errors(), (genuine.errors(), source)
        assembly = asm.assemble(source, name="RANDOM", level="F")
        assert loaded(cards(assembly)) == loaded(genuine.cards), (
            same_decks(cards(assembly), genuine.cards), source)


@pytest.mark.slow
@pytest.mark.parametrize("maker", [constants, expressions, layouts, macros, calls, conditionals])
@pytest.mark.parametrize("seed", range(4))
def test_random_sources_agree(tos, maker, seed):
    dice = random.Random(f"{maker.__name__} {seed}")
    against_tos(tos, [maker(dice) for _ in range(10)])
