"""The nucleus of CMS: IPL, console, commands, supervisor calls, free storage, disk records, saving; typed at
a bare machine's console and at a virtual one."""
import random
import os
import re
import shutil
import subprocess
import sys
import threading
import time

import pytest

from cms import build
from cms.check import check
from cms.disk_format import Blocks
from cms_machine import (Bare, TRANSIENT, asked, cms_system, cms_user, code_of, fields, nucleus, program,
                         system_disk)
from s360.devices.base import DONE, Device
from s360.machine import StopReason
from s360.media.ckd import create_volume, open_volume

HEAD = 0x3E000                 # of free storage in 256K: below two pages of loader tables


@pytest.fixture
def cms():
    return Bare(files=False)


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cms")) as system:
        yield system


# -- the build

def test_no_routine_stores_into_the_code(cms):
    image = nucleus().image
    for line in ("ECHO X", "NOSUCH", "DUMPD 190 8", "* X", "CP Q T"):
        cms.ask(line)
    assert cms.machine.storage.read(build.CODE, len(image) - build.CODE) == image[build.CODE:]


def test_a_mistake_in_a_source_names_file_and_line(tmp_path):
    source = tmp_path / "wrong.asm"
    source.write_text("X        CSECT\n         LA    1,NOSUCH\n         END\n")
    with pytest.raises(build.BuildError, match="wrong.asm:2:"):
        build.assemble_file(source)


def test_command_gives_the_same_bytes(tmp_path):
    done = subprocess.run([sys.executable, "-P", "-m", "cms.build", str(tmp_path / "out.ckd"), "--listings",
                           str(tmp_path / "listings")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.ckd").read_bytes() == system_disk().read_bytes()
    assert "SVCINT" in (tmp_path / "listings" / "nucleus.map").read_text()


def test_the_disk_is_sound():
    with open_volume(system_disk()) as volume:
        assert [finding for finding in check(volume) if finding.severity != "note"] == []


# -- IPL

def test_version_then_a_null_line_goes_on():
    cms = Bare(go=False)
    assert cms.run() is StopReason.WAIT
    assert cms.lines == ["CMS..VERSION 1.0"] and cms.console.reading
    assert cms.ask("") == ["R; T=0.00/0.00 00.00.00"]
    assert cms.ask("") == ["CMS"]


def test_the_first_line_may_be_a_command():
    cms = Bare(go=False)
    cms.run()
    assert cms.ask("ECHO FIRST")[0] == "FIRST"


@pytest.mark.parametrize("storage, size", (("256K", 0x40000), ("512K", 0x80000), ("1M", 0x100000)))
def test_low_storage_is_laid_out_as_documented(storage, size):
    store = Bare(storage).machine.storage

    def word(at):
        return int.from_bytes(store.read(at, 4), "big")

    assert word(0x14) == fields()["SYSREF"]
    assert store.read(0x98, 8).decode("cp037")[2] == "/"
    assert store.read(0xB0, 32).decode("cp037").rstrip() == "CMS..VERSION 1.0"
    nucon = 0x100
    assert word(nucon) == 0 and word(nucon + 4) == size and word(nucon + 8) == 0x12000
    assert word(nucon + 0x14) == 0x02000000 + size            # two pages of loader tables, top
    assert word(nucon + 0xC4) == size - 0x1000 and word(nucon + 0xC8) == 0x12000
    assert store.read(nucon + 0xE0, 2).hex() == store.read(nucon + 0xE2, 2).hex() == "0190"
    assert store.read(nucon + 0xE4, 1)[0] & 0x80              # bare machine
    table = {0x300: (0x009, "CON1"), 0x30C: (0x190, "DSK1"), 0x318: (0x191, "DSK2"),
             0x324: (0x192, "DSK3")}
    for offset, (unit, name) in table.items():
        entry = store.read(nucon + offset, 12)
        assert int.from_bytes(entry[:2], "big") == unit and entry[4:8].decode("cp037") == name


def test_the_console_may_be_01f():
    cms = Bare(go=False)
    cms.machine.detach(0x009)
    console = cms.machine.attach(0x01F, "1052")
    console.output = cms._typed
    cms.run()
    assert cms.lines == ["CMS..VERSION 1.0"] and console.reading


def test_without_a_console_it_stops():
    cms = Bare(go=False)
    cms.machine.detach(0x009)
    assert cms.run() is StopReason.DISABLED_WAIT
    assert cms.machine.cpu.psw.ia == 0xBAD1


class PseudoTimer(Device):
    """CP-67's 0FF: date, time of day, virtual and total CPU time in units of 1/76800 second."""
    type, seconds = "TIMER", 0

    def start(self, command):
        return 0

    def read(self):
        self.seconds += 1
        return "10/04/7109.14.02".encode("cp037") + b"".join(
            (76800 * n * self.seconds).to_bytes(4, "big") for n in (1, 3))

    def end(self, count):
        return DONE


def test_time_from_device_0ff():
    cms = Bare(go=False)
    cms.machine.channels.attach(0x0FF, PseudoTimer())
    cms.run()
    assert cms.ask("") == ["R; T=1.00/3.00 09.14.02"]
    assert cms.machine.storage.read(0x98, 16).decode("cp037") == "10/04/7109.14.02"


# -- lines and commands

def test_ready_message_counts_time(cms):
    cms.put("SPIN", program(" L 2,=F'300000'", " BCT 2,*", " SR 15,15", " BR 14"))
    ready = cms.ask("SPIN")[-1]
    assert re.match(r"R; T=0\.(29|30)/0\.(29|30) 00\.00\.0[01]$", ready)     # a million instructions a second
    for _ in range(5):
        ready = cms.ask("SPIN")[-1]
    assert ready.endswith("00.00.01")


@pytest.mark.parametrize("code, shown", ((0, "R;"), (1, "E(00001);"), (24, "E(00024);"), (-3, "E(-0003);"),
                                         (99999, "E(99999);")))
def test_the_code_is_in_the_ready_message(cms, code, shown):
    cms.put("CODE", program(f" L 15,=F'{code}'", " BR 14"))
    assert cms.ask("CODE")[-1].startswith(shown + " T=")


def test_short_ready_message(cms):
    at = fields()["SYSFLAG"]
    cms.machine.storage.write(at, bytes([cms.machine.storage.read(at, 1)[0] | 0x20]))
    assert cms.ask("ECHO X") == ["X", "R;"]


def test_unknown_command(cms):
    assert code_of(cms.ask("NOSUCH")) == -3


@pytest.mark.parametrize("line, answers", (
    ("ECHO MIXED case", ["MIXED case"]), ("echo small", ["small"]), ("ECHO a@b", ["b"]),
    ("NOSUCH\u00a2ECHO B", ["B"]), ("ECHO A#ECHO B#ECHO C", ["A", "B", "C"]), ("* ECHO X", []),
    ("@@@ECHO X", ["X"]), ("ECHO", [""]), ("ECHO  TWO  BLANKS", [" TWO  BLANKS"])))
def test_lines_are_edited(cms, line, answers):
    assert [text for text in cms.ask(line) if not text.startswith("R;")] == answers


def test_a_line_of_130_characters(cms):
    text = "X" * 125
    assert cms.ask("ECHO " + text)[0] == text


def test_a_cancelled_line_is_read_again(cms):
    cms.machine.post(cms.console.cancel)
    cms.run()
    assert cms.console.reading
    assert cms.ask("ECHO ON")[0] == "ON"


def test_a_console_that_is_not_ready_goes_on_later(cms):
    cms.put("TWICE", program(" LR 9,14", " TYPE 'ONE'", " TYPE 'TWO'", " SR 15,15", " BR 9"))
    del cms.lines[:]
    cms.console.make_ready(False)
    cms.machine.post(lambda: cms.console.type_in("TWICE"))
    cms.run()
    assert cms.lines == []
    cms.machine.post(lambda: cms.console.make_ready(True))
    cms.run()
    assert cms.lines[:2] == ["ONE", "TWO"] and cms.console.reading


@pytest.mark.parametrize("line, words", (
    ("ONE two", ["ONE", "TWO"]), ("  LEADING", ["LEADING"]), ("A(B)C", ["A", "(", "B", ")", "C"]),
    ("LISTF * * (EXEC", ["LISTF", "*", "*", "(", "EXEC"]), ("TOOLONGNAME X", ["TOOLONGN", "X"]),
    ("", []), (")))", [")", ")", ")"]), ("( A", ["(", "A"])))
def test_scan(cms, line, words):
    text = line.encode("cp037")
    cms.machine.storage.write(0x12000, text)
    code, _, at = cms.call("SCAN", len(text), 0x12000)
    assert code == 0 and cms.word("LISTADR") == at and cms.word("LISTTEXT") == 0x12000
    found = []
    while (field := cms.machine.storage.read(at, 8)) != b"\xff" * 8:
        found.append(field.decode("cp037").rstrip())
        at += 8
    assert found == words


@pytest.mark.parametrize("letter, given", (("U", "MIXED" + " " * 125), ("V", "MIXED....."),
                                           ("S", "Mixed" + " " * 125), ("T", "Mixed....."),
                                           ("X", "Mixex@d...")))
def test_codes_of_waitrd(cms, letter, given):
    cms.put("READ", program(
        " LR 9,14", " LA 1,LIST", " SVC 202", " SR 15,15", " BR 9", " DS 0D",
        f"LIST DC CL8'WAITRD',AL1(1),AL3(BUFFER),C'{letter}',AL3(0)", "BUFFER DC 130C'.'"))
    cms.machine.post(lambda: cms.console.type_in("READ"))
    cms.run()
    cms.ask("Mixex@d")
    image = cms.machine.storage.read(TRANSIENT, 0x200)
    at = image.index("WAITRD".encode("cp037"))
    length = 7 if letter == "X" else 5
    assert int.from_bytes(image[at + 13:at + 16], "big") == length
    assert image[at + 16:at + 16 + len(given)].decode("cp037") == given


def test_stacked_lines_come_before_the_terminal(cms):
    cms.put("STACK", program(
        " LR 9,14", " LA 1,FIFO1", " SVC 202", " LA 1,FIFO2", " SVC 202", " LA 1,LIFO", " SVC 202",
        " SR 15,15", " BR 9", " DS 0D",
        "FIFO1 DC CL8'ATTN',CL4'FIFO',AL1(6),AL3(TEXT1)", "FIFO2 DC CL8'ATTN',CL4'FIFO',AL1(6),AL3(TEXT2)",
        "LIFO DC CL8'ATTN',CL4'LIFO',AL1(6),AL3(TEXT3)", "TEXT1 DC C'ECHO 1'", "TEXT2 DC C'ECHO 2'",
        "TEXT3 DC C'ECHO 3'"))
    typed = [line for line in cms.ask("STACK") if not line.startswith("R;")]
    assert typed == ["3", "1", "2"]


# -- attention

LOOP = (" LR 9,14", "AGAIN BCT 2,AGAIN", " B AGAIN")
TALK = (" LR 9,14", "AGAIN TYPE 'LINE'", " L 3,=F'2000'", " BCT 3,*", " B AGAIN")


@pytest.mark.parametrize("word", ("KX", "HX", "kx"))
def test_kx_gives_the_command_up(cms, word):
    cms.put("LOOP", program(*LOOP))
    cms.machine.post(lambda: cms.console.type_in("LOOP"))
    assert cms.run(200_000) is StopReason.BUDGET
    del cms.lines[:]
    cms.attention(word)
    assert cms.run() is StopReason.WAIT
    assert code_of(cms.lines) == 0 and cms.console.reading
    assert cms.ask("ECHO ON")[0] == "ON"


def test_kt_ends_typing_and_rt_begins_it_again(cms):
    cms.put("TALK", program(*TALK))
    cms.machine.post(lambda: cms.console.type_in("TALK"))
    cms.run(100_000)
    assert cms.lines.count("LINE") > 10
    cms.attention("KT")
    cms.run(5_000)
    del cms.lines[:]
    cms.run(200_000)
    assert cms.lines == []
    cms.attention("RT")
    cms.run(100_000)
    assert "LINE" in cms.lines
    cms.attention("KT")
    cms.run(5_000)
    cms.attention("KX")
    cms.run()
    assert cms.ask("ECHO TYPED")[0] == "TYPED"               # KT ends with the command


def test_kx_waits_for_the_directory(cms):
    """While a file system routine is busy KX is kept; UNBUSY serves it."""
    cms.put("BUSY", program(" LR 9,14", " BUSY BUSYUPD", " L 2,=F'300000'", " BCT 2,*", " MVI STADDR,X'AA'",
                            " UNBUSY BUSYUPD", " MVI STADDR,X'BB'", " LA 15,99", " BR 9"))
    cms.machine.post(lambda: cms.console.type_in("BUSY"))
    cms.run(50_000)
    cms.attention("KX")
    assert cms.run(100_000) is StopReason.BUDGET
    assert cms.run() is StopReason.WAIT
    assert code_of(cms.lines) == 0 and cms.word("STADDR") >> 24 == 0xAA


def test_blip(cms):
    cms.put("SPIN", program(" L 2,=F'7000000'", " BCT 2,*", " SR 15,15", " BR 14"))
    answer = cms.ask("BLIP +")
    answer = cms.ask("SPIN", 20_000_000)
    assert answer[-1].startswith("+++R; T=7.0") or answer[-1].startswith("+++R; T=6.99")
    cms.ask("BLIP OFF")
    assert cms.ask("SPIN", 20_000_000)[-1].startswith("R; T=")


def test_another_line_is_stacked(cms):
    cms.put("WORK", program(" L 2,=F'100000'", " BCT 2,*", " SR 15,15", " BR 14"))
    cms.machine.post(lambda: cms.console.type_in("WORK"))
    cms.run(10_000)
    del cms.lines[:]
    cms.attention("ECHO LATER#ECHO EVEN LATER")
    assert cms.run() is StopReason.WAIT
    assert [line for line in cms.lines if not line.startswith("R;")] == ["LATER", "EVEN LATER"]


def test_attentions_at_any_moment_lose_nothing(cms):
    """A command types 300 lines; attentions come at odd moments, each with a line, all of which are
    done afterwards in order."""
    chance = random.Random(67)
    cms.put("TALK", program(" LR 9,14", " LA 8,300", "AGAIN TYPE 'LINE'", " BCT 8,AGAIN", " SR 15,15",
                            " BR 9"))
    cms.machine.post(lambda: cms.console.type_in("TALK"))
    sent = 0
    while not (cms.run(chance.randrange(200, 3000)) is StopReason.WAIT):
        cms.attention(f"ECHO N{sent}")
        sent += 1
    cms.run()
    assert cms.lines.count("LINE") == 300 and sent > 5
    assert [line for line in cms.lines if line.startswith("N")] == [f"N{n}" for n in range(sent)]


# -- supervisor calls

def test_registers_come_back_from_svc_202(cms):
    """All but 15; floating-point registers too.  The called command (the second program) destroys them."""
    cms.put("REGS", program(
        " CLC 8(8,1),=CL8'INNER'", " BE INNER", " LR 9,14", " LM 2,8,VALUES", " LD 0,FLOAT", " LA 1,LIST",
        " LA 0,77", " SVC 202", " CH 15,=H'5'", " BNE BAD", " C 1,=A(LIST)", " BNE BAD", " CH 0,=H'77'",
        " BNE BAD", " STM 2,8,GOT", " CLC GOT,VALUES", " BNE BAD", " STD 0,GOT", " CLC GOT(8),FLOAT",
        " BNE BAD", " SR 15,15", " BR 9", "BAD LA 15,1", " BR 9",
        "INNER SR 0,0", " LR 1,0", " LM 2,11,ZEROS", " SDR 0,0", " LA 15,5", " BR 14",
        " DS 0D", "FLOAT DC D'3.5'", "LIST DC CL8'REGS',CL8'INNER',8X'FF'", "VALUES DC F'1,2,3,4,5,6,7'",
        " DS 0D", "GOT DS 0XL28,7F", "ZEROS DC 10F'0'"))
    assert code_of(cms.ask("REGS")) == 0


def test_error_exit(cms):
    cms.put("EXITS", program(
        " LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(FAILED)", " LA 15,1", " BR 9",
        "FAILED C 15,=F'-3'", " BNE BAD", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " LA 1,GOOD", " SVC 202",
        " DC AL4(BAD)", " LA 15,42", " BR 9", "BAD LA 15,2", " BR 9",
        " DS 0D", "LIST DC CL8'NOSUCH',8X'FF'", "GOOD DC CL8'*',8X'FF'"))
    assert code_of(cms.ask("EXITS")) == 42


def nested(levels: int) -> bytes:
    """A command that calls itself so often, counting in STADDR."""
    return program(" LR 9,14", " L 2,STADDR", " LA 2,1(2)", " ST 2,STADDR", f" CH 2,=H'{levels}'",
                   " BNL LAST", " LA 1,LIST", " SVC 202", " BR 9", "LAST SR 15,15", " BR 9", " DS 0D",
                   "LIST DC CL8'NESTED',8X'FF'")


def test_twenty_levels(cms):
    cms.put("NESTED", nested(20))
    assert code_of(cms.ask("NESTED")) == 0
    assert cms.word("STADDR") == 20 and cms.word("LSTSVC") == 0
    assert cms.word("LOWEXT") == HEAD and cms.word("FREECHN") == 0        # what they took is given back


def test_the_twenty_first_is_refused(cms):
    cms.put("NESTED", nested(21))
    answer = cms.ask("NESTED")
    assert answer[0].startswith("MORE THAN 20 LEVELS") and code_of(answer) == 20
    assert cms.word("LOWEXT") == HEAD and code_of(cms.ask("ECHO X")) == 0


def test_a_save_block_is_laid_out_as_documented(cms):
    """The block of the running command, found through NUCON: SVC, name, return, registers."""
    cms.put("BLOCK", program(" LR 9,14", " L 2,LSTSVC", " MVC AREA,0(2)", " SR 15,15", " BR 9", " DS 0D",
                             "AREA DS XL224"))
    cms.ask("BLOCK")
    image = cms.machine.storage.read(TRANSIENT, 0x200)
    at = image.index("BLOCK   ".encode("cp037")) - 8
    block = image[at:at + 224]
    call = int.from_bytes(block[4:8], "big")
    assert cms.machine.storage.read(call, 2) == bytes.fromhex("0ACA")
    assert block[8:16].decode("cp037") == "BLOCK   "
    assert int.from_bytes(block[0x24:0x28], "big") == cms.word("LISTADR")     # register 1
    assert int.from_bytes(block[0x18:0x1C], "big") == call + 6


def test_unknown_svc_number(cms):
    cms.put("SVC99", program(" SVC 99", " BR 14"))
    answer = cms.ask("SVC99")
    assert answer[0] == "SUPERVISOR CALL  99 IS NOT KNOWN, AT 010000" and code_of(answer) == 21
    assert code_of(cms.ask("ECHO X")) == 0


@pytest.mark.parametrize("statement, code, place", ((" DC H'0'", 1, "010002"), (" L 2,=X'7FFFFFFF'", 0, ""),
                                                    (" LA 2,1\n L 2,0(2)", 6, "010008"),
                                                    (" L 3,=X'00FFFFF0'\n L 2,0(3)", 5, "010008")))
def test_a_program_interruption_ends_the_command(cms, statement, code, place):
    cms.put("WRONG", program(*statement.split("\n"), " SR 15,15", " BR 14"))
    answer = cms.ask("WRONG")
    if code:
        assert answer[0] == f"PROGRAM INTERRUPT {code:04X} AT {place}."
        assert answer[1] == "DEBUG    NUCEXT IS MISSING OR DAMAGED"       # there is no file system here
    assert code_of(answer) == code
    assert cms.ask("ECHO ON")[0] == "ON"


# -- free storage

def test_free_storage_begins_below_the_loader_tables(cms):
    code, _, address = cms.call("FREE", 10)
    assert code == 0 and address == HEAD - 80
    assert cms.call("FRET", 10, address)[0] == 0 and cms.word("LOWEXT") == HEAD


@pytest.mark.parametrize("seed", range(3))
def test_free_against_a_model(cms, seed):
    """Pieces never overlap, nothing is lost, what is given back can be had again."""
    chance, taken = random.Random(seed), {}
    low = cms.word("HIMAIN")
    for _ in range(300):
        if taken and chance.random() < 0.5:
            at = chance.choice(sorted(taken))
            assert cms.call("FRET", taken.pop(at), at)[0] == 0
            continue
        count = chance.choice((1, 2, 3, 17, 100, 512, 2000))
        code, _, at = cms.call("FREE", count)
        if code:
            assert code == 4 and at == 0 and sum(taken.values()) + count > 8000
            continue
        assert at % 8 == 0 and low <= at and at + 8 * count <= HEAD
        assert all(at + 8 * count <= other or other + 8 * size <= at for other, size in taken.items())
        taken[at] = count
    for at, count in taken.items():
        assert cms.call("FRET", count, at)[0] == 0
    assert cms.word("LOWEXT") == HEAD and cms.word("FREECHN") == 0 and cms.word("FREELEN") == 0


def test_exhausted_storage_and_wrong_returns(cms):
    code, _, at = cms.call("FREE", (HEAD - 0x12000) // 8)
    assert code == 0 and at == 0x12000
    assert cms.call("FREE", 1)[0] == 4
    assert [cms.call("FRET", 1, wrong)[0] for wrong in (at - 8, HEAD, at + 4)] == [4, 4, 4]
    assert cms.call("FRET", 1, at)[0] == 0 and cms.call("FRET", 1, at)[0] == 4
    assert cms.call("FREE", 0)[0] == cms.call("FREE", 0xFFFFFFFF)[0] == 4
    assert cms.call("FREE", 1)[2] == at


# -- numbers

@pytest.mark.parametrize("name, text, value", (
    ("GETDEC", "0", 0), ("GETDEC", "12345678", 12345678), ("GETDEC", "1A", None), ("GETDEC", "", None),
    ("GETHEX", "0", 0), ("GETHEX", "DEADBEEF", 0xDEADBEEF), ("GETHEX", "G", None), ("GETHEX", "", None)))
def test_numbers(cms, name, text, value):
    cms.machine.storage.write(0x12000, f"{text:<8}".encode("cp037"))
    code, number, _ = cms.call(name, 0, 0x12000)
    assert (code, number) == ((0, value) if value is not None else (4, 0))


@pytest.mark.parametrize("name, value, text", (("TODEC", 0, "         0"), ("TODEC", 123456789, " 123456789"),
                                               ("TOHEX", 0xABCDEF, "00ABCDEF")))
def test_numbers_as_text(cms, name, value, text):
    cms.call(name, value, 0x12000)
    assert cms.machine.storage.read(0x12000, len(text)).decode("cp037") == text


# -- disks

@pytest.fixture
def disk(tmp_path):
    """A pack of one formatted cylinder, and its blocks as the host sees them."""
    path = tmp_path / "disk.ckd"
    create_volume(path, "2314", cylinders=1)
    with open_volume(path, write=True) as volume:
        Blocks(volume).format(1)
    return path


def transfer(cms, name: str, record: int, data: bytes = bytes(800)) -> tuple[int, bytes]:
    """RDTK or WRTK of a record of 191; the code and the buffer."""
    store, table, buffer, plist = cms.machine.storage, cms.symbols["ADTP"], 0x13000, 0x12000
    store.write(table + 0xC, cms.field("DEVP").to_bytes(4, "big"))
    store.write(buffer, data)
    store.write(plist, f"{name:<8}".encode("cp037") + b"".join(
        value.to_bytes(4, "big") for value in (buffer, len(data), record, table)))
    code, _, _ = cms.call(name, 0, plist)
    return code, store.read(buffer, len(data))


def test_records_written_and_read(disk):
    """Every record of a cylinder, those in two parts among them; the host reads what CMS wrote and the
    other way round."""
    cms = Bare(disks={0x191: disk})
    chance = random.Random(1)
    written = {number: chance.randbytes(800) for number in range(1, 151)}
    for number in sorted(written, key=lambda _: chance.random()):
        assert transfer(cms, "WRTK", number, written[number])[0] == 0
    for number, data in written.items():
        assert transfer(cms, "RDTK", number) == (0, data)
    cms.machine.close()
    with open_volume(disk, write=True) as volume:
        blocks = Blocks(volume)
        assert all(blocks.read(number) == data for number, data in written.items())
        blocks.write(8, bytes(range(200)) * 4)
    assert transfer(Bare(disks={0x191: disk}), "RDTK", 8) == (0, bytes(range(200)) * 4)


def test_codes_of_rdtk(disk):
    cms = Bare(disks={0x191: disk})
    assert transfer(cms, "RDTK", 151)[0] == transfer(cms, "RDTK", 0)[0] == 1
    cms.machine.detach(0x191)
    assert transfer(cms, "RDTK", 1)[0] == 5
    cms.machine.attach(0x191, "2314", volume=str(disk), write=False)
    assert transfer(cms, "WRTK", 5)[0] == 12 and transfer(cms, "RDTK", 5)[0] == 0


def test_an_io_error_is_reported(tmp_path):
    path = tmp_path / "raw.ckd"
    create_volume(path, "2314", cylinders=1)
    cms = Bare(disks={0x191: path})
    answer = cms.ask("DUMPD 191 16")
    assert re.fullmatch(r"I/O ERROR ON 191 DSK2, RDTK     STATUS 0E[04]0, SENSE 000[0-9A]\w{8}", answer[0])
    assert answer[1] == "CYLINDER    0, HEAD   2, RECORD   1"
    assert re.fullmatch(r"CCW 31\w{6} 4\w{7}, CAW \w{8}, CSW \w{8} 0E\w{6}", answer[2])
    assert code_of(answer) == 103


def test_dumpd(cms):
    answer = cms.ask("DUMPD 190 3")
    assert answer[0] == "000  C3D4E27E C3D4E2F1 F9F00000 00000000   CMS=CMS190......"
    assert len(answer) == 51 and code_of(answer) == 0
    assert code_of(cms.ask("DUMPD 190")) == 24
    assert code_of(cms.ask("DUMPD 19A 4")) == 36
    assert cms.word("FREECHN") == 0


# -- under CP

def test_under_cp(system):
    vm = cms_user(system, "UNDERCP")
    vm.console.command("IPL 190")
    assert re.match(r"R; T=\d\.\d\d/\d\.\d\d \d\d\.\d\d\.\d\d$", asked(vm, "")[-1])
    assert asked(vm, "ECHO Hello")[0] == "Hello"
    assert vm.machine.storage.read(0x1E4, 1)[0] & 0x80 == 0
    assert asked(vm, "CP QUERY VIRTUAL 190")[0].startswith("DASD 190 2314 CMSTST R/O")
    assert asked(vm, "QUERY TIME")[0].startswith("TIME IS")              # CP, implied
    assert code_of(asked(vm, "NOSUCH")) == -3
    assert code_of(asked(vm, "CP")) == 24
    codes = vm.counters.diagnoses
    before = codes.get(0x18, 0)
    assert asked(vm, "DUMPD 190 3")[0].startswith("000  C3D4E27E")
    assert codes.get(0x18, 0) == before + 1
    vm.console.command("LOGOFF")


def test_time_of_day_is_cps(system):
    vm = cms_user(system, "CLOCKS")
    vm.console.command("IPL 190")
    ready = asked(vm, "")[-1]
    date, clock = (vm.machine.storage.read(at, 8).decode("cp037") for at in (0x98, 0xA0))
    assert re.fullmatch(r"\d\d/\d\d/\d\d", date) and ready.endswith(clock)
    vm.console.command("LOGOFF")


def saved_cms(system, name: str = "CMS") -> None:
    """IPL 190, stop at the saving point, save pages 0 to 12."""
    vm = cms_user(system, "SAVER")
    with vm.lock:
        vm.machine.ipl(0x190)
        stop, start = (int.from_bytes(vm.machine.storage.read(at, 4), "big") for at in (0x84, 0x88))
        vm.machine.set_stops({stop})
        assert vm.machine.run(1_000_000).reason is StopReason.ADDRESS_STOP
        assert vm.machine.channels.next_event is None
        vm.machine.set_stops(set())
        vm.machine.storage.write(0xF8, f"{name:<8}".encode("cp037"))
        vm.machine.core.psw = start.to_bytes(8, "big")
        system.saved.save(name, vm, pages=((0, 0x12),), shared=((4, 0xF),), protect=True)
    vm.console.command("LOGOFF")


@pytest.mark.parametrize("storage", ("256K", "512K"))
def test_the_saved_system_goes_on(system, storage):
    if "CMS" not in system.saved.names():
        saved_cms(system)
    vm = cms_user(system, "BYNAME" + storage[0], storage=storage)
    vm.console.command("IPL CMS")
    vm.console.wait_for("VM READ", 5)
    assert [text for _, text in vm.console.lines][-1] == "CMS..VERSION 1.0"
    assert code_of(asked(vm, "")) == 0
    assert asked(vm, "ECHO SAVED")[0] == "SAVED"
    assert asked(vm, "DUMPD 190 3")[0].startswith("000  C3D4E27E")
    store = vm.machine.storage
    assert store.read(0x1E0, 4).hex() == "00000190"              # IPLDEV 0: by name
    assert store.read(0xF8, 8).decode("cp037") == "CMS     "
    assert int.from_bytes(store.read(0x104, 4), "big") == int(storage[:-1]) * 1024
    vm.console.command("LOGOFF")


# -- another System/370

@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("hercules"), reason="Hercules is not installed")
def test_on_hercules(tmp_path):
    """IPL, commands at its integrated console; it has DIAGNOSE X'0C' and no other of CP's."""
    shutil.copy(system_disk(), tmp_path / "cms190.ckd")
    (tmp_path / "h.cnf").write_text(
        f"ARCHMODE S/370\nMAINSIZE 2\nNUMCPU 1\nCNSLPORT {36000 + os.getpid() % 2000}\n"
        "0009 1052-C /\n0190 2314 cms190.ckd\n")
    (tmp_path / "empty.rc").write_text("# nothing\n")
    child = subprocess.Popen(["hercules", "-d", "-f", "h.cnf", "EXTERNALGUI"], cwd=tmp_path, text=True,
                             errors="replace", bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL,
                             env=dict(os.environ, HERCULES_RC=str(tmp_path / "empty.rc")))
    watch = threading.Timer(60, child.kill)
    watch.start()
    try:
        time.sleep(2)                    # it refuses commands while its processor starts
        child.stdin.write("ipl 190\n")
        for line, answer in (("/", r"R; T=\S+ \d\d\.\d\d\.\d\d"), ("/echo hellX@o there", "hello there"),
                             ("/dumpd 190 3", "C3D4E27E C3D4E2F1 F9F00000"),
                             ("/dumpd 190 9999", "NO SUCH RECORD"),
                             ("/nosuch", r"E\(-0003\); T="), ("/cp q t", "THIS IS A BARE MACHINE")):
            until(child, "HHC1C001A")
            time.sleep(0.3)              # it says so before it listens
            child.stdin.write(line + "\n")
            until(child, answer)
    finally:
        child.kill()
        child.wait(20)
        child.stdout.close()
        watch.cancel()


def until(child, pattern: str) -> None:
    seen = []
    for text in child.stdout:
        seen.append(text)
        if re.search(pattern, text):
            return
    raise AssertionError(f"no {pattern} in:\n" + "".join(seen[-40:]))
