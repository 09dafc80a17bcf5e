"""Scripts: waiting for text or a state, typing at the console, files of commands.

A wait is for something to happen, never for seconds to pass, and has a time limit (of host time).
In a script the machine runs only while a command waits, so the same script does the same each
time.  A wait that fails ends its script with the file, the line, and what the console last said.
"""
from __future__ import annotations

import re
from pathlib import Path

from s360.errors import ConfigError, S360Error
from s360.machine import StopReason
from s360.operator.place import DEEPEST, LimitReached, Operator, Quit
from s360.operator.registry import OperatorError, WaitFailed, command

USUAL_LIMIT = 60.0            # seconds of host time
TAIL = 12                     # console lines shown when a wait fails

_SECONDS = re.compile(r"(\d+(?:\.\d+)?)(s|sec|seconds?|m|min|minutes?)?$", re.IGNORECASE)


def time_limit(words: list[str]) -> tuple[list[str], float]:
    """(the other words, seconds) of `... within 30s`."""
    if len(words) >= 2 and words[-2].lower() == "within":
        found = _SECONDS.match(words[-1])
        if not found:
            raise OperatorError(f"within {words[-1]}: write seconds, as 30 or 30s, or 2min")
        minutes = (found[2] or "s").lower().startswith("m")
        return words[:-2], float(found[1]) * (60 if minutes else 1)
    return words, USUAL_LIMIT


@command("expect", '"TEXT" [fold] [within SECONDS]', "scripts")
def expect(operator: Operator, words: list[str]) -> None:
    """Run until the machine types a text at its console
    The text is looked for behind the place where the last expect found its own. With fold, capital
    and small letters are the same. Without within, 60 seconds of host time are given."""
    words, seconds = time_limit(words)
    fold = len(words) == 2 and words[1].lower() == "fold"
    if len(words) - fold != 1 or not words[0]:
        raise OperatorError('expect: write expect "TEXT" [fold] [within SECONDS]')
    text = words[0]
    paper = operator.paper()
    operator.wait_for(lambda: paper.take(text, fold), seconds, f'"{text}"')


@command("send", '"TEXT" [within SECONDS]', "scripts")
def send(operator: Operator, words: list[str]) -> None:
    """Type a line at the console as soon as the machine reads it
    send "" types an empty line. A period before a line (.text) types without waiting for a
    read."""
    words, seconds = time_limit(words)
    if len(words) != 1:
        raise OperatorError('send: write send "TEXT" [within SECONDS]')
    operator.wait_for(lambda: operator.reading, seconds, "a console read")
    operator.type(words[0])


@command("wait", 'read|wait|stop|text "TEXT"|reader UNIT dry [within SECONDS]', "scripts")
def wait(operator: Operator, words: list[str]) -> None:
    """Run until the machine is in a state
    read: it reads at its console. wait: the CPU is in a wait that a person must end, or any
    disabled wait (an idle system that is woken by its timer over and over needs clock: host to be seen
    waiting). stop: it has stopped. text: as expect. reader UNIT dry: all cards have been read
    and the end of file was told."""
    words, seconds = time_limit(words)
    kind = words[0].lower() if words else ""
    if kind == "text":
        expect(operator, [*words[1:], "within", str(seconds)])
    elif kind == "read" and len(words) == 1:
        operator.wait_for(lambda: operator.reading, seconds, "a console read")
    elif kind == "wait" and len(words) == 1:
        operator.wait_for(lambda: in_wait(operator), seconds, "a wait state")
    elif kind == "stop" and len(words) == 1:
        operator.wait_for(lambda: not operator.started, seconds, "the machine to stop")
    elif kind == "reader" and len(words) == 3 and words[2].lower() == "dry":
        unit, device = operator.device(words[1])
        if not hasattr(device, "hopper"):
            raise OperatorError(f"{unit:03X} is a {device.type}, not a card reader")
        hopper = device.hopper
        operator.wait_for(lambda: hopper.card is None and not hopper.at_eof, seconds,
                          f"reader {unit:03X} to run dry")
    else:
        raise OperatorError('wait: write wait read, wait wait, wait stop, wait text "TEXT" or '
                            "wait reader 00C dry, and within SECONDS if you like")


def in_wait(operator: Operator) -> bool:
    """The CPU is in a wait state that does not end by itself."""
    if operator.resting() or operator.last is StopReason.DISABLED_WAIT:
        return True
    machine = operator.machine            # with the host's clock a timer may be running
    return (operator.started and machine.clock == "host" and machine.core.waiting
            and machine.channels.next_event is None)


@command("do", "FILE", "scripts")
def do(operator: Operator, words: list[str]) -> None:
    """Carry out the commands in a file
    File names in it are relative to its own folder. It ends at the first command that fails."""
    if len(words) != 1:
        raise OperatorError("do: write do FILE")
    run_file(operator, operator.path(words[0]))


@command("echo", '"TEXT"', "scripts")
def echo(operator: Operator, words: list[str]) -> None:
    """Show a text to the operator."""
    operator.say(" ".join(words))


@command("quit", "[CODE]", "session", "exit", "q", "bye")
def quit(operator: Operator, words: list[str]) -> None:
    """Leave; CODE becomes the exit code
    Without CODE it is 0."""
    if len(words) > 1 or words and not words[0].isdigit():
        raise OperatorError("quit: write quit or quit CODE")
    raise Quit(int(words[0]) & 0xFF if words else None)


class ScriptFailed(OperatorError):
    """A command of a script failed; the text has the file and line, and the console's last words."""


def run_file(operator: Operator, path) -> None:
    """The commands of a script file."""
    from s360.marked_yaml import read_text
    try:
        lines = read_text(path).splitlines()
    except ConfigError as error:
        raise OperatorError(str(error)) from None
    run_lines(operator, lines, Path(path).name, Path(path).resolve().parent)


def run_lines(operator: Operator, lines: list[str], name: str, folder: Path | None = None,
              first: int = 1) -> None:
    """Commands one after the other; ScriptFailed at the first that fails.  `name` and the number
    of the line (the first one's is `first`) are told with it."""
    if operator.depth >= DEEPEST:
        raise OperatorError(f"{name}: more than {DEEPEST} scripts in each other")
    operator.depth += 1
    before = operator.folder
    operator.folder = folder or before
    try:
        for number, line in enumerate(lines, first):
            where = f"{name}:{number}: {line.strip()}"
            try:
                if line.strip().startswith("."):
                    operator.type(line.strip()[1:])
                else:
                    operator.command(line)
            except (ScriptFailed, LimitReached):
                raise
            except S360Error as error:
                said = tail(operator) if isinstance(error, WaitFailed) else []
                raise ScriptFailed("\n".join([f"{where}\n    {error}", *said])) from None
    except LimitReached as error:
        if "\n" not in str(error):
            raise LimitReached("\n".join([f"{where}\n    {error}", *tail(operator)])) from None
        raise
    finally:
        operator.folder = before
        operator.depth -= 1


def tail(operator: Operator) -> list[str]:
    """What the console last said, for a message."""
    lines = operator.papers[operator.console].last_lines(TAIL) if operator.console is not None else []
    if not lines:
        return ["    the console has typed nothing"]
    return ["    the console's last lines:", *("    | " + line for line in lines)]
