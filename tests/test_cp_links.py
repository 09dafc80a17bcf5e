"""Links: VM/370's access modes, passwords, temporary disks, volumes that come and go."""
import threading

import pytest

from cp.extents import Extent, first_fit
from cp.messages import CPError
from cp.minidisk import Disks, access
from cp_disk_system import DiskSystem, disk
from s360.errors import MediaError
from s360.media.ckd import create_volume, open_volume

# GC20-1820, LINK: what each mode gives when the disk has no user, readers, writers, both
TABLE = {"R":  ("R/O", "R/O", None, None),
         "RR": ("R/O", "R/O", "R/O", "R/O"),
         "W":  ("R/W", None, None, None),
         "WR": ("R/W", "R/O", "R/O", "R/O"),
         "M":  ("R/W", "R/W", None, None),
         "MR": ("R/W", "R/W", "R/O", "R/O"),
         "MW": ("R/W", "R/W", "R/W", "R/W")}
USERS = {"OWNER": {"disks": {"191": disk(1, 3, mode="MW", read="RPASS", write="WPASS", multi="MPASS"),
                             "192": disk(4, 2, read="ALL"), "193": disk(6, 2, mode="R")}},
         "ANNA": {"disks": {"191": disk(10, 4)}}, "BERT": {}, "CARL": {"options": ["LNKNOPAS"]}}


@pytest.fixture
def system(tmp_path):
    made = DiskSystem(tmp_path, USERS)
    yield made
    made.disks.close()


def refused(system, *link, **more):
    """The key of the message with which a link is refused."""
    with pytest.raises(CPError) as caught:
        system.disks.link(*link, **more)
    return caught.value


@pytest.mark.parametrize("mode", TABLE)
def test_access_modes(mode):
    for (readers, writers), expected in zip(((0, 0), (2, 0), (0, 1), (3, 2)), TABLE[mode]):
        assert access(mode, readers, writers) == expected


@pytest.mark.parametrize("mode", TABLE)
@pytest.mark.parametrize("others", ["", "R", "W", "RW"])
def test_a_link_is_given_as_the_table_says(system, mode, others):
    if "R" in others:
        system.disks.link("ANNA", 0x291, "OWNER", 0x191, "RR", trusted=True)
    if "W" in others:
        system.disks.minidisk("OWNER", 0x191, "MW")
    expected = TABLE[mode][["", "R", "W", "RW"].index(others)]
    if expected is None:
        number = {"R": 105, "W": 104, "RW": 106}[others]
        assert refused(system, "BERT", 0x194, "OWNER", 0x191, mode, trusted=True).code == number
        assert ("BERT", 0x194) not in system.disks.links
        return
    made = system.disks.link("BERT", 0x194, "OWNER", 0x191, mode, trusted=True)
    assert made.link.access == expected and made.read_only == (expected == "R/O")
    forced = mode[0] != "R" and expected == "R/O"
    number = {"": None, "R": 102, "W": 101, "RW": 103}[others]
    assert (made.link.note.code if made.link.note else None) == (number if forced else None)


def test_who_has_it_is_told_by_name_or_number(system):
    system.disks.minidisk("OWNER", 0x191)
    assert str(refused(system, "BERT", 0x194, "OWNER", 0x191, "W", trusted=True)) == (
        "OWNER 191 NOT LINKED; R/W BY OWNER")
    system.disks.link("ANNA", 0x291, "OWNER", 0x191, "RR", trusted=True)
    system.disks.link("ANNA", 0x292, "OWNER", 0x191, "RR", trusted=True)
    made = system.disks.link("BERT", 0x194, "OWNER", 0x191, "MR", trusted=True)
    assert str(made.link.note) == "DASD 194 FORCED R/O; R/W BY OWNER; R/O BY 002 USERS"


def test_two_entries_of_the_same_cylinders_are_one_disk(tmp_path):
    system = DiskSystem(tmp_path, {"ONE": {"disks": {"191": disk(1, 3)}},
                                   "TWO": {"disks": {"391": disk(1, 3, overlap=True)}}})
    system.disks.minidisk("ONE", 0x191)
    assert refused(system, "TWO", 0x391, "TWO", 0x391, "W", trusted=True).code == 104
    system.disks.close()


# -- passwords

@pytest.mark.parametrize("mode, right", [("R", "RPASS"), ("RR", "RPASS"), ("W", "WPASS"),
                                         ("WR", "WPASS"), ("M", "MPASS"), ("MR", "MPASS"),
                                         ("MW", "MPASS")])
def test_the_first_letter_of_the_mode_names_the_password(system, mode, right):
    kind = {"R": "READ", "W": "WRITE", "M": "MULT"}[mode[0]]
    assert system.disks.secret("BERT", "OWNER", 0x191, mode) == kind
    wrong = "WPASS" if right != "WPASS" else "MPASS"
    assert refused(system, "BERT", 0x194, "OWNER", 0x191, mode, wrong).code == 114
    system.disks.link("BERT", 0x194, "OWNER", 0x191, mode, right.lower())


def test_no_password_is_needed_for_all_for_ones_own_and_with_lnknopas(system):
    disks = system.disks
    assert disks.secret("BERT", "OWNER", 0x192, "R") == ""
    assert disks.secret("OWNER", "OWNER", 0x193, "MW") == ""
    assert disks.secret("CARL", "OWNER", 0x193, "W") == ""
    disks.link("BERT", 0x194, "OWNER", 0x192)
    disks.link("OWNER", 0x195, "OWNER", 0x193, "RR")
    assert disks.link("CARL", 0x196, "OWNER", 0x191, "MW").link.write


def test_a_disk_without_such_a_password_is_nobodys_but_the_owners(system):
    for mode, number in ("R", 111), ("W", 112), ("MW", 113):
        assert refused(system, "BERT", 0x194, "OWNER", 0x193, mode, "X").code == number
    assert refused(system, "BERT", 0x194, "OWNER", 0x192, "W", "X").code == 112


def test_wrong_passwords_are_logged_and_slowed_and_harm_nobody_else(system):
    codes = [refused(system, "BERT", 0x194, "OWNER", 0x191, "R", f"TRY{n}").code for n in range(5)]
    assert codes == [114, 114, 114, 115, 115]
    assert refused(system, "BERT", 0x194, "OWNER", 0x191, "R", "RPASS").code == 115
    assert ("link", "wrong read password for OWNER 191") in system.logged
    system.disks.link("ANNA", 0x194, "OWNER", 0x191, "R", "RPASS")
    assert system.accounted == 3 * [("06", "BERT", "OWNER", 0x191)] + [("05", "ANNA", "OWNER", 0x191)]


def test_no_password_at_all_is_no_try(system):
    for _ in range(9):
        assert refused(system, "BERT", 0x194, "OWNER", 0x191, "R").code == 114
    system.disks.link("BERT", 0x194, "OWNER", 0x191, "R", "RPASS")


# -- what a link is

def test_closing_the_disk_ends_the_link(system):
    mine = system.disks.minidisk("OWNER", 0x191, "W")
    assert refused(system, "OWNER", 0x191, "OWNER", 0x193, trusted=True).code == 110
    mine.close()
    assert system.disks.links == {} and system.disks.sharing == {}
    assert system.disks.minidisk("OWNER", 0x191, "W").link.write


def test_logoff_ends_all_of_ones_links_and_no_others(system):
    system.disks.minidisk("OWNER", 0x191)
    system.disks.link("OWNER", 0x195, "ANNA", 0x191, trusted=True)
    system.disks.minidisk("ANNA", 0x191, "MR")
    system.disks.temporary("OWNER", 0x199, "2311", 3)
    system.disks.release("OWNER")
    assert list(system.disks.links) == [("ANNA", 0x191)]


def test_a_disk_that_leaves_the_directory_stays_until_it_is_detached(system):
    made = system.disks.minidisk("OWNER", 0x192)
    system.directory.change("OWNER", lambda user: user.disks.pop(0x192))
    made.update(0, 0, 13, b"still it")
    assert made.read_track(0, 0)[13:21] == b"still it"
    assert refused(system, "BERT", 0x194, "OWNER", 0x192).code == 107
    assert system.disks.taken("USER01") == [(4, 2)]
    made.close()
    assert system.disks.taken("USER01") == []
    assert refused(system, "OWNER", 0x192, "OWNER", 0x192, trusted=True).code == 107


def test_a_new_directory_entry_counts_at_once(system):
    assert refused(system, "BERT", 0x191, "BERT", 0x191, trusted=True).code == 107
    file = system.data / "users" / "BERT.yaml"
    file.write_text("disks: {191: {type: '2311', volume: USER01, first: 20, cylinders: 2}}\n")
    assert system.disks.minidisk("BERT", 0x191).first == 20


def test_a_disk_of_another_type_or_outside_the_volume_says_so(tmp_path):
    system = DiskSystem(tmp_path, {"ONE": {"disks": {"191": disk(1, 3, type="2314"),
                                                     "192": disk(39, 3),
                                                     "193": disk(1, 1, volume="NOWHER")}}})
    with pytest.raises(CPError, match="USER01 is a 2311, the directory says 2314"):
        system.disks.minidisk("ONE", 0x191)
    with pytest.raises(MediaError, match="cylinders 0 to 39.*mend the directory"):
        system.disks.minidisk("ONE", 0x192)
    assert refused(system, "ONE", 0x193, "ONE", 0x193, trusted=True).code == 108
    assert system.disks.links == {} and system.disks.sharing == {}
    system.disks.close()


def test_many_threads_linking_for_writing_give_one_writer(system):
    got, gate = [], threading.Barrier(8)

    def link(n):
        gate.wait()
        for _ in range(50):
            try:
                made = system.disks.link(f"USER{n}", 0x191, "OWNER", 0x191, "W", trusted=True)
            except CPError as error:
                assert error.code == 104
                continue
            got.append(len([one for one in system.disks.links.values() if one.write]))
            made.close()

    threads = [threading.Thread(target=link, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got and set(got) == {1} and system.disks.links == {}


# -- temporary disks

def test_a_temporary_disk_is_fresh_and_its_room_is_given_back(system):
    disks = system.disks
    first = disks.temporary("ANNA", 0x192, "2314", 150)
    assert (first.device_type, first.cylinders, first.read_only) == ("2314", 150, False)
    assert first.read_track(149, 19)[:13].hex() == "0000950013" + "0095001300000008"
    first.write_track(7, 3, first.read_track(7, 3)[:21] + b"\0\7\0\3\1\0\0\6SECRET" + b"\xff" * 8
                      + bytes(7680 - 43))
    with pytest.raises(CPError) as caught:
        disks.temporary("BERT", 0x192, "2314", 60)
    assert caught.value.code == 91
    small = disks.temporary("BERT", 0x192, "2314", 50)
    assert small.first >= 150
    first.close()
    again = disks.temporary("BERT", 0x193, "2314", 150)
    assert all(b"SECRET" not in image for _, _, image in again.tracks())
    assert [link.userid for link in disks.temporaries()] == ["BERT", "BERT"]
    assert system.accounted == [("03", "ANNA", "2314", 150, 0)]


def test_the_file_of_temporary_disks_is_sparse_and_gone_at_the_end(system):
    system.disks.temporary("ANNA", 0x192, "3330", 1)
    file = system.data / "temporary" / "3330-1.ckd"
    assert file.stat().st_size > 100_000_000 and file.stat().st_blocks * 512 < 2_000_000
    system.disks.close()
    assert not file.exists()


def test_an_old_file_of_temporary_disks_does_no_harm(tmp_path):
    (tmp_path / "temporary").mkdir()
    (tmp_path / "temporary" / "2311.ckd").write_bytes(b"what a kill left")
    system = DiskSystem(tmp_path, USERS)
    assert system.disks.temporary("ANNA", 0x192, "2311", 200).cylinders == 200
    system.disks.close()


def test_no_room_is_lost_however_disks_come_and_go(system):
    made = [system.disks.temporary("ANNA", 0x200 + n, "2311", 20) for n in range(10)]
    for n in (3, 4, 7):
        made[n].close()
    assert system.disks.temporary("ANNA", 0x300, "2311", 40).first == made[3].first
    with pytest.raises(CPError):
        system.disks.temporary("ANNA", 0x301, "2311", 21)
    assert system.disks.temporary("ANNA", 0x301, "2311", 20).first == made[7].first


def test_first_fit():
    taken = [Extent("V", 10, 5), Extent("V", 2, 3), Extent("V", 4, 3)]
    assert first_fit(0, 20, taken, 2) == 0
    assert first_fit(0, 20, taken, 3) == 7
    assert first_fit(0, 20, taken, 5) == 15
    assert first_fit(0, 20, taken, 6) is None
    assert first_fit(0, 20, [], 20) == 0 and first_fit(0, 20, [], 21) is None


# -- volumes

def test_system_volumes_are_read_only_whatever_the_mode(tmp_path):
    (tmp_path / "system").mkdir()
    create_volume(tmp_path / "system" / "cms.ckd", "2311", "CMS190", cylinders=5)
    system = DiskSystem(tmp_path, {"MAINT": {"disks": {"190": disk(1, 4, "CMS190", mode="MW",
                                                                   read="ALL")}},
                                   "ANNA": {}})
    made = system.disks.minidisk("MAINT", 0x190)
    assert made.read_only and str(made.link.note) == "DASD 190 FORCED R/O; VOLUME CMS190 IS READ ONLY"
    assert system.disks.link("ANNA", 0x190, "MAINT", 0x190).link.note is None
    system.disks.close()


def test_a_damaged_volume_is_told_of_and_the_others_go_on(tmp_path):
    (tmp_path / "volumes").mkdir()
    create_volume(tmp_path / "volumes" / "USER01.ckd", "2311", "USER01", cylinders=9)
    create_volume(tmp_path / "volumes" / "USER02.ckd", "2311", "USER02", cylinders=9)
    with open(tmp_path / "volumes" / "USER02.ckd", "r+b") as file:
        file.truncate(100_000)
    (tmp_path / "volumes" / "rubbish.ckd").write_bytes(b"?" * 4000)
    system = DiskSystem(tmp_path, {"ONE": {"disks": {"191": disk(1, 3), "192": disk(1, 3, "USER02")}}})
    told = [text for kind, text in system.logged if kind == "volume"]
    assert len(told) == 2
    assert any("USER02.ckd" in text and "cut short" in text and "mended" in text for text in told)
    assert any("rubbish.ckd" in text and "is no disk image" in text for text in told)
    assert system.disks.minidisk("ONE", 0x191)
    assert refused(system, "ONE", 0x192, "ONE", 0x192, trusted=True).code == 108
    system.disks.close()


def test_two_volumes_of_one_serial_are_told_of(tmp_path):
    (tmp_path / "volumes").mkdir()
    for name in ("A.ckd", "COPY.ckd"):
        create_volume(tmp_path / "volumes" / name, "2311", "USER01", cylinders=9)
    system = DiskSystem(tmp_path, configuration={"volumes": [{"serial": "USER01",
                                                              "file": "volumes/A.ckd"}]})
    assert any("COPY.ckd" in text and "A.ckd" in text for _, text in system.logged)
    assert system.disks.find("USER01").path.endswith("A.ckd")
    system.disks.close()


def test_a_wrong_pack_is_not_mounted(tmp_path):
    (tmp_path / "volumes").mkdir()
    create_volume(tmp_path / "volumes" / "B.ckd", "2311", "OTHER1", cylinders=9)
    system = DiskSystem(tmp_path, configuration={"volumes": [{"serial": "USER01",
                                                              "file": "volumes/B.ckd"}]})
    assert any("is labelled OTHER1, not USER01" in text for _, text in system.logged)
    assert system.disks.room() == {}
    system.disks.close()


def test_a_volume_in_use_stays(system):
    disks = system.disks
    made = disks.minidisk("OWNER", 0x191)
    for change in disks.volumes.offline, disks.volumes.free:
        with pytest.raises(CPError, match="DASD 230 IN USE BY OWNER"):
            disks.change_volume("USER01", change)
    made.close()
    disks.change_volume("230", disks.volumes.offline)
    assert refused(system, "OWNER", 0x191, "OWNER", 0x191, trusted=True).code == 108
    with open_volume(system.data / "volumes" / "USER01.ckd", write=True):
        with pytest.raises(MediaError, match="in use by"):
            disks.change_volume("USER01", disks.volumes.online)
    disks.change_volume("USER01", disks.volumes.attach)
    assert disks.minidisk("OWNER", 0x191)


def test_format_of_a_new_minidisk_waits_for_its_users(system):
    made = system.disks.minidisk("OWNER", 0x191)
    with pytest.raises(CPError) as caught:
        system.disks.format(Extent("USER01", 3, 2))
    assert caught.value.key == "in-use"
    made.update(2, 9, 13, b"old data")
    made.close()
    system.disks.format(Extent("USER01", 3, 2))
    assert system.disks.minidisk("OWNER", 0x191).read_track(2, 9)[13:21] == bytes(8)


def test_space_of_a_marked_volume_is_used_for_temporary_disks(tmp_path):
    (tmp_path / "volumes").mkdir()
    create_volume(tmp_path / "volumes" / "TEMP01.ckd", "2311", "TEMP01", cylinders=30)
    system = DiskSystem(tmp_path)
    system.disks.find("TEMP01").temporary = True
    made = system.disks.temporary("ANNA", 0x192, "2311", 29)
    assert (made.link.extent.serial, made.first) == ("TEMP01", 1)
    assert not (tmp_path / "temporary").exists() and "TEMP01" not in system.disks.room()
    system.disks.close()


def test_disks_of_a_folder_without_volumes(tmp_path):
    system = DiskSystem(tmp_path)
    system.disks.close()
    (tmp_path / "volumes" / "USER01.ckd").unlink()
    again = Disks(system)
    assert any("USER01.ckd" in text and "No such file" in text for _, text in system.logged)
    again.close()
