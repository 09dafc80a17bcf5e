"""Every channel vector: channel, tape, reader, punch, printer, console."""
import importlib.util
from functools import lru_cache

import pytest

from channel_machine import ChannelMachine
from fake_media import MemoryDeck, MemoryPaper, MemoryTape
from s360.devices.card import CardPunch, CardReader
from s360.devices.console import Console
from s360.devices.printer import Printer
from s360.devices.tape import Tape
from shared import shared

GROUPS = ("addressing", "chaining", "console", "console-read", "length", "matrix", "motion",
          "printer", "progcheck", "protection", "punch", "reader", "sense", "state", "write")


@lru_cache
def reader():
    path = shared("conformance", "channel", "reader.py")
    spec = importlib.util.spec_from_file_location("channel_vector_reader", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class PocketDeck(MemoryDeck):
    """Notes the stacker of each card."""

    def punch(self, card):
        self.cards.append([bytes(card).hex().upper(), self.device.stacker - 1])


def build(entry, vectors):
    """The device of one `dev` entry."""
    kind = entry["type"]
    if kind == "2400":
        if entry["tape"] is None:
            return Tape(None)
        return Tape(MemoryTape(vectors.tape(entry["tape"]), entry["pos"]), ring=entry["ring"])
    if kind == "2540R":
        return CardReader(vectors.cards(entry["deck"]), eof=entry["eof"])
    if kind == "2540P":
        deck = PocketDeck()
        deck.device = CardPunch(deck)
        return deck.device
    if kind == "1403":
        return Printer(MemoryPaper(), carriage=vectors.carriage(entry["carriage"]))
    return Console()


def act(machine, step):
    """One step of a case; gives what `compare` wants."""
    kind, *arguments = step
    channels = machine.channels
    unit = int(arguments[0], 16) if arguments and kind not in ("type",) else None
    if kind == "go":
        return machine.run(unit, int(arguments[1], 16))
    if kind == "idle":
        channels.idle()
        return None
    if kind == "type":
        machine.console.type_in(arguments[0])
        return None
    if kind == "request":
        machine.console.request()
        return None
    if kind == "int":
        taken = machine.interruption()
        if taken is None:
            return {"unit": None}
        key, address, us, cs, count = machine.csw()
        return {"unit": f"{taken:03X}", "us": us, "cs": cs & 0x7F, "key": key, "addr": address,
                "count": count}
    if kind == "sio":
        cc = machine.sio(unit, int(arguments[1], 16))
    else:
        cc = getattr(channels, kind)(unit)
    key, address, us, cs, count = machine.csw()
    whole = kind == "tio"
    return {"cc": cc, "us": us, "cs": cs & 0x7F, "key": key if whole else None,
            "addr": address if whole else None, "count": count if whole else None}


def medium_problems(after, entry, device, vectors):
    """Differences between the medium and the expectation."""
    out = []
    if "tape" in after and entry["type"] == "2400":
        want = [x if x is None else vectors.block(i, x) if isinstance(x, int) else bytes.fromhex(x)
                for i, x in enumerate(after["tape"])]
        if device.image.blocks[:len(want)] != want:
            out.append("tape contents differ")
    if "pos" in after and entry["type"] == "2400" and device.image.position != after["pos"]:
        out.append(f"tape stands at {device.image.position}, not {after['pos']}")
    if "cards" in after and entry["type"] == "2540P" and device.deck.cards != after["cards"]:
        out.append("punched cards differ")
    if "cards_read" in after and entry["type"] == "2540R":
        if device.cards_read != after["cards_read"]:
            out.append(f"{device.cards_read} cards read")
    if entry["type"] == "1403" and "printed" in after:
        got = {}
        for data, page, line in device.paper.lines:
            text = data.rstrip(b"\x40").hex().upper()
            if text:
                got.setdefault((page, line), []).append(text)
        if [[page, line, texts] for (page, line), texts in sorted(got.items())] != after["printed"]:
            out.append("printed lines differ")
        if (device.page, device.line) != (after["page"], after["line"]):
            out.append(f"carriage at {device.page}/{device.line}")
    if "typed" in after and entry["type"] == "1052":
        if [[data.hex().upper(), auto] for data, auto in device.typed] != after["typed"]:
            out.append("typed text differs")
    return out


def problems_of(case, vectors):
    machine = ChannelMachine(vectors.STORAGE)
    devices = []
    for entry in case["dev"]:
        device = machine.attach(int(entry["addr"], 16), build(entry, vectors))
        devices.append((entry, device))
        if entry["type"] == "1052":
            machine.console = device
    for address, data in vectors.initial_storage(case).items():
        machine.storage.write(address, bytes(data))
    for address, key in vectors.keys(case).items():
        machine.storage.set_key(address, key)
    results = [act(machine, step) for step in case["do"]]
    windows = {a: machine.storage.read(a, n) for a, n in vectors.WINDOWS}
    out = vectors.compare(case, results, windows)
    for entry, device in devices:
        out += medium_problems(case.get("after", {}), entry, device, vectors)
    return out


@pytest.mark.parametrize("group", GROUPS)
def test_channel_programs_end_as_the_vectors_say(group):
    vectors = reader()
    failed = {}
    count = 0
    for case in vectors.load(shared("conformance", "channel", f"{group}.jsonl.gz")):
        count += 1
        out = problems_of(case, vectors)
        if out:
            failed[case["id"]] = out
    assert count, "the file holds cases"
    assert not failed, f"{len(failed)} of {count}: {list(failed.items())[:5]}"
