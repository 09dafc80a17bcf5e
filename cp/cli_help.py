"""What `--help` shows behind the options: examples of every command, and its exit codes.

Called by cp/cli.py with the parser it has made.  A part that has an epilog of its own keeps it; what is here
stands behind that.  tests/test_docs_help.py has every example understood by the real parser.
"""
from __future__ import annotations

import argparse
import re
import textwrap

CODES = "exit codes: 0 good, 1 failed, 2 wrong usage"
LIMIT = CODES + ", 3 a limit was reached"
WARNS = "exit codes: 0 good (warnings too), 1 failed, 2 wrong usage"
FINDS = "exit codes: 0 good, 1 something was found (or it failed), 2 wrong usage"

#: command -> its examples, and its exit codes where they are not CODES
EXAMPLES = {
    "": ("cpcms                            a terminal of CP; LOGON CMSUSER CMSUSER",
         "cpcms --data ~/museum --model 2  another data folder, a screen of 24 rows",
         "cpcms < script                   types the lines of a script",
         "cpcms run decks/hello.asm        a deck, without CP",
         "cpcms COMMAND --help             all of one command"),
    "ipl": ("cpcms ipl                        the sample machine",
            "cpcms ipl machine.yaml --script start.txt --limit 60",
            "cpcms ipl hercules.cnf -c 'wait wait' -c why"),
    "asm": ("cpcms asm hello.asm              makes hello.deck",
            "cpcms asm hello.asm --listing - -L macros",
            "cpcms asm --explain ASM201"),
    "link": ("cpcms link hello.deck            makes hello.ipl",
             "cpcms link main.deck --library ftnlib --map",
             "cpcms link kernel.deck -o kernel.ckd --disk 2311 --origin 1000"),
    "run": ("cpcms run hello.asm",
            "cpcms run lister.asm --cards lister.cards > listing",
            "cpcms run jobs/*.yaml --jobs 4 --out results",
            "cat hello.deck | cpcms run -"),
    "disasm": ("cpcms disasm hello.deck -o hello.asm", "cpcms disasm storage.img --at 200 --entry 208"),
    "paper": ("cpcms paper listing.txt          makes listing.pdf",
              "cpcms paper listing.txt -o page.svg --pages 1-2",
              "cpcms paper listing.txt --text --chain 48"),
    "cards": ("cpcms cards hello.deck           on the terminal",
              "cpcms cards hello.deck --svg hello.svg --all"),
    "decks": ("cpcms decks list", "cpcms decks copy primes           into the folder decks"),
    "decks list": ("cpcms decks list --json",),
    "decks copy": ("cpcms decks copy primes life", "cpcms decks copy --to samples"),
    "command": ("cpcms command QUERY NAMES --json", "cpcms command WNG ALL CLOSING IN TEN MINUTES",
                "cpcms command SHUTDOWN"),
    "serve": ("cpcms serve                      clients of this host, port 3270",
              "cpcms serve --host 0.0.0.0 --tls-cert server.pem",
              "cpcms serve --data /var/lib/cpcms --quiet"),
    "sysgen": ("cpcms sysgen --out cms190.ckd --listings listings",),
    "doctor": ("cpcms doctor", "cpcms doctor --quick --quiet --json", "cpcms doctor --repair"),
    "stats": ("cpcms stats --users", "cpcms stats --prometheus"),
    "accounting": ("cpcms accounting --by account --since 30d", "cpcms accounting --by day --user ANNA --csv",
                   "cpcms accounting --cards bills.cards --since 2026-11-01"),
    "log": ("cpcms log -n 50 --kind logon,password", "cpcms log -f --user ANNA"),
    "tour": ("cpcms tour", "cpcms tour --list", "cpcms tour --plain --scene 080-trap",
             "cpcms tour --kiosk --log visits.log"),
    "volume": ("cpcms volume create pack.ckd 2314 --serial USER02", "cpcms volume list pack.ckd"),
    "volume create": ("cpcms volume create pack.ckd 2314 --serial USER02",
                      "cpcms volume create small.ckd 2311 --cylinders 20"),
    "volume list": ("cpcms volume list pack.ckd --tracks",),
    "volume check": ("cpcms volume check pack.ckd --json",),
    "volume convert": ("cpcms volume convert pack.cckd pack.ckd",),
    "volume copy": ("cpcms volume copy old.ckd new.ckd --cylinders 0-19",),
    "tape": ("cpcms tape create work.aws --serial WORK01", "cpcms tape list work.aws"),
    "tape create": ("cpcms tape create work.aws --serial WORK01 --owner ANNA",
                    "cpcms tape create scratch.het --blank"),
    "tape list": ("cpcms tape list work.aws --all",),
    "tape check": ("cpcms tape check work.aws",),
    "tape convert": ("cpcms tape convert old.tap new.aws --salvage",),
    "user": ("cpcms user list", "cpcms user add ANNA --random", "cpcms user passwd OPERATOR"),
    "user add": ("cpcms user add ANNA              asks for the password",
                 "cpcms user add BERT --random --like ANNA --account D4711",
                 "cpcms user add KEEPER --password-file - --classes ABCDEG --cylinders 10"),
    "user disk": ("cpcms user disk ANNA 193 20",),
    "user passwd": ("cpcms user passwd OPERATOR", "cpcms user passwd ANNA --disk 191 --for write --random",
                    "cpcms user passwd ANNA --disk 191 --all"),
    "user link": ("cpcms user link BERT ANNA 191 293", "cpcms user link BERT --remove 293"),
    "user remove": ("cpcms user remove BERT --force",),
    "user import": ("cpcms user import directory.cards --replace",),
    "user list": ("cpcms user list --json",),
    "user show": ("cpcms user show ANNA",),
    "user check": ("cpcms user check",),
    "user export": ("cpcms user export ANNA BERT",),
    "disk": ("cpcms disk ls GUEST 191          all files",
             "cpcms disk get --text GUEST 191 PROFILE EXEC",
             "cpcms disk put --text GUEST 191 hello.assemble"),
    "disk ls": ("cpcms disk ls GUEST 191 '*' EXEC",),
    "disk get": ("cpcms disk get --text GUEST 191 PROFILE EXEC",
                 "cpcms disk get GUEST 191 '*' TEXT --to decks"),
    "disk put": ("cpcms disk put --text GUEST 191 hello.assemble",
                 "cpcms disk put GUEST 191 data.bin --as PAYROLL DATA --recfm F --lrecl 80"),
    "disk rm": ("cpcms disk rm GUEST 191 HELLO LISTING",),
    "disk format": ("cpcms disk format --volume mine.ckd --label MINE",),
    "disk check": ("cpcms disk check GUEST 191", "cpcms disk check --volume old.ckd --first 10 --cylinders 50"),
    "disk dump": ("cpcms disk dump GUEST 191 HELLO ASSEMBLE --record 1",),
}
OTHER_CODES = {
    "": LIMIT, "run": LIMIT + "; with --job-code the job's own", "link": WARNS,
    "asm": "exit codes: 0 good (return code 0 or 4), 1 errors, 2 wrong usage",
    "ipl": "exit codes: 0 disabled wait with address 0, or quit; 1 another end, or a wait that failed; 2 wrong "
           "usage or description; 3 the limit was reached",
    "doctor": FINDS, "user check": FINDS, "volume check": FINDS, "tape check": FINDS, "disk check": FINDS}

OWN_LINE = re.compile(r" |[a-z ]+:")        # lines that nothing is joined to


class Help(argparse.HelpFormatter):
    """Sentences fill the window; indented lines (examples) and what begins with a word and a colon stay lines."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        paragraphs: list[str] = []
        for line in text.splitlines():
            if paragraphs and not OWN_LINE.match(line) and not OWN_LINE.match(paragraphs[-1]):
                paragraphs[-1] += " " + line
            else:
                paragraphs.append(line)
        return "\n".join(line if line[:1] == " " else textwrap.fill(line, width) for line in paragraphs)


def complete(parser: argparse.ArgumentParser, command: str = "") -> argparse.ArgumentParser:
    """Give a parser, and all below it, the examples and exit codes of its command."""
    parser.formatter_class = Help
    parts = [parser.epilog.rstrip()] if parser.epilog else []
    if EXAMPLES.get(command):
        parts.append("\n  ".join(("examples:",) + EXAMPLES[command]))
    parts.append(OTHER_CODES.get(command, CODES))
    parser.epilog = "\n".join(parts)
    for action in parser._subparsers._group_actions if parser._subparsers else ():
        for name, below in action.choices.items():
            complete(below, f"{command} {name}".strip())
    return parser
