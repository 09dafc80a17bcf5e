"""The sample machine: what a newcomer sees first."""
import importlib.util
from pathlib import Path

import s360
from cp import cli

SAMPLES = Path(s360.__file__).parent / "samples"


def test_the_committed_deck_is_what_its_source_makes():
    spec = importlib.util.spec_from_file_location("make_sample", SAMPLES / "make_sample.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert (SAMPLES / "sample.deck").read_bytes() == maker.make()


def test_it_greets_prints_the_primes_and_ends_well(capsys):
    before = sorted(SAMPLES.iterdir())
    assert cli.main(["ipl"]) == 0
    out = capsys.readouterr().out
    assert "A SYSTEM/360 IS ALIVE" in out and "Disabled wait, address 000000" in out
    listing = out[out.index("THE FIRST 100 PRIMES\n\n"):out.index("This was")]
    primes = [n for n in range(2, 542) if all(n % d for d in range(2, n))]
    assert [int(word) for word in listing.split()[4:]] == primes and len(primes) == 100
    assert sorted(SAMPLES.iterdir()) == before


def test_the_sample_takes_no_options(capsys):
    assert cli.main(["ipl", "--limit", "5"]) == 2
    assert "--limit needs a MACHINE" in capsys.readouterr().err
