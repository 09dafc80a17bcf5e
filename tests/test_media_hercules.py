"""Images pass both ways between this and Hercules' own utilities, where those are installed."""
import shutil
import subprocess

import pytest

from media_makers import sample_volume
from s360.errors import MediaError
from s360.media import ckd, tape as tapes
from s360.media.ckd import create_volume, damages, open_volume
from s360.media.tape import MARK, open_tape

BLOCKS = [b"VOL1".ljust(80, b"\x40"), MARK, b"AB" * 2000, bytes(range(256)) * 100, MARK, b"C" * 30000, MARK,
          MARK]


def run(tool, *arguments, cwd):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    return subprocess.run([tool, *map(str, arguments)], cwd=cwd, capture_output=True, text=True,
                          timeout=100, check=True)


def contents(path):
    with open_tape(path) as tape:
        found = [met for _, met in tapes.walk(tape)]
        assert list(tapes.damages(tape)) == []
        while tape.read_backward() is not tapes.LOAD_POINT:
            pass
        return tape.format, found


def write_tape(path, form):
    with open_tape(path, write=True, create=form) as tape:
        for block in BLOCKS:
            assert (tape.write_mark() if block is MARK else tape.write(block)) is None


@pytest.mark.parametrize("type", ["2311", "2314", "3330", "3340", "3350", "2305-2"])
def test_volumes_made_by_dasdinit_are_sound(tmp_path, type):
    run("dasdinit", "v.ckd", type, "ABC123", cwd=tmp_path)
    with open_volume(tmp_path / "v.ckd") as volume:
        assert volume.serial() == "ABC123" and list(damages(volume)) == []
        assert volume.device_type.split("-")[0] == type.split("-")[0]


def test_our_volume_is_read_by_dasdls_and_dasdcopy(tmp_path):
    create_volume(tmp_path / "v.ckd", "2311", "OURS01")
    run("dasdcopy", "v.ckd", "copy.ckd", cwd=tmp_path)
    with open_volume(tmp_path / "v.ckd") as one, open_volume(tmp_path / "copy.ckd") as two:
        assert one.digest() == two.digest() and two.serial() == "OURS01"


@pytest.mark.parametrize("option", ["-z", "-bz2", "-0"])
def test_compressed_volumes_are_read_as_hercules_reads_them(tmp_path, option):
    sample_volume(tmp_path / "v.ckd", "2311", 203)
    run("dasdcopy", option, "v.ckd", "c.cckd", cwd=tmp_path)
    run("dasdcopy", "c.cckd", "back.ckd", cwd=tmp_path)
    with open_volume(tmp_path / "c.cckd") as packed, open_volume(tmp_path / "back.ckd") as back:
        assert packed.digest() == back.digest() and list(damages(packed)) == []
        image = packed.read_track(100, 3)
    with open_volume(tmp_path / "v.ckd") as plain:
        assert ckd.recorded(plain.read_track(100, 3)) == ckd.recorded(image)


def test_a_compressed_volume_with_big_endian_tables(tmp_path):
    run("dasdinit", "-z", "v.cckd", "2311", "BIGEND", cwd=tmp_path)
    with open_volume(tmp_path / "v.cckd") as volume:
        digest = volume.digest()
    run("cckdswap", "v.cckd", cwd=tmp_path)
    with open_volume(tmp_path / "v.cckd") as volume:
        assert volume.digest() == digest and volume.serial() == "BIGEND"


def test_devices_that_are_no_360s_are_refused(tmp_path):
    run("dasdinit", "v.ckd", "3390", "ABC123", "5", cwd=tmp_path)
    with pytest.raises(MediaError, match="X'90' is no device"):
        open_volume(tmp_path / "v.ckd")


@pytest.mark.parametrize("option, form", [("-z", "het"), ("-b", "het"), ("-d", "aws"), ("-s", "aws")])
def test_tapes_pass_through_hetupd(tmp_path, option, form):
    for ours in ("aws", "het"):
        write_tape(tmp_path / f"ours.{ours}", ours)
        run("hetupd", option, f"ours.{ours}", f"out-{ours}.tape", cwd=tmp_path)
        assert contents(tmp_path / f"out-{ours}.tape") == (form, BLOCKS)


def test_labels_of_hetinit_are_read(tmp_path):
    run("hetinit", "v.het", "VOL001", "ME", cwd=tmp_path)
    form, blocks = contents(tmp_path / "v.het")
    assert form == "het" and blocks[0].decode("cp037").startswith("VOL1VOL001") and blocks[2] is MARK


def test_files_taken_by_hetget_are_ours(tmp_path):
    write_tape(tmp_path / "v.aws", "aws")
    run("hetget", "-n", "v.aws", "out", "2", "U", "0", "32760", cwd=tmp_path)
    assert (tmp_path / "out").read_bytes() == BLOCKS[2] + BLOCKS[3]
