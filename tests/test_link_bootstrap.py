"""The loaders' bytes in bootstrap.py are those of their source, says every assembler at hand."""
import pytest

import gnu_assembler
from s360 import asm
from s360.linker import bootstrap
from s360.asm.object_deck import read_decks
from shared import ROOT

SOURCE = ROOT / "s360" / "linker" / "bootstrap.asm"


def text_of(decks, esdid: int, start: int, size: int) -> bytes:
    """The text of a section that begins at `start`, in `size` bytes of storage."""
    storage = bytearray(size)
    for text in decks[0].text:
        if text.esdid == esdid:
            storage[text.address - start:text.address - start + len(text.data)] = text.data
    return bytes(storage)


def is_ours(cards: bytes, blocks: bytes) -> bool:
    return (cards[:160] == bootstrap.CARD_LOADER and len(cards) == bootstrap.CARD_SIZE
            and blocks[:28] == bootstrap.BLOCK_LOADER and len(blocks) == bootstrap.BLOCK_CCWS)


def check_deck(content: bytes) -> None:
    decks = read_decks(content)
    sizes = {item.name: (item.esdid, item.address, item.length) for item in decks[0].esd}
    assert is_ours(text_of(decks, *sizes["CARDS"]), text_of(decks, *sizes["BLOCKS"]))
    # one address constant: the data address of the CCW
    assert [(item.r, item.p, item.flags, item.address) for item in decks[0].rld] == [
        (1, 1, 0x08, bootstrap.CARD_CCW + 1)]


def test_gnu_assembler(tmp_path):
    made = gnu_assembler.assembled(SOURCE.read_text(), tmp_path)
    assert is_ours(made["CARDS"], made["BLOCKS"])


def test_source_keeps_to_71_columns():
    assert max(map(len, SOURCE.read_text().splitlines())) <= 71


def test_our_assembler():
    check_deck(asm.assemble(SOURCE.read_text()).object_deck)


@pytest.mark.slow
def test_the_assembler_of_tos(tmp_path):
    from tos_assembler import TOS
    system = TOS(tmp_path)
    made = system.assemble(SOURCE.read_text())
    system.close()
    assert made.errors() == []
    check_deck(b"".join(made.cards))
