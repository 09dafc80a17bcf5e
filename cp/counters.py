"""What CP counts for a virtual machine: plain numbers that INDICATE, QUERY, accounting and `cpcms stats`
read.

Written by the thread that runs the machine, read by any.  Times are in instructions of the machine
(`mips` of them make a microsecond of virtual CPU time).
"""
from __future__ import annotations

from dataclasses import dataclass, field

#: instructions of CP that a simulated operation is charged with (VIRTCPU does not have them, TOTCPU
#: does): about what CP-67's paths took, in round numbers
COST = {"privop": 200, "sio": 1000, "diagnose": 500, "page": 1500}


@dataclass
class Counters:
    privops: dict[str, int] = field(default_factory=dict)       # mnemonic -> simulated
    reflected: dict[str, int] = field(default_factory=dict)     # kind of interruption -> by CP
    diagnoses: dict[int, int] = field(default_factory=dict)     # code -> how often
    sios: int = 0
    spool_lines: int = 0
    spool_cards_read: int = 0
    spool_cards_punched: int = 0
    page_reads: int = 0
    page_writes: int = 0
    slices: int = 0
    queue_drops: int = 0

    @property
    def simulated_time(self) -> int:
        """Instructions charged for what CP did on the machine's behalf."""
        return (COST["privop"] * sum(self.privops.values()) + COST["sio"] * self.sios
                + COST["diagnose"] * sum(self.diagnoses.values())
                + COST["page"] * (self.page_reads + self.page_writes))
