"""ELF files for debuggers, read by GNU binutils and GDB (System V ABI; DWARF 3)."""
import random
import re
import shutil
import struct
import subprocess

import pytest

from s360.asm.elf import write_elf
from s360.asm.line_map import LineMap, MapLine, MapSection, MapSymbol

READELF, OBJDUMP = "s390x-linux-gnu-readelf", "s390x-linux-gnu-objdump"
needs_binutils = pytest.mark.skipif(not all(map(shutil.which, (READELF, OBJDUMP))),
                                    reason="binutils for s390x are not installed")
needs_gdb = pytest.mark.skipif(not shutil.which("gdb-multiarch"), reason="no gdb-multiarch")

SOURCE = """SORT     START X'1000'
         BALR  12,0
         USING *,12
LOOP     L     1,A
         BR    14
A        DC    F'5'
"""
TEXT = bytes.fromhex("05C0 5810C006 07FE 00000005")
MAP = LineMap([MapSection("SORT", 1, 0x1000, 12), MapSection("SUB", 2, 0x3000, 2)], [
    MapLine(0x1000, 2, "sort.asm", 2, 2, "         BALR  12,0"),
    MapLine(0x1002, 4, "sort.asm", 4, 4, "LOOP     L     1,A"),
    MapLine(0x1006, 2, "sort.asm", 5, 5, "         BR    14"),
    MapLine(0x1008, 4, "sort.asm", 6, 6, "A        DC    F'5'"),
    MapLine(0x3000, 2, "sub.asm", 300, 7, "SUB      BR    14")],
    [MapSymbol("SORT", 0x1000, 12, "J"), MapSymbol("LOOP", 0x1002, 4, "I"),
     MapSymbol("A", 0x1008, 4, "F"), MapSymbol("SUB", 0x3000, 2, "J")])
PIECES = [(0x3000, bytes.fromhex("07FE")), (0x1000, TEXT)]


@pytest.fixture
def elf(tmp_path):
    (tmp_path / "sort.asm").write_text(SOURCE)
    path = tmp_path / "sort.elf"
    path.write_bytes(write_elf(PIECES, MAP, 0x1000))
    return path


def run(*words, cwd):
    done = subprocess.run(list(map(str, words)), cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0 and "arning" not in done.stderr, done.stderr
    return done.stdout


def test_the_header_says_big_endian_31_bit_s390():
    head = write_elf(PIECES, MAP, 0x1000)[:52]
    assert head[:7] == b"\x7FELF\1\2\1"
    kind, machine, version, entry = struct.unpack_from(">HHII", head, 16)
    assert (kind, machine, version, entry) == (2, 22, 1, 0x1000)


def test_text_lies_where_the_program_headers_say():
    file = write_elf(PIECES, MAP, 0x1000)
    at, = struct.unpack_from(">I", file, 28)
    size, count = struct.unpack_from(">HH", file, 42)
    loaded = {}
    for n in range(count):
        _, offset, address, _, length, *_ = struct.unpack_from(">8I", file, at + n * size)
        loaded[address] = file[offset:offset + length]
    assert loaded == {0x1000: TEXT, 0x3000: bytes.fromhex("07FE")}


@needs_binutils
def test_readelf_shows_sections_symbols_and_lines(elf):
    shown = run(READELF, "-aW", elf, cwd=elf.parent)
    assert "IBM S/390" in shown and re.search(r"\.text +PROGBITS +00001000 \w+ 00000c .* WAX", shown)
    assert re.search(r"00001002 +4 FUNC +LOCAL +DEFAULT +1 LOOP", shown)
    assert re.search(r"00001008 +4 OBJECT +LOCAL +DEFAULT +1 A", shown)
    assert re.search(r"00003000 +2 FUNC +GLOBAL +DEFAULT +2 SUB", shown)
    lines = run(READELF, "--debug-dump=decodedline", elf, cwd=elf.parent)
    rows = re.findall(r"^(\S+\.asm) +(\d+|-) +(0x\w+)", lines, re.MULTILINE)
    assert rows == [("sort.asm", "2", "0x1000"), ("sort.asm", "4", "0x1002"),
                    ("sort.asm", "5", "0x1006"), ("sort.asm", "6", "0x1008"),
                    ("sort.asm", "-", "0x100c"), ("sub.asm", "300", "0x3000"),
                    ("sub.asm", "-", "0x3002")]


@needs_binutils
def test_objdump_disassembles_with_labels_and_source(elf):
    shown = run(OBJDUMP, "-d", "-l", "-S", elf, cwd=elf.parent)
    assert re.search(r"00001002 <LOOP>:\n.*sort\.asm:4\n.*\nLOOP     L     1,A\n"
                     r" +1002:\t58 10 c0 06 +\tl\t%r1,6\(%r12\)", shown)
    assert "<SUB>:" in shown and "sub.asm:300" in shown


@needs_binutils
def test_all_lines_of_a_long_program_come_back(tmp_path):
    chance = random.Random(360)
    lines, at = [], 0x200
    for number in range(3000):
        at += chance.choice((0, 0, 0, 2, 600))
        length = chance.choice((1, 2, 4, 6, 200))
        lines.append(MapLine(at, length, f"f{chance.randrange(3)}.asm", chance.randrange(1, 99999),
                             number, ""))
        at += length
    path = tmp_path / "x.elf"
    path.write_bytes(write_elf([(0x200, bytes(at - 0x200))],
                               LineMap([MapSection("X", 1, 0x200, at)], lines)))
    shown = run(READELF, "--debug-dump=decodedline", path, cwd=tmp_path)
    rows = re.findall(r"^(f\d\.asm) +(\d+) +(0x\w+)", shown, re.MULTILINE)
    assert [(file, int(line), int(address, 16)) for file, line, address in rows] == [
        (line.file, line.line, line.address) for line in lines]
    run(READELF, "--debug-dump=info,abbrev,aranges,Ranges", path, cwd=tmp_path)


@needs_gdb
def test_gdb_knows_byte_order_architecture_labels_and_lines(elf):
    asked = ["show endian", "show architecture", "info line *0x1006", "break sort.asm:4",
             "break LOOP", "info symbol 0x1004", "list sort.asm:4,4", "x/i 0x1002"]
    shown = run("gdb-multiarch", "-nx", "-batch", *(f"-ex={line}" for line in asked), elf,
                cwd=elf.parent)
    assert "big endian" in shown and "s390:31-bit" in shown
    assert 'Line 5 of "sort.asm" starts at address 0x1006' in shown
    assert shown.count("at 0x1002: file sort.asm, line 4.") == 2
    assert "LOOP + 2 in section .text" in shown and "LOOP     L     1,A" in shown


@needs_gdb
def test_gdb_stops_at_macro_instructions(tmp_path):
    # GO of a library at 2 (LA, then INNER at 6); INNER of the source itself at 10
    calls = LineMap([MapSection("E", 1, 0, 14)], [
        MapLine(0, 2, "e.asm", 6, 1, "         BALR  12,0"),
        MapLine(2, 0, "e.asm", 9, 2, "         GO"), MapLine(2, 4, "go.mac", 3, 3, "         LA    1,1", 1),
        MapLine(6, 0, "go.mac", 4, 4, "         INNER", 1), MapLine(6, 2, "e.asm", 3, 5, "         SR    3,3", 2),
        MapLine(8, 2, "e.asm", 10, 6, "         BR    14"),
        MapLine(10, 0, "e.asm", 11, 7, "         INNER"), MapLine(10, 2, "e.asm", 3, 8, "         SR    3,3", 1),
        MapLine(12, 2, "e.asm", 12, 9, "         BR    14")])
    path = tmp_path / "e.elf"
    path.write_bytes(write_elf([(0, bytes.fromhex("05C0 41100001 1B33 07FE 1B33 07FE"))], calls))
    asked = ["e.asm:9", "go.mac:3", "go.mac:4", "e.asm:11", "e.asm:10", "e.asm:12"]
    shown = run("gdb-multiarch", "-nx", "-batch", *(f"-ex=break {place}" for place in asked), path,
                cwd=tmp_path)
    assert re.findall(r"at (0x\w+): file (\S+), line (\d+)", shown) == [
        ("0x2", "e.asm", "9"), ("0x2", "go.mac", "3"), ("0x6", "go.mac", "4"), ("0xa", "e.asm", "11"),
        ("0x8", "e.asm", "10"), ("0xc", "e.asm", "12")]


@needs_binutils
def test_objdump_shows_the_statements_of_macros(tmp_path):
    calls = LineMap([MapSection("E", 1, 0, 4)], [
        MapLine(0, 0, "e.asm", 9, 1, "         GO"), MapLine(0, 2, "go.mac", 3, 2, "         SR    1,1", 1),
        MapLine(2, 2, "go.mac", 4, 3, "         BR    14", 1)])
    (tmp_path / "e.elf").write_bytes(write_elf([(0, bytes.fromhex("1B11 07FE"))], calls))
    shown = run(OBJDUMP, "-d", "-l", "e.elf", cwd=tmp_path)
    assert re.findall(r"(\S+):(\d+)\n", shown) == [("go.mac", "3"), ("go.mac", "4")]


@needs_binutils
@pytest.mark.parametrize("pieces, line_map", [
    ([], None), ([(0x200, b"\x07\xFE")], None), ([], MAP),
    ([(0, b"\x07\xFE")], LineMap([MapSection("", 1, 0, 2)],
                                 [MapLine(0, 2, "gr\u00FC\u00DFe.asm", 1, 1, "")],
                                 [MapSymbol("X", 0x800000, 1, "I")]))])
def test_programs_without_text_lines_or_names(pieces, line_map, tmp_path):
    path = tmp_path / "x.elf"
    path.write_bytes(write_elf(pieces, line_map))
    run(READELF, "-aW", path, cwd=tmp_path)
    run(OBJDUMP, "-d", "-l", path, cwd=tmp_path)
