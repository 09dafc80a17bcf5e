"""The instruction table of System/360: the single source of truth.

One row per instruction, in order of operation code.  The core's handler numbers, the
disassembler, the reference interpreter, the fuzzer, ``docs/instructions.md`` and the
parametrised tests are all made from these rows; no other file writes an operation code down.

Source: IBM System/360 Principles of Operation, A22-6821-7 (standard, decimal, floating point,
protection, direct control); GA22-6884 for the extended-precision feature; GA27-2719 (Model 67
Functional Characteristics) for the Model 67 set.

Not in the table: SLT (X'A2', a Model 67 RPQ whose manual has not been found) is an operation
exception.
"""
from __future__ import annotations

from typing import NamedTuple


class Instruction(NamedTuple):
    """One instruction.

    mnemonic:   as in the manual
    opcode:     operation code, 0-255
    format:     key of FORMATS
    name:       the manual's name
    feature:    key of FEATURES; absent feature = operation exception
    privileged: supervisor state only
    cc:         sets the condition code
    exceptions: blank-separated tags, see EXCEPTIONS
    align:      boundary the second operand must lie on (first operand for SI), bytes
    """
    mnemonic: str
    opcode: int
    format: str
    name: str
    feature: str
    privileged: bool
    cc: bool
    exceptions: frozenset
    align: int

    @property
    def length(self) -> int:
        """Length in bytes: operation code bits 0-1 decide."""
        return (2, 4, 4, 6)[self.opcode >> 6]


#: format -> (machine layout, operands as the assembler writes them)
FORMATS = {
    "RR":    ("RR", "R1,R2"),
    "RR-R":  ("RR", "R1"),           # SPM
    "RR-M":  ("RR", "M1,R2"),        # BCR
    "RR-I":  ("RR", "I"),            # SVC
    "RX":    ("RX", "R1,D2(X2,B2)"),
    "RX-M":  ("RX", "M1,D2(X2,B2)"),  # BC
    "RS":    ("RS", "R1,R3,D2(B2)"),
    "RS-S":  ("RS", "R1,D2(B2)"),    # shifts
    "SI":    ("SI", "D1(B1),I2"),
    "S":     ("SI", "D1(B1)"),       # SI without immediate: SSM LPSW TS SIO TIO HIO TCH
    "SS":    ("SS", "D1(L,B1),D2(B2)"),
    "SS-LL": ("SS", "D1(L1,B1),D2(L2,B2)"),
}

#: feature -> the manual's name of the set
FEATURES = {
    "standard": "standard instruction set",
    "decimal": "decimal feature",
    "float": "floating-point feature",
    "extended": "extended-precision floating point",
    "protection": "protection feature",
    "direct": "direct control feature",
    "m67": "Model 67 (time sharing) instructions",
}

#: exception tag -> (what, program interruption code)
EXCEPTIONS = {
    "M": ("privileged operation", 0x02), "EX": ("execute", 0x03),
    "P": ("protection of a store", 0x04), "A": ("addressing", 0x05),
    "S2": ("halfword boundary", 0x06), "S4": ("word boundary", 0x06),
    "S8": ("doubleword boundary", 0x06), "SR": ("even register needed", 0x06),
    "SF": ("floating-point register 0, 2, 4, 6", 0x06),
    "SX": ("floating-point register pair 0 or 4", 0x06),
    "SK": ("address bits 28-31 must be zero", 0x06),
    "SL": ("operand lengths", 0x06), "SP": ("PSW contents", 0x06),
    "D": ("data", 0x07), "IF": ("fixed-point overflow", 0x08),
    "IK": ("fixed-point divide", 0x09), "DF": ("decimal overflow", 0x0A),
    "DK": ("decimal divide", 0x0B), "E": ("exponent overflow", 0x0C),
    "U": ("exponent underflow", 0x0D), "LS": ("significance", 0x0E),
    "FK": ("floating-point divide", 0x0F),
}

_ROWS = """
04 SPM  RR-R  standard   - cc | Set Program Mask |
05 BALR RR    standard   - -  | Branch and Link |
06 BCTR RR    standard   - -  | Branch on Count |
07 BCR  RR-M  standard   - -  | Branch on Condition |
08 SSK  RR    protection m -  | Set Storage Key | M A SK
09 ISK  RR    protection m -  | Insert Storage Key | M A SK
0A SVC  RR-I  standard   - -  | Supervisor Call |
0D BASR RR    m67        - -  | Branch and Store |
10 LPR  RR    standard   - cc | Load Positive | IF
11 LNR  RR    standard   - cc | Load Negative |
12 LTR  RR    standard   - cc | Load and Test |
13 LCR  RR    standard   - cc | Load Complement | IF
14 NR   RR    standard   - cc | And |
15 CLR  RR    standard   - cc | Compare Logical |
16 OR   RR    standard   - cc | Or |
17 XR   RR    standard   - cc | Exclusive Or |
18 LR   RR    standard   - -  | Load |
19 CR   RR    standard   - cc | Compare |
1A AR   RR    standard   - cc | Add | IF
1B SR   RR    standard   - cc | Subtract | IF
1C MR   RR    standard   - -  | Multiply | SR
1D DR   RR    standard   - -  | Divide | SR IK
1E ALR  RR    standard   - cc | Add Logical |
1F SLR  RR    standard   - cc | Subtract Logical |
20 LPDR RR    float      - cc | Load Positive (long) | SF
21 LNDR RR    float      - cc | Load Negative (long) | SF
22 LTDR RR    float      - cc | Load and Test (long) | SF
23 LCDR RR    float      - cc | Load Complement (long) | SF
24 HDR  RR    float      - -  | Halve (long) | SF U
25 LRDR RR    extended   - -  | Load Rounded (extended to long) | SF SX E
26 MXR  RR    extended   - -  | Multiply (extended) | SX U E
27 MXDR RR    extended   - -  | Multiply (long to extended) | SF SX U E
28 LDR  RR    float      - -  | Load (long) | SF
29 CDR  RR    float      - cc | Compare (long) | SF
2A ADR  RR    float      - cc | Add Normalized (long) | SF U E LS
2B SDR  RR    float      - cc | Subtract Normalized (long) | SF U E LS
2C MDR  RR    float      - -  | Multiply (long) | SF U E
2D DDR  RR    float      - -  | Divide (long) | SF U E FK
2E AWR  RR    float      - cc | Add Unnormalized (long) | SF E LS
2F SWR  RR    float      - cc | Subtract Unnormalized (long) | SF E LS
30 LPER RR    float      - cc | Load Positive (short) | SF
31 LNER RR    float      - cc | Load Negative (short) | SF
32 LTER RR    float      - cc | Load and Test (short) | SF
33 LCER RR    float      - cc | Load Complement (short) | SF
34 HER  RR    float      - -  | Halve (short) | SF U
35 LRER RR    extended   - -  | Load Rounded (long to short) | SF E
36 AXR  RR    extended   - cc | Add Normalized (extended) | SX U E LS
37 SXR  RR    extended   - cc | Subtract Normalized (extended) | SX U E LS
38 LER  RR    float      - -  | Load (short) | SF
39 CER  RR    float      - cc | Compare (short) | SF
3A AER  RR    float      - cc | Add Normalized (short) | SF U E LS
3B SER  RR    float      - cc | Subtract Normalized (short) | SF U E LS
3C MER  RR    float      - -  | Multiply (short to long) | SF U E
3D DER  RR    float      - -  | Divide (short) | SF U E FK
3E AUR  RR    float      - cc | Add Unnormalized (short) | SF E LS
3F SUR  RR    float      - cc | Subtract Unnormalized (short) | SF E LS
40 STH  RX    standard   - -  | Store Halfword | P A S2
41 LA   RX    standard   - -  | Load Address |
42 STC  RX    standard   - -  | Store Character | P A
43 IC   RX    standard   - -  | Insert Character | A
44 EX   RX    standard   - -  | Execute | A S2 EX
45 BAL  RX    standard   - -  | Branch and Link |
46 BCT  RX    standard   - -  | Branch on Count |
47 BC   RX-M  standard   - -  | Branch on Condition |
48 LH   RX    standard   - -  | Load Halfword | A S2
49 CH   RX    standard   - cc | Compare Halfword | A S2
4A AH   RX    standard   - cc | Add Halfword | A S2 IF
4B SH   RX    standard   - cc | Subtract Halfword | A S2 IF
4C MH   RX    standard   - -  | Multiply Halfword | A S2
4D BAS  RX    m67        - -  | Branch and Store |
4E CVD  RX    standard   - -  | Convert to Decimal | P A S8
4F CVB  RX    standard   - -  | Convert to Binary | A S8 D IK
50 ST   RX    standard   - -  | Store | P A S4
54 N    RX    standard   - cc | And | A S4
55 CL   RX    standard   - cc | Compare Logical | A S4
56 O    RX    standard   - cc | Or | A S4
57 X    RX    standard   - cc | Exclusive Or | A S4
58 L    RX    standard   - -  | Load | A S4
59 C    RX    standard   - cc | Compare | A S4
5A A    RX    standard   - cc | Add | A S4 IF
5B S    RX    standard   - cc | Subtract | A S4 IF
5C M    RX    standard   - -  | Multiply | A S4 SR
5D D    RX    standard   - -  | Divide | A S4 SR IK
5E AL   RX    standard   - cc | Add Logical | A S4
5F SL   RX    standard   - cc | Subtract Logical | A S4
60 STD  RX    float      - -  | Store (long) | P A S8 SF
67 MXD  RX    extended   - -  | Multiply (long to extended) | A S8 SX U E
68 LD   RX    float      - -  | Load (long) | A S8 SF
69 CD   RX    float      - cc | Compare (long) | A S8 SF
6A AD   RX    float      - cc | Add Normalized (long) | A S8 SF U E LS
6B SD   RX    float      - cc | Subtract Normalized (long) | A S8 SF U E LS
6C MD   RX    float      - -  | Multiply (long) | A S8 SF U E
6D DD   RX    float      - -  | Divide (long) | A S8 SF U E FK
6E AW   RX    float      - cc | Add Unnormalized (long) | A S8 SF E LS
6F SW   RX    float      - cc | Subtract Unnormalized (long) | A S8 SF E LS
70 STE  RX    float      - -  | Store (short) | P A S4 SF
78 LE   RX    float      - -  | Load (short) | A S4 SF
79 CE   RX    float      - cc | Compare (short) | A S4 SF
7A AE   RX    float      - cc | Add Normalized (short) | A S4 SF U E LS
7B SE   RX    float      - cc | Subtract Normalized (short) | A S4 SF U E LS
7C ME   RX    float      - -  | Multiply (short to long) | A S4 SF U E
7D DE   RX    float      - -  | Divide (short) | A S4 SF U E FK
7E AU   RX    float      - cc | Add Unnormalized (short) | A S4 SF E LS
7F SU   RX    float      - cc | Subtract Unnormalized (short) | A S4 SF E LS
80 SSM  S     standard   m -  | Set System Mask | M A SP
82 LPSW S     standard   m cc | Load PSW | M A S8 SP
83 DIAG SI    standard   m -  | Diagnose | M
84 WRD  SI    direct     m -  | Write Direct | M A
85 RDD  SI    direct     m -  | Read Direct | M P A
86 BXH  RS    standard   - -  | Branch on Index High |
87 BXLE RS    standard   - -  | Branch on Index Low or Equal |
88 SRL  RS-S  standard   - -  | Shift Right Single Logical |
89 SLL  RS-S  standard   - -  | Shift Left Single Logical |
8A SRA  RS-S  standard   - cc | Shift Right Single |
8B SLA  RS-S  standard   - cc | Shift Left Single | IF
8C SRDL RS-S  standard   - -  | Shift Right Double Logical | SR
8D SLDL RS-S  standard   - -  | Shift Left Double Logical | SR
8E SRDA RS-S  standard   - cc | Shift Right Double | SR
8F SLDA RS-S  standard   - cc | Shift Left Double | SR IF
90 STM  RS    standard   - -  | Store Multiple | P A S4
91 TM   SI    standard   - cc | Test under Mask | A
92 MVI  SI    standard   - -  | Move Immediate | P A
93 TS   S     standard   - cc | Test and Set | P A
94 NI   SI    standard   - cc | And Immediate | P A
95 CLI  SI    standard   - cc | Compare Logical Immediate | A
96 OI   SI    standard   - cc | Or Immediate | P A
97 XI   SI    standard   - cc | Exclusive Or Immediate | P A
98 LM   RS    standard   - -  | Load Multiple | A S4
9C SIO  S     standard   m cc | Start I/O | M
9D TIO  S     standard   m cc | Test I/O | M
9E HIO  S     standard   m cc | Halt I/O | M
9F TCH  S     standard   m cc | Test Channel | M
B0 STMC RS    m67        m -  | Store Multiple Control | M P A S4
B1 LRA  RX    m67        m cc | Load Real Address | M A
B8 LMC  RS    m67        m -  | Load Multiple Control | M A S4
D1 MVN  SS    standard   - -  | Move Numerics | P A
D2 MVC  SS    standard   - -  | Move Characters | P A
D3 MVZ  SS    standard   - -  | Move Zones | P A
D4 NC   SS    standard   - cc | And Characters | P A
D5 CLC  SS    standard   - cc | Compare Logical Characters | A
D6 OC   SS    standard   - cc | Or Characters | P A
D7 XC   SS    standard   - cc | Exclusive Or Characters | P A
DC TR   SS    standard   - -  | Translate | P A
DD TRT  SS    standard   - cc | Translate and Test | A
DE ED   SS    decimal    - cc | Edit | P A D
DF EDMK SS    decimal    - cc | Edit and Mark | P A D
F1 MVO  SS-LL standard   - -  | Move with Offset | P A
F2 PACK SS-LL standard   - -  | Pack | P A
F3 UNPK SS-LL standard   - -  | Unpack | P A
F8 ZAP  SS-LL decimal    - cc | Zero and Add | P A D DF
F9 CP   SS-LL decimal    - cc | Compare Decimal | A D
FA AP   SS-LL decimal    - cc | Add Decimal | P A D DF
FB SP   SS-LL decimal    - cc | Subtract Decimal | P A D DF
FC MP   SS-LL decimal    - -  | Multiply Decimal | P A SL D
FD DP   SS-LL decimal    - -  | Divide Decimal | P A SL D DK
"""


def _row(line: str) -> Instruction:
    head, name, tags = (part.strip() for part in line.split("|"))
    opcode, mnemonic, layout, feature, privileged, cc = head.split()
    exceptions = frozenset(tags.split())
    align = max([int(t[1]) for t in exceptions if t in ("S2", "S4", "S8")], default=1)
    return Instruction(mnemonic, int(opcode, 16), layout, name, feature,
                       privileged == "m", cc == "cc", exceptions, align)


#: every instruction, in order of operation code
INSTRUCTIONS = tuple(_row(line) for line in _ROWS.strip().splitlines())
BY_OPCODE = {row.opcode: row for row in INSTRUCTIONS}
BY_MNEMONIC = {row.mnemonic: row for row in INSTRUCTIONS}

#: dense number of each instruction in the core's handler tables; 0 means "not decoded yet"
NUMBER = {row.mnemonic: n for n, row in enumerate(INSTRUCTIONS, 1)}

#: extended mnemonics of BC and BCR: mnemonic -> (base mnemonic, mask)
EXTENDED = {
    **{m: ("BC", k) for m, k in {
        "B": 15, "NOP": 0, "BH": 2, "BL": 4, "BE": 8, "BNH": 13, "BNL": 11, "BNE": 7,
        "BO": 1, "BP": 2, "BM": 4, "BZ": 8, "BNP": 13, "BNM": 11, "BNZ": 7, "BNO": 14}.items()},
    **{m: ("BCR", k) for m, k in {
        "BR": 15, "NOPR": 0, "BHR": 2, "BLR": 4, "BER": 8, "BNHR": 13, "BNLR": 11, "BNER": 7,
        "BOR": 1, "BPR": 2, "BMR": 4, "BZR": 8, "BNPR": 13, "BNMR": 11, "BNZR": 7,
        "BNOR": 14}.items()},
}


def length(opcode: int) -> int:
    """Instruction length in bytes (2, 4, 6) from its operation code."""
    return (2, 4, 4, 6)[opcode >> 6]
