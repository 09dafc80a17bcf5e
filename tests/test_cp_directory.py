"""The directory: entries, their mistakes, live rereading, edits, and room for minidisks."""
import os
import random
import signal
import threading
import time

import pytest
from hypothesis import given, settings, strategies as st

from cp import directory as directories
from cp.configuration import Configuration
from cp.directory import Directory, text_of
from cp.directory_schema import OPTIONS, User, user_of
from cp.extents import Extent
from cp.messages import CPError
from cp.passwords import stored
from s360.errors import ConfigError

HASH = stored("secret")
WHOLE = f"""\
# Payroll.
# Ask Mary.
password: "{HASH}"
local: yes
classes: bga
functions: [HELPDESK]
storage: 512K
maximum: 2M
share: 50
priority: 10
profile: 1968
account: D4711
options: [REALTIMER, virt=real]
mips: 0.5
spool: {{files: 7}}
ipl: {{system: cms, parm: AUTOCR}}
console: {{unit: 01F, type: 3215}}
devices:
  00C: {{type: 2540R, class: B}}
  0FF: {{type: TIMER}}
disks:
  191: {{type: 2319, volume: user01, first: 10, cylinders: 5, mode: mr, read-password: all}}
temporary disks:
  192: {{type: 2311, cylinders: 20}}
links:
  - {{userid: maint, unit: 190, mode: RR}}
  - {{userid: maint, unit: 190, as: 290}}
dedicate:
  - {{unit: 181, real: 281}}
"""
HOUSE = {"sets": {"HELPDESK": ["query names", "FORCE"]}, "mips": "2", "quotas": {"lines": "99"}}


@pytest.fixture
def directory(tmp_path):
    return Directory(tmp_path, Configuration.model_validate(HOUSE))


def write(directory, userid, text):
    directory.file_of(userid).write_text(text)


def wrong(directory, text, userid="BOB"):
    with pytest.raises(ConfigError) as caught:
        directory.parsed(userid, text)
    return str(caught.value)


def disk(first, cylinders=5, volume="USER01", **more):
    return {"volume": volume, "first": first, "cylinders": cylinders} | more


def user(userid, **keys):
    return user_of({"userid": userid} | keys)


# -- entries

def test_every_key_of_an_entry(directory):
    write(directory, "PAYROLL", WHOLE)
    found = directory.get("payroll")
    assert (found.userid, found.local, found.classes) == ("PAYROLL", True, "ABG")
    assert (found.storage, found.maximum, found.share, found.priority) == (512 << 10, 2 << 20, 50, 10)
    assert (found.profile, found.account, found.mips) == ("1968", "D4711", 0.5)
    assert found.options == ["REALTIMER", "VIRT=REAL"] and found.model is None
    assert found.granted == {"QUERY NAMES", "FORCE"}
    assert (found.quotas.files, found.quotas.lines, found.quotas.bytes) == (7, 99, 256 << 20)
    assert (found.ipl.system, found.ipl.device, found.ipl.parm) == ("CMS", None, "AUTOCR")
    assert (found.console.unit, found.console.type) == (0x01F, "3215")
    assert [(unit, one.type, one.cls) for unit, one in found.devices.items()] == [
        (0x00C, "2540R", "B"), (0x0FF, "TIMER", None)]
    own = found.disks[0x191]
    assert (own.type, own.volume, own.first, own.cylinders, own.last) == ("2314", "USER01", 10, 5, 14)
    assert (own.mode, own.read_password, own.write_password) == ("MR", "ALL", None)
    assert found.temporary_disks[0x192].cylinders == 20
    assert [(one.userid, one.unit, one.here, one.mode) for one in found.links] == [
        ("MAINT", 0x190, 0x190, "RR"), ("MAINT", 0x190, 0x290, "R")]
    assert [(one.unit, one.real) for one in found.dedicate] == [(0x181, 0x281)]
    assert found.password_fits("Secret") and not found.password_fits("other") and not found.nolog


def test_an_empty_entry_is_a_general_user_with_the_standard_devices(directory):
    write(directory, "BOB", "")
    found = directory.get("BOB")
    assert found.nolog and not found.password_fits("NOLOG")
    assert (found.classes, found.storage, found.maximum) == ("G", 256 << 10, 1 << 20)
    assert (found.profile, found.mips, found.console.unit) == ("modern", 2.0, 0x009)
    assert [(unit, one.type, one.cls) for unit, one in found.devices.items()] == [
        (0x00C, "2540R", "*"), (0x00D, "2540P", "A"), (0x00E, "1403", "A"), (0x0FF, "TIMER", None)]


def test_model_67_is_an_option(directory):
    assert directory.parsed("CPTEST", "options: MODEL67").model == "67"


@pytest.mark.parametrize("text, told", [
    ("clases: G", "BOB.yaml:1:1 clases: unknown key, did you mean 'classes'?"),
    ("classes: X", "BOB.yaml:1:1 classes: 'X' must be letters of A to H"),
    ("\npassword: secret", "BOB.yaml:2:1 password: is no stored password; give it with `cpcms user"),
    ("storage: 3K", "storage: '3K' must be a multiple of 4K from 8K to 16M"),
    ("storage: 6K", "must be a multiple of 4K"), ("storage: 17M", "must be a multiple of 4K"),
    ("storage: 4K", "from 8K to 16M"), ("storage: lots", "'lots' must be"),
    ("storage: 1M\nmaximum: 512K", "maximum 512K is less than storage 1M"),
    ("userid: BOB", "BOB.yaml:1:1 userid: is the name of the file"),
    ("options: [REALTIME]", "'REALTIME' is no option, did you mean 'REALTIMER'?"),
    ("devices: {00C: {type: 2450R}}", "is no device type, did you mean '2540R'?"),
    ("devices: {C: {type: 2540R}}", "'C' is no device address; write three hexadecimal digits, such as "
     "00C"),
    ("devices: {7FF: {type: 2540R}}", "channels are 0 to 6"),
    ("devices: {00D: {type: 2540P, class: '*'}}", "must be one letter or digit"),
    ("devices: {0FF: {type: TIMER, class: A}}", "a TIMER has no class"),
    ("disks: {191: {volume: A, first: 1, cylinder: 3}}", "BOB.yaml:1:36 disks.191.cylinder: unknown key, "
     "did you mean 'cylinders'?"),
    ("disks: {191: {volume: A, first: 1, cylinders: 203}}", "cylinders 1 to 203 are not on a 2314, which "
     "has 0 to 202"),
    ("disks: {191: {volume: LONGNAME, first: 1, cylinders: 2}}", "is no volume serial"),
    ("disks: {191: {type: 2413, volume: A, first: 1, cylinders: 2}}", "did you mean '2314'?"),
    ("disks: {191: {volume: A, first: 1, cylinders: 2, read-pasword: ALL}}", "did you mean "
     "'read-password'?"),
    ("disks: {009: {volume: A, first: 1, cylinders: 2}}", "device 009 is here twice, first as the usual"),
    ("devices: {00a: {type: CTCA}, 00A: {type: CTCA}}", "device 00A is here twice, first in line 1"),
    ("links: [{userid: A, unit: 191}]\ndisks: {191: {volume: A, first: 1, cylinders: 2}}",
     "device 191 is here twice"),
    ("links: [{unit: 191}]", "BOB.yaml:1:9 links.0.userid: is missing"),
    ("links: [{userid: TOOLONGNAME, unit: 191}]", "is no userid: 1 to 8"),
    ("ipl: {system: CMS, device: 190}", "give it either a system or a device"),
    ("priority: 100", "100 must be at most 99"),
    ("[a, b]", "must be a mapping"), ("a: [", "BOB.yaml:"), ("a: 1\na: 2", "key is here twice"),
])
def test_mistakes_are_told_with_their_place(directory, text, told):
    assert told in wrong(directory, text)


def test_all_mistakes_are_told_at_once(directory):
    told = wrong(directory, "clases: G\nstorage: 3K\nlinks: [{userid: A}]\n")
    assert [line.split()[0] for line in told.splitlines()] == [
        "BOB.yaml:1:1", "BOB.yaml:2:1", "BOB.yaml:3:9"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.recursive(
    st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*(f.alias or n for n, f in User.model_fields.items()), "191",
                                       "type", "unit", "volume"]), inner, max_size=4),
    max_leaves=12).map(str))
def test_whatever_stands_in_a_file_is_an_entry_or_told(tmp_path_factory, text):
    try:
        Directory("nowhere").parsed("BOB", text)
    except ConfigError as error:
        assert all(line.startswith("BOB.yaml") for line in str(error).splitlines())


UNITS = st.integers(0, 0x6FF).map(lambda n: f"{n:03X}")
WORDS = st.text("ABZ09 .,:#*\"'[]{}-&é", max_size=8)
ENTRIES = st.fixed_dictionaries({}, optional={
    "password": st.sampled_from(["NOLOG", HASH]), "local": st.sampled_from(["yes", "no"]),
    "classes": st.sampled_from(["A", "BG", "ABCDEFGH"]), "functions": st.lists(st.just("SET1")),
    "storage": st.sampled_from(["8K", "1M", "260K"]), "maximum": st.just("16M"),
    "share": st.integers(1, 10_000), "account": WORDS, "distribution": WORDS,
    "profile": st.sampled_from(["1968", "1972", "modern"]),
    "options": st.lists(st.sampled_from(list(OPTIONS))), "mips": st.floats(0.1, 100),
    "spool": st.fixed_dictionaries({}, optional={"files": st.integers(1, 9), "bytes": st.just("5K")}),
    "ipl": st.fixed_dictionaries({"device": UNITS}, optional={"parm": WORDS}),
    "disks": st.dictionaries(UNITS, st.fixed_dictionaries(
        {"volume": st.sampled_from(["A", "#1-X"]), "first": st.integers(0, 100),
         "cylinders": st.integers(1, 100)},
        optional={"read-password": st.sampled_from(["ALL", HASH]), "overlap": st.just("yes"),
                  "mode": st.sampled_from(["R", "MW"])}), max_size=3),
    "temporary disks": st.dictionaries(UNITS, st.fixed_dictionaries({"cylinders": st.just(3)})),
    "devices": st.dictionaries(UNITS, st.sampled_from(
        [{"type": "CTCA"}, {"type": "1403", "class": "1"}, {"type": "2540R"}]), max_size=3),
    "links": st.lists(st.fixed_dictionaries({"userid": st.just("$A-_"), "unit": UNITS},
                                            optional={"as": UNITS}), max_size=3)})


@settings(max_examples=150, deadline=None)
@given(ENTRIES)
def test_an_entry_that_is_written_reads_back_the_same(data):
    made = user_of({"userid": "BOB"} | data)
    directory = Directory("nowhere")
    text = text_of(made)
    try:
        assert directory.parsed("BOB", text) == made
    except ConfigError as error:          # made without regard to addresses being given once
        assert all("is here twice" in line for line in str(error).splitlines())


# -- the folder

def test_the_names(directory):
    for name in ("BOB", "A$#@-_Z"):
        write(directory, name, "")
    for name in ("bob.txt", ".BOB.yaml.new", "#BOB.yaml~"):
        (directory.path / name).write_text("")
    assert directory.names() == ["A$#@-_Z", "BOB"] and directory.check() == []
    (directory.path / "alice.yaml").write_text("")
    (directory.path / "TOOLONGNAME.yaml").write_text("")
    assert [line.split(":")[0] for line in directory.check()] == ["TOOLONGNAME.yaml", "alice.yaml"]


@pytest.mark.parametrize("name", ["NOBODY", "", "../BOB", "A/B", "x" * 100, "BOB.yaml", "\0"])
def test_who_is_not_there(directory, name):
    write(directory, "BOB", "")
    assert not directory.has(name)
    with pytest.raises(CPError) as caught:
        directory.get(name)
    assert caught.value.key == "not-in-directory"


def test_an_edit_by_hand_counts_at_once(directory):
    write(directory, "BOB", "classes: G")
    assert directory.get("BOB").classes == "G"
    write(directory, "BOB", "classes: AG")
    assert directory.get("BOB").classes == "AG"
    for letter in "ABCDEFGH" * 5:         # as long as before, and within one tick of the host's clock
        write(directory, "BOB", f"classes: {letter}")
        assert directory.get("BOB").classes == letter
    os.replace(directory.file_of("BOB"), directory.file_of("EVE"))
    assert directory.has("EVE") and not directory.has("BOB")


def test_a_mistake_harms_only_its_own_user(directory):
    write(directory, "BOB", "classes: X")
    write(directory, "EVE", "")
    with pytest.raises(CPError) as caught:
        directory.get("BOB")
    assert caught.value.key == "directory-entry" and "BOB.yaml:1:1" in str(caught.value)
    assert [one.userid for one in directory.users()] == ["EVE"] and directory.names() == ["BOB", "EVE"]
    with pytest.raises(ConfigError, match="BOB.yaml:1:1 classes"):
        directory.reread()
    write(directory, "BOB", "")
    directory.reread()
    assert directory.get("BOB").classes == "G"


def test_one_user_is_looked_up_without_reading_the_others(directory, monkeypatch):
    for number in range(20):
        write(directory, f"U{number}", "")
    os.utime(directory.file_of("U7"), (1, 1))
    read, real = [], directories.ModelFile
    monkeypatch.setattr(directories, "ModelFile", lambda path, text=None: read.append(path)
                        or real(path, text))
    for _ in range(3):
        directory.get("U7")
    assert [path.name for path in read] == ["U7.yaml"]


def test_1200_users_are_read_quickly(directory):
    for number in range(1200):
        write(directory, f"U{number:05}", WHOLE.replace("first: 10", f"first: {number % 190 + 1}")
              .replace("user01", f"V{number // 190}"))
    start = time.perf_counter()
    assert len(directory.users()) == 1200
    assert time.perf_counter() - start < 5, "some 0.6 s on a quiet host"
    time.sleep(0.1)
    directory.users()
    start = time.perf_counter()
    assert len(directory.users()) == 1200
    assert time.perf_counter() - start < 0.5, "nothing is read again"


# -- changes

def test_a_change_writes_the_entry_and_keeps_the_comment_at_its_top(directory):
    write(directory, "PAYROLL", WHOLE)
    write(directory, "MAINT", "disks: {190: {volume: SYS, first: 1, cylinders: 50}}")
    before = directory.get("PAYROLL")

    def change(one):
        one.storage = 1 << 20
        one.devices.clear()
    after = directory.change("payroll", change)
    assert before.storage == 512 << 10 and after.storage == 1 << 20
    assert directory.get("PAYROLL") == after and after.devices == {}
    text = directory.file_of("PAYROLL").read_text()
    assert text.startswith("# Payroll.\n# Ask Mary.\npassword: ") and "\nstorage: 1M\n" in text
    assert after == before.model_copy(update={"storage": 1 << 20, "devices": {}})


def test_a_change_that_does_not_fit_changes_nothing(directory):
    directory.add(user("BOB", disks={"191": disk(1)}))
    directory.add(user("EVE", disks={"191": disk(6)}))
    before = directory.file_of("BOB").read_text()
    for change, told in (
            (lambda one: setattr(one, "maximum", 4096), "must be a multiple"),
            (lambda one: setattr(one.disks[0x191], "cylinders", 6),
             "cylinders 1-6 of USER01 overlap those of EVE's disk 191, 6-10"),
            (lambda one: one.links.append(user("X", links=[{"userid": "ADAM", "unit": "291"}]).links[0]),
             "ADAM is not in the directory")):
        with pytest.raises(ConfigError) as caught:
            directory.change("BOB", change)
        assert told in str(caught.value)
        assert directory.file_of("BOB").read_text() == before
    with pytest.raises(CPError):
        directory.change("NOBODY", lambda one: None)


def test_adding_and_removing(directory):
    directory.add(user("BOB"))
    with pytest.raises(ConfigError, match="BOB is in the directory already"):
        directory.add(user("BOB"))
    directory.remove("bob")
    assert not directory.has("BOB") and os.listdir(directory.path) == []
    with pytest.raises(CPError):
        directory.remove("BOB")


def test_several_are_added_all_or_none(directory):
    directory.add(user("BOB"))
    with pytest.raises(ConfigError, match="BOB is in the directory already"):
        directory.put([user("ADAM"), user("BOB")])
    assert directory.names() == ["BOB"]
    directory.put([user("ADAM", links=[{"userid": "EVE", "unit": "191"}]),
                   user("EVE", disks={"191": disk(1)}), user("BOB", classes="A")], replace=True)
    assert directory.names() == ["ADAM", "BOB", "EVE"] and directory.get("BOB").classes == "A"


def test_entries_that_do_not_fit_together_are_all_told(directory):
    write(directory, "ADAM", "disks:\n  191: {volume: V, first: 1, cylinders: 9}\nfunctions: [NOSUCH]\n")
    write(directory, "BOB", "disks:\n  191: {volume: V, first: 3, cylinders: 1}\n"
                            "  192: {volume: V, first: 9, cylinders: 2}\n"
                            "  193: {volume: W, first: 9, cylinders: 2}\n")
    write(directory, "EVE", "links:\n - {userid: NOBODY, unit: 291}\n - {userid: ADAM, unit: 19f}\n"
                            "disks: {191: {volume: V, first: 0, cylinders: 200, overlap: yes}}\n")
    told = directory.check()
    for line in ("BOB.yaml:2:3 disks.191: cylinders 3-3 of V overlap those of ADAM's disk 191, 1-9",
                 "BOB.yaml:3:3 disks.192: cylinders 9-10 of V overlap those of ADAM's disk 191, 1-9",
                 "ADAM.yaml:2:3 disks.191: cylinders 1-9 of V overlap those of BOB's disk 191, 3-3",
                 "EVE.yaml:2:4 links.0: NOBODY is not in the directory",
                 "EVE.yaml:3:4 links.1: ADAM has no disk 19F",
                 "ADAM.yaml:3:1 functions: there is no set NOSUCH in system.yaml"):
        assert line in told
    assert len(told) == 7


def test_a_link_to_an_entry_with_mistakes_is_not_told_as_another_mistake(directory):
    write(directory, "ADAM", "classes: X")
    write(directory, "EVE", "links: [{userid: ADAM, unit: 191}]")
    assert [line.split(":")[0] for line in directory.check()] == ["ADAM.yaml"]


def test_edits_from_many_threads_lose_nothing(directory):
    directory.add(user("BOB", share=1))
    names = [f"U{number}" for number in range(8)]

    def work(name):
        directory.add(user(name))
        for _ in range(10):
            directory.change("BOB", lambda one: setattr(one, "share", one.share + 1))
            directory.get(name)
    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert directory.get("BOB").share == 81 and directory.names() == ["BOB", *names]


def edits(path):
    """Edit for ever: what the next test kills."""
    directory, number = Directory(path), 0
    while True:
        number += 1
        directory.change("BOB", lambda one: setattr(one, "account", f"A{number}"))
        directory.put([user(f"N{number % 5}", account=f"A{number}")], replace=True)
        if number % 3 == 0:
            directory.remove(f"N{number % 5}")


def kill_edits(path, seed):
    directory = Directory(path)
    child = os.fork()
    if child == 0:
        try:
            edits(path)
        finally:
            os._exit(1)
    time.sleep(random.Random(seed).uniform(0.02, 0.2))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert directory.check() == []
    assert directory.get("BOB").account == "" or directory.get("BOB").account.startswith("A")
    assert directory.get("EVE").account == "OTHER"


def test_an_edit_that_is_killed_leaves_old_or_new(directory):
    directory.put([user("BOB"), user("EVE", account="OTHER")])
    for seed in range(5):
        kill_edits(directory.path, seed)


@pytest.mark.soak
def test_200_killed_edits(directory):
    directory.put([user("BOB"), user("EVE", account="OTHER")])
    for seed in range(200):
        kill_edits(directory.path, seed)


# -- room for minidisks

def test_free_space_is_what_no_entry_has(directory):
    directory.put([user("ADAM", disks={"191": disk(5, 5), "192": disk(10, 1)}),
                   user("EVE", disks={"191": disk(20, 10), "19F": disk(0, 50, overlap="yes"),
                                      "192": disk(1, 9, "OTHER")})])
    assert directory.free_space("USER01", 50) == [(1, 4), (11, 9), (30, 20)]
    assert directory.free_space("USER01", 25) == [(1, 4), (11, 9)]
    assert directory.free_space("USER01", 50, [(2, 1), (35, 100)]) == [(1, 1), (3, 2), (11, 9), (30, 5)]
    assert directory.free_space("EMPTY", 200) == [(1, 199)]


def test_the_first_room_that_fits_is_found(directory):
    directory.add(user("EVE", disks={"191": disk(5, 10)}))
    volumes = {"USER01": 20, "USER02": 100}
    assert directory.find_space(4, volumes) == Extent("USER01", 1, 4)
    assert directory.find_space(5, volumes) == Extent("USER01", 15, 5)
    assert directory.find_space(6, volumes) == Extent("USER02", 1, 6)
    with pytest.raises(ConfigError, match="no room for 100 cylinders: the largest free piece of USER01, "
                                          "USER02 has 99"):
        directory.find_space(100, volumes)


def test_room_is_given_to_one_at_a_time(directory):
    with directory.room(4, {"USER01": 20}) as one, directory.room(4, {"USER01": 20}) as two:
        assert (one.first, two.first) == (1, 5)
    with directory.room(4, {"USER01": 20}) as one:
        assert one.first == 1


def test_no_room_is_given_while_an_entry_has_mistakes(directory):
    write(directory, "BOB", "disks: {191: {volume: USER01}}")
    with pytest.raises(ConfigError, match="entries of BOB have mistakes"):
        directory.find_space(1, {"USER01": 20})
