"""How a CSV of ours is written: plain, or for the spreadsheet of a desk with decimal commas."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TextIO

from smallcrm.formats.guard import guard

BYTE_ORDER_MARK = "\ufeff"


def write_rows(
    file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool
) -> None:
    """A heading and rows of cells, each guarded; lines end with CR LF.

    `excel` writes semicolons and a byte order mark, as Excel expects where the decimal mark is a
    comma. The file must not translate line ends.
    """
    if excel:
        file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guard(cell) for cell in row] for row in rows)


def number_cell(value: Decimal | int, *, excel: bool) -> str:
    """A number as a cell; `excel` writes the decimal comma."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.replace(".", ",") if excel else text
