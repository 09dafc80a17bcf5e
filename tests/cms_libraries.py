"""MACLIBs and TXTLIBs for tests, made from docs/cms-programs.md alone: nothing of cms/ is used."""
from __future__ import annotations

CARD, END_OF_MEMBER = 80, bytes.fromhex("61FFFF61").ljust(80, b"\x40")


def library(members: list[tuple[tuple[str, ...], list[bytes]]], identity: str = "DMSLIB") -> list[bytes]:
    """The records of a library.  members: the names under which each is found (none: deleted), its
    records."""
    records, entries = [], b""
    for names, cards in members:
        for name in names:
            entries += f"{name:<8}".encode("cp037") + (len(records) + 2).to_bytes(2, "big") + b"\0\0"
        if not names:
            entries += b"\x40" * 8 + bytes(4)
        records += [*cards, END_OF_MEMBER]
    head = identity.encode("cp037") + (len(records) + 2).to_bytes(2, "big") + len(entries).to_bytes(4, "big")
    pieces = [entries[at:at + CARD].ljust(CARD, b"\0") for at in range(0, len(entries), CARD)]
    return [head.ljust(CARD, b"\0"), *records, *pieces]
