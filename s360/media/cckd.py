"""Compressed count-key-data images (CKD_C370) as Hercules makes them: read only.

Called by ckd.open_volume.  Writes go to an overlay beside the image (overlay.py).

File, numbers little-endian unless bit X'02' of the options is on: the header of a plain image; at
512 a second header (X'03' options, X'04' entries of the level 1 table, X'28' cylinders, X'2C' format
of empty tracks); at 1024 the level 1 table, a word for each 256 tracks with the file offset of a
level 2 table of 256 entries: offset (word), length (half), size (half).  A track there: X'00' as it
is, X'01' zlib, X'02' bzip2 in place of the home address flag, then CC HH, then the rest of the slot up
to its end mark, compressed.  Offset 0 is an empty track; the length then tells its format: 0 has an
end-of-file record R1, 1 has R0 alone.

Not implemented: shadow files; format 2 of empty tracks (a 3390's).
"""
from __future__ import annotations

import bz2
import struct
import zlib

from ..errors import MediaError
from .ckd import COMPRESSED, HEADER, Volume, check_geometry, parse_header, slot
from .files import HostFile

BIG_ENDIAN = 0x02                        # options bit: the tables are big-endian
LEVEL1 = 1024
TRACKS = 256                             # tracks of a level 2 table
STORED, ZLIB, BZIP2 = 0, 1, 2
WITH_END_OF_FILE, BARE = 0, 1            # formats of an empty track
END_OF_FILE = (1, b"", b"")


class CckdVolume(Volume):
    """A CKD_C370 image; damage of the header is found at open, of a track when it is read."""

    def __init__(self, path, type: str | None = None) -> None:
        self.file = HostFile(path)
        try:
            heads, size, code, sequence, _ = parse_header(self.file.path, self.file.read(0, HEADER),
                                                          COMPRESSED)
            cylinders = self._second_header(sequence)
            geometry = check_geometry(self.file.path, heads, size, code, cylinders, type)
        except BaseException:
            self.file.close()
            raise
        super().__init__(path, geometry, cylinders, read_only=True)
        self._tables: dict[int, bytes | None] = {}     # level 2 tables read so far

    def _second_header(self, sequence: int) -> int:
        """Take the options, give the cylinders."""
        path, header = self.file.path, self.file.read(HEADER, 512)
        if len(header) < 512:
            raise MediaError(f"{path}: cut short in its header")
        if sequence > 1:
            raise MediaError(f"{path}: is file {sequence} of a split image; compressed ones must be "
                             "in one file")
        order = ">" if header[3] & BIG_ENDIAN else "<"
        self._word, self._entry = struct.Struct(order + "I"), struct.Struct(order + "IHH")
        self._level1_length = self._word.unpack_from(header, 4)[0]
        self._empty = header[44]
        return struct.unpack_from("<I", header, 40)[0]

    def _table(self, number: int) -> bytes | None:
        """Level 2 table `number`, 256 entries of 8 bytes; None: all its tracks are empty."""
        if number not in self._tables:
            word = self.file.read(LEVEL1 + 4 * number, 4)
            if number >= self._level1_length or len(word) < 4:
                raise MediaError(f"{self.path}: the table of tracks {number * TRACKS} to "
                                 f"{number * TRACKS + 255} is missing")
            offset, table = self._word.unpack(word)[0], None
            if offset:
                table = self.file.read(offset, TRACKS * self._entry.size)
                if len(table) < TRACKS * self._entry.size:
                    raise MediaError(f"{self.path}: the table at offset {offset} lies outside the file")
            self._tables[number] = table
        return self._tables[number]

    def _read(self, cylinder: int, head: int) -> bytes:
        track = cylinder * self.heads + head
        table = self._table(track // TRACKS)
        offset, length = 0, self._empty
        if table is not None:
            offset, length, _ = self._entry.unpack_from(table, track % TRACKS * self._entry.size)
        if offset == 0:
            if length not in (WITH_END_OF_FILE, BARE):
                raise self._damage(cylinder, head, f"empty track of unknown format {length}")
            contents = (END_OF_FILE,) if length == WITH_END_OF_FILE else ()
            return slot(cylinder, head, contents, self.track_size)
        data = self.file.read(offset, length)
        if len(data) < max(length, 5):
            raise self._damage(cylinder, head, f"lies at offset {offset}, outside the file")
        if struct.unpack_from(">HH", data, 1) != (cylinder, head):
            raise self._damage(cylinder, head, f"offset {offset} holds another track")
        return self._expand(cylinder, head, data)

    def _expand(self, cylinder: int, head: int, data: bytes) -> bytes:
        """The slot of a stored track; never more than a slot is unpacked."""
        limit = self.track_size - 5
        try:
            if data[0] == STORED:
                body = data[5:]
            elif data[0] == ZLIB:
                body = zlib.decompressobj().decompress(data[5:], limit + 1)
            elif data[0] == BZIP2:
                body = bz2.BZ2Decompressor().decompress(data[5:], limit + 1)
            else:
                raise self._damage(cylinder, head, f"unknown compression {data[0]}")
        except (zlib.error, OSError, EOFError, ValueError) as error:
            raise self._damage(cylinder, head, f"cannot be unpacked: {error}") from None
        if len(body) > limit:
            raise self._damage(cylinder, head, f"unpacks to more than {self.track_size} bytes")
        return (b"\0" + data[1:5] + body).ljust(self.track_size, b"\0")

    def _damage(self, cylinder: int, head: int, text: str) -> MediaError:
        return MediaError(f"{self.path}: cylinder {cylinder} head {head}: {text}")

    def _close(self) -> None:
        self.file.close()
