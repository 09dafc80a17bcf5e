"""Compressed count-key-data images (CKD_C370) as Hercules makes them: read only.

Called by ckd.open_volume.  Writes go to an overlay beside the image (overlay.py).

File, all numbers little-endian: the header of a plain image; at 512 a second header (X'03' options,
X'04' entries of the level 1 table, X'28' cylinders, X'2C' format of empty tracks); at 1024 the level 1
table, a word for each 256 tracks with the file offset of a level 2 table of 256 entries: offset
(word), length (half), size (half).  A track there: X'00' as it is, X'01' zlib, X'02' bzip2 in place of
the home address flag, then CC HH, then the rest of the slot up to its end mark, compressed.  Offset
0 is an empty track; the length then tells its format: 0 has an end-of-file record R1, 1 has R0 alone.

Not implemented: shadow files, images with big-endian tables, format 2 of empty tracks (a 3390's).
"""
from __future__ import annotations

import bz2
import struct
import zlib

from ..errors import MediaError
from .ckd import COMPRESSED, HEADER, Volume, check_geometry, parse_header, slot
from .files import HostFile

BIG_ENDIAN = 0x40 >> 5                   # options bit X'02'
LEVEL1 = 1024
TRACKS = 256                             # tracks of a level 2 table
ENTRY = struct.Struct("<IHH")
STORED, ZLIB, BZIP2 = 0, 1, 2
