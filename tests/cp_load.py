"""Measurements of a whole CP, each in a process of its own: tests/bench_cp.py makes a table of them,
tests/test_cp_bars.py watches that none gets far worse.

    python tests/cp_load.py NAME [key=value ...]       one measurement, as JSON

Every ratio is of things taken in turns in one process, so that a busy host slows both.
"""
from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from assembled import program, text
from cp.directory_schema import User
from cp.system import System
from cp_guests import ask, guest, paged_system, start_image, timed, until_stopped, woken
from s360.machine import Machine

TYPISTS, PAUSE = 20, 1.0       # terminals that type, and seconds between the lines of one
FRAMES, PAGED_STORAGE = 64, "1M"
LOOPS = 100                    # of COMPUTE, in one round of its count
NEVER_ENDS = 0x7FFFFFFF

#: programs for address 0: a restart PSW at 0, the count at 180, ending in a disabled wait
FRAME = ("         DC    X'00000000',A(GO)", "         ORG   T+X'180'", "         DC    F'0'",
         "         ORG   T+X'200'", "GO       L     3,X'180'", "         BALR  12,0",
         "         USING *,12")
END = ("         LPSW  DONE", "DONE     DS    0D", "         DC    X'0002000000000000'")
COMPUTE = (*FRAME, f"ROUND    LA    4,{LOOPS}", "LOOP     A     6,ONE", "         ST    6,AREA",
           "         LR    7,6", "         SLL   7,3", "         X     7,AREA", "         N     7,MASK",
           "         AR    8,7", "         BCT   4,LOOP", "         BCT   3,ROUND", *END,
           "ONE      DC    F'1'", "MASK     DC    X'00FFFFFF'", "AREA     DS    F")
PAGER = (*FRAME, "ROUND    L     1,FIRST", "LOOP     STC   3,0(1)", "         A     1,PAGE",
         "         C     1,LIMIT", "         BL    LOOP", "         BCT   3,ROUND", *END,
         "FIRST    DC    F'8192'", "PAGE     DC    F'4096'", "LIMIT    DC    A(1048576)")


def image(source) -> bytes:
    """A program's bytes."""
    made = program(*source)
    assert made.return_code == 0, made.messages
    return bytes.fromhex(text(made))


@contextmanager
def folder():
    """A place for a data folder."""
    path = Path(tempfile.mkdtemp(prefix="cpcms-load-"))
    try:
        yield path / "data"
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def running(load: bool = False, frames: int | None = None, threads: int = 2):
    """A system, with `load` a second guest that computes and TYPISTS who type."""
    with folder() as place:
        made = paged_system(place, frames, threads=threads) if frames else System(place, threads=threads)
        with made as system:
            system.command("DRAIN ALL")
            with busy(system) if load else folder():
                yield system


@contextmanager
def busy(system):
    """One guest computes; TYPISTS guests each get a line every PAUSE seconds."""
    woken(guest(system, "BUSY")).console.send("LOOP")
    typists = [woken(guest(system, f"TYPIST{number}")) for number in range(TYPISTS)]
    ended = threading.Event()

    def type_lines():
        number = 0
        while not ended.wait(PAUSE / TYPISTS):
            number += 1
            typists[number % TYPISTS].console.send(f"ECHO LINE {number}")
    typing = threading.Thread(target=type_lines)
    typing.start()
    try:
        yield
    finally:
        ended.set()
        typing.join()


# -- a computing guest, beside a bare machine

def compute(seconds: float = 0.4, repeats: int = 15, load: bool = False) -> dict:
    """Speed of a guest as a part of a bare machine's, in turns, both with the same load beside them: by
    the clock, and (alone) by the processor time of this process, which a busy host changes less."""
    data = image(COMPUTE)
    with running(load) as system, Machine("256K") as machine:
        vm = guest(system, "COMPUTER")
        bare_run(machine, data, 1000)
        count = int(5000 * seconds / bare_run(machine, data, 5000)[0])
        guest_run(vm, data, 1000)
        pairs = [(bare_run(machine, data, count), guest_run(vm, data, count)) for _ in range(repeats)]
        found = {"ratio": statistics.median(mine[0] / its[0] for mine, its in pairs)}
        if not load:
            found["cpu_ratio"] = statistics.median(mine[1] / its[1] for mine, its in pairs)
        each = count * (8 * LOOPS + 2)
        for name, at in (("bare_mips", 0), ("guest_mips", 1)):
            found[name] = each / statistics.median(pair[at][0] for pair in pairs) / 1e6
        return found


def cost(action) -> tuple[float, float]:
    """Seconds by the clock, and of processor time of all threads."""
    used = time.process_time()
    wall = timed(action)
    return wall, time.process_time() - used


def bare_run(machine, data: bytes, count: int) -> tuple[float, float]:
    machine.storage.write(0, data)
    machine.storage.write(0x180, count.to_bytes(4, "big"))
    machine.press_restart()
    return cost(machine.run)


def guest_run(vm, data: bytes, count: int) -> tuple[float, float]:
    def run():
        start_image(vm, data, count)
        until_stopped(vm, 600)
    return cost(run)


# -- what CP does for a guest, one kind at a time

def asked(vm, verb: str, seconds: float, first: int, most: int = 9_999_999) -> float:
    """Seconds that one of the supervisor's operations takes, in a run of about `seconds`."""
    def run(count):
        return timed(lambda: ask(vm, f"{verb} {count}", "DONE", 600))
    run(first // 10)
    count = min(most, max(first, int(first * seconds / run(first))))
    return run(count) / count


def privileged(seconds: float = 2.0, repeats: int = 5, load: bool = False) -> dict:
    """One SSM (and the BCT of its loop), simulated and assisted."""
    with running(load) as system:
        vm = woken(guest(system, "SPECIAL"))
        simulated, assisted = [], []
        for _ in range(repeats):
            for switch, first, times in (("OFF", 10_000, simulated), ("ON", 1_000_000, assisted)):
                vm.console.send(f"#CP SET ASSIST {switch}")
                times.append(asked(vm, "PRIV", seconds / 4, first))
        return {"simulated_us": statistics.median(simulated) * 1e6,
                "assisted_ns": statistics.median(assisted) * 1e9}


def printing(seconds: float = 2.0, repeats: int = 5, load: bool = False) -> dict:
    """One line to the spooled printer: SIO, wait, interruption, LPSW, the line in the spool."""
    with running(load) as system:
        vm = woken(guest(system, "PRINTER"))
        times = []
        for _ in range(repeats):
            times.append(asked(vm, "PRINT", seconds / 2, 2000, 400_000))
            vm.console.send("#CP CLOSE PRT")
            system.spool.purge(system.spool.files("PRT", "PRINTER"))
        return {"line_us": statistics.median(times) * 1e6}


def faults(seconds: float = 2.0, repeats: int = 5, load: bool = False) -> dict:
    """A page fault that steals a changed page and reads one from the drum."""
    data = image(PAGER)
    with running(load, frames=FRAMES) as system:
        vm = guest(system, "PAGER", storage=PAGED_STORAGE)
        times = []
        for _ in range(repeats):
            guest_run(vm, data, 2)                 # every page is on the drum
            rounds = max(2, int(4 * seconds / repeats / guest_run(vm, data, 4)[0]))
            before = vm.paging.reads
            took, _ = guest_run(vm, data, rounds)
            times.append(took / (vm.paging.reads - before))
        return {"fault_us": statistics.median(times) * 1e6, "faults": vm.paging.reads}


# -- scale

def idle(machines: int = 1000, seconds: float = 20.0) -> dict:
    """So many machines logged on, each with the supervisor at rest: memory of the process, processor
    time while nothing happens."""
    with folder() as place, System(place) as system:
        system.directory.put([User.model_validate({"userid": f"U{number}", "ipl": {"system": "SUPERV"}})
                              for number in range(machines)])
        empty = memory()
        took = timed(lambda: [system.logon(f"U{number}") for number in range(machines)])
        time.sleep(4.0)                            # they give back what an idle machine need not keep
        assert all(vm.state == "waiting" for vm in system.logged_on())
        begun, used = time.monotonic(), time.process_time()
        time.sleep(seconds)
        share = (time.process_time() - used) / (time.monotonic() - begun)
        full = memory()
        number = machines // 2
        woken_ms = 1e3 * timed(lambda: answers(system.user(f"U{number}")))
        return {"machines": machines, "rss_mb": full["Rss"] / 1e3, "pss_mb": full["Pss"] / 1e3,
                "empty_mb": empty["Rss"] / 1e3, "percent": 100 * share,
                "logon_ms": 1e3 * took / machines, "answer_ms": woken_ms}


def answers(vm) -> None:
    """It is alive."""
    vm.console.attention()
    vm.console.wait_for("VM READ")
    ask(vm, "ECHO ALIVE", "ALIVE")


def memory() -> dict:
    """Kilobytes of this process: Rss, Pss."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}


def shares(machines: int = 100, seconds: float = 10.0, threads: int = 2) -> dict:
    """So many computing machines with shares of 50, 100 and 200, and one that is typed at: how far the
    worst is from its share, and how long answers take."""
    with running(threads=threads) as system:
        computing = [guest(system, f"C{number}", share=(50, 100, 200)[number % 3])
                     for number in range(machines)]
        for vm in computing:
            woken(vm).console.send("LOOP")
        talker = woken(guest(system, "TALKER"))
        time.sleep(1.0 + machines * 0.02)          # all have left queue 1
        before = [vm.core.executed for vm in computing]
        times, end, number = [], time.monotonic() + seconds, 0
        while time.monotonic() < end:
            number += 1
            times.append(timed(lambda: ask(talker, f"ECHO N{number}", f"N{number}")))
            time.sleep(0.05)
        had = [(vm.core.executed - old) / vm.share for vm, old in zip(computing, before)]
        mean = statistics.mean(had)
        return {"machines": machines, "worst_percent": 100 * max(abs(one / mean - 1) for one in had),
                "answer_ms": 1e3 * statistics.median(times),
                "answer_95_ms": 1e3 * sorted(times)[int(len(times) * 0.95)]}


def throughput(seconds: float = 3.0, repeats: int = 3) -> dict:
    """Two computing guests: instructions a second on two threads against one, in turns; and what two
    processes with bare machines get against one, which is what the host can give."""
    data = image(COMPUTE)
    with running(threads=1) as one, running(threads=2) as two:
        for system in (one, two):
            for name in ("LEFT", "RIGHT"):
                start_image(guest(system, name), data, NEVER_ENDS)
                system.user(name).enter_cp("")
        ratios, host = [], []
        for _ in range(repeats):
            ratios.append(rate(two, seconds) / rate(one, seconds))
            host.append(processes(2, seconds) / processes(1, seconds))
        return {"ratio": statistics.median(ratios), "host_ratio": statistics.median(host)}


def rate(system, seconds: float) -> float:
    """Instructions a second of its two guests."""
    pair = [system.user(name) for name in ("LEFT", "RIGHT")]
    for vm in pair:
        vm.console.command("BEGIN")
    begun, before = time.monotonic(), sum(vm.core.executed for vm in pair)
    time.sleep(seconds)
    done = (sum(vm.core.executed for vm in pair) - before) / (time.monotonic() - begun)
    for vm in pair:
        vm.enter_cp("")
    return done


def processes(count: int, seconds: float) -> float:
    """Instructions a second of so many bare machines, each in a process of its own."""
    words = [sys.executable, __file__, "bare", f"seconds={seconds}"]
    started = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    return sum(json.loads(process.communicate()[0])["rate"] for process in started)


def bare(seconds: float = 3.0) -> dict:
    """Instructions a second of a bare machine."""
    data = image(COMPUTE)
    with Machine("256K") as machine:
        bare_run(machine, data, 1000)
        machine.storage.write(0x180, NEVER_ENDS.to_bytes(4, "big"))
        machine.press_restart()
        begun, done = time.monotonic(), 0
        while time.monotonic() - begun < seconds:
            done += machine.run(1_500_000).instructions
        return {"rate": done / (time.monotonic() - begun)}


MEASURES = (compute, privileged, printing, faults, idle, shares, throughput, bare)


def measure(name: str, timeout: float = 600, **keys) -> dict:
    """A measurement in a process of its own."""
    words = [sys.executable, __file__, name, *(f"{key}={json.dumps(value)}" for key, value in keys.items())]
    done = subprocess.run(words, capture_output=True, text=True, timeout=timeout, env=os.environ | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)})
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[1:])}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    function = {one.__name__: one for one in MEASURES}[sys.argv[1]]
    given = dict(word.split("=", 1) for word in sys.argv[2:])
    print(json.dumps(function(**{key: json.loads(value) for key, value in given.items()})))
