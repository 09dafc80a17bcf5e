"""GET and PUT of OS/360 programs on CMS files, terminal, printer, punch and reader; exits and errors."""
import time

import pytest

from cms.check import check
from cms_machine import code_of
from cms_os_programs import OsMachine, e, module, padded, plain


def copier(name: str, into: str, out: str, get: str = "GM", put: str = "PM", more: tuple = (), data: tuple = ()) -> tuple:
    """A program that copies SYSIN to SYSOUT."""
    move_in, move_out = get == "GM", put == "PM"
    loop = ["LOOP GET IN,AREA" if move_in else "LOOP GET IN"]
    if not move_in:
        loop.append(" LR 3,1")
    else:
        loop.append(" LA 3,AREA")
    if move_out:
        loop.append(" PUT OUT,(3)")
    else:
        loop += [" PUT OUT", " MVC 0(80,1),0(3)"]
    return module(name, " OPEN (IN,(INPUT),OUT,(OUTPUT))", " TM IN+48,X'10'", " BZ BAD", " TM OUT+48,X'10'", " BZ BAD",
                  *more, *loop, " B LOOP", "EOF CLOSE (IN,,OUT)", " TM IN+48,X'10'", " BO BAD", " B DONE",
                  "BAD MVI CODE+3,9", " B DONE", "DATA", "AREA DC 300C'*'", *data,
                  f"IN DCB DDNAME=SYSIN,MACRF=({get}),EODAD=EOF{into}", f"OUT DCB DDNAME=SYSOUT,MACRF=({put}){out}")


TEXTS = ("ONE", "TWO AND MORE", "THREE")


@pytest.fixture(scope="module")
def cms():
    programs = [copier("COPYMM", "", ",RECFM=F,LRECL=80"), copier("COPYLL", "", ",RECFM=FB,LRECL=80,BLKSIZE=800", "GL", "PL"),
                copier("COPYV", "", ",RECFM=V,LRECL=84"), copier("COPYU", ",RECFM=U,BLKSIZE=80", ",RECFM=FB,LRECL=80,BLKSIZE=160"),
                copier("COPYANY", "", ""),
                copier("COPYFA", "", ",RECFM=FA,LRECL=81", "GL", "PM", data=(" DS 0F",)),
                module("NOEODAD", " OPEN (IN)", "LOOP GET IN,AREA", " B LOOP", "DATA", "AREA DS CL80",
                       "IN DCB DDNAME=SYSIN,MACRF=(GM)"),
                module("NOTOPEN", " LA 1,IN", " L 15,=V(PROG)", " OPEN (IN)", " L 15,IN+48", " LA 1,PROG", " BALR 14,15",
                       " B DONE", "DATA", "IN DCB DDNAME=SYSIN,MACRF=(GM)"),
                module("EXITS", " LA 7,77", " OPEN (IN)", " CLI SEEN,1", " BNE DONE", " LH 3,IN+82", " ST 3,CODE", " B DONE",
                       "EXIT C 7,=F'77'", " BNE 0(14)", " C 1,=A(IN)", " BNER 14", " CLI IN+36,X'80'", " BNER 14",
                       " MVI SEEN,1", " SR 7,7", " SR 12,12", " BR 14", "DATA", "SEEN DC X'00'",
                       " DS 0F", "LIST DC X'85',AL3(EXIT)", "IN DCB DDNAME=SYSIN,MACRF=(GM),EXLST=LIST"),
                module("BADSAVE", " OPEN (IN)", " L 13,=A(X'4000')", " GET IN,AREA", " B DONE", "DATA", "AREA DS CL80",
                       "IN DCB DDNAME=SYSIN,MACRF=(GM)"),
                module("BADATTR", " OPEN (IN)", " B DONE", "DATA",
                       "IN DCB DDNAME=SYSIN,MACRF=(GM),RECFM=FB,LRECL=80,BLKSIZE=100"),
                module("WILDDCB", " LA 1,=X'80004000'", " SVC 19", " B DONE"),
                module("LEFTOPEN", " OPEN (OUT,(OUTPUT))", " TM OUT+48,X'10'", " BZ DONE", " PUT OUT,AREA", " PUT OUT,AREA", " B DONE",
                       "DATA", "AREA DC CL80'LEFT'", "OUT DCB DDNAME=SYSOUT,MACRF=(PM),RECFM=F,LRECL=80"),
                module("UPDATE", " OPEN (UP,(UPDAT))", "LOOP GET UP", " CLI 0(1),C'T'", " BNE LOOP", " MVI 0(1),C'*'", " PUTX UP",
                       " B LOOP", "EOF CLOSE (UP)", " B DONE", "DATA",
                       "UP DCB DDNAME=SYSIN,MACRF=(GL,PL),EODAD=EOF")]
    machine = OsMachine(*programs, ("TEST", "DATA", padded(*TEXTS)), ("VAR", "DATA", [e(text) for text in TEXTS], "V"),
                        ("CTL", "DATA", padded(" A", "0B", "1C", "+D", length=81)), cylinders=5)
    yield machine
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


@pytest.fixture(autouse=True)
def clean(cms):
    yield
    if cms.console.reading:
        cms.ask("FILEDEF * CLEAR")
        assert cms.word("OSDEBS") == 0 and cms.word("FILEDEFS") == 0


def run(cms, name: str, source: str = "DISK TEST DATA", target: str = "DISK NEW DATA P5", code: int = 0) -> list[str]:
    assert code_of(cms.ask(f"FILEDEF SYSIN {source}")) == 0, cms.lines
    assert code_of(cms.ask(f"FILEDEF SYSOUT {target}")) == 0, cms.lines
    lines = list(cms.ask(name))
    assert code_of(lines) == code, lines
    return lines[:-1]


@pytest.mark.parametrize("name", ("COPYMM", "COPYLL", "COPYU"))
def test_fixed_records_are_copied(cms, name):
    assert run(cms, name) == []
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_variable_items_fill_fixed_records(cms):
    assert run(cms, "COPYMM", "DISK VAR DATA ( RECFM F LRECL 80") == []
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_variable_records(cms):
    assert run(cms, "COPYV", "DISK VAR DATA") == []
    assert cms.read("NEW", "DATA") == [e(text) for text in TEXTS]


def test_variable_records_on_the_terminal(cms):
    assert run(cms, "COPYV", "DISK VAR DATA", "TERMINAL") == list(TEXTS)


def test_asa_control_on_the_terminal(cms):
    assert run(cms, "COPYFA", "DISK CTL DATA", "TERMINAL") == ["A", "", "B", "", "C", "D"]


def test_dummy_is_empty_and_takes_all(cms):
    assert run(cms, "COPYMM", "DUMMY ( RECFM F LRECL 80") == []
    assert run(cms, "COPYMM", target="DUMMY") == []
    assert run(cms, "COPYANY", target="DUMMY") == []


def test_disp_mod_goes_on_behind_the_end(cms):
    run(cms, "COPYMM")
    run(cms, "COPYMM", target="DISK NEW DATA P5 ( DISP MOD")
    assert plain(cms.read("NEW", "DATA")) == [*TEXTS, *TEXTS]
    run(cms, "COPYMM")
    assert plain(cms.read("NEW", "DATA")) == [*TEXTS]


def test_nothing_written_is_no_file(cms):
    run(cms, "COPYMM")
    run(cms, "COPYMM", "DUMMY ( RECFM F LRECL 80")
    assert code_of(cms.ask("STATE NEW DATA")) == 28


def test_the_terminal_is_read_to_a_null_line(cms):
    cms.ask("FILEDEF SYSIN TERMINAL ( RECFM F LRECL 80")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    cms.ask("COPYMM")
    cms.ask("hello")
    cms.ask("world")
    assert code_of(cms.ask("")) == 0
    assert plain(cms.read("NEW", "DATA")) == ["HELLO", "WORLD"]


def test_lowcase_leaves_small_letters(cms):
    cms.ask("FILEDEF SYSIN TERMINAL ( LOWCASE RECFM F LRECL 80")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    cms.ask("COPYMM")
    cms.ask("Hello")
    assert code_of(cms.ask("")) == 0
    assert plain(cms.read("NEW", "DATA")) == ["Hello"]


def test_without_filedef_it_is_file_ddname(cms):
    cms.ask("FILEDEF SYSIN DISK TEST DATA")
    assert code_of(cms.ask("COPYMM")) == 0
    assert plain(cms.read("FILE", "SYSOUT")) == [*TEXTS]
    cms.ask("ERASE FILE SYSOUT")


def test_a_missing_file_is_not_opened(cms):
    lines = run(cms, "COPYMM", "DISK NO FILE", code=9)
    assert "NOT OPEN" in lines[0] and "SYSIN" in lines[0] and "NO SUCH FILE" in lines[0]


def test_the_exit_of_the_dcb_sees_merged_attributes(cms):
    assert run(cms, "EXITS", code=80) == []


def test_end_of_data_without_eodad_is_abend_337(cms):
    assert "337" in " ".join(run_abend(cms, "NOEODAD"))


def test_attributes_that_cannot_be_are_abend_013(cms):
    assert "013" in " ".join(run_abend(cms, "BADATTR"))


def run_abend(cms, name: str) -> list[str]:
    cms.ask("FILEDEF SYSIN DISK TEST DATA")
    lines = list(cms.ask(name))
    assert code_of(lines) != 0, lines
    return lines


@pytest.mark.parametrize("name", ("NOTOPEN", "BADSAVE", "WILDDCB"))
def test_nonsense_ends_the_program_alone(cms, name):
    run_abend(cms, name)
    assert code_of(cms.ask("FILEDEF")) == 0
    assert run(cms, "COPYMM") == [] and plain(cms.read("NEW", "DATA")) == [*TEXTS]


def test_what_is_left_open_is_closed(cms):
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    assert code_of(cms.ask("LEFTOPEN")) == 0
    assert plain(cms.read("NEW", "DATA")) == ["LEFT", "LEFT"]


def test_update_in_place(cms):
    run(cms, "COPYMM")
    cms.ask("FILEDEF SYSIN DISK NEW DATA")
    assert code_of(cms.ask("UPDATE")) == 0
    assert plain(cms.read("NEW", "DATA")) == ["ONE", "*WO AND MORE", "*HREE"]


def test_copying_a_file_to_itself(cms):
    run(cms, "COPYMM")
    assert run(cms, "COPYMM", "DISK NEW DATA", "DISK NEW DATA P5") == []
    assert plain(cms.read("NEW", "DATA")) == [*TEXTS]


def test_ten_thousand_records():
    records = [e(f"{number:080}") for number in range(10_000)]
    machine = OsMachine(copier("COPYMM", "", ",RECFM=F,LRECL=80"), ("BIG", "DATA", records), cylinders=20)
    machine.ask("FILEDEF SYSIN DISK BIG DATA")
    machine.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    began = time.process_time()
    assert code_of(machine.ask("COPYMM", instructions=50_000_000)) == 0
    assert time.process_time() - began < 2
    assert machine.read("NEW", "DATA") == records


def test_kx_leaves_a_good_disk():
    """What was written until then is in the file; the spare name is gone."""
    records = [e(f"{number:080}") for number in range(6_000)]
    machine = OsMachine(copier("COPYMM", "", ",RECFM=F,LRECL=80"), ("BIG", "DATA", records), ("KEEP", "DATA", padded("OLD")), cylinders=15)
    machine.ask("FILEDEF SYSIN DISK BIG DATA")
    machine.ask("FILEDEF SYSOUT DISK KEEP DATA P5")
    machine.machine.post(lambda: machine.console.type_in("COPYMM"))
    machine.run(1_000_000)
    assert machine.read("KEEP", "DATA") == padded("OLD")              # as after a crash: the old one is there
    machine.attention("KX")
    machine.run(20_000_000)
    assert machine.console.reading
    kept = machine.read("KEEP", "DATA")
    assert kept and kept == records[:len(kept)]
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]
    assert {line.split()[0] for line in machine.ask("LISTF * *")[1:-1]} == {"COPYMM", "BIG", "KEEP"}


def test_a_full_disk_is_abend_d37():
    machine = OsMachine(copier("COPYMM", "", ",RECFM=F,LRECL=80"), ("BIG", "DATA", padded(*"X" * 2_000)), cylinders=3)
    machine.ask("FILEDEF SYSIN DISK BIG DATA")
    machine.ask("FILEDEF SYSOUT DISK NEW DATA P5 ( DISP MOD")
    for _ in range(3):
        lines = list(machine.ask("COPYMM", instructions=20_000_000))
    assert "DISK IS FULL" in lines[0] and "D37" in lines[1] and code_of(lines) != 0
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


def test_two_programs_in_an_exec():
    """What the first leaves open is closed before the second, whose DCB lies at the same place."""
    leave = module("LEAVE", " OPEN (OUT,(OUTPUT))", " PUT OUT,AREA", " B DONE", "DATA", "AREA DC CL80'LEFT'",
                   "OUT DCB DDNAME=SYSOUT,MACRF=(PM),RECFM=F,LRECL=80")
    machine = OsMachine(leave, ("TWICE", "EXEC", padded("&CONTROL OFF", "FILEDEF SYSOUT DISK ONE DATA P5", "LEAVE",
                                                       "FILEDEF SYSOUT DISK TWO DATA P5", "LEAVE")))
    assert code_of(machine.ask("TWICE")) == 0
    assert plain(machine.read("ONE", "DATA")) == plain(machine.read("TWO", "DATA")) == ["LEFT"]
