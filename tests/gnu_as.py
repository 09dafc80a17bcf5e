"""GNU as for S/390 as a second opinion: instructions in IBM's syntax to bytes.

`instructions([("L", "1,4(2,3)"), ...])` writes every operand out (index, base and length, none left
to a default) in GNU's syntax, assembles them all in one run and gives the bytes of each.  What GNU
does not know is given as `.insn` with the codes of the table below.

Source of the tables: A22-6821-7; GA27-2719 for BAS, BASR, LRA, LMC, STMC.
"""
from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

PROGRAM = "s390x-linux-gnu-as"

FORMATS = {
    "RR": "BALR BCTR SSK ISK BASR LPR LNR LTR LCR NR CLR OR XR LR CR AR SR MR DR ALR SLR LPDR LNDR "
          "LTDR LCDR HDR LRDR MXR MXDR LDR CDR ADR SDR MDR DDR AWR SWR LPER LNER LTER LCER HER LRER "
          "AXR SXR LER CER AER SER MER DER AUR SUR BCR",
    "R": "SPM BR NOPR BHR BLR BER BNHR BNLR BNER BOR BPR BMR BZR BNPR BNMR BNZR BNOR",
    "I": "SVC",
    "RX": "STH LA STC IC EX BAL BCT BC LH CH AH SH MH BAS CVD CVB ST N CL O X L C A S M D AL SL STD "
          "MXD LD CD AD SD MD DD AW SW STE LE CE AE SE ME DE AU SU LRA",
    "X": "B NOP BH BL BE BNH BNL BNE BO BP BM BZ BNP BNM BNZ BNO",
    "RS": "BXH BXLE STM LM STMC LMC",
    "SH": "SRL SLL SRA SLA SRDL SLDL SRDA SLDA",
    "SI": "DIAG WRD RDD TM MVI NI CLI OI XI",
    "S": "SSM LPSW TS SIO TIO HIO TCH",
    "SS": "MVN MVC MVZ NC CLC OC XC TR TRT ED EDMK",
    "SSLL": "MVO PACK UNPK ZAP CP AP SP MP DP",
}
FORMAT = {mnemonic: form for form, all_ in FORMATS.items() for mnemonic in all_.split()}

#: what GNU lacks or writes in another way: mnemonic -> .insn format and code
INSN = {"SSK": ("rr", 0x0800), "ISK": ("rr", 0x0900), "BASR": ("rr", 0x0D00),
        "BAS": ("rx", 0x4D000000), "LRA": ("rx", 0xB1000000),
        "STMC": ("rs", 0xB0000000), "LMC": ("rs", 0xB8000000), "DIAG": ("si", 0x83000000),
        "WRD": ("si", 0x84000000), "RDD": ("si", 0x85000000), "SIO": ("si", 0x9C000000),
        "TIO": ("si", 0x9D000000), "HIO": ("si", 0x9E000000), "TCH": ("si", 0x9F000000)}

OPERAND = re.compile(r"([^(),]+)(?:\(([^(),]*)(?:,([^(),]*))?\))?")
SELF_DEFINING = re.compile(r"([XBC])'(.*)'")


def available() -> str:
    """Path of the assembler; skips the test where it is not installed."""
    path = shutil.which(PROGRAM)
    if not path:
        pytest.skip(f"{PROGRAM} is not installed")
    return path


def number(text: str | None, default: int = 0) -> int:
    """A self-defining term: decimal, X'..', B'..' or C'..'."""
    if not text:
        return default
    match = SELF_DEFINING.fullmatch(text)
    if not match:
        return int(text)
    if match[1] == "C":
        return int.from_bytes(match[2].encode("cp037"), "big")
    return int(match[2], {"X": 16, "B": 2}[match[1]])


def operands(text: str) -> list[tuple[int, str | None, str | None]]:
    """`1,4(2,3)` as [(1, None, None), (4, "2", "3")]; a subfield left out is None or ""."""
    out, at = [], 0
    while at < len(text):
        match = OPERAND.match(text, at)
        assert match, text
        out.append((number(match[1]), match[2], match[3]))
        at = match.end() + 1
    return out


def length(value: int) -> int:
    """GNU wants the length in bytes; IBM takes 0 as 1."""
    return value or 1


def gnu(mnemonic: str, text: str) -> str:
    """One instruction in GNU's syntax."""
    form, parts = FORMAT[mnemonic], operands(text)
    if form in ("RR", "R", "I"):
        fields = [str(value) for value, _, _ in parts]
    elif form in ("RX", "X"):
        value, index, base = parts[-1]
        fields = [str(value) for value, _, _ in parts[:-1]]
        fields.append(f"{value}({number(index)},{number(base)})")
    elif form in ("SS", "SSLL"):
        fields = []
        for n, (value, first, base) in enumerate(parts):
            if n == 0 or form == "SSLL":
                fields.append(f"{value}({length(number(first, 1))},{number(base)})")
            else:
                fields.append(f"{value}({number(first)})")
    else:
        fields = [f"{value}({number(base)})" if n == {"RS": 2, "SH": 1}.get(form, 0) else str(value)
                  for n, (value, base, _) in enumerate(parts)]
    return written(mnemonic, form, fields)


def written(mnemonic: str, form: str, fields: list[str]) -> str:
    if mnemonic not in INSN:
        return f"{mnemonic.lower()} {','.join(fields)}"
    kind, code = INSN[mnemonic]
    if form == "S":
        fields = fields + ["0"]
    return f".insn {kind},{code:#x},{','.join(fields)}"


def assemble(lines: list[str], *options: str) -> bytes:
    """The text section of GNU assembler lines."""
    program = available()
    with tempfile.TemporaryDirectory() as folder:
        source, object_, flat = (Path(folder) / name for name in ("x.s", "x.o", "x.bin"))
        source.write_text("\n".join(lines) + "\n")
        done = subprocess.run([program, *(options or ("-m31", "-mesa")), "-o", object_, source],
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[:2000]
        subprocess.run([program[:-2] + "objcopy", "-O", "binary", "-j", ".text", object_, flat],
                       check=True)
        return flat.read_bytes()


def instructions(pairs: list[tuple[str, str]]) -> list[bytes]:
    """The bytes of each (mnemonic, operands)."""
    code = assemble([gnu(*pair) for pair in pairs])
    out, at = [], 0
    for _ in pairs:
        size = (2, 4, 4, 6)[code[at] >> 6]
        out.append(code[at:at + size])
        at += size
    assert code[at:].strip(b"\x07\0") == b"", code[at:]
    return out
