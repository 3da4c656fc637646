"""What the first rows of a table tell about all of them: the order of dates, the decimal mark."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from smallcrm.errors import Unreadable
from smallcrm.formats.columns import Columns
from smallcrm.formats.delimited import Row, UnreadableRow
from smallcrm.parsing.numbers import find_mark
from smallcrm.parsing.stamps import find_order, needs_order
from smallcrm.parsing.text import one_line

SAMPLE_ROWS = 1000

Rows = Iterator[Row | UnreadableRow]


def take_sample(rows: Iterable[Row | UnreadableRow]) -> tuple[list[Row], Rows]:
    """The first rows that can be read, and all the rows with them."""
    left = iter(rows)
    first = list(islice(left, SAMPLE_ROWS))
    return [row for row in first if isinstance(row, Row)], chain(first, left)


def sampled_order(
    rows: Iterable[Row | UnreadableRow], columns: Columns, field: str, order: str
) -> tuple[str, Rows]:
    """The order of day and month in a column, as given or as the first rows show it, and the rows.

    Raises Unreadable when the first rows need an order and do not tell it.
    """
    if order:
        return order, iter(rows)
    sample, rows = take_sample(rows)
    return order_of(sample, columns, field), rows


def order_of(sample: Sequence[Row], columns: Columns, field: str) -> str:
    """`dmy` or `mdy`; '' where no row needs one. Raises Unreadable where they do not tell."""
    stamps = [columns.cell(row.cells, field) for row in sample]
    order = find_order(stamps)
    open_one = next(filter(needs_order, stamps), "")
    if open_one and not order:
        heading = columns.header[columns.place_of[field]]
        raise Unreadable(
            f'the dates under "{one_line(heading, longest=40)}", such as {open_one}, could be '
            "day/month or month/day; say --date-order dmy or mdy"
        )
    return order


def mark_of(sample: Sequence[Row], columns: Columns, fields: Sequence[str]) -> str:
    """The decimal mark `.` or `,` of these number columns, or '' where the rows do not tell."""
    texts = (columns.cell(row.cells, field) for row in sample for field in fields)
    return next(filter(None, map(find_mark, texts)), "")
