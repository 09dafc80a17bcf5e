"""The VM screen when a guest takes it, or writes lines where it wants them (DIAGNOSE X'58', DIAL)."""
from __future__ import annotations

from hypothesis import given, settings, strategies as st

from cp.terminal.vmscreen import VMScreen
from s360.devices import display_codes as c
from s360.devices.display import BadStream, Display


class Desk:
    """A VMScreen and the display it writes to."""

    def __init__(self, **more):
        self.screen, self.display = VMScreen(more=0, name="CPCMS", **more), Display()
        self.tell(status="RUNNING", after=0)

    def tell(self, **message) -> "Desk":
        self.screen.message(message, 0.0)
        return self.look()

    def look(self) -> "Desk":
        for stream in self.screen.streams():
            try:
                self.display.perform(stream[0], stream[1:])
            except BadStream:
                pass
        return self

    def key(self, record: bytes) -> list[tuple]:
        self.screen.key(record, 0.0)
        self.look()
        return self.screen.taken()

    @property
    def text(self) -> str:
        return self.display.text()


def text_of(*parts) -> str:
    return b"".join(parts).decode("latin-1")


PICTURE = text_of(b"\xf5\xc3", c.to_codes("PICTURE"))


def test_a_picture_comes_and_goes():
    desk = Desk().tell(stream=PICTURE)
    assert desk.text.strip() == "PICTURE"
    assert desk.key(b"\x7d\x40\x40\x11\x40\x40\xc1") == [("record", b"\x7d\x40\x40\x11\x40\x40\xc1")]
    assert desk.key(b"\x6d") == [("record", b"\x6d")] and desk.key(b"\x6c") == [("record", b"\x6c")]
    desk.tell(full=False).tell(text="BACK\n")
    assert desk.text.startswith("BACK\n") and "PICTURE" not in desk.text and desk.text.endswith("CPCMS")


def test_sys_req_and_attn_never_go_to_the_guest():
    desk = Desk().tell(stream=PICTURE)
    assert desk.key(b"\x01\x6c\x61\x02") == [("attention", 2)]
    desk.screen.attention(5.0)
    assert desk.screen.taken() == [("attention", 2)]


def test_the_screen_stays_until_the_guest_writes_and_what_is_typed_is_not_told():
    desk = Desk().tell(stream="").tell(text="DIALED\n")
    assert desk.text.startswith("DIALED")
    assert desk.key(b"\x7d\x5b\x60\x11\x5b\x60\xc1") == [("record", b"\x7d\x40\x40")]
    assert desk.key(b"\x6e") == [("record", b"\x6e")] and desk.key(b"\x88\x00") == []
    desk.tell(stream=text_of(b"\xf1\xc3", c.to_codes("WRITTEN")))
    assert desk.text.strip() == "WRITTEN"                 # on an empty screen


def test_lines_that_nobody_has_read_hold_a_picture_up():
    desk = Desk().tell(text="IMPORTANT\n").tell(stream=PICTURE)
    assert "IMPORTANT" in desk.text and "MORE..." in desk.text
    desk.key(b"\x6d")
    assert desk.text.strip() == "PICTURE"
    desk = Desk().tell(text="READ\n")
    desk.key(b"\x7d\x5b\x60\x11\x5b\x60\xc1")             # a line typed: it was read
    assert desk.tell(stream=PICTURE).text.strip() == "PICTURE"


def test_lines_where_the_guest_wants_them():
    desk = Desk().tell(lines=["ONE", "TWO"], at=3, erase=True)
    assert desk.text.split("\n")[:5] == ["", "", "", "ONE", "TWO"]
    desk.tell(lines=["HALF"], at=1, erase=False).tell(lines=["LAST", "TOO MUCH"], at=21, erase=False)
    rows = desk.text.split("\n")
    assert rows[1] == "HALF" and rows[3] == "ONE" and rows[21] == "LAST" and "TOO MUCH" not in desk.text
    desk.tell(lines=["NEW"], at=0, erase=True)
    assert "MORE..." in desk.text and "ONE" in desk.text
    desk.key(b"\x6d")
    assert desk.text.startswith("NEW\n") and "ONE" not in desk.text
    desk.key(b"\x6d")
    assert desk.tell(lines=[], at=0, erase=True).text.split("\n")[0] == ""


MESSAGE = st.one_of(
    st.builds(lambda data: {"stream": data.decode("latin-1")}, st.binary(max_size=40)),
    st.builds(lambda data: {"stream": "\xf5" + data.decode("latin-1")}, st.binary(max_size=40)),
    st.just({"full": False}), st.builds(lambda text: {"text": text}, st.text(max_size=200)),
    st.builds(lambda lines, at, erase: {"lines": lines, "at": at, "erase": erase},
              st.lists(st.text(max_size=100), max_size=4), st.integers(0, 63), st.booleans()),
    st.builds(lambda state: {"status": state, "after": 0}, st.sampled_from(("RUNNING", "CP READ", "VM READ"))))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(MESSAGE, st.binary(max_size=20)), max_size=15))
def test_nothing_that_comes_does_harm(steps):
    desk = Desk()
    for step in steps:
        if isinstance(step, dict):
            desk.tell(**step)
        else:
            desk.key(step)
        assert len(desk.screen.lines) <= 22 and desk.screen.full.queue == []
    for _ in range(40):
        desk.key(b"\x6d")
    desk.tell(full=False).key(b"\x6d")
    desk.tell(text="STILL THERE\n")
    assert "STILL THERE" in desk.text
