"""Which calls of a log are noted already, and which missed ones were returned."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import call_answers, calls, contacts, interactions
from smallcrm.domain.calls import Call
from smallcrm.domain.imports.call_past import Past, Talked, past
from smallcrm.domain.imports.calls import take_calls
from smallcrm.formats.calllog import CallRecord
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact
from smallcrm.reports.calls import waiting

DAY = dt.datetime(2026, 11, 16)
MARI = 1


def _at(text: str) -> dt.datetime:
    """A moment on the day of the tests; `+` is the next one."""
    hour, minute = map(int, text.removeprefix("+").split(":"))
    return DAY + dt.timedelta(days=text.startswith("+"), hours=hour, minutes=minute)


def _call(at: str = "14:30", kind: str = "in", seconds: int = 600) -> Call:
    return Call("5551 2345", "+37255512345", _at(at), kind, seconds)


@pytest.mark.parametrize(
    ("at", "channel", "direction", "noted"),
    [
        ("14:30", "call", "", True),
        ("14:00", "call", "", True),
        ("13:59", "call", "", False),
        ("15:10", "note", "in", True),
        ("15:11", "call", "", False),
        ("14:30", "call", "out", False),
        ("14:30", "visit", "", False),
        ("0:00", "call", "", True),
        ("+0:00", "call", "", False),
    ],
)
def test_a_talk_near_the_call_is_about_it(
    at: str, channel: str, direction: str, noted: bool
) -> None:
    talk = Talked(_at(at), channel, direction, "", from_log=False)
    assert Past(talks={MARI: [talk]}).is_noted(_call(), [MARI]) is noted


def test_a_talk_made_from_a_call_is_about_no_other() -> None:
    past = Past(talks={MARI: [Talked(_at("14:30"), "call", "in", "reached", from_log=True)]})
    assert not past.is_noted(_call("14:50"), [MARI])


@pytest.mark.parametrize(
    ("answered", "talked", "returned"),
    [
        ("15:00", [], True),
        ("14:00", [], False),
        ("", [("15:00", "reached")], True),
        ("", [("15:00", "no-answer")], False),
        ("", [("14:00", "reached")], False),
        ("", [("15:00", "reached"), ("16:00", "no-answer")], True),
    ],
)
def test_a_missed_call_is_returned_by_a_later_talk(
    answered: str, talked: list[tuple[str, str]], returned: bool, session: Session
) -> None:
    mari, missed = _add(session, "Mari", "5551 2345"), _call(kind="missed", seconds=0)
    for at, outcome in talked:
        interactions.log(session, mari, "came by", channel="visit", at=_at(at), outcome=outcome)
    rows = [_call(at=answered)] if answered else []
    found = past(session, [missed, *rows], [mari.id])
    assert found.is_returned(missed, [mari.id]) is returned


def test_one_who_took_part_was_talked_to(session: Session) -> None:
    mari, jaan = _add(session, "Mari", "5551 2345"), _add(session, "Jaan")
    missed = _call(kind="missed", seconds=0)
    interactions.log(session, jaan, "came by", channel="visit", at=_at("15:00"), others=[mari])
    assert past(session, [missed], [mari.id]).is_returned(missed, [mari.id])


def test_a_log_in_any_order_and_written_twice_is_the_same(session: Session) -> None:
    _add(session, "Mari", "5551 2345")
    times, kinds = ("9:00", "14:30", "10:00", "9:00"), ("in", "missed", "missed", "missed")
    rows = [
        CallRecord(line, "55512345", _at(at), kind, 60)
        for line, (at, kind) in enumerate(zip(times, kinds, strict=True), 1)
    ]
    taken = take_calls(session, [*rows, *rows])
    assert [known.call.at for known in taken.missed.first] == [
        _at("14:30"), _at("10:00"), _at("9:00")
    ]  # fmt: skip
    assert (taken.new, taken.same, len(taken.unnoted)) == (4, 4, 1)


@pytest.mark.parametrize(
    ("kind", "seconds", "direction", "outcome"),
    [
        ("in", 60, "in", "reached"),
        ("out", 60, "out", "reached"),
        ("out", 0, "out", "no-answer"),
        ("missed", 0, "in", "no-answer"),
        ("rejected", 0, "in", "no-answer"),
        ("voicemail", 20, "in", "message"),
    ],
)
def test_a_call_is_logged_as_the_phone_knows_it(
    kind: str, seconds: int, direction: str, outcome: str
) -> None:
    call = _call(kind=kind, seconds=seconds)
    assert (call.direction, call.outcome) == (direction, outcome)


def _add(session: Session, name: str, *numbers: str, archived: bool = False) -> Contact:
    points = tuple(PointRecord("phone", number) for number in numbers)
    contact = contacts.add(session, ContactRecord(name, points=points))
    contact.archived = archived
    session.flush()
    return contact


@pytest.mark.parametrize(
    ("typed", "in_the_log"),
    [
        ("5551 2345", "+37255512345"),
        ("+372 5551 2345", "0037255512345"),
        ("5551 2345 / 5552 0000", "55520000"),
        ("+47 22 33 44 55", "004722334455"),
    ],
)
def test_a_number_is_known_in_any_format(typed: str, in_the_log: str, session: Session) -> None:
    mari = _add(session, "Mari", typed)
    normal = calls.normal_of(in_the_log, "EE")
    assert calls.owners_of(session, [normal]) == {normal: [mari]}


def test_an_archived_contact_has_a_number_that_nobody_else_has(session: Session) -> None:
    old, mari = _add(session, "Old", "5551 2345", archived=True), _add(session, "Mari", "55512345")
    gone = _add(session, "Gone", "5552 0000", archived=True)
    normals = ["+37255512345", "+37255520000"]
    assert calls.owners_of(session, normals) == {normals[0]: [mari], normals[1]: [gone]}
    assert old.archived


def test_a_talk_noted_by_hand_ends_the_waiting(session: Session) -> None:
    mari = _add(session, "Mari", "5551 2345")
    rows = [CallRecord(1, "55512345", _at(at), "in", 60) for at in ("9:00", "14:30")]
    assert take_calls(session, rows).new == 2
    interactions.log(session, mari, "asked the price", at=_at("14:40"))
    assert [item.call.at for item in waiting(session).calls] == [_at("9:00")]


def test_a_long_queue_is_counted_from_its_newest(session: Session) -> None:
    _add(session, "Mari", "5551 2345")
    times = ("9:00", "10:00", "11:00")
    take_calls(session, [CallRecord(1, "55512345", _at(at), "in", 60) for at in times])
    counts = [(waiting(session, newest=most).count, most) for most in (2, 3, 4)]
    assert counts == [(2, 2), (3, 3), (3, 4)]
    assert [waiting(session, newest=most).more for most in (2, 3, 4)] == [True, True, False]


def test_a_call_logged_from_the_list_leaves_its_neighbour_waiting(session: Session) -> None:
    mari = _add(session, "Mari", "5551 2345")
    take_calls(session, [CallRecord(1, "55512345", _at(at), "in", 60) for at in ("14:30", "14:40")])
    first = waiting(session).calls[0]
    call_answers.log_call(session, first.id, mari.id, "asked the price")
    assert [item.call.at for item in waiting(session).calls] == [_at("14:30")]


def test_a_later_log_adds_to_what_an_unknown_number_called(session: Session) -> None:
    rows = [CallRecord(1, "5559 9999", _at(at), "missed", 0) for at in ("9:00", "9:05", "9:10")]
    assert take_calls(session, rows[:1]).once == 1
    assert take_calls(session, rows[:2]).stranger_calls == 2
    assert take_calls(session, rows).stranger_calls == 1
    assert [number.times for number in waiting(session).numbers] == [3]


@pytest.mark.parametrize(
    ("today", "due"), [((2026, 11, 20), 20), ((2026, 11, 21), 23), ((2026, 11, 22), 23)]
)
def test_a_missed_call_is_to_be_called_back_on_a_working_day(
    today: tuple[int, int, int], due: int
) -> None:
    assert call_answers.first_working_day(dt.date(*today)).day == due
