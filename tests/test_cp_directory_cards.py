"""A directory as card images: VM/370's statements read, all mistakes told, and written again."""
import pytest
from hypothesis import given, settings, strategies as st

from cp import directory_cards as cards
from cp.directory import Directory
from cp.directory_edit import perform
from cp.directory_schema import user_of
from cp.passwords import verify
from s360.errors import ConfigError, S360Error

DECK = """\
DIRECTORY 6A1 3350 VM50-1                                               00000100
*        ANYTHING AT ALL
USER CMS67 cms67 512K 8M BG 50                                          00000200
 ACCOUNT 101 BIN7                                                       00000300
    OPTION REALTIMER ECMODE ACCT                                        MDISK 199
 IPL CMS PARM AUTOCR
 CONSOLE 01F 3215
 SPOOL 00C 2540 READER *
 SPOOL 00D 2540 PUNCH B
 SPOOL 00E 1403
 SPECIAL 0FF TIMER
 DEDICATE 360 361
 LINK MAINT 190 19A RR
 MDISK 191 2314 100 050 VM14-0 MR ALL WRITE MULT
 MDISK 192 2311 T-DISK 010

user maint nolog 16m
 MDISK 190 2319 1 055 VM14-0
 IPL 190
 SPECIAL 081 2702 IBM
 SPECIAL 500 CTCA
"""


def read(text):
    entries, notes = cards.read_cards(text, "deck")
    return {keys["userid"].upper(): user_of(keys) for keys in entries}, notes


def mistakes(text):
    with pytest.raises(ConfigError) as caught:
        cards.read_cards(text, "deck")
    return str(caught.value).splitlines()


class Place:
    """A directory to work on, without disks."""

    def __init__(self, path):
        self.directory = Directory(path)

    def logged_on(self, userid):
        return False


def test_every_statement():
    users, notes = read(DECK)
    found = users["CMS67"]
    assert verify("CMS67", found.password)
    assert (found.storage, found.maximum, found.classes, found.priority) == (
        512 << 10, 8 << 20, "BG", 50)
    assert (found.account, found.distribution, found.options) == ("101", "BIN7", ["ACCT", "REALTIMER"])
    assert (found.ipl.system, found.ipl.parm) == ("CMS", "AUTOCR")
    assert (found.console.unit, found.console.type) == (0x01F, "3215")
    assert [(unit, one.type, one.cls) for unit, one in found.devices.items()] == [
        (0x00C, "2540R", "*"), (0x00D, "2540P", "B"), (0x00E, "1403", "A"), (0x0FF, "TIMER", None)]
    assert [(one.unit, one.real) for one in found.dedicate] == [(0x360, 0x361)]
    assert [(one.userid, one.unit, one.here, one.mode) for one in found.links] == [
        ("MAINT", 0x190, 0x19A, "RR")]
    disk = found.disks[0x191]
    assert (disk.type, disk.volume, disk.first, disk.cylinders, disk.mode) == (
        "2314", "VM14-0", 100, 50, "MR")
    assert disk.read_password == "ALL"
    assert verify("WRITE", disk.write_password) and verify("MULT", disk.multi_password)
    assert (found.temporary_disks[0x192].type, found.temporary_disks[0x192].cylinders) == ("2311", 10)
    maint = users["MAINT"]
    assert maint.nolog and maint.storage == maint.maximum == 16 << 20 and maint.classes == "G"
    assert (maint.disks[0x190].type, maint.disks[0x190].mode, maint.ipl.device) == ("2314", "W", 0x190)
    assert {unit: one.type for unit, one in maint.devices.items()} == {0x081: "LINE", 0x500: "CTCA"}
    assert [note.split()[0] for note in notes] == ["deck:1", "deck:5", "deck:20"]


def test_what_stands_alone_gets_the_usual_values():
    users, _ = read("USER BOB XYZ")
    assert users["BOB"].storage == 128 << 10 and users["BOB"].devices == {}


@pytest.mark.parametrize("card, told", [
    ("SPOL 00C 2540 R", "deck:2 SPOL is no statement, did you mean 'SPOOL'?"),
    ("MDISK 191 2314 1", "deck:2 MDISK: an operand is missing; the form is MDISK unit type first"),
    ("MDISK 191 2413 1 5 V", "2413 is no disk type, did you mean '2314'?"),
    ("MDISK 191 FB-512 1 5 V", "FB-512 disks have no cylinders"),
    ("MDISK 191 2314 1 300 V", "deck:2 BOB disks.191: cylinders 1 to 300 are not on a 2314"),
    ("MDISK 191 2314 A 5 V", "deck:2 BOB disks.191.first: 'A' must be a whole number"),
    ("MDISK 19 2314 1 5 V", "deck:2 BOB disks.19: '19' is no device address"),
    ("MDISK 009 2314 1 5 V", "deck:2 BOB: device 009 is here twice"),
    ("OPTION REALTIME", "deck:2 OPTION REALTIME is not known, did you mean 'REALTIMER'?"),
    ("IPL CMS AUTOCR", "deck:2 IPL CMS: 'AUTOCR' must be PARM and its text"),
    ("CONSOLE 009 9999", "deck:2 9999 is no console"),
    ("SPOOL 00C 2540", "deck:2 SPOOL 00C 2540: say READER or PUNCH"),
    ("SPOOL 00C 2400", "deck:2 2400 is no spooled device"),
    ("SPECIAL 080 1403", "deck:2 SPECIAL 080 1403: no such device"),
    ("DEDICATE 130 VOLID X", "deck:2 a volume is dedicated by an MDISK card"),
    ("LINK TOOLONGID 191", "deck:2 BOB links.0.userid: 'TOOLONGID' is no userid"),
    ("USER BOB A", "deck:2 BOB is here twice, first in line 1"),
    ("USER A B 3K", "deck:2 A storage: '3K' must be a multiple of 4K"),
])
def test_mistakes_are_told_with_their_card(card, told):
    found = mistakes(f"USER BOB SECRET\n{card}\n")
    assert any(line.startswith(told) or told in line for line in found), found


def test_all_mistakes_are_told_in_order():
    found = mistakes("CONSOLE 009 3215\nUSER A\nUSER B C\nFOO\nUSER D E\nMDISK 191\n")
    assert [line.split()[0] for line in found] == ["deck:1", "deck:2", "deck:4", "deck:6"]
    assert mistakes("* nothing\n") == ["deck:1 there is no USER card"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    [*cards.STATEMENTS, "191", "009", "2314", "1", "CMS", "PARM", "T-DISK", "*", "NOLOG", "R", "2540",
     "VOLID", "3K", "", "é"]) | st.text(max_size=6), max_size=8).map(" ".join), max_size=12))
def test_any_cards_are_users_or_told(lines):
    try:
        entries, _ = cards.read_cards("\n".join(lines), "deck")
    except ConfigError as error:
        assert all(line.startswith("deck:") for line in str(error).splitlines())
    else:
        assert entries


def test_cards_are_written_that_read_back_the_same(tmp_path):
    place = Place(tmp_path)
    entries, _ = cards.read_cards(DECK, "deck")
    perform(place, {"action": "import", "users": entries})
    before = {one.userid: one for one in place.directory.users()}
    written = perform(place, {"action": "export"})["lines"]
    assert all(len(card) <= 71 for card in written)
    assert " MDISK 191 2314 100 050 VM14-0 MR ALL * *" in written
    assert "USER MAINT NOLOG 16M 16M G 64" in written
    again, _ = cards.read_cards("\n".join(written), "deck")
    with pytest.raises(S360Error, match="CMS67 is in the directory already"):
        perform(place, {"action": "import", "users": again})
    again, _ = cards.read_cards("\n".join(written), "deck")
    perform(place, {"action": "import", "users": again, "replace": True})
    assert {one.userid: one for one in place.directory.users()} == before, "passwords too"


def test_unknown_passwords_of_new_users_let_nobody_in(tmp_path):
    place = Place(tmp_path)
    entries, _ = cards.read_cards("USER BOB *\nMDISK 191 2314 1 5 V MR ALL *", "deck")
    perform(place, {"action": "import", "users": entries})
    assert place.directory.get("BOB").nolog
    disk = place.directory.get("BOB").disks[0x191]
    assert (disk.read_password, disk.write_password) == ("ALL", None)


def test_what_cards_cannot_tell_is_noted():
    _, notes = cards.cards_of([user_of({"userid": "BOB", "local": "yes", "share": 7}),
                               user_of({"userid": "EVE"})])
    assert notes == ["BOB: cards do not tell local, share"]


def test_nothing_is_imported_when_one_entry_does_not_fit(tmp_path):
    place = Place(tmp_path)
    entries, _ = cards.read_cards("USER A X\n MDISK 191 2314 1 5 V\nUSER B Y\n MDISK 191 2314 5 1 V\n"
                                  " LINK C 191 291\n", "deck")
    with pytest.raises(ConfigError) as caught:
        perform(place, {"action": "import", "users": entries})
    assert "cylinders 5-5 of V overlap those of A's disk 191, 1-5" in str(caught.value)
    assert "C is not in the directory" in str(caught.value)
    assert place.directory.names() == []


def test_whole_packs_may_lie_over_others_when_asked(tmp_path):
    place = Place(tmp_path)
    text = "USER A X\n MDISK 191 2314 1 5 V\nUSER MAINT Y\n MDISK 123 2314 0 203 V\n"
    entries, _ = cards.read_cards(text, "deck", overlap=True)
    perform(place, {"action": "import", "users": entries})
    assert place.directory.check() == []
