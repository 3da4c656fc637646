"""How figures came about, worked out by hand on literal rows."""

import datetime as dt

from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain.group_limits import loyalty_limits
from smallcrm.models.contacts import Contact
from smallcrm.output.report.why import due_sentences, loyal_sentences
from smallcrm.reports.period import Period
from smallcrm.reports.why import due_reason, loyal_reason, purchases

ALL = Period(None, dt.date(2026, 11, 21))
SHOP = """
2026-10-01 Mari: 1 coffee@100
2026-10-01 Mari: 1 filter@20
2026-10-21 Mari: 1 coffee@100
2026-10-22 Mari: -1 coffee@100
2026-11-10 Mari: 1 coffee@100
2025-01-01 Vana: 1 coffee@12
2025-01-31 Vana: 1 coffee@12
2026-11-01 Kai: 1 coffee@12
2026-11-01 Liis: 1 coffee@12 (quote)
"""


def _contact(session: Session, name: str) -> Contact:
    open_shop(session, SHOP)
    return session.exec(select(Contact).where(Contact.name == name)).one()


def _due(session: Session, name: str) -> list[str]:
    return due_sentences(due_reason(session, _contact(session, name), ALL))


def test_the_purchases_behind_have_the_gaps_between_their_days(session: Session) -> None:
    found = purchases(session, [_contact(session, "Mari").id], ALL)
    assert [(one.order.number, one.gap) for one in found] == [
        (1, None), (2, None), (3, 20), (4, None), (5, 20),
    ]  # fmt: skip


def test_who_is_not_due_yet_is_told_by_the_own_gap(session: Session) -> None:
    assert _due(session, "Mari") == [
        "Bought on 3 days; the median gap is 20 days, half within 0 of it."
        " Fewer than 4: hardly a habit.",
        "Last bought on 10 Nov 2026, expected on 30 Nov 2026: not due for 9 days.",
        "Points: 30 x 3 / (11 + 30) = 2.20, from 3 times bought and 11 days of silence.",
        "Nothing is taken off: silent no longer than 3 gaps and 60 days, 120 in all.",
    ]


def test_a_long_silence_takes_off(session: Session) -> None:
    assert _due(session, "Vana")[2:] == [
        "Points: 30 x 2 / (659 + 30) = 0.09, from 2 times bought and 659 days of silence.",
        "Silent for longer than 3 gaps and 60 days, 150 in all: 23% stay, 0.02.",
        "Place 1 of 1 in crm report due.",
    ]


def test_who_bought_once_is_expected_by_the_shop_s_gap(session: Session) -> None:
    assert _due(session, "Kai")[:2] == [
        "Bought on one day only: no gap of their own. The shop's is 25 days.",
        "Last bought on 1 Nov 2026, expected on 26 Nov 2026 by the shop's gap: not due for 5 days.",
    ]


def test_a_quote_is_no_purchase(session: Session) -> None:
    assert _due(session, "Liis") == [
        "No purchase that counts, so there is no day to expect another by."
    ]


def test_the_scores_of_loyalty_name_the_limit_reached(session: Session) -> None:
    mari = _contact(session, "Mari")
    reason = loyal_reason(session, mari, ALL, loyalty_limits(session))
    assert loyal_sentences(reason, "EUR") == [
        "By fixed limits, for there are only 3 customers.",
        "Recency 5: last bought 11 days ago, at most 30 days.",
        "Frequency 3: bought on 3 days, at least 3 days.",
        "Money 2: net €220.00, at least €100.00.",
        "Score: 5 + 3 + 2 = 10 of 15.",
    ]


def test_among_many_the_score_is_by_how_many_are_behind(session: Session) -> None:
    rows = "\n".join(f"2026-{1 + n // 2:02}-{1 + n % 2:02} C{n}: 1 tea@{n + 1}" for n in range(20))
    open_shop(session, rows)
    one = session.exec(select(Contact).where(Contact.name == "C12")).one()
    said = loyal_sentences(loyal_reason(session, one, ALL, loyalty_limits(session)), "EUR")
    assert said[0] == "Recency 4: last bought 143 days ago, better than 12 of 20 customers."
    assert said[2] == "Money 4: net €13.00, better than 12 of 20 customers."
