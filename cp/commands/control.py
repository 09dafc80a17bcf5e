"""The keys of a virtual machine's panel: IPL, BEGIN, SYSTEM, EXTERNAL, READY and the like."""
from __future__ import annotations

from cp.commands import words as w
from cp.commands.registry import command
from cp.console import GuestConsole
from cp.graf import Graf
from cp.messages import CPError, message
from s360.devices.base import ATTENTION, DEVICE_END
from s360.errors import S360Error

message("ipl-failed", "DMKCFG", 174, "IPL FAILED; {why}", origin="ours")
message("no-system", "DMKCFG", 44, "NAMED SYSTEM {name} DOES NOT EXIST", origin="ours")
message("device-there", "DMKDEF", 92, "DEV {unit:03X} ALREADY DEFINED")
LONGEST_ADDRESS = 3            # a longer word is a name


@command("BEGIN", 1, "G", "[hexloc]", source="CP-67")
def begin(who, words):
    """Let the machine run on, at an address if one is given."""
    w.nothing_more(words[1:])
    vm = who.need_vm()
    vm.begin(w.hexadecimal(words[0], 0xFFFFFF) if words else None)


@command("IPL", 1, "G", "{vaddr | systemname} [CLEAR|NOCLEAR] [STOP] [PARM text]", source="CP-67")
def ipl(who, words):
    """Load a system from a device, or a saved system by name, and start it.

    CLEAR zeroes storage before a device is read, NOCLEAR does not; without either CLEAR is meant, in
    profile 1972 NOCLEAR.  A saved system brings its storage with it.  STOP leaves the machine in the
    CP environment, ready for BEGIN.  PARM text is what the system finds in registers 0 to 15.
    """
    vm = who.need_vm()
    name = w.needed(words).upper()
    clear, stop, parm = vm.profile != "1972", False, None
    rest = words[1:]
    while rest:
        word = rest.pop(0).upper()
        if word == "PARM":
            parm, rest = who.rest(len(words) - len(rest) + 1), []
        elif word in ("CLEAR", "NOCLEAR"):
            clear = word == "CLEAR"
        elif word == "STOP":
            stop = True
        else:
            raise CPError("invalid-operand", operand=word)
    start(vm, name, clear, parm)
    if stop:
        vm.enter_cp("", hold=True)


def start(vm, name: str, clear: bool = True, parm: str | None = None) -> None:
    """IPL from a device address or a saved system's name."""
    is_unit = name not in vm.system.saved.names()
    if is_unit and (len(name) > LONGEST_ADDRESS or set(name) - set("0123456789ABCDEF")):
        raise CPError("no-system", name=name)
    unit = w.unit_address(name) if is_unit else 0
    try:
        if is_unit:
            vm.ipl(unit, clear)
        else:
            vm.ipl_saved(name)
    except CPError:
        raise
    except S360Error as error:
        vm.reset()
        raise CPError("ipl-failed", why=str(error).upper()) from None
    if parm is not None:
        set_parm(vm, parm)


def set_parm(vm, text: str) -> None:
    """The text, EBCDIC, into registers 0 to 15."""
    data = text.encode("cp037", errors="replace")[:64].ljust(64, b"\x40")
    for register in range(16):
        vm.core.set_gpr(register, int.from_bytes(data[4 * register:4 * register + 4], "big"))


@command("IPLSAVE", 5, "G", "vaddr", source="CP-67")
def iplsave(who, words):
    """IPL without clearing storage.

    The same as IPL vaddr NOCLEAR.
    """
    w.nothing_more(words[1:])
    start(who.need_vm(), w.needed(words).upper(), clear=False)


@command("SYSTEM", 3, "G", "{CLEAR | RESET | RESTART}")
def system(who, words):
    """The keys SYSTEM CLEAR, SYSTEM RESET and PSW RESTART.

    RESET: pending interruptions and operations are forgotten, what was being printed and punched is
    closed; storage stays.  CLEAR: storage is zeroed too.  RESTART: the PSW at location 0 is loaded and
    the machine runs.
    """
    w.nothing_more(words[1:])
    vm = who.need_vm()
    what = w.needed(words).upper()
    if what not in ("CLEAR", "RESET", "RESTART"):
        raise CPError("invalid-operand", operand=words[0])
    if what == "RESTART":
        vm.machine.press_restart()
        vm.begin()
        return
    vm.reset()
    if what == "CLEAR":
        vm.clear()
    who.say("STORAGE CLEARED - SYSTEM RESET" if what == "CLEAR" else "SYSTEM RESET")


@command("RESET", 3, "G", "[vaddr]", source="CP-67")
def reset(who, words):
    """Reset the machine (CP-67), or one device.

    Alone it is the key SYSTEM RESET: operations and interruptions are forgotten, the machine stands in
    CP.  With an address the operation of that device and what it has to tell are forgotten, and who dialed it is dropped.
    """
    w.nothing_more(words[1:])
    vm = who.need_vm()
    if not words:
        vm.reset()
        return
    unit = w.unit_address(words[0])
    device = vm.device(unit)
    vm.machine.channels.reset_unit(unit)
    if isinstance(device, Graf):
        device.hang_up()
    vm.core.io_pending = vm.machine.channels.pending
    vm.console.changed()
    who.say(f"DEVICE {unit:03X} RESET")


@command("EXTERNAL", 3, "G", "[40]", source="CP-67")
def external(who, words):
    """Press the console's interrupt key; the machine runs on.

    Its external interruption has code X'40'; other codes are those of the external signals, X'01' to
    X'7F'.
    """
    w.nothing_more(words[1:])
    code = w.hexadecimal(words[0], 0xFF) if words else 0x40
    if not code or code == 0x80:
        raise CPError("invalid-operand", operand=words[0])
    vm = who.need_vm()
    vm.core.external |= code
    vm.begin()


def unit_interrupt(who, words, status: int) -> None:
    w.nothing_more(words[1:])
    vm = who.need_vm()
    unit = w.unit_address(w.needed(words))
    device = vm.device(unit)
    vm.post(lambda: device.notify(status))


@command("READY", 5, "G", "vaddr", source="CP-67")
def ready(who, words):
    """Make device end pending for a device, as when it goes from not ready to ready."""
    unit = w.unit_address(w.needed(words))
    device = who.need_vm().device(unit)
    if hasattr(device, "stopped_by_user"):
        device.stopped_by_user = False
    elif isinstance(device, GuestConsole):
        device.ready = True
    unit_interrupt(who, words, DEVICE_END)


@command("NOTREADY", 6, "G", "vaddr")
def notready(who, words):
    """Make a unit record device or the console not ready until READY."""
    w.nothing_more(words[1:])
    vm = who.need_vm()
    unit = w.unit_address(w.needed(words))
    device = vm.device(unit)
    if isinstance(device, GuestConsole):
        device.ready = False
    elif hasattr(device, "stopped_by_user"):
        device.stopped_by_user = True
    else:
        raise CPError("wrong-device", unit=unit)


@command("ATTN", 4, "G", "[vaddr]", aliases=("REQUEST", "REQ"))
def attn(who, words):
    """Make attention pending for the console (or another device); the machine runs on."""
    vm = who.need_vm()
    if not words:
        if not vm.console.devices:
            raise CPError("invalid-device")
        device = vm.console.devices[0]
        vm.post(device.request)
    else:
        unit_interrupt(who, words, ATTENTION)
    vm.begin()


@command("REWIND", 3, "G", "vaddr")
def rewind(who, words):
    """Rewind a tape and make it ready."""
    w.nothing_more(words[1:])
    vm = who.need_vm()
    unit = w.unit_address(w.needed(words))
    device = vm.device(unit)
    if device.MEDIUM != "image" or device.medium is None:
        raise CPError("wrong-device", unit=unit)
    device.medium.rewind()
    device.notify(DEVICE_END)
    who.say("REWIND COMPLETE")


@command("*", 1, "", "text", "sessions", early=True, source="CP-67")
def comment(who, words):
    """A comment.

    Nothing is done.  It is for scripts and for the console's log.
    """
