"""What is promised of the daily commands' speed: the cases, their bounds, and the report."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.books import TODAY, Size
from bench.people import KNOWN, LARGEST
from bench.talks import KNOWN_SUMMARY
from bench.timing import Case, Timings, floor, program

SMALL = Size(contacts=100, interactions=5_000)
LARGE = Size(contacts=20_000, interactions=1_000_000)

LOG = ("log", KNOWN, KNOWN_SUMMARY, "--back", "fri", "--tag", "prospect")
READING = {
    "today": ("today",),
    "who 5551": ("who", "5551"),
    "who mari": ("who", KNOWN),
    "show mari": ("show", KNOWN),
    "show, the busiest contact": ("show", LARGEST),
    'find "20 chairs"': ("find", "20 chairs"),
}


@dataclass(frozen=True)
class Bound:
    """A promise: the median of one case is at most so many times that of another."""

    name: str
    base: str
    most: float


@dataclass(frozen=True)
class Line:
    """One promise and what was measured; times in milliseconds."""

    bound: Bound
    time: float
    base_time: float
    ratio: float
    best_ratio: float

    @property
    def kept(self) -> bool:
        return self.ratio <= self.bound.most


OFTEN = 3  # times a round, for the pair that is compared most closely
AGAIN = "the floor once more"
BOUNDS = (
    Bound("log, small book", "floor", 1.25),
    Bound("log, large book", "log, small book", 1.05),
    *(Bound(name, "floor", 1.5) for name in READING),
)


def cases(small: Path, large: Path) -> list[Case]:
    """Every process of a round; the books are copies that `log` may change."""
    return [
        floor(),
        replace(floor(), name=AGAIN),
        *[_case("log, small book", LOG, small)] * OFTEN,
        *[_case("log, large book", LOG, large)] * OFTEN,
        *(_case(name, words, large) for name, words in READING.items()),
    ]


def _case(name: str, words: tuple[str, ...], book: Path) -> Case:
    day = TODAY.isoformat()
    return Case(name, program() + words, (("SMALLCRM_DB", str(book)), ("SMALLCRM_TODAY", day)))


def judged(timings: Timings) -> list[Line]:
    """Each bound with its figures."""
    return [
        Line(
            bound,
            timings.middle(bound.name) * 1000,
            timings.middle(bound.base) * 1000,
            timings.ratio(bound.name, bound.base),
            timings.best_ratio(bound.name, bound.base),
        )
        for bound in BOUNDS
    ]


def report(timings: Timings, lines: list[Line], rounds: int) -> Iterator[str]:
    """The result as lines of Markdown; the floor against itself shows how noisy the run was."""
    yield (
        f"Medians of {rounds} rounds, Python {platform.python_version()},"
        f" {os.cpu_count()} processors; the large book has {LARGE.contacts:,} contacts and"
        f" {LARGE.interactions:,} interactions, the small one {SMALL.contacts} and"
        f" {SMALL.interactions:,}. The same process measured twice differs by the factor"
        f" {timings.ratio(AGAIN, 'floor'):.2f}."
    )
    yield ""
    yield "| command | ms | compared with | ms | ratio | bound | | of the fastest |"
    yield "| --- | ---: | --- | ---: | ---: | ---: | --- | ---: |"
    for line in lines:
        yield (
            f"| {line.bound.name} | {line.time:.0f} | {line.bound.base} | {line.base_time:.0f}"
            f" | {line.ratio:.2f} | {line.bound.most:.2f} | {'kept' if line.kept else 'BROKEN'}"
            f" | {line.best_ratio:.2f} |"
        )
