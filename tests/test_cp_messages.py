"""Messages between users, the log message, and the table of CP's own messages."""
import re
from pathlib import Path

import pytest

from command_room import Room, since, until
from cp import commands_doc
from cp.messages import MESSAGES, CPError
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session

ROOT = Path(__file__).resolve().parent.parent
commands_doc.load_messages()
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "cp").rglob("*.py")))


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


def seen(room, userid, action):
    """What an action makes appear on somebody's console."""
    vm = room.user(userid)
    before = vm.console.number
    action()
    return since(vm, before)


STAMP = r"\d\d:\d\d:\d\d"


# -- MSG

def test_a_message_reaches_another_user(room):
    room.user("BERT")
    [line] = seen(room, "BERT", lambda: room.type("ANNA", "MSG BERT Come  and see"))
    assert re.fullmatch(rf"{STAMP} \* MSG FROM ANNA    : Come  and see", line)
    assert seen(room, "ANNA", lambda: room.type("BERT", "M ANNA HI")) != []
    assert room.type("ANNA", "MESSAGE BERT X") == []


def test_in_profile_1968(room):
    assert seen(room, "OLD", lambda: room.type("ANNA", "MSG OLD HELLO")) == ["FROM ANNA: HELLO"]


def test_to_oneself(room):
    [line] = room.type("ANNA", "MSG * NOTE")
    assert re.fullmatch(rf"{STAMP} \* MSG FROM ANNA    : NOTE", line)
    assert len(room.type("ANNA", "MSG ANNA NOTE")) == 1


@pytest.mark.parametrize("name", ["OPERATOR", "OP", "CP"])
def test_to_the_operator(room, name):
    room.user("ANNA")
    [line] = seen(room, "OPERATOR", lambda: room.type("ANNA", f"MSG {name} TAPE PLEASE"))
    assert line.endswith("MSG FROM ANNA    : TAPE PLEASE")


def test_to_an_operator_who_is_not_there(room):
    assert room.type("ANNA", "MSG OP TAPE PLEASE") == []
    assert any("TAPE PLEASE" in line for line in room.host("MESSAGES 5"))
    room.type("OPERATOR", "DISC")
    assert room.type("ANNA", "MSG OP ONE MORE") == []
    assert any("ONE MORE" in line for line in room.host("MESSAGES 5"))


@pytest.mark.parametrize("line, code, said", [
    ("MSG", 26, "OPERAND MISSING OR INVALID"), ("MSG BERT", 26, "MESSAGE TEXT MISSING"),
    ("MSG BERT X", 45, "BERT NOT LOGGED ON"), ("MSG ALL X", 3, "INVALID OPTION - ALL"),
    ("MSG NINELETTERS X", 20, "USERID MISSING OR INVALID"), ("SMSG BERT X", 45, "BERT NOT LOGGED ON"),
    ("WNG BERT X", 1, "?CP: WNG"), ("SEND BERT X", 45, "BERT NOT LOGGED ON"),
    ("SEND", 26, "OPERAND MISSING OR INVALID")])
def test_what_is_refused(refusing, line, code, said):
    assert refusing.type("ANNA", line) == [said] and refusing.code("ANNA", line) == code


def test_not_logged_in_of_cp67(room):
    assert room.type("OLD", "MSG BERT X") == ["BERT NOT LOGGED IN"]
    assert room.type("OLD", "MSG") == ["MISSING ARGUMENT"]


@pytest.mark.parametrize("line, why", [("SET MSG OFF", "MSG OFF"), ("DISCONN", "DISCONNECTED")])
def test_not_receiving(room, line, why):
    room.user("BERT")
    room.type("BERT", line)
    assert room.type("ANNA", "MSG BERT X") == [f"BERT NOT RECEIVING; {why}"]
    assert room.code("ANNA", "MSG BERT X") == 57


def test_a_disconnected_user_with_a_spooled_console_receives(room):
    room.type("BERT", "SPOOL CONSOLE START")
    room.type("BERT", "DISC")
    assert room.type("ANNA", "MSG BERT READ THIS LATER") == []


def test_to_all(room):
    for userid in ("ANNA", "BERT", "OLD", "CHIEF"):
        room.user(userid)
    room.type("BERT", "SET MSG OFF")
    before = {userid: room.user(userid).console.number for userid in ("ANNA", "BERT", "OLD")}
    assert room.type("CHIEF", "MSG ALL LUNCH") == []
    got = {userid: since(room.user(userid), number) for userid, number in before.items()}
    assert got["ANNA"][0].endswith("MSG FROM CHIEF   : LUNCH") and got["OLD"] == ["FROM CHIEF: LUNCH"]
    assert got["BERT"] == []


def test_before_logon_only_the_operator_can_be_written_to(room):
    room.user("ANNA"), room.user("OPERATOR")
    session = Session(room.system, Outbox())
    [line] = seen(room, "OPERATOR", lambda: session.send("MSG OP I FORGOT MY PASSWORD"))
    assert line.endswith("MSG FROM LOGON020: I FORGOT MY PASSWORD")
    assert seen(room, "ANNA", lambda: session.send("MSG ANNA HELLO")) == []
    session.close()


def test_smsg(room):
    [line] = seen(room, "BERT", lambda: room.type("ANNA", "SMSG BERT DO IT"))
    assert line.endswith("MSG FROM ANNA    : DO IT")


# -- WNG

def test_a_warning_passes_set_msg_off(room):
    room.user("ANNA")
    room.type("ANNA", "SET MSG OFF")
    [line] = seen(room, "ANNA", lambda: room.type("RESOURCE", "WNG ANNA GO HOME"))
    assert re.fullmatch(rf"{STAMP} \* WNG FROM RESOURCE: GO HOME", line)
    room.type("ANNA", "SET WNG OFF")
    assert room.type("RESOURCE", "WARNING ANNA X") == ["ANNA NOT RECEIVING; WNG OFF"]
    assert seen(room, "ANNA", lambda: room.type("RESOURCE", "WNG ALL X")) == []
    [line] = seen(room, "OPERATOR", lambda: room.type("RESOURCE", "WNG OP X"))
    assert line.endswith("WNG FROM RESOURCE: X")


# -- SEND and the secondary user

def test_class_c_types_on_anothers_console(room):
    anna = room.user("ANNA")
    assert room.type("SYSPROG", "SEND CP ANNA QUERY USERID") == []
    until(lambda: "ANNA AT CPCMS" in anna.console.text)
    room.type("ANNA", "IPL SUPERV")
    until(lambda: anna.state == "waiting")
    assert room.type("SYSPROG", "SEND ANNA ECHO FROM AFAR") == []
    anna.console.expect("FROM AFAR")


def test_others_need_to_be_named(room):
    bert = room.user("BERT")
    assert room.type("ANNA", "SEND BERT X") == [
        "BERT HAS NOT MADE YOU HIS SECONDARY USER (SET SECUSER)"]
    room.type("BERT", "SET SECUSER ANNA")
    assert room.code("ANNA", "SEND CP BERT Q USERID") == 940          # he is at his terminal
    room.type("BERT", "DISC")
    room.type("ANNA", "SEND CP BERT Q USERID")
    until(lambda: "BERT    : BERT AT CPCMS" in room.user("ANNA").console.text)
    assert bert.console.face is None


def test_a_secondary_user_sees_the_console_while_nobody_sits_there(room):
    room.user("BERT")
    room.type("BERT", "SET SECUSER ANNA")
    assert seen(room, "ANNA", lambda: room.type("BERT", "QUERY USERS")) == []
    room.type("BERT", "DISC")
    assert seen(room, "ANNA", lambda: room.user("BERT").say("ALIVE")) == ["BERT    : ALIVE"]
    room.type("ANNA", "SET SECUSER BERT")                 # each the other's: no line goes round
    room.type("ANNA", "DISC")
    room.user("BERT").say("AGAIN")
    room.user("ANNA").say("AND AGAIN")


# -- the log message

def test_logmsg_lines(room):
    assert room.type("ANNA", "QUERY LOGMSG") == ["THERE IS NO LOGMSG DATA"]
    for line in ("SET LOGMSG FIRST LINE", "SET LOGMSG 2 SECOND  LINE", "SET LOGMSG THIRD"):
        assert room.type("RESOURCE", line) == []
    assert room.type("ANNA", "Q LOGMSG") == ["* FIRST LINE", "* SECOND  LINE", "* THIRD"]
    room.type("RESOURCE", "SET LOGMSG 1 NEW FIRST")
    room.type("RESOURCE", "SET LOGMSG 2 NULL")
    assert room.data_of("ANNA", "Q LOGMSG") == [{"line": "NEW FIRST"}, {"line": "THIRD"}]
    assert room.type("RESOURCE", "SET LOGMSG 4 GAP") == ["LOG MESSAGE LINE 4 DOES NOT EXIST"]
    assert room.type("ANNA", "SET LOGMSG X") == ["INVALID OPTION - LOGMSG"]
    assert room.user("BERT").console.text.startswith("* NEW FIRST\n* THIRD\nFILES: ")


def test_logmsg_outlives_a_restart(room):
    room.host("SET LOGMSG OPEN UNTIL SIX")
    assert room.again().logmsg == ["OPEN UNTIL SIX"]
    room.host("SET LOGMSG NULL")
    (room.data / "system.yaml").open("a").write("logmsg: [WELCOME]\n")
    assert room.again().logmsg == []                    # what the operator said counts, nothing too


def test_the_configurations_logmsg_until_somebody_sets_one(room):
    (room.data / "system.yaml").open("a").write("logmsg: [WELCOME]\n")
    assert room.again().logmsg == ["WELCOME"]


def test_there_are_only_so_many_lines(room):
    for number in range(20):
        assert room.type("RESOURCE", f"SET LOGMSG LINE {number}") == []
    assert room.type("RESOURCE", "SET LOGMSG ONE TOO MANY") == [
        "LOG MESSAGE: LIMIT OF 20 REACHED; SET LOGMSG NN NULL"]


# -- the table of messages

def test_the_manual_of_messages_is_current():
    text = (ROOT / "docs" / "cp-messages.md").read_text(encoding="utf-8")
    assert text == commands_doc.manual(text), "python -m cp.commands_doc makes it anew"


def test_every_message_is_in_the_manual():
    text = (ROOT / "docs" / "cp-messages.md").read_text(encoding="utf-8")
    for one in MESSAGES.values():
        assert f"| `{one.code}` |" in text


def test_one_number_means_one_thing():
    """A module's number has one text (the three forms of FORCED R/O differ in who)."""
    found = {}
    for one in MESSAGES.values():
        assert found.setdefault(one.code, one.text) == one.text, one.key
        assert 1 <= one.number <= 999 and one.severity in "IWESAR"
        assert one.origin != "vm370" or one.module.startswith("DMK")


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_message_is_used(key):
    """... by name, or by a name whose end is filled in."""
    begins = [f'f"{key[:end]}{{' for end in range(4, len(key))]
    assert SOURCES.count(f'"{key}"') >= 2 or any(begin in SOURCES for begin in begins)


@pytest.mark.parametrize("number, text", [
    # GC20-1808
    ("DMKCFC001E", "?CP: X"), ("DMKCFM003E", "INVALID OPTION - X"), ("DMKCDB004E", "INVALID HEXLOC - X"),
    ("DMKVDB006E", "INVALID DEVICE TYPE - 00C"), ("DMKCDB009E", "INVALID RANGE - X"),
    ("DMKCDB010E", "INVALID REGISTER - X"), ("DMKLOG020E", "USERID MISSING OR INVALID"),
    ("DMKVDB022E", "VADDR MISSING OR INVALID"), ("DMKCFM026E", "OPERAND MISSING OR INVALID"),
    ("DMKVDB040E", "DEV 00C DOES NOT EXIST"), ("DMKCFM045E", "X NOT LOGGED ON"),
    ("DMKLOG050E", "PASSWORD INCORRECT - REINITIATE LOGON PROCEDURE"),
    ("DMKLOG053E", "X NOT IN CP DIRECTORY"), ("DMKLOG054E", "ALREADY LOGGED ON X"),
    ("DMKMSG057E", "X NOT RECEIVING; X")])
def test_known_messages(number, text):
    [one] = [one for one in MESSAGES.values() if one.code == number]
    assert one.text.format(line="X", operand="X", userid="X", unit=0x00C, where="X", why="X") == text


def test_how_a_message_is_shown():
    error = CPError("not-logged-on", userid="BERT")
    assert [error.shown(emsg) for emsg in ("ON", "CODE", "TEXT", "OFF")] == [
        "DMKCFM045E BERT NOT LOGGED ON", "DMKCFM045E", "BERT NOT LOGGED ON", ""]
    assert error.shown("TEXT", "1968") == "BERT NOT LOGGED IN" and error.code == 45
