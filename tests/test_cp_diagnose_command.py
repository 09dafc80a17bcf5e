"""DIAGNOSE X'08': CP commands from a program, typed or into a buffer."""
import pytest

from cp.commands.registry import COMMANDS, command
from cp.messages import CPError
from diagnose_machine import CODE_AT, System, interruption, issue, went_on
from s360.machine import StopReason

PROTECTION, ADDRESSING, SPECIFICATION = 4, 5, 6
TEXT, BUFFER = 0x1000, 0x2000


@pytest.fixture(autouse=True)
def verbs():
    """Console functions whose answers are known."""
    def give(who, words):
        """Say lines."""
        for word in words:
            who.say(word)

    def fail(who, words):
        """Fail."""
        raise CPError("invalid-device")

    def question(who, words):
        """Ask a hidden question."""
        who.say("GOT " + who.ask("PASSWORD:", hidden=True))

    made = {"XGIVE": give, "XFAIL": fail, "XASK": question}
    for name, function in made.items():
        command(name, source="cpcms")(function)
    yield
    for name in made:
        del COMMANDS[name]


@pytest.fixture
def system(tmp_path):
    one = System(tmp_path)
    yield one
    one.close()


@pytest.fixture
def vm(system):
    return system.logon("ANNA")


def typed(vm):
    return [text for _, text in vm.console.lines]


def say(vm, line, flags=0, **registers):
    """X'08' with this command line; without a buffer Rx is 4 and Ry 6."""
    data = line if isinstance(line, bytes) else line.encode("cp037")
    vm.machine.storage.write(TEXT, data)
    return issue(vm, 0x08, rx=4, ry=6, r4=TEXT, r6=flags << 24 | len(data), **registers)


def ask(vm, line, room=8192, **registers):
    """With a buffer of so many bytes: (condition code, return code, Ry+1, lines in the buffer)."""
    vm.machine.storage.write(BUFFER, b"\xee" * 4096)
    registers = {"r5": BUFFER, "r7": room} | registers
    assert went_on(vm, say(vm, line, 0x40, **registers))
    length = vm.core.get_gpr(7) if vm.core.cc == 0 else 4096
    data = vm.machine.storage.read(BUFFER, length)
    if vm.core.cc == 1:
        data = data.split(b"\xee", 1)[0]
    else:
        assert vm.machine.storage.read(BUFFER + length, 1) == b"\xee"
    return vm.core.cc, vm.core.get_gpr(6), vm.core.get_gpr(7), data.decode("cp037").split("\x85")[:-1]


def test_an_answer_is_typed_on_the_console(vm):
    vm.core.cc = 3
    assert went_on(vm, say(vm, "XGIVE ONE TWO"))
    assert typed(vm) == ["ONE", "TWO"]
    assert vm.core.get_gpr(6) == 0


def test_the_return_code_is_the_messages_number(vm):
    say(vm, "XFAIL")
    assert vm.core.get_gpr(6) == 22 and typed(vm) == ["VADDR MISSING OR INVALID"]
    say(vm, "NOSUCH")
    assert vm.core.get_gpr(6) == 1
    vm.options.emsg = "CODE"
    say(vm, "XFAIL")
    assert typed(vm)[-1] == "DMKVDB022E"


def test_several_commands(vm):
    say(vm, "XGIVE A".encode("cp037") + b"\x15" + "XFAIL".encode("cp037") + b"\x15"
        + "XGIVE B".encode("cp037"))
    assert typed(vm) == ["A", "VADDR MISSING OR INVALID", "B"] and vm.core.get_gpr(6) == 0


def test_lower_case_stays_and_control_characters_do_not(vm):
    say(vm, "xgive Anna".encode("cp037") + b"\x25\x0d\x07" + "X".encode("cp037"))
    assert typed(vm) == ["Anna", "X"]


def test_length_zero_is_no_operation(vm):
    vm.core.cc = 2
    assert went_on(vm, say(vm, ""))
    assert typed(vm) == [] and vm.core.get_gpr(6) == 0 and not vm.in_cp


def test_a_buffer_gets_the_lines(vm):
    assert ask(vm, "XGIVE ONE TWO") == (0, 0, 8, ["ONE", "TWO"])
    assert ask(vm, "XFAIL") == (0, 22, 25, ["VADDR MISSING OR INVALID"])
    assert ask(vm, "*") == (0, 0, 0, [])
    assert typed(vm) == []


def test_what_does_not_fit_is_counted(vm):
    assert ask(vm, "XGIVE ONE TWOO THREE", room=9) == (1, 0, 6, ["ONE", "TWOO"])
    assert ask(vm, "XGIVE ONE TWO", room=0) == (1, 0, 8, [])


def test_a_buffer_may_end_at_the_end_of_storage(vm):
    assert went_on(vm, say(vm, "XGIVE ONE", 0x40, r5=0xFFF8, r7=8))
    assert vm.machine.storage.read(0xFFF8, 4) == "ONE".encode("cp037") + b"\x15"
    say(vm, "XGIVE ONE", 0x40, r5=0xFFF8, r7=9)
    assert interruption(vm) == ADDRESSING


def test_registers_of_a_buffer(vm):
    for rx, ry in ((4, 5), (5, 4), (15, 6), (6, 15)):
        issue(vm, 0x08, rx=rx, ry=ry, **{f"r{rx}": TEXT, f"r{ry}": 0x40000004})
        assert interruption(vm) == SPECIFICATION


@pytest.mark.parametrize("ry, r7", ((133, 0), (0x40000005, 8193), (0xFFFFFF, 0), (0x40000005, 0xFFFFFFFF)))
def test_lengths(vm, ry, r7):
    issue(vm, 0x08, rx=4, ry=6, r4=TEXT, r5=BUFFER, r6=ry, r7=r7)
    assert interruption(vm) == SPECIFICATION and typed(vm) == []


def test_nothing_is_carried_out_when_the_buffer_is_not_the_guests(vm):
    vm.machine.storage.set_key(BUFFER, 0x70)
    vm.machine.storage.write(TEXT, "XGIVE A".encode("cp037"))
    issue(vm, 0x08, rx=4, ry=6, key=5, r4=TEXT, r5=BUFFER, r6=0x40000007, r7=10)
    assert interruption(vm) == PROTECTION
    assert typed(vm) == []


def test_nobody_can_be_asked(vm):
    assert ask(vm, "XASK")[1:] == (26, 27, ["OPERAND MISSING OR INVALID"])
    assert vm.console.pending is None and not vm.console.hidden


def test_classes_are_the_users(system, vm):
    assert ask(vm, "SHUTDOWN")[1] == 1
    assert ask(vm, "FORCE ANNA")[1] == 1


#: a card whose IPL does nothing more and whose PSW waits at ABC
LOADER = bytes.fromhex("0002000000000ABC" "0300000020000001") + bytes(64)


def test_reset_and_ipl_take_the_machine_away(system, vm):
    """The registers are those of the new program, not of the DIAGNOSE."""
    storage = vm.machine.storage
    writer = system.spool.open("RDR", "ANNA", device="PUN")
    writer.write(1, LOADER)
    writer.close()
    assert say(vm, "IPL 00C") is StopReason.STOPPED
    assert vm.core.psw[4:] == bytes.fromhex("00000ABC") and vm.core.get_gpr(6) == 0
    assert storage.read(TEXT, 8) == bytes(8)


def test_what_stands_behind_ipl_is_not_carried_out(system, vm):
    writer = system.spool.open("RDR", "ANNA", device="PUN")
    writer.write(1, LOADER)
    writer.close()
    say(vm, "IPL 00C".encode("cp037") + b"\x15" + "XGIVE HELLO".encode("cp037"))
    assert "HELLO" not in typed(vm)


def test_a_failed_ipl_stands_in_cp(vm):
    say(vm, "IPL 00C")
    assert vm.in_cp and "IPL FAILED" in typed(vm)[-1]


def test_logoff_ends_it(vm):
    assert say(vm, "LOGOFF") is StopReason.STOPPED
    assert vm.ended


def test_sleep_stops_behind_the_instruction_with_results_in_place(vm):
    assert say(vm, "SLEEP 1 SEC") is StopReason.STOPPED
    assert vm.asleep and vm.core.ia == CODE_AT + 4 and vm.core.get_gpr(6) == 0


def test_begin_goes_on_here_and_with_an_address_there(vm):
    assert went_on(vm, say(vm, "BEGIN"))
    assert say(vm, "BEGIN 5000") is StopReason.STOPPED
    assert vm.core.ia == 0x5000 and vm.runnable


def test_the_machine_waits_for_its_terminal(system, vm):
    vm.console.face.behind = True
    assert say(vm, "XGIVE ONE") is StopReason.STOPPED
    assert vm.suspended and typed(vm) == ["ONE"]
    system.alarms.pop()()
    assert vm.suspended                               # still behind
    vm.console.face.behind = False
    system.alarms.pop()()
    assert vm.runnable and system.alarms == []
