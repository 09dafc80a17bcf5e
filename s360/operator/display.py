"""How the operator is shown storage, registers, PSW, instructions and devices.

Called by the commands; every function gives lines of text and changes nothing.  Numbers are
hexadecimal as on the console of a 360, addresses six digits; counts are decimal.
"""
from __future__ import annotations

import os

from s360.disasm import disassemble

ROW = 16                      # bytes in a line of storage
BLOCK = 2048                  # bytes with one storage key
INTERRUPTIONS = {1: "external", 2: "supervisor call", 3: "program", 5: "I/O"}
PRINTABLE = "".join(chr(c) if chr(c).isprintable() else "." for c in
                    (ord(bytes([b]).decode("cp037")) for b in range(256)))


def ebcdic(data: bytes) -> str:
    """What the bytes print as; a period for what does not print."""
    return "".join([PRINTABLE[byte] for byte in data])


def grouped(data: bytes) -> str:
    """Hexadecimal in groups of four bytes."""
    return " ".join(data[at:at + 4].hex().upper() for at in range(0, len(data), 4))


def storage_lines(read, keys, start: int, end: int) -> list[str]:
    """Storage from `start` up to `end`; equal lines are told once.

    read: (address, count) -> bytes, or None where there is no storage
    keys: address -> storage key, or None when keys are not shown
    """
    lines: list[str] = []
    shown, same, last_block = None, 0, -1
    at = start
    while at < end:
        count = min(ROW - at % ROW, end - at)
        data = read(at, count)
        if data is None:
            lines.append(f"{at:06X}  not in storage")
            break
        if data == shown and at + count < end and at // BLOCK == last_block:
            same += 1
        else:
            if same:
                lines.append(told_once(same))
            key = keys(at)
            mark = f"  key {key:02X}" if key is not None and at // BLOCK != last_block else ""
            lines.append(f"{at:06X}  {grouped(data):<35}  *{ebcdic(data)}*{mark}")
            same, last_block = 0, at // BLOCK
        shown = data
        at += count
    if same:
        lines.append(told_once(same))
    return lines


def told_once(count: int) -> str:
    """Stands for lines of storage equal to the one above."""
    return f"        {count} line{'s' if count > 1 else ''} the same"


def register_lines(name: str, registers, digits: int) -> list[str]:
    """A register file, four 32-bit or two 64-bit registers to a line."""
    words = [f"{name}{number:<2d} {value:0{digits}X}"
             for number, value in zip(registers.numbers, registers)]
    row = 4 if digits == 8 else 2
    return ["  ".join(words[at:at + row]) for at in range(0, len(words), row)]


def psw_lines(psw) -> list[str]:
    """The PSW as it stands, and its fields by name."""
    state = ("wait, " if psw.wait else "") + ("problem state" if psw.problem
                                              else "supervisor state")
    return [f"PSW {psw}  address {psw.ia:06X}, {state}",
            f"    mask {psw.system_mask:02X}  key {psw.key:X}  AMWP {psw.amwp:X}  cc {psw.cc}  "
            f"program mask {psw.program_mask:X}"]


def instruction_line(address: int, text: bytes, source=None) -> str:
    """One instruction: address, bytes, as the assembler writes it; with a LineMap `source` also
    the statement that it came from."""
    words, length = disassemble(text, address)
    line = f"{address:06X}  {text[:length].hex().upper():<12}  {words}"
    return with_source(line, address, source)


def with_source(line: str, address: int, source) -> str:
    """`line` and behind it the statement at `address`, where the LineMap `source` has one."""
    statement = source.at(address) if source is not None else None
    return f"{line:<42} | {statement}" if statement else line


def next_instruction(machine, source=None) -> str:
    """The instruction the PSW points at."""
    address = machine.cpu.psw.ia
    text = machine.storage.read(machine.real(address), 6)
    return instruction_line(address, text, source) if text else f"{address:06X}  beyond storage"


def stop_line(machine, reason, source=None) -> str:
    """Why the machine stopped, for a person."""
    psw = machine.cpu.psw
    name = reason.name
    if name == "DISABLED_WAIT":
        return f"Disabled wait, address {psw.ia:06X}.  PSW {psw}"
    if name == "ADDRESS_STOP":
        return f"Address stop.  {next_instruction(machine, source)}"
    if name == "WAIT":
        return f"The CPU waits for its operator.  PSW {psw}"
    return f"{reason.value[:1].upper()}{reason.value[1:]}.  {next_instruction(machine, source)}"


def short_path(path) -> str:
    """A file name relative to the present folder when that is shorter."""
    text = os.fspath(path)
    try:
        near = os.path.relpath(text)
    except ValueError:                    # another drive on Windows
        return text
    return near if len(near) < len(text) else text


def medium_text(device) -> str:
    """What is on or in a device, from what the devices keep of it."""
    hopper = getattr(device, "hopper", None)
    if hopper is not None:
        left = sum(len(deck) for deck in hopper.decks) - hopper.position
        return f"{left} cards to read" if left or hopper.at_eof else "empty"
    if hasattr(device, "reading"):
        return "waits for a line" if device.reading else ""
    if not device.MEDIUM:
        return ""
    if device.medium is None:
        return "not ready"
    path = getattr(device.medium, "path", None) or getattr(
        getattr(device.medium, "file", None), "path", None)
    return short_path(path) if path else "in memory"


def device_line(unit: int, device) -> str:
    """One device for the list of devices."""
    extra = ""
    if hasattr(device, "ring") and getattr(device, "image", None) is not None:
        extra = ", ring in" if device.ring else ", no ring"
    if hasattr(device, "carriage"):
        extra = f", page {device.page + 1} line {device.line}"
    return f"{unit:03X}  {device.type:<6}  {medium_text(device)}{extra}".rstrip()
