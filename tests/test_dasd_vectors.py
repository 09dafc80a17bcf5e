"""Every count-key-data vector of the shared set, run on a drive through the channel."""
import importlib.util

from disk_machine import DiskMachine
from fake_storage import FakeStorage
from memory_volume import MemoryVolume, records_of, slot
from shared import shared

SHAPES = {"2311": (203, 10, 4096), "2314": (203, 20, 7680)}


def reader_of(folder):
    spec = importlib.util.spec_from_file_location("disk_vectors", folder / "reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    background = module._windows()       # it computes them byte by byte, twice a case
    module._windows = lambda: {at: bytearray(data) for at, data in background.items()}
    return module


def image(reader, folder, device):
    cylinders, heads, size = SHAPES[device]
    tracks = reader.tracks(folder / f"image-{device}.jsonl.gz")
    return MemoryVolume(device, cylinders, heads, size,
                        {(c, h): slot(c, h, records, size) for (c, h), records in tracks.items()})


def outcome(reader, case, volume, storage):
    """Run a case on a drive just recalibrated; gives what `compare` wants."""
    start = reader.initial(case)
    before = dict(volume.tracks)
    for block in reader.BLOCKS:
        storage.set_key(block, 0)
    machine = DiskMachine(volume, storage=storage)
    machine.run((0x13, 1))
    machine.sense()
    storage.write(0, bytes(0x8000))
    for at, data in start["m"].items():
        storage.write(at, data)
    for block, key in start["k"].items():
        storage.set_key(block, key)
    cc, csws = machine.start(start["caw"])
    memory = {at: storage.read(at, len(data)) for at, data in start["m"].items()}
    return {"cc": cc, "csw": csws, "sense": machine.sense(), "m": memory, "only_changed": True,
            "tracks": {where: records_of(track) for where, track in volume.tracks.items()
                       if where in before and before[where] != track}}


def test_all_disk_vectors():
    folder = shared("conformance", "disk")
    reader = reader_of(folder)
    pristine = {device: image(reader, folder, device) for device in SHAPES}
    storage = FakeStorage(reader.STORAGE)
    failed, ran = [], 0
    for case in reader.read(folder / "cases.jsonl.gz"):
        volume = pristine[case["dev"]]
        saved = dict(volume.tracks)
        got = outcome(reader, case, volume, storage)
        bad = reader.compare(case, got)
        volume.tracks = saved
        ran += 1
        if bad:
            failed.append(f"{case['id']}: {' '.join(bad)}")
    assert ran == 1785
    assert not failed, f"{len(failed)} cases: " + "; ".join(failed[:20])
