"""Who was talked to when, and what was said: the interactions of an invented book, as rows.

A few contacts have most of the talks (the r-th busiest gets a share of about r ** -0.64, so that
of a million talks with 20,000 contacts the first has some 10,000); there are more every year.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bench import vocabulary
from smallcrm.parsing.text import fold

YEARS = 5
STEEPNESS = 0.64
SILENT = 0.05  # the share of contacts who were never talked to
DAY = 24 * 60
OPENS, CLOSES = 8 * 60 + 30, 18 * 60  # minutes of the day
KNOWN_SUMMARY = "asked the price of 20 chairs, wants a quote"
CHANNELS = ("call",) * 14 + ("visit", "email", "email", "chat", "video", "letter")
DIRECTIONS = ("in", "out", "out", "")
OUTCOMES = ("reached",) * 4 + ("no-answer", "message", "")
JOINED = 0.01  # the share of talks with one more participant

InteractionRow = tuple[int, int, str, str, str, str, str, str, str]


@dataclass(frozen=True)
class Timeline:
    """All talks in order: `moments` are minutes (day of `days` times 1440), `contact_ids` who.

    `first` and `last` give each contact's first and last talk by its place in the order.
    """

    days: list[dt.date]
    moments: list[int]
    contact_ids: list[int]
    first: dict[int, int]
    last: dict[int, int]

    def day(self, place: int) -> dt.date:
        return self.days[self.moments[place] // DAY]


def timeline(rng: Random, busiest_first: Sequence[int], count: int, today: dt.date) -> Timeline:
    """Spread `count` talks over the contacts and over the working days before today."""
    days = _working_days(today)
    moments = sorted(_moment(rng, len(days)) for _ in range(count))
    heard = busiest_first[: len(busiest_first) - int(len(busiest_first) * SILENT)]
    shares = list(accumulate((place + 1) ** -STEEPNESS for place in range(len(heard))))
    contact_ids = rng.choices(heard, cum_weights=shares, k=count)
    last = {contact_id: place for place, contact_id in enumerate(contact_ids)}
    first = {contact_ids[place]: place for place in reversed(range(count))}
    return Timeline(days, moments, contact_ids, first, last)


def _working_days(today: dt.date) -> list[dt.date]:
    start = today - dt.timedelta(days=YEARS * 365)
    days = (start + dt.timedelta(days=number) for number in range(YEARS * 365))
    return [day for day in days if day.weekday() < 5]


def _moment(rng: Random, days: int) -> int:
    """A minute of a working day; the square root makes later years busier."""
    return int(days * rng.random() ** 0.5) * DAY + OPENS + int((CLOSES - OPENS) * rng.random())


def interaction_rows(rng: Random, line: Timeline, known_id: int) -> Iterator[InteractionRow]:
    """Every talk as a row; the last one with contact `known_id` is about 20 chairs."""
    known_place = line.last.get(known_id)
    days = [day.isoformat() for day in line.days]
    for place, (moment, contact_id) in enumerate(zip(line.moments, line.contact_ids, strict=True)):
        said = KNOWN_SUMMARY if place == known_place else summary(rng)
        at, written = _stamps(days[moment // DAY], moment % DAY)
        yield (
            place + 1,
            contact_id,
            rng.choice(CHANNELS),
            rng.choice(DIRECTIONS),
            rng.choice(OUTCOMES),
            at,
            said,
            fold(said),
            written,
        )


def _stamps(day: str, minute: int) -> tuple[str, str]:
    """Local wall time and UTC (two hours behind), as the database spells them."""
    hour, minute = divmod(minute, 60)
    rest = f"{minute:02}:00.000000"
    return f"{day} {hour:02}:{rest}", f"{day} {hour - 2:02}:{rest}"


def summary(rng: Random) -> str:
    """What was said: four to some twenty words."""
    return filled(rng, rng.choice(vocabulary.OPENINGS) + rng.choice(vocabulary.ENDINGS))


def filled(rng: Random, template: str) -> str:
    """The template with a product, a number, a day and so on in their places."""
    land = rng.choice(vocabulary.LANDS)
    return template.format(
        n=int(2 + 60 * rng.random() ** 3),
        product=rng.choice(vocabulary.PRODUCTS),
        day=rng.choice(vocabulary.DAYS),
        month=rng.choice(vocabulary.MONTHS),
        place=rng.choice(land.towns),
        who=rng.choice(land.first_names),
        order=int(10_000 + 90_000 * rng.random()),
        money=int(2 + 400 * rng.random()) * 10,
    )


def participant_rows(
    rng: Random, line: Timeline, contact_ids: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Interaction and contact of those who took part in somebody else's talk."""
    for place in rng.sample(range(len(line.moments)), int(len(line.moments) * JOINED)):
        other = rng.choice(contact_ids)
        if other != line.contact_ids[place]:
            yield place + 1, other
