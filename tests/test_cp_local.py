"""The local socket: more terminals for a CP that runs, requests of the host's tools, and what is left after a
kill."""
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from cp.console import DOUBLE
from cp.system import System
from cp.terminal.local import LocalServer, connect, request
from s360.errors import S360Error
from terminal_room import CPCMS, at_terminal, ended, run_script, until_it_waits, wait_for

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("local") / "data"
    System(folder, threads=1).close()
    return folder


@pytest.fixture
def served(prepared):
    """A CP in this process that listens."""
    with System(prepared) as system:
        server = LocalServer(system, system.folder.socket)
        yield system
        server.stop()
        system.close("logoff")
        server.close()


# --- the socket

def test_only_its_owner_may_use_it(served):
    mode = os.stat(served.folder.socket).st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600


def test_requests(served):
    answer = request(served.data, {"do": "command", "line": "QUERY USERS"})
    assert answer["lines"] == ["000 USERS, 000 DIALED"]
    assert request(served.data, {"do": "command", "line": "FORCE NOBODY"})["code"] == 45
    with pytest.raises(S360Error, match="knows no request 'dance'"):
        request(served.data, {"do": "dance"})


@pytest.mark.parametrize("nonsense", [
    b"", b"\n", b"hello\n", b"[1]\n", b"{}\n", b"[" * 100_000 + b"\n", b"\xff\xfe\n", b'{"do": 5}\n',
    b'{"do": "terminal"}\n[]\n', b'{"do": "terminal"}\n{"attention": {}}\n{"send": null}\nx\n',
    b'{"do": "command", "line": 7}\n', b'{"do": "user"}\n',
    b'{"do": "terminal"}\n' + b'{"send": "' + b"x" * 2_000_000])
def test_nonsense_does_no_harm(served, nonsense, capfd):
    with connect(served.data) as client:
        client.settimeout(5)
        try:
            client.sendall(nonsense)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        except OSError:
            pass
    wait_for(lambda: not served.lines.everybody())
    assert request(served.data, {"do": "command", "line": "QUERY USERS"})["code"] == 0
    assert capfd.readouterr().err == ""


def test_a_client_that_does_not_read_is_dropped_at_last(served):
    client = connect(served.data)
    client.sendall(b'{"do": "terminal"}\n{"send": "LOGON GUEST GUEST NOIPL"}\n')
    wait_for(lambda: "GUEST" in served.machines)
    for _ in range(200):
        served.command("MSG GUEST " + "X" * 20_000)
    session = served.user("GUEST").console.face
    assert session.behind and session.outbox.size <= 4_000_000
    client.close()
    wait_for(lambda: served.user("GUEST").line == "DSC")
    served.command("FORCE GUEST")


def test_a_long_path(tmp_path):
    folder = tmp_path / ("long" * 20) / ("path" * 20)
    folder.mkdir(parents=True)
    done = run_script(folder, "MSG OP HI\n")
    assert done.returncode in (0, 1) and "no other terminal" not in done.stderr
    with System(folder, threads=1) as system:
        server = LocalServer(system, system.folder.socket)
        assert stat.S_ISSOCK(os.stat(folder / "socket").st_mode)
        assert request(folder, {"do": "command", "line": "QUERY USERS"})["code"] == 0
        server.stop()
    assert not (folder / "socket").exists()


def test_a_socket_that_cannot_be_made_is_told_and_cp_runs(tmp_path):
    folder = tmp_path / "data"
    System(folder, threads=1).close()
    (folder / "socket").mkdir()
    (folder / "socket" / "full").touch()
    done = run_script(folder, "LOGON GUEST GUEST NOIPL\nLOGOFF\n")
    assert done.returncode == 0 and "LOGOFF AT" in done.stdout
    assert "no other terminal can join" in done.stderr


# --- more terminals

@pytest.fixture
def first(prepared):
    """A CP at a terminal, OPERATOR of it nobody."""
    pytest.importorskip("pexpect")
    child = at_terminal(prepared)
    child.expect("ONLINE")
    yield child
    if child.isalive():
        child.kill(signal.SIGTERM)
        ended(child)


def joined(folder, userid="GUEST"):
    child = at_terminal(folder)
    child.expect("ONLINE")
    child.sendline(f"LOGON {userid} {userid} NOIPL")
    child.expect("LOGON AT")
    return child


def test_a_second_terminal_and_its_keys(prepared, first):
    second = at_terminal(prepared)
    second.expect("ONLINE")
    second.sendline("LOGON GUEST NOIPL")
    second.expect("PASSWORD:")
    assert second.waitnoecho(3)
    second.sendline("GUEST")
    second.expect("LOGON AT")
    second.sendline("IPL SUPERV")
    until_it_waits(prepared, "GUEST")
    second.send("\x03")
    second.expect(r"!\r\n\.\r\n")
    second.sendline("ECHO FROM THERE")
    second.expect(r"\nFROM THERE\r\n")
    second.sendline("#CP MSG CMSUSER HELLO")
    second.expect("NOT LOGGED ON")
    time.sleep(DOUBLE + 0.1)                   # or it would be one of two for CP
    second.send("\x03")                        # the first again: a line was typed between
    second.expect("!")
    second.send("\x03")                        # within two seconds: this terminal ends, CP goes on
    assert ended(second) == 0
    answer = request(prepared, {"do": "command", "line": "QUERY NAMES"})
    assert answer["data"] == [{"userid": "GUEST", "line": "DSC", "state": "waiting"}]
    request(prepared, {"do": "command", "line": "FORCE GUEST"})


@pytest.mark.parametrize("how", ["\x04", signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_second_terminal_that_goes_leaves_its_user_disconnected(prepared, first, how):
    second = joined(prepared)
    second.send(how) if isinstance(how, str) else second.kill(how)
    code = ended(second)
    assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    wait_for(lambda: request(prepared, {"do": "command", "line": "QUERY NAMES"})["data"][0]["line"] == "DSC")
    request(prepared, {"do": "command", "line": "FORCE GUEST"})


def test_a_script_at_a_running_cp(prepared, first):
    done = run_script(prepared, "LOGON CMSUSER CMSUSER NOIPL\nIPL SUPERV\nPRINT 500\nECHO FROM A SCRIPT\n"
                                "TIME\n#CP QUERY NAMES\n#CP CLOSE PRT PURGE\n#CP LOGOFF\n")
    assert done.returncode == 0 and done.stderr == ""
    assert re.search(r"(?s)500 DONE.*FROM A SCRIPT.*VIRTUAL CPU.*CMSUSER  - .*LOGOFF AT", done.stdout)
    done = run_script(prepared, "LOGON CMSUSER CMSUSER NOIPL\nIPL SUPERV\nECHO AGAIN\n")
    assert done.returncode == 0 and "AGAIN" in done.stdout and "LOGOFF AT" in done.stdout
    done = run_script(prepared, "LOGON CMSUSER WRONG\n")
    assert done.returncode == 1


def test_cp_runs_on_while_others_are_there(prepared, first):
    second = joined(prepared)
    first.sendline("LOGON CMSUSER CMSUSER NOIPL")
    first.expect("LOGON AT")
    first.sendline("LOGOFF")
    first.expect("CP runs on for 1 other terminal")
    second.sendline("QUERY USERS")
    second.expect("001 USERS")
    second.sendline("LOGOFF")
    assert ended(second) == 0 and ended(first) == 0


def test_the_end_of_cp_is_told_to_all(prepared, first):
    second, third = joined(prepared), at_terminal(prepared)
    third.expect("ONLINE")
    first.kill(signal.SIGTERM)
    assert ended(first) == 0
    second.expect("BY SYSTEM")
    third.expect("CP HAS ENDED")
    assert ended(second) == 0 and ended(third) == 0


def test_a_killed_cp_is_told_and_its_socket_does_not_hinder(prepared, first):
    second = joined(prepared)
    first.kill(signal.SIGKILL)
    ended(first)
    second.expect("CP HAS GONE")
    assert ended(second) == 1
    assert (prepared / "socket").exists()
    done = run_script(prepared, "LOGON GUEST GUEST NOIPL\nQUERY CPLEVEL\nLOGOFF\n")
    assert done.returncode == 0 and "CHECKPOINT START" in done.stdout


def test_two_at_the_same_moment(prepared):
    script = "LOGON {0} {0} NOIPL\nQUERY USERID\nLOGOFF\n"
    both = [subprocess.Popen([*CPCMS, "--data", str(prepared)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for child, name in zip(both, ("CMSUSER", "GUEST")):
        child.stdin.write(script.format(name))
        child.stdin.close()
        child.stdin = None
    for child, name in zip(both, ("CMSUSER", "GUEST")):
        out, err = child.communicate(timeout=20)
        assert child.returncode == 0 and f"{name} AT CPCMS" in out, (out, err)


# --- cpcms command

def command(folder, *words):
    return subprocess.run([*CPCMS, "command", *words, "--data", str(folder)], capture_output=True, text=True,
                          timeout=20)


def test_cpcms_command(served):
    served.logon("CMSUSER", "CMSUSER", ipl=False)
    done = command(served.data, "QUERY", "NAMES", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0 and answer["code"] == 0
    assert answer["data"] == [{"userid": "CMSUSER", "line": "API", "state": "cp"}]
    done = command(served.data, "query", "users")
    assert done.stdout == "001 USERS, 000 DIALED\n" and done.returncode == 0
    done = command(served.data, "FORCE", "NOBODY")
    assert done.returncode == 1 and "NOBODY NOT LOGGED ON" in done.stdout


def test_cpcms_command_without_cp(prepared, tmp_path):
    for folder in (prepared, tmp_path / "nothing"):
        done = command(folder, "QUERY", "NAMES")
        assert done.returncode == 1 and done.stderr.startswith(f"cpcms: no CP runs on {folder}; start it")
    assert not (tmp_path / "nothing").exists()


def test_shutdown_by_command_is_answered(prepared):
    pytest.importorskip("pexpect")
    child = at_terminal(prepared)
    child.expect("ONLINE")
    done = command(prepared, "SHUTDOWN")
    assert done.returncode == 0 and done.stderr == ""
    assert ended(child) == 0


# --- the Python API

def test_cp_gives_system_without_loading_it_for_others():
    code = ("import sys, cp.cli; assert 'cp.system' not in sys.modules; import cp; from cp import System; "
            "from cp.system import System as same; assert System is same; "
            "assert not hasattr(cp, 'Sistem')")
    assert subprocess.run([sys.executable, "-P", "-c", code], timeout=20).returncode == 0
