"""Tape images: AWSTAPE, HET, SIMH .tap; motions, writing, damage."""
import struct
import tracemalloc
import zlib

import pytest

from s360.errors import MediaError, StateError
from s360.media import tape as tapes
from s360.media.tape import DAMAGED, END, LOAD_POINT, MARK, open_tape
from shared import shared

BLOCKS = [b"\x01" * 80, MARK, b"AB" * 700, b"C", MARK, bytes(range(256)) * 200, MARK, MARK]
FORMATS = ["aws", "het", "tap"]


def filled(path, form, blocks=BLOCKS):
    tape = open_tape(path, write=True, create=form)
    for block in blocks:
        assert (tape.write_mark() if block is MARK else tape.write(block)) is None
    return tape


def forward(tape):
    return [met for _, met in tapes.walk(tape)]


def backward(tape):
    out = []
    while (met := tape.read_backward()) is not LOAD_POINT:
        out.append(met)
        assert met is not DAMAGED, tape.reason
    return out


def test_aws_bytes_are_those_of_the_format(tmp_path):
    filled(tmp_path / "t", "aws", [b"XY", MARK, b"Z"]).close()
    assert (tmp_path / "t").read_bytes() == bytes.fromhex(
        "02000000A000 5859  000002004000  01000000A000 5A")


def test_tap_bytes_are_those_of_the_format(tmp_path):
    filled(tmp_path / "t", "tap", [b"XYZ", MARK]).close()
    assert (tmp_path / "t").read_bytes() == bytes.fromhex("03000000 58595A00 03000000 00000000")


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_is_read_forward_and_backward(tmp_path, form):
    tape = filled(tmp_path / "t", form)
    assert tape.position == 8
    assert backward(tape) == BLOCKS[::-1] and tape.at_load_point
    tape.close()
    with open_tape(tmp_path / "t") as tape:
        assert tape.format == form
        assert forward(tape) == BLOCKS
        assert tape.read_forward() is END and tape.position == 8
        assert backward(tape) == BLOCKS[::-1]


@pytest.mark.parametrize("form", FORMATS)
def test_a_restored_position_needs_no_scan(tmp_path, form, monkeypatch):
    tape = filled(tmp_path / "t", form)
    for steps in range(9):
        tape.rewind()
        for _ in range(steps):
            tape.read_forward()
        state = tape.save()
        tape.close()
        tape = open_tape(tmp_path / "t", write=True)
        with monkeypatch.context() as patch:
            patch.setattr(tapes.TapeImage, "_learn", lambda self: pytest.fail("scanned"))
            tape.load(state)
            assert tape.position == steps
            assert backward(tape) == BLOCKS[:steps][::-1]
    tape.close()


def test_a_position_of_another_tape_is_refused(tmp_path):
    tape = filled(tmp_path / "t", "aws")
    for state in ({"position": 3, "offset": 77, "last": 4}, {"position": 1, "offset": 10 ** 9, "last": 0},
                  {"position": 1, "offset": 0, "last": 0}, {"position": -1, "offset": 5, "last": None},
                  {"position": "1", "offset": 86, "last": 80}, {}):
        with pytest.raises(StateError):
            tape.load(state)
    assert tape.position == 8
    tape.close()


@pytest.mark.parametrize("form", FORMATS)
def test_file_motions(tmp_path, form):
    tape = filled(tmp_path / "t", form)
    tape.rewind()
    assert tape.forward_file() is MARK and tape.position == 2
    assert tape.space_forward() is None and tape.position == 3
    assert tape.backward_file() is MARK and tape.position == 1
    assert tape.space_forward() is MARK
    assert tape.backward_file() is MARK
    assert tape.backward_file() is LOAD_POINT
    assert [tape.forward_file() for _ in range(5)] == [MARK] * 4 + [END]
    tape.close()


@pytest.mark.parametrize("form", FORMATS)
def test_writing_ends_the_tape_behind_the_block(tmp_path, form):
    tape = filled(tmp_path / "t", form)
    tape.rewind()
    tape.read_forward(), tape.read_forward()
    assert tape.write(b"NEW") is None
    assert tape.read_forward() is END
    assert backward(tape) == [b"NEW", MARK, BLOCKS[0]]
    tape.close()
    with open_tape(tmp_path / "t") as tape:
        assert forward(tape) == [BLOCKS[0], MARK, b"NEW"]


@pytest.mark.parametrize("form", FORMATS)
def test_append_after_restore_links_back(tmp_path, form):
    tape = filled(tmp_path / "t", form, [b"A" * 500, b"B" * 300])
    state = tape.save()
    tape.close()
    with open_tape(tmp_path / "t", write=True) as tape:
        tape.load(state)
        tape.write_mark()
        assert backward(tape) == [MARK, b"B" * 300, b"A" * 500]
        assert list(tapes.damages(tape)) == []


def test_format_of_an_empty_file_comes_from_its_name(tmp_path):
    for name, form in (("a.tap", "tap"), ("a.het", "het"), ("a.aws", "aws"), ("a", "aws")):
        (tmp_path / name).touch()
        with open_tape(tmp_path / name) as tape:
            assert tape.format == form and tape.read_forward() is END
            assert tape.read_backward() is LOAD_POINT
    with open_tape(tmp_path / "new.tap", write=True, create=True) as tape:
        assert tape.format == "tap"


def test_format_is_told_by_content_not_by_name(tmp_path):
    filled(tmp_path / "wrong.tap", "aws").close()
    filled(tmp_path / "wrong.aws", "tap").close()
    assert open_tape(tmp_path / "wrong.tap").format == "aws"
    assert open_tape(tmp_path / "wrong.aws").format == "tap"


def test_no_tape_is_refused_in_one_line(tmp_path):
    (tmp_path / "x").write_bytes(b"This is a letter to somebody, not a tape." * 9)
    with pytest.raises(MediaError, match="is no tape image") as error:
        open_tape(tmp_path / "x")
    assert "\n" not in str(error.value)
    with pytest.raises(MediaError, match="No such file"):
        open_tape(tmp_path / "none", write=True)


def test_without_a_ring_nothing_is_written(tmp_path):
    filled(tmp_path / "t", "aws").close()
    before = (tmp_path / "t").read_bytes()
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_only
        assert tape.write(b"X") is DAMAGED and "ring" in tape.reason
        assert tape.write_mark() is DAMAGED
    assert (tmp_path / "t").read_bytes() == before


def test_blocks_of_0_and_65536_bytes_cannot_be_written(tmp_path):
    with open_tape(tmp_path / "t", write=True, create="aws") as tape:
        assert tape.write(b"") is DAMAGED and tape.write(bytes(65536)) is DAMAGED
        assert tape.write(bytes(65535)) is None and tape.position == 1


def test_blocks_of_several_chunks_are_read_to_16_mib(tmp_path):
    chunk = bytes(range(256)) * 250
    parts = [struct.pack("<HHBB", 64000, 0, 0x80, 0) + chunk]
    parts += [struct.pack("<HHBB", 64000, 64000, 0x00, 0) + chunk] * 3
    parts += [struct.pack("<HHBB", 64000, 64000, 0x20, 0) + chunk]
    (tmp_path / "t").write_bytes(b"".join(parts) + struct.pack("<HHBB", 0, 64000, 0x40, 0))
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_forward() == chunk * 5
        assert tape.read_forward() is MARK
        tape.load(tape.save())
        assert tape.read_backward() is MARK and tape.read_backward() == chunk * 5
    long = parts[1] * 270
    (tmp_path / "t").write_bytes(struct.pack("<HHBB", 1, 0, 0xA0, 0) + b"A" + parts[0] + long + parts[-1])
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_forward() == b"A"
        assert tape.read_forward() is DAMAGED and "longer" in tape.reason and tape.position == 1


def test_a_compressed_block_that_would_fill_storage_is_damage(tmp_path):
    packed = zlib.compress(bytes(200 << 20), 9)
    chunks = [packed[n:n + 60000] for n in range(0, len(packed), 60000)]
    out = b""
    for n, chunk in enumerate(chunks):
        flags = 1 | (0x80 if n == 0 else 0) | (0x20 if n == len(chunks) - 1 else 0)
        out += struct.pack("<HHBB", len(chunk), len(chunks[n - 1]) if n else 0, flags, 0) + chunk
    (tmp_path / "t").write_bytes(out + struct.pack("<HHBB", 0, len(chunks[-1]), 0x40, 0))
    tracemalloc.start()
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_forward() is DAMAGED and "longer" in tape.reason
        assert tape.read_forward() is MARK
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20


def test_bad_blocks_of_tap_are_damage_and_can_be_passed(tmp_path):
    bad = struct.pack("<I", 0x80000004) + b"OOPS" + struct.pack("<I", 0x80000004)
    gap = struct.pack("<I", 0xFFFFFFFE)
    good = struct.pack("<I", 1) + b"A\0" + struct.pack("<I", 1)
    (tmp_path / "t").write_bytes(good + gap * 3000 + bad + gap + good + b"\xff" * 4 + good)
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_forward() == b"A"
        assert tape.read_forward() is DAMAGED and tape.bad_block == b"OOPS" and tape.position == 2
        assert tape.read_forward() == b"A"
        assert tape.read_forward() is END
        tape.load(tape.save())
        assert [tape.read_backward() for _ in range(4)] == [b"A", DAMAGED, b"A", LOAD_POINT]
        assert list(tapes.damages(tape)) == [(1, "the block is marked as read with errors")]


def test_tap_without_filler_bytes_is_read(tmp_path):
    odd = struct.pack("<I", 3) + b"ABC" + struct.pack("<I", 3)
    (tmp_path / "t").write_bytes(odd * 3 + bytes(4))
    with open_tape(tmp_path / "t") as tape:
        assert forward(tape) == [b"ABC"] * 3 + [MARK]
        tape.load(tape.save())
        assert backward(tape) == [MARK] + [b"ABC"] * 3


def test_a_block_cut_off_by_the_end_of_the_file_is_not_there(tmp_path):
    for form in FORMATS:
        filled(tmp_path / form, form, [b"A" * 90, b"BC" * 90]).close()
        whole = (tmp_path / form).read_bytes()
        first = 0
        with open_tape(tmp_path / form) as tape:
            tape.read_forward()
            first = tape.offset
        for size in range(first + 1, len(whole)):
            (tmp_path / form).write_bytes(whole[:size])
            with open_tape(tmp_path / form, write=True) as tape:
                assert tape.read_forward() == b"A" * 90
                assert tape.read_forward() is END and "cut off" in tape.reason
                assert tape.write(b"AGAIN") is None
                tape.rewind()
                assert forward(tape) == [b"A" * 90, b"AGAIN"]


def test_length_fields_of_4_gib_allocate_nothing(tmp_path):
    good = struct.pack("<I", 2) + b"AB" + struct.pack("<I", 2)
    (tmp_path / "t").write_bytes(good + struct.pack("<I", 0x0FFFFFFF) + b"A" * 100)
    tracemalloc.start()
    with open_tape(tmp_path / "t") as tape:
        assert tape.read_forward() == b"AB" and tape.read_forward() is DAMAGED
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_links_back_that_are_zero_do_no_harm_once_the_index_is_learned(tmp_path):
    out = b"".join(struct.pack("<HHBB", n, 0, 0xA0, 0) + b"X" * n for n in (80, 90, 100))
    (tmp_path / "t").write_bytes(out)
    with open_tape(tmp_path / "t") as tape:
        assert len(forward(tape)) == 3
        state = tape.save()
        assert [len(b) for b in backward(tape)] == [100, 90, 80]
    with open_tape(tmp_path / "t") as tape:
        tape.load(state)
        assert [len(b) for b in backward(tape)] == [100, 90, 80]
        assert len(list(tapes.damages(tape))) == 2


def test_a_full_host_disk_is_an_answer_and_the_tape_ends_before(tmp_path, monkeypatch):
    tape = filled(tmp_path / "t", "aws", [b"FIRST"])
    from s360.media import files

    def full(file, offset, data):
        raise MediaError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.HostFile, "write", full)
        assert tape.write(b"SECOND") is DAMAGED and "No space" in tape.reason
    assert tape.position == 1 and tape.write(b"THIRD") is None
    assert backward(tape) == [b"THIRD", b"FIRST"]
    tape.close()


def test_two_processes_cannot_write_one_tape(tmp_path):
    tape = filled(tmp_path / "t", "aws")
    with pytest.raises(MediaError, match="in use by process"):
        open_tape(tmp_path / "t")
    tape.close()
    with open_tape(tmp_path / "t"), open_tape(tmp_path / "t"):
        with pytest.raises(MediaError, match="in use"):
            open_tape(tmp_path / "t", write=True)


def test_shared_tape_t1_is_what_its_description_says():
    import json
    media = shared("conformance", "channel", "media")
    lengths = json.loads((media / "media.json").read_text())["tapes"]
    for name, expected in lengths.items():
        with open_tape(media / f"{name}.aws") as tape:
            found = forward(tape)
            assert [None if b is MARK else len(b) for b in found] == expected
            assert list(tapes.damages(tape)) == []


def test_genuine_system_tape_is_the_same_in_both_formats():
    folder = shared("real", "tos360")
    with open_tape(folder / "tos360.aws") as aws, open_tape(folder / "tos360.tap") as tap:
        first, second = forward(aws), forward(tap)
        assert first == second
        assert len(first) == 5863 and first.count(MARK) == 7
        assert backward(aws) == first[::-1] and backward(tap) == first[::-1]
