"""Disks in the layout of CMS-67 and VM/370, made by a tool of the tests: CMS reads, writes and erases on
them, and a reader that knows only the published layout finds what CMS has written."""
import random
import re

import pytest

from cms.check import check
from cms_file_calls import BareFiles, Recorder
from cms_machine import code_of
from genuine_disk import GenuineDisk
from genuine_reader import GenuineReader

FORMS = {"2314": {}, "2314 VM/370": {"form": "vm370"}, "2311": {"type": "2311", "cylinders": 6},
         "2311 VM/370": {"type": "2311", "form": "vm370", "cylinders": 203},
         "with extensions": {"cylinders": 60}, "VM/370 with extensions": {"cylinders": 60, "form": "vm370"},
         "of 1968": {"cylinders": 30, "sentinel": 0xFFFE}, "11 cylinders": {"cylinders": 11},
         "a whole pack": {"cylinders": 203}, "counts two more": {"cylinders": 40, "total": 40 * 150 - 2}}


def items(seed: int, count: int, fv: str) -> list[bytes]:
    turn = random.Random(seed)
    return [turn.randbytes(80 if fv == "F" else turn.randint(1, 250)) for _ in range(count)]


def cms_with(genuine: GenuineDisk) -> tuple[BareFiles, Recorder]:
    volume = genuine.volume()
    volume.__class__ = Recorder
    return BareFiles({0x191: volume}, lines=("STATE NO FILE",)), volume


def faults(volume) -> list:
    return [one for one in check(volume) if one.severity != "note"]


@pytest.mark.parametrize("options", FORMS.values(), ids=FORMS)
def test_read_and_written(options):
    genuine = GenuineDisk(**options)
    model = {("OLD", "DATA"): ("P1", "F", 80, items(1, 640, "F")),
             ("TEXT", "MEMO"): ("P5", "V", 250, items(2, 90, "V"))}
    model |= {(f"F{n}", "DATA"): ("P1", "F", 80, items(n, 3, "F")) for n in range(30)}
    for (name, type), (mode, fv, length, data) in model.items():
        data[0] = data[0][:1] * length
        genuine.add(name, type, data, fv, mode)
    cms, volume = cms_with(genuine)
    for (name, type), (_, fv, _, data) in model.items():
        for item in data:
            assert cms.read(name, type, length=250, fv=fv) == (0, item)
        assert cms.read(name, type, length=250, fv=fv)[0] == 12
    assert cms.finis() == 0
    assert set(GenuineReader(volume).files) == set(model)          # nothing has changed
    # change, add, rename, erase
    old, text = model["OLD", "DATA"][3], model["TEXT", "MEMO"][3]
    for at in (0, 5, 639):
        old[at] = bytes((at & 0xFF,)) * 80
        assert cms.write("OLD", "DATA", old[at], item=at + 1) == 0
    text.append(b"one more")
    assert cms.write("TEXT", "MEMO", text[-1], fv="V") == 0
    model["NEW", "DATA"] = "P3", "F", 80, items(7, 700, "F")
    for item in model["NEW", "DATA"][3]:
        assert cms.write("NEW", "DATA", item, "P3") == 0
    assert cms.finis() == 0
    assert code_of(cms.ask("ALTER F1 DATA P OTHER NAME P4")) == 0
    model["OTHER", "NAME"] = "P4", *model.pop(("F1", "DATA"))[1:]
    for n in range(2, 30):
        assert code_of(cms.ask(f"ERASE F{n} DATA P")) == 0
        del model[f"F{n}", "DATA"]
    found = GenuineReader(volume)
    assert found.files == model and set(found.owned) == found.used
    assert faults(volume) == []


def test_an_entry_as_on_a_genuine_disk():
    """657 items of 80 bytes in 66 blocks, written on 25 March 1973 at 19:12."""
    genuine = GenuineDisk()
    fst = genuine.add("BASE", "DATA", items(1, 657, "F"))
    assert fst[16:28].hex().upper() == "0325191202920001D7F10291"
    assert fst[30:].hex().upper() == "C600000000500042F7F3"
    cms, _ = cms_with(genuine)
    line = next(line for line in cms.ask("LISTF BASE DATA") if line.startswith("BASE"))
    assert line.split()[2:] == ["P1", "F", "80", "657", "66", "03/25/73", "19.12"]


def test_counters_and_map_as_on_a_genuine_disk():
    """50 cylinders: 7,496 records of which 13 are used, the map begins at byte 384 with FFF8; CMS takes
    record 14 next, and the counters follow."""
    genuine = GenuineDisk(cylinders=50)
    genuine.add("ONE", "DATA", [b"x" * 80])
    genuine.finish()
    mfd = bytearray(genuine.blocks[4])
    directory, first = int.from_bytes(mfd[:2], "big"), int.from_bytes(genuine.fsts[0][28:30], "big")
    # the same disk with its records moved to 5 to 13: directory, data, pieces, extensions
    moved = {directory: 5, first & 0x3FFF: 7}
    fst = bytearray(genuine.blocks[directory])
    link = bytearray(genuine.blocks[first & 0x3FFF])
    at = (first >> 14) * 200 + 80
    moved[int.from_bytes(link[at:at + 2], "big")] = 6
    link[at:at + 2] = (6).to_bytes(2, "big")
    fst[28:30] = (first & 0xC000 | 7).to_bytes(2, "big")
    extensions = [int.from_bytes(mfd[n:n + 2], "big") for n in range(4, 4 + 2 * genuine.extensions, 2)]
    moved |= {number: 8 + n for n, number in enumerate(extensions)}
    blocks = {moved.get(number, number): data for number, data in genuine.blocks.items()}
    blocks[5], blocks[7] = bytes(fst), bytes(link)
    used = 7 + len(extensions)
    spare = list(range(used + 1, 14))                  # empty directory blocks, up to 13 records in all
    pointers = [5, *spare, 0xFFFD, *(moved[number] for number in extensions)]
    mfd[:364] = b"".join(number.to_bytes(2, "big") for number in pointers).ljust(364, b"\0")
    mfd[364:386] = bytes.fromhex("00001D480000000D00001D3B00000001" "00000032" "FFF8")
    mfd[386:600] = bytes(214)
    mfd[600:800] = b"".join((int.from_bytes(mfd[n:n + 2], "big") & 0xC000 | 7).to_bytes(2, "big")
                            for n in range(600, 606, 2)).ljust(200, b"\0")
    for number in moved.values():
        blocks.setdefault(number, bytes(800))
    for number in extensions:
        blocks[moved[number]] = bytes(800)
    blocks[4] = bytes(mfd)
    genuine.blocks, genuine.finish = blocks, lambda: None
    cms, volume = cms_with(genuine)
    assert GenuineReader(volume).used == set(range(1, 14)) and faults(volume) == []
    assert cms.read("ONE", "DATA") == (0, b"x" * 80)
    line = next(line for line in cms.ask("STAT P") if line.startswith("P-DISK"))
    assert [int(number) for number in re.findall(r"\d+", line)][:4] == [1, 13, 7483, 7496]
    assert cms.write("TWO", "DATA", b"y" * 80) == 0 and cms.finis() == 0
    found = GenuineReader(volume)
    assert found.files["TWO", "DATA"][3] == [b"y" * 80] and faults(volume) == []
    assert found.counters[0] == 7496 and 14 in found.used


@pytest.mark.parametrize("type", ("2314", "2311"))
def test_what_cms_formats_and_writes_is_as_published(type):
    """FORMAT, then files: the reader of the layout alone reads them."""
    heads, size = {"2314": (20, 7680), "2311": (10, 4096)}[type]
    volume = Recorder(type, 5, heads, size)
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    for line in ("FORMAT P", "YES"):
        cms.ask(line, 50_000_000)
    cms.ask("OURS", 50_000_000)
    data, text = items(1, 700, "F"), items(2, 200, "V")
    for item in data:
        assert cms.write("DATA", "FILE", item) == 0
    for item in text:
        assert cms.write("TEXT", "FILE", item, fv="V") == 0
    assert cms.finis() == 0
    found = GenuineReader(volume)
    assert found.files == {("DATA", "FILE"): ("P1", "F", 80, data),
                           ("TEXT", "FILE"): ("P1", "V", max(map(len, text)), text)}
    assert set(found.owned) == found.used and GenuineReader(volume).block(3)[4:10].decode("cp037") == "OURS  "
