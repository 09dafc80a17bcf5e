"""The local socket of a running CP (design: `socket` in the data folder, mode 0600): other `cpcms` of
the same user join as terminals, and the host's tools ask for things.

One connection is one of two kinds, told by its first line (JSON):
    {"do": "terminal"}          then lines both ways: {"send": text}, {"attention": n}, {"idle": 0} and
                                {"text": ...}, {"status": ...}, {"hidden": ...}, {"idle": ...},
                                {"end": true}
    {"do": name, ...}           a request; one line {"code": n, "lines": [...], "data": ...} comes back
"""
from __future__ import annotations

import json
import os
import socket
import threading

from cp.messages import CPError
from cp.terminal.session import MOST_BEHIND, Session
from s360.errors import S360Error

LONGEST = 1 << 20              # bytes of a line from a client
BACKLOG = 64
REQUESTS: dict = {}            # name -> function (system, request) -> dict


def request_handler(name: str):
    """Register what answers {"do": name}: a function (system, request: dict) -> dict."""
    def register(function):
        REQUESTS[name] = function
        return function
    return register


def send_line(connection: socket.socket, message: dict) -> None:
    connection.sendall(json.dumps(message).encode() + b"\n")


class LocalServer:
    """Listens in the data folder; a thread for each connection."""

    def __init__(self, system, path):
        self.system, self.path = system, os.fspath(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if os.path.exists(self.path):
            os.unlink(self.path)              # left by a CP that was killed: the lock is ours
        old = os.umask(0o177)
        try:
            self.socket.bind(self.path)
        except OSError as error:
            raise S360Error(f"{self.path}: {error.strerror}; the folder's path may be too long for "
                            "a socket (108 characters)") from None
        finally:
            os.umask(old)
        self.socket.listen(BACKLOG)
        self.thread = threading.Thread(target=self._accept, name="cp-local", daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            try:
                first = read_line(lines)
                if first is None:
                    return
                if first.get("do") == "terminal":
                    RemoteTerminal(self.system, connection, lines).serve()
                else:
                    send_line(connection, answer(self.system, first))
            except (OSError, ValueError):
                return                        # the client is gone, or speaks nonsense

    def close(self) -> None:
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
        if os.path.exists(self.path):
            os.unlink(self.path)


def read_line(lines) -> dict | None:
    """The next message; None at the end.  ValueError for what is none."""
    line = lines.readline(LONGEST)
    if not line:
        return None
    message = json.loads(line)
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


class RemoteTerminal:
    """A terminal at the other end of a connection.

    What CP types goes into `queue` and is sent by a thread of its own, so that a client that does not
    read holds up nobody.
    """

    def __init__(self, system, connection: socket.socket, lines):
        self.connection, self.lines = connection, lines
        self.wake = threading.Condition()
        self.queue: list[dict] = []
        self.size = 0
        self.ended = False
        self.session = None
        self.system = system

    def serve(self) -> None:
        writer = threading.Thread(target=self._write, daemon=True)
        writer.start()
        try:
            self.session = Session(self.system, self._text, lambda state: self._put({"status": state}),
                                   lambda on: self._put({"hidden": on}), self._end,
                                   origin="local terminal")
            while (message := read_line(self.lines)) is not None and not self.ended:
                if "idle" in message:
                    self._put({"idle": self.session.idle})
                elif "attention" in message:
                    self.session.attention(int(message["attention"]))
                elif "send" in message:
                    self.session.send(str(message["send"])[:LONGEST])
        except CPError as error:
            self._text(f"{error}\n")
        finally:
            if self.session is not None:
                self.session.close()
            self._end()
            writer.join(5)

    def _text(self, text: str) -> None:
        self._put({"text": text}, len(text))

    def _put(self, message: dict, size: int = 0) -> None:
        with self.wake:
            self.queue.append(message)
            self.size += size
            if self.session is not None and self.size > MOST_BEHIND:
                self.session.behind = True
            self.wake.notify()

    def _end(self) -> None:
        with self.wake:
            if not self.ended:
                self.ended = True
                self.queue.append({"end": True})
                self.wake.notify()

    def _write(self) -> None:
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.queue)
                batch, self.queue, self.size = self.queue, [], 0
            try:
                self.connection.sendall(b"".join(json.dumps(m).encode() + b"\n" for m in batch))
            except OSError:
                return
            if batch[-1].get("end"):
                return
            session = self.session
            if session is not None and session.behind and not self.queue:
                session.behind = False
                if session.vm is not None:
                    session.vm.console.drained()


# -- the other end

def connect(folder) -> socket.socket | None:
    """A connection to the CP that runs on a data folder; None when there is none."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(os.path.join(os.fspath(folder), "socket"))
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
