"""Extensions of the nucleus: loaded at first use, wherever there is room, once."""
import shutil

import pytest

from cms.build_extension import extension
from cms.build_files import decks_of
from cms.build_source import EXTENSIONS, BuildError
from cms.disk import CmsDisk
from cms_files import with_execs
from cms_machine import Bare, code_of, nucleus, program, system_disk
from s360.asm import assemble
from s360.asm.object_deck import read_decks
from s360.linker.link import link
from s360.media import ckd

EXECS = dict(T="&CONTROL OFF\n&TYPE DONE", LOOP="&CONTROL OFF\n&GOTO TOP")
ENTRY = 12                                 # bytes of an entry in extens.asm


def image_of(cms) -> int:
    """Where the first extension lies, 0: not loaded."""
    return cms.word("EXTNS")


def free(cms) -> tuple[int, int]:
    return cms.word("FREELEN"), cms.word("LOWEXT")


def test_it_is_loaded_once_at_the_first_call():
    cms = with_execs(**EXECS)
    assert image_of(cms) == 0
    assert cms.ask("T")[0] == "DONE"
    place, left = image_of(cms), free(cms)
    assert cms.word("LOWEXT") <= place < cms.word("FREELOW")
    cms.ask("T")
    assert (image_of(cms), free(cms)) == (place, left)


def test_its_addresses_are_those_of_its_place():
    cms = with_execs(**EXECS)
    cms.ask("T")
    linked = link(decks_of(EXTENSIONS / "exec", None), origin=image_of(cms))
    head = 16                              # NUCEXT and the two lengths
    loaded = cms.machine.storage.read(linked.origin, len(linked.image))
    assert loaded[head:] == linked.image[head:]


def test_kx_leaves_it_and_takes_the_rest_back():
    cms = with_execs(**EXECS)
    cms.ask("T")
    place, left = image_of(cms), free(cms)
    cms.machine.post(lambda: cms.console.type_in("LOOP"))
    cms.run(200_000)
    cms.attention("KX")
    cms.run()
    assert cms.console.reading
    assert (image_of(cms), free(cms), cms.word("EXECHAIN")) == (place, left, 0)
    assert cms.ask("T")[0] == "DONE"


@pytest.mark.parametrize("instructions", range(500, 12_000, 1150))
def test_kx_while_it_is_being_loaded(instructions):
    cms = with_execs(**EXECS)
    before = free(cms)
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(instructions)
    cms.machine.post(cms.console.request)
    cms.run(2_000)
    cms.machine.post(lambda: cms.console.type_in("KX"))
    cms.run()
    assert cms.console.reading
    if not image_of(cms):
        assert free(cms) == before
    assert cms.ask("T")[0] == "DONE"


def test_without_storage():
    cms = with_execs(**EXECS)
    cms.poke("HIMAIN", cms.machine.storage.read(cms.field("LOWEXT"), 4))
    lines = cms.ask("T")
    assert code_of(lines) == 41
    assert lines[0].startswith("EXEC     IS NOT LOADED: STORAGE IS EXHAUSTED")
    cms.poke("HIMAIN", bytes.fromhex("00012000"))
    assert cms.ask("T")[0] == "DONE"


def changed(change, folder) -> Bare:
    """A machine whose system disk was changed before its directory was read."""
    image = folder / "cms190.ckd"
    shutil.copy(system_disk(), image)
    with ckd.open_volume(image, write=True) as volume:
        change(CmsDisk(volume))
    cms = Bare(go=False)
    cms.machine.detach(0x190)
    cms.machine.attach(0x190, "2314", volume=str(image), write=False)
    cms.run()
    cms.ask("")
    return cms


def record(disk) -> bytes:
    return disk.read("EXEC", "NUCEXT")[0]


@pytest.mark.parametrize("made", (
    None, lambda old: b"", lambda old: b"\0" * len(old), lambda old: old[:100], lambda old: old + b"\0\0",
    lambda old: old[:8] + b"\x7f" + old[9:], lambda old: old[:-2] + b"\xff\xff", lambda old: old[:8]))
def test_a_damaged_or_missing_file(made, tmp_path):
    def change(disk):
        if made is None:
            disk.erase("EXEC", "NUCEXT")
        else:
            disk.write("EXEC", "NUCEXT", [made(record(disk)) or b"\0"], "V", mode="S2")

    cms = changed(change, tmp_path)
    before = free(cms)
    for _ in range(2):
        lines = cms.ask("EXEC NONE")
        assert code_of(lines) == 32
        assert lines[0].startswith("EXEC     NUCEXT IS MISSING OR DAMAGED")
    assert free(cms) == before and cms.ask("ECHO ON")[0] == "ON"


def test_it_can_be_called_by_a_program():
    cms = with_execs(**EXECS)
    cms.put("CALLER", program(" STM 14,12,12(13)", " LA 1,LIST", " SVC 202", " DC AL4(*+4)",
                              " LR 2,15", " LM 3,12,32(13)", " LR 15,2", " L 14,12(13)", " BR 14",
                              "LIST DS 0D", " DC CL8'EXEC',CL8'T',8X'FF'"))
    assert cms.ask("CALLER")[0] == "DONE"


def test_the_order_of_routines_is_that_of_the_nucleus():
    for folder in EXTENSIONS.iterdir():
        linked = link(decks_of(folder, None), origin=0x20000)
        routines = {address: name for name, address in linked.symbols.items() if name in nucleus().symbols}
        words = [int.from_bytes(linked.image[at:at + 4], "big") for at in range(16, 16 + 4 * len(routines), 4)]
        entries = [nucleus().symbols[routines[word]] for word in words]
        assert entries == [entries[0] + ENTRY * number for number in range(len(entries))]


# -- the build

def made(*lines: str) -> bytes:
    deck = assemble("\n".join(("X CSECT", *lines, " END")) + "\n", "x").object_deck
    return extension(read_decks(deck, "x"), "X")


def test_the_record():
    assert made(" DC CL8'NUCEXT',2F'0'", " DC A(X+8)", " DC H'1',AL4(X),H'2'") == (
        "NUCEXT  ".encode("cp037") + bytes.fromhex("00000020 00000002 00000008 0001 00000000 0002 00000000"
                                                   "0010 0016"))


@pytest.mark.parametrize("constant", (" DC AL3(X)", " DC VL3(X)", " EXTRN OUTSIDE\n DC A(OUTSIDE)"))
def test_what_cannot_be_relocated(constant):
    with pytest.raises(BuildError):
        made(" DC CL8'NUCEXT',2F'0',8X'FF'", constant)
