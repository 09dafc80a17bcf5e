"""The texts of HELP: read from help/, checked, and made into the two files of the system disk that
commands/help.asm reads.

    help/GROUP/*.txt     a text each; the group is where HELP looks for it
    help/groups/*.txt    what is said of the groups themselves

Called by cms/build_files.py and by tests.  The first line of a text is `NAME - what it does`; a second
line `Also: NAME, NAME` tells other names of the same thing.  The menus are made of these lines.
`HELP HELPTEXT` has all lines, F 72; `HELP HELPINDX` an item a name: see DSECT ENTRY in help.asm.
"""
from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .build_source import HERE, BuildError

HELP = HERE / "help"
GROUPS = ("groups", "cms", "exec", "edit", "xedit", "basic", "debug", "script", "topics")    # in the order in which HELP looks
OF_GROUPS = "HELP"                       # group of the texts about groups
COLUMNS, WORD = 72, 8


class Text(NamedTuple):
    """group, name and other names as they are typed (& in front left out); line: of the menu"""

    group: str
    name: str
    also: tuple[str, ...]
    line: str
    lines: list[str]
    path: Path


def read(path: Path) -> Text:
    """A text; BuildError tells what is wrong with it."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS or line != line.rstrip() or "\t" in line:
            raise BuildError(f"{path.name}:{number}: a line has at most {COLUMNS} characters, no tabs "
                             "and no blanks at its end")
    shown, dash, purpose = lines[0].partition(" - ")
    if not dash or not purpose:
        raise BuildError(f"{path.name}:1: the first line is `NAME - what it does`")
    also = ()
    if len(lines) > 1 and lines[1].startswith("Also: "):
        also = tuple(lines[1].removeprefix("Also: ").split(", "))
    group = OF_GROUPS if path.parent.name == "groups" else path.parent.name.upper()
    return Text(group, typed(shown, path), tuple(typed(one, path) for one in also),
                menu_line(shown, purpose, also, path), lines, path)


def typed(name: str, path: Path) -> str:
    """A name as HELP looks for it: without the & of EXEC's words."""
    made = name[1:] if name.startswith("&") and len(name) > 1 else name
    if not 0 < len(made) <= WORD or made != made.upper() or " " in made:
        raise BuildError(f"{path.name}: {name!r} is no name of at most {WORD} capitals")
    return made


def menu_line(shown: str, purpose: str, also: tuple[str, ...], path: Path) -> str:
    """The line of the menu, with the other names when there is room."""
    made = f"{shown:<9} {purpose}"
    if len(made) > COLUMNS:
        raise BuildError(f"{path.name}:1: the menu's line has {len(made)} characters, at most {COLUMNS}")
    with_names = f"{made} ({', '.join(also)})"
    return with_names if also and len(with_names) <= COLUMNS else made


def texts() -> list[Text]:
    """All texts, by group and name."""
    found = [text for group in GROUPS
             for text in sorted(map(read, (HELP / group).glob("*.txt")), key=lambda text: text.name)]
    seen: dict[tuple[str, str], Text] = {}
    for text in found:
        for name in (text.name, *text.also):
            other = seen.setdefault((text.group, name), text)
            if other is not text:
                raise BuildError(f"{text.path.name}: {name} of group {text.group} is in "
                                 f"{other.path.name} too")
    return found


def encoded(line: str, width: int) -> bytes:
    return line.encode("cp037").ljust(width, b"\x40")


def library() -> tuple[list[bytes], list[bytes]]:
    """The items of HELP HELPTEXT and of HELP HELPINDX."""
    items, index = [], []
    for text in texts():
        first = len(items) + 1
        items += [encoded(line, COLUMNS) for line in text.lines]
        for name in (text.name, *text.also):
            words = (text.group, name, str(first), str(len(text.lines)), text.name)
            index.append(b"".join(encoded(word, WORD) for word in words) + encoded(text.line, COLUMNS))
    return items, index
