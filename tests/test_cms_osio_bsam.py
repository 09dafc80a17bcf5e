"""READ, WRITE, CHECK, NOTE, POINT, BSP and direct files of OS/360 programs on CMS files."""
import pytest

from cms.check import check
from cms_machine import code_of
from cms_os_programs import OsMachine, e, module, padded, plain

ITEMS = [f"RECORD {number:02}" for number in range(1, 11)]


def reader(name: str, dcb: str, *look: str, area: int = 1000) -> tuple:
    """Reads SYSIN block by block; `look` at each, in register 3, with its length in 4."""
    return module(name, " OPEN (IN,(INPUT))", " TM IN+48,X'10'", " BZ BAD", "LOOP READ DECB,SF,IN,AREA,'S'", " CHECK DECB",
                  " LA 3,AREA", " LH 4,IN+62", " L 1,DECB+16", " SH 4,14(1)", *look, " B LOOP", "EOF CLOSE (IN)", " B DONE",
                  "BAD MVI CODE+3,9", " B DONE", "DATA", " DS 0D", f"AREA DS CL{area}", f"IN DCB DDNAME=SYSIN,MACRF=(R),EODAD=EOF,{dcb}")


ADD = (" A 4,CODE", " ST 4,CODE")


@pytest.fixture(scope="module")
def cms():
    programs = [
        reader("LENGTHS", "RECFM=FB,LRECL=80,BLKSIZE=320", *ADD),
        reader("BLOCKS", "RECFM=FB,LRECL=80,BLKSIZE=320", " L 4,CODE", " LA 4,1(4)", " ST 4,CODE"),
        reader("VLENGTHS", "RECFM=VB,LRECL=20,BLKSIZE=44", " LH 5,0(3)", " CR 4,5", " BNE BAD", *ADD),
        reader("ULENGTHS", "RECFM=U,BLKSIZE=100", *ADD),
        module("WRITEFB", " OPEN (OUT,(OUTPUT))", " WRITE DECB,SF,OUT,AREA", " CHECK DECB", " MVC OUT+62(2),=H'80'",
               " WRITE DECB2,SF,OUT,MORE", " CHECK DECB2", " CLOSE (OUT)", " B DONE", "DATA",
               "AREA DC CL80'A',CL80'B'", "MORE DC CL80'C'", "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=FB,LRECL=80,BLKSIZE=160"),
        module("WRITEVB", " OPEN (OUT,(OUTPUT))", " WRITE DECB,SF,OUT,AREA", " CHECK DECB", " CLOSE (OUT)", " B DONE", "DATA",
               "AREA DC AL2(19,0),AL2(7,0),C'ABC',AL2(8,0),C'WXYZ'", "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=VB,LRECL=20,BLKSIZE=100"),
        module("WRITEU", " OPEN (OUT,(OUTPUT))", " WRITE DECB,SF,OUT,AREA,5", " CHECK DECB", " WRITE DECB2,SF,OUT,AREA,3",
               " CHECK DECB2", " CLOSE (OUT)", " B DONE", "DATA", "AREA DC CL80'ABCDEFG'",
               "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=U,BLKSIZE=100"),
        # notes record 3, reads on to 5, goes back to 3, then behind it
        module("NOTING", " OPEN (IN,(INPUT),OUT,(OUTPUT))", " BAL 9,GET1", " BAL 9,GET1", " BAL 9,GET1", " NOTE IN", " ST 1,PLACE", " BAL 9,GET1", " BAL 9,GET1",
               " POINT IN,PLACE", " BAL 9,GET1", " BAL 9,PUT1", " MVI PLACE+3,1", " POINT IN,PLACE", " BAL 9,GET1", " BAL 9,PUT1",
               " BSP IN", " BAL 9,GET1", " BAL 9,PUT1", " CLOSE (IN,,OUT)", " B DONE",
               "GET1 READ DECB,SF,IN,AREA,'S'", " CHECK DECB", " BR 9", "PUT1 WRITE DECB2,SF,OUT,AREA", " CHECK DECB2", " BR 9",
               "DATA", "PLACE DS F", "AREA DS CL80", "IN DCB DDNAME=SYSIN,MACRF=(RP)",
               "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=F,BLKSIZE=80"),
        # INOUT: read three, write one, and the file ends there
        module("TRUNCATE", " OPEN (IO,(INOUT))", " LA 5,3", "LOOP READ DECB,SF,IO,AREA,'S'", " CHECK DECB", " BCT 5,LOOP",
               " WRITE DECB2,SF,IO,NEW", " CHECK DECB2", " CLOSE (IO)", " B DONE", "DATA", "AREA DS CL80", "NEW DC CL80'NEW'",
               "IO DCB DDNAME=SYSIN,MACRF=(R,W)"),
        # OUTIN: write two, back, read them
        module("OUTIN", " OPEN (IO,(OUTIN))", " WRITE W1,SF,IO,NEW", " CHECK W1", " WRITE W2,SF,IO,NEW2", " CHECK W2",
               " BSP IO", " BSP IO", " READ R1,SF,IO,AREA,'S'", " CHECK R1", " CLC AREA,NEW", " BNE BAD", " READ R2,SF,IO,AREA,'S'",
               " CHECK R2", " CLC AREA,NEW2", " BNE BAD", " READ R3,SF,IO,AREA,'S'", " CHECK R3", "BAD MVI CODE+3,9",
               "EOF CLOSE (IO)", " B DONE", "DATA", "AREA DS CL80", "NEW DC CL80'NEW'", "NEW2 DC CL80'OTHER'",
               "IO DCB DDNAME=SYSOUT,MACRF=(R,W),RECFM=F,BLKSIZE=80,EODAD=EOF"),
        # direct: reads block 4 (from 0), writes it as block 0, asks for block 10, which is not there
        module("DIRECT", " OPEN (DA,(UPDAT))", " TM DA+48,X'10'", " BZ BAD", " READ R1,DI,DA,AREA,'S',0,FOUR", " CHECK R1",
               " WRITE W1,DI,DA,AREA,'S',0,ZERO", " CHECK W1", " READ R2,DI,DA,AREA,'S',0,TEN", " CHECK R2", "BAD MVI CODE+3,9",
               " B SHUT", "ERROR TM R2+1,X'80'", " BZ BAD", " MVI CODE+3,7", "SHUT CLOSE (DA)", " B DONE",
               "DATA", "AREA DS CL80", "FOUR DC X'000004'", "ZERO DC X'000000'", "TEN DC X'00000A'",
               "DA DCB DDNAME=SYSIN,DSORG=DA,MACRF=(RIC,WIC),OPTCD=R,SYNAD=ERROR"),
        module("KEYED", " OPEN (DA,(UPDAT))", " READ R1,DK,DA,AREA,'S',KEY,ZERO", " CHECK R1", " MVC AREA(3),=C'NEW'",
               " WRITE W1,DK,DA,AREA,'S',KEY,ZERO", " CHECK W1", " READ R2,DK,DA,AREA,'S',NOKEY,ZERO", " CHECK R2",
               " MVI CODE+3,9", "ERROR CLOSE (DA)", " B DONE", "DATA", "AREA DS CL80", "KEY DC C'RECORD 07'", "NOKEY DC C'RECORD 77'",
               "ZERO DC X'000000'", "DA DCB DDNAME=SYSIN,DSORG=DA,MACRF=(RKC,WKC),OPTCD=R,KEYLEN=9,BLKSIZE=71,RECFM=F,SYNAD=ERROR"),
        module("SYNAD", " OPEN (IN,(INPUT))", "LOOP READ DECB,SF,IN,AREA,'S'", " CHECK DECB", " B LOOP",
               "ERROR LR 11,13", " O 15,=X'02000000'", " SVC 68", " CR 11,13", " BE DONE", " MVC TEXT,50(1)", " L 15,=X'FF000000'", " SVC 68",
               " CR 11,13", " BNE DONE", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", "EOF CLOSE (IN)", " B DONE",
               "DATA", "AREA DS CL400", " DS 0D", "LIST DC CL8'TYPLIN',AL1(1),AL3(TEXT),C'B',AL3(77)", "TEXT DS CL78",
               "IN DCB DDNAME=SYSIN,MACRF=(R),RECFM=F,BLKSIZE=40,SYNAD=ERROR,EODAD=EOF")]
    programs += [
        module("POOLS", " OPEN (IN)", " GETBUF IN,(5)", " GETBUF IN,(6)", " GETBUF IN,(7)", " LTR 7,7", " BNZ BAD", " SR 6,5",
               " C 6,=F'80'", " BNE BAD", " FREEBUF IN,(5)", " CLOSE (IN)", " FREEPOOL IN", " TM IN+23,1", " BZ BAD", " BUILD AREA,3,10",
               " CLC AREA,=A(AREA+8)", " BNE BAD", " CLC AREA+4(4),=X'0003000C'", " BNE BAD", " CLC AREA+8(4),=A(AREA+20)",
               " BNE BAD", " CLC AREA+32(4),=F'0'", " BNE BAD", " B DONE",
               "BAD MVI CODE+3,9", " B DONE", "DATA", " DS 0F", "AREA DC 50X'FF'", "IN DCB DDNAME=SYSIN,MACRF=(R),BUFNO=2"),
        # the JFCB of TEST DATA says RECFM F, LRECL 40, and OPEN TYPE=J takes it
        module("JFCBS", " RDJFCB (J)", " CLC JFCB(9),=C'TEST.DATA'", " BNE BAD", " CLI JFCB+87,X'40'", " BNE BAD", " CLC JFCB+104(2),=H'0'",
               " BNE BAD", " MVC JFCB+104(2),=H'40'", " MVC JFCB+102(2),=H'800'", " MVI JFCB+100,X'90'", " OPEN (J,(INPUT)),TYPE=J",
               " CLC J+82(2),=H'40'", " BNE BAD", " CLC J+62(2),=H'800'", " BNE BAD", " CLI J+36,X'90'", " BE DONE", "BAD MVI CODE+3,9", " B DONE",
               "DATA", " DS 0F", "XL DC X'87',AL3(JFCB)", "JFCB DS CL176", "J DCB DDNAME=SYSIN,MACRF=(R),EXLST=XL"),
        # after CLOSE TYPE=T another DCB reads what has been written; then it goes on
        module("CLOSET", " LA 5,OUT", " OPEN ((5),(OUTPUT)),MF=(E,OLIST)", " PUT OUT,A", " CLOSE (OUT),TYPE=T", " OPEN (IN,(INPUT))", " GET IN,AREA",
               " CLC AREA,A", " BNE BAD", " CLOSE (IN)", " PUT OUT,B", " CLOSE (OUT)", " B DONE", "BAD MVI CODE+3,9", " B DONE", "DATA",
               "OLIST OPEN (,INPUT),MF=L", "A DC CL80'FIRST'", "B DC CL80'SECOND'", "AREA DS CL80",
               "IN DCB DDNAME=SYSOUT,MACRF=(GM)", "OUT DCB DDNAME=SYSOUT,MACRF=(PM),RECFM=F,LRECL=80"),
        module("BACKWARD", " OPEN (IN,(RDBACK))", " TM IN+48,X'10'", " BO DONE", " MVI CODE+3,3", " B DONE", "DATA",
               "IN DCB DDNAME=SYSIN,MACRF=(R)"),
        module("SYNMACRO", " OPEN (IN,(INPUT))", " LR 11,13", " GET IN,AREA", " B DONE", "ERROR SYNADAF ACSMETH=QSAM", " MVC TEXT,50(1)", " CR 11,13",
               " BE DONE", " SYNADRLS", " CR 11,13", " BNE DONE", " CLC TEXT+25(5),=C'SYSIN'", " BNE DONE", " MVI CODE+3,5", " B DONE", "DATA",
               "TEXT DS CL78", "AREA DS CL80", "IN DCB DDNAME=SYSIN,MACRF=(GM),RECFM=F,LRECL=40,SYNAD=ERROR"),
        # a program that reads ahead: the questions are typed in order
        module("ASKING", " OPEN (IN,(INPUT))", " READ D1,SF,IN,A1,'S'", " READ D2,SF,IN,A2,'S'", " LA 1,FIRST", " SVC 202", " DC AL4(*+4)", " CHECK D1",
               " LA 1,SECOND", " SVC 202", " DC AL4(*+4)", " CHECK D2", " CLI A1,C'X'", " BNE BAD", " CLI A2,C'Y'", " BE EOF", "BAD MVI CODE+3,9",
               "EOF CLOSE (IN)", " B DONE", "DATA", "A1 DS CL80", "A2 DS CL80", " DS 0D", "FIRST DC CL8'TYPLIN',AL1(1),AL3(TEXTS),C'B',AL3(6)",
               "SECOND DC CL8'TYPLIN',AL1(1),AL3(TEXTS+6),C'B',AL3(6)", "TEXTS DC C'FIRST?SECON?'",
               "IN DCB DDNAME=SYSIN,MACRF=(R),RECFM=F,LRECL=80,NCP=2,EODAD=EOF"),
        module("SNAPS", " OPEN (SD,(OUTPUT))", " SNAP DCB=SD,ID=7,STORAGE=(DATA,DATAEND)", " CLOSE (SD)", " B DONE", "DATA", "DATA DC CL32'SNAPPED'",
               "DATAEND DC C' '", "SD DCB DDNAME=SYSOUT,MACRF=(W),RECFM=VBA,LRECL=125,BLKSIZE=882"),
        # GETPOOL: three buffers of 100 bytes, rounded to doublewords; GETBUF takes them in order
        module("POOL", " GETPOOL OUT,3,100", " L 2,OUT+20", " LA 2,0(2)", " LH 3,4(2)", " MH 3,6(2)", " GETBUF OUT,5", " LR 6,5",
               " GETBUF OUT,5", " SR 5,6", " AR 3,5", " FREEPOOL OUT", " ST 3,CODE", " B DONE", "DATA",
               "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=F,BLKSIZE=80")]
    machine = OsMachine(*programs, ("TEST", "DATA", padded(*ITEMS)), ("VAR", "DATA", [e(text[:-number]) for number, text in
                        enumerate(ITEMS[:4], 1)], "V"), cylinders=5)
    yield machine
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


@pytest.fixture(autouse=True)
def clean(cms):
    yield
    if cms.console.reading:
        cms.ask("FILEDEF * CLEAR")
        assert cms.word("OSDEBS") == 0


def run(cms, name: str, source: str = "DISK TEST DATA", code: int = 0) -> list[str]:
    cms.ask(f"FILEDEF SYSIN {source}")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    lines = list(cms.ask(name))
    assert code_of(lines) == code, lines
    return lines[:-1]


def copy(cms) -> None:
    assert code_of(cms.ask("COMBINE COPY DATA P5 TEST DATA P5")) == 0, cms.lines


def test_a_pool_of_buffers(cms):
    run(cms, "POOL", code=3 * 104 + 104)


def test_blocks_of_fixed_records(cms):
    run(cms, "LENGTHS", code=800)          # 10 records
    run(cms, "BLOCKS", code=3)             # 4, 4, 2


def test_blocks_of_variable_records(cms):
    lengths = [len(text) - number + 4 for number, text in enumerate(ITEMS[:4], 1)]      # 12 11 10 9
    # a block has room for records while 20 are left of 44: (12+11), (10+9) and four bytes in front
    run(cms, "VLENGTHS", "DISK VAR DATA", code=sum(lengths) + 2 * 4)


def test_undefined_records(cms):
    run(cms, "ULENGTHS", "DISK VAR DATA", code=8 + 7 + 6 + 5)


def test_write_fixed_blocks(cms):
    run(cms, "WRITEFB")
    assert cms.read("NEW", "DATA") == padded("A", "B", "C")


def test_write_variable_blocks(cms):
    run(cms, "WRITEVB")
    assert cms.read("NEW", "DATA") == [e("ABC"), e("WXYZ")]


def test_write_undefined(cms):
    run(cms, "WRITEU")
    assert cms.read("NEW", "DATA") == [e("ABCDE"), e("ABC")]


def test_note_point_bsp(cms):
    run(cms, "NOTING")
    assert plain(cms.read("NEW", "DATA")) == [ITEMS[2], ITEMS[3], ITEMS[3]]


def test_a_file_ends_behind_what_is_written_in_it(cms):
    copy(cms)
    run(cms, "TRUNCATE", "DISK COPY DATA")
    assert plain(cms.read("COPY", "DATA")) == [*ITEMS[:3], "NEW"]


def test_outin(cms):
    run(cms, "OUTIN")
    assert plain(cms.read("NEW", "DATA")) == ["NEW", "OTHER"]


def test_direct_by_number(cms):
    copy(cms)
    run(cms, "DIRECT", "DISK COPY DATA", code=7)
    assert plain(cms.read("COPY", "DATA")) == [ITEMS[4], *ITEMS[1:]]


def test_direct_by_key(cms):
    copy(cms)
    run(cms, "KEYED", "DISK COPY DATA")
    assert plain(cms.read("COPY", "DATA")) == [*ITEMS[:6], "RECORD 07NEW", *ITEMS[7:]]


def test_synadaf_tells_the_error(cms):
    text = run(cms, "SYNAD")[0]
    assert "SYSIN" in text and "READ" in text and "ERROR    8" in text


@pytest.mark.parametrize("name, code", (("POOLS", 0), ("JFCBS", 0), ("BACKWARD", 3), ("SYNMACRO", 5)))
def test_other_macros(cms, name, code):
    run(cms, name, code=code)


def test_close_of_type_t(cms):
    run(cms, "CLOSET")
    assert plain(cms.read("NEW", "DATA")) == ["FIRST", "SECOND"]


def test_a_console_line_is_read_by_check(cms):
    cms.ask("FILEDEF SYSIN TERMINAL")
    assert cms.ask("ASKING")[-1] == "FIRST?"
    assert cms.ask("X")[-1] == "SECON?"
    assert code_of(cms.ask("Y")) == 0


def test_snap_writes_to_its_dcb(cms):
    run(cms, "SNAPS")
    text = "\n".join(plain(cms.read("NEW", "DATA")))
    assert "SNAP 007" in text and "SNAPPED" in text
