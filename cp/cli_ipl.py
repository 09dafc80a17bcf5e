"""`cpcms ipl MACHINE.yaml`: a bare System/360 and its operator's place; without MACHINE, the sample machine.

Called by the `cpcms` command through `add_ipl`.  Everything heavy is imported
when a machine is really wanted.

Exit codes: 0 the machine ended in a disabled wait with address 0, or the script said so; 1 it ended
otherwise or a wait failed; 2 wrong usage or description; 3 the time limit was reached.
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

GOOD, FAILED, USAGE, LIMIT = 0, 1, 2, 3
SAMPLE = Path("samples", "sample.yaml")

EPILOG = """\
Without --script and -c a terminal gets the operator's prompt (type help there); lines from a pipe
are commands. In a script the machine runs while a command waits (expect, send, wait), and after the
last one until it stops."""


def add_ipl(commands) -> None:
    """Add `ipl` to the sub-commands of `cpcms`."""
    ipl = commands.add_parser(
        "ipl", help="run a bare System/360 described in a file", epilog=EPILOG,
        description="Build the machine in MACHINE (YAML, or a Hercules .cnf), load the program its "
                    "`ipl:` names, and operate it.")
    ipl.add_argument("machine", metavar="MACHINE", nargs="?", help="machine description, .yaml or .cnf "
                     "(default: a sample that greets, prints primes and stops)")
    ipl.add_argument("--script", metavar="FILE", help="carry out the commands in FILE, then end")
    ipl.add_argument("-c", "--command", metavar="CMD", action="append", default=[],
                     help="carry out a command, then end (may be given more than once)")
    ipl.add_argument("--quiet", action="store_true",
                     help="do not show what the console types, nor notes")
    ipl.add_argument("--json", action="store_true",
                     help="tell how it ended as one line of JSON; all else goes to standard error")
    ipl.add_argument("--limit", metavar="SECONDS", type=seconds,
                     help="end after so many seconds of host time, with exit code 3")
    ipl.add_argument("--transcript", metavar="FILE", help="write all that is shown to FILE as well")
    ipl.add_argument("--console", metavar="FILE",
                     help="the console types into FILE; a terminal (/dev/pts/3) is its keyboard too")
    ipl.set_defaults(func=run_ipl)


def seconds(text: str) -> float:
    """A positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return value


class Shown:
    """What is shown: standard output (standard error under --json) and the transcript."""

    def __init__(self, arguments):
        self.out = sys.stderr if arguments.json else sys.stdout
        self.quiet = arguments.quiet
        self.begun = False                # a console line has no end yet
        self.file = None
        if arguments.transcript:
            from s360.errors import S360Error
            try:
                self.file = open(arguments.transcript, "w", encoding="utf-8")
            except OSError as error:
                raise S360Error(f"--transcript {arguments.transcript}: {error.strerror}") from None

    def record(self, text: str) -> None:
        if self.file is not None:
            self.file.write(text)

    def console(self, text: str, typed: bool) -> None:
        """The console types."""
        self.record(text)
        if not self.quiet:
            self.out.write(text.replace("\a", ""))
            self.out.flush()
            self.begun = not text.endswith("\n")

    def line(self, text: str) -> None:
        """The operator is told something."""
        if self.begun:
            self.out.write("\n")
            self.begun = False
        print(text, file=self.out, flush=True)
        self.record(text + "\n")

    def close(self) -> None:
        if self.begun:
            print(file=self.out)
        if self.file is not None:
            self.file.close()


def run_ipl(arguments) -> int:
    """The whole command."""
    from s360 import config
    if arguments.machine is None:
        return run_sample(arguments)
    described = config.load(arguments.machine)
    batch = bool(arguments.script or arguments.command)
    at_terminal = not batch and not arguments.json and sys.stdin.isatty() and sys.stdout.isatty()
    with ExitStack() as stack:
        shown = Shown(arguments)
        stack.callback(shown.close)
        for note in described.notes if not arguments.quiet else ():
            shown.line(note)
        machine = described.build(clock="host" if at_terminal else "virtual")
        operator = make_operator(machine, shown, arguments, described, stack)
        code, message = operate(operator, described, arguments, shown, at_terminal)
        if message:
            print(f"cpcms: {message}", file=sys.stderr)
            shown.record(message + "\n")
        if arguments.json:
            print(json.dumps(report(operator, code, message)))
    return code


def make_operator(machine, shown: Shown, arguments, described, stack: ExitStack):
    """The operator of the machine, its media closed when all is over."""
    import time

    from s360.operator import Operator
    from s360.operator.window import Window
    operator = Operator(machine, shown.line, shown.console,
                        folder=Path(described.path).resolve().parent)
    stack.callback(operator.close)
    if any(getattr(device, "port", None) is not None for device in machine.devices.values()):
        from cp.display_port import serve_displays
        for port in serve_displays(operator, shown.line):
            stack.callback(port.close)
    if arguments.console:
        Window(operator, arguments.console)
    if arguments.limit:
        operator.deadline = time.monotonic() + arguments.limit
    return operator


def operate(operator, described, arguments, shown: Shown, at_terminal: bool) -> tuple[int, str]:
    """Load, carry out what is to be done, run on; gives (exit code, what to complain of)."""
    from s360.errors import S360Error
    from s360.operator import LimitReached, Quit
    from s360.operator.script import run_lines
    try:
        if described.ipl is not None:
            operator.command(f"ipl {described.ipl:03X}")
        run_lines(operator, described.commands, f"{Path(described.path).name} commands")
        operator.folder = Path.cwd()
        if at_terminal:
            return converse(operator, shown, arguments), ""
        with broken_off_by_signal(operator):
            worked = give_commands(operator, arguments)
        return end(operator, worked)
    except Quit as left:
        return left.code or GOOD, ""
    except LimitReached as error:
        return LIMIT, str(error)
    except S360Error as error:
        return FAILED, str(error)


def give_commands(operator, arguments) -> bool:
    """The commands of --script and -c, or of standard input; were there any?"""
    from s360.operator.plain import serve
    from s360.operator.script import run_file, run_lines
    if arguments.script:
        run_file(operator, arguments.script)
    if arguments.command:
        run_lines(operator, arguments.command, "-c")
    if arguments.script or arguments.command:
        operator.run_on()
        return True
    return serve(operator, sys.stdin)


def end(operator, worked: bool) -> tuple[int, str]:
    """How it ended; a script whose waits were all fulfilled may leave the machine waiting."""
    from s360.machine import StopReason
    if operator.started:
        return (GOOD, "") if worked else (FAILED, waits(operator))
    if worked and operator.last in (None, StopReason.STOPPED) or operator.verdict() == 0:
        return GOOD, ""
    return FAILED, f"the machine ended so: {operator.why_stopped()}"


def waits(operator) -> str:
    reads = ", a console read is outstanding" if operator.reading else ""
    return (f"the machine ended in a wait that its operator must end{reads}; there is none "
            "(--script and -c give commands)")


def broken_off_by_signal(operator):
    """Ctrl-C in a script: what is waited for is broken off, and the script fails; a second one
    within 2 s ends at once."""
    import time
    from contextlib import contextmanager

    last = [0.0]

    def broken_off(*_):
        if time.monotonic() - last[0] < 2:
            raise KeyboardInterrupt
        last[0] = time.monotonic()
        operator.interrupted = True
        operator.machine.stop()
        print("cpcms: broken off; Ctrl-C again within 2 s ends at once", file=sys.stderr)

    @contextmanager
    def handling():
        before = signal.signal(signal.SIGINT, broken_off)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    return handling()


def converse(operator, shown: Shown, arguments) -> int:
    """A person at the terminal."""
    from s360.operator.terminal import WELCOME, Terminal
    if not arguments.quiet:
        shown.line(WELCOME)
    own = operator.show_console == shown.console
    return Terminal(operator, own_console=own, record=shown.record,
                    begun=operator.papers[operator.console].partial
                    if own and operator.console is not None else "").run()


def report(operator, code: int, message: str) -> dict:
    """How it ended, for a program."""
    machine = operator.machine
    psw = machine.cpu.psw
    return {"exit_code": code, "message": message,
            "ended": operator.last.name if operator.last else
            ("RUNNING" if operator.started else "NOT STARTED"),
            "psw": bytes(psw).hex().upper(), "address": f"{psw.ia:06X}",
            "console_reading": operator.reading, "instructions": machine.instructions,
            "machine_seconds": machine.time / (machine.mips * 1e6)}


def run_sample(given) -> int:
    """Run the sample machine: its console and its listing on standard output."""
    import tempfile

    import s360
    from s360 import config
    from s360.errors import ConfigError
    options = {name for name, value in vars(given).items() if value} - {"func"}
    if options:
        raise ConfigError(f"--{min(options)} needs a MACHINE; `cpcms ipl` alone runs the sample machine")
    described = config.load(Path(s360.__file__).parent / SAMPLE)
    with tempfile.TemporaryDirectory(prefix="cpcms") as folder:
        listing = os.path.join(folder, "listing")
        for device in described.devices:
            if "file" in device.options:
                device.options["file"] = listing
        arguments = argparse.Namespace(script=None, command=["wait stop within 60"], quiet=False,
                                       json=False, limit=None, transcript=None, console=None)
        with ExitStack() as stack:
            shown = Shown(arguments)
            stack.callback(shown.close)
            operator = make_operator(described.build(), shown, arguments, described, stack)
            code, message = operate(operator, described, arguments, shown, False)
        text = Path(listing).read_text(encoding="latin-1")
    print("\nThe 1403 has printed:\n")
    print(text.rstrip("\n"))
    print(f"\nThis was {SAMPLE.name}; `cpcms ipl --help` tells how to run a machine of your own.")
    if message:
        print(f"cpcms: {message}", file=sys.stderr)
    return code
