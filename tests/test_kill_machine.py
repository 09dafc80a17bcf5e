"""kill -9 while a guest writes: no block of whose channel end the guest was told is lost, the block
being written is old or new, and nothing else is touched.

The guest writes a numbered block to a disk and to a tape, prints the number, each time waiting for
the interruption that says it is done, and then tells of it by WRITE DIRECT; a pipe carries that to
the parent process, which kills at random moments.  The soak run: CPCMS_FUZZ_KILLS (1000).
"""
import os
import random
import signal
import sys
import time

import pytest

from s360.devices.printer import Printer
from s360.machine import Machine
from s360.media import ckd
from s360.media.geometry import geometry_of
from s360.media.listing import PrintFile
from s360.media.tape import open_tape, walk

BLOCK = 800                          # bytes of a block: its number, 200 times
MOST_BLOCKS = 60                     # written before the kill, at most

GUEST = {
    0x068: "00020000 00000EEE",                    # program interruption: trouble
    0x078: "00000000 00000310",                    # I/O new PSW: after each interruption
    0x200: "41220001 50200800"                     # number + 1; fill the block with it
           "D2FA08040800 D2FF08FF08FB D2FF09FF09FB D2200AFF0AFB"
           "1B00 1812 5D000520 40000506 40000512"  # head = number modulo heads
           "41400400 41500190 45E00300"            # write the disk
           "41400440 41500181 45E00300"            # write the tape
           "F38405400800 DC0705400600"             # the number in hexadecimal
           "41400460 4150000E 45E00300"            # print it
           "84000540 47F00200",                    # WRD; repeat
    0x300: "50400048 9C005000 47700340 82000380"   # CAW, SIO, wait
           "91040044 4780030C"                     # until device end
           "91730044 47700340 91FF0045 47700340 07FE",      # any trouble: to 340
    0x340: "82000388",
    0x380: "FE020000 00000000 00020000 00000EEE",  # wait; the disabled wait of trouble
    0x400: "07000502 40000006 31000510 40000005 08000408 00000000 05000800 00000320",
    0x440: "01000800 00000320",
    0x460: "09000540 20000008",
    0x502: "0000 0001 0000",                       # seek: cylinder 1
    0x510: "0001 0000 01",                         # search: record 1
    0x6F0: "F0F1F2F3F4F5F6F7F8F9C1C2C3C4C5C6",
}


def media(folder, kind):
    """A pack whose cylinder 1 has a block of zeros on each track, an empty reel, paper."""
    geometry = geometry_of(kind)
    slots = [ckd.slot(c, h, [(1, b"", bytes(BLOCK))], geometry.slot)
             for c in range(2) for h in range(geometry.heads)]
    ckd.build_image(folder / "pack", geometry, 2, slots)
    open_tape(folder / "reel", write=True, create="aws").close()
    return slots[:geometry.heads]


def machine_of(folder, kind):
    machine = Machine("32K", clock="virtual")
    machine.attach(0x190, kind, volume=folder / "pack")
    machine.attach(0x181, "2400", tape=folder / "reel", ring=True)
    machine.channels.attach(0x00E, Printer(PrintFile(folder / "paper", durability="process")))
    for at, text in GUEST.items():
        data = bytes.fromhex(text)
        machine.storage[at:at + len(data)] = data
    machine.storage[0x520:0x524] = geometry_of(kind).heads.to_bytes(4, "big")
    machine.core.psw = bytes.fromhex("0000000000000200")
    return machine


def killed(folder, kind, blocks, delay):
    """Have a process run the guest; kill it `delay` seconds after it has told of `blocks`.
    Gives how many it has told of."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            machine = machine_of(folder, kind)
            machine.direct_out = lambda lines, byte: os.write(write, b".")
            machine.run()
        finally:
            os._exit(1)
    os.close(write)
    told = b""
    with open(read, "rb", buffering=0) as pipe:
        try:
            while len(told) < blocks:
                more = pipe.read(blocks - len(told))
                assert more, "the guest has met trouble"
                told += more
            end = time.perf_counter() + delay
            while time.perf_counter() < end:
                pass
        finally:
            os.kill(child, signal.SIGKILL)
        while more := pipe.read(65536):
            told += more
    os.waitpid(child, 0)
    return len(told)


def block_of(number):
    return number.to_bytes(4, "big") * (BLOCK // 4)


def check_disk(folder, told, untouched):
    with ckd.open_volume(folder / "pack") as volume:
        assert list(ckd.damages(volume)) == []
        heads = volume.heads
        for head in range(heads):
            image = volume.read_track(1, head)
            found, _ = ckd.records(image)
            assert len(found) == 2
            data = image[found[1].end - BLOCK:found[1].end]
            number = int.from_bytes(data[:4], "big")
            assert data == block_of(number)
            newest = max(0, told - (told - head) % heads)
            assert number == newest or number == told + 1 and number % heads == head
            assert volume.read_track(0, head) == untouched[head]


def check_tape(folder, told):
    with open_tape(folder / "reel") as tape:
        blocks = [block for _, block in walk(tape)]
    assert len(blocks) in (told, told + 1)
    assert blocks == [block_of(n) for n in range(1, len(blocks) + 1)]


def check_paper(folder, told):
    """What was printed is in the file (with a form feed between pages); a line more may be, or a
    part of it."""
    lines = (folder / "paper").read_text().replace("\f", "").split("\n")
    assert [line.rstrip() for line in lines[:told]] == [f"{n:08X}" for n in range(1, told + 1)]
    assert f"{told + 1:08X}".startswith("".join(lines[told:]))


def kills(tmp_path, count, seed):
    """`count` kills; gives how many blocks were told of in all."""
    chance, blocks = random.Random(seed), 0
    for number in range(count):
        kind = chance.choice(("2311", "2314"))
        untouched = media(tmp_path, kind)
        (tmp_path / "paper").unlink(missing_ok=True)
        told = killed(tmp_path, kind, chance.randint(1, MOST_BLOCKS), chance.random() * 0.003)
        check_disk(tmp_path, told, untouched)
        check_tape(tmp_path, told)
        check_paper(tmp_path, told)
        blocks += told
        for name in os.listdir(tmp_path):
            os.unlink(tmp_path / name)
    return blocks


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_nothing_told_of_is_lost(tmp_path):
    assert kills(tmp_path, 20, 1) >= 20


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nothing_told_of_is_lost_in_a_thousand_kills(tmp_path):
    count = int(os.environ.get("CPCMS_FUZZ_KILLS", 1000))
    blocks = kills(tmp_path, count, int(os.environ.get("CPCMS_FUZZ_SEED", 1)) + 1)
    print(f"{count} kills, {blocks} blocks told of", file=sys.stderr)
