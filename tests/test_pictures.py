"""The pictures of the README are those that docs/pictures/make.py makes."""
import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SPEC = importlib.util.spec_from_file_location("pictures", FOLDER / "make.py")
MAKER = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MAKER)


@pytest.mark.parametrize("name", MAKER.PICTURES)
def test_the_picture_is_current(name):
    current = (FOLDER / name).read_text(encoding="utf-8")
    assert MAKER.steady(MAKER.PICTURES[name]()) == MAKER.steady(current), "run: python docs/pictures/make.py"
