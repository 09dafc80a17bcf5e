"""`cpcms disasm`: source of decks and images, what is the default, wrong usage."""
import argparse
import os
import subprocess
import sys

import pytest

from cp.cli_disasm import add_disasm
from s360.asm.object_deck import End, Esd, ObjectDeck, Text, to_hexadecimal, write_deck
from s360.errors import ConfigError, MediaError

DECK = write_deck(ObjectDeck([Esd("PROG", 0, 1, 0, 0x40, 8)],
                             [Text(1, 0, bytes.fromhex("05C04110C00207FE"))], end=End(0, 1)))
SOURCE = """\
PROG     CSECT
         BALR  12,0                     000000 05C0
         USING *,12
L000002  LA    1,L000002+2              000002 4110C002
         BR    14                       000006 07FE
         END   PROG
"""


def cpcms(*words):
    parser = argparse.ArgumentParser()
    add_disasm(parser.add_subparsers())
    options = parser.parse_args(["disasm", *map(str, words)])
    return options.func(options)


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "prog.text"
    path.write_bytes(DECK)
    return path


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "core.img"
    path.write_bytes(bytes.fromhex("05C0 47F0C006 1812 07FE"))
    return path


def test_a_deck_becomes_source(deck, capsys):
    assert cpcms(deck) == 0
    assert capsys.readouterr().out == SOURCE
    cpcms(deck, "--flow")
    assert capsys.readouterr().out == SOURCE


def test_a_deck_in_hexadecimal_text(deck, capsys):
    deck.write_text(to_hexadecimal(DECK))
    cpcms(deck)
    assert capsys.readouterr().out == SOURCE
    cpcms(deck, "--flat")
    assert capsys.readouterr().out.startswith("000000  05C0            BALR  12,0")


def test_a_deck_is_listed_on_request_or_in_part(deck, capsys):
    for words in (["--flat"], ["--start", "2", "--end", "8"], ["--at", "100"]):
        cpcms(deck, *words)
        assert "USING" not in capsys.readouterr().out


def test_an_image_is_listed_or_with_an_entry_becomes_source(image, capsys):
    cpcms(image, "--at", "200")
    assert capsys.readouterr().out.startswith("000200  05C0            BALR  12,0")
    for words in (["--entry", "200"], ["--flow"]):
        cpcms(image, "--at", "200", *words)
        out = capsys.readouterr().out
        assert "USING *,12" in out and "DC    X'1812'" in out and "B     L000208" in out


def test_source_goes_to_a_file(deck, tmp_path, capsys):
    assert cpcms(deck, "-o", tmp_path / "prog.asm") == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "prog.asm").read_text().startswith("PROG     CSECT\n")
    with pytest.raises(MediaError, match="there is no folder"):
        cpcms(deck, "-o", tmp_path / "no" / "prog.asm")


@pytest.mark.parametrize("other", ["prog.text", "again.text", "./prog.text"])
def test_the_input_is_not_replaced(deck, tmp_path, other):
    (tmp_path / "again.text").hardlink_to(deck)
    with pytest.raises(ConfigError, match="is read and would be replaced"):
        cpcms(deck, "-o", f"{tmp_path}/{other}")
    assert deck.read_bytes() == DECK


def process(*words, **streams):
    return subprocess.run([sys.executable, "-P", "-m", "cp.cli", "disasm", *map(str, words)],
                          stderr=subprocess.PIPE, timeout=60, **streams)


@pytest.mark.parametrize("words", [["-"], ["/dev/stdin"], ["-", "-o", "-"], ["-", "-o", "/dev/stdout"]])
def test_standard_input_and_output(words):
    done = process(*words, input=DECK, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, SOURCE, b"")


def test_devices_and_a_full_disk(deck):
    assert process(deck, "-o", "/dev/null", stdout=subprocess.DEVNULL).returncode == 0
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = process(deck, stdout=full)
        assert done.returncode == 1
        assert done.stderr.decode() == "cpcms: standard output: No space left on device; make room on that disk\n"


def test_a_file_with_two_decks_gives_two_assemblies(deck, capsys):
    deck.write_bytes(DECK + DECK)
    cpcms(deck)
    assert capsys.readouterr().out.count(" END ") == 2
    with pytest.raises(MediaError, match="2 decks"):
        cpcms(deck, "--entry", "0")


def test_a_damaged_deck_is_listed_and_the_damage_told(deck, capsys):
    deck.write_bytes(DECK[:-80])
    cpcms(deck)
    shown = capsys.readouterr()
    assert "BALR  12,0" in shown.out and "USING" not in shown.out
    assert "without an END card" in shown.err and "flat listing" in shown.err
    with pytest.raises(MediaError, match="END card"):
        cpcms(deck, "--flow")


@pytest.mark.parametrize("words, told", [
    (["--flat", "--entry", "0"], "--entry is for the source"),
    (["--flow", "--start", "2"], "--start and --end are for the flat"),
    (["--flow", "--at", "200"], "--at is for images"),
    (["--start", "8", "--end", "2"], "is not behind")])
def test_contradictions_are_refused(deck, words, told):
    with pytest.raises(ConfigError, match=told):
        cpcms(deck, *words)


def test_flow_and_flat_exclude_each_other(deck, capsys):
    with pytest.raises(SystemExit) as caught:
        cpcms(deck, "--flow", "--flat")
    assert caught.value.code == 2 and "not allowed with" in capsys.readouterr().err


def test_the_command_line(deck):
    done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "disasm", str(deck), "--entry",
                           "7"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == ("cpcms: entry point 000007: there is no instruction; give the address of "
                           "one within the program\n")
