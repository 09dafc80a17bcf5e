"""The batch machine: jobs good and bad through its reader, what comes back to their owners, and that none
harms the next or is lost."""
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cp.batch
from cms.disk import CmsDisk
from cms_batch_room import BATCH, batch_system, job, log_of, output, running, send, settled
from cms_files import cards
from cms_machine import asked, cms_user
from cp import accounting
from cp.system import System
from cp_guests import wait_until

HERE = Path(__file__).resolve().parent
LPSW = (" LPSW STOP", " DS 0D", "STOP DC X'0002000000000BAD'")


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with batch_system(tmp_path_factory.mktemp("batch")) as system:
        settled(system)
        yield system


@pytest.fixture(autouse=True)
def nothing_left(request):
    yield
    if "system" in request.fixturenames:
        system = request.getfixturevalue("system")
        for owner in ("ANNA", "BERT", "OPERATOR"):
            for device in ("CON", "PRT", "PUN"):
                output(system, owner, device)


# -- a job

def test_a_job_reads_its_data_and_its_output_comes_back(system):
    send(system, job("FIRST", "OFFLINE READ MY DATA", "CARD ONE", "CARD TWO", "/*", "PRINT MY DATA",
                     "PUNCH MY DATA ( NOH", user="BERT"))
    settled(system)
    assert output(system, "BERT", "PUN") == ["CARD ONE\nCARD TWO"]
    [printed] = output(system, "BERT", "PRT")
    assert printed.split("\n")[2:] == ["CARD ONE", "CARD TWO"]
    [log] = output(system, "BERT", "CON")
    lines = log.split("\n")
    assert lines[0] == "/JOB BERT A100 FIRST" and lines[-1] == "JOB FIRST ENDED"
    assert "PRINT MY DATA" in lines and sum(line.startswith("R;") for line in lines) == 4
    assert output(system, "ANNA", "CON") == []                 # who sent it is not whose it is


def test_several_jobs_in_a_deck_and_several_decks(system):
    send(system, job("A1", "ECHO ONE") + job("A2", "ECHO TWO"))
    send(system, job("A3", "ECHO THREE"))
    settled(system)
    logs = output(system, "ANNA", "CON")
    assert [log.split("\n")[0].split()[-1] for log in logs] == ["A1", "A2", "A3"]
    assert ["\nONE\n" in logs[0], "\nTWO\n" in logs[1], "\nTHREE\n" in logs[2]] == [True] * 3


def test_a_job_without_end_card_ends_at_the_next_job_and_with_the_deck(system):
    send(system, job("B1", "ECHO ONE")[:-1] + job("B2", "OFFLINE READ A DATA", "X")[:-1])
    settled(system)
    first, second = output(system, "ANNA", "CON")
    assert first.endswith("JOB B1 ENDED") and "\nONE\n" in first
    assert second.endswith("JOB B2 ENDED") and "E(" not in second


def test_a_command_that_asks_reads_the_next_cards(system):
    log = log_of(system, "FORMAT P", "YES", "LABEL1", "STAT P")
    assert "E(" not in log and "LABEL1" in log


def test_programs_run(system):
    log = log_of(system, *running(" LR 9,14", " LR 12,15", " TYPE 'HELLO'", " SR 15,15", " BR 9"))
    assert "\nHELLO\n" in log


def test_the_account_is_charged(system):
    log_of(system, "ECHO", account="D4711")
    records = [one for one in accounting.records(system.folder.accounting) if one["account"] == "D4711"]
    assert len(records) == 1 and records[0]["userid"] == BATCH and records[0]["virtual_ms"] >= 0


def test_waiting_costs_nothing(system):
    settled(system)
    vm = system.machines[BATCH]
    slices = vm.counters.slices
    time.sleep(0.3)
    assert vm.counters.slices == slices


def test_a_deck_from_the_hosts_folder(system):
    """unit/00C: a USERID card, then the jobs; of one that cannot be run the operator is told."""
    folder = system.data / "unit" / "00C"
    text = ["USERID CMSBATCH", "/JOB NOBODY A1 BAD", "/*", *job("HOST", "ECHO FROM THE HOST", user="BERT")]
    (folder / "deck.tmp").write_text("\n".join(text) + "\n")
    (folder / "deck.tmp").rename(folder / "deck")
    wait_until(lambda: (folder / "done" / "deck").exists())
    settled(system)
    assert "FROM THE HOST" in output(system, "BERT", "CON")[0]
    assert "NOBODY   IS NO USERID" in output(system, "OPERATOR", "CON")[0]


def test_a_program_is_assembled(system):
    log = log_of(system, "OFFLINE READ HI SYSIN", "HI       CSECT", "         LR    9,14", "         LR    12,15",
                 "         USING HI,12", "         LA    1,LIST", "         SVC   202", "         DC    AL4(*+4)",
                 "         SR    15,15", "         BR    9", "         DS    0D",
                 "LIST     DC    CL8'TYPLIN',AL1(1),AL3(TEXT),C'B',AL3(5)", "TEXT     DC    C'HELLO'", "         END",
                 "/*", "ASSEMBLE HI", "LOAD HI", "START")
    assert "\nHELLO\n" in log, log
    assert system.spool.files("RDR", BATCH) == []


def test_a_user_sends_a_job_from_cms(system):
    vm = cms_user(system, "CLARA", **{"temporary disks": {"191": {"type": "2314", "cylinders": 1}}})
    disk = CmsDisk(vm.devices[0x191].volume)
    disk.format("CLARA1", 1)
    disk.write("WEEKLY", "JOB", [card for line in job("WEEKLY", "ECHO WORK", user="CLARA") for card in cards(line)])
    vm.console.command("IPL 190")
    vm.console.wait_for("VM READ", 5)
    for line in ("", "CP SPOOL PUNCH TO CMSBATCH", "PUNCH WEEKLY JOB ( NOHEADER", "CP SPOOL PUNCH OFF"):
        asked(vm, line)
    settled(system)
    assert "\nWORK\n" in output(system, "CLARA", "CON")[0]


# -- a clean environment

def test_files_links_and_settings_are_gone_for_the_next_job(system):
    first = log_of(system, "CP LINK BERT 191 AS 291 RR", "CP QUERY VIRTUAL 291", "OFFLINE READ LEFT DATA", "X", "/*",
                   "CP SPOOL PRINTER CLASS Q COPY 7", "CP SET EMSG OFF", "LISTF LEFT DATA")
    assert "DASD 291" in first and "LEFT     DATA" in first
    second = log_of(system, "CP QUERY VIRTUAL 291", "CP QUERY VIRTUAL 00E", "LISTF", "CP QUERY SET")
    assert "DASD 291" not in second and "LEFT     DATA" not in second.split("LISTF")[1]
    assert "CL H" in second and "COPY 01" in second and "EMSG TEXT" in second


# -- what cannot be run

@pytest.mark.parametrize("card, text", (("/JOB NOBODY A1 X", "NOBODY   IS NO USERID"),
                                        ("/JOB", "THE USERID IS MISSING"), ("/JOB ( ) (", "IS NO USERID")))
def test_a_job_card_that_cannot_be_used_is_told_to_the_sender(system, card, text):
    send(system, [card.ljust(80), "ECHO NEVER", "/*"] + job("GOOD", "ECHO YES"), sender="BERT")
    settled(system)
    [told] = output(system, "BERT", "CON")
    assert text in told and "NEVER" not in told
    [log] = output(system, "ANNA", "CON")
    assert "\nYES\n" in log


def test_a_deck_without_job_card_is_told_to_the_sender(system):
    send(system, ["ECHO NEVER", "MORE"], sender="BERT")
    settled(system)
    [told] = output(system, "BERT", "CON")
    assert "NO /JOB CARD" in told and system.spool.files("RDR", BATCH) == []


def test_cards_of_anything(system):
    send(system, [bytes(range(at, at + 80)) for at in range(0, 176, 16)], sender="BERT")
    send(system, [f"/JOB ANNA A1 ANY".ljust(80), *(bytes(range(at, at + 80)) for at in range(0, 176, 16)), "/*"])
    settled(system)
    assert output(system, "ANNA", "CON")[-1].endswith("JOB ANY ENDED")


# -- limits

def test_lines(system):
    send(system, job("LINES", "/SET PRINT 3", "OFFLINE READ A DATA", *"ABCDEF", "/*", "OFFLINE PRINT A DATA",
                     "ECHO NEVER"))
    settled(system)
    assert output(system, "ANNA", "PRT") == ["A\nB\nC"]
    [log] = output(system, "ANNA", "CON")
    assert "JOB LINES ENDED; MORE THAN 3 LINES" in log and "NEVER" not in log


def test_cards(system):
    send(system, job("CARDS", "/SET TIME 10 PUNCH 2", "OFFLINE READ A DATA", *"ABCDEF", "/*",
                     "OFFLINE PUNCHCC A DATA"))
    settled(system)
    assert output(system, "ANNA", "PUN") == ["A\nB"]
    assert "JOB CARDS ENDED; MORE THAN 2 CARDS" in output(system, "ANNA", "CON")[0]


def test_time(system):
    log = log_of(system, "/SET TIME 1", *running(" B *"))
    assert log.endswith("JOB TRIAL ENDED; MORE THAN 1 SECONDS OF CPU TIME")


def test_lines_typed(system, monkeypatch):
    monkeypatch.setattr(cp.batch, "MOST_TYPED", 50)
    log = log_of(system, *running("NEXT LR 12,15", " TYPE 'AGAIN'", " LR 15,12", " B NEXT"))
    assert "MORE THAN 50 LINES TYPED" in log and 50 <= log.count("\n") <= 60


@pytest.mark.parametrize("card", ("/SET", "/SET TIME", "/SET TIME X", "/SET TIME 0", "/SET TIME 32768",
                                  "/SET PRINT -1", "/SET FRAMES 7", "/SET PRINT 1000000", "/SET TIME 1 PRINT"))
def test_limits_that_cannot_be(system, card):
    assert "E(00024)" in log_of(system, card)


# -- jobs that go wrong: the next one runs

BAD = {"disabled wait": (LPSW, "DISABLED WAIT"),
       "page 0 destroyed": ((" XC 0(256),0", " XC 256(256),256", " SVC 202"), "TRIAL ENDED"),
       "all destroyed": ((" SR 2,2", "NEXT XC 0(256,2),0(2)", " LA 2,256(2)", " B NEXT"), None),
       "CP's registers": ((" LA 2,LINE", " LA 3,8", " DC X'83230008'", " BR 14", "LINE DC C'IPL  190'"),
                          "IPL 190 IS NOT FOR BATCH JOBS"),
       "logs off": ((" LA 2,LINE", " LA 3,6", " DC X'83230008'", " BR 14", "LINE DC C'LOGOFF'"),
                    "LOGOFF IS NOT FOR BATCH JOBS"),
       "program check": ((" DC H'0'",), "TRIAL ENDED")}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_program_harms_nobody(system, what):
    program, text = BAD[what]
    send(system, job("TRIAL", "/SET TIME 1", *running(*program)) + job("NEXT", "ECHO STILL HERE"))
    settled(system)
    first, second = output(system, "ANNA", "CON")
    assert "JOB TRIAL ENDED" in first and (text is None or text in first)
    assert "STILL HERE" in second and second.endswith("JOB NEXT ENDED")


def test_good_and_bad_jobs_in_one_deck(system):
    """Twelve jobs of two users; each comes to the end that is its own, in order."""
    deck = []
    for n, what in enumerate(BAD):
        deck += job(f"BAD{n}", "/SET TIME 1", *running(*BAD[what][0]), user="BERT")
        deck += job(f"GOOD{n}", "OFFLINE READ A DATA", f"DATA {n}", "/*", "PUNCH A DATA ( NOH")
    send(system, deck, sender="BERT")
    settled(system, 30)
    good, bad = output(system, "ANNA", "CON"), output(system, "BERT", "CON")
    assert [log.split("\n")[-1] for log in good] == [f"JOB GOOD{n} ENDED" for n in range(len(BAD))]
    assert ["ENDED" in log and f"JOB BAD{n} " in log for n, log in enumerate(bad)] == [True] * len(BAD)
    assert output(system, "ANNA", "PUN") == [f"DATA {n}" for n in range(len(BAD))]


def test_a_program_that_waits_for_ever(system, monkeypatch):
    monkeypatch.setattr(cp.batch, "STILL", 0.2)
    log = log_of(system, *running(" LPSW STOP", " DS 0D", "STOP DC X'FF02000000000BAD'"))
    assert log.endswith("ENDED; IT WAITS FOR WHAT DOES NOT COME")


@pytest.mark.parametrize("line", ("LOGOUT", "LOGOFF", "IPL 190", "IPL CMS", "SYSTEM RESET", "DEFINE STORAGE 512K",
                                  "BEGIN", "CP", "SLEEP", "PURGE RDR ALL", "TRANSFER RDR ALL TO ANNA",
                                  "CHANGE RDR ALL HOLD", "ORDER RDR 1", "SPOOL CONSOLE STOP", "SPOOL RDR HOLD",
                                  "SPOOL 01C CONT", "CLOSE RDR", "CLOSE 1C", "CLOSE 01C PURGE", "CLOSE CONSOLE PURGE",
                                  "DETACH 01C", "DETACH 009", "DISCONN", "TRACE ALL", "ADSTOP 0", "READY 01C",
                                  "NOTREADY 00E", "RESET", "SPOOL PUNCH TO CMSBATCH", "SPOOL PUNCH TO *",
                                  "XFER D TO CMSBATCH", "EXTERNAL", "STORE 0 0", "#CP IPL 190", "SHUTDOWN"))
def test_what_cp_does_not_do_for_jobs(system, line):
    log = log_of(system, f"CP {line}", "ECHO AFTER")
    assert "\nAFTER\n" in log and log.endswith("JOB TRIAL ENDED")
    answer = log.split("ECHO AFTER")[0]
    assert "E(" in answer, answer


def test_a_job_cannot_reach_the_decks_of_others(system):
    """Neither by its reader nor by DIAGNOSE X'14'."""
    read = (" LR 9,14", " LR 12,15", " USING *,12", " LA 1,CCW", " ST 1,72", " LA 3,12", " SIO 0(3)", " BC 8,BAD",
            " LA 2,2047", " LA 4,12", " L 5,=F'12'", " DC X'83240014'", " BC 8,BAD", " TYPE 'NOT REACHED'", " BR 9",
            "BAD TYPE 'REACHED'", " BR 9", " DS 0D", "CCW CCW 2,X'20000',X'20',80")
    send(system, job("SPY", *running(*(line.replace("USING *,12", "USING TRIAL,12") for line in read))))
    send(system, job("VICTIM", "ECHO SAFE", user="BERT"), sender="BERT")
    settled(system)
    assert "\nNOT REACHED\n" in output(system, "ANNA", "CON")[0]
    assert "\nSAFE\n" in output(system, "BERT", "CON")[0]


def test_a_job_that_calls_the_monitor(system):
    log = log_of(system, "CMSBATCH", "ECHO AFTER")
    assert "A JOB IS GOING ON" in log and "\nAFTER\n" in log


def test_a_user_without_the_option(system):
    vm = cms_user(system, "PLAIN")
    vm.console.command("IPL 190")
    vm.console.wait_for("VM READ", 5)
    asked(vm, "")
    assert "E(00024)" in asked(vm, "CMSBATCH")[-1]


# -- the end of the system

def current(system) -> str:
    """The job that is being run."""
    vm = system.machines.get(BATCH)
    return vm.batch.job.name if vm is not None and vm.batch.job is not None else ""


def test_forced_off_the_job_is_run_again(system):
    send(system, job("LONG", "ECHO BEGUN", *running(" B *")))
    wait_until(lambda: system.machines[BATCH].batch.job is not None)
    system.logoff(system.machines[BATCH], by="FORCED")
    system.autolog(BATCH)
    wait_until(lambda: system.machines[BATCH].batch.job is not None)
    assert system.machines[BATCH].batch.job.runs == 2
    system.logoff(system.machines[BATCH], by="FORCED")
    system.autolog(BATCH)
    settled(system)
    logs = output(system, "ANNA", "CON")
    assert logs[-1] == "JOB LONG OF ANNA WAS CUT OFF 2 TIMES; IT IS NOT RUN AGAIN"


def test_the_deck_stays_until_its_last_job_has_ended(system):
    """Although the job has read it to its end."""
    send(system, ["/JOB ANNA A1 DATA", "/SET TIME 2"]
         + running(" LR 9,14", " LR 12,15", " DROP 15", " USING TRIAL,12", "NEXT LA 1,LIST", " SVC 202",
                   " DC AL4(LOOP)", " B NEXT", "LOOP B *", " DS 0D", "LIST DC CL8'CARDRD',A(HERE),H'80',H'0'", "HERE DS CL80"))
    wait_until(lambda: current(system) == "DATA")
    vm = system.machines[BATCH]
    system.logoff(vm, by="FORCED")
    assert len(system.spool.files("RDR", BATCH)) == 1
    system.autolog(BATCH)
    settled(system)
    assert output(system, "ANNA", "CON")[-1].endswith("JOB DATA ENDED; MORE THAN 2 SECONDS OF CPU TIME")


def test_a_job_whose_deck_went_is_reported(system):
    send(system, job("GONE", *running(" B *")))
    wait_until(lambda: system.machines[BATCH].batch.job is not None)
    system.logoff(system.machines[BATCH], by="FORCED")
    system.spool.purge(system.spool.files("RDR", BATCH))
    system.autolog(BATCH)
    settled(system)
    assert output(system, "ANNA", "CON")[-1] == ("JOB GONE OF ANNA WAS CUT OFF AND ITS DECK IS GONE; IT IS NOT RUN "
                                                 "AGAIN")


def test_a_record_that_is_damaged_counts_as_none(system):
    settled(system)
    system.logoff(system.machines[BATCH], by="FORCED")
    for text in ("", "{", "[]", '{"place": 1, "job": null}', '{"place": {"number": "x"}, "job": {}}', "\0"):
        (system.data / "batch" / BATCH).write_text(text)
        system.autolog(BATCH)
        assert "AFTER" in log_of(system, "ECHO AFTER")
        system.logoff(system.machines[BATCH], by="FORCED")
    system.autolog(BATCH)
    settled(system)


RUN = """
import sys, time
sys.path.insert(0, sys.argv[2])
from cp.system import System
system = System(sys.argv[1], threads=1)
print("UP", flush=True)
time.sleep(60)
"""


def started(folder) -> subprocess.Popen:
    """CP on that folder, in a process of its own."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-P", "-c", RUN, folder, HERE], stdout=subprocess.PIPE, env=env)


def killed(process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdout.close()


def autologged(folder, *decks: list) -> None:
    """Make an installation whose CMSBATCH is logged on with the system, and send it decks."""
    with batch_system(folder) as system:
        settled(system)
        entry = folder / "users" / f"{BATCH}.yaml"
        entry.write_text(entry.read_text().replace("[BATCH]", "[AUTOLOG, BATCH]"))
        system.logoff(system.machines[BATCH])
        for deck in decks:
            send(system, deck)


def test_a_kill_loses_no_job(tmp_path):
    """kill -9 while the second of three jobs runs: it is run again, then the third."""
    autologged(tmp_path, job("K1", "ECHO ONE") + job("K2", "/SET TIME 400", "ECHO TWO", *running(" B *"))
               + job("K3", "ECHO THREE"))
    process = started(tmp_path)
    try:
        record = tmp_path / "batch" / BATCH
        wait_until(lambda: record.exists() and (json.loads(record.read_text())["job"] or {}).get("name") == "K2")
    finally:
        killed(process)
    with System(tmp_path, threads=1) as system:
        settled(system, 30)
        logs = output(system, "ANNA", "CON")
    ends = [line for log in logs for line in log.split("\n") if "ENDED" in line]
    assert ends == ["JOB K1 ENDED", "JOB K2 ENDED; MORE THAN 400 SECONDS OF CPU TIME", "JOB K3 ENDED"]


@pytest.mark.soak
def test_kills_at_any_moment_lose_no_job(tmp_path):
    """Twenty kills among 300 jobs: each comes to its end, or is reported."""
    count, chance = 300, random.Random(5)
    autologged(tmp_path, *(sum((job(f"J{n + k}", "OFFLINE READ A DATA", "X", "/*", "PRINT A DATA") for k in range(10)),
                               []) for n in range(0, count, 10)))
    for _ in range(20):
        process = started(tmp_path)
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.6))
        killed(process)
    with System(tmp_path, threads=1) as system:
        settled(system, 120)
        told = "\n".join(output(system, "ANNA", "CON"))
    for n in range(count):
        assert f"JOB J{n} ENDED" in told or f"JOB J{n} OF ANNA WAS CUT OFF" in told, n


def test_an_orderly_end_keeps_the_job(tmp_path):
    """The machine is kept and goes on; the job with it, once."""
    with batch_system(tmp_path) as system:
        settled(system)
        send(system, job("KEPT", "/SET TIME 4", "ECHO ONE", *running(" B *")) + job("AFTER", "ECHO TWO"))
        wait_until(lambda: system.machines[BATCH].batch.job is not None)
    with System(tmp_path, threads=1) as system:
        assert system.machines[BATCH].batch.job.name == "KEPT"
        settled(system)
        kept, after = output(system, "ANNA", "CON")
    assert kept.count("\nONE\n") == 1 and kept.endswith("MORE THAN 4 SECONDS OF CPU TIME")
    assert after.endswith("JOB AFTER ENDED")
