"""EDIT: every subcommand typed at the console of a bare machine; its answer and the file on the disk."""
import pytest

from cms.check import check
from cms_files import WithDisk, cards
from cms_machine import code_of

BASE = "ALPHA ONE\nBETA TWO\nGAMMA THREE\nDELTA FOUR\n\nEPSILON ONE TWO ONE"
ONE, TWO, THREE, FOUR, BLANK, SIX = BASE.split("\n")


@pytest.fixture(scope="module")
def machine():
    """One machine; its disk is checked at the end."""
    cms = WithDisk(("T", "DATA", cards(BASE)), ("V", "SCRIPT", [b"\x81\x82", b"\xc1" * 100], "V"),
                   ("OTHER", "DATA", cards("O1\nO2\nO3")), ("LONG", "DATA", [b"\xc1" * 161], "F"),
                   ("WIDE", "DATA", [(b"\xc1" * 150 + b"\xc2" * 10)], "F"),
                   ("SOME", "EXEC", cards("&CONTROL OFF\n&STACK C /ONE/1/ *\n&STACK TOP\n&STACK I NEW\n"
                                          "&STACK FILE FROMEXEC DATA\nEDIT T DATA\n&EXIT &RETCODE")),
                   cylinders=5)
    yield cms
    assert check(cms.disk) == []


def edit(cms, *lines, of="T DATA"):
    """EDIT the file and type lines; the answers, one list for each line.  Ends in ready state."""
    answers = [cms.ask(f"EDIT {of}")[:]]
    for line in lines:
        answers.append(cms.ask(line)[:])
    if not cms.lines or not cms.lines[-1].startswith(("R;", "E(")):
        if cms.ask("")[:] != ["EDIT:"]:
            raise AssertionError(cms.lines)
        cms.ask("QUIT")
    assert code_of(cms.lines) == 0
    return answers[1:]


def last(cms, *lines, of="T DATA"):
    """The answer to the last line."""
    return edit(cms, *lines, of=of)[-1]


def texts(cms, name, type="DATA"):
    return [record.decode("cp037").rstrip() for record in cms.read(name, type)]


def filed(cms, *lines, of="T DATA"):
    """The lines of the file that comes out."""
    edit(cms, *lines, "FILE OUT DATA P", of=of)
    return texts(cms, "OUT")


# -- moving, looking, typing

@pytest.mark.parametrize("lines, answer", (
    (["TOP"], ["TOF:"]), (["TO"], ["TOF:"]), (["BOTTOM"], [SIX]), (["B"], [SIX]),
    (["NEXT"], [ONE]), (["N 3"], [THREE]), (["n2"], [TWO]), (["DOWN 2"], [TWO]), (["DO"], [ONE]),
    (["FORWARD 2"], [TWO]), (["FO"], [ONE]), (["N 99"], ["EOF:"]), (["NEXT *"], ["EOF:"]),
    (["B", "UP"], [""]), (["B", "U 2"], [FOUR]), (["B", "BACKSPACE 3"], [THREE]), (["B", "BACKS"], [""]),
    (["B", "BACKWARD 2"], [FOUR]), (["B", "BA"], [""]), (["B", "U 99"], ["TOF:"]), (["U"], ["TOF:"]),
    (["N 0"], ["TOF:"]), (["N X"], ["?EDIT: N X"]), (["N 1 2"], ["?EDIT: N 1 2"]), (["3"], [THREE]),
    (["99"], ["EOF:"]), (["0"], ["TOF:"]), (["B", "N", "U"], [SIX]),
    (["F B"], [TWO]), (["FIND  ETA"], [TWO]), (["F D"], [FOUR]), (["F  AMMA T"], [THREE]),
    (["F BETA_TWO"], [TWO]), (["F E", "F A"], ["NOT FOUND.", "EOF:"]), (["B", "N", "F A"], [ONE]),
    (["F"], ["?EDIT: F"]), (["L /TWO/"], [TWO]), (["LOCATE /TWO/", "L /TWO/"], [SIX]),
    (["/THREE/"], [THREE]), (["/THREE"], [THREE]), (["L.FOUR."], [FOUR]), (["L FOUR"], [FOUR]),
    (["l four"], [FOUR]), (["L /NONE/"], ["NOT FOUND.", "EOF:"]), (["L"], ["?EDIT: L"]),
    (["L /A/ B"], ["?EDIT: L /A/ B"]), (["ZONE 6 9", "L /OUR/"], ["NOT FOUND.", "EOF:"]),
    (["ZONE 7 9", "L /TWO/"], ["NOT FOUND.", "EOF:"]), (["ZONE 6", "L /TWO/"], [TWO]),
    (["T"], ["TOF:", ONE]), (["N", "T 2"], [ONE, TWO]), (["N", "P 2"], [ONE, TWO]),
    (["B", "TYPE 5"], [SIX, "EOF:"]),
    (["N", "TYPE 2 4"], ["ALPH", "BETA"]), (["N", "TYPE 1 999"], [ONE]), (["N", "T * 3"],
     ["ALP", "BET", "GAM", "DEL", "", "EPS", "EOF:"]), (["T 1 0"], ["?EDIT: T 1 0"]),
    (["SCROLL"], [ONE, TWO, THREE, FOUR, "", SIX, "EOF:"]), (["B", "SCROLLUP"],
     ["TOF:", ONE, TWO, THREE, FOUR, "", SIX, "EOF:"]), (["B", "N", "SCROLLU"], [
      "TOF:", ONE, TWO, THREE, FOUR, "", SIX, "EOF:"])))
def test_moving_and_looking(machine, lines, answer):
    assert last(machine, *lines) == answer


# -- changing

@pytest.mark.parametrize("lines, answer, result", (
    (["C /ONE/1/"], ["ALPHA 1"], {1: "ALPHA 1"}), (["3", "CHANGE /GAMMA/G/"], ["G THREE"], {3: "G THREE"}),
    (["C /ONE/1/ *"], ["ALPHA 1", "EPSILON 1 TWO ONE", "EOF:"], {1: "ALPHA 1", 6: "EPSILON 1 TWO ONE"}),
    (["6", "C /ONE/1/ 1 G"], ["EPSILON 1 TWO 1"], {6: "EPSILON 1 TWO 1"}),
    (["6", "C /ONE/1/ * *"], ["EPSILON 1 TWO 1", "EOF:"], {6: "EPSILON 1 TWO 1"}),
    (["6", "C /ONE/1/ G"], ["EPSILON 1 TWO 1"], {6: "EPSILON 1 TWO 1"}),
    (["C //X/"], ["XALPHA ONE"], {1: "XALPHA ONE"}), (["C /ALPHA //"], ["ONE"], {1: "ONE"}),
    (["C .A.//. 2"], ["//LPHA ONE", "BET// TWO"], {1: "//LPHA ONE", 2: "BET// TWO"}),
    (["C /A/AA/ 1 G"], ["AALPHAA ONE"], {1: "AALPHAA ONE"}), (["C /NO/X/"], ["NOT FOUND."], {}),
    (["C /A/"], ["LPHA ONE"], {1: "LPHA ONE"}), (["C /A"], ["?EDIT: C /A"], {}), (["C"], ["?EDIT: C"], {}),
    (["C /A/B/ X"], ["?EDIT: C /A/B/ X"], {}), (["C /A/B/ 1 G X"], ["?EDIT: C /A/B/ 1 G X"], {}),
    (["c/one/two"], ["ALPHA TWO"], {1: "ALPHA TWO"}),
    (["ZONE 8 12", "6", "C /O/0/ 1 G"], ["EPSILON 0NE TWO ONE"], {6: "EPSILON 0NE TWO ONE"}),
    (["TRUNC 10", "C /ALPHA/ALPHABET/"], ["TRUNCATED.", "ALPHABET O"], {1: "ALPHABET O"}),
    (["ALTER A B"], ["BLPHA ONE"], {1: "BLPHA ONE"}), (["AL A C2 1 G"], ["BLPHB ONE"], {1: "BLPHB ONE"}),
    (["AL A"], ["?EDIT: AL A"], {}), (["AL ABC D"], ["?EDIT: AL ABC D"], {}),
    (["O   X"], ["ALXHA ONE"], {1: "ALXHA ONE"}),
    (["OVERLAY _ _           Z"], [" L HA ONE     Z"], {1: " L HA ONE     Z"}),
    (["O"], ["?EDIT: O"], {}), (["BLANK XX"], ["  PHA ONE"], {1: "  PHA ONE"}),
    (["BL   XXX"], ["AL    ONE"], {1: "AL    ONE"}),
    (["REPEAT 3", "O X"], ["XLPHA ONE", "XETA TWO", "XAMMA THREE"],
    {1: "XLPHA ONE", 2: "XETA TWO", 3: "XAMMA THREE"}),
    (["5", "REPEAT 9", "BL X"], ["", " PSILON ONE TWO ONE", "EOF:"], {6: " PSILON ONE TWO ONE"}),
    (["REPEAT 3", "N", "O X"], ["XLPHA ONE"], {1: "XLPHA ONE"}), (["REPEAT 0"], ["?EDIT: REPEAT 0"], {}),
    (["N", "R NEW"], [], {1: "NEW"}), (["N", "REPLACE   NEW"], [], {1: "  NEW"}),
    (["N", "RETYPE X"], [], {1: "X"}),
    (["R X"], ["TOF:"], {}), (["B", "N", "R X"], ["EOF:"], {})))
def test_changing_lines(machine, lines, answer, result):
    wanted = [result.get(number, text) for number, text in enumerate(BASE.split("\n"), 1)]
    answers = edit(machine, *lines, "FILE OUT DATA P")
    assert answers[-2] == answer
    assert texts(machine, "OUT") == wanted


@pytest.mark.parametrize("lines, result", (
    (["DELETE"], [TWO, THREE, FOUR, "", SIX]), (["N", "DEL 2"], [THREE, FOUR, "", SIX]),
    (["B", "D 9"], [ONE, TWO, THREE, FOUR, ""]),
    (["3", "D *"], [ONE, TWO]), (["N", "D 0"], [ONE, TWO, THREE, FOUR, "", SIX]),
    (["2", "DSTRING /EPS/"], [ONE, SIX]), (["2", "DS/NO/"], [ONE, TWO, THREE, FOUR, "", SIX]),
    (["I FIRST"], ["FIRST", ONE, TWO, THREE, FOUR, "", SIX]),
    (["N", "INSERT   X"], [ONE, "  X", TWO, THREE, FOUR, "", SIX]),
    (["B", "INPUT END"], [ONE, TWO, THREE, FOUR, "", SIX, "END"]),
    (["N 99", "I END"], [ONE, TWO, THREE, FOUR, "", SIX, "END"]),
    (["N", "I", "A", "B", " ", "C", ""], [ONE, "A", "B", "", "C", TWO, THREE, FOUR, "", SIX]),
    (["N", "R", "A", "B", ""], ["A", "B", TWO, THREE, FOUR, "", SIX]),
    (["2", "I X", "I Y", "U", "D"], [ONE, TWO, "Y", THREE, FOUR, "", SIX]),
    (["N", "GETFILE OTHER DATA"], [ONE, "O1", "O2", "O3", TWO, THREE, FOUR, "", SIX]),
    (["GET OTHER = * 2 1"], ["O2", ONE, TWO, THREE, FOUR, "", SIX]),
    (["B", "G OTHER"], [ONE, TWO, THREE, FOUR, "", SIX, "O1", "O2", "O3"]),
    (["GET OTHER DATA P1 9"], [ONE, TWO, THREE, FOUR, "", SIX]),
    (["GET NONE DATA"], [ONE, TWO, THREE, FOUR, "", SIX]),
    (["GET T DATA P 5"], ["", SIX, ONE, TWO, THREE, FOUR, "", SIX]),
    (["X C /E/3/", "N", "X 2", "Y I Z", "Y 2"], ["ALPHA ON3", "Z", "Z", TWO, THREE, FOUR, "", SIX])))
def test_lines_come_and_go(machine, lines, result):
    assert filed(machine, *lines) == result


@pytest.mark.parametrize("lines, answer", (
    (["N", "D *"], ["EOF:"]), (["DS /NO/"], ["NOT FOUND: NOTHING IS DELETED."]),
    (["GET NONE"], ["FILE NOT FOUND"]),
    (["GET OTHER DATA"], ["O3"]), (["GET OTHER DATA P 9"], ["THE FILE HAS NOT SO MANY LINES"]),
    (["G"], ["?EDIT: G"]),
    (["?"], ["THERE WAS NO SUBCOMMAND BEFORE"]), (["N 2", "?"], ["N 2"]), (["N", "="], [TWO]),
    (["N", "= L /BETA/"], [TWO, THREE]),
    (["N", "REUSE"], [TWO]), (["="], ["THERE WAS NO SUBCOMMAND BEFORE"]),
    (["X"], ["THERE WAS NO SUBCOMMAND BEFORE"]),
    (["X N", "X 3"], [ONE, TWO, THREE]), (["X N", "X 99"], [ONE, TWO, THREE, FOUR, "", SIX, "EOF:"]),
    (["X Y"], ["X AND Y CANNOT HOLD X, Y OR REUSE"]),
    (["Y REUSE"], ["X AND Y CANNOT HOLD X, Y OR REUSE"]), (["Y N 2", "Y"], [TWO]),
    (["STACK N 2"], [TWO]), (["I B", "STACK 1"], [SIX]), (["STACK 0"], ["EDIT:"]),
    (["NOSUCH"], ["?EDIT: NOSUCH"]), (["SHORT", "NOSUCH"], ["\u00ac"]),
    (["SHORT", "LONG", "NOSUCH"], ["?EDIT: NOSUCH"]),
    (["CASE"], ["U"]), (["CASE M", "CASE"], ["M"]), (["CASE X"], ["?EDIT: CASE X"]), (["IMAGE"], ["ON"]),
    (["IM CANON", "IMAGE"], ["CANON"]),
    (["LINEMODE"], ["OFF"]), (["LINEMODE RIGHT", "LINEMODE"], ["RIGHT"]), (["RECFM"], ["F"]),
    (["REC V", "RECFM"], ["V"]),
    (["FNAME"], ["T"]), (["FNAME NEW", "FN"], ["NEW"]), (["FMODE"], ["P5"]), (["FMODE P4", "FM"], ["P4"]),
    (["FMODE Z"], ["NO SUCH DISK IS LOGGED IN"]),
    (["FMODE 7"], ["?EDIT: FMODE 7"]), (["ZONE"], ["   1  80"]), (["Z 5 *", "ZONE"], ["   5  80"]),
    (["ZONE 9 8"], ["?EDIT: ZONE 9 8"]),
    (["ZONE 1 81"], ["?EDIT: ZONE 1 81"]), (["TRUNC"], ["80"]), (["TRUNC 72", "TR"], ["72"]),
    (["TRUNC *", "TRUNC"], ["80"]), (["TRUNC 81"], ["?EDIT: TRUNC 81"]),
    (["PROMPT"], ["10"]), (["PROMPT 5", "PRO"], ["5"]), (["AUTOSAVE"], ["OFF"]),
    (["AUTO 5", "AUTOSAVE"], ["5"]), (["AUTO 5", "AUTO OFF", "AUTO"], ["OFF"]),
    (["TABSET 5 10", "TABS"], ["   5  10"]), (["TABSET 5 4"], ["?EDIT: TABSET 5 4"]),
    (["TABDEF XX"], ["?EDIT: TABDEF XX"]),
    (["VERIFY"], ["ON    1  80"]), (["V OFF", "V"], ["OFF   1  80"]), (["BRIEF", "V"], ["OFF   1  80"]),
    (["V 5", "N"], ["ALPHA"]), (["V ON 3 5", "N"], ["PHA"]),
    (["V OFF", "N"], []), (["V OFF", "N 99"], ["EOF:"]), (["V 0"], ["?EDIT: V 0"]), (["FORMAT LINE"], []),
    (["FORMAT DISPLAY"], ["FORMAT DISPLAY BELONGS TO FULL-SCREEN EDITING: USE XEDIT"]),
    (["FORMAT X"], ["?EDIT: FORMAT X"]),
    (["SERIAL 5 5 5"], ["?EDIT: SERIAL 5 5 5"]),
    (["RENUM"], ["LINES ARE NUMBERED AFTER LINEMODE LEFT OR RIGHT"]),
    (["RESTORE"], ["NOTHING WAS PRESERVED"]), (["ZONE 3 4", "PRE", "ZONE 5 6", "REST", "ZONE"], ["   3   4"]),
    (["N", "CMS ECHO HELLO"], ["HELLO"]), (["CMS NOSUCH"], ["NOT A COMMAND THAT CAN BE USED WITHIN EDIT"]),
    (["CMS LOAD X"], ["NOT A COMMAND THAT CAN BE USED WITHIN EDIT"]),
    (["CMS EDIT A B"], ["NOT A COMMAND THAT CAN BE USED WITHIN EDIT"]),
    (["CMS", "RETURN"], ["EDIT:"]), (["CMS", "ECHO A", "return"], ["EDIT:"]),
    (["CMS STATE NONE DATA"], ["FILE NOT FOUND", "RETURN CODE    28"]), (["QUIT X"], ["?EDIT: QUIT X"]),
    ([""], ["EDIT:"]), (["   "], []),
    (["\u00ac%&"], ["?EDIT: \u00ac%&"]), (["FILE *"], ["?EDIT: FILE *"]),
    (["SAVE A B P9"], ["?EDIT: SAVE A B P9"]),
    (["SAVE X DATA S"], ["THE DISK IS READ-ONLY: NOT SAVED.  USE ANOTHER MODE"]),
    (["SAVE X DATA C"], ["NO SUCH DISK IS LOGGED IN: NOT SAVED"]),
    (["SAVE A!B DATA"], ["THAT NAME CANNOT BE USED: NOT SAVED"]),
    (["SAVE EDIT CMSUT1"], ["THAT NAME CANNOT BE USED: NOT SAVED"]),
    (["D *", "SAVE"], ["THE FILE HAS NO LINES: NOT SAVED"])))
def test_answers(machine, lines, answer):
    assert last(machine, *lines) == answer


def test_reuse_within_reuse(machine):
    """However many are typed: done, or refused."""
    assert last(machine, "N", "= = = = N")[:1] == [TWO]
    assert last(machine, "N", "= " * 60 + "N")[-1:] != []
    assert last(machine, "N", "REUSE " * 20 + "N")[-1:] != []
    assert last(machine, "TOP") == ["TOF:"]


def test_commands_of_cms_leave_the_file_alone(machine):
    """Those of the transient area are brought from the disk, programs are refused."""
    machine.ask("EDIT T DATA")
    assert machine.ask("CMS LISTF OTHER DATA P")[-1].startswith("OTHER    DATA")
    assert machine.ask("CMS COPYFILE OTHER DATA P MORE DATA P") == []
    assert machine.ask("CMS PRINTF MORE DATA") == ["O1", "O2", "O3"]
    assert machine.ask("CMS SOME") == ["NOT A COMMAND THAT CAN BE USED WITHIN EDIT"]
    assert machine.ask("CMS ERASE MORE DATA") == []
    assert machine.ask("T *") == ["TOF:", *BASE.split("\n"), "EOF:"]
    machine.ask("QUIT")
