"""Direct access storage with count-key-data format: 2311, 2314, 2319, 2302, 2305, 3330, 3340, 3350.

The channel drives it through the contract in base.py; drum.py makes the 2301 and 2303 of it.  This
file is the drive and its control unit: where the arm stands, what passed under the head last, the
state of the channel program under way, sense.  The commands are functions in dasd_control,
dasd_read, dasd_search and dasd_write; the track itself is in dasd_track.

File mask, orientation and the count of index points last for one chain; the channel's `chained`
says where one begins.

Orientation is (`record`, `area`): the area that passed the head last.  A new chain and every seek
begin with the index point just about to pass, so a channel program's result never depends on time.

The volume is anything with cylinders, heads, track_size, device_type, read_only, read_track,
write_track and update (see s360/media/ckd.py).  Every write reaches the volume before channel end
is given: data by one `update` of the bytes that change, formats by one `write_track`.

Source: GA26-3599 (2314), GA26-5988 (2841: 2311, 2302, 2303), GA26-1592 (3830: 3330).
Not implemented: 2321; the two-channel switch keeps others out only by its flag; automatic change to
alternate tracks of the 3330 and later (they give track condition check like the 2314); diagnostic
commands; the continue-scan commands of the file scan feature; the statistics in the buffered log,
which is always zero; 2305 multiple requesting.
"""
from __future__ import annotations

from ..errors import ConfigError, S360Error
from ..media.geometry import Geometry, geometry_of
from . import dasd_control, dasd_read, dasd_search, dasd_write
from .base import (COMMAND_REJECT, DATA_CHECK, DEVICE_END, DONE, EQUIPMENT,
                   INTERVENTION, UNIT_CHECK, Device)
from .dasd_sense import (Check, DATA_CHECK_IN_COUNT, END_OF_CYLINDER, FILE_PROTECTED,
                         INVALID_COMMAND, MISSING_ADDRESS_MARKER, NO_RECORD_FOUND,
                         TRACK_CONDITION, sense_of)
from .dasd_track import (ALTERNATE, COUNT, COUNT_LENGTH, DEFECTIVE, HOME, HOME_LENGTH, INDEX, KEY,
                         Track)

NOP, SENSE = 0x03, 0x04
MULTITRACK = 0x80

# command byte -> function, all drives
COMMANDS = {
    0x03: dasd_control.no_operation,
    0x07: dasd_control.seek,
    0x0B: dasd_control.seek_cylinder,
    0x1B: dasd_control.seek_head,
    0x13: dasd_control.recalibrate,
    0x17: dasd_control.restore,
    0x0F: dasd_control.space_count,
    0x1F: dasd_control.set_file_mask,
    0x94: dasd_control.device_release,
    0xB4: dasd_control.device_reserve,
    0x02: dasd_read.read_ipl,
    0x11: dasd_write.erase,
    0x05: dasd_write.write_data,
    0x0D: dasd_write.write_key_data,
    0x1D: dasd_write.write_count_key_data,
    0x01: dasd_write.write_special_count_key_data,
    0x15: dasd_write.write_r0,
    0x19: dasd_write.write_home_address,
}
# the same with X'80' added: multiple track
EITHER = {
    0x06: dasd_read.read_data,
    0x0E: dasd_read.read_key_data,
    0x12: dasd_read.read_count,
    0x16: dasd_read.read_r0,
    0x1A: dasd_read.read_home_address,
    0x1E: dasd_read.read_count_key_data,
    0x39: dasd_search.search_home_address,
    0x31: dasd_search.search_id, 0x51: dasd_search.search_id, 0x71: dasd_search.search_id,
    0x29: dasd_search.search_key, 0x49: dasd_search.search_key, 0x69: dasd_search.search_key,
}
# file scan feature
SCAN = {
    0x2D: dasd_search.search_key_data, 0x4D: dasd_search.search_key_data,
    0x6D: dasd_search.search_key_data,
}
# rotational position sensing and the log, 3330 and later
ROTATION = {
    0x23: dasd_control.set_sector,
    0x22: dasd_control.read_sector,
    0xA4: dasd_control.read_buffered_log,
}


def commands_of(geometry: Geometry) -> dict:
    """The command table of a drive."""
    table = dict(COMMANDS)
    for part in (EITHER, SCAN):
        for command, function in part.items():
            table[command] = table[command | MULTITRACK] = function
    if geometry.sense == 24:
        table.update(ROTATION)
    return table


# name -> function, for operations saved before their end
FINISHING = {function.__name__: function
             for part in (dasd_control, dasd_search, dasd_write)
             for function in part.FINISHING}


class Dasd(Device):
    """A drive with a volume on it, or without one (`volume` None: not ready).

    cylinder, head: where the arm and the head selection stand
    record, area:   orientation; record is -1 at INDEX and HOME
    indexes:        index points passed without an operation that starts the count again
    before, allowed: what the preceding command established for a write (dasd_search)
    mask:           file mask of this chain; None until set
    """
    MEDIUM = "volume"

    def __init__(self, volume=None, type: str = "") -> None:
        self.type = type or (str(volume.device_type) if volume is not None else "2314")
        self.geometry = geometry_of(self.type)
        self.sense_length = self.geometry.sense
        super().__init__()
        self.commands = commands_of(self.geometry)
        self.volume = None
        self.chained = False
        self.cylinder = self.head = 0
        self.reserved = False
        self.angle = 0                       # byte of the slot under the head, for busy_time
        self.track: Track | None = None      # trusted in this chain
        self.seen: Track | None = None       # parsed in an earlier one
        self._forget()
        self._new_chain()
        if volume is not None:
            self._load_volume(volume)

    def _forget(self) -> None:
        """Nothing of an operation is left."""
        self.command = 0
        self.multitrack = False
        self.out = b""
        self.given = b""                     # what the channel gathered
        self.field = b""                     # what a search compares it with
        self.counting = False                # its first 8 bytes say how many there should be
        self.finish = None                   # what `end` still does
        self.pieces = []                     # what a data write changes (dasd_write)
        self.trouble: Check | None = None    # unit check after what could be done
        self.ending = DONE
        self.exact = True
        self.turns = 0

    def _new_chain(self) -> None:
        self.mask: int | None = None
        self.indexes = 0
        self.before = self.allowed = 0
        self.spaced: list[int] | None = None
        self.track = None
        self.orient(-1, INDEX)

    # -- the channel's side

    def start(self, command: int) -> int:
        if not self.chained:
            self._new_chain()
        self._forget()
        self.wants = self.later = self.busy_time = 0
        if command == SENSE:
            self.out = bytes(self.sense_bytes)
            self.before = self.allowed = 0
            self.indexes = 0
            return 0
        if command != NOP:
            self.sense_bytes[:] = bytes(self.sense_length)
        if self.volume is None:
            return self._failed(Check(INTERVENTION))
        function = self.commands.get(command)
        if function is None:
            return self._failed(Check(COMMAND_REJECT, message=INVALID_COMMAND))
        self.command = command
        self.multitrack = command & MULTITRACK != 0
        self.before, self.allowed = self.allowed, 0
        try:
            return function(self) or 0
        except Check as check:
            status = self._failed(check)
            if check.refused:
                return status
            self.ending = DONE | status
            self.wants = 0
            self.finish = None
            return 0

    def read(self) -> bytes:
        return self.out

    def write(self, data: bytes) -> None:
        self.given = data = self.given + data
        if self.counting and len(data) >= COUNT_LENGTH:
            self.counting = False
            self.wants = data[5] + (data[6] << 8 | data[7])

    def end(self, count: int) -> int:
        if self.finish is not None:
            finish, self.finish = self.finish, None
            try:
                finish(self)
            except Check as check:
                self.trouble = check
        if self.trouble is not None:
            self.ending = DONE | self._failed(self.trouble)
            self.trouble = None
            self.later = 0
        if self.ending & DEVICE_END:
            self._rotate()
        return self.ending

    def _failed(self, check: Check) -> int:
        """Set the sense bytes; gives unit check."""
        self.allowed = 0
        self.indexes = 0
        self.sense_bytes[:] = sense_of(self, check)
        return UNIT_CHECK

    def _rotate(self) -> None:
        """busy_time of an operation that only waits for the disk to turn and moves bytes."""
        angle = self._angle()
        geometry = self.geometry
        bytes_passed = angle - self.angle + self.turns * geometry.track
        self.angle = angle
        if bytes_passed > 0:
            self.busy_time += int(bytes_passed * geometry.revolution * 1000 / geometry.track)

    def _angle(self) -> int:
        if self.area == INDEX or self.track is None:
            return 0
        if self.area == HOME or self.record >= len(self.track):
            return HOME_LENGTH
        if self.area == COUNT:
            return self.track.key_at(self.record)
        if self.area == KEY:
            return self.track.data_at(self.record)
        return self.track.behind(self.record)

    # -- what passes under the head

    def orient(self, record: int, area: int) -> None:
        self.record, self.area = record, area

    def move(self, cylinder: int, head: int) -> None:
        """The arm stands at another track and the index point is next."""
        if (cylinder, head) != (self.cylinder, self.head):
            self.track = None
        self.cylinder, self.head = cylinder, head
        self.indexes = 0
        self.spaced = None
        self.angle = 0
        self.orient(-1, INDEX)

    def at(self) -> Track:
        """The track under the head; data check if its home address is not its own."""
        track = self.track
        if track is None:
            track = self.track = self._fetch()
        if not track.home:
            raise Check(DATA_CHECK, MISSING_ADDRESS_MARKER)
        return track

    def present(self) -> Track:
        """The same, for a command about the record that has just passed; data check when its count
        could not be read or another user of the volume has taken it away."""
        track = self.at()
        if self.record >= len(track):
            raise Check(DATA_CHECK)
        return track

    def fresh(self) -> Track:
        """The same, read again before it is written whole: the volume may have other users.
        Equipment check when the record that has passed is no longer there."""
        old = self.present()
        image = self.fetch(self.cylinder, self.head)
        if image == old.image:
            return old
        n, track = self.record, self.changed(image)
        if n >= 0 and (n >= len(track) or old.starts[n] != track.starts[n]
                       or old.count(n) != track.count(n)):
            raise Check(EQUIPMENT)
        return track

    def _fetch(self) -> Track:
        image = self.fetch(self.cylinder, self.head)
        seen = self.seen
        if (seen is None or seen.image != image
                or (seen.cylinder, seen.head) != (self.cylinder, self.head)):
            seen = self.seen = Track(image, self.cylinder, self.head)
        return seen

    def fetch(self, cylinder: int, head: int) -> bytes:
        """A slot of the volume; the host's trouble with the file is an equipment check."""
        try:
            return self.volume.read_track(cylinder, head)
        except (S360Error, OSError):
            raise Check(EQUIPMENT) from None

    def changed(self, image: bytes) -> Track:
        """The track under the head has been written and looks so now."""
        self.track = self.seen = Track(image, self.cylinder, self.head)
        return self.track

    def next_record(self, r0: bool = False) -> Track:
        """Wait for the next count; R0's is passed over unless `r0`."""
        while True:
            track = self.at()
            if track.flag & DEFECTIVE:
                raise Check(TRACK_CONDITION)
            n = self.record + 1
            if n == 0 and not r0:
                n = 1
            if n < len(track):
                self.orient(n, COUNT)
                self.spaced = None
                return track
            if track.broken:
                raise Check(DATA_CHECK, DATA_CHECK_IN_COUNT)
            self.index()

    def next_home(self) -> Track:
        """Wait for the home address."""
        if self.area != INDEX or self.multitrack:
            self.index()
        track = self.at()
        self.orient(-1, HOME)
        return track

    def index(self) -> None:
        """The index point passes: the next head of a multiple-track operation, or one more turn."""
        self.orient(-1, INDEX)
        self.turns += 1
        if self.multitrack:
            self.next_head()
            return
        self.indexes += 1
        if self.indexes >= 2:
            track = self.at()
            marker = MISSING_ADDRESS_MARKER if len(track) < 2 else 0
            raise Check(0, NO_RECORD_FOUND | marker)

    def next_head(self) -> None:
        if self.mask is not None and self.mask & 0x18 == 0x18:
            raise Check(0, FILE_PROTECTED)
        if self.at().flag & ALTERNATE:
            raise Check(TRACK_CONDITION)
        if self.head + 1 >= self.volume.heads:
            raise Check(0, END_OF_CYLINDER)
        self.head += 1
        self.track = None
        self.at()

    # -- the operator's side

    def mount(self, volume) -> None:
        """A pack is on the drive and up to speed: device end, unasked."""
        self._load_volume(volume)
        self.reset()
        self.notify(DEVICE_END)

    def _load_volume(self, volume) -> None:
        ours, theirs = self.geometry, geometry_of(str(volume.device_type))
        if ((ours.code, ours.slot) != (theirs.code, theirs.slot)
                or volume.cylinders > ours.all_cylinders):
            raise ConfigError(f"a {volume.device_type} volume of {volume.cylinders} cylinders does "
                              f"not fit on a {self.type} drive ({ours.all_cylinders} cylinders)")
        self.volume = volume
        self.seen = None

    def unmount(self) -> None:
        """The drive is stopped; every command but sense finds it not ready."""
        self.volume = self.seen = self.track = None

    def reset(self) -> None:
        super().reset()
        self.reserved = False
        self._forget()
        self._new_chain()

    # -- state

    SAVED = ("cylinder", "head", "record", "area", "indexes", "before", "allowed", "mask",
             "chained", "reserved", "spaced", "angle", "wants", "busy_time", "command", "exact",
             "multitrack", "out", "given", "field", "counting", "pieces", "ending", "turns")

    def save(self) -> dict:
        state = self.saved()
        state.update((name, getattr(self, name)) for name in self.SAVED)
        state["pieces"] = [list(piece) for piece in self.pieces]
        state["spaced"] = list(self.spaced) if self.spaced else None
        state["finish"] = self.finish.__name__ if self.finish else ""
        state["trouble"] = self.trouble.plain() if self.trouble else None
        return state

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, self.SAVED)
        self.finish = FINISHING.get(state["finish"])
        self.trouble = Check(*state["trouble"]) if state["trouble"] else None
        self.track = self.seen = None
