"""README and docs/: links lead somewhere, commands are understood, nothing of one's own host stands in them."""
import json
import re
import urllib.parse

import pytest

from cp import configuration
from doc_commands import command_lines, refusal
from s360 import config
from shared import ROOT

PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "cms" / "README.md", ROOT / "decks" / "README.md",
                *(ROOT / "docs").glob("**/*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INDENTED = re.compile(r"^ {4}\S.*$", re.M)
OWN_FILE = re.compile(r"`((?:cp|cms|s360|tests|docs|decks|ext)/[\w/.-]+\.(?:py|md|asm|pyx|pxi|mac|yaml|cards))`")
#: paths that only somebody's own host has, and registries of packages
OWN_HOST = re.compile(r"(?<![\w.])/(?:home|root|work|mnt|srv|Users|workspace)/\w|/opt/(?!cpcms)\w|/tmp/(?!build)\w|"
                      r"\bpypi\b|\bregistry\.|https?://(?:localhost|10\.|192\.168)")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """Without what is shown as typed."""
    return FENCE.sub("", text_of(name))


def headings(name: str) -> set[str]:
    """Anchors as a repository's web pages make them."""
    found = re.findall(r"^#+ (.*)$", FENCE.sub("", text_of(name)), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name):
    for target in LINK.findall(prose(name)):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        place = (ROOT / name).parent / path if path else ROOT / name
        assert place.exists(), f"{name}: {target} is not there"
        if anchor:
            assert anchor in headings(str(place.resolve().relative_to(ROOT))), f"{name}: {target}"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("docs/")])
def test_every_page_can_be_found_from_the_index(name):
    if name == "docs/README.md":
        return
    assert name[len("docs/"):] in LINK.findall(text_of("docs/README.md")), f"{name} is not in docs/README.md"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_ones_own_host(name):
    found = OWN_HOST.search(text_of(name))
    assert not found, f"{name}: {found.group()}"


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_are_understood(name):
    text = text_of(name)
    shown = "\n".join([body for kind, body in FENCE.findall(text) if kind in ("", "sh", "bash", "console")]
                      + INDENTED.findall(FENCE.sub("", text)))
    shown = re.sub(r"^\s*cpcms>.*$", "", shown, flags=re.M)             # the prompt of cpcms ipl
    for words in command_lines(shown.replace("\\\n", " ")):
        refused = refusal([word for word in words if word != "..."])
        assert not refused, f"{name}: {' '.join(words)}\n{refused}"


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_named_in_a_sentence_are_there(name):
    for named in re.findall(r"`(cpcms [^`]*)`", prose(name)):
        refused = refusal(re.split("[|<>]", named)[0].split())
        assert not re.search("invalid choice|unrecognized", refused), f"{name}: {named}\n{refused}"


@pytest.mark.parametrize("name", [name for name in NAMES if "```yaml" in text_of(name)])
def test_descriptions_have_no_mistake(name, tmp_path):
    for kind, body in FENCE.findall(text_of(name)):
        if kind == "yaml":
            path = tmp_path / "described.yaml"
            path.write_text(body)
            for medium in re.findall(r"(?:deck|volume|tape|file): ([\w.]+)", body):
                (tmp_path / medium).touch()
            (config if body.startswith("machine:") else configuration).load(path)


def test_files_named_in_the_text_are_there():
    for name in NAMES:
        if name == "CHANGELOG.md":
            continue
        for path in OWN_FILE.findall(text_of(name)):
            assert (ROOT / path).exists(), f"{name}: {path} is not there"


def test_the_container_recipe_copies_what_is_there():
    recipe = text_of("docs/Containerfile")
    for sources in re.findall(r"^COPY (?!--from)(.*) \S+$", recipe, re.M):
        assert all((ROOT / source).exists() for source in sources.split())
    entry, words = (re.findall(rf"^{word} (.*)$", recipe, re.M)[0] for word in ("ENTRYPOINT", "CMD"))
    assert not refusal(json.loads(entry) + json.loads(words))
    assert not refusal(json.loads(re.findall(r"^HEALTHCHECK .*CMD (.*)$", recipe, re.M)[0]))


def test_the_service_unit_starts_a_command_there_is():
    unit = text_of("docs/cpcms.service")
    assert not refusal(re.findall(r"^ExecStart=(.*)$", unit, re.M)[0].split())
    assert "StateDirectory=cpcms\n" in unit and "CPCMS_DATA=/var/lib/cpcms" in unit


def test_what_the_container_needs_is_what_the_package_needs():
    copied = " ".join(re.findall(r"^COPY (?!--from)(.*) \S+$", text_of("docs/Containerfile"), re.M)).split()
    packages = re.findall(r'^packages = (.*)$', text_of("pyproject.toml"), re.M)[0]
    assert {name.split(".")[0] for name in json.loads(packages)} <= set(copied)
