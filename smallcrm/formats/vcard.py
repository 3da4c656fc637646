"""Contacts from vCard files of version 2.1, 3.0 and 4.0, card by card."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from smallcrm.errors import Unreadable
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.opening import name_of, open_binary, start_of
from smallcrm.formats.records import ContactRecord
from smallcrm.formats.vcard_cards import Card, read_cards
from smallcrm.formats.vcard_contact import read_contact
from smallcrm.formats.vcard_fields import Charset
from smallcrm.formats.vcard_lines import find_encoding, open_fields

MOST_REMARKS = 20


@dataclass
class LeftAside:
    """What a reading left aside: kinds of fields (`photos`, `keys` ...) with their number.

    `unclosed` are the lines of the first cards whose END:VCARD is missing; they were read all the
    same.
    """

    fields: Counter[str] = field(default_factory=Counter)
    unclosed: list[int] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """What the owner is told: `left aside: 3 photos, 1 other field`."""
        said = [f"left aside: {', '.join(self._counts())}"] if self.fields else []
        return said + [
            f"the card in line {line} has no END:VCARD; it was read up to the next card"
            for line in self.unclosed
        ]

    def _counts(self) -> Iterator[str]:
        for kind, count in self.fields.most_common():
            yield f"{count} {_single(kind) if count == 1 else kind}"


def _single(kind: str) -> str:
    return {"chat addresses": "chat address", "related people": "related person"}.get(
        kind, kind.removesuffix("s")
    )


@dataclass(frozen=True)
class VCards:
    """The cards of a file: `contacts` can be gone through once; `aside` is whole after that."""

    encoding: str
    contacts: Iterator[ContactRecord | UnreadableRow]
    aside: LeftAside


@contextmanager
def open_vcards(source: str | Path | BinaryIO, *, encoding: str = "") -> Iterator[VCards]:
    """Open a file or a binary stream of vCards; cards are read as they are asked for.

    `encoding` is that of texts that are not UTF-8 and whose fields name no charset.
    Raises Unreadable for what holds no vCard; NotFound for a missing file; Refused for a folder or
    a file that may not be read.
    """
    name = name_of(source)
    with open_binary(source) as binary:
        found = find_encoding(binary, name)
        if not start_of(binary, name):
            raise Unreadable(f"{name} is empty; a vCard begins with BEGIN:VCARD")
        cards = read_cards(open_fields(binary, name, found))
        first = next(cards, None)
        if first is None:
            raise Unreadable(f"{name} holds no vCard; no line of it says BEGIN:VCARD")
        aside = LeftAside()
        charset = Charset(encoding, recoded=found != "utf-8")
        yield VCards(found, _contacts(chain([first], cards), charset, aside), aside)


def _contacts(
    cards: Iterator[Card], charset: Charset, aside: LeftAside
) -> Iterator[ContactRecord | UnreadableRow]:
    for card in cards:
        aside.fields.update(card.aside)
        if not card.closed:
            aside.unclosed += [card.line] if len(aside.unclosed) < MOST_REMARKS else []
        yield read_contact(card, charset)
