"""Disk commands that the shared vectors leave out; expected values are the manual's (GA26-3599)."""
import pytest

from disk_machine import (FULL_CHECK, MASK, OK, READ, SEARCH, SEEK, SENSE, TIC, UNIT, WRITE,
                          DiskMachine, address, ident, loop)
from memory_volume import MemoryVolume, record, records_of, slot
from s360.devices.base import DEVICE_END
from s360.devices.dasd import Dasd
from s360.devices.drum import Drum
from s360.errors import ConfigError, S360Error


def pack(*records, cylinder=1, head=2, device="2314", **more):
    """A volume whose track 1/2 holds R0 and these (data, key) records, and a machine on it."""
    shapes = {"2314": (203, 20, 7680), "3330-1": (411, 19, 13312), "2311": (203, 10, 4096)}
    cylinders, heads, size = shapes[device]
    flag = more.pop("flag", 0)
    made = [record(cylinder, head, 0, bytes(8))]
    made += [record(cylinder, head, n, data, key) for n, (data, key) in enumerate(records, 1)]
    volume = MemoryVolume(device, cylinders, heads, size,
                          {(cylinder, head): slot(cylinder, head, made, size, flag)}, **more)
    return DiskMachine(volume)


# -- file scan

@pytest.mark.parametrize("command, argument, found", [
    (0x2D, b"KEY2" + b"\xff" * 4, True),         # X'FF' in storage matches anything
    (0x2D, b"\xffEY2BBBB", True),
    (0x2D, b"KEY2BBBA", False),
    (0x4D, b"KEY2BBBA", True),                   # disk high
    (0x4D, b"KEY2BBBB", False),
    (0x6D, b"KEY2BBBB", True),
    (0x6D, b"KEY2BBBC", False),
    (0x6D, b"KEY2B", True),                      # compared as far as it goes
    (0x2D, b"\xff" * 8, False),                  # nothing was compared
])
def test_file_scan_compares_key_and_data_after_the_id(command, argument, found):
    machine = pack((b"AAAA", b"KEY1"), (b"BBBB", b"KEY2"))
    status, _, _, _ = loop(machine, 1, 2, 2, (command, argument, 0x20))
    assert status == (0x4C if found else OK)


# -- orientation after space count

def test_space_count_leads_to_the_record_behind_a_bad_count():
    machine = pack((b"FIRST", b""), (b"SECOND", b"KEY2"))
    bad = bytearray(machine.volume.tracks[1, 2])
    start = 5 + 16 + 8 + 5
    bad[start + 5:start + 8] = b"\xff\xff\xff"              # lengths that run out of the slot
    machine.volume.tracks[1, 2] = bytes(bad)
    status, _, _, areas = loop(machine, 1, 2, 1, (0x0F, bytes((4, 0, 6)), 0x40), (0x0E, 10, 0))
    assert status == OK
    assert areas[-1] == b"KEY2SECOND"


def test_space_count_with_the_records_own_lengths_reads_it():
    machine = pack((b"FIRST", b""), (b"SECOND", b"KEY2"))
    status, _, _, areas = loop(machine, 1, 2, 1, (0x0F, bytes((4, 0, 6)), 0x40), (READ, 6, 0))
    assert (status, areas[-1]) == (OK, b"SECOND")


def test_space_count_with_other_lengths_is_a_data_check():
    machine = pack((b"FIRST", b""), (b"SECOND", b"KEY2"))
    status, *_ = loop(machine, 1, 2, 1, (0x0F, bytes((4, 0, 9)), 0x40), (READ, 6, 0))
    assert status == FULL_CHECK
    assert machine.sense()[0] == 0x08


# -- control commands

def test_restore_is_immediate_and_does_nothing():
    machine = pack((b"X", b""))
    assert machine.run((SEEK, address(9, 3)), (0x17, 1), (0x1A, 5))[3][-1] == b"\0\0\x09\0\x03"


def test_reserve_and_release_give_the_sense_bytes():
    machine = pack((b"X", b""))
    status, channel, _, areas = machine.run((0xB4, 6, 0))
    assert (status, channel, areas[0]) == (OK, 0, bytes(6))
    assert machine.drive.reserved
    assert machine.run((0x94, 6, 0))[:2] == (OK, 0)
    assert not machine.drive.reserved


def test_seek_gives_channel_end_then_device_end():
    machine = pack((b"X", b""))
    machine.run((SEEK, address(100, 0), 0))
    assert [csw[4] for csw in machine.csws] == [0x08, 0x04]


def test_seek_to_where_the_arm_stands_ends_at_once():
    machine = pack((b"X", b""))
    machine.run((SEEK, address(0, 3), 0))
    assert [csw[4] for csw in machine.csws] == [0x0C]


def test_a_seeking_drive_is_busy():
    machine = pack((b"X", b""))
    storage, channels = machine.storage, machine.channels
    storage.write(0x1000, bytes.fromhex("0700200000000006 0300000000000001"))
    storage.write(0x2000, address(100, 0))
    storage.write(0x48, (0x1000).to_bytes(4, "big"))
    assert channels.sio(UNIT) == 0
    channels.now = channels.next_event
    channels.advance()
    assert channels.accept(0x7F) == UNIT and storage.read(0x44, 1) == b"\x08"
    storage.write(0x48, (0x1008).to_bytes(4, "big"))
    assert channels.sio(UNIT) == 1
    assert storage.read(0x44, 1)[0] & 0x10
    channels.idle()
    assert channels.accept(0x7F) == UNIT and storage.read(0x44, 1) == b"\x04"


@pytest.mark.parametrize("distance, milliseconds", [(1, 25), (202, 130)])
def test_seek_time_of_a_2314(distance, milliseconds):
    drive = Dasd(MemoryVolume())
    drive.start(SEEK)
    drive.write(address(distance, 0))
    assert drive.end(6) == 0x08
    assert drive.later == DEVICE_END
    assert drive.busy_time == milliseconds * 1000


def test_a_revolution_takes_the_time_of_the_type():
    machine = pack((b"X" * 800, b""))
    loop(machine, 1, 2, 1, (READ, 800, 0x40), (READ, 800, 0))
    assert machine.drive.busy_time == 25_000


# -- rotational position sensing

def test_sectors_of_a_3330():
    machine = pack((b"A" * 6000, b""), (b"B" * 100, b""), device="3330-1")
    status, _, _, areas = loop(machine, 1, 2, 2, (READ, 100, 0x40), (0x22, 1, 0))
    assert status == OK and 55 <= areas[-1][0] <= 64
    assert machine.run((0x23, b"\x40", 0x40), (0x1A, 5, 0))[0] == OK
    status, *_ = machine.run((0x23, b"\x80", 0))
    assert status & 0x02 and machine.sense(24)[0] == 0x80


def test_sense_of_a_3330_has_24_bytes_with_the_arm_in_them():
    machine = pack((b"A", b""), device="3330-1", cylinder=300, head=5)
    machine.run((SEEK, address(300, 5), 0x40), (0x1A, 5, 0x40), (SEARCH, ident(9, 9, 9), 0x40),
                (TIC, 2))
    sense = machine.sense(24)
    assert sense[:2] == b"\0\x08"                 # no record found
    assert sense[5] == 300 & 0xFF and sense[6] == (300 >> 8) << 6 | 5
    machine.run((0x54, 1, 0))
    assert machine.sense(24)[:8] == bytes((0x80, 0, 0, 0, 0, 300 & 0xFF, (300 >> 8) << 6 | 5, 0x01))


def test_buffered_log_of_a_3330():
    machine = pack((b"A", b""), device="3330-1")
    assert machine.run((0xA4, 24, 0))[0::3] == (OK, [bytes(24)])


# -- what may not be written

def test_read_only_volume():
    machine = pack((b"OLD", b""), read_only=True)
    status, *_ = loop(machine, 1, 2, 1, (WRITE, b"NEW", 0))
    assert status & 0x02
    assert machine.sense()[:2] == b"\x80\x04"
    assert machine.volume.log == []


def test_read_only_3330_says_write_inhibited():
    machine = pack((b"OLD", b""), device="3330-1", read_only=True)
    loop(machine, 1, 2, 1, (WRITE, b"NEW", 0))
    assert machine.sense(24)[:2] == b"\x80\x02"


def test_home_address_of_another_track_is_refused():
    machine = pack((b"OLD", b""))
    before = dict(machine.volume.tracks)
    machine.run((SEEK, address(1, 2)), (MASK, b"\xc0"), (0x19, b"\0" + address(1, 3)[2:], 0))
    assert machine.sense()[0] == 0x80
    assert machine.volume.tracks == before


# -- crash rule: what reaches the volume, in one piece each

def test_a_data_write_is_one_update_of_its_own_bytes():
    machine = pack((b"AAAA", b"KEY1"), (b"BBBB", b"KEY2"))
    start = 5 + 16 + (8 + 8)
    loop(machine, 1, 2, 2, (WRITE, b"NEWB", 0))
    loop(machine, 1, 2, 2, (0x0D, b"KEYX", 0x20))
    assert machine.volume.log == [("update", 1, 2, start + 12, 4), ("update", 1, 2, start + 8, 8)]
    assert records_of(machine.volume.tracks[1, 2])[2][1:3] == (b"KEYX", bytes(4))


def test_a_format_write_is_one_track_written():
    machine = pack((b"AAAA", b""), (b"BBBB", b""))
    new = ident(1, 2, 2) + b"\0\0\x03NEW"
    loop(machine, 1, 2, 1, (0x1D, new, 0))
    assert machine.volume.log == [("track", 1, 2)]
    assert [r[2] for r in records_of(machine.volume.tracks[1, 2])] == [bytes(8), b"AAAA", b"NEW"]


def test_the_write_is_on_the_volume_before_channel_end():
    volume = pack((b"AAAA", b"")).volume
    drive = Dasd(volume)
    seen = []
    for command, data in ((SEEK, address(1, 2)), (SEARCH, ident(1, 2, 0)), (SEARCH, ident(1, 2, 1)),
                          (WRITE, b"NEW!")):
        drive.start(command)
        drive.chained = True
        drive.write(data)
        before = list(volume.log)
        seen.append((before, drive.end(len(data)), list(volume.log)))
    assert seen[-1][1] == OK
    assert len(seen[-1][2]) == 1


def test_a_track_changed_by_another_user_is_not_written_over():
    machine = pack((b"AAAA", b""))
    drive, volume = machine.drive, machine.volume
    for command, data in ((SEEK, address(1, 2)), (SEARCH, ident(1, 2, 0)),
                          (SEARCH, ident(1, 2, 1))):
        drive.start(command)
        drive.chained = True
        drive.write(data)
        drive.end(len(data))
    other = slot(1, 2, [record(1, 2, 0, bytes(8)), record(1, 2, 7, b"OTHERS")], 7680)
    volume.tracks[1, 2] = other
    drive.start(WRITE)
    drive.write(b"MINE")
    assert drive.end(4) & 0x02
    assert drive.sense_bytes[0] == 0x10
    assert volume.tracks[1, 2] == other


# -- tracks read once

def test_a_channel_program_reads_its_track_once():
    machine = pack(*[(b"%04d" % n, b"") for n in range(20)])
    machine.volume.reads = 0
    loop(machine, 1, 2, 20, (READ, 4), *[(READ, 4)] * 40)
    assert machine.volume.reads == 1


def test_a_change_by_another_user_is_seen_by_the_next_program():
    machine = pack((b"AAAA", b""))
    loop(machine, 1, 2, 1, (READ, 4, 0))
    other = DiskMachine(machine.volume)
    loop(other, 1, 2, 1, (WRITE, b"BBBB", 0))
    assert loop(machine, 1, 2, 1, (READ, 4, 0))[3][-1] == b"BBBB"


# -- defective and alternate tracks

def test_a_defective_track_gives_track_condition_but_shows_home_address_and_r0():
    machine = pack((b"AAAA", b""), flag=2)
    status, _, _, areas = machine.run((SEEK, address(1, 2)), (0x1A, 5), (0x16, 16, 0))
    assert status == OK and areas[1] == b"\x02" + address(1, 2)[2:]
    assert areas[2][:5] == ident(1, 2, 0)
    status, *_ = machine.run((SEEK, address(1, 2)), (READ, 4, 0))
    assert status == FULL_CHECK
    assert machine.sense()[0] == 0x02


def test_no_head_switch_away_from_an_alternate_track():
    machine = pack((b"AAAA", b""), flag=1)
    status, _, _, areas = machine.run((SEEK, address(1, 2)), (0x1A, 5), (0x86, 4), (0x86, 4, 0))
    assert status == FULL_CHECK and areas[2] == b"AAAA"
    assert machine.sense()[0] == 0x02


def test_write_home_address_flags_a_track():
    machine = pack((b"AAAA", b""))
    home = b"\x02" + address(1, 2)[2:]
    r0 = ident(5, 6, 0) + b"\0\0\x08" + bytes(8)            # names the alternate track
    machine.run((SEEK, address(1, 2)), (MASK, b"\xc0"), (0x19, home), (0x15, r0, 0))
    assert machine.sense()[:2] == b"\0\0"
    _, _, _, areas = machine.run((SEEK, address(1, 2)), (0x1A, 5), (0x16, 16, 0))
    assert areas[1:] == [home, r0]


# -- record overflow

def overflow_pack(last_head=3, heads=20):
    size = 7680
    tracks = {(1, 2): slot(1, 2, [record(1, 2, 0, bytes(8)),
                                  record(1, 2, 1, b"PART1", b"KK", overflow=True)], size)}
    if last_head < heads:
        tracks[1, 3] = slot(1, 3, [record(1, 3, 0, bytes(8)), record(1, 3, 1, b"PART2")], size)
    return DiskMachine(MemoryVolume("2314", 203, heads, size, tracks))


def test_an_overflow_record_is_read_and_written_over_its_tracks():
    machine = overflow_pack()
    status, _, _, areas = loop(machine, 1, 2, 1, (0x0E, 12, 0))
    assert (status, areas[-1]) == (OK, b"KKPART1PART2")
    status, *_ = loop(machine, 1, 2, 1, (WRITE, b"first+last", 0))
    assert status == OK
    assert records_of(machine.volume.tracks[1, 2])[1][1:3] == (b"KK", b"first")
    assert records_of(machine.volume.tracks[1, 3])[1][2] == b"+last"


def test_an_overflow_record_at_the_end_of_a_cylinder_is_incomplete():
    machine = overflow_pack(heads=3)
    status, _, _, areas = loop(machine, 1, 2, 1, (READ, 10, 0))
    assert status == FULL_CHECK and areas[-1][:5] == b"PART1"
    assert machine.sense()[1] == 0x21 and machine.sense()[5] == 0x06
    loop(machine, 1, 2, 1, (WRITE, b"12345", 0))
    assert machine.sense()[1] == 0x21 and machine.sense()[5] == 0x05
    assert records_of(machine.volume.tracks[1, 2])[1][2] == b"12345"


def test_a_file_mask_stops_a_record_overflow():
    machine = overflow_pack()
    status, *_ = machine.run((SEEK, address(1, 2)), (MASK, b"\x18"), (0x1A, 5), (READ, 10, 0))
    assert status == FULL_CHECK
    assert machine.sense()[1] == 0x05


# -- ready and not ready

def test_a_drive_without_a_pack_is_not_ready():
    machine = DiskMachine(MemoryVolume())
    machine.drive.unmount()
    assert machine.run((SEEK, address(0, 0), 0))[0] == 0x02
    assert machine.cc == 1
    assert machine.sense()[0] == 0x40
    machine.drive.mount(MemoryVolume())
    assert machine.channels.accept(0x7F) == UNIT
    assert machine.storage.read(0x44, 2) == b"\x04\0"
    assert machine.run((0x1A, 5, 0))[0] == OK


def test_a_pack_of_another_type_does_not_fit():
    with pytest.raises(ConfigError, match="2311 volume .* 2314 drive"):
        Dasd(MemoryVolume("2311", 203, 10, 4096), "2314")
    with pytest.raises(S360Error, match="9999"):
        Dasd(None, "9999")


def test_a_2314_pack_fits_on_a_2319():
    assert DiskMachine(MemoryVolume(), Dasd(MemoryVolume(), "2319")).run((0x1A, 5, 0))[0] == OK


# -- initial program loading

def test_a_disk_is_loaded_from():
    psw = bytes.fromhex("0000000000000400")
    ccws = bytes.fromhex("0600040060000050 0600050020000004")
    tracks = {(0, 0): slot(0, 0, [record(0, 0, 0, bytes(8)), record(0, 0, 1, psw + ccws, b"IPL1"),
                                  record(0, 0, 2, b"P" * 80), record(0, 0, 3, b"Q" * 4)], 7680)}
    machine = DiskMachine(MemoryVolume(tracks=tracks))
    machine.run((SEEK, address(7, 7), 0))
    machine.channels.ipl_start(UNIT)
    machine.channels.idle()
    assert machine.storage.read(0, 8) == psw
    assert machine.storage.read(0x400, 80) == b"P" * 80
    assert machine.storage.read(0x500, 4) == b"Q" * 4


# -- drums

@pytest.mark.parametrize("device, cylinders, heads, size, where", [
    ("2301", 1, 200, 20992, (0, 199)), ("2303", 80, 10, 5120, (79, 9))])
def test_a_drum_seeks_in_no_time(device, cylinders, heads, size, where):
    volume = MemoryVolume(device, cylinders, heads, size)
    machine = DiskMachine(volume, Drum(volume))
    machine.run((SEEK, address(*where), 0))
    assert [csw[4] for csw in machine.csws] == [0x0C]
    machine.run((SEEK, address(where[0] + 1, 0) if device == "2303" else address(0, 200), 0))
    assert machine.sense()[0] == 0x81
    new = ident(*where, 1) + b"\0" + (4096).to_bytes(2, "big") + b"P" * 4096
    machine.run((SEEK, address(*where), 0x40), (SEARCH, ident(*where, 0), 0x40), (TIC, 1),
                (0x1D, new, 0))
    assert machine.sense()[:2] == b"\0\0"
    assert loop(machine, *where, 1, (READ, 4096, 0))[3][-1] == b"P" * 4096


def test_only_drums_are_drums():
    with pytest.raises(ConfigError, match="2314 is not a drum"):
        Drum(MemoryVolume())


# -- how much goes on a track (GX20-1710 style capacity tables)

@pytest.mark.parametrize("device, shape, length, records", [
    ("2311", (203, 10, 4096), 80, 25), ("2311", (203, 10, 4096), 829, 4),
    ("2314", (203, 20, 7680), 80, 40), ("2314", (203, 20, 7680), 800, 7),
    ("3330-1", (411, 19, 13312), 4096, 3), ("3350", (560, 30, 19456), 800, 19)])
def test_a_track_takes_as_many_records_as_the_table_says(device, shape, length, records):
    machine = DiskMachine(MemoryVolume(device, *shape))
    new = [(0x1D, ident(2, 3, n) + b"\0" + length.to_bytes(2, "big") + bytes(length), 0x40)
           for n in range(1, records + 2)]
    status, *_ = loop(machine, 2, 3, 0, *new)
    assert status == FULL_CHECK
    assert machine.sense()[1] == 0x40                        # track overrun
    assert len(records_of(machine.volume.tracks[2, 3])) == records + 1


# -- state

def test_a_drive_saved_anywhere_goes_on_in_another():
    """Each command of a program on a drive of its own, state carried over, even inside an
    operation; the result is that of one drive."""
    def program(move):
        volume = pack((b"AAAA", b"KEY1"), (b"BBBB", b"KEY2"), (b"CCCC", b"KEY3")).volume
        drive, out = Dasd(volume), []
        for command, data in ((SEEK, address(1, 2)), (MASK, b"\x80"), (SEARCH, ident(1, 2, 0)),
                              (SEARCH, ident(1, 2, 1)), (SEARCH, ident(1, 2, 2)),
                              (0x29, b"KEY2"), (WRITE, b"NEW2"), (READ, b""), (0x92, b""),
                              (0x1D, b"12345678"), (SENSE, b"")):
            out.append(drive.start(command))
            drive.chained = True
            drive = move(drive, volume)
            if command & 3 == 2 or command == SENSE:
                out.append(drive.read())
            else:
                drive.write(data)
            drive = move(drive, volume)
            out.append(drive.end(len(data)))
            drive = move(drive, volume)
        return out, volume.tracks

    def carry(drive, volume):
        state = drive.save()
        other = Dasd(volume)
        other.load(state)
        assert other.save() == state
        return other

    assert program(lambda drive, volume: drive) == program(carry)
    assert program(carry)[0].count(b"CCCC") == 1
