"""A model of EDIT for a file of format F 80 under capitals, written from docs/cms-edit.md alone."""
from __future__ import annotations

LENGTH = 80


class Model:
    """lines: texts without blanks behind; at: number of the present line, 0 TOF, len + 1 EOF"""

    def __init__(self, lines):
        self.lines, self.at = list(lines), 0
        self.first, self.last, self.trunc, self.repeat, self.said = 1, LENGTH, LENGTH, 0, []

    def do(self, line: str) -> list[str]:
        """The answer to a subcommand."""
        word, _, rest = line.upper().partition(" ")
        repeat, self.repeat, self.said = self.repeat, 0, []
        if word in ("O", "BLANK"):
            self.overlay(rest, repeat or 1, word)
        else:
            getattr(self, "do_" + word.lower())(rest)
        return self.said

    def say(self, *texts):
        self.said += texts

    def show(self):
        """Type where we are."""
        if self.at == 0:
            self.say("TOF:")
        elif self.at > len(self.lines):
            self.say("EOF:")
        else:
            self.say(self.lines[self.at - 1])

    def go(self, number):
        self.at = max(0, min(number, len(self.lines) + 1))

    def put(self, text):
        """A text as it is kept, the message when it is too long."""
        kept = text[:self.trunc].rstrip()
        if text[self.trunc:].strip():
            self.say("TRUNCATED.", kept)
        return kept

    # -- moving

    def do_top(self, rest):
        self.go(0)
        self.show()

    def do_b(self, rest):
        self.go(len(self.lines))
        self.show()

    def do_n(self, rest):
        self.go(self.at + int(rest or 1))
        self.show()

    def do_u(self, rest):
        self.go(self.at - int(rest or 1))
        self.show()

    def do_t(self, rest):
        left = int(rest or 1)
        while left:
            self.show()
            if self.at > len(self.lines):
                return
            left -= self.at > 0
            if left:
                self.go(self.at + 1)

    def search(self, fits):
        if self.at > len(self.lines):
            self.at = 0
        for number in range(self.at + 1, len(self.lines) + 1):
            if fits(self.lines[number - 1]):
                self.go(number)
                return self.show()
        self.go(len(self.lines) + 1)
        self.say("NOT FOUND.", "EOF:")

    def place(self, line, text, start=0):
        """Offset of text in the zone, or -1; it begins within the line."""
        padded = line.ljust(200)
        for at in range(max(start, self.first - 1), min(self.last - len(text), len(line) - 1) + 1):
            if padded.startswith(text, at):
                return at
        return -1

    def do_l(self, rest):
        text = rest.strip("/")
        self.search(lambda line: self.place(line, text) >= 0)

    def do_f(self, rest):
        mask = rest[:LENGTH].rstrip()
        self.search(lambda line: all(
            c == " " or c == d or c == "_" and d == " " for c, d in zip(mask, line.ljust(LENGTH))))

    # -- changing

    def do_i(self, rest):
        where = min(self.at, len(self.lines))
        self.lines.insert(where, self.put(rest))
        self.at = where + 1

    def do_r(self, rest):
        if 0 < self.at <= len(self.lines):
            self.lines[self.at - 1] = self.put(rest)
        else:
            self.show()

    def do_d(self, rest):
        self.at = max(self.at, 1)
        del self.lines[self.at - 1:self.at - 1 + int(rest or 1)]
        if self.at > len(self.lines):
            self.at = len(self.lines) + 1
            self.say("EOF:")

    def do_c(self, rest):
        _, old, new, how = rest.split("/")
        count, *everywhere = how.split() or ["1"]
        left, found = int(count), False
        self.at = max(self.at, 1)
        while True:
            if self.at > len(self.lines):
                if not found:
                    self.say("NOT FOUND.")
                return self.show()
            found |= self.change(old, new, bool(everywhere))
            left -= 1
            if not left:
                break
            self.at += 1
        if not found:
            self.say("NOT FOUND.")

    def change(self, old, new, everywhere):
        line, at, done, cut = self.lines[self.at - 1], 0, False, False
        while (at := self.place(line, old, at)) >= 0:
            end = self.trunc if at + len(old) <= self.trunc else LENGTH
            padded = line.ljust(LENGTH)
            body = padded[:at] + new + padded[at + len(old):end]
            cut |= at + len(new) > end or bool(body[max(end, at + len(new)):].strip())
            line = (body[:end].ljust(end) + padded[end:]).rstrip()
            done, at = True, at + len(new)
            if not everywhere:
                break
        if done:
            self.lines[self.at - 1] = line
            self.say(*(("TRUNCATED.",) if cut else ()), line)
        return done

    def overlay(self, text, count, word):
        mask = text[:LENGTH].rstrip()
        self.at = max(self.at, 1)
        while True:
            if self.at > len(self.lines):
                return self.show()
            line = list(self.lines[self.at - 1].ljust(LENGTH))
            for n, c in enumerate(mask):
                if c != " ":
                    line[n] = " " if word == "BLANK" or c == "_" else c
            self.lines[self.at - 1] = "".join(line).rstrip()
            self.show()
            count -= 1
            if not count:
                return
            self.at += 1

    # -- settings

    def do_repeat(self, rest):
        self.repeat = int(rest)

    def do_zone(self, rest):
        self.first, self.last = map(int, rest.split())

    def do_trunc(self, rest):
        self.trunc = int(rest)
