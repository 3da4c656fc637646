"""Who is quiet, by the own rhythm and for fixed spans, on literal rows."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain import contacts, interactions
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.reports.period import Period
from smallcrm.reports.quiet import Quiet, silence

TODAY = dt.date(2026, 11, 21)
# Mari bought four times, every 10 days, and is silent for 21; Jaan for 20, at the same gap.
SHOP = """
2026-10-01 Mari: 1 coffee@12
2026-10-11 Mari: 1 coffee@12
2026-10-21 Mari: 1 coffee@12
2026-10-31 Mari: 1 coffee@12
2026-10-02 Jaan: 1 coffee@10
2026-10-12 Jaan: 1 coffee@10
2026-10-22 Jaan: 1 coffee@10
2026-11-01 Jaan: 1 coffee@10
2024-02-29 Vana: 2 coffee@5
2024-03-01 Vana: -1 coffee@5
"""


@pytest.fixture(autouse=True)
def _shop(session: Session) -> None:
    open_shop(session, SHOP)


def _contact(session: Session, name: str) -> Contact:
    return session.exec(select(Contact).where(Contact.name == name)).one()


def _customers(session: Session, group: str = "") -> dict[str, Quiet]:
    """Every customer: nobody was dealt with after the period's last day."""
    found = silence(session, Period(None, TODAY), group=group, since=TODAY)
    return {one.contact: one for one in found.quiet}


def test_twice_the_usual_gap_is_quiet(session: Session) -> None:
    found = _customers(session)
    assert [(name, one.silent, one.rhythm, one.beyond) for name, one in found.items()] == [
        ("Mari", 21, 10, True),
        ("Jaan", 20, 10, False),
        ("Vana", 996, None, False),  # bought once: no gap; the return is no dealing
    ]
    assert [one.net for one in found.values()] == [4800_000, 4000_000, 500_000]


def test_a_talk_ends_the_silence_also_of_who_joined_it(session: Session) -> None:
    mari, vana = _contact(session, "Mari"), _contact(session, "Vana")
    at = dt.datetime(2026, 11, 20, 9, 30)
    interactions.log(session, mari, "asked the price", at=at, others=[vana])
    found = _customers(session)
    assert [found[name].silent for name in ("Mari", "Vana")] == [1, 1]
    assert not found["Mari"].beyond


def test_a_rhythm_that_was_set_comes_before_the_gap(session: Session) -> None:
    _contact(session, "Jaan").rhythm_days = 19
    _contact(session, "Mari").rhythm_days = 21
    session.flush()
    found = _customers(session)
    assert [found[name].beyond for name in ("Jaan", "Mari")] == [True, False]


def test_a_fixed_span_begins_after_the_last_dealing(session: Session) -> None:
    found = silence(session, Period(None, TODAY), since=dt.date(2026, 10, 31))
    assert [one.contact for one in found.quiet] == ["Mari", "Vana"]
    assert found.last == ["2024-02-29", "2026-10-31", "2026-11-01"]
    assert [found.silent_since(dt.date(2026, 10, day)) for day in (30, 31)] == [1, 2]


def test_the_quiet_are_those_beyond_their_rhythm(session: Session) -> None:
    found = silence(session, Period(None, TODAY))
    assert [one.contact for one in found.quiet] == ["Mari"]
    assert len(found.last) == 3


def test_a_group_is_listed_whole_even_who_was_never_dealt_with(session: Session) -> None:
    contacts.add(session, ContactRecord("Uus")).group = "top"
    contacts.add(session, ContactRecord("Aadress"))
    assert [(one.contact, one.silent) for one in _customers(session, "top").values()] == [
        ("Uus", None)
    ]
    assert list(_customers(session)) == ["Mari", "Jaan", "Vana", "Uus"]
