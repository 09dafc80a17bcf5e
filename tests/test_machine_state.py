"""Save, restore and fork: the same machine goes on, and media are never mixed up."""
import random

import pytest

from s360 import PSW, Machine, StopReason
from s360.errors import S360Error, StateError

LINES = 30
# SIO 00E; wait for it; count; repeat.  Line at 400, CCW at 300, CAW set, PSWs below
PROGRAM = ("5800 0310 5000 0048 9C00 000E 8200 0318"        # 200
           " 4110 0000 4310 0044 4620 C000 8200 0320")      # 210: I/O new PSW comes here
DONE = bytes.fromhex("0002000000000000")


def printing(tmp_path, name="paper.txt"):
    m = Machine("64K", model="50")
    m.attach(0x00E, "1403", file=tmp_path / name)
    m.storage[0x200:0x200 + len(bytes.fromhex(PROGRAM))] = bytes.fromhex(PROGRAM)
    m.storage[0x300:0x308] = bytes.fromhex("0900040020000008")
    m.storage[0x310:0x314] = bytes.fromhex("00000300")
    m.storage[0x318:0x320] = bytes.fromhex("8002000000000210")
    m.storage[0x320:0x328] = DONE
    m.storage[0x78:0x80] = bytes.fromhex("0000000000000210")
    m.storage[0x400:0x408] = "LINE OF8".encode("cp037")
    m.cpu.gpr[12], m.cpu.gpr[2] = 0x200, LINES
    m.cpu.psw = PSW(ia=0x200)
    return m


def finish(m):
    assert m.run().reason is StopReason.DISABLED_WAIT
    return m.instructions, m.time, list(m.cpu.gpr), m.storage[:], m.storage.keys


@pytest.mark.parametrize("cut", [0, 1, 3, 57, 150, 1234])
def test_a_restored_machine_ends_like_one_that_went_on(tmp_path, cut):
    whole = printing(tmp_path, "whole.txt")
    wanted = finish(whole)
    whole.close()
    m = printing(tmp_path)
    m.run(cut)
    m.save(tmp_path / "state")
    m.close()
    again = Machine.restore(tmp_path / "state")
    assert finish(again) == wanted
    again.close()
    assert (tmp_path / "paper.txt").read_text() == (tmp_path / "whole.txt").read_text()
    assert (tmp_path / "paper.txt").read_text().split() == ["LINE", "OF8"] * LINES


def test_a_listing_can_be_read_when_the_machine_stands_still(tmp_path):
    m = printing(tmp_path)
    finish(m)
    assert (tmp_path / "paper.txt").read_text().count("LINE OF8") == LINES
    m.close()


def test_a_fork_ends_like_its_parent_and_prints_apart(tmp_path):
    m = printing(tmp_path)
    m.run(200)
    child = m.fork()
    assert finish(child) == finish(m)
    paper = child.devices[0x00E].paper
    m.close()
    assert (tmp_path / "paper.txt").read_text().count("LINE OF8") == LINES
    before = LINES - paper.text().count("LINE OF8")
    assert 0 < before < LINES


def volume(tmp_path):
    from s360.media.ckd import create_volume
    create_volume(tmp_path / "pack.ckd", "2311", serial="PACK01", cylinders=2)
    return tmp_path / "pack.ckd"


def write_r1(m, data):
    """Write home address and R0 untouched; R1 of cylinder 1 head 0 by write CKD."""
    m.storage[0x500:0x508] = bytes.fromhex("0000000100000100")          # seek argument 0/1/0, R0 id
    m.storage[0x508:0x50D] = bytes.fromhex("0001000000")                # search R0
    m.storage[0x510:0x518] = bytes.fromhex("000100000100") + len(data).to_bytes(2, "big")
    m.storage[0x518:0x518 + len(data)] = data
    ccws = ("0700050040000006", "3100050840000005", "0800040800000000", None)
    text = bytes.fromhex("".join(ccws[:3])) + bytes.fromhex("1D00051000") + b"\0" + (
        8 + len(data)).to_bytes(2, "big")
    m.storage[0x400:0x400 + len(text)] = text
    m.storage[0x48:0x4C] = bytes.fromhex("00000400")
    m.channels.now = m.time
    assert m.channels.sio(0x190) == 0
    m.channels.idle()
    m.channels.accept(0xFE)
    assert m.storage[0x44] & 2 == 0, m.storage[0x40:0x48].hex()


def test_writes_of_a_fork_and_its_parent_stay_apart(tmp_path):
    path = volume(tmp_path)
    m = Machine("64K")
    m.attach(0x190, "2311", volume=path)
    write_r1(m, b"\x01" * 40)
    first, second = m.fork(), m.fork()
    write_r1(m, b"\x02" * 40)
    write_r1(first, b"\x03" * 40)
    tracks = [x.devices[0x190].volume.read_track(1, 0) for x in (m, first, second)]
    assert [t.count(bytes([n]) * 40) for t, n in zip(tracks, (2, 3, 1))] == [1, 1, 1]
    m.close()                                        # the forks go on without their parent
    assert first.devices[0x190].volume.read_track(1, 0) == tracks[1]
    grandchild = first.fork()
    write_r1(first, b"\x05" * 40)
    assert grandchild.devices[0x190].volume.read_track(1, 0) == tracks[1]
    for machine in (first, second, grandchild):
        machine.close()


def test_a_disk_with_other_bytes_is_refused(tmp_path):
    path = volume(tmp_path)
    m = Machine("64K")
    m.attach(0x190, "2311", volume=path)
    m.save(tmp_path / "state")
    m.close()
    good = Machine.restore(tmp_path / "state")
    write_r1(good, b"\x09" * 10)
    good.close()
    with pytest.raises(StateError, match="190.*other bytes"):
        Machine.restore(tmp_path / "state")


def test_damaged_state_files_are_refused_in_one_line(tmp_path):
    m = printing(tmp_path)
    m.run(100)
    m.save(tmp_path / "state")
    good = (tmp_path / "state").read_bytes()
    rng = random.Random(5)
    for _ in range(300):
        bad = bytearray(good)
        kind = rng.randrange(3)
        if kind == 0:
            bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del bad[rng.randrange(len(bad)):]
        else:
            at = rng.randrange(len(bad))
            bad[at:at + rng.randrange(1, 9)] = rng.randbytes(rng.randrange(9))
        if bytes(bad) == good:
            continue
        (tmp_path / "bad").write_bytes(bad)
        with pytest.raises(S360Error) as caught:
            Machine.restore(tmp_path / "bad").close()
        assert "\n" not in str(caught.value) and "bad" in str(caught.value)


def test_state_of_a_newer_version_is_refused(tmp_path):
    (tmp_path / "state").write_bytes(b"CPCMS machine 2\n")
    with pytest.raises(StateError, match="newer version"):
        Machine.restore(tmp_path / "state")
