"""Unit record in CMS: CARDRD, CARDPH, PRINTR, CLOSIO, on a bare machine and on spooled devices."""
import re

import pytest

from cms_machine import Bare, asked, cms_system, cms_user, code_of, fields, program
from cp_guests import put_deck
from s360.devices.base import EQUIPMENT

CARD = b"".join(bytes((0xC1 + n % 9,)) for n in range(80))
BUFFER = 0x12000


class Deck(list):
    """A punch's stacker."""

    punch = list.append


class Paper(list):
    """A printer's paper: (page, line, text) of every line printed."""

    def print_line(self, data, line, page, command):
        self.append((page, line, data.decode("cp037").rstrip()))

    def control(self, page, line, command):
        pass


@pytest.fixture
def cms():
    machine = Bare()
    machine.reader = machine.machine.attach(0x00C, "2540R")
    machine.deck, machine.paper = Deck(), Paper()
    machine.machine.attach(0x00D, "2540P", deck=machine.deck)
    machine.printer = machine.machine.attach(0x00E, "1403", file=machine.paper)
    return machine


def called(cms, name: str, data: bytes = b"", length: int | None = None, read: int = 0):
    """Call CARDRD, CARDPH or PRINTR; the code, and the halfword of bytes read."""
    store, at = cms.machine.storage, BUFFER - 32
    store.write(BUFFER, data)
    length = len(data) if length is None else length
    store.write(at, f"{name:<8}".encode("cp037") + BUFFER.to_bytes(4, "big") + length.to_bytes(2, "big")
                + read.to_bytes(2, "big"))
    code = cms.call(name, 0, at)[0]
    return code, int.from_bytes(store.read(at + 14, 2), "big")


# -- cards

def test_cardrd_reads_cards_then_end_of_file(cms):
    cms.reader.mount([CARD, CARD[::-1]], eof=True)
    assert called(cms, "CARDRD", length=80) == (0, 80)
    assert cms.machine.storage.read(BUFFER, 80) == CARD
    assert called(cms, "CARDRD", length=80) == (0, 80)
    assert cms.machine.storage.read(BUFFER, 80) == CARD[::-1]
    assert called(cms, "CARDRD", length=80)[0] == 1


def test_cardrd_of_part_of_a_card(cms):
    cms.reader.mount([CARD])
    cms.machine.storage.write(BUFFER, bytes(80))
    assert called(cms, "CARDRD", bytes(80), 20) == (0, 20)
    assert cms.machine.storage.read(BUFFER, 80) == CARD[:20] + bytes(60)


def test_cardrd_of_more_than_a_card_tells_how_many(cms):
    cms.reader.mount([CARD])
    assert called(cms, "CARDRD", length=120) == (5, 80)


def test_cardrd_without_cards(cms):
    assert called(cms, "CARDRD", length=80)[0] == 2


@pytest.mark.parametrize("name, unit", (("CARDRD", 0x00C), ("CARDPH", 0x00D), ("PRINTR", 0x00E)))
def test_a_device_that_is_not_there(cms, name, unit):
    cms.machine.detach(unit)
    assert called(cms, name, b"\x40" + CARD[1:])[0] == 100


def test_cardph_punches(cms):
    assert called(cms, "CARDPH", CARD)[0] == 0
    assert called(cms, "CARDPH", CARD[:3])[0] == 0
    assert [bytes(card) for card in cms.deck] == [CARD, CARD[:3] + b"\x40" * 77]


@pytest.mark.parametrize("length", (0, 81))
def test_cardph_of_what_is_no_card(cms, length):
    assert called(cms, "CARDPH", length=length)[0] == 5
    assert cms.deck == []


# -- printer

def line(control: str, text: str) -> bytes:
    return (control + text).encode("cp037")


def test_asa_control(cms):
    for control, text in ((" ", "ONE"), (" ", "TWO"), ("0", "FOUR"), ("-", "SEVEN"), ("+", "OVER"),
                          ("1", "NEXT PAGE"), (" ", "")):
        assert called(cms, "PRINTR", line(control, text))[0] == 0
    places = [(page, at) for page, at, text in cms.paper]
    first = cms.paper[0][1]
    assert places[:5] == [(0, first), (0, first + 1), (0, first + 3), (0, first + 6), (0, first + 6)]
    assert cms.paper[5] == (1, 1, "NEXT PAGE") and cms.paper[6] == (1, 2, "")


def test_printer_commands_as_control(cms):
    for command, text in ((0x09, "SPACE 1 BEHIND"), (0x19, "SPACE 3 BEHIND"), (0x8B, "SKIPS ONLY"),
                          (0x01, "TOP")):
        assert called(cms, "PRINTR", bytes((command,)) + text.encode("cp037"))[0] == 0
    assert cms.paper == [(0, 1, "SPACE 1 BEHIND"), (0, 2, "SPACE 3 BEHIND"), (1, 1, "TOP")]


@pytest.mark.parametrize("data, code", ((b"", 1), (b"\x40" * 134, 1), (b"\x40" * 133, 0), (b"\x00AB", 5),
                                        (b"\xffAB", 5), (b"\x40", 0)))
def test_lines_that_do_not_go(cms, data, code):
    assert called(cms, "PRINTR", data)[0] == code


def test_channels_9_and_12_are_told_and_the_line_is_printed(cms):
    cms.printer.mount_carriage({1: 1, 9: 3, 12: 5})
    codes = [called(cms, "PRINTR", line(" ", str(n)))[0] for n in range(5)]
    assert sorted(codes) == [0, 0, 0, 2, 3] and codes.index(3) < codes.index(2)
    assert [text for _, _, text in cms.paper] == list("01234")


def test_a_printer_that_is_not_ready_is_waited_for(cms):
    cms.printer.dismount()
    cms.put("PRT", program(" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
                           "LIST DC CL8'PRINTR',A(TEXT),H'4'", "TEXT DC C'0ABC'"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("PRT"))
    cms.run(20_000)
    assert not cms.console.reading
    assert cms.lines == ["00E PRN1 NOT READY; IT IS WAITED FOR, KX GIVES UP"]
    cms.machine.post(lambda: cms.printer.mount(cms.paper))
    cms.run()
    assert code_of(cms.lines) == 0 and cms.console.reading
    assert [text for _, _, text in cms.paper] == ["ABC"]


def test_kx_gives_the_waiting_up(cms):
    cms.printer.dismount()
    cms.put("PRT", program(" LR 9,14", " LA 1,LIST", " SVC 202", " BR 9", " DS 0D",
                           "LIST DC CL8'PRINTR',A(TEXT),H'4'", "TEXT DC C'0ABC'"))
    cms.machine.post(lambda: cms.console.type_in("PRT"))
    cms.run(20_000)
    cms.attention("KX")
    cms.run()
    assert cms.console.reading and cms.ask("ECHO ON")[0] == "ON"


# -- trouble

@pytest.mark.parametrize("name, unit, device, code", (("CARDRD", 0x00C, "RDR1", 3), ("CARDPH", 0x00D, "PCH1", 5),
                                                      ("PRINTR", 0x00E, "PRN1", 5)))
def test_trouble_is_reported(cms, name, unit, device, code):
    """The device breaks down: its address, name, the operation, status, sense, CCW, CAW and CSW are typed."""
    machine = cms.machine.channels.devices[unit]
    start = machine.start

    def broken(command):
        return start(command) if command == 0x04 else machine.check(EQUIPMENT)
    machine.start = broken
    cms.put("DO", program(" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
                          f"LIST DC CL8'{name}',A(TEXT),H'80',H'0'", "TEXT DC CL80' '"))
    first, second, ready = cms.ask("DO")
    assert code_of([ready]) in (3, code)
    assert re.fullmatch(rf"I/O ERROR ON {unit:03X} {device}, {name:<8} STATUS 0[2E][04]0, SENSE 10\w{{10}}", first)
    assert re.fullmatch(r"CCW \w{8} \w{8}, CAW \w{8}, CSW \w{8} 0[2E][04]0\w{4}", second)
    del machine.start
    if name != "CARDRD":
        assert code_of(cms.ask("DO")) == 0                     # and when it is mended it goes on


# -- CLOSIO

@pytest.mark.parametrize("words, code", (("", 0), ("*", 0), ("PRINTER", 0), ("READER PUNCH OFF", 0),
                                         ("DISK", 24), ("PRINTER NOW", 24)))
def test_closio_of_a_bare_machine(cms, words, code):
    assert code_of(cms.ask(f"CLOSIO {words}")) == code


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cms")) as system:
        yield system


@pytest.fixture(scope="module")
def vm(system):
    vm = cms_user(system, "UNITS", devices={"00C": {"type": "2540R"}, "00D": {"type": "2540P"},
                                            "00E": {"type": "1403"}})
    vm.console.command("SPOOL PUNCH HOLD")               # the system's own punch would take the files
    vm.console.command("IPL 190")
    vm.console.wait_for("VM READ", 5)
    asked(vm, "* FIRST")
    return vm


def run(vm, *lines: str) -> list[str]:
    """Store a program and run it as command TEST."""
    vm.machine.storage.write(0x10000, program(*lines))
    vm.machine.storage.write(fields()["TRANNAME"], "TEST    ".encode("cp037"))
    return asked(vm, "TEST")


def test_spooled_output_is_closed_by_closio(system, vm):
    lines = (" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
             "LIST DC CL8'CARDPH',A(TEXT),H'80'", "TEXT DC CL80'HELLO'")
    assert run(vm, *lines)[-1].startswith("R;")
    before = len(system.spool.files("PUN", "UNITS"))
    asked(vm, "CLOSIO PUNCH")
    assert len(system.spool.files("PUN", "UNITS")) == before + 1
    asked(vm, "CLOSIO PUNCH OFF")
    for _ in range(2):
        run(vm, *lines)
        asked(vm, "CLOSIO")
    assert len(system.spool.files("PUN", "UNITS")) == before + 1
    asked(vm, "CLOSIO PUNCH ON")
    assert [file.records for file in system.spool.files("PUN", "UNITS")] == [1, 2]


def test_a_spooled_deck_is_read(system, vm):
    put_deck(system, "UNITS", [CARD])
    lines = (" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(DONE)", " TYPE TEXT,80", " LA 1,LIST",
             " SVC 202", " DC AL4(*+4)", "DONE BR 9", " DS 0D",
             "LIST DC CL8'CARDRD',A(TEXT),H'80',H'0'", "TEXT DC CL80' '")
    answer = run(vm, *lines)
    assert answer[-2] == CARD.decode("cp037") and code_of(answer[-1:]) == 1
    assert code_of(run(vm, *lines)[-1:]) == 2


def test_offline_under_cp(vm):
    assert code_of(asked(vm, "OFFLINE READ MY DATA")[-1:]) == 36      # the MODULE is read; there are no cards
