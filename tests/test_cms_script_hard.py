"""SCRIPT and what users may give it: any bytes in files of any form, full disks, KX, terminals that answer
oddly.  It ends with a ready message or goes on asking, never with a program check; the disk stays good."""
from random import Random

import pytest

from cms.check import check
from cms_batch_room import batch_system, job, output, send, settled
from cms_files import WithDisk
from cms_machine import READY, code_of
from script_reference import BREAKING, OTHER
from script_room import LIMIT, Desk, document

WORDS = [f".{word}".encode("cp037") for word in sorted(BREAKING | OTHER | {"cm"})]
OPTIONS = ("", "FILE", "FILE NUMBER", "UNFORMATTED", "NUMBER TRANSLATE CENTER", "PAGE 2", "PAGE 1 TO 3", "SINGLE",
           "FILE UNFORMATTED NUMBER", "FILE PAGE 2 TO 2 CENTER")


def any_records(random: Random, recfm: str) -> list[bytes]:
    """Bytes of all kinds, control words with garbage among them."""
    length = random.choice((1, 2, 3, 80, 133, 256, 1000, 4000))
    made = []
    for _ in range(random.choice((1, 3, 30))):
        size = length if recfm == "F" else random.randint(1, length)
        kind = random.random()
        body = random.randbytes(size) if kind < .3 else bytes(random.choice(b"\x40\x05\x4b\x81\xf1\x60\x4e")
                                                              for _ in range(size))
        if kind > .5:
            body = random.choice(WORDS) + body
        made.append(body[:size].ljust(size, b"\x40"))
    return made


def asking(lines: list[str]) -> bool:
    """There is no ready message: the terminal is read."""
    return not lines or not READY.match(lines[-1])


def sound(machine: WithDisk) -> bool:
    return [one for one in check(machine.disk) if one.severity != "note"] == []


@pytest.mark.parametrize("seed", [*range(20), *(pytest.param(seed, marks=pytest.mark.soak)
                                                for seed in range(100, 900))])
def test_any_bytes_give_errors_or_output(seed):
    random = Random(seed)
    recfm = random.choice("FV")
    machine = WithDisk(("T", "SCRIPT", any_records(random, recfm), recfm), cylinders=6)
    lines = machine.ask(f"SCRIPT T ( NOWAIT {random.choice(OPTIONS)}", LIMIT)
    turns = 0
    while asking(lines) and turns < 10_000:            # a .RD among the bytes
        lines, turns = machine.ask(random.choice(("", "some text", ".sp", ".im t")), LIMIT), turns + 1
    assert not any("PROGRAM INTERRUPT" in line for line in lines)
    assert code_of(lines) in (0, 4, 12) and sound(machine)


@pytest.mark.parametrize("text", (
    ".ll 1\n.pl 1\n.tm 0\n.bm 0\n.pl 1\n" + "word " * 60, ".tm 0\n.bm 0\n.pl 1\n.ds\n.sp 9\na\nb",
    ".ll 132\n.in 131\nabc", ".of 59\nab cd ef", ".in 30\n.un 30\nx", ".he " + "%" * 200 + "\nx",
    ".pn roman\n.pa 3999\nx\n.pa\ny\n.pa 9999\nz\n.pa\nend", ".rd 9999", ".cp 999\nx", ".sp 999\nx",
    ".ce 9999\nx\n\ny", ".tb 132\n\tx", ".ll 1\n.he x\nx"))
def test_extremes(text):
    desk = Desk({"T": text})
    lines = desk.ask("SCRIPT T ( NOWAIT", LIMIT)
    if asking(lines):
        lines = desk.ask("", LIMIT)
    assert code_of(lines) in (0, 4), lines


def test_programs_and_libraries_are_no_documents_but_do_no_harm():
    machine = WithDisk(cylinders=6)
    for name in ("EDIT MODULE", "EXEC NUCEXT", "CMSLIB MACLIB", "HELP HELPINDX"):
        lines = machine.ask(f"SCRIPT {name} ( NOWAIT", LIMIT)
        while asking(lines):
            lines = machine.ask("", LIMIT)
        assert code_of(lines) in (0, 4, 12, 41), name
    assert code_of(machine.ask("ECHO STILL THERE")) == 0


def test_a_full_disk_ends_it_and_the_old_listing_stays():
    line = "All work and no play makes a dull listing."
    machine = WithDisk(("T", "SCRIPT", document("\n".join([line] * 4000)), "V"),
                       ("T", "LISTING", document(" old"), "V"), cylinders=2)
    lines = machine.ask("SCRIPT T ( FILE", LIMIT)
    assert lines[0] == "THE P-DISK IS FULL: ERASE FILES, TRY AGAIN" and code_of(lines) == 113
    assert machine.read("T", "LISTING") == [" old".encode("cp037")] and sound(machine)
    assert not any("CMSUT1" in line for line in machine.ask("LISTF"))


def test_kt_ends_the_typing_and_kx_the_document():
    desk = Desk({"T": ".nf\n" + "x\n" * 3000})
    for key, code in (("KT", 0), ("KX", None)):
        desk.machine.post(lambda: desk.console.type_in("SCRIPT T ( NOWAIT"))
        desk.machine.run(60_000)
        del desk.lines[:]
        desk.attention(key)
        desk.machine.run(LIMIT)
        assert len(desk.lines) < 200
        assert code is None or code_of(desk.lines) == code
        assert code_of(desk.ask("ECHO ON")) == 0


def test_read_lines_may_be_control_words_and_imbed_and_end_early():
    desk = Desk({"T": ".ll 20\n.rd 3\nend", "B": "of b"})
    desk.ask("SCRIPT T ( NOWAIT")
    desk.ask(".im b")
    lines = [line.strip() for line in desk.ask("") if line.strip()]
    assert lines[1] == "of b end"


def test_a_wrong_word_of_the_terminal_is_told_with_the_line_of_its_rd():
    desk = Desk({"T": "a\n.rd\nend"})
    desk.ask("SCRIPT T ( NOWAIT")
    assert desk.ask(".zz")[0] == "T SCRIPT LINE 2: THERE IS NO SUCH CONTROL WORD"


def test_it_can_be_given_again_and_again_and_storage_comes_back():
    desk = Desk({"T": ".im b\n.xx\n.ap c", "B": "b\n.im nofile", "C": "c"})
    free = None
    for turn in range(6):
        desk.ask("SCRIPT T ( NOWAIT", LIMIT)
        if turn:
            assert desk.word("FREELEN") == free
        free = desk.word("FREELEN")


def test_in_a_batch_job_lines_read_are_its_cards(tmp_path):
    with batch_system(tmp_path) as system:
        settled(system)
        send(system, job("NOTE", "OFFLINE READ T SCRIPT", ".ll 20", "Dear", ".rd 2", ".br", "Yours", "/*",
                         "SCRIPT T", "Ann,", ".sp", "SCRIPT T ( OFFLINE", "Bob,", "at last"))
        settled(system)
        log = output(system, "ANNA", "CON")[0].split("\n")
        assert "Dear Ann," in log and not any("PAPER" in line for line in log)
        assert "Dear Bob, at last" in output(system, "ANNA", "PRT")[0].split("\n")


@pytest.mark.parametrize("text, turns", (("a", 0), ("a\n.rd 5\nb", 1)))
def test_kx_as_the_answer_ends_the_document(text, turns):
    """At LOAD PAPER and where .RD reads."""
    desk = Desk({"T": text})
    desk.ask("SCRIPT T")
    for _ in range(turns):
        desk.ask("")
    assert code_of(desk.ask("kx")) == 0 and not any(line.strip() in ("a", "b", "kx") for line in desk.lines)
