"""What every report is, and how it is shown: a list, its period, what must be said, a chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from smallcrm.output.listing import Column, Listing, Row, show
from smallcrm.output.report.bars import BAR_WIDTH, bar
from smallcrm.output.terminal import remark
from smallcrm.parsing.money import say_money, whole_cents
from smallcrm.parsing.say import say_full_date
from smallcrm.reports.period import Period

NARROW = 6  # columns of a bar beside many figures
TOO_FEW = 20  # of anything; below it a share or a median says little


@dataclass(frozen=True)
class Chart:
    """Bars under one another on paper: what each stands for, how long it is, and its figure."""

    title: str
    labels: Sequence[str]
    values: Sequence[int]
    figures: Sequence[str]


@dataclass(frozen=True)
class Report:
    """The answer to a question.

    `remarks` say what the figures cannot: that a sample is too small. `behind` is the command that
    lists the rows behind a figure.
    """

    listing: Listing
    period: Period | None = None
    remarks: tuple[str, ...] = ()
    behind: str = ""
    chart: Chart | None = None

    @property
    def title(self) -> str:
        said = say_period(self.period) if self.period else ""
        return ", ".join(filter(None, (self.listing.title, said)))

    @property
    def note(self) -> str:
        """What stands below the figures."""
        behind = f"The rows behind it: {self.behind}" if self.behind else ""
        return "\n".join(filter(None, (self.listing.note, *self.remarks, behind)))


def show_report(report: Report, *, as_json: bool = False, as_csv: bool = False) -> None:
    """Print it; with JSON and CSV the remarks go to stderr."""
    listing = report.listing
    if as_json or as_csv:
        show(listing, as_json=as_json, as_csv=as_csv)
        for said in report.remarks:
            remark(said)
        return
    empty = f"{report.title}: {listing.empty}"
    show(replace(listing, title=report.title, note=report.note, empty=empty))


def say_period(period: Period) -> str:
    """`1 Jan 2026 to 21 Nov 2026`, or `until 21 Nov 2026`."""
    until = say_full_date(period.until)
    return f"{say_full_date(period.since)} to {until}" if period.since else f"until {until}"


def amount(fine: int) -> Decimal:
    """An amount in thousandths of a cent as data, in whole cents."""
    return Decimal(whole_cents(fine)).scaleb(-2)


def few(count: int, what: str, least: int = TOO_FEW) -> tuple[str, ...]:
    """The remark on a sample too small to mean much; none for a larger one, or nothing at all."""
    if not 0 < count < least:
        return ()
    return (f"Only {count} {what}{'' if count == 1 else 's'}: too few to conclude much.",)


def figures(title: str, key: str) -> Column:
    """A column of figures as they are, its edge at the right."""
    return Column(title, lambda row: _plain(row[key]), right=True, whole=True)


def amounts(title: str, key: str, currency: str) -> Column:
    """A column of amounts, which the rows hold as decimals."""
    return Column(title, lambda row: _said(row[key], currency), right=True, whole=True)


def bars(rows: Sequence[Row], key: str, width: int = BAR_WIDTH) -> Column:
    """A column of bars beside the figures under the key, at most so many columns wide."""
    largest = max((_cents(row[key]) for row in rows), default=0)
    return Column("", lambda row: bar(_cents(row[key]), largest, width), whole=True)


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _said(value: object, currency: str) -> str:
    return "" if value is None else say_money(_cents(value), currency, "en")


def _cents(value: object) -> int:
    return int(value.scaleb(2)) if isinstance(value, Decimal) else int(str(value or 0))
