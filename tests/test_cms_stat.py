"""STAT, QUERY DISK's form of it, STATE and STATEW typed."""
import re

from cms.disk import CmsDisk
from cms_desk import desk, volume  # noqa: F401
from cms_machine import code_of

FILES = (("A", "DATA", [bytes(800)] * 90), ("B", "MEMO", [b"x"]))


def test_the_line_of_a_disk(desk):  # noqa: F811
    cms = desk(*FILES)
    space = CmsDisk(cms.p).space()
    assert cms.reply("STAT P") == [
        f"P-DISK 2 FILES; {space.used} REC IN USE, {space.left} LEFT (OF {space.total}), "
        f"{space.used * 100 // space.total} % FULL (3 CYL) 2314 R/W"]


def test_query_disk_is_vm_370s_line(desk):  # noqa: F811
    cms = desk(*FILES)
    space = CmsDisk(cms.p).space()
    assert cms.reply("QUERY DISK P") == [
        f"P (191): 2 FILES; {space.used} REC IN USE, {space.left} LEFT (OF {space.total}), "
        f"{space.used * 100 // space.total}% FULL (3 CYL), 2314, R/W"]


def test_which_disks(desk):  # noqa: F811
    cms = desk(*FILES, more={0x192: volume(type="2311", cylinders=5),
                             0x193: volume(*FILES, type="2311", cylinders=6)})
    cms.reply("LOGIN 193 B,P")
    assert [line.split()[0] for line in cms.reply("STAT")] == ["P-DISK", "T-DISK", "B,P-DISK", "S-DISK"]
    assert cms.reply("STAT") == cms.reply("STAT *")
    assert [line[0] for line in cms.reply("STAT T P")] == ["T", "P"]
    assert [line[0] for line in cms.reply("STAT R/W")] == ["P", "T"]
    assert cms.reply("STAT B")[0].endswith("(6 CYL) 2311 R/O")
    for line in ("STAT C", "STAT X", "STAT PT", "STAT P C"):
        assert code_of(cms.ask(line)) == 36, line


def test_a_full_disk(desk):  # noqa: F811
    cms = desk(p=volume(("A", "DATA", [bytes(800)] * 137), cylinders=1))
    used = int(re.search(r"(\d+) % FULL", cms.reply("STAT P")[0])[1])
    assert used == CmsDisk(cms.p).space().used * 100 // 146


def test_state_typed(desk):  # noqa: F811
    cms = desk(*FILES, more={0x193: volume(("R", "DATA", [b"x"]), read_only=True)})
    cms.reply("LOGIN 193 B")
    for line in ("STATE A DATA", "STATE A DATA P", "STATE * DATA", "STATE A *", "STATEW A DATA", "STATE R DATA",
                 "STATE LISTF MODULE S"):
        assert cms.ask(line)[:-1] == [] and code_of(cms.ask(line)) == 0, line
    for line, code in (("STATE A", 24), ("STATE", 24), ("STATE A NOSUCH", 28), ("STATE R DATA P", 28),
                       ("STATEW R DATA", 28),
                       ("STATE A DATA C", 36)):
        cms.refuses(line, code)
