"""Commands for devices and their media, the console's keys, saved states, and the session.

Each is a function (operator, words); its docstring is its help, see registry.py.
"""
from __future__ import annotations

import os

from s360.devices import catalog
from s360.errors import S360Error, did_you_mean
from s360.operator import display
from s360.operator.place import Operator
from s360.operator.registry import OperatorError, command, help_lines

#: option that a file name alone stands for
MAIN_OPTION = ("deck", "file", "tape", "volume")


def options_of(operator: Operator, type: str, words: list[str]) -> dict:
    """`FILE name=value name ...` as the options of a device type; a name alone means yes,
    `no` before it no."""
    from pydantic import ValidationError

    from s360.config import FILE_OPTIONS, DeviceKeys, allowed, device_options
    from s360.marked_yaml import told
    kind = catalog.TYPES.get(type)
    if kind is None:
        raise OperatorError(f"unknown device type {type}{did_you_mean(type, catalog.TYPES)}")
    names = allowed(kind)
    main = next((name for name in MAIN_OPTION if name in names), None)
    given: dict = {}
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in names:
            given[name] = value
        elif word in names and word not in FILE_OPTIONS:
            given[word] = "yes"
        elif word[:2] == "no" and word[2:] in names and word[2:] not in FILE_OPTIONS:
            given[word[2:]] = "no"
        elif equals or main is None or main in given:
            raise OperatorError(f"a {type} has no option {name!r}{did_you_mean(name, names)} "
                                f"(it has: {', '.join(names) or 'none'})")
        else:
            given[main] = word
    try:
        made = DeviceKeys.model_validate({"type": type, **given})
    except ValidationError as error:
        first = error.errors()[0]
        raise OperatorError(f"{'.'.join(str(part) for part in first['loc'])}: "
                            + told(first, DeviceKeys, first["loc"])) from None
    return device_options(made, os.path.join(operator.folder, "command"))


@command("attach", "UNIT TYPE [FILE] [OPTION=VALUE...]", "devices")
def attach(operator: Operator, words: list[str]) -> None:
    """Attach a device
    FILE is its deck, listing, tape or volume; the options are those of machine files. An option
    alone means yes, with no before it no: attach 181 2400 work.aws ring create."""
    if len(words) < 2:
        raise OperatorError("attach: write attach UNIT TYPE, as attach 00C 2540R hello.deck")
    unit, type = operator.unit(words[0]), words[1].upper()
    operator.machine.attach(unit, type, **options_of(operator, type, words[2:]))
    operator.adopt(operator.machine)
    operator.say(display.device_line(unit, operator.machine.devices[unit]))


@command("detach", "UNIT", "devices")
def detach(operator: Operator, words: list[str]) -> None:
    """Take a device away; its medium is closed."""
    if len(words) != 1:
        raise OperatorError("detach: write detach UNIT")
    unit, _ = operator.device(words[0])
    operator.machine.detach(unit)
    operator.adopt(operator.machine)


@command("mount", "UNIT FILE [OPTION=VALUE...]", "devices", "devinit")
def mount(operator: Operator, words: list[str]) -> None:
    """Put a deck, paper, reel or pack on a device and make it ready
    Cards are put behind those still in the hopper. Options: eof or noeof, ring, form=..., as in a
    machine file."""
    if len(words) < 2:
        raise OperatorError("mount: write mount UNIT FILE, as mount 00C job.deck")
    unit, device = operator.device(words[0])
    if not hasattr(device, "mount"):
        raise OperatorError(f"{unit:03X} is a {device.type}; nothing can be mounted there")
    options = options_of(operator, device.type, words[1:])
    with_ring = {"ring": options.get("ring", False)} if hasattr(device, "ring") else {}
    was = device.medium
    fresh = catalog.make(device.type, **options)
    if hasattr(device, "hopper"):
        cards = [card for deck in fresh.hopper.decks for card in deck]
        eof = options.get("eof")
        operator.machine.post(lambda: device.mount(cards, eof))
    else:
        medium = fresh.medium
        operator.machine.post(lambda: device.mount(medium, **with_ring))
        if was is not None and hasattr(was, "close"):
            was.close()
    operator.say(display.device_line(unit, device))


@command("unmount", "UNIT", "devices", "dismount")
def unmount(operator: Operator, words: list[str]) -> None:
    """Take the medium off a device; it is then not ready."""
    if len(words) != 1:
        raise OperatorError("unmount: write unmount UNIT")
    unit, device = operator.device(words[0])
    off = getattr(device, "dismount", None) or getattr(device, "unmount", None)
    if off is None:
        raise OperatorError(f"{unit:03X} is a {device.type}; nothing is mounted there")
    medium = device.medium
    operator.machine.post(off)
    if medium is not None and hasattr(medium, "close"):
        medium.close()
    operator.say(display.device_line(unit, device))


@command("rewind", "UNIT", "devices")
def rewind(operator: Operator, words: list[str]) -> None:
    """Rewind a tape to its load point by hand."""
    unit, device = operator.device(words[0]) if len(words) == 1 else (0, None)
    image = getattr(device, "image", None)
    if image is None:
        raise OperatorError("rewind: write rewind UNIT, the address of a drive with a tape on it")
    operator.machine.post(image.rewind)
    operator.say(display.device_line(unit, device))


@command("devlist", "[UNIT]", "devices", "devices")
def devlist(operator: Operator, words: list[str]) -> None:
    """List the devices and what is on them."""
    units = [operator.device(word)[0] for word in words] or sorted(operator.machine.devices)
    for unit in units:
        operator.say(display.device_line(unit, operator.machine.devices[unit]))
    if not units:
        operator.say("No devices are attached")


# -- the console's keys

@command("attn", "[UNIT]", "console", "request", "attention")
def attn(operator: Operator, words: list[str]) -> None:
    """Press the REQUEST key of the console: an attention interruption."""
    device = operator.device(words[0])[1] if words else operator.typewriter()
    if not hasattr(device, "request"):
        raise OperatorError(f"a {device.type} has no REQUEST key")
    operator.machine.post(device.request)


@command("cancel", "", "console")
def cancel(operator: Operator, words: list[str]) -> None:
    """Press the CANCEL key of the console: its read ends with unit exception."""
    console = operator.typewriter()
    operator.machine.post(console.cancel)


@command("type", '"TEXT"', "console")
def type_line(operator: Operator, words: list[str]) -> None:
    """Type a line at the console at once; before there is a read it is typed ahead
    A period before a line does the same: .text"""
    operator.type(" ".join(words))


# -- states

@command("state", "save|load FILE", "session")
def state(operator: Operator, words: list[str]) -> None:
    """Save the whole machine to a file, or put a saved one in place of this one
    After state load the machine is stopped; start goes on where it was."""
    if len(words) != 2 or words[0].lower() not in ("save", "load"):
        raise OperatorError("state: write state save FILE or state load FILE")
    path = operator.path(words[1])
    try:
        if words[0].lower() == "save":
            operator.machine.save(path)
            operator.say(f"Saved to {display.short_path(path)}, "
                         f"{os.path.getsize(path):,} bytes")
            return
        load_state(operator, path)
    except OSError as error:
        raise OperatorError(f"state: {words[1]}: {error.strerror or error}") from None
    operator.say(f"Loaded.  {display.next_instruction(operator.machine)}")


def load_state(operator: Operator, path: str) -> None:
    """Put the machine saved in `path` in the place of the present one."""
    old = operator.machine
    clock = old.clock
    from s360.state import sections
    try:
        sections(path)                    # before anything is closed
    except S360Error as error:
        raise OperatorError(str(error)) from None
    operator.close()                      # the new one opens the same media
    try:
        machine = old.__class__.restore(path)
    except S360Error as error:
        operator.stop()
        operator.adopt(old)
        raise OperatorError(f"{error} (the devices are detached now; attach them again)") from None
    machine.clock = clock
    operator.stop()
    operator.adopt(machine)


# -- the session

@command("show", "[cpu|devices|breakpoints|trace|speed|clock|console|time]", "session")
def show(operator: Operator, words: list[str]) -> None:
    """Show a part of the machine, or all of it in a few lines."""
    machine, config = operator.machine, operator.machine.config
    kind = words[0].lower() if words else "all"
    model = f"Model {config['model']}" if config["model"] else "Every feature"
    texts = {
        "cpu": f"{model}, {len(machine.storage) // 1024}K storage; features "
               f"{', '.join(config['features'])}; timer {'on' if config['timer'] else 'off'}",
        "speed": f"Speed {machine.speed}, {machine.mips:g} instructions a microsecond",
        "clock": f"Clock {machine.clock}: in a wait, time "
                 + ("passes as on the host" if machine.clock == "host" else "jumps to the next event"),
        "breakpoints": "Address stops: " + (", ".join(f"{a:06X}" for a in sorted(machine.stops))
                                            or "none"),
        "trace": f"Trace: {', '.join(sorted(operator.tracer.what)) or 'off'}",
        "console": "Console " + (f"{operator.console:03X}" if operator.console is not None
                                 else "none"),
        "time": f"{machine.instructions:,} instructions, "
                f"{machine.time / (machine.mips * 1e6):,.3f} s of machine time",
    }
    if kind in ("devices", "all"):
        if kind == "all":
            for text in texts.values():
                operator.say(text)
        devlist(operator, [])
    elif kind in texts:
        operator.say(texts[kind])
    else:
        raise OperatorError(f"show {kind}: there are {', '.join([*texts, 'devices'])}")


@command("set", "clock host|virtual | speed fast|authentic | console UNIT", "session")
def set_option(operator: Operator, words: list[str]) -> None:
    """Change how the machine runs
    clock host: in a wait, time passes as on the host; virtual: it jumps to the next event.
    console: where send, expect and typed lines go."""
    kind, *rest = [word.lower() for word in words] or [""]
    if kind == "clock" and rest in (["host"], ["virtual"]):
        operator.machine.clock = operator.machine.config["clock"] = rest[0]
        show(operator, ["clock"])
    elif kind == "speed" and rest in (["fast"], ["authentic"]):
        from s360.operator.commands import speed
        speed(operator, rest)
    elif kind == "console" and len(rest) == 1:
        unit, device = operator.device(rest[0])
        if not hasattr(device, "type_in"):
            raise OperatorError(f"{unit:03X} is a {device.type}, not a console")
        operator.console = unit
        show(operator, ["console"])
    else:
        raise OperatorError("set: write set clock host|virtual, set speed fast|authentic or set "
                            "console UNIT")


@command("help", "[COMMAND]", "session", "?")
def help_(operator: Operator, words: list[str]) -> None:
    """List the commands, or tell all of one."""
    for line in help_lines(words[0] if words else None):
        operator.say(line)
