"""Speed of the core beside Hercules 3.13, kernel by kernel in one run.

    python tests/bench.py                      every kernel, a table of ratios
    python tests/bench.py int sort --seconds 2
    python tests/bench.py --portable PYTHON    also the portable form, installed for that Python
    python tests/bench.py --write              puts the table into docs/performance.md

Runs of the two emulators alternate, so that a busy host slows both; the medians are compared.
Needs the shared benchmark folder (../shared/bench or $CPCMS_SHARED) and Debian's hercules.
"""
from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CPCMS_SHARED") or ROOT.parent / "shared") / "bench"
TARGETS = {"int": 2.5, "sieve": 2.5, "dhry": 2.5, "sort": 2.5, "selfmod": 2.5, "dec": 2.0,
           "flt": 2.0, "svc": 2.0, "pgm": 2.0, "priv": 3.0, "mem": 1.5, "io": 1.5, "iowait": 1.5}
PORTABLE = ("int", "sieve", "dhry", "sort")
TRANSLATED = ("int", "sieve")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def worker(image: str, io: bool, translate: bool) -> dict:
    """Run one image on our machine in this process; times, checksum, PSW."""
    from s360 import Machine
    machine = Machine("256K")
    folder = tempfile.mkdtemp(prefix="cpcms-bench-")
    try:
        if io:
            machine.attach(0x00E, "1403", file=os.path.join(folder, "printer.txt"))
        data = Path(image).read_bytes()
        machine.storage[0:len(data)] = data
        machine.press_restart()
        if translate:
            identity(machine)
        wall, cpu = time.perf_counter(), time.process_time()
        machine.run()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return {"wall": wall, "cpu": cpu, "psw": int.from_bytes(bytes(machine.cpu.psw), "big"),
                "csum": machine.storage.word(0x184), "aux": machine.storage.word(0x188)}
    finally:
        machine.close()
        shutil.rmtree(folder, ignore_errors=True)


def identity(machine) -> None:
    """Model 67 with translation on, every page on itself (tables at 030000)."""
    pages = len(machine.storage) >> 12
    machine.storage[0x30000:0x30004] = ((pages - 1) << 24 | 0x30040).to_bytes(4, "big")
    for page in range(pages):
        machine.storage[0x30040 + 2 * page:0x30042 + 2 * page] = (page << 4).to_bytes(2, "big")
    start = machine.cpu.psw.ia
    machine.cpu.cr[0], machine.cpu.cr[6] = 0x30000, 0x00800000
    machine.cpu.psw = bytes.fromhex("04000000") + start.to_bytes(4, "big")


def ours(python: str, translate: bool = False):
    """A `run(kernel, iterations)` as benchlib wants it, in a process of its own."""
    import benchlib

    def run(kernel, iterations):
        with tempfile.NamedTemporaryFile(suffix=".bin") as file:
            file.write(benchlib.image(kernel, iterations))
            file.flush()
            words = [python, __file__, "--worker", file.name]
            words += ["--io"] if kernel["clock"] == "wall" else []
            words += ["--translate"] if translate else []
            environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" or
                           python == sys.executable}
            out = subprocess.run(words, check=True, capture_output=True, text=True,
                                 env=environment)
            return json.loads(out.stdout)
    return run


def scaled(kernel, run, seconds) -> int:
    """Iterations that take about `seconds`."""
    import benchlib
    n = max(1, kernel["iterations_small"])
    while True:
        result = run(kernel, n)
        benchlib.check(kernel, result, n)
        if result["wall"] >= 0.2:
            return max(1, int(n * seconds / result["wall"]))
        n *= 8


def compare(kernel, runners: dict, seconds: float, repeats: int) -> dict:
    """{runner: millions of instructions (or units) a second}, medians of alternating runs."""
    import benchlib
    counts = {name: scaled(kernel, run, seconds) for name, run in runners.items()}
    speeds: dict[str, list] = {name: [] for name in runners}
    for _ in range(repeats):
        for name, run in runners.items():
            result = run(kernel, counts[name])
            benchlib.check(kernel, result, counts[name])
            done = benchlib.instructions(kernel, counts[name]) or counts[name]
            speeds[name].append(done / result[kernel["clock"]])
    return {name: statistics.median(values) for name, values in speeds.items()}


def table(rows: list) -> str:
    """Markdown."""
    out = ["| kernel | cpcms | Hercules | ratio | aim | portable ratio | translated |",
           "|---|---|---|---|---|---|---|"]
    for name, speeds in rows:
        unit = ("{:,.0f} lines/s" if name.startswith("io") else "{:,.0f} MIPS").format
        scale = 1 if name.startswith("io") else 1e6
        herc = speeds.get("hercules")

        def ratio(key):
            return f"{speeds[key] / herc:.2f}" if herc and key in speeds else ""
        out.append(f"| {name} | {unit(speeds['cpcms'] / scale)} | "
                   f"{unit(herc / scale) if herc else ''} | {ratio('cpcms')} | "
                   f"{TARGETS[name]} | {ratio('portable')} | "
                   f"{unit(speeds['translated'] / scale) if 'translated' in speeds else ''} |")
    return "\n".join(out) + "\n"


def write(text: str) -> None:
    """Put the table between the marks of docs/performance.md."""
    page = ROOT / "docs" / "performance.md"
    old = page.read_text()
    head, rest = old.split(BEGIN)
    tail = rest.split(END)[1]
    page.write_text(head + BEGIN + "\n" + text + END + tail)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("kernels", nargs="*")
    p.add_argument("--seconds", type=float, default=1.5, help="length of a run")
    p.add_argument("--repeats", type=int, default=5)
    p.add_argument("--portable", metavar="PYTHON", help="Python with the portable form installed")
    p.add_argument("--write", action="store_true", help="update docs/performance.md")
    p.add_argument("--worker", help=argparse.SUPPRESS)
    p.add_argument("--io", action="store_true", help=argparse.SUPPRESS)
    p.add_argument("--translate", action="store_true", help=argparse.SUPPRESS)
    a = p.parse_args()
    if a.worker:
        print(json.dumps(worker(a.worker, a.io, a.translate)))
        return 0
    if not SHARED.exists():
        sys.exit(f"bench: {SHARED} is not there; set CPCMS_SHARED to the shared folder")
    sys.path.insert(0, str(SHARED))
    import benchlib
    peers = {"cpcms": ours(sys.executable)}
    if shutil.which("hercules"):
        import run_hercules
        peers["hercules"] = run_hercules.run
    else:
        print("hercules is not installed (apt-get install hercules): no ratios", file=sys.stderr)
    rows = []
    for kernel in benchlib.manifest():
        name = kernel["name"]
        if a.kernels and name not in a.kernels:
            continue
        runners = dict(peers)
        if a.portable and name in PORTABLE:
            runners["portable"] = ours(a.portable)
        if name in TRANSLATED:
            runners["translated"] = ours(sys.executable, translate=True)
        rows.append((name, compare(kernel, runners, a.seconds, a.repeats)))
        print(table(rows).splitlines()[-1], flush=True)
    text = (f"Taken {time.strftime('%Y-%m-%d')}, {platform.machine()}, Python "
            f"{platform.python_version()}, medians of {a.repeats} alternating runs of about "
            f"{a.seconds:g} s.\n\n" + table(rows))
    print("\n" + text)
    if a.write:
        write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
