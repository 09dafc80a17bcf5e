"""The guide of CMS, which is written in SCRIPT and printed by it: at a bare machine and under CP."""
import re

import pytest

from cms import build_guide
from cms.build_guide import BuildError, documents, records
from cms.build_help import texts
from cms.build_source import COMMANDS
from cms.guide_print import at_machine, contents, numbers, pages, titles
from cms_machine import code_of, system_disk
from cms_room import Room
from script_reference import pages as reference
from script_room import Desk


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """The pages, and what the terminal typed."""
    listing = tmp_path_factory.mktemp("guide") / "guide.txt"
    typed = at_machine(system_disk(), "SCRIPT CMSGUIDE ( OFFLINE", listing)
    return pages(listing.read_text(encoding="utf-8")), typed


def test_it_is_printed_without_an_error(paper):
    printed, typed = paper
    assert [line.split(";")[0] for line in typed] == ["R"]
    assert 30 <= len(printed) <= 60 and all(len(page) <= 63 for page in printed)


def test_every_page_has_a_heading_and_its_number(paper):
    title, *printed = paper[0]
    roman = [page[3].split()[-1] for page in printed if not page[3].split()[-1].isdigit()]
    body = printed[len(roman):]
    assert not any(title[:10]) and roman == ["ii", "iii"][:len(roman)]
    for number, page in enumerate(body, 1):
        assert re.fullmatch(rf"(\d+|Appendix [A-C])\. \S.* PAGE {number}", page[3]) and len(page[3]) == 72


def test_the_table_of_contents_has_each_title_with_its_page(paper):
    printed, _ = paper
    assert contents(printed).split("\n") == documents()["CMSGTOC"] + [""], (
        "python -m cms.guide_print --contents makes it anew")
    at = numbers(printed)
    assert set(at) == {title for title, _ in titles()} and len(at) > 40


def test_it_is_what_the_rules_of_script_say(paper):
    made, errors = reference(documents(), "CMSGUIDE")
    assert errors == 0
    assert ["\n".join(page).rstrip().split("\n") for page in made] == paper[0]


def test_appendices_name_every_command_and_control_word(paper):
    lines = {line.split()[0] for page in paper[0] for line in page if line.strip()}
    assert {text.name for text in texts() if text.group in ("CMS", "SCRIPT")} <= lines


def test_the_commands_of_the_examples_are_there():
    """The first word of each line of an example that begins a command of the system in the text."""
    known = {name for text in texts() for name in (text.name, *text.also)}
    known |= {path.stem.upper() for path in COMMANDS.iterdir()}
    used = set()
    for name, lines in documents().items():
        if re.fullmatch(r"CMSG(0[2-5]|08|09|1[0-2])", name):
            inside = False
            for line in lines:
                inside = line == ".nf" or inside and line != ".fo"
                word = re.match(r"([a-z]+) ", line)
                if inside and word:
                    used.add(word[1].upper())
    assert len(used) > 30
    assert used - known - {"LOGON", "PSW", "THE"} == set()


def test_the_letter_in_it_comes_out_as_it_says():
    """The document shown in the chapter about SCRIPT, and its result below it."""
    lines = documents()["CMSG14"]
    first = lines.index(" .ll 50")
    source = [line[1:] for line in lines[first:lines.index(".in", first)]]
    shown = lines[lines.index("Smith and Sons"):]
    made = Desk({"T": "\n".join(source)}).pages()[0][5:]
    assert made == [line.rstrip() for line in shown[:len(made)]] and len(made) == 10


def test_under_cp_it_becomes_a_spool_file_with_its_name(tmp_path):
    room = Room(tmp_path)
    try:
        assert code_of(room.ask("SCRIPT CMSGUIDE ( OFFLINE", 60)[-1:]) == 0
        [file] = room.system.spool.files("PRT", "TESTER")
        assert (file.name, file.type) == ("CMSGUIDE", "SCRIPT") and file.records > 1500
    finally:
        room.close()


@pytest.mark.parametrize("line, what", (("x" * 133, "133 characters"), ("a\u20acb", "not in code page 037")))
def test_a_document_that_cannot_be_on_the_disk_ends_the_build(line, what):
    with pytest.raises(BuildError, match=f"t.script:1: .*{what}"):
        records("T", [line])


def test_the_files_of_the_guide_are_named_in_it():
    wanted = re.findall(r"^\.im (\S+)", "\n".join(documents()["CMSGUIDE"]), re.MULTILINE)
    assert {name.upper() for name in wanted} | {"CMSGUIDE"} == set(documents())
    assert set(build_guide.APPENDICES) <= {name.upper() for name in wanted}
