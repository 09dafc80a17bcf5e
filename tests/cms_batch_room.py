"""A CP with the batch machine CMSBATCH, for tests: jobs sent to it as decks, and what comes back."""
from __future__ import annotations

from cms import build
from cms_files import cards
from cms_machine import cms_system
from cp.system import System
from cp_guests import add_user, wait_until
from s360.asm import assemble

BATCH = "CMSBATCH"
LINKS = [{"userid": "CMSSYS", "unit": "190", "as": "190", "mode": "RR"}]
ENTRY = {"storage": "256K", "options": ["BATCH"], "ipl": {"device": "190", "parm": "BATCH"}, "links": LINKS,
         "devices": {"00C": {"type": "2540R"}, "01C": {"type": "2540R"}, "00D": {"type": "2540P", "class": "H"},
                     "00E": {"type": "1403", "class": "H"}},
         "temporary disks": {"191": {"type": "2314", "cylinders": 5}}}
USERS = ("OPERATOR", "ANNA", "BERT")


def batch_system(folder) -> System:
    """The system, its batch machine waiting for jobs; class H and consoles' class T are printed by nobody."""
    system = cms_system(folder)
    for unit in ("00D", "00E"):
        system.command(f"DRAIN {unit}")
    add_user(system, "ANNA")
    add_user(system, "BERT", disks={"191": {"type": "2314", "volume": "CMSTST", "first": 0, "cylinders": 1,
                                            "mode": "R", "read-password": "ALL", "overlap": True}})
    add_user(system, BATCH, **ENTRY)
    system.autolog(BATCH)
    return system


def program(*lines: str) -> list[bytes]:
    """A TEXT deck of a program at 12000, base register 12, for LOAD."""
    text = "\n".join(["TRIAL CSECT", " REGS", " NUCON", "TRIAL CSECT", " USING *,15", *lines, " LTORG", " END"]) + "\n"
    made = assemble(text, "trial", libraries=(build.MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return [made.object_deck[at:at + 80] for at in range(0, len(made.object_deck), 80)]


def running(*lines: str) -> list:
    """Cards of a job that load and start a program."""
    return ["OFFLINE READ TRIAL TEXT", *program(*lines), "/*", "LOAD TRIAL", "START"]


def job(name: str, *lines, user: str = "ANNA", account: str = "A100") -> list:
    return [f"/JOB {user} {account} {name}", *lines, "/*"]


def send(system, lines: list, sender: str = "ANNA") -> None:
    """A deck into CMSBATCH's reader, punched by `sender`."""
    writer = system.spool.open("PUN", sender, device="PUN")
    for line in lines:
        writer.punch(cards(line)[0] if isinstance(line, str) else line)
    writer.close("RDR", BATCH)


def settled(system, seconds: float = 15) -> None:
    """Until all jobs are done."""
    def done() -> bool:
        vm = system.machines.get(BATCH)
        return (vm is not None and not system.spool.files("RDR", BATCH) and vm.batch.job is None
                and vm.state == "waiting")
    wait_until(done, seconds)


def output(system, owner: str, device: str) -> list[str]:
    """What came back on "CON", "PRT" or "PUN", a text for each file, and is purged."""
    found = []
    for file in system.spool.files("PUN" if device == "PUN" else "PRT", owner):
        if file.device == device:
            lines = [data.decode("cp037").rstrip() for command, data in system.spool.reader(file.number)
                     if command & 3 == 1]
            found.append("\n".join(lines))
            system.spool.purge([file])
    return found


def log_of(system, *lines, **keys) -> str:
    """Run one job; what its console says."""
    send(system, job("TRIAL", *lines, **keys))
    settled(system)
    [log] = output(system, keys.get("user", "ANNA"), "CON")
    return log
