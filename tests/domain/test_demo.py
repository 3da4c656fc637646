"""The practice book is full, believable, and the same on every machine for the same day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from smallcrm import db
from smallcrm.domain import settings
from smallcrm.domain.demo import RHYTHMS, fill
from smallcrm.domain.demo.workdays import working_day
from smallcrm.domain.orders import status_of
from smallcrm.domain.resolving import resolve, shortlist
from smallcrm.errors import Ambiguous, Refused
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.models.settings import Setting
from smallcrm.models.talks import FollowUp, Interaction, Participant
from smallcrm.reports.agenda import Agenda, agenda

TODAY = dt.date(2026, 11, 21)  # a Saturday
DAYS = [
    TODAY,
    dt.date(2026, 11, 22),  # Sunday
    dt.date(2026, 11, 23),  # Monday
    dt.date(2026, 11, 25),
    dt.date(2027, 1, 2),  # the holidays just over
    dt.date(2027, 1, 4),
    dt.date(2028, 2, 29),
    dt.date(2028, 3, 1),
]
WRITTEN = {"written", "created"}


@contextmanager
def filled(path: Path, today: dt.date) -> Iterator[Session]:
    with db.writing(path, "demo", begins=True) as session:
        fill(session, today)
    with db.reading(path) as session:
        yield session


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with filled(tmp_path_factory.mktemp("demo") / "book.db", TODAY) as session:
        yield session


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, dt.date]]:
    with filled(tmp_path_factory.mktemp("demo") / "book.db", request.param) as session:
        yield session, request.param


def due_by(session: Session, today: dt.date, *, days: int = 0) -> Agenda:
    return agenda(session, today=today, until=today + dt.timedelta(days=days))


def everything(session: Session) -> list[str]:
    tables = (
        Contact, ContactPoint, Interaction, Participant, FollowUp, Setting, Product, Order,
        OrderLine,
    )  # fmt: skip
    rows = (row for table in tables for row in session.exec(select(table)))
    return [row.model_dump_json(exclude=WRITTEN) for row in rows]


def test_the_shop_has_a_name_and_a_year_behind_it(shop: Session) -> None:
    talks = shop.exec(select(Interaction)).all()
    assert settings.value_of(shop, "shop") == "Kuusk ja Pojad"
    assert len(shop.exec(select(Contact)).all()) == 44
    assert len(talks) == 242
    assert min(talk.at for talk in talks) == dt.datetime(2025, 11, 25, 11, 10)
    assert max(talk.at for talk in talks) == dt.datetime(2026, 11, 20, 11, 25)


def test_the_shop_has_products_and_sales_of_every_kind(shop: Session) -> None:
    orders = shop.exec(select(Order).order_by(col(Order.number))).all()
    assert [order.number for order in orders] == list(range(1, 15))
    assert Counter(map(status_of, orders)) == {"done": 10, "paid": 2, "quote": 1, "placed": 1}
    assert sum(order.contact_id is None for order in orders) == 2
    assert sum(order.total for order in orders) == 5_158_000_000
    assert sum(product.price is not None for product in shop.exec(select(Product))) == 12


def test_every_group_and_every_country_is_there(shop: Session) -> None:
    contacts = shop.exec(select(Contact)).all()
    assert Counter(contact.country for contact in contacts) == {
        "Estonia": 20,
        "Latvia": 12,
        "Norway": 12,
    }
    assert Counter(contact.group for contact in contacts) == {
        "potential": 5,
        "prospective": 6,
        "small": 9,
        "medium": 8,
        "large": 8,
        "top": 4,
        "": 4,
    }


def test_people_are_linked_to_their_companies(shop: Session) -> None:
    hotel = resolve(shop, "rannapaasu", today=TODAY)
    people = select(Contact.name).where(Contact.company_id == hotel.id)
    assert sorted(shop.exec(people)) == ["Annika Kask", "Rein Ojaots"]


def test_nobody_else_answers_to_the_names_of_the_examples(shop: Session) -> None:
    with pytest.raises(Ambiguous, match=r"anna-tamm .*\n.* annika-kask"):
        resolve(shop, "ann", today=TODAY)
    found = {text: resolve(shop, text, today=TODAY).name for text in ("mari", "5551", "kjorbo")}
    assert found == {"mari": "Mari Maasikas", "5551": "Mari Maasikas", "kjorbo": "Silje Kjørbo"}
    assert [contact.name for contact in shortlist(shop, "443 0120").contacts] == [
        "Annika Kask",
        "Rein Ojaots",
    ]


def test_every_phone_is_a_number_of_its_country(shop: Session) -> None:
    points = select(Contact.country, ContactPoint.normal).where(
        Contact.id == ContactPoint.contact_id, ContactPoint.kind == "phone"
    )
    codes = {"Estonia": "+372", "Latvia": "+371", "Norway": "+47"}
    phones = shop.exec(points).all()
    assert len(phones) == 48
    assert [row for row in phones if not row[1].startswith(codes[row[0]])] == []


def test_the_channels_and_outcomes_are_mixed(shop: Session) -> None:
    talks = shop.exec(select(Interaction)).all()
    assert Counter(talk.channel for talk in talks) == {
        "call": 118,
        "email": 60,
        "visit": 37,
        "letter": 11,
        "chat": 9,
        "video": 6,
        "note": 1,
    }
    assert {talk.outcome for talk in talks} == {"", "reached", "no-answer", "message"}
    assert {talk.direction for talk in talks} == {"", "in", "out"}


def test_summaries_and_reasons_are_short(shop: Session) -> None:
    callbacks = shop.exec(select(FollowUp)).all()
    talks = shop.exec(select(Interaction)).all()
    assert [row.why for row in callbacks if not 3 <= len(row.why.split()) <= 8] == []
    assert [talk.summary for talk in talks if not 10 <= len(talk.summary) <= 70] == []


def test_callbacks_were_closed_on_time_late_or_given_up(shop: Session) -> None:
    closed = [row for row in shop.exec(select(FollowUp)) if row.closed_on]
    kept = [row for row in closed if row.closing == "done"]
    assert Counter(row.closing for row in closed) == {"done": 40, "dropped": 3}
    assert sum(row.closed_on == row.first_due for row in kept) == 23
    assert sum(row.closed_on > row.first_due for row in kept if row.closed_on) == 17


def test_a_closed_callback_names_the_talks_that_opened_and_closed_it(shop: Session) -> None:
    talks = {talk.id: talk for talk in shop.exec(select(Interaction))}
    for row in shop.exec(select(FollowUp).where(FollowUp.closing == "done")):
        opening, closing = talks[row.opened_by or 0], talks[row.closed_by or 0]
        assert opening.contact_id == closing.contact_id == row.contact_id
        assert opening.at < closing.at
        assert closing.at.date() == row.closed_on


def test_one_was_tried_twice_and_one_was_promised_by_them(shop: Session) -> None:
    overdue = due_by(shop, TODAY).overdue
    assert [line.handle for line in overdue if line.tries == 2] == ["tonu-smidt"]
    assert [line.handle for line in overdue if line.promised_by == "they"] == ["kaarel-magi"]


def test_a_second_shop_does_not_go_into_the_same_book(tmp_path: Path) -> None:
    with filled(tmp_path / "book.db", TODAY) as session, pytest.raises(Refused, match="empty"):
        fill(session, TODAY)


def test_the_same_day_gives_the_same_book(shop: Session, tmp_path: Path) -> None:
    with filled(tmp_path / "book.db", TODAY) as again:
        assert everything(again) == everything(shop)


def test_no_talk_is_in_the_future_or_outside_opening_hours(
    any_day: tuple[Session, dt.date],
) -> None:
    session, today = any_day
    moments = session.exec(select(Interaction.at)).all()
    assert [at for at in moments if at.date() >= today or at.weekday() > 4] == []
    assert [at for at in moments if not dt.time(9) <= at.time() < dt.time(18)] == []
    assert [at for at in moments if (at.month, at.day) in {(1, 1), (12, 25)}] == []
    assert max(moments).date() == working_day(today, -1)


def test_callbacks_are_overdue_due_today_and_still_to_come(
    any_day: tuple[Session, dt.date],
) -> None:
    session, today = any_day
    found = due_by(session, today, days=40)
    assert [line.handle for line in found.overdue] == [
        "kaarel-magi",
        "urmas-hein",
        "tonu-smidt",
        "kadri-pold",
        "raivis-silds",
        "normunds-vitols",
    ]
    assert [line.handle for line in found.due if line.due == today] == [
        "annika-kask",
        "ilze-kalnina",
        "oyvind-strand",
        "onne-sepp",
    ]
    assert len([line for line in found.due if line.due > today]) == 8


def test_three_rhythms_of_eight_are_due(any_day: tuple[Session, dt.date]) -> None:
    session, today = any_day
    rhythms = select(Contact.handle).where(Contact.rhythm_days != None)  # noqa: E711
    assert set(session.exec(rhythms)) == set(RHYTHMS)
    assert len(RHYTHMS) == 8
    assert {line.handle for line in due_by(session, today).rhythm} == {
        "anna-tamm",
        "eha-noormets",
        "bjorn-hakonsen",
    }


@pytest.mark.parametrize(
    ("today", "count", "day"),
    [
        (dt.date(2026, 11, 21), 0, dt.date(2026, 11, 21)),
        (dt.date(2026, 11, 21), -1, dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 21), 1, dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 23), -1, dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 23), -6, dt.date(2026, 11, 13)),
        (dt.date(2028, 2, 28), 1, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 28), -1, dt.date(2026, 12, 23)),
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 4)),
    ],
)
def test_days_are_counted_over_weekends_and_holidays(
    today: dt.date, count: int, day: dt.date
) -> None:
    assert working_day(today, count) == day
