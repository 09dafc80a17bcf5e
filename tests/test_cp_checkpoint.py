"""Machines over an orderly end: each goes on where it stood, as if there had been no end; and the ends
themselves: SIGTERM, SHUTDOWN from either side, Ctrl-C twice."""
import fcntl
import os
import select
import signal
import subprocess
import sys
import termios
import time

import pytest

from cp import checkpoint, kept_devices
from cp.directory_edit import RunningPlace, perform
from cp.journal import read
from cp.spool_file import READER
from cp.system import System
from cp.terminal.local import request
from kill_room import PASSWORD, Running, cpcms, environment, installation, supervisor
from s360.errors import S360Error
from s360.machine import Machine
from s360.media.tape import open_tape

# sums that depend on every step: AR 3,4; XR 4,3; AR 4,1; BCT 1; then a disabled wait
PROGRAM = bytes.fromhex("1A34 1743 1A41 46102000 82002020".replace(" ", ""))
ROUNDS = 20_000_000
END_PSW = bytes.fromhex("0002000000000777")


@pytest.fixture
def data(tmp_path):
    return installation(tmp_path)


def put_program(machine, core):
    machine.storage[0x2000:0x2000 + len(PROGRAM)] = PROGRAM
    machine.storage[0x2020:0x2028] = END_PSW
    for register, value in (1, ROUNDS), (2, 0x2000), (3, 3), (4, 0x1234567):
        core.set_gpr(register, value)
    core.psw = bytes.fromhex("0000000000002000")


def again(system):
    """End it, start it."""
    system.close()
    assert system.troubles == []
    return System(system.data)


def records(system, kind="PRT"):
    found = system.spool.files(kind)
    assert len(found) == 1, found
    file, = found
    assert not file.incomplete and not file.hold
    return [bytes(data).decode("cp037").rstrip() for _, data, _, _ in system.spool.records(file)]


def lines_of(count):
    return [f"RECORD {n:10} OF THE SUPERVISOR" for n in range(1, count + 1)]


def test_a_computation_ends_with_the_result_of_an_uninterrupted_one(data):
    with Machine("256K") as bare:
        put_program(bare, bare.core)
        bare.run()
        wanted = [bare.core.get_gpr(n) for n in range(1, 5)]
    system = System(data)
    vm = system.logon("CMSUSER", ipl=False)
    with vm.lock:
        put_program(vm.machine, vm.core)
        vm.begin()
    ends = 0
    while True:
        time.sleep(0.02)
        if system.machines["CMSUSER"].in_cp:
            break
        system, ends = again(system), ends + 1
        assert ends < 500
    vm = system.machines["CMSUSER"]
    assert ends >= 2
    assert [vm.core.get_gpr(n) for n in range(1, 5)] == wanted
    assert vm.in_cp and vm.core.psw == END_PSW
    system.close()


def test_half_a_listing_half_a_deck_and_half_a_read_file_go_on(data):
    system = System(data)
    writer = system.spool.open(READER, "CMSUSER", cls="A")
    for n in range(30_000):
        writer.punch(f"CARD {n}".encode("cp037").ljust(80, b"\x40"))
    writer.close()
    for line, count in ("PRINT 60000", 60_000), ("PUNCH 60000", 60_000), ("READ", 30_000):
        vm = system.machines.get("CMSUSER") or supervisor(system)
        system.logon("CMSUSER", ipl=False)
        if vm.in_cp:
            vm.console.send("BEGIN")
        vm.console.wait_for("VM READ")
        vm.console.send(line)
        for _ in range(3):
            time.sleep(0.03)
            assert vm.state == "running", "the work is too short for this test"
            system = again(system)
            vm = system.machines["CMSUSER"]
            assert not system.spool.files("PRT") and not system.spool.files("PUN")
        vm = system.logon("CMSUSER", ipl=False)          # a reconnected machine stands in CP
        vm.console.send("BEGIN")
        vm.console.expect(f"{count} {'CARDS' if line == 'READ' else 'DONE'}", 20)
        for unit in "00D", "00E":
            system.command(f"CLOSE {unit}", userid="CMSUSER")
        if line != "READ":
            assert records(system, "PRT" if line[:3] == "PRI" else "PUN") == lines_of(count)
            system.spool.purge(system.spool.files("PRT") + system.spool.files("PUN"))
    assert system.spool.files(READER) == []
    text = vm.console.text
    assert text.count("CARD 29999\n") == 1
    system.close()


def test_registers_storage_and_keys_are_the_same_to_the_bit(data):
    system = System(data)
    vm = supervisor(system)
    with vm.lock:
        for register in range(16):
            vm.core.set_gpr(register, register * 0x01234567 & 0xFFFFFFFF)
        for register in (0, 2, 4, 6):
            vm.core.set_fpr(register, register * 0x0123456789ABCDEF & 0xFFFFFFFFFFFFFFFF)
        vm.machine.storage[0x20000:0x20100] = bytes(range(256))
        vm.machine.storage.set_key(0x20000, 0x38)
        vm.enter_cp("")
    was = checkpoint.state_of(vm)
    system = again(system)
    vm = system.machines["CMSUSER"]
    assert vm.core is not None and vm.in_cp
    is_now = checkpoint.state_of(vm)
    differing = {name for name in was if was[name] != is_now[name]}
    assert differing <= {"counters"}, differing
    assert was["core"]["gpr"][5] == 5 * 0x01234567
    system.close()


def test_a_console_read_waits_on(data):
    system = System(data)
    supervisor(system)
    system = again(system)
    vm = system.logon("CMSUSER", ipl=False)
    vm.console.send("BEGIN")
    vm.console.wait_for("VM READ")
    vm.console.send("ECHO STILL HERE")
    vm.console.expect("STILL HERE")
    system.close()


def test_settings_and_states_of_the_machine(data):
    system = System(data)
    vm = supervisor(system)
    for line in ("SET RUN ON", "SET IMSG OFF", "SET EMSG CODE", "TERMINAL CHARDEL %", "SET ASSIST SSM",
                 "SET TIMER REAL", "ADSTOP 4000", "TRACE SVC"):
        system.command(line, userid="CMSUSER")
    system.command("SET SHARE CMSUSER 300")
    system.command("SLEEP 30 MIN", userid="CMSUSER")
    system = again(system)
    vm = system.machines["CMSUSER"]
    assert (vm.options.run, vm.options.imsg, vm.options.emsg) == (True, False, "CODE")
    assert "LPSW" not in vm.options.assist and "SSM" in vm.options.assist
    assert vm.console.editing.chardel == "%" and vm.share == 300
    assert vm.options.timer == "REAL" and vm.machine.real_timer is not None
    assert vm.asleep and 1790 < vm.wakes_at - time.monotonic() <= 1800
    assert vm.machine.stops == {0x4000} and vm.tracer is None
    system.close()


def test_the_real_timer_of_the_directory_goes_on(data):
    path = data / "users" / "CMSUSER.yaml"
    path.write_text(path.read_text() + "options: [REALTIMER]\n")
    system = System(data)
    supervisor(system)
    system = again(system)
    vm = system.machines["CMSUSER"]
    assert vm.machine.real_timer is not None and vm.options.timer == "REAL"
    system.close()


def test_pages_of_a_saved_system_are_shared_again(data):
    system = System(data)
    vm = supervisor(system)
    assert vm.machine.storage.mapped != (0, 0)
    system = again(system)
    vm = system.machines["CMSUSER"]
    assert vm.machine.storage.mapped != (0, 0)
    system.close()


def test_a_store_into_a_protected_shared_page_is_still_an_exception(data):
    system = System(data)
    vm = supervisor(system)
    system.saved.save("MINE", vm, shared=((1, 1),), protect=True)
    vm.console.send("#CP IPL MINE")
    vm.console.wait_for("RUNNING")
    system = again(system)
    storage = system.machines["CMSUSER"].machine.storage
    assert storage.channel_store(0x1000, b"X", 0) == (0, 0x10)
    assert storage.channel_store(0x100, b"X", 0) == (1, 0)
    system.close()


def test_links_are_kept_with_the_access_they_had(data):
    system = System(data)
    perform(RunningPlace(system), {"action": "passwd", "userid": "GUEST", "disk": "191",
                                   "kind": "multi", "password": "ALL"})
    perform(RunningPlace(system), {"action": "passwd", "userid": "GUEST", "disk": "191",
                                   "kind": "read", "password": "ALL"})
    supervisor(system)
    supervisor(system, "GUEST")
    system.command("LINK GUEST 191 195 RR", userid="CMSUSER")
    system.command("LINK GUEST 191 196 MW", userid="CMSUSER")
    system.command("DETACH 191", userid="CMSUSER")
    wanted = {(one.userid, one.unit): (one.owner, one.owner_unit, one.access)
              for one in system.disks.links.values() if one.unit != 0x190}
    assert wanted == {("CMSUSER", 0x195): ("GUEST", 0x191, "R/O"),
                      ("CMSUSER", 0x196): ("GUEST", 0x191, "R/W"),
                      ("GUEST", 0x191): ("GUEST", 0x191, "R/W")}
    system = again(system)
    assert {(one.userid, one.unit): (one.owner, one.owner_unit, one.access)
            for one in system.disks.links.values() if one.unit != 0x190} == wanted
    assert 0x191 not in system.machines["CMSUSER"].devices
    system.close()


def test_temporary_disks_keep_what_was_written(data):
    system = System(data)
    vm = supervisor(system)
    for line in ("DETACH 191", "DEFINE T2314 191 5"):
        system.command(line, userid="CMSUSER")
    vm.console.wait_for("VM READ")
    vm.console.send("DISK ONLY FOR TODAY")
    vm.console.expect("ONLY FOR TODAY")
    system = again(system)
    vm = system.logon("CMSUSER", ipl=False)
    vm.console.send("BEGIN")
    vm.console.wait_for("VM READ")
    vm.console.send("DISK")
    vm.console.expect("ONLY FOR TODAY")
    link = system.disks.links["CMSUSER", 0x191]
    assert link.temporary and link.extent.cylinders == 5
    system.close()


def test_a_tape_stays_mounted_where_it_stood(data):
    (data / "tapes").mkdir()
    with open_tape(data / "tapes" / "reel.aws", write=True, create="aws") as tape:
        for n in range(5):
            tape.write(bytes([n]) * 100)
    system = System(data)
    vm = supervisor(system)
    system.command("MOUNT REEL CMSUSER 181 RING")
    image = vm.device(0x181).image
    assert image.read_forward() == bytes(100) and image.read_forward() == b"\1" * 100
    system = again(system)
    tape = system.machines["CMSUSER"].device(0x181)
    assert tape.ring and tape.image.read_forward() == b"\2" * 100
    system.close()


def test_adapters_stay_coupled(data):
    system = System(data)
    supervisor(system)
    supervisor(system, "GUEST")
    system.command("DEFINE CTCA 500", userid="CMSUSER")
    system.command("DEFINE CTCA 600", userid="GUEST")
    system.command("COUPLE 500 GUEST 600", userid="CMSUSER")
    assert system.machines["CMSUSER"].device(0x500).peer is not None
    system = again(system)
    one, other = (system.machines[name].device(unit) for name, unit in (("CMSUSER", 0x500), ("GUEST", 0x600)))
    assert one.peer is other and other.peer is one
    system.close()


def test_console_spooling_goes_on_in_the_same_file(data):
    system = System(data)
    vm = supervisor(system)
    system.command("SPOOL CONSOLE START", userid="CMSUSER")
    vm.console.send("ECHO BEFORE THE END")
    vm.console.expect("BEFORE THE END")
    vm.console.wait_for("VM READ")
    system = again(system)
    vm = system.logon("CMSUSER", ipl=False)
    vm.console.send("BEGIN")
    vm.console.send("ECHO AFTER IT")
    vm.console.expect("AFTER IT")
    vm.console.wait_for("VM READ")
    system.command("SPOOL CONSOLE STOP CLOSE", userid="CMSUSER")
    told = records(system)
    assert [line for line in told if line.endswith(("THE END", "AFTER IT"))] == [
        "ECHO BEFORE THE END", "BEFORE THE END", "ECHO AFTER IT", "AFTER IT"]
    system.close()


@pytest.mark.parametrize("how", ["cut", "changed", "empty", "other"])
def test_a_damaged_file_is_put_aside_and_the_others_go_on(data, how):
    system = System(data)
    for name in ("CMSUSER", "GUEST"):
        vm = supervisor(system, name)
        vm.console.send("PRINT 50")
        vm.console.expect("DONE")
    system.close()
    path = data / "checkpoint" / "CMSUSER"
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-100], "changed": whole[:700] + b"?" * 20 + whole[720:], "empty": b"",
                      "other": b"CPCMS checkpoint 9\n" + whole}[how])
    system = System(data)
    assert set(system.machines) == {"GUEST"}
    line, = [one for one in system.journal.records(50, kind="checkpoint") if "not taken up" in one["text"]]
    assert str(path) in line["text"] and "logs on anew" in line["text"]
    assert path.with_suffix(".bad").exists() and not path.exists()
    file, = system.spool.files("PRT")         # his half listing is not lost
    assert file.incomplete and file.hold and file.records == 50 and file.owner == "CMSUSER"
    vm = system.logon("CMSUSER", ipl=False)
    assert 0x191 in vm.devices
    system.close()


def test_a_machine_whose_disk_went_is_put_aside(data):
    system = System(data)
    supervisor(system)
    supervisor(system, "GUEST")
    system.close()
    path = data / "users" / "CMSUSER.yaml"
    path.write_text(path.read_text().replace("cylinders: 10", "cylinders: 9")
                    .replace('cylinders: "10"', 'cylinders: "9"'))
    system = System(data)
    assert set(system.machines) == {"GUEST"}
    assert "191" in [one["text"] for one in system.journal.records(50, kind="checkpoint")
                     if "not taken up" in one["text"]][0]
    assert system.disks.links.keys() == {("GUEST", 0x190), ("GUEST", 0x191)}
    system.close()


def test_a_start_that_is_cut_off_while_machines_are_set_up_is_done_again(data, monkeypatch):
    system = System(data)
    for name in ("CMSUSER", "GUEST"):
        vm = supervisor(system, name)
        vm.console.send("PRINT 50")
        vm.console.expect("DONE")
    system.close()

    def kill(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(kept_devices, "couple", kill)
        with pytest.raises(KeyboardInterrupt):
            System(data)
    system = System(data)
    assert set(system.machines) == {"CMSUSER", "GUEST"}
    for name in "GUEST", "CMSUSER":
        system.command("CLOSE 00E", userid=name)
        assert records(system) == lines_of(50)
        system.spool.purge(system.spool.files())
    system.close()


def test_a_machine_that_cannot_be_kept_is_logged_off(data, monkeypatch):
    system = System(data)
    supervisor(system)
    supervisor(system, "GUEST")
    real = checkpoint.pack

    def pack(state):
        if any(device.get("disk", [""])[0] == "GUEST" for _, device in state["devices"]):
            raise S360Error("no room")
        return real(state)

    monkeypatch.setattr(checkpoint, "pack", pack)
    system = again(system)
    assert set(system.machines) == {"CMSUSER"}
    assert "is logged off: no room" in " ".join(one["text"] for one in system.journal.records(99))
    system.close()


def test_a_cold_start_takes_nothing_up(data):
    system = System(data)
    supervisor(system)
    system.close()
    system = System(data, cold=True)
    assert not system.machines and not list((data / "checkpoint").iterdir())
    system.close()


# -- the ends themselves

def operator(data):
    """A cpcms whose terminal the operator has."""
    running = Running(data, "--quiet")
    running.expect("ONLINE")
    running.type("LOGON OPERATOR", PASSWORD)
    running.expect("LOGON AT")
    return running


def load(data, *lines: str) -> None:
    """Machines that are IPLed and told what to do, without terminals."""
    for name, line in zip(("CMSUSER", "GUEST"), lines):
        answer = request(data, {"do": "command", "line": f"AUTOLOG {name} IPL SUPERV"})
        assert answer["code"] == 0, answer
    for name, line in zip(("CMSUSER", "GUEST"), lines):
        answer = request(data, {"do": "command", "line": f"SEND {name} {line}"})
        assert answer["code"] == 0, answer


def logged(data, text: str) -> bool:
    return any(text in one["text"] for one in read(data / "operator.log", 200))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_under_heavy_load_is_a_quick_orderly_end(data, number):
    with operator(data) as running:
        load(data, "PRINT 9000000", "LOOP")
        time.sleep(0.3)
        code, seconds = running.end(number)
        assert code == 0 and seconds < 5, running.text
    assert not (data / "running").exists() and not (data / "socket").exists()
    assert logged(data, "orderly end; 2 machines kept")
    with System(data) as system:
        assert set(system.machines) == {"CMSUSER", "GUEST"} and system.start_kind == "WARM"
        vm = system.logon("CMSUSER", ipl=False)
        vm.console.send("BEGIN")
        vm.console.attention()
        vm.console.expect("DONE")
        printed = int(vm.console.text.split("DONE")[0].split()[-1])
        system.command("CLOSE 00E", userid="CMSUSER")
        assert printed > 1000 and records(system) == lines_of(printed)


def test_shutdown_by_the_operator(data):
    with operator(data) as running:
        load(data, "LOOP")
        running.type("SHUTDOWN")
        assert running.wait() == 0
    assert logged(data, "orderly end; 1 machines kept")


def test_shutdown_from_a_second_terminal_ends_both(data):
    with Running(data) as first:
        first.expect("ONLINE")
        with operator(data) as second:
            second.type("SHUTDOWN LOGOFF")
            assert second.wait() == 0
            assert first.wait() == 0
    assert logged(data, "orderly end; 0 machines kept")


def test_shutdown_from_the_host(data):
    with Running(data) as running:
        running.expect("ONLINE")
        done = cpcms(data, "command", "SHUTDOWN")
        assert done.returncode == 0, done.stderr
        assert running.wait() == 0


def test_machines_are_logged_off_where_it_is_so_configured(data):
    path = data / "system.yaml"
    path.write_text(path.read_text().replace("shutdown: checkpoint", "shutdown: logoff"))
    system = System(data)
    vm = supervisor(system)
    vm.console.send("PRINT 50")
    vm.console.expect("DONE")
    system.close()
    assert not list((data / "checkpoint").iterdir())
    system = System(data)
    assert not system.machines and records(system) == lines_of(50)
    system.close()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_ctrl_c_twice_at_the_terminal_is_an_orderly_end(data):
    ours, theirs = os.openpty()
    process = subprocess.Popen([sys.executable, "-P", "-m", "cp.cli", "--line", "--data", str(data)], stdin=theirs,
                               stdout=theirs, stderr=theirs, env=environment(), cwd="/",
                               preexec_fn=lambda: os.login_tty(theirs) if hasattr(os, "login_tty") else
                               (os.setsid(), fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)))
    os.close(theirs)
    try:
        told = wait_for(ours, "ONLINE")
        load(data, "LOOP")
        os.write(ours, b"\x03")
        time.sleep(0.3)
        os.write(ours, b"\x03")
        assert process.wait(10) == 0, told
        assert logged(data, "orderly end; 1 machines kept")
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def wait_for(terminal, text: str, timeout: float = 20) -> str:
    """Read a pseudo-terminal until it has shown that."""
    told, deadline = "", time.monotonic() + timeout
    while text not in told:
        assert time.monotonic() < deadline, told
        if select.select([terminal], [], [], 0.1)[0]:
            told += os.read(terminal, 65536).decode()
    return told
