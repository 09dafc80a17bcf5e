"""DIAGNOSE X'310': a batch monitor tells CP where its jobs begin and end.

Called through the table in cp/diagnose.py; cp/batch.py does the work.  Ours; not there in profile 1968.
"""
from __future__ import annotations

from cp.diagnose_call import SPECIFICATION, Call, Interruption, name_of
from s360.machine import StopReason

BEGIN, END, LIMIT, READ = 0, 4, 8, 12
WRONG_LIMIT = 3


def batch_job(call: Call):
    """X'310'."""
    batch, function = call.vm.batch, call.ry
    if batch is None:
        return call.end(1)
    if function == BEGIN:
        data = call.fetch(call.rx, 24)
        code = batch.begin(*(name_of(data[at:at + 8]) for at in (0, 8, 16)))
        call.end(2 if code else 0, code, call.y)
    elif function == END:
        call.end(0)
        batch.finish(back=1 if call.rx else 0)
        return StopReason.STOPPED
    elif function == LIMIT:
        data = call.fetch(call.rx, 12)
        good = batch.limit(name_of(data[:8]), int.from_bytes(data[8:], "big"))
        call.end(0 if good else 2, 0 if good else WRONG_LIMIT, call.y)
    elif function == READ:
        call.end(0, batch.cards_read(), call.y)
    else:
        raise Interruption(SPECIFICATION)
    return None
