"""`cpcms link` as a person and a script meet it."""
import json
import subprocess
import sys

import pytest

from cli_room import cpcms_here
from cp import cli_link
from s360 import Machine, StopReason
from s360.asm.line_map import LineMap
from s360.asm.object_deck import ER, SD, End, Esd, ObjectDeck, Rld, Text, write_deck
from s360.media import ckd, tape

# BALR 11,0; LPSW 6(11); PSW: disabled wait, address 0
CODE = bytes.fromhex("05B0 8200B006 0000 0002000000000000")


def cpcms(folder, *arguments):
    """Run the command in `folder`: (exit code, output, errors)."""
    done = cpcms_here(*arguments, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def deck(name, wants="", text=CODE):
    esd = [Esd(name, SD, 1, length=len(text))] + ([Esd(wants, ER, 2)] if wants else [])
    return write_deck(ObjectDeck(esd, [Text(1, 0, text)], [Rld(2, 1, 0x1C, 0)] if wants else [],
                                 end=End(0, 1)), name)


@pytest.fixture
def room(tmp_path):
    (tmp_path / "hello.deck").write_bytes(deck("HELLO"))
    (tmp_path / "main.deck").write_bytes(deck("MAIN", "HELLO", bytes(16)))
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "hello.text").write_bytes(deck("HELLO"))
    return tmp_path


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def runs(unit, type, **medium):
    with Machine("64K") as machine:
        machine.attach(unit, type, **medium)
        machine.ipl(unit)
        stop = machine.run(1_000_000)
        return stop.reason is StopReason.DISABLED_WAIT and machine.cpu.psw.ia == 0


def test_without_options_an_ipl_deck(room):
    code, out, _ = cpcms(room, "link", "hello.deck")
    assert code == 0 and out == "hello.ipl: IPL deck of 6 cards, entry 000200 HELLO, loader at 000080\n"
    assert runs(0x00C, "2540R", deck=room / "hello.ipl")


@pytest.mark.parametrize("arguments, name, unit, type, medium", [
    (["--tape"], "hello.aws", 0x181, "2401", "tape"), (["-o", "x.tap"], "x.tap", 0x181, "2401", "tape"),
    (["--disk", "2311"], "hello.ckd", 0x190, "2311", "volume"),
    (["-o", "boot.ckd"], "boot.ckd", 0x190, "2314", "volume"),
    (["--ipl", "-o", "boot"], "boot", 0x00C, "2540R", "deck")])
def test_kinds_and_suffixes(room, arguments, name, unit, type, medium):
    code, out, _ = cpcms(room, "link", "hello.deck", "--origin", "200", *arguments)
    assert code == 0 and out.startswith(name + ": IPL ")
    assert runs(unit, type, **{medium: room / name})


def test_an_image_is_the_bytes_of_storage(room):
    code, out, _ = cpcms(room, "link", "main.deck", "hello.deck", "--image", "--origin", "X'1000'")
    assert code == 0 and "from 001000 on, entry 001000 MAIN" in out
    assert (room / "main.img").read_bytes() == bytes.fromhex("00001010") + bytes(12) + CODE


def test_libraries_and_map(room):
    code, out, _ = cpcms(room, "link", "main.deck", "--library", "lib", "--origin", "200", "--map")
    assert code == 0 and "HELLO      SD    000210   000010  lib/hello.text: deck at card 1" in out
    code, out, _ = cpcms(room, "link", "main.deck", "--library", "lib", "--origin", "200", "--quiet",
                         "--map", "main.map")
    assert code == 0 and out == "" and "HELLO      SD" in (room / "main.map").read_text()


def test_json(room):
    code, out, _ = cpcms(room, "link", "main.deck", "hello.deck", "--origin", "200", "--json")
    data = json.loads(out)
    assert code == 0 and data["symbols"] == {"MAIN": 0x200, "HELLO": 0x210} and data["severity"] == 0
    assert data["written"] == {"kind": "ipl", "file": "main.ipl"}
    assert data["references"] == {"HELLO": ["MAIN"]}


def test_a_missing_name_writes_nothing_unless_let(room):
    before = files(room)
    code, _, err = cpcms(room, "link", "main.deck", "--origin", "200", "--map", "x.map")
    assert code == 1 and "HELLO (used by MAIN) is not defined" in err and "--let" in err
    assert files(room) == [*before, "x.map"]              # the map helps to find what is missing
    code, out, _ = cpcms(room, "link", "main.deck", "--origin", "200", "--json")
    assert code == 1 and json.loads(out)["written"] is None
    assert cpcms(room, "link", "main.deck", "--origin", "200", "--let")[0] == 0
    assert "main.ipl" in files(room)


def test_warnings_are_told_and_good(room):
    code, _, err = cpcms(room, "link", "hello.deck", "hello.deck", "--origin", "200")
    assert code == 0 and "warning: section HELLO is there already" in err


@pytest.mark.parametrize("arguments, words", [
    (["none.deck"], "none.deck: No such file"), (["lib"], "lib"), (["empty"], "nothing to load"),
    (["bad.deck"], "bad.deck: card 2"), (["hello.deck", "--library", "none"], "none: No such file"),
    (["hello.deck", "-o", "no/such/place"], "no/such/place"),
    (["hello.deck", "--origin", "FFFFF8"], "beyond 16 MiB"),
    (["hello.deck", "--tape", "-o", "mine.aws"], "exists already"),
    (["hello.deck", "--ipl", "-o", "mine.aws"], "mine.aws: exists already and looks like no product"),
    (["hello.deck", "--image", "-o", "mine.aws"], "looks like no product"),
    (["hello.deck", "--lines", "mine.aws"], "looks like no product"),
    (["hello.deck", "-o", "a.ipl", "--map", "mine.aws"], "exists already")])
def test_what_fails_says_why_and_leaves_nothing(room, arguments, words):
    (room / "empty").write_bytes(b"")
    (room / "bad.deck").write_bytes(deck("A")[:80] + b"X" * 80)
    (room / "mine.aws").write_bytes(b"precious")
    before = files(room)
    code, _, err = cpcms(room, "link", *arguments)
    assert code == 1 and words in err
    assert files(room) == before and (room / "mine.aws").read_bytes() == b"precious"


@pytest.mark.parametrize("arguments", [
    [], ["x", "--origin", "204"], ["x", "--origin", "G"], ["x", "--origin", "1000000"],
    ["x", "--disk", "1403"], ["x", "--tape", "--image"], ["x", "--disk", "2314", "--serial", "a b"],
    ["x", "--disk", "2314", "--serial", "TOOLONGX"]])
def test_wrong_usage(room, arguments):
    assert cpcms(room, "link", *arguments)[0] == 2


@pytest.mark.parametrize("arguments, words", [
    (["hello.deck", "-o", "hello.deck"], "is read and would be replaced"),
    (["hello.deck", "--map", "hello.deck"], "is read and would be replaced"),
    (["hello.deck", "-o", "a", "--map", "a"], "two outputs have the same name"),
    (["hello.deck", "-o", "-", "--json"], "the standard output is used twice"),
    (["hello.deck", "-o", "-", "--map"], "the standard output is used twice"),
    (["-", "-"], "the standard input can be read once"),
    (["hello.deck", "--serial", "BOOT01"], "--serial is for a disk"),
    (["hello.deck", "--tape", "--serial", "BOOT01"], "--serial is for a disk")])
def test_contradictions_are_wrong_usage_and_change_nothing(room, arguments, words):
    before = files(room)
    code, _, err = cpcms(room, "link", *arguments)
    assert code == 2 and words in err and files(room) == before
    assert (room / "hello.deck").read_bytes() == deck("HELLO")


def test_only_what_the_linker_made_is_replaced(room):
    (room / "prog.asm").write_text("precious")
    for name in ("prog.asm", "main.deck"):
        before = (room / name).read_bytes()
        code, _, err = cpcms(room, "link", "hello.deck", "-o", name)
        assert code == 1 and f"{name}: exists already and looks like no product" in err
        assert (room / name).read_bytes() == before
    (room / "boot").write_bytes(b"")                     # as mktemp leaves it
    for _ in range(2):                                   # empty, then our own IPL deck
        assert cpcms(room, "link", "hello.deck", "-o", "boot")[0] == 0
    assert cpcms(room, "link", "hello.deck", "-o", "prog.asm", "--force")[0] == 0
    assert (room / "prog.asm").read_bytes() == (room / "boot").read_bytes()


@pytest.mark.parametrize("kind", [[], ["--image"], ["--tape"], ["--disk", "2311"]])
def test_standard_input_and_output(room, kind):
    def here(*words, input=b""):
        done = cpcms_here("link", *words, *kind, cwd=room, input=input, text=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    here("hello.deck", "-o", "there", "--quiet")
    assert here("-", "-o", "-", input=deck("HELLO")) == (room / "there").read_bytes()
    if not kind:
        devices_by_a_process(room)


def devices_by_a_process(room):
    def run(*words, **given):
        done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "link", *words], cwd=room,
                              capture_output=True, timeout=60, **given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    for output in ("-", "/dev/stdout"):
        assert run("-", "-o", output, input=deck("HELLO")) == (room / "there").read_bytes()
    assert b"/dev/null: " in run("/dev/stdin", "-o", "/dev/null", input=deck("HELLO"))
    assert run("hello.deck", "-o", "/dev/null", "--map", "/dev/stdout").startswith(b"PROGRAM HELLO")


def test_standard_input_gives_the_name_stdin(room):
    done = cpcms_here("link", "-", cwd=room, input=deck("A")[:-81], text=False)
    assert done.returncode == 1 and b"stdin: " in done.stderr


def test_force_replaces_media(room):
    (room / "a.ckd").write_bytes(b"old")
    assert cpcms(room, "link", "hello.deck", "--origin", "200", "-o", "a.ckd")[0] == 1
    assert cpcms(room, "link", "hello.deck", "--origin", "200", "-o", "a.ckd", "--force", "--serial",
                 "boot01")[0] == 0
    with ckd.open_volume(room / "a.ckd") as volume:
        assert volume.serial() == "BOOT01" and volume.cylinders == 1
    assert cpcms(room, "link", "hello.deck", "--origin", "200", "-o", "a.aws")[0] == 0
    with tape.open_tape(room / "a.aws") as image:
        assert len(image.read_forward()) == 24


def test_a_deck_is_replaced_by_the_next_link(room):
    for origin in ("200", "1000"):
        assert cpcms(room, "link", "hello.deck", "--origin", origin)[0] == 0
    assert files(room) == ["hello.deck", "hello.ipl", "lib", "main.deck"]


def test_the_functions_of_the_module_are_what_the_command_needs():
    assert set(cli_link.WRITERS) == set(cli_link.KINDS)


def test_lines_says_where_every_statement_went(tmp_path):
    for name, source in (("one", "ONE      CSECT\n         BALR  12,0\n         BR    14\n         END\n"),
                         ("two", "TWO      CSECT\n         DC    F'2'\n         END\n")):
        (tmp_path / f"{name}.asm").write_text(source)
        assert cpcms(tmp_path, "asm", f"{name}.asm", "--map", f"{name}.map")[0] == 0
    assert cpcms(tmp_path, "link", "one.deck", "two.deck", "--origin", "1000", "--lines", "all.map")[0] == 0
    lines = LineMap.load(tmp_path / "all.map")
    assert [(lines.at(at).file, lines.at(at).line) for at in (0x1000, 0x1002, 0x1008)] == [
        ("one.asm", 2), ("one.asm", 3), ("two.asm", 2)]
    code, _, errors = cpcms(tmp_path, "link", "one.deck", "--lines", "one.map")
    assert code == 2 and "one.map: is read and would be replaced" in errors
    (tmp_path / "one.map").unlink()
    code, _, errors = cpcms(tmp_path, "link", "one.deck", "--lines", "x.map")
    assert code == 1 and "there is no one.map; make it with cpcms asm --map" in errors


def test_lines_has_a_common_where_the_linker_put_it(tmp_path):
    (tmp_path / "a.asm").write_text("A        CSECT\n         BR    14\nCX       COM\nX        DS    F\n"
                                    "         COM\nY        DS    F\n         END\n")
    (tmp_path / "p.asm").write_text("         BR    14\n         END\n")
    for name in "ap":
        assert cpcms(tmp_path, "asm", f"{name}.asm", "--map", f"{name}.map")[0] == 0
    assert cpcms(tmp_path, "link", "a.deck", "p.deck", "--origin", "1000", "--lines", "all.map")[0] == 0
    lines = LineMap.load(tmp_path / "all.map")
    assert [(lines.at(at).place, lines.at(at).text.split()[0]) for at in (0x1000, 0x1008, 0x1010, 0x1018)] == [
        ("a.asm:2", "BR"), ("p.asm:1", "BR"), ("a.asm:4", "X"), ("a.asm:6", "Y")]
    assert lines.nearest(0x1012) == ("X", 2) and lines.commons == ()
    assert cpcms(tmp_path, "link", "a.deck", "p.deck", "--lines", "all.map")[0] == 0       # its own
