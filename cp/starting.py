"""CP begins: its spool opened, kept machines restored, users with AUTOLOG logged on, and what is wrong told.

Called by cp/system.py, `System.__init__`; cp/ending.py is the end.
"""
from __future__ import annotations

import time

from cp import batch, checkpoint, durable, first_saved
from cp.messages import CPError
from cp.spool import Limits, Spool, UserLimits
from s360.errors import MediaError

LOGMSG = "logmsg"              # file of the data folder
SAVING = 60.0                  # seconds from saving the figures for accounting to the next time


def open_spool(system, cold: bool) -> Spool:
    """The spool; a cold start puts a damaged one aside and begins a new one."""
    path, limits = system.folder.spool, SpoolLimits(system.directory)
    try:
        return Spool(path, limits)
    except MediaError as error:
        aside = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.bad")
        if not cold or not path.is_file():
            raise
        durable.put_aside(path, aside)
        spool = Spool(path, limits)       # or it is the host's trouble, not the file's
        system.warn("spool", f"{error}; it is kept as {aside.name}, a new spool is begun")
        return spool


def begin(system, cold: bool) -> None:
    """Everything is open: work begins."""
    if not system.folder.system_yaml.exists():
        system.warn("start", f"{system.folder.system_yaml}: is not there; the usual configuration is in "
                     "force until it is put back")
    if not system.directory.names():
        system.warn("directory", f"{system.folder.users}: has no users, nobody can log on; take it from a "
                    "copy of the data folder")
    for line in system.directory.check():
        system.warn("directory", f"{line}; correct the file")
    for pack in system.disks.volumes.packs.values():
        if pack.trouble:
            system.progress(pack.trouble)       # which has been logged
    if cold:
        gone = system.spool.purge(system.spool.files())
        machines = checkpoint.discard(system)
        system.log("start", f"cold start: {gone} spool files and {machines} kept machines discarded")
    system.log("start", f"{system.start_kind.lower()} start, profile {system.profile}")
    if system.journal.trouble:
        system.progress(f"{system.folder.operator_log}: {system.journal.trouble}; the log is kept in storage "
                        "until it can be written")
    if system.accounting.cut_off:
        system.log("accounting", f"{system.accounting.cut_off} sessions had been cut off")
    system.dispatcher.start()
    system.real_units.start()
    system.dispatcher.alarms.after(SAVING, lambda: save_usage(system))
    first_saved.make(system)
    checkpoint.restore(system)
    for file in system.spool.recovered:     # of which restored machines took back their own
        if file.incomplete:
            system.log("spool", f"{file.label} was open when CP ended: held, incomplete, "
                       f"{file.records} records", user=file.origin)
    awaited = batch.waiting(system)
    for user in system.directory.users():
        if user.userid not in system.machines and ("AUTOLOG" in user.options or user.userid in awaited):
            system.autolog_quietly(user.userid)


def save_usage(system) -> None:
    """Every minute: what users have used until now outlives a crash."""
    if system.closed:
        return
    system.dispatcher.alarms.after(SAVING, lambda: save_usage(system))
    system.accounting.checkpoint([(vm.userid, vm.usage()) for vm in system.logged_on()])


class SpoolLimits(Limits):
    """What the directory and system.yaml allow each user in the spool."""

    def __init__(self, directory):
        usual = directory.configuration.quotas
        super().__init__(bytes=usual.total,
                         user=UserLimits(usual.files, usual.lines, usual.bytes))
        self.directory = directory

    def of(self, userid: str) -> UserLimits:
        try:
            quotas = self.directory.get(userid).quotas
        except CPError:
            return self.user
        return UserLimits(quotas.files, quotas.lines, quotas.bytes)


def kept_logmsg(folder, warn) -> list[str] | None:
    """SET LOGMSG's lines of an earlier run; None when nobody has set any."""
    try:
        return (folder / LOGMSG).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        warn("start", f"{folder / LOGMSG}: {getattr(error, 'strerror', '') or 'is damaged'}; SET LOGMSG "
             "makes it anew")
        return None
