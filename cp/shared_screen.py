"""Who has the screen of a virtual machine's console: CP with its lines, or the guest with DIAGNOSE X'58'.

Part of VirtualConsole (cp/console.py); what the guest does with it is cp/console_screen.py.

Source: SC19-6203 (sharing a display with CP), GC20-1807 (lines of X'58').
"""
from __future__ import annotations

from s360.devices.display_codes import PA1


class SharedScreen:
    """
    painter: the ConsoleScreen whose the whole screen is, None: CP's
    robbed:  CP has taken it, and the guest has not been told; leaving: whose it was, until he has been told
    """

    painter = None
    robbed = False
    leaving = None

    def take_screen(self, by_cp: bool = True) -> None:
        """The screen is CP's, from any thread."""
        with self.wake:
            painter, self.painter = self.painter, None
            if painter is not None:
                self.robbed, self.leaving = by_cp, painter
                if self.face is not None:
                    self.face.full_screen(False)

    def give_back(self) -> None:
        """Behind `take_screen`, without a lock: end what the guest does with the screen; when CP had taken it, tell
        the guest as soon as it may paint again."""
        vm = self.vm
        if self.leaving is None and not self.robbed:
            return
        with self.wake:
            leaving, self.leaving = self.leaving, None
        if leaving is not None:
            vm.post(leaving.leave)
        if self.robbed and self.face is not None and not vm.in_cp and not vm.ended:
            self.robbed = False
            for device in list(self.devices)[:1]:
                vm.post(device.screen.back)

    def record(self, record: bytes) -> None:
        """What the display sends while it is the guest's.  PA1 goes to CP, unless the guest wants it and has
        read the one before."""
        painter = self.painter
        if painter is None or not record:
            return
        if record[0] == PA1:
            if painter.pa1 or not painter.keeps_pa1:
                self.attention(2)
                return
            painter.pa1 = True
        self.vm.post(lambda: painter.record(record))
        self.vm.interact()

    def written(self, at: int, lines: list[str], erase: bool) -> None:
        """Lines of the guest from one of the screen on (DIAGNOSE X'58'); where there is none, below what is there."""
        text = "".join([line + "\n" for line in lines])
        with self.wake:
            self.take_screen(by_cp=False)
            if getattr(self.face, "display", None) is None:
                shown = self._show(text)
            else:
                shown = self._keep(("\n" if self.partial else "") + text)
                self.face.write_lines(at, lines, erase)
                self.wake.notify_all()
        self.give_back()
        self._to_secondary(shown)
