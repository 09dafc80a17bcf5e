"""DIAGNOSE X'300' to X'308': services of the host."""
import time

import pytest

from cp import service_worker, services
from cp.services import Failed, Refused, perform
from diagnose_machine import CODE_AT, System, cards, interruption, issue, put_deck, went_on
from s360.asm import assemble
from s360.machine import StopReason

LIST, SOURCE, OPTIONS = 0x1000, 0x2000, 0x1800
PROGRAM = ("T        CSECT", "         BR    14", "         END   T")
ADDRESSING, SPECIFICATION = 5, 6


@pytest.fixture
def system(tmp_path):
    one = System(tmp_path)
    yield one
    one.close()


@pytest.fixture
def vm(system):
    return system.logon("ANNA")


def parameters(vm, name="ASSEMBLE", at=SOURCE, length=0, number=0, options=""):
    """The list in storage."""
    words = (at, length, number, OPTIONS, len(options))
    vm.machine.storage.write(LIST, name.encode("cp037").ljust(8, b"\x40")
                             + b"".join(word.to_bytes(4, "big") for word in words) + bytes(20))
    vm.machine.storage.write(OPTIONS, options.encode("cp037"))


def wait(vm, seconds=20):
    """Until the machine is resumed."""
    end = time.monotonic() + seconds
    while vm.suspended:
        assert time.monotonic() < end, "the service does not end"
        time.sleep(0.01)


def request(vm, **list_):
    """X'308': (condition code, Ry, result words)."""
    parameters(vm, **list_)
    assert issue(vm, 0x308, r1=LIST, r2=48) in (StopReason.STOPPED, StopReason.BUDGET)
    wait(vm)
    assert interruption(vm) is None and vm.core.ia == CODE_AT + 4
    words = vm.machine.storage.read(LIST + 28, 20)
    return (vm.core.cc, vm.core.get_gpr(2),
            [int.from_bytes(words[at:at + 4], "big") for at in range(0, 20, 4)])


def source(vm, *lines):
    """Put cards at SOURCE; their length."""
    data = b"".join(cards(*lines))
    vm.machine.storage.write(SOURCE, data)
    return len(data)


def text_of(system, number):
    return [data.decode("cp037").rstrip() for _, data in system.spool.reader(number)]


# -- X'300' and X'304'

def test_the_services_are_listed(vm):
    assert went_on(vm, issue(vm, 0x300, r1=LIST, r2=100))
    data = vm.machine.storage.read(LIST, 24)
    assert data[:8].decode("cp037") == "CPCMS   " and data[12:16] == b"\0\0\0\1"
    assert data[16:24].decode("cp037") == "ASSEMBLE" and vm.core.get_gpr(2) == 100 - 24


def test_date_and_time_in_full(vm):
    before = time.time()
    assert went_on(vm, issue(vm, 0x304, r1=LIST))
    data = vm.machine.storage.read(LIST, 32)
    assert data[:14].decode("cp037") == "19710930123456" and data[14:16].decode("cp037").isdecimal()
    seconds = int.from_bytes(data[16:24], "big") / 1e6 - 25_567 * 86_400    # days from 1900 to 1970
    assert before - 1 < seconds < time.time() + 1
    assert int.from_bytes(data[24:28], "big", signed=True) == -5 * 3600
    assert data[28:].decode("cp037") == "EST "


# -- ASSEMBLE

def test_a_source_in_storage_is_assembled(system, vm):
    cc, ry, (code, deck, listing, messages, _) = request(vm, length=source(vm, *PROGRAM))
    assert (cc, ry, code, messages) == (0, 0, 0, 0)
    made = b"".join(data for _, data in system.spool.reader(deck))
    wanted = assemble("\n".join(PROGRAM) + "\n").object_deck
    assert made[:-80] == wanted[:-80]                   # the END card tells the time
    assert any("07FE" in line for line in text_of(system, listing))
    files = {file.number: file for file in system.spool.files("RDR", "ANNA")}
    assert (files[deck].name, files[deck].type, files[deck].device) == ("ASSEMBLE", "TEXT", "PUN")
    assert (files[listing].type, files[listing].device) == ("LISTING", "PRT")


def test_a_source_in_the_reader_is_assembled_and_stays(system, vm):
    number = put_deck(system, "ANNA", *PROGRAM)
    cc, _, (code, deck, listing, *_) = request(vm, number=number, options="NOXREF,NORLD,NOESD")
    assert cc == 0 and code == 0 and deck and system.spool.get(number) is not None
    assert not any("CROSS" in line for line in text_of(system, listing))


def test_errors_in_the_source(system, vm):
    cc, _, (code, deck, listing, messages, _) = request(
        vm, length=source(vm, "T CSECT", "  L 1,NONE", "  END"))
    assert cc == 0 and code == 8 and deck == 0 and messages == 1
    assert any("NONE" in line for line in text_of(system, listing))


def test_sysparm_takes_the_rest(system, vm):
    length = source(vm, "T        CSECT", "         DC    C'&SYSPARM'", "         END")
    _, _, (_, deck, *_) = request(vm, length=length, options="LEVEL=XF,SYSPARM=A,B")
    assert "A,B".encode("cp037") in b"".join(data for _, data in system.spool.reader(deck))


def test_the_host_cannot_be_read_through_a_source(system, vm):
    length = source(vm, "T        CSECT", "         COPY  PASSWD", "         COPY  /etc/passwd",
                    "         END")
    cc, _, (code, deck, listing, *_) = request(vm, length=length)
    assert cc == 0 and code >= 8
    assert not any("root" in line for line in text_of(system, listing))


# -- what is refused

def test_unknown_services_and_wrong_requests(system, vm):
    length = source(vm, *PROGRAM)
    other = put_deck(system, "BERTA", *PROGRAM)
    assert request(vm, name="FORMAT", length=length)[0] == 1
    assert request(vm, length=81)[:2] == (2, 1)
    assert request(vm, length=(4 << 20) + 80)[:2] == (2, 1)
    assert request(vm, number=other)[:2] == (2, 2)      # somebody else's
    assert request(vm, number=9999)[:2] == (2, 2)
    assert request(vm, length=length, options="NOSUCH")[:2] == (2, 3)
    assert request(vm, length=length, options="LINECOUNT=5")[:2] == (2, 3)
    assert request(vm, length=length, options="TEST," * 60)[:2] == (2, 3)
    assert not vm.suspended


def test_addresses_are_checked(vm):
    parameters(vm, length=0xFFF0, at=0x8000)
    vm.machine.storage.write(LIST + 12, (0xFFA0 // 80 * 80).to_bytes(4, "big"))
    issue(vm, 0x308, r1=LIST, r2=48)
    assert interruption(vm) == ADDRESSING
    for at, length in ((LIST + 4, 48), (LIST, 56), (LIST, 0)):
        issue(vm, 0x308, r1=at, r2=length)
        assert interruption(vm) == SPECIFICATION
    assert not vm.suspended


# -- limits

@pytest.mark.parametrize("failed, code", ((Failed(1, "time"), 1), (Failed(3, "output"), 3),
                                          (RuntimeError("our mistake"), 4)))
def test_a_service_that_fails_lets_the_machine_go_on(system, vm, monkeypatch, failed, code):
    def perform_badly(*_):
        raise failed
    monkeypatch.setattr("cp.diagnose_services.perform", perform_badly)
    assert request(vm, length=source(vm, *PROGRAM))[:2] == (3, code)
    assert vm.runnable and system.logged[-1][0] == "service"


def test_no_room_in_the_spool(system, vm, monkeypatch):
    system.spool.limits.user = type(system.spool.limits.of("ANNA"))(files=1)
    put_deck(system, "ANNA", "X")
    assert request(vm, length=source(vm, *PROGRAM))[:2] == (3, 5)


def test_time_is_limited():
    endless = b"".join(cards("         LCLA  &A", ".X       ANOP", "         AGO   .X", "         END"))
    with pytest.raises(Failed) as failed:
        services.run(b'{"service": "ASSEMBLE", "options": "", "length": 9999999}\n' + endless, 0.01)
    assert failed.value.code == services.TIME


def test_what_the_worker_does_not_understand():
    with pytest.raises(Refused):
        perform("ASSEMBLE", "WHAT", b"")
    with pytest.raises(Failed) as failed:
        services.run(b"no request\n", 20)
    assert failed.value.code == services.BROKEN


def test_the_worker_keeps_its_own_limits(monkeypatch):
    request = {"service": "ASSEMBLE", "options": ""}

    def hungry(*_):
        raise MemoryError
    monkeypatch.setitem(service_worker.FUNCTIONS, "ASSEMBLE", hungry)
    assert service_worker.answer(request, b"")[0]["failure"] == "storage"
    monkeypatch.setitem(service_worker.FUNCTIONS, "ASSEMBLE", lambda *_: (0, 0, [b"X" * 11]))
    monkeypatch.setattr(service_worker, "MOST_OUTPUT", 10)
    header, outputs = service_worker.answer(request, b"")
    assert header["failure"] == "output" and outputs == []


def test_a_machine_that_its_user_took_elsewhere_keeps_its_storage(system, vm, monkeypatch):
    answer = services.Answer(0, [b"\x40" * 80, b""], 0)

    def perform_later(*_):
        vm.core.ia = 0x5000                             # BEGIN 5000 meanwhile
        return answer
    monkeypatch.setattr("cp.diagnose_services.perform", perform_later)
    parameters(vm, length=source(vm, *PROGRAM))
    vm.core.cc = 2
    issue(vm, 0x308, r1=LIST, r2=48)
    wait(vm)
    assert vm.core.ia == 0x5000 and vm.core.get_gpr(2) == 48
    assert vm.machine.storage.read(LIST + 28, 20) == bytes(20)


def test_a_user_who_logs_off_meanwhile_gets_nothing(system, vm, monkeypatch):
    def perform_late(*_):
        vm.ended = True
        return services.Answer(0, [b"\x40" * 80, b"X"], 0)
    monkeypatch.setattr("cp.diagnose_services.perform", perform_late)
    parameters(vm, length=source(vm, *PROGRAM))
    issue(vm, 0x308, r1=LIST, r2=48)
    wait(vm)
    assert system.spool.files("RDR", "ANNA") == []
