"""Routines of a program in CMS: WAIT, TRAP, HNDINT, HNDSVC, on a bare machine and under CP."""
import pytest

from cms.check import check
from cms_files import WithDisk
from cms_machine import Bare, asked, cms_system, cms_user, code_of, fields, program
from s360.devices.base import DEVICE_END
from s360.machine import StopReason

BEGIN = (" LR 9,14", " ST 14,BACK")
END = (" SR 15,15", "DONE L 14,BACK", " BR 14", "BACK DC A(0)")


def call(label: str) -> tuple[str, ...]:
    """SVC 202; another code than 0 ends the program."""
    return f" LA 1,{label}", " SVC 202", " DC AL4(DONE)"


def routine(*lines: str, code: int = 0) -> tuple[str, ...]:
    """A program's routine with base 12, which returns code."""
    return ("ROUTINE L 12,BASE-ROUTINE(15)", " LR 8,14", *lines, f" LA 15,{code}", " BR 8", "BASE DC A(TRIAL)")


def hndint(label: str, *devices: str, what: str = "SET") -> tuple[str, ...]:
    return " DS 0D", f"{label} DC CL8'HNDINT',CL4'{what}'", *(f" DC {device}" for device in devices), " DC F'-1'"


def wait(label: str, *names: str) -> tuple[str, ...]:
    return (" DS 0D", f"{label} DC CL8'WAIT'", *(f" DC CL4'{name}'" for name in names), " DC F'0'")


TRAP = (" DS 0D", "TRAP DC CL8'TRAP',A(ROUTINE)")
COUNT = (" LA 7,1", " A 7,OSAREA+32", " ST 7,OSAREA+32")       # how often the routine was called
LOOK = (" STM 0,4,OSAREA",)


@pytest.fixture(scope="module")
def machine():
    cms = Bare()
    cms.reader = cms.machine.attach(0x00C, "2540R")
    cms.extra = cms.machine.attach(0x01C, "2540R")
    run(cms, *BEGIN, *call("STAND"), *END, *wait("STAND"))       # the extension is in storage from now on
    cms.ask("DEBUG")                                             # DEBUG too
    cms.ask("RETURN")
    return cms


@pytest.fixture
def cms(machine):
    machine.poke("OSAREA", bytes(72))
    machine.console.make_ready(True)
    machine.before = (machine.word("FREELEN"), machine.word("LOWEXT"))
    yield machine
    if not machine.console.reading:
        machine.attention("KX")
        machine.run()
    assert machine.console.reading
    for name in ("USERINT", "USERSVC", "USERTRAP"):
        assert machine.word(name) == 0
    assert (machine.word("FREELEN"), machine.word("LOWEXT")) == machine.before


def result(cms, number: int) -> int:
    """Word `number` of the area where the programs here leave what they saw."""
    return int.from_bytes(cms.machine.storage.read(cms.field("OSAREA") + 4 * number, 4), "big")


def begin(cms, *lines: str, instructions: int = 50_000) -> StopReason:
    """Type the command that runs the program."""
    cms.put("TEST", program(*lines))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TEST"))
    return cms.run(instructions)


def run(cms, *lines: str) -> int:
    """The program's return code."""
    cms.put("TEST", program(*lines))
    return code_of(cms.ask("TEST"))


# -- external interruptions

def leave_debug(cms) -> None:
    """Where the last key came behind the program's end, it has called DEBUG."""
    if "DEBUG ENTERED" in cms.lines:
        kept = cms.lines[:cms.lines.index("DEBUG ENTERED")]
        assert cms.ask("GO") == []
        cms.lines[:] = kept


def spin(times: int) -> tuple[str, ...]:
    """Until the routine has counted so far."""
    return f" CLC OSAREA+32(4),=F'{times}'", " BL *-6"


def test_the_timer_calls_the_routine(cms):
    timer = (" CALL SETCLK", " LA 2,500", " ST 2,TIMER", " ST 2,TIMESET")
    assert run(cms, *BEGIN, *call("TRAP"), *timer, *spin(1), *timer, *spin(2), *END,
               *routine(*COUNT, " MVC OSAREA(8),X'60'(1)", " TYPE 'TICK'"), *TRAP) == 0
    assert cms.lines[:2] == ["TICK", "TICK"]
    assert result(cms, 0) & 0xFFFF == 0x0080                 # the interruption code in the old PSW


def test_the_interrupt_key_calls_the_routine(cms):
    assert begin(cms, *BEGIN, *call("TRAP"), *spin(1), *END,
                 *routine(*COUNT, " MVC OSAREA(8),X'60'(1)"), *TRAP) is StopReason.BUDGET
    cms.machine.press_interrupt()
    assert cms.run() is StopReason.WAIT
    assert code_of(cms.lines) == 0 and result(cms, 0) & 0xFFFF == 0x0040


def test_registers_of_the_program_are_kept_and_can_be_changed(cms):
    """The routine gets them in the block that register 1 points to: 0 the general ones, 40 floating-point,
    60 the PSW, 68 the save area in 13."""
    assert begin(cms, *BEGIN, *call("TRAP"), " LM 2,8,TWO", " LD 0,TWO", " LD 6,TWO+8", " SR 11,11",
                 "AGAIN LTR 11,11", " BZ AGAIN", " STM 2,8,OSAREA", " STD 0,USERPSW", " MVC OSAREA+40(8),USERPSW",
                 " STD 6,USERPSW", " MVC OSAREA+48(8),USERPSW", *END, " DS 0D", "TWO DC F'2,3,4,5,6,7,8'",
                 *routine(" LR 7,13", " SR 7,1", " ST 7,OSAREA+36", " LA 7,X'77'", " ST 7,44(1)", " LM 2,7,ZERO",
                          " LD 0,ZERO", " LD 6,ZERO", " TYPE 'HERE'"), " DS 0D", "ZERO DC 6F'0'", *TRAP) is StopReason.BUDGET
    cms.machine.press_interrupt()
    assert cms.run() is StopReason.WAIT
    assert code_of(cms.lines) == 0 and cms.lines[0] == "HERE"
    assert [result(cms, n) for n in range(7)] == [2, 3, 4, 5, 6, 7, 8]
    assert result(cms, 9) == 0x68
    assert [result(cms, n) for n in (10, 11, 12, 13)] == [2, 3, 4, 5]


def test_interruptions_inside_the_nucleus_do_no_harm(cms):
    """A program that types 200 lines, and takes and gives storage, while the key is pressed at odd moments."""
    begin(cms, *BEGIN, *call("TRAP"), " LA 6,200", "AGAIN TYPE 'LINE'", " FREE DWORDS=9", " FRET DWORDS=9",
          " BCT 6,AGAIN", *END, *routine(*COUNT, " TYPE 'KEY'", " FREE DWORDS=3", " FRET DWORDS=3"), *TRAP,
          instructions=10_000)
    pressed = 0
    while True:
        cms.machine.press_interrupt()
        pressed += 1
        if cms.run(700 + pressed % 37) is StopReason.WAIT:
            break
    while cms.run() is not StopReason.WAIT:
        pass
    leave_debug(cms)
    assert code_of(cms.lines) == 0 and cms.lines.count("LINE") == 200
    assert 40 < cms.lines.count("KEY") == result(cms, 8) <= pressed


def test_interruptions_while_a_file_is_written_do_no_harm():
    cms = WithDisk()
    begin(cms, *BEGIN, *call("TRAP"), " LA 6,500", "AGAIN CVD 6,USERPSW", " UNPK RECORD(8),USERPSW",
          " OI RECORD+7,C'0'", *call("WRITE"), " BCT 6,AGAIN", *call("CLOSE"), *END,
          *routine(*COUNT, " FREE DWORDS=7", " FRET DWORDS=7", " TYPE 'KEY'"), *TRAP, " DS 0D",
          "WRITE DC CL8'WRBUF',CL8'NEW',CL8'DATA',CL2'P1',H'0',A(RECORD)",
          " DC F'80',CL2'F',H'1',F'0'", " DS 0D",
          "CLOSE DC CL8'FINIS',CL8'NEW',CL8'DATA',CL2'P1'", "RECORD DC CL80' '", instructions=20_000)
    turns = 0
    while not cms.console.reading:
        cms.machine.press_interrupt()
        cms.run(2_000 + turns % 97)
        turns += 1
    leave_debug(cms)
    assert code_of(cms.lines) == 0 and 50 < cms.lines.count("KEY") == result(cms, 8) <= turns
    assert [record[:8] for record in cms.read("NEW", "DATA")] == [f"{n:08}".encode("cp037") for n in
                                                                  range(500, 0, -1)]
    assert [finding for finding in check(cms.disk) if finding.severity != "note"] == []


@pytest.mark.parametrize("what, wake", (("TRAP", "key"), ("AT", "device"), ("LATER", "device")))
def test_a_program_interruption_in_a_routine_ends_the_command(cms, what, wake):
    begin(cms, *BEGIN, *call(what), *call("STAND"), *END, *routine(" DC H'0'"), *TRAP,
          *hndint("AT", READER.format("A")), *hndint("LATER", READER.format("W")), *wait("STAND", "RDR1"))
    if wake == "key":
        cms.machine.press_interrupt()
    else:
        cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert cms.lines[0].startswith("PROGRAM INTERRUPT 0001 AT 010")
    assert code_of(cms.ask("RETURN")) == 1
    assert cms.ask("ECHO ON")[0] == "ON"


def test_an_interruption_of_the_routine_is_its_next_call(cms):
    begin(cms, *BEGIN, *call("TRAP"), *spin(2), *END,
          *routine(*COUNT, " MVC OSAREA(8),X'60'(1)", " L 6,=F'20000'", " BCT 6,*"), *TRAP, instructions=20_000)
    cms.machine.press_interrupt()
    cms.run(10_000)
    assert result(cms, 8) == 1
    cms.machine.press_interrupt()
    cms.run(5_000)
    assert result(cms, 8) == 1                    # not before the first call has ended
    assert cms.run() is StopReason.WAIT and result(cms, 8) == 2 and code_of(cms.lines) == 0


def test_functions_may_be_called_by_the_routine(cms):
    """TYPLIN and ATTN by SVC 202."""
    begin(cms, *BEGIN, *call("TRAP"), *spin(1), *END,
          *routine(" LA 1,PUSH", " SVC 202", " DC AL4(*+4)", " LA 1,SAY", " SVC 202", " DC AL4(*+4)", *COUNT),
          *TRAP, "SAY DC CL8'TYPLIN',AL1(1),AL3(TEXT),C'B',AL3(4)", " DS 0D",
          "PUSH DC CL8'ATTN',CL4'FIFO',AL1(9),AL3(LINE)", "TEXT DC C'SAID'", "LINE DC C'ECHO LINE'")
    cms.machine.press_interrupt()
    cms.run()
    assert cms.lines[0] == "SAID" and "LINE" in cms.lines


@pytest.mark.parametrize("lists, code", (
    (("A(ROUTINE)", "A(ROUTINE)"), 2), (("A(0)",), 3), (("A(ROUTINE)", "A(0)"), 0),
    (("A(ROUTINE)", "A(0)", "A(0)"), 3), (("A(ROUTINE+1)",), 1), (("X'00040000'",), 1), (("X'FFFFFFFE'",), 1)))
def test_codes_of_trap(cms, lists, code):
    calls = [line for n in range(len(lists)) for line in (f" LA 1,LIST{n}", " SVC 202", " DC AL4(*+4)")]
    data = [line for n, address in enumerate(lists) for line in (" DS 0D", f"LIST{n} DC CL8'TRAP',{address}")]
    assert run(cms, *BEGIN, *calls, " B DONE", *END, *routine(), *data) == code


def test_a_routine_that_was_cleared_is_not_called(cms):
    begin(cms, *BEGIN, *call("TRAP"), *call("CLEAR"), " L 6,=F'50000'", " BCT 6,*", *END, *routine(*COUNT), *TRAP,
          "CLEAR DS 0D", " DC CL8'TRAP',A(0)", instructions=20_000)
    cms.machine.press_interrupt()
    cms.run()
    assert code_of(cms.lines) == 0 and result(cms, 8) == 0


def test_what_was_set_ends_with_the_command(cms):
    assert run(cms, *BEGIN, *call("TRAP"), *call("SET"), *call("NUMBERS"), *END, *routine(*COUNT), *TRAP,
               *hndint("SET", "CL4'RDR1',A(ROUTINE),X'000C',C'A',X'0'"),
               " DS 0D", "NUMBERS DC CL8'HNDSVC',CL4'SET',AL1(77),AL3(ROUTINE),F'-1'") == 0
    cms.machine.press_interrupt()
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert "DEBUG ENTERED" in cms.lines                           # nobody else's key
    leave_debug(cms)
    assert result(cms, 8) == 0
    cms.put("TEST", program(" SVC 77", " BR 14"))
    assert code_of(cms.ask("TEST")) == 21 and cms.lines[0].startswith("SUPERVISOR CALL  77 IS NOT KNOWN")


# -- I/O interruptions

READER = "CL4'RDR1',A(ROUTINE),X'000C',C'{}',X'0'"


def test_a_reader_made_ready_calls_the_routine_at_once(cms):
    """It gets the old PSW, the CSW, the unit."""
    begin(cms, *BEGIN, *call("SET"), *spin(1), *END, *routine(*LOOK, *COUNT),
          *hndint("SET", READER.format("A")))
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    assert cms.run() is StopReason.WAIT and code_of(cms.lines) == 0
    assert result(cms, 0) & 0xFFFF == 0x00C and 0x10000 <= result(cms, 1) & 0xFFFFFF < 0x11000
    assert result(cms, 3) >> 24 == DEVICE_END and result(cms, 4) == 0x00C


def test_wait_ends_with_an_interruption(cms):
    begin(cms, *BEGIN, *call("SET"), *call("STAND"), " ST 1,OSAREA+20", *END, *routine(*LOOK, *COUNT),
          *hndint("SET", READER.format("A")), *wait("STAND", "TAP1", "RDR1"))
    assert not cms.console.reading and result(cms, 8) == 0
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert code_of(cms.lines) == 0 and result(cms, 8) == 1
    assert result(cms, 5) == int.from_bytes("RDR1".encode("cp037"), "big")


def test_an_interruption_before_wait_ends_it(cms):
    begin(cms, *BEGIN, *call("SET"), *spin(1), *call("STAND"), *END, *routine(*COUNT),
          *hndint("SET", READER.format("A")), *wait("STAND", "RDR1"))
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert code_of(cms.lines) == 0 and result(cms, 8) == 1


def test_with_wait_the_routine_is_called_by_wait(cms):
    begin(cms, *BEGIN, *call("SET"), " L 6,=F'60000'", " BCT 6,*", " MVC OSAREA+36(4),OSAREA+32", *call("STAND"),
          " ST 1,OSAREA+20", *END, *routine(*LOOK, *COUNT), *hndint("SET", READER.format("W")),
          *wait("STAND", "RDR1"), instructions=20_000)
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert code_of(cms.lines) == 0
    assert (result(cms, 9), result(cms, 8)) == (0, 1)
    assert result(cms, 3) >> 24 == DEVICE_END and result(cms, 4) == 0x00C
    assert result(cms, 5) == int.from_bytes("RDR1".encode("cp037"), "big")


@pytest.mark.parametrize("when", "AW")
def test_a_code_that_is_not_zero_expects_another(cms, when):
    """The routine returns 2, 1, 0: WAIT lasts until the third interruption."""
    begin(cms, *BEGIN, *call("SET"), *call("STAND"), *END,
          "ROUTINE L 12,BASE-ROUTINE(15)", *COUNT, " LA 15,3", " SR 15,7", " BR 14", "BASE DC A(TRIAL)",
          *hndint("SET", READER.format(when)), *wait("STAND", "RDR1"))
    for count in (1, 2, 3):
        assert not cms.console.reading
        cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
        cms.run()
        assert result(cms, 8) == count
    assert code_of(cms.lines) == 0


def test_a_routine_may_use_every_register(cms):
    begin(cms, *BEGIN, *call("SET"), *call("STAND"), *END,
          "ROUTINE LR 0,14", *COUNT, " LM 1,14,NOTHING-ROUTINE(15)", " SR 15,15", " LR 1,0", " BR 1", "BASE DC A(TRIAL)",
          "NOTHING DC 14F'-1'", *hndint("SET", READER.format("A"), "CL4'RDR2',A(ROUTINE),X'001C',C'W',X'0'"),
          *wait("STAND", "RDR2"))
    for device in (cms.reader, cms.extra):
        cms.machine.post(lambda: device.notify(DEVICE_END))
        cms.run()
    assert code_of(cms.lines) == 0 and result(cms, 8) == 2


def test_a_program_reads_cards_itself(cms):
    """SIO on a unit that CMS does not know, called RDX1; the end of the operation is waited for."""
    card = bytes(range(0x40, 0x90))
    cms.extra.mount([card], eof=True)
    cms.run()
    assert run(cms, *BEGIN, *call("SET"), " LA 2,READ", " ST 2,CAW", " LA 3,X'01C'", " SIO 0(3)", " BC 7,WRONG",
               *call("STAND"), *END, "WRONG LA 15,99", " B DONE", " DS 0D", "READ CCW X'02',INPUT,X'20',80",
               "ROUTINE L 12,BASE-ROUTINE(15)", " STM 2,3,OSAREA", " TM OSAREA+4,X'04'", " BO GOT", " LA 15,1", " BR 14",
               "GOT SR 15,15", " BR 14", "BASE DC A(TRIAL)", *hndint("SET", "CL4'RDX1',A(ROUTINE),X'001C',C'A',X'0'"),
               *wait("STAND", "RDX1"), "INPUT DC XL80'00'") == 0
    assert card in cms.machine.storage.read(0x10000, 0x400)


def test_a_device_without_a_routine(cms):
    begin(cms, *BEGIN, *call("STAND"), " ST 1,OSAREA+20", *END, *wait("STAND", "TAP2", "RDR1"))
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert code_of(cms.lines) == 0 and result(cms, 5) == int.from_bytes("RDR1".encode("cp037"), "big")


def test_attention_at_the_console(cms):
    """The program's routine is called for the attention, not for what CMS types; CMS serves it too."""
    begin(cms, *BEGIN, *call("SET"), " TYPE 'ONE'", " TYPE 'TWO'", *call("STAND"), *END, *routine(*COUNT),
          *hndint("SET", "CL4'CON1',A(ROUTINE),X'0009',C'A',X'0'"), *wait("STAND", "CON1"))
    assert cms.lines == ["ONE", "TWO"] and result(cms, 8) == 0
    cms.attention("ECHO LATER")
    cms.run()
    assert result(cms, 8) == 1 and "LATER" in cms.lines


def test_an_attention_of_an_earlier_command_is_forgotten(cms):
    cms.put("LOOP", program(" B *"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("LOOP"))
    cms.run(10_000)
    cms.attention("KX")
    cms.run()
    begin(cms, *BEGIN, *call("STAND"), *END, *wait("STAND", "CON1"))
    assert not cms.console.reading
    cms.attention("* LATER")
    cms.run()
    assert code_of(cms.lines) == 0


def test_a_routine_of_0_ignores_the_device(cms):
    begin(cms, *BEGIN, *call("SET"), *call("STAND"), *END,
          *hndint("SET", "CL4'RDR1',A(0),X'000C',C'W',X'0'"), *wait("STAND", "RDR1"))
    cms.machine.post(lambda: cms.reader.notify(DEVICE_END))
    cms.run()
    assert code_of(cms.lines) == 0


@pytest.mark.parametrize("calls, code", (
    ((("SET", READER.format("A")),), 0),
    ((("SET", READER.format("A")), ("SET", READER.format("W"))), 2),
    ((("SET", READER.format("A")), ("CLR", "CL4'RDR1'")), 0),
    ((("CLR", "CL4'RDR1'"),), 3),
    ((("SET", READER.format("A")), ("CLR", "CL4'XXXX'", "CL4'RDR1'")), 3),
    ((("SET", "CL4'MINE',A(ROUTINE),X'0000',C'A',X'0'"),), 1),           # no unit
    ((("SET", "CL4'MINE',A(ROUTINE),X'1009',C'A',X'0'"),), 1),
    ((("SET", "CL4'MINE',A(ROUTINE),X'FFFF',C'A',X'0'"),), 1),
    ((("SET", "CL4'DSK5',A(ROUTINE),X'0193',C'A',X'0'"),), 1),           # no such disk now
    ((("SET", "CL4'RDR1',A(ROUTINE+1),X'000C',C'A',X'0'"),), 1),
    ((("SET", "CL4'RDR1',X'00040000',X'000C',C'A',X'0'"),), 1),          # beyond storage
    ((("SET", READER.format("A"), "CL4'RDR1',X'FF000000',X'000C',C'A',X'0'"),), 1),
    ((("SET", READER.format("Q")),), 24),
    ((("PUT", READER.format("A")),), 24),
    ((("SET", *[READER.format("A")] * 65),), 24), ((("SET",),), 0), ((("CLR", *["CL4'RDR1'"] * 65),), 24)))
def test_codes_of_hndint(cms, calls, code):
    lines = [line for n in range(len(calls)) for line in (f" LA 1,LIST{n}", " SVC 202", " DC AL4(*+4)")]
    data = [line for n, (what, *devices) in enumerate(calls) for line in hndint(f"LIST{n}", *devices, what=what)]
    assert run(cms, *BEGIN, *lines, " B DONE", *END, *routine(), *data) == code


@pytest.mark.parametrize("names", ((), ("NONE",), ("RDR1", "    "), ("DSK5",)))
def test_wait_for_what_is_not_there(cms, names):
    assert run(cms, *BEGIN, *call("STAND"), *END, *wait("STAND", *names)) == 1


@pytest.mark.parametrize("line", ("WAIT", "WAIT CON1", "TRAP", "TRAP SET", "HNDINT", "HNDINT SET CON1 A B C D",
                                  "HNDINT CLR", "HNDSVC", "HNDSVC SET 1 2 3", "HNDSVC CLR"))
def test_typed_they_are_no_commands(cms, line):
    assert code_of(cms.ask(line)) == -3


# -- supervisor calls

def hndsvc(label: str, *entries: str, what: str = "SET") -> tuple[str, ...]:
    return (" DS 0D", f"{label} DC CL8'HNDSVC',CL4'{what}'", *(f" DC {entry}" for entry in entries), " DC F'-1'")


def test_a_number_of_ones_own(cms):
    """The routine has the caller's registers; its 0, 1 and 15 go back, the others do not."""
    assert run(cms, *BEGIN, *call("SET"), " LA 0,7", " LA 1,8", " LA 5,5", " SVC 0", " STM 0,1,OSAREA",
               " ST 5,OSAREA+8", " ST 15,OSAREA+12", *END,
               *routine(" LA 0,0(5,1)", " LA 1,33", " LA 5,77", code=9),
               *hndsvc("SET", "AL1(0),AL3(ROUTINE)")) == 0
    assert [result(cms, n) for n in range(4)] == [13, 33, 5, 9]


@pytest.mark.parametrize("levels, code", ((19, 0), (20, 20), (1000, 20)))
def test_supervisor_calls_nest_to_twenty_levels(cms, levels, code):
    """The command is the first level; the routine of 255 gives its own supervisor call."""
    assert run(cms, *BEGIN, *call("SET"), f" LA 3,{levels}", " SVC 255", *END,
               "ROUTINE L 12,BASE-ROUTINE(15)", " ST 14,0(13)", *COUNT, " BCT 3,DEEPER", " B UP", "DEEPER SVC 255",
               "UP SR 15,15", " L 14,0(13)", " BR 14", "BASE DC A(TRIAL)", *hndsvc("SET", "AL1(255),AL3(ROUTINE)")) == code
    assert result(cms, 8) == min(levels, 19)


def test_several_numbers_and_one_cleared(cms):
    assert run(cms, *BEGIN, *call("SET"), " SVC 1", " SVC 200", " SVC 206", *call("CLEAR"), " SVC 206", " SVC 200",
               *END, *routine(*COUNT), *hndsvc("SET", *(f"AL1({n}),AL3(ROUTINE)" for n in (1, 200, 206))),
               *hndsvc("CLEAR", "AL1(200),AL3(0)", what="CLR")) == 21
    assert result(cms, 8) == 4 and cms.lines[0].startswith("SUPERVISOR CALL 200")


@pytest.mark.parametrize("calls, code", (
    ((("SET", "AL1(5),AL3(ROUTINE)"), ("SET", "AL1(6),AL3(ROUTINE)", "AL1(5),AL3(ROUTINE)")), 2),
    ((("CLR", "AL1(5),AL3(0)"),), 3), ((("SET", "AL1(5),AL3(ROUTINE)"), ("CLR", "AL1(5),AL3(0)")), 0),
    ((("SET", "AL1(201),AL3(ROUTINE)"),), 1), ((("SET", "AL1(202),AL3(ROUTINE)"),), 1),
    ((("SET", "AL1(205),AL3(ROUTINE)"),), 1), ((("CLR", "AL1(203),AL3(0)"),), 1),
    ((("SET", "AL1(5),AL3(0)"),), 1), ((("SET", "AL1(5),AL3(ROUTINE+1)"),), 1),
    ((("SET", "AL1(5),X'040000'"),), 1), ((("ADD", "AL1(5),AL3(ROUTINE)"),), 24),
    ((("CLR", *["AL1(5),AL3(0)"] * 257),), 24), ((("SET",),), 0)))
def test_codes_of_hndsvc(cms, calls, code):
    lines = [line for n in range(len(calls)) for line in (f" LA 1,LIST{n}", " SVC 202", " DC AL4(*+4)")]
    data = [line for n, (what, *entries) in enumerate(calls) for line in hndsvc(f"LIST{n}", *entries, what=what)]
    assert run(cms, *BEGIN, *lines, " B DONE", *END, *routine(), *data) == code


# -- KX, storage

@pytest.mark.parametrize("lines", (
    (*call("SET"), *call("STAND"), *END), (*call("TRAP"), *spin(9), *END),
    (*call("NUMBERS"), " SVC 9", *END)), ids=("waiting", "trap", "svc"))
def test_kx(cms, lines):
    begin(cms, *BEGIN, *lines, *routine("LOOP B LOOP"), *TRAP, *hndint("SET", READER.format("A")),
          *hndsvc("NUMBERS", "AL1(9),AL3(ROUTINE)"), *wait("STAND", "RDR1"))
    cms.machine.press_interrupt()
    cms.run(10_000)
    cms.attention("KX")
    assert cms.run() is StopReason.WAIT
    assert code_of(cms.lines) == 0 and cms.ask("ECHO ON")[0] == "ON"
    cms.machine.press_interrupt()
    cms.run()
    leave_debug(cms)
    assert cms.ask("ECHO ON")[0] == "ON"


@pytest.mark.parametrize("what", ("TRAP", "SET", "NUMBERS"))
def test_without_storage(cms, what):
    assert run(cms, *BEGIN, "AGAIN FREE DWORDS=1", " LTR 15,15", " BZ AGAIN", *call(what), *END, *routine(), *TRAP,
               *hndint("SET", READER.format("A")), *hndsvc("NUMBERS", "AL1(9),AL3(ROUTINE)")) == 41


# -- under CP

@pytest.fixture(scope="module")
def vm(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cp")) as system:
        vm = cms_user(system, "HANDLER", devices={"00C": {"type": "2540R"}})
        vm.console.command("IPL 190")
        vm.console.wait_for("VM READ", 5)
        asked(vm, "* FIRST")
        yield vm


def start(vm, *lines: str) -> None:
    """Run a program as command TEST; it says when it is ready."""
    vm.machine.storage.write(0x10000, program(*lines))
    vm.machine.storage.write(fields()["TRANNAME"], "TEST    ".encode("cp037"))
    vm.console.wait_for("VM READ", 5)
    vm.console.send("TEST")
    vm.console.expect("BEGUN", 5)


def test_the_external_key_of_a_virtual_machine(vm):
    start(vm, *BEGIN, *call("TRAP"), " XC OSAREA,OSAREA", " TYPE 'BEGUN'", *spin(1), *END,
          *routine(" TYPE 'KEY'", *COUNT), *TRAP)
    vm.console.send("#CP EXTERNAL")
    vm.console.expect("KEY", 5)
    vm.console.expect("R;", 5)


def test_a_device_of_a_virtual_machine(vm):
    start(vm, *BEGIN, *call("SET"), " TYPE 'BEGUN'", *call("STAND"), " TYPE 'OVER'", *END, *routine(),
          *hndint("SET", READER.format("W")), *wait("STAND", "RDR1"))
    vm.console.send("#CP READY 00C")
    vm.console.expect("OVER", 5)
    vm.console.expect("R;", 5)


def test_supervisor_calls_and_kx_in_a_virtual_machine(vm):
    start(vm, *BEGIN, *call("NUMBERS"), " SVC 9", *END, *routine(" TYPE 'BEGUN'", "LOOP B LOOP"),
          *hndsvc("NUMBERS", "AL1(9),AL3(ROUTINE)"))
    vm.console.attention()
    vm.console.send("KX")
    vm.console.expect("R;", 5)
    assert asked(vm, "ECHO ON")[0] == "ON"
