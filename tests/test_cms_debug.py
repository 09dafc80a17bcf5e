"""DEBUG: entered by command, breakpoint, key and program interruption; its subcommands; a bare machine and CP."""
import pytest

from cms_machine import Bare, asked, cms_system, cms_user, code_of, fields, program
from s360.machine import StopReason
from test_cms_nucleus import saved_cms


class Paper(list):
    """A printer's paper: the lines printed."""

    def print_line(self, data, line, page, command):
        self.append(data.decode("cp037").rstrip())

    def control(self, page, line, command):
        pass


@pytest.fixture(scope="module")
def machine():
    cms = Bare()
    cms.paper = Paper()
    cms.machine.attach(0x00E, "1403", file=cms.paper)
    return cms


@pytest.fixture
def cms(machine):
    del machine.paper[:]
    machine.machine.storage.write(0x12000, bytes(512))
    yield machine
    if code(machine.ask("ECHO ON")) is None:
        machine.ask("KX")
    assert machine.ask("ECHO ON")[0] == "ON"
    machine.ask("DEBUG")
    for number in range(16):
        machine.ask(f"BREAK {number} OFF")
    machine.ask("ORIGIN 0")
    assert code_of(machine.ask("RETURN")) == 0


def code(lines: list[str]) -> int | None:
    """The return code, None without a ready message."""
    try:
        return code_of(lines)
    except (AssertionError, IndexError):
        return None


def debug(cms, *lines: str) -> list[list[str]]:
    """Enter DEBUG by command, type the lines: the answers."""
    assert cms.ask("DEBUG") == ["DEBUG ENTERED"]
    return [list(cms.ask(line)) for line in lines]


def stopped(cms, number: int, address: int) -> bool:
    return cms.lines == ["DEBUG ENTERED", f"BREAKPOINT {number:02} AT {address:06X}"]


def gpr(cms, number: int) -> int:
    return int(cms.ask(f"GPR {number}")[0].split()[2], 16)


# -- storage and registers

def test_storage_is_shown_in_words_and_characters(cms):
    cms.machine.storage.write(0x12000, "HELLO, World 0\x011".encode("cp037") + b"\x00\x42")
    answer = debug(cms, "X 12000 18", "x 012000 3", "X 12001", "X 12000 0", "X 12000 4097", "X")
    assert answer[0] == ["012000  C8C5D3D3 D66B40E6 96999384 40F001F1 *HELLO, World 0.1*",
                         "012010  0042                                *..*"]
    assert answer[1] == ["012000  C8C5D3                              *HEL*"]
    assert answer[2] == ["012001  C5D3D3D6                            *ELLO*"]
    assert answer[3] == answer[4] == answer[5] == ["TYPE: X ADDRESS (LENGTH)"]
    assert code(cms.ask("RETURN")) == 0


def test_store_takes_all_or_nothing(cms):
    answer = debug(cms, "STORE 12000 01020304 aB", "STORE 12001 ZZ", "STORE 12001 123", "STORE 12001",
                   "STORE 3FFFE 11223344", "STORE FFFFFF 11")
    assert answer == [[], *([["TYPE: STORE ADDRESS HEX..."]] * 3), ["040000 IS BEYOND STORAGE, OR PROTECTED"],
                      ["FFFFFF IS BEYOND STORAGE, OR PROTECTED"]]
    assert cms.machine.storage.read(0x12000, 6).hex() == "01020304ab00"
    assert cms.machine.storage.read(0x3FFFE, 2) == bytes(2)
    cms.ask("RETURN")


def test_addresses(cms):
    """Symbols of DEFINE, digits to which ORIGIN is added, sums; what is none of them."""
    cms.machine.storage.write(0x12000, bytes(range(64)))
    answer = debug(cms, "DEFINE table 12010 6", "X TABLE", "X TABLE+4 2", "X TABLE-10 1", "ORIGIN TABLE", "X 8 1",
                   "X TABLE 1", "ORIGIN 12020", "X 0 1", "DEFINE ADD 2 1", "X ADD", "X NONSENSE", "X TABLE+",
                   "X +4", "X 1000000", "X TABLE+ZZ", "X 12345678+1", "ORIGIN WHAT", "X 0 1")
    shown = [lines[0].split("*")[0].split() if lines else [] for lines in answer]
    assert shown[1] == ["012010", "10111213", "1415"] and shown[2] == ["012014", "1415"]
    assert shown[3] == ["012000", "00"] and shown[5] == ["012018", "18"] and shown[6] == ["012010", "10"]
    assert shown[8] == ["012020", "20"] and shown[10] == ["012022", "22"]
    for lines in answer[11:18]:
        assert lines[0].startswith("NO ADDRESS:"), lines
    assert shown[18] == ["012020", "20"]
    cms.ask("RETURN")


def test_at_most_sixteen_symbols(cms):
    assert debug(cms, "DEFINE TABLE 0", "DEFINE ADD 0") == [[], []]          # of the test above
    for number in range(14):
        assert cms.ask(f"DEFINE SYM{number} {number:X}") == []
    assert cms.ask("DEFINE ONEMORE 0")[0].startswith("THERE ARE 16 SYMBOLS ALREADY")
    assert cms.ask("DEFINE SYM13 12000 8") == []
    assert cms.ask("X SYM13")[0].startswith("012000  00000000 00000000 ")
    cms.ask("RETURN")


def test_registers_are_shown_and_set(cms):
    answer = debug(cms, "SET GPR 3 DEADBEEF", "SET GPR 14 1 2", "SET FPR 2 41100000 00000001", "SET CAW 12",
                   "SET CSW 1 2",
                   "GPR 3", "GPR 14 15", "FPR 2", "CAW", "CSW", "SET PSW 0 12000", "PSW")
    assert answer[:5] == [[]] * 5 and answer[10] == []
    assert answer[5:10] == [["GPR  3  DEADBEEF"], ["GPR 14  00000001 00000002"], ["FPR  2  41100000 00000001"],
                            ["CAW     00000012"], ["CSW     00000001 00000002"]]
    assert answer[11] == ["PSW     00000000 00012000"]
    assert [line.split()[1] for line in cms.ask("GPR 0 15")] == ["0", "4", "8", "12"]
    assert [line.split()[1] for line in cms.ask("FPR")] == ["0", "2", "4", "6"]
    for line in ("GPR 16", "GPR", "GPR 5 3", "GPR X", "SET GPR 16 0", "SET GPR 3", "SET GPR 15 0 0", "SET FPR 1 0",
                 "SET",
                 "SET XYZ 0", "SET CAW 0 0", "SET PSW 0 0 0", "SET GPR 3 123456789", "FPR 3", "FPR 8"):
        assert cms.ask(line)[0].startswith("TYPE: "), line
    cms.ask("RETURN")


@pytest.mark.parametrize("line", ("FOO", "XX", "B", "STOREXXXX 1", "(", "X (", "''", "-", "G" * 120, "IPLX", "DUMP ZZ",
                                  "DUMP 3 2", "DEFINE", "DEFINE LONGERNAME 0", "DEFINE A", "DEFINE A 0 0",
                                  "BREAK 16 12000",
                                  "BREAK 1 12001", "BREAK 1 FF0", "BREAK 1 FFFFF0", "BREAK 1 OFF", "GO", "GO 12001",
                                  "GO ZZ", "DUMP"))
def test_whatever_is_typed_is_told_in_one_line(cms, line):
    answer = debug(cms, line)[0]
    assert len(answer) == 1 and "PROGRAM INTERRUPT" not in answer[0]
    assert code(cms.ask("KX")) == 0


# -- breakpoints

LOOP = (" LA 3,3", " SR 5,5", "LOOP LA 5,1(5)", " BCT 3,LOOP", " LR 15,5", " BR 14")       # BCT at 10A, LR at 10E


def test_a_program_stops_and_goes_on(cms):
    cms.put("TEST", program(*LOOP))
    assert debug(cms, "BREAK 7 1000A", "X 10006 8", "BREAK") == [
        [], ["010006  41550001 4630C006                   *......{.*".replace("{", ".")], ["BREAKPOINT 07 AT 01000A"]]
    assert cms.machine.storage.read(0x1000A, 2).hex() == "00b7"
    assert code(cms.ask("RETURN")) == 0
    cms.ask("TEST")
    for turn in (1, 2, 3):
        assert stopped(cms, 7, 0x1000A) and gpr(cms, 5) == turn and gpr(cms, 3) == 4 - turn
        cms.ask("GO")
    assert code(cms.lines) == 3


def test_registers_changed_at_a_breakpoint(cms):
    cms.put("TEST", program(*LOOP))
    debug(cms, "BR 0 1000E", "RETURN")
    cms.ask("TEST")
    assert stopped(cms, 0, 0x1000E)
    cms.ask("SET GPR 5 4D")
    assert code(cms.ask("GO")) == 77


def test_going_on_elsewhere_and_giving_up(cms):
    cms.put("TEST", program(*LOOP))
    debug(cms, "BREAK 0 10006", "RETURN")
    cms.ask("TEST")
    cms.ask("GO 1000E")
    assert code(cms.lines) == 0
    cms.ask("TEST")
    assert stopped(cms, 0, 0x10006)
    assert cms.ask("RETURN")[0].startswith("RETURN LEAVES DEBUG ENTERED BY COMMAND")
    assert code(cms.ask("HX")) == 0


#: statement under the breakpoint and those around it -> return code
UNDER = (
    (" BAL 6,SUB", 11), (" BALR 6,8", 11), (" B SUB2", 12), (" BC 0,SUB2", 5), (" BR 9", 12), (" BCR 8,9", 12),
    (" BCR 7,9", 5), (" NOPR 0", 5), (" BCTR 7,0", 5), (" BCTR 7,9", 12), (" BCT 7,SUB2", 12), (" BXH 7,10,SUB2", 12),
    (" BXLE 7,10,SUB2", 5), (" EX 7,MOVE", 5), (" EX 0,JUMP", 12), (" EX 0,LINK", 11), (" MVC AREA(3),DATA", 5),
    (" LA 5,9", 9), (" SPM 7", 5), (" SVC 202", 28), (" EX 0,SUPER", 28), (" STM 0,15,SAVE", 5), (" LPSW PSW", 12),
    (" ED AREA(3),DATA", 5), (" LTR 5,5", 5), (" SSM ALL", 5))


@pytest.mark.parametrize("statement, expected", UNDER, ids=lambda value: str(value).strip())
def test_the_instruction_under_a_breakpoint_is_carried_out(cms, statement, expected):
    """The program's code is the same with and without a breakpoint."""
    lines = (" LR 4,14", " LA 5,5", " LA 8,SUB", " LA 9,SUB2", " LA 7,2", " LA 10,1", " LA 11,1", " LA 1,LIST",
             " SR 0,0",
             "HERE DS 0H", statement, *((" DC AL4(FAILED)",) if "S" + "VC 202" in statement else ()),
             *((" DC AL4(FAILED)",) if "SUPER" in statement else ()), " LR 15,5", " BR 4",
             "SUB LA 15,11", " LA 6,0(6)", " LA 2,HERE+4", " CR 6,2", " BCR 8,4", " LA 2,HERE+2", " CR 6,2",
             " BCR 8,4", " LA 15,99",
             " BR 4", "SUB2 LA 15,12", " BR 4", "FAILED BR 4", "JUMP B SUB2", "LINK BAL 6,SUB", "SUPER SVC 202",
             "MOVE MVC AREA(0),DATA",
             "ALL DC X'FF'", " DS 0D", "PSW DC X'FF000000',A(SUB2)",
             "LIST DC CL8'STATE',CL8'NO',CL8'SUCH',CL8'S',8X'FF'",
             "AREA DC C'   '", "DATA DC X'123C4C'", "SAVE DS 16F")
    code_text = program(*lines)
    cms.put("TEST", code_text)
    assert code(cms.ask("TEST")) == expected
    cms.put("TEST", code_text)
    debug(cms, "BREAK 1 10020", "RETURN")
    cms.ask("TEST")
    assert cms.lines[-1] == "BREAKPOINT 01 AT 010020"
    assert code(cms.ask("GO")) == expected


def test_a_fault_of_the_instruction_under_a_breakpoint_is_its_own(cms):
    cms.put("TEST", program(" L 2,=X'00FFFFF0'", " L 2,0(2)", " LA 15,7", " BR 14"))
    debug(cms, "BREAK 1 10004", "RETURN")
    cms.ask("TEST")
    answer = cms.ask("GO")
    assert answer[:2] == ["PROGRAM INTERRUPT 0005 AT 010008.", "DEBUG ENTERED"]
    assert code(cms.ask("GO")) == 7


def test_storage_under_breakpoints_is_the_programs(cms):
    """X shows what was there, STORE changes it, OFF brings it back."""
    cms.machine.storage.write(0x12000, bytes.fromhex("1122334455667788"))
    answer = debug(cms, "BREAK 3 12002", "X 12000 8", "STORE 12001 AABBCC", "X 12000 8", "BREAK 4 12002",
                   "BREAK 3 OFF", "BREAK")
    assert answer[1][0].startswith("012000  11223344 55667788") and answer[3][0].startswith("012000  11AABBCC 55667788")
    assert answer[4] == ["THERE IS ANOTHER BREAKPOINT AT THAT ADDRESS"] and answer[6] == ["NO BREAKPOINTS"]
    assert cms.machine.storage.read(0x12000, 8).hex() == "11aabbcc55667788"
    cms.ask("RETURN")


def test_sixteen_breakpoints_and_what_another_program_takes_away(cms):
    debug(cms)
    for number in range(16):
        assert cms.ask(f"BREAK {number} {0x12000 + 4 * number:X}") == []
    assert len(cms.ask("BREAK")) == 16
    cms.machine.storage.write(0x12000, b"\xff" * 32)
    assert [line.split()[1] for line in cms.ask("BREAK")] == [f"{number:02}" for number in range(8, 16)]
    cms.ask("RETURN")


# -- program interruptions, the key, commands

def test_a_program_interruption_shows_psw_and_registers(cms):
    cms.put("WRONG", program(" LA 3,33", " DC H'0'", " LA 15,9", " BR 14"))
    answer = list(cms.ask("WRONG"))
    assert answer[:2] == ["PROGRAM INTERRUPT 0001 AT 010006.", "DEBUG ENTERED"] and len(answer) == 7
    assert answer[2].startswith("PSW     FF000001 ") and answer[2].endswith("010006")
    assert answer[3].split()[:2] == ["GPR", "0"] and answer[3].endswith("00000021")
    assert code(cms.ask("RETURN")) == 1
    cms.ask("WRONG")
    assert code(cms.ask("GO")) == 9
    cms.ask("WRONG")
    assert code(cms.ask("KX")) == 0


def test_lines_stacked_are_not_debugs_after_an_interruption(cms):
    """They stay for the command loop; by command they are read, until TIN."""
    cms.put("WRONG", program(" LA 15,3", " DC H'0'", " BR 14"))
    answer = cms.ask("WRONG#ECHO NEXT")
    assert answer[1] == "DEBUG ENTERED" and "NEXT" not in answer
    answer = cms.ask("GO")
    assert answer[0].startswith("E(00003)") and answer[1] == "NEXT"
    assert cms.ask("DEBUG#X 12000 1#TIN#RETURN")[1].startswith("012000  00")
    assert cms.ask("X 12000 1")[0].startswith("012000  00")          # RETURN waits: CMS gets it
    assert cms.ask("RETURN")[-1].startswith("E(-0003)")


def test_the_key_stops_a_program(cms):
    """EXTERNAL: a loop is left and gone on with; the console's registers are the program's."""
    cms.put("TEST", program(" SR 5,5", "LOOP LA 5,1(5)", " C 5,=F'200000'", " BL LOOP", " LA 15,6", " BR 14"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TEST"))
    assert cms.run(20_000) is StopReason.BUDGET
    cms.machine.press_interrupt()
    cms.run()
    assert cms.lines[0] == "DEBUG ENTERED" and cms.lines[1].startswith("EXTERNAL INTERRUPT AT 0100")
    first = gpr(cms, 5)
    assert 0 < first < 200_000 and cms.ask("PSW")[0].startswith("PSW     FF00")
    assert code(cms.ask("GO")) == 6


def test_the_key_within_a_routine_of_the_nucleus(cms):
    """TYPE, called as routines of CMS's own commands call it, and then a loop without a supervisor call."""
    cms.put("TEST", program(" TYPE 'BEGUN'", "LOOP B LOOP"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TEST"))
    begun = inside = False
    while not inside:                                                # a step further in each time, until in CMS again
        assert cms.run(1) is StopReason.BUDGET
        address = int.from_bytes(bytes(cms.machine.core.psw)[5:8], "big")
        begun = begun or address >= 0x10000
        inside = begun and 0x1000 <= address < 0x10000
    cms.machine.press_interrupt()
    cms.run()
    assert cms.lines[0] == "BEGUN" and cms.lines[1] == "DEBUG ENTERED" and "AT 0100" in cms.lines[2], cms.lines
    assert code(cms.ask("KX")) is not None


def test_the_key_while_cms_waits_for_a_line(cms):
    del cms.lines[:]
    cms.machine.press_interrupt()
    cms.run()
    assert cms.lines[0] == "DEBUG ENTERED" and cms.lines[1].startswith("EXTERNAL INTERRUPT AT 00")
    cms.machine.press_interrupt()                                    # in DEBUG itself: nothing
    cms.run()
    assert cms.ask("X 12000 1")[0].startswith("012000  00")
    assert cms.ask("GO") == [] and cms.ask("ECHO HELLO")[0] == "HELLO"


def test_the_key_within_a_function_waits_for_its_end(cms):
    cms.put("TEST", program(" LR 5,14", " LA 6,30", "NEXT LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BCT 6,NEXT",
                            " SR 15,15",
                            " BR 5", " DS 0D", "LIST DC CL8'STATE',CL8'HELP',CL8'MODULE',CL8'S',8X'FF'"))
    entered = 0
    for turn in range(12):
        del cms.lines[:]
        cms.machine.post(lambda: cms.console.type_in("TEST"))
        cms.run(3_000 + 211 * turn)
        cms.machine.press_interrupt()
        cms.run()
        assert cms.lines[-2] == "DEBUG ENTERED" and cms.console.reading
        entered += 1
        cms.ask("GO")
        assert not cms.lines or code(cms.lines) == 0
    assert entered == 12


def test_a_program_begins_by_go(cms):
    """DEBUG typed, then GO ADDRESS: as START begins it."""
    cms.machine.storage.write(0x12000, program(" LA 15,8", " BR 14"))
    assert code(debug(cms, "GO 12000")[0]) == 8


def test_break_and_begin(cms):
    cms.machine.storage.write(0x12000, program(" LA 15,8", " BR 14"))
    debug(cms, "BREAK 2 12000", "GO 12000")
    assert stopped(cms, 2, 0x12000)
    assert code(cms.ask("GO")) == 8


def test_a_dump(cms):
    cms.machine.storage.write(0x12000, bytes(range(32)) + bytes(96) + "END OF IT".encode("cp037"))
    cms.machine.storage.write(0x120A0, bytes(32))
    debug(cms, "SET GPR 5 1234", "DUMP 12004 1209F", "RETURN")
    paper = cms.paper
    assert paper[0].startswith("DUMP OF 012004 TO 01209F")
    assert any(line.startswith("GPR  4") and "00001234" in line for line in paper)
    first = next(at for at, line in enumerate(paper) if line.startswith("012000"))
    assert paper[first].startswith("012000  00010203 04050607 08090A0B")
    assert paper[first + 1].startswith("012020  00000000") and paper[first + 2].split()[:3] == ["2", "LINES", "LIKE"]
    assert paper[first + 3].startswith("012080  C5D5C440")
    assert paper[first + 3].endswith("*END OF IT.......................*")
    assert len(paper) == first + 4


def test_restart(machine):
    debug(machine)
    answer = machine.ask("RESTART")
    assert answer[0].startswith("CMS..VERSION")
    machine.ask("")
    assert machine.ask("ECHO ON")[0] == "ON"


# -- under CP

def test_in_a_virtual_machine(tmp_path):
    with cms_system(tmp_path / "cp") as system:
        vm = cms_user(system, "TESTER")
        vm.console.command("IPL 190")
        asked(vm, "")
        vm.machine.storage.write(0x10000, program(" TYPE 'BEGUN'", "LOOP B LOOP"))
        vm.machine.storage.write(fields()["TRANNAME"], "LOOP    ".encode("cp037"))
        vm.console.wait_for("VM READ", 30)
        vm.console.send("LOOP")
        vm.console.expect("BEGUN", 30)
        vm.console.send("#CP EXTERNAL")
        vm.console.expect("EXTERNAL INTERRUPT AT 0100", 30)
        vm.console.wait_for("VM READ", 30)
        vm.console.send("X FFFFFF")
        vm.console.expect("FFFFFF IS BEYOND STORAGE", 30)
        vm.console.send("KX")
        vm.console.expect("R;", 30)
        vm.console.wait_for("VM READ", 30)
        vm.console.send("#CP EXTERNAL")                              # while CMS waits
        vm.console.expect("DEBUG ENTERED", 30)
        vm.console.wait_for("VM READ", 30)
        vm.console.send("GO")
        assert asked(vm, "ECHO HELLO")[0] == "HELLO"
        vm.console.command("LOGOFF")


def test_in_the_saved_system(tmp_path):
    """Pages that all share are looked at, and not stored into: a line says so, nothing else happens."""
    with cms_system(tmp_path / "cp") as system:
        saved_cms(system)
        vm = cms_user(system, "BYNAME")
        vm.console.command("IPL CMS")
        asked(vm, "")
        before = vm.machine.storage.read(0x4000, 4096)
        vm.console.send("DEBUG")
        vm.console.expect("DEBUG ENTERED", 30)
        for line, answer in (("X 4000 4", "004000  "), ("STORE 4000 FF", "004000 IS BEYOND STORAGE, OR PROTECTED"),
                             ("STORE 12000 FF", None), ("X 12000 1", "012000  FF")):
            vm.console.wait_for("VM READ", 30)
            vm.console.send(line)
            if answer:
                vm.console.expect(answer, 30)
        vm.console.wait_for("VM READ", 30)
        assert code_of(asked(vm, "RETURN")) == 0 and vm.machine.storage.read(0x4000, 4096) == before
        vm.console.command("LOGOFF")
