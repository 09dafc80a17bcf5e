"""A control program under load, to be killed: `python -P kill_load.py` reads lines "DATA JOURNAL SEED MODE",
forks a process that runs CP on the data folder, writes its number, and "gone" when it has ended.

What is confirmed is noted in the journal as soon as it is: whoever kills the process finds it there.
MODE: run (until killed), end (an orderly end after a while), first (a first start), stand (a start
without load).  See test_cp_kill.
"""
import itertools
import os
import random
import sys
import threading
import time
import traceback

from cp import first_start
from cp.directory_edit import RunningPlace, perform
from cp.passwords import NOLOG
from cp.spool import CLOSED
from cp.system import System

MACHINES = ("MACH1", "MACH2", "MACH3")
VISITOR = "VISITOR"
EDITED = tuple(f"USER{n}" for n in range(4))
#: any text of the right form; nobody logs on with them
PASSWORDS = tuple(f"$scrypt$ln=14,r=8,p=1${letter * 21}A${letter * 42}A" for letter in "ABC")
UNTIL_END = 0.25               # seconds of load before an orderly end


class Journal:
    """One line for each thing confirmed, or about to be done."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, *words) -> None:
        os.write(self.fd, (" ".join(map(str, words)) + "\n").encode())


class Load:
    """What goes on in a system, a thread for each; `stopping` ends it."""

    def __init__(self, system, journal, seed: int):
        self.system, self.note = system, journal.note
        self.chance = random.Random(seed)
        self.numbers = itertools.count(seed * 10_000 + 1)      # of all threads
        self.stopping = False
        system.spool.listeners.append(self.closed)

    def closed(self, file, event) -> None:
        if event == CLOSED:
            self.note("file", file.number, file.kind, file.records, int(file.incomplete))

    def start(self) -> None:
        for action in (*[lambda userid=userid: self.machine(userid) for userid in MACHINES], self.edits,
                       self.visits):
            threading.Thread(target=self.go_on, args=(action,), daemon=True).start()

    def go_on(self, action) -> None:
        try:
            while not self.stopping:
                action()
        except BaseException:
            if not self.stopping and not self.system.closed:
                self.note("trouble", traceback.format_exc().replace("\n", " | "))

    def ready(self, userid: str):
        """A machine with the supervisor at its console read."""
        vm = self.system.logon(userid, ipl=False)
        if vm.in_cp:
            vm.console.send("IPL SUPERV")
            vm.console.wait_for("RUNNING")
            vm.console.attention()
        vm.console.wait_for("VM READ")
        return vm

    def machine(self, userid: str) -> None:
        """One piece of work of a machine: a listing, a deck, a block on the disk."""
        vm, dice = self.ready(userid), self.chance.random()
        if dice < 0.5:
            verb, unit = ("PRINT", "00E") if dice < 0.3 else ("PUNCH", "00D")
            count = self.chance.randint(1, 400)
            vm.console.send(f"{verb} {count}")
            vm.console.expect(f"{count} DONE")
            self.system.command(f"CLOSE {unit} NAME K{count}", userid=userid)
        else:
            number = next(self.numbers)
            self.note("writing", userid, number)
            vm.console.send(f"DISK BLOCK {number}")
            vm.console.expect(f"BLOCK {number}")
            self.note("written", userid, number)

    def edits(self) -> None:
        """One change of the directory, or of LOGMSG."""
        place, name = RunningPlace(self.system), self.chance.choice(EDITED)
        password = self.chance.choice(PASSWORDS + (NOLOG,))
        if self.chance.random() < 0.2:
            number = next(self.numbers)
            self.note("editing", "LOGMSG", "set", number)
            self.system.command(f"SET LOGMSG 1 NUMBER {number}")
        elif not self.system.directory.has(name):
            self.note("editing", name, "add", password)
            perform(place, {"action": "add", "userid": name, "password": password, "cylinders": "2"})
        elif self.chance.random() < 0.4:
            self.note("editing", name, "remove")
            perform(place, {"action": "remove", "userid": name})
        else:
            self.note("editing", name, "passwd", password)
            perform(place, {"action": "passwd", "userid": name, "password": password})
        self.note("edited")

    def visits(self) -> None:
        """A user comes, saves his system, and goes."""
        vm = self.ready(VISITOR)
        number = next(self.numbers)
        with vm.lock:
            vm.machine.storage.write(0x3000, b"%08d" % number * 512)
            self.note("saving", number)
            self.system.saved.save("KEPT", vm, source=str(number))
            self.note("saved", number)
        self.system.logoff(vm)
        self.note("visited")


def work(data, path, seed: int, mode: str) -> None:
    journal = Journal(path)
    if mode == "first":
        first_start.random_password = lambda: "SECRET"
        System(data)
        journal.note("ready")
        time.sleep(60)
    system = System(data)
    if mode == "stand":
        journal.note("ready")
        time.sleep(60)
    load = Load(system, journal, seed)
    load.start()
    journal.note("ready")
    if mode == "end":
        time.sleep(UNTIL_END)
        load.stopping = True
        journal.note("ending")
        system.close("checkpoint")
        journal.note("ended", *system.troubles)
    time.sleep(60)


def main() -> None:
    for line in sys.stdin:
        data, journal, seed, mode = line.split()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                work(data, journal, int(seed), mode)
                code = 0
            except BaseException:
                Journal(journal).note("trouble", traceback.format_exc().replace("\n", " | "))
            finally:
                os._exit(code)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
