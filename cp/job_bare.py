"""One job of `cpcms run` on a bare System/360: built, loaded, run to its end, and the end told.

Called by cp/job_work.py.  The machine is fresh each time: a 1052 at 009, the cards in a 2540 at 00C, a
2540 punch at 00D, a 1403 at 00E, and what the job describes besides or instead.  Good is a disabled wait
with address 0 (or the address the job names).

A new PSW that nobody has set holds zeros in a real machine: an interruption then loops for ever.  Storage
means nothing when the power comes on, so here each holds a disabled wait with an address of its own, by
which the interruption can be told.
"""
from __future__ import annotations

import signal
import threading
import time
from contextlib import ExitStack, contextmanager

from cp.job import FAILED, GOOD, LIMIT, STOPPED, Job, Outcome
from cp.job_output import Output
from s360.errors import S360Error
from s360.machine import Machine, StopReason

CONSOLE, CONSOLES, PRINTERS, PUNCHES = 0x009, ("1052", "3210", "3215"), ("1403", "1443"), ("2540P",)
#: new PSW -> (old PSW, the interruption)
NEW_PSWS = {0x58: (0x18, "external"), 0x60: (0x20, "supervisor-call"), 0x68: (0x28, "program"),
            0x70: (0x30, "machine-check"), 0x78: (0x38, "I/O")}
NOBODYS = 0xFE0000                       # addresses of the waits in them
IO = 5                                   # class of interruption
LOADER_WAIT = 0xE01                      # of the loader that `cpcms link` puts before a deck


def run_bare(job: Job, cards: list[bytes] | None, output: Output, outcome: Outcome, note) -> None:
    """Run it; `outcome` is filled in.  note: called with lines for the operator that are no error."""
    from s360.operator import LimitReached, Operator, Quit
    from s360.operator.display import stop_line
    from s360.operator.script import run_lines
    with ExitStack() as stack:
        machine = furnished(job, cards, output)

        def say(line: str) -> None:
            if operator.last is None or line != stop_line(machine, operator.last):
                note(line)

        operator = Operator(machine, say, output.console, job.folder or None)
        stack.callback(operator.close)
        output.full = lambda: break_off(operator)
        operator.deadline = time.monotonic() + job.limits.time
        stack.enter_context(alarm(machine, job.limits.time))
        stop = stack.enter_context(stopped_by_signal(operator))
        stack.callback(lambda: count(machine, outcome))
        try:
            load(machine, job.ipl)
            operator.start()
            run_lines(operator, job.commands, f"{job.name} commands")
            while operator.started and not operator.resting() and not (output.over or stop):
                if time.monotonic() >= operator.deadline:
                    raise LimitReached("")
                operator.advance()
                output.bring()
            if not (stop or output.over):
                told(machine, operator, job, outcome)
        except LimitReached:
            outcome.state, outcome.text = LIMIT, f"more than {job.limits.time:g} seconds; {place(machine)}"
        except Quit as left:
            outcome.state, outcome.code = FAILED if left.code else GOOD, left.code or 0
            outcome.text = f"its commands ended it with code {outcome.code}"
        except S360Error as error:
            outcome.text, *outcome.details = str(error).split("\n")
        if stop:
            outcome.state, outcome.text, outcome.details = STOPPED, place(machine), []
        elif output.over:
            outcome.state, outcome.text = LIMIT, output.over


def load(machine: Machine, unit: int) -> None:
    """The LOAD key."""
    try:
        machine.ipl(unit)
    except S360Error as error:
        raise S360Error(f"{error}; what it reads first must be a PSW and channel commands, such as `cpcms "
                        "link` makes") from None


def furnished(job: Job, cards: list[bytes] | None, output: Output) -> Machine:
    """The machine with its devices; S360Error."""
    machine = Machine(**job.machine)
    try:
        for new, (old, _) in NEW_PSWS.items():
            machine.storage.write(new, wait_psw(old))
        described = {device.unit: device for device in job.devices}
        usual = {0x00C: "2540R", 0x00D: "2540P", 0x00E: "1403"}
        if not any(device.type in CONSOLES for device in job.devices):
            usual[CONSOLE] = "1052"
        for unit in sorted({*usual, *described}):
            device = described.get(unit)
            type = device.type if device is not None else usual[unit]
            options = dict(device.options) if device is not None else {}
            own_medium(job, unit, type, options, cards, output)
            machine.attach(unit, type, **options)
        if job.ipl not in machine.devices:
            raise S360Error(f"there is no device {job.ipl:03X} to load from")
    except BaseException:
        machine.close()
        raise
    return machine


def own_medium(job: Job, unit: int, type: str, options: dict, cards, output: Output) -> None:
    """What a device has that the job names no file for."""
    if unit == job.ipl and cards is not None:
        options["deck"] = cards
    elif type in PRINTERS and "file" not in options and unit == 0x00E:
        options["file"] = output.paper
    elif type in PUNCHES and "deck" not in options and "file" not in options and unit == 0x00D:
        options["deck"] = output.punch


def wait_psw(old: int) -> bytes:
    """A disabled wait whose address tells the interruption."""
    return b"\x00\x02\x00\x00" + (NOBODYS + old).to_bytes(4, "big")


@contextmanager
def alarm(machine: Machine, seconds: float):
    """Stop the machine when the time is over, even in a channel program that never ends.  A signal does it
    where it can, as a thread takes longer to make than a small deck to run."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        timer = threading.Timer(seconds, machine.stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        return
    before = signal.signal(signal.SIGALRM, lambda number, frame: machine.stop())
    theirs, begun = signal.setitimer(signal.ITIMER_REAL, seconds), time.monotonic()
    try:
        yield
    finally:
        left = max(theirs[0] - (time.monotonic() - begun), 0.001) if theirs[0] else 0.0
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left, theirs[1])


@contextmanager
def stopped_by_signal(operator):
    """SIGINT and SIGTERM stop the machine between two instructions; gives a list that says so."""
    stopped: list[int] = []

    def stop(number, frame) -> None:
        stopped.append(number)
        break_off(operator)

    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)
              if signal.getsignal(number) is not signal.SIG_IGN]
    try:
        yield stopped
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def break_off(operator) -> None:
    """Stop the machine, and what a command waits for."""
    operator.interrupted = True
    operator.machine.stop()


def count(machine: Machine, outcome: Outcome) -> None:
    outcome.instructions = machine.instructions


# -- how it ended

def told(machine: Machine, operator, job: Job, outcome: Outcome) -> None:
    """The end of a machine that has stopped by itself."""
    address = machine.cpu.psw.ia
    trouble = next((device.trouble for device in machine.devices.values() if device.trouble), "")
    if trouble:                          # the host could not keep what was made
        outcome.text = trouble
    elif operator.last is StopReason.DISABLED_WAIT:
        outcome.code = address
        outcome.state = GOOD if address == job.address else FAILED
        outcome.text = f"disabled wait, address {address:06X}"
        if address - NOBODYS in dict(NEW_PSWS.values()):
            interrupted(machine, address - NOBODYS, outcome)
        elif outcome.state == FAILED:
            if address == LOADER_WAIT:
                outcome.text += ": its loader met the end of the cards, or a bad one, before the END card"
            outcome.text += last_trouble(machine)
            outcome.details = explained(machine)
    elif operator.reading:
        outcome.text = "it reads at its console, where nobody types (a job in YAML can: commands)"
    else:
        outcome.text = f"it waits for an interruption that does not come; PSW {machine.cpu.psw}"
        outcome.details = explained(machine)


def interrupted(machine: Machine, old: int, outcome: Outcome) -> None:
    """It met an interruption for which the program has set no new PSW."""
    from s360.explain_rules import PROGRAM_CODES
    new, (_, name) = next(item for item in NEW_PSWS.items() if item[1][0] == old)
    psw = machine.storage.read(old, 8)
    code, address = int.from_bytes(psw[2:4], "big"), int.from_bytes(psw[5:8], "big")
    what = f" ({PROGRAM_CODES[code]} exception)" if name == "program" and code in PROGRAM_CODES else ""
    outcome.code = None
    outcome.text = (f"{name} interruption, code {code:04X}{what}, before {address:06X}; no new PSW is set at "
                    f"{new:02X}")
    outcome.details = explained(machine)


def last_trouble(machine: Machine) -> str:
    """What the last I/O interruption told, if that was an error."""
    from s360.explain_io import CHANNEL_STATUS, CSW, UNIT_STATUS, bits, is_error
    kind, unit, _ = machine.last_interruption
    csw = machine.storage.read(CSW, 8)
    if kind != IO or not is_error(csw):
        return ""
    shown = [bits(byte, names) for byte, names in ((csw[4], UNIT_STATUS), (csw[5], CHANNEL_STATUS)) if byte]
    return f"; the last status, of {unit:03X}, was {', '.join(shown)}"


def explained(machine: Machine) -> list[str]:
    """What led there, in the manual's words."""
    from s360.explain import why
    return why(machine).split("\n")


def place(machine: Machine) -> str:
    from s360.operator.display import next_instruction
    return f"it was at {' '.join(next_instruction(machine).split())}"
