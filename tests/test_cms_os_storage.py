"""GETMAIN and FREEMAIN: all forms, subpools, conditions, what a program gets wrong."""
import pytest

from cms_files import cards
from cms_machine import code_of
from cms_os import ready


@pytest.fixture(scope="module")
def desk():
    desk = ready(("A", "FILE", cards("ONE")))
    yield desk
    assert desk.start(" SR 15,15", " B GOBACK")[-1].startswith("R;")


@pytest.fixture(autouse=True)
def nothing_is_lost(desk):
    before = desk.core()
    yield
    assert desk.core() == before


def code(desk, *lines: str, data: tuple = ()) -> int:
    return code_of(desk.start(*lines, " B GOBACK", data=data))


def abend(desk, *lines: str, data: tuple = ()) -> str:
    lines = desk.start(*lines, " B GOBACK", data=data)
    assert lines[0].startswith("ABEND S"), lines
    assert code_of(lines) == int(lines[0][7:10], 16)
    return lines[0][7:10]


def test_r_form(desk):
    """Doublewords that are the program's, below free storage's end; given back, they can be had again."""
    assert code(desk, " GETMAIN R,LV=100", " LR 2,1", " XC 0(104,2),0(2)", " GETMAIN R,LV=100", " LR 3,1",
                " LA 15,104(3)", " SR 15,2", " BNZ BAD", " FREEMAIN R,LV=100,A=(2)", " FREEMAIN R,LV=100,A=(3)",
                " GETMAIN R,LV=8", " LR 15,1", " N 15,=F'7'", " B GOBACK", "BAD N 15,=F'7'") == 0


def test_address_stays_in_1_and_registers_are_kept(desk):
    assert code(desk, " LA 5,5", " GETMAIN R,LV=(5)", " LR 2,1", " FREEMAIN R,LV=5,A=(2)", " SR 1,2", " LR 15,1",
                " AR 15,5", " SH 15,=H'5'") == 0


@pytest.mark.parametrize("kind, code_", (("EC", 0), ("EU", 0)))
def test_element(desk, kind, code_):
    assert code(desk, f" GETMAIN {kind},LV=4000,A=AREA", " LR 2,15", " L 3,AREA", " ST 3,0(3)", " FREEMAIN E,LV=4000,A=AREA",
                " LR 15,2", data=("AREA DS A",)) == code_


def test_conditional_without_storage(desk):
    data = ("AREA DC A(1)", "MIN DC A(2000000,3000000)", "LENS DC A(100),X'80',AL3(1000000)", "AREAS DC 2A(0)")
    assert code(desk, " GETMAIN EC,LV=1000000,A=AREA", " L 2,AREA", " AR 15,2", data=data) == 5
    assert code(desk, " GETMAIN VC,LA=MIN,A=AREAS", data=data) == 4
    assert code(desk, " GETMAIN LC,LA=LENS,A=AREAS", data=data) == 4


@pytest.mark.parametrize("call, system", ((" GETMAIN R,LV=1000000", "80A"), (" GETMAIN EU,LV=1000000,A=AREA", "804"),
                                          (" GETMAIN VU,LA=MIN,A=AREA", "804"), (" GETMAIN LU,LA=LENS,A=AREA", "804"),
                                          (" SR 0,0\n BAL 1,*+4\n SVC 10", "80A"),
                                          (" L 0,=X'F0000008'\n BAL 1,*+4\n SVC 10", "B0A"), (" GETMAIN EC,LV=8,A=AREA,SP=128", "B04"),
                                          (" GETMAIN EC,LV=8,A=0", "604"), (" GETMAIN EC,LV=8,A=4096", "604"),
                                          (" GETMAIN LU,LA=LENS,A=40", "604"), (" GETMAIN VU,LA=MIN,A=40", "604"),
                                          (" LA 1,ODD\n SVC 4", "504"), (" LA 1,ODD+12\n SVC 4", "504")))
def test_getmain_refused(desk, call, system):
    data = ("MIN DC A(2000000,3000000)", "LENS DC A(100),X'80',AL3(1000000)", "AREA DC 2A(0)",
            "ODD DC A(8,AREA),X'1100',H'0',A(8,AREA),X'9000'")
    assert abend(desk, *call.split("\n"), data=data) == system


def test_list(desk):
    """All areas, each of its own; FREEMAIN of the list; then of one again is wrong."""
    data = ("LENS DC A(8,16),X'80',AL3(24)", "AREAS DC 3A(0)")
    assert abend(desk, " GETMAIN LU,LA=LENS,A=AREAS", " LTR 15,15", " BNZ GOBACK", " LM 2,4,AREAS", " XC 0(8,2),0(2)",
                 " XC 0(16,3),0(3)", " XC 0(24,4),0(4)", " FREEMAIN L,LA=LENS,A=AREAS",
                 " FREEMAIN E,LV=8,A=AREAS", data=data) == "A05"


def test_variable(desk):
    """As much as there is up to the most; about 170 KiB here, less what is CMS's."""
    data = ("MIN DC A(100,10000000)", "FEW DC A(100,203)", "AREA DC 2A(0)")
    got = code(desk, " GETMAIN VC,LA=MIN,A=AREA", " LM 2,3,AREA", " AR 2,3", " BCTR 2,0", " MVI 0(2),1",
               " FREEMAIN V,A=AREA", " SRL 3,10", " LR 15,3", data=data)
    assert 110 <= got <= 170
    assert code(desk, " GETMAIN VU,LA=FEW,A=AREA", " L 15,AREA+4", data=data) == 208


def test_cms_keeps_a_page(desk):
    """A program that takes all it can get can still open a file."""
    data = ("AREA DC A(0)",)
    assert code(desk, "MORE GETMAIN EC,LV=4096,A=AREA", " LTR 15,15", " BZ MORE", " LA 1,LIST", " SVC 202",
                " DC AL4(*+4)", data=data + (" DS 0D", "LIST DC CL8'LISTF',8X'FF'")) == 0


def test_part_of_an_area_is_given_back(desk):
    """The middle, then the front and the rest; then the middle again is refused."""
    assert abend(desk, " GETMAIN R,LV=64", " LR 2,1", " LA 3,16(2)", " FREEMAIN R,LV=16,A=(3)",
                 " FREEMAIN R,LV=16,A=(2)", " LA 4,32(2)", " FREEMAIN R,LV=32,A=(4)",
                 " FREEMAIN R,LV=16,A=(3)") == "A0A"


@pytest.mark.parametrize("call, system", (
    (" LA 2,4(2)\n FREEMAIN R,LV=8,A=(2)", "90A"), (" FREEMAIN R,LV=72,A=(2)", "A0A"),
    (" FREEMAIN R,LV=8,A=(2),SP=1", "A0A"), (" LA 2,64(2)\n FREEMAIN R,LV=8,A=(2)", "A0A"),
    (" LA 2,0\n FREEMAIN R,LV=8,A=(2)", "A0A"), (" L 2,=A(X'FFFFF8')\n FREEMAIN R,LV=8,A=(2)", "A0A"),
    (" L 2,X'170'\n FREEMAIN R,LV=8,A=(2)", "A0A"), (" FREEMAIN R,SP=0", "40A"),
    (" FREEMAIN E,LV=8,A=AREA", "A05"), (" MVI AREA+3,4\n FREEMAIN E,LV=8,A=AREA", "905"),
    (" FREEMAIN E,LV=0,A=AREA", "A05"), (" FREEMAIN E,LV=8,A=AREA,SP=200", "B05"), (" FREEMAIN V,A=AREA", "A05")))
def test_freemain_refused(desk, call, system):
    assert abend(desk, " GETMAIN R,LV=64", " LR 2,1", *call.split("\n"), data=("AREA DC 2A(0)",)) == system


def test_subpools(desk):
    """A subpool goes as a whole, and no other."""
    assert abend(desk, " GETMAIN R,LV=64,SP=5", " LR 2,1", " GETMAIN R,LV=64,SP=5", " GETMAIN R,LV=64,SP=6", " LR 3,1",
                 " FREEMAIN R,SP=5", " FREEMAIN R,LV=64,A=(3),SP=6", " FREEMAIN R,LV=64,A=(2),SP=5") == "A0A"


@pytest.mark.parametrize("call", (" L 1,=X'00FFFFF0'\n SVC 4", " L 1,=X'00FFFFF0'\n SVC 5", " SR 1,1\n SVC 5",
                                  " FREEMAIN L,LA=0,A=0", " GETMAIN LU,LA=X,A=X", " GETMAIN VU,LA=16777200,A=X"))
def test_wild_lists(desk, call):
    """An ABEND or a program interruption, and CMS goes on (the fixtures look)."""
    lines = desk.start(*call.replace("LA=16777200", "LA=WILD").split("\n"), " B GOBACK",
                       data=("WILD EQU 4080", "X DC 2A(X)"))
    assert lines[0].startswith(("ABEND S", "PROGRAM INTERRUPT")), lines
