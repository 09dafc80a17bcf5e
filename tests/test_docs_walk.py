"""The first ten minutes of README.md and docs/cms.md: typed as they stand there, they are answered as promised."""
import re
import textwrap
import time

import pytest

from cp import System
from shared import ROOT

ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$", re.M)
MEANT = re.compile(r"`([A-Z][A-Z0-9 .]+\.?[A-Z0-9.])`")          # what the screen says, in capitals
#: what a row has one type besides, and what ends its answer when that is not R;
MORE = {"edit note memo": ("a line", "another", "", "file"), "xedit note memo": ("quit",),
        "#cp trace svc run words": ("stat",)}
LAST = {"#cp query virtual": "DASD 191"}


@pytest.fixture(scope="module")
def walk():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.split("## The first ten minutes\n")[1].split("\n## ")[0]
    return dict(ROW.findall(part))


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(data=tmp_path_factory.mktemp("walk") / "data") as system:
        yield system
        system.close("logoff")


@pytest.fixture(scope="module")
def vm(system):
    vm = system.logon("CMSUSER", "CMSUSER")
    vm.console.expect("CMS..VERSION 1.0")
    return vm


def test_every_step_answers_as_it_says(walk, vm):
    lines, console = list(walk), vm.console
    assert lines[0] == "logon cmsuser cmsuser" and lines[-1] == "logout" and set(MORE) | set(LAST) <= set(lines)
    for line in lines[1:-1]:
        for typed in (line, *MORE.get(line, ())):
            assert typed == line or "edit" in line or f"`{typed}`" in walk[line]
            console.send(typed)
        answer = console.expect(LAST.get(line, "R; T="))
        for text in MEANT.findall(walk[line]):
            assert text in answer or text == "CP", (line, answer)
        if "trace" in line:
            assert "SVC 202" in answer
            console.send("#cp trace end")
            console.expect("TRACE ENDED")


def test_the_listing_lies_where_it_says(system, vm):
    folder, end = system.folder.path / "unit" / "00E", time.monotonic() + 10
    while not (printed := [path for path in folder.iterdir() if "HELLO.LISTING" in path.name]):
        assert time.monotonic() < end               # the printer is at it
        time.sleep(0.02)
    assert len(printed) == 1 and "EXTERNAL SYMBOL DICTIONARY" in printed[0].read_text()


def test_the_program_of_the_guide_to_cms(vm):
    text = (ROOT / "docs" / "cms.md").read_text(encoding="utf-8")
    part = text.split("## The first ten minutes\n")[1].split("\n## ")[0]
    shown = [textwrap.dedent(block).strip("\n") for block in re.findall(r"(?:(?: {4}.*)?\n)+", part) if block.strip()]
    assert shown[1].startswith("edit greet") and shown[2].startswith("assemble greet")
    for line in "\n".join([*shown[1:3], "greet", "HELLO, WORLD"]).splitlines():
        if line.isupper():
            vm.console.expect(line)
        else:
            vm.console.send(line)


def test_a_second_user_sends_a_message(system, vm):
    typed = re.findall(r"`(logon guest guest|msg [^`]*)`", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(typed) == 2
    other = system.logon("GUEST", "GUEST")
    other.console.expect("CMS..VERSION")
    other.console.send(typed[1])
    vm.console.expect("MSG FROM GUEST")
    for one in (vm, other):
        one.console.send("logout")
        one.console.wait_for("")
