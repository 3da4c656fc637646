"""The parts that every printed document shares: the header, section headings, the footer."""

import datetime as dt

from smallcrm.output.paper.drawing import HAIRLINE, MARGIN, SIZES, Frame, Paper
from smallcrm.output.paper.languages import TEXTS, say_date
from smallcrm.output.paper.letters import printable_line
from smallcrm.output.paper.strips import Rule, Strip, Text, column, side_by_side, space

BODY = 11.0
NAME = 12.5
HEADING = 13.0
TITLE = 20.0
MOST_LINES = 4  # of a title in large letters


def frame(
    title: str,
    under: str,
    *,
    shop: str,
    printed: dt.datetime,
    language: str,
    paper: Paper,
    sign: str = "",
    wide: bool = False,
) -> Frame:
    """Pages with the shop, the title with a sign at its right, and a line under it."""
    width, height = sorted(SIZES[paper], reverse=wide)
    room = width - 2 * MARGIN
    sign_width = room / 3 if sign else 0.0
    header = [
        *side_by_side(column(shop, MARGIN, room, BODY)),
        *side_by_side(
            _title(title, room - sign_width),
            column(sign, MARGIN + room - sign_width, sign_width, TITLE, bold=True, right=True),
        ),
        *side_by_side(column(under, MARGIN, room, BODY)),
        Strip(14, shapes=(Rule(MARGIN, room, 4, 1.2),)),
    ]
    return Frame(
        width=width,
        height=height,
        header=header,
        footer=_footer(printed, sign, language),
        language=language,
        title=printable_line(f"{title} {sign}".strip()),
        author=printable_line(shop),
    )


def _title(title: str, width: float) -> list[Text]:
    """In large letters, unless so long a title would leave no room for the page."""
    lines: list[Text] = []
    for size in (TITLE, HEADING, BODY):
        lines = column(title, MARGIN, width, size, bold=True)
        if len(lines) <= MOST_LINES:
            break
    return lines


def _footer(printed: dt.datetime, sign: str, language: str) -> str:
    day = say_date(printed.date(), language, year=True)
    said = TEXTS[language].printed.format(date=day, time=f"{printed:%H:%M}")
    return printable_line(f"{sign} · {said}" if sign else said)


def heading(text: str, room: float) -> tuple[Strip, ...]:
    """A section's heading over the whole width, with a rule under it."""
    lines = column(text, MARGIN, room, HEADING, bold=True)
    return (
        space(8),
        *side_by_side(lines),
        Strip(9, shapes=(Rule(MARGIN, room, 3, HAIRLINE * 2),)),
    )


def paragraph(text: str, x: float, width: float) -> list[Strip]:
    """A text in the body's size."""
    return side_by_side(column(text, x, width, BODY))


def continued(text: str, language: str) -> str:
    """What the text says on the next page."""
    return TEXTS[language].continued.format(what=text)


def again(text: str, x: float, language: str) -> tuple[Strip, ...]:
    """What stands over the rest of a block that began on the page before."""
    return tuple(side_by_side([Text(x, continued(text, language), BODY)]))
