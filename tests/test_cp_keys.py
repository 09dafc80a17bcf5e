"""SET PF, QUERY PF and TERMINAL as a display's VM screen obeys them."""
from __future__ import annotations

import pytest

from cp.system import System
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session
from cp.terminal.vmscreen import HOLDING, MORE, VMScreen
from s360.devices import display_codes as c
from s360.devices.display import Display

PF = {number: code for code, number in c.PF_NUMBER.items()}


class Desk:
    """A session at a display; what is typed is done before the next key."""

    def __init__(self, system, extended: bool = False):
        self.system = system
        self.screen, self.display, self.now = VMScreen(extended=extended), Display(), 0.0
        self.open()

    def open(self) -> None:
        self.outbox = Outbox()
        self.session = Session(self.system, self.outbox)
        self.look()

    def look(self) -> str:
        for message in self.outbox.take() if self.outbox.queue else ():
            self.screen.message(message, self.now)
        for stream in self.screen.streams():
            self.display.perform(stream[0], stream[1:])
        return self.display.text()

    def press(self, key: int, line: str = "") -> str:
        at = c.address(22 * 80, 24 * 80)
        self.now += 1.0
        self.screen.key(bytes((key,)) if key in c.SHORT_READ else
                        bytes((key,)) + at + bytes((c.SBA,)) + at + c.to_codes(line), self.now)
        for action in self.screen.taken():
            if action[0] == "send":
                self.session.send(action[1])
        return self.look()

    def type(self, line: str) -> str:
        """A line on an empty screen; gives the screen behind it."""
        self.press(c.CLEAR)
        return self.press(c.ENTER, line)

    @property
    def input(self) -> str:
        return self.display.text().split("\n")[22].strip()


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("keys") / "data", threads=1) as one:
        yield one
        one.close("logoff")


@pytest.fixture
def desk(system):
    desk = Desk(system)
    desk.type("LOGON CMSUSER CMSUSER NOIPL")
    yield desk
    for vm in system.logged_on():
        system.logoff(vm)


def test_an_immediate_function_is_typed(desk):
    desk.type("SET PF3 IMMED QUERY USERS")
    desk.press(c.CLEAR)
    assert "001 USERS, 000 DIALED" in desk.press(PF[3]) and desk.input == ""


@pytest.mark.parametrize("how", ["DELAYED ", "del ", ""])
def test_a_delayed_function_waits_in_the_input_area(desk, how):
    desk.type(f"SET PF15 {how}Msg Anna Come to lunch")
    desk.press(c.CLEAR)
    assert "NOT LOGGED ON" not in desk.press(PF[15])
    assert desk.input == "Msg Anna Come to lunch"


def test_a_delayed_function_keeps_the_blank_behind_it(desk):
    desk.type("SET PF16 EDIT  ")
    assert desk.system.machines["CMSUSER"].console.functions[16] == ("DELAYED", "EDIT  ")


def test_several_lines_for_one_key(desk):
    desk.type('SET PF4 IMMEDIATE QUERY USERS"#QUERY LOGMSG')
    assert desk.type("QUERY PF4").splitlines()[1].strip() == "PF04 IMMED QUERY USERS#QUERY LOGMSG"
    desk.press(c.CLEAR)
    shown = desk.press(PF[4])
    assert "001 USERS" in shown and "LOGMSG" in shown.split("001 USERS")[1]


def test_retrieve_and_nothing(desk):
    desk.type("SET PF5 RETRIEVE")
    desk.type("QUERY USERS")
    desk.press(PF[5])
    assert desk.input == "QUERY USERS"
    desk.press(PF[5])
    assert desk.input == "SET PF5 RETRIEVE"
    desk.type("SET PF5")
    assert "NOT ACCEPTED" in desk.press(PF[5])


def test_query_pf_tells_all(desk):
    desk.type("SET PF2 QUERY ")
    shown = [line.strip() for line in desk.system.command("QUERY PF", userid="CMSUSER").lines]
    assert shown == ["PF01 IMMED HELP", "PF02 DELAYED QUERY", *(f"PF{n:02d} UNDEFINED" for n in range(3, 12)),
                     "PF12 RETRIEVE", *(f"PF{n:02d} UNDEFINED" for n in range(13, 24)), "PF24 RETRIEVE"]


@pytest.mark.parametrize("line", ["SET PF0 IMMED X", "SET PF25 X", "SET PF", "SET PF3 IMMED", "SET PF3 TAB 10 16",
                                  "SET PF3 COPY", "SET PF3 RETRIEVE X", "QUERY PF99", "QUERY PF1 PF2"])
def test_what_is_no_function(system, desk, line):
    answer = system.command(line, userid="CMSUSER")
    assert answer.code != 0 and len(answer.lines) == 1
    assert system.machines["CMSUSER"].console.functions[1] == ("IMMED", "HELP")


def test_the_keys_go_with_the_user(system, desk):
    """Disconnected and connected elsewhere he has his keys; who logs on behind him has the usual ones."""
    desk.type("SET PF3 IMMED QUERY USERS")
    desk.type("TERMINAL MORE 5 5")
    desk.type("DISCONN HOLD")
    assert "NOT ACCEPTED" in desk.press(PF[3])
    other = Desk(system)
    other.type("LOGON CMSUSER CMSUSER")
    other.press(c.CLEAR)
    assert "001 USERS" in other.press(PF[3])
    assert other.screen.more == [5, 5] and desk.screen.more == [50, 10]


def fill(desk) -> None:
    desk.type("#".join(["QUERY SET"] * 10))
    assert desk.screen.held == MORE


def test_more_of_ones_own(desk):
    desk.type("TERMINAL MORE 7 3")
    fill(desk)
    begun = desk.now
    desk.screen.tick(begun + 6.9)
    assert not desk.screen.alarm
    desk.screen.tick(begun + 7)
    assert desk.screen.alarm and desk.screen.held
    desk.screen.tick(begun + 9.9)
    assert desk.screen.held
    desk.screen.tick(begun + 10)
    assert not desk.screen.held


def test_more_off_waits(desk):
    desk.type("TERMINAL MORE OFF")
    assert "MORE OFF" in desk.type("QUERY TERMINAL")
    fill(desk)
    assert desk.screen.due is None
    desk.screen.tick(desk.now + 1e6)
    assert desk.screen.held == MORE
    desk.press(c.ENTER)
    assert desk.screen.held == HOLDING


@pytest.mark.parametrize("line", ["TERMINAL MORE", "TERMINAL MORE 256", "TERMINAL MORE ON", "TERMINAL MORE 5 300",
                                  "TERMINAL MORE OFF 5"])
def test_what_more_is_not(system, desk, line):
    assert system.command(line, userid="CMSUSER").code != 0
    assert system.machines["CMSUSER"].console.more == [50, 10]


def test_linesize_goes_on_in_the_next_row(desk):
    desk.type("TERMINAL LINESIZE 30")
    rows = desk.type("QUERY TIME").splitlines()
    assert len(rows[1].rstrip()) == 30 and rows[2].strip()
    desk.type("TERMINAL LINESIZE OFF")
    assert "VIRTCPU" in desk.type("QUERY TIME").splitlines()[2]


def test_hilight_shows_what_was_typed(system):
    desk = Desk(system, extended=True)
    desk.type("LOGON CMSUSER CMSUSER NOIPL")
    desk.type("TERMINAL HILIGHT ON")
    desk.press(c.CLEAR)
    desk.press(c.ENTER, "QUERY USERS")
    assert desk.screen.bright == {0}
    desk.display.perform(c.REMOTE[c.WRITE], b"")
    stream = bytes((c.SA, c.COLOUR, c.WHITE)) + c.to_codes("QUERY USERS") + bytes((c.SA, c.COLOUR, 0))
    desk.screen.reformat = True
    assert any(stream in one for one in desk.screen.streams())
    system.logoff(system.machines["CMSUSER"])


def test_a_machine_that_sets_keys_without_end_fills_nothing(desk):
    for n in range(1000):
        desk.system.command(f"SET PF3 IMMED {'X' * 1000}{n}", userid="CMSUSER")
    assert sum("manner" in message for message in desk.outbox.queue) <= 1
    desk.look()
    assert desk.screen.functions[3][1].endswith("X999")


def test_keys_and_terminal_are_kept_over_an_end(tmp_path):
    with System(tmp_path / "data", threads=1) as system:
        vm = system.logon("GUEST", ipl=False)
        vm.console.send("SET PF3 IMMED QUERY USERS")
        vm.console.send("TERMINAL MORE 1 2")
        vm.begin()
        system.close("checkpoint")
    with System(tmp_path / "data", threads=1) as system:
        console = system.machines["GUEST"].console
        assert console.functions[3] == ("IMMED", "QUERY USERS") and console.more == [1, 2]
        system.close("logoff")
