"""Writes ext/table.pxi from s360/isa.py: numbers, layouts and the tables of handlers.

Run `python ext/make_table.py` after a change of the instruction table; a test says whether the
committed file is current.
"""
import importlib.util
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAYOUTS = {"RR": 0, "RX": 1, "RS": 2, "SI": 3, "SS": 4}


def load_isa():
    """s360/isa.py alone, without its package (which needs the core that is being built)."""
    spec = importlib.util.spec_from_file_location("isa", HERE.parent / "s360" / "isa.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table() -> str:
    """The text of table.pxi."""
    isa = load_isa()
    rows, last = isa.INSTRUCTIONS, len(isa.INSTRUCTIONS)
    features = {name: 1 << n for n, name in enumerate(isa.FEATURES)}
    out = ["# Written by ext/make_table.py from s360/isa.py; do not edit.", "", "cdef enum:"]
    out += [f"    OP_{r.mnemonic} = {isa.NUMBER[r.mnemonic]}" for r in rows]
    out += [f"    OP_EDGE = {last + 1}      # the successor lies in another block",
            f"    OP_STOP = {last + 2}      # an address stop stands here",
            f"    OP_INVALID = {last + 3}   # operation code not assigned",
            f"    OP_RESUME = {last + 4}    # behind the subject of EXECUTE",
            f"    OPERATIONS = {last + 5}", ""]
    out += ["cdef enum:"] + [f"    FEATURE_{n.upper()} = {v}" for n, v in features.items()]
    out += ["", "cdef uint8_t[256] NUMBER     # operation code -> handler number",
            "cdef uint8_t[256] LAYOUT     # operation code -> 0 RR, 1 RX, 2 RS, 3 SI, 4 SS",
            "cdef uint8_t[OPERATIONS] NEEDS      # handler number -> feature bit",
            "cdef uint8_t[OPERATIONS] PRIVILEGED  # handler number -> 1 if privileged",
            "cdef uint8_t[256] SIZE       # handler number -> bytes the decoded instruction covers", "",
            "cdef void fill_numbers() noexcept:", "    cdef int code",]
    out += ["    for code in range(256):", "        NUMBER[code] = OP_INVALID",
            "        LAYOUT[code] = 0 if code < 0x40 else 1 if code < 0x80 "
            "else 2 if code < 0xC0 else 4",
            "    SIZE[OP_EDGE] = SIZE[OP_STOP] = SIZE[OP_INVALID] = 6"]
    for r in rows:
        layout = LAYOUTS[isa.FORMATS[r.format][0]]
        out.append(f"    NUMBER[0x{r.opcode:02X}] = OP_{r.mnemonic}; "
                   f"LAYOUT[0x{r.opcode:02X}] = {layout}; "
                   f"NEEDS[OP_{r.mnemonic}] = {features[r.feature]}; "
                   f"PRIVILEGED[OP_{r.mnemonic}] = {int(r.privileged)}; "
                   f"SIZE[OP_{r.mnemonic}] = {r.length}")
    out += ["", "cdef void install(void** handlers) noexcept nogil:",
            '    """Fill a handler table (OPERATIONS entries) with the bare machine\'s handlers."""',
            "    handlers[0] = <void*>op_undecoded", "    handlers[OP_EDGE] = <void*>op_edge",
            "    handlers[OP_STOP] = <void*>op_stop", "    handlers[OP_INVALID] = <void*>op_invalid",
            "    handlers[OP_RESUME] = <void*>op_resume"]
    out += [f"    handlers[OP_{r.mnemonic}] = <void*>op_{r.mnemonic}" for r in rows]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    (HERE / "table.pxi").write_text(table())
