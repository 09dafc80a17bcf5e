"""DISPLAY, DUMP and STORE: every form, and what they refuse."""
import pytest

from command_room import Room, program, run
from dat_setup import EXTENDED, FRAMES, PAGES, SEGMENTS


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    one.user("ANNA")
    yield one
    one.close()


@pytest.fixture
def typed(room):
    return lambda line: room.type("ANNA", line)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """A room for what is refused and changes nothing."""
    one = Room(tmp_path_factory.mktemp("refusing"))
    one.user("ANNA")
    yield one
    one.close()


# -- DISPLAY

def test_display_storage_in_all_its_forms(room, typed):
    room.user("ANNA").change(0x1000, bytes(range(0xC0, 0x100)))
    one = "001000 C0C1C2C3 C4C5C6C7 C8C9CACB CCCDCECF"
    assert typed("DISPLAY 1000.10") == [one] == typed("D L1000-100F") == typed("D 1000:100C")
    assert typed("D 1005") == ["001004 C4C5C6C7"]
    assert typed("D 1004.5") == ["001004 C4C5C6C7 C8C9CACB"]
    assert typed("D 1008-1013") == ["001008 C8C9CACB CCCDCECF", "001010 D0D1D2D3"]
    assert typed("D T1000.10") == [one + "  *{ABCDEFGHI......*"]
    assert typed("D 1000 G0 1010") == ["001000 C0C1C2C3", "GPR  0 = 00000000", "001010 D0D1D2D3"]


def test_display_tells_repeated_lines_once(room, typed):
    room.user("ANNA").change(0x2000, b"\xff")
    assert typed("D 1000-2010") == [
        "001000 00000000 00000000 00000000 00000000", "       SUPPRESSED LINE(S) SAME AS ABOVE .....",
        "002000 FF000000 00000000 00000000 00000000", "002010 00000000"]


def test_display_of_a_large_machine_is_quick(room, typed):
    room.user("ANNA").user.maximum = 16 << 20
    typed("DEFINE STORAGE 16M")
    room.user("ANNA").change(0xABC000, b"\x01")
    lines = typed("D 0-END")
    assert "ABC000 01000000 00000000 00000000 00000000" in lines and len(lines) == 6
    assert lines[-1] == "FFFFF0 00000000 00000000 00000000 00000000"


def test_display_ends_somewhere(room, typed):
    room.user("ANNA").change(0, bytes(at >> 4 & 0xFF for at in range(1 << 17)))
    lines = typed("D 0-1FFFF")
    assert len(lines) == 2001 and lines[-1] == "... MORE THAN 2000 LINES; DUMP PRINTS ALL"


def test_display_registers(room, typed):
    core = room.user("ANNA").core
    for n in range(16):
        core.set_gpr(n, 0x11111111 * n)
    core.set_fpr(0, 0x4118000000000000)
    core.set_fpr(6, 0xC210000000000000)
    assert typed("D G") == [
        "GPR  0 = 00000000  11111111  22222222  33333333", "GPR  4 = 44444444  55555555  66666666  77777777",
        "GPR  8 = 88888888  99999999  AAAAAAAA  BBBBBBBB", "GPR 12 = CCCCCCCC  DDDDDDDD  EEEEEEEE  FFFFFFFF"]
    assert typed("D G10") == ["GPR 10 = AAAAAAAA"] == typed("D GA")
    assert typed("D G14-END") == ["GPR 14 = EEEEEEEE  FFFFFFFF"] == typed("D GE.2") == typed("D G14-F")
    assert typed("D Y0") == ["FPR  0 = 41180000 00000000   1.500000000000000E+00"]
    assert typed("D Y4-6") == ["FPR  4 = 00000000 00000000   0.000000000000000E+00",
                               "FPR  6 = C2100000 00000000  -1.600000000000000E+01"]
    assert len(typed("D Y")) == 4 == len(typed("D X"))


def test_display_psw_csw_caw(room, typed):
    vm = room.user("ANNA")
    vm.core.psw = bytes.fromhex("FF02000012345678")
    vm.change(0x40, bytes.fromhex("0000111122223333"))
    vm.change(0x48, bytes.fromhex("00004444"))
    shown = ["PSW = FF020000 00345678"]          # what a System/360 keeps of ILC and code is not there yet
    assert typed("D PSW")[0][:14] == shown[0][:14] and typed("D P") == typed("D PSW") == typed("D")
    assert typed("D CSW CAW") == ["CSW = 00001111 22223333", "CAW = 00004444"]


def test_display_keys(room, typed):
    vm = room.user("ANNA")
    keys = bytearray(len(vm.machine.storage) >> 11)
    keys[2:4] = b"\x10\x10"
    vm.machine.storage.keys = bytes(keys)
    assert typed("D K0-2FFF") == ["000000 TO 000FFF  KEY = 00", "001000 TO 001FFF  KEY = 10",
                                  "002000 TO 002FFF  KEY = 00"]
    assert typed("D K1000") == ["001000 TO 0017FF  KEY = 10"]


def test_display_through_the_machines_own_translation(room):
    """A Model 67 with pages moved about: page 2 lies in frame 6."""
    vm = room.user("BIG")
    program(vm, "0000000000000800")
    vm.change(SEGMENTS, (0x07000000 | PAGES).to_bytes(4, "big") + b"\0\0\0\1" * 15)
    for page, frame in enumerate(FRAMES):
        vm.change(PAGES + 2 * page, (8 if page == 4 else frame << 4).to_bytes(2, "big"))
    vm.change(0x6010, bytes.fromhex("CAFEBABE"))
    vm.core.set_cr(0, SEGMENTS)
    vm.core.set_cr(6, EXTENDED)
    assert room.type("BIG", "DISPLAY V2010") == ["V002010 IS AT 006010", "006010 CAFEBABE"]
    assert room.type("BIG", "DISPLAY V1FFC-2003") == [
        "V001FFC IS AT 001FFC", "001FFC 00000000", "V002000 IS AT 006000", "006000 00000000"]
    assert room.type("BIG", "D V4000") == ["HEXLOC 004000 IS NOT TRANSLATED"]
    assert room.type("BIG", "D 2010") == ["002010 00000000"]


@pytest.mark.parametrize("line, said", [
    ("D 40000", "HEXLOC 040000 EXCEEDS STORAGE"), ("D QRS", "INVALID HEXLOC - QRS"),
    ("D 2000-1000", "INVALID RANGE - 2000-1000"), ("D G16", "INVALID REGISTER - G16"),
    ("D G5-2", "INVALID RANGE - G5-2"), ("D Y1", "INVALID REGISTER - Y1"), ("D Y8", "INVALID REGISTER - Y8"),
    ("D GG", "INVALID REGISTER - GG"), ("D 10.Z", "INVALID HEXLOC - 10.Z"), ("D G0.17", "INVALID OPTION - 17"),
    ("D 100 QRS", "INVALID HEXLOC - QRS")])
def test_what_display_refuses(refusing, line, said):
    assert refusing.type("ANNA", line) == [said]


def test_the_end_of_a_range_may_be_beyond_storage(typed):
    assert typed("D 3FFFC-50000") == ["03FFFC 00000000"]


# -- STORE

@pytest.mark.parametrize("line, look, shown", [
    ("STORE 1000 12345678", "D 1000", "001000 12345678"),
    ("STORE L1000 1 2", "D 1000.8", "001000 00000001 00000002"),
    ("STORE 1003 AB", "D 1000.8", "001000 000000AB 00000000"),
    ("STORE S1003 AB CD EF01", "D 1000.8", "001000 000000AB CDEF0100"),
    ("STORE G5 FFFFFFFF 6", "D G5.3", "GPR  5 = FFFFFFFF  00000006  00000000"),
    ("STORE G15 F", "D GF", "GPR 15 = 0000000F"), ("STORE GC 12", "D G12", "GPR 12 = 00000012"),
    ("STORE Y2 41180", "D Y2", "FPR  2 = 41180000 00000000   1.500000000000000E+00"),
    ("STORE Y0 41100000 80000000", "D Y0", "FPR  0 = 41100000 80000000   1.000000007450581E+00"),
    ("STORE PSW 00000900", "D P", "PSW = 00000000 00000900"),
    ("STORE P FF040000 00001000", "D PSW", "PSW = FF040000 00001000")])
def test_store(typed, line, look, shown):
    assert typed(line) == ["STORE COMPLETE"]
    [now] = typed(look)
    assert now == shown or shown.startswith("FPR  0") and now[:34] == shown[:34]


@pytest.mark.parametrize("line, said", [
    ("STORE", "OPERAND MISSING OR INVALID"), ("STORE 1000", "OPERAND MISSING OR INVALID"),
    ("STORE 40000 1", "HEXLOC 040000 EXCEEDS STORAGE"), ("STORE 3FFFC 1 2", "HEXLOC 03FFFC EXCEEDS STORAGE"),
    ("STORE 1000 XYZ", "INVALID HEXLOC - XYZ"), ("STORE 1000 123456789", "INVALID HEXLOC - 123456789"),
    ("STORE QQ 1", "INVALID HEXLOC - QQ"), ("STORE S1000 ABC", "INVALID HEX DATA - ABC"),
    ("STORE G16 1", "INVALID REGISTER - G16"), ("STORE G15 1 2", "INVALID REGISTER - G15"),
    ("STORE Y1 1", "INVALID REGISTER - Y1"), ("STORE Y0 XY", "INVALID HEX DATA - XY"),
    ("STORE PSW 1 2 3", "INVALID PSW - 3"), ("STORE STATUS X", "INVALID OPTION - X")])
def test_what_store_refuses(refusing, line, said):
    assert refusing.type("ANNA", line) == [said]


def test_store_status(room, typed):
    """PSW at 100, floating registers at 160, general ones at 180 (hexadecimal)."""
    core = room.user("ANNA").core
    core.psw = bytes.fromhex("0000000000001234")
    core.set_gpr(1, 0xABCD)
    core.set_fpr(2, 0x4110000000000000)
    assert typed("STORE STATUS") == ["STORE COMPLETE"]
    assert typed("D 100.8 168.8 184") == ["000100 00000000 00001234", "000168 41100000 00000000",
                                          "000184 0000ABCD"]


def test_a_stored_instruction_is_executed(room, typed):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_800="47F00800")
    run(vm, 1000)                        # it is decoded
    typed("STORE 800 82000900")
    typed("STORE 900 00020000 00000ACE")
    run(vm, 10)
    assert vm.core.psw == bytes.fromhex("0002000000000ACE")


def test_store_into_the_timer_counts_from_the_new_value(room, typed):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_50="7FFFFFFF", at_800="47F00800")
    run(vm, 1_000_000)
    typed("STORE 50 00001000")
    assert typed("D 50") == ["000050 00001000"]


# -- DUMP and CP's own storage

def test_dump_prints(room, typed):
    room.user("ANNA").change(0x1000, bytes.fromhex("C8C5D3D3D6"))
    assert typed("DUMP 1000.10") == ["COMMAND COMPLETE"]
    typed("CLOSE 00E")
    [file] = room.system.spool.files("PRT", "ANNA")
    text = [data.decode("cp037").rstrip() for _, data in room.system.spool.reader(file.number)]
    assert "DUMP OF ANNA" in text and "PSW = 00000000 00000000" in text
    assert "001000 C8C5D3D3 D6000000 00000000 00000000  *HELLO...........*" in text
    assert sum(line.startswith("GPR") for line in text) == 4 and "000000 TO 03FFFF  KEY = 00" in text


def test_dump_needs_a_printer(typed):
    typed("DETACH 00E")
    assert typed("DUMP") == ["DEV 00E DOES NOT EXIST"]
    assert typed("DUMP QRS") == ["INVALID HEXLOC - QRS"]


@pytest.mark.parametrize("verb", ["DCP", "DMCP", "STCP"])
def test_cps_own_storage(room, verb):
    assert room.type("SYSPROG", f"{verb} 0") == [
        "CP HAS NO SYSTEM/360 STORAGE OF ITS OWN HERE; DISPLAY SHOWS YOUR MACHINE'S"]
    assert room.type("ANNA", f"{verb} 0") == [f"?CP: {verb}"]
