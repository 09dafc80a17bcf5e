"""decks/supervisor.asm: the small supervisor that is the guest of CP's measurements, here on bare
machines, and on a virtual CPU with a control program of a few lines."""
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from cli_room import cpcms_here
from s360.asm import assemble
from s360.asm.object_deck import read_decks
from s360.devices.base import DEVICE_END
from s360.linker.link import link
from s360.machine import Machine, StopReason
from s360.media.ckd import create_volume

DECKS = Path(__file__).resolve().parent.parent / "decks"


@lru_cache(None)
def program():
    """(bytes, address, entry)"""
    text = (DECKS / "supervisor.asm").read_text()
    result = assemble(text, "supervisor.asm", level="f")
    assert result.return_code == 0, result.messages
    linked = link(read_decks(result.object_deck, "supervisor.deck"))
    return bytes(linked.image), linked.origin, linked.entry


class Guest:
    """A machine with the supervisor, and what its console has typed."""

    def __init__(self, machine=None, console=0x009, **devices):
        self.machine = machine or Machine(storage="64K")
        self.lines, self.part = [], ""
        self.console = self.machine.attach(console, "1052")
        self.console.output = self.typed
        image, origin, entry = program()
        self.machine.storage.write(origin, image)
        self.machine.core.psw = entry.to_bytes(8, "big")

    def typed(self, text):
        *lines, self.part = (self.part + text).split("\n")
        self.lines += lines

    def run(self, instructions=1_000_000):
        return self.machine.run(instructions).reason

    def type_in(self, line):
        self.machine.post(lambda: self.console.type_in(line))

    def wake(self):
        assert self.run() is StopReason.WAIT
        self.machine.post(self.console.request)
        assert self.run() is StopReason.WAIT

    def ask(self, line):
        """What it answers to a line; its prompt is left out."""
        assert self.console.reading, self.lines
        del self.lines[:]
        self.type_in(line)
        self.run()
        assert self.lines.pop() == "."
        return self.lines


def records(listing):
    """The lines of a listing without its page feeds."""
    return listing.read_text().replace("\f", "").split("\n")[:-1]


@pytest.fixture
def guest():
    guest = Guest()
    guest.wake()
    return guest


def test_as_a_visitor_runs_it(tmp_path):
    for file in DECKS.glob("supervisor.*"):
        shutil.copy(file, tmp_path)
    typed = ""
    for words in (("asm", "supervisor.asm"), ("link", "supervisor.deck"), ("ipl", "supervisor.yaml")):
        done = cpcms_here(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        typed = done.stdout
    assert typed.startswith((DECKS / "supervisor.expect").read_text())
    assert "Disabled wait, address 000000" in typed
    listing = (tmp_path / "supervisor.txt").read_text().splitlines()
    assert [line.split() for line in listing] == [["RECORD", str(n), "OF", "THE", "SUPERVISOR"]
                                                  for n in (1, 2, 3)]
    assert len((tmp_path / "supervisor.punch").read_text().splitlines()) == 2


def test_it_greets_and_rests_with_no_device_at_work():
    guest = Guest()
    assert guest.run() is StopReason.WAIT
    assert len(guest.lines) == 1 and guest.lines[0].startswith("SUPERVISOR READY")
    assert not guest.console.reading
    assert guest.machine.channels.next_event is None and guest.machine.core.io_pending == 0
    assert bytes(guest.machine.core.psw)[:2] == bytes.fromhex("FE02")


def test_the_console_may_be_01f():
    guest = Guest(console=0x01F)
    guest.wake()
    assert guest.ask("echo hello") == ["hello"]


def test_without_a_console_it_stops():
    machine = Machine(storage="64K")
    guest = Guest(machine)
    machine.detach(0x009)
    assert guest.run() is StopReason.DISABLED_WAIT
    assert machine.cpu.psw.ia == 0xBAD1


@pytest.mark.parametrize("line, answer", (
    ("ECHO one two", ["one two"]), ("echo", [" "]), ("Echo  x", [" x"]), ("ECHO " + "x" * 125, ["x" * 125]),
    ("ECHOES", ["?"]), ("PRINTER 3", ["?"]), (" ECHO", ["?"]), ("?", ["?"]), ("", []),
    ("TIME", ["THERE IS NO CP: THIS IS A BARE MACHINE"]), ("CP", []),
    ("CP QUERY TIME", ["THERE IS NO CP: THIS IS A BARE MACHINE"]),
    ("LOOP 12", ["        12 THOUSAND ROUNDS"]), ("PRIV 4321", ["      4321 DONE"]),
    ("PRIV 0", []), ("PRIV", []), ("PRIV X", []),
    ("PRINT", ["         0 DONE"]), ("PRINT 5", ["UNIT 00E IS NOT THERE"]), ("PUNCH 1", ["UNIT 00D IS NOT THERE"]),
    ("READ", ["UNIT 00C IS NOT THERE"]), ("DISK", ["UNIT 191 IS NOT THERE"])))
def test_answers(guest, line, answer):
    assert guest.ask(line) == answer


def test_priv_is_one_privileged_instruction_a_count(guest):
    executed = []
    for line in ("PRIV 1000", "PRIV 3000"):
        before = guest.machine.instructions
        guest.ask(line)
        executed.append(guest.machine.instructions - before)
    assert executed[1] - executed[0] == 2000 * 2          # SSM and BCT


def test_a_cancelled_line_is_asked_for_again(guest):
    guest.machine.post(guest.console.cancel)
    guest.run()
    assert guest.lines[-1] == "." and guest.console.reading


def test_loop_computes_until_an_attention(guest):
    guest.type_in("LOOP")
    assert guest.run(300_000) is StopReason.BUDGET
    guest.machine.post(guest.console.request)
    del guest.lines[:]
    assert guest.run() is StopReason.WAIT
    answer, prompt = guest.lines
    rounds = int(answer.removesuffix(" THOUSAND ROUNDS"))
    assert 50 <= rounds <= 100 and prompt == "."            # four instructions a round
    assert guest.ask("ECHO THERE") == ["THERE"]


def test_print_and_punch(guest, tmp_path):
    guest.machine.attach(0x00E, "1403", file=str(tmp_path / "list"))
    guest.machine.attach(0x00D, "2540P", deck=str(tmp_path / "deck"))
    assert guest.ask("PRINT 250") == ["       250 DONE"]
    assert guest.ask("PUNCH 7") == ["         7 DONE"]
    guest.machine.close()
    lines = records(tmp_path / "list")
    assert len(lines) == 250
    assert lines[-1] == "RECORD        250 OF THE SUPERVISOR"
    assert len((tmp_path / "deck").read_text().splitlines()) == 7


def test_an_attention_breaks_printing_off(guest, tmp_path):
    guest.machine.attach(0x00E, "1403", file=str(tmp_path / "list"))
    guest.type_in("PRINT 100000")
    guest.run(100_000)
    guest.machine.post(guest.console.request)
    del guest.lines[:]
    guest.run()
    guest.machine.close()
    count, done = guest.lines[0].split()
    assert done == "DONE" and 0 < int(count) < 100_000
    assert len(records(tmp_path / "list")) == int(count)


def test_read_lists_cards_until_the_end_of_file(guest, tmp_path):
    (tmp_path / "deck").write_text("FIRST\n\n  THIRD\n")
    guest.machine.attach(0x00C, "2540R", deck=str(tmp_path / "deck"))
    assert guest.ask("READ") == ["FIRST", " ", "  THIRD", "         3 CARDS"]


def test_unit_check_is_told_with_sense(guest):
    guest.machine.attach(0x00C, "2540R", eof=False)
    assert guest.ask("READ") == ["UNIT 00C: STATUS 0200, SENSE 40000000"]      # intervention required
    assert guest.ask("ECHO ON") == ["ON"]


def test_disk_keeps_the_text(guest, tmp_path):
    path = str(tmp_path / "disk.ckd")
    create_volume(path, "2314", None, 1, None, False)
    guest.machine.attach(0x191, "2314", volume=path)
    unformatted, = guest.ask("DISK")
    assert unformatted.startswith("UNIT 191: STATUS 0E40, SENSE 000A")     # no record found
    assert guest.ask("DISK a text to be kept") == ["a text to be kept"]
    assert guest.ask("DISK") == ["a text to be kept"]
    guest.machine.close()
    other = Guest()
    other.machine.attach(0x191, "2314", volume=path)
    other.wake()
    assert other.ask("DISK") == ["a text to be kept"]


def test_a_device_that_becomes_ready_does_no_harm(guest):
    reader = guest.machine.attach(0x00C, "2540R", eof=False)
    tape = guest.machine.attach(0x181, "2400")
    guest.machine.post(lambda: tape.notify(DEVICE_END))
    guest.machine.post(lambda: reader.notify(DEVICE_END))
    guest.run()
    assert guest.console.reading
    assert guest.ask("ECHO X") == ["X"]


def test_stop(guest):
    guest.type_in("STOP")
    assert guest.run() is StopReason.DISABLED_WAIT
    assert guest.machine.cpu.psw.ia == 0


def test_it_can_be_saved_in_its_rest_and_started_anew():
    first = Guest()
    first.run()
    machine = first.machine
    pages, psw = bytes(machine.storage.read(0, 0x2000)), bytes(machine.core.psw)
    registers = [machine.cpu.gpr[number] for number in range(16)]
    for _ in range(2):
        copy = Guest()
        copy.machine.storage.write(0, pages)
        copy.machine.core.psw = psw
        for number, value in enumerate(registers):
            copy.machine.cpu.gpr[number] = value
        copy.wake()
        assert copy.lines == ["."]
        assert copy.ask("ECHO A COPY") == ["A COPY"]


def test_only_page_0_changes(guest, tmp_path):
    guest.machine.attach(0x00E, "1403", file=str(tmp_path / "list"))
    create_volume(str(tmp_path / "disk"), "2314", None, 1, None, False)
    guest.machine.attach(0x191, "2314", volume=str(tmp_path / "disk"))
    before = bytes(guest.machine.storage.read(0x1000, 0xF000))
    for line in ("ECHO A", "TIME", "LOOP 3", "PRINT 3", "PUNCH 3", "READ", "DISK A", "DISK", "PRIV 9", "X"):
        guest.ask(line)
    assert bytes(guest.machine.storage.read(0x1000, 0xF000)) == before
    image, origin, _ = program()
    assert 0x1000 <= origin and origin + len(image) <= 0x2000


class UnderControl(Guest):
    """The same under a control program that knows DIAGNOSE X'0C' and X'08'."""

    def __init__(self):
        super().__init__(Machine(storage="64K", virtual=True))
        self.commands = []

    def run(self, instructions=1_000_000):
        while True:
            reason = self.machine.run(instructions).reason
            if reason is StopReason.PRIVOP and self.machine.core.operation == 0x83:
                self.diagnose(self.machine.core)
            elif reason is StopReason.PRIVOP:
                self.perform()
            else:
                return reason

    def perform(self):
        core = self.machine.core
        if core.perform() and core.operation in (0x9C, 0x9D):
            self.machine._io()

    def diagnose(self, core):
        code, storage, registers = core.io_address & 0xFFFF, self.machine.storage, self.machine.cpu.gpr
        rx, ry = core.immediate >> 4, core.immediate & 15
        if code == 0x0C:
            times = (1_234_567).to_bytes(8, "big") + (2_345_678_901).to_bytes(8, "big")
            storage.write(registers[rx], "07/04/6912:30:45".encode("cp037") + times)
        else:
            assert code == 0x08
            self.commands.append(bytes(storage.read(registers[rx], registers[ry])).decode("cp037"))
            registers[ry] = 45 if self.commands[-1].startswith("msg") else 0


def test_under_a_control_program():
    guest = UnderControl()
    guest.wake()
    assert guest.ask("TIME") == [
        "07/04/69 12:30:45 VIRTUAL CPU      1234 MS, TOTAL   2345678 MS"]
    assert guest.ask("CP QUERY TIME") == []
    assert guest.ask("cp msg nobody hello") == ["        45 IS THE RETURN CODE OF CP"]
    assert guest.commands == ["QUERY TIME", "msg nobody hello"]
    assert guest.ask("TIME")[0].startswith("07/04/69")
