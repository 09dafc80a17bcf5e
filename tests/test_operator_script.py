"""Scripts: waits, their limits, what a failing one tells; and the command line with its codes."""
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import s360
from cli_room import cpcms_here
from s360 import Machine
from s360.operator import LimitReached, Operator, OperatorError, Quit
from s360.operator.script import ScriptFailed, run_file, run_lines, time_limit

SAMPLES = Path(s360.__file__).parent / "samples"

#: types "SAY: ", reads a line of at most 8, types it back, reads again for ever; all by polling
ECHO = {
    0x200: "41100009" "41200300" "45E00220" "47F00200",
    0x220: "50200048" "9C001000" "4770F000" "9D001000" "4720022C" "4740022C" "07FE",
    0x300: "0100032060000005" "0A00033060000008" "0900033020000008",
    0x320: "E2C1E87A40", 0x330: "4040404040404040"}


def echoing(**options):
    machine = Machine(storage="64K", **options)
    machine.attach(0x009, "1052")
    for at, text in ECHO.items():
        data = bytes.fromhex(text)
        machine.storage[at:at + len(data)] = data
    said, typed = [], []
    operator = Operator(machine, said.append, lambda text, by_person: typed.append(text))
    operator.said, operator.shown = said, typed
    operator.command("psw ia=200")
    operator.command("start")
    return operator


def test_a_dialogue():
    operator = echoing()
    run_lines(operator, ['expect "SAY: " within 5', 'send "hello"', 'expect "hello"', "wait read",
                         'send "again"', 'wait text "again" within 5s', 'send "more"',
                         'expect "MORE" fold'], "talk")
    assert "".join(operator.shown).startswith("SAY: hello\nhello")


def test_expect_reads_on_behind_what_it_found():
    operator = echoing()
    operator.command('expect "SAY: "')
    operator.command('send "x"')
    operator.command('expect "SAY: "')            # the second one
    with pytest.raises(OperatorError, match="nothing in 0.2 s"):
        operator.command('expect "SAY: " within 0.2')


def test_what_the_operator_types_is_not_expected():
    operator = echoing()
    operator.machine.storage[0x310:0x318] = bytes.fromhex("0900032020000005")   # no echo
    operator.command('send "MARK"')
    operator.command("wait read")
    assert "MARK\n" in operator.shown
    with pytest.raises(OperatorError):
        operator.command('expect "MARK" within 0.1')


def test_a_script_does_the_same_each_time():
    def run():
        operator = echoing()
        run_lines(operator, ['send "one"', 'expect "one"', 'send "two"', "wait read"], "talk")
        return operator.machine.instructions, operator.machine.time
    assert run() == run()


def test_a_failing_wait_tells_file_line_and_the_last_console_lines(tmp_path):
    operator = echoing()
    path = tmp_path / "talk.txt"
    path.write_text('* a remark\nsend "hello"\n\nexpect "WORLD" within 0.2\necho "not reached"\n')
    with pytest.raises(ScriptFailed) as caught:
        run_file(operator, path)
    lines = str(caught.value).splitlines()
    assert lines[0] == 'talk.txt:4: expect "WORLD" within 0.2'
    assert "nothing in 0.2 s" in lines[1] and "    | SAY: hello" in lines
    assert "not reached" not in operator.said


def test_a_wait_that_cannot_be_fulfilled_fails_at_once():
    machine = Machine(storage="64K")
    machine.attach(0x009, "1052")
    operator = Operator(machine, lambda line: None)
    with pytest.raises(OperatorError, match="it has not been started"):
        operator.command('expect "X"')
    operator.command("psw FE02000000000000")          # an enabled wait nothing ends
    operator.command("start")
    with pytest.raises(OperatorError, match="waits for its operator"):
        operator.command('expect "X"')
    operator.command("wait wait")
    operator.command("psw 0002000000000BAD")
    operator.command("start")
    with pytest.raises(OperatorError, match="disabled wait, address 000BAD"):
        operator.command('expect "X"')


def test_the_limit_of_the_whole_run():
    operator = echoing()
    operator.deadline = 0.0
    with pytest.raises(LimitReached):
        run_lines(operator, ['expect "NEVER"'], "talk")


def test_with_the_hosts_clock_a_wait_does_not_hang():
    machine = Machine(storage="64K", clock="host")
    machine.attach(0x009, "1052")
    operator = Operator(machine, lambda line: None)
    operator.command("psw FE02000000000000")
    operator.command("start")
    operator.command("wait wait within 20")
    with pytest.raises(OperatorError, match="waits for its operator"):
        operator.command("wait read within 20")


def test_scripts_in_scripts_and_their_folders(tmp_path):
    operator = echoing()
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "b.txt").write_text("attach 00C 2540R b.deck\n")
    (inner / "b.deck").write_text("CARD\n")
    (tmp_path / "a.txt").write_text("do inner/b.txt\ngpr 3=7\nquit 5\n")
    with pytest.raises(Quit) as caught:
        run_file(operator, tmp_path / "a.txt")
    assert caught.value.code == 5 and operator.machine.cpu.gpr[3] == 7
    (tmp_path / "c.txt").write_text("do c.txt\n")
    with pytest.raises(OperatorError, match="more than 8 scripts"):
        run_file(operator, tmp_path / "c.txt")


def test_time_limits():
    assert time_limit(["x", "within", "30s"]) == (["x"], 30)
    assert time_limit(["x", "within", "2min"]) == (["x"], 120)
    assert time_limit(["x"]) == (["x"], 60)
    with pytest.raises(OperatorError, match="write seconds"):
        time_limit(["x", "within", "soon"])


# -- the command line

def cpcms(*arguments, folder, input=""):
    """Run `cpcms ipl`; gives what came of it."""
    return cpcms_here("ipl", *arguments, cwd=folder, input=input)


@pytest.fixture
def sample(tmp_path):
    for name in ("sample.yaml", "sample.deck"):
        shutil.copy(SAMPLES / name, tmp_path)
    return tmp_path


def test_a_good_end_is_code_0_and_the_listing_stands_beside_the_description(sample):
    done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "ipl", "sample.yaml"], cwd=sample, input="",
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and not done.stderr
    assert "A SYSTEM/360 IS ALIVE" in done.stdout and "541" in (sample / "primes.txt").read_text()


def test_json_is_one_line_and_the_rest_goes_to_standard_error(sample):
    done = cpcms("sample.yaml", "--json", folder=sample)
    told = json.loads(done.stdout)
    assert told["ended"] == "DISABLED_WAIT" and told["address"] == "000000"
    assert told["exit_code"] == 0 and told["psw"] == "0002000000000000"
    assert "ALIVE" in done.stderr


@pytest.mark.parametrize("commands, code, told", [
    (['store 2b8 0002000000000BAD', "wait stop"], 1, "000BAD"),
    (["wait stop", "quit 9"], 9, ""),
    (['expect "NEVER"'], 1, '-c:1: expect "NEVER"'),
    (["b 208", "wait stop"], 1, "address stop"),
    (["frob"], 1, "no such command"),
    (["psw FE02000000000000"], 0, ""),
])
def test_exit_codes(sample, commands, code, told):
    arguments = [word for command in commands for word in ("-c", command)]
    done = cpcms("sample.yaml", *arguments, folder=sample)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_the_limit_is_code_3(sample):
    done = cpcms("sample.yaml", "--limit", "0.3", "-c", "store 200 47F00200", folder=sample)
    assert done.returncode == 3 and "limit" in done.stderr


def test_wrong_usage_and_descriptions_are_code_2(sample):
    (sample / "bad.yaml").write_text("machine: {modle: 65}\n")
    done = cpcms("bad.yaml", folder=sample)
    assert done.returncode == 2
    assert "bad.yaml:1:11 machine.modle: unknown key, did you mean 'model'?" in done.stderr
    assert cpcms("sample.yaml", "--limit", "never", folder=sample).returncode == 2
    assert cpcms("none.yaml", folder=sample).returncode == 2


def test_lines_from_a_pipe_are_commands(sample):
    done = cpcms("sample.yaml", folder=sample, input="wait stop\ngpr 3\n* remark\nquit 4\n")
    assert done.returncode == 4 and "GR3 0000021D" in done.stdout


def test_an_enabled_wait_without_an_operator_fails(sample):
    (sample / "wait.yaml").write_text("devices: {009: 1052}\ncommands: [psw FE02000000000000, start]\n")
    done = cpcms("wait.yaml", folder=sample)
    assert done.returncode == 1 and "operator" in done.stderr


def test_transcript_quiet_and_console_file(sample):
    (sample / "s.txt").write_text('wait stop\necho "the end"\n')
    done = cpcms("sample.yaml", "--script", "s.txt", "--transcript", "t.log", "--quiet",
                 folder=sample)
    assert done.returncode == 0 and "ALIVE" not in done.stdout and "the end" in done.stdout
    kept = (sample / "t.log").read_text()
    assert "ALIVE" in kept and "the end" in kept
    done = cpcms("sample.yaml", "--console", "paper.txt", folder=sample)
    assert "ALIVE" not in done.stdout and "ALIVE" in (sample / "paper.txt").read_text()


def test_an_ipl_that_fails_says_why(sample):
    (sample / "sample.deck").write_bytes(b"\x40" * 80)
    done = cpcms("sample.yaml", folder=sample)
    assert done.returncode == 1 and "IPL 00C" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="needs signals")
def test_ctrl_c_breaks_a_wait_off(sample):
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "cp.cli", "ipl", "sample.yaml", "-c", "store 200 47F00200",
         "-c", 'echo "ready"', "-c", 'expect "NEVER"'], cwd=sample, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while "ready" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1 and "broken off by the operator" in errors
