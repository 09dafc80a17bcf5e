"""Saved systems: saved and loaded again, shared, protected, damaged, replaced while in use."""
import json
import os
import sys
import threading
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cp.commands import registry
from cp.frames import Frames
from cp.messages import CPError
from cp.saved import Saved
from cp.saved_file import Header, pack, unpack
from paged_machine import K4, FakeVM, caller
from s360.errors import MediaError

linux = pytest.mark.skipif(sys.platform != "linux", reason="the host shares pages by a mapping")


def system_machine(storage=65536):
    """A machine as it is when its system is saved: pages 0, 2 and 3 in use."""
    vm = FakeVM(storage=storage)
    vm.storage.write(0x68, bytes.fromhex("0002000000000600"))
    vm.storage.write(0x2000, b"\xC3" * K4 + b"\xD4" * 100)
    vm.storage.keys = bytes((n * 16) & 0xF0 for n in range(storage >> 11))
    for number in range(16):
        vm.core.set_gpr(number, 0x01010101 * number)
        vm.core.set_cr(number, 0x10 + number if number != 6 else 0)
    for number in (0, 2, 4, 6):
        vm.core.set_fpr(number, 0x4110000000000000 + number)
    vm.core.psw = bytes.fromhex("FF05000090002000")
    return vm


def everything(vm):
    core = vm.core
    return {"storage": vm.machine.storage.read(0, len(vm.machine.storage)), "psw": core.psw,
            "keys": core.storage.keys, "gpr": [core.get_gpr(n) for n in range(16)],
            "cr": [core.get_cr(n) for n in range(16)],
            "fpr": [core.get_fpr(n) for n in (0, 2, 4, 6)]}


@pytest.fixture
def saved(tmp_path):
    return Saved(tmp_path / "saved")


# --- save and load ----------------------------------------------------------------------------

def test_a_machine_comes_back_as_it_was_saved(saved):
    vm, other = system_machine(), FakeVM("OTHER")
    header = saved.save("CMS", vm)
    assert header.pages == ((0, 0), (2, 3)) and header.storage == 0x4000
    other.storage.write(0x9000, b"what was there before")
    saved.load("CMS", other)
    expected = everything(vm)
    expected["keys"] = bytes(k if n // 2 in (0, 2, 3) else 0 for n, k in enumerate(expected["keys"]))
    assert everything(other) == expected


def test_only_the_pages_asked_for(saved):
    saved.save("CMS", system_machine(), pages=((2, 2), (5, 6)), storage=0x9000)
    vm = FakeVM()
    saved.load("CMS", vm)
    assert vm.storage.read(0, 65536) == bytes(0x2000) + b"\xC3" * K4 + bytes(65536 - 0x3000)
    assert saved.query("CMS").storage == 0x9000


def test_a_machine_of_another_size(saved):
    saved.save("CMS", system_machine())
    larger = FakeVM(storage=1 << 20)
    saved.load("CMS", larger)
    assert larger.storage.read(0x2000, 4) == b"\xC3" * 4
    small = FakeVM(storage=0x3800)
    small.storage.write(0, b"mine")
    with pytest.raises(CPError, match="CMS NEEDS 16K OF STORAGE; THE MACHINE HAS 14K"):
        saved.load("CMS", small)
    assert small.storage.read(0, 4) == b"mine"


def test_storage_that_ends_within_its_last_page(saved):
    vm = FakeVM(storage=0x3800)
    vm.storage.write(0x3000, b"\xE9" * 0x800)
    vm.core.storage.set_key(0x3000, 0x50)
    saved.save("HALF", vm, pages=((3, 3),))
    for size in (0x3800, 0x4000):
        other = FakeVM(storage=size)
        saved.load("HALF", other)
        assert other.storage.read(0x3000, 0x800) == b"\xE9" * 0x800
        assert other.core.storage.key(0x3000) == 0x50


def test_a_model_67_in_extended_mode(saved):
    vm = FakeVM()
    vm.storage.write(0x1000, b"\1")
    vm.core.set_cr(6, 0x00800000)
    vm.core.psw = bytes.fromhex("0701300000003000")
    saved.save("CP", vm)
    other = FakeVM()
    saved.load("CP", other)
    assert other.core.extended and other.core.psw == bytes.fromhex("0701300000003000")


@linux
def test_machines_share_until_they_store(saved):
    saved.save("CMS", system_machine())
    machines = [FakeVM() for _ in range(20)]
    for vm in machines:
        saved.load("CMS", vm)
        assert vm.core.storage.mapped == (0, 0x4000)
    machines[3].storage.write(0x2000, b"changed")
    assert machines[4].storage.read(0x2000, 7) == b"\xC3" * 7
    again = FakeVM()
    saved.load("CMS", again)
    assert again.storage.read(0x2000, 7) == b"\xC3" * 7
    assert len({id(saved.image("CMS")) for _ in machines}) == 1


@linux
def test_nobody_can_change_what_is_shared(saved):
    saved.save("CMS", system_machine())
    image = saved.image("CMS")
    with pytest.raises(PermissionError):
        os.pwrite(image.fd, b"x", 0)
    with pytest.raises(PermissionError):
        os.truncate(image.fd, 0)


def test_the_file_may_go_while_machines_run(saved):
    """Removed, cut off, saved anew: who has IPLed it notices nothing."""
    saved.save("CMS", system_machine())
    first = FakeVM()
    saved.load("CMS", first)
    os.truncate(saved.folder / "CMS", 10)
    assert first.storage.read(0x2000, K4) == b"\xC3" * K4
    new = FakeVM()
    new.storage.write(0x2000, b"new")
    saved.save("CMS", new)
    second = FakeVM()
    saved.load("CMS", second)
    assert second.storage.read(0x2000, 3) == b"new"
    saved.purge("CMS")
    assert first.storage.read(0x2000, 3) == b"\xC3" * 3 and second.storage.read(0x2000, 3) == b"new"
    assert saved.names() == []
    with pytest.raises(CPError, match="CMS DOES NOT EXIST"):
        saved.load("CMS", first)


def test_many_threads_load_at_once(saved):
    saved.save("CMS", system_machine())
    machines = [FakeVM() for _ in range(16)]
    threads = [threading.Thread(target=saved.load, args=("CMS", vm)) for vm in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(vm.storage.read(0x2000, 4) == b"\xC3" * 4 for vm in machines)


def test_a_descriptor_is_closed_when_nobody_needs_it(saved):
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("open files are counted in /proc")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        saved.save("CMS", system_machine())
        saved.load("CMS", FakeVM())
    assert len(os.listdir("/proc/self/fd")) <= before + 1


# --- shared pages -----------------------------------------------------------------------------

def stores_at(vm, address):
    """Whether a store there by the guest, key 0, is done."""
    vm.core.set_gpr(2, address)
    vm.storage.write(0x800, bytes.fromhex("92FF2000"))
    vm.core.psw = bytes(5) + (0x800).to_bytes(3, "big")
    vm.run(1)
    return vm.storage.read(address, 1) == b"\xFF"


def test_protected_shared_pages(saved):
    """As CP-67's: even key 0 may not store there; other pages are the machine's."""
    saved.save("CMS", system_machine(), shared=((2, 2),), protect=True)
    vm = FakeVM()
    saved.load("CMS", vm)
    assert not stores_at(vm, 0x2000) and vm.core.last_interruption == (3, 4, 2)
    assert stores_at(vm, 0x3000)
    assert vm.storage.channel_store(0x2FFF, b"ab", 0) == (0, 0x10)
    vm.machine.storage.clear()                             # another IPL
    assert stores_at(vm, 0x2000)


def test_unprotected_shared_pages_are_copied(saved):
    saved.save("CMS", system_machine(), shared=((2, 2),))
    vm, other = FakeVM(), FakeVM()
    saved.load("CMS", vm)
    saved.load("CMS", other)
    assert stores_at(vm, 0x2000)
    assert other.storage.read(0x2000, 1) == b"\xC3"


def test_pages_attached_to_a_running_machine(saved):
    """A segment: pages and keys come, nothing else changes; they go again as zeros."""
    saved.save("SEGMENT", system_machine(), pages=((2, 3), (6, 6)), shared=((2, 2),), protect=True)
    for frames in (None, "paged"):
        vm = FakeVM(frames=frames and Frames(16, saved.folder / "drum"))
        vm.storage.write(0x5000, b"mine")
        vm.core.set_gpr(1, 17)
        assert saved.attach("SEGMENT", vm) == (0x2000, 0x6FFF)
        assert vm.storage.read(0x2000, K4 + 100) == b"\xC3" * K4 + b"\xD4" * 100
        assert vm.storage.read(0x5000, 4) == b"mine" and vm.core.get_gpr(1) == 17
        assert vm.core.storage.key(0x3000) & 0xF0 == 0x60
        assert not stores_at(vm, 0x2000)
        saved.attach("SEGMENT", vm, private=True)
        assert stores_at(vm, 0x2000)
        saved.detach("SEGMENT", vm)
        assert vm.storage.read(0x2000, 2 * K4) == bytes(2 * K4)
        if frames:
            vm.paging.close()
            vm.paging.frames.close()


# --- what cannot be saved ---------------------------------------------------------------------

@pytest.mark.parametrize("options, text", [
    ({"pages": ((0, 16),)}, "PAGES 0-10 ARE BEYOND STORAGE"),
    ({"pages": ()}, "NO PAGE TO SAVE"),
    ({"shared": ((1, 2),)}, "PAGES 1 ARE SHARED BUT NOT SAVED")])
def test_impossible_pages(saved, options, text):
    with pytest.raises(CPError, match=text):
        saved.save("CMS", system_machine(), **options)
    assert saved.names() == []


@pytest.mark.parametrize("name", ("", "lower", "NINECHARS", "A B", "../CMS", "CMS\n", "É"))
def test_names(saved, name):
    for action in (lambda: saved.save(name, system_machine()), lambda: saved.load(name, FakeVM()),
                   lambda: saved.purge(name)):
        with pytest.raises(CPError, match="1 TO 8"):
            action()


def test_an_empty_machine_has_nothing_to_save(saved):
    with pytest.raises(CPError, match="NO PAGE TO SAVE"):
        saved.save("CMS", FakeVM())


def test_other_files_are_no_systems(saved):
    saved.save("CMS", system_machine())
    (saved.folder / ".CMS.new").write_bytes(b"a kill left this")
    (saved.folder / "read.me").write_text("hello")
    assert saved.names() == ["CMS"]


@pytest.mark.parametrize("fails", ("fsync", "replace"))
def test_a_host_that_cannot_write_leaves_the_old_system(saved, monkeypatch, fails):
    saved.save("CMS", system_machine())
    was = (saved.folder / "CMS").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, fails, full)
    with pytest.raises(MediaError, match="CMS: No space left on device; make room"):
        saved.save("CMS", system_machine(), pages=((0, 9),))
    monkeypatch.undo()
    assert (saved.folder / "CMS").read_bytes() == was
    assert os.listdir(saved.folder) == ["CMS"]


# --- damage -----------------------------------------------------------------------------------

def test_damage_is_found_wherever_it_is(saved):
    saved.save("CMS", system_machine())
    path = saved.folder / "CMS"
    good = path.read_bytes()
    rng = Random(67)
    places = list(range(0, 110)) + [rng.randrange(len(good)) for _ in range(60)]
    for at in places:
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1:])
        vm = FakeVM()
        vm.storage.write(0x5000, b"mine")
        with pytest.raises(MediaError, match="CMS: .*; .*") as told:
            saved.load("CMS", vm)
        assert "SAVESYS" in str(told.value) or "remove" in str(told.value)
        assert vm.storage.read(0x5000, 4) == b"mine"
    for length in (0, 10, 30, 100, len(good) - 1):
        path.write_bytes(good[:length])
        with pytest.raises(MediaError):
            saved.load("CMS", FakeVM())
        assert len(saved.check()) == 1 and str(path) in saved.check()[0]
    path.write_bytes(good)
    saved.load("CMS", FakeVM())
    assert saved.check() == []


NEARLY = st.sampled_from(["00", [1.5] * 16, [0] * 16, [1.5] * 4, 1e9, [[0, 0]], [[0.5, 0]]])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 1 << 40) | st.text(max_size=9) | st.just({"!b": "AAAA"}),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["name", "pages", "shared", "protect", "storage", "psw", "gpr", "fpr", "cr", "keys",
                        "source", "saved", "more"]), NEARLY | PLAIN)
def test_a_header_that_makes_no_sense(saved, field, value):
    """With the right digest: refused in one line, or a system that can be loaded."""
    import hashlib
    made = pack(Header("CMS", ((0, 0),), gpr=[0] * 16, fpr=[0] * 4, cr=[0] * 16, keys=b"\0\0"), bytes(K4))
    body = made[len(b"CPCMS saved system 1\n") + 65:]
    line, _, data = body.partition(b"\n")
    header = json.loads(line)
    fields = dict(header["!d"])
    fields[field] = value
    header["!d"] = list(fields.items())
    body = json.dumps(header).encode() + b"\n" + data
    text = b"CPCMS saved system 1\n" + hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    saved.folder.mkdir(exist_ok=True)
    (saved.folder / "CMS").write_bytes(text)
    try:
        saved.load("CMS", FakeVM())
    except (MediaError, CPError) as error:
        assert "\n" not in str(error)


def test_a_newer_version_says_so(saved):
    saved.save("CMS", system_machine())
    path = saved.folder / "CMS"
    path.write_bytes(path.read_bytes().replace(b"system 1\n", b"system 2\n", 1))
    with pytest.raises(MediaError, match="newer version"):
        saved.load("CMS", FakeVM())


def test_pack_and_unpack_are_inverse(tmp_path):
    header = Header("CP67", ((0, 1), (4000, 4000)), ((1, 1),), True, 1 << 24, "abc",
                    bytes.fromhex("0002000000ABCDEF"), list(range(16)), [1, 2, 3, 1 << 63],
                    [0xFFFFFFFF] * 16, b"\xF6" * 6)
    data = os.urandom(3 * K4)
    assert unpack("x", pack(header, data)) == (header, data)


def test_stale(saved):
    """A system is to be made anew when its source has changed, and when it is not usable."""
    assert saved.stale("CMS", "digest 1")
    saved.save("CMS", system_machine(), source="digest 1")
    assert not saved.stale("CMS", "digest 1") and saved.stale("CMS", "digest 2")
    os.truncate(saved.folder / "CMS", 1000)
    assert saved.stale("CMS", "digest 1")


# --- console functions ------------------------------------------------------------------------

@pytest.fixture
def who(saved):
    registry.load()
    keys = SimpleNamespace(pages=((0, 3),), shared=((2, 2),), storage=0x8000)
    system = SimpleNamespace(saved=saved, frames=None,
                             configuration=SimpleNamespace(saved_systems={"CONFIG": keys}))
    return caller(system, system_machine())


def test_savesys(who, saved):
    assert who.run("savesys cms 0-3,a shared 2-3 protect") == 0
    header = saved.query("CMS")
    assert (header.pages, header.shared, header.protect) == (((0, 3), (10, 10)), ((2, 3),), True)
    assert who.run("SAVESYS CONFIG") == 0
    header = saved.query("CONFIG")
    assert (header.pages, header.shared, header.storage) == (((0, 3),), ((2, 2),), 0x8000)
    assert who.lines == ["SYSTEM SAVED"] * 2
    who.lines.clear()
    assert who.run("QUERY NSS") == 0
    assert who.lines[0].startswith("CMS      PAGES 0-3,A SHARED 2-3 PROTECT STORAGE 44K SAVED ")
    assert who.data[-1]["name"] == "CONFIG" and who.data[-1]["pages"] == [[0, 3]]
    assert who.run("PURGESYS CMS") == 0 and saved.names() == ["CONFIG"]


@pytest.mark.parametrize("line, text", [
    ("SAVESYS", "OPERAND MISSING"), ("SAVESYS CMS 3-1", "INVALID PAGES - 3-1"),
    ("SAVESYS CMS 0,0", "INVALID PAGES"), ("SAVESYS CMS 1000", "INVALID PAGES"),
    ("SAVESYS CMS 0-3 SHARED", "OPERAND MISSING"), ("SAVESYS CMS 0 1", "INVALID OPTION - 1"),
    ("SAVESYS CMS 0-3 SHARED 9", "PAGES 9 ARE SHARED BUT NOT SAVED"),
    ("SAVESYS TOOLONGNAME", "1 TO 8"), ("PURGESYS CMS", "CMS DOES NOT EXIST"),
    ("QUERY NSS NONE", "NONE DOES NOT EXIST"), ("QUERY FRAMES", "NOT LIMITED")])
def test_wrong_operands(who, line, text):
    assert who.run(line) != 0
    assert text in who.lines[-1]


def test_a_damaged_system_is_shown_as_such(who, saved):
    who.run("SAVESYS CMS")
    os.truncate(saved.folder / "CMS", 1000)
    assert who.run("QUERY NSS") == 0
    assert "damaged" in who.lines[-1] and who.data[-1]["name"] == "CMS"


def test_who_may_not(who):
    who.classes = "G"
    for line in ("SAVESYS CMS", "PURGESYS CMS", "QUERY NSS", "LOCK TEST 0 1"):
        assert who.run(line) != 0
