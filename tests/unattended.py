"""Twenty users for half an hour at `cpcms serve`: they log on, work in CMS, lose their lines and come back.

    python tests/unattended.py [--users 20] [--minutes 30] [--seed 1]

Every answer is compared with what the user must see; the server's memory is looked at every ten seconds.  Exit code 0:
every answer was right, memory was flat (+-5 % after the first tenth: three minutes of thirty), the log has no error,
all that was printed is in the printer's folder, and CMS's disks pass the check.  Used by tests/test_unattended.py.
"""
from __future__ import annotations

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from cp.system import System
from s360.devices import display_codes as c
from tn3270_client import Client

WORDS = "APPLE BRAVO CAMEL DELTA ECHO FALCON GARDEN HARBOR ISLAND JUNGLE".split()
SAMPLE = 10.0                  # seconds between looks at the memory
WARM = 0.1                     # part of the time that does not count
FLAT = 0.05
PAUSE = (0.05, 0.5)            # seconds a user thinks
PAPER = 30.0                   # seconds for the printer to come to the last line
SAMPLES = Path(__file__).resolve().parent.parent / "cms" / "samples"


class User(threading.Thread):
    """One of them.  times: seconds until an answer was there; rounds: turns of work done; trouble: what went wrong"""

    def __init__(self, port: int, userid: str, over: threading.Event, seed: int):
        super().__init__(daemon=True)
        self.port, self.userid, self.over = port, userid, over
        self.random = random.Random(f"{seed} {userid}")
        self.times: list[float] = []
        self.rounds = self.printed = 0
        self.trouble = ""
        self.client = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.come()
                for _ in range(self.random.randrange(3, 12)):
                    if self.over.is_set():
                        break
                    self.random.choice((self.edit, self.program, self.exec, self.disk, self.print, self.help, self.full,
                                        self.cp, self.lose_line))()
                    self.rounds += 1
                self.type("LOGOUT", "LOGOFF AT")
                self.client.close()
        except Exception as error:
            shown = self.client.display.text() if self.client is not None else ""
            self.trouble = f"{self.userid}, round {self.rounds}: {type(error).__name__}: {error}\n{shown}"

    def type(self, line: str, sees: str, state: str = "", clear: bool = True) -> str:
        """A line on an empty screen, and what the user must see then."""
        self.over.wait(self.random.uniform(*PAUSE))
        if clear:
            self.client.press(c.CLEAR).sees("")
        begun = time.perf_counter()
        shown = self.client.type(line).sees(sees, state)
        self.times.append(time.perf_counter() - begun)
        return shown

    def cms(self, line: str, sees: str) -> str:
        """A command of CMS, ready again behind it."""
        shown = self.type(line, sees, "VM READ")
        while "R;" not in shown:
            shown = self.client.sees("R;", "VM READ")
        return shown

    def come(self) -> None:
        self.client = Client(self.port)
        self.client.sees("ONLINE", "CP READ")
        self.type(f"LOGON {self.userid} {self.userid}", "CMS..", "VM READ")

    def edit(self) -> None:
        """A file written, at times by way of a lost line, read, and thrown away."""
        name, lines = self.random.choice(WORDS), self.random.sample(WORDS, 4)
        self.type(f"EDIT {name} MEMO", "INPUT", "VM READ")
        lost = self.random.randrange(8)
        for number, line in enumerate(lines):
            if number == lost:
                self.lose_line()
            self.type(line, line, "VM READ", clear=False)
        self.type("", "EDIT:", "VM READ", clear=False)
        self.cms("FILE", "R;")
        shown = self.cms(f"PRINTF {name} MEMO", lines[-1])
        found = [word for word in re.findall(r"^[A-Z]+$", shown, re.M) if word in WORDS]
        assert found == lines, (found, lines)
        self.cms(f"ERASE {name} MEMO", "R;")

    def program(self) -> None:
        self.cms("ASSEMBLE HELLO", "NO ERRORS IN THIS ASSEMBLY")
        self.cms("LOAD HELLO", "R;")
        self.cms("START", "HELLO FROM A PROGRAM OF YOUR OWN")

    def exec(self) -> None:
        shown = self.cms("COUNT 7", "7\n")
        assert re.findall(r"^ *(\d) *$", shown, re.M) == list("1234567"), shown

    def disk(self) -> None:
        assert "HELLO    SYSIN" in self.cms("LISTF * *", "WELCOME  MEMO")
        self.cms("QUERY DISK", "P (191)")

    def print(self) -> None:
        self.cms("OFFLINE PRINT COUNT EXEC", "PRT FILE")
        self.printed += 1

    def help(self) -> None:
        """More than a screen: MORE..., held, and on."""
        self.type("PRINTF HELLO SYSIN", "A FIRST PROGRAM", "")
        self.client.sees("R;", "VM READ")
        self.type("PRINTF WELCOME MEMO", "Welcome to CMS", "")
        if "MORE..." in self.client.display.text()[-22:]:
            self.client.press(c.ENTER).sees("", "HOLDING")
            self.client.press(c.CLEAR)
        self.client.sees("R;", "VM READ")

    def full(self) -> None:
        """Two screens: all lines are seen, each once."""
        shown = self.type("COUNT 30", "", "MORE...")
        if self.random.random() < 0.5:
            self.client.press(c.ENTER).sees("", "HOLDING")
        more = self.client.press(c.CLEAR).sees("R;", "VM READ")
        seen = re.findall(r"^ *(\d+) *$", shown, re.M), re.findall(r"^ *(\d+) *$", more, re.M)
        assert all(seen) and seen[0] + seen[1] == [str(number) for number in range(1, 31)], seen

    def cp(self) -> None:
        """Attention, a console function, and back."""
        self.client.press(c.CLEAR).sees("")
        self.client.press(c.PA1).sees("CP", "CP READ")
        self.type("QUERY TIME", "CONNECT=", "CP READ")
        self.type("BEGIN", "BEGIN", "VM READ")

    def lose_line(self) -> None:
        """The client vanishes; the machine goes on at the next LOGON."""
        self.client.close()
        self.client = Client(self.port)
        self.client.sees("ONLINE", "CP READ")
        self.type(f"LOGON {self.userid} {self.userid}", "RECONNECTED", "CP READ")
        self.type("BEGIN", "BEGIN", "VM READ")


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


class Server:
    """`cpcms serve` on a folder of its own with so many users."""

    def __init__(self, data: Path, users: int):
        self.data = data
        self.names = [f"USER{number:02d}" for number in range(1, users + 1)]
        System(data, threads=1).close()                     # the first start makes the folder
        for name in self.names:
            code, said = self.asked("user", "add", name, "--password-file", "-", typed=name)
            assert code == 0, said
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cp.cli", "serve", "--port", str(self.port), "--data", str(data)],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while "serves terminals" not in (line := self.process.stderr.readline()):
            assert line, "the server has not started"
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def memory(self) -> float:
        """RSS in MB, without the 16 of a password that is being checked at the moment."""
        return min(resident(self.process.pid) for _ in range(10) if time.sleep(0.1) is None)

    def seconds(self) -> float:
        """CPU time it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def paper(self, userid: str) -> int:
        """Listings of COUNT EXEC, whole, that the printer has made for this user."""
        lines = (SAMPLES / "count.exec").read_text().splitlines()
        return sum([line.rstrip() for line in listing.read_text().splitlines() if line in lines] == lines
                   for listing in (self.data / "unit" / "00E").glob(f"{userid}-*-COUNT.EXEC"))

    def asked(self, *words: str, typed: str = "") -> tuple[int, str]:
        done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", *words, "--data", str(self.data)],
                              capture_output=True, text=True, timeout=120, input=typed)
        return done.returncode, done.stdout + done.stderr

    def end(self) -> None:
        self.process.terminate()
        try:
            assert self.process.wait(60) == 0
        finally:
            self.process.kill()


def prepared(server: Server) -> None:
    """Each user formats his disk and has the samples."""
    for name in server.names:
        client = Client(server.port)
        client.sees("ONLINE", "CP READ")
        client.press(c.CLEAR).type(f"LOGON {name} {name}").sees("", "VM READ")
        client.press(c.CLEAR).type("FORMAT P").sees("YES OR NO", "VM READ")
        client.type("YES").sees("LABEL", "VM READ")
        client.type(name).sees("R;", "VM READ")
        client.type("LOGOUT").sees("LOGOFF AT")
        client.close()
        for sample in sorted(SAMPLES.iterdir()):
            code, said = server.asked("disk", "put", "--text", name, "191", str(sample))
            assert code == 0, said


def faults(server: Server, users: list[User], memory: list[float]) -> list[str]:
    """What was not as it should be."""
    found = [user.trouble or f"{user.userid}: did not end" for user in users if user.trouble or user.is_alive()]
    warm = behind_warm_up(memory)
    middle = statistics.median(warm)
    if max(warm) > middle * (1 + FLAT) or min(warm) < middle * (1 - FLAT):
        found.append(f"memory was not flat: {min(warm):.1f} to {max(warm):.1f} MB")
    code, said = server.asked("log", "--kind", "error", "-n", "20")
    if said.strip():
        found.append(f"in the log: {said}")
    for name in server.names:
        code, said = server.asked("disk", "check", name, "191")
        if code:
            found.append(f"disk of {name}: {said}")
    return found + lost_paper(server, users)


def behind_warm_up(memory: list[float]) -> list[float]:
    return memory[int(len(memory) * WARM):]


def lost_paper(server: Server, users: list[User]) -> list[str]:
    """Users who printed more or less than the printer has."""
    deadline = time.monotonic() + PAPER
    while wrong := [f"{user.userid} printed {user.printed} files, {there} are there" for user in users
                    if (there := server.paper(user.userid)) != user.printed]:
        if time.monotonic() > deadline or any(user.trouble for user in users):
            break
        time.sleep(1)
    return wrong


def load(minutes: float, count: int, seed: int, data: Path) -> list[str]:
    """Run; prints figures, gives what went wrong."""
    server = Server(data, count)
    try:
        prepared(server)
        over, memory = threading.Event(), []
        users = [User(server.port, name, over, seed) for name in server.names]
        for user in users:
            user.start()
        begun = told = time.monotonic()
        used = server.seconds()
        while time.monotonic() < begun + minutes * 60 and not any(user.trouble for user in users):
            over.wait(min(SAMPLE, minutes * 6))
            memory.append(server.memory())
            if time.monotonic() >= told + 60:
                told += 60
                print(f"{(told - begun) / 60:4.0f} min  {memory[-1]:.1f} MB, {sum(user.rounds for user in users)} "
                      "rounds", flush=True)
        used = (server.seconds() - used) / (time.monotonic() - begun)
        over.set()
        for user in users:
            user.join(60)
        times = sorted(time for user in users for time in user.times)
        warm = behind_warm_up(memory)
        print(f"{sum(user.rounds for user in users)} rounds, {len(times)} answers, median "
              f"{statistics.median(times) * 1000:.1f} ms, 99 of 100 under {times[int(len(times) * .99)] * 1000:.0f} ms; "
              f"{used:.0%} of a CPU; {sum(user.printed for user in users)} files printed; behind the warm-up "
              f"{min(warm):.1f} to {max(warm):.1f} MB, median {statistics.median(warm):.1f}", flush=True)
        found = faults(server, users, memory)
        server.end()
        return found
    finally:
        server.process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cpcms-load") as folder:
        found = load(args.minutes, args.users, args.seed, Path(folder) / "data")
    print("\n".join(found) or "every answer was right, memory was flat, no error in the log, nothing printed is lost, "
          "all disks are good")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
