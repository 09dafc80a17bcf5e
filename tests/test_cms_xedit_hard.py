"""XEDIT with everything at once typed at random, without storage, without room on the disk; driven by an EXEC."""
import random

import pytest

from screen_desk import Desk
from xedit_desk import PREFIX, TEXT, Editor, texts

pytestmark = pytest.mark.slow
LINE = "{:05} A LINE OF ABOUT FORTY CHARACTERS, HERE"
NAMES = """ALTER BOTTOM BACKWARD BLANK CHANGE CASE DELETE DOWN DSTRING FIND FNAME FORWARD GET INPUT IMAGE INSERT LOCATE
    LINEMODE NEXT OVERLAY PRINT PRESERVE PROMPT REPLACE RECFM RENUM REPEAT RESTORE RETYPE SAVE SCROLL SERIAL TYPE TABDEF
    TABSET TOP TRUNC UP VERIFY XEDIT ZONE / + - : * & 5 CURSOR JOIN SPLIT SPLTJOIN LEFT RIGHT RGTLEFT LINEADD PUT PUTD
    QUERY SET RESET TABKEY FTYPE SSAVE""".split()
OPERANDS = ["", "1", "5", "*", "-1", "99999999", "/A/", "/", "//", "/LINE", "-/TEXT/", "/X/Y/ * *", "/X/YYYYY/ * G", ":3",
            "ON", "OFF", "A DATA", "B SCRIPT", "=", "= =", "PF3", "PF 5 TOP", "M I", "U", "SCALE OFF", "NUMBER ON",
            "NUMBER OFF", "LRECL 255", "TRUNC 9", "V", "F", "LEFT", "10 20", "1 255", "X" * 60, "'", '"', "((((",
            "TABS 1 5 9", "CURLINE 3", "PREFIX OFF", "PREFIX ON", "AB CD", "00 FF", "40"]
PREFIXES = ["d", "dd", "i", "i9", "a", "c", "cc", "m", "mm", '"', '""', '"9', ">", ">>", "<", "<9", "/", "f", "p", "b", "x",
            "=====", "99999", "d9999", "     ", "i0", "-"]
KEYS = ["enter"] * 6 + [f"pf{n}" for n in (2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24)] + ["clear", "pa2"]


@pytest.mark.parametrize("seed", range(4))
def test_anything_typed_anywhere(tmp_path, seed):
    random_ = random.Random(seed)
    binary = [random_.randbytes(random_.randrange(1, 200)) for _ in range(50)]
    text = "\n".join(f"LINE {n} OF SOME TEXT {'X' * (n % 50)}" for n in range(60))
    with Desk(tmp_path / "cp", ("A", "DATA", text), ("B", "SCRIPT", binary, "V"), cylinders=5) as desk:
        editor = Editor(desk, "A DATA")
        for _ in range(300):
            if random_.random() < 0.5:
                command = f"{random_.choice(NAMES)} {random_.choice(OPERANDS)}"
                editor.go(23, TEXT).keys("erase-eof", *command[:72])
            for _ in range(random_.randrange(4)):
                row = random_.randrange(2, 23)
                editor.go(row, PREFIX).keys("reset", *random_.choice(PREFIXES))
                editor.go(row, TEXT + random_.randrange(70)).keys(random_.choice(["erase-eof", "delete", "insert"]), "T",
                                                                  "reset")
            editor.press("reset", random_.choice(KEYS))
            if "FILES" in editor.title and random_.random() < 0.2:
                editor.do("QQUIT")
        editor.do("SET PREFIX ON")
        while "FILES" in editor.title:
            editor.do("QQUIT")
        editor.leave()
        assert desk.faults() == []
        editor.close()


@pytest.mark.parametrize("cylinders", (20, 5))
def test_storage_and_disk_that_are_full(tmp_path, cylinders):
    """256K: what does not fit is told, nothing is lost, all that is there can be saved when the disk has room."""
    files = [(name, "DATA", "\n".join(LINE.format(n) for n in range(count))) for name, count in (("A", 1500), ("BIG", 4000))]
    with Desk(tmp_path / "cp", *files, cylinders=cylinders) as desk:
        editor = Editor(desk, "A DATA")
        for _ in range(10):
            if editor.do("PUT 100").do("GET").message:
                break
        assert editor.message == "STORAGE IS FULL: THE LINE IS NOT CHANGED.  SAVE THE FILE" and editor.size > 1500
        editor.do("XEDIT BIG DATA")
        assert "THE FILE IS TOO LARGE FOR THIS STORAGE" in editor.rows[1] + editor.rows[2]
        editor.do("TOP").prefix("00000", "i99").press("enter").at("00000").press(*"TYPED", "enter")
        size = editor.size
        editor.do("CHANGE /HERE/SOMEWHERE ELSE, FAR AWAY FROM HERE/ *")
        assert editor.message.startswith("STORAGE IS FULL") and editor.size == size
        editor.do(":500").do("DELETE 40").go(12, PREFIX).press(*'"999', "enter")        # some would fit, not all
        assert editor.message.startswith("STORAGE IS FULL") and editor.size == size - 40
        size -= 40
        before = desk.read("A", "DATA")
        if cylinders == 5:
            editor.do("FFILE")
            assert editor.message.startswith("THE DISK IS FULL: NOT SAVED") and desk.read("A", "DATA") == before
            editor.do("CMS ERASE BIG DATA")
        editor.leave("FFILE")
        assert len(texts(desk, "A")) == size and "TYPED A LINE" in "".join(texts(desk, "A"))
        assert desk.faults() == []
        editor.close()


def test_lines_of_an_exec_come_before_the_screen(tmp_path):
    exec_ = "&CONTROL OFF\n&STACK BOTTOM\n&STACK INPUT FROM THE EXEC\n&STACK C /ALPHA/OMEGA/ *\nXEDIT A DATA\n&EXIT &RETCODE"
    with Desk(tmp_path / "cp", ("A", "DATA", "ALPHA\nBETA"), ("E", "EXEC", exec_), cylinders=5) as desk:
        editor = Editor(desk, "A DATA").leave("QUIT")
        editor.person.line("E").sees("====>")
        assert editor.lines[-1] == "FROM THE EXEC"
        editor.leave("FILE")
        assert texts(desk, "A")[-1] == "FROM THE EXEC"
        editor.close()
