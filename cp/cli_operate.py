"""`cpcms doctor`, `stats`, `accounting` and `log`: a data folder and its CP as seen by who keeps them.

Called by the `cpcms` command through `add_operate`.  `stats` asks the CP that runs on the folder;
`accounting` and `log` read the files, whether CP runs or not; `doctor` looks at everything.

Exit codes: 0 good, 1 the doctor found errors or the work failed, 2 wrong usage.
"""
from __future__ import annotations

import argparse
import json
import re
import sys
import time
from datetime import datetime, timedelta

GOOD, FAILED = 0, 1
LOOK = 0.25                    # seconds between looks of `log -f`
SINCE = re.compile(r"(\d{1,6})([smhdw])")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def add_operate(commands) -> None:
    """Add the four sub-commands; each sets `func(args) -> exit code`."""
    add_doctor(commands)
    add_stats(commands)
    add_accounting(commands)
    add_log(commands)


def new_parser(commands, name: str, func, help: str, description: str):
    parser = commands.add_parser(name, help=help, description=description)
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="data folder (default: "
                        "$CPCMS_DATA, else cpcms in the XDG data home)")
    parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.set_defaults(func=func)
    return parser


def add_doctor(commands) -> None:
    parser = new_parser(commands, "doctor", run_doctor, "check a data folder, say what to do",
                        "Check everything in a data folder: layout, configuration, directory, volumes, "
                        "spool, accounting, saved systems. Nothing is changed without --repair.")
    parser.add_argument("--repair", action="store_true", help="mend what can be mended without loss; "
                        "what is replaced is kept in a folder doctor-TIME (CP must not run)")
    parser.add_argument("--quick", action="store_true", help="do not read every track and page")
    parser.add_argument("--quiet", action="store_true", help="errors and warnings only, no progress")


def add_stats(commands) -> None:
    parser = new_parser(commands, "stats", run_stats, "figures of the CP that runs on a data folder",
                        "Users, machines, CPU time, I/O, spool and traps of a running CP.")
    parser.add_argument("--prometheus", action="store_true", help="in Prometheus' text format")
    parser.add_argument("--users", action="store_true", help="figures of each machine too")


def add_accounting(commands) -> None:
    parser = new_parser(commands, "accounting", run_accounting, "what users have used, bills",
                        "Add up the accounting records of a data folder.")
    parser.add_argument("--by", choices=("user", "account", "day"), default="user",
                        help="a line for each of these (default: user)")
    parser.add_argument("--user", metavar="USERID", default="", help="this user's records only")
    parser.add_argument("--since", metavar="TIME", type=moment, default=0.0,
                        help="records made since 2026-11-01, \"2026-11-01 12:30\", or 7d (s m h d w) ago")
    parser.add_argument("--until", metavar="TIME", type=moment, help="records made before")
    parser.add_argument("--now", action="store_true", help="with what running sessions have used: let "
                        "CP make records of it first (ACNT)")
    parser.add_argument("--prices", metavar="FILE", help="price list (default: prices.yaml in the data "
                        "folder, if it is there)")
    parser.add_argument("--records", action="store_true", help="each record instead of sums")
    parser.add_argument("--csv", action="store_true", help="comma-separated values")
    parser.add_argument("--cards", metavar="FILE", help="write the records to FILE as 80-byte cards in "
                        "EBCDIC (- is the standard output)")


def add_log(commands) -> None:
    parser = new_parser(commands, "log", run_log, "the operator's log",
                        "Show the last lines of the operator's log.")
    parser.add_argument("-n", "--lines", type=count, default=20, help="how many (default: 20)")
    parser.add_argument("-f", "--follow", action="store_true", help="go on with new lines until Ctrl-C")
    parser.add_argument("--kind", default="", help="only these kinds, such as logon,logoff,error")
    parser.add_argument("--user", metavar="USERID", default="", help="only of this user")


def count(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines")
    return int(text)


def moment(text: str) -> float:
    """A point in time as seconds since 1970: a date with or without time, or a duration ago."""
    ago = SINCE.fullmatch(text)
    if ago:
        return time.time() - int(ago[1]) * UNITS[ago[2]]
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        example = (datetime.now() - timedelta(days=7)).strftime("%Y-%m-%d")
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as {example}, \"{example} 12:30\" "
                                         "or 7d") from None


def folder_of(arguments):
    """The data folder; ConfigError when it is not there."""
    from cp.folder import data_folder
    from s360.errors import ConfigError
    folder = data_folder(arguments)
    if not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such data folder; start cpcms once, which makes it, "
                          "or choose another --data")
    return folder


def ask(folder, line: str) -> dict:
    """A console function of the CP that runs on the folder; S360Error when none does."""
    from cp.terminal.local import connect, request
    from s360.errors import S360Error
    found = connect(folder)
    if found is None:
        raise S360Error(f"no CP runs on {folder}; its figures are those of a running one")
    found.close()
    answer = request(folder, {"do": "command", "line": line})
    if answer["code"]:
        raise S360Error(" ".join(answer["lines"]) or f"{line}: CP answered {answer['code']}")
    return answer


# -- the commands

def run_doctor(arguments) -> int:
    """Findings, one a line with its remedy; 1 when there is an error."""
    from cp.doctor import ERROR, NOTE, Doctor
    folder = folder_of(arguments)
    quiet = arguments.quiet or arguments.json
    doctor = Doctor(folder, quick=arguments.quick, repair=arguments.repair,
                    progress=None if quiet else progress)
    found = doctor.examine()
    bad = any(one.severity == ERROR and not one.repaired for one in found)
    if arguments.json:
        print(json.dumps({"folder": str(folder), "good": not bad,
                          "running": doctor.running, "findings": [one.record() for one in found]},
                         indent=1))
    else:
        shown = [one for one in found if one.severity != NOTE or not arguments.quiet]
        for one in shown:
            print(one)
        if not arguments.quiet:
            print(doctor.verdict(found))
    return FAILED if bad else GOOD


def progress(line: str) -> None:
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def run_stats(arguments) -> int:
    from cp import stats
    figures = ask(folder_of(arguments), "QUERY FIGURES")["data"][0]
    if arguments.prometheus:
        print(stats.prometheus(figures, arguments.users), end="")
    elif arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        print("\n".join(stats.table(figures)))
        for row in figures["by_user"] if arguments.users else ():
            print(f"{row['userid']:<8} {row['state']:<9} connect {row['connect']:.0f} s, virtual "
                  f"{row['virtual_cpu']:.2f} s, total {row['total_cpu']:.2f} s, {row['sios']} SIOs")
    return GOOD


def run_accounting(arguments) -> int:
    from cp import accounting
    folder = folder_of(arguments)
    if arguments.now:
        ask(folder, "ACNT ALL")
    records = accounting.records(folder / "accounting.db", arguments.since, arguments.until,
                                 arguments.user)
    if arguments.cards:
        from cp.cli_files import write
        write(arguments.cards, accounting.cards(records))
    elif arguments.records:
        show_records(records, arguments)
    else:
        show_report(records, folder, arguments)
    return GOOD


def show_records(records: list[dict], arguments) -> None:
    """Every record, times as on this host's clock."""
    for record in records:
        record["data"] = bytes(record["data"]).decode("cp037", errors="replace").strip()
        for name in ("started", "ended"):
            record[name] = datetime.fromtimestamp(record[name]).isoformat(timespec="seconds")
    if arguments.json:
        print(json.dumps(records, indent=1))
    elif arguments.csv:
        write_csv(records)
    else:
        for record in records:
            words = [f"{name}={value}" for name, value in record.items()
                     if value and name not in ("number", "kind", "userid", "ended", "data")]
            print(f"{record['ended']} {record['kind']} {record['userid']:<8} {' '.join(words)} "
                  f"{record['data']}".rstrip())


def show_report(records: list[dict], folder, arguments) -> None:
    from cp import accounting_report as reports
    path = arguments.prices or (folder / "prices.yaml")
    prices = reports.load_prices(path) if arguments.prices or path.exists() else None
    rows = reports.report(records, arguments.by, prices)
    if arguments.json:
        print(json.dumps({"by": arguments.by, "rows": rows[:-1], "total": rows[-1],
                          "currency": prices.currency if prices else ""}, indent=1))
    elif arguments.csv:
        write_csv(rows[:-1])
    else:
        print("\n".join(reports.table(rows, prices.currency if prices else "")))


def write_csv(rows: list[dict]) -> None:
    import csv
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def run_log(arguments) -> int:
    from cp.journal import Follower, fits, read, shown
    path = folder_of(arguments) / "operator.log"
    put = json.dumps if arguments.json else shown
    follower = Follower(path) if arguments.follow else None
    told = read(path, arguments.lines, arguments.kind, arguments.user)
    for record in told:
        print(put(record))
    try:
        while follower is not None:
            sys.stdout.flush()
            time.sleep(LOOK)
            for record in follower.new():
                if record not in told and fits(record, arguments.kind, arguments.user):
                    print(put(record))
            told = []                      # what was written while the file was read
    except KeyboardInterrupt:
        pass
    finally:
        if follower is not None:
            follower.close()
    return GOOD
