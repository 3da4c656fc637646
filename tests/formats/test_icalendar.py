"""Callbacks as a calendar file: line by line, and as another program reads it back."""

import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.formats.icalendar import (
    Task,
    escape,
    fold_line,
    make_uid,
    task_of,
    write_calendar,
)

NOW = dt.datetime(2026, 11, 21, 8, 0, 5, tzinfo=dt.UTC)
DUE = dt.date(2026, 11, 27)
TIMED = Task("u1@x", "Mari: send samples", DUE, dt.time(14, 30), "+372 5551\ncall", created=NOW)
RECORD: dict[str, Any] = {
    "number": 3,
    "handle": "mari",
    "why": "send samples",
    "channel": "call",
    "promised_by": "me",
    "due": DUE,
    "due_time": None,
    "closing": "",
    "written": dt.datetime(2026, 11, 20, 8, 0, 0, 123),
}


def written(*tasks: Task, events: bool = False, now: dt.datetime = NOW) -> str:
    file = io.StringIO(newline="")
    write_calendar(file, tasks, now=now, events=events)
    return file.getvalue()


def lines(*tasks: Task, events: bool = False) -> list[str]:
    return written(*tasks, events=events).split("\r\n")


def parsed(text: str) -> Any:
    """The calendar as the icalendar package reads it."""
    package = pytest.importorskip("icalendar", reason="the icalendar package is not installed")
    return package.Calendar.from_ical(text.encode())


def test_a_task_is_written_line_by_line() -> None:
    assert lines(TIMED) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//smallcrm//smallcrm//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTODO",
        "UID:u1@x",
        "DTSTAMP:20261121T080005Z",
        "LAST-MODIFIED:20261121T080005Z",
        "CREATED:20261121T080005Z",
        "SUMMARY:Mari: send samples",
        r"DESCRIPTION:+372 5551\ncall",
        "DUE:20261127T143000",
        "STATUS:NEEDS-ACTION",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_has_a_uid_of_its_own_and_an_alarm() -> None:
    event = lines(TIMED, events=True)[14:-2]
    assert event[:2] == ["BEGIN:VEVENT", "UID:event-u1@x"]
    assert event[7:] == [
        "DTSTART:20261127T143000",
        "DURATION:PT15M",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Mari: send samples",
        "TRIGGER:-PT10M",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_a_due_day_is_a_date_and_its_event_lasts_all_day() -> None:
    found = lines(Task("u", "x", DUE), events=True)
    assert "DUE;VALUE=DATE:20261127" in found
    assert "DTSTART;VALUE=DATE:20261127" in found
    assert "DURATION:P1D" in found
    assert "TRIGGER:PT9H" in found


@pytest.mark.parametrize(
    ("closing", "todo", "event"),
    [("done", "COMPLETED", "CONFIRMED"), ("dropped", "CANCELLED", "CANCELLED")],
)
def test_a_closed_callback_says_so_and_alarms_nobody(closing: str, todo: str, event: str) -> None:
    found = lines(Task("u", "x", DUE, closing=closing), events=True)
    assert [line for line in found if line.startswith("STATUS")] == [
        f"STATUS:{todo}",
        f"STATUS:{event}",
    ]
    assert "BEGIN:VALARM" not in found
    assert ("PERCENT-COMPLETE:100" in found) is (closing == "done")


def test_an_empty_calendar_is_a_calendar() -> None:
    assert lines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//smallcrm//smallcrm//EN",
        "CALSCALE:GREGORIAN",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c\\d", r"a\, b\; c\\d"),
        ("one\ntwo\r\nthree\rfour", r"one\ntwo\nthree\nfour"),
        ("\x1b[31mred", r"\\x1b[31mred"),
        ("Põld: ok", "Põld: ok"),
    ],
)
def test_a_text_is_escaped_and_nothing_in_it_acts(text: str, value: str) -> None:
    assert escape(text) == value


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("A" * 75, "A" * 75 + "\r\n"),
        ("A" * 76, "A" * 75 + "\r\n A\r\n"),
        ("A" * 74 + "õ", "A" * 74 + "\r\n õ\r\n"),
        ("😀" * 19, "😀" * 18 + "\r\n 😀\r\n"),
    ],
)
def test_a_long_line_is_folded_between_characters(line: str, folded: str) -> None:
    assert fold_line(line) == folded


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_every_folded_line_is_short_and_unfolds(line: str) -> None:
    folded = fold_line(line)
    assert max(len(piece.encode()) for piece in folded.split("\r\n")) <= 75
    assert folded.removesuffix("\r\n").replace("\r\n ", "") == line


def test_a_uid_stays_when_the_callback_moves_and_differs_between_callbacks() -> None:
    first = task_of(RECORD, name="Mari Tamm", numbers=["+372 5551"])
    moved = task_of(RECORD | {"due": dt.date(2027, 1, 8), "why": "other"}, name="Mari Mets")
    assert first.uid == moved.uid == "callback-20261120T080000000123-3@smallcrm"
    assert task_of(RECORD | {"number": 4}, name="x").uid != first.uid
    assert make_uid(RECORD["written"].replace(tzinfo=dt.UTC), 3) == first.uid
    assert task_of(RECORD | {"uid": "own"}, name="x").uid == "own"


def test_a_callback_is_named_by_contact_and_reason() -> None:
    task = task_of(RECORD, name="Mari Tamm", numbers=["+372 5551", "5552"])
    assert task == Task(
        "callback-20261120T080000000123-3@smallcrm",
        "Mari Tamm: send samples",
        DUE,
        None,
        "call, promised by me\n+372 5551\n5552",
        "",
        RECORD["written"],
    )


def test_another_program_reads_the_tasks_as_they_were() -> None:
    day = Task("u2@x", "Põld, Õie; \\ tühi", DUE, closing="done")
    first, second = parsed(written(TIMED, day)).walk("VTODO")
    assert first.decoded("due") == dt.datetime(2026, 11, 27, 14, 30)
    assert str(first["description"]) == "+372 5551\ncall"
    assert first.decoded("dtstamp") == NOW
    assert second.decoded("due") == DUE
    assert (str(second["summary"]), str(second["status"])) == ("Põld, Õie; \\ tühi", "COMPLETED")


def test_another_program_reads_the_events_and_their_alarms() -> None:
    timed, day = parsed(written(TIMED, Task("u2@x", "x", DUE), events=True)).walk("VEVENT")
    assert timed.decoded("dtstart") == dt.datetime(2026, 11, 27, 14, 30)
    assert timed.decoded("duration") == dt.timedelta(minutes=15)
    assert timed.walk("VALARM")[0].decoded("trigger") == dt.timedelta(minutes=-10)
    assert day.decoded("dtstart") == DUE
    assert day.walk("VALARM")[0].decoded("trigger") == dt.timedelta(hours=9)


def test_a_second_export_holds_the_same_uids() -> None:
    later = NOW + dt.timedelta(days=1)
    first, second = (parsed(written(TIMED, events=True, now=now)) for now in (NOW, later))
    assert [str(part["uid"]) for part in first.subcomponents] == ["u1@x", "event-u1@x"]
    assert [part["uid"] for part in first.subcomponents] == [
        part["uid"] for part in second.subcomponents
    ]


@settings(deadline=None, max_examples=50)
@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"])),
    st.dates(dt.date(1900, 1, 1)),
)
def test_every_text_and_day_is_read_back_by_another_program(summary: str, due: dt.date) -> None:
    (todo,) = parsed(written(Task("u", summary, due))).walk("VTODO")
    assert str(todo["summary"]) == summary
    assert todo.decoded("due") == due
