"""Disk images: geometry (published capacity tables), CKD, CCKD, overlays, locks, damage."""
import gc
import os
import shutil
import struct
import sys

import pytest

from media_makers import compressed_volume, sample_slots, sample_volume
from s360.errors import MediaError
from s360.media import ckd
from s360.media.ckd import create_volume, damages, open_volume, records
from s360.media.geometry import GEOMETRY, fits, geometry_of
from s360.media.overlay import open_overlay
from shared import shared


# records a track holds without key: the IBM reference cards for each device
@pytest.mark.parametrize("type, counts", [
    ("2311", {80: 25, 800: 4, 829: 4, 3625: 1, 3626: 0}),
    ("2314", {80: 40, 800: 7, 829: 7, 4096: 1, 7294: 1, 7295: 0}),
    ("3330", {80: 61, 800: 14, 829: 13, 4096: 3, 13030: 1, 13031: 0}),
    ("3340", {80: 34, 800: 8, 829: 8, 4096: 2, 8368: 1, 8369: 0}),
    ("3350", {80: 72, 800: 19, 829: 18, 4096: 4, 19069: 1, 19070: 0}),
    ("2305-1", {14136: 1, 14137: 0}), ("2305-2", {14660: 1, 14661: 0}),
    ("2301", {20483: 1, 20484: 0}), ("2303", {4892: 1, 4893: 0})])
def test_capacity(type, counts):
    geometry = geometry_of(type)
    assert {n: geometry.capacity(n) for n in counts} == counts
    for length, count in counts.items():
        assert fits(type, [(0, length)] * count)
        assert not fits(type, [(0, length)] * (count + 1))


def test_slots_hold_a_full_track_in_whole_512_bytes():
    for g in GEOMETRY.values():
        assert g.slot % 512 == 0 and g.slot - 512 < 5 + 8 + 8 + 8 + g.longest + 8 <= g.slot


def test_unknown_device_is_named():
    with pytest.raises(MediaError, match="3390.*2311"):
        geometry_of("3390")


@pytest.mark.parametrize("type", GEOMETRY)
def test_created_volumes_open_empty_and_sound(tmp_path, type):
    path = tmp_path / "v"
    create_volume(path, type, cylinders=1)
    with open_volume(path, type=type) as volume:
        assert (volume.device_type, volume.cylinders, volume.heads) == (type, 1, geometry_of(type).heads)
        assert list(damages(volume)) == []
        image = volume.read_track(0, volume.heads - 1)
        assert records(image) == ([(5, 0, volume.heads - 1, 0, 0, 8)], None)
        assert volume.serial() == "" and volume.read_only


def test_label_and_loader_of_a_created_volume(tmp_path):
    create_volume(tmp_path / "v", "2314", "cms190", cylinders=2)
    with open_volume(tmp_path / "v") as volume:
        assert volume.serial() == "CMS190"
        image = volume.read_track(0, 0)
        found, damage = records(image)
        assert damage is None
        assert [(r.r, r.kl, r.dl) for r in found] == [(0, 0, 8), (1, 4, 24), (2, 4, 144), (3, 4, 80)]
        psw = image[found[1].offset + 12:][:8]
        assert psw[0] == 0 and psw[1] == 0x02          # all masks off, wait
        label = image[found[3].offset + 8:][:84].decode("cp037")
        assert label[:4] == "VOL1" and label[4:14] == "VOL1CMS190"
    with pytest.raises(MediaError, match="no volume serial"):
        create_volume(tmp_path / "w", "2314", "TOOLONG")
    with pytest.raises(MediaError, match="exists already"):
        create_volume(tmp_path / "v", "2314")
    with pytest.raises(MediaError, match="1 to 203"):
        create_volume(tmp_path / "w", "2314", cylinders=204)
    assert sorted(os.listdir(tmp_path)) == ["v"]


def test_all_of_a_2314_is_made_sparse(tmp_path):
    done = []
    create_volume(tmp_path / "v", "2314", "X", progress=lambda n, of: done.append((n, of)))
    assert (tmp_path / "v").stat().st_size == 512 + 203 * 20 * 7680
    assert done[-1] == (203, 203) and len(done) == 203
    with open_volume(tmp_path / "v") as volume:
        assert volume.read_track(202, 19)[:5] == bytes((0, 0, 202, 0, 19))


def test_tracks_and_parts_are_written_and_read(tmp_path):
    path = sample_volume(tmp_path / "v")
    slots = list(sample_slots("2311", 2))
    with open_volume(path, write=True) as volume:
        assert [image for _, _, image in volume.tracks()] == slots
        before = volume.digest()
        volume.update(1, 3, 29, b"changed")
        assert volume.digest() != before
        image = volume.read_track(1, 3)
        assert image == slots[13][:29] + b"changed" + slots[13][36:]
        volume.write_track(1, 3, slots[13])
        assert volume.digest() == before
    assert os.listdir(tmp_path) == ["v"]
    with open_volume(path) as volume:
        assert volume.digest() == before


def test_places_outside_are_refused(tmp_path):
    path = sample_volume(tmp_path / "v")
    with open_volume(path, write=True) as volume:
        for cylinder, head in ((2, 0), (0, 10), (-1, 0), (0, -1)):
            with pytest.raises(MediaError, match="no cylinder"):
                volume.read_track(cylinder, head)
        with pytest.raises(MediaError, match="outside a slot"):
            volume.update(0, 0, 4090, b"1234567")
        with pytest.raises(MediaError):
            volume.write_track(0, 0, b"short")
    with open_volume(path) as volume:
        with pytest.raises(MediaError, match="reading only"):
            volume.update(0, 0, 5, b"x")


def test_one_writer_or_many_readers(tmp_path):
    path = sample_volume(tmp_path / "v")
    with open_volume(path), open_volume(path):
        with pytest.raises(MediaError, match="in use by"):
            open_volume(path, write=True)
    with open_volume(path, write=True):
        with pytest.raises(MediaError) as error:
            open_volume(path)
    if sys.platform == "linux":
        assert f"process {os.getpid()} (" in str(error.value)


def header(heads=10, size=4096, code=0x11, sequence=0, highest=0):
    return (b"CKD_P370" + struct.pack("<IIBBH", heads, size, code, sequence, highest)).ljust(512, b"\0")


@pytest.mark.parametrize("data, text", [
    (b"", "no disk image"), (b"nonsense" * 100, "no disk image"),
    (header()[:300], "no CKD_P370"),
    (header(heads=12) + bytes(12 * 4096), "12 heads and slots of 4096 bytes, a 2311 has 10 and 4096"),
    (header(size=4608) + bytes(10 * 4608), "slots of 4608 bytes"),
    (header(code=0x90) + bytes(40960), "X'90' is no device"),
    (header() + bytes(40959), "cut short or damaged"), (header(), "cut short or damaged"),
    (header() + bytes(40960 * 204), "has 204 cylinders, a 2311 has 203"),
    (header(highest=5) + bytes(40960), "header says up to 5"),
    (header(heads=0xFFFFFFFF) + bytes(40960), "no disk"), (header(size=0) + bytes(40960), "no disk"),
    (header(sequence=2) + bytes(40960), "is file 2 of a split image"),
    (header(sequence=1, highest=0xFFFF) + bytes(40960), "header says")])
def test_bad_images_are_refused_in_one_line(tmp_path, data, text):
    (tmp_path / "bad_1").write_bytes(data)
    with pytest.raises(MediaError) as error:
        open_volume(tmp_path / "bad_1")
    assert text in str(error.value) and "\n" not in str(error.value) and "bad_1" in str(error.value)


def test_wrong_device_type_is_refused(tmp_path):
    path = sample_volume(tmp_path / "v")
    with pytest.raises(MediaError, match="is a 2311, not a 2314"):
        open_volume(path, type="2314")
    create_volume(tmp_path / "w", "3330-11", cylinders=800)
    with open_volume(tmp_path / "w", type="3330") as volume:
        assert volume.device_type == "3330-11"


def split(tmp_path, path, cuts):
    """Cut a plain image into files of the given numbers of cylinders."""
    data, first, at = open(path, "rb").read(), 0, 512
    for n, cylinders in enumerate(cuts, 1):
        highest = first + cylinders - 1 if n < len(cuts) else 0
        size = cylinders * 40960
        (tmp_path / f"s_{n}.ckd").write_bytes(header(sequence=n, highest=highest) + data[at:at + size])
        first, at = first + cylinders, at + size
    return tmp_path / "s_1.ckd"


def test_split_images_are_one_volume(tmp_path):
    whole = sample_volume(tmp_path / "v", cylinders=6)
    first = split(tmp_path, whole, (3, 1, 2))
    with open_volume(whole) as one, open_volume(first, write=True) as many:
        assert many.cylinders == 6 and many.digest() == one.digest()
        many.update(4, 2, 21, b"xyz")
        assert many.read_track(4, 2)[21:24] == b"xyz"
        assert many.read_track(3, 9) == one.read_track(3, 9)
    os.unlink(tmp_path / "s_3.ckd")
    with pytest.raises(MediaError, match="s_3.ckd: No such file"):
        open_volume(first)
    shutil.copy(tmp_path / "s_2.ckd", tmp_path / "s_3.ckd")
    with pytest.raises(MediaError, match="is not file 3"):
        open_volume(first)


@pytest.mark.parametrize("order", "<>")
def test_compressed_images_read_the_same(tmp_path, order):
    plain = sample_volume(tmp_path / "v", "2314", 14)
    packed = compressed_volume(tmp_path / "c", plain, order)
    assert os.path.getsize(packed) < os.path.getsize(plain) // 3
    with open_volume(plain) as one, open_volume(packed) as two:
        assert two.read_only and two.digest() == one.digest()
        assert list(damages(two)) == []


def test_writing_a_compressed_image_goes_to_an_overlay_beside_it(tmp_path):
    plain = sample_volume(tmp_path / "v")
    packed = compressed_volume(tmp_path / "c", plain)
    before = open(packed, "rb").read()
    with open_volume(packed, write=True) as volume:
        volume.update(1, 2, 30, b"new")
        changed = volume.digest()
    assert open(packed, "rb").read() == before
    for path in (packed, packed + ".overlay"):
        with open_volume(path) as volume:
            assert volume.read_only and volume.digest() == changed
            assert volume.read_track(1, 2)[30:33] == b"new"


@pytest.fixture(params=["file", "memory"])
def overlaid(request, tmp_path):
    base = sample_volume(tmp_path / "base")
    place = tmp_path / "over" if request.param == "file" else None
    with open_volume(base) as volume:
        yield volume, open_overlay(volume, place)


def test_an_overlay_changes_and_its_base_does_not(overlaid):
    base, over = overlaid
    before = [image for _, _, image in base.tracks()]
    assert over.digest() == base.digest()
    over.update(0, 3, 25, b"abc")
    over.write_track(1, 9, before[5])
    over.update(0, 3, 26, b"Z")
    after = [image for _, _, image in over.tracks()]
    assert [image for _, _, image in base.tracks()] == before
    expected = list(before)
    expected[3] = before[3][:25] + b"aZc" + before[3][28:]
    expected[19] = before[5]
    assert after == expected
    over.close()


def test_overlay_files_are_kept_and_stack(tmp_path):
    base = sample_volume(tmp_path / "base")
    with open_overlay(base, tmp_path / "one") as over:
        over.update(0, 1, 25, b"one")
    with open_overlay(tmp_path / "one", tmp_path / "two") as over:
        over.update(0, 2, 25, b"two")
    with open_volume(tmp_path / "two") as over:
        assert over.read_track(0, 1)[25:28] == b"one" and over.read_track(0, 2)[25:28] == b"two"
    with open_volume(tmp_path / "one", write=True) as over:
        over.update(0, 1, 25, b"ONE")
    with pytest.raises(MediaError, match="has been changed since"):
        open_volume(tmp_path / "two")


def test_two_overlays_over_one_base_are_apart(tmp_path):
    with open_volume(sample_volume(tmp_path / "base")) as base:
        with open_overlay(base, tmp_path / "a") as a, open_overlay(base, tmp_path / "b") as b:
            a.update(0, 0, 13, b"A"), b.update(0, 0, 13, b"B")
            assert a.read_track(0, 0)[13:14] == b"A" and b.read_track(0, 0)[13:14] == b"B"


def test_an_overlay_without_its_base_or_over_another_is_refused(tmp_path):
    base = sample_volume(tmp_path / "base")
    open_overlay(base, tmp_path / "over").close()
    os.utime(base, (1, 1))
    open_volume(tmp_path / "over").close()               # the same bytes, another time: fine
    with open(base, "r+b") as file:
        file.seek(512 + 14)                          # data of R0
        file.write(b"?")
    with pytest.raises(MediaError, match="has been changed since"):
        open_volume(tmp_path / "over")
    os.unlink(base)
    with pytest.raises(MediaError, match="base of an overlay"):
        open_volume(tmp_path / "over")


def test_overlays_in_a_ring_are_refused(tmp_path):
    base = sample_volume(tmp_path / "base")
    open_overlay(base, tmp_path / "a").close()
    open_overlay(tmp_path / "a", tmp_path / "b").close()
    shutil.move(tmp_path / "b", tmp_path / "a")
    with pytest.raises(MediaError, match="ring"):
        open_volume(tmp_path / "a")


def test_an_overlay_needs_a_base_that_nobody_writes(tmp_path):
    with open_volume(sample_volume(tmp_path / "base"), write=True) as base:
        with pytest.raises(MediaError, match="open for writing"):
            open_overlay(base, tmp_path / "over")


def test_damage_is_found_with_its_place(tmp_path):
    path = sample_volume(tmp_path / "v")
    with open_volume(path, write=True) as volume:
        volume.update(0, 1, 1, b"\x00\x07")                       # home address of cylinder 7
        volume.update(1, 2, 5 + 16, b"\0\0\0\0\1\0\xff\x00")      # 65280 bytes of data
        volume.update(1, 3, 5, b"\xff" * 8)                        # end mark in place of R0
        full = ckd.slot(1, 4, [(r, b"", bytes(80)) for r in range(1, 27)], volume.track_size)
        volume.write_track(1, 4, full)                             # a 2311 track takes 25 of these
        found = [(d.cylinder, d.head, d.offset) for d in damages(volume)]
    assert found == [(0, 1, 0), (1, 2, 21), (1, 3, 5), (1, 4, 5 + 16 + 25 * 88)]


def test_records_before_damage_are_still_given():
    image = ckd.slot(0, 0, [(1, b"", b"abc"), (2, b"", b"def")], 4096)
    cut = image[:32] + b"\0\0\0\0\2\0\x7f\xff" + bytes(4096 - 40)
    found, damage = records(cut)
    assert [r.r for r in found] == [0, 1] and damage == 32
    assert records(b"") == ([], 0) and records(bytes(9)) == ([], 5)


@pytest.mark.parametrize("type", ["2311", "2314"])
def test_shared_packs_survive_the_image(tmp_path, type):
    import importlib.util
    folder = shared("conformance", "disk")
    spec = importlib.util.spec_from_file_location("disk_reader", folder / "reader.py")
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)
    geometry, tracks = geometry_of(type), reader.tracks(folder / f"image-{type}.jsonl.gz")
    cylinders = 1 + max(c for c, _ in tracks)

    def slots():
        for c in range(cylinders):
            for h in range(geometry.heads):
                out = b"\0" + struct.pack(">HH", c, h)
                for count, key, data, over in tracks.get((c, h), ()):
                    out += bytes([count[0] | over << 7]) + count[1:] + key + data
                yield out + b"\xff" * 8

    ckd.build_image(tmp_path / "v", geometry, cylinders, slots())
    with open_volume(tmp_path / "v") as volume:
        for (c, h), expected in tracks.items():
            image = volume.read_track(c, h)
            found, damage = records(image)
            assert damage is None and len(found) == len(expected)
            for r, (count, key, data, over) in zip(found, expected):
                assert (r.cc & 0x7FFF, r.hh, r.r, r.kl, r.dl) == struct.unpack(">HHBBH", count)
                assert image[r.offset + 8:r.end] == key + data and bool(r.cc & 0x8000) == over
            assert fits(type, [(r.kl, r.dl) for r in found[1:]])


def descriptors_of(path) -> int:
    """How many files this process has open at a path (others may come and go meanwhile)."""
    count = 0
    for number in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink(f"/proc/self/fd/{number}") == os.fspath(path)
        except OSError:
            pass                               # closed since
    return count


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="the host does not list open files")
def test_a_volume_that_nobody_closed_gives_its_file_back(tmp_path):
    path = tmp_path.resolve() / "v.ckd"
    ckd.create_volume(path, "2311", cylinders=1)
    volume = ckd.open_volume(path, write=True)
    assert descriptors_of(path) == 1
    del volume
    gc.collect()
    assert descriptors_of(path) == 0
    ckd.open_volume(tmp_path / "v.ckd", write=True).close()      # and its lock
