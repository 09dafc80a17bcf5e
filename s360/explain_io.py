"""The channel status word and the channel command behind it, in words.

Called by s360/explain.py.  Knows devices only by their type: command names, and the sense bytes
that wait in a device attached to the machine.

Source: A22-6821-7, Input/Output Operations (Channel Command Word, Channel Status Word); command
names from the component descriptions GA24-3312 (2821), GA26-3599 and GA26-5988 (disks), GA22-6866
(tape), A22-6877 (1052).
"""
from __future__ import annotations

from typing import NamedTuple

CSW, CAW = 0x40, 0x48
UNIT_STATUS = {0x80: "attention", 0x40: "status modifier", 0x20: "control-unit end", 0x10: "busy",
               0x08: "channel end", 0x04: "device end", 0x02: "unit check",
               0x01: "unit exception"}
CHANNEL_STATUS = {0x80: "program-controlled interruption", 0x40: "incorrect length",
                  0x20: "program check", 0x10: "protection check", 0x08: "channel data check",
                  0x04: "channel control check", 0x02: "interface control check",
                  0x01: "chaining check"}
FLAGS = {0x80: "CD", 0x40: "CC", 0x20: "SLI", 0x10: "SKIP", 0x08: "PCI"}
SENSE = {0x80: "command reject", 0x40: "intervention required", 0x20: "bus-out check",
         0x10: "equipment check", 0x08: "data check", 0x04: "overrun"}
UNIT_CHECK, PROGRAM_CHECK, PROTECTION_CHECK, INCORRECT_LENGTH = 0x02, 0x20, 0x10, 0x40
ERRORS = 0x3F            # channel status other than PCI and incorrect length
CD, SLI = 0x80, 0x20
SECTION = "A22-6821-7, Input/Output Operations"

_DISK = {0x07: "Seek", 0x0B: "Seek Cylinder", 0x1B: "Seek Head", 0x13: "Recalibrate",
         0x17: "Restore", 0x0F: "Space Count", 0x1F: "Set File Mask", 0x02: "Read IPL",
         0x06: "Read Data", 0x0E: "Read Key and Data", 0x12: "Read Count", 0x16: "Read R0",
         0x1A: "Read Home Address", 0x1E: "Read Count, Key and Data", 0x31: "Search ID Equal",
         0x51: "Search ID High", 0x71: "Search ID Equal or High", 0x29: "Search Key Equal",
         0x49: "Search Key High", 0x69: "Search Key Equal or High",
         0x39: "Search Home Address Equal", 0x05: "Write Data", 0x0D: "Write Key and Data",
         0x1D: "Write Count, Key and Data", 0x01: "Write Special Count, Key and Data",
         0x15: "Write R0", 0x19: "Write Home Address", 0x11: "Erase", 0x23: "Set Sector",
         0x22: "Read Sector", 0x94: "Release", 0xB4: "Reserve", 0xA4: "Read Buffered Log"}
_TAPE = {0x07: "Rewind", 0x0F: "Rewind and Unload", 0x17: "Erase Gap", 0x1F: "Write Tape Mark",
         0x27: "Backspace Block", 0x2F: "Backspace File", 0x37: "Forward Space Block",
         0x3F: "Forward Space File"}
_CONSOLE = {0x09: "Write, Carrier Return", 0x0A: "Read Inquiry", 0x0B: "Alarm"}
_PRINTER = {0x01: "Write", 0x09: "Write, Space 1", 0x11: "Write, Space 2", 0x19: "Write, Space 3",
            0x0B: "Space 1", 0x13: "Space 2", 0x1B: "Space 3", 0x89: "Write, Skip to Channel 1",
            0x8B: "Skip to Channel 1", 0xFB: "Load UCS Buffer"}
#: device type -> names of its own commands
DEVICE_COMMANDS = {
    **dict.fromkeys(("2301", "2302", "2303", "2305", "2311", "2314", "2319", "3330", "3340",
                     "3350"), _DISK),
    **dict.fromkeys(("2400", "2400-7", "2415", "2420", "3420"), _TAPE),
    **dict.fromkeys(("1052", "3210", "3215"), _CONSOLE),
    **dict.fromkeys(("1403", "1443", "3211"), _PRINTER)}


class CCW(NamedTuple):
    """A channel command word as it stands in storage."""
    where: int
    text: bytes

    @property
    def command(self) -> int:
        return self.text[0]

    @property
    def address(self) -> int:
        return int.from_bytes(self.text[1:4], "big")

    @property
    def flags(self) -> int:
        return self.text[4]

    @property
    def count(self) -> int:
        return int.from_bytes(self.text[6:8], "big")

    @property
    def transfer_in_channel(self) -> bool:
        return self.command & 0x0F == 8


def bits(value: int, names: dict[int, str]) -> str:
    """The names of the bits that are one, joined by commas."""
    return ", ".join(name for bit, name in names.items() if value & bit) or "none"


def command_name(command: int, device: str = "") -> str:
    """What a command byte asks for: the device's own name where it is known, else the class of
    its low bits."""
    if command & 0x0F == 8:
        return "Transfer in Channel"
    if command == 0x03:
        return "No-Operation"
    own = DEVICE_COMMANDS.get(device, {})
    if command in own:
        return own[command]
    if own is _DISK and command & 0x7F in own:
        return own[command & 0x7F] + ", Multiple Track"
    if command & 0x0F == 0:
        return "invalid"
    if command & 0x0F == 4:
        return "Sense"
    if command & 0x0F == 0x0C:
        return "Read Backward"
    return ("Write", "Read", "Control")[(command & 3) - 1]


def ccw_at(machine, where: int) -> CCW | None:
    """The CCW at a real address; None when it is not in storage."""
    text = bytes(machine.storage[where:where + 8])
    return CCW(where, text) if len(text) == 8 else None


def ccw_line(ccw: CCW, device: str = "") -> str:
    """A CCW in one line."""
    text = ccw.text.hex().upper()
    line = (f"CCW at {ccw.where:06X}  {text[:8]} {text[8:]}  "
            f"{command_name(ccw.command, device)} ({ccw.command:02X}), address {ccw.address:06X}")
    if ccw.transfer_in_channel:
        return line
    return f"{line}, count {ccw.count}, flags {bits(ccw.flags, FLAGS)}"


def ccw_faults(machine, ccw: CCW) -> list[str]:
    """What in a CCW is a program check, as it stands."""
    out = []
    if ccw.where & 7:
        out.append(f"a CCW must lie on a doubleword boundary; {ccw.where:06X} is none")
    if ccw.transfer_in_channel:
        if ccw.address & 7:
            out.append(f"Transfer in Channel must name a doubleword boundary, not "
                       f"{ccw.address:06X}")
        else:
            after = ccw_at(machine, ccw.address)
            if after is None:
                out.append(f"Transfer in Channel leads beyond storage, to {ccw.address:06X}")
            elif after.transfer_in_channel:
                out.append("Transfer in Channel must not lead to another one")
        return out
    if not ccw.command & 0x0F:
        out.append(f"command {ccw.command:02X} is not valid: bits 4-7 are zero")
    if not ccw.count:
        out.append("the count must not be zero")
    if ccw.flags & 7:
        out.append(f"bits 37-39 must be zero; flag byte {ccw.flags:02X}")
    size = len(machine.storage)
    if ccw.address >= size:
        out.append(f"data address {ccw.address:06X} is beyond storage, which ends at "
                   f"{size - 1:06X}")
    elif ccw.address + ccw.count > size and ccw.command & 0x0F != 0x0C:
        out.append(f"{ccw.count} bytes from {ccw.address:06X} reach beyond storage, which ends "
                   f"at {size - 1:06X}")
    return out


def caw_faults(machine) -> list[str]:
    """What in the channel address word is a program check, and in the CCW it names."""
    caw = bytes(machine.storage[CAW:CAW + 4])
    where = int.from_bytes(caw[1:], "big")
    out = []
    if caw[0] & 15:
        out.append(f"bits 4-7 of the CAW must be zero; it is {caw.hex().upper()}")
    if where & 7:
        out.append(f"the CAW must name a doubleword boundary, not {where:06X}")
        return out
    ccw = ccw_at(machine, where)
    if ccw is None:
        return out + [f"the CAW names {where:06X}, beyond storage"]
    if ccw.transfer_in_channel:
        return out + ["the first CCW must not be a Transfer in Channel"]
    return out + ccw_faults(machine, ccw)


def device_at(machine, unit: int | None):
    """The device at a unit address, when the machine has a list of them."""
    return getattr(machine, "devices", {}).get(unit)


def is_error(csw: bytes) -> bool:
    """Unit check, unit exception, or any check of the channel?"""
    return bool(csw[4] & 3 or csw[5] & (ERRORS | INCORRECT_LENGTH))


def explain_csw(machine, unit: int | None = None) -> str:
    """The CSW at 40 (hexadecimal) and the CCW it points behind, in lines of text.

    unit: the device's address when it is known (the I/O interruption code); its type then gives
          command names, and its sense bytes are shown
    """
    csw = bytes(machine.storage[CSW:CSW + 8])
    where = int.from_bytes(csw[1:4], "big")
    device = device_at(machine, unit)
    kind = getattr(device, "type", "")
    text = csw.hex().upper()
    lines = [f"CSW {text[:8]} {text[8:]}: key {csw[0] >> 4:X}, command address {where:06X}, "
             f"residual count {int.from_bytes(csw[6:], 'big')}",
             f"  unit status {csw[4]:02X}: {bits(csw[4], UNIT_STATUS)}",
             f"  channel status {csw[5]:02X}: {bits(csw[5], CHANNEL_STATUS)}"]
    ccw = ccw_at(machine, where - 8) if where >= 8 else None
    if ccw:
        lines.append("  " + ccw_line(ccw, kind))
    lines += [f"  {line}" for line in _reasons(machine, csw, ccw)]
    if unit is None:
        lines.append("  (START I/O with condition code 1 stores the two status bytes only)")
    sense = bytes(getattr(device, "sense_bytes", b""))
    if csw[4] & UNIT_CHECK:
        if any(sense):
            lines.append(f"  sense bytes waiting: {sense.hex(' ').upper()} "
                         f"({bits(sense[0] & 0xFC, SENSE)})")
        else:
            lines.append("  unit check: the command Sense (04) brings the details")
    return "\n".join(lines)


def _reasons(machine, csw: bytes, ccw: CCW | None) -> list[str]:
    """What the channel status bits mean for this CCW."""
    out = []
    if csw[5] & PROGRAM_CHECK:
        faults = ccw_faults(machine, ccw) if ccw else []
        faults = faults or [f"{fault} (at START I/O the CAW gives the CCW)"
                            for fault in caw_faults(machine)]
        out += [f"program check: {fault} ({SECTION})" for fault in faults] or [
            "program check: the CAW and this CCW hold no fault now; they have changed since"]
    if csw[5] & PROTECTION_CHECK:
        out.append(_protection(machine, csw, ccw))
    if csw[5] & INCORRECT_LENGTH and ccw:
        left = int.from_bytes(csw[6:], "big")
        tale = (f"{left} of {ccw.count} bytes were not transferred" if left
                else f"the device had, or wanted, more than the {ccw.count} bytes of the count")
        hint = "" if ccw.flags & (SLI | CD) else "; the flag SLI would have allowed it"
        out.append(f"incorrect length: {tale}{hint} ({SECTION})")
    return out


def _protection(machine, csw: bytes, ccw: CCW | None) -> str:
    text = f"protection check: the channel's key is {csw[0] >> 4:X}"
    if ccw and ccw.address < len(machine.storage):
        have = machine.storage.key(ccw.address)
        text += (f", the storage key at {ccw.address:06X} is {have >> 4:X}"
                 + (" with fetch protection" if have & 8 else ""))
    return f"{text} ({SECTION})"
