"""TIME, STIMER, TTIMER on a bare machine and under CP."""
from datetime import date

import pytest

from cms_files import cards
from cms_machine import code_of
from cms_os import program, ready
from cms_room import Room

TU = 38400                                     # a second
ROUND = ("LOOP BCT 2,LOOP",)


@pytest.fixture(scope="module")
def desk():
    yield ready()


@pytest.fixture(autouse=True)
def nothing_is_lost(desk):
    before = desk.core()
    yield
    assert desk.core() == before


def code(desk, *lines: str, data: tuple = ()) -> int:
    return code_of(desk.start(*lines, " B GOBACK", data=data))


def shown(desk, register: int, form: str) -> str:
    """A register behind TIME, in hexadecimal."""
    said = desk.start(f" TIME {form}", f" ST {register},WORD", " UNPK TEXT(9),WORD(5)", " TR TEXT(8),TABLE-240", " LA 1,MSG", " SVC 35",
                      " SR 15,15", " B GOBACK", data=(" DS 0F", "MSG DC H'12',H'0'", "TEXT DS CL9", " DS 0F", "WORD DS 2F", " DS XL240",
                                                      "TABLE DC C'0123456789ABCDEF'"))
    return said[0]


def test_date(desk):
    """A bare machine knows no other day than the first of 1968."""
    assert shown(desk, 1, "DEC") == "0068001F"


def test_forms_agree(desk):
    """HHMMSSTH, hundredths and units: the same time, within a second."""
    digits, hundredths, units = (shown(desk, 0, form) for form in ("DEC", "BIN", "TU"))
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6])
    assert 0 <= int(hundredths, 16) / 100 - seconds <= 1 and 0 <= int(units, 16) / TU - seconds <= 1


@pytest.mark.parametrize("interval, data", (("BINTVL=IT", "IT DC F'2'"), ("TUINTVL=IT", "IT DC F'768'"),
                                            ("DINTVL=IT", "IT DC C'00000002'")))
def test_exit_is_called_once(desk, interval, data):
    """Two hundredths of a second of the machine are 20,000 instructions."""
    at = code(desk, f" STIMER REAL,EXIT,{interval}", " L 2,=F'50000'", *ROUND, " L 15,SEEN", " B GOBACK",
              "EXIT LR 11,15", " USING EXIT,11", " L 3,SEEN", " LA 3,1(3)", " ST 3,SEEN", " BR 14", " DROP 11",
              data=(" DS 0F", data, " DS 0F", "SEEN DC F'0'"))
    assert at == 1


def test_registers_survive_the_exit(desk):
    assert code(desk, " STIMER TASK,EXIT,BINTVL=IT", " LM 3,10,REGS", " L 2,=F'50000'", *ROUND, " STM 3,10,BACK", " SR 15,15",
                " CLC BACK(32),REGS", " BE GOBACK", " LA 15,1", " B GOBACK", "EXIT SR 2,2", " LM 3,10,12(15)", " LR 0,2", " BR 14",
                data=("IT DC F'1'", "REGS DC 8A(*)", "BACK DS 8F")) == 0


def test_exit_posts_what_is_waited_for(desk):
    assert code(desk, " STIMER REAL,EXIT,BINTVL=IT", " WAIT ECB=ECB", " L 15,ECB", " S 15,=X'40000000'", " B GOBACK",
                "EXIT LR 11,14", " LR 10,15", " USING EXIT,10", " POST ECB,6", " BR 11", " DROP 10",
                data=("IT DC F'50'", "ECB DC F'0'")) == 6


def test_ttimer(desk):
    """What is left; CANCEL ends the interval, then nothing is left."""
    data = ("IT DC F'100'",)
    assert TU // 2 < code_of_word(desk, " STIMER REAL,GOBACK,BINTVL=IT", " TTIMER", data=data) <= TU
    assert code(desk, " STIMER REAL,GOBACK,BINTVL=IT", " TTIMER CANCEL", " L 2,=F'1000000'", *ROUND, " TTIMER", " LR 15,0", data=data) == 0


def code_of_word(desk, *lines: str, data: tuple) -> int:
    desk.start(*lines, " ST 0,WORD", " SR 15,15", " B GOBACK", data=("WORD DC F'-1'", *data))
    return desk.word_of("WORD")


def test_wait(desk):
    """A second and a half of the machine's time."""
    before = desk.machine.time                               # instructions, one a microsecond
    assert code(desk, " STIMER WAIT,BINTVL=IT", " SR 15,15", data=("IT DC F'150'",)) == 0
    assert 1.5e6 <= desk.machine.time - before < 1.6e6


def test_time_of_day(desk):
    """One that is past is tomorrow's."""
    assert code(desk, " STIMER REAL,GOBACK,TOD=IT", " TTIMER", " SR 15,15", " LTR 0,0", " BP GOBACK", " LA 15,1",
                data=("IT DC C'00000000'",)) == 0


@pytest.mark.parametrize("call", (" STIMER REAL,GOBACK,BINTVL=(3)", " STIMER REAL,(3),BINTVL=IT", " STIMER REAL,1,BINTVL=IT"))
def test_refused(desk, call):
    assert code(desk, " L 3,=X'00FFFFFE'", call, data=("IT DC F'1'",)) == 0x12F


def test_exit_that_never_returns_is_killed(desk):
    desk.load(" STIMER REAL,EXIT,BINTVL=IT", "LOOP B LOOP", "EXIT B EXIT", data=("IT DC F'1'",))
    desk.machine.post(lambda: desk.console.type_in("START"))
    desk.run(200_000)
    desk.attention("KX")
    desk.run()
    assert desk.console.reading and code_of(desk.ask("ECHO X")) == 0


def test_interval_ends_with_the_program(desk):
    """No exit is called in a command that comes later."""
    desk.start(" STIMER REAL,EXIT,BINTVL=IT", " SR 15,15", " B GOBACK", "EXIT ABEND 9", data=("IT DC F'1'",))
    assert code(desk, " L 2,=F'100000'", *ROUND, " SR 15,15") == 0


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Under CP, whose clock is real."""
    lines = (" TIME DEC", " ST 1,WORD", " UNPK TEXT(9),WORD(5)", " LA 1,MSG", " SVC 35", " STIMER WAIT,BINTVL=IT", " SR 15,15", " B GOBACK")
    data = (" DS 0F", "MSG DC H'11',H'0'", "TEXT DS CL9", " DS 0F", "WORD DS 2F", "IT DC F'20'")
    room = Room(tmp_path_factory.mktemp("os"), ("CLOCK", "TEXT", program(*lines, name="CLOCK", data=data)), ("A", "FILE", cards("X")))
    yield room
    room.close()


def test_under_cp(room):
    """The day; a wait of a fifth of a second, after which the timer counts CPU time as before."""
    before = date.today()
    said = room.ask("OSRUN CLOCK")
    today = date.today()
    assert said[0] in {f"00{day:%y%j}" for day in (before, today)} and code_of(said) == 0
    assert room.vm.options.timer == "ON"
    room.ask("CP SET TIMER REAL")
    assert code_of(room.ask("OSRUN CLOCK")) == 0 and room.vm.options.timer == "REAL"
    room.ask("CP SET TIMER OFF")
    assert code_of(room.ask("OSRUN CLOCK")) == 0 and room.vm.options.timer == "OFF"
