"""A list as plain data, and its ways out: a Rich table, JSON, CSV, or one record a line."""

import csv
import datetime as dt
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from smallcrm.formats import jsonfile
from smallcrm.formats.guard import guard
from smallcrm.output.terminal import remark, say, shows_tables
from smallcrm.parsing.say import day_alone
from smallcrm.parsing.text import one_line, visible

Row = Mapping[str, object]

_BELOW_ZERO = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Column:
    """A column of the screen's table: its heading and the text of its cell in a row.

    `whole`: a number or a day, whose lines are not broken. `prose`: running text. `right`: figures.
    On a narrow terminal a row is a block of lines, each with the facts of a cell; there `beside`
    puts a cell on the line of the cell before, after this word. `copied`: a file's name, which is
    never broken; where a table has no room for it there are blocks, in which it has its own line.
    """

    title: str
    text: Callable[[Row], str]
    style: str = ""
    right: bool = False
    whole: bool = False
    prose: bool = False
    beside: str | None = None
    copied: bool = False


@dataclass(frozen=True)
class Listing:
    """Rows with the keys of JSON and CSV, and how a terminal shows them.

    `section` gives the heading under which a row stands; rows of one section follow each other.
    `empty` is what is said of no rows, `note` what is said below them.
    """

    keys: Sequence[str]
    rows: Sequence[Row]
    columns: Sequence[Column]
    title: str = ""
    section: Callable[[Row], str] | None = None
    empty: str = ""
    note: str = ""


def show(listing: Listing, *, as_json: bool = False, as_csv: bool = False) -> None:
    """Print the list in the form asked for, or the one that fits where it goes."""
    if as_json:
        print_json(listing.rows, listing.keys)
    elif as_csv:
        write_csv(sys.stdout, listing.rows, listing.keys)
    elif not shows_tables():
        _print_records(listing)
        if said := listing.note if listing.rows else listing.empty:
            remark(said)
    elif listing.rows:
        from smallcrm.output import screen

        screen.print_listing(listing)
    else:
        say(listing.empty)


def print_json(rows: Sequence[Row], keys: Sequence[str]) -> None:
    """One array of objects; days and moments as ISO text."""
    wanted = [{key: row.get(key) for key in keys} for row in rows]
    say(jsonfile.dump(wanted, indent=2, default=_plain), whole=True)


def _plain(value: object) -> str:
    return jsonfile.plain(day_alone(value) if isinstance(value, dt.datetime) else value)


def write_csv(file: TextIO, rows: Sequence[Row], keys: Sequence[str]) -> None:
    """Comma-separated with a heading line; cells that a spreadsheet would run are guarded.

    A terminal gets them with nothing in them that acts on it, anything else letter for letter.
    """
    seen = file.isatty()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(keys)
    for row in rows:
        cells = [_guarded(cell_text(row.get(key))) for key in keys]
        writer.writerow([visible(cell, keep="\n") for cell in cells] if seen else cells)


def _guarded(cell: str) -> str:
    """A number below zero stays one that a spreadsheet can add up."""
    return cell if _BELOW_ZERO.fullmatch(cell) else guard(cell)


def cell_text(value: object) -> str:
    """A value as a CSV or tab-separated cell: nothing as "", a list with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dt.datetime):
        value = day_alone(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _print_records(listing: Listing) -> None:
    for row in listing.rows:
        say("\t".join(one_line(cell_text(row.get(key))) for key in listing.keys))
