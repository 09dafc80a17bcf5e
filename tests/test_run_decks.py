"""`cpcms run`: one deck of each kind from the shell, what it prints, punches and types, and the exit codes."""
import json
import shutil

import pytest

from run_room import DECKS, HELLO, program, room, run  # noqa: F401
from s360.asm import assemble

STOP = "         LPSW  GOOD"


def ipl_deck(source: str) -> bytes:
    from s360.asm.object_deck import read_decks
    from s360.linker.bootstrap import ipl_deck
    from s360.linker.link import link
    return ipl_deck(link(read_decks(assemble(source).object_deck, "x")))[0]


# -- kinds of deck

def test_a_source_is_assembled_and_run(room):
    ran = room("hello.asm")
    assert (ran.code, ran.out) == (0, "") and ran.err == HELLO + "hello.asm: disabled wait, address 000000\n"


def test_an_object_deck_is_linked_and_run(room):
    room.deck("hello.deck", assemble((room.folder / "hello.asm").read_text()).object_deck)
    assert room("hello.deck").err.startswith(HELLO)


def test_a_deck_that_loads_itself(room):
    room.deck("anything", ipl_deck((room.folder / "hello.asm").read_text()))
    assert room("anything").err.startswith(HELLO)


def test_a_deck_in_column_binary(room):
    from s360.media.cards import ebcdic_to_columns
    cards = ipl_deck((room.folder / "hello.asm").read_text())
    room.deck("binary", b"".join(ebcdic_to_columns(cards[at:at + 80]) for at in range(0, len(cards), 80)))
    assert room("binary").err.startswith(HELLO)


def test_a_source_on_ebcdic_cards(room):
    lines = (room.folder / "hello.asm").read_text().splitlines()
    room.deck("cards", b"".join(line.ljust(80).encode("cp037") for line in lines))
    assert room("cards").err.startswith(HELLO)


def test_a_deck_from_the_standard_input(tmp_path):
    ran = run(tmp_path, "-", stdin=(DECKS / "hello.asm").read_bytes())
    assert ran.code == 0 and ran.err == HELLO + "stdin: disabled wait, address 000000\n"


def test_listing_and_console_are_parted(room):
    ran = room("primes.asm")
    assert ran.out == (DECKS / "primes.expect").read_text()
    assert room("primes.asm", "--quiet") == (0, ran.out, "")


def test_cards_to_be_read_behind_the_deck(room):
    assert room("lister.asm", "--cards", "lister.cards").out == (DECKS / "lister.expect").read_text()


def test_cards_behind_an_end_of_file_card_of_the_source(room):
    room.deck("both", (room.folder / "lister.asm").read_text() + "/*\nONE CARD\n\nTHREE\n")
    lines = room("both").out.splitlines()
    assert lines[2:5] == ["     1  ONE CARD", "     2", "     3  THREE"] and lines[-1] == "     3 CARDS"


def test_cards_behind_an_end_of_file_card_of_an_object_deck(room):
    deck = assemble((room.folder / "lister.asm").read_text()).object_deck
    room.deck("both", deck + "".join(f"{card:<80}" for card in ("/*", "ONE CARD")).encode("cp037"))
    assert "     1  ONE CARD" in room("both").out.splitlines()


def test_another_kind_can_be_said(room):
    room.deck("hello", "* decks: a comment\n" + (room.folder / "hello.asm").read_text())
    assert room("hello", "--kind", "asm").code == 0
    assert room("hello", "--kind", "job").code == 2


# -- what comes out

def test_punched_cards_go_to_a_file(room):
    room.deck("punch.asm", program("         LA    1,OUT", "         ST    1,72", "         MVC   IONEW,DONE",
                                   "         SIO   X'00D'", "         LPSW  W", "AFTER    LPSW  GOOD",
                                   "         DS    0D", "DONE     DC    X'00000000',A(AFTER)", "OUT      CCW   X'01',LINE,0,7"))
    ran = room("punch.asm")
    assert ran.code == 0 and "punch.punch: 1 card punched" in ran.err
    assert (room.folder / "punch.punch").read_text() == "PRINTED\n"


def test_files_in_a_folder(room):
    ran = room("primes.asm", "hello.asm", "--out", "results")
    assert sorted(path.name for path in (room.folder / "results").iterdir()) == [
        "hello.log", "primes.txt", "primes.txt.cc"]
    assert (room.folder / "results" / "primes.txt").read_text() == (DECKS / "primes.expect").read_text()
    assert (room.folder / "results" / "hello.log").read_text() == HELLO
    assert ran.code == 0 and "2 good" in ran.out


def test_json(room):
    ran = room("hello.asm", "--json")
    told = json.loads(ran.out)
    [job] = told["jobs"]
    assert told["exit_code"] == 0 and job["state"] == "good" and job["code"] == 0 and job["kind"] == "asm"
    assert job["console"] == HELLO and job["printer"] == "" and job["instructions"] > 0


# -- ends

def ended(room, *statements, words=()):
    room.deck("trial.asm", program(*statements))
    ran = room("trial.asm", "--time", "0.4", *words)
    assert ran.out == "PRINTED\n", ran
    return ran.code, ran.err.splitlines()[-1]


def test_a_good_end(room):
    assert ended(room, STOP) == (0, "trial.asm: disabled wait, address 000000")


def test_a_wait_with_another_address_has_failed(room):
    assert ended(room, "         LPSW  BAD") == (1, "cpcms: trial.asm: disabled wait, address 000BAD")


@pytest.mark.parametrize("address, code", (("0", 0), ("7", 7), ("BAD", 255), ("100", 255)))
def test_the_jobs_own_code(room, address, code):
    found, _ = ended(room, "         LPSW  OWN", "         DS    0D", f"OWN      DC    X'00020000',A(X'{address}')",
                     words=["--job-code"])
    assert found == code


def test_an_endless_loop(room):
    code, why = ended(room, "AGAIN    B     AGAIN")
    assert code == 3 and why.startswith("cpcms: trial.asm: more than 0.4 seconds; it was at 0002")
    assert ended(room, "AGAIN    B     AGAIN", words=["--job-code"])[0] == 3


def test_an_endless_channel_program(room):
    code, why = ended(room, "         LA    1,LOOP", "         ST    1,72", "         SIO   X'00E'", "         LPSW  W",
                      "LOOP     CCW   3,LINE,X'60',1", "         CCW   8,LOOP,0,1")
    assert code == 3 and "more than 0.4 seconds" in why


def test_too_many_lines(room):
    room.deck("trial.asm", program("         LA    1,LOOP", "         ST    1,72", "         SIO   X'00E'",
                                   "         LPSW  W", "LOOP     CCW   9,LINE,X'40',7", "         CCW   8,LOOP,0,1"))
    ran = room("trial.asm", "--lines", 100)
    assert ran.code == 3 and ran.out.replace("\f", "") == "PRINTED\n" * 100
    assert ran.err.splitlines()[-1] == "cpcms: trial.asm: more than 100 lines printed"


def test_too_many_lines_typed(room):
    room.deck("trial.asm", program("         LA    1,LOOP", "         ST    1,72", "         SIO   X'009'",
                                   "         LPSW  W", "LOOP     CCW   9,LINE,X'40',7", "         CCW   8,LOOP,0,1"))
    ran = room("trial.asm", "--lines", 20)
    assert ran.code == 3 and ran.err.splitlines()[-1] == "cpcms: trial.asm: more than 20 lines typed"
    assert ran.err.count("PRINTED\n") == 20


def test_a_program_check(room):
    code, why = ended(room, "         DC    X'0000'")
    assert code == 1 and "program interruption, code 0001 (operation exception)" in why
    assert "no new PSW is set at 68" in why


def test_a_supervisor_call_to_nobody(room):
    code, why = ended(room, "         SVC   5")
    assert code == 1 and "supervisor-call interruption, code 0005" in why


def test_an_io_error(room):
    code, why = ended(room, "         LA    1,WRONG", "         ST    1,72", "         MVC   IONEW,DONE",
                      "         SIO   X'00E'", "         LPSW  W", "AFTER    LPSW  BAD",
                      "         DS    0D", "DONE     DC    X'00000000',A(AFTER)",
                      "WRONG    CCW   X'03',LINE,X'60',1",
                      "         CCW   X'FF',LINE,0,7")
    assert code == 1 and why == ("cpcms: trial.asm: disabled wait, address 000BAD; the last status, of 00E, was "
                                 "unit check")


def test_a_wait_for_nothing(room):
    code, why = ended(room, "         LPSW  W")
    assert code == 1 and "waits for an interruption that does not come" in why


def test_a_read_at_the_console(room):
    code, why = ended(room, "         LA    1,ASK", "         ST    1,72", "         SIO   X'009'", "         LPSW  W",
                      "ASK      CCW   X'0A',LINE,X'20',7")
    assert code == 1 and "it reads at its console" in why


# -- decks that cannot be run

def refused(room, name, text):
    room.deck(name, text)
    ran = room(name)
    assert ran.code == 1 and ran.out == "" and "Traceback" not in ran.err
    return ran.err.splitlines()[-1].removeprefix(f"cpcms: {name}: ")


def test_a_bad_object_card(room):
    deck = bytearray(assemble((room.folder / "hello.asm").read_text()).object_deck)
    deck[81] = 0x11
    assert refused(room, "bad.deck", bytes(deck)).startswith("card 2: columns 2-4 hold")


def test_an_object_deck_without_end(room):
    deck = assemble((room.folder / "hello.asm").read_text()).object_deck
    assert "without an END card" in refused(room, "cut.deck", deck[:240])


def test_a_loader_without_its_end_card(room):
    deck = ipl_deck((room.folder / "hello.asm").read_text())
    assert "before the END card" in refused(room, "cut.ipl", deck[:-80])


def test_a_source_without_end(room):
    assert "END statement is missing" in refused(room, "cut.asm", "TRIAL    START X'200'\n         BALR  12,0\n")


def test_a_letter_is_no_deck(room):
    assert "taken for a source" in refused(room, "letter", "DEAR JOHN,\nHOW ARE YOU\n END\n")


def test_an_empty_file(room):
    assert refused(room, "empty", "") == "is empty; expected a deck"


def test_bytes_that_are_no_cards(room):
    assert "neither text nor cards" in refused(room, "odd", b"\xFF" * 81)


def test_a_first_card_that_loads_nothing(room):
    assert "what it reads first must be" in refused(room, "wild", bytes(range(1, 81)) * 5)


def test_a_file_that_is_not_there(room):
    assert room("nosuch").err.startswith("cpcms: nosuch: No such file")


@pytest.mark.parametrize("words", (["hello.asm", "--time", "0"], ["hello.asm", "--lines", "x"], ["-", "-"],
                                   ["hello.asm", "--storage", "3Q"], ["hello.asm", "--model", "99"], []))
def test_wrong_usage(room, words):
    assert room(*words).code == 2


def test_a_folder_that_cannot_be_made(room):
    ran = room("hello.asm", "--out", "hello.asm/there")
    assert ran.code == 1 and ran.err == "cpcms: --out hello.asm/there: Not a directory\n"


# -- the host

def test_a_deck_is_not_replaced_by_its_listing(room):
    shutil.copy("hello.asm", "hello.txt")
    before = (room.folder / "hello.txt").read_bytes()
    assert room("hello.txt", "--out", ".").code == 2
    shutil.copy("hello.asm", "hello.punch")
    assert room("hello.punch").code == 2
    shutil.copy("hello.asm", "job.txt")
    room.deck("job.yaml", "decks: job.txt\n")
    assert room("job.yaml", "--out", ".").code == 2
    assert (room.folder / "hello.txt").read_bytes() == before == (room.folder / "hello.punch").read_bytes()


@pytest.mark.parametrize("words", (["primes.asm"], ["primes.asm", "hello.asm"], ["hello.asm", "--json"]))
@pytest.mark.parametrize("where", (">/dev/full", ">&-"))
def test_an_output_that_takes_nothing(room, words, where):
    import subprocess

    from run_room import command
    done = subprocess.run(["sh", "-c", f'exec "$@" {where}', "sh", *command(*words)], stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, text=True, timeout=30)
    assert done.returncode == 1 and "standard output" in done.stderr and "Traceback" not in done.stderr


def test_a_terminal_without_the_characters(room, tmp_path):
    import os
    import subprocess

    from run_room import command
    room.deck("not.asm", program(STOP).replace("C'PRINTED'", "X'5F5F5F5F5F5F5F'"))
    done = subprocess.run(command("not.asm"), env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True,
                          timeout=30)
    assert done.returncode == 0 and done.stdout == b"???????\n"


def test_a_full_disk(room):
    """The host takes no more than 512 bytes of a file."""
    import subprocess

    from run_room import command
    room.deck("many", (room.folder / "lister.asm").read_text() + "/*\n" + "A CARD\n" * 200)
    done = subprocess.run(["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *command("many", "--out", "o")], text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    assert done.returncode == 1 and "File too large" in done.stderr and "Traceback" not in done.stderr
