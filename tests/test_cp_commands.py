"""Console functions as users see them: the registry, sessions, and the keys of a machine's panel.

Wording: facts of the interface in GC20-1820 and GC20-1808; CP-67's forms in profile 1968.
"""
import re
import time
from pathlib import Path

import pytest

from command_room import PASSWORD, Room, program, since, until
from cp import commands_doc
from cp.commands import registry
from cp.commands.caller import ALL_CLASSES, Caller

registry.load()
DOCS = Path(__file__).resolve().parent.parent / "docs"
TABLES = {"": registry.COMMANDS, "QUERY": registry.QUERIES, "SET": registry.SETTINGS}
EVERYTHING = [(verb, name) for verb, table in TABLES.items() for name in table]
#: CP-67's console functions, QUERY's and SET's operands (facts of the user's and operator's guides)
CP67 = ("LOGIN LOGOUT DISCONN DIAL BEGIN IPL IPLSAVE RESET EXTERNAL READY DISPLAY DUMP STORE QUERY SET "
        "SPOOL CLOSE XFER PURGE LINK DETACH MSG SLEEP * ENABLE DISABLE ATTACH START DRAIN REPEAT SPACE "
        "LOCK UNLOCK ACNT DIRECT WNG KILL SHUTDOWN DCP DMCP STCP").split()
CP67_QUERY = ("TIME USERS NAMES FILES READER PRINTER PUNCH LOGMSG VIRTUAL DEVICE LINKS SET PRIORITY Q1 "
              "Q2").split()
CP67_SET = "ADSTOP RUN MSG WNG LINEDIT CARDSAVE TRACE APLBALL LOGMSG".split()
#: what VM/370 added, and what came later that its users ask for
VM370 = ("ADSTOP ATTN REQUEST AUTOLOG BACKSPAC CHANGE COUPLE DEFINE ECHO FLUSH FORCE FREE HALT HOLD "
         "INDICATE LOADBUF NOTREADY ORDER REWIND SAVESYS SMSG SYSTEM TAG TERMINAL TRACE TRANSFER VARY "
         "VMDUMP WARNING LOADVFCB MONITOR NETWORK LOCATE").split()
VM370_QUERY = ("TERMINAL PAGING TDSK STORAGE SYSTEM DASD TAPES UR ALL LINES GRAF DUMP USERID PRIV MAXIMUM "
               "CPLEVEL ALLOC MACHINE AFFINITY JOURNAL SASSIST CPASSIST PF CPUID CHANNELS").split()
VM370_SET = ("ACNT ASSIST EMSG IMSG TIMER PRIORITY FAVORED RESERVE DUMP RECORD AFFINITY ECMODE ISAM NOTRANS "
             "PAGEX PF SMSG").split()


@pytest.fixture
def room(tmp_path):
    one = Room(tmp_path)
    yield one
    one.close()


# -- the registry

@pytest.mark.parametrize("verb, name", EVERYTHING)
def test_each_shortest_abbreviation_means_its_function(verb, name):
    """... for every user who has one of its classes alone, and for the operator, who has all.  LOG is
    LOGOFF behind logon, as tested below."""
    table, one = TABLES[verb], TABLES[verb][name]
    for classes in (one.classes or "G", *one.classes, ALL_CLASSES):
        def meant(other):
            return other.allowed(classes) and other.late

        for length in range(one.minimum, len(name)):
            found = registry.find(table, name[:length], meant)
            assert found is one or not one.late or name == "LOGON", (name[:length], classes, found.name)


@pytest.mark.parametrize("word, before, behind", [
    ("D", "DIAL", "DISPLAY"), ("L", "LOGON", "LOGON"), ("LOG", "LOGON", "LOGOFF"), ("M", "MSG", "MSG"),
    ("MES", "MSG", "MSG"), ("LOGI", "LOGON", "LOGON"), ("LOGOU", None, "LOGOFF"), ("C", None, "CLOSE"),
    ("Q", None, "QUERY"), ("I", None, "IPL"), ("B", None, "BEGIN"), ("ST", None, "STORE"),
    ("SP", None, "SPOOL"), ("DU", None, "DUMP"), ("DISC", None, "DISCONN"), ("EXT", None, "EXTERNAL"),
    ("DEF", None, "DEFINE"), ("DET", None, "DETACH"), ("TRAN", None, "TRANSFER"), ("TR", None, "TRACE"),
    ("PUR", None, "PURGE"), ("ORD", None, "ORDER"), ("CH", None, "CHANGE"), ("TERM", None, "TERMINAL"),
    ("EC", None, "ECHO"), ("SL", None, "SLEEP"), ("REQ", None, "ATTN"), ("X", None, None)])
def test_abbreviations_of_the_command_reference(word, before, behind):
    def found(caller):
        one = registry.find(registry.COMMANDS, word, caller.meant)
        return one.name if one is not None and caller.meant(one) else None

    class Machine:
        userid, granted, profile = "ANNA", frozenset(), "modern"

    assert found(Caller(None)) == before
    assert found(Caller(None, Machine(), "G")) == behind


def test_a_query_operand_of_another_class_hides_none_of_ours(room):
    """PRI is PRINTER to a general user, though PRIORITY (class A) begins so too."""
    assert room.type("ANNA", "QUERY PRI") == ["NO PRT FILES"]
    assert room.type("CHIEF", "QUERY PRIO ANNA") == ["ANNA PRIORITY = 64"]


def decided_against():
    """The words in the table of docs/cp.md that says what is not there, and why."""
    text = (DOCS / "cp.md").read_text()
    part = text.split("## What is not there")[1].split("\n## ")[0]
    words = set()
    for row in re.findall(r"^\| (.+?) \| (.+) \|$", part, re.MULTILINE)[1:]:
        assert len(row[1]) > 15, row
        words |= set(re.findall(r"`([A-Z0-9 ]+)`", row[0]))
    return words


@pytest.mark.parametrize("verb, names", [("", CP67 + VM370), ("QUERY", CP67_QUERY + VM370_QUERY),
                                         ("SET", CP67_SET + VM370_SET)])
def test_every_function_is_there_or_decided_against(verb, names):
    given_up = decided_against()
    there = {one for f in TABLES[verb].values() for one in (f.name, *f.aliases)}
    for name in names:
        full = f"{verb} {name}".strip()
        assert (name in there) != (full in given_up), full


def test_cp67s_words_are_marked_so():
    for verb, names in (("", CP67), ("QUERY", CP67_QUERY), ("SET", CP67_SET)):
        for name in names:
            one = registry.find(TABLES[verb], name)
            assert one.source == "CP-67" or name in one.aliases, (verb, name)


@pytest.mark.parametrize("verb, name", EVERYTHING)
def test_help_is_there_for_everything(room_of_all, verb, name):
    lines = room_of_all.type("OPERATOR", f"HELP {verb} {name}")
    one = TABLES[verb][name]
    told = " ".join(" ".join(lines).split())
    assert told.startswith(" ".join(f"{verb} {name} {one.syntax}".split()))
    assert len(lines) >= 2 and max(map(len, lines)) < 80 and " ".join(one.summary.split()) in told


@pytest.fixture(scope="module")
def room_of_all(tmp_path_factory):
    one = Room(tmp_path_factory.mktemp("all"))
    yield one
    one.close()


def test_help_lists_what_one_may_use(room):
    shown = " ".join(room.type("ANNA", "HELP")).split()
    assert {"IPL", "QUERY", "LINK", "SPOOL"} <= set(shown) and not {"FORCE", "DIAL", "START"} & set(shown)
    assert {"LOGON", "DIAL", "HELP", "MSG"} < set(" ".join(room.before_logon("HELP")).split())
    assert room.before_logon("HELP IPL") == ["DMKCFC001E ?CP: IPL"]
    assert room.type("ANNA", "HELP FORCE") == ["?CP: FORCE"]
    assert room.type("ANNA", "HELP QUERY PRIORITY") == ["INVALID OPTION - PRIORITY"]
    assert room.type("ANNA", "HELP IPL X") == ["INVALID OPTION - X"]
    assert "RUN" in " ".join(room.type("ANNA", "HELP SET")).split()


def test_the_manual_is_current():
    text = (DOCS / "cp-commands.md").read_text(encoding="utf-8")
    assert text == commands_doc.manual(text), "python -m cp.commands_doc makes it anew"


def test_the_manual_has_everything():
    text = (DOCS / "cp-commands.md").read_text(encoding="utf-8")
    for verb, name in EVERYTHING:
        assert f"### {verb} {name}".replace("###  ", "### ") + "\n" in text


# -- classes and sets

@pytest.mark.parametrize("verb, name", EVERYTHING)
def test_a_function_of_other_classes_is_unknown(room_of_all, verb, name):
    one = TABLES[verb][name]
    if not one.classes or "G" in one.classes:
        return
    lines = room_of_all.type("ANNA", f"{verb} {name} X Y Z")
    assert lines == ([f"INVALID OPTION - {name}"] if verb else [f"?CP: {name}"])


def test_a_set_of_functions_grants_what_it_names(room):
    anna = room.user("ANNA")
    assert "FORCE" not in " ".join(room.type("ANNA", "HELP")).split()
    assert "FORCE" in " ".join(room.type("HELPER", "HELP")).split()
    assert room.type("HELPER", "SET SHARE ANNA 250") == ["ANNA SHARE = 250"]
    assert room.type("HELPER", "SET FAVORED ANNA") == ["INVALID OPTION - FAVORED"]
    assert room.type("HELPER", "Q STOR") == ["REAL STORAGE: AS MUCH AS ALL MACHINES NEED"]
    assert room.type("HELPER", "Q PRIV") == ["PRIVILEGE CLASSES G AND FORCE, QUERY STORAGE, SET SHARE"]
    assert room.type("HELPER", "FORCE ANNA") == ["COMMAND COMPLETE"]
    until(lambda: anna.ended)


# -- lines

def test_what_is_no_command(room):
    assert room.type("ANNA", "FROBNICATE NOW") == ["?CP: FROBNICATE"]
    assert room.type("OLD", "FROBNICATE NOW") == ["INVALID CP REQUEST"]
    assert room.code("ANNA", "FROBNICATE") == 1
    assert room.type("ANNA", "* A COMMENT") == [] and room.type("ANNA", "*COMMENT") == []


def test_cp_before_a_function_changes_nothing(room):
    assert room.type("ANNA", "CP FROBNICATE") == ["?CP: FROBNICATE"]
    assert room.type("ANNA", "#CP QUERY USERS") == ["001 USERS, 000 DIALED"]
    [line] = room.type("ANNA", "CP MSG * TWO  BLANKS  STAY")
    assert line.endswith(" MSG FROM ANNA    : TWO  BLANKS  STAY")
    assert room.type("ANNA", "CP") == []


@pytest.mark.parametrize("emsg, shown", [("ON", ["DMKCFC001E ?CP: X"]), ("CODE", ["DMKCFC001E"]),
                                         ("TEXT", ["?CP: X"]), ("OFF", [])])
def test_set_emsg(room, emsg, shown):
    room.type("ANNA", f"SET EMSG {emsg}")
    assert room.type("ANNA", "X") == shown


# -- logging on and off

def test_logon_asks_for_the_password_and_greets(room):
    assert room.before_logon("LOGON ANNA") == ["ENTER PASSWORD:"]
    room.before_logon("LOGON ANNA", PASSWORD)
    text = room.system.machines["ANNA"].console.text
    assert re.fullmatch(r"FILES: NO RDR, NO PRT, NO PUN\n"
                        r"LOGON AT \d\d:\d\d:\d\d [A-Z]{3} [A-Z]+DAY \d\d/\d\d/\d\d\n", text)


def test_logon_of_cp67(room):
    room.before_logon("LOGIN OLD", PASSWORD)
    text = room.system.machines["OLD"].console.text
    assert re.fullmatch(r"READY AT \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d\n", text)


@pytest.mark.parametrize("line, answer, said", [
    ("LOGON", (), "DMKCFM026E OPERAND MISSING OR INVALID"),
    ("LOGON STRANGER", ("X",), "DMKLOG053E STRANGER NOT IN CP DIRECTORY"),
    ("LOGON ANNA", ("WRONG",), "DMKLOG050E PASSWORD INCORRECT - REINITIATE LOGON PROCEDURE"),
    ("LOGON ANNA SESAME OPEN", (), "DMKCFM003E INVALID OPTION - OPEN"),
    ("LOGON NOBODY X", (), "DMKLOG052E NOBODY CANNOT LOG ON (NOLOG)"),
    ("LOGON NINELETTERS", (), "DMKLOG020E USERID MISSING OR INVALID"),
    ("IPL SUPERV", (), "DMKCFC001E ?CP: IPL"), ("QUERY NAMES", (), "DMKCFC001E ?CP: QUERY")])
def test_what_can_go_wrong_before_logon(room, line, answer, said):
    assert room.before_logon(line, *answer) == [said]
    assert not room.system.machines


def test_logon_behind_logon(room):
    assert room.type("ANNA", "LOGON BERT") == ["YOU ARE LOGGED ON; LOGOFF FIRST"]


def test_noipl_and_the_directorys_ipl(room):
    vm = room.system.logon("STARTED")
    until(lambda: vm.state == "waiting")
    room.type("STARTED", "#CP LOGOFF")
    room.before_logon("LOGON STARTED SESAME NOIPL")
    vm = room.system.machines["STARTED"]
    assert vm.in_cp and not vm.started


def test_logoff_tells_what_was_used(room):
    vm = room.user("ANNA")
    connect, end = room.type("ANNA", "LOGOFF")
    assert re.fullmatch(r"CONNECT= \d\d:\d\d:\d\d VIRTCPU= \d{3}:\d\d\.\d\d TOTCPU= \d{3}:\d\d\.\d\d", connect)
    assert re.fullmatch(r"LOGOFF AT \d\d:\d\d:\d\d [A-Z]{3} [A-Z]+DAY \d\d/\d\d/\d\d", end)
    assert vm.ended and "ANNA" not in room.system.machines


def test_logout_of_cp67(room):
    room.user("OLD")
    connect, end = room.type("OLD", "LOGOUT")
    assert re.fullmatch(r"CONNECT= \d\d\.\d\d\.\d\d VIRTCPU= \d{3}\.\d\d\.\d\d "
                        r"TOTCPU= \d{3}\.\d\d\.\d\d", connect)
    assert re.fullmatch(r"LOGOUT AT \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d", end)


def test_log_is_logoff_and_takes_hold_alone(room):
    assert room.type("ANNA", "LOG X") == ["INVALID OPTION - X"]
    vm = room.user("ANNA")
    room.type("ANNA", "LOG HOLD")
    assert vm.ended


def test_set_acnt_off_leaves_the_figures_out(room):
    room.type("ANNA", "SET ACNT OFF")
    assert len(room.type("ANNA", "LOGOFF")) == 1


def test_disconn_and_reconnect(room):
    vm = room.user("ANNA")
    [line] = room.type("ANNA", "DISC")
    assert re.fullmatch(r"DISCONNECT AT \d\d:\d\d:\d\d", line)
    assert vm.in_cp and not vm.started         # nothing was running, nothing is run
    assert room.type("CHIEF", "QUERY ANNA") == ["ANNA     - DSC"]
    room.before_logon("LOGON ANNA", PASSWORD)
    assert vm.console.text.splitlines()[-1].startswith("RECONNECTED AT ")
    assert room.type("ANNA", "DISCONN X") == ["INVALID OPTION - X"]


def test_a_running_machine_runs_on_when_disconnected(room):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_800="47F00800")
    room.type("ANNA", "BEGIN")
    room.type("ANNA", "#CP")
    assert vm.in_cp
    room.type("ANNA", "DISC")
    begun = vm.core.executed
    until(lambda: vm.core.executed > begun + 1000)


def test_dial_needs_a_line(room):
    room.user("ANNA")
    assert room.type("ANNA", "DIAL BERT") == ["?CP: DIAL"]
    assert room.before_logon("DIAL ANNA") == ["DMKLOG056E YOU ARE LOGGED ON; LOGOFF FIRST"]


def test_sleep_until_attention_or_for_a_time(room):
    vm = room.user("ANNA")
    assert room.type("ANNA", "SLEEP") == [] and vm.state == "cp" and vm.asleep
    vm.console.attention()
    assert not vm.asleep and vm.in_cp          # nothing was running
    room.type("ANNA", "SLEEP 0 SEC")
    until(lambda: not vm.asleep)
    assert room.type("ANNA", "SLEEP 100") == ["INVALID OPTION - 100"]
    assert room.type("ANNA", "SLEEP 5 DAYS") == ["INVALID OPTION - DAYS"]


def test_messages_arrive_in_sleep_and_the_machine_stands_still(room):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_800="47F00800")
    room.type("ANNA", "BEGIN")
    room.type("ANNA", "#CP SLEEP 9 M")
    before, executed = vm.console.number, vm.core.executed
    room.type("BERT", "MSG ANNA WAKE UP")
    assert since(vm, before)[-1].endswith(": WAKE UP")
    assert vm.core.executed == executed
    vm.console.attention()
    until(lambda: vm.core.executed > executed)


def test_echo(room):
    assert room.type("ANNA", "ECHO 2") == ["ECHO ENTERED; TO TERMINATE TEST, TYPE END"]
    assert room.type("ANNA", "hello") == ["hello", "hello"]
    assert room.type("ANNA", "Query Time") == ["Query Time"] * 2
    assert room.type("ANNA", "END") == []
    assert room.type("ANNA", "QUERY USERS") == ["001 USERS, 000 DIALED"]
    assert room.code("ANNA", "ECHO") == 26               # nobody to ask


# -- IPL

def test_ipl_of_a_saved_system_starts_it(room):
    vm = room.user("ANNA")
    assert room.type("ANNA", "IPL SUPERV") == []
    until(lambda: vm.state == "waiting")
    vm.console.attention()
    vm.console.wait_for("VM READ")
    assert room.type("ANNA", "ECHO HELLO") or vm.console.expect("HELLO")


def test_ipl_stop_and_parm(room):
    vm = room.user("ANNA")
    room.type("ANNA", "IPL SUPERV STOP PARM Auto  X")
    assert vm.in_cp and vm.console.state == "CP READ" and vm.core.executed == 0
    first, *_ = room.type("ANNA", "DISPLAY G0-3")
    assert first == "GPR  0 = C1A4A396  4040E740  40404040  40404040"
    room.type("ANNA", "SET RUN ON")
    assert vm.core.executed == 0


@pytest.mark.parametrize("line, said", [
    ("IPL", "OPERAND MISSING OR INVALID"), ("IPL NOSUCH", "NAMED SYSTEM NOSUCH DOES NOT EXIST"),
    ("IPL 333", "DEV 333 DOES NOT EXIST"), ("IPL ZZZ", "NAMED SYSTEM ZZZ DOES NOT EXIST"),
    ("IPL SUPERV FAST", "INVALID OPTION - FAST"), ("IPLSAVE 333", "DEV 333 DOES NOT EXIST"),
    ("IPLSAVE", "OPERAND MISSING OR INVALID"), ("IPLSAVE 00C X", "INVALID OPTION - X")])
def test_what_ipl_says(room_of_all, line, said):
    assert room_of_all.type("ANNA", line) == [said]
    assert room_of_all.user("ANNA").in_cp


@pytest.mark.parametrize("unit", ["00C", "009", "00E", "191", "0FF"])
def test_ipl_of_a_device_that_has_no_system(room, unit):
    """An empty reader, the console, a printer, an unwritten disk, the timer."""
    vm = room.user("ANNA")
    if unit == "191":
        room.type("ANNA", "DEFINE T2314 AS 191 CYL 1")
    [line] = room.type("ANNA", f"IPL {unit}")
    assert line.startswith(f"IPL FAILED; IPL {unit}: ")
    assert vm.in_cp and vm.console.state == "CP READ" and not vm.machine.channels.busy(0x009)
    assert room.type("ANNA", "QUERY USERS")[0].endswith("USERS, 000 DIALED")


@pytest.mark.parametrize("userid, verb, kept", [
    ("ANNA", "IPL 00C CLEAR", False), ("ANNA", "IPL 00C NOCLEAR", True), ("ANNA", "IPL 00C", False),
    ("ANNA", "IPLSAVE 00C", True), ("OLD", "IPL 00C", False), ("MIDDLE", "IPL 00C", True)])
def test_ipl_clears_or_does_not(room, userid, verb, kept):
    """... before the device is read, whether or not that succeeds."""
    vm = room.user(userid)
    room.type(userid, "STORE 2000 12345678")
    room.type(userid, verb)
    assert vm.look(0x2000, 4) == (bytes.fromhex("12345678") if kept else bytes(4))


def test_ipl_from_the_reader(room):
    """A deck of one card that is its own loader: PSW with a disabled wait at 111."""
    vm = room.user("ANNA")
    card = bytes.fromhex("0002000000000111" "0200000020000001" "0000000000000000").ljust(80, b"@")
    writer = room.system.spool.open("RDR", "ANNA")
    writer.write(0x42, card)
    writer.write(0x42, card)
    writer.close()
    assert "CP ENTERED; DISABLED WAIT PSW '00020000 00000111'" in ipl_ended(room, vm, "IPL 00C")
    assert vm.look(2, 2) == b"\x00\x0C"


def ipl_ended(room, vm, line):
    before = vm.console.number
    room.type(vm.userid, line)
    until(lambda: vm.held)
    return since(vm, before)


# -- BEGIN, stops and loops

def test_begin_at_an_address_and_a_disabled_wait(room):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_900="82000910", at_910="00020000000000AA")
    before = vm.console.number
    room.type("ANNA", "BEGIN 900")
    until(lambda: vm.held)
    assert since(vm, before) == ["CP ENTERED; DISABLED WAIT PSW '00020000 000000AA'"]
    assert vm.console.state == "CP READ"


@pytest.mark.parametrize("line, said", [
    ("BEGIN XYZ", "INVALID HEXLOC - XYZ"), ("BEGIN 1 2", "INVALID OPTION - 2"),
    ("BEGIN 1000000", "INVALID HEXLOC - 1000000")])
def test_what_begin_says(room_of_all, line, said):
    assert room_of_all.type("ANNA", line) == [said]


def test_a_machine_without_a_system_ends_in_a_loop_that_cp_stops(room):
    vm = room.user("ANNA")
    before = vm.console.number
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    assert since(vm, before) == ["CP ENTERED; PROGRAM INTERRUPT LOOP"]


def test_a_program_new_psw_that_leads_to_the_next_interruption(room):
    """Its address is odd: a specification exception each time."""
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_68="0000000000000801", at_800="00000000")
    before = vm.console.number
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    assert since(vm, before) == ["CP ENTERED; PROGRAM INTERRUPT LOOP"]


def test_set_run_on_lets_the_machine_run_in_the_cp_environment(room):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_800="47F00800")
    room.type("ANNA", "SET RUN ON")
    assert vm.core.executed == 0
    room.type("ANNA", "BEGIN")
    room.type("ANNA", "#CP")
    assert vm.console.state == "CP READ"
    executed = vm.core.executed
    until(lambda: vm.core.executed > executed + 1000)
    room.type("ANNA", "SET RUN OFF")
    executed = vm.core.executed
    time.sleep(0.02)
    assert vm.core.executed == executed
    assert room.type("ANNA", "SET RUN MAYBE") == ["INVALID OPTION - MAYBE"]
    assert room.type("ANNA", "SET RUN") == ["OPERAND MISSING OR INVALID"]


def test_set_run_on_does_not_repeat_a_disabled_wait(room):
    vm = room.user("ANNA")
    program(vm, "0002000000000BAD")
    room.type("ANNA", "SET RUN ON")
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    for _ in range(3):
        assert room.type("ANNA", "QUERY USERS") == ["001 USERS, 000 DIALED"]
        time.sleep(0.01)
    assert vm.console.text.count("DISABLED WAIT") == 1
    room.type("ANNA", "BEGIN")
    until(lambda: vm.console.text.count("DISABLED WAIT") == 2)


def test_null_line_begins(room):
    vm = room.user("ANNA")
    program(vm, "0002000000000BAD")
    assert room.type("ANNA", "") == [] and not vm.started      # nothing to go on with
    for times in (1, 2):
        room.type("ANNA", "BEGIN" if times == 1 else "")
        until(lambda: vm.console.text.count("DISABLED WAIT") == times)


# -- EXTERNAL, READY, RESET, SYSTEM

WAITING = "FF02000000000800"     # enabled for everything
STOP_EXTERNAL, STOP_IO = "00020000000000EE", "0002000000000010"


def test_external_is_the_interrupt_key(room):
    vm = room.user("ANNA")
    program(vm, WAITING, at_58=STOP_EXTERNAL)
    before = vm.console.number
    room.type("ANNA", "EXTERNAL")
    until(lambda: vm.held)
    assert since(vm, before) == ["CP ENTERED; DISABLED WAIT PSW '00020000 000000EE'"]
    assert vm.look(0x18, 4)[2:] == b"\x00\x40"


def test_external_with_a_code(room):
    vm = room.user("ANNA")
    program(vm, WAITING, at_58=STOP_EXTERNAL)
    room.type("ANNA", "EXT 20")
    until(lambda: vm.held)
    assert vm.look(0x1A, 2) == b"\x00\x20"
    assert room.type("ANNA", "EXTERNAL 80") == ["INVALID OPTION - 80"]       # the timer's
    assert room.type("ANNA", "EXTERNAL 0") == ["INVALID OPTION - 0"]
    assert room.type("ANNA", "EXTERNAL XX") == ["INVALID HEXLOC - XX"]


@pytest.mark.parametrize("unit, status", [("00C", 0x04), ("00E", 0x04), ("009", 0x04), ("191", 0x04)])
def test_ready_makes_device_end(room, unit, status):
    userid = "CMSUSER"
    vm = room.user(userid)
    program(vm, WAITING, at_78=STOP_IO)
    assert room.type(userid, f"READY {unit}") == []
    assert vm.in_cp                                     # READY does not begin
    room.type(userid, "BEGIN")
    until(lambda: vm.held)
    assert vm.look(0x3A, 2) == bytes.fromhex(f"0{unit}") and vm.look(0x44, 1)[0] == status


def test_attn_makes_attention_and_begins(room):
    vm = room.user("ANNA")
    program(vm, WAITING, at_78=STOP_IO)
    room.type("ANNA", "ATTN")
    until(lambda: vm.held)
    assert vm.look(0x3A, 2) == b"\x00\x09" and vm.look(0x44, 1) == b"\x80"
    assert room.type("ANNA", "REQ 123") == ["DEV 123 DOES NOT EXIST"]


SENSED = {"00C": "02", "00D": "41", "00E": "09", "009": "09"}


@pytest.mark.parametrize("unit", SENSED)
def test_notready_is_intervention_required_until_ready(room, unit):
    """SIO to the device: unit check, sense intervention required; after READY it works, or (the empty
    reader) has its own reason."""
    vm = room.user("ANNA")
    sio = dict(at_48="00000900", at_900=SENSED[unit] + "000A0020000001", at_800=f"9C000{unit}" + "82000810",
               at_810="0002000000000001")
    assert room.type("ANNA", f"NOTREADY {unit}") == []
    program(vm, "0000000000000800", **sio)
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    assert vm.look(0x44, 1)[0] & 0x02 and vm.devices[int(unit, 16)].sense_bytes[0] == 0x40
    if unit in ("00D", "00E"):
        assert "NOTREADY" in room.type("ANNA", f"QUERY VIRTUAL {unit}")[0]
    room.type("ANNA", f"READY {unit}")
    program(vm, "0000000000000800", **sio)
    room.type("ANNA", "BEGIN")
    until(lambda: vm.held)
    assert unit == "00C" or not vm.look(0x44, 1)[0] & 0x02


def test_notready_of_other_devices(room):
    assert room.type("ANNA", "NOTREADY 0FF") == ["INVALID DEVICE TYPE - 0FF"]
    assert room.type("ANNA", "NOTREADY 123") == ["DEV 123 DOES NOT EXIST"]
    assert room.type("OLD", "NOTREADY 123") == ["DEVICE 123 NOT FOUND"]
    assert room.type("ANNA", "READY") == ["OPERAND MISSING OR INVALID"]


def test_reset_of_a_device_forgets_what_it_has_to_tell(room):
    vm = room.user("ANNA")
    program(vm, WAITING, at_78=STOP_IO)
    room.type("ANNA", "READY 00E")
    assert vm.core.io_pending
    assert room.type("ANNA", "RESET 00E") == ["DEVICE 00E RESET"]
    assert not vm.core.io_pending
    assert room.type("ANNA", "RESET 123") == ["DEV 123 DOES NOT EXIST"]


def test_reset_of_a_device_ends_its_operation(room):
    """The console reads; RESET 009 leaves it free, and the machine waits on."""
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_48="00000900", at_900="0A000A0020000010", at_800="9C00000982000810",
            at_810=WAITING, at_78=STOP_IO)
    room.type("ANNA", "BEGIN")
    vm.console.wait_for("VM READ")
    assert vm.machine.channels.busy(0x009)
    room.type("ANNA", "#CP RESET 009")
    assert not vm.machine.channels.busy(0x009) and not vm.console.devices[0].reading
    assert vm.console.state == "RUNNING" and vm.machine.channels.tio(0x009) == 0


def test_system_clear_reset_and_restart(room):
    vm = room.user("ANNA")
    room.type("ANNA", "STORE 2000 12345678")
    room.type("ANNA", "READY 00E")
    assert room.type("ANNA", "SYSTEM RESET") == ["SYSTEM RESET"]
    assert vm.look(0x2000, 4) == bytes.fromhex("12345678") and not vm.core.io_pending
    assert room.type("ANNA", "SYS CLEAR") == ["STORAGE CLEARED - SYSTEM RESET"]
    assert vm.look(0x2000, 4) == bytes(4)
    room.type("ANNA", "STORE 0 00020000 00000ABC")
    room.type("ANNA", "SYSTEM RESTART")
    until(lambda: "DISABLED WAIT PSW '00020000 00000ABC'" in vm.console.text)
    assert room.type("ANNA", "SYSTEM") == ["OPERAND MISSING OR INVALID"]
    assert room.type("ANNA", "SYSTEM HALT") == ["INVALID OPTION - HALT"]


def test_system_reset_stops_a_machine_that_runs_on_in_cp(room):
    vm = room.user("ANNA")
    program(vm, "0000000000000800", at_800="47F00800")
    room.type("ANNA", "SET RUN ON")
    room.type("ANNA", "BEGIN")
    room.type("ANNA", "#CP SYSTEM RESET")
    executed = vm.core.executed
    time.sleep(0.02)
    assert vm.core.executed == executed and vm.in_cp


def test_reset_alone_is_cp67s_system_reset(room):
    vm = room.user("OLD")
    room.type("OLD", "READY 00E")
    assert room.type("OLD", "RESET") == [] and not vm.core.io_pending


def test_rewind(room):
    assert room.type("ANNA", "REWIND 0FF") == ["INVALID DEVICE TYPE - 0FF"]
    room.host("MOUNT SCRATCH TO ANNA AS 181 NEW")
    assert room.type("ANNA", "REWIND 181") == ["REWIND COMPLETE"]
    assert room.type("ANNA", "REW 182") == ["DEV 182 DOES NOT EXIST"]


# -- from a program

@pytest.mark.parametrize("line, code", [
    ("QUERY TIME", 0), ("X", 1), ("IPL NOSUCH", 44), ("QUERY BERT", 45), ("QUERY VIRTUAL 123", 40),
    ("SET RUN MAYBE", 3), ("SET RUN", 26), ("DISPLAY QRS", 4), ("AUTOLOG BERT", 1),
    ("MSG BERT HELLO", 45), ("STORE GZ 1", 10), ("DETACH", 26), ("ECHO", 26)])
def test_return_codes_of_diagnose_8(room_of_all, line, code):
    """0, or the number of the error message (GC20-1808); as the supervisor gets it."""
    assert room_of_all.code("ANNA", line) == code


def test_a_program_sees_the_return_code(room):
    vm = room.user("ANNA")
    room.type("ANNA", "IPL SUPERV")
    until(lambda: vm.state == "waiting")
    vm.console.attention()
    vm.console.wait_for("VM READ")
    vm.console.send("CP QUERY BERT")
    vm.console.expect("BERT NOT LOGGED ON")
    assert re.search(r"\b45\b", vm.console.expect("RETURN CODE"))


