"""A list in the lines of a terminal: a table, or where that is too narrow a block for each row."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from smallcrm.output.layout import Need, Ruler, share
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.parsing.text import visible

BLOCKS_BELOW = 64  # columns; a table is narrower only where nothing in it needs to be broken
SURE_TABLE = 80  # from here on even a crowded table is one
MARGIN, GAP, HANG = 1, 2, 2
HEADING, SECTION, RULE, BELOW = "bold", "bold cyan", "dim", "dim"
COPIED = "not bold"  # of a line that is never broken

Piece = tuple[str, str]  # text and style
Line = list[Piece]
Cells = list[list[str]]  # of a row: the lines of each cell


def lay_out(listing: Listing, ruler: Ruler) -> Iterator[Line]:
    """The list with its title and headings, line by line; without its note."""
    rows = [[_lines(column, row) for column in listing.columns] for row in listing.rows]
    widths = _widths(listing, rows, ruler)
    hang = _hang(listing.columns, rows, ruler)
    if listing.title:
        yield from _plain(listing.title, HEADING, ruler)
    if widths and not listing.section:
        yield []
        yield from _head(listing.columns, widths, ruler)
    for heading, group in _sections(listing, rows):
        if heading:
            yield []
            yield from _plain(heading, SECTION, ruler)
        for number, cells in enumerate(group):
            if widths:
                yield from _table_row(listing.columns, cells, widths, ruler)
                continue
            if number or not heading:
                yield []
            yield from _block(listing.columns, cells, hang, ruler)


def _plain(text: str, style: str, ruler: Ruler) -> Iterator[Line]:
    return ([(line, style)] for line in ruler.hanging(visible(text), ruler.width, 0))


def _lines(column: Column, row: Row) -> list[str]:
    return visible(column.text(row), keep="\n").split("\n")


def _sections(listing: Listing, rows: Sequence[Cells]) -> Iterator[tuple[str, list[Cells]]]:
    section = listing.section or (lambda _: "")
    pairs = zip(listing.rows, rows, strict=True)
    for heading, group in groupby(pairs, key=lambda pair: section(pair[0])):
        yield heading, [cells for _, cells in group]


def _widths(listing: Listing, rows: Sequence[Cells], ruler: Ruler) -> list[int]:
    """The widths of a table's columns; none where blocks suit the terminal better."""
    needs = [
        _need(column, number, rows, ruler, titled=not listing.section)
        for number, column in enumerate(listing.columns)
    ]
    room = ruler.width - MARGIN - GAP * (len(needs) - 1)
    if ruler.width < BLOCKS_BELOW and sum(need.ideal for need in needs) > room:
        return []
    if ruler.width < SURE_TABLE and sum(need.least for need in needs) > room:
        return []
    widths = share(needs, room)
    columns = zip(listing.columns, needs, widths, strict=True)
    if any(column.copied and width < need.ideal for column, need, width in columns):
        return []
    return widths


def _need(
    column: Column, number: int, rows: Sequence[Cells], ruler: Ruler, *, titled: bool
) -> Need:
    title = [column.title] * titled
    lines = list(_measured(column, number, rows))
    ideal = ruler.ideal([*title, *lines], prose=column.prose)
    least = max(ruler.least(lines, whole=column.whole), ruler.least(title, whole=False))
    return Need(ideal, min(ideal, least), weight=3 if column.prose else 2)


def _measured(column: Column, number: int, rows: Sequence[Cells]) -> Iterator[str]:
    indent = " " * _indent(number, column)
    for cells in rows:
        first, *below = cells[number]
        yield first
        yield from (indent + line for line in below)


def _indent(number: int, column: Column) -> int:
    """What is below the first line of a row stands further in, so that rows are told apart."""
    return 0 if number or column.right else HANG


def _head(columns: Sequence[Column], widths: Sequence[int], ruler: Ruler) -> Iterator[Line]:
    """The titles, standing on a rule."""
    titles = [ruler.hanging(c.title, width, 0) for c, width in zip(columns, widths, strict=True)]
    height = max(map(len, titles))
    pieces = [[("", "")] * (height - len(t)) + [(line, HEADING) for line in t] for t in titles]
    yield from _beside(columns, pieces, widths, ruler)
    yield [(" " * MARGIN + "─" * (sum(widths) + GAP * (len(widths) - 1)), RULE)]


def _table_row(
    columns: Sequence[Column], cells: Cells, widths: Sequence[int], ruler: Ruler
) -> Iterator[Line]:
    pieces = [
        _cell(lines, width, column.style, _indent(number, column), ruler)
        for number, (column, lines, width) in enumerate(zip(columns, cells, widths, strict=True))
    ]
    return _beside(columns, pieces, widths, ruler)


def _cell(lines: Sequence[str], width: int, style: str, indent: int, ruler: Ruler) -> list[Piece]:
    """The wrapped lines of a cell; those below its first are dim."""
    first = [(line, style) for line in ruler.hanging(lines[0], width, indent)]
    inner = [part for line in lines[1:] for part in ruler.hanging(line, width - indent, 0)]
    return first + [(" " * indent + part, BELOW) for part in inner]


def _beside(
    columns: Sequence[Column], cells: Sequence[list[Piece]], widths: Sequence[int], ruler: Ruler
) -> Iterator[Line]:
    """The cells of a row next to each other, nothing after the last word of a line."""
    for pieces in zip_longest(*cells, fillvalue=("", "")):
        line: Line = []
        gap = MARGIN
        for column, (text, style), width in zip(columns, pieces, widths, strict=True):
            blanks = width - ruler.measure(text)
            if text:
                line += [(" " * (gap + blanks * column.right), ""), (text, style)]
                gap = GAP + blanks * (not column.right)
            else:
                gap += width + GAP
        yield line


def _hang(columns: Sequence[Column], rows: Sequence[Cells], ruler: Ruler) -> int:
    """How far a block's lines stand in: after its number, where it has one."""
    if not columns[0].right:
        return HANG
    return MARGIN + GAP + max(ruler.measure(cells[0][0]) for cells in rows)


def _block(columns: Sequence[Column], cells: Cells, hang: int, ruler: Ruler) -> Iterator[Line]:
    """A row as lines: its head, then short facts side by side and prose below each other."""
    skipped = int(columns[0].right)
    lead = f"{cells[0][0]:>{hang - GAP}}{' ' * GAP}" if skipped else ""
    for facts, style in _paragraphs(columns[skipped:], cells[skipped:]):
        lines = facts if style == COPIED else ruler.pack(facts, ruler.width - hang)
        for line in lines:
            yield [(lead, HEADING), (line, style)]
            lead = " " * hang


def _paragraphs(columns: Sequence[Column], cells: Cells) -> list[tuple[list[str], str]]:
    """What stands on lines of its own, with its style; the first line of all is the head."""
    paragraphs: list[tuple[list[str], str]] = []
    for column, lines in zip(columns, cells, strict=True):
        first, *more = [line for line in lines if line] or [""]
        if not first:
            continue
        if column.beside is not None and paragraphs:
            paragraphs[-1][0].extend([column.beside + first, *more])
        elif column.copied:
            paragraphs.append(([first], COPIED))
        elif column.prose:
            paragraphs += [([first], ""), *(([line], BELOW) for line in more)]
        elif paragraphs:
            paragraphs.append(([first, *more], column.style))
        else:
            paragraphs += [([first], HEADING), *([(more, BELOW)] if more else [])]
    return paragraphs
