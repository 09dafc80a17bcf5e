"""The `cpcms` command: finds the sub-command and holds no logic of its own.

Exit codes: 0 good, 1 failed, 2 wrong usage, 3 a limit was reached.
"""
from __future__ import annotations

import argparse
import sys

GOOD, FAILED, USAGE = 0, 1, 2

#: module -> function that adds its sub-commands; the modules load what they need when they run
PARTS = (("cp.cli_ipl", "add_ipl"), ("cp.cli_media", "add_volume"), ("cp.cli_media", "add_tape"),
         ("cp.cli_asm", "add_asm"), ("cp.cli_link", "add_link"), ("cp.cli_disasm", "add_disasm"),
         ("cp.cli_run", "add_run"), ("cp.cli_cp", "add_command"), ("cp.cli_user", "add_user"),
         ("cp.cli_operate", "add_operate"), ("cp.cli_disk", "add_disk"),
         ("cp.cli_serve", "add_serve"), ("cp.cli_sysgen", "add_sysgen"),
         ("cp.cli_paper", "add_paper"), ("cp.cli_cards", "add_cards"), ("cp.cli_decks", "add_decks"),
         ("cp.cli_tour", "add_tour"))


def version() -> str:
    """Version of the package and the form of the core."""
    from importlib.metadata import PackageNotFoundError, version as of
    from s360._core import FORM
    try:
        number = of("cpcms")
    except PackageNotFoundError:
        number = "not installed"
    return f"cpcms {number}, core with {FORM}"


def own_packages() -> None:
    """The import names cp, cms and s360 are common words: make sure that they are ours."""
    from pathlib import Path

    import cms
    import s360
    home = Path(__file__).resolve().parent.parent
    for module in (cms, s360):
        if Path(module.__file__).resolve().parent.parent != home:
            sys.exit(f"cpcms: another package named '{module.__name__}' "
                     f"({module.__file__}) stands before ours; install cpcms into a virtual "
                     "environment of its own")


def parser(words: list[str]) -> argparse.ArgumentParser:
    """The command line; of a command that has a module named after it that module alone, as the others
    take time to load."""
    from importlib import import_module

    from cp.cli_cp import add_common, add_terminal
    from cp.cli_help import complete
    from cp.terminal.serving import add_serving
    top = argparse.ArgumentParser(
        prog="cpcms", description="CP/CMS on a System/360. Without a command: CP starts on the data folder "
        "(made at the first start) and this terminal is logged on to it; where CP runs already, it "
        "joins as another terminal.")
    top.add_argument("--version", action="store_true", help="say which version and core this is")
    add_common(top)
    top.set_defaults(data=None, quiet=False)
    top.add_argument("--serve", action="store_true", help="take terminals over the network besides, as `cpcms serve` "
                     "does")
    add_serving(top)
    add_terminal(top)
    top.add_argument("--cold", action="store_true", help="cold start: closed spool files and kept machines "
                     "are discarded")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    own = f"cp.cli_{words[0]}" if words else ""
    for module, function in [part for part in PARTS if part[0] == own] or PARTS:
        getattr(import_module(module), function)(commands)
    return complete(top)


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    own_packages()
    from s360.errors import S360Error
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(words).parse_args(words)
    try:
        if arguments.version:
            print(version())
            return GOOD
        if not hasattr(arguments, "func"):
            from cp.cli_cp import run_cp
            return run_cp(arguments)
        return arguments.func(arguments) or GOOD
    except S360Error as error:
        print(f"cpcms: {error}", file=sys.stderr)
        return USAGE if type(error).__name__ == "ConfigError" else FAILED
    except BrokenPipeError:
        sys.stderr.close()          # the reader of our output has gone; nothing to complain of
        return FAILED
    except KeyboardInterrupt:
        print("cpcms: stopped", file=sys.stderr)
        return FAILED
    except ImportError as error:          # the core is not built, or an extra is not installed
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"cpcms: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
