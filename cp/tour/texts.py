"""The texts of the tour: files of plates, which a museum can translate, and the words of the tour itself.

Read by cp/cli_tour.py.  A plate is a file NAME.txt; they are shown in the order of their names.  It begins with
lines `key: value`, then a blank line and its text; behind a line %% come the steps of a scene:

    title: Two users, one machine
    source: GH20-0859, CP-67/CMS User's Guide
    users: CMSUSER GUEST

    What the visitor reads before it begins.

    %%
    say     CMSUSER writes to GUEST.
            (a line that begins with blanks goes on the line before)
    type    CMSUSER  CP MSG GUEST COME TO LUNCH
    wait    GUEST    COME TO LUNCH

docs/museum.md has the steps.  Lines with # at their beginning are notes.

Not implemented: characters of double width, writing from right to left.
"""
from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from s360.errors import ConfigError, did_you_mean

OWN = Path(__file__).resolve().parent / "texts" / "en"
WORDS = "words"                # the file of the tour's own words
SCENE = "%%"
MOST_FILES, LONGEST_FILE = 200, 64 << 10
WIDEST = 76                    # columns of a plate's text
HIGHEST = 17                   # lines of one
MOST_USERS = 2
LEAST_FRAMES, MOST_FRAMES = 64, 4096
LONGEST_PAUSE = 60.0
USERS = ("CMSUSER", "GUEST")   # of the throw-away installation
KEYS = ("attn", "clear", "enter", "pa1", "pa2", "pf1", "pf12", "reset")
HEAD = ("title", "source", "users", "logon", "frames")
#: step -> how its operands are written
FORMS = {"say": "say TEXT", "type": "type USER LINE", "key": "key USER KEY", "wait": "wait USER TEXT",
         "read": "read USER", "pause": "pause SECONDS", "show": "show EXHIBIT [USER]", "host": "host COMMAND",
         "hide": "hide"}
EXHIBITS = ("cards", "listing", "traps", "clone", "hundred", "function")
OF_A_USER = ("cards", "listing", "traps")


@dataclass
class Step:
    """verb: of FORMS; user: whose terminal, "" for none; text: the rest; place: file and line, for messages"""
    verb: str
    user: str
    text: str
    place: str


@dataclass
class Plate:
    """
    name: of its file; title; source: where its facts are from; body: paragraphs, or lines as they are when the
    file indents them
    users: who sits at the terminals of its scene; by_hand: they are not logged on before; frames: real storage of
    the machine, 0: enough; steps: of the scene, [] for a plate of words
    """
    name: str
    title: str = ""
    source: str = ""
    body: str = ""
    users: list[str] = field(default_factory=list)
    by_hand: bool = False
    frames: int = 0
    steps: list[Step] = field(default_factory=list)

    def lines(self, width: int = WIDEST) -> list[str]:
        """The text, broken into lines; paragraphs that are indented stay as they are."""
        out: list[str] = []
        for paragraph in re.split(r"\n\s*\n", self.body.strip("\n")):
            if out:
                out.append("")
            kept = paragraph.startswith((" ", "\t"))
            out += paragraph.expandtabs().split("\n") if kept else textwrap.wrap(" ".join(paragraph.split()), width)
        return out

    @property
    def words(self) -> int:
        return len(self.title.split()) + len(self.body.split())


@dataclass
class Tour:
    """plates: in their order; words: what the tour itself says, by its key"""
    plates: list[Plate]
    words: dict[str, str]

    def at(self, name: str) -> int:
        """The number of a plate; ConfigError when there is none of this name."""
        names = [plate.name for plate in self.plates]
        if name not in names:
            raise ConfigError(f"--scene {name}: the tour has none of this name{did_you_mean(name, names)}; "
                              "`cpcms tour --list` names them")
        return names.index(name)


def load(folder: Path = OWN) -> Tour:
    """The texts of a folder; ConfigError has a line for every mistake.  Words that it has not are English."""
    folder, mistakes = Path(folder), []
    words = read_words(OWN / f"{WORDS}.txt", None, mistakes)
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".txt" and path.is_file())
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror}; `cpcms tour --export-texts DIR` makes a folder of "
                          "texts") from None
    plates = []
    for path in paths[:MOST_FILES]:
        if path.stem != WORDS:
            plates.append(read_plate(path, mistakes))
        elif folder != OWN:
            words |= read_words(path, words, mistakes)
    if not plates:
        mistakes.append(f"{folder}: has no plates, files NAME.txt; `cpcms tour --export-texts DIR` writes the English "
                        "ones")
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return Tour(plates, words)


def content(path: Path, mistakes: list[str]) -> list[str]:
    try:
        data = path.read_bytes()[:LONGEST_FILE + 1]
    except OSError as error:
        mistakes.append(f"{path}: {error.strerror}")
        return []
    if len(data) > LONGEST_FILE:
        mistakes.append(f"{path}: has more than {LONGEST_FILE >> 10}K, which is no text of a tour")
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.append(f"{path}, line {data[:error.start].count(10) + 1}: is no UTF-8")
        return []
    return ["".join(char for char in line if char.isprintable() or char == "\t") for line in text.splitlines()]


def read_words(path: Path, known: dict | None, mistakes: list[str]) -> dict[str, str]:
    """`key: text`, a line each; known: the keys there may be."""
    found = {}
    for number, line in enumerate(content(path, mistakes), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or known is not None and key not in known:
            mistakes.append(f"{path}, line {number}: must be `key: text` with a key of the English file"
                            f"{did_you_mean(key, known or ())}")
        elif known is not None and holes(value) != holes(known[key]):
            mistakes.append(f"{path}, line {number}: must have the same words in braces as the English text, "
                            f"{' '.join(sorted(holes(known[key]))) or 'none'}")
        else:
            found[key] = value.strip()
    return found


def holes(text: str) -> set[str]:
    """The words in braces."""
    return set(re.findall(r"\{[^}]*\}?|\}", text))


def read_plate(path: Path, mistakes: list[str]) -> Plate:
    lines = content(path, mistakes)
    plate, before = Plate(path.stem), len(mistakes)
    at = read_head(plate, path, lines, mistakes)
    end = next((n for n in range(at, len(lines)) if lines[n].strip() == SCENE), len(lines))
    plate.body = "\n".join(line.rstrip() for line in lines[at:end] if not line.startswith("#"))
    read_scene(plate, path, lines, end + 1, mistakes)
    if len(mistakes) > before:
        return plate
    if not plate.title:
        mistakes.append(f"{path}, line 1: must have a line `title: ...`")
    if len(plate.lines()) > HIGHEST or any(len(line) > WIDEST for line in plate.lines()):
        mistakes.append(f"{path}, line {at + 1}: the text has {len(plate.lines())} lines of up to "
                        f"{max(map(len, plate.lines()))}; {HIGHEST} of {WIDEST} fit a screen")
    return plate


def read_head(plate: Plate, path: Path, lines: list[str], mistakes: list[str]) -> int:
    """The lines `key: value`; gives the line behind them."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            return number
        if line.startswith("#"):
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        wrong = head_line(plate, key, value) if colon else "must be `key: value`, or a blank line before the text"
        if wrong:
            mistakes.append(f"{path}, line {number}: {wrong}")
    return len(lines)


def head_line(plate: Plate, key: str, value: str) -> str:
    """Take one in; gives what is wrong with it."""
    if key in ("title", "source"):
        setattr(plate, key, value)
    elif key == "users":
        plate.users = value.upper().split()
        if not 1 <= len(plate.users) <= MOST_USERS or any(user not in USERS for user in plate.users):
            return f"users: must be one or both of {' '.join(USERS)}"
    elif key == "logon":
        plate.by_hand = value == "by hand"
        if not plate.by_hand:
            return "logon: must be `by hand`, or be left out"
    elif key == "frames":
        if not value.isdecimal() or not LEAST_FRAMES <= int(value[:9]) <= MOST_FRAMES:
            return f"frames: must be a number from {LEAST_FRAMES} to {MOST_FRAMES}"
        plate.frames = int(value)
    else:
        return f"{key!r} is none of {', '.join(HEAD)}{did_you_mean(key, HEAD)}"
    return ""


def read_scene(plate: Plate, path: Path, lines: list[str], at: int, mistakes: list[str]) -> None:
    for number, line in enumerate(lines[at:], at + 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t":
            if plate.steps and plate.steps[-1].verb == "say":
                plate.steps[-1].text += " " + " ".join(line.split())
            else:
                mistakes.append(f"{path}, line {number}: only a `say` goes on in the next line")
            continue
        made = step(line, f"{path.name}, line {number}")
        if isinstance(made, Step):
            made_wrong = check(made, plate.users)
            plate.steps.append(made)
        else:
            made_wrong = made
        if made_wrong:
            mistakes.append(f"{path}, line {number}: {made_wrong}")


def step(line: str, place: str) -> Step | str:
    """A step, or what is wrong with the line."""
    verb, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if verb not in FORMS:
        return f"{verb!r} is no step{did_you_mean(verb, FORMS)}; known are {', '.join(FORMS)}"
    if verb in ("type", "key", "wait", "read"):
        user, _, rest = rest.partition(" ")
        return Step(verb, user.upper(), rest.strip(), place)
    if verb == "show":
        what, _, user = rest.partition(" ")
        return Step(verb, user.strip().upper(), what, place)
    return Step(verb, "", " ".join(rest.split()) if verb == "say" else rest, place)


def check(made: Step, users: list[str]) -> str:
    """What is wrong with a step, for the users of its scene."""
    verb, text = made.verb, made.text
    needs_text = verb in ("say", "key", "wait", "pause", "show", "host")
    if needs_text and not text or verb in ("read", "hide") and text:
        return f"must be `{FORMS[verb]}`"
    wants_user = verb in ("type", "key", "wait", "read") or verb == "show" and text in OF_A_USER
    if (wants_user or made.user) and made.user not in users:
        return (f"{made.user or 'nobody'!r} sits at no terminal of this scene; `users:` names "
                f"{' '.join(users) or 'nobody'}")
    if verb == "key" and text not in KEYS:
        return f"{text!r} is no key{did_you_mean(text, KEYS)}; known are {', '.join(KEYS)}"
    if verb == "show" and text not in EXHIBITS:
        return f"{text!r} is no exhibit{did_you_mean(text, EXHIBITS)}; known are {', '.join(EXHIBITS)}"
    if verb == "pause" and not (re.fullmatch(r"\d{1,2}(\.\d+)?", text, re.ASCII) and float(text) <= LONGEST_PAUSE):
        return f"{text!r} is no number of seconds up to {LONGEST_PAUSE:g}"
    return ""


def export(folder: Path) -> list[Path]:
    """Write the English texts into a folder for translating; ConfigError rather than replacing a file."""
    folder = Path(folder)
    sources = sorted(OWN.glob("*.txt"))
    there = [source.name for source in sources if (folder / source.name).exists()]
    if there:
        raise ConfigError(f"{folder / there[0]}: is there already; give --export-texts an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        (folder / source.name).write_bytes(source.read_bytes())
    return [folder / source.name for source in sources]
