"""The programs in decks/, as a visitor runs them: assembled, linked, loaded on a bare machine, and
compared with the answers beside them."""
import shutil
from pathlib import Path

import pytest

from cli_room import cpcms_here

DECKS = Path(__file__).resolve().parent.parent / "decks"


def cpcms(folder, *words):
    done = cpcms_here(*words, cwd=folder)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def run(name, folder, cards=None):
    """What the program types on its console; its listing is then in the folder."""
    for file in DECKS.glob(f"{name}.*"):
        shutil.copy(file, folder)
    if cards is not None:
        (folder / f"{name}.cards").write_text(cards)
    cpcms(folder, "asm", f"{name}.asm")
    cpcms(folder, "link", f"{name}.deck")
    return cpcms(folder, "ipl", f"{name}.yaml")


def test_hello_greets_on_its_console(tmp_path):
    typed = run("hello", tmp_path)
    assert typed.splitlines()[0] == (DECKS / "hello.expect").read_text().rstrip("\n")
    assert "Disabled wait, address 000000" in typed


def test_primes_prints_the_primes(tmp_path):
    run("primes", tmp_path)
    listing = (tmp_path / "primes.txt").read_text()
    assert listing == (DECKS / "primes.expect").read_text()
    words = listing.split()
    primes = [n for n in range(2, 1000) if all(n % d for d in range(2, n))]
    assert [int(word) for word in words[4:-2]] == primes and int(words[-2]) == len(primes)


def test_lister_lists_its_cards(tmp_path):
    run("lister", tmp_path)
    listing = (tmp_path / "lister.txt").read_text()
    assert listing == (DECKS / "lister.expect").read_text()
    for number, card in enumerate((DECKS / "lister.cards").read_text().splitlines(), 1):
        assert f"{number:6}  {card}".rstrip() in listing.splitlines()


@pytest.mark.parametrize("cards, count", (("", 0), ("ONE CARD\n", 1), ("X\n" * 100, 100), ("X\n" * 101, 101)))
def test_lister_counts(tmp_path, cards, count):
    shutil.copy(DECKS / "lister.asm", tmp_path)
    (tmp_path / "lister.yaml").write_text((DECKS / "lister.yaml").read_text())
    (tmp_path / "lister.cards").write_text(cards)
    cpcms(tmp_path, "asm", "lister.asm")
    cpcms(tmp_path, "link", "lister.deck")
    cpcms(tmp_path, "ipl", "lister.yaml")
    listing = (tmp_path / "lister.txt").read_text()
    assert listing.endswith(f"{count:6} CARDS\n")
    assert listing.count("PAGE") == (count + 49) // 50


def test_a_small_control_program_on_a_model_67(tmp_path):
    typed = run("minicp", tmp_path).splitlines()
    assert typed[:5] == (DECKS / "minicp.expect").read_text().splitlines()
    assert "Disabled wait, address 000000" in typed[5]
