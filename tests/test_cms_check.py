"""The checker of CMS file systems: it accepts the genuine forms and names each fault."""
import random

import pytest

from cms.check import check, contents
from cms_disk_maker import Disk, data_of, ebcdic, link_of, sample
from cp.minidisk import Minidisk
from memory_volume import MemoryVolume, record
from s360.errors import MediaError
from s360.media.ckd import build_image, create_volume, open_volume
from s360.media.geometry import geometry_of


def faults(volume):
    return [found for found in check(volume) if found.severity != "note"]


def notes(volume):
    """The texts of the notes of a disk without a fault."""
    found = check(volume)
    assert [one for one in found if one.severity != "note"] == []
    return [one.text for one in found]


# -- what is genuine

@pytest.mark.parametrize("type, cylinders", [
    ("2314", 2), ("2314", 11), ("2314", 12), ("2314", 54), ("2314", 55), ("2314", 203),
    ("2311", 4), ("2311", 43), ("2311", 44), ("2311", 203)])
def test_a_good_disk_has_no_finding(type, cylinders):
    assert check(sample(type, cylinders).volume()) == []


@pytest.mark.parametrize("type", ["2311", "2314"])
def test_an_empty_disk_has_no_finding_and_no_files(type):
    volume = Disk(type, 3).finish().volume()
    assert check(volume) == [] and contents(volume) == {}


def genuine_50():
    """13 records: 4 fixed, one each of FST, bit map and first chain link, 6 data blocks."""
    disk = Disk("2314", 50, "CMS193")
    disk.add("SIX", "BLOCKS", [bytes(80)] * 60)
    return disk.finish()


def test_the_50_cylinder_disk_has_the_genuine_mfd():
    disk = genuine_50()
    assert disk.records[4][364:386].hex().upper() == \
        "00001D48" "0000000D" "00001D3B" "00000001" "0000" "0032" "FFF8"
    assert disk.records[3][:10].hex().upper() == "C3D4E27EC3D4E2F1F9F3"
    assert check(disk.volume()) == []


def test_the_199_cylinder_disk_has_the_genuine_mfd_and_is_told_to_be_older():
    data = [9, 10, *range(0x17, 0x17 + 508), 11820]
    disk = Disk("2314", 199, older=True, fst_at=[7], extensions_at=[0x8, 0x11, 0x14, 0x15, 0x16])
    disk.add("LARGE", "FILE", [bytes(800)] * 511, link=(5, 0), data=data, links=[12, 13])
    disk.finish()
    assert disk.records[4][:16].hex().upper() == "0007FFFD00080011001400150016" "0000"
    assert disk.records[4][364:385].hex().upper() == \
        "00007498" "0000020C" "0000728C" "000005C5" "0000" "00C7" "FB"
    assert notes(disk.volume()) == ["ADTNUM is 29848, the older form (now 29846)"]
    assert len(contents(disk.volume())["LARGE", "FILE", "P1"][2]) == 511


def test_the_genuine_directory_entry_is_read():
    disk = Disk("2314", 50)
    lines = [ebcdic(f"LINE {n}", 80) for n in range(657)]
    disk.add("SOME", "LISTING", lines, link=(0x1AA8, 1))
    disk.finish()
    assert disk.records[disk.fst[0]][16:40].hex().upper() == \
        "03251912" "02920001" "D7F1" "0291" "5AA8" "C6" "00" "00000050" "0042" "F7F3"
    assert check(disk.volume()) == []
    assert contents(disk.volume()) == {("SOME", "LISTING", "P1"): ("F", 80, lines)}


def test_the_vm370_form_is_accepted_and_named():
    texts = notes(sample("2314", 12, vm370=True).volume())
    assert len(texts) == 1 and "385" in texts[0] and "VM/370" in texts[0]
    assert "X'01'" in notes(sample("2311", 44, vm370=True).volume())[0]


@pytest.mark.parametrize("cylinders", [2, 12])
def test_the_sentinel_of_1968_is_accepted_and_named(cylinders):
    disk = sample("2314", cylinders)
    disk.halfword(4, 2 * len(disk.fst), 0xFFFE)
    assert notes(disk.volume()) == ["the sentinel is FFFE, the form of 1968"]


def test_bits_behind_the_last_record_may_be_on():
    disk = sample("2314", 2)
    disk.poke(4, 384 + 38, b"\xff" * (600 - 384 - 38))       # 300 records take 37 bytes and a half
    assert check(disk.volume()) == []


def test_a_gap_in_an_f_file_reads_as_zeros_whichever_way_its_blocks_are_counted():
    for count in None, 2:
        disk = Disk()
        disk.add("WITH", "GAP", [b"A" * 800, bytes(800), b"C" * 800], gaps=[1], blocks=count)
        volume = disk.finish().volume()
        assert notes(volume) == ["1 of its 3 data blocks have no record; they read as zeros"]
        assert contents(volume)["WITH", "GAP", "P1"][2] == [b"A" * 800, bytes(800), b"C" * 800]


# -- the reader

def test_contents_are_what_was_written():
    files = {
        ("PROFILE", "EXEC", "P1"): ("V", [b"LISTF", b"X", b"ECHO ON" * 9]),
        ("SAMPLE", "FORTRAN", "P1"): ("F", [bytes([n]) * 80 for n in range(31)]),
        ("BIG", "DATA", "P5"): ("F", [bytes([n]) * 850 for n in range(70)]),
        ("ONE", "BYTE", "SY"): ("F", [b"1"]),
    }
    found = contents(sample().volume())
    assert {key: (value[0], value[2]) for key, value in found.items() if key in files} == files
    assert found["LONG", "LISTING", "P5"][:2] == ("V", 133) and len(found) == 5


def test_the_length_of_an_item_may_be_parted_by_the_end_of_a_block():
    disk = Disk()
    items = [b"a" * 797, b"b" * 300, b"c"]                    # 2 + 797, then one byte of a length
    disk.add("PARTED", "LENGTH", items, recfm="V")
    volume = disk.finish().volume()
    assert check(volume) == []
    assert contents(volume)["PARTED", "LENGTH", "P1"] == ("V", 797, items)


def test_the_longest_file_is_read():
    disk = Disk("2314", 108)
    items = [n.to_bytes(2, "big") * 100 for n in range(64240)]   # 16,060 blocks of 800
    disk.add("LONGEST", "FILE", items)
    volume = disk.finish().volume()
    assert check(volume) == []
    assert contents(volume)["LONGEST", "FILE", "P1"][2] == items


def test_the_most_items_of_a_file_are_read():
    disk = Disk("2311", 12)
    items = [bytes([n & 255]) for n in range(65535)]
    disk.add("MANY", "ITEMS", items)
    disk.add("LONG", "ITEM", [bytes(65535)])
    volume = disk.finish().volume()
    assert check(volume) == []
    assert contents(volume)["MANY", "ITEMS", "P1"][2] == items


def test_more_files_than_qqmsk_has_room_for_free_pieces():
    disk = Disk("2314", 30)
    for n in range(1500):
        disk.add(f"F{n}", "DATA", [b"%d" % n])
    disk.pieces += [(disk.take(), quarter) for _ in range(30) for quarter in [0]]
    for block, _ in disk.pieces[-30:]:
        disk.pieces += [(block, quarter) for quarter in (1, 2, 3)]
    volume = disk.finish().volume()
    assert len(disk.fst) == 75 and len(contents(volume)) == 1500
    assert any("lost" in text for text in notes(volume)) and len(check(volume)) == 20


@pytest.mark.parametrize("seed", range(12))
def test_random_files_come_back_as_they_were_written(seed):
    dice = random.Random(seed)
    disk = Disk(dice.choice(("2311", "2314")), dice.randrange(40, 60), vm370=dice.random() < 0.3)
    files = {}
    for n in range(dice.randrange(1, 60)):
        recfm, longest = dice.choice("FV"), dice.choice((1, 2, 80, 133, 799, 800, 801, 5000))
        items = [dice.randbytes(longest if recfm == "F" else dice.randint(1, longest))
                 for _ in range(dice.choice((1, 2, 10, 20000 // longest)))]
        files[f"F{n}", dice.choice(("DATA", "EXEC")), "P1"] = recfm, longest, items
    for (fn, ft, fm), (recfm, longest, items) in files.items():
        disk.add(fn, ft, items, fm, recfm, longest)
    volume = disk.finish().volume()
    assert faults(volume) == [] and contents(volume) == files


def test_a_minidisk_of_a_real_volume_is_checked(tmp_path):
    disk = sample("2311", 4)
    path = tmp_path / "v.ckd"
    create_volume(path, "2311", "USER01", cylinders=9)
    with open_volume(path, write=True) as volume:
        minidisk = Minidisk(volume, 3, 4)
        source = disk.volume()
        for cylinder in range(4):
            for head in range(10):
                minidisk.write_track(cylinder, head, source.read_track(cylinder, head))
        assert check(minidisk) == [] and contents(minidisk) == contents(source)
        assert [found.place for found in check(volume)] == ["disk"]
        assert "VOL1" in check(volume)[0].text


def test_an_image_file_is_checked(tmp_path):
    source = sample("2314", 3).volume()
    path = tmp_path / "cms.ckd"
    build_image(path, geometry_of("2314"), 3,
                (source.read_track(c, h) for c in range(3) for h in range(20)))
    with open_volume(path) as volume:
        assert check(volume) == [] and contents(volume) == contents(source)


# -- what is no CMS disk

def test_a_disk_that_is_none_of_cms_has_one_finding(tmp_path):
    create_volume(tmp_path / "v", "2314", cylinders=2)
    with open_volume(tmp_path / "v") as volume:
        assert [(one.severity, one.place) for one in check(volume)] == [("severe", "disk")]
        assert contents(volume) == {}


def test_a_device_without_this_file_system_is_refused_in_one_finding():
    found = check(MemoryVolume("3330-1", 4, 19, 13312))
    assert len(found) == 1 and "3330-1" in found[0].text and "2314" in found[0].text


def test_cylinders_behind_the_file_system_are_told_of():
    texts = notes(sample("2314", 2).volume(cylinders=5))
    assert texts == ["the file system has 2 of 5 cylinders; the others are not checked"]


# -- one fault for each check of the directory and the files
#
# sample(): records 5 (first chain links of the first four files in quarters 0-3) and so on; each fault
# is made at a place that the disk itself tells.

PROFILE, SAMPLE, LONG, BIG, ONE = range(5)
NAMES = ["FILE PROFILE EXEC P1", "FILE SAMPLE FORTRAN P1", "FILE LONG LISTING P5", "FILE BIG DATA P5",
         "FILE ONE BYTE SY"]


def in_link(disk, number, index, value):
    """Change halfword `index` of a first chain link."""
    block, quarter = link_of(disk, number)
    disk.halfword(block, 200 * quarter + 2 * index, value)


def field(number, offset, text):
    return lambda disk: disk.entry(number, offset, bytes.fromhex(text))


def half(offset, value):
    return lambda disk: disk.halfword(4, offset, value)


def full(offset, change):
    return lambda disk: disk.poke(4, offset, (disk.word_at(4, offset, 4) + change).to_bytes(4, "big"))


def same_data(disk):
    in_link(disk, SAMPLE, 40, data_of(disk, BIG))


def no_sentinel(disk):
    disk.poke(4, 0, bytes(20))


FAULTS = {
    # label and MFD
    "no label": (lambda d: d.poke(3, 0, bytes(10)), "severe", "record 0003", "no CMS= label"),
    "label name": (lambda d: d.poke(3, 4, bytes(6)), "doubtful", "record 0003", "label"),
    "label rest": (lambda d: d.poke(3, 100, b"X"), "note", "record 0003", "behind the label"),
    "no sentinel": (no_sentinel, "severe", "record 0004", "does not end in a sentinel"),
    "sentinel FFFD": (lambda d: d.halfword(4, 2, 0xFFFD), "severe", "record 0004", "there is none"),
    "sentinel FFFF": (lambda d: d.halfword(4, 4, 7), "severe", "record 0004", "FFFF"),
    "list tail": (half(300, 9), "doubtful", "record 0004", "behind the list"),
    "FST address": (half(0, 999), "severe", "record 03E7", "named by FST block 1"),
    "FST twice": (lambda d: d.poke(4, 2, d.records[4][0:2] + b"\xff\xff"), "severe", "record ",
                  "used twice: by FST block 1 and by FST block 2"),
    "ADTNUM": (full(364, 1), "severe", "record 0004", "ADTNUM is 297"),
    "ADTUSED": (full(368, 1), "severe", "record 0004", "ADTUSED is"),
    "ADTLEFT": (full(372, 1), "severe", "record 0004", "ADTLEFT is"),
    "ADTLAST low": (full(376, -1), "doubtful", "record 0004", "ADTLAST is"),
    "ADTLAST high": (full(376, 99), "doubtful", "record 0004", "ADTLAST is"),
    "byte 380": (half(380, 1), "doubtful", "record 0004", "380"),
    "no cylinders": (half(382, 0), "severe", "record 0004", "0 cylinders"),
    "cylinders": (half(382, 3), "severe", "record 0004", "3 cylinders by the MFD, but there are 2"),
    "map start": (lambda d: d.poke(4, 384, b"\x7f"), "severe", "record 0004", "byte 384 is X'7F'"),
    "unit type": (lambda d: d.poke(4, 384, b"\x01"), "severe", "record 0004",
                  "says 2311, the disk is a 2314"),
    # bit map and pieces
    "lost": (lambda d: d.also_used(296), "severe", "record 0128", "lost"),
    "lost run": (lambda d: d.also_used(290, 291, 292), "severe", "records 0122-0124", "lost"),
    "data free": (lambda d: d.bit(data_of(d, BIG, 3), 0), "severe", "record ",
                  "free by the bit map, but in use by FILE BIG DATA P5"),
    "MFD free": (lambda d: d.bit(4, 0), "severe", "record 0004", "in use by the MFD"),
    "link free": (lambda d: d.bit(link_of(d, ONE)[0], 0), "severe", "record ",
                  "the first chain links of"),
    "piece in use": (lambda d: d.halfword(4, 700, link_of(d, BIG)[1] << 14 | link_of(d, BIG)[0]),
                     "severe", "quarter", "first chain link of FILE BIG DATA P5"),
    "piece twice": (lambda d: d.poke(4, 700, d.records[4][600:602]), "severe", "quarter", "twice in QQMSK"),
    "piece outside": (half(700, 0xFFFF), "severe", "record 3FFF", "QQMSK (byte 700"),
    "piece in data": (lambda d: d.halfword(4, 700, data_of(d, BIG)), "severe", "record ",
                      "used twice: by FILE BIG DATA P5 and by QQMSK (byte 700"),
    "piece lost": (half(600, 0), "doubtful", "quarter", "not in QQMSK"),
    # entries
    "no name": (field(ONE, 0, "00" * 8), "doubtful", "entry 5", "no filename"),
    "name": (field(ONE, 0, "C1" + "00" * 7), "severe", "FILE X'C100", "filename X'C100"),
    "blank in name": (field(ONE, 0, "C140C2" + "40" * 5), "severe", "FILE A B BYTE", "filename X'C140"),
    "type": (field(ONE, 8, "40" * 8), "severe", "FILE ONE X'40", "filetype X'4040"),
    "odd name": (field(ONE, 0, "C16F" + "40" * 6), "doubtful", "FILE A? BYTE SY", "filename has ?"),
    "twice": (lambda d: d.entry(ONE, 0, bytes(d.records[d.fst[0]][40:56]) + b"\2\x01\0\0\0\2\0\1\xd7\xf1"),
              "severe", NAMES[SAMPLE], "twice in the directory"),
    "other mode": (lambda d: d.entry(ONE, 0, bytes(d.records[d.fst[0]][40:56])), "doubtful",
                   "FILE SAMPLE FORTRAN SY", "twice in the directory"),
    "mode digit": (field(BIG, 24, "D7F7"), "severe", "FILE BIG DATA P7", "filemode X'D7F7'"),
    "mode letter": (field(BIG, 24, "F1F1"), "severe", "FILE BIG DATA 11", "filemode X'F1F1'"),
    "date": (field(BIG, 16, "13251912"), "doubtful", NAMES[BIG], "date 13251912"),
    "no digits": (field(BIG, 16, "0325191C"), "doubtful", NAMES[BIG], "date 0325191c"),
    "leap year": (field(BIG, 16, "02291912"), "doubtful", NAMES[BIG], "date 02291912"),
    "year": (field(BIG, 38, "C1C1"), "doubtful", NAMES[BIG], "year X'C1C1'"),
    "format": (field(BIG, 30, "C7"), "severe", NAMES[BIG], "record format is X'C7'"),
    "no length": (field(BIG, 32, "00000000"), "severe", NAMES[BIG], "item length is 0"),
    "length": (field(BIG, 32, "00010000"), "severe", NAMES[BIG], "item length is 65536"),
    "no items": (field(ONE, 26, "0000"), "doubtful", NAMES[ONE], "no items"),
    "write pointer": (field(ONE, 20, "0003"), "doubtful", NAMES[ONE], "write pointer is item 3"),
    "read pointer": (field(ONE, 22, "0003"), "doubtful", NAMES[ONE], "read pointer is item 3"),
    "too large": (field(BIG, 26, "FFFF"), "severe", NAMES[BIG], "chain links have places for 16060"),
    # chain links
    "no link": (field(BIG, 28, "0000"), "severe", NAMES[BIG], "first chain link is 0000"),
    "link outside": (field(BIG, 28, "3FFF"), "severe", "record 3FFF", NAMES[BIG]),
    "link in MFD": (field(BIG, 28, "4004"), "severe", "record 0004", "used twice: by the MFD and by"),
    "same link": (lambda d: d.entry(ONE, 28, d.records[d.fst[0]][28:30]), "severe", "quarter 0",
                  "of two files, FILE PROFILE EXEC P1 and FILE ONE BYTE SY"),
    "further link": (lambda d: in_link(d, BIG, 0, 400), "severe", "record 0190",
                     "named by chain link 2 of FILE BIG DATA P5"),
    "link lost": (lambda d: in_link(d, BIG, 0, 400), "severe", NAMES[BIG], "chain link 2 (record 0190)"),
    "link too many": (lambda d: in_link(d, BIG, 1, 290), "doubtful", NAMES[BIG], "1 addresses behind"),
    "address too many": (lambda d: in_link(d, ONE, 41, 290), "doubtful", NAMES[ONE], "1 addresses behind"),
    "data outside": (lambda d: in_link(d, BIG, 40, 301), "severe", "record 012D", NAMES[BIG]),
    "data twice": (same_data, "severe", "record ",
                   "used twice: by FILE SAMPLE FORTRAN P1 and by FILE BIG DATA P5"),
    "block count": (field(BIG, 36, "0004"), "severe", NAMES[BIG], "directory says 4 data blocks"),
    "too many blocks": (lambda d: (d.entry(ONE, 36, b"\0\2"), in_link(d, ONE, 41, 290), d.also_used(290)),
                        "doubtful", NAMES[ONE], "has 2 data blocks, its items take 1"),
    "item count low": (field(BIG, 26, "0030"), "doubtful", NAMES[BIG], "its items take 51"),
    "item count high": (field(BIG, 26, "0050"), "severe", NAMES[BIG], "last 10 of its 85 data blocks"),
    "item count": (lambda d: (field(BIG, 26, "0050")(d), field(BIG, 36, "0001")(d)), "severe", NAMES[BIG],
                   "says 1 data blocks, the chain links have 75, its items take 85"),
    "gap in V": (lambda d: in_link(d, LONG, 42, 0), "severe", NAMES[LONG], "1 addresses 0"),
    # items of V files
    "count high": (field(PROFILE, 26, "0004"), "severe", NAMES[PROFILE], "item 4 of 4 has length 0"),
    "count low": (field(PROFILE, 26, "0002"), "note", NAMES[PROFILE], "one more, of 63 bytes"),
    "count far too low": (field(LONG, 26, "0002"), "doubtful", NAMES[LONG], "its 2 items take 1"),
    "longest": (field(PROFILE, 32, "00000020"), "severe", NAMES[PROFILE],
                "item 3 has 63 bytes, the longest has 32"),
    "length word": (lambda d: d.halfword(data_of(d, PROFILE), 0, 900), "severe", NAMES[PROFILE],
                    "item 1 of 3 goes beyond the last data block"),
    "zero length": (lambda d: d.halfword(data_of(d, PROFILE), 7, 0), "severe", NAMES[PROFILE],
                    "item 2 of 3 has length 0"),
}


def has(found, severity, place, text):
    return any(one.severity == severity and place in one.place and text in one.text for one in found)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_by_name(name):
    make, severity, place, text = FAULTS[name]
    disk = sample()
    make(disk)
    found = check(disk.volume())
    assert has(found, severity, place, text), found
    contents(disk.volume())


LARGE_FAULTS = {
    "extension missing": (lambda d: d.halfword(4, 4, 0), "record 0004",
                          "needs 1 extension records and has 0"),
    "extension outside": (lambda d: d.halfword(4, 4, 0x7FFF), "record 7FFF", "bit map extension 1"),
    "map beyond": (lambda d: d.bit(1750, 1), "record 0004", "ADTUSED"),
}


@pytest.mark.parametrize("name", LARGE_FAULTS)
def test_faults_of_the_bit_map_extension(name):
    make, place, text = LARGE_FAULTS[name]
    disk = sample("2314", 12)
    make(disk)
    assert has(check(disk.volume()), "severe", place, text)


def test_an_extension_too_many_is_doubtful():
    disk = sample("2314", 12, extensions_at=[20, 30])
    assert [(one.severity, one.place) for one in check(disk.volume())] == [("doubtful", "record 0004")]


def test_a_fault_in_one_file_leaves_the_others_alone():
    disk = sample()
    before = contents(disk.volume())
    in_link(disk, BIG, 40, 301)
    after = contents(disk.volume())
    del before["BIG", "DATA", "P5"], after["BIG", "DATA", "P5"]
    assert before == after


def test_chain_links_that_are_rubbish_are_left_after_twenty_wrong_addresses():
    disk = sample()
    for n in range(60):
        in_link(disk, BIG, 40 + n, 0x7000 + n)
    found = [one for one in check(disk.volume()) if "FILE BIG DATA P5" in one.place + one.text]
    assert sum("is named by" in one.text for one in found) == 20
    assert has(found, "severe", NAMES[BIG], "20 addresses in its chain links are wrong")


def test_every_single_bit_of_mfd_and_bit_map_matters():
    """But ADTLAST (376), where larger numbers are accepted, the bits of records 297 to 300, and the bit
    that makes the sentinel FFFF one of 1968."""
    disk = sample()
    slots = disk.volume().tracks
    for bit in (*range(31), *range(32, 80), *range(364 * 8, 376 * 8), *range(380 * 8, 384 * 8 + 296)):
        old = disk.records[4][bit // 8]
        disk.records[4][bit // 8] ^= 0x80 >> bit % 8
        volume = MemoryVolume("2314", 2, 20, 7680, slots_with(disk, 4, slots))
        assert faults(volume), (bit // 8, bit % 8)
        disk.records[4][bit // 8] = old


def slots_with(disk, block, slots):
    """The tracks `slots` with one record of `disk` in place."""
    out = dict(slots)
    cylinder, head, offset = disk.where(block, 0)
    image = out[cylinder, head]
    out[cylinder, head] = image[:offset] + bytes(disk.records[block]) + image[offset + 800:]
    return out


def test_a_flag_byte_or_a_byte_of_an_f_file_is_no_fault():
    disk = sample()
    disk.poke(data_of(disk, BIG), 5, b"\xff")
    disk.entry(BIG, 31, b"\x80")
    assert check(disk.volume()) == []


# -- one fault for each check of the tracks

def change(track, number, **what):
    """Change a record of a track: data, key or count (cylinder, head, number)."""
    count, key, data, overflow = track[number]
    cylinder, head, name = what.get("count", (count[1], count[3], count[4]))
    track[number] = record(cylinder, head, name, what.get("data", data), what.get("key", key),
                           what.get("overflow", overflow))


TRACK_FAULTS = {
    "missing": (lambda t: t.pop(3), "severe", "record 00E4", "missing"),
    "padding": (lambda t: change(t, 3, data=bytes(828) + b"\1"), "doubtful", "record 00E4", "800 to 828"),
    "short": (lambda t: change(t, 3, data=bytes(799)), "severe", "record 00E4", "has 799 bytes"),
    "800 bytes": (lambda t: change(t, 3, data=bytes(800)), "doubtful", "record 00E4",
                  "has 800 bytes on the track, not 829"),
    "first part": (lambda t: change(t, 8, data=bytes(415)), "severe", "record 00E9",
                   "has 415 bytes on the track, not 414"),
    "key": (lambda t: change(t, 3, key=b"K"), "doubtful", "record 00E4", "key of 1 bytes"),
    "count": (lambda t: change(t, 3, count=(7, 10, 3)), "severe", "record 00E4",
              "says cylinder 7 head 10 on cylinder 1 head 10"),
    "overflow": (lambda t: change(t, 3, overflow=True), "severe", "record 00E4", "overflow"),
    "stray": (lambda t: change(t, 3, count=(1, 10, 99)), "doubtful", "cylinder 1 head 10", "record 99"),
    "twice": (lambda t: change(t, 3, count=(1, 10, 2)), "severe", "cylinder 1 head 10",
              "record 2 is there twice"),
}


@pytest.mark.parametrize("name", TRACK_FAULTS)
def test_each_fault_of_a_track_is_found_by_name(name):
    make, severity, place, text = TRACK_FAULTS[name]
    disk = sample()
    tracks = disk.tracks()
    make(tracks[1, 10])                  # records X'E2' to X'E8' and the first part of X'E9'
    assert has(check(disk.volume(tracks)), severity, place, text)


def test_the_second_part_of_a_block_is_checked_too():
    disk = sample()
    tracks = disk.tracks()
    change(tracks[1, 11], 1, data=bytes(386) + b"\1" + bytes(28))
    assert has(check(disk.volume(tracks)), "doubtful", "record 00E9", "800 to 828")
    tracks = disk.tracks()
    tracks[1, 11].pop(1)
    assert has(check(disk.volume(tracks)), "severe", "record 00E9", "missing")


def test_ipl_records_may_look_as_they_like():
    disk = sample("2311", 4)
    tracks = disk.tracks()
    change(tracks[0, 0], 1, data=bytes(24))
    change(tracks[0, 0], 2, data=b"\1" * 829)
    assert notes(disk.volume(tracks)) == ["has 24 bytes on the track, not 829; its contents are cut short"]


def test_a_home_address_that_is_another_tracks_is_doubtful():
    volume = sample().volume()
    image = volume.read_track(1, 3)
    volume.tracks[1, 3] = image[:2] + b"\x09" + image[3:]
    assert [found.place for found in check(volume)] == ["cylinder 1 head 3"]


def test_a_damaged_track_is_told_of_and_costs_the_files_on_it():
    volume = sample().volume()
    volume.tracks[0, 2] = volume.tracks[0, 2][:3000].ljust(7680, b"\xee")
    found = check(volume)
    assert has(found, "severe", "cylinder 0 head 2", "damaged at byte")
    assert has(found, "severe", "FILE ", "cannot be read; its items are lost")


class Worn(MemoryVolume):
    """A volume with tracks that the host cannot read."""

    bad = ()

    def read_track(self, cylinder, head):
        if (cylinder, head) in self.bad:
            raise MediaError(f"v.ckd: cut short at cylinder {cylinder} head {head}")
        return super().read_track(cylinder, head)


@pytest.mark.parametrize("track, place", [((1, 2), "cylinder 1 head 2"), ((0, 0), "disk")])
def test_a_track_that_the_host_cannot_read_is_told_of(track, place):
    disk = sample()
    volume = Worn("2314", 2, 20, 7680, disk.volume().tracks)
    volume.bad = [track]
    assert place in [found.place for found in check(volume) if found.severity == "severe"]
    contents(volume)


@pytest.mark.parametrize("block, text", [(4, "the MFD cannot be read"), (3, "the label cannot be read")])
def test_a_missing_label_or_mfd_is_told_of(block, text):
    disk = sample("2311", 4)
    tracks = disk.tracks()
    tracks[0, 0].pop(block)
    assert has(check(disk.volume(tracks)), "severe", f"record {block:04X}", text)


@pytest.mark.parametrize("which, place, text", [
    (lambda d: d.fst[0], "record", "part of the directory and cannot be read"),
    (lambda d: link_of(d, BIG)[0], NAMES[BIG], "cannot be read; its data are lost"),
    (lambda d: d.extensions[0], "record", "part of the bit map and cannot be read"),
    (lambda d: data_of(d, BIG, 2), NAMES[BIG], "data block 2")])
def test_a_record_that_is_missing_is_told_of_with_what_it_held(which, place, text):
    disk = sample("2314", 12)
    block = which(disk)
    tracks = disk.tracks()
    cylinder, head, _ = disk.where(block, 0)
    tracks[cylinder, head] = [one for one in tracks[cylinder, head]
                              if one[0][4] != (block - 1) % 150 % 15 + 1]
    assert has(check(disk.volume(tracks)), "severe", place, text)
