"""SCRIPT in Python, from the rules of docs/cms-script.md alone: `pages(documents, name)` gives the pages a
document should have, for tests that compare.  Reading from the terminal is not in it."""
from __future__ import annotations

import re

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BREAKING = set("br ce co nc cp ds ss fo nf in ju nj ll of pa sp tb un".split())
OTHER = set("ap bm cm he im pl pn rd tm".split())
LONGEST, FILES, ERRORS = 132, 10, 50


class Wrong(Exception):
    """An operand is wrong: the control word does nothing."""


def roman(number: int) -> str:
    made = ""
    for value, letters in ROMAN:
        made, number = made + letters * (number // value), number % value
    return made


def value(operand: str, present: int, default: int | None, low: int, high: int) -> int:
    """The one number of a control word."""
    operand = operand.strip(" \t")
    if not operand:
        if default is None:
            raise Wrong
        return default
    found = re.fullmatch(r"([+-]?)(\d+)", operand)
    if not found or int(found[2]) > 9999:
        raise Wrong
    number = int(found[2])
    number = {"": number, "+": present + number, "-": present - number}[found[1]]
    if not low <= number <= high:
        raise Wrong
    return number


class Document:
    """The state of a formatter."""

    def __init__(self, files: dict[str, list[str]]):
        self.files, self.made, self.errors = files, [], 0
        self.length, self.indent, self.offset, self.undent = 60, 0, 0, 0
        self.first = self.double = self.concat_off = self.ragged = self.numeral = False
        self.shown = self.counted = True
        self.page_length, self.top, self.bottom, self.number = 66, 5, 3, 1
        self.centre, self.heading, self.tabs = 0, "", list(range(5, 81, 5))
        self.line, self.fixed, self.has_word, self.sentence = "", 0, False, False
        self.from_right = False
        self.room = None                     # None: no page has begun

    # -- input

    def run(self, name: str) -> None:
        """All of a document."""
        chain = [[name, iter(self.files[name]), True]]
        self.chain = chain
        while chain and self.errors < ERRORS:
            name, lines, open_ = chain[-1]
            line = next(lines, None) if open_ else None
            if line is None:
                chain.pop()
                continue
            self.take(line.rstrip(" \t"))
        if self.errors < ERRORS:
            self.break_()

    def take(self, line: str) -> None:
        if len(line) > 1 and line[0] == "." and line[1].isalpha():
            word, operand = line[1:3].lower(), line[3:]
            if len(word) < 2 or word not in BREAKING | OTHER or operand[:1].isalpha():
                self.errors += 1
                return
            if word in BREAKING:
                self.break_()
            try:
                self.control(word, operand)
            except Wrong:
                self.errors += 1
        else:
            self.text(line)

    # -- control words

    def control(self, word: str, operand: str) -> None:
        if word in ("br", "co", "nc", "ds", "ss", "fo", "nf", "ju", "nj"):
            if operand.strip(" \t"):
                raise Wrong
            self.switch(word)
        elif word in ("bm", "tm", "pl"):
            self.margins(word, operand)
        elif word in ("in", "of", "ll", "un"):
            self.columns(word, operand)
        elif word in ("im", "ap"):
            self.file(word, operand)
        elif word != "cm":
            getattr(self, word)(operand)

    def switch(self, word: str) -> None:
        if word in ("co", "fo"):
            self.concat_off = False
        if word in ("nc", "nf"):
            self.concat_off = True
        if word in ("ju", "fo"):
            self.ragged = False
        if word in ("nj", "nf"):
            self.ragged = True
        if word in ("ds", "ss"):
            self.double = word == "ds"

    def margins(self, word: str, operand: str) -> None:
        new = dict(pl=self.page_length, tm=self.top, bm=self.bottom)
        default, low = dict(pl=(66, 1), tm=(5, 0), bm=(3, 0))[word]
        new[word] = value(operand, new[word], default, low, 999)
        if new["pl"] - new["tm"] - new["bm"] < 1:
            raise Wrong
        self.page_length, self.top, self.bottom = new["pl"], new["tm"], new["bm"]

    def columns(self, word: str, operand: str) -> None:
        if word == "ll":
            number = value(operand, self.length, 60, 1, LONGEST)
            if number <= self.indent + self.offset:
                raise Wrong
            self.length = number
        elif word == "in":
            number = value(operand, self.indent, 0, 0, LONGEST)
            if number >= self.length:
                raise Wrong
            self.indent, self.offset, self.undent = number, 0, 0
        elif word == "of":
            number = value(operand, self.offset, 0, 0, LONGEST)
            if self.indent + number >= self.length:
                raise Wrong
            self.offset, self.undent, self.first = number, 0, True
        else:
            number = value(operand, 0, None, 0, LONGEST)
            self.undent = 0
            if number > self.left():
                raise Wrong
            self.undent = number

    def file(self, word: str, operand: str) -> None:
        names = operand.upper().split()
        if not 1 <= len(names) <= 2:
            raise Wrong
        name = names[0][:8] if len(names) == 1 else f"{names[0][:8]} {names[1][:8]}"
        name = name.removesuffix(" SCRIPT")
        if word == "ap":
            self.chain[-1][2] = False
        if name not in self.files or any(name == one[0] for one in self.chain):
            raise Wrong
        if sum(one[2] for one in self.chain) >= FILES:
            raise Wrong
        self.chain.append([name, iter(self.files[name]), True])

    def ce(self, operand: str) -> None:
        operand = operand.lstrip(" \t")
        if not operand:
            self.centre = 1
        elif re.fullmatch(r"\d{1,4}", operand):
            self.centre = int(operand)
        else:
            kept, self.centre = self.centre, 1
            self.text(operand)
            self.centre = kept

    def cp(self, operand: str) -> None:
        lines = value(operand, 0, None, 0, 999)
        if self.room is not None and self.room < lines:
            self.end_page()

    def he(self, operand: str) -> None:
        self.heading = operand.lstrip(" \t")[:LONGEST].replace("\t", " ")

    def pa(self, operand: str) -> None:
        self.end_page()
        self.number = value(operand, self.number, self.number, 1, 9999)

    def pn(self, operand: str) -> None:
        words = operand.upper().split()
        if len(words) != 1:
            raise Wrong
        if words[0] in ("ROMAN", "ARABIC"):
            self.numeral = words[0] == "ROMAN"
        elif words[0] == "ON":
            self.shown = self.counted = True
        elif words[0] == "OFF":
            self.shown, self.counted = False, True
        elif words[0] == "OFFNO":
            self.shown = self.counted = False
        else:
            raise Wrong

    def sp(self, operand: str) -> None:
        self.space(value(operand, 0, 1, 0, 999) * (2 if self.double else 1))

    def tb(self, operand: str) -> None:
        words = operand.split()
        if not all(re.fullmatch(r"\d+", word) for word in words) or len(words) > 16:
            raise Wrong
        stops = [int(word) for word in words]
        if stops != sorted(set(stops)) or stops and not 0 < stops[0] <= stops[-1] <= LONGEST:
            raise Wrong
        self.tabs = stops or list(range(5, 81, 5))

    # -- text

    def left(self) -> int:
        return self.indent - self.undent + (0 if self.first else self.offset)

    def width(self) -> int:
        return self.length - self.left()

    def text(self, line: str) -> None:
        if self.centre:
            self.break_()
            self.centre -= 1
            if self.centred(line):
                return
            kept, self.centre = self.centre, 0
            self.text(line.lstrip(" \t"))
            if line:
                self.break_()
            self.centre = kept
            return
        if not line:
            self.break_()
            self.space(2 if self.double else 1)
            return
        if line[0] in " \t" or self.concat_off:
            self.break_()
        gap = (2 if self.sentence else 1) if self.line else 0
        for piece in re.findall(r"\t| +|[^ \t]+", line):
            if piece == "\t":
                gap = self.tab(gap)
            elif piece[0] == " ":
                gap += len(piece)
            else:
                self.word(gap, piece)
                gap = 0
        self.sentence = line[-1] in ".?!"
        if self.concat_off:
            self.put(True)

    def tab(self, gap: int) -> int:
        """The gap that is left in front of the next word."""
        for stop in self.tabs:
            if stop > len(self.line) + gap + 1:
                if stop > self.width():
                    break
                self.line = self.line.ljust(stop - 1)
                self.fixed = len(self.line)
                return 0
        return gap + 1

    def word(self, gap: int, word: str) -> None:
        if not self.line and gap:
            self.line = " " * min(gap, self.width() - 1)
            self.fixed, gap = len(self.line), 0
        while len(self.line) + gap + len(word) > self.width():
            if self.has_word:
                self.put(True)
                gap = 0
                continue
            part = self.width() - len(self.line) - gap
            if part < 1:
                gap = 0
                continue
            self.add(gap, word[:part])
            word, gap = word[part:], 0
            self.put(True)
        self.add(gap, word)

    def add(self, gap: int, word: str) -> None:
        if len(self.line) == self.fixed:
            self.fixed += gap
        self.line += " " * gap + word
        self.has_word = True

    def centred(self, line: str) -> bool:
        text = line.lstrip(" \t").replace("\t", " ")
        room = self.length - self.indent
        if not text or len(line.lstrip(" \t")) > room:
            return False
        self.out(" " * (self.indent + (room - len(text)) // 2) + text)
        return True

    def break_(self) -> None:
        if self.line:
            self.put(False)

    def put(self, full: bool) -> None:
        line = self.line
        if full and not self.ragged:
            line = self.justified(line)
        self.line, self.fixed, self.has_word = "", 0, False
        self.out(" " * self.left() + line)

    def justified(self, line: str) -> str:
        missing = self.width() - len(line)
        pieces = re.split(r"( +)", line[self.fixed:])
        gaps = [] if pieces[-1] == "" else list(range(1, len(pieces), 2))
        if missing < 1 or not gaps:
            return line
        each, rest = divmod(missing, len(gaps))
        lucky = gaps[len(gaps) - rest:] if self.from_right else gaps[:rest]
        if rest:
            self.from_right = not self.from_right
        for at in gaps:
            pieces[at] += " " * (each + (at in lucky))
        return line[:self.fixed] + "".join(pieces)

    # -- pages

    def out(self, line: str) -> None:
        if self.room == 0:
            self.end_page()
        if self.room is None:
            self.begin_page()
        self.made[-1].append(line.rstrip())
        self.room -= 1
        self.first, self.undent = False, 0
        if self.double:
            self.space(1)

    def space(self, lines: int) -> None:
        if lines and self.room is None:
            self.begin_page()
        for _ in range(min(lines, self.room or 0)):
            self.made[-1].append("")
            self.room -= 1

    def begin_page(self) -> None:
        self.room = self.page_length - self.top - self.bottom
        margin = [""] * self.top
        if margin:
            margin[-2 if self.top > 1 else 0] = self.title()
        self.made.append(margin)

    def title(self) -> str:
        number = roman(self.number) if self.numeral and self.number < 4000 else str(self.number)
        if "%" in self.heading:
            return self.heading.replace("%", number)[:self.length].rstrip()
        made = self.heading[:self.length]
        right = f"PAGE {number}"
        if self.shown and len(right) <= self.length:
            made = made.ljust(self.length)[:max(0, self.length - len(right) - 1)]
            made = made.ljust(self.length - len(right)) + right
        return made.rstrip()

    def end_page(self) -> None:
        if self.room is not None:
            self.room = None
            self.number += self.counted


def pages(files: dict[str, list[str]], name: str) -> tuple[list[list[str]], int]:
    """The pages of a document and how many errors it has."""
    made = Document({key: lines for key, lines in files.items()})
    made.run(name)
    return made.made, made.errors
