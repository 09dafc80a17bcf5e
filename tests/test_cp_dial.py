"""DIAL: a guest that runs a multi-user system of its own, terminals that dial it, and who hangs up when."""
import pytest

from cp.line_device import DISABLE, ENABLE, READ, SENSE, WRITE, TerminalLine
from cp.system import System
from cp_guests import wait_until
from s360.devices.base import (ATTENTION, CHANNEL_END, DEVICE_END, DONE, READY, UNIT_CHECK, UNIT_EXCEPTION,
                               WAITING)
from terminal_room import Terminal, assembled

# Two lines: greets who calls, echoes, drops who types BYE, takes the next call.
MULTI = """
         MACRO
&NAME    PHONE &UNIT
         DS    0D
&NAME    DC    X'&UNIT',3H'0'
         CCW   X'27',HELLO,X'60',1          8  ENABLE: WAIT FOR A CALL
         CCW   X'01',HELLO,X'60',13        16  GREET
         CCW   X'0A',&NAME+72,X'20',80     24  READ
         CCW   X'01',&NAME+64,X'60',1      32  ECHO
         CCW   X'0A',&NAME+72,X'20',80     40  READ
         CCW   X'2F',HELLO,X'60',1         48  DISABLE
         CCW   X'08',&NAME+8,0,1           56  AND FROM THE BEGINNING
         DC    CL8'LINE &UNIT'
         DS    XL88                        72  WHAT WAS TYPED
         MEND
MULTI    START X'1000'
         BALR  12,0
         USING *,12
         MVC   120(8),IONEW
         LA    2,LINE1
         BAL   14,CALL
         LA    2,LINE2
         BAL   14,CALL
REST     LPSW  WAIT
CALL     LA    4,8(2)
GO       ST    4,72
         LH    3,0(2)
         SIO   0(3)
         BC    7,*-4
         BR    14
IOINT    LA    2,LINE1
         CLC   58(2),LINE1
         BE    *+8
         LA    2,LINE2
         LA    14,REST
         TM    68,X'02'                  HUNG UP: TAKE THE NEXT CALL
         BO    CALL
         LA    4,16(2)
         TM    68,X'01'                  ATTENTION: GREET AGAIN
         BO    GO
         TM    68,X'04'
         BZ    REST
         LA    4,48(2)
         CLC   72(3,2),=C'BYE'
         BE    GO
         LA    5,80
         SH    5,70
         LA    6,72(2,5)
         MVI   0(6),X'15'                NEW LINE
         LA    5,9(5)
         STH   5,38(2)
         LA    4,32(2)
         B     GO
         DS    0D
WAIT     DC    X'FE020000',A(0)
IONEW    DC    X'00000000',A(IOINT)
HELLO    DC    C'WHO IS THERE',X'15'
         LTORG
LINE1    PHONE 0060
LINE2    PHONE 0061
         END   MULTI
"""
DEVICES = {"060": {"type": "LINE"}, "061": {"type": "LINE"}, "00C": {"type": "2540R"}}


@pytest.fixture
def system(tmp_path):
    with System(tmp_path / "data") as made:
        yield made


@pytest.fixture
def multi(system):
    vm = assembled(system, "MULTI", MULTI, devices=DEVICES)
    wait_until(lambda: all(vm.device(unit).waits == "call" for unit in (0x60, 0x61)))
    return vm


def dialed(system, *words) -> Terminal:
    terminal = Terminal(system)
    terminal.type(" ".join(("DIAL MULTI", *words)))
    return terminal


def test_two_terminals_at_one_guest(system, multi):
    one, two = dialed(system), dialed(system)
    one.sees("DIALED TO MULTI 060\nWHO IS THERE\n")
    two.sees("DIALED TO MULTI 061\nWHO IS THERE\n")
    third = dialed(system)
    third.sees("MULTI HAS NO LINE FREE")
    assert system.command("QUERY USERS").lines == ["001 USERS, 002 DIALED"]
    for count in range(20):
        one.settles("VM READ")
        one.type(f"first {count}")
        two.type(f"second {count}")
        one.sees(f"first {count}\n")
        two.sees(f"second {count}\n")
    one.session.attention()
    one.sees("WHO IS THERE\n")
    assert "second" not in one.shown and "first" not in two.shown


def test_the_guest_hangs_up_and_takes_the_next_call(system, multi):
    one = dialed(system, "061")
    one.sees("WHO IS THERE")
    one.type("BYE")
    one.sees("DROPPED FROM MULTI 061\n")
    one.sees("ONLINE")                           # the terminal is CP's again
    wait_until(lambda: multi.device(0x61).waits == "call")
    one.type("DIAL MULTI 061")
    one.sees("WHO IS THERE")


def test_the_caller_hangs_up(system, multi):
    for _ in range(3):
        one = dialed(system, "060")
        one.sees("WHO IS THERE")
        one.settles("VM READ")
        one.session.close()
        wait_until(lambda: multi.device(0x60).waits == "call")


def test_the_machine_goes(system, multi):
    one, two = dialed(system), dialed(system)
    one.sees("WHO IS THERE")
    two.sees("WHO IS THERE")
    multi.console.send("#CP DETACH 060")
    one.sees("DROPPED FROM MULTI 060")
    multi.console.send("#CP LOGOFF")
    two.sees("DROPPED FROM MULTI 061")
    two.type("LOGON GUEST GUEST")
    two.sees("LOGON AT")


def test_query_shows_who_dialed(system, multi):
    one = dialed(system)
    one.sees("WHO IS THERE")
    multi.console.send("#CP QUERY VIRTUAL LINES")
    assert f"LINE 060 DIALED BY {one.session.line}" in multi.console.expect("061 ENABLED")


def test_no_call_before_enable(system):
    system.logon("GUEST", ipl=False)
    system.user("GUEST").console.send("DEFINE LINE AS 060")
    one = Terminal(system)
    one.type("DIAL GUEST", "DIAL GUEST 065")
    one.sees("NO LINE FREE")
    one.sees("NO LINE FREE")
    assert one.session.dialed is None


# --- the device by itself

class Caller:
    """A terminal that dials."""

    def __init__(self):
        self.shown, self.state, self.dropped, self.behind = "", "", "", False

    def show(self, text):
        self.shown += text

    def status(self, state):
        self.state = state

    def hung_up(self, text):
        self.dropped = text


class AtOnce:
    """A machine that stands still: what is posted is done at once."""
    userid = "MULTI"

    def post(self, action):
        action()

    def interact(self):
        pass


@pytest.fixture
def line():
    made = TerminalLine(AtOnce(), 0x60)
    made.notified = []
    made.notify = made.notified.append
    return made


@pytest.fixture
def caller(line):
    made = Caller()
    assert line.start(ENABLE) == WAITING
    assert line.connect(made)
    line.connected()
    assert line.notified.pop() == READY and line.end(0) == DONE
    return made


def test_read_waits_for_a_line_and_write_types(line, caller):
    assert line.start(READ) == WAITING and caller.state == "VM READ"
    line.type_in("HELLO")
    assert line.notified == [READY] and caller.state == "RUNNING"
    assert line.read() == "HELLO".encode("cp037") and line.end(5) == DONE
    assert line.start(WRITE) == 0
    line.write("OK".encode("cp037") + b"\x15")
    assert line.end(3) == DONE and caller.shown == "OK\n"


def test_hanging_up_ends_the_read_with_unit_check(line, caller):
    line.start(READ)
    line.disconnect(caller)
    assert line.notified == [READY] and line.read() == b""
    assert line.end(0) == CHANNEL_END | DEVICE_END | UNIT_CHECK
    assert line.start(SENSE) == 0 and line.read() == b"\x40" and line.end(1) == DONE
    assert line.start(WRITE) == UNIT_CHECK and not line.connect(Caller())
    assert line.start(ENABLE) == WAITING and line.connect(Caller())


def test_attention_of_the_caller(line, caller):
    line.attention()
    assert line.notified.pop() == ATTENTION
    line.start(READ)
    line.attention()
    assert line.notified == [READY] and line.read() == b"" and line.end(0) == DONE | UNIT_EXCEPTION


def test_a_slow_caller_holds_the_guest(line, caller):
    caller.behind = True
    line.start(WRITE)
    line.write(b"\xC1")
    assert line.end(1) == WAITING
    caller.behind = False
    line.drained()
    assert line.notified == [READY] and line.end(1) == DONE


def test_a_hang_up_frees_a_held_guest(line, caller):
    caller.behind = True
    line.start(WRITE)
    assert line.end(1) == WAITING
    line.disconnect(caller)
    assert line.notified == [READY] and line.end(1) == DONE | UNIT_CHECK


def test_disable_and_reset_drop_the_caller(line, caller):
    assert line.start(DISABLE) == DONE and caller.dropped == "DROPPED FROM MULTI 060"
    other = Caller()
    line.start(ENABLE)
    line.connect(other)
    line.reset()
    assert other.dropped and not line.enabled and line.waits == ""


@pytest.mark.parametrize("dialed", [False, True])
def test_saved_and_loaded_the_caller_is_gone(line, dialed):
    assert line.start(ENABLE) == WAITING
    if dialed:
        line.connect(Caller())
        line.connected()
        line.start(READ)
    again = TerminalLine(AtOnce(), 0x60)
    again.notify = (told := []).append
    again.load(line.save())
    if dialed:
        again.disconnect()                       # as the start of a kept machine does
        assert told == [READY] and again.end(0) == DONE | UNIT_CHECK
    else:
        assert again.connect(Caller())
        again.connected()
        assert told == [READY]
