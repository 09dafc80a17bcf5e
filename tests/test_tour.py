"""The guided tour: its texts, the whole of it as text, takeovers and kiosk in a terminal of this process."""
from __future__ import annotations

import asyncio
import re
import threading
import time

import pytest

from cp.cli import main
from cp.tour import player as player_module, texts
from cp.tour.kiosk import Kiosk
from cp.tour.plain import PlainFace
from cp.tour.player import Player
from cp.tour.stage import Ear, Prototype, Stage
from s360.errors import ConfigError, S360Error

TITLE = "title: A plate\nsource: a book\n"


@pytest.fixture(scope="module")
def prototype():
    made = Prototype()
    yield made
    made.close()
    assert not made.root.exists()


@pytest.fixture(scope="module")
def transcript(prototype):
    """The English tour as text: its lines, and what failed."""
    tour, lines = texts.load(), []
    player = Player(tour, PlainFace(lines.append, tour.words), prototype, auto=True, speed=1000, idle=1e9)
    asyncio.run(player.run())
    return lines, player.failures


def scene_of(lines: list[str], title: str) -> str:
    at = next(n for n, line in enumerate(lines) if line.startswith("=== ") and title in line)
    end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("=== ")), len(lines))
    return "\n".join(lines[at:end])


def folder_with(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


# -- texts

def wrong(folder) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        texts.load(folder)
    return str(caught.value).split("\n")


def test_a_plate_is_read(tmp_path):
    tour = texts.load(folder_with(tmp_path, a=f"{TITLE}users: GUEST\n\nSome\ntext.\n\n  kept   as is\n\n%%\nsay one\n"
                                              "    two\ntype GUEST LISTF\nwait GUEST R;\n"))
    plate, = tour.plates
    assert (plate.title, plate.source, plate.users) == ("A plate", "a book", ["GUEST"])
    assert plate.lines() == ["Some text.", "", "  kept   as is"]
    assert [(step.verb, step.user, step.text) for step in plate.steps] == [
        ("say", "", "one two"), ("type", "GUEST", "LISTF"), ("wait", "GUEST", "R;")]


@pytest.mark.parametrize("line, told", [
    ("tipe GUEST LISTF", "did you mean 'type'?"), ("type ROOT LISTF", "sits at no terminal"),
    ("show crads GUEST", "did you mean 'cards'?"), ("pause long", "no number of seconds"), ("pause 61", "no number"),
    ("key GUEST escape", "is no key"), ("wait GUEST", "must be `wait USER TEXT`"), ("   alone", "only a `say`"),
    ("host", "must be `host COMMAND`")])
def test_a_wrong_step_is_told_with_file_and_line(tmp_path, line, told):
    found, = wrong(folder_with(tmp_path, a=f"{TITLE}users: GUEST\n\nText.\n%%\n# a note\n{line}\n"))
    assert found.startswith(f"{tmp_path / 'a.txt'}, line 8: ") and told in found


@pytest.mark.parametrize("head, line, told", [
    ("titel: x", 1, "did you mean 'title'?"), ("title: x\nframes: 3", 2, "from 64 to 4096"),
    ("title: x\nusers: A B C", 2, "one or both of CMSUSER GUEST"), ("title: x\nlogon: maybe", 2, "by hand"),
    ("source: x", 1, "title: ..."), ("words", 1, "key: value")])
def test_a_wrong_head_is_told(tmp_path, head, line, told):
    found = wrong(folder_with(tmp_path, a=f"{head}\n\nText.\n"))
    assert any(one.startswith(f"{tmp_path / 'a.txt'}, line {line}: ") and told in one for one in found)


def test_every_mistake_of_a_folder_is_told_at_once(tmp_path):
    found = wrong(folder_with(tmp_path, a="titel: x\n", b="title: y\n\n" + "word " * 2000,
                              words="keys.plate: x\nno: y\nfailed: without braces\n"))
    assert [line.split(":")[0].rpartition("/")[2] for line in found] == [
        "a.txt, line 1", "b.txt, line 3", "words.txt, line 2", "words.txt, line 3"]


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"title: x\n\n\xff\xfe\n")
    assert wrong(tmp_path)[0] == f"{tmp_path / 'a.txt'}, line 3: is no UTF-8"


def test_a_folder_without_texts_says_how_to_make_one(tmp_path, capsys):
    assert main(["tour", "--texts", str(tmp_path), "--list"]) == 2
    assert "--export-texts" in capsys.readouterr().err
    assert main(["tour", "--texts", str(tmp_path / "none"), "--list"]) == 2


def test_exported_texts_can_be_translated_and_shown(tmp_path, capsys):
    """Words that a translation leaves out are English."""
    assert main(["tour", "--export-texts", str(tmp_path / "de")]) == 0
    assert main(["tour", "--export-texts", str(tmp_path / "de")]) == 2       # nothing is replaced
    (tmp_path / "de" / "words.txt").write_text("title: Die Fuehrung\n")
    (tmp_path / "de" / "010-welcome.txt").write_text("title: Ein Rechner fuer jeden\n\nEs war einmal.\n")
    capsys.readouterr()
    assert main(["tour", "--texts", str(tmp_path / "de"), "--list"]) == 0
    assert "Ein Rechner fuer jeden" in capsys.readouterr().out
    tour = texts.load(tmp_path / "de")
    assert tour.words["title"] == "Die Fuehrung" and tour.words["source"] == "Source: {source}"


def test_a_scene_that_is_not_there_is_told(capsys):
    assert main(["tour", "--scene", "80-trap", "--plain"]) == 2
    assert "did you mean '080-trap'?" in capsys.readouterr().err


def test_every_plate_names_its_source_and_fits_a_small_screen():
    for plate in texts.load().plates:
        assert plate.source and plate.body, plate.name
        assert len(plate.lines()) + 2 * bool(plate.steps) <= 19, plate.name
        for step in plate.steps:
            assert step.verb != "say" or len(step.text) <= 200, step.place


# -- the whole tour, live

def test_nothing_fails(transcript):
    assert transcript[1] == []


def test_a_message_gets_to_the_other_user(transcript):
    scene = scene_of(transcript[0], "Two users on one machine")
    assert re.search(r"GUEST   \| .*MSG FROM CMSUSER *: COME TO LUNCH", scene)
    assert re.search(r"CMSUSER \| .*MSG FROM GUEST *: IN FIVE MINUTES", scene)


def test_a_trap_is_explained(transcript):
    scene = scene_of(transcript[0], "the trap")
    assert "SSM" in scene and "Set System Mask" in scene
    count = dict(re.findall(r"(\w+)=(\d+)", re.search(r"SIMULATED: (.*)", scene)[1]))
    assert int(count["SSM"]) >= len(re.findall(r"::: .* SSM ", scene)) > 10


def test_paging_is_seen(transcript):
    """What one user takes the other loses, and gets back."""
    scene = scene_of(transcript[0], "paging").replace("\n         ", " ")
    rows = [[int(value) for value in re.findall(r"(?:RESIDENT|READS|STOLEN) = (\d+)", line)]
            for line in re.findall(r"CMSUSER  RESIDENT.*", scene)]
    (resident, reads, stolen), after, later = rows
    assert stolen == 0 and after[2] >= resident and after[0] < resident
    assert later[1] > after[1] == reads and later[0] > after[0]


def test_a_card_has_the_holes_of_its_text(transcript):
    lines = scene_of(transcript[0], "A deck punched").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("HELLO    CSECT"))
    holes = [line.ljust(80) for line in lines[at + 1:at + 13]]
    column = ["".join("12 11 0 1 2 3 4 5 6 7 8 9".split()[row] + "-" for row in range(12) if holes[row][n] == "#")
              for n in range(6)]
    assert column == ["12-8-", "12-5-", "11-3-", "11-3-", "11-6-", ""]        # H E L L O, of A22-6821


def test_the_listing_is_the_file(transcript):
    assert re.search(r"o HELLO    CSECT +o", scene_of(transcript[0], "A deck punched"))


def test_a_program_runs(transcript):
    assert "CMSUSER | HELLO FROM A PROGRAM OF YOUR OWN" in scene_of(transcript[0], "A program of one's own")


def test_the_assist_saves_traps(transcript):
    counts = [int(one) for one in re.findall(r"SIMULATED:.*SSM=(\d+)", scene_of(transcript[0], "assists and SIE"))]
    assert counts[1] - counts[0] > 20 and counts[3] == counts[2]


def test_later_history_is_measured(transcript):
    lines = transcript[0]
    assert "QUERY NAMES lists 100 of them" in scene_of(lines, "VMware")
    assert "equal, byte for byte" in scene_of(lines, "Cloud instances")
    assert re.search(r"1 +4 +6 +4 +1", scene_of(lines, "Functions"))


# -- when something fails

class Silent(PlainFace):
    """Keeps the lines."""

    def __init__(self, words):
        self.lines: list[str] = []
        super().__init__(self.lines.append, words)


def performed(prototype, tour) -> tuple[list[str], list[str]]:
    face = Silent(tour.words)
    player = Player(tour, face, prototype, auto=True, speed=1000, idle=1e9)
    asyncio.run(player.run())
    return face.lines, player.failures


def test_an_answer_that_does_not_come_is_told_and_the_tour_goes_on(prototype, tmp_path, monkeypatch):
    monkeypatch.setattr(player_module, "PATIENCE", 0.3)
    tour = texts.load(folder_with(tmp_path, a=f"{TITLE}users: GUEST\nlogon: by hand\n\nText.\n%%\nwait GUEST NEVER\n",
                                  b="title: Behind it\n\nText.\n"))
    lines, failures = performed(prototype, tour)
    assert failures == ["a: GUEST: NEVER"]
    assert any("did not go as it should (GUEST: NEVER)" in line for line in lines)
    assert any("Behind it" in line for line in lines)


def test_a_full_disk_is_told_and_the_tour_goes_on(prototype, monkeypatch):
    def full(frames):
        raise S360Error("/tmp/x: No space left on device")
    monkeypatch.setattr(prototype, "copy", full)
    tour = texts.load()
    tour.plates = [plate for plate in tour.plates if plate.name in ("070-message", "990-end")]
    lines, failures = performed(prototype, tour)
    assert failures == ["070-message: /tmp/x: No space left on device"] and any("2/2" in line for line in lines)


def test_nothing_is_left_of_a_stage(prototype):
    before = threading.active_count()
    stage = Stage(prototype, 64)
    stage.seat("GUEST", 9, 80, lambda: None)
    folder = stage.folder
    stage.close()
    assert not folder.exists() and threading.active_count() == before


def test_an_ear_finds_each_answer_once():
    ear = Ear()
    ear.told("R; one\nR; ")
    assert ear.find("R;") and ear.find("R;") and not ear.find("R;")
    ear.told("x" * 300_000 + "R;")
    assert len(ear.text) <= 200_000 and ear.find("R;")
    ear.told("late")
    ear.forget()
    assert not ear.find("late")


# -- a kiosk, without a terminal

def test_a_kiosk_logs_visits_and_goes_on_after_a_mistake(prototype, tmp_path, monkeypatch):
    """A key begins a visit; who has gone is noticed; a mistake of ours is a line of the log."""
    monkeypatch.setattr("cp.tour.kiosk.AFTER_TROUBLE", 0.0)
    tour = texts.load()
    face = Silent(tour.words)
    log = tmp_path / "log"
    kiosk = Kiosk(tour, face, prototype, 1.0, 0.2, str(log))
    shown, broken = face.plate, []

    def plate(*words):
        if not broken:
            broken.append(True)
            raise RuntimeError("a mistake")
        shown(*words)

    async def visits():
        running = asyncio.create_task(kiosk.run())
        deadline = time.monotonic() + 10
        while kiosk.visits < 2:
            assert time.monotonic() < deadline
            face.player is None or not face.player.auto or face.on_key()
            await asyncio.sleep(0.05)
        kiosk.stop()
        await asyncio.wait_for(running, 5)
    face.plate = plate
    asyncio.run(visits())
    told = log.read_text()
    assert "error: RuntimeError: a mistake" in told and "visit 2: 0.0 minutes, 0 plates, taken over 0 times" in told
    assert "ends after" in told


def test_a_log_that_cannot_be_written_is_told_at_the_start(prototype, tmp_path):
    with pytest.raises(S360Error, match="--log"):
        Kiosk(texts.load(), Silent({}), prototype, 1.0, 1.0, str(tmp_path / "none" / "log"))
    Kiosk(texts.load(), Silent({}), prototype, 1.0, 1.0, "/dev/full").log("a line")        # full later: it goes on
