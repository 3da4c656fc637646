"""A contact's page to take along to a visit: profile, what is open, the talks, room for notes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from smallcrm.output.paper.drawing import HAIRLINE, MARGIN, Paper, draw
from smallcrm.output.paper.languages import TEXTS, say_date, say_days
from smallcrm.output.paper.pages import Pages, Section, paginate
from smallcrm.output.paper.parts import BODY, NAME, again, continued, frame, heading, paragraph
from smallcrm.output.paper.strips import (
    MILLIMETRE,
    Block,
    Box,
    Rule,
    Strip,
    column,
    side_by_side,
    space,
)
from smallcrm.reports.paper import PaperCallback, PaperContact, PaperPoint, PaperTalk

LABEL = 104.0  # the width of the column of labels
DATE = 174.0
GAP = 10.0
TICKED = 20.0  # where the text beside a box begins
LINES = 3  # the least there are for one's own notes
RULED = 10 * MILLIMETRE
LAST = 3 * MILLIMETRE  # at least so far from the footer
SHOWN = 1  # the talks that may begin a further page


def print_contact(
    contact: PaperContact, file: BinaryIO, *, language: str = "en", paper: Paper = "a4"
) -> None:
    """Write one page, or as many as the profile needs; talks that find no room are counted."""
    under = ", ".join(part for part in (contact.title, contact.company) if part)
    pages = frame(
        contact.name,
        under,
        shop=contact.shop,
        printed=contact.printed,
        language=language,
        paper=paper,
    )
    width = pages.width - 2 * MARGIN
    placed = _filled(contact, width, pages.room, language)
    while placed.left >= RULED + LAST:
        placed.put([_ruled(width)])
    draw(placed, pages, file)


def _filled(contact: PaperContact, width: float, room: float, language: str) -> Pages:
    """With as many talks as fit on the pages that the rest needs."""
    before = list(_before(contact, width, language))
    talks = [_talk(talk, width, contact.printed.date(), language) for talk in contact.talks]

    def pages(shown: int) -> Pages:
        older = contact.older + len(talks) - shown
        after = _after(talks[:shown], older, width, language)
        return paginate([*before, *after], room)

    shown = min(SHOWN, len(talks))
    most = len(pages(shown).pages)
    while shown < len(talks) and len(pages(shown + 1).pages) <= most:
        shown += 1
    return pages(shown)


def _before(contact: PaperContact, width: float, language: str) -> Iterator[Section]:
    """The profile, what is open, and what else is known."""
    texts, today = TEXTS[language], contact.printed.date()
    if facts := list(_facts(contact, width, language)):
        yield Section(facts)
    if contact.open:
        callbacks = [_callback(callback, width, today, language) for callback in contact.open]
        yield _section(texts.open, callbacks, width, language)
    for part in contact.parts:
        blocks = [Block((*paragraph(text, MARGIN, width), space(4))) for text in part.texts]
        yield _section(part.title, blocks, width, language)


def _after(talks: Sequence[Block], older: int, width: float, language: str) -> Iterator[Section]:
    """The talks, how many more there are, and the lines for one's own notes."""
    texts = TEXTS[language]
    count = texts.older.format(older=older)
    more = [Block((*paragraph(count, MARGIN, width), space(4)))] if older else []
    if blocks := [*talks, *more]:
        yield _section(texts.talks, blocks, width, language)
    lines = Block(tuple(_ruled(width) for _ in range(LINES)))
    yield _section(texts.own_notes, [lines], width, language)


def _section(title: str, blocks: Sequence[Block], width: float, language: str) -> Section:
    return Section(blocks, heading(title, width), heading(continued(title, language), width))


def _facts(contact: PaperContact, width: float, language: str) -> Iterator[Block]:
    texts = TEXTS[language]
    rhythm = say_days(contact.rhythm_days, language) if contact.rhythm_days else ""
    rows = (
        (texts.phones, _points(contact.phones), NAME + 2),
        (texts.emails, _points(contact.emails), NAME),
        (texts.webs, _points(contact.webs), BODY),
        (texts.address, "\n".join(contact.address), BODY),
        (texts.people, "\n".join(contact.people), BODY),
        (texts.group, texts.groups.get(contact.group, contact.group), BODY),
        (texts.tags, ", ".join(contact.tags), BODY),
        (texts.every, rhythm, BODY),
        (texts.notes, contact.notes, BODY),
    )
    for label, value, size in rows:
        if value:
            yield _fact(label, value, width, language, size=size)


def _points(points: Sequence[PaperPoint]) -> str:
    return "\n".join(
        f"{point.value}  ({point.label})" if point.label else point.value for point in points
    )


def _fact(label: str, value: str, width: float, language: str, *, size: float = BODY) -> Block:
    name = column(label, MARGIN, LABEL, BODY)
    x = MARGIN + LABEL + GAP
    strips = side_by_side(name, column(value, x, width - LABEL - GAP, size))
    return Block((*strips, space(3)), again(label, MARGIN, language))


def _callback(callback: PaperCallback, width: float, today: dt.date, language: str) -> Block:
    texts = TEXTS[language]
    promised = {"me": texts.promised_me, "they": texts.promised_they}
    parts = (
        texts.channels.get(callback.channel, callback.channel),
        promised.get(callback.promised_by, ""),
        texts.tries.format(tries=callback.tries) if callback.tries else "",
    )
    day = _day(callback.due, today, language)
    why = f"{callback.due_time:%H:%M} {callback.why}" if callback.due_time else callback.why
    what = (why, ", ".join(part for part in parts if part))
    first, *rest = _dated(day, "\n".join(filter(None, what)), width, indent=TICKED)
    ticked = Strip(first.height, first.base, first.texts, (Box(MARGIN, first.base - 11, 12),))
    return Block((ticked, *rest, space(4)), again(day, MARGIN, language))


def _talk(talk: PaperTalk, width: float, today: dt.date, language: str) -> Block:
    texts = TEXTS[language]
    parts = (
        texts.channels.get(talk.channel, talk.channel),
        texts.directions.get(talk.direction, ""),
        texts.outcomes.get(talk.outcome, ""),
    )
    how = ", ".join(part for part in parts if part)
    day = _day(talk.at.date(), today, language)
    if talk.at.time() != dt.time():
        how = f"{talk.at:%H:%M} {how}"
    strips = _dated(day, f"{how}: {talk.summary}" if talk.summary else how, width)
    return Block((*strips, space(4)), again(day, MARGIN, language))


def _dated(day: str, what: str, width: float, *, indent: float = 0.0) -> list[Strip]:
    x = MARGIN + DATE + GAP
    return side_by_side(
        column(day, MARGIN + indent, DATE - indent, BODY),
        column(what, x, MARGIN + width - x, BODY),
    )


def _day(day: dt.date, today: dt.date, language: str) -> str:
    return say_date(day, language, year=day.year != today.year)


def _ruled(width: float) -> Strip:
    return Strip(RULED, shapes=(Rule(MARGIN, width, RULED - 1, HAIRLINE),))
