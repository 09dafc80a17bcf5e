"""LOAD with IBM's own decks: the FORTRAN IV (G) compiler and library of CMS 3.2, against our linker's image."""
import pytest

from cms_files import WithDisk
from cms_libraries import library
from cms_machine import code_of
from s360.asm.object_deck import LD, SD, read_decks
from s360.linker.link import link
from shared import shared

pytestmark = pytest.mark.slow
CARD, USER = 80, 0x12000


def decks_of(folder: str) -> dict[str, list[bytes]]:
    files = sorted((shared("real", "cms67") / folder).glob("*.TEXT"))
    return {path.stem: [data[at:at + CARD] for at in range(0, len(data), CARD)]
            for path in files for data in (path.read_bytes(),)}


def where(cms) -> dict[str, int]:
    """LOAD MAP: names and addresses."""
    words = [record.decode("cp037").split() for record in cms.read("LOAD", "MAP")]
    return {line[0]: int(line[1], 16) for line in words if len(line) == 2 and line[1] != "UNDEFINED"}


def test_the_compiler_in_one_piece():
    decks = decks_of("fortran_g")
    cms = WithDisk(*((name, "TEXT", cards) for name, cards in decks.items()), cylinders=5, storage="512K")
    names = ["IEYFORT", *sorted(set(decks) - {"IEYFORT"})]
    lines = cms.ask(f"LOAD {' '.join(names)} (CLEAR", instructions=60_000_000)
    assert code_of(lines) in (0, 4)
    linked = link([deck for name in names for deck in read_decks(b"".join(decks[name]), name)], origin=USER)
    found = where(cms)
    for name, address in linked.symbols.items():
        assert found[name] == address, name
    assert sum(record.decode("cp037").lstrip().startswith("REP") for record in cms.read("LOAD", "MAP")) == 2
    data = cms.machine.storage.read(USER, len(linked.image))
    missing = {name for line in lines if line.startswith("NAME") and (name := line.split()[1])}
    assert data == bytes(linked.image) or missing
    assert sum(one != other for one, other in zip(data, linked.image)) == 0


def test_the_library_as_a_txtlib():
    decks = decks_of("fortran_lib")
    members = [(tuple(item.name for deck in read_decks(b"".join(cards), name) for item in deck.esd
                      if item.type in (SD, LD)), cards) for name, cards in decks.items()]
    cms = WithDisk(("FORTLIB", "TXTLIB", library(members)), cylinders=8, storage="512K")
    assert code_of(cms.ask("GLOBAL TXTLIB FORTLIB")) == 0
    lines = cms.ask("LOAD IHCFCOMH", instructions=200_000_000)
    assert code_of(lines) == 0, lines
    found = where(cms)
    assert {"IBCOM#", "FIOCS#", "IHCUATBL", "IHCCMS"} <= set(found)    # the last two are ours (cms/objects)
