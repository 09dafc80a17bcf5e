"""`cpcms` without a command: CP on the data folder, this terminal logged on to it; and `cpcms command`, a
console function from the host.

Called by cp/cli.py.  When a CP runs on the folder already, this process joins it as another terminal.
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading

GOOD, FAILED = 0, 1
LOOK = 0.5                     # seconds between looks whether the others have gone


def add_common(parser: argparse.ArgumentParser) -> None:
    """--data and --quiet."""
    parser.add_argument("--data", metavar="DIR", help="data folder (default: $CPCMS_DATA, else "
                        "cpcms in the XDG data home)")
    parser.add_argument("--quiet", action="store_true", help="no words of progress")


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
    """CP with this terminal."""
    from cp.folder import data_folder
    from cp.terminal.line import LineTerminal, RemoteLink
    from cp.terminal.local import connect
    folder = data_folder(arguments)
    connection = connect(folder)
    if connection is not None:
        terminal = LineTerminal()
        terminal.run(RemoteLink(connection, terminal))
        return GOOD
    return own_cp(folder, arguments)


def own_cp(folder, arguments) -> int:
    """A CP in this process, until its terminals have gone."""
    from cp.system import System
    from cp.terminal.line import LineTerminal
    from cp.terminal.local import LocalServer
    from cp.terminal.session import Session

    def progress(line: str) -> None:
        if not arguments.quiet:
            print(line, file=sys.stderr, flush=True)
    system = System(folder, cold=getattr(arguments, "cold", False), progress=progress)
    end_by_signal(system)
    server = None
    try:
        server = LocalServer(system, system.folder.socket)
        for line in system.welcome:
            print(line, file=sys.stderr, flush=True)
        terminal = LineTerminal()
        watch = threading.Thread(target=lambda: (system.ending.wait(), terminal.stop()), daemon=True)
        watch.start()
        terminal.run(Session(system, terminal.text, terminal.status, terminal.hidden, terminal.end))
        wait_for_others(system, progress)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)       # from here on the end goes its way
        if server is not None:
            server.close()
        system.close()
    for line in system.troubles:
        print(f"cpcms: {line}", file=sys.stderr)
    return FAILED if system.troubles else GOOD


def end_by_signal(system) -> None:
    """SIGTERM, and the terminal's end, are an orderly end of CP.  A handler may find any lock held: it
    only writes into a pipe, and another thread goes on from there."""
    inside, outside = os.pipe()

    def wait() -> None:
        os.read(inside, 1)
        system.shut_down()

    threading.Thread(target=wait, name="cp-signals", daemon=True).start()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: os.write(outside, b"."))


def wait_for_others(system, progress) -> None:
    """CP runs on while somebody is at another terminal."""
    others = len(system.lines.everybody())
    if others and not system.ending.is_set():
        progress(f"CP runs on for {others} other terminal{'s' * (others > 1)}; Ctrl-C ends it.")
        try:
            while system.lines.everybody() and not system.ending.wait(LOOK):
                pass
        except KeyboardInterrupt:
            pass
