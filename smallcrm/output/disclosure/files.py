"""The two files of a disclosure: the page, and the JSON beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from smallcrm.errors import Refused, Unreadable
from smallcrm.output.disclosure.data import json_of
from smallcrm.output.disclosure.html import html_of
from smallcrm.output.disclosure.page import Page, disclosure_page
from smallcrm.output.files import refuse_target, replacing
from smallcrm.place import unwritten
from smallcrm.reports.disclosure import Disclosure

if TYPE_CHECKING:
    from smallcrm.output.paper.drawing import Paper

HTML, PDF, JSON = (".html", ".htm"), ".pdf", ".json"


@dataclass(frozen=True)
class Target:
    """Where the page goes, and the data."""

    page: Path
    data: Path


def read_target(page: Path, *, book: Path, force: bool) -> Target:
    """The files that `-o mari.html` or `-o mari.pdf` names.

    Unreadable for another ending; Refused for a file that is there, unless by `force`, and for a
    folder or a database.
    """
    page = page.expanduser()
    if page.suffix.lower() not in (*HTML, PDF):
        raise Unreadable("-o names the page's file: mari.html, or mari.pdf to print it")
    target = Target(page, page.with_suffix(JSON))
    for path in (target.page, target.data):
        refuse_target(path, book)
        if path.exists() and not force:
            raise Refused(f"{path} is there already; --force replaces it")
    return target


def write_disclosure(found: Disclosure, target: Target, *, language: str, paper: "Paper") -> None:
    """Write both files, for the owner's eyes only; one that cannot be written leaves neither."""
    page = disclosure_page(found, language)
    data = json_of(found).encode("utf-8")
    draw = _drawn(page, target.page.suffix.lower(), paper)
    try:
        with replacing(target.data) as second, replacing(target.page) as first:
            draw(first)
            second.write(data)
    except OSError as error:
        raise unwritten(target.page, error) from error


def _drawn(page: Page, suffix: str, paper: "Paper") -> Callable[[BinaryIO], object]:
    if suffix == PDF:
        from smallcrm.output.disclosure.pdf import print_disclosure

        return partial(print_disclosure, page, paper=paper)
    text = html_of(page).encode("utf-8")
    return lambda file: file.write(text)
