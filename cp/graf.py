"""A display of a virtual machine (DEFINE GRAF): DIAL connects a 3270 terminal to it, which is then that display.

The device is s360/devices/display_device.py; the streams of the guest go to the terminal's session
(cp/terminal/session.py) as they are, and what the terminal sends comes back.  The terminal is CP's again when the
guest's end goes (DETACH, RESET, LOGOFF), or its user presses ATTN or SYS REQ: a 3277 had neither for its program.

Source: GC20-1820 (DIAL, DEFINE GRAF).  Ours: ATTN and SYS REQ hang up.
"""
from __future__ import annotations

from cp.line_device import CALLING
from s360.devices.display_device import LATER, DisplayDevice
from s360.devices.display_codes import WRITE_STRUCTURED

TYPES = ("3270", "3277", "3278", "3279")


class Graf(DisplayDevice):
    """
    type:    "3277" (24 by 80), else as the terminal that dials is
    session: the terminal that is connected, None: nobody
    """

    def __init__(self, vm, unit: int, type: str = "3270"):
        super().__init__(type)
        self.vm, self.unit = vm, unit
        self.session = None

    # -- the terminal's side (any thread)

    def connect(self, session) -> bool:
        """A terminal dials: False when somebody is there, or it is none for displays; else `connected` follows."""
        with CALLING:
            if self.session is not None or session.display is None:
                return False
            self.session = session
        session.full_screen()                  # its keys are the guest's before it is told so
        return True

    def connected(self) -> None:
        """The terminal has been told: the display is switched on."""
        session = self.session

        def on() -> None:
            if self.session is session:
                rows, columns, extended = session.display
                if self.type != "3277":
                    self.commands = LATER if extended else LATER - {WRITE_STRUCTURED}
                self.switch_on(session, (rows, columns))
        self.vm.post(on)

    def typed(self, record: bytes) -> None:
        """A record of the terminal."""
        self.vm.post(lambda: self.record(record))
        self.vm.interact()

    def type_in(self, line: str) -> None:
        """A line that was typed before the terminal was a display."""

    def drained(self) -> None:
        """The terminal has room again."""
        self.vm.post(self.room)

    def attention(self) -> None:
        """ATTN or SYS REQ: the user goes back to CP."""
        session = self.session
        if session is not None:
            session.hung_up(f"DROPPED FROM {self.vm.userid} {self.unit:03X}")
            self.disconnect(session)

    def disconnect(self, session=None) -> None:
        """The terminal hangs up; without `session` it has been gone since before a restart."""
        def gone() -> None:
            if self.session is session:
                self.session = None
                self.switch_off()
        self.vm.post(gone)

    # -- the machine's side

    def hang_up(self) -> None:
        """The guest's end goes."""
        session, self.session = self.session, None
        self.switch_off()
        if session is not None:
            session.hung_up(f"DROPPED FROM {self.vm.userid} {self.unit:03X}")

    def close(self) -> None:
        self.hang_up()

    def told(self) -> str:
        """For QUERY VIRTUAL."""
        return f"{self.type} " + ("NOT DIALED" if self.session is None else f"DIALED BY {self.session.line}")
