"""Operands of console functions: addresses, userids, ranges, and how answers write dates and times."""
from __future__ import annotations

import re
import time

from cp.messages import CPError

MOST_USERID = 8


def unit_address(word: str) -> int:
    """A virtual device address, three hexadecimal digits."""
    try:
        unit = int(word, 16)
    except ValueError:
        raise CPError("invalid-device") from None
    if not 0 <= unit <= 0x6FF or len(word) > 4 or not word.isalnum():
        raise CPError("invalid-device")
    return unit


def hexadecimal(word: str, most: int = 0xFFFFFFFF) -> int:
    """A hexadecimal number."""
    if not re.fullmatch("[0-9A-Fa-f]{1,8}", word) or int(word, 16) > most:
        raise CPError("hexadecimal", operand=word)
    return int(word, 16)


def decimal(word: str, least: int = 0, most: int = 99999999) -> int:
    """A decimal number."""
    if not re.fullmatch("[0-9]{1,8}", word) or not least <= int(word) <= most:
        raise CPError("invalid-operand", operand=word)
    return int(word)


def userid(word: str, who=None) -> str:
    """A userid; `*` is the caller's own."""
    if word == "*" and who is not None:
        return who.need_vm().userid
    if not re.fullmatch(r"[A-Z0-9@#$_+\-]{1,8}", word.upper()):
        raise CPError("invalid-userid")
    return word.upper()


def on_or_off(words: list[str]) -> bool:
    """The single operand ON or OFF."""
    if len(words) != 1 or words[0].upper() not in ("ON", "OFF"):
        raise CPError("operand-missing") if not words else CPError("invalid-operand",
                                                                   operand=words[0])
    return words[0].upper() == "ON"


def nothing_more(words: list[str]) -> None:
    """CPError when operands are left."""
    if words:
        raise CPError("invalid-operand", operand=words[0])


def needed(words: list[str]) -> str:
    """The next word."""
    if not words:
        raise CPError("operand-missing")
    return words[0]


def duration(seconds: float, old: bool = False) -> str:
    """Connect time: hh:mm:ss (1968: hh.mm.ss)."""
    seconds = int(seconds)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return text.replace(":", ".") if old else text


def cpu_time(seconds: float, old: bool = False) -> str:
    """CPU time: mmm:ss.hh (1968: mmm.ss.hh)."""
    hundredths = int(seconds * 100)
    text = f"{hundredths // 6000:03d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
    return text.replace(":", ".") if old else text


def clock(now: time.struct_time, old: bool = False) -> str:
    """hh:mm:ss (1968: hh.mm.ss)."""
    return time.strftime("%H.%M.%S" if old else "%H:%M:%S", now)


def day(now: time.struct_time, old: bool = False) -> str:
    """zone DAY mm/dd/yy (1968: mm/dd/yy)."""
    if old:
        return time.strftime("%m/%d/%y", now)
    return f"{zone(now)} {time.strftime('%A %m/%d/%y', now).upper()}"


def zone(now: time.struct_time) -> str:
    return (now.tm_zone or "UTC")[:3].upper()
