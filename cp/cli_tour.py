"""`cpcms tour`: the guided demonstration, and the kiosk of a museum.

Called by cp/cli.py through `add_tour`.  cp/tour/ has its parts; docs/museum.md tells how to put it on show.
"""
from __future__ import annotations

import asyncio
import io
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

GOOD, FAILED = 0, 1
MOST_SPEED = 1000.0


def add_tour(commands) -> None:
    """Add `tour` to the sub-commands of `cpcms`."""
    tour = commands.add_parser(
        "tour", help="the guided demonstration",
        description="A tour of ten minutes through the history of the virtual machine, with live scenes on a "
        "System/360 that is thrown away afterwards: nothing of your data is touched.",
        epilog="Without a terminal, or with --plain, plates and scenes are printed as text. docs/museum.md tells "
        "how to put the tour on show and how to translate it.")
    tour.add_argument("--scene", metavar="NAME", help="begin with this plate; --plain: show it alone")
    tour.add_argument("--list", action="store_true", help="name the plates and scenes")
    tour.add_argument("--auto", action="store_true", help="go on by itself, after the time it takes to read")
    tour.add_argument("--speed", metavar="N", type=speed, default=1.0, help="type and go on so many times as fast (1)")
    tour.add_argument("--idle", metavar="SECONDS", type=seconds, default=180.0, help="without a key for so long the "
                      "visitor has gone, and the tour begins anew (180)")
    tour.add_argument("--plain", action="store_true", help="as text on the standard output, to its end")
    tour.add_argument("--kiosk", action="store_true", help="for days: begins anew for each visitor, and no key ends it "
                      "but Ctrl-] and the word of --leave-word")
    tour.add_argument("--leave-word", metavar="WORD", type=leave_word, default="LEAVE", help="what the operator of a "
                      "kiosk types behind Ctrl-] to end it (LEAVE)")
    tour.add_argument("--log", metavar="FILE", help="of a kiosk: a line for each visit and for what went wrong")
    tour.add_argument("--texts", metavar="DIR", help="the texts in this folder instead of the English ones")
    tour.add_argument("--export-texts", metavar="DIR", help="write the English texts there, for translating, and end")
    tour.set_defaults(func=show_tour)


def number(text: str, low: float, high: float) -> float:
    import argparse
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from {low:g} to {high:g}")
    return value


def speed(text: str) -> float:
    return number(text, 0.1, MOST_SPEED)


def seconds(text: str) -> float:
    return number(text, 1, 86_400)


def leave_word(text: str) -> str:
    import argparse
    if not (text.isascii() and text.isalnum() and len(text) <= 20):
        raise argparse.ArgumentTypeError(f"{text!r} must be 1 to 20 letters and digits")
    return text.upper()


def show_tour(arguments) -> int:
    """The whole command."""
    from cp.tour import texts
    if arguments.export_texts:
        for path in texts.export(Path(arguments.export_texts)):
            print(path)
        return GOOD
    check_kiosk(arguments)
    tour = texts.load(Path(arguments.texts) if arguments.texts else texts.OWN)
    if arguments.list:
        width = max(len(plate.name) for plate in tour.plates)
        for plate in tour.plates:
            print(f"{plate.name:<{width}}  {'live' if plate.steps else '    '}  {plate.title}")
        return GOOD
    first = tour.at(arguments.scene) if arguments.scene else 0
    if arguments.plain or not at_terminal():
        return plainly(arguments, tour, first)
    from cp.tour.screen import on_screen
    return on_screen(arguments, tour, first)


def check_kiosk(arguments) -> None:
    """ConfigError for what does not go together."""
    from s360.errors import ConfigError
    if arguments.kiosk and (arguments.plain or not at_terminal()):
        raise ConfigError("--kiosk is for a terminal; `cpcms tour --plain` prints the tour")
    if arguments.kiosk and (arguments.scene or arguments.auto):
        raise ConfigError("--kiosk begins with the first plate and goes on by itself; leave out --scene and --auto")
    if arguments.log and not arguments.kiosk:
        raise ConfigError("--log is for --kiosk")


def at_terminal() -> bool:
    from cp.terminal import host
    return host.full_screen()


def plainly(arguments, tour, first: int) -> int:
    """Plates and scenes as text, without waiting for anybody."""
    from cp.tour.plain import PlainFace
    from cp.tour.player import Player
    from cp.tour.stage import Prototype
    from s360.errors import S360Error
    if arguments.scene:
        tour.plates, first = [tour.plates[first]], 0
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace", line_buffering=True)
    lost: list[OSError] = []

    def say(line: str) -> None:
        try:
            if not lost:
                print(line)
        except OSError as error:               # its reader has gone, or the disk is full
            lost.append(error)
            player.stop()
    with ExitStack() as stack:
        prototype = Prototype()
        stack.callback(prototype.close)
        player = Player(tour, PlainFace(say, tour.words), prototype, auto=True, speed=MOST_SPEED, idle=1e9)
        stopped = asyncio.run(until_stopped(player))
    if lost and not isinstance(lost[0], BrokenPipeError):
        raise S360Error(f"standard output: {lost[0].strerror}")
    if lost:
        raise lost[0]
    for line in player.failures:
        print(f"cpcms: {line}", file=sys.stderr)
    return FAILED if player.failures or stopped else GOOD


async def until_stopped(player) -> bool:
    """Run it; gives whether a signal has ended it."""
    loop, stopped = asyncio.get_running_loop(), []
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(one, lambda: (stopped.append(True), player.stop()))
    await player.run()
    return bool(stopped)
