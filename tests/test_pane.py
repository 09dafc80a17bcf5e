"""A pane: a session on a 3270 of our own, with keys, time, pastes, full-screen programs and transcripts."""
import threading

import pytest

from cp.messages import CPError
from cp.terminal.hints import hint
from cp.terminal.transcript import Transcript
from s360.devices import display_codes as c
from s360.errors import S360Error
from window_room import FakeLink, pane_on, typed, wait_for


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(pane) -> str:
    return "\n".join(row.rstrip() for row in pane.rows())


def test_a_line_goes_to_the_session_and_its_answer_comes():
    pane = pane_on()
    assert "CPCMS ONLINE" in shown(pane) and pane.state == "CP READ"
    typed(pane, "listf", "enter")
    assert pane.link.lines == ["listf"]
    assert "listf\nGOT listf" in shown(pane) and pane.state == "VM READ"
    assert pane.rows()[23][59:].split() == ["VM", "READ", "CPCMS"]


def test_the_session_is_told_what_the_display_is():
    told = []

    class Link(FakeLink):
        def shows(self, *display):
            told.append(display)
    pane_on(Link, 43, 80)
    assert told == [(43, 80, True)]


def test_the_keys_of_the_vm_screen():
    pane = pane_on()
    typed(pane, "one", "enter")
    typed(pane, "", "pf12")                    # RETRIEVE
    typed(pane, "", "enter")
    assert pane.link.lines == ["one", "one"]
    typed(pane, "", "pa1")
    assert pane.link.did == [("attention", 2)]
    pane.screen.last_attention = -1e9
    typed(pane, "", "attn")
    assert pane.link.did == [("attention", 2)] * 2
    typed(pane, "", "pa2")
    assert pane.link.did[-1] == ("pa2",) and "GOT" not in shown(pane)


def test_a_full_screen_waits_and_holds_up_the_session():
    pane = pane_on(clock=(clock := Clock()))
    pane.link.outbox.text("".join(f"LINE {number}\n" for number in range(30)))
    pane.link.outbox.text("X" * 5000)
    pane.feed()
    assert pane.state == "MORE..." and pane.due == 50
    assert pane.outbox.behind or pane.screen.pending
    pane.press("clear")
    assert shown(pane).startswith("LINE 21")
    clock.now = pane.due
    pane.tick()                                # the alarm
    assert pane.display.alarm == 1
    clock.now = pane.due
    pane.tick()
    assert pane.rows()[0] == "X" * 80


def test_a_line_at_a_full_screen_is_sent_behind_the_last_page():
    pane = pane_on()
    pane.link.outbox.text("".join(f"LINE {number}\n" for number in range(50)))
    pane.feed()
    for key in (*"next", "enter"):
        pane.press(key)
    assert shown(pane).startswith("LINE 21") and pane.state == "MORE..."
    typed(pane, "", "enter")
    assert pane.link.lines == ["next"] and shown(pane).startswith("LINE 43")


def test_an_immediate_command_at_a_full_screen_is_sent_at_once():
    pane = pane_on()
    pane.link.outbox.text("".join(f"LINE {number}\n" for number in range(80)))
    pane.feed()
    typed(pane, "kx", "enter")
    assert pane.link.lines == ["kx"] and shown(pane).startswith("LINE 21") and pane.state == "MORE..."


def test_enter_alone_holds_a_full_screen():
    pane = pane_on()
    pane.link.outbox.text("X\n" * 30)
    pane.feed()
    pane.press("enter")
    assert pane.state == "HOLDING"
    pane.press("clear")
    assert pane.state == "CP READ"


def test_what_is_typed_in_the_output_goes_to_the_input():
    pane = pane_on()
    pane.click(3, 10)
    assert pane.display.cursor == 250
    typed(pane, "query time", "enter")
    assert pane.link.lines == ["query time"]


def test_pasted_lines_are_typed_when_something_reads():
    pane = pane_on()
    pane.paste("one\r\ntwo\n\tthree\x07\nfour")
    wait_for(lambda: not pane.feed() and pane.screen.handled == 3 and not pane.pasted)
    assert pane.link.lines == ["one", "two", "        three"]
    assert pane.rows()[22].startswith("four")


def test_a_paste_waits_for_a_program_and_is_dropped_by_reset():
    pane = pane_on(clock=(clock := Clock()))
    pane.link.state = "RUNNING"
    pane.paste("one\ntwo\nthree\n")
    wait_for(lambda: not pane.feed() and pane.screen.handled == 1)
    assert "pasting: 2 lines left" in hint(pane, 78)
    clock.now += 1
    pane.tick()
    pane.worker.put(("shows",))                # the machine is asked, and computes
    wait_for(lambda: pane.link.display == ())
    pane.feed()
    assert pane.link.lines == ["one"]
    pane.link.idle = True                      # now it waits
    clock.now += 1
    pane.tick()
    wait_for(lambda: not pane.feed() and pane.screen.handled == 2)
    assert pane.link.lines == ["one", "two"]
    pane.press("reset")
    clock.now += 1
    pane.tick()
    assert not pane.pasted and pane.due is None


def test_more_lines_than_are_taken_at_once_wait():
    """A paste at a terminal that does not mark it: keys like any others."""
    pane = pane_on()
    go, send = threading.Event(), pane.link.send
    pane.link.send = lambda line: (go.wait(), send(line))
    for number in range(60):
        for key in (*f"line {number}", "enter"):
            pane.press(key)
    assert pane.keyboard.waiting and "keys wait" in hint(pane, 78)
    go.set()
    wait_for(lambda: (pane.feed(), pane.press("clear") if pane.screen.held else None, len(pane.link.lines) == 60)[-1])
    assert pane.link.lines == [f"line {number}" for number in range(60)]


def test_words_without_an_end_are_pasted_at_once():
    pane = pane_on()
    pane.screen.state = "RUNNING"
    pane.paste("listf *")
    assert pane.rows()[22].startswith("listf *")


def test_a_mistake_of_cp_is_told_and_the_session_goes_on():
    pane = pane_on()
    pane.link.attention = lambda times: 1 // 0
    typed(pane, "", "attn")
    assert "CP ERROR: ZeroDivisionError" in shown(pane)
    typed(pane, "on", "enter")
    assert pane.link.lines == ["on"]


def test_a_paste_stops_where_it_has_no_room():
    pane = pane_on()
    pane.paste("x" * 400 + "\nsecond\n")
    assert pane.keyboard.error and not pane.pasted
    assert "nothing can be typed here" in hint(pane, 78)


def test_keys_wait_while_a_full_screen_program_works():
    pane = pane_on()
    out = pane.link.outbox
    form = bytes((0xF5, 0xC2, c.SF, 0x60)) + c.to_codes("NAME") + bytes((c.SF, 0x40, c.IC, c.SBA, 0x40, 0xD6, c.SF, 0x60))
    out.put({"stream": ""})
    out.put({"stream": form.decode("latin-1")})
    pane.feed()
    if pane.state == "MORE...":                # the greeting has not been read
        pane.press("clear")
    assert shown(pane).strip() == "NAME" and pane.display.cursor == 6
    assert "the screen is your program's" in hint(pane, 78)
    for key in ("A", "enter", "B", "pf3"):
        pane.press(key)
    assert pane.keyboard.locked and "X SYSTEM" in hint(pane, 78)
    pane.worker.put(("shows",))
    wait_for(lambda: pane.link.display == ())
    assert pane.link.did == [("record", bytes.fromhex("7D 40C7 11 40C6 C1"))]
    out.put({"stream": "\xF1\xC2"})            # WRITE, keyboard restored
    pane.feed()
    pane.worker.put(("shows", 1))
    wait_for(lambda: pane.link.display == (1,))
    assert pane.link.did[1:] == [("record", bytes.fromhex("F3 40C8 11 40C6 C1C2"))]
    out.put({"full": False})
    pane.feed()
    assert "CP READ" in shown(pane)


def test_a_read_of_the_buffer_is_answered():
    pane = pane_on()
    pane.link.outbox.put({"stream": ""})
    pane.link.outbox.put({"stream": "\xF5\xC2\xC1"})
    pane.feed()
    pane.press("clear") if pane.state == "MORE..." else None
    pane.link.outbox.put({"stream": "\xF2"})
    pane.feed()
    wait_for(lambda: pane.link.did)
    kind, record = pane.link.did[-1]
    assert kind == "record" and record[:4] == bytes.fromhex("60 4040 C1") and len(record) == 3 + 1920


def test_passwords_are_not_shown():
    pane = pane_on()
    pane.link.outbox.hidden(True)
    pane.feed()
    for key in "SECRET":
        pane.press(key)
    assert "SECRET" not in shown(pane) and "the password" in hint(pane, 78)
    typed(pane, "", "enter")
    assert pane.link.lines == ["SECRET"] and "SECRET\n" not in shown(pane).replace("GOT SECRET\n", "")


def test_the_end_of_a_session_and_the_next_one():
    pane = pane_on()
    typed(pane, "one", "enter")
    pane.link.outbox.end()
    pane.feed()
    assert pane.ended is not None and not pane.ended.get("refused")
    pane.begin()
    typed(pane, "two", "enter")
    assert pane.ended is None and pane.link.lines == ["two"]


def test_no_line_is_free():
    def refuse(outbox):
        raise CPError("quota", what="TERMINALS", limit=3, remedy="TRY LATER")
    pane = pane_on(refuse)
    assert pane.ended["refused"] and "TERMINALS" in shown(pane)
    pane.press("enter")
    pane.close()


def test_closing_hangs_up():
    pane = pane_on()
    pane.close()
    assert pane.link.did == [("close",)]


def test_the_reader_is_woken_once():
    rings = []
    pane = pane_on(ring=lambda: rings.append(threading.current_thread()))
    rings.clear()
    for _ in range(5):
        pane.link.outbox.text("X\n")
    assert len(rings) == 1
    pane.feed()
    pane.link.outbox.text("X\n")
    assert len(rings) == 2


def test_a_transcript(tmp_path):
    pane = pane_on()
    pane.transcript = Transcript(tmp_path / "kept.txt")
    typed(pane, "logon cmsuser secret", "enter")
    pane.link.outbox.hidden(True)
    pane.feed()
    pane.link.answer = lambda line: "\a\x1b[2JDONE"
    typed(pane, "hidden", "enter")
    pane.link.outbox.hidden(False)
    pane.feed()
    typed(pane, "listf", "enter")
    pane.transcript.close()
    kept = (tmp_path / "kept.txt").read_text()
    assert kept == "logon cmsuser ***\nGOT logon cmsuser secret\n [2JDONE\nlistf\n [2JDONE"
    with pytest.raises(S360Error, match="no/such"):
        Transcript("/no/such/place")


@pytest.mark.parametrize("state, words", [("MORE...", "Ctrl-C next screen"), ("VM READ", "your machine reads"),
                                          ("RUNNING", "Ctrl-A 1 to CP"), ("CP READ", "BEGIN goes back")])
def test_hints(state, words):
    pane = pane_on()
    pane.logged_on = True
    pane.screen.state = state
    if state == "MORE...":
        pane.screen.hold(state)
    assert words in hint(pane, 78) and "Ctrl-] menu" in hint(pane, 78)
    for room in range(60):
        assert len(hint(pane, room)) <= room


def test_the_hint_tells_how_long_a_full_screen_waits():
    for more, words in ((60.0, "(else after 60 s)"), (2.5, "(else after 2.5 s)"), (0, "Enter holds it")):
        pane = pane_on(more=more)
        pane.screen.hold("MORE...")
        assert words in hint(pane, 78) and (more or "else" not in hint(pane, 78))


def test_before_logon_the_hint_says_how():
    pane = pane_on()
    assert "LOGON" in hint(pane, 78)
    pane.link.outbox.put({"manner": {"functions": []}})
    pane.feed()
    assert "BEGIN" in hint(pane, 78)
