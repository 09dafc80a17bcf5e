"""Passwords: how they are kept, made, and guarded against guessing.

Called by LOGON, LINK and the directory tool.  A password is kept as scrypt (RFC 7914) in the PHC
string form, with its parameters: `$scrypt$ln=14,r=8,p=1$SALT$HASH`, base64 without padding.  Upper and
lower case are alike in a password, because period terminals know no other.

Not implemented: other ways of hashing; the age of a password.
"""
from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
from collections import OrderedDict
from functools import cache

from s360.errors import ConfigError

NOLOG = "NOLOG"                           # in place of a stored password: nobody can log on
COST, BLOCK, PARALLEL = 14, 8, 1          # 2**14 * 8 * 128 bytes = 16 MiB, some 50 ms
SALT_BYTES, HASH_BYTES = 16, 32
LONGEST = 64                              # characters of a password
STORED = re.compile(r"\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{8,64})"
                    r"\$([A-Za-z0-9+/]{20,128})")
#: a crowd that tries passwords has one core and 16 MiB, however many lines it comes on
ONE_AT_A_TIME = threading.Lock()
CONSONANTS, VOWELS = "BDFGHKLMNPRSTVZ", "AEIOU"      # none that reads like another
SYLLABLES = 8                             # 75**8: 49 bits


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii").rstrip("=")


def decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))


def hashed(password: str, salt: bytes, cost: int, block: int, parallel: int, length: int, wanted=None) -> bytes:
    """The hash; nothing when `wanted()` says, at its turn, that nobody waits for it any more."""
    word = password.strip().upper().encode("utf-8", "surrogatepass")
    with ONE_AT_A_TIME:
        if wanted is not None and not wanted():
            return b""
        return hashlib.scrypt(word, salt=salt, n=1 << cost, r=block, p=parallel, maxmem=256 << 20,
                              dklen=length)


def stored(password: str) -> str:
    """The form in which a password is kept; ConfigError when it cannot be typed at a terminal."""
    word = password.strip()
    if not 1 <= len(word) <= LONGEST or not word.isprintable() or " " in word:
        raise ConfigError(f"a password has 1 to {LONGEST} printable characters and no blanks")
    if word.upper() in (NOLOG, "ALL"):
        raise ConfigError(f"{word.upper()} has a meaning of its own and cannot be a password")
    salt = secrets.token_bytes(SALT_BYTES)
    made = hashed(word, salt, COST, BLOCK, PARALLEL, HASH_BYTES)
    return f"$scrypt$ln={COST},r={BLOCK},p={PARALLEL}${encoded(salt)}${encoded(made)}"


def parts(text: str) -> tuple | None:
    """(cost, block, parallel, salt, hash) of a stored password; None when it is none, or would take
    more storage or time than is sensible."""
    found = STORED.fullmatch(text)
    if not found:
        return None
    cost, block, parallel = (int(found[n]) for n in (1, 2, 3))
    if not (1 <= cost <= 20 and block >= 1 and 1 <= parallel <= 16
            and block << (cost + 7) <= 128 << 20):
        return None
    try:
        return cost, block, parallel, decoded(found[4]), decoded(found[5])
    except ValueError:
        return None


def is_stored(text: str) -> bool:
    """Whether a text is a password as it is kept."""
    return parts(text) is not None


@cache
def nobody() -> str:
    """A stored password that nobody knows."""
    return stored(random_password())


def verify(password: str, kept: str | None, wanted=None) -> bool:
    """Whether `password` is the one that `kept` stands for.  Takes as long where there is none
    (NOLOG, None: no such user), so that time tells nothing.

    wanted: says whether somebody still waits for the answer; otherwise it is no, without work
    """
    known = parts(kept) if kept else None
    cost, block, parallel, salt, right = known or parts(nobody())
    made = hashed(password[:1000], salt, cost, block, parallel, len(right), wanted)
    return hmac.compare_digest(made, right) and known is not None


def random_password() -> str:
    """A password that can be read, said and typed: four groups such as TOBA."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES)]
    return "-".join("".join(syllables[at:at + 2]) for at in range(0, SYLLABLES, 2))


class Doorman:
    """Slows and counts wrong passwords, for each userid and each origin.

    The first `free` wrong tries cost nothing, then the wait is `first` seconds and doubles with each
    further one, up to `longest`.  After `forgiven` seconds without a try all is forgotten.  Nobody
    sleeps here: `knock` says how long to wait, and refuses until then.  A try counts as wrong from its
    knock until `right`, so that many at one time gain nothing.

    origin: where somebody comes from, "" for this host.  Tries from this host do not hinder, and are
    not hindered by, those from elsewhere on the same userid: a stranger cannot lock the operator out.
    """

    def __init__(self, free: int = 3, first: float = 1.0, longest: float = 60.0,
                 forgiven: float = 900.0, most: int = 10_000, clock=time.monotonic):
        self.free, self.first, self.longest, self.forgiven = free, first, longest, forgiven
        self.most, self.clock = most, clock
        self.lock = threading.Lock()
        self.doors: OrderedDict[tuple, list] = OrderedDict()    # door -> [tries, time of the last]

    @staticmethod
    def _doors(userid: str, origin: str) -> list[tuple]:
        return [("user", userid), ("origin", origin)] if origin else [("here", userid)]

    def _wait(self, door: tuple, now: float) -> float:
        tries, last = self.doors.get(door, (0, now))
        if now - last >= self.forgiven:
            del self.doors[door]
            return 0.0
        over = tries - self.free
        if over < 0:
            return 0.0
        delay = self.longest if over > 30 else min(self.longest, self.first * 2 ** over)
        return max(0.0, last + delay - now)

    def knock(self, userid: str, origin: str = "") -> float:
        """Before a password is looked at: 0 lets it through; else the seconds to wait, and the
        password must not be looked at."""
        with self.lock:
            now, doors = self.clock(), self._doors(userid, origin)
            wait = max(self._wait(door, now) for door in doors)
            if wait > 0:
                return wait
            for door in doors:
                tries = self.doors.pop(door, (0, 0.0))[0]
                self.doors[door] = [tries + 1, now]
            while len(self.doors) > self.most:
                self.doors.popitem(last=False)
            return 0.0

    def right(self, userid: str, origin: str = "") -> None:
        """The password was right: the userid's tries are forgotten; of the origin's only this one (one
        good account does not make up for tries at others)."""
        with self.lock:
            for door in self._doors(userid, origin):
                state = self.doors.get(door)
                if state is not None:
                    state[0] -= 1
                    if door[0] != "origin" or state[0] <= 0:
                        del self.doors[door]
