"""Which rule of the manual did an instruction break?  The sentences are in s360/explain_rules.py.

Called by s360/explain.py with a case and a program interruption code.  Each check looks at
registers and storage as they are now; it finds nothing when they have changed since.

Source: A22-6821-7, Interruptions: Program Interruption, and the chapter of each instruction.
Not checked in detail: the digits that Edit takes from its source.
"""
from __future__ import annotations

from typing import Iterator

from s360.explain_case import ADDRESS, FETCH_PROTECTED, Case, Operand, translate
from s360.explain_rules import rule
from s360.isa import BY_OPCODE, EXCEPTIONS, FEATURES
from s360.psw import PSW


def broken(case: Case, code: int, fetching: bool = False) -> list[str]:
    """Sentences for the rules of `code` that `case` breaks as things stand.

    fetching: the instruction itself could not be fetched (ILC 0)
    """
    if fetching:
        return list(unfetched(case, code))
    if code in (0x10, 0x11):
        return list(untranslated(case, code))
    if code not in CHECKS:
        return list(outcome(case, code))
    if case.through is not None and code in (0x04, 0x05):
        found = list(CHECKS[code](case.through))    # the subject itself could not be fetched
        if found:
            return found
    return list(CHECKS[code](case))


def possible(case: Case, code: int) -> list[str]:
    """What the instruction's row says it can break under `code`, when `broken` finds nothing."""
    if case.row is None:
        return []
    return [f"{case.row.mnemonic}: {EXCEPTIONS[tag][0]}" for tag in sorted(case.row.exceptions)
            if EXCEPTIONS[tag][1] == code]


def psw_fault(machine, text: bytes, extended: bool) -> str:
    """What makes a PSW in 8 bytes invalid to load; "" when it is valid."""
    psw = PSW.from_bytes(text, extended)
    left, right = int.from_bytes(text[:4], "big"), int.from_bytes(text[4:], "big")
    if extended and (left & 0xF80000FF or right >> 24):
        return f"PSW {psw}: bits 0-4, 24-31 and 32-39 must be zero in the extended form"
    if psw.key and not has_feature(machine, "protection"):
        return f"PSW {psw}: the key must be zero without the protection feature"
    return ""


def has_feature(machine, name: str) -> bool:
    """Is the feature installed?  Yes when the machine does not say."""
    features = getattr(machine, "config", {}).get("features")
    return features is None or name in features


def unfetched(case: Case, code: int) -> Iterator[str]:
    """The instruction at `case.where` could not be fetched."""
    blanks = {"address": f"{case.where:06X}"}
    if code == 0x06 and not case.where & 1:
        fault = psw_fault(case.machine, bytes(case.psw), case.psw.extended)
        if fault:
            yield rule(code, "SP", what=fault)
        return
    if code == 0x04:
        have = case.key(case.where)
        if have is None or not locked(case.psw, have, False):
            have = case.key(case.where | 0x7FF) or 0
        blanks |= {"have": f"{have >> 4:X}", "key": f"{case.psw.key:X}"}
    if code in (0x10, 0x11):
        yield from untranslated(case, code)
    elif code in (0x04, 0x05, 0x06):
        yield rule(code, "I", last=f"{len(case.machine.storage) - 1:06X}", **blanks)


def operation(case: Case) -> Iterator[str]:
    opcode = case.text[0] if case.text else 0
    if opcode not in BY_OPCODE:
        yield rule(0x01, "none", opcode=f"{opcode:02X}")
    elif case.row and not has_feature(case.machine, case.row.feature):
        yield rule(0x01, "feature", case.row, feature=FEATURES[case.row.feature])


def privileged(case: Case) -> Iterator[str]:
    if case.row and case.row.privileged and case.psw.problem:
        yield rule(0x02, "M", case.row)


def execute(case: Case) -> Iterator[str]:
    if case.row and case.row.mnemonic == "EX":
        yield rule(0x03, "EX", case.row, address=f"{next(case.storage_operands()).address:06X}")


def locked(psw: PSW, have: int, store: bool) -> bool:
    """Does storage key `have` (KKKKFRC0) keep a store or a fetch out?"""
    return bool(psw.key and have >> 4 != psw.key and (store or have & FETCH_PROTECTED))


def accesses(case: Case) -> Iterator[tuple[Operand, int]]:
    """(operand, address) of every block of storage that the instruction touches."""
    for operand in case.storage_operands():
        if operand.length:
            for address in operand.ends():
                yield operand, address


def protection(case: Case) -> Iterator[str]:
    for operand, address in accesses(case):
        have = case.key(address)
        if have is not None and locked(case.psw, have, operand.store):
            yield rule(0x04, "P" if operand.store else "fetch", case.row, operand=operand.name,
                       address=f"{address:06X}", have=f"{have >> 4:X}", key=f"{case.psw.key:X}")


def addressing(case: Case) -> Iterator[str]:
    size = len(case.machine.storage)
    for operand, address in accesses(case):
        if not case.translating and address >= size:
            yield rule(0x05, "A", case.row, operand=operand.name, address=f"{address:06X}",
                       last=f"{size - 1:06X}")
            return
        if case.translating:
            real, why = translate(case.machine, address)
            if real is None and "beyond storage" in why:
                yield rule(0x05, "table", address=f"{address:06X}")
            elif real is not None and real >= size:
                yield rule(0x05, "A", case.row, operand=operand.name, last=f"{size - 1:06X}",
                           address=f"{address:06X} (real {real:06X})")
    if case.row and case.row.mnemonic in ("SSK", "ISK"):
        block = case.machine.cpu.gpr[case.fields["R2"]] & ADDRESS
        if block >= size:
            yield rule(0x05, "A", case.row, operand="block", address=f"{block:06X}",
                       last=f"{size - 1:06X}")


def specification(case: Case) -> Iterator[str]:
    row, values = case.row, case.fields
    if row is None:
        return
    if row.mnemonic == "DIAG":
        yield rule(0x06, "DIAG")
    if row.align > 1:
        operand = next(case.storage_operands())
        if operand.address % row.align:
            yield rule(0x06, f"S{row.align}", row, operand=operand.name,
                       address=f"{operand.address:06X}")
    if "SR" in row.exceptions and values["R1"] & 1:
        yield rule(0x06, "SR", row, value=values["R1"])
    if "SL" in row.exceptions and (values["L2"] > 7 or values["L2"] >= values["L1"]):
        yield rule(0x06, "SL", row, first=values["L1"] + 1, second=values["L2"] + 1)
    if "SK" in row.exceptions:
        value = case.machine.cpu.gpr[values["R2"]]
        if value & 15:
            yield rule(0x06, "SK", row, register=values["R2"], value=f"{value:08X}")
    yield from floating_registers(case)
    if row.mnemonic in ("LPSW", "SSM"):
        yield from new_psw(case)


def floating_registers(case: Case) -> Iterator[str]:
    pairs = case.pair_fields()
    for name, kind, number, _ in case.register_fields():
        if kind == "FPR" and name in pairs and number not in (0, 4):
            yield rule(0x06, "SX", case.row, field=name, value=number)
        elif kind == "FPR" and name not in pairs and number not in (0, 2, 4, 6):
            yield rule(0x06, "SF", case.row, field=name, value=number)


def new_psw(case: Case) -> Iterator[str]:
    """LPSW and SSM: what they load."""
    operand = next(case.storage_operands())
    text = case.read(operand.address, operand.length)
    if case.row.mnemonic == "SSM":
        if case.psw.extended and text and text[0] & 0xF8:
            yield rule(0x06, "SP", what=f"mask {text[0]:02X} at {operand.address:06X}: bits 0-4 "
                                        "must be zero in the extended form")
    elif len(text) == 8 and (fault := psw_fault(case.machine, text, case.psw.extended)):
        yield rule(0x06, "SP", what=f"{fault} (loaded from {operand.address:06X})")


def data(case: Case) -> Iterator[str]:
    """Packed operands: digits, sign, room for a product, overlap."""
    row = case.row
    if row is None or "D" not in row.exceptions:
        return
    found = []
    if row.mnemonic not in ("ED", "EDMK"):
        both = list(case.storage_operands())
        if len(both) == 2:
            found += wrong_overlap(case, *both)
        for operand in both[1:] if row.mnemonic == "ZAP" else both:
            found += wrong_digits(case, operand)
        if row.mnemonic == "MP" and not found:
            found += wrong_room(case, *both)
    yield from found or [rule(0x07, "D", row)]


def wrong_digits(case: Case, operand: Operand) -> Iterator[str]:
    text = case.read(operand.address, operand.length)
    if len(text) < operand.length:
        return
    digits = text.hex().upper()
    blanks = {"operand": operand.name}
    for n, digit in enumerate(digits[:-1]):
        if digit > "9":
            yield rule(0x07, "data digit", case.row, value=digit,
                       address=f"{(operand.address + n // 2) & ADDRESS:06X}", **blanks)
            break
    if digits[-1] <= "9":
        yield rule(0x07, "data sign", case.row, value=digits[-1],
                   address=f"{(operand.address + operand.length - 1) & ADDRESS:06X}", **blanks)


def wrong_overlap(case: Case, first: Operand, second: Operand) -> Iterator[str]:
    """Operands share bytes, but not the last (ZAP: the first may end farther right)."""
    ends = [operand.address + operand.length - 1 for operand in (first, second)]
    apart = ends[0] < second.address or ends[1] < first.address
    if not apart and ends[0] != ends[1] and not (case.row.mnemonic == "ZAP" and ends[0] > ends[1]):
        yield rule(0x07, "data overlap", case.row, first=f"{ends[0]:06X}",
                   second=f"{ends[1]:06X}")


def wrong_room(case: Case, first: Operand, second: Operand) -> Iterator[str]:
    """The product of MP has no room."""
    text = case.read(first.address, first.length)
    if any(text[:second.length]):
        yield rule(0x07, "data zeros", case.row, count=second.length, value=text.hex().upper())


def divide(case: Case) -> Iterator[str]:
    """Fixed-point divide exception."""
    if case.row is None or "IK" not in case.row.exceptions:
        return
    if case.row.mnemonic == "CVB":
        yield rule(0x09, "IK", case.row)
        return
    if "R2" in case.fields:
        divisor = case.machine.cpu.gpr[case.fields["R2"]]
    else:
        divisor = int.from_bytes(case.read(next(case.storage_operands()).address, 4), "big")
    yield rule(0x09, "divide large" if divisor else "divide zero", case.row)


def untranslated(case: Case, code: int) -> Iterator[str]:
    """Segment and page translation: control register 2 has the address that failed."""
    address = case.machine.cpu.cr[2] & ADDRESS
    why = translate(case.machine, address)[1]
    yield rule(code, "T", address=f"{address:06X}", what=why or "it is available by now")


def outcome(case: Case, code: int) -> Iterator[str]:
    """Overflows and the like: the interruption itself says that the rule was broken."""
    for tag in sorted(case.row.exceptions) if case.row else ():
        if EXCEPTIONS[tag][1] == code:
            yield rule(code, tag, case.row)


#: program interruption code -> its check; the others are outcomes
CHECKS = {0x01: operation, 0x02: privileged, 0x03: execute, 0x04: protection, 0x05: addressing,
          0x06: specification, 0x07: data, 0x09: divide}
