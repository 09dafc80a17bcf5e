"""`cpcms volume` and `cpcms tape`: disk and tape images from the host, without a machine.

Called by the `cpcms` command through `add_volume` and `add_tape`.  Exit codes: 0 good, 1 damage was
found or the work failed (the caller prints the one line of a MediaError), 2 wrong usage.  Tape
labels: C28-6680 (tape labels of OS/360).

Not done here: files on a volume (VTOC, CMS directories: `cpcms disk`), moving tracks to other
cylinders.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
import time
from contextlib import contextmanager
from typing import Callable, Iterator

from s360.errors import MediaError
from s360.media import ckd, tape as tapes
from s360.media.files import replaced
from s360.media.geometry import GEOMETRY, geometry_of
from s360.media.listing import to_text

LABELS = ("VOL", "HDR", "EOF", "EOV", "UHL", "UTL")


# -- what both commands share

@contextmanager
def progress(args, title: str) -> Iterator[Callable[[int, int], None]]:
    """A function (done, total) that shows how far long work is: a bar on a terminal, elsewhere a
    line each tenth on the error output, nothing with --quiet."""
    if getattr(args, "quiet", False):
        yield lambda done, total: None
    elif sys.stderr.isatty():
        from prompt_toolkit.output.defaults import create_output
        from prompt_toolkit.shortcuts import ProgressBar
        with ProgressBar(title=title, output=create_output(stdout=sys.stderr)) as bars:
            counter = bars(label="", total=1)

            def show(done: int, total: int) -> None:
                counter.total, counter.items_completed = total, done
                bars.invalidate()

            yield show
    else:
        yield Lines(title).show


class Lines:
    """Progress as lines of text, one each tenth and at most one a second."""

    def __init__(self, title: str) -> None:
        self.title, self.tenth, self.time = title, 0, time.monotonic()

    def show(self, done: int, total: int) -> None:
        tenth, now = done * 10 // max(total, 1), time.monotonic()
        if tenth > self.tenth and now >= self.time + 1:
            self.tenth, self.time = tenth, now
            print(f"{self.title}: {done} of {total}", file=sys.stderr)


def say(args, text: str) -> None:
    if not getattr(args, "quiet", False):
        print(text)


def answer(args, data: dict, text: Callable[[], Iterator[str]]) -> None:
    """Print the answer for a program (--json) or a person."""
    if args.json:
        print(json.dumps(data, indent=1))
    else:
        for line in text():
            print(line)


def sub_parser(parsers, name: str, func, help: str, json_too: bool = False):
    parser = parsers.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".")
    parser.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS,
                        help="no progress, no word when all is well")
    if json_too:
        parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.set_defaults(func=func)
    return parser


# -- cpcms volume

def add_volume(subparsers) -> None:
    """Add `volume` with its sub-commands; each sets `func(args) -> exit code`."""
    top = subparsers.add_parser("volume", help="disk images: create, list, check, convert, copy",
                                description="Disk images (count-key-data volumes) on the host.")
    parsers = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = sub_parser(parsers, "create", volume_create, "make an empty volume")
    create.add_argument("path", help="the image that is made")
    create.add_argument("type", help=f"device type: {', '.join(GEOMETRY)}")
    create.add_argument("--serial", help="write a VOL1 label with this serial, 1 to 6 characters")
    create.add_argument("--cylinders", type=int, help="fewer than the device has")
    create.add_argument("--force", action="store_true", help="replace an image that exists")
    show = sub_parser(parsers, "list", volume_list, "show geometry, serial and records", True)
    show.add_argument("path", help="the image")
    show.add_argument("--tracks", action="store_true", help="the records of every track")
    check = sub_parser(parsers, "check", volume_check, "find all damage", True)
    check.add_argument("path", help="the image")
    convert = sub_parser(parsers, "convert", volume_convert,
                         "write any image (compressed, with overlay) as one plain CKD image")
    convert.add_argument("source", help="the image that is read")
    convert.add_argument("target", help="the image that is made")
    convert.add_argument("--force", action="store_true", help="replace an image that exists")
    copy = sub_parser(parsers, "copy", volume_copy,
                      "copy tracks to the same places of another volume of the same device type")
    copy.add_argument("source", help="the volume that is read")
    copy.add_argument("target", help="the volume that is written; it must be there")
    copy.add_argument("--cylinders", type=cylinder_range, metavar="FIRST-LAST", help="only these")


def cylinder_range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not first.isdecimal() or not (last or first).isdecimal() or int(last or first) < int(first):
        raise argparse.ArgumentTypeError(f"{text!r} is no range of cylinders such as 0-19")
    return int(first), int(last or first)


def volume_create(args) -> int:
    geometry = geometry_of(args.type)
    with progress(args, f"creating {args.path}") as step:
        ckd.create_volume(args.path, args.type, args.serial, args.cylinders, step, args.force)
    cylinders = args.cylinders or geometry.all_cylinders
    say(args, f"{args.path}: {geometry.type}, {cylinders} cylinders of {geometry.heads} heads"
        + (f", serial {args.serial.upper()}" if args.serial else ""))
    return 0


def volume_list(args) -> int:
    with ckd.open_volume(args.path) as volume:
        data = {"path": args.path, "type": volume.device_type, "cylinders": volume.cylinders,
                "heads": volume.heads, "track_size": volume.track_size, "serial": volume.serial(),
                "contents": list(cylinder_summaries(volume, args.tracks))}
    answer(args, data, lambda: volume_text(data, args.tracks))
    return 0


def cylinder_summaries(volume: ckd.Volume, tracks: bool) -> Iterator[dict]:
    """What each cylinder holds, R0 apart; those with nothing are left out."""
    for cylinder in range(volume.cylinders):
        rows = []
        for head in range(volume.heads):
            try:
                found, damage = ckd.records(volume.read_track(cylinder, head))
            except MediaError:
                found, damage = [], 0
            rows.append({"head": head, "records": len(found[1:]),
                         "bytes": sum(r.kl + r.dl for r in found[1:]),
                         "lengths": [[r.kl, r.dl] for r in found[1:]], "damaged": damage is not None})
        summary = {"cylinder": cylinder, "tracks": sum(1 for r in rows if r["records"]),
                   "records": sum(r["records"] for r in rows), "bytes": sum(r["bytes"] for r in rows),
                   "damaged": sum(r["damaged"] for r in rows)}
        if tracks:
            summary["heads"] = [r for r in rows if r["records"] or r["damaged"]]
        if summary["records"] or summary["damaged"]:
            yield summary


def volume_text(data: dict, tracks: bool) -> Iterator[str]:
    yield (f"{data['path']}: {data['type']}, {data['cylinders']} cylinders of {data['heads']} heads, "
           f"serial {data['serial'] or '(none)'}")
    yield "cylinder  tracks used  records     bytes  damaged tracks"
    for row in data["contents"]:
        yield (f"{row['cylinder']:8}  {row['tracks']:11}  {row['records']:7}  {row['bytes']:8}  "
               f"{row['damaged'] or '':>14}").rstrip()
        for head in row.get("heads", ()):
            yield (f"    head {head['head']:3}: {head['records']} records, {lengths(head['lengths'])}"
                   + (", then damage" if head["damaged"] else ""))
    if not data["contents"]:
        yield "(every track is empty)"


def lengths(pairs: list) -> str:
    """Key and data lengths of a track's records, equal neighbours counted: "12 x 0+829"."""
    out: list[list] = []
    for pair in pairs:
        if out and out[-1][1] == pair:
            out[-1][0] += 1
        else:
            out.append([1, pair])
    words = [f"{n} x {kl}+{dl}" for n, (kl, dl) in out]
    return ", ".join(words[:8]) + (" ..." if len(words) > 8 else "") if words else "none"


def volume_check(args) -> int:
    with ckd.open_volume(args.path) as volume, progress(args, f"checking {args.path}") as step:
        found = list(ckd.damages(volume, step))
    data = {"path": args.path, "good": not found, "damages": [d._asdict() for d in found]}
    answer(args, data, lambda: damage_text(args, [
        f"cylinder {d.cylinder} head {d.head} offset {d.offset}: {d.text}" for d in found]))
    return 1 if found else 0


def damage_text(args, found: list[str]) -> Iterator[str]:
    for text in found:
        yield f"{args.path}: {text}"
    if found:
        yield f"{args.path}: {len(found)} damaged place{'s' if len(found) > 1 else ''}"
    elif not getattr(args, "quiet", False):
        yield f"{args.path}: no damage"


def volume_convert(args) -> int:
    with ckd.open_volume(args.source) as source, progress(args, f"writing {args.target}") as step:
        slots = (ckd.recorded(image) for _, _, image in source.tracks())
        ckd.build_image(args.target, source.geometry, source.cylinders, slots, args.force, step)
        say(args, f"{args.target}: {source.device_type}, {source.cylinders} cylinders")
    return 0


def volume_copy(args) -> int:
    with ckd.open_volume(args.source) as source, ckd.open_volume(args.target, write=True) as target:
        if (source.heads, source.track_size) != (target.heads, target.track_size):
            raise MediaError(f"{args.target}: is a {target.device_type}, {args.source} is a "
                             f"{source.device_type}")
        first, last = args.cylinders or (0, source.cylinders - 1)
        if last >= min(source.cylinders, target.cylinders):
            raise MediaError(f"cylinders {first} to {last} are not on both volumes: {args.source} has "
                             f"{source.cylinders} cylinders, {args.target} {target.cylinders}")
        with progress(args, f"copying to {args.target}") as step:
            for cylinder in range(first, last + 1):
                for head in range(source.heads):
                    target.write_track(cylinder, head, source.read_track(cylinder, head))
                step(cylinder - first + 1, last - first + 1)
        say(args, f"{args.target}: cylinders {first} to {last} copied from {args.source}")
    return 0


# -- cpcms tape

def add_tape(subparsers) -> None:
    """Add `tape` with its sub-commands; each sets `func(args) -> exit code`."""
    top = subparsers.add_parser("tape", help="tape images: create, list, check, convert",
                                description="Tape images (AWSTAPE, HET, SIMH .tap) on the host.")
    parsers = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    form = dict(choices=tuple(tapes.FORMATS), help="format (default: by the name's suffix, else aws)")
    create = sub_parser(parsers, "create", tape_create, "make a tape that holds two tape marks, or "
                        "labels with --serial")
    create.add_argument("path", help="the image that is made")
    create.add_argument("--format", **form)
    create.add_argument("--serial", help="write VOL1 and a dummy HDR1 with this volume serial")
    create.add_argument("--owner", default="", help="owner in the label, at most 10 characters")
    create.add_argument("--blank", action="store_true", help="nothing on the tape at all")
    create.add_argument("--force", action="store_true", help="replace an image that exists")
    show = sub_parser(parsers, "list", tape_list, "show files, blocks, sizes and labels up to two tape "
                      "marks", True)
    show.add_argument("path", help="the image")
    show.add_argument("--all", action="store_true", help="go on behind two tape marks")
    check = sub_parser(parsers, "check", tape_check, "find all damage", True)
    check.add_argument("path", help="the image")
    convert = sub_parser(parsers, "convert", tape_convert, "write a tape in another format")
    convert.add_argument("source", help="the image that is read")
    convert.add_argument("target", help="the image that is made")
    convert.add_argument("--format", **form)
    convert.add_argument("--salvage", action="store_true",
                         help="keep what can be read of damaged blocks and go on")
    convert.add_argument("--force", action="store_true", help="replace an image that exists")


def tape_labels(serial: str, owner: str) -> list[bytes]:
    """VOL1 and a dummy HDR1, as a tape gets when it enters the library."""
    name = serial.upper()
    if not 1 <= len(name) <= 6 or not all(c.isascii() and (c.isalnum() or c in "@#$") for c in name):
        raise MediaError(f"{serial!r} is no volume serial: 1 to 6 of A-Z, 0-9, @, #, $")
    try:
        volume = f"VOL1{name:<6}0{'':30}{owner[:10]:<10}{'':29}".encode("cp037")
    except UnicodeEncodeError:
        raise MediaError(f"{owner!r} cannot stand in a label") from None
    return [volume, f"HDR1{'0' * 76}".encode("cp037")]


def format_of(path: str, wanted: str | None) -> str:
    suffix = os.path.splitext(path)[1].lower()[1:]
    return wanted or (suffix if suffix in tapes.FORMATS else "aws")


@contextmanager
def new_tape(path: str, form: str | None, force: bool) -> Iterator[tapes.TapeImage]:
    """A tape to be written that gets its name when it is whole."""
    with replaced(path, force) as partial:
        with tapes.open_tape(partial, write=True, create=format_of(path, form)) as tape:
            yield tape


def write(tape: tapes.TapeImage, block) -> None:
    """Write a block or MARK; MediaError when the tape cannot take it."""
    met = tape.write_mark() if block is tapes.MARK else tape.write(block)
    if met is not None:
        raise MediaError(f"{tape.path}: {tape.reason}")


def tape_create(args) -> int:
    contents: list = [] if args.blank else [tapes.MARK, tapes.MARK]
    if args.serial:
        contents = [*tape_labels(args.serial, args.owner), tapes.MARK]
    with new_tape(args.path, args.format, args.force) as tape:
        for block in contents:
            write(tape, block)
        say(args, f"{args.path}: {tape.format}, " + (f"serial {args.serial.upper()}" if args.serial
                                                     else "blank" if args.blank else "two tape marks"))
    return 0


def tape_list(args) -> int:
    with tapes.open_tape(args.path) as tape:
        files = tape_files(tape, args.all)
        rest = tape.file.size - tape.offset
        data = {"path": args.path, "format": tape.format, "files": files, "bytes_behind": rest}
    answer(args, data, lambda: tape_text(data))
    return 0


def tape_files(tape: tapes.TapeImage, everything: bool) -> list[dict]:
    """A summary of each file; ends behind two tape marks in a row unless `everything`."""
    files: list[dict] = []
    now = new_file(1)
    for number, met in tapes.walk(tape):
        if met is tapes.MARK:
            if not now["blocks"] and not now["damaged"] and files and not everything:
                return files
            files.append(now)
            now = new_file(len(files) + 1)
        elif met is tapes.DAMAGED:
            now["damaged"].append(number)
        else:
            size = len(met)
            now["blocks"] += 1
            now["bytes"] += size
            now["shortest"] = min(now["shortest"] or size, size)
            now["longest"] = max(now["longest"], size)
            label = to_text(met) if size == 80 else ""
            if label[:3] in LABELS and label[3:4].isdigit():
                now["labels"].append(label)
    if now["blocks"] or now["damaged"]:
        files.append(now)
    return files


def new_file(number: int) -> dict:
    return {"file": number, "blocks": 0, "bytes": 0, "shortest": 0, "longest": 0, "labels": [],
            "damaged": []}


def tape_text(data: dict) -> Iterator[str]:
    names = {"aws": "AWSTAPE", "het": "HET", "tap": "SIMH .tap"}
    yield (f"{data['path']}: {names[data['format']]}, {len(data['files'])} files, "
           f"{sum(f['blocks'] for f in data['files'])} blocks")
    yield "file   blocks       bytes  shortest  longest"
    for file in data["files"]:
        yield (f"{file['file']:4}  {file['blocks']:7}  {file['bytes']:10}  {file['shortest']:8}  "
               f"{file['longest']:7}")
        for label in file["labels"]:
            yield f"      {label}"
        if file["damaged"]:
            yield f"      damaged: {len(file['damaged'])}, the first is block {file['damaged'][0]}"
    if data["bytes_behind"]:
        yield f"{data['bytes_behind']} bytes of the file lie behind this (list --all, check)"


def tape_check(args) -> int:
    with tapes.open_tape(args.path) as tape:
        found = list(tapes.damages(tape))
        blocks = tape.position
    data = {"path": args.path, "good": not found, "blocks": blocks,
            "damages": [{"block": number, "text": text} for number, text in found]}
    answer(args, data, lambda: damage_text(args, [f"block {n}: {text}" for n, text in found]))
    return 1 if found else 0


def tape_convert(args) -> int:
    with tapes.open_tape(args.source) as source:
        damaged = 0
        with (new_tape(args.target, args.format, args.force) as target,
              progress(args, f"writing {args.target}") as step):
            for number, met in tapes.walk(source):
                if met is tapes.DAMAGED:
                    damaged += 1
                    if not args.salvage:
                        raise MediaError(f"{args.source}: {source.reason}; --salvage goes on")
                    met = source.bad_block[:tapes.LONGEST_WRITTEN]
                if met:
                    write(target, met)
                if number % 256 == 0:
                    step(source.offset, source.file.size)
            if source.read_forward() is tapes.END and source.reason:      # a block is cut off
                damaged += 1
                if not args.salvage:
                    raise MediaError(f"{args.source}: {source.reason}; --salvage goes on")
            blocks = target.position
        say(args, f"{args.target}: {blocks} blocks and tape marks"
            + (f", {damaged} of them damaged in {args.source}" if damaged else ""))
    return 0
