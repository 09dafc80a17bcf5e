"""The local terminal on a CP: logon, CMS, a full-screen program, in this process and through the socket."""
from pathlib import Path

import pytest

pytest.importorskip("pyte")

from cp.system import System
from cp.terminal.local import LocalServer, connect
from cp.terminal.logo import demo_user, first_screen, how_here
from cp.terminal.remote import RemoteLink
from cp.terminal.session import Session
from s360.devices import display_codes as c
from terminal_room import load
from window_room import Terminal, pane_on, wait_for

DECKS = Path(__file__).parent.parent / "decks"


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("window") / "data", threads=1) as system:
        server = LocalServer(system, system.folder.socket)
        yield system
        server.stop()
        server.close()


def remote(system):
    return lambda outbox: RemoteLink(connect(system.folder.path), outbox, echoes=True)


def near(system):
    return lambda outbox: Session(system, outbox)


@pytest.mark.parametrize("link", [near, remote])
def test_a_session_to_logoff(system, link):
    with Terminal(link_made=link(system), first_screen=lambda *size: first_screen("CPCMS", *size, how_here("CMSUSER"))) as t:
        t.sees("To try the system:  LOGON CMSUSER CMSUSER")
        t.type("logon cmsuser cmsuser\r").sees("LOGON AT").sees("VM READ").sees("your machine reads")
        assert not any("cmsuser cmsuser" in row for row in t.rows)
        t.type("listf\r").sees("WELCOME  MEMO").type("\x01" + "1").sees("BEGIN goes back").type("begin\r").sees("VM READ")
        t.type("printf welcome memo\r").sees("MORE...").type("\x03").sees("LOGOUT")
        t.type("\x1bOP").sees("LISTS MORE:").sees("MORE...").type("listf\r").sees("TOPICS")      # HELP; a line at a full screen
        t.sees("WELCOME  MEMO").type("logout\r")
        t.ends()
        assert "LOGOFF AT" in t.window.said[-1]


def pane_in_full_screen(system, link):
    """CMSUSER's machine with decks/keys.asm, which makes a full screen of its console."""
    pane = pane_on(link(system))
    for key in (*"logon cmsuser cmsuser noipl", "enter"):
        pane.press(key)
    until(pane, lambda: pane.logged_on)
    vm = system.machines["CMSUSER"]
    load(vm, (DECKS / "keys.asm").read_text())
    until(pane, lambda: pane.screen.held or pane.screen.full.shown)
    pane.press("clear")                        # the lines of the logon have been read
    until(pane, lambda: any("WHICH KEY IS IT" in row for row in pane.rows()))
    return pane


def until(pane, condition) -> None:
    wait_for(lambda: (pane.feed(), condition())[1])


@pytest.mark.parametrize("link", [near, remote])
def test_a_full_screen_program(system, link):
    pane = pane_in_full_screen(system, link)
    for key in (*"hello", "pf5"):
        pane.press(key)
    until(pane, lambda: any("KEY F5  TYPED hello" in row for row in pane.rows()))
    assert not pane.keyboard.locked
    pane.press("pf3")
    until(pane, lambda: any("GOOD-BYE" in row for row in pane.rows()))
    assert not pane.screen.full.shown
    system.logoff(system.machines["CMSUSER"])
    until(pane, lambda: pane.ended is not None)
    pane.close()


def test_the_pa2_key_through_the_socket(system):
    pane = pane_on(remote(system))
    until(pane, lambda: pane.state == "CP READ")
    pressed = []
    for session in system.lines.everybody():
        session.pa2 = lambda: pressed.append("PA2")
    pane.link.pa2()
    wait_for(lambda: pressed == ["PA2"])
    pane.close()


def test_the_demo_user_is_offered_while_his_password_is_known(system):
    assert demo_user(system.directory) == "CMSUSER"
    assert any("LOGON CMSUSER CMSUSER" in line for line in how_here("CMSUSER"))
    assert not any("CMSUSER" in line for line in how_here(""))
    from cp.passwords import stored
    system.directory.change("CMSUSER", lambda user: setattr(user, "password", stored("OTHER")))
    assert demo_user(system.directory) == "GUEST"


def test_no_line_is_free_for_another_session(system):
    system.lines.most, most = len(system.lines.everybody()), system.lines.most
    try:
        pane = pane_on(near(system))
        assert pane.ended["refused"] and "TERMINALS: LIMIT" in "\n".join(pane.rows())
    finally:
        system.lines.most = most
