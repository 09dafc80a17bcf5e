"""Models of System/360 as presets, and the features a machine may lack.

Source: functional characteristics of the models as summed up in A22-6810 (system summary).
"""
from __future__ import annotations

import re

from s360.errors import ConfigError
from s360.isa import FEATURES

EVERYTHING = tuple(FEATURES)
UNIVERSAL = ("standard", "decimal", "float", "protection", "direct")

#: model -> (features, fine timer and reference bits of the Model 67, usual storage)
MODELS = {
    "30": (UNIVERSAL, False, "64K"), "40": (UNIVERSAL, False, "256K"),
    "50": (UNIVERSAL, False, "512K"), "65": (UNIVERSAL, False, "1M"),
    "75": (UNIVERSAL, False, "1M"), "85": (UNIVERSAL + ("extended",), False, "4M"),
    "67": (EVERYTHING, True, "1M"),
}
_SIZE = re.compile(r"(\d+)\s*([KM]?)B?$", re.IGNORECASE)


def storage_size(text) -> int:
    """Bytes from "256K", "1M" or an int; a multiple of 2048 up to 16 MiB, else ConfigError."""
    if isinstance(text, int):
        size = text
    else:
        found = _SIZE.match(str(text).strip())
        if not found:
            raise ConfigError(f"storage {text!r}: write a size as 256K or 1M")
        size = int(found[1]) << {"": 0, "K": 10, "M": 20}[found[2].upper()]
    if not 2048 <= size <= 1 << 24 or size % 2048:
        raise ConfigError(f"storage {text!r}: must be a multiple of 2K, from 2K to 16M")
    return size


def chosen(model, features) -> tuple[frozenset, bool]:
    """(features, Model 67) of `model` (None: all) and `features` (None: the model's)."""
    if model is not None and str(model) not in MODELS:
        raise ConfigError(f"model {model!r} is not known; there are {', '.join(MODELS)}")
    own, m67, _ = MODELS[str(model)] if model is not None else (EVERYTHING, True, "")
    names = frozenset(own if features is None else features)
    for name in names - set(FEATURES):
        raise ConfigError(f"feature {name!r} is not known; there are {', '.join(FEATURES)}")
    return names | {"standard"}, m67 and "m67" in names
