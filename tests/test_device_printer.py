"""1403 and 1443: carriage, channels 9 and 12, chains, universal character set, the listing."""
import pytest

from channel_machine import ChannelMachine, ccw
from fake_media import MemoryPaper
from s360.devices.printer import Printer
from s360.errors import ConfigError
from s360.media.listing import PrintFile

UNIT = 0x00E
TAPE = {1: 1, 2: 20, 9: 55, 12: 61}


def printer_machine(**options):
    machine = ChannelMachine(0x10000)
    machine.paper = MemoryPaper()
    options.setdefault("carriage", TAPE)
    machine.printer = machine.attach(UNIT, Printer(machine.paper, **options))
    machine.storage.write(0x1000, "ABC(def)%".encode("cp037"))
    return machine


def run(machine, *ccws):
    machine.put(0x2000, *ccws)
    return machine.run(UNIT, 0x2000)


def at(printer):
    return printer.page, printer.line


def test_writes_move_the_carriage_after_printing():
    machine = printer_machine()
    for command, line in ((0x01, 1), (0x09, 2), (0x11, 4), (0x19, 7), (0x91, 20)):
        assert run(machine, ccw(command, 0x1000, 3, 0))["us"] == 0x0C
        assert at(machine.printer) == (0, line)
    assert [line for _, _, line in machine.paper.lines] == [1, 1, 2, 4, 7]


def test_immediate_motions_give_device_end_later():
    machine = printer_machine()
    machine.put(0x2000, ccw(0x1B))
    assert machine.sio(UNIT, 0x2000) == 1 and machine.csw()[2] == 0x08
    assert machine.interruption() == UNIT and machine.csw()[2] == 0x04
    assert at(machine.printer) == (0, 4)


def test_skips_find_the_next_hole():
    machine = printer_machine()
    run(machine, ccw(0x8B))
    assert at(machine.printer) == (0, 1)              # already there: an immediate skip stays
    run(machine, ccw(0x01, 0x1000, 3))
    run(machine, ccw(0x8B))
    assert at(machine.printer) == (1, 1)              # not after a write that did not space
    run(machine, ccw(0x89, 0x1000, 3))
    assert at(machine.printer) == (2, 1)              # a write never stays
    run(machine, ccw(0x93))
    assert at(machine.printer) == (2, 20)


def test_a_channel_punched_twice():
    machine = printer_machine(carriage={1: [1, 34]})
    run(machine, ccw(0x89, 0x1000, 3))
    assert at(machine.printer) == (0, 34)
    run(machine, ccw(0x89, 0x1000, 3))
    assert at(machine.printer) == (1, 1)


def test_an_unpunched_channel_needs_the_operator():
    machine = printer_machine()
    result = run(machine, ccw(0x99, 0x1000, 3))
    assert result["us"] == 0x0E and result["sense"][0] == 0x40
    assert len(machine.paper.lines) == 1 and at(machine.printer) == (0, 1)


def test_channel_12_while_spacing_is_unit_exception():
    machine = printer_machine()
    machine.printer.line = 60
    result = run(machine, ccw(0x09, 0x1000, 3, 0x40), ccw(0x09, 0x1000, 3, 0))
    assert (result["us"], result["addr"]) == (0x0D, 0x2008)
    assert at(machine.printer) == (0, 61)


def test_channel_9_while_spacing_is_unit_check():
    machine = printer_machine()
    machine.printer.line = 53
    result = run(machine, ccw(0x19, 0x1000, 3))
    assert result["us"] == 0x0E and result["sense"][0] == 0x01
    assert at(machine.printer) == (0, 56)


def test_skipping_over_channels_9_and_12_tells_nothing():
    machine = printer_machine()
    machine.printer.line = 40
    assert run(machine, ccw(0x89, 0x1000, 3))["us"] == 0x0C
    assert at(machine.printer) == (1, 1)


def test_spacing_over_the_end_of_the_form():
    machine = printer_machine(carriage={1: 1}, length=10)
    for _ in range(4):
        run(machine, ccw(0x19, 0x1000, 3))
    assert at(machine.printer) == (1, 3)


def test_a_chain_prints_only_its_characters():
    expected = {"HN": "ABC(   ) ", "AN": "ABC     %", "PN": "ABC(   )%", "TN": "ABC(def)%"}
    for chain, text in expected.items():
        machine = printer_machine(chain=chain)
        assert run(machine, ccw(0x09, 0x1000, 9))["us"] == 0x0C
        assert machine.paper.lines[0][0] == text.encode("cp037")
    with pytest.raises(ConfigError, match="AN, HN, PN"):
        printer_machine(chain="ZZ")


def load_ucs(machine, text, load=0xFB):
    machine.storage.write(0x1100, text.encode("cp037").ljust(240, b"\0"))
    return run(machine, ccw(0xEB, 0, 1, 0x60), ccw(load, 0x1100, 240, 0))


def test_codes_that_are_not_in_the_ucs_buffer_are_a_data_check():
    machine = printer_machine()
    assert load_ucs(machine, "ABCDEF()")["us"] == 0x0C
    result = run(machine, ccw(0x09, 0x1000, 9))
    assert result["us"] == 0x0E and result["sense"][0] == 0x08
    assert machine.paper.lines[0][0] == "ABC(   ) ".encode("cp037")
    assert run(machine, ccw(0x73))["us"] & 0x08
    assert run(machine, ccw(0x09, 0x1000, 9))["us"] == 0x0C
    run(machine, ccw(0x7B))
    assert run(machine, ccw(0x09, 0x1000, 9))["us"] == 0x0E


def test_folding_prints_lower_case_as_upper():
    machine = printer_machine()
    load_ucs(machine, "ABCDEF()%", 0xF3)
    assert run(machine, ccw(0x09, 0x1000, 9))["us"] == 0x0C
    assert machine.paper.lines[0][0] == "ABC(DEF)%".encode("cp037")


def test_ucs_loads_need_the_gate_and_240_bytes():
    machine = printer_machine()
    assert run(machine, ccw(0xFB, 0x1100, 240))["sense"][0] == 0x80
    short = run(machine, ccw(0xEB, 0, 1, 0x60), ccw(0xFB, 0x1100, 100, 0))
    assert short["cs"] == 0x40
    assert run(printer_machine(ucs=False), ccw(0xEB))["sense"][0] == 0x80


def test_1443_prints_144_positions():
    machine = printer_machine(type="1443")
    assert run(machine, ccw(0x09, 0x1000, 144, 0))["cs"] == 0
    assert len(machine.paper.lines[0][0]) == 144
    assert run(machine, ccw(0x09, 0x1000, 145, 0))["cs"] == 0x40


def test_paper_out_and_in():
    machine = printer_machine()
    machine.printer.dismount()
    assert run(machine, ccw(0x09, 0x1000, 3))["sense"][0] == 0x40
    machine.printer.mount(machine.paper)
    assert machine.interruption() == UNIT and machine.csw()[2] == 0x04
    assert run(machine, ccw(0x09, 0x1000, 3))["us"] == 0x0C


def test_a_carriage_tape_that_does_not_fit_is_refused():
    for carriage in ({13: 1}, {1: 67}, {1: 0}):
        with pytest.raises(ConfigError, match="carriage"):
            Printer(carriage=carriage)


def test_the_listing_is_readable_text(tmp_path):
    machine = ChannelMachine(0x10000)
    paper = PrintFile(tmp_path / "listing.txt")
    machine.attach(UNIT, Printer(paper))
    machine.storage.write(0x1000, "TITLE".encode("cp037"))
    machine.storage.write(0x1010, "_____".encode("cp037"))
    run(machine, ccw(0x01, 0x1000, 5, 0x60), ccw(0x11, 0x1010, 5, 0x60),
        ccw(0x89, 0x1000, 5, 0x60), ccw(0x09, 0x1000, 5))
    paper.close()
    assert (tmp_path / "listing.txt").read_bytes() == b"TITLE\r_____\n\nTITLE\n\fTITLE\n"


def test_a_listing_that_cannot_be_written_is_an_equipment_check(tmp_path):
    machine = printer_machine()
    paper = PrintFile(tmp_path / "listing.txt", durability="process")
    machine.printer.paper = paper
    paper.close()
    paper._files = [-1, -1]
    result = run(machine, ccw(0x09, 0x1000, 3))
    assert result["us"] == 0x0E and result["sense"][0] == 0x10
