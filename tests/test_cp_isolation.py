"""Isolation: whatever a guest executes, starts or types, CP and everybody else go on.

Hostile machines (hostile_guest) in a whole system (hostile_system): no exception in CP, nobody else's
storage, disks, files or secrets are reached, quotas hold, a user who works is answered within a
second, memory and threads stay bounded, and the system ends.  The faults that this found have small
tests of their own below.

The soak runs take CPCMS_FUZZ_CASES (10^5 in all) and CPCMS_FUZZ_SEED (1).
"""
import os
import threading
import time
from random import Random

import pytest

import hostile_guest as hostile
from cp.console import Editing, logical_lines
from cp.dispatcher import Dispatcher
from cp.journal import MOST_OF_USER, Journal
from cp.messages import CPError
from cp.system import System
from cp_guests import add_user, put_deck, wait_until, woken
from hostile_system import Battle
from s360.channel import two_words
from s360.devices.base import UNIT_CHECK
from s360.media.tape import open_tape

CASES = int(os.environ.get("CPCMS_FUZZ_CASES", 100_000))
SEED = int(os.environ.get("CPCMS_FUZZ_SEED", 1))


# -- everything at once

def quiet(folder, seed, cases, frames=None):
    with Battle(folder / "data", seed, quiet=True, frames=frames) as battle:
        for _ in range(cases):
            battle.blow()
        battle.check()
        return battle


def live(folder, seed, cases, frames=None):
    with Battle(folder / "data", seed, frames=frames) as battle:
        battle.live(cases)
        battle.check()
        return battle


@pytest.mark.slow
def test_hostile_programs_one_after_the_other(tmp_path):
    assert quiet(tmp_path, SEED, 1200).cases == 1200


@pytest.mark.slow
def test_hostile_programs_of_machines_that_are_paged(tmp_path):
    quiet(tmp_path, SEED + 1, 300, frames=80)


@pytest.mark.slow
def test_everything_at_once(tmp_path):
    live(tmp_path, SEED + 2, 2000)


@pytest.mark.slow
def test_everything_at_once_with_little_real_storage(tmp_path):
    live(tmp_path, SEED + 3, 600, frames=128)


@pytest.mark.slow
def test_hostile_machines_are_kept_over_a_restart(tmp_path):
    """Whatever their channels were doing."""
    with Battle(tmp_path / "data", SEED + 4) as battle:
        battle.live(400)
        battle.check()
        battle.system.close("checkpoint")
        assert not battle.system.troubles
    with System(tmp_path / "data", threads=2) as again:
        kept = again.journal.records(100, kind="checkpoint")
        assert kept and all(one["text"] == "goes on where it stood" for one in kept)
        time.sleep(0.1)
        assert not again.journal.records(100, kind="error")


def commands(folder, seed, count):
    """Console functions of every class with any operands, typed and from the host."""
    dice = Random(seed)
    with System(folder / "data", threads=2) as system:
        for _ in range(count):
            boss = system.logon("OPERATOR", ipl=False)
            line = hostile.any_command(dice, ("CMSUSER", "GUEST", "OPERATOR", "*", "ALL", "SYSTEM", "USER01"))
            if dice.random() < 0.1 and "CMSUSER" not in system.machines:
                system.logon("CMSUSER", ipl=False)
            if dice.random() < 0.3:
                system.command(line)
            else:
                boss.console.send(line)
                if boss.console.pending is not None:
                    boss.console.send(hostile.some_text(dice, 10))
        system.ending.clear()
        assert not system.journal.records(1000, kind="error")


def test_console_functions_with_any_operands(tmp_path):
    commands(tmp_path, SEED, 2500)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_fifty_thousand_console_functions(tmp_path):
    for part in range(max(1, CASES // 20_000)):
        commands(tmp_path / str(part), SEED * 100 + part, 10_000)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("how, frames, part", ((quiet, None, 0.4), (quiet, 80, 0.1), (live, None, 0.4),
                                               (live, 128, 0.1)))
def test_a_hundred_thousand_cases(tmp_path, how, frames, part):
    done, seed, slowest = 0, SEED * 1000, 0.0
    goal = int(CASES * part)
    while done < goal:
        seed += 1
        battle = how(tmp_path / str(seed), seed, min(5000, goal - done), frames)
        done, slowest = done + battle.cases, max(slowest, battle.slowest)
        print(f"{how.__name__} {frames or ''}: {done} cases, slowest answer {slowest:.3f} s", flush=True)


# -- what it found

@pytest.fixture
def system(tmp_path):
    with System(tmp_path / "data", threads=2) as made:
        made.command("DRAIN ALL")
        yield made


def evil(system, userid="EVIL", **keys):
    add_user(system, userid, **keys)
    return system.logon(userid, ipl=False)


def start(vm, text: str, mask: str = "00", **words) -> None:
    """Begin at 800 with a program in hexadecimal; words: location "x900" -> bytes in hexadecimal."""
    with vm.lock:
        vm.change(0x800, bytes.fromhex(text))
        for place, data in words.items():
            vm.change(int(place[1:], 16), bytes.fromhex(data))
        vm.core.psw = bytes.fromhex(mask + "00000000000800")
        vm.begin()


def diagnose_8(vm, command: str, loop: str = "47F00800") -> None:
    """A program that has CP carry out a command, over and over."""
    start(vm, "58100900" "58200904" "83120008" + loop,
          x900="00001000" + f"{len(command):08X}", x1000=command.encode("cp037").hex())


ENDLESS = "0300000060000001" "0800200000000000"         # NOP, chained; TIC to it
SIO_AND_WAIT = {"text": "9C00000E" "82000900", "x900": "FE02000000000800", "x48": "00002000", "x2000": ENDLESS}
SIO_AND_LOOP = {"text": "9C00000E" "47F00804", "x48": "00002000", "x2000": ENDLESS}


@pytest.mark.parametrize("program", (SIO_AND_WAIT, SIO_AND_LOOP), ids=("wait", "loop"))
def test_endless_channel_programs_do_not_hold_up_the_workers(system, program):
    """More such machines than workers; each is answered, forced, and the others' guests answer."""
    machines = [evil(system, f"EVIL{n}") for n in range(3)]
    add_user(system, "GOOD")
    good = woken(system.logon("GOOD", ipl=False))
    for vm in machines:
        start(vm, **program)
    for vm in machines:
        begun = time.monotonic()
        vm.console.command("QUERY TIME")
        assert time.monotonic() - begun < 1
    begun = time.monotonic()
    good.console.send("echo here")
    good.console.expect("here", 10)
    assert time.monotonic() - begun < 1
    for vm in machines:
        system.command(f"FORCE {vm.userid}")
    wait_until(lambda: all(vm.ended for vm in machines), 5)


def test_a_slice_is_ended_by_the_clock_and_charged_by_time(system):
    """A guest that executes little and has CP do much for it uses up its share all the same."""
    vm = evil(system)
    start(vm, **SIO_AND_LOOP)
    wait_until(lambda: vm.counters.slices > 10, 5)
    assert vm.place.used > 10 * vm.core.executed


def test_workers_held_up_by_console_functions_are_stood_in_for(system):
    """Two dumps of 16M by DIAGNOSE X'08' on two workers; a third machine answers, and the forced ones
    end in the middle of their dumps."""
    machines = [evil(system, f"EVIL{n}", storage="16M", maximum="16M") for n in range(2)]
    add_user(system, "GOOD")
    good = woken(system.logon("GOOD", ipl=False))
    for vm in machines:
        vm.machine.storage[0x2000:] = os.urandom(len(vm.machine.storage) - 0x2000)
        diagnose_8(vm, "DUMP")
    wait_until(lambda: len(system.dispatcher.clock.slices) == 2, 5)
    for n in range(3):
        begun = time.monotonic()
        good.console.send(f"echo here {n}")
        good.console.expect(f"here {n}", 10)
        assert time.monotonic() - begun < 1
    for vm in machines:
        system.command(f"FORCE {vm.userid}")
    wait_until(lambda: all(vm.ended for vm in machines), 5)
    wait_until(lambda: len(system.dispatcher.workers) == 2, 5)


def test_a_program_does_not_put_itself_into_queue_1(system):
    """BEGIN by DIAGNOSE is no act of its user."""
    vm = evil(system)
    diagnose_8(vm, "BEGIN")
    wait_until(lambda: vm.place.q1 < 0, 10)
    wait_until(lambda: vm.counters.slices > 20, 10)
    assert vm.place.q1 < 0


def test_ipl_of_an_endless_channel_program_fails_soon(system):
    vm = evil(system)
    card = bytes(8) + bytes.fromhex("0300000060000001" "0800000800000000")
    put_deck(system, "EVIL", [card.ljust(80, b"\0")])
    begun = time.monotonic()
    vm.console.command("IPL 00C")
    assert "DOES NOT END" in vm.console.text
    assert time.monotonic() - begun < 5


def test_machines_that_are_gone_keep_no_memory(system):
    """SLEEP for days, then logoff: no alarm keeps the machine."""
    vm = evil(system, storage="1M")
    vm.console.command("SLEEP 99 HRS")
    vm.machine.storage[:] = bytes(range(256)) * (len(vm.machine.storage) // 256)
    core = vm.core
    system.logoff(vm)
    assert not vm.alarms
    assert core.storage.resident() in (0, None)
    assert all(alarm.action is None or vm not in (getattr(alarm.action, "__self__", None),)
               for _, _, alarm in system.dispatcher.alarms.heap)


def test_alarms_that_are_replaced_do_not_pile_up():
    dispatcher = Dispatcher(1)
    for _ in range(5000):
        dispatcher.alarms.after(3600, lambda: None).cancel()
    assert len(dispatcher.alarms.heap) < 500


def test_an_alarm_that_fails_leaves_the_others(system):
    done = threading.Event()
    system.dispatcher.alarms.after(0, lambda: 1 / 0)
    system.dispatcher.alarms.after(0.01, done.set)
    assert done.wait(5)
    assert "ZeroDivisionError" in system.journal.tail(50, kind="error")[-1]


def test_long_lines_do_not_fill_storage(system):
    vm = evil(system)
    for _ in range(200):
        vm.console.typed("A" * 65_000 + "\n")
    assert sum(len(line) for _, line in vm.console.lines) <= 1 << 20


def test_one_user_does_not_drive_others_lines_out_of_the_log(tmp_path):
    journal = Journal(tmp_path / "log", size=1 << 20, files=1)
    journal.log("password", "wrong password", user="OPERATOR")
    for n in range(20_000):
        journal.log("message", f"line {n}", user="EVIL")
    lines = journal.tail(30_000)
    assert "wrong password" in lines[0]
    assert len(lines) == MOST_OF_USER + 2
    assert f"{20_000 - MOST_OF_USER} more lines" in lines[-1]


def test_links_over_and_over_do_not_fill_the_accounting_records(system):
    for _ in range(1500):
        system.accounting.linked("EVIL", "VICTIM", 0x191)
    system.accounting.linked("GOOD", "VICTIM", 0x191)
    found = system.accounting.database.execute("SELECT userid, count(*) FROM records GROUP BY userid")
    assert dict(found) == {"EVIL": 1000, "GOOD": 1}


def test_a_tape_ends(system, tmp_path):
    """The reel that the operator has mounted is 2400 feet long."""
    vm = evil(system)
    system.command("MOUNT EVIL EVIL 180 NEW")
    drive, blocks = vm.devices[0x180], 0
    while not drive.start(1):
        drive.write(bytes(65_535))
        drive.end(65_535)
        blocks += 1
    assert drive.start(1) == UNIT_CHECK and drive.sense_bytes[0] == 0x40
    assert 40 << 20 < blocks * 65_535 < 48 << 20


def test_an_endless_tape_goes_on(tmp_path):
    from s360.devices.tape import Tape
    drive = Tape(open_tape(tmp_path / "t.aws", write=True, create="aws"), ring=True)
    for _ in range(900):
        assert drive.start(1) == 0
        drive.write(bytes(65_535))
    drive.image.close()


def test_backspacing_a_long_file_does_not_read_it_all_each_time(system):
    vm = evil(system)
    put_deck(system, "EVIL", [b"\xc1" * 80] * 20_000)
    reader = vm.devices[0x00C]
    first, second = reader.next_buffer(), reader.next_buffer()
    assert reader.backspace() == first and reader.next_buffer() == second
    while reader.next_buffer() is not None and reader.hopper.at < 19_900:
        pass
    begun = time.monotonic()
    for _ in range(200):
        reader.backspace()
    assert time.monotonic() - begun < 2


def test_a_session_that_ends_is_not_changed_by_a_command_that_waited(system):
    """LINK waits for the machine's lock while the machine is logged off: no link is left behind."""
    add_user(system, "OWNER", disks={"191": {"type": "2314", "volume": "USER01", "first": 60, "cylinders": 1,
                                             "read-password": "ALL"}})
    vm = evil(system)
    vm.lock.acquire()
    waiting = threading.Thread(target=vm.console.command, args=("LINK OWNER 191 391 RR",))
    waiting.start()
    wait_until(lambda: vm.lock.waiting, 5)
    system.logoff(vm)
    vm.lock.release()
    waiting.join(5)
    assert not [link for link in system.disks.links.values() if link.userid == "EVIL"]


def test_logging_on_while_the_session_ends(system):
    """The new session has its disks: those of the old one are gone before."""
    add_user(system, "EVIL", disks={"191": {"type": "2314", "volume": "USER01", "first": 60, "cylinders": 1}})
    for _ in range(30):
        vm = system.logon("EVIL", ipl=False)
        ending = threading.Thread(target=system.logoff, args=(vm,))
        ending.start()
        again = system.logon("EVIL", ipl=False)
        ending.join(5)
        if not again.ended:
            assert 0x191 in again.devices, again.console.text
            assert again.devices[0x191].volume.closed is False
            system.logoff(again)


def test_a_posted_action_that_fails_is_told_and_nobody_is_held(system):
    vm = evil(system)
    vm.post(lambda: 1 / 0)
    assert not vm.lock.depth
    assert "ZeroDivisionError" in system.journal.tail(50, kind="error", user="EVIL")[-1]


def test_a_device_detached_while_it_speaks(system):
    vm = evil(system)
    notify = vm.devices[0x00E].notify
    vm.console.command("DETACH 00E")
    notify(4)
    assert not vm.machine.channels.pending


def test_a_full_quota_is_told_by_the_device_and_in_words(tmp_path, system):
    """Intervention required for the guest, a line with the limit and the remedy for its user."""
    vm = evil(system, spool={"lines": 10})
    write = two_words.pack(0x09001000, 0x60000001) * 15 + two_words.pack(0x09001000, 1)
    start(vm, "9C00000E" "47F00804", x48="00002000", x2000=write.hex())
    vm.console.expect("PRT 00E NOT READY; PRT FILE 0001 OF EVIL: LIMIT OF 10 RECORDS REACHED; CLOSE THE DEVICE")
    assert vm.devices[0x00E].sense_bytes[0] == 0x40
    vm.console.command("CLOSE 00E")
    assert [file.records for file in system.spool.files("PRT", "EVIL")] == [10]


def test_a_real_timer_that_runs_out_as_the_machine_begins_to_wait(system):
    """The interruption is taken: it does not lie there until somebody types."""
    vm = evil(system, options=["REALTIMER"])
    start(vm, "D20300500910" "82000900", x900="0102000000000800", x910="00000000", x58="0000000000000800")
    wait_until(lambda: vm.core.interruptions > 100, 10)


def test_a_long_line_of_line_ends_takes_no_time():
    begun = time.monotonic()
    assert logical_lines("#" * 200_000 + "#CP X#cp", Editing())[-2:] == [(True, " X"), (True, "")]
    assert time.monotonic() - begun < 2


def test_half_a_character_is_a_question_mark(system):
    """A client of the socket can send what no text file takes."""
    assert system.command("SET LOGMSG A \ud800 B").code == 0
    assert system.command("QUERY LOGMSG").lines[-1] == "* A ? B"
    with pytest.raises(CPError, match="PASSWORD"):
        system.logon("CMSUSER", "\udfff")
