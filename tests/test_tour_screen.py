"""The tour on a terminal: what a visitor sees and can do, the operator of a kiosk; signals, windows, a full disk."""
from __future__ import annotations

import os
import re
import resource
import signal
import time

import pytest

from cp.tour import texts
from cp.tour.stage import Prototype
from tour_room import TourProcess, TourTerminal

ESCAPE, MENU = "\x1b", "\x1d"


@pytest.fixture(scope="module")
def prototype():
    made = Prototype()
    yield made
    made.close()


def tour_of(*names: str):
    tour = texts.load()
    tour.plates = [plate for plate in tour.plates if plate.name in names]
    return tour


def test_a_visitor_goes_through_plates_and_a_scene_and_takes_over(prototype):
    """Forward, back, a live scene, the keyboard at the machine, back in the tour, the end."""
    terminal = TourTerminal(tour_of("010-welcome", "070-message", "990-end"), prototype)
    terminal.sees("A computer for everybody").sees("Space next").press(" ").sees("Two users on one machine")
    terminal.press("b").sees(" 1/3").sees("A computer for everybody").press(" ").sees(" 2/3").press("\r")
    terminal.sees("--- CMSUSER").sees("--- GUEST").sees("MSG FROM GUEST   : IN FIVE MINUTES").sees("Space next")
    terminal.press("t").sees("Both are yours").press("\x03cp query userid\r").sees("CMSUSER AT TOUR")
    terminal.press("\x14\x03cp query userid\r").sees("GUEST AT TOUR")         # Ctrl-T: the other terminal
    terminal.press(MENU).sees("Live: Space to watch")
    terminal.press("n").sees("That is all, and it is yours").press(" ")
    assert terminal.ended()
    assert terminal.show.failures == [] and terminal.show.taken_over == 1


def test_the_machine_can_be_had_from_any_plate_and_logged_off(prototype):
    terminal = TourTerminal(tour_of("010-welcome"), prototype)
    terminal.sees("Space next").press("?").sees("Keys").press("x").sees("A computer for everybody")
    terminal.press("t").sees("The machine is yours").sees("VM READ").press("logoff\r").sees("ONLINE")
    terminal.press("logon cmsuser cmsuser\r").sees("VERSION").press(MENU).sees("Space next").press("q")
    assert terminal.ended()


def test_the_machine_can_be_had_in_a_scene_without_terminals(prototype):
    terminal = TourTerminal(tour_of("230-vmware"), prototype, speed=1.0)
    terminal.sees("Space next").press("  ").sees("N skip").press("t").sees("The machine is yours").sees("VM READ")
    terminal.press("cp query userid\r").sees("CMSUSER AT TOUR").press(MENU).sees("Space next").press("q")
    assert terminal.ended() and terminal.show.failures == []


def test_who_has_taken_over_and_gone_is_put_back(prototype):
    terminal = TourTerminal(tour_of("010-welcome"), prototype, idle=0.6)
    terminal.sees("Space next").press("t").sees("The machine is yours").sees("Space next").press("q")
    assert terminal.ended()


def test_a_kiosk_invites_and_begins_anew_and_only_the_word_ends_it(prototype, tmp_path):
    log = tmp_path / "log"
    terminal = TourTerminal(tour_of("010-welcome", "020-batch"), prototype, kiosk=True, idle=1.0, speed=1.0,
                            log=str(log))
    terminal.sees("Press any key to begin").press("q\x03\x1a\x1c\x04").sees("take over the machine")
    terminal.press("n").sees("One machine, one job").sees("Press any key to begin")
    assert "visit 1: " in log.read_text()
    terminal.press(" ").sees("take over the machine").press("tx").sees("The machine is yours")
    terminal.press("\x01q\x01t\x0bLEAVE\r").sees("LEAVE").press(MENU)
    terminal.sees("take over the machine").press(MENU + "LEAF").press(MENU + "leave")
    assert terminal.ended() and terminal.screen.left
    assert "error" not in log.read_text() and "ends after" in log.read_text()


def test_a_window_that_is_too_small_is_told(prototype):
    terminal = TourTerminal(tour_of("010-welcome"), prototype, rows=20, columns=60)
    terminal.sees("This window has 60 columns and 20 rows").press("q")
    assert terminal.ended()


@pytest.mark.slow
def test_a_large_window_has_large_terminals(prototype):
    terminal = TourTerminal(tour_of("070-message"), prototype, rows=50, columns=132)
    terminal.sees("Space next").press(" ").sees("IN FIVE MINUTES")
    at = [n for n, row in enumerate(terminal.rows) if row.startswith("--- ")]
    assert at[1] - at[0] - 1 == (50 - 2 - 3) // 2 - 1
    terminal.press("q")
    assert terminal.ended()


# -- as a process

@pytest.mark.slow
def test_without_colours_and_utf8_nothing_else_is_painted():
    with TourProcess("--scene", "100-cards", "--speed", "20", NO_COLOR="1", LC_ALL="C", TERM="vt100") as tour:
        tour.sees("Live: Space to watch").press(b" ").sees("HELLO    CSECT").sees("Space next").press(b"q")
        assert tour.end() == (0, "")
        assert tour.written.isascii() and not re.search(rb"\x1b\[[0-9;]*(3[0-9]|4[0-8]|9[0-7])[;m]", tour.written)


@pytest.mark.slow
@pytest.mark.parametrize("kiosk", [(), ("--kiosk",)])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(kiosk, number, tmp_path):
    with TourProcess(*kiosk, TMPDIR=str(tmp_path)) as tour:
        tour.sees("A computer for everybody").press(b"t").sees("VM READ" if not kiosk else "everybody")
        tour.process.send_signal(number)
        assert tour.end() == (1 if kiosk else 0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("kiosk", [(), ("--kiosk",)])
def test_a_closed_terminal_ends_it(kiosk, tmp_path):
    with TourProcess(*kiosk, TMPDIR=str(tmp_path)) as tour:
        tour.sees("A computer for everybody").hang_up()
        code, said = tour.end()
        assert code in (0, 1) and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_no_signal_of_a_keyboard_ends_a_kiosk():
    with TourProcess("--kiosk", "--leave-word", "HOME") as tour:
        tour.sees("Press any key")
        for number in (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT):
            tour.process.send_signal(number)
        for _ in range(3):
            tour.press(b"\x03")
        tour.sees("take over the machine")
        assert tour.process.poll() is None
        tour.press(b"\x1dHOME")
        assert tour.end() == (0, "")


@pytest.mark.slow
def test_ctrl_c_ends_the_tour():
    with TourProcess() as tour:
        tour.sees("A computer for everybody").press(b"\x03")
        assert tour.end() == (0, "")


@pytest.mark.slow
def test_a_host_without_room_is_told_in_one_line(tmp_path):
    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    with TourProcess(before=little, TMPDIR=str(tmp_path)) as tour:
        code, said = tour.end()
        assert code == 1 and said.startswith("cpcms: ") and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_disk_that_gets_full_is_told_and_the_tour_goes_on(tmp_path):
    with TourProcess("--scene", "060-logon", TMPDIR=str(tmp_path)) as tour:
        tour.sees("Live: Space to watch")
        resource.prlimit(tour.process.pid, resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        tour.press(b"n").sees("  Two users on one machine").press(b" ").sees("did not go as it should")
        resource.prlimit(tour.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        tour.sees("  The trick: the trap").press(b"n").sees("  More storage than there is").press(b" ")
        tour.sees("R;").press(b"q")
        assert tour.end() == (0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_window_may_change_its_size_at_any_time():
    with TourProcess("--scene", "070-message", "--speed", "5") as tour:
        tour.sees("Live: Space to watch").press(b" ").sees("--- GUEST")
        for rows, columns in ((10, 20), (60, 200), (1, 1), (24, 80)):
            tour.resize(rows, columns)
            time.sleep(0.2)
            tour.look()
        tour.sees("IN FIVE MINUTES").press(b"q")
        assert tour.end() == (0, "")


@pytest.mark.slow
def test_a_plain_tour_can_be_broken_off(tmp_path):
    import subprocess
    import sys
    tour = subprocess.Popen([sys.executable, "-m", "cp.cli", "tour", "--plain"], stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.PIPE, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert tour.stdout.readline() == "\n"
    tour.send_signal(signal.SIGTERM)
    _, said = tour.communicate(timeout=20)
    assert tour.returncode == 1 and "Traceback" not in said and list(tmp_path.iterdir()) == []


@pytest.mark.soak
def test_thirty_minutes_of_visitors():
    import unattended_tour
    assert unattended_tour.soak(30, 1) == []


@pytest.mark.slow
def test_a_minute_of_visitors():
    import unattended_tour
    assert unattended_tour.soak(1, 2) == []
