"""What happened?  A program check, a disabled wait or an I/O error told in words.

Called by the debugger, the console and people: `why(machine)`, `explain_instruction`,
`explain_csw` give text of several lines, in the manual's terms, with the rule that was broken.
Only looks at the machine.

Needs of the machine: `storage` (slices of bytes, `key`), `cpu` (gpr, fpr, cr, psw, extended),
`last_interruption`, `history`; uses `config` and `devices` where it has them.

Source: A22-6821-7, Interruptions and Status Switching; extended form: GA27-2719.
Not explained: machine checks (the machine makes none).
"""
from __future__ import annotations

from typing import Iterator

from s360.disasm import decode, disassemble, in_halfwords
from s360.explain_case import Case, Operand, case_at, translate
from s360.explain_check import broken, possible
from s360.explain_io import bits, explain_csw, is_error
from s360.explain_rules import COMPLETED, EXTERNAL_BITS, PROGRAM_CODES
from s360.psw import PSW

__all__ = ["why", "explain_instruction", "explain_csw"]

EXTERNAL, SVC, PROGRAM, MACHINE_CHECK, IO = 1, 2, 3, 4, 5
NAMES = {EXTERNAL: "external", SVC: "supervisor-call", PROGRAM: "program",
         MACHINE_CHECK: "machine-check", IO: "I/O"}
#: class -> (old PSW, new PSW, interruption code in the extended mode)
PLACES = {EXTERNAL: (0x18, 0x58, 0x0E), SVC: (0x20, 0x60, 0x10), PROGRAM: (0x28, 0x68, 0x12),
          MACHINE_CHECK: (0x30, 0x70, 0x14), IO: (0x38, 0x78, 0x16)}
CSW = 0x40
HISTORY = 256            # instructions looked back at
SHOWN = 16               # bytes of an operand shown
STALE = "registers and storage are shown as they are now"


def why(machine, csw: bool = False, source=None) -> str:
    """What led the machine to where it stands; with `csw` the CSW is explained in any case, with
    `source` (a LineMap) the source statement of each instruction is told."""
    psw, kind = machine.cpu.psw, machine.last_interruption[0]
    if psw.wait and not enabled(machine, psw):
        parts = [_wait(machine, psw, source)]
    elif kind == PROGRAM:
        parts = [_state(machine, psw, source), "The last interruption was this one:",
                 _interruption(machine, PROGRAM, source)]
    else:
        parts = [_state(machine, psw, source)]
        if kind in PLACES:
            parts += ["The last interruption was this one:", _interruption(machine, kind, source)]
    if csw and not any("CSW " in part for part in parts):
        parts.append(explain_csw(machine))
    return "\n".join(parts)


def explain_instruction(machine, address: int, source=None) -> str:
    """The instruction at `address` with its operands as they are now (under the current PSW)."""
    case = case_at(machine, machine.cpu.psw, address & 0xFFFFFF)
    return "\n".join(_instruction(case, None, source))


def enabled(machine, psw: PSW) -> str:
    """The interruptions that can end a wait under `psw`, in words; "" when there are none."""
    out = []
    if psw.extended:
        channels = machine.cpu.cr[4] if psw.system_mask & 2 else 0
        if channels:
            out.append(f"I/O (control register 4 {channels:08X})")
        if psw.system_mask & 1 and machine.cpu.cr[6] & 255:
            out.append(f"external ({bits(machine.cpu.cr[6] & 255, EXTERNAL_BITS)})")
        return ", ".join(out)
    channels = [str(n) for n in range(7) if psw.system_mask & 0x80 >> n]
    if channels:
        out.append(f"I/O (channel{'s' * (len(channels) > 1)} {' '.join(channels)})")
    if psw.system_mask & 1:
        out.append("external")
    return ", ".join(out)


# -- the state of the CPU

def _state(machine, psw: PSW, source) -> str:
    mode = "problem" if psw.problem else "supervisor"
    if psw.wait:
        return (f"Wait: PSW {psw}, address {psw.ia:06X}.  It can be ended by: "
                f"{enabled(machine, psw)}.")
    case = case_at(machine, psw, psw.ia)
    text = (case.through or case).text
    return (f"Not in a wait: PSW {psw}, {mode} state, key {psw.key:X}; next instruction at "
            f"{psw.ia:06X}: {_plain(text) if text else 'cannot be read'}"
            + "".join(f"\n  {line}" for line in _source(source, psw.ia)))


def _same(one: PSW, other: PSW) -> bool:
    """Equal but for what a load ignores: interruption code and ILC."""
    def loaded(psw: PSW):
        return psw.system_mask, psw.key, psw.amwp, psw.cc, psw.program_mask, psw.ia
    return loaded(one) == loaded(other)


def psw_at(machine, where: int) -> PSW:
    """The PSW stored at a real address, in the form now in force."""
    return PSW.from_bytes(bytes(machine.storage[where:where + 8]), machine.cpu.extended)


def _wait(machine, psw: PSW, source) -> str:
    """A disabled wait: how did the PSW become current?"""
    lines = [f"Disabled wait: PSW {psw}, wait address {psw.ia:06X}; no interruption can end it."]
    found = [kind for kind, (_, new, _) in PLACES.items() if _same(psw_at(machine, new), psw)]
    last = machine.last_interruption[0]
    kinds = [last] if last in found else found
    for kind in kinds:
        holds = f"The {NAMES[kind]} new PSW ({PLACES[kind][1]:02X}) holds this PSW"
        article = "an" if NAMES[kind][0] in "eI" else "a"
        lines.append(f"{holds}: {article} {NAMES[kind]} interruption led here." if kind == last
                     else f"{holds}; {article} {NAMES[kind]} interruption may have led here.")
        lines.append(_interruption(machine, kind, source))
    if not kinds:
        lines += _loaded(machine, psw, source)
        if last in PLACES:
            lines += ["The last interruption before was this one:",
                      _interruption(machine, last, source)]
    return "\n".join(lines)


def _loaded(machine, psw: PSW, source) -> Iterator[str]:
    """A wait PSW that no interruption brought: LPSW, IPL or restart."""
    past = machine.history(HISTORY)
    row = decode(bytes(past[-1][1])) if past else None
    if row is not None and row.mnemonic == "LPSW":
        yield f"The program loaded this PSW itself, by LPSW at {past[-1][0]:06X}."
        yield from (f"  {line}" for line in _source(source, past[-1][0]))
    elif _same(psw_at(machine, 0), psw):
        yield "The PSW at 0 is this one: IPL or PSW restart loaded it."
    else:
        yield "No new PSW holds it: the program loaded it itself (LPSW), or the operator did."


# -- interruptions

def _interruption(machine, kind: int, source) -> str:
    """The last interruption of a class, from its old PSW."""
    old, _, code_at = PLACES[kind]
    psw = psw_at(machine, old)
    code = (int.from_bytes(machine.storage[code_at:code_at + 2], "big") if psw.extended
            else psw.interruption_code)
    if kind == PROGRAM:
        return "\n".join(_program(machine, psw, code, source))
    lines = [f"{NAMES[kind].capitalize() if kind != IO else 'I/O'} interruption, code {code:04X}"]
    if kind == EXTERNAL:
        lines[0] += f": {bits(code & 255, EXTERNAL_BITS)}"
    elif kind == SVC:
        lines[0] += f": SVC {code & 255}"
        at = (psw.ia - 2 * (psw.ilc or 1)) & 0xFFFFFF
        lines.append(f"  called at {at:06X}, would go on at {psw.ia:06X} (old PSW {psw} at 20)")
        lines += [f"  {line}" for line in _source(source, at)]
    elif kind == IO:
        lines[0] += f": device {code & 0x7FF:03X} (channel {code >> 8 & 7}, unit {code & 255:02X})"
    if kind != SVC:
        lines.append(f"  interrupted before {psw.ia:06X} (old PSW {psw} at {old:02X})")
        lines += [f"  {line}" for line in _source(source, psw.ia)]
    if kind == IO and is_error(bytes(machine.storage[CSW:CSW + 8])):
        lines += [f"  {line}" for line in explain_csw(machine, code & 0x7FF).splitlines()]
    return "\n".join(lines)


def _program(machine, psw: PSW, code: int, source) -> Iterator[str]:
    """A program interruption: name, place, instruction, operands, the rule."""
    code &= 0xFF
    fetching = psw.ilc == 0
    where = (psw.ia - 2 * psw.ilc) & 0xFFFFFF
    past = [(address, bytes(text)) for address, text in machine.history(HISTORY)]
    index = None if fetching else _last(machine, psw, past, where)
    case = case_at(machine, psw, where, past[index][1] if index is not None else None)
    if code == 0x06 and (load := _bad_load(machine, psw, past, index)) is not None:
        case, fetching = load, False
    yield (f"Program interruption, code {code:04X}: "
           f"{PROGRAM_CODES.get(code, 'not assigned')} exception")
    yield (f"  at {case.where if case.through is None else case.through.where:06X} in "
           f"{'problem' if psw.problem else 'supervisor'} state, PSW key {psw.key:X} "
           f"(old PSW {psw} at 28, ILC {psw.ilc})")
    if fetching:
        yield from _unfetched(machine, case, past, source)
    else:
        yield from (f"  {line}" for line in _instruction(case, code, source))
    found = broken(case, code, fetching)
    for sentence in found:
        yield f"  rule: {sentence}"
    yield from _freshness(machine, past, index, found)
    if not found:
        for sentence in possible(case, code):
            yield f"  it may have been: {sentence}"
    leading = [kind for kind, (_, new, _) in PLACES.items() if psw_at(machine, new).ia == where]
    if PROGRAM in leading:
        yield ("  the program new PSW (68) leads to this very instruction: the interruption "
               "repeats for ever")
    elif leading:
        yield ("  an interruption can have led here: so do the new PSWs of "
               + ", ".join(f"{NAMES[kind]} ({PLACES[kind][1]:02X})" for kind in leading))


def _last(machine, psw: PSW, past: list[tuple[int, bytes]], where: int) -> int | None:
    """Index of the last execution of the instruction at `where`; of an EXECUTE that stands
    there, not of its subject, which the history lists behind it under the same address."""
    for index in range(len(past) - 1, -1, -1):
        if past[index][0] == where:
            here = Case(machine, psw, where, b"").read(where, 4)
            row = decode(here)
            subject = (row is not None and row.mnemonic == "EX" and index > 0
                       and past[index - 1][0] == where and past[index - 1][1][:4] == here)
            return index - 1 if subject else index
    return None


def _bad_load(machine, psw: PSW, past, index: int | None) -> Case | None:
    """The LPSW that loaded an invalid PSW: its interruption comes after the load, so the old PSW
    does not lead back to it; the history does."""
    if index is not None or not past or psw.ilc != 2:
        return None
    row = decode(past[-1][1])
    if row is None or row.mnemonic != "LPSW":
        return None
    return case_at(machine, machine.cpu.psw, *past[-1])


def _unfetched(machine, case: Case, past, source) -> Iterator[str]:
    """The instruction could not be fetched: how did the CPU come to its address?"""
    yield f"  the instruction at {case.where:06X} could not be fetched"
    if past and _untouched(machine):
        address, text = past[-1]
        yield f"  the instruction before it, at {address:06X}: {_plain(text)}"
        yield from (f"  {line}" for line in _source(source, address))
    elif not past:
        yield "  (switch the history on to see which instruction led there)"


def _untouched(machine) -> bool:
    """Is the CPU in the wait that the program new PSW loaded?  Then nothing has run since."""
    psw = machine.cpu.psw
    return (psw.wait and machine.last_interruption[0] == PROGRAM
            and _same(psw_at(machine, PLACES[PROGRAM][1]), psw))


def _freshness(machine, past, index: int | None, found: list[str]) -> Iterator[str]:
    """May values have changed since the interruption?"""
    if _untouched(machine):
        if not found:
            yield "  with the values of now, no rule of this code is broken"
        return
    since = len(past) - 1 - index if index is not None else None
    if since is not None and past[index + 1:index + 2] and past[index + 1][0] == past[index][0]:
        since -= 1                                  # the subject of EXECUTE
    if since == 0:
        return
    if since:
        yield f"  {since} instruction{'s' * (since > 1)} executed since; {STALE}"
    else:
        yield f"  the machine may have gone on since; {STALE}"


# -- an instruction

def _plain(text: bytes) -> str:
    return " ".join(disassemble(text)[0].split())


def _source(source, address: int) -> list[str]:
    """A line with the source statement at `address` when the LineMap `source` has one."""
    statement = source.at(address) if source is not None else None
    return [f"source: {statement}"] if statement else []


def _instruction(case: Case, code: int | None, source) -> Iterator[str]:
    """Lines for an instruction: text, registers, operand addresses and contents."""
    if case.through is not None:
        outer = case.through
        yield (f"{outer.where:06X}  {in_halfwords(outer.text):<14}  {_plain(outer.text)}"
               f"   executes the instruction at {case.where:06X}:")
        yield from _source(source, outer.where)
    if not case.text:
        yield f"{case.where:06X}  no instruction can be read here"
        return
    yield f"{case.where:06X}  {in_halfwords(case.text):<14}  {_plain(case.text)}"
    yield from _source(source, case.where)
    if case.row is None:
        return
    yield f"  {case.row.name}"
    if code in COMPLETED:
        yield "  the operation was completed; its result is in place"
    if "M1" in case.fields:
        yield _branch_line(case)
    for name, kind, number, pair in case.register_fields():
        yield f"  {name}: {_register(case, kind, number, pair)}"
    for operand in case.storage_operands():
        yield from _operand(case, operand, code)


def _branch_line(case: Case) -> str:
    mask, cc = case.fields["M1"], case.psw.cc
    goes = mask & 8 >> cc and case.fields.get("R2", 1)
    return f"  mask {mask}, condition code {cc}: {'branches' if goes else 'does not branch'}"


def _register(case: Case, kind: str, number: int, pair: bool) -> str:
    """A register, or a pair, with its value."""
    cpu = case.machine.cpu
    if kind == "FPR":
        if number not in (0, 2, 4, 6) or pair and number not in (0, 4):
            return f"FPR {number}, no {'pair' if pair else 'register'} of the machine"
        numbers = (number, number + 2) if pair else (number,)
        return ", ".join(f"FPR {n} {_spaced(cpu.fpr[n])}" for n in numbers)
    numbers = (number, (number + 1) & 15) if pair and not number & 1 else (number,)
    if kind == "CR":
        return f"control register {number} {cpu.cr[number]:08X}"
    return ", ".join(f"GPR {n} {cpu.gpr[n]:08X}" for n in numbers)


def _spaced(value: int) -> str:
    text = f"{value:016X}"
    return f"{text[:8]} {text[8:]}"


def _operand(case: Case, operand: Operand, code: int | None) -> Iterator[str]:
    """Lines for an operand address: the sum, then storage there with its key."""
    yield f"  {operand.name}: {operand.address:06X} = {operand.how}"
    real = case.real(operand.address)
    if case.translating:
        found, why_not = translate(case.machine, operand.address)
        yield f"    {why_not}" if found is None else f"    real address {found:06X}"
    if not operand.length:
        return
    if real is None:
        if not case.translating:
            yield f"    beyond storage, which ends at {len(case.machine.storage) - 1:06X}"
        return
    text = case.read(operand.address, min(operand.length, SHOWN))
    more = f" ... ({operand.length} bytes)" if operand.length > len(text) else ""
    yield f"    storage: {text.hex(' ').upper()}{more}"
    if code == 0x04:
        keys = ", ".join(f"{case.key(at):02X} at {at:06X}" for at in operand.ends()
                         if case.key(at) is not None)
        yield f"    storage key (KKKKFRC0): {keys}; PSW key {case.psw.key:X}"
