"""Cases: their numbers, due days, solutions, whose they may be, and what a merge does to them."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from smallcrm.domain import cases, contacts, interactions, orders, settings
from smallcrm.domain.merging.merge import merge, plan_merge
from smallcrm.errors import Ambiguous, NotFound, Refused, Unreadable
from smallcrm.formats.records import ContactRecord
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.contacts import Contact
from smallcrm.models.talks import Interaction

NOW = dt.datetime(2026, 11, 21, 10)
TODAY = NOW.date()
Opened = Callable[..., Case]


def _add(session: Session, name: str, company: str = "", kind: str = "person") -> Contact:
    return contacts.add(session, ContactRecord(name, company=company, kind=kind))


@pytest.fixture
def firm(session: Session) -> dict[str, Contact]:
    company = _add(session, "Tamm OÜ", kind="company")
    people = {
        "mari": _add(session, "Mari Mets", "Tamm OÜ"),
        "ants": _add(session, "Ants", "Tamm OÜ"),
    }
    return {"firm": company, **people, "jaan": _add(session, "Jaan Põld")}


@pytest.fixture
def opened(session: Session, firm: dict[str, Contact]) -> Opened:
    def open_one(whose: str = "mari", summary: str = "arrived broken") -> Case:
        return cases.open_case(session, firm[whose], summary, stage="delivery", opened=NOW)

    return open_one


def _talk(session: Session, contact: Contact, summary: str = "rang") -> Interaction:
    return interactions.log(session, contact, summary, at=NOW)


def test_numbers_go_up_and_a_closed_case_keeps_its_own(session: Session, opened: Opened) -> None:
    first = opened()
    cases.close(session, first, "sent a new one", at=NOW)
    assert [first.number, opened().number, opened("jaan").number] == [1, 2, 3]


@pytest.mark.parametrize(
    ("days", "due"), [("", "2026-11-28"), ("0", "2026-11-21"), ("3", "2026-11-24")]
)
def test_the_due_day_is_so_many_days_after_the_case_came_up(
    days: str, due: str, session: Session, opened: Opened
) -> None:
    settings.change_setting(session, "cases.days", days)
    assert opened().due.isoformat() == due


def test_a_case_that_came_up_long_ago_is_late_at_once(
    session: Session, firm: dict[str, Contact]
) -> None:
    then = dt.datetime(2026, 11, 2)
    case = cases.open_case(session, firm["mari"], "x", stage="use", opened=then)
    assert case.due == dt.date(2026, 11, 9)


@pytest.mark.parametrize(
    ("text", "stage"),
    [("del", "delivery"), ("AFTER SALES", "after-sales"), ("e", "enquiry"), ("p", "payment")],
)
def test_a_stage_is_known_by_its_start(text: str, stage: str) -> None:
    assert cases.read_stage(text) == stage


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("roof", 'there is no stage "roof"; there are enquiry, ordering, payment, delivery, use,'
         " after-sales"),
        (" ", "the stage is missing; --stage names it: enquiry, ordering, payment, delivery, use,"
         " after-sales"),
    ],
)  # fmt: skip
def test_a_stage_that_is_none_is_unreadable(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as error:
        cases.read_stage(text)
    assert str(error.value) == sentence


@pytest.mark.parametrize("text", ["", "  \n", "x" * 100_001, "a\0b"])
def test_a_summary_is_some_text_that_can_be_kept(text: str, opened: Opened) -> None:
    with pytest.raises(Unreadable):
        opened(summary=text)


def test_hostile_text_is_kept_letter_for_letter(opened: Opened) -> None:
    text = "[red]\x1b[31m :smile: =1+1 '); DROP TABLE customer_case; --\n\u202e"
    assert opened(summary=text).summary == text


def test_what_solved_it_before_it_was_reopened_is_kept(session: Session, opened: Opened) -> None:
    case = opened()
    cases.close(session, case, "sent a new one", at=NOW)
    cases.reopen(session, case, due=TODAY)
    assert (case.closed, case.due, case.solution) == (None, TODAY, "sent a new one")
    cases.close(session, case, "gave the money back", at=NOW)
    assert case.solution == "sent a new one\ngave the money back"
    assert case.folded == "arrived broken sent a new one gave the money back"


def test_no_case_is_closed_before_it_was_opened(session: Session, opened: Opened) -> None:
    with pytest.raises(Unreadable, match="was opened on 2026-11-21, so it was not closed before"):
        cases.close(session, opened(), "x", at=NOW - dt.timedelta(days=1))


def test_a_day_alone_on_which_a_case_was_opened_closes_it(session: Session, opened: Opened) -> None:
    case = opened()
    cases.close(session, case, "x", at=dt.datetime(2026, 11, 21))
    assert case.closed == dt.datetime(2026, 11, 21)


@pytest.mark.parametrize("text", ["1", "#1", " 01 ", "mari", "Mari Mets"])
def test_a_case_is_found_by_its_number_or_its_contact(
    text: str, session: Session, opened: Opened
) -> None:
    case = opened()
    assert cases.find(session, text, today=TODAY) is case


def test_the_only_open_case_of_a_contact_is_meant(session: Session, opened: Opened) -> None:
    closed, still_open = opened(), opened()
    cases.close(session, closed, "x", at=NOW)
    assert cases.find(session, "mari", today=TODAY) is still_open
    assert cases.find(session, "mari", today=TODAY, is_open=True) is still_open
    assert cases.find(session, "mari", today=TODAY, is_open=False) is closed


@pytest.mark.parametrize(
    ("text", "is_open", "sentence"),
    [
        ("99", None, "there is no case 99 (crm case list --all shows them)"),
        ("jaan", True, 'Jaan Põld has no open case (crm case jaan-pold "what is wrong" --stage'
         " STAGE opens one)"),
        ("mari", False, 'Mari Mets has no closed case (crm case mari-mets "what is wrong" --stage'
         " STAGE opens one)"),
    ],
)  # fmt: skip
def test_a_case_that_is_not_there_is_not_found(
    text: str, is_open: bool | None, sentence: str, session: Session, opened: Opened
) -> None:
    opened()
    with pytest.raises(NotFound) as error:
        cases.find(session, text, today=TODAY, is_open=is_open)
    assert str(error.value) == sentence


def test_several_open_cases_need_their_number(session: Session, opened: Opened) -> None:
    for number in range(10):
        opened(summary=f"broken {number}")
    with pytest.raises(Ambiguous) as error:
        cases.find(session, "mari", today=TODAY)
    assert str(error.value).startswith("Mari Mets has 10 cases; say the number: 1 broken 0; 2 ")
    assert str(error.value).endswith("; 8 broken 7; and 2 more")


@pytest.mark.parametrize("who", ["mari", "firm", "ants"])
def test_a_talk_with_anybody_of_the_firm_is_put_on_a_case(
    who: str, session: Session, opened: Opened, firm: dict[str, Contact]
) -> None:
    case = opened("firm" if who != "firm" else "mari")
    talk = _talk(session, firm[who])
    assert cases.take_up(session, firm[who], talk, str(case.number)) == (case, False)
    assert session.exec(select(CaseTalk)).one().interaction_id == talk.id


def test_a_talk_with_somebody_else_is_refused(
    session: Session, opened: Opened, firm: dict[str, Contact]
) -> None:
    opened()
    with pytest.raises(Refused) as error:
        cases.take_up(session, firm["jaan"], _talk(session, firm["jaan"]), "1")
    assert str(error.value) == (
        "case 1 is Mari Mets's, and Jaan Põld does not belong there"
        " (crm case list --contact jaan-pold shows the right ones)"
    )


def test_a_stage_opens_a_case_with_the_talk_s_words(
    session: Session, firm: dict[str, Contact]
) -> None:
    talk = _talk(session, firm["mari"], "arrived broken")
    case, is_new = cases.take_up(session, firm["mari"], talk, "del")
    assert (is_new, case.summary, case.stage) == (True, "arrived broken", "delivery")
    assert (case.opened, case.kind, case.due) == (NOW, "complaint", dt.date(2026, 11, 28))


def test_an_order_of_the_firm_or_of_nobody_may_be_what_it_is_about(
    session: Session, firm: dict[str, Contact]
) -> None:
    for buyer in (firm["ants"], None):
        order = orders.place(session, buyer, [], at=NOW)
        case = cases.open_case(session, firm["mari"], "x", stage="use", opened=NOW, order=order)
        assert case.order_id == order.id


def test_the_order_of_somebody_else_is_refused(session: Session, firm: dict[str, Contact]) -> None:
    order = orders.place(session, firm["jaan"], [], at=NOW)
    with pytest.raises(Refused, match="order 1 is Jaan Põld's, and Mari Mets does not belong"):
        cases.open_case(session, firm["mari"], "x", stage="use", opened=NOW, order=order)


def test_a_merge_brings_the_cases_along(
    session: Session, opened: Opened, firm: dict[str, Contact]
) -> None:
    case = opened("ants")
    cases.take_up(session, firm["ants"], _talk(session, firm["ants"]), "1")
    plan = plan_merge(session, firm["mari"], firm["ants"], {})
    assert [
        (row.first, row.second, row.merged)
        for row in plan.counts
        if row.table == Case.__tablename__
    ] == [(0, 1, 1)]
    merge(session, plan)
    assert (case.contact_id, len(cases.cases_of(session, firm["mari"]))) == (firm["mari"].id, 1)
    assert session.exec(select(CaseTalk)).one().case_id == case.id
