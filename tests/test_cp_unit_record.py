"""Spooled devices as a channel program sees them: files open with the first line, end with CLOSE, and a
reader reads what arrived."""
import pytest

from channel_machine import ccw
from cp.spool import Limits, UserLimits
from cp.spool_buffer import sfblok
from cp.unit_record import ConsoleSpool, close_all
from spool_room import FakeSystem, cards, put_deck

READ, FEEDLESS, WRITE_1, SKIP_1, PUNCH, PUNCH_BINARY, SENSE = 0x02, 0xC2, 0x09, 0x8B, 0x01, 0x21, 0x04
INTERVENTION = 0x40
CE_DE, UNIT_CHECK, UNIT_EXCEPTION = 0x0C, 0x02, 0x01
BUFFER = 0x1000


@pytest.fixture
def system(tmp_path):
    one = FakeSystem(tmp_path / "spool.db")
    yield one
    one.close()


@pytest.fixture
def anna(system):
    return system.logon("ANNA")


def write(vm, unit, data, command=WRITE_1):
    """One write; the result of its channel program."""
    quiet(vm)
    vm.storage.write(BUFFER, data)
    vm.put(0x700, ccw(command, BUFFER, len(data) or 1))
    return vm.run(unit, 0x700)


def quiet(vm):
    """Take the interruptions that are pending (a file arrived)."""
    while vm.interruption() is not None:
        pass


def read(vm, count=80, flags=0x20, command=READ):
    """One read: (result, bytes)."""
    quiet(vm)
    vm.storage.write(BUFFER, bytes(count))
    vm.put(0x700, ccw(command, BUFFER, count, flags))
    return vm.run(0x00C, 0x700), vm.storage.read(BUFFER, count)


def text(data):
    return data.decode("cp037").rstrip()


def read_all(vm):
    """Cards up to unit exception."""
    out = []
    while True:
        result, data = read(vm)
        if result["us"] != CE_DE:
            return out, result
        out.append(text(data))


# -- printer

def test_a_line_opens_a_file_and_close_ends_it(system, anna):
    assert write(anna, 0x00E, "HELLO".encode("cp037"))["us"] == CE_DE
    assert system.spool.files() == []                     # open: nobody else sees it
    file = anna.printer.close_file(name="HELLO", type="LISTING")
    assert (file.kind, file.owner, file.records, file.cls, file.name) == (
        "PRT", "ANNA", 1, "A", "HELLO")
    assert system.spool.reader(file.number) == [(WRITE_1, "HELLO".encode("cp037"))]


def test_nothing_written_makes_no_file(system, anna):
    assert anna.printer.close_file() is None
    anna.put(0x700, ccw(SENSE, BUFFER, 1))
    anna.run(0x00E, 0x700)
    assert anna.printer.close_file() is None and system.spool.files() == []


def test_the_carriage_is_kept_with_each_line(system, anna):
    for line in ("ONE", "TWO"):
        write(anna, 0x00E, line.encode("cp037"))
    write(anna, 0x00E, b"", SKIP_1)
    write(anna, 0x00E, b"\xc1", 0x19)                     # write, space 3
    write(anna, 0x00E, b"\xc2", 0x01)                     # write, no space
    write(anna, 0x00E, b"\xc3", 0x01)                     # overprint
    file = anna.printer.close_file()
    places = [(command, page, line) for command, _, page, line in system.spool.records(file)]
    assert places == [(0x09, 0, 1), (0x09, 0, 2), (0x8B, 1, 1), (0x19, 1, 1), (0x01, 1, 4),
                      (0x01, 1, 4)]
    write(anna, 0x00E, b"\xc4")
    assert [record[2:] for record in system.spool.records(anna.printer.close_file())] == [(0, 1)]


def test_cont_makes_one_file_of_several_closes(system, anna):
    anna.printer.output.options.cont = True
    for _ in range(3):
        write(anna, 0x00E, b"\xc1")
        assert anna.printer.close_file() is None
    anna.printer.output.options.cont = False
    assert anna.printer.close_file().records == 3


def test_logoff_closes_whatever_cont_says(system, anna):
    anna.printer.output.options.cont = True
    write(anna, 0x00E, b"\xc1")
    anna.printer.close()
    assert [file.records for file in system.spool.files("PRT", "ANNA")] == [1]


def test_close_with_purge_leaves_nothing(system, anna):
    write(anna, 0x00E, b"\xc1")
    assert anna.printer.close_file(purge=True) is None
    assert system.spool.files() == [] and system.spool.figures()["files"] == 0


def test_options_go_into_the_file(system, anna):
    options = anna.printer.output.options
    options.cls, options.copies, options.hold, options.form, options.dist = "X", 12, True, "STD", "D7"
    write(anna, 0x00E, b"\xc1")
    file = anna.printer.close_file()
    assert (file.cls, file.copies, file.holds, file.form, file.dist) == ("X", 12, "USER", "STD", "D7")


def test_lines_are_counted(system, anna):
    for _ in range(5):
        write(anna, 0x00E, b"\xc1")
    anna.printer.close_file()
    assert anna.counters.spool_lines == 5


# -- punch

def test_punched_cards_reach_another_users_reader(system, anna):
    bert = system.logon("BERT")
    anna.punch.output.options.to = "BERT"
    for card in cards("FIRST", "SECOND"):
        assert write(anna, 0x00D, card, PUNCH)["us"] == CE_DE
    file = anna.punch.close_file(name="TWO", type="CARDS")
    assert anna.said == [f"PUN FILE {file.number:04d} TO BERT COPY 01 NOHOLD"]
    assert bert.said == [f"PUN FILE {file.number:04d} FROM ANNA COPY 01 NOHOLD"]
    assert bert.interruption() == 0x00C and bert.csw()[2] == 0x04      # device end
    out, result = read_all(bert)
    assert out == ["FIRST", "SECOND"] and result["us"] == CE_DE | UNIT_EXCEPTION
    assert system.spool.files("RDR", "BERT") == []


def test_column_binary_goes_through_the_spool(system, anna):
    card = bytes(n % 64 for n in range(160))
    anna.punch.output.options.to = "ANNA"
    assert write(anna, 0x00D, card, PUNCH_BINARY)["us"] == CE_DE
    anna.punch.close_file()
    result, data = read(anna, 160, command=0x22)
    assert result["us"] == CE_DE and data == card


# -- reader

def test_without_a_file_the_reader_is_not_ready(anna):
    result, _ = read(anna)
    assert result["us"] & UNIT_CHECK and result["sense"][0] == INTERVENTION


def test_end_of_file_is_unit_exception_and_erases_the_file(system, anna):
    put_deck(system.spool, "ANNA", ["A", "B"])
    out, result = read_all(anna)
    assert out == ["A", "B"] and result["us"] == CE_DE | UNIT_EXCEPTION
    assert system.spool.files("RDR", "ANNA") == []
    assert read(anna)[0]["sense"][0] == INTERVENTION


def test_files_come_one_after_the_other(system, anna):
    put_deck(system.spool, "ANNA", ["A"])
    put_deck(system.spool, "ANNA", ["B"])
    assert read_all(anna)[0] == ["A"] and read_all(anna)[0] == ["B"]


def test_hold_keeps_the_file_with_a_user_hold(system, anna):
    file = put_deck(system.spool, "ANNA", ["A"])
    anna.reader.options.hold = True
    read_all(anna)
    assert system.spool.files("RDR", "ANNA") == [file] and file.holds == "USER"
    assert read(anna)[0]["sense"][0] == INTERVENTION


def test_cont_reads_all_files_as_one(system, anna):
    put_deck(system.spool, "ANNA", ["A"])
    put_deck(system.spool, "ANNA", ["B"])
    anna.reader.options.cont = True
    out, result = read_all(anna)
    assert out == ["A", "B"] and result["us"] == CE_DE | UNIT_EXCEPTION
    assert system.spool.files("RDR", "ANNA") == []


def test_noeof_ends_in_intervention_required(system, anna):
    put_deck(system.spool, "ANNA", ["A"])
    anna.reader.options.eof = False
    out, result = read_all(anna)
    assert out == ["A"] and result["sense"][0] == INTERVENTION
    assert system.spool.files("RDR", "ANNA") == []


def test_only_files_of_the_readers_class_are_read(system, anna):
    put_deck(system.spool, "ANNA", ["A"], cls="A")
    put_deck(system.spool, "ANNA", ["B"], cls="B")
    anna.reader.options.cls = "B"
    assert read_all(anna)[0] == ["B"]
    assert [file.cls for file in system.spool.files("RDR", "ANNA")] == ["A"]


def test_held_files_are_passed_over(system, anna):
    held = put_deck(system.spool, "ANNA", ["A"])
    system.spool.change(held, hold=True)
    put_deck(system.spool, "ANNA", ["B"])
    assert read_all(anna)[0] == ["B"]


def test_arrival_is_device_end_only_for_an_idle_reader_of_that_class(system, anna):
    anna.reader.options.cls = "B"
    put_deck(system.spool, "ANNA", ["A"], cls="A")
    assert anna.channels.pending == 0
    put_deck(system.spool, "ANNA", ["B", "C"], cls="B")
    assert anna.interruption() == 0x00C and anna.csw()[2] == 0x04
    read(anna)
    put_deck(system.spool, "ANNA", ["D"], cls="B")        # it is reading: no interruption
    assert anna.channels.pending == 0


def test_a_print_file_can_be_read_as_cards_of_132_columns(system, anna):
    write(anna, 0x00E, b"", SKIP_1)
    write(anna, 0x00E, "A LINE".encode("cp037"))
    write(anna, 0x00E, b"", 0x0B)                         # space without print: no card
    write(anna, 0x00E, bytes([0xC1] * 132))
    anna.printer.output.options.to = "ANNA"
    anna.printer.close_file()
    result, data = read(anna, 132, flags=0)
    assert result["us"] == CE_DE and result["cs"] == 0 and text(data) == "A LINE"
    result, data = read(anna, 80, flags=0)                # fewer columns: no incorrect length
    assert result["us"] == CE_DE and result["cs"] == 0 and data == bytes([0xC1] * 80)
    assert read(anna)[0]["us"] == CE_DE | UNIT_EXCEPTION


def test_reset_and_logoff_leave_a_file_half_read(system, anna):
    file = put_deck(system.spool, "ANNA", ["A", "B"])
    read(anna)
    assert file.user is not None
    close_all(anna)
    assert file.user is None and system.spool.files("RDR", "ANNA") == [file] and not file.held
    assert read_all(anna)[0] == ["A", "B"]


def test_notready_and_a_file_that_is_damaged(system, anna):
    file = put_deck(system.spool, "ANNA", ["A"])
    anna.reader.stopped_by_user = True
    assert read(anna)[0]["sense"][0] == INTERVENTION
    anna.reader.stopped_by_user = False
    system.spool.store.database.execute("UPDATE blocks SET data = x'00'")
    good = put_deck(system.spool, "ANNA", ["GOOD"])
    result, _ = read(anna)
    assert result["us"] & UNIT_CHECK and result["sense"][0] == 0x10     # equipment check
    assert file.hold and f"{file.number:04d}" in anna.said[-1] and "damaged" in anna.said[-1]
    assert read_all(anna)[0] == ["GOOD"] and system.spool.get(good.number) is None


# -- quotas

def test_a_full_printer_is_not_ready_until_there_is_room(tmp_path):
    system = FakeSystem(tmp_path / "spool.db", Limits(user=UserLimits(files=1)))
    anna = system.logon("ANNA")
    first = put_deck(system.spool, "ANNA", ["A"])
    anna.said.clear()
    assert anna.interruption() == 0x00C
    for _ in range(2):
        result = write(anna, 0x00E, b"\xc1")
        assert result["us"] & UNIT_CHECK and result["sense"][0] == INTERVENTION
    assert anna.said == ["PRT 00E NOT READY; SPOOL FILES OF ANNA: LIMIT OF 1 REACHED; PURGE SOME"]
    system.spool.purge([first])
    assert anna.printer.output.again()
    assert anna.interruption() == 0x00E and anna.csw()[2] == 0x04
    assert write(anna, 0x00E, b"\xc1")["us"] == CE_DE
    assert anna.printer.close_file().records == 1
    system.close()


def test_a_file_ends_at_its_last_allowed_line(tmp_path):
    system = FakeSystem(tmp_path / "spool.db", Limits(user=UserLimits(records=100)))
    anna = system.logon("ANNA")
    results = [write(anna, 0x00E, b"\xc1")["us"] for _ in range(102)]
    assert results[:100] == [CE_DE] * 100 and all(us & UNIT_CHECK for us in results[100:])
    assert anna.said == ["PRT 00E NOT READY; PRT FILE 0001 OF ANNA: LIMIT OF 100 RECORDS REACHED; "
                         "CLOSE THE DEVICE"]
    assert (anna.printer.page, anna.printer.line) == (1, 35)      # line 101; the refused moved nothing
    assert anna.printer.close_file().records == 100
    assert anna.printer.output.again()
    assert write(anna, 0x00E, b"\xc1")["us"] == CE_DE
    system.close()


# -- state

def test_a_restored_machine_goes_on_with_its_files(tmp_path):
    system = FakeSystem(tmp_path / "spool.db")
    anna = system.logon("ANNA")
    put_deck(system.spool, "ANNA", ["A", "B", "C"])
    read(anna)
    for n in range(3):
        write(anna, 0x00E, bytes([0xC1 + n]))
        write(anna, 0x00D, bytes([0xC1 + n]) * 80, PUNCH)
    anna.printer.output.options.cls = "Q"
    state = [device.save() for device in (anna.reader, anna.punch, anna.printer)]
    write(anna, 0x00E, b"\xe9")                           # behind the saved state: not in the file
    system.close()
    system.open()
    again = system.logon("ANNA")
    for device, saved in zip((again.reader, again.punch, again.printer), state):
        device.load(saved)
    assert read_all(again)[0] == ["B", "C"]
    write(again, 0x00E, b"\xd9")
    file = again.printer.close_file()
    assert [(data, line) for _, data, _, line in system.spool.records(file)] == [
        (b"\xc1", 1), (b"\xc2", 2), (b"\xc3", 3), (b"\xd9", 4)]
    assert (file.cls, file.incomplete, file.hold) == ("Q", False, False)
    assert again.punch.close_file().records == 3
    system.close()


def test_loading_a_running_machines_earlier_state_goes_back_in_its_file(system, anna):
    write(anna, 0x00E, b"\xc1")
    state = anna.printer.save()
    for _ in range(100):
        write(anna, 0x00E, b"\xc2")
    anna.printer.load(state)
    write(anna, 0x00E, b"\xc3")
    assert system.spool.figures()["open"] == 1
    assert [record[1:] for record in system.spool.records(anna.printer.close_file())] == [
        (b"\xc1", 0, 1), (b"\xc3", 0, 2)]
    write(anna, 0x00E, b"\xc4")
    anna.printer.load(state)                               # that file is closed: this one is left
    [left] = [file for file in system.spool.files() if file.incomplete]
    assert left.hold and left.records == 1 and system.spool.figures()["open"] == 0


def test_a_restored_machine_whose_file_has_gone_begins_a_new_one(system, anna):
    write(anna, 0x00E, b"\xc1")
    state = anna.printer.save()
    anna.printer.close_file(purge=True)
    anna.printer.load(state)
    write(anna, 0x00E, b"\xc2")
    assert [record[1:] for record in system.spool.records(anna.printer.close_file())] == [
        (b"\xc2", 0, 1)]


@pytest.mark.parametrize("change", [{"spool": {}}, {"spool": None}, {"not ready": None, "spool": 1}])
def test_state_that_is_damaged_is_refused(anna, change):
    for device in (anna.reader, anna.printer, anna.punch):
        with pytest.raises((ValueError, KeyError, TypeError)):
            device.load(device.save() | change)


# -- console

def test_console_spool_keeps_lines_while_it_is_started(system, anna):
    spool = ConsoleSpool(anna, 0x009)
    spool.write_line("NOT YET")
    spool.active = True
    spool.write_line("READY;")
    spool.write_line("X" * 140)
    spool.write_line("")
    file = spool.close_file(name="CONSOLE")
    assert (file.device, file.kind, file.cls) == ("CON", "PRT", "T")
    assert [text(data) for _, data in system.spool.reader(file.number)] == [
        "READY;", "X" * 132, "X" * 8, ""]


def test_what_is_said_of_a_console_file_begins_the_next_one(system, anna):
    spool = anna.console.spool = ConsoleSpool(anna)
    spool.active = True
    anna.say = spool.write_line                            # the console that types it is spooled
    spool.write_line("A LINE")
    first = spool.close_file()
    second = spool.close_file()
    assert text(system.spool.reader(first.number)[0][1]) == "A LINE" and first.records == 1
    assert text(system.spool.reader(second.number)[0][1]) == "CON FILE 0001 FOR ANNA COPY 01 NOHOLD"


def test_a_full_console_spool_tells_once_and_the_console_goes_on(tmp_path):
    system = FakeSystem(tmp_path / "spool.db", Limits(user=UserLimits(records=2)))
    anna = system.logon("ANNA")
    spool = anna.console.spool = ConsoleSpool(anna)
    spool.active = True
    for n in range(5):
        spool.write_line(f"LINE {n}")
    assert spool.output.full and spool._tell()
    assert anna.said[-1].startswith("CON 009 NOT READY; CON FILE 0001 OF ANNA: LIMIT OF 2 RECORDS")
    assert spool.close_file().records == 2
    system.close()


# -- DIAGNOSE X'14'

def number(data, at, length=4):
    return int.from_bytes(data[at:at + length], "big")


def test_a_buffer_is_a_channel_program_with_its_data(system, anna):
    put_deck(system.spool, "ANNA", ["FIRST", "SECOND"])
    buffer = anna.reader.next_buffer()
    assert len(buffer) == 4096 and number(buffer, 0) == 0 and number(buffer, 12) == 2
    assert buffer[16] == 0x03 and number(buffer, 22, 2) == 136         # TAG in a NOP
    at, texts = number(buffer, 25, 3), []
    for _ in range(2):
        assert buffer[at] == 0x01 and buffer[at + 4] == 0x60 and buffer[at + 8] == 0x08
        data = number(buffer, at + 1, 3)
        texts.append(buffer[data:data + number(buffer, at + 6, 2)].decode("cp037"))
        at = number(buffer, at + 9, 3)
    assert texts == ["FIRST", "SECOND"]
    assert anna.reader.next_buffer() is None and system.spool.files() == []


def test_buffers_go_forward_back_and_from_the_start(system, anna):
    put_deck(system.spool, "ANNA", [f"{n:05d}".ljust(80, "X") for n in range(100)])
    first = anna.reader.next_buffer()
    second = anna.reader.next_buffer()
    third = anna.reader.next_buffer()
    assert number(first, 0) == number(first, 12) + 1 and number(third, 0) == 0
    assert sum(number(buffer, 12) for buffer in (first, second, third)) == 100
    assert anna.reader.backspace() == second and anna.reader.backspace() == first
    assert anna.reader.backspace() == first and anna.reader.next_buffer() == second
    assert anna.reader.restart() == first


def test_a_file_is_repeated(system, anna):
    put_deck(system.spool, "ANNA", ["A", "B"])
    read(anna)
    assert anna.reader.repeat(3)
    assert read_all(anna)[0] == ["B"] and read_all(anna)[0] == ["A", "B"]
    assert read_all(anna)[0] == ["A", "B"] and system.spool.files() == []
    assert not anna.reader.repeat(1)


def test_files_are_selected_and_told(system, anna):
    deck = put_deck(system.spool, "ANNA", ["A"], name="DECK", dist="BIN5")
    write(anna, 0x00E, b"\xc1")
    anna.printer.output.options.to = "ANNA"
    listing = anna.printer.close_file(name="LIST", type="ING")
    reader = anna.reader
    assert reader.select(9) is None and reader.select(listing.number) is listing
    assert text(read(anna, 132)[1]) == "A"
    block = sfblok(deck)
    assert len(block) == 104 and text(block[8:16]) == "ANNA" and text(block[40:52]) == "DECK"
    assert number(block, 24) == 1 and number(block, 30, 2) == deck.number and block[86:87] == b"\xc1"
    assert number(block, 84, 2) == 1 and text(block[88:96]) == "BIN5" and block[32] == 0x40
