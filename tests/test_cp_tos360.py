"""TOS/360, unchanged, in virtual machines: its jobs read from the spooled reader, printed to the spool; two
of it and another guest at once.  Skips where the tapes are absent."""
import shutil

import pytest

import cp_guests
from cp.system import System
from cp_guests import add_user, put_deck, take_output, woken
from s360.media.cards import deck_of
from shared import shared
from test_tos360 import DECKS, lines

MARKS = bytes.fromhex("000000004000") * 2        # two tape marks: what a work tape begins with
TAPES = {f"{unit:03X}": {"type": "2400"} for unit in range(0x180, 0x188)}
DEVICES = {"00C": {"type": "2540R"}, "00D": {"type": "2540P"}, "00E": {"type": "1403"}, **TAPES}
SECONDS = 120                                    # the longest wait for one answer
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def real():
    return shared("real", "tos360")


@pytest.fixture
def system(tmp_path):
    with System(tmp_path / "data", threads=2) as made:
        made.command("DRAIN ALL")                # what is printed stays in the spool
        yield made


class Tos:
    """A user with a machine for TOS/360, and its operator."""

    def __init__(self, system, real, userid, assist=True):
        self.system, self.real = system, real
        add_user(system, userid, storage="64K", console={"unit": "01F"}, devices=DEVICES)
        self.vm = system.logon(userid, ipl=False)
        self.console = self.vm.console
        self.console.command(f"SET ASSIST {'ON' if assist else 'OFF'}")
        self.mount_tapes()

    def mount_tapes(self):
        """Each machine has reels of its own; the operator mounts them."""
        userid, tapes = self.vm.userid, self.system.data / "tapes"
        tapes.mkdir(exist_ok=True)
        shutil.copy(self.real / "tos360.aws", tapes / f"{userid}-180.aws")
        for unit in range(0x180, 0x188):
            ring = unit != 0x180
            if ring:
                (tapes / f"{userid}-{unit:03X}.aws").write_bytes(MARKS)
            answer = self.system.command(f"MOUNT {userid}-{unit:03X} {userid} {unit:03X} "
                                         f"{'RING' if ring else 'NORING'}")
            assert answer.code == 0, answer

    def answer(self, line):
        """Wait until the console is read, then type."""
        self.console.wait_for("VM READ", SECONDS)
        self.console.send(line, edit=False)

    def start(self):
        """IPL, date, up to its first question for work."""
        assert self.console.command("IPL 180") == 0
        self.console.wait_for("RUNNING")
        self.until_quiet()
        self.console.attention()
        self.console.expect("GIVE IPL CONTROL STATEMENTS", SECONDS)
        self.answer("set date=09/07/75,clock=00/00/00")
        self.console.expect("READY FOR COMMUNICATIONS", SECONDS)
        self.answer("log")
        self.answer("map")

    def until_quiet(self):
        """Until it has been loaded and waits."""
        cp_guests.wait_until(lambda: self.vm.state == "waiting", SECONDS)

    def job(self, deck):
        """A job from its deck in the reader to its end."""
        self.give(deck)
        self.finish(deck)

    def give(self, deck):
        """Put a deck in the reader and say so."""
        self.console.wait_for("VM READ", SECONDS)
        text = (self.real / "decks" / f"{deck}.jcl").read_text().upper()
        put_deck(self.system, self.vm.userid, deck_of(text.encode()))
        self.answer("")

    def finish(self, deck):
        """See it read to its end."""
        if deck == "demo_util":
            self.console.expect("8001D IS IT EOF", SECONDS)
            self.answer("Y")
        self.console.expect("ATTN. 0 0C", SECONDS)

    def listing(self, folder):
        self.console.wait_for("VM READ", SECONDS)
        return lines(take_output(self.system, self.vm, "PRT", folder))


def golden(real):
    return [line for deck in DECKS for line in lines((real / "golden" / f"{deck}.txt").read_text())]


def printed_right(tos, real, folder):
    printed, wanted = tos.listing(folder), golden(real)
    return printed[-len(wanted):] == wanted


@pytest.mark.parametrize("assist", (True, False), ids=("assist", "no-assist"))
def test_seven_jobs(system, real, tmp_path, assist):
    tos = Tos(system, real, "TOS", assist)
    tos.start()
    for deck in DECKS:
        tos.job(deck)
    assert printed_right(tos, real, tmp_path)
    assert system.spool.files("RDR", "TOS") == []
    assert bool(tos.vm.counters.privops.get("LPSW")) is not assist


def test_seven_jobs_with_few_frames(real, tmp_path):
    """Ten frames for its sixteen pages."""
    with cp_guests.paged_system(tmp_path / "data", 10) as system:
        system.command("DRAIN ALL")
        tos = Tos(system, real, "TOS")
        tos.start()
        for deck in DECKS:
            tos.job(deck)
        assert printed_right(tos, real, tmp_path)
        assert tos.vm.paging.lost > 0


def test_two_of_it_and_another_guest_at_once(system, real, tmp_path):
    """Both have the same job at a time; the third computes all the while and is asked now and then."""
    third = woken(cp_guests.guest(system, "THIRD"))
    third.console.send("LOOP")
    pair = [Tos(system, real, "TOSA"), Tos(system, real, "TOSB")]
    for tos in pair:
        tos.start()
    for deck in DECKS:
        for tos in pair:
            tos.give(deck)
        for tos in pair:
            tos.finish(deck)
        third.console.attention()
        third.console.expect("THOUSAND ROUNDS", SECONDS)
        cp_guests.ask(third, f"ECHO {deck}", deck)
        third.console.send("LOOP")
    assert [printed_right(tos, real, tmp_path) for tos in pair] == [True, True]
    assert third.core.executed > 10_000_000
