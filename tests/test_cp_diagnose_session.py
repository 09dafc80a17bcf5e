"""DIAGNOSE X'30C': a service of the host in steps."""
import pytest

from cp import service_session, services
from cp.diagnose_session import CLOSE, COMPLETE, OPEN, SEND, TAKE, WAIT, drop, sheets, typed
from cp.service_session import FAILED, TAKING, OutOfTurn, Session
from diagnose_machine import System, cards, interruption, issue
from test_cp_diagnose_services import ADDRESSING, LIST, OPTIONS, SOURCE, SPECIFICATION, wait

OUTPUT = 0x8000


@pytest.fixture
def vm(tmp_path):
    system = System(tmp_path)
    one = system.logon("ANNA")
    yield one
    drop(one)
    system.close()


def ask(vm, function, at=0, length=0, number=0, name="ASSEMBLE"):
    """X'30C': (condition code, Ry)."""
    fields = bytearray(48)
    fields[:8] = f"{name:<8}".encode("cp037")
    for place, value in ((8, function), (12, at), (16, length), (40, number)):
        fields[place:place + 4] = value.to_bytes(4, "big")
    vm.machine.storage.write(LIST, bytes(fields))
    issue(vm, 0x30C, r1=LIST, r2=48)
    wait(vm)
    return vm.core.cc, vm.core.get_gpr(2)


def result(vm) -> tuple[str, int, int, int]:
    """Member wanted, state, return code, messages."""
    data = vm.machine.storage.read(LIST + 20, 20)
    return (data[:8].decode("cp037").rstrip(), *(int.from_bytes(data[at:at + 4], "big") for at in (8, 12, 16)))


def send(vm, *lines):
    data = b"".join(cards(*lines))
    vm.machine.storage.write(SOURCE, data)
    assert ask(vm, SEND, SOURCE, len(data))[0] == 0


def until(vm, state):
    for _ in range(200):
        assert ask(vm, WAIT)[0] == 0
        if result(vm)[1] == state:
            return result(vm)
    raise AssertionError("the service does not come to that")


def take(vm, number, size=4000):
    data = b""
    while True:
        assert ask(vm, TAKE, OUTPUT, size, number)[0] == 0
        got = int.from_bytes(vm.machine.storage.read(LIST + 28, 4), "big")
        if not got:
            return data
        data += vm.machine.storage.read(OUTPUT, got)


def test_source_in_pieces_and_members(vm):
    assert ask(vm, OPEN) == (0, 48)
    send(vm, "T        CSECT")
    send(vm, "         PUT7", "         COPY  NOT", "         END")
    assert ask(vm, COMPLETE)[0] == 0
    assert until(vm, 2)[0] == "PUT7"
    send(vm, "         MACRO", "         PUT7", "         DC    F'7'", "         MEND")
    assert ask(vm, COMPLETE)[0] == 0
    assert until(vm, 2)[0] == "NOT"
    assert ask(vm, COMPLETE, number=1)[0] == 0
    _, _, code, messages = until(vm, 0)
    assert code == 8 and messages == 1
    deck = take(vm, 0, 90)
    assert len(deck) % 80 == 0 and bytes.fromhex("00000007") in deck
    listing = take(vm, 1).decode("cp037")
    assert len(listing) % 121 == 0 and listing[0] == "1" and "PUT7" in listing
    told = take(vm, 2).decode("cp037")
    assert len(told) % 80 == 0 and "COPY" in told
    assert take(vm, 3) == b"" and ask(vm, CLOSE)[0] == 0 and ask(vm, WAIT)[0] == 1


def test_what_is_out_of_turn(vm):
    assert ask(vm, WAIT)[0] == ask(vm, SEND)[0] == ask(vm, OPEN, name="NOSUCH")[0] == 1
    assert ask(vm, OPEN, OPTIONS, 257) == (2, 3)
    ask(vm, OPEN)
    assert ask(vm, 99)[0] == 1 and ask(vm, TAKE, OUTPUT, 80) == (2, 1)
    assert ask(vm, SEND, SOURCE, 79) == (2, 1) and ask(vm, SEND, SOURCE, 0xFFFFFFFF) == (2, 1)
    send(vm, "         END")
    ask(vm, COMPLETE)
    until(vm, 0)
    assert ask(vm, SEND, SOURCE, 80) == (2, 1) and ask(vm, COMPLETE) == (2, 1)
    assert ask(vm, TAKE, OUTPUT, 0) == (2, 1) and ask(vm, TAKE, OUTPUT, 80, number=0xFFFFFFFF)[0] == 0


def test_addresses_are_checked(vm):
    ask(vm, OPEN)
    ask(vm, SEND, 0xFFFFB0, 80)
    assert interruption(vm) == ADDRESSING
    issue(vm, 0x30C, r1=LIST + 4, r2=48)
    assert interruption(vm) == SPECIFICATION
    issue(vm, 0x30C, r1=LIST, r2=47)
    assert interruption(vm) == SPECIFICATION


def test_wrong_options_and_a_second_session(vm):
    vm.machine.storage.write(OPTIONS, "NOSUCH".encode("cp037"))
    ask(vm, OPEN, OPTIONS, 6)
    ask(vm, COMPLETE)
    answers = {ask(vm, WAIT) for _ in range(30)}
    assert (2, 3) in answers
    assert ask(vm, OPEN)[0] == 0                             # the old one is dropped
    send(vm, "         END")
    ask(vm, COMPLETE)
    assert until(vm, 0)[2] == 0


def test_too_much_input(vm, monkeypatch):
    monkeypatch.setattr(service_session, "MOST_INPUT", 160)
    ask(vm, OPEN)
    send(vm, "A", "B")
    assert ask(vm, SEND, SOURCE, 80) == (2, 1)


def test_a_worker_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(service_session, "SECONDS", 0.5)
    session = Session("ASSEMBLE", "")
    session.send(b"".join(cards("         ACTR  1000000", "         LCLA  &A", ".X       ANOP",
                                "&A       SETA  &A+1", "         AGO   .X", "         END")))
    session.complete()
    session.wait(20)
    assert session.state == FAILED and session.trouble.code == services.TIME
    with pytest.raises(OutOfTurn):
        session.complete()
    session.close()


def test_a_session_nobody_asks_about_ends(monkeypatch):
    monkeypatch.setattr(service_session, "IDLE", 0.05)
    session = Session("ASSEMBLE", "")
    assert session.state == TAKING
    assert session._process.wait(10) is not None


def test_records_of_a_listing():
    text = "\x0cONE\nTWO\n\x0cTHREE\n".encode("cp037")
    records = sheets(text)
    lines = [records[at:at + 121].decode("cp037").rstrip() for at in range(0, len(records), 121)]
    assert lines == ["1ONE", " TWO", "1THREE"]
    assert typed(("X" * 81 + "\n").encode("cp037")) == ("X" * 81).ljust(160).encode("cp037")
    assert typed(b"") == b""
