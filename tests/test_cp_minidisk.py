"""Minidisks: they are volumes of their own to a program, and nothing outside the extent is in reach."""
import hashlib
import random
import threading
import time

import pytest
from hypothesis import given, settings, strategies as st

from cp.minidisk import Minidisk, format_extent
from disk_machine import (DiskMachine, FULL_CHECK, MASK, OK, READ, SEEK, WRITE, address, ident, loop)
from s360.devices.dasd import COMMANDS, EITHER, Dasd
from s360.errors import MediaError
from s360.media.ckd import HEADER, create_volume, damages, open_volume, slot
from s360.media.files import HostFile
from s360.media.forked import Fork
from s360.media.overlay import open_overlay

WRITE_CKD, WRITE_R0, WRITE_HOME, READ_HOME, READ_R0, READ_COUNT, SEARCH_HOME = (
    0x1D, 0x15, 0x19, 0x1A, 0x16, 0x12, 0x39)
CYLINDERS = 12


@pytest.fixture
def path(tmp_path):
    create_volume(tmp_path / "v", "2311", "USER01", cylinders=CYLINDERS)
    return tmp_path / "v"


@pytest.fixture
def volume(path):
    with open_volume(path, write=True) as opened:
        yield opened


def outside(path, first, cylinders):
    """Hash of everything in the image file but the extent."""
    data = path.read_bytes()
    size = 10 * 4096
    assert len(data) == HEADER + CYLINDERS * size
    return hashlib.sha256(data[:HEADER + first * size]
                          + data[HEADER + (first + cylinders) * size:]).hexdigest()


def count(cylinder, head, number, length, key=0):
    return ident(cylinder, head, number) + bytes((key,)) + length.to_bytes(2, "big")


def test_home_address_and_r0_are_the_minidisks_own(volume):
    machine = DiskMachine(Minidisk(volume, 7, 3))
    _, _, _, areas = machine.run((SEEK, address(2, 4)), (READ_HOME, 5), (READ_R0, 16))
    assert areas[1] == b"\0" + address(2, 4)[2:]
    assert areas[2] == count(2, 4, 0, 8) + bytes(8)
    assert machine.run((SEEK, address(2, 4)), (SEARCH_HOME, address(2, 4)[2:]), (0x08, 1))[0] & OK


def test_a_record_is_on_the_real_cylinder_with_the_count_the_guest_wrote(volume):
    machine = DiskMachine(Minidisk(volume, 7, 3))
    unit, _, _, _ = loop(machine, 2, 4, 0, (WRITE_CKD, count(2, 4, 1, 6) + b"RECORD"))
    assert unit == OK
    image = volume.read_track(9, 4)
    assert image[1:5] == address(9, 4)[2:] and image[5:13] == count(9, 4, 0, 8)
    assert image[21:35] == count(2, 4, 1, 6) + b"RECORD"
    assert list(damages(volume)) == []


def test_a_written_home_address_and_r0_are_put_in_their_real_place(volume):
    machine = DiskMachine(Minidisk(volume, 7, 3))
    mask = (MASK, b"\xC0")
    unit, _, _, _ = machine.run((SEEK, address(1, 0)), mask, (WRITE_HOME, b"\0" + address(1, 0)[2:]),
                                (WRITE_R0, count(1, 0, 0, 8) + b"R0 DATA."))
    assert unit == OK
    assert volume.read_track(8, 0)[:29] == (b"\0" + address(8, 0)[2:] + count(8, 0, 0, 8)
                                            + b"R0 DATA." + b"\xff" * 8)
    assert machine.run((SEEK, address(1, 0)), (READ_R0, 16))[3][1] == count(1, 0, 0, 8) + b"R0 DATA."


def test_a_track_without_r0_stays_one(volume):
    disk = Minidisk(volume, 5, 2)
    void = b"\0" + address(1, 3)[2:] + b"\xff" * 8 + bytes(4096 - 13)
    disk.write_track(1, 3, void)
    assert disk.read_track(1, 3) == void
    assert volume.read_track(6, 3)[:13] == b"\0" + address(6, 3)[2:] + b"\xff" * 8


def test_a_seek_outside_is_a_seek_check(volume):
    machine = DiskMachine(Minidisk(volume, 4, 3))
    for cylinder in (3, 4, 11, 200, 0xFFFF):
        unit, _, _, _ = machine.run((SEEK, address(cylinder, 0)))
        assert unit == FULL_CHECK and machine.sense()[0] == 0x81      # command reject, seek check
    assert machine.run((SEEK, address(2, 9)))[0] == OK


def test_writing_on_a_read_only_minidisk_is_refused_with_file_protected(volume):
    machine = DiskMachine(Minidisk(volume, 4, 3, read_only=True))
    before = volume.digest()
    unit, _, _, _ = loop(machine, 1, 0, 0, (WRITE_CKD, count(1, 0, 1, 4) + b"LOST"))
    assert unit & 0x02 and machine.sense()[:2] == b"\x80\x04"
    assert volume.digest() == before
    with pytest.raises(MediaError):
        machine.volume.update(0, 0, 20, b"x")


def test_an_extent_must_lie_on_the_volume(volume):
    for first, cylinders in ((-1, 2), (0, 13), (11, 2), (12, 1), (3, 0)):
        with pytest.raises(MediaError, match="does not lie on it"):
            Minidisk(volume, first, cylinders)


def test_a_closed_minidisk_gives_nothing_and_tells_once(volume):
    disk, ended = Minidisk(volume, 4, 3), []
    disk.ended = ended.append
    machine = DiskMachine(disk)
    disk.close()
    disk.close()
    assert ended == [disk]
    with pytest.raises(MediaError, match="detached"):
        disk.read_track(0, 0)
    assert machine.run((SEEK, address(0, 0)), (READ_COUNT, 8))[0] & 0x02
    assert volume.read_track(4, 0)


def test_format_leaves_nothing_of_what_was_there(volume, path):
    before = outside(path, 3, 2)
    for cylinder in (3, 4):
        for head in range(10):
            volume.write_track(cylinder, head, slot(cylinder, head, [(1, b"", b"\xAA" * 3600)], 4096))
    format_extent(volume, 3, 2)
    for cylinder in (3, 4):
        for head in range(10):
            image = volume.read_track(cylinder, head)
            assert image[:13] == b"\0" + address(cylinder, head)[2:] + count(cylinder, head, 0, 8)
            assert image[13:] == bytes(8) + b"\xff" * 8 + bytes(4096 - 29)
    assert outside(path, 3, 2) == before


@pytest.mark.parametrize("offset, length", [(0, 1), (1, 1), (2, 1), (2, 3), (5, 1), (6, 1), (6, 400),
                                            (0, 4096), (7, 1), (4095, 1)])
def test_any_part_of_a_track_reads_back_as_written(volume, offset, length):
    disk = Minidisk(volume, 9, 3)
    data = bytes(n * 7 + 1 & 0xFF for n in range(length))
    old = disk.read_track(1, 2)
    disk.update(1, 2, offset, data)
    assert disk.read_track(1, 2) == old[:offset] + data + old[offset + length:]


@given(st.binary(min_size=13, max_size=13), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_relocation_loses_nothing(tmp_path_factory, head, first):
    path = tmp_path_factory.getbasetemp() / "relocation"
    if not path.exists():
        create_volume(path, "2311", cylinders=CYLINDERS)
    with open_volume(path, write=True) as volume:
        disk = Minidisk(volume, first, 2)
        image = head + b"\xff" * 8 + bytes(4096 - 21)
        disk.write_track(1, 0, image)
        assert disk.read_track(1, 0) == image


# -- random channel programs

OTHER_COMMANDS = [0x00, 0x04, 0x0F, 0x2D, 0x22, 0x23, 0xA4, 0x77, 0xFF]
ALL_COMMANDS = sorted({*COMMANDS, *EITHER, *(c | 0x80 for c in EITHER), *OTHER_COMMANDS})


def random_program(chance):
    """CCWs for DiskMachine.run: mostly sensible ones near the edges of a disk of 3 cylinders."""
    steps = []
    if chance.random() < 0.8:
        steps.append((MASK, bytes((chance.choice((0xC0, 0xC0, 0xC0, 0x00, 0x80, 0x58)),))))
    for _ in range(chance.randint(1, 5)):
        cylinder = chance.choice((0, 1, 2) * 6 + (3, 4, 11, 0x8000, 0xFFFF))
        head = chance.choice((0, 1, 9) * 6 + (10, 0xFFFF))
        number, length = chance.choice((0, 0, 0, 1, 2)), chance.choice((0, 1, 80, 80, 3600, 0xFFFF))
        record = ident(cylinder, head, number) + bytes((chance.choice((0, 8)),))
        record += length.to_bytes(2, "big") + chance.randbytes(min(length + 8, 400))
        steps.append((chance.choice((0x07, 0x07, 0x0B)), address(cylinder, head)))
        search = chance.choice(((0x31, record[:5]),) * 4 + ((0x39, record[:4]), (0xB1, record[:5])))
        steps += [search, (0x08, len(steps))]
        steps.append(chance.choice((
            (WRITE_CKD, record), (WRITE_CKD, record), (WRITE, chance.randbytes(90)),
            (chance.choice((0x01, WRITE_R0, 0x11, 0x0D)), record), (WRITE_HOME, b"\0" + record[:4]),
            (chance.choice((READ, 0x9E, 0x92)), 300),
            (chance.choice(ALL_COMMANDS), chance.randbytes(chance.randint(1, 20))))))
    return steps


def run_random(machine, seed):
    """What a program sees of a random channel program, and the sense after it."""
    steps = random_program(random.Random(seed))
    result = machine.run(*steps)
    return result, machine.stopped, machine.sense()


@pytest.mark.parametrize("cases", [150, pytest.param(20_000, marks=pytest.mark.soak, id="many")])
def test_hostile_programs_stay_in_their_extent_and_behave_as_on_a_volume_of_their_own(tmp_path, cases):
    path, alone = tmp_path / "v", tmp_path / "alone"
    create_volume(path, "2311", cylinders=CYLINDERS)
    create_volume(alone, "2311", cylinders=3)
    changed = 0
    with open_volume(path, write=True) as volume, open_volume(alone, write=True) as own:
        left, right = Minidisk(volume, 2, 3), Minidisk(volume, 5, 3)
        for seed in range(cases):
            disk, other = (left, right) if seed % 2 else (right, left)
            if not seed % 50:
                for one in (left, right):
                    format_extent(volume, one.first, 3)
                format_extent(own, 0, 3)
            for cylinder, head, image in own.tracks():       # both begin alike
                if disk.read_track(cylinder, head) != image:
                    disk.write_track(cylinder, head, image)
            before, neighbour, old = outside(path, disk.first, 3), other.digest(), own.digest()
            assert run_random(DiskMachine(disk), seed) == run_random(DiskMachine(own), seed), seed
            assert outside(path, disk.first, 3) == before, seed
            assert other.digest() == neighbour and disk.digest() == own.digest(), seed
            changed += own.digest() != old
    assert changed > cases // 10         # the programs do write


# -- several machines on one volume

def uniform(head, byte):
    """A track with a record of 3600 equal bytes at offset 29."""
    return slot(0, head, [(1, b"", bytes((byte,)) * 3600)], 4096)


def test_minidisks_of_one_volume_are_written_by_two_threads_at_once(volume):
    """A record that another thread reads is old or new, never part of each; at the end all is there."""
    writers = [Minidisk(volume, 2, 1), Minidisk(volume, 3, 1)]
    readers = [Minidisk(volume, 2, 1, read_only=True), Minidisk(volume, 3, 1, read_only=True)]
    problems, ended = [], threading.Event()
    for disk in writers:
        for head in range(10):
            disk.write_track(0, head, uniform(head, 0))

    def write(disk):
        try:
            for turn in range(1, 81):
                for head in range(10):
                    disk.write_track(0, head, uniform(head, turn))
                    disk.update(0, head, 29, bytes((turn + 100,)) * 3600)
        except Exception as error:
            problems.append(error)

    def look(disk):
        while not ended.is_set():
            for head in range(10):
                if len(set(disk.read_track(0, head)[29:3629])) != 1:
                    problems.append(f"head {head} is torn")

    threads = [threading.Thread(target=write, args=(disk,)) for disk in writers]
    watchers = [threading.Thread(target=look, args=(disk,)) for disk in readers]
    for thread in threads + watchers:
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    for thread in watchers:
        thread.join()
    assert problems == []
    for disk in writers:
        for head in range(10):
            assert disk.read_track(0, head)[29:3629] == bytes((180,)) * 3600


def test_a_reader_waits_for_a_write_that_is_half_done(volume, monkeypatch):
    """The host may be anywhere in a write when another machine reads the same record."""
    disk = Minidisk(volume, 2, 1)
    half, seen, read, write = threading.Event(), [], HostFile.read, HostFile.write

    def slow(file, offset, data):
        middle = len(data) // 2
        write(file, offset, data[:middle])
        if len(data) > 1000 and file.path == volume.path:
            half.set()
            time.sleep(0.05)
        write(file, offset + middle, data[middle:])

    def late(file, offset, count):
        data = read(file, offset, count)
        time.sleep(0.1 * half.is_set())
        return data

    disk.write_track(0, 4, uniform(4, 1))
    monkeypatch.setattr(HostFile, "write", slow)
    monkeypatch.setattr(HostFile, "read", late)
    reader = threading.Thread(target=lambda: half.wait() and seen.append(disk.read_track(0, 4)))
    reader.start()
    disk.update(0, 4, 29, bytes((2,)) * 3600)
    reader.join()
    assert seen[0][29:3629] in (bytes((1,)) * 3600, bytes((2,)) * 3600)


def test_an_overlay_is_written_by_two_threads_at_once(tmp_path, path):
    overlay = open_overlay(str(path), tmp_path / "over")
    disks = [Minidisk(overlay, 2, 4), Minidisk(overlay, 6, 4)]

    def write(disk):
        for cylinder in range(4):
            for head in range(10):
                disk.write_track(cylinder, head, slot(cylinder, head, [
                    (1, b"", bytes((disk.first, cylinder, head)) * 1000)], 4096))

    threads = [threading.Thread(target=write, args=(disk,)) for disk in disks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    overlay.close()
    with open_volume(tmp_path / "over") as again:
        for first in (2, 6):
            for cylinder in range(4):
                for head in range(10):
                    assert (again.read_track(first + cylinder, head)[29:3029]
                            == bytes((first, cylinder, head)) * 1000)


def test_a_fork_of_a_minidisk_sees_no_change_through_any_other(volume):
    mine, shared = Minidisk(volume, 4, 3), Minidisk(volume, 4, 3)
    old = mine.read_track(1, 1)
    fork = Fork(mine)
    shared.update(1, 1, 40, b"later")
    mine.update(1, 1, 50, b"mine")
    fork.update(1, 1, 60, b"fork")
    assert fork.read_track(1, 1) == old[:60] + b"fork" + old[64:]
    assert mine.read_track(1, 1)[40:45] == b"later" and mine.read_track(1, 1)[60:64] != b"fork"
    fork.close()
    assert not volume.forks


def test_the_digest_follows_writes_through_another_minidisk(volume):
    mine, shared = Minidisk(volume, 4, 3), Minidisk(volume, 4, 3)
    before = mine.digest()
    shared.update(0, 0, 13, b"changed!")
    assert mine.digest() != before and mine.digest() == shared.digest()


def test_a_drive_takes_a_minidisk_of_its_type_only(volume):
    with pytest.raises(Exception, match="does not fit"):
        Dasd(Minidisk(volume, 2, 2), type="2314")
