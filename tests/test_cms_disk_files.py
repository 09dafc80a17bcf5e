"""Files of CMS disks from the host: limits, full disks, crashes, and many operations against a model."""
import random
import threading
from datetime import datetime

import pytest

from cms.check import contents
from cms.disk import MOST_FILES, CmsDisk
from cms.disk_format import CODES, DiskError
from memory_volume import MemoryVolume
from s360.media.ckd import create_volume, open_volume
from test_cms_disk import faults, items, made, refused

WHEN = datetime(2026, 11, 22, 20, 0)


def model_of(disk):
    """What is on a disk, read by a fresh look at it."""
    disk = CmsDisk(disk.blocks.volume)
    return {entry.key: (entry.recfm, disk.read(*entry.key)) for entry in disk.files()}


def copied(volume):
    return MemoryVolume(volume.device_type, volume.cylinders, volume.heads, volume.track_size, volume.tracks)


# -- limits

@pytest.mark.parametrize("lrecl", [1, 2, 79, 80, 81, 132, 799, 800, 801, 1600, 4096, 32767, 65534, 65535])
def test_fixed_records(lrecl):
    disk = made(cylinders=10)
    data = items(lrecl, 7, lrecl, fixed=True)
    disk.write("A", "DATA", data)
    assert disk.read("A", "DATA") == data
    assert (disk.files()[0].lrecl, disk.files()[0].blocks) == (lrecl, -(-7 * lrecl // 800))
    assert contents(disk.blocks.volume)["A", "DATA", "P5"] == ("F", lrecl, data) and faults(disk) == []


@pytest.mark.parametrize("longest", [1, 2, 397, 798, 799, 1599, 65535])
def test_variable_records(longest):
    disk = made("2311", 20)
    data = [*items(longest, 9, min(longest, 60000)), b"z" * longest]
    disk.write("A", "DATA", data, "V")
    assert disk.read("A", "DATA") == data and disk.files()[0].lrecl == longest
    assert contents(disk.blocks.volume)["A", "DATA", "P5"][2] == data and faults(disk) == []


def test_the_most_items():
    disk = made()
    data = [bytes((n & 0xFF,)) for n in range(65535)]
    disk.write("A", "DATA", data)
    assert disk.read("A", "DATA") == data and disk.files()[0].items == 65535 and faults(disk) == []
    refused("too-many-items", disk.write, "B", "DATA", [*data, b"x"])


def test_the_largest_file():
    """60 + 40 * 400 blocks; the disk has more than 16,383 records, which quarters cannot lie behind."""
    disk = made(cylinders=203)
    data = [bytes(800)] * 16059 + [b"e" * 800]
    disk.write("A", "DATA", data)
    chain = disk.chain("A", "DATA")
    assert (len(chain.links), len(chain.data)) == (40, 16060) and disk.read("A", "DATA") == data
    refused("too-large", disk.write, "B", "DATA", [b"x" * 800] * 16061)
    disk.write("B", "DATA", [b"x" * 800] * 13500)
    disk.write("C", "DATA", [b"x" * 800], "V")
    assert all(entry.link & 0x3FFF >= 4 for entry in disk.files()) and disk.read("C", "DATA") == [b"x" * 800]
    assert faults(disk) == []


@pytest.mark.parametrize("kind, code, arguments", [
    ("bad-name", 20, ("", "X", [b"x"])), ("bad-name", 20, ("TOOLONGNM", "X", [b"x"])),
    ("bad-name", 20, ("a", "X", [b"x"])), ("bad-name", 20, ("*", "X", [b"x"])),
    ("bad-name", 20, ("A B", "X", [b"x"])), ("bad-name", 20, ("A", "\u20ac", [b"x"])),
    ("bad-mode", 4, ("A", "X", [b"x"], "F", None, "P7")), ("bad-mode", 4, ("A", "X", [b"x"], "F", None, "5")),
    ("bad-format", 11, ("A", "X", [b"x"], "U")), ("empty", 8, ("A", "X", [])),
    ("bad-item", 17, ("A", "X", [b"", b"x"], "V")), ("bad-item", 17, ("A", "X", [bytes(65536)], "V")),
    ("bad-item", 17, ("A", "X", [bytes(65536)])), ("bad-item", 17, ("A", "X", [b"x"], "F", 70000)),
    ("bad-length", 15, ("A", "X", [b"x", b"yy"])), ("bad-length", 15, ("A", "X", [b"yy"], "V", 1)),
    ("bad-length", 15, ("A", "X", [b"yy"], "F", 80)), ("too-many-items", 6, ("A", "X", [b"x"] * 65536)),
    ("bad-date", 24, ("A", "X", [b"x"], "F", None, "P5", datetime(2060, 1, 1)))])
def test_what_cannot_be_written(kind, code, arguments):
    disk = made("2311", 1)
    disk.blocks.volume.log.clear()
    refused(kind, disk.write, *arguments)
    assert CODES[kind] == code and disk.blocks.volume.log == [] and disk.files() == []


def test_names_that_are_not_there():
    disk = made("2311", 1)
    disk.write("A", "B", [b"x"])
    disk.write("C", "D", [b"y"])
    for work in (disk.read, disk.erase, disk.find, disk.chain):
        refused("not-found", work, "A", "D")
    refused("not-found", disk.rename, "A", "D", "E", "F")
    refused("exists", disk.rename, "A", "B", "C", "D")
    refused("bad-name", disk.rename, "A", "B", "C*", "D")
    assert str(disk.rename("A", "B", "A", "B", "P1")) == "A B P1"
    assert str(disk.rename("A", "B", "NEW", "NAME")) == "NEW NAME P1" and disk.read("NEW", "NAME") == [b"x"]
    for label in ("", "TOOLONG", "a", "A B"):
        refused("bad-label", disk.format, label)


@pytest.mark.slow
def test_a_thousand_files():
    disk = made(cylinders=20)
    for number in range(1100):
        disk.write(f"F{number}", "DATA", [b"%d" % number], date=WHEN)
    assert [entry.name for entry in disk.files()] == [f"F{number}" for number in range(1100)]
    assert faults(disk) == [] and disk.read("F777", "DATA") == [b"777"]
    for number in range(0, 1100, 2):
        disk.erase(f"F{number}", "DATA")
    assert len(model_of(disk)) == 550 and faults(disk) == []


@pytest.mark.soak
def test_the_most_files():
    disk = made(cylinders=60)
    for number in range(MOST_FILES):
        disk.write(f"F{number}", "DATA", [b"x"])
    refused("too-many-files", disk.write, "ONE", "MORE", [b"x"])
    assert MOST_FILES == 3400 and faults(disk) == []


# -- full disks

@pytest.mark.parametrize("type, cylinders", [("2314", 2), ("2314", 13), ("2311", 3), ("2311", 50), ("3330", 7)])
def test_a_full_disk(type, cylinders):
    disk = made(type, cylinders)
    empty = disk.space()
    assert empty.left == empty.total - empty.used
    number = 0
    while True:
        try:
            disk.write(f"F{number}", "DATA", [b"x" * 800] * 7)
        except DiskError as error:
            assert error.kind == "full"
            break
        number += 1
    while disk.space().room > 1:
        disk.write(f"F{number}", "DATA", [b"x" * 800])
        number += 1
    disk.blocks.volume.log.clear()
    refused("full", disk.write, "MORE", "DATA", [b"x" * 800] * 3)
    refused("full", disk.write, "F0", "DATA", [b"x" * 800] * 8)
    assert disk.blocks.volume.log == [], "nothing is written of what does not fit"
    space = disk.space()
    assert space.used + space.left == space.total and space.room <= 1
    assert type == "3330" or faults(disk) == []
    disk.rename("F0", "DATA", "RENAMED", "DATA")
    for name in ["RENAMED", *(f"F{n}" for n in range(1, number))]:
        disk.erase(name, "DATA")
    assert disk.space() == empty


def test_a_disk_that_another_filled_to_the_last_record_can_be_cleared():
    from genuine_disk import GenuineDisk
    genuine = GenuineDisk("2314", 2)
    genuine.add("A", "DATA", [b"a" * 800] * 60)
    genuine.add("B", "DATA", [b"b" * 800] * 229)      # and a chain link, a quarter, FSTs
    disk = CmsDisk(genuine.volume())
    assert disk.space().left == 0 and faults(disk) == []
    refused("full", disk.write, "C", "DATA", [b"x"])
    disk.erase("A", "DATA")
    disk.write("C", "DATA", [b"x"])
    assert model_of(disk).keys() == {("B", "DATA"), ("C", "DATA")} and faults(disk) == []


# -- the order of writes

class Stopped(Exception):
    """The power is off."""


class StoppingVolume(MemoryVolume):
    """A volume on which so many writes are done; the next one never comes back."""

    left = 0

    def update(self, *arguments):
        if not self.left:
            raise Stopped
        self.left -= 1
        super().update(*arguments)


CHANGES = {
    "new": lambda disk: disk.write("NEW", "DATA", items(3, 20, 900), "V", date=WHEN),
    "large": lambda disk: disk.write("NEW", "DATA", items(4, 70, 800, True), date=WHEN),
    "replaced": lambda disk: disk.write("F3", "DATA", items(5, 9, 300), "V", date=WHEN),
    "erased": lambda disk: disk.erase("F2", "DATA"),
    "renamed": lambda disk: disk.rename("F4", "DATA", "OTHER", "NAME"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("cylinders", [1, 12])
def test_stopped_after_any_write_the_disk_is_old_or_new(change, cylinders):
    disk = made(cylinders=cylinders)
    for number in range(23):
        disk.write(f"F{number}", "DATA", items(number, 5, 200), "V", date=WHEN)
    disk.erase("F20", "DATA")
    before, volume = model_of(disk), disk.blocks.volume
    whole = copied(volume)
    CHANGES[change](CmsDisk(whole))
    after = model_of(CmsDisk(whole))
    assert before != after
    writes = len(whole.log)
    for done in range(writes + 1):
        stopping = StoppingVolume("2314", cylinders, tracks=volume.tracks)
        stopping.left = done
        disk = CmsDisk(stopping)
        try:
            CHANGES[change](disk)
        except Stopped:
            assert done < writes
        stopping.left = 10**6
        assert model_of(disk) == (after if done == writes else before), f"stopped after write {done}"
        assert faults(disk) == [], f"stopped after write {done}"
        disk.write("GOES", "ON", [b"x"])
        assert faults(disk) == [] and disk.read("GOES", "ON") == [b"x"], "the same object goes on too"


def test_a_stopped_format_leaves_no_cms_disk():
    disk = made(cylinders=2)
    disk.write("A", "B", [b"x"])
    volume = StoppingVolume("2314", 2, tracks=disk.blocks.volume.tracks)
    with pytest.raises(Stopped):
        CmsDisk(volume).format("CMS192")
    refused("no-cms-disk", CmsDisk(volume).files)


def test_the_directory_is_written_last_and_nothing_of_the_old_one_before():
    disk = made(cylinders=30)
    disk.write("A", "B", [b"x" * 800] * 100)
    old = [disk.blocks.read(4), *(disk.blocks.read(n) for n in disk.directory.mfd.fst_blocks)]
    numbers = [*disk.directory.mfd.fst_blocks, *disk.directory.mfd.extensions, *disk.chain("A", "B").data,
               *disk.chain("A", "B").links]
    written = []
    write = disk.blocks.write
    disk.blocks.write = lambda number, data: (written.append(number), write(number, data))
    disk.write("A", "B", [b"y" * 800] * 100)
    assert written[-1] == 4 and written.count(4) == 1 and not set(written) & set(numbers)
    assert disk.blocks.read(4) != old[0] and disk.directory.mfd.fst_blocks[0] not in numbers


# -- together

def test_equal_calls_give_equal_bytes():
    volumes = []
    for _ in range(2):
        disk = made(cylinders=14)
        turn = random.Random(8)
        for number in range(60):
            disk.write(f"F{number % 40}", "X", items(turn.random(), 20), "V", date=WHEN)
        disk.erase("F7", "X")
        volumes.append(disk.blocks.volume.tracks)
    assert volumes[0] == volumes[1]


def test_two_objects_on_one_disk_see_each_others_files():
    disk = made()
    other = CmsDisk(disk.blocks.volume)
    disk.write("A", "B", [b"x"])
    other.write("C", "D", [b"y"])
    disk.write("E", "F", [b"z"])
    assert model_of(disk).keys() == {("A", "B"), ("C", "D"), ("E", "F")} and faults(disk) == []


def test_a_reader_sees_old_or_new_while_another_writes(tmp_path):
    create_volume(tmp_path / "v", "2314", cylinders=2)
    with open_volume(tmp_path / "v", write=True) as volume:
        writer, reader, ended = CmsDisk(volume), CmsDisk(volume), threading.Event()
        writer.format("CMS191")
        writer.write("A", "B", [bytes(800)] * 70)

        def write():
            for turn in range(150):
                writer.write("A", "B", [bytes((turn,)) * 800] * (60 + turn % 20))
            ended.set()
        thread = threading.Thread(target=write)
        thread.start()
        seen = set()
        while not ended.is_set():
            try:
                data = reader.read("A", "B")
            except DiskError as error:
                assert error.kind == "busy"
                continue
            assert len(set(data)) == 1, "one version, not a mixture"
            seen.add(data[0][0])
        thread.join()
        assert len(seen) > 1


@pytest.mark.parametrize("type, cylinders, seed", [("2314", 4, 1), ("2311", 12, 2), ("2314", 30, 3), ("3330", 3, 4)])
@pytest.mark.parametrize("count", [pytest.param(250, id="few"),
                                   pytest.param(2500, id="many", marks=pytest.mark.soak)])
def test_random_operations_agree_with_a_model(type, cylinders, seed, count):
    """Files as a dict; a thousand operations on all kinds of disks (ten thousand in the soak)."""
    disk, turn = made(type, cylinders), random.Random(seed)
    model, empty = {}, disk.space()
    for step in range(count):
        name = (f"F{turn.randrange(45)}", turn.choice(("EXEC", "DATA")))
        try:
            what = turn.random()
            if what < .55:
                recfm = turn.choice("FV")
                size = turn.choice((1, 80, 400, 800, 3000))
                data = items(turn.random(), turn.choice((1, 3, 40, 200)), size, recfm == "F")
                disk.write(*name, data, recfm, date=WHEN)
                model[name] = recfm, data
            elif what < .8:
                disk.erase(*name)
                del model[name]
            else:
                new = f"R{turn.randrange(45)}", turn.choice(("EXEC", "DATA"))
                disk.rename(*name, *new)
                model[new] = model.pop(name)
        except DiskError as error:
            assert error.kind in ("not-found", "exists", "full")
            assert error.kind == "full" or (name in model) == (error.kind == "exists")
        if step % 50 == 0 or step == count - 1:
            assert model_of(disk) == model
            assert type == "3330" or faults(disk) == []
    for name in model:
        disk.erase(*name)
    assert disk.space() == empty, "no record is lost"
