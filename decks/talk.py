"""Runs talk.asm in two virtual machines whose channel-to-channel adapters are coupled, and shows both consoles.

    cpcms asm talk.asm && cpcms link talk.deck && python talk.py

ANNA speaks the lines of talk.cards, BERT those of talk2.cards.  The CP they run under lives in a
throw-away folder.
"""
import tempfile
from pathlib import Path

from cp import System
from cp.directory_schema import User

HERE = Path(__file__).resolve().parent
LINES = {"ANNA": "talk.cards", "BERT": "talk2.cards"}


def machine(system, userid, program, lines):
    """A user logged on, an adapter at 140, program and lines in the reader."""
    system.directory.put([User(userid=userid)], replace=True)
    vm = system.logon(userid, ipl=False)
    writer = system.spool.open("RDR", userid)
    for at in range(0, len(program), 80):
        writer.punch(program[at:at + 80])
    for line in lines.splitlines():
        writer.punch(line.ljust(80).encode("cp037"))
    writer.close()
    vm.console.send("DEFINE CTCA AS 140")
    return vm


def converse(folder, program: bytes) -> dict[str, str]:
    """What each of the two consoles has typed at the end."""
    with System(folder) as system:
        system.command("DRAIN ALL")
        anna, bert = two = [machine(system, userid, program, (HERE / cards).read_text())
                            for userid, cards in LINES.items()]
        anna.console.send("COUPLE 140 TO BERT 140")
        anna.console.expect("COUPLED TO BERT")
        for vm in two:                             # IPL resets the adapter: before the other begins
            vm.console.send("IPL 00C STOP")
        for vm in two:
            vm.console.send("BEGIN")
        for vm in two:
            vm.console.expect("DISABLED WAIT PSW")
        return {vm.userid: vm.console.text for vm in two}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for userid, text in converse(folder, Path("talk.ipl").read_bytes()).items():
            print(f"--- {userid}", text, sep="\n")
