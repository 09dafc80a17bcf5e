"""The data folder: first start, lock, versions; and system.yaml."""
import argparse
import datetime
import errno
import os
import signal
import subprocess
import sys

import pytest

from cms.check import check
from cp import configuration, durable, first_start, folder as folders
from cp.folder import DataFolder, FolderInUse, data_folder
from cp.minidisk import Minidisk
from cp.passwords import verify
from cp.yaml_model import ModelFile
from s360.errors import ConfigError, MediaError
from s360.media.ckd import damages, open_volume


def password_in(welcome):
    return welcome[0].split(" is ")[1].split()[0]


def digests(path):
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*"))
            if one.is_file() and one.name not in ("lock", "running")}


# -- first start

def test_the_first_start_makes_a_working_installation(tmp_path):
    with DataFolder(tmp_path / "a" / "data") as folder:
        directory = folder.directory()
        assert directory.names() == ["AUTOLOG1", "CMSBATCH", "CMSUSER", "GUEST", "MAINT", "OPERATOR"]
        assert directory.check() == []
        operator, guest = directory.get("OPERATOR"), directory.get("GUEST")
        assert operator.classes == "ABCDEFG" and not operator.local
        assert verify(password_in(folder.welcome), operator.password)
        assert guest.local and verify("GUEST", guest.password)
        assert verify("CMSUSER", directory.get("CMSUSER").password)
        assert directory.get("AUTOLOG1").nolog
        for name in set(directory.names()) - {"CMSBATCH"}:
            user = directory.get(name)
            assert user.console.unit == 0x009
            assert {unit: one.type for unit, one in user.devices.items()} == {
                0x00C: "2540R", 0x00D: "2540P", 0x00E: "1403", 0x0FF: "TIMER"}
        volumes = {one.serial: folder.path / one.file for one in folder.configuration().volumes}
        disk = guest.disks[0x191]
        with open_volume(volumes[disk.volume]) as volume:
            assert volume.serial() == disk.volume and not list(damages(volume))
            assert volume.device_type == disk.type and disk.last < volume.geometry.cylinders
            assert check(Minidisk(volume, disk.first, disk.cylinders)) == []
        assert [(link.userid, link.unit, link.here, link.mode) for link in guest.links] == [
            ("MAINT", 0x190, 0x190, "RR")]
        assert guest.ipl.system == "CMS"
        assert folder.unit.joinpath("00E").is_dir()
        assert os.stat(folder.users / "OPERATOR.yaml").st_mode & 0o077 == 0
    with DataFolder(tmp_path / "a" / "data") as folder:
        assert folder.welcome == []


def test_two_installations_have_different_operator_passwords(tmp_path):
    with DataFolder(tmp_path / "a") as one, DataFolder(tmp_path / "b") as two:
        assert password_in(one.welcome) != password_in(two.welcome)


def killed_in(place, name, after, action):
    """Carry out `action` in another process, which is killed in the call number `after` of a function;
    whether it was."""
    child = os.fork()
    if child == 0:
        real, left = getattr(place, name), [after]

        def call(*args, **kwargs):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)
        setattr(place, name, call)
        try:
            action()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


STEPS = ([(os, "replace", n) for n in range(1, 9)] + [(os, "fsync", n) for n in range(1, 16, 3)]
         + [(os, "write", n) for n in range(1, 9, 2)] + [(os, "unlink", 1)]
         + [(first_start, "create_volume", 1), (first_start, "open_volume", 1), (os, "makedirs", 1),
            (os, "makedirs", 4)])


@pytest.mark.parametrize("place, name, after", STEPS)
def test_a_first_start_killed_anywhere_is_completed_by_the_next(tmp_path, place, name, after):
    path = tmp_path / "data"
    assert killed_in(place, name, after, lambda: DataFolder(path))
    with DataFolder(path) as folder:
        directory = folder.directory()
        assert directory.check() == [] and len(directory.names()) == 6
        assert (path / "format").exists() and not (path / "installing").exists()
        assert os.listdir(folder.volumes) == ["USER01.ckd"]
        with open_volume(folder.volumes / "USER01.ckd") as volume:
            assert not list(damages(volume))
        if folder.welcome:
            assert verify(password_in(folder.welcome), directory.get("OPERATOR").password)


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ConfigError, match="not empty; choose an empty or new folder"):
        DataFolder(tmp_path)
    assert os.listdir(tmp_path) == ["letter.txt"]


def test_tools_do_not_make_a_folder(tmp_path):
    with pytest.raises(ConfigError, match="no such data folder; start cpcms once"):
        DataFolder(tmp_path / "data", create=False)
    assert not (tmp_path / "data").exists()
    with pytest.raises(ConfigError, match="is empty"):
        DataFolder(tmp_path, create=False)


@pytest.mark.parametrize("code, remedy", [(errno.ENOSPC, "make room"), (errno.EACCES, "--data"),
                                          (errno.EROFS, "--data")])
def test_a_full_or_unwritable_folder_is_told_with_its_file(tmp_path, monkeypatch, code, remedy):
    def refuse(*args, **kwargs):
        raise OSError(code, os.strerror(code))
    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "write", refuse)
        with pytest.raises(MediaError) as caught:
            DataFolder(tmp_path / "data")
    assert "\n" not in str(caught.value)
    assert str(tmp_path / "data") in str(caught.value) and remedy in str(caught.value)
    with DataFolder(tmp_path / "data") as folder:
        assert folder.directory().check() == []


def test_a_folder_below_a_file_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MediaError, match="Not a directory|File exists"):
        DataFolder(tmp_path / "file" / "data")


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "text"
    durable.write_text(path, "old\n")
    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "fsync", lambda fd: (_ for _ in ()).throw(OSError(errno.EIO, "bad")))
        with pytest.raises(MediaError):
            durable.write_text(path, "new\n")
    assert path.read_text() == "old\n" and os.listdir(tmp_path) == ["text"]


# -- lock and the end

def test_one_process_has_the_folder(tmp_path):
    program = ("import sys; from cp.folder import DataFolder\n"
               "folder = DataFolder(sys.argv[1]); print('ready', flush=True); sys.stdin.read()")
    other = subprocess.Popen([sys.executable, "-P", "-c", program, str(tmp_path / "data")], text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(FolderInUse) as caught:
            DataFolder(tmp_path / "data")
        assert caught.value.pid == other.pid and str(other.pid) in str(caught.value)
        assert "choose another --data" in str(caught.value)
    finally:
        other.kill()
        other.communicate()
    DataFolder(tmp_path / "data").close()


def test_the_next_start_knows_whether_the_end_was_orderly(tmp_path):
    with DataFolder(tmp_path / "data") as folder:
        assert folder.start()
    with DataFolder(tmp_path / "data", create=False):
        pass                              # a tool between makes no difference
    with DataFolder(tmp_path / "data") as folder:
        assert not folder.start()
        folder.end()
    with DataFolder(tmp_path / "data") as folder:
        assert folder.start()


# -- versions

def test_a_newer_folder_is_refused_and_untouched(tmp_path):
    DataFolder(tmp_path / "data").close()
    (tmp_path / "data" / "format").write_text("cpcms data folder, format 9\n")
    before = digests(tmp_path / "data")
    with pytest.raises(ConfigError, match="has format 9.*Use the newer cpcms"):
        DataFolder(tmp_path / "data")
    assert digests(tmp_path / "data") == before


def test_an_older_folder_is_copied_and_then_migrated(tmp_path, monkeypatch):
    path = tmp_path / "data"
    DataFolder(path).close()
    before = digests(path)
    done = []

    def to_two(folder):
        if not done:
            done.append("stopped")
            (folder.path / "new").write_text("half")
            raise KeyboardInterrupt
        (folder.path / "new").write_text("whole")
    monkeypatch.setattr(folders, "FORMAT", 2)
    monkeypatch.setattr(folders, "MIGRATIONS", {1: to_two})
    with pytest.raises(KeyboardInterrupt):
        DataFolder(path)
    said = []
    with DataFolder(path, progress=said.append) as folder:
        assert folder.version() == 2 and (path / "new").read_text() == "whole"
    assert digests(path / "backup-1") == before
    with open_volume(path / "backup-1" / "volumes" / "USER01.ckd") as volume:
        assert volume.serial() == "USER01"


def test_a_folder_too_old_says_so(tmp_path, monkeypatch):
    DataFolder(tmp_path / "data").close()
    monkeypatch.setattr(folders, "FORMAT", 3)
    with pytest.raises(ConfigError, match="cannot bring to 3"):
        DataFolder(tmp_path / "data")


def test_a_damaged_format_file(tmp_path):
    DataFolder(tmp_path / "data").close()
    (tmp_path / "data" / "format").write_text("\0\0")
    with pytest.raises(ConfigError, match="is damaged; it must say"):
        DataFolder(tmp_path / "data")


def test_delivered_volumes_are_replaced_only_when_they_differ(tmp_path):
    source = tmp_path / "CMS.ckd"
    source.write_bytes(b"one" + bytes(3 << 20))
    with DataFolder(tmp_path / "data") as folder:
        users = digests(folder.volumes)
        assert folder.deliver(source) and not folder.deliver(source)
        assert (folder.system / "CMS.ckd").read_bytes() == source.read_bytes()
        source.write_bytes(b"two" + bytes(3 << 20))
        assert folder.deliver(source)
        assert (folder.system / "CMS.ckd").read_bytes() == source.read_bytes()
        assert digests(folder.volumes) == users


def test_where_the_folder_is(monkeypatch, tmp_path):
    args = argparse.Namespace(data=None)
    monkeypatch.delenv("CPCMS_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder(args) == tmp_path / "cpcms"
    monkeypatch.setenv("CPCMS_DATA", str(tmp_path / "env"))
    assert data_folder(args) == tmp_path / "env"
    args.data = str(tmp_path / "given")
    assert data_folder(args) == tmp_path / "given"


# -- system.yaml

def read(text):
    return configuration.read(ModelFile("system.yaml", text))


def test_the_delivered_file_says_the_defaults():
    text = configuration.default_text()
    assert read(text) == read("")
    for name, field in configuration.Configuration.model_fields.items():
        assert f"{field.alias or name}:" in text


def test_the_keys():
    made = read("profile: 1968\nframes: 300\ntime slice: 2\nquotas: {bytes: 1M}\nshutdown: logoff\n"
                "unit record: {00e: {type: 1403, pipe: out, class: AB}}\n"
                "saved systems: {cms: {pages: '0-18, 20', shared: 2-4, storage: 256K}}\n"
                "sets: {HELPDESK: [query  names, Force]}\nlogmsg: HELLO\nlog: {files: 2}\n"
                "volumes: [{serial: sys001, file: system/S.ckd}]\n")
    assert (made.profile, made.frames, made.time_slice, made.shutdown) == ("1968", 300, 2.0, "logoff")
    assert made.quotas.bytes == 1 << 20 and made.quotas.files == 1000
    assert made.unit_record[0x00E].pipe == "out" and made.unit_record[0x00E].classes == "AB"
    assert made.saved_systems["CMS"].pages == ((0, 18), (20, 20))
    assert made.granted(["HELPDESK", "NONE"]) == {"QUERY NAMES", "FORCE"}
    assert made.volumes[0].of_system and made.logmsg == ["HELLO"] and made.log.files == 2


@pytest.mark.parametrize("text, date", [("1968-05-01", (1968, 5, 1)), ("05/01/68", (1968, 5, 1)),
                                        ("12/31/60", (1960, 12, 31)), ("01/01/59", (2059, 1, 1)),
                                        ("05/01/1971", (1971, 5, 1))])
def test_dates(text, date):
    if date[0] > 2042:
        with pytest.raises(ConfigError, match="1900 to 2042"):
            read(f"date: {text}")
    else:
        assert read(f"date: {text}").date == datetime.date(*date)


@pytest.mark.parametrize("text, told", [
    ("profil: modern", "system.yaml:1:1 profil: unknown key, did you mean 'profile'?"),
    ("\nquotas:\n  file: 3", "system.yaml:3:3 quotas.file: unknown key, did you mean 'files'?"),
    ("frames: 3", "system.yaml:1:1 frames: 3 must be at least 64"),
    ("quotas: {bytes: much}", "system.yaml:1:10 quotas.bytes: 'much' must be a size such as"),
    ("unit record: {00E: {type: 1403}}", "give it either a folder or a pipe"),
    ("unit record: {0E: {type: 1403, folder: a}}", "write three hexadecimal digits, such as 00E"),
    ("unit record: {00E: {type: 1403, folder: a}, 00e: {type: 1403, folder: b}}", "is here twice"),
    ("volumes: [{serial: A, file: a}, {serial: A, file: b}]", "volume A (b) is here twice"),
    ("saved systems: {CMS: {pages: 5-3}}", "system.yaml:1:23 saved systems.CMS.pages: pages 5-3"),
    ("saved systems: {CMS: {pages: 0-3, shared: 5}}", "shared pages 5-5 are not among the saved"),
    ("date: soon", "is no date such as 1968-05-01"),
    ("[a]", "must be a mapping (key: value) with the keys profile"),
    ("threads: many", "'many' must be a whole number"),
])
def test_mistakes_are_told_with_their_place(text, told):
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert told in str(caught.value)


def test_every_mistake_is_told_at_once(tmp_path):
    (tmp_path / "system.yaml").write_text("a: 1\nframes: x\nmips: 0\n")
    with pytest.raises(ConfigError) as caught:
        configuration.load(tmp_path / "system.yaml")
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "system.yaml:1:1", "system.yaml:2:1", "system.yaml:3:1"]
