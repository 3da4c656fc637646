"""Files to take in, of any length: contacts as a table and as cards, and a phone's call log."""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bench import vocabulary
from bench.reaching import spelt_number
from bench.vocabulary import Land

HEADINGS = (
    "Name",
    "Company",
    "Job Title",
    "Phone",
    "E-mail",
    "Street",
    "Postcode",
    "City",
    "Notes",
)
CALL_HEADINGS = ("Number", "Time", "Type", "Duration")
CALLS_SINCE = dt.datetime(2025, 1, 1)
CALL_DAYS = 680

Person = tuple[str, ...]


def people(count: int, seed: int = 1) -> Iterator[Person]:
    """Invented customers under HEADINGS, each with a number and an address of their own."""
    rng = Random(seed)
    for number in range(1, count + 1):
        land = rng.choice(vocabulary.LANDS)
        name = _name(rng, land)
        company = (
            f"{rng.choice(land.surnames)} {rng.choice(land.trades)} {rng.choice(land.suffixes)}"
        )
        yield (
            name,
            company if rng.random() < 0.6 else "",
            rng.choice(vocabulary.ROLES),
            spelt_number(rng, land.area, f"{rng.choice(land.phone_starts)}{number:06}"),
            f"c{number}@mail.example",
            f"{rng.choice(land.streets)} {rng.randint(1, 90)}",
            str(rng.randint(10_000, 99_999)),
            rng.choice(land.towns),
            rng.choice(("", "", "asked for the price list, wants to be called in spring")),
        )


def _name(rng: Random, land: Land) -> str:
    """One or two given names and surnames, so that a name has few namesakes, as in a real book."""
    given = rng.sample(land.first_names, rng.choice((1, 2, 2)))
    family = rng.sample(land.surnames, rng.choice((1, 2, 2)))
    return f"{' '.join(given)} {'-'.join(family)}"


def write_table(path: Path, count: int) -> None:
    """Contacts as comma-separated UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(people(count))


def write_cards(path: Path, count: int) -> None:
    """The same contacts as vCard 3.0."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for person in people(count):
            file.write("\r\n".join(_card(person)))


def _card(person: Person) -> Iterator[str]:
    name, company, title, phone, email, street, postcode, city, notes = person
    given, _, family = name.rpartition(" ")
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{name}")
    yield from (f"ORG:{company}", f"TITLE:{title}", f"TEL;TYPE=CELL:{phone}", f"EMAIL:{email}")
    yield f"ADR:;;{street};{city};;{postcode};"
    yield "NOTE:" + notes.replace(",", "\\,")
    yield from ("END:VCARD", "")


def write_calls(path: Path, count: int, numbers: Sequence[str]) -> None:
    """A call log over two years: with these numbers, and with a quarter as many unknown ones."""
    rng = Random(1)
    unknown = [f"+37257{rng.randrange(1_000_000):06}" for _ in range(len(numbers) // 4)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CALL_HEADINGS)
        for place in range(count):
            at = CALLS_SINCE + dt.timedelta(days=CALL_DAYS * place / count)
            kind = rng.choice(("Incoming", "Outgoing", "Missed"))
            seconds = 0 if kind == "Missed" else rng.randrange(600)
            number = rng.choice(rng.choice((numbers, numbers, numbers, unknown)))
            writer.writerow((number, f"{at:%Y-%m-%d %H:%M:%S}", kind, seconds))
