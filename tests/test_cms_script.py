"""SCRIPT at the console of a bare machine: control words, options, output, errors, what users might do."""
import re
from pathlib import Path

import pytest

from cms import build_source
from cms.build_help import texts
from cms.check import check
from cms_machine import code_of
from script_reference import BREAKING, OTHER
from script_room import LIMIT, Desk, files_of
from test_cms_unitrec import Paper


def body(text: str, **more: str) -> list[str]:
    """The text of the first page, lines of 20."""
    return Desk({"T": ".ll 20\n" + text} | more).pages()[0][5:]


@pytest.mark.parametrize("text, lines", (
    ("one two three four five six", ["one  two  three four", "five six"]),
    ("End.\nNew? Yes!\nno\nso", ["End.   New? Yes!  no", "so"]),
    ("one\n.br\ntwo", ["one", "two"]), ("one\n two", ["one", " two"]), ("one\n\ntwo", ["one", "", "two"]),
    ("one\n.sp 2\ntwo", ["one", "", "", "two"]), (".SP2\ntwo", ["", "", "two"]),
    (".ce\nab\nc", ["         ab", "c"]), (".ce 2\nab\ncde\nf", ["         ab", "        cde", "f"]),
    (".ce ab\nc", ["         ab", "c"]), (".cm x\none", ["one"]), ("one\n.cm x\ntwo", ["one two"]),
    (".nc\n.nj\na\nb", ["a", "b"]), (".nf\na  b\nc\n.fo\nd\ne", ["a  b", "c", "d e"]),
    (".ds\none\n.br\ntwo\n.ss\nx\n.br\ny", ["one", "", "two", "", "x", "y"]),
    (".in 5\none\n.in\ntwo", ["     one", "two"]), (".in 5\n.in -2\none\n.in +1\ntwo", ["   one", "    two"]),
    (".of 3\n1. one two three four five", ["1.   one  two  three", "   four five"]),
    (".in 4\n.un 2\none two three four\nx", ["  one two three four", "    x"]),
    (".tb 5 11\na\tb\tc", ["a   b     c"]),
    (".nj\none two three four five six", ["one two three four", "five six"]),
    (".ju\n.nc\na b c", ["a         b        c"]), ("a\n.co\nb", ["a", "b"]),
    (".ll 1\nab", ["a", "b"]), ("...not a word\n.5 either", ["...not   a  word  .5", "either"])))
def test_lines(text, lines):
    assert body(text) == lines


# -- pages

def test_a_page_has_margins_a_heading_and_a_number():
    [page] = Desk({"T": ".ll 30\n.he My Book\n" + "line\n.br\n" * 58}).pages()
    assert page[:6] == ["", "", "", "My Book                 PAGE 1", "", "line"]
    assert len(page) == 66 - 3


def test_the_page_after_a_full_one_begins_with_the_next_line():
    text = ".nf\n" + "\n".join(f"line {n}" for n in range(1, 60))
    first, second = Desk({"T": text}).pages()
    assert first[-1] == "line 58" and second[5:] == ["line 59"] and second[3].endswith("PAGE 2")


def test_empty_lines_are_dropped_where_a_page_ends():
    first, second = Desk({"T": ".pl 10\n.nf\na\nb\n.sp 4\nc"}).pages()
    assert first[5:] == ["a", "b"] and second[5:] == ["c"]


def test_percent_in_a_heading_is_the_number_roman_too():
    pages = Desk({"T": ".he - % -\n.pn roman\nx\n.pa 44\nx\n.br\n.pn arabic\n.pa\nx\n.br\n"
                       ".he\n.pn off\n.pa\nx"}).pages()
    assert [page[3] for page in pages] == ["- i -", "- xliv -", "- 45 -", ""]


def test_page_numbers_off_are_counted_and_offno_not():
    pages = Desk({"T": ".pn off\na\n.pa\nb\n.br\n.pn offno\n.pa\nc\n.br\n.pn on\n.pa\nd"}).pages()
    assert [page[3].strip() for page in pages] == ["", "", "", "PAGE 3"]


def test_a_conditional_page():
    pages = Desk({"T": ".pl 12\n.nf\na\nb\n.cp 2\nc\n.cp 2\nd"}).pages()
    assert [page[5:] for page in pages] == [["a", "b", "c"], ["d"]]


# -- files

def test_files_are_imbedded_and_appended():
    assert body("a\n.im b\nd\n.ap C memo\nnever", B="b\nb", **{"C MEMO": "e"}) == ["a b b d e"]


def test_a_file_in_itself_and_files_without_end_are_told():
    desk = Desk({"T": "one\n.im b\ntwo", "B": "x\n.im t\n.ap c", "C": ".ap b\ny"})
    assert desk.pages()[0][5:] == ["one x two"]
    assert desk.errors() == ["B SCRIPT LINE 2: THE FILE WOULD IMBED ITSELF: T        SCRIPT",
                             "C SCRIPT LINE 1: THE FILE WOULD IMBED ITSELF: B        SCRIPT"]


def test_ten_files_in_one_another_and_no_more():
    files = {f"F{n}": f"{n}\n.im f{n + 1}" for n in range(12)}
    desk = Desk(files)
    assert desk.pages("F0")[0][5:] == ["0 1 2 3 4 5 6 7 8 9"]
    assert desk.errors() == ["F9 SCRIPT LINE 2: TOO MANY FILES IN ONE ANOTHER: F10      SCRIPT"]


def test_lines_of_the_terminal_are_lines_of_the_document():
    desk = Desk({"T": ".ll 20\nDear\n.rd 2\n.br\nYours"})
    desk.ask("SCRIPT T ( NOWAIT")
    desk.ask("Ann,")
    lines = [line for line in desk.ask(".sp") if line]
    assert lines[-2:-1] == ["Yours"] and any(line == "Dear Ann," for line in lines)


# -- options

def test_the_terminal_waits_for_paper_and_at_each_page():
    desk = Desk({"T": "a\n.pa\nb"})
    assert desk.ask("SCRIPT T ( STOP") == ["LOAD PAPER, PRESS RETURN"]
    lines = desk.ask("")
    assert lines[5] == "a" and len(lines) == 67 and lines[-1] == "LOAD PAPER, PRESS RETURN"
    lines = desk.ask("")
    assert lines[5] == "b" and len(lines) == 67 and code_of(lines) == 0


@pytest.mark.parametrize("options, numbers", (
    ("PAGE 2", [2, 3, 4]), ("PAGE2 TO 3", [2, 3]), ("SINGLE", [1]), ("PAGE 3 SINGLE", [3]), ("PAGE 1 TO 1", [1])))
def test_some_pages(options, numbers):
    pages = Desk({"T": "a\n.pa\na\n.pa\na\n.pa\na"}).pages(options=options)
    assert [int(page[3].split()[1]) for page in pages] == numbers


def test_a_page_that_is_not_there_is_told():
    desk = Desk({"T": "a"})
    assert desk.ask("SCRIPT T ( PAGE 7")[0] == "THE DOCUMENT HAS NO SUCH PAGE" and code_of(desk.lines) == 4


def test_capitals_the_middle_and_numbers_together():
    [page] = Desk({"T": ".ll 20\n.im b", "B": ".br\none"}).pages(options="TRANSLATE CENTER NUMBER")
    assert page[3] == " " * 15 + " " * 56 + " " * 14 + "PAGE 1"
    assert page[5] == "B" + " " * 12 + "2" + " " * 57 + "ONE"


def test_unformatted_shows_control_words():
    [page] = Desk({"T": ".ll 20\none\n.no such\n  two  three"}).pages(options="UNFORMATTED")
    assert page[5:] == [".ll 20", "one", ".no such", "  two  three"]


def test_the_printer_gets_pages_and_small_letters():
    desk = Desk({"T": ".ll 20\na\n.pa\nb"})
    paper = Paper()
    desk.machine.attach(0x00E, "1403", file=paper)
    assert code_of(desk.ask("SCRIPT T ( OFFLINE")) == 0
    printed = [one for one in paper if one[2]]
    assert [text for _, _, text in printed] == ["              PAGE 1", "a", "              PAGE 2", "b"]
    assert printed[2][0] == printed[0][0] + 1 and printed[2][1] == printed[0][1] == printed[1][1] - 2


def test_a_printer_that_is_not_there_ends_it():
    assert code_of(Desk({"T": "a"}).ask("SCRIPT T ( OFFLINE")) == 200


def test_a_new_listing_replaces_the_old_one_and_the_disk_is_good():
    desk = Desk({"T": "a"})
    desk.pages()
    desk.pages()
    assert files_of(desk) == {("T", "SCRIPT"), ("T", "LISTING")}
    assert [one for one in check(desk.disk) if one.severity != "note"] == []


def test_its_file_is_closed_when_it_ends_early_in_an_exec():
    desk = Desk({"T": "a\n.pa\nb", "DO EXEC": "&CONTROL OFF\nSCRIPT T ( FILE SINGLE\n"
                 "ALTER T SCRIPT P U = =\n&TYPE &RETCODE\nSCRIPT T ( NO\nSCRIPT NONE"})
    assert desk.ask("DO")[0] == "0" and ("U", "SCRIPT") in files_of(desk)


# -- what is wrong

@pytest.mark.parametrize("operands, code", (
    ("", 24), ("( OFFLINE", 24), ("NONE", 28), ("T MEMO", 28), ("T SCRIPT P", 24), ("T ( NOSUCH", 24),
    ("T ( PAGE", 24), ("T ( PAGE X", 24), ("T ( PAGE 0", 24), ("T ( PAGE 3 TO 2", 24), ("T ( PAGE 3 TO", 24),
    ("T ( OFFLINE FILE", 24), ("T LISTING ( FILE", 28), (")", 24), ("*", 24), ("T *", 24)))
def test_operands_that_are_wrong(operands, code):
    lines = Desk({"T": "a"}).ask(f"SCRIPT {operands}")
    assert code_of(lines) == code and len(lines) == 2


@pytest.mark.parametrize("line, message", (
    (".xx", "THERE IS NO SUCH CONTROL WORD"), (".a", "THERE IS NO SUCH CONTROL WORD"),
    (".spx", "THERE IS NO SUCH CONTROL WORD"), (".sp x", "A NUMBER IS WANTED BEHIND IT"),
    (".sp 1 2", "A NUMBER IS WANTED BEHIND IT"), (".sp 99999", "A NUMBER IS WANTED BEHIND IT"),
    (".cp", "A NUMBER IS WANTED BEHIND IT"), (".ll 0", "THE NUMBER MUST BE FROM    1 TO  132"),
    (".ll 133", "THE NUMBER MUST BE FROM    1 TO  132"), (".in -1", "THE NUMBER MUST BE FROM    0 TO  132"),
    (".in 60", "NO ROOM IS LEFT BETWEEN INDENT, OFFSET AND LINE LENGTH"),
    (".of 60", "NO ROOM IS LEFT BETWEEN INDENT, OFFSET AND LINE LENGTH"),
    (".un 1", "THE INDENT IS NOT SO LARGE"), (".pl 8", "NO LINE IS LEFT BETWEEN THE MARGINS"),
    (".tm 63", "NO LINE IS LEFT BETWEEN THE MARGINS"), (".br x", "IT HAS NO OPERAND"),
    (".pn", "ON, OFF, OFFNO, ROMAN OR ARABIC IS WANTED BEHIND IT"),
    (".tb 5 4", "UP TO 16 COLUMNS ARE WANTED, EACH FARTHER RIGHT"),
    (".tb 133", "UP TO 16 COLUMNS ARE WANTED, EACH FARTHER RIGHT"),
    (".im", "A FILENAME AND PERHAPS A FILETYPE ARE WANTED BEHIND IT"),
    (".im a b c", "A FILENAME AND PERHAPS A FILETYPE ARE WANTED BEHIND IT"),
    (".im nofile", "FILE NOT FOUND: NOFILE   SCRIPT")))
def test_errors_name_the_line_and_the_document_goes_on(line, message):
    desk = Desk({"T": f"one\n{line}\n.br\ntwo"})
    assert desk.pages()[0][5:] == ["one", "two"]
    assert desk.errors() == [f"T SCRIPT LINE 2: {message}"] and code_of(desk.lines) == 4


def test_fifty_errors_are_enough():
    desk = Desk({"T": ".xx\n" * 80 + "end"})
    lines = desk.ask("SCRIPT T ( NOWAIT", LIMIT)
    assert len(lines) == 52 and lines[-2] == "TOO MANY ERRORS: SCRIPT ENDS" and code_of(lines) == 12


def test_kx_ends_a_long_document():
    desk = Desk({"T": ".pl 9\n.ll 1\n" + "x" * 120 + "\n.im b", "B": "y\n" * 500})
    desk.machine.post(lambda: desk.console.type_in("SCRIPT T ( FILE"))
    desk.machine.run(30_000)
    del desk.lines[:]
    desk.attention("KX")
    desk.run()
    assert code_of(desk.ask("LISTF")) == 0
    assert [one for one in check(desk.disk) if one.severity != "note"] == []


# -- the control words are all there

def test_each_control_word_has_a_help_text_and_no_other():
    source = (Path(build_source.COMMANDS) / "script" / "txctl.asm").read_text()
    words = set(re.findall(r"^ +TXWORD (\w\w),", source, re.MULTILINE))
    assert words == {word.upper() for word in BREAKING | OTHER | {"cm", "rd"}}
    assert words == {text.name[1:] for text in texts() if text.group == "SCRIPT"}
