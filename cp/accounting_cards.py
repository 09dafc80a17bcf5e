"""Accounting records as cards of 80 columns, as VM/370 punched them (class C, pocket 2).

Called by cp/accounting.py.  Columns count from 1; numbers are binary, 4 bytes (cylinders 2); the rest is
EBCDIC.  Every card: 1-8 userid, 9-16 account number, 17-28 mmddyyhhmmss (local time of the record's
end), 79-80 the kind of record.

01 session, 02 dedicated device, 03 temporary disk: as GC20-1807 has them.  A session that was cut off by
    a failure has CUT OFF in columns 65-71, which are reserved there.
04 wrong logon password, 05 LINK to another user's minidisk, 06 wrong LINK password: 29-36 the terminal,
    37-44 the minidisk's owner, 45-47 its address.  VM/370 put the wrong password in here; we do not.
C0 a user's own record (DIAGNOSE X'4C'): 9-78 are his.

Source: GC20-1807 (Accounting Records); columns 30 to 64 of 01 from secondary sources.
"""
from __future__ import annotations

import struct
import time
from typing import Mapping

from cp.diagnose_device import TYPES, UNSUPPORTED

CARD = 80
CUT_OFF = "CUT OFF"
MOST = 0xFFFFFFFF
SESSION, DEDICATED, TEMPORARY, USER = "01", "02", "03", "C0"
WRONG_LOGON, LINKED, WRONG_LINK = "04", "05", "06"


def card(record: Mapping) -> bytes:
    """One record (a row of accounting.db) as a card."""
    kind = record["kind"]
    if kind == USER:
        body = text(record["userid"], 8) + bytes(record["data"]).ljust(70, b"\x40")[:70]
    else:
        made = time.strftime("%m%d%y%H%M%S", time.localtime(record["ended"]))
        body = text(record["userid"], 8) + text(record["account"], 8) + text(made, 12)
        body += {SESSION: session, DEDICATED: dedicated, TEMPORARY: dedicated}.get(kind, journal)(record)
    return body.ljust(CARD - 2, b"\x40") + text(kind, 2)


def session(record: Mapping) -> bytes:
    """Columns 29 on of a 01."""
    numbers = [record[name] for name in ("connect", "total_ms", "virtual_ms", "page_reads", "page_writes",
                                         "sios", "punched", "printed", "read")]
    return (b"".join(word(number) for number in numbers)
            + text(CUT_OFF if record["cut_off"] else "", len(CUT_OFF)))


def dedicated(record: Mapping) -> bytes:
    """Columns 29 on of a 02 or 03."""
    device, type = TYPES.get(record["device"], UNSUPPORTED)
    return (word(record["connect"]) + bytes((device, type, 0, 0))
            + struct.pack(">H", min(record["cylinders"], 0xFFFF)))


def journal(record: Mapping) -> bytes:
    """Columns 29 on of a 04, 05 or 06."""
    return text(record["origin"], 8) + text(record["owner"], 8) + text(record["device"], 3)


def word(number: float) -> bytes:
    """A fullword; what is too large for it is the largest there is."""
    return struct.pack(">I", min(max(int(number), 0), MOST))


def text(value: str, length: int) -> bytes:
    """EBCDIC, padded or cut to a length."""
    return value.upper().encode("cp037", errors="replace").ljust(length, b"\x40")[:length]
