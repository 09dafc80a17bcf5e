"""The spool: files, numbers, queues, quotas, what survives, and what a damaged database says."""
import os
import threading
import time

import pytest

from cp.messages import CPError
from cp.spool import CHANGED, CLOSED, TRANSFERRED, Limits, Spool, UserLimits
from cp.spool_block import decode, encode
from cp.spool_file import copies, file_class, file_number, label_text
from s360.errors import MediaError


@pytest.fixture
def spool(tmp_path):
    with Spool(tmp_path / "spool.db") as one:
        yield one


def make(spool, kind="PRT", owner="ANNA", lines=3, **attributes):
    """A closed file of some lines."""
    writer = spool.open(kind, owner, **attributes)
    for n in range(lines):
        writer.write(0x09, b"%d" % n, 0, n + 1)
    return writer.close()


def numbers(files):
    return [file.number for file in files]


# -- blocks

def test_a_block_keeps_records_as_they_are():
    records = [(0x09, b"", 0, 1), (0xFF, bytes(range(256)), 4_000_000_000, 65_535)]
    assert decode(encode(records)) == records


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b[:9] + b"\x02" + b[10:],
                                    lambda b: b"", lambda b: bytes(8)])
def test_a_damaged_block_is_noticed(damage):
    with pytest.raises(ValueError):
        decode(damage(encode([(1, b"abc", 0, 1)] * 3)))


# -- words

def test_words_of_files():
    assert file_class("x") == "X" and file_class("*", any_class=True) == "*"
    assert file_number("0012") == 12 and copies("5") == 5 and copies("*99") == 99
    assert label_text("profile", 12) == "PROFILE"
    for wrong in (lambda: file_class("*"), lambda: file_class("AB"), lambda: file_number("0"),
                  lambda: file_number("10000"), lambda: copies("0"), lambda: copies("100"),
                  lambda: label_text("x" * 13, 12), lambda: label_text("", 12),
                  lambda: label_text("a\x00", 12)):
        with pytest.raises(CPError):
            wrong()


# -- files

def test_a_file_is_seen_when_it_is_closed(spool):
    writer = spool.open("PRT", "ANNA")
    writer.write(0x09, b"abc")
    assert spool.files() == [] and spool.get(writer.file.number) is None
    file = writer.close(name="A", type="B")
    assert spool.files("PRT", "ANNA") == [file] and (file.name, file.type) == ("A", "B")
    assert spool.reader(file.number) == [(0x09, b"abc")]
    assert writer.close() is None                          # once only


def test_records_of_many_blocks_in_order_and_at_random(spool):
    writer = spool.open("PRT", "ANNA")
    for n in range(1000):
        writer.print_line(b"%d" % n, n % 60 + 1, n // 60, 0x09)
        if n in (10, 11, 500):
            writer.flush()
    records = spool.records(writer.close())
    assert len(records) == 1000
    assert [data for _, data, _, _ in records] == [b"%d" % n for n in range(1000)]
    for n in (0, 999, 10, 11, 12, 500, 501, 640):
        assert records[n] == (0x09, b"%d" % n, n // 60, n % 60 + 1)
    with pytest.raises(IndexError):
        records[1000]


def test_numbers_are_the_next_free_ones_and_go_round(spool):
    spool.last = 9997
    files = [make(spool) for _ in range(4)]
    assert numbers(files) == [9998, 9999, 1, 2]
    spool.last = 9997
    assert make(spool).number == 3                         # those in use are passed over


def test_a_purged_number_does_not_come_back_at_once(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        spool.purge([make(spool)])
    with Spool(tmp_path / "spool.db") as spool:
        assert make(spool).number == 2


def test_what_is_closed_is_there_after_an_end(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        writer = spool.open("PUN", "ANNA", cls="Q", form="F1", tag="TO BOSTON")
        writer.punch(b"\xc1" * 80)
        file = writer.close("RDR", "BERT", name="N", type="T", copies=3, hold=True, dist="D")
        before = file.record() | {"size": file.size}
    with Spool(tmp_path / "spool.db") as spool:
        again = spool.get(file.number)
        assert again.record() | {"size": again.size} == before
        assert (again.owner, again.origin, again.kind, again.device) == ("BERT", "ANNA", "RDR", "PUN")
        assert spool.reader(again.number) == [(1, b"\xc1" * 80)] and spool.recovered == []


def test_an_open_file_is_found_incomplete_and_held(tmp_path):
    spool = Spool(tmp_path / "spool.db")
    writer = spool.open("PRT", "ANNA")
    writer.write(0x09, b"abc")
    spool.open("PRT", "ANNA")                              # nothing in it: it is not kept
    spool.close()
    with Spool(tmp_path / "spool.db") as spool:
        assert numbers(spool.recovered) == [writer.file.number]
        file = spool.recovered[0]
        assert file.incomplete and file.hold and file.records == 1
        assert len(spool.files()) == 1


def test_half_a_second_brings_lines_into_the_database(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        writer = spool.open("PRT", "ANNA")
        writer.write(0x09, b"abc")
        deadline = time.monotonic() + 5
        while writer.lines and time.monotonic() < deadline:
            time.sleep(0.02)
        assert writer.written == 1 and not writer.lines


# -- queues

def test_order_puts_files_first(spool):
    files = [make(spool) for _ in range(4)]
    assert spool.order([files[2], files[1]]) == 2
    assert numbers(spool.files("PRT", "ANNA")) == [3, 2, 1, 4]
    spool.order([files[3]])
    assert numbers(spool.files("PRT", "ANNA")) == [4, 3, 2, 1]


def test_order_survives(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        files = [make(spool) for _ in range(3)]
        spool.order([files[2]])
    with Spool(tmp_path / "spool.db") as spool:
        assert numbers(spool.files("PRT", "ANNA")) == [3, 1, 2]
        assert make(spool).number == 4 and numbers(spool.files())[-1] == 4


def test_next_file_takes_by_class_and_passes_over_held_ones(spool):
    a, b, held = make(spool, cls="A"), make(spool, cls="B"), make(spool, cls="C")
    spool.change(held, system_hold=True)
    me = object()
    assert spool.next_file("PRT", "ANNA", "BA", me) is b and b.user is me
    assert spool.next_file("PRT", "ANNA", "B", object()) is None
    assert spool.next_file("PRT", None, "*", me) is a
    assert spool.next_file("PRT", None, "*", me) is None
    spool.release(b)
    assert spool.next_file("PRT", None, "*", me) is b


def test_held_users_are_passed_over_by_real_devices_only(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        file = make(spool)
        spool.hold_user("ANNA", "PRT", True)
    with Spool(tmp_path / "spool.db") as spool:
        assert spool.next_file("PRT", None, "*", 1) is None
        spool.hold_user("ANNA", "PRT", False)
        assert spool.next_file("PRT", None, "*", 1).number == file.number


def test_a_file_in_use_is_not_purged_transferred_or_taken(spool):
    file, me = make(spool), object()
    assert spool.take(file, me) and not spool.take(file, object())
    assert spool.purge([file]) == 0 and not spool.transfer(file, "BERT")
    assert spool.purge([file], me) == 1
    assert not spool.change(file, copies=2) and not spool.take(file, me)


def test_listeners_hear_of_close_transfer_and_change(spool):
    heard = []
    spool.listeners.append(lambda file, event: heard.append((file.number, file.owner, event)))
    file = make(spool)
    spool.transfer(file, "BERT")
    spool.change(file, copies=2)
    assert heard == [(1, "ANNA", CLOSED), (1, "BERT", TRANSFERRED), (1, "BERT", CHANGED)]
    assert numbers(spool.files("RDR", "BERT")) == [1] and spool.files("PRT", "ANNA") == []


def test_counts(spool):
    make(spool)
    make(spool, "PUN")
    make(spool, "RDR")
    make(spool, "RDR", "BERT")
    assert spool.counts("ANNA") == {"RDR": 1, "PRT": 1, "PUN": 1}
    assert spool.counts("OTTO") == {"RDR": 0, "PRT": 0, "PUN": 0}


def test_files_wanted_as_host_files_go_only_when_they_are_written(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        spool.exporting = True
        file = make(spool)
        assert spool.purge([file]) == 1 and spool.files() == [] and spool.to_export() == [file]
    with Spool(tmp_path / "spool.db") as spool:
        assert spool.files() == []
        file = spool.to_export()[0]
        assert len(spool.records(file)) == 3
        spool.was_exported(file)
        assert spool.to_export() == [] and spool.figures() == {"files": 0, "open": 0, "bytes": 0}


# -- quotas

def test_files_of_a_user_are_limited(tmp_path):
    with Spool(tmp_path / "spool.db", Limits(user=UserLimits(files=2))) as spool:
        first = make(spool)
        make(spool)
        with pytest.raises(CPError, match="SPOOL FILES OF ANNA: LIMIT OF 2 REACHED; PURGE SOME"):
            spool.open("PRT", "ANNA")
        make(spool, owner="BERT")
        spool.purge([first])
        make(spool)


def test_who_made_a_file_is_charged_for_it_wherever_it_is(tmp_path):
    with Spool(tmp_path / "spool.db", Limits(user=UserLimits(files=1))) as spool:
        writer = spool.open("PUN", "ANNA")
        writer.punch(bytes(80))
        file = writer.close("RDR", "BERT")
        with pytest.raises(CPError):
            spool.open("PRT", "ANNA")
        make(spool, owner="BERT")
        spool.purge([file])
        make(spool)


def test_records_of_a_file_are_limited_exactly(tmp_path):
    for limit in (1, 63, 64, 65, 200):
        with Spool(tmp_path / f"{limit}.db", Limits(user=UserLimits(records=limit))) as spool:
            writer = spool.open("PRT", "ANNA")
            for _ in range(limit):
                writer.write(0x09, b"x")
            for _ in range(2):
                with pytest.raises(CPError, match=f"LIMIT OF {limit} RECORDS REACHED; CLOSE"):
                    writer.write(0x09, b"x")
            assert writer.close().records == limit


def test_bytes_are_limited_and_nothing_given_is_lost(tmp_path):
    limits = Limits(user=UserLimits(bytes=100_000))
    with Spool(tmp_path / "spool.db", limits) as spool:
        writer, given = spool.open("PRT", "ANNA"), 0
        with pytest.raises(CPError, match="SPOOL SPACE OF ANNA: LIMIT OF 100000 BYTES REACHED"):
            while True:
                writer.write(0x09, bytes(132))
                given += 1
        assert 90_000 < given * 141 < 120_000
        limits.user.bytes = 200_000
        assert spool.has_room(writer, "ANNA")
        writer.write(0x09, bytes(132))
        assert writer.close().records == given + 1


def test_the_system_has_limits_too(tmp_path):
    with Spool(tmp_path / "spool.db", Limits(files=2, bytes=20_000)) as spool:
        make(spool)
        writer = spool.open("PRT", "BERT")
        with pytest.raises(CPError, match="SPOOL FILES OF THE SYSTEM: LIMIT OF 2 REACHED"):
            spool.open("PRT", "OTTO")
        with pytest.raises(CPError, match="SPOOL SPACE OF THE SYSTEM: LIMIT OF 20000 BYTES"):
            for _ in range(1000):
                writer.write(0x09, bytes(132))


# -- trouble with the host

@pytest.mark.parametrize("content", [b"this is no database, nor will it ever be one" * 50,
                                     b"SQLite format 3\0" + bytes(4080)])
def test_no_database_is_told_with_its_name_and_the_remedy(tmp_path, content):
    path = tmp_path / "spool.db"
    path.write_bytes(content)
    with pytest.raises(MediaError, match="spool.db: the spool database is damaged.*cpcms doctor"):
        Spool(path)
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(MediaError, match="nowhere/spool.db: the spool cannot be written"):
        Spool(tmp_path / "nowhere" / "spool.db")


def test_a_newer_format_is_refused(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        spool.store.database.execute("PRAGMA user_version=99")
    with pytest.raises(MediaError, match="format 99 is newer"):
        Spool(tmp_path / "spool.db")


def test_a_damaged_table_is_refused(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        make(spool)
        spool.store.database.execute("UPDATE files SET copies='many'")
    with pytest.raises(MediaError, match="copies 'many'"):
        Spool(tmp_path / "spool.db")


def test_pages_overwritten_in_the_file_are_a_message_not_a_traceback(tmp_path):
    path = tmp_path / "spool.db"
    with Spool(path) as spool:
        for _ in range(5):
            make(spool, lines=500)
    data = bytearray(path.read_bytes())
    for at in range(4096 * 8, len(data), 4096 * 3):
        data[at:at + 4096] = os.urandom(4096)
    path.write_bytes(data)
    try:
        with Spool(path) as spool:
            said = spool.problems()
    except MediaError as error:
        said = [str(error)]
    assert said and all("spool.db" in line for line in said)


def test_a_full_disk_keeps_what_was_given_until_there_is_room(spool):
    writer = spool.open("PRT", "ANNA")
    for n in range(100):
        writer.write(0x09, b"%d" % n)
    pages = spool.store.database.execute("PRAGMA page_count").fetchone()[0]
    spool.store.database.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(MediaError, match="spool.db: the host's disk is full; make room, or PURGE"):
        for n in range(100, 2000):
            writer.write(0x09, b"%d" % n)
    with pytest.raises(MediaError, match="full"):
        writer.close()
    assert spool.files() == [] and not spool.has_room(writer, "ANNA")
    spool.store.database.execute("PRAGMA max_page_count=1000000")
    assert spool.has_room(writer, "ANNA")
    file = writer.close()
    assert [data for _, data in spool.reader(file.number)] == [b"%d" % n for n in range(n)]


# -- threads

def test_many_threads_spool_at_once(tmp_path):
    with Spool(tmp_path / "spool.db") as spool:
        wrong = []

        def work(name):
            try:
                for round_ in range(20):
                    writer = spool.open("PRT", name)
                    for n in range(100):
                        writer.write(0x09, f"{name} {round_} {n}".encode())
                    file = writer.close()
                    want = [(0x09, f"{name} {round_} {n}".encode()) for n in range(100)]
                    assert spool.reader(file.number) == want
                    if round_ % 2:
                        spool.purge([file])
            except Exception as error:       # told by the main thread
                wrong.append(error)

        threads = [threading.Thread(target=work, args=(f"USER{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == [] and len(spool.files()) == 80
        assert len({file.number for file in spool.files()}) == 80 and spool.problems() == []


def test_a_flush_from_another_thread_loses_and_doubles_nothing(spool):
    writer = spool.open("PRT", "ANNA")
    done = threading.Event()

    def flusher():
        while not done.is_set():
            writer.flush()

    thread = threading.Thread(target=flusher)
    thread.start()
    for n in range(20_000):
        writer.write(0x09, b"%d" % n)
    done.set()
    thread.join()
    file = writer.close()
    assert [int(data) for _, data in spool.reader(file.number)] == list(range(20_000))
