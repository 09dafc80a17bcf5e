"""A whole CP with machines that mean harm, machines that are to be left alone, and one user who works:
what test_cp_isolation attacks.

    with Battle(folder, seed) as battle:
        battle.live(cases=500)       # everything at once, in threads
        battle.check()

`quiet`: the dispatcher stands still, and `blow` runs hostile machines one slice after the other.
"""
from __future__ import annotations

import faulthandler
import gc
import hashlib
import json
import os
import socket
import sys
import threading
import time
from contextlib import contextmanager
from random import Random

import hostile_guest as hostile
from cp.directory_schema import User
from cp.dispatcher import SliceClock
from cp.extents import Extent
from cp.messages import CPError
from cp.passwords import stored
from cp.system import System
from cp.terminal.local import LocalServer
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session
from cp_guests import put_deck, woken

PASSWORDS = ("XYZZYPLUGH", "ABRACADABRA")          # of VICTIM1's disk and session
EVIL_WORD = "EVIL"
SECRET = "PLOVER-EGG-SIZE-EMERALD"
PATTERN = hashlib.sha256(b"of VICTIM2").digest()
VICTIMS = ("VICTIM1", "VICTIM2")
WORKER = "WORKER"
FILES, LINES, BYTES = 12, 300, 300 << 10           # a hostile user's quotas
QUOTAS = {"spool": {"files": FILES, "lines": LINES, "bytes": f"{BYTES >> 10}K"}}
DISK = {"type": "2314", "volume": "USER01"}
HOSTILE = {"EVIL1": {"storage": "8K", "maximum": "16K"},
           "EVIL2": {"storage": "256K", "maximum": "1M", "options": ["ACCT"]},
           "EVIL3": {"storage": "256K", "maximum": "2M", "options": ["MODEL67", "REALTIMER"], "profile": "1968"},
           "EVIL4": {"storage": "16M", "maximum": "16M", "classes": "FG"}}
NAMES = (*VICTIMS, *HOSTILE, WORKER, "OPERATOR", "NOBODY", "*")
PATIENCE = 1.0                                     # seconds within which CP answers a user who works
STUCK = 30.0
MORE_STORAGE = 250 << 20                           # bytes the process may grow by


class Battle:
    """
    vms:     hostile userid -> machine; others: victims' machines; worker: who works
    wrong:   what must not have happened, lines; cases: how many blows
    slowest: seconds of the worker's slowest answer while the host itself was not slower
    """

    def __init__(self, folder, seed: int, quiet: bool = False, frames: int | None = None):
        self.folder, self.dice, self.quiet = folder, Random(seed), quiet
        self.wrong: list[str] = []
        self.cases, self.slowest, self.counting = 0, 0.0, threading.Lock()
        self.beats: dict[str, float] = {}
        self.vms: dict = {}
        self.faces: dict[str, Face] = {}
        self.hooks = threading.excepthook, sys.unraisablehook
        threading.excepthook = lambda args: self.blame("thread", args.thread, args.exc_value)
        sys.unraisablehook = lambda args: self.blame("object", args.object, args.exc_value)
        System(folder, threads=1).close("logoff")
        if frames:
            with open(folder / "system.yaml", "a", encoding="utf-8") as page:
                page.write(f"\nframes: {frames}\n")
        self.system = System(folder, threads=1 if quiet else 2)
        if quiet:
            self.system.dispatcher.stop()
            self.clock = SliceClock(self.system.dispatcher)
            self.clock.start()
        self.enrol()
        self.victims()
        self.before = self.others()
        self.threads, self.resident = threading.active_count(), resident()

    def blame(self, where: str, what, error) -> None:
        import traceback
        self.wrong.append(f"{where} {what}: " + "".join(traceback.format_exception(error))[-1500:])

    # -- who is there

    def enrol(self) -> None:
        """Directory entries and their disks."""
        at, users = 30, []
        kept = [stored(word) for word in (*PASSWORDS, EVIL_WORD)]
        for userid, keys in {**HOSTILE, **dict.fromkeys(VICTIMS, {}), WORKER: {}}.items():
            disk = DISK | {"first": at, "cylinders": 3}
            if userid in VICTIMS:
                disk |= {"read-password": "ALL", "write-password": kept[0]}
            users.append(User.model_validate({
                "userid": userid, "password": kept[1] if userid in VICTIMS else kept[2],
                "disks": {"191": disk}} | keys | (QUOTAS if userid in HOSTILE else {})))
            at += 3
        self.system.directory.put(users)
        for user in users:
            disk = user.disks[0x191]
            self.system.disks.format(Extent("USER01", disk.first, disk.cylinders))

    def victims(self) -> None:
        """Machines at rest with storage, a disk and files of their own; one that works."""
        system = self.system
        for userid in VICTIMS:
            vm = system.logon(userid, ipl=False)
            vm.machine.storage[:] = Random(userid).randbytes(len(vm.machine.storage))
            vm.change(0x3000, PATTERN)
            put_deck(system, userid, [SECRET.encode("cp037").ljust(80, b"\x40")] * 3)
            vm.options.msg = vm.options.imsg = userid == VICTIMS[0]
            vm.say(SECRET)
        system.saved.save("SEG", system.user(VICTIMS[1]), pages=((1, 1),), shared=((1, 1),), protect=True)
        self.worker = system.logon(WORKER, ipl=False)
        if not self.quiet:
            woken(self.worker)
        operator = system.logon("OPERATOR", ipl=False)
        operator.options.msg = operator.options.imsg = False

    def others(self) -> dict[str, str]:
        """Digests of what belongs to others."""
        system, found = self.system, {}
        for userid in VICTIMS:
            vm = system.user(userid)
            core = vm.core
            machine = vm.machine.storage[:] + vm.machine.storage.keys + core.psw + repr(
                [core.get_gpr(r) for r in range(16)]).encode()
            found[f"{userid} storage"] = hashlib.sha256(machine).hexdigest()
            found[f"{userid} disk"] = vm.devices[0x191].volume.digest()
            files = [file for file in system.spool.files(None, userid) if file.origin == userid]
            found[f"{userid} files"] = repr([(file.number, file.kind, file.owner, file.cls, file.hold, file.copies,
                                              file.tag, system.spool.reader(file.number)) for file in files])
            found[f"{userid} devices"] = repr(sorted((unit, one.type) for unit, one in vm.devices.items()))
        found["operator disk"] = system.user("OPERATOR").devices[0x191].volume.digest()
        for path in (*sorted((self.folder / "users").iterdir()), self.folder / "saved" / "SEG",
                     self.folder / "system.yaml"):
            found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    # -- hostile machines

    def machine(self, userid: str):
        """A hostile machine, logged on anew when it has gone."""
        vm = self.vms.get(userid)
        if vm is not None and not vm.ended:
            return vm
        dice = self.dice
        if userid in self.faces:
            self.faces.pop(userid).session.close()
        if self.quiet or dice.random() < 0.5:
            vm = self.system.logon(userid, ipl=False)
        else:
            face = self.faces[userid] = Face(self.system, dice)
            vm = self.system.logon(userid, ipl=False, session=face.session)
        self.vms[userid] = vm
        self.equip(vm)
        return vm

    def equip(self, vm) -> None:
        """The devices that hostile programs know."""
        for line in ("DEFINE CTCA AS 290", "DEFINE CTCA AS 291", "DEFINE LINE AS 030", "DEFINE TIMER AS 0FF",
                     "DEFINE TAPE AS 181", "LINK VICTIM1 191 192 RR", "DEFINE T2314 AS 193 CYL 2",
                     f"COUPLE 290 TO {self.dice.choice(list(HOSTILE))} 290", "COUPLE 291 TO * 290"):
            vm.console.command(line)
        self.system.command(f"MOUNT {vm.userid} {vm.userid} 180 NEW")
        if len(self.system.spool.files("RDR", vm.userid)) < 2:
            put_deck(self.system, vm.userid, [b"\xc1" * 80] * self.dice.randrange(1, 50))

    def count(self, n: int = 1) -> None:
        with self.counting:
            self.cases += n

    # -- one blow after the other

    def blow(self, instructions: int = 600) -> None:
        """A program in one machine, for one slice; what comes of it is CP's to say."""
        vm = self.machine(self.dice.choice(list(HOSTILE)))
        with vm.lock:
            hostile.install(self.dice, vm, NAMES)
            vm.in_cp = vm.held = vm.asleep = vm.suspended = False
            vm.started = True
        self.clock.begins(0, vm)
        vm.run_slice(instructions)
        self.clock.ends(0)
        if vm.lock.depth:
            self.wrong.append(f"{vm.userid}: its lock is held by nobody")
        if self.dice.random() < 0.02 and not vm.ended:
            self.system.logoff(vm)
        self.count()

    # -- everything at once

    def live(self, cases: int, seconds: float = 3600.0) -> None:
        """Threads that attack until so many cases are done."""
        self.goal, self.over = self.cases + cases, threading.Event()
        deadline = time.monotonic() + seconds
        with ended(LocalServer(self.system, self.folder / "socket")) as server:
            threads = [threading.Thread(target=self.guarded, args=(name, action, Random(self.dice.random())),
                                        name=f"attack-{name}")
                       for name, action in (*((userid, self.drive) for userid in HOSTILE),
                                            ("chaos", self.chaos), ("socket", self.socket_client),
                                            ("terminal", self.terminal), ("work", self.work))]
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                time.sleep(0.05)
                if self.cases >= self.goal or time.monotonic() > deadline or len(self.wrong) > 5:
                    self.over.set()
                stuck = [name for name, beat in self.beats.items()
                         if time.monotonic() - beat > STUCK and f"attack-{name}" in
                         [thread.name for thread in threads if thread.is_alive()]]
                if stuck:
                    faulthandler.dump_traceback(all_threads=True)
                    self.wrong.append(f"stuck: {stuck}")
                    self.over.set()
                    return
            assert server.thread.is_alive()

    def guarded(self, name: str, action, dice: Random) -> None:
        """Do it over and over until the end."""
        while not self.over.is_set():
            self.beats[name] = time.monotonic()
            try:
                action(name, dice)
            except (CPError, TimeoutError) as error:
                if name == "work":
                    self.wrong.append(f"work: {error}")
            except BaseException as error:
                self.blame("attack", name, error)
                return

    def drive(self, userid: str, dice: Random) -> None:
        """A program for some milliseconds, or something typed."""
        vm = self.machine(userid)
        if userid in self.faces:
            self.faces[userid].look()
        roll = dice.random()
        if roll < 0.6:
            with vm.lock:
                if vm.ended:
                    return
                hostile.install(dice, vm, NAMES)
                vm.begin()
            self.over.wait(dice.choice((0.001, 0.003, 0.01)))
        elif roll < 0.8:
            vm.console.send(hostile.typed_line(dice, NAMES))
        elif roll < 0.9:
            vm.console.command(hostile.any_command(dice, NAMES))
        elif roll < 0.97:
            vm.console.attention(dice.choice((1, 2)))
        else:
            self.system.command(hostile.a_usual_command(dice, NAMES).replace("LOGON", "*"), userid=userid)
        self.count()

    def chaos(self, name: str, dice: Random) -> None:
        """Machines are logged off, forced, disconnected, connected again, traced at any moment."""
        userid = dice.choice(list(HOSTILE))
        vm = self.vms.get(userid)
        self.over.wait(dice.choice((0.001, 0.01, 0.05)))
        if vm is None or vm.ended:
            return
        what = dice.randrange(8)
        if what == 0:
            self.system.logoff(vm)
        elif what == 1:
            self.system.command(f"FORCE {userid}")
        elif what == 2:
            self.system.disconnect(vm)
        elif what == 3:
            session = Face(self.system, dice).session
            try:
                self.system.logon(userid, session=session)
            except CPError:
                session.close()
        elif what == 4:
            self.system.command(f"TRACE {dice.choice(('ALL', 'SIO', 'PRIV', 'BRANCH'))} RUN", userid=userid)
        elif what == 5:
            self.system.command(f"HALT {userid} {dice.choice(hostile.UNITS):03X}")
        elif what == 6:
            self.system.command(f"{dice.choice(('MOUNT', 'DISMOUNT'))} {userid} {userid} 180 RING")
        else:
            session = Face(self.system, dice).session
            session.send(f"DIAL {userid} 030")
            session.send(hostile.some_text(dice, 30))
            session.attention()
            session.close()
        self.count()

    def terminal(self, name: str, dice: Random) -> None:
        """A session with any lines."""
        face = Face(self.system, dice)
        if dice.random() < 0.2:
            face.session.send(f"LOGON {dice.choice(list(HOSTILE))} {EVIL_WORD}")
        for _ in range(dice.randrange(1, 12)):
            face.session.send(hostile.typed_line(dice, NAMES))
            if dice.random() < 0.2:
                face.session.attention(dice.choice((1, 2)))
            face.look()
            self.count()
            self.over.wait(0.005)
        face.session.close()

    def socket_client(self, name: str, dice: Random) -> None:
        """The local socket and a client that knows no manners."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(os.fspath(self.folder / "socket"))
            try:
                for _ in range(dice.randrange(1, 6)):
                    client.sendall(self.garbage(dice))
                    self.count()
                    self.over.wait(0.005)
                if dice.random() < 0.5:
                    client.shutdown(socket.SHUT_WR)
                while dice.random() < 0.8 and client.recv(65536):
                    pass
            except OSError:
                return

    @staticmethod
    def garbage(dice: Random) -> bytes:
        """Messages, nearly."""
        value = dice.choice((None, 1, -1, 1e300, [], {}, "X", [[]], "2", True, hostile.typed_line(dice, NAMES)))
        message = dice.choice(({"do": "terminal"}, {"send": value}, {"attention": value}, {"idle": value},
                               {"do": value}, {"do": "command", "line": value}, {"do": "user", "what": value},
                               {"do": "user", "action": value, "userid": value}, value,
                               {"do": "command", "line": "QUERY NAMES", "x": value}))
        text = json.dumps(message).encode()
        roll = dice.random()
        if roll < 0.6:
            return text + b"\n"
        if roll < 0.7:
            return b"[" * 200_000 + b"\n"
        if roll < 0.75:
            return b'{"send": "' + b"A" * dice.choice((1 << 10, 1 << 20, 3 << 20)) + b'"}\n'
        if roll < 0.8:
            return b'{"attention": 1e400}\n{"attention": NaN}\n'
        return dice.choice((text, dice.randbytes(300) + b"\n", b"\n\n\n", b"\xff\xfe{}\n", b"1" * 5000 + b"\n"))

    def work(self, name: str, dice: Random) -> None:
        """Somebody who asks CP and his guest, and is answered soon."""
        begun = time.monotonic()
        time.sleep(0.01)
        host = time.monotonic() - begun - 0.01
        word = f"HELLO {dice.getrandbits(30)}"
        for line, answer in (("#CP QUERY TIME", "CONNECT="), (f"echo {word}", word)):
            begun = time.monotonic()
            self.worker.console.send(line)
            self.worker.console.expect(answer, STUCK, regex=False)
            taken = time.monotonic() - begun
            self.slowest = max(self.slowest, taken)
            if taken > PATIENCE + 5 * host:
                self.wrong.append(f"{WORKER} waited {taken:.2f} s for {line!r} (the host {host:.2f})")

    # -- afterwards

    def check(self) -> None:
        """Everything that must hold, whatever was tried."""
        system = self.system
        after = self.others()
        self.wrong += [f"changed: {name}" for name in self.before if self.before[name] != after.get(name)]
        for userid in HOSTILE:
            files, size = system.spool.used.get(userid, (0, 0))
            if files > FILES + 1 or size > BYTES + (64 << 10):
                self.wrong.append(f"{userid}: quota exceeded, {files} files, {size} bytes")
        for vm in [*self.vms.values()]:
            text = vm.console.text
            for word in (*PASSWORDS, SECRET):
                if word in text:
                    self.wrong.append(f"{vm.userid} has seen {word}")
            if not vm.ended and PATTERN in vm.machine.storage[:]:
                self.wrong.append(f"{vm.userid} has storage of {VICTIMS[1]}")
        for worker in system.dispatcher.workers:
            if not worker.is_alive():
                self.wrong.append(f"{worker.name} has died")
        if resident() - self.resident > MORE_STORAGE:
            self.wrong.append(f"storage grew from {self.resident >> 20} to {resident() >> 20} MB")
        deadline = time.monotonic() + 10
        while threading.active_count() > self.threads + 8 and time.monotonic() < deadline:
            time.sleep(0.1)                    # logoffs, host services and stand-ins still at work
        if threading.active_count() > self.threads + 8:
            self.wrong.append(f"{threading.active_count()} threads; there were {self.threads}")
        for record in system.journal.records(10_000, kind="error"):
            self.wrong.append(json.dumps(record)[:2500])
        assert not self.wrong, f"{self.cases} cases\n" + "\n".join(sorted(set(self.wrong))[:12])

    def close(self) -> None:
        if self.quiet:
            self.clock.stop()
        closer = threading.Thread(target=self.system.close, args=("logoff",), daemon=True)
        closer.start()
        closer.join(STUCK)
        threading.excepthook, sys.unraisablehook = self.hooks
        if closer.is_alive():
            faulthandler.dump_traceback(all_threads=True)
            self.wrong.append("the system does not end")
        gc.collect()

    def __enter__(self) -> "Battle":
        return self

    def __exit__(self, kind, *_) -> None:
        self.close()
        if kind is None:
            assert not self.wrong, self.wrong


@contextmanager
def ended(server: LocalServer):
    """The server until the end of the block."""
    try:
        yield server
    finally:
        server.stop()
        server.close()


class Face:
    """A terminal that takes what it is told, or not."""

    def __init__(self, system, dice: Random):
        self.outbox = Outbox()
        self.reads, self.text = dice.random() < 0.8, ""
        self.session = Session(system, self.outbox, local=dice.random() < 0.9, origin="198.51.100.7")

    def look(self) -> None:
        """Take what has come, as a terminal's thread does."""
        if self.reads and self.outbox.queue:
            for message in self.outbox.take():
                self.text = (self.text + str(message.get("text", "")))[-5000:]
            self.outbox.shown()


def resident() -> int:
    """Bytes of the process in the host's storage."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
