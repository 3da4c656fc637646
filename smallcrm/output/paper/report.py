"""A report on paper: its chart, its table, and what must be said of it."""

import datetime as dt
from typing import BinaryIO

from smallcrm.output.paper.drawing import MARGIN, Paper, draw
from smallcrm.output.paper.font import width_of
from smallcrm.output.paper.letters import printable_line
from smallcrm.output.paper.lists import list_frame, list_section
from smallcrm.output.paper.pages import Section, paginate
from smallcrm.output.paper.parts import BODY, heading, paragraph
from smallcrm.output.paper.strips import LEADING, Bar, Block, Strip, Text, space
from smallcrm.output.report.base import Chart, Report
from smallcrm.reports.paper import PaperList

MOST_BARS = 24  # of a chart; more than a page of them is no picture any more
GAP = 8.0
LABELS = 0.35  # of the room, at most


def print_report(
    report: Report,
    file: BinaryIO,
    *,
    shop: str,
    printed: dt.datetime,
    language: str = "en",
    paper: Paper = "a4",
) -> None:
    """Write the report as a PDF: the picture first, then every figure, then the remarks."""
    table = _table(report, shop, printed)
    pages = list_frame(table, language=language, paper=paper)
    room = pages.width - 2 * MARGIN
    sections = [list_section(table, room, language)]
    if report.chart and any(value > 0 for value in report.chart.values):
        sections.insert(0, _drawn(report.chart, room))
    notes = [strip for line in report.note.split("\n") for strip in paragraph(line, MARGIN, room)]
    if notes:
        sections.append(Section([Block((space(BODY), *notes))]))
    draw(paginate(sections, pages.room), pages, file)


def _table(report: Report, shop: str, printed: dt.datetime) -> PaperList:
    """The columns that have a heading; a bar in letters is drawn better above."""
    columns = [column for column in report.listing.columns if column.title]
    return PaperList(
        report.title,
        tuple(column.title for column in columns),
        tuple(
            tuple(column.text(row).replace("\n", ", ") for column in columns)
            for row in report.listing.rows
        ),
        shop,
        printed,
        right=tuple(column.right for column in columns),
    )


def _drawn(chart: Chart, room: float) -> Section:
    """A bar a strip: its label at the left, its figure at the right end."""
    shown = slice(MOST_BARS)
    labels = [printable_line(label) for label in chart.labels[shown]]
    figures = [printable_line(figure) for figure in chart.figures[shown]]
    left = min(room * LABELS, max(width_of(label) * BODY for label in labels))
    right = max(width_of(figure) * BODY for figure in figures)
    width = room - left - right - 2 * GAP
    largest = max(chart.values[shown])
    strips = tuple(
        Strip(
            BODY * LEADING,
            BODY * 0.96,
            (
                Text(MARGIN, _cut(label, left), BODY),
                Text(MARGIN + room, figure, BODY, right=True),
            ),
            (Bar(MARGIN + left + GAP, width * max(0, value) / largest, 2.0, BODY * 0.9),),
        )
        for label, figure, value in zip(labels, figures, chart.values[shown], strict=True)
    )
    return Section([Block((*strips, space(BODY * 2)))], heading(chart.title, room))


def _cut(label: str, width: float) -> str:
    """So much of the label as has room."""
    while label and width_of(label) * BODY > width:
        label = f"{label.rstrip('…')[:-1]}…"
    return label
