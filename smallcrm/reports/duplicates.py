"""Which contacts may be one: pairs with the reasons for it and against it, the surest first.

Nothing is compared with everything: contacts are put into blocks by number, e-mail address and
name, and for near names by town or company with each spelling of the name; only two of one block
are compared.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from smallcrm.domain import settings
from smallcrm.domain.distinct import distinct_pairs
from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.enums import Kind, PointKind
from smallcrm.parsing.likeness import initials, spellings, without_legal_form
from smallcrm.parsing.phones import number_keys
from smallcrm.parsing.text import fold
from smallcrm.reports.people import EVERYONE, ContactFilter, matching_ids
from smallcrm.reports.resemblance import Sureness, Traits, compare, sureness

CROWD = 50  # contacts; what so many share tells nobody from another

Ids = tuple[int, int]
Blocks = dict[Any, list[int]]


@dataclass(frozen=True)
class Pair:
    """Two contacts that may be one, the older first."""

    sureness: str
    contact: str
    handle: str
    city: str
    other: str
    other_handle: str
    other_city: str
    kind: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class Duplicates:
    """The pairs, and what too many share to be a sign: the value, and how many share it."""

    pairs: list[Pair]
    crowds: list[tuple[str, int]]


def find_duplicates(
    session: Session, which: ContactFilter = EVERYONE, *, contact_id: int | None = None
) -> Duplicates:
    """Pairs of contacts of one kind that may be one.

    Archived contacts are left out, and pairs of which the owner said that they are two. One of
    the pair must pass the filter, and be the contact if one is given.
    """
    known = _load(session)
    strong = _strong_blocks(known.values())
    near = _blocks(known.values(), _near_keys(strong))
    wanted = matching_ids(session, which) if which != EVERYONE else known.keys()
    candidates = _pairs(strong) | _pairs(near)
    found = [
        (known[first], known[second])
        for first, second in candidates - distinct_pairs(session)
        if (first in wanted or second in wanted)
        and (contact_id is None or contact_id in (first, second))
    ]
    return Duplicates(_judged(found, known.values()), _crowds(strong))


def _load(session: Session) -> dict[int, Traits]:
    """Every contact that is not archived, by its id."""
    query = select(
        col(Contact.id), col(Contact.name), col(Contact.handle), col(Contact.kind),
        col(Contact.city), col(Contact.company_folded), col(Contact.folded),
    ).where(is_listed())  # fmt: skip
    known = {row[0]: _traits(*row) for row in session.connection().execute(query)}
    points = select(
        col(ContactPoint.contact_id), col(ContactPoint.kind), col(ContactPoint.value),
        col(ContactPoint.digits), col(ContactPoint.normal),
    ).where(col(ContactPoint.kind) != PointKind.WEB)  # fmt: skip
    country = settings.value_of(session, "country")
    for contact_id, kind, value, digits, normal in session.connection().execute(points):
        one = known.get(contact_id)
        if one and kind == PointKind.PHONE:
            one.numbers.update(dict.fromkeys(number_keys(value, digits, normal, country), value))
        elif one:
            one.emails[normal] = value
    return known


def _traits(
    contact_id: int, name: str, handle: str, kind: str, city: str, company: str, folded: str
) -> Traits:
    whole, _, nickname = (tuple(sorted(line.split())) for line in folded.partition("\n"))
    return Traits(
        contact_id, name, handle, kind, city, fold(city), company, whole,
        words=without_legal_form(whole) if kind == Kind.COMPANY else whole,
        nickname=nickname,
    )  # fmt: skip


def _strong_blocks(people: Iterable[Traits]) -> Blocks:
    """The contacts of a kind that share a number, an e-mail address or a name."""

    def keys(one: Traits) -> set[Any]:
        return {(one.kind, key) for key in (*one.numbers, *one.emails, one.whole) if key}

    return _blocks(people, keys)


def _near_keys(strong: Blocks) -> Callable[[Traits], set[Any]]:
    """Where a near name is looked for: in the same town, company, or crowd behind a number.

    The keys are hashes, which take less room; whoever meets by chance is compared anyway.
    """
    crowded = {key for key, block in strong.items() if len(block) > CROWD}

    def keys(one: Traits) -> set[Any]:
        places = [hash((one.kind, place)) for place in (one.town, one.company) if place]
        reached = ((one.kind, key) for key in (*one.numbers, *one.emails))
        places += [hash(key) for key in reached if key in crowded]
        beginnings = [hash(key) for key in (*spellings(one.words), *initials(one.words))]
        return {place ^ beginning for place in places for beginning in beginnings}

    return keys


def _blocks(people: Iterable[Traits], keys: Callable[[Traits], set[Any]]) -> Blocks:
    """The ids under each key that at least two contacts have."""
    alone: dict[Hashable, int] = {}
    blocks: Blocks = {}
    for one in people:
        for key in keys(one):
            earlier = alone.setdefault(key, one.id)
            if earlier != one.id:
                blocks.setdefault(key, [earlier]).append(one.id)
    return blocks


def _pairs(blocks: Blocks) -> set[Ids]:
    """Every two of a block, the smaller id first; a crowd makes none."""
    return {
        pair
        for block in blocks.values()
        if len(block) <= CROWD
        for pair in combinations(sorted(block), 2)
    }


def _crowds(strong: Blocks) -> list[tuple[str, int]]:
    crowds = ((key, len(block)) for key, block in strong.items() if len(block) > CROWD)
    named = ((shared, count) for (_, shared), count in crowds)
    return sorted((text if isinstance(text, str) else " ".join(text), n) for text, n in named)


def _judged(found: Iterable[tuple[Traits, Traits]], everybody: Iterable[Traits]) -> list[Pair]:
    common = Counter(word for one in everybody for word in set(one.words))
    pairs = (_judge(first, second, common) for first, second in found)
    return sorted(filter(None, pairs), key=_place)


def _judge(first: Traits, second: Traits, common: Counter[str]) -> Pair | None:
    resemblance = compare(first, second, common)
    sure = sureness(resemblance) if resemblance else None
    if resemblance is None or sure is None:
        return None
    return Pair(
        sure, first.name, first.handle, first.city, second.name, second.handle, second.city,
        first.kind, resemblance.reasons, resemblance.against,
    )  # fmt: skip


def _place(pair: Pair) -> tuple[int, int, int, str, str, str]:
    """The surest first, then by how much speaks for it and against it, then by name."""
    level = list(Sureness).index(Sureness(pair.sureness))
    name = fold(pair.contact)
    return level, -len(pair.reasons), len(pair.against), name, pair.handle, pair.other_handle
