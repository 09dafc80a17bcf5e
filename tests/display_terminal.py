"""A 3270 terminal for tests of devices: what it is told goes into a Display, a person types into that."""
from __future__ import annotations

from s360.devices import display_codes as c
from s360.devices.display import Display
from s360.devices.display_keyboard import Keyboard


class Tube:
    """The terminal of a DisplayDevice.  answers: it answers reads at once; told: the streams that
    came; post: how what it does reaches the machine"""

    behind = False

    def __init__(self, device=None, size=c.SIZES[2], answers: bool = True, post=lambda action: action()):
        self.display = Display(*c.SIZES[2], alternate=size)
        self.display.locked = False
        self.keyboard = Keyboard(self.display)
        self.answers, self.told = answers, []
        self.device, self.post = device, post
        if device is not None:
            post(lambda: device.switch_on(self, size))

    def stream(self, data: bytes) -> None:
        self.told.append(data)
        reply = self.display.perform(data[0], data[1:])
        if reply is not None and self.answers:
            self.send(reply)

    def send(self, record: bytes) -> None:
        self.post(lambda: self.device.record(record))

    def type(self, text: str, *keys: str) -> None:
        """Characters, then keys by their names."""
        for key in (*text, *keys):
            self.keyboard.press(key)
        for record in self.keyboard.taken():
            self.send(record)
