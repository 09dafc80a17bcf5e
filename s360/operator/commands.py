"""Commands at the console panel: running, registers and storage, finding faults.

Each is a function (operator, words); its docstring is its help, see registry.py.  Numbers are
hexadecimal (addresses, register contents) or decimal (how many).

Not implemented: storing into virtual addresses that are not in storage; single cycles.
"""
from __future__ import annotations

import re
import threading

from s360.errors import S360Error
from s360.isa import BY_OPCODE
from s360.operator import display
from s360.operator.place import Operator
from s360.operator.registry import OperatorError, command
from s360.psw import PSW

MOST_SHOWN = 1 << 16          # bytes of storage in one answer
MOST_STEPS = 10_000
STEP_SECONDS = 0.5            # a step in a wait state is given up after this
MOST_STOPS = 64

_RANGE = re.compile(r"([0-9A-F]+)(?:([\-.:])([0-9A-F]+))?$", re.IGNORECASE)


def hexadecimal(text: str, what: str, most: int) -> int:
    """A hexadecimal number from 0 to `most`."""
    try:
        value = int(text, 16)
    except ValueError:
        raise OperatorError(f"{what} {text!r}: write it in hexadecimal") from None
    if not 0 <= value <= most:
        raise OperatorError(f"{what} {text}: must be at most {most:X}")
    return value


def decimal(text: str, what: str, most: int) -> int:
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise OperatorError(f"{what} {text!r}: must be a number from 1 to {most}")
    return int(text)


def only(words: list[str], most: int, usage: str) -> None:
    """Refuse more words than a command takes."""
    if len(words) > most:
        raise OperatorError(f"too many words; write {usage}")


def pairs(words: list[str]) -> list[str]:
    """Words with `R=VALUE` and `R = VALUE` brought into one form, `R VALUE`."""
    return " ".join(words).replace("=", " ").split()


# -- running

@command("ipl", "UNIT", "running", "boot", "load")
def ipl(operator: Operator, words: list[str]) -> None:
    """Load the program from a device and start it (the LOAD key)."""
    if len(words) != 1:
        raise OperatorError("ipl: from which device? write ipl 00C")
    unit, _ = operator.device(words[0])
    operator.stop()
    try:
        operator.machine.ipl(unit)
    except S360Error as error:
        operator.load_failed = str(error)
        raise
    operator.start()


@command("start", "", "running", "continue", "go", "g")
def start(operator: Operator, words: list[str]) -> None:
    """Start the CPU at the address in the PSW (the START key)."""
    only(words, 0, "start")
    operator.start()


@command("stop", "", "running", "halt")
def stop(operator: Operator, words: list[str]) -> None:
    """Stop the CPU after the present instruction (the STOP key)."""
    only(words, 0, "stop")
    operator.stop()
    operator.tracer.flush()
    operator.say(f"Stopped.  {display.next_instruction(operator.machine, operator.source)}")


@command("restart", "", "running")
def restart(operator: Operator, words: list[str]) -> None:
    """Load the PSW at location 0 and start (the RESTART key)."""
    only(words, 0, "restart")
    operator.machine.press_restart()
    operator.start()


@command("step", "[N]", "running", "s")
def step(operator: Operator, words: list[str]) -> None:
    """Execute one instruction, or N, and show each
    Interruptions that are pending are taken first. The CPU is stopped afterwards."""
    only(words, 1, "step or step N")
    count = decimal(words[0], "step", MOST_STEPS) if words else 1
    machine = operator.machine
    operator.stop()
    for _ in range(count):
        text = display.next_instruction(machine, operator.source)
        alarm = threading.Timer(STEP_SECONDS, machine.stop) if machine.cpu.psw.wait else None
        if alarm:
            alarm.start()                 # with the host's clock the wait may last
        stop = machine.step()
        if alarm:
            alarm.cancel()
        elif not stop.instructions and stop.reason.name == "STOPPED":
            stop = machine.step()         # the machine was asked to stop before the step
        if stop.instructions:
            operator.say(text)
        if stop.reason.name not in ("BUDGET", "ADDRESS_STOP"):
            operator.last = stop.reason
            operator.say(display.stop_line(machine, stop.reason, operator.source))
            break
        if operator.interrupted:
            operator.interrupted = False
            break
    operator.tracer.flush()
    operator.say(f"next: {display.next_instruction(machine, operator.source)}")


@command("interrupt", "", "running", "ext")
def interrupt(operator: Operator, words: list[str]) -> None:
    """Press the INTERRUPT key: an external interruption, code 0040."""
    only(words, 0, "interrupt")
    operator.machine.press_interrupt()


@command("reset", "", "running")
def reset(operator: Operator, words: list[str]) -> None:
    """System reset: stop, forget pending interruptions, reset channels and devices
    Registers, storage and keys stay as they are."""
    only(words, 0, "reset")
    operator.machine.reset()
    operator.stop()


@command("speed", "[fast|authentic]", "running")
def speed(operator: Operator, words: list[str]) -> None:
    """Show or set the speed: as fast as the host can, or as in 1967."""
    only(words, 1, "speed fast or speed authentic")
    machine = operator.machine
    if words:
        if words[0].lower() not in ("fast", "authentic"):
            raise OperatorError("speed: write speed fast or speed authentic")
        machine.speed = machine.config["speed"] = words[0].lower()
        machine.channels.authentic = machine.speed == "authentic"
    operator.say(f"Speed {machine.speed}; {machine.mips:g} instructions are a microsecond of CPU "
                 "time")


# -- registers and storage

def registers(operator: Operator, words: list[str], name: str, file, digits: int) -> None:
    """Show a register file, one register, or set registers: `R VALUE` or `R=VALUE`."""
    words = pairs(words)
    if not words:
        for line in display.register_lines(name, file, digits):
            operator.say(line)
        return
    number = words[0]
    if not number.isdigit() or int(number) not in file.numbers:
        known = ", ".join(str(n) for n in file.numbers)
        raise OperatorError(f"register {number!r}: there are {known}")
    only(words, 2, f"the number of a register and {digits} hexadecimal digits")
    if len(words) == 2:
        file[int(number)] = hexadecimal(words[1], "register contents", 16 ** digits - 1)
    operator.say(f"{name}{number} {file[int(number)]:0{digits}X}")


@command("gpr", "[R[=VALUE]]", "registers and storage")
def gpr(operator: Operator, words: list[str]) -> None:
    """Show the general registers, or one, or set it (gpr 5=1A)."""
    registers(operator, words, "GR", operator.machine.cpu.gpr, 8)


@command("fpr", "[R[=VALUE]]", "registers and storage")
def fpr(operator: Operator, words: list[str]) -> None:
    """Show the floating-point registers 0, 2, 4, 6, or one, or set it."""
    registers(operator, words, "FR", operator.machine.cpu.fpr, 16)


@command("cr", "[R[=VALUE]]", "registers and storage")
def cr(operator: Operator, words: list[str]) -> None:
    """Show the control registers of a Model 67, or one, or set it."""
    registers(operator, words, "CR", operator.machine.cpu.cr, 8)


@command("psw", "[VALUE | FIELD=VALUE]", "registers and storage")
def psw(operator: Operator, words: list[str]) -> None:
    """Show the PSW, or set all of it or a field
    VALUE is 16 hexadecimal digits. FIELD is ia (address), cc, key, mask (system mask), amwp or
    program (program mask): psw ia=200."""
    cpu = operator.machine.cpu
    text = "".join(words)
    if re.fullmatch(r"[0-9A-Fa-f]{16}", text):
        cpu.psw = PSW.from_bytes(bytes.fromhex(text), cpu.extended)
    elif words:
        fields = {"ia": ("ia", 0xFFFFFF), "address": ("ia", 0xFFFFFF), "cc": ("cc", 3),
                  "key": ("key", 15), "mask": ("system_mask", 255), "amwp": ("amwp", 15),
                  "program": ("program_mask", 15)}
        named = pairs(words)
        if len(named) != 2 or named[0].lower() not in fields:
            raise OperatorError("psw: write 16 hexadecimal digits, or one of "
                                f"{', '.join(fields)} as psw ia=200")
        field, most = fields[named[0].lower()]
        new = cpu.psw
        setattr(new, field, hexadecimal(named[1], field, most))
        cpu.psw = new
    for line in display.psw_lines(cpu.psw):
        operator.say(line)


def storage_range(operator: Operator, words: list[str], usage: str) -> tuple[int, int]:
    """(start, end) of `A`, `A-B` (both shown), `A.LENGTH` or `A:LENGTH`, all hexadecimal."""
    found = _RANGE.match(words[0]) if len(words) == 1 else None
    if not found:
        raise OperatorError(f"write {usage}; addresses are hexadecimal")
    start = hexadecimal(found[1], "address", 0xFFFFFF)
    last = int(found[3], 16) if found[3] else 0
    end = (start + 64 if not found[2] else last + 1 if found[2] == "-" else start + last)
    if end <= start:
        raise OperatorError(f"{words[0]}: ends before it begins")
    return start, min(end, start + MOST_SHOWN, 1 << 24)


def store_into(operator: Operator, target: str, value: str, translate) -> None:
    """Store hexadecimal `value` at `target`."""
    storage = operator.machine.storage
    start = hexadecimal(target, "address", 0xFFFFFF)
    try:
        data = bytes.fromhex(value)
    except ValueError:
        raise OperatorError(f"{value!r}: write whole bytes, two hexadecimal digits each") from None
    reals = [translate(start + at) for at in range(len(data))]
    if any(real is None or real >= len(storage) for real in reals):
        raise OperatorError(f"{start:06X}: {len(data)} bytes from there are not all in storage")
    for real, byte in zip(reals, data):
        storage[real:real + 1] = bytes((byte,))


def show_storage(operator: Operator, words: list[str], translate, usage: str) -> None:
    """`A`, `A-B`, `A.LENGTH`: show; `A=BYTES`: store, then show."""
    storage = operator.machine.storage
    text = "".join(words)
    if "=" in text:
        target, _, value = text.partition("=")
        store_into(operator, target, value, translate)
        words = [f"{target}.{max(1, len(value) // 2):X}"]
    start, end = storage_range(operator, words, usage)

    def read(at: int, count: int) -> bytes | None:
        real = translate(at)
        data = storage.read(real, count) if real is not None else b""
        return data or None

    def key(at: int) -> int | None:
        real = translate(at)
        return None if real is None or real >= len(storage) else storage.key(real)

    for line in display.storage_lines(read, key, start, end):
        operator.say(line)


@command("display", "A[-B] | A.LENGTH | A=BYTES", "registers and storage", "r", "examine", "x")
def display_storage(operator: Operator, words: list[str]) -> None:
    """Show real storage, or store into it (display 200=1A12)
    A-B shows both ends, A.LENGTH so many bytes, A alone 64. The key of each 2K block is shown at its
    first line."""
    show_storage(operator, words, lambda at: at, "display 200, 200-23F, 200.40 or 200=1A12")


@command("virtual", "A[-B] | A.LENGTH | A=BYTES", "registers and storage", "v")
def virtual(operator: Operator, words: list[str]) -> None:
    """As display, with virtual addresses where a Model 67 translates them."""
    core = operator.machine.core
    translating = core.extended and core.system_mask & 4
    show_storage(operator, words, core.translate if translating else lambda at: at,
                 "virtual 200, 200-23F, 200.40 or 200=1A12")


@command("store", "A BYTES", "registers and storage", "deposit", "d")
def store(operator: Operator, words: list[str]) -> None:
    """Store bytes into real storage (store 200 1A12 0A05)."""
    words = pairs(words)
    if len(words) < 2:
        raise OperatorError("store: write an address and bytes, as store 200 1A12")
    show_storage(operator, [words[0] + "=" + "".join(words[1:])], lambda at: at, "")


@command("key", "A[=KEY]", "registers and storage")
def key(operator: Operator, words: list[str]) -> None:
    """Show the storage key of a block, or set it (key 800=F0)
    KEY is two hexadecimal digits: the key, then the bits fetch protection, reference, change."""
    words = pairs(words)
    if len(words) not in (1, 2):
        raise OperatorError("key: write key 800 or key 800=F0")
    storage = operator.machine.storage
    address = hexadecimal(words[0], "address", len(storage) - 1)
    if len(words) == 2:
        storage.set_key(address, hexadecimal(words[1], "key", 0xFE))
    operator.say(f"{address & ~2047:06X}-{address | 2047:06X}  key {storage.key(address):02X}")


# -- finding faults

@command("breakpoint", "[A... | clear [A...]]", "finding faults", "b", "break")
def breakpoint(operator: Operator, words: list[str]) -> None:
    """Show the address stops, set more, or clear them
    The CPU stops before it executes the instruction at a real address A. clear alone takes all
    away."""
    machine = operator.machine
    words = [word.lower() for word in words]
    stops = set(machine.stops)
    clearing = words[:1] == ["clear"]
    addresses = [hexadecimal(word, "address", len(machine.storage) - 1)
                 for word in words[clearing:]]
    if any(address & 1 for address in addresses):
        raise OperatorError("instructions are at even addresses")
    if clearing:
        stops = stops - set(addresses) if addresses else set()
    else:
        stops |= set(addresses)
    if len(stops) > MOST_STOPS:
        raise OperatorError(f"there can be {MOST_STOPS} address stops; clear some first")
    machine.set_stops(stops)
    shown = ", ".join(f"{address:06X}" for address in sorted(stops))
    operator.say(f"Address stops: {shown or 'none'}")


@command("trace", "[instructions|io|interrupts|all [on|off] | to FILE | to terminal | off]",
         "finding faults", "t")
def trace(operator: Operator, words: list[str]) -> None:
    """Show each instruction, channel command or interruption as it comes
    A line begins with I, C or X. Loops are folded: a block that comes again is shown once, with
    ... repeated n times. trace to FILE writes the lines to a file, trace off ends all of it."""
    tracer = operator.tracer
    low = [word.lower() for word in words]
    if low[:1] == ["to"] and len(words) == 2:
        try:
            tracer.to_file(None if low[1] == "terminal" else operator.path(words[1]))
        except OSError as error:
            raise OperatorError(f"trace: {words[1]}: {error.strerror}") from None
    elif low == ["off"]:
        tracer.what.clear()
    elif low:
        kinds = [kind for kind in tracer.KINDS if kind.startswith(low[0]) or low[0] == "all"]
        if not kinds or len(kinds) > 1 and low[0] != "all" or low[1:] not in ([], ["on"], ["off"]):
            raise OperatorError("trace: write trace instructions, io, interrupts or all, then on "
                                "or off")
        if low[1:] == ["off"]:
            tracer.what -= set(kinds)
        else:
            tracer.what |= set(kinds)
    tracer.flush()
    tracer.hook(operator.machine)
    where = f", to {display.short_path(tracer.file.name)}" if tracer.file else ""
    operator.say(f"Trace: {', '.join(sorted(tracer.what)) or 'off'}{where}")


@command("history", "[N | on|off]", "finding faults")
def history(operator: Operator, words: list[str]) -> None:
    """Show the last N instructions executed (20)
    Instructions are remembered while history is on; it costs some speed."""
    only(words, 1, "history, history N, history on or history off")
    if not observing(operator, words):
        count = decimal(words[0], "history", 4096) if words else 20
        lines = operator.machine.history(count)
        if not lines:
            raise OperatorError("history: nothing was remembered; write history on, then run")
        for address, text in lines:
            operator.say(display.instruction_line(address, text, operator.source))


def observing(operator: Operator, words: list[str]) -> bool:
    """Whether `words` were on or off, which is then done."""
    if not words or words[0].lower() not in ("on", "off"):
        return False
    operator.observing = words[0].lower() == "on"
    operator.machine.observe(operator.observing)
    operator.say(f"Instructions are {'' if operator.observing else 'no longer '}remembered and "
                 "counted")
    return True


@command("stats", "[N | on|off]", "finding faults", "statistics")
def stats(operator: Operator, words: list[str]) -> None:
    """Show how often each instruction was executed, the N most frequent (20)
    They are counted while stats (or history) is on."""
    only(words, 1, "stats, stats N, stats on or stats off")
    if observing(operator, words):
        return
    most = decimal(words[0], "stats", 256) if words else 20
    counts = operator.machine.counts()
    total = sum(counts.values())
    if not total:
        raise OperatorError("stats: nothing was counted; write stats on, then run")
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for opcode, count in ranked[:most]:
        row = BY_OPCODE.get(opcode)
        operator.say(f"{row.mnemonic if row else '?':<6} {opcode:02X} {count:>14,} "
                     f"{100 * count / total:6.2f} %  {row.name if row else 'no such instruction'}")
    operator.say(f"{total:,} instructions of {len(counts)} kinds")


@command("why", "", "finding faults")
def why(operator: Operator, words: list[str]) -> None:
    """Explain why the machine stands where it stands."""
    only(words, 0, "why")
    if operator.load_failed:
        operator.say(f"The load light is on, no program was loaded.  {operator.load_failed}")
        return
    from s360.explain import why as explain
    for line in explain(operator.machine, source=operator.source).splitlines():
        operator.say(line)


@command("source", "[FILE [at A | SECTION=A...] | off]", "finding faults", "symbols")
def source(operator: Operator, words: list[str]) -> None:
    """Show source statements in trace, step, history and why
    FILE is the line map that the assembler or the linker wrote with the program. at A: its first
    section was loaded at A and the others behind it as they were assembled; SECTION=A: that section
    was loaded at A. More maps may be added, off forgets them all."""
    if [word.lower() for word in words] == ["off"]:
        operator.source = None
    elif words:
        from s360.asm.line_map import LineMap
        added = placed(LineMap.load(operator.path(words[0])), words[1:])
        operator.source = LineMap.joined(filter(None, (operator.source, added)))
    if operator.source is None:
        operator.say("Source statements: none")
        return
    for section in operator.source.sections:
        operator.say(f"{section.address:06X}-{section.address + max(section.length, 1) - 1:06X}  "
                     f"{section.name or '(unnamed)'}")


def placed(line_map, words: list[str]):
    """The map with its sections where `at A` or `SECTION=A ...` says."""
    if not words:
        return line_map
    sections = line_map.sections
    if words[0].lower() == "at" and len(words) == 2 and sections:
        shift = hexadecimal(words[1], "address", 0xFFFFFF) - sections[0].address
        places = {section.esdid: section.address + shift for section in sections}
    else:
        named = pairs(words)
        known = {section.name for section in sections}
        if len(named) % 2 or not set(map(str.upper, named[::2])) <= known:
            raise OperatorError("source: write at A, or NAME=A of its sections "
                                f"{', '.join(sorted(known)) or '(it has none)'}")
        places = {name.upper(): hexadecimal(address, "address", 0xFFFFFF)
                  for name, address in zip(named[::2], named[1::2])}
    try:
        return line_map.moved(places)
    except ValueError as error:
        raise OperatorError(f"source: {error}") from None
