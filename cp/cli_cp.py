"""`cpcms` without a command: CP on the data folder, this terminal logged on to it; and `cpcms command`, a
console function from the host.

Called by cp/cli.py.  When a CP runs on the folder already, this process joins it as another terminal.
"""
from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time

GOOD, FAILED = 0, 1
LOOK = 0.1                     # seconds between looks whether the others have gone
COMING = 1.0                   # seconds for a terminal that is joining
STARTING = 10.0                # seconds for another CP on the folder to start or to end


def add_common(parser: argparse.ArgumentParser) -> None:
    """--data and --quiet; what stands before a sub-command counts for it too."""
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="data folder (default: "
                        "$CPCMS_DATA, else cpcms in the XDG data home)")
    parser.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS,
                        help="no words of progress")


def add_command(commands) -> None:
    p = commands.add_parser("command", help="a console function of the CP that runs on a data folder",
                            description="Carry out a console function for the host, with all classes: "
                            "cpcms command QUERY NAMES --json")
    p.add_argument("words", nargs="+", metavar="WORD")
    p.add_argument("--json", action="store_true", help="the answer as JSON, for programs")
    add_common(p)
    p.set_defaults(func=run_command)


def run_command(arguments) -> int:
    from cp.folder import data_folder
    from cp.terminal.local import connect, request
    from s360.errors import S360Error
    folder = data_folder(arguments)
    found = connect(folder)
    if found is None:
        raise S360Error(f"no CP runs on {folder}; start it with `cpcms --data {folder}`")
    found.close()
    answer = request(folder, {"do": "command", "line": " ".join(arguments.words)})
    if arguments.json:
        print(json.dumps({"code": answer["code"], "data": answer["data"], "lines": answer["lines"]},
                         indent=2))
    else:
        print("\n".join(answer["lines"]))
    return FAILED if answer["code"] else GOOD


def run_cp(arguments) -> int:
    """CP with this terminal; where one runs on the folder already, a terminal of that."""
    from cp.folder import FolderInUse, data_folder
    from cp.terminal.local import connect
    folder = data_folder(arguments)
    deadline = time.monotonic() + STARTING
    while True:
        connection = connect(folder) if folder.is_dir() else None
        try:
            code = joined(connection) if connection is not None else own_cp(folder, arguments)
            if code is not None:
                return code
        except FolderInUse:                   # its CP is just starting or ending
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK)


def joined(connection) -> int | None:
    """One more terminal of a CP in another process; None when that was just ending."""
    from cp.terminal.line import LineTerminal
    from cp.terminal.outbox import Outbox
    from cp.terminal.remote import RemoteLink
    outbox = Outbox()
    on_signals(outbox.end, "SIGTERM", "SIGHUP")
    link = RemoteLink(connection, outbox, echoes=sys.stdin is not None and sys.stdin.isatty())
    if not link.joined():
        return None
    terminal = LineTerminal(outbox)
    good = terminal.run(link)
    return FAILED if link.gone else ended(good)


def own_cp(folder, arguments) -> int:
    """A CP in this process, until its terminals have gone."""
    from cp.system import System
    from cp.terminal.line import LineTerminal
    from cp.terminal.local import LocalServer
    from cp.terminal.session import Session
    from s360.errors import S360Error

    def progress(line: str) -> None:
        if not arguments.quiet:
            tell(line)
    system = System(folder, cold=getattr(arguments, "cold", False), progress=progress)
    server = None
    try:
        try:
            server = LocalServer(system, system.folder.socket)
        except S360Error as error:
            system.log("terminal", str(error))
            progress(str(error))
        for line in system.welcome:
            tell(line)
        terminal = LineTerminal()
        on_signals(system.shut_down, "SIGTERM")
        on_signals(terminal.stop, "SIGHUP")
        threading.Thread(target=lambda: (system.ending.wait(), terminal.stop()), daemon=True).start()
        good = terminal.run(Session(system, terminal.outbox, echoes=not terminal.script), system.shut_down)
        wait_for_others(system, server, progress)
    finally:
        on_signals(None, "SIGTERM", "SIGHUP", "SIGINT")       # the end is not broken off
        if server is not None:
            server.stop()
        system.close()
        if server is not None:
            server.close()
    for line in system.troubles:              # what the host did not let be written
        tell(f"cpcms: {line}")
    return ended(good) or (FAILED if system.troubles else GOOD)


def wait_for_others(system, server, progress) -> None:
    """CP runs on while somebody is at another terminal; then nobody is let in any more."""
    others = len(system.lines.everybody())
    if others and not system.ending.is_set():
        on_signals(system.shut_down, "SIGINT")
        progress(f"CP runs on for {others} other terminal{'s' * (others > 1)}; Ctrl-C ends it.")
        while system.lines.everybody() and not system.ending.wait(LOOK):
            pass
    if server is None:
        return
    server.stop()
    deadline = time.monotonic() + COMING
    while (system.lines.everybody() or server.connections and time.monotonic() < deadline
           ) and not system.ending.wait(LOOK):
        pass                                  # somebody came in at the last moment


def ended(good: bool) -> int:
    if not good:
        tell("cpcms: the script was not typed to its end, or could not log on")
    return GOOD if good else FAILED


def tell(line: str) -> None:
    """Beside the terminal's own output; it may be gone."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        pass


def on_signals(action, *names: str) -> None:
    """Have a thread do `action` (None: nothing is done): a handler itself must not wait for a lock."""
    for name in names:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN if action is None else
                          lambda *_: threading.Thread(target=action, daemon=True).start())
