"""LINK, DETACH, DEFINE, ATTACH, VARY and QUERY of disks, as users and operators type them."""
from types import SimpleNamespace

import pytest

from cp.commands import control, disks as commands, registry
from cp.commands.caller import Ask
from cp_disk_system import DiskSystem, disk
from s360.devices.base import Device
from s360.devices.dasd import Dasd
from s360.media.ckd import create_volume

USERS = {"MAINT": {"disks": {"190": disk(1, 3, mode="MR", read="ALL"),
                             "193": disk(4, 2, read="RPASS", write="WPASS", multi="MPASS")}},
         "ANNA": {"storage": "256K", "maximum": "1M", "disks": {"191": disk(10, 5)}},
         "BERT": {}, "OLD": {"profile": "1968"}, "OPER": {"classes": "ABG"}}


@pytest.fixture
def system(tmp_path):
    made = DiskSystem(tmp_path, USERS)
    for userid in USERS:
        vm = made.logon(userid)
        for unit in vm.user.disks:
            found, _ = made.disks.attach(vm, userid, unit, unit)
            vm.install(unit, Dasd(found))
    yield made
    made.disks.close()


@pytest.fixture
def anna(system):
    return system.machines["ANNA"]


def sub(table, vm, line, system):
    """QUERY's operand `line` as the function of that name gives it."""
    from cp.commands.caller import Caller
    caller = Caller(system, vm, vm.classes)
    name, *words = line.split()
    registry.find(table, name).run(caller, words)
    return caller.lines


# -- LINK

def test_link_without_password(anna):
    assert anna.type("LINK TO MAINT 190 AS 19E RR") == (0, ["DASD 19E LINKED R/O; R/W BY MAINT"])
    assert isinstance(anna.devices[0x19E], Dasd) and anna.devices[0x19E].volume.read_only


@pytest.mark.parametrize("line", ["LINK MAINT 193 194 RR PASS=RPASS", "link maint 193 194 rr rpass",
                                  "LINK TO MAINT 193 AS 194 RR PASS= RPASS",
                                  "LINK T MAINT 193 A 194 RR RPASS"])
def test_forms_of_link(anna, line):
    assert anna.type(line) == (0, ["DASD 194 LINKED R/O; R/W BY MAINT"])


def test_link_asks_for_the_password_that_the_mode_needs(anna):
    for mode, kind in ("RR", "READ"), ("MR", "MULT"), ("WR", "WRITE"):
        with pytest.raises(Ask) as asked:
            anna.type(f"LINK MAINT 193 194 {mode}")
        assert asked.value.prompt == f"ENTER {kind} PASSWORD:" and asked.value.hidden
    assert 0x194 not in anna.devices
    assert anna.type("LINK MAINT 193 194 RR", "RPASS")[0] == 0


def test_nobody_to_ask_is_an_error_and_no_link(anna):
    code, lines = anna.type("LINK MAINT 193 194 RR", asked=False)
    assert code and lines == ["OPERAND MISSING OR INVALID"] and 0x194 not in anna.devices


@pytest.mark.parametrize("line, answers, code, text", [
    ("LINK MAINT 193 194 MR", ("MPASS",), 101, "DASD 194 FORCED R/O; R/W BY MAINT"),
    ("LINK MAINT 190 194 R", (), 104, "MAINT 190 NOT LINKED; R/W BY MAINT"),
    ("LINK MAINT 199 194", (), 107, "MAINT 199 NOT LINKED; NOT IN CP DIRECTORY"),
    ("LINK NOBODY 191 194", (), 107, "NOBODY 191 NOT LINKED; NOT IN CP DIRECTORY"),
    ("LINK MAINT 190 191", (), 110, "MAINT 190 NOT LINKED; DASD 191 ALREADY DEFINED"),
    ("LINK MAINT 190 194 W", (), 112, "MAINT 190 NOT LINKED; NO WRITE PASSWORD"),
    ("LINK MAINT 190 194 MW", (), 113, "MAINT 190 NOT LINKED; NO MULT PASSWORD"),
    ("LINK MAINT 193 194 RR", ("WRONG",), 114, "MAINT 193 NOT LINKED; MODE OR PASSWORD INCORRECT"),
    ("LINK MAINT 193 194 RR", ("",), 114, "MAINT 193 NOT LINKED; MODE OR PASSWORD INCORRECT"),
    ("LINK MAINT", (), 26, "OPERAND MISSING OR INVALID"),
    ("LINK MAINT XYZ 194", (), 22, "VADDR MISSING OR INVALID"),
    ("LINK MAINT 190 19F RR PASS=A B", (), 3, "INVALID OPTION - B"),
])
def test_what_link_says(anna, line, answers, code, text):
    assert anna.type(line, *answers) == (code, [text])
    assert (0x194 in anna.devices) == (code == 101)


def test_a_second_link_to_ones_own_disk(anna):
    assert anna.type("LINK * 191 291 RR") == (0, ["DASD 291 LINKED R/O; R/W BY ANNA"])
    anna.type("DETACH 291")
    anna.type("DETACH 191")
    assert anna.type("LINK ANNA 191 191") == (0, ["DASD 191 LINKED R/W"])


def test_link_in_the_manner_of_1968(system):
    old = system.machines["OLD"]
    assert old.type("LINK MAINT 190 194") == (0, [])
    with pytest.raises(Ask, match="ENTER PASSWORD:"):
        old.type("LINK MAINT 193 195 W")
    assert old.type("LINK MAINT 193 195 W PASS=WPASS") == (101, ["DEV 195 SET TO READ ONLY"])
    assert old.type("DETACH 299") == (40, ["DEVICE 299 NOT FOUND"])


# -- DETACH

def test_detach_gives_the_disk_up(system, anna):
    assert anna.type("DETACH 191") == (0, ["DASD 191 DETACHED"])
    assert 0x191 not in anna.devices and ("ANNA", 0x191) not in system.disks.links
    assert anna.type("DET 191") == (40, ["DEV 191 DOES NOT EXIST"])
    assert anna.type("DETACH 191 FROM BERT")[0] == 3          # not a general user's


# -- DEFINE

def test_define_of_a_temporary_disk(system, anna):
    assert anna.type("DEFINE T2314 AS 192 CYL 10") == (0, ["DASD 192 DEFINED 010 CYL"])
    assert anna.type("DEF T3330 193 2") == (0, ["DASD 193 DEFINED 002 CYL"])
    assert (anna.devices[0x192].type, anna.devices[0x192].volume.cylinders) == ("2314", 10)
    assert sub(registry.QUERIES, anna, "DASD", system) == [
        "DASD 191 2311 USER01 R/W 005 CYL", "DASD 192 2314 (TEMP) R/W 010 CYL",
        "DASD 193 3330-1 (TEMP) R/W 002 CYL"]
    assert sub(registry.QUERIES, anna, "DASD 192", system) == ["DASD 192 2314 (TEMP) R/W 010 CYL"]
    assert sub(registry.QUERIES, system.machines["OPER"], "TDSK", system) == [
        "ANNA     192 2314 TD2314 000 010 CYL", "ANNA     193 3330-1 TD3330 000 002 CYL"]
    anna.type("DETACH 192")
    assert len(system.disks.temporaries()) == 1


@pytest.mark.parametrize("line, code, text", [
    ("DEFINE T2314 AS 191 CYL 10", 92, "DEV 191 ALREADY DEFINED"),
    ("DEFINE T2314 AS 192 CYL 201", 3, "INVALID OPTION - 201"),
    ("DEFINE T2314 AS 192 CYL 0", 3, "INVALID OPTION - 0"),
    ("DEFINE T2314 AS 192", 26, "OPERAND MISSING OR INVALID"),
    ("DEFINE T9999 AS 192 CYL 1", 3, "INVALID OPTION - T9999"),
    ("DEFINE", 26, "OPERAND MISSING OR INVALID"),
    ("DEFINE WHEEL AS 192", 3, "INVALID OPTION - WHEEL"),
    ("DEFINE 2A2 AS 192", 40, "DEV 2A2 DOES NOT EXIST"),
    ("DEFINE 191 AS XYZ", 22, "VADDR MISSING OR INVALID"),
    ("DEFINE STORAGE 12X", 25, "STORAGE MISSING OR INVALID"),
    ("DEFINE STORAGE 17M", 25, "STORAGE MISSING OR INVALID"),
    ("DEFINE STORAGE 2M", 94, "STORAGE EXCEEDS ALLOWED MAXIMUM 1024K"),
])
def test_what_define_says(anna, line, code, text):
    assert anna.type(line) == (code, [text])
    assert list(anna.devices) == [0x191] and anna.storage == 256 << 10


def test_no_temporary_space_left(anna):
    assert anna.type("DEFINE T2311 AS 192 CYL 200")[0] == 0
    assert anna.type("DEFINE T2311 AS 193 CYL 1") == (
        91, ["DASD 193 NOT DEFINED; TEMP SPACE NOT AVAILABLE"])


def test_define_storage(anna):
    assert anna.type("DEFINE STORAGE AS 512K") == (0, ["STORAGE = 00512K"])
    assert anna.type("DEFINE STOR 1M") == (0, ["STORAGE = 01024K"]) and anna.storage == 1 << 20


def test_a_device_at_another_address(system, anna):
    device = anna.devices[0x191]
    assert anna.type("DEFINE 191 AS 291") == (0, ["DASD 291 DEFINED"])
    assert anna.devices == {0x291: device} and list(system.disks.links)[-1] == ("ANNA", 0x291)
    assert sub(registry.QUERIES, anna, "LINKS 291", system) == ["ANNA     291 R/W"]
    assert anna.type("DETACH 291") == (0, ["DASD 291 DETACHED"])
    assert anna.type("LINK * 191 191") == (0, ["DASD 191 LINKED R/W"])


def test_other_parts_make_their_devices(system, anna, monkeypatch):
    class Printer(Device):
        type = "1403"

        def __init__(self, words):
            super().__init__()
            self.words, self.unit = words, 0x00F

        def describe(self):
            return ["PRT  00F CL A"]

    def maker(who, unit, words):
        who.vm.install(unit, Printer(words))

    monkeypatch.setattr(commands, "DEFINABLE", {"PRINTER": maker, "1403": maker})
    assert anna.type("DEFINE PRT AS 00F CLASS B") == (0, ["PRT 00F DEFINED"])
    assert anna.devices[0x00F].words == ["CLASS", "B"]
    assert anna.type("DEFINE 1403 01F")[0] == 0 and anna.type("DEFINE PRINT 02F")[0] == 0
    assert anna.type("DEFINE 00F AS 03F") == (0, ["PRT 03F DEFINED"])
    assert anna.devices[0x03F].unit == 0x03F
    assert anna.type("DETACH 03F") == (0, ["PRT 03F DETACHED"])


# -- the operator

def test_volumes_go_and_come(system):
    oper, maint = system.machines["OPER"], system.machines["MAINT"]
    query = lambda line: sub(registry.QUERIES, oper, line, system)
    assert query("DASD") == ["DASD 230 CP SYSTEM USER01 003"]
    assert oper.type("VARY OFFLINE 230") == (124, ["DASD 230 IN USE BY 002 USERS"])
    for vm in (maint, system.machines["ANNA"]):
        for unit in list(vm.devices):
            vm.type(f"DETACH {unit:03X}")
    assert oper.type("DETACH 230 FROM SYSTEM") == (0, ["DASD 230 DETACHED SYSTEM"])
    assert query("DASD 230") == ["DASD 230 FREE USER01"]
    assert oper.type("VARY OFF USER01") == (0, ["230 VARIED OFFLINE"])
    assert query("DASD USER01") == ["DASD 230 OFFLINE USER01"]
    assert maint.type("LINK * 190 190") == (
        108, ["MAINT 190 NOT LINKED; VOLID USER01 NOT MOUNTED"])
    assert oper.type("VARY ONLINE 230") == (0, ["230 VARIED ONLINE"])
    assert oper.type("ATTACH 230 TO SYSTEM AS WRONG1") == (3, ["INVALID OPTION - WRONG1"])
    assert oper.type("ATTACH 230 TO SYSTEM AS USER01") == (0, ["DASD 230 ATTACH TO SYSTEM USER01"])
    assert maint.type("LINK * 190 190") == (0, ["DASD 190 LINKED R/W"])


def test_a_new_volume_is_found_while_the_system_runs(system):
    oper = system.machines["OPER"]
    assert oper.type("ATTACH USER02 TO SYSTEM")[0] == 46
    create_volume(system.data / "volumes" / "USER02.ckd", "2314", "USER02", cylinders=3)
    assert oper.type("ATTACH USER02 TO SYSTEM") == (0, ["DASD 231 ATTACH TO SYSTEM USER02"])
    (system.data / "volumes" / "BAD.ckd").write_bytes(b"nothing")
    code, lines = oper.type("ATTACH BAD TO SYSTEM")
    assert code == 901 and "BAD.ckd" in lines[0] and "cpcms doctor" in lines[0]


@pytest.mark.parametrize("word", ["../../etc/passwd", "", "..", "X" * 300, "é", "A/B"])
def test_a_volume_is_never_looked_for_outside_the_folder(system, word):
    code, lines = system.machines["OPER"].type(f"VARY ONLINE {word}")
    assert code in (46, 26) and len(lines) == 1


def test_real_devices_are_handed_on(system, monkeypatch):
    oper = system.machines["OPER"]
    assert oper.type("ATTACH 181 TO ANNA AS 181") == (21, ["RADDR MISSING OR INVALID"])
    seen = []
    monkeypatch.setattr(commands, "REAL", {"ATTACH": lambda *a: seen.append(a),
                                           "DETACH": lambda *a: seen.append(a)})
    oper.type("ATTACH 181 TO ANNA AS 182")
    oper.type("DETACH 181 FROM ANNA")
    assert [one[1:] for one in seen] == [(0x181, "ANNA", ["182"]), (0x181, "ANNA", [])]


def test_general_users_may_not_do_what_the_operator_does(anna):
    for line in ("ATTACH 230 TO SYSTEM", "VARY OFFLINE 230"):
        assert anna.type(line)[0] == 1


def test_query_links(system, anna):
    system.machines["BERT"].type("LINK MAINT 190 190 RR")
    anna.type("LINK MAINT 190 19E RR")
    assert sub(registry.QUERIES, anna, "LINKS 19E", system) == [
        "ANNA     19E R/O, MAINT    190 R/W, BERT     190 R/O"]


def test_devices_are_defined_by_name(system, anna):
    anna.console = SimpleNamespace(devices=[])
    anna.line = "LINE 1"
    assert anna.type("DEFINE TIMER AS 0FF") == (0, ["TIMR 0FF DEFINED"])
    assert anna.type("DEFINE TIMER AS 1FF NOW") == (3, ["INVALID OPTION - NOW"])
    assert anna.type("DEFINE CTCA 140") == (0, ["CTCA 140 DEFINED"])
    assert anna.type("DEFINE LINE 080") == (0, ["LINE 080 DEFINED"])
    assert anna.type("DEFINE 080 AS 081") == (0, ["LINE 081 DEFINED"])


def test_every_function_has_its_help():
    assert control.begin and registry.COMMANDS
    for name in ("LINK", "DETACH", "DEFINE", "ATTACH", "VARY"):
        found = registry.COMMANDS[name]
        assert found.summary and found.syntax and found.group in registry.GROUPS
