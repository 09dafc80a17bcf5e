"""A VM screen given over to a guest: its data streams go to the terminal as they are, keys come back as records.

Part of cp/terminal/vmscreen.py, for terminals that dialed a display (cp/graf.py) and for DIAGNOSE X'58'
(cp/console_screen.py).  The messages of the Outbox:

    {"stream": "..."}   a command with its data, a character a byte; "": keys go to the guest from now on, while the
                        VM screen stays until the guest writes
    {"full": False}     the VM screen again

A stream may be a read (F2, F6): what the terminal answers is one more record.

Ours: before a stream takes a screen away on which lines have come that nobody has answered, MORE... holds it up.
"""
from __future__ import annotations

from s360.devices import display_codes as c

ERASING = (c.REMOTE[c.ERASE_WRITE], c.REMOTE[c.ERASE_WRITE_ALTERNATE])
#: an empty screen, the keyboard free: what a guest that begins with WRITE writes on
BLANK = bytes((c.REMOTE[c.ERASE_WRITE], c.GRAPHICS[c.RESTORE]))
#: the cursor of a key that was pressed before the guest had written
HOME = b"\x40\x40"


class FullScreen:
    """
    on:    keys go to the guest; shown: its picture is on the screen
    queue: streams to be sent
    """

    def __init__(self) -> None:
        self.on = self.shown = False
        self.queue: list[bytes] = []

    def take(self, stream: str) -> None:
        """A stream, or "" for none yet."""
        self.on = True
        data = stream.encode("latin-1", errors="replace")
        if not data:
            return
        if not self.shown and data[0] not in ERASING:
            self.queue.append(BLANK)
        self.shown = True
        self.queue.append(data)

    def leave(self) -> bool:
        """The VM screen again; whether something else had been shown."""
        shown, self.on, self.shown = self.shown, False, False
        self.queue.clear()
        return shown

    def streams(self) -> list[bytes]:
        """What is to be sent, once."""
        queue, self.queue = self.queue, []
        return queue

    def record(self, record: bytes) -> bytes | None:
        """What the guest is to get of a record of the terminal; None: nothing."""
        if self.shown:
            return record
        if record[0] in (c.NO_AID, c.STRUCTURED):
            return None
        return record[:1] if record[0] in c.SHORT_READ else record[:1] + HOME
