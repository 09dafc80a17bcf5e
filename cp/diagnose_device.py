"""DIAGNOSE X'24': what a virtual device is, and what real device stands behind it.

Called through the table in cp/diagnose.py; the device table is used by diagnose_io.py too.

Source: GC20-1807, DIAGNOSE Code X'24'; SY20-0884 (VDEVBLOK: status and flags).  Classes and types are
VM/370's as far as we remember them; VM/370 knew no 2301, 2302, 2303, and their types are ours.
Not implemented: features of real devices other than those that have one here (rotational position
sensing, seven tracks); the terminal code in Rx, which is always zero.
"""
from __future__ import annotations

from cp.diagnose_call import Call
from s360 import ccw
from s360.devices.dasd import Dasd
from s360.devices.display_codes import SIZES

TERMINAL, DISPLAY, READER, PRINTER_PUNCH, TAPE, DASD, SPECIAL = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02
UNSUPPORTED = (SPECIAL, 0x01)
#: our device type -> class, type
TYPES = {
    "1052": (TERMINAL, 0x00), "3210": (TERMINAL, 0x00), "3215": (TERMINAL, 0x00),
    "2702": (TERMINAL, 0x40),
    "3270": (DISPLAY, 0x04), "3277": (DISPLAY, 0x04), "3278": (DISPLAY, 0x01), "3279": (DISPLAY, 0x01),
    "2501": (READER, 0x81), "2540R": (READER, 0x82), "1442": (READER, 0x88),
    "TIMER": (READER, 0x40),
    "2540P": (PRINTER_PUNCH, 0x82), "1403": (PRINTER_PUNCH, 0x41), "1443": (PRINTER_PUNCH, 0x44),
    "2400": (TAPE, 0x80), "2401": (TAPE, 0x80), "2402": (TAPE, 0x80), "2403": (TAPE, 0x80),
    "2404": (TAPE, 0x80), "2415": (TAPE, 0x40), "2420": (TAPE, 0x20),
    "2311": (DASD, 0x80), "2314": (DASD, 0x40), "2319": (DASD, 0x40),
    "2301": (DASD, 0x21), "2302": (DASD, 0x22), "2303": (DASD, 0x23),
    "2305-1": (DASD, 0x02), "2305-2": (DASD, 0x02),
    "3330-1": (DASD, 0x10), "3330-11": (DASD, 0x10), "3340-35": (DASD, 0x01),
    "3340-70": (DASD, 0x01), "3350": (DASD, 0x08),
    "CTCA": (SPECIAL, 0x80)}
MODELS = {"2305-1": 1, "2305-2": 2, "3330-1": 1, "3330-11": 11, "3340-35": 35, "3340-70": 70}
CONSOLE_UNKNOWN = 0xFFFFFFFF
# byte 2 of Ry, status; byte 3, flags of disks
CHANNEL_BUSY, UNIT_BUSY, UNIT_PENDING, NOT_READY, DEDICATED = 0x80, 0x20, 0x10, 0x04, 0x01
READ_ONLY, TEMPORARY = 0x80, 0x40
ROTATION_SENSING, SEVEN_TRACK = 0x80, 0x80       # byte 3 of Ry+1


def kind_of(device) -> tuple[int, int]:
    """(class, type) of a device."""
    return TYPES.get(device.type, UNSUPPORTED)


def display_of(rows: int, columns: int, extended: bool) -> int:
    """Class, type and model of a terminal that is a display; its line length is still to be put in."""
    models = {size: number for number, size in SIZES.items()}
    type = TYPES["3277" if (rows, columns) == SIZES[2] and not extended else "3278"]
    return DISPLAY << 24 | type[1] << 16 | models.get((rows, columns), 2) << 8


def device_type(call: Call):
    """X'24'."""
    vm = call.vm
    address = call.rx
    if address == CONSOLE_UNKNOWN:
        address = console_address(vm)
    unit = vm.machine.channels.units.get(address)
    if unit is None:
        return call.end(3)
    device = unit.device
    cls, type = kind_of(device)
    virtual = cls << 24 | type << 16 | status(unit) << 8 | flags(device)
    real = real_device(vm, unit, cls, type)
    if call.rx == CONSOLE_UNKNOWN:
        call.put(call.x, address)
    call.put(call.y, virtual)
    if real is not None and call.y < 15:
        call.put(call.y + 1, real)
    return call.end(2 if real is None else 0)


def console_address(vm) -> int | None:
    """Where the virtual console is."""
    found = [unit for unit, device in vm.devices.items() if device in vm.console.devices]
    return min(found, default=None)


def status(unit) -> int:
    """Byte 2 of Ry."""
    sub, device = unit.sub, unit.device
    bits = 0
    if sub.unit is unit and sub.state == ccw.WORKING:
        bits |= CHANNEL_BUSY | UNIT_BUSY
    if unit.working:
        bits |= UNIT_BUSY
    if unit.pending or sub.unit is unit and sub.state == ccw.PENDING:
        bits |= UNIT_PENDING
    if (device.MEDIUM and device.medium is None or not getattr(device, "ready", True)
            or getattr(device, "stopped_by_user", False)):
        bits |= NOT_READY
    if getattr(device, "dedicated", False):
        bits |= DEDICATED
    return bits


def flags(device) -> int:
    """Byte 3 of Ry."""
    volume = device.volume if isinstance(device, Dasd) else None
    if volume is None:
        return 0
    link = getattr(volume, "link", None)              # of a minidisk
    return (READ_ONLY * bool(volume.read_only)
            | TEMPORARY * (link is not None and link.temporary))


def real_device(vm, unit, cls: int, type: int) -> int | None:
    """Ry+1: the real device behind it; None when it is simulated altogether."""
    device = unit.device
    if cls == DASD and device.medium is not None:
        feature = ROTATION_SENSING if device.sense_length == 24 else 0
        return DASD << 24 | type << 16 | MODELS.get(device.type, 1) << 8 | feature
    if cls == TAPE and device.medium is not None:
        return TAPE << 24 | type << 16 | SEVEN_TRACK * (device.tracks == 7)
    if device in vm.console.devices and vm.console.face is not None:
        shape = getattr(vm.console.face, "display", None)
        if shape is not None:
            return display_of(*shape) | vm.console.editing.linesize & 0xFF
        return TERMINAL << 24 | type << 16 | vm.console.editing.linesize & 0xFF
    return None
