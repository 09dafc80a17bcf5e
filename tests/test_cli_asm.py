"""`cpcms asm` as a user types it."""
import argparse
import json
import os
import subprocess
import sys

import pytest

from cp.cli_asm import add_asm
from s360.asm import assemble
from s360.asm.line_map import LineMap
from s360.asm.object_deck import from_hexadecimal
from s360.errors import ConfigError, S360Error

GOOD = "T        CSECT\n         BR    14\n         END   T\n"
BAD = "T        CSECT\n         L     1,NONE\n         END\n"


def cpcms(*words):
    """Exit code of a command line; errors as the caller shows them."""
    parser = argparse.ArgumentParser(prog="cpcms")
    add_asm(parser.add_subparsers(required=True))
    try:
        arguments = parser.parse_args(["asm", *map(str, words)])
        return arguments.func(arguments)
    except S360Error as error:
        print(f"cpcms: {error}", file=sys.stderr)
        return 2 if isinstance(error, ConfigError) else 1
    except SystemExit as stop:
        return stop.code


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "good.asm").write_text(GOOD)
    (tmp_path / "src" / "bad.asm").write_text(BAD)
    return tmp_path


def files(folder):
    return sorted(name for name in os.listdir(folder) if name != "src")


def test_the_deck_goes_into_the_present_folder(here, capsys):
    assert cpcms("src/good.asm") == 0
    assert (here / "good.deck").read_bytes() == assemble(GOOD).object_deck
    assert files(here) == ["good.deck"]
    assert capsys.readouterr() == ("", "")


def test_errors_are_told_and_no_deck_is_written(here, capsys):
    assert cpcms("src/bad.asm") == 1
    out, err = capsys.readouterr()
    assert out == "" and files(here) == []
    assert err.splitlines() == [
        "src/bad.asm:2:18: error: NONE is not defined [ASM201E]",
        "             L     1,NONE", "                     ^",
        "src/bad.asm: 1 statement flagged, return code 8; no deck is written"]


def test_warnings_leave_exit_code_and_deck(here, capsys):
    (here / "src" / "warn.asm").write_text("T CSECT\n DROP 5\n END\n")
    assert cpcms("src/warn.asm", "-o", "w.deck") == 0
    assert files(here) == ["w.deck"] and "warning" in capsys.readouterr().err


def test_a_listing_in_a_file_or_on_the_standard_output(here, capsysbinary):
    assert cpcms("src/bad.asm", "--listing", "bad.list") == 1
    assert "ASM201E" in (here / "bad.list").read_text()
    assert cpcms("src/good.asm", "--listing", "-", "--no-xref", "--linecount", "30", "--date", "01/02/70",
                 "--time", "03.04") == 0
    listing = capsysbinary.readouterr().out.decode()
    assert "07FE" in listing and "CROSS-REFERENCE" not in listing and "01/02/70 03.04" in listing


def test_hexadecimal_deck_elf_and_map(here, capsys):
    assert cpcms("src/good.asm", "--hex", "--elf", "good.elf", "--map", "good.map") == 0
    assert files(here) == ["good.elf", "good.hex", "good.map"]
    assert from_hexadecimal((here / "good.hex").read_text()) == assemble(GOOD).object_deck
    assert (here / "good.elf").read_bytes()[:4] == b"\x7fELF"
    assert LineMap.load(here / "good.map").at(0).line == 2


def test_libraries_sysparm_level_and_deck_identification(here, capsys):
    (here / "lib").mkdir()
    (here / "lib" / "say.mac").write_text("         MACRO\n         SAY\n         DC    C'(&SYSPARM)'\n         MEND\n")
    (here / "src" / "say.asm").write_text("T        CSECT\n         SAY\n         END\n")
    assert cpcms("src/say.asm") == 1
    assert cpcms("src/say.asm", "-L", "lib", "--sysparm", "HELLO", "--deck-id", "SAY") == 0
    deck = (here / "say.deck").read_bytes()
    assert "(HELLO)".encode("cp037") in deck and "SAY 0001".encode("cp037") in deck
    capsys.readouterr()
    assert cpcms("src/say.asm", "-L", "lib", "--level", "f") == 0
    assert "Assembler F does not know it" in capsys.readouterr().err


def test_json(here, capsys):
    assert cpcms("src/bad.asm", "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert result["return_code"] == 8 and result["files"] == {}
    assert [(m["code"], m["line"], m["column"]) for m in result["messages"]] == [("ASM201E", 2, 18)]
    assert cpcms("src/good.asm", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["files"] == {"deck": "good.deck"} and result["sections"][0]["length"] == 2


def test_explain(capsys):
    for word in ("ASM201", "asm201e", "201"):
        assert cpcms("--explain", word) == 0
        assert capsys.readouterr().out.splitlines()[:2] == ["ASM201E  error", "SYMBOL is not defined"]
    assert cpcms("--explain", "ASM999") == 1
    assert cpcms("--explain", "nothing") == 1


@pytest.mark.parametrize("words", [
    [], ["src/good.asm", "--level", "g"], ["src/good.asm", "--linecount", "3"], ["src/good.asm", "--date", "today"],
    ["src/good.asm", "--deck-id", "TOOLONGID"], ["src/good.asm", "--sysparm", "X" * 256], ["src/good.asm", "more"]])
def test_wrong_usage(words, capsys):
    assert cpcms(*words) == 2


@pytest.mark.parametrize("code, words, text", [
    (1, ["nofile.asm"], "nofile.asm: No such file"), (1, ["src"], "src"),
    (1, ["src/good.asm", "-o", "none/x.deck"], "none"),
    (1, ["src/good.asm", "-L", "nodir"], "-L nodir: is no folder and no .maclib"),
    (1, ["src/good.asm", "-L", "src/good.asm"], "-L src/good.asm: is no folder and no .maclib"),
    (1, ["src/good.asm", "-L", "no.maclib"], "-L no.maclib: is no folder and no .maclib"),
    (1, ["/dev/null"], "/dev/null: is empty; nothing to assemble"),
    (2, ["src/good.asm", "-o", "src/good.asm"], "is read and would be replaced"),
    (2, ["src/good.asm", "-o", "src/../src/good.asm"], "is read and would be replaced"),
    (2, ["src/bad.asm", "-o", "src/good.asm"], "a source by its name"),
    (2, ["src/good.asm", "--elf", "x", "--map", "x"], "two outputs have the same name"),
    (2, ["src/good.asm", "--json", "--listing", "-"], "--json"),
    (2, ["src/good.asm", "-o", "-", "--listing", "-"], "the standard output is used twice")])
def test_what_cannot_be_done_is_one_line(code, words, text, here, capsys):
    assert cpcms(*words) == code
    out, err = capsys.readouterr()
    assert text in err and err.count("\n") == 1 and "Traceback" not in err
    assert files(here) == [] and (here / "src" / "good.asm").read_text() == GOOD


def test_an_old_deck_is_replaced_and_kept_when_there_are_errors(here, capsys):
    (here / "bad.deck").write_bytes(b"OLD")
    (here / "good.deck").write_bytes(b"OLD")
    assert cpcms("src/bad.asm") == 1 and cpcms("src/good.asm") == 0
    assert (here / "bad.deck").read_bytes() == b"OLD"
    assert (here / "good.deck").read_bytes() == assemble(GOOD).object_deck
    assert files(here) == ["bad.deck", "good.deck"]


def test_as_a_process(here):
    run = subprocess.run(
        [sys.executable, "-P", "-c", "import argparse, sys; from cp.cli_asm import add_asm\n"
         "p = argparse.ArgumentParser(); add_asm(p.add_subparsers())\n"
         "a = p.parse_args(sys.argv[1:]); sys.exit(a.func(a))", "asm", "src/bad.asm"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert run.returncode == 1 and "ASM201E" in run.stderr and not run.stdout


def process(*words, **streams):
    return subprocess.run([sys.executable, "-P", "-m", "cp.cli", "asm", *words], timeout=60,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, **streams)


@pytest.mark.parametrize("words", [["-", "-o", "-"], ["/dev/stdin", "-o", "/dev/stdout"],
                                   ["src/good.asm", "-o", "-"]])
def test_standard_input_and_output(here, words):
    done = process(*words, input=GOOD.encode(), capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, assemble(GOOD).object_deck, b"")
    assert files(here) == []


def test_standard_input_is_called_stdin(here):
    assert process("-", input=GOOD.encode()).returncode == 0
    assert files(here) == ["stdin.deck"]
    done = process("-", "-o", "/dev/null", input=BAD.encode(), capture_output=True)
    assert done.returncode == 1 and done.stderr.startswith(b"stdin:2:18: error: NONE")
    assert process("src/good.asm", "-o", "/dev/null").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("words", [["-o", "-"], ["--json"], ["--listing", "-"]])
def test_a_full_disk_behind_the_standard_output(here, words):
    with open("/dev/full", "wb") as full:
        done = process("src/good.asm", *words, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.decode() == "cpcms: standard output: No space left on device; make room on that disk\n"
