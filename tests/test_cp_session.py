"""Sessions: LOGON with and without password, wrong ones, LOGOFF and DISCONN, lines that are dropped, disabled
or too many, and the dialogue of each profile."""
import re
import threading
import time

import pytest

from cp import passwords, vdevices
from cp.passwords import stored
from cp.system import System
from cp_guests import add_user, wait_until
from terminal_room import Terminal


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("session") / "data") as made:
        made.command("DRAIN ALL")
        yield made


@pytest.fixture
def terminal(system):
    made = Terminal(system)
    yield made
    if made.session.vm is not None:
        system.logoff(made.session.vm)
    made.session.close()


def profiled(folder, profile: str) -> System:
    """A system that speaks as in another year."""
    System(folder, threads=1).close()
    page = folder / "system.yaml"
    page.write_text(page.read_text().replace("profile: modern", f"profile: {profile}"))
    return System(folder)


# --- LOGON

def test_logon_asks_for_the_password_and_hides_it(terminal):
    terminal.sees("ONLINE")
    terminal.type("logon cmsuser")
    terminal.sees("ENTER PASSWORD:\n")
    terminal.until(lambda: terminal.hidden)
    terminal.type("CMSUSER")
    terminal.sees("LOGON AT")
    assert not terminal.hidden and terminal.session.vm.userid == "CMSUSER"
    terminal.settles("VM READ")


def test_attention_drops_the_logon(terminal):
    terminal.type("LOGON CMSUSER")
    terminal.until(lambda: terminal.hidden)
    terminal.session.attention()
    terminal.until(lambda: not terminal.hidden)
    terminal.type("CMSUSER")                     # no password any more: an unknown function
    terminal.sees("?CP: CMSUSER")


@pytest.mark.parametrize("line, answer", [
    ("LOGON NOBODY X", "NOBODY NOT IN CP DIRECTORY"), ("LOGON AUTOLOG1 X", "AUTOLOG1 CANNOT LOG ON"),
    ("LOGON", "OPERAND MISSING"), ("QUERY VIRTUAL", "?CP: QUERY"), ("BEGIN", "?CP: BEGIN"),
    ("DIAL NOBODY", "NOBODY NOT LOGGED ON"),
    ("* nothing", ""), ("", "")])
def test_before_logon(terminal, line, answer):
    terminal.sees("HELP\n")
    terminal.type(line, "X")
    assert answer in terminal.sees("?CP: X")


def test_wrong_passwords_are_told_logged_and_slowed(system, terminal):
    add_user(system, "CAREFUL", password=stored("SECRET"))
    for _ in range(3):
        terminal.type("LOGON CAREFUL", "WRONG")
        terminal.sees("PASSWORD INCORRECT")
    terminal.type("LOGON CAREFUL SECRET")
    terminal.sees("TOO MANY TRIES; WAIT")
    assert terminal.session.vm is None and terminal.session.refused
    log = "\n".join(system.journal.tail(20))
    assert "wrong password" in log and "WRONG" not in log


def test_who_hangs_up_before_his_password_is_looked_at_costs_no_work(system, monkeypatch):
    add_user(system, "HASTY", password=stored("SECRET"))
    worked = []
    monkeypatch.setattr(passwords.hashlib, "scrypt", lambda *_, **__: worked.append(1))
    waiting = Terminal(system)
    with passwords.ONE_AT_A_TIME:
        typing = threading.Thread(target=waiting.type, args=("LOGON HASTY SECRET",))
        typing.start()
        while ("here", "HASTY") not in system.doorman.doors:         # he has knocked
            time.sleep(0.001)
        waiting.session.close()
    typing.join(10)
    assert not typing.is_alive() and not worked and "HASTY" not in system.machines
    assert "HASTY" not in "\n".join(system.journal.tail(20))


def test_the_demo_users_come_from_this_host_only(system):
    far = Terminal(system, local=False, origin="198.51.100.7")
    far.type("LOGON CMSUSER CMSUSER")
    far.sees("FROM THE HOST ITSELF ONLY")
    assert far.session.vm is None
    far.session.close()


def test_nobody_logs_on_twice_and_the_first_is_named(system, terminal):
    terminal.type("LOGON CMSUSER CMSUSER")
    other = Terminal(system)
    other.type("LOGON CMSUSER CMSUSER")
    other.sees(f"ALREADY LOGGED ON LINE {terminal.session.line}")
    other.session.close()
    terminal.type("LOGON GUEST GUEST")
    terminal.sees("YOU ARE LOGGED ON")


def test_log_messages_come_first(system, terminal):
    system.set_logmsg(["SERVICE AT NOON"])
    terminal.type("LOGON GUEST GUEST")
    assert "* SERVICE AT NOON\n" in terminal.sees("FILES:")
    system.set_logmsg([])


# --- the end

def test_logoff_ends_the_terminal_and_hold_keeps_it(terminal):
    terminal.type("LOGON CMSUSER CMSUSER", "LOGOFF HOLD")
    terminal.sees("LOGOFF AT")
    terminal.sees("ONLINE")
    assert not terminal.session.refused
    terminal.type("LOGON GUEST GUEST NOIPL", "LOGOFF")
    terminal.sees("LOGOFF AT")
    terminal.until(lambda: terminal.ended)


def test_disconn_and_back(system, terminal):
    terminal.type("LOGON CMSUSER CMSUSER", "IPL SUPERV", "#CP DISCONN HOLD")
    terminal.sees("DISCONNECT AT")
    terminal.sees("ONLINE")
    vm = system.user("CMSUSER")
    assert vm.line == "DSC" and not vm.in_cp
    terminal.type("LOGON CMSUSER CMSUSER")
    terminal.sees("RECONNECTED AT")
    terminal.settles("CP READ")
    terminal.type("BEGIN")
    terminal.settles("RUNNING")


def test_a_machine_that_never_ran_is_disconnected_as_it_is(system, terminal):
    terminal.type("LOGON CMSUSER CMSUSER NOIPL", "DISCONN HOLD")
    vm = system.user("CMSUSER")
    assert vm.in_cp and vm.core.executed == 0
    terminal.type("LOGON CMSUSER CMSUSER")
    assert "CP ENTERED" not in terminal.sees("RECONNECTED AT")


def test_a_dropped_line_leaves_the_machine_for_a_while(system, monkeypatch):
    monkeypatch.setattr(system.configuration, "reconnect", 0.002)
    terminal = Terminal(system)
    terminal.type("LOGON CMSUSER CMSUSER")
    vm = terminal.session.vm
    terminal.session.close()
    assert system.user("CMSUSER") is vm and vm.line == "DSC"
    wait_until(lambda: "CMSUSER" not in system.machines)
    assert "LOGOFF AT" in vm.console.text
    assert "DISCARDED" in system.logon("CMSUSER", ipl=False).console.text
    system.logoff(system.user("CMSUSER"))


def test_who_comes_back_in_time_stays(system, monkeypatch):
    alarms = []
    monkeypatch.setattr(system.dispatcher.alarms, "after", lambda seconds, action: alarms.append(action))
    first, second = Terminal(system), Terminal(system)
    first.type("LOGON CMSUSER CMSUSER")
    vm = first.session.vm
    first.session.close()
    second.type("LOGON CMSUSER CMSUSER")
    second.sees("RECONNECTED")
    for action in alarms:                        # the 15 minutes are over
        action()
    time.sleep(0.1)
    assert not vm.ended
    system.logoff(vm)
    second.session.close()


def test_a_line_that_drops_while_its_user_logs_on(system, monkeypatch):
    """The end of the line comes from another thread: he is disconnected, not logged on at a line that is no more."""
    terminal = Terminal(system)
    furnish = vdevices.furnish
    monkeypatch.setattr(vdevices, "furnish", lambda vm: (terminal.session.close(), furnish(vm))[1])
    terminal.type("LOGON CMSUSER CMSUSER NOIPL")
    vm = system.user("CMSUSER")
    assert vm.console.face is None and vm.disconnected_at is not None
    monkeypatch.undo()
    system.logoff(vm)


def test_what_goes_wrong_in_cp_is_told_and_the_terminal_stays(system, terminal, monkeypatch):
    terminal.type("LOGON CMSUSER CMSUSER NOIPL")

    def broken(*_):
        raise ZeroDivisionError("a mistake")
    monkeypatch.setattr(terminal.session.vm.console, "command", broken)
    terminal.type("QUERY TIME")
    terminal.sees("CP ERROR; SEE THE OPERATOR'S LOG")
    monkeypatch.undo()
    assert "ZeroDivisionError: a mistake" in "\n".join(system.journal.tail(5))
    terminal.type("QUERY USERID")
    terminal.sees("CMSUSER AT")


# --- lines

def test_disabled_lines(system):
    system.command("DISABLE ALL")
    terminal = Terminal(system)
    terminal.sees(f"LINE {terminal.session.line} IS DISABLED\n")
    terminal.type("LOGON CMSUSER CMSUSER")
    terminal.sees("IS DISABLED")
    system.command(f"ENABLE {terminal.session.line}")
    terminal.sees("ONLINE")
    terminal.type("LOGON CMSUSER CMSUSER")
    terminal.sees("LOGON AT")
    system.command("DISABLE ALL")
    terminal.type("QUERY USERID")
    terminal.sees("CMSUSER AT")                  # who is there stays
    terminal.type("LOGOFF HOLD")
    terminal.sees("IS DISABLED")
    system.command("ENABLE ALL")
    terminal.sees("ONLINE")
    terminal.session.close()


def test_too_many_terminals(system, monkeypatch):
    monkeypatch.setattr(system.lines, "most", 2)
    room = [Terminal(system) for _ in range(2 - len(system.lines.everybody()))]
    with pytest.raises(Exception, match="TERMINALS: LIMIT OF 2 REACHED"):
        Terminal(system)
    for one in room:
        one.session.close()


# --- profiles

def test_1968(tmp_path):
    with profiled(tmp_path / "data", "1968") as system:
        terminal = Terminal(system)
        terminal.sees("CP-67 ONLINE")
        terminal.type("LOGIN GUEST", "WRONG")
        assert "ENTER PASSWORD:\n" in terminal.sees("PASSWORD INCORRECT. START AGAIN.\n")
        assert "DMK" not in terminal.shown
        terminal.type("LOGIN GUEST GUEST")
        ready = re.compile(r"READY AT \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d\n")
        terminal.until(lambda: ready.search(terminal.shown))
        terminal.type("NONSENSE", "LOGOUT")
        terminal.until(lambda: terminal.ended)
        assert re.search(r"INVALID CP REQUEST\n(.*\n)*CONNECT= \d\d\.\d\d\.\d\d VIRTCPU= \d\d\d\.\d\d\.\d\d "
                         r"TOTCPU= \d\d\d\.\d\d\.\d\d\nLOGOUT AT \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d\n$",
                         terminal.shown)


def test_1972(tmp_path):
    with profiled(tmp_path / "data", "1972") as system:
        terminal = Terminal(system)
        terminal.sees("VM/370 ONLINE")
        terminal.type("LOGON GUEST GUEST NOIPL", "LOGOFF")
        terminal.until(lambda: terminal.ended)
        assert re.search(r"FILES: +NO RDR, +NO PRT, +NO PUN\n"
                         r"LOGON AT \d\d:\d\d:\d\d \w+ \w+DAY \d\d/\d\d/\d\d\n"
                         r"CONNECT= \d\d:\d\d:\d\d VIRTCPU= \d\d\d:\d\d\.\d\d TOTCPU= \d\d\d:\d\d\.\d\d\n"
                         r"LOGOFF AT ", terminal.shown)
