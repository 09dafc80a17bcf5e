"""Whatever is typed and whatever a channel program asks of spooled devices: an answer, never an
exception, quotas hold, other users' files stay as they are."""
import random

import pytest

from channel_machine import ccw
from cp.spool import Limits, UserLimits
from spool_room import FakeSystem, put_deck

WORDS = ("RDR PRT PUN CON ALL SYSTEM ANNA BERT * 00C 00D 00E 009 0FF CLASS A B 1 2 3 0001 9999 10000 COPY "
         "99 100 HOLD NOHOLD CONT NOCONT EOF NOEOF TO FROM FOR OFF CLOSE PURGE NAME X Y.Z ../.. DIST FORM "
         "START STOP QUERY DEV FILE \u00b2 \u0660 '' TAG").split()
VERBS = ("SPOOL CLOSE PURGE ORDER CHANGE TRANSFER XFER TAG START DRAIN FLUSH REPEAT BACKSPAC SPACE HOLD FREE "
         "LOADBUF").split()
LIMITS = UserLimits(files=12, records=150, bytes=100_000)


@pytest.fixture
def system(tmp_path):
    from types import SimpleNamespace
    one = FakeSystem(tmp_path / "spool.db", Limits(user=LIMITS))
    one.logon("ANNA")
    one.logon("BERT")
    one.logon("OPERATOR", "ABCDEG")
    one.real_units = SimpleNamespace(units={}, stop=lambda: None, unit=one.machines["ANNA"].device,
                                     output=one.machines["ANNA"].device)
    yield one
    one.close()


def check_quota(system):
    for userid, (files, size) in system.spool.used.items():
        assert files <= LIMITS.files and size <= LIMITS.bytes + 20_000, userid


def any_line(dice):
    return " ".join([dice.choice(VERBS[:8]), *dice.choices(WORDS, k=dice.randrange(7))])


def test_console_functions_answer_whatever_is_typed(system):
    dice = random.Random(67)
    secret = put_deck(system.spool, "OPERATOR", ["A"])
    for _ in range(4000):
        line = any_line(dice)
        answer = system.command("ANNA", line)
        assert answer.code == 0 or len(answer.lines) == 1, line
        if dice.random() < 0.3:
            put_one(system, dice)
    assert system.spool.files("RDR", "OPERATOR") == [secret] and system.spool.problems() == []
    check_quota(system)


def put_one(system, dice):
    from cp.messages import CPError
    try:
        put_deck(system.spool, "ANNA", ["A"] * dice.randrange(1, 5), cls=dice.choice("AB1"))
    except CPError as error:
        assert error.key == "quota"


def test_channel_programs_of_any_kind(system):
    dice = random.Random(360)
    anna, bert = system.machines["ANNA"], system.machines["BERT"]
    theirs = put_deck(system.spool, "BERT", ["A", "B"])
    for n in range(6000):
        unit = dice.choice((0x00C, 0x00D, 0x00E))
        chain = [ccw(dice.choice((0x01, 0x02, 0x09, 0x8B, 0x04, 0x21, 0x22, 0xC2, dice.randrange(256))),
                     dice.randrange(0x1000, 0x2000), dice.randrange(1, 400),
                     dice.choice((0, 0x20, 0x40, 0x60, 0x80))) for _ in range(3)]
        anna.put(0x700, *chain)
        anna.storage.write(0x1000, dice.randbytes(256))
        while anna.interruption() is not None:
            pass
        anna.run(unit, 0x700)
        if n % 50 == 0:
            system.command("ANNA", any_line(dice))
        if n % 500 == 0:
            system.command("ANNA", "PURGE ALL")
            put_one(system, dice)
            for device in (anna.punch, anna.printer):
                device.close_file()
                device.output.again()
        if n % 97 == 0:
            for device in (anna.reader, anna.punch, anna.printer):
                device.load(device.save())
    assert system.spool.files("RDR", "BERT")[0] is theirs and bert.reader.hopper.file is None
    assert [kind for kind, *_ in system.logged if kind != "spool"] == []
    assert system.spool.problems() == [] and system.spool.figures()["open"] <= 2
    check_quota(system)
