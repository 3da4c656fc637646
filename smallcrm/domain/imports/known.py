"""Who in the book may be a row of a file: looked up for a batch of rows at once.

What is kept between batches is small beside the contacts: lines, nicknames, and numbers that
have no normal form.
"""

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, func, select

from smallcrm.domain.imports.free_handles import FreeHandles
from smallcrm.domain.imports.rows import Incoming, Values, name_key, phone_keys
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import PointKind
from smallcrm.parsing.names import search_words
from smallcrm.parsing.text import fold, words

Ids = dict[str, list[int]]
_NUMBERED = re.compile(r"-\d+$")


@dataclass
class Person:
    """A contact that was there before a row; `line` is where the file has it, None in the book."""

    id: int
    line: int | None
    values: Values
    keys: set[str]
    points: list[Values] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.values["name"]))

    @property
    def is_nameless(self) -> bool:
        return any(fold(self.values["name"]) == fold(point["value"]) for point in self.points)


class People:
    """The contacts that the rows of the present batch may be; ask `load` before each batch."""

    def __init__(self, session: Session, country: str) -> None:
        self._session, self._country = session, country
        self.newest = session.exec(select(func.max(Contact.id))).one() or 0
        self._free = FreeHandles(session)
        self._first = 0
        self._lines = array("l")  # of the rows that are contacts now, whose ids follow each other
        self._by_nickname: Ids = defaultdict(list)
        self._by_digits: Ids = defaultdict(list)
        self._by_old_source: Ids = defaultdict(list)
        self._preload()
        self._forget()

    def _forget(self) -> None:
        self._people: dict[int, Person] = {}
        self._sources: Ids = defaultdict(list)
        self._names: Ids = defaultdict(list)
        self._reached: dict[tuple[str, str], list[int]] = defaultdict(list)

    def _preload(self) -> None:
        for row in self._rows("SELECT id, name, nickname FROM contact WHERE nickname <> ''", None):
            for key in (name_key(row["name"]), *_nickname_keys(row["nickname"])):
                self._by_nickname[key].append(row["id"])
        for row in self._rows("SELECT contact_id, handle FROM former_handle", None):
            self._by_nickname[_handle_key(row["handle"])].append(row["contact_id"])
        odd = "SELECT * FROM contact_point WHERE kind = 'phone' AND normal = ''"
        for row in self._rows(odd, None):
            for key in phone_keys(row, self._country):
                self._by_digits[key].append(row["contact_id"])
        several = "SELECT id, source_id FROM contact WHERE instr(source_id, char(10))"
        for row in self._rows(several, None):
            for line in row["source_id"].splitlines():
                self._by_old_source[line].append(row["id"])

    def _rows(self, sql: str, keys: Iterable[Any] | None) -> list[Values]:
        """The rows of a query; `keys` are what it finds under `(SELECT value FROM json_each(?))`"""
        parameters = () if keys is None else (json.dumps(list(keys)),)
        found = self._session.connection().exec_driver_sql(sql, parameters)
        return [dict(row) for row in found.mappings()]

    def load(self, batch: Sequence[Incoming]) -> None:
        """Look up everybody whom these rows may be."""
        self._forget()
        self._free.load(row.record for row in batch)
        for person in self._load_people(self._find_ids(batch)):
            self._note(person)

    def _find_ids(self, batch: Sequence[Incoming]) -> set[int]:
        among = "IN (SELECT value FROM json_each(?))"
        sources = {row.record.source_id for row in batch} - {""}
        keys = {key for row in batch for key in (*row.phones, *row.emails)}
        names = {search_words(row.record.name, "") for row in batch}
        found = self._rows(f"SELECT id FROM contact WHERE source_id {among}", sources)
        found += self._rows(f"SELECT id FROM contact WHERE folded {among}", names)
        found += self._rows(
            f"SELECT contact_id AS id FROM contact_point WHERE normal {among}"
            " AND kind IN ('phone', 'email')",
            keys,
        )
        ids = {int(row["id"]) for row in found}
        ids |= {one for key in keys for one in self._by_digits.get(key, ())}
        ids |= {one for source in sources for one in self._by_old_source.get(source, ())}
        return ids | {one for row in batch for one in self._by_nickname.get(row.key, ())}

    def _load_people(self, ids: set[int]) -> Iterable[Person]:
        among = "IN (SELECT value FROM json_each(?))"
        people = {
            row["id"]: Person(row["id"], self._line_of(row["id"]), row, _name_keys(row))
            for row in self._rows(f"SELECT * FROM contact WHERE id {among} ORDER BY id", ids)
        }
        points = f"SELECT * FROM contact_point WHERE contact_id {among}"
        for row in self._rows(points, ids):
            self._reach(people[row["contact_id"]], row)
        for row in self._rows(f"SELECT * FROM tag WHERE contact_id {among}", ids):
            people[row["contact_id"]].tags.add(row["folded"])
        former = f"SELECT * FROM former_handle WHERE contact_id {among}"
        for row in self._rows(former, ids):
            people[row["contact_id"]].keys.add(_handle_key(row["handle"]))
        return people.values()

    def _reach(self, person: Person, point: Values) -> None:
        person.points.append(point)
        person.phones.update(phone_keys(point, self._country))
        if point["kind"] == PointKind.EMAIL:
            person.emails.add(point["normal"])

    def _note(self, person: Person) -> None:
        self._people[person.id] = person
        for source in person.values["source_id"].splitlines():
            self._sources[source].append(person.id)
        for key in person.keys:
            self._names[key].append(person.id)
        for kind, keys in (("phone", person.phones), ("email", person.emails)):
            for key in keys:
                self._reached[kind, key].append(person.id)

    def add(self, number: int, handle: str, row: Incoming) -> None:
        """Remember a row that is now a contact of the book."""
        self._first = self._first or number
        self._lines.append(row.record.line)
        values = row.values | {"id": number, "handle": handle}
        person = Person(number, row.record.line, values, _name_keys(values), list(row.points))
        person.phones, person.emails = set(row.phones), set(row.emails)
        person.tags = set(map(fold, row.tags))
        self._note(person)
        self._remember(person)

    def reload(self, number: int) -> None:
        """Look at a contact again that a row has changed."""
        for person in self._load_people({number}):
            self._note(person)
            self._remember(person)

    def _remember(self, person: Person) -> None:
        """Keep for later batches what no look-up of theirs would find."""
        if person.values["nickname"]:
            for key in person.keys:
                self._by_nickname[key].append(person.id)
        for point in person.points:
            if not point["normal"]:
                for key in phone_keys(point, self._country):
                    self._by_digits[key].append(person.id)

    def from_source(self, row: Incoming) -> Person | None:
        ids = self._sources.get(row.record.source_id, ())
        return self._people[ids[0]] if row.record.source_id and ids else None

    def named(self, row: Incoming) -> list[Person]:
        """Everybody of that name, a nickname or former handle included."""
        return [self._people[one] for one in dict.fromkeys(self._names.get(row.key, ()))]

    def reached(self, row: Incoming) -> list[Person]:
        """Everybody with one of the row's numbers or e-mail addresses."""
        keys = [("phone", key) for key in sorted(row.phones)]
        keys += [("email", key) for key in sorted(row.emails)]
        ids = dict.fromkeys(one for key in keys for one in self._reached.get(key, ()))
        return [self._people[one] for one in ids]

    def take_handle(self, row: Incoming) -> str:
        """The handle that the row asks for, or else a free one made from its name."""
        return self._free.take(row.record)

    def _line_of(self, number: int) -> int | None:
        place = number - self._first
        return self._lines[place] if 0 <= place < len(self._lines) else None


def _name_keys(row: Values) -> set[str]:
    return {name_key(row["name"]), *_nickname_keys(row["nickname"])}


def _nickname_keys(nickname: str) -> Iterable[str]:
    """A merged contact has several nicknames, with commas between them."""
    return (name_key(part) for part in (nickname, *nickname.split(",")) if part.strip())


def _handle_key(handle: str) -> str:
    return name_key(_NUMBERED.sub("", handle))
