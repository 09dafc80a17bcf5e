"""`cpcms` at a line terminal and with a script: attention, hidden passwords, ends of both kinds, pipes.

The tests type at a pseudo-terminal (pexpect)."""
import os
import re
import signal
import subprocess
import time

import pytest

from cli_room import cpcms_here
from cp.system import System
from cp.terminal.local import request
from terminal_room import (CPCMS, at_terminal, ended, run_script, until_it_computes, until_it_waits,
                           wait_for)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
pytest.importorskip("pexpect")
CTRL_C, CTRL_D = "\x03", "\x04"
HELLO = "LOGON CMSUSER CMSUSER NOIPL\nIPL SUPERV\nECHO IT LIVES\nECHO TWICE\n#CP QUERY USERID\n#CP LOGOFF\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder whose first start is behind it."""
    folder = tmp_path_factory.mktemp("line") / "data"
    System(folder, threads=1).close()
    return folder


@pytest.fixture
def folder(prepared):
    yield prepared
    left = (prepared / "socket").exists()
    if left:
        request(prepared, {"do": "command", "line": "SHUTDOWN LOGOFF"})
        wait_for(lambda: not (prepared / "running").exists())
    assert not left, "CP has not ended"
    for kept in (prepared / "checkpoint").iterdir():
        kept.unlink()


# --- at a terminal

def logged_on(folder, *options):
    child = at_terminal(folder, *options)
    child.expect("ONLINE")
    child.sendline("LOGON CMSUSER CMSUSER")
    child.expect("LOGON AT")
    return child


def test_a_session(folder):
    child = at_terminal(folder)
    child.expect("ONLINE")
    child.sendline("logon cmsuser")
    child.expect("ENTER PASSWORD:")
    assert child.waitnoecho(3)
    child.sendline("CMSUSER")
    child.expect("LOGON AT")
    assert child.getecho() and "CMSUSER" not in child.before
    child.sendline("IPL SUPERV")
    until_it_waits(folder)
    child.send(CTRL_C)
    child.expect(r"!\r\n\.\r\n")
    child.sendline("ECHO HELLO")
    child.expect(r"\r\nHELLO\r\n\.\r\n")
    child.sendline("#CP QUERY USERID")
    child.expect("CMSUSER AT")
    child.sendline("ECHO STILL THERE")
    child.expect(r"\r\nSTILL THERE\r\n")
    child.sendline("#CP LOGOFF")
    child.expect("LOGOFF AT")
    assert ended(child) == 0


def test_ctrl_c_once_is_attention_twice_the_end(folder):
    child = logged_on(folder)
    child.sendline("IPL SUPERV")
    until_it_waits(folder)
    child.send(CTRL_C)
    child.expect(r"\.\r\n")
    child.sendline("LOOP")
    until_it_computes(folder)
    time.sleep(2.1)                    # or it would be the second within two seconds
    child.send(CTRL_C)
    child.expect("THOUSAND ROUNDS")
    child.expect(r"\.\r\n")
    child.sendline("ECHO BETWEEN")     # a line between, and it is the first again
    child.expect(r"\nBETWEEN\r\n")
    child.send(CTRL_C)
    child.expect("!")
    child.send(CTRL_C)
    assert ended(child) == 0
    assert (folder / "checkpoint" / "CMSUSER").exists(), "an orderly end keeps machines"


def test_ctrl_c_throws_the_half_typed_line_away(folder):
    child = logged_on(folder)
    child.send("QUERY NONS")
    child.expect("NONS")
    child.send(CTRL_C)
    child.expect("!")
    child.sendline("QUERY USERID")
    child.expect("CMSUSER AT")
    assert "INVALID" not in child.before
    child.sendline("LOGOFF")
    assert ended(child) == 0


def test_ctrl_c_at_the_password(folder):
    child = at_terminal(folder)
    child.expect("ONLINE")
    child.sendline("LOGON CMSUSER")
    child.expect("PASSWORD:")
    assert child.waitnoecho(3)
    child.send(CTRL_C)
    child.expect("!")
    child.sendline("LOGON GUEST GUEST")
    child.expect("LOGON GUEST GUEST\r\n")      # shown again
    child.expect("LOGON AT")
    child.send(CTRL_D)
    assert ended(child) == 0


@pytest.mark.parametrize("how", ["eof", signal.SIGTERM, signal.SIGHUP, "hangup"])
def test_other_ends_are_orderly(folder, how):
    child = logged_on(folder)
    child.sendline("IPL SUPERV")
    until_it_waits(folder)
    if how == "eof":
        child.send(CTRL_D)
        assert ended(child) == 0
    elif how == "hangup":
        os.close(child.child_fd)       # the window is closed
        child.closed = child.ptyproc.closed = True
        wait_for(lambda: os.waitpid(child.pid, os.WNOHANG)[0])
        child.ptyproc.terminated = True
    else:
        child.kill(how)
        assert ended(child) == 0
    assert not (folder / "running").exists() and (folder / "checkpoint" / "CMSUSER").exists()


def test_shutdown_at_the_terminal(folder):
    with System(folder, threads=1) as system:
        system.directory.change("CMSUSER", lambda user: setattr(user, "classes", "AG"))
    child = logged_on(folder)
    child.sendline("SHUTDOWN")
    assert ended(child) == 0


def test_a_flood_does_not_stop_the_keyboard(folder):
    child = logged_on(folder)
    child.sendline("QUERY SET")
    child.expect("LINEDIT")
    child.sendline("IPL SUPERV")
    until_it_waits(folder)
    child.send(CTRL_C)
    child.expect(r"\.\r\n")
    child.sendline("#".join(["#CP HELP"] * 30))
    time.sleep(0.5)
    child.sendline("ECHO BEHIND IT")
    child.expect(r"\nBEHIND IT\r\n")
    child.sendline("#CP LOGOFF")
    assert ended(child) == 0


# --- scripts

def test_a_script_logs_on_types_and_logs_off(folder):
    done = run_script(folder, HELLO)
    assert done.returncode == 0 and done.stderr == ""
    told = [line for line in done.stdout.splitlines() if not re.search(r"\d\d:\d\d:\d\d", line)]
    assert told == ["CPCMS ONLINE - CP-67/CMS ON A SYSTEM/360 MODEL 67.  LOGON USERID, OR HELP",
                    "FILES: NO RDR, NO PRT, NO PUN", ".", "IT LIVES", ".", "TWICE", ".", "CMSUSER AT CPCMS"]
    assert "LOGOFF AT" in done.stdout


def script_here(folder, script: str | bytes):
    """`cpcms < script` in this process."""
    return cpcms_here("--data", folder, input=script)


def test_each_line_waits_until_it_is_read(folder):
    script = ("LOGON CMSUSER\nCMSUSER\nIPL SUPERV\nPRINT 300\n#CP CLOSE PRT\nLOOP 3000\n"
              "#CP QUERY PRINTER ALL\n#CP PURGE PRT ALL\n#CP LOGOFF")
    done = script_here(folder, script)
    assert done.returncode == 0
    assert done.stdout.index("300 DONE") < done.stdout.index("PRT FILE")
    assert done.stdout.index("3000 THOUSAND ROUNDS") < done.stdout.index("PURGED")


def test_the_end_of_a_script_logs_off(folder):
    done = script_here(folder, "LOGON CMSUSER CMSUSER\nIPL SUPERV\nECHO AND OUT\n")
    assert done.returncode == 0 and "AND OUT" in done.stdout and "LOGOFF AT" in done.stdout
    assert not list((folder / "checkpoint").iterdir())


@pytest.mark.parametrize("script, code", [
    ("\n\n", 0), ("LOGON CMSUSER WRONG\nIPL SUPERV\n", 1), ("LOGON CMSUSER\n", 1),
    ("LOGON CMSUSER CMSUSER\nLOGOFF\nQUERY TIME\n", 1), ("LOGON CMSUSER CMSUSER\nLOGOFF\n\n", 0),
    ("LOGON CMSUSER WRONG\nLOGON CMSUSER CMSUSER\nLOGOFF HOLD\nLOGON GUEST GUEST\n", 0)])
def test_exit_codes(folder, script, code):
    done = script_here(folder, script)
    assert done.returncode == code
    assert ("cpcms: the script was not typed to its end" in done.stderr) is bool(code)


@pytest.mark.slow
def test_sleep_is_waited_for(folder):
    begun = time.monotonic()
    done = run_script(folder, "LOGON CMSUSER CMSUSER\nSLEEP 1 SEC\nQUERY USERID\nLOGOFF\n")
    assert done.returncode == 0 and "CMSUSER AT" in done.stdout and time.monotonic() - begun > 1


def test_a_script_from_a_file_and_output_to_a_closed_pipe(folder, tmp_path):
    (tmp_path / "script").write_text(HELLO)
    with open(tmp_path / "script") as script:
        done = subprocess.run([*CPCMS, "--data", str(folder)], stdin=script, capture_output=True,
                              text=True, timeout=20)
    assert done.returncode == 0 and "IT LIVES" in done.stdout
    command = " ".join([*CPCMS, "--data", str(folder)])
    done = subprocess.run(f"{command} < {tmp_path}/script | head -1", shell=True, capture_output=True,
                          text=True, timeout=20)
    assert "ONLINE" in done.stdout and "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr and "Exception" not in done.stderr


def test_without_standard_input(folder):
    done = subprocess.run(" ".join([*CPCMS, "--data", str(folder), "<&-"]), shell=True, capture_output=True,
                          text=True, timeout=20)
    assert done.returncode == 0 and "ONLINE" in done.stdout and done.stderr == ""


def test_what_is_no_text_does_no_harm(folder):
    done = script_here(folder, b"\xff\xfe\x00\n" + b"X" * 200_000 + b"\n")
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr


def test_a_guest_that_does_not_stop_is_ended_by_sigterm(folder):
    child = subprocess.Popen([*CPCMS, "--data", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    child.stdin.write("LOGON CMSUSER CMSUSER\nIPL SUPERV\nLOOP\nECHO NEVER\n")
    child.stdin.flush()
    wait_for(lambda: (folder / "socket").exists())
    until_it_computes(folder)
    child.terminate()
    out, err = child.communicate(timeout=15)
    assert child.returncode == 1 and "not typed to its end" in err and "NEVER" not in out


def test_help():
    done = cpcms_here("--help")
    assert done.returncode == 0
    for word in ("--data", "--cold", "ipl", "command", "user", "doctor", "asm", "joins as another terminal"):
        assert word in done.stdout
