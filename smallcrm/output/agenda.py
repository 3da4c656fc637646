"""The agenda as a list: whom to call today, this week, or in any slice."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.wording import LONGEST_QUOTE, say_due, say_lateness
from smallcrm.parsing.say import DAY_NAMES, MONTH_NAMES, say_day, say_moment, say_time
from smallcrm.parsing.text import one_line
from smallcrm.reports.agenda import Agenda, AgendaLine
from smallcrm.reports.open_cases import OpenCases, ShortCase

KEYS = (
    "section", "number", "contact", "handle", "company", "group", "phone", "why", "channel",
    "promised_by", "due", "due_time", "first_due", "days_late", "tries", "closing", "closed_on",
    "rhythm_days", "last_at", "last_channel", "last_summary",
)  # fmt: skip
OVERDUE, RHYTHM, CASE = "overdue", "rhythm", "case"
WITH_CASES = (*KEYS, "case", "stage")


def agenda_listing(
    agenda: Agenda, *, title: str, empty: str, cases: OpenCases | None = None
) -> Listing:
    """What is due by the end of a day or a week, under a heading for each day; then open cases."""
    today = agenda.today
    rows = [_row(line, OVERDUE, today) for line in agenda.overdue]
    rows += [_row(line, line.due.isoformat(), today) for line in agenda.due]
    rows += [_row(line, RHYTHM, today) for line in agenda.rhythm]
    rows += [_case_row(one, today) for one in (cases.cases if cases else ())]
    hidden = cases.hidden if cases else 0
    return replace(
        _listing(rows, today, title=title, empty=empty),
        keys=KEYS if cases is None else WITH_CASES,
        note=f"and {hidden} more open cases: crm case list" if hidden else "",
    )


def callback_listing(lines: Sequence[AgendaLine], today: dt.date, *, empty: str) -> Listing:
    """Any slice of the callbacks, in one piece."""
    rows = [_row(line, "", today) for line in lines]
    listing = _listing(rows, today, title="", empty=empty)
    return Listing(listing.keys[1:], rows, listing.columns, section=None, empty=empty)


def _listing(rows: list[Row], today: dt.date, *, title: str, empty: str) -> Listing:
    return Listing(
        KEYS,
        rows,
        (
            Column("No", _number, right=True, style="bold"),
            Column("Who", _who, style="bold"),
            Column("Phone, due", lambda row: _phone(row, today), whole=True),
            Column("Why, last words", lambda row: _why(row, today), prose=True),
        ),
        title=title,
        section=lambda row: _heading(str(row["section"]), today),
        empty=empty,
    )


def _row(line: AgendaLine, section: str, today: dt.date) -> Row:
    last = line.last
    return {
        "section": section,
        **{key: getattr(line, key) for key in KEYS[1:] if hasattr(line, key)},
        "days_late": max(0, (today - line.due).days) if not line.closing else 0,
        "last_at": last.at if last else None,
        "last_channel": last.channel if last else None,
        "last_summary": last.summary if last else None,
    }


def _case_row(one: ShortCase, today: dt.date) -> Row:
    """An open case among the callbacks; its number is no callback's."""
    return {
        "section": CASE,
        **{key: getattr(one, key) for key in ("contact", "handle", "company", "group", "due")},
        "phone": one.phone,
        "why": one.summary,
        "days_late": max(0, (today - one.due).days),
        "case": one.number,
        "stage": one.stage,
    }


def _number(row: Row) -> str:
    return "" if row.get("number") is None else str(row["number"])


def _who(row: Any) -> str:
    about = ", ".join(part for part in (row["company"], row["group"]) if part)
    return "\n".join(filter(None, (one_line(row["contact"]), one_line(about))))


def _phone(row: Any, today: dt.date) -> str:
    due = say_lateness(row["due"], today)
    if row["section"] == CASE:
        return f"{one_line(row['phone']) or 'no number'}\n{due}"
    if row["closing"]:
        due = f"{row['closing']} {say_day(row['closed_on'], today)}"
    elif row["due"] > today:
        due = say_day(row["due"], today)
    if row["due_time"] and not row["closing"]:
        due += f" {say_time(row['due_time'])}"
    tries = f"\ntried {row['tries']}x" if row["tries"] else ""
    return f"{one_line(row['phone']) or 'no number'}\n{due}{tries}"


def _why(row: Any, today: dt.date) -> str:
    if row["section"] == CASE:
        summary = one_line(row["why"], longest=LONGEST_QUOTE)
        return f"case {row['case']}, {row['stage']}: {summary}"
    channel = "" if row["channel"] == "call" else f"{row['channel']}: "
    promise = " (they promised)" if row["promised_by"] == "they" else ""
    why = f"{channel}{one_line(row['why'], longest=LONGEST_QUOTE)}{promise}"
    if row["last_at"] is None:
        return why
    said = one_line(row["last_summary"], longest=LONGEST_QUOTE)
    if said == one_line(row["why"], longest=LONGEST_QUOTE):
        said = "the same"
    return f"{why}\n{say_moment(row['last_at'], today)} {row['last_channel']}: {said}"


def _heading(section: str, today: dt.date) -> str:
    if section == OVERDUE:
        return "Overdue"
    if section == RHYTHM:
        return "Time to keep in touch"
    if section == CASE:
        return "Open cases"
    day = dt.date.fromisoformat(section)
    name = f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
    return f"Today, {name}" if day == today else name


def say_period(since: dt.date, until: dt.date) -> str:
    """`Week 48, 23-29 November 2026`; a single day or other days without the week."""
    end = f"{until.day} {MONTH_NAMES[until.month - 1]} {until.year}"
    if since == until:
        return f"{DAY_NAMES[since.weekday()]} {end}"
    start = str(since.day)
    if since.month != until.month:
        start += f" {MONTH_NAMES[since.month - 1]}"
    if since.year != until.year:
        start += f" {since.year}"
    is_week = since.weekday() == 0 and (until - since).days == 6
    return f"{f'Week {since.isocalendar().week}, ' if is_week else ''}{start}–{end}"


def say_first_steps() -> str:
    """What to do with a book in which nobody is yet."""
    return (
        "Nobody is in the book yet.\n"
        '  crm add "Mari Maasikas" --phone "5551 2345"  adds a contact\n'
        "  crm import contacts FILE.csv                 takes in a whole list\n"
        "  crm demo                                     fills a practice book"
    )


def say_nothing_due(coming: AgendaLine | None, today: dt.date, *, waits: bool = False) -> str:
    """One friendly line for a day without calls, and who comes next.

    Something else may wait for the owner, a case or a call: then callbacks alone are spoken of.
    """
    if coming is None and waits:
        return "No callback is open."
    if coming is None:
        return "Nothing is due today, and no callback is open. A good day for a walk."
    what = "No callback" if waits else "Nothing"
    next_one = f"{one_line(coming.contact)}, {say_due(coming.due, today)}"
    return f"{what} is due today. Next: {next_one}."
