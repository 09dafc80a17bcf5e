"""Files of the commands asm, link and disasm: what they read, and what they may write.

Called by cli_asm.py, cli_link.py and cli_disasm.py.  `-` is the standard input or output, and so are
/dev/stdin and /dev/stdout; pipes and devices are taken as they are; every other file is written whole
or not at all.
"""
from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterable, Iterator

from s360.errors import ConfigError, MediaError
from s360.media.cards import MOST_BYTES
from s360.media.files import replaced, trouble

STANDARD = "-"
INPUTS, OUTPUTS = (STANDARD, "/dev/stdin", "/dev/fd/0"), (STANDARD, "/dev/stdout", "/dev/fd/1")
#: a regular file under one of these names belongs to somebody who holds it open
HELD = ("/dev/fd/", "/dev/std", "/proc/")


def name_of(path: str) -> str:
    """What messages and made-up file names call an input."""
    return "stdin" if path == STANDARD else path


def read(path: str, wanted: str) -> bytes:
    """The bytes of a file, pipe or device; MediaError.  wanted: what is expected, "an object deck"."""
    name = name_of(path)
    try:
        if path in INPUTS:
            if sys.stdin is None:
                raise MediaError(f"{name}: is closed; give the name of {wanted}")
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise MediaError(f"{name}: {getattr(error, 'strerror', None) or error}; give the name of "
                         f"{wanted}") from None
    if len(content) > MOST_BYTES:
        raise MediaError(f"{name}: more than {MOST_BYTES} bytes are refused; give {wanted}")
    return content


def write(path: str, content: bytes) -> None:
    """Write a file; MediaError."""
    if path in OUTPUTS:
        with standard_output() as out:
            out.buffer.write(content)
    elif is_stream(path):
        try:
            with open(path, "wb") as file:
                file.write(content)
        except OSError as error:
            raise trouble(path, error) from None
    else:
        with replaced(path, overwrite=True) as partial:
            Path(partial).write_bytes(content)


def is_stream(path: str) -> bool:
    """The standard output, a pipe, a device or a file held open, which no new file may take the place
    of?"""
    return (path in OUTPUTS or os.path.exists(path) and not os.path.isfile(path)
            or os.path.abspath(path).startswith(HELD))


def say(text: str) -> None:
    """A text on the standard output; MediaError when it cannot be written."""
    with standard_output() as out:
        print(text, file=out)


@contextmanager
def standard_output() -> Iterator:
    """The standard output, all of it written when the work inside ends; MediaError."""
    if sys.stdout is None:
        raise MediaError("standard output: is closed")
    try:
        sys.stdout.flush()
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:              # its reader has gone: no news to anybody
        raise
    except OSError as error:
        _forget_output()
        raise trouble("standard output", error) from None


def _forget_output() -> None:
    """What is still in the buffer would make the same error again when the process ends."""
    try:
        with open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
    except (OSError, ValueError):
        pass                             # no file is behind it


def check_names(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """ConfigError when an output would replace an input or another output."""
    outputs, inputs = list(outputs), list(inputs)
    if sum(path in INPUTS for path in inputs) > 1:
        raise ConfigError("the standard input can be read once; give the others a file name")
    if sum(path in OUTPUTS for path in outputs) > 1:
        raise ConfigError("the standard output is used twice (--json goes there too); name a file")
    files = [path for path in outputs if not is_stream(path)]
    for number, path in enumerate(files):
        if any(_same(path, other) for other in inputs if other not in INPUTS):
            raise ConfigError(f"{path}: is read and would be replaced; name another file")
        if any(_same(path, other) for other in files[:number]):
            raise ConfigError(f"{path}: two outputs have the same name; name another file")


def _same(one: str, other: str) -> bool:
    """Do two names mean one file?"""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):        # one of them does not exist
        return os.path.realpath(one) == os.path.realpath(other)
