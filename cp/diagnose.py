"""DIAGNOSE: what a guest may ask CP for, one table.

`diagnose(vm)` is called by cp/privop.py for the instruction 83 Rx Ry code trapped in virtual supervisor
state.  The code is the effective address; the functions are in cp/diagnose_*.py and get a `Call`.
docs/diagnose.md has the table, made by `python -m cp.diagnose docs/diagnose.md`.

Numbers and conventions are VM/370's: of CP-67's own only X'18' is known for certain.
Source: GC20-1807 (VM/370 System Programmer's Guide); X'44' from later VM systems.
Not implemented: the codes whose row has a reason.
"""
from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from cp import (diagnose_batch, diagnose_command, diagnose_device, diagnose_io, diagnose_services,
                diagnose_screen, diagnose_session, diagnose_spool, diagnose_system)
from cp.diagnose_call import ADDRESSING, PRIVILEGED, SPECIFICATION, Call, Interruption
from cp.privop import program_check
from s360.errors import MediaError
from s360.machine import StopReason

ALL = ("1968", "1972", "modern")
LATER = ("1972", "modern")


@dataclass(frozen=True)
class Diagnose:
    """
    function: (Call) -> None, or the StopReason with which the machine leaves its slice; None:
              refused, and `reason` says why
    entry, result: registers before and after, for the page
    classes:  letters of which the user needs one ("" any); profiles in which it is there
    """
    code: int
    name: str
    function: Callable | None
    entry: str = ""
    result: str = ""
    classes: str = ""
    profiles: tuple[str, ...] = ALL
    reason: str = ""


def diagnose(vm):
    """Perform the DIAGNOSE just trapped.  None: the guest goes on; or a StopReason."""
    core = vm.core
    entry = CODES.get(core.io_address)
    if entry is None or vm.profile not in entry.profiles:
        return program_check(vm, SPECIFICATION)
    if entry.classes and set(entry.classes).isdisjoint(vm.classes):
        return program_check(vm, PRIVILEGED)
    if entry.function is None:
        return program_check(vm, SPECIFICATION)
    counts = vm.counters.diagnoses
    counts[entry.code] = counts.get(entry.code, 0) + 1
    try:
        return entry.function(Call(vm, core))
    except Interruption as wrong:
        stop = program_check(vm, wrong.code)
    except MediaError as error:               # paging: the host does not allow it
        vm.paging.failed(error)
        stop = program_check(vm, ADDRESSING)
    return StopReason.STOPPED if vm.halted else stop


_ROWS = (
    Diagnose(
        0x00, "Extended identification", diagnose_system.identification,
        "Rx: doubleword; Ry: bytes wanted",
        "At Rx, up to 32 bytes: system name (8: CPCMS, in profile 1968 CP-67), version (3), CPU version "
        "X'FF', zero (4), userid (8), zero (8). Ry is less by the number of bytes stored. CC unchanged."),
    Diagnose(
        0x04, "Examine real storage", None, classes="CE",
        reason="Machines here have storage of their own; there is no real storage of CP that a program "
               "could make sense of. INDICATE and QUERY tell what X'04' was used for."),
    Diagnose(
        0x08, "Console function", diagnose_command.console_function,
        "Rx: command line; Ry: flags in byte 0, length (at most 132) in bytes 1-3. Several commands are "
        "separated by X'15'. X'40' in the flags: the answer goes to the buffer at Rx+1 of Ry+1 bytes "
        "(at most 8192); Rx and Ry are then not next to each other and not 15. X'80': no effect",
        "Ry: return code of the last command, 0 or the number of its error message. Without a buffer "
        "the answer is typed on the console and the CC stays. With one: CC0, Ry+1 bytes of lines each "
        "with X'15' behind it; CC1, whole lines as far as they fitted, Ry+1 the bytes that did not. "
        "Ry zero: nothing is done."),
    Diagnose(
        0x0C, "Pseudo timer", diagnose_system.pseudo_timer,
        "Rx: doubleword",
        "At Rx, 32 bytes: date mm/dd/yy (8), time hh:mm:ss (8), virtual and total CPU time in "
        "microseconds (8 each). CC unchanged."),
    Diagnose(
        0x10, "Release pages", diagnose_system.release_pages,
        "Rx: first page; Ry: last page, addresses of 4K pages",
        "The pages are zero. CC unchanged."),
    Diagnose(
        0x14, "Input spool files", diagnose_spool.spool_input,
        "Rx: buffer, count or spool file number; Ry (even): address of a spooled reader; Ry+1: function. "
        "0000 next buffer of the file (4096 bytes), 0004 next printer SFBLOK, 0008 next punch SFBLOK "
        "(104 bytes), 000C file number Rx comes next, 0010 the active file has Rx copies to read, 0014 "
        "active file from its beginning, 0018 one buffer back, 0FFF SFBLOK of the file behind number "
        "Ry (0: the first)",
        "CC0 done; CC1 end of file, or no more files; CC2 no file; CC3 Ry+1: 4 no such device, 8 no "
        "spooled reader, 12 busy or not ready, 16 the file is damaged."),
    Diagnose(
        0x18, "Disk input and output", diagnose_io.disk_io,
        "Rx: disk address; Ry: CCWs SEEK, [SET SECTOR], SEARCH ID EQUAL, TIC *-8, READ or WRITE DATA, "
        "then [SEEK HEAD or SEEK], [SET SECTOR], SEARCH, TIC, READ or WRITE ...; R15: number of reads "
        "and writes, 1-15",
        "CC0 done, R15 0. CC1, R15: 1 no such device, 2 no disk, 3 write to a read-only disk, 4 "
        "cylinder beyond the disk, 5 device busy or interruption pending. CC2, R15: 5 CCWs not on a "
        "doubleword, 6 CCW or argument outside storage, 7 a CCW that does not belong there, 8 count 0, "
        "9 count more than 2048, 10 data outside storage, 11 R15 wrong, 12 another cylinder. CC3, R15 "
        "13: I/O error, CSW stored at 64, sense available."),
    Diagnose(
        0x1C, "Clear error recording", None, classes="F",
        reason="There are no error recording cylinders; errors of media are in the operator's log."),
    Diagnose(
        0x20, "General input and output", diagnose_io.general_io,
        "Rx: address of a disk, tape or unit record device; Ry: CCWs, storage key in bits 0-3",
        "CC0 done, R15 0. CC1, R15: 1 no such device, 5 device busy or interruption pending. CC2, R15: "
        "2 unit exception, 3 wrong length. CC3, R15 13: I/O error, or a console, line or adapter; Ry "
        "bits 16-31 the first two sense bytes."),
    Diagnose(
        0x24, "Device type and features", diagnose_device.device_type,
        "Rx: device address, or -1 for the virtual console",
        "CC0; CC2 simulated, no real device behind it; CC3 no such device. Ry: class, type, status, "
        "flags. Ry+1 (CC0, unless Ry is 15): class, type, model, feature of the real device, for a "
        "console the line length. Rx: the console's address if it was -1."),
    Diagnose(
        0x28, "Channel program modification", diagnose_io.channel_program_changed,
        "Rx: CCW that was changed (TIC or NOP); Ry: device address in bits 16-31",
        "CC0, R15 0: the change has effect (channels fetch each CCW when it is due). CC1, R15: 1 same "
        "register twice, 2 no such device, 3 outside storage, 4 not on a doubleword, 5 no channel "
        "program, 6 neither TIC nor NOP, 7 TIC outside storage, 8 TIC not to a doubleword. CC2, R15 9: "
        "the operation has ended."),
    Diagnose(0x2C, "Location of error records", None, classes="CEF",
             reason="There are no error recording cylinders."),
    Diagnose(0x30, "Read error records", None, classes="CEF",
             reason="There are no error recording cylinders."),
    Diagnose(0x34, "Read a dump", None, classes="CE",
             reason="CP takes no dumps of itself to the spool."),
    Diagnose(0x38, "Read CP's symbol table", None, classes="CE",
             reason="CP is no System/360 program; there is none."),
    Diagnose(0x3C, "Activate a directory", None, classes="ABC",
             reason="The directory is always the one in the data folder, and changes are live."),
    Diagnose(0x40, "End of virtual IPL", None,
             reason="IPL is done by CP itself; VM/370's own IPL program, which asked for this, is not "
                    "needed."),
    Diagnose(
        0x44, "Give up the time slice", diagnose_system.give_up,
        "none", "Other machines run first. CC unchanged.", profiles=LATER),
    Diagnose(0x48, "SVC 76 of a second-level system", None,
             reason="There is no error recording for it to reach."),
    Diagnose(
        0x4C, "Accounting record", diagnose_system.accounting_record,
        "Ry: function X'10'; Rx: data that cross no page boundary; Ry+1: their length, 1-70",
        "CC0: a record of type C0 with the data in columns 9-78. CC1: the user has no option ACCT. CC3: "
        "another function (charging other users' accounts is not done)."),
    Diagnose(0x50, "Save a 370x program", None, classes="ABC",
             reason="There are no communications controllers."),
    Diagnose(
        0x54, "PA2 key", diagnose_system.pa2_key,
        "Rx: not zero, PA2 is an external interruption, code X'40'; zero, it clears the screen",
        "CC unchanged. Means something at a display whose screen is CP's: a full screen (X'58') gets PA2 as any "
        "other key."),
    Diagnose(
        0x58, "The console's screen", diagnose_screen.display,
        "Ry: address of the console; Rx: CCWs, byte 5 of each a control byte. X'19' writes up to 1760 bytes (22 lines; "
        "a larger display has more) in lines of 80, data chaining allowed: X'80' on an empty output area, bits 2-7 the "
        "line to begin with, X'FF' only clears. X'29' writes a 3270 data stream, WCC first: X'80' ERASE/WRITE, "
        "X'C0' ERASE/WRITE ALTERNATE, X'20' WRITE STRUCTURED FIELD, else WRITE; X'10' with the erasing ones: PA1 is the "
        "guest's. X'2A' reads: X'80' READ MODIFIED, else READ BUFFER",
        "X'19': CC0 written (at a line terminal below what is there); CC1 another command, or data that do not fit; CC3 no console. X'29', X'2A': CC and CSW as of "
        "SIO on the console, then its interruption. ERASE/WRITE makes the screen the guest's. Unit status X'8E': it "
        "is CP's (a line was typed, or CP mode); paint anew with ERASE/WRITE, and read first the line that was typed, "
        "if ERASE/WRITE itself gives X'8E'; what was entered before that can still be read, once, with READ MODIFIED. CC1 with unit check: command reject at a terminal that is no display, "
        "intervention required when disconnected. docs/displays.md has an example."),
    Diagnose(
        0x5C, "Edit an error message", diagnose_system.edit_message,
        "Rx: message, code in its first 10 characters, text from the 12th on; Ry: length",
        "As SET EMSG says. ON: unchanged; CODE: Ry 10; TEXT: Rx to the text, Ry its length; OFF: Ry 0."),
    Diagnose(
        0x60, "Storage size", diagnose_system.storage_size,
        "none", "Rx: bytes of storage."),
    Diagnose(
        0x64, "Named segment", diagnose_system.named_segment,
        "Rx: doubleword, name (8); Ry: 0 LOADSYS shared, 4 LOADSYS not shared, 8 PURGESYS, C FINDSYS",
        "FINDSYS: CC0 loaded, CC1 not loaded; Rx its first, Ry its last address. LOADSYS: CC1 loaded, "
        "Rx its first, Ry its last address. PURGESYS: CC0; CC1 was not loaded. CC2, Ry: 44 there is no "
        "such system or it does not fit into the machine's storage, 177 its file is damaged."),
    Diagnose(
        0x68, "Machine-to-machine messages (VMCF)", None,
        reason="They come as external interruption X'4001' under a mask in control register 0; a "
               "System/360 has 8-bit external codes and no such mask. Couple channel-to-channel "
               "adapters, or send spool files."),
    Diagnose(0x74, "3800 named system", None, classes="ABC", reason="There is no 3800."),
    Diagnose(0x78, "Mass storage", None, reason="There is no 3850."),
    Diagnose(0x7C, "Logical devices", None,
             reason="A program that wants terminals of its own gets them with DIAL and a virtual 2702."),
    Diagnose(
        0x300, "Services offered", diagnose_services.services_offered,
        "Rx: doubleword; Ry: bytes wanted",
        "At Rx: CPCMS (8), version (3), zero, number of services (4), their names (8 each). Ry is less "
        "by the number of bytes stored. CC unchanged.", profiles=LATER),
    Diagnose(
        0x304, "Date and time in full", diagnose_services.date_and_time,
        "Rx: doubleword",
        "At Rx, 32 bytes: date yyyymmdd (8), time hhmmss and hundredths (8), microseconds since 1 "
        "January 1900, 0 h UTC (8), seconds by which local time is ahead of UTC (4, signed), name of "
        "the time zone (4). CC unchanged.", profiles=LATER),
    Diagnose(
        0x308, "Service", diagnose_services.service,
        "Rx: parameter list on a doubleword; Ry: its length, 48",
        "The machine stands still until it is done. CC0 done, the list has the results; CC1 no such "
        "service; CC2, Ry: what is wrong with the request; CC3, Ry: why it failed. See below.",
        profiles=LATER),
    Diagnose(
        0x30C, "Service in steps", diagnose_session.session,
        "Rx: parameter list on a doubleword, with a function; Ry: its length, 48",
        "CC0 done; CC1 no such service, no such function, or nothing is open; CC2, Ry: what is wrong with "
        "the request; CC3, Ry: why the service failed. WAIT makes the machine stand still for at most a "
        "tenth of a second. See below.", profiles=LATER),
    Diagnose(
        0x310, "Batch job", diagnose_batch.batch_job,
        "Ry: 0 a job begins, Rx: userid, account number, job's name (8 each; no userid: the sender of the "
        "deck); 4 it ends, Rx not zero: its last card belongs to the next one; 8 limit, Rx: TIME, PRINT or "
        "PUNCH (8) and a number (4); 12 how many cards of the deck have been read",
        "CC0 done; 4: the session ends, another begins; 12: Ry cards. CC1: the user has no option BATCH. CC2, Ry: 1 no "
        "such user, 2 a job is going on, 3 no such limit or no job.", profiles=LATER),
)
CODES: dict[int, Diagnose] = {row.code: row for row in _ROWS}


def table() -> str:
    """The codes in Markdown."""
    lines = ["| code | name | class | profiles | before | after |", "|---|---|---|---|---|---|"]
    for row in _ROWS:
        profiles = "all" if row.profiles == ALL else ", ".join(row.profiles)
        cells = [f"{row.code:02X}", row.name, row.classes or "any", profiles]
        cells += ([row.entry, row.result] if row.function
                  else ["", f"Refused (specification exception). {row.reason}"])
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def current(text: str) -> str:
    """The page with its table made anew."""
    return re.sub(r"(<!-- codes -->\n).*?(<!-- end -->)",
                  lambda found: f"{found[1]}\n{table()}\n{found[2]}", text, flags=re.DOTALL)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m cp.diagnose docs/diagnose.md")
    document = Path(sys.argv[1])
    document.write_text(current(document.read_text(encoding="utf-8")), encoding="utf-8")
