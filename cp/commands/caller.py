"""Who asks for a console function: his machine, his classes, where the answers go.

Made by a terminal session, by DIAGNOSE X'08', by `System.command` and by the host's tools; handed to
every console function as `who`.
"""
from __future__ import annotations

from cp.commands import registry
from cp.messages import CPError
from s360.errors import S360Error

ALL_CLASSES = "ABCDEFGH"


class Ask(Exception):
    """A console function needs an answer from the person at the terminal: the session prompts and
    calls the function again with the answer added (`Caller.ask`)."""

    def __init__(self, prompt: str, hidden: bool):
        super().__init__(prompt)
        self.prompt, self.hidden = prompt, hidden


class Caller:
    """
    system:  cp.system.System
    vm:      the VirtualMachine he is logged on to; None before logon and for the host
    userid:  its userid ("" before logon; "OPERATOR" for the host)
    classes: privilege classes, letters; sets: names of user-defined sets of functions he has
    lines:   what was said, when nobody listens elsewhere
    data:    what a program reads of a QUERY (`tell`): plain dicts and lists
    local:   he is on this host (demo users may log on)
    asked:   there is somebody who can be asked
    barred:  asked (function, words) before each; raises CPError for what is not for him (batch jobs)
    """

    def __init__(self, system, vm=None, classes: str = "", output=None, answers=(),
                 asked: bool = False, local: bool = True, session=None):
        self.system, self.vm, self.session = system, vm, session
        self.userid = vm.userid if vm is not None else ""
        self.classes = classes
        self.granted: frozenset[str] = vm.granted if vm is not None else frozenset()
        self.lines: list[str] = []
        self.data: list = []
        self.output = output
        self.answers = list(answers)
        self.asked, self.local = asked, local
        self.barred = None

    def say(self, line: str) -> None:
        """A line of answer."""
        self.lines.append(line)
        if self.output is not None:
            self.output(line)

    def tell(self, record) -> None:
        """The same for programs: a dict for each thing the answer is about."""
        self.data.append(record)

    def ask(self, prompt: str, hidden: bool = False) -> str:
        """An answer from the terminal.  Ask before anything is changed: the function may be begun
        anew.  CPError when nobody can be asked."""
        if self.answers:
            return self.answers.pop(0)
        if not self.asked:
            raise CPError("operand-missing")
        raise Ask(prompt, hidden)

    def need_vm(self):
        """The caller's machine; CPError when he has none."""
        if self.vm is None:
            raise CPError("not-logged-on", userid=self.userid or "YOU ARE")
        return self.vm

    @property
    def profile(self) -> str:
        return self.vm.profile if self.vm is not None else self.system.configuration.profile

    def may(self, function: registry.Function, verb: str = "") -> bool:
        """Whether his classes or a set of his allow a function (or operand of `verb`)."""
        name = f"{verb} {function.name}".strip()
        return function.allowed(self.classes) or name in self.granted

    def meant(self, function: registry.Function) -> bool:
        """Whether he may use a console function at all where he is: before logon, at a terminal, on the
        host."""
        if self.vm is None and not self.classes:
            return function.early
        return self.may(function) and (function.late or self.vm is None)

    def run(self, line: str) -> int:
        """Carry out one line; gives the return code (0 good).  What is wrong has been said.  Ask
        passes through."""
        if not line.isascii():                 # halves of characters cannot be written anywhere
            line = line.encode("utf-8", errors="replace").decode()
        words = line.split()
        if len(words) > 1 and words[0].upper() in registry.TO_CP:
            line, words = line.split(None, 1)[1], words[1:]
        if not words or words[0].startswith(registry.COMMENT):
            return 0
        try:
            found = registry.find(registry.COMMANDS, words[0], self.meant)
            if found is None or not self.meant(found):
                raise CPError("unknown-command", line=words[0].upper())
            if self.barred is not None:
                self.barred(found, words[1:])
            self.line = line.lstrip()
            return found.run(self, words[1:]) or 0
        except S360Error as error:
            if not isinstance(error, CPError):
                error = CPError("host", text=str(error))
            emsg = (self.vm.options.emsg if self.vm is not None else
                    "TEXT" if self.session is not None else "ON")
            shown = error.shown(emsg, self.profile)
            if shown:
                self.say(shown)
            return error.code

    def run_inner(self, line: str) -> None:
        """A function that is another one in other words; CPError passes through."""
        words = line.split()
        self.line = line
        registry.COMMANDS[words[0]].run(self, words[1:])

    def rest(self, count: int) -> str:
        """The line behind its first `count` words, as typed (texts of messages)."""
        parts = self.line.split(None, count)
        return parts[count] if len(parts) > count else ""
