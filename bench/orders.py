"""What a gift shop's year of orders costs: `python -m bench.orders`; exit code 1 if too much.

The lines go into an empty book beside the same rows into a bare table (`sqlite-utils insert
--csv`), and after those of a tenth of the year, whose import must not take less memory. Then the
customer with the most lines is looked up.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench.books import TODAY
from bench.giftshop import GREATEST, Year, write_year
from bench.imports import LARGER, TOOL, Growth, Spent, run, taking_in, tool
from bench.timing import Case, Timings, floor, measure, program

SLOWER = 3.0  # how many times longer than into a bare table
FOUND = 1.5  # how many times the floor
LOOKED_UP = ("show", "who")


@dataclass(frozen=True)
class Measured:
    """All that was measured; `back` is what undoing the import took."""

    ours: list[Spent]
    theirs: list[Spent]
    grown: tuple[Growth, Growth]
    back: Spent
    timings: Timings

    @property
    def slower(self) -> float:
        ours, theirs = (median(one.seconds for one in each) for each in (self.ours, self.theirs))
        return ours / theirs

    @property
    def kept(self) -> bool:
        found = all(self.timings.ratio(name, "floor") <= FOUND for name in LOOKED_UP)
        return self.slower <= SLOWER and all(one.kept for one in self.grown) and found


def measured(folder: Path, year: Year, rounds: int) -> Measured:
    """Take the year in, as often as there are rounds, look its greatest customer up, undo it."""
    file, book = folder / "orders.csv", folder / "book.db"
    write_year(file, year.tenth())
    short = run(taking_in("orders", file, book))
    short_back = run(_undoing(book))
    write_year(file, year)
    ours, theirs = _speeds(folder, file, book, year, rounds)
    timings = measure([floor(), *(_looking(name, book) for name in LOOKED_UP)], 5 * rounds)
    back = run(_undoing(book))
    grown = (
        Growth("import", short.megabytes, ours[0].megabytes),
        Growth("undo", short_back.megabytes, back.megabytes),
    )
    return Measured(ours, theirs, grown, back, timings)


def _speeds(
    folder: Path, file: Path, book: Path, year: Year, rounds: int
) -> tuple[list[Spent], list[Spent]]:
    table = folder / "table.db"
    ours = taking_in("orders", file, book)
    theirs = Case(TOOL, (*tool(), "insert", str(table), "order_line", str(file), "--csv"))
    spent: dict[str, list[Spent]] = {ours.name: [], theirs.name: []}
    for _ in range(rounds):
        for case in Random().sample([ours, theirs], 2):
            (book if case is ours else table).unlink(missing_ok=True)
            spent[case.name].append(run(case))
            _check(book if case is ours else table, year.lines)
    return spent[ours.name], spent[theirs.name]


def _check(written: Path, count: int) -> None:
    """What is compared must have done its work."""
    with closing(sqlite3.connect(written)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM order_line").fetchone()
    if found != count:
        raise RuntimeError(f"{found} of {count} lines are in {written.name}")


def _undoing(book: Path) -> Case:
    return Case("crm undo", (*program(), "undo"), _place(book))


def _looking(name: str, book: Path) -> Case:
    return Case(name, (*program(), name, f"customer-{GREATEST}"), _place(book))


def _place(book: Path) -> tuple[tuple[str, str], ...]:
    return (("SMALLCRM_DB", str(book)), ("SMALLCRM_TODAY", TODAY.isoformat()))


def report(found: Measured, year: Year) -> Iterator[str]:
    """The result as lines of Markdown."""
    base, spent = (median(one.seconds for one in each) for each in (found.theirs, found.ours))
    yield (
        f"Medians of {len(found.ours)} rounds, Python {platform.python_version()},"
        f" {os.cpu_count()} processors."
    )
    yield ""
    yield f"| {year.lines:,} lines of orders | s | ratio | at most | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    yield f"| {TOOL} insert --csv | {base:.1f} | | | |"
    yield (
        f"| crm import orders --apply | {spent:.1f} | {found.slower:.2f} | {SLOWER:.2f}"
        f" | {_said(found.slower <= SLOWER)} |"
    )
    yield f"| crm undo of it | {found.back.seconds:.1f} | | | |"
    yield ""
    yield f"| peak memory in MB | {year.lines // 10:,} | {year.lines:,} | ratio | at most | |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for one in found.grown:
        yield (
            f"| {one.name} | {one.short:.0f} | {one.long:.0f} | {one.ratio:.2f} | {LARGER:.2f}"
            f" | {_said(one.kept)} |"
        )
    yield ""
    yield f"| the customer of {year.greatest:,} lines | ms | ratio to the floor | at most | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for name in LOOKED_UP:
        ratio = found.timings.ratio(name, "floor")
        yield (
            f"| crm {name} | {found.timings.middle(name) * 1000:.0f} | {ratio:.2f} | {FOUND:.2f}"
            f" | {_said(ratio <= FOUND)} |"
        )


def _said(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.orders", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    parser.add_argument("--keep", type=Path, help="copy the written table of orders there")
    given = parser.parse_args()
    os.umask(0o077)
    year = Year()
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = measured(folder, year, given.rounds)
        if given.keep:
            shutil.copy(folder / "orders.csv", given.keep)
    print("\n".join(report(found, year)))
    return 0 if given.report_only or found.kept else 1


if __name__ == "__main__":
    sys.exit(main())
