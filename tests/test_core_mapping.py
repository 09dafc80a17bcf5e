"""The host memory behind main storage: pages of a file that many machines share until they store into
them, pages given back, blocks that nobody may store into."""
import gc
import os
import sys
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_program import state_of
from crossing import CROSSINGS
from s360 import isa
from s360._core import FORM, REASONS, Core
from test_core_residency import PAGES, prepared

PAGE = 4096
PATTERN = b"".join(bytes([0x10 + page]) * PAGE for page in range(16))
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the figures are Linux's")


@pytest.fixture
def file():
    """16 pages: page n is full of X'10' + n."""
    with tempfile.TemporaryFile() as opened:
        opened.write(PATTERN)
        opened.flush()
        yield opened


def virtual(size=65536):
    return Core(size, virtual=True, timer=False)


def program(core, at, text):
    """Let the next instruction be this one, at `at`."""
    core.storage[at:at + len(text) // 2] = bytes.fromhex(text)
    core.psw = bytes(5) + at.to_bytes(3, "big")


# --- a part of storage is pages of a file -----------------------------------------------------

def test_a_mapped_part_has_the_files_bytes_and_the_rest_stays(file):
    core = virtual()
    core.storage[0:65536] = b"\xEE" * 65536
    mapped = core.storage.map(file.fileno(), 2 * PAGE, 3 * PAGE, 4 * PAGE)
    assert mapped == (sys.platform != "win32" and core.storage.mapped == (3 * PAGE, 7 * PAGE))
    assert core.storage[:] == b"\xEE" * 3 * PAGE + PATTERN[2 * PAGE:6 * PAGE] + b"\xEE" * 9 * PAGE


def test_a_store_is_seen_by_nobody_else(file):
    """Neither by another machine of the same file, nor by the file, whoever stores."""
    first, second = virtual(), virtual()
    for core in (first, second):
        core.storage.map(file.fileno(), 0, 0, 16 * PAGE)
    program(first, 0x1000, "92FF2000")                      # MVI X'2000',X'FF' with base 2
    first.set_gpr(2, 0x2000)
    first.run(1)
    first.storage.channel_store(0x3000, b"channel", 0)
    first.storage.write(0x4000, b"panel")
    first.interrupt(1, 0x40)
    assert first.storage[0x2000] == 0xFF and first.storage[0x3000:0x3007] == b"channel"
    assert second.storage[:] == PATTERN
    assert os.pread(file.fileno(), len(PATTERN), 0) == PATTERN


def test_what_is_decoded_is_forgotten(file):
    """The page executes other instructions after it has been mapped, and after it has been given
    back."""
    core = virtual()
    program(core, 0x2000, "41100001")                       # LA 1,1
    core.run(1)
    assert core.get_gpr(1) == 1
    file.seek(0)
    file.write(bytes.fromhex("41100002"))                   # LA 1,2
    file.flush()
    core.storage.map(file.fileno(), 0, 0x2000, PAGE)
    core.ia = 0x2000
    core.run(1)
    assert core.get_gpr(1) == 2
    core.storage[0x68:0x70] = bytes.fromhex("0002000000000600")
    core.storage.release(0x2000, PAGE)
    core.ia = 0x2000
    core.run(1)
    assert core.last_interruption == (3, 1, 1)              # X'0000' is no operation


def test_reference_and_change_bits_as_for_a_write(file):
    core = virtual()
    core.storage.keys = b"\x30" * 32
    core.storage.map(file.fileno(), 0, 0x1000, 2 * PAGE)
    assert core.storage.keys == b"\x30" * 2 + b"\x36" * 4 + b"\x30" * 26


def test_the_file_may_be_closed(file):
    core = virtual()
    copy = os.dup(file.fileno())
    core.storage.map(copy, 0, 0, PAGE)
    os.close(copy)
    assert core.storage[:PAGE] == PATTERN[:PAGE]


def test_a_second_part_is_copied(file):
    core = virtual()
    core.storage.map(file.fileno(), 0, 0x1000, PAGE)
    assert core.storage.map(file.fileno(), 5 * PAGE, 0x8000, 2 * PAGE) is False
    assert core.storage.mapped == (0x1000, 0x2000)
    assert core.storage[0x1000:0x2000] == PATTERN[:PAGE]
    assert core.storage[0x8000:0xA000] == PATTERN[5 * PAGE:7 * PAGE]


def test_a_part_over_all_of_the_old_one_takes_its_place(file):
    core = virtual()
    core.storage.map(file.fileno(), 0, 0x1000, 2 * PAGE)
    core.storage.write(0x1000, b"mine")
    assert core.storage.map(file.fileno(), 8 * PAGE, 0x0000, 4 * PAGE)
    assert core.storage[:0x4000] == PATTERN[8 * PAGE:12 * PAGE]


@pytest.mark.parametrize("offset, address, count", [
    (0, 0x800, PAGE), (0, 0, 0x800), (0, 0xF000, 2 * PAGE), (15 * PAGE, 0, 2 * PAGE), (1 << 40, 0, PAGE)])
def test_what_cannot_be_mapped(file, offset, address, count):
    """Not whole pages, beyond storage, more than the file has: refused, nothing changed."""
    core = virtual()
    core.storage.write(0, b"there")
    with pytest.raises(ValueError):
        core.storage.map(file.fileno(), offset, address, count)
    assert core.storage[:5] == b"there" and core.storage.mapped == (0, 0)


def test_an_offset_that_is_no_page_of_the_host_is_copied(file):
    core = virtual()
    assert core.storage.map(file.fileno(), 100, 0, PAGE) is False
    assert core.storage[:PAGE] == PATTERN[100:100 + PAGE]


def test_no_file():
    with pytest.raises(OSError):
        virtual().storage.map(-1, 0, 0, PAGE)


# --- pages given back -------------------------------------------------------------------------

@pytest.mark.parametrize("size", (65536, 65536 + 2048, 2048))
def test_clear_is_zeros_and_leaves_keys(file, size):
    core = virtual(size)
    if size >= 65536:
        core.storage.map(file.fileno(), 0, 0x4000, 4 * PAGE)
    core.storage.write(size - 8, b"the end!")
    core.storage.keys = b"\x70" * (size // 2048)
    core.storage.clear()
    assert core.storage[:] == bytes(size) and core.storage.mapped == (0, 0)
    assert core.storage.keys == b"\x70" * (size // 2048)


@pytest.mark.parametrize("address, count, left", [
    (0x2000, 0x8000, (0, 0)), (0x0000, 0x10000, (0, 0)), (0x2000, 0x1000, (0x3000, 0xA000)),
    (0x9000, 0x3000, (0x2000, 0x9000)), (0x4000, 0x2000, (0x2000, 0xA000)),
    (0xB000, 0x1000, (0x2000, 0xA000)), (0x4000, 0, (0x2000, 0xA000))])
def test_pages_of_a_mapped_part_given_back(file, address, count, left):
    """Its ends, all of it, a hole in it, what lies beside it."""
    core = virtual()
    core.storage[0:65536] = b"\xEE" * 65536
    core.storage.map(file.fileno(), 0, 0x2000, 0x8000)
    expected = bytearray(core.storage[:])
    expected[address:address + count] = bytes(count)
    keys = core.storage.keys
    core.storage.release(address, count)
    assert core.storage[:] == expected and core.storage.keys == keys
    if sys.platform != "win32":
        assert core.storage.mapped == left


@pytest.mark.parametrize("address, count", [(0x800, PAGE), (0, 0x800), (0xF000, 2 * PAGE)])
def test_only_whole_pages_are_given_back(address, count):
    with pytest.raises(ValueError):
        virtual().storage.release(address, count)


def test_a_page_brought_back_shows_no_reference_and_no_change():
    core = virtual()
    core.storage.bring(0x3000, b"\x47" * PAGE)
    assert core.storage[0x2FFF:0x4001] == b"\0" + b"\x47" * PAGE + b"\0"
    assert core.storage.keys == bytes(32)
    with pytest.raises(IndexError):
        core.storage.bring(0xF800, bytes(PAGE))


STEPS = st.lists(st.tuples(st.sampled_from(["map", "release", "clear", "write", "run", "idle"]),
                           st.integers(0, 15), st.integers(1, 16), st.integers(0, 255)), max_size=25)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_storage_is_what_was_put_there_last(steps):
    """Any order of maps, releases and writes against a plain array."""
    core, model = virtual(), bytearray(65536)
    with tempfile.TemporaryFile() as opened:
        opened.write(PATTERN)
        opened.flush()
        for what, page, pages, value in steps:
            start, count = page * PAGE, min(pages, 16 - page) * PAGE
            if what == "map":
                core.storage.map(opened.fileno(), 0, start, count)
                model[start:start + count] = PATTERN[:count]
            elif what == "release":
                core.storage.release(start, count)
                model[start:start + count] = bytes(count)
            elif what == "clear":
                core.storage.clear()
                model[:] = bytes(65536)
            elif what == "idle":
                core.give_back()
            else:
                at = start + value * 8
                text = bytes([0x41, 0x10 + value % 16, 0, value])      # LA r,value
                if what == "write":
                    core.storage.write(at, text)
                    model[at:at + 4] = text
                elif model[at] == 0x41:
                    core.ia = at
                    core.run(1)
                    assert core.get_gpr(model[at + 1] >> 4 & 15) == model[at + 3]
            assert core.storage.read(start, PAGE) == model[start:start + PAGE]
        assert core.storage[:] == model


# --- what it costs the host -------------------------------------------------------------------

def status(name: str) -> int:
    """Kilobytes of this process, as the kernel has them."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))


@needs_linux
@pytest.mark.skipif("sanitizers" in FORM, reason="the sanitizer's own memory is counted too")
def test_a_thousand_idle_machines_share_one_file(file):
    """256K each, all of it mapped and looked at, a dozen pages executed, two stored into, then idle:
    far less than the 300 KB a machine that a thousand of them may have."""
    file.seek(0)
    for page in range(16):                                # BCT 3,0(,2) in each page
        file.seek(page * PAGE)
        file.write(bytes.fromhex("46302000"))
    file.truncate(64 * PAGE)
    cores = [Core(262144, virtual=True) for _ in range(20)]
    gc.collect()
    with open("/proc/self/maps") as maps:
        before_maps = len(maps.readlines())
    before = status("RssAnon") + status("VmPTE")
    for _ in range(200):
        core = Core(262144, virtual=True)
        core.storage.map(file.fileno(), 0, 0, 64 * PAGE)
        for page in range(2, 14):
            core.psw = bytes(5) + (page * PAGE).to_bytes(3, "big")
            core.run(3)
        core.storage.write(0x50, b"low storage")
        core.storage.write(0x8000, b"a stack")
        core.give_back()
        cores.append(core)
    with open("/proc/self/maps") as maps:
        assert (len(maps.readlines()) - before_maps) / 200 <= 4
    assert (status("RssAnon") + status("VmPTE") - before) / 200 < 60
    assert cores[-1].storage.resident() == 2


@needs_linux
def test_pages_given_back_are_the_hosts_again():
    core = Core(1 << 20, virtual=True)
    core.storage[0:1 << 20] = b"\xEE" * (1 << 20)
    assert core.storage.resident() == 256
    core.storage.release(0x10000, 100 * PAGE)
    assert core.storage.resident() == 156
    core.storage.clear()
    assert core.storage.resident() == 0


# --- blocks that nobody may store into --------------------------------------------------------

def page_shared(case, page, by_key):
    """The instruction in a machine with key 1 in PSW and storage; one page is protected from stores:
    shared, or by a key of its own."""
    core = prepared(case)
    core.storage.keys = b"\x10" * len(core.storage.keys)
    core.psw = bytes.fromhex("0011") + core.psw[2:]
    if by_key:
        for block in (0, 1):
            core.storage.set_key(page + 2048 * block, 0x20)
    else:
        core.storage.share(page, PAGE, True)
    return core


PROBLEM = [case for case in CROSSINGS if not isa.BY_MNEMONIC[case.mnemonic].privileged]


@pytest.mark.parametrize("case", PROBLEM, ids=[case.mnemonic for case in PROBLEM])
def test_a_shared_page_is_as_one_with_another_key(case):
    for page in PAGES:
        cores = [page_shared(case, page, by_key) for by_key in (False, True)]
        for core in cores:
            core.run(1)
        assert state_of(cores[0]) == state_of(cores[1])
        assert cores[0].last_interruption == cores[1].last_interruption


def test_key_0_may_not_store_there_but_fetch():
    core = virtual()
    core.storage[0x68:0x70] = bytes.fromhex("0002000000000600")
    core.storage.write(0x3000, b"\x47")
    core.storage.share(0x3000, PAGE, True)
    core.set_gpr(2, 0x3000)
    program(core, 0x1000, "95472000" "92FF2000")            # CLI, MVI
    assert REASONS[core.run(1)] == "BUDGET" and core.cc == 0
    core.run(1)
    assert core.last_interruption == (3, 4, 2) and core.storage[0x3000] == 0x47
    core.storage.share(0x3000, PAGE, False)
    core.psw = bytes(5) + (0x1004).to_bytes(3, "big")
    core.run(1)
    assert core.storage[0x3000] == 0xFF


def test_a_channel_may_not_store_there_and_cp_may():
    core = virtual()
    core.storage.share(0x3000, PAGE, True)
    assert core.storage.channel_store(0x2FFC, b"12345678", 0) == (4, 0x10)
    assert core.storage.channel_fetch(0x2FFC, 8, 0) == (b"1234\0\0\0\0", 0)
    core.storage.write(0x3000, b"CP")
    assert core.storage[0x3000:0x3002] == b"CP"


def test_clear_ends_sharing():
    core = virtual()
    core.storage.share(0, 65536, True)
    core.storage.clear()
    assert core.storage.channel_store(0x3000, b"x", 0) == (1, 0)
    with pytest.raises(IndexError):
        core.storage.share(0xF800, PAGE, True)
