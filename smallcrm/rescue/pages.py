"""The pages of a database file, each read for itself: cells and the values in them.

The format is https://sqlite.org/fileformat2.html, sections 1.6 and 2; numbers are big-endian.
Nothing that is read here is trusted: what does not fit to the last byte is no cell.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 13, 5, 10, 2
HEADER = 100  # bytes before the first page's own
USUAL_SIZE = 4096  # SQLite's default, which this program never changes
SIZES = {1 << power for power in range(9, 17)}
MOST_COLUMNS = 200
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type to bytes

Values = tuple[Any, ...]


class Damaged(Exception):
    """Bytes that are not what should stand there."""


@dataclass(frozen=True)
class Cell:
    """One row of a table by its `rowid`, or one entry of an index (`rowid` 0).

    `whole` is false if the end of its text lay on pages that are lost.
    """

    rowid: int
    values: Values
    whole: bool = True


class Pages:
    """A file's pages by their number, from 1; one that is not all there is no page."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self.size = _page_size(bytes(data[:HEADER]))
        self.count = len(data) // self.size
        reserved = data[20] if self.count else 0
        self.usable = self.size - (reserved if reserved <= 64 else 0)

    def kind(self, number: int) -> int:
        """The kind of b-tree page that it says it is; 0 if there is no such page."""
        if not 1 <= number <= self.count:
            return 0
        return int(self._data[(number - 1) * self.size + _start(number)])

    def children(self, number: int) -> Iterator[int | None]:
        """The pages under an inner one, in their order; None for what leads nowhere."""
        page, start = self._page(number), _start(number)
        for place in self._places(page, start, header=12):
            yield self._child(page, place)
        yield self._child(page, start + 8)

    def cells(self, number: int) -> Iterator[Cell | None]:
        """The rows or entries on a page; None for one that cannot be read."""
        page, start = self._page(number), _start(number)
        kind = page[start]
        for place in self._places(page, start, header=12 if kind == INDEX_INNER else 8):
            try:
                yield self._cell(page, place, kind)
            except (Damaged, IndexError, struct.error):
                yield None

    def is_sound(self, number: int) -> bool:
        """Whether a page's own head makes sense: its kind, and where its cells lie."""
        kind = self.kind(number)
        if kind not in (TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER):
            return False
        page, start = self._page(number), _start(number)
        try:
            self._places(page, start, header=12 if kind in (TABLE_INNER, INDEX_INNER) else 8)
        except Damaged:
            return False
        return True

    def _page(self, number: int) -> bytes:
        start = (number - 1) * self.size
        return bytes(self._data[start : start + self.size])

    def _places(self, page: bytes, start: int, *, header: int) -> tuple[int, ...]:
        """Where the cells of a page begin; Damaged if there is no room for so many."""
        count = struct.unpack_from(">H", page, start + 3)[0]
        first = start + header
        if first + 2 * count > self.usable:
            raise Damaged
        return struct.unpack_from(f">{count}H", page, first)

    def _child(self, page: bytes, place: int) -> int | None:
        if place + 4 > len(page):
            return None
        number = int(struct.unpack_from(">I", page, place)[0])
        return number if 2 <= number <= self.count else None

    def _cell(self, page: bytes, place: int, kind: int) -> Cell:
        if kind == INDEX_INNER:
            place += 4
        length, place = _varint(page, place)
        rowid = 0
        if kind == TABLE_LEAF:
            rowid, place = _varint(page, place)
            if not 0 < rowid < 1 << 62:
                raise Damaged
        payload = self._payload(page, place, length, table=kind == TABLE_LEAF)
        return Cell(rowid, _record(payload, length), whole=len(payload) == length)

    def _payload(self, page: bytes, place: int, length: int, *, table: bool) -> bytes:
        """A record's bytes; fewer than `length` if the chain of its further pages is broken."""
        local = self._local(length, table=table)
        payload = page[place : place + local]
        if place + local > self.usable or length > self.size * self.count:
            raise Damaged
        if local == length:
            return payload
        following = int(struct.unpack_from(">I", page, place + local)[0])
        parts = [payload]
        while length > local:
            if not 2 <= following <= self.count:
                break
            overflow = self._page(following)
            following = int(struct.unpack_from(">I", overflow, 0)[0])
            part = overflow[4 : 4 + min(length - local, self.usable - 4)]
            is_last = length - local <= self.usable - 4
            if following != 0 if is_last else not 2 <= following <= self.count:
                break  # its first bytes are no pointer: the page is not what it was
            parts.append(part)
            local += len(part)
        return b"".join(parts)

    def _local(self, length: int, *, table: bool) -> int:
        """How much of a record lies on its own page (section 1.6)."""
        most = self.usable - 35 if table else (self.usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (self.usable - 12) * 32 // 255 - 23
        kept = least + (length - least) % (self.usable - 4)
        return kept if kept <= most else least


def _page_size(header: bytes) -> int:
    """What the header says, where it can be believed."""
    size = int(struct.unpack_from(">H", header, 16)[0]) if len(header) == HEADER else 0
    size = 65536 if size == 1 else size
    return size if size in SIZES else USUAL_SIZE


def _start(number: int) -> int:
    return HEADER if number == 1 else 0


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the place behind it."""
    value = 0
    for length in range(8):
        byte = data[place + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + length + 1
    return value << 8 | data[place + 8], place + 9


def _record(payload: bytes, length: int) -> Values:
    """The values of a record of that length, as many as the payload holds to their end."""
    end, place = _varint(payload, 0)
    kinds: list[int] = []
    while place < end and len(kinds) < MOST_COLUMNS:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != end or end + sum(map(_width, kinds)) != length:
        raise Damaged
    values = []
    for kind in kinds:
        width = _width(kind)
        if place + width > len(payload):
            values.append(_cut(payload[place:], kind))
            break
        values.append(_value(payload[place : place + width], kind))
        place += width
    return tuple(values)


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise Damaged
    return 8 if kind == 7 else INTEGERS.get(kind, 0)


def _value(data: bytes, kind: int) -> Any:
    if kind >= 12:
        return _text(data) if kind % 2 else data
    if kind in INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return struct.unpack(">d", data)[0]
    return {0: None, 8: 0, 9: 1}[kind]


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged from None
    if "\0" in text:  # no text of this program holds one
        raise Damaged
    return text


def _cut(data: bytes, kind: int) -> Any:
    """What is left of a value: the beginning of a text, or nothing."""
    if kind < 13 or kind % 2 == 0:
        return None
    return data.decode("utf-8", "ignore").replace("\0", "")
