"""`cpcms` at a terminal with a screen: starts, joins, and every kind of end leaves the terminal as it was; in processes,
at pseudo-terminals (pexpect, pyte)."""
import os
import re
import signal
import time

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

from cp.system import System
from cp.terminal.local import request
from terminal_room import CPCMS, PATIENCE, ended, run_script, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]
QUIT = "\x01q"
LEFT_CLEAN = ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?25h")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("window") / "data"
    System(folder, threads=1).close()
    return folder


@pytest.fixture
def folder(prepared):
    yield prepared
    if (prepared / "socket").exists():
        try:
            request(prepared, {"do": "command", "line": "SHUTDOWN LOGOFF"})
        except Exception:
            pass                               # left by a CP that was killed
    wait_for(lambda: not (prepared / "running").exists())
    for kept in (prepared / "checkpoint").iterdir():
        kept.unlink()


class Screen:
    """`cpcms` at a terminal of so many rows and columns."""

    def __init__(self, folder, *options: str, rows: int = 26, columns: int = 80, **environment):
        keep = {name: value for name, value in os.environ.items()
                if not name.startswith("LC_") and name not in ("LANG", "NO_COLOR", "COLORTERM")}
        environment = keep | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = ""
        self.child = pexpect.spawn(CPCMS[0], [*CPCMS[1:], "--data", str(folder), *options], timeout=PATIENCE,
                                   env={name: value for name, value in environment.items() if value is not None},
                                   dimensions=(rows, columns))

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.screen.display]

    def read(self) -> bool:
        """What has come; False at the end."""
        try:
            data = self.child.read_nonblocking(1 << 16, 0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.written += data.decode(errors="replace")
        self.stream.feed(data)
        return True

    def until(self, condition) -> "Screen":
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert self.read() or condition(), "ended\n" + self.written[-3000:]
            assert time.monotonic() < deadline, "\n".join(self.rows)
        return self

    def sees(self, text: str) -> "Screen":
        return self.until(lambda: any(text in row for row in self.rows))

    def type(self, keys: str) -> "Screen":
        self.child.send(keys)
        return self

    def logged_on(self) -> "Screen":
        return self.sees("CP READ").type("LOGON CMSUSER CMSUSER\r").sees("VM READ")

    def ends(self) -> int:
        """Its exit code (negative: of a signal)."""
        deadline = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < deadline, "has not ended\n" + "\n".join(self.rows)
        return ended(self.child)

    def ends_clean(self) -> int:
        code = self.ends()
        for sequence in LEFT_CLEAN:
            assert sequence in self.written, sequence
        after = self.written.rsplit("\x1b[?1049l", 1)[1]
        assert "Traceback" not in self.written
        self.said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", after)
        return code


def test_a_session_to_logoff(folder):
    t = Screen(folder).logged_on().type("LISTF\r").sees("WELCOME  MEMO")
    assert t.type("LOGOUT\r").ends_clean() == 0
    assert "LOGOFF AT" in t.said


def test_quit_keeps_the_machine(folder):
    t = Screen(folder).logged_on()
    assert t.type(QUIT).ends_clean() == 0
    assert "CMSUSER: LOGON" in t.said
    t = Screen(folder).sees("CP READ").type("LOGON CMSUSER CMSUSER\r").sees("RECONNECTED").sees("BEGIN goes back")
    t.type("BEGIN\r").sees("VM READ").type("LOGOUT\r")
    assert t.ends_clean() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_are_an_orderly_end(folder, number):
    t = Screen(folder).logged_on()
    t.child.kill(number)
    assert t.ends_clean() == 0
    assert (folder / "checkpoint" / "CMSUSER").exists() or list((folder / "checkpoint").iterdir())


def test_a_closed_terminal(folder):
    t = Screen(folder).logged_on()
    os.close(t.child.child_fd)
    wait_for(lambda: not (folder / "running").exists())
    t.child.closed = True
    assert t.child.ptyproc.wait() == 0 if t.child.ptyproc.isalive() else True
    assert list((folder / "checkpoint").iterdir())


def test_a_terminal_that_takes_nothing_more_does_not_keep_cp(folder):
    t = Screen(folder, rows=43).logged_on()
    for _ in range(100):                       # nobody reads what is painted
        t.child.send("\x0c")
    time.sleep(0.5)
    t.child.kill(signal.SIGTERM)
    wait_for(lambda: not (folder / "running").exists())
    t.ends()


def test_no_colours_at_a_terminal_without(folder):
    for environment in ({"TERM": "vt100"}, {"NO_COLOR": "1"}):
        t = Screen(folder, **environment).sees("CP READ").type("HELP\r").sees("MESSAGES").type(QUIT)
        t.ends_clean()
        assert not re.search(r"\x1b\[[0-9;]*[349][0-7]m", t.written)


def test_without_utf_8_all_is_ascii(folder):
    t = Screen(folder, LANG="C").sees("CP READ").type("MSG * A^B\r").sees("A^B").type(QUIT)
    t.ends_clean()
    assert t.written.isascii()
    t = Screen(folder).sees("CP READ").type("MSG * A^B\r").sees("A\u00acB").type(QUIT)
    t.ends_clean()


@pytest.mark.parametrize("options, environment", [(["--line"], {}), ([], {"TERM": "dumb"}), ([], {"TERM": None})])
def test_a_line_terminal_where_there_is_no_screen(folder, options, environment):
    t = Screen(folder, *options, **environment).sees("ONLINE").type("\x04")
    assert t.ends() == 0 and "\x1b[" not in t.written


def test_a_pipe_is_a_script(folder):
    done = run_script(folder, "HELP LOGON\n", env=dict(os.environ, TERM="xterm"))
    assert done.returncode == 0 and "LOGON" in done.stdout and "\x1b" not in done.stdout


def test_the_window_changes_its_size(folder):
    t = Screen(folder).logged_on()
    t.screen.resize(12, 60)
    t.child.setwinsize(12, 60)
    t.sees("window 60x12 shows a part")
    t.screen.resize(40, 100)
    t.child.setwinsize(40, 100)
    t.sees("your machine reads").type("LOGOUT\r")
    assert t.ends_clean() == 0


def test_another_cpcms_joins(folder):
    first = Screen(folder).sees("CP READ")
    other = Screen(folder, rows=45).logged_on()
    assert other.type("LISTF\r").sees("WELCOME  MEMO").rows[42].endswith("CPCMS")
    third = Screen(folder, "--more", "5")
    assert third.ends() == 1 and "--more is for its start" in third.written
    other.type("\x01t").sees("2 of 2").type("LOGON GUEST GUEST\r").sees("VM READ")
    first.type(QUIT).until(lambda: "CP runs on for 2 other terminals" in first.written)
    other.type("LOGOUT\r").sees("WELCOME  MEMO").type("\x01" + "1").sees("CP READ").type(QUIT)
    assert other.ends_clean() == 0 and first.ends_clean() == 0


def test_cp_goes_away_under_a_terminal_that_joined(folder):
    first = Screen(folder).sees("CP READ")
    other = Screen(folder).logged_on()
    first.child.kill(signal.SIGKILL)
    assert other.ends_clean() == 1 and "CP HAS GONE" in other.said
    first.ends()
    run_script(folder, "HELP\n")               # a warm start


def test_shutdown_by_another(folder):
    t = Screen(folder).logged_on()
    request(folder, {"do": "command", "line": "SHUTDOWN"})
    assert t.ends_clean() == 0


def test_the_first_start_shows_the_password_and_leaves_it_behind(tmp_path):
    t = Screen(tmp_path / "new").sees("WELCOME").sees("OPERATOR's password is")
    t.type("\r").sees("To try the system").type(QUIT)
    assert t.ends_clean() == 0
    assert "OPERATOR's password is" in t.written.split("\x1b[?1049h")[0]


def test_a_transcript(folder, tmp_path):
    t = Screen(folder, "--transcript", str(tmp_path / "kept")).logged_on().type("LISTF\r").sees("R;").type("LOGOUT\r")
    assert t.ends_clean() == 0
    kept = (tmp_path / "kept").read_text()
    assert "LOGON CMSUSER ***" in kept and "LISTF\n" in kept and "WELCOME  MEMO" in kept and "LOGOFF AT" in kept
    t = Screen(folder, "--line", "--model", "3")
    assert t.ends() == 2 and "--model is for a 3270" in t.written
    t = Screen(folder, "--transcript", "/no/such/place")
    assert t.ends() == 1 and "/no/such/place" in t.written and "Traceback" not in t.written


def test_bars(folder):
    """A key is on the screen within 10 ms, at the median; the second start shows CP READ within 2 s."""
    began = time.monotonic()
    t = Screen(folder, rows=45, columns=132).sees("CP READ")
    assert time.monotonic() - began < 4        # twice the bar, on a busy host
    t.logged_on()
    times = []
    for _ in range(40):
        t.child.send("x")
        sent = time.monotonic()
        t.child.expect("x")
        times.append(time.monotonic() - sent)
        time.sleep(0.01)
    assert sorted(times)[len(times) // 2] < 0.02
    t.child.send("\x15LOGOUT\r")
    assert t.ends_clean() == 0
