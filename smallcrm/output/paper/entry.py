"""One line of a sheet: box, code, name, number, why, the last words, and a line to write on."""

import datetime as dt
from collections.abc import Iterable

from smallcrm.output.paper.drawing import HAIRLINE, MARGIN
from smallcrm.output.paper.font import width_of
from smallcrm.output.paper.languages import TEXTS, say_date, say_days
from smallcrm.output.paper.letters import printable_line
from smallcrm.output.paper.parts import BODY, NAME, again
from smallcrm.output.paper.strips import (
    MILLIMETRE,
    Block,
    Box,
    Rule,
    Strip,
    Text,
    column,
    height,
    side_by_side,
    space,
)
from smallcrm.reports.paper import PaperLine

PHONE = 16.0
WHY = 12.0
BOX = 4.5 * MILLIMETRE
CODE = MARGIN + 20
TEXT = MARGIN + 54
ASIDE = 172.0  # the column at the right: number, day, time, channel
GUTTER = 12.0
WRITING = 9.5 * MILLIMETRE


def entry(
    line: PaperLine, room: float, today: dt.date, language: str, *, dated: bool = True
) -> Block:
    """The line in a body `room` points wide; `dated` if its heading does not say its day."""
    aside = _circumstances(line, MARGIN + room - ASIDE, today, language, dated=dated)
    said = _last_words(line, today, language)
    ways = (_laid_out(line, room, aside, said, language, narrow=narrow) for narrow in (2, 1, 0))
    first, *rest = min(ways, key=height)
    code = f"{line.code:02}"
    first = Strip(
        first.height,
        first.base,
        (Text(CODE, code, NAME, bold=True), *first.texts),
        (Box(MARGIN, first.base - BOX + 1, BOX),),
    )
    writing = Strip(WRITING, shapes=(Rule(TEXT, MARGIN + room - TEXT, WRITING, HAIRLINE),))
    return Block((first, *rest, writing, space(8)), again(code, CODE, language))


def _laid_out(
    line: PaperLine, room: float, aside: list[Text], said: str, language: str, *, narrow: int
) -> list[Strip]:
    """The first `narrow` of reason and last words stand beside the circumstances, others below."""
    whole = room - TEXT + MARGIN
    left = whole - ASIDE - GUTTER
    who, company = _who(line, left, language)
    phone = column(line.phone, MARGIN + room - ASIDE, ASIDE, PHONE, right=True)
    below: list[Strip] = []
    if len(phone) > 1:
        below, phone, narrow = side_by_side(column(line.phone, TEXT, whole, PHONE)), [], 0
    texts = ((line.why, WHY), (said, BODY))
    beside = [text for what, size in texts[:narrow] for text in column(what, TEXT, left, size)]
    for what, size in texts[narrow:]:
        below += side_by_side(column(what, TEXT, whole, size))
    return side_by_side([*who, *beside], company, [*phone, *aside]) + below


def _who(line: PaperLine, width: float, language: str) -> tuple[list[Text], list[Text]]:
    """The name, and the company beside it if both fit a line, else below it."""
    mark = TEXTS[language].marks.get(line.mark, line.mark)
    marked = f"{mark.upper()} · {line.contact}" if mark else line.contact
    name = column(marked, TEXT, width, NAME, bold=True) or [Text(TEXT, "", NAME)]
    company = printable_line(line.company)
    used = width_of(name[0].text) * NAME if len(name) == 1 else width
    if company and used + width_of(f", {company}") * BODY <= width:
        return name, [Text(TEXT + used, f", {company}", BODY)]
    return [*name, *column(company, TEXT, width, BODY)], []


def _circumstances(
    line: PaperLine, x: float, today: dt.date, language: str, *, dated: bool
) -> list[Text]:
    texts = TEXTS[language]
    promised = {"me": texts.promised_me, "they": texts.promised_they}.get(line.promised_by, "")
    day = say_date(line.due, language, year=line.due.year != today.year) if dated else ""
    time = f"{line.due_time:%H:%M}" if line.due_time else ""
    parts = (
        time if dated else "",
        texts.channels.get(line.channel, line.channel),
        promised,
        texts.tries.format(tries=line.tries) if line.tries else "",
        _rhythm(line.rhythm_days, language) if line.rhythm_days else "",
    )
    return [
        *column("" if dated else time, x, ASIDE, NAME, bold=True, right=True),
        *column(day, x, ASIDE, BODY, right=True),
        *(text for said in _packed(parts) for text in column(said, x, ASIDE, BODY, right=True)),
    ]


def _rhythm(days: int, language: str) -> str:
    return TEXTS[language].rhythm_is.format(days=say_days(days, language))


def _packed(parts: Iterable[str]) -> list[str]:
    """The parts with commas between them, as many on a line as fit."""
    lines: list[str] = []
    for part in filter(None, map(printable_line, parts)):
        if lines and width_of(f"{lines[-1]}, {part}") * BODY <= ASIDE:
            lines[-1] = f"{lines[-1]}, {part}"
        else:
            lines.append(part)
    return lines


def _last_words(line: PaperLine, today: dt.date, language: str) -> str:
    if line.last_at is None:
        return ""
    texts = TEXTS[language]
    form = texts.said if line.last_summary else texts.said_nothing
    day = line.last_at.date()
    return form.format(
        when=say_date(day, language, year=day.year != today.year),
        how=texts.channels.get(line.last_channel, line.last_channel),
        words=line.last_summary,
    )
