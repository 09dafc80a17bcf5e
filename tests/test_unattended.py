"""Users at work for a time at `cpcms serve` (unattended.py): the issue's half hour, and half a minute."""
from __future__ import annotations

import os

import pytest

from unattended import load

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")


@pytest.mark.slow
def test_five_users_for_half_a_minute(tmp_path):
    assert [fault for fault in load(0.5, 5, 2, tmp_path / "data") if "memory" not in fault] == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_twenty_users_for_half_an_hour(tmp_path):
    assert load(30, 20, 1, tmp_path / "data") == []
