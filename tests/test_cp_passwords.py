"""Passwords: the stored form, what is accepted, and the doorman who slows guessing."""
import base64
import hashlib
import re
import threading

import pytest

from cp.passwords import Doorman, NOLOG, is_stored, random_password, stored, verify
from s360.errors import ConfigError

pytestmark = pytest.mark.usefixtures("real_passwords")


def test_the_stored_form_is_scrypt_with_its_parameters():
    text = stored("Toba-Riku")
    found = re.fullmatch(r"\$scrypt\$ln=14,r=8,p=1\$([^$]+)\$([^$]+)", text)
    salt, made = (base64.b64decode(part + "==="[:-len(part) % 4]) for part in found.groups())
    assert len(salt) == 16
    assert made == hashlib.scrypt(b"TOBA-RIKU", salt=salt, n=16384, r=8, p=1, dklen=32,
                                  maxmem=1 << 26)
    assert stored("Toba-Riku") != text, "every password has a salt of its own"


def test_verify():
    text = stored("secret")
    assert verify("secret", text) and verify("SECRET", text) and verify(" Secret ", text)
    assert not verify("secre", text) and not verify("", text)
    for nothing in (NOLOG, None, "", "secret", "ALL", "$scrypt$ln=14,r=8,p=1$AAAA$"):
        assert not verify("secret", nothing)


def test_other_parameters_are_taken_from_the_text_and_huge_ones_refused():
    made = hashlib.scrypt(b"X", salt=b"saltsalt", n=16, r=1, p=2, dklen=32)
    b64 = [base64.b64encode(one).decode().rstrip("=") for one in (b"saltsalt", made)]
    assert verify("x", "$scrypt$ln=4,r=1,p=2${}${}".format(*b64))
    assert not is_stored("$scrypt$ln=31,r=8,p=1${}${}".format(*b64))
    assert not is_stored("$scrypt$ln=20,r=99,p=1${}${}".format(*b64))


@pytest.mark.parametrize("bad", ["", " ", "two words", "a\nb", "x" * 65, "nolog", "ALL"])
def test_what_cannot_be_a_password(bad):
    with pytest.raises(ConfigError):
        stored(bad)


def test_random_passwords_can_be_said_and_differ():
    made = {random_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([BDFGHKLMNPRSTVZ][AEIOU]){2}(-([BDFGHKLMNPRSTVZ][AEIOU]){2}){3}", one)
               for one in made)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def doorman(**options):
    clock = Clock()
    return Doorman(clock=clock, **options), clock


def test_the_delay_begins_after_three_tries_and_doubles():
    door, clock = doorman()
    assert [door.knock("BOB", "far") for _ in range(3)] == [0, 0, 0]
    waits = []
    for _ in range(8):
        wait = door.knock("BOB", "far")
        waits.append(wait)
        clock.now += wait - 0.01
        assert door.knock("BOB", "far") > 0, "too early is refused and counts for nothing"
        clock.now += 0.02
        assert door.knock("BOB", "far") == 0
    assert [round(wait) for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_right_password_forgets_the_userid_but_not_the_origin():
    door, clock = doorman()
    for _ in range(3):
        door.knock("BOB", "far")
    assert door.knock("BOB", "near") > 0, "the userid is slowed from everywhere else too"
    assert door.knock("EVE", "far") > 0, "and the origin at every userid"
    clock.now += 1.1
    assert door.knock("BOB", "far") == 0
    door.right("BOB", "far")
    assert door.knock("BOB", "near") == 0
    assert door.knock("EVE", "far") > 0


def test_this_host_is_not_hindered_by_others():
    door, _ = doorman()
    for _ in range(3):
        door.knock("OPERATOR", "far")
    assert door.knock("OPERATOR", "far") > 0
    assert door.knock("OPERATOR") == 0


def test_tries_are_forgiven_after_time():
    door, clock = doorman(forgiven=100)
    for _ in range(3):
        door.knock("BOB")
    clock.now += 99
    assert door.knock("BOB") == 0 and door.knock("BOB") > 0
    clock.now += 101
    assert [door.knock("BOB") for _ in range(3)] == [0, 0, 0]


def test_many_at_one_time_gain_nothing():
    door, _ = doorman()
    through = []
    threads = [threading.Thread(target=lambda: through.append(door.knock("BOB", "far") == 0))
               for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(through) == 3


def test_the_doorman_remembers_no_more_than_he_can():
    door, _ = doorman(most=100)
    for number in range(1000):
        door.knock(f"U{number}", f"host{number}")
    assert len(door.doors) <= 100
