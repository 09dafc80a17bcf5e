"""Demand paging: whatever comes and goes, a guest finds in its storage what it put there."""
import os
import threading
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lockstep
from control_program import assist, differences
from cp.commands import registry
from cp.drum import Drum
from cp.frames import LEAST, Frames
from cp.messages import CPError
from cp.paging import IN, OUT, TRIAL
from cp.saved import Saved
from paged_machine import K4, FakeVM, caller
from program_maker import make_program, make_state
from program_state import SIZE
from s360.errors import MediaError
from s360.media.files import HostFile


@pytest.fixture
def frames(tmp_path):
    made = Frames(6, tmp_path / "drum")
    yield made
    made.close()


def fill(vm, pages=range(16)):
    """Page n is full of X'10' + n."""
    for page in pages:
        vm.storage.write(page * K4, bytes([0x10 + page]) * K4)


def holds(vm, pages=range(16)):
    return all(vm.storage.read(page * K4, K4) == bytes([0x10 + page]) * K4 for page in pages)


def bring_all(vm):
    """Every page resident, as if there had always been enough frames."""
    vm.paging.frames.total += 16
    vm.begin = vm.paging.begin()
    vm.paging.ensure(0, vm.paging.size)


# --- what a guest sees ------------------------------------------------------------------------

def random_program(seed):
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state)
    return state


def loaded(state, frames=None):
    """A machine with a random program in it."""
    vm = FakeVM(storage=SIZE, frames=frames)
    storage, vm.core.storage[:] = vm.storage, bytes(SIZE)
    storage.write(0, bytes(state["storage"]))
    whole = dict(state, storage=vm.core.storage[:])       # the core's part: registers, keys, PSW
    lockstep.load_core(vm.core, whole)
    return vm


def run_slices(vm, rng, count):
    """So many instructions in slices; the machine rests now and then."""
    end = vm.core.executed + count
    for _ in range(10 * count):
        left = end - vm.core.executed
        if left <= 0:
            break
        if vm.run(min(left, rng.randint(1, 40))) == "WAIT":
            break
        if vm.paging is not None and rng.random() < 0.1:
            with vm.lock:
                vm.paging.rest()


def compare(paged, plain):
    with paged.lock:
        bring_all(paged)
        found = differences(paged.core, plain.core, bits=0xF8)
        assert not found, found[:4]


def programs(frames, seeds, count):
    faults = 0
    for seed in seeds:
        state = random_program(seed)
        plain, paged = loaded(state), loaded(state, frames)
        run_slices(plain, Random(seed), count)
        run_slices(paged, Random(seed), count)
        faults += paged.paging.lost
        total = frames.total
        compare(paged, plain)
        paged.paging.close()
        frames.total = total
        assert frames.used == 0 and frames.drum.used == 0
    return faults


def test_random_programs_run_as_without_paging(frames):
    """8 pages each, 6 frames: an instruction may need more than there are."""
    assert programs(frames, range(50, 90), 150) > 100


def test_one_frame_is_enough(tmp_path):
    """An instruction keeps what it has brought in until it is done."""
    frames = Frames(1, tmp_path / "drum")
    assert programs(frames, range(90, 110), 100) > 200
    assert frames.borrowed > 0


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_random_programs_at_length(frames):
    assert programs(frames, range(500_000, 500_600), 300) > 2000


def two_at_once(frames, seeds, count):
    """Machines on threads of their own, stealing from each other."""
    machines = [(loaded(random_program(seed)), loaded(random_program(seed), frames), seed)
                for seed in seeds]
    for plain, _, seed in machines:
        run_slices(plain, Random(seed), count)
    threads = [threading.Thread(target=run_slices, args=(paged, Random(seed), count))
               for _, paged, seed in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = sum(paged.paging.lost for _, paged, _ in machines)
    for plain, paged, _ in machines:
        total = frames.total
        compare(paged, plain)
        paged.paging.close()
        frames.total = total
    assert frames.used == 0 and frames.drum.used == 0
    return lost


def test_two_machines_on_two_threads(frames):
    lost = 0
    for seed in range(200, 230, 2):
        lost += two_at_once(frames, (seed, seed + 1), 300)
    assert lost > 20


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_four_machines_on_four_threads_at_length(frames):
    frames.total = 9
    assert sum(two_at_once(frames, range(seed, seed + 4), 500) for seed in range(600, 1000, 4)) > 3000


def test_a_loop_over_more_pages_than_frames(frames):
    """The figures of a program that adds a word from each of 12 pages, over and over."""
    vm = FakeVM(frames=frames)
    for page in range(2, 14):
        vm.storage.write(page * K4, (page * 1000).to_bytes(4, "big"))
    vm.core.set_gpr(5, 10)
    vm.core.set_gpr(14, 0x1000)
    vm.storage.write(0x1000, bytes.fromhex(
        "41200002" "4130000C"                       # again: LA 2,2  LA 3,12
        "1842" "8940000C" "5A104000"                # page:  LR 4,2  SLL 4,12  A 1,0(4)
        "41202001" "4630E008" "4650E000"))          #        LA 2,1(2)  BCT 3,page  BCT 5,again
    vm.core.psw = bytes(5) + (0x1000).to_bytes(3, "big")
    vm.run(10 * (2 + 12 * 5 + 1))
    assert vm.core.get_gpr(1) == 10 * sum(page * 1000 for page in range(2, 14))
    figures = vm.paging.figures()
    assert frames.used <= 6 and figures["resident"] <= 6
    assert figures["reads"] > 60 and figures["reads"] == vm.counters.page_reads
    assert figures["writes"] == 13                  # each page once: nothing has changed since


def test_reference_and_change_bits_are_the_guests(frames):
    """ISK shows no change by paging, and none is lost."""
    vm = FakeVM(frames=frames)
    fill(vm)
    vm.core.storage.keys = bytes([0x30, 0x36] * 16)
    for _ in range(3):
        vm.paging.ensure(0, 65536)
    assert vm.core.storage.keys == bytes([0x30, 0x36] * 16)


def test_what_is_decoded_in_a_page_that_went(frames):
    """CP changes an instruction while its page is out."""
    vm = FakeVM(frames=frames)
    vm.storage.write(0x3000, bytes.fromhex("41100001"))       # LA 1,1
    vm.core.psw = bytes(5) + (0x3000).to_bytes(3, "big")
    vm.run(1)
    vm.paging.ensure(0x8000, 8 * K4)
    assert vm.paging.state[3] == OUT
    vm.storage.write(0x3000, bytes.fromhex("41100002"))
    vm.core.psw = bytes(5) + (0x3000).to_bytes(3, "big")
    vm.run(1)
    assert vm.core.get_gpr(1) == 2


# --- frames -----------------------------------------------------------------------------------

def test_never_more_frames_than_there_are(frames):
    vm, other = FakeVM("ONE", frames=frames), FakeVM("TWO", frames=frames)
    fill(vm)
    fill(other)
    assert vm.paging.resident + other.paging.resident == frames.used == 6
    assert holds(vm) and holds(other)
    assert frames.drum.used == 26 and frames.borrowed == 0


def test_the_host_has_the_memory_back(frames):
    vm = FakeVM(frames=frames)
    fill(vm)
    if vm.core.storage.resident() is None:
        pytest.skip("the host does not tell")
    assert vm.core.storage.resident() <= 6
    assert holds(vm)
    vm.paging.release(0, 65536)
    assert vm.core.storage.resident() == 0 and frames.used == 0 and frames.drum.used == 0


def test_machines_in_no_queue_lose_their_pages_first(frames):
    """The one that has rested longest before others; page 0 of the machine in a queue stays."""
    first, second, busy = (FakeVM(name, frames=frames) for name in ("FIRST", "SECOND", "BUSY"))
    for vm in (first, second):
        assert vm.paging.begin()
        fill(vm, (0, 1))
    busy.paging.begin()
    fill(busy, (0,))
    second.paging.rest()
    first.paging.rest()
    fill(busy, (5,))
    assert frames.used == 6
    fill(busy, (6, 7))
    assert (first.paging.resident, second.paging.resident, busy.paging.resident) == (2, 0, 4)
    fill(busy, (8, 9))
    assert (first.paging.resident, busy.paging.resident) == (0, 6)
    fill(busy, range(1, 16))
    assert busy.paging.state[0] == IN and frames.used == 6
    assert holds(first, (0, 1)) and holds(second, (0, 1)) and holds(busy, range(16))


def test_pages_not_referenced_go_before_others(frames):
    vm = FakeVM(frames=frames)
    vm.paging.begin()
    fill(vm, range(6))
    fill(vm, (6,))                           # the clock has passed all: one went, others are on trial
    assert vm.paging.state.count(TRIAL) == 4
    kept = [page for page in range(1, 7) if vm.paging.state[page] == TRIAL][:2]
    for page in kept:
        vm.paging.fault(page * K4)
    vm.paging.pinned.clear()
    fill(vm, (7, 8))
    assert all(vm.paging.state[page] != OUT for page in kept)
    assert holds(vm, range(9))


def test_a_running_machine_is_left_alone(frames):
    """Its lock cannot be taken: the frame is borrowed, and given back by the next steal."""
    vm, other = FakeVM("ONE", frames=frames), FakeVM("TWO", frames=frames)
    fill(vm, range(6))
    done = threading.Event()
    gone = threading.Event()

    def run():
        with vm.lock:
            gone.set()
            done.wait(30)
    thread = threading.Thread(target=run)
    thread.start()
    gone.wait(30)
    other.paging.begin()
    fill(other, (0, 1))
    assert vm.paging.resident == 6 and frames.used > 6 and frames.borrowed
    done.set()
    thread.join()
    fill(other, (2, 3))
    assert frames.used == 6
    assert holds(vm, range(6)) and holds(other, range(4))


def test_a_reserve_is_not_stolen(frames):
    vm, other = FakeVM("ONE", frames=frames), FakeVM("TWO", frames=frames)
    fill(vm, range(5))
    vm.paging.reserved = 4
    fill(other)
    assert vm.paging.resident == 4 and holds(vm, range(5)) and holds(other)


def test_locked_pages_stay(tmp_path):
    frames = Frames(LEAST + 3, tmp_path / "drum")
    vm = FakeVM(storage=1 << 20, frames=frames)
    vm.paging.lock_pages((2, 3), vm.post)
    vm.storage.write(0x2000, b"locked")
    vm.paging.begin()
    for page in range(4, 250):
        vm.storage.write(page * K4, b"x")
    assert vm.paging.state[2] == vm.paging.state[3] == IN and vm.paging.lost > 200
    with pytest.raises(CPError, match="2 FRAMES ASKED FOR, 1 CAN BE HAD"):
        vm.paging.lock_pages((7, 8), vm.post)
    with pytest.raises(CPError, match="PAGE 100 IS BEYOND STORAGE"):
        vm.paging.lock_pages((256,), vm.post)
    with pytest.raises(CPError, match="PAGE 004 NOT LOCKED"):
        vm.paging.unlock_pages((3, 4))
    vm.storage.clear()
    assert vm.paging.state[2] == IN and vm.storage.read(0x2000, 6) == bytes(6)
    vm.paging.unlock_pages((2, 3))
    assert frames.fixed == 0
    vm.paging.close()
    assert frames.used == 0
    frames.close()


def test_a_machine_with_virtual_real(tmp_path):
    """It has all its frames from the beginning and never pages."""
    frames = Frames(LEAST + 16, tmp_path / "drum")
    vm, other = FakeVM("REAL", frames=frames, real=True), FakeVM("OTHER", storage=1 << 20, frames=frames)
    fill(vm)
    for page in range(256):
        other.storage.write(page * K4, bytes([page]) * 16)
    assert frames.used == frames.total and vm.paging.resident == 16 and vm.paging.lost == 0
    assert vm.core.storage[0x3000:0x4000] == b"\x13" * K4
    with pytest.raises(CPError, match="16 FRAMES ASKED FOR, 0 CAN BE HAD"):
        FakeVM("THIRD", frames=frames, real=True)
    vm.paging.close()
    assert frames.fixed == 0 and frames.used <= LEAST
    frames.close()


def test_working_set(frames):
    """What was used last; the mean with what was projected when that went the wrong way (GC20-1807):
    before the fourth stay 2 are projected after 4 were and 2 came, and then 5 come."""
    vm = FakeVM(frames=frames)
    seen = []
    for pages in (4, 4, 2, 5, 3):
        vm.paging.release(0, 65536)
        vm.paging.begin()
        fill(vm, range(pages))
        vm.paging.rest()
        seen.append(vm.paging.working_set)
    assert seen == [4, 4, 2, (2 + 5) // 2, 3]


# --- the drum ---------------------------------------------------------------------------------

def test_a_page_that_has_not_changed_is_not_written_again(frames):
    vm = FakeVM(frames=frames)
    fill(vm)
    assert vm.paging.writes == 10
    for _ in range(3):
        vm.paging.ensure(0, 65536)
    assert vm.paging.writes == 16 and vm.paging.reads > 30
    vm.storage.write(0x5000, b"changed")
    vm.paging.ensure(0, 65536)
    assert vm.paging.writes == 17 and frames.drum.used == 16


def test_pages_of_zeros_need_no_drum(frames):
    vm = FakeVM(frames=frames)
    vm.paging.ensure(0, 65536)
    fill(vm, range(8))
    for page in range(8):
        vm.storage.write(page * K4, bytes(K4))
    vm.paging.ensure(0x8000, 8 * K4)
    assert frames.drum.used == 0 and vm.storage.read(0, 65536) == bytes(65536)


def test_a_full_drum_stops_the_guest_and_loses_nothing(tmp_path):
    frames = Frames(6, tmp_path / "drum", drum_limit=4)
    vm = FakeVM(frames=frames)
    fill(vm, range(10))
    vm.storage.write(0x4000, bytes.fromhex("4110B000"))          # LA 1,X'0'(11)
    vm.storage.write(0x4004, bytes.fromhex("D200A000" "B000"))   # MVC 0(1,10),0(11)
    vm.core.set_gpr(10, 0xE000)
    vm.core.set_gpr(11, 0x0000)
    vm.core.psw = bytes(5) + (0x4000).to_bytes(3, "big")
    assert vm.run(2) == "STOPPED" and len(vm.stopped) == 1
    assert "PAGING ERROR" in vm.stopped[0] and "all 4 slots hold pages; " in vm.stopped[0]
    before = vm.core.ia
    assert holds(vm, (0, 1, 2, 3, 5, 6, 7, 8, 9))
    frames.drum.limit = None
    assert vm.run(2 - (before == 0x4004)) == "BUDGET"
    assert vm.storage.read(0xE000, 1) == b"\x10" and holds(vm, (0, 1, 2, 3, 5, 6, 7, 8, 9))
    frames.close()


@pytest.mark.parametrize("operation", ("write", "read"))
def test_a_host_disk_that_fails(frames, monkeypatch, operation):
    vm = FakeVM(frames=frames)
    fill(vm, range(10))

    def fails(*_):
        raise MediaError("drum: Input/output error")
    monkeypatch.setattr(frames.drum.file, operation, fails)
    assert vm.paging.fault(0xF000) is not None if operation == "write" else True
    if operation == "read":
        out = next(page for page in range(10) if vm.paging.state[page] == OUT)
        assert vm.paging.fault(out * K4) is not None
    assert "Input/output error; make room there or see to that disk" in vm.stopped[0]
    assert frames.used <= 6
    monkeypatch.undo()
    assert holds(vm, range(10))


def test_a_channel_meets_a_drum_that_fails(frames, monkeypatch):
    """The operation ends with channel data check, and the machine stops."""
    vm = FakeVM(frames=frames)
    fill(vm, range(10))

    def fails(*_):
        raise MediaError("drum: Input/output error")
    monkeypatch.setattr(frames.drum.file, "write", fails)
    assert vm.storage.channel_store(0xF000, b"data", 0) == (0, 0x08) and vm.stopped
    assert vm.storage.channel_fetch(0xE000, 4, 0) == (b"", 0x08)


def test_a_drum_that_somebody_changed_is_not_believed(frames):
    vm = FakeVM(frames=frames)
    fill(vm)
    with open(frames.drum.path, "r+b") as file:
        file.write(b"?" * 100_000)
    out = next(page for page in range(16) if vm.paging.state[page] == OUT)
    assert vm.paging.fault(out * K4) is not None
    assert "another program has changed it" in vm.stopped[0]
    os.truncate(frames.drum.path, 0)
    with pytest.raises(MediaError, match="cut off"):
        vm.storage.read(out * K4, 4)


def test_the_drum_is_one_systems_alone(tmp_path):
    drum = Drum(tmp_path / "drum")
    if not hasattr(HostFile, "_lock"):
        pytest.skip("no locks here")
    with pytest.raises(MediaError, match="in use"):
        Drum(tmp_path / "drum")
    drum.close()
    with pytest.raises(MediaError, match="No such file"):
        Drum(tmp_path / "nowhere" / "drum")


def test_slots_are_used_again(tmp_path):
    drum = Drum(tmp_path / "drum")
    slots = [drum.write(-1, bytes([n]) * K4) for n in range(5)]
    assert slots == [0, 1, 2, 3, 4]
    drum.free(3)
    drum.free(1)
    assert drum.used == 3 and drum.write(-1, b"x" * K4) == 1
    assert drum.write(2, b"y" * K4) == 2 and drum.read(2) == b"y" * K4
    drum.close()
    assert os.path.getsize(tmp_path / "drum") == 0


# --- saved systems in paged machines ----------------------------------------------------------

def test_a_saved_system_comes_page_by_page(frames, tmp_path):
    saved = Saved(tmp_path / "saved")
    plain = FakeVM()
    fill(plain)
    saved.save("CMS", plain, shared=((2, 2),), protect=True)
    vm = FakeVM(frames=frames)
    fill(vm)
    saved.load("CMS", vm)
    assert frames.used == 0 and frames.drum.used == 0
    assert holds(vm)
    vm.paging.ensure(0, 65536)
    assert vm.paging.reads == 16 + 0 and frames.drum.used == 0        # unchanged: no need of the drum
    assert vm.storage.channel_store(0x2000, b"x", 0) == (0, 0x10)
    vm.storage.write(0x5000, b"changed")
    vm.paging.ensure(0, 65536)
    assert frames.drum.used == 1 and vm.storage.read(0x5000, 7) == b"changed"
    saved.save("AGAIN", vm)
    other = FakeVM()
    saved.load("AGAIN", other)
    assert other.storage.read(0, 65536) == vm.paging.whole()


# --- PagedStorage is as Storage ---------------------------------------------------------------

ACTIONS = st.lists(st.tuples(
    st.sampled_from(["write", "channel_store", "channel_fetch", "read", "word", "release", "clear", "rest",
                     "item", "key", "share"]),
    st.integers(0, 1), st.integers(-2, 0x8802), st.integers(0, 9000), st.integers(0, 15)), max_size=40)


def act(vm, what, address, count, key):
    storage, data = vm.storage, bytes([0x10 + key]) * count
    if what == "write":
        return storage.write(address, data)
    if what == "channel_store":
        return storage.channel_store(address & 0xFFFFFF, data, key)
    if what == "channel_fetch":
        return storage.channel_fetch(address & 0xFFFFFF, count, key)
    if what == "read":
        return storage.read(address & 0xFFFF, count)
    if what == "word":
        return storage.word(address & 0xFFFF)
    if what == "release":
        return storage.release(address & -K4 & 0xFFFF, K4 * (key % 3))
    if what == "clear":
        return storage.clear() if key == 0 else None
    if what == "item":
        storage[address] = key
        return storage[address:address + count]
    if what == "share":
        return storage.share(address & 0x7800, 2048, bool(key & 1))
    if what == "key":
        storage.set_key(address & 0xFFFF, key << 4 | (8 if count & 1 else 0))
    return None


@settings(max_examples=150, deadline=None)
@given(ACTIONS)
def test_channels_and_cp_see_the_same_as_without_paging(tmp_path_factory, actions):
    frames = Frames(3, tmp_path_factory.mktemp("drum") / "drum")
    plain = [FakeVM(storage=0x8800) for _ in range(2)]
    paged = [FakeVM(storage=0x8800, frames=frames) for _ in range(2)]
    for what, which, address, count, key in actions:
        if what == "rest":
            paged[which].paging.rest() if key & 1 else paged[which].paging.begin()
            continue
        answers = []
        for vm in (plain[which], paged[which]):
            try:
                answers.append(act(vm, what, address, count, key))
            except (IndexError, ValueError, OverflowError) as error:
                answers.append(type(error) if not isinstance(error, OverflowError) else IndexError)
        assert answers[0] == answers[1], (what, hex(address), count)
    for one, other in zip(plain, paged):
        assert one.storage[:] == other.paging.whole() == other.storage[:]
        assert one.storage.keys == other.storage.keys and len(one.storage) == len(other.storage)
    assert frames.used <= 3 + 2 and all(vm.paging.resident >= 0 for vm in paged)
    assert frames.used == sum(vm.paging.resident for vm in paged)
    frames.close()


COPY = {0x1000: "D2030048C040 9C00000C 9D00000C 4770C00A"       # read two cards
                "D2030048C044 9C00000E 9D00000E 4770C01C 8200C048",   # print them as one line, wait
        0x1040: "00001FF8 00003800 0002000000001234",
        0x1FF8: "02004FE0 40000050", 0x2000: "08003000 00000000", 0x3000: "02006FF0 00000050",
        0x3800: "09004FE0 80000050", 0x3808: "00006FF0 00000032"}


def copied(folder, frames):
    """(what was printed, PSW, storage) of a program whose CCWs and buffers lie across pages."""
    vm = FakeVM(frames=frames)
    for address, text in COPY.items():
        vm.storage.write(address, bytes.fromhex(text))
    (folder / "deck").write_bytes(bytes(range(0xC1, 0xC9)) * 10 + b"\xF0\xF1" * 40)
    vm.machine.attach(0x00C, "2540R", deck=str(folder / "deck"), form="ebcdic")
    vm.machine.attach(0x00E, "1403", file=str(folder / "listing"))
    assist(vm.core, True)
    vm.core.set_gpr(12, 0x1000)
    vm.core.psw = bytes(5) + (0x1000).to_bytes(3, "big")
    if frames is not None:
        assert vm.paging.begin()
    vm.machine.run(1_000_000)
    vm.machine.close()
    return (folder / "listing").read_text(), vm.core.psw, vm.storage[:], vm


def test_channel_programs_and_buffers_across_pages(tmp_path):
    frames = Frames(2, tmp_path / "drum")
    plain, paged = copied(tmp_path, None), copied(tmp_path, frames)
    assert plain[:3] == paged[:3]
    assert plain[0].split() == ["ABCDEFGH" * 10 + "01" * 25]
    assert plain[1].hex() == "0002000000001234"
    assert paged[3].paging.reads > 5 and frames.used <= 3
    frames.close()


# --- console functions ------------------------------------------------------------------------

@pytest.fixture
def who(tmp_path):
    registry.load()
    frames = Frames(64, tmp_path / "drum")
    vm = FakeVM("USER1", frames=frames)
    system = SimpleNamespace(frames=frames, machines={"USER1": vm}, user=lambda name: find(name))

    def find(name):
        if name not in system.machines:
            raise CPError("not-logged-on", userid=name)
        return system.machines[name]
    yield caller(system, vm)
    frames.close()


def test_lock_and_query(who):
    assert who.run("LOCK USER1 2 4") == 0 and who.run("SET RESERVE USER1 7") == 0
    assert who.lines == ["COMMAND COMPLETE"] * 2
    who.run("QUERY FRAMES")
    assert who.lines[-1] == "FRAMES = 00064 USED = 00003 FIXED = 00003 DRUM = 00000 STEALS = 0"
    who.run("QUERY PAGING")
    assert who.lines[-1] == ("USER1    RESIDENT = 0003 LOCKED = 0003 RESERVED = 0007 WSET = 0000 "
                             "READS = 0 WRITES = 0 STOLEN = 0")
    assert who.data[-1]["locked"] == 3 and who.data[0]["frames"] == 64
    assert who.run("UNLOCK USER1 2 4") == 0 and who.run("SET RESERVE USER1 OFF") == 0
    assert who.run("QUERY PAGING USER1") == 0
    assert "LOCKED = 0000 RESERVED = 0000" in who.lines[-1]


@pytest.mark.parametrize("line, text", [
    ("LOCK", "OPERAND MISSING"), ("LOCK USER1 2", "OPERAND MISSING"), ("LOCK USER1 4 2", "INVALID PAGES"),
    ("LOCK NOBODY 0 1", "NOBODY NOT LOGGED ON"), ("LOCK USER1 0 10", "PAGE 010 IS BEYOND STORAGE"),
    ("LOCK USER1 X 1", "INVALID HEXLOC"), ("UNLOCK USER1 0 0", "PAGE 000 NOT LOCKED"),
    ("SET RESERVE USER1 MANY", "INVALID OPTION - MANY")])
def test_wrong_operands(who, line, text):
    assert who.run(line) != 0 and text in who.lines[-1]
