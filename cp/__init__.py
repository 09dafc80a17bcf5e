"""The control program CP and the `cpcms` command.

    from cp import System                 # docs/python-api.md
"""


def __getattr__(name: str):
    """`System` is loaded when it is asked for: `cpcms asm` needs no control program."""
    if name == "System":
        from cp.system import System
        return System
    raise AttributeError(f"module 'cp' has no attribute {name!r}")
