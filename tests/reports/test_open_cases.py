"""Open cases as the quick commands ask for them: which, in what order, and how many more."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import cases, contacts, interactions
from smallcrm.formats.records import ContactRecord
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.contacts import Contact
from smallcrm.reports import open_cases

NOW = dt.datetime(2026, 11, 21, 10)


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord("Mari Mets", company="Tamm OÜ"))


def _open(session: Session, contact: Contact, summary: str, due: int) -> Case:
    day = NOW.date() + dt.timedelta(days=due)
    return cases.open_case(session, contact, summary, stage="use", opened=NOW, due=day)


def test_an_empty_book_has_none(session: Session) -> None:
    assert open_cases.most_pressing(session, most=5) == open_cases.OpenCases()
    assert open_cases.open_of(session, [1, 2]) == []
    assert open_cases.count_closed(session, [1, 2]) == 0
    assert open_cases.of_talks(session, [1, 2]) == {}
    assert open_cases.with_open(session) == frozenset()


def test_the_first_due_come_first_and_the_rest_is_counted(session: Session, mari: Contact) -> None:
    for due in (3, -2, 0, 9):
        _open(session, mari, f"due {due}", due)
    found = open_cases.most_pressing(session, most=3)
    assert [one.summary for one in found.cases] == ["due -2", "due 0", "due 3"]
    assert (found.count, found.hidden) == (4, 1)
    assert len(open_cases.most_pressing(session, most=None).cases) == 4


def test_a_case_has_what_a_line_says_of_it(session: Session, mari: Contact) -> None:
    _open(session, mari, "lid", 1)
    (one,) = open_cases.open_of(session, [mari.id])
    assert (one.number, one.contact, one.company, one.stage) == (1, "Mari Mets", "Tamm OÜ", "use")
    assert (one.opened, one.due, one.closed) == (NOW, dt.date(2026, 11, 22), None)


def test_closed_ones_and_those_of_the_archived_rest(session: Session, mari: Contact) -> None:
    cases.close(session, _open(session, mari, "lid", 1), "glued", at=NOW)
    gone = contacts.add(session, ContactRecord("Vana"))
    _open(session, gone, "leg", 1)
    contacts.archive(session, gone)
    assert open_cases.most_pressing(session, most=5).count == 0
    assert open_cases.count_closed(session, [mari.id]) == 1
    assert [one.summary for one in open_cases.open_of(session, [gone.id])] == ["leg"]
    assert open_cases.with_open(session) == {gone.id}


def test_talks_know_their_case(session: Session, mari: Contact) -> None:
    case = _open(session, mari, "lid", 1)
    talks = [interactions.log(session, mari, "rang", at=NOW) for _ in range(3)]
    session.add(CaseTalk(case_id=case.id, interaction_id=talks[1].id))
    session.flush()
    assert open_cases.of_talks(session, [talk.id for talk in talks]) == {talks[1].id: 1}


@pytest.mark.parametrize(
    ("text", "whole_words", "count"),
    [
        ("lid", True, 1),
        ("LID LOO", True, 1),
        ("oose", True, 0),
        ("oose", False, 1),
        ("polevnud", True, 0),
        ("pold", True, 1),
        ("glued lid", True, 1),
        ("%", False, 0),
    ],
)
def test_cases_are_found_by_what_was_wrong_and_how_it_was_solved(
    text: str, whole_words: bool, count: int, session: Session, mari: Contact
) -> None:
    case = _open(session, mari, "the lid (Põld's) is loose", 1)
    cases.close(session, case, "glued it", at=NOW)
    found = open_cases.holding(session, text, 10, whole_words=whole_words)
    assert len(found) == count


def test_the_newest_that_hold_the_words_come_first(session: Session, mari: Contact) -> None:
    for number in range(5):
        _open(session, mari, f"lid {number}", 1)
    found = open_cases.holding(session, "lid", 2, whole_words=True)
    assert [one.summary for one in found] == ["lid 4", "lid 3"]
