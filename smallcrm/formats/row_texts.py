"""The texts of a row of a contact table by field, and what of them has no field of its own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from smallcrm.formats.contact_columns import Column
from smallcrm.formats.delimited import Row
from smallcrm.formats.headings import meaning
from smallcrm.formats.records import OWN_FIELDS
from smallcrm.parsing.text import fold, words

_BETWEEN_TEXTS = re.compile(r"\s*:::\s*")
_FIRST_OF_SEVERAL = ("company", "title")
SINGLE = (
    "name", "first name", "middle name", "last name", "nickname", "company", "title", "language",
    "group", "birthday", "source id", "kind", "handle", *OWN_FIELDS,
)  # fmt: skip
"""Fields of which a contact has one: what a second column of it says is a note."""

_NAME_PARTS = ("first name", "middle name", "last name")
NAMES = ("name", *_NAME_PARTS)
ENDS_EARLY = "fewer cells than headings; the missing ones are taken for empty"
# What a column such as `Contact type` holds that says no more than that it is a person.
_PERSONS = ("", "person", "private", "individual", "contact")


@dataclass
class Texts:
    """The filled cells of each field, in the order in which they count.

    `notes` are what the row says beside them: a second company, a name that is another one.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def first(self, name: str) -> str:
        """What counts for a field: its first text, or ''."""
        texts = self.found.get(name)
        return texts[0] if texts else ""

    def all(self, name: str) -> Sequence[str]:
        return self.found.get(name, ())

    def joined_name(self) -> str:
        """The name in its parts, first name first."""
        return " ".join(part for one in _NAME_PARTS if (part := self.first(one)))


def read_texts(row: Row, columns: Iterable[Column], *, ours: bool) -> Texts:
    """The texts of a row. Of several for one field the first counts; the others become notes."""
    texts = Texts(remarks=[row.remark] if row.remark else [])
    if row.missing:
        texts.remarks.append(ENDS_EARLY)
    for column in columns:
        if text := row.cells[column.index].strip():
            if not ours:
                text = _plain(text, column, texts)
            _take(text, column, texts)
    if not ours:
        _note_kind(texts)
    return texts


def _plain(text: str, column: Column, texts: Texts) -> str:
    """A cell's text on one line, where there is but one; what else it holds becomes notes."""
    if ":::" in text and column.field in _FIRST_OF_SEVERAL:
        text, *others = [*filter(None, _BETWEEN_TEXTS.split(text)), ""]
        texts.found.setdefault("notes", []).extend(filter(None, others))
    if column.field in SINGLE and ("\n" in text or "\r" in text):
        lines = text.split()
        text = " ".join(lines)
        texts.remarks.append(f"the {column.field} stands on several lines; they are read as one")
    return text


def _take(text: str, column: Column, texts: Texts) -> None:
    known = texts.found.setdefault(column.field, [])
    if known and column.field in SINGLE:
        if text and all(fold(text) != fold(one) for one in known):
            known.append(text)
            texts.notes.append(f"{column.heading}: {text}")
    elif text:
        known.append(text)


def _note_kind(texts: Texts) -> None:
    """A kind of contact that is none of ours is not lost."""
    kind = texts.first("kind")
    if fold(kind) not in _PERSONS and not is_company(kind):
        texts.notes.append(f"kind: {kind}")


def is_company(kind: str) -> bool:
    """Whether a word for the kind of a contact says that it is a company."""
    found = meaning(kind)
    return found is not None and found.field == "company"


def other_name(texts: Texts) -> str:
    """The name in its parts, if it says more than the name that counts; else ''."""
    joined = texts.joined_name()
    said = set(words(texts.first("name")))
    return joined if said and not said.issuperset(words(joined)) else ""
