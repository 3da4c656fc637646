"""The sheet: whom to call, with room to write what was said."""

from itertools import groupby
from typing import BinaryIO

from smallcrm.output.paper.drawing import MARGIN, Frame, Paper, draw
from smallcrm.output.paper.entry import entry
from smallcrm.output.paper.languages import TEXTS, say_date
from smallcrm.output.paper.pages import Section, paginate
from smallcrm.output.paper.parts import BODY, continued, frame, heading, paragraph
from smallcrm.output.paper.strips import Block, Rule, Strip, column, side_by_side
from smallcrm.reports.paper import PaperSheet


def print_sheet(
    sheet: PaperSheet, file: BinaryIO, *, language: str = "en", paper: Paper = "a4"
) -> None:
    """Write the sheet as a PDF: what is overdue first, then by day, then who may be called."""
    pages = frame(
        _title(sheet, language),
        _days(sheet, language),
        shop=sheet.shop,
        printed=sheet.printed,
        language=language,
        paper=paper,
        sign=sheet.name,
    )
    room = pages.width - 2 * MARGIN
    sections = _sections(sheet, room, language)
    if not sections:
        sections = [Section([Block(tuple(paragraph(TEXTS[language].nothing_due, MARGIN, room)))])]
    draw(paginate(sections, pages.room, foot=_foot(sheet, pages, language)), pages, file)


def _title(sheet: PaperSheet, language: str) -> str:
    first, last = (day.isocalendar().week for day in (sheet.since, sheet.until))
    texts = TEXTS[language]
    if first == last:
        return texts.week.format(week=first)
    return texts.weeks.format(first=first, last=last)


def _days(sheet: PaperSheet, language: str) -> str:
    last = say_date(sheet.until, language, year=True)
    if sheet.since == sheet.until:
        return last
    other_year = sheet.since.year != sheet.until.year
    return f"{say_date(sheet.since, language, year=other_year)} – {last}"


def _sections(sheet: PaperSheet, room: float, language: str) -> list[Section]:
    """The sections that have lines."""
    texts, year = TEXTS[language], sheet.since.year
    days = groupby(sheet.due, lambda line: line.due)
    groups = [
        (texts.overdue, sheet.overdue, True),
        *((say_date(day, language, year=day.year != year), tuple(on), False) for day, on in days),
        (texts.rhythm, sheet.rhythm, True),
        (texts.to_buy, sheet.to_buy, False),
    ]
    today = sheet.printed.date()
    return [
        Section(
            [entry(line, room, today, language, dated=dated) for line in lines],
            heading(title, room),
            heading(continued(title, language), room),
        )
        for title, lines, dated in groups
        if lines
    ]


def _foot(sheet: PaperSheet, pages: Frame, language: str) -> list[Strip]:
    texts, room = TEXTS[language], pages.width - 2 * MARGIN
    promises = texts.promises.format(kept=sheet.promises_kept, due=sheet.promises_due)
    calls = texts.calls.format(calls=sheet.calls_last_week)
    return [
        Strip(8, shapes=(Rule(MARGIN, room, 2, 0.8),)),
        *side_by_side(
            column(promises, MARGIN, room * 0.6, BODY),
            column(calls, MARGIN + room * 0.6, room * 0.4, BODY, right=True),
        ),
    ]
