"""TRACE: a virtual machine's interruptions, privileged instructions, channel programs, branches and
instructions, told one by one on the console, the virtual printer, or both.

Made by the console function (cp/commands/tracing.py) and kept as `vm.tracer`; None when nothing is
traced, which then costs nothing: tracing puts its own functions in the place of the machine's
handlers, has the core leave for interruptions (`core.reflect`), takes assists away, and only for
BRANCH and INSTRUCT steps through single instructions.  Everything here runs in the thread that runs
the machine, or while it stands still.

Source: GC20-1820 (TRACE): kinds of events, marks `***` interruption, `:::` privileged instruction,
`==>` transfer.  WORDS is ours.  Channel programs are run as they stand, so there is no second CCW.
"""
from __future__ import annotations

import textwrap
from typing import NamedTuple

from cp import privop, trace_words
from cp.trace_words import CAW, CSW, IN_EXTERNAL, IN_PROGRAM, IN_SVC
from s360.devices.printer import Printer
from s360.disasm import disassemble
from s360.errors import S360Error
from s360.isa import BY_OPCODE, length
from s360.machine import IO_READY, PRIVOP, REFLECT, StopReason

KINDS = ("SVC", "I/O", "PROGRAM", "EXTERNAL", "PRIV", "SIO", "CCW", "BRANCH", "INSTRUCT", "CSW")
STEPPED = frozenset(("BRANCH", "INSTRUCT"))
#: kinds for which the core leaves -> its bits of `reflect`
REFLECTED = {"SVC": 1, "PROGRAM": 2, "EXTERNAL": 4, "BRANCH": 7, "INSTRUCT": 7}
#: assists that a kind takes away
UNASSISTED = {"PRIV": frozenset(privop.ASSISTS) - {"TIO"}, "SIO": frozenset(("TIO",)),
              "CCW": frozenset(("TIO",)), "CSW": frozenset(("TIO",)),
              "INSTRUCT": frozenset(privop.ASSISTS),
              "PROGRAM": frozenset(("LPSW", "SSM"))}   # an invalid PSW is told where it is loaded
NAMES = {IN_EXTERNAL: "EXTERNAL", IN_SVC: "SVC", IN_PROGRAM: "PROGRAM"}
MARKS = {IN_EXTERNAL: "EXT", IN_SVC: "SVC", IN_PROGRAM: "PROG"}
WRITE_SPACE_1 = 0x09
WIDTH = 110
MAX_ADDRESS = 0xFFFFFF


class Manner(NamedTuple):
    """Where and how a kind of event is told; run: the machine does not stop after each."""
    terminal: bool = True
    printer: bool = False
    run: bool = False
    words: bool = False


class Step(NamedTuple):
    """The instruction under way."""
    address: int
    text: bytes
    before: trace_words.Before


class Tracer:
    """
    wanted:     kind of event -> Manner; after a change call `install`
    print_line: takes the lines for the printer
    """

    def __init__(self, vm, print_line=None):
        self.vm = vm
        self.wanted: dict[str, Manner] = {}
        self.print_line = print_line or (lambda line: print_on(printer_of(vm), line))
        self.printing = True                  # the printer has not failed
        self.machine = None
        self.usual: dict = {}                 # the machine's own handlers
        self.step: Step | None = None
        self.lines: list[tuple[Manner, str]] = []
        self.inside: int | None = None        # address of the instruction being simulated
        self.executed = self.standing = 0     # interruptions in a row with nothing executed
        self.lost = 0                         # lines the terminal could not take

    # -- switching

    def install(self) -> None:
        """Put what is wanted in force in the machine (a new one perhaps)."""
        vm, wanted = self.vm, self.wanted.keys()
        machine = vm.machine
        if machine is not self.machine:
            self.machine, self.step = machine, None
            self.usual = {reason: machine._handlers[reason]
                          for reason in (PRIVOP, REFLECT, IO_READY)}
        bits = 0
        for kind in wanted:
            bits |= REFLECTED.get(kind, 0)
        machine.core.reflect = bits
        machine._handlers |= self.usual
        if wanted:
            machine._handlers |= {PRIVOP: self.privileged, REFLECT: self.reflected,
                                  IO_READY: self.io_ready}
        machine.channels.trace = self.channel if "CCW" in wanted else None
        machine.on_instruction = self.stepping if STEPPED & wanted else None
        if machine.on_instruction is None:
            self.step = None
        taken = frozenset().union(*(UNASSISTED.get(kind, ()) for kind in wanted))
        privop.switch_assists(machine.core, vm.options.assist - taken)

    def tell(self, kinds: tuple[str, ...], line: str, words, at: int | None = None) -> None:
        """An event that is of any of `kinds`: as `line`, or with WORDS as `words()` says.  `at`:
        its place among the lines not yet shown."""
        manner = next((self.wanted[kind] for kind in kinds if kind in self.wanted), None)
        if manner is not None:
            self.lines.insert(len(self.lines) if at is None else at,
                              (manner, words() if manner.words else line))

    def show(self) -> None:
        """Show what has been told, unless an instruction is still being simulated; then stop the
        machine if it was on the terminal and not RUN."""
        if self.inside is not None or not self.lines:
            return
        lines, self.lines = self.lines, []
        stop = False
        for manner, text in lines:
            for line in textwrap.wrap(text, WIDTH, subsequent_indent="    "):
                if manner.printer and self.printing:
                    self.print(line)
                if manner.terminal:
                    self.say(line)
            stop = stop or (manner.terminal and not manner.run)
        if stop:
            self.vm.enter_cp("", hold=True)

    def say(self, line: str) -> None:
        """A line on the terminal; while that is behind, lines are counted only."""
        if self.vm.console.full:
            self.lost += 1
            return
        if self.lost:
            self.vm.say(f"{self.lost} TRACE LINES NOT SHOWN")
            self.lost = 0
        self.vm.say(line)

    def print(self, line: str) -> None:
        """A line on the printer.  When that fails (its medium is full, a quota is reached) the
        user is told, and what was for the printer alone is traced no longer."""
        try:
            self.print_line(line)
        except (S360Error, OSError) as error:
            self.printing = False
            self.vm.say(f"TRACE CANNOT PRINT; {error}")
            self.wanted = {kind: manner._replace(printer=False)
                           for kind, manner in self.wanted.items() if manner.terminal}
            self.install()

    # -- events: in the place of the machine's handlers

    def privileged(self):
        """A privileged instruction: have it simulated and tell it."""
        vm, core = self.vm, self.vm.core
        text, ilc = core.trap
        at = (core.ia - 2 * ilc) & MAX_ADDRESS
        before = trace_words.look(core, text[0])
        place, self.step, self.inside = len(self.lines), None, at
        try:
            result = self.usual[PRIVOP]()
        finally:
            self.inside = None
        if core.executed < before.executed:          # not resident: it will be trapped again
            del self.lines[place:]
            return result
        io = 0x9C <= text[0] <= 0x9F
        kinds = ("SIO", "CCW", "INSTRUCT") if io else ("PRIV", "INSTRUCT")
        line = io_line(vm, text, at) if io else privileged_line(vm, text, at, before)
        self.tell(kinds, line, lambda: trace_words.privileged(vm, text, at, before), place)
        if io and core.cc == 1 and text[0] != 0x9F:
            self.tell_csw(core.io_address & 0x7FF)
        self.show()
        return result

    def reflected(self):
        """An SVC, program or external interruption: take it and tell it."""
        vm, core = self.vm, self.vm.core
        kind, code, ilc = core.last_interruption
        if self.in_a_loop(core):
            vm.stop_for(privop.LOOP_TEXT[IN_PROGRAM])
            return StopReason.STOPPED
        if kind == IN_EXTERNAL:
            self.end_step(core.ia)
        self.step = None
        at = self.inside if self.inside is not None else (core.ia - 2 * ilc) & MAX_ADDRESS
        result = self.usual[REFLECT]()
        counts, name = vm.counters.reflected, NAMES[kind]
        counts[name] = counts.get(name, 0) + 1
        shown = f"{code:02X}" if kind == IN_SVC else f"{code:04X}"
        self.tell((name, "BRANCH", "INSTRUCT"),
                  f"***  {at:06X}  {MARKS[kind]:<4}  {shown}  ==> {core.ia:06X}",
                  lambda: trace_words.interruption(vm, kind, code, at))
        self.show()
        return result

    def in_a_loop(self, core) -> bool:
        """Program new PSWs that are not valid come again without an instruction executed."""
        self.standing = self.standing + 1 if core.executed == self.executed else 0
        self.executed = core.executed
        return self.standing > privop.FEWEST_SWAPS

    def io_ready(self):
        """An I/O interruption: take it and tell it."""
        vm, core = self.vm, self.vm.core
        at, count = core.ia, core.interruptions
        self.end_step(at)
        result = self.usual[IO_READY]()
        if core.interruptions == count:
            return result
        kind, unit, _ = core.last_interruption
        self.tell(("I/O", "BRANCH", "INSTRUCT"), f"***  {at:06X}  I/O   {unit:04X}  ==> {core.ia:06X}",
                  lambda: trace_words.interruption(vm, kind, unit, at))
        self.tell_csw(unit)
        self.show()
        return result

    def tell_csw(self, unit: int) -> None:
        """A CSW just stored."""
        csw = self.vm.core.storage.read(CSW, 8)
        text = csw.hex().upper()
        self.tell(("CSW",), f"CSW  DEV {unit:03X}  {text[:8]} {text[8:]}",
                  lambda: trace_words.csw_stored(unit, csw))

    def channel(self, event: dict) -> None:
        """The hook of the channels."""
        if event["event"] != "ccw":
            return
        at, unit = event["at"], event["unit"]
        first = event["command"] << 24 | event["address"]
        rest = event["flags"] << 24 | event["count"]
        self.tell(("CCW",), f"CCW  {at:06X}  {first:08X} {rest:08X}  DEV {unit:03X}",
                  lambda: trace_words.ccw(self.vm, unit, at,
                                          first.to_bytes(4, "big") + rest.to_bytes(4, "big")))
        self.show()

    def stepping(self, machine, address: int, text: bytes) -> None:
        """The hook of the machine before each instruction: tell the one before."""
        self.end_step(address)
        self.show()
        self.step = Step(address, text[:length(text[0])] if text else b"\0\0",
                         trace_words.look(machine.core))

    def end_step(self, following: int) -> None:
        """The instruction under way is done, if it was begun at all; `following` is next."""
        step, self.step = self.step, None
        vm, core = self.vm, self.vm.core
        if step is None or core.executed == step.before.executed:
            return
        at, text = step.address, step.text
        line = f"     {at:06X}  {mnemonic(text):<4}  {text.hex().upper():<12}"
        target = None if following == at + len(text) & MAX_ADDRESS else following
        if target is None:
            kinds, line = ("INSTRUCT",), f"{line}  CC {core.cc}"
        else:
            kinds, line = ("BRANCH", "INSTRUCT"), f"{line}  ==> {target:06X}"
        self.tell(kinds, line,
                  lambda: trace_words.instruction(vm, text, at, target, step.before))


def mnemonic(text: bytes) -> str:
    """The name of an instruction, extended mnemonics too."""
    return disassemble(text, 0)[0].split()[0]


def privileged_line(vm, text: bytes, at: int, before: trace_words.Before) -> str:
    """A privileged instruction that is none of I/O."""
    core = vm.core
    line = f":::  {at:06X}  {mnemonic(text):<4}  {text.hex().upper():<8}"
    if BY_OPCODE[text[0]].mnemonic == "LPSW" and core.interruptions == before.interruptions:
        return f"{line}  ==> {core.ia:06X}"
    return f"{line}  CC {core.cc}"


def io_line(vm, text: bytes, at: int) -> str:
    """SIO, TIO, HIO, TCH."""
    core = vm.core
    name = mnemonic(text)
    line = (f"I/O  {at:06X}  {name:<4}  {text.hex().upper():<8}  CC {core.cc}  "
            f"DEV {core.io_address & 0x7FF:03X}")
    return f"{line}  CAW {core.storage.word(CAW):08X}" if name == "SIO" else line


def printer_of(vm) -> Printer | None:
    """The virtual printer: the one with the lowest address."""
    return next((device for _, device in sorted(vm.devices.items()) if isinstance(device, Printer)),
                None)


def print_on(device: Printer | None, line: str) -> None:
    """A line of CP's on the paper of a virtual printer, between the guest's own lines; nothing when
    the printer or its paper is gone."""
    if device is None or device.paper is None:
        return
    device.paper.print_line(line.encode("cp037", "replace"), device.line, device.page, WRITE_SPACE_1)
    device.line += 1
    if device.line > device.length:
        device.line, device.page = 1, device.page + 1


# -- for the console function

def start(vm, kinds, manner: Manner) -> bool:
    """Tell these kinds of events from now on; True when nothing was traced before."""
    if vm.tracer is None:
        vm.tracer = Tracer(vm)
    first = not vm.tracer.wanted
    vm.tracer.wanted |= dict.fromkeys(kinds, manner)
    vm.tracer.printing = True
    vm.tracer.install()
    return first


def stop(vm, kinds=KINDS) -> bool:
    """Tell them no more; True when nothing is traced any longer that was."""
    if vm.tracer is None:
        return False
    for kind in kinds:
        vm.tracer.wanted.pop(kind, None)
    tracer = vm.tracer
    if not tracer.wanted:
        vm.tracer = None
    tracer.install()
    return vm.tracer is None


# -- address stop

def set_address_stop(vm, address: int | None) -> None:
    """Stop before the instruction at a guest real address, once; None: not any more."""
    vm.machine.set_stops([] if address is None else [address])


def address_stop(vm) -> None:
    """The guest has come to its address stop, which is thereby over."""
    vm.stop_for(f"ADSTOP AT {vm.core.ia:06X}")
    set_address_stop(vm, None)
