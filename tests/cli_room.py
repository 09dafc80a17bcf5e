"""`cpcms` in this process, for tests of many command lines: what a process would give, without its start.

What only a process shows (signals, its descriptors, closed pipes, an exit in the midst) stays with a process."""
from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import chdir, contextmanager
from subprocess import CompletedProcess

from cp import cli

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]


def cpcms_here(*words, input: str | bytes = "", cwd=".", text: bool = True) -> CompletedProcess:
    """Like `subprocess.run([cpcms, *words], capture_output=True, ...)`.

    input: it comes from a pipe, as it would with a process; text: False gives output as bytes
    """
    output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with chdir(cwd), handlers_kept(), keyboard(input) as given:
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = given, output, errors
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as end:              # argparse: wrong usage, --help
            code = end.code
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
    told = [stream.buffer.getvalue() for stream in (output, errors)]
    if text:
        told = [one.decode() for one in told]
    return CompletedProcess(words, code or 0, *told)


@contextmanager
def keyboard(input: str | bytes):
    """A pipe from which the input comes."""
    data = input.encode() if isinstance(input, str) else input
    reader, writer = os.pipe()

    def write() -> None:
        try:
            with open(writer, "wb") as pipe:
                pipe.write(data)
        except OSError:
            pass                               # nobody reads it
    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    with open(reader) as file:
        yield file
    thread.join()


@contextmanager
def handlers_kept():
    """A CP that ends ignores signals from then on."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
