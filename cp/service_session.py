"""A service in steps: one worker process that takes its input piece by piece and may ask for members.

Made and used by DIAGNOSE X'30C' (cp/diagnose_session.py), one a machine.  The caller sends the input, says
when it is complete, and looks whether the worker is done or wants a member (a macro or COPY text), which
it sends the same way.  Each stretch of work has the limits of cp/services.py; a session that nobody asks
about for IDLE seconds ends by itself.

Not implemented: more than one session of a machine.
"""
from __future__ import annotations

import json
import subprocess
import threading
from contextlib import suppress

from cp import services
from cp.services import BROKEN, MOST_INPUT, SECONDS, Failed, Refused

IDLE = 60.0                    # seconds of the host's clock
MOST_HEADER = 1 << 16
TAKING, WORKING, DONE, FAILED = "taking", "working", "done", "failed"


class OutOfTurn(Exception):
    """Input for a worker that does not wait for any, or too much of it."""


class Session:
    """
    state:   TAKING (input, or a member), WORKING, DONE, FAILED
    wanted:  name of the member that is wanted; "" while the input itself is taken
    answer:  when DONE; trouble: a Failed or Refused when FAILED
    """

    def __init__(self, name: str, options: str):
        self.name, self.options = name, options
        self.state, self.wanted = TAKING, ""
        self.answer, self.trouble = None, None
        self.changed = threading.Condition()
        self._pieces, self._sent = [], 0
        self._begun = False
        self._process = subprocess.Popen(services.WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL, start_new_session=True)
        self._idle = None
        self.touch()

    def touch(self) -> None:
        """Somebody has asked."""
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE, self.close)
        self._idle.daemon = True
        self._idle.start()

    def send(self, data: bytes) -> None:
        """More of what is taken; OutOfTurn."""
        if self.state != TAKING or self._sent + len(data) > MOST_INPUT:
            raise OutOfTurn
        self._sent += len(data)
        self._pieces.append(data)

    def complete(self, there: bool = True) -> None:
        """That was all; there False: there is no such member.  OutOfTurn."""
        if self.state != TAKING:
            raise OutOfTurn
        data, self._pieces = b"".join(self._pieces), []
        head = {"length": len(data) if there else -1}
        if not self._begun:
            head |= {"service": self.name, "options": self.options, "members": True}
        self._begun, self.state = True, WORKING
        threading.Thread(target=self._work, args=(json.dumps(head).encode() + b"\n" + data,),
                         daemon=True, name="cp-service-session").start()

    def wait(self, seconds: float) -> None:
        """Until the state is another than WORKING, but not longer."""
        with self.changed:
            self.changed.wait_for(lambda: self.state != WORKING, seconds)

    def close(self) -> None:
        """The worker ends.  Any number of times, from any thread."""
        self._idle.cancel()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                pipe.close()

    # -- in a thread

    def _work(self, request: bytes) -> None:
        late = threading.Event()
        timer = threading.Timer(SECONDS, lambda: (late.set(), self._process.kill()))
        timer.daemon = True
        state, wanted = FAILED, ""
        try:
            with services.PLACES:
                timer.start()
                wanted = self._exchange(request)
            state = TAKING if wanted else DONE
        except (Failed, Refused) as trouble:
            self.trouble = trouble
        except (OSError, ValueError, KeyError, TypeError) as error:
            code = self._process.poll()
            self.trouble = services.signalled(-code) if code is not None and code < 0 and not late.is_set() \
                else Failed(services.TIME if late.is_set() else BROKEN, f"no answer: {error}")
        finally:
            timer.cancel()
        with self.changed:
            self.state, self.wanted = state, wanted
            self.changed.notify_all()
        if not wanted:
            self.close()

    def _exchange(self, request: bytes) -> str:
        """Hand it over; the name of the member wanted, or "" with `answer` set."""
        pipe = self._process.stdin
        pipe.write(request)
        pipe.flush()
        line = self._process.stdout.readline(MOST_HEADER)
        if not line:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            raise ValueError("the worker ended")
        header = json.loads(line)
        if "wants" in header:
            return str(header["wants"])[:8]
        outputs = [self._process.stdout.read(length) for length in header["lengths"]]
        self.answer = services.answer_of(header, outputs)
        return ""
