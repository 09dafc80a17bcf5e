"""The gate of the terminal server, and the threads that work for its lines."""
import threading
import time

from cp.terminal.hands import A_SECOND, AT_ONCE, MOST_IDLE, MOST_KNOWN, MOST_WAIT, Gate, Hands, Worker


def test_a_flood_waits_then_is_sent_away_and_another_address_comes_in():
    now = [100.0]
    gate = Gate(lambda: now[0])
    waits = [gate.wait("10.0.0.1") for _ in range(AT_ONCE + 2)]
    assert waits[:AT_ONCE] == [0.0] * AT_ONCE and waits[-2:] == [1 / A_SECOND, 2 / A_SECOND]
    assert gate.wait("10.0.0.2") == 0.0
    beyond = [gate.wait("10.0.0.1") for _ in range(int(MOST_WAIT * A_SECOND) + 5)]
    assert beyond[-5:] == [None] * 5 and max(filter(None, beyond)) <= MOST_WAIT
    now[0] += MOST_WAIT + 1                     # all who waited have been let in, and a second has passed
    assert gate.wait("10.0.0.1") == 0.0


def test_the_gate_does_not_remember_without_end():
    gate = Gate(lambda: 0.0)
    for number in range(MOST_KNOWN * 3):
        gate.wait(f"10.0.{number // 250}.{number % 250}")
    assert len(gate.addresses) == MOST_KNOWN


def test_a_line_is_worked_in_order_while_another_blocks():
    hands, done, gone_on = Hands(), [], threading.Event()
    blocked = Worker(hands, lambda thing: gone_on.wait(10))
    free = Worker(hands, done.append)
    blocked.put(("slow",))
    for number in range(1000):
        free.put((number,))
    until = time.monotonic() + 10
    while len(done) < 1000 and time.monotonic() < until:
        time.sleep(0.001)
    assert done == [(number,) for number in range(1000)]
    gone_on.set()


def test_threads_are_taken_again_and_few_are_kept():
    hands, names, lock = Hands(), set(), threading.Lock()

    def work(thing):
        with lock:
            names.add(threading.current_thread())
    for _ in range(200):
        worker = Worker(hands, work)
        worker.put(("close",))
        while worker.busy:
            time.sleep(0.0001)
    assert len(names) < 20                      # one mostly; a busy host may need some more
    many, together = [Worker(hands, lambda thing: together.wait(10)) for _ in range(60)], threading.Event()
    for worker in many:
        worker.put(("send",))
    together.set()
    until = time.monotonic() + 10
    while any(worker.busy for worker in many) and time.monotonic() < until:
        time.sleep(0.001)
    assert not any(worker.busy for worker in many) and len(hands.idle) <= MOST_IDLE
    hands.end()
    assert hands.idle == []
