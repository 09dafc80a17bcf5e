"""Damaged tracks and random channel programs: a program sees sense, the host sees no exception."""
import random

import pytest

from disk_machine import FULL_CHECK, READ, SEEK, DiskMachine, address, ident, loop
from memory_volume import MemoryVolume, record, records_of, slot
from s360.devices.dasd import Dasd
from s360.errors import MediaError

DATA_CHECK, IN_COUNT, NO_RECORD, NO_MARKER = 0x08, 0x80, 0x08, 0x02
SIZE = 4096


def machine_with(image):
    return DiskMachine(MemoryVolume("2311", 203, 10, SIZE, {(1, 2): bytes(image)}))


def good():
    return bytearray(slot(1, 2, [record(1, 2, 0, bytes(8)), record(1, 2, 1, b"ONE"),
                                 record(1, 2, 2, b"TWO", b"KEY")], SIZE))


SECOND = 5 + 16 + 11                   # offset of R2's count


def test_lengths_out_of_the_slot_are_a_data_check_in_the_count():
    image = good()
    image[SECOND + 6] = 0xFF
    machine = machine_with(image)
    assert loop(machine, 1, 2, 1, (READ, 3, 0))[3][-1] == b"ONE"
    status, *_ = loop(machine, 1, 2, 1, (READ, 3), (READ, 3, 0))
    assert status == FULL_CHECK
    assert machine.sense()[:2] == bytes((DATA_CHECK, IN_COUNT))


def test_a_track_without_end_mark():
    image = good()
    image[SECOND + 14:] = b"\1" * (SIZE - SECOND - 14)
    machine = machine_with(image)
    status, *_ = loop(machine, 1, 2, 9)
    assert status == FULL_CHECK
    assert machine.sense()[0] == DATA_CHECK


def test_a_home_address_of_another_track():
    image = good()
    image[4] = 5
    machine = machine_with(image)
    status, *_ = machine.run((SEEK, address(1, 2)), (0x1A, 5, 0))
    assert status == FULL_CHECK
    assert machine.sense()[:2] == bytes((DATA_CHECK, NO_MARKER))


def test_a_track_with_nothing_behind_the_home_address():
    machine = machine_with(good()[:5] + b"\xff" * 8 + bytes(SIZE - 13))
    for command in (0x16, 0x12, READ):
        status, *_ = machine.run((SEEK, address(1, 2)), (command, 5, 0x20))
        assert status == FULL_CHECK
        assert machine.sense()[:2] == bytes((0, NO_RECORD | NO_MARKER))


def test_a_damaged_track_can_be_formatted_again():
    machine = machine_with(bytes(SIZE))
    machine.run((SEEK, address(1, 2)), (0x1F, b"\xc0"), (0x19, b"\0" + address(1, 2)[2:]),
                (0x15, ident(1, 2, 0) + b"\0\0\x08" + bytes(8)),
                (0x1D, ident(1, 2, 1) + b"\0\0\3NEW", 0))
    assert machine.sense()[:2] == b"\0\0"
    assert loop(machine, 1, 2, 1, (READ, 3, 0))[3][-1] == b"NEW"


@pytest.mark.parametrize("error", [MediaError("pack.ckd: bad track"), OSError(5, "I/O error")])
def test_trouble_with_the_file_is_an_equipment_check(error):
    class Broken(MemoryVolume):
        def read_track(self, cylinder, head):
            raise error

    machine = DiskMachine(Broken())
    status, *_ = machine.run((0x1A, 5, 0))
    assert status == FULL_CHECK and machine.sense()[0] == 0x10


def test_a_full_host_disk_is_an_equipment_check():
    class Full(MemoryVolume):
        def update(self, cylinder, head, offset, data):
            raise OSError(28, "No space left on device")

    volume = Full("2311", 203, 10, SIZE, {(1, 2): bytes(good())})
    machine = DiskMachine(volume)
    status, *_ = loop(machine, 1, 2, 1, (0x05, b"NEW", 0))
    assert status == FULL_CHECK and machine.sense()[0] == 0x10
    assert records_of(volume.tracks[1, 2])[1][2] == b"ONE"


# -- random

COMMANDS = sorted(Dasd(MemoryVolume("3350", 5, 30, 19456)).commands)
SEARCHES = [c for c in COMMANDS if c & 3 == 1 and c & 0x60 and c & 0x7F not in (0x25, 0x35)]
TYPES = [("2311", 3, 4, 4096), ("2314", 3, 4, 7680), ("3330-1", 3, 4, 13312), ("2301", 1, 9, 20992)]


def random_track(rng, cylinder, head, size):
    """Some records, then some damage."""
    left, records = 3000, [record(cylinder, head, 0, bytes(8))]
    for number in range(1, rng.randrange(1, 12)):
        data = rng.randbytes(rng.choice((0, 1, 8, 80, rng.randrange(500))))
        key = rng.randbytes(rng.choice((0, 0, 4, 8, 255)))
        left -= len(data) + len(key) + 8
        if left < 0:
            break
        records.append(record(cylinder, head, number, data, key, rng.random() < 0.1))
    image = bytearray(slot(cylinder, head, records, size, rng.choice((0, 0, 0, 0, 1, 2, 0xFF))))
    kind = rng.randrange(9)             # 5 and more: no damage
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(size)
        if kind == 0:
            image[rng.randrange(200)] = rng.randrange(256)
        elif kind == 1:
            image[at % 3000] ^= 1 << rng.randrange(8)
        elif kind == 2:
            image[at:] = rng.randbytes(1) * (size - at)
        elif kind == 3:
            image[5:] = rng.randbytes(size - 5)
        elif kind == 4:
            image[5 + at % 64:] = b"\0\0\0\0\1\0\0" + bytes(size - 5 - at % 64 - 7)
    return bytes(image)


WRITES = (0x05, 0x0D, 0x1D, 0x01, 0x11)


def random_data(rng, command, length):
    """What a write or control command is given; the count of a record may well be right."""
    data = rng.randbytes(length)
    if command & 0x1F in (0x1D, 0x01, 0x15, 0x11) and length >= 8:
        data = data[:5] + bytes((rng.choice((0, 4)), 0, rng.randrange(256))) + data[8:]
    return data


def random_chain(rng, cylinders, heads):
    """CCWs of a channel program, likely to get somewhere."""
    cylinder, head = rng.randrange(cylinders), rng.randrange(heads)
    here = address(cylinder, head)[2:]
    chain = [(SEEK, address(cylinder, head), 0x40)]
    if rng.random() < 0.4:
        mask = rng.choice((0, 0xC0, 0xC0, 0x40, 0x80, 0x18, 0xD8, 8))
        chain.append((0x1F, bytes((mask,)), 0x60))
    for _ in range(rng.randrange(1, 9)):
        command = rng.choice(COMMANDS + SEARCHES)
        if rng.random() < 0.05:
            command = rng.randrange(256)
        elif rng.random() < 0.3:
            command = 0x31
        length = rng.choice((rng.randrange(1, 600), rng.randrange(1, 600), 5, 6, 8, 16, 20000))
        if command in SEARCHES:
            home = command & 0x1F == 0x19
            number = b"" if home else bytes((rng.choice((0, 0, 1, 2, 3)),))
            chain.append((command, here + number, 0x60))
            chain.append((0x08, len(chain) - 1))
            if rng.random() < 0.6:
                write = 0x15 if home else rng.choice(WRITES)
                chain.append((write, random_data(rng, write, length), 0x60))
        elif command & 3 in (1, 3) and command & 0x0F != 8:
            chain.append((command, random_data(rng, command, length), 0x60))
        elif command & 0x0F not in (0, 8):
            chain.append((command, length, 0x60))
    return chain + [(0x03, 1, 0)]


def torture(seeds):
    for seed in seeds:
        rng = random.Random(seed)
        device, cylinders, heads, size = rng.choice(TYPES)
        volume = MemoryVolume(device, cylinders, heads, size, {
            (c, h): random_track(rng, c, h, size)
            for c in range(cylinders) for h in range(heads) if rng.random() < 0.7},
            read_only=rng.random() < 0.1)
        machine = DiskMachine(volume)
        for _ in range(4):
            status, *_ = machine.run(*random_chain(rng, cylinders, heads))
            assert machine.channels.next_event is None, f"seed {seed}: never ends"
            drive = machine.drive
            assert not status & 0x02 or any(drive.sense_bytes[:2]), f"seed {seed}"
            assert {name: type(value) for name, value in drive.save().items()}
            assert 0 <= drive.head < heads and 0 <= drive.cylinder < cylinders
        assert all(len(image) == size for image in volume.tracks.values())


def test_random_programs_on_damaged_tracks():
    torture(range(500))


@pytest.mark.soak
def test_random_programs_on_damaged_tracks_in_number():
    torture(range(500, 10_500))


def test_the_random_programs_reach_writes_and_every_kind_of_ending():
    """The torture above is worth something only if much of it is carried out."""
    reached, writes = set(), 0
    for seed in range(150):
        rng = random.Random(seed)
        volume = MemoryVolume("2311", 3, 4, SIZE, {
            (c, h): random_track(rng, c, h, SIZE) for c in range(3) for h in range(4)})
        machine = DiskMachine(volume)
        machine.run(*random_chain(rng, 3, 4))
        writes += len(volume.log)
        reached |= {bit for bit in range(16)
                    if int.from_bytes(machine.drive.sense_bytes[:2], "big") >> bit & 1}
    assert writes >= 10
    assert len(reached) >= 6
