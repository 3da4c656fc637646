"""Rows that are too wide because a comma of a text was not quoted: put together again, and said."""

from collections.abc import Iterator, Sequence

from smallcrm.formats.delimited import Row, Sheet, UnreadableRow
from smallcrm.parsing.text import one_line


def mended(sheet: Sheet) -> Iterator[Row | UnreadableRow]:
    """The rows of a table; in those that are too wide, `Pikk 2`, ` 7` become the one `Pikk 2, 7`.

    That is done where as many cells begin with a blank as there are too many, and said in the
    row's remark; any other row of another width stays unreadable.
    """
    for row in sheet.rows:
        yield _mended(row, len(sheet.header)) if isinstance(row, UnreadableRow) else row


def _mended(row: UnreadableRow, width: int) -> Row | UnreadableRow:
    tails = [at for at, cell in enumerate(row.cells) if at and _is_tail(cell)]
    if not tails or len(tails) != len(row.cells) - width:
        return row
    cells = _joined(row.cells, tails)
    texts = ", ".join(f'"{one_line(cell, longest=60)}"' for cell in cells if cell not in row.cells)
    return Row(row.line, cells, f"{row.reason}: {texts} is read as one cell")


def _is_tail(cell: str) -> bool:
    return cell.startswith(" ") and bool(cell.strip())


def _joined(cells: Sequence[str], tails: Sequence[int]) -> tuple[str, ...]:
    whole: list[str] = []
    for at, cell in enumerate(cells):
        if at in tails:
            whole[-1] += f",{cell}"
        else:
            whole.append(cell)
    return tuple(whole)
