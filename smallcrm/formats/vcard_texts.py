"""The fields of one card by name, decoded, and the texts in them."""

from collections.abc import Iterator

from smallcrm.errors import Unreadable
from smallcrm.formats.vcard_cards import LARGEST_CARD, MOST_FIELDS, Card
from smallcrm.formats.vcard_fields import Charset, Field, read_field
from smallcrm.formats.vcard_labels import label_from

OUR_PRODID = "-//smallcrm//"
"""How the PRODID of a card that this program wrote begins."""


def one_line(text: str) -> str:
    """The lines of a text as one, a blank between two."""
    if "\n" not in text:
        return text.strip()
    return " ".join(filter(None, (line.strip() for line in text.split("\n"))))


class Texts:
    """The fields of a card; `ours` says that this program wrote it, so that texts are as meant.

    Raises Unreadable for a card that is too large, or that holds a field that is not text.
    """

    def __init__(self, card: Card, charset: Charset) -> None:
        if card.overfull:
            raise Unreadable(
                f"it has more than {MOST_FIELDS:,} fields or {LARGEST_CARD:,} bytes of text"
            )
        read = (read_field(line, charset, old=card.old) for line in card.lines)
        self.all = [field for field in read if field]
        self._named: dict[str, list[Field]] = {}
        for field in self.all:
            self._named.setdefault(field.name, []).append(field)
        self.ours = self.first("PRODID").startswith(OUR_PRODID)
        self._labels = {field.group: one_line(field.value()) for field in self.of("X-ABLABEL")}

    def of(self, name: str) -> list[Field]:
        return self._named.get(name, [])

    def first(self, *names: str) -> str:
        """The first filled text under one of these names, on one line, or ''."""
        return next((text for name in names for text in self.lines(name)), "")

    def lines(self, name: str) -> Iterator[str]:
        """The filled texts under a name, each on one line."""
        texts = (one_line(field.value()) for field in self.of(name))
        return (text for text in texts if text)

    def label(self, field: Field) -> str:
        named = self._labels.get(field.group, "") if field.group else ""
        return label_from(field.types, named, ours=self.ours)
