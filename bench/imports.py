"""What it costs to take files in: `python -m bench.imports`; the exit code is 1 if it is too much.

Contacts go into an empty book beside the same rows into a bare table (`sqlite-utils insert --csv`),
and a file is followed by one ten times as long, whose import must not take more memory.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench.books import TODAY, Size, write_book
from bench.files import write_calls, write_cards, write_table
from bench.timing import Case, environment, program

COUNT = 100_000
SLOWER = 10.0  # how many times longer than into a bare table
LARGER = 1.25  # how many times the memory of a file of a tenth
CALLED = Size(contacts=2_000, interactions=20_000)
TOOL = "sqlite-utils"
PEAK = 1024 if sys.platform != "darwin" else 1024 * 1024  # of ru_maxrss, in a megabyte


@dataclass(frozen=True)
class Spent:
    """What one process took: seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Growth:
    """A file and one ten times as long: the megabytes that each takes."""

    name: str
    short: float
    long: float

    @property
    def ratio(self) -> float:
        return self.long / self.short

    @property
    def kept(self) -> bool:
        return self.ratio <= LARGER


def tool() -> tuple[str, ...]:
    """The words that start sqlite-utils: of this environment, else of the path."""
    beside = Path(sys.executable).with_name(TOOL)
    found = str(beside) if beside.exists() else shutil.which(TOOL)
    if not found:
        sys.exit(f"{TOOL} is not installed: python -m pip install --group bench")
    return (found,)


def run(case: Case) -> Spent:
    """Run a process to its end; CalledProcessError if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        case.words,
        env=environment(case),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, case.words)
    return Spent(time.perf_counter() - start, usage.ru_maxrss / PEAK)


def taking_in(kind: str, file: Path, book: Path) -> Case:
    """`crm import KIND FILE --apply`."""
    words = (*program(), "import", kind, str(file), "--apply")
    place = (("SMALLCRM_DB", str(book)), ("SMALLCRM_TODAY", TODAY.isoformat()))
    return Case(f"crm import {kind}", words, place)


def speeds(folder: Path, count: int, rounds: int) -> tuple[list[Spent], list[Spent]]:
    """Contacts into an empty book, and into a bare table: one of each a round, in a new order."""
    file, book, table = folder / "contacts.csv", folder / "book.db", folder / "table.db"
    write_table(file, count)
    ours = taking_in("contacts", file, book)
    theirs = Case(TOOL, (*tool(), "insert", str(table), "contact", str(file), "--csv"))
    spent: dict[str, list[Spent]] = {ours.name: [], theirs.name: []}
    for _ in range(rounds):
        for case in Random().sample([ours, theirs], 2):
            book.unlink(missing_ok=True)
            table.unlink(missing_ok=True)
            spent[case.name].append(run(case))
            _check(book if case is ours else table, count)
    return spent[ours.name], spent[theirs.name]


def _check(written: Path, count: int) -> None:
    """What is compared must have done its work."""
    with closing(sqlite3.connect(written)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    if found != count:
        raise RuntimeError(f"{found} of {count} contacts are in {written.name}")


def growths(folder: Path, count: int) -> Iterator[Growth]:
    """Each kind of file at a tenth of the length, and at the whole."""
    called = folder / "called.db"
    write_book(called, CALLED)
    yield _growth(folder, "contacts", "contacts.csv", count, write_table)
    yield _growth(folder, "contacts", "contacts.vcf", count, write_cards)
    numbers = _numbers(called)

    def write(path: Path, length: int) -> None:
        write_calls(path, length, numbers)

    yield _growth(folder, "calls", "calls.csv", count, write, begun=called)


def _growth(
    folder: Path,
    kind: str,
    name: str,
    count: int,
    write: Callable[[Path, int], None],
    *,
    begun: Path | None = None,
) -> Growth:
    file, book = folder / name, folder / "book.db"
    peaks = []
    for length in (count // 10, count):
        write(file, length)
        book.unlink(missing_ok=True)
        if begun:
            shutil.copy(begun, book)
        peaks.append(run(taking_in(kind, file, book)).megabytes)
    return Growth(name, *peaks)


def _numbers(book: Path) -> list[str]:
    with closing(sqlite3.connect(book)) as connection:
        rows = connection.execute("SELECT value FROM contact_point WHERE kind = 'phone'")
        return [number for (number,) in rows]


def report(
    ours: list[Spent], theirs: list[Spent], grown: list[Growth], count: int
) -> Iterator[str]:
    """The result as lines of Markdown."""
    base, spent = (median(one.seconds for one in each) for each in (theirs, ours))
    yield (
        f"Medians of {len(ours)} rounds, Python {platform.python_version()},"
        f" {os.cpu_count()} processors."
    )
    yield ""
    yield f"| {count:,} contacts from a table | s | ratio | at most | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    yield f"| {TOOL} insert --csv | {base:.1f} | | | |"
    kept = "kept" if spent / base <= SLOWER else "BROKEN"
    ratio = spent / base
    yield f"| crm import contacts --apply | {spent:.1f} | {ratio:.1f} | {SLOWER:.0f} | {kept} |"
    yield ""
    yield f"| peak memory in MB | {count // 10:,} | {count:,} | ratio | at most | |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for one in grown:
        kept = "kept" if one.kept else "BROKEN"
        yield (
            f"| {one.name} | {one.short:.0f} | {one.long:.0f} | {one.ratio:.2f}"
            f" | {LARGER:.2f} | {kept} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=COUNT, help="contacts and calls in a file")
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    given = parser.parse_args()
    os.umask(0o077)
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = speeds(folder, given.count, given.rounds)
        grown = list(growths(folder, given.count))
    print("\n".join(report(ours, theirs, grown, given.count)))
    slower = median(one.seconds for one in ours) / median(one.seconds for one in theirs)
    kept = slower <= SLOWER and all(one.kept for one in grown)
    return 0 if given.report_only or kept else 1


if __name__ == "__main__":
    sys.exit(main())
