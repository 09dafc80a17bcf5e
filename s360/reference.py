"""Reference interpreter: a slow System/360 CPU in plain Python, written from the manuals.

It is the oracle against which tests run the fast core in lock step, so it shares nothing with
the core but the instruction table.  Every instruction is a transaction: stores go into a side
table, registers are copied, and a suppressed instruction puts everything back.  That makes
"suppressed" exact also where the manual says "terminated".

Sources: IBM System/360 Principles of Operation, A22-6821-7 (PSW, interruptions, protection);
Model 67 Functional Characteristics, GA27-2719 (extended PSW, translation, control registers).

Choices where the manuals leave room:
- Order of checks: fetch of the instruction, operation, privileged, execute, specification,
  access to the first and then the second operand (per byte: translation, addressing,
  protection), data, arithmetic.
- A failing instruction fetch stores ILC 0 and the address of the instruction itself.
- Reference bits go on for every instruction halfword fetched and, with change bits, for the
  operands of instructions that are not suppressed; PSW swaps count, table look-ups do not.
- A PSW with an invalid field is loaded and then interrupts: with ILC 2 after LPSW and SSM,
  otherwise with ILC 0 at the next step.
- Turning extended mode on or off reinterprets the system mask byte, it does not change it.

Not here: channels and devices, DIAGNOSE, the external lines of direct control (step() returns
a marker), the interval timer, machine checks, 32-bit addressing, associative registers.
"""
from __future__ import annotations

from s360 import isa
from s360 import reference_control, reference_decimal, reference_float, reference_general
from s360.reference_operands import (
    ADDRESS, ADDRESSING, EXECUTE, OPERATION, PAGE_TRANSLATION, PRIVILEGED, PROTECTION,
    SEGMENT_TRANSLATION, SPECIFICATION, Operation, ProgramInterruption)

ALL_FEATURES = frozenset(isa.FEATURES)
BLOCK = 2048

HANDLERS = {**reference_general.HANDLERS, **reference_decimal.HANDLERS,
            **reference_float.HANDLERS, **reference_control.HANDLERS}

#: class -> (old PSW, new PSW, interruption code in extended mode): real addresses
LOW_STORAGE = {"external": (0x18, 0x58, 0x0E), "svc": (0x20, 0x60, 0x10),
               "program": (0x28, 0x68, 0x12)}

#: What LRA's condition code means when an instruction meets it.  Software of the time expects
#: code X'11' also when the segment-table entry is marked unavailable.
TRANSLATION_CODES = {1: PAGE_TRANSLATION, 2: PAGE_TRANSLATION, 3: SEGMENT_TRANSLATION}

WAIT_BIT, PROBLEM_BIT = 2, 1


class Reference:
    """A System/360 CPU with its storage.

    storage:  bytes of storage (a multiple of 2048, zeroed) or the initial contents
    features: names from isa.FEATURES; an absent one makes its instructions invalid
    m67:      keep reference and change bits in the keys, as the Model 67 does
    """

    def __init__(self, storage: int | bytes, features=ALL_FEATURES, m67: bool = True):
        self.storage = bytearray(storage)
        assert len(self.storage) % BLOCK == 0 and len(self.storage) <= ADDRESS + 1
        self.features = frozenset(features)
        self.m67 = m67
        self.keys = [0] * (len(self.storage) // BLOCK)   # KKKKFRC0 for each 2K block
        self.gpr = [0] * 16
        self.fpr = {0: 0, 2: 0, 4: 0, 6: 0}
        self.cr = list(reference_control.INITIAL_CONTROL)
        self.system_mask = self.key = self.amwp = self.cc = self.program_mask = self.ia = 0
        self.psw_invalid = False        # the PSW just loaded must interrupt
        self.instructions = 0
        self.pending_external = 0
        self.last_interruption: tuple[str, int, int] | None = None   # of the latest step
        self.instruction = b""          # the latest instruction, a subject of EX as modified
        self.io_address = 0             # effective address of SIO ... DIAG, RDD, WRD
        self.ilc = 0                    # of the instruction under execution; 2 under EX
        self._stores: dict[int, int] = {}     # real address -> byte, until completion
        self._touched: dict[int, int] = {}    # block -> R and C bits, until completion

    # --- PSW ---------------------------------------------------------------------------------

    @property
    def extended(self) -> bool:
        """Whether PSWs have the Model 67's extended form (CR6 bit 8)."""
        return bool(self.cr[6] & 0x00800000)

    @property
    def dat(self) -> bool:
        """Whether addresses are translated (bit 5 of an extended PSW)."""
        return self.extended and bool(self.system_mask & 0x04)

    def load_psw(self, psw: bytes) -> None:
        """Load a PSW in the form in force; an invalid one interrupts at the next step."""
        self.system_mask = psw[0]
        self.key, self.amwp = psw[1] >> 4, psw[1] & 15
        flags = psw[2] if self.extended else psw[4]
        self.cc, self.program_mask = flags >> 4 & 3, flags & 15
        self.ia = int.from_bytes(psw[5:8], "big")
        self.check_psw()
        if self.extended and (psw[3] or psw[4]):
            self.psw_invalid = True

    def check_psw(self) -> None:
        """Note whether the system mask and the key are ones this CPU may hold."""
        reserved = self.extended and bool(self.system_mask & 0xF8)
        keyed = self.key != 0 and "protection" not in self.features
        self.psw_invalid = reserved or keyed

    def psw_bytes(self, code: int = 0, ilc: int = 0) -> bytes:
        """The PSW as an interruption stores it (8 bytes, in the form in force)."""
        head = bytes([self.system_mask, self.key << 4 | self.amwp])
        flags = ilc << 6 | self.cc << 4 | self.program_mask
        ia = self.ia.to_bytes(3, "big")
        if self.extended:
            return head + bytes([flags, 0, 0]) + ia
        return head + code.to_bytes(2, "big") + bytes([flags]) + ia

    # --- storage -----------------------------------------------------------------------------

    def walk(self, address: int) -> tuple[int, int]:
        """Translate a virtual address through the tables of CR0.

        Returns (0, real address) or (LRA's condition code, real address of the entry that
        failed).  ADDRESSING for an entry outside storage, SPECIFICATION for a page-table
        entry whose bits 13-15 are not zero.
        """
        segment, page = address >> 20, address >> 12 & 0xFF
        entry_at = ((self.cr[0] & 0xFFFFC0) + 4 * segment) & ADDRESS
        # Only 32-bit addresses have more segments than the shortest table.
        if segment > (self.cr[0] >> 24) * 16 + 15:
            return 3, entry_at
        entry = self.table_entry(entry_at, 4)
        if entry & 1:
            return 1, entry_at
        page_at = ((entry & 0xFFFFFE) + 2 * page) & ADDRESS
        if page > entry >> 24:
            return 2, page_at
        block = self.table_entry(page_at, 2)
        if block & 8:
            return 2, page_at
        if block & 7:
            raise ProgramInterruption(SPECIFICATION)
        return 0, (block >> 4) << 12 | address & 0xFFF

    def table_entry(self, address: int, size: int) -> int:
        if address + size > len(self.storage):
            raise ProgramInterruption(ADDRESSING)
        return int.from_bytes(self.storage[address:address + size], "big")

    def locate(self, address: int, length: int, store: bool) -> list[int]:
        """Real addresses of the bytes of an operand, after translation, addressing and
        protection checks from left to right; addresses wrap at 2**24."""
        places: list[int] = []
        while length:
            count = min(length, BLOCK - address % BLOCK)
            real = self.real(address, store)
            places.extend(range(real, real + count))
            address = (address + count) & ADDRESS
            length -= count
        return places

    def real(self, address: int, store: bool) -> int:
        """Real address of one byte that the program may fetch or store."""
        if self.dat:
            cc, real = self.walk(address)
            if cc:
                raise ProgramInterruption(TRANSLATION_CODES[cc], address=address)
        else:
            real = address
        if real >= len(self.storage):
            raise ProgramInterruption(ADDRESSING)
        key = self.keys[real // BLOCK]
        if self.key and self.key != key >> 4 and (store or key & 0x08):
            raise ProgramInterruption(PROTECTION)
        return real

    def probe(self, address: int, length: int, store: bool = False) -> None:
        """Raise what access to an operand would raise; touch nothing."""
        self.locate(address, length, store)

    def fetch(self, address: int, length: int) -> bytes:
        places = self.locate(address, length, False)
        self._touch(places, 0x04)
        if self._stores:
            return bytes(self._stores.get(p, self.storage[p]) for p in places)
        return bytes(self.storage[p] for p in places)

    def fetch_number(self, address: int, length: int) -> int:
        return int.from_bytes(self.fetch(address, length), "big")

    def store(self, address: int, data: bytes) -> None:
        places = self.locate(address, len(data), True)
        self._touch(places, 0x06)
        self._stores.update(zip(places, data))

    def _touch(self, places: list[int], bits: int) -> None:
        for block in {places[0] // BLOCK, places[-1] // BLOCK}:
            self._touched[block] = self._touched.get(block, 0) | bits

    def _commit(self) -> None:
        for place, byte in self._stores.items():
            self.storage[place] = byte
        self._stores.clear()
        if self.m67:
            for block, bits in self._touched.items():
                self.keys[block] |= bits
        self._touched.clear()

    # --- one step ----------------------------------------------------------------------------

    def step(self) -> str:
        """Execute one instruction, or take one interruption that is due before it.

        Returns "ok"; "program" or "svc" when the instruction ended in that interruption (PSWs
        swapped); "external" when an external interruption was taken instead; "wait" in the
        wait state; "io:SIO" "io:TIO" "io:HIO" "io:TCH" "diag" "direct" when the caller has to
        do the rest (PSW advanced, address in io_address, condition code untouched).
        """
        self.last_interruption = None
        if self.psw_invalid:
            return self.interrupt("program", SPECIFICATION, 0)
        if self.enabled_external():
            code = self.enabled_external()
            self.pending_external &= ~code
            return self.interrupt("external", code, 0)
        if self.amwp & WAIT_BIT:
            return "wait"
        self.instructions += 1
        try:
            code = self.fetch_instruction(self.ia)
        except ProgramInterruption as exception:
            return self.program(exception, 0)
        self.ia = (self.ia + len(code)) & ADDRESS
        self.ilc = len(code) // 2
        return self.execute(code)

    def enabled_external(self) -> int:
        """Bits of the external code that may interrupt now."""
        if not self.system_mask & 0x01:
            return 0
        if self.extended:
            return self.pending_external & self.cr[6] & 0xFF
        return self.pending_external

    def fetch_instruction(self, address: int) -> bytes:
        """The 2, 4 or 6 bytes at an address.  SPECIFICATION when it is odd, access exceptions
        of the first halfword that cannot be fetched."""
        if address & 1:
            raise ProgramInterruption(SPECIFICATION)
        code = b""
        length = 2
        while len(code) < length:
            code += self.fetch((address + len(code)) & ADDRESS, 2)
            length = isa.length(code[0])
            self._commit()
        return code

    def execute(self, code: bytes) -> str:
        """Execute a fetched instruction; ia is already that of the next one."""
        gpr, fpr, control, cc = self.gpr[:], dict(self.fpr), self.cr[:], self.cc
        try:
            outcome = self.perform(code)
        except ProgramInterruption as exception:
            if exception.completed:
                self._commit()
            else:
                self.gpr[:], self.cr[:], self.cc = gpr, control, cc
                self.fpr.update(fpr)
            return self.program(exception, self.ilc)
        self._commit()
        if outcome == "svc":
            return self.interrupt("svc", self.instruction[1], self.ilc)
        if self.psw_invalid:
            return self.interrupt("program", SPECIFICATION, self.ilc)
        return outcome

    def perform(self, code: bytes) -> str:
        """Check an instruction and let its handler do it; EX does its subject."""
        operation = Operation(code, self.gpr)
        self.check(operation)
        if operation.row.mnemonic == "EX":
            operation = self.subject(operation)
            self.instructions += 1
            self.check(operation)
        self.instruction = operation.code
        return HANDLERS[operation.row.mnemonic](self, operation) or "ok"

    def subject(self, execute: Operation) -> Operation:
        """The subject of EX, modified by R1 bits 24-31, as an operation."""
        code = bytearray(self.fetch_instruction(execute.address))
        if isa.BY_OPCODE.get(code[0]) is isa.BY_MNEMONIC["EX"]:
            raise ProgramInterruption(EXECUTE)
        if execute.r1:
            code[1] |= self.gpr[execute.r1] & 0xFF
        self.ilc = 2
        return Operation(bytes(code), self.gpr)

    def check(self, operation: Operation) -> None:
        """Operation, privileged-operation and specification exceptions, in that order."""
        row = operation.row
        if row is None or row.feature not in self.features:
            raise ProgramInterruption(OPERATION)
        if row.privileged and self.amwp & PROBLEM_BIT:
            raise ProgramInterruption(PRIVILEGED)
        if row.align > 1 and operation.address % row.align:
            raise ProgramInterruption(SPECIFICATION)
        for tag in row.exceptions & SPECIFICATIONS.keys():
            if not SPECIFICATIONS[tag](self, operation):
                raise ProgramInterruption(SPECIFICATION)

    # --- interruptions -----------------------------------------------------------------------

    def program(self, exception: ProgramInterruption, ilc: int) -> str:
        """Take a program interruption; unfinished stores are dropped."""
        self._stores.clear()
        self._touched.clear()
        if exception.address is not None:
            self.cr[2] = exception.address
        return self.interrupt("program", exception.code, ilc)

    def interrupt(self, kind: str, code: int, ilc: int) -> str:
        """Swap PSWs; returns the class of interruption."""
        old, new, code_at = LOW_STORAGE[kind]
        self.storage[old:old + 8] = self.psw_bytes(code, ilc)
        if self.extended:
            self.storage[code_at:code_at + 2] = code.to_bytes(2, "big")
        if self.m67:
            self.keys[0] |= 0x06
        self.load_psw(self.storage[new:new + 8])
        self.last_interruption = (kind, code, ilc)
        return kind


def _float_registers_valid(cpu: Reference, i: Operation) -> bool:
    """Registers 0, 2, 4, 6; in LRDR only R1 and in MXDR only R2 is a long operand."""
    fields = [] if i.row.mnemonic == "MXDR" else [i.r1]
    if len(i.code) == 2 and i.row.mnemonic != "LRDR":
        fields.append(i.r2)
    return all(r in (0, 2, 4, 6) for r in fields)


def _extended_pairs_valid(cpu: Reference, i: Operation) -> bool:
    """Pairs start at 0 or 4; in LRDR only R2, in MXDR and MXD only R1 names a pair."""
    fields = {"LRDR": [i.r2], "MXDR": [i.r1], "MXD": [i.r1]}.get(i.row.mnemonic, [i.r1, i.r2])
    return all(r in (0, 4) for r in fields)


#: exception tag of the table -> test that the instruction is well formed
SPECIFICATIONS = {
    "SR": lambda cpu, i: i.r1 % 2 == 0,
    "SF": _float_registers_valid,
    "SX": _extended_pairs_valid,
    "SK": lambda cpu, i: cpu.gpr[i.r2] & 0xF == 0,
    "SL": lambda cpu, i: i.length2 <= 8 and i.length2 < i.length1,
}
