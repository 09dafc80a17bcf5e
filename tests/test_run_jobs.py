"""`cpcms run`: jobs described in YAML, many jobs over processes, and being stopped."""
import json
import os
import resource
import shutil
import signal
import subprocess
import time

import pytest

from run_room import DECKS, HELLO, command, program, room, run  # noqa: F401


# -- descriptions

def test_a_job_with_cards_and_what_must_come(room):
    room.deck("job.yaml", "# a job\ndecks: lister.asm\ncards: [lister.cards]\nstorage: 64K\n"
              "limits: {time: 5, lines: 1000}\nexpect: {printer: lister.expect}\n")
    ran = room("job.yaml")
    assert ran.code == 0 and ran.out == (DECKS / "lister.expect").read_text()


def test_another_answer_than_expected(room):
    room.deck("job.yaml", "decks: hello.asm\nexpect: {console: primes.expect}\n")
    ran = room("job.yaml")
    assert ran.code == 1 and "the console has not what" in ran.err
    assert "expected PRIME NUMBERS UNDER 1000" in ran.err and "made     HELLO FROM A SYSTEM/360" in ran.err


def test_an_expected_end(room):
    room.deck("bad.asm", program("         LPSW  BAD"))
    room.deck("job.yaml", "decks: bad.asm\nexpect: {address: BAD}\n")
    assert room("job.yaml").code == 0


def test_files_are_beside_the_description(room):
    (room.folder / "jobs").mkdir()
    room.deck("jobs/job.yaml", "decks: ../hello.asm\nexpect: {console: ../hello.expect}\n")
    assert room("jobs/job.yaml").code == 0


def test_what_the_operator_does(room):
    room.deck("job.yaml", "decks: supervisor.asm\ncards: supervisor.cards\nmachine: {model: 67, storage: 256K}\n"
              "commands:\n  - wait wait\n  - attn\n  - send \"PUNCH 2\"\n  - send \"STOP\"\n")
    ran = room("job.yaml", "--out", "o")
    assert ran.code == 0, ran.err
    assert (room.folder / "o" / "job.punch").read_text().count("\n") == 2
    assert "PUNCH 2\n" in (room.folder / "o" / "job.log").read_text()


def test_devices_besides_the_usual_ones(room):
    room.deck("job.yaml", "decks: primes.asm\ndevices:\n  - {unit: 00E, type: 1403, file: paper.txt}\n")
    ran = room("job.yaml")
    assert ran.code == 0 and ran.out == ""
    assert (room.folder / "paper.txt").read_text() == (DECKS / "primes.expect").read_text()


def test_several_programs_are_linked(room):
    room.deck("main.asm", "MAIN START X'200'\n BALR 12,0\n USING *,12\n L 15,=V(STOP)\n BR 15\n END MAIN\n")
    room.deck("stop.asm", "STOP CSECT\n USING *,15\n LPSW W\n DS 0D\nW DC X'00020000',A(0)\n END\n")
    room.deck("job.yaml", "decks: [main.asm, stop.asm]\n")
    assert room("job.yaml").code == 0
    room.deck("job.yaml", "decks: [main.asm]\n")
    ran = room("job.yaml")
    assert ran.code == 1 and "STOP" in ran.err and "not defined" in ran.err


def test_a_machine_description_is_a_job(room):
    room.deck("tiny.yaml", "devices: {00C: {type: 2540R, deck: hello.ipl}}\nipl: 00C\n")
    assert "hello.ipl: No such file" in room("tiny.yaml").err


def test_mistakes_in_a_description_are_told_with_their_place(room):
    room.deck("job.yaml", "deks: hello.asm\nstorage: 3Q\nexpect: {address: XYZ}\nlimits: {time: -1}\n"
              "devices:\n  - {unit: 00X, type: 1403}\n")
    ran = room("job.yaml")
    assert ran.code == 2
    for place in ("1:1 deks: unknown key, did you mean 'decks'?", "2:1 storage:", "3:10 expect.address:",
                  "4:10 limits.time:", "6:6 devices.0.unit:"):
        assert place in ran.err, ran.err


# -- many

def test_many_jobs_each_with_its_end(room):
    room.deck("loop.asm", program("AGAIN    B     AGAIN"))
    room.deck("bad.asm", program("         LPSW  BAD"))
    ran = room("hello.asm", "loop.asm", "primes.asm", "bad.asm", "--jobs", "2", "--time", "0.3")
    assert ran.code == 1
    assert ran.out == ("\n==> loop <==\nPRINTED\n\n==> primes <==\n" + (DECKS / "primes.expect").read_text()
                       + "\n==> bad <==\nPRINTED\n")
    assert "2 good, 1 failed, 1 limit" in ran.err
    assert any(line.startswith("4/4 ") for line in ran.err.splitlines())


def test_a_limit_is_the_exit_code_when_nothing_has_failed(room):
    room.deck("loop.asm", program("AGAIN    B     AGAIN"))
    assert room("hello.asm", "loop.asm", "--time", "0.2", "--quiet").code == 3


def test_the_same_name_twice(room):
    (room.folder / "sub").mkdir()
    shutil.copy("hello.asm", "sub/hello.asm")
    room("hello.asm", "sub/hello.asm", "--out", "o")
    assert sorted(os.listdir("o")) == ["hello-2.log", "hello.log"]


def test_many_as_json(room):
    told = json.loads(room("hello.asm", "primes.asm", "nosuch", "--json", "--quiet").out)
    assert [job["state"] for job in told["jobs"]] == ["good", "good", "failed"]
    assert told["jobs"][0]["console"] == HELLO and told["exit_code"] == 1


def test_a_hundred_decks(room):
    for number in range(100):
        shutil.copy("primes.asm", f"p{number}.asm")
    ran = room(*[f"p{number}.asm" for number in range(100)], "--out", "o")
    assert ran.code == 0 and "100 good" in ran.out
    texts = {(room.folder / "o" / f"p{number}.txt").read_text() for number in range(100)}
    assert texts == {(DECKS / "primes.expect").read_text()}


def test_a_process_that_dies_fails_its_job_only(room, monkeypatch):
    from cp import job_work

    def killed(job, programs, note, loaded=job_work.loaded):
        if job.name == "primes":
            os.kill(os.getpid(), signal.SIGKILL)
        return loaded(job, programs, note)
    monkeypatch.setattr(job_work, "loaded", killed)
    ran = room("hello.asm", "primes.asm", "lister.asm", "--jobs", "1")
    assert ran.code == 1 and "its process ended with signal 9" in ran.err and "2 good, 1 failed" in ran.err


# -- stopped

@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM))
@pytest.mark.parametrize("decks", (["loop.asm"], ["loop.asm", "hello.asm", "other.asm"]))
def test_stopped_in_order(room, number, decks):
    for name in ("loop.asm", "other.asm"):
        room.deck(name, program("AGAIN    B     AGAIN"))
    started = subprocess.Popen(command(*decks), cwd=room.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, start_new_session=True)
    try:
        if len(decks) == 1:
            assert started.stdout.read(7) == "PRINTED"
            rest = ""
        else:
            assert "hello: good" in started.stderr.readline()
            time.sleep(0.2)
            rest = "PRINTED\n"
        os.killpg(started.pid, number)
        out, err = started.communicate(timeout=20)
    finally:
        if started.returncode is None:         # it loops for ever otherwise, and its workers
            os.killpg(started.pid, signal.SIGKILL)
    assert started.returncode == 1 and "stopped" in err and "Traceback" not in err
    assert rest in out


def test_a_reader_that_goes_away(room):
    room.deck("lines.asm", program("         LA    1,LOOP", "         ST    1,72", "         SIO   X'00E'",
                                   "         LPSW  W", "LOOP     CCW   9,LINE,X'40',7", "         CCW   8,LOOP,0,1"))
    started = subprocess.Popen(command("lines.asm"), cwd=room.folder, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    started.stdout.readline()
    started.stdout.close()
    started.stdout = None
    _, err = started.communicate(timeout=20)
    assert started.returncode == 1 and "Traceback" not in err


def test_hello_is_quick(tmp_path):
    """Half a second in all; of the processor, as the host may be busy."""
    shutil.copy(DECKS / "hello.asm", tmp_path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(tmp_path, "hello.asm").code == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


def test_a_limit_ends_what_a_command_waits_for(room):
    room.deck("lines.asm", program("         LA    1,LOOP", "         ST    1,72", "         SIO   X'00E'",
                                   "         LPSW  W", "LOOP     CCW   9,LINE,X'40',7", "         CCW   8,LOOP,0,1"))
    room.deck("job.yaml", "decks: lines.asm\ncommands: [wait stop]\nlimits: {lines: 30}\n")
    ran = room("job.yaml")
    assert ran.code == 3 and "more than 30 lines printed" in ran.err and ran.out.count("PRINTED") == 30
    room.deck("job.yaml", "decks: lines.asm\ncommands: [wait read]\nlimits: {lines: 100000000, time: 0.3}\n")
    assert room("job.yaml").code == 3


def test_a_console_elsewhere(room):
    room.deck("job.yaml", "decks: supervisor.asm\ndevices: {01F: 1052}\n")
    assert "SUPERVISOR READY" in room("job.yaml").err


def test_options_tell_what_a_description_leaves_open(room):
    room.deck("loop.asm", program("AGAIN    B     AGAIN"))
    room.deck("job.yaml", "decks: loop.asm\nlimits: {lines: 10}\n")
    assert "more than 0.2 seconds" in room("job.yaml", "--time", "0.2").err
    room.deck("job.yaml", "decks: loop.asm\nlimits: {time: 0.1}\n")
    assert "more than 0.1 seconds" in room("job.yaml", "--time", "0.2").err
    room.deck("job.yaml", "decks: lister.asm\n")
    assert room("job.yaml", "--cards", "lister.cards").out == (DECKS / "lister.expect").read_text()


def test_a_jobs_own_code_is_for_one_deck(room):
    assert room("hello.asm", "primes.asm", "--job-code").code == 2


@pytest.mark.slow
def test_a_bar_on_a_terminal(room):
    pexpect = pytest.importorskip("pexpect")
    words = command("hello.asm", "primes.asm", "nosuch", "--out", "o")
    terminal = pexpect.spawn(words[0], words[1:], cwd=str(room.folder), timeout=30, encoding="utf-8", dimensions=(24, 80),
                             env=os.environ | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"})
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 1
    assert "100.0%" in terminal.before and "1 not good" in terminal.before and "2 good, 1 failed" in terminal.before
