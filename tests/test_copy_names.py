"""A copy's name says of which book it is, of when, and why it was made."""

import datetime as dt

import pytest

from smallcrm.copy_names import CopyName, read_name

MOMENT = dt.datetime(2026, 11, 21, 8, 15)


@pytest.mark.parametrize(
    ("why", "automatic"),
    [
        ("", False),
        ("daily", True),
        ("before-import", True),
        ("before-upgrade", True),
        ("damaged", False),
    ],
)
def test_a_name_is_read_as_it_was_given(why: str, automatic: bool) -> None:
    name = CopyName("my shop.2", MOMENT, why)
    assert read_name(str(name), "my shop.2") == name
    assert name.is_automatic is automatic


def test_what_a_name_looks_like() -> None:
    assert str(CopyName("book", MOMENT)) == "book-2026-11-21-081500.db"
    assert str(CopyName("book", MOMENT, "daily")) == "book-2026-11-21-081500-daily.db"


@pytest.mark.parametrize(
    "name",
    [
        "book.db",
        "book-1.db",
        "book-2026-11-21-081500.db-journal",
        "book-2026-13-21-081500.db",
        "book-2026-11-21-081500-Daily.db",
        "book-2026-11-21-081500-.db",
        "book-two-2026-11-21-081500.db",
        "xbook-2026-11-21-081500.db",
        "book-2026-11-21-081500-daily.db.txt",
    ],
)
def test_any_other_file_is_no_copy(name: str) -> None:
    assert read_name(name, "book") is None
