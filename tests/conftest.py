"""For every test: passwords are hashed at the least cost, since nearly every test starts a CP that makes some.

Tests of the passwords themselves ask for `real_passwords`.  A shell that runs the tests in the background has
Ctrl-C ignored by all that it starts: tests that send it would wait for ever.
"""
import signal

import pytest

from cp import passwords

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

REAL_COST, LEAST_COST = passwords.COST, 1


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords():
    passwords.COST = LEAST_COST
    yield
    passwords.COST = REAL_COST


@pytest.fixture
def real_passwords(monkeypatch):
    monkeypatch.setattr(passwords, "COST", REAL_COST)
