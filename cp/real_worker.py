"""The thread of a real unit: what RealOutput, RealInput and AllFiles have alike.

Made by cp/real_unit.py, which begins and ends them with CP.
"""
from __future__ import annotations

import threading


class RealWorker:
    """
    wake:    set when there may be work; ended: CP ends
    trouble: why it stopped by itself, "" when it did not
    """

    def __init__(self, system):
        self.system = system
        self.wake, self.ended, self.trouble = threading.Event(), False, ""
        self.thread: threading.Thread | None = None

    @property
    def thread_name(self) -> str:
        return f"unit {self.unit:03X}"

    def begin(self) -> None:
        """Start working."""
        self.thread = threading.Thread(target=self._run, name=self.thread_name, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Stop; what is half done stays in the spool."""
        self.ended = True
        self.wake.set()
        if self.thread is not None:
            self.thread.join()

    def _run(self) -> None:
        """Its work, until `ended`."""
        raise NotImplementedError
