"""Figures of a running CP, for `cpcms stats`, QUERY FIGURES and Prometheus.

`snapshot(system)` gives plain numbers and words (JSON); `prometheus(snapshot)` writes them in the text
format that Prometheus scrapes (version 0.0.4).  Figures that only grow count machines that have logged
off too, as long as the system keeps a `Gone` (`system.gone`) and adds each of them to it.

Called by cp/commands/accounting.py and cp/cli_operate.py.
Not implemented: histograms; a listener of its own (let a cron job or a node exporter's text file
collector take `cpcms stats --prometheus`).
"""
from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Iterator

#: sums of cp.counters.Counters: name there -> name here
SUMS = {"sios": "sios", "spool_lines": "lines_printed", "spool_cards_read": "cards_read",
        "spool_cards_punched": "cards_punched", "page_reads": "page_reads",
        "page_writes": "page_writes", "queue_drops": "queue_drops"}
STATES = ("running", "waiting", "cp", "sleeping")
MOST_USERS = 10_000


@dataclass
class Sums:
    """What machines have used."""
    instructions: int = 0
    virtual_cpu: float = 0.0
    total_cpu: float = 0.0
    counts: Counter = field(default_factory=Counter)       # names of SUMS' values
    traps: Counter = field(default_factory=Counter)        # mnemonic
    reflected: Counter = field(default_factory=Counter)    # kind of interruption
    diagnoses: Counter = field(default_factory=Counter)    # code, two hexadecimal digits

    def add(self, vm) -> None:
        """A machine's figures besides."""
        counters = vm.counters
        self.instructions += vm.core.executed
        self.virtual_cpu += vm.virtual_seconds
        self.total_cpu += vm.total_seconds
        for name, ours in SUMS.items():
            self.counts[ours] += getattr(counters, name)
        self.traps.update(dict(counters.privops))
        self.reflected.update({str(kind): count for kind, count in dict(counters.reflected).items()})
        self.diagnoses.update({f"{code:02X}": count
                               for code, count in dict(counters.diagnoses).items()})

    def copy(self) -> Sums:
        return Sums(self.instructions, self.virtual_cpu, self.total_cpu, *map(
            Counter, (self.counts, self.traps, self.reflected, self.diagnoses)))


class Gone(Sums):
    """What machines had used that have logged off."""


def snapshot(system) -> dict:
    """The figures of a system as plain data."""
    machines = list(system.logged_on())
    gone = getattr(system, "gone", None)
    sums = gone.copy() if gone is not None else Sums()
    states = dict.fromkeys(STATES, 0)
    for vm in machines:
        sums.add(vm)
        states[vm.state] = states.get(vm.state, 0) + 1
    return {
        "version": system.version, "profile": system.profile, "start": system.start_kind,
        "uptime": round(time.time() - system.started, 1),
        "users": len(machines), "dialed": system.dialed(),
        "disconnected": sum(vm.console.face is None for vm in machines),
        "terminals": len(system.lines.everybody()),
        "machines": states,
        "instructions": sums.instructions, "virtual_cpu": round(sums.virtual_cpu, 3),
        "total_cpu": round(sums.total_cpu, 3),
        "counts": {name: sums.counts[name] for name in SUMS.values()},
        "traps": dict(sorted(sums.traps.items())), "reflected": dict(sorted(sums.reflected.items())),
        "diagnoses": dict(sorted(sums.diagnoses.items())),
        "dispatcher": dict(system.dispatcher.standing()), "spool": spool_figures(system.spool),
        "log": system.journal.figures(), "accounting": system.accounting.figures(),
        "by_user": [user_figures(vm) for vm in machines[:MOST_USERS]]}


def spool_figures(spool) -> dict:
    """Closed files in each queue, open ones, bytes."""
    kinds = Counter(file.kind for file in spool.files())
    return {"files": {kind: kinds[kind] for kind in ("RDR", "PRT", "PUN")},
            "open": len(spool.writers), "bytes": spool.bytes}


def user_figures(vm) -> dict:
    """A line of the list of machines."""
    return {"userid": vm.userid, "state": vm.state, "connect": round(vm.connect_seconds, 1),
            "virtual_cpu": round(vm.virtual_seconds, 3), "total_cpu": round(vm.total_seconds, 3),
            "instructions": vm.core.executed, "sios": vm.counters.sios,
            "page_reads": vm.counters.page_reads, "page_writes": vm.counters.page_writes}


# -- Prometheus

#: name of a figure -> (metric, type, help); those with a label are in LABELLED
PLAIN = {
    "uptime": ("uptime_seconds", "gauge", "Seconds since CP was started"),
    "users": ("users", "gauge", "Users logged on"),
    "disconnected": ("users_disconnected", "gauge", "Users logged on without a terminal"),
    "dialed": ("terminals_dialed", "gauge", "Terminals dialed to a machine"),
    "terminals": ("terminals", "gauge", "Terminals connected"),
    "instructions": ("instructions_total", "counter", "Instructions of all machines"),
    "virtual_cpu": ("virtual_cpu_seconds_total", "counter", "Virtual CPU time of all machines"),
    "total_cpu": ("total_cpu_seconds_total", "counter", "CPU time of all machines with CP's for them")}
LABELLED = {
    "machines": ("machines", "gauge", "Machines by state", "state"),
    "traps": ("traps_total", "counter", "Privileged instructions simulated", "operation"),
    "reflected": ("reflected_total", "counter", "Interruptions reflected by CP", "kind"),
    "diagnoses": ("diagnoses_total", "counter", "DIAGNOSE calls", "code")}
COUNTS = {
    "sios": "I/O operations of machines", "lines_printed": "Lines printed to the spool",
    "cards_read": "Cards read from the spool", "cards_punched": "Cards punched to the spool",
    "page_reads": "Pages brought in", "page_writes": "Pages written out",
    "queue_drops": "Machines that left a queue"}


def prometheus(figures: dict, users: bool = False) -> str:
    """The figures in Prometheus' text format.  users: those of each machine too."""
    lines: list[str] = []
    told = {name: figures[name] for name in ("version", "profile", "start")}
    lines += metric("info", "gauge", "Which CP this is", [(told, 1)])
    for name, (key, kind, text) in PLAIN.items():
        lines += metric(key, kind, text, [({}, figures[name])])
    for name, (key, kind, text, label) in LABELLED.items():
        lines += metric(key, kind, text, [({label: one}, value)
                                          for one, value in figures[name].items()])
    for name, text in COUNTS.items():
        lines += metric(f"{name}_total", "counter", text, [({}, figures["counts"][name])])
    lines += shared_figures(figures)
    if users:
        lines += machine_figures(figures["by_user"])
    return "\n".join(lines) + "\n"


def shared_figures(figures: dict) -> Iterator[str]:
    """Dispatcher, spool, log, accounting."""
    standing, spool = figures["dispatcher"], figures["spool"]
    queues = [({"queue": name.removeprefix("queue ")}, value) for name, value in standing.items()
              if name.startswith("queue ")]
    yield from metric("queued_machines", "gauge", "Machines in the dispatcher's queues", queues)
    yield from metric("slices_total", "counter", "Time slices given", [({}, standing["slices"])])
    yield from metric("spool_files", "gauge", "Closed spool files by queue",
                      [({"queue": kind}, count) for kind, count in spool["files"].items()])
    yield from metric("spool_files_open", "gauge", "Spool files being written", [({}, spool["open"])])
    yield from metric("spool_bytes", "gauge", "Bytes in the spool", [({}, spool["bytes"])])
    for name, text in (("lines", "written"), ("lost", "that could not be written"),
                       ("repeated", "left out as repetitions")):
        yield from metric(f"log_{name}_total", "counter", f"Lines of the operator's log {text}",
                          [({}, figures["log"][name])])
    yield from metric("accounting_unsaved", "gauge", "Accounting records not written yet",
                      [({}, figures["accounting"]["unsaved"])])
    yield from metric("accounting_lost_total", "counter", "Accounting records lost",
                      [({}, figures["accounting"]["lost"])])


def machine_figures(rows: list[dict]) -> Iterator[str]:
    """Figures of each machine that is logged on; they begin anew with its next logon."""
    for name, key, text in (
            ("virtual_cpu", "machine_virtual_cpu_seconds_total", "Virtual CPU time of a machine"),
            ("total_cpu", "machine_total_cpu_seconds_total", "CPU time of a machine with CP's for it"),
            ("instructions", "machine_instructions_total", "Instructions of a machine"),
            ("sios", "machine_sios_total", "I/O operations of a machine")):
        yield from metric(key, "counter", text, [({"user": row["userid"]}, row[name]) for row in rows])


def metric(name: str, kind: str, text: str, values: list[tuple[dict, float]]) -> list[str]:
    """The lines of one metric; without values there are none."""
    if not values:
        return []
    name = f"cpcms_{name}"
    lines = [f"# HELP {name} {text}.", f"# TYPE {name} {kind}"]
    for labels, value in values:
        inner = ",".join(f'{label}="{escaped(str(one))}"' for label, one in labels.items())
        lines.append(f"{name}{{{inner}}} {value}" if inner else f"{name} {value}")
    return lines


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


# -- for people

def table(figures: dict) -> list[str]:
    """The figures as a few lines."""
    counts, spool, standing = figures["counts"], figures["spool"], figures["dispatcher"]
    uptime = int(figures["uptime"])
    lines = [f"CPCMS {figures['version']}, profile {figures['profile']}, {figures['start'].lower()} start, "
             f"up {uptime // 3600}:{uptime // 60 % 60:02d}:{uptime % 60:02d}",
             f"users        {figures['users']}, {figures['disconnected']} of them disconnected; "
             f"{figures['terminals']} terminals, {figures['dialed']} dialed",
             "machines     " + ", ".join(f"{count} {state}" for state, count in
                                         figures["machines"].items()),
             f"CPU          virtual {figures['virtual_cpu']:.2f} s, total {figures['total_cpu']:.2f} s, "
             f"{figures['instructions']} instructions, {standing['slices']} slices",
             f"I/O          {counts['sios']} SIOs, {counts['lines_printed']} lines printed, "
             f"{counts['cards_read']} cards read, {counts['cards_punched']} punched",
             f"pages        {counts['page_reads']} read, {counts['page_writes']} written",
             f"spool        {spool['files']['RDR']} RDR, {spool['files']['PRT']} PRT, "
             f"{spool['files']['PUN']} PUN, {spool['open']} open, {spool['bytes']} bytes"]
    for name, key in (("traps", "traps"), ("DIAGNOSE", "diagnoses"), ("reflected", "reflected")):
        if figures[key]:
            lines.append(f"{name:<12} " + ", ".join(f"{one} {count}" for one, count in
                                                    figures[key].items()))
    return lines
