"""The CP that a CMS job of `cpcms run` goes to: one made for it in a throw-away folder, or that of an existing
data folder (--data), which nobody else may use meanwhile.

Called by cp/job_cms.py.  In an existing folder the job has the users, disks and systems that are there.  What
the job prints goes to who has started it, so its files leave the spool; a batch machine that was not in the
directory leaves it again, and machines kept there go on as at every start.
"""
from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from cp.job import Job, JobFailed
from cp.spool_file import READER
from s360.errors import S360Error

BATCH, DECK_FROM = "CMSBATCH", "OPERATOR"
ENTRY = {"userid": BATCH, "password": "NOLOG", "storage": "256K", "options": ["BATCH"],
         "ipl": {"system": "CMS", "parm": "BATCH"},
         "devices": {"00C": {"type": "2540R", "class": "*"}, "01C": {"type": "2540R", "class": "*"},
                     "00D": {"type": "2540P", "class": "A"}, "00E": {"type": "1403", "class": "A"}},
         "temporary disks": {"191": {"type": "2314", "cylinders": 10}},
         "links": [{"userid": "MAINT", "unit": "190", "as": "190", "mode": "RR"}]}


@contextmanager
def system_for(job: Job, owners: list[str]):
    """A System with the batch machine in its directory, and the owners of the jobs; closed afterwards."""
    if job.data:
        with existing(job, owners) as system:
            yield system
        return
    from cp.directory_schema import User
    from cp.system import System
    with tempfile.TemporaryDirectory(prefix="cpcms") as folder, System(folder, threads=1) as system:
        known = system.directory.names()
        system.directory.put([User.model_validate({"password": "NOLOG", "userid": owner}) for owner in owners
                              if owner not in known and owner != BATCH] + [User.model_validate(ENTRY)], replace=True)
        yield system


@contextmanager
def existing(job: Job, owners: list[str]):
    """The System of a data folder that is there; JobFailed when it cannot be had, or does not know an owner."""
    from cp.directory_schema import User
    from cp.folder import FolderInUse
    from cp.system import System
    folder = Path(job.data)
    if not (folder / "format").is_file():
        raise JobFailed(f"--data {folder}: there is no such data folder; `cpcms --data {folder}` makes it")
    try:
        system = System(folder, threads=1)
    except FolderInUse as error:
        raise JobFailed(f"--data {folder}: CP runs on it (process {error.pid}); end it, or hand the deck to its "
                        f"batch machine as docs/cms-batch.md tells") from None
    with system:
        for owner in owners:
            if not system.directory.has(owner):
                raise JobFailed(f"{job.deck}: {owner} is not in the directory of {folder}; name another on the /JOB "
                                f"card, or `cpcms user add {owner}`")
        ours = not system.directory.has(BATCH)
        if ours:
            system.directory.put([User.model_validate(ENTRY)])
        elif "BATCH" not in system.directory.get(BATCH).options:
            raise JobFailed(f"{folder}: its user {BATCH} is no batch machine; give it options: [BATCH]")
        before = {file.number for file in system.spool.files()}
        try:
            yield system
        finally:
            tidy(system, [*owners, DECK_FROM], before, ours)


def tidy(system, owners: list[str], before: set[int], ours: bool) -> None:
    """Leave nothing of the job but what it has done to disks and sent to others."""
    vm = system.machines.get(BATCH)
    if vm is not None:
        system.logoff(vm)
    with suppress(S360Error):                  # a file that is in use stays
        system.spool.purge([file for file in system.spool.files() if file.number not in before and (
            file.owner == BATCH if file.kind == READER else file.origin == BATCH and file.owner in owners)])
    if ours:
        system.directory.remove(BATCH)
