"""Are planted duplicates found, and how soon: `python -m bench.duplicates`; exit code 1 if not.

A book of an invented shop is written, then contacts are planted in it that are written once more,
each in one of several ways, and as many namesakes who are other people.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.books import TODAY, Size, write_book
from bench.timing import Case, Timings, floor, measure, program
from smallcrm.domain.contacts import SEARCHED
from smallcrm.parsing.names import search_words
from smallcrm.parsing.phones import digits_of
from smallcrm.parsing.text import fold

CONTACTS, PLANTED = 20_000, 500
MOST_SECONDS = 5.0
LETTERS = "abdeghiklmnoprstuv"
NAME = "dupes, 20,000 contacts"

Contact = dict[str, object]
Ids = tuple[int, int]


@dataclass(frozen=True)
class Plant:
    """A contact written again: its way, and the ids of the two."""

    way: str
    ids: Ids


@dataclass(frozen=True)
class Outcome:
    """How many pairs of each way were found, and how many namesakes were called sure."""

    planted: Counter[str]
    found: Counter[str]
    sure: Counter[str]
    listed: int

    @property
    def kept(self) -> bool:
        twice = self.planted.keys() - {"namesakes"}
        found = all(self.found[way] == self.planted[way] for way in twice)
        return found and not self.sure["namesakes"]


def plant(connection: sqlite3.Connection, rng: Random, count: int) -> list[Plant]:
    """Write `count` contacts once more, in every way by turns, and as many namesakes."""
    connection.row_factory = sqlite3.Row
    people = connection.execute(
        "SELECT contact.*, number.value AS phone, address.value AS email FROM contact"
        " JOIN contact_point AS number ON number.contact_id = contact.id AND number.kind = 'phone'"
        " JOIN contact_point AS address ON address.contact_id = contact.id"
        " AND address.kind = 'email' WHERE contact.kind = 'person'"
        " GROUP BY contact.id ORDER BY contact.id"
    ).fetchall()
    chosen = rng.sample(people, 2 * count)
    ways = [list(WAYS)[number % len(WAYS)] for number in range(count)] + ["namesakes"] * count
    return [
        Plant(way, (row["id"], _write_again(connection, rng, dict(row), way)))
        for way, row in zip(ways, chosen, strict=True)
    ]


def _write_again(connection: sqlite3.Connection, rng: Random, row: Contact, way: str) -> int:
    phone, email = str(row.pop("phone")), str(row.pop("email"))
    (number,) = connection.execute("SELECT max(id) + 1 FROM contact").fetchone()
    row |= {"id": number, "handle": f"{row['handle']}-again-{number}", "company_id": None}
    row |= {"company": "", "company_folded": "", "notes": "", "street": "", "postcode": ""}
    phone, email = (WAYS | {"namesakes": _namesake})[way](rng, row, phone, email)
    row["folded"] = search_words(str(row["name"]), "")
    row["search"] = fold("\n".join(str(row[field]) for field in SEARCHED))
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO contact ({names}) VALUES ({marks})", list(row.values()))
    _write_points(connection, number, phone, email)
    return int(number)


def _write_points(connection: sqlite3.Connection, number: int, phone: str, email: str) -> None:
    from smallcrm.parsing.phones import e164

    points = [("phone", phone, digits_of(phone), e164(phone, "EE"))] if phone else []
    points += [("email", email, "", fold(email))] if email else []
    connection.executemany(
        "INSERT INTO contact_point (contact_id, kind, label, value, digits, normal)"
        f" VALUES ({number}, ?, '', ?, ?, ?)",
        points,
    )


def _same_number(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """From the phone's own list: the first name only, and the number written another way."""
    row["name"], row["city"] = str(row["name"]).split()[0], ""
    return _respelt(phone), ""


def _swapped(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """From a table with the last name first, in capitals, and the same number."""
    first, _, last = str(row["name"]).rpartition(" ")
    row["name"], row["city"] = f"{last} {first}".upper(), ""
    return _respelt(phone), ""


def _same_email(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """From a mail program: the name misspelt, the address in capitals."""
    row["name"], row["city"] = _misspelt(rng, str(row["name"])), ""
    return "", email.upper()


def _same_name(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """Typed again in the same town, without accents; another number."""
    row["name"] = fold(str(row["name"])).title()
    return _other_phone(rng), ""


def _near_name(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """Heard on the phone: misspelt, in the same town."""
    row["name"] = _misspelt(rng, str(row["name"]))
    return "", ""


def _namesake(rng: Random, row: Contact, phone: str, email: str) -> tuple[str, str]:
    """Another person of that name: other number, other e-mail address, other town."""
    row["city"] = f"{row['city']}-{rng.randint(2, 9)}"
    return _other_phone(rng), f"other.{row['id']}@elsewhere.example"


def _respelt(phone: str) -> str:
    """The number in one go; an Estonian one without its country may stand as it is."""
    return phone.replace(" ", "").replace("-", "")


def _other_phone(rng: Random) -> str:
    return f"+372 59{rng.randrange(1_000_000):06}"


def _misspelt(rng: Random, name: str) -> str:
    """One letter of a word changed, left out, doubled, or swapped with the next."""
    words = name.split()
    place = max(range(len(words)), key=lambda number: len(words[number]))
    word, at = words[place], rng.randrange(1, len(words[place]) - 1)
    head, letter, tail = word[:at], word[at], word[at + 1 :]
    other = rng.choice([one for one in LETTERS if one != fold(letter)])
    forms = (head + other + tail, head + tail, head + letter * 2 + tail, head + tail[0] + letter)
    changed = rng.choice(forms[:3]) if len(tail) < 2 else rng.choice((*forms[:3], _swap(word, at)))
    words[place] = changed
    return " ".join(words)


def _swap(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


WAYS: dict[str, Callable[[Random, Contact, str, str], tuple[str, str]]] = {
    "same number, first name only": _same_number,
    "same number, name swapped": _swapped,
    "same e-mail, name misspelt": _same_email,
    "same name and town": _same_name,
    "near name, same town": _near_name,
}


def outcome(plants: list[Plant], handles: dict[str, int], pairs: list[dict[str, str]]) -> Outcome:
    """What the program's list holds of what was planted."""
    listed = {
        tuple(sorted((handles[pair["handle"]], handles[pair["other_handle"]]))): pair["sureness"]
        for pair in pairs
    }
    return Outcome(
        planted=Counter(plant.way for plant in plants),
        found=Counter(plant.way for plant in plants if plant.ids in listed),
        sure=Counter(plant.way for plant in plants if listed.get(plant.ids) == "sure"),
        listed=len(pairs),
    )


def report(found: Outcome, timings: Timings, rounds: int) -> Iterator[str]:
    """The result as lines of Markdown."""
    spent, base = timings.middle(NAME), timings.middle("floor")
    kept = "kept" if spent <= MOST_SECONDS else "BROKEN"
    yield (
        f"Medians of {rounds} rounds, Python {platform.python_version()}, {os.cpu_count()}"
        f" processors; {CONTACTS:,} contacts, {found.listed:,} pairs listed."
    )
    yield ""
    yield "| command | s | at most | | floor | ratio |"
    yield "| --- | ---: | ---: | --- | ---: | ---: |"
    yield f"| {NAME} | {spent:.2f} | {MOST_SECONDS} | {kept} | {base:.2f} | {spent / base:.1f} |"
    yield ""
    yield "| planted | pairs | found | called sure |"
    yield "| --- | ---: | ---: | ---: |"
    for way, count in found.planted.items():
        yield f"| {way} | {count} | {found.found[way]} | {found.sure[way]} |"
    yield ""
    yield "every planted pair found, no namesakes sure: " + ("kept" if found.kept else "BROKEN")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.duplicates", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    given = parser.parse_args()
    os.umask(0o077)
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book.db"
        write_book(book, Size(CONTACTS - 2 * PLANTED, CONTACTS, given.seed))
        with closing(sqlite3.connect(book)) as connection, connection:
            plants = plant(connection, Random(given.seed), PLANTED)
            handles = dict(map(tuple, connection.execute("SELECT handle, id FROM contact")))
        words = (*program(), "contact", "dupes", "--json")
        place = (("SMALLCRM_DB", str(book)), ("SMALLCRM_TODAY", TODAY.isoformat()))
        case = Case(NAME, words, place)
        listed = subprocess.run(
            words, env=os.environ | dict(place), stdout=subprocess.PIPE, check=True
        )
        found = outcome(plants, handles, json.loads(listed.stdout))
        timings = measure([floor(), case], given.rounds)
    print("\n".join(report(found, timings, given.rounds)))
    kept = found.kept and timings.middle(NAME) <= MOST_SECONDS
    return 0 if given.report_only or kept else 1


if __name__ == "__main__":
    sys.exit(main())
