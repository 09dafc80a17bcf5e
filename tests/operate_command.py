"""The commands of cp/cli_operate.py as a user types them."""
import argparse

from cp.cli_operate import add_operate
from s360.errors import S360Error


def cpcms(*words):
    """Exit code of a command line; errors as the caller shows them."""
    parser = argparse.ArgumentParser(prog="cpcms")
    add_operate(parser.add_subparsers(required=True))
    try:
        args = parser.parse_args([str(word) for word in words])
        return args.func(args)
    except S360Error as error:
        print(error)
        return 1
    except SystemExit as stop:
        return stop.code
