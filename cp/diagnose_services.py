"""DIAGNOSE X'300' to X'308': our own codes, services of the host.  Not there in profile 1968.

Called through the table in cp/diagnose.py.  X'308' hands work to a process (cp/services.py): the machine
that asks is suspended, a thread waits for the worker and the machine is resumed under `post`, with the
results in its parameter list and its reader.

The parameter list of X'308', 48 bytes on a doubleword:

    0-7    name of the service
    8-11   address of the input, 80-byte records
    12-15  its length in bytes; zero: the input is a spool file
    16-19  number of a file in the machine's reader
    20-23  address of options, text; 24-27 its length, at most 256
    28-31  result: the service's return code
    32-35  result: spool number of the first output (0: none); 36-39 of the second
    40-43  result: messages; 44-47 zero

Services in steps, X'30C', are in cp/diagnose_session.py.
"""
from __future__ import annotations

import threading
import time
from typing import NamedTuple

from cp.diagnose_call import SPECIFICATION, Call, Interruption, ebcdic, name_of, text_of
from cp.diagnose_system import release
from cp.services import BROKEN, MOST_INPUT, SERVICES, Failed, Refused, Service, perform
from cp.spool_file import READER
from s360.errors import S360Error
from s360.machine import StopReason

LIST, CARD, LINE, MOST_OPTIONS = 48, 80, 132, 256
RESULTS = 28                   # displacement in the list
# condition code 2: what is wrong with the request; condition code 3: what failed (or services.TIME ...)
WRONG_INPUT, NO_FILE, WRONG_OPTIONS = 1, 2, 3
NO_SPOOL = 5
WRITE_LINE, NEW_PAGE, PUNCH = 0x09, 0x8B, 0x01
EPOCH = 2_208_988_800          # seconds from 1900 to 1970


def services_offered(call: Call):
    """X'300'."""
    names = sorted(SERVICES)
    data = (ebcdic("CPCMS", 8) + release(call.vm.system) + bytes(1) + len(names).to_bytes(4, "big")
            + b"".join(ebcdic(name, 8) for name in names))[:call.ry]
    call.store(call.rx, data, align=8)
    call.put(call.y, call.ry - len(data))


def date_and_time(call: Call):
    """X'304'."""
    now = call.vm.system.now()
    host = time.time()
    data = (time.strftime("%Y%m%d%H%M%S", now) + f"{int(host * 100) % 100:02d}").encode("cp037")
    data += int((host + EPOCH) * 1_000_000).to_bytes(8, "big")
    data += int(now.tm_gmtoff or 0).to_bytes(4, "big", signed=True) + ebcdic(now.tm_zone or "UTC", 4)
    call.store(call.rx, data, align=8)


class Request(NamedTuple):
    """What a service was asked for; data: the input, or the number of a spool file."""
    service: Service
    options: str
    data: bytes | int


def service(call: Call):
    """X'308'."""
    if call.ry != LIST:
        raise Interruption(SPECIFICATION)
    call.reach(call.rx, LIST, align=8)
    words = call.fetch(call.rx, LIST)
    found = SERVICES.get(name_of(words[:8]))
    if found is None:
        return call.end(1)
    data_at, length, number, options_at, options_length = (
        int.from_bytes(words[at:at + 4], "big") for at in range(8, 28, 4))
    if options_length > MOST_OPTIONS:
        return call.end(2, WRONG_OPTIONS, call.y)
    if length % CARD or length > MOST_INPUT:
        return call.end(2, WRONG_INPUT, call.y)
    options = text_of(call.fetch(options_at, options_length)) if options_length else ""
    data = call.fetch(data_at, length) if length else number
    Work(call, Request(found, options, data)).begin()
    return StopReason.STOPPED


class Work:
    """One request from its DIAGNOSE to its results.

    The machine is left alone if it is another one when the work is done: logged off, reset, IPLed or
    made to go on elsewhere by its user.
    """

    def __init__(self, call: Call, request: Request):
        self.call, self.request = call, request
        self.list, self.result = call.rx, call.y
        self.standing = (call.core.psw, call.core.executed)

    def begin(self) -> None:
        vm = self.call.vm
        vm.suspend()
        threading.Thread(target=self.work, daemon=True, name=f"cp-service-{vm.userid}").start()

    def work(self) -> None:
        """In a thread of its own."""
        vm = self.call.vm
        try:
            cc, code, results = self.outcome()
        except Exception as error:            # our own mistake: the guest must not stand for ever
            self.tell(repr(error))
            cc, code, results = 3, BROKEN, b""
        vm.post(lambda: self.end(cc, code, results))

    def tell(self, text: str) -> None:
        """To the operator's log, unless the machine is gone (perhaps the whole system)."""
        vm = self.call.vm
        if not vm.ended:
            vm.system.log("service", f"{self.request.service.name}: {text}", user=vm.userid)

    def outcome(self) -> tuple[int, int, bytes]:
        """(condition code, Ry, result words)."""
        vm, request = self.call.vm, self.request
        try:
            data = request.data if isinstance(request.data, bytes) else self.spool_file(request.data)
            if data is None:
                return 2, NO_FILE, b""
            answer = perform(request.service.name, request.options, data)
            if vm.ended:
                return 3, NO_SPOOL, b""
            numbers = [self.deliver(output, *what)
                       for output, what in zip(answer.outputs, request.service.outputs) if what[0]]
        except Refused as refused:
            self.tell(str(refused))
            return 2, WRONG_OPTIONS, b""
        except Failed as failed:
            self.tell(str(failed))
            return 3, failed.code, b""
        except S360Error as error:
            self.tell(str(error))
            return 3, NO_SPOOL, b""
        words = [answer.code, *(numbers + [0, 0])[:2], answer.messages, 0]
        return 0, 0, b"".join(word.to_bytes(4, "big") for word in words)

    def spool_file(self, number: int) -> bytes | None:
        """The cards of a file in the machine's reader."""
        vm = self.call.vm
        spool = vm.system.spool
        file = spool.get(number)
        if file is None or file.owner != vm.userid or file.kind != READER:
            return None
        if file.records * CARD > MOST_INPUT:
            return None
        return b"".join(data[:CARD].ljust(CARD, b"\x40") for _, data, _, _ in spool.records(file))

    def deliver(self, output: bytes, device: str, type: str) -> int:
        """Put an output into the machine's reader; its spool number, 0 when it is empty."""
        if not output:
            return 0
        vm = self.call.vm
        writer = vm.system.spool.open(READER, vm.userid, device=device, name=self.request.service.name,
                                      type=type)
        try:
            if device == "PUN":
                for at in range(0, len(output), CARD):
                    writer.write(PUNCH, output[at:at + CARD])
            else:
                print_listing(writer, output)
            file = writer.close()
        except S360Error:
            writer.purge()
            raise
        return file.number if file is not None else 0

    def end(self, cc: int, code: int, results: bytes) -> None:
        """Between two instructions of the machine: it goes on."""
        call = self.call
        vm, core = call.vm, call.core
        if not vm.ended and vm.core is core and (core.psw, core.executed) == self.standing:
            try:
                if results:
                    call.store(self.list + RESULTS, results)
            except Interruption:              # its user has changed storage keys meanwhile
                cc, code = 3, NO_SPOOL
            call.end(cc, code, self.result)
        vm.resume()


def print_listing(writer, listing: bytes) -> None:
    """A listing of lines and form feeds as a printer's records."""
    page = 0
    for sheet in listing.split(b"\x0c"):           # form feed in EBCDIC too
        lines = sheet.rstrip(b"\x25").split(b"\x25")
        if lines == [b""]:
            continue
        if page:
            writer.write(NEW_PAGE, b"", page, 1)
        for number, line in enumerate(lines, 1):
            writer.write(WRITE_LINE, line[:LINE], page, number)
        page += 1
