"""Tables in text: a CSV with comma, semicolon or tab, or one column, as a header and rows."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from smallcrm.errors import Unreadable
from smallcrm.formats.guard import unguard
from smallcrm.formats.textfile import Lines, open_lines

NULLS = ("NULL", r"\N")
"""What a database writes into a cell that is empty."""

# In the order of a draw: text holds more commas than semicolons, and hardly ever tabs.
_DELIMITERS = "\t;,"
_NAMED = {",": ",", ";": ";", "\t": "\t", "\\t": "\t"} | {
    "comma": ",", "semicolon": ";", "tab": "\t", "none": "",
}  # fmt: skip
_SAMPLE_LINES = 50
# Some programs begin with a remark under this word, and an empty line after it.
_REMARK = "notes:"
_LONGEST_REMARK = 20  # lines
# For one column: a character that checked lines cannot hold.
_NEVER = "\udc80"
_NO_AGREEMENT = (0.0, 1)


@dataclass(frozen=True)
class Row:
    """One row, as wide as the header; `line` (from 1) is where it starts in the file.

    `remark` says what was done to a row whose width did not fit, see `mending`; `missing` is how
    many cells of a row that ends early were taken for empty.
    """

    line: int
    cells: tuple[str, ...]
    remark: str = ""
    missing: int = field(default=0, compare=False)


@dataclass(frozen=True)
class UnreadableRow:
    """A row that was left out, and why; `line` (from 1) is where it starts in the file.

    `cells` are those of a row whose width does not fit, for a reader that can mend it.
    """

    line: int
    reason: str
    cells: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Sheet:
    """A table of text; `delimiter` is '' for one column, `rows` can be gone through once."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: Iterable[Row | UnreadableRow]


@contextmanager
def open_sheet(
    source: str | Path | BinaryIO, *, encoding: str = "", delimiter: str = "", country: str = "EE"
) -> Iterator[Sheet]:
    """Open a file or a binary stream as a table; rows are read as they are asked for.

    `encoding` and `delimiter` (`,` `;` tab comma semicolon none) overrule what would be recognised.
    Raises Unreadable for what is no table of text, at once or while the rows are read, and for an
    unknown encoding or delimiter; UncertainEncoding for text that can be read in several ways;
    NotFound for a missing file; Refused for a folder or a file that may not be read.
    """
    said = check_delimiter(delimiter) if delimiter else None
    with open_lines(source, encoding=encoding, country=country) as lines:
        yield _sheet(lines, said)


def read_sheet(data: bytes, *, encoding: str = "", country: str = "EE") -> Sheet:
    """The table in these bytes, all rows read. Raises Unreadable for what is no table of text."""
    with open_sheet(io.BytesIO(data), encoding=encoding, country=country) as sheet:
        return replace(sheet, rows=tuple(sheet.rows))


def check_delimiter(typed: str) -> str:
    """The delimiter of that name or sign, '' for one column; Unreadable if there is none."""
    found = _NAMED.get(typed.strip().lower() or typed)
    if found is None:
        raise Unreadable(
            f'a delimiter is comma, semicolon, tab or none: not "{typed}"; ; and , will do too'
        )
    return found


def find_delimiter(sample: Sequence[str]) -> str:
    """The delimiter under which the first lines agree best with the header; '' for one column."""
    agreement, delimiter = max(
        ((_agreement(sample, candidate), candidate) for candidate in _DELIMITERS),
        key=lambda scored: scored[0],
    )
    return delimiter if agreement > _NO_AGREEMENT else ""


def _agreement(sample: Sequence[str], delimiter: str) -> tuple[float, int]:
    """The share of rows as wide as the header, and that width: more of the first counts first."""
    try:
        rows = csv.reader(sample, delimiter=delimiter)
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        return _NO_AGREEMENT
    if not widths or widths[0] == 1:
        return _NO_AGREEMENT
    return widths.count(widths[0]) / len(widths), widths[0]


def _sheet(lines: Lines, said: str | None) -> Sheet:
    _pass_remark(lines)
    stated = _stated_delimiter(lines)
    found = stated or (find_delimiter(lines.peek(_SAMPLE_LINES)) if said is None else "")
    delimiter = found if said is None else said
    rows = _filled_rows(lines, delimiter)
    first = next(rows, None)
    if first is None:
        raise Unreadable(f"{lines.name} is empty; a table begins with a line of headings")
    header = tuple(cell.strip() for cell in first.cells)
    return Sheet(lines.encoding, delimiter, header, _fitted(rows, len(header)))


def _pass_remark(lines: Lines) -> None:
    if "".join(lines.peek(1)).strip(' "\r\n,;').lower() != _REMARK:
        return
    start = [line.strip() for line in lines.peek(_LONGEST_REMARK)]
    if "" in start:
        for _ in range(start.index("") + 1):
            next(lines)


def _stated_delimiter(lines: Lines) -> str:
    """The delimiter from a first line such as `sep=;`, which spreadsheets write; it is taken."""
    stated = "".join(lines.peek(1)).rstrip("\r\n").strip('"')
    if stated[:4].lower() != "sep=" or stated[4:] not in tuple(_DELIMITERS):
        return ""
    next(lines)
    return stated[4:]


def _filled_rows(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Rows as they stand in the file, however wide; those without any text are passed over."""
    reader = csv.reader(lines, delimiter=delimiter or _NEVER)
    while True:
        start = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable(_endless_cell(lines, start)) from error
        if cells is None:
            return
        if lines.ended:  # the reader wanted more for this row: a quote is open
            raise Unreadable(_cut_off(lines, start))
        if any(map(str.strip, cells)):
            yield Row(start, tuple(map(unguard, cells)))


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row | UnreadableRow]:
    for row in rows:
        if len(row.cells) == width:
            yield row
        elif any(map(str.strip, row.cells[width:])):
            reason = f"{len(row.cells)} cells under {width} headings"
            yield UnreadableRow(row.line, reason, row.cells)
        else:
            missing = max(0, width - len(row.cells))
            yield Row(row.line, (row.cells + ("",) * missing)[:width], missing=missing)


def _cut_off(lines: Lines, start: int) -> str:
    return (
        f"{lines.name} ends inside a quoted cell of the row that starts in line {start}; "
        "export it again, or close the quote there"
    )


def _endless_cell(lines: Lines, start: int) -> str:
    return (
        f"a cell of the row that starts in line {start} of {lines.name} is longer than "
        f"{csv.field_size_limit():,} characters; is a quote left open there?"
    )
