"""FILELIST and RDRLIST: lists of files on a full screen, commands typed beside the names, by a person at a display."""
import re
import statistics
import time

import pytest

from cms_files import hello_deck
from cms_machine import Bare, asked, code_of, fields
from cp.console import Script
from display_room import Sitting
from screen_desk import Desk

FILES = [("LETTER", "MEMO", "Dear Ann,\nthe cards have come."), ("HELLO", "TEXT", hello_deck()),
         ("BIG", "DATA", "line\n" * 400), ("SMALL", "DATA", "x")]
EXECS = [("QUIET", "EXEC", "&EXIT &1"), ("SAY", "EXEC", "&TYPE GOT &1 &2 &3 &4 &5"), ("LOOP", "EXEC", "-X\n&GOTO -X")]
NAMES = ["BIG", "HELLO", "LETTER", "LOOP", "QUIET", "SAY", "SMALL"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with Desk(tmp_path_factory.mktemp("lists") / "cp", *FILES, *EXECS, cylinders=5) as made:
        yield made


class Lister:
    """The list, and the person in front of it."""

    def __init__(self, desk, line: str = "FILELIST", rows: int = 24, columns: int = 80):
        self.desk, self.painted = desk, 0
        self.person = desk.sit(rows, columns).sees("", "VM READ")
        display = self.person.pane.display
        perform = display.perform

        def counted(*stream):
            answer = perform(*stream)
            self.painted += "====>" in display.row(display.rows - 2)
            return answer
        display.perform = counted
        self.again(line)

    def again(self, line: str) -> "Lister":
        return self.painted_by(lambda: self.person.line(line))

    def painted_by(self, doing) -> "Lister":
        before = self.painted
        doing()
        self.person.until(lambda: self.painted != before and not self.person.pane.display.locked)
        return self

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.person.pane.rows()]

    @property
    def message(self) -> str:
        return self.rows[-3].strip()

    @property
    def entries(self) -> list[list[str]]:
        """Mark (or ''), name, type ... of each file shown."""
        margin = self.person.pane.display.columns - 59
        return [[row[margin:margin + 4].strip(), *row[margin + 4:].split()] for row in self.rows[2:-3] if row[margin + 4:].strip()]

    @property
    def names(self) -> list[str]:
        return [entry[1] for entry in self.entries]

    def mark(self, name: str) -> str:
        return next(entry[0] for entry in self.entries if entry[1] == name)

    def beside(self, **commands: str) -> "Lister":
        """Type in front of these files."""
        for name, command in commands.items():
            self.at(name).person.type(command)
        return self

    def at(self, name: str) -> "Lister":
        self.person.pane.click(2 + self.names.index(name), 0)
        return self

    def line(self, text: str) -> "Lister":
        """The command line."""
        self.person.pane.click(len(self.rows) - 2, 8)
        self.person.type(text)
        return self.press()

    def press(self, key: str = "enter") -> "Lister":
        """A key; then the list is there again."""
        return self.painted_by(lambda: self.person.type("", key))

    def reads(self, text: str, key: str = "enter") -> "Lister":
        """A key; lines come, which are read and sent away; then the list is there again."""
        self.person.type("", key).until(lambda: text in self.person.shown and self.person.pane.state == "MORE...")
        return self.press("pa2")

    def end(self) -> None:
        try:
            self.person.type("", "pf3").sees("R;", "VM READ")
        finally:
            self.person.close()


@pytest.fixture
def lister(home):
    one = Lister(home)
    yield one
    one.end()


def test_the_list(lister):
    assert lister.names == NAMES
    assert re.fullmatch(r" {25}BIG      DATA     P5 F   80   401    41 \d\d/\d\d/\d\d \d\d:\d\d", lister.rows[2]), lister.rows[2]
    assert "FILES    1 TO    7 OF    7" in lister.rows[0] and lister.person.pane.display.cursor == 2 * 80


def test_sorting(lister):
    assert lister.press("pf6").names[0] == "BIG"
    assert [entry[2] for entry in lister.press("pf4").entries] == ["DATA", "DATA", "EXEC", "EXEC", "EXEC", "MEMO", "TEXT"]
    assert lister.press("pf21").names == NAMES                               # PF21 is PF9
    assert lister.line("ssize").names[0] == "BIG" and lister.line("sname").names == NAMES
    assert len(lister.line("SMODE").names) == len(lister.line("SDATE").names) == 7


def test_commands_beside_names(lister):
    lister.beside(SMALL="state", BIG="state /n memo", LETTER="* a remark").reads("FILE NOT FOUND")
    assert [lister.mark(name) for name in ("BIG", "HELLO", "LETTER", "SMALL")] == ["28", "", "", "*"]
    lister.beside(BIG="quiet 8 /o", HELLO="=", LETTER="exec quiet 1234", SMALL="quiet 0 /t").press()
    assert [lister.mark(name) for name in ("BIG", "HELLO", "LETTER", "SMALL")] == ["8", "8", "1234", "*"]
    lister.beside(BIG="?").press()
    assert lister.rows[2].startswith("quiet 0 /t ")
    lister.beside(LETTER="/").press()
    assert lister.names == NAMES[2:] and lister.line("top").names == NAMES


@pytest.mark.parametrize("command, words", [
    ("say", "SMALL DATA P5"), ("say /", "SMALL DATA P5"), ("say x / y", "X SMALL DATA P5 Y"), ("say /tn", "DATA SMALL"), ("say /m,/N", "P5,SMALL"),
    ("say /o", ""), ("say a/b", "ASMALL DATA P5B"), ("say x/no", "XSMALL"), ("say /mtn", "P5 DATA SMALL"), ("say //", "SMALL DATA P5SMALL DATA P5")])
def test_names_are_put_in(lister, command, words):
    lister.beside(SMALL=command).reads(f"GOT {words}".strip() + "\n")


def test_files_are_made_renamed_erased(home, lister):
    lister.beside(SMALL="copyfile / a = =", LETTER="alter / renamed = =").press()
    assert lister.names == ["A", "BIG", "HELLO", "LOOP", "QUIET", "RENAMED", "SAY", "SMALL"] and lister.mark("SMALL") == "*"
    lister.beside(A="Discard", RENAMED="alter / letter = =").press()
    assert lister.names == NAMES
    assert ("A", "DATA") not in home.names() and home.faults() == []


def test_lines_come_and_then_the_list(lister):
    lister.beside(LETTER="printf").reads("the cards have come.")
    assert lister.mark("LETTER") == "*"
    lister.at("LETTER").reads("Dear Ann", "pf10")
    lister.beside(HELLO="nosuch", BIG="cp query time").reads("?CP: NOSUCH")
    assert lister.mark("HELLO") == "-3" and lister.mark("BIG") != "*"
    lister.line("state big data")
    assert lister.message == "" and lister.line("quiet 28").message == "RETURN CODE 28"
    assert [lister.press("pf12").person.pane.display.cursor for _ in range(2)] == [2 * 80, 22 * 80 + 8]


def test_what_was_typed_waits_while_pages_turn(lister):
    lister.beside(BIG="state x x").press("pf6").press("clear")
    assert lister.rows[2].startswith("state x x ")
    assert lister.beside(BIG="         ").press().mark("BIG") == ""
    lister.person.pane.click(22, 8)
    assert lister.press("pf11").message == "PUT THE CURSOR INTO THE LINE OF A FILE"


def test_a_command_too_long_is_refused(lister):
    lister.beside(BIG="say/////////////////").press()                    # 17 names do not fit into a line
    assert lister.mark("BIG") == "24" and "TOO LONG" in lister.message
    assert lister.press("pf2").mark("BIG") == ""


def test_a_list_within_the_list(lister):
    lister.beside(BIG="filelist /n")
    assert lister.press().names == ["BIG"]
    lister.press("pf3")
    assert lister.names == NAMES and lister.mark("BIG") == "*"


def test_a_file_erased_behind_its_back(lister):
    lister.line("copyfile small data p z = =").press("pf2")
    lister.beside(SAY="erase z data /o", Z="state").reads("FILE NOT FOUND")
    assert lister.names == NAMES and lister.mark("SAY") == "*"


def test_the_editor_takes_the_user_area_and_the_list_stays(home, lister):
    lister.beside(LETTER="edit").person.type("", "enter").sees("EDIT:", "VM READ").line("FILE")
    lister.person.until(lambda: lister.person.pane.state == "MORE..." or "====>" in lister.person.shown)
    if "====>" not in lister.person.shown:
        lister.press("pa2")
    assert lister.mark("LETTER") == "*" and home.faults() == []


def test_kx_ends_a_command_and_the_list(home):
    lister = Lister(home)
    storage, execs = home.system.machines["TESTER"].machine.storage, fields()["EXECHAIN"]
    person = lister.beside(LOOP="loop /o").person.type("", "enter").until(lambda: any(storage.read(execs, 4)))
    person.type("", "attn").sees("CP", "CP READ").line("BEGIN").sees("", "VM READ")
    lister.person.line("KX").sees("R;", "VM READ")
    assert lister.again("FILELIST").names == NAMES and home.faults() == []
    lister.end()


def comes_back(home, rows: int, columns: int) -> Sitting:
    """Somebody logs on while the list waits; the list is there."""
    person = Sitting(home.system, rows, columns).sees("", "CP READ").line("LOGON TESTER TESTER")
    person.until(lambda: "RECONNECTED" in person.shown)
    while "====>" not in person.shown:
        person.until(lambda: "====>" in person.shown or person.pane.state in ("CP READ", "MORE..."))
        if person.pane.state == "MORE...":
            person.type("", "pa2")
        elif person.pane.state == "CP READ":
            person.line("BEGIN").until(lambda: person.pane.state != "CP READ")
    return person.sees("====>")


def test_who_comes_back_at_another_display(home):
    lister = Lister(home).beside(BIG="state")
    lister.person.close()
    for rows, columns in ((43, 80), (27, 132)):
        lister.person = comes_back(home, rows, columns)
        assert (lister.names, len(lister.rows)) == (NAMES, rows)
        lister.person.close()
    lister.person = comes_back(home, 24, 80)
    lister.end()


def test_operands(home):
    lister = Lister(home, "FILELIST * D* P")
    assert lister.names == ["BIG", "SMALL"]
    lister.end()
    lister = Lister(home, "filel s*")
    assert lister.names == ["SAY", "SMALL"] and lister.beside(SAY="discard /n nosuch").reads("NOT FOUND").mark("SAY") == "28"
    lister.person.type("", "pf3").sees("R;", "VM READ")
    for line, code, text in (("FILELIST NOSUCH", 28, "FILE NOT FOUND"), ("FILELIST * * C", 36, "NO SUCH DISK"), ("FILELIST * * P (X", 24, "FILELIST"),
                             ("FILELIST A B P X", 24, "FILELIST"), ("RDRLIST X", 24, "NO OPERANDS"), ("RDRLIST", 28, "NO FILES")):
        lister.person.line(line).until(lambda: re.search(rf"{text}.*\nE\({code:05}\);", lister.person.shown.split(f"{line}\n")[-1]))
        lister.person.sees("", "VM READ")
    lister.again("FILELIST * MODULE S")
    lister.beside(**{lister.names[0]: "discard"}).reads("READ-ONLY")
    assert lister.entries[0][0] not in ("", "*")
    lister.end()


def test_a_line_terminal_and_a_bare_machine(home):
    vm = home.system.machines["TESTER"]
    vm.console.connect(Script())
    for line, other in (("FILELIST", "USE LISTF"), ("RDRLIST", "QUERY READER")):
        lines = asked(vm, line)
        assert code_of(lines) == 40 and other in lines[0]
    home.system.disconnect(vm)
    bare = Bare()
    assert code_of(bare.ask("RDRLIST")) == 88 and "NO CP" in bare.lines[0]
    assert code_of(bare.ask("FILELIST")) == 40


def deck(home, *cards: str, name: str = "", type: str = "") -> int:
    """A file in the reader; its number."""
    writer = home.system.spool.open("RDR", "TESTER")
    for card in cards:
        writer.punch(card.encode("cp037").ljust(80, b"\x40"))
    return writer.close(name=name, type=type).number


@pytest.fixture
def reader(home):
    home.system.spool.purge(home.system.spool.files(kind="RDR", owner="TESTER"))
    return home.system.spool


def numbers(lister) -> list[int]:
    return [int(row[53:58]) for row in lister.rows[2:-3] if row[25:].strip()]


def test_files_of_the_reader(home, reader):
    made = [deck(home, ":READ  ONE      DATA     P5", "a", "b"), deck(home, "x", name="TWO", type="DATA"), deck(home, "y", "z"), deck(home, "q")]
    lister = Lister(home, "RDRLIST")
    assert numbers(lister) == made and lister.rows[3][25:54].split() == ["TWO", "DATA", "A", "TESTER"]
    rows = {number: 2 + at for at, number in enumerate(made)}

    def beside(number: int, command: str) -> None:
        lister.person.pane.click(rows[number], 0)
        lister.person.type(command)
    beside(made[1], "peek")
    lister.reads("x")
    assert numbers(lister) == made
    beside(made[3], "order")
    assert lister.press().message == "0001 FILE ORDERED" or numbers(lister) == [made[3], *made[:3]]
    rows = {number: 2 + at for at, number in enumerate(numbers(lister))}
    beside(made[0], "receive")
    beside(made[1], "receive")
    beside(made[2], "receive three memo")
    lister.reads("ONE")
    assert numbers(lister) == made[3:]
    assert [home.read(*name)[0].rstrip(b"\x40") for name in (("ONE", "DATA"), ("TWO", "DATA"), ("THREE", "MEMO"))] == [
        text.encode("cp037") for text in "axy"]
    lister.person.pane.click(2, 0)
    lister.person.type("receive")
    assert "NO NAME" in lister.press().message and numbers(lister) == made[3:]
    lister.person.pane.click(2, 0)
    lister.person.type("transfer nobody")
    assert lister.press().message and numbers(lister) == made[3:]
    lister.person.pane.click(2, 0)
    lister.person.type("discard")
    assert lister.press().message == "0001 FILE PURGED" and numbers(lister) == []
    lister.line("erase one data").line("erase two data").line("erase three memo")
    lister.end()
    assert home.faults() == []


def test_a_list_that_has_become_empty(home, reader):
    """It says so, the cursor is where one can type; a file that has gone meanwhile is not called held alone."""
    deck(home, "x", name="TWO", type="DATA")
    lister = Lister(home, "RDRLIST")
    reader.purge(reader.files(kind="RDR", owner="TESTER"))
    lister.person.pane.click(2, 0)
    lister.person.type("receive")
    assert lister.press().message.startswith("GONE, HELD") and numbers(lister) == []
    assert lister.press().message.startswith("THERE ARE NO MORE SUCH FILES")
    assert lister.person.pane.display.cursor == 22 * 80 + 8
    lister.person.type("bottom")
    assert lister.press().message.startswith("THERE ARE NO MORE SUCH FILES")
    lister.end()


@pytest.mark.slow
@pytest.mark.parametrize("rows, columns", [(24, 80), (32, 80), (43, 80), (27, 132)])
def test_a_thousand_files(tmp_path, rows, columns):
    files = [(f"F{number:04}", "DATA", "x") for number in range(1000)]
    with Desk(tmp_path / "cp", *files, cylinders=20) as desk:
        lister = Lister(desk, rows=rows, columns=columns)
        times = []
        for _ in range(40):
            before = time.perf_counter()
            lister.press("pf8")
            times.append(time.perf_counter() - before)
        assert statistics.median(times) < 0.010, times
        assert lister.line("bottom").names[-1] == "F0999" and len(lister.names) == rows - 5
        lister.beside(F0999="discard").press()
        assert "OF  999" in lister.rows[0] and lister.line("top").names[0] == "F0000"
        lister.end()
        assert desk.faults() == []
