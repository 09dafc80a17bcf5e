"""The program status word in its two forms.

Standard form: A22-6821-7, Status Switching.  Extended form (Model 67, in force while control
register 6 bit 8 is one): GA27-2719; it has no interruption code.
"""
from __future__ import annotations

import struct
from dataclasses import dataclass

A, M, W, P = 8, 4, 2, 1     # bits of `amwp`: ASCII, machine check mask, wait, problem state


@dataclass
class PSW:
    """system_mask 8 bits; key 4; amwp 4 (A M W P as 8 4 2 1); interruption_code 16; ilc 2 (in
    halfwords); cc 2; program_mask 4; ia 24 bits; extended: which form."""
    system_mask: int = 0
    key: int = 0
    amwp: int = 0
    interruption_code: int = 0
    ilc: int = 0
    cc: int = 0
    program_mask: int = 0
    ia: int = 0
    extended: bool = False

    def __bytes__(self) -> bytes:
        left = (self.system_mask & 255) << 24 | (self.key & 15) << 20 | (self.amwp & 15) << 16
        codes = (self.ilc & 3) << 6 | (self.cc & 3) << 4 | (self.program_mask & 15)
        if self.extended:
            return struct.pack(">II", left | codes << 8, self.ia & 0xFFFFFFFF)
        return struct.pack(">II", left | self.interruption_code & 0xFFFF,
                           codes << 24 | self.ia & 0xFFFFFF)

    @classmethod
    def from_bytes(cls, text: bytes, extended: bool = False) -> "PSW":
        """The PSW in 8 bytes of storage; ValueError for another length."""
        if len(text) != 8:
            raise ValueError("a PSW has 8 bytes")
        left, right = struct.unpack(">II", bytes(text))
        codes = left >> 8 & 255 if extended else right >> 24
        return cls(left >> 24, left >> 20 & 15, left >> 16 & 15,
                   0 if extended else left & 0xFFFF, codes >> 6, codes >> 4 & 3, codes & 15,
                   right & 0xFFFFFF, extended)

    @property
    def wait(self) -> bool:
        return bool(self.amwp & W)

    @property
    def problem(self) -> bool:
        return bool(self.amwp & P)

    def __str__(self) -> str:
        text = bytes(self).hex().upper()
        return f"{text[:8]} {text[8:]}"
