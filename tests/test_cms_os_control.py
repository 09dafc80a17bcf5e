"""ABEND, SPIE, STAE, SNAP, EXTRACT, the CVT; WTO, WTOR, WAIT, POST; ENQ, DEQ; what goes wrong in their lists and exits."""
import pytest

from cms_machine import code_of, fields
from cms_os import ready

CODES = ((" DC H'0'", 1), (" L 3,=X'00FFFFF0'\n L 3,0(3)", 5), (" LA 3,1\n L 3,0(3)", 6),
         (" AP PACK,JUNK", 7), (" L 2,=X'7FFFFFFF'\n AR 2,2", 8), (" SR 2,2\n SR 3,3\n SR 4,4\n DR 2,4", 9), (" ZAP PACK(1),BIG", 10),
         (" DP BIG,ZERO", 11), (" LE 0,=X'7FFFFFFF'\n MER 0,0", 12), (" LE 0,=X'00100000'\n MER 0,0", 13),
         (" LE 0,=X'41100000'\n SER 0,0", 14), (" LE 0,=X'41100000'\n SER 2,2\n DER 0,2", 15))
DATA = ("PACK DC PL2'1'", "JUNK DC X'AAAA'", "BIG DC PL8'1234567'", "ZERO DC PL1'0'")


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


# -- ABEND

@pytest.mark.parametrize("lines, says, number", (
    ((" ABEND 100",), "ABEND U0100 AT ", 100), ((" ABEND 4095",), "ABEND U4095 AT ", 4095), ((" ABEND 0",), "ABEND U0000 AT ", 4096),
    ((" LA 3,16", " ABEND (3)"), "ABEND U0016 AT ", 16), ((" L 1,=X'000C7000'", " SVC 13"), "ABEND S0C7 AT ", 0xC7),
    ((" ABEND 7,,STEP",), "ABEND U0007 AT ", 7)))
def test_abend(desk, lines, says, number):
    """Where the SVC is, the code in the ready message."""
    said = desk.start(*lines)
    at = int(said[0].split("AT ")[1], 16)
    assert said[0].startswith(says) and code_of(said) == number
    assert desk.machine.storage.read(at, 2) == b"\x0A\x0D"


# -- SPIE

def spied(desk, *lines: str, exit: tuple = (" BR 14",), codes: str = "((1,15))", data: tuple = ()) -> list[str]:
    return desk.start(f" SPIE EXIT,{codes}", *lines, " B GOBACK", "EXIT LR 11,15", " USING EXIT,11", *exit, " DROP 11",
                      data=DATA + data)


@pytest.mark.parametrize("statement, number", CODES)
def test_interruption_code_in_the_pie(desk, statement, number):
    """PIE: A(PICA), old PSW with the code in its second halfword."""
    said = spied(desk, *statement.split("\n"), " L 15,SEEN", exit=(" LH 10,6(1)", " ST 10,SEEN", " BR 14"),
                 data=("SEEN DC F'0'",))
    assert code_of(said) == number


def test_exit_registers(desk):
    """1 the PIE with 14, 15, 0, 1, 2 of the program; 2 to 13 as they were; 14 and 15 linkage."""
    said = spied(desk, " LM 14,10,REGS", " DC H'0'", " STM 14,10,BACK", " LA 15,1", " CLC SEEN(20),REGS", " BNE GOBACK",
                 " LA 15,2", " CLC BACK+20(32),REGS+20", " BNE GOBACK", " LA 15,3", " CLC BACK(20),REGS", " BNE GOBACK",
                 " SR 15,15", exit=(" MVC SEEN,12(1)", " SR 15,15", " SR 0,0", " BR 14"),
                 data=("REGS DC 13A(*)", "BACK DS 13F", "SEEN DS XL20"))
    assert code_of(said) == 0


def test_pie_says_where_to_go_on(desk):
    said = spied(desk, " DC H'0'", " LA 15,99", " B GOBACK", "THERE LR 15,2",
                 exit=(" LA 10,THERE", " ST 10,8(1)", " LA 10,55", " ST 10,28(1)", " BR 14"))
    assert code_of(said) == 55


def test_codes_not_wanted(desk):
    """Only those named; others end the program as without SPIE."""
    said = spied(desk, " SR 2,2", " SR 3,3", " SR 4,4", " DR 2,4", " DC H'0'", codes="(9)", exit=(" BR 14",))
    assert said[0].startswith("PROGRAM INTERRUPT 0001 AT")


def test_program_mask(desk):
    """SPIE turns fixed-point overflow on when it is among the codes, and off again."""
    over = (" L 2,=X'7FFFFFFF'", " AR 2,2")
    assert code_of(spied(desk, *over, " L 15,N", codes="(8)", exit=(" MVI N+3,8", " BR 14"), data=("N DC F'0'",))) == 8
    assert code_of(spied(desk, *over, " L 15,N", codes="(9)", exit=(" MVI N+3,8", " BR 14"), data=("N DC F'0'",))) == 0
    assert code_of(spied(desk, " SPIE", *over, " SR 15,15", codes="(8)", exit=(" BR 14",))) == 0


def test_old_pica_comes_back(desk):
    assert code_of(spied(desk, " LR 3,1", " SPIE MF=(E,OTHER)", " LR 4,1", " SPIE MF=(E,(4))", " LA 5,OTHER", " SR 1,5", " LTR 15,1",
                         " BNZ GOBACK", " LR 15,3", data=("OTHER SPIE GOBACK,((1,15)),MF=L",))) == 0


def test_spie_of_the_caller_covers_link(desk):
    said = spied(desk, " IDENTIFY EP=INSIDE,ENTRY=INSIDE", " LINK EP=INSIDE", " A 15,N", " B GOBACK", "INSIDE DC H'0'",
                 " LA 15,7", " BR 14", exit=(" MVI N+3,1", " BR 14"), data=("N DC F'0'",))
    assert code_of(said) == 8


def test_exit_that_fails(desk):
    """An interruption in the exit is told as without SPIE."""
    said = spied(desk, " DC H'0'", exit=(" DC H'0'", " BR 14"))
    assert said[0].startswith("PROGRAM INTERRUPT 0001")


def test_exit_that_loops_is_killed(desk):
    desk.load(" SPIE EXIT,((1,15))", " DC H'0'", "EXIT B *")
    desk.machine.post(lambda: desk.console.type_in("START"))
    desk.run(200_000)
    desk.attention("KX")
    desk.run()
    assert desk.console.reading and code_of(desk.ask("ECHO X")) == 0


@pytest.mark.parametrize("call", (" L 1,=X'00FFFFF0'\n SVC 14", " SPIE 1,(1)", " L 3,=X'00FFFFF0'\n SPIE (3),(1)"))
def test_spie_refused(desk, call):
    assert code(desk, *call.split("\n")) == 0x10E


def test_interruptions_in_cms_are_not_the_programs(desk):
    """A list outside storage fails in CMS: told, the exit is not called."""
    said = spied(desk, " L 1,=X'00FFFFF0'", " SVC 5", exit=(" LA 15,1", " ABEND 1"))
    assert said[0].startswith("PROGRAM INTERRUPT 0005")


def test_interruptions_without_end(desk):
    """10,000 of them take no storage and no levels."""
    assert code_of(spied(desk, " L 3,=F'10000'", "LOOP DC H'0'", " BCT 3,LOOP", " SR 15,15")) == 0


# -- STAE

def test_exits_in_cms_are_refused(desk):
    """An exit is a place of the program, not of the nucleus."""
    assert code(desk, " STAE 64") == 12
    assert code(desk, " LA 3,64", " SPIE (3),(1)") == 0x10E
    assert code(desk, " LA 3,64", " STIMER REAL,(3),BINTVL=N", data=("N DC F'1'",)) == 0x12F
    assert code(desk, " LA 3,64", " ATTACH EP=NOSUCH,ETXR=(3)") == 0x12A


def staed(desk, *lines: str, exit: tuple, data: tuple = ()) -> list[str]:
    return desk.start(" STAE EXIT,PARAM=77", *lines, " B GOBACK", "EXIT LR 11,15", " USING EXIT,11", *exit, " DROP 11",
                      data=DATA + data)


RETRY = (" LA 0,AGAIN-EXIT(,11)", " LA 15,4", " BR 14", "AGAIN LR 12,15", " USING AGAIN,12", " LA 15,33", " L 13,=A(SAVE)",
         " L 13,4(,13)", " RETURN (14,12),RC=(15)")


@pytest.mark.parametrize("failure", (" ABEND 5", " DC H'0'", " GETMAIN R,LV=1000000", " LINK EP=NOSUCH"))
def test_stae_goes_on(desk, failure):
    said = staed(desk, failure, exit=RETRY)
    assert said[0].startswith("E(00033)"), said


def test_stae_exit_gets_a_work_area(desk):
    """Parameter, code; the abend goes on when it returns 0."""
    said = staed(desk, " ABEND 5", exit=(" MVC SEEN,0(1)", " SR 15,15", " BR 14"), data=("SEEN DC XL8'0'",))
    assert said[0].startswith("ABEND U0005") and code_of(said) == 5
    at = desk.machine.storage.read(0x12000, 0x200)
    assert bytes.fromhex("0000004D00000005") in at


def test_stae_cancelled_and_replaced(desk):
    assert code_of(staed(desk, " STAE 0", " LTR 15,15", " BNZ GOBACK", " STAE 0", " B GOBACK", exit=(" BR 14",))) == 8
    said = staed(desk, " STAE 0", " ABEND 6", exit=RETRY)
    assert said[0].startswith("ABEND U0006")
    said = staed(desk, " STAE OTHER,OV", " ABEND 6", "OTHER SR 15,15", " BR 14", exit=RETRY)
    assert said[0].startswith("ABEND U0006")


def test_stae_exit_that_fails(desk):
    """It is called once; its own abend ends the program."""
    said = staed(desk, " ABEND 5", exit=(" ABEND 6",))
    assert said[0].startswith("ABEND U0006") and code_of(said) == 6


def test_abends_without_end(desk):
    """Each abend is retried by a new STAE: no storage and no levels are lost."""
    assert code_of(desk.start(
        " LA 2,200", "LOOP STAE EXIT", " LTR 15,15", " BNZ GOBACK", " ST 2,N", " ABEND 9", "EXIT L 0,ADDR-EXIT(,15)", " LA 15,4",
        " BR 14", "ADDR DC A(AGAIN)", "AGAIN L 12,BASE-AGAIN(,15)", " LA 13,SAVE", " L 2,N", " BCT 2,LOOP", " SR 15,15", " B GOBACK",
        "BASE DC A(PROG+6)", data=("N DS F",))) == 0


# -- WTO, WTOR, WAIT, POST

def test_wto(desk):
    assert desk.start(" WTO 'IT''S ME',ROUTCDE=(2),DESC=7", " SR 15,15", " B GOBACK")[0] == "IT'S ME"
    assert desk.start(" WTO MF=(E,MSG)", " SR 15,15", " B GOBACK", data=("MSG WTO 'LISTED',MF=L",))[0] == "LISTED"


@pytest.mark.parametrize("reply, area", (("YES", "YES....."), ("no", "NO......"), ("LONGER THAN 8", "LONGER T")))
def test_wtor(desk, reply, area):
    """The reply in capitals, as much as there is room; the ECB is posted."""
    desk.load(" WTOR 'GO ON?',AREA,8,ECB", " WAIT ECB=ECB", " LA 1,MSG", " SVC 35", " LA 15,1", " TM ECB,X'40'", " BZ GOBACK",
              " SR 15,15", " B GOBACK", data=("ECB DC F'0'", "MSG DC H'12',H'0'", "AREA DC C'........'"))
    assert desk.ask("START") == ["GO ON?"]
    assert desk.ask(reply)[0] == area and code_of(desk.lines) == 0


@pytest.mark.parametrize("call", (" L 1,=X'00FFFFF0'\n SVC 35", " LA 1,BAD\n SVC 35", " LA 1,R1\n SVC 35", " LA 1,R2\n SVC 35",
                                  " LA 1,LONG\n SVC 35"))
def test_wto_refused(desk, call):
    said = desk.start(*call.split("\n"), " B GOBACK", data=(
        " DS 0F", "BAD DC H'2',H'0'", "LONG DC H'255',H'0'", " DS 0F", "R1 DC AL1(8),AL3(64),A(BAD),H'5',H'0',C'A'", " DS 0F",
        "R2 DC AL1(8),AL3(LONG),A(0),H'5',H'0',C'A'"))
    assert said[0].startswith(("ABEND SD23", "PROGRAM INTERRUPT")), said


def test_post_and_wait(desk):
    """The code is in the ECB; a second POST leaves it."""
    assert code(desk, " POST ECB,5", " POST ECB,6", " WAIT ECB=ECB", " L 15,ECB", " S 15,=X'40000000'", data=("ECB DC F'0'",)) == 5


def test_wait_for_some(desk):
    data = ("A DC F'0'", "B DC F'0'", "C DC F'0'", "LIST DC A(A,B),X'80',AL3(C)")
    assert code(desk, " POST A,0", " POST C,0", " WAIT 2,ECBLIST=LIST", " L 15,B", data=data) == 0
    assert code(desk, " WAIT 0,ECB=A", " SR 15,15", data=data) == 0
    assert code(desk, " WAIT 4,ECBLIST=LIST", data=data) == 0x101
    assert code(desk, " WAIT 2,ECB=A", data=data) == 0x101


@pytest.mark.parametrize("call, system", ((" POST 64", 0x102), (" POST ECB+1", 0x102), (" WAIT ECB=64", 0x201),
                                          (" WAIT ECB=ECB+2", 0x201), (" WAIT ECBLIST=LIST", 0x201)))
def test_no_ecb(desk, call, system):
    assert code(desk, call, data=("ECB DC F'0'", "LIST DC X'80',AL3(64)")) == system


def test_a_wait_without_end_is_killed(desk):
    desk.load(" WAIT ECB=ECB", data=("ECB DC F'0'",))
    desk.machine.post(lambda: desk.console.type_in("START"))
    desk.run(200_000)
    desk.attention("KX")
    desk.run()
    assert desk.console.reading and code_of(desk.ask("ECHO X")) == 0


# -- ENQ, DEQ, EXTRACT, CHAP, CHKPT

Q = ("Q DC CL8'MAJOR'", "R DC C'MINOR'", "S DC C'MINUS'")


def test_enq(desk):
    assert code(desk, " ENQ (Q,R,E,5,STEP)", " LR 2,15", " ENQ (Q,S,E,5,STEP)", " ENQ (Q,R,E,5,STEP),RET=TEST", " LR 3,15",
                " L 4,0(15)", " DEQ (Q,R,5,STEP)", " ENQ (Q,R,E,5,STEP),RET=TEST", " AR 15,2", " LTR 15,15", " BNZ GOBACK",
                " LR 15,4", " N 15,=F'255'", data=Q) == 8
    assert code(desk, " ENQ (Q,R,E,5,STEP)", " ENQ (Q,R,E,5,STEP)", data=Q) == 0x138
    assert code(desk, " DEQ (Q,R,5,STEP)", data=Q) == 0x130
    assert code(desk, " DEQ (Q,R,5,STEP),RET=HAVE", " IC 15,3(15)", " N 15,=F'255'", data=Q) == 8


def test_enq_of_several(desk):
    assert code(desk, " ENQ (Q,R,E,5,STEP,Q,S,S,5,SYSTEM)", " ENQ (Q,R,E,5,STEP,Q,S,S,5,SYSTEM),RET=HAVE", " IC 2,3(15)",
                " IC 3,15(15)", " AR 2,3", " N 2,=F'255'", " LR 15,2", data=Q) == 16


def test_extract(desk):
    """Completion code and TIOT of this task, by way of the CVT, too."""
    assert code(desk, " EXTRACT ANSWER,'S',FIELDS=(CMC,TIOT)", " L 2,16", " L 2,0(2)", " L 2,4(2)", " L 3,12(2)", " S 3,ANSWER+4",
                " LR 15,3", " A 15,ANSWER", data=("ANSWER DC 2F'5'",)) == 0
    assert code(desk, " EXTRACT 64,'S',FIELDS=(CMC,TIOT)") == 0x128
    assert code(desk, " CHAP 1,'S'", " SR 15,15") == 0
    assert code(desk, " CHKPT Q", data=Q) == 8


def test_cvt(desk):
    """At 10 and 4C: the current TCB, SVC 3 and BR 14 at 50, end of storage at A4."""
    assert code(desk, " TIME BIN", " L 2,16", " C 2,76", " BNE BAD", " L 3,0(2)", " L 4,4(3)", " C 4,0(3)", " BNE BAD",
                " CLC 80(4,2),=X'0A0307FE'", " BNE BAD", " L 15,164(2)", " SRL 15,12", " B GOBACK", "BAD LA 15,999") == 0x3F


# -- SNAP and dumps

def test_snap(desk, tmp_path):
    printer = desk.machine.attach(0x00E, "1403", file=str(tmp_path / "printed"))
    said = desk.start(" LM 2,4,THREE", " SNAP ID=17,STORAGE=(TEXT,TEXT+63)", " B GOBACK", data=(
        "THREE DC A(X'11',X'22',X'33')", " DS 0D", "TEXT DC CL32'SNAPPED',32X'EE'"))
    assert code_of(said) == 0
    desk.start(" ABEND 5,DUMP", data=(" ORG PROG+X'100'", "TEXT DC C'IN THE PROGRAM'"))
    printer.close()
    text = (tmp_path / "printed").read_text()
    assert "SNAP 017" in text and "00000011 00000022 00000033" in text and "*SNAPPED" in text and "EEEEEEEE " * 7 in text
    assert "DUMP OF START" in text and "IN THE PROGRAM" in text


def test_dump_without_printer(desk):
    machine = ready()
    said = machine.start(" ABEND 5,DUMP")
    assert said[0].startswith("ABEND U0005") and said[1] == "THE DUMP CANNOT BE PRINTED" and code_of(said) == 5


@pytest.mark.parametrize("call", (" L 1,=X'00FFFFF0'\n SVC 51", " LA 1,L1\n SVC 51", " LA 1,L2\n SVC 51", " L 1,=X'00FFFFF0'\n SVC 40",
                                  " L 1,=X'00FFFFF0'\n SVC 56", " L 1,=X'00FFFFF0'\n SVC 48", " LA 1,L1\n SVC 56",
                                  " LA 1,L1\n SVC 60", " L 1,=X'00FFFFF0'\n SR 0,0\n SVC 60"))
def test_wild_lists(desk, call):
    said = desk.start(*call.split("\n"), " SR 15,15", " B GOBACK", data=(
        " DS 0F", "L1 DC X'FF080000',A(X'FFFFF0',X'FFFFF0',X'FFFFF0')", "L2 DC F'0',A(0,0,X'FFFFF0')"))
    assert said[0].startswith(("ABEND S", "PROGRAM INTERRUPT", "R;")), said


def test_snap_into_a_file():
    """To a DCB of BSAM, VBA as IBM asks for; one that is not open: 4."""
    desk = ready()
    code_of(desk.ask("FILEDEF SNAPS DISK SNAPS LISTING P1"))
    said = desk.start(" OPEN (P,(OUTPUT))", " SNAP DCB=P,ID=3,STORAGE=(TEXT,TEXT+31)", " LR 2,15", " CLOSE (P)",
                      " SNAP DCB=P", " MH 15,=H'10'", " AR 15,2", " B GOBACK", data=(
                          " DS 0D", "TEXT DC CL32'SNAPPED'", "P DCB DSORG=PS,MACRF=(W),RECFM=VBA,LRECL=125,BLKSIZE=882,DDNAME=SNAPS"))
    assert code_of(said) == 40, said
    lines = [record.decode("cp037").rstrip() for record in desk.read("SNAPS", "LISTING")]
    assert any("SNAP 003" in line for line in lines) and any("SNAPPED" in line for line in lines)
    assert code_of(desk.ask("FILEDEF SNAPS CLEAR")) == 0
