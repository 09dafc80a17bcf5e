"""The operator's terminal, with keys from a pipe and no screen."""
import threading
import time

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import to_plain_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from s360 import Machine
from s360.operator import Operator, Quit
from s360.operator.plain import serve
from s360.operator.terminal import OperatorCompleter, Terminal

#: types "SAY: ", reads a line, types it back, for ever; waits by polling
ECHO = {
    0x200: "41100009" "41200300" "45E00220" "47F00200",
    0x220: "50200048" "9C001000" "4770F000" "9D001000" "4720022C" "4740022C" "07FE",
    0x300: "0100032060000005" "0A00033060000008" "0900033020000008",
    0x320: "E2C1E87A40", 0x330: "4040404040404040"}
LOOP = {0x200: "47F00200"}


def operating(program, console=True):
    machine = Machine(storage="64K")
    if console:
        machine.attach(0x009, "1052")
    for at, text in program.items():
        data = bytes.fromhex(text)
        machine.storage[at:at + len(data)] = data
    operator = Operator(machine, lambda line: None)
    operator.command("psw ia=200")
    return operator


def talk(operator, *keys):
    """Run a terminal while `keys` are pressed: text, or a condition to be waited for first.
    Gives (exit code, all that was shown)."""
    shown = []
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        terminal = Terminal(operator, input=pipe, output=DummyOutput(), record=shown.append)
        trouble = []

        def press():
            for key in keys:
                if isinstance(key, str):
                    pipe.send_text(key)
                    continue
                until = time.monotonic() + 20
                while not key(terminal):
                    if time.monotonic() > until:
                        trouble.append(key)
                        pipe.send_text("\x03\x03")
                        return
                    threading.Event().wait(0.01)

        presser = threading.Thread(target=press)
        presser.start()
        code = terminal.run()
        presser.join()
    assert not trouble, "".join(shown)
    return code, "".join(shown)


def shows(text, times=1):
    return lambda terminal: to_plain_text(terminal.prompt()).count(text) >= times


def test_commands_and_quit():
    operator = operating(LOOP)
    code, shown = talk(operator, "gpr 3=7\n", "frob\n", "quit 3\n")
    assert code == 3 and operator.machine.cpu.gpr[3] == 7
    assert "GR3 00000007" in shown and "frob: no such command" in shown


def test_the_machine_runs_while_the_operator_types():
    operator = operating(LOOP)
    code, _ = talk(operator, "start\n", lambda terminal: operator.machine.instructions > 1000,
                   "stop\n", "quit\n")
    assert code == 0 and not operator.started


def test_a_dialogue_with_the_guest():
    operator = operating(ECHO)
    code, shown = talk(operator, "start\n", shows("009> SAY: "), "hello\n",
                       lambda terminal: "hello   \nSAY: " in operator.paper().text, "/gpr 3=9\n",
                       lambda terminal: operator.machine.cpu.gpr[3] == 9, shows("009> SAY: "),
                       "again\n", lambda terminal: "again   " in operator.paper().text,
                       "/quit\n")
    assert code == 0 and operator.machine.cpu.gpr[3] == 9
    assert "SAY: hello\nhello" in shown.replace("\x07", "")


def test_a_read_that_comes_does_not_take_a_command_being_typed():
    operator = operating(ECHO)

    def begun(terminal):
        return terminal.session.default_buffer.text == "ps"

    def started(terminal):
        operator.command("start")
        return True

    _, shown = talk(operator, "ps", begun, started, lambda terminal: operator.reading, "w\n",
                    shows("009> SAY: "), "text\n", lambda terminal: "text   " in
                    operator.paper().text, "/quit\n")
    assert "PSW 0" in shown and "SAY: psw" not in shown


def test_ctrl_c_is_attention_and_twice_leaves():
    operator = operating(LOOP)
    code, shown = talk(operator, "start\n", lambda terminal: operator.started, "\x03",
                       lambda terminal: operator.machine.channels.pending, "\x03")
    assert code == 0 and "Attention" in shown


def test_ctrl_c_without_a_console_is_stop():
    operator = operating(LOOP, console=False)
    _, shown = talk(operator, "start\n", lambda terminal: operator.started, "\x03",
                    lambda terminal: not operator.started, "quit\n")
    assert "Stopped" in shown


def test_ctrl_d_asks_while_the_machine_runs():
    operator = operating(LOOP)
    code, shown = talk(operator, "start\n", lambda terminal: operator.started, "\x04",
                       lambda terminal: terminal.asked, "\x04")
    assert code == 0 and "Ctrl-D once more" in shown


def test_the_bottom_line_shows_the_state():
    operator = operating(LOOP)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        terminal = Terminal(operator, input=pipe, output=DummyOutput())
        assert "STOPPED" in terminal.toolbar() and "000200" in terminal.toolbar()
        operator.command("start")
        assert "RUNNING" in terminal.toolbar() and "attention" in terminal.toolbar()
        assert len(terminal.toolbar()) < 110


@pytest.mark.parametrize("text, found", [
    ("brea", {"breakpoint", "break"}), ("/breakp", {"breakpoint"}), ("trace i", {"instructions", "io",
                                                                            "interrupts"}),
    ("mount 0", {"009"}), ("attach 00C 254", {"2540R", "2540P"}), ("help expe", {"expect"}),
    ("frob x", set())])
def test_completion(tmp_path, text, found):
    operator = operating(LOOP)
    operator.folder = tmp_path            # no files of the host among what is offered
    completer = OperatorCompleter(operator)
    offered = {one.text for one in completer.get_completions(Document(text), CompleteEvent())}
    assert offered == found


def test_files_are_completed(tmp_path):
    (tmp_path / "payroll.deck").write_text("")
    operator = operating(LOOP)
    operator.folder = tmp_path
    completer = OperatorCompleter(operator)
    offered = [one.text for one in completer.get_completions(Document("mount 00C pay"),
                                                             CompleteEvent())]
    assert offered == ["roll.deck"]


def test_lines_from_a_pipe_without_a_terminal():
    operator = operating(ECHO)
    said = []
    operator.say = said.append
    with pytest.raises(Quit):
        serve(operator, iter(["start\n", "* remark\n", 'expect "SAY: "\n', ".abc\n",
                              'expect "abc"\n', "wait read\n", "gpr 1\n", "quit\n"]))
    assert said == ["GR1 00000009"]
