"""The JSON of a whole book, as `crm export everything` writes it, read back part by part."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader

from smallcrm.errors import Unreadable
from smallcrm.formats.book_json import KINDS, read_record
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.json_stream import JsonText, NoJson
from smallcrm.formats.opening import open_binary
from smallcrm.formats.source import Source
from smallcrm.formats.tables_csv import TableRow


@dataclass(frozen=True)
class Whole:
    """A book in a file: where its parts begin, how many records each has, and what is not known.

    The file is gone through once for every part, so that none is held in memory.
    """

    source: Source
    places: Mapping[str, int]
    counts: Mapping[str, int]
    aside: tuple[str, ...]

    def rows(self, part: str) -> Iterator[TableRow | UnreadableRow]:
        """The records of a part; `line` is the place of a record in it, from 1."""
        if part not in self.places:
            return
        with _opened(self.source) as binary:
            binary.seek(self.places[part])
            for place, record in enumerate(JsonText(binary).elements(), 1):
                yield read_record(place, record, part)


def find_book(source: Source) -> Whole:
    """The book in a file, which is gone through to its end.

    Raises Unreadable for what is no such JSON, NotFound and Refused as `open_binary`.
    """
    places: dict[str, int] = {}
    counts: dict[str, int] = {}
    aside: list[str] = []
    with _opened(source) as binary:
        text = JsonText(binary)
        for part in _members(text, source.name):
            if part not in KINDS:
                aside.append(part)
                _pass_over(text)
            elif text.peek() == "[":
                places[part] = text.tell()
                counts[part] = sum(1 for _ in text.elements())
            else:
                raise Unreadable(f"the {part} in {source.name} are no array; export it again")
    if not places:
        raise Unreadable(f"{source.name} is JSON, but not that of crm export everything")
    return Whole(source, places, counts, tuple(aside))


@contextmanager
def _opened(source: Source) -> Iterator[BufferedReader]:
    try:
        with open_binary(source.stream()) as binary:
            yield binary
    except NoJson as error:
        raise Unreadable(
            f"{source.name} is no whole JSON in line {error.line}; export it again:"
            " crm export everything -o FILE"
        ) from error


def _members(text: JsonText, name: str) -> Iterator[str]:
    """The names of the members of the one object, each before its value is read."""
    if text.peek() != "{":
        text.value()
        raise Unreadable(f"{name} is JSON, but not that of crm export everything")
    text.take("{")
    while text.peek() == '"':
        yield text.name()
        if text.take(",}") == "}":
            break
    else:
        text.take("}")
    text.end()


def _pass_over(text: JsonText) -> None:
    if text.peek() == "[":
        for _ in text.elements():
            pass
    else:
        text.value()
