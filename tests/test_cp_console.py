"""The virtual console: logical line editing, CP and the machine, attention, type-ahead, questions, spooling,
slow terminals."""
import threading
import time

import pytest

from cp import logon, passwords
from cp.console import Editing, logical_lines
from cp.system import System
from cp_guests import guest, take_output, wait_until, woken
from terminal_room import Terminal, load

FLOOD = """FLOOD    START X'1000'
         BALR  12,0
         USING *,12
         MVC   120(8),IONEW
NEXT     LA    1,TYPE
         ST    1,72
         SIO   X'009'
         BC    7,*-4
         LPSW  REST
IOINT    B     NEXT
         DS    0D
REST     DC    X'FE020000',A(0)
IONEW    DC    X'00000000',A(IOINT)
TYPE     CCW   X'09',TEXT,X'20',100
TEXT     DC    CL100'MUCH MORE THAN ANYBODY CAN READ'
         END   FLOOD
"""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("console") / "data") as made:
        made.command("DRAIN ALL")
        yield made


@pytest.fixture
def vm(system):
    made = guest(system, "ANNA")
    yield made
    system.logoff(made)


@pytest.fixture
def anna(system):
    """A terminal at which ANNA is logged on."""
    vm = guest(system, "ANNA")
    terminal = Terminal(system)
    terminal.session.logged_on(vm)
    vm.console.connect(terminal.session)
    terminal.vm = vm
    yield terminal
    terminal.reads.set()
    system.logoff(vm)


# --- logical line editing (GC20-1820: TERMINAL CHARDEL, LINEDEL, LINEND, ESCAPE)

@pytest.mark.parametrize("typed, lines", [
    ("ABC", ["ABC"]), ("", [""]), ("ABX@C", ["ABC"]), ("AXX@@B", ["AB"]), ("@@A", ["A"]),
    ("WRONG\u00a2RIGHT", ["RIGHT"]), ("A#B", ["A", "B"]), ("A#", ["A", ""]), ("A#B\u00a2C", ["A", "C"]),
    ('A"@B', ["A@B"]), ('A"#B', ["A#B"]), ('A""B', ['A"B']), ('A"', ['A"']),
    ("#CP Q TIME", ["CP: Q TIME"]), ("#cp q time", ["CP: q time"]), ("#CP", ["CP:"]),
    ("ABC#CP Q TIME", ["ABC", "CP: Q TIME"]), ("#CP A#B", ["CP: A", "B"]), ("#CP#B", ["CP:", "B"]),
    ("#CP A#CP B", ["CP: A", "CP: B"]), ('"#CP Q', ["#CP Q"]), ("#CPX", ["", "CPX"]),
    ("#CP Q TIMX@E", ["CP: Q TIME"])])
def test_a_line_as_typed_and_as_meant(typed, lines):
    made = ["CP:" * to_cp + text for to_cp, text in logical_lines(typed, Editing())]
    assert made == lines


def test_other_signs_and_none():
    signs = Editing(chardel="%", linend=";", linedel=None, escape=None)
    assert logical_lines('A@B%C;D"#\u00a2', signs) == [(False, "A@C"), (False, 'D"#\u00a2')]
    assert logical_lines(";CP Q", signs) == [(True, " Q")]
    assert logical_lines("#CP Q", signs) == [(False, "#CP Q")]
    assert logical_lines("#CP Q#A", Editing(linend=None)) == [(False, "#CP Q#A")]


# --- who reads

def test_cp_read_running_vm_read(vm):
    console = vm.console
    assert console.state == "CP READ"
    woken(vm)
    console.send("#CP QUERY USERID")
    console.expect("ANNA AT")
    assert console.state == "VM READ" and not vm.in_cp
    console.send("#CP")
    assert console.state == "CP READ"
    console.send("QUERY USERID#BEGIN")
    console.expect("ANNA AT")
    assert console.state == "VM READ", "the read is still there"
    console.send("LOOP")
    console.wait_for("RUNNING")
    console.attention()
    console.expect("THOUSAND ROUNDS")
    console.wait_for("VM READ")


def test_a_null_line_begins_only_what_was_started(vm):
    vm.console.send("")
    assert vm.console.state == "CP READ" and "LOOP" not in vm.console.text
    woken(vm)
    vm.console.send("#CP#")
    vm.console.wait_for("VM READ")


def test_what_is_typed_ahead_is_read_in_order(vm):
    woken(vm)
    vm.console.send("LOOP 200")
    for word in ("ONE", "TWO", "THREE"):
        vm.console.send(f"ECHO {word}")
    passed = vm.console.expect("THREE", 10)
    assert [word for word in passed.split() if word in ("ONE", "TWO", "THREE")] == ["ONE", "TWO", "THREE"]


def test_too_much_typed_ahead_is_refused(vm):
    woken(vm)
    vm.console.send("#CP")
    vm.in_cp = False                       # the guest does not run, its lines come in
    vm.suspend()
    for _ in range(1010):                  # some the guest may have read before it stood still
        vm.console.send("ECHO")
    assert "NOT ACCEPTED" in vm.console.text
    vm.resume()


def test_so_it_is_while_somebody_holds_the_machine(vm):
    woken(vm)
    held, over = threading.Event(), threading.Event()

    def hold():
        with vm.lock:
            held.set()
            over.wait(20)
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    for _ in range(1001):
        vm.console.send("ECHO")
    refused = "NOT ACCEPTED" in vm.console.text
    over.set()
    holder.join()
    assert refused


def test_without_a_console_nothing_is_accepted(vm):
    woken(vm)
    vm.console.send("#CP DETACH 009")
    vm.console.send("ECHO HI")
    vm.console.expect("NOT ACCEPTED")
    vm.console.attention()
    vm.console.wait_for("CP READ")


# --- attention

def later(vm):
    """A while later: the next attention is no second one."""
    vm.console.last_attention = -1e9


def test_attention_in_mode_vm_and_cp(anna):
    anna.type("IPL SUPERV")
    anna.settles("RUNNING")
    anna.session.attention()
    anna.settles("VM READ")
    anna.sees("!\n")
    later(anna.vm)
    anna.session.attention()
    assert anna.state == "VM READ"
    anna.session.attention()               # twice in a moment
    anna.settles("CP READ")
    anna.type("BEGIN")
    anna.settles("VM READ")
    anna.type("#CP TERMINAL MODE CP")
    anna.session.attention()
    anna.settles("CP READ")
    anna.type("TERMINAL ATTN OFF", "BEGIN")
    anna.settles("VM READ")
    anna.shown = ""
    anna.session.attention()
    anna.settles("CP READ")
    assert anna.shown == "CP\n"


def test_set_run_on_lets_the_machine_run_in_cp(anna):
    anna.type("SET RUN ON", "IPL SUPERV")
    anna.settles("RUNNING")
    anna.session.attention()
    anna.settles("VM READ")
    anna.type("LOOP")
    anna.settles("RUNNING")
    anna.type("#CP")
    anna.settles("CP READ")
    before = anna.session.vm.core.executed
    wait_until(lambda: anna.vm.core.executed > before)
    anna.type("QUERY USERID", "")
    anna.settles("RUNNING")
    later(anna.vm)
    anna.session.attention()
    anna.sees("THOUSAND ROUNDS")


def test_messages_do_not_control_a_terminal(system, anna):
    system.command("MSG ANNA \x1b[2J\x9b2J BOO\x07")
    assert "\x1b" not in anna.sees("BOO") and "\x07" not in anna.shown


# --- questions

def test_a_password_is_asked_for_hidden_and_attention_drops_the_question(system, anna):
    bert = guest(system, "BERT", disks={"191": {
        "type": "2314", "volume": "USER01", "first": 40, "cylinders": 2,
        "read-password": passwords.stored("SESAME")}})
    anna.type("LINK BERT 191 192 RR")
    anna.sees("PASSWORD:")
    anna.until(lambda: anna.hidden)
    anna.session.attention()
    anna.until(lambda: not anna.hidden)
    anna.type("QUERY USERID")
    anna.sees("ANNA AT")
    anna.type("LINK BERT 191 192 RR", "SESAME")
    anna.sees("192 LINKED")
    assert not anna.hidden and "SESAME" not in anna.shown
    system.logoff(bert)


def test_echo_until_end(anna):
    anna.type("ECHO 2")
    anna.sees("TYPE END\n")
    anna.type("ONE@E", "BEGIN", "END", "QUERY USERID")
    assert anna.sees("ANNA AT") == "ONE@E\nONE@E\nBEGIN\nBEGIN\n"


# --- faces one after the other

def test_disconnected_the_read_waits_and_output_is_thrown_away(system, vm):
    woken(vm)
    vm.console.send("#CP")
    terminal = Terminal(system)
    terminal.type("DIAL NOBODY")
    terminal.sees("NOBODY NOT LOGGED ON")
    vm.console.send("DISCONN")
    assert vm.line == "DSC"
    vm.console.send("lost?")                # nobody sits there; the API may still type
    again = system.logon("ANNA")
    assert again is vm and vm.console.state == "CP READ"
    vm.console.expect("RECONNECTED")
    vm.console.send("BEGIN")
    vm.console.wait_for("VM READ")
    vm.console.send("ECHO STILL HERE")
    vm.console.expect("STILL HERE")
    terminal.session.close()


def test_a_terminal_takes_over_and_goes(system, vm):
    woken(vm)
    vm.console.send("LOOP")
    first, second = Terminal(system), Terminal(system)
    with vm.lock:
        logon.reconnect(system, vm, first.session)
    first.sees("RECONNECTED")
    first.type("BEGIN")
    first.session.close()
    assert vm.disconnected_at is not None and vm.console.face is None
    with vm.lock:
        logon.reconnect(system, vm, second.session)
    assert vm.disconnected_at is None
    second.type("BEGIN")
    second.session.attention()
    second.sees("THOUSAND ROUNDS")
    assert "THOUSAND" not in first.shown
    second.session.close()


# --- floods

def test_the_guest_waits_for_a_slow_terminal(anna):
    anna.reads.clear()
    load(anna.vm, FLOOD)
    wait_until(lambda: anna.outbox.behind)
    wait_until(lambda: anna.vm.place.state == "idle")
    sios = anna.vm.counters.sios
    time.sleep(0.1)
    assert anna.vm.counters.sios == sios and anna.outbox.size < 300_000
    anna.reads.set()
    wait_until(lambda: anna.vm.counters.sios > sios + 4000)
    anna.type("#CP QUERY USERID")
    anna.sees("ANNA AT")


@pytest.mark.parametrize("go", ["DISCONN", None])
def test_a_guest_held_by_a_slow_terminal_goes_on_without_it(anna, go):
    vm = anna.vm
    anna.reads.clear()
    load(vm, FLOOD)
    wait_until(lambda: anna.outbox.behind and vm.place.state == "idle")
    sios = vm.counters.sios
    if go:
        anna.type("#CP " + go)
    else:
        anna.session.close()
    wait_until(lambda: vm.counters.sios > sios + 1000)


def test_a_flood_from_others_does_not_fill_storage(system, anna):
    anna.reads.clear()
    for _ in range(100):       # the reader has taken forty of them at most
        anna.session.show("X" * 100_000)
    assert anna.outbox.size <= 4_000_000
    anna.reads.set()
    anna.sees("PARTS OF THE OUTPUT WERE LOST")
    system.command("MSG ANNA STILL THERE")
    anna.sees("STILL THERE")


# --- expect

def test_expect_passes_over_and_tells_what_came(vm):
    console = vm.console
    console.typed("ONE\nTWO\nPRO")
    assert console.expect("TWO").endswith("ONE\nTWO")
    assert console.expect("PRO") == "PRO"
    console.typed("MPT: \nEND\n")
    assert console.expect("END") == "MPT: \nEND"
    console.typed("A1\n")
    assert console.expect(r"^A(\d)$", regex=True) == "A1"
    with pytest.raises(TimeoutError, match=r"no 'NEVER' in 0.05 s(?s:.*A1)"):
        console.expect("NEVER", 0.05)
    console.typed("NEVER\n")
    console.expect("NEVER", 0)


def test_expect_in_a_flood_is_quick(vm):
    for _ in range(20_000):
        vm.console.typed("NOTHING\n")
    vm.console.typed("AT LAST\n")
    begun = time.perf_counter()
    assert vm.console.expect("AT LAST").count("NOTHING") == 4999
    assert time.perf_counter() - begun < 0.5


# --- console spooling

def test_the_console_file_has_input_and_output_but_no_password(system, vm, tmp_path):
    vm.console.send("SPOOL CONSOLE START")
    vm.console.send("MSG * HELLO")
    vm.console.send("LINK NOBODY 191 192 R TOPSECRET")
    woken(vm)
    vm.console.send("ECHO SPOOLED")
    vm.console.expect("SPOOLED")
    vm.console.send("#CP SPOOL CONSOLE STOP CLOSE")
    text = take_output(system, vm, "PRT", tmp_path)
    assert "MSG * HELLO" in text and "FROM ANNA" in text and "ECHO SPOOLED" in text
    assert "TOPSECRET" not in text and "LINK NOBODY 191 192 R ***" in text
