"""OS/360 programs for tests: statements with the macros of cms/macros/os made into a MODULE of CMS."""
from __future__ import annotations

from cms import build
from cms_files import WithDisk
from s360.asm import assemble

USER = 0x12000
LIBRARIES = (build.MACROS / "os", build.MACROS)
BEGIN = (f"PROG START X'{USER:X}'", " USING PROG,15", " B GO", "SAVE DS 18F", "CODE DC F'0'", " DROP 15",
         "GO STM 14,12,12(13)", " LR 12,15", " USING PROG,12", " ST 13,SAVE+4", " LA 13,SAVE", " XC CODE,CODE")
END = ("DONE L 15,CODE", " L 13,SAVE+4", " L 14,12(13)", " LM 0,12,20(13)", " BR 14")


def e(text: str) -> bytes:
    return text.encode("cp037")


def lined(statement: str) -> str:
    """A statement on as many lines as it needs: columns 1-71, then from 16 on."""
    if len(statement) <= 71:
        return statement
    return statement[:71] + "X\n" + lined(" " * 15 + statement[71:])


def os_program(*lines: str) -> bytes:
    """A program in the user area: `lines` between entry and exit (label DONE, return code in CODE); lines behind
    `DATA` are its data."""
    at = lines.index("DATA") if "DATA" in lines else len(lines)
    text = "\n".join(lined(line) for line in [*BEGIN, *lines[:at], *END, *lines[at + 1:], " LTORG", " END PROG"]) + "\n"
    made = assemble(text, "prog", libraries=LIBRARIES)
    assert made.return_code == 0, [str(message) for message in made.messages]
    return next(section.bytes for section in made.sections if section.name == "PROG")


def module(name: str, *lines: str) -> tuple:
    """A file for WithDisk: the program as a MODULE."""
    code = os_program(*lines)
    words = (USER, USER + len(code), USER, 0, 0, 0)
    head = e("MODULE  ") + b"".join(word.to_bytes(4, "big") for word in words)
    return name, "MODULE", [head, code], "V"


def padded(*texts: str, length: int = 80) -> list[bytes]:
    return [e(text).ljust(length, b"\x40") for text in texts]


def plain(records: list[bytes]) -> list[str]:
    return [record.decode("cp037").rstrip() for record in records]


class OsMachine(WithDisk):
    """A bare machine whose P-disk has programs and data."""
