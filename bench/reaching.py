"""The numbers, addresses and tags of the contacts of an invented book, as rows."""

from collections.abc import Iterator
from random import Random

from bench.people import Person, find_known
from bench.vocabulary import TAGS, Land
from smallcrm.parsing.phones import digits_of
from smallcrm.parsing.text import fold

KNOWN_PHONE = "+372 5551 2345"
PHONES = (0, 1, 1, 1, 1, 1, 2, 2, 3)
LABELS = ("", "", "work", "mobile", "home")
TAG_COUNTS = (0, 0, 1, 1, 2, 3)

PointRow = tuple[int, str, str, str, str, str]


def point_rows(rng: Random, people: list[Person]) -> Iterator[PointRow]:
    """Phones, as people write them, and e-mail addresses; the known number has one owner."""
    known = find_known(people).id
    yield _phone(known, "mobile", KNOWN_PHONE, digits_of(KNOWN_PHONE))
    for person in people:
        for _ in range(rng.choice(PHONES) if person.id != known else 0):
            area, number = person.land.area, _number(rng, person.land)
            label, spelt = rng.choice(LABELS), spelt_number(rng, area, number)
            yield _phone(person.id, label, spelt, area + number)
        if rng.random() < 0.7:
            address = f"{'.'.join(fold(person.name).split())}.{person.id}@mail.example"
            yield person.id, "email", "", address, "", address


def _phone(contact_id: int, label: str, value: str, international: str) -> PointRow:
    return contact_id, "phone", label, value, digits_of(value), f"+{international}"


def _number(rng: Random, land: Land) -> str:
    """Eight digits of a mobile number, other than the known one."""
    number = rng.choice(land.phone_starts) + f"{rng.randrange(1_000_000):06}"
    return number if number not in KNOWN_PHONE.replace(" ", "") else _number(rng, land)


def spelt_number(rng: Random, area: str, number: str) -> str:
    """A number as typed; one without its country belongs to the book's own, Estonia."""
    short = f"{number[:4]} {number[4:]}"
    if area == "372" and rng.random() < 0.5:
        return rng.choice((short, number))
    return rng.choice(
        (f"+{area} {short}", f"+{area}{number}", f"00{area} {number[:4]}-{number[4:]}")
    )


def tag_rows(rng: Random, people: list[Person]) -> Iterator[tuple[int, str, str]]:
    """Up to three tags a contact."""
    for person in people:
        for name in rng.sample(TAGS, rng.choice(TAG_COUNTS)):
            yield person.id, name, fold(name)
