"""`cpcms disk`: files of CMS disks from the host.

Called by cp/cli.py through `add_disk`.  The disk is a user's (in the data folder, or through the CP that
runs on it: cp/disk_requests.py) or some cylinders of an image file.  cp/cli_disk_work.py does the work;
here are the command line, host files, text.  Exit codes: 0 good, 1 failed (check: faults were found), 2
wrong usage.
"""
from __future__ import annotations

import argparse
import json
import os
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Iterator

from s360.errors import ConfigError, S360Error

GOOD, FAILED = 0, 1
SAFE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$#@+-_")


# -- the command line

def add_disk(subparsers) -> None:
    """Add `disk` with its sub-commands; each sets `func(args) -> exit code`."""
    top = subparsers.add_parser(
        "disk", help="files of CMS disks: ls, get, put, rm, format, check, dump",
        description="Files of CMS disks from the host, also while CP runs.")
    parsers = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    action(parsers, "ls", list_files, "list files", "[FN [FT [FM]]]")
    get = action(parsers, "get", get_files, "copy files to the host", "FN FT [FM]")
    get.add_argument("--text", action="store_true", help="lines of UTF-8, trailing blanks taken off "
                     "(without: the bytes; records of format V with their lengths, 2 bytes each)")
    get.add_argument("--to", metavar="PATH", help="a file, a folder, or - for the standard output (the "
                     "folder here)")
    get.add_argument("--force", action="store_true", help="replace files that exist")
    add_put(parsers)
    action(parsers, "rm", remove_files, "erase files", "FN FT [FM]")
    make = action(parsers, "format", format_disk, "make an empty CMS disk", "")
    make.add_argument("--label", help="1 to 6 characters (CMS and the address)")
    make.add_argument("--force", action="store_true", help="also when there are files")
    action(parsers, "check", check_disk, "find all faults of a file system", "")
    dump = action(parsers, "dump", dump_disk, "show the directory, where a file is, or a record",
                  "[FN FT]")
    dump.add_argument("--record", type=int, metavar="N", help="this record, counted from 1")


def add_put(parsers) -> None:
    put = action(parsers, "put", put_files, "copy files from the host", "FILE...")
    put.add_argument("--text", action="store_true", help="each line of UTF-8 is a record, tabs expanded "
                     "(without: the bytes, divided by --lrecl; with --recfm V lengths stand before the "
                     "records)")
    put.add_argument("--as", dest="as_", nargs=2, metavar=("FN", "FT"), help="filename and filetype (those "
                     "of the host's file, name.type)")
    put.add_argument("--recfm", choices=("F", "V"), type=str.upper, help="record format (as the file that "
                     "is replaced, else F)")
    put.add_argument("--lrecl", type=int, metavar="N", help="record length (as the file that is replaced, "
                     "else 80)")
    put.add_argument("--mode", help="filemode (as the file that is replaced, else P5)")
    put.add_argument("--date", help="date and time last written, YYYY-MM-DD [HH:MM] (now)")


def action(parsers, name: str, func, help: str, words: str):
    parser = parsers.add_parser(name, help=help, description=help[:1].upper() + help[1:] + "."
                                + (" In names * stands for any characters, ? for one." if "FN" in words
                                   else ""))
    parser.add_argument("words", nargs="*", metavar="WORD", help=f"USERID UNIT {words}".rstrip()
                        + (f"; with --volume only {words}" if words else "; none with --volume"))
    parser.add_argument("--volume", metavar="FILE", help="a disk image instead of a user's disk")
    parser.add_argument("--first", type=int, metavar="CYL", help="with --volume: where the disk begins (0)")
    parser.add_argument("--cylinders", type=int, metavar="N", help="with --volume: how many it has (all)")
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS,
                        help="data folder (default: $CPCMS_DATA, else cpcms in "
                        "the XDG data home)")
    parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.set_defaults(func=func)
    return parser


# -- where the disk is

@contextmanager
def disk_of(args) -> Iterator:
    """A function (request, files) -> (answer, files) for the disk that is meant; `args.rest` gets the
    other words."""
    from cp.cli_disk_work import WRITING, perform
    write = args.action in WRITING
    if args.volume is not None:
        args.rest = args.words
        with image(args, write) as volume:
            yield lambda request, files=(): perform(volume, request, files)
        return
    if args.first is not None or args.cylinders is not None:
        raise ConfigError("--first and --cylinders are for --volume FILE; a user's disk is in the directory")
    if len(args.words) < 2:
        raise ConfigError(f"say whose disk and which: cpcms disk {args.action} USERID 191, or --volume FILE")
    from cp import disk_requests
    from cp.cli_user import opened
    from cp.folder import data_folder
    userid, unit, args.rest = args.words[0].upper(), disk_requests.address_of(args.words[1]), args.words[2:]
    path = data_folder(args)
    folder = opened(path)
    if folder is None:
        where = {"userid": userid, "unit": f"{unit:03X}"}
        yield lambda request, files=(): disk_requests.ask(path, request | where, files)
        return
    with folder, disk_requests.of_folder(folder, userid, unit, write) as disk:
        yield lambda request, files=(): perform(disk, request, files)


@contextmanager
def image(args, write: bool) -> Iterator:
    """The disk in an image file."""
    from cp.minidisk import Minidisk
    from s360.media.ckd import open_volume
    with open_volume(args.volume, write) as volume:
        if args.first is None and args.cylinders is None:
            yield volume
        else:
            first = args.first or 0
            count = args.cylinders if args.cylinders is not None else volume.cylinders - first
            yield Minidisk(volume, first, count)


def words(args, least: int, most: int, what: str) -> list[str]:
    if not least <= len(args.rest) <= most:
        raise ConfigError(f"cpcms disk {args.action}: {'say ' if what else 'no further words'}{what}")
    return args.rest


# -- looking

def list_files(args) -> int:
    with disk_of(args) as ask:
        data, _ = ask({"action": "ls", "pattern": words(args, 0, 3, "FN, FT, FM or none of them")})
    if args.json:
        return as_json(data)
    if data["files"]:
        print("FILENAME FILETYPE FM  FORMAT    ITEMS BLOCKS  DATE")
    for file in data["files"]:
        print(f"{shown(file['name']):8} {shown(file['type']):8} {shown(file['mode']):2}  "
              f"{shown(file['recfm'])} {file['lrecl']:5}  {file['items']:6} {file['blocks']:6}  {file['date']}"
              .rstrip())
    print(f"{data['label']}: {data['type']}, {data['cylinders']} cylinders, {len(data['files'])} files shown, "
          f"{data['used']} of {data['total']} blocks used, room for {data['room']}")
    return GOOD


def check_disk(args) -> int:
    with disk_of(args) as ask:
        words(args, 0, 0, "")
        data, _ = ask({"action": "check"})
    bad = [one for one in data["findings"] if one["severity"] != "note"]
    if args.json:
        as_json({"good": not bad} | data)
    else:
        for one in data["findings"]:
            print(f"{one['severity']}: {one['place']}: {one['text']}")
        print("no faults" if not bad else f"{len(bad)} fault{'s' * (len(bad) > 1)}")
    return FAILED if bad else GOOD


def dump_disk(args) -> int:
    with disk_of(args) as ask:
        data, _ = ask({"action": "dump", "record": args.record,
                       "pattern": words(args, 0, 3, "FN FT, or nothing")})
    if args.json:
        return as_json(data)
    for file in data.get("files", ()):
        print(f"{shown(file['name'])} {shown(file['type'])} {shown(file['mode'])}\n  FST {file['fst']}\n"
              f"  first chain link: record {file['record']} byte {file['offset']}\n"
              f"  further chain links: {runs(file['links'])}\n  data: {runs(file['data'])}")
    for key, value in data.get("mfd", {}).items():
        print(f"{key:11} {runs(value) if isinstance(value, list) else value}")
    if "record" in data:
        print(f"record {data['record']}: cylinder {data['cylinder']} head {data['head']} record "
              f"{data['on_track']}")
    if "hex" in data:
        print("\n".join(hex_lines(bytes.fromhex(data["hex"]))))
    return GOOD


def runs(numbers: list) -> str:
    """Record numbers, neighbours joined: "7, 9-12".  Runs [first, last] and pieces "7.1" may be in the
    list too."""
    out: list = []
    for one in numbers:
        if isinstance(one, int) and out and isinstance(out[-1], list) and one == out[-1][1] + 1:
            out[-1][1] = one
        else:
            out.append([one, one] if isinstance(one, int) else one)
    return ", ".join(one if isinstance(one, str) else f"{one[0]}" if one[0] == one[1]
                     else f"{one[0]}-{one[1]}" for one in out) or "none"


def hex_lines(data: bytes) -> Iterator[str]:
    """Offset, 16 bytes in hexadecimal and as characters; lines of zeros are left out."""
    for at in range(0, len(data), 16):
        line = data[at:at + 16]
        if any(line):
            yield f"{at:03X}  {line.hex(' ', 4).upper():35}  *{shown(line.decode('cp037')):16}*"


def shown(text: str) -> str:
    """A text with dots for what has no picture."""
    return "".join(char if char.isprintable() else "." for char in text)


def as_json(data) -> int:
    print(json.dumps(data, indent=1))
    return GOOD


# -- out of the disk

def get_files(args) -> int:
    from cms.disk_text import text_of
    with disk_of(args) as ask:
        pattern = words(args, 2, 3, "FN FT [FM]")
        files = ask({"action": "get", "pattern": pattern})[1]
    contents = [(file, text_of(file.records, f"{file.name} {file.type}").encode("utf-8") if args.text
                 else raw(file)) for file in files]
    paths = targets(args, files)
    written = []
    for (file, content), path in zip(contents, paths):
        save(path, content, args.force)
        written.append(file.described() | {"path": path})
    if args.json:
        return as_json({"files": written})
    if paths[0] != "-":
        for one in written:
            print(f"{one['name']} {one['type']} {one['mode']}: {one['items']} records of format {one['recfm']} "
                  f"{one['lrecl']} to {one['path']}")
    return GOOD


def raw(file) -> bytes:
    """The bytes of a file; those of format V with the length before each record, as on the disk."""
    if file.recfm != "V":
        return b"".join(file.records)
    return b"".join(len(record).to_bytes(2, "big") + record for record in file.records)


def targets(args, files: list) -> list[str]:
    """Where each file goes."""
    to = args.to or "."
    if to == "-" and args.json:
        raise ConfigError("--json uses the standard output; give --to a file")
    if os.path.isdir(to):
        return [os.path.join(to, f"{host_name(file.name)}.{host_name(file.type)}") for file in files]
    if len(files) > 1:
        raise ConfigError(f"{to}: is no folder, and {len(files)} files are wanted")
    return [to]


def host_name(name: str) -> str:
    """A filename or filetype for the host: what might mean something there as %XX."""
    return "".join(char if char in SAFE else f"%{ord(char):02X}" for char in name)


def save(path: str, content: bytes, force: bool) -> None:
    from cp.cli_files import is_stream, write
    if not force and os.path.exists(path) and not is_stream(path):
        raise S360Error(f"{path}: exists already; remove it, choose another place with --to, or use --force")
    write(path, content)


# -- into the disk

def put_files(args) -> int:
    with disk_of(args) as ask:
        paths = words(args, 1, 4000, "which files of the host")
        if args.as_ and len(paths) > 1:
            raise ConfigError("--as names one file")
        old = {(file["name"], file["type"]): file for file in ask({"action": "ls"})[0]["files"]}
        files = [file_from(args, path, old) for path in paths]
        data, _ = ask({"action": "put"}, files)
    if args.json:
        return as_json(data)
    for file in data["files"]:
        done = "replaced" if (file["name"], file["type"]) in old else "written"
        print(f"{file['name']} {file['type']} {file['mode']}: {done}, {file['items']} records of format "
              f"{file['recfm']} {file['lrecl']}")
    return GOOD


def file_from(args, path: str, old: dict):
    """A file of the host as it shall be on the disk."""
    from cms.disk_text import STANDARD
    from cp.cli_disk_work import File
    from cp.cli_files import read
    name, type = names_for(args, path)
    there = old.get((name, type), {})
    recfm = args.recfm or there.get("recfm", "F")
    lrecl = args.lrecl
    if lrecl is None and recfm == "F":
        lrecl = there["lrecl"] if there.get("recfm") == "F" else STANDARD
    if lrecl is not None and not 1 <= lrecl <= 65535:
        raise ConfigError(f"--lrecl {lrecl}: records have 1 to 65535 bytes")
    content = read(path, "a file to put on the disk")
    return File(name, type, (args.mode or there.get("mode", "P5")).upper(), recfm, lrecl or 0, date_of(args),
                records=records_from(args, path, content, recfm, lrecl))


def names_for(args, path: str) -> tuple[str, str]:
    if args.as_:
        return args.as_[0].upper(), args.as_[1].upper()
    stem, dot, suffix = Path(path).name.rpartition(".")
    if not stem or not suffix:
        raise ConfigError(f"{path}: has no name.type that could be filename and filetype; give --as FN FT")
    return stem.upper(), suffix.upper()


def date_of(args) -> str:
    if not args.date:
        return ""
    try:
        return datetime.fromisoformat(args.date).replace(tzinfo=None).isoformat()
    except ValueError:
        raise ConfigError(f"--date {args.date}: must be YYYY-MM-DD or \"YYYY-MM-DD HH:MM\"") from None


def records_from(args, path: str, content: bytes, recfm: str, lrecl: int | None) -> list[bytes]:
    """The records in a file of the host."""
    from cms.disk_text import records_of
    if args.text:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise S360Error(f"{path}: byte {error.start + 1} is no UTF-8; put the file without --text"
                            ) from None
        return records_of(text, recfm, lrecl, path)
    if recfm == "V":
        return counted(path, content)
    if len(content) % lrecl:
        raise S360Error(f"{path}: {len(content)} bytes are no whole number of records of {lrecl}; give "
                        "--lrecl, --recfm V or --text")
    return [content[at:at + lrecl] for at in range(0, len(content), lrecl)]


def counted(path: str, content: bytes) -> list[bytes]:
    """Records that have their length before them, 2 bytes."""
    records, at = [], 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at:at + 2], "big")
        if end > len(content) or at + 2 > len(content):
            raise S360Error(f"{path}: record {len(records) + 1} runs beyond the end; --recfm V wants 2 bytes "
                            "of length before each record (or --text)")
        records.append(content[at + 2:end])
        at = end
    return records


# -- erasing and formatting

def remove_files(args) -> int:
    with disk_of(args) as ask:
        data, _ = ask({"action": "rm", "pattern": words(args, 2, 3, "FN FT [FM]")})
    if args.json:
        return as_json(data)
    for file in data["files"]:
        print(f"{shown(file['name'])} {shown(file['type'])} {shown(file['mode'])}: erased")
    return GOOD


def format_disk(args) -> int:
    with disk_of(args) as ask:
        words(args, 0, 0, "")
        unit = args.words[1].upper() if args.words else "191"
        data, _ = ask({"action": "format", "label": (args.label or f"CMS{unit}").upper(),
                       "cylinders": args.cylinders, "force": args.force})
    if args.json:
        return as_json(data)
    print(f"{data['label']}: {data['type']}, {data['cylinders']} cylinders, {data['left']} blocks free")
    return GOOD
