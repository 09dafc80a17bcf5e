"""The operator's functions: lines, users logged on and off, the end, the directory, what holds things up."""
import re
import subprocess
import sys
import threading
import time

import pytest

from command_room import PASSWORD, Room, program, run, since, until
from cp.messages import CPError
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    yield one
    one.close()


@pytest.fixture
def operator(room):
    vm = room.user("OPERATOR")

    def typed(line):
        return room.type("OPERATOR", line)
    typed.vm = vm
    return typed


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """A room for what is refused and changes nothing."""
    one = Room(tmp_path_factory.mktemp("refusing"))
    one.user("OPERATOR")
    yield one
    one.close()


def terminal(room):
    """(session, function that gives what it has shown since the last time)."""
    outbox = Outbox()
    session = Session(room.system, outbox)

    def shown():
        with outbox.wake:
            texts, outbox.queue[:] = [one.get("text", "") for one in outbox.queue], []
        return "".join(texts)
    return session, shown


# -- terminal lines

def test_disable_and_enable(room, operator):
    room.type("OPERATOR", "QUERY TIME")
    session, shown = terminal(room)
    assert "ONLINE" in shown()
    assert operator("DISABLE 020") == ["COMMAND COMPLETE"]
    session.send("LOGON ANNA")
    assert "LINE 020 IS DISABLED" in shown() and "ANNA" not in room.system.machines
    assert operator("ENABLE 020") == ["COMMAND COMPLETE"]
    session.send(f"LOGON ANNA {PASSWORD}")
    assert "LOGON AT " in shown()
    operator("DISABLE ALL")
    session.send("QUERY USERID")
    assert "ANNA AT CPCMS" in shown()                 # who is there stays
    other, shown = terminal(room)
    other.send(f"LOGON BERT {PASSWORD}")
    assert "BERT" not in room.system.machines
    operator("ENABLE 021")                            # one line though all others are closed
    other.send(f"LOGON BERT {PASSWORD}")
    assert "BERT" in room.system.machines
    operator("EN ALL")
    for one in (session, other):
        one.close()


@pytest.mark.parametrize("line, said", [
    ("ENABLE", "OPERAND MISSING OR INVALID"), ("DISABLE", "OPERAND MISSING OR INVALID"),
    ("ENABLE 01F", "LINE 01F DOES NOT EXIST"), ("DISA 020 X20", "LINE X20 DOES NOT EXIST"),
    ("FORCE", "OPERAND MISSING OR INVALID"), ("FORCE ANNA", "ANNA NOT LOGGED ON"),
    ("FORCE ANNA NOW", "INVALID OPTION - NOW"), ("AUTOLOG", "OPERAND MISSING OR INVALID"),
    ("AUTOLOG STRANGER", "STRANGER NOT IN CP DIRECTORY"), ("SHUTDOWN LATER", "INVALID OPTION - LATER"),
    ("SHUTDOWN NOW PLEASE", "INVALID OPTION - PLEASE"), ("HALT ANNA 009", "ANNA NOT LOGGED ON"),
    ("HALT OPERATOR", "OPERAND MISSING OR INVALID"), ("HALT OPERATOR 123", "DEV 123 DOES NOT EXIST"),
    ("HALT OPERATOR 00E", "DEV 00E HAS NO OPERATION TO HALT"), ("DIRECT X", "INVALID OPTION - X"),
    ("ACNT STRANGER", "STRANGER NOT LOGGED ON"), ("ACNT ALL X", "INVALID OPTION - X"),
    ("MESSAGES 0", "INVALID OPTION - 0")])
def test_what_is_refused(refusing, line, said):
    assert refusing.type("OPERATOR", line) == [said]


# -- FORCE

def test_force_logs_a_user_off_and_tells_the_operator(room, operator):
    anna = room.user("ANNA")
    before = operator.vm.console.number
    assert "COMMAND COMPLETE" in operator("FORCE ANNA")
    until(lambda: any("FORCED" in line for line in since(operator.vm, before)))
    assert re.fullmatch(r"\d\d:\d\d:\d\d API LOGOFF AS ANNA     USERS = 001 FORCED",
                        [line for line in since(operator.vm, before) if "FORCED" in line][0])
    assert re.fullmatch(r"LOGOFF AT \d\d:\d\d:\d\d [A-Z]{3} [A-Z]+DAY \d\d/\d\d/\d\d BY SYSTEM",
                        anna.console.text.splitlines()[-1])
    assert anna.ended and "ANNA" not in room.system.machines


def test_force_of_a_machine_that_computes(room, operator):
    anna = room.user("ANNA")
    program(anna, "0000000000000800", at_800="47F00800")
    room.type("ANNA", "BEGIN")
    assert operator("KILL ANNA")[-1] == "COMMAND COMPLETE"      # CP-67's word
    until(lambda: anna.ended)


def test_the_operator_sees_logons(room, operator):
    before = operator.vm.console.number
    room.user("ANNA")
    [line] = since(operator.vm, before)
    assert re.fullmatch(r"\d\d:\d\d:\d\d API LOGON AS ANNA     USERS = 002", line)


# -- AUTOLOG

def test_class_a_needs_no_password(room, operator):
    lines = operator("AUTOLOG STARTED")
    assert lines[-1] == "AUTO LOGON  ***  STARTED USERS = 002"
    vm = room.system.machines["STARTED"]
    until(lambda: vm.state == "waiting")                    # its directory's IPL is done
    assert vm.line == "DSC"
    assert operator("AUTOLOG STARTED")[-1].startswith("ALREADY LOGGED ON ")


def test_a_command_may_follow(room, operator):
    operator("AUTOLOG ANNA IPL SUPERV")
    until(lambda: room.system.machines["ANNA"].state == "waiting")
    operator(f"AUTOLOG BERT {PASSWORD} SET MSG  OFF")         # the password is seen to be one
    assert room.system.machines["BERT"].options.msg is False


def test_class_b_needs_the_password(room):
    assert room.type("RESOURCE", "AUTOLOG ANNA") == ["OPERAND MISSING OR INVALID"]
    assert room.type("RESOURCE", "AUTOLOG ANNA WRONG") == [
        "PASSWORD INCORRECT - REINITIATE LOGON PROCEDURE"]
    assert "ANNA" not in room.system.machines
    assert room.type("RESOURCE", f"AUTOLOG BERT {PASSWORD} SET WNG OFF") == [
        "AUTO LOGON  ***  BERT USERS = 002"]
    assert room.system.machines["BERT"].options.wng is False


def test_an_autologged_user_connects(room, operator):
    operator("AUTOLOG ANNA")
    session, shown = terminal(room)
    session.send(f"LOGON ANNA {PASSWORD}")
    assert "RECONNECTED AT " in shown()
    session.close()


# -- the directory changes live

def test_a_changed_entry_counts_at_the_next_logon(room, operator):
    anna = room.user("ANNA")
    path = room.data / "users" / "ANNA.yaml"
    path.write_text(path.read_text().replace("classes: G", "classes: BG"))
    assert operator("DIRECT") == [f"DIRECTORY IN FORCE: {len(list(path.parent.iterdir()))} USERS"]
    assert anna.classes == "G" and room.type("ANNA", "Q PRIV") == ["PRIVILEGE CLASSES G"]
    room.type("ANNA", "LOGOFF")
    assert room.type("ANNA", "Q PRIV") == ["PRIVILEGE CLASSES BG"]


def test_a_mistake_is_told_and_others_go_on(room, operator):
    path = room.data / "users" / "ANNA.yaml"
    path.write_text(path.read_text() + "colour: blue\n")
    lines = operator("DIRECT")
    assert lines[-1] == "DIRECTORY NOT CHANGED: SEE ABOVE"
    assert any("ANNA.yaml" in line and "colour" in line for line in lines)
    with pytest.raises(CPError, match="DIRECTORY ENTRY OF ANNA HAS MISTAKES"):
        room.system.logon("ANNA")
    room.user("BERT")


def test_a_new_user_is_there_at_once(room, operator):
    with pytest.raises(CPError, match="NEWBIE NOT IN CP DIRECTORY"):
        room.system.logon("NEWBIE")
    text = (room.data / "users" / "BERT.yaml").read_text()
    (room.data / "users" / "NEWBIE.yaml").write_text(text)
    assert room.type("NEWBIE", "QUERY USERID") == ["NEWBIE AT CPCMS"]


# -- HALT, ACNT, MESSAGES

def test_halt_ends_a_read_that_waits_for_ever(room, operator):
    """The guest sees it as HALT I/O: channel end and device end."""
    anna = room.user("ANNA")
    program(anna, "0000000000000800", at_48="00000900", at_900="0A000A0020000010", at_800="9C00000982000810",
            at_810="FF02000000000820", at_78="0002000000000010")
    room.type("ANNA", "BEGIN")
    anna.console.wait_for("VM READ")
    assert operator("HALT ANNA 009")[-1] == "COMMAND COMPLETE"
    until(lambda: anna.held)
    assert anna.look(0x44, 1)[0] & 0x0C == 0x0C and anna.look(0x3A, 2) == b"\x00\x09"


def test_acnt_makes_records(room, operator):
    room.user("ANNA")
    assert operator("ACNT ANNA")[-1] == "COMMAND COMPLETE"
    assert room.data_of("OPERATOR", "ACNT ALL") == [{"userid": "OPERATOR"}, {"userid": "ANNA"}]


def test_messages_shows_the_log(room, operator):
    room.user("ANNA")
    lines = operator("MESSAGES 3")
    assert len(lines) == 3 and any("ANNA" in line for line in lines)


# -- priorities

def test_priority_decides_who_goes_first(room):
    """Of machines that have just been spoken to."""
    dispatcher = room.system.dispatcher
    order = []
    machines = [room.user(userid) for userid in ("ANNA", "BERT", "OLD")]
    for vm, priority in zip(machines, (64, 10, 99)):
        vm.priority = priority
    with dispatcher.lock:
        for vm in machines:
            vm.place.q1 = 1
            vm.place.state = "queued"
            dispatcher._queue(vm, vm.place)
        order = [vm.userid for _, _, vm in sorted(dispatcher.first)]
        dispatcher.first.clear()
        for vm in machines:
            vm.place.state = "idle"
    assert order == ["BERT", "ANNA", "OLD"]


# -- SHUTDOWN

@pytest.mark.parametrize("line, how", [("SHUTDOWN", None), ("SHUT NOW", None), ("SHUTDOWN LOGOFF", "logoff"),
                                       ("SHUTDOWN CHECKPOINT", "checkpoint")])
def test_shutdown_asks_for_the_end(room, operator, line, how):
    assert operator(line) == []
    assert room.system.ending.is_set() and room.system.end_how == how
    with pytest.raises(CPError, match="CP IS SHUTTING DOWN"):
        room.system.logon("ANNA")


@pytest.mark.parametrize("operand, kept", [("CHECKPOINT", True), ("LOGOFF", False)])
def test_machines_are_kept_or_not(room, operator, operand, kept):
    program(room.user("ANNA"), "0000000000000800", at_800="47F00800")
    run(room.user("ANNA"), 1000)
    operator(f"SHUTDOWN {operand}")
    system = room.again()
    assert ("ANNA" in system.machines) == kept


def test_shutdown_ends_cpcms(room):
    room.close()
    script = f"LOGON CHIEF {PASSWORD}\nSHUTDOWN\n"
    done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "--data", str(room.data), "--quiet"],
                          input=script, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0 and not done.stderr
    room.again()
    assert room.system.start_kind == "WARM" and not room.system.machines


# -- two who force each other, and do not wait for each other

def test_forcing_each_other_ends_both(room):
    chiefs = [room.user("CHIEF"), room.user("OPERATOR")]
    threads = [threading.Thread(target=one.console.send, args=(f"FORCE {other.userid}",))
               for one, other in (chiefs, chiefs[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    until(lambda: any(vm.ended for vm in chiefs))
    time.sleep(0.01)
