"""What the host does to CP: full disks, folders that cannot be written, damaged files.  Every time a
message in one line that names the file and what to do, never a traceback; nothing else is damaged, and
the others go on."""
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from cp import folder as folders
from cp.system import System
from kill_room import PASSWORD, Running, cpcms, installation, supervisor

pytestmark = pytest.mark.slow              # many processes: a minute and a half in all
SCRIPT = "LOGON CMSUSER\nCMSUSER\nQUERY VIRTUAL 191\nLOGOFF\n"
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
USER_KEPT = ("volumes/USER01.ckd", "users/CMSUSER.yaml", "users/GUEST.yaml", "system.yaml", "format")


@pytest.fixture
def data(tmp_path):
    return installation(tmp_path)


def digests(data, besides: str = "") -> dict:
    """Of the files that no start changes."""
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in USER_KEPT
            if name != besides and (data / name).exists()}


def garbage(path, count: int = 5000) -> None:
    path.write_bytes(b"\x93\x00\xff" * count)


def cut(path, count: int) -> None:
    with open(path, "r+b") as file:
        file.truncate(count)


def newer(path) -> None:
    """A database of a program to come."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version=99")


def slow(*values):
    """A case for long test runs: much as one that is always tested."""
    return pytest.param(*values, marks=pytest.mark.slow)


def scratched(path) -> None:
    """Random bytes in the middle."""
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(30_000))


def one_line(text: str, *words: str) -> None:
    """A message for a person: one line that has these words, and no traceback anywhere."""
    assert "Traceback" not in text
    assert any(all(word in line for word in words) for line in text.splitlines()), (words, text)


# -- damaged files that stop the start: they must be mended first

@pytest.mark.parametrize("name, damage, words", [
    ("format", garbage, ["format: is damaged; it must say"]),
    ("format", lambda path: path.write_text("cpcms data folder, format 99\n"),
     ["has format 99", "Use the newer cpcms"]),
    ("format", lambda path: path.write_text("cpcms data folder, format 0\n"),
     ["has format 0", "use the cpcms that made it"]),
    slow("system.yaml", garbage, ["system.yaml:1: is not text"]),
    ("system.yaml", lambda path: path.write_text("profile: 2001\n"), ["system.yaml:1:1", "1968"]),
    slow("system.yaml", lambda path: path.write_text("[" * 5000), ["system.yaml"]),
    ("spool.db", garbage, ["spool.db: the spool database is damaged", "cold start"]),
    slow("spool.db", lambda path: newer(path), ["spool.db: spool format 99 is newer"]),
    slow("accounting.db", lambda path: newer(path), ["accounting.db: accounting format 99 is newer"]),
    slow("spool.db", lambda path: cut(path, 5000), ["spool.db: the spool database is damaged"]),
    ("accounting.db", garbage, ["accounting.db: accounting:", "cpcms doctor --repair"]),
    slow("accounting.db", lambda path: cut(path, 5000), ["accounting.db: accounting:"]),
], ids=lambda value: value if isinstance(value, str) else None)
def test_a_file_without_which_cp_cannot_start(data, name, damage, words):
    damage(data / name)
    was, left = digests(data, name), (data / name).read_bytes()
    done = cpcms(data, script=SCRIPT)
    assert done.returncode in (1, 2) and not done.stdout
    one_line(done.stderr, str(data), *words) if name != "system.yaml" else one_line(done.stderr, *words)
    assert digests(data, name) == was and (data / name).read_bytes() == left
    assert not (data / "backup-0").exists()


# -- damaged files that concern some: the others go on

@pytest.mark.parametrize("name, damage, words", [
    ("volumes/USER01.ckd", garbage, ["USER01.ckd: is no disk image", "put a whole copy there"]),
    slow("volumes/USER01.ckd", lambda path: cut(path, 100_000), ["USER01.ckd:", "cut short or damaged"]),
    ("volumes/USER01.ckd", os.unlink, ["USER01.ckd: No such file", "put a whole copy there"]),
    ("users/GUEST.yaml", garbage, ["GUEST.yaml:1: is not text", "correct the file"]),
    slow("users/GUEST.yaml", lambda path: path.write_text("passwort: x\n"), ["GUEST.yaml:1:1 passwort", "correct"]),
    ("system.yaml", os.unlink, ["system.yaml: is not there", "put back"]),
    ("logmsg", garbage, ["logmsg: is damaged", "SET LOGMSG"]),
    ("checkpoint/GUEST", garbage, ["checkpoint/GUEST: not taken up", "logs on anew"]),
    ("saved/SUPERV", garbage, ["Making the saved system SUPERV"]),
    slow("saved/SUPERV", lambda path: cut(path, 3000), ["Making the saved system SUPERV"]),
    slow("operator.log", garbage, []),
], ids=lambda value: value if isinstance(value, str) else None)
def test_a_file_that_others_do_without(data, name, damage, words):
    damage(data / name)
    was = digests(data, name)
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    if words:
        one_line(done.stderr, *words)
    assert "LOGOFF AT" in done.stdout
    told = "DEV 191 NOT AVAILABLE; CMSUSER 191 NOT LINKED; VOLID USER01 NOT MOUNTED"
    assert (told in done.stdout) == (name == "volumes/USER01.ckd")
    assert digests(data, name) == was


def test_a_log_that_is_a_folder(data):
    shutil.rmtree(data / "operator.log", ignore_errors=True)
    (data / "operator.log").unlink(missing_ok=True)
    (data / "operator.log").mkdir()
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 0
    one_line(done.stderr, "operator.log: Is a directory")


def test_a_file_in_the_place_of_a_folder(data):
    shutil.rmtree(data / "checkpoint")
    (data / "checkpoint").write_text("x")
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 1
    one_line(done.stderr, f"{data / 'checkpoint'}: File exists; it must be a folder: move it away")


def test_without_users_nobody_logs_on_and_it_is_said_why(data):
    shutil.rmtree(data / "users")
    done = cpcms(data, script=SCRIPT)
    one_line(done.stderr, f"{data / 'users'}: has no users", "take it from a copy")


def test_the_user_whose_entry_is_damaged_is_told(data):
    garbage(data / "users" / "CMSUSER.yaml")
    done = cpcms(data, script=SCRIPT)
    one_line(done.stdout, "ENTRY OF CMSUSER HAS MISTAKES", "CMSUSER.yaml:1: is not text")


def test_a_cold_start_puts_a_damaged_spool_aside(data):
    garbage(data / "spool.db")
    done = cpcms(data, "--cold", script=SCRIPT)
    assert done.returncode == 0
    kept, = data.glob("spool.db.*.bad")
    one_line(done.stderr, "spool.db: the spool database is damaged", f"it is kept as {kept.name}")
    assert kept.read_bytes().startswith(b"\x93\x00\xff")
    assert cpcms(data, script=SCRIPT).returncode == 0


def test_accounting_is_mended_as_the_message_says(data):
    garbage(data / "accounting.db")
    assert cpcms(data, script=SCRIPT).returncode == 1
    assert cpcms(data, "doctor", "--repair").returncode == 0
    assert cpcms(data, script=SCRIPT).returncode == 0


def test_damaged_pages_of_a_spool_cost_the_files_on_them_only(data):
    with System(data) as system:
        for count in (1000, 30_000, 1000):
            writer = system.spool.open("PRT", "CMSUSER")
            for n in range(count):
                writer.print_line(f"{n:08} {os.urandom(30).hex()}".encode("cp037"), 1)
            writer.close()
    scratched(data / "spool.db")
    done = cpcms(data, script=SCRIPT)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "spool.db: the spool database is damaged" in done.stderr
    told = cpcms(data, "doctor")
    assert told.returncode == 1 and "spool.db" in told.stdout and "Traceback" not in told.stderr


def test_damaged_tracks_of_a_volume(data):
    scratched(data / "volumes" / "USER01.ckd")
    assert cpcms(data, script=SCRIPT).returncode == 0
    told = cpcms(data, "doctor")
    assert told.returncode == 1
    one_line(told.stdout, "error: volumes/USER01.ckd: cylinder ", "take it from a copy")


def test_a_damaged_saved_system_of_a_user(data):
    garbage(data / "saved" / "MINE")
    done = cpcms(data, script="LOGON CMSUSER\nCMSUSER\nIPL MINE\nIPL SUPERV\n#CP LOGOFF\n")
    assert done.returncode == 0
    one_line(done.stdout.upper(), "IPL FAILED", "SAVED/MINE: IS NO SAVED SYSTEM; REMOVE THE FILE")


# -- folders and disks that cannot be written

@pytest.fixture
def disk(tmp_path):
    """A small file system of its own, as `mounted(size)`."""
    place = tmp_path / "disk"
    place.mkdir()

    def mounted(size: str):
        if not hasattr(os, "geteuid") or os.geteuid() or shutil.which("mount") is None or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], capture_output=True,
                check=False).returncode:
            pytest.skip("needs the right to mount a file system")
        return place

    yield mounted
    subprocess.run(["umount", "-l", place], capture_output=True, check=False)


def fill(place) -> None:
    """Not a byte is left."""
    with open(place / "filler", "wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass


def test_a_first_start_on_a_small_disk(disk):
    data = disk("8m") / "data"
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 1
    one_line(done.stderr, "volumes/USER01.ckd", "No space left on device; make room on that disk")
    shutil.rmtree(data / "volumes")
    (data / "volumes").symlink_to(data.parent.parent)        # room elsewhere
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 0 and "OPERATOR's password is" in done.stderr


def test_a_disk_that_is_full_from_the_start(disk):
    data = installation(disk("60m"))
    fill(data.parent)
    done = cpcms(data, script=SCRIPT)
    assert done.returncode == 1
    one_line(done.stderr, str(data), "make room")
    os.unlink(data.parent / "filler")
    assert cpcms(data, script=SCRIPT).returncode == 0


def test_a_disk_that_gets_full_and_has_room_again(disk):
    data = installation(disk("60m"))
    with Running(data, "--quiet") as running:
        running.expect("ONLINE")
        running.type("LOGON CMSUSER", "CMSUSER", "IPL SUPERV")
        running.expect("LOGON AT")
        running.type("ECHO ALL IS WELL", "PRINT 5")
        running.expect("5 DONE")
        fill(data.parent)
        running.type("PRINT 100000")
        running.expect("PRT 00E NOT READY; ")
        one_line(running.text, f"{data}/spool.db: the host's disk is full; make room, or PURGE")
        running.type("ECHO THE MACHINE GOES ON")
        running.expect("THE MACHINE GOES ON")
        running.type("DISK NO ROOM FOR THIS")
        running.expect("DASD 191; ")
        one_line(running.text, "DASD 191; ", "USER01.ckd", "No space left on device; make room")
        for words in (["user", "passwd", "GUEST", "--nolog"], ["command", "SET", "LOGMSG", "1", "HELLO"],
                      ["user", "add", "ANNA", "--nolog"]):
            done = cpcms(data, *words)
            assert done.returncode == 1, words
            one_line(done.stderr + done.stdout, str(data), "make room on that disk")
        assert cpcms(data, "command", "QUERY", "NAMES").returncode == 0
        os.unlink(data.parent / "filler")
        time.sleep(1)                          # CP looks for room several times a second
        running.type("DISK NOW THERE IS", "PRINT 100")
        running.expect("NOW THERE IS")
        running.expect("100 DONE")
        running.type("#CP CLOSE 00E")
        assert running.end(signal.SIGTERM)[0] == 0
    assert cpcms(data, "doctor", "--quiet").returncode == 0
    with System(data) as system:
        total = sum(file.records for file in system.spool.files("PRT"))
        assert total >= 105
        assert system.directory.names() == ["AUTOLOG1", "CMSBATCH", "CMSUSER", "GUEST", "MAINT", "OPERATOR"]


def test_an_end_on_a_full_disk_says_what_could_not_be_written(disk):
    data = installation(disk("60m"))
    with Running(data, "--quiet") as running:
        running.expect("ONLINE")
        running.type("LOGON CMSUSER", "CMSUSER", "IPL SUPERV")
        running.expect("LOGON AT")
        running.type("PRINT 5")
        running.expect("5 DONE")
        running.type("#CP SLEEP 1 SEC")
        time.sleep(1.5)                        # the keeper has brought the lines into the spool
        fill(data.parent)
        code, seconds = running.end(signal.SIGTERM)
        assert seconds < 5 and "Traceback" not in running.text
    os.unlink(data.parent / "filler")
    with System(data) as system:
        assert not system.machines             # it could not be kept
        assert "could not be kept, is logged off" in "".join(
            one["text"] for one in system.journal.records(100)) or code == 1
        file, = system.spool.files("PRT")
        assert file.records == 5


def test_a_read_only_file_system(disk):
    data = installation(disk("60m"))
    subprocess.run(["mount", "-o", "remount,ro", data.parent], check=True)
    done = cpcms(data, script=SCRIPT)
    assert done.returncode in (1, 2) and not done.stdout
    one_line(done.stderr, str(data), "Read-only file system; it cannot be written to; choose another --data")


def test_a_new_folder_on_a_read_only_file_system(disk):
    place = disk("1m")
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    done = cpcms(place / "data", script=SCRIPT)
    assert done.returncode in (1, 2)
    one_line(done.stderr, str(place / "data"), "Read-only file system; it cannot be written to")


def test_a_disk_that_becomes_read_only(disk):
    data = installation(disk("60m"))
    with Running(data, "--quiet") as running:
        running.expect("ONLINE")
        running.type("LOGON CMSUSER", "CMSUSER", "IPL SUPERV")
        running.expect("LOGON AT")
        subprocess.run(["mount", "-o", "remount,ro,force", data.parent], capture_output=True, check=False)
        if os.access(data, os.W_OK):
            pytest.skip("a file system in use does not become read-only here")
        running.end(signal.SIGTERM)
        assert "Traceback" not in running.text


def without_override():
    """Root is bound to rights like everybody from the next program on."""
    if not os.geteuid():
        import ctypes
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux' capabilities")
@pytest.mark.parametrize("name", [".", "users", "volumes/USER01.ckd", "spool.db", "accounting.db",
                                  "checkpoint", "operator.log", "system.yaml"])
def test_what_may_not_be_written(data, name):
    path, was = data / name, digests(data)
    path.touch()
    path.chmod(0o500 if path.is_dir() else 0o400)
    done = cpcms(data, script="LOGON CMSUSER\nCMSUSER\nIPL SUPERV\nDISK HELLO\n#CP LOGOFF\n",
                 before=without_override)
    path.chmod(0o700 if path.is_dir() else 0o600)
    told = done.stderr + done.stdout
    assert "Traceback" not in told
    if name in (".", "spool.db", "accounting.db"):
        assert done.returncode in (1, 2) and not done.stdout
        one_line(done.stderr, str(path) if name == "." else name, "right")
    else:
        assert done.returncode == 0 and "LOGOFF AT" in done.stdout
    if name == "volumes/USER01.ckd":
        one_line(told, "USER01.ckd: Permission denied")
    elif name == "operator.log":
        one_line(told, "operator.log: Permission denied; the log is kept in storage")
    assert digests(data, "volumes/USER01.ckd").items() <= was.items()


# -- files that cannot grow: the limit of the process stands for a full disk where none can be mounted

def small_files():
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


@pytest.mark.skipif(os.name != "posix", reason="needs limits of processes")
def test_files_that_cannot_grow(data):
    done = cpcms(data, script="LOGON CMSUSER\nCMSUSER\nIPL SUPERV\nPRINT 50000\n#CP QUERY TIME\n"
                 "#CP CLOSE 00E\n#CP QUERY TIME\n#CP LOGOFF\n", before=small_files)
    assert "Traceback" not in done.stderr + done.stdout
    one_line(done.stdout, "PRT 00E NOT READY; ", "spool.db", "disk")
    assert "LOGOFF AT" in done.stdout
    told = cpcms(data, "doctor", "--quiet")
    assert told.returncode == 0, told.stdout
    with System(data) as system:
        assert system.spool.problems() == []
        assert all(file.records for file in system.spool.files())


def test_a_volume_that_is_cut_while_cp_runs(data):
    """Another program truncates it: its user is told, the others go on."""
    system = System(data)
    vm, other = supervisor(system), supervisor(system, "GUEST")
    cut(data / "volumes" / "USER01.ckd", 100_000)
    vm.console.send("DISK IS IT THERE")
    vm.console.expect("UNIT 191")
    one_line(vm.console.text, "DASD 191; ", "USER01.ckd")
    other.console.send("ECHO GOING ON")
    other.console.expect("GOING ON")
    system.close()
    assert not [one for one in system.journal.records(50) if one["kind"] == "error"]


def test_the_operator_reads_of_it(data):
    cut(data / "volumes" / "USER01.ckd", 100_000)
    done = cpcms(data, script=f"LOGON OPERATOR\n{PASSWORD}\nMESSAGES\nQUERY DASD\nLOGOFF\n")
    one_line(done.stdout, "USER01.ckd", "put a whole copy there, or ask `cpcms doctor`")
    assert "OFFLINE USER01" in done.stdout


# -- other versions

def test_a_migration_that_is_cut_off_is_done_by_the_next_start(data, monkeypatch):
    """Two steps; the second is cut off.  The copy is of the folder before the first one."""
    done = []

    def step(number):
        def migrate(folder):
            if number == 2 and not done.count(2):
                done.append(2)
                raise KeyboardInterrupt
            done.append(number)
            (folder / f"new in {number}").write_text("x")
        return migrate

    was = digests(data, "format")
    monkeypatch.setattr(folders, "FORMAT", 3)
    monkeypatch.setattr(folders, "MIGRATIONS", {1: step(1), 2: step(2)})
    with pytest.raises(KeyboardInterrupt):
        System(data)
    assert (data / "format").read_text().endswith("format 2\n")
    System(data).close()
    assert done == [1, 2, 2] and (data / "format").read_text().endswith("format 3\n")
    assert digests(data, "format") == was
    for name in "backup-1", "backup-2":
        assert digests(data / name, "format") == was
    assert not (data / "backup-1" / "new in 1").exists()
