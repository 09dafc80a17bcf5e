"""ELF files for debuggers: the text, symbols and source lines of an assembled or linked program.

Called by the assembler and the linker (`write_elf`); read by GDB (as its symbol file: it then knows
byte order, architecture and names by itself), readelf and objdump.  The file is ELF32, big-endian,
machine S/390; line numbers are DWARF version 3.  Addresses are those of the machine; nothing is
relocated by the reader.

Source: System V ABI, ELF; zSeries supplement (LNUX-1107); DWARF Debugging Information Format,
version 3.  Not implemented: relocatable ELF (there is the object deck), types and storage of symbols
in DWARF, macro information.
"""
from __future__ import annotations

import struct
from bisect import bisect_right
from typing import Iterable, NamedTuple

from .line_map import LineMap, MapLine, MapSymbol

EM_S390, ET_EXEC, PT_LOAD = 22, 2, 1
PROGBITS, SYMTAB, STRTAB = 1, 2, 3
ALLOC_WRITE_EXECUTE = 7
LOCAL, GLOBAL = 0, 1
NOTYPE, OBJECT, FUNCTION = 0, 1, 2
ABSOLUTE = 0xFFF1                        # section index of what is in no section
HEADER, SEGMENT, SECTION, SYMBOL = 52, 32, 40, 16

#: type attributes (C28-6514, Data Attributes) of symbols that name data
DATA_TYPES = frozenset("ABCDEFGHKLPQRSVXYZW")
SECTION_TYPE, ENTRY_TYPE = "J", "E"

# DWARF 3: figures of the standard's section 7
COMPILE_UNIT, LANGUAGE_ASSEMBLER = 0x11, 0x8001
AT_NAME, AT_STMT_LIST, AT_LOW_PC, AT_LANGUAGE, AT_PRODUCER, AT_RANGES = 3, 0x10, 0x11, 0x13, 0x25, 0x55
FORM_ADDR, FORM_DATA2, FORM_DATA4, FORM_STRING = 1, 5, 6, 8
LNS_COPY, LNS_ADVANCE_PC, LNS_ADVANCE_LINE, LNS_SET_FILE = 1, 2, 3, 4
LNE_END_SEQUENCE, LNE_SET_ADDRESS = 1, 2
#: operands of the standard opcodes 1 to 12; there are no special ones in use
OPCODE_OPERANDS = bytes((0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1))


class Part(NamedTuple):
    """A section of the file; address 0 and flags 0 for what is not in storage."""
    name: str
    type: int
    data: bytes
    address: int = 0
    flags: int = 0
    link: int = 0
    info: int = 0
    entry: int = 0
    align: int = 1


def write_elf(text: Iterable[tuple[int, bytes]], line_map: LineMap | None = None, entry: int = 0,
              symbols: Iterable[MapSymbol] | None = None) -> bytes:
    """An ELF file.

    text:     (address, bytes) of each contiguous piece, as it stands in storage
    line_map: moved to those addresses; None: without source lines
    entry:    address of the first instruction
    symbols:  default: those of the line map
    """
    pieces = sorted((address, bytes(data)) for address, data in text if data)
    line_map = line_map or LineMap()
    parts = [Part(f".text.{n}" if n else ".text", PROGBITS, data, address, ALLOC_WRITE_EXECUTE,
                  align=2)
             for n, (address, data) in enumerate(pieces)]
    loaded = len(parts)
    if line_map.ranges():
        parts += _debug_parts(line_map)
    names, table, locals_ = _symbols(line_map.symbols if symbols is None else symbols, pieces)
    strings = len(parts) + 2             # index of .strtab, behind the null section and .symtab
    parts.append(Part(".symtab", SYMTAB, table, link=strings, info=locals_, entry=SYMBOL, align=4))
    parts.append(Part(".strtab", STRTAB, names))
    return _file(parts, loaded, entry)


def _file(parts: list[Part], loaded: int, entry: int) -> bytes:
    """Headers, contents, section table; the first `loaded` parts make a segment each."""
    section_names = Names([part.name for part in parts] + [".shstrtab"])
    parts = [*parts, Part(".shstrtab", STRTAB, section_names.table)]
    out = bytearray(HEADER + loaded * SEGMENT)
    offsets = []
    for part in parts:
        out += bytes(-len(out) % 4)
        offsets.append(len(out))
        out += part.data
    out += bytes(-len(out) % 4)
    table = len(out)
    out += bytes(SECTION)                # the null section
    for part, offset in zip(parts, offsets):
        out += struct.pack(">10I", section_names.at[part.name], part.type, part.flags, part.address,
                           offset, len(part.data), part.link, part.info, part.align, part.entry)
    identification = b"\x7FELF" + bytes((1, 2, 1)) + bytes(9)      # 32 bits, big-endian, version 1
    struct.pack_into(">16s2H5I6H", out, 0, identification, ET_EXEC, EM_S390, 1, entry,
                     HEADER if loaded else 0, table, 0, HEADER, SEGMENT if loaded else 0, loaded,
                     SECTION, len(parts) + 1, len(parts))
    for n, (part, offset) in enumerate(zip(parts[:loaded], offsets)):
        struct.pack_into(">8I", out, HEADER + n * SEGMENT, PT_LOAD, offset, part.address,
                         part.address, len(part.data), len(part.data), 7, 1)
    return bytes(out)


class Names:
    """A string table; at: name -> its offset."""

    def __init__(self, names: Iterable[str]):
        self.at = {"": 0}
        table = bytearray(1)
        for name in names:
            if name not in self.at:
                self.at[name] = len(table)
                table += _text(name)
        self.table = bytes(table)


def _text(text: str) -> bytes:
    """As the file holds it: no zero byte but the last."""
    return text.replace("\0", "?").encode("utf-8", "replace") + b"\0"


def _symbols(symbols: Iterable[MapSymbol], pieces) -> tuple[bytes, bytes, int]:
    """(string table, symbol table, number of its local entries).  Sections and entry points are
    global; a label is a function when an instruction has it, so that GDB tells it in addresses."""
    starts = [address for address, _ in pieces]
    rows = []
    for symbol in symbols:
        outer = symbol.type in (SECTION_TYPE, ENTRY_TYPE)
        kind = (FUNCTION if outer or symbol.type == "I"
                else OBJECT if symbol.type in DATA_TYPES else NOTYPE)
        rows.append((GLOBAL if outer else LOCAL, symbol, kind))
    rows.sort(key=lambda row: row[0])    # local ones first: the standard's rule
    names = Names(symbol.name for _, symbol, _ in rows)
    table = bytearray(SYMBOL)
    for binding, symbol, kind in rows:
        index = bisect_right(starts, symbol.address)
        if not index or symbol.address > starts[index - 1] + len(pieces[index - 1][1]):
            index = ABSOLUTE
        table += struct.pack(">IIIBBH", names.at[symbol.name], symbol.address, symbol.length,
                             binding << 4 | kind, 0, index)
    return names.table, bytes(table), 1 + sum(row[0] == LOCAL for row in rows)


# -- DWARF

def _debug_parts(line_map: LineMap) -> list[Part]:
    """The sections that tell source lines: one compilation unit for the whole program."""
    runs = _runs(line_map)
    rows = runs + _calls(line_map)
    files = list(dict.fromkeys(line.file for run in rows for _, _, line in run))
    abbreviations = bytes((1, COMPILE_UNIT, 0, AT_STMT_LIST, FORM_DATA4, AT_RANGES, FORM_DATA4,
                           AT_LOW_PC, FORM_ADDR, AT_NAME, FORM_STRING, AT_PRODUCER, FORM_STRING,
                           AT_LANGUAGE, FORM_DATA2, 0, 0, 0))
    unit = (b"\1" + struct.pack(">III", 0, 0, 0) + _text(files[0]) + _text("cpcms asm")
            + struct.pack(">H", LANGUAGE_ASSEMBLER))
    info = struct.pack(">IHIB", len(unit) + 7, 3, 0, 4) + unit
    ranges = b"".join(struct.pack(">II", run[0][0], run[-1][1]) for run in runs) + bytes(8)
    return [Part(".debug_line", PROGBITS, _line_table(rows, files)),
            Part(".debug_info", PROGBITS, info),
            Part(".debug_abbrev", PROGBITS, abbreviations),
            Part(".debug_ranges", PROGBITS, ranges),
            Part(".debug_aranges", PROGBITS, _address_table(runs))]


def _runs(line_map: LineMap) -> list[list[tuple[int, int, MapLine]]]:
    """The map's ranges, those without a gap between them together."""
    runs: list[list[tuple[int, int, MapLine]]] = []
    for one in line_map.ranges():
        if runs and runs[-1][-1][1] == one[0]:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _address_table(runs) -> bytes:
    """.debug_aranges: which addresses the unit covers."""
    body = struct.pack(">HIBB", 3 - 1, 0, 4, 0)
    body += bytes(-(len(body) + 4) % 8)
    body += b"".join(struct.pack(">II", run[0][0], run[-1][1] - run[0][0]) for run in runs)
    return struct.pack(">I", len(body) + 8) + body + bytes(8)


def _calls(line_map: LineMap) -> list[list[tuple[int, int, MapLine]]]:
    """Macro instructions, each a run over the first range that its statements made.  They cannot
    be rows among those: of two rows for one address readers keep the later one."""
    ranges = line_map.ranges()
    starts = [start for start, _, _ in ranges]
    out = []
    for line in line_map.lines:
        index = bisect_right(starts, line.address) - 1
        if not line.length and index >= 0 and line.address < ranges[index][1]:
            out.append([(line.address, ranges[index][1], line)])
    return out


def _line_table(runs, files: list[str]) -> bytes:
    """.debug_line: the header and a sequence for each run."""
    head = struct.pack(">BBbBB", 1, 1, -1, 1, len(OPCODE_OPERANDS) + 1) + OPCODE_OPERANDS
    head += b"\0" + b"".join(_text(file) + b"\0\0\0" for file in files) + b"\0"
    numbers = {file: n for n, file in enumerate(files, 1)}
    program = bytearray()
    for run in runs:
        at, line_number, file = run[0][0], 1, 1
        program += struct.pack(">BBBI", 0, 5, LNE_SET_ADDRESS, at)
        for start, _, line in run:
            if start != at:
                program += bytes((LNS_ADVANCE_PC,)) + _unsigned(start - at)
            if numbers[line.file] != file:
                file = numbers[line.file]
                program += bytes((LNS_SET_FILE,)) + _unsigned(file)
            if line.line != line_number:
                program += bytes((LNS_ADVANCE_LINE,)) + _signed(line.line - line_number)
            program.append(LNS_COPY)
            at, line_number = start, line.line
        program += bytes((LNS_ADVANCE_PC,)) + _unsigned(run[-1][1] - at)
        program += bytes((0, 1, LNE_END_SEQUENCE))
    body = struct.pack(">HI", 3, len(head)) + head + program
    return struct.pack(">I", len(body)) + body


def _unsigned(value: int) -> bytes:
    """LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _signed(value: int) -> bytes:
    """Signed LEB128."""
    out = bytearray()
    while not -0x40 <= value < 0x40:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)
