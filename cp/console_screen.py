"""The console of a virtual machine as a full screen: DIAGNOSE X'58' with CCWs X'29' and X'2A'.

Called by GuestConsole (cp/console.py), which hands over operations with these commands.  The streams go to the
terminal's session, and a display device of its own (s360/devices/display_device.py) keeps the picture.

The screen has two owners.  ERASE/WRITE makes it the guest's; a line that CP or the guest types, CP mode, another
terminal, RESET and IPL make it CP's again.  From then on every full-screen operation but ERASE/WRITE ends with unit
status X'8E', but for one READ MODIFIED of what had been entered before; so does ERASE/WRITE while a line that was
typed waits to be read.  When CP had taken the screen and no operation has told so, it gives attention as soon as the
guest may paint again.

Source: SC19-6203 (VM/SP: the commands, X'8E', PA1), GC20-1807.
Ours: the second PA1 that the guest has not read goes to CP (a guest cannot keep its user from CP).
Not implemented: TEST REQUEST as input of the guest (it goes to CP, as ATTN does).
"""
from __future__ import annotations

from s360.devices import display_codes as c
from s360.devices.base import (ATTENTION, COMMAND_REJECT, DONE, INTERVENTION, UNIT_CHECK)
from s360.devices.display_device import MOST_WRITE, DisplayDevice

WRITE, READ = 0x29, 0x2A
COMMANDS = (WRITE, READ)
# control byte of the CCW
ERASE, ALTERNATE, STRUCTURED, KEEP_PA1, MODIFIED = 0x80, 0xC0, 0x20, 0x10, 0x80
TAKEN = DONE | ATTENTION | UNIT_CHECK      # X'8E': the screen is CP's


def operation(command: int, control: int) -> int:
    """The 3270 command that a CCW with this control byte means."""
    if command == READ:
        return c.READ_MODIFIED if control & MODIFIED else c.READ_BUFFER
    if control & STRUCTURED:
        return c.WRITE_STRUCTURED
    if control & ALTERNATE == ALTERNATE:
        return c.ERASE_WRITE_ALTERNATE
    return c.ERASE_WRITE if control & ERASE else c.WRITE


class ConsoleScreen:
    """
    device:   the GuestConsole; tube: its picture
    controls: control bytes of the CCWs to come
    active:   the operation under way is a full-screen one; taken: it has no effect, the screen is CP's
    keeps_pa1: PA1 is the guest's; pa1: it was pressed and not read yet
    sent:     what the operation under way writes has gone to the terminal
    told:     since CP took the screen an operation has ended with X'8E', or will
    entered:  a key's record that the guest has not read; kept: the input that was, when CP took the screen
    """

    def __init__(self, device):
        self.device = device
        self.tube = DisplayDevice("3270")
        self.tube.notify = lambda status: device.notify(status)
        self.controls: list[int] = []
        self.active = self.taken = self.keeps_pa1 = self.pa1 = self.entered = False
        self.kept, self.told, self.sent = b"", False, False

    @property
    def console(self):
        return self.device.console

    @property
    def own(self) -> bool:
        """The screen is the guest's."""
        return self.console.painter is self

    # -- the terminal of `tube`

    def stream(self, data: bytes) -> None:
        console = self.console
        with console.wake:
            if self.own and console.face is not None:
                console.face.stream(data)
                self.sent = True

    @property
    def behind(self) -> bool:
        return self.console.full

    # -- the terminal's side (under post)

    def record(self, record: bytes) -> None:
        """A key's record, sent while the screen was the guest's, or an answer to what it has asked."""
        tube = self.tube
        if tube.terminal is not None:
            asked = tube.waits == "answer"
            tube.record(record)
            answered = asked and not tube.waits
            self.entered = self.entered or not answered and record[0] == tube.screen.aid != c.NO_AID

    def leave(self) -> None:
        """The screen has become CP's: what waits for the terminal ends, what was entered may still be read."""
        if not self.own:
            if self.entered:
                self.kept, self.entered = self.tube.screen.perform(c.READ_MODIFIED), False
            self.told = bool(self.tube.waits)
            self.taken = self.taken or self.told
            self.tube.switch_off()

    def back(self) -> None:
        """The guest may paint again: attention, unless it knows already that it has to."""
        if not self.told:
            self.device.request()

    # -- the channel's side

    def start(self, command: int) -> int:
        device, tube, face = self.device, self.tube, self.console.face
        self.active = self.taken = self.sent = False
        device.sense_bytes[0] = 0
        shape = getattr(face, "display", None)
        if not self.controls or face is not None and shape is None:
            return device.check(COMMAND_REJECT)
        if face is None:
            return device.check(INTERVENTION)
        control = self.controls.pop(0)
        wanted = operation(command, control)
        self.active = True
        if wanted in (c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE) and not device.ahead:
            self.establish(shape)
            self.keeps_pa1 = bool(control & KEEP_PA1)
        elif self.kept and wanted == c.READ_MODIFIED:
            return 0
        elif not self.own or wanted in (c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE):
            self.taken = True
            device.wants = MOST_WRITE
            return 0
        self.pa1, self.entered = self.pa1 and command != READ, self.entered and command != READ
        tube.chained = device.chained
        status = tube.start(wanted)
        device.wants, device.sense_bytes[0] = tube.wants, tube.sense_bytes[0]
        return status

    def establish(self, shape: tuple[int, int, bool]) -> None:
        """The screen becomes the guest's."""
        console = self.console
        if not self.own:
            self.tube.switch_on(self, shape[:2], tell=False)
            with console.wake:
                console.painter, console.robbed = self, False
            self.kept, self.entered = b"", False

    def read(self) -> bytes:
        return self.kept or (b"" if self.taken else self.tube.read())

    def write(self, data: bytes) -> None:
        if not self.taken:
            self.tube.write(data)

    def end(self, count: int) -> int:
        tube, device = self.tube, self.device
        if self.kept and self.device.command == READ:
            self.kept = b""
            return DONE
        if not self.taken:
            status = tube.end(count)
            device.sense_bytes[0], device.busy_time = tube.sense_bytes[0], tube.busy_time
            if self.own or status < 0 or self.sent or device.command == READ:
                return status                  # it is done, though the screen is CP's now
        self.active, self.taken, self.told = False, False, True
        device.sense_bytes[0] = 0
        return TAKEN

    def reset(self) -> None:
        self.tube.reset()
        self.controls.clear()
        self.active = self.taken = self.keeps_pa1 = self.pa1 = self.entered = self.told = False
        self.kept = b""
