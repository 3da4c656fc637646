"""What a row of a file is: new, a contact that is there, or one that only the owner can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from smallcrm.domain.imports.known import People, Person
from smallcrm.domain.imports.rows import Incoming
from smallcrm.parsing.likeness import Likeness, likeness
from smallcrm.parsing.text import one_line

MOST_NAMED = 3


@dataclass(frozen=True)
class Fate:
    """`person` is who the row is, None for a new one; `doubt` says why only the owner can tell."""

    person: Person | None = None
    doubt: str = ""


NEW = Fate()


def fate_of(row: Incoming, people: People) -> Fate:
    """Who a row is: by the source's own id, else number or address and name, else name and company.

    Rows with handles, which our own export writes, are contacts of their own, however alike: they
    are only compared with who was there before the file.
    """
    if person := people.from_source(row):
        return Fate(person)
    named, reached = (
        [one for one in found if not row.record.handle or one.line is None]
        for found in (people.named(row), people.reached(row))
    )
    by_handle = [one for one in named if one.values["handle"] == row.record.handle]
    exact = [one for one in named if one in reached]
    if known := by_handle or exact or [one for one in named if _has_number(row, one)]:
        return Fate(known[0])
    return _by_number(row, reached) or _by_name(row, named) or _alike(row, reached) or NEW


def _has_number(row: Incoming, person: Person) -> bool:
    """Whether the row's customer number is what orders know a contact of the book by."""
    _, sign, number = row.record.source_id.rpartition(":")
    own = person.values["source_id"].splitlines()
    return person.line is None and bool(sign and number) and number in own


def may_be_one_name(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether one name's words are a shorter way to write the other's: `m tamm`, `mari tamm`."""
    shorter, longer = sorted((first, second), key=len)
    left, initials = list(longer), []
    for word in shorter:
        if word in left:
            left.remove(word)
        else:
            initials.append(word)
    if len(initials) == len(shorter):
        return False  # no word of the one is in the other
    return all(_takes_initial(word, left) for word in initials)


def _takes_initial(word: str, left: list[str]) -> bool:
    fits = [one for one in left if (len(word) == 1 or len(one) == 1) and one[0] == word[0]]
    if fits:
        left.remove(fits[0])
    return bool(fits)


def _by_number(row: Incoming, reached: Sequence[Person]) -> Fate | None:
    """Somebody with the same number or address, and a name that may be the same."""
    found = [one for one in reached if _fits(row, one)]
    if len(found) > 1:
        return Fate(None, f"with that number or address it may be {_listed(found)}")
    return Fate(found[0]) if found else None


def _fits(row: Incoming, person: Person) -> bool:
    if row.is_nameless or person.is_nameless:
        return True
    one_kind = row.values["kind"] == person.values["kind"]
    return one_kind and may_be_one_name(row.words, person.words)


def _by_name(row: Incoming, named: Sequence[Person]) -> Fate | None:
    """A namesake at the same company, or one whom nothing tells apart."""
    company, tells = row.values["company_folded"], row.phones or row.emails
    for person in named:
        there = company and person.values["company_folded"] == company
        if there and (person.line is None or not tells):
            return Fate(person)
        if not tells and not company:
            return Fate(person)
    doubles = [
        one for one in named if one.line is None and not (company and one.values["company_folded"])
    ]
    if not doubles:
        return None
    what = "number" if row.phones else "e-mail" if row.emails else "company"
    handles = ", ".join(one.values["handle"] for one in doubles[:MOST_NAMED])
    which = "another" if any(_told_by(one, what) for one in doubles) else "no"
    return Fate(None, f"the book has {handles} of that name, with {which} {what}")


def _told_by(person: Person, what: str) -> bool:
    told = {"number": person.phones, "e-mail": person.emails}
    return bool(told.get(what, person.values["company_folded"]))


def _alike(row: Incoming, reached: Sequence[Person]) -> Fate | None:
    """Somebody in the book with the same number, and a name that is almost the same."""
    found = [one for one in reached if one.line is None and _is_alike(row, one)]
    if not found:
        return None
    what = "number" if any(row.phones & one.phones for one in found) else "e-mail"
    return Fate(None, f"the book has {_listed(found)} with the same {what}")


def _is_alike(row: Incoming, person: Person) -> bool:
    names = (tuple(sorted(row.words)), tuple(sorted(person.words)))
    if likeness(*names) is not Likeness.OTHER:
        return True
    return bool(row.emails & person.emails and set(row.words) & set(person.words))


def _listed(people: Sequence[Person]) -> str:
    said = [f"{one_line(p.values['name'], longest=60)} ({p.values['handle']})" for p in people]
    return " or ".join(said[:MOST_NAMED])
