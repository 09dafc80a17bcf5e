"""The Python of README.md and docs/ is whole programs that run; those of a page one after the other in one folder,
as who reads it would run them."""
import re
import shutil

import pytest

from s360.asm import assemble
from s360.media.ckd import create_volume
from shared import ROOT

BLOCK = re.compile(r"^## (?P<title>[^\n]*)$|^```python\n(?P<code>.*?)^```", re.M | re.S)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
ELSEWHERE = {"docs/add-a-device.md"}              # tests/test_device_guide.py puts that one into place


def examples():
    """Each page that has programs, with them and the headings above them."""
    for page in PAGES:
        name, title, found = str(page.relative_to(ROOT)), "", []
        for part in BLOCK.finditer(page.read_text(encoding="utf-8")):
            title = part["title"] if part["title"] is not None else title
            found += [(title, part["code"])] if part["code"] else []
        if found and name not in ELSEWHERE:
            yield pytest.param(found, id=name)


@pytest.fixture
def folder(tmp_path):
    """With files that are the reader's own."""
    (tmp_path / "main.deck").write_bytes(assemble((ROOT / "decks" / "hello.asm").read_text()).object_deck)
    create_volume(tmp_path / "user.ckd", "2314", cylinders=10)
    (tmp_path / "ftnlib").mkdir()
    shutil.copy(tmp_path / "main.deck", tmp_path / "ftnlib" / "SIN.deck")
    return tmp_path


@pytest.mark.parametrize("programs", list(examples()))
def test_the_examples_run(programs, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    for title, code in programs:
        exec(compile(code, title, "exec"), {"__name__": "example"})
        printed = re.findall(r"^print\(.*\)\s+# (.+)$", code, re.M)      # what the page says of it
        shown = capsys.readouterr().out.splitlines()
        assert not printed or shown == printed
