"""Same as bare: what runs on a machine of its own gives the same results in a virtual machine, with the
assists and without, with real storage enough and with little."""
import sys

import pytest

import cp_guests
from cp.system import System
from cp.vmachine import STANDARD
from cp_guests import DECKS, ask, guest, loading_deck, put_deck, sample_cards, start_image, take_output
from s360 import Machine, StopReason
from shared import shared

FEW = 3                        # frames; the kernels use two to eleven pages
KERNELS = ("int", "sieve", "dhry", "sort", "dec", "flt", "mem", "svc", "pgm", "priv", "selfmod", "io",
           "iowait")
LIMIT = 200_000_000


@pytest.fixture(scope="module", params=("resident", "paged"))
def system(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param) / "data"
    made = (System(folder) if request.param == "resident" else cp_guests.paged_system(folder, FEW))
    with made:
        made.command("DRAIN ALL")      # what is printed stays in the spool
        yield made


@pytest.fixture(params=("assist", "no-assist"))
def vm(request, system):
    """A virtual machine with the standard devices."""
    made = guest(system, "TWIN", assist=request.param == "assist")
    yield made
    system.logoff(made)


# --- the kernels of the benchmark

@pytest.fixture(scope="module")
def benchlib():
    sys.path.insert(0, str(shared("bench")))
    import benchlib
    yield benchlib
    sys.path.remove(str(shared("bench")))


def outcome(machine):
    """What is to be the same: registers, PSW, storage, instructions."""
    core, storage = machine.core, machine.storage
    return {"registers": [core.get_gpr(r) for r in range(16)],
            "floating": [core.get_fpr(r) for r in (0, 2, 4, 6)],
            "psw": bytes(core.psw), "keys": bytes(storage.keys), "executed": core.executed,
            "interruptions": core.interruptions, "storage": storage.read(0, 0xA000)}


def bare(data, count, listing):
    """The same on a machine of its own."""
    with Machine("256K", features=STANDARD) as machine:
        machine.attach(0x00E, "1403", file=listing)
        machine.storage.write(0, data)
        machine.storage.write(0x180, count.to_bytes(4, "big"))
        machine.press_restart()
        assert machine.run(LIMIT).reason is StopReason.DISABLED_WAIT
        machine.devices[0x00E].rest()
        return outcome(machine)


@pytest.mark.parametrize("name", KERNELS)
def test_kernel(system, vm, benchlib, name, tmp_path):
    kernel = next(one for one in benchlib.manifest() if one["name"] == name)
    count = kernel["iterations_small"]
    data = benchlib.image(kernel, count)
    wanted = bare(data, count, tmp_path / "bare.txt")
    start_image(vm, data, count)
    cp_guests.until_stopped(vm)
    found = outcome(vm.machine)
    csum = int.from_bytes(found["storage"][0x184:0x188], "big")
    benchlib.check(kernel, {"psw": int.from_bytes(found["psw"], "big"), "csum": csum}, count)
    assert {key: value for key, value in found.items() if value != wanted[key]} == {}
    assert take_output(system, vm, "PRT", tmp_path) == (tmp_path / "bare.txt").read_text()
    if not vm.options.assist and name == "priv":
        assert set(vm.counters.privops) >= {"SSM", "SSK", "ISK"}


# --- the programs of decks/

def load(system, vm, name, *more):
    """IPL a program of decks/ from the spooled reader."""
    vm.console.command("SET IMSG OFF")
    system.spool.purge(system.spool.files("RDR", vm.userid))      # of an earlier machine
    put_deck(system, vm.userid, [*loading_deck(name), *(card for cards in more for card in cards)])
    assert vm.console.command("IPL 00C") == 0


def typed_by_guest(vm):
    """Console output of the program, without CP's lines."""
    text = vm.console.text
    return text[text.index("\n", text.index("LOGON AT")) + 1:text.index("CP ENTERED")]


def test_hello(system, vm):
    load(system, vm, "hello")
    vm.console.expect("DISABLED WAIT PSW '00020000 00000000'")
    assert typed_by_guest(vm) == (DECKS / "hello.expect").read_text()


def test_primes(system, vm, tmp_path):
    load(system, vm, "primes")
    vm.console.expect("DISABLED WAIT PSW '00020000 00000000'")
    assert take_output(system, vm, "PRT", tmp_path) == (DECKS / "primes.expect").read_text()


def test_lister(system, vm, tmp_path):
    load(system, vm, "lister", sample_cards("lister"))
    vm.console.expect("DISABLED WAIT PSW '00020000 00000000'")
    assert take_output(system, vm, "PRT", tmp_path) == (DECKS / "lister.expect").read_text()
    assert system.spool.files("RDR", vm.userid) == []       # a deck that was read is gone


def supervisor_dialogue():
    """(line typed, lines answered) as a bare machine has it, TIME left out: on a bare machine there is
    no CP to ask."""
    lines = (DECKS / "supervisor.expect").read_text().splitlines()
    talk = []
    for before, line in zip(lines, lines[1:]):
        if before == ".":
            talk.append((line, []))
        elif line != ".":
            talk[-1][1].append(line)
    return lines[0], [(line, answer) for line, answer in talk if line != "TIME"]


def test_supervisor(system, vm, tmp_path):
    greeting, talk = supervisor_dialogue()
    load(system, vm, "supervisor", sample_cards("supervisor"))
    vm.console.expect(greeting)
    vm.console.wait_for("RUNNING")
    vm.console.attention()
    vm.console.wait_for("VM READ")
    for line, answer in talk[:-1]:
        assert ask(vm, line, answer[-1]).splitlines()[-len(answer):] == answer
        vm.console.wait_for("VM READ")
    assert talk[-1] == ("STOP", [])
    vm.console.send("STOP")
    vm.console.expect("DISABLED WAIT PSW '00020000 00000000'")
    records = [f"RECORD {number:10} OF THE SUPERVISOR" for number in (1, 2, 3)]
    assert take_output(system, vm, "PRT", tmp_path).replace("\f", "").splitlines() == records
    assert take_output(system, vm, "PUN", tmp_path).splitlines() == records[:2]


def test_few_frames_are_few(tmp_path):
    """In the runs with paging pages do go."""
    with cp_guests.paged_system(tmp_path / "data", FEW) as system:
        vm = guest(system, "CROWDED")
        with vm.lock:
            for page in range(8):
                vm.change(page << 12, bytes([page]) * 4096)
        assert vm.paging.lost >= 8 - FEW and system.frames.used <= FEW
        assert all(vm.look(page << 12, 4096) == bytes([page]) * 4096 for page in range(8))
