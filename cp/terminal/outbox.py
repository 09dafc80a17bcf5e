"""What a terminal has still to show: any thread puts it in, a thread of the terminal's own takes it out.

So nobody waits for a slow reader but the guest that types too much: `behind` tells its console
(cp/console.py), and `drained` is called when the reader has caught up.  Made by each face of a Session
(cp/terminal/session.py).

Messages are dicts: {"text": ...}, {"status": ..., "after": n} (n lines of input had been handled),
{"hidden": bool}, {"stream": ...} and {"full": False} (cp/terminal/full_screen.py),
{"lines": [...], "at": n, "erase": bool} (DIAGNOSE X'58'), {"idle": bool}, {"manner": {...}} (`VirtualConsole.tell_manner`), {"end": True}.
"""
from __future__ import annotations

import threading
from typing import Callable

MOST_BEHIND = 200_000          # characters a terminal may be behind before its guest waits
MOST_KEPT = 20 * MOST_BEHIND   # what comes from others besides is lost from here on
SIZE = 40                      # of a message without text, in characters


class Outbox:
    """
    most_behind: characters it may be behind before its guest waits
    behind:  its guest must not type more at present
    drained: called, without a lock, when a reader that had been behind has caught up
    """

    def __init__(self, most_behind: int = MOST_BEHIND) -> None:
        self.wake = threading.Condition()
        self.most_behind = most_behind
        self.queue: list[dict] = []
        self.size = self.lost = 0
        self.behind = self.ended = False
        self.drained: Callable[[], None] = lambda: None

    def text(self, text: str) -> None:
        self.put({"text": text}, len(text))

    def status(self, state: str, after: int) -> None:
        """Only the latest counts: a guest that changes it over and over fills nothing."""
        with self.wake:
            if self.queue and "status" in self.queue[-1]:
                self.queue.pop()
            self.put({"status": state, "after": after}, 0)

    def hidden(self, on: bool) -> None:
        self.put({"hidden": on})

    def manner(self, manner: dict) -> None:
        """Only the latest counts, wherever in the queue it stands."""
        with self.wake:
            for message in self.queue:
                if "manner" in message:
                    message["manner"] = manner
                    return
            self.put({"manner": manner}, 0)

    def put(self, message: dict, size: int = SIZE) -> None:
        with self.wake:
            if self.ended:
                return
            if self.size + size > MOST_KEPT:
                self.lost += 1
                return
            self.queue.append(message)
            self.size += size
            self.behind = self.behind or self.size > self.most_behind
            self.wake.notify_all()

    def end(self, **last) -> None:
        """Nothing comes any more; what is there is still shown."""
        with self.wake:
            if not self.ended:
                self.queue.append({"end": True} | last)
                self.ended = True
                self.wake.notify_all()

    def take(self) -> list[dict]:
        """What has come, waiting for it; the last of all is {"end": True}.  Call `shown` afterwards."""
        with self.wake:
            self.wake.wait_for(lambda: self.queue)
            messages, self.queue, self.size = self.queue, [], 0
            if self.lost:
                messages.insert(-1, {"text": f"\n{self.lost} PARTS OF THE OUTPUT WERE LOST\n"})
                self.lost = 0
            return messages

    def shown(self) -> None:
        """What was taken has been shown."""
        with self.wake:
            if not self.behind or self.queue:
                return
            self.behind = False
            self.wake.notify_all()
        self.drained()

    def wait_for_room(self) -> None:
        """Until the reader has caught up or all is over."""
        with self.wake:
            self.wake.wait_for(lambda: not self.behind or self.ended)
