"""BASIC at a console: statements, strings, arrays, errors, and that nothing harms it or CMS."""
import time

import pytest

from cms_files import WithDisk
from cms_machine import code_of

LONG = 100_000_000                # instructions


@pytest.fixture(scope="module")
def machine():
    made = WithDisk()
    made.ask("BASIC")
    return made


@pytest.fixture
def basic(machine):
    machine.ask("NEW")
    machine.ask("NEW")
    machine.ask("TROFF")
    return machine


def run(machine, program: str, *replies: str) -> list[str]:
    """Type a program, RUN it, and give its replies; what came in answer to the last line."""
    for line in program.strip().split("\n"):
        assert machine.ask(line.strip()) == [], line
    answer = list(machine.ask("RUN", LONG))
    for reply in replies:
        answer += list(machine.ask(reply, LONG))
    assert answer[-1] == "READY", answer
    return answer[:-1]


PROGRAMS = {
    "for": ("10 FOR I=1 TO 3\n20 PRINT I;\n30 NEXT I", [" 1  2  3"]),
    "for with step": ("10 FOR I=10 TO 1 STEP -4:PRINT I;:NEXT\n20 PRINT I", [" 10  6  2 -2"]),
    "for not once": ("10 FOR I=2 TO 1\n20 FOR J=1 TO 2:PRINT 1:NEXT J\n30 NEXT I\n40 PRINT \"END\";I", ["END 2"]),
    "for nested": ("10 FOR I=1 TO 2:FOR J=1 TO 2\n20 PRINT I;J;\n30 NEXT J,I", [" 1  1  1  2  2  1  2  2"]),
    "for left and begun again": ("10 K=K+1\n20 FOR I=1 TO 5\n30 IF K<100 THEN 10\n40 NEXT\n50 PRINT K", [" 100"]),
    "gosub": ("10 GOSUB 100:PRINT \"B\"\n20 END\n100 PRINT \"A\"\n110 RETURN", ["A", "B"]),
    "return ends loops": ("10 FOR I=1 TO 2\n20 GOSUB 100\n30 NEXT I\n40 END\n100 FOR J=1 TO 9\n110 IF J=2 THEN "
                          "PRINT I;:RETURN\n120 NEXT J", [" 1  2"]),
    "on": ("10 FOR I=0 TO 3\n20 ON I GOTO 40,50\n30 PRINT \"NONE\";:GOTO 60\n40 PRINT \"ONE\";:GOTO 60\n"
           "50 PRINT \"TWO\";\n60 NEXT I", ["NONEONETWONONE"]),
    "on gosub": ("10 ON 2 GOSUB 100,200\n20 PRINT \"BACK\"\n30 END\n100 PRINT 1\n200 PRINT 2\n210 RETURN", [" 2", "BACK"]),
    "if": ("10 IF 2>1 THEN PRINT \"YES\" ELSE PRINT \"NO\"\n20 IF 2<1 THEN PRINT \"YES\" ELSE PRINT \"NO\"\n"
           "30 IF 1 THEN 50\n40 PRINT \"NEVER\"\n50 IF 0 THEN 10 ELSE 70\n60 PRINT \"NEVER\"\n70 PRINT \"END\"",
           ["YES", "NO", "END"]),
    "if within if": ("10 FOR A=0 TO 1:FOR B=0 TO 1\n20 IF A THEN IF B THEN PRINT \"AB\"; ELSE PRINT \"A\"; ELSE PRINT \"-\";\n"
                     "30 NEXT B,A", ["--AAB"]),
    "if goto": ("10 IF 1=1 GOTO 30\n20 PRINT \"NEVER\"\n30 PRINT \"HERE\"", ["HERE"]),
    "go to, go sub": ("10 GO TO 30\n20 PRINT \"NEVER\"\n30 GO SUB 50\n40 END\n50 PRINT \"SUB\"\n60 RETURN", ["SUB"]),
    "read": ("10 READ A,B$,C$\n20 PRINT A;B$;\"/\";C$\n30 RESTORE\n40 READ A\n50 RESTORE 70\n60 READ D\n"
             "65 DATA 5,  TWO WORDS ,\"A, B\"\n70 DATA 6\n80 PRINT A;D", [" 5 TWO WORDS/A, B", " 5  6"]),
    "dim": ("10 DIM A(3,4),B$(2)\n20 FOR I=0 TO 3:FOR J=0 TO 4:A(I,J)=10*I+J:NEXT J,I\n30 B$(0)=\"X\":B$(2)=\"Y\"\n"
            "40 PRINT A(3,4);A(0,0);A(2,1);B$(0);B$(1);B$(2)", [" 34  0  21 XY"]),
    "without dim": ("10 A(10)=7\n20 B(10,10)=8\n30 A=1\n40 PRINT A(10);B(10,10);A", [" 7  8  1"]),
    "def": ("10 DEF FNA(X)=X*X+K\n20 DEF FNB$(A$,N)=LEFT$(A$,N)+\"!\"\n30 DEF FNC=5\n40 K=1:X=9\n50 PRINT FNA(3);FNA(FNA(1));"
            "FNB$(\"HELLO\",2);FNC;X", [" 10  5 HE! 5  9"]),
    "def behind its use": ("10 PRINT FNA(2)\n20 DEF FNA(X)=X+1", [" 3"]),
    "strings": ("10 A$=\"HELLO\"\n20 PRINT LEFT$(A$,2);RIGHT$(A$,2);MID$(A$,2,3);MID$(A$,4);LEN(A$)\n30 PRINT INSTR(A$,\"L\");"
                "INSTR(4,A$,\"L\");INSTR(A$,\"X\");ASC(A$);CHR$(193);ORD(\"B\")\n40 PRINT STR$(2.5)+\"X\";VAL(\" 12.5E1X\");"
                "SPACE$(2);STRING$(3,\"*\");UPPER$(\"abC\")\n50 A$=A$+A$&\"!\":PRINT A$\n60 A$=MID$(A$,2,3):PRINT A$;LEFT$(A$,9)",
                ["HELOELLLO 5", " 3  4  0  200 A 194", "2.5X 125   ***ABC", "HELLOHELLO!", "ELLELL"]),
    "strings compared": ("10 PRINT \"A\"<\"B\";\"A\"<\"AB\";\"AB\"=\"AB\";\"B\"<\"A\";\"\"<\"A\";\"A\"<>\"A\";\"B\">=\"AZ\"",
                         ["-1 -1 -1  0 -1  0 -1"]),
    "quotes in strings": ("10 PRINT \"SAY \"\"HI\"\"\"", ["SAY \"HI\""]),
    "zones": ("10 PRINT \"A\",\"B\",1\n20 PRINT TAB(5);\"X\";TAB(3);\"Y\"\n30 PRINT \"A\";\n40 PRINT \"B\"\n50 PRINT\n60 PRINT -1;2",
              ["A" + " " * 15 + "B" + " " * 15 + " 1", "    X", "  Y", "AB", "", "-1  2"]),
    "remarks": ("10 REM NOTHING: PRINT 1\n20 PRINT 2 ' TWO\n30 ' PRINT 3", [" 2"]),
    "long names": ("10 SCORE1=5:SCORE2=6:NAME$=\"ANN\"\n20 PRINT SCORE1;SCORE2;NAME$", [" 5  6 ANN"]),
    "small letters": ("10 let a=5: print a;\"Small\"", [" 5 Small"]),
    "mat": ("10 DIM A(2,2),B(2,2),C(2,2),V(2),W(2)\n20 MAT READ A,V\n30 DATA 1,2,3,4,5,6\n40 MAT B=INV(A)\n50 PRINT DET\n60 MAT C=A*B\n"
            "70 PRINT ABS(C(1,2))<1E-14;ABS(C(1,1)-1)<1E-14\n80 MAT B=TRN(A):MAT PRINT B;\n90 MAT C=A+B:MAT C=C-A:MAT C=(2)*C:MAT PRINT C;\n"
            "100 MAT W=A*V:MAT PRINT W;", ["-2", "-1 -1", " 1  3", " 2  4", " 2  6", " 4  8", " 17", " 39"]),
    "mat constants": ("10 DIM A(5,5)\n20 MAT A=CON(2,3):MAT PRINT A;\n30 MAT A=IDN(2,2):MAT PRINT A;\n40 MAT A=ZER:MAT PRINT A;",
                      [" 1  1  1", " 1  1  1", " 1  0", " 0  1", " 0  0", " 0  0"]),
    "mat strings": ("10 DIM A$(2)\n20 MAT READ A$\n30 DATA X,Y\n40 MAT PRINT A$;", ["X", "Y"]),
    "tron": ("10 TRON\n20 PRINT 1\n30 TROFF\n40 PRINT 2", ["<20> 1", "<30> 2"]),
    "end in the middle": ("10 PRINT 1\n20 END\n30 PRINT 2", [" 1"]),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_statements(basic, name):
    program, answer = PROGRAMS[name]
    assert run(basic, program) == answer


def test_input(basic):
    assert run(basic, '10 INPUT "NAME";N$\n20 INPUT A,B\n30 LINPUT "ALL";C$\n40 PRINT N$;A+B;C$', "JOE BLOW", "1,X", "1", "2,9", "a, b") == [
        "NAME?", "?", "THAT IS NOT A NUMBER; TYPE THE LINE AGAIN", "?", "?", "MORE THAN WAS ASKED FOR: THE REST IS NOT USED",
        "ALL", "JOE BLOW 3 a, b"]


def test_mat_input(basic):
    assert run(basic, "10 DIM A(2,2),B$(2)\n20 MAT INPUT A,B$\n30 MAT PRINT A;B$;", "1,2", "3", "X", "4", "ONE,TWO") == [
        "?", "?", "?", "THAT IS NOT A NUMBER; GO ON WITH IT", "?", "?", " 1  2", " 3  4", "ONE", "TWO"]


ERRORS = {
    "1/0": "DIVISION BY ZERO", "LOG(0)": "LOG OF ZERO OR OF A NEGATIVE NUMBER", "SQR(-1)": "SQR OF A NEGATIVE NUMBER",
    "EXP(200)": "THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)", "1E75*1E75": "THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)",
    "0^-1": "DIVISION BY ZERO", "(-8)^.5": "A NEGATIVE NUMBER TO A POWER WITH A FRACTION", "1 MOD 0": "DIVISION BY ZERO",
    "SIN(1E10)": "THE ANGLE IS TOO LARGE (MORE THAN 2E8)", "CHR$(256)": "A CHARACTER HAS A CODE FROM 0 TO 255",
    "A(-1)": "THE SUBSCRIPT IS OUTSIDE OF THE ARRAY", "A(11)": "THE SUBSCRIPT IS OUTSIDE OF THE ARRAY",
    "A(1E9)": "THE SUBSCRIPT IS OUTSIDE OF THE ARRAY", "A(1E10)": "THE NUMBER IS TOO LARGE TO BE USED HERE",
    "\"A\"+1": "A NUMBER AND A STRING CANNOT BE JOINED", "-\"A\"": "A NUMBER IS WANTED WHERE THERE IS A STRING",
    "LEN(5)": "A STRING IS WANTED WHERE THERE IS A NUMBER", "(1": ") IS MISSING", "1+": "A NUMBER, STRING, NAME OR FUNCTION IS MISSING HERE",
    "MID$(\"A\",0)": "THE FIRST CHARACTER OF A STRING IS NUMBER 1", "FNQ(1)": "THERE IS NO DEF OF THIS FUNCTION IN THE PROGRAM",
    "SPACE$(300)": "A STRING HAS FROM 0 TO 255 CHARACTERS", "TAB(500)": "TAB WANTS A COLUMN FROM 1 TO 130",
    "ASC(\"\")": "AN EMPTY STRING HAS NO FIRST CHARACTER", "SQR 4": "( IS MISSING",
    "USING \"ABC\";1": "THE FORMAT OF USING HAS NO FIELD", "#1,5": "THE FILE IS NOT OPEN", "#9,5": "FILES HAVE NUMBERS FROM 1 TO 4",
    "(" * 100 + "1" + ")" * 20: ") IS MISSING"}


@pytest.mark.parametrize("expression", ERRORS)
def test_errors_are_told_with_their_line(basic, expression):
    assert run(basic, f"10 A=5\n20 PRINT {expression}") == ["ABC"] * ("USING" in expression) + [f"LINE 20: {ERRORS[expression]}"]


STATEMENTS = {
    "NEXT": "NEXT WITHOUT FOR", "RETURN": "RETURN WITHOUT GOSUB", "GOTO 999": "THERE IS NO LINE 999", "GOTO": "THE NUMBER OF A LINE IS MISSING",
    "FOR I=1 TO 5": None, "FOR I=5 TO 1": "FOR WITHOUT NEXT", "READ A": "READ FINDS NO MORE DATA", "LET 5=3": "THE NAME OF A VARIABLE IS MISSING HERE",
    "FOO": "THIS IS NO STATEMENT: = IS MISSING BEHIND A NAME", ")": "NO STATEMENT BEGINS LIKE THIS", "A=\"X\"": "A NUMBER CANNOT BE A STRING, OR A STRING A NUMBER",
    "DIM A(5),A(5)": "THE ARRAY IS THERE ALREADY", "DIM A(1E6)": "NO STORAGE IS LEFT FOR VARIABLES", "DIM A(90000,90000)": "NO STORAGE IS LEFT FOR SUCH AN ARRAY",
    "IF 1 PRINT 2": "THEN IS MISSING BEHIND IF", "PRINT )": "A NUMBER, STRING, NAME OR FUNCTION IS MISSING HERE", "STOP 5": None,
    "ON 1 PRINT": "GOTO OR GOSUB IS MISSING BEHIND ON", "GOSUB 20": "MORE THAN 200 GOSUBS WITHIN EACH OTHER", "MAT A=B": "MAT WANTS AN ARRAY THAT HAS A DIM",
    "DIM B(2,2):MAT A=INV(B)": "THE MATRIX HAS NO INVERSE", "DIM B(2,3):MAT A=B*B": "THE DIMENSIONS OF THE ARRAYS DO NOT FIT",
    "OPEN #1,\"NONE SUCH\",INPUT": "THERE IS NO SUCH FILE", "OPEN #1,\"\"": "A FILE IS NAMED \"NAME TYPE MODE\", AT MOST 8 CHARACTERS EACH",
    "OPEN #1,\"X Y Z1\",OUTPUT:PRINT #1,5": "THE MODE OF THE FILE IS WRONG, OR NO SUCH DISK IS LOGGED IN",
    "DIM B(2,2):MAT B=CON:MAT B=(1E75)*B:MAT B=B*B": "THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)",
    "FOR I=7E75 TO 7.2E75 STEP 7E75:NEXT": "THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)",
    "DEF FNA(X)=FNA(X+1):PRINT FNA(1)": "TOO COMPLICATED: PARENTHESES OR FUNCTIONS ARE NESTED TOO DEEP"}


@pytest.mark.parametrize("statement", [one for one in STATEMENTS if STATEMENTS[one]])
def test_statements_that_are_wrong(basic, statement):
    assert run(basic, f"20 {statement}") == [f"LINE 20: {STATEMENTS[statement]}"]


def test_an_endless_function_leaves_the_variables_as_they_were(basic):
    assert run(basic, "10 X=7:X$=\"Q\"\n20 DEF FNA(X,X$)=FNA(X+1,X$+\"A\")\n30 PRINT FNA(1,\"B\")")[0].startswith("LINE 30: TOO")
    assert basic.ask("PRINT X;X$")[0] == " 7 Q"
    basic.ask("X$=\"LONGER THAN BEFORE\"")
    assert basic.ask("PRINT X$")[0] == "LONGER THAN BEFORE"


def test_strings_come_and_go_without_end(basic):
    """What strings leave is used again."""
    assert run(basic, "10 DIM A$(50)\n20 FOR I=1 TO 20000\n30 J=INT(RND*50):A$(J)=STRING$(INT(RND*256),\"X\")\n40 NEXT\n50 PRINT \"OK\"") == ["OK"]


def test_there_is_room_for_100_kb(basic):
    assert run(basic, "10 DIM A(12500)\n20 A(12500)=5\n30 PRINT A(12500)") == [" 5"]


def test_a_hundred_thousand_turns_take_less_than_a_second_and_a_half(basic):
    began = time.process_time()
    assert run(basic, "10 FOR I=1 TO 100000\n20 LET A=I*2\n30 NEXT I\n40 PRINT A") == [" 200000"]
    assert time.process_time() - began < 1.5


def test_stop_and_continue(basic):
    assert run(basic, "10 A=1\n20 STOP\n30 PRINT A") == ["STOPPED AT LINE 20"]
    assert basic.ask("A=5") == ["READY"]
    assert basic.ask("CONTINUE") == [" 5", "READY"]
    assert basic.ask("CONTINUE")[0] == "THERE IS NOTHING TO CONTINUE: RUN IT"


def test_kx_stops_a_program_and_it_can_be_continued(basic):
    for line in ("10 I=I+1", "20 IF I<100000000 THEN 10", "30 PRINT \"DONE\""):
        basic.ask(line)
    basic.machine.post(lambda: basic.console.type_in("RUN"))
    basic.run(200_000)
    basic.attention("kx")
    del basic.lines[:]
    basic.run(1_000_000)
    assert basic.lines[0] in ("STOPPED AT LINE 10", "STOPPED AT LINE 20") and basic.lines[1] == "READY"
    assert int(basic.ask("PRINT I")[0]) > 100
    basic.ask("I=99999998")
    assert basic.ask("CONTINUE")[0] == "DONE"


def test_kx_typed_for_input_stops_too(basic):
    assert run(basic, "10 INPUT A\n20 PRINT A", "kx") == ["?", "STOPPED AT LINE 10"]
    basic.ask("CONTINUE")
    assert basic.ask("5")[0] == " 5"


def test_kt_stops_the_typing_until_the_program_ends(basic):
    for line in ("10 FOR I=1 TO 300:PRINT I:NEXT", "20 PRINT \"DONE\""):
        basic.ask(line)
    basic.machine.post(lambda: basic.console.type_in("RUN"))
    basic.run(30_000)
    basic.attention("kt")
    del basic.lines[:]
    basic.run(5_000_000)
    assert len(basic.lines) < 250 and basic.lines[-1] == "READY" and "DONE" not in basic.lines
    assert basic.ask("PRINT 1")[0] == " 1"


def test_lines_of_a_loop_typed_before_are_not_gone_back_to(basic):
    basic.ask("FOR I=1 TO 3:PRINT I;")
    assert basic.ask("NEXT")[0] == "NEXT WITHOUT FOR"


@pytest.mark.parametrize("line", ("\"", "1.2.3.4", "PRINT ,,,,,,,,,;", "10", "999999 PRINT", "0 PRINT", "LIST 5-X", "DELETE", "RENUMBER 0",
                                  "RENUMBER 99999,99999", "CONTINUE", "SAVE", "LOAD", "LOAD A B C D", "RUN NOSUCH", "CMS", "CMS NOSUCH", "CMS BASIC",
                                  "CMS EDIT A B", "?" * 130, "(" * 130, "A=" * 65, "PRINT \"" + "X" * 120, "IF", "THEN", "ELSE", "TO 5", "~", "\\",
                                  "DATA", "REM", "'", ":::::", "NEXT I,J,K", "ON", "MAT", "MAT A", "MAT READ", "DEF", "DEF FNA", "PRINT USING", "OPEN", "CLOSE 7",
                                  "ABCDEFGHIJKLMNOPQ=1", "PRINT 1E999", "PRINT .", "GO", "DIM", "READ", "INPUT", "LINPUT", "FOR", "RESTORE 5", "RANDOMIZE", "TRON"))
def test_no_line_harms(basic, line):
    """Whatever is typed, BASIC answers, and goes on."""
    answer = list(basic.ask(line, LONG))
    if answer and answer[-1] == "?":
        basic.ask("KX")
    assert not any("FAULT" in one or "INTERRUPT" in one for one in answer)
    assert basic.ask("TROFF") == ["READY"]
    assert basic.ask("PRINT 6*7")[0] == " 42"
