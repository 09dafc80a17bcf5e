"""A terminal's side of the local socket: `cpcms` on a folder where CP runs joins it as one more terminal.

Called by cp/cli_cp.py; the other side, with what goes over the connection, is cp/terminal/local.py.
"""
from __future__ import annotations

import socket
import threading

from cp.terminal.local import read_line, send_line
from cp.terminal.outbox import Outbox

PATIENCE = 5.0                 # seconds for an answer, and for the last words of a session


class RemoteLink:
    """What a LineTerminal types goes through here; what CP says goes into `outbox`.

    greeted: CP has said something; gone: the connection ended without a word
    """

    def __init__(self, connection: socket.socket, outbox: Outbox, echoes: bool):
        self.connection, self.outbox = connection, outbox
        self.greeted = self.gone = False
        self.begun = threading.Event()
        self.lock = threading.Lock()           # one message at a time
        self.answered, self.is_idle = threading.Event(), False
        self._put({"do": "terminal", "echoes": echoes})
        self.listener = threading.Thread(target=self._listen, name="cp-remote", daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        last: dict = {}
        with self.connection.makefile("rb") as lines:
            try:
                while (message := read_line(lines)) is not None:
                    self.greeted = True
                    self.begun.set()
                    if message.get("end"):
                        last = message
                        break
                    if "idle" in message:
                        self.is_idle = bool(message["idle"])
                        self.answered.set()
                    else:
                        self.outbox.put(message, len(message.get("text", "") or message.get("stream", "")))
                        self.outbox.wait_for_room()
            except (OSError, ValueError):
                pass
        if not last and not self.outbox.ended:
            self.gone = True
            if self.greeted:
                self.outbox.text("CP HAS GONE\n")
        self.outbox.end(refused=last.get("refused", False))
        self.begun.set()

    def joined(self) -> bool:
        """Wait until CP has said something; False when it was just ending."""
        self.begun.wait()
        return self.greeted

    def send(self, line: str) -> None:
        self._put({"send": line})

    @property
    def idle(self) -> bool:
        """As Session.idle."""
        self.answered.clear()
        self._put({"idle": 0})
        return self.answered.wait(PATIENCE) and self.is_idle

    def attention(self, times: int = 1) -> None:
        self._put({"attention": times})

    def shows(self, rows: int, columns: int, extended: bool) -> None:
        """This terminal is a 3270 display."""
        self._put({"shows": [rows, columns, extended]})

    def record(self, record: bytes) -> None:
        """What the display sends while it is a guest's."""
        self._put({"record": record.decode("latin-1")})

    def pa2(self) -> None:
        self._put({"pa2": 0})

    def finish(self) -> None:
        self._put({"finish": 0})

    def _put(self, message: dict) -> None:
        with self.lock:
            try:
                send_line(self.connection, message)
            except OSError:
                pass                           # the listener sees it, and what CP said before

    def close(self) -> None:
        """Hang up; what CP still says is waited for."""
        try:
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.listener.join(PATIENCE)
        self.connection.close()
