"""QUERY, INDICATE, SET and TERMINAL: what is answered in lines and to programs, and what settings do."""
import json
import re
import time

import pytest

from command_room import Room, program, run, since, until
from cp.commands import registry
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session

registry.load()


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    yield one
    one.close()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """A room for what is refused and changes nothing."""
    one = Room(tmp_path_factory.mktemp("refusing"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A system in which every QUERY has something to answer."""
    one = Room(tmp_path_factory.mktemp("busy"))
    one.system.close()
    with (one.data / "system.yaml").open("a") as file:
        file.write("frames: 4096\n")
    one.again()
    for userid in ("ANNA", "CMSUSER", "OPERATOR"):
        one.user(userid)
    one.host("MOUNT WORK TO OPERATOR AS 181 NEW")
    one.host("SET LOGMSG THE LINE OF THE DAY")
    one.type("OPERATOR", "DEFINE T2314 AS 193 CYL 1")
    one.type("OPERATOR", "TRACE SVC RUN")
    one.host("HOLD OPERATOR ALL")
    for kind in ("RDR", "PRT", "PUN"):
        writer = one.system.spool.open(kind, "OPERATOR")
        writer.write(0x09, b"\xc1")
        writer.close()
    one.session = Session(one.system, Outbox())
    yield one
    one.close()


OPERANDS = {"LINKS": "191", "PRIORITY": "ANNA", "SHARE": "ANNA"}


@pytest.mark.parametrize("name", registry.QUERIES)
def test_every_query_answers_programs(busy, name):
    answer = busy.system.command(f"QUERY {name} {OPERANDS.get(name, '')}", userid="OPERATOR")
    assert answer.code == 0 and answer.lines
    assert answer.data and all(type(one) is dict for one in answer.data)
    assert json.loads(json.dumps(answer.data)) == answer.data        # plain types, and names are text


@pytest.mark.parametrize("form", ["", "LOAD", "USER", "USER ANNA", "QUEUES", "I/O", "PAGING", "FAVORED"])
def test_every_indicate_answers_programs(busy, form):
    answer = busy.system.command(f"INDICATE {form}", userid="OPERATOR")
    assert answer.code == 0 and json.loads(json.dumps(answer.data)) == answer.data
    assert answer.data or form in ("QUEUES", "FAVORED")


# -- the lines people know

def test_time(room):
    first, second = room.type("ANNA", "QUERY TIME")
    assert re.fullmatch(r"TIME IS \d\d:\d\d:\d\d [A-Z]{3} [A-Z]+DAY \d\d/\d\d/\d\d", first)
    assert re.fullmatch(r"CONNECT= \d\d:\d\d:\d\d VIRTCPU= \d{3}:\d\d\.\d\d "
                        r"TOTCPU= \d{3}:\d\d\.\d\d", second)
    first, second = room.type("OLD", "Q T")
    assert re.fullmatch(r"TIME IS \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d", first)
    assert re.fullmatch(r"CONNECT= \d\d\.\d\d\.\d\d VIRTCPU= \d{3}\.\d\d\.\d\d "
                        r"TOTCPU= \d{3}\.\d\d\.\d\d", second)
    assert room.type("ANNA", "Q T X") == ["INVALID OPTION - X"]


def test_virtual_cpu_is_instructions_over_mips(room):
    """3,000,000 instructions of a machine of 1 MIPS are three seconds of virtual CPU."""
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_50="7FFFFFFF", at_800="47F00800")
    before = vm.virtual_seconds
    run(vm, 3_000_000)
    assert vm.virtual_seconds - before == pytest.approx(3.0)
    assert "VIRTCPU= 000:03.0" in room.type("ANNA", "Q T")[1]


def test_users_names_userid(room):
    room.user("ANNA"), room.user("BERT")
    room.type("BERT", "DISC")
    assert room.type("ANNA", "QUERY USERS") == ["002 USERS, 000 DIALED"]
    assert room.type("ANNA", "Q N") == ["ANNA     - API, BERT     - DSC"]
    assert room.type("ANNA", "Q USERS BERT") == ["BERT     - DSC"]
    assert room.type("ANNA", "Q BERT") == ["BERT     - DSC"]
    assert room.type("ANNA", "Q OPERATOR") == ["OPERATOR NOT LOGGED ON"]
    assert room.type("ANNA", "Q STRANGER") == ["INVALID OPTION - STRANGER"]
    assert room.type("ANNA", "Q USERID") == ["ANNA AT CPCMS"]
    assert room.type("ANNA", "QUERY") == ["OPERAND MISSING OR INVALID"]
    for userid in ("OLD", "MIDDLE", "HELPER"):
        room.user(userid)
    first, second = room.type("ANNA", "Q N")
    assert first.count(" - ") == 4 and first.endswith(",") and second == "HELPER   - API"


def test_virtual(room):
    lines = room.type("ANNA", "Q V")
    assert lines[0] == "STORAGE = 00256K" and lines[1] == "CONS 009 ON API 1052"
    assert [line[:8] for line in lines if not line.startswith(" ")][2:] == ["RDR  00C", "PUN  00D",
                                                                            "PRT  00E", "TIMR 0FF"]
    assert room.type("ANNA", "Q V STORAGE") == ["STORAGE = 00256K"]
    assert room.type("ANNA", "Q V CONS") == ["CONS 009 ON API 1052"]
    assert room.type("ANNA", "QUERY VIRTUAL 00D")[0].startswith("PUN  00D CL A NOCONT NOHOLD COPY 01")
    assert len(room.type("ANNA", "Q V UR")) == 5 == len(room.type("ANNA", "Q V 00C-00E"))
    assert room.type("ANNA", "Q V TAPES") == ["NO TAPES"]
    assert room.type("ANNA", "Q V 123") == ["DEV 123 DOES NOT EXIST"]
    assert room.type("ANNA", "Q V XYZ") == ["VADDR MISSING OR INVALID"]
    assert room.type("OPERATOR", "Q V DASD") == ["DASD 190 2314 CMS190 R/O 021 CYL",
                                                    "DASD 191 2314 USER01 R/W 003 CYL"]


def test_maximum_priv_cplevel(room):
    assert room.type("ANNA", "Q MAX") == ["STORAGE = 00256K, MAXIMUM = 01024K"]
    assert room.type("SPOOLER", "Q PRIV") == ["PRIVILEGE CLASSES DG"]
    assert room.type("ANNA", "Q CPL")[0].startswith("CPCMS ")


def test_lines_of_terminals(room):
    def lines():
        return room.type("CHIEF", "QUERY LINES")

    assert lines() == ["NO TERMINALS; LINES ENABLED"]
    first, second = Session(room.system, Outbox()), Session(room.system, Outbox())
    first.send("LOGON ANNA SESAME")
    assert lines() == ["LINE 020 LOGON AS ANNA", "LINE 021 ENABLED"]
    room.host("DISABLE ALL")
    assert lines() == ["LINE 020 LOGON AS ANNA", "LINE 021 DISABLED"]
    assert room.type("CHIEF", "Q LINES 021") == ["LINE 021 DISABLED"]
    assert room.type("CHIEF", "Q LINES 01F") == ["LINE 01F DOES NOT EXIST"]
    second.close()
    first.close()


def test_real_devices(room):
    room.host("MOUNT WORK TO ANNA AS 181 NEW")
    assert room.type("RESOURCE", "Q TAPES") == ["NO TAPES"]
    room.user("ANNA")
    room.host("MOUNT WORK TO ANNA AS 181 NEW")
    assert room.type("RESOURCE", "Q TAPES") == ["TAPE 181 ATTACH TO ANNA     REEL work.aws"]
    room.host("DISMOUNT ANNA 181")
    assert room.type("RESOURCE", "Q TAPES") == ["TAPE 181 ATTACH TO ANNA     NO REEL"]
    everything = room.type("RESOURCE", "QUERY ALL")
    for begin in ("DASD 230 ", "TAPE 181 ", "PRT 00E ", "NO TERMINALS"):
        assert any(line.startswith(begin) for line in everything)


def test_alloc_counts_cylinders(room):
    """A volume of 30 cylinders: 0 is the label's, four users have 3, 2, 10 and 5 of the others."""
    assert room.type("RESOURCE", "QUERY ALLOC") == ["USER01 0029 CYL, 0009 FREE, LARGEST PIECE 0009"]


def test_priority_and_share(room):
    room.user("ANNA")
    assert room.type("CHIEF", "SET PRIORITY ANNA 5") == ["ANNA PRIORITY = 05"]
    assert room.type("CHIEF", "SET SHARE ANNA 300") == ["ANNA SHARE = 300"]
    assert room.type("CHIEF", "SET FAVORED ANNA") == []
    assert room.type("CHIEF", "Q PRIO ANNA") == ["ANNA PRIORITY = 05"]
    assert room.type("CHIEF", "Q SHARE ANNA") == ["ANNA SHARE = 300 FAVORED"]
    room.type("CHIEF", "SET FAVORED ANNA OFF")
    assert room.type("CHIEF", "Q SHARE ANNA") == ["ANNA SHARE = 300"]
    for line, said in (("SET PRIORITY ANNA 100", "INVALID OPTION - 100"),
                       ("SET PRIORITY BERT 1", "BERT NOT LOGGED ON"), ("SET SHARE ANNA 0", "INVALID OPTION - 0"),
                       ("SET PRIORITY ANNA", "OPERAND MISSING OR INVALID"),
                       ("SET FAVORED ANNA 50", "INVALID OPTION - 50")):
        assert room.type("CHIEF", line) == [said]


def test_indicate(room):
    room.user("BERT")
    [line] = room.type("ANNA", "INDICATE")
    assert re.fullmatch(r"CPU-\d+% Q1-\d\d Q2-\d\d RUNNING-\d\d USERS-002 SLICES-\d+", line)
    assert room.type("ANNA", "IND USER")[0].startswith("USERID=ANNA     STATE=CP DEV=API SHARE=100")
    assert room.type("ANNA", "IND USER BERT") == ["INVALID OPTION - BERT"]
    assert room.type("ANNA", "IND QUEUES") == ["INVALID OPTION - QUEUES"]
    assert room.type("ANNA", "IND LOAD X") == ["INVALID OPTION - X"]
    assert room.type("ANALYST", "IND USER BERT")[0].startswith("USERID=BERT ")
    assert room.type("ANALYST", "IND I/O") == ["BERT     SIO=000000", "ANNA     SIO=000000",
                                               "ANALYST  SIO=000000"]
    assert room.type("ANALYST", "IND FAV") == ["NO USERS FAVORED"]
    assert room.type("ANALYST", "IND PAGING") == ["REAL STORAGE IS NOT LIMITED HERE; NOTHING IS PAGED"]


def test_indicate_queues_shows_who_runs(room):
    program(room.user("ANNA"), "0000000000000800", at_800="47F00800")
    room.type("ANNA", "BEGIN")
    assert re.fullmatch(r"ANNA     Q[12] (RUNNING|QUEUED)", room.type("ANALYST", "IND QUEUES")[0])


def test_queues_and_storage(room):
    assert room.type("ANALYST", "Q Q1")[0].startswith("Q1 = 0, Q2 = 0, RUNNING = ")
    assert room.type("ANALYST", "Q STOR") == ["REAL STORAGE: AS MUCH AS ALL MACHINES NEED"]
    assert room.type("RESOURCE", "Q SYSTEM")[0].startswith("SYSTEM CPCMS, PROFILE modern, DATA FOLDER ")


# -- SET and TERMINAL

def test_query_set_shows_what_set_set(room):
    assert room.type("ANNA", "Q SET")[:2] == [
        "MSG ON , WNG ON , EMSG TEXT , ACNT ON , RUN OFF",
        "LINEDIT ON , TIMER ON , IMSG ON , PROFILE modern"]
    for line in ("MSG OFF", "WNG OFF", "EMSG ON", "ACNT OFF", "RUN ON", "TIMER OFF", "IMSG OFF",
                 "SECUSER BERT", "ASSIST OFF", "LINEDIT OFF"):
        assert room.type("ANNA", f"SET {line}") == []
    assert room.type("ANNA", "Q SET") == [
        "MSG OFF , WNG OFF , EMSG ON , ACNT OFF , RUN ON",
        "LINEDIT OFF , TIMER OFF , IMSG OFF , PROFILE modern",
        "ASSIST OFF , SECUSER BERT"]
    [record] = room.data_of("ANNA", "Q SET")
    assert record["msg"] is False and record["timer"] == "OFF" and record["assist"] == []


@pytest.mark.parametrize("line, said", [
    ("SET", "OPERAND MISSING OR INVALID"), ("SET MSG", "OPERAND MISSING OR INVALID"),
    ("SET MSG ON OFF", "INVALID OPTION - ON"), ("SET EMSG LOUD", "INVALID OPTION - LOUD"),
    ("SET TIMER FAST", "INVALID OPTION - FAST"), ("SET COLOR BLUE", "INVALID OPTION - COLOR"),
    ("SET SECUSER STRANGER", "STRANGER NOT IN CP DIRECTORY"), ("SET CARDSAVE", "OPERAND MISSING OR INVALID"),
    ("TERMINAL", "OPERAND MISSING OR INVALID"), ("TERMINAL MODE", "OPERAND MISSING OR INVALID"),
    ("TERMINAL MODE X", "INVALID OPTION - X"), ("TERMINAL CHARDEL A", "INVALID OPTION - A"),
    ("TERMINAL LINESIZE 10", "INVALID OPTION - 10"), ("TERMINAL CHARDEL #", "INVALID OPTION - #")])
def test_what_set_and_terminal_say(refusing, line, said):
    refusing.user("ANNA").options.linedit = False
    assert refusing.type("ANNA", line) == [said]


def test_cp67s_cardsave_and_aplball(room):
    room.type("OLD", "SET CARDSAVE ON")
    assert " HOLD " in room.type("OLD", "Q V 00C")[0]
    room.type("OLD", "SET CARDSAVE OFF")
    assert " NOHOLD " in room.type("OLD", "Q V 00C")[0]
    room.type("OLD", "SET APLBALL ON")
    assert "APL ON" in room.type("OLD", "Q TERM")[1]


def test_terminal_sets_its_characters(room):
    assert room.type("ANNA", "Q TERM") == [
        'LINEND # , LINEDEL ¢ , CHARDEL @ , ESCAPE "',
        "LINESIZE 080, MASK OFF, APL OFF, HILIGHT OFF, ATTN ON, MODE VM", "MORE 050 010"]
    room.type("ANNA", "TERMINAL CHARDEL % LINEND OFF MORE 20 MODE CP LINESIZE OFF")
    assert room.type("ANNA", "QUERY USERX%S")[0] == "001 USERS, 000 DIALED"
    assert room.type("ANNA", "Q TERM") == [
        'LINEND OFF , LINEDEL ¢ , CHARDEL % , ESCAPE "',
        "LINESIZE 255, MASK OFF, APL OFF, HILIGHT OFF, ATTN ON, MODE CP", "MORE 020 010"]


# -- SET TIMER, with a program that stops when location 80 becomes negative

LOOP = {"at_50": "00000300", "at_58": "00020000000000EE", "at_800": "47F00800"}   # 10 ms of 1/76800 s
LOOPING, WAITING = "0100000000000800", "0102000000000800"


def test_the_timer_counts_virtual_cpu_time(room):
    """X'300' units are 768/76800 s: 10,000 instructions of a machine of 1 MIPS, give or take one step of
    1/300 s."""
    vm = room.user("ANNA")
    program(vm, LOOPING, **LOOP)
    begun = vm.core.executed
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    assert vm.console.text.splitlines()[-1] == "CP ENTERED; DISABLED WAIT PSW '00020000 000000EE'"
    assert vm.look(0x1A, 2) == b"\x00\x80"
    assert 10_000 - 3_400 <= vm.core.executed - begun <= 10_000 + 3_400


def test_the_timer_stands_while_the_machine_waits(room):
    vm = room.user("ANNA")
    program(vm, WAITING, **LOOP)
    room.type("ANNA", "BEGIN")
    until(lambda: vm.state == "waiting")
    time.sleep(0.05)
    assert not vm.held and vm.look(0x50, 4) == bytes.fromhex("00000300")


@pytest.mark.parametrize("userid, line", [("ANNA", "SET TIMER REAL"), ("REALLY", "Q SET")])
def test_the_real_timer_counts_in_waits(room, userid, line):
    vm = room.user(userid)
    room.type(userid, line)
    assert "TIMER REAL" in " ".join(room.type(userid, "Q SET"))
    program(vm, WAITING, **LOOP)
    begun = time.monotonic()
    room.type(userid, "BEGIN")
    until(lambda: vm.held)
    assert time.monotonic() - begun >= 0.008 and vm.look(0x1A, 2) == b"\x00\x80"


def test_timer_off(room):
    vm = room.user("ANNA")
    room.type("ANNA", "SET TIMER OFF")
    program(vm, LOOPING, **LOOP)
    begun = vm.core.executed
    room.type("ANNA", "BEGIN")
    until(lambda: vm.core.executed > begun + 100_000)
    assert not vm.held
    room.type("ANNA", "#CP")
    assert vm.look(0x50, 4) == bytes.fromhex("00000300")
    room.type("ANNA", "SET TIMER ON")
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)


def test_timer_off_outlives_define_storage(room):
    vm = room.user("ANNA")
    room.type("ANNA", "SET TIMER OFF")
    room.type("ANNA", "DEFINE STORAGE 512K")
    program(vm, LOOPING, **LOOP)
    room.type("ANNA", "BEGIN")
    begun = vm.core.executed
    until(lambda: vm.core.executed > begun + 50_000)
    assert not vm.held and since(vm, vm.console.number) == []
