"""Real clients at the terminal server, each put through the same session: s3270 in every size, x3270 under Xvfb,
pytn3270, tnz; c3270 and telnet in tmux; silent ones, one that leaves in the middle, many at once.  Those that are
not installed are skipped by name."""
from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import threading
import time

import pytest

from client_faces import S3270, X3270, PyTN3270, Tnz, needed
from cp.directory_schema import User
from cp.passwords import stored
from cp.system import System
from cp.terminal.tn3270 import TerminalServer, tls_context
from s360.devices.display_codes import CLEAR
from display_room import source
from terminal_room import assembled, wait_for
from tn3270_client import PATIENCE, Client, Telnet

pytestmark = pytest.mark.slow
SESSIONS, TERMINALS = 50, 500


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with System(tmp_path_factory.mktemp("clients") / "data") as system:
        server = TerminalServer(system, port=0)
        yield server
        system.close("logoff")
        server.stop()


@pytest.fixture(autouse=True)
def nobody_is_left(served):
    """The next test does not meet who has stayed."""
    yield
    for vm in served.system.logged_on():
        served.system.logoff(vm)


@pytest.fixture(scope="module")
def encrypted(served, tmp_path_factory):
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run([needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-keyout", file, "-out", f"{file}.crt"], check=True, timeout=30,
                   capture_output=True)
    file.write_text(file.read_text() + open(f"{file}.crt").read())
    server = TerminalServer(served.system, port=0, tls=tls_context(file))
    yield server
    server.stop()


def session(person, system) -> None:
    """What a person does of a morning: every key and every status."""
    person.sees("ONLINE", "CP READ")
    person.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
    assert "***" in person.shown() and "CMSUSER CMSUSER" not in person.shown()
    cms(person, system)
    keys(person)
    person.clear()
    person.type("BEGIN").sees("BEGIN")
    person.type("#CP LOGOFF").sees("LOGOFF AT", "CP READ")
    person.sees("ONLINE")


def cms(person, system) -> None:
    """A file is made, listed and printed on the terminal."""
    person.clear()
    person.type("EDIT TRIAL DATA").sees("INPUT", "VM READ")
    for line in ("FIRST LINE [1]", "second line", "", "FILE"):
        wait_for(lambda: reads(system.machines["CMSUSER"]))       # an empty line is an attention before
        person.type(line).sees("", "VM READ")
    person.sees("R;")
    person.clear()
    person.type("LISTF TRIAL *").sees("R;", "VM READ")
    assert "TRIAL" in person.shown().split("LISTF")[1]
    person.type("PRINTF TRIAL DATA").sees("SECOND LINE", "VM READ")
    assert "FIRST LINE [1]" in person.shown()
    person.clear()
    person.type("ERASE TRIAL DATA").sees("R;", "VM READ")


def reads(vm) -> bool:
    """It has had what was typed, and reads again."""
    console = vm.console
    return not console.on_the_way and any(device.reading and not device.ahead for device in console.devices)


def keys(person) -> None:
    """PA1; a full screen, held and let go; PF keys that have a function and such as have none."""
    person.pa(1)
    person.sees("CP", "CP READ")
    person.clear()
    person.type("#".join(["Q SET"] * 22)).sees("LINEDIT", "MORE...")
    person.type("").sees("LINEDIT", "HOLDING")
    let_go(person)
    person.sees("SECUSER", "CP READ")
    person.pf(9)
    person.sees("", "NOT ACCEPTED")
    person.pf(12)
    person.sees("Q SET#Q SET")
    assert person.input().startswith("Q SET#Q SET")
    person.erase_input()
    person.clear()
    person.type("SET PF9 IMMED QUERY USERS")
    person.type("QUERY PF9").sees("PF09 IMMED QUERY USERS", "CP READ")
    person.pf(9)
    person.sees("001 USERS", "CP READ")
    person.type("SET PF10 QUERY ")
    person.type("QUERY PF10").sees("PF10 DELAYED QUERY", "CP READ")
    person.pf(10)
    person.sees("QUERY")
    assert person.input() == "QUERY"
    person.type(" USERS").sees("001 USERS", "CP READ")


def let_go(person) -> None:
    """PA2 until nothing more comes."""
    calm = 0
    while calm < 5:
        status = person.rows()[-1]
        if "HOLDING" in status or "MORE" in status:
            person.pa(2)
            calm = 0
        else:
            calm += 1
            time.sleep(0.05)


@pytest.mark.parametrize("options, prefix, size", [
    (["-model", "2"], "", "24 80"), (["-model", "3"], "", "32 80"), (["-model", "4"], "", "43 80"),
    (["-model", "5"], "", "27 132"), (["-model", "3278-2"], "", "24 80"), (["-model", "3278-3"], "", "32 80"),
    (["-model", "3278-4"], "", "43 80"), (["-model", "3278-5"], "", "27 132"), ([], "S:", "43 80"),
    ([], "N:", "43 80"), (["-model", "3279-2", "-oversize", "100x60"], "", "60 100"),
    (["-model", "2"], "LU0C0@", "24 80"), (["-model", "2"], "0C1@", "24 80")])
def test_a_session_with_s3270(served, options, prefix, size):
    with S3270(*options) as person:
        person.connect(served.port, prefix)
        assert " ".join(person.status[6:8]) == size
        session(person, served.system)


def test_an_encrypted_session(encrypted):
    with S3270("-model", "2") as person:
        person.connect(encrypted.port, "L:Y:")
        session(person, encrypted.system)


@pytest.mark.parametrize("library", [PyTN3270, Tnz])
def test_a_session_with_a_library(served, library):
    with library().connect(served.port) as person:
        session(person, served.system)


@pytest.fixture(scope="module")
def screen():
    """An X screen that nobody sees; its name."""
    inside, outside = os.pipe()
    process = subprocess.Popen([needed("Xvfb"), "-noreset", "-displayfd", str(outside), "-screen", "0", "1280x1024x24"],
                               pass_fds=[outside], stderr=subprocess.DEVNULL)
    os.close(outside)
    with open(inside) as told:
        name = f":{told.readline().strip()}"
    yield name
    process.kill()
    process.wait()


@pytest.mark.parametrize("model", ["3279-2", "3279-4", "3279-5", "3278-3"])
def test_a_session_with_x3270(served, screen, tmp_path, model):
    """... and what is to be seen then is white, green and turquoise on black (a 3278: green)."""
    with X3270(screen, tmp_path, "-model", model) as person:
        person.connect(served.port)
        person.sees("ONLINE", "CP READ")
        picture = os.environ.get("CPCMS_PICTURES", str(tmp_path))
        time.sleep(0.5)                        # it draws when it has nothing else to do
        person.picture(f"{picture}/x3270-{model}-logo.png")
        session(person, served.system)
        person.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
        person.type("LISTF").sees("R;", "VM READ")
        time.sleep(0.5)
        person.picture(f"{picture}/x3270-{model}.png")
        colours = subprocess.run([needed("convert"), f"{picture}/x3270-{model}.png", "-format", "%k", "info:"],
                                 capture_output=True, text=True, check=True, timeout=PATIENCE).stdout
        assert int(colours) > 3
        person.type("#CP LOGOFF").sees("LOGOFF AT", "CP READ")


def test_a_line_that_somebody_has(served):
    """LU names choose the line; the second who wants it is told."""
    with S3270("-model", "2") as first, S3270("-model", "2") as second:
        first.connect(served.port, "0C2@")
        first.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT")
        first.type("QUERY NAMES").sees("CMSUSER  - 0C2")
        first.type("LOGOFF").sees("LOGOFF AT")
        second.do(f"Connect(0C2@127.0.0.1:{served.port})")
        wait_for(lambda: "LINE 0C2 IS NOT FREE" in second.shown())


@pytest.fixture
def forms(served):
    """A machine whose program paints a form on its display 0C0."""
    return assembled(served.system, "FORMS", source("form"), devices={"0C0": {"type": "3277"}, "00C": {"type": "2540R"}})


@pytest.mark.parametrize("options, lu", [(["-model", "2"], ""), (["-model", "5"], ""), (["-model", "3278-2"], ""),
                                         (["-model", "2"], "FORMS.0C0@"), (["-model", "3279-4"], "forms.0c0@")])
def test_a_form_with_s3270(served, forms, options, lu):
    """A full screen of a guest, over DIAL or by the LU name that means its display."""
    with S3270(*options) as person:
        if lu:
            person.do(f"Connect({lu}127.0.0.1:{served.port})")
        else:
            person.connect(served.port).type("DIAL FORMS")
        person.sees("HOURS OF THE WEEK")
        person.do('String("ADA LOVELACE")')
        person.do("Tab()")
        person.do('String("00017")')
        person.type("40").sees("TAKEN.     1 IN ALL, WITH    40 HOURS.")
        person.do('String("BABBAGE")')
        person.do("Tab()")
        person.type("1").sees("THE PAYROLL NUMBER HAS FIVE DIGITS.")
        person.do("Attn()")
        person.sees("DROPPED FROM FORMS 0C0", "CP READ")
        person.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT", "CP READ")


def test_a_form_with_x3270(served, screen, forms, tmp_path):
    with X3270(screen, tmp_path, "-model", "3279-2") as person:
        person.connect(served.port).type("DIAL FORMS").sees("HOURS OF THE WEEK")
        person.do('String("ADA LOVELACE")')
        time.sleep(0.5)
        person.picture(f"{os.environ.get('CPCMS_PICTURES', tmp_path)}/x3270-form.png")
        person.pf(3)                           # the program ends
        wait_for(lambda: forms.held)


@pytest.mark.parametrize("library", [PyTN3270, Tnz])
def test_a_form_with_a_library(served, forms, library):
    with library().connect(served.port) as person:
        person.type("DIAL FORMS").sees("HOURS OF THE WEEK")
        person.type("X").sees("THE PAYROLL NUMBER")
        person.pf(3)
        wait_for(lambda: forms.held)


def test_a_display_that_is_not_there(served):
    with S3270("-model", "2") as person:
        person.connect(served.port, "NOBODY.0C0@").sees("NOBODY NOT LOGGED ON", "CP READ")
        person.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT", "CP READ")


def test_attention_and_sysreq(served):
    with S3270("-model", "2") as person:
        person.connect(served.port)
        for key in ("Attn()", "SysReq()", "Interrupt()"):
            person.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
            person.do(key)
            person.sees("CP", "CP READ")
            person.do("Reset()")
            time.sleep(0.3)                    # PA1 and BREAK so near to each other are one key
            person.type("LOGOFF").sees("LOGOFF AT", "CP READ")
            person.do("Clear()")


def test_disconnect_and_reconnect(served):
    with S3270("-model", "2") as first, S3270("-model", "4") as second:
        first.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
        first.do("Disconnect()")
        second.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("RECONNECTED", "CP READ")
        second.type("BEGIN")
        second.type("LISTF").sees("R;", "VM READ")
        second.type("#CP LOGOFF").sees("LOGOFF AT")


def test_lost_for_too_long(served, monkeypatch):
    """The machine is kept and goes on; its user is told."""
    monkeypatch.setattr(served.system.configuration, "reconnect", 0.005)
    with S3270("-model", "2") as person:
        person.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
        person.type("EDIT KEPT DATA").sees("INPUT", "VM READ")
        person.type("NOT LOST").sees("NOT LOST", "VM READ")
        person.do("Disconnect()")
        wait_for(lambda: not served.system.machines)
        person.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("BEGIN GOES ON", "CP READ")
        assert "YOUR TERMINAL WAS LOST" in person.shown()
        person.type("BEGIN").sees("BEGIN", "VM READ")
        person.type("").sees("EDIT", "VM READ")
        person.type("FILE").sees("R;", "VM READ")
        person.clear()
        person.type("PRINTF KEPT DATA").sees("NOT LOST", "VM READ")
        person.type("#CP LOGOFF").sees("LOGOFF AT")


def test_who_is_silent_and_who_leaves_in_the_middle(served):
    """A client that never answers becomes a line terminal; one that goes in the middle of a record is a lost
    terminal; nobody else notices."""
    silent = Telnet(served.port, b"")
    leaver = Client(served.port)
    leaver.sees("ONLINE", "CP READ")
    leaver.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
    leaver.line.sendall(b"\x7d\x40\x40\x11\x40")
    leaver.close()
    with S3270("-model", "2") as person:
        person.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("RECONNECTED", "CP READ")
        person.type("LOGOFF").sees("LOGOFF AT")
    silent.sees("ONLINE")
    silent.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT")
    silent.type("LOGOFF").sees("LOGOFF AT")


def test_fifty_people_at_once(served):
    """Each logs on, works with CMS and logs off; all at the same time."""
    secret = stored("SESAME")
    names = [f"P{n:02d}" for n in range(SESSIONS)]
    links = [{"userid": "MAINT", "unit": "190", "as": "190", "mode": "RR"}]
    served.system.directory.put([User.model_validate({
        "userid": name, "password": secret, "links": links, "ipl": {"system": "CMS"},
        "devices": {"00C": {"type": "2540R"}, "00D": {"type": "2540P"}, "00E": {"type": "1403"}}}) for name in names],
        replace=True)
    wrong: list[str] = []

    def works(name: str) -> None:
        client = Client(served.port)
        try:
            client.sees("ONLINE", "CP READ")
            client.type(f"LOGON {name} SESAME").sees("CMS", "VM READ")
            for _ in range(5):
                client.press(CLEAR).type("STAT").sees("STAT", "VM READ")
                client.press(CLEAR).type(f"#CP MSG {name} HELLO {name}").sees(f"HELLO {name}")
            client.press(CLEAR).type("#CP LOGOFF").sees("LOGOFF AT", "CP READ")
        except Exception as error:             # noted, and the others go on
            wrong.append(f"{name}: {type(error).__name__} {error}")
        finally:
            client.close()
    threads = [threading.Thread(target=works, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong and not served.system.machines, wrong[:3]


class Window:
    """A program in tmux."""

    def __init__(self, command: str, columns: int = 80, rows: int = 25):
        for program in ("tmux", command.split()[0]):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
        self.name = f"cpcms{time.monotonic_ns()}"
        self.tmux("new-session", "-d", "-s", self.name, "-x", str(columns), "-y", str(rows), command)

    def tmux(self, *words: str) -> str:
        return subprocess.run(["tmux", "-L", self.name, "-f", "/dev/null", *words], check=True,
                              capture_output=True, text=True, timeout=PATIENCE).stdout

    def keys(self, *keys: str) -> "Window":
        self.tmux("send-keys", "-t", self.name, *keys)
        return self

    def sees(self, text: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while text not in (shown := self.tmux("capture-pane", "-p", "-t", self.name)):
            assert time.monotonic() < deadline, shown
            time.sleep(0.05)
        return shown

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.name, "kill-server"], capture_output=True, timeout=PATIENCE)


@pytest.mark.parametrize("columns, rows", [(80, 25), (80, 50)])
def test_c3270_in_a_window(served, columns, rows):
    window = Window(f"c3270 -mono 127.0.0.1:{served.port}", columns, rows)
    try:
        window.sees("ONLINE")
        window.keys("LOGON CMSUSER CMSUSER", "Enter").sees("VM READ")
        window.keys("LISTF", "Enter").sees("R;")
        window.keys("C-a", "1").sees("CP READ")
        window.keys("C-c")
        window.keys("#".join(["Q SET"] * 22), "Enter").sees("MORE...")
        window.keys("Enter").sees("HOLDING")
        window.keys("C-c", "C-c", "C-c", "C-c")
        window.keys("F12").sees("Q SET#Q SET")
        window.keys("C-u", "SET PF3 IMMED QUERY USERS", "Enter")
        window.keys("QUERY PF3", "Enter").sees("PF03 IMMED QUERY USERS")
        window.keys("F3").sees("001 USERS")
        window.keys("C-c")
        window.keys("LOGOFF", "Enter").sees("LOGOFF AT")
    finally:
        window.close()


def test_telnet_in_a_window(served):
    window = Window(f"telnet 127.0.0.1 {served.port}; cat")
    try:
        window.sees("ONLINE")
        window.keys("LOGON CMSUSER", "Enter").sees("ENTER PASSWORD")
        window.keys("CMSUSER", "Enter").sees("CMS..")
        window.keys("LISTF", "Enter")
        shown = window.sees("R;")
        assert shown.count("CMSUSER") == 1             # the password is not there
        window.keys("#CP LOGOFF", "Enter").sees("LOGOFF AT")
    finally:
        window.close()


def test_times_with_fifty_sessions(served):
    """The first screen has arrived within 5 ms of connecting, a line is answered within 5 ms, at the median."""
    first, clients = [], []
    for _ in range(SESSIONS):
        begun = time.perf_counter()
        client = Client(served.port)
        while not client.bytes.endswith(b"\xff\xef"):
            client.bytes += client.receive()
        first.append(time.perf_counter() - begun)      # decoding it here takes ten times as long
        clients.append(client)
    times = []
    for turn in range(6):
        for client in clients:
            begun = time.perf_counter()
            client.press(CLEAR).type("QUERY TIME").sees("?CP: QUERY", "CP READ")
            times.append(time.perf_counter() - begun)
    for client in clients:
        client.close()
    print(f"first screen {statistics.median(first) * 1e3:.2f} ms, a line {statistics.median(times) * 1e3:.2f} ms")
    assert statistics.median(first) < 0.005 and statistics.median(times) < 0.005


def test_five_hundred_terminals(served):
    before = resident()
    clients = [Client(served.port) for _ in range(TERMINALS)]
    for client in clients:
        client.sees("ONLINE", "CP READ")
        client.type("QUERY TIME").sees("QUERY TIME")
    used = resident() - before
    for client in clients:
        client.close()
    print(f"{used >> 20} MB for {TERMINALS} terminals, both ends")
    assert used < 1 << 30


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
