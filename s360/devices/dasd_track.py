"""One track of a count-key-data volume: the slot of a CKD_P370 image, and what may be laid on it.

Called by dasd.py and its chapters.  A slot is the home address (flag CC HH, 5 bytes), then the
records, each count (CC HH R KL DL, 8 bytes), key and data, then eight X'FF'; the rest is ignored.
The first record is R0.  Bit 0 of a count's first byte marks a segment of an overflow record; no
program sees it (so a cylinder number above X'7FFF' in a count field loses that bit).

Source: GA26-3599 (2314) and GA26-5988 (2841), track format.  A track that breaks these rules is
read up to the place where it breaks and is called `broken` there.
"""
from __future__ import annotations

from ..media.ckd import COUNT_LENGTH, END_MARK, HOME_LENGTH

# what passed the head last
INDEX, HOME, COUNT, KEY, DATA = range(5)

# home address flag
ALTERNATE = 0x01
DEFECTIVE = 0x02

OVERFLOW = 0x80          # bit 0 of the first count byte in the image


class Track:
    """A parsed slot.

    image:   the slot as the volume gave it
    home:    True when the home address is that of (cylinder, head)
    flag:    home address flag (ALTERNATE, DEFECTIVE)
    starts:  offset of the count of each record, R0 first
    ids:     CC HH R of each record, 5 bytes, as a program sees them
    klens, dlens: key and data lengths
    end:     offset behind the last good record
    broken:  True when no end mark stands there but a count that runs out of the slot
    """

    __slots__ = ("image", "cylinder", "head", "home", "flag", "starts", "ids", "klens", "dlens",
                 "end", "broken")

    def __init__(self, image: bytes, cylinder: int, head: int) -> None:
        self.image = image
        self.cylinder, self.head = cylinder, head
        self.home = image[1:HOME_LENGTH] == home_id(cylinder, head)
        self.flag = image[0] if image else 0
        self.starts: list[int] = []
        self.ids: list[bytes] = []
        self.klens: list[int] = []
        self.dlens: list[int] = []
        self.end = HOME_LENGTH
        self.broken = False
        self._parse()

    def _parse(self) -> None:
        image, size, at = self.image, len(self.image), HOME_LENGTH
        starts, ids, klens, dlens = self.starts, self.ids, self.klens, self.dlens
        while True:
            count = image[at:at + COUNT_LENGTH]
            if count == END_MARK:
                break
            klen, dlen = (count[5], count[6] << 8 | count[7]) if len(count) == 8 else (0, size)
            behind = at + COUNT_LENGTH + klen + dlen
            if behind > size:
                self.broken = True
                break
            starts.append(at)
            ids.append(bytes((count[0] & 0x7F,)) + count[1:5])
            klens.append(klen)
            dlens.append(dlen)
            at = behind
        self.end = at

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, n: int) -> bytes:
        """The 8 count bytes of record n as a program sees them."""
        start = self.starts[n]
        return self.ids[n] + self.image[start + 5:start + COUNT_LENGTH]

    def overflow(self, n: int) -> bool:
        """True when record n goes on with the first record of the next track."""
        return bool(self.image[self.starts[n]] & OVERFLOW)

    def key_at(self, n: int) -> int:
        return self.starts[n] + COUNT_LENGTH

    def data_at(self, n: int) -> int:
        return self.starts[n] + COUNT_LENGTH + self.klens[n]

    def behind(self, n: int) -> int:
        """Offset of the first byte after record n; after the home address for n = -1."""
        if n < 0:
            return HOME_LENGTH
        return self.starts[n] + COUNT_LENGTH + self.klens[n] + self.dlens[n]

    def key(self, n: int) -> bytes:
        at = self.key_at(n)
        return self.image[at:at + self.klens[n]]

    def data(self, n: int) -> bytes:
        at = self.data_at(n)
        return self.image[at:at + self.dlens[n]]

    def cut(self, n: int, record: bytes = b"") -> bytes:
        """The slot with `record` laid after record n and everything behind it erased.  (A damaged
        slot whose record n reaches its very end has no place for an end mark and keeps none.)"""
        kept = self.image[:self.behind(n)] + record + END_MARK
        return kept[:len(self.image)].ljust(len(self.image), b"\0")


def home_id(cylinder: int, head: int) -> bytes:
    """CC HH as home address and seek address have them."""
    return cylinder.to_bytes(2, "big") + head.to_bytes(2, "big")


def blank(cylinder: int, head: int, flag: int, size: int) -> bytes:
    """A slot of `size` bytes with a home address and nothing else."""
    start = bytes((flag,)) + home_id(cylinder, head) + END_MARK
    return start + bytes(size - len(start))
