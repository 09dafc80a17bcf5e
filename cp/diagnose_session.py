"""DIAGNOSE X'30C': a service of the host in steps (cp/service_session.py).  Not there in profile 1968.

Called through the table in cp/diagnose.py.  Where X'308' takes the input whole, this takes it in pieces as
large as the guest likes, lets the worker ask for members (macros, COPY text) and gives the outputs in
pieces too.  Only WAIT makes the machine stand still, for at most LOOK seconds at a time, so that the guest
sees interruptions meanwhile.

The parameter list, 48 bytes on a doubleword:

    0-7    OPEN: name of the service
    8-11   function: 1 OPEN, 2 SEND, 3 COMPLETE, 4 WAIT, 5 TAKE, 6 CLOSE
    12-15  OPEN: address of the options; SEND: of 80-byte records; TAKE: of where to put the output
    16-19  its length
    20-27  WAIT, after: the member that is wanted
    28-31  WAIT, after: 0 done, 1 not yet, 2 a member is wanted; TAKE, after: bytes put there
    32-35  WAIT, after: the service's return code; 36-39 number of messages
    40-43  TAKE: which output, from 0.  COMPLETE: not 0: there is no such member
    44-47  zero

Not implemented: two sessions of one machine.  One that was kept (checkpoint) is lost: condition code 1.
"""
from __future__ import annotations

from weakref import WeakKeyDictionary

from cp.diagnose_call import SPECIFICATION, Call, Interruption, ebcdic, name_of, text_of
from cp.diagnose_services import CARD, LIST, MOST_OPTIONS, RESULTS, WRONG_INPUT, WRONG_OPTIONS, Work
from cp.service_session import DONE, FAILED, TAKING, WORKING, OutOfTurn, Session
from cp.services import BROKEN, MOST_INPUT, SERVICES, Refused
from s360.machine import StopReason

OPEN, SEND, COMPLETE, WAIT, TAKE, CLOSE = range(1, 7)
LOOK = 0.1                     # seconds that WAIT waits
STATES = {DONE: 0, WORKING: 1, TAKING: 2}
WANTED, NEW_LINE, NEW_SHEET = 20, b"\x25", b"\x0c"
PRINT_LINE, TYPED_LINE, BLANK = 121, 80, b"\x40"
_sessions: WeakKeyDictionary = WeakKeyDictionary()


class Held:
    """A machine's session and how much of each output it has taken."""

    def __init__(self, session: Session):
        self.session, self.taken = session, {}

    def output(self, number: int) -> bytes:
        """An output as records; b"" when there is none of that number."""
        session = self.session
        if session.state != DONE or number >= len(session.answer.outputs):
            return b""
        device, _ = SERVICES[session.name].outputs[number]
        data = session.answer.outputs[number]
        return data if device == "PUN" else sheets(data) if device == "PRT" else typed(data)


def sheets(listing: bytes) -> bytes:
    """Lines and form feeds as records with carriage control in front."""
    records, control = [], b"\xF1"                       # a new page
    for line in listing.lstrip(NEW_SHEET).rstrip(NEW_LINE).split(NEW_LINE):
        for number, part in enumerate(line.split(NEW_SHEET)):
            if number:
                control = b"\xF1"
                if not part:
                    continue
            elif not part and NEW_SHEET in line:
                continue
            records.append((control + part)[:PRINT_LINE].ljust(PRINT_LINE, BLANK))
            control = BLANK
    return b"".join(records)


def typed(text: bytes) -> bytes:
    """Lines as records for a terminal; long ones go on in the next one."""
    records = []
    for line in text.rstrip(NEW_LINE).split(NEW_LINE) if text else ():
        parts = [line[at:at + TYPED_LINE] for at in range(0, len(line), TYPED_LINE)] or [b""]
        records += [part.ljust(TYPED_LINE, BLANK) for part in parts]
    return b"".join(records)


def session(call: Call):
    """X'30C'."""
    if call.ry != LIST:
        raise Interruption(SPECIFICATION)
    call.reach(call.rx, LIST, align=8)
    words = call.fetch(call.rx, LIST)
    function, at, length, number = (int.from_bytes(words[place:place + 4], "big") for place in (8, 12, 16, 40))
    if function == OPEN:
        return begin(call, name_of(words[:8]), at, length)
    held = _sessions.get(call.vm)
    if held is None or function not in FUNCTIONS:
        return call.end(1)
    held.session.touch()
    return FUNCTIONS[function](call, held, at, length, number)


def begin(call: Call, name: str, at: int, length: int):
    if name not in SERVICES:
        return call.end(1)
    if length > MOST_OPTIONS:
        return call.end(2, WRONG_OPTIONS, call.y)
    options = text_of(call.fetch(at, length)) if length else ""
    drop(call.vm)
    try:
        _sessions[call.vm] = Held(Session(name, options))
    except OSError as error:                  # the host has no room for a process
        call.vm.system.log("service", f"{name}: no worker process: {error}", user=call.vm.userid)
        return call.end(3, BROKEN, call.y)
    call.end(0)


def drop(vm) -> None:
    """The session of a machine ends, if it has one."""
    held = _sessions.pop(vm, None)
    if held is not None:
        held.session.close()


def send(call: Call, held: Held, at: int, length: int, number: int):
    if length % CARD or length > MOST_INPUT:
        return call.end(2, WRONG_INPUT, call.y)
    try:
        held.session.send(call.fetch(at, length) if length else b"")
    except OutOfTurn:
        return call.end(2, WRONG_INPUT, call.y)
    call.end(0)


def complete(call: Call, held: Held, at: int, length: int, number: int):
    try:
        held.session.complete(there=not number)
    except OutOfTurn:
        return call.end(2, WRONG_INPUT, call.y)
    call.end(0)


def wait(call: Call, held: Held, at: int, length: int, number: int):
    Waiting(call, held.session).begin()
    return StopReason.STOPPED


def take(call: Call, held: Held, at: int, length: int, number: int):
    if held.session.state != DONE:
        return call.end(2, WRONG_INPUT, call.y)
    if not 0 < length <= MOST_INPUT:
        return call.end(2, WRONG_INPUT, call.y)
    output, taken = held.output(number), held.taken.get(number, 0)
    piece = output[taken:taken + length]
    if piece:
        call.store(at, piece)
    held.taken[number] = taken + len(piece)
    call.store(call.rx + RESULTS, len(piece).to_bytes(4, "big"))
    call.end(0)


def close(call: Call, held: Held, at: int, length: int, number: int):
    drop(call.vm)
    call.end(0)


FUNCTIONS = {SEND: send, COMPLETE: complete, WAIT: wait, TAKE: take, CLOSE: close}


class Waiting(Work):
    """One WAIT, from its DIAGNOSE to what the session says."""

    def __init__(self, call: Call, one: Session):
        super().__init__(call, None)
        self.session = one
        self.list -= RESULTS - WANTED                    # the results begin with the member's name

    def tell(self, text: str) -> None:
        vm = self.call.vm
        if not vm.ended:
            vm.system.log("service", f"{self.session.name}: {text}", user=vm.userid)

    def outcome(self) -> tuple[int, int, bytes]:
        one = self.session
        one.wait(LOOK)
        state = one.state
        if state == FAILED:
            self.tell(str(one.trouble))
            return (2, WRONG_OPTIONS, b"") if isinstance(one.trouble, Refused) else (3, one.trouble.code, b"")
        code, messages = (one.answer.code, one.answer.messages) if state == DONE else (0, 0)
        words = (STATES[state], code, messages)
        return 0, 0, ebcdic(one.wanted, 8) + b"".join(word.to_bytes(4, "big") for word in words)
