"""Measure the daily commands: `python -m bench`; the exit code is 1 if a bound is broken."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.books import TODAY, Size, write_book
from bench.startup import LARGE, SMALL, cases, judged, report
from bench.timing import measure

DATA = Path(__file__).with_name("data")


def made(size: Size) -> Path:
    """The book of that size, written now unless an earlier run has left it."""
    path = DATA / f"{size.contacts}-{size.interactions}-{size.seed}-{TODAY}.db"
    if not path.exists():
        print(f"writing {path.name} ...", file=sys.stderr)
        write_book(path, size)
    return path


@contextmanager
def copies(*books: Path) -> Iterator[list[Path]]:
    """Copies that the measured commands may change; gone afterwards."""
    with TemporaryDirectory(dir=DATA) as folder:
        yield [Path(shutil.copy(book, folder)) for book in books]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    parser.add_argument("--terminal", action="store_true", help="write to a pseudo-terminal")
    given = parser.parse_args()
    os.umask(0o077)
    DATA.mkdir(exist_ok=True)
    with copies(made(SMALL), made(LARGE)) as (small, large):
        timings = measure(cases(small, large), given.rounds, terminal=given.terminal)
    lines = judged(timings)
    print("\n".join(report(timings, lines, given.rounds)))
    return 0 if given.report_only or all(line.kept for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
