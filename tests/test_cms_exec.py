"""EXEC: every statement, typed at the console of a bare machine."""
import time

import pytest

from cms_files import with_execs
from cms_machine import code_of


def done(text: str, line: str = "T", instructions: int = 5_000_000, **more: str) -> list[str]:
    """What `T EXEC` with this text types under &CONTROL OFF, and the ready message."""
    return with_execs(T="&CONTROL OFF\n" + text, **more).ask(line, instructions)


def typed(text: str, line: str = "T", **more: str) -> list[str]:
    """Without the ready message, which must be a good one."""
    lines = done(text, line, **more)
    assert code_of(lines) == 0, lines
    return lines[:-1]


# -- words, variables

@pytest.mark.parametrize("line, answer", (
    ("T", "T 0"), ("T A", "T A 1"), ("T A B (C", "T A B (C 4"), ("EXEC T A B", "T A B 2"),
    ("t a toolongword", "T A TOOLONGW 2")))
def test_arguments(line, answer):
    assert typed("&TYPE &0 &1 &2 &3 &4 &5 &INDEX", line) == [answer]


@pytest.mark.parametrize("statements, answer", (
    ("&A = 5\n&TYPE &A", "5"), ("&A = X\n&TYPE Y&A", "YX"), ("&TYPE A &NONE B", "A B"),
    ("&A1 = ONE\n&I = 1\n&TYPE &A&I", "ONE"), ("&I = 2\n&A&I = TWO\n&TYPE &A2", "TWO"),
    ("&A = LONGWORDS\n&TYPE &A", "LONGWORD"), ("&A = ABCDEF\n&TYPE XYZ&A", "XYZABCDE"),
    ("&A = X\n&A =\n&TYPE .&A", "."), ("&a = small\n&type &A", "small"), ("&TYPE A & B", "A & B"),
    ("&1 = NEW\n&TYPE &1", "NEW"), ("&ARGS X Y Z\n&TYPE &3 &INDEX", "Z 3"),
    ("&TYPE (A B) C", "(A B) C"), ("&TYPE &EXEC &GLOBAL &LINENUM", "T 1 2"),
    ("&GLOBAL3 = 7\n&TYPE &GLOBAL3 &GLOBAL4", "7 0")))
def test_variables(statements, answer):
    assert typed(statements) == [answer]


@pytest.mark.parametrize("expression, value", (
    ("1 + 2", "3"), ("1 - 2", "-1"), ("10 + -3", "7"), ("&INDEX + 1", "1"), ("- 4", "-4"),
    ("1 - - 1", "2"), ("9999999 + 90000000", "99999999"), ("007", "007"), ("007 + 0", "7"),
    ("&CONCAT AB CD", "ABCD"), ("&CONCAT ABCDEF GHIJ", "ABCDEFGH"), ("&LENGTH ABC", "3"),
    ("&LENGTH &NONE", "0"), ("&DATATYPE 12", "NUM"), ("&DATATYPE 1X", "CHAR"), ("&DATATYPE -1", "NUM"),
    ("&SUBSTR ABCDEF 2 3", "BCD"), ("&SUBSTR ABCDEF 4", "DEF"), ("&SUBSTR ABC 5", ""),
    ("&LITERAL &INDEX", "&INDEX")))
def test_expressions(expression, value):
    assert typed(f"&A = {expression}\n&TYPE &A") == [value]


@pytest.mark.parametrize("statement, code", (
    ("&A = X + 1", 811), ("&A = 1 +", 808), ("&A = 1 2", 808), ("&INDEX = 1", 809),
    ("&A = 99999999 + 1", 817), ("&A = &SUBSTR AB 0", 813), ("&A = &LENGTH", 813), ("&GOTO -NO", 801),
    ("&IF A LIKE B &EXIT", 807), ("&IF A", 807), ("&LOOP 2", 806), ("&CONTROL SOME", 815), ("&SKIP X", 801),
    ("&EXIT X", 811), ("&READ SOME", 806), ("&SKIP -9", 801)))
def test_errors_end_the_exec_and_name_the_line(statement, code):
    lines = done(f"{statement}\n&TYPE ON")
    assert code_of(lines) == code
    assert len(lines) == 2 and lines[0].startswith("ERROR IN T EXEC, LINE 2: ")


# -- flow

@pytest.mark.parametrize("condition, true", (
    ("A EQ A", True), ("A = B", False), ("A NE B", True), ("2 LT 10", True), ("B GT A", True),
    ("2 GE 2", True), ("2 LE 1", False), ("002 EQ 2", True), ("A2 EQ A02", False), ("-1 LT 0", True),
    (".&1 EQ .", True), ("&NONE EQ &NOT", True), ("yes EQ YES", True), ("2 > 1", True), ("2 <= 1", False),
    ("\u00acA \u00ac= B", True)))
def test_if(condition, true):
    assert typed(f"&IF {condition} &TYPE YES") == (["YES"] if true else [])


@pytest.mark.parametrize("line, condition, true", (
    ("T A B", "&$ EQ B", True), ("T A B", "&$ EQ C", False), ("T A A", "&* EQ A", True),
    ("T A B", "&* EQ A", False), ("T", "&$ EQ A", False), ("T 1 2", "3 GT &*", True)))
def test_if_with_all_and_any_argument(line, condition, true):
    assert typed(f"&IF {condition} &TYPE YES", line) == (["YES"] if true else [])


def test_nested_if():
    assert typed("&IF A EQ A &IF B EQ B &IF C NE D &TYPE DEEP") == ["DEEP"]


@pytest.mark.parametrize("statements, answers", (
    ("&GOTO -B\n-A &TYPE A\n&EXIT\n-B &TYPE B\n&GOTO -A", ["B", "A"]),
    ("&GOTO 4\n&TYPE NO\n&TYPE FOUR", ["FOUR"]),
    ("&I = 4\n&GOTO &I\n&TYPE FOUR", ["FOUR"]),
    ("&IF &A EQ X &EXIT\n&A = X\n&TYPE ONCE\n&GOTO TOP", ["ONCE"]),
    ("&SKIP\n&TYPE NO\n&TYPE YES", ["YES"]), ("&SKIP 2\n&TYPE 1\n&TYPE 2\n&TYPE 3", ["3"]),
    ("&SKIP 0\n&TYPE 1", ["1"]), ("&SKIP 99\n&TYPE 1", []),
    ("&I = 0\n&I = &I + 1\n&TYPE &I\n&IF &I LT 3 &SKIP -2", ["1", "2", "3"]),
    ("&CONTINUE\n* REMARK\n&COMMENT TOO\n-L\n\n&TYPE ON", ["ON"])))
def test_going_elsewhere(statements, answers):
    assert typed(statements) == answers


@pytest.mark.parametrize("statements, answers", (
    ("&LOOP 1 3\n&TYPE X\n&TYPE END", ["X"] * 3 + ["END"]),
    ("&LOOP -E 2\n&TYPE X\n-E &TYPE Y\n&TYPE END", ["X", "Y", "X", "Y", "END"]),
    ("&I = 0\n&LOOP 2 &I EQ 3\n&I = &I + 1\n&TYPE &I\n&TYPE END", ["1", "2", "3", "END"]),
    ("&LOOP 1 0\n&TYPE X\n&TYPE END", ["END"]),
    ("&LOOP 1 A EQ A\n&TYPE X\n&TYPE END", ["END"]),
    ("&LOOP 2 2\n&LOOP 1 2\n&TYPE X\n&TYPE END", ["X"] * 4 + ["END"]),
    ("&I = 0\n&LOOP 3 9\n&I = &I + 1\n&TYPE &I\n&IF &I EQ 2 &GOTO -OUT\n-OUT &TYPE OUT", ["1", "2", "OUT"]),
    ("&LOOP 2 2\n&SKIP 1\n&TYPE NO\n&TYPE END", ["END"])))
def test_loop(statements, answers):
    assert typed(statements) == answers


def test_five_loops_are_too_many():
    assert code_of(done("&LOOP 5 2\n&LOOP 4 2\n&LOOP 3 2\n&LOOP 2 2\n&LOOP 1 2\n&TYPE X")) == 804


@pytest.mark.parametrize("statement, code", (("&EXIT", 0), ("&EXIT 7", 7), ("&QUIT 12", 12), ("&EXIT -5", -5),
                                             ("&TYPE X", 0), ("NOSUCH\n&EXIT &RETCODE", -3)))
def test_exit(statement, code):
    assert code_of(done(statement)) == code


# -- commands

def test_commands_and_their_codes():
    assert typed("ECHO HELLO\nNOSUCH\n&TYPE &RETCODE\nECHO X\n&TYPE &RETCODE") == ["HELLO", "-3", "X", "0"]


def test_a_variable_may_be_a_command():
    assert typed("&C = ECHO\n&C &1", "T WORD") == ["WORD"]


def test_error_action():
    assert done("&ERROR &EXIT &RETCODE\nECHO GOOD\nNOSUCH\n&TYPE NO")[0] == "GOOD"
    assert code_of(done("&ERROR &EXIT &RETCODE\nNOSUCH\n&TYPE NO")) == -3
    assert typed("&ERROR &TYPE FAILED &RETCODE\nNOSUCH\n&TYPE ON") == ["FAILED -3", "ON"]
    assert typed("&ERROR &GOTO -E\nNOSUCH\n&TYPE NO\n-E &TYPE E") == ["E"]


@pytest.mark.parametrize("control, answers", (
    ("OFF", ["A", "X"]), ("ERROR", ["A", "NOSUCH", "+++ R(-0003) +++", "X"]),
    ("CMS", ["ECHO A", "A", "NOSUCH", "+++ R(-0003) +++", "X"]),
    ("ALL", ["ECHO A", "A", "NOSUCH", "+++ R(-0003) +++", "&TYPE  X", "X"])))
def test_control(control, answers):
    assert typed(f"&CONTROL {control}\nECHO A\nNOSUCH\n&TYPE  X") == answers


def test_commands_are_typed_unless_one_says_otherwise():
    lines = with_execs(T="ECHO &1").ask("T HI")
    assert lines[:-1] == ["ECHO HI", "HI"]


def test_nesting():
    lines = typed("EXEC U A\n&TYPE BACK &RETCODE &1 &GLOBAL", "T MINE",
                  U="&CONTROL OFF\n&TYPE IN &1 &GLOBAL\n&GLOBAL1 = 5\n&EXIT 9")
    assert lines == ["IN A 2", "BACK 9 MINE 1"]


def test_nesting_without_end_is_stopped():
    cms = with_execs(T="&CONTROL OFF\nEXEC T")
    lines = cms.ask("T")
    assert code_of(lines) == 20 and lines[0].startswith("MORE THAN 20 LEVELS")
    free = cms.word("FREELEN"), cms.word("LOWEXT")
    cms.ask("T")
    assert (cms.word("FREELEN"), cms.word("LOWEXT")) == free     # what was given up is taken back


def test_storage_is_given_back():
    cms = with_execs(T="&CONTROL OFF\n&A = 1\n&TYPE &A")
    cms.ask("T")
    before = cms.word("FREELEN"), cms.word("LOWEXT"), cms.word("EXECHAIN")
    for _ in range(3):
        cms.ask("T")
    assert (cms.word("FREELEN"), cms.word("LOWEXT"), cms.word("EXECHAIN")) == before
    assert before[2] == 0


# -- lines

def test_type_and_its_relatives():
    assert typed("&PRINT A  B\n&TYPEOUT C\n&TYPE\n&SPACE 2\n&SPACE\n&EMSG BAD") == (
        ["A B", "C", "", "", "", "", "BAD"])
    assert typed("&BEGTYPE\nAS  IT is &1\n  &END\n&END\n&TYPE ON") == ["AS  IT is &1", "  &END", "ON"]


def test_stack():
    cms = with_execs(T="&CONTROL OFF\n&STACK ECHO 1\n&STACK FIFO ECHO 2\n&STACK LIFO ECHO 0\n&BEGSTACK\n"
                       "ECHO  AS IT IS\n&END\n&TYPE &READFLAG")
    lines = [line for line in cms.ask("T") if not line.startswith("R;")]
    assert lines == ["STACK", "0", "1", "2", " AS IT IS"]


def test_typing_halted():
    assert typed("&STACK HT\n&TYPE NO &TYPEFLAG\n&STACK RT\n&TYPE YES &TYPEFLAG") == ["YES RT"]


def test_read():
    assert typed("&STACK one two\n&READ VARS &A &B &C\n&TYPE &A &B .&C") == ["ONE TWO ."]
    assert typed("&STACK x y z\n&READ ARGS\n&TYPE &1 &3 &INDEX", "T A B C D") == ["X Z 3"]
    assert typed("&STACK &TYPE NONE\n&READ\n&TYPE ON") == ["ON"]    # stacked: NONE, as &TYPE is no variable
    assert typed("&BEGSTACK\n&TYPE ONE\n&TYPE TWO\n&END\n&READ 2\n&TYPE ON") == ["ONE", "TWO", "ON"]


def test_read_from_the_terminal():
    cms = with_execs(T="&CONTROL OFF\n&TYPE NAME?\n&READ VARS &N\n&TYPE HELLO &N")
    assert cms.ask("T") == ["NAME?"]
    assert cms.ask("anna b")[0] == "HELLO ANNA"


def test_punch():
    deck = type("Deck", (list,), {"punch": list.append})()
    cms = with_execs(T="&CONTROL OFF\n&PUNCH A &1\n&BEGPUNCH\n LINE  2\n&END")
    cms.machine.attach(0x00D, "2540P", deck=deck)
    assert code_of(cms.ask("T X")) == 0
    assert [bytes(card).decode("cp037").rstrip() for card in deck] == ["A X", " LINE  2"]


def test_time():
    lines = typed("&TIME TYPE\n&TIME ON\nECHO X\n&TIME OFF\nECHO Y")
    assert lines[0].startswith("T=0.0") and lines[1] == "X" and lines[2].startswith("T=")
    assert lines[3:] == ["Y"]


# -- hard use

def test_ten_thousand_turns():
    cms = with_execs(T="&CONTROL OFF\n&I = 0\n&LOOP 1 10000\n&I = &I + 1\n&TYPE &I")
    begin = time.perf_counter()
    assert cms.ask("T", 100_000_000)[0] == "10000"
    assert time.perf_counter() - begin < 2


def test_many_variables():
    lines = typed("&I = 0\n&LOOP 2 200\n&I = &I + 1\n&V&I = &I\n&TYPE &V1 &V31 &V100 &V200")
    assert lines == ["1 31 100 200"]


def test_columns_73_to_80_are_not_read():
    assert typed("&TYPE A" + " " * 65 + "00000010") == ["A"]


def test_an_exec_that_is_not_there():
    assert code_of(with_execs(T="").ask("EXEC NONE")) == 28
    assert code_of(with_execs(T="").ask("EXEC")) == 24


def test_kx_ends_an_exec():
    cms = with_execs(T="&CONTROL OFF\n&GOTO TOP")
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(200_000)
    cms.attention("KX")
    cms.run()
    assert cms.console.reading and cms.ask("ECHO ON")[0] == "ON"
