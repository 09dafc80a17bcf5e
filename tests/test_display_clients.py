"""s3270 as a display of guests: over DIAL to form.asm, and as the full screen of keys.asm (DIAGNOSE X'58')."""
import time

import pytest

from cp.passwords import stored
from cp.system import System
from cp.terminal.tn3270 import TerminalServer
from display_room import source
from terminal_room import assembled
from tn3270_client import Emulator

pytestmark = pytest.mark.slow
MODELS = ["3278-2", "3279-2", "3279-4", "3279-5"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with System(tmp_path_factory.mktemp("cp") / "data") as system:
        server = TerminalServer(system, port=0, more=0)
        assembled(system, "FORMS", source("form"), devices={"0C0": {"type": "3270"}, "00C": {"type": "2540R"}})
        keys = assembled(system, "KEYS", source("keys"), devices={"00C": {"type": "2540R"}}, password=stored("KEYS"))
        keys.console.send("#CP DISCONN")
        yield server
        system.close("logoff")
        server.stop()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("key", ["Attn()", "SysReq()"])
def test_a_form_over_dial(served, model, key):
    with Emulator("-model", model) as person:
        person.connect(served.port).sees("ONLINE", "CP READ")
        person.type("DIAL FORMS").sees("HOURS OF THE WEEK")
        person.type("BYRON, A.", "Tab()").type("0001", "Enter()").sees("THE PAYROLL NUMBER HAS FIVE DIGITS.")
        assert person.status[8:10] == ["5", "20"]         # the cursor is in the field
        person.do("EraseEOF()")
        person.type("0001840", "Enter()").sees("TAKEN.")
        begun = time.perf_counter()
        person.type("", "Enter()").sees("A NAME IS WANTED.")
        assert time.perf_counter() - begun < 1
        person.do(key)
        person.sees("DROPPED FROM FORMS 0C0", "CP READ")
        person.type("QUERY TIME", "Enter()")              # the terminal is CP's
        person.sees("QUERY TIME", "CP READ")


@pytest.mark.parametrize("model", MODELS)
def test_a_full_screen_at_the_console(served, model):
    from cp.first_saved import ipl_cards
    writer = served.system.spool.open("RDR", "KEYS")
    for card in ipl_cards(source("keys").encode()):
        writer.punch(card)
    writer.close()
    with Emulator("-model", model) as person:
        person.connect(served.port).sees("ONLINE", "CP READ")
        person.type("LOGON KEYS KEYS").sees("ECONNECTED", "CP READ")
        person.type("IPL 00C").sees("WHICH KEY IS IT")
        person.type("hello").sees("KEY 7D  TYPED hello")
        person.do("PF(7)")
        person.sees("KEY F7")
        person.do("PA(2)")
        person.sees("KEY 6E")
        served.system.command("MSG KEYS LUNCH")
        person.sees("LUNCH", "MORE...")
        person.do("Clear()")
        person.sees("WHICH KEY IS IT")
        person.do("PA(1)")
        person.sees("CP READ")
        person.type("BEGIN").sees("WHICH KEY IS IT")
        person.type("again").sees("TYPED again")
        person.do("Attn()")
        person.sees("CP READ")
        person.type("BEGIN").sees("WHICH KEY IS IT")
        person.do("PF(3)")
        person.sees("GOOD-BYE.")
        person.sees("DISABLED WAIT PSW '00020000 00000000'", "CP READ")
        person.type("DISCONN")
