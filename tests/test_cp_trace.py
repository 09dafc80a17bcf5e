"""TRACE, ADSTOP, SET ASSIST and QUERY TRAPS: what is told of a virtual machine, where it stops, and that
watching does not change what the guest does."""
from pathlib import Path
from random import Random
from unittest import mock

import pytest

import lockstep
import program_maker
from control_program import PRIVILEGED, differences
from cp import privop, trace
from cp.commands import registry, tracing
from cp.commands.caller import Caller
from cp.messages import CPError
from fake_guest import FakeVM
from program_maker import make_program, make_state
from program_state import SIZE
from s360.devices.printer import Printer
from s360.errors import S360Error


class Paper:
    """Where the printer prints."""

    def __init__(self):
        self.lines = []

    def print_line(self, data, line, page, command):
        self.lines.append((page, line, data.decode("cp037")))

    def control(self, page, line, command):
        pass


def guest(code, **storage):
    """A machine at 200 with `code`; `at_300="FF"` puts bytes there."""
    vm = FakeVM(storage="64K")
    vm.granted, vm.options.emsg = frozenset(), "TEXT"
    vm.paper = Paper()
    vm.machine.channels.attach(0x00E, Printer(vm.paper))
    code = bytes.fromhex(code)
    vm.machine.storage[0x200:0x200 + len(code)] = code
    for new in ("at_58", "at_60", "at_68", "at_78"):
        storage.setdefault(new, "0002000000000ACE")
    for name, text in storage.items():
        data = bytes.fromhex(text)
        at = int(name[3:], 16)
        vm.machine.storage[at:at + len(data)] = data
    vm.core.psw = bytes.fromhex("0000000000000200")
    return vm


def command(vm, line):
    """(return code, lines) of a console function."""
    caller = Caller(None, vm, "G")
    return caller.run(line), caller.lines


def query(vm, word):
    caller = Caller(None, vm, "G")
    registry.sub_function(caller, registry.QUERIES, "QUERY", [word]).run(caller, [])
    return caller.lines, caller.data


def setting(vm, line):
    word, *words = line.split()
    caller = Caller(None, vm, "G")
    registry.sub_function(caller, registry.SETTINGS, "SET", [word]).run(caller, words)


def begin(vm, instructions=1000):
    """BEGIN; what is said until CP is entered again."""
    vm.begin()
    vm.said.clear()
    reason = vm.run(instructions)
    return reason, vm.said


# --- the events -------------------------------------------------------------------------------

def test_interruptions_are_told_with_where_they_come_from_and_lead():
    vm = guest("0A10 80000300 0000", at_60="0000000000000400", at_400="82000020",
               at_300="01", at_58="0000000000000410", at_410="82000018")
    vm.core.external = 0x40
    assert command(vm, "TRACE SVC PROGRAM EXT RUN") == (0, ["TRACE STARTED"])
    assert begin(vm) == ("DISABLED_WAIT", [
        "***  000200  SVC   10  ==> 000400",
        "***  000206  EXT   0040  ==> 000410",
        "***  000206  PROG  0001  ==> 000ACE"])
    assert vm.core.storage[0x18:0x20] == bytes.fromhex("0100004000000206")
    assert vm.core.storage[0x28:0x30] == bytes.fromhex("0100000140000208")
    assert vm.counters.reflected == {"SVC": 1, "EXTERNAL": 1, "PROGRAM": 1}


def test_privileged_instructions_are_told_though_they_have_assists():
    vm = guest("80000300 0912 0813 B1100300 82000310", at_300="00",
               at_310="0002000000000123")
    vm.core.set_gpr(2, 0x800)
    vm.core.set_gpr(3, 0x1000)
    command(vm, "TRACE PRIV RUN")
    assert begin(vm) == ("DISABLED_WAIT", [
        ":::  000200  SSM   80000300  CC 0",
        ":::  000204  ISK   0912      CC 0",
        ":::  000206  SSK   0813      CC 0",
        ":::  000208  LRA   B1100300  CC 0",
        ":::  00020C  LPSW  82000310  ==> 000123"])
    assert command(vm, "TRACE END") == (0, ["TRACE ENDED"]) and vm.tracer is None
    vm.core.psw = bytes.fromhex("0000000000000200")
    counts = dict(vm.counters.privops)
    assert begin(vm) == ("DISABLED_WAIT", []) and vm.counters.privops == counts


CHANNEL_PROGRAM = dict(at_48="00000320", at_320="0900034060000005", at_328="0300000020000001",
                       at_340="C8C5D3D3D6", at_310="8002000000000000",
                       at_78="0000000000000400", at_400="0700")


def test_channel_programs_and_status_words_are_told():
    vm = guest("9C00000E 82000310", **CHANNEL_PROGRAM)
    command(vm, "TRACE SIO CCW I/O CSW RUN")
    vm.begin()
    vm.run(3)
    assert vm.said == [
        "I/O  000200  SIO   9C00000E  CC 0  DEV 00E  CAW 00000320",
        "CCW  000320  09000340 60000005  DEV 00E",
        "CCW  000328  03000000 20000001  DEV 00E",
        "***  000000  I/O   000E  ==> 000400",
        "CSW  DEV 00E  00000330 0C000001"]
    assert [text for _, _, text in vm.paper.lines] == ["HELLO"]


def test_the_status_stored_by_an_instruction_is_told_too():
    vm = guest("9D00000E 9D00000E", **CHANNEL_PROGRAM)
    vm.machine.channels.units[0x00E].device.notify(0x80)         # attention
    command(vm, "TRACE SIO CSW RUN")
    begin(vm, 2)
    assert vm.said == ["I/O  000200  TIO   9D00000E  CC 1  DEV 00E", "CSW  DEV 00E  00000000 80000000",
                       "I/O  000204  TIO   9D00000E  CC 0  DEV 00E"]


# LA, LR, BCT (taken once), EX of LR, BR to a place with an SVC
INSTRUCTIONS = "41200002 1832 46200204 44000230 41E00240 07FE"


def test_branches_taken_are_told():
    vm = guest(INSTRUCTIONS, at_230="1843", at_240="0A01")
    command(vm, "TRACE BRANCH RUN")
    assert begin(vm) == ("DISABLED_WAIT", [
        "     000206  BCT   46200204      ==> 000204",
        "     000212  BR    07FE          ==> 000240",
        "***  000240  SVC   01  ==> 000ACE"])


def test_every_instruction_is_told_once():
    vm = guest(INSTRUCTIONS, at_230="1843", at_240="0A01")
    command(vm, "TRACE INSTRUCT RUN")
    assert begin(vm) == ("DISABLED_WAIT", [
        "     000200  LA    41200002      CC 0",
        "     000204  LR    1832          CC 0",
        "     000206  BCT   46200204      ==> 000204",
        "     000204  LR    1832          CC 0",
        "     000206  BCT   46200204      CC 0",
        "     00020A  EX    44000230      CC 0",
        "     00020E  LA    41E00240      CC 0",
        "     000212  BR    07FE          ==> 000240",
        "***  000240  SVC   01  ==> 000ACE"])


def test_an_instruction_traced_again_after_its_page_came_is_told_once():
    vm = guest("82001000", at_1000="0002000000000123")
    vm.core.set_gpr(1, 0x1000)
    command(vm, "TRACE ALL RUN")
    vm.core.set_absent(2, True)
    assert begin(vm) == ("DISABLED_WAIT", [":::  000200  LPSW  82001000  ==> 000123"])
    assert vm.machine.missing == [0x1000]


# --- stopping ---------------------------------------------------------------------------------

def test_on_the_terminal_the_machine_stops_after_each_event_and_goes_on_with_begin():
    vm = guest("1812 0A01 1813", at_60="0000000000000400", at_400="82000020")
    command(vm, "TRACE SVC PRIV")
    assert begin(vm) == ("STOPPED", ["***  000202  SVC   01  ==> 000400"])
    assert vm.in_cp and (vm.core.ia, vm.core.executed) == (0x400, 2)
    assert begin(vm) == ("STOPPED", [":::  000400  LPSW  82000020  ==> 000204"])
    assert (vm.core.ia, vm.core.executed) == (0x204, 3)


def test_single_instructions_stop_each():
    vm = guest("1812 1823 47F00200")
    command(vm, "TRACE INST")
    for line, ia in (("     000200  LR    1812          CC 0", 0x202),
                     ("     000202  LR    1823          CC 0", 0x204),
                     ("     000204  B     47F00200      ==> 000200", 0x200),
                     ("     000200  LR    1812          CC 0", 0x202)):
        assert begin(vm) == ("STOPPED", [line]) and vm.core.ia == ia


def test_on_the_printer_the_machine_runs_on():
    vm = guest("0A01", at_60="0002000000000123")
    assert command(vm, "TRACE SVC PRINTER") == (0, ["TRACE STARTED"])
    assert begin(vm) == ("DISABLED_WAIT", [])
    assert vm.paper.lines == [(0, 1, "***  000200  SVC   01  ==> 000123")]
    vm.devices[0x00E].line = 66
    vm.core.psw = bytes.fromhex("0000000000000200")
    command(vm, "TRACE SVC BOTH")
    assert begin(vm) == ("STOPPED", ["***  000200  SVC   01  ==> 000123"])
    assert vm.paper.lines[1][:2] == (0, 66) and vm.devices[0x00E].page == 1


def test_a_printer_that_fails_is_told_once():
    vm = guest("0A010A01", at_60="0000000000000202")
    vm.paper.print_line = mock.Mock(side_effect=S360Error("the folder is full"))
    command(vm, "TRACE SVC PRINTER")
    begin(vm, 10)
    assert vm.said == ["TRACE CANNOT PRINT; the folder is full"]
    assert query(vm, "TRACE") == (["NOTHING IS TRACED"], [])


def test_a_terminal_that_is_behind_is_told_how_many_lines_it_missed():
    vm = guest("0A010A01", at_60="0000000000000202")
    command(vm, "TRACE SVC RUN")
    vm.console.full = True
    begin(vm, 7)
    assert vm.said == []
    vm.console.full = False
    begin(vm, 1)
    assert vm.said == ["7 TRACE LINES NOT SHOWN", "***  000202  SVC   01  ==> 000202"]


def test_an_invalid_program_new_psw_ends_in_cp():
    vm = guest("0000", at_68="0000000100000500")
    vm.core.set_cr(6, 0x00800000)
    vm.core.psw = bytes.fromhex("0000000000000200")
    command(vm, "TRACE PROGRAM RUN")
    reason, said = begin(vm)
    assert reason == "STOPPED" and said[-1] == "CP ENTERED; PROGRAM INTERRUPT LOOP"
    assert vm.in_cp and len(said) < 100 and vm.core.executed == 1


# --- in words ---------------------------------------------------------------------------------

def told(vm, what="ALL RUN WORDS", instructions=1000):
    """What is told in words, lines joined."""
    command(vm, f"TRACE {what}")
    begin(vm, instructions)
    return "\n".join(vm.said).replace("\n    ", " ").split("\n")


def test_words_tell_instruction_trap_deed_and_result():
    vm = guest("80000300", **CHANNEL_PROGRAM, at_300="FF")
    vm.machine.channels.units[0x00E].device.notify(0x80)
    vm.core.io_pending = vm.machine.channels.pending
    lines = told(vm, "PRIV I/O RUN WORDS", 1)
    assert lines[0] == (
        "at 000200 SSM 768: privileged, the guest is in virtual supervisor state, so CP loads X'FF' "
        "as its virtual system mask; I/O pending from 00E is now taken")
    vm.begin()
    vm.run(1)
    line = " ".join(" ".join(vm.said).split())
    assert line.endswith(
        "before 000204: the virtual device 00E interrupts; CP stores the CSW at 40 (attention); CP "
        "stores the virtual PSW at 38 and loads the one at 78: the guest goes on at 000400")


@pytest.mark.parametrize("code, tells", [
    ("0813", "sets the key of its block 001000 from X'06' to X'F6'"),
    ("0912", "puts the key of its block 000800, X'70', into register 1"),
    ("82000310", "loads its virtual PSW 0001000000000500: it goes on at 000500 in virtual problem "
                 "state"),
    ("84550300", "puts X'01' on its virtual direct control lines, signals X'55'"),
    ("85550308", "stores X'00' from its virtual direct control lines, signals X'55'"),
    ("9C00000F", "starts the channel program at 000320 (key 0) on the device at 00F: condition code "
                 "3, no such device"),
    ("9C00000E", "starts the channel program at 000320 (key 0) on the virtual 1403 at 00E: condition "
                 "code 1, a status is stored in the CSW (none; program check)"),
    ("9D00000E", "looks at the virtual 1403 at 00E: condition code 0, it is free"),
    ("9E00000E", "halts the virtual 1403 at 00E: condition code 0, it was idle"),
    ("9F000100", "looks at its virtual channel 1: condition code 3, the channel has no devices"),
    ("B0240400", "stores its virtual control registers 2 to 4 at 000400"),
    ("B8880300", "loads its virtual control registers: none of these can be"),
    ("B8440300", "loads its virtual control registers: 4 = 01000000"),
    ("B1100300", "translates 000300 by its own tables: 005300 into register 1, condition code 0"),
    ("B1130300", "follows its own tables, in which the page is not there: entry 000642 into register "
                 "1, condition code 2"),
])
def test_words_of_each_instruction(code, tells):
    vm = guest(code, at_300="01000000", at_310="0001000000000500", at_48="00000320",
               at_600="00000640", at_640="0050")
    vm.core.set_cr(0, 0x600)
    vm.core.storage.set_key(0x800, 0x70)
    vm.core.storage.set_key(0x1000, 0x06)
    for register, value in ((1, 0xF0), (2, 0x800), (3, 0x1000)):
        vm.core.set_gpr(register, value)
    line = told(vm, "PRIV SIO RUN WORDS", 1)[0]
    assert line.startswith("at 000200 ") and line.endswith(
        f": privileged, the guest is in virtual supervisor state, so CP {tells}")


def test_words_of_what_cannot_be_done_and_of_interruptions():
    vm = guest("82000301")
    lines = told(vm, "PRIV PROGRAM RUN WORDS")
    assert lines == [
        "at 000200 LPSW 769: privileged, the guest is in virtual supervisor state, but it cannot be "
        "done: specification exception, which is the guest's own affair",
        "at 000200: specification exception, program interruption 0006 of the guest's own; CP stores "
        "the virtual PSW at 28 and loads the one at 68: the guest goes on at 000ACE"]
    vm = guest("0A10")
    assert told(vm)[0].startswith("at 000200 SVC 16: the call is for the guest's own supervisor; ")
    vm = guest("47F00210", at_210="41100005")
    lines = told(vm, instructions=2)
    vm.tracer.end_step(0x214)
    vm.tracer.show()
    assert lines == ["at 000200 B 528: executed without CP; it goes on at 000210"]
    assert vm.said[-1] == ("at 000210 LA 1,5: executed without CP; register 1 00000000 becomes "
                           "00000005; condition code 0")


def test_words_of_a_channel_program():
    vm = guest("9C00000E", **CHANNEL_PROGRAM)
    assert told(vm, "CCW RUN WORDS", 1)[1:] == [
        "CCW at 000320 for 00E: Write, Space 1 (X'09'), 5 bytes at guest real 000340, flags CC, SLI; "
        "no address is translated",
        "CCW at 000328 for 00E: No-Operation (X'03'), 1 bytes at guest real 000000, flags SLI; no "
        "address is translated"]


def test_the_manuals_examples_are_what_is_shown():
    manual = Path(__file__).resolve().parent.parent / "docs" / "trap-and-emulate.md"
    text = manual.read_text(encoding="utf-8")
    vm = guest("80000300 9C00000E 47F00208", **CHANNEL_PROGRAM, at_300="80",
               at_324="20000005")
    command(vm, "TRACE PRIV SIO CCW I/O CSW RUN")
    vm.begin()
    while not any("CSW" in line for line in vm.said):
        vm.run(1)
    assert "".join(f"    {line}\n" for line in vm.said) in text
    exec(compile(text.split("```python\n")[1].split("```")[0], str(manual), "exec"), {})


# --- watching changes nothing -----------------------------------------------------------------

OFTEN = dict.fromkeys((row.mnemonic for row in PRIVILEGED), 40)


def run_program(seed, watch):
    """A random program for 200 instructions, watched or not."""
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state)
    vm = FakeVM(storage=SIZE)
    vm.granted = frozenset()
    lockstep.load_core(vm.core, state)
    if watch:
        trace.start(vm, watch, trace.Manner(run=True, words=bool(seed & 1)))
    vm.machine.run(200)
    return vm


@pytest.mark.parametrize("watch", (trace.KINDS, ("SVC", "PROGRAM", "EXTERNAL", "I/O"), ("PRIV",)))
def test_a_watched_machine_does_what_it_does_unwatched(watch):
    lines = loops = 0
    with mock.patch.dict(program_maker.RARE, OFTEN):
        for seed in range(150):
            alone, watched = run_program(seed, ()), run_program(seed, watch)
            if any("LOOP" in line for line in watched.said):
                loops += 1
                continue
            assert not differences(watched.core, alone.core), seed
            assert watched.core.interruptions == alone.core.interruptions
            lines += len(watched.said)
    assert lines > 300 and loops < 30


def test_without_trace_the_machine_has_its_own_handlers_and_no_hooks():
    vm = guest("0A01")
    handlers = dict(vm.machine._handlers)
    command(vm, "TRACE ALL")
    assert vm.machine._handlers != handlers
    command(vm, "TRACE END")
    machine = vm.machine
    assert machine._handlers == handlers and machine.core.reflect == 0
    assert machine.on_instruction is None and machine.channels.trace is None


def test_a_new_machine_is_watched_as_the_old_one_was():
    vm, other = guest("0A01"), guest("0A01")
    command(vm, "TRACE SVC RUN")
    vm.machine, vm.core = other.machine, other.core
    privop.prepare(vm)
    begin(vm)
    assert vm.said == ["***  000200  SVC   01  ==> 000ACE"]


# --- operands ---------------------------------------------------------------------------------

@pytest.mark.parametrize("line, message", [
    ("TRACE", "OPERAND MISSING OR INVALID"),
    ("TRACE RUN", "OPERAND MISSING OR INVALID"),
    ("TRACE SVC NONSENSE", "INVALID OPTION - NONSENSE"),
    ("TRACE SVC END", "INVALID OPTION - END"),
    ("TRACE SVC PRINTER TERMINAL", "CONFLICTING OPTION - TERMINAL"),
    ("TRACE SVC RUN NORUN", "CONFLICTING OPTION - NORUN"),
    ("TRACE SVC OFF RUN", "CONFLICTING OPTION - RUN"),
    ("ADSTOP", "OPERAND MISSING OR INVALID"),
    ("ADSTOP XYZ", "INVALID HEXLOC - XYZ"),
    ("ADSTOP 201", "HEXLOC 201 IS ODD; INSTRUCTIONS BEGIN AT EVEN LOCATIONS"),
    ("ADSTOP 10000", "HEXLOC 10000 EXCEEDS STORAGE"),
])
def test_operands_that_do_not_fit(line, message):
    vm = guest("0A01")
    code, lines = command(vm, line)
    assert code and lines == [message] and vm.tracer is None


def test_the_printer_must_be_there():
    vm = guest("0A01")
    vm.machine.detach(0x00E)
    assert command(vm, "TRACE SVC PRINTER")[1] == ["DEV 00E DOES NOT EXIST"]
    assert vm.tracer is None


def test_kinds_are_added_and_taken_away():
    vm = guest("0A01")
    assert command(vm, "TRACE SVC RUN")[1] == ["TRACE STARTED"]
    assert command(vm, "TRACE PRIV PRINTER WORDS")[1] == []
    assert query(vm, "TRACE")[0] == ["SVC      TERMINAL RUN", "PRIV     PRINTER RUN WORDS"]
    assert command(vm, "TRACE SVC OFF")[1] == []
    assert command(vm, "TR PRIV OFF")[1] == ["TRACE ENDED"]
    setting(vm, "TRACE BR BOTH")                     # CP-67's form
    assert query(vm, "TRACE")[1] == [{"kind": "BRANCH", "place": "BOTH", "run": False,
                                      "words": False}]


# --- address stop, assists, counts ------------------------------------------------------------

@pytest.mark.parametrize("how", (command, setting))
def test_an_address_stop_holds_once(how):
    vm = guest("1812 1823 47F00200")
    how(vm, "ADSTOP 202")
    assert begin(vm)[0] == "ADDRESS_STOP"
    trace.address_stop(vm)
    assert vm.said == ["ADSTOP AT 000202"] and vm.in_cp and vm.core.executed == 1
    assert begin(vm, 50)[0] == "BUDGET"
    how(vm, "ADSTOP 202")
    how(vm, "ADSTOP OFF")
    assert begin(vm, 50)[0] == "BUDGET"


def test_assists_are_switched_and_shown():
    vm = guest("0A01")
    assert query(vm, "ASSIST") == (["ASSIST ON"], [{"on": list(privop.ASSISTS), "off": []}])
    setting(vm, "ASSIST OFF")
    assert query(vm, "ASSIST")[0] == ["ASSIST OFF"]
    setting(vm, "ASSIST lpsw ssm")
    assert query(vm, "ASSIST")[0] == ["ASSIST SSM LPSW"]
    for line, message in (("ASSIST", "OPERAND MISSING OR INVALID"), ("ASSIST ON SSM", "INVALID"),
                          ("ASSIST SIO", "SIO HAS NO ASSIST; THERE ARE SSK ISK SSM LPSW TIO")):
        with pytest.raises(CPError, match=message):
            setting(vm, line)
    assert query(vm, "ASSIST")[0] == ["ASSIST SSM LPSW"]


def test_an_assist_switched_while_traced_does_not_blind_the_trace():
    vm = guest("80000300", at_300="00")
    command(vm, "TRACE PRIV RUN")
    setting(vm, "ASSIST ON")
    begin(vm, 1)
    assert vm.said == [":::  000200  SSM   80000300  CC 0"]


def test_traps_are_counted_by_kind():
    vm = guest("80000300 0912 0912 83120008", at_300="00")
    setting(vm, "ASSIST LPSW SSM")
    vm.counters.diagnoses = {0x08: 3, 0x24: 1}
    vm.core.set_gpr(2, 0x800)
    vm.run(4)
    lines, data = query(vm, "TRAPS")
    assert lines == ["SIMULATED: DIAG=1 ISK=2", "ASSISTED:  SSM LPSW", "DIAGNOSE:  8=3 24=1",
                     "REFLECTED: NONE"]
    assert lines == tracing.traps(vm)
    assert data == [{"simulated": {"DIAG": 1, "ISK": 2}, "assisted": ["LPSW", "SSM"],
                     "diagnose": {"8": 3, "24": 1}, "reflected": {}, "sio": 0}]
