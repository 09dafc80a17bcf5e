"""Machine descriptions: what is accepted, and that every mistake is told with its place."""
import pytest
from s360 import config
from s360.errors import ConfigError
from s360.marked_yaml import MarkedFile


def described(text, path="room/machine.yaml"):
    return config.read(MarkedFile(path, text))


def complaints(text):
    with pytest.raises(ConfigError) as caught:
        described(text)
    return str(caught.value).splitlines()


GOOD = """\
machine: {model: 65, features: [-decimal, extended], mips: 0.5, clock: host, speed: authentic,
          io_delay: 20, timer: no, durability: power}
devices:
  - {unit: 009, type: 1052}
  - {unit: 010, type: 2540r, deck: [a.deck, b.deck], eof: no}
  - {unit: 190, type: 2314, volume: pack.ckd, write: yes}
  - {unit: 1E0, type: 1403, carriage: {1: 1, 12: [60, 66]}, length: 66}
ipl: 010
commands:
  - breakpoint 208
"""


def test_a_whole_description(tmp_path):
    made = described(GOOD, tmp_path / "machine.yaml")
    options = made.machine.options("virtual")
    assert options == {"storage": 1 << 20, "model": "65", "timer": False, "mips": 0.5,
                       "clock": "host", "speed": "authentic", "io_delay": 20,
                       "features": ["direct", "extended", "float", "protection", "standard"]}
    assert [(d.unit, d.type) for d in made.devices] == [
        (0x009, "1052"), (0x010, "2540R"), (0x190, "2314"), (0x1E0, "1403")]
    assert made.devices[1].options == {"deck": [str(tmp_path / "a.deck"), str(tmp_path / "b.deck")],
                                       "eof": False}
    assert made.devices[2].options == {"volume": str(tmp_path / "pack.ckd"), "write": True}
    assert made.devices[3].options == {"carriage": {1: [1], 12: [60, 66]}, "length": 66}
    assert made.ipl == 0x010 and made.commands == ["breakpoint 208"]


def test_devices_may_be_a_mapping():
    made = described("devices: {00C: 2540R, 00E: {type: 1403, file: out.txt}}")
    assert [(d.unit, d.type) for d in made.devices] == [(0x00C, "2540R"), (0x00E, "1403")]


def test_what_is_left_out_has_its_usual_value():
    options = described("").machine.options("virtual")
    assert options["storage"] == 256 << 10 and options["clock"] == "virtual"
    assert options["speed"] == "fast" and options["timer"] is True and options["model"] is None
    assert "m67" in options["features"]
    assert described("machine:\n  storage:\n  model: 30\n").machine.options("host")["storage"] \
        == 64 << 10


def test_an_unknown_key_is_told_with_line_column_and_remedy():
    text = "machine:\n  model: 65\ndevices:\n  - {unit: 009, type: 1052}\n" \
           "  - {unit: 00C, typ: 2540R}\n"
    assert complaints(text) == ["machine.yaml:5:17 devices.1.typ: unknown key, did you mean 'type'?"]


@pytest.mark.parametrize("text, told", [
    ("machine:\n  storag: 64K\n", "machine.yaml:2:3 machine.storag: unknown key, did you mean "
                                  "'storage'?"),
    ("machin: {}\n", "machine.yaml:1:1 machin: unknown key, did you mean 'machine'?"),
    ("machine:\n  clock: hst\n", "machine.yaml:2:3 machine.clock: 'hst' must be 'host' or "
                                 "'virtual'"),
    ("machine:\n  timer: maybe\n", "machine.yaml:2:3 machine.timer: 'maybe' must be yes or no"),
    ("machine:\n  io_delay: soon\n", "machine.yaml:2:3 machine.io_delay: 'soon' must be a whole "
                                     "number"),
    ("machine: fast\n", "machine.yaml:1:1 machine: 'fast' must be a mapping (key: value)"),
    ("devices:\n- {unit: 009}\n", "machine.yaml:2:3 devices.0.type: is missing"),
    ("devices:\n- {type: 1052}\n", "machine.yaml:2:3 devices.0.unit: is missing"),
    ("ipl: 00C\nipl: 00D\n", "machine.yaml:2:1 ipl: key is here twice, first in line 1"),
    ("devices: {00C: 2540R, 00C: 1403}\n",
     "machine.yaml:1:23 devices.00C: key is here twice, first in line 1"),
    ("devices:\n- {unit: 9, type: 1052}\n- {unit: 009, type: 1052}\n",
     "machine.yaml:3:3 devices.1: device 009 is here twice, first at machine.yaml:2:3"),
    ("ipl: 00C\n", "machine.yaml:1:1 ipl: there is no device 00C to load from"),
])
def test_mistakes(text, told):
    assert complaints(text) == [told]


def test_all_mistakes_are_told_at_once(tmp_path):
    text = ("machine: {model: 66}\ndevices:\n- {unit: 009, type: 1052, colour: red}\n"
            "- {unit: 009, type: 1052}\n- {unit: 190, type: 2314, volume: none.ckd}\n"
            "- {unit: 181, type: 2400, tape: new.het, create: het}\nipl: 00C\n")
    with pytest.raises(ConfigError) as caught:
        described(text, tmp_path / "machine.yaml")
    assert [line.partition(" ")[::2] for line in str(caught.value).splitlines()] == [
        ("machine.yaml:1:11", "machine.model: '66' is not known, did you mean '67'? (there are "
                              "30, 40, 50, 65, 75, 85, 67)"),
        ("machine.yaml:3:27", "devices.0.colour: unknown key (a 1052 has: fold, type)"),
        ("machine.yaml:4:3", "devices.1: device 009 is here twice, first at machine.yaml:3:3"),
        ("machine.yaml:5:3", f"190 2314: {tmp_path / 'none.ckd'}: No such file or directory"),
        ("machine.yaml:7:1", "ipl: there is no device 00C to load from")]


def test_a_reel_may_be_made_in_a_named_format():
    made = described("devices: {181: {type: 2400, tape: a.reel, create: het, ring: yes}}")
    assert made.devices[0].options["create"] == "het"
    made = described("devices: {181: {type: 2400, tape: a.reel, create: yes}}")
    assert made.devices[0].options["create"] is True


@pytest.mark.parametrize("text, part", [
    ("machine: {storage: 300}\n", "multiple of 2K"),
    ("machine: {storage: 17M}\n", "from 2K to 16M"),
    ("machine: {storage: lots}\n", "256K or 1M"),
    ("machine: {model: 20}\n", "'20' is not known"),
    ("machine: {features: [-decimals]}\n", "'-decimals' is not known"),
    ("machine: {mips: 0}\n", "greater than 0"),
    ("devices: {00Z: 1052}\n", "'00Z' is no device address"),
    ("devices: {7FF: 1052}\n", "channels are 0 to 6"),
    ("devices: {-1: 1052}\n", "channels are 0 to 6"),
    ("devices: {00E: 140}\n", "unknown device type '140', did you mean '1403'?"),
    ("devices: {00E: {type: 1403, lenth: 66}}\n", "did you mean 'length'?"),
    ("devices: {009: {type: 1052, output: x}}\n", "unknown key"),
    ("devices: [1052]\n", "must be a mapping"),
    ("devices: 1052\n", "must be a"),
    ("[1, 2]\n", "must be a mapping with the keys"),
    ("a: b: c\n", "machine.yaml:1:5"),
    ("machine: {\n", "machine.yaml:"),
    ("? [a, b]\n: c\n", "a key must be a word"),
    ("ipl: XYZ\n", "'XYZ' is no device address"),
])
def test_other_mistakes(text, part):
    assert part in "\n".join(complaints(text))


def test_all_mistakes_come_at_once_in_order_of_lines():
    lines = complaints("ipl: XYZ\nmachine: {model: 20, speed: slow}\n"
                       "devices:\n  - {unit: 00C, typ: 2540R}\n  - {unit: 009, type: 1052, fol: x}\n")
    assert [line.split()[0] for line in lines] == ["machine.yaml:1:1", "machine.yaml:2:11",
                                                   "machine.yaml:2:22", "machine.yaml:4:17",
                                                   "machine.yaml:5:29"]


def test_aliases_cannot_make_a_giant():
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
    assert "too large" in complaints(text)[0]


def test_files_that_are_no_descriptions(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"machine:\n  model: \xff\xfe\n")
    with pytest.raises(ConfigError, match=r"bad.yaml:2: is not text"):
        config.load(bad)
    with pytest.raises(ConfigError, match="none.yaml: No such file"):
        config.load(tmp_path / "none.yaml")
    with pytest.raises(ConfigError):
        config.load(tmp_path)


def test_media_that_cannot_be_opened_are_all_named(tmp_path):
    path = tmp_path / "machine.yaml"
    path.write_text("devices:\n- {unit: 00C, type: 2540R, deck: none.deck}\n"
                    "- {unit: 180, type: 2400, tape: none.aws}\n")
    with pytest.raises(ConfigError) as caught:
        config.load(path).build()
    first, second = str(caught.value).splitlines()
    assert first.startswith("machine.yaml:2:3 00C 2540R: ") and "none.deck" in first
    assert second.startswith("machine.yaml:3:3 180 2400: ") and "none.aws" in second


def test_the_machine_is_as_described(tmp_path):
    path = tmp_path / "machine.yaml"
    path.write_text("machine: {model: 40, storage: 32K}\ndevices: {00E: {type: 1403, file: o.txt}}\n")
    with config.load(path).build() as machine:
        assert len(machine.storage) == 32 << 10
        assert machine.devices[0x00E].type == "1403" and machine.clock == "virtual"
    assert (tmp_path / "o.txt").exists()


def test_durability_reaches_the_media(tmp_path):
    path = tmp_path / "machine.yaml"
    path.write_text("machine: {durability: power}\n"
                    "devices: {181: {type: 2400, tape: w.aws, ring: yes, create: yes}}\n")
    with config.load(path).build() as machine:
        tape = machine.devices[0x181]
        assert tape.ring and tape.medium.file.power
