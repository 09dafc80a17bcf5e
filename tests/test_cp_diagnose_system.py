"""DIAGNOSE in a whole system: programs run by the dispatcher that use CP."""
import threading

import pytest

from cp.services import Answer
from cp.system import System
from diagnose_machine import cards, issue

START, LIST, COMMAND, SOURCE, DONE = 0x1000, 0x1100, 0x1200, 0x2000, 0x1300
SERVICE, CONSOLE_FUNCTION, GIVE_UP = "83120308", "83460008", "83000044"
SECONDS = 20


@pytest.fixture
def system(tmp_path):
    with System(tmp_path / "data", threads=2) as one:
        yield one


def program(vm, code, command="", service=""):
    """Put a program at START that ends in a disabled wait at DEF; register 9 is its base."""
    with vm.lock:
        storage, core = vm.machine.storage, vm.core
        source = b"".join(cards("T        CSECT", "         BR    14", "         END   T"))
        storage.write(SOURCE, source)
        words = (SOURCE, len(source), 0, 0, 0)
        storage.write(LIST, service.encode("cp037").ljust(8, b"\x40")
                      + b"".join(word.to_bytes(4, "big") for word in words) + bytes(20))
        storage.write(COMMAND, command.encode("cp037"))
        storage.write(DONE, bytes.fromhex("0002000000000DEF"))
        storage.write(START, bytes.fromhex(code + f"8200{0x9000 + DONE - START:04X}"))
        for register, value in ((1, LIST), (2, 48), (4, COMMAND), (6, len(command)), (9, START)):
            core.set_gpr(register, value)
        core.psw = START.to_bytes(8, "big")
        vm.begin()


def test_a_program_types_what_cp_answers_and_asks_a_service(system):
    vm = system.logon("CMSUSER", ipl=False)
    program(vm, SERVICE + GIVE_UP + CONSOLE_FUNCTION, "QUERY TIME", "ASSEMBLE")
    vm.console.expect("CONNECT=", SECONDS)
    vm.console.expect("DISABLED WAIT PSW '00020000 00000DEF'", SECONDS)
    types = sorted(file.type for file in system.spool.files("RDR", "CMSUSER"))
    assert types == ["LISTING", "TEXT"]
    assert vm.counters.diagnoses == {0x308: 1, 0x44: 1, 0x08: 1}


def test_others_run_while_a_machine_waits_for_a_service(system, monkeypatch):
    asked, let_go = threading.Event(), threading.Event()

    def perform_slowly(*_):
        asked.set()
        assert let_go.wait(SECONDS)
        return Answer(0, [b"", b""], 0)
    monkeypatch.setattr("cp.diagnose_services.perform", perform_slowly)
    one, other = system.logon("CMSUSER", ipl=False), system.logon("GUEST", ipl=False)
    program(one, SERVICE, service="ASSEMBLE")
    assert asked.wait(SECONDS)
    program(other, CONSOLE_FUNCTION, "QUERY TIME")
    other.console.expect("DISABLED WAIT", SECONDS)
    assert one.suspended and "DISABLED" not in one.console.text
    let_go.set()
    one.console.expect("DISABLED WAIT", SECONDS)


def test_disks_of_the_directory_and_temporary_ones(system):
    vm = system.logon("CMSUSER", ipl=False)
    assert system.directory.get("CMSUSER").disks[0x191].type == "2314"
    vm.console.command("DEFINE T2314 AS 192 CYL 2")
    for unit, kind in ((0x191, 0x04400000), (0x192, 0x04400040)):
        assert issue(vm, 0x24, r1=unit).name == "BUDGET"
        assert (vm.core.cc, vm.core.get_gpr(2)) == (0, kind)


def test_a_program_logs_off(system):
    vm = system.logon("GUEST", ipl=False)
    program(vm, CONSOLE_FUNCTION, "LOGOFF")
    vm.console.expect("LOGOFF AT", SECONDS)
    assert vm.ended
