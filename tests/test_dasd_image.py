"""A drive over an image file: what a program wrote is in the file, kill -9 or not."""
import os
import random
import signal
import subprocess
import sys

import pytest

from disk_machine import OK, READ, WRITE, DiskMachine, ident, loop
from memory_volume import records_of
from s360.media.ckd import create_volume, open_volume

RECORDS, LENGTH, TRACKS = 7, 800, 6

# Writes for ever: a number, as every word of a record, then says so on standard output.
WRITER = """
import os, random, sys
from s360.devices.dasd import Dasd
from s360.media.ckd import open_volume

path, seed, number, tracks, records, length = sys.argv[1], *map(int, sys.argv[2:])
drive = Dasd(open_volume(path, write=True))
rng = random.Random(seed)

def operate(command, data):
    drive.start(command)
    drive.chained = True
    while data and drive.wants:
        wants, drive.wants = drive.wants, 0
        drive.write(data[:wants])
        data = data[wants:]
    return drive.end(0)

while True:
    number += 1
    head = rng.randrange(tracks)
    where = bytes((0, 1, 0, head))
    data = number.to_bytes(4, "big") * (length // 4)
    drive.chained = False
    operate(0x07, b"\\0\\0" + where)
    if head == tracks - 1:                   # this track is formatted anew each time
        record = 1
        search, command = where + b"\\0", 0x1D
        data = where + bytes((1, 0)) + length.to_bytes(2, "big") + data
    else:
        record = rng.randrange(1, records + 1)
        search, command = where + bytes((record,)), 0x05
    while not operate(0x31, search) & 0x40:
        pass
    if operate(command, data) != 0x0C:
        sys.exit(f"sense {drive.sense_bytes.hex()}")
    os.write(1, f"{head} {record} {number}\\n".encode())
"""


def formatted(path):
    """A 2314 of two cylinders; cylinder 1 has seven records of 800 bytes on each track."""
    create_volume(path, "2314", cylinders=2)
    with open_volume(path, write=True) as volume:
        machine = DiskMachine(volume)
        for head in range(TRACKS):
            new = [(0x1D, ident(1, head, n) + b"\0" + LENGTH.to_bytes(2, "big") + bytes(LENGTH))
                   for n in range(1, (RECORDS if head < TRACKS - 1 else 1) + 1)]
            assert loop(machine, 1, head, 0, *new)[0] & ~4 == 0x08


def test_what_is_written_is_in_the_file(tmp_path):
    path = tmp_path / "pack.2314"
    formatted(path)
    with open_volume(path, write=True) as volume:
        machine = DiskMachine(volume)
        assert loop(machine, 1, 3, 5, (WRITE, b"N" * LENGTH, 0))[0] == OK
    with open_volume(path) as volume:
        found = records_of(volume.read_track(1, 3))
        assert [r[2] for r in found] == [bytes(8)] + [bytes(LENGTH)] * 4 + [b"N" * LENGTH] + [
            bytes(LENGTH)] * 2
        machine = DiskMachine(volume)
        assert loop(machine, 1, 3, 5, (READ, LENGTH, 0))[3][-1] == b"N" * LENGTH
        assert loop(machine, 1, 3, 5, (WRITE, b"X", 0))[0] & 2


def kill_writer(path, seed, first, known):
    """Let a writer run for some writes, kill it, compare the file; gives the last number."""
    rng = random.Random(seed)
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", WRITER, str(path),
         *map(str, (seed, first, TRACKS, RECORDS, LENGTH))],
        stdout=subprocess.PIPE)
    lines = [process.stdout.readline() for _ in range(rng.randrange(1, 120))]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().splitlines()
    process.wait()
    last = first
    for line in lines:
        head, record, last = map(int, line.split())
        known[head, record] = last
    begun = 0
    with open_volume(path) as volume:
        for (head, record), number in known.items():
            data = records_of(volume.read_track(1, head))[record][2]
            words = {data[n:n + 4] for n in range(0, LENGTH, 4)}
            assert len(words) == 1, f"head {head} record {record} is part old, part new"
            value = int.from_bytes(words.pop(), "big")
            if value != number:
                assert value == last + 1, f"head {head} record {record} lost write {number}"
                known[head, record] = value
                begun += 1
    assert begun <= 1
    return last + 1


def killing(tmp_path, times):
    path = tmp_path / "pack.2314"
    formatted(path)
    known = {(head, record): 0 for head in range(TRACKS)
             for record in range(1, (RECORDS if head < TRACKS - 1 else 1) + 1)}
    last = 0
    for seed in range(times):
        last = kill_writer(path, seed, last, known)
    assert last > times * 10


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this host")
def test_kill_loses_no_block_whose_channel_end_was_seen(tmp_path):
    killing(tmp_path, 6)


@pytest.mark.soak
def test_kill_loses_no_block_in_number(tmp_path):
    killing(tmp_path, 100)
