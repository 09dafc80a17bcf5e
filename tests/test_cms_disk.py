"""CMS disks from the host: the layout byte by byte, and disks that another tool made."""
import random
from datetime import datetime

import pytest

from cms import disk_mfd
from cms.check import check, contents
from cms.disk import CmsDisk
from cms.disk_format import Blocks, DiskError, layout_of
from genuine_disk import GenuineDisk
from memory_volume import MemoryVolume, records_of
from s360.errors import MediaError
from s360.media.ckd import create_volume, damages, open_volume

WHEN = datetime(1973, 3, 25, 19, 12)
DRIVES = {"2314": (20, 7680), "2311": (10, 4096), "3330": (19, 13312)}


def memory(type="2314", cylinders=5):
    heads, size = DRIVES[type]
    return MemoryVolume(type, cylinders, heads, size)


def made(type="2314", cylinders=5, label="CMS191"):
    disk = CmsDisk(memory(type, cylinders))
    disk.format(label, cylinders)
    return disk


def faults(disk):
    """What the checker, which shares no code with the file system, finds wrong."""
    return [one for one in check(disk.blocks.volume) if one.severity != "note"]


def refused(kind, work, *arguments, **more):
    with pytest.raises(DiskError) as told:
        work(*arguments, **more)
    assert told.value.kind == kind, told.value
    return str(told.value)


def items(seed, count, longest=200, fixed=False):
    turn = random.Random(seed)
    return [turn.randbytes(longest if fixed else turn.randint(1, longest)) for _ in range(count)]


# -- tracks

def lengths(volume, cylinder, head):
    found = records_of(volume.read_track(cylinder, head))
    assert found[0][0][4:] == bytes((0, 0, 0, 8)), "R0 is standard"
    for count, key, data, overflow in found:
        assert count[:4] == cylinder.to_bytes(2, "big") + head.to_bytes(2, "big") and not key and not overflow
    return [(count[4], len(data)) for count, key, data, _ in found[1:]]


def test_a_2314_has_fifteen_records_on_two_tracks():
    volume = made().blocks.volume
    even = [(number, 829) for number in range(1, 8)] + [(8, 414)]
    odd = [(8, 415)] + [(number, 829) for number in range(9, 16)]
    assert [lengths(volume, 4, head) for head in range(20)] == [even, odd] * 10


def test_a_2311_has_four_records_and_a_3330_fourteen_on_a_track():
    assert lengths(made("2311").blocks.volume, 3, 9) == [(number, 829) for number in range(1, 5)]
    assert lengths(made("3330").blocks.volume, 3, 18) == [(number, 800) for number in range(1, 15)]


@pytest.mark.parametrize("type, number, places", [
    ("2314", 1, [(0, 0, 1)]), ("2314", 4, [(0, 0, 4)]), ("2314", 7, [(0, 0, 7)]),
    ("2314", 8, [(0, 0, 8), (0, 1, 8)]), ("2314", 9, [(0, 1, 9)]), ("2314", 15, [(0, 1, 15)]),
    ("2314", 16, [(0, 2, 1)]), ("2314", 150, [(0, 19, 15)]), ("2314", 151, [(1, 0, 1)]),
    ("2311", 4, [(0, 0, 4)]), ("2311", 5, [(0, 1, 1)]), ("2311", 40, [(0, 9, 4)]), ("2311", 41, [(1, 0, 1)]),
    ("3330", 14, [(0, 0, 14)]), ("3330", 15, [(0, 1, 1)]), ("3330", 267, [(1, 0, 1)])])
def test_where_a_record_is(type, number, places):
    assert layout_of(type).places(number) == places


def test_a_divided_record_lies_on_both_tracks():
    disk = made()
    data = bytes(range(1, 201)) * 4
    disk.blocks.write(23, data)
    first, second = disk.blocks.volume.read_track(0, 2), disk.blocks.volume.read_track(0, 3)
    assert records_of(first)[8][2] == data[:414]
    assert records_of(second)[1][2] == data[414:] + bytes(29)
    assert disk.blocks.read(23) == data


def test_only_the_record_is_written(tmp_path):
    disk = made()
    disk.blocks.volume.log.clear()
    disk.blocks.write(20, b"DATA")
    (kind, cylinder, head, offset, length), = disk.blocks.volume.log
    assert (kind, cylinder, head, offset, length) == ("update", 0, 2, 5 + 16 + 4 * 837 + 8, 829)


# -- directory

def test_the_label_and_the_ipl_records():
    disk = made(label="CMS193")
    assert disk.blocks.read(3) == bytes.fromhex("C3D4E27EC3D4E2F1F9F3") + bytes(790)
    assert disk.label == "CMS193"
    assert disk.blocks.read(1)[:8] == bytes.fromhex("0002000000000F0F"), "IPL of the disk waits"
    disk.set_ipl(b"\x00" * 8 + b"LOADER", b"MORE")
    assert disk.blocks.read(1)[:14] == bytes(8) + b"LOADER" and disk.blocks.read(2)[:4] == b"MORE"


def test_the_counters_of_a_genuine_disk():
    """50 cylinders, 13 records used: bytes 364 to 383 as the genuine disk has them."""
    disk = made(cylinders=50)
    disk.write("A", "DATA", [b"x" * 800] * 6)            # 4, extension, six of data, chain link, FSTs: 13
    assert disk.blocks.read(4)[364:384] == bytes.fromhex(
        "00001D48 0000000D 00001D3B 00000001 0000 0032")
    assert disk.space()[:3] == (7496, 13, 7483)


def test_the_directory_of_genuine_disks():
    """50 cylinders with the map from 384; 199 cylinders of an older format; VM/370's type byte."""
    image = (bytes.fromhex("0005 FFFF").ljust(364, b"\0")
             + bytes.fromhex("00001D48 0000000D 00001D3B 00000001 0000 0032 FFF8").ljust(436, b"\0"))
    mfd = disk_mfd.unpack(image, "disk")
    assert (mfd.total, mfd.used, mfd.left, mfd.last, mfd.cylinders, mfd.unit) == (7496, 13, 7483, 1, 50, 0)
    assert mfd.head[:3] == b"\xff\xf8\0" and len(mfd.head) == 216
    words = bytes.fromhex("0007 FFFD 0008 0011 0014 0015 0016").ljust(364, b"\0")
    old = words + bytes.fromhex("00007498 0000020C 0000728C 000005C5 0000 00C7 FB").ljust(436, b"\0")
    mfd = disk_mfd.unpack(old, "disk")
    assert (mfd.fst_blocks, mfd.extensions) == ([7], [8, 17, 20, 21, 22])
    assert (mfd.total, mfd.used, mfd.left, mfd.last, mfd.cylinders) == (29848, 524, 29324, 1477, 199)
    vm370 = image[:384] + b"\x08" + image[384:599 - 200 + 200] + bytes(200)
    assert disk_mfd.unpack(vm370[:800], "disk").unit == 8
    assert disk_mfd.unpack(vm370[:800], "disk").head[:2] == b"\xff\xf8"


@pytest.mark.parametrize("cylinders, extensions", [(1, 0), (11, 0), (12, 1), (54, 1), (55, 2), (96, 2), (203, 5)])
def test_extensions_of_the_map_of_a_2314(cylinders, extensions):
    disk = made(cylinders=cylinders)
    words = disk.blocks.read(4)[:364]
    assert words[:2] == bytes.fromhex("FFFD" if extensions else "FFFF")
    assert words[2:].rstrip(b"\0") == b"".join(bytes((0, 5 + n)) for n in range(extensions))
    assert disk.space()[:2] == (150 * cylinders - 4, 4 + extensions)
    assert faults(disk) == []


def test_a_3330_has_the_directory_of_vm370():
    disk = made("3330", 2)
    assert disk.blocks.read(4)[384:386] == b"\x09\xf0"
    data = items(1, 300, 800)
    disk.write("A", "DATA", data, "V")
    assert disk.find("A", "DATA").link < 2 * 266, "a whole record, no quarter"
    disk.write("B", "DATA", [b"B"])
    links = {entry.link for entry in disk.files()}
    assert len(links) == 2 and disk.read("A", "DATA") == data and disk.read("B", "DATA") == [b"B"]
    disk.erase("A", "DATA"), disk.erase("B", "DATA")
    assert disk.space().used == 4


def test_the_entry_of_a_genuine_file():
    disk = made()
    disk.write("SAMPLE", "SYSIN", [b"\x40" * 80] * 657, "F", 80, "P1", WHEN)
    raw = disk.find("SAMPLE", "SYSIN").raw
    assert raw[:16] == "SAMPLE  SYSIN   ".encode("cp037")
    assert raw[16:28] == bytes.fromhex("03251912 0292 0001 D7F1 0291")
    assert raw[30:] == bytes.fromhex("C6 00 00000050 0042 F7F3")
    number, quarter = int.from_bytes(raw[28:30], "big") & 0x3FFF, raw[28] >> 6
    first = disk.blocks.read(number)[quarter * 200:quarter * 200 + 200]
    further = int.from_bytes(first[:2], "big")
    assert first[2:80] == bytes(78) and disk.blocks.read(further)[12:] == bytes(788), "66 blocks: 60 and 6"
    entry = disk.files()[0]
    assert (entry.name, entry.type, entry.mode, entry.recfm, entry.lrecl, entry.items, entry.blocks, entry.date
            ) == ("SAMPLE", "SYSIN", "P1", "F", 80, 657, 66, WHEN)


def test_first_chain_links_are_quarters_of_a_record():
    disk = made()
    for number in range(5):
        disk.write(f"F{number}", "X", [b"x"])
    links = [entry.link for entry in disk.files()]
    assert {link & 0x3FFF for link in links[:4]} == {links[0]} and links[4] < 0x4000
    assert [link >> 14 for link in links] == [0, 1, 2, 3, 0]
    free = disk.blocks.read(4)[600:606]
    assert free == b"".join((links[4] + quarter * 0x4000).to_bytes(2, "big") for quarter in (1, 2, 3))


def test_a_variable_item_has_its_length_before_it():
    disk = made()
    disk.write("V", "X", [b"one", b"three", b"y" * 900], "V")
    first, second = disk.chain("V", "X").data
    assert disk.blocks.read(first)[:14] == b"\0\3one\0\5three\x03\x84"
    assert disk.blocks.read(second)[:115].rstrip(b"\0") == b"y" * (900 - 786)
    assert (disk.files()[0].lrecl, disk.files()[0].recfm) == (900, "V")


@pytest.mark.parametrize("year, two", [(1960, "F6F0"), (1999, "F9F9"), (2000, "F0F0"), (2059, "F5F9")])
def test_years(year, two):
    disk = made("2311", 1)
    disk.write("A", "B", [b"x"], date=datetime(year, 12, 31, 23, 59))
    assert disk.files()[0].raw[16:20] + disk.files()[0].raw[38:] == bytes.fromhex("12312359" + two)
    assert disk.files()[0].date == datetime(year, 12, 31, 23, 59)


# -- disks that another tool made

@pytest.mark.parametrize("type, cylinders", [("2314", 5), ("2314", 60), ("2311", 40), ("2311", 70)])
@pytest.mark.parametrize("form", ["cms67", "vm370"])
def test_a_disk_of_another_tool_is_read_and_written(type, cylinders, form):
    genuine = GenuineDisk(type, cylinders, form=form, sentinel=0xFFFE if cylinders == 60 else None)
    files = {("BIG", "VAR"): ("V", items(1, 900, 160)), ("LONG", "FIXED"): ("F", items(2, 700, 80, True))}
    files |= {(f"F{n}", "EXEC"): ("F", items(n, n, 80, True)) for n in range(1, 45)}
    for (name, kind), (recfm, data) in files.items():
        genuine.add(name, kind, data, recfm)
    disk = CmsDisk(genuine.volume())
    assert disk.label == "CMS193" and faults(disk) == []
    assert [entry.key for entry in disk.files()] == list(files)
    assert {entry.date for entry in disk.files()} == {WHEN}
    for key, (recfm, data) in files.items():
        assert disk.read(*key) == data and disk.find(*key).recfm == recfm
    used = disk.space().used
    for number in range(1, 30):
        disk.erase(f"F{number}", "EXEC")
        del files[f"F{number}", "EXEC"]
    for number in range(50):
        disk.write(f"N{number}", "DATA", [b"n"] * (number + 1), "V")
        files[f"N{number}", "DATA"] = "V", [b"n"] * (number + 1)
    for (name, kind) in list(files)[:4]:
        disk.rename(name, kind, name, "NEW")
        files[name, "NEW"] = files.pop((name, kind))
    again = CmsDisk(disk.blocks.volume)
    assert {entry.key: (entry.recfm, again.read(*entry.key)) for entry in again.files()} == files
    assert faults(disk) == [] and disk.blocks.read(4)[384] == ({"2314": 8, "2311": 1}[type] if form == "vm370"
                                                               else 0xFF)
    for key in files:
        again.erase(*key)
    assert again.space().used == 4 + genuine.extensions < used, "nothing is lost"


def test_the_map_may_end_in_the_directory():
    """FFFF on a disk that is larger than the map in the MFD: nothing is used beyond."""
    genuine = GenuineDisk("2314", 20, sentinel=0xFFFF)
    genuine.extensions, genuine.next = 0, 900
    genuine.add("A", "B", items(1, 50), "V")
    disk = CmsDisk(genuine.volume())
    disk.write("C", "D", [b"new"])
    assert disk.read("C", "D") == [b"new"] and disk.read("A", "B") == items(1, 50) and faults(disk) == []


def test_a_gap_in_a_fixed_file_reads_as_zeros():
    genuine = GenuineDisk()
    genuine.add("GAP", "DATA", [b"a" * 800, b"b" * 800, b"c" * 800])
    number = int.from_bytes(genuine.fsts[0][28:30], "big")
    start = (number >> 14) * 200 + 82
    old = genuine.blocks[number & 0x3FFF]
    genuine.blocks.pop(int.from_bytes(old[start:start + 2], "big"))
    genuine.blocks[number & 0x3FFF] = old[:start] + b"\0\0" + old[start + 2:]
    disk = CmsDisk(genuine.volume())
    assert disk.read("GAP", "DATA") == [b"a" * 800, bytes(800), b"c" * 800]
    disk.erase("GAP", "DATA")
    assert disk.space().used == 4


def test_what_is_no_cms_disk_is_told(tmp_path):
    create_volume(tmp_path / "v", "2314", "USER01", cylinders=2)
    with open_volume(tmp_path / "v") as volume:
        assert "cpcms disk format" in refused("no-cms-disk", CmsDisk(volume).files)
    refused("no-cms-disk", CmsDisk, MemoryVolume("2305-2"))


def test_damage_is_told_and_nothing_else_happens():
    genuine = GenuineDisk(cylinders=2)
    for number in range(25):
        genuine.add(f"F{number}", "DATA", items(number, 30), "FV"[number % 2])
    whole = genuine.volume()
    places = [4] * 3 + [n for n in genuine.blocks if n > 4]
    turn = random.Random(5)
    for _ in range(150):
        volume = MemoryVolume("2314", 2, tracks=whole.tracks)
        blocks = Blocks(volume)
        for _ in range(turn.choice((1, 1, 5))):
            number = turn.choice(places)
            data = bytearray(blocks.read(number))
            at = turn.randrange(0, 800 if turn.random() < .5 else 60)
            data[at:at + 2] = turn.choice((b"\0\0", b"\xff\xff", turn.randbytes(2)))
            blocks.write(number, bytes(data))
        disk = CmsDisk(volume)
        try:
            for entry in disk.files():
                str(entry), entry.date
                try:
                    disk.read(entry.name, entry.type)
                except DiskError as error:
                    assert error.kind in ("damaged", "not-found"), error
            disk.write("NEW", "FILE", [b"x"])
            disk.erase("NEW", "FILE")
        except DiskError as error:
            assert error.kind in ("damaged", "full", "no-cms-disk"), error
        except MediaError:
            pass


def test_a_real_image_stays_a_proper_volume(tmp_path):
    create_volume(tmp_path / "v", "2314", cylinders=4)
    with open_volume(tmp_path / "v", write=True) as volume:
        disk = CmsDisk(volume)
        disk.format("CMS191")
        disk.write("A", "B", items(1, 100), "V")
        assert list(damages(volume)) == [] and volume.cylinders == 4
    with open_volume(tmp_path / "v") as volume:
        disk = CmsDisk(volume)
        assert disk.read("A", "B") == items(1, 100)
        for work in (lambda: disk.write("A", "C", [b"x"]), lambda: disk.erase("A", "B"),
                     lambda: disk.rename("A", "B", "A", "C"), lambda: disk.format("CMS191")):
            refused("read-only", work)
    assert set(contents(volume := open_volume(tmp_path / "v"))) == {("A", "B", "P5")}
    volume.close()
