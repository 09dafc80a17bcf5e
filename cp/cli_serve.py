"""`cpcms serve`: CP as a service, with terminals that come over the network; a terminal it is started from is
the operator's console.

Called by cp/cli.py through `add_serve`; cp/terminal/serving.py starts the terminal server.  Exit codes: 0 good,
1 failed.
"""
from __future__ import annotations

import os
import signal
import sys
import threading

GOOD, FAILED = 0, 1


def add_serve(commands) -> None:
    """Add `serve`; it sets `func(args) -> exit code`."""
    from cp.cli_cp import add_common
    from cp.terminal.serving import add_serving
    p = commands.add_parser(
        "serve", help="CP as a service: 3270 and telnet clients as its terminals",
        description="Start CP on the data folder and serve terminals over the network until SIGTERM or SHUTDOWN: "
        "3270 clients such as x3270 get the VM screen, telnet clients a line terminal. Only this host is served "
        "unless told otherwise. Started at a terminal, that is the operator's console: LOGON OPERATOR; Ctrl-C is "
        "attention there, twice an orderly end; Ctrl-D leaves it, and CP serves on. Options that are not given are "
        "taken from `serve` in system.yaml.")
    add_serving(p)
    add_common(p)
    p.set_defaults(func=run_serve)


def run_serve(arguments) -> int:
    from cp.cli_cp import on_signals, tell
    from cp.folder import data_folder
    from cp.host_memory import give_back_memory
    from cp.system import System
    from cp.terminal.local import LocalServer
    from cp.terminal.serving import check, serve_terminals
    from s360.errors import S360Error

    def progress(line: str) -> None:
        if not getattr(arguments, "quiet", False):
            tell(line)
    check(arguments)
    give_back_memory()
    system = System(data_folder(arguments), progress=progress)
    local = server = None
    try:
        on_signals(system.shut_down, "SIGTERM", "SIGINT", "SIGHUP")
        for line in system.welcome:
            tell(line)
        server = serve_terminals(system, arguments, progress, always=True)
        try:
            local = LocalServer(system, system.folder.socket)
        except S360Error as error:
            system.log("terminal", str(error))
            progress(str(error))
        if at_terminal():
            operator_console(system)
            if not system.ending.is_set():
                progress("CP serves on without this terminal; Ctrl-C ends it.")
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


def at_terminal() -> bool:
    """Whether a person sits where this was started: a terminal, and not in its background."""
    try:
        return (sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
                and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp())
    except (OSError, ValueError, AttributeError):
        return False


def operator_console(system) -> None:
    """This terminal as one of CP's, user after user, until the person leaves it or CP ends."""
    from cp.cli_cp import on_signals
    from cp.terminal.line import LineTerminal
    from cp.terminal.session import Session

    class Console(Session):
        """A LOGOFF leaves the terminal to the next user, as at a display."""

        def logged_off(self, hold: bool) -> None:
            super().logged_off(hold or not (system.closed or system.ending.is_set()))

    if hasattr(signal, "SIGTTIN"):             # put into the background later: like a terminal that is gone
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)
    terminal = LineTerminal()
    threading.Thread(target=lambda: (system.ending.wait(), terminal.stop()), daemon=True).start()
    terminal.run(Console(system, terminal.outbox, origin="operator's console"), system.shut_down)
    on_signals(system.shut_down, "SIGINT")


def wait(event: threading.Event) -> None:
    """Until the event; a signal is seen at once."""
    while not event.wait(1.0):
        pass
