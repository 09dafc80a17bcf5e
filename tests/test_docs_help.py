"""`--help` of cpcms and of every sub-command: complete, readable in 80 columns, with examples that parse."""
import argparse

import pytest

from cp import cli_help
from cp.cli import parser
from doc_commands import command_lines, refusal


def commands(top, name=""):
    """Every parser below this one by its command, `top` as ''."""
    yield name, top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from commands(below, f"{name} {word}".strip())


PARSERS = dict(commands(parser([])))


@pytest.fixture(autouse=True)
def window(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("name", PARSERS)
def test_it_says_what_the_command_does(name):
    description = PARSERS[name].description
    assert description[0].isupper() and description.endswith(".")


@pytest.mark.parametrize("name", PARSERS)
def test_every_option_is_explained(name):
    for action in PARSERS[name]._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help for choice in action._choices_actions}
            assert set(said) == set(action.choices) and all(said.values())
        else:
            assert action.help, action.option_strings or action.dest


@pytest.mark.parametrize("name", PARSERS)
def test_it_ends_with_examples_and_exit_codes(name):
    told = PARSERS[name].format_help()
    examples, codes = told.split("examples:\n")[1].split("exit codes: ")
    assert codes.startswith("0 ")
    found = command_lines(examples)
    assert any(" ".join(words[1:]).startswith(name) for words in found)
    for words in found:
        if "COMMAND" not in words:
            assert not refusal(words), words


@pytest.mark.parametrize("name", PARSERS)
def test_no_line_is_wider_than_the_window(name):
    assert max(map(len, PARSERS[name].format_help().splitlines())) <= 80


def test_examples_are_of_commands_there_are():
    assert set(cli_help.EXAMPLES) == set(PARSERS)
    assert set(cli_help.OTHER_CODES) <= set(PARSERS)


def test_a_command_that_alone_is_loaded_has_the_same_help():
    alone = dict(commands(parser(["run"])))
    assert alone["run"].format_help() == PARSERS["run"].format_help()
