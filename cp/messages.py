"""CP's messages: number, severity and wording, in one table.

A console function that cannot be carried out raises `CPError("key", field=value ...)`; the caller's
session shows it in the manner of its profile and of SET EMSG.  Families add messages with `message`
at module level.  Texts marked vm370 have VM/370's wording, those marked cp67 CP-67's, ours are ours
(docs/cp-messages.md is made from here).

Source: GC20-1808 (VM/370 System Messages) for numbers; wording there is IBM's short strings, an
interface that programs test.
"""
from __future__ import annotations

from dataclasses import dataclass

from s360.errors import S360Error


@dataclass(frozen=True)
class Message:
    """module: DMKxxx; number; severity I W E S A R; text with {fields}; profile 1968's own text;
    origin: "vm370", "cp67" or "ours"."""
    key: str
    module: str
    number: int
    severity: str
    text: str
    old: str = ""
    origin: str = "vm370"

    @property
    def code(self) -> str:
        return f"{self.module}{self.number:03d}{self.severity}"


MESSAGES: dict[str, Message] = {}


def message(key: str, module: str, number: int, text: str, severity: str = "E", old: str = "",
            origin: str = "vm370") -> None:
    """Add a message to the table."""
    assert key not in MESSAGES, key
    MESSAGES[key] = Message(key, module, number, severity, text, old, origin)


class CPError(S360Error):
    """A console function that cannot be carried out.

    key: in MESSAGES; fields fill its text; code: the return code of DIAGNOSE X'08'
    """

    def __init__(self, key: str, **fields):
        self.message = MESSAGES[key]
        self.key, self.fields = key, fields
        super().__init__(self.message.text.format(**fields))

    @property
    def code(self) -> int:
        return self.message.number

    def shown(self, emsg: str = "TEXT", profile: str = "modern") -> str:
        """As SET EMSG asks: "ON" code and text, "CODE", "TEXT", "OFF" (empty)."""
        text = str(self)
        if profile == "1968" and self.message.old:
            text = self.message.old.format(**self.fields)
        return {"ON": f"{self.message.code} {text}", "CODE": self.message.code, "TEXT": text,
                "OFF": ""}[emsg]


message("unknown-command", "DMKCFC", 1, "?CP: {line}", old="INVALID CP REQUEST")
message("operand-missing", "DMKCFM", 26, "OPERAND MISSING OR INVALID", old="MISSING ARGUMENT")
message("invalid-operand", "DMKCFM", 3, "INVALID OPTION - {operand}", old="INVALID ARGUMENT - {operand}")
message("restricted-operand", "DMKCFS", 3, "INVALID OPTION - {operand}")
message("conflicting", "DMKCFS", 13, "CONFLICTING OPTION - {operand}")
message("hexadecimal", "DMKCDB", 4, "INVALID HEXLOC - {operand}")
message("invalid-device", "DMKVDB", 22, "VADDR MISSING OR INVALID")
message("invalid-userid", "DMKLOG", 20, "USERID MISSING OR INVALID")
message("invalid-spoolid", "DMKCSU", 8, "INVALID SPOOLID - {operand}")
message("no-device", "DMKVDB", 40, "DEV {unit:03X} DOES NOT EXIST", old="DEVICE {unit:03X} NOT FOUND")
message("wrong-device", "DMKVDB", 6, "INVALID DEVICE TYPE - {unit:03X}")
message("not-logged-on", "DMKCFM", 45, "{userid} NOT LOGGED ON", old="{userid} NOT LOGGED IN")
message("not-in-directory", "DMKLOG", 53, "{userid} NOT IN CP DIRECTORY", old="USERID NOT IN DIRECTORY")
message("wrong-password", "DMKLOG", 50, "PASSWORD INCORRECT - REINITIATE LOGON PROCEDURE",
        old="PASSWORD INCORRECT. START AGAIN.")
message("already-logged-on", "DMKLOG", 54, "ALREADY LOGGED ON {where}", old="USER ALREADY LOGGED IN")
message("quota", "CPCQTA", 900, "{what}: LIMIT OF {limit} REACHED; {remedy}", origin="ours")
message("host", "CPCHST", 901, "{text}", origin="ours")
