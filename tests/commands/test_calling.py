"""Whom to call back: today, a week, and any slice of the callbacks."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

SHOP = (
    'add "Anna Tamm" --company "Tamm OÜ" --group small --phone "5551 2345" --tag vip',
    'add "Jaan Põld" --group top --tag vip --tag hotel',
    'add "Mari Maasikas" --group potential',
    'add "Silje Kjørbo"',
)
# Today is Saturday 21 November; the numbers are those of the lines, from 1.
CALLBACKS = (
    'callback anna 2026-11-18 "late by three days"',
    'callback silje 2026-11-21 "due, no group"',
    'callback jaan 2026-11-21 "due, top"',
    'callback mari "2026-11-21 14:30" "due at an hour"',
    'callback silje "2026-11-21 9:00" "due early"',
    'callback jaan 2026-11-10 "late by eleven days" --they -c email',
    'callback anna 2026-11-23 "monday"',
    'callback mari 2026-11-29 "the sunday after"',
    'callback mari 2026-11-30 "the monday after that"',
)


@pytest.fixture
def full(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP, *CALLBACKS)


@pytest.fixture
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def _numbers(crm: Crm, line: str, **options: str) -> list[int | None]:
    return [row["number"] for row in crm(f"{line} --json", **options).json]


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("line", ["today", ""])
def test_the_most_pressing_comes_first(line: str, crm: Crm) -> None:
    assert [row.split("\t")[:3] for row in crm(line).lines] == [
        ["overdue", "6", "Jaan Põld"],
        ["overdue", "1", "Anna Tamm"],
        ["2026-11-21", "5", "Silje Kjørbo"],
        ["2026-11-21", "4", "Mari Maasikas"],
        ["2026-11-21", "3", "Jaan Põld"],
        ["2026-11-21", "2", "Silje Kjørbo"],
    ]


@pytest.mark.usefixtures("full")
def test_a_line_has_everything_one_needs_for_the_call(crm: Crm) -> None:
    crm("log anna 'wants a quote' --at 'yesterday 15:30'")
    assert crm("today --json").json[1] == {
        "section": "overdue",
        "number": 1,
        "contact": "Anna Tamm",
        "handle": "anna-tamm",
        "company": "Tamm OÜ",
        "group": "small",
        "phone": "5551 2345",
        "why": "late by three days",
        "channel": "call",
        "promised_by": "me",
        "due": "2026-11-18",
        "due_time": None,
        "first_due": "2026-11-18",
        "days_late": 3,
        "tries": 0,
        "closing": "",
        "closed_on": None,
        "rhythm_days": None,
        "last_at": "2026-11-20T15:30:00",
        "last_channel": "call",
        "last_summary": "wants a quote",
        "case": None,
        "stage": None,
    }


@pytest.mark.usefixtures("full")
def test_the_day_on_a_terminal_of_eighty_columns(crm: Crm) -> None:
    crm("log anna 'wants a quote' --at 'yesterday 15:30'")
    lines = [line.rstrip() for line in screen("today").text.splitlines()]
    assert lines[:9] == [
        "Sat 21 Nov: 6 to call",
        "",
        "Overdue",
        " 6  Jaan Põld       no number     email: late by eleven days (they promised)",
        "    top             11 days late",
        " 1  Anna Tamm       5551 2345     late by three days",
        "    Tamm OÜ, small  3 days late   yesterday 15:30 call: wants a quote",
        "",
        "Today, Saturday 21 November",
    ]
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("shop")
def test_nothing_due_is_said_in_one_friendly_line(crm: Crm) -> None:
    assert screen().text == (
        "Nothing is due today, and no callback is open. A good day for a walk.\n"
    )
    crm("callback anna fri x")
    assert screen("today").text == (
        "Nothing is due today. Next: Anna Tamm, Fri 27 Nov (in 6 days).\n"
    )
    assert (crm("today --json").out, crm("today").out) == ("[]\n", "")


def test_before_there_is_a_book_the_first_steps_are_said(book: Path) -> None:
    assert screen().text == (
        "Nobody is in the book yet.\n"
        '  crm add "Mari Maasikas" --phone "5551 2345"  adds a contact\n'
        "  crm import contacts FILE.csv                 takes in a whole list\n"
        "  crm demo                                     fills a practice book\n"
    )
    assert not book.exists()


@pytest.mark.usefixtures("full")
def test_a_snoozed_callback_is_absent_until_its_day(crm: Crm) -> None:
    crm("snooze 1 +3d")
    assert 1 not in _numbers(crm, "today")
    assert 1 not in _numbers(crm, "today", today="2026-11-23")
    assert 1 in _numbers(crm, "today", today="2026-11-24")
    assert 1 not in _numbers(crm, "week")
    assert 1 in _numbers(crm, "week next")


@pytest.mark.usefixtures("full")
def test_closed_and_archived_ones_are_in_no_list(crm: Crm) -> None:
    crm("done 6 sent")
    crm("drop 3")
    crm("contact archive mari")
    assert _numbers(crm, "today") == [1, 5, 2]
    assert _numbers(crm, "callbacks") == [1, 5, 2, 7]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("day", "due"), [("2026-12-20", False), ("2026-12-21", True), ("2027-01-05", True)]
)
def test_a_rhythm_is_due_when_its_days_are_over(day: str, due: bool, crm: Crm) -> None:
    crm("rhythm anna 30d")
    rows = crm("today --json", today=day).json
    assert [(row["section"], row["handle"], row["why"]) for row in rows] == (
        [("rhythm", "anna-tamm", "every 30 days")] if due else []
    )


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "line",
    [
        "log anna 'x'",
        "note anna 'x'",
        "log anna --outcome no-answer",
        "log jaan 'x' --with anna",
    ],
)
def test_any_contact_restarts_the_rhythm(line: str, crm: Crm) -> None:
    crm("rhythm anna 30d")
    crm(line, today="2026-12-10")
    assert crm("today --json", today="2027-01-08").json == []
    (row,) = crm("today --json", today="2027-01-09").json
    assert (row["due"], row["days_late"]) == ("2027-01-09", 0)


@pytest.mark.usefixtures("shop")
def test_a_talk_before_the_rhythm_counts_and_off_ends_it(crm: Crm) -> None:
    crm("log anna x --at 2026-11-01")
    crm("rhythm anna 2w")
    assert [row["due"] for row in crm("today --json").json] == ["2026-11-15"]
    crm("rhythm anna off")
    assert crm("today --json").json == []


@pytest.mark.usefixtures("shop")
def test_a_callback_of_today_stands_for_the_rhythm(crm: Crm) -> None:
    crm("rhythm anna 2w")
    crm("callback anna 2026-12-24 'wish her well'")
    assert [row["section"] for row in crm("today --json", today="2026-12-24").json] == [
        "2026-12-24"
    ]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("", "Week 47, 16–22 November 2026"),
        ("next", "Week 48, 23–29 November 2026"),
        ("next week", "Week 48, 23–29 November 2026"),
        ("w48", "Week 48, 23–29 November 2026"),
        ("2026-W48", "Week 48, 23–29 November 2026"),
        ("fri", "Week 48, 23–29 November 2026"),
        ("+2w", "Week 49, 30 November–6 December 2026"),
        ("31.12.", "Week 53, 28 December 2026–3 January 2027"),
        ("2027-01-04", "Week 1, 4–10 January 2027"),
        ("2025-W01", "Week 1, 30 December 2024–5 January 2025"),
        ("last", "Week 46, 9–15 November 2026"),
    ],
)
def test_a_week_is_headed_by_its_iso_number(when: str, title: str) -> None:
    said = screen("week", *when.split()).text
    assert said == f"{title}: nobody to call back.\n"


@pytest.mark.usefixtures("full")
def test_a_week_begins_with_what_is_overdue_and_goes_by_days(crm: Crm) -> None:
    assert _numbers(crm, "week") == [6, 1, 5, 4, 3, 2]
    assert _numbers(crm, "week next") == [6, 1, 7, 8]
    assert _numbers(crm, "week w49") == [6, 1, 9]
    lines = [line.strip() for line in screen("week", "next").text.splitlines()]
    assert [line for line in lines if line.endswith("November") or line == "Overdue"] == [
        "Overdue",
        "Monday 23 November",
        "Sunday 29 November",
    ]


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("callbacks", [6, 1, 5, 4, 3, 2, 7, 8, 9]),
        ("callbacks --overdue", [6, 1]),
        ("callbacks --tag vip", [6, 1, 3, 7]),
        ("callbacks -t VIP -t hotel", [6, 3]),
        ("callbacks --group top", [6, 3]),
        ("callbacks -g pot", [4, 8, 9]),
        ("callbacks --tag vip --group small --overdue", [1]),
        ("callbacks --tag nobody", []),
        ("callbacks --tag '' --group=", [6, 1, 5, 4, 3, 2, 7, 8, 9]),
        ("week --tag hotel", [6, 3]),
        ("week next --group potential", [8]),
    ],
)
def test_every_filter_that_is_given_must_hold(line: str, numbers: list[int], crm: Crm) -> None:
    assert _numbers(crm, line) == numbers


@pytest.mark.usefixtures("full")
def test_closed_ones_are_shown_on_demand(crm: Crm) -> None:
    crm("done 6 sent")
    crm("drop 1")
    rows = {row["number"]: row["closing"] for row in crm("callbacks --all --json").json}
    assert (len(rows), rows[6], rows[1], rows[2]) == (9, "done", "dropped", "")
    days = {row["number"]: row["closed_on"] for row in crm("callbacks --all --json").json}
    assert (days[6], days[1], days[2]) == ("2026-11-21", "2026-11-21", None)
    shown = " ".join(screen("callbacks", "--all").text.split())
    assert "done Sat 21 Nov" in shown
    assert "dropped Sat 21" in shown


@pytest.mark.usefixtures("full")
def test_an_unknown_group_is_refused(crm: Crm) -> None:
    said = crm("callbacks --group huge")
    assert (said.code, said.err) == (
        2,
        'there is no group "huge"; there are potential, prospective, small, medium, large, top\n',
    )


@pytest.mark.usefixtures("full")
def test_csv_has_a_heading_and_a_row_each(crm: Crm) -> None:
    lines = crm("callbacks --csv --overdue").lines
    assert lines[0].startswith("number,contact,handle,company,group,phone,why,channel,promised_by,")
    assert lines[1].startswith("6,Jaan Põld,jaan-pold,,top,,late by eleven days,email,they,")
    assert len(lines) == 3


@pytest.mark.usefixtures("full")
def test_a_number_means_the_same_callback_in_every_list(crm: Crm) -> None:
    named = [
        {row["number"]: row["why"] for row in crm(f"{line} --json").json}
        for line in ("today", "week", "callbacks", "callbacks --all")
    ]
    assert [lines[6] for lines in named] == ["late by eleven days"] * 4
    crm("done 1 x")
    assert crm("callbacks --json").json[0]["number"] == 6
