"""Users who lose their terminal and do not come back in time: the machine is kept, and goes on at the next
LOGON, or says why it cannot."""
from __future__ import annotations

import pytest

from cp import directory_edit
from cp.system import System
from cp_guests import wait_until
from terminal_room import Terminal


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("away") / "data", threads=1) as made:
        made.command("DRAIN ALL")
        made.configuration.reconnect = 0.001                # minutes
        yield made
        made.close("logoff")


@pytest.fixture(autouse=True)
def nobody_is_left(system):
    yield
    for vm in system.logged_on():
        system.logoff(vm)
    for file in system.folder.checkpoint.glob("*"):
        file.unlink()
    system.spool.purge(system.spool.files())


def lost(system, terminal) -> None:
    """The line drops, and the time goes by."""
    terminal.session.close()
    wait_until(lambda: "CMSUSER" not in system.machines)


def kept(system):
    return system.folder.checkpoint / "CMSUSER.kept"


def at_cms(system) -> Terminal:
    terminal = Terminal(system)
    terminal.type("LOGON CMSUSER CMSUSER")
    terminal.sees("CMS..")
    terminal.settles("VM READ")
    return terminal


def back(system) -> Terminal:
    terminal = Terminal(system)
    terminal.type("LOGON CMSUSER CMSUSER")
    return terminal


def test_an_edit_goes_on_where_it_was(system):
    terminal = at_cms(system)
    terminal.type("EDIT HALF SCRIPT")
    terminal.sees("INPUT")
    terminal.type("FIRST LINE", "SECOND LINE")
    terminal.until(lambda: terminal.session.taken == 4 and terminal.state == "VM READ")
    lost(system, terminal)
    assert kept(system).is_file()
    terminal = back(system)
    terminal.sees("YOUR TERMINAL WAS LOST AT")
    terminal.sees("YOU WERE LOGGED OFF AT")
    terminal.sees("BEGIN GOES ON")
    terminal.settles("CP READ")
    assert not kept(system).exists()
    terminal.type("BEGIN")
    terminal.settles("VM READ")
    terminal.type("THIRD LINE", "", "FILE")
    terminal.sees("R;")
    terminal.type("PRINTF HALF SCRIPT")
    terminal.sees("R;")
    terminal.type("LOGOUT")
    terminal.sees("LOGOFF AT")
    terminal = back(system)
    assert "YOUR TERMINAL" not in terminal.sees("CMS..")


def test_a_listing_half_printed_goes_on(system):
    """Records 1 to 60000 come once each, in order, though the user was away in the middle."""
    terminal = Terminal(system)
    terminal.type("LOGON CMSUSER CMSUSER NOIPL", "IPL SUPERV", "PRINT 60000")
    terminal.settles("RUNNING")
    lost(system, terminal)
    held, = system.spool.files("PRT")
    assert held.incomplete and held.hold and 0 < held.records < 60_000
    terminal = back(system)
    terminal.sees("BEGIN GOES ON")
    assert not system.spool.files("PRT")                  # it is open again
    terminal.type("BEGIN")
    terminal.settles("RUNNING")
    vm = system.user("CMSUSER")
    wait_until(lambda: vm.state == "waiting")
    terminal.type("#CP CLOSE 00E")
    file, = system.spool.files("PRT")
    printed = [bytes(data).decode("cp037").rstrip() for _, data, _, _ in system.spool.records(file)]
    assert printed == [f"RECORD {n:10} OF THE SUPERVISOR" for n in range(1, 60_001)]


def test_ipl_starts_anew(system):
    lost(system, at_cms(system))
    terminal = back(system)
    terminal.sees("IPL STARTS ANEW")
    terminal.type("IPL CMS")
    terminal.sees("CMS..")


def test_noipl_wants_nothing_of_it(system):
    lost(system, at_cms(system))
    terminal = Terminal(system)
    terminal.type("LOGON CMSUSER CMSUSER NOIPL")
    terminal.sees("KEPT FOR YOU HAS BEEN DISCARDED")
    assert not kept(system).exists() and not system.user("CMSUSER").started


def test_a_disk_that_was_changed(system):
    """What CMS knows of its disk is not true any more: it would write over what came since."""
    lost(system, at_cms(system))
    terminal = Terminal(system)
    disk = system.disks.link("GUEST", 0x291, "CMSUSER", 0x191, "MW", trusted=True)
    track = disk.read_track(4, 19)
    disk.write_track(4, 19, bytes(track[:-1]) + bytes([track[-1] ^ 1]))
    disk.close()
    terminal = back(system)
    terminal.sees("YOUR TERMINAL WAS LOST AT")
    terminal.sees("CANNOT GO ON: ")
    terminal.sees("disk 191 has been changed since")
    terminal.sees("CMS..")
    assert not kept(system).exists() and (system.folder.checkpoint / "CMSUSER.bad").is_file()
    assert system.user("CMSUSER").device(0x191).volume.link.write


def test_a_disk_that_another_writes(system):
    lost(system, at_cms(system))
    disk = system.disks.link("GUEST", 0x291, "CMSUSER", 0x191, "MW", trusted=True)
    terminal = back(system)
    terminal.sees("disk 191 is written by another user")
    terminal.sees("CMS..")
    disk.close()


@pytest.mark.parametrize("damage", [lambda data: data[:-100], lambda data: b"NONSENSE",
                                    lambda data: data[:200] + bytes(50) + data[250:]])
def test_a_damaged_file(system, damage):
    lost(system, at_cms(system))
    kept(system).write_bytes(damage(kept(system).read_bytes()))
    terminal = back(system)
    terminal.sees("CANNOT GO ON")
    terminal.sees("CMS..")
    assert list(system.machines) == ["CMSUSER"]


def test_who_comes_back_while_it_is_kept_is_not_logged_off(system, monkeypatch):
    from cp import away
    terminal = at_cms(system)
    vm = terminal.session.vm
    monkeypatch.setattr(system.configuration, "reconnect", 100)
    terminal.session.close()
    since = vm.disconnected_at
    other = back(system)
    other.sees("RECONNECTED")
    away.log_off(vm, since)
    assert system.user("CMSUSER") is vm and not kept(system).exists()


def test_who_comes_back_while_it_is_being_kept(system, monkeypatch):
    from cp import away, logon
    terminal = at_cms(system)
    vm = terminal.session.vm
    monkeypatch.setattr(system.configuration, "reconnect", 100)
    terminal.session.close()
    others = []
    keep = away.keep

    def slowly(vm, lost):
        kept = keep(vm, lost)
        logon.reconnect(system, vm, (other := Terminal(system)).session)
        others.append(other)
        return kept
    monkeypatch.setattr(away, "keep", slowly)
    away.log_off(vm, vm.disconnected_at)
    others[0].sees("RECONNECTED")
    others[0].type("BEGIN")
    others[0].settles("VM READ")
    others[0].type("STAT")
    others[0].sees("R;")
    assert system.user("CMSUSER") is vm and not kept(system).exists()


def test_it_is_kept_over_an_end_of_cp(tmp_path):
    with System(tmp_path / "data", threads=1) as system:
        system.configuration.reconnect = 0.001
        lost(system, at_cms(system))
        system.close("checkpoint")
    with System(tmp_path / "data", threads=1) as system:
        assert not system.machines
        vm = system.logon("CMSUSER")
        vm.console.expect("IPL STARTS ANEW")
        vm.console.send("BEGIN")
        vm.console.wait_for("VM READ")
        vm.console.send("STAT")
        vm.console.expect("R;")
        system.close("logoff")
    with System(tmp_path / "data", threads=1) as system:
        system.configuration.reconnect = 0.001
        lost(system, at_cms(system))
    System(tmp_path / "data", cold=True, threads=1).close()
    assert not list((tmp_path / "data" / "checkpoint").iterdir())


def test_the_next_user_of_a_removed_ones_name_does_not_get_his_machine(system):
    system.directory.add(system.directory.get("CMSUSER").model_copy(update={"userid": "LEAVER", "disks": {}}))
    terminal = Terminal(system)
    terminal.type("LOGON LEAVER CMSUSER")
    terminal.sees("CMS..")
    terminal.session.close()
    wait_until(lambda: "LEAVER" not in system.machines)
    assert (system.folder.checkpoint / "LEAVER.kept").is_file()
    assert directory_edit.handle(system, {"action": "remove", "userid": "LEAVER"})["lines"] == ["LEAVER removed"]
    assert not list(system.folder.checkpoint.glob("LEAVER*"))
