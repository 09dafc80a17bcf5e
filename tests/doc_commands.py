"""The `cpcms` commands that stand in documents and help texts, and whether the real parser understands them."""
from __future__ import annotations

import contextlib
import io
import re
import shlex

from cp.cli import parser

REMARK = re.compile(r"\s{2,}(?!-)\S.*$|\s+#\s.*$")       # what stands behind a command, or a shell's comment
PATH = re.compile(r"(?:\S*/)?cpcms")


def without_remark(line: str) -> str:
    return REMARK.sub("", line.strip())


def command_lines(text: str) -> list[list[str]]:
    """The words of each `cpcms` command in lines of a shell: pipes, && and redirections apart."""
    found = []
    for line in text.splitlines():
        try:
            lexer = shlex.shlex(without_remark(line), posix=True, punctuation_chars="|&;<>")
            lexer.whitespace_split, lexer.commenters = True, ""
            words = list(lexer)
        except ValueError:                                # an apostrophe of a sentence
            continue
        found += pieces(words)
    return found


def pieces(words: list[str]) -> list[list[str]]:
    """Commands between the shell's operators, without redirections and what only starts them."""
    commands, present, skip = [], [], False
    for word in words + [";"]:
        if word in ("|", "||", "&&", ";", "&"):
            commands.append(present)
            present = []
        elif word in ("<", ">", ">>"):
            skip = True
        elif skip:
            skip = False
        else:
            present.append(word)
    return [start_at_cpcms(command) for command in commands if start_at_cpcms(command)]


def start_at_cpcms(command: list[str]) -> list[str]:
    if command[:1] == ["runuser"]:
        command = command[command.index("--") + 1:]
    elif command[:2] == ["podman", "exec"]:
        command = command[3:]
    while command and ("=" in command[0] or command[0] in ("timeout", "sudo", "exec", "nohup")
                       or command[0].isdigit()):
        command = command[1:]
    return command if command and PATH.fullmatch(command[0]) else []


def refusal(command: list[str]) -> str:
    """What the parser says against a command; empty when it understands it."""
    said = io.StringIO()
    words = command[1:]
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            parser(words).parse_args(words)
    except SystemExit as end:
        return said.getvalue() if end.code else ""
    return ""
