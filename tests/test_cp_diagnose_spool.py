"""DIAGNOSE X'14': a program and the files in its reader."""
import pytest

from diagnose_machine import System, interruption, issue, put_deck

NEXT, PRINT, PUNCH, SELECT, REPEAT, RESTART, BACK, SUBSEQUENT = 0, 4, 8, 0xC, 0x10, 0x14, 0x18, 0xFFF
PAGE, AREA = 0x2000, 0x1000
PROTECTION, ADDRESSING, SPECIFICATION = 4, 5, 6


@pytest.fixture
def system(tmp_path):
    one = System(tmp_path)
    yield one
    one.close()


@pytest.fixture
def vm(system):
    return system.logon("ANNA")


def ask(vm, function, rx=PAGE, ry=0x00C, key=0):
    """X'14' with Ry in register 4: (condition code, Ry+1)."""
    issue(vm, 0x14, rx=1, ry=4, key=key, r1=rx, r4=ry, r5=function)
    assert interruption(vm) is None
    return vm.core.cc, vm.core.get_gpr(5)


def lines(vm, at=PAGE):
    """The records of a buffer, found by its CCWs: (command, text)."""
    page = vm.machine.storage.read(at, 4096)
    count, place, out = int.from_bytes(page[12:16], "big"), 16, []
    if page[16] == 3:                                  # the tag of the first buffer
        place = int.from_bytes(page[25:28], "big")
    for _ in range(count):
        data = int.from_bytes(page[place + 1:place + 4], "big")
        length = int.from_bytes(page[place + 6:place + 8], "big")
        out.append((page[place], page[data:data + length].decode("cp037")))
        assert page[place + 8] == 8
        place = int.from_bytes(page[place + 9:place + 12], "big")
    return out


def number_of(vm, at=AREA):
    """The file number of an SFBLOK."""
    return int.from_bytes(vm.machine.storage.read(at + 0x1E, 2), "big")


def test_a_file_is_read_by_buffers(system, vm):
    number = put_deck(system, "ANNA", *(f"CARD {n}" for n in range(200)))
    found = []
    while (answer := ask(vm, NEXT))[0] == 0:
        found += lines(vm)
    assert answer[0] == 1                              # end of file
    assert found == [(1, f"CARD {n}") for n in range(200)]
    assert system.spool.get(number) is None            # read, so it is gone
    assert ask(vm, NEXT)[0] == 2


def test_restart_and_backspace(system, vm):
    put_deck(system, "ANNA", *(f"CARD {n}" for n in range(200)))
    for function in (RESTART, BACK):
        assert ask(vm, function)[0] == 2               # no file is active
    ask(vm, NEXT)
    first = lines(vm)
    ask(vm, NEXT)
    second = lines(vm)
    assert first != second
    assert ask(vm, BACK)[0] == 0 and lines(vm) == first
    assert ask(vm, NEXT)[0] == 0 and lines(vm) == second
    assert ask(vm, RESTART)[0] == 0 and lines(vm) == first
    assert ask(vm, BACK)[0] == 0 and lines(vm) == first


def test_blocks_of_printer_and_punch_files(system, vm):
    decks = [put_deck(system, "ANNA", "X") for _ in range(2)]
    listing = put_deck(system, "ANNA", "X", device="PRT", name="OUT", type="LISTING")
    put_deck(system, "BERTA", "X")
    assert [(ask(vm, PUNCH, AREA)[0], number_of(vm)) for _ in range(2)] == [(0, n) for n in decks]
    assert ask(vm, PUNCH, AREA)[0] == 1
    assert ask(vm, PUNCH, AREA)[0] == 0 and number_of(vm) == decks[0]
    assert ask(vm, PRINT, AREA)[0] == 0 and number_of(vm) == listing
    assert ask(vm, PRINT, AREA)[0] == 1
    block = vm.machine.storage.read(AREA, 104)
    assert block[8:16].decode("cp037") == "ANNA    "


def test_no_files(vm):
    for function in (PRINT, PUNCH, 0x1C, 0x20):
        assert ask(vm, function, AREA)[0] == 2
    assert ask(vm, NEXT)[0] == 2
    assert ask(vm, SUBSEQUENT, AREA, ry=0)[0] == 1
    assert ask(vm, REPEAT, 2)[0] == 2


def test_subsequent_files(system, vm):
    first, second = put_deck(system, "ANNA", "X"), put_deck(system, "ANNA", "Y")
    other = put_deck(system, "BERTA", "Z")
    assert ask(vm, SUBSEQUENT, AREA, ry=0)[0] == 0 and number_of(vm) == first
    assert ask(vm, SUBSEQUENT, AREA, ry=first)[0] == 0 and number_of(vm) == second
    assert ask(vm, SUBSEQUENT, AREA, ry=second)[0] == 1
    assert ask(vm, SUBSEQUENT, AREA, ry=other)[0] == 2      # somebody else's
    assert ask(vm, SUBSEQUENT, AREA, ry=9999)[0] == 2


def test_a_file_is_selected(system, vm):
    put_deck(system, "ANNA", "FIRST")
    second, other = put_deck(system, "ANNA", "SECOND"), put_deck(system, "BERTA", "OTHER")
    assert ask(vm, SELECT, other)[0] == 2
    assert ask(vm, SELECT, 9999)[0] == 2
    assert ask(vm, SELECT, 0xFFFFFFFF)[0] == 2
    assert ask(vm, SELECT, second)[0] == 0
    assert ask(vm, NEXT)[0] == 0 and lines(vm) == [(1, "SECOND")]
    assert ask(vm, NEXT)[0] == 1
    assert ask(vm, NEXT)[0] == 0 and lines(vm) == [(1, "FIRST")]


def test_copies(system, vm):
    number = put_deck(system, "ANNA", "X")
    ask(vm, NEXT)
    assert ask(vm, REPEAT, 5)[0] == 0 and system.spool.get(number).copies == 5
    for copies in (0, 0xFFFFFFFF):
        issue(vm, 0x14, ry=4, r1=copies, r4=0x00C, r5=REPEAT)
        assert interruption(vm) == SPECIFICATION


def test_devices(vm):
    assert ask(vm, NEXT, ry=0x300) == (3, 4)
    assert ask(vm, NEXT, ry=0xFFFFFFFF) == (3, 4)
    for unit in (0x00D, 0x009, 0x191):
        assert ask(vm, NEXT, ry=unit) == (3, 8)
    vm.devices[0x00C].notify(0x04)
    assert ask(vm, NEXT) == (3, 12)


def test_a_reader_that_is_not_ready(system, vm):
    put_deck(system, "ANNA", "X")
    vm.devices[0x00C].stopped_by_user = True
    assert ask(vm, NEXT) == (3, 12)


def test_wrong_calls(system, vm):
    number = put_deck(system, "ANNA", "X")
    for rx, ry, function, register, code in (
            (PAGE, 0x00C, NEXT, 5, SPECIFICATION), (PAGE, 0x00C, 1, 4, SPECIFICATION),
            (PAGE + 8, 0x00C, NEXT, 4, SPECIFICATION), (0x10000, 0x00C, NEXT, 4, ADDRESSING),
            (0x1FA0, 0x00C, PUNCH, 4, SPECIFICATION), (0x1F20, 0, SUBSEQUENT, 4, SPECIFICATION),
            (0x10000, 0x00C, PUNCH, 4, ADDRESSING), (0x10000, 0, SUBSEQUENT, 4, ADDRESSING)):
        issue(vm, 0x14, ry=register, r1=rx, **{f"r{register}": ry, f"r{register + 1}": function})
        assert interruption(vm) == code
    vm.machine.storage.set_key(PAGE + 2048, 0x50)
    issue(vm, 0x14, ry=4, key=6, r1=PAGE, r4=0x00C, r5=NEXT)
    assert interruption(vm) == PROTECTION
    assert ask(vm, NEXT)[0] == 0 and lines(vm) == [(1, "X")]      # nothing was lost
    assert system.spool.get(number) is not None


def test_a_damaged_file_is_held(system, vm):
    number = put_deck(system, "ANNA", "X")
    with system.spool.lock:
        system.spool.store.database.execute("UPDATE blocks SET data = X'00'")
    assert ask(vm, NEXT) == (3, 16)
    assert system.spool.get(number).hold
    assert ask(vm, NEXT)[0] == 2
