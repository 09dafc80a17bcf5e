"""Services of the host for guests: work that is done in a process of its own, with limits.

Called by DIAGNOSE X'308' (cp/diagnose_services.py); the work itself is in cp/service_worker.py.  A
request waits for one of AT_ONCE places, then a worker process gets its input and must answer within
limits of time, storage and output.  Nothing of CP's process is slower meanwhile.

A service that takes its input in steps is cp/service_session.py.
"""
from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass

AT_ONCE = 2                    # worker processes at the same time
SECONDS = 60.0                 # of the host's clock
MOST_INPUT = 4 << 20           # bytes
MOST_OUTPUT = 32 << 20
TIME, STORAGE, OUTPUT, BROKEN = 1, 2, 3, 4
OUT_OF_TIME = (9, 24)          # SIGKILL, SIGXCPU
PLACES = threading.BoundedSemaphore(AT_ONCE)
WORKER = [sys.executable, "-P", "-m", "cp.service_worker"]


@dataclass(frozen=True)
class Service:
    """
    name:    up to 8 characters, under which guests ask for it
    summary: for documentation and X'300'
    outputs: what it gives, in order: (device that could have made the file, file type)
    """
    name: str
    summary: str
    outputs: tuple[tuple[str, str], ...]


SERVICES: dict[str, Service] = {}


def service(name: str, summary: str, *outputs: tuple[str, str]) -> None:
    """Offer a service; cp/service_worker.py has the function of that name."""
    assert name not in SERVICES and len(name) <= 8
    SERVICES[name] = Service(name, summary, outputs)


service("ASSEMBLE", "assemble a source with Assembler F's language: object deck, listing, messages",
        ("PUN", "TEXT"), ("PRT", "LISTING"), ("", "MESSAGES"))


class Failed(Exception):
    """The worker gave no answer: TIME, STORAGE, OUTPUT, BROKEN, and why."""

    def __init__(self, code: int, why: str):
        super().__init__(why)
        self.code = code


class Refused(Exception):
    """The worker does not understand the request."""


@dataclass
class Answer:
    """code: the service's return code; outputs: their bytes, as in Service.outputs; messages: how
    many it had to tell"""
    code: int
    outputs: list[bytes]
    messages: int


def perform(name: str, options: str, data: bytes, seconds: float = SECONDS) -> Answer:
    """Have a worker do it.  Waits; Failed or Refused when nothing came of it."""
    header = json.dumps({"service": name, "options": options, "length": len(data)}).encode()
    with PLACES:
        return run(header + b"\n" + data, seconds)


def run(request: bytes, seconds: float) -> Answer:
    try:
        done = subprocess.run(WORKER, input=request, capture_output=True, timeout=seconds, check=False,
                              start_new_session=True)       # attention at the terminal is not for it
    except subprocess.TimeoutExpired:
        raise Failed(TIME, f"no answer within {seconds:g} seconds") from None
    except (OSError, MemoryError) as error:
        raise Failed(BROKEN, f"no worker process: {error}") from None
    if done.returncode < 0:
        raise signalled(-done.returncode)
    head, _, body = done.stdout.partition(b"\n")
    try:
        header = json.loads(head)
        outputs, at = [], 0
        for length in header["lengths"]:
            outputs.append(body[at:at + length])
            at += length
        return answer_of(header, outputs)
    except (ValueError, KeyError, TypeError):
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failed(BROKEN, told[-1] if told else "no answer") from None


def signalled(number: int) -> Failed:
    """A worker ended by a signal."""
    return Failed(TIME if number in OUT_OF_TIME else BROKEN, f"ended by signal {number}")


def answer_of(header: dict, outputs: list[bytes]) -> Answer:
    """What a worker's header says; Failed, Refused, or KeyError and the like when it says nothing."""
    answer = Answer(header["code"], outputs, header["messages"])
    if header["failure"] == "refused":
        raise Refused(header["why"])
    if header["failure"]:
        raise Failed({"storage": STORAGE, "output": OUTPUT}.get(header["failure"], BROKEN), header["why"])
    return answer
