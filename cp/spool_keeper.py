"""The spool's keeper: a thread that brings what open files keep back into the database, looks for room
on behalf of devices that had to stop, and takes the database's log in.

Made by cp/spool.py.  While no file is open and nobody waits it does nothing at all.
"""
from __future__ import annotations

import threading
from typing import Callable

from s360.errors import S360Error

ROUND = 0.25                   # seconds; what is found in two rounds is flushed
CHECKPOINT_ROUNDS = 40


class Keeper:
    """wake: set when a file is opened; waiting: called every round until they give True"""

    def __init__(self, spool):
        self.spool = spool
        self.wake, self.stop = threading.Event(), threading.Event()
        self.waiting: list[Callable[[], bool]] = []
        self.thread = threading.Thread(target=self._run, name="spool", daemon=True)
        self.thread.start()

    def end(self) -> bool:
        """Stop; False when that has been done before."""
        if self.stop.is_set():
            return False
        self.stop.set()
        self.wake.set()
        self.thread.join()
        return True

    def wait_for_room(self, again: Callable[[], bool]) -> None:
        """Have `again` called every round until it gives True."""
        with self.spool.lock:
            self.waiting.append(again)
        self.wake.set()

    def forget(self, again: Callable[[], bool]) -> None:
        """Undo `wait_for_room`."""
        with self.spool.lock:
            if again in self.waiting:
                self.waiting.remove(again)

    def _run(self) -> None:
        rounds = 0
        while not self.stop.is_set():
            self.wake.wait()
            if self.stop.wait(ROUND):
                return
            rounds += 1
            with self.spool.lock:
                writers, waiting = list(self.spool.writers.values()), list(self.waiting)
                if not writers and not waiting:
                    self.wake.clear()
            for writer in writers:
                self._look(writer)
            for again in waiting:
                if again():
                    self.forget(again)
            if rounds % CHECKPOINT_ROUNDS == 0 or not writers:
                self._quietly(self.spool.store.checkpoint)

    def _look(self, writer) -> None:
        """Flush what was there a round ago."""
        if writer.idle:
            writer.idle = not writer.lines
            return
        writer.idle = True
        if not writer.trouble:         # else the device's own next line tries and tells
            self._quietly(writer.flush)

    def _quietly(self, action: Callable[[], None]) -> None:
        """What the keeper cannot do, the next writer is told of."""
        try:
            action()
        except S360Error:
            return
