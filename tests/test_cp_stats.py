"""Figures of a running CP: what is counted, Prometheus' text, QUERY FIGURES, `cpcms stats`."""
import json
import re
from types import SimpleNamespace

import pytest

from cp import cli_operate, stats
from cp.counters import Counters
from operate_command import cpcms


def machine(userid="ANNA", state="waiting", instructions=1_000_000, face=object(), **counters):
    return SimpleNamespace(
        userid=userid, state=state, core=SimpleNamespace(executed=instructions), virtual_seconds=1.5,
        total_seconds=2.25, connect_seconds=60.0, console=SimpleNamespace(face=face),
        counters=Counters(**counters))


def fake_system(machines, **more):
    files = [SimpleNamespace(kind=kind) for kind in ("RDR", "PRT", "PRT")]
    return SimpleNamespace(
        version="1.0", profile="1968", start_kind="WARM", started=0.0, logged_on=lambda: machines,
        dialed=lambda: 1, lines=SimpleNamespace(everybody=lambda: [1, 2, 3]),
        dispatcher=SimpleNamespace(standing=lambda: {"queue 1": 1, "queue 2": 4, "slices": 77}),
        spool=SimpleNamespace(files=lambda: files, writers={5: None}, bytes=12345),
        journal=SimpleNamespace(figures=lambda: {"lines": 9, "lost": 0, "repeated": 2}),
        accounting=SimpleNamespace(figures=lambda: {"unsaved": 0, "lost": 0}), **more)


ANNA = dict(privops={"SSM": 10, "SIO": 3}, reflected={"io": 3}, diagnoses={0x08: 2, 0x0C: 1}, sios=3,
            spool_lines=100, page_reads=4)


def test_a_snapshot_adds_machines_up():
    made = stats.snapshot(fake_system([
        machine(**ANNA), machine("BERT", "running", 500, None, privops={"SSM": 1}, sios=1),
        machine("CARL", "cp")]))
    assert (made["users"], made["disconnected"], made["terminals"], made["dialed"]) == (3, 1, 3, 1)
    assert made["machines"] == {"running": 1, "waiting": 1, "cp": 1, "sleeping": 0}
    assert (made["instructions"], made["virtual_cpu"], made["total_cpu"]) == (2_000_500, 4.5, 6.75)
    assert made["traps"] == {"SIO": 3, "SSM": 11} and made["diagnoses"] == {"08": 2, "0C": 1}
    assert made["counts"] == {"sios": 4, "lines_printed": 100, "cards_read": 0, "cards_punched": 0,
                              "page_reads": 4, "page_writes": 0, "queue_drops": 0}
    assert made["spool"] == {"files": {"RDR": 1, "PRT": 2, "PUN": 0}, "open": 1, "bytes": 12345}
    assert [row["userid"] for row in made["by_user"]] == ["ANNA", "BERT", "CARL"]
    assert json.loads(json.dumps(made)) == made


def test_what_only_grows_does_not_shrink_at_logoff():
    gone = stats.Gone()
    leaves, stays = machine(**ANNA), machine("BERT", **ANNA)
    before = stats.snapshot(fake_system([leaves, stays], gone=gone))
    gone.add(leaves)
    for _ in range(2):
        after = stats.snapshot(fake_system([stays], gone=gone))
        for name in ("instructions", "virtual_cpu", "total_cpu", "counts", "traps", "diagnoses",
                     "reflected"):
            assert after[name] == before[name]
        assert after["users"] == 1


def samples(text):
    """{metric{labels}: value}, after checking the form of every line."""
    found, types = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            assert name not in types and kind in ("gauge", "counter")
            types[name] = kind
        elif not line.startswith("# HELP "):
            match = re.fullmatch(r'(cpcms_[a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+\})? (\S+)', line)
            assert match, line
            assert (types[match[1]] == "counter") == match[1].endswith("_total"), line
            assert line.rsplit(" ", 1)[0] not in found
            found[line.rsplit(" ", 1)[0]] = float(match[3])
    return found


def test_prometheus():
    made = stats.snapshot(fake_system([machine(**ANNA), machine("BE\"RT", **ANNA)]))
    found = samples(stats.prometheus(made))
    assert found["cpcms_users"] == 2
    assert found['cpcms_machines{state="waiting"}'] == 2
    assert found['cpcms_traps_total{operation="SSM"}'] == 20
    assert found['cpcms_diagnoses_total{code="0C"}'] == 2
    assert found["cpcms_lines_printed_total"] == 200
    assert found['cpcms_spool_files{queue="PRT"}'] == 2
    assert found['cpcms_queued_machines{queue="2"}'] == 4 and found["cpcms_slices_total"] == 77
    assert found['cpcms_info{version="1.0",profile="1968",start="WARM"}'] == 1
    assert not any("user=" in name for name in found)
    found = samples(stats.prometheus(made, users=True))
    assert found['cpcms_machine_virtual_cpu_seconds_total{user="BE\\"RT"}'] == 1.5


def test_an_idle_system_has_no_empty_metrics():
    text = stats.prometheus(stats.snapshot(fake_system([])), users=True)
    samples(text)
    assert "traps" not in text and text.endswith("\n")


def test_query_figures():
    from cp.commands.accounting import figures
    said, told = [], []
    figures(SimpleNamespace(system=fake_system([machine(**ANNA)]), say=said.append, tell=told.append), [])
    assert said[0].startswith("CPCMS 1.0, PROFILE 1968, WARM START")
    assert any(line.startswith("TRAPS        SIO 3, SSM 10") for line in said)
    assert told[0]["users"] == 1


@pytest.fixture
def running(monkeypatch, tmp_path):
    made = stats.snapshot(fake_system([machine(**ANNA)]))

    def ask(folder, line):
        assert (folder, line) == (tmp_path, "QUERY FIGURES")
        return {"code": 0, "lines": [], "data": [made]}

    monkeypatch.setattr(cli_operate, "ask", ask)
    return made


def test_the_command(running, tmp_path, capsys):
    assert cpcms("stats", "--data", tmp_path, "--users") == 0
    text = capsys.readouterr().out
    assert "1 waiting" in text and text.splitlines()[-1].startswith("ANNA     waiting")
    assert cpcms("stats", "--data", tmp_path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == running
    assert cpcms("stats", "--data", tmp_path, "--prometheus") == 0
    assert samples(capsys.readouterr().out)["cpcms_users"] == 1


def test_the_command_without_a_running_cp(tmp_path, capsys):
    assert cpcms("stats", "--data", tmp_path) == 1
    assert "no CP runs on" in capsys.readouterr().out
