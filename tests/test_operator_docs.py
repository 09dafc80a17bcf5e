"""The operator's guide: generated parts current, every key and option described."""
from pathlib import Path

from s360 import config
from s360.operator.__main__ import current
from s360.operator.registry import COMMANDS, NAMES, find, help_lines

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "operator.md"


def test_the_guide_is_current():
    text = GUIDE.read_text(encoding="utf-8")
    assert text == current(text), "run: python -m s360.operator docs/operator.md"


def test_every_key_of_a_description_is_in_the_guide():
    text = GUIDE.read_text(encoding="utf-8")
    for key in config.MachineKeys.model_fields:
        assert f"`machine.{key}`" in text
    for key in config.TopKeys.model_fields:
        assert key == "machine" or f"`{key}`" in text


def test_every_command_has_help_under_each_of_its_names():
    for name in NAMES:
        command = find(name)
        lines = help_lines(name)
        assert lines[0].startswith(command.usage) and command.summary in lines[1]
    listed = "\n".join(help_lines())
    assert all(f"  {command.usage}" in listed for command in COMMANDS.values())


def test_the_description_in_the_guide_can_be_read():
    text = GUIDE.read_text(encoding="utf-8")
    block = text.split("## 4.")[1].split("\n\n    ")[1].split("\n\n")[0]
    from s360.marked_yaml import MarkedFile
    lines = [line.removeprefix("    ") for line in block.splitlines()]
    made = config.read(MarkedFile("guide.yaml", "\n".join(lines)))
    assert made.ipl == 0x00C and len(made.devices) == 6
