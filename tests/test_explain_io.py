"""What `explain_csw` and `why` tell of an I/O error; channel programs run by the machine too."""
from types import SimpleNamespace

import pytest

from explain_machine import HALT, IO, FakeMachine, run
from s360.explain import explain_csw, why
from s360.psw import PSW


def reader_with(csw, *ccws, at=0x500):
    m = FakeMachine()
    m.put(0x40, csw)
    for n, ccw in enumerate(ccws):
        m.put(at + 8 * n, ccw)
    m.storage[0x78:0x80] = HALT
    m.storage[0x38:0x40] = bytes(PSW(interruption_code=0x00C, ia=0x302))
    m.cpu.psw = PSW.from_bytes(HALT)
    m.last_interruption = (IO, 0x00C, 0)
    return m


def test_an_io_error_that_ended_in_a_wait():
    m = reader_with("00000508 0E00 0050", "02000800 20000050")
    m.devices = {0x00C: SimpleNamespace(type="2540R", sense_bytes=bytearray(b"\x40"))}
    told = why(m)
    assert "an I/O interruption led here" in told
    assert "device 00C (channel 0, unit 0C)" in told
    assert "unit status 0E: channel end, device end, unit check" in told
    assert ("CCW at 000500  02000800 20000050  Read (02), address 000800, count 80, flags SLI"
            in told)
    assert "sense bytes waiting: 40 (intervention required)" in told


def test_an_ordinary_ending_shows_the_csw_only_when_asked():
    m = reader_with("00000508 0C00 0000", "02000800 00000050")
    assert "CSW" not in why(m)
    assert "unit status 0C: channel end, device end" in why(m, csw=True)


@pytest.mark.parametrize("ccw, expected", [
    ("02000800 00000000", "the count must not be zero"),
    ("10000800 00000050", "command 10 is not valid: bits 4-7 are zero"),
    ("02000800 07000050", "bits 37-39 must be zero; flag byte 07"),
    ("02010000 00000050", "data address 010000 is beyond storage, which ends at 00FFFF"),
    ("0200FFF0 00000050", "80 bytes from 00FFF0 reach beyond storage"),
    ("08000502 00000000", "Transfer in Channel must name a doubleword boundary, not 000502"),
    ("08000500 00000000", "Transfer in Channel must not lead to another one"),
    ("08FFFFF8 00000000", "Transfer in Channel leads beyond storage, to FFFFF8"),
])
def test_program_check_tells_what_is_wrong_with_the_ccw(ccw, expected):
    told = explain_csw(reader_with("00000508 0020 0000", ccw))
    assert "channel status 20: program check" in told
    assert f"program check: {expected}" in told


@pytest.mark.parametrize("caw, ccw, expected", [
    ("0F000500", "02000800 00000050", "bits 4-7 of the CAW must be zero; it is 0F000500"),
    ("00000504", "02000800 00000050", "the CAW must name a doubleword boundary, not 000504"),
    ("00FFFFF8", "02000800 00000050", "the CAW names FFFFF8, beyond storage"),
    ("00000500", "08000600 00000000", "the first CCW must not be a Transfer in Channel"),
])
def test_program_check_of_the_caw(caw, ccw, expected):
    m = reader_with("00000000 0020 0000", ccw)
    m.put(0x48, caw)
    assert expected in explain_csw(m)


def test_incorrect_length_and_protection_check():
    told = explain_csw(reader_with("00000508 0C40 0014", "02000800 00000050"))
    assert "20 of 80 bytes were not transferred; the flag SLI would have allowed it" in told
    m = reader_with("30000508 0C10 0050", "02000800 00000050")
    m.storage.keys[1] = 0x40
    assert "the channel's key is 3, the storage key at 000800 is 4" in explain_csw(m)


def test_commands_have_their_device_s_names():
    m = reader_with("00000508 0E00 0000", "1D000800 00000050")
    m.devices = {0x190: SimpleNamespace(type="2314")}
    assert "Write Count, Key and Data (1D)" in explain_csw(m, 0x190)
    m.put(0x500, "B1")
    assert "Search ID Equal, Multiple Track (B1)" in explain_csw(m, 0x190)
    assert "Write (B1)" in explain_csw(m)


def waiting_for(unit, type, ccws, **options):
    """SIO of `unit`, then a wait enabled for I/O; the I/O new PSW is a disabled wait."""
    m = run(f"9C000{unit:03X}" "82000308", instructions=0, storage=[
        (0x48, "00000500"), (0x500, ccws), (0x308, "FE02000000000400"), (0x78, HALT.hex())])
    m.attach(unit, type, **options)
    m.run(1000)
    return m


def test_a_card_reader_that_runs_out_of_cards():
    m = waiting_for(0x00C, "2540R", "02000800 60000050 02000900 20000050", deck=[bytes(80)])
    told = why(m)
    assert "The I/O new PSW (78) holds this PSW: an I/O interruption led here" in told
    assert "device 00C (channel 0, unit 0C)" in told
    assert "CCW at 000508  02000900 20000050  Read (02), address 000900, count 80" in told
    assert "unit check" in told or "unit exception" in told


def test_a_channel_program_with_a_count_of_zero():
    m = waiting_for(0x01F, "1052", "09000800 60000001 09000900 20000000")
    told = why(m)
    assert "Write, Carrier Return (09)" in told
    assert "program check: the count must not be zero (A22-6821-7, Input/Output" in told
