"""One instruction with what it works on: its bytes, registers, operand addresses, storage, keys.

Made by s360/explain.py for a PSW and an instruction address; s360/explain_check.py asks it which
rule was broken.  Only looks: nothing of the machine is changed, no reference bit set.

Source: A22-6821-7, System Structure (Information Formats, Addressing); GA27-2719 for the
translation tables.  Not implemented: 32-bit addressing of the Model 67.
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Iterator, NamedTuple

from s360.disasm import decode, operands
from s360.explain_rules import PAIR_FIELDS
from s360.isa import Instruction, length
from s360.psw import PSW

ADDRESS = 0xFFFFFF
BLOCK = 2048
PAGE = 4096
TRANSLATE = 4            # bit 5 of the system mask, extended form
FETCH_PROTECTED = 8      # bit of a storage key
BRANCHES = frozenset("BCR BC BALR BAL BASR BAS BCTR BCT BXH BXLE".split())
SHIFTS = frozenset("SRL SLL SRA SLA SRDL SLDL SRDA SLDA".split())
SELECT_DIGIT, START_SIGNIFICANCE = 0x20, 0x21


class Operand(NamedTuple):
    """An operand address and what is done there.

    length: bytes touched, 0 when storage is not; how: the address as a sum, in words
    """
    name: str
    address: int
    length: int
    store: bool
    how: str

    def ends(self) -> tuple[int, ...]:
        """An address in each block that is touched (at most 256 bytes: the first, the last)."""
        last = (self.address + max(self.length, 1) - 1) & ADDRESS
        return (self.address,) if self.address // BLOCK == last // BLOCK else (self.address, last)


def translate(machine, address: int) -> tuple[int | None, str]:
    """(real address, "") of a virtual address by control register 0, or (None, why not)."""
    entry = (machine.cpu.cr[0] & 0xFFFFC0) + 4 * (address >> 20)
    word = machine.storage[entry:entry + 4]
    if len(word) < 4:
        return None, f"its segment-table entry at {entry:06X} is beyond storage"
    word = int.from_bytes(word, "big")
    if word & 1:
        return None, f"its segment-table entry at {entry:06X} is {word:08X}: not available"
    page = address >> 12 & 255
    if page > word >> 24:
        return None, (f"its page {page:02X} is beyond the page table, which has {(word >> 24) + 1} "
                      f"entries (segment-table entry {word:08X} at {entry:06X})")
    entry = (word & 0xFFFFFE) + 2 * page
    half = machine.storage[entry:entry + 2]
    if len(half) < 2:
        return None, f"its page-table entry at {entry:06X} is beyond storage"
    half = int.from_bytes(half, "big")
    if half & 15:
        return None, (f"its page-table entry at {entry:06X} is {half:04X}: "
                      + ("not available" if half & 8 else "not valid"))
    return (half & 0xFFF0) << 8 | address & (PAGE - 1), ""


@dataclass
class Case:
    """The instruction `text` at `where` under `psw`.

    text:     its bytes (fewer than its length when they cannot be read)
    through:  the EXECUTE whose subject it is, else None
    """
    machine: object
    psw: PSW
    where: int
    text: bytes
    through: Case | None = None
    row: Instruction | None = field(init=False)
    fields: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.row = decode(self.text)
        self.fields = operands(self.text)

    @property
    def translating(self) -> bool:
        return self.psw.extended and bool(self.psw.system_mask & TRANSLATE)

    def real(self, address: int) -> int | None:
        """Real address of an operand address; None when it has none in this storage."""
        found = translate(self.machine, address)[0] if self.translating else address
        return found if found is not None and found < len(self.machine.storage) else None

    def read(self, address: int, count: int) -> bytes:
        """Up to `count` bytes of storage; fewer where it cannot be read."""
        out = b""
        while len(out) < count:
            real = self.real((address + len(out)) & ADDRESS)
            if real is None:
                break
            part = min(count - len(out), PAGE - real % PAGE)
            got = bytes(self.machine.storage[real:real + part])
            out += got
            if len(got) < part:
                break
        return out

    def key(self, address: int) -> int | None:
        """Storage key of the block of an operand address: KKKKFRC0."""
        real = self.real(address)
        return None if real is None else self.machine.storage.key(real)

    # -- operand addresses

    def _sum(self, number: str, index: bool = False) -> tuple[int, str]:
        """(effective address, how it came about) of the operand with base B`number`."""
        gpr = self.machine.cpu.gpr
        total = self.fields["D" + number]
        words = [f"{total:03X}"]
        for name in (["X2"] if index else []) + ["B" + number]:
            register = self.fields[name]
            if register:
                total += gpr[register]
                words.append(f"{gpr[register]:08X} in GPR {register}")
        return total & ADDRESS, " + ".join(words)

    def storage_operands(self) -> Iterator[Operand]:
        """The operand addresses of the instruction, in its own order."""
        row, values = self.row, self.fields
        if row is None or "D1" not in values and "D2" not in values:
            return
        stores, touches = "P" in row.exceptions, row.exceptions & {"P", "A"}
        if "D1" not in values:
            address, how = self._sum("2", "X2" in values)
            count = self._length() if touches and row.mnemonic != "LRA" else 0
            yield Operand(self._name(row, count), address, count, stores, how)
            return
        address, how = self._sum("1")
        if "D2" not in values:
            yield Operand(self._name(row, bool(touches)), address,
                          row.align if touches else 0, stores, how)
            return
        first = values.get("L", values.get("L1", 0)) + 1
        yield Operand("first operand", address, first, stores, how)
        data = self.read(address, first)
        address, how = self._sum("2")
        yield Operand("second operand", address, self._second_length(first, data), False, how)

    def _name(self, row: Instruction, count: int) -> str:
        if row.mnemonic in BRANCHES:
            return "branch address"
        if row.mnemonic in SHIFTS:
            return "shift amount (bits 26-31)"
        if row.mnemonic in ("SIO", "TIO", "HIO", "TCH"):
            return "I/O address"
        if not count:
            return "address"
        return "operand"

    def _length(self) -> int:
        """Bytes of the operand of an RX or RS instruction."""
        if "R3" in self.fields:
            return 4 * (((self.fields["R3"] - self.fields["R1"]) & 15) + 1)
        return self.row.align

    def _second_length(self, first: int, data: bytes) -> int:
        """Bytes of the second operand of an SS instruction; `data` is the first operand."""
        if "L2" in self.fields:
            return self.fields["L2"] + 1
        if self.row.mnemonic in ("TR", "TRT"):          # up to the highest entry named
            return max(data, default=0) + 1
        if self.row.mnemonic in ("ED", "EDMK"):         # two digits a byte
            digits = sum(byte in (SELECT_DIGIT, START_SIGNIFICANCE) for byte in data)
            return (digits + 1) // 2
        return first

    # -- registers

    def register_fields(self) -> Iterator[tuple[str, str, int, bool]]:
        """(field, "GPR" "FPR" or "CR", number, first of a pair) of each register operand."""
        row = self.row
        if row is None:
            return
        for name in ("R1", "R2", "R3"):
            if name not in self.fields:
                continue
            kind = ("CR" if row.mnemonic in ("STMC", "LMC")
                    else "FPR" if row.feature in ("float", "extended") else "GPR")
            pair = (name in self.pair_fields() or name == "R1" and "SR" in row.exceptions
                    or name == "R3" and row.mnemonic in ("BXH", "BXLE")
                    and not self.fields["R3"] & 1)
            yield name, kind, self.fields[name], pair

    def pair_fields(self) -> tuple[str, ...]:
        """The fields that name an extended-precision register pair."""
        if self.row is None or "SX" not in self.row.exceptions:
            return ()
        return PAIR_FIELDS.get(self.row.mnemonic,
                               tuple(name for name in ("R1", "R2") if name in self.fields))


def case_at(machine, psw: PSW, where: int, text: bytes | None = None) -> Case:
    """The case of the instruction at `where`, read from storage unless its `text` is known; of
    an EXECUTE whose subject can be read, and is none itself, the case of the subject."""
    case = Case(machine, psw, where, b"")
    if text is None:
        text = case.read(where, 6) if not where & 1 else b""
    case = replace(case, text=text[:length(text[0])] if text else b"")
    if case.row is None or case.row.mnemonic != "EX":
        return case
    target = next(case.storage_operands()).address
    subject = case.read(target, 6)
    if target & 1 or not subject or len(subject) < length(subject[0]) or subject[0] == case.text[0]:
        return case
    change = machine.cpu.gpr[case.fields["R1"]] & 255 if case.fields["R1"] else 0
    subject = subject[:1] + bytes([subject[1] | change]) + subject[2:length(subject[0])]
    return Case(machine, psw, target, subject, through=case)
