"""Finds the instructions of a program by following the flow of control from its entry points.

Called by s360/flow/disassembler.py.  Branches are followed where the base register is known
(registers.py); subroutines are taken to return; subjects of EXECUTE, new PSWs that LPSW loads
and tables of branch instructions are found as well.  Then what address constants point to is tried:
it is taken for instructions if it reads as some up to a branch or to known ones.  Everything else is
data.

Source: A22-6821-7.  Not followed: branches to addresses that a program computes, overlaid text.
"""
from __future__ import annotations

from collections import Counter

from ..disasm import operands
from ..explain_rules import PAIR_FIELDS
from ..isa import Instruction
from .program import Program
from .registers import (CALL_CHANGES, UNKNOWN, State, address, after, known, merged, without)

TRIED = 200                       # instructions looked at before a place is taken for code
PARAMETERS = 256                  # bytes of parameters that a BAL passes by
TABLE = 256                       # most entries of a table of branches
LOW = (0, 0x58, 0x60, 0x68, 0x70, 0x78)      # PSW of IPL or restart, new PSWs
WAIT = 2                          # bit 14 of a PSW, in byte 1
BRANCHES = frozenset("BC BCT BXH BXLE BAL BAS".split())
REGISTER_BRANCHES = frozenset("BCR BCTR BALR BASR".split())
LINKS = frozenset("BAL BAS BALR BASR".split())
ENDS = frozenset(("LPSW",))
FLOW = BRANCHES | REGISTER_BRANCHES | ENDS | {"EX", "SVC"}


class Flow:
    """The instructions of a program.

    code:   place -> (row of the table, bytes)
    state:  place of an instruction -> what is known of the registers before it
    addresses: places of words in an image that are addresses
    """

    def __init__(self, program: Program):
        self.program = program
        self.code: dict[int, tuple[Instruction, bytes]] = {}
        self.state: dict[int, State] = {}
        self.addresses: set[int] = set()
        self._within: set[int] = set()        # places inside instructions, their first bytes not
        self._subjects: dict[int, State] = {}
        self._todo: list[tuple[int, State]] = []

    def follow(self, places, state: State | None = None) -> None:
        """Follow the flow from entry points.  state: of the registers; by default register 15
        holds the entry's address, as programs are called."""
        for place in places:
            self._todo.append((place, known((15, place)) if state is None else state))
        while self._todo:
            self._run(*self._todo.pop())
        for place, subject_state in self._subjects.items():
            if place not in self.code and (found := self._free(place)):
                self._take(place, *found)
                self.state[place] = subject_state

    def _run(self, place: int, state: State) -> None:
        """From one place to where the flow ends or meets what is known."""
        while True:
            if place in self.state:
                new = merged(self.state[place], state)
                if new == self.state[place]:
                    return
                found = self.code[place]
            else:
                new, found = state, self._free(place)
                if found is None:
                    return
                self._take(place, *found)
            self.state[place] = new
            row, text = found
            following = place + row.length
            state = after(self.program, place, row, text, new)
            if row.mnemonic in FLOW:
                going, state = self._leave(place, row, text, new, state)
                if not going:
                    return
                if row.mnemonic in LINKS or row.mnemonic == "SVC":
                    following = self._behind_parameters(following, row.mnemonic == "SVC")
            place = following

    def _free(self, place: int) -> tuple[Instruction, bytes] | None:
        """The instruction at a place, unless it would overlap one that is known."""
        found = self.program.instruction(place)
        if found is None or place in self._within or any(
                at in self.code for at in range(place + 2, place + found[0].length, 2)):
            return None
        return found

    def _take(self, place: int, row: Instruction, text: bytes) -> None:
        self.code[place] = row, text
        self._within.update(range(place + 1, place + row.length))

    def _leave(self, place: int, row: Instruction, text: bytes, before: State,
               state: State) -> tuple[bool, State]:
        """Branches and the like at `place`: (does the flow go on behind it?, with what state).
        before, state: without and with the instruction's effect."""
        name, fields = row.mnemonic, operands(text)
        target = self.target(fields, before)
        if name == "EX":
            if target is not None:
                self._subjects[target] = merged(self._subjects.get(target, before), before)
            return True, state
        if name == "LPSW":
            if target is not None:
                self.follow_psw(target)
            return False, state
        if name == "SVC":
            return True, without(state, CALL_CHANGES)
        if name in REGISTER_BRANCHES:
            target = before[fields["R2"]] if fields["R2"] else None
            if not fields["R2"]:
                return True, state
        mask = fields.get("M1")
        if target is not None and (mask != 0 or name == "BC"):
            self._todo.append((target, state))
        if name == "BC" and mask and fields["X2"] and fields["B2"]:
            self._table(address(self.program, before, fields["B2"], fields["D2"]), state)
        if name in LINKS:
            link = (fields["R1"],)
            if link[0] < 2 and target is not None and 0 < target - place <= PARAMETERS:
                return False, state           # BAL 1,*+12: around a parameter list
            return True, without(state, CALL_CHANGES if link == (14,) and name[-1] == "R" else link)
        return mask != 15, state

    def target(self, fields: dict[str, int], state: State) -> int | None:
        """The place of the (second) storage operand."""
        number = "2" if "D2" in fields else "1"
        if "D" + number not in fields:
            return None
        return address(self.program, state, fields["B" + number], fields["D" + number],
                       fields.get("X2", 0))

    def _table(self, place: int | None, state: State) -> None:
        """An indexed branch: its base may be a table of unconditional branches."""
        for _ in range(TABLE if place is not None else 0):
            found = self.program.instruction(place)
            if found is None or found[0].mnemonic != "BC" or found[1][1] >> 4 != 15:
                return
            self._todo.append((place, state))
            place += 4

    def _behind_parameters(self, place: int, svc: bool) -> int:
        """Address constants behind a call are its parameters; one behind SVC is where CMS goes on
        an error."""
        while (constant := self.program.constants.get(place)) is not None:
            place += constant.length
        if svc and self.program.absolute and self.program.read(place, 1) == b"\0":
            target = self.program.pointer(place)
            if target is not None and self.program.instruction(target):
                self.addresses.add(place)
                place += 4
        return place

    def follow_psw(self, place: int) -> None:
        """What a PSW in the text leads to, unless it is for a wait."""
        psw = self.program.read(place, 8)
        if len(psw) == 8 and not psw[1] & WAIT:
            target = self.program.pointer(place + 4)
            if target is not None and self.program.instruction(target):
                if self.program.absolute:    # in a deck it is an address constant
                    self.addresses.add(place + 4)
                self._todo.append((target, UNKNOWN))

    # -- beyond the entry points

    def follow_low_storage(self) -> None:
        """An image that begins at 0: the PSWs that the hardware loads."""
        for place in LOW:
            self.follow_psw(place)
        self.follow(())

    def follow_constants(self) -> None:
        """Try what address constants point to, with the base registers usual in that section."""
        places = sorted({target for place in self.program.constants
                         if (target := self.program.target(place)) is not None})
        usual: dict[int, State] = {}
        for place in places:
            section = self.program.section(place)
            if place in self.code or not self.program.inside(place) or not self.plausible(place):
                continue
            if section.place not in usual:
                usual[section.place] = self._usual(section)
            state = list(usual[section.place])
            state[15] = place                    # L 15,=A(SUB); BALR 14,15
            self.follow((place,), tuple(state))

    def _usual(self, section) -> State:
        """For each register the place it mostly holds where instructions of the section use it as
        a base."""
        uses: dict[int, Counter] = {}
        for place, (_, text) in self.code.items():
            if not section.place <= place < section.end:
                continue
            for base in {operands_base for name, operands_base in operands(text).items()
                         if name[0] == "B" and operands_base}:
                uses.setdefault(base, Counter())[self.state[place][base]] += 1
        pairs = []
        for base, counter in uses.items():
            value, times = counter.most_common(1)[0]
            if value is not None and 2 * times > counter.total() and base not in CALL_CHANGES:
                pairs.append((base, value))
        return known(*pairs)

    def plausible(self, place: int) -> bool:
        """Do instructions that a programmer may have written stand from here to a branch, or to
        known ones?"""
        for number in range(TRIED):
            if place in self.code:
                return number > 0
            found = self._free(place)
            if found is None or not meant(*found):
                return False
            row, text = found
            if (row.mnemonic in ("BC", "BCR") and text[1] >> 4 == 15 and (
                    row.mnemonic == "BC" or text[1] & 15) or row.mnemonic in ENDS):
                return True
            place += row.length
        return False


def meant(row: Instruction, text: bytes) -> bool:
    """Would an assembler make this instruction: no ignored field in use, registers as they must
    be (A22-6821-7, each instruction's Specification)?"""
    tags, first, second = row.exceptions, text[1] >> 4, text[1] & 15
    if row.format in ("S", ) and text[1] or row.format in ("RR-R", "RS-S") and second:
        return False
    if "SR" in tags and first & 1:
        return False
    if "SF" in tags or "SX" in tags:
        fields = {"R1": first, "R2": second} if row.format == "RR" else {"R1": first}
        pairs = PAIR_FIELDS.get(row.mnemonic, () if "SF" in tags else fields)
        return all(number in ((0, 4) if name in pairs else (0, 2, 4, 6))
                   for name, number in fields.items())
    return True
