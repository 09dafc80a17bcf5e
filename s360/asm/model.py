"""Model statements: statements of macro definitions, and of open code, with variable symbols in them.

Made by macro.py once for each statement of a definition, and by generate.py; `Model.statement`
fills one in. Name, operation and operand are filled in, remarks and comments are not; a generated
statement's fields begin in the columns of its model where there is room.
Source: GC28-6514, section 7, Model Statements.
"""
from __future__ import annotations

import re
from typing import Callable

from .fields import OPERAND, Fields, capitals, fold, items
from .statement import ASSEMBLE, CALL, Statement
from .substitution import Template, compile_text

_OPERAND = re.compile(OPERAND, re.DOTALL)
_KEYWORD = re.compile(r"([A-Za-z$#@_][A-Za-z0-9$#@_]*)=")
#: operands of macro instructions remembered by their text, for one definition
MOST_REMEMBERED = 512
#: statements of one model remembered by the text of their fields
MOST_STATEMENTS = 64


class Operand:
    """One operand of a macro instruction.

    keyword: the parameter it is for; None: positional
    value:   a str, or a Template
    at:      offset in the operand field
    unknown: it looks like a keyword operand, but the definition has no such parameter
    """
    __slots__ = ("keyword", "value", "at", "unknown")

    def __init__(self, keyword: str | None, value: str | Template, at: int, unknown: str = ""):
        self.keyword, self.value, self.at, self.unknown = keyword, value, at, unknown

    def filled(self, frame) -> Operand:
        if self.value.__class__ is str:
            return self
        return Operand(self.keyword, fold(self.value.fill(frame)), self.at, self.unknown)


class Model:
    """One statement of a definition.

    written fields: as it stands; fields None: a comment, or text that is given on as it is
    label:    its sequence symbol, "" for none
    do:       the function of an instruction of conditional assembly (conditional.Compiled.do)
    body:     statements of a definition within the definition
    names:    (variable symbol it refers to, offset in the text)
    fixed:    there are none
    """
    __slots__ = ("written", "text", "fields", "label", "do", "body", "names", "fixed", "_parts",
                 "_filled_in", "_calls", "_definition")

    def __init__(self, written, text: str, fields: Fields | None = None):
        self.written, self.text, self.fields = written, text, fields
        self.label, self.names, self.fixed = "", [], True
        self.do: Callable | None = None
        self.body = self._calls = self._definition = None
        self._parts: tuple = ()
        self._filled_in: dict[tuple, tuple[Fields, str]] = {}
        if fields is not None and fields.name[:1] == ".":        # not part of what is generated
            self.label, self.fields = fields.name, fields._replace(name="")
            self.text = " " * len(fields.name) + text[len(fields.name):]

    def compile(self) -> None:
        """Find the variable symbols; Fault, its offset in the text, when one is wrong."""
        fields = self.fields
        if "&" not in fields.name and "&" not in fields.operation and "&" not in fields.operand:
            return
        text, begin = self.text, fields.operation_at
        self._parts = (compile_text(text, 0, len(fields.name), self.names),
                       compile_text(text, begin, begin + len(fields.operation), self.names),
                       self._compiled_operand())
        self.fixed = all(part.__class__ is str for part in self._parts)

    def _compiled_operand(self) -> str | Template:
        fields = self.fields
        if not fields.parts:
            begin = fields.operand_at
            return compile_text(self.text, begin, begin + len(fields.operand), self.names)
        names = []
        operand = compile_text(fields.operand, 0, None, names)
        self.names += [(name, fields.offset(at)) for name, at in names]
        return operand

    def _filled(self, part: int, frame) -> str:
        """Name (0), operation (1) or operand (2) in a frame."""
        value = self._parts[part]
        return value if value.__class__ is str else value.fill(frame)

    def operation_in(self, frame) -> str:
        """The operation in a frame."""
        return self.fields.operation if self.fixed else capitals(self._filled(1, frame)).strip(" ")

    def statement(self, frame, operation: str = "") -> Statement:
        """The statement it gives in a frame, `op` still to be found; operation: `operation_in` it."""
        fields = self.fields
        if fields is None:
            return Statement(self.written, self.text, depth=frame.depth, call=frame.call)
        if self.fixed:
            return self._made(frame, fields, ASSEMBLE, self.text)
        parts = self._filled(0, frame), operation, self._filled(2, frame)
        made = self._filled_in.get(parts)
        if made is None:
            made = self._assembled(*parts)
            if len(self._filled_in) < MOST_STATEMENTS:
                self._filled_in[parts] = made
        return self._made(frame, made[0], ASSEMBLE, made[1])

    def _assembled(self, name: str, operation: str, operand: str) -> tuple[Fields, str]:
        """Fields and text of a statement for the passes; its operand may hold a blank by now."""
        rest = ""
        if " " in operand:
            operand = operand.lstrip(" ")
            end = _OPERAND.match(operand).end()
            if operand[end:end + 1] == " ":
                operand, rest = operand[:end], operand[end:].strip(" ") + " "
        return self._laid(name, operation, operand, (rest + self.fields.remarks).strip(" "))

    def call(self, frame, operation: str, operands: list[Operand] | None) -> Statement:
        """The macro instruction, with operands that are filled in; None: as it stands."""
        if self.fixed or operands is None:
            return self._made(frame, self.fields, CALL, self.text)
        operand = ",".join([each.value if each.keyword is None else f"{each.keyword}={each.value}"
                            for each in operands])
        made, text = self._laid(self._filled(0, frame), operation, operand, self.fields.remarks)
        return self._made(frame, made, CALL, text)

    def _made(self, frame, fields: Fields, kind: str, text: str) -> Statement:
        return Statement(self.written, text, fields.name, fields.operation, fields.operand,
                         fields.remarks, fields.operation_at, fields.operand_at, frame.depth,
                         frame.call, kind)

    def _laid(self, name: str, operation: str, operand: str, remarks: str) -> tuple[Fields, str]:
        """These fields in the columns of the model where they fit, and their text."""
        fields = self.fields
        name = name.strip(" ")
        text = f"{'' if name[:1] == '.' else name:<{fields.operation_at - 1}} "
        operation_at = len(text)
        text += operation
        if operand:
            text = f"{text:<{fields.operand_at - 1}} "
        operand_at = len(text)
        text += operand
        if remarks:
            text = f"{text:<{max(0, len(self.text) - len(fields.remarks) - 1)}} {remarks}"
        name = "" if name[:1] == "." else capitals(name)
        return Fields(name, operation, fold(operand), remarks, operation_at, operand_at), text

    def operands(self, definition) -> list[Operand]:
        """Its operands as a macro instruction: taken apart before they are filled in."""
        if self._definition is not definition:
            self._calls, self._definition = operands_of(self.fields.operand, definition), definition
        return self._calls


def operands_of(operand: str, definition) -> list[Operand]:
    """The operands of a macro instruction of `definition`; remembered by their text."""
    found = definition.calls.get(operand)
    if found is not None:
        return found
    parts: list[Operand] = []
    for text, at in items(operand):
        match = _KEYWORD.match(text) if "=" in text else None
        if match and match[1] in definition.keywords:
            value = compile_text(operand, at + match.end(), at + len(text))
            parts.append(Operand(match[1], value, at))
        else:
            value = compile_text(operand, at, at + len(text))
            parts.append(Operand(None, value, at, match[1] if match else ""))
    if len(definition.calls) < MOST_REMEMBERED:
        definition.calls[operand] = parts
    return parts
