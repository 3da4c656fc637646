"""Sheets to print in tests: plain ones, and such as nobody should have."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

from pdf_reading import Document, read_pdf

from smallcrm.output.paper import print_sheet
from smallcrm.output.paper.drawing import Paper
from smallcrm.reports.paper import PaperLine, PaperSheet

PRINTED = dt.datetime(2026, 11, 21, 10, 0)
MONDAY = dt.date(2026, 11, 23)
MARGIN = 15 * 72 / 25.4

PLAIN = PaperLine(
    code=1,
    contact="Mari Maasikas",
    company="Maasikas OÜ",
    phone="+372 5551 2345",
    why="wants the offer for 20 oak chairs",
    channel="call",
    promised_by="me",
    due=MONDAY,
    due_time=None,
    last_at=dt.datetime(2026, 11, 18, 14, 0),
    last_channel="call",
    last_summary="asked the price of 20 chairs",
)
EMPTY = PaperSheet(
    name="W48-A",
    shop="Puutöö OÜ",
    since=MONDAY,
    until=dt.date(2026, 11, 29),
    printed=PRINTED,
    overdue=(),
    due=(),
    rhythm=(),
    to_buy=(),
    promises_kept=7,
    promises_due=9,
    calls_last_week=23,
)


def line(code: int, **changes: Any) -> PaperLine:
    """A line with words of its own, so that it can be told from the others."""
    named: dict[str, Any] = {
        "code": code,
        "contact": f"Mari Maasikas {code}x",
        "phone": f"+372 5551 {code:04}",
        "why": f"wants offer no {code}y",
        "last_summary": f"asked the price {code}z of chairs",
    }
    return replace(PLAIN, **(named | changes))


def sheet_of(count: int) -> PaperSheet:
    """So many lines, a few of them overdue or rhythms, the others over the days of the week."""
    late, quiet = count // 5, count // 10
    days = sorted(MONDAY + dt.timedelta(days=n % 6) for n in range(count - late - quiet))
    return replace(
        EMPTY,
        overdue=tuple(line(n + 1, due=dt.date(2026, 11, 12), tries=n % 3) for n in range(late)),
        due=tuple(line(late + n + 1, due=day) for n, day in enumerate(days)),
        rhythm=tuple(
            line(count - quiet + n + 1, rhythm_days=30, why="", promised_by="")
            for n in range(quiet)
        ),
    )


def printed(sheet: PaperSheet, *, language: str = "en", paper: Paper = "a4") -> Document:
    """The sheet printed and read back."""
    file = io.BytesIO()
    print_sheet(sheet, file, language=language, paper=paper)
    return read_pdf(file.getvalue())
