"""The settings and how their values are read."""

import pytest
from sqlmodel import Session

from smallcrm.domain.settings import KNOWN, change_setting, list_settings, value_of
from smallcrm.errors import Unreadable


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("country", "lv", "LV"),
        ("country", " no ", "NO"),
        ("currency", "nok", "NOK"),
        ("language", "ET", "et"),
        ("shop", " Põld & Pojad ", "Põld & Pojad"),
    ],
)
def test_a_value_is_read_and_kept(name: str, typed: str, value: str, session: Session) -> None:
    assert change_setting(session, name, typed) == value
    assert value_of(session, name) == value
    assert [line.source for line in list_settings(session) if line.name == name] == ["book"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("country", "EST"), ("country", "E1"), ("country", "ÕÜ"), ("currency", "EU"),
     ("currency", "E1R"), ("language", "de"), ("shop", "x" * 1001), ("nothing", "x")],
)  # fmt: skip
def test_what_is_no_value_is_refused(name: str, typed: str, session: Session) -> None:
    with pytest.raises(Unreadable):
        change_setting(session, name, typed)


@pytest.mark.parametrize("name", KNOWN)
def test_an_empty_value_restores_the_default(name: str, session: Session) -> None:
    typed = {
        "country": "LV", "currency": "NOK", "language": "et", "paper.size": "letter",
        "backup.folder": "/media/stick", "journal.keep": "6m",
    }  # fmt: skip
    change_setting(session, name, typed.get(name, "3"))
    assert change_setting(session, name, "") == KNOWN[name].default
    session.flush()
    assert value_of(session, name) == KNOWN[name].default
