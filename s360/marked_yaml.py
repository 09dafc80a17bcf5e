"""YAML files whose mistakes can be shown at their line and column.

Called by s360/config.py (machine descriptions) and whoever else reads a YAML file of people's
making.  Every scalar stays text, so that `190`, `010` and `1E0` mean what was written; a pydantic
model then makes numbers and truth values of it where it wants them.  All mistakes of a file are
collected and told together:

    machine.yaml:9:24 devices.2.typ: unknown key, did you mean 'type'?

Not implemented: YAML tags; several documents in one file; saving files with comments kept.
"""
from __future__ import annotations

import os

import yaml
from pydantic import BaseModel, ValidationError

from s360.errors import ConfigError, did_you_mean

try:
    from yaml import CBaseLoader as Loader
except ImportError:                       # PyYAML built without libyaml: slower, no difference
    from yaml import BaseLoader as Loader

MOST_BYTES = 4_000_000                    # of one file
MOST_NODES = 200_000                      # aliases of aliases would make billions of nothing
MOST_DEPTH = 50
EMPTY = (None, "")


class MarkedFile:
    """A YAML file as plain data, with the place of every key and value.

    data:   mappings, lists and text; keys with an empty value are left out
    marks:  path (tuple of keys and list indexes) -> (line, column), from 1
    errors: what is wrong so far, in the order found; `stop_if_wrong` raises them
    """

    def __init__(self, path: str | os.PathLike, text: str | None = None):
        self.path = os.fspath(path)
        self.name = os.path.basename(self.path)
        self.marks: dict[tuple, tuple[int, int]] = {}
        self.errors: list[tuple[tuple[int, int], str]] = []
        self.nodes = 0
        self.data = self._read(read_text(self.path) if text is None else text)

    def _read(self, text: str):
        try:
            if depth(text) > MOST_DEPTH:
                raise ConfigError(f"{self.name}: nested too deep")
            root = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            raise ConfigError(f"{self.name}{where} {error.problem or error.context}") from None
        except yaml.YAMLError as error:
            raise ConfigError(f"{self.name}: {' '.join(str(error).split())}") from None
        if root is None:
            self.marks[()] = (1, 1)
            return {}
        return self._value(root, (), root)

    def _value(self, node, path: tuple, place):
        self.nodes += 1
        if self.nodes > MOST_NODES or len(path) > MOST_DEPTH:
            raise ConfigError(f"{self.name}: nested too deep, or aliases make it too large")
        self.marks[path] = (place.start_mark.line + 1, place.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, path + (at,), item) for at, item in enumerate(node.value)]
        return node.value

    def _mapping(self, node, path: tuple) -> dict:
        found = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(path, "a key must be a word")
                continue
            name, here = key.value, path + (key.value,)
            if name in first:
                self.marks[here] = (key.start_mark.line + 1, key.start_mark.column + 1)
                self.wrong(here, f"key is here twice, first in line {first[name]}")
                continue
            first[name] = key.start_mark.line + 1
            made = self._value(value, here, key)
            if made not in EMPTY:
                found[name] = made
        return found

    def wrong(self, path: tuple, text: str) -> None:
        """Note a mistake at `path`, or at the nearest place above that is in the file."""
        at = tuple(path)
        while at not in self.marks:
            at = at[:-1]
        name = ".".join(str(part) for part in path)
        self.errors.append((self.marks[at], f"{name}: {text}" if name else text))

    def stop_if_wrong(self) -> None:
        """ConfigError with a line for every mistake, if there is one."""
        if self.errors:
            raise ConfigError("\n".join(f"{self.name}:{line}:{column} {text}"
                                        for (line, column), text in sorted(self.errors)))

    def validated(self, model: type[BaseModel], data, path: tuple = ()):
        """`data` (found at `path`) as a `model`; None after noting what is wrong with it."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for one in error.errors():
                location = tuple(part for part in one["loc"])
                self.wrong(path + location, told(one, model, location))
            return None


def told(error: dict, model: type[BaseModel], location: tuple) -> str:
    """A pydantic error in this project's words."""
    kind, context, given = error["type"], error.get("ctx", {}), error.get("input")
    if kind == "extra_forbidden":
        inner = model_at(model, location[:-1])
        return "unknown key" + did_you_mean(location[-1], inner.model_fields if inner else ())
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        return f"{given!r} must be {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    plain = {"int_parsing": "must be a whole number", "int_type": "must be a whole number",
             "float_parsing": "must be a number", "bool_parsing": "must be yes or no",
             "string_type": "must be text", "list_type": "must be a list",
             "model_type": "must be a mapping (key: value)",
             "dict_type": "must be a mapping (key: value)"}
    if kind in plain:
        shown = f"{given!r} " if isinstance(given, (str, int)) else ""
        return shown + plain[kind]
    return error["msg"][:1].lower() + error["msg"][1:]


def model_at(model, location: tuple):
    """The model that stands at `location` inside `model`, None where there is none."""
    for part in location:
        field = getattr(model, "model_fields", {}).get(part)
        model = field.annotation if field is not None else None
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return None
    return model


def depth(text: str) -> int:
    """How deep the text nests, looked at no further than just beyond MOST_DEPTH: libyaml composes by
    recursion and knows no limit of its own."""
    level = deepest = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            level += 1
            deepest = max(deepest, level)
            if deepest > MOST_DEPTH:
                break
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            level -= 1
    return deepest


def read_text(path) -> str:
    """A text file (UTF-8) of a person's making; ConfigError in one line when it cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > MOST_BYTES:
        raise ConfigError(f"{path}: more than {MOST_BYTES} bytes; this is no description")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: is not text (UTF-8)") from None
