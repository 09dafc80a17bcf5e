"""Trace lines: instructions, I/O, interruptions; loops folded.

Called by the `trace` command.  A line begins with a letter (I instruction, C channel, X
interruption) and can be compared with another trace by a line comparison tool.  A block of
instructions that comes again at once is shown the first time only, then `... repeated n times`.
"""
from __future__ import annotations

from typing import Callable

from s360.disasm import operands
from s360.operator.display import INTERRUPTIONS, grouped, instruction_line, with_source

LONGEST_LOOP = 64             # instructions of a block that can be folded


class Fold:
    """Passes lines on, but a block that repeats itself only once.

    put(key, line): lines with equal keys count as the same
    """

    def __init__(self, show: Callable[[str], None], longest: int = LONGEST_LOOP):
        self.show = show
        self.longest = longest
        self.seen: list = []              # keys shown last
        self.block: list = []             # keys of the block that may be coming again
        self.held: list = []              # (key, line) that agree with it so far
        self.times = 0                    # how often it has come again in full

    def put(self, key, line: str) -> None:
        if self.block:
            if key == self.block[len(self.held)]:
                self.held.append((key, line))
                if len(self.held) == len(self.block):
                    self.times += 1
                    self.held = []
                return
            self._release()
        elif key in self.seen:
            back = len(self.seen) - 1 - self.seen[::-1].index(key)
            self.block, self.held = self.seen[back:], [(key, line)]
            if len(self.block) == 1:
                self.times, self.held = 1, []
            return
        self.pass_on(key, line)

    def pass_on(self, key, line: str) -> None:
        self.show(line)
        self.seen.append(key)
        del self.seen[:-self.longest]

    def flush(self) -> None:
        """Tell what is held back; lines of another kind follow."""
        self._release()
        self.seen.clear()

    def _release(self) -> None:
        """The repetition is over."""
        if self.times:
            self.show(f"  ... repeated {self.times} time{'s' if self.times > 1 else ''}")
        held, self.held, self.block, self.times = self.held, [], [], 0
        for key, line in held:
            self.pass_on(key, line)


class Tracer:
    """The trace hooks of a machine.

    what: the kinds that are on; show: takes the lines (the terminal or a file)
    source: LineMap whose statements are shown behind the instructions, or None
    """

    KINDS = ("instructions", "io", "interrupts")

    def __init__(self, show: Callable[[str], None]):
        self.terminal = show
        self.what: set[str] = set()
        self.file = None
        self.source = None
        self.fold = Fold(self.emit)

    def emit(self, line: str) -> None:
        if self.file is not None:
            self.file.write(line + "\n")
        else:
            self.terminal(line)

    def to_file(self, path) -> None:
        """Lines go to a file from now on; None: to the terminal."""
        self.flush()
        if self.file is not None:
            self.file.close()
        self.file = open(path, "w", encoding="utf-8") if path is not None else None

    def flush(self) -> None:
        self.fold.flush()
        if self.file is not None:
            self.file.flush()

    def hook(self, machine) -> None:
        """Set the hooks of a machine to what is on."""
        machine.on_instruction = self.instruction if "instructions" in self.what else None
        machine.on_interrupt = self.interruption if "interrupts" in self.what else None
        machine.channels.trace = self.channel if "io" in self.what else None

    def instruction(self, machine, address: int, text: bytes) -> None:
        gpr = machine.cpu.gpr
        fields = operands(text)
        used = sorted({number for name, number in fields.items() if name in ("R1", "R2", "R3")}
                      | {number for name, number in fields.items()
                         if name[0] in "XB" and number})
        values = " ".join(f"R{n}={gpr[n]:08X}" for n in used)
        line = f"I {instruction_line(address, text):<40} cc{machine.cpu.psw.cc} {values}"
        self.fold.put((address, text), with_source(line.rstrip(), address, self.source))

    def interruption(self, machine, kind: int, code: int, old: bytes) -> None:
        self.fold.flush()
        self.emit(f"X {INTERRUPTIONS.get(kind, kind)} {code:04X}  old PSW {grouped(bytes(old))}")

    def channel(self, event: dict) -> None:
        """One event of the channels, as s360/channel.py tells it."""
        self.fold.flush()
        parts = []
        for name, value in event.items():
            if name in ("event", "unit", "time"):
                continue
            if isinstance(value, (bytes, bytearray)):
                shown = grouped(bytes(value))
            elif name == "count":
                shown = str(value)
            else:
                shown = f"{value:0{6 if name in ('address', 'at', 'ccw') else 2}X}"
            parts.append(f"{name} {shown}")
        self.emit(f"C {event['unit']:03X} {event['event']}  {'  '.join(parts)}")
