"""`cpcms decks`: the samples are listed with their titles, a copy runs, and a changed file is not lost."""
import json

import pytest

from cp.cli import main
from cp.first_saved import deck_folder


def names():
    return {path.stem for path in deck_folder().glob("*.asm")}


def test_every_sample_is_listed_with_its_title(capsys):
    assert main(["decks", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert names() <= {line.split()[0] for line in lines if line}
    assert "primes     THE SIEVE OF ERATOSTHENES ON A 1403" in lines
    assert "life       CONWAY'S GAME ON A 1403" in lines


def test_the_list_for_programs_names_the_files(capsys):
    assert main(["decks", "list", "--json"]) == 0
    decks = {deck["name"]: deck for deck in json.loads(capsys.readouterr().out)}
    assert decks.keys() == names()
    assert set(decks["talk"]["files"]) == {"talk.asm", "talk.cards", "talk.py", "talk2.cards"}
    assert decks["sort"]["files"][0] == "sort.asm"


def test_a_copy_is_complete_and_runs(tmp_path, capsys):
    assert main(["decks", "copy", "sort", "--to", str(tmp_path / "mine")]) == 0
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {
        "README.md", "sort.asm", "sort.cards", "sort.expect", "sort.yaml"}
    capsys.readouterr()
    cards = str(tmp_path / "mine" / "sort.cards")
    assert main(["run", str(tmp_path / "mine" / "sort.asm"), "--cards", cards]) == 0
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    words = [line.rstrip() for line in (tmp_path / "mine" / "sort.cards").read_text().splitlines()]
    assert [line for line in printed if line in words] == sorted(words, key=lambda word: word.encode("cp037"))


def test_without_a_name_all_are_copied(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["decks", "copy"]) == 0
    assert names() == {path.stem for path in (tmp_path / "decks").glob("*.asm")}


def test_a_file_that_was_changed_is_kept(tmp_path, capsys):
    assert main(["decks", "copy", "hello", "--to", str(tmp_path)]) == 0
    (tmp_path / "hello.asm").write_text("MINE")
    assert main(["decks", "copy", "hello", "--to", str(tmp_path)]) == 1
    assert "hello.asm: is there and differs" in capsys.readouterr().err
    assert (tmp_path / "hello.asm").read_text() == "MINE"
    assert main(["decks", "copy", "hello", "--to", str(tmp_path), "--force"]) == 0
    assert (tmp_path / "hello.asm").read_text() != "MINE"


@pytest.mark.parametrize("words, code, said", [
    (["copy", "helo"], 2, "no sample deck is called 'helo'; there are: banner, "),
    (["copy", "hello", "--to", "/proc/none"], 1, "give a folder you can write")])
def test_what_cannot_be_is_told(words, code, said, capsys):
    assert main(["decks", *words]) == code
    assert said in capsys.readouterr().err
