"""The local socket of a running CP (`socket` in the data folder, mode 0600): other `cpcms` of the same
user join as terminals (cp/terminal/remote.py), and the host's tools ask for things.

One connection is one of two kinds, told by its first line (JSON):
    {"do": "terminal", "echoes": bool}     then lines both ways: {"send": text}, {"attention": n},
                           {"idle": 0}, {"pa2": 0}, {"finish": 0}, {"shows": [rows, columns, extended]}, {"record": text}
                           (a character a byte), and the messages of cp/terminal/outbox.py
    {"do": name, ...}      a request; one line {"code": n, "lines": [...], "data": ...} comes back

A socket's name may have 107 characters (macOS 103); where the folder's is longer, Linux reaches it
through the folder's descriptor.  Not implemented: hosts without Unix sockets (Windows).
"""
from __future__ import annotations

import json
import os
import socket
import threading
import time
import traceback
from contextlib import contextmanager

from cp.messages import CPError
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session
from s360.devices.display_query import MOST_SIDE
from s360.errors import S360Error

LONGEST = 1 << 20              # bytes of a line from a client
BACKLOG = 64
LONGEST_NAME = 100             # bytes of a socket's path that every host allows
LAST_WORDS = 2.0               # seconds for answers under way, at the end
REQUESTS: dict = {}            # name -> function (system, request) -> dict


def request_handler(name: str):
    """Register what answers {"do": name}: a function (system, request: dict) -> dict."""
    def register(function):
        REQUESTS[name] = function
        return function
    return register


def send_line(connection: socket.socket, message: dict) -> None:
    connection.sendall(json.dumps(message).encode() + b"\n")


def unix_socket() -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise S360Error("this host has no Unix sockets: no other terminal can join")
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


@contextmanager
def short_name(path: str):
    """A name by which the socket at `path` can be reached, however long that is."""
    folder = os.path.dirname(path)
    if len(os.fsencode(path)) <= LONGEST_NAME or not os.path.isdir("/proc/self/fd"):
        yield path
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{descriptor}/{os.path.basename(path)}"
    finally:
        os.close(descriptor)


class LocalServer:
    """Listens in the data folder; a thread for each connection."""

    def __init__(self, system, path):
        self.system, self.path = system, os.fspath(path)
        self.connections: dict[threading.Thread, socket.socket] = {}
        self.lock = threading.Lock()
        self.socket = unix_socket()
        old = os.umask(0o177)
        try:
            if os.path.lexists(self.path):
                os.unlink(self.path)          # left by a CP that was killed: the lock is ours
            with short_name(self.path) as name:
                self.socket.bind(name)
            self.socket.listen(BACKLOG)
        except OSError as error:
            self.socket.close()
            raise S360Error(f"{self.path}: {error.strerror or error}; no other terminal can join") from None
        finally:
            os.umask(old)
        self.thread = threading.Thread(target=self._accept, name="cp-local", daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except ConnectionAbortedError:
                continue
            except OSError:
                if self.socket.fileno() < 0 or not os.path.lexists(self.path):
                    return                    # `stop`
                time.sleep(0.1)               # the host has no descriptors left at present
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            with self.lock:
                self.connections[thread] = connection
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as lines:
                first = read_line(lines)
                if first is None:
                    return
                if first.get("do") == "terminal":
                    if self.system.closed:     # the client begins anew, with a CP of its own
                        return
                    RemoteTerminal(self.system, connection, lines).serve(bool(first.get("echoes", True)))
                else:
                    send_line(connection, answer(self.system, first))
        except (OSError, ValueError):
            pass                              # the client is gone, or speaks nonsense
        finally:
            with self.lock:
                self.connections.pop(threading.current_thread(), None)

    def stop(self) -> None:
        """Let nobody in any more; who is there stays."""
        if self.socket.fileno() < 0:
            return
        try:
            os.unlink(self.path)
        except OSError:
            pass
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
        self.thread.join(LAST_WORDS)           # who has just been let in is among `connections`

    def close(self) -> None:
        """Behind `stop` and the system's end: wait until everybody has been told of it."""
        with self.lock:
            left = dict(self.connections)
        deadline = time.monotonic() + LAST_WORDS
        for thread, connection in left.items():
            try:
                connection.shutdown(socket.SHUT_RD)
            except OSError:
                pass
        for thread in left:
            thread.join(max(0.0, deadline - time.monotonic()))


def read_line(lines) -> dict | None:
    """The next message; None at the end.  ValueError for what is none."""
    line = lines.readline(LONGEST)
    if not line:
        return None
    try:
        message = json.loads(line)
    except RecursionError:
        raise ValueError("no message") from None
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message


def answer(system, request: dict) -> dict:
    """What a request comes to."""
    handler = REQUESTS.get(str(request.get("do")))
    try:
        if handler is None:
            raise S360Error(f"this CP knows no request {request.get('do')!r}; is it older than the "
                            "cpcms that asks?")
        return {"code": 0} | handler(system, request)
    except CPError as error:
        return {"code": error.code, "error": str(error)}
    except S360Error as error:
        return {"code": 1, "error": str(error)}
    except Exception as error:                # CP's own mistake
        system.log("error", f"{type(error).__name__}: {error}", trace=traceback.format_exc(limit=-6))
        return {"code": 1, "error": "CP error; see `cpcms log`"}


@request_handler("command")
def command(system, request: dict) -> dict:
    """A console function: {"line": ...}."""
    made = system.command(str(request.get("line", "")))
    return {"code": made.code, "lines": made.lines, "data": made.data}


@request_handler("user")
def user(system, request: dict) -> dict:
    """An edit of the directory (`cpcms user`)."""
    from cp.directory_edit import handle
    return handle(system, request)


@request_handler("disk")
def disk(system, request: dict) -> dict:
    """Files of a CMS disk (`cpcms disk`)."""
    from cp.disk_requests import handle
    return handle(system, request)


class RemoteTerminal:
    """A terminal at the other end of a connection.  What CP types is sent by a thread of its own, so that
    a client that does not read holds up nobody but its own guest."""

    def __init__(self, system, connection: socket.socket, lines):
        self.system, self.connection, self.lines = system, connection, lines
        self.outbox = Outbox()

    def serve(self, echoes: bool) -> None:
        """Until the client hangs up or the session ends."""
        writer = threading.Thread(target=self._write, daemon=True)
        writer.start()
        session = None
        try:
            session = Session(self.system, self.outbox, origin="local terminal", echoes=echoes)
            while (message := read_line(self.lines)) is not None:
                self._do(session, message)
        except CPError as error:              # no line is free
            self.outbox.text(f"{error}\n")
        finally:
            if session is not None:
                session.close()
            self.outbox.end(refused=session is None)
            writer.join(LAST_WORDS)

    def _do(self, session: Session, message: dict) -> None:
        if "idle" in message:
            self.outbox.put({"idle": session.idle})
        elif "attention" in message:
            session.attention(2 if message["attention"] == 2 else 1)
        elif "send" in message:
            session.send(str(message["send"]))
        elif "record" in message:
            session.record(str(message["record"]).encode("latin-1", errors="replace"))
        elif "shows" in message:
            session.shows(*display_of(message["shows"]))
        elif "pa2" in message:
            session.pa2()
        elif "finish" in message:
            session.finish()

    def _write(self) -> None:
        ended = False
        while not ended:
            messages = self.outbox.take()
            ended = "end" in messages[-1]
            try:
                self.connection.sendall(b"".join(json.dumps(m).encode() + b"\n" for m in messages))
            except OSError:
                ended = True
                self.outbox.end()
            self.outbox.shown()
        try:
            self.connection.shutdown(socket.SHUT_RDWR)     # `serve` need not wait for the client
        except OSError:
            pass


def display_of(given) -> tuple[int, int, bool]:
    """Rows, columns and whether it has colours; ValueError for what no display is."""
    rows, columns, extended = given if isinstance(given, list) and len(given) == 3 else (0, 0, False)
    if not all(isinstance(one, int) and least <= one <= MOST_SIDE for one, least in ((rows, 24), (columns, 80))):
        raise ValueError("no display")
    return rows, columns, bool(extended)


# -- the other end

def connect(folder) -> socket.socket | None:
    """A connection to the CP that runs on a data folder; None when there is none."""
    path = os.path.join(os.path.abspath(folder), "socket")
    if not os.path.exists(path):
        return None
    connection = unix_socket()
    try:
        with short_name(path) as name:
            connection.connect(name)
    except OSError:
        connection.close()
        return None
    return connection


def request(folder, message: dict, timeout: float = 60.0) -> dict:
    """Ask the CP that runs on a folder; S360Error with its message when it refuses, or when none
    answers."""
    connection = connect(folder)
    if connection is None:
        raise S360Error(f"{folder}: CP runs here but does not answer on its socket")
    with connection, connection.makefile("rb") as lines:
        connection.settimeout(timeout)
        try:
            send_line(connection, message)
            got = read_line(lines)
        except (OSError, ValueError) as error:
            raise S360Error(f"{folder}: CP does not answer: {error}") from None
    if got is None:
        raise S360Error(f"{folder}: CP ended before it answered")
    if "error" in got:
        raise S360Error(got["error"])
    return got
