"""CMS as its user meets it: messages that can be read, what goes wrong told by the right code, nothing lost or left."""
import os
import statistics
import time

import pytest

from cli_room import cpcms_here
from cms import build
from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards, hello_deck
from cms_machine import asked, cms_system, cms_user, code_of
from cp.system import System
from s360.media import ckd
from test_cp_delivered import shipped  # noqa: F401

@pytest.fixture
def cms():
    machine = WithDisk(("HELLO", "TEXT", hello_deck()), ("TEXT", "MODULE", cards("THIS IS NO MODULE"), "V"),
                       ("LETTER", "MEMO", cards("DEAR ANN,")))
    yield machine
    assert [one for one in check(machine.disk) if one.severity != "note"] == []


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cms")) as system:
        yield system


# -- sources

def test_no_text_is_lost_behind_column_71():
    """A statement that goes on in the next line has X in column 72: a letter of a message there would not be typed."""
    files = [path for folder in ("nucleus", "commands", "extensions", "macros")
             for path in sorted((build.NUCLEUS.parent / folder).rglob("*")) if path.suffix in (".asm", ".mac")]
    assert len(files) > 100
    lost = [f"{path.name}:{number}: {line}" for path in files
            for number, line in enumerate(path.read_text().split("\n"), 1)
            if not line.startswith(("*", ".*")) and line[71:].strip() not in ("", "X")]
    assert not lost, lost


# -- messages

@pytest.mark.parametrize("line, code, text", (
    ("LOAD HELLO ( ORIGIN 1000", 24, "NO PLACE FOR PROGRAMS: SAY ONE FROM 10000 UP (HEX)"),
    ("LOAD HELLO ( RESET NOWHERE", 4, "EXECUTION CANNOT BEGIN AT NOWHERE : NOT DEFINED"),
    ("ASSEMBLE", 24, "ASSEMBLE NAME ... ( LIST NOLIST PRINT DECK NODECK LOAD NOLOAD XREF DIAG TEST ...")))
def test_messages_are_whole(cms, line, code, text):
    answer = cms.ask(line)
    assert answer[0] == text and code_of(answer) == code


def test_a_deck_of_something_else_is_told_whole(cms):
    cms.machine.attach(0x00C, "2540R").mount(cards("THIS IS NO DECK"), eof=True)
    answer = cms.ask("DISK LOAD")
    assert answer[0] == "CARD      1 OF THE FILE IS MISSING, OR NO CARD OF DISK DUMP" and code_of(answer) == 32


# -- programs

def test_reuse_of_what_is_there_begins_where_load_said(cms):
    cms.ask("LOAD HELLO")
    assert code_of(cms.ask("REUSE HELLO")) == 4                # its name is defined twice
    assert cms.ask("START")[0] == "HELLO, WORLD"
    cms.ask("GENMOD AGAIN")
    assert cms.ask("AGAIN")[0] == "HELLO, WORLD"


def test_a_damaged_module_is_told_and_ends_the_search(cms):
    answer = cms.ask("TEXT")
    assert answer[0] == "THE MODULE IS DAMAGED, OR NO MODULE AT ALL" and code_of(answer) == 32 and len(answer) == 2
    assert code_of(cms.ask("NOSUCH")) == -3


@pytest.mark.parametrize("name", ("RDBUF", "WRBUF", "TYPLIN", "WAITRD", "ATTN", "CARDRD", "CARDPH", "PRINTR", "TAPEIO",
                                  "POINT", "RDTK", "WRTK", "SYSCTL"))
def test_functions_of_programs_cannot_be_typed(cms, name):
    """Words in place of addresses would be stored through."""
    assert code_of(cms.ask(f"{name} LETTER MEMO P ABC 12345678 X Y Z")) == -3
    assert cms.ask("ECHO STILL HERE")[0] == "STILL HERE"


def test_nor_in_an_exec():
    machine = WithDisk(("T", "EXEC", cards("&CONTROL OFF\nWAITRD A B C\n&TYPE &RETCODE")))
    assert machine.ask("T")[0] == "-3"


@pytest.mark.parametrize("line", ("$ HELLO", "RUN HELLO", "REUSE HELLO", "USE HELLO", "LOAD HELLO", "START", "GENMOD X", "EDIT A B",
                                  "LOADMOD EDIT"))
def test_edit_is_not_loaded_over(cms, line):
    cms.ask("EDIT LETTER MEMO")
    assert cms.ask(f"CMS {line}") == ["NOT A COMMAND THAT CAN BE USED WITHIN EDIT"]
    assert cms.ask("TYPE *") == ["TOF:", "DEAR ANN,", "EOF:"]
    assert code_of(cms.ask("QUIT")) == 0


# -- cards

def test_the_old_file_is_there_until_all_cards_have_come():
    machine = WithDisk(("BIG", "DATA", cards("OLD")), cylinders=1)
    reader = machine.machine.attach(0x00C, "2540R")
    reader.mount(cards("X") * 2000, eof=True)
    assert code_of(machine.ask("READCARD BIG DATA")) == 113    # the disk is full
    assert machine.read("BIG", "DATA") == cards("OLD")
    assert [entry.key for entry in CmsDisk(machine.disk).files()] == [("BIG", "DATA")]
    assert check(machine.disk) == []


def test_files_of_cards_have_the_mode_that_files_have(cms):
    cms.machine.attach(0x00C, "2540R").mount(cards(":READ  CARDS    DATA     P1\nX"), eof=True)
    assert cms.ask("READCARD *")[0] == "READ INTO CARDS    DATA"
    assert code_of(cms.ask("STATE CARDS DATA P5")) == 0
    assert cms.ask("LISTFILE CARDS DATA")[0].split() == ["CARDS", "DATA", "P5"]


# -- a machine of one's own, as docs/cms.md has it

def test_on_a_bare_machine_of_a_description(tmp_path):
    manual = build.NUCLEUS.parent.parent / "docs" / "cms.md"
    if not manual.exists():
        pytest.skip("the manual is not beside the installed package")
    text = manual.read_text(encoding="utf-8").split("## On a bare machine")[1]
    (tmp_path / "cms.yaml").write_text(text.split("```yaml\n")[1].split("```")[0])
    said = "".join(f'send "{line}"\nwait read\n' for line in
                   ("", "edit note memo", "first line", "", "file", "print note memo", "punch note memo ( noh", "stat"))
    (tmp_path / "session").write_text('expect "VERSION"\n' + said + 'send "logout"\n')
    *makes, ipl = [line.split()[1:] for line in text.split("```yaml")[0].split("\n") if line.startswith("    cpcms ")]
    for words in (*makes, ["ipl", "--script", "session", "--limit", "60", *ipl[1:]]):
        done = cpcms_here(*words, cwd=tmp_path)
        assert done.returncode in (0, 1) if words[0] == "ipl" else done.returncode == 0, (words, done.stderr)
    assert "P-DISK 1 FILES" in done.stdout and "LOGGED OUT; THE MACHINE STOPS" in done.stdout
    assert "first line" in (tmp_path / "listing.txt").read_text()
    assert "first line" in (tmp_path / "punch.deck").read_bytes().decode("latin-1")
    with ckd.open_volume(tmp_path / "mine.ckd") as volume:
        assert CmsDisk(volume).read("NOTE", "MEMO") == cards("first line")
        assert [one for one in check(volume) if one.severity != "note"] == []


# -- under CP

def test_ipl_of_the_disk_over_a_saved_system_that_cannot_be_stored_into(system):
    """IPL without clearing, the rule of profile 1972: the protected pages of the system before do not stop it."""
    vm = cms_user(system, "SAVER", classes="EG")
    vm.console.command("IPL 190")
    asked(vm, "")
    system.saved.save("GUARDED", vm, pages=((0, 15),), shared=((4, 15),), protect=True)
    vm.console.command("IPL GUARDED")
    vm.console.command("IPL 190 NOCLEAR")
    asked(vm, "")
    assert asked(vm, "ECHO READY")[0] == "READY"
    system.logoff(vm)


def test_what_a_console_keeps_is_one_file_that_is_closed_at_logoff(system):
    vm = cms_user(system, "KEEPER")
    vm.console.command("SPOOL CONSOLE START")
    vm.console.command("IPL 190")
    asked(vm, "")
    asked(vm, "ECHO KEPT")
    system.logoff(vm)
    [file] = system.spool.files("PRT", "KEEPER")
    assert "KEPT" in "".join(data.decode("cp037") for _, data in system.spool.reader(file.number))
    assert system.spool.figures()["open"] == 0


def test_a_kept_machine_does_not_go_on_with_another_system_disk(tmp_path, shipped):  # noqa: F811
    """What it knows of the disk's directory is not true any more: commands would be read from wrong places."""
    with System(tmp_path / "data", threads=1) as system:
        asked(system.logon("CMSUSER", "CMSUSER"), "ECHO KEPT")
    with System(tmp_path / "data", threads=1) as system:
        assert list(system.machines) == ["CMSUSER"]            # the same disk
        asked(system.machines["CMSUSER"], "ECHO KEPT")
    with open(shipped / "CMS190.ckd", "r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\1")
    with System(tmp_path / "data", threads=1) as system:
        assert list(system.machines) == [] and "made anew" in str(system.journal.tail(20))
        assert asked(system.logon("CMSUSER", "CMSUSER"), "ECHO NEW")[0] == "NEW"
        system.close("logoff")


# -- speed: a slow test, for a quiet host

@pytest.mark.slow
def test_how_long_listing_and_copying_take(tmp_path):
    """Medians by the host's clock: LISTF of 200 files under 10 ms, copying 1 MB under 0.5 s, in 256K under CP."""
    with cms_system(tmp_path) as system:
        path = tmp_path / "volumes" / "SPEED.ckd"
        ckd.create_volume(path, "2314", cylinders=100)
        with ckd.open_volume(path, write=True) as volume:
            disk = CmsDisk(volume)
            disk.format("SPEED", 100)
            for number in range(199):
                disk.write(f"F{number}", "DATA", cards("X"))
            disk.write("BIG", "FILE", [bytes(80)] * 13107)
        vm = cms_user(system, "SPEEDY", disks={"191": {"type": "2314", "volume": "SPEED", "first": 0, "cylinders": 100,
                                                       "mode": "W"}})
        vm.console.command("IPL 190")
        asked(vm, "")

        def median(line: str, times: int) -> float:
            taken = []
            for _ in range(times):
                begun = time.perf_counter()
                vm.console.send(line)
                vm.console.expect(r"^(R|E\(-?\d+\));", 10, regex=True)
                taken.append(time.perf_counter() - begun)
                vm.console.wait_for("VM READ", 10)
            return statistics.median(taken)

        asked(vm, "LISTF")
        assert median("LISTF", 15) < 0.010
        assert median("COPYFILE BIG FILE P COPY FILE P ( REPLACE", 5) < 0.5
        system.logoff(vm)
