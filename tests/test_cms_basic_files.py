"""BASIC's commands and files: what is saved and loaded, what lies on the disk, the samples, and BASIC under CP."""
import re
import time
from pathlib import Path

import pytest

import cms
from cms.build_help import texts
from cms.check import check
from cms.disk_text import records_of
from cms_files import WithDisk, cards
from cms_machine import code_of
from cms_room import Room
from shared import ROOT

SAMPLES = Path(cms.__file__).parent / "samples"
MANUAL = ROOT / "docs" / "cms-basic.md"
PROGRAM = ["10 REM A Test", "20 FOR I=1 TO 3", "30 PRINT I;\"x\"", "40 NEXT I", "50 IF I<100 THEN 70 ELSE 20", "70 ON I GOTO 10,20,30",
           "80 GOSUB 90 : RESTORE 30", "90 DATA 1, two ,\"three\""]


def loaded(name: str) -> tuple:
    """A sample as a newcomer has it."""
    path = SAMPLES / f"{name}.basic"
    return (name.upper(), "BASIC", records_of(path.read_text(), "F", None, path.name), "F")


@pytest.fixture(scope="module")
def machine():
    made = WithDisk(*(loaded(name) for name in ("guess", "lander", "matches")),
                    ("OLD", "BASIC", cards("10 PRINT \"OLD\"\n\n20 PRINT 5\nNO NUMBER\n5 PRINT \"FIRST\"")),
                    ("BAD", "BASIC", [b"\xf1\xf0 " + b"\xff" * 200, b"\x00\x01", b"\xf2\xf0 \x7f"], "V"),
                    ("LONG", "BASIC", [b"\xf1\xf0" + b"\x40" * 300], "V"), ("LIST", "DATA", cards("1,2\n\"A,B\",C D\nXYZ")))
    made.ask("BASIC")
    yield made
    assert code_of(leave(made)) == 0
    assert [one for one in check(made.disk) if one.severity != "note"] == []


def leave(machine) -> list[str]:
    answer = machine.ask("BYE")
    return answer if "READY" not in answer else machine.ask("BYE")


@pytest.fixture
def basic(machine):
    machine.ask("NEW")
    machine.ask("NEW")
    return machine


def program(machine, *lines: str) -> None:
    for line in lines:
        assert machine.ask(line) == [], line


def listed(machine, range: str = "") -> list[str]:
    return list(machine.ask(f"LIST {range}"))[:-1]


def test_a_program_is_listed_as_it_was_typed(basic):
    program(basic, *reversed(PROGRAM))
    assert listed(basic) == PROGRAM
    assert listed(basic, "30-50") == PROGRAM[2:5] and listed(basic, "80-") == PROGRAM[6:]
    assert listed(basic, "-20") == PROGRAM[:2] and listed(basic, "40") == [PROGRAM[3]]


def test_words_are_set_apart_and_the_indent_is_kept(basic):
    program(basic, "10   for i=1to 5:print\"A\"i", "20 if a>1 and not b then ? 1e5 else x=-3", "30 print using\"##\";tab(5)")
    assert listed(basic) == ['10   FOR I=1 TO 5 : PRINT "A" I', "20 IF A>1 AND NOT B THEN PRINT 1E5 ELSE X=-3", '30 PRINT USING "##";TAB(5)']


def test_lines_are_replaced_and_deleted(basic):
    program(basic, *PROGRAM, "30 PRINT 2", "40")
    assert listed(basic) == [*PROGRAM[:2], "30 PRINT 2", *PROGRAM[4:]]
    assert basic.ask("DELETE 20-70") == ["READY"]
    assert listed(basic) == [PROGRAM[0], *PROGRAM[6:]]
    assert basic.ask("40")[0] == "THERE IS NO LINE OF THAT NUMBER"


def test_renumber(basic):
    program(basic, *PROGRAM)
    assert basic.ask("RENUMBER 100,5") == ["READY"]
    assert listed(basic) == ["100 REM A Test", "105 FOR I=1 TO 3", '110 PRINT I;"x"', "115 NEXT I", "120 IF I<100 THEN 125 ELSE 105",
                             "125 ON I GOTO 100,105,110", "130 GOSUB 135 : RESTORE 110", '135 DATA 1, two ,"three"']


def test_save_and_load(basic):
    program(basic, *PROGRAM)
    assert basic.ask("SAVE TRIAL") == ["READY"]
    assert basic.read("TRIAL", "BASIC") == [line.encode("cp037") for line in PROGRAM]
    program(basic, "95 PRINT \"MORE\"")
    assert basic.ask("NEW")[0].startswith("THE PROGRAM HAS NOT BEEN SAVED")
    assert basic.ask("SAVE") == ["READY"]
    assert len(basic.read("TRIAL", "BASIC")) == len(PROGRAM) + 1
    basic.ask("NEW")
    assert listed(basic) == []
    assert basic.ask("LOAD TRIAL") == ["READY"] and listed(basic) == [*PROGRAM, '95 PRINT "MORE"']


def test_files_of_the_editor_are_loaded(basic):
    assert basic.ask("OLD OLD") == ["LINES WITHOUT A NUMBER WERE LEFT OUT", "READY"]
    assert basic.ask("RUN") == ["FIRST", "OLD", " 5", "READY"]
    assert basic.ask("RUN OLD")[0] == "LINES WITHOUT A NUMBER WERE LEFT OUT"


@pytest.mark.parametrize("line, answer", (
    ("LOAD NOSUCH", "THERE IS NO SUCH PROGRAM.  FILES LISTS THOSE THAT ARE THERE"), ("LOAD LONG", "A LINE OF THE FILE HAS MORE THAN 255 CHARACTERS"),
    ("LOAD BAD", "LINE 10: THERE IS A CHARACTER THAT BASIC DOES NOT KNOW"), ("SAVE", "TELL A NAME: SAVE NAME"),
    ("SAVE A", "THERE IS NO PROGRAM TO BE SAVED"), ("LOAD", "A PROGRAM IS NAMED NAME, OR NAME TYPE MODE")))
def test_what_cannot_be_loaded_or_saved_is_told(basic, line, answer):
    assert basic.ask(line)[0] == answer
    assert basic.ask("PRINT 1")[0] == " 1"


def test_a_disk_that_is_not_there_is_told_by_save(basic):
    program(basic, "10 PRINT")
    assert basic.ask("SAVE A BASIC T1")[0] == "THE MODE OF THE FILE IS WRONG, OR NO SUCH DISK IS LOGGED IN"
    assert basic.ask("SAVE A BASIC S1")[0] == "THE DISK CANNOT BE WRITTEN ON"


def test_files_written_and_read(basic):
    program(basic, '10 OPEN #1,"RESULT DATA",OUTPUT', "20 FOR I=1 TO 3:PRINT #1,I;\",\";I*I;\",Name \";STR$(I):NEXT", "30 PRINT #1,\"LAST\";", "40 CLOSE #1",
            '50 OPEN #2,"RESULT DATA",APPEND:PRINT #2,"MORE":CLOSE', '60 OPEN #1,"RESULT DATA",INPUT', "70 FOR I=1 TO 3:INPUT #1,A,B,C$:PRINT A;B;C$:NEXT",
            "80 IF EOF(1) THEN 100", "90 LINPUT #1,A$:PRINT A$:GOTO 80", "100 CLOSE:PRINT \"END\"")
    assert basic.ask("RUN") == [" 1  1 Name 1", " 2  4 Name 2", " 3  9 Name 3", "LAST", "MORE", "END", "READY"]
    assert basic.read("RESULT", "DATA") == [line.encode("cp037") for line in (" 1 , 1 ,Name 1", " 2 , 4 ,Name 2", " 3 , 9 ,Name 3", "LAST", "MORE")]


def test_files_of_cards_are_read(basic):
    program(basic, '10 OPEN #1,"LIST DATA"', "20 INPUT #1,A,B,A$,B$", "30 PRINT A;B;A$;\"/\";B$", "40 INPUT #1,C", "50 PRINT C")
    assert basic.ask("RUN") == [" 1  2 A,B/C D", "LINE 40: INPUT FINDS A STRING IN THE FILE WHERE A NUMBER IS WANTED", "READY"]
    program(basic, "40 INPUT #1,C$,D$")
    assert basic.ask("RUN")[1] == "LINE 40: THE FILE HAS NO MORE LINES"


def test_cms_commands(basic):
    assert basic.ask("CMS ECHO HELLO") == ["HELLO", "READY"]
    assert basic.ask("CMS STATE NO SUCH")[-2:] == ["RETURN CODE 28", "READY"]
    for line in ("CMS EDIT A B", "CMS BASIC", "CMS NOSUCH", "CMS LOAD X", "CMS EXEC X"):
        assert basic.ask(line) == ["NOT A COMMAND OF CMS THAT CAN BE USED WITHIN BASIC", "READY"], line
    answer = basic.ask("FILES")
    assert any(line.startswith("GUESS    BASIC") for line in answer)


def test_a_command_of_cms_gets_the_storage_and_gives_it_back(basic):
    """HELP needs more than is left beside BASIC; variables and loops stay."""
    program(basic, "10 DIM A(500)", "20 FOR LOOP=1 TO 3", "30 A(LOOP)=LOOP:NAME$=\"N\"+STR$(LOOP)", "40 STOP", "50 NEXT LOOP", "60 PRINT A(3);NAME$")
    basic.ask("RUN")
    for _ in range(2):
        assert basic.ask("HELP FOR")[0].startswith("FOR - ")
        assert basic.ask("CONTINUE")[0] == "STOPPED AT LINE 40"
    assert basic.ask("PRINT LOOP;NAME$")[0] == " 3 N3"
    assert basic.ask("CONTINUE")[0] == " 3 N3"
    program(basic, "10 DIM A(9000)")
    assert basic.ask("RUN")[0] == "STOPPED AT LINE 40"
    assert basic.ask("CMS ECHO X")[0] == "X"
    program(basic, "10 DIM A(9000)", "40")
    assert basic.ask("RUN")[0] == " 3 N3"


def test_basic_with_a_name(basic):
    leave(basic)
    assert basic.ask("BASIC OLD")[:3] == ["LINES WITHOUT A NUMBER WERE LEFT OUT", "READY"]
    leave(basic)
    assert basic.ask("BASIC TRIAL ( LOAD") == ["READY"]
    assert listed(basic)[0] == PROGRAM[0]
    assert code_of(leave(basic)) == 0
    assert code_of(basic.ask("BASIC A B")) == 24 and code_of(basic.ask("BASIC ( X")) == 24
    assert basic.ask("BASIC NOSUCH")[0].startswith("THERE IS NO SUCH PROGRAM")


# -- the manual

def blocks() -> list[list[str]]:
    """The examples of docs/cms-basic.md."""
    found = re.findall(r"^```\n(.*?)^```", MANUAL.read_text(), re.MULTILINE | re.DOTALL)
    return [block.rstrip("\n").split("\n") for block in found if block.startswith(">")]


def test_the_examples_of_the_manual():
    """Those in front of the first BYE are one session; each other one begins without a program."""
    machine, session = WithDisk(), True
    for block in blocks():
        if not session:
            machine.ask("NEW")
            machine.ask("NEW")
        answer: list[str] = []
        for line in block:
            if line.startswith(">"):
                assert answer == [], line
                answer = [re.sub("(?<=R;) T=.*", "", one) for one in machine.ask(line[2:])]
            else:
                assert answer.pop(0) == line, block
        assert answer == []
        if "> bye" in block:
            session = False
            machine.ask("BASIC")


@pytest.mark.parametrize("row", re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|", MANUAL.read_text(), re.MULTILINE))
def test_the_table_of_using(basic, row):
    field, *right = row
    for number, text in zip(("1234.5", "-3"), right):
        assert basic.ask(f'PRINT USING "[{field}]"; {number}')[0] == f"[{text}]".replace("\u23b5", " ")


# -- a text for everything

def test_every_word_has_a_text_in_help_and_every_text_a_word(basic):
    sources = SAMPLES.parent / "commands" / "basic"
    words = set(re.findall(r"CL9'([^']+)'", (sources / "bswords.asm").read_text())) - {"GO"}
    words |= set(re.findall(r"CL8'(\w+)',V\(", (sources / "bscmd.asm").read_text()))
    have = {name for text in texts() if text.group == "BASIC" for name in (text.name, *text.also)}
    assert {word[:8] for word in words} == have - {"FN"}
    assert basic.ask("HELP PRINT")[0].startswith("PRINT - types values")
    assert basic.ask("HELP")[0].startswith("BASIC - ")


# -- the samples

def test_guess(basic):
    answer = basic.ask("RUN GUESS")
    assert answer[-1] == "Your guess?"
    low, high = 1, 100
    while True:
        middle = (low + high) // 2
        answer = list(basic.ask(str(middle)))
        if answer[0].startswith("Right!"):
            break
        low, high = (middle + 1, high) if answer[0] == "More than that." else (low, middle - 1)
    assert basic.ask("n") == ["READY"]


def test_matches(basic):
    """Whoever leaves 1, 5, 9 ... wins: we do, if it lets us; it does when we begin badly."""
    assert basic.ask("RUN MATCHES")[-1] == "Do you begin (Y or N)?"
    answer = list(basic.ask("y"))
    assert answer[0] == "I" * 23 + " 23"
    for _ in range(12):
        answer = list(basic.ask("1"))
        if "Again (Y or N)?" in answer:
            break
    assert "One is left, and it is yours: I win." in answer
    assert basic.ask("n") == ["READY"]


def test_lander(basic):
    """Falling freely ends in a crater; the physics is that of the text."""
    assert basic.ask("RUN LANDER")[-1] == "Burn?"
    for _ in range(20):
        answer = list(basic.ask("0"))
        if answer[-1] != "Burn?":
            break
    speed, height, time = 40.0, 500.0, 0
    while height > 0:
        speed += 1.62 * 0.1
        height -= speed * 0.1
        time += 0.1
    assert answer[0] == f"Down after {round(time):3} seconds, at {speed:6.2f} m/s."
    assert basic.ask("no") == ["READY"]


# -- under CP, whose # and " are for lines

def test_under_cp(tmp_path):
    room = Room(tmp_path, ("TRY", "BASIC", '10 PRINT "TRY"'))
    try:
        def say(line):
            room.vm.console.wait_for("VM READ", 10)
            before = room.vm.console.number
            room.vm.console.send(line)
            room.vm.console.expect("READY", 10)
            room.vm.console.wait_for("VM READ", 10)
            return [text.rstrip() for number, text in room.vm.console.lines if number > before and text.strip()]
        assert "TRY" in say("BASIC TRY")
        assert '[ 5] "A"' in say('PRINT USING "[##] ""&""";5;"A"')
        assert " 2" in say('OPEN #1,"A DATA",OUTPUT:PRINT #1,5:CLOSE #1:PRINT 2')
        assert "X" in say("CMS ECHO X")
        room.vm.console.send("10 I=I+1:GOTO 10")
        room.vm.console.wait_for("VM READ", 10)
        room.vm.console.send("RUN")
        time.sleep(0.3)
        room.vm.console.attention()
        room.vm.console.send("KX")
        room.vm.console.expect("STOPPED AT LINE 10", 10)
        assert "-1" in say("PRINT I>100")
        say("NEW")
        say("NEW")
        answer = room.ask("BYE")
        assert answer[-1].startswith("R;")
        assert room.ask("ECHO A#ECHO B")[-2] in "AB"
        assert room.faults() == [] and room.read("A", "DATA") == [" 5 ".encode("cp037")]
    finally:
        room.close()
