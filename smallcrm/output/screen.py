"""What a terminal shows; the only user of Rich.

Stored text reaches Rich as `Text`, made visible first: neither markup nor escapes in it act.
"""

import os
from collections.abc import Iterable
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.parsing.text import visible

NARROWEST = 60


def console() -> Console:
    """A console that takes text as it is; NO_COLOR also drops bold and links."""
    made = Console(
        markup=False,
        emoji=False,
        highlight=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )
    made.width = max(made.width, NARROWEST)
    return made


def print_listing(listing: Listing) -> None:
    """The list as a table, or as one table a section under its heading."""
    screen = console()
    if listing.title:
        screen.print(Text(listing.title, style="bold"))
    if listing.section is None:
        screen.print(_table(listing, listing.rows, headed=True))
    else:
        for heading, rows in groupby(listing.rows, key=listing.section):
            screen.print(Padding(Text(heading, style="bold cyan"), (1, 0, 0, 1)))
            screen.print(_table(listing, list(rows), headed=False))
    if listing.note:
        screen.print(Text(visible(listing.note, keep="\n"), style="dim"), soft_wrap=True)


def _table(listing: Listing, rows: Iterable[Row], *, headed: bool) -> Table:
    table = Table(
        box=SIMPLE_HEAD if headed else None,
        show_header=headed,
        expand=any(column.width is None for column in listing.columns) and not headed,
        padding=(0, 1),
        header_style="bold",
    )
    for column in listing.columns:
        table.add_column(
            column.title,
            style=column.style,
            width=column.width,
            justify="right" if column.right else "left",
            ratio=None if column.width else 1,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_cell(column, row) for column in listing.columns))
    return table


def _cell(column: Column, row: Row) -> Text:
    """A cell; the lines below its first are dim."""
    first, *rest = visible(column.text(row), keep="\n").split("\n")
    text = Text(first)
    for line in rest:
        text.append("\n" + line, style="dim")
    return text


def print_lines(lines: list[tuple[str, str]]) -> None:
    """Lines of (text, style), wrapped at the screen's edge."""
    screen = console()
    for text, style in lines:
        screen.print(Text(visible(text), style=style))
