"""2540, 2501, 1442: reading, punching, stackers, column binary, end of file, kept files."""
import pytest

from channel_machine import ChannelMachine, ccw
from fake_media import MemoryDeck
from s360.devices.card import CardPunch, CardReader, ReaderPunch
from s360.media import cards

A, B, C = (bytes([code]) * 80 for code in (0xC1, 0xC2, 0xC3))
BAD_COLUMN = b"\x3F\x3F" + bytes(158)       # all twelve holes in column 1


def machine_with(device, unit=0x00C):
    machine = ChannelMachine(0x10000)
    machine.device = machine.attach(unit, device)
    return machine


def run(machine, *ccws, unit=0x00C):
    machine.put(0x2000, *ccws)
    return machine.run(unit, 0x2000)


def test_stackers_are_counted():
    machine = machine_with(CardReader([A, B, C]))
    run(machine, ccw(0x02, 0x1000, 80, 0x40), ccw(0x42, 0x1100, 80, 0x40), ccw(0x82, 0x1200, 80, 0))
    assert machine.device.stacked == {1: 1, 2: 1, 3: 1} and machine.device.cards_read == 3


def test_column_binary_gives_twelve_bits_a_column():
    """A is punched 12-1: row 12 in bit 2 of the first byte, row 1 in bit 5."""
    machine = machine_with(CardReader([A]))
    result = run(machine, ccw(0x22, 0x1000, 160, 0))
    assert (result["us"], result["cs"]) == (0x0C, 0)
    assert machine.storage.read(0x1000, 160) == b"\x24\x00" * 80


def test_a_binary_card_read_as_ebcdic():
    machine = machine_with(CardReader([cards.ebcdic_to_columns(B), BAD_COLUMN]))
    assert run(machine, ccw(0x02, 0x1000, 80, 0))["us"] == 0x0C
    assert machine.storage.read(0x1000, 80) == B
    bad = run(machine, ccw(0x02, 0x1000, 80, 0))
    assert bad["us"] == 0x0E and bad["sense"][0] == 0x08
    assert machine.storage.read(0x1000, 2) == b"\x00\x40"


def test_after_end_of_file_the_reader_is_not_ready_until_cards_come():
    machine = machine_with(CardReader([A], eof=True))
    read = ccw(0x02, 0x1000, 80)
    assert run(machine, read)["us"] == 0x0C
    assert run(machine, read)["us"] == 0x0D
    assert run(machine, read)["sense"][0] == 0x40
    machine.device.mount([B])
    assert machine.interruption() == 0x00C and machine.csw()[2] == 0x04
    assert run(machine, read)["us"] == 0x0C
    assert machine.storage.read(0x1000, 80) == B


def test_end_of_file_ends_a_chain_and_leaves_storage_alone():
    machine = machine_with(CardReader([A]))
    machine.storage.write(0x1100, C)
    result = run(machine, ccw(0x02, 0x1000, 80, 0x60), ccw(0x02, 0x1100, 80, 0x60), ccw(0x03))
    assert (result["us"], result["addr"], result["count"]) == (0x0D, 0x2010, 80)
    assert machine.storage.read(0x1100, 80) == C


def test_decks_loaded_together_are_one_without_multifile():
    machine = machine_with(CardReader([A]))
    machine.device.mount([B])
    read = ccw(0x02, 0x1000, 80)
    assert [run(machine, read)["us"] for _ in range(3)] == [0x0C, 0x0C, 0x0D]


def test_multifile_ends_every_deck():
    machine = machine_with(CardReader([A], multifile=True))
    machine.device.mount([B])
    read = ccw(0x02, 0x1000, 80)
    assert [run(machine, read)["us"] for _ in range(4)] == [0x0C, 0x0D, 0x0C, 0x0D]
    assert run(machine, read)["us"] == 0x02


def test_reading_twice_without_feed_is_an_unusual_sequence():
    machine = machine_with(CardReader([A, B]))
    look = ccw(0xC2, 0x1000, 80)
    assert run(machine, look)["us"] == 0x0C
    assert run(machine, look)["sense"][0] == 0x02
    assert run(machine, ccw(0x23))["us"] & 0x04
    assert run(machine, look)["us"] == 0x0C and machine.storage.read(0x1000, 80) == B


def test_2501_knows_no_stackers():
    machine = machine_with(CardReader([A], type="2501"))
    assert run(machine, ccw(0x42, 0x1000, 80))["sense"][0] == 0x80
    assert run(machine, ccw(0x02, 0x1000, 80))["us"] == 0x0C


def test_punching_both_ways():
    deck = MemoryDeck()
    machine = machine_with(CardPunch(deck), 0x00D)
    machine.storage.write(0x1000, A)
    machine.storage.write(0x1100, bytes(range(160)))
    result = run(machine, ccw(0x41, 0x1000, 3, 0x60), ccw(0x21, 0x1100, 160, 0), unit=0x00D)
    assert (result["us"], result["cs"]) == (0x0C, 0)
    assert deck.cards == [b"\xC1" * 3 + b"\x40" * 77, bytes(b & 0x3F for b in range(160))]
    assert machine.device.stacked == {1: 1, 2: 1, 3: 0}


def test_a_punch_without_cards():
    machine = machine_with(CardPunch(), 0x00D)
    assert run(machine, ccw(0x01, 0x1000, 80), unit=0x00D)["sense"][0] == 0x40
    machine.device.mount(MemoryDeck())
    assert machine.interruption() == 0x00D and machine.csw()[2] == 0x04
    assert run(machine, ccw(0x01, 0x1000, 80), unit=0x00D)["us"] == 0x0C


def test_a_host_file_that_fails_is_an_equipment_check(tmp_path):
    writer = cards.DeckWriter(tmp_path / "out.deck", "ebcdic")
    machine = machine_with(CardPunch(writer), 0x00D)
    writer.close()
    result = run(machine, ccw(0x01, 0x1000, 80), unit=0x00D)
    assert result["us"] == 0x0E and result["sense"][0] == 0x10
    assert "out.deck" in machine.device.trouble


def test_1442_punches_into_the_card_it_has_read():
    deck = MemoryDeck()
    machine = machine_with(ReaderPunch([A[:10] + b"\x40" * 70, B], deck=deck))
    run(machine, ccw(0x02, 0x1000, 80))
    assert machine.storage.read(0x1000, 11) == b"\xC1" * 10 + b"\x40"
    machine.storage.write(0x1100, b"\x40" * 12 + b"\xF1\xF2\xF3")
    run(machine, ccw(0x01, 0x1100, 13))
    run(machine, ccw(0x81, 0x110D, 2))
    assert deck.cards == [b"\xC1" * 10 + b"\x40" * 2 + b"\xF1\xF2\xF3" + b"\x40" * 65]
    assert run(machine, ccw(0x01, 0x1100, 1))["sense"][0] == 0x40       # no card to punch
    run(machine, ccw(0x02, 0x1000, 80))
    assert machine.storage.read(0x1000, 80) == B


def test_1442_stackers_and_end_of_file():
    deck = MemoryDeck()
    machine = machine_with(ReaderPunch([A, B, C], deck=deck))
    run(machine, ccw(0x02, 0x1000, 80, 0x40), ccw(0x43, 0, 1, 0x60), ccw(0x42, 0x1000, 80, 0x40),
        ccw(0x02, 0x1000, 80, 0))
    assert run(machine, ccw(0x02, 0x1000, 80))["us"] == 0x0D
    assert machine.device.stacked == {1: 1, 2: 2} and deck.cards == [A, B, C]
    assert run(machine, ccw(0x02, 0x1000, 80))["sense"][0] == 0x40


@pytest.mark.parametrize("command", (0x09, 0x12, 0xD2, 0x11, 0xFF))
def test_commands_of_features_that_are_not_there_are_rejected(command):
    for device in (CardReader([A]), CardPunch(MemoryDeck())):
        machine = machine_with(device)
        assert run(machine, ccw(command, 0x1000, 80))["sense"][0] == 0x80
