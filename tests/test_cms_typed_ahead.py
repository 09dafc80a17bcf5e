"""What is typed at a display while CMS is busy: every line arrives, KX too."""
import time

import pytest

from screen_desk import Desk
from xedit_desk import Editor

LOOP = [line.encode("cp037").ljust(80, b"\x40") for line in ("&CONTROL OFF", "-TOP &A = 1", "&GOTO -TOP")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk(tmp_path_factory.mktemp("ahead"), ("LOOP", "EXEC", LOOP), ("A", "DATA", [b"\xc1" * 80] * 10)) as one:
        yield one


@pytest.mark.parametrize("pause", [0.1, 0.3])
@pytest.mark.parametrize("moment", [0, 0.02])
def test_kx_at_once_behind_begin_ends_a_full_screen_program(desk, moment, pause):
    """STACK = repeats itself for ever; CP has the screen when KX is typed."""
    editor = Editor(desk, "A DATA")
    person = editor.person.type("STACK =", "enter")
    time.sleep(pause)
    person.type("", "attn").sees("CP", "CP READ").line("BEGIN")
    time.sleep(moment)
    person.line("KX").sees("R;", "VM READ")
    person.close()


@pytest.mark.parametrize("lines", [["QUERY DISK", "KX"], ["A", "B", "KX"], ["A", "B", "C", "D", "KX"]])
def test_kx_behind_other_lines_that_come_at_once(desk, lines):
    """Their attentions come while the first one is still pending."""
    person = desk.sit().sees("", "VM READ").line("EXEC LOOP")
    time.sleep(0.1)                                        # it loops
    for line in lines:
        person.line(line)
    person.sees("R;", "VM READ")
    device = desk.vm.console.devices[0]
    assert device.ahead == [] and device.silent == 0
    person.close()
