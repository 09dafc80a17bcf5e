"""YAML files with a schema, in both directions: read with every mistake at its place, written tidily.

Called by cp/configuration.py and cp/directory.py.  A schema is a pydantic model; its keys may have
names of several words (aliases such as `read-password`).  `s360.marked_yaml` finds the places.

Not implemented: keeping comments inside a file that is written anew (only those at its top stay).
"""
from __future__ import annotations

import json
import re
import typing
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from s360.config import parse_unit
from s360.errors import did_you_mean
from s360.marked_yaml import MarkedFile, told

PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _./$@=+-]*[A-Za-z0-9_./$@=+-])?")


class Keys(BaseModel):
    """A part of a schema: no key but those that are named."""
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class ModelFile(MarkedFile):
    """A YAML file that is looked at through a schema."""

    def validated(self, model: type[BaseModel], data, path: tuple = ()):
        """`data` as a `model`; None after noting all that is wrong with it."""
        if not isinstance(data, dict):
            self.wrong(path, "must be a mapping (key: value) with the keys "
                       + ", ".join(names_of(model)))
            return None
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for one in error.errors():
                place = tuple(part for part in one["loc"] if part != "[key]")
                self.wrong(path + place, complaint(one, model, place))
            return None


LIMITS = {"greater_than_equal": ("ge", "must be at least"), "less_than_equal": ("le", "must be at most"),
          "greater_than": ("gt", "must be more than"), "less_than": ("lt", "must be less than")}


def complaint(error: dict, model: type[BaseModel], place: tuple) -> str:
    """A pydantic error in this project's words, with the keys there are."""
    if error["type"] == "extra_forbidden":
        inner = model_at(model, place[:-1])
        known = names_of(inner) if inner else []
        return "unknown key" + (did_you_mean(place[-1], known) or f"; there are {', '.join(known)}")
    if error["type"] in LIMITS:
        name, text = LIMITS[error["type"]]
        return f"{error['input']} {text} {error['ctx'][name]}"
    return told(error, model, place)


def names_of(model: type[BaseModel]) -> list[str]:
    """The keys of a schema as they are written."""
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def model_at(model, location: tuple):
    """The schema that stands at `location` inside `model`, through lists, mappings and options."""
    for part in location:
        if is_model(model):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = inside(fields[part].annotation) if part in fields else None
        elif typing.get_origin(model) in (list, dict):
            model = inside(typing.get_args(model)[-1])
        else:
            return None
    return model if is_model(model) else None


def is_model(annotation) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def inside(annotation):
    """The one part of `X | None` or Annotated that a value can be."""
    if typing.get_origin(annotation) is typing.Annotated:
        return inside(typing.get_args(annotation)[0])
    parts = [one for one in typing.get_args(annotation) if one is not type(None)]
    if typing.get_origin(annotation) not in (list, dict) and len(parts) == 1:
        return inside(parts[0])
    return annotation


# -- values that both schemas have

def unit_address(value) -> int:
    """A virtual device's address of exactly three hexadecimal digits; ValueError with the remedy."""
    return unit_of(value if isinstance(value, int) else str(value))


@cache
def unit_of(text) -> int:
    unit = parse_unit(text)
    if len(str(text).strip()) != 3:
        raise ValueError(f"{text!r} is no device address; write three hexadecimal digits, "
                         f"such as {unit:03X}")
    return unit


def yes_or_no(value) -> str:
    return "yes" if value else "no"


def size_text(size: int) -> str:
    """Bytes as 256K or 1M where that is exact."""
    for letter, shift in (("G", 30), ("M", 20), ("K", 10)):
        if size and size % (1 << shift) == 0:
            return f"{size >> shift}{letter}"
    return str(size)


# -- writing

def scalar(value) -> str:
    """A value as YAML that reads back as the same text."""
    if isinstance(value, bool):
        return yes_or_no(value)
    text = str(value)
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def flow(value) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def yaml_text(value: dict, indent: str = "") -> str:
    """A mapping in block form; what is inside its mappings and lists goes one a line."""
    lines = []
    for key, inner in value.items():
        head = f"{indent}{scalar(key)}:"
        if isinstance(inner, dict) and any(isinstance(v, dict) for v in inner.values()):
            lines += [head] + [f"{indent}  {scalar(k)}: {flow(v)}" for k, v in inner.items()]
        elif isinstance(inner, (list, tuple)) and any(isinstance(v, dict) for v in inner):
            lines += [head] + [f"{indent}  - {flow(v)}" for v in inner]
        else:
            lines.append(f"{head} {flow(inner)}")
    return "\n".join(lines) + "\n"


def top_comment(text: str) -> str:
    """The comment lines that a file begins with."""
    lines = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join(lines).rstrip() + "\n" if any(line.strip() for line in lines) else ""
