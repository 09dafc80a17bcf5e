"""Programs that load themselves: decks, tapes and disks are really loaded by a machine."""
import random

import pytest

from s360 import Machine, StopReason
from s360.linker import bootstrap
from s360.linker.link import link
from s360.linker.sections import LinkError
from s360.asm.object_deck import SD, End, Esd, ObjectDeck, Rld, Text
from s360.errors import MediaError, S360Error
from s360.media import ckd

READER, TAPE, DISK = 0x00C, 0x181, 0x190
# BALR 11,0; LPSW 6(11); 2 bytes of nothing; PSW: disabled wait, address 0
CODE = bytes.fromhex("05B0 8200B006 0000 0002000000000000")


def program(size: int, entry: int = 0, holes=()) -> list[ObjectDeck]:
    """Random bytes with CODE at the entry; `holes` are (from, to) that no card fills."""
    data = bytearray(random.Random(size).randbytes(size))
    data[entry:entry + len(CODE)] = CODE
    text, at = [], 0
    for start, end in (*holes, (size, size)):
        text.append(Text(1, at, bytes(data[at:start])))
        at = end
    return [ObjectDeck([Esd("PROG", SD, 1, length=size)], [t for t in text if t.data],
                       end=End(entry, 1))]


def cards(deck: bytes) -> list[bytes]:
    assert len(deck) % 80 == 0
    return [deck[n:n + 80] for n in range(0, len(deck), 80)]


def mounted(linked, medium: str, folder, storage="256K", **options) -> tuple[Machine, int]:
    """A machine with the program on a medium: "cards", "aws", "het", "tap" or a disk type."""
    machine = Machine(storage, **options)
    if medium == "cards":
        machine.attach(READER, "2540R", deck=cards(bootstrap.ipl_deck(linked)[0]))
        return machine, READER
    path = folder / f"ipl.{medium}"
    if medium in ("aws", "het", "tap"):
        bootstrap.ipl_tape(linked, path)
        machine.attach(TAPE, "2401", tape=path)
        return machine, TAPE
    bootstrap.ipl_disk(linked, path, medium)
    with ckd.open_volume(path) as volume:
        assert list(ckd.damages(volume)) == [] and volume.serial() == "PROG"
    machine.attach(DISK, medium, volume=path)
    return machine, DISK


def check(linked, medium, folder, storage="256K", **options):
    """IPL, run to the disabled wait of CODE; every byte of the program must be in its place."""
    machine, unit = mounted(linked, medium, folder, storage, **options)
    with machine:
        machine.ipl(unit)
        assert machine.run(20_000_000).reason is StopReason.DISABLED_WAIT
        assert machine.cpu.psw.ia == 0 and machine.cpu.gpr[15] & 0xFFFFFF == linked.entry
        assert machine.storage[2:4] == unit.to_bytes(2, "big")
        for start, end in linked.pieces:
            text = bytearray(linked.text(start, end))
            if start == 0:
                text[2:4] = unit.to_bytes(2, "big")
            assert machine.storage[start:end] == bytes(text[:end - start]), f"{start:X} to {end:X}"
        return machine.storage[:]


@pytest.mark.parametrize("medium", ["cards", "aws", "het", "tap", "2311", "2314", "3330-1", "2301",
                                    "2303"])
def test_a_program_is_loaded_and_entered(medium, tmp_path):
    check(link(program(0x5000, 0x1230), origin=0x200), medium, tmp_path)


@pytest.mark.parametrize("medium", ["cards", "aws", "2311", "2314"])
@pytest.mark.parametrize("size, entry, origin", [
    (len(CODE), 0, 0x200), (0x3FE00, 0x3FDE0, 0x200), (0x1000, 0xFE0, 0x3F000), (57, 32, 0x1000),
    (0x80, 0, 0x80), (0x200, 0x100, 0x18), (0x3FE00, 0x80, 0), (0x400, 0x10, 0)])
def test_origins_sizes_and_entries(medium, size, entry, origin, tmp_path):
    """Up to 256K, low storage covered or not, the entry anywhere."""
    check(link(program(size, entry), origin=origin), medium, tmp_path)


@pytest.mark.parametrize("medium", ["cards", "aws", "2314"])
def test_storage_that_no_card_fills_is_left_alone(medium, tmp_path):
    """The hole is large enough not to be bridged; the PSWs in it are those of before."""
    holes = [(0x40, 0x50), (0x300, 0x400), (0x410, 0x412), (0x800, 0xC00)]
    linked = link(program(0x1000, 0x200, holes), origin=0)
    machine, unit = mounted(linked, medium, tmp_path)
    with machine:
        for start, end in holes:
            machine.storage[start:end] = b"\xaa" * (end - start)
        machine.ipl(unit)
        assert machine.run(1_000_000).reason is StopReason.DISABLED_WAIT
        assert machine.storage[0x300:0x400] == b"\xaa" * 0x100
        assert machine.storage[0x800:0xC00] == b"\xaa" * 0x400
        assert machine.storage[0x40:0x50] == b"\xaa" * 16


@pytest.mark.parametrize("medium", ["cards", "aws", "2311"])
def test_a_program_that_leaves_only_a_hole_for_the_loader(medium, tmp_path):
    """All of 256K but 512 bytes in the middle."""
    linked = link(program(0x40000, 0x100, [(0x20000, 0x20200)]), origin=0)
    assert bootstrap.place_loader(linked, bootstrap.CARD_SIZE) == 0x20000
    check(linked, medium, tmp_path)


@pytest.mark.parametrize("medium", ["cards", "tap", "2311", "2314"])
def test_any_program_is_loaded_as_it_was_linked(medium, tmp_path):
    """Random holes, origins and entries."""
    for seed in range(25):
        dice = random.Random(f"{medium} {seed}")
        size = dice.choice((0x100, 0x1000, 0x8000)) + 2 * dice.randrange(100)
        edges = sorted(dice.sample(range(size), 2 * dice.randrange(5)))
        holes = list(zip(edges[::2], edges[1::2]))
        origin = 8 * dice.choice((0, 1, 9, 16, dice.randrange(0x2000)))
        entry = dice.randrange(size // 8 - 2) * 8
        holes = [(a, b) for a, b in holes if b <= entry or a >= entry + len(CODE)]
        if origin + entry < 16 or origin == 0 and entry == 0:
            continue                      # locations 2 and 3 are not the program's
        check(link(program(size, entry, holes), origin=origin), medium, tmp_path)
        for path in tmp_path.iterdir():
            path.unlink()


@pytest.mark.parametrize("medium", ["cards", "aws", "2314"])
def test_thousands_of_little_pieces(medium, tmp_path):
    holes = [(n, n + 70) for n in range(0x100, 0x20000, 100)]
    check(link(program(0x20000, 0x80, holes), origin=0x200), medium, tmp_path)


@pytest.mark.parametrize("medium", ["cards", "aws", "2311"])
@pytest.mark.parametrize("options", [dict(io_delay=0), dict(io_delay=100_000), dict(model="30"),
                                     dict(model="67")])
def test_slow_devices_and_other_models(medium, options, tmp_path):
    check(link(program(0x200, 0x40), origin=0x200), medium, tmp_path, **options)


@pytest.mark.parametrize("medium", ["aws", "2311"])
def test_devices_of_their_own_speed(medium, tmp_path):
    check(link(program(0x200, 0x40), origin=0x200), medium, tmp_path, speed="authentic")


def test_channel_end_before_device_end(tmp_path):
    """A reader that ends its channel's work first: the loader waits for the device."""
    from s360.devices.base import CHANNEL_END, DEVICE_END
    from s360.devices.card import CardReader

    class Apart(CardReader):
        def start(self, command):
            status = super().start(command)
            self.ending = CHANNEL_END if self.ending == CHANNEL_END | DEVICE_END else self.ending
            return status
    linked = link(program(0x400, 0x40), origin=0x200)
    with Machine("256K") as machine:
        machine.channels.attach(READER, Apart(cards(bootstrap.ipl_deck(linked)[0])))
        machine.ipl(READER)
        assert machine.run(1_000_000).reason is StopReason.DISABLED_WAIT and machine.cpu.psw.ia == 0
        assert machine.storage[0x200:0x600] == linked.image


# -- what goes wrong

def test_a_deck_without_its_last_card_ends_in_the_loaders_wait():
    linked = link(program(0x400), origin=0x200)
    deck = cards(bootstrap.ipl_deck(linked)[0])
    with Machine("256K") as machine:
        machine.attach(READER, "2540R", deck=deck[:-1])
        machine.ipl(READER)
        assert machine.run(1_000_000).reason is StopReason.DISABLED_WAIT
        assert machine.cpu.psw.ia == bootstrap.ERROR_WAIT == 0xE01
        assert machine.storage[0x44] & 1                  # unit exception: no more cards


def test_a_reader_that_runs_empty_ends_in_the_loaders_wait():
    linked = link(program(0x400), origin=0x200)
    with Machine("256K") as machine:
        machine.attach(READER, "2540R", deck=cards(bootstrap.ipl_deck(linked)[0])[:5], eof=False)
        machine.ipl(READER)
        assert machine.run(1_000_000).reason is StopReason.DISABLED_WAIT
        assert machine.cpu.psw.ia == 0xE01 and machine.storage[0x44] & 2      # unit check


def test_a_card_of_wrong_punches_ends_in_the_loaders_wait():
    linked = link(program(0x400), origin=0x200)
    deck = cards(bootstrap.ipl_deck(linked)[0])
    deck[6] = bytes(159) + b"\x3f"                        # twelve holes in the last column
    with Machine("256K") as machine:
        machine.attach(READER, "2540R", deck=deck)
        machine.ipl(READER)
        assert machine.run(1_000_000).reason is StopReason.DISABLED_WAIT and machine.cpu.psw.ia == 0xE01


def test_a_tape_that_is_cut_off_fails_the_ipl(tmp_path):
    linked = link(program(0x9000), origin=0x200)
    bootstrap.ipl_tape(linked, tmp_path / "a.aws")
    whole = (tmp_path / "a.aws").read_bytes()
    (tmp_path / "b.aws").write_bytes(whole[:len(whole) // 2])
    with Machine("256K") as machine:
        machine.attach(TAPE, "2401", tape=tmp_path / "b.aws")
        with pytest.raises(S360Error, match="181"):
            machine.ipl(TAPE)


def test_no_place_for_the_loader():
    full = [ObjectDeck([Esd("BIG", SD, 1, length=0xFFFFF8)], [Text(1, n, bytes(0x10000)) for n in
                       range(0, 0xFF0000, 0x10000)] + [Text(1, 0xFF0000, bytes(0xFFF8))], end=End())]
    with pytest.raises(LinkError, match="no place for the loader"):
        bootstrap.ipl_deck(link(full, origin=0))


def test_a_program_too_large_for_the_disk(tmp_path):
    big = [ObjectDeck([Esd("BIG", SD, 1, length=0x900000)], [Text(1, 0, bytes(0x900000))], end=End())]
    with pytest.raises(LinkError, match="does not fit a 2311"):
        bootstrap.ipl_disk(link(big, origin=0x1000), tmp_path / "x", "2311")
    with pytest.raises(MediaError, match="serial"):
        bootstrap.ipl_disk(link(program(64), origin=0x200), tmp_path / "x", serial="NOT GOOD")
    assert list(tmp_path.iterdir()) == []


def test_existing_media_are_not_replaced(tmp_path):
    linked = link(program(64), origin=0x200)
    for write in (bootstrap.ipl_tape, bootstrap.ipl_disk):
        path = tmp_path / write.__name__
        path.write_text("mine")
        with pytest.raises(MediaError, match="--force"):
            write(linked, path)
        assert path.read_text() == "mine"
        write(linked, path, force=True)
        assert path.stat().st_size > 100


def test_the_deck_behind_the_loader_is_an_object_deck():
    """So other tools read it: the three cards before it are no object cards."""
    from s360.asm.object_deck import read_decks
    linked = link(program(0x100, 0x20), origin=0x200)
    (deck,) = read_decks(b"".join(cards(bootstrap.ipl_deck(linked, "PROG")[0])[3:]))
    assert deck.end == End(0x220, 1) and deck.esd == [Esd("PROG", SD, 1, 0x200, length=0x100)]
    assert b"".join(text.data for text in deck.text) == linked.image


def test_two_decks_and_an_address_between_them(tmp_path):
    """MAIN branches to SUB through an A-constant: BALR 11,0; L 15,6(11); BR 15 ... A(SUB)."""
    main = ObjectDeck([Esd("MAIN", SD, 1, length=12), Esd("SUB", 2, 2)],
                      [Text(1, 0, bytes.fromhex("05B0 58F0B006 07FF 00000000"))],
                      [Rld(2, 1, 0x0C, 8)], end=End(0, 1))
    sub = ObjectDeck([Esd("SUB", SD, 1, length=len(CODE))], [Text(1, 0, CODE)], end=End())
    linked = link([main, sub], origin=0x3000)
    for medium in ("cards", "aws", "2314"):
        linked.name = "PROG"
        machine, unit = mounted(linked, medium, tmp_path)
        with machine:
            machine.ipl(unit)
            assert machine.run(100_000).reason is StopReason.DISABLED_WAIT
            assert machine.cpu.gpr[15] & 0xFFFFFF == linked.symbols["SUB"] == 0x3010
            assert machine.cpu.psw.ia == 0



MAIN = """\
MAIN     START X'1000'
         BALR  12,0
         USING *,12
         L     15,SUMS            CALL SUM(TABLE, ITS LENGTH)
         LA    1,PARMS
         BALR  14,15
         L     2,=A(TOTAL)
         C     0,0(2)             WHAT IT LEFT IN THE COMMON
         BNE   BAD
         C     0,=F'42'
         BNE   BAD
         LPSW  GOOD
BAD      LPSW  FAILED
GOOD     DC    0D'0',X'0002000000000000'
FAILED   DC    X'000200000000EEEE'
SUMS     DC    V(SUM)
PARMS    DC    A(TABLE),A(TABLEND-TABLE)
         EXTRN TABLE,TABLEND
         COM
TOTAL    DS    F
         END   MAIN
"""
# 10 + 11 + 21 = 42; TABLEND-TABLE is a difference of two external names, which the linker works out
SUB = """\
SUBS     CSECT
         ENTRY SUM
SUM      BALR  11,0
         USING *,11
         LM    3,4,0(1)
         SRA   4,2
         SR    0,0
LOOP     A     0,0(3)
         LA    3,4(3)
         BCT   4,LOOP
         L     5,=A(TOTAL)
         ST    0,0(5)
         BR    14
         LTORG
DATA     CSECT
         ENTRY TABLE,TABLEND
TABLE    DC    F'10,11,21'
TABLEND  EQU   *
         COM
TOTAL    DS    F
         END
"""


@pytest.mark.parametrize("medium", ["cards", "aws", "2314"])
def test_assembled_linked_loaded(medium, tmp_path):
    """From two sources to a running program: V- and A-constants, a common, two sections."""
    from s360.asm import assemble
    from s360.asm.object_deck import read_decks
    made = [assemble(MAIN), assemble(SUB)]
    assert [one.return_code for one in made] == [0, 0], [one.listing for one in made]
    linked = link([deck for one in made for deck in read_decks(one.object_deck)])
    assert linked.severity == 0 and linked.entry == linked.symbols["MAIN"] == 0x1000
    linked.name = "PROG"
    machine, unit = mounted(linked, medium, tmp_path)
    with machine:
        machine.ipl(unit)
        assert machine.run(100_000).reason is StopReason.DISABLED_WAIT and machine.cpu.psw.ia == 0
