"""EDIT and the disk: filetypes, records, tabs, numbers, saving, EXECs, disks that are full or read-only."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import Bare, code_of
from memory_volume import MemoryVolume

BASE = "ALPHA ONE\nBETA TWO\nGAMMA THREE"


def exec_of(*lines):
    return cards("\n".join(("&CONTROL OFF",) + lines))


@pytest.fixture(scope="module")
def machine():
    cms = WithDisk(
        ("T", "DATA", cards(BASE)), ("V", "SCRIPT", [b"\x81\x82", b"\xc1" * 100, b"\xc2\x40"], "V"),
        ("LONG", "DATA", [b"\xc1" * 161]), ("WIDE", "DATA", [b"\xc1" * 150 + b"\xc2" * 10]),
        ("NUMBERS", "BASIC", cards("00010 LET A=1\n00020 PRINT A")), ("TAKEN", "$DATA", cards("MINE")),
        ("INP", "EXEC", exec_of("&STACK FIRST", "&STACK SECOND", "&STACK", "&STACK FILE", "EDIT &1 DATA",
                                "&EXIT &RETCODE")),
        ("SUB", "EXEC", exec_of("&STACK C /A/B/ *", "&STACK TOP", "&STACK INPUT", "&STACK NEW", "&STACK",
                                "&STACK FILE S DATA", "EDIT T DATA", "&EXIT &RETCODE")),
        cylinders=5)
    yield cms
    assert check(cms.disk) == []


def typed(cms, command, *lines):
    """EDIT and lines; the last answer."""
    for line in (command, *lines):
        answer = cms.ask(line)[:]
    return answer


def lines_of(cms, name, type):
    return [record.decode("cp037") for record in cms.read(name, type)]


def entry(cms, name, type):
    return CmsDisk(cms.disk).find(name, type)


@pytest.mark.parametrize("type, line, record, recfm", (
    ("SYSIN", "a\tlr\t1,2\tcopy", "A        LR    1,2            COPY", "F"),
    ("ASSEMBLE", "x" * 75, "X" * 71, "F"), ("FORTRAN", "10\tgo to 5", "10    GO TO 5", "F"),
    ("FORTRAN", "1" * 80, "1" * 72, "F"),
    ("EXEC", "&type hello", "&TYPE HELLO", "F"), ("SCRIPT", "Mixed\tText", "Mixed     Text", "V"),
    ("MEMO", "Mixed case", "Mixed case", "F"), ("DATA", "lower", "LOWER", "F"), ("PLI", "a\tb", "A  B", "F"),
    ("LISTING", "x" * 121, "X" * 121, "V"), ("SYN", "print\tp", "PRINT    P", "F"),
    ("COBOL", "\tmove", "       MOVE", "F"),
    ("BASIC", "10\tlet", "10    LET", "F"), ("OTHER", "a\tb", "A    B", "F")))
def test_filetypes(machine, type, line, record, recfm):
    """Tabs, case, truncation and records of a new file."""
    assert machine.ask(f"EDIT NEW {type}") == ["NEW FILE.", "INPUT:"]
    machine.ask(line)
    typed(machine, "", "FILE")
    made = machine.read("NEW", type)
    assert [one.decode("cp037").rstrip() for one in made] == [record]
    assert len(made[0]) == (80 if recfm == "F" else len(record))
    machine.ask(f"ERASE NEW {type}")


def test_truncation_is_told(machine):
    machine.ask("EDIT NEW DATA (LRECL 20")
    assert machine.ask("A" * 30) == ["TRUNCATED.", "A" * 20]
    typed(machine, "", "FILE")
    assert machine.read("NEW", "DATA") == [("A" * 20).encode("cp037")]
    machine.ask("ERASE NEW DATA")


@pytest.mark.parametrize("lines, wanted", (
    (["IMAGE OFF", "I A\tB"], ["A\tB"]), (["TABSET 3 9", "I A\tB\tC\tD"], ["A B     C D"]),
    (["TABDEF %", "I A%B"], ["A    B"]),
    (["TABDEF %", "TABDEF", "I A\tB%"], ["A    B%"]), (["I AB\bC"], ["AC"]),
    (["IMAGE CANON", "I B\bA_"], ["A\bB_"]),
    (["CASE M", "I aB"], ["aB"]), (["TRUNC 3", "I ABCDE"], ["ABC"]),
    (["SERIAL ON", "I A", "I B"], ["A".ljust(72) + "NEW00010", "B".ljust(72) + "NEW00020"]),
    (["SERIAL XY 5", "I A"], ["A".ljust(72) + "XY 00005"]),
    (["SERIAL ALL 100", "I A"], ["A".ljust(72) + "00000100"]),
    (["SERIAL ON", "SERIAL OFF", "I A"], ["A"]), (["SERIAL ON", "I " + "A" * 75], ["A" * 72 + "NEW00010"]),
    (["LINEMODE LEFT", "I", "ONE", "TWO", ""], ["00010 ONE", "00020 TWO"]),
    (["LINEMODE RIGHT", "PROMPT 100", "I", "ONE", ""], ["ONE".ljust(75) + "00100"]),
    (["LINEMODE L", "20 B", "10 A", "15 X", "15 C"], ["00010 A", "00015 C", "00020 B"]),
    (["LINEMODE L", "20 B", "10 A", "15 C", "RENUM"], ["00010 A", "00020 C", "00030 B"]),
    (["LINEMODE L", "20 B", "10 A", "RENUM 100 5", "100", "R Z"], ["00100 Z", "00105 B"]),
    (["RECFM V", "I ABC", "I D"], ["ABC", "D"])))
def test_settings_and_what_is_written(machine, lines, wanted):
    machine.ask("EDIT NEW DATA")
    machine.ask("")
    typed(machine, *lines, "FILE")
    assert code_of(machine.lines) == 0
    assert [line.rstrip() for line in lines_of(machine, "NEW", "DATA")] == wanted
    machine.ask("ERASE NEW DATA")


def test_line_numbers_are_prompted_and_may_run_out(machine):
    machine.ask("EDIT NUMBERS BASIC")
    assert typed(machine, "LINEMODE LEFT", "20") == ["00020 PRINT A"]
    assert typed(machine, "15") == ["THERE IS NO LINE OF THAT NUMBER"]
    assert typed(machine, "15 LET B=2", "B") == ["00020 PRINT A"]
    assert typed(machine, "10", "PROMPT 4", "I") == ["INPUT:", "00014"]
    assert typed(machine, "REM") == ["NO LINE NUMBER IS LEFT HERE: USE RENUM", "EDIT:"]
    typed(machine, "FILE N DATA")
    assert [line.rstrip() for line in lines_of(machine, "N", "DATA")] == [
        "00010 LET A=1", "00014 REM", "00015 LET B=2", "00020 PRINT A"]


# -- records

def test_variable_records_stay_as_they_are(machine):
    typed(machine, "EDIT V SCRIPT", "I x", "FILE")
    assert machine.read("V", "SCRIPT") == [b"\xa7", b"\x81\x82", b"\xc1" * 100, b"\xc2\x40"]


def test_records_of_160(machine):
    typed(machine, "EDIT WIDE DATA", "N")
    assert machine.lines == ["A" * 130, "A" * 20 + "B" * 10]
    assert typed(machine, "C /B/C/ 1 G") == ["A" * 130, "A" * 20 + "C" * 10]
    typed(machine, "FILE")
    assert machine.read("WIDE", "DATA") == [b"\xc1" * 150 + b"\xc3" * 10]


@pytest.mark.parametrize("command, code", (
    ("EDIT", 24), ("EDIT A", 24), ("EDIT A B 1", 24), ("EDIT A B P X", 24), ("EDIT A B (NOSUCH", 24),
    ("EDIT A B (LRECL X", 24),
    ("EDIT A B (LRECL 161", 24), ("EDIT T DATA C", 36), ("EDIT LONG DATA", 32)))
def test_return_codes(machine, command, code):
    answer = machine.ask(command)
    assert code_of(answer) == code and len(answer) == 2


# -- saving

def test_save_goes_on_and_quit_drops(machine):
    typed(machine, "EDIT T DATA", "I X")
    assert machine.ask("SAVE W DATA") == ["SAVED."]
    typed(machine, "I Y", "V OFF")
    assert machine.ask("SAVE W DATA") == []
    typed(machine, "QUIT")
    assert [line.rstrip() for line in lines_of(machine, "W", "DATA")] == ["X", "Y", *BASE.split("\n")]
    assert [line.rstrip() for line in lines_of(machine, "T", "DATA")] == BASE.split("\n")


def test_names_modes_and_formats_change(machine):
    typed(machine, "EDIT T DATA", "FNAME U", "FMODE P3", "RECFM V", "I X", "FILE")
    found = entry(machine, "U", "DATA")
    assert (found.mode, found.recfm, len(machine.read("U", "DATA"))) == ("P3", "V", 4)
    machine.ask("ERASE U DATA")


def test_saving_leaves_nothing_behind(machine):
    typed(machine, "EDIT T DATA", "I X", "SAVE", "D", "FILE")
    names = [(one.name, one.type) for one in CmsDisk(machine.disk).files()]
    assert ("EDIT", "CMSUT1") not in names and ("T", "$DATA") not in names


def test_autosave(machine):
    machine.ask("EDIT AUTO DATA")
    assert typed(machine, "", "AUTOSAVE 2", "I ONE") == []
    assert typed(machine, "I TWO") == ["_SAVED"]
    assert len(machine.read("AUTO", "DATA")) == 2
    typed(machine, "QUIT")


def test_another_file_with_the_name_of_the_recovery_file_stays(machine):
    machine.ask("EDIT TAKEN DATA")
    assert machine.lines == ["THERE IS NO RECOVERY FILE: ANOTHER FILE HAS ITS NAME", "NEW FILE.", "INPUT:"]
    typed(machine, "LINE", "", "SAVE", "I MORE", "FILE")
    assert len(machine.read("TAKEN", "DATA")) == 2
    assert lines_of(machine, "TAKEN", "$DATA")[0].rstrip() == "MINE"


# -- EXECs

def test_input_from_an_exec(machine):
    answer = machine.ask("INP MADE")
    assert answer[:-1] == ["NEW FILE.", "INPUT:", "EDIT:"] and code_of(answer) == 0
    assert [line.rstrip() for line in lines_of(machine, "MADE", "DATA")] == ["FIRST", "SECOND"]


def test_subcommands_from_an_exec(machine):
    assert code_of(machine.ask("SUB")) == 0
    assert [line.rstrip() for line in lines_of(machine, "S", "DATA")] == ["NEW", "BLPHA ONE", "BETB TWO",
    "GBMMA THREE"]


def test_lines_of_the_file_are_stacked(machine):
    typed(machine, "EDIT CMDS DATA", "ECHO ONE", "ECHO TWO", "", "TOP", "N", "STACK 2")
    assert machine.lines == ["?EDIT: ECHO ONE", "?EDIT: ECHO TWO"]
    typed(machine, "QUIT")


# -- disks and storage

def test_a_full_disk_is_told_and_nothing_is_lost():
    cms = WithDisk(("T", "DATA", cards(BASE)), ("BIG", "DATA", [b"\xc1" * 800] * 136, "F", 800), cylinders=1)
    said = []
    typed(cms, "EDIT T DATA", "I")
    for number in range(200):
        said += cms.ask(f"LINE {number}")
    assert said == ["THE DISK IS FULL: CHANGES ARE NOT RECORDED FOR RECOVERY, SAVE OFTEN"]
    assert typed(cms, "", "FILE")[0].startswith("THE DISK IS FULL: NOT SAVED.")
    assert check(cms.disk) == []
    cms.ask("CMS ERASE BIG DATA")
    assert code_of(cms.ask("FILE")) == 0
    assert len(cms.read("T", "DATA")) == 203 and check(cms.disk) == []


def test_full_storage_is_told_and_nothing_is_lost():
    cms = WithDisk(("T", "DATA", cards("\n".join(f"LINE {n:05} " + "X" * 60 for n in range(1000)))),
    cylinders=9)
    typed(cms, "EDIT T DATA", "B")
    while True:
        answer = cms.ask("GETFILE T DATA", 100_000_000)[:]
        if answer[0].startswith("STORAGE IS FULL"):
            break
    assert code_of(cms.ask("FILE BIG DATA", 200_000_000)) == 0
    made = lines_of(cms, "BIG", "DATA")
    assert len(made) > 1200 and made[:1000] == lines_of(cms, "T",
    "DATA") and made[1000:] == made[:len(made) - 1000]
    assert check(cms.disk) == []
    assert code_of(cms.ask("ECHO X")) == 0


def test_ten_thousand_lines():
    text = cards("\n".join(f"LINE {n:05}" for n in range(10_000)))
    cms = WithDisk(("T", "DATA", text), cylinders=30, storage="1M")
    cms.ask("EDIT T DATA", 200_000_000)
    cms.ask("L /09998/", 100_000_000)
    assert cms.lines == ["LINE 09998"]
    cms.ask("I NEW")
    cms.ask("FILE", 200_000_000)
    made = cms.read("T", "DATA")
    assert len(made) == 10_001 and made[:9999] == text[:9999] and made[10_000] == text[9999]


class ReadOnly(WithDisk):
    """With a T-disk that cannot be written."""

    def __init__(self, *files):
        self.other = MemoryVolume("2314", 3, 20, 7680)
        disk = CmsDisk(self.other)
        disk.format("RONLY", 3)
        disk.write("R", "DATA", cards(BASE))
        super().__init__(*files)

    def run(self, *more):
        if self.other.read_only is False:
            self.other.read_only = True
            self.machine.attach(0x192, "2314").mount(self.other)
        return super().run(*more)


def test_a_file_of_a_read_only_disk():
    """It is edited, its recovery file is on the P-disk, SAVE says what to do."""
    cms = ReadOnly(("X", "DATA", cards("X")))
    assert typed(cms, "LOGIN 192 T")[-1].startswith(("R;", "E("))
    assert cms.ask("EDIT R DATA T") == ["EDIT:"]
    assert typed(cms, "I NEW") == []
    assert typed(cms, "SAVE") == ["THE DISK IS READ-ONLY: NOT SAVED.  USE ANOTHER MODE"]
    assert [one.type for one in CmsDisk(cms.disk).files()].count("$DATA") == 1
    assert typed(cms, "T") == ["NEW"]
    assert code_of(typed(cms, "FILE = = P")) == 0
    assert [line.rstrip() for line in lines_of(cms, "R", "DATA")] == ["NEW", *BASE.split("\n")]
    assert {one.type for one in CmsDisk(cms.disk).files()} == {"DATA"} and check(cms.disk) == []


def test_without_any_disk():
    cms = Bare()
    assert cms.ask("EDIT A DATA") == ["NO DISK CAN BE WRITTEN: THERE IS NO RECOVERY FILE", "NEW FILE.",
    "INPUT:"]
    assert typed(cms, "LINE", "", "FILE") == ["NO SUCH DISK IS LOGGED IN: NOT SAVED"]
    assert typed(cms, "T") == ["LINE"]
    assert code_of(typed(cms, "QUIT")) == 0
