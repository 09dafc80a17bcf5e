"""Magnetic tape drives: 2400 series, nine-track or (with the compatibility feature) seven-track.

Driven by the channel (base.py); the reel is a TapeImage (s360/media/tape.py).

Source: GA22-6866 (2400 series and 2803/2804 control units).
The machine sees: motion commands give channel end at once and device end later; unit exception
and unit check of a motion come with device end.  Reading past the last block of a reel is a data
check.  Commands that no tape unit knows are rejected; a nine-track drive takes the mode sets of
the others as no-operations.
Not implemented: busy control unit (other drives of it can always be addressed); parity errors of
seven-track tape read in the wrong mode; noise records; the end-of-tape marker unless `reel` is
given.
"""
from __future__ import annotations

from s360.devices.base import (CHANNEL_END, COMMAND_REJECT, DATA_CHECK, DEVICE_END, DONE,
                               EQUIPMENT, INTERVENTION, UNIT_CHECK, UNIT_EXCEPTION, Device)
from s360.devices.tape7 import CONVERTER_CHECK, Mode, convert_in, convert_out
from s360.media.tape import DAMAGED, END, LOAD_POINT, MARK, Event

WRITE, READ, READ_BACKWARD, SENSE, NOP = 0x01, 0x02, 0x0C, 0x04, 0x03
REWIND, REWIND_UNLOAD, ERASE_GAP, WRITE_MARK = 0x07, 0x0F, 0x17, 0x1F
BACKSPACE, BACKSPACE_FILE, FORWARD, FORWARD_FILE = 0x27, 0x2F, 0x37, 0x3F
TRACK_IN_ERROR = 0x1B
MOTIONS = (REWIND, REWIND_UNLOAD, ERASE_GAP, WRITE_MARK, BACKSPACE, BACKSPACE_FILE, FORWARD,
           FORWARD_FILE)
MODE_1600, MODE_800 = 0xC3, 0xCB

# sense byte 1
READY, NOT_READY, SEVEN_TRACK, AT_LOAD_POINT = 0x40, 0x20, 0x10, 0x08
WRITE_STATUS, FILE_PROTECTED = 0x04, 0x02
PHASE_ENCODED, BACKWARD = 0x04, 0x02                  # sense byte 3

MOST = 65535                  # bytes of one block, data chaining included
GAP = 5_000                   # microseconds to start, pass a gap and stop, at 112.5 inches/s
INCHES_A_SECOND = 112.5
BLOCK_GAP = 0.6               # inches
TRAILER = 25                  # feet of tape behind the end-of-tape marker


class Tape(Device):
    """A drive with a reel on it (`image`), or without (None: not ready).

    ring:    the reel has its write-enable ring; None: if its image may be written
    unloaded: a reel the program has rewound and unloaded, for the operator to take
    reel:    length in feet up to the end-of-tape marker; 0: endless.  What is written TRAILER feet
             behind it runs off the reel: intervention required
    tracks:  9 or 7
    """

    type = "2400"
    sense_length = 6
    MEDIUM = "image"

    def __init__(self, image=None, ring: bool | None = None, tracks: int = 9, reel: int = 0,
                 type: str = "2400"):
        super().__init__()
        self.type = type
        self.image = image
        self.unloaded = None
        self.ring = self.has_ring(ring)
        self.tracks = tracks
        self.reel = reel
        self.density = 1600 if tracks == 9 else 800
        self.mode = Mode()                # seven-track: conversion in force
        self.command = 0
        self.out = b""
        self.ending = DONE
        self.extra = 0                    # sense byte 1 of the last unit check
        self.wrote = False
        self.backward = False

    # -- the operator's side

    def mount(self, image, ring: bool | None = None) -> None:
        """Put a reel on and press START."""
        was, self.image = self.image, image
        self.unloaded = None
        self.ring = self.has_ring(ring)
        self.wrote = self.backward = False
        if was is None:
            self.notify(DEVICE_END)

    def has_ring(self, ring: bool | None) -> bool:
        return self.image is not None and not self.image.read_only and ring is not False

    def dismount(self):
        """Take the reel off, or the one the program has unloaded; gives it."""
        was = self.image or self.unloaded
        self.image = self.unloaded = None
        return was

    # -- the channel's side

    def start(self, command: int) -> int:
        self.ending = DONE
        self.later = self.busy_time = 0
        self.command = command
        if command == SENSE:
            self.set_sense()
            self.out = bytes(self.sense_bytes)
            return 0
        if command == NOP:
            return DONE
        self.sense_bytes[:] = bytes(self.sense_length)
        self.extra = 0
        if not self.knows(command):
            return self.failed(COMMAND_REJECT)
        if self.image is None:
            return self.failed(INTERVENTION)
        if command in (WRITE, WRITE_MARK, ERASE_GAP) and not self.ring:
            return self.failed(COMMAND_REJECT, FILE_PROTECTED)
        if command in (WRITE, WRITE_MARK, ERASE_GAP) and self.beyond(self.reel + TRAILER):
            return self.failed(INTERVENTION)
        if command == READ:
            return self.start_read(self.image.read_forward(), False)
        if command == WRITE:
            self.wants = MOST
            return 0
        if command in MOTIONS:
            self.later = DEVICE_END | self.motion(command)
            self.wrote = command in (WRITE_MARK, ERASE_GAP)
            return CHANNEL_END
        if command == READ_BACKWARD:
            return self.start_backward()
        if command == TRACK_IN_ERROR:
            self.wants = 1
            return 0
        return self.set_mode(command)

    def knows(self, command: int) -> bool:
        return (command in (READ, WRITE, READ_BACKWARD) or command in MOTIONS
                or command & 7 == 3 and command > NOP)

    def failed(self, sense0: int, sense1: int = 0) -> int:
        """Unit check."""
        self.check(sense0)
        self.extra = sense1
        self.set_sense()
        return UNIT_CHECK

    def set_sense(self) -> None:
        """The bytes that tell of the drive's present state."""
        status = self.extra
        if self.image is None:
            status |= NOT_READY
        else:
            status |= READY
            if self.image.at_load_point:
                status |= AT_LOAD_POINT
            if not self.ring:
                status |= FILE_PROTECTED
            if self.wrote:
                status |= WRITE_STATUS
        if self.tracks == 7:
            status |= SEVEN_TRACK
        self.sense_bytes[1] = status
        self.sense_bytes[2] = 0x03        # no track in error
        self.sense_bytes[3] = ((PHASE_ENCODED if self.density == 1600 else 0)
                               | (BACKWARD if self.backward else 0))

    def set_mode(self, command: int) -> int:
        """Density and, on seven tracks, parity, conversion and translation."""
        if self.tracks == 7:
            mode = Mode.from_command(command)
            if mode is not None:
                self.mode, self.density = mode, mode.density
        elif self.image.at_load_point and command in (MODE_1600, MODE_800):
            self.density = 1600 if command == MODE_1600 else 800
        return DONE

    def start_read(self, block, backward: bool) -> int:
        """What passed the head becomes data and ending status."""
        self.wrote = False
        self.backward = backward
        self.out = b""
        if block is MARK:
            self.ending = DONE | UNIT_EXCEPTION
            self.busy_time = GAP
            return 0
        if block is END or block is DAMAGED:
            self.ending = DONE | self.no_block()
            self.busy_time = GAP
            return 0
        self.busy_time = self.block_time(len(block))
        if self.tracks == 7:
            block, whole = convert_in(block, self.mode)
            if not whole:
                self.ending = DONE | self.failed(CONVERTER_CHECK)
        self.out = block[::-1] if backward else block
        return 0

    def start_backward(self) -> int:
        if self.tracks == 7 and self.mode.converter:
            return self.failed(COMMAND_REJECT)
        block = self.image.read_backward()
        if block is LOAD_POINT:
            self.backward = True
            return self.failed(0, AT_LOAD_POINT)
        return self.start_read(block, True)

    def motion(self, command: int) -> int:
        """Do it; unit check and unit exception to come with device end."""
        image = self.image
        self.busy_time = GAP
        self.backward = command in (BACKSPACE, BACKSPACE_FILE)
        if command == WRITE_MARK:
            return self.recorded(image.write_mark()) | self.marker()
        if command == ERASE_GAP:
            return self.marker()
        if command == FORWARD:
            return self.spaced(image.space_forward())
        if command == BACKSPACE:
            return self.spaced(image.space_backward())
        if command == FORWARD_FILE:
            return self.spaced(image.forward_file(), True)
        if command == BACKSPACE_FILE:
            return self.spaced(image.backward_file(), True)
        self.busy_time = 1_000_000
        image.rewind()
        if command == REWIND_UNLOAD:
            self.unloaded, self.image = image, None
            return self.failed(INTERVENTION)
        return 0

    def spaced(self, met: Event | None, file: bool = False) -> int:
        """What spacing met; a tape mark that was looked for is no unit exception."""
        if met is None:
            return 0
        if met is MARK:
            return 0 if file else UNIT_EXCEPTION
        if met is LOAD_POINT:
            return self.failed(0, AT_LOAD_POINT)
        return self.no_block()

    def no_block(self) -> int:
        """Nothing (END) or nothing that can be read (DAMAGED) is there."""
        self.trouble = self.image.reason
        return self.failed(DATA_CHECK)

    def recorded(self, met: Event | None) -> int:
        """A write; DAMAGED when the host could not take it."""
        if met is None:
            return 0
        self.trouble = self.image.reason
        return self.failed(EQUIPMENT)

    def block_time(self, count: int) -> int:
        return GAP + int(count / self.density / INCHES_A_SECOND * 1_000_000)

    def marker(self) -> int:
        """Unit exception when the end-of-tape marker has been passed in writing."""
        return UNIT_EXCEPTION if self.beyond(self.reel) else 0

    def beyond(self, feet: int) -> bool:
        """The tape has come as far as that (never an endless one)."""
        inches = self.image.offset / self.density + BLOCK_GAP * self.image.position
        return bool(self.reel) and inches >= 12 * feet

    def read(self) -> bytes:
        return self.out

    def write(self, data: bytes) -> None:
        if self.command == TRACK_IN_ERROR or not data:
            return
        if self.tracks == 7:
            data = convert_out(data, self.mode)
        self.ending |= self.recorded(self.image.write(data))
        self.wrote = True
        self.backward = False
        self.busy_time = self.block_time(len(data))
        self.ending |= self.marker()

    def end(self, count: int) -> int:
        return self.ending

    def close(self) -> None:
        """The drive goes away, with it a reel that the program has unloaded."""
        super().close()
        if self.unloaded is not None and hasattr(self.unloaded, "close"):
            self.unloaded.close()

    # -- state

    SAVED = ("ring", "density", "command", "out", "ending", "extra", "wrote", "backward",
             "busy_time", "wants")

    def save(self) -> dict:
        state = self.saved() | {name: getattr(self, name) for name in self.SAVED}
        state["mode"] = self.mode.save()
        state["image"] = None if self.image is None else self.image.save()
        return state

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, self.SAVED)
        self.mode = Mode(*state["mode"])
        if state["image"] is None:
            self.unloaded, self.image = self.image, None
        elif self.image is not None:
            self.image.load(state["image"])
