"""kill -9 while a medium is written: what channel end was given for is there, the block being written is
old or new and never part of each, and no other is touched."""
import os
import random
import signal
import struct

import pytest

from media_makers import Killed, Killer, compressed_volume, drop, sample_volume
from s360.errors import MediaError
from s360.media import ckd, files, tape as tapes
from s360.media.ckd import damages, open_volume
from s360.media.overlay import open_overlay
from s360.media.tape import END, MARK, open_tape

STEPS, PAGES = range(6), range(4)        # every host write of an update, torn at every page


def every_kill(monkeypatch, prepare, change, look):
    """Kill in each place; `prepare` gives (open medium, its host files), `change` writes to it, `look`
    gives what is there afterwards.  Returns every outcome and how many kills there were."""
    outcomes, kills = [], 0
    for steps in STEPS:
        for pages in PAGES:
            medium, open_files = prepare()
            with monkeypatch.context() as patch:
                Killer(patch, steps, pages)
                try:
                    change(medium)
                except Killed:
                    kills += 1
            drop(*open_files(medium))
            outcomes.append(look())
    return outcomes, kills


def volume_files(volume):
    found = list(getattr(volume, "files", [])) + [getattr(volume, "file", None)]
    base = getattr(volume, "base", None)
    journals = [getattr(file, "journal", None) for file in found if file]
    return found + journals + (volume_files(base) if base is not None else [])


@pytest.mark.parametrize("kind", ["plain", "overlay", "again", "compressed"])
@pytest.mark.parametrize("offset, length", [(0, 7680), (4000, 800), (100, 80), (0, 3585), (3000, 4200)])
@pytest.mark.parametrize("durability", ["process", "power"])
def test_a_track_is_old_or_new(tmp_path, monkeypatch, kind, offset, length, durability):
    path = sample_volume(tmp_path / "v", "2314", 1)
    if kind == "compressed":
        path = compressed_volume(tmp_path / "c", path)
    if kind in ("overlay", "again"):
        open_overlay(path, tmp_path / "over").close()
        path = str(tmp_path / "over")
    with open_volume(path, write=kind == "again") as volume:
        if kind == "again":              # the track has a slot in the overlay already
            volume.update(0, 7, 0, volume.read_track(0, 7))
        olds = [image for _, _, image in volume.tracks()]
    new = bytes(range(1, 252)) * 31

    def prepare():
        for name in os.listdir(tmp_path):
            if name.endswith((".journal", ".overlay")):
                os.unlink(tmp_path / name)
        with open_volume(path, write=True) as volume:
            volume.update(0, 7, 0, olds[7])
        return open_volume(path, write=True, durability=durability), volume_files

    def look():
        with open_volume(path) as volume:           # a reader sees it mended ...
            seen = [image for _, _, image in volume.tracks()]
        with open_volume(path, write=True) as volume:
            mended = [image for _, _, image in volume.tracks()]
        assert seen == mended                        # ... as the next writer mends it
        assert seen[:7] + seen[8:] == olds[:7] + olds[8:]
        return seen[7]

    expected = (olds[7], olds[7][:offset] + new[:length] + olds[7][offset + length:])
    outcomes, kills = every_kill(monkeypatch, prepare, lambda v: v.update(0, 7, offset, new[:length]),
                                 look)
    assert set(outcomes) == set(expected) and kills >= 4


def test_after_a_kill_small_writes_are_not_undone_by_the_journal(tmp_path):
    path = sample_volume(tmp_path / "v", "2314", 1)
    volume = open_volume(path, write=True)
    image = volume.read_track(0, 5)
    volume.write_track(0, 5, image[:30] + b"first" + image[35:])
    volume.update(0, 5, 30, b"later")
    drop(*volume_files(volume))
    with open_volume(path) as volume:
        assert volume.read_track(0, 5)[30:35] == b"later"


def test_a_host_error_in_mid_write_is_made_good_by_the_next(tmp_path, monkeypatch):
    path = sample_volume(tmp_path / "v", "2314", 1)
    with open_volume(path, write=True) as volume:
        old = volume.read_track(0, 3)
        new = old[:40] + b"n" * 7640
        with monkeypatch.context() as patch:
            Killer(patch, 1, 1)
            write = files.HostFile.write

            def fails(file, at, data):
                try:
                    write(file, at, data)
                except Killed:
                    raise MediaError("the host's disk failed") from None

            patch.setattr(files.HostFile, "write", fails)
            with pytest.raises(MediaError):
                volume.write_track(0, 3, new)
            assert volume.read_track(0, 3) == new
        volume.update(0, 3, 6, b"\0")
    with open_volume(path) as volume:
        assert volume.read_track(0, 3) == new[:6] + b"\0" + new[7:]


@pytest.mark.parametrize("form", ["aws", "het", "tap"])
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_tape_block_is_there_whole_or_not(tmp_path, monkeypatch, form, place):
    olds = [os.urandom(5000), MARK, b"C" * 3]
    new = random.Random(3).randbytes(30000)
    path = tmp_path / "t"

    def prepare():
        path.unlink(missing_ok=True)
        tape = open_tape(path, write=True, create=form)
        for block in olds:
            tape.write_mark() if block is MARK else tape.write(block)
        tape.rewind()
        for _ in range(place):
            tape.read_forward()
        return tape, lambda tape: [tape.file]

    def look():
        with open_tape(path) as tape:
            found = [met for _, met in tapes.walk(tape)]
            assert tape.read_forward() is END
        return tuple(found)

    outcomes, kills = every_kill(monkeypatch, prepare, lambda tape: tape.write(new), look)
    allowed = {tuple(olds), tuple(olds[:place]), (*olds[:place], new)}
    assert set(outcomes) <= allowed and tuple(outcomes[-1]) == (*olds[:place], new) and kills >= 4


def track_of(number: int, size: int) -> bytes:
    """A slot filled with one number; parts of two would show."""
    word = struct.pack(">I", number)
    contents = [(1, b"", word * 800), (2, b"", word * 900)]
    return ckd.slot(0, number % 20, contents, size)


def child_writes_disk(path, pipe) -> None:
    volume = open_volume(path, write=True)
    for number in range(1, 1 << 30):
        volume.write_track(0, number % 20, track_of(number, volume.track_size))
        os.write(pipe, struct.pack(">I", number))


def child_writes_tape(path, pipe) -> None:
    tape = open_tape(path, write=True, create="aws")
    for number in range(1, 1 << 30):
        assert tape.write(struct.pack(">I", number) * (1 + number * 37 % 9000)) is None
        if number % 400 == 0:            # begin anew: what is given channel end for is then the new
            tape.rewind()
        os.write(pipe, struct.pack(">I", number))


def killed_after(writer, path, count: int) -> int:
    """Start a process that writes, kill it when it has told of `count` blocks; the last it told of."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            writer(path, write)
        finally:
            os._exit(1)
    os.close(write)
    told = b""
    with open(read, "rb", buffering=0) as pipe:
        while len(told) < 4 * count:
            told += pipe.read(4 * count - len(told))
        os.kill(child, signal.SIGKILL)
        while more := pipe.read(65536):
            told += more
    os.waitpid(child, 0)
    return struct.unpack(">I", told[-4:])[0]


def check_disk(path, last: int) -> None:
    with open_volume(path) as volume:
        assert list(damages(volume)) == []
        for head in range(20):
            image = volume.read_track(0, head)
            number = struct.unpack(">I", image[29:33])[0] if len(ckd.records(image)[0]) == 3 else 0
            newest = last - (last - head) % 20 if last >= head else 0
            assert number in (newest, last + 1) or (newest <= 0 and number in (0, last + 1))
            if number:
                assert image == track_of(number, volume.track_size)


def check_tape(path, last: int) -> None:
    first = last - (last - 1) % 400 if last % 400 else last + 1
    with open_tape(path) as tape:
        numbers = []
        for _, block in tapes.walk(tape):
            number = struct.unpack(">I", block[:4])[0]
            assert block == struct.pack(">I", number) * (1 + number * 37 % 9000)
            numbers.append(number)
    if last % 400:
        assert numbers in (list(range(first, last + 1)), list(range(first, last + 2)))
    else:                                # the next block would end the old tape at its beginning
        assert numbers in (list(range(last - 399, last + 1)), [], [last + 1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("count", [pytest.param(12, id="few"),
                                   pytest.param(300, id="many", marks=pytest.mark.soak)])
def test_real_kills_of_a_process_that_writes_a_disk(tmp_path, count):
    chance, path = random.Random(1), str(tmp_path / "v")
    for _ in range(count):
        for name in os.listdir(tmp_path):
            os.unlink(tmp_path / name)
        ckd.create_volume(path, "2314", cylinders=1)
        check_disk(path, killed_after(child_writes_disk, path, chance.randint(1, 300)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("count", [pytest.param(12, id="few"),
                                   pytest.param(300, id="many", marks=pytest.mark.soak)])
def test_real_kills_of_a_process_that_writes_a_tape(tmp_path, count):
    chance = random.Random(2)
    for _ in range(count):
        path = str(tmp_path / "t")
        if os.path.exists(path):
            os.unlink(path)
        check_tape(path, killed_after(child_writes_tape, path, chance.randint(1, 900)))
