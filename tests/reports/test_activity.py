"""Activity: talks, hours and promises, against figures worked out by hand."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, followups, interactions
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Closing, Promiser
from smallcrm.reports.activity import (
    Hour,
    Promises,
    Talks,
    best_hour,
    hours,
    promises,
    talks_by,
    weekly,
)
from smallcrm.reports.period import Period

TODAY = dt.date(2026, 3, 1)  # a Sunday
MONTH = Period(dt.date(2026, 2, 2), TODAY)
# when, whose, how, in or out, what came of it
TALKS = (
    ("2026-02-01 23:59", "Mari", "call", "out", "reached"),
    ("2026-02-02 00:00", "Mari", "call", "out", "reached"),
    ("2026-02-08 10:15", "Mari", "call", "out", "no-answer"),
    ("2026-02-09 10:59", "Mari", "call", "out", ""),
    ("2026-02-23 10:00", "Jaan", "call", "", "message"),
    ("2026-02-23 11:00", "Jaan", "call", "", ""),
    ("2026-02-23 11:30", "Jaan", "call", "in", "reached"),
    ("2026-02-24 11:30", "Jaan", "call", "out", "reached"),
    ("2026-03-01 23:59", "Jaan", "email", "in", ""),
)


@pytest.fixture
def people(session: Session) -> dict[str, Contact]:
    return {name: contacts.add(session, ContactRecord(name)) for name in ("Mari", "Jaan")}


@pytest.fixture
def talked(session: Session, people: dict[str, Contact]) -> Session:
    for at, who, channel, direction, outcome in TALKS:
        interactions.log(
            session,
            people[who],
            "said",
            at=dt.datetime.fromisoformat(at),
            channel=channel,
            direction=direction,
            outcome=outcome,
            others=[people["Jaan"]] if at == "2026-02-08 10:15" else [],
        )
    return session


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        (
            "channel",
            [
                Talks("call", 7, incoming=1, outgoing=4, reached=3, no_answer=1, message=1),
                Talks("email", 1, incoming=1),
            ],
        ),
        (
            "direction",
            [
                Talks("out", 4, outgoing=4, reached=2, no_answer=1),
                Talks("", 2, message=1),
                Talks("in", 2, incoming=2, reached=1),
            ],
        ),
        (
            "outcome",
            [
                Talks("", 3, incoming=1, outgoing=1),
                Talks("reached", 3, incoming=1, outgoing=2, reached=3),
                Talks("message", 1, message=1),
                Talks("no-answer", 1, outgoing=1, no_answer=1),
            ],
        ),
        (
            "week",
            [
                Talks("2026-02-02", 2, outgoing=2, reached=1, no_answer=1),
                Talks("2026-02-09", 1, outgoing=1),
                Talks("2026-02-16"),
                Talks("2026-02-23", 5, incoming=2, outgoing=1, reached=2, message=1),
            ],
        ),
    ],
)
def test_talks_are_summed_under_each_heading(by: str, lines: list[Talks], talked: Session) -> None:
    assert talks_by(talked, MONTH, by) == lines


def test_weeks_are_cut_where_the_period_begins_and_ends(talked: Session) -> None:
    assert weekly(talked, MONTH) == [2, 1, 0, 5]
    assert weekly(talked, Period(dt.date(2026, 2, 3), dt.date(2026, 2, 23))) == [1, 1, 0, 3]
    assert weekly(talked, Period(None, TODAY)) == [1, 2, 1, 0, 5]


def test_of_a_contact_those_talks_count_in_which_it_took_part(
    talked: Session, people: dict[str, Contact]
) -> None:
    jaan = people["Jaan"].id
    assert weekly(talked, Period(None, TODAY), contact_id=jaan) == [1, 0, 0, 5]
    assert hours(talked, MONTH, contact_id=jaan) == [Hour(10, 2, 0), Hour(11, 1, 1)]


def test_hours_count_calls_out_of_which_it_is_known_whether_they_reached(talked: Session) -> None:
    assert hours(talked, MONTH) == [Hour(10, 3, 1), Hour(11, 1, 1)]


@pytest.mark.parametrize(
    ("found", "best"),
    [
        ([Hour(9, 4, 4), Hour(10, 5, 3), Hour(11, 20, 13)], Hour(11, 20, 13)),
        ([Hour(9, 5, 3), Hour(10, 10, 6)], Hour(10, 10, 6)),
        ([Hour(9, 4, 4)], None),
        ([], None),
    ],
)
def test_the_best_hour_needs_five_calls(found: list[Hour], best: Hour | None) -> None:
    assert best_hour(found) == best


def _promise(
    session: Session,
    contact: Contact,
    due: str,
    closing: str = "",
    on: str = "",
    by: Promiser = Promiser.ME,
) -> None:
    made = followups.plan(session, contact, "call", due=dt.date.fromisoformat(due), promised_by=by)
    if closing:
        followups.close(session, made, Closing(closing), on=dt.date.fromisoformat(on))


def test_a_promise_is_kept_if_it_is_done_by_its_first_due_day(
    session: Session, people: dict[str, Contact]
) -> None:
    mari, jaan = people.values()
    for row in (
        ("2026-02-01", "done", "2026-02-01"),  # before the period
        ("2026-02-10", "done", "2026-02-10"),
        ("2026-02-10", "done", "2026-02-03"),
        ("2026-02-10", "done", "2026-02-11"),
        ("2026-02-10", "dropped", "2026-02-20"),
        ("2026-02-28",),
        ("2026-03-01",),
        ("2026-03-02",),  # after it
    ):
        _promise(session, mari, *row)
    _promise(session, jaan, "2026-02-27", by=Promiser.THEY)
    assert promises(session, MONTH, today=TODAY) == [
        Promises("me", kept=2, late=1, overdue=1, dropped=1, waiting=1),
        Promises("they", kept=0, late=0, overdue=1, dropped=0, waiting=0),
    ]
    assert [line.share for line in promises(session, MONTH, today=TODAY)] == [0.5, 0]
    assert [
        line.promised_by for line in promises(session, MONTH, today=TODAY, contact_id=jaan.id)
    ] == ["they"]


def test_moving_a_callback_does_not_keep_its_promise(
    session: Session, people: dict[str, Contact]
) -> None:
    made = followups.plan(session, people["Mari"], "call", due=dt.date(2026, 2, 10))
    followups.move(session, made, dt.date(2026, 3, 20))
    assert promises(session, MONTH, today=TODAY) == [Promises("me", 0, 0, 1, 0, 0)]


@pytest.mark.parametrize("by", ["channel", "direction", "outcome", "week"])
def test_an_empty_book_has_no_talks(by: str, session: Session) -> None:
    assert talks_by(session, Period(None, TODAY), by) == []
    assert set(weekly(session, Period(None, TODAY))) <= {0}


def test_an_empty_book_has_no_hours_and_no_promises(session: Session) -> None:
    assert hours(session, MONTH) == []
    assert promises(session, MONTH, today=TODAY) == []
