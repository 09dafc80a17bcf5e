"""DIAGNOSE X'58': the console of a virtual machine as a full screen, shared with CP."""
import random
import time

import pytest

from cp.directory_schema import User
from cp.passwords import stored
from cp.system import System
from cp.terminal.local import LocalServer, connect
from cp.terminal.remote import RemoteLink
from cp_guests import wait_until
from channel_machine import ccw
from display_room import Sitting, in_reader, source
from s360.channel_now import start_program
from terminal_room import Terminal, assembled, load

DEVICES = {"00C": {"type": "2540R"}}
PASSWORD = stored("KEYS")
TITLE = "WHICH KEY IS IT"
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
def machine(system):
    """KEYS has its program in the reader; nobody sits there."""
    system.directory.put([User.model_validate({"userid": "KEYS", "devices": DEVICES, "password": PASSWORD})],
                         replace=True)
    vm = system.logon("KEYS", ipl=False)
    in_reader(system, "KEYS", "keys")
    system.disconnect(vm)
    yield vm
    if not vm.ended:
        system.command("FORCE KEYS")
        wait_until(lambda: "KEYS" not in system.machines)


@pytest.fixture
def person(system, machine):
    one = Sitting(system).sees("", "CP READ").line("LOGON KEYS KEYS")
    one.sees("RECONNECTED", "CP READ").line("IPL 00C").sees(TITLE)
    yield one
    one.close()


def test_keys_and_what_was_typed_are_the_guests(person):
    person.type("hello", "enter").sees("KEY 7D  TYPED hello")
    person.type("", "pf12").sees("KEY 7C  TYPED hello")
    person.type("", "pa2").sees("KEY 6E  TYPED").type("", "clear").until(lambda: "KEY 6D" in person.shown)
    assert TITLE not in person.shown                      # CLEAR has taken it away, and the guest writes only


def test_pa1_goes_to_cp_and_begin_gives_the_screen_back(person):
    person.type("abc", "pa1").sees("CP", "CP READ")
    assert TITLE not in person.shown
    person.line("QUERY TIME").sees("TIME IS", "CP READ").line("BEGIN").sees(TITLE)
    person.line("again").sees("KEY 7D  TYPED again")


def test_begin_alone_gives_it_back_at_once(person):
    person.type("", "attn").sees("CP", "CP READ").line("BEGIN").sees(TITLE)


def test_a_guest_is_not_told_before_cp_has_the_screen(person, machine, monkeypatch):
    """It would paint again, and the person see MORE... instead of CP READ."""
    enter = machine.enter_cp
    monkeypatch.setattr(machine, "enter_cp", lambda *given: (time.sleep(0.1), enter(*given)))
    person.type("", "attn").sees("CP", "CP READ").line("BEGIN").sees(TITLE)


def test_a_message_breaks_in_and_is_read_before_the_guest_paints_again(system, person):
    system.command("MSG KEYS LUNCH IS READY")
    person.sees("LUNCH IS READY", "MORE...")
    person.type("", "pa2").sees(TITLE)
    person.line("x").sees("KEY 7D  TYPED x")


def test_the_end_of_the_program_leaves_the_vm_screen(person):
    person.type("", "pf3").sees("GOOD-BYE.").sees("DISABLED WAIT PSW '00020000 00000000'", "CP READ")
    person.line("QUERY VIRTUAL CONSOLE").sees("CONS 009")


def test_a_line_that_waits_is_read_before_the_guest_paints(person, machine):
    person.type("", "pa1").sees("CP", "CP READ")
    device = machine.console.devices[0]
    with machine.lock:
        device.type_in("A LINE")                          # ERASE/WRITE ends with X'8E' too
    person.line("BEGIN").sees(TITLE).line("ok").sees("TYPED ok")
    assert not device.ahead


@pytest.mark.parametrize("command", ["SYSTEM RESET", "IPL 00C", "LOGOFF HOLD"])
def test_reset_ipl_and_logoff_make_the_screen_cps(system, machine, person, command):
    person.type("", "attn").sees("CP", "CP READ")
    if command.startswith("IPL"):
        in_reader(system, "KEYS", "keys")
    person.line(command)
    if command.startswith("IPL"):
        person.sees(TITLE)
    else:
        person.sees("ONLINE" if command.startswith("LOGOFF") else "SYSTEM RESET", "CP READ")


def test_reset_of_the_console_from_outside(machine, person):
    with machine.lock:
        machine.reset()
    person.sees("", "CP READ")
    assert TITLE not in person.shown and machine.console.painter is None


def test_who_comes_back_gets_the_screen(system, machine, person):
    person.close()
    wait_until(lambda: machine.console.face is None)
    again = Sitting(system).sees("", "CP READ").line("LOGON KEYS KEYS").sees("RECONNECTED", "CP READ")
    again.line("BEGIN").sees(TITLE).line("back").sees("TYPED back")
    again.close()


def test_at_a_line_terminal_it_is_command_reject(system):
    one = Terminal(system).type("LOGON KEYS KEYS")
    one.settles("CP READ")
    in_reader(system, "KEYS", "keys")
    one.type("IPL 00C")
    one.sees("DISABLED WAIT PSW '00020000 0000BAD1'")
    assert system.user("KEYS").console.devices[0].sense_bytes[0] == 0x80
    one.type("LOGOFF")


def test_a_big_screen_is_told_with_erase_write_alternate(system, machine):
    one = Sitting(system, 43, 80).sees("", "CP READ").line("LOGON KEYS KEYS")
    one.sees("RECONNECTED", "CP READ").line("IPL 00C")
    one.sees(TITLE)
    assert one.pane.display.rows == 24                    # the program knows 24 by 80
    assert machine.console.devices[0].screen.tube.screen.alternate == (43, 80)
    one.type("", "pa1").sees("CP", "CP READ")
    assert one.pane.display.rows == 43
    one.close()


def test_the_guest_can_have_pa1_but_not_twice(machine, person):
    machine.console.painter.keeps_pa1 = True              # as X'90' in the control byte makes it
    person.type("", "pa1").sees("KEY 6C").type("", "pa1").sees("KEY 6C")
    with machine.lock:                                    # the guest does not read meanwhile
        machine.console.record(b"\x6c")
        machine.console.record(b"\x6c")
    person.sees("CP", "CP READ")


def test_pa1_is_the_guests_when_the_control_byte_says_so(system, machine):
    one = Sitting(system).sees("", "CP READ").line("LOGON KEYS KEYS").sees("RECONNECTED", "CP READ")
    machine.console.send("CLOSE 00C")
    machine.console.send("PURGE READER ALL")
    load(machine, source("keys").replace("AL3(PICTURE),X'2080'", "AL3(PICTURE),X'2090'"))
    one.sees("", "MORE...").type("", "clear").sees(TITLE).type("", "pa1").sees("KEY 6C")
    one.type("", "attn").sees("CP", "CP READ").close()


def test_a_terminal_that_joins_through_the_socket_can_be_a_full_screen(system, machine, tmp_path):
    server = LocalServer(system, tmp_path / "socket")
    try:
        one = Sitting(system, join=lambda outbox: RemoteLink(connect(tmp_path), outbox, echoes=True))
        one.sees("", "CP READ").line("LOGON KEYS KEYS").sees("RECONNECTED", "CP READ").line("IPL 00C").sees(TITLE)
        one.line("over there \u00a2").sees("KEY 7D  TYPED over there \u00a2")
        one.type("", "pa1").sees("CP", "CP READ").line("BEGIN").sees(TITLE).close()
    finally:
        server.stop()


def hostile(system, vm, person, rng, count: int) -> None:
    """Anything a guest may write, anything a terminal may send, messages in between."""
    device, channels = vm.console.devices[0], vm.machine.channels
    heads = (b"", b"\x7d\x40\x40\x11", b"\x6d", b"\x60", b"\x88", b"\x6c", b"\x6e", b"\x01\x6c\x61\x02")
    for _ in range(count):
        data = rng.choice((b"\xc3", b"\xc3\x11\x40\x40\x1d\x40", b"\x00\x05\x01\xff\x02", b"")) + rng.randbytes(
            rng.randrange(1, 60))
        with vm.lock:
            vm.machine.storage.write(0x3000, data)
            vm.machine.storage.write(0x2000, ccw(rng.choice((0x29, 0x2A)), 0x3000, len(data)))
            device.screen.controls = [rng.choice((0x80, 0x80, 0x90, 0xC0, 0x20, 0x00, rng.randrange(256)))]
            start_program(channels, 9, 0x2000, 0)
        person.session.record(rng.choice(heads) + rng.randbytes(rng.randrange(30)))
        if rng.random() < 0.1:
            system.command("MSG LOOPS SOMETHING")
        person.pane.feed()
        if person.pane.state == "MORE...":
            person.type("", "clear")
        with vm.lock:
            channels.idle()
            while channels.pending:
                channels.accept(0xFF)
            if vm.in_cp:
                vm.in_cp = False
            if channels.busy(9):
                channels.hio(9)


def attacked(system, count: int, seed: int) -> None:
    vm = assembled(system, "LOOPS", IDLE, devices=DEVICES, password=PASSWORD)
    vm.console.send("#CP DISCONN")
    wait_until(lambda: vm.console.face is None)
    one = Sitting(system).sees("", "CP READ").line("LOGON LOOPS KEYS").sees("RECONNECTED", "CP READ")
    hostile(system, vm, one, random.Random(seed), count)
    assert len(one.session.outbox.queue) < 50
    with vm.lock:
        vm.machine.channels.reset_unit(9)
    one.type("", "attn").until(lambda: one.pane.state in ("CP READ", "MORE..."))
    one.type("", "clear").type("", "attn").line("QUERY TIME").sees("TIME IS", "CP READ")
    assert system.journal.records(1000, kind="error") == []
    one.line("LOGOFF").close()


def test_no_stream_and_no_record_does_harm(system):
    attacked(system, 80, 58)


@pytest.mark.soak
def test_no_stream_and_no_record_does_harm_often(system):
    attacked(system, 20_000, 5858)
