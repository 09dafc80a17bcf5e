"""Displays of virtual machines: DIAL makes a terminal a guest's display, until one of both ends it."""
import pytest

from cp.graf import Graf
from cp.system import System
from cp_guests import wait_until
from display_room import Sitting, source
from terminal_room import Terminal, assembled, load

DEVICES = {"0C0": {"type": "3277"}, "00C": {"type": "2540R"}}
TITLE = "HOURS OF THE WEEK"
IDLE = """
IDLE     START 512
         BALR  12,0
         USING *,12
         LPSW  WAIT
         DS    0D
WAIT     DC    X'00020000',A(X'1')
         END   IDLE
"""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("cp") / "data") as made:
        yield made


@pytest.fixture
def forms(system):
    vm = assembled(system, "FORMS", source("form"), devices=DEVICES)
    yield vm
    if not vm.ended:
        vm.console.send("#CP LOGOFF")
        wait_until(lambda: "FORMS" not in system.machines)


@pytest.fixture
def person(system, forms):
    one = Sitting(system).sees("", "CP READ").line("DIAL FORMS")
    yield one.sees(TITLE)
    one.close()


def test_a_form_is_filled_in_over_dial(person):
    person.type("ADA LOVELACE", "tab").type("00017").type("40", "enter")
    person.sees("TAKEN.     1 IN ALL, WITH    40 HOURS.")
    assert "LOVELACE" not in person.shown
    person.type("BABBAGE", "tab").type("1", "enter").sees("THE PAYROLL NUMBER HAS FIVE DIGITS.")
    person.type("00018").type("8", "enter").sees("TAKEN.     2 IN ALL, WITH    48 HOURS.")


def test_another_terminal_has_to_wait(system, forms, person):
    other = Sitting(system).sees("", "CP READ").line("DIAL FORMS").sees("FORMS HAS NO LINE FREE")
    lines = Terminal(system).type("DIAL FORMS")
    lines.sees("FORMS HAS NO LINE FREE")
    forms.console.send("#CP QUERY VIRTUAL LINES")
    forms.console.expect(f"GRAF 0C0 3277 DIALED BY {person.session.line}")
    for one in (other, lines.session):
        one.close()


def test_a_line_terminal_is_no_display(system, forms):
    one = Terminal(system).type("DIAL FORMS 0C0")
    one.sees("FORMS HAS NO LINE FREE")
    one.session.close()


@pytest.mark.parametrize("key", ["attn", "sysreq"])
def test_the_user_goes_back_to_cp_and_dials_again(forms, person, key):
    person.type("X", key).sees("DROPPED FROM FORMS 0C0", "CP READ")
    assert TITLE not in person.shown
    wait_until(lambda: forms.device(0xC0).terminal is None)
    person.line("DIAL FORMS").sees(TITLE)
    assert "X" not in person.shown.split("\n")[3]


@pytest.mark.parametrize("command", ["DETACH 0C0", "RESET 0C0", "LOGOFF"])
def test_the_guests_end_gives_the_screen_back(forms, person, command):
    forms.console.send(f"#CP {command}")
    person.sees("DROPPED FROM FORMS 0C0", "CP READ").sees("ONLINE")
    assert TITLE not in person.shown


@pytest.mark.parametrize("late", [False, True])
def test_a_display_that_goes_while_somebody_dials(forms, monkeypatch, late):
    """Whichever of both is first, the terminal is CP's."""
    def connect(graf, session):
        if not late:
            forms.console.send("#CP DETACH 0C0")
        done = plain(graf, session)
        if late:
            forms.console.send("#CP DETACH 0C0")
        return done
    plain = Graf.connect
    monkeypatch.setattr(Graf, "connect", connect)
    one = Sitting(forms.system).sees("", "CP READ").line("DIAL FORMS")
    one.sees("FORMS HAS NO LINE FREE", "CP READ")
    assert one.session.dialed is None
    assert not one.pane.screen.full.on
    one.close()


def test_a_terminal_that_is_lost_while_it_dials(forms, monkeypatch):
    one = Sitting(forms.system).sees("", "CP READ")
    plain = Graf.connect
    monkeypatch.setattr(Graf, "connect", lambda graf, session: (session.close(), plain(graf, session))[1])
    one.line("DIAL FORMS")
    wait_until(lambda: one.session.closed and one.session.dialed is None)
    wait_until(lambda: forms.device(0xC0).session is None)


def test_a_terminal_that_is_lost_makes_the_display_not_ready(system, forms, person):
    person.close()
    wait_until(lambda: forms.device(0xC0).session is None)
    again = Sitting(system).sees("", "CP READ").line("DIAL FORMS 0C0").sees(TITLE)
    again.type("", "pf3").sees("GOOD-BYE.")
    forms.console.expect("DISABLED WAIT PSW '00020000 00000000'")
    again.close()


def test_ipl_leaves_the_display_dialed(forms, person):
    load(forms, source("form"))
    person.sees(TITLE).type("EVE", "enter").sees("FIVE DIGITS.")


def test_keys_before_the_guest_has_written_are_attention_without_text(system):
    vm = assembled(system, "QUIET", IDLE, devices=DEVICES)
    one = Sitting(system).sees("", "CP READ").line("DIAL QUIET").sees("DIALED TO QUIET 0C0")
    one.type("SECRET", "enter")
    device = vm.device(0xC0)
    wait_until(lambda: device.screen.aid == 0x7D)
    assert device.screen.text().strip() == "" and "SECRET" in one.shown
    one.close()
    vm.console.send("#CP LOGOFF")


def test_define_graf_takes_the_terminals_size(system):
    vm = assembled(system, "DEFINES", IDLE, devices={"00C": {"type": "2540R"}})
    vm.console.send("#CP DEFINE GRAF 0C1")
    vm.console.expect("GRAF 0C1 DEFINED")
    vm.console.send("#CP DEFINE GRAF AS 0C2 3277#CP DEFINE GRAF 0C3 2260")
    vm.console.expect("GRAF 0C2 DEFINED")
    vm.console.expect("2260")
    big = Sitting(system, 43, 80).sees("", "CP READ").line("DIAL DEFINES 0C1")
    wait_until(lambda: vm.device(0xC1).terminal is not None)
    assert vm.device(0xC1).screen.alternate == (43, 80)
    big.type("", "attn").sees("DROPPED FROM").line("DIAL DEFINES 0C2")
    wait_until(lambda: vm.device(0xC2).terminal is not None)
    assert vm.device(0xC2).screen.alternate == (24, 80)
    big.close()
    vm.console.send("#CP LOGOFF")


def test_a_display_is_kept_over_an_orderly_end(tmp_path):
    with System(tmp_path / "data") as system:
        assembled(system, "FORMS", source("form"), devices=DEVICES)
        one = Sitting(system).sees("", "CP READ").line("DIAL FORMS").sees(TITLE)
        one.type("ADA", "enter").sees("FIVE DIGITS.")
    with System(tmp_path / "data") as system:
        vm = system.user("FORMS")
        assert isinstance(vm.device(0xC0), Graf) and vm.device(0xC0).session is None
        Sitting(system).sees("", "CP READ").line("DIAL FORMS").sees(TITLE).close()


FLOOD = """
FLOOD    START 512
         BALR  12,0
         USING *,12
AGAIN    LA    1,PAINT
         ST    1,72
         SIO   X'0C0'
DONE     TIO   X'0C0'
         BC    7,DONE
         L     2,COUNT
         LA    2,1(2)
         ST    2,COUNT
         B     AGAIN
         DS    0D
PAINT    CCW   X'05',STREAM,X'20',2000
COUNT    DC    F'0'
STREAM   DC    X'C3'
         DC    2000C'A'
         END   FLOOD
"""


def test_a_guest_that_paints_without_end_waits_for_its_terminal(system):
    vm = assembled(system, "FLOODS", FLOOD, devices=DEVICES)
    one = Sitting(system).sees("", "CP READ").line("DIAL FLOODS")
    device = vm.device(0xC0)
    wait_until(lambda: device.waits == "room")            # nobody takes what is written
    outbox = one.session.outbox
    assert outbox.size < 20_000 and len(outbox.queue) < 50
    for _ in range(3):
        one.until(lambda: "AAAA" in one.shown)
        wait_until(lambda: device.waits == "room" and outbox.queue)
    one.type("", "attn").until(lambda: "DROPPED FROM FLOODS" in one.shown)
    one.close()
    vm.console.send("#CP LOGOFF")
