"""Lists of cases, and all about one."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import cases, contacts, interactions, orders, products
from smallcrm.formats.records import ContactRecord
from smallcrm.models.cases import Case
from smallcrm.models.contacts import Contact
from smallcrm.reports.cases import ALL, CLOSED, CaseFilter, list_cases, story

NOW = dt.datetime(2026, 11, 21, 10)
TODAY = NOW.date()


@pytest.fixture
def firm(session: Session) -> Contact:
    return contacts.add(session, ContactRecord("Tamm OÜ", kind="company"))


@pytest.fixture
def mari(session: Session, firm: Contact) -> Contact:
    return contacts.add(session, ContactRecord("Mari Mets", company="Tamm OÜ"))


@pytest.fixture
def shop(session: Session, firm: Contact, mari: Contact) -> None:
    jaan = contacts.add(session, ContactRecord("Jaan"))
    _open(session, mari, "late", due=5, stage="delivery", kind="question")
    _open(session, firm, "broken", due=-1, opened=-10)
    for day in (2, 1):
        case = _open(session, jaan, f"closed {day}", opened=-5)
        cases.close(session, case, "x", at=NOW - dt.timedelta(days=day))


def _open(
    session: Session,
    contact: Contact,
    summary: str,
    *,
    due: int = 7,
    opened: int = 0,
    stage: str = "use",
    kind: str = "complaint",
) -> Case:
    return cases.open_case(
        session,
        contact,
        summary,
        stage=stage,
        kind=kind,
        opened=NOW + dt.timedelta(days=opened),
        due=TODAY + dt.timedelta(days=due),
    )


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (CaseFilter(), ["broken", "late"]),
        (CaseFilter(state=CLOSED), ["closed 1", "closed 2"]),
        (CaseFilter(state=ALL), ["broken", "late", "closed 1", "closed 2"]),
        (CaseFilter(stage="delivery"), ["late"]),
        (CaseFilter(kind="question"), ["late"]),
        (CaseFilter(state=ALL, since=dt.date(2026, 11, 16)), ["late", "closed 1", "closed 2"]),
        (CaseFilter(since=dt.date(2026, 11, 22)), []),
    ],
)
def test_a_list_has_those_that_are_asked_for(
    which: CaseFilter, expected: list[str], session: Session
) -> None:
    assert [line.summary for line in list_cases(session, which)] == expected


@pytest.mark.usefixtures("shop")
def test_a_company_s_people_count_but_not_the_other_way_round(
    session: Session, firm: Contact, mari: Contact
) -> None:
    of_firm = list_cases(session, CaseFilter(contact_id=firm.id))
    assert [line.summary for line in of_firm] == ["broken", "late"]
    assert [line.summary for line in list_cases(session, CaseFilter(contact_id=mari.id))] == [
        "late"
    ]


def test_an_empty_book_has_no_cases(session: Session) -> None:
    assert list_cases(session, CaseFilter(state=ALL)) == []


def test_a_story_has_the_order_the_product_and_the_talks(session: Session, mari: Contact) -> None:
    lid = products.add(session, "Lid", code="L1", price=1_250_000)
    order = orders.place(session, mari, [orders.Wanted(lid, 2000)], at=NOW)
    case = cases.open_case(
        session, mari, "loose", stage="use", opened=NOW, order=order, product=lid
    )
    for day, words in ((1, "second"), (3, "first")):
        at = NOW - dt.timedelta(days=day)
        cases.take_up(session, mari, interactions.log(session, mari, words, at=at), "1")
    products.change(session, lid, name="Lid of oak", archived=True)
    told = story(session, case)
    assert (told.line.order, told.line.product, told.line.talk_count) == (1, "Lid of oak", 2)
    assert told.order and (told.order.total, told.order.status) == (2_500_000, "placed")
    assert [talk.summary for talk in told.talks] == ["first", "second"]
    assert [contact.name for contact in told.speakers.values()] == ["Mari Mets"]
