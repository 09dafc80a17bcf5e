"""The checker of CMS file systems under attack: whatever is on the disk, it comes back, and soon."""
import random
import time

import pytest

from cms.check import check, contents
from cms_disk_maker import Disk, data_of, ebcdic, link_of, sample
from memory_volume import MemoryVolume

SEVERITIES = ["severe", "doubtful", "note"]


def test_work_is_bounded_when_every_entry_names_one_large_file():
    disk = Disk("2314", 203, fst_at=range(20, 202))
    disk.add("LARGE", "FILE", [bytes(65535)] * 196, recfm="F")
    disk.finish()
    entry = disk.records[20][:40]
    for block in disk.fst:
        disk.records[block][:] = entry * 20
    volume = disk.volume()
    start = time.process_time()
    found = check(volume)
    contents(volume)
    assert time.process_time() - start < 20
    assert len(found) < 1600 and "more of this severity" in "".join(one.text for one in found)


def test_work_is_bounded_when_every_file_is_a_gap():
    disk = Disk("2314", 203, fst_at=range(20, 202))
    disk.finish()
    for n in range(182 * 20):
        entry = (ebcdic(f"F{n}", 8) + ebcdic("GAP", 8) + bytes.fromhex("0325191200010001D7F1FFFF")
                 + ((n // 4 + 200) | n % 4 << 14).to_bytes(2, "big")
                 + bytes.fromhex("C600000000C43EBCF7F3"))
        disk.entry(n, 0, entry)
    volume = disk.volume()
    start = time.process_time()
    check(volume)
    assert len(contents(volume)) == 3640
    assert time.process_time() - start < 60


STRUCTURE = 4                            # of five bytes, how many are hit where the structure is


def fuzz(seeds):
    """Disks with some bytes changed: no exception, findings of the right form, in bounded time."""
    bases = [(disk, disk.volume().tracks) for disk in
             (sample("2314", 2), sample("2311", 4), sample("2314", 2, vm370=True), sample("2314", 12))]
    for seed in seeds:
        dice = random.Random(seed)
        disk, slots = bases[dice.choices(range(4), (10, 5, 5, 1))[0]]
        volume = MemoryVolume(disk.type, disk.cylinders, disk.heads, disk.slot_size, slots)
        for _ in range(dice.choice((1, 1, 2, 5, 30))):
            damage(disk, volume, dice)
        start = time.process_time()
        found = check(volume)
        files = contents(volume)
        assert time.process_time() - start < 5, seed
        assert all(one.severity in SEVERITIES and one.place and one.text for one in found), seed
        assert all(isinstance(item, bytes) for _, _, items in files.values() for item in items), seed
        yield seed, found


def damage(disk, volume, dice):
    """Change one byte, mostly one of the structure."""
    if dice.randrange(5) < STRUCTURE:
        links = {link_of(disk, n)[0] for n in range(5)}
        block = dice.choice([3, 4, 4, 4, disk.fst[0], disk.fst[0], *sorted(links), *disk.extensions,
                             data_of(disk, 0), data_of(disk, 2)])
        cylinder, head, offset = disk.where(block, dice.randrange(800))
    else:
        cylinder, head = dice.randrange(disk.cylinders), dice.randrange(disk.heads)
        offset = dice.randrange(dice.choice((60, disk.slot_size)))
    image = bytearray(volume.tracks[cylinder, head])
    image[offset] = dice.choice((0, 0xFF, image[offset] ^ 1 << dice.randrange(8), dice.randrange(256)))
    volume.tracks[cylinder, head] = bytes(image)


def test_changed_bytes_raise_nothing():
    assert sum(bool(found) for _, found in fuzz(range(300))) > 100


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(10))
def test_twenty_thousand_disks_with_changed_bytes(part):
    assert sum(bool(found) for _, found in fuzz(range(1000 + 2000 * part, 3000 + 2000 * part))) > 700


@pytest.mark.parametrize("seed", range(8))
def test_noise_in_place_of_a_structure_raises_nothing(seed):
    dice = random.Random(seed)
    disk = sample("2314", 12)
    links = {link_of(disk, n)[0] for n in range(5)}
    for block in disk.fst + disk.extensions + [4]:
        if dice.random() < 0.7:
            disk.poke(block, 0, dice.randbytes(800))
    for block in links:
        disk.poke(block, 0, dice.randbytes(800))
    assert isinstance(check(disk.volume()), list)
    contents(disk.volume())
