"""What SQLite reports is told in the owner's words."""

import sqlite3

import pytest

from smallcrm.troubles import is_amiss, is_damage, reason_of


def _error(name: str, text: str = "") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "damage", "amiss"),
    [
        (_error("SQLITE_CORRUPT_VTAB"), True, True),
        (_error("SQLITE_NOTADB"), True, True),
        (_error("SQLITE_ERROR", "no such table: contact"), False, True),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'name'"), True, True),
        (UnicodeDecodeError("utf-8", b"\xa5", 0, 1, "invalid start byte"), True, True),
        (_error("SQLITE_FULL"), False, False),
        (_error("SQLITE_BUSY"), False, False),
    ],
)
def test_damage_is_told_from_other_troubles(error: Exception, damage: bool, amiss: bool) -> None:
    assert (is_damage(error), is_amiss(error)) == (damage, amiss)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SQLITE_FULL", "the disk is full; nothing was written"),
        ("SQLITE_IOERR_WRITE", "the disk reported an error; nothing was written"),
        (
            "SQLITE_READONLY_DBMOVED",
            "the book was replaced while this command waited; try again",
        ),
        ("SQLITE_CORRUPT", "it is damaged"),
    ],
)
def test_a_trouble_has_a_reason_in_words(name: str, reason: str) -> None:
    assert reason_of(_error(name, "database disk image is malformed")) == reason
