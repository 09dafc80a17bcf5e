"""How the host's C library keeps memory for a process that serves for weeks.

Called once by what runs long: cp/terminal/serving.py's callers and the kiosk of cp/tour/.
"""
from __future__ import annotations

import ctypes

#: of glibc's mallopt
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
LARGE = 256 << 10              # bytes


def give_back_memory() -> None:
    """Large blocks go back to the host when they are freed, and all threads share one heap.  A password check takes
    16 MB for a moment, in any thread; glibc, left alone, learns to keep such a block in the heap of each thread that
    has had one."""
    try:
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_ARENA_MAX, 1)
    except (OSError, AttributeError, TypeError):       # another C library, which has its own ways
        pass
