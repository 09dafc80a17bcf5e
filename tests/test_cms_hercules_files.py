"""CMS's file system on another System/360-370: Hercules, where installed.  190 and 191 are 2314 images
that we built; a session at its integrated console lists, types, copies, edits, renames, erases and prints;
then the checker reads the disk that Hercules has written."""
import os
import re
import shutil
import subprocess
import threading
import time

import pytest

from cms import build
from cms.check import check, contents
from cms.disk import CmsDisk
from cms_machine import system_disk
from s360.media.ckd import create_volume, open_volume
from test_cms_nucleus import until

pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(not shutil.which("hercules"), reason="Hercules is not installed")]
READY = r"R; T=\S+ \d\d\.\d\d\.\d\d"
TEXT = [f"LINE {n}".ljust(80).encode("cp037") for n in range(1, 121)]
LONG = [b"\x81" * n for n in range(1, 250)]


def disk(path) -> None:
    create_volume(path, "2314", cylinders=203)
    with open_volume(path, write=True) as volume:
        made = CmsDisk(volume)
        made.format("HERC01")
        made.write("TEXT", "DATA", TEXT, "F", 80)
        made.write("LONG", "DATA", LONG, "V")
        for n in range(30):
            made.write(f"F{n}", "MEMO", [b"%d" % n], "V")


class Session:
    """Hercules with CMS at its console."""

    def __init__(self, folder):
        (folder / "h.cnf").write_text(
            f"ARCHMODE S/370\nMAINSIZE 2\nNUMCPU 1\nCNSLPORT {38000 + os.getpid() % 2000}\n"
            "0009 1052-C /\n000E 1403 print.txt\n0190 2314 cms190.ckd\n0191 2314 cms191.ckd\n")
        (folder / "empty.rc").write_text("# nothing\n")
        self.child = subprocess.Popen(
            ["hercules", "-d", "-f", "h.cnf", "EXTERNALGUI"], cwd=folder, text=True, errors="replace",
            bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HERCULES_RC=str(folder / "empty.rc")))
        self.watch = threading.Timer(60, self.child.kill)
        self.watch.start()
        time.sleep(2)                    # it refuses commands while its processor starts
        self.say("ipl 190")

    def say(self, line: str) -> None:
        self.child.stdin.write(line + "\n")

    def type(self, line: str, answer: str = READY) -> None:
        """A line at the console, when it asks for one; the answer is a pattern."""
        until(self.child, "HHC1C001A")
        time.sleep(0.3)                  # it says so before it listens
        self.say("/" + line)
        until(self.child, answer)

    def quit(self) -> None:
        self.say("quit")
        self.child.stdin.close()
        self.child.wait(20)
        self.close()

    def close(self) -> None:
        self.child.kill()
        self.child.wait(20)
        self.child.stdout.close()
        self.watch.cancel()


def test_a_session_on_hercules(tmp_path):
    shutil.copy(system_disk(), tmp_path / "cms190.ckd")
    disk(tmp_path / "cms191.ckd")
    edit = any(name == "EDIT" for name, *_ in build.system_files())
    session = Session(tmp_path)
    try:
        session.type("")
        for line, answer in (("listf text data", r"TEXT +DATA +P5 +F +80 +120 "),
                             ("printf text data p 119 120", "LINE 120"),
                             ("combine both data p text data p text data p", READY),
                             ("alter f1 memo p other name p", READY), ("erase f2 memo", READY),
                             ("erase nosuch data", r"E\(00028\)"), ("print text data", READY),
                             ("copyfile long data p copy = p", READY), ("stat p", "P-DISK +33 FILES"),
                             ("listf * memo p (exec", READY)):
            session.type(line, answer)
        if edit:
            for line, answer in (("edit typed data", "NEW FILE"), ("first line", ""), ("second line", ""),
                                 ("", "EDIT:"), ("file", READY)):
                session.type(line, answer)
        session.type("printf both data * 121 121", "LINE 1")
        until(session.child, "HHC1C001A")
        session.quit()
    finally:
        session.close()
    with open_volume(tmp_path / "cms191.ckd") as volume:
        assert [one for one in check(volume) if one.severity != "note"] == []
        found = {key[:2]: value[2] for key, value in contents(volume).items()}
    assert found["BOTH", "DATA"] == TEXT * 2 and found["LONG", "DATA"] == found["COPY", "DATA"] == LONG
    assert ("F2", "MEMO") not in found and found["OTHER", "NAME"] == [b"1"]
    assert len(found["CMS", "EXEC"]) == 28
    if edit:
        assert [item.decode("cp037").rstrip() for item in found["TYPED", "DATA"]] == [
            "FIRST LINE", "SECOND LINE"]
    printed = (tmp_path / "print.txt").read_text(errors="replace")
    assert [line.strip() for line in printed.replace("\f", "\n").splitlines()
            if re.match(r"\s*LINE \d+", line)] == [f"LINE {n}" for n in range(1, 121)]
