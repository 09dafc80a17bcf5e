"""The guide to CMS: its first session, typed as it stands; its tables are those of HELP."""
from pathlib import Path

import pytest

from cms import help_doc
from cms_room import READY, Room

MANUAL = Path(help_doc.__file__).resolve().parent.parent / "docs" / "cms.md"


@pytest.fixture(scope="module")
def manual() -> str:
    if not MANUAL.exists():
        pytest.skip("the manual is not beside the installed package")
    return MANUAL.read_text(encoding="utf-8")


def blocks(text: str) -> list[list[str]]:
    """Indented pieces; empty lines within a piece are lines of it."""
    made, blank = [[]], 0
    for line in text.split("\n"):
        if line.startswith("    "):
            made[-1] += [""] * (blank if made[-1] else 0) + [line[4:]]
            blank = 0
        elif line:
            made += [[]] if made[-1] else []
            blank = 0
        else:
            blank += 1
    return [one for one in made if one]


def test_the_tables_are_current(manual):
    assert manual == help_doc.manual(manual), "run: python -m cms.help_doc docs/cms.md"


def test_every_document_that_is_named_is_there(manual):
    import re
    for name in re.findall(r"\]\(([^)#]+)\)", manual):
        assert (MANUAL.parent / name).exists(), name


def test_the_first_ten_minutes(manual, tmp_path):
    """Lines in small letters are typed, those in capitals are answers."""
    section = manual.split("## The first ten minutes")[1].split("\n## ")[0]
    _, source, run, procedure = blocks(section)
    room = Room(tmp_path)
    console = room.vm.console
    try:
        for line in source + run:
            if line != line.upper() or not line:
                console.wait_for("VM READ", READY)
                console.send(line)
            else:
                console.expect(line, READY)
        console.expect("R;", READY)
        assert "HELLO, WORLD" in room.ask("GREET")
        for line in ("EDIT AL EXEC", *procedure, "", "FILE"):
            console.wait_for("VM READ", READY)
            console.send(line)
        console.expect("R;", READY)
        answer = room.ask("AL GREET")
        assert "HELLO, WORLD" in answer and answer[-1].startswith("R;")
    finally:
        room.close()
