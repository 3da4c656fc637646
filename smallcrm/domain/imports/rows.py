"""A contact of a file as rows of the book: checked, folded, its numbers in normal form."""

from dataclasses import dataclass
from typing import Any

from smallcrm.domain import contacts
from smallcrm.formats.records import ContactRecord
from smallcrm.models.enums import PointKind
from smallcrm.parsing.names import search_words
from smallcrm.parsing.phones import number_keys
from smallcrm.parsing.text import fold, words

Values = dict[str, Any]
COPIED = ("name", "kind", "nickname", "group", "notes", "birthday", "source_id", *contacts.PLAIN)


@dataclass(frozen=True)
class Incoming:
    """A row of a file, ready for the book; `values` are a contact's columns but its id and handle.

    `words` are those of the name, `key` is the name as namesakes have it in common; `phones` and
    `emails` are what it may be recognised by.
    """

    record: ContactRecord
    values: Values
    points: tuple[Values, ...]
    tags: tuple[str, ...]
    words: tuple[str, ...]
    key: str
    phones: frozenset[str]
    emails: frozenset[str]

    @property
    def is_nameless(self) -> bool:
        """Whether its name is but its number or address."""
        return any(fold(self.record.name) == fold(point["value"]) for point in self.points)


def name_key(name: str) -> str:
    """What namesakes have in common: the folded words, or the folded name if it has no words."""
    return " ".join(words(name)) or fold(name)


def read_incoming(record: ContactRecord, country: str) -> Incoming:
    """A record as it may be stored. Raises Unreadable for what may not be."""
    record = contacts.check(record)
    seen: dict[tuple[str, str], Values] = {}
    for point in record.points:
        values = contacts.point_values(point, country)
        seen.setdefault((values["kind"], values["value"]), values)
    points = tuple(seen.values())
    return Incoming(
        record=record,
        values=_values(record),
        points=points,
        tags=tuple({fold(tag): tag for tag in reversed(record.tags)}.values())[::-1],
        words=tuple(words(record.name)),
        key=name_key(record.name),
        phones=frozenset(key for point in points for key in phone_keys(point, country)),
        emails=frozenset(one["normal"] for one in points if one["kind"] == PointKind.EMAIL),
    )


def phone_keys(point: Values, country: str) -> list[str]:
    """What the same number has in common however it is typed."""
    if point["kind"] != PointKind.PHONE:
        return []
    return number_keys(point["value"], point["digits"], point["normal"], country)


def _values(record: ContactRecord) -> Values:
    values: Values = {field: getattr(record, field) for field in COPIED}
    return values | {
        "company": record.company,
        "company_folded": fold(record.company),
        "company_id": None,
        "folded": search_words(record.name, record.nickname),
        "group_pinned": bool(record.group_pinned),
        "rhythm_days": record.rhythm_days,
        "rhythm_since": record.rhythm_since if record.rhythm_days else None,
        "archived": bool(record.archived),
        "restricted": bool(record.restricted),
        **({"created": record.created} if record.created else {}),
    }


def with_handle(values: Values, handle: str) -> Values:
    """The columns of a contact under that handle, with the text that `find` looks at."""
    whole = values | {"handle": handle}
    texts = (whole[field] for field in contacts.SEARCHED)
    return whole | {"search": fold("\n".join(texts))}
