"""Any list as a table: headings on every page, long cells wrapped, the page turned if need be."""

from collections.abc import Sequence
from typing import BinaryIO

from smallcrm.output.paper.drawing import HAIRLINE, MARGIN, SIZES, Frame, Paper, draw
from smallcrm.output.paper.font import width_of
from smallcrm.output.paper.languages import TEXTS
from smallcrm.output.paper.letters import printable_line
from smallcrm.output.paper.pages import Section, paginate
from smallcrm.output.paper.parts import BODY, frame, paragraph
from smallcrm.output.paper.strips import (
    LEADING,
    Block,
    Rule,
    Strip,
    Text,
    column,
    side_by_side,
    space,
)
from smallcrm.reports.paper import PaperList

GUTTER = 12.0
WRAPPED = 1.3  # how far too wide a list is wrapped rather than turned


def print_list(
    table: PaperList, file: BinaryIO, *, language: str = "en", paper: Paper = "a4"
) -> None:
    """Write the list as a PDF, across the long side of the paper if it is too wide for the short.

    A row that is shorter than the headings has empty cells at its end.
    """
    pages = list_frame(table, language=language, paper=paper)
    section = list_section(table, pages.width - 2 * MARGIN, language)
    draw(paginate([section], pages.room), pages, file)


def list_frame(table: PaperList, *, language: str, paper: Paper) -> Frame:
    """Pages for the list, as wide as it needs them."""
    natural = _natural(table)
    gutters = GUTTER * (len(natural) - 1)
    return frame(
        table.title,
        TEXTS[language].entries.format(entries=len(table.rows)),
        shop=table.shop,
        printed=table.printed,
        language=language,
        paper=paper,
        wide=sum(natural) + gutters > WRAPPED * (SIZES[paper][0] - 2 * MARGIN),
    )


def list_section(table: PaperList, room: float, language: str) -> Section:
    """The rows under their headings, in columns that share the room."""
    natural = _natural(table)
    widths = shared(natural, room - GUTTER * (len(natural) - 1))
    right = table.right or (False,) * len(widths)
    blocks = [_row(row, widths, right, room) for row in table.rows]
    nothing = Block(tuple(paragraph(TEXTS[language].no_entries, MARGIN, room)))
    headings = _headings(table.headings, widths, right, room)
    return Section(blocks or [nothing], headings, headings)


def _natural(table: PaperList) -> list[float]:
    """How wide each column would be if nothing were wrapped."""
    columns = range(len(table.headings))
    rows = [table.headings, *table.rows]
    return [
        max(width_of(printable_line(row[at])) * BODY for row in rows if at < len(row)) + 1
        for at in columns
    ]


def shared(natural: Sequence[float], room: float) -> list[float]:
    """The widths that share the room: what all need if there is enough, else the widest give."""
    if sum(natural) <= room:
        return list(natural)
    cap = room
    for need in sorted(natural, reverse=True):
        above = [width for width in natural if width >= need]
        cap = (room - sum(width for width in natural if width < need)) / len(above)
        smaller = max((width for width in natural if width < need), default=0.0)
        if cap >= smaller:
            break
    return [min(width, cap) for width in natural]


def _headings(
    headings: Sequence[str], widths: Sequence[float], right: Sequence[bool], room: float
) -> list[Strip]:
    strips = side_by_side(*_cells(headings, widths, right, bold=True))
    return [*strips, Strip(8, shapes=(Rule(MARGIN, room, 3, 0.8),))]


def _row(
    cells: Sequence[str], widths: Sequence[float], right: Sequence[bool], room: float
) -> Block:
    strips = side_by_side(*_cells(cells, widths, right)) or [space(BODY * LEADING)]
    return Block((*strips, Strip(7, shapes=(Rule(MARGIN, room, 3, HAIRLINE),))))


def _cells(
    cells: Sequence[str], widths: Sequence[float], right: Sequence[bool], *, bold: bool = False
) -> list[list[Text]]:
    x, columns = MARGIN, []
    for cell, width, at_right in zip(cells, widths, right, strict=False):
        columns.append(column(cell, x, width, BODY, bold=bold, right=at_right))
        x += width + GUTTER
    return columns
