"""Telnet for terminals: what real clients send, and what none should."""
from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cp.terminal.telnet import ASKING, LINE, QUESTIONS, RECORDS, Telnet, TooMuch

#: an s3270 of model 4, as it answers
ANSWERS = b"\xff\xfb\x18\xff\xfa\x18\x00IBM-3279-4-E\xff\xf0\xff\xfb\x19\xff\xfd\x19\xff\xfb\x00\xff\xfd\x00"


def agreed() -> Telnet:
    wire = Telnet()
    assert wire.feed(ANSWERS) == [("3270", ("IBM-3279-4-E", ""))]
    return wire


def test_everything_is_asked_in_one_write():
    assert QUESTIONS.hex() == "fffd18fffa1801fff0fffd19fffb19fffd00fffb00"


def test_a_client_that_is_a_3270():
    wire = agreed()
    assert wire.mode == RECORDS and wire.taken() == b""


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_answers_in_pieces(step):
    wire, events = Telnet(), []
    for at in range(0, len(ANSWERS), step):
        events += wire.feed(ANSWERS[at:at + step])
    assert events == [("3270", ("IBM-3279-4-E", ""))]


def test_a_logical_unit_is_named():
    wire = Telnet()
    assert wire.feed(ANSWERS.replace(b"4-E", b"3-E@LU0C0")) == [("3270", ("IBM-3279-3-E", "LU0C0"))]


def test_options_first_and_in_another_order():
    wire = Telnet()
    wire.feed(b"\xff\xfd\x00\xff\xfb\x00\xff\xfd\x19\xff\xfb\x19\xff\xfb\x18")
    assert wire.mode == ASKING
    assert wire.feed(b"\xff\xfa\x18\x00IBM-DYNAMIC\xff\xf0") == [("3270", ("IBM-DYNAMIC", ""))]


def test_records_with_doubled_ff_and_commands_within():
    wire = agreed()
    assert wire.feed(b"\x7d\x40\xff\xff\x40\xff\xf1\x41\xff\xef\xff\xef") == [
        ("record", b"\x7d\x40\xff\x40\x41"), ("record", b"")]
    assert wire.feed(b"\x7d\xff") == [] and wire.feed(b"\xff\xff") == [] and wire.feed(b"\xef") == [
        ("record", b"\x7d\xff")]
    assert Telnet.record(b"\xf5\xff\xc3") == b"\xf5\xff\xff\xc3\xff\xef"


def test_attention_keys():
    wire = agreed()
    for byte in (0xF3, 0xF4, 0xF5):                       # BREAK, IP, AO
        assert wire.feed(bytes((0xFF, byte))) == [("break", None)]


@pytest.mark.parametrize("answers", [
    b"\xff\xfc\x18", b"\xff\xfb\x18\xff\xfa\x18\x00XTERM-256COLOR\xff\xf0", b"\xff\xfc\x19", b"\xff\xfe\x19",
    b"\xff\xfc\x00", b"LOGON CMSUSER\r\n"])
def test_clients_that_are_line_terminals(answers):
    wire = Telnet()
    assert wire.feed(answers)[0] == ("line", None) and wire.mode == LINE


def test_a_silent_client_becomes_a_line_terminal():
    wire = Telnet()
    assert wire.expire() == [("line", None)]
    assert wire.expire() == []


def test_a_line_terminal_gives_back_what_is_of_3270():
    wire = Telnet()
    wire.feed(b"\xff\xfb\x18\xff\xfa\x18\x00TMUX-256COLOR\xff\xf0")
    wire.feed(b"\xff\xfc\x19\xff\xfe\x19\xff\xfb\x00\xff\xfd\x00")     # refuses EOR, takes BINARY
    assert wire.taken() == b"\xff\xfe\x00\xff\xfc\x00"
    assert wire.feed(b"\xff\xfc\x00\xff\xfe\x00LOGON\r\n") == [("data", b"LOGON\r\n")]
    assert wire.taken() == b""
    assert wire.feed(b"AB\xff\xf4CD\xff\xf6") == [("data", b"AB"), ("break", None), ("there", None),
                                                  ("data", b"CD")]


def test_echo_for_passwords():
    wire = Telnet()
    wire.expire()
    wire.echo(True)
    wire.echo(True)
    assert wire.taken() == b"\xff\xfb\x01"
    wire.feed(b"\xff\xfd\x01")
    wire.echo(False)
    assert wire.taken() == b"\xff\xfc\x01"
    wire.feed(b"\xff\xfe\x01")
    assert wire.taken() == b""


def test_other_options_are_refused_once_each():
    wire = agreed()
    wire.feed(b"\xff\xfb\x1f\xff\xfd\x27\xff\xfd\x06\xff\xfd\x03\xff\xfd\x03")
    assert wire.taken() == b"\xff\xfe\x1f\xff\xfc\x27\xff\xfc\x06\xff\xfb\x03"
    wire.feed(b"\xff\xfc\x1f\xff\xfe\x27\xff\xfb\x19\xff\xfd\x19")
    assert wire.taken() == b""


def test_what_has_no_end_ends_the_connection():
    for head, filling in ((b"", b"A"), (b"\xff\xfa\x18\x00", b"A")):
        wire = agreed()
        with pytest.raises(TooMuch):
            for _ in range(100):
                wire.feed(head + filling * 1000)
                head = b""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([
    ANSWERS, ANSWERS[:9], b"\xff", b"\xff\xfa", b"\xff\xf0", b"\xff\xef", b"\xff\xfb\x01", b"\xff\xfe\x00"])),
    max_size=12))
def test_whatever_comes_is_answered_briefly(parts):
    wire = Telnet()
    sent = sum(len(part) for part in parts)
    for part in parts:
        for kind, _ in wire.feed(part):
            assert kind in ("3270", "line", "record", "data", "break", "there")
    assert len(wire.taken()) <= sent + 12
