"""Who is due: by the own gap, by the shop's for who bought once, and in which order."""

import datetime as dt

from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain import followups
from smallcrm.models.contacts import Contact
from smallcrm.reports.due import due, reachable
from smallcrm.reports.period import Period

ALL = Period(None, dt.date(2026, 11, 21))
# Gaps: Mari 20 and 20, Vana 30; the median of the two, 25, is the shop's.
SHOP = """
2026-09-22 Mari: 1 coffee@12
2026-10-12 Mari: 1 coffee@12
2026-11-01 Mari: 1 coffee@12
2025-01-01 Vana: 1 coffee@12
2025-01-31 Vana: 1 coffee@12
2026-10-27 Kai: 1 coffee@12
2026-10-28 Liis: 1 coffee@12
2026-11-20 Jaan: 1 coffee@12
"""


def test_due_is_whose_gap_is_over_the_most_promising_first(session: Session) -> None:
    open_shop(session, SHOP)
    found = due(session, ALL)
    assert found.usual_gap == 25
    assert [(one.contact, one.late) for one in found.lines] == [
        ("Mari", 0),
        ("Kai", 0),
        ("Vana", 629),
    ]
    assert (found.customers, found.few) == (5, 3)


def test_who_is_expected_soon_can_be_seen_ahead(session: Session) -> None:
    open_shop(session, SHOP)
    assert [one.contact for one in due(session, ALL, ahead=1).lines] == [
        "Mari", "Liis", "Kai", "Vana",
    ]  # fmt: skip


def test_nobody_is_due_where_nobody_came_back(session: Session) -> None:
    open_shop(session, "2020-01-01 Mari: 1 coffee@12")
    found = due(session, ALL)
    assert (found.lines, found.usual_gap, found.customers) == ((), None, 1)


def test_a_callback_that_is_open_stands_beside(session: Session) -> None:
    open_shop(session, SHOP)
    mari = session.exec(select(Contact).where(Contact.name == "Mari")).one()
    for day in (28, 27):
        followups.plan(session, mari, "offer", due=dt.date(2026, 11, day))
    assert [one.callback for one in reachable(session, due(session, ALL).lines)] == [2, None, None]


def test_only_a_group_is_looked_at_if_asked(session: Session) -> None:
    open_shop(session, SHOP)
    session.exec(select(Contact).where(Contact.name == "Vana")).one().group = "top"
    found = due(session, ALL, group="top")
    assert [one.contact for one in reachable(session, found.lines)] == ["Vana"]
