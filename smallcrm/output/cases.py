"""Cases on the screen: lists of them, all about one, and how one is said in a few words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from smallcrm.output.listing import Column, Listing, Row, show
from smallcrm.output.terminal import say, shows_tables
from smallcrm.output.wording import LONGEST_QUOTE, say_channel, say_due, say_lateness
from smallcrm.parsing.money import FINE, decimal_of, say_fine, whole_cents
from smallcrm.parsing.say import say_day, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.cases import CaseLine, CaseOrder, CaseStory

KEYS = (
    "number", "contact", "handle", "company", "kind", "stage", "summary", "solution", "opened",
    "due", "days_late", "closed", "order", "product", "talk_count",
)  # fmt: skip
STORY_KEYS = (*KEYS, "order_at", "order_status", "order_total", "talks")
TALK_KEYS = ("contact", "handle", "at", "channel", "direction", "outcome", "summary")
STATES = ("archived", "restricted")  # of the contact, that are said
LONGEST_NAME = 60


def case_listing(lines: Sequence[CaseLine], today: dt.date, *, empty: str) -> Listing:
    """Cases under the headings overdue, open and closed."""
    return Listing(
        KEYS,
        [_row(line, today) for line in lines],
        (
            Column("No", lambda row: str(row["number"]), right=True, style="bold"),
            Column("Who", _who, style="bold"),
            Column("Due, stage", lambda row: _due(row, today), whole=True),
            Column("What", _what, prose=True),
        ),
        section=_heading,
        empty=empty,
    )


def _row(line: CaseLine, today: dt.date) -> dict[str, Any]:
    return {
        **{key: getattr(line, key) for key in KEYS if hasattr(line, key)},
        "days_late": 0 if line.closed else max(0, (today - line.due).days),
        "archived": line.archived,
        "restricted": line.restricted,
    }


def _heading(row: Row) -> str:
    if row["closed"]:
        return "Closed"
    return "Overdue" if row["days_late"] else "Open"


def _who(row: Any) -> str:
    states = (state for state in STATES if row[state])
    about = ", ".join(filter(None, (row["company"], *states)))
    return "\n".join(filter(None, (one_line(row["contact"]), one_line(about))))


def _due(row: Any, today: dt.date) -> str:
    due = say_lateness(row["due"], today)
    if row["closed"]:
        due = f"closed {say_day(row['closed'].date(), today)}"
    return f"{due}\n{row['stage']}"


def _what(row: Any) -> str:
    kind = "" if row["kind"] == "complaint" else f"{row['kind']}: "
    solved = one_line(row["solution"], longest=LONGEST_QUOTE)
    about = [f"order {row['order']}" if row["order"] else "", one_line(row["product"])]
    about.append(_talks(row["talk_count"]) if row["talk_count"] else "")
    lines = (
        f"{kind}{one_line(row['summary'], longest=LONGEST_QUOTE)}",
        f"{_solved(row)}: {solved}" if solved else "",
        ", ".join(filter(None, about)),
    )
    return "\n".join(filter(None, lines))


def _solved(row: Any) -> str:
    """A case that was opened again is not solved yet, whatever was done before."""
    return "solved" if row["closed"] else "done before"


def _talks(count: int) -> str:
    return "1 talk" if count == 1 else f"{count} talks"


def print_story(story: CaseStory, today: dt.date, *, currency: str, language: str) -> None:
    """All about one case; piped, one `field<TAB>value` line each, then the talks."""
    lines = _story_lines(story, today, currency, language)
    if shows_tables():
        from smallcrm.output import screen

        screen.print_lines([(text, style, 2) for _, text, style in lines])
    else:
        for label, text, _ in lines:
            say(f"{label}\t{text}")
    show(_talk_listing(story, today))


def _story_lines(
    story: CaseStory, today: dt.date, currency: str, language: str
) -> list[tuple[str, str, str]]:
    """Labelled lines with their styles."""
    line = story.line
    states = (state for state in STATES if getattr(line, state))
    who = ", ".join(filter(None, (line.company, *states)))
    name = f"{one_line(line.contact)}{f' · {one_line(who)}' if who else ''}"
    lines = [
        ("case", f"case {line.number} · {name}", "bold"),
        ("about", f"{line.kind} · {line.stage} · {_state(line, today)}", _urgency(line, today)),
        ("summary", one_line(line.summary), ""),
    ]
    if story.order:
        lines.append(("order", _say_order(story.order, today, currency, language), ""))
    if line.product:
        lines.append(("product", f"product {one_line(line.product)}", ""))
    word = _solved({"closed": line.closed})
    lines += [
        ("solution", f"{word}: {one_line(part)}", "green") for part in line.solution.splitlines()
    ]
    return lines


def _state(line: CaseLine, today: dt.date) -> str:
    opened = f"opened {say_moment(line.opened, today)}"
    if line.closed:
        return f"{opened} · closed {say_moment(line.closed, today)}"
    return f"{opened} · due {say_due(line.due, today)}"


def _urgency(line: CaseLine, today: dt.date) -> str:
    if line.closed:
        return ""
    return "bold red" if line.due < today else "yellow"


def _say_order(order: CaseOrder, today: dt.date, currency: str, language: str) -> str:
    total = say_fine(order.total, currency, language)
    return f"order {order.number} of {say_day(order.at.date(), today)} · {order.status} · {total}"


def _talk_listing(story: CaseStory, today: dt.date) -> Listing:
    return Listing(
        TALK_KEYS,
        _talk_rows(story),
        (
            Column("When", lambda row: say_moment(_moment(row), today), whole=True),
            Column("How", lambda row: str(row["said"]), beside=""),
            Column("What", lambda row: f"{_speaker(story, row)}{row['summary']}", prose=True),
        ),
        empty=f"no talk yet (crm log {story.line.handle} ... --case {story.line.number})",
    )


def _moment(row: Row) -> dt.datetime:
    at = row["at"]
    assert isinstance(at, dt.datetime)
    return at


def _speaker(story: CaseStory, row: Row) -> str:
    """`Anna Šild: `, unless it is the one whose case it is."""
    name = one_line(str(row["contact"]), longest=LONGEST_NAME)
    return "" if row["handle"] == story.line.handle else f"{name}: "


def _talk_rows(story: CaseStory) -> list[dict[str, Any]]:
    return [
        {
            "contact": story.speakers[talk.contact_id].name,
            "handle": story.speakers[talk.contact_id].handle,
            **{key: getattr(talk, key) for key in TALK_KEYS[2:]},
            "said": say_channel(talk),
        }
        for talk in story.talks
    ]


def story_listing(story: CaseStory, today: dt.date) -> Listing:
    """The case as one row for JSON, with an object for each talk."""
    talks = [{key: row[key] for key in TALK_KEYS} for row in _talk_rows(story)]
    return Listing(STORY_KEYS, [_story_row(story, today) | {"talks": talks}], ())


def story_table(story: CaseStory, today: dt.date) -> Listing:
    """The case as one row for CSV, a text in each cell."""
    talks = [f"{row['at']:%Y-%m-%d} {row['said']}: {row['summary']}" for row in _talk_rows(story)]
    return Listing(STORY_KEYS, [_story_row(story, today) | {"talks": talks}], ())


def _story_row(story: CaseStory, today: dt.date) -> dict[str, Any]:
    order = story.order
    return {
        **_row(story.line, today),
        "order_at": order.at if order else None,
        "order_status": order.status if order else None,
        "order_total": decimal_of(whole_cents(order.total) * FINE) if order else None,
    }
