"""Clients that mean harm, for the terminal server: what real ones send, mutated; slow, silent, half-open and
flooding ones; and a user who works beside them.

    python -m hostile_clients PORT COUNT SEED        (made by tests/test_tn3270_hostile.py, as a process of its own)

A client waits for nothing that may not come: the server is to be harmed, not the test.
"""
from __future__ import annotations

import asyncio
import random
import struct
import socket
import sys

ABREAST = 24                   # connections at a time
LINGER = struct.pack("ii", 1, 0)        # close() sends a reset: the client has vanished
EOR, IAC = b"\xff\xef", b"\xff"


def agreement(kind: str) -> list[bytes]:
    """What a 3270 client of today says at the beginning, in the pieces it is made of."""
    return [b"\xff\xfb\x18", b"\xff\xfa\x18\x00" + kind.encode() + b"\xff\xf0", b"\xff\xfb\x19\xff\xfd\x19",
            b"\xff\xfb\x00\xff\xfd\x00"]


KINDS = ("IBM-3278-2", "IBM-3279-2-E", "IBM-3279-3-E", "IBM-3279-4-E", "IBM-3279-5-E", "IBM-3278-4-E", "IBM-DYNAMIC",
         "IBM-3278-3-E@LU0C0", "IBM-3279-4", "TMUX-256COLOR", "XTERM", "IBM-3278-9", "IBM-3279-2-E@GUEST.060")
#: the answer of a client to Read Partition Query, as far as the server reads it, and other structured fields
QUERY = bytes.fromhex("88 0017 8181 0100 0050 0018 01 00 0A 02E5 0002 006F 090C 0780 000E 8185 8200 0900 0000 0000")
LINES = ("LOGON CMSUSER CMSUSER", "LOGON CMSUSER WRONG", "LOGON GUEST", "GUEST", "LISTF", "QUERY NAMES", "LOGOFF", "HELP",
         "PRINTF WELCOME MEMO", "#CP", "BEGIN", "MSG OPERATOR X", "DISCONN", "SET PF01 IMMED LISTF", "DIAL GUEST",
         "LOGON CMSUSER CMSUSER NOIPL", "")
KEYS = (0x7D, 0x6D, 0x6C, 0x6E, 0x6B, 0xF1, 0xFC, 0x4C, 0xF0, 0x60, 0x61, 0x88, 0x01)


def keyed(line: str, key: int = 0x7D) -> bytes:
    """A record of a display: a key, the cursor, a field."""
    return bytes((key, 0x5B, 0x60, 0x11, 0x5B, 0x60)) + line.encode("cp037").replace(IAC, IAC + IAC) + EOR


def visit(rng: random.Random) -> list[bytes]:
    """What one client sends, before it is mutated."""
    kind = rng.choice(KINDS)
    parts = agreement(kind)
    if kind == "IBM-DYNAMIC":
        parts.append(QUERY.replace(IAC, IAC + IAC) + EOR)
    for _ in range(rng.randrange(12)):
        parts.append(rng.choice((
            keyed(rng.choice(LINES)), keyed(rng.choice(LINES), rng.choice(KEYS)), bytes((rng.choice(KEYS),)) + EOR,
            b"\xff\xf3", b"\xff\xf4", b"\xff\xf6", b"\x01\x6c\x61\x02" + EOR, EOR, rng.choice(LINES).encode() + b"\r\n",
            rng.randbytes(rng.randrange(60)) + EOR)))
    return parts


def mutated(rng: random.Random, parts: list[bytes]) -> bytes:
    """The parts with some faults in them."""
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        at = rng.randrange(len(parts))
        how = rng.randrange(7)
        if how == 0:
            parts.pop(at)
            parts = parts or [b"\x00"]
        elif how == 1:
            parts.insert(at, rng.choice(parts))
        elif how == 2:
            parts[at] = parts[at][:rng.randrange(len(parts[at]) + 1)]
        elif how == 3:
            data = bytearray(parts[at] or b"\x00")
            data[rng.randrange(len(data))] = rng.choice((0, 0xFF, 0xEF, 0xFA, 0xF0, rng.randrange(256)))
            parts[at] = bytes(data)
        elif how == 4:
            parts.insert(at, rng.randbytes(rng.randrange(200)))
        elif how == 5:
            parts[at] = parts[at] * rng.choice((2, 20, 100))
        else:
            rng.shuffle(parts)
    return b"".join(parts)


async def client(rng: random.Random, port: int) -> None:
    """One connection: connects, sends, leaves in one of the ways there are."""
    data = mutated(rng, visit(rng))
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 20)
    except (OSError, asyncio.TimeoutError):
        return
    try:
        if rng.random() < 0.9:                 # most wait to be spoken to
            await asyncio.wait_for(reader.read(1 << 14), 30)
        if rng.random() < 0.3:                 # in pieces, as a slow line brings them
            size = rng.randrange(1, 40)
            for at in range(0, min(len(data), 10 * size), size):
                writer.write(data[at:at + size])
                await writer.drain()
                await asyncio.sleep(0)
        else:
            writer.write(data)
            await asyncio.wait_for(writer.drain(), 5)
        if rng.random() < 0.7:
            await asyncio.wait_for(reader.read(1 << 14), rng.choice((0.005, 0.02, 0.1)))
        if rng.random() < 0.2:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
    except (OSError, asyncio.TimeoutError):
        pass
    finally:
        writer.close()


async def crowd(port: int, count: int, seed: int) -> None:
    rng = random.Random(seed)
    left = iter(range(count))

    async def one() -> None:
        for number in left:
            await client(random.Random(rng.random()), port)
            if number % 5000 == 4999:
                print(number + 1, flush=True)
    await asyncio.gather(*(one() for _ in range(ABREAST)))


if __name__ == "__main__":
    asyncio.run(crowd(*(int(word) for word in sys.argv[1:4])))
