"""Object cards read by hand, independent of s360/asm: what a deck loads, and one card as text.

Used by the tests of the assembler.  A deck is a list of 80-byte cards.
"""
from __future__ import annotations

TYPES = {0: "SD", 1: "LD", 2: "ER", 4: "PC", 5: "CM", 6: "PR", 10: "WX"}


def number(field: bytes) -> int:
    return int.from_bytes(field, "big")


def kind(card: bytes) -> str:
    return card[1:4].decode("cp037")


def esd_items(card: bytes):
    """(ESDID or None, type, name, address, last three bytes) of an ESD card."""
    esdid = None if card[14:16] == b"\x40\x40" else number(card[14:16])
    for at in range(16, 16 + number(card[10:12]), 16):
        item = card[at:at + 16]
        name, type_ = item[:8].decode("cp037").rstrip(), TYPES.get(item[8], f"{item[8]:02X}")
        yield (None if type_ == "LD" else esdid), type_, name, item[9:12].hex(), item[13:].hex()
        if type_ != "LD":
            esdid += 1


def rld_items(card: bytes):
    """(R, P, flags without the last bit, address) of an RLD card."""
    data, at, again = card[16:16 + number(card[10:12])], 0, False
    while at < len(data):
        if not again:
            r, p, at = number(data[at:at + 2]), number(data[at + 2:at + 4]), at + 4
        flags, address, at = data[at], number(data[at + 1:at + 4]), at + 4
        again = bool(flags & 1)
        yield r, p, flags & 0xFE, address


def loaded(cards: list[bytes]) -> dict:
    """What a loader sees: {"esd": ..., "text": {(ESDID, address): byte}, "rld": ..., "end": ...}."""
    out = {"esd": [], "text": {}, "rld": [], "end": None}
    for card in cards:
        type_ = kind(card)
        if type_ == "ESD":
            out["esd"] += esd_items(card)
        elif type_ == "TXT":
            esdid, start = number(card[14:16]), number(card[5:8])
            for n, byte in enumerate(card[16:16 + number(card[10:12])]):
                out["text"][esdid, start + n] = byte
        elif type_ == "RLD":
            out["rld"] += rld_items(card)
        elif type_ == "END":
            out["end"] = card[5:8].hex(), card[14:16].hex()
    out["rld"].sort()
    return out


def section(cards: list[bytes], name: str | None = None, fill: int = 0) -> bytes:
    """The text of one section (the first when no name is given) from its origin to its last byte."""
    deck = loaded(cards)
    places = [item for item in deck["esd"] if item[1] in ("SD", "PC") and name in (None, item[2])]
    esdid, origin = places[0][0], int(places[0][3], 16)
    text = {at: byte for (owner, at), byte in deck["text"].items() if owner == esdid}
    return bytes(text.get(at, fill) for at in range(origin, max(text, default=origin - 1) + 1))


def describe(card: bytes) -> str:
    """One card for people."""
    if not card:
        return "no card"
    type_ = kind(card)
    if type_ == "ESD":
        return "ESD " + "; ".join(f"{i} {t} {n or '(blank)'} {a} {x}" for i, t, n, a, x in esd_items(card))
    if type_ == "TXT":
        data = card[16:16 + number(card[10:12])]
        return (f"TXT section {number(card[14:16])} {card[5:8].hex().upper()} "
                f"{len(data)} bytes {data.hex().upper()}")
    if type_ == "RLD":
        return "RLD " + "; ".join(f"R{r} P{p} {f:02X} {a:06X}" for r, p, f, a in rld_items(card))
    if type_ == "END":
        return f"END {card[5:8].hex()} {card[14:16].hex()} {card[16:32].hex()}"
    return card.decode("cp037")
