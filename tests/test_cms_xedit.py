"""XEDIT: lines typed over, prefix commands, subcommands, keys; what is seen, and the file on the disk."""
import pytest

from screen_desk import Desk
from xedit_desk import Editor, texts

GREEK = "ALPHA ONE\nBETA TWO\nGAMMA THREE\nDELTA FOUR\nEPSILON FIVE"
ALL = GREEK.split("\n")
WRONG = "OPERANDS WRONG OR MISSING: "


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk(tmp_path_factory.mktemp("xedit") / "cp", ("A", "DATA", GREEK), ("MIXED", "MEMO", "One\ntwo"),
              ("WIDE", "DATA", [b"\xc1" * 70 + b"\xc2" * 130], "F"),
              ("BIN", "DATA", [b"AB\x00\x11\x1d\xff\xc3\xc4".ljust(80, b"\x40")], "F"),
              ("VAR", "SCRIPT", [b"\xc1\xc2", b"\xc3" * 100], "V"), ("LONG", "DATA", [b"\xc1" * 256], "F"),
              ("MANY", "DATA", "\n".join(f"LINE {n}" for n in range(1, 201))), cylinders=5) as made:
        yield made
        assert made.faults() == []


@pytest.fixture(scope="module")
def sitting(desk):
    one = Editor(desk, "A DATA")
    yield one
    one.close()


@pytest.fixture
def editor(sitting):
    """A DATA is being edited, nothing has changed."""
    if "====>" not in sitting.person.shown:
        sitting.begin("A DATA")
    yield sitting
    while "====>" in sitting.person.shown:
        sitting.do("QQUIT") if "FILES" in sitting.title else sitting.leave()


def test_the_screen(editor):
    assert editor.title == "A        DATA     P5 F 80 TRUNC 80 SIZE 5 LINE 0 COL 1 ALT 0"
    assert editor.shown == ["* * * TOP OF FILE * * *", *ALL, "* * * END OF FILE * * *"]
    assert editor.rows[12] == " ===== * * * TOP OF FILE * * *"
    assert editor.rows[13].strip().startswith("....+....1....+....2")
    assert editor.rows[23] == " ====>"


def test_lines_typed_over(editor):
    editor.at("BETA").keys(*"ZETA").at("DELTA", 6).keys("erase-eof", *"4").press("enter")
    assert editor.lines == ["ALPHA ONE", "ZETA TWO", "GAMMA THREE", "DELTA 4", "EPSILON FIVE"]
    assert editor.word("ALT") == "2"
    editor.leave("FFILE OUT DATA")
    assert texts(editor.desk, "OUT") == ["ALPHA ONE", "ZETA TWO", "GAMMA THREE", "DELTA 4", "EPSILON FIVE"]


def test_insert_mode_delete_and_blanks_in_between(editor):
    editor.at("BETA", 4).keys("insert", *"XX", "reset").at("GAMMA").keys("delete", "delete")
    editor.at("DELTA", 20).keys(*"far").press("enter")
    assert editor.lines == ["ALPHA ONE", "BETAXX TWO", "MMA THREE", "DELTA FOUR          FAR", "EPSILON FIVE"]


@pytest.mark.parametrize("commands, lines", (
    ({"BETA": "d"}, "A G D E"), ({"BETA": "d2"}, "A D E"), ({"BETA": "2d"}, "A D E"), ({"GAMMA": "d9999"}, "A B"),
    ({"BETA": "dd", "DELTA": "dd"}, "A E"), ({"ALPHA": "i"}, "A - B G D E"), ({"ALPHA": "i2"}, "A - - B G D E"),
    ({"EPSILON": "a"}, "A B G D E -"), ({"BETA": '"'}, "A B B G D E"), ({"BETA": '"2'}, "A B B B G D E"),
    ({"ALPHA": '""', "BETA": '""'}, "A B A B G D E"), ({"ALPHA": '""2', "BETA": '""'}, "A B A B A B G D E"),
    ({"ALPHA": "c", "DELTA": "f"}, "A B G D A E"), ({"ALPHA": "c2", "DELTA": "p"}, "A B G A B D E"),
    ({"ALPHA": "m", "DELTA": "f"}, "B G D A E"), ({"DELTA": "m2", "ALPHA": "p"}, "D E A B G"),
    ({"DELTA": "m", "ALPHA": "b"}, "D A B G E"), ({"ALPHA": "a", "DELTA": "c"}, "A D B G D E"),
    ({"ALPHA": "cc", "BETA": "cc", "EPSILON": "f"}, "A B G D E A B"),
    ({"GAMMA": "mm", "EPSILON": "mm", "ALPHA": "p"}, "G D E A B"),
    ({"ALPHA": "mm", "GAMMA": "mm", "EPSILON": "f"}, "D E A B G"),
    ({"ALPHA": "d", "GAMMA": "d", "EPSILON": "i"}, "B D E -")))
def test_prefix_commands(editor, commands, lines):
    for text, command in commands.items():
        editor.prefix(text, command)
    editor.press("enter")
    assert [line[:1] or "-" for line in editor.lines] == lines.split()
    assert editor.size == len(lines.split())


def test_several_prefixes_and_texts_at_once(editor):
    editor.at("ALPHA").keys(*"FIRST").prefix("BETA", "d").at("GAMMA").keys(*"THIRD").prefix("DELTA", '"')
    editor.at("DELTA").keys(*"FOUR-").press("enter")
    assert editor.lines == ["FIRST ONE", "THIRD THREE", "FOUR- FOUR", "FOUR- FOUR", "EPSILON FIVE"]


# -- prefix commands that wait, that are wrong

def test_a_block_waits_for_its_end(editor):
    editor.prefix("BETA", "dd").press("enter")
    assert "PENDING" in editor.title and editor.rows[editor.row_of("BETA")][1:6] == "DD==="
    editor.do("NEXT").do("INPUT NEW")                     # lines in front of it come and go
    editor.do("BOTTOM").prefix("DELTA", "dd").press("enter")
    assert editor.lines == ["ALPHA ONE", "NEW", "EPSILON FIVE"] and "PENDING" not in editor.title


def test_reset_and_blanks_take_pending_ones_away(editor):
    editor.prefix("BETA", "cc").prefix("GAMMA", "f").press("enter")
    editor.prefix("GAMMA", " ").press("enter")
    assert "PENDING" in editor.title
    assert "PENDING" not in editor.do("RESET").title and editor.lines == ALL


@pytest.mark.parametrize("commands, message", (
    ({"BETA": "x"}, "NOT A PREFIX COMMAND: X"), ({"BETA": "ddd"}, "NOT A PREFIX COMMAND: DDD"),
    ({"BETA": "3"}, "NOT A PREFIX COMMAND: 3"), ({"BETA": "a;"}, "NOT A PREFIX COMMAND: A;"),
    ({"* * * TOP": "d"}, "D CANNOT STAND AT TOP OF FILE: TYPE IT BESIDE A LINE"),
    ({"* * * TOP": "dd"}, "DD CANNOT STAND AT TOP OF FILE: TYPE IT BESIDE A LINE"),
    ({"* * * END": "f"}, "F CANNOT STAND AT END OF FILE: TYPE IT BESIDE A LINE"),
    ({"* * * END": "mm"}, "MM CANNOT STAND AT END OF FILE: TYPE IT BESIDE A LINE"),
    ({"ALPHA": "cc", "GAMMA": "cc", "BETA": "f"},
     "THE PLACE LIES WITHIN THE LINES THEMSELVES: NOTHING IS DONE")))
def test_wrong_prefix_commands(editor, commands, message):
    for text, command in commands.items():
        editor.prefix(text, command)
    editor.press("enter")
    assert editor.message == message and editor.lines == ALL


def test_lines_at_both_ends(editor):
    editor.prefix("* * * TOP", "i").prefix("* * * END", "i").press("enter")
    assert editor.lines == ["", *ALL, ""]
    editor.prefix("DELTA", "m").prefix("* * * END", "p").press("enter")
    assert editor.lines[-1] == "DELTA FOUR"
    editor.prefix("DELTA", "m").prefix("* * * TOP", "f").press("enter")
    assert editor.lines[0] == "DELTA FOUR"


def test_erase_eof_over_a_prefix(editor):
    editor.go(editor.row_of("BETA"), 1).keys("erase-eof").press("enter")
    assert editor.lines == ALL and editor.rows[editor.row_of("BETA")][1:6] == "====="


def test_the_current_line_and_the_cursor(editor):
    editor.prefix("DELTA", "/").press("enter")
    assert editor.current == 4 and editor.row_of("DELTA") == 12
    editor.prefix("DELTA", "i").press("enter")
    assert editor.pane.display.cursor == (12 + 2) * 80 + 7           # behind the scale, where one types on
    editor.press(*"new text", "enter")
    assert editor.lines[4] == "NEW TEXT"


def test_shifting(editor):
    editor.prefix("BETA", ">3").prefix("GAMMA", ">>2").prefix("DELTA", ">>").press("enter")
    assert editor.lines[1:4] == ["   BETA TWO", "  GAMMA THREE", "  DELTA FOUR"]
    editor.prefix("   BETA", "<2").prefix("  GAMMA", "<3").press("enter")
    assert editor.lines[1:3] == [" BETA TWO", "  GAMMA THREE"]
    assert editor.message == "LINES WITHOUT ROOM FOR IT ARE NOT SHIFTED"


def test_numbers_as_prefixes(editor):
    editor.do("SET NUMBER ON")
    assert [row[1:6] for row in editor.rows[14:19]] == ["00001", "00002", "00003", "00004", "00005"]
    editor.prefix("BETA", "d").prefix("GAMMA", "i2").press("enter")
    assert [line[:1] for line in editor.lines] == ["A", "G", "", "", "D", "E"]
    editor.prefix("GAMMA", "dd").press("enter")
    assert editor.rows[editor.row_of("GAMMA")][1:6] == "DD   "
    editor.do("RESET").do("SET NUMBER OFF")


# -- subcommands

@pytest.mark.parametrize("commands, line", (
    (["3"], 3), (["NEXT 2"], 2), ([":4"], 4), ([":4", "-2"], 2), ([":4", "+9"], 6), (["*"], 6), (["*", "-*"], 0),
    (["/THREE/"], 3), (["/THREE"], 3), (["LOCATE /FIVE/"], 5), (["L FOUR"], 4), (["*", "-/A/"], 4),
    (["*", "-/A/", "LOCATE"], 3), (["/O/", "LOCATE", "L"], 4), (["BOTTOM"], 5), (["B", "UP 2"], 3), (["B", "TOP"], 0),
    (["FIND GAM"], 3), (["F  E"], 2), (["DOWN 3"], 3), (["FORWARD"], 5), (["FO *"], 5), (["B", "BACKWARD"], 0)))
def test_moving(editor, commands, line):
    for command in commands:
        editor.do(command)
    assert editor.current == line, editor.message


@pytest.mark.parametrize("command, message", (
    ("/NOWHERE/", "NOT FOUND: NOWHERE"), ("FIND X", "NOT FOUND."), ("C /Q/R/ *", "NOT FOUND."),
    ("NONSENSE", "NO SUCH SUBCOMMAND: NONSENSE"), (": 5", f"{WRONG}: 5"), ("SET PF99 X", f"{WRONG}SET PF99 X"),
    ("$", "NO SUCH SUBCOMMAND: $"), ("C/ABC", "GIVE BOTH TEXTS"), ("C", "GIVE BOTH TEXTS"),
    ("C/A/B/ X", "GIVE BOTH TEXTS"),
    ("JOIN", "PUT THE CURSOR INTO A LINE"), ("SET NOTHING", f"{WRONG}SET NOTHING"),
    ("GET NO SUCH", "FILE NOT FOUND"), ("SPLIT 99", "PUT THE CURSOR INTO A LINE"), ("QUERY X", f"{WRONG}QUERY X"),
    ("SET LRECL 5", "THERE ARE LONGER LINES"), ("XEDIT", "THIS IS THE ONLY FILE"), ("DELETE :1", "THERE ARE NO SUCH"),
    ("XEDIT A", "GIVE FILENAME AND FILETYPE"),
    ("XEDIT * DATA", "THIS NAMES NO FILE: *"), ("XEDIT A DATA P9", "THIS IS NO FILEMODE: P9"),
    ("XEDIT A DATA Z", "DISK Z IS NOT LOGGED IN"), ("XEDIT A DATA ( FOO", "THERE IS NO OPTION: FOO"),
    ("XEDIT A DATA ( LRECL 256", "LRECL TAKES A NUMBER FROM 1 TO 255"),
    ("XEDIT A DATA", "THAT IS THE FILE SHOWN"), ("XEDIT LONG DATA", "ITS RECORDS ARE"),
    ("PUT 1 A DATA Z", "NO SUCH DISK"), ("SAVE X DATA S", "THE DISK IS READ-ONLY"),
    ("SAVE MIXED MEMO", "THERE IS ANOTHER FILE OF THAT NAME")))
def test_errors_leave_everything_as_it_was(editor, command, message):
    editor.do(command)
    assert editor.message.startswith(message)
    assert editor.command_line == "" and editor.current in (0, 1) and editor.lines == ALL
    editor.do("?")                                # to be mended
    assert editor.command_line == command


@pytest.mark.parametrize("commands, lines", (
    (["DELETE 2"], "G D E"), ([":2", "DELETE"], "A G D E"), ([":2", "DELETE :4"], "A D E"), ([":2", "DEL *"], "A"),
    ([":2", "DEL /FOUR/"], "A D E"), ([":4", "DEL -2"], "A B E"), (["INPUT NEW"], "N A B G D E"),
    ([":2", "REPLACE NEW"], "A N G D E"), (["C /A/*/ 2"], "* B G D E"), ([":3", "DSTRING /FIVE/"], "A B E"),
    ([":2", "PUTD 2", "B", "GET"], "A D E B G"), ([":4", "PUT *", "TOP", "GET"], "D E A B G D E"),
    (["GET MIXED MEMO"], "O t A B G D E"), ([":2", "SPLIT 3"], "A B T G D E"), ([":2", "JOIN 10"], "A B D E"),
    ([":2", "OVERLAY X"], "A X G D E"), (["REPEAT 2", "OVERLAY X"], "X X G D E")))
def test_changing(editor, commands, lines):
    for command in commands:
        editor.do(command)
    assert [line[:1] for line in editor.lines] == lines.split(), editor.message


def test_change_tells_how_many_and_stays(editor):
    editor.do(":2").do("CHANGE /E/*/ * *")
    assert editor.message == "4 LINES CHANGED" and editor.current == 2
    assert editor.lines == ["ALPHA ONE", "B*TA TWO", "GAMMA THR**", "D*LTA FOUR", "*PSILON FIV*"]


def test_keys(editor):
    editor.go(23, 7).press("pf2")
    assert editor.lines[0] == "" and editor.size == 6
    editor.at("GAMMA", 5).press("pf11")
    assert editor.lines[3:5] == ["GAMMA", "THREE"]
    editor.at("GAMMA", 6).press("pf11")
    assert editor.lines[3] == "GAMMA THREE"
    editor.do("/DELTA/").press("pf9")                     # the same once more: there is none
    assert editor.message == "NOT FOUND: DELTA"
    editor.press("pf8")
    assert editor.current == 6
    editor.press("pf7")
    assert editor.current == 0


def test_retrieving_and_repeating_commands(editor):
    editor.do("NEXT").do("NEXT 2").press("pf6")
    assert editor.command_line == "NEXT 2"
    editor.press("enter")
    assert editor.current == 5
    editor.do("TOP").press("pf6").press("pf6").press("pf6")
    assert editor.command_line == "NEXT 2"
    editor.do("&NEXT")
    assert editor.command_line == "&NEXT" and editor.current == 1
    editor.press("enter")
    assert editor.current == 2


def test_set_and_query(editor):
    editor.do("SET PF14 NEXT 3").press("pf14")
    assert editor.current == 3
    assert editor.do("QUERY PF14").message == "NEXT 3" and editor.do("Q PF 3").message == "QUIT"
    assert editor.do("QUERY CASE").message == "U R" and editor.do("SET CASE M I").do("QUERY CASE").message == "M I"
    assert editor.do("TOP").do("/gamma/").current == 3
    editor.at("BETA").press(*"small", "enter")
    assert editor.lines[1] == "smallTWO"
    assert editor.do("SET TRUNC 10").do("QUERY TRUNC").message.strip() == "10"
    editor.do("QUERY TRUNC 20").do("QUERY TRUNC")         # it tells, it does not set
    assert editor.message.strip() == "10" and "TRUNC 10" in editor.title
    editor.do("SET TABS 5 20").do("QUERY TABS")
    assert editor.message.split() == ["5", "20"]
    assert editor.do("QUERY LRECL").message.strip() == "80" and editor.do("QUERY CURLINE").message == "M"
    assert "!" in editor.do("SET SCALE ON").rows[13]
    assert not any("....+" in row for row in editor.do("SET SCALE OFF").rows)
    editor.do("SET SCALE ON").do("SET CURLINE ON 3").do(":1")
    assert editor.row_of("ALPHA") == 2
    editor.do("SET CURLINE M")


def test_input_mode(editor):
    editor.do(":2").do("INPUT")
    assert "INPUT" in editor.title and editor.lines == ALL[:2]
    editor.press(*"one", "newline", "newline", *"three", "enter")
    assert editor.lines[-3:] == ["ONE", "", "THREE"]
    editor.press(*"four", "enter").press("enter")
    assert "INPUT" not in editor.title
    assert editor.lines == [*ALL[:2], "ONE", "", "THREE", "FOUR", *ALL[2:]]


def test_what_is_not_for_the_editor(editor):
    editor.at("BETA").keys(*"LOST").press("pa2")
    assert editor.lines == ALL                           # PA keys and CLEAR do not hand in
    editor.press("clear")
    assert editor.lines == ALL
    editor.keys("pa1")
    editor.person.sees("CP", "CP READ").line("BEGIN").sees("====>")
    assert editor.lines == ALL


def test_quit_asks_when_something_has_changed(editor):
    editor.do("INPUT X").press("pf3")
    assert editor.message == "THE FILE HAS CHANGED: FILE KEEPS IT, QQUIT DROPS THE CHANGES"
    editor.leave()
    assert texts(editor.desk, "A") == ALL and ("A", "$DATA") not in editor.desk.names()


# -- several files, saving

def test_the_ring(editor):
    editor.do("INPUT MINE").do("XEDIT MIXED MEMO")
    assert editor.title.startswith("MIXED    MEMO") and "2 FILES" in editor.title
    editor.at("two").press(*"TWo", "enter")
    assert editor.lines == ["One", "TWo"]
    editor.do("XEDIT")
    assert editor.lines == ["MINE", *ALL]
    assert editor.do("XEDIT MIXED MEMO").lines == ["One", "TWo"]
    editor.do("XEDIT A DATA").do("QQUIT")
    assert editor.title.startswith("MIXED") and "FILES" not in editor.title
    editor.leave("FILE")
    assert texts(editor.desk, "MIXED", "MEMO") == ["One", "TWo"]


def test_ring_files_many_times(editor):
    for _ in range(4):
        editor.do("XEDIT MANY DATA").do("XEDIT VAR SCRIPT").do("QUIT").do("QUIT")
    assert editor.title.startswith("A  ") and "FILES" not in editor.title and editor.lines == ALL


def test_a_new_file(editor):
    editor.do("XEDIT NEW MEMO")
    assert editor.message == "NEW FILE." and editor.size == 0
    editor.prefix("* * * TOP", "i3").press("enter").press(*"Dear", "tab", "tab", *"Sir", "enter")
    assert editor.do("SAVE").message == "SAVED." and editor.word("ALT") == "0"
    assert texts(editor.desk, "NEW", "MEMO") == ["Dear", "Sir", ""]


def test_saving_under_another_name(editor):
    editor.do("INPUT X").do("SAVE COPY DATA")
    assert editor.message == "SAVED." and texts(editor.desk, "COPY") == ["X", *ALL]
    editor.do("SAVE COPY DATA")
    assert editor.message.startswith("THERE IS ANOTHER FILE")
    assert editor.do("SSAVE COPY DATA").message == "SAVED."


# -- contents that are difficult

def test_what_is_no_character_stays(editor):
    editor.do("XEDIT BIN DATA")
    assert editor.lines == ["..¦¦¦¦CD".replace("..", editor.lines[0][:2])]
    row = editor.row_of(editor.lines[0])
    editor.go(row, 7 + 6).keys("insert", *"XY", "reset").press("enter")
    editor.go(row, 7 + 10).press("Z", "enter")
    editor.do("SAVE")
    assert editor.desk.read("BIN", "DATA")[0].rstrip(b"\x40") == b"AB\x00\x11\x1d\xff" + "XYCDZ".encode("cp037")


def test_wide_lines(editor):
    editor.do("XEDIT WIDE DATA")
    assert editor.lines == ["A" * 70 + "BBB"]
    editor.do("RIGHT 60")
    assert editor.lines == ["A" * 10 + "B" * 63] and editor.word("COL") == "61"
    editor.at("AAAA").press(*"xyz", "enter")
    assert editor.do("RIGHT *").lines == ["B"] and editor.do("LEFT 0").lines == ["A" * 60 + "XYZ" + "A" * 7 + "BBB"]
    editor.press("pf10")
    assert editor.word("COL") == "56"
    editor.press("pf10")
    editor.at("AAAA").press("erase-eof", "enter")        # the columns that are not shown stay
    editor.do("SAVE")
    assert editor.desk.read("WIDE", "DATA")[0] == b"\x40" * 73 + b"\xc2" * 127


def test_truncation_is_told(editor):
    editor.do("SET TRUNC 8").at("BETA", 4).press(*"12345678", "enter")
    assert editor.message == "TRUNCATED." and editor.lines[1] == "BETA1234"


def test_paging(editor):
    editor.do("XEDIT MANY DATA").press("pf8")
    assert editor.current == 20
    editor.press("pf8").press("pf7")
    assert editor.current == 20 and len(editor.lines) == 20
    assert editor.do("*").lines == [f"LINE {n}" for n in range(191, 201)]


def test_stacked_lines_are_subcommands(editor):
    editor.do("STACK NEXT 3")
    assert editor.current == 3
    editor.do("STACK 2")                                 # two lines of the file, which are no subcommands
    assert "NO SUCH SUBCOMMAND:" in editor.rows[1]
