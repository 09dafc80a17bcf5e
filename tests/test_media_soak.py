"""Damaged media: seeded mutations of every format.  At open only a MediaError of one line; afterwards
blocks, records, DAMAGED, or again a MediaError.  Never another exception, never an endless walk, never
a read of more than the limits."""
import bz2
import os
import random
import struct
import zlib

import pytest

from media_makers import compressed_volume, sample_volume
from s360.errors import MediaError, S360Error
from s360.media import cards, ckd, files, tape as tapes, tapeformats
from s360.media.overlay import open_overlay
from s360.media.tape import DAMAGED, END, LOAD_POINT, MARK, open_tape

FEW, MANY = 200, 10_000
WORDS = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0x80000004]


def mutate(chance: random.Random, data: bytes) -> bytes:
    """One to six of: a bit, a byte, a word, a cut, a gap, a piece twice, noise."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(out) + 1)
        at = chance.choice((at, at % 1100, min(len(out), at & ~4095 | 512 + at % 80)))
        kind = chance.randrange(8)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1 and at < len(out):
            out[at] = chance.randrange(256)
        elif kind in (2, 3) and at + 4 <= len(out):
            out[at:at + 4] = struct.pack(chance.choice("<>") + "I", chance.choice(WORDS))
        elif kind == 4:
            del out[at:]
        elif kind == 5:
            del out[at:at + chance.randrange(1, 40)]
        elif kind == 6:
            out[at:at] = out[at:at + chance.randrange(1, 200)]
        else:
            out[at:at + 8] = chance.randbytes(8)
    return bytes(out)


def one_line(error: S360Error, path: str) -> None:
    assert "\n" not in str(error) and path in str(error) and len(str(error)) < 600


def walk_tape(path: str, chance: random.Random) -> None:
    """Everything a drive may do on a tape."""
    try:
        tape = open_tape(path, write=chance.random() < 0.3)
    except MediaError as error:
        one_line(error, path)
        return
    with tape:
        limit = os.path.getsize(path) + 10
        steps = 0
        for _, met in tapes.walk(tape):
            assert isinstance(met, bytes) or met in (MARK, DAMAGED)
            steps += 1
            assert steps <= limit
        assert tape.read_forward() in (END, DAMAGED)
        if chance.random() < 0.5:
            try:
                tape.load(tape.save())   # forgets nothing or everything that was learned
            except S360Error as error:
                one_line(error, path)
        for _ in range(tape.position + 1):
            met = tape.read_backward()
            assert isinstance(met, bytes) or met in (MARK, DAMAGED, LOAD_POINT)
        for motion in chance.choices((tape.space_forward, tape.space_backward, tape.forward_file,
                                      tape.backward_file, tape.read_forward, tape.read_backward), k=12):
            motion()
        if not tape.read_only:
            assert tape.write(b"NEW") in (None, DAMAGED)
        tape.rewind()
        list(tapes.damages(tape))


def walk_disk(path: str, chance: random.Random) -> None:
    """Everything a drive may do on a volume."""
    write = chance.random() < 0.3
    try:
        volume = ckd.open_volume(path, write=write)
    except MediaError as error:
        one_line(error, os.path.dirname(path))
        return
    with volume:
        list(ckd.damages(volume))
        volume.serial()
        try:
            volume.digest()
        except MediaError as error:
            one_line(error, os.path.dirname(path))
        if write:
            try:
                volume.update(0, 1, 20, b"12345")
                assert volume.read_track(0, 1)[20:25] == b"12345"
            except MediaError as error:
                one_line(error, os.path.dirname(path))


def walk_deck(path: str, chance: random.Random) -> None:
    try:
        for card in cards.read_deck(path, chance.choice(cards.FORMS), chance.random() < 0.5):
            assert len(card) in (80, 160)
            if len(card) == 160:
                cards.columns_to_ebcdic(card)
            else:
                cards.card_text(card)
    except MediaError as error:
        one_line(error, path)


def tape_of(path, form):
    with open_tape(path, write=True, create=form) as tape:
        for n in range(12):
            tape.write_mark() if n % 4 == 3 else tape.write(bytes([n]) * (n * 41 + 1))
    return path.read_bytes()


def bzip2_tape(path):
    body, before = b"", 0
    for n in range(4):
        packed = bz2.compress(bytes([n]) * 900)
        body += struct.pack("<HHBB", len(packed), before, 0xA2, 0) + packed
        before = len(packed)
    return body


def overlay_of(tmp_path):
    base = sample_volume(tmp_path / "base", cylinders=1)
    with open_overlay(base, tmp_path / "over") as volume:
        for head in range(3):
            volume.update(0, head * 3, 21, b"changed")
    return (tmp_path / "over").read_bytes()


def compressed_of(tmp_path):
    plain = sample_volume(tmp_path / "plain", cylinders=1)
    return open(compressed_volume(tmp_path / "packed", plain), "rb").read()


def deck_of(tmp_path, form):
    deck = [f"CARD {n} ¬|¢".encode("cp037").ljust(80, b"\x40") for n in range(20)]
    cards.write_deck(tmp_path / "deck", deck, form)
    return (tmp_path / "deck").read_bytes()


def journal_of(tmp_path):
    """A journal with a record that a killed process left."""
    data = b"x" * 6000
    place = struct.pack("<QI", 512 + 4096, len(data))
    return files.MAGIC + place + struct.pack("<I", zlib.crc32(place + data)) + data


KINDS = {
    "aws": (lambda p: tape_of(p / "t", "aws"), walk_tape),
    "het": (lambda p: tape_of(p / "t", "het"), walk_tape),
    "tap": (lambda p: tape_of(p / "t", "tap"), walk_tape), "bzip2": (bzip2_tape, walk_tape),
    "ckd": (lambda p: open(sample_volume(p / "v", cylinders=1), "rb").read(), walk_disk),
    "cckd": (compressed_of, walk_disk), "overlay": (overlay_of, walk_disk),
    "journal": (journal_of, walk_disk),
    "text": (lambda p: deck_of(p, "text"), walk_deck),
    "ebcdic": (lambda p: deck_of(p, "ebcdic"), walk_deck),
    "binary": (lambda p: deck_of(p, "binary"), walk_deck)}


@pytest.fixture
def bounded_reads(monkeypatch):
    """No single read asks the host for more than a block's limit."""
    read = files.HostFile.read

    def bounded(file, offset, count):
        assert 0 <= count <= tapeformats.LONGEST and offset >= 0
        return read(file, offset, count)

    monkeypatch.setattr(files.HostFile, "read", bounded)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [pytest.param(FEW, id="few"),
                                   pytest.param(MANY, id="many", marks=pytest.mark.soak)])
def test_mutations(tmp_path, kind, count, bounded_reads):
    make, walk = KINDS[kind]
    good, folder = make(tmp_path), tmp_path / "work"
    folder.mkdir()
    if kind == "overlay":
        (folder / "base").write_bytes((tmp_path / "base").read_bytes())
        os.utime(folder / "base", ns=(0, (tmp_path / "base").stat().st_mtime_ns))
        (tmp_path / "base").unlink()
    image = sample_volume(tmp_path / "sound", cylinders=1) if kind == "journal" else None
    if image:
        sound = open(image, "rb").read()
    chance = random.Random(f"media {kind}")
    path = folder / ("v.journal" if kind == "journal" else "medium")
    for n in range(count):
        for name in os.listdir(folder):
            if name != "base":
                os.unlink(folder / name)
        if image:
            (folder / "v").write_bytes(sound)
        path.write_bytes(good if n == 0 else mutate(chance, good))
        walk(str(folder / "v") if image else str(path), chance)
