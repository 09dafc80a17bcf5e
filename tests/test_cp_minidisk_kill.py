"""kill -9 of a process in which two machines write to their minidisks of one volume: what a machine was
told is written is there, the track being written is old or new, and no other is touched."""
import os
import random
import signal
import struct
import threading

import pytest

from cp.minidisk import Minidisk
from s360.media.ckd import create_volume, damages, open_volume, records, slot

TOLD = struct.Struct(">BI")              # which machine, number of the write
EXTENTS = (2, 3)                         # first cylinder of each machine's minidisk, one cylinder each
HEADS = 10


def track_of(machine: int, number: int) -> bytes:
    """A track filled with one number; parts of two would show.  Some fit one page of the host."""
    word = struct.pack(">I", number * 2 + machine)
    return slot(0, number % HEADS, [(1, b"", word * (20 if number % 3 else 800))], 4096)


def write_for_ever(path, pipe) -> None:
    volume = open_volume(path, write=True)

    def machine(which: int) -> None:
        disk = Minidisk(volume, EXTENTS[which], 1)
        for number in range(1, 1 << 30):
            image = track_of(which, number)
            disk.write_track(0, number % HEADS, image)
            if number % 3 == 1:          # and once more, as a change of data
                disk.update(0, number % HEADS, 29, image[29:109])
            os.write(pipe, TOLD.pack(which, number))

    threads = [threading.Thread(target=machine, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    threads[0].join()


def killed_after(path, count: int) -> list[int]:
    """Kill the process when it has told of `count` writes; the last number each machine was told."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            write_for_ever(path, write)
        finally:
            os._exit(1)
    os.close(write)
    told = b""
    with open(read, "rb", buffering=0) as pipe:
        while len(told) < TOLD.size * count:
            told += pipe.read(TOLD.size * count - len(told))
        os.kill(child, signal.SIGKILL)
        while more := pipe.read(65536):
            told += more
    os.waitpid(child, 0)
    last = [0, 0]
    for which, number in TOLD.iter_unpack(told):
        last[which] = number
    return last


def check(path, last: list[int]) -> None:
    with open_volume(path) as volume:
        assert list(damages(volume)) == []
        for which, first in enumerate(EXTENTS):
            disk = Minidisk(volume, first, 1)
            for head in range(HEADS):
                image = disk.read_track(0, head)
                number = 0
                if len(records(image)[0]) == 2:
                    number = struct.unpack(">I", image[29:33])[0] - which >> 1
                    assert image == track_of(which, number)
                newest = last[which] - (last[which] - head) % HEADS
                assert number == max(newest, 0) or number == last[which] + 1
        fresh = [slot(cylinder, head, (), 4096) for cylinder in (1, 4) for head in range(HEADS)]
        assert [volume.read_track(c, h) for c in (1, 4) for h in range(HEADS)] == fresh


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kills", [pytest.param(8, id="few"),
                                   pytest.param(200, id="many", marks=pytest.mark.soak)])
def test_kills_of_a_process_with_two_machines_writing(tmp_path, kills):
    chance, path = random.Random(4), str(tmp_path / "v")
    for _ in range(kills):
        for name in os.listdir(tmp_path):
            os.unlink(tmp_path / name)
        create_volume(path, "2311", cylinders=5)
        check(path, killed_after(path, chance.randint(1, 400)))
