"""A display of a bare machine at a port of this host: 3270 clients, others, and what they send."""
from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
import time

import pytest

from cp.display_port import DisplayPort
from cp.first_saved import ipl_cards
from display_room import DECKS, source
from s360.devices.display_keyboard import Keyboard
from s360.machine import Machine, StopReason
from tn3270_client import Client, Emulator

TITLE = "HOURS OF THE WEEK"
PF3 = b"\xf3"


class Room:
    """A machine with form.asm that runs in a thread of its own, and its display at a port."""

    def __init__(self, type="3277"):
        self.machine = Machine(model=50, storage=65536)
        cards = b"".join(ipl_cards(source("form").encode()))
        self.machine.attach(0x00C, "2540R", deck=[cards[at:at + 80] for at in range(0, len(cards), 80)])
        self.device = self.machine.attach(0x0C0, type)
        self.machine.ipl(0x00C)
        self.over, self.stop = threading.Event(), None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.port = DisplayPort(0x0C0, self.device, 0, self.machine.post)

    def run(self) -> None:
        while not self.over.is_set():
            self.stop = self.machine.run(1_000_000).reason
            if self.stop is not StopReason.WAIT:
                return
            time.sleep(0.002)

    def close(self) -> None:
        self.over.set()
        self.thread.join()
        self.port.close()


@pytest.fixture
def room():
    made = Room()
    yield made
    made.close()


def keys(client: Client, text: str, *names: str) -> None:
    keyboard = Keyboard(client.display)
    for key in (*text, *names):
        keyboard.press(key)
    for record in keyboard.taken():
        client.send(record)


def test_a_client_is_the_display(room):
    client = Client(room.port.port)
    client.sees(TITLE)
    keys(client, "ADA", "tab")
    keys(client, "12345")
    keys(client, "37", "enter")
    client.sees("TAKEN.     1 IN ALL, WITH    37 HOURS.")
    keys(client, "", "pf3")
    client.sees("GOOD-BYE.")
    room.thread.join(5)
    assert room.stop is StopReason.DISABLED_WAIT
    client.close()


def test_one_at_a_time_and_the_next_gets_a_form_of_his_own(room):
    first = Client(room.port.port)
    first.sees(TITLE)
    keys(first, "SECRET", "enter")
    first.sees("FIVE DIGITS.")
    with socket.create_connection(("127.0.0.1", room.port.port), 5) as second:
        assert b"SOMEBODY SITS" in second.recv(100)
    first.close()
    deadline = time.monotonic() + 5
    while room.port.client is not None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert room.device.terminal is None
    third = Client(room.port.port)
    assert "SECRET" not in third.sees(TITLE)
    third.close()


def test_no_3270_client_is_told(room):
    with socket.create_connection(("127.0.0.1", room.port.port), 5) as line:
        line.settimeout(5)
        line.sendall(b"\xff\xfc\x18hello\r\n")
        got = b""
        while data := line.recv(1000):
            got += data
    assert b"3270 CLIENT" in got


def hostile(room, rng, count: int) -> None:
    """Clients that send anything, and leave."""
    for _ in range(count):
        try:
            with socket.create_connection(("127.0.0.1", room.port.port), 5) as line:
                line.sendall(b"\xff\xfb\x18\xff\xfa\x18\x00IBM-3278-2\xff\xf0\xff\xfb\x19\xff\xfd\x19\xff\xfb\x00"
                             b"\xff\xfd\x00")
                for _ in range(rng.randrange(6)):
                    head = rng.choice((b"", b"\x7d", b"\x6d", b"\x60", b"\x88", b"\x01\x6c\x61\x02",
                                       b"\x7d\x40\x40\x11"))
                    data = rng.randbytes(rng.randrange(40)).replace(PF3, b"")     # that would end the program
                    line.sendall(head + data + b"\xff\xef")
        except OSError:
            pass


def test_whatever_clients_send_the_next_one_is_served(room):
    hostile(room, random.Random(3277), 40)
    the_next_one(room)


@pytest.mark.soak
def test_whatever_many_clients_send(room):
    hostile(room, random.Random(3278), 4000)
    the_next_one(room)


def the_next_one(room) -> None:
    """Those that were on the way have gone, and the display serves on."""
    deadline = time.monotonic() + 20
    while True:
        try:
            client = Client(room.port.port)
            client.sees(TITLE)
            client.close()
            return
        except ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def served(folder, name: str = "form") -> tuple[subprocess.Popen, int]:
    """`cpcms ipl` of a machine with a free port."""
    for words in (["asm", str(DECKS / f"{name}.asm")], ["link", f"{name}.deck"]):
        subprocess.run([sys.executable, "-P", "-m", "cp.cli", *words], cwd=folder, check=True, timeout=30,
                       capture_output=True)
    text = (DECKS / f"{name}.yaml").read_text()
    (folder / "machine.yaml").write_text(text.replace("port: 3277", "port: 0"))
    child = subprocess.Popen([sys.executable, "-P", "-m", "cp.cli", "ipl", "machine.yaml"], cwd=folder,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return child, int(re.search(r"port (\d+)", child.stdout.readline()).group(1))


def test_cpcms_ipl_serves_its_display(tmp_path):
    child, port = served(tmp_path)
    client = Client(port)
    client.sees(TITLE)
    keys(client, "", "pf3")
    client.sees("GOOD-BYE.")
    assert child.wait(20) == 0 and "address 000000" in child.stdout.read()
    child.stdout.close()
    client.close()


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        (tmp_path / "m.yaml").write_text("machine: {model: 50, storage: 64K}\ndevices:\n  - {unit: 0C0, type: 3277, "
                                         f"port: {other.getsockname()[1]}}}\n")
        done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "ipl", "m.yaml"], cwd=tmp_path, timeout=30,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "already in use; give it another `port`" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("model", ["3278-2", "3279-4"])
def test_s3270_fills_in_the_form(tmp_path, model):
    child, port = served(tmp_path)
    with Emulator("-model", model) as person:
        person.do(f"Connect(127.0.0.1:{port})")
        person.do("Wait(10,InputField)")
        person.sees(TITLE)
        person.type("BYRON, A.", "Tab()").type("0001", "Enter()")
        person.sees("THE PAYROLL NUMBER HAS FIVE DIGITS.")
        person.type("00018", "MoveCursor(7,20)").type("81", "Enter()").sees("HOURS ARE A NUMBER, 80 AT MOST.")
        person.do("EraseEOF()")
        person.type("80", "Enter()").sees("TAKEN.     1 IN ALL, WITH    80 HOURS.")
        person.do("Clear()")
        person.sees("PF3  END")
        person.do("PF(3)")
    assert child.wait(20) == 0
    child.stdout.close()
