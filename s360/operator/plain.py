"""Lines from a pipe: the operator's place without a terminal.

Called by `cpcms ipl` when its input is not a terminal.  Every line is a command; `.text` is typed at
the console.  The machine runs while no line is there; at the end of the input it runs on until it
stops or only a person could help it.
"""
from __future__ import annotations

import queue
import threading
import time

from s360.operator.place import LimitReached, Operator, nudging
from s360.operator.script import run_lines

LOOK = 0.1                    # seconds between looks while there is nothing to run


def serve(operator: Operator, stream) -> bool:
    """Carry out the lines of `stream`; Quit and errors come through as from a script.  Gives
    whether there were any."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line.rstrip("\n"))
            operator.machine.stop()       # the machine is looked away from at once
        lines.put(None)
        operator.machine.stop()

    threading.Thread(target=read, name="input", daemon=True).start()
    number = 0
    while True:
        line = next_line(operator, lines)
        if line is None:
            break
        number += 1
        run_lines(operator, [line], "input", first=number)
    operator.run_on()
    return number > 0


def next_line(operator: Operator, lines: queue.Queue) -> str | None:
    """The next line; until it is there the machine runs."""
    with operator.held(), nudging(operator.machine):
        while True:
            if operator.deadline is not None and time.monotonic() >= operator.deadline:
                raise LimitReached("the time limit is reached")
            busy = operator.started and not operator.idle
            try:
                return lines.get(timeout=0 if busy else LOOK)
            except queue.Empty:
                if busy:
                    operator.advance()
