"""The documentation is under test: every command has help and stands in the README."""

import re
from pathlib import Path

import pytest
from conftest import Crm
from examples import README, TROUBLE, command_lines, run_examples

from smallcrm import __version__, cli

ROOT = README.parent
TEXT = README.read_text("utf-8")
COMMANDS = cli.leaf_commands()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, crm: Crm) -> None:
    shown = crm(f"{command} --help")
    assert shown.code == 0
    assert re.search(r"Usage: crm (?:.*\n)+?\n  [A-Z].*\.\s", shown.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    words = command.removeprefix("contact ") if command.startswith("contact ") else command
    assert re.search(rf"`?crm (contact )?(\w+\|)*{words}\b", TEXT) or f"|{words}" in TEXT


def test_the_examples_of_the_readme_run_and_print_what_it_says(tmp_path: Path) -> None:
    assert len(command_lines(TEXT)) > 10
    assert run_examples(TEXT, tmp_path) == TEXT


def test_what_the_owner_is_told_in_trouble_is_what_the_document_says(tmp_path: Path) -> None:
    page = TROUBLE.read_text("utf-8")
    assert run_examples(page, tmp_path, "book.db") == page


DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/dependencies.md",
    "docs/encryption.md",
    "docs/erasing.md",
    "docs/reliability.md",
    "docs/trouble.md",
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_inside_the_project_lead_somewhere(document: str) -> None:
    page = ROOT / document
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == __version__
