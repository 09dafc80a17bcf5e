"""What a scene of the tour shows besides its terminals: punched cards, a listing, figures, machines by the hundred.

Called by cp/tour/player.py in a thread of its own: `make(name, stage, userid, words)` gives rows, each a list of
(style, text) with the styles of STYLES.  Everything shown is made by the machines at that moment; every time and
size is measured here and now.
"""
from __future__ import annotations

import os
import re
import tempfile
import time
from pathlib import Path

from cp.card_face import ROWS, printed
from s360.errors import S360Error

STYLES = ("", "bold", "hole", "card", "green", "white", "dim")
Row = list[tuple[str, str]]
MOST_LINES = 16
COLUMNS = 80
MANY = 100                     # machines of the consolidation
HALF_WAY = 50_000              # instructions until the machine is cloned
MOST = 20_000_000              # instructions of a deck
TRACED = re.compile(r"^::: +([0-9A-F]{6}) ", re.MULTILINE)
PATIENCE = 20.0                # seconds for a real machine, and for the hundred
LOOK = 0.02


def make(name: str, stage, userid: str, words: dict[str, str]) -> list[Row]:
    """The rows of an exhibit; S360Error when it cannot be shown."""
    return EXHIBITS[name](stage, userid, words)


def newest(folder: Path) -> Path:
    """The file that came last out of a real machine, which may be at work still; S360Error when none comes."""
    deadline = time.monotonic() + PATIENCE
    while not (files := [path for path in folder.iterdir() if path.is_file() and path.name[0] != "."]):
        if time.monotonic() > deadline:
            raise S360Error(f"nothing has come out of {folder.name}")
        time.sleep(LOOK)
    return max(files, key=lambda path: path.stat().st_mtime_ns)


# -- unit record

def cards(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """A card of the deck that the real punch made last: the first that has a label and an operation."""
    from s360.media.cards import CARD_CODE, read_deck
    deck = read_deck(newest(stage.system.folder.unit / "00D"))[1:]         # behind the one that says whose it is
    text = [bytes(card).decode("cp037") for card in deck]
    chosen = next((n for n, line in enumerate(text) if line[:1].isalpha()), 0)
    columns = [CARD_CODE[byte] for byte in deck[chosen][:COLUMNS]]
    rows: list[Row] = [[("card", printed(columns).ljust(COLUMNS))]]
    for number, label in enumerate(ROWS):
        bit = 0x800 >> number
        rows.append(joined(("hole", "#") if word & bit else ("card", label if len(label) == 1 else " ")
                           for word in columns))
    return rows + [[]] + paragraphs([words["cards.under"].format(count=len(deck))])


def joined(cells) -> Row:
    """Cells of the same style as one."""
    row: Row = []
    for style, text in cells:
        if row and row[-1][0] == style:
            row[-1] = style, row[-1][1] + text
        else:
            row.append((style, text))
    return row


def listing(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """What the real printer printed last, on green bars."""
    text = newest(stage.system.folder.unit / "00E").read_text(errors="replace")
    pages = text.split("\f")
    lines = [line.rstrip() for page in pages[-1:] for line in page.split("\n")][:MOST_LINES - 2]
    return [[("green" if number // 2 % 2 else "white", f" o {line[:COLUMNS - 6]:<{COLUMNS - 6}} o ")]
            for number, line in enumerate(lines)] + [[]] + paragraphs([words["listing.under"]])


def traps(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """The instruction that TRACE has shown last, in the manual's words."""
    from s360.explain import explain_instruction
    vm = stage.system.user(userid)
    found = TRACED.findall(vm.console.text)
    if not found:
        raise S360Error("TRACE has shown no instruction")
    with vm.lock:
        text = explain_instruction(vm.machine, int(found[-1], 16))
    rows: list[Row] = [[("bold", words["traps.over"])], []]
    return rows + [[("", line[:COLUMNS])] for line in text.split("\n")[:MOST_LINES - 2]]


# -- later history

def clone(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """A machine in the midst of its work, cloned; both go on to the same end."""
    from s360 import Machine
    with tempfile.TemporaryDirectory(prefix="cpcms") as folder:
        machine = Machine(storage="64K")
        machine.attach(0x00C, "2540R", deck=deck("pi.asm"))
        machine.attach(0x00E, "1403", file=str(Path(folder) / "one.txt"))
        machine.attach(0x009, "1052")
        machine.ipl(0x00C)
        machine.run(HALF_WAY)
        begun = time.perf_counter()
        other = machine.fork()
        took = time.perf_counter() - begun
        try:
            ran = [one.run(MOST).instructions for one in (machine, other)]
            same = (bytes(machine.storage[0:len(machine.storage)]) == bytes(other.storage[0:len(other.storage)])
                    and ran[0] == ran[1])
        finally:
            machine.close()
            other.close()
    values = {"before": f"{HALF_WAY:,}", "ms": f"{1000 * took:.1f}", "after": f"{ran[0]:,}", "after2": f"{ran[1]:,}"}
    lines = [words[key].format(**values) for key in ("clone.before", "clone.took", "clone.after")]
    return paragraphs(lines + [words["clone.same" if same else "clone.differ"]])


def deck(name: str) -> list[bytes]:
    """A sample deck as cards that load themselves."""
    from cp.first_saved import deck_folder, ipl_cards
    return ipl_cards((deck_folder() / name).read_bytes())


def hundred(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """A hundred users log on, each with a machine and CMS; then each lists the files of the system disk."""
    from cp.directory_schema import User
    from cp.first_start import CMS
    system = stage.system
    names = [f"USER{number:03d}" for number in range(1, MANY + 1)]
    system.directory.put([User.model_validate({"userid": name, "password": "NOLOG"} | CMS) for name in names],
                         replace=True)
    memory, begun = resident(), time.perf_counter()
    machines = [system.logon(name) for name in names]
    for vm in machines:
        vm.console.wait_for("VM READ", PATIENCE)
    logged_on = time.perf_counter() - begun
    begun = time.perf_counter()
    for vm in machines:
        vm.console.send("STATE * * S1")
    for vm in machines:
        vm.console.expect(";", PATIENCE)
    answered = time.perf_counter() - begun
    grown = resident() - memory
    storage = sum(len(vm.machine.core.storage) for vm in machines)
    shared = system.command("QUERY NAMES").data
    for vm in machines:
        system.logoff(vm)
    values = {"count": len(machines), "ms": f"{1000 * logged_on:,.0f}", "each": f"{1000 * logged_on / MANY:.1f}",
              "answer": f"{1000 * answered:,.0f}", "storage": f"{storage / 2**20:,.0f}",
              "names": len(shared)}
    keys = ["hundred.logon", "hundred.names", "hundred.answer"]
    if grown > 0:
        values |= {"grown": f"{grown / 2**20:,.1f}", "part": f"{grown / MANY / 1024:,.0f}"}
        keys.append("hundred.memory")
    return paragraphs([words[key].format(**values) for key in keys])


def resident() -> int:
    """Bytes of this process in the host's storage; 0 where the host does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def function(stage, userid: str, words: dict[str, str]) -> list[Row]:
    """A deck handed in, its printout, and what it has used."""
    from cp.first_saved import deck_folder
    from cp.job import GOOD, Job
    from cp.job_work import work
    name = "pascal.asm"
    with tempfile.TemporaryDirectory(prefix="cpcms") as folder:
        outcome = work(Job(str(deck_folder() / name), "pascal", "asm"), folder, lambda what, text: None,
                       lambda line: None)
        if outcome.state != GOOD:
            raise S360Error(f"{name}: {outcome.text}")
        text = Path(outcome.files["printer"]).read_text(errors="replace")
    lines = [line.rstrip() for line in text.replace("\f", "\n").split("\n") if line.strip()]
    values = {"deck": name, "ms": f"{1000 * outcome.seconds:,.0f}", "count": f"{outcome.instructions:,}",
              "printed": outcome.printed, "seconds": f"{outcome.instructions / 1e6:.3f}"}
    rows = paragraphs([words["function.run"].format(**values)])
    rows += [[("green" if number // 2 % 2 else "white", f" {line[:COLUMNS - 2]:<{COLUMNS - 2}} ")]
             for number, line in enumerate(lines[:MOST_LINES - 6])]
    return rows + [[]] + paragraphs([words["function.bill"].format(**values)])


def paragraphs(lines: list[str]) -> list[Row]:
    from textwrap import wrap
    rows: list[Row] = []
    for line in lines:
        rows += [[("", part)] for part in wrap(line, COLUMNS - 4)] + [[]]
    return rows


EXHIBITS = {"cards": cards, "listing": listing, "traps": traps, "clone": clone, "hundred": hundred,
            "function": function}
