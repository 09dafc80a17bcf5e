"""Terminals over the network, as options and system.yaml have them: `cpcms serve` and `cpcms --serve`.

Called by cp/cli_serve.py and cp/cli_cp.py; cp/terminal/tn3270.py is the server.  An option counts before the
key of the same name under `serve` in system.yaml.
"""
from __future__ import annotations

import argparse

from s360.errors import ConfigError, S360Error

MOST_PORT = 65535
MOST_SECONDS = 86_400
OPTIONS = ("host", "port", "more", "tls_cert", "tls_key")


def add_serving(parser: argparse.ArgumentParser) -> None:
    """The options; what is not given is not in the namespace."""
    def add(name: str, **more) -> None:
        parser.add_argument(name, default=argparse.SUPPRESS, **more)
    add("--host", metavar="ADDRESS", help="address to serve (127.0.0.1: this host alone; 0.0.0.0: every host "
        "that can reach it)")
    add("--port", type=port, metavar="N", help="port (3270)")
    add("--tls-cert", metavar="FILE", help="encrypt: certificate, in PEM form")
    add("--tls-key", metavar="FILE", help="its key, when that is not in the same file")
    add("--more", type=seconds, metavar="SECONDS", help="how long a full screen waits before it goes on (60; "
        "0: until the person says so)")


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:9]) <= MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 1 to {MOST_PORT}")
    return int(text)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds: 0 to {MOST_SECONDS}")
    return value


def check(arguments) -> None:
    """ConfigError for options that do not go together; before anything is opened."""
    if hasattr(arguments, "tls_key") and not hasattr(arguments, "tls_cert"):
        raise ConfigError("--tls-key goes with --tls-cert")


def serve_terminals(system, arguments, progress, always: bool = False):
    """The server, which listens; None when none is wanted.

    always: `cpcms serve`; else --serve or `serve: {start: yes}` decide.  What --serve asks for and cannot be
    had is an S360Error; what system.yaml asks for is told of, and CP goes on without.
    """
    if hasattr(arguments, "more"):             # which counts at this terminal too
        system.configuration.serve = system.configuration.serve.model_copy(update={"more": arguments.more})
    wanted = always or getattr(arguments, "serve", False)
    if not wanted and not system.configuration.serve.start:
        given = [name for name in OPTIONS if hasattr(arguments, name) and name != "more"]      # that is for all
        if given:
            raise ConfigError(f"--{given[0].replace('_', '-')} goes with --serve")
        return None
    try:
        server = made(system, arguments)
    except S360Error as error:
        if wanted:
            raise
        system.warn("terminal", f"no terminals over the network: {error}")
        return None
    where = f"terminals at {server.host} port {server.port}{' with TLS' if server.tls else ''}"
    system.log("terminal", where)
    progress(f"CP serves {where}")
    return server


def made(system, arguments):
    """A server with the options, and for what they leave open the keys of system.yaml."""
    from cp.terminal.tn3270 import TerminalServer, tls_context
    given = {name: getattr(arguments, name) for name in OPTIONS if hasattr(arguments, name)}
    keys = system.configuration.serve
    tls = None
    if "tls_cert" in given:
        tls = tls_context(given["tls_cert"], given.get("tls_key"))
    elif keys.tls_cert is not None:
        tls = tls_context(system.folder / keys.tls_cert, keys.tls_key and system.folder / keys.tls_key)
    system.configuration.serve = keys = keys.model_copy(update=given)
    return TerminalServer(system, keys.host, keys.port, tls, keys.more)
