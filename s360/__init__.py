"""A System/360: CPU, storage, channels, devices and media.

`Machine`, `PSW` and `StopReason` are loaded on first use, so that tools which need no
processor (media, disassembler) work without the compiled core.
"""
__all__ = ["Machine", "PSW", "StopReason", "Stop"]

_HOMES = {"Machine": "s360.machine", "Stop": "s360.machine", "StopReason": "s360.machine",
          "PSW": "s360.psw"}


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module 's360' has no attribute {name!r}")
    import importlib
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
