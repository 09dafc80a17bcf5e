"""`cpcms run` for tests: decks written into a folder, the command in this process or in one of its own."""
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

DECKS = Path(__file__).resolve().parent.parent / "decks"
HELLO = "HELLO FROM A SYSTEM/360 IN CAMBRIDGE, MASSACHUSETTS\n"

#: prints a line, then the statements given; W waits for it, LINE is what is printed
PROGRAM = """\
TRIAL    START X'200'
         BALR  12,0
         USING *,12
         USING LOW,0
         MVC   IONEW,AWAKE
         LA    1,CCWP
         ST    1,72
         SIO   X'00E'
         LPSW  W
BACK     DS    0H
{statements}
CCWP     CCW   X'09',LINE,0,7
         DS    0D
W        DC    X'FE020000',A(0)
AWAKE    DC    X'00000000',A(BACK)
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD')
LINE     DC    C'PRINTED'
LOW      DSECT
         ORG   LOW+120
IONEW    DS    D
         END   TRIAL
"""


def program(*statements: str) -> str:
    return PROGRAM.format(statements="\n".join(statements))


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def command(*words) -> list[str]:
    return [sys.executable, "-P", "-m", "cp.cli", "run", *map(str, words)]


def run(folder, *words, stdin: str | bytes = b"") -> Ran:
    """In a process of its own, `folder` being its present one."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(command(*words), cwd=folder, input=given, capture_output=True, timeout=60)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


class Room:
    """Runs in this process: `room(words)`; `room.deck(name, text)` writes one; `room.folder`."""

    def __init__(self, folder: Path, capsys):
        self.folder, self.capsys = folder, capsys

    def deck(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def __call__(self, *words) -> Ran:
        from cp.cli import main
        try:
            code = main(["run", *map(str, words)])
        except SystemExit as ended:
            code = ended.code
        out, err = self.capsys.readouterr()
        return Ran(code, out, err)


@pytest.fixture
def room(tmp_path, monkeypatch, capsys):
    """A Room in a folder with all decks, where the test stands."""
    monkeypatch.chdir(tmp_path)
    for file in DECKS.iterdir():
        if file.suffix in (".asm", ".cards", ".expect"):
            shutil.copy(file, tmp_path)
    return Room(tmp_path, capsys)
