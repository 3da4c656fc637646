"""Sheets on the screen: the list of them, one with its lines, and what was keyed in."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.domain.sheets import Keyed, Whole
from smallcrm.output.listing import Column, Listing
from smallcrm.output.terminal import say
from smallcrm.output.wording import say_due
from smallcrm.parsing.entries import DROP, NO_ANSWER
from smallcrm.parsing.say import say_date, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.paper import PaperLine

SHEET_KEYS = ("sheet", "since", "until", "printed", "lines", "entered")
LINE_KEYS = (
    "code", "section", "contact", "handle", "company", "phone", "why", "due", "state",
)  # fmt: skip
LONGEST = 60


def sheets_listing(sheets: Sequence[Whole], today: dt.date) -> Listing:
    """All sheets, the newest first."""
    rows = [
        {
            "sheet": whole.sheet.name,
            "since": whole.sheet.since,
            "until": whole.sheet.until,
            "printed": whole.sheet.printed,
            "lines": len(whole.lines),
            "entered": sum(bool(line.entered) for line in whole.lines),
            "when": say_moment(whole.sheet.printed, today),
            "days": f"{say_date(whole.sheet.since, today)} – {say_date(whole.sheet.until, today)}",
        }
        for whole in sheets
    ]
    return Listing(
        SHEET_KEYS,
        rows,
        (
            Column("Sheet", lambda row: str(row["sheet"]), style="bold"),
            Column("Days", lambda row: str(row["days"])),
            Column("Printed", lambda row: str(row["when"]), beside="printed "),
            Column("Lines", lambda row: str(row["lines"]), right=True, beside="lines "),
            Column("Keyed in", lambda row: str(row["entered"]), right=True, beside="keyed in "),
        ),
        empty="No sheet was printed yet; crm week --print makes one.",
    )


def lines_listing(
    whole: Whole,
    lines: Sequence[PaperLine],
    handles: Sequence[str],
    states: Sequence[str],
    today: dt.date,
) -> Listing:
    """A sheet's lines as they were printed, and which of them are still open."""
    rows = [
        {
            "code": line.code,
            "section": stored.section,
            "contact": line.contact,
            "handle": handle,
            "company": line.company,
            "phone": line.phone,
            "why": _why(line),
            "due": line.due,
            "state": state or "open",
        }
        for stored, line, handle, state in zip(whole.lines, lines, handles, states, strict=True)
    ]
    return Listing(
        LINE_KEYS,
        rows,
        (
            Column("Line", lambda row: f"{row['code']:02}", right=True, style="bold"),
            Column("Who", lambda row: one_line(f"{row['contact']}"), style="bold"),
            Column("Phone", lambda row: one_line(f"{row['phone']}"), whole=True),
            Column("Why", lambda row: one_line(f"{row['why']}", longest=LONGEST * 2), prose=True),
            Column("State", lambda row: str(row["state"])),
        ),
        title=f"Sheet {whole.sheet.name}, printed {say_moment(whole.sheet.printed, today)}",
        empty=f"Sheet {whole.sheet.name} has no lines.",
    )


def say_line(line: PaperLine) -> str:
    """`03 Mari Maasikas, 5551 2345: send the quote`, before its entry is asked for."""
    phone = f", {one_line(line.phone)}" if line.phone else ""
    name = one_line(line.contact, longest=LONGEST)
    return f"{line.code:02} {name}{phone}: {one_line(_why(line), longest=LONGEST)}"


def _why(line: PaperLine) -> str:
    return line.why or f"every {line.rhythm_days} days"


def say_keyed(keyed: Sequence[Keyed], today: dt.date) -> None:
    """What was written for each line, or why it was skipped."""
    for item in keyed:
        say(f"  {item.code:02} {one_line(item.contact, longest=LONGEST)}: {_outcome(item, today)}")


def _outcome(item: Keyed, today: dt.date) -> str:
    if item.skipped:
        return f"skipped, {item.skipped}"
    tags = "".join(f" +{one_line(tag)}" for tag in item.entry.tags)
    due = f"; callback {say_due(item.due, today)}" if item.due else ""
    number = f", number {item.number}" if item.number else ""
    words = {NO_ANSWER: "no answer", DROP: "dropped"}
    said = words.get(item.entry.kind) or one_line(item.entry.words, longest=LONGEST)
    return f"{said}{tags}{due}{number}"
