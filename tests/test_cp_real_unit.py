"""Real readers, printers and punches: folders and pipes of the host, and the operator's functions."""
import os
import threading
import time
from types import SimpleNamespace

import pytest

from cp.real_input import RealInput
from cp.real_output import RealOutput, page_starts, single_spaced
from cp.real_unit import RealUnits
from cp.spool_render import host_name, render, safe
from spool_room import FakeSystem, cards, put_deck

PATIENCE = 10.0


@pytest.fixture
def system(tmp_path):
    one = FakeSystem(tmp_path / "spool.db")
    one.logon("ANNA")
    one.logon("OPERATOR", "ABCDEG")
    yield one
    one.close()


def spec(type, folder=None, pipe=None, classes="A", start=True, separator=False):
    return SimpleNamespace(type=type, folder=folder, pipe=pipe, classes=classes, start=start,
                           separator=separator)


def furnish(system, **options):
    """The usual devices: 00C reader, 00D punch, 00E printer of classes A and X, 00F down a pipe."""
    system.configuration = SimpleNamespace(
        profile="modern", **options, unit_record={
            0x00C: spec("2540R", "unit/00C"), 0x00D: spec("2540P", "unit/00D", classes="*"),
            0x00E: spec("1403", "unit/00E", classes="AX"),
            0x00F: spec("1403", pipe="unit/00F", classes="P")})
    system.real_units = RealUnits(system)
    system.real_units.start()
    return system.real_units


def wait_for(what):
    """Until `what` gives something true, which is given."""
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.01)
    return found


def make(system, *lines, kind="PRT", owner="ANNA", pages=1, **attributes):
    """A closed file: these lines on each of so many pages."""
    close = {name: attributes.pop(name) for name in ("name", "type", "copies") if name in attributes}
    writer = system.spool.open(kind, owner, **attributes)
    for page in range(pages):
        for number, line in enumerate(lines, 1):
            data = line.encode("cp037")
            if kind == "PRT":
                writer.print_line(data, number, page)
            else:
                writer.punch(data.ljust(80, b"\x40"))
    return writer.close(**close)


def files_in(folder):
    """Name -> text of the files in a folder that have their names."""
    if not folder.exists():
        return {}
    return {path.name: path.read_text() for path in folder.iterdir()
            if path.is_file() and not path.name.startswith(".")}


# -- files of the host

def test_a_listing_keeps_pages_spaces_and_overprinting(system, tmp_path):
    writer = system.spool.open("PRT", "ANNA")
    for data, page, line in ((b"\xc1", 0, 1), (b"\xc2", 0, 4), (b"\xc3", 0, 4), (b"\xc4", 1, 2)):
        writer.print_line(data, line, page)
    render(system.spool, writer.close(), tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"A\n\n\nB\rC\n\f\nD\n"
    assert os.listdir(tmp_path).count("out.cc") == 0


def test_a_deck_is_text_when_that_loses_nothing(system, tmp_path):
    writers = [system.spool.open("PUN", "ANNA") for _ in range(3)]
    for writer in writers:
        writer.punch("HELLO".encode("cp037").ljust(80, b"\x40"))
    writers[1].punch(b"\x02\xe3\xe7\xe3" + bytes(76))
    writers[2].punch(bytes(range(32)) * 5)
    for n, writer in enumerate(writers):
        render(system.spool, writer.close(), tmp_path / str(n))
    assert (tmp_path / "0").read_text() == "HELLO\n"
    assert (tmp_path / "1").read_bytes()[80:] == b"\x02\xe3\xe7\xe3" + bytes(76)
    assert len((tmp_path / "2").read_bytes()) == 320


def test_a_separator_says_whose_it_is(system, tmp_path):
    file = make(system, "TEXT", name="PROFILE", type="EXEC")
    render(system.spool, file, tmp_path / "out", separator=True)
    banner, body = (tmp_path / "out").read_text().split("\f")
    assert "USERID ANNA" in banner and "PROFILE EXEC" in banner and "0001" in banner
    assert body == "TEXT\n"


@pytest.mark.parametrize("name, type, goal", [
    ("PROFILE", "EXEC", "ANNA-0001-PROFILE.EXEC"), ("", "", "ANNA-0001-NONAME.PRT"),
    ("../../ETC", "A/B", "ANNA-0001-______ETC.A_B"), ("..", ".", "ANNA-0001-__._"),
    ("CON", "PRN", "ANNA-0001-CON_.PRN_"), ("A B\x00", "\u00c4", "ANNA-0001-A_B_._")])
def test_names_never_leave_their_folder(system, name, type, goal):
    file = make(system, "X")
    file.name, file.type = name, type
    assert host_name(file) == goal and "/" not in host_name(file)


def test_names_of_copies_and_odd_users(system):
    file = make(system, "X", owner="A@$#_+-")
    assert host_name(file, 2) == "A@$#_+--0001.2-NONAME.PRT" and safe("nul") == "NUL_"


# -- printers and punches

def test_files_of_its_classes_become_host_files(system, tmp_path):
    furnish(system)
    make(system, "ONE", name="A", type="LISTING")
    make(system, "TWO", cls="Z")
    make(system, "THREE", cls="X", copies=2)
    make(system, "CARD", kind="PUN")
    out = wait_for(lambda: len(found := files_in(tmp_path / "unit/00E")) == 3 and found)
    assert out == {"ANNA-0001-A.LISTING": "ONE\n", "ANNA-0003-NONAME.PRT": "THREE\n",
                   "ANNA-0003.2-NONAME.PRT": "THREE\n"}
    wait_for(lambda: files_in(tmp_path / "unit/00D") == {"ANNA-0004-NONAME.PUN": "CARD\n"})
    wait_for(lambda: [file.number for file in system.spool.files()] == [2])


def test_files_in_readers_and_held_ones_are_left_alone(system, tmp_path):
    units = furnish(system)
    put_deck(system.spool, "ANNA", ["A"])
    system.command("OPERATOR", "HOLD ANNA")
    make(system, "HELD")
    held = make(system, "OPERATORS", owner="BERT")
    wait_for(lambda: files_in(tmp_path / "unit/00E") and not system.spool.get(held.number))
    assert system.query("OPERATOR", "HOLD").lines == ["ANNA     - ALL"]
    assert [file.number for file in system.spool.files()] == [1, 2]
    system.command("OPERATOR", "FREE ANNA")
    wait_for(lambda: len(files_in(tmp_path / "unit/00E")) == 2)
    assert units.unit(0x00E).state == "STARTED"


def test_drain_and_start(system, tmp_path):
    units = furnish(system)
    assert system.command("OPERATOR", "DRAIN 00E").lines == ["PRT 00E DRAINED"]
    make(system, "ONE", cls="B")
    time.sleep(0.1)
    assert files_in(tmp_path / "unit/00E") == {}
    assert system.query("OPERATOR", "UR 00E").lines == [
        "PRT 00E DRAINED  SYSTEM CLASS = AX NOSEP"]
    assert system.command("OPERATOR", "START 00E CLASS B SEP").lines == []
    wait_for(lambda: files_in(tmp_path / "unit/00E"))
    assert units.unit(0x00E).record()["classes"] == "B"


def test_a_file_of_that_name_is_not_overwritten(system, tmp_path):
    folder = tmp_path / "unit" / "00E"
    folder.mkdir(parents=True)
    (folder / "ANNA-0001-A.B").write_text("SOMETHING ELSE\n")
    furnish(system)
    make(system, "ONE", name="A", type="B")
    wait_for(lambda: len(files_in(folder)) == 2)
    assert files_in(folder) == {"ANNA-0001-A.B": "SOMETHING ELSE\n", "ANNA-0001-A.B~2": "ONE\n"}


def test_what_was_written_before_a_kill_is_not_written_twice(system, tmp_path):
    folder = tmp_path / "unit" / "00E"
    folder.mkdir(parents=True)
    (folder / "ANNA-0001-A.B").write_text("ONE\n")
    file = make(system, "ONE", name="A", type="B")
    furnish(system)
    wait_for(lambda: system.spool.get(file.number) is None)
    assert files_in(folder) == {"ANNA-0001-A.B": "ONE\n"}


def test_a_folder_that_cannot_be_written_stops_the_device_with_a_message(system, tmp_path):
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit" / "00E").write_text("a file is in the way")
    units = furnish(system)
    file = make(system, "ONE")
    wait_for(lambda: system.told)
    assert system.told[0].startswith("PRT 00E NOT READY; ") and "unit/00E" in system.told[0]
    assert system.told[0].endswith("THEN START 00E") and len(system.told) == 1
    assert system.spool.files() == [file]
    wait_for(lambda: units.unit(0x00E).state == "DRAINED" and file.user is None)
    (tmp_path / "unit" / "00E").unlink()
    system.command("OPERATOR", "START 00E")
    wait_for(lambda: files_in(tmp_path / "unit/00E") and not system.spool.files())


def test_a_damaged_spool_file_is_held_and_the_next_one_printed(system, tmp_path):
    bad = make(system, "BAD")
    system.spool.store.database.execute("UPDATE blocks SET data = x'00'")
    make(system, "GOOD")
    furnish(system)
    wait_for(lambda: files_in(tmp_path / "unit/00E").get("ANNA-0002-NONAME.PRT") == "GOOD\n")
    assert bad.system_hold and any("damaged" in line for line in system.told)


# -- a file that is being printed (nobody reads the pipe yet)

class Reader:
    """Reads a pipe until it is closed."""

    def __init__(self, path):
        self.text = ""
        self.thread = threading.Thread(target=self.run, args=(path,), daemon=True)
        self.thread.start()

    def run(self, path):
        with open(path) as pipe:
            self.text = pipe.read()

    def all(self):
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        return self.text


def active(system, *lines, **attributes):
    """A file of class P that the device 00F is printing; (device, path of the pipe)."""
    unit = furnish(system).unit(0x00F)
    make(system, *lines, cls="P", **attributes)
    wait_for(lambda: unit.active is not None and unit.pipe.exists())
    return unit, unit.pipe


def test_a_pipe_gets_every_copy(system):
    unit, pipe = active(system, "TEXT", copies=2)
    assert unit.describe()[1] == "    00F ANNA     FILE 0001 RECDS 000001 COPY 02 P PRT"
    assert Reader(pipe).all() == "TEXT\n\fTEXT\n"
    wait_for(lambda: not system.spool.files())


def test_repeat_makes_more_copies(system):
    unit, pipe = active(system, "TEXT")
    system.command("OPERATOR", "REPEAT 00F 2 HOLD")
    assert Reader(pipe).all() == "TEXT\n\fTEXT\n\fTEXT\n"
    [file] = system.spool.files()
    wait_for(lambda: file.hold)


def test_flush_ends_a_copy_and_flush_all_the_file(system):
    unit, pipe = active(system, "TEXT", copies=3)
    system.command("OPERATOR", "FLUSH 00F")
    wait_for(lambda: unit.made == 1)
    system.command("OPERATOR", "FLUSH 00F ALL")
    wait_for(lambda: not system.spool.files())
    assert unit.active is None or wait_for(lambda: unit.active is None)
    assert system.command("OPERATOR", "FLUSH 00F").lines == ["PRT 00F NO FILE ACTIVE"]


def test_flush_hold_keeps_the_file_held(system):
    unit, pipe = active(system, "TEXT")
    system.command("OPERATOR", "FLUSH 00F HOLD")
    [file] = system.spool.files()
    wait_for(lambda: file.hold and file.user is None)


def test_drain_finishes_the_present_file(system):
    unit, pipe = active(system, "TEXT")
    assert system.command("OPERATOR", "DRAIN 00F").lines == ["PRT 00F DRAINING"]
    make(system, "NEXT", cls="P")
    assert Reader(pipe).all() == "TEXT\n"
    wait_for(lambda: unit.state == "DRAINED")
    assert [file.number for file in system.spool.files()] == [2]


def test_space_prints_single_spaced(system):
    unit, pipe = active(system, "ONE", "", "TWO", pages=2)
    system.command("OPERATOR", "SPACE 00F")
    assert Reader(pipe).all() == "ONE\nTWO\n\fONE\nTWO\n"


def test_a_reader_that_goes_away_gets_the_copy_again(system):
    unit, pipe = active(system, "X" * 130, pages=2000)     # more than a pipe holds
    with open(pipe) as first:
        assert first.read(10) == "X" * 10
    wait_for(lambda: unit.descriptor < 0)
    assert Reader(pipe).all().count("X") == 130 * 2000
    wait_for(lambda: not system.spool.files())


def test_an_end_of_cp_leaves_the_file_in_the_spool(system):
    unit, pipe = active(system, "TEXT")
    system.real_units.stop()
    [file] = system.spool.files()
    assert not file.hold and file.user is None


def test_backspac_prints_pages_again(system, tmp_path):
    """Between two pages, so deterministically: the device's own loop with pages that are looked at."""
    unit = RealOutput(system, 0x00E, "1403", folder=tmp_path)
    work = tmp_path / "work"
    work.write_bytes(b"0\n\f1\n\f2\n\f3\n")
    assert page_starts(work, "PRT") == [0, 2, 5, 8, 11]
    unit.active, out = make(system, "X"), []

    def write(page):
        out.append(page.strip().decode())
        if len(out) == 3:
            unit.backspace(2)
        if len(out) == 6:
            unit.backspace(None)

    unit._pages(work, write)
    assert out == ["0", "1", "2", "1", "2", "3"]
    assert single_spaced(b"\fA\n\nB\n") == b"\fA\nB\n"


def test_loadbuf(system, tmp_path):
    furnish(system)
    assert system.command("OPERATOR", "LOADBUF 00E UCS PURPLE").lines == [
        "PURPLE IS NO UCS NAME; THERE ARE AN HN PN TN QN *"]
    system.command("OPERATOR", "LOADBUF 00E UCS AN FOLD VER")
    system.command("OPERATOR", "LOADBUF 00E FCB FCB6")
    make(system, "lower UPPER (1)")
    wait_for(lambda: files_in(tmp_path / "unit/00E").get("ANNA-0001-NONAME.PRT") ==
             "      UPPER  1\n")
    assert system.query("OPERATOR", "UR 00E").lines[1] == "    00E UCS AN FCB FCB6"
    assert system.command("OPERATOR", "LOADBUF 00D UCS AN").lines == ["INVALID DEVICE TYPE - 00D"]


@pytest.mark.parametrize("line, said", [
    ("START", "OPERAND MISSING OR INVALID"), ("START 0AA", "DEV 0AA DOES NOT EXIST"),
    ("START 00C CLASS A", "INVALID DEVICE TYPE - 00C"), ("START 00E CLASS ?", "CLASS ? INVALID"),
    ("DRAIN 00E NOW", "INVALID OPTION - NOW"), ("FLUSH 00C", "INVALID DEVICE TYPE - 00C"),
    ("BACKSPAC 00E 0", "INVALID OPTION - 0"), ("BACKSPAC 00E", "PRT 00E NO FILE ACTIVE"),
    ("REPEAT 00E 100", "INVALID OPTION - 100"), ("SPACE 00D", "INVALID DEVICE TYPE - 00D"),
    ("HOLD NOBODY", "NOBODY NOT IN CP DIRECTORY"), ("HOLD ANNA RDR", "INVALID OPTION - RDR"),
    ("LOADBUF 00E", "OPERAND MISSING OR INVALID"), ("LOADBUF 00E XYZ A", "INVALID OPTION - XYZ")])
def test_wrong_operands_of_the_operator(system, line, said):
    furnish(system)
    assert system.command("OPERATOR", line).lines == [said]


def test_the_functions_are_the_spooling_operators(system):
    for line in ("START 00E", "DRAIN ALL", "FLUSH 00E", "HOLD ANNA", "FREE ANNA"):
        assert system.command("ANNA", line).lines == [f"?CP: {line.split()[0]}"]


# -- readers

def reader(system, tmp_path):
    """A real reader that is looked at by hand, and its folder."""
    folder = tmp_path / "unit" / "00C"
    folder.mkdir(parents=True)
    return RealInput(system, 0x00C, "2540R", folder), folder


def look(unit):
    """Two looks: a deck is taken when it did not change between them."""
    unit.look()
    unit.look()


def test_a_deck_goes_to_the_user_its_first_card_names(system, tmp_path):
    unit, folder = reader(system, tmp_path)
    (folder / "job").write_text("USERID anna CLASS C NAME prog asm\nHELLO\nWORLD\n")
    unit.look()
    assert system.spool.files() == []                     # perhaps it is still being written
    unit.look()
    [file] = system.spool.files("RDR", "ANNA")
    assert (file.cls, file.name, file.type, file.device, file.records) == (
        "C", "PROG", "ASM", "RDR", 2)
    assert [data for _, data in system.spool.reader(file.number)] == cards("HELLO", "WORLD")
    assert os.listdir(folder) == ["done"] and os.listdir(folder / "done") == ["job"]
    assert system.machines["ANNA"].said == ["RDR FILE 0001 TO ANNA COPY 01 NOHOLD"]


def test_decks_of_ebcdic_cards_and_the_short_id_card(system, tmp_path):
    unit, folder = reader(system, tmp_path)
    deck = cards("ID ANNA") + [bytes(range(80))]
    (folder / "deck").write_bytes(b"".join(deck))
    look(unit)
    [file] = system.spool.files("RDR", "ANNA")
    assert system.spool.reader(file.number) == [(0x01, bytes(range(80)))]


@pytest.mark.parametrize("content, why", [
    ("NO ID CARD\n", "first card is 'NO ID CARD', not ID userid"), ("", "has no ID card"),
    ("ID NOBODY\nX\n", "NOBODY NOT IN CP DIRECTORY"), ("ID ANNA\n", "no cards behind"),
    ("ID ANNA COLOR BLUE\nX\n", "COLOR on the ID card"), ("ID ANNA CLASS ??\nX\n", "CLASS ?? INVALID"),
    ("ID ANNA\n" + "X" * 81 + "\n", "line 2: 81 columns"), ("ID ../..\nX\n", "USERID MISSING")])
def test_decks_that_cannot_be_used_are_put_aside_with_the_reason(system, tmp_path, content, why):
    unit, folder = reader(system, tmp_path)
    (folder / "job").write_text(content)
    look(unit)
    assert sorted(os.listdir(folder / "bad")) == ["job", "job.why"]
    assert why in (folder / "bad" / "job.why").read_text() and why in system.told[0]
    assert system.spool.files() == [] and system.spool.figures()["open"] == 0


def test_unfinished_and_hidden_files_folders_and_links_are_left_alone(system, tmp_path):
    unit, folder = reader(system, tmp_path)
    for name in (".hidden", "deck.tmp", "deck.part"):
        (folder / name).write_text("ID ANNA\nX\n")
    (tmp_path / "secret").write_text("ID ANNA\nX\n")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "folder").mkdir()
    look(unit)
    assert system.spool.files() == [] and len(os.listdir(folder)) == 5


def test_a_deck_received_before_a_kill_does_not_come_twice(system, tmp_path):
    unit, folder = reader(system, tmp_path)
    (folder / "job").write_text("ID ANNA\nX\n")
    unit._put = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        look(unit)
    del unit._put
    assert len(system.spool.files()) == 1 and (folder / "job").exists()
    again = RealInput(system, 0x00C, "2540R", folder)
    look(again)
    assert len(system.spool.files()) == 1 and not (folder / "job").exists()
    (folder / "job").write_text("ID ANNA\nX\n")            # dropped anew: it is another one
    look(again)
    assert len(system.spool.files()) == 2 and sorted(os.listdir(folder / "done")) == ["job", "job~2"]


def test_a_deck_for_somebody_without_room_waits(tmp_path):
    from cp.spool import Limits, UserLimits
    system = FakeSystem(tmp_path / "spool.db", Limits(user=UserLimits(files=1)))
    unit, folder = reader(system, tmp_path)
    first = put_deck(system.spool, "ANNA", ["A"])
    (folder / "job").write_text("ID ANNA\nX\n")
    for _ in range(3):
        unit.look()
    assert len(system.told) == 1 and "job WAITS; SPOOL FILES OF ANNA" in system.told[0]
    system.spool.purge([first])
    unit.look()
    assert len(system.spool.files("RDR", "ANNA")) == 1
    system.close()


def test_a_running_reader_takes_decks_and_drain_stops_it(system, tmp_path):
    furnish(system)
    folder = tmp_path / "unit" / "00C"
    wait_for(folder.exists)
    (folder / "job").write_text("ID ANNA\nX\n")
    wait_for(lambda: system.spool.files("RDR", "ANNA"))
    assert system.command("OPERATOR", "DRAIN RDR").lines == ["RDR 00C DRAINED"]
    assert system.query("OPERATOR", "UR RDR").lines == ["RDR 00C DRAINED"]


# -- every file as a host file

def test_every_closed_file_becomes_a_host_file(system, tmp_path):
    before = make(system, "BEFORE", cls="Z")
    furnish(system, spool_files="all")
    folder = tmp_path / "spool files"
    make(system, "ONE", name="A", type="B")
    deck = put_deck(system.spool, "ANNA", ["CARD"])
    system.spool.purge([deck])                             # at once: it is written all the same
    wait_for(lambda: len(files_in(folder)) >= 3 and ".part" not in files_in(folder))
    assert files_in(folder) == {"ANNA-0001-NONAME.PRT": "BEFORE\n", "ANNA-0002-A.B": "ONE\n",
                                "ANNA-0003-NONAME.PUN": "CARD\n"}
    wait_for(lambda: system.spool.files() == [before] and system.spool.to_export() == [])
    assert system.spool.figures()["files"] == 1
