"""Every list on terminals from 30 to 250 columns: nothing is wider, nothing is cut."""

import io
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from conftest import Crm
from rich.cells import cell_len
from shops import CAFE, stock

from smallcrm import cli

LISTS = ("today", "week", "callbacks", "list", "who 5551", "show mari", "find chairs", "find vip",
         "tags", "groups", "history", "config", "sheets", "sheet show W47-A", "order list",
         "order show 1")  # fmt: skip
WIDTHS = (30, 31, 40, 50, 60, 63, 64, 72, 79, 80, 100, 120, 250)
HEADINGS = """No Who Phone, due Why, last words Phone, e-mail Group, tags Last talk, town When How
    What Who, when Text Command, whom Name Value Source Purpose Sheet Days Printed Lines Keyed in
    Line State Phone Why Tag Group Contacts Try Day, status Total Product Quantity Price Amount
    Came back"""
ODD = (
    f'add "{"Ein" + "lang" * 20} 漢字漢字漢字 😀" --handle odd --company {"c" * 70}'
    f" --email {'e' * 60}@example.com --tag {'t' * 30} --tag 'two words vip' --phone 555199",
    f"log odd 'chairs {'x' * 150} 漢字 {'word ' * 60}' --back today --why '{'why ' * 40}'",
    "week --print --no-open",
    f"sell odd 1,5 {'mugs' * 20}@1234,5 2 漢字漢字漢字@3 --new --invoice {'A' * 40}"
    f" --note {'n' * 99}",
    "return odd 1 1 漢字漢字漢字 --why 'a long reason for it'",
)


class _Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


def _shown(line: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal := _Screen())
        assert cli.run(line.split()) == 0
    return terminal.getvalue().splitlines()


def _letters(lines: list[str]) -> Counter[str]:
    """How often each letter and digit is shown."""
    text = "".join(lines)
    return Counter(char for char in text if unicodedata.category(char)[0] in "LN")


@pytest.fixture
def odd(crm: Crm, book: Path) -> None:
    stock(crm, book, *CAFE, *ODD)


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("line", LISTS)
def test_no_line_is_wider_than_the_terminal(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in WIDTHS:
        for shown in _shown(line, columns, monkeypatch):
            # A path is left whole, to be copied.
            assert cell_len(shown) <= columns or shown.endswith("book.db"), columns


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("line", LISTS)
def test_nothing_is_cut_on_a_narrow_terminal(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = _letters(_shown(line, 250, monkeypatch)) - _letters([HEADINGS])
    for columns in WIDTHS:
        assert not wide - _letters(_shown(line, columns, monkeypatch)), columns
