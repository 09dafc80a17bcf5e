"""`cpcms user`: the directory from the host.

Called by cp/cli.py through `add_user`.  Takes the data folder's lock, or, when a CP runs on it, sends the
request there; cp/directory_edit.py does the work in both cases.  Exit codes: 0 good, 1 failed (check: the
directory has mistakes), 2 wrong usage.
"""
from __future__ import annotations

import argparse
import getpass
import json
import sys
import time
from pathlib import Path

from s360.errors import ConfigError, S360Error

GOOD, FAILED = 0, 1
LARGEST_REQUEST = 900_000                 # bytes a running CP takes in one request
PATIENCE, LOOK = 10.0, 0.1                # seconds that another tool may have the folder; between looks


# -- the command line

def add_user(subparsers) -> None:
    """Add `user` with its sub-commands; each sets `func(args) -> exit code`."""
    top = subparsers.add_parser("user", help="the directory: add, list, passwd, remove, link ...",
                                description="The directory of users; also while CP runs.")
    parsers = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_making(parsers)
    add_changing(parsers)
    add_looking(parsers)


def action(parsers, name: str, help: str, request, userid: bool = True):
    """A sub-command whose request `request(args)` gives."""
    parser = parsers.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".")
    if userid:
        parser.add_argument("userid", help="1 to 8 letters, digits, $, #, @, - or _")
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="data folder (default: "
                        "$CPCMS_DATA, else cpcms in the XDG data home)")
    parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.set_defaults(func=run, request=request)
    return parser


def add_password(parser) -> None:
    """The ways to give a password; without one of them it is asked for."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--password-file", metavar="FILE", help="password in the first line of a file, "
                       "- for standard input")
    group.add_argument("--random", action="store_true", help="make a password and show it")
    group.add_argument("--nolog", action="store_true", help="nobody can log on")


def add_making(parsers) -> None:
    add = action(parsers, "add", "add a user, with a disk 191 of his own", add_request)
    add_password(add)
    add.add_argument("--like", metavar="USERID", help="storage, classes, devices, links and sizes of "
                     "disks as this user has them")
    add.add_argument("--classes", help="privilege classes, letters A to H (G)")
    add.add_argument("--storage", help="storage at logon (256K)")
    add.add_argument("--maximum", help="the most that DEFINE STORAGE gives (1M)")
    add.add_argument("--account", help="account number")
    add.add_argument("--ipl", metavar="SYSTEM", help="saved system, or device, loaded at logon (CMS; "
                     "NONE: nothing)")
    add.add_argument("--option", action="append", metavar="NAME", help="an option; may be repeated")
    add.add_argument("--local", action="store_true", help="logs on from this host only")
    add.add_argument("--cylinders", type=int, help="of his disk 191 (5; 0: no disk; with --like: as there)")
    add.add_argument("--volume", metavar="SERIAL", help="where his disks shall be (wherever there is room)")
    disk = action(parsers, "disk", "add a further minidisk for a user", disk_request)
    disk.add_argument("unit", help="its address, three hexadecimal digits")
    disk.add_argument("cylinders", type=int, help="how many; the tool finds room")
    disk.add_argument("--volume", metavar="SERIAL", help="where it shall be (wherever there is room)")


def add_changing(parsers) -> None:
    passwd = action(parsers, "passwd", "set a user's password, or one that LINK asks for",
                    password_request)
    add_password(passwd)
    passwd.add_argument("--disk", metavar="UNIT", help="of this minidisk, for LINK")
    passwd.add_argument("--for", dest="kind", choices=("read", "write", "multi"), default="read",
                        help="which of the disk's passwords (read)")
    passwd.add_argument("--all", action="store_true", help="with --disk: none is needed")
    passwd.add_argument("--none", action="store_true", help="with --disk: nobody may")
    link = action(parsers, "link", "link another user's minidisk at logon", link_request)
    link.add_argument("owner", nargs="?", help="whose")
    link.add_argument("unit", nargs="?", help="which of his")
    link.add_argument("as_", nargs="?", metavar="as", help="its address here (the same)")
    link.add_argument("--mode", default="RR", help="R RR W WR M MR MW (RR)")
    link.add_argument("--remove", metavar="UNIT", help="take the link at this address away")
    remove = action(parsers, "remove", "take a user and his disks away", lambda args: {
        "force": args.force})
    remove.add_argument("--force", action="store_true", help="also others' links to his disks")
    cards = action(parsers, "import", "make users of a directory in card images (USER, MDISK ...)",
                   import_request, userid=False)
    cards.add_argument("file", help="the card images, as text")
    cards.add_argument("--replace", action="store_true", help="also users who are there already")
    cards.add_argument("--overlap", action="store_true", help="minidisks may lie over each other")


def add_looking(parsers) -> None:
    action(parsers, "list", "show all users", lambda args: {}, userid=False)
    action(parsers, "show", "show a user's entry, without passwords", lambda args: {})
    action(parsers, "check", "find every mistake in the directory", lambda args: {}, userid=False)
    export = action(parsers, "export", "write the directory as card images",
                    lambda args: {"users": [name.upper() for name in args.users]}, userid=False)
    export.add_argument("users", nargs="*", metavar="USERID", help="these only")


# -- requests

def password_of(args) -> str:
    """The password that was asked for, in stored form or NOLOG; a random one is kept in
    `args.made`."""
    from cp.passwords import NOLOG, random_password, stored
    if args.nolog:
        return NOLOG
    if args.random:
        args.made = random_password()
        return stored(args.made)
    if args.password_file:
        return stored(first_line(args.password_file))
    if not sys.stdin.isatty():
        raise ConfigError("no terminal to ask for a password; use --password-file FILE, --random or "
                          "--nolog")
    given = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != given:
        raise ConfigError("the two passwords differ; nothing is changed")
    return stored(given)


def first_line(name: str) -> str:
    from s360.marked_yaml import read_text
    text = sys.stdin.readline() if name == "-" else read_text(name)
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise ConfigError(f"{name}: the first line is empty; it must be the password")
    return lines[0]


def add_request(args) -> dict:
    keys = {name: getattr(args, name) for name in ("classes", "storage", "maximum", "account")
            if getattr(args, name)}
    if args.option:
        keys["options"] = args.option
    if args.local:
        keys["local"] = "yes"
    if args.ipl and args.ipl.upper() == "NONE":
        keys["ipl"] = None
    elif args.ipl:
        device = len(args.ipl) == 3 and args.ipl[0].isdigit()
        keys["ipl"] = {"device" if device else "system": args.ipl}
    cylinders = args.cylinders if args.cylinders is not None else 0 if args.like else 5
    return {"password": password_of(args), "keys": keys, "like": args.like or "",
            "cylinders": cylinders, "volume": args.volume or ""}


def disk_request(args) -> dict:
    return {"unit": args.unit, "cylinders": args.cylinders, "volume": args.volume or ""}


def password_request(args) -> dict:
    if (args.all or args.none) and not args.disk:
        raise ConfigError("--all and --none are for a minidisk; name it with --disk")
    if args.disk and args.nolog:
        raise ConfigError("--nolog is for logging on; --none lets nobody link to a disk")
    password = "ALL" if args.all else "" if args.none else password_of(args)
    return {"password": password, "disk": args.disk or "", "kind": args.kind}


def link_request(args) -> dict:
    if args.remove:
        return {"remove": True, "as": args.remove}
    if not args.owner or not args.unit:
        raise ConfigError("say whose disk and which: cpcms user link USERID OWNER UNIT [AS]")
    return {"owner": args.owner, "unit": args.unit, "as": args.as_ or "", "mode": args.mode}


def import_request(args) -> dict:
    from cp.directory_cards import read_cards
    from s360.marked_yaml import read_text
    users, args.notes = read_cards(read_text(args.file), Path(args.file).name, args.overlap)
    return {"users": users, "replace": args.replace}


# -- carrying out

def run(args) -> int:
    """Carry out a sub-command and show the answer."""
    args.made, args.notes = "", []
    request = {"do": "user", "action": args.action, "userid": getattr(args, "userid", "").upper()}
    answer = carry_out(args, request | args.request(args))
    if args.made:
        answer["lines"].append(f"password: {args.made} (shown only now)")
    if args.json:
        made = {"password": args.made} if args.made else {}
        print(json.dumps({"data": answer["data"], "lines": answer["lines"]} | made, indent=1))
    else:
        print("\n".join(answer["lines"]))
    notes = args.notes + (answer["data"]["notes"] if args.action == "export" else [])
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    return FAILED if args.action == "check" and answer["data"] else GOOD


def carry_out(args, request: dict) -> dict:
    """The answer: from here when the data folder is free, else from the CP that has it."""
    from cp.directory_edit import FolderPlace, perform
    from cp.folder import data_folder
    path = data_folder(args)
    folder = opened(path)
    if folder is None:
        return asked(path, request)
    with folder:
        place = FolderPlace(folder)
        try:
            return perform(place, request)
        finally:
            place.close()


def opened(path):
    """The data folder, after waiting for another tool that has it; None when a CP has it."""
    from cp.folder import DataFolder, FolderInUse
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return DataFolder(path, create=False)
        except FolderInUse:
            if (path / "socket").exists():
                return None
            if time.monotonic() > until:
                raise
        time.sleep(LOOK)


def asked(path, request: dict) -> dict:
    """The answer of the CP that has the folder."""
    from cp.terminal.local import request as ask
    if len(json.dumps(request)) > LARGEST_REQUEST:
        raise S360Error("that is too much for a running CP at one time; end CP first, or import fewer "
                        "users")
    return ask(path, request)
