"""The instruction table against the manual's list, the core's handlers and the GNU assembler."""
import importlib.util
import random
import re
import shutil
import subprocess

import pytest

from s360 import isa, isa_doc
from shared import ROOT

# A22-6821-7 Appendix (standard, decimal, floating point, protection, direct control), GA22-6884
# (extended precision), GA27-2719 (Model 67), written down by operation code.
RR = """04 SPM 05 BALR 06 BCTR 07 BCR 08 SSK 09 ISK 0A SVC 0D BASR
10 LPR 11 LNR 12 LTR 13 LCR 14 NR 15 CLR 16 OR 17 XR 18 LR 19 CR 1A AR 1B SR 1C MR 1D DR 1E ALR
1F SLR 20 LPDR 21 LNDR 22 LTDR 23 LCDR 24 HDR 25 LRDR 26 MXR 27 MXDR 28 LDR 29 CDR 2A ADR 2B SDR
2C MDR 2D DDR 2E AWR 2F SWR 30 LPER 31 LNER 32 LTER 33 LCER 34 HER 35 LRER 36 AXR 37 SXR 38 LER
39 CER 3A AER 3B SER 3C MER 3D DER 3E AUR 3F SUR"""
RX = """40 STH 41 LA 42 STC 43 IC 44 EX 45 BAL 46 BCT 47 BC 48 LH 49 CH 4A AH 4B SH 4C MH 4D BAS
4E CVD 4F CVB 50 ST 54 N 55 CL 56 O 57 X 58 L 59 C 5A A 5B S 5C M 5D D 5E AL 5F SL 60 STD 67 MXD
68 LD 69 CD 6A AD 6B SD 6C MD 6D DD 6E AW 6F SW 70 STE 78 LE 79 CE 7A AE 7B SE 7C ME 7D DE 7E AU
7F SU B1 LRA"""
RS = """86 BXH 87 BXLE 88 SRL 89 SLL 8A SRA 8B SLA 8C SRDL 8D SLDL 8E SRDA 8F SLDA 90 STM 98 LM
B0 STMC B8 LMC"""
SI = """80 SSM 82 LPSW 83 DIAG 84 WRD 85 RDD 91 TM 92 MVI 93 TS 94 NI 95 CLI 96 OI 97 XI
9C SIO 9D TIO 9E HIO 9F TCH"""
SS = """D1 MVN D2 MVC D3 MVZ D4 NC D5 CLC D6 OC D7 XC DC TR DD TRT DE ED DF EDMK
F1 MVO F2 PACK F3 UNPK F8 ZAP F9 CP FA AP FB SP FC MP FD DP"""
PRIVILEGED = "SSK ISK SSM LPSW DIAG WRD RDD SIO TIO HIO TCH STMC LRA LMC"
STORES = """STH STC CVD ST STD STE RDD STM MVI TS NI OI XI STMC MVN MVC MVZ NC OC XC TR ED EDMK
MVO PACK UNPK ZAP AP SP MP DP"""
UNCHANGED_CC = """BALR BAL BCTR BCT BCR BC BASR BAS SSK ISK SVC LR L LH LA LM STM STMC LMC MR M MH
DR D IC STC STH ST CVD CVB EX SSM DIAG WRD RDD BXH BXLE SRL SLL SRDL SLDL MVI MVC MVN MVZ TR MVO
PACK UNPK MP DP HDR HER LDR LER LD LE STD STE MDR MD MER ME DDR DD DER DE LRDR LRER MXR MXDR MXD"""
SPECIAL = {"undecoded", "edge", "stop", "invalid", "resume", "observe", "trap"}

AS, OBJDUMP, OBJCOPY = (f"s390x-linux-gnu-{tool}" for tool in ("as", "objdump", "objcopy"))
needs_binutils = pytest.mark.skipif(not all(map(shutil.which, (AS, OBJDUMP, OBJCOPY))),
                                    reason="binutils for s390x are not installed")


def pairs(text):
    words = text.split()
    return {name: int(code, 16) for code, name in zip(words[::2], words[1::2])}


MANUAL = {layout: pairs(text) for layout, text in
          {"RR": RR, "RX": RX, "RS": RS, "SI": SI, "SS": SS}.items()}


def test_the_table_is_the_manuals_list_no_more_and_no_less():
    for layout, wanted in MANUAL.items():
        have = {row.mnemonic: row.opcode for row in isa.INSTRUCTIONS
                if isa.FORMATS[row.format][0] == layout}
        assert have == wanted
    assert len(isa.INSTRUCTIONS) == sum(map(len, MANUAL.values())) == 155


def test_no_operation_code_or_mnemonic_is_used_twice():
    assert len({row.opcode for row in isa.INSTRUCTIONS}) == len(isa.INSTRUCTIONS)
    assert len({row.mnemonic for row in isa.INSTRUCTIONS}) == len(isa.INSTRUCTIONS)
    assert not set(isa.EXTENDED) & set(isa.BY_MNEMONIC)
    assert sorted(isa.NUMBER.values()) == list(range(1, len(isa.INSTRUCTIONS) + 1))


def test_bits_0_and_1_give_the_length_of_the_layout():
    lengths = {"RR": 2, "RX": 4, "RS": 4, "SI": 4, "SS": 6}
    for row in isa.INSTRUCTIONS:
        assert row.length == isa.length(row.opcode) == lengths[isa.FORMATS[row.format][0]]


def test_privileged_instructions():
    assert {r.mnemonic for r in isa.INSTRUCTIONS if r.privileged} == set(PRIVILEGED.split())
    for row in isa.INSTRUCTIONS:
        assert row.privileged == ("M" in row.exceptions)


def test_what_stores_may_be_protected_and_is_addressed():
    assert {r.mnemonic for r in isa.INSTRUCTIONS if "P" in r.exceptions} == set(STORES.split())
    for row in isa.INSTRUCTIONS:
        if "P" in row.exceptions or row.align > 1:
            assert "A" in row.exceptions, row.mnemonic


def test_condition_code():
    unchanged = set(UNCHANGED_CC.split())
    for row in isa.INSTRUCTIONS:
        assert row.cc == (row.mnemonic not in unchanged), row.mnemonic


@pytest.mark.parametrize("mnemonic, align", [
    ("L", 4), ("LH", 2), ("LD", 8), ("LE", 4), ("CVB", 8), ("IC", 1), ("STM", 4), ("EX", 2),
    ("MVC", 1), ("LPSW", 8), ("LA", 1), ("MXD", 8), ("TS", 1), ("LMC", 4)])
def test_boundaries(mnemonic, align):
    assert isa.BY_MNEMONIC[mnemonic].align == align


def test_exceptions_and_features_are_known_words():
    for row in isa.INSTRUCTIONS:
        assert row.exceptions <= set(isa.EXCEPTIONS)
        assert row.feature in isa.FEATURES and row.format in isa.FORMATS


@pytest.mark.parametrize("condition, opposite", [
    ("BH", "BNH"), ("BL", "BNL"), ("BE", "BNE"), ("BO", "BNO"), ("BP", "BNP"), ("BM", "BNM"),
    ("BZ", "BNZ"), ("BHR", "BNHR"), ("BLR", "BNLR"), ("BER", "BNER"), ("BZR", "BNZR")])
def test_extended_mnemonics_come_with_their_complement(condition, opposite):
    (base, mask), (same, rest) = isa.EXTENDED[condition], isa.EXTENDED[opposite]
    assert base == same and mask + rest == 15


# -- the core

def test_every_row_has_a_handler_and_every_handler_a_row():
    found = []
    for path in sorted((ROOT / "ext").glob("*.pxi")):
        found += re.findall(r"^cdef Insn\* op_(\w+)\(Cpu\* cpu", path.read_text(), re.MULTILINE)
    assert len(found) == len(set(found))
    assert set(found) - SPECIAL == set(isa.BY_MNEMONIC)


def test_the_cores_table_is_current():
    spec = importlib.util.spec_from_file_location("make_table", ROOT / "ext" / "make_table.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "ext" / "table.pxi").read_text() == module.table(), \
        "run `python ext/make_table.py`"


# -- the page

def test_the_page_of_instructions_is_current():
    assert (ROOT / "docs" / "instructions.md").read_text(encoding="utf-8") == isa_doc.markdown(), \
        "run `python -m s360.isa_doc`"


def test_the_page_says_of_load_what_the_manual_says():
    assert "| L | 58 | RX | `R1,D2(X2,B2)` | Load |  |  | addressing, word boundary | 4 |" \
        in isa_doc.markdown()


# -- another assembler's opinion

def operands_and_bytes(row, chance):
    """Random operands: (assembler text of a nonzero base and index, bytes by the manual)."""
    def register():
        floating = {"SF", "SX"} & row.exceptions
        return chance.choice((0, 4)) if floating else chance.randrange(0, 16, 2)
    r1, r3, x2, b1, b2 = register(), register(), *(chance.randrange(1, 16) for _ in range(3))
    d1, d2, i, l1, l2 = (chance.randrange(4096), chance.randrange(4096), chance.randrange(256),
                         chance.randrange(16), chance.randrange(16))
    first, second = [b1 << 4 | d1 >> 8, d1 & 255], [b2 << 4 | d2 >> 8, d2 & 255]
    at1, at2 = f"{d1}({b1})", f"{d2}({b2})"
    text, body = {
        "RR": (f"{r1},{r3}", [r1 << 4 | r3]),
        "RR-R": (f"{r1}", [r1 << 4]),
        "RR-M": (f"{r1},{r3}", [r1 << 4 | r3]),
        "RR-I": (f"{i}", [i]),
        "RX": (f"{r1},{d2}({x2},{b2})", [r1 << 4 | x2] + second),
        "RX-M": (f"{r1},{d2}({x2},{b2})", [r1 << 4 | x2] + second),
        "RS": (f"{r1},{r3},{at2}", [r1 << 4 | r3] + second),
        "RS-S": (f"{r1},{at2}", [r1 << 4] + second),
        "SI": (f"{at1},{i}", [i] + first),
        "S": (at1, [0] + first),
        "SS": (f"{d1}({i + 1},{b1}),{at2}", [i] + first + second),
        "SS-LL": (f"{d1}({l1 + 1},{b1}),{d2}({l2 + 1},{b2})", [l1 << 4 | l2] + first + second),
    }[row.format]
    return text, bytes([row.opcode] + body)


def gas(lines, folder):
    """(object bytes, numbers of the lines it refused)."""
    source, target, flat = folder / "x.s", folder / "x.o", folder / "x.bin"
    source.write_text("\n".join(lines) + "\n")
    done = subprocess.run([AS, "-march=g5", "-m31", "-o", target, source],
                          capture_output=True, text=True)
    if done.returncode:
        return b"", {int(n) for n in re.findall(r":(\d+): Error", done.stderr)}
    subprocess.run([OBJCOPY, "-O", "binary", "-j", ".text", target, flat], check=True)
    return flat.read_bytes(), set()


@needs_binutils
def test_the_gnu_assembler_makes_the_same_bytes(tmp_path):
    chance = random.Random(360)
    rows = [row for row in isa.INSTRUCTIONS for _ in range(4) if row.mnemonic != "DIAG"]
    cases = [(row, *operands_and_bytes(row, chance)) for row in rows]
    lines = [f"{row.mnemonic.lower()} {text}" for row, text, _ in cases]
    _, refused = gas(lines, tmp_path)
    known = [(line, case) for n, (line, case) in enumerate(zip(lines, cases), 1)
             if n not in refused]
    # those of the 360 that its descendants dropped
    missing = {case[0].mnemonic for n, case in enumerate(cases, 1) if n in refused}
    assert missing <= set("ISK WRD RDD SIO TIO HIO TCH STMC LMC SSK".split())
    code, refused = gas([line for line, _ in known], tmp_path)
    assert not refused
    at = 0
    for line, (row, _, expected) in known:
        assert code[at:at + row.length] == expected, line
        at += row.length
    assert at <= len(code) < at + 8
