"""The terminal server: 3270 and line terminals that come over the network, on a thread of its own.

    server = TerminalServer(system, "127.0.0.1", 3270); ...; server.stop()

Called by cp/cli_serve.py.  The protocol is telnet.py, what a terminal shows vmscreen.py or nvt.py; here is
what they leave: sockets, time, and a thread for each terminal at which something has been typed, because
a command may take long.  A client that is lost is disconnected, as at every line (Session.close).

Source: RFC 1576; what clients really do was tried.
"""
from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import threading
import time
import traceback

from cp.messages import CPError
from cp.terminal.hands import Gate, Hands, Worker
from cp.terminal.logo import first_screen
from cp.terminal.nvt import LineScreen
from cp.terminal.outbox import SIZE, Outbox
from cp.terminal.session import Session
from cp.terminal.telnet import ASKING, LINE, Telnet, TooMuch
from cp.terminal.vmscreen import VMScreen
from s360.devices import display_codes as c
from s360.devices.display_query import ASK, size_in
from s360.errors import S360Error

BACKLOG = 1024
PATIENCE = 3.0                 # seconds for a client to say what it is
BEHIND = 4000                  # characters a terminal may be behind before its guest waits
MOST_UNSENT = 1 << 16          # bytes on the way to a client that does not read
MOST_TYPED = 100               # actions on the way to CP before no more is read
MOST_LINES = 4000              # clients at a time
SILENT = 10.0                  # seconds without a byte after which a line without a user can be given to another
KEEP_ALIVE = {"TCP_KEEPIDLE": 120, "TCP_KEEPINTVL": 30, "TCP_KEEPCNT": 4}     # seconds, seconds, times
TELL_AWAY = 60.0               # seconds between lines of the log about clients sent away
HANDSHAKE = 10.0               # seconds for a client to agree on encryption
LAST_WORDS = 2.0               # seconds for what is still to be sent, at the end
DYNAMIC = "IBM-DYNAMIC"


class TerminalServer:
    """Listens for clients; S360Error when it cannot.

    more: seconds a full screen waits; tls: what to encrypt with, None: nothing
    """

    def __init__(self, system, host: str = "127.0.0.1", port: int = 3270, tls: ssl.SSLContext | None = None,
                 more: float = 60.0):
        self.system, self.more, self.tls, self.host = system, more, tls, host
        self.lines: set[Line] = set()
        self.hands, self.gate = Hands(), Gate()
        self.told_away = -TELL_AWAY
        self.loop = asyncio.new_event_loop()
        self.socket = listening(host, port)
        self.port = self.socket.getsockname()[1]
        begun = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(begun,), name="cp-tn3270", daemon=True)
        self.thread.start()
        begun.wait()

    def _run(self, begun: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(self._trouble)
        self.server = self.loop.run_until_complete(self.loop.create_server(
            lambda: Line(self), sock=self.socket, ssl=self.tls, backlog=BACKLOG,
            ssl_handshake_timeout=HANDSHAKE if self.tls else None))
        begun.set()
        try:
            self.loop.run_forever()
        finally:
            self.loop.close()

    def _trouble(self, loop, context: dict) -> None:
        """What asyncio complains of: a client's TLS, a connection that broke, or a mistake of ours."""
        error = context.get("exception")
        if isinstance(error, (OSError, ssl.SSLError)):
            return
        self.system.log("error", f"terminal server: {context.get('message')} {error!r}", trace="".join(
            traceback.format_exception(error)[-6:]) if error is not None else "")

    def make_room(self) -> bool:
        """All terminals are taken: hang up the client that has been silent longest of those where nobody is logged
        on; False when none has been silent for long."""
        idle = [line for line in self.lines if line.session is not None and line.session.vm is None
                and line.session.dialed is None]
        silent = min(idle, key=lambda line: line.heard, default=None)
        if silent is None or time.monotonic() - silent.heard < SILENT:
            return False
        silent.session.close()                 # no machine has to be waited for
        silent.session = None
        silent.transport.abort()
        return True

    def sent_away(self, peer: str) -> None:
        """A client that came too fast, or one too many; the log is not filled with it."""
        now = time.monotonic()
        if now - self.told_away >= TELL_AWAY:
            self.told_away = now
            self.system.log("terminal", f"{peer}: too many clients, sent away")

    def stop(self) -> None:
        """Let nobody in any more and end every line; what is on the way is still sent."""
        if not self.thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result(2 * LAST_WORDS)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(LAST_WORDS)
        self.hands.end()

    async def _end(self) -> None:
        self.server.close()
        for line in list(self.lines):
            line.hang_up()
        deadline = time.monotonic() + LAST_WORDS
        while self.lines and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        for line in list(self.lines):
            line.transport.abort()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; S360Error tells what is in the way."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM,
                                                               flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, kind, number)
    except OSError as error:
        raise S360Error(f"{host}: {error.strerror or error}; give an address of this host with --host") from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        remedy = ("another CP, Hercules or a terminal server may have it: give another with --port"
                  if error.errno == errno.EADDRINUSE else "give another with --host and --port")
        raise S360Error(f"port {port} of {host}: {error.strerror}; {remedy}") from None
    return made


def tls_context(certificate, key=None) -> ssl.SSLContext:
    """What encrypts; S360Error when the files are none for it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        raise S360Error(f"{certificate}: {error.reason or error}; --tls-cert and --tls-key want a certificate "
                        "and its key, in PEM form") from None
    except OSError as error:
        raise S360Error(f"{error.filename or certificate}: {error.strerror or error}") from None
    return context


class RingingOutbox(Outbox):
    """An Outbox that wakes its line's event loop."""

    def __init__(self, line: "Line"):
        super().__init__(BEHIND)
        self.line = line
        self.rung = False

    def put(self, message: dict, size: int = SIZE) -> None:
        super().put(message, size)
        self.ring()

    def end(self, **last) -> None:
        super().end(**last)
        self.ring()

    def ring(self) -> None:
        if not self.rung:
            self.rung = True
            try:
                self.line.loop.call_soon_threadsafe(self.line.answered)
            except RuntimeError:               # the server has stopped
                pass

    def now(self) -> list[dict]:
        """What has come, without waiting."""
        self.rung = False
        return self.take() if self.queue else []


class Line(asyncio.Protocol):
    """A client.

    screen: a VMScreen or a LineScreen once it is known what the client is; session: its CP session
    """

    def __init__(self, server: TerminalServer):
        self.server, self.system, self.loop = server, server.system, server.loop
        self.wire = Telnet()
        self.transport = None
        self.screen = self.session = self.outbox = self.timer = self.worker = None
        self.unit, self.kind = "", ""
        self.ahead: list[tuple] = []           # what was typed between two sessions
        self.asking_size = self.writing_paused = self.reading_paused = False
        self.greeted = self.gone = False
        self.early = b""                       # what he said before he was greeted

    # -- asyncio

    def connection_made(self, transport) -> None:
        self.transport = transport
        self.heard = time.monotonic()
        self.server.lines.add(self)
        transport.set_write_buffer_limits(MOST_UNSENT)
        end = transport.get_extra_info("socket")
        keep_alive(end)
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer = transport.get_extra_info("peername") or ("?",)
        self.peer = str(peer[0])
        seconds = self.server.gate.wait(self.peer) if len(self.server.lines) <= MOST_LINES else None
        if seconds is None:
            self.server.sent_away(self.peer)
            transport.abort()
        elif seconds:
            self.wait(seconds)
        else:
            self.greet()

    def greet(self) -> None:
        """Ask the client what it is."""
        self.greeted = True
        self.transport.write(self.wire.begin())
        self.wait(PATIENCE)
        early, self.early = self.early, b""
        if early:
            self.data_received(early)

    def connection_lost(self, error) -> None:
        self.gone = True
        self.server.lines.discard(self)
        self.wait(None)
        self.do(("close",))

    def pause_writing(self) -> None:
        self.writing_paused = True
        self.flow()

    def resume_writing(self) -> None:
        self.writing_paused = False
        self.flow()
        self.answered()

    def data_received(self, data: bytes) -> None:
        self.heard = time.monotonic()
        if not self.greeted:
            self.early += data
            if len(self.early) > MOST_UNSENT:
                self.transport.abort()
            return
        try:
            for kind, value in self.wire.feed(data):
                self.event(kind, value)
        except TooMuch as error:
            self.system.log("terminal", f"{self.peer}: {error}; closed")
            self.transport.abort()
            return
        self.show()

    def flow(self) -> None:
        """Read from the client only what can be answered and handled."""
        typed = self.worker.waiting if self.worker is not None else 0
        pause = self.writing_paused or typed > MOST_TYPED
        if pause != self.reading_paused and not self.transport.is_closing():
            self.reading_paused = pause
            (self.transport.pause_reading if pause else self.transport.resume_reading)()
            if pause and not self.writing_paused and self.worker.waiting <= MOST_TYPED:
                self.loop.call_soon(self.flow)         # all was done at this very moment

    # -- what it is

    def event(self, kind: str, value) -> None:
        now = time.monotonic()
        if kind == "3270":
            self.kind, self.unit = value
            if self.kind.startswith(DYNAMIC):
                self.asking_size = True
                self.write(Telnet.record(bytes((c.REMOTE[c.WRITE_STRUCTURED],)) + ASK))
                self.wait(PATIENCE)
            else:
                self.display(size_of(self.kind))
        elif kind == "line":
            self.begin(LineScreen())
        elif self.screen is None:
            if kind == "record" and self.asking_size and value[:1] == bytes((c.STRUCTURED,)):
                self.display(size_in(value) or c.SIZES[2])
        elif kind in ("record", "data"):
            self.screen.key(value, now)
        elif kind == "break":
            self.screen.attention(now)
        elif kind == "there":
            self.screen.there()

    def display(self, size: tuple[int, int]) -> None:
        self.asking_size = False
        name = self.system.configuration.name
        self.begin(VMScreen(*size, alternate=size != c.SIZES[2], extended=self.kind.endswith("-E")
                            or self.kind.startswith(DYNAMIC), name=name, more=self.server.more,
                            first_screen=first_screen(name, *size)))

    def begin(self, screen) -> None:
        """The client is known: a session for it."""
        self.screen = screen
        self.wait(None)
        self.open_session()

    def open_session(self) -> None:
        self.outbox = RingingOutbox(self)
        try:
            self.session = self.new_session()
            if isinstance(self.screen, VMScreen):
                self.session.shows(self.screen.rows, self.screen.columns, self.screen.extended)
            self.typed_ahead()
            self.dial_named()
        except CPError as error:               # no line is free, or not this one
            self.session = None
            self.outbox.text(f"{error}\n")
            self.outbox.end(refused=True)
        self.answered()

    def new_session(self) -> Session:
        """CPError when no line is free, or not the one that was asked for."""
        while True:
            try:
                return Session(self.system, self.outbox, local=is_loopback(self.peer),
                               origin=f"{self.kind or 'telnet'} {self.peer}", line=unit_of(self.unit))
            except CPError as error:
                if error.key != "quota" or not self.server.make_room():
                    raise

    def between(self, action: tuple) -> None:
        """A line came for a session that had just ended: it is for the next one."""
        if self.session is not None and not self.session.closed:
            self.do(action)
        elif not self.gone:
            self.ahead.append(action)

    def typed_ahead(self) -> None:
        ahead, self.ahead = self.ahead, []
        self.screen.typed += len(ahead)
        for action in ahead:
            self.do(action)

    def dial_named(self) -> None:
        """A LU name CMSUSER.060 means a display or line of a machine: dial it, as the first thing."""
        userid, dot, unit = self.unit.partition(".")
        if dot:
            self.unit = ""
            self.screen.typed += 1
            self.do(("send", f"DIAL {userid} {unit}"))

    def wait(self, seconds: float | None) -> None:
        """Have `expired` called in so many seconds; None: not at all."""
        if self.timer is not None:
            self.timer.cancel()
        self.timer = None if seconds is None or self.gone else self.loop.call_later(seconds, self.expired)

    def expired(self) -> None:
        """The client has had its time to answer, or a full screen its time to be read."""
        self.timer = None
        if not self.greeted:
            self.greet()
        elif self.screen is not None:
            self.screen.tick(time.monotonic())
            self.answered()
        elif self.wire.mode == ASKING:
            for kind, value in self.wire.expire():
                self.event(kind, value)
        elif self.asking_size:
            self.display(c.SIZES[2])

    # -- what goes to and fro

    def answered(self) -> None:
        """CP has said something, or the client has room again."""
        outbox, screen = self.outbox, self.screen
        outbox.rung = False
        while outbox.queue and not screen.held and not self.writing_paused and screen.ended is None:
            now = time.monotonic()
            for message in outbox.now():
                screen.message(message, now)
            self.show()
        if not (screen.held or self.writing_paused):
            outbox.shown()
        if self.worker is not None:
            self.flow()

    def show(self) -> None:
        """Send what is new, do what was typed."""
        screen = self.screen
        if screen is not None:
            for action in screen.taken():
                self.do(action)
            for stream in screen.streams():
                self.write(stream if self.wire.mode == LINE else Telnet.record(stream))
            if self.wire.mode == LINE:
                self.wire.echo(screen.hidden)
            self.plan()
            if not screen.held and self.outbox.queue and not self.outbox.rung:
                self.outbox.ring()
            if screen.ended is not None:
                self.ended()
        out = self.wire.taken()
        if out:
            self.write(out)

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def plan(self) -> None:
        due = self.screen.due
        if due is not None or self.timer is not None:
            self.wait(None if due is None else max(due - time.monotonic(), 0))

    def ended(self) -> None:
        """The session is over: at a 3270 another begins, a line is dropped."""
        ended, self.screen.ended = self.screen.ended, None
        if (isinstance(self.screen, VMScreen) and not ended.get("refused") and not self.gone
                and not self.system.closed and not self.system.ending.is_set()):
            self.screen.typed = 0
            self.open_session()
        else:
            self.hang_up()

    def hang_up(self) -> None:
        self.do(("close",))
        self.transport.close()

    def do(self, action: tuple) -> None:
        """Have the line's thread do it."""
        if self.session is None and self.worker is None:
            return
        if self.worker is None:
            self.worker = Worker(self.server.hands, self.work)
        self.worker.put((self.session, action))
        self.flow()

    def work(self, thing: tuple) -> None:
        """One thing that was typed (in a thread)."""
        session, (name, *values) = thing
        left = None
        if session is None:
            pass                               # the line was not let in
        elif name == "send" and session.closed:
            left = (name, *values)
        else:
            try:
                getattr(session, name)(*values)        # send, attention, pa2, record, close
            except Exception as error:         # CP's own mistake
                self.system.log("error", f"{name}: {error!r}", trace=traceback.format_exc(limit=-6))
        if left is not None or self.reading_paused:
            try:
                self.loop.call_soon_threadsafe(self.worked, left)
            except RuntimeError:               # the server has stopped
                pass

    def worked(self, left: tuple | None) -> None:
        if left is not None:
            self.between(left)
        if self.reading_paused:
            self.flow()


def keep_alive(end: socket.socket) -> None:
    """Have the host find out in some minutes that the other one has vanished."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEP_ALIVE.items():
        if hasattr(socket, name):
            end.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def is_loopback(peer: str) -> bool:
    return peer.startswith("127.") or peer in ("::1", "::ffff:127.0.0.1")


def unit_of(name: str) -> str:
    """The line that a client's LU names: 0C0, C0 or LU0C0; CP refuses what is none.  One with a period names
    no line."""
    if "." in name:
        return ""
    digits = name.upper().removeprefix("LU")
    return f"{digits:0>3}" if digits else ""


def size_of(kind: str) -> tuple[int, int]:
    """Rows and columns of a type such as IBM-3279-4-E."""
    parts = kind.split("-")
    model = parts[2] if len(parts) > 2 else ""
    return c.SIZES.get(int(model) if model in ("2", "3", "4", "5") else 2)
