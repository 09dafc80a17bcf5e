"""The channel and disk vectors on a whole machine: a program executes SIO, TIO, HIO and TCH and
takes the interruptions; data move in the compiled core's storage.

The default run takes a sample of each group (seed in the name); `slow` runs all of them.
"""
import random

import pytest

import test_channel_vectors
import test_dasd_vectors
from io_program import CpuDisk, CpuMachine, Guest
from shared import shared

SAMPLE, DISK_SAMPLE = 12, 150


def chosen(cases, sample, name):
    cases = list(cases)
    if sample and len(cases) > sample:
        return random.Random(f"core {name}").sample(cases, sample)
    return cases


def check_channel(group, monkeypatch, sample=None, **options):
    vectors = test_channel_vectors.reader()
    made = []

    def machine(size):
        made.append(CpuMachine(size, **options))
        return made[-1]
    monkeypatch.setattr(test_channel_vectors, "ChannelMachine", machine)
    cases = vectors.load(shared("conformance", "channel", f"{group}.jsonl.gz"))
    failed, count = {}, 0
    for case in chosen(cases, sample, group):
        count += 1
        out = test_channel_vectors.problems_of(case, vectors)
        if out:
            failed[case["id"]] = out
    assert count == len(made) and count > 0
    assert not failed, f"{len(failed)} of {count}: {list(failed.items())[:5]}"


@pytest.mark.parametrize("group", test_channel_vectors.GROUPS)
def test_sample_of_the_channel_vectors(group, monkeypatch):
    check_channel(group, monkeypatch, SAMPLE)


@pytest.mark.slow
@pytest.mark.parametrize("group", test_channel_vectors.GROUPS)
def test_every_channel_vector(group, monkeypatch):
    check_channel(group, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("group", test_channel_vectors.GROUPS)
def test_every_channel_vector_whatever_the_delay(group, monkeypatch):
    """The answers do not depend on how many instructions an operation takes."""
    check_channel(group, monkeypatch, io_delay=1)
    check_channel(group, monkeypatch, io_delay=5000)


@pytest.mark.parametrize("group", ("state", "console-read", "chaining"))
def test_in_the_extended_mode_of_the_model_67(group, monkeypatch):
    check_channel(group, monkeypatch, SAMPLE, extended=True)


def check_disk(monkeypatch, sample=None):
    folder = shared("conformance", "disk")
    reader = test_dasd_vectors.reader_of(folder)
    pristine = {device: test_dasd_vectors.image(reader, folder, device)
                for device in test_dasd_vectors.SHAPES}
    guest = Guest(reader.STORAGE)
    monkeypatch.setattr(test_dasd_vectors, "DiskMachine",
                        lambda volume, storage: CpuDisk(guest, volume))
    failed, count = [], 0
    for case in chosen(reader.read(folder / "cases.jsonl.gz"), sample, "disk"):
        volume = pristine[case["dev"]]
        saved = dict(volume.tracks)
        got = test_dasd_vectors.outcome(reader, case, volume, guest.storage)
        volume.tracks = saved
        count += 1
        bad = reader.compare(case, got)
        if bad:
            failed.append(f"{case['id']}: {' '.join(bad)}")
    assert not failed, f"{len(failed)} of {count}: " + "; ".join(failed[:20])
    return count


def test_sample_of_the_disk_vectors(monkeypatch):
    assert check_disk(monkeypatch, DISK_SAMPLE) == DISK_SAMPLE


@pytest.mark.slow
def test_every_disk_vector(monkeypatch):
    assert check_disk(monkeypatch) == 1785
