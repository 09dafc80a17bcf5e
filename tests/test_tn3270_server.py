"""The terminal server: sessions of 3270 and telnet clients, lost and hostile ones, TLS, `cpcms serve`."""
from __future__ import annotations

import random
import signal
import socket
import ssl
import statistics
import subprocess
import threading
import time

import pytest

from cp.system import System
from cp.terminal.tn3270 import TerminalServer, size_of, tls_context, unit_of
from s360.devices import display_codes as c
from s360.errors import S360Error
from terminal_room import CPCMS, wait_for
from tn3270_client import Client, Telnet


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tn3270") / "data"
    System(folder, threads=1).close()
    return folder


@pytest.fixture(scope="module")
def served(prepared):
    with System(prepared, threads=2) as system:
        server = TerminalServer(system, port=0)
        yield server
        system.close("logoff")
        server.stop()


@pytest.fixture
def client(served):
    made = Client(served.port)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nobody_stays(served):
    """Every test leaves the system as it found it, and no mistake in the log."""
    yield
    for vm in served.system.logged_on():
        served.system.logoff(vm)
    wait_for(lambda: not served.system.lines.everybody())
    assert '"error"' not in served.system.folder.operator_log.read_text()


def logon(client, userid: str = "CMSUSER") -> None:
    client.sees("ONLINE", "CP READ")
    client.press(c.CLEAR).type(f"LOGON {userid} {userid} NOIPL").sees("LOGON AT", "CP READ")


def test_a_session(client):
    assert "CP/CMS" in client.sees("ONLINE", "CP READ") or "CCCCC" in client.display.text()
    logon(client)
    client.type("QUERY TIME").sees("CONNECT=", "CP READ")
    client.type("IPL SUPERV").sees("IPL SUPERV", "RUNNING")
    client.type("ECHO HELLO").sees("\nHELLO", "VM READ")
    client.press(c.PA1).sees("CP", "CP READ")
    client.type("BEGIN").sees("BEGIN", "VM READ")
    client.type("#CP LOGOFF").sees("LOGOFF AT")
    client.sees("ONLINE", "CP READ")                     # and the next one may come
    logon(client, "GUEST")


def test_a_password_that_is_asked_for(client):
    client.sees("LOGON", "CP READ")
    client.type("LOGON GUEST").sees("ENTER PASSWORD", "CP READ")
    assert client.display.marks[1759] & c.HIDDEN == c.HIDDEN
    shown = client.type("GUEST").sees("LOGON AT")
    assert not client.display.marks[1759] & c.HIDDEN and shown.count("GUEST") == 1


def test_more_and_holding(client):
    logon(client)
    client.type("#CP ".join(["QUERY SET"] * 10).replace("#CP ", "#")).sees("LINEDIT", "MORE...")
    client.press(c.ENTER).sees("LINEDIT", "HOLDING")
    client.press(c.CLEAR).sees("LINEDIT", "CP READ")


def test_a_lost_client_is_disconnected_and_comes_back(served):
    first = Client(served.port)
    logon(first)
    first.type("IPL SUPERV").sees("IPL SUPERV", "RUNNING")
    first.close()
    vm = served.system.user("CMSUSER")
    wait_for(lambda: vm.console.face is None)
    assert vm.disconnected_at is not None and not vm.ended
    again = Client(served.port, "IBM-3279-4-E", (43, 80))
    again.sees("LOGON")
    again.type("LOGON CMSUSER CMSUSER").sees("RECONNECTED", "CP READ")
    again.type("BEGIN").sees("BEGIN", "RUNNING")
    again.close()


def test_pa2_interrupts_a_machine_that_asked_for_it(served, client):
    logon(client)
    client.type("IPL SUPERV").sees("IPL SUPERV", "RUNNING")
    vm = served.system.user("CMSUSER")
    client.press(c.PA2).type("ECHO ONE").sees("\nONE", "VM READ")
    assert not vm.core.external & 0x40
    vm.console.pa2_interrupts = True                     # DIAGNOSE X'54'
    client.press(c.PA2)
    wait_for(lambda: vm.core.external & 0x40)


def test_a_line_is_named(served):
    one = Client(served.port, "IBM-3279-2-E@LU0C0")
    one.sees("ONLINE")
    assert "0C0" in [session.line for session in served.system.lines.everybody()]
    other = Client(served.port, "IBM-3279-2-E@0C0")
    other.sees("LINE 0C0 IS NOT FREE")
    with pytest.raises(ConnectionError):
        other.update()
    one.close()
    other.close()
    wrong = Client(served.port, "IBM-3278-2@NOWHERE")
    wrong.sees("LINE NOWHERE IS NOT FREE")
    wrong.close()


@pytest.mark.parametrize("kind, size", [("IBM-3278-3-E", (32, 80)), ("IBM-3279-4-E", (43, 80)),
                                        ("IBM-3279-5-E", (27, 132)), ("IBM-DYNAMIC", (60, 100))])
def test_larger_screens(served, kind, size):
    client = Client(served.port, kind, size)
    client.sees("ONLINE", "CP READ")
    assert (client.display.rows, client.display.columns) == size
    logon(client)
    client.close()


def test_types_and_units():
    assert size_of("IBM-3278-5") == (27, 132) and size_of("IBM-3277-2") == (24, 80) == size_of("IBM-3287-1")
    assert size_of("IBM-") == (24, 80) and size_of("IBM-3279-\u0664-E") == (24, 80)
    assert (unit_of("LU0C0"), unit_of("c0"), unit_of("")) == ("0C0", "0C0", "")


def test_a_line_terminal(served):
    client = Telnet(served.port)
    client.sees("ONLINE")
    client.type("LOGON GUEST NOIPL").sees("ENTER PASSWORD")
    wait_for(lambda: client.more() and b"\xff\xfb\x01" in client.everything)      # not to be shown
    client.type("GUEST").sees("LOGON AT")
    client.type("IPL SUPERV").type("ECHO HELLO").sees("HELLO")
    client.line.sendall(b"rubbish\xff\xf4\xff\xf4")      # attention twice
    client.sees("CP\r\n")
    client.line.sendall(b"\xff\xf6")
    client.sees("[YES]")
    client.type("LOGOFF").sees("LOGOFF AT")
    with pytest.raises(AssertionError):
        client.sees("MORE OF IT")                        # the line is dropped
    client.line.close()


def test_a_client_that_says_nothing_gets_a_line(served, monkeypatch):
    monkeypatch.setattr("cp.terminal.tn3270.PATIENCE", 0.05)
    client = Telnet(served.port, b"")
    client.sees("ONLINE")
    client.line.close()


def test_the_first_screen_comes_at_once(served):
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        client = Client(served.port)
        client.sees("ONLINE")
        times.append(time.perf_counter() - begun)
        client.close()
    assert statistics.median(times) < 0.05               # on a quiet host 5 ms


def test_a_line_is_answered_at_once(served):
    client, times = Client(served.port), []
    logon(client)
    for _ in range(20):
        begun = time.perf_counter()
        client.press(c.CLEAR).type("QUERY TIME").sees("CONNECT=", "CP READ")
        times.append(time.perf_counter() - begun)
    client.close()
    assert statistics.median(times) < 0.05


def test_hostile_clients_harm_nobody(served):
    rng = random.Random(360)
    with socket.create_connection(("127.0.0.1", served.port)) as endless:
        endless.sendall(b"\xff\xfa\x18\x00" + b"A" * 1000)
        endless.settimeout(5)
        with pytest.raises(OSError):
            while endless.recv(1000):
                pass
            raise OSError
    for _ in range(100):
        with socket.create_connection(("127.0.0.1", served.port)) as line:
            agreed = b"\xff\xfb\x18\xff\xfa\x18\x00IBM-3279-2-E\xff\xf0\xff\xfb\x19\xff\xfd\x19\xff\xfb\x00\xff\xfd\x00"
            data = rng.choice((b"", agreed)) + b"".join(rng.choice((
                rng.randbytes(20), b"\xff\xef", b"\x7d\x40\x40\x11\x40\x40\xc1\xff\xef", b"\xff\xf3", b"\r\n",
                b"\x6d\xff\xef", b"\xff\xfb\x27")) for _ in range(30))
            try:
                line.sendall(data)
            except OSError:
                pass
    client = Client(served.port)
    logon(client)
    client.close()


def test_a_client_that_floods_and_does_not_read(served):
    flood = Client(served.port)
    logon(flood)
    part = (b"\x6d\xff\xef" + b"\x7d\x40\x40\x11\x40\x40" + b"\xc1" * 50 + b"\xff\xef") * 50
    writer = threading.Thread(target=lambda: [flood.line.sendall(part) for _ in range(500)])
    writer.start()
    other = Client(served.port)
    logon(other, "GUEST")
    writer.join()
    other.close()
    flood.close()


def test_messages_of_others_come_without_a_key(served, client):
    logon(client)
    other = served.system.logon("GUEST", ipl=False)
    other.console.send("MSG CMSUSER HELLO THERE")
    client.sees("HELLO THERE", "CP READ")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    try:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-keyout", file, "-out", f"{file}.crt"], check=True, timeout=30,
                       capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    file.write_text(file.read_text() + open(f"{file}.crt").read())
    return file


def test_encrypted(served, certificate):
    server = TerminalServer(served.system, port=0, tls=tls_context(certificate))
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client = Client.__new__(Client)
    plain = socket.create_connection(("127.0.0.1", server.port), 5)
    line = context.wrap_socket(plain)
    client.line, client.kind, client.bytes = line, "IBM-3279-2-E", b""
    from s360.devices.display import Display
    client.display = Display()
    client.agree()
    logon(client)
    client.close()
    with socket.create_connection(("127.0.0.1", server.port), 5) as rubbish:
        rubbish.sendall(b"GET / HTTP/1.0\r\n\r\n")
        rubbish.settimeout(5)
        try:
            while rubbish.recv(1000):
                pass
        except ConnectionError:
            pass
    server.stop()


def test_what_is_wrong_with_addresses_and_files(served, tmp_path):
    with pytest.raises(S360Error, match="port .* give another with --port"):
        TerminalServer(served.system, port=served.port)
    with pytest.raises(S360Error, match="--host"):
        TerminalServer(served.system, host="nowhere.invalid", port=0)
    with pytest.raises(S360Error, match="No such file"):
        tls_context(tmp_path / "none")
    (tmp_path / "text").write_text("no certificate")
    with pytest.raises(S360Error, match="PEM"):
        tls_context(tmp_path / "text")


def test_the_service_from_start_to_end(prepared, tmp_path, served):
    folder, port = tmp_path / "data", free_port()
    process = subprocess.Popen([*CPCMS, "serve", "--data", str(folder), "--port", str(port)],
                               stderr=subprocess.PIPE, text=True)
    lines = []
    reader = threading.Thread(target=lambda: [lines.append(line) for line in process.stderr])
    reader.start()
    try:
        wait_for(lambda: any(f"port {port}" in line for line in lines), 15)
        client = Client(port)
        logon(client)
        process.send_signal(signal.SIGTERM)
        with pytest.raises((ConnectionError, OSError)):
            client.sees("ANYTHING")
        assert "LOGOFF AT" in client.display.text()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stderr.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return line.getsockname()[1]


def test_what_is_typed_ahead_of_a_logoff_is_for_the_next_user(served):
    """Three records at once, as a client sends what was typed while its keyboard was locked."""
    client = Client(served.port)
    client.sees("ONLINE", "CP READ")
    client.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT", "CP READ")
    for line in ("LOGOFF", "LOGON GUEST GUEST NOIPL", "QUERY NAMES"):
        client.type(line)
    client.sees("GUEST    - ", "CP READ")
    client.type("LOGOFF").sees("LOGOFF AT")
    client.close()
