"""The worker process of host services: `python -m cp.service_worker`, one request each.

Started by cp/services.py and cp/service_session.py.  Input: a line of JSON (service, options, length,
members), then that many bytes.  With `members` it may answer with a line `{"wants": NAME}`, and gets a
line with the length of that member (-1: there is none) and the member.  Output: a line of JSON (code,
messages, lengths, failure, why), then the outputs.  It limits itself before it looks at the request:
processor time and storage of the host, files it could write (none).

Not implemented: limits on hosts without `resource` (there only the clock of cp/services.py counts).
"""
from __future__ import annotations

import json
import os
import sys

from cp.services import MOST_INPUT, MOST_OUTPUT
from s360.errors import S360Error

CPU_SECONDS, STORAGE = 30, 2 << 30
NICE = 10
CARD = 80


class Wrong(Exception):
    """The request cannot be understood."""


def limit() -> None:
    """No more time and storage than allowed, no files; machines go first."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, STORAGE),
                       (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def cards(data: bytes) -> str:
    """EBCDIC cards as lines of text; what is no character is a blank."""
    text = data.decode("cp037")
    text = "".join([char if char.isprintable() else " " for char in text])
    return "".join([text[at:at + CARD].rstrip() + "\n" for at in range(0, len(text), CARD)])


def number(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise Wrong(f"{text!r} is not {least} to {most}")
    return int(text)


def assembler_options(words: str) -> dict:
    """The assembler's options from a text such as `NOXREF,LINECOUNT=60,SYSPARM=...`; SYSPARM takes
    the rest of the text."""
    chosen: dict = {}
    left = words.strip()
    while left:
        if left.upper().startswith("SYSPARM="):
            chosen["sysparm"] = left[8:][:255]
            break
        word, _, left = left.partition(",")
        word = word.strip().upper()
        name, _, value = word.partition("=")
        if word in ("ESD", "SOURCE", "RLD", "XREF", "TEST"):
            chosen[word.lower()] = True
        elif word in ("NOESD", "NOSOURCE", "NORLD", "NOXREF", "NOTEST"):
            chosen[word[2:].lower()] = False
        elif name == "LINECOUNT":
            chosen["linecount"] = number(value, 10, 99)
        elif name == "LEVEL" and value in ("F", "XF"):
            chosen["level"] = value.lower()
        elif word:
            raise Wrong(f"there is no option {word}")
    return chosen


def assemble(options: str, data: bytes, members=None) -> tuple[int, int, list[bytes]]:
    """ASSEMBLE: (return code, messages, [object deck, listing, messages as lines]).

    members: name -> text of a macro or COPY member, None when there is none
    """
    from s360.asm import assemble as assembler
    result = assembler(cards(data), "SOURCE", members=members, **assembler_options(options))
    deck = result.object_deck if members or result.return_code < 8 else b""
    told = "".join(line + "\n" for message in result.messages for line in lines_of(message))
    return (result.return_code, len(result.messages),
            [deck, result.listing.encode("cp037", errors="replace"), told.encode("cp037", errors="replace")])


def lines_of(message) -> list[str]:
    """A message as it is typed: number and text of the statement, what is wrong with it."""
    number = f"{message.statement:5d}" if message.statement else " " * 5
    place = [f"{number}  {message.source.rstrip()}"] if message.source else []
    where = "" if message.line == 0 or message.file == "SOURCE" else f", {message.file} LINE {message.line}"
    return [*place, f"{number if not place else '     '}  {message.code} {message.text}{where}".upper()]


FUNCTIONS = {"ASSEMBLE": assemble}


def asked(name: str) -> str | None:
    """A member, from whoever sent the request."""
    if not 0 < len(name) <= 8:
        return None
    sys.stdout.buffer.write(json.dumps({"wants": name}).encode() + b"\n")
    sys.stdout.buffer.flush()
    length = json.loads(sys.stdin.buffer.readline(MOST_INPUT))["length"]
    return None if length < 0 else cards(sys.stdin.buffer.read(length))


def answer(request: dict, data: bytes) -> tuple[dict, list[bytes]]:
    """(header of the answer, outputs)."""
    more = (asked,) if request.get("members") else ()
    try:
        code, messages, outputs = FUNCTIONS[request["service"]](request["options"], data, *more)
    except Wrong as wrong:
        return failure("refused", str(wrong))
    except (MemoryError, RecursionError):
        return failure("storage", "it needs more storage than a service may have")
    except S360Error as error:
        return failure("broken", str(error))
    if sum(map(len, outputs)) > MOST_OUTPUT:
        return failure("output", f"more than {MOST_OUTPUT} bytes of output")
    return {"code": code, "messages": messages, "lengths": [len(one) for one in outputs],
            "failure": "", "why": ""}, outputs


def failure(kind: str, why: str) -> tuple[dict, list[bytes]]:
    return {"code": 0, "messages": 0, "lengths": [], "failure": kind, "why": why}, []


def main() -> None:
    limit()
    request = json.loads(sys.stdin.buffer.readline(MOST_INPUT))
    header, outputs = answer(request, sys.stdin.buffer.read(request["length"]))
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + b"".join(outputs))


if __name__ == "__main__":
    main()
