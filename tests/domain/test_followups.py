"""Short numbers and working days."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, followups
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Closing

DAY = dt.date(2026, 11, 21)


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord("Mari"))


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        ("2026-11-19", "2026-11-20"),
        ("2026-11-20", "2026-11-23"),
        ("2026-11-21", "2026-11-23"),
        ("2026-11-22", "2026-11-23"),
        ("2026-11-23", "2026-11-24"),
        ("2028-02-28", "2028-02-29"),
    ],
)
def test_the_next_working_day(day: str, next_day: str) -> None:
    found = followups.next_working_day(dt.date.fromisoformat(day))
    assert found == dt.date.fromisoformat(next_day)


def test_numbers_count_up_and_go_round(session: Session, mari: Contact) -> None:
    kept = followups.plan(session, mari, "kept", due=DAY)
    given = []
    for _ in range(100):
        other = followups.plan(session, mari, "x", due=DAY)
        given.append(other.number)
        followups.close(session, other, Closing.DROPPED, on=DAY)
    assert kept.number == 1
    assert given == [*range(2, 100), 2, 3]


def test_with_many_open_the_numbers_grow_past_99(session: Session, mari: Contact) -> None:
    numbers = [followups.plan(session, mari, "x", due=DAY).number for _ in range(120)]
    assert sorted(numbers) == list(range(1, 121))


def test_an_old_callback_keeps_its_number_while_200_come(session: Session, mari: Contact) -> None:
    old = followups.plan(session, mari, "old", due=DAY)
    for _ in range(200):
        followups.plan(session, mari, "x", due=DAY)
    assert followups.find_open(session, "1", today=DAY).id == old.id


@pytest.mark.parametrize("text", ["1", "01", "000001"])
def test_a_number_of_up_to_six_digits_is_a_callback_s(
    text: str, session: Session, mari: Contact
) -> None:
    planned = followups.plan(session, mari, "x", due=DAY)
    assert followups.find_open(session, text, today=DAY) is planned
