"""What comes with the program: the CMS volume, brought into the data folder, and the system saved from it."""
import os
import shutil
import statistics
import time

import pytest

from cms import build
from cp import cli, delivered, first_start
from cp.system import System
from cms_machine import system_disk


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folder of volumes in the package, with a CMS just built."""
    folder = tmp_path / "package" / "system"
    folder.mkdir(parents=True)
    shutil.copy(system_disk(), folder / "CMS190.ckd")
    monkeypatch.setattr(delivered, "FOLDER", folder)
    return folder


def ready(vm, line: str) -> list[str]:
    """Type a line at CMS; the answer up to its ready message."""
    before = vm.console.number
    vm.console.send(line)
    vm.console.expect(r"^(R|E\(-?\d+\));", 10, regex=True)
    return [text.rstrip() for number, text in vm.console.lines if number > before]


def test_a_newcomer_is_in_cms_and_finds_files(tmp_path, shipped):
    with System(tmp_path / "data", threads=1) as system:
        assert system.saved.names() == ["CMS", "SUPERV"]
        vm = system.logon("CMSUSER", "CMSUSER")
        answer = ready(vm, "LISTFILE")
        assert [line.split()[:2] for line in answer[1:-1]] == [
            ["COUNT", "EXEC"], ["GUESS", "BASIC"], ["HELLO", "SYSIN"], ["LANDER", "BASIC"], ["MATCHES", "BASIC"],
            ["WELCOME", "MEMO"]]
        assert ready(vm, "COUNT 3")[:3] == ["1", "2", "3"]
        assert ready(vm, "STAT S")[0].startswith("S-DISK")
        system.close("logoff")


def deck(system, *lines: str) -> None:
    """A deck of GUEST's for the batch machine."""
    writer = system.spool.open("PUN", "GUEST")
    for line in lines:
        writer.write(1, line.ljust(80).encode("cp037"))
    writer.close("RDR", "CMSBATCH")


def printed(system) -> str:
    """What jobs have printed and typed for GUEST, when it is there."""
    end = time.monotonic() + 10
    while not (files := system.spool.files("PRT", "GUEST")):
        assert time.monotonic() < end, system.journal.tail(20)
        time.sleep(0.02)
    return "\n".join(data.decode("cp037") for file in files for _, data in system.spool.reader(file.number))


def test_a_deck_wakes_the_batch_machine(tmp_path, shipped):
    with System(tmp_path / "data", threads=1) as system:
        assert "CMSBATCH" not in system.machines
        deck(system, "/JOB GUEST D1 FIRST", "ECHO FROM A JOB", "/*")
        assert "FROM A JOB" in printed(system)
        system.spool.purge(system.spool.files())
        system.command("FORCE CMSBATCH")
        system.close("logoff")


def test_a_deck_that_lies_there_wakes_it_at_the_start(tmp_path, shipped):
    with System(tmp_path / "data", threads=1) as system:
        system.spool.listeners.clear()
        deck(system, "/JOB GUEST D1 FIRST", "ECHO FROM A JOB", "/*")
    with System(tmp_path / "data", threads=1) as system:
        assert "FROM A JOB" in printed(system)
        system.close("logoff")


def test_a_new_volume_replaces_the_old_and_the_system_saved_from_it(tmp_path, shipped, monkeypatch):
    lines = []
    System(tmp_path / "data", threads=1, progress=lines.append).close()
    assert "Making the saved system CMS" in lines
    del lines[:]
    System(tmp_path / "data", threads=1, progress=lines.append).close()
    assert lines == []                   # nothing has changed
    with open(shipped / "CMS190.ckd", "r+b") as file:       # byte 600 of a track without data: no matter
        file.seek(-1, os.SEEK_END)
        file.write(b"\1")
    System(tmp_path / "data", threads=1, progress=lines.append).close()
    assert lines == ["The volume CMS190 is new", "Making the saved system CMS"]
    assert (tmp_path / "data/system/CMS190.ckd").read_bytes() == (shipped / "CMS190.ckd").read_bytes()


def test_without_the_volume_cp_runs_and_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(delivered, "FOLDER", tmp_path / "nothing")
    lines = []
    with System(tmp_path / "data", threads=1, progress=lines.append) as system:
        assert any("`cpcms sysgen` builds it" in line for line in lines)
        assert system.saved.names() == ["SUPERV"]
        vm = system.logon("CMSUSER", "CMSUSER")
        assert vm.in_cp and "SYSTEM CMS DOES NOT EXIST" in vm.console.text
        assert "DEV 190 NOT AVAILABLE" in vm.console.text


def test_a_volume_that_cannot_be_brought_leaves_the_former(tmp_path, shipped):
    System(tmp_path / "data", threads=1).close()
    os.unlink(shipped / "CMS190.ckd")
    (shipped / "CMS190.ckd").mkdir()     # nobody can read that
    lines = []
    with System(tmp_path / "data", threads=1, progress=lines.append) as system:
        assert any(line.endswith("the former CMS190 is used") for line in lines)
        assert "HERE" in ready(system.logon("GUEST", "GUEST"), "ECHO HERE")
        system.close("logoff")


def test_the_directory_knows_the_size_of_the_disk():
    assert first_start.CMS_CYLINDERS == build.CYLINDERS + 1


def test_sysgen_gives_the_same_bytes(tmp_path, capsys):
    assert cli.main(["sysgen", "--out", str(tmp_path / "a.ckd"), "--listings", str(tmp_path / "l")]) == 0
    told = capsys.readouterr().out
    assert "Assembling the nucleus" in told and "nucleus of" in told
    assert (tmp_path / "a.ckd").read_bytes() == system_disk().read_bytes()
    assert "SCAN" in (tmp_path / "l" / "nucleus.map").read_text()


def test_sysgen_where_it_may_not_write(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert cli.main(["sysgen", "--quiet", "--out", str(tmp_path / "file" / "a.ckd")]) == 1
    assert capsys.readouterr().err.startswith(f"cpcms: {tmp_path}/file")


@pytest.mark.slow
def test_how_long_ipl_takes(tmp_path, shipped):
    """Medians: IPL CMS to ready under 30 ms, IPL 190 under 300 ms, and the saved system within 2 s."""
    with System(tmp_path / "data", threads=1) as system:
        vm = system.logon("CMSUSER", ipl=False)
        for name, bar in (("CMS", 0.030), ("190", 0.300)):
            times = []
            for _ in range(15):
                begun = time.perf_counter()
                vm.console.command(f"IPL {name}")
                vm.console.wait_for("VM READ")
                ready(vm, "")
                times.append(time.perf_counter() - begun)
            print(f"IPL {name}: {statistics.median(times) * 1000:.1f} ms")
            assert statistics.median(times) < bar
        system.close("logoff")
