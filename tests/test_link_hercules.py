"""Decks, tapes and disks that load themselves, on another System/360-370: Hercules, where installed."""
import os
import re
import shutil
import subprocess
import threading
import time

import pytest

from s360.linker import bootstrap
from s360.linker.link import link
from test_link_ipl import program

pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(not shutil.which("hercules"), reason="Hercules is not installed")]
LIMIT = 60                               # seconds; a child that runs longer is killed
CONFIG = """\
CPUMODEL 3033
MAINSIZE 2
NUMCPU 1
ARCHMODE S/370
PANRATE SLOW
CNSLPORT {port}
{unit} {type} {file}
"""


def loaded(folder, unit: str, device: str, file: str) -> tuple[str, str]:
    """(PSW of the wait, the first 32 bytes from 200 on) after an IPL."""
    (folder / "h.cnf").write_text(CONFIG.format(port=34000 + os.getpid() % 2000, unit=unit,
                                                type=device, file=file))
    (folder / "empty.rc").write_text("# nothing\n")
    child = subprocess.Popen(["hercules", "-d", "-f", "h.cnf", "EXTERNALGUI"], cwd=folder, text=True,
                             errors="replace", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, bufsize=1,
                             env=dict(os.environ, HERCULES_RC=str(folder / "empty.rc")))
    watch = threading.Timer(LIMIT, child.kill)
    watch.start()
    try:
        answer = None
        while answer is None or answer[0] == "HHCPN053E":      # refused while the CPU starts up
            time.sleep(0.05)
            child.stdin.write(f"ipl {unit}\n")
            answer = until(child, "HHCPN053E|HHCCP011I")
        psw = until(child, r"PSW=([0-9A-F]{8} [0-9A-F]{8})")[1]
        child.stdin.write("r 200.20\n")
        first = until(child, r"R:0*200[: ].*?((?:[0-9A-F]{8} ?){4})")[1]
        return psw, first.replace(" ", "")
    finally:
        child.stdin.write("quit\n")
        child.stdin.close()
        child.wait(20)
        child.stdout.close()
        watch.cancel()


def until(child, pattern: str) -> re.Match:
    seen = []
    for text in child.stdout:
        seen.append(text)
        if found := re.search(pattern, text):
            return found
    pytest.fail("Hercules ended early: " + "".join(seen[-20:]))


@pytest.mark.parametrize("medium, unit, device", [
    ("ipl", "000C", "3505"), ("aws", "0181", "3420"), ("2314", "0190", "2314"),
    ("2311", "0190", "2311"), ("3330", "0190", "3330")])
@pytest.mark.parametrize("origin", [0, 0x200])
def test_hercules_loads_it(medium, unit, device, origin, tmp_path):
    linked = link(program(0x6000, 0x1000), origin=origin)
    path = tmp_path / f"p.{medium}"
    if medium == "ipl":
        path.write_bytes(bootstrap.ipl_deck(linked)[0])
    elif medium == "aws":
        bootstrap.ipl_tape(linked, path)
    else:
        bootstrap.ipl_disk(linked, path, medium)
    psw, first = loaded(tmp_path, unit, device, path.name + (" ebcdic" if medium == "ipl" else ""))
    assert psw.startswith("0002") and psw.endswith("000000")      # it shows an ILC in between
    assert first.lower() == linked.text(0x200, 0x210).hex()
