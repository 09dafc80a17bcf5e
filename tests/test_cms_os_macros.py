"""OSMACRO MACLIB: what ASSEMBLE in CMS makes of OS's macros; the manual's example."""
import re
from pathlib import Path

import pytest

from cms.build_maclib import osmacro
from cms_files import cards
from cms_machine import code_of
from cms_os import OS_MACROS, deck
from cms_room import Room
from s360.asm import assemble

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "cms-os.md"
LINKAGE = """T CSECT
 USING *,15
 {}
 LTORG
A DC F'0'
 END
"""


def code(*lines: str) -> str:
    """The instructions as hexadecimal, up to the literals."""
    made = assemble(LINKAGE.format("\n ".join(lines)), "t", libraries=(OS_MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return made.sections[0].bytes.hex().upper()


# what IBM's manual of supervisor services says that they do, as instructions
@pytest.mark.parametrize("line, expected", (
    ("SAVE (14,12)", "90ECD00C"), ("SAVE (2,5),T", "90EFD00C9025D01C"), ("SAVE (3)", "5030D020"),
    ("SAVE (14,12),,PROG", "47F0F00A04D7D9D6C700" + "90ECD00C"),
    ("RETURN (14,12)", "98ECD00C07FE"), ("RETURN (14,12),T,RC=8", "98ECD00C92FFD00C41F0000807FE"),
    ("RETURN (14,12),RC=(15)", "58E0D00C980CD01407FE"), ("RETURN", "07FE"),
    ("TIME", "411000020A0B"), ("TIME BIN", "411000010A0B"), ("TIME TU", "1B110A0B"), ("SPIE", "1B110A0E"),
    ("SPIE A,(1,(8,9)),MF=L", "08000008" + "40C0"), ("WTO 'HI'", "4510F00A" + "00060000C8C9" + "0A23"),
    ("ABEND 17", "411000110A0D"), ("TTIMER CANCEL", "411000010A2E"), ("GETMAIN R,LV=(0)", "410000001600" + "4510F00A" + "0A0A"),
    ("WAIT ECB=(1)", "410000010A01"), ("DETACH (1)", "0A3E"), ("DELETE EPLOC=(0)", "0A09"), ("LOAD DE=(3)", "180311001B110A08"),
    ("CALL (15),((2)),VL", "4510F008" + "80000000" + "50201000" + "96801000" + "05EF"),
    ("LINK EP=X,MF=(E,(1))", "45F0F014" + "0000000C00000000" + "E740404040404040" + "0A06"),
    ("GETMAIN EC,LV=80,A=0", "4510F010" + "0000005000000000" + "20000000" + "0A04"),
    ("ENQ (0,0,S,3,STEP),RET=TEST", "4510F010" + "FF038700" + "0000000000000000" + "0A38")))
def test_expansions(line, expected):
    assert code(line).startswith(expected)


def test_every_macro_is_in_the_library():
    records = osmacro()
    place, length = (int.from_bytes(records[0][at:end], "big") for at, end in ((6, 8), (8, 12)))
    entries = b"".join(records[place - 1:])[:length]
    names = {entries[at:at + 8].decode("cp037").strip() for at in range(0, length, 12)}
    assert names == {path.stem.upper() for path in OS_MACROS.glob("*.mac")}
    assert {"SAVE", "RETURN", "CALL", "LINK", "GETMAIN", "WTO", "SPIE", "OPEN", "GET", "DCB"} <= names


def test_the_manuals_example(tmp_path):
    text = re.search(r"```\n(HOUR .*?)```", MANUAL.read_text(), re.S)[1]
    room = Room(tmp_path, ("HOUR", "ASSEMBLE", text.rstrip("\n")), ("A", "FILE", cards("X")))
    try:
        for line in ("GLOBAL MACLIB OSMACRO", "ASSEMBLE HOUR (NOLIST", "LOAD HOUR"):
            assert code_of(room.ask(line, 60)) == 0, line
        said = room.ask("START")
        assert re.fullmatch(r"IT IS NOW \d{4}", said[0]) and code_of(said) == 0
        assert room.faults() == []
    finally:
        room.close()


def test_prologue_names_the_program():
    assert deck("X CSECT\n SAVE (14,12),,*\n END\n")
    assert code("SAVE (14,12),,*")[8:12] == "01E3"
