"""Damaged and hostile files a machine is made from: saved states, descriptions, decks and reels to
load from.  Each ends in a machine or in an S360Error; one of a saved state is a single line.

Counts of the soak runs: CPCMS_FUZZ_FILES (20000 of each), CPCMS_FUZZ_SEED.
"""
import os
import random
import zlib

import pytest

import fuzz_room as room
from media_makers import sample_volume
from s360 import plain, state
from s360.config import FILE_OPTIONS, load
from s360.errors import S360Error
from s360.machine import Machine
from s360.media.cards import write_deck
from s360.media.tape import open_tape
from test_media_soak import mutate

VALUES = (None, True, -1, 0, 1, 255, 256, 1 << 31, 1 << 62, 1 << 63, -(1 << 63), 10**30, 1.5, "", "x",
          "0", b"", b"\0" * 9, [], [[]], {}, {1: 2}, [None], float("inf"))


def setting(name, usual):
    return int(os.environ.get(f"CPCMS_FUZZ_{name}", usual))


def furnished(folder):
    """A machine with media in files, stopped in the middle of its I/O."""
    dice = random.Random(5)
    write_deck(folder / "cards.deck", [bytes([n]) * 80 for n in range(1, 9)], "ebcdic")
    with open_tape(folder / "reel.aws", write=True, create="aws") as tape:
        tape.write(b"BLOCK" * 20)
    sample_volume(folder / "pack", cylinders=1)
    machine = Machine("32K")
    machine.attach(0x009, "1052")
    machine.attach(0x00C, "2540R", deck=folder / "cards.deck")
    machine.attach(0x00D, "2540P", deck=folder / "punched")
    machine.attach(0x00E, "1403", file=folder / "paper")
    machine.attach(0x181, "2400", tape=folder / "reel.aws", ring=True)
    machine.attach(0x190, "2311", volume=folder / "pack")
    room.install(dice, machine, "input_output")
    machine.run(30)
    return machine


# -- saved machines

def places(value, path=()):
    """Every place in plain data."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], path + (key,))
    elif isinstance(value, list):
        for at in range(len(value)):
            yield from places(value[at], path + (at,))


def changed(dice, value, path):
    """The data with another value, nothing, or one thing more at `path`."""
    value = plain.loads(plain.dumps(value))
    if not path:
        return dice.choice(VALUES)
    inside = value
    for step in path[:-1]:
        inside = inside[step]
    kind, old = dice.randrange(4), inside[path[-1]]
    if kind == 0:
        del inside[path[-1]]
    elif kind == 1 and isinstance(old, int):
        inside[path[-1]] = old + dice.choice((-1, 1, 1000))
    elif kind == 2 and isinstance(inside, dict):
        inside[dice.choice(("other", 5))] = dice.choice(VALUES)
    else:
        inside[path[-1]] = dice.choice(VALUES)
    return value


def put_together(parts):
    """A file of sections with right lengths and checks."""
    out = bytearray(state.MAGIC)
    for name, data in parts.items():
        packed = zlib.compress(data, 1)
        out += state.HEAD.pack(name.encode().ljust(8), len(packed), zlib.crc32(packed)) + packed
    return bytes(out)


def try_to_restore(path):
    """Restore; a machine that comes of it is run and used, too."""
    try:
        machine = Machine.restore(path)
    except S360Error as error:
        assert "\n" not in str(error) and len(str(error)) < 600
        return False
    try:
        machine.run(200)
        for unit in machine.devices:
            machine.post(lambda unit=unit: machine.channels.sio(unit))
        machine.run(200)
        machine.reset()
        machine.core.history()
    except S360Error as error:
        assert "\n" not in str(error)
    finally:
        machine.close()
    return True


def hostile_states(tmp_path, first, count):
    machine = furnished(tmp_path)
    machine.save(tmp_path / "good")
    machine.close()
    good = state.sections(str(tmp_path / "good"))
    described = plain.loads(good["machine"])
    everywhere = list(places(described))
    media = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    restored = 0
    for seed in range(first, first + count):
        dice = random.Random(f"state {seed}")
        bad = dict(good)
        bad["machine"] = plain.dumps(changed(dice, described, dice.choice(everywhere)))
        if dice.random() < 0.2:
            name = dice.choice(("keys", "storage"))
            bad[name] = mutate(dice, bad[name])
        (tmp_path / "bad").write_bytes(put_together(bad))
        for name, content in media.items():
            if (tmp_path / name).read_bytes() != content:      # a machine that ran has written it
                (tmp_path / name).write_bytes(content)
        try:
            restored += try_to_restore(tmp_path / "bad")
        except Exception as problem:
            raise AssertionError(f"seed {seed}: {problem!r}") from problem
    return restored


def test_hostile_saved_machines(tmp_path):
    assert 0 < hostile_states(tmp_path, 0, 300) < 300


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_many_hostile_saved_machines(tmp_path):
    hostile_states(tmp_path, setting("SEED", 1) * 10**6, setting("FILES", 20_000))


@pytest.mark.parametrize("text", (b"[" * 200_000, b"{" * 9, b"1" * 100_000, b"null", b'"\xff"', b""))
def test_a_description_that_is_no_plain_data(tmp_path, text):
    parts = {"machine": text, "keys": b"", "storage": b""}
    (tmp_path / "bad").write_bytes(put_together(parts))
    with pytest.raises(S360Error) as caught:
        Machine.restore(tmp_path / "bad")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 600


# -- descriptions

YAML = """machine:
  model: 50
  storage: 64K
  features: [-decimal, extended]
  mips: 0.5
devices:
  - {unit: 009, type: 1052, fold: yes}
  - {unit: 00C, type: 2540R, deck: cards.deck, form: ebcdic}
  - unit: 00E
    type: 1403
    file: paper
    carriage: {1: 1, 12: [20, 60]}
  - {unit: 181, type: 2400, tape: reel.aws, ring: no}
  - {unit: 190, type: 2311, volume: pack}
ipl: 00C
commands: [display psw]
"""
HERCULES = """CPUMODEL 2065
MAINSIZE 64K
ARCHMODE S/370
000C 3505 cards.deck ebcdic eof
000E 1403 paper crlf
0009 1052
0181.2 3420 reel.aws
0190 2311 pack ro
INCLUDE more.cnf
"""


def inside(folder, config):
    """Whether every file that the description names lies in the folder."""
    for device in config.devices:
        for name in FILE_OPTIONS:
            given = device.options.get(name, [])
            for one in given if isinstance(given, list) else [given]:
                if "\0" not in one and os.path.dirname(os.path.realpath(one)) != os.path.realpath(folder):
                    return False
    return True


def hostile_descriptions(folder, text, name, first, count):
    """Mutated descriptions: read, and built where they name no file elsewhere."""
    furnished(folder).close()
    (folder / "more.cnf").write_text("0182 3420 reel.aws\n")
    made = 0
    for seed in range(first, first + count):
        bad = mutate(random.Random(f"{name} {seed}"), text.encode())
        (folder / name).write_bytes(bad)
        try:
            config = load(folder / name)
            if inside(folder, config):
                config.build().close()
                made += 1
        except S360Error as error:
            lines = str(error).split("\n")
            assert len(lines) <= 40 and all(name in line or "more.cnf" in line for line in lines), lines
        except Exception as problem:
            raise AssertionError(f"seed {seed}: {problem!r}\n{bad!r}") from problem
    return made


@pytest.mark.parametrize("name, text", [("machine.yaml", YAML), ("machine.cnf", HERCULES)])
def test_hostile_descriptions(tmp_path, name, text):
    assert hostile_descriptions(tmp_path, text, name, 0, 150) > 0


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("name, text", [("machine.yaml", YAML), ("machine.cnf", HERCULES)])
def test_many_hostile_descriptions(tmp_path, name, text):
    hostile_descriptions(tmp_path, text, name, setting("SEED", 1) * 10**6, setting("FILES", 20_000))


def laughs():
    """Aliases of aliases: a few lines that stand for billions of nodes."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 11)]
    return "\n".join(lines)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name, text", [
    ("deep.yaml", "machine: " + "[" * 100_000), ("deep.yaml", "{a: " * 5000), ("laughs.yaml", laughs()),
    ("itself.yaml", "machine: &m {a: *m}\ndevices: &d [*d]"), ("merge.yaml", "machine: &m {<<: *m}"),
    ("itself.cnf", "INCLUDE itself.cnf\n" * 50), ("many.cnf", "0-6FF 1052\n00.99999999999 1052\n"),
    ("null.cnf", "000E 1403 a\0b\nINCLUDE a\0b\n"), ("null.yaml", "devices: [{unit: 00E, type: 1403}]\0"),
    ("wrong.cnf", "WRONG 1\n" * 3000)])
def test_descriptions_made_to_exhaust_the_host(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(S360Error) as caught:
        load(tmp_path / name).build().close()
    assert len(str(caught.value).split("\n")) <= 40


# -- what is loaded from decks, reels and packs

CARD = bytes.fromhex("0000000000000200" "0200020060000050" "0200025020000050").ljust(80, b"\0")


def loadable(folder):
    """A deck, a reel and a pack of which IPL makes something."""
    program = [CARD] + [random.Random(n).randbytes(80) for n in range(6)]
    write_deck(folder / "deck", program, "ebcdic")
    with open_tape(folder / "reel", write=True, create="aws") as tape:
        for card in program:
            tape.write(card)
    sample_volume(folder / "pack", cylinders=1)
    return {name: (folder / name).read_bytes() for name in ("deck", "reel", "pack")}


def load_and_run(folder):
    """IPL from each, then a run: an S360Error when the medium or the load fails."""
    for unit, kind, options in ((0x00C, "2540R", {"deck": folder / "deck"}),
                                (0x181, "2400", {"tape": folder / "reel", "ring": True}),
                                (0x190, "2311", {"volume": folder / "pack"})):
        machine = room.Patient("16K")
        try:
            machine.attach(unit, kind, **options)
            machine.ipl(unit)
            machine.run(500)
        except S360Error as error:
            assert "\n" not in str(error) and len(str(error)) < 600
        finally:
            machine.close()


def hostile_loads(folder, first, count):
    good = loadable(folder)
    for seed in range(first, first + count):
        dice = random.Random(f"load {seed}")
        for name, content in good.items():
            (folder / name).write_bytes(mutate(dice, content))
        try:
            load_and_run(folder)
        except Exception as problem:
            raise AssertionError(f"seed {seed}: {problem!r}") from problem


def test_hostile_loads(tmp_path):
    hostile_loads(tmp_path, 0, 60)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_many_hostile_loads(tmp_path):
    hostile_loads(tmp_path, setting("SEED", 1) * 10**6, setting("FILES", 20_000))
