"""`cpcms serve`: CP as a service, with terminals that come over the network.

Called by cp/cli.py through `add_serve`; cp/terminal/tn3270.py is the terminal server.  Exit codes: 0 good, 1
failed.
"""
from __future__ import annotations

import argparse
import threading

GOOD, FAILED = 0, 1
PORT = 3270
MOST_PORT = 65535


def add_serve(commands) -> None:
    """Add `serve`; it sets `func(args) -> exit code`."""
    from cp.cli_cp import add_common
    p = commands.add_parser(
        "serve", help="CP as a service: 3270 and telnet clients as its terminals",
        description="Starts CP on the data folder and serves terminals over the network until SIGTERM, Ctrl-C or "
        "SHUTDOWN: 3270 clients such as x3270 get the VM screen, telnet clients a line terminal. Only this host "
        "is served unless --host says otherwise.")
    p.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to serve (default 127.0.0.1: "
                   "this host alone; 0.0.0.0: every host that can reach it)")
    p.add_argument("--port", type=port, default=PORT, metavar="N", help="port (default 3270)")
    p.add_argument("--tls-cert", metavar="FILE", help="encrypt: certificate, in PEM form")
    p.add_argument("--tls-key", metavar="FILE", help="its key, when that is not in the same file")
    p.add_argument("--more", type=seconds, default=60.0, metavar="SECONDS", help="how long a full screen waits "
                   "before it goes on (default 60; 0: until the person says so)")
    add_common(p)
    p.set_defaults(func=run_serve)


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 1 to {MOST_PORT}")
    return int(text)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds: 0 to 86400")
    return value


def run_serve(arguments) -> int:
    from cp.cli_cp import on_signals, tell
    from cp.folder import data_folder
    from cp.system import System
    from cp.terminal.local import LocalServer
    from cp.terminal.tn3270 import TerminalServer, tls_context
    from s360.errors import ConfigError, S360Error

    def progress(line: str) -> None:
        if not getattr(arguments, "quiet", False):
            tell(line)
    if arguments.tls_key and not arguments.tls_cert:
        raise ConfigError("--tls-key goes with --tls-cert")
    tls = tls_context(arguments.tls_cert, arguments.tls_key) if arguments.tls_cert else None
    system = System(data_folder(arguments), progress=progress)
    local = server = None
    try:
        on_signals(system.shut_down, "SIGTERM", "SIGINT", "SIGHUP")
        server = TerminalServer(system, arguments.host, arguments.port, tls, arguments.more)
        try:
            local = LocalServer(system, system.folder.socket)
        except S360Error as error:
            system.log("terminal", str(error))
            progress(str(error))
        for line in system.welcome:
            tell(line)
        system.log("terminal", f"terminals at {arguments.host} port {server.port}")
        progress(f"CP serves terminals at {arguments.host} port {server.port}"
                 f"{' with TLS' if tls else ''}; Ctrl-C ends it.")
        wait(system.ending)
    finally:
        on_signals(None, "SIGTERM", "SIGHUP", "SIGINT")       # the end is not broken off
        if local is not None:
            local.stop()
        system.close()
        for one in (server.stop if server is not None else None, local.close if local is not None else None):
            if one is not None:
                one()
    for line in system.troubles:
        tell(f"cpcms: {line}")
    return FAILED if system.troubles else GOOD


def wait(event: threading.Event) -> None:
    """Until the event; a signal is seen at once."""
    while not event.wait(1.0):
        pass
