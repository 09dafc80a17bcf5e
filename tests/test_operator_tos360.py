"""A genuine operating system operated by a script: TOS/360 from tape, `cpcms ipl --script`."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shared import shared

from s360.media.tape import open_tape

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent

MACHINE = """\
machine: {model: 65, storage: 64K}
devices:
  00C: 2540R
  00D: {type: 2540P, deck: punch.txt, form: text}
  00E: {type: 1403, file: printer.txt}
  01F: 1052
  180: {type: 2400, tape: tos360.aws}
""" + "".join(f"  {unit}: {{type: 2400, tape: {unit}.aws, ring: yes}}\n" for unit in range(181, 188)) \
    + "ipl: 180\n"

SCRIPT = """\
wait wait
attn
expect "GIVE IPL CONTROL STATEMENTS"
send "set date=09/07/75,clock=00/00/00"
expect "READY FOR COMMUNICATIONS"
send "log"
mount 00C demo_fort.jcl
send ""
expect "B002I STOP"
expect "ATTN. 0 0C"
wait reader 00C dry
state save resting
mount 00C demo_util.jcl
send ""
expect "END OF SORT"
expect "8001D IS IT EOF"
send "Y"
expect "ATTN. 0 0C"
quit
"""


def test_two_jobs_by_a_script(tmp_path):
    kit = shared("real", "tos360")
    shutil.copy(kit / "tos360.aws", tmp_path)
    for deck in ("demo_fort.jcl", "demo_util.jcl"):
        shutil.copy(kit / "decks" / deck, tmp_path)
    for unit in range(181, 188):
        with open_tape(tmp_path / f"{unit}.aws", write=True, create="aws") as tape:
            tape.write_mark()
            tape.write_mark()
    (tmp_path / "machine.yaml").write_text(MACHINE)
    (tmp_path / "jobs.txt").write_text(SCRIPT)
    done = subprocess.run([sys.executable, "-m", "cp.cli", "ipl", "machine.yaml", "--script",
                           "jobs.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert "0I20I IPL COMPLETE" in done.stdout and "EOJ DEMOGRPH" in done.stdout
    assert "DEMOGRPH" in (tmp_path / "printer.txt").read_text(encoding="latin-1")
