"""Assembler F sources through GNU as for s390x: a second opinion on small programs.

Used by test_link_bootstrap.py.  Understands what s360/linker/bootstrap.asm uses: machine
instructions with symbols under one USING register, CCW, DC X, DS; comments; no macros.
"""
from __future__ import annotations

import re
import shutil
import subprocess

import pytest

AS, OBJCOPY = "s390x-linux-gnu-as", "s390x-linux-gnu-objcopy"
BRANCHES = {"B": "bc 15", "BE": "bc 8", "BNE": "bc 7"}
NOT_THERE = {"SIO": 0x9C00, "TIO": 0x9D00}        # dropped by the later machines GNU as knows
SI = ("CLI", "MVI", "TM")
SIZES = {"C": 1, "F": 4, "D": 8}


def assembled(source: str, folder) -> dict[str, bytes]:
    """The bytes of each control section of `source`."""
    if not (shutil.which(AS) and shutil.which(OBJCOPY)):
        pytest.skip("GNU as for s390x is not installed (binutils-s390x-linux-gnu)")
    out = {}
    for name, lines in sections(source).items():
        text, code, image = (folder / f"{name}.{end}" for end in ("s", "o", "bin"))
        text.write_text("\n".join(translated(lines)) + "\n")
        subprocess.run([AS, "-m31", "-march=g5", text, "-o", code], check=True, text=True,
                       capture_output=True)
        subprocess.run([OBJCOPY, "-O", "binary", "-j", ".text", code, image], check=True)
        out[name] = image.read_bytes()
    return out


def sections(source: str) -> dict[str, list[tuple[str, str, str]]]:
    """(label, operation, operands) of the statements of each section."""
    found, lines = {}, []
    for line in source.splitlines():
        label, rest = line[:8].strip(), line[8:71].split()
        if line[:1] == "*" or not rest or rest[0] in ("TITLE", "SPACE", "END"):
            continue
        operation, operands = rest[0], rest[1] if len(rest) > 1 else ""
        if operation in ("START", "CSECT"):
            lines = found[label] = []
        else:
            lines.append((label, operation, operands))
    return found


def translated(lines) -> list[str]:
    """The statements of one section for GNU as; `base` is where its USING points."""
    lengths = {label: int(size) for label, operation, operand in lines
               for size in re.findall(r"^CL(\d+)$", operand) if operation == "DS"}
    out = [".text", "begin:"]
    for label, operation, operands in lines:
        out.append(f"{label}:" if label else "")
        out.append(statement(operation, operands, lengths))
    return out


def statement(operation: str, operands: str, lengths: dict[str, int]) -> str:
    parts = re.findall(r"(?:[^,(]|\([^)]*\)|'[^']*')+", operands)
    if operation == "USING":
        return f".set base, .\n.set register, {parts[1]}"
    if operation == "DS":
        return storage(operands)
    if operation == "DC":
        return ".byte " + ",".join(f"0x{pair}" for pair in re.findall("..", operands[2:-1]))
    if operation == "CCW":
        command, data, flags, count = parts
        return f".long {number(command)}*0x1000000+({data}-begin)\n.short {flags}*256,{count}"
    if operation in NOT_THERE:
        shift, base = re.fullmatch(r"(\d+)\((\d+)\)", operands).groups()
        return f".short {NOT_THERE[operation]},{base}*4096+{shift}"
    if operation == "BR":
        return f"bcr 15,{operands}"
    word = BRANCHES.get(operation, operation.lower())
    made = [address(part, lengths.get(parts[0], 0) if operation in ("MVC", "NC", "OC") and n == 0
                    else 0) for n, part in enumerate(parts)]
    return word + (" " if word == operation.lower() else ",") + ",".join(made)


def storage(operand: str) -> str:
    count, kind, length = re.fullmatch(r"(\d*)([CFD])(?:L(\d+))?", operand).groups()
    size = int(length or SIZES[kind])
    align = "" if kind == "C" else f".balign {size}, 0\n"
    return f"{align}.skip {int(count or 1) * size}"


def number(text: str) -> str:
    if text[:2] == "X'":
        return "0x" + text[2:-1]
    return str(text[2:-1].encode("cp037")[0]) if text[:2] == "C'" else text


def address(part: str, length: int) -> str:
    """An operand; a symbol becomes displacement and base, with a length in an SS instruction."""
    symbol = re.fullmatch(r"([A-Z]\w*)((?:\+\d+)?)", part)
    if symbol:
        inside = f"{length}," if length else ""
        return f"{symbol[1]}{symbol[2]}-base({inside}12)"
    explicit = re.fullmatch(r"(\d+)\((\d+),0\)", part)
    return f"{explicit[1]}({explicit[2]},0)" if explicit else number(part)
