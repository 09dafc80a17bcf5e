"""The operator's commands at a machine with a small program in storage."""
import pytest

from s360 import Machine, StopReason
from s360.errors import S360Error
from s360.operator import Operator, OperatorError, Quit
from s360.operator.registry import find, split
from s360.operator.tracing import Fold

#: 200 LA 1,5   204 LR 2,1   206 BCT 1,204   20A LPSW 210   210 disabled wait, address 0
PROGRAM = bytes.fromhex("41100005" "1821" "46100204" "82000210" "0000" "0002000000000000")


class Room:
    """An operator, what he was told, and the machine."""

    def __init__(self, **options):
        self.said, self.typed = [], []
        self.machine = Machine(storage="64K", **options)
        self.machine.attach(0x009, "1052")
        self.machine.storage[0x200:0x200 + len(PROGRAM)] = PROGRAM
        self.operator = Operator(self.machine, self.said.append,
                                 lambda text, by_person: self.typed.append(text))
        self("psw ia=200")

    def __call__(self, line):
        """Give a command; what was said to it."""
        self.said.clear()
        self.operator.command(line)
        return "\n".join(self.said)

    def refused(self, line):
        with pytest.raises(OperatorError) as caught:
            self.operator.command(line)
        assert "\n" not in str(caught.value)
        return str(caught.value)


@pytest.fixture
def room():
    return Room()


def test_names_aliases_and_abbreviations():
    assert find("boot").name == find("IPL").name == "ipl"
    assert find("examine").name == find("r").name == find("disp").name == "display"
    assert find("deposit").name == "store" and find("g").name == "start"
    assert find("dev").name == "devlist" and find("bre").name == "breakpoint"
    with pytest.raises(OperatorError, match="could be start, state, stats, step, stop, store"):
        find("st")
    with pytest.raises(OperatorError, match="did you mean 'expect'"):
        find("expekt")


def test_words_of_a_line():
    assert split('  expect "A B"  within \'5\' ') == ["expect", "A B", "within", "5"]
    assert split('send ""') == ["send", ""]
    assert split("* remark") == split("# remark") == split("; remark") == split("   ") == []
    with pytest.raises(OperatorError, match="quotation mark"):
        split('send "abc')


def test_why_tells_of_a_load_that_failed(room):
    room("attach 00C 2540R")
    with pytest.raises(S360Error, match="unit check"):
        room.operator.command("ipl 00C")
    assert "load light" in room("why") and "intervention required" in room("why")
    assert "unit check" in room("why")
    room("step")
    assert "load light" not in room("why")


def test_registers_are_shown_and_set(room):
    assert room("gpr 5=1A") == "GR5 0000001A" and room.machine.cpu.gpr[5] == 0x1A
    assert room("gpr 5 FFFFFFFF").endswith("FFFFFFFF")
    assert "GR15 00000000" in room("gpr")
    room("fpr 2=4110000000000000")
    assert room.machine.cpu.fpr[2] == 0x4110000000000000
    assert "CR14" in room("cr")
    assert "registers" not in room.refused("gpr 16") and "0, 1" in room.refused("gpr 16")
    assert "0, 2, 4, 6" in room.refused("fpr 1")
    assert "hexadecimal" in room.refused("gpr 5=XY")
    assert "at most FFFFFFFF" in room.refused("gpr 5=123456789")


def test_psw_is_shown_and_set(room):
    assert "00000000 00000200" in room("psw")
    assert "supervisor state" in room("psw") and "problem state" in room("psw amwp=1")
    room("psw FF05000060001234")
    psw = room.machine.cpu.psw
    assert (psw.system_mask, psw.amwp, psw.cc, psw.ia) == (0xFF, 5, 2, 0x1234)
    assert "16 hexadecimal digits" in room.refused("psw 12")


def test_storage_is_shown_and_stored(room):
    assert room("display 200.4").startswith("000200  41100005 ")
    assert room("r 200-20F").startswith("000200  41100005 18214610 02048200 02100000")
    assert "C1C2" in room("store 300 C1 C2C3") and room.machine.storage[0x300:0x303] == b"\xC1\xC2\xC3"
    assert "*ABC*" in room("display 300.3")
    room("display 300=FF")
    assert room.machine.storage[0x300] == 0xFF
    assert "lines the same" in room("display 1000-1FFF") and len(room.said) < 8
    assert "not in storage" in room("display FFF0-1000F")
    assert "not all in storage" in room.refused("store FFFF 0102")
    assert "before it begins" in room.refused("display 300-200")
    assert "hexadecimal" in room.refused("display hello")
    assert "whole bytes" in room.refused("store 300 ABC")
    assert len(room("display 0-FFFFFF").splitlines()) < 1000


def test_storage_keys(room):
    assert room("key 900=F8") == "000800-000FFF  key F8" and room.machine.storage.key(0x800) == 0xF8
    assert "at most FFFF" in room.refused("key 10000")


def test_virtual_storage_without_translation_is_real(room):
    assert room("v 200.4") == room("r 200.4")


def test_stepping_shows_each_instruction(room):
    said = room("step 2").splitlines()
    assert said[0].split()[:2] == ["000200", "41100005"] and "LA" in said[0]
    assert said[1].split()[:2] == ["000204", "1821"]
    assert said[2].startswith("next: 000206")
    assert room.machine.cpu.gpr[2] == 5 and not room.operator.started
    assert "from 1 to" in room.refused("step 0")


def test_stepping_into_the_end_says_so(room):
    said = room("step 100")
    assert "Disabled wait, address 000000" in said and room.operator.verdict() == 0


def test_address_stops(room):
    assert room("b 206 20a") == "Address stops: 000206, 00020A"
    room("start")
    assert "Address stop.  000206" in room("wait stop")
    assert room.operator.last is StopReason.ADDRESS_STOP and room.machine.cpu.gpr[2] == 5
    assert room("b clear 206") == "Address stops: 00020A"
    room("start")
    assert "Address stop.  00020A" in room("wait stop") and room.machine.cpu.gpr[1] == 0
    assert room("b clear") == "Address stops: none"
    assert "even" in room.refused("b 201")


def test_history_and_counts(room):
    assert "history on" in room.refused("history")
    room("history on")
    room("start")
    room("wait stop")
    assert [line.split()[0] for line in room("history 3").splitlines()] == [
        "000204", "000206", "00020A"]
    first = room("stats 2").splitlines()[0].split()
    assert first[0] in ("LR", "BCT") and first[2] == "5"


def test_the_trace_folds_loops(room, tmp_path):
    room.operator.folder = tmp_path
    room("trace instructions")
    room("trace to t.txt")
    room("start")
    room("wait stop")
    room("trace off")
    room("trace to terminal")
    lines = (tmp_path / "t.txt").read_text().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("I")] == [
        "000200", "000204", "000206", "00020A"]
    assert "repeated 4 times" in lines[3]
    assert room.machine.on_instruction is None


def test_fold_gives_every_line_back_that_is_no_repetition():
    shown = []
    fold = Fold(shown.append)
    for key in "abcabdxabcabcabcabe":
        fold.put(key, key)
    fold.flush()
    assert [line for line in shown if "repeated" in line] == ["  ... repeated 2 times"]
    assert "".join(line for line in shown if "repeated" not in line) == "abcabdxabcabe"


def test_devices_come_and_go(room, tmp_path):
    room.operator.folder = tmp_path
    (tmp_path / "one.deck").write_text("CARD 1\nCARD 2\n")
    assert "2 cards" in room("attach 00C 2540R one.deck")
    assert "4 cards" in room("mount 00C one.deck noeof")
    assert not room.machine.devices[0x00C].eof
    assert "empty" in room("unmount 00C")
    assert "ring in" in room("attach 181 2400 work.aws ring create")
    assert "work.aws" in room("rewind 181")
    room("attach 00E 1403 file=out.txt chain=PN")
    assert [line[:3] for line in room("devlist").splitlines()] == ["009", "00C", "00E", "181"]
    room("detach 00C")
    assert 0x00C not in room.machine.devices
    assert "is taken" in pytest.raises(Exception, room.operator.command, "attach 009 1403").value.args[0]
    assert "did you mean '1403'" in room.refused("attach 00D 140")
    assert "did you mean 'chain'" in room.refused("attach 00D 1403 chan=PN")
    assert "attached are 009, 00E, 181" in room.refused("detach 222")
    assert "nothing can be mounted" in room.refused("mount 009 x")


def test_a_deck_that_is_not_there_is_one_line(room):
    with pytest.raises(Exception) as caught:
        room.operator.command("attach 00C 2540R none.deck")
    assert "none.deck" in str(caught.value) and "\n" not in str(caught.value)


def test_the_keys_of_the_panel(room):
    room("interrupt")
    room("psw FF00000000000200")
    room.machine.storage[0x58:0x60] = bytes.fromhex("0002000000000ABC")      # external new PSW
    room("start")
    room("wait stop")
    assert room.machine.cpu.psw.ia == 0xABC
    assert room.machine.storage[0x1A:0x1C] == b"\x00\x40"                   # interruption code
    room.machine.storage[0:8] = bytes.fromhex("0002000000000123")
    room("restart")
    assert "000123" in room("wait stop")
    room("reset")
    assert not room.operator.started


def test_a_line_typed_and_attention(room):
    room.operator.type("hello")
    assert room.typed == ["hello\n"]
    assert room.machine.devices[0x009].ahead
    room("attn")
    assert room.machine.core.io_pending
    room("cancel")
    assert "no REQUEST key" in (room("attach 00E 1403") and room.refused("attn 00E"))


def test_speed_clock_and_show(room):
    assert "authentic" in room("speed authentic") and room.machine.channels.authentic
    assert "fast" in room("set speed fast") and not room.machine.channels.authentic
    assert "host" in room("set clock host") and room.machine.clock == "host"
    assert "64K storage" in room("show cpu") and "009" in room("show")
    assert "there are cpu" in room.refused("show me")
    assert "set clock" in room.refused("set nothing")


def test_quit_has_a_code(room):
    for line, code in (("quit", None), ("exit 3", 3)):
        with pytest.raises(Quit) as caught:
            room.operator.command(line)
        assert caught.value.code == code
    assert "quit CODE" in room.refused("quit now")


def test_a_state_is_saved_and_put_back(room, tmp_path):
    room.operator.folder = tmp_path
    room("step 2")
    room("state save here")
    room("step 4")
    assert room.machine.cpu.gpr[1] != 5
    assert "Loaded.  000206" in room("state load here")
    assert room.operator.machine.cpu.gpr[1] == 5
    assert "No such file" in room.refused("state load nowhere")
    (tmp_path / "junk").write_text("junk")
    assert "junk" in room.refused("state load junk")
    assert 0x009 in room.operator.machine.devices          # what is there is left alone


def test_why_explains(room):
    room("start")
    room("wait stop")
    assert "isabled wait" in room("why")
