"""TOS/360 Release 14, unchanged: IPL from tape, seven jobs, listings compared with those that two
other emulators printed.  Skips where the tapes are absent."""
import re
import shutil
import subprocess
import sys

import pytest

from s360 import Machine, StopReason
from shared import shared

DECKS = ("demo_cobol", "demo_rpg", "demo_pli", "demo_fort", "demo_asm", "demo_util", "dserv")
LIMIT = 400_000_000        # instructions a job may take, wait loops included


def lines(text: str) -> list[str]:
    """A listing as its README says to compare it."""
    out = []
    for line in text.replace("\f", "\n").replace("\r", "\n").splitlines():
        line = re.sub(r"[^\x21-\x7e]|[_.]", " ", line)
        line = " ".join(line.split())
        line = re.sub(r"(// JOB \S+|EOJ \S+).*", r"\1", line)
        line = re.sub(r"\d\d \d\d \d\d$", "", line).strip()
        if line:
            out.append(line)
    return out


class Operator:
    """Waits for texts on the 1052 and answers, never for seconds."""

    def __init__(self, machine):
        self.machine, self.log, self.seen = machine, "", 0
        self.console = machine.devices[0x01F]
        self.console.output = self.typed

    def typed(self, text):
        self.log += text

    def until_read(self, limit=LIMIT):
        """Run until the console is read."""
        while limit > 0 and not self.console.reading:
            stop = self.machine.run(100_000)
            limit -= 100_000
            assert stop.reason in (StopReason.BUDGET, StopReason.WAIT), (stop, self.log[-500:])
            if stop.reason is StopReason.WAIT and not self.console.reading:
                break
        assert self.console.reading, self.log[-800:]

    def answer(self, line):
        self.until_read()
        self.machine.post(lambda: self.console.type_in(line))


def machine(folder, tape):
    """64K, the supervisor's devices."""
    m = Machine("64K")
    m.attach(0x01F, "1052")
    m.attach(0x00C, "2540R")
    m.attach(0x00D, "2540P", deck=folder / "punch.txt")
    m.attach(0x00E, "1403", file=folder / "printer.txt")
    m.attach(0x180, "2400", tape=tape)
    for unit in range(0x181, 0x188):
        path = folder / f"{unit:03X}.aws"
        path.write_bytes(bytes.fromhex("000000004000") * 2)     # two tape marks
        m.attach(unit, "2400", tape=path, ring=True)
    return m


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("image", ["tos360.aws", "tos360.tap"])
def test_tos360_runs_its_seven_jobs(tmp_path, image):
    real = shared("real", "tos360")
    shutil.copy(real / image, tmp_path / image)
    m = machine(tmp_path, tmp_path / image)
    operator = Operator(m)
    m.ipl(0x180)
    stop = m.run(50_000_000)
    assert stop.reason is StopReason.WAIT
    m.post(operator.console.request)
    operator.answer("set date=09/07/75,clock=00/00/00")
    operator.answer("log")
    operator.answer("map")
    for deck in DECKS:
        operator.until_read()
        assert "ATTN. 0 0C." in operator.log or deck == DECKS[0]
        from s360.media.cards import read_deck
        source = tmp_path / f"{deck}.txt"
        source.write_text((real / "decks" / f"{deck}.jcl").read_text().upper())
        m.post(lambda: m.devices[0x00C].mount(read_deck(source)))
        operator.answer("")
        operator.until_read()
        if deck == "demo_util":
            assert "8001D IS IT EOF" in operator.log
            operator.answer("Y")
    operator.until_read()
    m.close()
    printed = lines((tmp_path / "printer.txt").read_text())
    wanted = []
    for deck in DECKS:
        wanted += lines((real / "golden" / f"{deck}.txt").read_text())
    assert printed[-len(wanted):] == wanted or printed == wanted


MACHINE = """machine:
  storage: 64K
devices:
  01F: {type: 1052}
  00C: {type: 2540R}
  00D: {type: 2540P, deck: punch.txt}
  00E: {type: 1403, file: printer.txt}
  180: {type: 2400, tape: tos360.aws}
""" + "".join(f"  {unit:03X}: {{type: 2400, tape: w{unit:03X}.aws, ring: yes}}\n"
              for unit in range(0x181, 0x188)) + "ipl: 180\n"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_tos360_by_an_operators_script(tmp_path):
    """The same through `cpcms ipl`, as a person would write it down."""
    real = shared("real", "tos360")
    shutil.copy(real / "tos360.aws", tmp_path)
    for unit in range(0x181, 0x188):
        (tmp_path / f"w{unit:03X}.aws").write_bytes(bytes.fromhex("000000004000") * 2)
    script = ["wait wait", "attn", 'expect "GIVE IPL CONTROL STATEMENTS"',
              'send "set date=09/07/75,clock=00/00/00"', 'send "log"', 'send "map"']
    for deck in DECKS:
        text = (real / "decks" / f"{deck}.jcl").read_text().upper()
        (tmp_path / f"{deck}.jcl").write_text(text)
        script += ["wait read", f"mount 00C {deck}.jcl", 'send ""']
        if deck == "demo_util":
            script += ['expect "8001D IS IT EOF"', 'send "Y"']
        script += ['expect "ATTN. 0 0C" within 2min']
    script += ["wait read", "quit"]
    (tmp_path / "machine.yaml").write_text(MACHINE)
    (tmp_path / "job.script").write_text("\n".join(script) + "\n")
    done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "ipl", "machine.yaml",
                           "--script", "job.script"], cwd=tmp_path, capture_output=True,
                          text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr
    printed = lines((tmp_path / "printer.txt").read_text())
    wanted = [line for deck in DECKS for line in lines((real / "golden" / f"{deck}.txt").read_text())]
    assert printed[-len(wanted):] == wanted
