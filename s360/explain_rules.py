"""The rules an instruction can break, in words, with the manual's section: plain data.

Read by s360/explain.py, which finds out whether a rule was broken and fills the blanks, and by
s360/isa_doc.py for the names.  The key of a rule is the program interruption code with the
exception tag of s360/isa.py, or one of a few of our own: "fetch" (fetch protection of an
operand), "I..." (the instruction itself could not be fetched), "none" and "feature" (operation
exception), "data ..." and "divide ..." (kinds of one tag).

Sources: A22-6821-7 (chapter names below), GA22-6884 (extended precision), GA27-2719 (Model 67).
Not in the table: machine checks.
"""
from __future__ import annotations

from s360.isa import Instruction

POO = "A22-6821-7"
SYSTEM, FIXED, DECIMAL, FLOATING, LOGICAL, BRANCHING, STATUS, INTERRUPTIONS, IO = (
    f"{POO}, {chapter}" for chapter in (
        "System Structure", "Fixed-Point Arithmetic", "Decimal Arithmetic",
        "Floating-Point Arithmetic", "Logical Operations", "Branching", "Status Switching",
        "Interruptions", "Input/Output Operations"))
EXTENDED_PRECISION = "GA22-6884, Extended-Precision Floating Point"
MODEL_67 = "GA27-2719, Dynamic Address Translation"
PROTECTION = f"{SYSTEM}: Protection Feature"

#: program interruption code -> the manual's name
PROGRAM_CODES = {
    0x01: "operation", 0x02: "privileged operation", 0x03: "execute", 0x04: "protection",
    0x05: "addressing", 0x06: "specification", 0x07: "data", 0x08: "fixed-point overflow",
    0x09: "fixed-point divide", 0x0A: "decimal overflow", 0x0B: "decimal divide",
    0x0C: "exponent overflow", 0x0D: "exponent underflow", 0x0E: "significance",
    0x0F: "floating-point divide", 0x10: "segment translation", 0x11: "page translation",
}
#: codes of operations that are carried through: their result is in place
COMPLETED = frozenset((0x08, 0x0A, 0x0C, 0x0D, 0x0E))

#: bit of the external interruption code -> its source
EXTERNAL_BITS = {0x80: "timer", 0x40: "interrupt key", 0x20: "external signal 2",
                 0x10: "external signal 3", 0x08: "external signal 4", 0x04: "external signal 5",
                 0x02: "external signal 6", 0x01: "external signal 7"}

#: mnemonics by chapter, where neither feature nor privilege tells it
_CHAPTERS = {
    LOGICAL: "MVI MVC MVN MVZ CLR CL CLI CLC NR N NI NC OR O OI OC XR X XI XC TM IC STC LA TR "
             "TRT ED EDMK SRL SLL SRDL SLDL",
    BRANCHING: "BCR BC BALR BAL BCTR BCT BXH BXLE EX",
    DECIMAL: "PACK UNPK MVO",
    STATUS: "SPM SVC TS SSM LPSW DIAG SSK ISK WRD RDD",
    IO: "SIO TIO HIO TCH",
}
_CHAPTER_OF = {mnemonic: chapter for chapter, names in _CHAPTERS.items()
               for mnemonic in names.split()}
_FEATURE_CHAPTER = {"decimal": DECIMAL, "float": FLOATING, "extended": EXTENDED_PRECISION,
                    "m67": "GA27-2719"}

#: fields that name a register pair (0 or 4) where other fields of the instruction name one
#: register; all other instructions with the tag SX: every register field
PAIR_FIELDS = {"LRDR": ("R2",), "MXDR": ("R1",)}

#: (code, tag) -> (sentence, section; None: the chapter of the instruction)
RULES = {
    (0x01, "none"): ("operation code {opcode} is not assigned", INTERRUPTIONS),
    (0x01, "feature"): ("{mnemonic} belongs to the {feature}, which this machine does not have",
                        None),
    (0x02, "M"): ("{mnemonic} is valid in the supervisor state only; the CPU was in the problem "
                  "state (PSW bit 15 is one)", STATUS),
    (0x03, "EX"): ("the subject of an EXECUTE must not be an EXECUTE itself; the one at "
                   "{address} is", BRANCHING),
    (0x04, "P"): ("a store needs PSW key 0 or a key equal to the storage key; the {operand} of "
                  "{mnemonic} at {address} has storage key {have}, the PSW key is {key}",
                  PROTECTION),
    (0x04, "fetch"): ("a block with fetch protection is read with PSW key 0 or its own key only; "
                      "the {operand} of {mnemonic} at {address} has storage key {have}, the PSW "
                      "key is {key}", PROTECTION),
    (0x04, "I"): ("instructions are fetched from a block with fetch protection with PSW key 0 or "
                  "its own key only; the block of {address} has storage key {have}, the PSW key "
                  "is {key}", PROTECTION),
    (0x05, "A"): ("an operand must lie in storage; the {operand} of {mnemonic} reaches address "
                  "{address}, storage ends at {last}", f"{SYSTEM}: Addressing"),
    (0x05, "I"): ("an instruction must lie in storage; its address is {address}, storage ends "
                  "at {last}", INTERRUPTIONS),
    (0x05, "table"): ("the translation tables must lie in storage; the entry for {address} does "
                      "not", MODEL_67),
    (0x06, "S2"): ("the {operand} of {mnemonic} must lie on a halfword boundary; effective "
                   "address {address} does not", None),
    (0x06, "S4"): ("the {operand} of {mnemonic} must lie on a word boundary; effective address "
                   "{address} does not", None),
    (0x06, "S8"): ("the {operand} of {mnemonic} must lie on a doubleword boundary; effective "
                   "address {address} does not", None),
    (0x06, "SR"): ("R1 of {mnemonic} must name the even register of an even-odd pair; it is "
                   "{value}", None),
    (0x06, "SF"): ("{field} of {mnemonic} must name floating-point register 0, 2, 4 or 6; it is "
                   "{value}", None),
    (0x06, "SX"): ("{field} of {mnemonic} must name floating-point register 0 or 4, the first of "
                   "a pair; it is {value}", None),
    (0x06, "SK"): ("bits 28-31 of the register with the block address must be zero in "
                   "{mnemonic}; GPR {register} holds {value}", STATUS),
    (0x06, "SL"): ("the second operand of {mnemonic} must have at most 8 bytes and fewer than "
                   "the first; it has {second}, the first {first}", None),
    (0x06, "SP"): ("the PSW or system mask that was loaded is not valid: {what}", STATUS),
    (0x06, "DIAG"): ("DIAGNOSE is for the model alone; this machine has no diagnostic functions",
                     STATUS),
    (0x06, "I"): ("an instruction must lie on a halfword boundary; its address is {address}",
                  INTERRUPTIONS),
    (0x06, "table"): ("bits 13-15 of a page-table entry must be zero; those of the entry for "
                      "{address} are not", MODEL_67),
    (0x07, "data digit"): ("each digit of a packed operand must be 0-9; the {operand} of "
                           "{mnemonic} has {value} at {address}", None),
    (0x07, "data sign"): ("the low digit of a packed operand's last byte is its sign, A-F; the "
                          "{operand} of {mnemonic} has {value} at {address}", None),
    (0x07, "data zeros"): ("the multiplicand of MP must begin with as many bytes of zeros as the "
                           "multiplier has ({count}); it is {value}", None),
    (0x07, "data overlap"): ("the operands of {mnemonic} may overlap only when their last bytes "
                             "are the same; they end at {first} and {second}", None),
    (0x07, "D"): ("digits and signs of the decimal operands of {mnemonic} must be valid", None),
    (0x08, "IF"): ("the result of {mnemonic} does not fit a signed register, and the program "
                   "mask (PSW bit 36) asks for an interruption", None),
    (0x09, "divide zero"): ("{mnemonic} cannot divide by zero", None),
    (0x09, "divide large"): ("the quotient of {mnemonic} must fit a signed 32-bit register; it "
                             "does not", None),
    (0x09, "IK"): ("the number converted by {mnemonic} must fit a signed 32-bit register; its "
                   "low bits are in place", None),
    (0x0A, "DF"): ("digits or a carry are lost at the left of the first operand of {mnemonic}, "
                   "and the program mask (PSW bit 37) asks for an interruption", None),
    (0x0B, "DK"): ("the quotient of {mnemonic} must fit the bytes of the first operand that are "
                   "left of the remainder, and the divisor must not be zero", None),
    (0x0C, "E"): ("the characteristic of the result of {mnemonic} exceeds 127", None),
    (0x0D, "U"): ("the characteristic of the result of {mnemonic} is below 0, and the program "
                  "mask (PSW bit 38) asks for an interruption", None),
    (0x0E, "LS"): ("the fraction of the result of {mnemonic} is zero, and the program mask (PSW "
                   "bit 39) asks for an interruption", None),
    (0x0F, "FK"): ("the fraction of the divisor of {mnemonic} must not be zero", None),
    (0x10, "T"): ("the segment of {address} must be available; {what}", MODEL_67),
    (0x11, "T"): ("the page of {address} must be available; {what}", MODEL_67),
}


def chapter(row: Instruction | None) -> str:
    """Form number and chapter of the manual that describes an instruction."""
    if row is None:
        return INTERRUPTIONS
    if row.feature in _FEATURE_CHAPTER and row.mnemonic not in _CHAPTER_OF:
        return _FEATURE_CHAPTER[row.feature]
    return _CHAPTER_OF.get(row.mnemonic, FIXED)


def rule(code: int, tag: str, row: Instruction | None = None, **blanks) -> str:
    """The sentence of a rule with its section; `blanks` fill what it names."""
    sentence, section = RULES[code, tag]
    blanks.setdefault("mnemonic", row.mnemonic if row else "the instruction")
    return f"{sentence.format(**blanks)} ({section or chapter(row)})"
