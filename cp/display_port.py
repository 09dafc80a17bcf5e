"""A display of a bare machine, served to one 3270 client at a time at a port of this host.

Called by `cpcms ipl` (cp/cli_ipl.py) for each 3277, 3278 or 3279 with a `port`.  A thread for each client reads, one
more writes, so that a client that does not read holds up the machine only when its program goes on writing.

    port = DisplayPort(0x0C0, device, 3277, post=machine.post); port.close()

Source: RFC 1576; the device is s360/devices/display_device.py, the protocol cp/terminal/telnet.py.
"""
from __future__ import annotations

import os
import socket
import threading

from cp.terminal.telnet import LINE, Telnet, TooMuch
from cp.terminal.tn3270 import size_of
from s360.errors import S360Error

PATIENCE = 10.0                # seconds for a client to say what it is
LAST_WORDS = 1.0               # seconds for what is still to be sent
MOST_BEHIND = 1 << 16          # bytes on the way to the client before its program's writes wait
NO_DISPLAY = b"THIS IS A 3270 DISPLAY: IT WANTS A 3270 CLIENT\r\n"
TAKEN = b"SOMEBODY SITS AT THIS DISPLAY\r\n"


class DisplayPort:
    """
    post: has a function done between two instructions of the machine; client: who sits there, None: nobody
    """

    def __init__(self, unit: int, device, port: int, post, host: str = "127.0.0.1"):
        self.unit, self.device, self.post = unit, device, post
        self.lock = threading.Lock()
        self.client: Client | None = None
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self.socket = socket.create_server((host, port), family=family)
        except OSError as error:
            raise S360Error(f"display {unit:03X}: port {port} of {host}: {os.strerror(error.errno) if error.errno and error.errno > 0 else error}; give it another "
                            "`port` (or `host`) in the machine's description") from None
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, name="display", daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except ConnectionAbortedError:
                continue
            except OSError:
                return                         # closed
            with self.lock:
                if self.client is None:
                    self.client = Client(self, connection)
                    threading.Thread(target=self.client.serve, name="display", daemon=True).start()
                    continue
            with connection:
                try:
                    connection.send(TAKEN)
                except OSError:
                    pass

    def left(self, client: "Client") -> None:
        """The client has gone."""
        def off() -> None:
            if self.device.terminal is client:
                self.device.switch_off()
        self.post(off)
        with self.lock:
            self.client = None

    def close(self) -> None:
        """Let nobody in any more, and whoever sits there go."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
        with self.lock:
            client = self.client
        if client is not None:
            client.end()
            client.writer.join(LAST_WORDS)
            client.close()


class Client:
    """The terminal of the device (see there: `stream`, `behind`)."""

    def __init__(self, port: DisplayPort, connection: socket.socket):
        self.port, self.connection = port, connection
        self.wire = Telnet()
        self.wake = threading.Condition()
        self.out = bytearray()
        self.behind = self.over = False
        self.writer = threading.Thread(target=self._write, name="display", daemon=True)
        self.writer.start()

    # -- from the machine

    def stream(self, data: bytes) -> None:
        self.send(Telnet.record(data))

    def send(self, data: bytes) -> None:
        with self.wake:
            self.out += data
            self.behind = self.behind or len(self.out) > MOST_BEHIND
            self.wake.notify()

    # -- its threads

    def serve(self) -> None:
        """Until the client hangs up."""
        try:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connection.settimeout(PATIENCE)
            self.send(self.wire.begin())
            while data := self.connection.recv(1 << 16):
                for kind, value in self.wire.feed(data):
                    self.event(kind, value)
                self.send(self.wire.taken())
                if self.wire.mode == LINE:
                    self.send(NO_DISPLAY)
                    break
        except (OSError, TooMuch):
            pass
        finally:
            self.end()
            self.writer.join(LAST_WORDS)
            self.close()
            self.port.left(self)

    def event(self, kind: str, value) -> None:
        device, post = self.port.device, self.port.post
        if kind == "3270":
            self.connection.settimeout(None)
            size = size_of(value[0])
            post(lambda: device.switch_on(self, size))
        elif kind == "record" and value:
            post(lambda: device.record(value))

    def _write(self) -> None:
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.out or self.over)
                data, self.out = bytes(self.out), bytearray()
            if not data:
                return
            try:
                self.connection.sendall(data)
            except OSError:
                self.close()
                return
            with self.wake:
                drained = self.behind and not self.out
                self.behind = self.behind and not drained
            if drained:
                self.port.post(self.port.device.room)

    def end(self) -> None:
        """Nothing is to be sent any more but what is there."""
        with self.wake:
            self.over = True
            self.wake.notify()

    def close(self) -> None:
        self.end()
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.connection.close()


def serve_displays(operator, say) -> list[DisplayPort]:
    """Serve the displays of the machine that have a port; gives what is to be closed in the end.  S360Error when one
    cannot be had."""
    def post(action) -> None:
        operator.machine.post(action)
        operator.idle = False

    ports: list[DisplayPort] = []
    try:
        for unit, device in sorted(operator.machine.devices.items()):
            if getattr(device, "port", None) is not None:
                ports.append(DisplayPort(unit, device, device.port, post, device.host))
                operator.others = True
                say(f"Display {unit:03X}: connect a 3270 client to {device.host} port {ports[-1].port} "
                    f"(x3270 {device.host}:{ports[-1].port}).")
    except BaseException:
        for port in ports:
            port.close()
        raise
    return ports
