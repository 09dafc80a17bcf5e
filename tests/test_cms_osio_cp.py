"""OS data management under CP: a printer's spool file is complete at CLOSE, cards come from the virtual reader."""
import pytest

from cms_machine import code_of
from cms_os_programs import padded, plain
from cms_room import Room
from cp_guests import put_deck

TEXTS = ("ONE", "TWO AND MORE", "THREE")


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("osio"), ("TEST", "DATA", "\n".join(TEXTS)))
    yield room
    room.system.close()


def run(room, source: str, target: str) -> None:
    for line in (f"FILEDEF INMOVE {source}", f"FILEDEF OUTMOVE {target}", "MOVEFILE"):
        lines = room.ask(line)
        assert code_of(lines) == 0, lines


def test_to_the_printer_and_the_punch(room):
    run(room, "DISK TEST DATA", "PRINTER")
    run(room, "DISK TEST DATA", "PUNCH")
    text = " ".join(room.ask("CP QUERY FILES"))
    assert "PRT" in text or "PRINT" in text, text


def test_from_the_reader(room):
    put_deck(room.system, "TESTER", padded(*TEXTS))
    run(room, "READER ( RECFM F LRECL 80", "DISK CARDS DATA P5")
    assert plain(room.read("CARDS", "DATA")) == list(TEXTS)


def test_the_disk_is_good(room):
    assert room.faults() == []
