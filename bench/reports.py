"""What the reports cost on a large book: `python -m bench.reports`; exit code 1 if too much.

The book has 20,000 contacts, 1,000,000 interactions and 541,909 order lines. Every report is asked
as its owner types it first, without options.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.__main__ import DATA, copies, made
from bench.books import TODAY
from bench.giftshop import Year
from bench.shop import write_shop
from bench.startup import AGAIN, LARGE
from bench.timing import Case, Timings, environment, floor, measure, program

MOST = 2.0  # times the floor
LONGER = 2.0  # seconds that some reports may take beyond that


@dataclass(frozen=True)
class Asked:
    """A report: its words after `crm report`, and the seconds it may take beyond the ratio."""

    words: str
    more: float = 0.0

    @property
    def name(self) -> str:
        """What it is called in the table."""
        return f"report {self.words}"


# A report that the program does not have is left out.
REPORTS = (
    Asked("sales"),
    Asked("products"),
    Asked("groups"),
    Asked("intervals"),
    Asked("due", LONGER),
    Asked("quiet"),
    Asked("loyal", LONGER),
    Asked("cross-sell", LONGER),
    Asked("activity"),
    Asked("problems"),
)


@dataclass(frozen=True)
class Line:
    """A report and what was measured, in seconds; `most` is what it may take in this run."""

    name: str
    time: float
    ratio: float
    best_ratio: float
    most: float

    @property
    def kept(self) -> bool:
        return self.time <= self.most


def book(year: Year) -> Path:
    """The book with the shop in it, written now unless an earlier run has left it."""
    path = DATA / f"shop-{LARGE.contacts}-{LARGE.interactions}-{year.lines}-{TODAY}.db"
    if not path.exists():
        plain = made(LARGE)
        print(f"writing {path.name} ...", file=sys.stderr)
        write_shop(path, plain, year)
    return path


def known(wanted: tuple[Asked, ...]) -> list[Asked]:
    """Those of the reports that the program has."""
    return [one for one in wanted if _is_known(one)]


def _is_known(one: Asked) -> bool:
    case = Case(one.name, (*program(), "report", *one.words.split(), "--help"))
    return subprocess.run(case.words, env=environment(case), capture_output=True).returncode == 0


def case(one: Asked, place: Path) -> Case:
    """The process that answers the report from the book at that place."""
    day = TODAY.isoformat()
    return Case(
        one.name,
        (*program(), "report", *one.words.split()),
        (("SMALLCRM_DB", str(place)), ("SMALLCRM_TODAY", day)),
    )


def judged(timings: Timings, asked: list[Asked]) -> list[Line]:
    """Each report with its figures."""
    base = timings.middle("floor")
    return [
        Line(
            one.name,
            timings.middle(one.name),
            timings.ratio(one.name, "floor"),
            timings.best_ratio(one.name, "floor"),
            MOST * base + one.more,
        )
        for one in asked
    ]


def report(timings: Timings, lines: list[Line], rounds: int) -> Iterator[str]:
    """The result as lines of Markdown."""
    yield (
        f"Medians of {rounds} rounds, Python {platform.python_version()},"
        f" {os.cpu_count()} processors; the floor is {timings.middle('floor') * 1000:.0f} ms."
        f" The same process measured twice differs by the factor"
        f" {timings.ratio(AGAIN, 'floor'):.2f}."
    )
    yield ""
    yield "| command | ms | at most | | ratio to the floor | of the fastest |"
    yield "| --- | ---: | ---: | --- | ---: | ---: |"
    for line in lines:
        yield (
            f"| {line.name} | {line.time * 1000:.0f} | {line.most * 1000:.0f}"
            f" | {'kept' if line.kept else 'BROKEN'} | {line.ratio:.2f} | {line.best_ratio:.2f} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    parser.add_argument("--terminal", action="store_true", help="write to a pseudo-terminal")
    given = parser.parse_args()
    os.umask(0o077)
    DATA.mkdir(exist_ok=True)
    asked = known(REPORTS)
    with copies(book(Year())) as (place,):
        cases = [case(one, place) for one in asked]
        timings = measure(
            [floor(), replace(floor(), name=AGAIN), *cases], given.rounds, terminal=given.terminal
        )
    lines = judged(timings, asked)
    print("\n".join(report(timings, lines, given.rounds)))
    return 0 if given.report_only or all(line.kept for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
