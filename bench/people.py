"""The contacts of an invented book: companies and the people who work there, as rows."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from random import Random

from bench import vocabulary
from bench.talks import Timeline
from bench.vocabulary import Land
from smallcrm.domain.contacts import SEARCHED
from smallcrm.parsing.names import make_handle, search_words
from smallcrm.parsing.text import fold

COMPANIES = 0.2  # the share of contacts that are companies
EMPLOYED = 0.6  # the share of people who work at one of them
RHYTHM, RHYTHM_DUE = 0.1, 0.05  # the share with a rhythm; of these, the share that is due
PERIODS = (7, 14, 30, 60, 90, 180, 365, 730, 2000)  # days
GROUPS = ("top", *("large",) * 4, *("medium",) * 15, *("small",) * 40, *("prospective",) * 25, "")

LARGEST, KNOWN = "Hansa Sisustus OÜ", "Mari Maasikas"

ContactRow = dict[str, object]


@dataclass(frozen=True)
class Person:
    """A contact, person or company, without what its talks tell."""

    id: int
    kind: str
    name: str
    land: Land
    employer: "Person | None" = None


@dataclass(frozen=True)
class Rhythm:
    """Stay in touch every so many days, since a day."""

    days: int | None = None
    since: str | None = None


NONE = Rhythm()


def make_people(rng: Random, count: int) -> list[Person]:
    """Companies first, the largest customer at their head; then people, the known one first."""
    firms = [Person(1, "company", LARGEST, vocabulary.ESTONIA)]
    firms += [_company(rng, number) for number in range(2, int(count * COMPANIES) + 1)]
    known = Person(len(firms) + 1, "person", KNOWN, vocabulary.ESTONIA)
    return [*firms, known, *(_person(rng, n, firms) for n in range(known.id + 1, count + 1))]


def _company(rng: Random, number: int) -> Person:
    land = rng.choice(vocabulary.LANDS)
    named_after = rng.choice(land.surnames + land.towns)
    name = f"{named_after} {rng.choice(land.trades)} {rng.choice(land.suffixes)}"
    return Person(number, "company", name, land)


def _person(rng: Random, number: int, firms: list[Person]) -> Person:
    employer = rng.choice(firms) if rng.random() < EMPLOYED else None
    land = employer.land if employer else rng.choice(vocabulary.LANDS)
    given = rng.sample(land.first_names, rng.choice((1, 1, 2)))
    name = " ".join([*given, rng.choice(land.surnames)])
    return Person(number, "person", name, land, employer)


def find_known(people: list[Person]) -> Person:
    return next(person for person in people if person.name == KNOWN)


def busiest_first(rng: Random, people: list[Person]) -> list[int]:
    """The ids by how much they talk: the largest leads, the known one is among the busy."""
    known = find_known(people).id
    others = [person.id for person in people if person.id not in (1, known)]
    rng.shuffle(others)
    place = len(others) // 50
    return [1, *others[:place], known, *others[place:]]


def rhythms(rng: Random, ids: list[int], line: Timeline, today: dt.date) -> dict[int, Rhythm]:
    """A rhythm for every tenth contact; one in twenty of these has been quiet for too long."""
    quiet = {
        number: (today - line.day(line.last[number])).days for number in ids if number in line.last
    }
    wanted = int(len(ids) * RHYTHM)
    late = rng.sample([n for n in quiet if quiet[n] >= PERIODS[0]], int(wanted * RHYTHM_DUE))
    rest = rng.sample(sorted(quiet.keys() - set(late)), wanted - len(late))
    since = (today - dt.timedelta(days=PERIODS[-1])).isoformat()
    due = {n: Rhythm(max(p for p in PERIODS if p <= quiet[n]), since) for n in late}
    return due | {n: Rhythm(min(p for p in PERIODS if p > quiet[n]), since) for n in rest}


def contact_rows(
    rng: Random, people: list[Person], rhythm: dict[int, Rhythm], created: dict[int, str]
) -> list[ContactRow]:
    """Every contact as a row; `created` gives the moments in UTC by id."""
    taken: Counter[str] = Counter()
    return [
        _row(rng, person, _free(taken, make_handle(person.name)))
        | {"rhythm_days": rhythm.get(person.id, NONE).days}
        | {"rhythm_since": rhythm.get(person.id, NONE).since}
        | {"created": created.get(person.id, "2026-11-20 09:00:00.000000")}
        for person in people
    ]


def _free(taken: Counter[str], handle: str) -> str:
    taken[handle] += 1
    return handle if taken[handle] == 1 else f"{handle}-{taken[handle]}"


def _row(rng: Random, person: Person, handle: str) -> ContactRow:
    employer, land = person.employer, person.land
    row: ContactRow = {
        "id": person.id,
        "kind": person.kind,
        "name": person.name,
        "nickname": "",
        "folded": search_words(person.name, ""),
        "handle": handle,
        "company": employer.name if employer else "",
        "company_folded": fold(employer.name) if employer else "",
        "company_id": employer.id if employer else None,
        "title": rng.choice(vocabulary.ROLES) if employer else "",
        "language": land.language,
        "notes": "",
        "group": rng.choice(GROUPS),
        "street": f"{rng.choice(land.streets)} {rng.randint(1, 90)}",
        "postcode": str(rng.randint(10_000, 99_999)),
        "city": rng.choice(land.towns),
        "region": "",
        "country": land.code,
        "archived": False,
    }
    return row | {"search": fold("\n".join(str(row[field]) for field in SEARCHED))}
