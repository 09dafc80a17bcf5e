"""What TRACE tells with its option WORDS: instruction, trap, what CP did, result, in a sentence each.

Called by cp/trace.py right after the event.  Reads the machine, changes nothing.
"""
from __future__ import annotations

from typing import NamedTuple

from cp import privop
from s360.disasm import disassemble
from s360.explain_io import CCW, CHANNEL_STATUS, FLAGS, UNIT_STATUS, bits, command_name
from s360.explain_rules import EXTERNAL_BITS, PROGRAM_CODES
from s360.isa import BY_OPCODE
from s360.psw import PSW

CSW, CAW = 0x40, 0x48
IN_EXTERNAL, IN_SVC, IN_PROGRAM, IN_IO = 1, 2, 3, 5
OLD_PSW = {IN_EXTERNAL: 0x18, IN_SVC: 0x20, IN_PROGRAM: 0x28, IN_IO: 0x38}
SELECTORS = 0x7E
IO_CODES = {
    "SIO": ("started", "a status is stored in the CSW", "busy", "no such device"),
    "TIO": ("it is free", "its pending status is now in the CSW", "it is at work", "no such device"),
    "HIO": ("it was idle", "it ends; its status is stored in the CSW", "its burst is ended",
            "no such device"),
    "TCH": ("the channel is free", "an interruption is pending in it", "it is in burst mode",
            "the channel has no devices")}


class Before(NamedTuple):
    """The machine before an event, as far as the words need it."""
    executed: int
    interruptions: int
    gpr: list
    key: int | None          # of the block that SSK sets


def look(core, operation: int = 0) -> Before:
    """The machine as it is."""
    gpr = [core.get_gpr(register) for register in range(16)]
    key = None
    if operation == 0x08 and (address := gpr[core.immediate & 15] & 0xFFFFFF) < len(core.storage):
        key = core.storage.key(address)
    return Before(core.executed, core.interruptions, gpr, key)


def as_written(text: bytes, at: int) -> str:
    """An instruction as the assembler writes it."""
    return " ".join(disassemble(text, at)[0].split())


# -- privileged instructions

def privileged(vm, text: bytes, at: int, before: Before) -> str:
    """One that has just been simulated."""
    core = vm.core
    head = (f"at {at:06X} {as_written(text, at)}: privileged, the guest is in virtual supervisor "
            "state")
    if core.interruptions != before.interruptions and core.last_interruption[0] == IN_PROGRAM:
        code = core.last_interruption[1]
        return (f"{head}, but it cannot be done: {PROGRAM_CODES.get(code, 'unknown')} exception, "
                "which is the guest's own affair")
    name = BY_OPCODE[text[0]].mnemonic
    return f"{head}, so CP {DEEDS.get(name, io_instruction)(vm, name, before)}"


def storage_key_set(vm, name: str, before: Before) -> str:
    core = vm.core
    address = before.gpr[core.immediate & 15] & 0xFFF800
    return (f"sets the key of its block {address:06X} from X'{before.key:02X}' to "
            f"X'{core.storage.key(address):02X}'")


def storage_key_got(vm, name: str, before: Before) -> str:
    core = vm.core
    register = core.immediate >> 4
    return (f"puts the key of its block {before.gpr[core.immediate & 15] & 0xFFF800:06X}, "
            f"X'{core.get_gpr(register) & 0xFF:02X}', into register {register}")


def system_mask_set(vm, name: str, before: Before) -> str:
    return (f"loads X'{vm.core.system_mask:02X}' as its virtual system mask{now_taken(vm)}")


def psw_loaded(vm, name: str, before: Before) -> str:
    core = vm.core
    psw = PSW.from_bytes(core.psw, core.extended)
    state = "problem" if psw.problem else "supervisor"
    goes_on = (f"it waits, in virtual {state} state" if psw.wait
               else f"it goes on at {psw.ia:06X} in virtual {state} state")
    return f"loads its virtual PSW {core.psw.hex().upper()}: {goes_on}{now_taken(vm)}"


def now_taken(vm) -> str:
    """What was pending and has become enabled."""
    core = vm.core
    external = core.external if core.system_mask & 1 else 0
    if core.extended:
        external &= core.get_cr(6)
    if external:
        return f"; external interruption ({bits(external, EXTERNAL_BITS)}) is now taken"
    unit = pending_unit(vm.machine.channels, core.enabled_io)
    return f"; I/O pending from {unit:03X} is now taken" if unit is not None else ""


def pending_unit(channels, mask: int) -> int | None:
    """The unit whose interruption comes first of the channels in `mask`."""
    which = channels.pending & mask
    if not which:
        return None
    channel = 8 - (which & SELECTORS or which).bit_length()
    if channels.ready[channel]:
        return channels.ready[channel][0].unit.address
    return next(unit.address for unit in channels.held[channel] if not unit.sub.state)


def diagnosed(vm, name: str, before: Before) -> str:
    core = vm.core
    return (f"performs its function X'{core.io_address & 0xFFFF:04X}' for it, registers "
            f"{core.immediate >> 4} and {core.immediate & 15}: condition code {core.cc}")


def direct(vm, name: str, before: Before) -> str:
    lines = f"its virtual direct control lines, signals X'{vm.core.immediate:02X}'"
    if name == "WRD":
        return f"puts X'{vm.core.operand:02X}' on {lines}"
    byte = vm.core.storage.read(vm.machine.real(vm.core.io_address), 1)
    return f"stores X'{byte.hex().upper()}' from {lines}"


def control_stored(vm, name: str, before: Before) -> str:
    registers = privop.control_registers(vm.core)
    return (f"stores its virtual control registers {registers[0]} to {registers[-1]} at "
            f"{vm.core.io_address:06X}")


def control_loaded(vm, name: str, before: Before) -> str:
    loaded = [f"{register} = {vm.core.get_cr(register):08X}"
              for register in privop.control_registers(vm.core) if register in privop.LOADABLE]
    return f"loads its virtual control registers: {', '.join(loaded) or 'none of these can be'}"


def real_address(vm, name: str, before: Before) -> str:
    core = vm.core
    register = core.immediate >> 4
    found = f"{core.get_gpr(register):06X} into register {register}, condition code {core.cc}"
    if core.cc:
        which = "segment" if core.cc == 1 else "page"
        return f"follows its own tables, in which the {which} is not there: entry {found}"
    return f"translates {core.io_address:06X} by its own tables: {found}"


def io_instruction(vm, name: str, before: Before) -> str:
    core = vm.core
    unit = core.io_address & 0x7FF
    code = f"condition code {core.cc}, {IO_CODES[name][core.cc]}"
    if core.cc == 1 and name != "TCH":
        code += f" ({status(core.storage.read(CSW, 8))})"
    if name == "TCH":
        return f"looks at its virtual channel {unit >> 8}: {code}"
    device = vm.devices.get(unit)
    type = f"virtual {device.type}" if device is not None else "device"
    if name == "SIO":
        caw = core.storage.word(CAW)
        return (f"starts the channel program at {caw & 0xFFFFFF:06X} (key {caw >> 28:X}) on the "
                f"{type} at {unit:03X}: {code}")
    verb = "looks at" if name == "TIO" else "halts"
    return f"{verb} the {type} at {unit:03X}: {code}"


DEEDS = {"SSK": storage_key_set, "ISK": storage_key_got, "SSM": system_mask_set,
         "LPSW": psw_loaded, "DIAG": diagnosed, "WRD": direct, "RDD": direct,
         "STMC": control_stored, "LMC": control_loaded, "LRA": real_address}


# -- interruptions, channel programs, instructions

def interruption(vm, kind: int, code: int, at: int) -> str:
    """One that has just been taken."""
    core = vm.core
    old = OLD_PSW[kind]
    taken = (f"CP stores the virtual PSW at {old:X} and loads the one at {old + 0x40:X}: the guest "
             f"goes on at {core.ia:06X}")
    if kind == IN_SVC:
        return f"at {at:06X} SVC {code}: the call is for the guest's own supervisor; {taken}"
    if kind == IN_PROGRAM:
        return (f"at {at:06X}: {PROGRAM_CODES.get(code, 'unknown')} exception, program "
                f"interruption {code:04X} of the guest's own; {taken}")
    if kind == IN_EXTERNAL:
        return (f"before {at:06X}: external interruption, {bits(code, EXTERNAL_BITS)}; the guest is "
                f"enabled; {taken}")
    return (f"before {at:06X}: the virtual device {code:03X} interrupts; CP stores the CSW at 40 "
            f"({status(core.storage.read(CSW, 8))}); {taken}")


def status(csw: bytes) -> str:
    """Both status bytes of a CSW."""
    text = bits(csw[4], UNIT_STATUS)
    return f"{text}; {bits(csw[5], CHANNEL_STATUS)}" if csw[5] else text


def csw_stored(unit: int, csw: bytes) -> str:
    """A CSW of an interruption."""
    return (f"CSW of {unit:03X}: {status(csw)}; the channel program ended before "
            f"{int.from_bytes(csw[1:4], 'big'):06X}, residual count "
            f"{int.from_bytes(csw[6:8], 'big')}")


def ccw(vm, unit: int, at: int, text: bytes) -> str:
    """A CCW that the virtual channel takes up."""
    device = vm.devices.get(unit)
    word = CCW(at, text)
    name = command_name(word.command, device.type if device is not None else "")
    flags = f", flags {bits(word.flags, FLAGS)}" if word.flags else ""
    return (f"CCW at {at:06X} for {unit:03X}: {name} (X'{word.command:02X}'), {word.count} bytes at "
            f"guest real {word.address:06X}{flags}; no address is translated")


def instruction(vm, text: bytes, at: int, target: int | None, before: Before) -> str:
    """An instruction that the guest executed by itself; `target`: where it branched to."""
    core = vm.core
    head = f"at {at:06X} {as_written(text, at)}: executed without CP"
    if target is not None:
        return f"{head}; it goes on at {target:06X}"
    changes = [f"register {register} {old:08X} becomes {core.get_gpr(register):08X}"
               for register, old in enumerate(before.gpr) if core.get_gpr(register) != old]
    return "; ".join([head] + changes + [f"condition code {core.cc}"])
