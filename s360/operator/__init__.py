"""The operator's place: commands at a running System/360, scripts of them, and the terminal.

Called by `cpcms ipl` (cp/cli_ipl.py) and usable from a program:

    from s360.operator import Operator
    operator = Operator(machine)
    operator.command("ipl 00C")
    operator.command('expect "READY" within 10')

    registry.py    the commands by name: the one source of HELP, completion and docs/operator.md
    commands.py    running, registers, storage, finding faults
    device_commands.py  devices and their media, state, session
    script.py      waits, expect and send, script files
    place.py       `Operator`: the machine, its console's paper, who may run it when
    display.py     how storage, registers, PSW, instructions and devices are written out
    tracing.py     trace lines with loops folded
    terminal.py    a person at a terminal; plain.py: lines from a pipe
"""
from s360.operator.place import LimitReached, Operator, OperatorError, Quit

# the families register their commands as they are imported
from s360.operator import commands, device_commands, script  # noqa: F401  isort: skip

__all__ = ["LimitReached", "Operator", "OperatorError", "Quit"]
