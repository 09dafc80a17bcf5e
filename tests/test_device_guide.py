"""docs/add-a-device.md: the device on the page works as the page says."""
import re
import types

from channel_machine import ChannelMachine, ccw
from shared import ROOT


def paper_tape_reader():
    page = (ROOT / "docs" / "add-a-device.md").read_text()
    code = re.search(r"## The device\n\n```python\n(.*?)```", page, re.S).group(1)
    module = types.ModuleType("papertape")
    exec(compile(code, "docs/add-a-device.md", "exec"), module.__dict__)
    return module.PaperTapeReader


def test_the_page_reads_a_tape_to_its_end():
    machine = ChannelMachine()
    machine.attach(0x012, paper_tape_reader()(bytes(range(30))))
    machine.put(0x2000, ccw(0x02, 0x1000, 100))
    first = machine.run(0x012, 0x2000)
    assert (first["cc"], first["us"], first["cs"], first["count"]) == (0, 0x0C, 0, 70)
    assert machine.storage.read(0x1000, 31) == bytes(range(30)) + b"\0"
    second = machine.run(0x012, 0x2000)
    assert (second["us"], second["count"]) == (0x0D, 100)
    third = machine.run(0x012, 0x2000)
    assert (third["cc"], third["us"], third["sense"][0]) == (1, 0x02, 0x40)


def test_the_tape_stops_where_the_count_ends():
    machine = ChannelMachine()
    machine.attach(0x012, paper_tape_reader()(b"ABCDEFGH"))
    machine.put(0x2000, ccw(0x02, 0x1000, 3, 0x40), ccw(0x02, 0x1010, 3, 0))
    result = machine.run(0x012, 0x2000)
    assert (result["us"], result["cs"], result["addr"]) == (0x0C, 0, 0x2010)
    assert machine.storage.read(0x1000, 3) + machine.storage.read(0x1010, 3) == b"ABCDEF"


def test_mounting_a_tape_gives_device_end():
    machine = ChannelMachine()
    reader = machine.attach(0x012, paper_tape_reader()())
    machine.put(0x2000, ccw(0x02, 0x1000, 1), ccw(0x7F))
    assert machine.run(0x012, 0x2000)["sense"][0] == 0x40
    reader.mount(b"X")
    assert machine.interruption() == 0x012
    assert machine.csw()[2] == 0x04
    assert machine.run(0x012, 0x2000)["us"] == 0x0C
    assert machine.run(0x012, 0x2008)["sense"][0] == 0x80


def test_the_reader_is_about_sixty_lines():
    page = (ROOT / "docs" / "add-a-device.md").read_text()
    code = re.search(r"## The device\n\n```python\n(.*?)```", page, re.S).group(1)
    assert len([line for line in code.splitlines() if line.strip()]) <= 65
