"""SPOOL, CLOSE, PURGE, ORDER, CHANGE, TRANSFER, XFER, TAG and QUERY of spool files, as typed."""
import pytest

from spool_room import FakeSystem, cards, put_deck


@pytest.fixture
def system(tmp_path):
    one = FakeSystem(tmp_path / "spool.db")
    for userid, classes in (("ANNA", "G"), ("BERT", "G"), ("OPERATOR", "ABCDEG")):
        one.logon(userid, classes)
    yield one
    one.close()


@pytest.fixture
def anna(system):
    return system.machines["ANNA"]


def listing(system, userid="ANNA", lines=1, **attributes):
    """A closed printer file of somebody's."""
    writer = system.spool.open("PRT", userid, **attributes)
    for n in range(lines):
        writer.print_line(b"\xc1", n + 1)
    return writer.close()


def punch(vm, *lines):
    for card in cards(*lines):
        vm.punch.deck.punch(card)


def lines(system, line, userid="ANNA"):
    """What a console function says."""
    return system.command(userid, line).lines


# -- SPOOL and CLOSE

def test_spool_sets_what_it_says(system, anna):
    assert lines(system, "SPOOL 00E CLASS X COPY 12 HOLD CONT FOR BERT DIST D7 FORM F1") == []
    options = anna.printer.output.options
    assert (options.cls, options.copies, options.hold, options.cont, options.owner, options.dist,
            options.form) == ("X", 12, True, True, "BERT", "D7", "F1")
    lines(system, "SP PRT NOHOLD NOCONT SYSTEM DIST OFF")
    assert (options.hold, options.cont, options.owner, options.dist) == (False, False, "", "")
    lines(system, "SPOOL RDR CLASS * NOEOF CONT HOLD")
    assert anna.reader.describe() == ["RDR  00C CL * CONT HOLD NOEOF READY"]
    lines(system, "SP PU TO * COPY *3")
    assert anna.punch.describe() == ["PUN  00D CL A NOCONT NOHOLD COPY 03 READY",
                                     "     00D TO ANNA DIST ANNA"]


@pytest.mark.parametrize("line, said", [
    ("SPOOL", "OPERAND MISSING OR INVALID"), ("SPOOL 123 HOLD", "DEV 123 DOES NOT EXIST"),
    ("SPOOL XYZ HOLD", "VADDR MISSING OR INVALID"),
    ("SPOOL PRT CLASS *", "CLASS * INVALID"), ("SPOOL PRT CLASS AB", "CLASS AB INVALID"),
    ("SPOOL PRT COPY 100", "COPY 100 INVALID; IT IS 1 TO 99"),
    ("SPOOL PRT COPY 0", "COPY 0 INVALID; IT IS 1 TO 99"),
    ("SPOOL PRT TO NOBODY", "NOBODY NOT IN CP DIRECTORY"), ("SPOOL PRT EOF", "INVALID OPTION - EOF"),
    ("SPOOL RDR COPY 3", "INVALID OPTION - COPY"), ("SPOOL RDR TO BERT", "INVALID OPTION - TO"),
    ("SPOOL PRT START", "INVALID OPTION - START"), ("SPOOL PRT TO", "OPERAND MISSING OR INVALID"),
    ("CLOSE", "OPERAND MISSING OR INVALID"), ("CLOSE PRT BLUE", "INVALID OPTION - BLUE"),
    ("CLOSE PRT NAME ABCDEFGHIJKLM", "INVALID OPTION - ABCDEFGHIJKLM"),
    ("CLOSE RDR NAME A B", "CONFLICTING OPTION - NAME"),
    ("PURGE", "OPERAND MISSING OR INVALID"), ("PURGE CON", "INVALID OPTION - CON"),
    ("PURGE RDR 12", "SPOOLID 0012 DOES NOT EXIST"), ("PURGE RDR 0", "INVALID SPOOLID - 0"),
    ("PURGE RDR 12345", "INVALID SPOOLID - 12345"), ("PURGE BERT RDR", "INVALID OPTION - BERT"),
    ("ORDER RDR", "OPERAND MISSING OR INVALID"), ("CHANGE RDR ALL", "OPERAND MISSING OR INVALID"),
    ("CHANGE RDR ALL COLOR BLUE", "INVALID OPTION - COLOR"),
    ("TRANSFER", "OPERAND MISSING OR INVALID"), ("TRANSFER ALL BERT", "OPERAND MISSING OR INVALID"),
    ("TRANSFER ALL TO NOBODY", "NOBODY NOT IN CP DIRECTORY"),
    ("TRANSFER PRT ALL FROM BERT", "CONFLICTING OPTION - FROM"),
    ("XFER 00C TO BERT", "INVALID OPTION - TO"), ("XFER 00D", "OPERAND MISSING OR INVALID"),
    ("TAG DEV", "OPERAND MISSING OR INVALID"), ("TAG FILE 12 X", "SPOOLID 0012 DOES NOT EXIST"),
    ("TAG DEV PRT " + "X" * 137, "TAG HAS MORE THAN 136 CHARACTERS")])
def test_what_is_wrong_is_said_and_nothing_is_changed(system, anna, line, said):
    before = [device.describe() for device in (anna.reader, anna.punch, anna.printer)]
    answer = system.command("ANNA", line)
    assert answer.lines == [said] and answer.code
    assert [device.describe() for device in (anna.reader, anna.punch, anna.printer)] == before


def test_close_names_a_file_and_query_shows_it(system, anna):
    anna.printer.paper.print_line(b"\xc1", 1)
    lines(system, "CLOSE 00E NAME PROFILE LISTING DIST BIN5")
    assert anna.said[-1] == "PRT FILE 0001 FOR ANNA COPY 01 NOHOLD"
    answer = system.query("ANNA", "PRT")
    heading, line = answer.lines
    assert heading == ("OWNERID  FILE CLASS RECDS  CPY HOLD DATE  TIME     NAME         TYPE         "
                       "DIST")
    assert line.startswith("ANNA     0001 A PRT 000001 01  NONE ") and line.endswith(
        " PROFILE      LISTING      BIN5")
    assert answer.data[0]["number"] == 1 and answer.data[0]["class"] == "A"
    assert answer.data[0]["hold"] == "NONE"


def test_close_of_a_reader_throws_the_file_away_unless_hold(system, anna):
    for word, left in (("", 0), ("HOLD", 1)):
        put_deck(system.spool, "ANNA", ["A"])
        assert anna.reader.open_next()
        lines(system, f"CLOSE RDR {word}")
        assert len(system.spool.files("RDR", "ANNA")) == left
    assert system.spool.files("RDR", "ANNA")[0].hold


def test_punch_to_another_reader_and_xfer(system, anna):
    lines(system, "XFER 00D TO BERT")
    punch(anna, "A")
    lines(system, "CLOSE PUN")
    assert system.machines["BERT"].said == ["PUN FILE 0001 FROM ANNA COPY 01 NOHOLD"]
    lines(system, "XFER 00D OFF")
    punch(anna, "B")
    lines(system, "CLOSE PUN HOLD")
    [mine] = system.spool.files("PUN", "ANNA")
    assert mine.number == 2 and mine.hold
    [line] = system.query("BERT", "RDR").lines[1:]
    assert line.startswith("ANNA     0001 A PUN 000001 01  NONE ")


def test_spool_close_and_purge_end_the_open_file(system, anna):
    punch(anna, "A")
    lines(system, "SPOOL PUN CONT CLASS B")
    lines(system, "CLOSE PUN")
    assert system.spool.files() == []
    lines(system, "SPOOL PUN NOCONT CLOSE")
    assert [file.cls for file in system.spool.files()] == ["B"]
    punch(anna, "A")
    lines(system, "SPOOL PUN PURGE")
    assert len(system.spool.files()) == 1 and system.spool.figures()["open"] == 0


def test_console_spooling(system, anna):
    lines(system, "SPOOL CONSOLE START CLASS C TO BERT")
    anna.console.spool.write_line("A LINE")
    lines(system, "SPOOL CONS STOP")
    anna.console.spool.write_line("NOT KEPT")
    lines(system, "CLOSE CONSOLE NAME CONSOLE LOG")
    [file] = system.spool.files("RDR", "BERT")
    assert (file.device, file.cls, file.records, file.name) == ("CON", "C", 1, "CONSOLE")


# -- PURGE, ORDER, CHANGE, TRANSFER

def test_purge(system):
    for cls in "AABC":
        listing(system, cls=cls)
    listing(system, "BERT")
    put_deck(system.spool, "ANNA", ["A"])
    assert lines(system, "PURGE PRT CLASS A 0003") == ["0003 FILES PURGED"]
    assert lines(system, "PUR PRT CL Z") == ["NO FILES PURGED"]
    assert lines(system, "PURGE PRT") == ["0001 FILE PURGED"]
    assert lines(system, "PURGE ALL") == ["0001 FILE PURGED"]
    assert len(system.spool.files()) == 1
    assert lines(system, "PURGE BERT PRT ALL", "OPERATOR") == ["0001 FILE PURGED"]


def test_purge_for_everybody_is_the_operators(system):
    listing(system)
    listing(system, "BERT")
    assert lines(system, "PURGE SYSTEM ALL") == ["INVALID OPTION - SYSTEM"]
    assert lines(system, "PURGE SYSTEM ALL", "OPERATOR") == ["0002 FILES PURGED"]


def test_order(system):
    for _ in range(4):
        listing(system)
    assert lines(system, "ORDER PRT 4 2") == ["0002 FILES ORDERED"]
    assert [file.number for file in system.spool.files("PRT", "ANNA")] == [4, 2, 1, 3]
    assert lines(system, "ORD PRT 3") == ["0001 FILE ORDERED"]


def test_change(system):
    for cls in "AAB":
        listing(system, cls=cls)
    assert lines(system, "CHANGE PRT CLASS A CLASS X COPY 5 HOLD NAME N T DIST D FORM F") == [
        "0002 FILES CHANGED"]
    first = system.spool.get(1)
    assert (first.cls, first.copies, first.hold, first.name, first.type, first.dist, first.form) == (
        "X", 5, True, "N", "T", "D", "F")
    assert lines(system, "CH PRT 1 NAME OTHER NOHOLD") == ["0001 FILE CHANGED"]
    assert (first.name, first.type, first.hold) == ("OTHER", "", False)
    assert lines(system, "CHANGE PRT ALL COPY 1") == ["0003 FILES CHANGED"]


def test_the_operators_hold_cannot_be_taken_off_by_the_owner(system):
    file = listing(system)
    lines(system, "CHANGE ANNA PRT 1 HOLD", "OPERATOR")
    lines(system, "CHANGE PRT 1 HOLD")
    assert file.holds == "USYS"
    lines(system, "CHANGE PRT 1 NOHOLD")
    assert file.holds == "SYS"
    lines(system, "CHANGE ANNA PRT 1 NOHOLD", "OPERATOR")
    assert file.holds == "NONE"


def test_transfer_to_and_from(system, anna):
    put_deck(system.spool, "ANNA", ["A"])
    listing(system)
    bert = system.machines["BERT"]
    assert lines(system, "TRANSFER 1 TO BERT") == ["0001 FILE TRANSFERRED"]
    assert lines(system, "TRAN PRT ALL TO BERT") == ["0001 FILE TRANSFERRED"]
    assert bert.said == ["PUN FILE 0001 FROM ANNA COPY 01 NOHOLD",
                         "PRT FILE 0002 FROM ANNA COPY 01 NOHOLD"]
    put_deck(system.spool, "BERT", ["B"], origin="BERT")
    assert lines(system, "TRANSFER 3 FROM BERT") == ["SPOOLID 0003 DOES NOT EXIST"]
    assert lines(system, "TRANSFER ALL FROM BERT") == ["0002 FILES TRANSFERRED"]
    assert [file.number for file in system.spool.files("RDR", "ANNA")] == [1, 2]
    assert [file.number for file in system.spool.files("RDR", "BERT")] == [3]


def test_a_file_being_read_is_in_use(system, anna):
    put_deck(system.spool, "ANNA", ["A"])
    anna.reader.open_next()
    assert lines(system, "PURGE RDR 1") == ["SPOOLID 0001 IS IN USE"]
    assert lines(system, "PURGE RDR ALL") == ["NO FILES PURGED"]


# -- TAG and QUERY

def test_tag(system, anna):
    assert lines(system, "TAG QUERY DEV PUN") == ["NO TAG"]
    lines(system, "TAG DEV 00D To  Boston 50")
    assert lines(system, "TAG QUERY DEV 00D") == ["To  Boston 50"]
    punch(anna, "A")
    lines(system, "CLOSE 00D")
    assert lines(system, "TAG QUERY FILE 1") == ["To  Boston 50"]
    assert lines(system, "TAG QUERY DEV PUN") == ["NO TAG"]
    lines(system, "TAG FILE 1 NEW")
    assert system.spool.get(1).tag == "NEW"
    assert lines(system, "TAG FILE 1 X", "BERT") == ["SPOOLID 0001 DOES NOT EXIST"]


def test_query_files(system):
    assert system.query("ANNA", "FILES").lines == ["FILES: NO RDR, NO PRT, NO PUN"]
    listing(system)
    put_deck(system.spool, "ANNA", ["A"])
    put_deck(system.spool, "ANNA", ["A"])
    answer = system.query("ANNA", "F")
    assert answer.lines == ["FILES: 002 RDR, 001 PRT, NO PUN"]
    assert answer.data == [{"userid": "ANNA", "RDR": 2, "PRT": 1, "PUN": 0}]
    assert system.query("OPERATOR", "FILES ANNA").lines == answer.lines
    from cp.messages import CPError
    with pytest.raises(CPError):
        system.query("BERT", "FILES ANNA")


def test_query_of_one_class_one_file_and_everybody(system):
    listing(system, cls="A")
    listing(system, cls="B")
    listing(system, "BERT")
    shown = [line.split()[1] for line in system.query("ANNA", "PRT CLASS B").lines[1:]]
    assert shown == ["0002"]
    assert [line.split()[1] for line in system.query("ANNA", "PRT 1").lines[1:]] == ["0001"]
    assert [line.split()[:2] for line in system.query("OPERATOR", "PRT SYSTEM").lines[1:]] == [
        ["ANNA", "0001"], ["ANNA", "0002"], ["BERT", "0003"]]
    assert system.query("ANNA", "PUN").lines == ["NO PUN FILES"]
