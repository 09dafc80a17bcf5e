"""`cpcms serve` and `cpcms --serve`: the operator's console, options over system.yaml, ports that are taken."""
from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import termios

import pytest

from cp import configuration
from cp.cli import parser
from cp.system import System
from cp.terminal.serving import check, serve_terminals
from s360.errors import ConfigError, S360Error
from terminal_room import CPCMS, at_terminal, ended
from tn3270_client import Client


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve") / "data"
    System(folder, threads=1).close()
    return folder


@pytest.fixture
def folder(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def system(prepared):
    with System(prepared, threads=1) as one:
        yield one


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return line.getsockname()[1]


def options(*words: str):
    return parser(list(words)).parse_args(list(words))


# -- what is served

def served(system, *words: str, always: bool = False, **keys):
    """The server of `cpcms WORDS` with these keys under `serve`; what was said."""
    said: list[str] = []
    arguments = options(*words)
    check(arguments)
    before = system.configuration.serve
    system.configuration.serve = configuration.ServeKeys.model_validate(keys)
    try:
        system.progress = said.append
        server = serve_terminals(system, arguments, said.append, always)
        if server is not None:
            server.stop()
        return server, said
    finally:
        system.configuration.serve = before


def test_options_count_before_system_yaml(system):
    one, other = free_port(), free_port()
    server, said = served(system, "serve", always=True, port=one, more=20)
    assert (server.port, server.more) == (one, 20) and f"port {one}" in said[0]
    server, _ = served(system, "serve", "--port", str(other), "--more", "0", always=True, port=one, more=20)
    assert (server.port, server.more) == (other, 0)


def test_cpcms_serves_when_asked_to(system):
    port = free_port()
    assert served(system, "--quiet", port=port) == (None, [])
    assert served(system, "--serve", "--port", str(port))[0].port == port
    assert served(system, start=True, port=port)[0].port == port


def test_a_port_that_is_taken(system):
    """--serve ends CP with one line; what system.yaml asks for is told of, and CP goes on."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
        with pytest.raises(S360Error, match="give another with --port"):
            served(system, "--serve", "--port", str(port))
        server, said = served(system, start=True, port=port)
    assert server is None and len(said) == 1 and "no terminals over the network" in said[0]


@pytest.mark.parametrize("words, text", [(["--port", "3999"], "--port goes with --serve"),
                                         (["--tls-cert", "x"], "--tls-cert goes with --serve"),
                                         (["serve", "--tls-key", "x"], "--tls-key goes with --tls-cert")])
def test_options_that_do_not_go_together(system, words, text):
    with pytest.raises(ConfigError, match=text):
        served(system, *words)


def test_the_certificate_of_system_yaml_is_beside_it(system):
    with pytest.raises(S360Error, match="data/tls/mine.pem: No such file"):
        served(system, "serve", always=True, **{"tls-cert": "tls/mine.pem"})


@pytest.mark.parametrize("text, wrong", [("serve: {port: 0}", "0 must be at least 1"), ("serve: {prot: 1}", "port"),
                                         ("serve: {tls-key: x}", "tls-key goes with tls-cert")])
def test_mistakes_in_system_yaml(tmp_path, text, wrong):
    (tmp_path / "system.yaml").write_text(text + "\n")
    with pytest.raises(ConfigError, match=wrong):
        configuration.load(tmp_path / "system.yaml")


# -- the command

def test_the_operators_console(folder):
    """Started at a terminal, it is the operator's console: one user after the other, attention, and CP goes on
    when he leaves."""
    pytest.importorskip("pexpect")
    port = free_port()
    child = at_terminal(folder, "serve", "--port", str(port))
    child.expect(f"CP serves terminals at 127.0.0.1 port {port}")
    child.expect("ONLINE")
    child.sendline("LOGON GUEST GUEST NOIPL")
    child.expect("LOGON AT")
    child.sendintr()
    child.expect("!")
    child.sendline("QUERY NAMES")
    child.expect("GUEST    - 02")
    child.sendline("LOGOFF")
    child.expect("LOGOFF AT.*ONLINE")
    child.sendeof()
    child.expect("serves on without this terminal")
    Client(port).sees("ONLINE", "CP READ")
    child.sendintr()
    assert ended(child) == 0


def test_twice_ctrl_c_at_the_operators_console_is_the_end(folder):
    pytest.importorskip("pexpect")
    child = at_terminal(folder, "serve", "--port", str(free_port()))
    child.expect("ONLINE")
    child.sendintr()
    child.expect("!")
    child.sendintr()
    assert ended(child) == 0


def test_in_the_background_the_terminal_is_left_alone(folder):
    """`cpcms serve &`: reading there would stop it."""
    ours, theirs = os.openpty()
    port = free_port()
    script = f"{CPCMS[0]} -P -m cp.cli --data {folder} serve --port {port} & echo BEGUN; wait $!; echo CODE $?"
    shell = subprocess.Popen(["bash", "-m", "-c", script], stdin=theirs, stdout=theirs, stderr=theirs,
                             preexec_fn=lambda: (os.setsid(), fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)))
    os.close(theirs)
    shown = b""
    try:
        while b"CP serves" not in shown:
            shown += os.read(ours, 10_000)
        Client(port).sees("ONLINE", "CP READ")
        assert b"ONLINE" not in shown
        subprocess.run([*CPCMS, "--data", str(folder), "command", "SHUTDOWN"], timeout=15, check=True,
                       capture_output=True)
        while b"CODE" not in shown:
            shown += os.read(ours, 10_000)
        assert b"CODE 0" in shown
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


def test_cpcms_with_serve(folder):
    """A script at the first terminal, a display over the network; the other one is told of the end."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-P", "-m", "cp.cli", "--data", str(folder), "--serve", "--port",
                                str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
    try:
        while f"port {port}" not in process.stderr.readline():
            assert process.poll() is None
        client = Client(port)
        client.sees("ONLINE", "CP READ")
        process.stdin.write("LOGON GUEST GUEST NOIPL\nQUERY NAMES\n")
        process.stdin.close()
        client.type("LOGON CMSUSER CMSUSER NOIPL").sees("LOGON AT", "CP READ")
        client.type("QUERY USERS").sees("USERS, 000 DIALED", "CP READ")
        client.type("LOGOFF").sees("LOGOFF AT")
        client.close()
        assert process.wait(15) == 0
        assert "GUEST" in process.stdout.read()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_serve_where_cp_runs_already(folder):
    with System(folder, threads=1) as system:
        from cp.terminal.local import LocalServer
        local = LocalServer(system, system.folder.socket)
        done = subprocess.run([*CPCMS, "--data", str(folder), "--serve"], stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, timeout=15)
        local.stop()
    assert done.returncode == 1 and "CP runs here already" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_closed_terminal_is_the_end_of_a_service_at_it(folder):
    pytest.importorskip("pexpect")
    child = at_terminal(folder, "serve", "--port", str(free_port()))
    child.expect("ONLINE")
    child.kill(signal.SIGHUP)
    assert ended(child) == 0
