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
import traceback
from contextlib import contextmanager

from s360.errors import ConfigError, S360Error

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


def add_terminal(parser: argparse.ArgumentParser) -> None:
    """What this terminal is to be."""
    parser.add_argument("--line", action="store_true", help="a plain line terminal instead of a 3270 (so too when "
                        "standard input or output is no terminal, or TERM is dumb)")
    parser.add_argument("--model", type=int, choices=(2, 3, 4, 5), help="of the 3270: 24x80, 32x80, 43x80, 27x132 "
                        "(default: the largest for which the window has room)")
    parser.add_argument("--transcript", metavar="FILE", help="keep what is shown and typed at the 3270 in a file")


def add_command(commands) -> None:
    p = commands.add_parser("command", help="a console function of the CP that runs on a data folder",
                            description="Carry out a console function for the host, with all classes.")
    p.add_argument("words", nargs="+", metavar="WORD", help="the line, as it would be typed")
    p.add_argument("--json", action="store_true", help="the answer as JSON, for programs")
    add_common(p)
    p.set_defaults(func=run_command)


def run_command(arguments) -> int:
    from cp.folder import data_folder
    from cp.terminal.local import connect, request
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
    from cp.terminal.serving import check
    check(arguments)
    full_screen(arguments)
    folder = data_folder(arguments)
    deadline = time.monotonic() + STARTING
    while True:
        connection = connect(folder) if folder.is_dir() else None
        try:
            code = (joined(connection, arguments, folder) if connection is not None else
                    own_cp(folder, arguments))
            if code is not None:
                return code
        except FolderInUse:                   # its CP is just starting or ending
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK)


def joined(connection, arguments, folder) -> int | None:
    """One more terminal of a CP in another process; None when that was just ending."""
    if getattr(arguments, "serve", False):
        raise S360Error(f"{folder}: CP runs here already; --serve is for its start, and without it this terminal "
                        "joins")
    if hasattr(arguments, "more"):
        raise S360Error(f"{folder}: CP runs here already; --more is for its start, TERMINAL MORE for a machine")
    if full_screen(arguments):
        return joined_at_screen(connection, arguments, folder)
    from cp.terminal.line import LineTerminal
    from cp.terminal.outbox import Outbox
    from cp.terminal.remote import RemoteLink
    outbox = Outbox()
    on_signals(outbox.end, "SIGTERM", "SIGHUP")
    link = RemoteLink(connection, outbox, echoes=sys.stdin is not None and sys.stdin.isatty())
    if not link.joined():
        return None
    good = LineTerminal(outbox).run(link)
    return FAILED if link.gone else ended(good)


def joined_at_screen(connection, arguments, folder) -> int | None:
    """The same as a 3270, whose further sessions join likewise."""
    from cp import configuration
    from cp.directory import Directory
    from cp.terminal.remote import RemoteLink
    links = []

    def join(outbox):
        links.append(RemoteLink(connection if not links else connected(folder), outbox, echoes=True))
        return links[-1]
    house = configuration.load(folder / "system.yaml")
    window = window_for(arguments, house, Directory(folder / "users", house), join)
    on_signals(window.stop, "SIGTERM", "SIGHUP", "SIGINT")
    window.run()
    for line in window.said:
        tell(line)
    return None if not links[0].greeted else FAILED if links[-1].gone else GOOD


def connected(folder):
    """A further connection to the CP that runs on a folder."""
    from cp.terminal.local import connect
    connection = connect(folder)
    if connection is None:
        raise S360Error("CP HAS GONE")
    return connection


def full_screen(arguments) -> bool:
    """This terminal becomes a 3270, not a line terminal; ConfigError for options that a line terminal has not."""
    from cp.terminal import host
    if not arguments.line and host.full_screen():
        return True
    for name in ("model", "transcript"):
        if getattr(arguments, name) is not None:
            raise ConfigError(f"--{name} is for a 3270; this is a line terminal: --line, or standard input or output is "
                              "no terminal, or TERM is dumb")
    return False


def window_for(arguments, configuration, directory, join, welcome: list[str] = ()):
    """The 3270 of this terminal, whose sessions `join` connects."""
    from cp.terminal import host
    from cp.terminal.logo import demo_user, first_screen, how_here
    from cp.terminal.window import Window
    from cp.terminal.transcript import Transcript
    how = how_here(demo_user(directory))
    transcript = Transcript(arguments.transcript) if arguments.transcript else None
    return Window(join, configuration.name, configuration.serve.more, arguments.model,
                  lambda rows, columns: first_screen(configuration.name, rows, columns, how), welcome, host.colours(),
                  host.ascii_only(), transcript)


def own_cp(folder, arguments) -> int:
    """A CP in this process, until its terminals have gone."""
    from cp.host_memory import give_back_memory
    from cp.system import System
    from cp.terminal.local import LocalServer
    from cp.terminal.serving import serve_terminals

    give_back_memory()
    said = Sayings(arguments.quiet)
    system = System(folder, cold=getattr(arguments, "cold", False), progress=said.progress)
    server = network = None
    try:
        for line in system.welcome:
            tell(line)
        network = serve_terminals(system, arguments, said.progress)
        try:
            server = LocalServer(system, system.folder.socket)
        except S360Error as error:
            system.log("terminal", str(error))
            said.progress(str(error))
        on_signals(system.shut_down, "SIGTERM")
        good = at_screen(system, arguments, said) if full_screen(arguments) else at_line(system)
        wait_for_others(system, server, said.progress)
    finally:
        on_signals(None, "SIGTERM", "SIGHUP", "SIGINT")       # the end is not broken off
        if server is not None:
            server.stop()
        system.close()
        if network is not None:
            network.stop()
        if server is not None:
            server.close()
    for line in system.troubles:              # what the host did not let be written
        tell(f"cpcms: {line}")
    return ended(good) or (FAILED if system.troubles else GOOD)


def at_line(system) -> bool:
    """The first terminal is a line terminal, or a script; whether that was typed to its end."""
    from cp.terminal.line import LineTerminal
    from cp.terminal.session import Session
    terminal = LineTerminal()
    on_signals(terminal.stop, "SIGHUP")
    threading.Thread(target=lambda: (system.ending.wait(), terminal.stop()), daemon=True).start()
    return terminal.run(Session(system, terminal.outbox, echoes=not terminal.script), system.shut_down)


def at_screen(system, arguments, said: "Sayings") -> bool:
    """The first terminal is this one as a 3270."""
    from cp.terminal.session import Session
    from cp.terminal.window import WindowFailed
    window = window_for(arguments, system.configuration, system.directory,
                        lambda outbox: Session(system, outbox), system.welcome)
    on_signals(window.stop, "SIGHUP")
    on_signals(system.shut_down, "SIGINT")
    threading.Thread(target=lambda: (system.ending.wait(), window.stop()), daemon=True).start()
    try:
        with said.kept():
            window.run()
    except WindowFailed as error:
        system.log("error", str(error), trace="".join(traceback.format_exception(error.__cause__)[-6:]))
        raise
    for line in window.said:
        said.progress(line)
    left = ", ".join(sorted(system.machines))
    if left and not system.ending.is_set() and system.configuration.shutdown == "checkpoint":
        said.progress(f"{left}: LOGON, now or after the next start, goes on there")
    return True


class Sayings:
    """Words of progress, on standard error; while a window covers the screen they wait."""

    def __init__(self, quiet: bool):
        self.quiet, self.waiting = quiet, None

    def progress(self, line: str) -> None:
        if self.waiting is not None:
            self.waiting.append(line)
        elif not self.quiet:
            tell(line)

    @contextmanager
    def kept(self):
        self.waiting = []
        try:
            yield
        finally:
            lines, self.waiting = self.waiting, None
            for line in lines:
                self.progress(line)


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
