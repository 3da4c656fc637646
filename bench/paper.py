"""What a printed sheet of 200 lines costs beyond start-up: `python -m bench.paper`.

The exit code is 1 if it is more than a second.
"""

import argparse
import datetime as dt
import io
import os
import platform
import sys
from collections.abc import Iterator

from bench.timing import IMPORTS, Case, Timings, floor, measure
from smallcrm.reports.paper import PaperLine, PaperSheet

LINES = 200
MOST = 1.0  # seconds beyond the floor
PRINTED = dt.datetime(2026, 11, 21, 10, 0)
MONDAY = dt.date(2026, 11, 23)
NAME = f"{LINES} lines printed"
LIBRARY = "reportlab and the font loaded"
PRINT = "from bench.paper import print_once; print_once({lines})"


def sheet(lines: int) -> PaperSheet:
    """A usual week: a fifth of the lines overdue, a tenth rhythms, the others over six days."""
    late, quiet = lines // 5, lines // 10
    rest = range(late + 1, lines - quiet + 1)
    return PaperSheet(
        name="W48-A",
        shop="Puutöö OÜ",
        since=MONDAY,
        until=MONDAY + dt.timedelta(days=6),
        printed=PRINTED,
        overdue=tuple(_line(code, dt.date(2026, 11, 12)) for code in range(1, late + 1)),
        due=tuple(
            _line(code, MONDAY + dt.timedelta(days=6 * at // len(rest)))
            for at, code in enumerate(rest)
        ),
        rhythm=tuple(_line(code, MONDAY) for code in range(lines - quiet + 1, lines + 1)),
        to_buy=(),
        promises_kept=7,
        promises_due=9,
        calls_last_week=23,
    )


def _line(code: int, due: dt.date) -> PaperLine:
    """Words of each line's own, so that nothing is measured once and known afterwards."""
    return PaperLine(
        code=code,
        contact=f"Jānis Bērziņš {code}",
        company=f"Mööbel {code} OÜ",
        phone=f"+372 5551 {code:04}",
        why=f"wants the offer {code} for {code * 3} oak chairs, and to know when they can come",
        channel="call",
        promised_by="me",
        due=due,
        due_time=dt.time(10, 30) if code % 5 == 0 else None,
        last_at=dt.datetime(2026, 11, 1 + code % 20, 14, 0),
        last_channel="call",
        last_summary=f"asked the price of {code} chairs; his wife wants {code + 7} of them in ash,"
        " with lower seats and a lighter lacquer, before the school year begins",
    )


def print_once(lines: int) -> None:
    """Print a sheet into memory."""
    from smallcrm.output.paper import print_sheet

    print_sheet(sheet(lines), io.BytesIO())


def cases() -> list[Case]:
    """The floor, the library alone (an empty sheet), and the 200 lines."""
    return [floor(), _case(LIBRARY, 0), _case(NAME, LINES)]


def _case(name: str, lines: int) -> Case:
    return Case(name, (sys.executable, "-c", f"{IMPORTS}; {PRINT.format(lines=lines)}"))


def beyond(timings: Timings, name: str) -> float:
    """Seconds that the case takes longer than the floor."""
    return timings.middle(name) - timings.middle("floor")


def report(timings: Timings, rounds: int) -> Iterator[str]:
    """The result as lines of Markdown."""
    yield (
        f"Medians of {rounds} rounds, Python {platform.python_version()},"
        f" {os.cpu_count()} processors."
    )
    yield ""
    yield "| process | ms | beyond the floor | ratio | at most | |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    yield f"| floor | {timings.middle('floor') * 1000:.0f} | | | | |"
    for name, most in ((LIBRARY, None), (NAME, MOST)):
        spent = beyond(timings, name)
        bound = "" if most is None else f"{most * 1000:.0f}"
        kept = "" if most is None else "kept" if spent <= most else "BROKEN"
        yield (
            f"| {name} | {timings.middle(name) * 1000:.0f} | {spent * 1000:.0f}"
            f" | {timings.ratio(name, 'floor'):.2f} | {bound} | {kept} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.paper", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    given = parser.parse_args()
    timings = measure(cases(), given.rounds)
    print("\n".join(report(timings, given.rounds)))
    return 0 if given.report_only or beyond(timings, NAME) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
