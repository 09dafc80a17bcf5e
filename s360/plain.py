"""Plain data (None, bool, int, float, str, bytes, list, tuple, dict) as JSON and back, exactly.

JSON has no bytes and no keys but texts: bytes become {"!b": base64}, other dictionaries
{"!d": [[key, value], ...]}; tuples come back as lists.
"""
from __future__ import annotations

import base64
import json


def _pack(value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"!b": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, dict):
        return {"!d": [[_pack(k), _pack(v)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        return [_pack(v) for v in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} is not plain data")


def _unpack(value):
    if isinstance(value, list):
        return [_unpack(v) for v in value]
    if isinstance(value, dict):
        if set(value) == {"!b"}:
            return base64.b64decode(value["!b"], validate=True)
        if set(value) == {"!d"}:
            return {_unpack(k): _unpack(v) for k, v in value["!d"]}
        raise ValueError("not plain data")
    return value


def dumps(value) -> bytes:
    """Plain data as text."""
    return json.dumps(_pack(value), separators=(",", ":")).encode("ascii")


def loads(text: bytes):
    """Inverse of `dumps`; ValueError or TypeError for anything else."""
    try:
        return _unpack(json.loads(text))
    except RecursionError:
        raise ValueError("data nested too deeply") from None
